import { describe, expect, it } from '@jest/globals'
import { validate } from '../../src/commands/validate.ts'
import type { ValidateInputs } from '../../src/inputs.ts'
import { overallOutcome } from '../../src/jobs/result.ts'
import type { CommentRecord } from '../../src/state/record.ts'
import { SPEC, StandaloneRun } from '../fakes/command-context.ts'
import { fakeDefaultBranch } from '../fakes/default-branch.ts'
import { commentRecordOf, recordedJob, requestOf, SERVICE } from '../state/samples.ts'

const POLICY = '.github/forge-policy.yml'
const INPUTS: ValidateInputs = {
  command: 'validate',
  spec: ['*.yml'],
  onlyChanged: false,
  set: '',
  allowUnknownFields: false,
  waitFor: 'completed',
  reuse: true,
  maxJobs: 10,
}
const LIMIT = (steps: number): string => `version: 1\nlimits: { training-steps: ${steps} }\n`
const UNREADABLE = { ok: false, message: 'HTTP 403', isPermanent: true, isNotFound: false } as const

interface Setup {
  readonly policy?: Parameters<typeof fakeDefaultBranch>[0]
  readonly files?: Readonly<Record<string, string>>
  readonly inputs?: Partial<ValidateInputs>
  readonly record?: CommentRecord
}

async function validated({ policy, files, inputs, record }: Setup) {
  const run = new StandaloneRun({ 'a.yml': SPEC, ...files })
  const result = await validate(
    { ...INPUTS, ...inputs },
    {
      ...run.createContext(),
      defaultBranch: fakeDefaultBranch(policy),
      readRecord: record && (() => Promise.resolve({ ok: true, value: record })),
    },
  )
  await run.reporter.finish(result, true)
  return { run, result, outcome: overallOutcome(result), summary: run.summaries.join('\n') }
}

describe('command: validate', () => {
  it.each<[string, Setup, string]>([
    ['without a policy', {}, 'valid'],
    ['with one that allows the spec', { policy: LIMIT(1000) }, 'valid'],
    ['with one that forbids it', { policy: LIMIT(999) }, 'refused'],
    ['with one that is not valid', { policy: 'version: 3\n' }, 'refused'],
    ['with one that cannot be read', { policy: UNREADABLE }, 'valid'],
    [
      'with too many specs',
      { inputs: { maxJobs: 1 }, files: { 'b.yml': SPEC.replace('1000', '2') } },
      'refused',
    ],
    ['with an invalid spec', { files: { 'b.yml': 'job_type: x\n' } }, 'invalid'],
    ['in a fork', { inputs: { validateOnlyReason: 'fork' } }, 'valid'],
    ['on a closed pull request', { inputs: { validateOnlyReason: 'closed' } }, 'valid'],
  ])('%s', async (_, setup, outcome) => {
    expect((await validated(setup)).outcome).toBe(outcome)
  })

  it('refuses only the specs that the policy forbids', async () => {
    const { result } = await validated({
      policy: LIMIT(1000),
      files: { 'b.yml': SPEC.replace('1000', '2000') },
    })
    expect(result.states.map(({ outcome }) => outcome)).toEqual(['valid', 'refused'])
  })

  it.each<[string, string, RegExp]>([
    ['stricter', LIMIT(500), /Then it would refuse a\.yml \(limits\.training-steps\)/],
    ['looser', LIMIT(5000), /Then nothing changes for these specs/],
    ['the same but for a comment', `# Mine.\n${LIMIT(1000)}`, /Then nothing changes/],
  ])('says what a policy of the branch would change: %s', async (_, text, message) => {
    const { summary, outcome } = await validated({ policy: LIMIT(1000), files: { [POLICY]: text } })
    expect(outcome).toBe('valid')
    expect(summary).toMatch(message)
  })

  it('says what it would allow', async () => {
    const { summary } = await validated({ policy: LIMIT(10), files: { [POLICY]: LIMIT(1000) } })
    expect(summary).toMatch(/it would allow a\.yml/)
  })

  it('says nothing about the same policy', async () => {
    const { result } = await validated({ policy: LIMIT(1000), files: { [POLICY]: LIMIT(1000) } })
    expect(result.messages).toBeUndefined()
  })

  it('rejects a policy of the branch that is not valid', async () => {
    const { result, outcome } = await validated({ files: { [POLICY]: 'version: 1\nlimit: {}\n' } })
    expect(outcome).toBe('invalid')
    expect(result.diagnostics).toEqual([
      expect.objectContaining({ location: expect.objectContaining({ file: POLICY, line: 2 }) }),
    ])
  })

  it.each([true, false])('names the job that exists (unfinished: %s)', async (isUnfinished) => {
    const job = recordedJob(1, { isUnfinished })
    const { result, summary } = await validated({})
    expect(result.states[0]?.spec?.digest).toBeDefined()
    const key = `${result.states[0]?.spec?.digest ?? ''} ${SERVICE}`
    const again = await validated({ record: commentRecordOf({ [key]: requestOf({}, [job]) }) })
    expect(summary).not.toContain('follows job')
    expect(again.summary.includes('follows job')).toBe(isUnfinished)
  })
})
