import type { BlockList } from 'node:net'
import { socketHost } from './loopback.ts'

/** Loaded on demand, because few steps have a `no_proxy`, and all of them read the proxy settings. */
const net = (): typeof import('node:net') => process.getBuiltinModule('node:net')

/** Whether requests to a URL bypass the proxy. */
export type BypassRule = (url: URL) => boolean

type ParsedRule = { readonly ok: true; readonly bypasses: BypassRule } | { readonly ok: false }

/**
 * Parses `no_proxy`, a list separated by commas, semicolons or blanks. An entry is a host (which includes its
 * subdomains), `.domain` or `*.domain` (subdomains only), an address, or a range such as `10.0.0.0/8`; each but the range
 * may end in a port. `*` stands for any characters. Names are not resolved to compare them with addresses.
 */
export function parseNoProxy(text: string): ParsedRule {
  const rules = text
    .split(/[\s,;]+/)
    .filter((entry) => entry !== '')
    .map(parseEntry)
  const readable = rules.filter((rule) => rule !== undefined)
  if (readable.length < rules.length) return { ok: false }
  return { ok: true, bypasses: (url) => readable.some((rule) => rule(url)) }
}

/** Undefined if it is unreadable. */
function parseEntry(entry: string): BypassRule | undefined {
  if (entry.includes('/')) return parseRange(entry)
  const { host, port } = splitPort(entry)
  const matches = net().isIP(host) === 0 ? matchName(host) : matchAddress(host)
  return (url) => (port === undefined || port === effectivePort(url)) && matches(socketHost(url))
}

function parseRange(entry: string): BypassRule | undefined {
  const [address = '', prefix = '', ...rest] = entry.replace(/[[\]]/g, '').split('/')
  const version = net().isIP(address)
  const isValid = version !== 0 && rest.length === 0 && /^\d{1,3}$/.test(prefix)
  if (!isValid || Number(prefix) > (version === 4 ? 32 : 128)) return undefined
  const list = new (net().BlockList)()
  list.addSubnet(address, Number(prefix), family(address))
  return (url) => includes(list, socketHost(url))
}

function matchAddress(address: string): (host: string) => boolean {
  const list = new (net().BlockList)()
  list.addAddress(address, family(address))
  return (host) => includes(list, host)
}

function matchName(name: string): (host: string) => boolean {
  const escaped = name.replace(/\.$/, '').replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  const pattern = escaped.replaceAll('*', '.*')
  const anchor = name.startsWith('.') ? '.*' : /^\*/.test(name) ? '' : '(.*\\.)?'
  const regex = new RegExp(`^${anchor}${pattern}$`, 'i')
  return (host) => regex.test(host.replace(/\.$/, ''))
}

function splitPort(entry: string): { readonly host: string; readonly port?: string } {
  if (net().isIP(entry) !== 0) return { host: entry }
  const [, bracketed, plain, port] = /^(?:\[(.*)\]|(.*?))(?::(\d+))?$/.exec(entry) ?? []
  return { host: bracketed ?? plain ?? entry, port }
}

function effectivePort({ port, protocol }: URL): string {
  return port === '' ? (protocol === 'https:' ? '443' : '80') : port
}

function includes(list: BlockList, host: string): boolean {
  return net().isIP(host) !== 0 && list.check(host, family(host))
}

function family(address: string): 'ipv4' | 'ipv6' {
  return net().isIP(address) === 6 ? 'ipv6' : 'ipv4'
}
