// The suite must be able to fail: each of these small defects is put into a copy of the built action, and an invariant
// has to catch it. Part of npm run test:faults.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PROJECT = join(import.meta.dirname, '../..')
const BUNDLE = 'dist/main/index.js'

interface Defect {
  readonly name: string
  /** What stands in the bundle, and what stands there instead. */
  readonly patches: readonly (readonly [before: string, after: string])[]
  /** The schedules that are to show it, as a part of their ids. */
  readonly only: string
  /** The invariant that has to catch it. */
  readonly caughtBy: string
}

const DEFECTS: readonly Defect[] = [
  {
    name: 'a lost answer counts as not sent',
    patches: [
      [
        "if (kind !== 'status' || status === undefined)\n        return 'ambiguous'",
        "if (kind !== 'status' || status === undefined)\n        return 'not-sent'",
      ],
    ],
    only: 'one fault: create / create#1:reset after',
    caughtBy: 'at most one job',
  },
  {
    name: 'the process begins as a success',
    patches: [['process.exitCode = 1;', 'process.exitCode = 0;']],
    only: 'one fault: create / create#1:status status=422',
    caughtBy: 'outcome and exit code agree',
  },
  {
    name: 'the id is not handed over',
    patches: [['idsOf(result.trainings), isOver: true', 'idsOf([]), isOver: true']],
    only: 'no fault',
    caughtBy: 'a told id is never lost',
  },
  {
    name: 'Retry-After is not read',
    patches: [['const retryAfter = retryAfterMs(headers, wallMs)', 'const retryAfter = undefined']],
    only: 'one fault: get 1 / get#1:status status=429 headers={"retry-after":"120"}',
    caughtBy: 'Retry-After is obeyed',
  },
  {
    name: 'the first of several matches is taken',
    patches: [
      ['if (candidates.length > 1)', 'if (candidates.length > 9)'],
      ['before.length !== 1 ||', ''],
    ],
    only: 'a twin / twin + create#1:reset after',
    caughtBy: 'nobody else is taken for ours',
  },
  {
    name: 'the list is not searched after a lost answer',
    patches: [
      ['if (open !== undefined)\n        return reconcile', 'if (open === null)\n        return reconcile'],
    ],
    only: 'one fault: create / create#1:fin after',
    caughtBy: 'a job that can be found is found',
  },
  {
    name: 'an outage is asked every 5 s',
    patches: [['const OUTAGE_GAP_MS = 30_000', 'const OUTAGE_GAP_MS = 5_000']],
    only: 'one fault: get 1 / get#1:status status=503',
    caughtBy: 'an outage is asked at most every 30 s',
  },
  {
    name: 'a status that nobody knows counts as failed',
    patches: [["?? 'unrecognised'", "?? 'failed'"]],
    only: 'get#4:mutate set={"status":"DREAMING"}',
    caughtBy: 'an accident of one read costs no model',
  },
  {
    name: 'a success without a model is green',
    patches: [
      [
        'if (job.outputModel !== undefined)\n                return',
        'if (job !== undefined)\n                return',
      ],
    ],
    only: 'get#4:mutate set={"status":"SUCCESS"}',
    caughtBy: 'green only for a model',
  },
  {
    name: 'a comment that fails is the end',
    patches: [['this.#lastFailed = !reply.ok', "if (!reply.ok) throw new Error('no comment')"]],
    only: 'one fault: updateComment / updateComment#1:status status=502',
    caughtBy: 'a fault that passes costs no model',
  },
  {
    name: 'the key is shown',
    patches: [
      ['return (text) => forms.reduce(', 'return (text) => text || forms.reduce('],
      [
        'authorization: `Bearer ${o.apiKey}`',
        "authorization: (process.stdout.write(o.apiKey + '\\n'), `Bearer ${o.apiKey}`)",
      ],
    ],
    only: 'no fault',
    caughtBy: 'keeps the secrets',
  },
]

const original = readFileSync(join(PROJECT, BUNDLE), 'utf8')
const stale = DEFECTS.flatMap(({ name, patches }) =>
  patches
    .filter(([before]) => !original.includes(before))
    .map(([before]) => `"${name}": ${JSON.stringify(before)}`),
)
if (stale.length > 0)
  throw new Error(`the bundle no longer has what these defects change:\n${stale.join('\n')}`)

const folder = mkdtempSync(join(tmpdir(), 'defects-'))
try {
  const missed = DEFECTS.filter((defect, n) => !isCaught(defect, join(folder, String(n))))
  console.log(`defects: ${DEFECTS.length - missed.length} of ${DEFECTS.length} caught`)
  process.exitCode = missed.length > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true })
}

function isCaught({ name, patches, only, caughtBy }: Defect, action: string): boolean {
  for (const part of ['dist', 'action.yml'])
    cpSync(join(PROJECT, part), join(action, part), { recursive: true })
  const code = patches.reduce((text, [before, after]) => text.replace(before, after), original)
  writeFileSync(join(action, BUNDLE), code)
  const suite = join(import.meta.dirname, 'enumerate.ts')
  const { stdout, status } = spawnSync(process.execPath, [suite, '--action', action, '--only', only], {
    encoding: 'utf8',
  })
  const caught = status === 1 && stdout.includes(`${caughtBy}: `)
  console.log(`${caught ? 'caught' : 'MISSED'}  ${name}  (${caughtBy})`)
  if (!caught) console.log(stdout)
  return caught
}
