import { describe, expect, it } from '@jest/globals'
import { isGreen } from '../../src/commands/index.ts'
import { sync } from '../../src/commands/sync.ts'
import { sealOf } from '../../src/state/record-codec.ts'
import { outcomeOf } from '../../src/jobs/result.ts'
import type { RepositoryComment } from '../../src/sync/ports.ts'
import { FORBIDDEN, PASSING } from '../fakes/comment-store.ts'
import { FakeRun, SharedWorld } from '../fakes/command-context.ts'
import { answered, jobId, type JobCourse } from '../fakes/forge-api.ts'
import { recordedJob, runOf, sampleEntry } from '../state/samples.ts'
import { HOUR, LABEL, Office, recordOf, sealFor } from './samples.ts'

/** A sync of a repository in which the job of one comment is like this. */
async function play(prepare: (office: Office, world: SharedWorld) => void, given: { dispatchEvent?: string } = {}) {
  const office = new Office()
  const world = new SharedWorld()
  const step = new FakeRun(world, { id: '9001' })
  prepare(office, world)
  const result = await sync(given, { ...step.step(), clock: office.clock, custody: office.custody })
  const outcome = outcomeOf(result)
  const [first] = result.trainings
  const told = [...step.log.lines, ...step.log.messages('warning')]
  return { office, result, outcome, isGreen: isGreen('sync', outcome), first, told }
} // prettier-ignore

const withJob = (course: JobCourse) => (office: Office, world: SharedWorld) => {
  world.api.add(course)
  office.leave(7)
}
const status = (word: string): JobCourse => ({ statuses: [[0, word]], model: 'ft:x' })

describe('the outcome', () => {
  it.each([
    ['SUCCESS', 'succeeded'],
    ['FAILED', 'failed'],
    ['CANCELLED', 'cancelled'],
    ['RUNNING', 'running'],
    ['NEVER_HEARD_OF', 'running'],
  ])('of a job that is %s is %s, and green', async (word, expected) => {
    const { outcome, isGreen: green, first } = await play(withJob(status(word)))
    expect([outcome, green, first?.label, first?.reportedOn?.number]).toEqual([expected, true, LABEL, 7])
  })

  it('of nothing to do is success', async () => {
    const { outcome, result } = await play(() => undefined)
    expect([outcome, result.trainings]).toEqual(['succeeded', []])
  })

  it('of a job that the service has lost is green', async () => {
    const { outcome, isGreen: green } = await play((office) => void office.leave(7))
    expect([outcome, green]).toEqual(['unknown', true])
  })

  it('is red without a token', async () => {
    const step = new FakeRun(new SharedWorld())
    const result = await sync({}, step.step())
    expect([outcomeOf(result), isGreen('sync', outcomeOf(result))]).toEqual(['refused', false])
    expect(result.trainings[0]?.notes[0]).toContain('no `github-token`')
  })

  it('is red where the comments cannot be read', async () => {
    const { outcome, first } = await play((office) => (office.desk.intercept = () => FORBIDDEN))
    expect([outcome, first?.notes]).toEqual(['refused', [FORBIDDEN.reason]])
  })

  it('is red where no job can be read, with the words of the service', async () => {
    const { outcome, first } = await play((office, world) => {
      office.leave(7)
      world.api.script = () => ({ failure: answered(401) })
    })
    expect([outcome, first?.failure?.words]).toEqual(['refused', 'words of 401'])
  })

  it('is red where nothing may be written, and green where that may pass', async () => {
    const refuse = (refusal: typeof PASSING) => (office: Office, world: SharedWorld) => {
      withJob(status('SUCCESS'))(office, world)
      office.desk.conversation(7).intercept = ({ operation }) => (operation === 'update' ? refusal : undefined)
    }
    const red = await play(refuse(FORBIDDEN))
    expect([red.outcome, red.isGreen]).toEqual(['refused', false])
    const green = await play(refuse(PASSING))
    expect([green.outcome, green.isGreen]).toEqual(['succeeded', true])
    expect(green.told).toContainEqual(expect.stringContaining(`${PASSING.reason}. The next sync tries again.`))
  }) // prettier-ignore
})

const FILLER: RepositoryComment = { id: 1, number: 9, body: '', author: 'x', url: '', updatedAtMs: Infinity }

describe('the log', () => {
  it('tells what was done', async () => {
    const { told, office } = await play(withJob(status('SUCCESS')), { dispatchEvent: 'ended' })
    expect(told).toContain('1 unfinished job in 1 comment: 1 comment brought up to date, 1 event sent.')
    expect(office.desk.told).toEqual([jobId(1)])
  })

  it('tells of comments that nothing proves, and how far back was looked', async () => {
    const { told } = await play((office, world) => {
      withJob(status('SUCCESS'))(office, world)
      office.leave(8, { seal: sealOf('a key', 'acme/bot#8', 'another') })
      const read = office.desk.comments.bind(office.desk)
      office.desk.comments = async (page) => {
        const reply = await read(1, 0)
        const shown = reply.ok && (page === 1 || page === 10) ? reply.value.comments : []
        const comments = shown.map((each) => ({ ...each, updatedAtMs: each.updatedAtMs - page * 2 * HOUR }))
        return { ok: true, value: { comments: page === 1 || page === 10 ? comments : [FILLER], hasMore: true } }
      }
    })
    const back = new Date(new Office().clock.wall() - 20 * HOUR).toISOString()
    expect(told).toContainEqual(expect.stringContaining(`last changed before ${back} were not looked at`))
    expect(told).toContainEqual(expect.stringContaining('1 comment with unfinished jobs signed with another `api-key`'))
  }) // prettier-ignore

  it('tells of jobs that could not be read, and goes on with the others', async () => {
    const { told, office, result } = await play((o, world) => {
      withJob(status('SUCCESS'))(o, world)
      world.api.add(status('SUCCESS'))
      const entry = sampleEntry({ aliveUntilMs: 0, jobs: [recordedJob(2)] })
      o.leave(8, { record: recordOf(undefined, { run: runOf(8123), entries: { [LABEL]: entry } }) })
      world.api.script = ({ id }) => (id === jobId(2) ? { failure: answered(503) } : undefined)
    })
    expect(told).toContain('Some jobs could not be read (words of 503). The next sync looks at them.')
    expect(result.trainings).toMatchObject([{ outcome: 'succeeded' }])
    expect(sealFor(8).read(office.desk.conversation(8).bodies[0]!).entries[LABEL]?.jobs[0]?.isOpen).toBe(true)
  })
})
