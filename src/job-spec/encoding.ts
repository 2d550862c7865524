import type { ParseError, Position } from './document.ts'

interface Encoding {
  readonly name: string
  readonly iconv: string
  /** First bytes of a file in this encoding; `x` is any byte but zero. */
  readonly prefixes: readonly string[]
}

/** Recognized by the byte order mark or by the zeros of the first ASCII characters. The longer marks come first. */
const UNSUPPORTED_ENCODINGS: readonly Encoding[] = [
  { name: 'UTF-32 (little-endian)', iconv: 'UTF-32LE', prefixes: ['ff fe 00 00', 'x 00 00 00'] },
  { name: 'UTF-32 (big-endian)', iconv: 'UTF-32BE', prefixes: ['00 00 fe ff', '00 00 00 x'] },
  { name: 'UTF-16 (little-endian)', iconv: 'UTF-16LE', prefixes: ['ff fe', 'x 00 x 00'] },
  { name: 'UTF-16 (big-endian)', iconv: 'UTF-16BE', prefixes: ['fe ff', '00 x 00 x'] },
]

/** C0 controls other than tab and line ends, and DEL: allowed neither in YAML 1.2 (section 5.1) nor in JSON strings. */
const CONTROL_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const LONE_CR = /\r(?!\n)/
const CONFLICT_MARKER = /^(?:<{7}|>{7}) /m
const CODE_FENCE = /^```/m
const INVISIBLE_INDENT = /^[ \t]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])/m
/** After the dash of a list item, or the colon of a key at the start of a line. */
const INVISIBLE_SEPARATOR =
  /^[ \t]*(?:-|(?:- )?["']?[\w$.-]+["']? ?:) *([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])/m

/**
 * Decodes a file, which must be UTF-8 (a byte order mark is dropped) without invalid characters or markup of other tools.
 * Never throws.
 */
export function decodeText(bytes: Uint8Array): string | ParseError {
  const encoding = UNSUPPORTED_ENCODINGS.find(({ prefixes }) =>
    prefixes.some((prefix) => hasPrefix(bytes, prefix.split(' '))),
  )
  if (encoding) {
    const message = `The file is encoded in ${encoding.name}, but must be UTF-8. Convert it: iconv -f ${encoding.iconv} -t UTF-8`
    return { line: 1, column: 1, message }
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return findInvalidCharacter(text) ?? findForeignMarkup(text) ?? text
  } catch {
    return findInvalidByte(bytes)
  }
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

function hasPrefix(bytes: Uint8Array, prefix: readonly string[]): boolean {
  return prefix.every((expected, i) => {
    const byte = bytes[i]
    return byte !== undefined && (expected === 'x' ? byte !== 0 : byte === parseInt(expected, 16))
  })
}

/** Finds characters that YAML forbids, or that look like spaces. */
function findInvalidCharacter(text: string): ParseError | undefined {
  const control = CONTROL_CHARACTER.exec(text)
  if (control) {
    const code = formatCodePoint(control[0])
    const message =
      code === 'U+0000'
        ? 'The file contains a zero byte here, so it is not a text file. Specify a YAML or JSON file.'
        : `The control character ${code} is not allowed. Delete it (most editors do not show it).`
    return { ...positionOf(text, control.index), message }
  }
  const cr = LONE_CR.exec(text)
  if (cr) {
    const message =
      'This line ends with a lone CR (classic Mac line ending). Save the file with LF or CRLF line endings.'
    return { ...positionOf(text, cr.index), message }
  }
  const indent = INVISIBLE_INDENT.exec(text)
  if (indent) {
    const message = `This line begins with ${formatCodePoint(indent[1] ?? '')}, which only looks like a space. Replace it with ordinary spaces.`
    return { ...positionOf(text, indent.index + indent[0].length - 1), message }
  }
  const separator = INVISIBLE_SEPARATOR.exec(text)
  if (!separator) return undefined
  const message = `This is ${formatCodePoint(separator[1] ?? '')}, which only looks like a space. Replace it with an ordinary space.`
  return { ...positionOf(text, separator.index + separator[0].length - 1), message }
}

/** Finds merge conflict markers and Markdown fences, for which the YAML parser would report a misleading error. */
function findForeignMarkup(text: string): ParseError | undefined {
  const conflict = CONFLICT_MARKER.exec(text)
  if (conflict) {
    const message = 'Unresolved merge conflict. Keep one side and delete the conflict markers.'
    return { ...positionOf(text, conflict.index), message }
  }
  const fence = CODE_FENCE.exec(text)
  if (fence) {
    return {
      ...positionOf(text, fence.index),
      message: 'The line ``` is a Markdown code fence. Delete it.',
    }
  }
  return undefined
}

/** Finds a JSON object on each line, which is not a JSON document but may look like a spec. */
export function findJsonLines(text: string): ParseError | undefined {
  const [first = '', second = ''] = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (![first, second].every(isJsonObject)) return undefined
  const message = first.includes('"job_type"')
    ? 'Every line of this file is a JSON document of its own. Put a line --- between the specs.'
    : 'This is JSON Lines, a format for training data, not a spec. A spec names its data in dataset_ids.'
  return { line: 1, column: 1, message }
}

function isJsonObject(line: string): boolean {
  if (!/^\s*\{.*\}\s*$/.test(line)) return false
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

function formatCodePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** Decodes byte by byte up to the first invalid one. The bytes must be known to contain one. */
function findInvalidByte(bytes: Uint8Array): ParseError {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let start = 0
  try {
    for (let i = 0; i < bytes.length; i++) {
      const more = decoder.decode(bytes.subarray(i, i + 1), { stream: true })
      text += more
      if (more !== '') start = i + 1
    }
  } catch {
    // The invalid character begins at `start`.
  }
  const byte = (bytes[start] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  const message = `The byte 0x${byte} is not valid UTF-8, which the file must be. If the file is in Windows-1252 or Latin-1, convert it: iconv -f WINDOWS-1252 -t UTF-8`
  return { ...positionOf(text, text.length), message }
}
