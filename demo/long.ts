import { CHAPTERS, type Standing } from './long-chapters.ts'
import { LongTraining } from './long-scene.ts'
import { costs } from './long-views.ts'
import { playTale, type Tale } from './scenario.ts'
import type { Terminal } from './terminal.ts'

const TITLE_LENGTH = 60

const LONG: Tale<LongTraining, Standing> = {
  title: 'Three days of training without a runner: the built action against simulators, in virtual time',
  heading: `${'what happens'.padEnd(TITLE_LENGTH)}outcome    jobs  comment  events  runner`,
  chapters: CHAPTERS,
  standingOf,
  inWords: ({ outcome = 'no outcome', jobs, hasWritten, events, deployments }) =>
    `${outcome} · unfinished jobs found: ${jobs} · comment ${hasWritten ? 'written' : 'left alone'} · events so far: ${events}, deployments: ${deployments}`,
  row: (title, scene) => {
    const { outcome = '', jobs, hasWritten, events } = standingOf(scene)
    const seconds = `${scene.shifts.at(-1)?.seconds.toFixed(1)} s`.padStart(6)
    const cells = [outcome.padEnd(9), String(jobs).padEnd(4), (hasWritten ? 'written' : '').padEnd(7)]
    return `${title.padEnd(TITLE_LENGTH)}${[...cells, String(events).padEnd(6), seconds].join('  ')}`
  },
  epilogue: costs,
  asExpected:
    'The job was submitted, looked after, told of once and deployed once, as a person would expect.',
  page: 'long.html',
}

/** Plays a training of three days. Resolves to the exit code. */
export function playLong(screen: Terminal): Promise<number> {
  return playTale(new LongTraining(), LONG, screen)
}

function standingOf({ newest, jobs, shifts, events, deployments }: LongTraining): Standing {
  return {
    outcome: newest.outcome,
    jobs: jobs.length,
    hasWritten: shifts.at(-1)?.hasWritten === true,
    events: events.length,
    deployments: deployments.length,
  }
}
