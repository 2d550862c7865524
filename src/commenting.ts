import type { EventFacts } from './github/events.ts'
import { githubComments } from './github/comments.ts'
import type { GitHub } from './github/octokit.ts'
import type { ReportInputs } from './inputs.ts'
import { keylessReason } from './keyless.ts'
import { systemClock } from './platform/clock.ts'
import type { Runner } from './platform/runner.ts'
import type { KeyRecord, RunIdentity } from './record/entry.ts'
import { sealOf } from './record/marker.ts'
import { Notebook } from './record/notebook.ts'
import type { RunContext } from './report/context.ts'
import { LiveComment } from './report/live-comment.ts'
import type { ReportsOptions } from './report/reports.ts'

export interface Commenting {
  readonly report: ReportInputs
  readonly runner: Runner
  readonly facts: EventFacts
  readonly apiKey?: string
  readonly hasNews: boolean
  readonly jobId?: string
}

interface Self {
  readonly context: RunContext
  readonly run: RunIdentity
  readonly onRecord: (record: KeyRecord) => void
}

/** The comment that a step writes, where it writes one: its own, or that of the step whose job it goes on with. */
export async function openComment(
  github: GitHub,
  { report, runner, apiKey, hasNews, facts, jobId }: Commenting,
  { context, run, onRecord }: Self,
): Promise<Pick<ReportsOptions, 'liveComment' | 'books' | 'retell'>> {
  const { issueNumber, repository, workflowPath } = context
  if (!hasNews || !report.comment || issueNumber === undefined) return {}
  // The token of such a run may not write: GitHub does not trust what it brings along.
  const reason = keylessReason(facts)
  if (apiKey === undefined && (reason === 'fork' || reason === 'dependabot')) return {}
  const store = githubComments(github, issueNumber)
  const scope = `${repository}#${issueNumber}`
  const { redact } = runner
  const open = (notebook: Notebook) =>
    new LiveComment({ notebook, clock: systemClock, log: runner, redact, onRecord })
  if (jobId !== undefined && apiKey !== undefined) {
    // A file of its own in the bundle, which most steps do not have to read.
    const { visit } = await import('./visiting.ts')
    const visited = await visit(store, { jobId, apiKey, issueNumber, scope, redact, context, run })
    if (visited !== undefined) {
      const { guest, notebook } = visited
      return { liveComment: open(notebook), books: guest, retell: (story) => guest.retell(story) }
    }
  }
  const key = report.commentKey ?? JSON.stringify([workflowPath, report.specText, report.matrix])
  const seal = sealOf(key, scope, apiKey, redact)
  return { liveComment: open(new Notebook({ store, seal, clock: systemClock, run })) }
}
