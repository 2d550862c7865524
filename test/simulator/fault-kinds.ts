import { STATUS_CODES } from 'node:http'
import type { ConnectionEnd, Exchange } from './exchange.ts'
import { isRecord, jsonResponse, parseJson, type ServiceResponse } from './wire.ts'

/** One way an exchange can go wrong. */
interface FaultKind<Params extends object> {
  /** One line for the help text. */
  readonly description: string
  /** Every parameter with its default. */
  readonly defaults: Params
  /** Applies the fault; resolves when the exchange is over. */
  apply(exchange: Exchange, overrides: object): Promise<void>
}

function defineFault<Params extends object>(
  description: string,
  defaults: Params,
  apply: (exchange: Exchange, params: Params) => Promise<void>,
): FaultKind<Params> {
  return {
    description,
    defaults,
    apply: (exchange, overrides) => apply(exchange, { ...defaults, ...overrides }),
  }
}

const errorPage = (status: number): string =>
  `<!DOCTYPE html>\n<html lang="en-US"><head><title>${status} | Web server is returning an unknown error</title></head>` +
  `<body><h1>Error ${status}</h1><p>Cloudflare Ray ID: 9c1f0ab2cd3e4f56</p></body></html>\n`

/** How many bytes of the body are sent (negative: all but that many), and how the connection then ends. */
interface PartialBody {
  bytes: number | undefined
  end: ConnectionEnd
}

/** Changes to a JSON response. */
interface BodyEdit {
  set: Record<string, unknown>
  remove: readonly string[]
  change: ((body: unknown) => unknown) | undefined
  status: number | undefined
}

/** When the connection ends: before the body is read, before it is processed (`read`), or after that (`after`). */
const DISCONNECT_DEFAULTS = { read: false, after: false }

async function disconnectAt(
  exchange: Exchange,
  { read, after }: typeof DISCONNECT_DEFAULTS,
  end: ConnectionEnd,
): Promise<void> {
  if (after) await exchange.process()
  else if (read) await exchange.read()
  await exchange.disconnect(end)
}

/**
 * All kinds of faults. The type `Fault` and the parser of `--fault` follow from this table. `after: true` always means
 * that the service has processed the request before the fault occurs.
 */
