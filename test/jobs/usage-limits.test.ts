import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { FakeEnvironment, FakeRun, SPEC, type FakeRunOptions } from '../fakes/command-context.ts'
import { changingDefaultBranch, fakeDefaultBranch } from '../fakes/default-branch.ts'
import { CLAIM_SETTLE_MS } from '../../src/state/comment-record-store.ts'
import type { Hold } from '../../src/state/record.ts'
import { readRecord } from '../../src/state/record-codec.ts'
import { BAD_GATEWAY, FORBIDDEN } from '../fakes/comment-store.ts'
import { httpError, INTERRUPTED, jobId, type Fault, type JobLifecycle } from '../fakes/forge-api.ts'
import type { GitHubResult, PolicyFile } from '../../src/state/github.ts'
import { EMPTY_RECORD } from '../../src/state/record.ts'
import { SERVICE } from '../state/samples.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const RUNS: JobLifecycle = { statuses: [[0, 'RUNNING']], cancelDelayMs: 2_000 }
const ENDED: JobLifecycle = { statuses: [[0, 'SUCCESS']], model: 'ft:x' }
const steps = (number: number): string =>
  SPEC.replace('training_steps: 1000', `batch_size: 8, training_steps: ${number}`)
/** 1,000 examples cost 1 EUR. */
const PRICE = 'price: { currency: EUR, per-million-examples: { default: 1000 } }\n'

let environment: FakeEnvironment
beforeEach(() => {
  environment = new FakeEnvironment(RUNS)
})
afterEach(() => environment.stop())

function runWith(policy: string, options: FakeRunOptions = {}): FakeRun {
  const { files = { 'a.yml': steps(1000) }, inputs, ...rest } = options
  return new FakeRun(environment, {
    files,
    inputs: { waitFor: 'none', ...inputs },
    contextOverrides: { defaultBranch: fakeDefaultBranch(`version: 1\n${policy}`, '* @acme/platform') },
    ...rest,
  })
}

/** The open claims of a comment. */
const claimsOf = (body: string): readonly Hold[] =>
  Object.values(readRecord(environment.codec, body).requests)
    .flatMap(({ holds }) => holds)
    .filter(({ submissionStartedAtMs }) => submissionStartedAtMs !== undefined)

const errorsOf = (run: FakeRun): string => run.log.messages('error').join('\n')

