import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { githubCommentStore } from '../../src/github/comments.ts'
import { GitHubClient } from '../../src/github/github-client.ts'
import { ConnectProxy } from '../network/connect-proxy.ts'
import { PULL, startGitHub, stopGitHubs, clientOptions, TOKEN } from './comments-api.ts'

/** A host name that only the proxy resolves; loopback addresses bypass the proxy. */
const API_URL = 'http://github.example/api/v3'
const SETTINGS = ['GITHUB_API_URL', 'http_proxy', 'no_proxy', 'NO_PROXY']
const savedEnv = SETTINGS.map((name) => [name, process.env[name]] as const)

const comments = (usesProxy: boolean) =>
  githubCommentStore(new GitHubClient(clientOptions(API_URL, { usesProxy })), PULL)

let github: Awaited<ReturnType<typeof startGitHub>>
let proxy: ConnectProxy

beforeEach(async () => {
  github = await startGitHub({ prefix: '/api/v3' })
  proxy = await new ConnectProxy({ targetPort: Number(new URL(github.url).port) }).start()
  for (const name of SETTINGS) Reflect.deleteProperty(process.env, name)
  // @actions/github reads them when it is loaded, at the first call.
  Object.assign(process.env, { GITHUB_API_URL: API_URL, http_proxy: proxy.url })
  jest.resetModules()
})

afterEach(async () => {
  for (const [name, value] of savedEnv) {
    if (value === undefined) Reflect.deleteProperty(process.env, name)
    else process.env[name] = value
  }
  await proxy.stop()
  await stopGitHubs()
})

describe('the comment store behind a proxy', () => {
  it('sends its requests through the proxy', async () => {
    const store = comments(true)
    expect(await store.create('one')).toMatchObject({ ok: true, value: { body: 'one' } })
    expect(await store.list()).toMatchObject({ ok: true, value: [{ body: 'one' }] })
    expect(github.commentsOf(PULL).map(({ body }) => body)).toEqual(['one'])
    expect(new Set(proxy.targets)).toEqual(new Set(['github.example:80']))
    // Without TLS the proxy sees the token, which proves that the request went through it.
    expect(proxy.traffic).toContain(TOKEN)
  })

  it('returns a temporary error if the proxy is down', async () => {
    await proxy.stop()
    const store = comments(true)
    expect(await store.create('one')).toMatchObject({ ok: false, isPermanent: false, isNotFound: false })
    expect(github.requests).toEqual([])
  })
})

describe('undici, which the bundle loads on demand', () => {
  it.each([true, false])('is loaded before octokit only with a proxy: %s', async (usesProxy) => {
    let isLoaded = false
    const loadUndici = () => new Promise<void>((loaded) => setImmediate(() => loaded(void (isLoaded = true))))
    jest.unstable_mockModule('undici', () => ({
      loadUndici,
      fetch: () => Promise.reject(new Error('unused')),
    }))
    const loadedBefore: boolean[] = []
    jest.unstable_mockModule('@actions/github', () => {
      loadedBefore.push(isLoaded)
      return { getOctokit: () => undefined }
    })
    await comments(usesProxy).list()
    expect(loadedBefore).toEqual([usesProxy])
  })
})
