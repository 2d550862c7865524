// npm run demo: runs the built action against the simulators as a runner would, without a key and without network
// access.
//   (no flag)        one run in real time; run it again to see the job being reused
//   --bad-day        the same with a rate limit, a lost response and an outage
// In virtual time, with exit code 1 if anything is not as expected:
//   --pull-request   the life of a pull request: pushes, re-runs, a crash, closing
//   --review         a plan, a policy that refuses it, the training after a label; then approvals
//   --story          whose job is it: moved specs, a second workflow, a colleague, a forger
//   --sweep          eight jobs in one step; a later step picks the best model
//   --long           a job of three days that no runner waits for
import { parseArgs } from 'node:util'
import { runApproval } from './scenarios/approval.ts'
import { runLongJob } from './scenarios/long-job.ts'
import { runPullRequest } from './scenarios/pull-request.ts'
import { runReview } from './scenarios/review.ts'
import { runSingleStep } from './scenarios/single-step.ts'
import { runStory } from './scenarios/story.ts'
import { runSweep } from './scenarios/sweep.ts'
import { createTerminal } from './terminal.ts'

const { values: flags } = parseArgs({
  options: {
    'no-color': { type: 'boolean', default: false },
    'bad-day': { type: 'boolean', default: false },
    'pull-request': { type: 'boolean', default: false },
    review: { type: 'boolean', default: false },
    story: { type: 'boolean', default: false },
    sweep: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
  },
})
const terminal = createTerminal(!flags['no-color'] && process.stdout.isTTY)
process.exitCode = await runDemo()

function runDemo(): Promise<number> {
  if (flags['pull-request']) return runPullRequest(terminal)
  if (flags.review) return runReviews()
  if (flags.story) return runStory(terminal)
  if (flags.sweep) return runSweep(terminal)
  if (flags.long) return runLongJob(terminal)
  return runSingleStep(terminal, { isBadDay: flags['bad-day'] })
}

async function runReviews(): Promise<number> {
  const codes = [await runReview(terminal), (terminal.print(''), await runApproval(terminal))]
  return Math.max(...codes)
}
