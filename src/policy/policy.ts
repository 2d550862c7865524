/** The policy is always read from here, so that no workflow can name another file. */
export const POLICY_FILE = '.github/forge-policy.yml'

export type AllowRule = 'job-types' | 'base-models' | 'dataset-ids' | 'events'
export type LimitRule =
  'training-steps' | 'batch-size' | 'examples' | 'num-experts' | 'jobs-per-run' | 'live-jobs' | 'jobs-per-day'
export type BudgetRule = 'per-job' | 'per-pull-request' | 'per-month'

/** What a valid policy file allows. The keys are those of the file; an absent rule restricts nothing. */
export interface Policy {
  readonly stop: boolean
  readonly allow: Readonly<Partial<Record<AllowRule, readonly string[]>>>
  readonly limits: Readonly<Partial<Record<LimitRule, number>>>
  readonly price?: PriceRates
  /** In the currency of `price`, which a policy with a budget always has. */
  readonly budget: Readonly<Partial<Record<BudgetRule, number>>>
  /** Absent if no job needs an approval. */
  readonly approval?: ApprovalRules
  /** Line of each rule by its dotted path, such as `limits.training-steps`. */
  readonly lines: ReadonlyMap<string, number>
}

export interface PriceRates {
  readonly currency: string
  /** Price of a million examples by pattern of the base model, see `findRate`. */
  readonly rates: ReadonlyMap<string, number>
}

/** How somebody approves a job on its pull request. */
export const ACT_KINDS = ['review', 'comment', 'label'] as const
export type ActKind = (typeof ACT_KINDS)[number]

/** From the most to the least powerful. Source: "Repository roles for an organization" in the documentation of GitHub. */
export const ROLES = ['admin', 'maintain', 'write', 'triage', 'read'] as const
export type Role = (typeof ROLES)[number]

/** Which jobs need an approval, and who may give it. */
export interface ApprovalRules {
  /** `above`: for jobs with a higher price, in the currency of `price`, and for those whose price is unknown. */
  readonly required: 'always' | { readonly above: number }
  readonly from: readonly Role[]
  /** Logins, beside the roles. */
  readonly users: readonly string[]
  readonly by: readonly ActKind[]
  /** Whether the author of the pull request may approve, and who pushed the request. */
  readonly allowSelf: boolean
}
