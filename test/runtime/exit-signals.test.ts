import { EventEmitter } from 'node:events'
import { describe, expect, it } from '@jest/globals'
import { flushAndExit, listenForExit } from '../../src/runtime/exit-signals.ts'

/** A process whose signals and errors the test triggers. */
class FakeProcess extends EventEmitter {
  readonly calls: string[] = []
  readonly stderr = Object.assign(new EventEmitter(), { write: (text: string) => this.calls.push(text) })
  readonly stdout = Object.assign(new EventEmitter(), {
    write: (text: string, written: () => void) => {
      this.calls.push(`wrote ${JSON.stringify(text)}`)
      written()
    },
  })
  exit(): void {
    this.calls.push('exit')
  }
}

const asProcess = (fake: FakeProcess) => fake as unknown as NodeJS.Process
const isSettled = async (promise: Promise<unknown>) =>
  (await Promise.race([promise.then(() => 'yes'), new Promise((resolve) => setImmediate(resolve, 'no'))])) ===
  'yes'

describe('listenForExit', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'])('resolves `stopped` on %s', async (signal) => {
    const fake = new FakeProcess()
    const { stopped, crashed } = listenForExit(asProcess(fake))
    expect(await isSettled(stopped)).toBe(false)
    fake.emit(signal)
    expect([await isSettled(stopped), await isSettled(crashed)]).toEqual([true, false])
  })

  it('resolves `crashed` on an uncaught exception and an empty event loop', async () => {
    const errors: [(fake: FakeProcess) => void, unknown][] = [
      [(fake) => fake.emit('uncaughtException', 'text'), 'text'],
      [
        (fake) => fake.emit('beforeExit'),
        expect.objectContaining({ message: expect.stringContaining('before the work was done') }),
      ],
    ]
    for (const [trigger, reason] of errors) {
      const fake = new FakeProcess()
      const { stopped, crashed } = listenForExit(asProcess(fake))
      trigger(fake)
      expect(await crashed).toEqual(reason)
      expect(await isSettled(stopped)).toBe(false)
    }
  })

  it('remembers a log that cannot be written, which stops nothing', async () => {
    const fake = new FakeProcess()
    const { stopped, crashed, hasLogFailed } = listenForExit(asProcess(fake))
    fake.stderr.emit('error', new Error('EPIPE'))
    expect([hasLogFailed(), fake.calls]).toEqual([false, []])
    for (const code of ['EPIPE', 'ENOSPC']) fake.stdout.emit('error', new Error(code))
    expect([await isSettled(stopped), await isSettled(crashed)]).toEqual([false, false])
    expect(hasLogFailed()).toBe(true)
    expect(fake.calls).toEqual(['Cannot write to the log of the step: EPIPE\n'])
  })
})

describe('flushAndExit', () => {
  it('exits after stdout is flushed', () => {
    const fake = new FakeProcess()
    flushAndExit(asProcess(fake))
    expect(fake.calls).toEqual(['wrote ""', 'exit'])
  })
})
