import { describe, expect, it } from '@jest/globals'
import { withRedaction, type Transport } from '../../src/forge/http.ts'
import { createRedactor } from '../../src/runtime/redact.ts'

const KEY = 'forge_key/0123_456789'
const REQUEST = { method: 'GET', path: '/jobs', timeoutMs: 1 } as const

const sendRedacted = (result: Awaited<ReturnType<Transport>>) =>
  withRedaction(() => Promise.resolve(result), createRedactor([KEY]))(REQUEST)

describe('a key that the service returns', () => {
  it('is redacted in headers', async () => {
    const headers = { 'x-request-id': `r ${KEY}`, 'set-cookie': [`k=${KEY}`], vary: undefined }
    expect(await sendRedacted({ ok: true, value: { status: 401, headers, body: '' } })).toEqual({
      ok: true,
      value: {
        status: 401,
        headers: { 'x-request-id': 'r ***', 'set-cookie': ['k=***'], vary: undefined },
        body: '',
      },
    })
  })

  it('is redacted in a network error', async () => {
    expect(await sendRedacted({ ok: false, error: { kind: 'interrupted', message: `no ${KEY}` } })).toEqual({
      ok: false,
      error: { kind: 'interrupted', message: 'no ***' },
    })
  })
})
