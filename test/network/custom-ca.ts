import { connect } from 'node:net'
import { createServer } from 'node:tls'
import { generate } from 'selfsigned'
import { listen, pipeBoth, type Listener } from './listener.ts'

/** A certificate authority for one test run. */
export interface CustomCa {
  /** PEM, for the file of NODE_EXTRA_CA_CERTS. */
  readonly certificate: string
  /** Starts a TLS server with a certificate for `host` in front of the plain server on `port`. */
  listenTls(host: string, port: number): Promise<Listener>
}

const KEY_OPTIONS = { keyType: 'ec', algorithm: 'sha256' } as const

export async function createCustomCa(): Promise<CustomCa> {
  const ca = await generate([{ name: 'commonName', value: 'CA of the tests' }], {
    ...KEY_OPTIONS,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  })
  return {
    certificate: ca.cert,
    async listenTls(host, port) {
      const { cert, private: key } = await generate([{ name: 'commonName', value: host }], {
        ...KEY_OPTIONS,
        ca: { key: ca.private, cert: ca.cert },
        extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
      })
      const server = createServer({ cert, key }, (socket) => pipeBoth(socket, connect(port, '127.0.0.1')))
      return listen(server)
    },
  }
}
