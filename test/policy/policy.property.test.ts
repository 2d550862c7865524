import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { stringify } from 'yaml'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import { evaluateRequest, evaluateRun } from '../../src/policy/evaluate-policy.ts'
import { evaluateUsage, type Usage } from '../../src/policy/evaluate-usage.ts'
import { parsePolicy } from '../../src/policy/parse-policy.ts'
import type { Policy } from '../../src/policy/policy.ts'
import { fileLocation } from '../fakes/diagnostic-location.ts'
import { FULL_POLICY, policyOf } from './policies.ts'

const DATASETS = ['1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11', '7c9e6679-7425-40de-944b-e07fc1f90ae7']
const MODELS = ['mistral-small-latest', 'mistral-large-2501', 'codestral', 'ft:a']
const PATTERNS = ['*', 'mistral-*', 'mistral-small-*', '*-latest', 'codestral', 'ft:*']
const JOB_TYPES = ['pre_training', 'supervised_fine_tuning', 'dpo'] as const
const EVENTS = ['push', 'pull_request', 'schedule']

/** A policy file before it is written; its keys are those of the file. */
interface PolicyValue {
  version: 1
  stop?: boolean
  allow?: Record<string, readonly string[]>
  limits?: Record<string, number>
  price?: { currency: string; 'per-million-examples': Record<string, number> }
  budget?: Record<string, number>
}

const optional = <T extends Record<string, unknown>>(fields: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.record(fields, { requiredKeys: [] })
const anyLimit = fc.integer({ min: 1, max: 12 })
const anyPrice = fc.record({
  currency: fc.constant('EUR'),
  'per-million-examples': fc.dictionary(fc.constantFrom('default', ...PATTERNS), fc.nat(20), { minKeys: 1 }),
})
const anyRules = optional({
  stop: fc.constant(false),
  allow: optional({
    'job-types': fc.subarray([...JOB_TYPES], { minLength: 1 }),
    'base-models': fc.subarray(PATTERNS, { minLength: 1 }),
    'dataset-ids': fc.subarray(DATASETS, { minLength: 1 }),
    events: fc.subarray(EVENTS, { minLength: 1 }),
  }),
  limits: optional({
    'training-steps': anyLimit,
    'batch-size': anyLimit,
    examples: fc.integer({ min: 1, max: 144 }),
    'num-experts': anyLimit,
    'jobs-per-run': anyLimit,
    'live-jobs': anyLimit,
    'jobs-per-day': anyLimit,
  }),
})
const anyBudget = optional({
  'per-job': fc.nat(500),
  'per-pull-request': fc.nat(1000),
  'per-month': fc.nat(1000),
})
const anyPolicyValue: fc.Arbitrary<PolicyValue> = fc
  .record({ rules: anyRules, price: fc.option(anyPrice, { nil: undefined }), budget: anyBudget })
  .map(({ rules, price, budget }) => ({
    version: 1,
    ...(rules as Partial<PolicyValue>),
    ...(price && { price, budget: budget }),
  }))

// Rates are per million examples, so prices are in the range of the budgets only with many examples.
const anySize = fc.oneof(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1000, max: 10_000 }))
const anyRequest = fc
  .record({
    job_type: fc.constantFrom(...JOB_TYPES),
    model: fc.record(
      {
        base_model: fc.constantFrom(...MODELS),
        architecture: fc.constantFrom('dense', 'mixture_of_experts'),
        num_experts: fc.integer({ min: 1, max: 14 }),
      },
      { requiredKeys: [] },
    ),
    dataset_ids: fc.option(fc.subarray(DATASETS), { nil: undefined }),
    size: fc.record({ training_steps: anySize, batch_size: anySize }, { requiredKeys: [] }),
  })
  .map(({ job_type, model, dataset_ids, size }): TrainingRequest => {
    return { job_type, model_config: model, dataset_ids, hyperparameters: size, auto_start: true }
  })

const anySpending = fc.record({
  amount: fc.nat(1000),
  // They weigh budget.per-job, so a lower one makes the others last longer, see evaluateUsage.
  unpricedJobs: fc.constant<string[]>([]),
  isCutOff: fc.constantFrom(false, false, false, true),
})
const anyCount = fc.record({ jobs: fc.nat(10), isCutOff: fc.constantFrom(false, false, false, true) })
const anyUsage: fc.Arbitrary<Usage> = fc.record({
  submission: fc.record({ jobs: fc.nat(5), amount: fc.nat(500) }),
  liveJobs: anyCount,
  jobsPerDay: anyCount,
  perMonth: anySpending,
  perPullRequest: fc.oneof(anySpending, fc.constant('no-pull-request' as const)),
})
const anySubmission = fc.record({
  request: anyRequest,
  eventName: fc.constantFrom(...EVENTS, 'release'),
  usage: anyUsage,
})
type Submission = typeof anySubmission extends fc.Arbitrary<infer T> ? T : never

