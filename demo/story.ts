import { isDeepStrictEqual } from 'node:util'
import { CHAPTERS, ENDS, ON_MAIN, type Standing } from './steps.ts'
import { PullRequest } from './pull-request.ts'
import { playTale, type Tale } from './scenario.ts'
import type { Terminal } from './terminal.ts'

const TITLE_LENGTH = 66

const STORY: Tale<PullRequest, Standing> = {
  title: 'The life of a pull request: the built action against simulators, in virtual time',
  heading: `${'what happens'.padEnd(TITLE_LENGTH)}outcome     jobs accepted, cancelled so far`,
  chapters: CHAPTERS,
  standingOf: ({ newest, accepted, cancelled }) => ({ outcome: newest.outcome, accepted, cancelled }),
  inWords: ({ outcome = 'no outcome', accepted, cancelled }) =>
    `${outcome} · jobs accepted so far: ${accepted}, cancelled: ${ended(cancelled)}`,
  row: (title, { newest, accepted, cancelled }) =>
    `${title.padEnd(TITLE_LENGTH)}${(newest.outcome ?? '').padEnd(12)}${accepted}, ${ended(cancelled)}`,
  surprises: surprisesAtTheEnd,
  asExpected: 'Jobs were accepted and cancelled, and runs ended, as a person would expect.',
  page: 'story.html',
}

/** Plays the life of a pull request. Resolves to the exit code. */
export function playStory(screen: Terminal): Promise<number> {
  return playTale(new PullRequest(ON_MAIN), STORY, screen)
}

function surprisesAtTheEnd({ runs }: PullRequest): readonly string[] {
  const named = (ends: readonly Standing['outcome'][]): string =>
    ends.map((outcome = 'no outcome') => outcome).join(', ')
  const ends = runs.map(({ outcome }) => outcome)
  return isDeepStrictEqual(ends, ENDS)
    ? []
    : [`the runs should come to: ${named(ENDS)}; they came to: ${named(ends)}`]
}

function ended(cancelled: readonly number[]): string {
  return cancelled.length === 0 ? 'none' : `no. ${cancelled.join(', ')}`
}
