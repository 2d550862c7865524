import { describe, expect, it } from '@jest/globals'
import { evaluateUsage, type Usage } from '../../src/policy/evaluate-usage.ts'
import { policyOf } from './policies.ts'

const PRICE = 'price: { currency: EUR, per-million-examples: { default: 12 } }\n'
const MONTH = `${PRICE}budget: { per-job: 100, per-month: 2000 }`
const PULL = `${PRICE}budget: { per-pull-request: 300 }`
const spending = (amount: number, ...unpricedJobs: string[]) => ({ amount, unpricedJobs })

/** The violations of submitting two jobs for 96 EUR. */
function messages(policy: string, usage: Partial<Usage>): readonly string[] {
  const all = { submission: { jobs: 2, amount: 96 }, ...usage }
  return evaluateUsage(policyOf(policy), all).map(({ message, fix }) =>
    fix === undefined ? message : `${message} | ${fix}`,
  )
}

describe('usage', () => {
  it.each<[string, Partial<Usage>, ...string[]]>([
    [
      'limits: { live-jobs: 4 }',
      { liveJobs: { jobs: 3 } },
      '5 jobs would be live (3 now), but limits.live-jobs allows 4.',
    ],
    [
      'limits: { live-jobs: 4 }',
      { liveJobs: { jobs: 0, isCutOff: true } },
      'Not all jobs could be counted, so limits.live-jobs, which allows 4, counts as reached.',
    ],
    [
      'limits: { live-jobs: 4 }',
      {},
      'Not all jobs could be counted, so limits.live-jobs, which allows 4, counts as reached.',
    ],
    [
      'limits: { jobs-per-day: 1000 }',
      { jobsPerDay: { jobs: 999 } },
      '1,001 jobs would be created in 24 hours (999 so far), but limits.jobs-per-day allows 1,000.',
    ],
    [
      MONTH,
      { perMonth: spending(1905) },
      'The jobs of 30 days would cost 2,001 EUR (1,905 EUR so far), but budget.per-month allows 2,000 EUR.',
    ],
    [
      MONTH,
      { perMonth: spending(1750, 'job-1', 'job-2') },
      'The jobs of 30 days would cost 2,046 EUR (1,950 EUR so far, where each of the jobs without a price counts as 100 EUR: job-1 and job-2), but budget.per-month allows 2,000 EUR.',
    ],
    [
      MONTH,
      { perMonth: { ...spending(0), isCutOff: true } },
      'Not all jobs could be counted, so budget.per-month, which allows 2,000 EUR, counts as reached.',
    ],
    [
      MONTH,
      {},
      'Not all jobs could be counted, so budget.per-month, which allows 2,000 EUR, counts as reached.',
    ],
    [
      PULL,
      { perPullRequest: spending(204.01) },
      'The jobs of the pull request would cost 300.01 EUR (204.01 EUR so far), but budget.per-pull-request allows 300 EUR.',
    ],
    [
      PULL,
      { perPullRequest: spending(0, 'job-1') },
      'The price of job-1 is unknown, so budget.per-pull-request, which allows 300 EUR, counts as reached. | Add budget.per-job to the policy, as the price of such jobs.',
    ],
    [
      PULL,
      {},
      'Not all jobs could be counted, so budget.per-pull-request, which allows 300 EUR, counts as reached.',
    ],
  ])('violates %j with %j', (policy, usage, ...expected) => {
    expect(messages(policy, usage)).toEqual(expected)
  })

  it.each<[string, Partial<Usage>]>([
    ['version: 1', {}],
    ['limits: { live-jobs: 4 }', { liveJobs: { jobs: 2 } }],
    ['limits: { live-jobs: 1 }', { submission: { jobs: 0, amount: 0 } }],
    ['limits: { jobs-per-day: 20 }', { jobsPerDay: { jobs: 18 } }],
    [MONTH, { perMonth: spending(1904) }],
    [MONTH, { perMonth: spending(1704, 'job-1', 'job-2') }],
    [PULL, { perPullRequest: spending(204) }],
    [PULL, { perPullRequest: 'no-pull-request' }],
  ])('does not violate %j with %j', (policy, usage) => {
    expect(messages(policy, usage)).toEqual([])
  })

  it('names the line of the rule', () => {
    expect(
      evaluateUsage(policyOf('limits:\n  live-jobs: 1'), { submission: { jobs: 1, amount: 0 } }),
    ).toMatchObject([{ rule: 'limits.live-jobs', line: 3 }])
  })
})
