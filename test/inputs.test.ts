import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { parseInputs, type MissingSecretsReason, type ParsedInputs } from '../src/inputs.ts'
import { JOB_ID } from './fakes/samples.ts'

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>
}

const action = parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')) as ActionFile

/** The defaults of action.yml, with expressions evaluated as outside of a matrix. */
const DEFAULTS = Object.fromEntries(
  Object.entries(action.inputs).map(([name, { default: text = '' }]) => [
    name,
    text
      .replace('${{ github.token }}', 'ghs_x')
      .replace('${{ toJSON(matrix) }}', 'null')
      .replace('${{ job.check_run_id }}', '99'),
  ]),
)

type InputValues = Readonly<Record<string, string>>

function parseWith(
  values: InputValues,
  environmentApiKey?: string,
  reason?: MissingSecretsReason,
): ParsedInputs {
  const readInput = (name: string) => {
    if (!(name in DEFAULTS)) throw new Error(`action.yml has no input ${name}`)
    return values[name] ?? DEFAULTS[name] ?? ''
  }
  return parseInputs(readInput, { environmentApiKey, missingSecretsReason: reason })
}

function parseValid(values: InputValues, environmentApiKey?: string) {
  const inputs = parseWith(values, environmentApiKey)
  if (!inputs.ok) throw new Error(inputs.errors.join('\n'))
  return inputs
}

function errorsFor(values: InputValues, environmentApiKey?: string): readonly string[] {
  const inputs = parseWith(values, environmentApiKey)
  return inputs.ok ? [] : inputs.errors
}

const RUN = { spec: 'a.yml', 'api-key': 'key-0123456789abcdef' }

