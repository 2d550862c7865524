import { describe, expect, it } from '@jest/globals'
import { pullRequestEvent, pushEvent } from '../simulator/runner/events.ts'
import { mergeGroupEvent } from '../simulator/runner/more-events.ts'
import {
  cancelledSteps,
  messagesOf,
  push,
  RUNS_FOREVER,
  specOf,
  specsOf,
  submittedSteps,
  SUCCEEDS,
} from './pushes.ts'
import { PULL_REQUEST, SPEC_FILE, withEnvironment, type TestEnvironment } from './test-environment.ts'

const POLICY_FILE = '.github/forge-policy.yml'
const ENDED = [{ afterMs: 0, status: 'SUCCESS' }]
const FOREVER = { forge: { timeline: RUNS_FOREVER }, clockSpeed: 1 }

/** An environment whose default branch has this policy. */
function withPolicy(text: string, test: (environment: TestEnvironment) => Promise<void>): Promise<void> {
  return withEnvironment(FOREVER, async (environment) => {
    environment.github.repository.putFile(POLICY_FILE, `version: 1\n${text}`)
    await test(environment)
  })
}

const policyRequests = ({ github }: TestEnvironment) =>
  github.requests.filter(({ path }) => /\/contents(\/\.github|$)/.test(path))

describe('a repository without a policy', () => {
  it('costs one request more', () =>
    withEnvironment(FOREVER, async (environment) => {
      const { outputs } = await push(environment, 8123)
      expect(outputs['outcome']).toBe('submitted')
      expect(policyRequests(environment)).toHaveLength(1)
    }))

  it('may have no `.github` folder', () =>
    withEnvironment(FOREVER, async (environment) => {
      environment.github.repository.removeFile('.github/workflows/train.yml')
      const { outputs } = await push(environment, 8123)
      expect(outputs['outcome']).toBe('submitted')
    }))
})

describe('a policy', () => {
  it('that allows the job is shown in the log', () =>
    withPolicy(
      'limits: { training-steps: 1000 }\nprice: { currency: EUR, per-million-examples: { default: 12 } }\n',
      async (environment) => {
        const result = await push(environment, 8123)
        expect(result.outputs['outcome']).toBe('submitted')
        expect(result.log).toContain('8,000 examples, 0.10 EUR by your rates, allowed by the policy')
      },
    ))

  it('refuses a job that passes a limit, and names rule, value, limit, file, line and owner', () =>
    withPolicy('limits:\n  training-steps: 999\n', async (environment) => {
      environment.github.repository.putFile('.github/CODEOWNERS', '* @acme/ml\n/.github/ @acme/platform\n')
      const result = await push(environment, 8123)
      expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'refused'])
      expect(submittedSteps(environment)).toEqual([])
      expect(result.annotations).toContainEqual(
        expect.objectContaining({
          message: expect.stringContaining(
            'training_steps is 1,000, but limits.training-steps allows 999 (.github/forge-policy.yml, line 3; @acme/platform can change it).',
          ),
          file: SPEC_FILE,
          line: 8,
        }),
      )
    }))

  it('in the head branch counts for nothing', () =>
    withPolicy('stop: true\n', async (environment) => {
      environment.write(POLICY_FILE, 'version: 1\n')
      environment.github.repository.putFile(POLICY_FILE, 'version: 1\n', 'better-support-bot')
      const { outputs } = await push(environment, 8123)
      expect([outputs['outcome'], submittedSteps(environment)]).toEqual(['refused', []])
    }))

  it('on another default branch counts', () =>
    withEnvironment({ ...FOREVER, github: { defaultBranch: 'trunk' } }, async (environment) => {
      environment.github.repository.putFile(POLICY_FILE, 'version: 1\n', 'main')
      environment.github.repository.putFile(POLICY_FILE, 'version: 1\nstop: true\n', 'trunk')
      const { outputs } = await push(environment, 8123)
      expect([outputs['outcome'], submittedSteps(environment)]).toEqual(['refused', []])
    }))

  it('with a missing field names it', () =>
    withPolicy('limits: { examples: 1000000 }\n', async (environment) => {
      environment.write(SPEC_FILE, specOf(1000).replace('  batch_size: 8\n', ''))
      const result = await push(environment, 8123)
      expect(result.outputs['outcome']).toBe('refused')
      expect(messagesOf(result)).toMatch(
        /batch_size is missing, but limits\.examples.*Set hyperparameters\.batch_size/,
      )
    }))

  it('lets a step follow the job that exists', () =>
    withEnvironment(FOREVER, async (environment) => {
      const before = await push(environment, 8123)
      environment.github.repository.putFile(POLICY_FILE, 'version: 1\nstop: true\n')
      const after = await push(environment, 8124)
      expect(after.outputs['job-id']).toBe(before.outputs['job-id'])
      expect(submittedSteps(environment)).toEqual([1000])
    }))

  it('refuses all specs if one is forbidden', () =>
    withPolicy('limits: { training-steps: 1000 }\n', async (environment) => {
      environment.write(SPEC_FILE, specsOf(1000, 2000))
      const { outputs } = await push(environment, 8123)
      expect([outputs['outcome'], submittedSteps(environment)]).toEqual(['refused', []])
    }))
})

