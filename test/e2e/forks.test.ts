import { afterAll, describe, expect, it } from '@jest/globals'
import { dispatchEvent, pullRequestEvent, type WorkflowEvent } from '../simulator/runner/events.ts'
import * as moreEvents from '../simulator/runner/more-events.ts'
import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import { VirtualClock } from '../simulator/runner/virtual-clock.ts'
import { inWorld, PULL_REQUEST, SPEC, SPEC_FILE, type World, type WorldOptions } from './world.ts'

const HEAD = 'a'.repeat(40)
const FORK = 'mona'
const ISSUE = 9
const INVALID = SPEC.replace('learning_rate', 'learning_rte')
const DEPENDABOT = 'dependabot[bot]'

/** What GitHub's token of such a run may do. */
const READ_ONLY = { contents: 'read', issues: 'read', pull_requests: 'read', statuses: 'read' } as const
const WITHOUT_KEY = { 'api-key': '' }

const fromFork = pullRequestEvent({ headOwner: FORK, actor: FORK })
const fromDependabot = pullRequestEvent({ actor: DEPENDABOT, headRef: 'dependabot/pip/torch-3' })
const target: WorkflowEvent = { ...fromFork, name: 'pull_request_target' }

/** It jumps over waits and runs no faster than this machine, so that a busy one is in time for every answer. */
const clock = new VirtualClock({ speed: 1 })
afterAll(() => clock.close())

const writesTo = (world: World) => world.github.requests.filter(({ method }) => method !== 'GET')
const warnings = ({ annotations }: StepResult) => annotations.filter(({ level }) => level === 'warning')
const errors = ({ annotations }: StepResult) => annotations.filter(({ level }) => level === 'error')

interface Case extends Pick<WorldOptions, 'files' | 'github'> {
  readonly step: Partial<StepOptions>
  /** Text of the files of the base branch, by path; none unless told. */
  readonly onBase?: Readonly<Record<string, string>>
}

/** Runs a step in a world where the pull request comes from a fork, also for whoever asks GitHub. */
function inFork<T>({ step, onBase = {}, ...options }: Case, look: (world: World, result: StepResult) => T) {
  return inWorld({ ...options, isRealTime: true }, async (world) => {
    world.github.addPull({
      number: PULL_REQUEST,
      head: { ref: 'better-support-bot', sha: HEAD, repo: `${FORK}/models` },
      base: { ref: 'main', sha: 'b'.repeat(40), repo: 'acme/models' },
    })
    world.github.addIssue({ number: ISSUE })
    for (const [path, text] of Object.entries(onBase)) world.github.world.putFile(path, text)
    return look(world, await world.run({ clock, run: { id: 8123 }, ...step }))
  })
}

const KEYLESS: readonly (readonly [title: string, event: WorkflowEvent, says: RegExp])[] = [
  ['a pull request from a fork', fromFork, /the pull request comes from a fork/],
  [
    'a push to a pull request from a fork',
    pullRequestEvent({ headOwner: FORK, action: 'synchronize' }),
    /the pull request comes from a fork/,
  ],
  ['a pull request by Dependabot', fromDependabot, /the run was started by Dependabot/],
]

describe('a run to which GitHub gives no secrets', () => {
  it.each(KEYLESS)('%s: the spec is valid, green, and a warning says why no more', (_, event, says) =>
    inFork(
      {
        github: { permissions: READ_ONLY },
        step: { event, with: { ...WITHOUT_KEY, 'commit-status': 'true' } },
      },
      (world, result) => {
        expect([result.exitCode, result.post?.exitCode]).toEqual([0, 0])
        expect(result.outputs).toMatchObject({ outcome: 'valid', 'job-id': '', 'comment-url': '' })
        expect(result.outputs['spec-digest']).toMatch(/^[0-9a-f]{64}$/)
        const [warning, ...others] = warnings(result)
        expect(others).toEqual([])
        expect(errors(result)).toEqual([])
        expect(warning?.message).toMatch(says)
        expect(warning?.message).toContain('nothing was submitted')
        expect(warning?.message).toContain('Two safe ways')
        expect(warning?.message).toMatch(/`workflow_dispatch`.*`issue-number`.*`push` to the base branch/)
        expect(result.summary).toContain('Nothing was submitted')
        expect(world.forge.requests).toEqual([])
        expect(writesTo(world)).toEqual([])
      },
    ),
  )

  it.each(KEYLESS)('%s: an invalid spec is red, on its line', (_, event) =>
    inFork(
      {
        files: { [SPEC_FILE]: INVALID },
        github: { permissions: READ_ONLY },
        step: { event, with: WITHOUT_KEY },
      },
      (world, result) => {
        expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'invalid'])
        expect(errors(result)[0]).toMatchObject({ file: SPEC_FILE, line: 7 })
        expect(warnings(result)).toEqual([])
        expect(world.forge.requests).toEqual([])
        expect(writesTo(world)).toEqual([])
      },
    ),
  )

  it.each([
    ['of the repository itself', pullRequestEvent()],
    ['from a fork in an event that has secrets', target],
  ])('a pull request %s has no such excuse', (_, event) =>
    inFork({ step: { event, with: WITHOUT_KEY } }, (world, result) => {
      expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'invalid'])
      expect(errors(result)[0]?.message).toContain('api-key')
      expect(world.forge.requests).toEqual([])
    }),
  )
})

