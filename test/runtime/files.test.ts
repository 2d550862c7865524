import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { modifiedAtMs, readJson, workspaceFiles } from '../../src/runtime/files.ts'
import type { FileAnswer } from '../../src/job-spec/types.ts'

const MOST = 100
let base: string
let root: string

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'workspace-'))
  root = join(base, 'repo')
  mkdirSync(join(root, 'training/deep'), { recursive: true })
  mkdirSync(join(base, 'repo-2'))
  for (const path of [
    'training/a.yml',
    'training/deep/b.yml',
    'training/[c].yml',
    'top.yml',
    '..odd.yml',
    '../repo-2/d.yml',
  ]) {
    writeFileSync(join(root, path), path)
  }
  writeFileSync(join(base, 'secret.yml'), 'secret')
  writeFileSync(join(root, 'full.bin'), Buffer.alloc(MOST, 7))
  writeFileSync(join(root, 'over.bin'), Buffer.alloc(MOST + 1, 7))
  const links = {
    'out.yml': '../secret.yml',
    'out-folder': '..',
    'in.yml': 'training/a.yml',
    'in-folder': 'training',
    'dangling.yml': 'nowhere',
    'loop.yml': 'loop.yml',
    'training/up': '..',
  }
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(root, path))
})

afterAll(() => {
  rmSync(base, { recursive: true })
})

async function read(path: string): Promise<FileAnswer> {
  const answer = await workspaceFiles(root).read(path, MOST)
  return answer
}

async function glob(pattern: string): Promise<readonly string[]> {
  return [...(await workspaceFiles(root).glob(pattern))].sort()
}

describe('reading a file of the workspace', () => {
  it('gives its bytes, as many as are allowed', async () => {
    expect(await read('training/a.yml')).toEqual({ kind: 'file', bytes: Buffer.from('training/a.yml') })
    expect(await read('full.bin')).toEqual({ kind: 'file', bytes: Buffer.alloc(MOST, 7) })
    expect(await read('over.bin')).toEqual({ kind: 'too-large', bytes: MOST + 1 })
    expect(await read('..odd.yml')).toMatchObject({ kind: 'file' })
  })

  it('stops at the limit where a file says that it is empty but goes on', async () => {
    expect(await workspaceFiles('/proc').read('self/status', 10)).toEqual({ kind: 'too-large', bytes: 11 })
  })

  it('follows links inside', async () => {
    expect(await read('in.yml')).toMatchObject({ kind: 'file' })
    expect(await read('in-folder/deep/b.yml')).toMatchObject({ kind: 'file' })
  })

  it.each([
    '../secret.yml',
    '/etc/hostname',
    '..',
    'out.yml',
    'out-folder/secret.yml',
    'out-folder',
    '../repo-2/d.yml',
    'training/../../secret.yml',
  ])('does not go outside: %s', async (path) => {
    expect(await read(path)).toEqual({ kind: 'outside' })
  })

  it('tells what else a path may be', async () => {
    expect(await read('nowhere.yml')).toEqual({ kind: 'missing' })
    expect(await read('dangling.yml')).toEqual({ kind: 'missing' })
    expect(await read('top.yml/inside')).toEqual({ kind: 'missing' })
    expect(await read('training')).toEqual({ kind: 'directory' })
    expect(await read('.')).toEqual({ kind: 'directory' })
    expect(await read('loop.yml')).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining('ELOOP'),
    })
    expect(await read('zero\0byte')).toMatchObject({ kind: 'unreadable' })
  })

  it('does not wait for a pipe, and does not read a socket or a device', async () => {
    execFileSync('mkfifo', [join(root, 'pipe')])
    const server = createServer()
    await new Promise<void>((listening) => server.listen(join(root, 'socket'), listening))
    try {
      expect(await read('pipe')).toEqual({ kind: 'special' })
      expect(await read('socket')).toEqual({ kind: 'special' })
      expect(await workspaceFiles('/dev').read('zero', MOST)).toEqual({ kind: 'special' })
    } finally {
      await new Promise((closed) => server.close(closed))
      rmSync(join(root, 'pipe'))
    }
  })

  it('works where the workspace itself is behind a link, and where there is none', async () => {
    expect(await workspaceFiles(join(root, 'in-folder')).read('a.yml', MOST)).toMatchObject({ kind: 'file' })
    expect(await workspaceFiles(join(base, 'nothing')).read('a.yml', MOST)).toEqual({ kind: 'missing' })
  })

  it('says when permission is missing', async () => {
    const path = join(root, 'locked.yml')
    writeFileSync(path, 'x')
    chmodSync(path, 0)
    const expected = process.getuid?.() === 0 ? { kind: 'file' } : { kind: 'unreadable' }
    expect(await read('locked.yml')).toMatchObject(expected)
    rmSync(path)
  })
})

describe('listing files of the workspace', () => {
  it('gives files, not folders, with slashes, from the workspace', async () => {
    expect(await glob('training/**')).toEqual(['training/[c].yml', 'training/a.yml', 'training/deep/b.yml'])
    expect(await glob('*/a.{yml,yaml}')).toEqual(['training/a.yml'])
    expect(await glob('training/?.yml')).toEqual(['training/a.yml'])
    expect(await glob('nowhere/*')).toEqual([])
    expect(await glob('[')).toEqual([])
  })

  it('leaves out what links lead out to, and what is no file', async () => {
    expect(await glob('*.yml')).toEqual(['in.yml', 'top.yml'])
    expect(await glob('out-folder/*')).toEqual([])
    expect(await glob('../*')).toEqual([])
    expect(await glob('{..,training}/*.yml')).toEqual(['training/[c].yml', 'training/a.yml'])
    expect(await glob(`${base}/*.yml`)).toEqual([])
    expect(await glob('training/up/*.yml')).toEqual(['training/up/in.yml', 'training/up/top.yml'])
  })
})

describe('a file of the runner', () => {
  const write = (name: string, text: string): string => {
    const path = join(base, name)
    writeFileSync(path, text)
    return path
  }

  it.each([
    ['an object', '{ "number": 12, "title": "ä" }\n', { number: 12, title: 'ä' }],
    ['a list', '[1]', [1]],
    ['null', 'null', null],
    ['half of it', '{ "number": 1', undefined],
    ['nothing', '', undefined],
  ])('may hold JSON: %s', async (_, text, value) => {
    expect(await readJson(write('event.json', text))).toEqual(value)
  })

  it('was written at some time', async () => {
    const path = write('event.json', '{}')
    utimesSync(path, 0, Date.UTC(2026, 2, 2, 9, 30) / 1000)
    expect(await modifiedAtMs(path)).toBe(Date.UTC(2026, 2, 2, 9, 30))
  })

  it.each([
    ['not named', () => undefined],
    ['named by nothing', () => ''],
    ['not there', () => join(base, 'nowhere.json')],
    ['below another file', () => join(base, 'secret.yml', 'event.json')],
  ])('is not missed when it is %s', async (_, path) => {
    expect([await readJson(path()), await modifiedAtMs(path())]).toEqual([undefined, undefined])
  })

  it('is no folder', async () => {
    expect(await readJson(base)).toBeUndefined()
  })
})
