import { connect } from 'node:net'
import { createServer } from 'node:tls'
import { generate } from 'selfsigned'
import { listen, tie, type Listener } from './listener.ts'

/** A certificate authority that only this run of the tests knows. */
export interface OwnCa {
  /** Its certificate, which NODE_EXTRA_CA_CERTS can name once it is in a file. */
  readonly certificate: string
  /** A TLS server with a certificate for `host`, in front of the plain server on `port`. */
  front(host: string, port: number): Promise<Listener>
}

const KIND = { keyType: 'ec', algorithm: 'sha256' } as const

export async function ownCa(): Promise<OwnCa> {
  const ca = await generate([{ name: 'commonName', value: 'CA of the tests' }], {
    ...KIND,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  })
  return {
    certificate: ca.cert,
    async front(host, port) {
      const { cert, private: key } = await generate([{ name: 'commonName', value: host }], {
        ...KIND,
        ca: { key: ca.private, cert: ca.cert },
        extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
      })
      const server = createServer({ cert, key }, (socket) => tie(socket, connect(port, '127.0.0.1')))
      return listen(server)
    },
  }
}
