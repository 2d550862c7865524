import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { githubComments } from '../../src/github/comments.ts'
import { GitHub } from '../../src/github/github-client.ts'
import { ConnectProxy } from '../network/connect-proxy.ts'
import { PULL, startGitHub, stopAll, storeOptions, TOKEN } from './comments-api.ts'

/** A name that only the proxy can resolve; loopback addresses are never asked through a proxy. */
const API_URL = 'http://github.example/api/v3'
const SETTINGS = ['GITHUB_API_URL', 'http_proxy', 'no_proxy', 'NO_PROXY']
const before = SETTINGS.map((name) => [name, process.env[name]] as const)

const comments = (usesProxy: boolean) =>
  githubComments(new GitHub(storeOptions(API_URL, { usesProxy })), PULL)

let github: Awaited<ReturnType<typeof startGitHub>>
let proxy: ConnectProxy

beforeEach(async () => {
  github = await startGitHub({ prefix: '/api/v3' })
  proxy = await new ConnectProxy({ leadsTo: Number(new URL(github.url).port) }).start()
  for (const name of SETTINGS) Reflect.deleteProperty(process.env, name)
  // @actions/github reads them when it is loaded, which is at the first call.
  Object.assign(process.env, { GITHUB_API_URL: API_URL, http_proxy: proxy.url })
  jest.resetModules()
})

afterEach(async () => {
  for (const [name, value] of before) {
    if (value === undefined) Reflect.deleteProperty(process.env, name)
    else process.env[name] = value
  }
  await proxy.stop()
  await stopAll()
})

describe('behind a proxy', () => {
  it('comments go through it', async () => {
    const store = comments(true)
    expect(await store.create('one')).toMatchObject({ ok: true, value: { body: 'one' } })
    expect(await store.list()).toMatchObject({ ok: true, value: [{ body: 'one' }] })
    expect(github.commentsOf(PULL).map(({ body }) => body)).toEqual(['one'])
    expect(new Set(proxy.asked)).toEqual(new Set(['github.example:80']))
    // This way has no TLS: our proxy hears what it must not hear elsewhere.
    expect(proxy.passed).toContain(TOKEN)
  })

  it('a proxy that is not there is a failure that may pass', async () => {
    await proxy.stop()
    const store = comments(true)
    expect(await store.create('one')).toMatchObject({ ok: false, isFinal: false, isGone: false })
    expect(github.requests).toEqual([])
  })
})

describe('the library for proxies, which the bundle loads on demand', () => {
  it.each([true, false])('is there in time where there is a proxy: %s', async (usesProxy) => {
    let isLoaded = false
    const loadUndici = () => new Promise<void>((loaded) => setImmediate(() => loaded(void (isLoaded = true))))
    jest.unstable_mockModule('undici', () => ({
      loadUndici,
      fetch: () => Promise.reject(new Error('unused')),
    }))
    const seen: boolean[] = []
    jest.unstable_mockModule('@actions/github', () => {
      seen.push(isLoaded)
      return { getOctokit: () => undefined }
    })
    await comments(usesProxy).list()
    expect(seen).toEqual([usesProxy])
  })
})
