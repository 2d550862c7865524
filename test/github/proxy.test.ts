import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { githubCommentStore } from '../../src/github/comments.ts'
import { GitHubClient } from '../../src/github/github-client.ts'
import { readProxySettings } from '../../src/network/proxy-settings.ts'
import { ConnectProxy } from '../network/connect-proxy.ts'
import { PULL, startGitHub, stopGitHubs, clientOptions, TOKEN } from './comments-api.ts'

/** A host name that only the proxy resolves; loopback addresses bypass the proxy. */
const API_URL = 'http://github.example/api/v3'

function comments() {
  const settings = readProxySettings({ http_proxy: proxy.url })
  if (!settings.ok) throw new Error('unreadable')
  return githubCommentStore(new GitHubClient(clientOptions(API_URL, { findProxy: settings.findProxy })), PULL)
}

let github: Awaited<ReturnType<typeof startGitHub>>
let proxy: ConnectProxy

beforeEach(async () => {
  github = await startGitHub({ prefix: '/api/v3' })
  proxy = await new ConnectProxy({ targetPort: Number(new URL(github.url).port) }).start()
})

afterEach(async () => {
  await proxy.stop()
  await stopGitHubs()
})

describe('the comment store behind a proxy', () => {
  it('sends its requests through the proxy', async () => {
    const store = comments()
    expect(await store.create('one')).toMatchObject({ ok: true, value: { body: 'one' } })
    expect(await store.list()).toMatchObject({ ok: true, value: [{ body: 'one' }] })
    expect(github.commentsOf(PULL).map(({ body }) => body)).toEqual(['one'])
    expect(new Set(proxy.targets)).toEqual(new Set(['github.example:80']))
    // Without TLS the proxy sees the token, which proves that the request went through it.
    expect(proxy.traffic).toContain(TOKEN)
  })

  it('returns a temporary error if the proxy is down', async () => {
    await proxy.stop()
    const store = comments()
    expect(await store.create('one')).toMatchObject({ ok: false, isPermanent: false, isNotFound: false })
    expect(github.requests).toEqual([])
  })
})
