import { describe, expect, it } from '@jest/globals'
import { connectionFailure } from '../../src/forge/network-errors.ts'

/** An error as Node makes it. */
const nodeError = (code: string, more: { message?: string; syscall?: string } = {}) =>
  Object.assign(new Error(more.message ?? `${more.syscall ?? 'failed'} ${code}`), { code, ...more })

describe('what an exception of a connection means', () => {
  it.each([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EADDRNOTAVAIL',
    'EPROTO',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HOSTNAME_MISMATCH',
  ])('%s: nothing was sent', (code) => {
    const failure = connectionFailure(nodeError(code))
    expect(failure.kind).toBe('unsent')
    expect(failure.words).toContain(code)
  })

  it.each([
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'HPE_INVALID_CONSTANT',
    'ERR_STREAM_PREMATURE_CLOSE',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
    'EWHATEVER',
  ])('%s: it may have been sent', (code) => {
    const failure = connectionFailure(nodeError(code))
    expect(failure.kind).toBe('lost')
    expect(failure.words).toContain(code)
  })

  it.each(
    ['EHOSTUNREACH', 'ENETUNREACH', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'].flatMap((code) => [
      [code, 'read'],
      [code, 'write'],
    ]),
  )('%s at a %s: the connection had been made, and it may have been sent', (code, syscall) => {
    expect(connectionFailure(nodeError(code, { syscall }))).toEqual({
      kind: 'lost',
      words: `the connection broke (${code})`,
    })
  })

  const attempt = (code: string, address: string, syscall = 'connect') =>
    nodeError(code, { syscall, message: `${syscall} ${code} ${address}:443` })
  const ofAll = (...errors: Error[]) => Object.assign(new AggregateError(errors), { code: 'ETIMEDOUT' })

  it('all addresses in vain: nothing was sent', () => {
    const error = ofAll(attempt('ETIMEDOUT', '192.0.2.1'), attempt('ENETUNREACH', '2001:db8::1'))
    expect(connectionFailure(error)).toEqual({
      kind: 'unsent',
      words: 'no connection: connect ETIMEDOUT 192.0.2.1:443, connect ENETUNREACH 2001:db8::1:443',
    })
  })

  it.each([
    [
      'one address that was reached',
      [attempt('ETIMEDOUT', '192.0.2.1'), attempt('ETIMEDOUT', '192.0.2.2', 'read')],
    ],
    ['no address', []],
  ])('%s: it may have been sent', (_, errors) => {
    expect(connectionFailure(ofAll(...errors)).kind).toBe('lost')
  })

  it('write EPROTO: nothing was sent', () => {
    expect(connectionFailure(nodeError('EPROTO', { syscall: 'write' }))).toEqual({
      kind: 'unsent',
      words: 'the TLS handshake failed (EPROTO)',
    })
  })

  it.each(['ECONNRESET', 'ETIMEDOUT'])('%s while connecting: nothing was sent', (code) => {
    expect(connectionFailure(nodeError(code, { syscall: 'connect' }))).toEqual({
      kind: 'unsent',
      words: `no connection: connect ${code}`,
    })
  })

  it.each([
    'tunneling socket could not be established, statusCode=407',
    'Client network socket disconnected before secure TLS connection was established',
  ])('"%s": nothing was sent', (message) => {
    expect(connectionFailure(nodeError('ECONNRESET', { message })).kind).toBe('unsent')
    expect(connectionFailure(new Error(message)).kind).toBe('unsent')
  })

  it.each([
    [
      'tunneling socket could not be established, statusCode=407',
      'the proxy refuses the connection (HTTP 407)',
      'Check the name and password of the proxy in `https_proxy`.',
    ],
    [
      'tunneling socket could not be established, statusCode=403',
      'the proxy refuses the connection (HTTP 403)',
      undefined,
    ],
    [
      'tunneling socket could not be established, cause=connect ECONNREFUSED 10.0.0.1:3128',
      'no connection to the proxy: connect ECONNREFUSED 10.0.0.1:3128',
      undefined,
    ],
    [
      'got illegal response body from proxy',
      'no connection to the proxy: illegal response body from proxy',
      undefined,
    ],
  ])('"%s": nothing was sent, and it is the proxy', (message, words, hint) => {
    expect(connectionFailure(nodeError('ECONNRESET', { message }))).toEqual({
      kind: 'unsent',
      words,
      ...(hint === undefined ? {} : { hint }),
    })
  })

  it('says what to do about a certificate', () => {
    expect(connectionFailure(nodeError('SELF_SIGNED_CERT_IN_CHAIN')).hint).toContain('NODE_EXTRA_CA_CERTS')
  })

  it.each<[string, unknown, string]>([
    ['an error without a code', new Error('odd'), 'odd'],
    ['a text', 'odd', 'odd'],
    ['nothing', undefined, 'undefined'],
    ['a code that is a number', Object.assign(new Error('odd'), { code: 7 }), 'odd'],
    ['a message that names its code', nodeError('EODD', { message: 'went EODD' }), 'went EODD'],
    ['a message that does not', nodeError('EODD', { message: 'went odd' }), 'went odd (EODD)'],
  ])('%s is a lost exchange', (_, error, words) => {
    expect(connectionFailure(error)).toEqual({ kind: 'lost', words })
  })
})
