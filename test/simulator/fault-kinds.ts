import { STATUS_CODES } from 'node:http'
import type { Ending, Exchange } from './exchange.ts'
import { isRecord, json, parseJson, type Answer } from './wire.ts'

/** One way in which an exchange can go wrong. */
export interface FaultKind<Params extends object> {
  /** One line for people. */
  readonly about: string
  /** Every parameter with the value that it has when the fault does not name it. */
  readonly defaults: Params
  /** Plays the fault; resolves when the exchange is over. */
  apply(exchange: Exchange, given: object): Promise<void>
}

function row<Params extends object>(
  about: string,
  defaults: Params,
  apply: (exchange: Exchange, params: Params) => Promise<void>,
): FaultKind<Params> {
  return { about, defaults, apply: (exchange, given) => apply(exchange, { ...defaults, ...given }) }
}

const page = (status: number): string =>
  `<!DOCTYPE html>\n<html lang="en-US"><head><title>${status} | Web server is returning an unknown error</title></head>` +
  `<body><h1>Error ${status}</h1><p>Cloudflare Ray ID: 9c1f0ab2cd3e4f56</p></body></html>\n`

/** How much of a body is sent (all but so many bytes, where negative), and how the connection ends then. */
interface Part {
  bytes: number | undefined
  end: Ending
}

/** Changes to an answer. */
interface Edit {
  set: Record<string, unknown>
  remove: readonly string[]
  change: ((body: unknown) => unknown) | undefined
  status: number | undefined
}

/** Where in the exchange the service stops: before it has read the body, before it acts on it (`read`), or after. */
const silence = { read: false, after: false }

async function fallSilent(exchange: Exchange, { read, after }: typeof silence, end: Ending): Promise<void> {
  if (after) await exchange.process()
  else if (read) await exchange.read()
  await exchange.leave(end)
}

/**
 * All kinds of faults. A new kind is a new row: its parameters become part of the type `Fault` and of the command
 * line by themselves. `after: true` always means that the service has acted on the request when the fault strikes.
 */
