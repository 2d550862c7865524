import fc from 'fast-check'

export const REQUESTS = ['a', 'b', 'c'] as const
export type RequestName = (typeof REQUESTS)[number]

/** olga has opened the pull request. At first, ada and bob are maintainers, and eve may only write. */
export const PEOPLE = ['ada', 'bob', 'eve', 'olga'] as const
export type Person = (typeof PEOPLE)[number]

/** The fields of `approval`. */
export const POLICIES = [
  { from: ['maintain', 'admin'], by: ['review', 'comment', 'label'] },
  { from: ['admin'], by: ['review', 'comment', 'label'] },
  { from: ['maintain', 'admin'], by: ['comment'] },
  { from: ['maintain', 'admin'], by: ['review', 'label'] },
] as const

/** What people do to one pull request. Plain data, so that fast-check can shrink it. */
export interface ApprovalSchedule {
  readonly events: readonly ApprovalEvent[]
  /** Whether the n-th job fails after five minutes. */
  readonly failures: readonly boolean[]
  /** Duration of a call to GitHub about our comment. */
  readonly latencyMs: number
}

export type ApprovalEvent = { readonly afterMs: number } &
  /** `isSilent`: no run follows it. */
  (
    | {
        readonly kind: 'push'
        readonly who: Person
        readonly requests: readonly RequestName[]
        readonly isSilent: boolean
      }
    /** The same requests in another commit. */
    | { readonly kind: 'rebase'; readonly who: Person; readonly isSilent: boolean }
    /** `requests`: what the comment names; none for all that is shown. */
    | { readonly kind: 'train'; readonly who: Person; readonly requests: readonly RequestName[] }
    | {
        readonly kind: 'review'
        readonly who: Person
        readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED'
      }
    /** Of the newest approving review. */
    | { readonly kind: 'dismiss' }
    | { readonly kind: 'dismiss by push' | 'edit comment' | 'edit ours' | 'rerun' }
    | { readonly kind: 'label' | 'unlabel'; readonly who: Person }
    | { readonly kind: 'role'; readonly who: Person; readonly role: 'admin' | 'maintain' | 'write' }
    | { readonly kind: 'policy'; readonly policy: number }
    | { readonly kind: 'close'; readonly isMerged: boolean }
  )

const who = fc.constantFrom<Person>('ada', 'ada', 'bob', 'bob', 'eve', 'olga')
const pusher = fc.constantFrom<Person>('olga', 'bob')
const anyRequests = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...REQUESTS).map((name) => [name]) },
  { weight: 1, arbitrary: fc.subarray([...REQUESTS], { minLength: 2 }) },
)
const isSilent = fc.constantFrom(false, false, true)
const just = <T extends string>(...kinds: readonly T[]) => fc.record({ kind: fc.constantFrom(...kinds) })

const anyEvent = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      who: pusher,
      requests: anyRequests,
      isSilent,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rebase' as const), who: pusher, isSilent }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('train' as const), who, requests: fc.constant([]) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('train' as const), who, requests: anyRequests }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('review' as const),
      who,
      state: fc.constantFrom('APPROVED', 'APPROVED', 'CHANGES_REQUESTED', 'COMMENTED'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('label' as const, 'label' as const, 'unlabel' as const),
      who,
    }),
  },
  { weight: 3, arbitrary: just('dismiss', 'dismiss by push', 'edit comment', 'edit ours', 'edit ours') },
  { weight: 2, arbitrary: just('rerun') },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('role' as const),
      who,
      role: fc.constantFrom('admin', 'maintain', 'write'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('policy' as const), policy: fc.nat(POLICIES.length - 1) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), isMerged: fc.boolean() }) },
)

/** Short pauses put an event into the run of the one before. */
const anyPauseMs = fc.constantFrom(90_000, 0, 400, 2_000, 7_000, 12_000, 61_000, 75_000, 400_000)

export const approvalSchedules: fc.Arbitrary<ApprovalSchedule> = fc.record({
  events: fc.array(
    fc.tuple(anyEvent, anyPauseMs).map(([event, afterMs]): ApprovalEvent => ({ ...event, afterMs })),
    { minLength: 2, maxLength: 8 },
  ),
  failures: fc.array(fc.boolean(), { maxLength: 4 }),
  latencyMs: fc.constantFrom(0, 0, 300),
})
