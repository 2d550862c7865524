import { withNote, type JobState } from './job-state.ts'
import type { CommandContext } from '../commands/context.ts'

/**
 * Says why a job was cancelled, if this run or another step has done that. Turns `cancelled` into `superseded` if it was a
 * newer run.
 */
export async function markSuperseded(
  states: readonly JobState[],
  { ledger }: CommandContext,
): Promise<readonly JobState[]> {
  if (ledger === undefined || states.every(({ outcome }) => outcome !== 'cancelled')) return states
  await ledger.read(states)
  return states.map((state) => {
    if (state.outcome !== 'cancelled') return state
    const notes = state.notes.filter(({ code }) => code !== 'cancelled-elsewhere')
    if (notes.some(({ code }) => code === 'closed-after-submission')) return { ...state, notes }
    const { stopAtMs, stopAcceptedAtMs } = ledger.recordedJob(state) ?? {}
    // A person may cancel a job, too.
    const wasAnnounced = stopAtMs !== undefined || stopAcceptedAtMs !== undefined
    if (wasAnnounced && ledger.successorOf(state) !== undefined)
      return withNote({ ...state, notes }, { code: 'taken-over-and-cancelled' }, 'superseded')
    return stopAcceptedAtMs !== undefined && notes.length < state.notes.length
      ? withNote({ ...state, notes }, { code: 'cancelled-by-other-step' })
      : state
  })
}
