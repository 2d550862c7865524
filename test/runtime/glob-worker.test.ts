import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { globInWorker } from '../../src/runtime/glob-worker.ts'

let root: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'glob-'))
  writeFileSync(join(root, `${'a'.repeat(200)}.txt`), '')
})

afterAll(() => rmSync(root, { recursive: true }))

describe('a glob in a worker', () => {
  it.each([
    ['whose braces multiply', '{a,b}'.repeat(40)],
    ['whose repetitions are nested', '+(a|aa)'.repeat(30)],
    ['with many stars', `${'*a'.repeat(60)}*b`],
  ])('is given up if it would take years, while the process goes on: %s', async (_, pattern) => {
    let isDone = false
    let turns = 0
    const count = () => {
      turns++
      if (!isDone) setTimeout(count, 10)
    }
    count()
    expect(await globInWorker(root, pattern, 500)).toBeUndefined()
    isDone = true
    expect(turns).toBeGreaterThan(1)
  })

  it('finds files', async () => {
    expect(await globInWorker(root, '*.{txt,yml}')).toEqual([expect.stringMatching(/a\.txt$/)])
    expect(await globInWorker(root, '*.yml')).toEqual([])
  })
})
