import { childPointer, isMapping, START, type SpecDocument } from './document.ts'
import type { InputLocation, SourceLocation, Spec } from './types.ts'

/** A field of a spec that a message names, and where it stands. */
export interface NamedField {
  /** Dotted path, such as `hyperparameters.batch_size`. */
  readonly field: string
  readonly location: SourceLocation | InputLocation
}

/** Shorter values are words, such as `dpo`, that a message may use without meaning the field. */
const MIN_VALUE_LENGTH = 8

/** A path such as `hyperparameters.batch_size`, `dataset_ids.0` or `dataset_ids[0]`. */
const PATH = /[a-z_]\w*(?:\.\w+|\[\d+\])*/gi

/**
 * Finds the fields of a spec that a message of the service names: by a path, by a name with an underscore that only one
 * field has, or by its value, such as the id of a dataset. In the order of the file.
 */
export function findNamedFields(
  message: string,
  spec: Spec,
  nodes: SpecDocument['nodes'],
): readonly NamedField[] {
  const pointers = [...nodes.keys()].filter((pointer) => pointer !== '')
  const named = new Set([
    ...[...message.matchAll(PATH)].flatMap(([path]) => findByPath(path, pointers)),
    ...pointers.filter((pointer) => isValueIn(message, valueAt(spec.request, pointer))),
  ])
  // The item of a list says more than the list.
  const innermost = pointers.filter(
    (pointer) => named.has(pointer) && ![...named].some((other) => other.startsWith(`${pointer}/`)),
  )
  return innermost.map((pointer) => ({
    field: keysOf(pointer).join('.'),
    location: locationOf(spec, nodes.get(pointer)),
  }))
}

/** The field, or for one that the spec lacks, the mapping that it belongs to. */
function findByPath(path: string, pointers: readonly string[]): readonly string[] {
  const keys = path.replace(/\[(\d+)\]/g, '.$1').split('.')
  const prefixes = keys.map((_, n) => keys.slice(0, n + 1).reduce(childPointer, ''))
  const found = prefixes.findLast((pointer) => pointers.includes(pointer))
  if (found !== undefined && (keys.length > 1 || path.includes('_'))) return [found]
  if (keys.length > 1 || !path.includes('_')) return []
  const homonyms = pointers.filter((pointer) => keysOf(pointer).at(-1) === path)
  return homonyms.length === 1 ? homonyms : []
}

function isValueIn(message: string, value: unknown): boolean {
  if (typeof value !== 'string' || value.length < MIN_VALUE_LENGTH) return false
  const [text, part] = [message.toLowerCase(), value.toLowerCase()]
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + part.length] ?? ' '}`
    if (!/[\w-]/.test(around)) return true
  }
  return false
}

function locationOf(
  { file, label }: Spec,
  node: ReturnType<SpecDocument['nodes']['get']>,
): NamedField['location'] {
  const { overrideLine, valuePosition = START } = node ?? {}
  return overrideLine === undefined
    ? { file, ...valuePosition }
    : { input: 'set', line: overrideLine, specs: [{ file, label }] }
}

const keysOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))

function valueAt(request: unknown, pointer: string): unknown {
  return keysOf(pointer).reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return (value as readonly unknown[])[Number(key)]
    return isMapping(value) ? value[key] : undefined
  }, request)
}
