// Small defects that the fault suite must catch in the built action.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const BUNDLE = 'dist/action'

export interface Defect {
  readonly name: string
  /** Text in the bundle and its replacement. */
  readonly patches: readonly (readonly [before: string, after: string])[]
  /** Part of the ids of the schedules to run. */
  readonly only: string
  /** The invariant that must catch it. */
  readonly caughtBy: string
}

export const DEFECTS: readonly Defect[] = [
  {
    name: 'a lost response counts as not sent',
    patches: [
      [
        "if (kind !== 'http')\n        return UNKNOWN_OUTAGE",
        "if (kind !== 'http')\n        return { submission: 'not-sent', read: 'outage' }",
      ],
    ],
    only: 'one fault: create / create#1:reset after',
    caughtBy: 'at most one job',
  },
  {
    name: 'the exit code is 0 from the start',
    patches: [['process.exitCode = 1;', 'process.exitCode = 0;']],
    only: 'one fault: create / create#1:status status=422',
    caughtBy: 'outcome and exit code agree',
  },
  {
    name: 'the job id is not passed to post',
    patches: [['idsOf(result.states), isFinished: true', 'idsOf([]), isFinished: true']],
    only: 'no fault',
    caughtBy: 'keeps every job id',
  },
  {
    name: 'Retry-After is ignored',
    patches: [['retryAfterMs: parseRetryAfter(headers, wallMs)', 'retryAfterMs: undefined']],
    only: 'one fault: get 1 / get#1:status status=429 headers={"retry-after":"120"}',
    caughtBy: 'honours Retry-After',
  },
  {
    name: 'Retry-After holds for one request only',
    patches: [['this.#throttle = { untilMs, error: result.error }', 'this.#throttle = undefined']],
    only: 'several jobs / create#2:status status=429 headers',
    caughtBy: 'honours Retry-After',
  },
  {
    name: 'the first of several matching jobs is adopted',
    patches: [
      ['if (candidates.length > 1)', 'if (candidates.length > 9)'],
      ['previous.length !== 1 ||', ''],
    ],
    only: 'a twin / twin + create#1:reset after',
    caughtBy: "adopts no other client's job",
  },
  {
    name: 'the list is not searched after a lost response',
    patches: [
      [
        'if (pending !== undefined)\n        return (0,recover_submission',
        'if (pending === null)\n        return (0,recover_submission',
      ],
    ],
    only: 'one fault: create / create#1:fin after',
    caughtBy: 'finds every job that can be found',
  },
  {
    name: 'reads every 5 s during an outage',
    patches: [['const OUTAGE_INTERVAL_MS = 30_000', 'const OUTAGE_INTERVAL_MS = 5_000']],
    only: 'one fault: get 1 / get#1:status status=503',
    caughtBy: 'reads at most every 30 s during an outage',
  },
  {
    name: 'an unknown status counts as failed',
    patches: [[".toUpperCase()) ?? 'unknown'", ".toUpperCase()) ?? 'failed'"]],
    only: 'get#4:mutate set={"status":"DREAMING"}',
    caughtBy: 'survives one failed read',
  },
  {
    name: 'a success without a model passes',
    patches: [
      [
        'if (job.outputModel !== undefined)\n                return',
        'if (job !== undefined)\n                return',
      ],
    ],
    only: 'get#4:mutate set={"status":"SUCCESS"}',
    caughtBy: 'passes only with a model',
  },
  {
    name: 'a failed comment fails the step',
    patches: [['failedSinks.push(sink)', "throw new Error('no comment')"]],
    only: 'one fault: updateComment / updateComment#1:status status=502',
    caughtBy: 'survives a transient fault of GitHub',
  },
  {
    name: 'the API key is logged',
    patches: [
      ['return (text) => variants.reduce(', 'return (text) => text || variants.reduce('],
      [
        'authorization: `Bearer ${apiKey}`',
        "authorization: (process.stdout.write(apiKey + '\\n'), `Bearer ${apiKey}`)",
      ],
    ],
    only: 'no fault',
    caughtBy: 'leaks no secrets',
  },
  {
    name: 'the outputs are written before the log',
    patches: [
      ['logSubmission(this.#options.log, state, this.#logContext);', 'this.#setOutputs();'],
      [
        'this.#savePostState();\n        this.#setOutputs();',
        'this.#savePostState();\n        logSubmission(this.#options.log, state, this.#logContext);',
      ],
    ],
    only: 'no fault',
    caughtBy: 'logs the id, then saves it, then publishes it',
  },
  {
    name: 'the state is unbounded',
    patches: [
      ['const MAX_POST_STATE_BYTES = 24 * 1024', 'const MAX_POST_STATE_BYTES = 24 * 1024 * 1024'],
      ['r: omitLists(request)', 'r: request'],
    ],
    only: '1,700 datasets',
    caughtBy: 'saves a state that fits into the environment of post',
  },
  {
    name: 'post cancels on success',
    patches: [["hasCancelledStatus ? jobStatus === 'cancelled' :", '']],
    only: 'a stopped step / SIGKILL success',
    caughtBy: 'cancels only for a cancelled workflow',
  },
  {
    name: 'post waits for GitHub as long as it takes',
    patches: [['report: 55_000', 'report: 9e9']],
    only: 'a stopped step / SIGINT cancelled + GitHub hangs',
    caughtBy: 'post ends in bounded time',
  },
  {
    name: 'a request is known by the label of its spec',
    patches: [['(request), overrides: toAppliedOverrides', '(name.label), overrides: toAppliedOverrides']],
    only: 'several runs / a document is put on top of a spec file',
    caughtBy: 'every spec has the job of its request',
  },
  {
    name: 'the memory is the comment of one key',
    patches: [['this.#mergeAll(own.filter(({ body }) => !codec.matches(body)))', 'this.#mergeAll([])']],
    only: 'several runs / another workflow has the same spec',
    caughtBy: 'a conversation has one job for each request',
  },
  {
    name: 'the jobs of every owner are superseded',
    patches: [['const isOlder = job.owner === owner && (0,', 'const isOlder = (0,']],
    only: 'several runs / another workflow has another spec',
    caughtBy: 'only its owner supersedes a job',
  },
  {
    name: 'a job that another owner follows is superseded',
    patches: [['(isSibling(hold) || isAlive(hold, nowMs))', 'isSibling(hold)']],
    only: 'several runs / another workflow still follows the replaced job',
    caughtBy: 'a job that another owner follows is not superseded',
  },
  {
    name: 'a job with an unsigned record is cancelled',
    patches: [
      [
        'function mayCancel(provenance) {\n    return isProven(provenance)',
        'function mayCancel(provenance) {\n    return true',
      ],
    ],
    only: 'several runs / the record of a replaced job has another signature',
    caughtBy: 'only a proven job is cancelled',
  },
  {
    name: 'the provenance improves when it is written again',
    patches: [
      [
        'createdAtS: recorded?.createdAtS ?? job.createdAt,',
        "createdAtS: recorded?.createdAtS ?? job.createdAt,\nprovenance: 'submitted',",
      ],
    ],
    only: 'several runs / the record of a followed job has another signature',
    caughtBy: 'only a proven job is a success',
  },
  {
    name: 'a stale claim is enough for a submission',
    patches: [
      [
        '(claimed, this.#options.clock) < timeouts',
        '(claimed, this.#options.clock) < Infinity && 0 < timeouts',
      ],
    ],
    only: 'a claim that cannot be renewed',
    caughtBy: 'submits only while its claim holds',
  },
  {
    name: 'one refusal by GitHub is believed',
    patches: [
      ['const MIN_REFUSALS = 3', 'const MIN_REFUSALS = 1'],
      ['const MIN_REFUSED_MS = 30_000', 'const MIN_REFUSED_MS = 0'],
    ],
    only: 'one fault: listComments / listComments#1:status status=403',
    caughtBy: 'survives a transient fault of GitHub',
  },
]

/** The files of the bundle that contain a text: several chunks may have a copy of one module. Relative to the project. */
export function filesWith(text: string): readonly string[] {
  const files = readdirSync(join(PROJECT, BUNDLE)).map((name) => join(BUNDLE, name))
  return files.filter(
    (file) => file.endsWith('.js') && readFileSync(join(PROJECT, file), 'utf8').includes(text),
  )
}
