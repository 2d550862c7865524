import type { GitHubResult } from '../state/github.ts'
import type { RunLedger } from '../state/run-ledger.ts'

interface Conversation {
  readonly reports: { idsClaimedElsewhere(): Promise<GitHubResult<ReadonlySet<string>>> }
  readonly step: { readonly ledger?: Pick<RunLedger, 'record'>; readonly lookupError?: string }
}

/**
 * Ids of jobs that belong to a request already: those in our comments, which are read for this, and in what else the step has
 * read of the conversation. Fails if it cannot be known whether there are others.
 */
export async function findIdsClaimedElsewhere({
  reports,
  step: { ledger, lookupError },
}: Conversation): Promise<GitHubResult<ReadonlySet<string>>> {
  if (lookupError !== undefined)
    return { ok: false, message: lookupError, isPermanent: false, isNotFound: false }
  const shown = await reports.idsClaimedElsewhere()
  if (!shown.ok) return shown
  const recorded = Object.values(ledger?.record.requests ?? {}).flatMap(({ jobs }) => jobs)
  return { ok: true, value: new Set([...shown.value, ...recorded.map(({ id }) => id)]) }
}
