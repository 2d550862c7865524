import { isContractPath } from './contract-fields.ts'
import { quote, printable } from './format-value.ts'
import { MAX_DEPTH } from './yaml/parse-messages.ts'
import { parseValue } from './yaml/parse.ts'

interface Line {
  /** Counts from 1. */
  readonly line: number
  readonly text: string
}

const MAX_LINE_LENGTH = 20_000
const EXAMPLE = 'such as hyperparameters.batch_size=16'
const SEVERAL_LINES = 'toJSON writes line breaks. Use jq -c, or set each field on a line of its own.'

/**
 * Joins lines that belong together: a value in brackets over several lines, and an indented block of YAML. Each is one
 * mistake, so it gets one error. A bracket that is never closed joins nothing.
 */
export function joinLines(texts: readonly string[]): readonly Line[] {
  const lines: Line[] = []
  for (let n = 0; n < texts.length; n += 1) {
    const end = Math.max(lastBracketedLine(texts, n), lastIndentedLine(texts, n))
    lines.push({ line: n + 1, text: texts.slice(n, end + 1).join('\n') })
    n = end
  }
  return lines
}

function lastBracketedLine(texts: readonly string[], start: number): number {
  const [, value] = /=\s*([[{].*)/.exec(texts[start] ?? '') ?? []
  if (value === undefined || value.length > MAX_FIRST_LINE || parseValue(value, '', start).ok) return start
  let depth = 0
  for (let n = start; n < texts.length; n += 1) {
    for (const [token] of (texts[n] ?? '').matchAll(QUOTED_OR_BRACKET)) {
      if ('[{'.includes(token)) depth += 1
      else if (']}'.includes(token)) depth -= 1
    }
    if (depth <= 0) return n
  }
  return start
}

/** What toJSON writes, and people, breaks early. */
const MAX_FIRST_LINE = 200
const QUOTED_OR_BRACKET = /"(?:[^"\\]|\\.)*"|'[^']*'|[[\]{}]/g

function lastIndentedLine(texts: readonly string[], start: number): number {
  if (!/^\s*[\w.]+:\s*$/.test(texts[start] ?? '')) return start
  const indentOf = (text = ''): number => text.search(/\S|$/)
  const next = texts.findIndex((text, n) => n > start && indentOf(text) <= indentOf(texts[start]))
  return (next === -1 ? texts.length : next) - 1
}

/** Checks everything of an override but its value. `path` is what is before the first `=`. */
export function findLineError(text: string, path: readonly string[]): string | undefined {
  if (text.length > MAX_LINE_LENGTH)
    return `This line has ${text.length} characters, more than ${MAX_LINE_LENGTH}. Put the value into the file instead.`
  if (text.startsWith('#'))
    return `${quote(text)} is not an override, and this input does not support comments. Remove the line.`
  const name = path.join('.')
  if (text.includes('\n') && text.includes('='))
    return `The value of ${printable(name)} has several lines, but an override has one. ${SEVERAL_LINES}`
  const explanation = explainLine(text)
  if (explanation !== undefined) return explanation
  if (!text.includes('=')) return `${quote(text)} has no =. Write path=value, ${EXAMPLE}.`
  if (name === '') return `The field before the = is missing. Write path=value, ${EXAMPLE}.`
  if (path.some((segment) => segment.trim() === ''))
    return `The path ${quote(name)} has an extra dot. Write path=value, ${EXAMPLE}.`
  const [, list = '', index = ''] = /^([^[\]]+)\[(\d+)\]$/.exec(name) ?? []
  if (list !== '')
    return `Write the index of a list item after a dot: ${printable(list)}.${printable(index)}=value.`
  return path.length > MAX_DEPTH ? `The path ${quote(name)} has more than ${MAX_DEPTH} parts.` : undefined
}

/** Recognizes how other tools write such lines. */
function explainLine(text: string): string | undefined {
  if (/^(["'`]).*\1,?$/.test(text)) return `Remove the quotes around ${quote(text)}.`
  const [, prefix = ''] = /^((?:-+(?:set\b)?|\$\.|\*|set\b|export\b)\s*)[\w.]+\s*=/.exec(text) ?? []
  if (prefix !== '' && isContractPath(pathOf(text.slice(prefix.length))))
    return `Remove ${quote(prefix.trim())} from the start of the line.`
  const [, target = '', operator = ''] = /^([\w.]+)\s*([:+?]=|==(?=\s*\S))/.exec(text) ?? []
  if (isContractPath(target.split('.'))) return `Write = instead of ${operator}.`
  const [, field = ''] = /^["']?([\w.]+)["']?\s*:(?:\s|$)/.exec(text) ?? []
  if (field !== '' && !text.includes('=')) return explainYamlLine(text, field)
  if (text.startsWith('{')) return `This is a JSON object. Write one path=value per line, ${EXAMPLE}.`
  const second = text
    .split(/(?:[\s,;&]|\\n)+/)
    .slice(1)
    .find((part) => /^[\w.]+=/.test(part) && isContractPath(pathOf(part)))
  if (second !== undefined) return `Put ${printable(pathOf(second).join('.'))} on a line of its own.`
  return undefined
}

function explainYamlLine(text: string, field: string): string {
  const value = text.slice(text.indexOf(':') + 1).trim()
  if (value === '' || text.includes('\n'))
    return `${quote(text)} has no =. Write the full path and the value on one line, ${EXAMPLE}.`
  return `Write = instead of the colon: ${printable(field)}=${printable(value)}`
}

function pathOf(text: string): readonly string[] {
  return text.slice(0, text.indexOf('=')).trim().split('.')
}
