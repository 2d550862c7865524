import type { Failure, JobPage, TrainingApi, TrainingJob } from './api.ts'
import { fromList } from './merge-listed-job.ts'
import { PAGE_SIZE } from './list-jobs.ts'

/** A page for fewer jobs than this costs no less than reading them singly. */
export const FEWEST_ON_PAGE = 2
/** A job that so many pages in a row did not show, each the one after the other, is not looked for any further. */
const MOST_MISSES = 3
/** So many pages may be read in vain, and one more for each ten that were not. */
const MOST_IN_VAIN = 5
const SHARE_IN_VAIN = 0.1
/** A list that does not help is left alone for as long as the watch has lasted, within these bounds. */
const SHORTEST_REST_MS = 30_000
const LONGEST_REST_MS = 600_000
/** After so many readings, the job that is next in turn is read singly too, to see whether the list is right; once it was, after more. */
const READINGS_BEFORE_CHECK = 20
const READINGS_BETWEEN_CHECKS = 30
/** Times of the service are told to the second, and by several clocks. */
const CLOCK_MARGIN_MS = 3_000

/** Where the list is expected to show a job. */
interface Place {
  readonly page: number
  /** 0 where the page showed it when it was read last. */
  readonly misses: number
  /** The service's time when the list showed it last, as Unix time in milliseconds. */
  readonly toldMs?: number
}

/** What earlier readings of the list have taught. Times are points on the monotonic clock, in milliseconds. */
export interface ListMemory {
  readonly startedMs: number
  /** The list is not read before this; for ever, where the service has none for us. */
  readonly restUntilMs: number
  /** It failed when it was asked last, and so may the service have. */
  readonly isDoubted: boolean
  /** How many pages may still be read in vain. */
  readonly spare: number
  /** By how much the list was seen to be behind the jobs, in milliseconds. */
  readonly lagMs: number
  readonly checks: number
  /** Readings until the next check. */
  readonly untilCheck: number
  /** By job id; `nowhere` for those that the list does not show (as they are). */
  readonly places: ReadonlyMap<string, Place | 'nowhere'>
}

/** A job to be found in the list. */
export interface Wanted {
  /** As it was described last. */
  readonly known: TrainingJob
  readonly isDue: boolean
}

/** What the list shows of the jobs that are wanted. */
export interface Listing {
  /** By job id. */
  readonly found: ReadonlyMap<string, TrainingJob>
  readonly pages: ReadonlySet<number>
  readonly memory: ListMemory
  /** Why it was not read on. */
  readonly failure?: Failure
}

export function newMemory(startedMs: number): ListMemory {
  return {
    startedMs,
    restUntilMs: startedMs,
    isDoubted: false,
    spare: MOST_IN_VAIN,
    lagMs: 0,
    checks: 0,
    untilCheck: READINGS_BEFORE_CHECK,
    places: new Map(),
  }
}

/** Leaves the list alone for a while; after that, jobs are looked for from its first page on. */
export function rested(memory: ListMemory, nowMs: number): ListMemory {
  const restMs = Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, nowMs - memory.startedMs))
  return { ...memory, spare: MOST_IN_VAIN, places: new Map(), restUntilMs: nowMs + restMs }
}

/**
 * A list that is behind looks like jobs that stay as they are. So now and then one of the jobs that it showed is asked
 * itself: returns which, if any.
 */
export function toCheck({ found, memory }: Listing): string | undefined {
  return memory.untilCheck > 0 ? undefined : [...found.keys()].at(memory.checks % found.size)
}

/** What a check has taught: where the job is further than the list said, the next one follows at once. */
export function checked(memory: ListMemory, said: TrainingJob, is: TrainingJob): ListMemory {
  const place = placeOf(said, memory)
  return {
    ...memory,
    checks: memory.checks + 1,
    untilCheck: said.status === is.status ? READINGS_BETWEEN_CHECKS : 1,
    lagMs: Math.max(memory.lagMs, lagSeen(said, is, place?.toldMs)),
  }
}

/**
 * Reads the pages of the list on which jobs that are due are expected, each together with others of ours: where they were
 * last, or, as newer jobs push them on, a page further. Nothing depends on order or totals: what is not found is for the
 * caller to read singly.
 */
