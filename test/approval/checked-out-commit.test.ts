import { describe, expect, it } from '@jest/globals'
import { readCheckedOutCommit } from '../../src/approval/checked-out-commit.ts'
import { FakeWorkspace } from '../fakes/workspace.ts'

const SHA = '3f9a12c4'.repeat(5)
const OTHER = '0b5e77aa'.repeat(5)
const SHA_256 = '3f9a12c4'.repeat(8)
const HEAD = '.git/HEAD'
const MAIN = '.git/refs/heads/main'
const PACKED = '.git/packed-refs'
const PACKED_REFS = `# pack-refs with: peeled fully-peeled sorted
${OTHER} refs/heads/main2
${SHA} refs/heads/main
${OTHER} refs/tags/v1
^${OTHER}
`

const read = (files: Readonly<Record<string, string | Uint8Array>>, path = 'training/a.yml') =>
  readCheckedOutCommit(path, new FakeWorkspace(files))

describe('the checked out commit', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['a detached head', { [HEAD]: `${SHA}\n` }, SHA],
    ['a SHA-256', { [HEAD]: `${SHA_256}\n` }, SHA_256],
    ['no line end', { [HEAD]: SHA }, SHA],
    ['CRLF', { [HEAD]: 'ref: refs/heads/main\r\n', [MAIN]: `${SHA}\r\n` }, SHA],
    ['a branch', { [HEAD]: 'ref: refs/heads/main\n', [MAIN]: `${SHA}\n` }, SHA],
    [
      'a branch with slashes',
      { [HEAD]: 'ref: refs/remotes/pull/7/merge\n', '.git/refs/remotes/pull/7/merge': `${SHA}\n` },
      SHA,
    ],
    ['a packed branch', { [HEAD]: 'ref: refs/heads/main\n', [PACKED]: PACKED_REFS }, SHA],
    [
      'a packed branch with CRLF',
      { [HEAD]: 'ref: refs/heads/main', [PACKED]: PACKED_REFS.replaceAll('\n', '\r\n') },
      SHA,
    ],
    [
      'a loose branch before a packed one',
      { [HEAD]: 'ref: refs/heads/main\n', [MAIN]: `${OTHER}\n`, [PACKED]: PACKED_REFS },
      OTHER,
    ],
  ])('with %s', async (_, files, sha) => {
    expect(await read(files)).toBe(sha)
  })

  it.each<[string, Readonly<Record<string, string | Uint8Array>>]>([
    ['no repository', {}],
    ['an empty file', { [HEAD]: '' }],
    ['a short id', { [HEAD]: SHA.slice(1) }],
    ['a long id', { [HEAD]: `${SHA}0` }],
    ['a text', { [HEAD]: 'main' }],
    ['two lines', { [HEAD]: `${SHA}\n${OTHER}\n` }],
    ['a branch without commits', { [HEAD]: 'ref: refs/heads/main\n' }],
    ['a reference to a reference', { [HEAD]: 'ref: refs/heads/main', [MAIN]: 'ref: refs/heads/other' }],
    ['a name outside of refs', { [HEAD]: 'ref: config\n', '.git/config': SHA }],
    ['another packed branch', { [HEAD]: 'ref: refs/heads/mai\n', [PACKED]: PACKED_REFS }],
    ['a name that leaves the folder', { [HEAD]: 'ref: refs/../../x\n', x: SHA }],
    ['a packed name without a commit', { [HEAD]: 'ref: refs/heads/main\n', [PACKED]: 'x refs/heads/main\n' }],
    ['a huge file', { [HEAD]: new Uint8Array(1_000_001).fill(97) }],
  ])('is unknown with %s', async (_, files) => {
    expect(await read(files)).toBeUndefined()
  })

  it('is that of the nearest repository above the file', async () => {
    const files = {
      [HEAD]: OTHER,
      'one/.git/HEAD': 'ref: refs/heads/main',
      'one/.git/refs/heads/main': SHA,
      'one/two/.git/config': '',
    }
    expect(await read(files, 'one/two/a.yml')).toBe(SHA)
    expect(await read(files, 'one.yml')).toBe(OTHER)
    expect(await read(files, 'ones/a.yml')).toBe(OTHER)
  })
})
