import type { OnUnknown } from './jobs/submit.ts'
import { InputReader, type ReadInput } from './input-parser.ts'
import type { OnCancel } from './state/post-state.ts'

/** What `on-timeout` may be. */
export type OnTimeout = 'leave' | 'cancel'
/** What happens to the unfinished job of an older version of a spec. */
export type OnSuperseded = 'leave' | 'cancel'
/** Why a run without a key only checks the specs. */
export type KeylessReason = 'fork' | 'dependabot' | 'closed'
/** How long the step stays with its jobs: to their end, until they train, not at all. */
export type WaitFor = 'end' | 'start' | 'nothing'

export interface ServiceInputs {
  readonly apiKey: string
  /** Base address without a slash at the end. */
  readonly apiUrl: string
}

export interface SpecInputs {
  /** Lines of the `spec` input. */
  readonly spec: readonly string[]
  /** Text of the `set` input, in which lines count. */
  readonly set: string
  readonly allowUnknownFields: boolean
  readonly waitFor: WaitFor
}

interface Watching {
  readonly timeoutMs: number
  readonly onTimeout: OnTimeout
  readonly onCancel: OnCancel
}

interface Submitting {
  readonly maxJobs: number
  readonly onUnknown: OnUnknown
  readonly onSuperseded: OnSuperseded
  /** Attach to the job that the same spec has already. */
  readonly reuse: boolean
  /** Whether other legs of a matrix may submit the like at the same time. */
  readonly isInMatrix: boolean
}

interface Shipping {
  /** Where the release manifest is to be written, as the user wrote it. */
  readonly manifest?: string
}

/** The inputs of a command: each has just those that mean something to it. */
export type CommandInputs =
  | ({ readonly command: 'run' } & SpecInputs & ServiceInputs & Submitting & Watching & Shipping)
  | ({ readonly command: 'validate'; readonly insteadOfRun?: KeylessReason } & SpecInputs)
  | ({ readonly command: 'wait'; readonly jobId: string } & ServiceInputs & Watching & Shipping)
  | ({ readonly command: 'status'; readonly jobId: string } & ServiceInputs & Shipping)
  | ({ readonly command: 'cancel'; readonly jobId: string } & ServiceInputs)
  | ({ readonly command: 'list' } & ServiceInputs)
  | ({ readonly command: 'sync'; readonly dispatchEvent?: string } & ServiceInputs)

export type Command = CommandInputs['command']
/** The inputs of commands that talk to the service. */
export type OnlineInputs = Extract<CommandInputs, ServiceInputs>

/** What the inputs say about reports, the same for every command. */
export interface ReportInputs {
  readonly githubToken?: string
  readonly comment: boolean
  readonly commitStatus: boolean
  readonly commentKey?: string
  readonly issueNumber?: number
  readonly jobUrl?: string
  readonly jobCheckRunId?: string
  /** The matrix leg as JSON; `null` outside of a matrix. */
  readonly matrix: string
  /** The text of `spec`, which is part of the default key. */
  readonly specText: string
}

export type ParsedInputs =
  | { readonly ok: true; readonly command: CommandInputs; readonly report: ReportInputs }
  | { readonly ok: false; readonly problems: readonly string[] }

const COMMANDS: readonly Command[] = ['run', 'validate', 'status', 'wait', 'cancel', 'list', 'sync']
const WAIT_WORDS: Readonly<Record<string, WaitFor>> = { true: 'end', started: 'start', false: 'nothing' }

/** Longest time that GitHub lets a job of a self-hosted runner live: 5 days. */
const MAX_TIMEOUT_MINUTES = 5 * 24 * 60

/** What the inputs are read with besides their texts. */
export interface InputSurroundings {
  /** The variable MISTRAL_API_KEY. */
  readonly environmentKey?: string | undefined
  /** Why GitHub may have given this workflow no secrets. */
  readonly keylessReason?: KeylessReason | undefined
}

/** Reads all inputs once, strictly, and names everything that is wrong with them. Pure. */
export function parseInputs(read: ReadInput, surroundings: InputSurroundings): ParsedInputs {
  const reader = new InputReader(read)
  const command = parseCommand(reader, surroundings)
  const report = parseReport(reader)
  if (command === undefined || reader.problems.length > 0) return { ok: false, problems: reader.problems }
  return { ok: true, command, report }
}

/** Reads what it takes to talk to the service, for the time after the command. */
export function parseServiceInputs(
  read: ReadInput,
  environmentKey: string | undefined,
):
  | { readonly ok: true; readonly value: ServiceInputs }
  | { readonly ok: false; readonly problems: readonly string[] } {
  const reader = new InputReader(read)
  const value = serviceInputs(reader, environmentKey)
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, value }
}

