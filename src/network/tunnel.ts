import http, { type RequestOptions } from 'node:http'
import https from 'node:https'
import { isIP, type Socket } from 'node:net'
import tls from 'node:tls'
import { ProxyError } from './connection-errors.ts'
import { socketHost } from './loopback.ts'
import type { ProxyServer } from './proxy-settings.ts'

/**
 * Opens a connection to the host of `target` through a proxy (CONNECT).
 *
 * @throws ProxyError if the proxy cannot be reached or refuses
 */
export function openTunnel(proxy: ProxyServer, target: URL, signal: AbortSignal): Promise<Socket> {
  const { url, login, variable } = proxy
  const port = target.port || (target.protocol === 'https:' ? '443' : '80')
  const authority = `${target.hostname}:${port}`
  const authorization = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`
  const options: RequestOptions = {
    host: socketHost(url),
    port: url.port,
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...(authorization && { 'proxy-authorization': authorization }) },
    agent: false,
    signal,
  }
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(options)
    request.once('connect', ({ statusCode = 0 }, socket: Socket, head) => {
      if (statusCode === 200 && head.length === 0) return resolve(socket)
      socket.destroy()
      reject(
        new ProxyError(statusCode === 200 ? 'it sent data before the request' : { statusCode }, variable),
      )
    })
    request.once('error', (error) => reject(new ProxyError(error.message, variable, error)))
    request.end()
  })
}

/** Starts TLS in a tunnel. Errors occur as events of the socket. */
export function encryptTunnel(socket: Socket, target: URL): Socket {
  const host = socketHost(target)
  // A server name must not be an address.
  const servername = isIP(host) === 0 ? host : ''
  return tls.connect({ socket, host, servername, ALPNProtocols: ['http/1.1'] })
}
