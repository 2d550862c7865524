import type { Outcome } from '../jobs/job-status.ts'
import type { Training } from '../jobs/job-state.ts'
import { changeBlocks, commonChange, differing } from './spec-diff.ts'
import type { Draft } from './comment-publisher.ts'
import * as md from './markdown.ts'
import {
  jobDetails,
  jobCell,
  jobFacts,
  jobHeading,
  jobTable,
  modelBlock,
  overridesBlock,
  problemTable,
  roundupTable,
  stateCell,
  timelineBlock,
  troubleBlocks,
} from './job-blocks.ts'
import { shown } from './display-state.ts'
import { isUnfinished, memoOf } from './saved-report.ts'
import type { Story } from './report-model.ts'
import { count, dayAndTime } from './format.ts'

/** GitHub's limit is 65,536 characters; the rest is room for the record in front. */
const MAX_COMMENT_LENGTH = 48_000
/** GitHub's limit is 1 MiB of bytes, and a character may take three of them. */
const MAX_SUMMARY_LENGTH = 330_000

const CUT = '_The rest is too long to show here; the log of the step has all of it._'

/** The comment on the pull request, without its marker. */
export function comment(story: Story): Draft {
  const memo = memoOf(story)
  return {
    kind: kindOf(story),
    body: md.fit([...blocks(story), ...caretaker(story), footer(story)], MAX_COMMENT_LENGTH, CUT),
    ...(memo === undefined ? {} : { memo }),
  }
}

function kindOf({ trainings, problems }: Story): Draft['kind'] {
  const isOffline = trainings.every(({ outcome }) => outcome === 'valid' || outcome === 'invalid')
  // A note to a valid spec tells that something was done all the same.
  const isNews = trainings.some(({ outcome, notes }) => outcome === 'valid' && notes.length > 0)
  if (!isOffline || isNews) return 'story'
  return problems.some(({ level }) => level === 'error') ? 'problems' : 'all-clear'
}

/** The page of the job summary: the comment, with what was asked for in full. */
export function summary(story: Story): string {
  const asked = story.trainings.flatMap(({ spec, reportedOn }) =>
    spec && !reportedOn ? [askedFor(story, spec)] : [],
  )
  return `${md.fit([...blocks(story), ...letGo(story), ...asked, footer(story)], MAX_SUMMARY_LENGTH, CUT)}\n`
}

function blocks(story: Story): readonly string[] {
  const { trainings } = story
  const remarks = (story.remarks ?? []).map(md.prose)
  const first = trainings[0]
  if (first === undefined)
    return [
      problemHeading(story),
      ...remarks,
      ...problemTable(story, 'error'),
      ...problemTable(story, 'advice'),
    ]
  if (trainings.some(({ reportedOn }) => reportedOn))
    return [tallyHeading(story), ...roundupTable(story), ...remarks]
  return trainings.length === 1 ? single(first, story) : several(story)
}

function single(training: Training, story: Story): readonly string[] {
  const { icon, headline } = shown(training, story.nowMs)
  return [
    `### ${icon} ${headline}`,
    ...modelBlock(training, story),
    ...troubleBlocks(training),
    ...problemTable(story, 'error'),
    ...jobFacts(training, story),
    ...problemTable(story, 'advice'),
    ...changeBlocks(training, story.comparison),
    ...timelineBlock(training, story.nowMs),
  ]
}

function several(story: Story): readonly string[] {
  const { trainings } = story
  const heading = tallyHeading(story)
  if (trainings.every(({ spec }) => spec === undefined))
    return [heading, ...jobTable(story), ...problemTable(story, 'error'), ...problemTable(story, 'advice')]
  const { fields, values } = differing(trainings)
  const rows = trainings.map((training) => {
    const { icon } = shown(training, story.nowMs)
    const { label } = training
    const differs = (values.get(label) ?? fields.map(() => '')).map(md.code)
    return [icon, md.code(label), ...differs, stateCell(training, story.nowMs), jobCell(training)]
  })
  const headings = ['', 'spec', ...fields.map(md.text), 'state', jobHeading(trainings)]
  const [common, comparison] = commonChange(story)
  return [
    heading,
    ...md.inPieces(...md.withoutEmpty(headings, rows)),
    ...common,
    ...overridesBlock(story),
    ...problemTable(story, 'error'),
    ...trainings.flatMap((training) => jobDetails(training, { ...story, comparison })),
    ...problemTable(story, 'advice'),
  ]
}

