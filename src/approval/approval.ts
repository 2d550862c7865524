import type { ActKind } from '../policy/policy.ts'

/** What somebody did to approve a request. */
export interface ApprovingAct {
  /** `dispatch`: somebody started the workflow by hand. */
  readonly act: ActKind | 'dispatch'
  /** Login. */
  readonly by: string
  /** Of the account, if the server tells. */
  readonly byId?: number
  /** Unix time. */
  readonly atMs: number
  /** The page of the act. */
  readonly url?: string
  /** Identifies the act on its pull request. */
  readonly actId: string
  /**
   * The person, as was known then, had neither pushed the request nor opened the pull request, so that the act suffices alone,
   * whatever happens to the branch and to the record later.
   */
  readonly isIndependent?: true
}

/** Who approved a request, and how: the act that completed the approval. */
export interface Approval extends ApprovingAct {
  /** The earlier act of somebody else, where two people have to approve. */
  readonly first?: ApprovingAct
}

/** All acts of an approval, in their order. */
export function actsOf({ first, ...last }: Approval): readonly ApprovingAct[] {
  return first === undefined ? [last] : [first, last]
}

/** The logins of all who approved, such as `ada, bob`. */
export function approversOf(approval: Approval): string {
  return actsOf(approval)
    .map(({ by }) => by)
    .join(', ')
}
