import type { Training } from '../jobs/job-state.ts'
import { count } from '../report/format.ts'
import type { Result } from '../jobs/result.ts'
import type { Step } from './context.ts'
import { findUnfinished, idsOf, type Findings } from '../sync/find-open-records.ts'
import { lookAt, type Looks } from '../jobs/fetch-jobs.ts'
import { renew, trainingsOf } from '../sync/refresh.ts'
import { bringUpToDate, type Written } from '../sync/apply-refresh.ts'

/**
 * `command: sync`: brings what earlier steps have left unfinished up to date, and tells of the jobs that have ended. Green
 * whenever that could be done, whatever became of the jobs; what could not be written is left to the next time.
 */
export async function sync(
  { dispatchEvent }: { readonly dispatchEvent?: string },
  step: Step,
): Promise<Result> {
  const { custody, clock, progress } = step
  if (custody === undefined) return refused([NO_TOKEN])
  const findings = await findUnfinished({ ...custody, clock })
  if ('ok' in findings) return refused([findings.reason])
  tellFindings(findings, step)
  const ids = idsOf(findings.unfinished)
  if (findings.unfinished.length === 0) {
    progress.tell(NOTHING_FOUND)
    return { trainings: [], problems: [], outcome: 'succeeded', remarks: [NOTHING_FOUND] }
  }
  const looks = await lookAt(ids, step)
  const { failure } = looks
  if (failure !== undefined && looks.jobs.size + looks.gone.size === 0)
    return { trainings: [{ ...REFUSED, failure }], problems: [] }
  const now = { wallMs: clock.wall(), context: custody.context }
  const renewals = findings.unfinished.map((found) => renew(found, looks, now))
  const due = renewals.filter(({ isDue }) => isDue)
  const written = await bringUpToDate(due, {
    ...custody,
    clock,
    ...(dispatchEvent === undefined ? {} : { dispatchEvent }),
  })
  const trainings = renewals.flatMap(trainingsOf)
  const done = `${count(ids.size, 'unfinished job')} in ${count(renewals.length, 'comment')}: ${count(written.comments, 'comment')} brought up to date, ${count(written.told, 'event')} sent.`
  const undone = leftUndone(looks, written)
  progress.tell(done)
  for (const words of undone) progress.warn(words)
  return { trainings, problems: [], remarks: [done, ...undone], ...verdict(written, trainings) }
}

const NOTHING_FOUND = 'No unfinished jobs are recorded in the comments of this repository.'
const NO_TOKEN =
  '`command: sync` reads and writes the comments of the repository, and has no `github-token` to do so.'
const REFUSED: Training = { label: 'unfinished jobs', outcome: 'refused', timeline: [], notes: [] }

function refused(notes: readonly string[]): Result {
  return { trainings: [{ ...REFUSED, notes }], problems: [] }
}

function tellFindings({ unproven, lookedBackToMs }: Findings, { progress }: Step): void {
  if (unproven > 0)
    progress.warn(
      `${count(unproven, 'comment')} with unfinished jobs signed with another \`api-key\`, so that nothing proves what they say: left alone.`,
    )
  if (lookedBackToMs !== undefined)
    progress.tell(
      `Comments that were last changed before ${new Date(lookedBackToMs).toISOString()} were not looked at. The comment of an unfinished job is changed every 12 h, as long as this command runs.`,
    )
}

/** What is for the next time, a line each. */
function leftUndone({ failure }: Looks, { failures }: Written): readonly string[] {
  const unread = failure && `Some jobs could not be read (${failure.words}). The next sync looks at them.`
  const reasons = new Set(failures.map(({ reason }) => reason))
  return [
    ...(unread === undefined ? [] : [unread]),
    ...[...reasons].map((reason) => `Not everything could be written: ${reason}. The next sync tries again.`),
  ]
}

/** What the step came to, where the jobs alone do not decide it. */
function verdict({ failures, comments }: Written, { length }: readonly Training[]): Pick<Result, 'outcome'> {
  if (comments === 0 && failures.some(({ isFinal }) => isFinal)) return { outcome: 'refused' }
  return length === 0 ? { outcome: 'succeeded' } : {}
}
