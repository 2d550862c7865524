import { commentAsRead } from './comment.ts'
import type { LongTraining } from './long-scene.ts'
import { deployment, warnings } from './long-views.ts'
import type { Chapter } from './scenario.ts'

/** How things stand when a run is over. */
export interface Standing {
  readonly outcome: string | undefined
  /** How many unfinished jobs it had to do with. */
  readonly jobs: number
  /** Whether it has written into the comment. */
  readonly hasWritten: boolean
  /** Events and deployments so far. */
  readonly events: number
  readonly deployments: number
}

type LongChapter = Chapter<LongTraining, Standing>

const SUBMITTED = { outcome: 'submitted', jobs: 1, hasWritten: true, events: 0, deployments: 0 }
const TRAINS = { ...SUBMITTED, outcome: 'running', hasWritten: false }
const TRAINS_AND_TOUCHED = { ...TRAINS, hasWritten: true }
const ENDED_UNTOLD = { ...TRAINS, outcome: 'succeeded' }
const TOLD = { ...ENDED_UNTOLD, hasWritten: true, events: 1, deployments: 1 }
const NOTHING_TO_DO = { ...TOLD, jobs: 0, hasWritten: false }

const DAYS = { Mon: 2, Tue: 3, Wed: 4, Thu: 5 } as const

/** Such as `Tue 04:07`, in March 2026. */
function ms(time: string): number {
  const [day = '', hour, minute] = time.split(/[ :]/)
  return Date.UTC(2026, 2, DAYS[day as keyof typeof DAYS], Number(hour), Number(minute))
}

function sync(time: string, expected: Standing, rest: Partial<LongChapter> = {}): LongChapter {
  const play = (scene: LongTraining): Promise<void> => scene.sync(ms(time))
  return { title: `${time}  a sync`, play, expected, ...rest }
}

const BROKEN = 'Thu 09:37'

export const CHAPTERS: readonly LongChapter[] = [
  {
    title: 'Mon 09:30  merged: the push submits the job',
    play: (scene) => scene.submit(),
    expected: SUBMITTED,
    show: commentAsRead,
  },
  sync('Mon 09:37', TRAINS_AND_TOUCHED, { show: commentAsRead }),
  sync('Mon 15:37', TRAINS),
  // The comment of an unfinished job is touched about twice a day, so that it stays among the newest of the repository.
  sync('Mon 21:37', TRAINS_AND_TOUCHED),
  sync('Tue 03:37', TRAINS),
  sync('Tue 09:37', TRAINS_AND_TOUCHED),
  sync('Tue 15:37', TRAINS),
  sync('Tue 21:37', TRAINS_AND_TOUCHED),
  sync('Wed 03:37', TRAINS),
  sync('Wed 09:37', TRAINS_AND_TOUCHED),
  sync('Wed 15:37', TRAINS),
  sync('Wed 21:37', TRAINS_AND_TOUCHED),
  sync('Thu 03:37', TRAINS),
  sync('Thu 09:07', TRAINS_AND_TOUCHED),
  sync(BROKEN, ENDED_UNTOLD, {
    title: `${BROKEN}  it has ended; GitHub answers 502 to writes`,
    play: (scene) => scene.sync(ms(BROKEN), { isGitHubBroken: true }),
    show: warnings,
  }),
  sync('Thu 10:07', TOLD, {
    title: 'Thu 10:07  the next sync does it',
    show: (scene) => [...commentAsRead(scene), ...deployment(scene)],
  }),
  sync('Thu 10:37', NOTHING_TO_DO, { title: 'Thu 10:37  nothing is left to do' }),
]
