import type { Failure } from '../jobs/api.ts'
import { certificateRefusal, proxyRefusal } from '../network/connection-errors.ts'

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

/** Messages of http-client's tunnel for a proxy that did not lead to the service, so that the request was not sent. */
const TUNNEL =
  /tunneling socket could not be established, (?:statusCode=(\d+)|cause=(.*))|illegal response body from proxy/
/** Message of node:tls for the same. */
const BEFORE_REQUEST = /before secure TLS connection was established/

/** What an exchange that ended in an exception means. Where the request may have been sent, it is `lost`. */
export function connectionFailure(error: unknown): Failure {
  const code = textOf(error, 'code')
  const message = error instanceof Error ? error.message : String(error)
  const certificate = certificateRefusal(code)
  if (certificate) return { kind: 'unsent', ...certificate }
  const tunnel = TUNNEL.exec(message)
  if (tunnel) return proxyFailure(tunnel)
  const known = UNSENT_CODES[code]
  if (known !== undefined && !isTransfer(error, code)) return { kind: 'unsent', words: `${known} (${code})` }
  const attempts = attemptsIn(error)
  if (attempts.every((each) => textOf(each, 'syscall') === 'connect') || BEFORE_REQUEST.test(message)) {
    const words = attempts.map((each) => textOf(each, 'message')).join(', ')
    return { kind: 'unsent', words: `no connection: ${words}` }
  }
  if (isTransfer(error, code)) return { kind: 'lost', words: `the connection broke (${code})` }
  return { kind: 'lost', words: code && !message.includes(code) ? `${message} (${code})` : message }
}

/**
 * Whether a connection broke that had been made. Linux tells of a route that is lost then with the codes of one that was
 * never there, so what counts is the system call. `write EPROTO` is the exception: the request itself could not be
 * encrypted, and so has not left.
 */
function isTransfer(error: unknown, code: string): boolean {
  if (code === 'EPROTO') return false
  return /^(read|write)$/.test(textOf(error, 'syscall')) || /^(ECONNRESET$|EPIPE$|ERR_SSL_)/.test(code)
}

/** Node tries the addresses of a name one after the other, and puts what came of each into one error without a message. */
function attemptsIn(error: unknown): readonly unknown[] {
  const errors: unknown = error instanceof Error ? Reflect.get(error, 'errors') : undefined
  return Array.isArray(errors) && errors.length > 0 ? errors : [error]
}

function proxyFailure([message, status, cause]: readonly string[]): Failure {
  if (status === undefined)
    return { kind: 'unsent', words: `no connection to the proxy: ${cause ?? message}` }
  return { kind: 'unsent', ...proxyRefusal(status) }
}

function textOf(error: unknown, field: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined
  return typeof value === 'string' ? value : ''
}
