import { connect, createServer, type Socket } from 'node:net'
import { listen, type Listener } from './listener.ts'

/** A stretch of the way to a server, which leads connections on to it. */
export interface Way extends Listener {
  /** Sends to all callers what cannot be part of a TLS connection. */
  spoil(): void
}

/**
 * The way to the server on `port`. Answers are led back where `passes` says so of what was asked over the same
 * connection.
 */
export async function wayTo(port: number, passes: (asked: string) => boolean = () => true): Promise<Way> {
  const callers = new Set<Socket>()
  const server = createServer((caller) => {
    callers.add(caller)
    const called = connect(port, '127.0.0.1')
    let asked = ''
    caller.on('data', (bytes: Buffer) => {
      asked += bytes.toString('latin1')
      called.write(bytes)
    })
    called.on('data', (bytes: Buffer) => {
      if (passes(asked)) caller.write(bytes)
    })
    called.once('end', () => {
      if (passes(asked)) caller.end()
    })
    called.on('error', () => caller.destroy())
    caller.once('close', () => {
      callers.delete(caller)
      called.destroy()
    })
  })
  return {
    ...(await listen(server)),
    spoil: () => callers.forEach((caller) => caller.write('no TLS record')),
  }
}