describe('a policy that cannot be used', () => {
  const stop = 'version: 1\nstop: true\n'

  it.each<[string, (environment: TestEnvironment) => void, RegExp]>([
    [
      'is refused by GitHub (403)',
      ({ github }) => github.addFault({ kind: 'status', status: 403, on: { operation: 'getContent' } }),
      /because the policy of this repository cannot be read/,
    ],
    [
      'is hidden by GitHub (404)',
      ({ github }) => github.addFault({ kind: 'status', status: 404, on: { operation: 'getContent' } }),
      /because the policy of this repository cannot be read/,
    ],
    [
      'is answered with 500 for ever',
      ({ github }) => github.addFault({ kind: 'status', status: 500, on: { operation: 'getContent' } }),
      /because the policy of this repository cannot be read/,
    ],
    [
      'is a symbolic link',
      ({ github }) => {
        github.repository.putFile('policy.yml', 'version: 1\n')
        github.repository.putLink(POLICY_FILE, 'policy.yml')
      },
      /it is a symlink, not a file/,
    ],
    [
      'has 2 MB',
      ({ github }) => github.repository.putFile(POLICY_FILE, `version: 1\n#${'x'.repeat(2_000_000)}\n`),
      /at most 1048576|1 MB/,
    ],
    [
      'has an unknown key',
      ({ github }) => github.repository.putFile(POLICY_FILE, 'version: 1\nlimit: { live-jobs: 1 }\n'),
      /forge-policy\.yml:2:1: On the default branch: .*limit.*Did you mean.*limits/,
    ],
    [
      'is HTML',
      ({ github }) => github.repository.putFile(POLICY_FILE, '<!DOCTYPE html>\n<html></html>\n'),
      /On the default branch/,
    ],
  ])('%s: nothing is submitted', async (_, arrange, message) => {
    await withEnvironment({ ...FOREVER, clockSpeed: 20 }, async (environment) => {
      environment.github.repository.putFile(POLICY_FILE, stop)
      arrange(environment)
      const result = await push(environment, 8123)
      expect([result.exitCode, result.outputs['outcome'], submittedSteps(environment)]).toEqual([
        1,
        'refused',
        [],
      ])
      expect(messagesOf(result)).toMatch(message)
    })
  })

  it.each<[string, (environment: TestEnvironment) => void]>([
    [
      'is not found although the folder lists it',
      ({ github }) =>
        github.addFault({
          kind: 'status',
          status: 404,
          on: { operation: 'getContent', nth: 1, when: ({ path }) => path.includes('forge-policy') },
        }),
    ],
    [
      'is in an empty listing',
      ({ github }) =>
        github.addFault({
          kind: 'status',
          status: 200,
          body: [],
          on: { operation: 'getContent', nth: 1, when: ({ path }) => path.endsWith('.github') },
        }),
    ],
  ])('%s is still read', async (_, arrange) => {
    await withEnvironment(FOREVER, async (environment) => {
      environment.github.repository.putFile(POLICY_FILE, stop)
      arrange(environment)
      const { outputs } = await push(environment, 8123)
      expect([outputs['outcome'], submittedSteps(environment)]).toEqual(['refused', []])
    })
  })

  it.each(['.github/forge-policy.yaml', '.github/Forge-Policy.yml'])('with the name %s is refused', (path) =>
    withEnvironment(FOREVER, async (environment) => {
      environment.github.repository.putFile(path, stop)
      const result = await push(environment, 8123)
      expect([result.outputs['outcome'], submittedSteps(environment)]).toEqual(['refused', []])
      expect(messagesOf(result)).toContain('must be named `forge-policy.yml`')
    }),
  )

  it('for lack of a token refuses', () =>
    withEnvironment(FOREVER, async (environment) => {
      const result = await push(environment, 8123, { with: { 'github-token': '', comment: 'false' } })
      expect([result.exitCode, result.outputs['outcome'], submittedSteps(environment)]).toEqual([
        1,
        'refused',
        [],
      ])
      expect(messagesOf(result)).toContain('the input `github-token` is empty')
    }))

  it('is read again before a submission that was delayed', () =>
    withEnvironment(FOREVER, async (environment) => {
      const { forge, github, clock } = environment
      forge.addFault({
        kind: 'status',
        status: 429,
        headers: { 'retry-after': '300' },
        on: { operation: 'create', nth: 1 },
      })
      const running = push(environment, 8123)
      while (!forge.requests.some(({ operation }) => operation === 'create')) await clock.sleep(1_000)
      github.repository.putFile(POLICY_FILE, stop)
      expect([(await running).outputs['outcome'], submittedSteps(environment)]).toEqual(['refused', []])
    }))

  it('for a moment is waited for', () =>
    withEnvironment(FOREVER, async (environment) => {
      const on = { operation: 'getContent', nth: [1, 2] }
      environment.github.addFault({ kind: 'status', status: 502, on })
      const { outputs } = await push(environment, 8123)
      expect([outputs['outcome'], submittedSteps(environment)]).toEqual(['submitted', [1000]])
    }))
})

