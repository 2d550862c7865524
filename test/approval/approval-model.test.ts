import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { approvalViolationsOf } from './model-oracle.ts'
import { approvalSchedules, type ApprovalSchedule } from './model-schedule.ts'
import { playApprovals, type ApprovalHistory } from './model-simulation.ts'

/** What happened, one line for each run and job. */
function describeHistory({ runs, jobs, displays }: ApprovalHistory): string {
  return [
    ...runs.map(({ run, startedMs, endedMs, result }) => {
      const states = result?.result.states ?? []
      const outcomes = states.map(({ label, outcome }) => `${label} ${outcome ?? ''}`)
      return `run ${run.holder.run.id} from ${startedMs} to ${endedMs}: ${outcomes.join(', ')}`
    }),
    ...jobs.map(({ id, request, createdMs }) => `${id} for ${request} at ${createdMs}`),
    ...displays
      .filter(({ shown }, n) => shown.join() !== displays[n - 1]?.shown.join())
      .map(({ atMs, shown }) => `shown from ${atMs}: ${shown.join()}`),
  ].join('\n')
}

it('nothing is submitted without an approval, whatever people do in whatever order', async () => {
  const totals = { jobs: 0, unapproved: 0 }
  const check = async (schedule: ApprovalSchedule): Promise<void> => {
    const history = await playApprovals(schedule)
    const violations = approvalViolationsOf(history)
    if (violations.length > 0) throw new Error([...violations, describeHistory(history)].join('\n'))
    totals.jobs += history.jobs.length
    totals.unapproved += history.runs.filter(({ result }) => result?.outcome === 'unapproved').length
  }
  await fc.assert(fc.asyncProperty(approvalSchedules, check), { numRuns: 150 })
  // The schedules are not all alike.
  expect(totals.jobs).toBeGreaterThan(20)
  expect(totals.unapproved).toBeGreaterThan(50)
})
