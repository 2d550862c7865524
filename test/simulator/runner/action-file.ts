import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** The part of an action.yml that the runner acts on. */
export interface ActionFile {
  /** Default of each input, with its `${{ }}` not yet replaced; empty where there is none. */
  readonly inputs: ReadonlyMap<string, string>
  /** Paths below the action's folder. */
  readonly main: string
  readonly post: string | undefined
  readonly postIf: string
}

/** Reads `action.yml` of a JavaScript action. What this runner could not run (`pre`, another runtime) is an error. */
export function readActionFile(directory: string): ActionFile {
  const file: unknown = parse(readFileSync(join(directory, 'action.yml'), 'utf8'))
  const runs = field(file, 'runs')
  const using = field(runs, 'using')
  if (using !== 'node24')
    throw new Error(`action.yml: runs.using is ${JSON.stringify(using)}, only node24 is run here`)
  if (field(runs, 'pre') !== undefined) throw new Error('action.yml: runs.pre is not run here')
  const main = text(field(runs, 'main'))
  if (main === undefined) throw new Error('action.yml: runs.main is missing')
  const declared = field(file, 'inputs')
  const inputs = isRecord(declared) ? Object.entries(declared) : []
  return {
    inputs: new Map(inputs.map(([name, input]) => [name, text(field(input, 'default')) ?? ''])),
    main,
    post: text(field(runs, 'post')),
    postIf: text(field(runs, 'post-if')) ?? 'always()',
  }
}

function field(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : undefined
}
