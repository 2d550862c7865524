import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { parseInputs, type KeylessReason, type ParsedInputs } from '../src/inputs.ts'
import { JOB_ID } from './fakes/samples.ts'

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>
}

const action = parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')) as ActionFile

/** The defaults as the runner gives them, its expressions evaluated outside of a matrix. */
const DEFAULTS = Object.fromEntries(
  Object.entries(action.inputs).map(([name, { default: text = '' }]) => [
    name,
    text
      .replace('${{ github.token }}', 'ghs_x')
      .replace('${{ toJSON(matrix) }}', 'null')
      .replace('${{ job.check_run_id }}', '99'),
  ]),
)

type Given = Readonly<Record<string, string>>

function parseWith(given: Given, environmentKey?: string, keylessReason?: KeylessReason): ParsedInputs {
  const asked = (name: string) => {
    if (!(name in DEFAULTS)) throw new Error(`action.yml has no input ${name}`)
    return given[name] ?? DEFAULTS[name] ?? ''
  }
  return parseInputs(asked, { environmentKey, keylessReason })
}

function accepted(given: Given, environmentKey?: string) {
  const inputs = parseWith(given, environmentKey)
  if (!inputs.ok) throw new Error(inputs.problems.join('\n'))
  return inputs
}

function problemsOf(given: Given, environmentKey?: string): readonly string[] {
  const inputs = parseWith(given, environmentKey)
  return inputs.ok ? [] : inputs.problems
}

const RUN = { spec: 'a.yml', 'api-key': 'key-1234' }

describe('the inputs of a command', () => {
  it('run has the defaults of action.yml', () => {
    expect(accepted(RUN)).toEqual({
      ok: true,
      command: {
        command: 'run',
        spec: ['a.yml'],
        set: '',
        maxJobs: 10,
        allowUnknownFields: false,
        waitFor: 'end',
        apiKey: 'key-1234',
        apiUrl: 'https://api.mistral.ai',
        timeoutMs: 350 * 60_000,
        onTimeout: 'leave',
        onCancel: 'cancel',
        onUnknown: 'fail',
        onSuperseded: 'cancel',
        reuse: true,
        isInMatrix: false,
      },
      report: {
        comment: true,
        commitStatus: false,
        matrix: 'null',
        specText: 'a.yml',
        githubToken: 'ghs_x',
        jobCheckRunId: '99',
      },
    })
  })

  it.each<[Given, object]>([
    [
      { command: 'validate', spec: 'a.yml' },
      { command: 'validate', spec: ['a.yml'], set: '', allowUnknownFields: false, waitFor: 'end' },
    ],
    [
      { command: 'status' },
      { command: 'status', jobId: JOB_ID, apiKey: 'key-1234', apiUrl: 'https://api.mistral.ai' },
    ],
    [
      { command: 'cancel' },
      { command: 'cancel', jobId: JOB_ID, apiKey: 'key-1234', apiUrl: 'https://api.mistral.ai' },
    ],
    [{ command: 'list' }, { command: 'list', apiKey: 'key-1234', apiUrl: 'https://api.mistral.ai' }],
    [{ command: 'sync' }, { command: 'sync', apiKey: 'key-1234', apiUrl: 'https://api.mistral.ai' }],
    [
      { command: 'sync', 'dispatch-event': ' job-ended ' },
      { command: 'sync', apiKey: 'key-1234', apiUrl: 'https://api.mistral.ai', dispatchEvent: 'job-ended' },
    ],
    [
      { command: 'wait', 'timeout-minutes': '1.5', 'on-timeout': 'cancel' },
      {
        command: 'wait',
        jobId: JOB_ID,
        apiKey: 'key-1234',
        apiUrl: 'https://api.mistral.ai',
        timeoutMs: 90_000,
        onTimeout: 'cancel',
        onCancel: 'leave',
      },
    ],
  ])('%j has just those that mean something to it', (given, command) => {
    expect(
      accepted({ 'api-key': 'key-1234', 'job-id': ` ${JOB_ID.toUpperCase()} `, ...given }).command,
    ).toEqual(command)
  })

  it.each(['', 'Run', 'syncs', 'run validate'])('there is no command %j', (command) => {
    expect(problemsOf({ ...RUN, command })).toEqual([
      `\`command\` is ${command === '' ? 'empty' : `\`${command}\``}, but must be one of \`run\`, \`validate\`, \`status\`, \`wait\`, \`cancel\`, \`list\`, \`sync\`.`,
    ])
  })
})

