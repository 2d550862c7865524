import { pullRequestEvent } from '../simulator/runner/events.ts'
import { commentEvent, reviewEvent } from '../simulator/runner/more-events.ts'
import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import { createUser } from '../simulator/simulated-repository.ts'
import { push, RUNS_FOREVER } from './pushes.ts'
import { PULL_REQUEST, withEnvironment, type TestEnvironment } from './test-environment.ts'

export const POLICY_FILE = '.github/forge-policy.yml'
export const MINUTE = 60_000
export const [AUTHOR, ADA, BOB] = ['octocat', 'ada', 'bob']

/** Of the pull request. */
export const BRANCH = 'better-support-bot'

/** A pull request of octocat, who has made its first push, in a repository whose policy wants approvals. Ada may approve, Bob may not. */
export function withApproval(
  rules: string,
  test: (environment: TestEnvironment) => Promise<void>,
  timeline: readonly { afterMs: number; status: string }[] = RUNS_FOREVER,
): Promise<void> {
  return withEnvironment({ forge: { timeline: [...timeline] }, clockSpeed: 1 }, async (environment) => {
    const { github } = environment
    github.repository.putFile(POLICY_FILE, `version: 1\napproval: { ${rules} }\n`)
    github.approvals.setRole(ADA, 'maintain')
    github.approvals.setRole(BOB, 'write')
    github.approvals.setRole(AUTHOR, 'admin')
    github.approvals.recordPush(BRANCH, 'a'.repeat(40), AUTHOR)
    await test(environment)
  })
}

/** GitHub has no list of the pushes, as for a branch that was deleted. */
export function forgetPushes({ github }: TestEnvironment): void {
  github.approvals.activities.length = 0
}

let runId = 8123
/** A run for a push to the pull request, or for another event. */
export async function run(
  environment: TestEnvironment,
  options: Partial<StepOptions> = {},
): Promise<StepResult> {
  const result = await push(environment, runId++, options)
  environment.clock.advance(2 * MINUTE)
  return result
}

/** A push by somebody to the pull request of octocat. */
export const pushBy = (sender: string, options: { readonly headSha?: string } = {}) => ({
  event: pullRequestEvent({ number: PULL_REQUEST, action: 'synchronize', sender, ...options }),
})
export const onReview = { event: reviewEvent({ number: PULL_REQUEST }) }
export const onLabel = (sender: string, headSha?: string) => ({
  event: pullRequestEvent({ number: PULL_REQUEST, action: 'labeled', labels: ['train'], sender, headSha }),
})
export const onComment = { event: commentEvent({ number: PULL_REQUEST }) }

export const approve = ({ github }: TestEnvironment, login: string) =>
  github.approvals.addReview(PULL_REQUEST, { login, state: 'APPROVED' })
export const say = ({ github }: TestEnvironment, login: string, body: string) =>
  github.addComment(PULL_REQUEST, body, createUser(login))
export const outcomeOf = ({ outputs, exitCode }: StepResult) => [outputs['outcome'], exitCode]
export const digestOf = ({ outputs }: StepResult): string =>
  (outputs['spec-digest'] ?? '').replace(/^v\d+-/, '')

export const UNAPPROVED = ['unapproved', 0]
export const SUBMITTED = ['submitted', 0]

/** For tests that let no time pass after a run. */
export const nextRunId = (): number => runId++

/** The n-th commit of the branch. */
export const commit = (n: number): string => String(n).repeat(40)

/** Somebody pushes a commit to the branch of the pull request. */
export function moveTo({ github }: TestEnvironment, n: number, login: string): void {
  github.approvals.recordPush(BRANCH, commit(n), login)
  const pull = github.repository.issues.get(PULL_REQUEST)?.pull
  if (pull !== undefined) pull.head.sha = commit(n)
}

export const pushOf = (n: number, login: string) => pushBy(login, { headSha: commit(n) })
