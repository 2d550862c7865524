import { isLoopback } from './loopback.ts'
import { parseNoProxy, type BypassRule } from './no-proxy.ts'

export interface ProxyServer {
  /** Without credentials and path. */
  readonly url: URL
  /** The decoded `user:password`. */
  readonly login?: string
  /** The variable that names this proxy. */
  readonly variable: string
}

/** The proxy for requests to a URL; undefined if they are sent directly. */
export type FindProxy = (url: URL) => ProxyServer | undefined

type ParsedSettings =
  | { readonly ok: true; readonly findProxy: FindProxy }
  /** Names variables, never their values, which may contain passwords. */
  | { readonly ok: false; readonly errors: readonly string[] }

/**
 * Reads `https_proxy`, `http_proxy` and `no_proxy`. As in curl, the name in lower case wins over the one in upper case.
 * This machine itself is never reached through a proxy.
 */
export function readProxySettings(env: NodeJS.ProcessEnv): ParsedSettings {
  const proxies = new Map<string, ProxyServer>()
  const errors: string[] = []
  for (const protocol of ['https', 'http']) {
    const [variable, value] = readVariable(env, `${protocol}_proxy`)
    if (value === '') continue
    const parsed = parseProxy(value)
    if (typeof parsed === 'string') errors.push(`The variable \`${variable}\` ${parsed}`)
    else proxies.set(`${protocol}:`, { ...parsed, variable })
  }
  const [noProxyVariable, noProxy] = readVariable(env, 'no_proxy')
  const bypass = parseNoProxy(noProxy)
  if (!bypass.ok) errors.push(`The variable \`${noProxyVariable}\` ${NO_PROXY_EXPECTED}`)
  return bypass.ok && errors.length === 0
    ? { ok: true, findProxy: createFinder(proxies, bypass.bypasses) }
    : { ok: false, errors }
}

const NO_PROXY_EXPECTED =
  'has an entry that cannot be read. It is a list of hosts, `.domain`, `*.domain`, addresses and ranges such as 10.0.0.0/8, separated by commas; no URLs.'

const PROXY_EXPECTED =
  'cannot be read as the address of a proxy. Write http://host:port or http://user:password@host:port. In user name and password write % as %25, # as %23, / as %2F, ? as %3F, @ as %40 and : as %3A.'

function createFinder(proxies: ReadonlyMap<string, ProxyServer>, bypasses: BypassRule): FindProxy {
  return (url) => (isLoopback(url.hostname) || bypasses(url) ? undefined : proxies.get(url.protocol))
}

function readVariable(env: NodeJS.ProcessEnv, name: string): readonly [variable: string, value: string] {
  const variable = [name, name.toUpperCase()].find((each) => env[each]) ?? name
  return [variable, (env[variable] ?? '').trim()]
}

/** Returns the end of an error message if the text is unreadable. A missing `http://` is added. */
function parseProxy(text: string): Omit<ProxyServer, 'variable'> | string {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? []
  if (scheme !== undefined && !/^https?$/i.test(scheme))
    return `names a proxy of the kind ${scheme.toLowerCase()}, but only HTTP proxies are supported. Write http://host:port.`
  const url = URL.parse(scheme === undefined ? `http://${text}` : text)
  // In all of these a reserved character of the password has ended the host too early, or vanished.
  if (url === null || !/^\/?$/.test(url.pathname) || /[?#\\\u0000-\u001f\u007f]/.test(text))
    return PROXY_EXPECTED
  try {
    const login = url.username + url.password === '' ? undefined : decodeLogin(url)
    return { url: new URL(`${url.protocol}//${url.host}`), login }
  } catch {
    return PROXY_EXPECTED
  }
}

/** @throws URIError at a `%` that starts no character */
function decodeLogin({ username, password }: URL): string {
  return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
}
