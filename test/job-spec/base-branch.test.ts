import { describe, expect, it } from '@jest/globals'
import { diffWithBase } from '../../src/job-spec/base-branch.ts'
import type { BaseFileResult } from '../../src/state/github.ts'
import type { SpecDiff } from '../../src/job-spec/spec-diff.ts'
import { parseSpecs } from '../../src/job-spec/load.ts'
import { SPEC } from '../fakes/command-context.ts'
import { FakeWorkspace } from '../fakes/workspace.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const parse = (file: string, bytes: Uint8Array) =>
  parseSpecs(file, bytes, { allowUnknownFields: true, waitsForJob: false })
const specWithSteps = (number: number): string => SPEC.replace('1000', String(number))
const documents = (...texts: readonly string[]): string => texts.join('---\n')

/** From `git hash-object`. */
const SPEC_BLOB_ID = 'ced569f7f948b7309399f49535750d845304a16d'
const NO_FILES = new FakeWorkspace({})
const listBlobIds = () => Promise.resolve(undefined)

/** Diffs `a.yml` with this text against the base branch. */
async function diffsAgainst(text: string, there: string | BaseFileResult): Promise<Record<string, SpecDiff>> {
  const { specs } = parse('a.yml', bytesOf(text))
  const base = typeof there === 'string' ? { kind: 'file' as const, bytes: bytesOf(there) } : there
  const baseBranch = { ref: 'main', read: () => Promise.resolve(base), listBlobIds }
  const { specDiffs, requests } = await diffWithBase(specs, baseBranch, NO_FILES, parse)
  expect(specDiffs.base).toBe('main')
  for (const [label, { kind }] of specDiffs.diffs)
    expect(requests.has(label)).toBe(kind === 'same' || kind === 'changed')
  return Object.fromEntries(specDiffs.diffs)
}

const changedSteps = (before: string, after: string): SpecDiff => ({
  kind: 'changed',
  fields: [{ field: 'hyperparameters.training_steps', before, after }],
})
const NEW: SpecDiff = { kind: 'new' }
const SAME: SpecDiff = { kind: 'same' }

describe('the diff of a spec against the base branch', () => {
  it.each<[string, string, string | BaseFileResult, Record<string, SpecDiff>]>([
    ['a value', specWithSteps(2000), SPEC, { 'a.yml': changedSteps('1000', '2000') }],
    ['no change if only a comment and the order differ', `# Mine.\n${SPEC}`, SPEC, { 'a.yml': SAME }],
    ['a new spec if the base branch has no such file', SPEC, { kind: 'missing' }, { 'a.yml': NEW }],
    [
      'that it is unknown if the file on the base branch is empty',
      SPEC,
      '',
      { 'a.yml': expect.objectContaining({ kind: 'not-comparable' }) as never },
    ],
    [
      'a change in one of two documents',
      documents(SPEC, specWithSteps(3)),
      documents(SPEC, specWithSteps(2)),
      { 'a.yml#1': SAME, 'a.yml#2': changedSteps('2', '3') },
    ],
    ['a new second document', documents(SPEC, specWithSteps(2)), SPEC, { 'a.yml#1': SAME, 'a.yml#2': NEW }],
    [
      'the remaining document if the second one was removed',
      specWithSteps(5),
      documents(SPEC, specWithSteps(2)),
      { 'a.yml': changedSteps('1000', '5') },
    ],
  ])('shows %s', async (_, here, there, expected) => {
    expect(await diffsAgainst(here, there)).toEqual(expected)
  })

  it.each<[string, string | BaseFileResult, RegExp]>([
    ['cannot be read', { kind: 'unreadable', message: 'HTTP 502' }, /^HTTP 502$/],
    ['is not YAML', ': [', /^it is not valid there \(/],
    ['is not a spec', 'job_type: nothing\n', /^it is not valid there \(.*model_config/],
  ])('is unknown if the file on the base branch %s', async (_, there, message) => {
    expect(await diffsAgainst(SPEC, there)).toEqual({
      'a.yml': { kind: 'not-comparable', message: expect.stringMatching(message) as unknown },
    })
  })

  it('accepts a spec on the base branch that would be invalid today', async () => {
    expect(await diffsAgainst(SPEC, `${SPEC}region: eu\n`)).toMatchObject({ 'a.yml': { kind: 'changed' } })
    expect(await diffsAgainst(SPEC, `${SPEC}auto_start: false\n`)).toMatchObject({
      'a.yml': { kind: 'changed' },
    })
  })

  it('reads each file once', async () => {
    const reads: string[] = []
    const { specs } = parse('a.yml', bytesOf(documents(SPEC, specWithSteps(2))))
    const others = parse('b.yml', bytesOf(SPEC)).specs
    const base = {
      listBlobIds,
      ref: 'release/1.x',
      read: (path: string) => {
        reads.push(path)
        return Promise.resolve<BaseFileResult>({ kind: 'missing' })
      },
    }
    const { specDiffs } = await diffWithBase([...specs, ...others], base, NO_FILES, parse)
    expect(reads).toEqual(['a.yml', 'b.yml'])
    expect([...specDiffs.diffs.keys()]).toEqual(['a.yml#1', 'a.yml#2', 'b.yml'])
  })

  it.each(['', 'code/'])(
    'reads only the files whose content differs if there are many, in "%s"',
    async (folder) => {
      const texts = { 'a.yml': SPEC, 'b.yml': `# Mine.\n${SPEC}`, 'c.yml': specWithSteps(3), 'd.yml': SPEC }
      const specs = Object.entries(texts).flatMap(([file, text]) =>
        parse(file, bytesOf(text)).specs.map((spec) => ({ ...spec, workspacePath: `${folder}${file}` })),
      )
      const files = Object.fromEntries(
        Object.entries(texts).map(([file, text]) => [`${folder}${file}`, text]),
      )
      const reads: string[] = []
      const blobIds = new Map([
        ['a.yml', SPEC_BLOB_ID],
        ['b.yml', SPEC_BLOB_ID],
        ['c.yml', SPEC_BLOB_ID],
      ])
      const base = {
        ref: 'main',
        read: (path: string) => {
          reads.push(path)
          return Promise.resolve<BaseFileResult>({ kind: 'file', bytes: bytesOf(SPEC) })
        },
        listBlobIds: () => Promise.resolve(blobIds),
      }
      const { specDiffs } = await diffWithBase(specs, base, new FakeWorkspace(files), parse)
      expect(reads).toEqual(['b.yml', 'c.yml'])
      expect(Object.fromEntries(specDiffs.diffs)).toEqual({
        'a.yml': SAME,
        'b.yml': SAME,
        'c.yml': changedSteps('1000', '3'),
        'd.yml': NEW,
      })
    },
  )
})
