import type { CommandInputs } from '../inputs.ts'
import { noted, type Training } from './job-state.ts'
import { asValid } from './create-job-states.ts'
import { patiently } from '../state/comment-store.ts'
import { isNewer } from '../state/record.ts'
import { endAll } from './supersede.ts'
import type { Step } from '../commands/context.ts'

type ClosingInputs = Pick<Extract<CommandInputs, { command: 'run' }>, 'onSuperseded'>

/** How long GitHub is asked which jobs are unfinished, in milliseconds. */
const RECORD_PATIENCE_MS = 120_000

/** Whether the pull request that a run is about is closed, now or when the event happened. */
export async function isClosed({ pullRequest }: Step): Promise<boolean> {
  if (pullRequest === undefined) return false
  if (pullRequest.isClosed) return true
  return (await pullRequest.now())?.isClosed ?? false
}

/**
 * A closed pull request trains nothing. Where it was not merged, nobody wants its jobs any more either: the unfinished
 * ones are ended as superseded ones are.
 */
export async function close(
  planned: readonly Training[],
  inputs: ClosingInputs,
  step: Step,
): Promise<readonly Training[]> {
  const { pullRequest } = step
  const now = await pullRequest?.now()
  const isMerged = pullRequest?.isMerged === true || now?.isMerged === true
  // Somebody may have opened it again since.
  const isOver = !isMerged && now?.isClosed !== false
  const notes = isOver ? await endJobs(planned, inputs, step) : []
  const words = `The pull request was ${isMerged ? 'merged' : 'closed'}, so that nothing was submitted.`
  step.progress.tell(words)
  // Where nothing has ended, the comment stays as it is: it may show a model.
  if (notes.length === 0) return planned.map(asValid)
  return planned.map((training) =>
    [words, ...notes].reduce((told: Training, note) => noted(told, note), asValid(training)),
  )
}

async function endJobs(
  planned: readonly Training[],
  inputs: ClosingInputs,
  step: Step,
): Promise<readonly string[]> {
  const { books, clock, me } = step
  if (books === undefined) return []
  const reply = await patiently(() => books.read(planned), clock, RECORD_PATIENCE_MS)
  if (!reply.ok) return [`Its unfinished jobs are not known, so that they may go on. ${reply.reason}`]
  const notes: string[] = []
  for (const [label, { run, jobs }] of Object.entries(reply.value.entries)) {
    const open = isNewer(run, me.run) ? [] : jobs.filter(({ isOpen }) => isOpen)
    notes.push(...(await endAll(label, open, inputs, step)))
  }
  return notes
}
