import { connect, createServer, type Socket } from 'node:net'
import { listen, type Listener } from './listener.ts'

/** A TCP proxy in front of a server. */
interface TcpProxy extends Listener {
  /** Sends all clients bytes that are invalid in a TLS connection. */
  corrupt(): void
}

/** Starts a proxy for the server on `port`. It forwards responses if `isForwarded` accepts what the client sent so far. */
export async function createTcpProxy(
  port: number,
  isForwarded: (sent: string) => boolean = () => true,
): Promise<TcpProxy> {
  const clients = new Set<Socket>()
  const server = createServer((client) => {
    clients.add(client)
    const target = connect(port, '127.0.0.1')
    let sent = ''
    client.on('data', (bytes: Buffer) => {
      sent += bytes.toString('latin1')
      target.write(bytes)
    })
    target.on('data', (bytes: Buffer) => {
      if (isForwarded(sent)) client.write(bytes)
    })
    target.once('end', () => {
      if (isForwarded(sent)) client.end()
    })
    target.on('error', () => client.destroy())
    client.once('close', () => {
      clients.delete(client)
      target.destroy()
    })
  })
  return {
    ...(await listen(server)),
    corrupt: () => clients.forEach((client) => client.write('not a TLS record')),
  }
}