function parseCommand(
  reader: InputReader,
  { environmentKey, keylessReason }: InputSurroundings,
): CommandInputs | undefined {
  const command = reader.oneOf('command', COMMANDS)
  switch (command) {
    case undefined:
      return undefined
    case 'run':
      return parseRun(reader, { environmentKey, keylessReason })
    case 'validate':
      return { command, ...specInputs(reader) }
    case 'wait':
      return {
        command,
        jobId: reader.uuid('job-id', command),
        ...serviceInputs(reader, environmentKey),
        ...watching(reader, 'leave'),
        ...shipping(reader),
      }
    case 'status':
      return {
        command,
        jobId: reader.uuid('job-id', command),
        ...serviceInputs(reader, environmentKey),
        ...shipping(reader),
      }
    case 'cancel':
      return { command, jobId: reader.uuid('job-id', command), ...serviceInputs(reader, environmentKey) }
    case 'list':
      return { command, ...serviceInputs(reader, environmentKey) }
    case 'sync':
      return { command, ...dispatching(reader), ...serviceInputs(reader, environmentKey) }
  }
}

function parseRun(reader: InputReader, { environmentKey, keylessReason }: InputSurroundings): CommandInputs {
  reader.mustBeEmpty(
    'job-id',
    '`command: run` submits a new job. To follow an existing one use `command: wait`.',
  )
  if (keylessReason !== undefined && (reader.text('api-key') ?? environmentKey?.trim() ?? '') === '')
    return { command: 'validate', insteadOfRun: keylessReason, ...specInputs(reader) }
  return {
    command: 'run',
    ...submitting(reader),
    ...specInputs(reader),
    ...serviceInputs(reader, environmentKey),
    ...watching(reader, 'cancel'),
    ...shipping(reader),
  }
}

function specInputs(reader: InputReader): SpecInputs {
  const waitFor = WAIT_WORDS[reader.oneOf('wait', Object.keys(WAIT_WORDS)) ?? 'true'] ?? 'end'
  const spec = reader.someLines('spec', 'a spec file in it, such as `training/support-bot.yml`')
  return { spec, set: reader.raw('set'), allowUnknownFields: reader.boolean('allow-unknown-fields'), waitFor }
}

function serviceInputs(reader: InputReader, environmentKey: string | undefined): ServiceInputs {
  return {
    apiKey: reader.secret('api-key', environmentKey, 'MISTRAL_API_KEY'),
    apiUrl: reader.serviceUrl('api-url'),
  }
}

function submitting(reader: InputReader): Submitting {
  return {
    maxJobs: reader.integer('max-jobs', 1, 1000),
    onUnknown: reader.oneOf('on-unknown', ['fail', 'resubmit']) ?? 'fail',
    onSuperseded: reader.oneOf('on-superseded', ['cancel', 'leave']) ?? 'cancel',
    reuse: reader.boolean('reuse'),
    isInMatrix: matrixLeg(reader) !== 'null',
  }
}

/** A job that was submitted here is cancelled with the workflow; one that is only watched is not. */
function watching(reader: InputReader, onCancelByDefault: OnCancel): Watching {
  const timeoutMs = reader.number('timeout-minutes', 0.1, MAX_TIMEOUT_MINUTES) * 60_000
  return {
    timeoutMs,
    onTimeout: reader.oneOf('on-timeout', ['leave', 'cancel']) ?? 'leave',
    onCancel:
      reader.optional('on-cancel', () => reader.oneOf('on-cancel', ['leave', 'cancel'])) ?? onCancelByDefault,
  }
}

function dispatching(reader: InputReader): { readonly dispatchEvent?: string } {
  const dispatchEvent = reader.optional('dispatch-event', () => reader.shortText('dispatch-event', 100))
  return dispatchEvent === undefined ? {} : { dispatchEvent }
}

function shipping(reader: InputReader): Shipping {
  const manifest = reader.optional('manifest', () => reader.shortText('manifest', 1_000))
  return manifest === undefined ? {} : { manifest }
}

/** The matrix leg as JSON; `null` outside of a matrix. */
function matrixLeg(reader: InputReader): string {
  return reader.text('matrix') ?? 'null'
}

function parseReport(reader: InputReader): ReportInputs {
  const issueNumber = reader.optional('issue-number', () =>
    reader.integer('issue-number', 1, Number.MAX_SAFE_INTEGER),
  )
  const jobUrl = reader.optional('job-url', () => reader.urlTemplate('job-url', '{id}'))
  const githubToken = reader.text('github-token')
  const commentKey = reader.text('comment-key')
  const jobCheckRunId = reader.text('job-check-run-id')
  return {
    comment: reader.boolean('comment'),
    commitStatus: reader.boolean('commit-status'),
    matrix: matrixLeg(reader),
    specText: reader.lines('spec').join('\n'),
    ...(githubToken === undefined ? {} : { githubToken }),
    ...(commentKey === undefined ? {} : { commentKey }),
    ...(jobCheckRunId === undefined || !/^\d+$/.test(jobCheckRunId) ? {} : { jobCheckRunId }),
    ...(issueNumber === undefined ? {} : { issueNumber }),
    ...(jobUrl === undefined ? {} : { jobUrl }),
  }
}
