import { parseJobId } from './jobs/job-id.ts'
import { isLoopback } from './network/loopback.ts'
import { findTypos } from './job-spec/suggest.ts'

/** Returns the text of an input or its default; empty if it has neither. */
export type ReadInput = (name: string) => string

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false }
/** Characters that HTTP allows in a header, which carries the key. */
const HEADER_VALUE = /^[\x21-\x7e]+$/
/** What people save as the secret instead of the key alone, and what to do about it. */
const NOT_ONLY_A_KEY: readonly (readonly [RegExp, string])[] = [
  [/^["'`].*["'`]$/s, 'is in quotes. Save the secret without them.'],
  [
    /^(?:export\s+)?(?=\w*[A-Z_])\w+\s*=\s*[^=\s]/,
    'begins with a name and `=`. Save only what follows the `=` as the secret.',
  ],
  [/^Bearer\b/i, 'begins with `Bearer`. Save only the key as the secret.'],
  [/^\$/, 'begins with `$`, so it is the name of a variable, not its value. Use `${{ secrets.NAME }}`.'],
]

/** Shorter texts are guessed, and occur in other texts, in which they would be redacted. */
const MIN_SECRET_LENGTH = 16

/** A typed job id that is only a word of a few letters is a mistake: services generate longer ids, or count. */
const SHORT_WORD = /^[A-Za-z]{1,7}$/

/**
 * Parses inputs and collects errors, which state the input, its value and what is allowed. After an error a method
 * returns a harmless value, so that the other inputs can be checked too.
 */
export class InputParser {
  readonly errors: string[] = []
  readonly #read: ReadInput

  constructor(read: ReadInput) {
    this.#read = read
  }

  /** Trimmed; undefined if empty. */
  text(name: string): string | undefined {
    const text = this.#read(name).trim()
    return text === '' ? undefined : text
  }

  /** Verbatim, including whitespace. */
  rawText(name: string): string {
    return this.#read(name)
  }

  /** Trimmed lines, without empty ones. */
  lines(name: string): readonly string[] {
    return this.#read(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
  }

  /** At least one line; `expected` completes the message "Set it to …". */
  requiredLines(name: string, expected: string): readonly string[] {
    const lines = this.lines(name)
    if (lines.length === 0) this.errors.push(`\`${name}\` is empty. Set it to ${expected}.`)
    return lines
  }

  singleLine(name: string, maxLength: number): string {
    const text = this.text(name) ?? ''
    if (text.length <= maxLength && !/[\r\n]/.test(text)) return text
    this.#addError(name, `one line of at most ${maxLength} characters`)
    return ''
  }

  /** A secret that nobody can guess. The message does not repeat it. */
  longSecret(name: string): string {
    const text = this.text(name) ?? ''
    if (text.length < MIN_SECRET_LENGTH)
      this.errors.push(
        `\`${name}\` has fewer than ${MIN_SECRET_LENGTH} characters. Use a long random secret, such as the output of \`openssl rand -hex 32\`.`,
      )
    return text
  }

  optional<T>(name: string, parse: () => T): T | undefined {
    return this.text(name) === undefined ? undefined : parse()
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const text = this.text(name)
    const found = allowed.find((value) => value === text)
    if (found !== undefined) return found
    const [typo, ...others] = findTypos(unquote(text ?? ''), allowed)
    const hint = typo !== undefined && others.length === 0 ? ` Did you mean \`${typo}\`?` : ''
    this.#addError(name, `one of ${allowed.map((value) => `\`${value}\``).join(', ')}`, hint)
    return undefined
  }

  boolean(name: string): boolean {
    return BOOLEANS[this.oneOf(name, Object.keys(BOOLEANS)) ?? 'false'] ?? false
  }

  integer(name: string, min: number, max: number): number {
    return this.#numeric(name, /^\d+$/, { min, max, kind: 'a whole number' })
  }

  number(name: string, min: number, max: number): number {
    return this.#numeric(name, /^\d+(\.\d+)?$/, { min, max, kind: 'a number' })
  }

  jobId(name: string, command: string): string {
    const text = this.text(name)
    const id = parseJobId(text)
    if (id !== undefined && !SHORT_WORD.test(id)) return id
    const example = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
    if (text === undefined)
      this.errors.push(
        `\`${name}\` is missing: \`command: ${command}\` needs the id of a job, such as ${example}.`,
      )
    else this.#addError(name, `the id of a job, such as ${example}`)
    return ''
  }

  /** From the input, or else the environment. No error message contains its text. */
  secret(name: string, fallback: string | undefined, fallbackName: string): string {
    const text = this.text(name) ?? fallback?.trim() ?? ''
    const mistake = NOT_ONLY_A_KEY.find(([pattern]) => pattern.test(text))
    if (text === '') {
      this.errors.push(
        `\`${name}\` is empty, and so is the environment variable ${fallbackName}. If you set \`${name}: \${{ secrets.${fallbackName} }}\`, the secret does not exist under this name, or it belongs to an \`environment:\` that this job does not name. Workflows of forks and Dependabot get no secrets.`,
      )
    } else if (mistake !== undefined) {
      this.errors.push(`\`${name}\` ${mistake[1]}`)
    } else if (!HEADER_VALUE.test(text)) {
      this.errors.push(
        `\`${name}\` contains spaces, line breaks or other characters that are invalid in a key. Check the secret.`,
      )
    } else if (text.length < MIN_SECRET_LENGTH) {
      this.errors.push(
        `\`${name}\` has fewer than ${MIN_SECRET_LENGTH} characters, so it is not a key. Check the secret.`,
      )
    }
    return text
  }

  /** An https URL, or http for localhost; without a trailing slash. */
  serviceUrl(name: string): string {
    const expected =
      'an https URL without a query, such as https://api.mistral.ai or https://api.mistral.ai/v1'
    const url = URL.parse(this.text(name) ?? '')
    if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
      const hasPassword = url !== null && (url.username !== '' || url.password !== '')
      if (hasPassword) this.errors.push(`\`${name}\` is a URL with credentials, but must be ${expected}.`)
      else this.#addError(name, expected)
      return ''
    }
    const isLocal = url.protocol === 'http:' && isLoopback(url.hostname)
    if (url.protocol !== 'https:' && !isLocal)
      this.#addError(name, `${expected} (http is allowed for localhost only)`)
    return url.href.replace(/\/+$/, '')
  }

  urlTemplate(name: string, placeholder: string): string {
    const text = this.text(name) ?? ''
    const isHttp = /^https?:$/.test(URL.parse(text.replaceAll(placeholder, 'x'))?.protocol ?? '')
    if (!isHttp || !text.includes(placeholder))
      this.#addError(name, `an http or https URL with \`${placeholder}\` in place of the job id`)
    return text
  }

  forbid(name: string, reason: string): void {
    if (this.text(name) !== undefined) this.errors.push(`\`${name}\` is set, but ${reason}`)
  }

  #numeric(
    name: string,
    pattern: RegExp,
    { min, max, kind }: { min: number; max: number; kind: string },
  ): number {
    const parse = (text: string): number | undefined => {
      const number = pattern.test(text) ? Number(text) : NaN
      return number >= min && number <= max ? number : undefined
    }
    const text = this.text(name) ?? ''
    const number = parse(text)
    if (number !== undefined) return number
    const meant = bareNumber(text)
    this.#addError(
      name,
      `${kind} from ${min} to ${max}`,
      parse(meant) === undefined ? '' : ` Write ${meant}.`,
    )
    return min
  }

  /** `hint` is a sentence that begins with a space. */
  #addError(name: string, expected: string, hint = ''): void {
    const text = this.text(name)
    const actual = text === undefined ? 'empty' : `\`${shorten(text)}\``
    this.errors.push(`\`${name}\` is ${actual}, but must be ${expected}.${hint}`)
  }
}

function unquote(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2')
}

/** `12` of `#12`, `"12"`, `1_2` and `https://github.com/acme/models/pull/12`. */
function bareNumber(text: string): string {
  return unquote(text)
    .replace(/^#|^https?:\/\/.*\/(?:pull|issues)\/(?=\d+$)/, '')
    .replaceAll(/(?<=\d)_(?=\d)/g, '')
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 80).toWellFormed()}…` : line
}
