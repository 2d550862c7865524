import { describe, expect, it } from '@jest/globals'
import { discreet, type Transport } from '../../src/forge/http.ts'
import { redactor } from '../../src/runtime/redact.ts'

const KEY = 'forge_key/0123_456789'
const REQUEST = { method: 'GET', path: '/jobs', limitMs: 1 } as const

const heard = (answer: Awaited<ReturnType<Transport>>) =>
  discreet(() => Promise.resolve(answer), redactor([KEY]))(REQUEST)

describe('a key that the service repeats', () => {
  it('is in nothing of what comes in, however JSON writes it', async () => {
    const body = `{"error":"bad key ${KEY}","detail":"${KEY.replace('/', '\\/')}"}`
    const headers = { 'x-request-id': `r ${KEY}`, 'set-cookie': [`k=${KEY}`], vary: undefined }
    expect(await heard({ status: 401, headers, body })).toEqual({
      status: 401,
      headers: { 'x-request-id': 'r ***', 'set-cookie': ['k=***'], vary: undefined },
      body: '{"error":"bad key ***","detail":"***"}',
    })
  })

  it('is not in the words about a connection', async () => {
    expect(await heard({ kind: 'lost', words: `no ${KEY}` })).toEqual({ kind: 'lost', words: 'no ***' })
  })
})
