import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { performAction } from '../src/run-main.ts'
import { afterStep } from '../src/run-post.ts'
import type { Lifecycle } from '../src/runtime/exit-signals.ts'
import { ForgeSimulator } from './simulator/forge.ts'
import { GitHubSimulator } from './simulator/github.ts'

const KEY = 'forge-key-0123456789abcdef'
const TOKEN = 'ghs_token0123456789abcdef'
const SPEC =
  'job_type: pre_training\nmodel_config: { architecture: dense }\nhyperparameters: { training_steps: 5 }\n'
const HEAD = 'a'.repeat(40)
const never = new Promise<never>(() => undefined)

const before = { ...process.env }
let folder = ''
let forge: ForgeSimulator
let github: GitHubSimulator
let written: string[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'action-'))
  forge = new ForgeSimulator({ key: KEY, timeline: [{ afterMs: 0, status: 'SUCCESS' }] })
  github = new GitHubSimulator({ token: TOKEN, repo: 'acme/models' })
  await Promise.all([forge.start(), github.start()])
  github.addPull({ number: 12, head: { ref: 'feature', sha: HEAD, repo: 'acme/models' } })
  writeFileSync(file('spec.yml'), SPEC)
  writeFileSync(
    file('event.json'),
    JSON.stringify({
      pull_request: {
        number: 12,
        head: { sha: HEAD, repo: { full_name: 'acme/models' } },
        base: { ref: 'main', repo: { full_name: 'acme/models' } },
      },
    }),
  )
  for (const name of ['OUTPUT', 'STATE', 'STEP_SUMMARY']) writeFileSync(file(name), '')
  written = []
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
})

afterEach(async () => {
  jest.restoreAllMocks()
  for (const name of Object.keys(process.env))
    if (!(name in before)) Reflect.deleteProperty(process.env, name)
  Object.assign(process.env, before)
  await Promise.all([forge.stop(), github.stop()])
  rmSync(folder, { recursive: true })
})

const file = (name: string) => join(folder, name)
const log = () => written.join('')

/** The environment that a runner gives to a step with these inputs. */
function environment(inputs: Record<string, string>, more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const defaults = {
    command: 'run',
    spec: 'spec.yml',
    'max-jobs': '10',
    'api-key': KEY,
    'api-url': forge.url,
    wait: 'false',
    'timeout-minutes': '1',
    'on-timeout': 'leave',
    'on-unknown': 'fail',
    'on-superseded': 'cancel',
    reuse: 'true',
    'commit-status': 'false',
    'allow-unknown-fields': 'false',
    'github-token': TOKEN,
    // A run that writes down in a comment that it submits takes 6 s to be sure of it.
    comment: 'false',
    matrix: 'null',
  }
  Object.assign(process.env, {
    ...Object.fromEntries(
      Object.entries({ ...defaults, ...inputs }).map(([name, value]) => [
        `INPUT_${name.toUpperCase()}`,
        value,
      ]),
    ),
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'acme/models',
    GITHUB_RUN_ID: '8123',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_WORKFLOW_REF: 'acme/models/.github/workflows/train.yml@refs/heads/main',
    GITHUB_WORKSPACE: folder,
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_OUTPUT: file('OUTPUT'),
    GITHUB_STATE: file('STATE'),
    GITHUB_STEP_SUMMARY: file('STEP_SUMMARY'),
    ...more,
  })
  return process.env
}

function perform(env: NodeJS.ProcessEnv, lifecycle: Partial<Lifecycle> = {}): Promise<boolean> {
  return performAction(env, { stopped: never, crashed: never, ...lifecycle })
}

