import { isAlias, isMap, isScalar } from 'yaml'
import type { Alias, ParsedNode, Scalar, YAMLMap } from 'yaml'
import type { ParseError, SourceNode, Position } from '../document.ts'
import { START, childPointer } from '../document.ts'
import { MAX_DEPTH, PARSE_MESSAGES, badKeyMessage, isTagAllowed, findNumberError } from './parse-messages.ts'
import type { FileKind } from '../file-kind.ts'
import { fieldPath } from '../format-value.ts'

const MAX_VALUES = 100_000

/** Converts the nodes of one document to plain values. */
export class NodeReader {
  readonly nodes = new Map<string, SourceNode>()
  readonly invalidPointers = new Set<string>()
  readonly errors: ParseError[] = []
  readonly #positionAt: (offset: number) => Position
  readonly #kind: FileKind
  readonly #anchors = new Map<string, ParsedNode>()
  /** The node that each alias refers to. Resolved on first use, because a later anchor may have the same name. */
  readonly #targets = new Map<ParsedNode, ParsedNode | undefined>()
  readonly #ancestors: ParsedNode[] = []
  #values = 0

  constructor(positionAt: (offset: number) => Position, kind: FileKind) {
    this.#positionAt = positionAt
    this.#kind = kind
  }

  get exceedsLimit(): boolean {
    return this.#values > MAX_VALUES
  }

  /** Returns the value of a node and records its position; undefined if it is invalid and has an error. */
  read(node: ParsedNode | null, pointer: string, key?: Position): unknown {
    const start = node === null ? START : this.#positionAt(node.range[0])
    const isAbsent = node === null || (isScalar(node) && node.source === '' && node.type === 'PLAIN')
    const position = isAbsent && key ? key : start
    this.#values += 1
    if (this.exceedsLimit) return this.#reportOverflow(position)
    const source = isScalar(node) ? node.source : ''
    const isQuoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')
    this.nodes.set(pointer, { keyPosition: key, valuePosition: position, source, isQuoted })
    if (node === null) return null
    if (this.#ancestors.length >= MAX_DEPTH) return this.#reject(pointer, position, PARSE_MESSAGES.tooDeep)
    if (isAlias(node)) return this.#alias(node, pointer, key)
    if (node.anchor !== undefined && !this.#ancestors.some(isAlias)) this.#anchors.set(node.anchor, node)
    if (!hasAllowedTag(node))
      return this.#reject(pointer, position, PARSE_MESSAGES.tag(fieldPath(pointer), node.tag ?? ''))
    if (isScalar(node)) return this.#scalar(node, pointer, position)
    return this.#descend(node, () =>
      isMap(node)
        ? this.#mapping(node, pointer)
        : node.items.map((item, i) => this.read(item, childPointer(pointer, i))),
    )
  }

  #scalar(node: Scalar.Parsed, pointer: string, position: Position): unknown {
    const { value } = node
    const error =
      typeof value === 'number' ? findNumberError(fieldPath(pointer), value, node.source) : undefined
    return error === undefined ? value : this.#reject(pointer, position, error)
  }

  #alias(node: Alias.Parsed, pointer: string, key: Position | undefined): unknown {
    if (!this.#targets.has(node)) this.#targets.set(node, this.#anchors.get(node.source))
    const target = this.#targets.get(node)
    const position = this.#positionAt(node.range[0])
    if (!target) return this.#reject(pointer, position, PARSE_MESSAGES.noAnchor(node.source))
    if (this.#ancestors.includes(target))
      return this.#reject(pointer, position, PARSE_MESSAGES.endless(node.source))
    return this.#descend(node, () => this.read(target, pointer, key))
  }

  #mapping(node: YAMLMap.Parsed, pointer: string): Record<string, unknown> {
    const entries = new Map<string, unknown>()
    for (const { key, value } of node.items) {
      const position = this.#positionAt(key.range[0])
      const name = isScalar(key) && hasAllowedTag(key) ? key.value : undefined
      if (typeof name !== 'string') {
        const message = isTemplate(node)
          ? PARSE_MESSAGES.template(this.#kind)
          : badKeyMessage(isScalar(key) ? key.source : undefined)
        this.errors.push({ ...position, message })
        // Suppresses errors about missing fields: the invalid key may be one of them.
        this.invalidPointers.add(`${pointer}/<<`)
        if (pointer !== '') this.invalidPointers.add(pointer)
        continue
      }
      const child = childPointer(pointer, name)
      if (name === '<<' && isScalar(key) && key.type === 'PLAIN')
        this.#reject(child, position, PARSE_MESSAGES.mergeKey)
      else if (entries.has(name)) {
        const field = fieldPath(child)
        const message = PARSE_MESSAGES.duplicate(
          field,
          this.nodes.get(child)?.keyPosition?.line ?? position.line,
        )
        this.errors.push({ ...position, field, message })
      } else entries.set(name, this.read(value, child, position))
    }
    return Object.fromEntries(entries)
  }

  #descend<T>(node: ParsedNode, read: () => T): T {
    this.#ancestors.push(node)
    const value = read()
    this.#ancestors.pop()
    return value
  }

  #reportOverflow(position: Position): unknown {
    if (this.#values === MAX_VALUES + 1)
      this.errors.push({ ...position, message: PARSE_MESSAGES.tooManyValues(MAX_VALUES) })
    return undefined
  }

  #reject(pointer: string, position: Position, message: string): unknown {
    this.invalidPointers.add(pointer)
    this.errors.push({ ...position, field: pointer === '' ? undefined : fieldPath(pointer), message })
    return undefined
  }
}

/** `{{ name }}` is a mapping whose only key is a mapping. */
function isTemplate({ flow, items: [first, ...others] }: YAMLMap.Parsed): boolean {
  return flow === true && others.length === 0 && isMap(first?.key) && first.value === null
}

function hasAllowedTag(node: ParsedNode): boolean {
  return isTagAllowed(node.tag, isScalar(node) ? typeof node.value : isMap(node) ? 'map' : 'seq')
}