describe('a limit on what exists', () => {
  it.each<[string, string, number, string]>([
    ['live jobs below it', 'limits: { live-jobs: 3 }', 2, 'submitted'],
    ['live jobs at it', 'limits: { live-jobs: 3 }', 3, 'refused'],
    ['jobs of the day below it', 'limits: { jobs-per-day: 3 }', 2, 'submitted'],
    ['jobs of the day at it', 'limits: { jobs-per-day: 3 }', 3, 'refused'],
  ])('with %s (%s, %i jobs): %s', async (_, policy, count, outcome) => {
    for (let n = 0; n < count; n++) environment.api.addJob(RUNS, undefined, MINUTE)
    environment.api.addJob(ENDED, undefined, 2 * DAY)
    const run = runWith(policy)
    const completed = await run.execute()
    expect(completed.outcome).toBe(outcome)
    expect(environment.api.callsOf('create')).toHaveLength(outcome === 'refused' ? 0 : 1)
    if (outcome === 'refused') expect(errorsOf(run)).toContain('@acme/platform can change it')
  })

  it('counts a month of prices, and jobs without a price as `per-job`', async () => {
    const budget = 'budget: { per-job: 10, per-month: 25 }\n'
    const request = { job_type: 'dpo', model_config: { base_model: 'x' }, auto_start: true } as const
    const sized = { ...request, hyperparameters: { training_steps: 500, batch_size: 8 } }
    environment.api.addJob(ENDED, sized, 29 * DAY)
    environment.api.addJob(ENDED, sized, 31 * DAY)
    environment.api.addJob(ENDED, request, DAY)
    // 4 EUR, 10 EUR for the unknown one, 8 EUR for ours.
    expect((await runWith(PRICE + budget, { id: '1' }).execute()).outcome).toBe('submitted')
    const second = runWith(PRICE + budget, { id: '2', files: { 'a.yml': steps(1001) } })
    expect((await second.execute()).outcome).toBe('refused')
    expect(errorsOf(second)).toMatch(/would cost 30\.01 EUR .*budget\.per-month allows 25 EUR/)
  })

  it('counts the prices of a pull request by its records', async () => {
    const budget = 'budget: { per-pull-request: 20 }\n'
    const outcomes = []
    for (const [n, count] of [1000, 1001, 1002].entries())
      outcomes.push(
        (await runWith(PRICE + budget, { id: String(n + 1), files: { 'a.yml': steps(count) } }).execute())
          .outcome,
      )
    expect(outcomes).toEqual(['submitted', 'submitted', 'refused'])
  })

  it('counts the prices of failed jobs that the record of a pull request had no room for', async () => {
    const spent = (amount: number) => ({ key: 'a', owner: 'train', service: SERVICE, untilMs: 1, amount })
    environment.addRecordComment({ ...EMPTY_RECORD, subtotals: [spent(12)] })
    const policy = `${PRICE}budget: { per-pull-request: 20 }\n`
    expect(await runWith(policy, { id: '1' }).execute()).toMatchObject({ outcome: 'submitted' })
    const second = runWith(policy, { id: '2', files: { 'a.yml': steps(1) } })
    expect(await second.execute()).toMatchObject({ outcome: 'refused' })
    expect(errorsOf(second)).toMatch(/would cost 20\.01 EUR .*budget\.per-pull-request allows 20 EUR/)
  })

  describe('counts what another step is submitting,', () => {
    const BUDGET = 'budget: { per-pull-request: 10 }\n'
    const LIVE = 'limits: { live-jobs: 9 }\n'

    it.each<[string, string, string, Fault]>([
      ['also one of a newer run', BUDGET, '8122', { durationMs: 100_000 }],
      ['for live jobs, too', 'limits: { live-jobs: 1 }\n', '8122', { durationMs: 100_000 }],
      ['of an older run', BUDGET, '8124', { durationMs: 100_000 }],
      [
        'although the service lists the job',
        LIVE + BUDGET,
        '8124',
        { error: INTERRUPTED, takesEffect: true, durationMs: 90_000 },
      ],
    ])('%s', async (_, rule, id, fault) => {
      environment.api.script = ({ operation }, nth) =>
        operation === 'create' && nth === 1 ? fault : undefined
      const policy = PRICE + rule
      void runWith(policy, { id: '8123', owner: 'first' }).execute()
      await environment.clock.sleep(40_000)
      const second = runWith(policy, { id, owner: 'second', files: { 'a.yml': steps(1001) } })
      expect(await second.execute()).toMatchObject({ outcome: 'refused' })
    })

    it('also if its runner was lost, until its job was searched for', async () => {
      environment.api.script = ({ operation }, nth) => {
        if (operation !== 'create' || nth !== 1) return undefined
        first.kill()
        return { error: INTERRUPTED, durationMs: Infinity }
      }
      const policy = PRICE + BUDGET
      const first = runWith(policy, { id: '8123', owner: 'first' })
      void first.execute()
      await environment.clock.sleep(10 * MINUTE)
      const files = { 'a.yml': steps(999) }
      const other = runWith(policy, { id: '8124', owner: 'second', files })
      expect(await other.execute()).toMatchObject({ outcome: 'refused' })
      const anew = runWith(policy, { id: '8125', owner: 'first', inputs: { reuse: false } })
      expect(await anew.execute()).toMatchObject({ outcome: 'refused' })
      const again = runWith(policy, { id: '8126', owner: 'first' })
      expect(await again.execute()).toMatchObject({ outcome: 'submitted' })
    })

    it.each([
      ['also if its runner was lost and `reuse: false` has submitted the same since', false, 'refused'],
      ['but not if another run has searched for its job in vain since', true, 'submitted'],
    ])('%s', async (_, reuse, outcome) => {
      environment.api.script = ({ operation }, nth) => {
        if (operation !== 'create' || nth !== 1) return undefined
        first.kill()
        return { durationMs: Infinity }
      }
      const policy = `${PRICE}budget: { per-pull-request: 20 }\n`
      const inputs = { waitFor: 'none', reuse } as const
      const first = runWith(policy, { id: '8123', inputs })
      void first.execute()
      await environment.clock.sleep(10 * MINUTE)
      expect(await runWith(policy, { id: '8124', inputs }).execute()).toMatchObject({ outcome: 'submitted' })
      const files = { 'a.yml': steps(1001) }
      const third = runWith(policy, { id: '8125', files, inputs })
      expect(await third.execute()).toMatchObject({ outcome })
    })

    it('and its job, which has failed since', async () => {
      environment = new FakeEnvironment({ statuses: [[0, 'RUNNING'], [MINUTE, 'FAILED']] }) // prettier-ignore
      environment.api.script = ({ operation }, nth) => {
        if (operation !== 'create' || nth !== 1) return undefined
        first.kill()
        return { durationMs: Infinity }
      }
      const policy = PRICE + BUDGET
      const first = runWith(policy, { id: '8123' })
      void first.execute()
      await environment.clock.sleep(10 * MINUTE)
      expect(await runWith(policy, { id: '8124' }).execute()).toMatchObject({ outcome: 'refused' })
    })

    it('but only one of two steps that claim at the same time is refused', async () => {
      const policy = PRICE + BUDGET
      const runs = [1000, 1001].map((n) =>
        runWith(policy, { id: '8123', owner: `step ${n}`, files: { 'a.yml': steps(n) } }),
      )
      const results = await Promise.all(runs.map((run) => run.execute()))
      expect(results.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'submitted'])
    })
  })

  it('counts as reached where only a commit status is the record', async () => {
    const run = runWith(`${PRICE}budget: { per-pull-request: 100 }\n`)
    Object.defineProperty(run.ledger, 'isOfConversation', { value: false })
    expect(await run.execute()).toMatchObject({ outcome: 'refused' })
  })

  it('counts as reached where the record could never be read', async () => {
    environment.conversation.beforeCall = ({ operation }) =>
      ['list', 'get'].includes(operation) ? BAD_GATEWAY : undefined
    const inputs = { waitFor: 'none', reuse: false } as const
    const run = runWith(`${PRICE}budget: { per-pull-request: 100 }\n`, { inputs })
    expect(await run.execute()).toMatchObject({ outcome: 'refused' })
    expect(errorsOf(run)).toContain('Not all jobs could be counted, so budget.per-pull-request')
    expect(environment.jobs.accepted).toEqual([])
  })

  it.each([
    ['counts as reached if GitHub does not tell the pull request of a push', 'HTTP 502', 'refused'],
    ['does not concern a run without a pull request', undefined, 'submitted'],
  ])('%s', async (_, lookupError, outcome) => {
    const run = runWith('', {
      inputs: { waitFor: 'none', reuse: false },
      contextOverrides: {
        defaultBranch: fakeDefaultBranch(`version: 1\n${PRICE}budget: { per-pull-request: 100 }\n`),
        eventName: 'push',
        isPullRequest: false,
        ledger: undefined,
        lookupError,
      },
    })
    expect(await run.execute()).toMatchObject({ outcome })
  })

  it('counts the price of a job that a post step has found', async () => {
    environment.api.script = ({ operation }, nth) =>
      operation === 'create' && nth === 1 ? { durationMs: Infinity } : undefined
    const policy = `${PRICE}budget: { per-pull-request: 100 }\n`
    const first = runWith(policy, { inputs: { waitFor: 'completed' } })
    void first.execute()
    await environment.clock.sleep(30_000)
    await first.cancel()
    const files = { 'a.yml': steps(2000) }
    expect(await runWith(policy, { id: '8124', files }).execute()).toMatchObject({ outcome: 'submitted' })
  })

  it.each([
    [
      'a list that cannot be read',
      () =>
        (environment.api.script = ({ operation }) =>
          operation === 'list' ? { error: httpError(403) } : undefined),
    ],
    [
      'more jobs than fit',
      () => Array.from({ length: 3_100 }, () => environment.api.addJob(ENDED, undefined, MINUTE)),
    ],
  ])('counts as reached with %s', async (_, arrange) => {
    arrange()
    const run = runWith('limits: { live-jobs: 1000 }')
    expect((await run.execute()).outcome).toBe('refused')
    expect(errorsOf(run)).toMatch(
      /Not all jobs could be counted, so limits\.live-jobs, which allows 1,000, counts as reached/,
    )
    expect(environment.api.callsOf('create')).toEqual([])
  })

  it('leaves out the jobs that the step replaces, unless it leaves them running', async () => {
    const policy = 'limits: { live-jobs: 1 }'
    expect((await runWith(policy, { id: '1' }).execute()).outcome).toBe('submitted')
    const leaves = { onSuperseded: 'leave' } as const
    const files = { 'a.yml': steps(2000) }
    expect(
      (await runWith(policy, { id: '2', files, inputs: { waitFor: 'none', ...leaves } }).execute()).outcome,
    ).toBe('refused')
    expect((await runWith(policy, { id: '3', files }).execute()).outcome).toBe('submitted')
    expect(environment.jobs.cancelled).toEqual([jobId(1)])
  })

  it('counts jobs that an earlier run has asked to stop in vain', async () => {
    const policy = 'limits: { live-jobs: 1 }'
    environment.api.script = ({ operation }) =>
      operation === 'cancel' ? { error: httpError(409) } : undefined
    expect((await runWith(policy, { id: '1' }).execute()).outcome).toBe('submitted')
    expect((await runWith(policy, { id: '2', files: { 'a.yml': steps(2) } }).execute()).outcome).toBe(
      'submitted',
    )
    await environment.clock.sleep(20 * MINUTE)
    expect((await runWith(policy, { id: '3', files: { 'a.yml': steps(3) } }).execute()).outcome).toBe(
      'refused',
    )
  })

  it('counts the price at the submission if the service lists another base model', async () => {
    const rates = 'price: { currency: EUR, per-million-examples: { default: 1, small-latest: 1000 } }\n'
    const policy = `${rates}budget: { per-month: 10 }\n`
    environment.api.describeInList = (job) => ({ ...job, modelConfig: { base_model: 'small-2607' } })
    expect((await runWith(policy, { id: '1' }).execute()).outcome).toBe('submitted')
    expect((await runWith(policy, { id: '2', files: { 'a.yml': steps(1001) } }).execute()).outcome).toBe(
      'refused',
    )
  })

  it('names what a policy that has changed since forbids', async () => {
    environment.api.script = ({ operation, atMs }) =>
      operation === 'create' && atMs < 3 * MINUTE ? { error: httpError(429) } : undefined
    const defaultBranch = changingDefaultBranch(
      'version: 1\nlimits: { live-jobs: 9 }\n',
      'version: 1\nstop: true\n',
    )
    const run = runWith('', { contextOverrides: { defaultBranch } })
    expect((await run.execute()).outcome).toBe('refused')
    expect(errorsOf(run)).toContain('stop is true')
  })

  it('counts the jobs that the step follows, before it claims others', async () => {
    const policy = 'limits: { live-jobs: 2 }'
    await runWith(policy, { id: '1' }).execute()
    const files = { 'a.yml': steps(1000), 'b.yml': steps(2), 'c.yml': steps(3) }
    expect((await runWith(policy, { id: '2', files }).execute()).outcome).toBe('refused')
    expect(environment.api.callsOf('create')).toHaveLength(1)
    const bodies = environment.conversation.calls.flatMap((call) => ('body' in call ? call.body : []))
    expect(bodies.flatMap(claimsOf).map(({ run }) => run.id)).not.toContain('2')
  })

  it('counts them also when a claim is renewed', async () => {
    const policy = 'limits: { live-jobs: 2 }'
    await runWith(policy, { id: '1' }).execute()
    environment.api.script = ({ operation, atMs }) =>
      operation === 'create' && atMs < 5 * MINUTE ? { error: httpError(429) } : undefined
    const files = { 'a.yml': steps(1000), 'b.yml': steps(2) }
    const renewing = runWith(policy, { id: '2', files }).execute()
    await environment.clock.sleep(MINUTE)
    environment.api.addJob(RUNS)
    expect((await renewing).outcome).toBe('refused')
    expect(environment.jobs.cancelled).toEqual([])
  })

  it('shows and claims nothing that it has refused while the step waits for another job', async () => {
    const policy = 'limits: { live-jobs: 2 }'
    await runWith(policy, { id: '1' }).execute()
    const files = { 'a.yml': steps(1000), 'b.yml': steps(2) }
    const run = runWith(policy, { id: '2', files, inputs: { waitFor: 'completed' } })
    void run.execute()
    // After the first look, and before the claim has settled.
    await environment.clock.sleep(CLAIM_SETTLE_MS / 2)
    environment.api.addJob(RUNS)
    await environment.clock.sleep(20 * MINUTE)
    expect(errorsOf(run)).toContain('live-jobs')
    const { bodies } = environment.conversation
    expect(bodies.join()).not.toContain('being submitted')
    expect(bodies.flatMap(claimsOf)).toEqual([])
  })

  it('does not concern a job that the step follows', async () => {
    const policy = 'limits: { live-jobs: 1 }'
    await runWith(policy, { id: '1' }).execute()
    expect((await runWith(policy, { id: '2' }).execute()).outcome).toBe('submitted')
    expect(environment.api.callsOf('create')).toHaveLength(1)
  })
})

