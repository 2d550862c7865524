import type { TrainingJob } from '../../src/jobs/api.ts'
import type { Training } from '../../src/jobs/job-state.ts'
import type { KeyRecord } from '../../src/state/record.ts'
import { comment } from '../../src/report/render.ts'
import type { Story } from '../../src/report/report-model.ts'
import { findUnfinished, type Findings, type Unfinished } from '../../src/sync/find-open-records.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { RecordingLog } from '../fakes/log.ts'
import { MemoryRepository } from '../fakes/repository.ts'
import { DIGEST, sampleContext, sampleJob, sampleTraining } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import { sealOf, type Seal } from '../../src/state/record-codec.ts'
import { LABEL, recordedJob, runOf, sampleEntry } from '../state/samples.ts'

export const HOUR = 60 * 60_000
export const KEY = 'forge-key'
/** Where the scheduled workflow runs. */
export const CONTEXT = sampleContext({ runId: '9001', logUrl: 'https://github.example/sync', commit: 'main' })

/** A repository with nothing in it, and somebody who looks after it. */
export class Office {
  readonly clock = new VirtualClock()
  readonly desk = new MemoryRepository(this.clock)
  readonly log = new RecordingLog()
  readonly custody = {
    desk: this.desk,
    context: CONTEXT,
    log: this.log,
    apiKey: KEY,
    redact: (text: string): string => text.replaceAll('S3CRET', '***'),
  }

  /** A comment of a run of ours on a pull request, written now. */
  leave(number: number, left: Partial<Left> = {}) {
    const { record = recordOf(), text = 'A report', seal = sealFor(number), author } = left
    const conversation = this.desk.conversation(number)
    return conversation.say(author ?? conversation.login, `${seal.write?.(record) ?? ''}\n${text}`)
  }

  async find(): Promise<Findings> {
    const found = await findUnfinished({ ...this.custody, clock: this.clock })
    if ('ok' in found) throw new Error(found.reason)
    return found
  }

  /** The only unfinished comment. */
  async findOne(): Promise<Unfinished> {
    const [found] = (await this.find()).unfinished
    if (found === undefined) throw new Error('nothing was found')
    return found
  }

  /** What the first comment of a pull request remembers and shows. */
  read(number: number): { readonly record: KeyRecord; readonly text: string } {
    const [body = ''] = this.desk.conversation(number).bodies
    return { record: sealFor(number).read(body), text: body.slice(body.indexOf('\n') + 1) }
  }
}

interface Left {
  readonly record: KeyRecord
  readonly text: string
  readonly seal: Seal
  readonly author: string
}

export const sealFor = (number: number, key = 'a key'): Seal => sealOf(key, `acme/bot#${number}`, KEY)

/** What a step has told that let a job go. */
export function storyOfJob(job: Partial<TrainingJob> = {}, training: Partial<Training> = {}): Story {
  const told = sampleTraining({ job: sampleJob({ id: jobId(1), ...job }), outcome: 'submitted', ...training })
  return { trainings: [told], problems: [], context: sampleContext(), nowMs: 1_000 }
}

/** What the step of that story has written down. */
export function recordOf(
  story: Story | undefined = storyOfJob(),
  changes: Partial<KeyRecord> = {},
): KeyRecord {
  const memo = comment(story).memo
  const entry = sampleEntry({ jobId: jobId(1), aliveUntilMs: 0, jobs: [recordedJob(1, { echo: {} })] })
  return { run: runOf(8123), ...(memo ? { memo } : {}), entries: { [LABEL]: entry }, ...changes }
}

export { DIGEST, LABEL }
