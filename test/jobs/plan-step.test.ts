import { describe, expect, it } from '@jest/globals'
import { createJobStates, loadSpecsFromInputs } from '../../src/jobs/create-job-states.ts'
import { planStep } from '../../src/jobs/plan-step.ts'
import type { BaseBranch, BaseFileResult } from '../../src/state/github.ts'
import { RUN_INPUTS, SPEC, StandaloneRun } from '../fakes/command-context.ts'
import { BAD_GATEWAY } from '../fakes/comment-store.ts'
import { fakeDefaultBranch } from '../fakes/default-branch.ts'

const MINUTE = 60_000
const steps = (number: number): string => SPEC.replace('1000', String(number))

interface Setup {
  readonly files?: Readonly<Record<string, string>>
  readonly base?: Readonly<Record<string, string>> | BaseBranch
  readonly policy?: Parameters<typeof fakeDefaultBranch>[0]
  readonly codeowners?: string
  readonly inputs?: Partial<Omit<typeof RUN_INPUTS, 'command'>>
}

async function planOf({ files = { 'a.yml': SPEC }, base, policy, codeowners, inputs }: Setup) {
  const run = new StandaloneRun(files)
  const context = {
    ...run.createContext(),
    base: base && (isBranch(base) ? base : baseBranch(base)),
    defaultBranch: fakeDefaultBranch(policy, codeowners),
  }
  const loaded = await loadSpecsFromInputs(RUN_INPUTS, run.files)
  const states = createJobStates(loaded.specs, loaded.diagnostics)
  run.reporter.start(states, loaded.diagnostics, loaded.positions)
  const planned = await planStep(
    { ...loaded, states },
    { ...RUN_INPUTS, ...inputs, command: 'validate' },
    context,
    MINUTE,
  )
  return { run, planned }
}

const isBranch = (base: NonNullable<Setup['base']>): base is BaseBranch => typeof base['read'] === 'function'

const UNREADABLE: BaseFileResult = { kind: 'unreadable', message: BAD_GATEWAY.message, error: BAD_GATEWAY }

function baseBranch(files: Readonly<Record<string, string>>): BaseBranch {
  const read = (path: string) => {
    const text = files[path]
    return Promise.resolve(
      text === undefined
        ? ({ kind: 'missing' } as const)
        : ({ kind: 'file', bytes: new TextEncoder().encode(text) } as const),
    )
  }
  return { ref: 'main', read, listBlobIds: () => Promise.resolve(undefined) }
}

const PRICE = 'price: { currency: EUR, per-million-examples: { default: 1000 } }\n'
const withBatch = (text: string): string => text.replace('training_steps', 'batch_size: 8, training_steps')

