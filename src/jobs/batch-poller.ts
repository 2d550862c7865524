import { isOutage } from './retry.ts'
import type { Failure } from './api.ts'
import {
  checked,
  FEWEST_ON_PAGE,
  isOfNoUse,
  readList,
  rested,
  toCheck,
  type Listing,
  type ListMemory,
  type Wanted,
} from './list-cache.ts'
import { awayForAll, backForAll, concernsAll } from './outage.ts'
import { nextGapMs } from './poll-schedule.ts'
import { readSingly, takeIn } from './fetch-job.ts'
import { isOpen, observe, type Watch, type Watched } from './polled-job.ts'

/** Single reads under way at the same time. */
const MOST_AT_ONCE = 4

/** All jobs under watch, and what is known of the list. */
export interface View {
  readonly all: readonly Watched[]
  readonly memory: ListMemory
  /** Whether there were once enough jobs to look at them together. */
  readonly isJoint: boolean
}

/**
 * One look at many jobs. The list comes first; what it does not show is read singly. A request that fails although one
 * before it was answered is about its own job (or about the list). Any other stands for the service: then nothing more is
 * asked in this look, and all jobs wait for the next try.
 */
export class JointLook {
  readonly #w: Watch
  readonly #before: ListMemory
  #memory: ListMemory
  #all: readonly Watched[]
  /** Labels of the jobs that are due and were not read yet. */
  #due: readonly string[]
  #isAnswered = false

  constructor({ all, memory }: View, isDue: (watched: Watched) => boolean, w: Watch) {
    // The same chance for all, so that jobs of the same age stay due at the same time.
    const random = w.random()
    this.#w = { ...w, random: () => random }
    this.#before = this.#memory = memory
    this.#all = all
    // Those that gave trouble of their own come last, so that another one tells how the service is.
    const due = all.filter(isDue).toSorted((a, b) => Number(isInTrouble(a)) - Number(isInTrouble(b)))
    this.#due = due.map(labelOf)
  }

  async take(): Promise<View> {
    // After a list that failed, a job tells whether it was the service or the list alone.
    if (this.#memory.isDoubted) await this.#readSome()
    const listing = await this.#readList()
    while (this.#due.length > 0) await this.#readSome()
    if (this.#isAnswered && listing !== undefined) await this.#check(listing)
    return { all: this.#all, memory: this.#memory, isJoint: true }
  }

  async #readList(): Promise<Listing | undefined> {
    const askedMs = this.#w.clock.now()
    const wanted = this.#wanted(askedMs)
    if (wanted.length < FEWEST_ON_PAGE || askedMs < this.#memory.restUntilMs) return undefined
    const listing = await readList(wanted, this.#memory, this.#w.api)
    const { found, pages, memory, failure } = listing
    this.#memory = isOfNoUse(memory, wanted) ? rested(memory, askedMs) : memory
    if (pages.size > 0) {
      this.#memory = { ...this.#memory, isDoubted: false }
      this.#answer(askedMs)
    }
    this.#all = this.#all.map((watched) => {
      const job = isOpen(watched) ? found.get(watched.training.job?.id ?? '') : undefined
      if (job === undefined) return watched
      this.#due = this.#due.filter((label) => label !== labelOf(watched))
      return observe(watched, job, askedMs - memory.lagMs, this.#w)
    })
    if (failure) this.#missList(failure, askedMs)
    return listing
  }

  /** Asks a job itself that the list has just shown, where it is time for that. */
  async #check(listing: Listing): Promise<void> {
    const said = listing.found.get(toCheck(listing) ?? '')
    const watched = this.#all.find((each) => isOpen(each) && each.training.job?.id === said?.id)
    if (said === undefined || watched === undefined) return
    this.#due = [labelOf(watched)]
    await this.#readSome()
    const is = this.#all.find((each) => labelOf(each) === labelOf(watched))?.training.job
    this.#memory = checked(this.#memory, said, is ?? said)
  }

  /** The jobs whose state can be taken from the list. */
  #wanted(nowMs: number): readonly Wanted[] {
    return this.#all.flatMap((watched) => {
      const known = watched.training.job
      if (known === undefined || !isOpen(watched)) return []
      // What is seen there may be as old as the list is behind.
      const isTooOld = 2 * this.#memory.lagMs > nextGapMs(nowMs - watched.changedMs, 0)
      return isTooOld ? [] : [{ known, isDue: this.#due.includes(labelOf(watched)) }]
    })
  }

  #missList(failure: Failure, askedMs: number): void {
    if (!isOutage(failure)) {
      // The service has no list, or none for this key.
      this.#memory = { ...this.#memory, restUntilMs: Infinity }
    } else if (this.#isAnswered && failure.retryAfterMs === undefined) {
      this.#memory = { ...rested(this.#memory, askedMs), isDoubted: true }
    } else {
      this.#giveUpAll(failure, askedMs)
      this.#memory = { ...this.#memory, isDoubted: true }
    }
  }

  /** Reads the next few singly; one alone, until it is known that the service answers. */
  async #readSome(): Promise<void> {
    const wasAnswered = this.#isAnswered
    const now = this.#due.slice(0, wasAnswered ? MOST_AT_ONCE : 1)
    this.#due = this.#due.slice(now.length)
    const asked = this.#all.filter((watched) => now.includes(labelOf(watched)))
    const reads = await Promise.all(
      asked.map(async (watched) => ({ watched, ...(await readSingly(watched, this.#w)) })),
    )
    const answered = reads.find(({ reply }) => reply.ok || !concernsAll(reply.failure))
    if (answered) this.#answer(answered.askedMs)
    else this.#isAnswered = false
    const forAll = reads.find(
      ({ watched, reply }) => !reply.ok && standsForAll(reply.failure, watched, wasAnswered),
    )
    for (const { watched, ...done } of reads) {
      if (forAll !== undefined && !done.reply.ok) continue
      this.#all = this.#all.map((each) =>
        labelOf(each) === labelOf(watched) ? takeIn(each, done, this.#w) : each,
      )
    }
    if (forAll?.reply.ok === false) this.#giveUpAll(forAll.reply.failure, forAll.askedMs)
  }

  #answer(askedMs: number): void {
    this.#isAnswered = true
    this.#all = backForAll(this.#all, askedMs, this.#w)
  }

  #giveUpAll(failure: Failure, askedMs: number): void {
    this.#isAnswered = false
    this.#due = []
    this.#all = awayForAll(this.#all, failure, askedMs, this.#w)
    // Where it is the key that was refused, that was not about the list.
    this.#memory = { ...this.#memory, restUntilMs: this.#before.restUntilMs }
  }
}

function labelOf({ training }: Watched): string {
  return training.label
}

/** Reading this job fails while others can be read. */
function isInTrouble({ outage }: Watched): boolean {
  return outage !== undefined && outage.isShared !== true
}

/** Whether a failure to read one job holds for all: what it says is not about the job, and nobody was answered since. */
function standsForAll(failure: Failure, watched: Watched, wasAnswered: boolean): boolean {
  if (!concernsAll(failure)) return false
  return failure.retryAfterMs !== undefined || (!wasAnswered && !isInTrouble(watched))
}
