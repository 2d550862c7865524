import type { ActKind } from '../policy/policy.ts'

/** Who approved a request, and how. */
export interface Approval {
  /** `dispatch`: somebody started the workflow by hand. */
  readonly act: ActKind | 'dispatch'
  /** Login. */
  readonly by: string
  /** Unix time. */
  readonly atMs: number
  /** The page of the act. */
  readonly url?: string
  /** Identifies the act on its pull request. */
  readonly actId: string
}
