import { afterEach, describe, expect, it } from '@jest/globals'
import { branchFiles } from '../../src/github/branch-files.ts'
import type { Fault } from '../simulator/faults.ts'
import { startClient, stopGitHubs } from './comments-api.ts'

afterEach(stopGitHubs)

describe('branchFiles', () => {
  it.each([
    ['main', 'training/support-bot.yml'],
    ['release/2.x', 'training/a b#1?ü%41.yml'],
  ])('reads the bytes of a file on %j: %j', async (ref, path) => {
    const { github, client } = await startClient()
    const bytes = Buffer.from([...Array.from({ length: 300 }, (_, n) => n % 256), 0x0d, 0x0a])
    github.repository.putFile(path, bytes, ref)
    github.repository.putFile(path, 'something else', 'other')
    const files = branchFiles(client, ref)
    expect(files.ref).toBe(ref)
    const file = await files.read(path)
    expect(file.kind === 'file' && Buffer.from(file.bytes).equals(bytes)).toBe(true)
  })

  it('reads an empty file', async () => {
    const { github, client } = await startClient()
    github.repository.putFile('a.yml', '')
    expect(await branchFiles(client, 'main').read('a.yml')).toEqual({
      kind: 'file',
      bytes: Buffer.alloc(0),
    })
  })

  it('reports a missing file', async () => {
    expect(await branchFiles((await startClient()).client, 'main').read('a.yml')).toEqual({
      kind: 'missing',
    })
  })

  it.each<[string, Fault]>([
    ['a folder', { kind: 'mutate', change: (file) => [file] }],
    ['too large for GitHub', { kind: 'mutate', set: { content: '', encoding: 'none' } }],
    [
      'a link to a target outside',
      { kind: 'mutate', set: { type: 'symlink', target: '../x' }, remove: ['content', 'encoding'] },
    ],
    ['a submodule', { kind: 'mutate', set: { type: 'submodule' }, remove: ['content', 'encoding'] }],
    ['a truncated response', { kind: 'truncated', end: 'fin' }],
    ['not JSON', { kind: 'garbage' }],
    ['null', { kind: 'mutate', change: () => null }],
  ])('reports a file as unreadable if it is %s', async (_, fault) => {
    const { github, client } = await startClient({ faults: [fault] })
    github.repository.putFile('a.yml', 'job_type: dpo\n'.repeat(20))
    expect(await branchFiles(client, 'main').read('a.yml')).toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(/./),
    })
  })

  it('reports a file as unreadable without permission or after a server error', async () => {
    const { client } = await startClient({ permissions: { contents: 'none' } })
    expect(await branchFiles(client, 'main').read('a.yml')).toMatchObject({
      kind: 'unreadable',
      error: { isPermanent: true },
      message: expect.stringMatching(/^reading a.yml on main: Resource not accessible.*contents: read/),
    })
    const broken = await startClient({ faults: [{ kind: 'status', status: 502 }] })
    expect(await branchFiles(broken.client, 'main').read('a.yml')).toMatchObject({
      kind: 'unreadable',
      error: { isPermanent: false },
      message: 'reading a.yml on main: HTTP 502: Bad Gateway',
    })
  })
})

describe('a file that must be proven to be missing', () => {
  const PATH = 'training/bots/a.yml'
  const PROVEN = { provesMissing: true }
  const notFound = (path: string): Fault => ({
    kind: 'status',
    status: 404,
    on: { operation: 'getContent', when: (request) => request.path.endsWith(path) },
  })

  it.each([
    ['its folder', ['training/bots/b.yml'], 2],
    ['the folder above', ['training/b.yml'], 3],
    ['the root', ['b.yml'], 4],
    ['a file in the place of its folder', ['training/bots'], 2],
  ])('is if GitHub lists %s without it', async (_, paths, requests) => {
    const { github, client } = await startClient()
    for (const path of paths) github.repository.putFile(path, 'text')
    expect(await branchFiles(client, 'main').read(PATH, PROVEN)).toEqual({ kind: 'missing' })
    expect(github.requests).toHaveLength(requests)
  })

  it.each([
    ['its folder lists it', [notFound('a.yml')], false],
    ['its folder is listed, but not found', [notFound('a.yml'), notFound('bots')], false],
    ['nothing is found', [notFound('')], true],
  ])('is not if %s', async (_, faults, isPermanent) => {
    const { github, client } = await startClient({ faults })
    github.repository.putFile(PATH, 'text')
    const read = branchFiles(client, 'main').read(PATH, PROVEN)
    expect(await read).toMatchObject({ kind: 'unreadable', error: { isPermanent } })
  })
})
