import {
  describeActs,
  describeApprovers,
  describePeople,
  type LabelState,
} from '../approval/describe-approvals.ts'
import { APPROVAL_COMMAND } from '../approval/find-acts.ts'
import { joinWithAnd } from '../job-spec/format-value.ts'
import type { JobState } from '../jobs/job-state.ts'
import type { ActKind } from '../policy/policy.ts'
import type { Plan, Violation } from '../policy/plan.ts'
import { type DisplayState, displayState, ICONS } from './display-state.ts'
import { shortDigest } from '../state/shown-plans.ts'
import * as md from './markdown.ts'
import type { ReportModel } from './report-model.ts'
import { showsRequest } from './saved-report.ts'

/** How a state is shown: as planned, as long as nothing was submitted, otherwise as it is. */
export function displayPlanned(state: JobState, model: ReportModel): DisplayState {
  const { label, job, outcome, notes } = state
  const specPlan = model.plan?.specs.get(label)
  if (specPlan === undefined || job !== undefined) return displayState(state, model)
  const isRefused = specPlan.violations.length > 0 || (model.plan?.violations.length ?? 0) > 0
  if (isRefused && outcome !== undefined && outcome !== 'unapproved')
    return {
      icon: ICONS.bad,
      headline: 'refused by the policy, nothing was submitted',
      shortLabel: 'refused by the policy',
    }
  if (outcome !== 'valid' || notes.length > 0) return displayState(state, model)
  if (specPlan.existingJobId !== undefined)
    return planned(`follows job ${specPlan.existingJobId.slice(0, 8)}`, 'follows a job')
  return model.specDiffs?.diffs.get(label)?.kind === 'same'
    ? planned('unchanged, nothing new to train', 'unchanged')
    : planned('to be trained', 'to be trained')
}

const planned = (headline: string, shortLabel: string): DisplayState => ({
  icon: ICONS.plan,
  headline,
  shortLabel,
})

/** The rules that forbid the jobs, and what to do about them. Nothing once there is a job. */
export function violationBlocks({ plan, states }: ReportModel): readonly string[] {
  const violations = plan && isUnsubmitted(states) ? violationRows(states, plan) : []
  if (plan === undefined || violations.length === 0) return []
  return [
    ...md.chunkTable(...md.dropEmptyColumns(['rule', 'spec', 'why'], violations)),
    `**Next:** Change the spec, or ${askOwners(plan)}.`,
  ]
}

const isUnsubmitted = (states: readonly JobState[]): boolean =>
  states.every(({ job, outcome }) => job === undefined && outcome !== undefined)

type Approval = NonNullable<NonNullable<Plan['policy']>['approval']>

/** What happens to specs that are only planned, and how to approve those that need it. */
export function planNext(model: ReportModel): readonly string[] {
  const { plan, states } = model
  const isPlanned = ({ label, outcome, notes }: JobState): boolean =>
    outcome === 'valid' && notes.length === 0 && plan?.specs.get(label)?.violations.length === 0
  return [
    ...(states.every(isPlanned) ? [`**Next:** ${nextOf(states, model)}`] : []),
    ...approvalBlock(model, isPlanned),
  ]
}

/** With more specs, the line to copy would be too long. */
const MAX_NAMED = 5

function approvalBlock(model: ReportModel, isPlanned: (state: JobState) => boolean): readonly string[] {
  const { plan, states } = model
  const approval = plan?.policy?.approval
  const waiting = states.filter(
    (state) =>
      state.outcome === 'unapproved' ||
      (isPlanned(state) && plan?.specs.get(state.label)?.needsApproval === true),
  )
  if (approval === undefined || waiting.length === 0) return []
  // A plan without an API key is not signed, so that only an approval which names the digests counts.
  if (waiting.every(({ outcome }) => outcome === 'valid')) return [howToApprovePlan(waiting, approval)]
  const [two, one] = [waiting.filter(needsTwo), waiting.filter((state) => !needsTwo(state))]
  const howToStart = (group: readonly JobState[]): string =>
    group.some(({ spec }) => spec && !showsRequest(spec, model))
      ? hiddenRequestNote(group, nameGroup(group, states), approval)
      : howToStartShown(group, { it: nameGroup(group, states), label: labelState(waiting) }, approval)
  return [...new Set([two, one].filter(({ length }) => length > 0).map(howToStart))]
}

const needsTwo = ({ notes }: JobState): boolean => notes.some((note) => 'needsTwo' in note && note.needsTwo)

function nameGroup(group: readonly JobState[], states: readonly JobState[]): string {
  if (states.length === 1) return 'it'
  const names = group.slice(0, MAX_NAMED).map(({ label }) => md.code(label))
  return joinWithAnd(group.length > MAX_NAMED ? [...names, `${group.length - MAX_NAMED} more`] : names)
}

