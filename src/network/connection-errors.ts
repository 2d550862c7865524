/** Why a connection failed before anything was sent; shared by the Forge and GitHub clients. */
export interface ConnectionError {
  readonly message: string
  /** What to do; a full sentence. */
  readonly hint?: string
}

/**
 * Node's error codes for a rejected certificate. `ERR_SSL_` codes do not belong here: OpenSSL also uses them for an
 * unreadable record after the handshake, when the request may have been sent.
 */
const CERTIFICATE_CODE = /^(ERR_TLS_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/

/** Undefined if the error code is not about a certificate. */
export function describeCertificateError(code: string): ConnectionError | undefined {
  if (!CERTIFICATE_CODE.test(code)) return undefined
  return {
    message: `the TLS certificate was not accepted (${code})`,
    hint: 'If a server or proxy uses a private CA, set NODE_EXTRA_CA_CERTS to the path of its certificate.',
  }
}

/** `status`: the proxy's HTTP status for CONNECT. */
export function describeProxyError(status: string): ConnectionError {
  const message = `the proxy refused the connection (HTTP ${status})`
  if (status !== '407') return { message }
  return { message, hint: 'Check the proxy user name and password in `https_proxy`.' }
}
