import { commentAsRead } from './comment.ts'
import { bars, log, requests, table, winner } from './sweep-views.ts'
import type { Sweep } from './sweep-scene.ts'
import type { Chapter } from './scenario.ts'

/** How things stand when a chapter is over. */
export interface Standing {
  /** The output of the run. */
  readonly outcome: string | undefined
  /** How many jobs have which status, by the output `jobs`. */
  readonly statuses: Readonly<Record<string, number>>
  /** Models that the comment names. */
  readonly models: number
  /** The learning rate whose model a later step has chosen. */
  readonly chosen?: string
}

const ENDED = { outcome: 'failed', statuses: { SUCCESS: 7, FAILED: 1 }, models: 7 }

export const CHAPTERS: readonly Chapter<Sweep, Standing>[] = [
  {
    title: 'Ada opens a pull request: one file, eight documents, eight learning rates',
    play: (sweep) => (sweep.submit(), sweep.wait(10)),
    expected: { outcome: 'running', statuses: { RUNNING: 4, QUEUED: 4 }, models: 0 },
    show: log,
  },
  {
    title: 'In the middle: one is done, one has failed, six go on',
    play: (sweep) => sweep.wait(50),
    expected: { outcome: 'failed', statuses: { RUNNING: 6, SUCCESS: 1, FAILED: 1 }, models: 1 },
    show: commentAsRead,
  },
  {
    title: 'The last one ends, and so does the step: red, because one has failed',
    play: (sweep) => sweep.newest.end,
    expected: ENDED,
    show: (sweep) => [...commentAsRead(sweep), ...table(sweep), ...bars(sweep), ...requests(sweep)],
  },
  {
    title: 'A later step of the same workflow chooses the winner from `jobs`',
    play: (sweep) => sweep.choose(),
    expected: { ...ENDED, chosen: '1e-5' },
    show: winner,
  },
]
