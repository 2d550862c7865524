/** Why a connection was refused before anything was sent over it, and what sets it right; both adapters say it so. */
export interface Refusal {
  readonly words: string
  /** A sentence with its full stop. */
  readonly hint?: string
}

/**
 * Node's codes for a certificate that it does not accept, which ends the handshake. The `ERR_SSL_` codes are not among
 * them: OpenSSL has these also for a record that it cannot read afterwards, when the request may have been sent.
 */
const CERTIFICATE_CODE = /^(ERR_TLS_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/

/** What the code of an error says of a certificate; undefined where it is about something else. */
export function certificateRefusal(code: string): Refusal | undefined {
  if (!CERTIFICATE_CODE.test(code)) return undefined
  return {
    words: `the TLS certificate was not accepted (${code})`,
    hint: 'If a server or a proxy uses a certificate of your own, name its CA in NODE_EXTRA_CA_CERTS.',
  }
}

/** What a proxy means that answers CONNECT with `status` instead of a tunnel. */
export function proxyRefusal(status: string): Refusal {
  const words = `the proxy refuses the connection (HTTP ${status})`
  if (status !== '407') return { words }
  return { words, hint: 'Check the name and password of the proxy in `https_proxy`.' }
}
