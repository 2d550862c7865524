// npm run demo: the built action against the simulators, as a runner would run it. No key, no network. With --bad-day
// the service breaks in ways that cost others a second training or the wait. With --story a pull request lives its life,
// in virtual time; exit code 1 where it has other jobs than a person would expect.
import { parseArgs } from 'node:util'
import { playStep } from './one-step.ts'
import { playStory } from './story.ts'
import { terminal } from './terminal.ts'

const { values: flags } = parseArgs({
  options: {
    'no-color': { type: 'boolean', default: false },
    'bad-day': { type: 'boolean', default: false },
    story: { type: 'boolean', default: false },
  },
})
const screen = terminal(!flags['no-color'] && process.stdout.isTTY)
process.exitCode = flags.story ? await playStory(screen) : await playStep(screen, flags['bad-day'])