describe('the plan of a step', () => {
  it('has size and price of each spec, here and on the base branch', async () => {
    const { planned } = await planOf({
      files: { 'a.yml': withBatch(SPEC) },
      base: { 'a.yml': withBatch(steps(500)) },
      policy: `version: 1\n${PRICE}`,
    })
    const plan = planned.plan.specs.get('a.yml')
    expect(plan).toEqual({
      examples: 8_000,
      baseExamples: 4_000,
      price: { amount: 8, currency: 'EUR' },
      basePrice: { amount: 4, currency: 'EUR' },
      violations: [],
      existingJobId: undefined,
    })
    expect(planned.ban).toBeUndefined()
  })

  it('skips what the base branch asks for', async () => {
    const { planned, run } = await planOf({
      files: { 'a.yml': SPEC, 'b.yml': steps(2) },
      base: { 'a.yml': SPEC },
      inputs: { onlyChanged: true, maxJobs: 1 },
    })
    expect(planned.states.map(({ outcome, notes }) => [outcome, notes.map(({ code }) => code)])).toEqual([
      ['valid', ['spec-unchanged']],
      [undefined, []],
    ])
    expect([...planned.plan.specs.keys()]).toEqual(['b.yml'])
    expect(planned.rejection).toBeUndefined()
    expect(run.log.lines.join('\n')).toContain('a.yml: It asks for the same training as on `main`')
  })

  it('says that there is nothing to compare with', async () => {
    const { planned, run } = await planOf({ inputs: { onlyChanged: true } })
    expect(planned.states[0]?.outcome).toBeUndefined()
    expect(run.log.lines.join('\n')).toContain('so `only-changed` skips none')
  })

  describe('with `only-changed`', () => {
    const files = { 'a.yml': SPEC, 'b.yml': steps(2) }
    const failing = (failures: number) => {
      const base = baseBranch(files)
      let reads = 0
      const read = (path: string) => (++reads <= failures ? Promise.resolve(UNREADABLE) : base.read(path))
      return { base: { ...base, read }, countReads: () => reads }
    }

    it('waits until GitHub says what the base branch asks for', async () => {
      const { base, countReads } = failing(3)
      const { planned } = await planOf({ files, base, inputs: { onlyChanged: true } })
      expect(planned.states.map(({ outcome }) => outcome)).toEqual(['valid', 'valid'])
      expect([planned.ban, countReads()]).toEqual([undefined, 5])
    })

    it('warns and skips nothing if GitHub does not say it, and asks for no other file', async () => {
      const { base, countReads } = failing(Infinity)
      const { planned, run } = await planOf({ files, base, inputs: { onlyChanged: true } })
      expect(planned.states.map(({ outcome }) => outcome)).toEqual([undefined, undefined])
      expect(run.log.annotations).toMatchObject([
        { level: 'warning', message: expect.stringContaining('`only-changed` skips nothing') },
      ])
      // In a minute, with growing delays.
      expect(countReads()).toBe(7)
    })
  })

  it('only shows that it cannot be compared without `only-changed`', async () => {
    const read = () => Promise.resolve(UNREADABLE)
    const { planned } = await planOf({ base: { ...baseBranch({}), read } })
    expect(planned.ban).toBeUndefined()
  })

  it('bans submissions that the policy forbids, and names who may change it', async () => {
    const { planned, run } = await planOf({
      policy: 'version: 1\nlimits: { training-steps: 10, jobs-per-run: 1 }\n',
      codeowners: '* @acme/platform',
      files: { 'a.yml': SPEC, 'b.yml': steps(2) },
    })
    expect(planned.ban).toEqual({ code: 'policy-refused' })
    expect(planned.plan.specs.get('a.yml')?.violations).toHaveLength(1)
    expect(planned.plan.specs.get('b.yml')?.violations).toEqual([])
    expect(planned.plan.violations).toHaveLength(1)
    expect(planned.plan.policy?.owners).toEqual(['@acme/platform'])
    expect(run.log.messages('error')).toEqual([
      expect.stringMatching(/^a\.yml:\d+:\d+: training_steps is 1,000, .*@acme\/platform can change it/),
      expect.stringMatching(/jobs-per-run allows 1/),
    ])
  })

  it.each([
    ['version: 1\nlimit: {}\n', 'policy-invalid'],
    [{ ok: false, message: 'HTTP 403', isPermanent: true, isNotFound: false } as const, 'policy-unreadable'],
  ])('bans everything with the policy %j', async (policy, code) => {
    const { planned } = await planOf({ policy })
    expect(planned.ban).toMatchObject({ code })
  })

  it('rejects invalid specs, and too many, without a look at the policy', async () => {
    const unreadable = { ok: false, message: 'HTTP 403', isPermanent: true, isNotFound: false } as const
    const invalid = await planOf({ files: { 'a.yml': 'job_type: x\n' }, policy: unreadable })
    expect([invalid.planned.rejection, invalid.planned.ban]).toEqual(['invalid', undefined])
    const tooMany = await planOf({ files: { 'a.yml': SPEC, 'b.yml': steps(2) }, inputs: { maxJobs: 1 } })
    expect(tooMany.planned.rejection).toBe('refused')
    expect(tooMany.run.log.messages('error')).toEqual([expect.stringContaining('`max-jobs` allows 1')])
  })
})