describe('the inputs of a command', () => {
  it('have the defaults of action.yml for run', () => {
    expect(parseValid(RUN)).toEqual({
      ok: true,
      command: {
        command: 'run',
        spec: ['a.yml'],
        set: '',
        maxJobs: 10,
        allowUnknownFields: false,
        onlyChanged: false,
        waitFor: 'completed',
        apiKey: 'key-0123456789abcdef',
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

  it.each<[InputValues, object]>([
    [
      { command: 'validate', spec: 'a.yml' },
      {
        command: 'validate',
        spec: ['a.yml'],
        set: '',
        allowUnknownFields: false,
        onlyChanged: false,
        waitFor: 'completed',
        reuse: true,
        maxJobs: 10,
      },
    ],
    [
      { command: 'status' },
      { command: 'status', jobId: JOB_ID, apiKey: 'key-0123456789abcdef', apiUrl: 'https://api.mistral.ai' },
    ],
    [
      { command: 'cancel' },
      { command: 'cancel', jobId: JOB_ID, apiKey: 'key-0123456789abcdef', apiUrl: 'https://api.mistral.ai' },
    ],
    [
      { command: 'list' },
      { command: 'list', apiKey: 'key-0123456789abcdef', apiUrl: 'https://api.mistral.ai' },
    ],
    [
      { command: 'sync' },
      {
        command: 'sync',
        apiKey: 'key-0123456789abcdef',
        apiUrl: 'https://api.mistral.ai',
        notify: false,
      },
    ],
    [
      { command: 'sync', 'dispatch-event': ' job-ended ', notify: 'true', 'fail-on': 'failed' },
      {
        command: 'sync',
        apiKey: 'key-0123456789abcdef',
        apiUrl: 'https://api.mistral.ai',
        dispatchEvent: 'job-ended',
        notify: true,
        failOn: 'failed',
      },
    ],
    [
      { command: 'wait', 'timeout-minutes': '1.5', 'on-timeout': 'cancel' },
      {
        command: 'wait',
        jobId: JOB_ID,
        apiKey: 'key-0123456789abcdef',
        apiUrl: 'https://api.mistral.ai',
        timeoutMs: 90_000,
        onTimeout: 'cancel',
        onCancel: 'leave',
      },
    ],
  ])('contain only those that the command uses: %j', (values, command) => {
    expect(
      parseValid({ 'api-key': 'key-0123456789abcdef', 'job-id': ` ${JOB_ID.toUpperCase()} `, ...values })
        .command,
    ).toEqual(command)
  })

  it.each([
    ['', ''],
    ['Run', ' Did you mean `run`?'],
    ['syncs', ' Did you mean `sync`?'],
    ['valdate', ' Did you mean `validate`?'],
    ['"run"', ' Did you mean `run`?'],
    ['run validate', ''],
    ['submit', ''],
  ])('reject the command %j%s', (command, hint) => {
    expect(errorsFor({ ...RUN, command })).toEqual([
      `\`command\` is ${command === '' ? 'empty' : `\`${command}\``}, but must be one of \`run\`, \`validate\`, \`status\`, \`wait\`, \`cancel\`, \`list\`, \`sync\`.${hint}`,
    ])
  })
})

describe('a single input', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['spec', ' a.yml \r\n\n\t!b.yml\n', { spec: ['a.yml', '!b.yml'] }],
    ['set', '\n a.b=1 \r\n\n', { set: '\n a.b=1 \r\n\n' }],
    ['max-jobs', '1', { maxJobs: 1 }],
    ['max-jobs', ' 1000 ', { maxJobs: 1000 }],
    ['wait', 'true', { waitFor: 'completed' }],
    ['wait', 'started', { waitFor: 'started' }],
    ['wait', 'false', { waitFor: 'none' }],
    ['timeout-minutes', '0.1', { timeoutMs: 6_000 }],
    ['timeout-minutes', '7200', { timeoutMs: 432_000_000 }],
    ['on-timeout', 'cancel', { onTimeout: 'cancel' }],
    ['on-cancel', 'leave', { onCancel: 'leave' }],
    ['on-unknown', 'resubmit', { onUnknown: 'resubmit' }],
    ['on-superseded', 'leave', { onSuperseded: 'leave' }],
    ['reuse', 'false', { reuse: false }],
    ['matrix', '{"a":1}', { isInMatrix: true }],
    ['allow-unknown-fields', 'true', { allowUnknownFields: true }],
    ['api-key', '  key-fedcba9876543210\n', { apiKey: 'key-fedcba9876543210' }],
    // The padding of Base64 is no name.
    ['api-key', 'QUJDREVGR0hJSktMTQ==', { apiKey: 'QUJDREVGR0hJSktMTQ==' }],
    ['api-url', 'https://api.mistral.ai/', { apiUrl: 'https://api.mistral.ai' }],
    ['api-url', 'https://api.mistral.ai/v1//', { apiUrl: 'https://api.mistral.ai/v1' }],
    ['api-url', 'HTTPS://API.example:8443/x', { apiUrl: 'https://api.example:8443/x' }],
    ['api-url', 'http://localhost:8080', { apiUrl: 'http://localhost:8080' }],
    ['api-url', 'http://127.0.0.1:1/v1', { apiUrl: 'http://127.0.0.1:1/v1' }],
    ['api-url', 'http://[::1]:1', { apiUrl: 'http://[::1]:1' }],
  ])('%s accepts %j', (name, text, command) => {
    expect(parseValid({ ...RUN, [name]: text }).command).toMatchObject(command)
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
  ])('%s accepts %j for the report', (name, text, report) => {
    expect(parseValid({ ...RUN, [name]: text }).report).toMatchObject(report)
  })

  it.each<[string, string, string]>([
    ['github-token', '', 'githubToken'],
    ['comment-key', ' ', 'commentKey'],
    ['issue-number', '', 'issueNumber'],
    ['job-url', '', 'jobUrl'],
    ['job-check-run-id', '', 'jobCheckRunId'],
    ['job-check-run-id', '../../evil', 'jobCheckRunId'],
  ])('%s with %j is absent from the report', (name, text, field) => {
    expect(parseValid({ ...RUN, [name]: text }).report).not.toMatchObject({
      [field]: expect.anything(),
    })
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
    ['issue-number', '0', 'is `0`'],
    [
      'issue-number',
      '#12',
      `is \`#12\`, but must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}. Write 12.`,
    ],
    ['issue-number', "'12'", 'Write 12.'],
    ['issue-number', 'https://github.com/acme/models/pull/12', 'Write 12.'],
    ['issue-number', '#0', `to ${Number.MAX_SAFE_INTEGER}.`],
    ['max-jobs', '1_000', 'Write 1000.'],
    ['timeout-minutes', '"90.5"', 'Write 90.5.'],
    ['wait', 'True', 'Did you mean `true`?'],
    ['manifest', 'a\nb', 'one line of at most 1000 characters'],
    ['job-url', 'https://console.example/', 'with `{id}` in place of the job id'],
    ['job-url', 'javascript:{id}', 'is `javascript:{id}`'],
    ['job-url', '{id}', 'is `{id}`'],
    ['api-url', '', 'is empty, but must be an https URL'],
    ['api-url', 'api.mistral.ai', 'is `api.mistral.ai`'],
    ['api-url', 'http://api.mistral.ai', '(http is allowed for localhost only)'],
    ['api-url', 'http://127.0.0.1.evil.example', '(http is allowed for localhost only)'],
    ['api-url', 'http://localhost.evil.example', '(http is allowed for localhost only)'],
    ['api-url', 'ftp://localhost', '(http is allowed for localhost only)'],
    ['api-url', 'https://api.mistral.ai/?a=1', 'without a query'],
    ['api-url', 'https://api.mistral.ai/#x', 'without a query'],
    ['api-key', 'two words', 'contains spaces, line breaks'],
    ['api-key', '"key-1234"', 'is in quotes. Save the secret without them.'],
    ['api-key', "'key-1234'", 'is in quotes'],
    ['api-key', 'MISTRAL_API_KEY=key-1234', 'begins with a name and `=`. Save only what follows'],
    ['api-key', 'export API_KEY="key-1234"', 'begins with a name and `=`'],
    ['api-key', 'Bearer key-1234', 'begins with `Bearer`. Save only the key'],
    ['api-key', '$MISTRAL_API_KEY', 'begins with `$`, so it is the name of a variable'],
    ['api-key', '${{ secrets.KEY }', 'begins with `$`'],
    ['api-key', 'zwölf', 'contains spaces, line breaks'],
    ['api-key', 'a\nb', 'contains spaces, line breaks'],
    ['api-key', 'SUCCESS', 'has fewer than 16 characters'],
    ['api-key', '123456789012345', 'has fewer than 16 characters'],
    ['job-id', JOB_ID, 'is set, but `command: run` submits a new job'],
  ])('%s rejects %j', (name, text, message) => {
    const errors = errorsFor({ ...RUN, [name]: text })
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatch(new RegExp(`^\`${name}\` `))
    expect(errors[0]).toContain(message)
  })

  it.each(['status', 'wait', 'cancel'])(
    'job-id is required by %s and follows the rule for ids',
    (command) => {
      const key = { 'api-key': 'key-0123456789abcdef', command }
      expect(errorsFor(key)).toEqual([
        expect.stringMatching(new RegExp(`^\`job-id\` is missing: \`command: ${command}\` needs`)),
      ])
      for (const id of ['..', '../../x', 'a b', 'ü', 'abc', 'x'.repeat(129)]) {
        expect(errorsFor({ ...key, 'job-id': id })).toEqual([
          expect.stringMatching(/^`job-id` is `.+`, but must be the id of a job, such as /),
        ])
      }
    },
  )

  it.each([
    ['a UUID in lower case', JOB_ID.toUpperCase(), JOB_ID],
    ['any other id as it is', 'ftjob-01HXYZ_aB', 'ftjob-01HXYZ_aB'],
    ['a number', '42', '42'],
  ])('job-id is %s', (_, text, jobId) => {
    expect(
      parseValid({ 'api-key': 'key-0123456789abcdef', command: 'status', 'job-id': ` ${text} ` }),
    ).toMatchObject({
      command: { jobId },
    })
  })

  it('is truncated in the message if it is long', () => {
    const [error] = errorsFor({ ...RUN, wait: `${'x'.repeat(79)}😀\ny` })
    expect(error).toContain(`\`${'x'.repeat(79)}\ufffd…\``)
  })
})

describe('the API key', () => {
  it('comes from the input, or else from the environment', () => {
    expect(parseValid(RUN, 'key-from-environment').command).toMatchObject({ apiKey: 'key-0123456789abcdef' })
    expect(parseValid({ spec: 'a.yml' }, ' key-from-environment ').command).toMatchObject({
      apiKey: 'key-from-environment',
    })
    expect(errorsFor({ spec: 'a.yml' }, ' ')).toEqual([
      expect.stringMatching(
        /^`api-key` is empty, .*MISTRAL_API_KEY.*does not exist under this name.*`environment:` that this job does not name.*forks/,
      ),
    ])
  })

  it('is not required by validate', () => {
    expect(parseValid({ command: 'validate', spec: 'a.yml' }).command).not.toHaveProperty('apiKey')
  })

  it('appears in no error, nor does a password in a URL', () => {
    const secrets = { 'api-key': 'S3CRET key', 'api-url': 'https://user:S3CRET@api.mistral.ai' }
    const errors = errorsFor({ ...RUN, ...secrets }, 'S3CRET')
    expect(errors).toHaveLength(2)
    expect(errors.join()).not.toContain('S3CRET')
    expect(errors.join()).toContain('a URL with credentials')
    expect(errorsFor({ ...RUN, 'api-url': 'https://user@api.mistral.ai' }).join()).not.toContain('user')
  })
})

describe('a run without access to secrets', () => {
  const parse = (values: InputValues, reason?: MissingSecretsReason, environmentApiKey?: string) =>
    parseWith({ spec: 'a.yml', ...values }, environmentApiKey, reason)

  it.each<MissingSecretsReason>(['fork', 'dependabot', 'closed'])(
    'only validates the specs without a key: %s',
    (reason) => {
      const inputs = parse({ 'allow-unknown-fields': 'true', wait: 'false', reuse: 'false' }, reason, ' ')
      expect(inputs).toMatchObject({ ok: true, report: { comment: true, specText: 'a.yml' } })
      expect(inputs.ok && inputs.command).toEqual({
        command: 'validate',
        validateOnlyReason: reason,
        spec: ['a.yml'],
        onlyChanged: false,
        set: '',
        allowUnknownFields: true,
        waitFor: 'none',
        reuse: false,
        maxJobs: 10,
      })
    },
  )

  it.each<[string, InputValues, string | undefined]>([
    ['from the input', { 'api-key': 'key-0123456789abcdef' }, undefined],
    ['from the environment', {}, 'key-0123456789abcdef'],
  ])('submits with a key %s', (_, values, environmentApiKey) => {
    const inputs = parse(values, 'fork', environmentApiKey)
    expect(inputs.ok && inputs.command).toMatchObject({ command: 'run', apiKey: 'key-0123456789abcdef' })
    expect(inputs.ok && inputs.command).not.toMatchObject({ validateOnlyReason: expect.anything() })
  })

  it('requires the key if secrets are available', () => {
    expect(parse({})).toEqual({
      ok: false,
      errors: [expect.stringMatching(/^`api-key` is empty/)],
    })
  })

  it('reports errors in `spec` and `job-id`', () => {
    expect(parse({ spec: '', 'job-id': JOB_ID, 'api-key': '' }, 'fork')).toEqual({
      ok: false,
      errors: [expect.stringMatching(/^`job-id` is set, but/), expect.stringMatching(/^`spec` is empty/)],
    })
  })

  it.each(['wait', 'status', 'cancel', 'list', 'sync'])('requires a key for %s', (command) => {
    const inputs = parse({ command, 'job-id': JOB_ID }, 'fork')
    expect(inputs).toEqual({ ok: false, errors: [expect.stringMatching(/^`api-key` is empty/)] })
  })

  it('does not change `command: validate`', () => {
    const inputs = parse({ command: 'validate' }, 'fork')
    expect(inputs.ok && inputs.command).not.toMatchObject({ validateOnlyReason: expect.anything() })
  })
})

describe('several errors', () => {
  it('are reported together, in a fixed order', () => {
    const errors = errorsFor({
      spec: 'a.yml',
      wait: 'x',
      'max-jobs': 'x',
      'timeout-minutes': 'x',
      'on-timeout': 'x',
      comment: 'x',
      'api-url': 'x',
      'job-url': 'x',
    })
    expect(errors.map((error) => /`([^`]+)`/.exec(error)?.[1])).toEqual([
      'max-jobs', 'wait', 'api-key', 'api-url', 'timeout-minutes', 'on-timeout', 'job-url', 'comment',
    ]) // prettier-ignore
  })

  it('leave a manifest that can be checked', () => {
    const errors = (values: InputValues) => parseWith({ ...RUN, wait: 'x', ...values })
    expect(errors({ manifest: ' out.json ' })).toMatchObject({ ok: false, manifest: 'out.json' })
    expect(errors({ manifest: 'a\nb' })).toMatchObject({ ok: false, manifest: '' })
    expect(errors({ command: 'x', manifest: 'out.json' })).not.toMatchObject({ manifest: 'out.json' })
  })

  it('are reported even if the command is invalid', () => {
    expect(errorsFor({ command: 'x', comment: 'x' })).toHaveLength(2)
  })
})