export const faultKinds = {
  status: defineFault<{ status: number; body: unknown; headers: Record<string, string>; after: boolean }>(
    'responds with this status',
    { status: 503, body: undefined, headers: {}, after: false },
    async (exchange, { status, body, headers, after }) => {
      await (after ? exchange.process() : exchange.read())
      await exchange.respond(createResponse(status, body, headers))
    },
  ),
  reset: defineFault('resets the connection (RST)', DISCONNECT_DEFAULTS, (exchange, params) =>
    disconnectAt(exchange, params, 'reset'),
  ),
  fin: defineFault(
    'closes the connection without a response (FIN)',
    DISCONNECT_DEFAULTS,
    (exchange, params) => disconnectAt(exchange, params, 'fin'),
  ),
  hang: defineFault('never responds', DISCONNECT_DEFAULTS, (exchange, params) =>
    disconnectAt(exchange, params, 'hang'),
  ),
  truncated: defineFault<PartialBody>(
    'sends only the first bytes of the body (default: half), although Content-Length announces all of it',
    { bytes: undefined, end: 'fin' },
    async (exchange, { bytes, end }) => {
      const response = await exchange.process()
      exchange.writeHead(response, Buffer.byteLength(response.body))
      await exchange.write(takeBytes(response, bytes))
      await exchange.disconnect(end)
    },
  ),
  truncatedNoLength: defineFault<PartialBody>(
    'sends only the first bytes of the body (default: half), without a Content-Length',
    { bytes: undefined, end: 'fin' },
    async (exchange, { bytes, end }) => {
      const response = await exchange.process()
      await exchange.writeRaw(exchange.formatHead(response))
      await exchange.writeRaw(takeBytes(response, bytes))
      await exchange.disconnect(end)
    },
  ),
  truncatedHead: defineFault<{ bytes: number; end: ConnectionEnd }>(
    'sends only the first bytes of the response head',
    { bytes: 24, end: 'reset' },
    async (exchange, { bytes, end }) => {
      const response = await exchange.process()
      await exchange.writeRaw(exchange.formatHead(response).slice(0, bytes))
      await exchange.disconnect(end)
    },
  ),
  trickle: defineFault(
    'sends the body in small parts',
    { bytes: 1, everyMs: 1000 },
    async (exchange, { bytes, everyMs }) => {
      const response = await exchange.process()
      const body = Buffer.from(response.body)
      exchange.writeHead(response, body.length)
      for (let sent = 0; sent < body.length && exchange.isOpen; sent += bytes) {
        await exchange.write(body.subarray(sent, sent + bytes))
        await exchange.delay(everyMs)
      }
      await exchange.end()
    },
  ),
  huge: defineFault(
    'pads the body with blanks; it stays valid JSON',
    { bytes: 8 << 20 },
    async (exchange, { bytes }) => {
      const response = await exchange.process()
      exchange.writeHead(response, undefined)
      await exchange.write(response.body)
      const blanks = Buffer.alloc(1 << 16, ' ')
      for (let sent = 0; sent < bytes && exchange.isOpen; sent += blanks.length) {
        await exchange.write(blanks.subarray(0, bytes - sent))
      }
      await exchange.end()
    },
  ),
  garbage: defineFault(
    'sends a valid head and a body that is not JSON',
    { status: 200 },
    async (exchange, { status }) => {
      await exchange.process()
      await exchange.respond({
        ...jsonResponse(status, null),
        body: '\u0000\u0001{"id": \ufffd\ufffd]]>\u0007',
      })
    },
  ),
  notHttp: defineFault('responds in another protocol', { after: true }, async (exchange, { after }) => {
    await (after ? exchange.process() : exchange.read())
    await exchange.writeRaw('SSH-2.0-OpenSSH_9.6\r\n\u0000\u0001\u0002\r\n')
    await exchange.disconnect('fin')
  }),
  html: defineFault(
    "sends a proxy's HTML error page instead of the response",
    { status: 520, after: false },
    async (exchange, params) => {
      await (params.after ? exchange.process() : exchange.read())
      await exchange.respond({
        status: params.status,
        headers: { 'content-type': 'text/html; charset=UTF-8' },
        body: errorPage(params.status),
      })
    },
  ),
  redirect: defineFault(
    'redirects the client',
    { status: 307, location: 'http://127.0.0.1:9/' },
    async (exchange, params) => {
      await exchange.read()
      await exchange.respond({ status: params.status, headers: { location: params.location }, body: '' })
    },
  ),
  delay: defineFault(
    'responds late; waits before processing the request, or after',
    { ms: 1000, after: false },
    async (exchange, { ms, after }) => {
      await (after ? exchange.process() : exchange.read())
      await exchange.delay(ms)
      await exchange.respond(await exchange.process())
    },
  ),
  mutate: defineFault<BodyEdit>(
    'changes the JSON body: sets fields, removes fields, or (in tests) applies a function',
    { set: {}, remove: [], change: undefined, status: undefined },
    async (exchange, { set, remove, change = (body: unknown) => body, status }) => {
      const response = await exchange.process()
      const body = parseJson(response.body)
      const edited = isRecord(body) ? omitFields({ ...body, ...set }, remove) : body
      await exchange.respond({
        ...response,
        status: status ?? response.status,
        body: JSON.stringify(change(edited)),
      })
    },
  ),
  lateAccept: defineFault<{ ms: number; status: number; end: ConnectionEnd }>(
    'fails at once (with a status, or with `end` if the status is 0), but still processes the request `ms` later',
    { ms: 10_000, status: 504, end: 'reset' },
    async (exchange, { ms, status, end }) => {
      await exchange.read()
      void exchange.clock.sleep(ms).then(() => exchange.process())
      await (status === 0
        ? exchange.disconnect(end)
        : exchange.respond(createResponse(status, undefined, {})))
    },
  ),
  refuse: defineFault(
    'refuses connections for `forMs` after this request, or during `on: { from, to }` if nothing else is given',
    { forMs: 10_000 },
    (exchange, { forMs }) => exchange.refuseConnections(forMs),
  ),
  refuseAfterResponse: defineFault(
    'responds normally, but refuses new connections for `forMs`, starting just before the response',
    { forMs: 10_000 },
    async (exchange, { forMs }) => {
      const response = await exchange.process()
      exchange.stopListening(forMs)
      await exchange.respond({ ...response, headers: { ...response.headers, connection: 'close' } })
    },
  ),
  dropNextConnection: defineFault<{ end: ConnectionEnd }>(
    'responds normally, but ends the next connection as soon as it is accepted, before reading from it',
    { end: 'reset' },
    async (exchange, { end }) => {
      const response = await exchange.process()
      exchange.dropNextConnection(end)
      await exchange.respond({ ...response, headers: { ...response.headers, connection: 'close' } })
    },
  ),
}

function createResponse(status: number, body: unknown, headers: Record<string, string>): ServiceResponse {
  if (typeof body === 'string') return { status, headers: { 'content-type': 'text/plain', ...headers }, body }
  return jsonResponse(status, body ?? { message: STATUS_CODES[status] ?? `Status ${status}` }, headers)
}

function takeBytes(response: ServiceResponse, bytes: number | undefined): Buffer {
  const body = Buffer.from(response.body)
  return body.subarray(0, bytes ?? Math.floor(body.length / 2))
}

function omitFields(fields: Record<string, unknown>, omitted: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !omitted.includes(name)))
}