export const faultKinds = {
  status: row<{ status: number; body: unknown; headers: Record<string, string>; after: boolean }>(
    'answers with a status of its own',
    { status: 503, body: undefined, headers: {}, after: false },
    async (exchange, { status, body, headers, after }) => {
      await (after ? exchange.process() : exchange.read())
      await exchange.reply(answerOf(status, body, headers))
    },
  ),
  reset: row('resets the connection (RST)', silence, (exchange, p) => fallSilent(exchange, p, 'reset')),
  fin: row('closes the connection without an answer (FIN)', silence, (exchange, p) =>
    fallSilent(exchange, p, 'fin'),
  ),
  hang: row('never answers', silence, (exchange, p) => fallSilent(exchange, p, 'hang')),
  truncated: row<Part>(
    'announces the whole body and sends the first bytes of it (half, when not said)',
    { bytes: undefined, end: 'fin' },
    async (exchange, { bytes, end }) => {
      const answer = await exchange.process()
      exchange.head(answer, Buffer.byteLength(answer.body))
      await exchange.write(firstBytes(answer, bytes))
      await exchange.leave(end)
    },
  ),
  cut: row<Part>(
    'sends the first bytes of a body whose end is the end of the connection',
    { bytes: undefined, end: 'fin' },
    async (exchange, { bytes, end }) => {
      const answer = await exchange.process()
      await exchange.raw(exchange.rawHead(answer))
      await exchange.raw(firstBytes(answer, bytes))
      await exchange.leave(end)
    },
  ),
  head: row<{ bytes: number; end: Ending }>(
    'sends the first bytes of the head of the answer',
    { bytes: 24, end: 'reset' },
    async (exchange, { bytes, end }) => {
      const answer = await exchange.process()
      await exchange.raw(exchange.rawHead(answer).slice(0, bytes))
      await exchange.leave(end)
    },
  ),
  trickle: row(
    'sends the body in small pieces',
    { bytes: 1, everyMs: 1000 },
    async (exchange, { bytes, everyMs }) => {
      const answer = await exchange.process()
      const body = Buffer.from(answer.body)
      exchange.head(answer, body.length)
      for (let sent = 0; sent < body.length && exchange.open; sent += bytes) {
        await exchange.write(body.subarray(sent, sent + bytes))
        await exchange.pause(everyMs)
      }
      await exchange.end()
    },
  ),
  huge: row(
    'pads the body with blanks, still valid JSON',
    { bytes: 8 << 20 },
    async (exchange, { bytes }) => {
      const answer = await exchange.process()
      exchange.head(answer, undefined)
      await exchange.write(answer.body)
      const blanks = Buffer.alloc(1 << 16, ' ')
      for (let sent = 0; sent < bytes && exchange.open; sent += blanks.length) {
        await exchange.write(blanks.subarray(0, bytes - sent))
      }
      await exchange.end()
    },
  ),
  garbage: row('a good head, and a body that is not JSON', { status: 200 }, async (exchange, { status }) => {
    await exchange.process()
    await exchange.reply({ ...json(status, null), body: '\u0000\u0001{"id": \ufffd\ufffd]]>\u0007' })
  }),
  notHttp: row('answers in another protocol', { after: true }, async (exchange, { after }) => {
    await (after ? exchange.process() : exchange.read())
    await exchange.raw('SSH-2.0-OpenSSH_9.6\r\n\u0000\u0001\u0002\r\n')
    await exchange.leave('fin')
  }),
  html: row(
    "an error page of a proxy, in place of the service's answer",
    { status: 520, after: false },
    async (exchange, p) => {
      await (p.after ? exchange.process() : exchange.read())
      await exchange.reply({
        status: p.status,
        headers: { 'content-type': 'text/html; charset=UTF-8' },
        body: page(p.status),
      })
    },
  ),
  redirect: row(
    'sends the client elsewhere',
    { status: 307, location: 'http://127.0.0.1:9/' },
    async (exchange, p) => {
      await exchange.read()
      await exchange.reply({ status: p.status, headers: { location: p.location }, body: '' })
    },
  ),
  delay: row(
    'takes its time: before acting, or after',
    { ms: 1000, after: false },
    async (exchange, { ms, after }) => {
      await (after ? exchange.process() : exchange.read())
      await exchange.pause(ms)
      await exchange.reply(await exchange.process())
    },
  ),
  mutate: row<Edit>(
    'changes the JSON of the answer: fields set, fields removed, or a function of the whole',
    { set: {}, remove: [], change: undefined, status: undefined },
    async (exchange, { set, remove, change = (body: unknown) => body, status }) => {
      const answer = await exchange.process()
      const body = parseJson(answer.body)
      const edited = isRecord(body) ? without({ ...body, ...set }, remove) : body
      await exchange.reply({
        ...answer,
        status: status ?? answer.status,
        body: JSON.stringify(change(edited)),
      })
    },
  ),
  lateAccept: row<{ ms: number; status: number; end: Ending }>(
    'fails at once (a status, or an ending when the status is 0), and the service acts `ms` later all the same',
    { ms: 10_000, status: 504, end: 'reset' },
    async (exchange, { ms, status, end }) => {
      await exchange.read()
      void exchange.clock.sleep(ms).then(() => exchange.process())
      await (status === 0 ? exchange.leave(end) : exchange.reply(answerOf(status, undefined, {})))
    },
  ),
  refuse: row(
    'connections are refused for `forMs` after this request; with `on: { from, to }` alone, during that time',
    { forMs: 10_000 },
    (exchange, { forMs }) => exchange.refuse(forMs),
  ),
  closing: row(
    'answers properly, and from just before that connections are refused for `forMs`',
    { forMs: 10_000 },
    async (exchange, { forMs }) => {
      const answer = await exchange.process()
      exchange.stopListening(forMs)
      await exchange.reply({ ...answer, headers: { ...answer.headers, connection: 'close' } })
    },
  ),
  deaf: row<{ end: Ending }>(
    'answers properly, and leaves the next connection as soon as it is made, before a byte of it is read',
    { end: 'reset' },
    async (exchange, { end }) => {
      const answer = await exchange.process()
      exchange.leaveNext(end)
      await exchange.reply({ ...answer, headers: { ...answer.headers, connection: 'close' } })
    },
  ),
}

function answerOf(status: number, body: unknown, headers: Record<string, string>): Answer {
  if (typeof body === 'string') return { status, headers: { 'content-type': 'text/plain', ...headers }, body }
  return json(status, body ?? { message: STATUS_CODES[status] ?? `Status ${status}` }, headers)
}

function firstBytes(answer: Answer, bytes: number | undefined): Buffer {
  const body = Buffer.from(answer.body)
  return body.subarray(0, bytes ?? Math.floor(body.length / 2))
}

function without(fields: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}
