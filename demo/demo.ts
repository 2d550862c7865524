// npm run demo: the built action against the simulators, as a runner would run it. No key, no network. With --bad-day
// the service breaks in ways that cost others a second training or the wait. Three stories are played in virtual time,
// with exit code 1 where they come to anything else than a person would expect: with --story a pull request lives its
// life; with --sweep eight trainings share a step, and a later one chooses the best; with --long a training takes three
// days, and no runner waits for it.
import { parseArgs } from 'node:util'
import { playLong } from './long.ts'
import { playStep } from './one-step.ts'
import { playStory } from './story.ts'
import { playSweep } from './sweep.ts'
import { terminal } from './terminal.ts'

const { values: flags } = parseArgs({
  options: {
    'no-color': { type: 'boolean', default: false },
    'bad-day': { type: 'boolean', default: false },
    story: { type: 'boolean', default: false },
    sweep: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
  },
})
const screen = terminal(!flags['no-color'] && process.stdout.isTTY)
process.exitCode = await play()

function play(): Promise<number> {
  if (flags.story) return playStory(screen)
  if (flags.sweep) return playSweep(screen)
  if (flags.long) return playLong(screen)
  return playStep(screen, flags['bad-day'])
}
