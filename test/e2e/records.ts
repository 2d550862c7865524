import { mergeRecords } from '../../src/state/record.ts'
import { sealOf } from '../../src/state/record-codec.ts'
import { comment } from '../../src/report/render.ts'
import { sampleContext } from '../fakes/samples.ts'
import { KEY } from './world.ts'

const HOUR = 60 * 60_000

/** A comment, signed, as a sync has left it an hour before `nowMs`: job `id` of the `n`-th spec is running. */
export function recordOf(number: number, n: number, id: string, nowMs: number): string {
  const label = `training/${n}.yml`
  const story = {
    trainings: [
      { label, job: { id, status: 'RUNNING' }, outcome: 'running' as const, timeline: [], notes: [] },
    ],
    problems: [],
    context: sampleContext({ repository: 'acme/models', issueNumber: number }),
    nowMs: nowMs - HOUR,
    lastLook: { atMs: nowMs - HOUR, logUrl: 'https://github.example/sync' },
  }
  const { body, memo } = comment(story)
  const about = { digest: 'd'.repeat(64), run: { id: '8000', attempt: 1 }, writer: 'x', commit: 'abc' }
  const job = { id, digest: about.digest, runId: '8000', atMs: 1, isOpen: true, echo: {} }
  const entry = { ...about, atMs: 1, aliveUntilMs: 0, jobId: id, jobs: [job] }
  const record = mergeRecords({ run: about.run, entries: { [label]: entry } }, { entries: {} })
  const seal = sealOf(`key ${n}`, `acme/models#${number}`, KEY)
  return `${seal.write?.({ ...record, ...(memo ? { memo } : {}) }) ?? ''}\n${body}`
}
