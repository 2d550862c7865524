import { describe, expect, it } from '@jest/globals'
import { defaultBranchFiles } from '../../src/github/default-branch.ts'
import type { GitHubClient } from '../../src/github/github-client.ts'

const POLICY = '.github/forge-policy.yml'
const NOT_FOUND = Object.assign(new Error('Not Found'), { status: 404 })
const fileOf = (text: string) => ({
  type: 'file',
  encoding: 'base64',
  content: Buffer.from(text).toString('base64'),
  html_url: 'https://github.example/policy',
})
const listing = (...names: readonly string[]) => names.map((name) => ({ name, type: 'file' }))

/** A repository with these answers by path; other paths are not found. An error is thrown. */
function branchWith(answers: Readonly<Record<string, unknown>>) {
  const paths: string[] = []
  const getContent = ({ path }: { readonly path: string }) => {
    paths.push(path)
    const answer = Object.hasOwn(answers, path) ? answers[path] : NOT_FOUND
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ data: answer })
  }
  const octokit = { rest: { repos: { getContent } } }
  const client = {
    repo: { owner: 'acme', repo: 'models' },
    call: async (_: string, __: string, send: (each: unknown) => Promise<unknown>) => {
      try {
        return { ok: true, value: await send(octokit) }
      } catch (error) {
        return { ok: false, message: error instanceof Error ? error.message : '' }
      }
    },
  } as unknown as GitHubClient
  return { branch: defaultBranchFiles(client), paths }
}

const ROOT = listing('README.md')

describe('the policy of the default branch', () => {
  it.each<[string, Record<string, unknown>, number]>([
    ['the folder does not list it', { '.github': listing('CODEOWNERS') }, 1],
    ['there is no folder', { '': ROOT }, 3],
    ['the folder is empty', { '.github': [], '': listing('README.md', '.github') }, 3],
    [
      'the folder is too large',
      { '.github': listing(...Array.from({ length: 1000 }, (_, n) => `${n}`)), '': ROOT },
      3,
    ],
  ])('does not exist if %s', async (_, answers, requests) => {
    const { branch, paths } = branchWith(answers)
    expect(await branch.readPolicy(POLICY)).toEqual({ ok: true, value: { kind: 'none' } })
    expect(paths).toHaveLength(requests)
  })

  it('is read', async () => {
    const { branch } = branchWith({
      '.github': listing('forge-policy.yml'),
      [POLICY]: fileOf('version: 1\n'),
    })
    expect(await branch.readPolicy(POLICY)).toEqual({
      ok: true,
      value: { kind: 'file', bytes: Buffer.from('version: 1\n'), url: 'https://github.example/policy' },
    })
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['a folder', { '.github': [{ name: 'forge-policy.yml', type: 'dir' }] }, 'it is a dir, not a file'],
    ['of no known type', { '.github': [{ name: 'forge-policy.yml' }] }, 'it is a special file, not a file'],
    ['in a file', { '.github': { type: 'file' } }, '`.github` is not a folder'],
    [
      'misnamed',
      { '.github': listing('Forge-Policy.YAML') },
      '`.github/Forge-Policy.YAML` must be named `forge-policy.yml`',
    ],
    [
      'too large',
      { '.github': listing('forge-policy.yml'), [POLICY]: { type: 'file', encoding: 'none', content: '' } },
      'it is not a file, or is larger than 1 MB',
    ],
  ])('cannot be used if it is %s', async (_, answers, message) => {
    expect(await branchWith(answers).branch.readPolicy(POLICY)).toEqual({
      ok: true,
      value: { kind: 'unusable', message },
    })
  })

  it.each<[string, Record<string, unknown>]>([
    ['the listing is no list', { '.github': '<html>' }],
    ['the listing has entries without names', { '.github': [null] }],
    ['the file is no answer of GitHub', { '.github': listing('forge-policy.yml'), [POLICY]: '<html>' }],
    ['the file is listed, but not found', { '.github': listing('forge-policy.yml'), '': ROOT }],
    ['the folder is listed, but not found', { '': listing('.github') }],
    ['the root cannot be listed', {}],
    ['the root is empty', { '': [] }],
    ['the root is no list', { '': '<html>' }],
    ['GitHub fails', { '.github': new Error('HTTP 502') }],
  ])('is unknown if %s', async (_, answers) => {
    expect(await branchWith(answers).branch.readPolicy(POLICY)).toMatchObject({ ok: false })
  })
})

describe('CODEOWNERS', () => {
  it.each<[string, Record<string, unknown>, string | undefined]>([
    ['the first one counts', { CODEOWNERS: fileOf('b'), '.github/CODEOWNERS': fileOf('a') }, 'a'],
    ['it may be in docs', { 'docs/CODEOWNERS': fileOf('c') }, 'c'],
    ['there may be none', {}, undefined],
    ['it may be unreadable', { '.github/CODEOWNERS': new Error('HTTP 502') }, undefined],
  ])('%s', async (_, answers, text) => {
    expect(await branchWith(answers).branch.readCodeowners()).toBe(text)
  })
})
