import type { OnUnknown } from './jobs/submit.ts'
import { InputParser, type ReadInput } from './input-parser.ts'
import type { WaitGoal } from './jobs/job-status.ts'
import { parseRecordKey, parseReportInputs, readMatrix, type ReportInputs } from './report-inputs.ts'
import type { OnCancel } from './state/post-state.ts'

/** Until when the step waits. */
export type WaitFor = Exclude<WaitGoal, 'read' | 'ended'>
export type OnTimeout = 'leave' | 'cancel'
type OnSuperseded = 'leave' | 'cancel'
/** Why a run without an API key only validates the specs. */
export type MissingSecretsReason = 'fork' | 'dependabot' | 'closed'
export interface ServiceInputs {
  readonly apiKey: string
  /** Base URL without a trailing slash. */
  readonly apiUrl: string
}

export interface SpecInputs {
  /** Lines of the `spec` input. */
  readonly spec: readonly string[]
  /** Skip specs whose request is the same as on the base branch, or before the push. */
  readonly onlyChanged: boolean
  /** Verbatim text of the `set` input, so that line numbers stay correct. */
  readonly set: string
  readonly allowUnknownFields: boolean
  readonly waitFor: WaitFor
  /** Follow the job that the same request already has. If false, each spec is trained, whatever others ask for. */
  readonly reuse: boolean
}

interface LimitInputs {
  /** Maximum number of jobs per step. */
  readonly maxJobs: number
}

interface WatchInputs {
  readonly timeoutMs: number
  readonly onTimeout: OnTimeout
  readonly onCancel: OnCancel
}

interface SubmitInputs extends LimitInputs {
  readonly onUnknown: OnUnknown
  readonly onSuperseded: OnSuperseded
  /** Other jobs of the same matrix may submit the same spec at the same time. */
  readonly isInMatrix: boolean
}

interface ManifestInputs {
  /** Path of the release manifest, as the user wrote it. */
  readonly manifest?: string
}

export interface RunInputs extends SpecInputs, ServiceInputs, SubmitInputs, WatchInputs, ManifestInputs {
  readonly command: 'run'
}

export interface ValidateInputs extends SpecInputs, LimitInputs {
  readonly command: 'validate'
  /** Set if the user asked for `run`. */
  readonly validateOnlyReason?: MissingSecretsReason
}

export interface WaitInputs extends ServiceInputs, WatchInputs, ManifestInputs {
  readonly command: 'wait'
  readonly jobId: string
}

export interface StatusInputs extends ServiceInputs, ManifestInputs {
  readonly command: 'status'
  readonly jobId: string
}

export interface CancelInputs extends ServiceInputs {
  readonly command: 'cancel'
  readonly jobId: string
}

export interface ListInputs extends ServiceInputs {
  readonly command: 'list'
}

export interface SyncInputs extends ServiceInputs {
  readonly command: 'sync'
  readonly dispatchEvent?: string
  /** Announce each job that has ended in a comment of its own. */
  readonly notify: boolean
  /** The step fails if a job has failed. */
  readonly failOn?: 'failed'
}

/** The inputs of commands that call the Forge API. */
export type OnlineInputs = RunInputs | WaitInputs | StatusInputs | CancelInputs | ListInputs | SyncInputs

/** Each command has only the inputs that it uses. */
export type CommandInputs = OnlineInputs | ValidateInputs

export type Command = CommandInputs['command']

export function isOnline(inputs: CommandInputs): inputs is OnlineInputs {
  return inputs.command !== 'validate'
}

export function isWatching(inputs: CommandInputs): inputs is RunInputs | WaitInputs {
  return inputs.command === 'run' || inputs.command === 'wait'
}

/** Path of the release manifest, for commands that write one. */
export function manifestPath(inputs: CommandInputs): string | undefined {
  return isWatching(inputs) || inputs.command === 'status' ? inputs.manifest : undefined
}

export type ParsedInputs =
  | { readonly ok: true; readonly command: CommandInputs; readonly report: ReportInputs }
  /** `manifest` is a path that can be checked all the same. */
  | { readonly ok: false; readonly errors: readonly string[]; readonly manifest?: string }

export const COMMANDS: readonly Command[] = ['run', 'validate', 'status', 'wait', 'cancel', 'list', 'sync']
const WAIT_VALUES: Readonly<Record<string, WaitFor>> = {
  true: 'completed',
  started: 'started',
  false: 'none',
}

/** 5 days, GitHub's limit for a job on a self-hosted runner. */
const MAX_TIMEOUT_MINUTES = 5 * 24 * 60

interface InputEnvironment {
  /** The variable MISTRAL_API_KEY. */
  readonly environmentApiKey?: string
  readonly missingSecretsReason?: MissingSecretsReason
}

/** Parses and validates all inputs; reports all errors at once. Pure. */
export function parseInputs(read: ReadInput, environment: InputEnvironment): ParsedInputs {
  const parser = new InputParser(read)
  const command = parseCommand(parser, environment)
  const report = parseReportInputs(parser)
  if (command !== undefined && parser.errors.length === 0) return { ok: true, command, report }
  return { ok: false, errors: parser.errors, manifest: command && manifestPath(command) }
}