/** The comment that names these requests. Undefined if it would not count, or be too long. */
function namingCommand(waiting: readonly JobState[], by: readonly ActKind[]): string | undefined {
  const digests = waiting.flatMap(({ spec }) => (spec ? [shortDigest(spec.digest)] : []))
  return by.includes('comment') && digests.length <= MAX_NAMED
    ? md.code([APPROVAL_COMMAND, ...digests].join(' '))
    : undefined
}

function howToApprovePlan(waiting: readonly JobState[], approval: Approval): string {
  const command = namingCommand(waiting, approval.by)
  const approvers = approversOf(waiting, approval)
  return command === undefined
    ? `It needs an approval by ${approvers}, once a step with ${md.code('command: run')} has shown it.`
    : `**To approve it:** the comment ${command} by ${approvers}.`
}

/** `it`: the specs. */
function howToStartShown(
  waiting: readonly JobState[],
  { it, label }: { readonly it: string; readonly label: LabelState },
  approval: Approval,
): string {
  const command = namingCommand(waiting, approval.by)
  const named =
    command === undefined
      ? 'It counts once a request has been shown for a minute.'
      : `In the first minute after a request appears, only the comment ${command} counts.`
  const acts = describeActs(approval.by, { label, needsTwo: waiting.some(needsTwo) })
  return `**To start ${it}:** ${md.escapeMessage(acts)}, by ${approversOf(waiting, approval)}. ${named}`
}

/** For all specs: who takes the label off for one takes it from the others, too. */
function labelState(waiting: readonly JobState[]): LabelState {
  const notes = waiting.flatMap((state) => state.notes)
  const halves = notes.flatMap((note) => (note.code === 'approval-label-on' ? [note.isHalf] : []))
  if (halves.includes(true)) return 'half'
  return halves.length > 0 ? 'on' : 'off'
}

const approversOf = (waiting: readonly JobState[], approval: Approval): string =>
  md.escapeMessage(describePeople(describeApprovers(approval), waiting.some(needsTwo)))

/** A request that the comment does not show can only be approved by its digest. */
function hiddenRequestNote(waiting: readonly JobState[], it: string, approval: Approval): string {
  const tooLong = 'A request is too long to show here; the job summary has it.'
  const command = namingCommand(waiting, approval.by) ?? md.code(`${APPROVAL_COMMAND} <digest>`)
  return approval.by.includes('comment')
    ? `**To start ${it}:** the comment ${command}, by ${approversOf(waiting, approval)}. Nothing else counts. ${tooLong}`
    : `${tooLong} So only a comment that names its digest could approve it, which the policy does not allow: add ${md.code('comment')} to ${md.code('approval.by')}.`
}

function violationRows(states: readonly JobState[], plan: Plan): readonly (readonly string[])[] {
  const row = ({ rule, message, line, fix = '' }: Violation, label = ''): readonly string[] => [
    md.link(md.code(rule), ruleUrl(plan, line)),
    states.length === 1 ? '' : md.code(label),
    md.escapeMessage(`${message} ${fix}`.trim()),
  ]
  const ofSpecs = states.flatMap(({ label }) =>
    (plan.specs.get(label)?.violations ?? []).map((violation) => row(violation, label)),
  )
  return [...ofSpecs, ...plan.violations.map((violation) => row(violation))]
}

const ruleUrl = ({ policy }: Plan, line: number | undefined): string | undefined =>
  policy?.url !== undefined && line !== undefined ? `${policy.url}#L${line}` : policy?.url

/** Owners are in code font, so that nobody is mentioned. */
function askOwners({ policy }: Plan): string {
  const name = md.link('the policy', policy?.url)
  const owners = policy?.owners.map(md.code).join(', ') ?? ''
  return owners === '' ? `have ${name} changed` : `ask ${owners} to change ${name}`
}

function nextOf(states: readonly JobState[], { plan, specDiffs }: ReportModel): string {
  const run = md.code('command: run')
  const needsApproval = states.some(({ label }) => plan?.specs.get(label)?.needsApproval === true)
  if (states.every(({ label }) => plan?.specs.get(label)?.existingJobId !== undefined))
    return `A step with ${run} follows ${states.length === 1 ? 'that job' : 'those jobs'} and submits nothing.`
  return states.every(({ label }) => specDiffs?.diffs.get(label)?.kind === 'same')
    ? `A step with ${run} follows the job of this request, if there is one, and otherwise trains it.`
    : `A step with ${run} submits exactly this${needsApproval ? ', once it is approved' : ''}. Nothing was submitted so far.`
}

/** `allowed by the policy`, as a fact about one spec; empty without a policy or if it forbids the job. */
export function policyFact({ label, job, approval }: JobState, { plan }: ReportModel): string {
  const specPlan = plan?.specs.get(label)
  if (plan?.policy === undefined || specPlan?.violations.length !== 0) return ''
  const policy = md.link('the policy', plan.policy.url)
  const isWaiting = specPlan.needsApproval === true && job === undefined && approval === undefined
  return isWaiting ? `${policy} wants an approval` : `allowed by ${policy}`
}
