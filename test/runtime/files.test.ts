import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  getModifiedAtMs,
  readEventFile,
  readJson,
  stopFileOf,
  workspaceFiles,
} from '../../src/runtime/files.ts'
import type { FileReadResult } from '../../src/job-spec/types.ts'

const MAX_BYTES = 100
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
  writeFileSync(join(root, 'full.bin'), Buffer.alloc(MAX_BYTES, 7))
  writeFileSync(join(root, 'over.bin'), Buffer.alloc(MAX_BYTES + 1, 7))
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

async function read(path: string): Promise<FileReadResult> {
  return workspaceFiles(root).read(path, MAX_BYTES)
}

async function glob(pattern: string): Promise<readonly string[]> {
  return [...((await workspaceFiles(root).glob(pattern)) ?? [])].sort()
}

describe('identifying a workspace file', () => {
  const identify = (path: string) => workspaceFiles(root).identify(path)

  it('gives all names of a file the same id, and other files another', async () => {
    linkSync(join(root, 'training/a.yml'), join(base, 'hard-link.yml'))
    const id = await identify('training/a.yml')
    expect(id).toMatch(/^\d+:\d+$/)
    for (const name of ['in.yml', 'in-folder/a.yml', 'training/./a.yml'])
      expect(await identify(name)).toBe(id)
    expect(await workspaceFiles(base).identify('hard-link.yml')).toBe(id)
    for (const name of ['top.yml', 'training/deep/b.yml']) expect(await identify(name)).not.toBe(id)
  })

  it.each(['out.yml', '../secret.yml', 'nowhere.yml', 'dangling.yml', 'loop.yml', 'training', 'a\0b'])(
    'gives none to %j',
    async (path) => {
      expect(await identify(path)).toBeUndefined()
    },
  )
})

describe('reading a workspace file', () => {
  it('returns its bytes up to the limit', async () => {
    expect(await read('training/a.yml')).toEqual({ kind: 'file', bytes: Buffer.from('training/a.yml') })
    expect(await read('full.bin')).toEqual({ kind: 'file', bytes: Buffer.alloc(MAX_BYTES, 7) })
    expect(await read('over.bin')).toEqual({ kind: 'too-large', bytes: MAX_BYTES + 1 })
    expect(await read('..odd.yml')).toMatchObject({ kind: 'file' })
  })

  it('stops at the limit if a file has more bytes than its size', async () => {
    expect(await workspaceFiles('/proc').read('self/status', 10)).toEqual({
      kind: 'too-large',
      bytes: 11,
    })
  })

  it('follows links inside the workspace', async () => {
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
  ])('does not read outside the workspace: %s', async (path) => {
    expect(await read(path)).toEqual({ kind: 'outside' })
  })

  it('reports missing files, directories and errors', async () => {
    expect(await read('nowhere.yml')).toEqual({ kind: 'missing' })
    expect(await read('dangling.yml')).toEqual({ kind: 'missing' })
    expect(await read('top.yml/inside')).toEqual({ kind: 'missing' })
    expect(await read('training')).toEqual({ kind: 'directory' })
    expect(await read('.')).toEqual({ kind: 'directory' })
    expect(await read('loop.yml')).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('ELOOP'),
    })
    expect(await read('zero\0byte')).toMatchObject({ kind: 'unreadable' })
  })

  it('does not block on a pipe nor read a socket or device', async () => {
    execFileSync('mkfifo', [join(root, 'pipe')])
    const server = createServer()
    await new Promise<void>((listening) => server.listen(join(root, 'socket'), listening))
    try {
      expect(await read('pipe')).toEqual({ kind: 'special' })
      expect(await read('socket')).toEqual({ kind: 'special' })
      expect(await workspaceFiles('/dev').read('zero', MAX_BYTES)).toEqual({ kind: 'special' })
    } finally {
      await new Promise((closed) => server.close(closed))
      rmSync(join(root, 'pipe'))
    }
  })

  it('works if the workspace is a link or does not exist', async () => {
    expect(await workspaceFiles(join(root, 'in-folder')).read('a.yml', MAX_BYTES)).toMatchObject({
      kind: 'file',
    })
    expect(await workspaceFiles(join(base, 'nothing')).read('a.yml', MAX_BYTES)).toEqual({ kind: 'missing' })
  })

  it('reports a missing permission', async () => {
    const path = join(root, 'locked.yml')
    writeFileSync(path, 'x')
    chmodSync(path, 0)
    const expected = process.getuid?.() === 0 ? { kind: 'file' } : { kind: 'unreadable' }
    expect(await read('locked.yml')).toMatchObject(expected)
    rmSync(path)
  })
})

