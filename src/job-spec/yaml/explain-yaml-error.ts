import { PARSE_MESSAGES, unclosedMessage } from './parse-messages.ts'
import { quote, printable } from '../format-value.ts'

/** A syntax error of the `yaml` package. */
interface YamlError {
  /** Such as `BAD_INDENT`. */
  readonly code: string
  readonly message: string
  /** Where the parser stopped. */
  readonly offset: number
  /** Offset of the bracket or quote that is not closed. */
  readonly opening?: number
}

/**
 * Explains a syntax error in one line, and moves it to its likely cause: the opening bracket or quote that is not closed,
 * or the line with the wrong indentation.
 */
export function explainYamlError(error: YamlError, text: string): { offset: number; message: string } {
  const { code, offset, opening } = error
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const lineText = text.slice(lineStart, lineStart + 200)
  if (/^ *\t/.test(lineText)) return { offset: lineStart, message: PARSE_MESSAGES.tab }
  if (opening !== undefined)
    return {
      offset: opening,
      message: unclosedMessage(
        text.charAt(opening),
        text.includes('\n') && error.message.includes('indented'),
      ),
    }
  const dash = /^ *-(?=[^\s-])/.exec(lineText)
  if (dash) return { offset: lineStart + dash[0].length, message: 'Put a space after the dash.' }
  const habit = HABITS.find(({ pattern }) => pattern.test(lineText.split(/\r?\n/, 1)[0] ?? ''))
  if (habit) return { offset: lineStart, message: habit.message }
  const colon = /^ *(?:- +)?[\w-]+:(?=[^\s:/])/.exec(lineText)
  if (colon && ['MISSING_CHAR', 'MULTILINE_IMPLICIT_KEY'].includes(code))
    return { offset: lineStart + colon[0].length, message: 'Put a space after the colon.' }
  const rest = /[^\r\n]*/.exec(text.slice(offset))?.[0] ?? ''
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && error.message.includes('compact') && !/:(?:\s|$)/.test(rest)) {
    const nextLine = offset + rest.length + (/^\s*/.exec(text.slice(offset + rest.length))?.[0].length ?? 0)
    return { offset: nextLine, message: MISALIGNED }
  }
  const template = YAML_ERROR_MESSAGES.find(
    (each) => each.code === code && (each.pattern?.test(error.message) ?? true),
  )
  if (!template) return { offset, message: `Invalid YAML: ${printable(error.message)}` }
  return { offset, message: typeof template.message === 'string' ? template.message : template.message(rest) }
}

