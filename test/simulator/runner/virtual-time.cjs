'use strict'
// Preload (NODE_OPTIONS=--require) that puts a process on the virtual clock which virtual-clock.ts describes: timers,
// Date, performance, hrtime, AbortSignal.timeout and the idle time of sockets. Not replaced: what Node's own parts time
// inside, and Intl formats that are asked for "now" without a date.
const fs = require('node:fs')
const net = require('node:net')
const timers = require('node:timers')
const timersPromises = require('node:timers/promises')
const { syncBuiltinESMExports } = require('node:module')
const createTimers = require('./virtual-timers.cjs')

const setting = process.env.VIRTUAL_CLOCK
if (setting !== undefined) {
  const { nodeOptions, ...clock } = JSON.parse(setting)
  // The process under test must see the environment that it would have without us.
  delete process.env.VIRTUAL_CLOCK
  if (nodeOptions === '') delete process.env.NODE_OPTIONS
  else process.env.NODE_OPTIONS = nodeOptions
  install(sharedClock(clock))
}

/** This process's view of the shared file: `skipped`, then one number a seat. */
function sharedClock({ file, seats, seat, epoch, origin, speed }) {
  const fd = fs.openSync(file, 'r+')
  const { readSync, writeSync } = fs
  const hrtime = process.hrtime.bigint
  const cells = new Float64Array(seats + 1)
  const cell = new Float64Array(1)
  let published

  function read(slot) {
    readSync(fd, cell, 0, 8, slot * 8)
    return cell[0]
  }
  function write(slot, value) {
    cell[0] = value
    writeSync(fd, cell, 0, 8, slot * 8)
  }
  const now = () => epoch + (Number(hrtime()) / 1e6 - origin) * speed + read(0)

  return {
    now,
    speed,
    realMsUntil: (due) => (due - now()) / speed,
    /** Says what this process waits for: a time, or -Infinity while it is busy. */
    publish(waitsFor) {
      if (waitsFor === published) return
      published = waitsFor
      write(seat + 1, waitsFor)
    },
    /** The earliest time that anybody waits for; undefined while somebody is busy or late, or where nobody waits. */
    target() {
      readSync(fd, cells, 0, cells.byteLength, 0)
      const due = Math.min(...cells.subarray(1))
      return due > now() && due < Infinity ? due : undefined
    },
    jumpTo(time) {
      const ahead = time - now()
      // A hair more, because the sum of such large and such small numbers is not exact.
      if (ahead > 0) write(0, read(0) + ahead + 0.001)
    },
  }
}

function install(clock) {
  const virtual = createTimers(clock)
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

// A socket that may become idle is open, so time runs and does not jump: the real idle timer is right once it is
// shortened by the speed.
function installSocketTimeout(clock) {
  const setRealTimeout = net.Socket.prototype.setTimeout
  net.Socket.prototype.setTimeout = function setTimeout(ms, onTimeout) {
    setRealTimeout.call(this, ms > 0 ? Math.max(1, ms / clock.speed) : ms, onTimeout)
    // Agents compare this with what they asked for.
    if (!this.destroyed) this.timeout = ms
    return this
  }
}
