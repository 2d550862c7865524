import { EventEmitter } from 'node:events'
import { describe, expect, it } from '@jest/globals'
import { leave, lifecycleOf } from '../../src/runtime/exit-signals.ts'

/** A process whose signals and accidents the test decides. */
class FakeProcess extends EventEmitter {
  readonly exits: string[] = []
  readonly stderr = Object.assign(new EventEmitter(), { write: (text: string) => this.exits.push(text) })
  readonly stdout = Object.assign(new EventEmitter(), {
    write: (text: string, written: () => void) => {
      this.exits.push(`wrote ${JSON.stringify(text)}`)
      written()
    },
  })
  exit(): void {
    this.exits.push('exit')
  }
}

const asProcess = (fake: FakeProcess) => fake as unknown as NodeJS.Process
const isSettled = async (promise: Promise<unknown>) =>
  (await Promise.race([promise.then(() => 'yes'), new Promise((resolve) => setImmediate(resolve, 'no'))])) ===
  'yes'

describe('the life of a process', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'])('%s stops it', async (signal) => {
    const fake = new FakeProcess()
    const { stopped, crashed } = lifecycleOf(asProcess(fake))
    expect(await isSettled(stopped)).toBe(false)
    fake.emit(signal)
    expect([await isSettled(stopped), await isSettled(crashed)]).toEqual([true, false])
  })

  it('an exception that nobody catches, a closed output and an empty loop are accidents', async () => {
    const closed = new Error('EPIPE')
    const accidents: [(fake: FakeProcess) => void, unknown][] = [
      [(fake) => fake.emit('uncaughtException', 'a word'), 'a word'],
      [(fake) => fake.stdout.emit('error', closed), closed],
      [(fake) => fake.stderr.emit('error', closed), closed],
      [
        (fake) => fake.emit('beforeExit'),
        expect.objectContaining({ message: expect.stringContaining('in the middle') }),
      ],
    ]
    for (const [happen, reason] of accidents) {
      const fake = new FakeProcess()
      const { stopped, crashed } = lifecycleOf(asProcess(fake))
      happen(fake)
      expect(await crashed).toEqual(reason)
      expect(await isSettled(stopped)).toBe(false)
    }
  })

  it('is left when all is written', () => {
    const fake = new FakeProcess()
    leave(asProcess(fake))
    expect(fake.exits).toEqual(['wrote ""', 'exit'])
  })
})
