import type { ApiError } from '../jobs/api.ts'
import { describeConnectionError } from '../network/connection-errors.ts'

/** Node's error codes for a connection that was never established, so nothing was sent. */
const NOT_SENT_MESSAGES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'could not resolve the host name',
  EAI_AGAIN: 'could not resolve the host name, try again later',
  ECONNREFUSED: 'the connection was refused',
  EHOSTUNREACH: 'the host is unreachable',
  ENETUNREACH: 'the network is unreachable',
  EADDRNOTAVAIL: 'no local address is available',
  EPROTO: 'the TLS handshake failed',
}

/** Message of node:tls when the connection closed during the handshake. */
const TLS_NOT_ESTABLISHED = /before secure TLS connection was established/

/** Classifies an exception of a request: `interrupted` if the request may have been sent, else `not-sent`. */
export function classifyNetworkError(error: unknown): ApiError {
  const code = stringField(error, 'code')
  const message = error instanceof Error ? error.message : String(error)
  const connectionError = describeConnectionError(error)
  if (connectionError) return { kind: 'not-sent', ...connectionError }
  const knownMessage = NOT_SENT_MESSAGES[code]
  if (knownMessage !== undefined && !wasConnected(error, code))
    return { kind: 'not-sent', message: `${knownMessage} (${code})` }
  const attempts = connectionAttempts(error)
  if (
    attempts.every((attempt) => stringField(attempt, 'syscall') === 'connect') ||
    TLS_NOT_ESTABLISHED.test(message)
  ) {
    const message = attempts.map((attempt) => stringField(attempt, 'message')).join(', ')
    return { kind: 'not-sent', message: `no connection: ${message}` }
  }
  if (wasConnected(error, code)) return { kind: 'interrupted', message: `the connection was lost (${code})` }
  return { kind: 'interrupted', message: code && !message.includes(code) ? `${message} (${code})` : message }
}

/**
 * Whether an established connection failed. The system call decides, because Linux uses the same codes for a route that
 * is lost later and one that never existed. The exception is `write EPROTO`: the request could not be encrypted, so it
 * was not sent.
 */
function wasConnected(error: unknown, code: string): boolean {
  if (code === 'EPROTO') return false
  return /^(read|write)$/.test(stringField(error, 'syscall')) || /^(ECONNRESET$|EPIPE$|ERR_SSL_)/.test(code)
}

/** Node tries all addresses of a host name and collects their errors in one error without a message. */
function connectionAttempts(error: unknown): readonly unknown[] {
  const errors: unknown = error instanceof Error ? Reflect.get(error, 'errors') : undefined
  return Array.isArray(errors) && errors.length > 0 ? errors : [error]
}

function stringField(error: unknown, field: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined
  return typeof value === 'string' ? value : ''
}
