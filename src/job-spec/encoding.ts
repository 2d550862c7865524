import type { Fault, Position } from './document.ts'

interface Encoding {
  readonly name: string
  readonly iconv: string
  /** The first bytes of a file in it; `x` stands for any byte but zero. */
  readonly starts: readonly string[]
}

/** By their byte order mark, or by where the zeros of the first ASCII characters are. The longer marks come first. */
const FOREIGN: readonly Encoding[] = [
  { name: 'UTF-32 (little-endian)', iconv: 'UTF-32LE', starts: ['ff fe 00 00', 'x 00 00 00'] },
  { name: 'UTF-32 (big-endian)', iconv: 'UTF-32BE', starts: ['00 00 fe ff', '00 00 00 x'] },
  { name: 'UTF-16 (little-endian)', iconv: 'UTF-16LE', starts: ['ff fe', 'x 00 x 00'] },
  { name: 'UTF-16 (big-endian)', iconv: 'UTF-16BE', starts: ['fe ff', '00 x 00 x'] },
]

/** C0 controls other than tab and line ends, and DEL: not allowed in YAML 1.2 (section 5.1) nor in JSON strings. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const LONE_CR = /\r(?!\n)/
/** Left behind by an unfinished merge, or copied along from a Markdown page. */
const CONFLICT = /^(?:<{7}|>{7}) /m
const FENCE = /^```/m
const ODD_INDENT = /^[ \t]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])/m

/**
 * The text of a file, which must be UTF-8 (a byte order mark is dropped), or what is wrong with its bytes and how to
 * mend it. Never throws.
 */
export function decodeText(bytes: Uint8Array): string | Fault {
  const foreign = FOREIGN.find(({ starts }) => starts.some((start) => beginsWith(bytes, start.split(' '))))
  if (foreign) {
    const message = `The file is ${foreign.name}, but a spec must be UTF-8. Convert it: iconv -f ${foreign.iconv} -t UTF-8`
    return { line: 1, column: 1, message }
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return oddCharacter(text) ?? foreignLine(text) ?? text
  } catch {
    return badByte(bytes)
  }
}

/** The line and column of an offset into a text. */
export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

function beginsWith(bytes: Uint8Array, start: readonly string[]): boolean {
  return start.every((want, i) => {
    const byte = bytes[i]
    return byte !== undefined && (want === 'x' ? byte !== 0 : byte === parseInt(want, 16))
  })
}

/** Characters that YAML forbids, or that look like something that they are not. */
function oddCharacter(text: string): Fault | undefined {
  const control = CONTROL.exec(text)
  if (control) {
    const code = codePoint(control[0])
    const message =
      code === 'U+0000'
        ? 'There is a zero byte here, so this is not a text file. Name the spec file itself (YAML or JSON).'
        : `The control character ${code} is not allowed here. Delete it; most editors do not show it.`
    return { ...positionOf(text, control.index), message }
  }
  const cr = LONE_CR.exec(text)
  if (cr) {
    const message =
      'A line ends here with CR alone (old Mac line ends). Save the file with LF or CRLF line ends.'
    return { ...positionOf(text, cr.index), message }
  }
  const blank = ODD_INDENT.exec(text)
  if (!blank) return undefined
  const message = `This line begins with ${codePoint(blank[1] ?? '')}, which only looks like a space. Replace it by ordinary spaces.`
  return { ...positionOf(text, blank.index + blank[0].length - 1), message }
}

/** Lines that belong to another tool, which the YAML reader could only misunderstand. */
function foreignLine(text: string): Fault | undefined {
  const conflict = CONFLICT.exec(text)
  if (conflict) {
    const message =
      'A merge conflict was left in the file here. Resolve it: keep one side and delete the marks.'
    return { ...positionOf(text, conflict.index), message }
  }
  const fence = FENCE.exec(text)
  if (!fence) return undefined
  return {
    ...positionOf(text, fence.index),
    message: 'The line ``` belongs to Markdown, not to the spec. Delete it.',
  }
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** Decodes byte by byte up to the one that does not fit. Only for files that are known to hold one. */
function badByte(bytes: Uint8Array): Fault {
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
    // The character that began at `start` is the broken one.
  }
  const byte = (bytes[start] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  const message = `The byte 0x${byte} here is not UTF-8, which a spec must be. If the file is in Windows-1252 or Latin-1, convert it: iconv -f WINDOWS-1252 -t UTF-8`
  return { ...positionOf(text, text.length), message }
}
