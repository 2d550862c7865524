import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { manifestFile } from '../../src/runtime/manifest-file.ts'

const OLD = '{ "version": 1, "jobs": [] }'

let folder = ''
let root = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'manifest-'))
  root = join(folder, 'workspace')
  mkdirSync(join(root, 'training'), { recursive: true })
  mkdirSync(join(folder, 'elsewhere'))
  writeFileSync(join(root, 'training/spec.yml'), 'job_type: dpo')
  writeFileSync(join(root, 'training/list.json'), '[]')
  symlinkSync(join(folder, 'elsewhere'), join(root, 'out'))
  symlinkSync(join(root, 'training/list.json'), join(root, 'link.json'))
  symlinkSync(join(root, 'training'), join(root, 'in'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const prepare = (path: string) => manifestFile(root, path).prepare()

describe('the place of the manifest', () => {
  it.each([
    ['a new file', 'model.json'],
    ['a new folder', 'release/files/model.json'],
    ['a folder that a link inside leads to', 'in/model.json'],
    ['a name that begins with dots', '..model.json'],
  ])('may be %s, and nothing is made before there is something to write', async (_, path) => {
    const before = readdirSync(root)
    expect(await prepare(path)).toBeUndefined()
    expect(readdirSync(root)).toEqual(before)
    await manifestFile(root, path).write('{}\n')
    expect(readFileSync(join(root, path), 'utf8')).toBe('{}\n')
  })

  it('may be an absolute path in the workspace', async () => {
    expect(await prepare(join(root, 'model.json'))).toBeUndefined()
  })

  it.each([
    ['the folder above', '../model.json', /not in the workspace/],
    ['an absolute path', '/etc/model.json', /not in the workspace/],
    ['the workspace', '.', /not in the workspace/],
    ['a link that leads out', 'out/model.json', /leads out of the workspace/],
    ['a new folder behind such a link', 'out/a/model.json', /leads out of the workspace/],
    ['a folder', 'training', /a folder or a link/],
    ['a link', 'link.json', /a folder or a link/],
    ['below a file', 'training/spec.yml/model.json', /a file, not a folder/],
    ['further below a file', 'training/spec.yml/a/model.json', /a file, not a folder/],
    ['the folder of git', '.git/model.json', /git keeps/],
    ['a spec', 'training/spec.yml', /no manifest of this action/],
    ['other JSON', 'training/list.json', /no manifest of this action/],
  ])('may not be %s', async (_, path, why) => {
    expect(await prepare(path)).toMatch(why)
    expect(readFileSync(join(root, 'training/spec.yml'), 'utf8')).toBe('job_type: dpo')
    expect(readFileSync(join(root, 'training/list.json'), 'utf8')).toBe('[]')
  })

  it('may be that of an earlier run, which is removed: nobody is to ship the model of that one', async () => {
    writeFileSync(join(root, 'model.json'), OLD)
    expect(await prepare('model.json')).toBeUndefined()
    expect(existsSync(join(root, 'model.json'))).toBe(false)
  })
})

describe('a manifest that cannot be written', () => {
  it('leaves nothing behind', async () => {
    const file = manifestFile(root, 'model.json')
    mkdirSync(join(root, 'model.json', 'in the way'), { recursive: true })
    const before = readdirSync(root)
    await expect(file.write('{}')).rejects.toThrow()
    expect(readdirSync(root)).toEqual(before)
  })
})
