/** Gives the text of an input as the runner has it: with its default, and empty where there is none. */
export type ReadInput = (name: string) => string

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false }
/** What HTTP allows in a header, which is where a key travels. */
const HEADER_SAFE = /^[\x21-\x7e]+$/

/**
 * Parses inputs one by one and collects what is wrong with them: the name of the input, what it was and what it may be.
 * A method that finds a problem returns a harmless value, so that the rest can be checked too.
 */
export class InputReader {
  readonly problems: string[] = []
  readonly #read: ReadInput

  constructor(read: ReadInput) {
    this.#read = read
  }

  /** The trimmed text, or undefined for an empty one. */
  text(name: string): string | undefined {
    const text = this.#read(name).trim()
    return text === '' ? undefined : text
  }

  /** The text with all its blanks and lines. */
  raw(name: string): string {
    return this.#read(name)
  }

  /** Lines without the blanks around them, empty ones left out. */
  lines(name: string): readonly string[] {
    return this.#read(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
  }

  /** The same, but at least one; `example` shows what belongs there. */
  someLines(name: string, example: string): readonly string[] {
    const lines = this.lines(name)
    if (lines.length === 0) this.problems.push(`\`${name}\` is empty. Name ${example}.`)
    return lines
  }

  /** One line of at most so many characters. */
  shortText(name: string, most: number): string {
    const text = this.text(name) ?? ''
    if (text.length > most || /[\r\n]/.test(text))
      this.#refuse(name, `one line of at most ${most} characters`)
    return text
  }

  optional<T>(name: string, parse: () => T): T | undefined {
    return this.text(name) === undefined ? undefined : parse()
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const text = this.text(name)
    const found = allowed.find((word) => word === text)
    if (found === undefined) this.#refuse(name, `one of ${allowed.map((word) => `\`${word}\``).join(', ')}`)
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

  uuid(name: string, command: string): string {
    const text = this.text(name)
    if (text !== undefined && UUID.test(text)) return text.toLowerCase()
    const example = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
    if (text === undefined)
      this.problems.push(
        `\`${name}\` is missing: \`command: ${command}\` needs the id of a job, such as ${example}.`,
      )
    else this.#refuse(name, `the id of a job, such as ${example}`)
    return ''
  }

  /** A secret, from the input or else from the environment. Its text is in no problem. */
  secret(name: string, fallback: string | undefined, fallbackName: string): string {
    const text = this.text(name) ?? fallback?.trim() ?? ''
    if (text === '') {
      this.problems.push(
        `\`${name}\` is missing: give it as \`${name}: \${{ secrets.${fallbackName} }}\` (or set the environment variable ${fallbackName}). Workflows of forks and of Dependabot do not see secrets.`,
      )
    } else if (!HEADER_SAFE.test(text)) {
      this.problems.push(
        `\`${name}\` contains blanks, line breaks or other characters that no key has. Check the secret.`,
      )
    }
    return text
  }

  /** An https address, or http on this machine, without a slash at the end. */
  serviceUrl(name: string): string {
    const expected =
      'an https address without query, such as https://api.mistral.ai or https://api.mistral.ai/v1'
    const url = URL.parse(this.text(name) ?? '')
    if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
      this.#refuse(name, expected, url !== null && (url.username !== '' || url.password !== ''))
      return ''
    }
    const isLocal = url.protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
    if (url.protocol !== 'https:' && !isLocal)
      this.#refuse(name, `${expected} (http is allowed on this machine only)`)
    return url.href.replace(/\/+$/, '')
  }

  urlTemplate(name: string, placeholder: string): string {
    const text = this.text(name) ?? ''
    const isWeb = /^https?:$/.test(URL.parse(text.replaceAll(placeholder, 'x'))?.protocol ?? '')
    if (!isWeb || !text.includes(placeholder))
      this.#refuse(name, `an https address with \`${placeholder}\` in the place of the job id`)
    return text
  }

  mustBeEmpty(name: string, why: string): void {
    if (this.text(name) !== undefined) this.problems.push(`\`${name}\` is given, but ${why}`)
  }

  #numeric(
    name: string,
    form: RegExp,
    { min, max, kind }: { min: number; max: number; kind: string },
  ): number {
    const text = this.text(name) ?? ''
    const number = form.test(text) ? Number(text) : NaN
    if (number >= min && number <= max) return number
    this.#refuse(name, `${kind} from ${min} to ${max}`)
    return min
  }

  #refuse(name: string, expected: string, isSecret = false): void {
    const text = this.text(name)
    const was =
      text === undefined ? 'empty' : isSecret ? 'something with a password in it' : `\`${shorten(text)}\``
    this.problems.push(`\`${name}\` is ${was}, but must be ${expected}.`)
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 80).toWellFormed()}…` : line
}