describe('limits on what exists', () => {
  it('count the unfinished jobs of the list', () =>
    withPolicy('limits: { live-jobs: 2 }\n', async (environment) => {
      environment.forge.addJob({ timeline: RUNS_FOREVER })
      environment.forge.addJob({ timeline: ENDED })
      environment.write(SPEC_FILE, specsOf(1, 2))
      const result = await push(environment, 8123)
      expect([result.outputs['outcome'], submittedSteps(environment)]).toEqual(['refused', []])
      expect(messagesOf(result)).toMatch(/3 jobs would be live \(1 now\), but limits\.live-jobs allows 2/)
    }))

  it('do not end the job of an older run if they refuse a newer one', () =>
    withPolicy('limits: { jobs-per-day: 1 }\n', async (environment) => {
      const first = await push(environment, 8123)
      environment.write(SPEC_FILE, specOf(2))
      const second = await push(environment, 8124)
      expect([first.outputs['outcome'], second.outputs['outcome']]).toEqual(['submitted', 'refused'])
      environment.write(SPEC_FILE, specOf(1000))
      // A re-run of the older run still follows its job.
      const again = await push(environment, 8123, { run: { id: 8123, attempt: 2, actor: 'octocat' } })
      expect([again.outputs['outcome'], again.outputs['job-id']]).toEqual([
        'submitted',
        first.outputs['job-id'],
      ])
      expect(cancelledSteps(environment)).toEqual([])
    }))

  it('on a pull request need the record that counts them', () =>
    withPolicy(
      'price: { currency: EUR, per-million-examples: { default: 1 } }\nbudget: { per-pull-request: 10 }\n',
      async (environment) => {
        const result = await push(environment, 8123, { with: { comment: 'false' } })
        expect([result.outputs['outcome'], submittedSteps(environment)]).toEqual(['refused', []])
      },
    ))

  it('count only jobs that are submitted', () =>
    withPolicy('limits: { jobs-per-run: 2, training-steps: 5 }\n', async (environment) => {
      environment.write(SPEC_FILE, specsOf(1, 2))
      await push(environment, 8123)
      environment.write(SPEC_FILE, specsOf(1, 2, 3))
      expect((await push(environment, 8124)).outputs['outcome']).toBe('submitted')
      expect(submittedSteps(environment)).toEqual([1, 2, 3])
    }))

  it('leave out the jobs that the push replaces', () =>
    withPolicy('limits: { live-jobs: 4 }\n', async (environment) => {
      environment.write(SPEC_FILE, specsOf(1, 2, 3, 4))
      expect((await push(environment, 8123)).outputs['outcome']).toBe('submitted')
      environment.write(SPEC_FILE, specsOf(11, 12, 13, 14))
      expect((await push(environment, 8124)).outputs['outcome']).toBe('submitted')
      expect(submittedSteps(environment)).toEqual([1, 2, 3, 4, 11, 12, 13, 14])
      expect(cancelledSteps(environment)).toEqual([1, 2, 3, 4])
    }))

  it('hold when several steps submit at the same moment', () =>
    withPolicy('limits: { live-jobs: 2 }\n', async (environment) => {
      const legs = [1, 2, 3, 4].map((steps) => {
        environment.write(`${steps}.yml`, specOf(steps))
        return push(environment, 8123, { matrix: { steps }, with: { spec: `${steps}.yml` } })
      })
      const outcomes = (await Promise.all(legs)).map(({ outputs }) => outputs['outcome'])
      const live = environment.forge.jobs.filter(({ isCancelling }) => !isCancelling)
      expect(live).toHaveLength(2)
      expect(outcomes.filter((outcome) => outcome === 'submitted')).toHaveLength(live.length)
    }))

  it('hold when two pull requests submit at the same moment', () =>
    withPolicy('limits: { jobs-per-day: 1 }\n', async (environment) => {
      environment.github.addPull({
        number: 13,
        head: { ref: 'another', sha: 'c'.repeat(40), repo: 'acme/models' },
      })
      environment.write('b.yml', specOf(2))
      const runs = await Promise.all([
        push(environment, 8123),
        push(environment, 8124, {
          event: pullRequestEvent({ number: 13, headSha: 'c'.repeat(40) }),
          with: { spec: 'b.yml' },
        }),
      ])
      const outcomes = runs.map(({ outputs }) => outputs['outcome']).sort()
      expect(outcomes.filter((outcome) => outcome === 'submitted')).toHaveLength(1)
      expect(environment.forge.jobs.filter(({ isCancelling }) => !isCancelling)).toHaveLength(1)
    }))

  it('count as reached beyond 30 pages', () =>
    withPolicy('limits: { live-jobs: 30000 }\n', async (environment) => {
      for (let n = 0; n < 25_000; n++) environment.forge.addJob({ timeline: ENDED })
      const result = await push(environment, 8123)
      expect([result.outputs['outcome'], submittedSteps(environment)]).toEqual(['refused', []])
      expect(messagesOf(result)).toMatch(/Not all jobs could be counted/)
      expect(environment.operations.filter((each) => each === 'list').length).toBeLessThanOrEqual(40)
    }))

  it('on the price of a pull request add up', () =>
    withPolicy(
      'price: { currency: EUR, per-million-examples: { default: 1000 } }\nbudget: { per-pull-request: 20 }\n',
      async (environment) => {
        // 8,000 examples cost 8 EUR.
        for (const [id, steps] of [
          [8123, 1000],
          [8124, 1001],
          [8125, 1002],
        ] as const) {
          environment.write(SPEC_FILE, specOf(steps))
          const result = await push(environment, id)
          expect([id, result.outputs['outcome']]).toEqual([id, id === 8125 ? 'refused' : 'submitted'])
          if (id === 8125)
            expect(messagesOf(result)).toMatch(
              /would cost 24\.03 EUR.*budget\.per-pull-request allows 20 EUR/,
            )
        }
        expect(environment.github.commentsOf(PULL_REQUEST)).toHaveLength(1)
      },
    ))
})

