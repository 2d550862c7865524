import { describe, expect, it } from '@jest/globals'
import { compareWithBase, type BaseFile } from '../../src/job-spec/base-branch.ts'
import type { Change } from '../../src/report/spec-diff.ts'
import { readSpecs } from '../../src/job-spec/load.ts'
import { SPEC } from '../fakes/command-context.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (file: string, bytes: Uint8Array) =>
  readSpecs(file, bytes, { allowUnknownFields: true, waits: false })
const steps = (number: number): string => SPEC.replace('1000', String(number))
const documents = (...texts: readonly string[]): string => texts.join('---\n')

/** What the text of `a.yml` changes against what the base branch has. */
async function changesOf(text: string, there: string | BaseFile): Promise<Record<string, Change>> {
  const { specs } = read('a.yml', bytesOf(text))
  const base = typeof there === 'string' ? { kind: 'file' as const, bytes: bytesOf(there) } : there
  const comparison = await compareWithBase(specs, { ref: 'main', read: () => Promise.resolve(base) }, read)
  expect(comparison.base).toBe('main')
  return Object.fromEntries(comparison.changes)
}

const changed = (before: string, after: string): Change => ({
  kind: 'changed',
  fields: [{ field: 'hyperparameters.training_steps', before, after }],
})
const NEW: Change = { kind: 'new' }
const SAME: Change = { kind: 'same' }

describe('what a spec changes against the base branch', () => {
  it.each<[string, string, string | BaseFile, Record<string, Change>]>([
    ['a value', steps(2000), SPEC, { 'a.yml': changed('1000', '2000') }],
    ['a comment and the order only', `# Mine.\n${SPEC}`, SPEC, { 'a.yml': SAME }],
    ['all, in a new file', SPEC, { kind: 'missing' }, { 'a.yml': NEW }],
    [
      'nobody knows what: the file there is empty',
      SPEC,
      '',
      { 'a.yml': expect.objectContaining({ kind: 'not-comparable' }) as never },
    ],
    [
      'one of two documents',
      documents(SPEC, steps(3)),
      documents(SPEC, steps(2)),
      { 'a.yml#1': SAME, 'a.yml#2': changed('2', '3') },
    ],
    ['a second document that is new', documents(SPEC, steps(2)), SPEC, { 'a.yml#1': SAME, 'a.yml#2': NEW }],
    [
      'a second document that is gone',
      steps(5),
      documents(SPEC, steps(2)),
      { 'a.yml': changed('1000', '5') },
    ],
  ])('%s', async (_, here, there, expected) => {
    expect(await changesOf(here, there)).toEqual(expected)
  })

  it.each<[string, string | BaseFile, RegExp]>([
    ['cannot be read', { kind: 'unreadable', reason: 'HTTP 502' }, /^HTTP 502$/],
    ['is no YAML', ': [', /^it is not valid there \(/],
    ['is no spec', 'job_type: nothing\n', /^it is not valid there \(.*model_config/],
  ])('is not known where the file there %s', async (_, there, reason) => {
    expect(await changesOf(SPEC, there)).toEqual({
      'a.yml': { kind: 'not-comparable', reason: expect.stringMatching(reason) as unknown },
    })
  })

  it('was acceptable there though nobody would submit it today', async () => {
    expect(await changesOf(SPEC, `${SPEC}region: eu\n`)).toMatchObject({ 'a.yml': { kind: 'changed' } })
    expect(await changesOf(SPEC, `${SPEC}auto_start: false\n`)).toMatchObject({
      'a.yml': { kind: 'changed' },
    })
  })

  it('is found out with one look at each file', async () => {
    const reads: string[] = []
    const { specs } = read('a.yml', bytesOf(documents(SPEC, steps(2))))
    const others = read('b.yml', bytesOf(SPEC)).specs
    const base = {
      ref: 'release/1.x',
      read: (path: string) => {
        reads.push(path)
        return Promise.resolve<BaseFile>({ kind: 'missing' })
      },
    }
    const comparison = await compareWithBase([...specs, ...others], base, read)
    expect(reads).toEqual(['a.yml', 'b.yml'])
    expect([...comparison.changes.keys()]).toEqual(['a.yml#1', 'a.yml#2', 'b.yml'])
  })
})
