import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { runMain } from '../src/run-main.ts'
import { runPost } from '../src/run-post.ts'
import { createMaskedRunner } from '../src/runtime/runner.ts'
import type { MainContext, PostState } from '../src/state/post-state.ts'
import { decodePostState, encodePostState } from '../src/state/post-state-codec.ts'
import type { ExitSignals } from '../src/runtime/exit-signals.ts'
import { ForgeSimulator } from './simulator/forge.ts'
import { GitHubSimulator } from './simulator/github.ts'

const KEY = 'forge-key-0123456789abcdef'
const TOKEN = 'ghs_token0123456789abcdef'
const SPEC =
  'job_type: pre_training\nmodel_config: { architecture: dense }\nhyperparameters: { training_steps: 5 }\n'
const HEAD = 'a'.repeat(40)
const never = new Promise<never>(() => undefined)

const savedEnv = { ...process.env }
let folder = ''
let forge: ForgeSimulator
let github: GitHubSimulator
/** Of every job. */
let jobStatus = ''
let output: string[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'action-'))
  jobStatus = 'SUCCESS'
  forge = new ForgeSimulator({ key: KEY, timeline: () => [{ afterMs: 0, status: jobStatus }] })
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
  output = []
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => output.push(String(text)) > 0)
})

afterEach(async () => {
  jest.restoreAllMocks()
  for (const name of Object.keys(process.env))
    if (!(name in savedEnv)) Reflect.deleteProperty(process.env, name)
  Object.assign(process.env, savedEnv)
  await Promise.all([forge.stop(), github.stop()])
  rmSync(folder, { recursive: true })
})

const file = (name: string) => join(folder, name)
const log = () => output.join('')
/** What the step saved for the post step, oldest first. */
const savedStates = () =>
  [...readFileSync(file('STATE'), 'utf8').matchAll(/^postState<<(.*)\n(.*)\n\1$/gm)].map(([, , text = '']) =>
    decodePostState(text),
  )

/** The environment of a step with these inputs. */
function environment(
  inputs: Record<string, string>,
  variables: Record<string, string> = {},
): NodeJS.ProcessEnv {
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
    'only-changed': 'false',
    notify: 'false',
    'github-token': TOKEN,
    // A run that claims its spec in a comment waits 6 s to confirm the claim.
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
    ...variables,
  })
  return process.env
}

function runAction(env: NodeJS.ProcessEnv, exitSignals: Partial<ExitSignals> = {}): Promise<boolean> {
  const signals = { stopped: never, crashed: never, hasLogFailed: () => false, ...exitSignals }
  return runMain(env, signals, createMaskedRunner(env))
}