describe('each input', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['spec', ' a.yml \r\n\n\t!b.yml\n', { spec: ['a.yml', '!b.yml'] }],
    ['set', '\n a.b=1 \r\n\n', { set: '\n a.b=1 \r\n\n' }],
    ['max-jobs', '1', { maxJobs: 1 }],
    ['max-jobs', ' 1000 ', { maxJobs: 1000 }],
    ['wait', 'true', { waitFor: 'end' }],
    ['wait', 'started', { waitFor: 'start' }],
    ['wait', 'false', { waitFor: 'nothing' }],
    ['timeout-minutes', '0.1', { timeoutMs: 6_000 }],
    ['timeout-minutes', '7200', { timeoutMs: 432_000_000 }],
    ['on-timeout', 'cancel', { onTimeout: 'cancel' }],
    ['on-cancel', 'leave', { onCancel: 'leave' }],
    ['on-unknown', 'resubmit', { onUnknown: 'resubmit' }],
    ['on-superseded', 'leave', { onSuperseded: 'leave' }],
    ['reuse', 'false', { reuse: false }],
    ['matrix', '{"a":1}', { isInMatrix: true }],
    ['allow-unknown-fields', 'true', { allowUnknownFields: true }],
    ['api-key', '  key-5678\n', { apiKey: 'key-5678' }],
    ['api-url', 'https://api.mistral.ai/', { apiUrl: 'https://api.mistral.ai' }],
    ['api-url', 'https://api.mistral.ai/v1//', { apiUrl: 'https://api.mistral.ai/v1' }],
    ['api-url', 'HTTPS://API.example:8443/x', { apiUrl: 'https://api.example:8443/x' }],
    ['api-url', 'http://localhost:8080', { apiUrl: 'http://localhost:8080' }],
    ['api-url', 'http://127.0.0.1:1/v1', { apiUrl: 'http://127.0.0.1:1/v1' }],
    ['api-url', 'http://[::1]:1', { apiUrl: 'http://[::1]:1' }],
  ])('%s takes %j', (name, text, command) => {
    expect(accepted({ ...RUN, [name]: text }).command).toMatchObject(command)
  })

  it.each<[string, string, Record<string, unknown>]>([
    ['comment', 'false', { comment: false }],
    ['commit-status', 'true', { commitStatus: true }],
    ['comment-key', ' mine ', { commentKey: 'mine' }],
    ['issue-number', '17', { issueNumber: 17 }],
    ['job-url', 'https://console.example/{id}', { jobUrl: 'https://console.example/{id}' }],
    ['matrix', '{"a":1}', { matrix: '{"a":1}' }],
    ['matrix', '', { matrix: 'null' }],
    ['spec', 'b.yml\n\n a.yml', { specText: 'b.yml\na.yml' }],
  ])('%s takes %j for the report', (name, text, report) => {
    expect(accepted({ ...RUN, [name]: text }).report).toMatchObject(report)
  })

  it.each<[string, string, string]>([
    ['github-token', '', 'githubToken'],
    ['comment-key', ' ', 'commentKey'],
    ['issue-number', '', 'issueNumber'],
    ['job-url', '', 'jobUrl'],
    ['job-check-run-id', '', 'jobCheckRunId'],
    ['job-check-run-id', '../../evil', 'jobCheckRunId'],
  ])('%s with %j is left out of the report', (name, text, field) => {
    expect(accepted({ ...RUN, [name]: text }).report).not.toHaveProperty(field)
  })

  it.each<[string, string, string]>([
    ['max-jobs', '0', 'is `0`, but must be a whole number from 1 to 1000.'],
    ['max-jobs', '1001', 'is `1001`'],
    ['max-jobs', '2.5', 'is `2.5`'],
    ['max-jobs', '', 'is empty'],
    ['max-jobs', '1e1', 'is `1e1`'],
    ['max-jobs', '-1', 'is `-1`'],
    ['wait', 'yes', 'is `yes`, but must be one of `true`, `started`, `false`.'],
    ['wait', 'TRUE', 'is `TRUE`'],
    ['wait', '', 'is empty'],
    ['timeout-minutes', '0', 'is `0`, but must be a number from 0.1 to 7200.'],
    ['timeout-minutes', '7200.1', 'is `7200.1`'],
    ['timeout-minutes', 'Infinity', 'is `Infinity`'],
    ['timeout-minutes', 'NaN', 'is `NaN`'],
    ['timeout-minutes', '5 min', 'is `5 min`'],
    ['on-timeout', 'stop', 'is `stop`, but must be one of `leave`, `cancel`.'],
    ['on-superseded', 'stop', 'is `stop`, but must be one of `cancel`, `leave`.'],
    ['reuse', 'always', 'is `always`, but must be one of `true`, `false`.'],
    ['commit-status', '', 'is empty, but must be one of `true`, `false`.'],
    ['allow-unknown-fields', 'on', 'is `on`, but must be one of `true`, `false`.'],
    ['comment', '1', 'is `1`, but must be one of `true`, `false`.'],
    ['issue-number', '#7', 'is `#7`, but must be a whole number'],
    ['issue-number', '0', 'is `0`'],
    ['job-url', 'https://console.example/', 'with `{id}` in the place of the job id'],
    ['job-url', 'javascript:{id}', 'is `javascript:{id}`'],
    ['job-url', '{id}', 'is `{id}`'],
    ['api-url', '', 'is empty, but must be an https address'],
    ['api-url', 'api.mistral.ai', 'is `api.mistral.ai`'],
    ['api-url', 'http://api.mistral.ai', '(http is allowed on this machine only)'],
    ['api-url', 'http://127.0.0.1.evil.example', '(http is allowed on this machine only)'],
    ['api-url', 'http://localhost.evil.example', '(http is allowed on this machine only)'],
    ['api-url', 'ftp://localhost', '(http is allowed on this machine only)'],
    ['api-url', 'https://api.mistral.ai/?a=1', 'without query'],
    ['api-url', 'https://api.mistral.ai/#x', 'without query'],
    ['api-key', 'two words', 'contains blanks, line breaks'],
    ['api-key', 'zwölf', 'contains blanks, line breaks'],
    ['api-key', 'a\nb', 'contains blanks, line breaks'],
    ['job-id', JOB_ID, 'is given, but `command: run` submits a new job'],
  ])('%s does not take %j', (name, text, words) => {
    const problems = problemsOf({ ...RUN, [name]: text })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^\`${name}\` `))
    expect(problems[0]).toContain(words)
  })

  it.each(['status', 'wait', 'cancel'])('job-id is needed by %s, and must be one', (command) => {
    const key = { 'api-key': 'key-1234', command }
    expect(problemsOf(key)).toEqual([
      expect.stringMatching(new RegExp(`^\`job-id\` is missing: \`command: ${command}\` needs`)),
    ])
    for (const id of ['7', `${JOB_ID}x`, '../../x', JOB_ID.replace('-', '')]) {
      expect(problemsOf({ ...key, 'job-id': id })).toEqual([
        expect.stringContaining(`is \`${id}\`, but must be the id of a job`),
      ])
    }
  })

  it('that is very long is shown in part', () => {
    const [problem] = problemsOf({ ...RUN, wait: `${'x'.repeat(79)}😀\ny` })
    expect(problem).toContain(`\`${'x'.repeat(79)}\ufffd…\``)
  })
})