type ParsedSecrets =
  | {
      readonly ok: true
      readonly apiKey: string
      readonly githubToken?: string
      readonly recordKey?: string
    }
  | { readonly ok: false; readonly errors: readonly string[] }

/** Parses the inputs that are not saved for the post step. */
export function parseSecrets(
  read: ReadInput,
  { environmentApiKey }: Pick<InputEnvironment, 'environmentApiKey'>,
): ParsedSecrets {
  const parser = new InputParser(read)
  const apiKey = parser.secret('api-key', environmentApiKey, 'MISTRAL_API_KEY')
  if (parser.errors.length > 0) return { ok: false, errors: parser.errors }
  return { ok: true, apiKey, githubToken: parser.text('github-token'), recordKey: parseRecordKey(parser) }
}

/** Adds errors to the parser; undefined if the command itself is invalid. */
export function parseCommand(parser: InputParser, environment: InputEnvironment): CommandInputs | undefined {
  const command = parser.oneOf('command', COMMANDS)
  const service = () => parseServiceInputs(parser, environment.environmentApiKey)
  switch (command) {
    case undefined:
      return undefined
    case 'run':
      return parseRun(parser, environment)
    case 'validate':
      return { command, ...parseLimitInputs(parser), ...parseSpecInputs(parser) }
    case 'wait':
      return {
        command,
        jobId: parser.jobId('job-id', command),
        ...service(),
        ...parseWatchInputs(parser, 'leave'),
        ...parseManifestInputs(parser),
      }
    case 'status':
      return {
        command,
        jobId: parser.jobId('job-id', command),
        ...service(),
        ...parseManifestInputs(parser),
      }
    case 'cancel':
      return { command, jobId: parser.jobId('job-id', command), ...service() }
    case 'list':
      return { command, ...service() }
    case 'sync':
      return {
        command,
        dispatchEvent: parser.optional('dispatch-event', () => parser.singleLine('dispatch-event', 100)),
        notify: parser.boolean('notify'),
        failOn: parser.optional('fail-on', () => parser.oneOf('fail-on', ['failed'])),
        ...service(),
      }
  }
}

function parseRun(
  parser: InputParser,
  { environmentApiKey, missingSecretsReason }: InputEnvironment,
): CommandInputs {
  parser.forbid('job-id', '`command: run` submits a new job. To follow an existing one use `command: wait`.')
  if (
    missingSecretsReason !== undefined &&
    (parser.text('api-key') ?? environmentApiKey?.trim() ?? '') === ''
  )
    return {
      command: 'validate',
      validateOnlyReason: missingSecretsReason,
      ...parseLimitInputs(parser),
      ...parseSpecInputs(parser),
    }
  return {
    command: 'run',
    ...parseSubmitInputs(parser),
    ...parseSpecInputs(parser),
    ...parseServiceInputs(parser, environmentApiKey),
    ...parseWatchInputs(parser, 'cancel'),
    ...parseManifestInputs(parser),
  }
}

function parseSpecInputs(parser: InputParser): SpecInputs {
  const waitFor = WAIT_VALUES[parser.oneOf('wait', Object.keys(WAIT_VALUES)) ?? 'true'] ?? 'completed'
  const spec = parser.requiredLines('spec', 'the path of a spec file, such as `training/support-bot.yml`')
  return {
    spec,
    onlyChanged: parser.boolean('only-changed'),
    set: parser.rawText('set'),
    allowUnknownFields: parser.boolean('allow-unknown-fields'),
    waitFor,
    reuse: parser.boolean('reuse'),
  }
}

function parseServiceInputs(parser: InputParser, environmentApiKey: string | undefined): ServiceInputs {
  return {
    apiKey: parser.secret('api-key', environmentApiKey, 'MISTRAL_API_KEY'),
    apiUrl: parser.serviceUrl('api-url'),
  }
}

function parseLimitInputs(parser: InputParser): LimitInputs {
  return { maxJobs: parser.integer('max-jobs', 1, 1000) }
}

function parseSubmitInputs(parser: InputParser): SubmitInputs {
  return {
    ...parseLimitInputs(parser),
    onUnknown: parser.oneOf('on-unknown', ['fail', 'resubmit']) ?? 'fail',
    onSuperseded: parser.oneOf('on-superseded', ['cancel', 'leave']) ?? 'cancel',
    isInMatrix: readMatrix(parser) !== 'null',
  }
}

function parseWatchInputs(parser: InputParser, onCancelByDefault: OnCancel): WatchInputs {
  const timeoutMs = parser.number('timeout-minutes', 0.1, MAX_TIMEOUT_MINUTES) * 60_000
  return {
    timeoutMs,
    onTimeout: parser.oneOf('on-timeout', ['leave', 'cancel']) ?? 'leave',
    onCancel:
      parser.optional('on-cancel', () => parser.oneOf('on-cancel', ['leave', 'cancel'])) ?? onCancelByDefault,
  }
}

function parseManifestInputs(parser: InputParser): ManifestInputs {
  return { manifest: parser.optional('manifest', () => parser.singleLine('manifest', 1_000)) }
}
