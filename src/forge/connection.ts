import type { Failure } from '../job/job.ts'

/** Node's codes for a connection that was never made, so that nothing can have been sent over it. */
const UNSENT_CODES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name of the service cannot be resolved',
  EAI_AGAIN: 'the name of the service cannot be resolved at the moment',
  ECONNREFUSED: 'the connection was refused',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  EADDRNOTAVAIL: 'no local address is available',
  EPROTO: 'the TLS handshake failed',
}

/** Codes of a certificate that was not accepted; the handshake ends before the request is sent. */
const TLS_CODE = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/
const TLS_HINT =
  'If the service or a proxy uses a certificate of your own, name its CA in NODE_EXTRA_CA_CERTS.'

/** Messages of http-client's tunnel for a proxy that did not lead to the service, so that the request was not sent. */
const TUNNEL =
  /tunneling socket could not be established, (?:statusCode=(\d+)|cause=(.*))|illegal response body from proxy/
const LOGIN_HINT = 'Check the name and password of the proxy in `https_proxy`.'
/** Message of node:tls for the same. */
const BEFORE_REQUEST = /before secure TLS connection was established/

/** What an exchange that ended in an exception means. Where the request may have been sent, it is `lost`. */
export function connectionFailure(error: unknown): Failure {
  const code = textOf(error, 'code')
  const message = error instanceof Error ? error.message : String(error)
  if (TLS_CODE.test(code))
    return { kind: 'unsent', words: `the TLS certificate was not accepted (${code})`, hint: TLS_HINT }
  const tunnel = TUNNEL.exec(message)
  if (tunnel) return proxyFailure(tunnel)
  const known = UNSENT_CODES[code]
  if (known !== undefined) return { kind: 'unsent', words: `${known} (${code})` }
  if (textOf(error, 'syscall') === 'connect' || BEFORE_REQUEST.test(message)) {
    return { kind: 'unsent', words: `no connection: ${message}` }
  }
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return { kind: 'lost', words: `the connection broke (${code})` }
  return { kind: 'lost', words: code && !message.includes(code) ? `${message} (${code})` : message }
}

function proxyFailure([message, status, cause]: readonly string[]): Failure {
  if (status === undefined)
    return { kind: 'unsent', words: `no connection to the proxy: ${cause ?? message}` }
  const words = `the proxy refuses the connection (HTTP ${status})`
  return { kind: 'unsent', words, ...(status === '407' ? { hint: LOGIN_HINT } : {}) }
}

function textOf(error: unknown, field: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined
  return typeof value === 'string' ? value : ''
}