const tallyHeading = (story: Story): string => `### ${worstIcon(story)} ${tally(story)}`

/** Of these alone a step submits nothing. */
const TURNED_AWAY: readonly Outcome[] = ['invalid', 'refused', 'valid', 'superseded', 'cancelled']

/** `3 jobs: 1 trained, 1 training, 1 failed`; specs, where none has a job. */
function tally({ trainings, nowMs }: Story): string {
  const tallies = new Map<string, number>()
  for (const training of trainings) {
    const { brief } = shown(training, nowMs)
    tallies.set(brief, (tallies.get(brief) ?? 0) + 1)
  }
  const parts = [...tallies].map(([brief, number]) => `${number} ${brief}`)
  const hasJobs = trainings.some(({ job }) => job)
  const noun = hasJobs ? 'job' : 'spec'
  const isTurnedAway = trainings.every(
    ({ outcome }) => outcome !== undefined && TURNED_AWAY.includes(outcome),
  )
  const rest = isTurnedAway && !hasJobs ? ', nothing was submitted' : ''
  return `${count(trainings.length, noun)}: ${parts.join(', ')}${rest}`
}

function worstIcon({ trainings, nowMs }: Story): string {
  const icons = trainings.map((training) => shown(training, nowMs).icon)
  return ['🔴', '🟡', '⚪'].find((icon) => icons.includes(icon)) ?? '🟢'
}

function problemHeading({ problems }: Story): string {
  const errors = problems.filter(({ level }) => level === 'error').length
  return errors === 0
    ? '### 🟢 Nothing to report'
    : `### 🔴 ${count(errors, 'problem')}, nothing was submitted`
}

function askedFor(story: Story, spec: NonNullable<Training['spec']>): string {
  const title = story.trainings.length === 1 ? 'What was asked for' : `What ${spec.label} asked for`
  const body = `${md.fence(JSON.stringify(spec.request, undefined, 2), 'json')}\n\nDigest ${md.code(spec.digest)}`
  return md.details(title, body)
}

/** Who looks after a job that this step has let go. */
function caretaker({ trainings, lastLook }: Story): readonly string[] {
  if (!isLetGo(trainings)) return []
  if (lastLook === undefined)
    return [
      `${nobodyWatches(trainings)} A scheduled workflow with ${md.code('command: sync')} looks next, where this repository has one, and brings this comment up to date.`,
    ]
  const when = md.htmlLink('last look', lastLook.logUrl)
  return [
    `The scheduled workflow looks next (${when} ${dayAndTime(lastLook.atMs)}). It writes here when something has changed, and twice a day.`,
  ]
}

/** The same on the page of the run, which nobody brings up to date. */
function letGo({ trainings, context }: Story): readonly string[] {
  const ours = trainings.filter(({ spec, reportedOn }) => spec !== undefined && reportedOn === undefined)
  if (!isLetGo(ours)) return []
  const next =
    context.issueNumber === undefined
      ? `No pull request or issue remembers ${ours.length === 1 ? 'it' : 'them'}: go on by job id.`
      : `A scheduled workflow with ${md.code('command: sync')} looks next, where this repository has one, and writes what becomes of ${ours.length === 1 ? 'it' : 'them'} into the comment.`
  return [`${nobodyWatches(ours)} ${next}`]
}

const isLetGo = (trainings: readonly Training[]): boolean =>
  trainings.some((training) => isUnfinished(training) && training.outcome !== undefined)

const nobodyWatches = ({ length }: readonly Training[]): string =>
  `Nobody watches over ${length === 1 ? 'it' : 'them'} now.`

function footer({ context, nowMs, follower, lastLook }: Story): string {
  const parts = [
    // `<sub>` is inline, so that Markdown goes on in it.
    `commit ${md.code(context.commit.slice(0, 7))} by ${md.code(context.actor)}`,
    `run ${md.text(context.runId)}${context.runAttempt === '1' ? '' : ` attempt ${md.text(context.runAttempt)}`}`,
    md.htmlLink('log', context.logUrl),
    ...(follower
      ? [`followed by run ${md.text(follower.runId)}`, md.htmlLink('its log', follower.logUrl)]
      : []),
    `updated ${dayAndTime(nowMs)}${lastLook ? ` by ${md.htmlLink('the scheduled workflow', lastLook.logUrl)}` : ''}`,
  ]
  return `<sub>${parts.join(' · ')}</sub>`
}
