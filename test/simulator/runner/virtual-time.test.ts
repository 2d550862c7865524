import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { VirtualClock } from './virtual-clock.ts'

const TEN_HOURS = 36_000_000
/** The clock runs at 20 times real speed while a process is busy: three minutes on a slow machine. */
const SLACK_MS = 3_600_000
const START = Date.UTC(2026, 2, 2, 9)

let clock: VirtualClock
let server: Server | undefined
beforeEach(() => {
  clock = new VirtualClock({ startAt: START })
})
afterEach(() => {
  clock.close()
  server?.close().closeAllConnections()
  server = undefined
})

/** Runs a module in a child process on the clock and returns its output, parsed if it is JSON. */
async function run(code: string, nodeOptions?: string) {
  const seat = clock.allocateSlot(nodeOptions)
  const env = { ...seat.env, PORT: port() }
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { env, timeout: 240_000 })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (text += part))
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  seat.release()
  return {
    exitCode,
    text,
    value: text.startsWith('{') ? read(text) : {},
  }
}

function read(text: string): Record<string, number> {
  return JSON.parse(text) as Record<string, number>
}

function port(): string {
  const address = server?.address()
  return typeof address === 'object' && address !== null ? String(address.port) : ''
}

async function serve(answerAfterMs: number): Promise<void> {
  server = createServer((_, response) => void clock.sleep(answerAfterMs).then(() => response.end('done')))
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
}

const PRELUDE = `
  import * as timers from 'node:timers'
  import * as timersPromises from 'node:timers/promises'
  import * as http from 'node:http'
  import { promisify } from 'node:util'
  import { performance as stopwatch } from 'node:perf_hooks'
  const TEN_HOURS = ${TEN_HOURS}
`