/** Resolves when the service gets its first request. */
async function firstRequest(): Promise<void> {
  while (forge.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
}

describe('the main part', () => {
  it('submits a job and reports it everywhere', async () => {
    const inputs = { 'commit-status': 'true', 'on-superseded': 'leave' }
    const env = environment(inputs, { RUNNER_ENVIRONMENT: 'github-hosted' })
    expect(await runAction(env)).toBe(true)
    const [{ id } = { id: '' }] = forge.accepted
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    for (const name of ['OUTPUT', 'STEP_SUMMARY']) expect(readFileSync(file(name), 'utf8')).toContain(id)
    expect(savedStates().at(-1)).toMatchObject({
      ...{ jobIds: [id], isFinished: true, leavesOnSuperseded: true },
    })
    expect(github.repository.statuses.map(({ sha, description }) => [sha, description]).at(-1)).toEqual([
      HEAD,
      expect.stringContaining(id),
    ])
    expect(log()).toContain(`submitted as ${id}`)
    expect(log()).toContain(`::add-mask::${KEY}`)
    expect(log().replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(KEY)
  })

  it('leaves the jobs in a file for later steps', async () => {
    expect(await runAction(environment({}, { RUNNER_TEMP: folder }))).toBe(true)
    const written = readFileSync(file('OUTPUT'), 'utf8')
    const outputs = [...written.matchAll(/^(jobs|jobs-file)<<(.*)\n(.*)\n\2$/gm)].map(
      ([, name = '', , value = '']): [string, string] => [name, value],
    )
    const { jobs, 'jobs-file': path = '' } = Object.fromEntries(outputs)
    expect(outputs.filter(([name]) => name === 'jobs-file').map(([, value]) => value)).toEqual(['', path])
    expect(readFileSync(path, 'utf8')).toBe(jobs)
    expect(JSON.parse(jobs ?? '')).toMatchObject([{ 'job-id': forge.accepted[0]?.id, outcome: 'submitted' }])
  })

  it('submits one job for both attempts of a run', async () => {
    jobStatus = 'RUNNING'
    expect(await runAction(environment({ 'commit-status': 'true' }))).toBe(true)
    const env = environment({ 'commit-status': 'true' }, { GITHUB_RUN_ATTEMPT: '2' })
    expect(await runAction(env)).toBe(true)
    expect(forge.accepted).toHaveLength(1)
    expect(readFileSync(file('OUTPUT'), 'utf8')).toMatch(/reused<<.*\ntrue\n/)
  })

  it('comments on the pull request for the command wait', async () => {
    await runAction(environment({}))
    const { id = '' } = forge.accepted[0] ?? {}
    expect(await runAction(environment({ command: 'wait', 'job-id': id, comment: 'true' }))).toBe(true)
    expect(github.commentsOf(12).map(({ body }) => body)).toEqual([expect.stringContaining(id)])
  })

  it.each(['status', 'list'])('submits nothing for the command %s', async (command) => {
    await runAction(environment({}))
    const { id = '' } = forge.accepted[0] ?? {}
    const inputs: Record<string, string> = command === 'list' ? { command } : { command, 'job-id': id }
    expect(await runAction(environment(inputs))).toBe(true)
    expect(forge.accepted).toHaveLength(1)
    expect(log()).toContain(id)
  })

  it('validates without the service, and shows the plan, then the errors, in one comment', async () => {
    const inputs = { command: 'validate', 'api-key': '', comment: 'true' }
    expect(await runAction(environment(inputs))).toBe(true)
    expect(github.commentsOf(12)).toEqual([
      expect.objectContaining({ body: expect.stringContaining('to be trained') }),
    ])
    writeFileSync(file('spec.yml'), `${SPEC}batch: 3\n`)
    expect(await runAction(environment(inputs))).toBe(false)
    expect(log()).toMatch(/::error [^\n]*file=spec\.yml,line=4/)
    expect(github.commentsOf(12)).toHaveLength(1)
    expect(forge.requests).toEqual([])
  })

  it.each([
    ['missing', undefined],
    ['broken', '{ "pull_request":'],
  ])('submits nothing if the event file is %s', async (_, text) => {
    const path = file('other.json')
    if (text !== undefined) writeFileSync(path, text)
    expect(await runAction(environment({}, { GITHUB_EVENT_PATH: path }))).toBe(false)
    expect(log()).toMatch(/::error.*the event of this run cannot be read: .*other\.json/)
    expect(readFileSync(file('OUTPUT'), 'utf8')).toMatch(/outcome<<.*\nrefused\n/)
    expect(forge.requests).toEqual([])
  })

  it('reports all invalid inputs and sends nothing', async () => {
    const env = environment({ 'api-key': '', wait: 'maybe', 'on-cancel': 'never' }, { MISTRAL_API_KEY: '' })
    expect(await runAction(env)).toBe(false)
    for (const name of ['api-key', 'wait', 'on-cancel'])
      expect(log()).toMatch(new RegExp(`::error .*\`${name}\``))
    expect(readFileSync(file('OUTPUT'), 'utf8')).toMatch(/outcome<<.*\ninvalid\n/)
    expect(forge.requests).toEqual([])
  })

  it('submits nothing if an input does not exist, and reports it with all other problems of inputs', async () => {
    const inputs = {
      max_jobs: '1',
      'dry-run': 'true',
      wait: 'maybe',
      manifest: '../model.json',
      region: 'eu',
    }
    expect(await runAction(environment(inputs))).toBe(false)
    const errors = [...log().matchAll(/::error title=Input::(.*)/g)].map(([, message]) => message)
    expect(errors).toEqual([
      expect.stringMatching(/^`max_jobs` is not an input of this action. Did you mean `max-jobs`/),
      expect.stringMatching(/^`dry-run` is not an input of this action. .*`command: validate`/),
      expect.stringMatching(/^`wait` is `maybe`/),
      expect.stringMatching(
        /^`manifest` is "..\/model.json", which cannot be written: it is not in the workspace/,
      ),
    ])
    expect(log()).toContain('::debug::Not inputs of this action: region')
    expect(forge.requests).toEqual([])
  })

  it.each(['ACT', 'GITEA_ACTIONS', 'FORGEJO_ACTIONS'])(
    'only warns about an input that does not exist on the runner of %s, which passes on variables of other actions',
    async (name) => {
      expect(await runAction(environment({ max_jobs: '1' }, { [name]: 'true' }))).toBe(true)
      expect(log()).toMatch(/::warning title=Input::`max_jobs` is not an input/)
      expect(forge.accepted).toHaveLength(1)
    },
  )

  it('warns about an input that the command does not use', async () => {
    expect(await runAction(environment({ command: 'list', 'on-cancel': 'leave' }))).toBe(true)
    expect(log()).toMatch(/::warning title=Input::`on-cancel` has no effect with `command: list`/)
  })

  it('validates no more jobs than it may submit', async () => {
    writeFileSync(file('other.yml'), SPEC.replace('5', '6'))
    const inputs = { command: 'validate', spec: '*.yml', 'max-jobs': '1' }
    expect(await runAction(environment(inputs))).toBe(false)
    expect(log()).toMatch(/::error .*The specs describe 2 jobs, but `max-jobs` allows 1/)
    expect(readFileSync(file('OUTPUT'), 'utf8')).toMatch(/outcome<<.*\nrefused\n/)
  })

  it('fails if the job cannot be submitted', async () => {
    expect(await runAction(environment({ 'api-key': 'another-key-0123456789' }))).toBe(false)
    expect(log()).toMatch(/::error .*HTTP 401/)
    expect(forge.accepted).toEqual([])
  })

  it.each([
    ['an error', new Error('the disk is full')],
    ['another value', 'the disk is full'],
  ])('fails after a crash with %s and sends nothing more', async (_, reason) => {
    const crashed = firstRequest().then(() => reason)
    expect(await runAction(environment({}), { crashed })).toBe(false)
    expect(log()).toMatch(/::error::The action itself failed: the disk is full/)
    expect(forge.accepted).toEqual([])
  })

  it('fails when it is cancelled, and leaves no unsubmitted job to `post`', async () => {
    expect(await runAction(environment({}), { stopped: firstRequest() })).toBe(false)
    expect(log()).toContain('Stopped.')
    const { accepted } = forge
    expect(await runPost(environment({}))).toBe(true)
    expect(forge.accepted).toEqual(accepted)
  })
})

describe('a step that cannot write', () => {
  it.each(['GITHUB_OUTPUT', 'GITHUB_STATE'])('%s follows its job to the end and is red', async (name) => {
    const env = environment({ wait: 'true' }, { [name]: folder })
    expect(await runAction(env)).toBe(false)
    const [{ id } = { id: '' }] = forge.accepted
    expect(log()).toContain(`submitted as ${id}`)
    expect(log().match(/^::error.*$/gm)).toEqual([expect.stringMatching(new RegExp(`${name}.*${folder}`))])
    if (name === 'GITHUB_STATE')
      expect(readFileSync(file('OUTPUT'), 'utf8')).toMatch(/outcome<<.*\nsucceeded\n/)
    else expect(savedStates().at(-1)).toMatchObject({ jobIds: [id], isFinished: true })
  })

  it('its log is red, whatever the outcome', async () => {
    expect(await runAction(environment({}), { hasLogFailed: () => true })).toBe(false)
    expect(readFileSync(file('OUTPUT'), 'utf8')).toMatch(/outcome<<.*\nsubmitted\n/)
  })
})

describe('a cancelled step', () => {
  it('is not taken for a crash', async () => {
    const stopped = firstRequest()
    const crashed = stopped.then(() => new Error('boom'))
    expect(await runAction(environment({}), { stopped, crashed })).toBe(false)
    expect(log()).not.toContain('The action itself failed')
  })
})

describe('the post part', () => {
  const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
  const report = { comment: false, commitStatus: false, matrix: 'null', specText: 'spec.yml' }

  /** The state of a step that was stopped while its job trained. */
  const stoppedStep = (
    id: string,
    changes: Omit<Partial<PostState>, 'main'> = {},
    main: Partial<MainContext> = {},
  ) => {
    const state = { label: 'spec.yml', requestedId: id, timeline: [], notes: [] }
    const context = {
      apiUrl: forge.url,
      report,
      issueNumber: 12,
      commit: HEAD,
      owner: 'train',
      isPullRequest: true,
      isPullRequestHead: true,
    }
    const postState: PostState = {
      onCancel: 'cancel',
      holderId: 'w',
      jobIds: [id],
      states: [state],
      main: { ...context, ...main },
      ...changes,
    }
    return { STATE_postState: encodePostState(postState, (text) => text), RUNNER_TEMP: folder }
  }
  const addJob = () => forge.addJob({ timeline: [{ afterMs: 0, status: 'RUNNING' }] })
  const post = (jobStatus: string, variables: Record<string, string>, inputs: Record<string, string> = {}) =>
    runPost(environment({ 'job-status': jobStatus, comment: 'true', ...inputs }, variables))
  const stopFile = () => existsSync(file('forge-training-job-stop-w'))

  it('does nothing if the step finished', async () => {
    for (const state of [{}, stoppedStep(ID, { isFinished: true })])
      expect(await post('cancelled', state)).toBe(true)
    expect(forge.requests).toEqual([])
    expect(stopFile()).toBe(false)
  })

  it('tells a step to stop that has not begun, and leaves it at that', async () => {
    expect(await post('cancelled', stoppedStep(ID, { jobIds: [], states: [] }))).toBe(true)
    expect(forge.requests).toEqual([])
    expect(stopFile()).toBe(true)
  })

  it.each([
    ['cancelled', {}, true],
    ['success', {}, false],
    ['', { ACT: 'true' }, true],
  ])('acts on the job status "%s" with %j: cancels %j', async (jobStatus, variables, isCancelled) => {
    const { id } = addJob()
    expect(await post(jobStatus, { ...stoppedStep(id), ...variables })).toBe(true)
    expect(forge.requests.some(({ operation }) => operation === 'cancel')).toBe(isCancelled)
    expect(log()).toContain(isCancelled ? `${id} was asked to stop` : `${id} keeps running`)
    expect(stopFile()).toBe(true)
  })

  it('uses the inputs that the step used', async () => {
    const { id } = addJob()
    const used = { report: { ...report, commentKey: 'used' } }
    const changed = {
      spec: 'changed.yml',
      'api-url': 'https://changed.example',
      'comment-key': 'changed',
      matrix: '',
    }
    expect(await post('cancelled', stoppedStep(id, {}, used), changed)).toBe(true)
    expect(forge.requests.map(({ operation }) => operation)).toContain('cancel')
  })

  it('leaves the job if the pull request of an `issue_comment` has got another head since', async () => {
    const { id } = addJob()
    writeFileSync(file('event.json'), JSON.stringify({ issue: { number: 12, pull_request: {} } }))
    const event = { GITHUB_EVENT_NAME: 'issue_comment', GITHUB_SHA: 'd'.repeat(40) }
    const commented = { ...report, comment: true }
    const state = { ...stoppedStep(id, {}, { commit: 'b'.repeat(40), report: commented }), ...event }
    expect(await post('cancelled', state)).toBe(true)
    expect(forge.requests.map(({ operation }) => operation)).not.toContain('cancel')
    expect(log()).toContain(`${id} keeps running. The pull request has a newer commit`)
    expect(await post('cancelled', { ...stoppedStep(id), ...event })).toBe(true)
    expect(forge.requests.map(({ operation }) => operation)).toContain('cancel')
  })

  it('cancels it nevertheless if no comment tells the run of that head about it', async () => {
    const { id } = addJob()
    const state = stoppedStep(id, {}, { commit: 'b'.repeat(40) })
    expect(await post('cancelled', { ...state, GITHUB_EVENT_NAME: 'pull_request' })).toBe(true)
    expect(forge.requests.map(({ operation }) => operation)).toContain('cancel')
  })

  it('fails without a key or with an invalid state', async () => {
    expect(await post('cancelled', { ...stoppedStep(ID), MISTRAL_API_KEY: '' }, { 'api-key': '' })).toBe(
      false,
    )
    expect(await runPost(environment({}, { STATE_postState: '{' }))).toBe(false)
    expect(log()).toMatch(/::error::The action itself failed/)
  })
})

describe('a step that still runs when its post part starts', () => {
  it('submits nothing once it is told to stop', async () => {
    const env = environment({ comment: 'true' }, { RUNNER_TEMP: folder })
    const ended = runAction(env)
    while (savedStates().at(-1)?.main === undefined) await new Promise(setImmediate)
    writeFileSync(file(`forge-training-job-stop-${savedStates().at(-1)?.holderId}`), '')
    expect(await ended).toBe(false)
    expect(log()).toContain('Stopped.')
    expect(forge.accepted).toEqual([])
    expect(github.commentsOf(12)).toEqual([])
  })
})