describe('`only-changed`', () => {
  const onlyChanged = { with: { 'only-changed': 'true' } }

  it('skips what the base branch asks for, too', () =>
    withEnvironment(FOREVER, async (environment) => {
      environment.github.repository.putFile(SPEC_FILE, `# The same.\n${specsOf(1, 2)}`)
      environment.write(SPEC_FILE, specsOf(1, 3))
      const result = await push(environment, 8123, onlyChanged)
      expect([result.outputs['outcome'], submittedSteps(environment)]).toEqual(['submitted', [3]])
      expect(result.log).toMatch(/asks for the same training as on `main`/)
      const nothing = await push(environment, 8124, { with: { ...onlyChanged.with, spec: SPEC_FILE } })
      expect(submittedSteps(environment)).toEqual([3])
      expect(nothing.outputs['outcome']).toBe('submitted')
    }))

  it('finds the same request at another place of the file', () =>
    withEnvironment(FOREVER, async (environment) => {
      environment.github.repository.putFile(SPEC_FILE, specsOf(1, 2, 3))
      environment.write(SPEC_FILE, specsOf(9, 3, 1, 2))
      await push(environment, 8123, onlyChanged)
      expect(submittedSteps(environment)).toEqual([9])
    }))

  it('cancels the job of a version that was taken back', () =>
    withEnvironment(FOREVER, async (environment) => {
      environment.github.repository.putFile(SPEC_FILE, specOf(1))
      environment.write(SPEC_FILE, specOf(2))
      await push(environment, 8123, onlyChanged)
      environment.write(SPEC_FILE, specOf(1))
      const reverted = await push(environment, 8124, onlyChanged)
      expect([reverted.exitCode, reverted.outputs['outcome']]).toEqual([0, 'valid'])
      expect(cancelledSteps(environment)).toEqual([2])
    }))

  it('ends green if everything is unchanged, and counts only the rest against `max-jobs`', () =>
    withEnvironment(FOREVER, async (environment) => {
      environment.github.repository.putFile(SPEC_FILE, specsOf(1, 2, 3))
      environment.write(SPEC_FILE, specsOf(1, 2, 3))
      const result = await push(environment, 8123, { with: { 'only-changed': 'true', 'max-jobs': '1' } })
      expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'valid'])
      expect(submittedSteps(environment)).toEqual([])
    }))

  it('compares with the commit before a push', () =>
    withEnvironment(FOREVER, async (environment) => {
      const before = 'd'.repeat(40)
      environment.github.repository.putFile(SPEC_FILE, specsOf(1, 2), before)
      environment.write(SPEC_FILE, specsOf(1, 4))
      await push(environment, 8123, { ...onlyChanged, event: pushEvent({ before }) })
      expect(submittedSteps(environment)).toEqual([4])
    }))

  it('compares an entry of a merge queue with the entry before', () =>
    withEnvironment(FOREVER, async (environment) => {
      environment.github.repository.putFile(SPEC_FILE, specsOf(1, 2))
      const event = mergeGroupEvent()
      const { base_sha: before } = event.payload['merge_group'] as { readonly base_sha: string }
      environment.github.repository.putFile(SPEC_FILE, specsOf(1, 3), before)
      environment.write(SPEC_FILE, specsOf(4, 3))
      const result = await push(environment, 8123, { ...onlyChanged, event })
      expect(submittedSteps(environment)).toEqual([4])
      expect(result.log).toContain(`asks for the same training as on \`${before.slice(0, 7)}\``)
    }))

  const isOfSpec = ({ path }: { readonly path: string }): boolean =>
    decodeURIComponent(path).endsWith(SPEC_FILE)

  it.each([403, 404, 502])('waits for what it compares with: %i once', (status) =>
    withEnvironment(FOREVER, async (environment) => {
      const { github } = environment
      github.repository.putFile(SPEC_FILE, specsOf(1))
      environment.write(SPEC_FILE, specsOf(1, 2))
      let failures = 1
      const when = (request: { readonly path: string }) => isOfSpec(request) && failures-- > 0
      github.addFault({ kind: 'status', status, on: { operation: 'getContent', when } })
      const result = await push(environment, 8123, onlyChanged)
      expect([result.exitCode, submittedSteps(environment)]).toEqual([0, [2]])
    }),
  )

  it.each([403, 404, 502])('skips nothing if that cannot be read: %i', (status) =>
    withEnvironment(FOREVER, async (environment) => {
      const { github } = environment
      github.repository.putFile(SPEC_FILE, specsOf(1))
      environment.write(SPEC_FILE, specsOf(1))
      github.addFault({ kind: 'status', status, on: { operation: 'getContent', when: isOfSpec } })
      const result = await push(environment, 8123, onlyChanged)
      expect(messagesOf(result)).toContain('`only-changed` skips nothing')
      expect(submittedSteps(environment)).toEqual([1])
    }),
  )

  it('is not needed without the input', () =>
    withEnvironment(FOREVER, async (environment) => {
      environment.write(SPEC_FILE, specsOf(1))
      const fault = { kind: 'status', status: 502, on: { operation: 'getContent', when: isOfSpec } } as const
      environment.github.addFault(fault)
      await push(environment, 8123)
      expect(submittedSteps(environment)).toEqual([1])
    }))

  it('reads many files with one request', () =>
    withEnvironment(FOREVER, async (environment) => {
      for (const n of [1, 2, 3, 4, 5]) {
        environment.write(`jobs/${n}.yml`, specOf(n))
        environment.github.repository.putFile(`jobs/${n}.yml`, specOf(n === 5 ? 50 : n))
      }
      const result = await push(environment, 8123, { with: { 'only-changed': 'true', spec: 'jobs/*.yml' } })
      expect(submittedSteps(environment)).toEqual([5])
      expect(result.outputs['outcome']).toBe('submitted')
      const reads = environment.github.requests.filter(({ path }) => path.includes('/contents/jobs'))
      expect(reads).toHaveLength(1)
    }))
})

