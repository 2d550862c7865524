import { describe, expect, it } from '@jest/globals'
import { decide, isHeldByNewer, isTakenOver, outdated, type Asker } from '../../src/state/claim.ts'
import { DIGEST } from '../fakes/samples.ts'
import { OTHER_DIGEST, recordedJob, runOf, sampleEntry } from './samples.ts'

const NOW_MS = 1_000_000
/** Beyond its last sign of life, or not yet. */
const DEAD = { aliveUntilMs: NOW_MS }
const ALIVE = { aliveUntilMs: NOW_MS + 1 }

/** Run 8123 asks for the sample digest. */
const asker = (changes: Partial<Asker> = {}): Asker => ({
  run: runOf(8123),
  writer: 'me',
  digest: DIGEST,
  commit: 'abc1234',
  nowMs: NOW_MS,
  ...changes,
})
const OLDER = { run: runOf(8122) }
const NEWER = { run: runOf(8124) }
const OTHER = { digest: OTHER_DIGEST }
const SUBMITTING = { submittingSinceMs: 7_000 }
const mine = recordedJob(2)
const theirs = recordedJob(1, { digest: OTHER_DIGEST })

const SUBMIT = { kind: 'submit' }
const ATTACH = { kind: 'attach', jobs: [mine] }
const LOOK_FOR = { kind: 'look-for', sinceMs: 7_000 }

describe('what is to become of a spec', () => {
  it('is to submit it where nothing is written down', () => {
    expect(decide(undefined, asker())).toEqual(SUBMIT)
  })

  it.each([
    ['an older run had it and has no job', OLDER, SUBMIT],
    ['a newer run had the same and has no job', NEWER, SUBMIT],
    ['an older run had another content', { ...OLDER, ...OTHER, jobs: [theirs] }, SUBMIT],
    ['an older run is submitting another content', { ...OLDER, ...OTHER, ...SUBMITTING, ...ALIVE }, SUBMIT],
    ['another step of this run has another content', { ...OTHER, jobs: [theirs] }, SUBMIT],
    ['another step of this run is submitting another content', { ...OTHER, ...SUBMITTING, ...ALIVE }, SUBMIT],
    ['a later attempt of this run has another content', { run: runOf(8123, 2), ...OTHER }, SUBMIT],
    ['this very step is submitting it', { writer: 'me', ...SUBMITTING, ...ALIVE }, SUBMIT],

    ['an older run has its job', { ...OLDER, jobs: [mine] }, ATTACH],
    ['a newer run has its job', { ...NEWER, jobs: [mine] }, ATTACH],
    ['another step of this run has its job', { jobs: [mine] }, ATTACH],
    ['it has a job from before an older run changed it', { ...OLDER, ...OTHER, jobs: [theirs, mine] }, ATTACH],
    ['another step of this run has another content, and it has a job', { ...OTHER, jobs: [theirs, mine] }, ATTACH],
    ['this very step is submitting it, and a job was found', { writer: 'me', ...SUBMITTING, ...ALIVE, jobs: [mine] }, ATTACH],

    ['an older run is submitting the same', { ...OLDER, ...SUBMITTING, ...ALIVE }, { kind: 'await', ...OLDER }],
    ['a newer run is submitting the same', { ...NEWER, ...SUBMITTING, ...ALIVE }, { kind: 'await', ...NEWER }],
    ['another step of this run is submitting the same', { ...SUBMITTING, ...ALIVE }, { kind: 'await', run: runOf(8123) }],
    ['a later attempt of this run is submitting the same', { run: runOf(8123, 2), ...SUBMITTING, ...ALIVE }, { kind: 'await', run: runOf(8123, 2) }],
    ['another run is submitting the same again', { ...OLDER, ...SUBMITTING, ...ALIVE, jobs: [mine] }, { kind: 'await', ...OLDER }],

    ['an older run died while it was submitting the same', { ...OLDER, ...SUBMITTING, ...DEAD }, LOOK_FOR],
    ['somebody claims to submit the same for days', { ...OLDER, ...SUBMITTING, aliveUntilMs: 1e308 }, LOOK_FOR],
    ['a newer run died while it was submitting the same', { ...NEWER, ...SUBMITTING, ...DEAD }, LOOK_FOR],
    ['another step of this run died while it was submitting the same', { ...SUBMITTING, ...DEAD }, LOOK_FOR],

    ['a newer run has another content', { ...NEWER, ...OTHER }, { kind: 'superseded', ...NEWER }],
    ['a newer run has another content, and it has a job', { ...NEWER, ...OTHER, jobs: [theirs, mine] }, { kind: 'superseded', ...NEWER }],
    ['a newer run is submitting another content', { ...NEWER, ...OTHER, ...SUBMITTING, ...ALIVE }, { kind: 'superseded', ...NEWER }],
  ])('when %s', (_, changes, decision) => {
    expect(decide(sampleEntry({ writer: 'somebody else', ...changes }), asker())).toEqual(decision)
  }) // prettier-ignore

  it('is to look for the job of an earlier attempt at once: an attempt begins when the one before is over', () => {
    const earlier = sampleEntry({ ...SUBMITTING, ...ALIVE })
    expect(decide(earlier, asker({ run: runOf(8123, 2) }))).toEqual(LOOK_FOR)
    expect(decide(earlier, asker({ run: runOf(8124) }))).toEqual({ kind: 'await', run: runOf(8123) })
  })

  it('is to attach to the newest of several jobs, and to no job of another content', () => {
    const jobs = [recordedJob(4), theirs, recordedJob(3, { isOpen: false }), recordedJob(2)]
    expect(decide(sampleEntry({ jobs }), asker())).toEqual({
      kind: 'attach',
      jobs: [jobs[0], jobs[2], jobs[3]],
    })
  })
})

