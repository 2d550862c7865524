'use strict'
// Preloaded with NODE_OPTIONS=--require: puts a process on the virtual clock of virtual-clock.ts. Replaces timers,
// Date, performance, hrtime, AbortSignal.timeout and socket timeouts. Not replaced: Node's internal timers, and Intl
// formatters called without a date.
const fs = require('node:fs')
const net = require('node:net')
const timers = require('node:timers')
const timersPromises = require('node:timers/promises')
const workerThreads = require('node:worker_threads')
const { syncBuiltinESMExports } = require('node:module')
const createTimers = require('./virtual-timers.cjs')

const settings = process.env.VIRTUAL_CLOCK
if (settings !== undefined) {
  const { nodeOptions, ...clock } = JSON.parse(settings)
  // The process under test must not see the variables that this preload needs.
  delete process.env.VIRTUAL_CLOCK
  if (nodeOptions === '') delete process.env.NODE_OPTIONS
  else process.env.NODE_OPTIONS = nodeOptions
  install(sharedClock(clock))
}

/** This process's view of the shared file: `skipped`, then one number per slot. */
function sharedClock({ file, slots, slot, epoch, origin, speed }) {
  const fd = fs.openSync(file, 'r+')
  const { readSync, writeSync } = fs
  const hrtime = process.hrtime.bigint
  const cells = new Float64Array(slots + 1)
  const cell = new Float64Array(1)
  let published

  function read(cellIndex) {
    readSync(fd, cell, 0, 8, cellIndex * 8)
    return cell[0]
  }
  function write(cellIndex, value) {
    cell[0] = value
    writeSync(fd, cell, 0, 8, cellIndex * 8)
  }
  const now = () => epoch + (Number(hrtime()) / 1e6 - origin) * speed + read(0)

  return {
    now,
    speed,
    realMsUntil: (due) => (due - now()) / speed,
    /** Publishes what this process waits for: a time, or -Infinity while it is busy. */
    publish(waitsFor) {
      if (waitsFor === published) return
      published = waitsFor
      write(slot + 1, waitsFor)
    },
    /** The earliest time that any process waits for; undefined if one is busy or overdue, or if none waits. */
    target() {
      readSync(fd, cells, 0, cells.byteLength, 0)
      const due = Math.min(...cells.subarray(1))
      return due > now() && due < Infinity ? due : undefined
    },
    /** Jumps to this target, unless it has changed since. */
    jumpTo(expected) {
      const own = published
      // A lock: whoever wants to jump is busy, and nobody jumps while another process is busy. Without it, two
      // processes that reach the same target add the distance twice.
      this.publish(-Infinity)
      readSync(fd, cells, 0, cells.byteLength, 0)
      const others = cells.subarray(1).filter((_, index) => index !== slot)
      if (Math.min(own, ...others) === expected) {
        const ahead = expected - now()
        // A little more, because adding large and small doubles is not exact.
        if (ahead > 0) write(0, read(0) + ahead + 0.001)
      }
      this.publish(own)
    },
  }
}

function install(clock) {
  const virtual = createTimers(clock, installWorkers())
  Object.assign(globalThis, virtual.timers)
  Object.assign(timers, virtual.timers)
  Object.assign(timersPromises, virtual.promises)
  timersPromises.scheduler.wait = (delay, options) => virtual.promises.setTimeout(delay, undefined, options)
  AbortSignal.timeout = (delay) => {
    const controller = new AbortController()
    const expire = () =>
      controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
    virtual.timers.setTimeout(expire, delay).unref()
    return controller.signal
  }
  installDate(clock)
  installStopwatches(clock)
  installSocketTimeout(clock)
  syncBuiltinESMExports()
}

/** Returns whether a worker runs, which is not among the active resources. */
function installWorkers() {
  let running = 0
  const { Worker } = workerThreads
  workerThreads.Worker = class extends Worker {
    constructor(...options) {
      super(...options)
      running++
      this.once('exit', () => running--)
    }
  }
  return () => running > 0
}

function installDate(clock) {
  const RealDate = Date
  const now = () => Math.floor(clock.now())
  function VirtualDate(...args) {
    if (new.target === undefined) return new RealDate(now()).toString()
    return Reflect.construct(RealDate, args.length === 0 ? [now()] : args, new.target)
  }
  Object.defineProperties(VirtualDate, Object.getOwnPropertyDescriptors(RealDate))
  VirtualDate.now = now
  RealDate.prototype.constructor = VirtualDate
  globalThis.Date = VirtualDate
}

function installStopwatches(clock) {
  const start = clock.now()
  const elapsed = () => clock.now() - start
  Object.defineProperties(performance, {
    now: { value: elapsed, configurable: true, writable: true },
    timeOrigin: { value: start, configurable: true },
  })
  const bigint = () => BigInt(Math.round(elapsed() * 1e6))
  const hrtime = (since = [0, 0]) => {
    const nanoseconds = bigint() - BigInt(since[0]) * 1_000_000_000n - BigInt(since[1])
    const rest = ((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n
    return [Number((nanoseconds - rest) / 1_000_000_000n), Number(rest)]
  }
  process.hrtime = Object.assign(hrtime, { bigint })
  process.uptime = () => elapsed() / 1000
}

// While a socket is open, time runs and does not jump. The real idle timer only has to be shortened by the speed.
function installSocketTimeout(clock) {
  const setRealTimeout = net.Socket.prototype.setTimeout
  net.Socket.prototype.setTimeout = function setTimeout(ms, onTimeout) {
    setRealTimeout.call(this, ms > 0 ? Math.max(1, ms / clock.speed) : ms, onTimeout)
    // HTTP agents compare this with the timeout that they set.
    if (!this.destroyed) this.timeout = ms
    return this
  }
}
