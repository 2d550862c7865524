import { once } from 'node:events'
import type { Server, Socket } from 'node:net'

/** A running server on a free port. */
export interface Listener {
  readonly port: number
  stop(): Promise<void>
}

/** Starts `server`; `stop` also closes open connections. */
export async function listen(server: Server, host = '127.0.0.1'): Promise<Listener> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return { port: address.port, stop }
}

/** Pipes two sockets into each other until one of them closes. */
export function pipeBoth(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.once('close', () => to.destroy())
  }
}