describe('a child on a virtual clock', () => {
  it.each([
    ['setTimeout', 'await new Promise((resolve) => setTimeout(resolve, TEN_HOURS))'],
    ['node:timers', 'await new Promise((resolve) => timers.setTimeout(resolve, TEN_HOURS))'],
    ['node:timers/promises', 'await timersPromises.setTimeout(TEN_HOURS)'],
    ['scheduler.wait', 'await timersPromises.scheduler.wait(TEN_HOURS)'],
    ['promisify', 'await promisify(setTimeout)(TEN_HOURS)'],
    [
      'setInterval',
      'await new Promise((resolve) => { let n = 0; const i = setInterval(() => ++n === 10 && (clearInterval(i), resolve()), TEN_HOURS / 10) })',
    ],
    [
      'promised setInterval',
      'let n = 0; for await (const _ of timersPromises.setInterval(TEN_HOURS / 10)) if (++n === 10) break',
    ],
    [
      'AbortSignal.timeout',
      'const held = setInterval(() => {}, 1e9); await new Promise((resolve) => AbortSignal.timeout(TEN_HOURS).addEventListener("abort", resolve)); clearInterval(held)',
    ],
    [
      'refresh',
      'await new Promise((resolve) => { const t = setTimeout(resolve, TEN_HOURS * 0.6); setTimeout(() => t.refresh(), TEN_HOURS * 0.4) })',
    ],
    ['many short waits', 'for (let n = 0; n < 100; n++) await timersPromises.setTimeout(TEN_HOURS / 100)'],
  ])('waits ten hours within moments, according to every clock: %s', async (_, wait) => {
    const { value, text } = await run(`${PRELUDE}
      const date = Date.now(), made = new Date(), now = performance.now(), other = stopwatch.now()
      const time = process.hrtime(), ns = process.hrtime.bigint(), up = process.uptime()
      ${wait}
      const [s, rest] = process.hrtime(time)
      console.log(JSON.stringify({
        date: Date.now() - date, made: new Date() - made, performance: performance.now() - now, perfHooks: stopwatch.now() - other,
        hrtime: s * 1e3 + rest / 1e6, bigint: Number(process.hrtime.bigint() - ns) / 1e6, uptime: (process.uptime() - up) * 1e3,
        origin: performance.timeOrigin + performance.now() - Date.now() + TEN_HOURS,
      }))`)
    expect(text).toMatch(/^\{/)
    for (const elapsed of Object.values(value)) {
      expect(elapsed).toBeGreaterThan(TEN_HOURS - 100)
      expect(elapsed).toBeLessThan(TEN_HOURS + SLACK_MS)
    }
    expect(Object.keys(value)).toHaveLength(8)
  })

  it('does not jump while a worker runs', async () => {
    const { text } = await run(`${PRELUDE}
      const { Worker } = await import('node:worker_threads')
      const code = 'setTimeout(() => require("node:worker_threads").parentPort.postMessage("answer"), 100)'
      const answer = new Promise((resolve) => new Worker(code, { eval: true, execArgv: [] }).once('message', resolve))
      console.log(await Promise.race([answer, timersPromises.setTimeout(TEN_HOURS, 'jumped')]))
      process.exit()`)
    expect(text).toBe('answer\n')
  })

  it('starts at the configured time', async () => {
    const { text } = await run(
      'console.log(new Date().toISOString().slice(0, 16), Date().slice(0, 15), new Date(0) instanceof Date)',
    )
    expect(text).toBe('2026-03-02T09:00 Mon Mar 02 2026 true\n')
  })

  it('does not see the variables of the clock', async () => {
    const { text } = await run(
      'console.log(Object.keys(process.env).filter((name) => /NODE|VIRTUAL/.test(name)).join())',
    )
    expect(text).toBe('\n')
  })

  it('keeps its own NODE_OPTIONS', async () => {
    const { text } = await run('console.log(process.env.NODE_OPTIONS)', '--no-warnings')
    expect(text).toBe('--no-warnings\n')
  })

  it('is not kept alive by unref timers', async () => {
    const { text, exitCode } = await run(`${PRELUDE}
      setTimeout(() => console.log('late'), TEN_HOURS).unref()
      setInterval(() => console.log('again'), TEN_HOURS).unref()
      AbortSignal.timeout(TEN_HOURS).addEventListener('abort', () => console.log('aborted'))
      setTimeout(() => console.log('cleared'), 1000)[Symbol.dispose]()
      clearTimeout(+setTimeout(() => console.log('cleared'), 1000))
      const held = setTimeout(() => console.log('held'), 1000).unref().ref()
      console.log(held.hasRef())`)
    expect({ text, exitCode }).toEqual({ text: 'true\nheld\n', exitCode: 0 })
  })

  it("exits with Node's code for an await that never settles", async () => {
    expect(await run('await new Promise(() => {})')).toMatchObject({ exitCode: 13 })
  })

  it('crashes on an exception in a timer', async () => {
    const { exitCode, text } = await run('setTimeout(() => { throw new Error("boom") }, 60_000)')
    expect(exitCode).toBe(1)
    expect(text).toContain('Error: boom')
  })

  it('fires timers in order of time, with promise jobs in between', async () => {
    const { text } = await run(`
      const print = (text) => () => { console.log(text); Promise.resolve().then(() => console.log(text + "'")) }
      setTimeout(print('c'), 2000); setTimeout(print('a'), 1000); setTimeout(print('b'), 1000); setTimeout(print('now'))`)
    expect(text.split('\n')).toEqual(['now', "now'", 'a', "a'", 'b', "b'", 'c', "c'", ''])
  })

  it("stops waiting when a signal aborts, with Node's error", async () => {
    const { text } = await run(`${PRELUDE}
      const error = await timersPromises.setTimeout(TEN_HOURS, 0, { signal: AbortSignal.timeout(5000) }).catch((e) => e)
      console.log(error.name, error.code, error.cause.name)
      const early = await timersPromises.setTimeout(1, 0, { signal: AbortSignal.abort() }).catch((e) => e)
      console.log(early.name)`)
    expect(text).toBe('AbortError ABORT_ERR TimeoutError\nAbortError\n')
  })

  it('waits 30 virtual seconds for a slow server', async () => {
    await serve(30_000)
    const before = clock.now()
    const { value } = await run(`${PRELUDE}
      const startedAt = Date.now()
      const late = setTimeout(() => console.log('too late'), TEN_HOURS)
      http.get({ port: process.env.PORT }, (response) => response.resume().on('end', () => {
        clearTimeout(late)
        console.log(JSON.stringify({ took: Date.now() - startedAt }))
      }))`)
    expect(value['took']).toBeGreaterThanOrEqual(29_990)
    expect(value['took']).toBeLessThan(SLACK_MS)
    expect(clock.now() - before).toBeLessThan(SLACK_MS)
  })

  it('measures a socket timeout in virtual time, and reports it as it was set', async () => {
    await serve(TEN_HOURS)
    const { value } = await run(`${PRELUDE}
      const startedAt = Date.now()
      const request = http.get({ port: process.env.PORT, timeout: 10_000 })
      request.on('error', () => {}).on('timeout', () => {
        console.log(JSON.stringify({ after: Date.now() - startedAt, set: request.socket.timeout }))
        request.destroy()
      })`)
    expect(value['after']).toBeGreaterThanOrEqual(9_900)
    expect(value['after']).toBeLessThan(SLACK_MS)
    expect(value['set']).toBe(10_000)
  })
})

describe('VirtualClock', () => {
  it('wakes this process on time, because no child jumps past it', async () => {
    const woke = clock.sleep(5_400_000).then(() => clock.now() - START)
    await run(`setTimeout(() => {}, ${TEN_HOURS})`)
    expect(await woke).toBeGreaterThanOrEqual(5_400_000)
    expect(await woke).toBeLessThan(5_400_000 + SLACK_MS)
    expect(clock.now() - START).toBeGreaterThan(TEN_HOURS)
  })

  it('is the same time for all children that share it', async () => {
    const finished: string[] = []
    const child = (name: string, everyMs: number) =>
      run(`for (let n = 1; n <= 6; n++) await new Promise((resolve) => setTimeout(resolve, ${everyMs}))
        console.log(JSON.stringify({ at: Date.now() }))`).then(({ value }) => {
        finished.push(name)
        return (value['at'] ?? 0) - START
      })
    const [slow, fast] = await Promise.all([child('slow', TEN_HOURS), child('fast', TEN_HOURS / 3)])
    expect(finished).toEqual(['fast', 'slow'])
    expect(fast).toBeLessThan(2 * TEN_HOURS + SLACK_MS)
    expect(slow).toBeLessThan(6 * TEN_HOURS + SLACK_MS)
  })

  it('jumps between two runs on request', () => {
    clock.advance(TEN_HOURS)
    expect(clock.now() - START).toBeGreaterThanOrEqual(TEN_HOURS)
    expect(clock.now() - START).toBeLessThan(TEN_HOURS + SLACK_MS)
  })

  it('ends all sleeps when it is closed, and can be closed twice', async () => {
    const sleep = clock.sleep(TEN_HOURS)
    clock.close()
    clock.close()
    await sleep
    await clock.sleep(TEN_HOURS)
    expect(clock.now() - START).toBeLessThan(SLACK_MS)
  })

  it('supports 31 children at once and reuses slots', () => {
    const seats = Array.from({ length: 31 }, () => clock.allocateSlot())
    expect(() => clock.allocateSlot()).toThrow('at most 31')
    seats[3]?.release()
    expect(clock.allocateSlot().env).toEqual(seats[3]?.env)
  })
})