describe('listing workspace files', () => {
  it('returns relative paths of files with forward slashes', async () => {
    expect(await glob('training/**')).toEqual(['training/[c].yml', 'training/a.yml', 'training/deep/b.yml'])
    expect(await glob('*/a.{yml,yaml}')).toEqual(['training/a.yml'])
    expect(await glob('training/?.yml')).toEqual(['training/a.yml'])
    expect(await glob('nowhere/*')).toEqual([])
    expect(await glob('[')).toEqual([])
  })

  it('skips links out of the workspace and anything but files', async () => {
    expect(await glob('*.yml')).toEqual(['in.yml', 'top.yml'])
    expect(await glob('out-folder/*')).toEqual([])
    expect(await glob('../*')).toEqual([])
    expect(await glob('{..,training}/*.yml')).toEqual(['training/[c].yml', 'training/a.yml'])
    expect(await glob(`${base}/*.yml`)).toEqual([])
    expect(await glob('training/up/*.yml')).toEqual(['training/up/in.yml', 'training/up/top.yml'])
  })
})

describe('readEventFile', () => {
  const write = (text: string): string => {
    const path = join(base, 'payload.json')
    writeFileSync(path, text)
    return path
  }

  it('returns the payload', () => {
    expect(readEventFile(write('{ "number": 12 }'))).toEqual({ payload: { number: 12 } })
  })

  it.each<[string, () => string | undefined, RegExp]>([
    ['is not named', () => undefined, /^the variable GITHUB_EVENT_PATH is not set$/],
    ['is missing', () => join(base, 'nowhere.json'), /nowhere\.json cannot be read \(ENOENT/],
    ['is a folder', () => base, /cannot be read \(EISDIR/],
    ['is cut off', () => write('{ "number": 1'), /payload\.json is not JSON$/],
    ['is empty', () => write(''), /payload\.json is not JSON$/],
    ['is null', () => write('null'), /payload\.json is not a JSON object$/],
    ['is a list', () => write('[1]'), /payload\.json is not a JSON object$/],
  ])('says why if the file %s', (_, path, error) => {
    const file = readEventFile(path())
    expect(file).toEqual({ error: expect.stringMatching(error) as unknown })
  })
})

describe('readJson and getModifiedAtMs', () => {
  const write = (name: string, text: string): string => {
    const path = join(base, name)
    writeFileSync(path, text)
    return path
  }

  it.each([
    ['an object', '{ "number": 12, "title": "ä" }\n', { number: 12, title: 'ä' }],
    ['a list', '[1]', [1]],
    ['null', 'null', null],
    ['truncated JSON', '{ "number": 1', undefined],
    ['an empty file', '', undefined],
  ])('parse %s', (_, text, value) => {
    expect(readJson(write('event.json', text))).toEqual(value)
  })

  it('return the modification time', () => {
    const path = write('event.json', '{}')
    utimesSync(path, 0, Date.UTC(2026, 2, 2, 9, 30) / 1000)
    expect(getModifiedAtMs(path)).toBe(Date.UTC(2026, 2, 2, 9, 30))
  })

  it.each([
    ['undefined', () => undefined],
    ['empty', () => ''],
    ['of a missing file', () => join(base, 'nowhere.json')],
    ['below a file', () => join(base, 'secret.yml', 'event.json')],
  ])('return undefined for a path that is %s', (_, path) => {
    expect([readJson(path()), getModifiedAtMs(path())]).toEqual([undefined, undefined])
  })

  it('return undefined for a folder', () => {
    expect(readJson(base)).toBeUndefined()
  })
})

describe('a stop file', () => {
  it('exists for the step that it names once it is written', () => {
    const [main, post, other] = [stopFileOf('a', base), stopFileOf('a', base), stopFileOf('b', base)]
    expect(main.exists()).toBe(false)
    post.write()
    expect([main.exists(), other.exists()]).toEqual([true, false])
  })

  it.each([undefined, '', 'nowhere'])('does not exist and harms nobody in the folder %j', (name) => {
    const file = stopFileOf('a', name && join(base, name))
    file.write()
    expect(file.exists()).toBe(false)
  })
})
