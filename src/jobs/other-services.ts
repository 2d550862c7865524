import { hasSuccessor } from './replaced-jobs.ts'
import { addNote, type ReplacementTask, type SupersedeTask } from './supersede-task.ts'
import type { Note } from './note.ts'
import { findOrphans } from '../state/orphans.ts'
import { serviceOfKey } from '../state/record.ts'
import { findObsoleteJobs, isNeededByOthers } from '../state/superseding.ts'

/**
 * Names the jobs that this step would replace, were they not at another service: `api-url` has changed. The step does not talk
 * to that service, and perhaps has no key for it. So no new job has to run first.
 */
export function nameJobsAtOtherServices(task: SupersedeTask): void {
  const { states } = task
  const state = states.find(({ job }) => job !== undefined) ?? states[0]
  if (state === undefined || hasSuccessor(task)) return
  for (const note of noteJobsAtOtherServices(task)) addNote(note, state, task)
}

type ServiceTask = Pick<ReplacementTask, 'inputs' | 'context' | 'ledger'>

/** For the run after which nobody looks: also names those whose step has another name now. Each other step names its own. */
export function noteAllAtOtherServices(task: ServiceTask): readonly Note[] {
  const { holder, githubTime } = task.context
  const notes = noteJobsAtOtherServices(task)
  const orphans = findOrphans(task.ledger.record, holder.service, githubTime())
  const others = orphans.flatMap(({ id: jobId, service }): readonly Note[] =>
    service === undefined || notes.some((note) => 'jobId' in note && note.jobId === jobId)
      ? []
      : [{ code: 'obsolete-job-at-other-service', jobId, service }],
  )
  return [...notes, ...others]
}

function noteJobsAtOtherServices({ inputs, context, ledger }: ServiceTask): readonly Note[] {
  const { record } = ledger
  const { holder, githubTime } = context
  const services = new Set(Object.keys(record.requests).map(serviceOfKey))
  services.delete(holder.service)
  return [...services].flatMap((service) =>
    // Whoever asks for the same request here trains it again.
    findObsoleteJobs(record, new Set(), { ...holder, service })
      .filter((each) => !isNeededByOthers(record, each, { ...holder, nowMs: githubTime() }))
      .map(({ job: { id: jobId } }): Note =>
        inputs.onSuperseded === 'leave'
          ? { code: 'obsolete-job-left', jobId }
          : { code: 'obsolete-job-at-other-service', jobId, service },
      ),
  )
}
