import { describe, expect, it } from '@jest/globals'
import { loadPolicy } from '../../src/policy/load-policy.ts'
import { policyFile } from '../fakes/default-branch.ts'
import { fakeDefaultBranch } from '../fakes/default-branch.ts'
import { VirtualClock } from '../fakes/clock.ts'

const MINUTE = 60_000

function load(...answers: Parameters<typeof fakeDefaultBranch>[0][]) {
  const clock = new VirtualClock()
  const branches = answers.map((answer) => fakeDefaultBranch(answer))
  const defaultBranch = {
    ...fakeDefaultBranch(),
    readPolicy: (path: string) => (branches.length > 1 ? branches.shift()! : branches[0]!).readPolicy(path),
  }
  return loadPolicy(defaultBranch, { clock, random: () => 0.5, untilMs: 15 * MINUTE })
}

const failure = (message: string, isPermanent: boolean, isNotFound = false) =>
  ({ ok: false, message, isPermanent, isNotFound }) as const

describe('loadPolicy', () => {
  it('finds none, or a policy', async () => {
    expect(await load(undefined)).toEqual({ kind: 'none' })
    expect(await load('version: 1\nstop: true\n')).toMatchObject({ kind: 'loaded', policy: { stop: true } })
  })

  it('tries again after a transient error', async () => {
    expect(await load(failure('HTTP 502', false), 'version: 1\n')).toMatchObject({ kind: 'loaded' })
  })

  it('gives up after an outage, or a refusal', async () => {
    expect(await load(failure('HTTP 502', false))).toEqual({ kind: 'unreadable', error: 'HTTP 502' })
    expect(await load(failure('not found (HTTP 404)', true, true))).toEqual({
      kind: 'unreadable',
      error: expect.stringMatching(/^not found \(HTTP 404\)\. .*contents: read/) as unknown,
    })
  })

  it.each([
    ['version: 2\n', 1, /^On the default branch: version/],
    ['version: 1\nlimit: {}\n', 2, /^On the default branch: .*limits/],
  ])('says what is wrong with %j', async (text, line, message) => {
    expect(await load(text)).toEqual({
      kind: 'invalid',
      diagnostics: [
        expect.objectContaining({
          level: 'error',
          location: expect.objectContaining({ file: '.github/forge-policy.yml', line }),
          message: expect.stringMatching(message),
        }),
      ],
    })
  })

  it('says why a file cannot be used', async () => {
    expect(
      await load(policyFile({ kind: 'unusable', message: 'it is a symlink, not a file' })),
    ).toMatchObject({
      kind: 'invalid',
      diagnostics: [{ message: 'On the default branch: it is a symlink, not a file' }],
    })
  })
})
