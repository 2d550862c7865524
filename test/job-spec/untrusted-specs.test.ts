import { describe, expect, it } from '@jest/globals'
import type { BaseFile, BaseFiles } from '../../src/job-spec/base-branch.ts'
import type { Spec } from '../../src/job-spec/types.ts'
import type { Step } from '../../src/commands/context.ts'
import { vet } from '../../src/job-spec/untrusted-specs.ts'
import { placeOf } from '../fakes/report-targets.ts'
import { sampleSpec } from '../fakes/samples.ts'
import { FakeStep, SPEC } from '../fakes/command-context.ts'

const specOf = (file: string, label = file): Spec => sampleSpec({ file, label })
const bytesOf = (text: string): BaseFile => ({ kind: 'file', bytes: new TextEncoder().encode(text) })

/** The base branch, which has these files. */
function baseOf(
  files: Readonly<Record<string, BaseFile>>,
): BaseFiles & { readonly reads: readonly string[] } {
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

const vetted = (specs: readonly Spec[], files: Readonly<Record<string, string>>, foreign?: Step['foreign']) =>
  vet(specs, { ...new FakeStep(files).step(), ...(foreign ? { foreign } : {}) })

describe('a spec that somebody from outside may have written', () => {
  it.each<[string, string, BaseFile]>([
    ['differs by a comment', `# Mine.\n${SPEC}`, bytesOf(SPEC)],
    ['differs by the end of a line', SPEC.replace('\n', '\r\n'), bytesOf(SPEC)],
    ['differs by the case of a letter', SPEC.replace('latest', 'Latest'), bytesOf(SPEC)],
    ['is longer', `${SPEC}\n`, bytesOf(SPEC)],
    ['is shorter', SPEC.trimEnd(), bytesOf(SPEC)],
  ])('is refused where it %s from the one of the base branch', async (_, here, there) => {
    const problems = await vetted(
      [specOf('a.yml')],
      { 'a.yml': here },
      {
        event: 'pull_request_target',
        base: baseOf({ 'a.yml': there }),
      },
    )
    expect(problems).toEqual([
      {
        level: 'error',
        place: { file: 'a.yml' },
        message: expect.stringMatching(
          /comes from a fork.*`pull_request_target`.*the spec is not the one on main.*Review it/,
        ) as unknown,
      },
    ])
  })

  it('may be submitted where it is, byte for byte, the one of the base branch', async () => {
    const base = baseOf({ 'a.yml': bytesOf(SPEC) })
    expect(await vetted([specOf('a.yml')], { 'a.yml': SPEC }, { event: 'issue_comment', base })).toEqual([])
    expect(base.reads).toEqual(['a.yml'])
  })

  it.each<[string, Partial<NonNullable<Step['foreign']>>, RegExp]>([
    ['has no such file', { base: baseOf({}) }, /there is no such spec on main/],
    [
      'cannot be read',
      { base: baseOf({ 'a.yml': { kind: 'unreadable', reason: 'HTTP 502' } }) },
      /the spec on main cannot be read \(HTTP 502\)/,
    ],
    ['is not known', {}, /the base branch cannot be read/],
  ])('is refused where the base branch %s', async (_, foreign, why) => {
    const [problem] = await vetted(
      [specOf('a.yml')],
      { 'a.yml': SPEC },
      { event: 'workflow_run', ...foreign },
    )
    expect(problem?.message).toMatch(why)
  })

  it('is refused where it cannot be read any more', async () => {
    const base = baseOf({ 'a.yml': bytesOf('') })
    expect(await vetted([specOf('a.yml')], {}, { event: 'issue_comment', base })).toHaveLength(1)
  })

  it('is one of several, of which each file is looked at once', async () => {
    const specs = [specOf('a.yml', 'a.yml#1'), specOf('a.yml', 'a.yml#2'), specOf('b.yml'), specOf('c.yml')]
    const base = baseOf({ 'a.yml': bytesOf(SPEC), 'b.yml': bytesOf('x') })
    const here = { 'a.yml': SPEC, 'b.yml': SPEC, 'c.yml': SPEC }
    const problems = await vetted(specs, here, { event: 'issue_comment', base })
    expect(problems.map((problem) => placeOf(problem).file)).toEqual(['b.yml', 'c.yml'])
    expect(base.reads).toEqual(['a.yml', 'b.yml', 'c.yml'])
  })
})

describe('a spec that one of us has written', () => {
  it('needs no vetting', async () => {
    expect(await vetted([specOf('a.yml')], {})).toEqual([])
  })
})
