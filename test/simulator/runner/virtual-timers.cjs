'use strict'
// Timers on a virtual clock, with the interface of node:timers and node:timers/promises. Part of the preload
// virtual-time.cjs.
const { AsyncResource } = require('node:async_hooks')
const timers = require('node:timers')
const timersPromises = require('node:timers/promises')
const { promisify } = require('node:util')

const BUSY = -Infinity
const POLL_MS = 1
const LONGEST_MS = 2 ** 31 - 1
// What an otherwise idle process may have open: its timers, its own output, its signal handlers.
const IDLE_RESOURCES = new Set(['Timeout', 'PipeWrap', 'TTYWrap', 'SignalWrap'])

/** Replacements for the functions of node:timers and node:timers/promises that deal with time. */
module.exports = function createTimers(clock) {
  const real = { ...timers, sleep: timersPromises.setTimeout }
  const queue = []
  const byNumber = new Map()
  let lastNumber = 0
  let driver
  let target

  class Timeout extends AsyncResource {
    #callback
    #args
    #delay
    #repeats
    #holdsLoop = true
    #number = ++lastNumber
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
      else byNumber.delete(this.#number)
      this.runInAsyncScope(this.#callback, this, ...this.#args)
    }

    refresh() {
      dequeue(this)
      enqueue(this, this.#delay)
      return this
    }

    ref() {
      this.#holdsLoop = true
      arm()
      return this
    }

    unref() {
      this.#holdsLoop = false
      arm()
      return this
    }

    hasRef() {
      return this.#holdsLoop
    }

    close() {
      dequeue(this)
      byNumber.delete(this.#number)
      arm()
      return this
    }

    [Symbol.toPrimitive]() {
      byNumber.set(this.#number, this)
      return this.#number
    }

    [Symbol.dispose]() {
      this.close()
    }
  }

  function enqueue(timer, delay) {
    timer.due = clock.now() + delay
    const place = queue.findLastIndex((other) => other.due <= timer.due) + 1
    queue.splice(place, 0, timer)
    stir()
    arm()
  }

  function dequeue(timer) {
    const place = queue.indexOf(timer)
    if (place >= 0) queue.splice(place, 1)
  }

  function stir() {
    target = undefined
    clock.publish(BUSY)
  }

  // One real timer drives all virtual ones, and holds the event loop exactly when one of them does.
  function arm() {
    real.clearTimeout(driver)
    if (queue.length === 0) return clock.publish(BUSY)
    driver = real.setTimeout(look, Math.min(POLL_MS, Math.max(0, clock.realMsUntil(queue[0].due))))
    if (!queue.some((timer) => timer.hasRef())) driver.unref()
  }

  function look() {
    const first = queue[0]
    if (first.due > clock.now()) {
      if (isIdle()) approach(first.due)
      else stir()
    }
    if (first.due > clock.now()) return arm()
    queue.shift()
    stir()
    // One timer a turn: Node runs promise jobs between two timers, and a callback may throw.
    try {
      first.fire()
    } finally {
      arm()
    }
  }

  // A jump needs two quiet looks at the same target, with a turn of the event loop between them: whoever woke since may
  // have sent a signal, which gets its turn, and work in the thread pool, which is no active resource, gets a moment.
  function approach(due) {
    clock.publish(due)
    const next = clock.target()
    if (next !== undefined && next === target) clock.jumpTo(next)
    target = next
  }

  function start(callback, delay, args, repeats) {
    // Node's own complaint, in its own words.
    if (typeof callback !== 'function') return real.setTimeout(callback, delay)
    return new Timeout(callback, delay, args, repeats)
  }

  function stop(timer) {
    if (timer instanceof Timeout) timer.close()
    else if (byNumber.has(Number(timer))) byNumber.get(Number(timer)).close()
    else real.clearTimeout(timer)
  }

  function sleep(delay, value, options = {}) {
    const { signal, ref = true } = options
    // For an aborted signal Node's own function fails at once, with the right error.
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

  async function* ticks(delay, value, options) {
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
    promises: { setTimeout: sleep, setInterval: ticks },
  }
}

function isIdle() {
  return process.getActiveResourcesInfo().every((kind) => IDLE_RESOURCES.has(kind))
}

function asTimerDelay(delay) {
  const ms = Number(delay)
  if (ms > LONGEST_MS) {
    const text = `${ms} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`
    process.emitWarning(text, 'TimeoutOverflowWarning')
  }
  return ms >= 1 && ms <= LONGEST_MS ? Math.trunc(ms) : 1
}
