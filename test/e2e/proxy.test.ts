import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ConnectProxy, type ProxyOptions } from '../network/connect-proxy.ts'
import { ownCa, type OwnCa } from '../network/custom-ca.ts'
import { wayTo } from '../network/proxy-url.ts'
import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import { inWorld, KEY, TOKEN, type World } from './world.ts'

/** Without these, only the proxy knows the names of the two servers. */
const KNOWN_NAMES = {
  NODE_OPTIONS: `--require ${fileURLToPath(new URL('../network/made-up-names.cjs', import.meta.url))}`,
}

const TRAINED = [{ afterMs: 0, status: 'SUCCESS' }]

let directory: string
let caFile: string
let ca: OwnCa

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'own-ca-'))
  caFile = join(directory, 'ca.pem')
  ca = await ownCa()
  writeFileSync(caFile, ca.certificate)
})

afterAll(() => rmSync(directory, { recursive: true }))

interface Office {
  readonly world: World
  readonly proxy: ConnectProxy
  /** `host:port` of the two servers, behind TLS. */
  readonly forge: string
  readonly github: string
  readonly run: (env: Readonly<Record<string, string>>, step?: Partial<StepOptions>) => Promise<StepResult>
}

/** A world whose servers have names of their own and certificates of a CA that nobody knows, and a proxy. */
function inOffice(options: ProxyOptions, story: (office: Office) => Promise<void>): Promise<void> {
  return inWorld({ forge: { timeline: TRAINED }, github: { prefix: '/api/v3' } }, async (world) => {
    const port = ({ url }: { url: string }) => Number(new URL(url).port)
    const proxy = await new ConnectProxy(options).start()
    const fronts = [
      await ca.front('forge.example', port(world.forge)),
      await ca.front('github.example', port(world.github)),
    ] as const
    const forge = `forge.example:${fronts[0].port}`
    const github = `github.example:${fronts[1].port}`
    const run: Office['run'] = (env, step) =>
      world.run({
        with: { 'api-url': `https://${forge}` },
        githubApiUrl: `https://${github}/api/v3`,
        env: { NODE_EXTRA_CA_CERTS: caFile, ...env },
        ...step,
      })
    try {
      await story({ world, proxy, forge, github, run })
    } finally {
      await Promise.all([proxy.stop(), ...fronts.map((front) => front.stop())])
    }
  })
}

const withLogin = ({ url }: ConnectProxy, login: string) => url.replace('//', `//${login}@`)

const errors = ({ annotations }: StepResult) =>
  annotations.flatMap(({ level, message }) => (level === 'error' ? [message] : [])).join('\n')

describe('behind a proxy', () => {
  it('all goes through it, with its login, and it can read none of it', () =>
    inOffice({ login: 'anna:p@ss word' }, async ({ world, proxy, forge, github, run }) => {
      const result = await run({ https_proxy: withLogin(proxy, 'anna:p%40ss%20word') })
      expect(errors(result)).toBe('')
      expect(result.exitCode).toBe(0)
      expect(world.forge.accepted).toHaveLength(1)
      expect(world.comments).toEqual([expect.stringContaining('The model is trained')])
      expect(new Set(proxy.asked)).toEqual(new Set([forge, github]))
      expect(proxy.readable).toEqual([])
      // Else the proxy would not hear what it is tested for.
      expect(proxy.passed).toContain(`CONNECT ${forge} HTTP/1.1`)
      for (const secret of [KEY, TOKEN]) expect(proxy.passed).not.toContain(secret)
      expect(result.log).not.toMatch(/ss word|p%40ss|deprecat/i)
    }))

  it.each([
    ['.example', false, false],
    ['forge.example', false, true],
    ['other.example, GITHUB.example', true, false],
  ])('no_proxy=%s', (noProxy, isForgeAsked, isGitHubAsked) =>
    inOffice({}, async ({ world, proxy, forge, github, run }) => {
      const result = await run({ ...KNOWN_NAMES, HTTPS_PROXY: proxy.url, NO_PROXY: noProxy })
      expect(result.exitCode).toBe(0)
      expect(world.comments).toHaveLength(1)
      expect([proxy.asked.includes(forge), proxy.asked.includes(github)]).toEqual([
        isForgeAsked,
        isGitHubAsked,
      ])
    }),
  )

  it.each([
    [
      'the service',
      'github.example',
      /: the proxy refuses the connection \(HTTP 407\)\. Check the name and password of the proxy in `https_proxy`\. /,
    ],
    [
      'GitHub',
      'forge.example',
      /GitHub, .* could not be asked .*: the proxy refuses the connection \(HTTP 407\)\. Check the name and password of the proxy in `https_proxy`\.\)/,
    ],
  ])('that refuses the way to %s: red, with what to do, and nothing is submitted', (_, no_proxy, words) =>
    inOffice({ login: 'anna:right' }, async ({ world, proxy, run }) => {
      const result = await run({ ...KNOWN_NAMES, https_proxy: withLogin(proxy, 'anna:wrong'), no_proxy })
      expect(result.exitCode).toBe(1)
      expect(errors(result)).toMatch(words)
      expect(world.forge.accepted).toEqual([])
      expect(result.log).not.toContain('wrong')
    }),
  )
})

describe('a certificate of an own CA', () => {
  it.each([
    [
      'the service',
      ({ github }: World) => ({ githubApiUrl: github.url }),
      /not accepted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\).* name its CA in NODE_EXTRA_CA_CERTS\./,
    ],
    [
      'GitHub',
      ({ forge }: World) => ({ with: { 'api-url': forge.url } }),
      /not accepted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)\. .* name its CA in NODE_EXTRA_CA_CERTS\./,
    ],
  ])('of %s that nobody named: red, with what to do, and nothing is submitted', (_, otherInPlain, words) =>
    inOffice({}, async ({ world, run }) => {
      const result = await run({ ...KNOWN_NAMES, NODE_EXTRA_CA_CERTS: '' }, otherInPlain(world))
      expect(result.exitCode).toBe(1)
      expect(errors(result)).toMatch(words)
      expect(world.forge.accepted).toEqual([])
    }),
  )
})

it('a TLS connection that breaks when the job is accepted: the answer is lost, and the job is found', () =>
  inOffice({}, async ({ world, run }) => {
    const plain = await wayTo(Number(new URL(world.forge.url).port), (asked) => {
      if (!asked.startsWith('POST ')) return true
      encrypted.spoil()
      return false
    })
    const front = await ca.front('forge.example', plain.port)
    const encrypted = await wayTo(front.port)
    try {
      const result = await run(KNOWN_NAMES, {
        with: { 'api-url': `https://forge.example:${encrypted.port}` },
        githubApiUrl: world.github.url,
      })
      expect(result.log).toMatch(/the connection broke \(ERR_SSL_\w+\)/)
      expect(world.operations.filter((operation) => operation === 'create')).toHaveLength(1)
      expect(world.forge.accepted).toHaveLength(1)
      expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'succeeded'])
    } finally {
      await Promise.all([plain, front, encrypted].map((part) => part.stop()))
    }
  }))
