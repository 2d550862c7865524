/** Whether the host of a URL is this machine; IPv6 addresses in brackets, as in `URL.hostname`. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/** The host of a URL for Node's sockets, which want IPv6 addresses without the brackets of `URL.hostname`. */
export function socketHost({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}