describe('a policy that is read again', () => {
  const files = { 'a.yml': steps(1000), 'b.yml': steps(1001), 'c.yml': steps(2000) }

  async function outcomesAfter(policy: string | GitHubResult<PolicyFile>): Promise<readonly string[]> {
    const after = typeof policy === 'string' ? `version: 1\n${PRICE}${policy}` : policy
    const defaultBranch = changingDefaultBranch(`version: 1\n${PRICE}`, after)
    const { result } = await runWith('', { files, contextOverrides: { defaultBranch } }).execute()
    return result.states.map(({ outcome, notes }) => [outcome, ...notes.map(({ code }) => code)].join(' '))
  }

  it.each<[string, string | GitHubResult<PolicyFile>]>([
    ['refused policy-refused', 'stop: true'],
    ['refused policy-refused', 'budget: { per-job: 9 }'],
    ['refused policy-refused', 'limits: { jobs-per-run: 2 }'],
    ['refused policy-refused', 'limits: { live-jobs: 2 }'],
    ['refused policy-invalid', 'nonsense: 1'],
    ['refused policy-unreadable', FORBIDDEN],
  ])('decides for all that is not submitted yet: %s by %j', async (refused, policy) => {
    // It is read again for the second spec, and the third follows at once.
    environment.api.script = ({ atMs }) => ({ durationMs: atMs < MINUTE ? 50_000 : 0 })
    expect(await outcomesAfter(policy)).toEqual(['submitted', refused, refused])
  })

  it('forbids all if it forbids one of them', async () => {
    environment.api.script = ({ operation, atMs }) =>
      operation === 'list' && atMs < 2 * MINUTE ? { error: httpError(503) } : undefined
    const refused = 'refused policy-refused'
    expect(await outcomesAfter('budget: { per-job: 9 }')).toEqual([refused, refused, refused])
  })
})

