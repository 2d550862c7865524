import { isDeepStrictEqual } from 'node:util'
import { CHAPTERS, ENDS, ON_MAIN, type Chapter, type Standing } from './chapters.ts'
import { keepFile } from './folder.ts'
import { page, type Exhibit } from './page.ts'
import { PullRequest } from './pull-request.ts'
import type { Terminal } from './terminal.ts'

/** Plays the life of a pull request. Resolves to 1 where it went otherwise than a person would expect, else to 0. */
export async function playStory({ say, bold, faint }: Terminal): Promise<number> {
  const pull = new PullRequest()
  const exhibits: Exhibit[] = []
  const surprises: string[] = []
  try {
    await pull.open(ON_MAIN)
    say(bold('The life of a pull request: the built action against simulators, in virtual time'), '')
    say(faint(HEADING))
    for (const [n, chapter] of CHAPTERS.entries()) {
      await chapter.play(pull)
      const title = `${n + 1}. ${chapter.title}`
      const note = `${pull.newest.name}: ${inWords(standingOf(pull))}`
      say(row(title, standingOf(pull)))
      exhibits.push({ title, note, markdown: pull.comments.join('\n\n'), isComment: true })
      surprises.push(...surprisesIn(chapter, pull).map((surprise) => `chapter ${n + 1}: ${surprise}`))
    }
    await Promise.all(pull.runs.map(({ end }) => end))
    surprises.push(...surprisesAtTheEnd(pull))
  } finally {
    await pull.leave()
  }
  const file = keepFile('story.html', page(exhibits))
  say('', bold(surprises.length === 0 ? AS_EXPECTED : 'This is not what a person would expect:'))
  say(...surprises.map((surprise) => `  ${surprise}`))
  say(`  open ${file} in a browser: the one comment after each of these`)
  return surprises.length === 0 ? 0 : 1
}

const AS_EXPECTED = 'Jobs were accepted and cancelled, and runs ended, as a person would expect.'

const TITLE_LENGTH = 66
const HEADING = `${'what happens'.padEnd(TITLE_LENGTH)}outcome     jobs accepted, cancelled so far`

function row(title: string, { outcome = '', accepted, cancelled }: Standing): string {
  return `${title.padEnd(TITLE_LENGTH)}${outcome.padEnd(12)}${accepted}, ${ended(cancelled)}`
}

function standingOf({ newest, accepted, cancelled }: PullRequest): Standing {
  return { outcome: newest.outcome, accepted, cancelled }
}

function surprisesIn({ expected }: Chapter, pull: PullRequest): readonly string[] {
  const isExpected = isDeepStrictEqual(standingOf(pull), expected)
  const { length } = pull.comments
  return [
    ...(isExpected ? [] : [`it should be ${inWords(expected)}`]),
    ...(length === 1 ? [] : [`there should be 1 comment, not ${length}`]),
  ]
}

function surprisesAtTheEnd({ runs }: PullRequest): readonly string[] {
  const named = (ends: readonly Standing['outcome'][]): string =>
    ends.map((outcome = 'no outcome') => outcome).join(', ')
  const ends = runs.map(({ outcome }) => outcome)
  return isDeepStrictEqual(ends, ENDS)
    ? []
    : [`the runs should come to: ${named(ENDS)}; they came to: ${named(ends)}`]
}

function inWords({ outcome = 'no outcome', accepted, cancelled }: Standing): string {
  return `${outcome} · jobs accepted so far: ${accepted}, cancelled: ${ended(cancelled)}`
}

function ended(cancelled: readonly number[]): string {
  return cancelled.length === 0 ? 'none' : `no. ${cancelled.join(', ')}`
}
