import { parseJobId } from './jobs/job-id.ts'
import { isLoopback } from './network/loopback.ts'

/** Returns the text of an input or its default; empty if it has neither. */
export type ReadInput = (name: string) => string

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false }
/** Characters that HTTP allows in a header, which carries the key. */
const HEADER_VALUE = /^[\x21-\x7e]+$/

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
    if (text.length > maxLength || /[\r\n]/.test(text))
      this.#addError(name, `one line of at most ${maxLength} characters`)
    return text
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
    if (found === undefined)
      this.#addError(name, `one of ${allowed.map((value) => `\`${value}\``).join(', ')}`)
    return found
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
    if (text === '') {
      this.errors.push(
        `\`${name}\` is missing: set \`${name}: \${{ secrets.${fallbackName} }}\` (or the environment variable ${fallbackName}). Workflows of forks and Dependabot have no access to secrets.`,
      )
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
      this.#addError(name, expected, url !== null && (url.username !== '' || url.password !== ''))
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
    const text = this.text(name) ?? ''
    const number = pattern.test(text) ? Number(text) : NaN
    if (number >= min && number <= max) return number
    this.#addError(name, `${kind} from ${min} to ${max}`)
    return min
  }

  #addError(name: string, expected: string, isSecret = false): void {
    const text = this.text(name)
    const actual = text === undefined ? 'empty' : isSecret ? 'a URL with credentials' : `\`${shorten(text)}\``
    this.errors.push(`\`${name}\` is ${actual}, but must be ${expected}.`)
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 80).toWellFormed()}…` : line
}