describe('the jobs that a new one replaces', () => {
  it('are the unfinished ones of other contents, by other runs', () => {
    const jobs = [
      recordedJob(5, { digest: OTHER_DIGEST, runId: '8122' }),
      recordedJob(4, { digest: OTHER_DIGEST, runId: '8123' }),
      recordedJob(3, { digest: OTHER_DIGEST, runId: '8122', isOpen: false }),
      recordedJob(2, { runId: '8122' }),
      recordedJob(1, { digest: 'third', runId: '8121' }),
    ]
    expect(outdated(sampleEntry({ jobs }), asker())).toEqual([jobs[0], jobs[4]])
    // A second attempt has the same siblings.
    expect(outdated(sampleEntry({ jobs }), asker({ run: runOf(8123, 2) }))).toEqual([jobs[0], jobs[4]])
  })
})

describe('a run', () => {
  it.each([
    ['by nobody', undefined, false],
    ['by a newer run for another content', sampleEntry({ ...NEWER, ...OTHER }), true],
    ['by a newer run for another commit', sampleEntry({ ...NEWER, commit: 'def5678' }), true],
    ['not by a newer run for the same commit', sampleEntry(NEWER), false],
    ['not by an older run', sampleEntry({ ...OLDER, ...OTHER, commit: 'def5678' }), false],
    ['not by a step of its own', sampleEntry(OTHER), false],
    ['not by a later attempt of its own', sampleEntry({ run: runOf(8123, 2), ...OTHER }), false],
  ])('is relieved of a spec %s', (_, entry, isRelieved) => {
    expect(isTakenOver(entry, asker())).toBe(isRelieved)
  })

  it.each([
    ['nobody', undefined, false],
    ['an older run', sampleEntry(OLDER), false],
    ['a step of its own', sampleEntry(), false],
    ['a newer run, for the same', sampleEntry(NEWER), true],
    ['a newer run, for something else', sampleEntry({ ...NEWER, ...OTHER }), true],
    ['a later attempt of its own', sampleEntry({ run: runOf(8123, 2) }), true],
  ])('leaves its job to a newer one, not to others: %s', (_, entry, isNewer) => {
    expect(isHeldByNewer(entry, runOf(8123))).toBe(isNewer)
  })
})
