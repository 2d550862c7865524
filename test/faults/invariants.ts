import { OUTCOMES } from '../../src/job/outcome.ts'
import type { Evidence, Exchanged, KnownJob } from './evidence.ts'

/** What a run did wrong, in words; undefined where the invariant holds. */
type Invariant = (run: Evidence) => string | undefined

const GREEN = ['succeeded', 'submitted']
const OUTAGE_GAP_MS = 30_000
/** The failed looks at the list after a lost answer that the next look may follow quickly. */
const QUICK_LOOKS = 2
/** Clocks of two processes, and jitter downwards of nobody. */
const CLOCK_MS = 500

/** What must hold after every run, whatever went wrong. */
export const INVARIANTS = {
  'at most one job a spec': ({ jobs }) => {
    const wishes = jobs.filter(({ isOurs }) => isOurs).map(({ wish }) => wish)
    const twice = wishes.find((wish, n) => wishes.indexOf(wish) !== n)
    return twice === undefined ? undefined : `accepted more than once: ${twice}`
  },

  'green only for what was asked': (run) => {
    if (run.end.exitCode !== 0) return undefined
    const named = idsIn(run)
    if (named.length === 0) return 'exit code 0 without a job'
    if (run.schedule.world === 'unwatched') return undefined
    const untrained = named.filter((id) => {
      const job = run.jobs.find((each) => each.id === id)
      return job?.status !== 'SUCCESS' || !run.outputs['jobs']?.includes(JSON.stringify(job.model))
    })
    return untrained.length === 0 ? undefined : `exit code 0, but no model of ${untrained.join(', ')}`
  },

  'a known id is never lost': (run) => {
    const told = run.traffic.flatMap(({ job, answer, operation }) =>
      job !== undefined && (operation !== 'create' || answer === 'whole') ? [job] : [],
    )
    const lost = [...new Set([...told, ...foundTwice(run)])].flatMap((id) => {
      const places = { outputs: JSON.stringify(run.outputs), state: run.state, log: run.log.join('\n') }
      const missing = Object.entries(places).filter(([, text]) => !text.includes(id))
      return missing.map(([place]) => `${id} is not in the ${place}`)
    })
    return lost.length === 0 ? undefined : lost.join('; ')
  },

  'ends in bounded time by itself': ({ end }) => {
    if (end.hung || end.exitCode === null) return 'it had to be killed'
    if (end.exitCode > 1) return `exit code ${end.exitCode}`
    return end.tookMs > end.limitMs ? `took ${Math.round(end.tookMs / 60_000)} min` : undefined
  },

  'shows no secret': (run) => {
    const texts = {
      log: run.log.join('\n'),
      outputs: JSON.stringify(run.outputs),
      state: run.state,
      summary: run.summary,
      comments: run.comments.join('\n'),
    }
    const forms = run.secrets.flatMap(formsOf)
    const where = Object.entries(texts).filter(([, text]) => forms.some((form) => text.includes(form)))
    return where.length === 0 ? undefined : `a secret is in ${where.map(([name]) => name).join(', ')}`
  },

  'obeys nobody but the runner': ({ log }) => {
    const forged = log.find((line) => /^\s*::(error|set-output)[^:]*::(forged|succeeded)|##\[error\]/.test(line))
    return forged === undefined ? undefined : `a command of the service went through: ${forged}`
  },

  'at most one comment a key': ({ comments }) => {
    const marks = comments.map((body) => /^<!-- forge-training-job [^>]*-->/.exec(body)?.[0] ?? '')
    return new Set(marks).size < marks.length ? `${marks.length} comments` : undefined
  },

  'asks a service that fails at most every 30 s': ({ traffic }) => {
    const created = traffic.findLastIndex(({ operation }) => operation === 'create')
    const after = created < 0 ? [] : traffic.slice(created + 1).filter(({ service }) => service === 'forge')
    const quick = after.filter(({ operation }) => operation === 'list').slice(0, QUICK_LOOKS)
    const subjects = [...new Set(after.map(({ job }) => job))]
    const found = subjects.map((subject) =>
      hurried(
        after.filter(({ job }) => job === subject),
        (request) => request.answer === 'none' && !quick.includes(request),
        ({ atMs }) => atMs + OUTAGE_GAP_MS,
      ),
    )
    return found.find((words) => words !== undefined)
  },

  'obeys Retry-After': ({ traffic }) => {
    const obeyed = (service: string) =>
      hurried(
        traffic.filter((request) => request.service === service),
        ({ notBeforeMs }) => notBeforeMs !== undefined,
        ({ notBeforeMs = 0 }) => notBeforeMs,
      )
    return obeyed('forge') ?? obeyed('github')
  },

  'outcome and exit code agree': ({ outputs, end }) => {
    const outcome = OUTCOMES.find((each) => each === outputs['outcome'])
    if (outcome === undefined) return `the outcome is ${JSON.stringify(outputs['outcome'])}`
    const isGreen = GREEN.includes(outcome)
    return isGreen === (end.exitCode === 0) ? undefined : `${outcome} with exit code ${end.exitCode}`
  },

  'carries nothing elsewhere': ({ strays }) => (strays > 0 ? `${strays} requests elsewhere` : undefined),

  'takes no job of others for its own': (run) => {
    const ids = idsIn(run)
    const foreign = run.jobs.filter(({ id, isOurs }) => !isOurs && ids.includes(id))
    // Where ours was never accepted, nothing tells a twin from it, and the log says what could not be verified.
    const taken = foreign.filter((job) => isRivalled(job, run))
    return taken.length === 0 ? undefined : `adopted ${taken.map(({ id }) => id).join(', ')}`
  },

  'survives what passes': ({ schedule, end, outputs }) =>
    schedule.mustSucceed && end.exitCode !== 0
      ? `exit code ${end.exitCode}, outcome ${outputs['outcome']}`
      : undefined,

  'is judged by sound services': ({ ownFaults }) =>
    ownFaults.length === 0 ? undefined : ownFaults.join('\n'),
} as const satisfies Record<string, Invariant>

export type InvariantName = keyof typeof INVARIANTS

export interface Violation {
  readonly invariant: InvariantName
  readonly words: string
}

/** All invariants that a run breaks. */
export function violationsOf(run: Evidence): readonly Violation[] {
  return Object.entries(INVARIANTS).flatMap(([name, invariant]) => {
    const words = invariant(run)
    return words === undefined ? [] : [{ invariant: name as InvariantName, words }]
  })
}

function idsIn({ outputs }: Evidence): readonly string[] {
  const jobs: unknown = JSON.parse(outputs['jobs'] || '[]')
  const ids = Array.isArray(jobs) ? jobs.map((job: Record<string, unknown>) => job['job-id']) : []
  return ids.filter((id) => typeof id === 'string' && id !== '') as string[]
}

/** The job of a lost answer, once two looks in a row have shown it and nothing else that is new and alike. */
function foundTwice({ traffic, jobs, schedule }: Evidence): readonly string[] {
  const created = traffic.findLastIndex(({ operation }) => operation === 'create')
  const looks = traffic.slice(created + 1).filter(({ operation }) => operation === 'list')
  const ours = jobs.filter(({ isOurs }) => isOurs)
  const [job] = ours
  const isClear = ours.length === 1 && schedule.twin === undefined && schedule.world === 'usual'
  if (!isClear || job === undefined) return []
  const shown = ({ answer, shows = [] }: Exchanged): boolean => answer === 'whole' && shows.includes(job.id)
  return looks.some((look, n) => shown(look) && n > 0 && shown(looks[n - 1] ?? look)) ? [job.id] : []
}

/** Whether a job of ours of the same kind was there to be seen when this one was taken for ours. */
function isRivalled({ wish, id }: KnownJob, { jobs, traffic }: Evidence): boolean {
  const rivals = jobs.filter((job) => job.isOurs && job.wish === wish).map((job) => job.id)
  const adoptedAt = traffic.findIndex((request) => request.operation === 'get' && request.job === id)
  const before = adoptedAt < 0 ? traffic : traffic.slice(0, adoptedAt)
  return before.some(({ shows = [], answer }) => answer === 'whole' && rivals.some((id) => shows.includes(id)))
}

function hurried(
  requests: readonly Exchanged[],
  asksForTime: (request: Exchanged) => boolean,
  until: (request: Exchanged) => number,
): string | undefined {
  for (const [n, request] of requests.entries()) {
    const early = asksForTime(request)
      ? requests.slice(n + 1).find(({ atMs }) => atMs < until(request) - CLOCK_MS)
      : undefined
    if (early === undefined) continue
    const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
    return `${request.service} ${request.operation} at ${seconds(request.atMs)} wants to be left alone until ${seconds(until(request))}, ${early.operation} came at ${seconds(early.atMs)}`
  }
  return undefined
}

function formsOf(secret: string): readonly string[] {
  const base64 = [secret, `Bearer ${secret}`].map((text) => Buffer.from(text).toString('base64'))
  return [secret, encodeURIComponent(secret), ...base64.map((text) => text.replace(/=+$/, ''))]
}
