import type { ApprovalRules } from './policy.ts'

/** An estimate by the rates of the policy, never the bill. */
export interface Price {
  readonly amount: number
  /** As in the policy, such as `EUR`. */
  readonly currency: string
}

/** A rule of the policy that forbids a submission. */
export interface Violation {
  /** Dotted path of the rule in the policy file, such as `limits.training-steps`. */
  readonly rule: string
  /** One sentence: which value breaks it, and what it allows. */
  readonly message: string
  /** One sentence: what to do about it. */
  readonly fix?: string
  /** Line of the rule in the policy file, from 1. */
  readonly line?: number
}

/** What one spec would train. */
export interface SpecPlan {
  /** training_steps x batch_size; absent if the spec leaves one of them out. */
  readonly examples?: number
  /** The same on the base branch. */
  readonly baseExamples?: number
  readonly price?: Price
  readonly basePrice?: Price
  /** Empty if the policy allows the job, or if there is no policy. */
  readonly violations: readonly Violation[]
  /** The policy wants an approval before it is submitted. */
  readonly needsApproval?: true
  /** How long jobs of the same kind, base model and size took, as the service lists them. */
  readonly durationsMs?: readonly number[]
  /** The job that the step would follow instead of submitting the spec. */
  readonly existingJobId?: string
}

/** What a step would train, before anything is submitted. */
export interface Plan {
  /** By spec label. */
  readonly specs: ReadonlyMap<string, SpecPlan>
  /** Rules that forbid the submissions of the step as a whole. */
  readonly violations: readonly Violation[]
  /** The policy that was applied; absent if the repository has none. */
  readonly policy?: {
    /** Its page on GitHub. */
    readonly url?: string
    /** Who may change it, from CODEOWNERS, such as `@acme/platform`. */
    readonly owners: readonly string[]
    /** Who may approve, and how; absent if no job needs an approval. */
    readonly approval?: Pick<ApprovalRules, 'from' | 'users' | 'by'>
  }
}
