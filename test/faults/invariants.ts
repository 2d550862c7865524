import type { World } from '../e2e/world.ts'
import { KEY, TOKEN } from '../e2e/world.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import type { Fault } from '../simulator/faults.ts'
import type { Schedule } from './schedule.ts'

export interface Run {
  readonly schedule: Schedule
  readonly world: World
  readonly result: StepResult
}

/** What a run does wrong, in words; undefined where it holds. */
type Invariant = (run: Run) => string | undefined

export const TIMEOUT_MINUTES = 90
const GREEN = ['succeeded']
const WORDS = ['unknown', 'timed-out', 'failed', 'cancelled', 'refused', 'running', ...GREEN]

/** The key or the address is wrong, as far as a client can know. */
function isRefusal(fault: Fault): boolean {
  return fault.kind === 'redirect' || (fault.kind === 'status' && [401, 402].includes(fault.status ?? 0))
}

/** How long the service asks to be left alone, in milliseconds; 0 where it does not. */
function waitMs(fault: Fault): number {
  const value = fault.kind === 'status' ? (fault.headers?.['retry-after'] ?? '0') : '0'
  return /^[\d.]+$/.test(value) ? Number(value) * 1000 : value.includes('GMT') ? Infinity : 0
}

/** GitHub is away for longer than it is waited for before a submission. */
function staysAway(fault: Fault): boolean {
  const isFinal = fault.kind === 'status' && [403, 404].includes(fault.status ?? 0)
  if (fault.on?.nth === 'every') return !isFinal
  return waitMs(fault) > 60_000 || (fault.kind === 'refuse' && (fault.forMs ?? Infinity) > 60_000)
}

/** What must hold after every schedule. */
export const INVARIANTS: Readonly<Record<string, Invariant>> = {
  'at most one job': ({ world }) =>
    world.forge.accepted.length > 1 ? `${world.forge.accepted.length} jobs were accepted` : undefined,

  'green only for a model': ({ world, result }) => {
    const isTrained = world.forge.jobs.some(
      ({ id, status }) => id === result.outputs['job-id'] && status === 'SUCCESS',
    )
    if (result.exitCode === 0 && !isTrained) return 'exit code 0 without a trained job'
    if (result.exitCode === 0 && !result.outputs['output-model']) return 'exit code 0 without a model'
    return undefined
  },

  'outcome and exit code agree': ({ result }) => {
    const outcome = result.outputs['outcome'] ?? ''
    if (!WORDS.includes(outcome)) return `the outcome is ${JSON.stringify(outcome)}`
    return GREEN.includes(outcome) === (result.exitCode === 0)
      ? undefined
      : `${outcome} with exit code ${result.exitCode}`
  },

  'a told id is never lost': ({ world, result }) => {
    const told = world.forge.requests.find(
      ({ operation, delivered, fault }) => operation === 'create' && delivered && fault === undefined,
    )
    const id = told && world.forge.accepted[0]?.id
    if (id === undefined) return undefined
    const places = { outputs: result.outputs['job-id'], state: JSON.stringify(result.state), log: result.log }
    const missing = Object.entries(places).filter(([, text]) => !text?.includes(id))
    return missing.length > 0 ? `the id is not in ${missing.map(([name]) => name).join(', ')}` : undefined
  },

  'a job that can be found is found': ({ schedule, world, result }) => {
    const [job] = world.forge.accepted
    const isClear = schedule.hasTwin !== true && schedule.forge.length === 1
    if (!isClear || job === undefined) return undefined
    return result.outputs['job-id'] === job.id
      ? undefined
      : `the job ${job.id} was accepted, but is not known`
  },

  'nobody else is taken for ours': ({ schedule, world, result }) => {
    // While ours is still on its way, or where there is none, a twin cannot be told from it: docs/reliability.md.
    if (schedule.forge.some(({ kind }) => kind === 'lateAccept')) return undefined
    const id = result.outputs['job-id']
    const ours = world.forge.accepted.map((job) => job.id)
    return id && ours.length > 0 && !ours.includes(id) ? `${id} is a job of somebody else` : undefined
  },

  'a fault that passes costs no model': ({ schedule, world, result }) => {
    if (schedule.forge.length > 0 || result.outputs['outcome'] === 'succeeded') return undefined
    // What earlier runs have submitted could not be looked up.
    const isHeldBack = result.outputs['outcome'] === 'refused' && world.forge.accepted.length === 0
    if (isHeldBack && schedule.github.some(staysAway)) return undefined
    return `GitHub's trouble made the step ${result.outputs['outcome']}`
  },

  'an accident of one read costs no model': ({ schedule: { family, forge }, result }) => {
    const [fault] = forge
    if (!/^one fault: (list|get)/.test(family) || fault === undefined) return undefined
    const isFinal = family.endsWith('list 1') && (isRefusal(fault) || waitMs(fault) > 15 * 60_000)
    const isEndless = waitMs(fault) > TIMEOUT_MINUTES * 60_000
    if (isFinal || isEndless || result.outputs['outcome'] === 'succeeded') return undefined
    return `one bad answer made the step ${result.outputs['outcome']}`
  },

  'ends in bounded time': ({ result }) => {
    if (result.exitCode === null) return `ended by ${String(result.signal)}`
    const limitMs = (TIMEOUT_MINUTES + 3) * 60_000
    return result.virtualMs > limitMs ? `took ${Math.round(result.virtualMs / 60_000)} min` : undefined
  },

  'keeps the secrets': ({ world, result }) => {
    const shown = result.lines.filter((line) => !line.startsWith('::add-mask::')).join('\n')
    const texts = [
      shown,
      JSON.stringify(result.outputs),
      JSON.stringify(result.state),
      result.summary,
      ...world.comments,
    ]
    const forms = [KEY, TOKEN].flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    ])
    return forms.some((form) => texts.some((text) => text.includes(form))) ? 'a secret was shown' : undefined
  },

  'at most one comment': ({ world }) =>
    world.comments.length > 1 ? `${world.comments.length} comments` : undefined,

  'Retry-After is obeyed': ({ schedule, world }) => {
    for (const fault of schedule.forge) {
      const { on } = fault
      const asked = waitMs(fault)
      if (asked === 0 || asked === Infinity || typeof on?.nth !== 'number') continue
      const same = world.forge.requests.filter(({ operation }) => operation === on.operation)
      const [first, second] = same.slice(on.nth - 1)
      if (first && second && second.at - first.at < asked - 1_500)
        return `asked again after ${second.at - first.at} ms, not ${asked}`
    }
    return undefined
  },

  'an outage is asked at most every 30 s': ({ world }) => {
    const looks = world.forge.requests.filter(({ operation }) => operation === 'get')
    for (const [n, look] of looks.entries()) {
      const next = looks[n + 1]
      const hasFailed = look.fault !== undefined && (look.status === undefined || look.status >= 300)
      if (hasFailed && next && next.at - look.at < 29_000) return `asked again after ${next.at - look.at} ms`
    }
    return undefined
  },
}