/** Resolves when the service got its first request. */
async function whenAsked(): Promise<void> {
  while (forge.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
}

describe('the action, put together', () => {
  it('submits, and tells it everywhere', async () => {
    const env = environment({ 'commit-status': 'true' }, { RUNNER_ENVIRONMENT: 'github-hosted' })
    expect(await perform(env)).toBe(true)
    const [{ id } = { id: '' }] = forge.accepted
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    for (const name of ['OUTPUT', 'STATE', 'STEP_SUMMARY'])
      expect(readFileSync(file(name), 'utf8')).toContain(id)
    expect(github.world.statuses.map(({ sha, description }) => [sha, description]).at(-1)).toEqual([
      HEAD,
      expect.stringContaining(id),
    ])
    expect(log()).toContain(`submitted as ${id}`)
    expect(log()).toContain(`::add-mask::${KEY}`)
    expect(log().replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(KEY)
  })

  it('runs once for both attempts of a run', async () => {
    expect(await perform(environment({ 'commit-status': 'true' }))).toBe(true)
    const env = environment({ 'commit-status': 'true' }, { GITHUB_RUN_ATTEMPT: '2' })
    expect(await perform(env)).toBe(true)
    expect(forge.accepted).toHaveLength(1)
    expect(readFileSync(file('OUTPUT'), 'utf8')).toMatch(/reused<<.*\ntrue\n/)
  })

  it('wait tells the pull request', async () => {
    await perform(environment({}))
    const { id = '' } = forge.accepted[0] ?? {}
    expect(await perform(environment({ command: 'wait', 'job-id': id, comment: 'true' }))).toBe(true)
    expect(github.commentsOf(12).map(({ body }) => body)).toEqual([expect.stringContaining(id)])
  })

  it.each(['status', 'list'])('%s answers without a job being made', async (command) => {
    await perform(environment({}))
    const { id = '' } = forge.accepted[0] ?? {}
    const inputs: Record<string, string> = command === 'list' ? { command } : { command, 'job-id': id }
    expect(await perform(environment(inputs))).toBe(true)
    expect(forge.accepted).toHaveLength(1)
    expect(log()).toContain(id)
  })

  it('validates without the service, and comments only on problems', async () => {
    const checking = { command: 'validate', 'api-key': '', comment: 'true' }
    expect(await perform(environment(checking))).toBe(true)
    expect(github.commentsOf(12)).toEqual([])
    writeFileSync(file('spec.yml'), `${SPEC}batch: 3\n`)
    expect(await perform(environment(checking))).toBe(false)
    expect(log()).toMatch(/::error [^\n]*file=spec\.yml,line=4/)
    expect(github.commentsOf(12)).toHaveLength(1)
    expect(forge.requests).toEqual([])
  })

  it('names all that is wrong with the inputs, and sends nothing', async () => {
    const env = environment({ 'api-key': '', wait: 'maybe', 'on-cancel': 'never' }, { MISTRAL_API_KEY: '' })
    expect(await perform(env)).toBe(false)
    for (const name of ['api-key', 'wait', 'on-cancel'])
      expect(log()).toMatch(new RegExp(`::error .*\`${name}\``))
    expect(readFileSync(file('OUTPUT'), 'utf8')).toMatch(/outcome<<.*\ninvalid\n/)
    expect(forge.requests).toEqual([])
  })

  it('is red when a job cannot be submitted', async () => {
    expect(await perform(environment({ 'api-key': 'another-key-0123456789' }))).toBe(false)
    expect(log()).toMatch(/::error .*HTTP 401/)
    expect(forge.accepted).toEqual([])
  })

  it.each([
    ['an error', new Error('the disk is gone')],
    ['something else', 'the disk is gone'],
  ])('is red after an accident (%s), and sends nothing more', async (_, reason) => {
    const crashed = whenAsked().then(() => reason)
    expect(await perform(environment({}), { crashed })).toBe(false)
    expect(log()).toMatch(/::error::The action itself failed: the disk is gone/)
    expect(forge.accepted).toEqual([])
  })

  it('is red when it is stopped, and leaves nothing to `post` that was not submitted', async () => {
    expect(await perform(environment({}), { stopped: whenAsked() })).toBe(false)
    expect(log()).toContain('The workflow was cancelled.')
    const { accepted } = forge
    expect(await afterStep(environment({}))).toBe(true)
    expect(forge.accepted).toEqual(accepted)
  })
})

describe('a step that is stopped', () => {
  it('goes on to end its job, also where an accident follows', async () => {
    const stopped = whenAsked()
    const crashed = stopped.then(() => new Error('the log cannot be written'))
    expect(await perform(environment({}), { stopped, crashed })).toBe(false)
    expect(log()).not.toContain('The action itself failed')
  })
})

describe('after the step', () => {
  const handover = (state: object) => ({
    STATE_handover: JSON.stringify({ onCancel: 'cancel', jobs: [], ...state }),
  })

  it('does nothing where the step came to its own end', async () => {
    for (const state of [{}, handover({ isOver: true, jobs: ['x'] }), handover({})]) {
      expect(await afterStep(environment({ 'job-status': 'cancelled' }, state))).toBe(true)
    }
    expect(forge.requests).toEqual([])
  })

  it('cancels what a killed step has left, unless the job failed', async () => {
    await perform(environment({}))
    const { id = '' } = forge.accepted[0] ?? {}
    expect(await afterStep(environment({ 'job-status': 'failure' }, handover({ jobs: [id] })))).toBe(true)
    expect(log()).toContain(`The job ${id} goes on`)
    expect(await afterStep(environment({ 'job-status': 'cancelled' }, handover({ jobs: [id] })))).toBe(true)
    expect(log()).toContain(`The job ${id} has ended already: SUCCESS`)
  })

  it('is red without a key or with a state that is not its own', async () => {
    const state = handover({ jobs: ['7c9e6679-7425-40de-944b-e07fc1f90ae7'] })
    expect(await afterStep(environment({ 'api-key': '' }, { ...state, MISTRAL_API_KEY: '' }))).toBe(false)
    expect(await afterStep(environment({}, { STATE_handover: '{' }))).toBe(false)
    expect(log()).toMatch(/::error::The action itself failed/)
  })
})
