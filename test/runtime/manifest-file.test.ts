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
import { createManifestFile } from '../../src/runtime/manifest-file.ts'

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

const validateTarget = (path: string) => createManifestFile(root, path).validateTarget()

describe('the target of the manifest', () => {
  it.each([
    ['a new file', 'model.json'],
    ['a new folder', 'release/files/model.json'],
    ['a path through a link inside the workspace', 'in/model.json'],
    ['a name that starts with dots', '..model.json'],
  ])('may be %s, which is created only when written', async (_, path) => {
    const before = readdirSync(root)
    expect(await validateTarget(path)).toBeUndefined()
    expect(readdirSync(root)).toEqual(before)
    await createManifestFile(root, path).write('{}\n')
    expect(readFileSync(join(root, path), 'utf8')).toBe('{}\n')
  })

  it('may be an absolute path in the workspace', async () => {
    expect(await validateTarget(join(root, 'model.json'))).toBeUndefined()
  })

  it.each([
    ['in the parent folder', '../model.json', /not in the workspace/],
    ['an absolute path', '/etc/model.json', /not in the workspace/],
    ['the workspace', '.', /not in the workspace/],
    ['behind a link out of the workspace', 'out/model.json', /leads out of the workspace/],
    ['in a new folder behind such a link', 'out/a/model.json', /leads out of the workspace/],
    ['a folder', 'training', /a folder or link/],
    ['a link', 'link.json', /a folder or link/],
    ['below a file', 'training/spec.yml/model.json', /a file, not a folder/],
    ['further below a file', 'training/spec.yml/a/model.json', /a file, not a folder/],
    ['in the .git folder', '.git/model.json', /in the `\.git` folder/],
    ['a spec', 'training/spec.yml', /not a manifest of this action/],
    ['other JSON', 'training/list.json', /not a manifest of this action/],
  ])('may not be %s', async (_, path, message) => {
    expect(await validateTarget(path)).toMatch(message)
    expect(readFileSync(join(root, 'training/spec.yml'), 'utf8')).toBe('job_type: dpo')
    expect(readFileSync(join(root, 'training/list.json'), 'utf8')).toBe('[]')
  })

  it('may be the manifest of an earlier run, which is removed so that its model is not released again', async () => {
    writeFileSync(join(root, 'model.json'), OLD)
    expect(await validateTarget('model.json')).toBeUndefined()
    expect(existsSync(join(root, 'model.json'))).toBe(false)
  })
})

describe('a failed write of the manifest', () => {
  it('leaves no files behind', async () => {
    const file = createManifestFile(root, 'model.json')
    mkdirSync(join(root, 'model.json', 'in the way'), { recursive: true })
    const before = readdirSync(root)
    await expect(file.write('{}')).rejects.toThrow()
    expect(readdirSync(root)).toEqual(before)
  })
})