const write = (value: unknown) => policyOf(stringify(value))

function evaluate(policy: Policy, { request, eventName, usage }: Submission) {
  return [
    ...evaluateRequest(policy, request, { eventName }),
    ...evaluateRun(policy, usage.submission.jobs),
    ...evaluateUsage(policy, usage),
  ]
}

/** The same mapping with its keys, and the items of its lists, in another order. */
function reorder(value: unknown, seed: number): unknown {
  const turn = <T>(items: readonly T[]): readonly T[] => {
    const start = items.length === 0 ? 0 : seed % items.length
    const turned = [...items.slice(start), ...items.slice(0, start)]
    return seed % 2 === 0 ? turned : turned.reverse()
  }
  if (Array.isArray(value)) return turn(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(turn(Object.entries(value)).map(([key, item]) => [key, reorder(item, seed)]))
}

/** Makes one rule stricter. Undefined if it has no rule that could be. */
type Tighten = (value: PolicyValue, seed: number) => PolicyValue | undefined

const pick = <T>(items: readonly T[], seed: number): T | undefined => items[seed % Math.max(1, items.length)]

function lowerIn(part: 'limits' | 'budget', minimum: number): Tighten {
  return (value, seed) => {
    const [rule, limit] = pick(Object.entries(value[part] ?? {}), seed) ?? []
    if (rule === undefined || limit === undefined || limit <= minimum) return undefined
    return { ...value, [part]: { ...value[part], [rule]: limit - 1 - (seed % (limit - minimum)) } }
  }
}

const TIGHTENINGS: readonly (readonly [string, Tighten])[] = [
  ['stop', (value) => ({ ...value, stop: true })],
  ['a lower limit', lowerIn('limits', 1)],
  ['a lower budget', lowerIn('budget', 0)],
  [
    'a shorter list',
    (value, seed) => {
      const [rule, list = []] = pick(Object.entries(value.allow ?? {}), seed) ?? []
      if (rule === undefined || list.length < 2) return undefined
      return { ...value, allow: { ...value.allow, [rule]: list.toSpliced(seed % list.length, 1) } }
    },
  ],
  [
    'an added limit',
    (value, seed) => ({
      ...value,
      limits: {
        [pick(['training-steps', 'live-jobs', 'examples', 'num-experts'], seed)!]: 3,
        ...value.limits,
      },
    }),
  ],
  [
    'an added list',
    (value, seed) => ({
      ...value,
      allow: { ...pick([{ events: ['push'] }, { 'base-models': ['ft:*'] }], seed), ...value.allow },
    }),
  ],
  [
    'an added budget',
    (value, seed) =>
      value.price && {
        ...value,
        budget: { [pick(['per-job', 'per-month', 'per-pull-request'], seed)!]: 50, ...value.budget },
      },
  ],
  [
    'higher rates',
    (value, seed) => {
      if (!value.price) return undefined
      const rates = Object.entries(value.price['per-million-examples'])
      const higher = rates.map(([pattern, rate]) => [pattern, rate + 1 + (seed % 500)] as const)
      return { ...value, price: { ...value.price, 'per-million-examples': Object.fromEntries(higher) } }
    },
  ],
]

describe('a policy', () => {
  it('gives the same violations in whatever order it is written', () => {
    fc.assert(
      fc.property(anyPolicyValue, anySubmission, fc.nat(), (value, submission, seed) => {
        const verdict = (policy: Policy) => evaluate(policy, submission).map(({ rule }) => rule)
        const texts = (policy: Policy) =>
          // The texts list the allowed values in the order of the file.
          evaluate(policy, submission).map(({ message }) => message.replace(/ allows only .*/, ''))
        const [policy, reordered] = [write(value), write(reorder(value, seed))]
        expect(verdict(reordered)).toEqual(verdict(policy))
        expect(texts(reordered)).toEqual(texts(policy))
      }),
      { numRuns: 200 },
    )
  })

  it.each(TIGHTENINGS)('never allows more with %s', (_, tighten) => {
    let compared = 0
    let added = 0
    fc.assert(
      fc.property(anyPolicyValue, anySubmission, fc.nat(1_000_000), (value, submission, seed) => {
        const stricter = tighten(value, seed)
        if (stricter === undefined) return
        const violated = (each: PolicyValue) => evaluate(write(each), submission).map(({ rule }) => rule)
        const [before, after] = [violated(value), violated(stricter)]
        // No rule that was violated may be violated no longer, even if others still are.
        expect(after).toEqual(expect.arrayContaining(before))
        compared += 1
        if (after.length > before.length) added += 1
      }),
      // A fixed seed, so that the counts below are the same in every run.
      { numRuns: 200, seed: 20 },
    )
    // Else the property says nothing.
    expect(compared).toBeGreaterThan(30)
    expect(added).toBeGreaterThan(0)
  })

  it('without a rule allows everything', () => {
    fc.assert(
      fc.property(anySubmission, (submission) => {
        expect(evaluate(write({ version: 1 }), submission)).toEqual([])
      }),
    )
  })

  it.each<[string, PolicyValue, readonly ('training_steps' | 'batch_size' | 'num_experts')[]]>([
    ['limits.training-steps', { version: 1, limits: { 'training-steps': 1e15 } }, ['training_steps']],
    ['limits.batch-size', { version: 1, limits: { 'batch-size': 1e15 } }, ['batch_size']],
    ['limits.examples', { version: 1, limits: { examples: 1e15 } }, ['training_steps', 'batch_size']],
    ['limits.num-experts', { version: 1, limits: { 'num-experts': 1e15 } }, ['num_experts']],
    [
      'price.per-million-examples',
      { version: 1, price: { currency: 'EUR', 'per-million-examples': { default: 0 } } },
      ['training_steps', 'batch_size'],
    ],
  ])('with %s refuses a request without the field that it needs, and names it', (rule, value, fields) => {
    const policy = write(value)
    fc.assert(
      fc.property(anySubmission, ({ request, eventName }) => {
        const { model_config: model, hyperparameters } = request
        const needsExperts = model.base_model === undefined && model.architecture !== 'dense'
        const present: Record<string, unknown> = { ...hyperparameters, num_experts: model.num_experts }
        const missing = fields.filter(
          (field) => present[field] === undefined && (field !== 'num_experts' || needsExperts),
        )
        const violations = evaluateRequest(policy, request, { eventName })
        expect(violations.map((violation) => violation.rule)).toEqual(missing.length > 0 ? [rule] : [])
        for (const field of missing) {
          expect(violations[0]?.message).toContain(field)
          expect(violations[0]?.fix).toContain(`.${field}`)
        }
      }),
    )
  })
})

describe('parsePolicy', () => {
  const PRINTABLE_MESSAGE = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{5,400}$/u

  /** Parses, and checks what must hold for any bytes. */
  function parse(bytes: Uint8Array): void {
    const result = parsePolicy(bytes)
    if (result.ok) return
    const { diagnostics } = result
    let earlier = 1
    // One `expect` for all, because each takes longer than parsing.
    const malformed = diagnostics.filter((diagnostic) => {
      const { line = 0, column = 0 } = fileLocation(diagnostic)
      const isInOrder = line >= earlier && column > 0
      earlier = line
      return !isInOrder || diagnostic.level !== 'error' || !PRINTABLE_MESSAGE.test(diagnostic.message)
    })
    expect({ isEmpty: diagnostics.length === 0, malformed }).toEqual({ isEmpty: false, malformed: [] })
  }

  const anyPiece = fc.constantFrom(
    ...['version: 1\n', 'limits', 'allow', 'price', 'per-million-examples', 'default', 'budget', 'stop'],
    ...[': ', ':', '- ', '? ', '\n', '\n  ', '\n    ', '[', ']', '{', '}', ', ', '"', "'", '&a ', '*a', '*'],
    ...['!t ', '|', '>-', '---\n', '\t', ' # c', '.nan', '0x1F', '~', '<<: ', '__proto__', '\r', '\u00a0'],
  )

  it('never throws on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), parse), { numRuns: 1000 })
  })

  it('never throws on YAML tokens', () => {
    fc.assert(
      fc.property(fc.array(anyPiece, { maxLength: 40 }), (pieces) => parse(Buffer.from(pieces.join('')))),
      { numRuns: 700 },
    )
  })

  it('never throws on a changed policy', () => {
    const anyChange = fc.record({ at: fc.nat(800), remove: fc.nat(5), insert: anyPiece })
    fc.assert(
      fc.property(fc.array(anyChange, { minLength: 1, maxLength: 4 }), (changes) => {
        const text = changes.reduce((each, { at, remove, insert }) => {
          return each.slice(0, at) + insert + each.slice(at + remove)
        }, FULL_POLICY)
        parse(Buffer.from(text))
      }),
      { numRuns: 1000 },
    )
  })

  it('never throws on any JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(anyPiece, fc.jsonValue()), (value) =>
        parse(Buffer.from(JSON.stringify({ version: 1, ...value }))),
      ),
      { numRuns: 500 },
    )
  })
})
