import type { CommandContext } from '../commands/context.ts'
import type { Policy } from '../policy/policy.ts'
import { outageEndMs } from './claim-outcomes.ts'
import { DAY_S, MONTH_S, type CountedJobs } from './count-jobs.ts'
import { listJobsSince } from './list-jobs.ts'
import { retry } from './retry.ts'

/** More jobs are not counted: the limit then counts as reached. */
const MAX_PAGES = 30
/** The clock of the service may be off by so much. */
const CLOCK_TOLERANCE_S = DAY_S

/** Whether a limit of the policy is about all jobs of the service. */
export function needsList({ limits, budget }: Policy): boolean {
  return [limits['live-jobs'], limits['jobs-per-day'], budget['per-month']].some((each) => each !== undefined)
}

/** The jobs that the limits of the policy are about. Undefined if the list cannot be read, or if no limit needs it. */
export async function listCountedJobs(
  policy: Policy,
  context: CommandContext,
): Promise<CountedJobs | undefined> {
  if (!needsList(policy)) return undefined
  const { api, clock, githubTime, reporter } = context
  const untilMs = outageEndMs(context)
  const githubS = githubTime() / 1000
  const oldestS =
    policy.limits['live-jobs'] === undefined ? githubS - periodS(policy) - CLOCK_TOLERANCE_S : -Infinity
  const list = () => listJobsSince({ api, clock, deadlineMs: untilMs, maxPages: MAX_PAGES }, oldestS)
  const result = await retry(list, 'never-read', { ...context, untilMs })
  if (result.ok) {
    const { jobs, isComplete, serverNowMs } = result.value
    return { jobs, isComplete, nowS: serverNowMs === undefined ? githubS : serverNowMs / 1000 }
  }
  reporter.info({ code: 'policy-jobs-uncounted', error: result.error.message })
  return undefined
}

const periodS = ({ budget }: Policy): number => (budget['per-month'] === undefined ? DAY_S : MONTH_S)
