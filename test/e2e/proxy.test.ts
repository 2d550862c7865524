import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ConnectProxy, type ProxyOptions } from '../network/connect-proxy.ts'
import { createCustomCa, type CustomCa } from '../network/custom-ca.ts'
import { createTcpProxy } from '../network/tcp-proxy.ts'
import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import { withEnvironment, KEY, TOKEN, type TestEnvironment } from './test-environment.ts'

/** Makes the action resolve the names of the two servers. Without it, only the proxy can. */
const RESOLVE_NAMES = {
  NODE_OPTIONS: `--require ${fileURLToPath(new URL('../network/resolve-example-hosts.cjs', import.meta.url))}`,
}

const SUCCESS = [{ afterMs: 0, status: 'SUCCESS' }]

let directory: string
let caFile: string
let ca: CustomCa

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'own-ca-'))
  caFile = join(directory, 'ca.pem')
  ca = await createCustomCa()
  writeFileSync(caFile, ca.certificate)
})

afterAll(() => rmSync(directory, { recursive: true }))

interface ProxyEnvironment {
  readonly environment: TestEnvironment
  readonly proxy: ConnectProxy
  /** `host:port` of the two servers, behind TLS. */
  readonly forge: string
  readonly github: string
  readonly run: (env: Readonly<Record<string, string>>, step?: Partial<StepOptions>) => Promise<StepResult>
}

/** An environment with a proxy, whose servers have their own names and certificates of a custom CA. */
function withProxy(
  options: ProxyOptions,
  test: (proxyEnvironment: ProxyEnvironment) => Promise<void>,
): Promise<void> {
  return withEnvironment(
    { forge: { timeline: SUCCESS }, github: { prefix: '/api/v3' } },
    async (environment) => {
      const port = ({ url }: { url: string }) => Number(new URL(url).port)
      const proxy = await new ConnectProxy(options).start()
      const fronts = [
        await ca.listenTls('forge.example', port(environment.forge)),
        await ca.listenTls('github.example', port(environment.github)),
      ] as const
      const forge = `forge.example:${fronts[0].port}`
      const github = `github.example:${fronts[1].port}`
      const run: ProxyEnvironment['run'] = (env, step) =>
        environment.run({
          with: { 'api-url': `https://${forge}` },
          githubApiUrl: `https://${github}/api/v3`,
          env: { NODE_EXTRA_CA_CERTS: caFile, ...env },
          ...step,
        })
      try {
        await test({ environment, proxy, forge, github, run })
      } finally {
        await Promise.all([proxy.stop(), ...fronts.map((front) => front.stop())])
      }
    },
  )
}

const withLogin = ({ url }: ConnectProxy, login: string) => url.replace('//', `//${login}@`)

const errors = ({ annotations }: StepResult) =>
  annotations.flatMap(({ level, message }) => (level === 'error' ? [message] : [])).join('\n')

