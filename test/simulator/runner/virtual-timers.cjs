'use strict'
// Timers on a virtual clock, with the interface of node:timers and node:timers/promises. Loaded by virtual-time.cjs.
const { AsyncResource } = require('node:async_hooks')
const timers = require('node:timers')
const timersPromises = require('node:timers/promises')
const { promisify } = require('node:util')

const BUSY = -Infinity
const POLL_INTERVAL_MS = 1
const MAX_DELAY_MS = 2 ** 31 - 1
// Resources that an idle process may have open: timers, its own output, signal handlers.
const IDLE_RESOURCES = new Set(['Timeout', 'PipeWrap', 'TTYWrap', 'SignalWrap'])

/**
 * Creates replacements for the functions of node:timers and node:timers/promises. `hasWorkers` returns whether worker
 * threads run.
 */
module.exports = function createTimers(clock, hasWorkers) {
  const real = { ...timers, sleep: timersPromises.setTimeout }
  const queue = []
  const timersById = new Map()
  let lastId = 0
  let driver
  let target

  class Timeout extends AsyncResource {
    #callback
    #args
    #delay
    #repeats
    #holdsLoop = true
    #id = ++lastId
    due = 0

    constructor(callback, delay, args, repeats) {
      super('Timeout')
      this.#callback = callback
      this.#args = args
      this.#delay = asTimerDelay(delay)
      this.#repeats = repeats
      this.refresh()
    }

    fire() {
      if (this.#repeats) enqueue(this, this.#delay)
      else timersById.delete(this.#id)
      this.runInAsyncScope(this.#callback, this, ...this.#args)
    }

    refresh() {
      dequeue(this)
      enqueue(this, this.#delay)
      return this
    }

    ref() {
      this.#holdsLoop = true
      schedule()
      return this
    }

    unref() {
      this.#holdsLoop = false
      schedule()
      return this
    }

    hasRef() {
      return this.#holdsLoop
    }

    close() {
      dequeue(this)
      timersById.delete(this.#id)
      schedule()
      return this
    }

    [Symbol.toPrimitive]() {
      timersById.set(this.#id, this)
      return this.#id
    }

    [Symbol.dispose]() {
      this.close()
    }
  }

  function enqueue(timer, delay) {
    timer.due = clock.now() + delay
    const position = queue.findLastIndex((other) => other.due <= timer.due) + 1
    queue.splice(position, 0, timer)
    markBusy()
    schedule()
  }

  function dequeue(timer) {
    const position = queue.indexOf(timer)
    if (position >= 0) queue.splice(position, 1)
  }

  function markBusy() {
    target = undefined
    clock.publish(BUSY)
  }

  // One real timer drives all virtual ones. It keeps the process alive only while one of them does.
  function schedule() {
    real.clearTimeout(driver)
    if (queue.length === 0) return clock.publish(BUSY)
    driver = real.setTimeout(tick, Math.min(POLL_INTERVAL_MS, Math.max(0, clock.realMsUntil(queue[0].due))))
    if (!queue.some((timer) => timer.hasRef())) driver.unref()
  }

  function tick() {
    const first = queue[0]
    if (first.due > clock.now()) {
      if (isIdle() && !hasWorkers()) tryJump(first.due)
      else markBusy()
    }
    if (first.due > clock.now()) return schedule()
    queue.shift()
    markBusy()
    // One timer per turn: Node runs promise jobs between two timers, and a callback may throw.
    try {
      first.fire()
    } finally {
      schedule()
    }
  }

  // Jumps only when two ticks in a row see the same target. In between, the event loop handles signals from processes
  // that woke meanwhile, and work in the thread pool (not an active resource) can finish.
  function tryJump(due) {
    clock.publish(due)
    const next = clock.target()
    if (next !== undefined && next === target) clock.jumpTo(next)
    target = next
  }

  function start(callback, delay, args, repeats) {
    // Let Node throw its own error.
    if (typeof callback !== 'function') return real.setTimeout(callback, delay)
    return new Timeout(callback, delay, args, repeats)
  }

  function stop(timer) {
    if (timer instanceof Timeout) timer.close()
    else if (timersById.has(Number(timer))) timersById.get(Number(timer)).close()
    else real.clearTimeout(timer)
  }

  function sleep(delay, value, options = {}) {
    const { signal, ref = true } = options
    // With an aborted signal, Node's own function rejects at once with the right error.
    const aborted = () => real.sleep(0, value, options)
    if (signal?.aborted) return aborted()
    return new Promise((resolve) => {
      const end = () => {
        timer.close()
        signal?.removeEventListener('abort', onAbort)
      }
      const onAbort = () => {
        end()
        resolve(aborted())
      }
      const timer = new Timeout(() => (end(), resolve(value)), delay, [], false)
      if (!ref) timer.unref()
      signal?.addEventListener('abort', onAbort, { once: true })
    })
  }

  async function* intervals(delay, value, options) {
    for (;;) yield await sleep(delay, value, options)
  }

  const setTimeout = (callback, delay, ...args) => start(callback, delay, args, false)
  Object.defineProperty(setTimeout, promisify.custom, { value: sleep })
  return {
    timers: {
      setTimeout,
      setInterval: (callback, delay, ...args) => start(callback, delay, args, true),
      clearTimeout: stop,
      clearInterval: stop,
    },
    promises: { setTimeout: sleep, setInterval: intervals },
  }
}

function isIdle() {
  return process.getActiveResourcesInfo().every((kind) => IDLE_RESOURCES.has(kind))
}

function asTimerDelay(delay) {
  const ms = Number(delay)
  if (ms > MAX_DELAY_MS) {
    const text = `${ms} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`
    process.emitWarning(text, 'TimeoutOverflowWarning')
  }
  return ms >= 1 && ms <= MAX_DELAY_MS ? Math.trunc(ms) : 1
}
