import { FAULTS, neverClosed } from './parse-messages.ts'
import { quoted, shown } from '../format-value.ts'

/** What the YAML reader says about a text that it cannot read. */
export interface Complaint {
  /** Its error code, such as `BAD_INDENT`. */
  readonly code: string
  readonly message: string
  /** Where in the text it gave up, and where the bracket or quote begins that it found no end of. */
  readonly offset: number
  readonly opening?: number | undefined
}

/**
 * A syntax error in plain words (one line: what is wrong and what to do), and where to look: at the opening of what is
 * not closed, or at the line whose indentation misled the reader, rather than where the reader noticed.
 */
export function explain(complaint: Complaint, text: string): { offset: number; words: string } {
  const { code, offset, opening } = complaint
  const line = text.lastIndexOf('\n', offset - 1) + 1
  const head = text.slice(line, line + 200)
  if (/^ *\t/.test(head)) return { offset: line, words: FAULTS.tab }
  if (opening !== undefined)
    return {
      offset: opening,
      words: neverClosed(text.charAt(opening), text.includes('\n') && complaint.message.includes('indented')),
    }
  const dash = /^ *-(?=[^\s-])/.exec(head)
  if (dash) return { offset: line + dash[0].length, words: 'Put a space after the dash.' }
  const rest = /[^\r\n]*/.exec(text.slice(offset))?.[0] ?? ''
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && complaint.message.includes('compact') && !/:(?:\s|$)/.test(rest)) {
    const next = offset + rest.length + (/^\s*/.exec(text.slice(offset + rest.length))?.[0].length ?? 0)
    return { offset: next, words: ALIGN }
  }
  const found = TRANSLATIONS.find(
    (each) => each.code === code && (each.says?.test(complaint.message) ?? true),
  )
  if (!found) return { offset, words: `This is not YAML: ${shown(complaint.message)}` }
  return { offset, words: typeof found.words === 'string' ? found.words : found.words(rest) }
}

interface Translation {
  readonly code: string
  /** Part of the reader's message, where one code stands for several things. */
  readonly says?: RegExp
  /** The sentence, or how it is made from what stands in the text from there to the end of the line. */
  readonly words: string | ((rest: string) => string)
}

const NO_PAIR =
  'A key, a colon and a space were expected here, as in "batch_size: 8". Is one of them missing?'
const ALIGN =
  'This line is indented differently from the lines that it belongs with. Give them all the same indentation.'
const COMMA = 'A comma is missing before this, or a bracket or quote before it is not closed.'

/** The commonest first; what is not here gets the reader's own words. Codes as in yaml 2.x, errors.d.ts. */
const TRANSLATIONS: readonly Translation[] = [
  { code: 'TAB_AS_INDENT', words: FAULTS.tab },
  { code: 'BAD_INDENT', says: /flow|must end with/i, words: COMMA },
  { code: 'BAD_INDENT', words: ALIGN },
  { code: 'MISSING_CHAR', says: /followed by map values/, words: NO_PAIR },
  { code: 'MISSING_CHAR', says: /Comments must be/, words: 'Put a space before the # of a comment.' },
  { code: 'MISSING_CHAR', says: /Missing , or :/, words: 'A comma or a colon is missing before this.' },
  { code: 'MISSING_CHAR', says: /Missing , /, words: COMMA },
  { code: 'MISSING_CHAR', says: /space after :/, words: 'Put a space after the colon.' },
  {
    code: 'MISSING_CHAR',
    says: /doc-start|directives-end indicator/,
    words: 'After a % line the document must begin with a line ---.',
  },
  { code: 'MISSING_CHAR', says: /same line with directives-end/, words: 'Begin on a new line after ---.' },
  {
    code: 'MISSING_CHAR',
    says: /without - indicator/,
    words: 'Every item of this list must begin with "- ".',
  },
  { code: 'MISSING_CHAR', says: /Tags and anchors/, words: 'A space is missing before this.' },
  {
    code: 'MISSING_CHAR',
    says: /Block scalars/,
    words: 'The first lines of this text are indented further than the rest of it.',
  },
  {
    code: 'MISSING_CHAR',
    says: /block sequence props/,
    words: 'Begin a list with dashes on a line of its own, below its anchor or tag.',
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    says: /compact mappings/,
    words:
      'This value holds another colon. Put the value in quotes if the colon belongs to it, or begin a new line.',
  },
  { code: 'BLOCK_AS_IMPLICIT_KEY', words: ALIGN },
  {
    code: 'MULTILINE_IMPLICIT_KEY',
    words:
      'What begins here goes on in the next line. Is a colon or a comma missing, or is the next line indented too far?',
  },
  {
    code: 'BLOCK_IN_FLOW',
    words: 'Inside brackets or braces, write values with commas between them. Is a comma missing here?',
  },
  {
    code: 'BAD_SCALAR_START',
    words: (rest) => `A value cannot begin with ${shown(rest.slice(0, 1))} unless it is in quotes.`,
  },
  {
    code: 'BAD_DQ_ESCAPE',
    words: (rest) =>
      `${shown(rest.slice(0, 2))} means nothing inside double quotes. Use single quotes, or write \\\\ for a backslash.`,
  },
  {
    code: 'UNEXPECTED_TOKEN',
    says: /Block scalar header|Not a YAML token/,
    words: (rest) =>
      `After | or > the text begins on the next line, so ${quoted(rest)} does not belong here. Quote the value if it is one line.`,
  },
  {
    code: 'UNEXPECTED_TOKEN',
    says: /Unexpected [:?] in/,
    words: (rest) =>
      `This ${rest.slice(0, 1)} does not belong here. Put the text in quotes if it belongs to it.`,
  },
  { code: 'UNEXPECTED_TOKEN', says: /Unexpected (,|empty item)/, words: 'There is a comma too many here.' },
  {
    code: 'UNEXPECTED_TOKEN',
    says: /flow-(map|seq)-end/,
    words: (rest) => `There is no opening bracket for this ${rest.slice(0, 1)}.`,
  },
  {
    code: 'UNEXPECTED_TOKEN',
    says: /block-seq-ind on same line/,
    words: 'A list with dashes begins on the line below its key. On one line, write [a, b].',
  },
  {
    code: 'UNEXPECTED_TOKEN',

    words:
      'The value has ended before this: a closing quote or bracket came too early, or a line break is missing.',
  },
  { code: 'BAD_ALIAS', words: 'After & or * a name is expected. Quote the value if the sign belongs to it.' },
  { code: 'ALIAS_PROPS', words: 'An alias (*name) cannot have an anchor or a tag of its own.' },
  { code: 'MULTIPLE_ANCHORS', words: 'A value can have one anchor (&name) only.' },
  { code: 'MULTIPLE_TAGS', words: 'A value can have one tag (!name) only. Specs need none: remove them.' },
  { code: 'BAD_PROP_ORDER', words: 'An anchor or a tag comes after a "-", "?" or ":", not before it.' },
  {
    code: 'TAG_RESOLVE_FAILED',
    words: 'This tag (!name) is not known. Remove it, or quote the value if the ! belongs to it.',
  },
  { code: 'KEY_OVER_1024_CHARS', words: 'This key is longer than 1024 characters. Is a quote not closed?' },
  { code: 'RESOURCE_EXHAUSTION', words: FAULTS.tooDeep },
  {
    code: 'BAD_DIRECTIVE',
    says: /YAML version/,
    words: 'This YAML version is not supported. Remove the line: specs are YAML 1.2.',
  },
  {
    code: 'BAD_DIRECTIVE',
    words: (rest) => `The line ${quoted(rest)} is not needed in a spec. Remove it.`,
  },
]
