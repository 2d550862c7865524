import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import {
  createCommandFiles,
  commandFileVariables,
  readCommandFiles,
} from '../test/simulator/runner/command-files.ts'
import { expandExpressions, evaluateCondition } from '../test/simulator/runner/expressions.ts'

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, string | number | boolean>>
  readonly shell?: string
  readonly env?: Readonly<Record<string, string>>
  readonly run?: string
}

interface Job {
  readonly if?: string
  readonly outputs?: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

export interface ScriptResult {
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
}

type Contexts = Readonly<Record<string, unknown>>

const ROOT = join(import.meta.dirname, '..')
const ACTION = /^mistral-forge-actions\/forge-training-job(?:\/(validate|sync))?@/

/** A job of a workflow in `examples/`. The demo runs what the file says. */
export class Workflow {
  readonly #text: string
  readonly #job: Job

  constructor(fileName: string, jobId: string) {
    this.#text = readFileSync(join(ROOT, 'examples', fileName), 'utf8')
    const job = (parse(this.#text) as { jobs: Record<string, Job> }).jobs[jobId]
    if (job === undefined) throw new Error(`${fileName} has no job ${jobId}`)
    this.#job = job
  }

  /** The lines of the file from the first that contains `text`. */
  linesFrom(text: string): readonly string[] {
    const lines = this.#text.trimEnd().split('\n')
    return lines.slice(lines.findIndex((line) => line.includes(text)))
  }

  /** The action's step: the folder of the action, and the inputs; `${{ }}` expressions are not evaluated. */
  get step(): { readonly action: string; readonly with: Readonly<Record<string, string>> } {
    const { uses = '', with: inputs = {} } = this.#findStep((step) => ACTION.test(step.uses ?? ''))
    return {
      action: join(ROOT, ACTION.exec(uses)?.[1] ?? ''),
      with: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)])),
    }
  }

  /** The outputs of the job. */
  outputs(contexts: Contexts): Readonly<Record<string, string>> {
    const outputs = Object.entries(this.#job.outputs ?? {})
    return Object.fromEntries(outputs.map(([name, text]) => [name, expandExpressions(text, { contexts })]))
  }

  /** Whether the `if` of the job is true. */
  shouldRun(contexts: Contexts): boolean {
    return evaluateCondition(this.#job.if ?? 'true', { contexts })
  }

  /** Runs the first `run` step as a runner does. */
  runScript(folder: string, contexts: Contexts): ScriptResult {
    const { env = {}, shell = 'bash -e {0}', run = '' } = this.#findStep((step) => step.run !== undefined)
    const temp = mkdtempSync(join(tmpdir(), 'script-'))
    try {
      const script = join(temp, 'script')
      writeFileSync(script, run)
      const files = createCommandFiles(join(temp, 'files'))
      const variables = Object.entries(env).map(
        ([name, text]) => [name, expandExpressions(text, { contexts })] as const,
      )
      const [command = '', ...options] = shell.split(' ').map((part) => part.replace('{0}', script))
      const { stdout, stderr } = spawnSync(command, options, {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, ...commandFileVariables(files), ...Object.fromEntries(variables) },
      })
      return { log: stdout + stderr, outputs: readCommandFiles(files).outputs }
    } finally {
      rmSync(temp, { recursive: true, force: true })
    }
  }

  #findStep(matches: (step: Step) => boolean): Step {
    const step = this.#job.steps.find(matches)
    if (step === undefined) throw new Error('the workflow has no such step')
    return step
  }
}
