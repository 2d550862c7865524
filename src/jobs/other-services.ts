import type { Note } from './note.ts'
import type { ReplacementTask } from './supersede-task.ts'
import { serviceOfKey } from '../state/record.ts'
import { findObsoleteJobs, isNeededByOthers } from '../state/superseding.ts'

/**
 * Names the jobs that this step would replace, were they not at another service: `api-url` has changed. The step does not talk
 * to that service, and perhaps has no key for it.
 */
export function noteJobsAtOtherServices({ inputs, context, ledger }: ReplacementTask): readonly Note[] {
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
