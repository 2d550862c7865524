const ONE_PER_LINE = 'Write one path per line in the input "spec", without commas, quotes and brackets.'
const SPEC_ITSELF =
  'The input "spec" takes the path of a file, not the spec itself. Save the spec in a file of the repository.'

/** The patterns below take quadratic time. */
const MAX_LENGTH = 2000
/** Ends like a spec, or selects several. */
const LOOKS_LIKE_A_PATH = /\.(?:ya?ml|json)$|[*?]/i
/** A separator outside of braces, in which a comma belongs to the glob. */
const SEPARATOR = /(?:[,;|\s]|%0A|\\n)+(?![^{]*\})/i

/**
 * Explains a `spec` input that as a whole is something else than lines with paths, such as a JSON list. Undefined if each
 * line can be judged alone.
 */
export function explainInput(lines: readonly string[]): string | undefined {
  if (lines.some((line) => /^["']?(?:job_type|model_config)["']?\s*:|^\{\s*"/.test(line))) return SPEC_ITSELF
  return isJsonList(lines.join('\n')) ? ONE_PER_LINE : undefined
}

function isJsonList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text))
  } catch {
    return false
  }
}

/** Explains a line of the `spec` input for which there is no file; undefined if it may just name the wrong file. */
export function explainPath(line: string): string | undefined {
  if (line.length > MAX_LENGTH) return undefined
  const path = line.replace(/^!\s*/, '')
  const parts = path.split(SEPARATOR).filter((part) => part !== '')
  if (parts.length > 1 && parts.every((part) => LOOKS_LIKE_A_PATH.test(part.replace(/["'\]]+$/, ''))))
    return ONE_PER_LINE
  return EXPLANATIONS.find(([pattern]) => pattern.test(path))?.[1]
}

/** The first match counts. */
const EXPLANATIONS: readonly (readonly [RegExp, string])[] = [
  [/^[-*•]\s+/, 'Remove the dash: the input "spec" is text with one path per line, not a list.'],
  [/^#|\s#/, 'The input "spec" does not support comments. Write only the path.'],
  [/^["'`“”‘’[]|["'`“”‘’\]],?$|[,;]$/, ONE_PER_LINE],
  [/^[a-z]+:\/\//i, 'This is a URL. Check the file out, and write its path in the workspace.'],
  [/^[\w-]+:\s+\S/, 'Write only the path, without a name and a colon before it.'],
  [/^(?:\$|%|~)/, 'Variables and ~ are not expanded here. Write the path relative to the workspace.'],
]
