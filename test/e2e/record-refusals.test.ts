import { describe, expect, it } from '@jest/globals'
import { pushEvent } from '../simulator/runner/events.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import { cancelledSteps, messagesOf, push, RUNS_FOREVER, submittedSteps } from './pushes.ts'
import { withEnvironment, PULL_REQUEST, type TestEnvironment } from './test-environment.ts'

const MINUTE = 60_000

/** An environment in which an earlier run has submitted the sample spec. */
function withRecordedJob(test: (environment: TestEnvironment, jobId: string) => Promise<void>) {
  return withEnvironment({ forge: { timeline: RUNS_FOREVER }, clockSpeed: 1 }, async (environment) => {
    const { outputs } = await push(environment, 8123)
    await test(environment, outputs['job-id'] ?? '')
  })
}

/** What a step did, and everything that was ever submitted and cancelled. `title` names the case in a failure. */
function summaryOf(title: unknown, environment: TestEnvironment, { outputs }: StepResult) {
  return {
    title,
    outcome: outputs['outcome'],
    jobId: outputs['job-id'],
    submitted: submittedSteps(environment),
    cancelled: cancelledSteps(environment),
  }
}

const NOTHING_NEW = { submitted: [1000], cancelled: [] }
const followed = (title: unknown, jobId: string) => ({ title, outcome: 'submitted', jobId, ...NOTHING_NEW })
const refused = (title: unknown) => ({ title, outcome: 'refused', jobId: '', ...NOTHING_NEW })

it('one refusal by GitHub to list the comments does not train again', () =>
  withRecordedJob(async (environment, jobId) => {
    for (const [n, status] of [401, 403, 404, 410, 422].entries()) {
      environment.github.addFault({ kind: 'status', status, on: { operation: 'listComments', nth: 1 } })
      const result = await push(environment, 8124 + n)
      expect(summaryOf(status, environment, result)).toEqual(followed(status, jobId))
      expect(result.annotations).toEqual([])
    }
  }))

describe('a push whose pull request GitHub refuses to name', () => {
  const event = pushEvent({ after: 'a'.repeat(40), ref: 'refs/heads/better-support-bot' })
  const refuse = ({ github, clock }: TestEnvironment, status: number): void => {
    const untilMs = clock.now() + MINUTE
    const on = { operation: 'pullsOfCommit', when: () => clock.now() < untilMs }
    github.addFault({ kind: 'status', status, on })
  }

  it.each([401, 403, 404])('with %i submits nothing, and names the permission', (status) =>
    withRecordedJob(async (environment) => {
      refuse(environment, status)
      const result = await push(environment, 8124, { event })
      expect(result.exitCode).toBe(1)
      expect(summaryOf(status, environment, result)).toEqual(refused(status))
      expect(messagesOf(result)).toMatch(
        /looking for the pull request.*`pull-requests: write`.*`comment: false`/,
      )
    }),
  )

  it('once finds it at the next attempt', () =>
    withRecordedJob(async (environment, jobId) => {
      const on = { operation: 'pullsOfCommit', nth: 1 }
      environment.github.addFault({ kind: 'status', status: 403, on })
      const result = await push(environment, 8124, { event })
      expect(summaryOf(403, environment, result)).toEqual(followed(403, jobId))
    }))

  it('is trained with `comment: false`, which remembers nothing', () =>
    withRecordedJob(async (environment) => {
      refuse(environment, 403)
      const result = await push(environment, 8124, { event, with: { comment: 'false' } })
      expect([result.exitCode, submittedSteps(environment)]).toEqual([0, [1000, 1000]])
    }))
})

describe('a recorded job that the service does not find', () => {
  const hideJobs = ({ forge, clock }: TestEnvironment, forMs: number): void => {
    const untilMs = clock.now() + forMs
    const when = (): boolean => clock.now() < untilMs
    forge.addFault({ kind: 'status', status: 404, on: { operation: 'get', when } })
  }

  it.each([
    ['for a minute', MINUTE],
    ['except in the list', 12 * MINUTE],
  ])('%s is followed', (title, forMs) =>
    withRecordedJob(async (environment, jobId) => {
      hideJobs(environment, forMs)
      const result = await push(environment, 8124)
      expect(summaryOf(title, environment, result)).toEqual(followed(title, jobId))
      expect(result.annotations).toEqual([])
    }),
  )

  it('for good is not trained again unasked', () =>
    withRecordedJob(async (environment, jobId) => {
      environment.forge.removeJob(jobId)
      const result = await push(environment, 8124)
      expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'refused'])
      expect(messagesOf(result)).toMatch(/which the service does not find now.*`reuse: false`/)
      expect(environment.forge.accepted).toEqual([])
    }))
})

const BOM = '\ufeff'

describe('a comment that somebody has edited', () => {
  const HARMLESS: readonly (readonly [title: string, edit: (marker: string, text: string) => string])[] = [
    ['a line on top', (marker, text) => `Please read this:\n${marker}\n${text}`],
    ['a blank line on top', (marker, text) => `\r\n${marker}\n${text}`],
    ['a byte order mark', (marker, text) => `${BOM}${marker}\n${text}`],
    ['the marker at the end', (marker, text) => `${text}\n${marker}`],
    ['the marker in the middle of a line', (marker, text) => `Note: ${marker} ${text}`],
  ]

  it('is still the record if the marker is complete', () =>
    withRecordedJob(async (environment, jobId) => {
      for (const [n, [title, edit]] of HARMLESS.entries()) {
        const [comment] = environment.github.commentsOf(PULL_REQUEST)
        const [marker = '', ...lines] = (comment?.body ?? '').split('\n')
        if (comment) comment.body = edit(marker, lines.join('\n'))
        const result = await push(environment, 8124 + n)
        expect(summaryOf(title, environment, result)).toEqual(followed(title, jobId))
        expect(result.annotations).toEqual([])
      }
    }))

  const HARMFUL: readonly (readonly [title: string, edit: (body: string) => string, message: RegExp])[] = [
    ['the end of the marker is lost', (body) => body.slice(0, 150), /Restore the comment.*or delete it/],
    ['the start of the marker is lost', (body) => body.slice('<!-- '.length), /Restore the comment/],
    ['the marker has a wrong letter', (body) => body.replace(/(.{100})./, '$1!'), /is damaged/],
    ['a newer version', (body) => body.replace('-job v1 ', '-job v2 '), /newer version.*Update the action/],
  ]

  it('refuses the submission if its record cannot be read', () =>
    withRecordedJob(async (environment) => {
      const [comment] = environment.github.commentsOf(PULL_REQUEST)
      const { body = '' } = comment ?? {}
      for (const [n, [title, edit, message]] of HARMFUL.entries()) {
        if (comment) comment.body = edit(body)
        const result = await push(environment, 8124 + n)
        expect(result.exitCode).toBe(1)
        expect(summaryOf(title, environment, result)).toEqual(refused(title))
        expect(messagesOf(result)).toMatch(message)
      }
    }))
})
