import type { Part, SpecDocument } from './document.ts'
import { childPointer, isMapping } from './document.ts'
import type { Override, OverrideFault } from './overrides.ts'
import { fieldPath, quoted, shownValue } from './format-value.ts'

/** A document with overrides in it, and what kept others out. */
export interface Applied {
  readonly document: SpecDocument
  readonly faults: readonly OverrideFault[]
}

/** A number of an item, as a path has it. */
const INDEX = /^(?:0|[1-9]\d*)$/

/**
 * Puts overrides into a document, one after the other. What a path leads through and is not there is made: a list where a
 * number follows, else a mapping. An item right behind the last one of a list is added to it.
 */
export function applyOverrides(document: SpecDocument, overrides: readonly Override[]): Applied {
  const patch = new Patch(document)
  for (const override of overrides) patch.put(override)
  const { value, parts, unreadable, faults } = patch
  return { document: { ...document, value, parts, unreadable }, faults }
}

class Patch {
  readonly parts: Map<string, Part>
  readonly unreadable: Set<string>
  readonly faults: OverrideFault[] = []
  value: Readonly<Record<string, unknown>>

  constructor({ value, parts, unreadable }: SpecDocument) {
    this.value = value
    this.parts = new Map(parts)
    this.unreadable = new Set(unreadable)
  }

  put(override: Override): void {
    const value = this.#within(this.value, override, 0)
    if (isMapping(value)) this.value = value
  }

  /** What is at the first `depth` steps of the path, with the override in it. */
  #within(present: unknown, override: Override, depth: number): unknown {
    const step = override.path[depth]
    if (step === undefined) return this.#content(override)
    const pointer = override.path.slice(0, depth).reduce<string>(childPointer, '')
    // What cannot be read has been told already.
    if (present === undefined && this.unreadable.has(pointer)) return present
    const holder: unknown = present ?? (INDEX.test(step) ? [] : {})
    const why = obstacle(holder, step, { pointer, part: this.parts.get(pointer) })
    if (why !== undefined) return this.#refuse(override, why, present)
    if (holder !== present) this.parts.set(pointer, made(override.line))
    if (Array.isArray(holder)) {
      const index = Number(step)
      return holder.toSpliced(index, 1, this.#within(holder[index], override, depth + 1))
    }
    const mapping = holder as Readonly<Record<string, unknown>>
    const member = Object.hasOwn(mapping, step) ? mapping[step] : undefined
    return Object.fromEntries([...Object.entries(mapping), [step, this.#within(member, override, depth + 1)]])
  }

  #content({ pointer, content }: Override): unknown {
    for (const known of [this.parts, this.unreadable])
      for (const each of known.keys())
        if (each === pointer || each.startsWith(`${pointer}/`)) known.delete(each)
    for (const [each, part] of content?.parts ?? []) this.parts.set(each, part)
    if (content === undefined) this.unreadable.add(pointer)
    return content?.value
  }

  #refuse({ line, pointer }: Override, message: string, present: unknown): unknown {
    this.unreadable.add(pointer)
    this.faults.push({ level: 'error', line, field: fieldPath(pointer), message })
    return present
  }
}

const made = (line: number): Part => ({
  value: { line, column: 1 },
  written: '',
  quoted: false,
  override: line,
})

interface Where {
  readonly pointer: string
  readonly part: Part | undefined
}

/** Why there can be no such step from a value, whatever comes behind it. */
function obstacle(holder: unknown, step: string, { pointer, part }: Where): string | undefined {
  const name = fieldPath(pointer) || 'The spec'
  const isNumber = INDEX.test(step)
  if (Array.isArray(holder)) {
    if (!isNumber)
      return `${name} is a list, which has no ${quoted(step)}. Name an item by its number, from 0.`
    const items = holder.length === 1 ? '1 item' : `${holder.length} items`
    if (Number(step) <= holder.length) return undefined
    return `${name} has ${items}, numbered from 0, so that there is no ${step}. The next one to add is ${holder.length}.`
  }
  if (!isMapping(holder))
    return `${name} is ${shownValue(holder, part)}, which has no parts, so that there is no ${quoted(step)} in it to set.`
  return isNumber
    ? `${name} is a mapping, and ${step} would be an item of a list. Name a field of it.`
    : undefined
}