describe('behind a proxy', () => {
  it('sends everything through it, with its login and encrypted', () =>
    withProxy({ login: 'anna:p@ss word' }, async ({ environment, proxy, forge, github, run }) => {
      const result = await run({ https_proxy: withLogin(proxy, 'anna:p%40ss%20word') })
      expect(errors(result)).toBe('')
      expect(result.exitCode).toBe(0)
      expect(environment.forge.accepted).toHaveLength(1)
      expect(environment.comments).toEqual([expect.stringContaining('· trained')])
      expect(new Set(proxy.targets)).toEqual(new Set([forge, github]))
      expect(proxy.plainRequests).toEqual([])
      // Shows that the proxy records what passes.
      expect(proxy.traffic).toContain(`CONNECT ${forge} HTTP/1.1`)
      for (const secret of [KEY, TOKEN]) expect(proxy.traffic).not.toContain(secret)
      expect(result.log).not.toMatch(/ss word|p%40ss|deprecat/i)
    }))

  it.each([
    ['.example', false, false],
    ['forge.example', false, true],
    ['other.example, GITHUB.example', true, false],
    ['10.0.0.0/8;*.example', false, false],
  ])('no_proxy=%s', (noProxy, isForgeProxied, isGitHubProxied) =>
    withProxy({}, async ({ environment, proxy, forge, github, run }) => {
      const result = await run({ ...RESOLVE_NAMES, HTTPS_PROXY: proxy.url, NO_PROXY: noProxy })
      expect(result.exitCode).toBe(0)
      expect(environment.comments).toHaveLength(1)
      expect([proxy.targets.includes(forge), proxy.targets.includes(github)]).toEqual([
        isForgeProxied,
        isGitHubProxied,
      ])
    }),
  )

  it('needs no http:// in the variable', () =>
    withProxy({ login: 'anna:right' }, async ({ environment, proxy, forge, github, run }) => {
      const result = await run({ https_proxy: withLogin(proxy, 'anna:right').replace('http://', '') })
      expect([result.exitCode, environment.comments.length]).toEqual([0, 1])
      expect(new Set(proxy.targets)).toEqual(new Set([forge, github]))
    }))

  it('sends nothing, and names the variable, if the proxy cannot be read', () =>
    withProxy({}, async ({ environment, proxy, run }) => {
      const https_proxy = withLogin(proxy, 'anna:S3CRET#1')
      const result = await run({ ...RESOLVE_NAMES, https_proxy, http_proxy: 'socks5://anna:S3CRET@proxy' })
      expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'invalid'])
      expect(errors(result)).toMatch(
        /^The variable `https_proxy` cannot be read .*\nThe variable `http_proxy` names a proxy of the kind socks5/,
      )
      expect(result.log).not.toContain('S3CRET')
      expect([environment.operations, proxy.targets]).toEqual([[], []])
    }))

  it.each<[string, 'forge' | 'github', RegExp]>([
    ['the service', 'forge', /answer comes from a proxy.*password, check it in `https_proxy`/],
    [
      'GitHub',
      'github',
      /policy of this repository cannot be read: .*in between has answered.*password in `https_proxy`/,
    ],
  ])('tells the page of a firewall from an answer of %s', (_, name, pattern) =>
    withProxy({}, async ({ environment, proxy, run }) => {
      environment[name].addFault({ kind: 'html', status: 403 })
      const result = await run({ https_proxy: proxy.url })
      expect([result.exitCode, environment.forge.accepted]).toEqual([1, []])
      expect(errors(result)).toMatch(pattern)
    }),
  )

  it.each([
    [
      'the service',
      'github.example',
      /: the proxy refused the connection \(HTTP 407\)\. Check the user name and password in `https_proxy`\. /,
    ],
    [
      'GitHub',
      'forge.example',
      /policy of this repository cannot be read: .*: the proxy refused the connection \(HTTP 407\)\. Check the user name and password in `https_proxy`\./,
    ],
  ])(
    'fails with a remedy and submits nothing if the proxy refuses the connection to %s',
    (_, no_proxy, pattern) =>
      withProxy({ login: 'anna:right' }, async ({ environment, proxy, run }) => {
        const result = await run({ ...RESOLVE_NAMES, https_proxy: withLogin(proxy, 'anna:wrong'), no_proxy })
        expect(result.exitCode).toBe(1)
        expect(errors(result)).toMatch(pattern)
        expect(environment.forge.accepted).toEqual([])
        expect(result.log).not.toContain('wrong')
      }),
  )
})

describe('a certificate of a custom CA', () => {
  it.each([
    [
      'the service',
      ({ github }: TestEnvironment) => ({ githubApiUrl: github.url }),
      /not accepted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\).* set NODE_EXTRA_CA_CERTS to the path of its certificate\./,
    ],
    [
      'GitHub',
      ({ forge }: TestEnvironment) => ({ with: { 'api-url': forge.url } }),
      /not accepted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)\. .* set NODE_EXTRA_CA_CERTS to the path of its certificate\./,
    ],
  ])(
    'of %s fails with a remedy and submits nothing without NODE_EXTRA_CA_CERTS',
    (_, otherInPlain, pattern) =>
      withProxy({}, async ({ environment, run }) => {
        const result = await run({ ...RESOLVE_NAMES, NODE_EXTRA_CA_CERTS: '' }, otherInPlain(environment))
        expect(result.exitCode).toBe(1)
        expect(errors(result)).toMatch(pattern)
        expect(environment.forge.accepted).toEqual([])
      }),
  )
})

it('finds the job if the TLS connection breaks after it was accepted', () =>
  withProxy({}, async ({ environment, run }) => {
    const plain = await createTcpProxy(Number(new URL(environment.forge.url).port), (data) => {
      if (!data.startsWith('POST ')) return true
      encrypted.corrupt()
      return false
    })
    const front = await ca.listenTls('forge.example', plain.port)
    const encrypted = await createTcpProxy(front.port)
    try {
      const result = await run(RESOLVE_NAMES, {
        with: { 'api-url': `https://forge.example:${encrypted.port}` },
        githubApiUrl: environment.github.url,
      })
      expect(result.log).toMatch(/the connection was lost \(ERR_SSL_\w+\)/)
      expect(environment.operations.filter((operation) => operation === 'create')).toHaveLength(1)
      expect(environment.forge.accepted).toHaveLength(1)
      expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'succeeded'])
    } finally {
      await Promise.all([plain, front, encrypted].map((part) => part.stop()))
    }
  }))