describe('the plan of `command: validate`', () => {
  const validate = { with: { command: 'validate', 'api-key': '' } }

  it('is shown on the pull request without a key, with the verdict of the policy', () =>
    withPolicy(
      'limits: { training-steps: 1500 }\nprice: { currency: EUR, per-million-examples: { default: 1000 } }\n',
      async (environment) => {
        environment.github.repository.putFile(SPEC_FILE, specOf(1000))
        environment.write(SPEC_FILE, specOf(1200))
        const allowed = await push(environment, 8123, validate)
        expect([allowed.exitCode, allowed.outputs['outcome']]).toEqual([0, 'valid'])
        expect(environment.comments.join()).toMatch(
          /training_steps[\s\S]*1000[\s\S]*1200[\s\S]*9,600[\s\S]*9\.60 EUR/,
        )
        environment.write(SPEC_FILE, specOf(2000))
        const refused = await push(environment, 8124, validate)
        expect([refused.exitCode, refused.outputs['outcome']]).toEqual([1, 'refused'])
        expect(environment.comments).toHaveLength(1)
        expect(environment.comments.join()).toMatch(/limits\.training-steps/)
        expect(environment.operations).toEqual([])
      },
    ))

  it('names the job that a run would follow, and keeps the report of a live job', () =>
    withEnvironment(FOREVER, async (environment) => {
      const { outputs } = await push(environment, 8123)
      const report = environment.comments[0]
      const result = await push(environment, 8124, validate)
      expect(result.summary).toMatch(`follows job ${outputs['job-id']?.slice(0, 8) ?? ''}`)
      expect(environment.comments).toEqual([report])
    }))

  it('takes the place of a report that has ended, unless that has a model of the same request', () =>
    withEnvironment({ forge: { timeline: SUCCEEDS }, clockSpeed: 1 }, async (environment) => {
      const wait = { with: { wait: 'true' } }
      await push(environment, 8123, wait)
      const report = environment.comments[0]
      await push(environment, 8124, validate)
      expect(environment.comments).toEqual([report])
      environment.write(SPEC_FILE, specOf(2000))
      await push(environment, 8125, validate)
      expect(environment.comments).toEqual([expect.stringContaining('to be trained')])
      await push(environment, 8126, wait)
      expect(environment.comments).toEqual([expect.stringContaining('Earlier jobs of this pull request (1)')])
    }))

  it('says what a policy of the branch would change, and checks it', () =>
    withPolicy('limits: { training-steps: 1500 }\n', async (environment) => {
      environment.write(POLICY_FILE, 'version: 1\nlimits: { training-steps: 500 }\n')
      const stricter = await push(environment, 8123, validate)
      expect([stricter.exitCode, stricter.outputs['outcome']]).toEqual([0, 'valid'])
      expect(stricter.summary).toMatch(
        /Then it would refuse training\/support-bot\.yml \(limits\.training-steps\)/,
      )
      environment.write(POLICY_FILE, 'version: 1\nlimit: {}\n')
      const invalid = await push(environment, 8124, validate)
      expect([invalid.exitCode, invalid.outputs['outcome']]).toEqual([1, 'invalid'])
      expect(messagesOf(invalid)).toMatch(/forge-policy\.yml:2:1: .*limit.*limits/)
    }))

  it('is in the summary if the token may not write', () =>
    withEnvironment(
      { ...FOREVER, github: { permissions: { contents: 'read', pull_requests: 'read' } } },
      async (environment) => {
        environment.github.repository.putFile(SPEC_FILE, specOf(900))
        const result = await push(environment, 8123, validate)
        expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'valid'])
        expect(result.summary).toMatch(/training_steps[\s\S]*900[\s\S]*1000/)
      },
    ))
})
