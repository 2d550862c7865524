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

  it('resolves `crashed` on an uncaught exception, a closed output and an empty event loop', async () => {
    const closed = new Error('EPIPE')
    const errors: [(fake: FakeProcess) => void, unknown][] = [
      [(fake) => fake.emit('uncaughtException', 'text'), 'text'],
      [(fake) => fake.stdout.emit('error', closed), closed],
      [(fake) => fake.stderr.emit('error', closed), closed],
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
})

describe('flushAndExit', () => {
  it('exits after stdout is flushed', () => {
    const fake = new FakeProcess()
    flushAndExit(asProcess(fake))
    expect(fake.calls).toEqual(['wrote ""', 'exit'])
  })
})