describe('the key', () => {
  it('comes from the input, else from the environment', () => {
    expect(accepted(RUN, 'from-env').command).toMatchObject({ apiKey: 'key-1234' })
    expect(accepted({ spec: 'a.yml' }, ' from-env ').command).toMatchObject({ apiKey: 'from-env' })
    expect(problemsOf({ spec: 'a.yml' }, ' ')).toEqual([
      expect.stringMatching(/^`api-key` is missing: .*MISTRAL_API_KEY.*forks/),
    ])
  })

  it('is not asked for by validate', () => {
    expect(accepted({ command: 'validate', spec: 'a.yml' }).command).not.toHaveProperty('apiKey')
  })

  it('is in no problem, and neither is a password in an address', () => {
    const secrets = { 'api-key': 'S3CRET key', 'api-url': 'https://user:S3CRET@api.mistral.ai' }
    const problems = problemsOf({ ...RUN, ...secrets }, 'S3CRET')
    expect(problems).toHaveLength(2)
    expect(problems.join()).not.toContain('S3CRET')
    expect(problems.join()).toContain('something with a password in it')
    expect(problemsOf({ ...RUN, 'api-url': 'https://user@api.mistral.ai' }).join()).not.toContain('user')
  })
})

describe('a run that GitHub gives no secrets', () => {
  const parse = (given: Given, keylessReason?: KeylessReason, environmentKey?: string) =>
    parseWith({ spec: 'a.yml', ...given }, environmentKey, keylessReason)

  it.each<KeylessReason>(['fork', 'dependabot', 'closed'])('checks the specs without a key: %s', (reason) => {
    const inputs = parse({ 'allow-unknown-fields': 'true', wait: 'false' }, reason, ' ')
    expect(inputs).toMatchObject({ ok: true, report: { comment: true, specText: 'a.yml' } })
    expect(inputs.ok && inputs.command).toEqual({
      command: 'validate',
      insteadOfRun: reason,
      spec: ['a.yml'],
      set: '',
      allowUnknownFields: true,
      waitFor: 'nothing',
    })
  })

  it.each<[string, Given, string | undefined]>([
    ['by the input', { 'api-key': 'key-1234' }, undefined],
    ['by the environment', {}, 'key-1234'],
  ])('is a run all the same where it has a key %s', (_, given, environmentKey) => {
    const inputs = parse(given, 'fork', environmentKey)
    expect(inputs.ok && inputs.command).toMatchObject({ command: 'run', apiKey: 'key-1234' })
    expect(inputs.ok && inputs.command).not.toHaveProperty('insteadOfRun')
  })

  it('is asked for the key where there is no reason to have none', () => {
    expect(parse({})).toEqual({
      ok: false,
      problems: [expect.stringMatching(/^`api-key` is missing/)],
    })
  })

  it('is told what is wrong with its specs and with the job that it names', () => {
    expect(parse({ spec: '', 'job-id': JOB_ID, 'api-key': '' }, 'fork')).toEqual({
      ok: false,
      problems: [expect.stringMatching(/^`job-id` is given, but/), expect.stringMatching(/^`spec` is empty/)],
    })
  })

  it.each(['wait', 'status', 'cancel', 'list', 'sync'])('does not make %s work without one', (command) => {
    const inputs = parse({ command, 'job-id': JOB_ID }, 'fork')
    expect(inputs).toEqual({ ok: false, problems: [expect.stringMatching(/^`api-key` is missing/)] })
  })

  it('leaves a check as it is', () => {
    const inputs = parse({ command: 'validate' }, 'fork')
    expect(inputs.ok && inputs.command).not.toHaveProperty('insteadOfRun')
  })
})

describe('several things that are wrong', () => {
  it('are told all at once, in the order of the inputs', () => {
    const problems = problemsOf({
      spec: 'a.yml',
      wait: 'x',
      'max-jobs': 'x',
      'timeout-minutes': 'x',
      'on-timeout': 'x',
      comment: 'x',
      'api-url': 'x',
      'job-url': 'x',
    })
    expect(problems.map((problem) => /`([^`]+)`/.exec(problem)?.[1])).toEqual([
      'max-jobs', 'wait', 'api-key', 'api-url', 'timeout-minutes', 'on-timeout', 'job-url', 'comment',
    ]) // prettier-ignore
  })

  it('are told with a wrong command too', () => {
    expect(problemsOf({ command: 'x', comment: 'x' })).toHaveLength(2)
  })
})
