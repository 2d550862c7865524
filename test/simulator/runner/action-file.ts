import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** The parts of an action.yml that the runner uses. */
export interface ActionFile {
  /** Default of each input, with `${{ }}` not yet evaluated; empty if it has none. */
  readonly inputs: ReadonlyMap<string, string>
  /** Path relative to the action's folder. */
  readonly main: string
  readonly post: string | undefined
  readonly postIf: string
}

/** Reads `action.yml` of a JavaScript action. Throws for anything this runner cannot run (`pre`, another runtime). */
export function readActionFile(directory: string): ActionFile {
  const file: unknown = parse(readFileSync(join(directory, 'action.yml'), 'utf8'))
  const runs = getField(file, 'runs')
  const using = getField(runs, 'using')
  if (using !== 'node24')
    throw new Error(
      `action.yml: runs.using is ${JSON.stringify(using)}, but this runner only supports node24`,
    )
  if (getField(runs, 'pre') !== undefined)
    throw new Error('action.yml: this runner does not support runs.pre')
  const main = toText(getField(runs, 'main'))
  if (main === undefined) throw new Error('action.yml: runs.main is missing')
  const declared = getField(file, 'inputs')
  const inputs = isRecord(declared) ? Object.entries(declared) : []
  return {
    inputs: new Map(inputs.map(([name, input]) => [name, toText(getField(input, 'default')) ?? ''])),
    main,
    post: toText(getField(runs, 'post')),
    postIf: toText(getField(runs, 'post-if')) ?? 'always()',
  }
}

function getField(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : undefined
}
