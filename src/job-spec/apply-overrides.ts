import type { SourceNode, SpecDocument } from './document.ts'
import { childPointer, isMapping } from './document.ts'
import type { Override, OverrideIssue } from './overrides.ts'
import { fieldPath, quote, describeValue } from './format-value.ts'

interface AppliedOverrides {
  readonly document: SpecDocument
  readonly issues: readonly OverrideIssue[]
}

const INDEX = /^(?:0|[1-9]\d*)$/

/**
 * Applies overrides to a document in order. Creates missing parents: a list if the next segment is a number, else a
 * mapping. The index after the last item of a list appends an item. Overrides that cannot be applied become issues.
 */
export function applyOverrides(document: SpecDocument, overrides: readonly Override[]): AppliedOverrides {
  const patch = new OverridePatcher(document)
  for (const override of overrides) patch.apply(override)
  const { value, nodes, invalidPointers, issues } = patch
  return { document: { ...document, value, nodes, invalidPointers }, issues }
}

class OverridePatcher {
  readonly nodes: Map<string, SourceNode>
  readonly invalidPointers: Set<string>
  readonly issues: OverrideIssue[] = []
  value: Readonly<Record<string, unknown>>

  constructor({ value, nodes, invalidPointers }: SpecDocument) {
    this.value = value
    this.nodes = new Map(nodes)
    this.invalidPointers = new Set(invalidPointers)
  }

  apply(override: Override): void {
    const value = this.#applyAt(this.value, override, 0)
    if (isMapping(value)) this.value = value
  }

  /** Returns `current`, which is at the first `depth` segments of the path, with the override applied. */
  #applyAt(current: unknown, override: Override, depth: number): unknown {
    const segment = override.path[depth]
    if (segment === undefined) return this.#replace(override)
    const pointer = override.path.slice(0, depth).reduce<string>(childPointer, '')
    // This value already has an error.
    if (current === undefined && this.invalidPointers.has(pointer)) return current
    const container: unknown = current ?? (INDEX.test(segment) ? [] : {})
    const error = pathError(container, segment, { pointer, node: this.nodes.get(pointer) })
    if (error !== undefined) return this.#reject(override, error, current)
    if (container !== current) this.nodes.set(pointer, createdNode(override.line))
    if (Array.isArray(container)) {
      const index = Number(segment)
      return container.toSpliced(index, 1, this.#applyAt(container[index], override, depth + 1))
    }
    const mapping = container as Readonly<Record<string, unknown>>
    const child = Object.hasOwn(mapping, segment) ? mapping[segment] : undefined
    return Object.fromEntries([
      ...Object.entries(mapping),
      [segment, this.#applyAt(child, override, depth + 1)],
    ])
  }

  #replace({ pointer, content }: Override): unknown {
    for (const byPointer of [this.nodes, this.invalidPointers])
      for (const each of byPointer.keys())
        if (each === pointer || each.startsWith(`${pointer}/`)) byPointer.delete(each)
    for (const [each, node] of content?.nodes ?? []) this.nodes.set(each, node)
    if (content === undefined) this.invalidPointers.add(pointer)
    return content?.value
  }

  #reject({ line, pointer }: Override, message: string, current: unknown): unknown {
    this.invalidPointers.add(pointer)
    this.issues.push({ level: 'error', line, field: fieldPath(pointer), message })
    return current
  }
}

const createdNode = (line: number): SourceNode => ({
  valuePosition: { line, column: 1 },
  source: '',
  isQuoted: false,
  overrideLine: line,
})

interface Parent {
  readonly pointer: string
  readonly node: SourceNode | undefined
}

/** Why `container` cannot have a child named `segment`. */
function pathError(container: unknown, segment: string, { pointer, node }: Parent): string | undefined {
  const name = fieldPath(pointer) || 'The spec'
  const isNumber = INDEX.test(segment)
  if (Array.isArray(container)) {
    if (!isNumber)
      return `${name} is a list, which has no field ${quote(segment)}. Use the index of an item, starting at 0.`
    const items = container.length === 1 ? '1 item' : `${container.length} items`
    if (Number(segment) <= container.length) return undefined
    return `${name} has ${items} (numbered from 0), so there is no item ${segment}. The next item to add is ${container.length}.`
  }
  if (!isMapping(container))
    return `${name} is ${describeValue(container, node)}, not a mapping or a list, so ${quote(segment)} cannot be set in it.`
  return isNumber
    ? `${name} is a mapping, but ${segment} is a list index. Use the name of a field.`
    : undefined
}