/** Lines that are no YAML, but are written as elsewhere. */
const HABITS: readonly { readonly pattern: RegExp; readonly message: string }[] = [
  { pattern: /^\s*\/\//, message: 'Comments start with #, not with //.' },
  {
    pattern: /^(?:\s+-{3}|\s*-{4,})\s*$/,
    message: 'Write --- alone at the start of a line.',
  },
  {
    pattern: /^\s*(?:- +)?\*[^\s:]*:(?:\s|$)/,
    message: 'A key that starts with * must be in quotes.',
  },
  {
    pattern: /^\s*\w+\s*：/,
    message: 'This line has a full-width colon (U+FF1A). Write a colon and a space.',
  },
]

interface ErrorTemplate {
  readonly code: string
  /** Matches the message of the parser if one code has several meanings. */
  readonly pattern?: RegExp
  /** The text, or a function of the rest of the line from the offset of the error. */
  readonly message: string | ((rest: string) => string)
}

const NOT_A_PAIR = 'Expected a key, a colon and a space here, as in "name: value".'
const MISALIGNED =
  'This line is indented differently from the rest of its block. Give all lines of the block the same indentation.'
const MISSING_COMMA = 'A comma is missing before this, or an earlier bracket or quote is not closed.'

/** The first match wins; other errors keep the message of the parser. Codes as in yaml 2.x, errors.d.ts. */
const YAML_ERROR_MESSAGES: readonly ErrorTemplate[] = [
  { code: 'TAB_AS_INDENT', message: PARSE_MESSAGES.tab },
  { code: 'BAD_INDENT', pattern: /flow|must end with/i, message: MISSING_COMMA },
  { code: 'BAD_INDENT', message: MISALIGNED },
  { code: 'MISSING_CHAR', pattern: /followed by map values/, message: NOT_A_PAIR },
  { code: 'MISSING_CHAR', pattern: /Comments must be/, message: 'Put a space before the # of a comment.' },
  { code: 'MISSING_CHAR', pattern: /Missing , or :/, message: 'A comma or a colon is missing before this.' },
  { code: 'MISSING_CHAR', pattern: /Missing , /, message: MISSING_COMMA },
  { code: 'MISSING_CHAR', pattern: /space after :/, message: 'Put a space after the colon.' },
  {
    code: 'MISSING_CHAR',
    pattern: /doc-start|directives-end indicator/,
    message: 'The document after a % line must start with a --- line.',
  },
  {
    code: 'MISSING_CHAR',
    pattern: /same line with directives-end/,
    message: 'Start on a new line after ---.',
  },
  {
    code: 'MISSING_CHAR',
    pattern: /without - indicator/,
    message: 'Every item of this list must start with "- ".',
  },
  { code: 'MISSING_CHAR', pattern: /Tags and anchors/, message: 'A space is missing before this.' },
  {
    code: 'MISSING_CHAR',
    pattern: /Block scalars/,
    message: 'The first lines of this text are indented further than the rest.',
  },
  {
    code: 'MISSING_CHAR',
    pattern: /block sequence props/,
    message: 'Start a list with dashes on a new line, below its anchor or tag.',
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    pattern: /compact mappings/,
    message:
      'This value contains another colon. Put the value in quotes if the colon is part of it, or start a new line.',
  },
  { code: 'BLOCK_AS_IMPLICIT_KEY', message: MISALIGNED },
  {
    code: 'MULTILINE_IMPLICIT_KEY',
    message:
      'The text that starts here continues on the next line. Is a colon or a comma missing, or is the next line indented too far?',
  },
  {
    code: 'BLOCK_IN_FLOW',
    message: 'Inside brackets or braces, separate values with commas. Is a comma missing here?',
  },
  {
    code: 'BAD_SCALAR_START',
    message: (rest) => `A value cannot start with ${printable(rest.slice(0, 1))} unless it is in quotes.`,
  },
  {
    code: 'BAD_DQ_ESCAPE',
    message: (rest) =>
      `${printable(rest.slice(0, 2))} is not a valid escape in double quotes. Use single quotes, or write \\\\ for a backslash.`,
  },
  {
    code: 'UNEXPECTED_TOKEN',
    pattern: /Block scalar header|Not a YAML token/,
    message: (rest) =>
      `After | or >, the text starts on the next line, so ${quote(rest)} is not allowed here. Quote the value if it is a single line.`,
  },
  {
    code: 'UNEXPECTED_TOKEN',
    pattern: /Unexpected [:?] in/,
    message: (rest) =>
      `This ${rest.slice(0, 1)} is not allowed here. Put the text in quotes if the ${rest.slice(0, 1)} is part of it.`,
  },
  {
    code: 'UNEXPECTED_TOKEN',
    pattern: /Unexpected (,|empty item)/,
    message: 'There is an extra comma here.',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    pattern: /flow-(map|seq)-end/,
    message: (rest) => `This ${rest.slice(0, 1)} has no opening bracket.`,
  },
  {
    code: 'UNEXPECTED_TOKEN',
    pattern: /block-seq-ind on same line/,
    message: 'A list with dashes must start on the line below its key. On one line, write [a, b].',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    message:
      'The value ends before this. Is a closing quote or bracket in the wrong place, or a line break missing?',
  },
  {
    code: 'BAD_ALIAS',
    message: 'A name must follow & or *. Quote the value if the character is part of it.',
  },
  { code: 'ALIAS_PROPS', message: 'An alias (*name) cannot have an anchor or a tag of its own.' },
  { code: 'MULTIPLE_ANCHORS', message: 'A value can have only one anchor (&name).' },
  {
    code: 'MULTIPLE_TAGS',
    message: 'A value can have only one tag (!name). Remove the tags: none is needed.',
  },
  { code: 'BAD_PROP_ORDER', message: 'An anchor or a tag must follow the "-", "?" or ":", not precede it.' },
  {
    code: 'TAG_RESOLVE_FAILED',
    message: 'This tag (!name) is unknown. Remove it, or quote the value if the ! is part of it.',
  },
  { code: 'KEY_OVER_1024_CHARS', message: 'This key is longer than 1024 characters. Is a quote not closed?' },
  { code: 'RESOURCE_EXHAUSTION', message: PARSE_MESSAGES.tooDeep },
  {
    code: 'BAD_DIRECTIVE',
    pattern: /YAML version/,
    message: 'This YAML version is not supported. Remove the line: the file is YAML 1.2.',
  },
  {
    code: 'BAD_DIRECTIVE',
    message: (rest) => `The line ${quote(rest)} is not needed. Remove it.`,
  },
]
