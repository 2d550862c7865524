import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import {
  createCommandFiles,
  fileVariables,
  readCommandFiles,
} from '../test/simulator/runner/command-files.ts'
import { expand, holds } from '../test/simulator/runner/expressions.ts'

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, string | number | boolean>>
  readonly shell?: string
  readonly env?: Readonly<Record<string, string>>
  readonly run?: string
}

interface Job {
  readonly if?: string
  readonly steps: readonly Step[]
}

/** What a script of a workflow has done. */
export interface ScriptEnd {
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
}

type Contexts = Readonly<Record<string, unknown>>

const ACTION = 'mistral-forge-actions/forge-training-job@'

/** A workflow file of the demo with one job; what is played is what stands in it. */
export class Workflow {
  readonly #text: string
  readonly #job: Job

  /** `name`: of a file in the folder `workflows`. */
  constructor(name: string) {
    this.#text = readFileSync(join(import.meta.dirname, 'workflows', name), 'utf8')
    const [job] = Object.values((parse(this.#text) as { jobs: Record<string, Job> }).jobs)
    if (job === undefined) throw new Error(`${name} has no job`)
    this.#job = job
  }

  /** Its lines from the first that contains `words`. */
  from(words: string): readonly string[] {
    const lines = this.#text.trimEnd().split('\n')
    return lines.slice(lines.findIndex((line) => line.includes(words)))
  }

  /** What it gives to the action, in `${{ }}` where that is for the runner to know. */
  get inputs(): Readonly<Record<string, string>> {
    const { with: given = {} } = this.#step(({ uses }) => uses?.startsWith(ACTION) === true)
    return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
  }

  /** Whether its job runs. */
  isFor(contexts: Contexts): boolean {
    return holds(this.#job.if ?? 'true', { contexts })
  }

  /** Runs its script as a runner does. */
  runScript(folder: string, contexts: Contexts): ScriptEnd {
    const { env = {}, shell = 'bash -e {0}', run = '' } = this.#step((step) => step.run !== undefined)
    const temp = mkdtempSync(join(tmpdir(), 'script-'))
    try {
      const script = join(temp, 'script')
      writeFileSync(script, run)
      const files = createCommandFiles(join(temp, 'files'))
      const given = Object.entries(env).map(([name, text]) => [name, expand(text, { contexts })] as const)
      const [command = '', ...options] = shell.split(' ').map((word) => word.replace('{0}', script))
      const { stdout, stderr } = spawnSync(command, options, {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, ...fileVariables(files), ...Object.fromEntries(given) },
      })
      return { log: stdout + stderr, outputs: readCommandFiles(files).outputs }
    } finally {
      rmSync(temp, { recursive: true, force: true })
    }
  }

  #step(isIt: (step: Step) => boolean): Step {
    const step = this.#job.steps.find(isIt)
    if (step === undefined) throw new Error('the workflow has no such step')
    return step
  }
}
