import type { Diagnostic, InputLocation, SourceLocation, SpecName } from '../job-spec/types.ts'
import type { JobState } from '../jobs/job-state.ts'
import {
  list,
  nothing,
  number,
  object,
  oneOf,
  optional,
  required,
  text,
  union,
  type Fields,
} from './codec.ts'
import { jobState } from './job-state-codec.ts'

/** Facts about the run for reports. */
export interface RunContext {
  /** `owner/name`. */
  readonly repository: string
  /** Base URL of the site, such as `https://github.com`. */
  readonly serverUrl: string
  /** On a pull request its head, not the test merge. */
  readonly commit: string
  readonly actor: string
  readonly runId: string
  /** GITHUB_RUN_NUMBER: the number that GitHub shows for the run. */
  readonly runNumber?: string
  readonly runAttempt: string
  /** URL of this job's log, or of the run if that is unknown. */
  readonly logUrl: string
  readonly workflowPath: string
  /** Pull request or issue to report on. */
  readonly issueNumber?: number
  /** Label of the matrix job, empty outside of a matrix. Present only if commit statuses are enabled. */
  readonly matrixLabel?: string
  /** URL of a job's page, with `{id}` as a placeholder. */
  readonly jobUrlTemplate?: string
  /** Page about what to do when something goes wrong. */
  readonly helpUrl?: string
}

/**
 * What a run leaves for those who continue its work. It has two encodings: the marker of the comment, for other runs,
 * whose record adds the lease of each spec; and the state of the runner, for the post step (`PostState`), which adds what
 * the main step has not finished and has no need of the context, because it has the same environment.
 */
export interface RunState {
  readonly states: readonly JobState[]
  readonly diagnostics: readonly Diagnostic[]
  readonly context: RunContext
}

const fileLocation = object<SourceLocation>({
  input: optional('i', nothing),
  file: required('f', text),
  line: optional('l', number),
  column: optional('c', number),
})
const specName = object<SpecName>({ file: required('f', text), label: required('n', text) })
const inputLocation = object<InputLocation>({
  input: required('i', oneOf({ set: true })),
  line: required('l', number),
  specs: required('s', list(specName)),
})

const diagnostic = object<Diagnostic>({
  level: required('v', oneOf({ error: true, warning: true })),
  location: required(
    'at',
    union<'file' | 'set', Diagnostic['location']>(({ input }) => input ?? 'file', {
      set: inputLocation,
      file: fileLocation,
    }),
  ),
  field: optional('p', text),
  message: required('m', text),
})

const runContext = object<RunContext>({
  repository: required('repo', text),
  serverUrl: required('url', text),
  commit: required('sha', text),
  actor: required('by', text),
  runId: required('run', text),
  runNumber: optional('nth', text),
  runAttempt: required('try', text),
  logUrl: required('log', text),
  workflowPath: required('flow', text),
  issueNumber: optional('no', number),
  matrixLabel: optional('leg', text),
  jobUrlTemplate: optional('page', text),
  helpUrl: optional('help', text),
})

export const runStateFields: Fields<RunState> = {
  states: required('jobs', list(jobState)),
  diagnostics: required('problems', list(diagnostic)),
  context: required('ctx', runContext),
}