export async function readList(
  wanted: readonly Wanted[],
  memory: ListMemory,
  api: Pick<TrainingApi, 'list'>,
): Promise<Listing> {
  let listing: Listing = { found: new Map(), pages: new Set(), memory }
  for (;;) {
    const page = nextPage(wanted, listing)
    if (page === undefined) return listing
    const reply = await api.list(page, PAGE_SIZE)
    if (!reply.ok) return { ...listing, failure: reply.failure }
    listing = takeIn(listing, page, reply.value, wanted)
  }
}

/** Whether the list has turned out not to be worth reading for now. */
export function isOfNoUse({ spare, places }: ListMemory, wanted: readonly Wanted[]): boolean {
  return spare < 1 || wanted.every(({ known }) => places.get(known.id) === 'nowhere')
}

function nextPage(wanted: readonly Wanted[], { found, pages, memory }: Listing): number | undefined {
  const expected = (jobs: readonly Wanted[]): readonly number[] =>
    jobs.flatMap(({ known }) => placeOf(known, memory)?.page ?? [])
  const all = expected(wanted)
  const due = expected(wanted.filter(({ known, isDue }) => isDue && !found.has(known.id)))
  const worthwhile = due.filter(
    (page) => !pages.has(page) && all.filter((each) => each === page).length >= FEWEST_ON_PAGE,
  )
  return worthwhile.length === 0 ? undefined : Math.min(...worthwhile)
}

/** Where to look for a job; one that was never looked for is expected among the newest. */
function placeOf({ id }: TrainingJob, { places }: ListMemory): Place | undefined {
  const place = places.get(id) ?? { page: 0, misses: 1 }
  return place === 'nowhere' ? undefined : place
}

function takeIn(listing: Listing, page: number, read: JobPage, wanted: readonly Wanted[]): Listing {
  const { memory } = listing
  const shown = new Map(read.jobs.map((job) => [job.id.toLowerCase(), job]))
  const found = new Map(listing.found)
  const places = new Map(memory.places)
  let { lagMs } = memory
  for (const { known } of wanted) {
    const place = placeOf(known, memory)
    const listed = shown.get(known.id.toLowerCase())
    const job = listed && fromList(known, listed)
    if (job !== undefined) {
      found.set(known.id, job)
      lagMs = Math.max(lagMs, lagSeen(known, job, place?.toldMs))
      places.set(known.id, {
        page,
        misses: 0,
        ...(read.serverNowMs === undefined ? {} : { toldMs: read.serverNowMs }),
      })
    } else if (listed !== undefined || (place?.page === page && !found.has(known.id))) {
      places.set(known.id, listed === undefined && place ? nextPlace(place, read) : 'nowhere')
    }
  }
  const isInVain = !wanted.some(({ known, isDue }) => isDue && shown.has(known.id.toLowerCase()))
  const spare = isInVain ? memory.spare - 1 : Math.min(MOST_IN_VAIN, memory.spare + SHARE_IN_VAIN)
  return {
    found,
    pages: new Set([...listing.pages, page]),
    memory: { ...memory, spare, lagMs, places, untilCheck: memory.untilCheck - 1 },
  }
}

/** Where a job may be that is not on the page on which it was expected. */
function nextPlace({ page, misses, ...rest }: Place, { jobs, total }: JobPage): Place | 'nowhere' {
  const isEnd = jobs.length === 0 || (page === 0 && total !== undefined && jobs.length >= total)
  return isEnd || misses >= MOST_MISSES ? 'nowhere' : { ...rest, page: page + 1, misses: misses + 1 }
}

/**
 * By how much the list was behind when it showed the job the time before: the change that it shows now had happened by
 * then. Says nothing where `modified_at` does not move with the status.
 */
function lagSeen(known: TrainingJob, job: TrainingJob, toldMs: number | undefined): number {
  const { modifiedAt = 0 } = job
  const hasMoved = job.status !== known.status && modifiedAt > (known.modifiedAt ?? Infinity)
  return hasMoved && toldMs !== undefined ? toldMs - modifiedAt * 1000 - CLOCK_MARGIN_MS : 0
}
