import { CHAPTERS, type Standing } from './sweep-chapters.ts'
import { Sweep } from './sweep-scene.ts'
import { rateOf } from './sweep-views.ts'
import { playTale, type Tale } from './scenario.ts'
import type { Terminal } from './terminal.ts'

const TITLE_LENGTH = 78

const SWEEP: Tale<Sweep, Standing> = {
  title: 'A sweep of eight learning rates in one step: the built action against simulators, in virtual time',
  heading: `${'what happens'.padEnd(TITLE_LENGTH)}outcome  jobs`,
  chapters: CHAPTERS,
  standingOf,
  inWords: ({ outcome = 'no outcome', statuses, models, chosen }) =>
    `${outcome} · ${counted(statuses)} · models in the comment: ${models}${chosen === undefined ? '' : ` · chosen: ${chosen}`}`,
  row: (title, sweep) => {
    const { outcome = '', statuses } = standingOf(sweep)
    return `${title.padEnd(TITLE_LENGTH)}${outcome.padEnd(9)}${counted(statuses)}`
  },
  asExpected: 'Eight jobs were accepted, ended, were told of and chosen from as a person would expect.',
  page: 'sweep.html',
}

/** Plays a sweep. Resolves to the exit code. */
export function playSweep(screen: Terminal): Promise<number> {
  return playTale(new Sweep(), SWEEP, screen)
}

function standingOf({ newest, jobs, comments, winner }: Sweep): Standing {
  const statuses: Record<string, number> = {}
  for (const { status } of jobs) statuses[status] = (statuses[status] ?? 0) + 1
  const named = jobs.filter((job) => job['output-model'] !== '' && comments[0]?.includes(job['output-model']))
  const best = jobs.find((job) => job['output-model'] === winner?.outputs['output-model'])
  return {
    outcome: newest.outcome,
    statuses,
    models: named.length,
    ...(best === undefined ? {} : { chosen: rateOf(best) }),
  }
}

function counted(statuses: Standing['statuses']): string {
  return Object.entries(statuses)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ')
}