const PRIVILEGED: readonly (readonly [title: string, event: WorkflowEvent])[] = [
  ['pull_request_target', target],
  ['issue_comment', moreEvents.commentEvent({ number: PULL_REQUEST, author: FORK })],
  ['workflow_run', moreEvents.workflowRunEvent({ headOwner: FORK })],
  ['workflow_run after the fork was deleted', moreEvents.workflowRunEvent({ headOwner: null })],
  ['check_run', moreEvents.checkRunEvent({ headOwner: FORK })],
  ['check_suite', moreEvents.checkSuiteEvent({ headOwner: FORK })],
  ['status', moreEvents.statusEvent({ branches: [] })],
  ['pull_request_review', moreEvents.reviewEvent({ headOwner: FORK })],
  ['pull_request that is given the key', fromFork],
]

const LONGER = SPEC.replace('1000', '9000')

/** What else may keep a spec from being the one of the base branch, and what the step says of it. */
const REFUSALS: readonly (readonly [title: string, story: Case, says: string])[] = [
  [
    'a spec that differs from that of the base branch in a comment',
    { step: { event: target }, onBase: { [SPEC_FILE]: `# ours\n${SPEC}` } },
    'the spec is not the one on main',
  ],
  ['a spec that the base branch does not have', { step: { event: target } }, 'there is no such spec on main'],
  [
    'a spec whose twin on the base branch may not be read',
    {
      step: { event: target },
      onBase: { [SPEC_FILE]: SPEC },
      github: { permissions: { contents: 'none' } },
    },
    'the spec on main cannot be read',
  ],
  [
    'one foreign spec beside one of the base branch',
    {
      step: { event: target, with: { spec: 'training/*.yml' } },
      files: { 'training/a.yml': SPEC, 'training/b.yml': LONGER },
      onBase: { 'training/a.yml': SPEC, 'training/b.yml': SPEC },
    },
    'the spec is not the one on main',
  ],
  [
    'a foreign spec that is reported on another conversation',
    { step: { event: target, with: { 'issue-number': String(ISSUE) } } },
    'comes from a fork',
  ],
  [
    'a commit that GitHub knows only in the fork',
    {
      step: { event: moreEvents.workflowRunEvent({ headOwner: FORK }) },
      github: { faults: [{ kind: 'status', status: 422, on: { operation: 'pullsOfCommit' } }] },
    },
    'there is no such spec on main',
  ],
]

describe('a run that has the key while the head is of a fork', () => {
  it.each(PRIVILEGED)('%s: a spec that is not of the base branch is refused', (_, event) =>
    inFork({ step: { event } }, (world, result) => {
      expect([result.exitCode, result.outputs['outcome'], result.outputs['job-id']]).toEqual([
        1,
        'refused',
        '',
      ])
      const [error, ...others] = errors(result)
      expect(others).toEqual([])
      expect(error?.file).toBe(SPEC_FILE)
      expect(error?.message).toContain('comes from a fork')
      expect(error?.message).toContain(`\`${event.name}\` gives this workflow the secrets`)
      expect(error?.message).toContain('Nothing was submitted')
      expect(world.comments).toEqual([expect.stringContaining('Nothing was submitted')])
      expect(world.forge.requests).toEqual([])
    }),
  )

  it.each(PRIVILEGED)('%s: the spec of the base branch is submitted', (_, event) =>
    inFork(
      { step: { event, with: { wait: 'false' } }, onBase: { [SPEC_FILE]: SPEC } },
      (world, { exitCode, outputs, annotations }) => {
        expect([exitCode, outputs['outcome'], annotations]).toEqual([0, 'submitted', []])
        expect(world.forge.accepted).toHaveLength(1)
      },
    ),
  )

  it.each(REFUSALS)('%s is refused, and the reason is named', (_, story, says) =>
    inFork(story, (world, result) => {
      expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'refused'])
      expect(errors(result).map(({ message }) => message)).toEqual([expect.stringContaining(says)])
      const comments = world.github.world.commentsOf().map(({ body }) => body)
      expect(comments).toEqual([expect.stringContaining(says)])
      expect(world.forge.requests).toEqual([])
    }),
  )
})

it('a person who starts a workflow with the number of the pull request trains what a fork proposes', () =>
  inFork(
    {
      step: {
        event: dispatchEvent({ inputs: { 'pull-request': String(PULL_REQUEST), commit: HEAD } }),
        with: { wait: 'false', 'issue-number': String(PULL_REQUEST) },
      },
    },
    (world, { exitCode, outputs, annotations }) => {
      expect([exitCode, outputs['outcome'], annotations]).toEqual([0, 'submitted', []])
      expect(world.forge.accepted).toHaveLength(1)
      expect(world.comments).toEqual([expect.stringContaining(outputs['job-id'] ?? '?')])
    },
  ))
