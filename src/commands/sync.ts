import type { Training } from '../job/training.ts'
import { count } from '../report/wording.ts'
import type { Result } from '../result.ts'
import type { Step } from '../step.ts'
import { findUnfinished, idsOf, type Findings } from '../sync/finding.ts'
import { lookAt } from '../sync/looking.ts'
import { renew } from '../sync/renewing.ts'
import { trainingsOf } from '../sync/standing.ts'
import { bringUpToDate, type Written } from '../sync/writing.ts'

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
    progress.tell('No unfinished jobs are recorded in the comments of this repository.')
    return { trainings: [], problems: [], outcome: 'succeeded' }
  }
  const looks = await lookAt(ids, step)
  const { failure } = looks
  if (failure !== undefined && looks.jobs.size + looks.gone.size === 0)
    return { trainings: [{ ...REFUSED, failure }], problems: [] }
  if (failure !== undefined)
    progress.warn(`Some jobs could not be read (${failure.words}). The next sync looks at them.`)
  const now = { wallMs: clock.wall(), context: custody.context }
  const renewals = findings.unfinished.map((found) => renew(found, looks, now))
  const due = renewals.filter(({ isDue }) => isDue)
  const written = await bringUpToDate(due, {
    ...custody,
    clock,
    ...(dispatchEvent === undefined ? {} : { dispatchEvent }),
  })
  const trainings = renewals.flatMap(trainingsOf)
  progress.tell(
    `${count(ids.size, 'unfinished job')} in ${count(renewals.length, 'comment')}: ${count(written.comments, 'comment')} brought up to date, ${count(written.told, 'event')} sent.`,
  )
  return { trainings, problems: [], ...verdict(written, trainings, step) }
}

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

/** What the step came to, where the jobs alone do not decide it. */
function verdict(
  { failures, comments }: Written,
  trainings: readonly Training[],
  { progress }: Step,
): Pick<Result, 'outcome'> {
  for (const reason of new Set(failures.map((each) => each.reason)))
    progress.warn(`Not everything could be written: ${reason}. The next sync tries again.`)
  if (comments === 0 && failures.some(({ isFinal }) => isFinal)) return { outcome: 'refused' }
  return trainings.length === 0 ? { outcome: 'succeeded' } : {}
}
