import { describe, expect, it } from '@jest/globals'
import { classifyNetworkError } from '../../src/forge/network-errors.ts'
import { ProxyError } from '../../src/network/connection-errors.ts'

/** An error as thrown by Node. */
const nodeError = (code: string, properties: { message?: string; syscall?: string } = {}) =>
  Object.assign(new Error(properties.message ?? `${properties.syscall ?? 'failed'} ${code}`), {
    code,
    ...properties,
  })

describe('classifyNetworkError', () => {
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
  ])('classifies %s as not sent', (code) => {
    const error = classifyNetworkError(nodeError(code))
    expect(error.kind).toBe('not-sent')
    expect(error.message).toContain(code)
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
  ])('classifies %s as interrupted', (code) => {
    const error = classifyNetworkError(nodeError(code))
    expect(error.kind).toBe('interrupted')
    expect(error.message).toContain(code)
  })

  it.each(
    ['EHOSTUNREACH', 'ENETUNREACH', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'].flatMap((code) => [
      [code, 'read'],
      [code, 'write'],
    ]),
  )('classifies %s on %s as interrupted, because the connection was established', (code, syscall) => {
    expect(classifyNetworkError(nodeError(code, { syscall }))).toEqual({
      kind: 'interrupted',
      message: `the connection was lost (${code})`,
    })
  })

  const attempt = (code: string, address: string, syscall = 'connect') =>
    nodeError(code, { syscall, message: `${syscall} ${code} ${address}:443` })
  const aggregateOf = (...errors: Error[]) => Object.assign(new AggregateError(errors), { code: 'ETIMEDOUT' })

  it('classifies failed attempts on all addresses as not sent', () => {
    const error = aggregateOf(attempt('ETIMEDOUT', '192.0.2.1'), attempt('ENETUNREACH', '2001:db8::1'))
    expect(classifyNetworkError(error)).toEqual({
      kind: 'not-sent',
      message: 'no connection: connect ETIMEDOUT 192.0.2.1:443, connect ENETUNREACH 2001:db8::1:443',
    })
  })

  it.each([
    [
      'one address that was connected',
      [attempt('ETIMEDOUT', '192.0.2.1'), attempt('ETIMEDOUT', '192.0.2.2', 'read')],
    ],
    ['no addresses', []],
  ])('classifies an error with %s as interrupted', (_, errors) => {
    expect(classifyNetworkError(aggregateOf(...errors)).kind).toBe('interrupted')
  })

  it('classifies EPROTO on write as not sent', () => {
    expect(classifyNetworkError(nodeError('EPROTO', { syscall: 'write' }))).toEqual({
      kind: 'not-sent',
      message: 'the TLS handshake failed (EPROTO)',
    })
  })

  it.each(['ECONNRESET', 'ETIMEDOUT'])('classifies %s while connecting as not sent', (code) => {
    expect(classifyNetworkError(nodeError(code, { syscall: 'connect' }))).toEqual({
      kind: 'not-sent',
      message: `no connection: connect ${code}`,
    })
  })

  it('classifies a connection that closed during the TLS handshake as not sent', () => {
    const message = 'Client network socket disconnected before secure TLS connection was established'
    expect(classifyNetworkError(nodeError('ECONNRESET', { message })).kind).toBe('not-sent')
    expect(classifyNetworkError(new Error(message)).kind).toBe('not-sent')
  })

  it.each<[ProxyError, string, string | undefined]>([
    [
      new ProxyError({ statusCode: 407 }, 'HTTPS_PROXY'),
      'the proxy refused the connection (HTTP 407)',
      'Check the user name and password in `HTTPS_PROXY`.',
    ],
    [
      new ProxyError({ statusCode: 401 }, 'https_proxy'),
      'the proxy refused the connection (HTTP 401)',
      'Check the user name and password in `https_proxy`.',
    ],
    [
      new ProxyError({ statusCode: 403 }, 'https_proxy'),
      'the proxy refused the connection (HTTP 403)',
      'Have this host allowed in the proxy, or name it in `no_proxy`.',
    ],
    [
      new ProxyError({ statusCode: 503 }, 'https_proxy'),
      'the proxy refused the connection (HTTP 503)',
      undefined,
    ],
    [
      new ProxyError('connect ECONNREFUSED 10.0.0.1:3128', 'https_proxy', nodeError('ECONNREFUSED')),
      'no connection to the proxy: connect ECONNREFUSED 10.0.0.1:3128',
      undefined,
    ],
    [
      new ProxyError('self-signed', 'https_proxy', nodeError('DEPTH_ZERO_SELF_SIGNED_CERT')),
      'no connection to the proxy: the TLS certificate was not accepted (DEPTH_ZERO_SELF_SIGNED_CERT)',
      'If a server or proxy uses a private CA, set NODE_EXTRA_CA_CERTS to the path of its certificate.',
    ],
  ])('reports %s as a proxy error', (error, message, hint) => {
    expect(classifyNetworkError(error)).toEqual({ kind: 'not-sent', message, hint })
  })

  it('suggests how to fix a certificate error', () => {
    expect(classifyNetworkError(nodeError('SELF_SIGNED_CERT_IN_CHAIN')).hint).toContain('NODE_EXTRA_CA_CERTS')
  })

  it.each<[string, unknown, string]>([
    ['an error without a code', new Error('odd'), 'odd'],
    ['a string', 'odd', 'odd'],
    ['undefined', undefined, 'undefined'],
    ['a numeric code', Object.assign(new Error('odd'), { code: 7 }), 'odd'],
    ['a message with its code', nodeError('EODD', { message: 'went EODD' }), 'went EODD'],
    ['a message without its code', nodeError('EODD', { message: 'went odd' }), 'went odd (EODD)'],
  ])('classifies %s as interrupted, with a message', (_, error, message) => {
    expect(classifyNetworkError(error)).toEqual({ kind: 'interrupted', message })
  })
})