describe('jobs that were accepted at the same time', () => {
  it('are cancelled by the step that submitted them last', async () => {
    // Another client submits while ours is under way.
    environment.api.script = ({ operation }) => {
      if (operation === 'create') environment.api.addJob(RUNS, undefined, 1_000)
      return undefined
    }
    const run = runWith('limits: { live-jobs: 1 }')
    const { outcome, result } = await run.execute()
    expect(outcome).toBe('cancelled')
    expect(result.states[0]?.notes).toEqual([
      { code: 'policy-limit-passed', reasons: [expect.stringContaining('limits.live-jobs allows 1')] },
    ])
    expect(environment.jobs.cancelled).toHaveLength(1)
  })

  it('stay if they were created first', async () => {
    let laterJobs = 0
    environment.api.script = ({ operation }) => {
      const isSubmitted = environment.api.callsOf('create').length > 0
      if (operation === 'list' && isSubmitted && laterJobs++ === 0)
        environment.api.addJob(RUNS, undefined, 1_000)
      return undefined
    }
    expect((await runWith('limits: { live-jobs: 1 }').execute()).outcome).toBe('submitted')
    expect([laterJobs > 0, environment.jobs.cancelled]).toEqual([true, []])
  })

  it('count the jobs that the step leaves running', async () => {
    expect((await runWith('limits: { live-jobs: 2 }', { id: '1' }).execute()).outcome).toBe('submitted')
    environment.api.script = ({ operation }) => {
      if (operation === 'create') environment.api.addJob(RUNS, undefined, 1_000)
      return undefined
    }
    const inputs = { waitFor: 'none', onSuperseded: 'leave' } as const
    const run = runWith('limits: { live-jobs: 2 }', { id: '2', files: { 'a.yml': steps(2000) }, inputs })
    expect((await run.execute()).outcome).toBe('cancelled')
  })

  it('leave the older job of their spec, which `reuse: false` would have replaced', async () => {
    const policy = 'limits: { live-jobs: 2 }'
    expect((await runWith(policy, { id: '1' }).execute()).outcome).toBe('submitted')
    environment.api.script = ({ operation }) => {
      // Another client submits between our two specs.
      if (operation === 'create' && environment.api.callsOf('create').length === 3)
        environment.api.addJob(RUNS, undefined, 1_000)
      return undefined
    }
    const files = { 'a.yml': steps(2000), 'b.yml': steps(1000) }
    await runWith(policy, { id: '2', files, inputs: { reuse: false } }).execute()
    expect(environment.api.callsOf('create')).toHaveLength(3)
    expect(environment.jobs.cancelled).toEqual([jobId(4)])
  })

  it('that had ended meanwhile keep their outcome', async () => {
    environment = new FakeEnvironment(ENDED)
    environment.api.script = ({ operation }) => {
      if (operation === 'create') environment.api.addJob(RUNS, undefined, 1_000)
      return undefined
    }
    const run = runWith('limits: { jobs-per-day: 1 }', { inputs: { waitFor: 'completed' } })
    const { outcome } = await run.execute()
    expect(outcome).toBe('succeeded')
  })
})
