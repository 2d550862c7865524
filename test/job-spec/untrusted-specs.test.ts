import { describe, expect, it } from '@jest/globals'
import type { BaseFileResult, BaseBranch } from '../../src/state/github.ts'
import type { Spec } from '../../src/job-spec/types.ts'
import type { CommandContext } from '../../src/commands/context.ts'
import { checkUntrustedSpecs } from '../../src/job-spec/untrusted-specs.ts'
import { fileLocation } from '../fakes/diagnostic-location.ts'
import { sampleSpec } from '../fakes/samples.ts'
import { StandaloneRun, SPEC } from '../fakes/command-context.ts'

const specOf = (file: string, label = file): Spec => sampleSpec({ file, label })
const bytesOf = (text: string): BaseFileResult => ({ kind: 'file', bytes: new TextEncoder().encode(text) })

function fakeBase(
  files: Readonly<Record<string, BaseFileResult>>,
): BaseBranch & { readonly reads: readonly string[] } {
  const reads: string[] = []
  return {
    ref: 'main',
    reads,
    read: (path) => {
      reads.push(path)
      return Promise.resolve(files[path] ?? { kind: 'missing' })
    },
  }
}

const check = (
  specs: readonly Spec[],
  files: Readonly<Record<string, string>>,
  untrustedHead?: CommandContext['untrustedHead'],
) =>
  checkUntrustedSpecs(specs, {
    ...new StandaloneRun(files).createContext(),
    ...(untrustedHead ? { untrustedHead } : {}),
  })

describe('a spec from an untrusted head', () => {
  it.each<[string, string, BaseFileResult]>([
    ['differs by a comment', `# Mine.\n${SPEC}`, bytesOf(SPEC)],
    ['differs by a line ending', SPEC.replace('\n', '\r\n'), bytesOf(SPEC)],
    ['differs by the case of a letter', SPEC.replace('latest', 'Latest'), bytesOf(SPEC)],
    ['is longer', `${SPEC}\n`, bytesOf(SPEC)],
    ['is shorter', SPEC.trimEnd(), bytesOf(SPEC)],
  ])('is refused if, compared to the base branch, it %s', async (_, here, there) => {
    const diagnostics = await check(
      [specOf('a.yml')],
      { 'a.yml': here },
      {
        event: 'pull_request_target',
        base: fakeBase({ 'a.yml': there }),
      },
    )
    expect(diagnostics).toEqual([
      {
        level: 'error',
        location: { file: 'a.yml' },
        message: expect.stringMatching(
          /comes from a fork.*`pull_request_target`.*the spec differs from the one on main.*Review the spec/,
        ) as unknown,
      },
    ])
  })

  it('is accepted if it is byte for byte the one on the base branch', async () => {
    const base = fakeBase({ 'a.yml': bytesOf(SPEC) })
    expect(await check([specOf('a.yml')], { 'a.yml': SPEC }, { event: 'issue_comment', base })).toEqual([])
    expect(base.reads).toEqual(['a.yml'])
  })

  it.each<[string, Partial<NonNullable<CommandContext['untrustedHead']>>, RegExp]>([
    ['has no such file', { base: fakeBase({}) }, /the spec does not exist on main/],
    [
      'cannot be read',
      { base: fakeBase({ 'a.yml': { kind: 'unreadable', message: 'HTTP 502' } }) },
      /the spec on main cannot be read \(HTTP 502\)/,
    ],
    ['is unknown', {}, /the base branch cannot be read/],
  ])('is refused if the base branch %s', async (_, untrustedHead, reason) => {
    const [diagnostic] = await check(
      [specOf('a.yml')],
      { 'a.yml': SPEC },
      { event: 'workflow_run', ...untrustedHead },
    )
    expect(diagnostic?.message).toMatch(reason)
  })

  it('is refused if it cannot be read', async () => {
    const base = fakeBase({ 'a.yml': bytesOf('') })
    expect(await check([specOf('a.yml')], {}, { event: 'issue_comment', base })).toHaveLength(1)
  })

  it('is checked once per file', async () => {
    const specs = [specOf('a.yml', 'a.yml#1'), specOf('a.yml', 'a.yml#2'), specOf('b.yml'), specOf('c.yml')]
    const base = fakeBase({ 'a.yml': bytesOf(SPEC), 'b.yml': bytesOf('x') })
    const here = { 'a.yml': SPEC, 'b.yml': SPEC, 'c.yml': SPEC }
    const diagnostics = await check(specs, here, { event: 'issue_comment', base })
    expect(diagnostics.map((diagnostic) => fileLocation(diagnostic).file)).toEqual(['b.yml', 'c.yml'])
    expect(base.reads).toEqual(['a.yml', 'b.yml', 'c.yml'])
  })
})

describe('a spec from a trusted head', () => {
  it('is not checked', async () => {
    expect(await check([specOf('a.yml')], {})).toEqual([])
  })
})
