import { isAlias, isMap, isScalar } from 'yaml'
import type { Alias, ParsedNode, Scalar, YAMLMap } from 'yaml'
import type { Fault, Part, Position } from '../document.ts'
import { START, childPointer } from '../document.ts'
import { DEEPEST, FAULTS, badKeyMessage, fitsTag, numberFault } from './parse-messages.ts'
import { fieldPath } from '../format-value.ts'

const MOST_VALUES = 100_000

/** Turns the nodes of one document into plain values. */
export class Tree {
  readonly parts = new Map<string, Part>()
  readonly unreadable = new Set<string>()
  readonly faults: Fault[] = []
  readonly #place: (offset: number) => Position
  readonly #anchors = new Map<string, ParsedNode>()
  /** What each alias means where it stands: the same anchor may be defined again further down. */
  readonly #targets = new Map<ParsedNode, ParsedNode | undefined>()
  readonly #open: ParsedNode[] = []
  #values = 0

  constructor(place: (offset: number) => Position) {
    this.#place = place
  }

  get overflown(): boolean {
    return this.#values > MOST_VALUES
  }

  /** The value of a node, noted under its pointer; undefined where it has a fault of its own. */
  read(node: ParsedNode | null, pointer: string, key?: Position): unknown {
    const found = node === null ? START : this.#place(node.range[0])
    const absent = node === null || (isScalar(node) && node.source === '' && node.type === 'PLAIN')
    const value = absent && key ? key : found
    this.#values += 1
    if (this.overflown) return this.#overflow(value)
    const written = isScalar(node) ? node.source : ''
    const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')
    this.parts.set(pointer, { ...(key && { key }), value, written, quoted })
    if (node === null) return null
    if (this.#open.length >= DEEPEST) return this.#refuse(pointer, value, FAULTS.tooDeep)
    if (isAlias(node)) return this.#alias(node, pointer, key)
    if (node.anchor !== undefined && !this.#open.some(isAlias)) this.#anchors.set(node.anchor, node)
    if (!fits(node)) return this.#refuse(pointer, value, FAULTS.tag(fieldPath(pointer), node.tag ?? ''))
    if (isScalar(node)) return this.#scalar(node, pointer, value)
    return this.#within(node, () =>
      isMap(node)
        ? this.#mapping(node, pointer)
        : node.items.map((item, i) => this.read(item, childPointer(pointer, i))),
    )
  }

  #scalar(node: Scalar.Parsed, pointer: string, at: Position): unknown {
    const { value } = node
    const fault = typeof value === 'number' ? numberFault(fieldPath(pointer), value, node.source) : undefined
    return fault === undefined ? value : this.#refuse(pointer, at, fault)
  }

  #alias(node: Alias.Parsed, pointer: string, key: Position | undefined): unknown {
    if (!this.#targets.has(node)) this.#targets.set(node, this.#anchors.get(node.source))
    const target = this.#targets.get(node)
    const at = this.#place(node.range[0])
    if (!target) return this.#refuse(pointer, at, FAULTS.noAnchor(node.source))
    if (this.#open.includes(target)) return this.#refuse(pointer, at, FAULTS.endless(node.source))
    return this.#within(node, () => this.read(target, pointer, key))
  }

  #mapping(node: YAMLMap.Parsed, pointer: string): Record<string, unknown> {
    const entries = new Map<string, unknown>()
    for (const { key, value } of node.items) {
      const at = this.#place(key.range[0])
      const name = isScalar(key) && fits(key) ? key.value : undefined
      if (typeof name !== 'string') {
        this.faults.push({ ...at, message: badKeyMessage(isScalar(key) ? key.source : undefined) })
        // What this mapping lacks may be what was meant here.
        this.unreadable.add(`${pointer}/<<`)
        if (pointer !== '') this.unreadable.add(pointer)
        continue
      }
      const child = childPointer(pointer, name)
      if (name === '<<' && isScalar(key) && key.type === 'PLAIN') this.#refuse(child, at, FAULTS.mergeKey)
      else if (entries.has(name)) {
        const field = fieldPath(child)
        const message = FAULTS.duplicate(field, this.parts.get(child)?.key?.line ?? at.line)
        this.faults.push({ ...at, field, message })
      } else entries.set(name, this.read(value, child, at))
    }
    return Object.fromEntries(entries)
  }

  #within<T>(node: ParsedNode, read: () => T): T {
    this.#open.push(node)
    const value = read()
    this.#open.pop()
    return value
  }

  #overflow(at: Position): unknown {
    if (this.#values === MOST_VALUES + 1)
      this.faults.push({ ...at, message: FAULTS.tooManyValues(MOST_VALUES) })
    return undefined
  }

  #refuse(pointer: string, at: Position, message: string): unknown {
    this.unreadable.add(pointer)
    this.faults.push({ ...at, ...(pointer !== '' && { field: fieldPath(pointer) }), message })
    return undefined
  }
}

function fits(node: ParsedNode): boolean {
  return fitsTag(node.tag, isScalar(node) ? typeof node.value : isMap(node) ? 'map' : 'seq')
}
