import type { TextFile } from '../metadata/text-files.ts'

/** Patterns of misspelled terms, each with the correct spelling. */
const TERMS: readonly (readonly [RegExp, string])[] = [
  [/\bGithub\b/, 'GitHub'],
  [/\b(?:Java|Type)script\b/, 'JavaScript, TypeScript'],
  [/\bMac ?OS\b|\bOSX\b/, 'macOS'],
  [/\bNPM\b/, 'npm'],
  [/\b(?:Yaml|Json|Url|Http|Https|Sha-256|sha-256)\b/, 'YAML, JSON, URL, HTTP, SHA-256'],
  [/\bwork[ -]flows?\b/i, 'workflow'],
  [/\bhyper[ -]param(?:eter)?s?\b/i, 'hyperparameter'],
  [/\bfine tun(?:e|ed|ing)\b/i, 'fine-tuning'],
  [/\bpretrain(?:ed|ing)?\b/i, 'pre-training'],
  [/\bdata[ -]sets?\b/i, 'dataset'],
  [/\bcheck[ -]points?\b/i, 'checkpoint'],
  [/\bmixture-of-experts\b/i, 'mixture of experts'],
  [/\bre-?inforcement-learning\b/i, 'reinforcement learning'],
  [/\bcancel(?:ed|ing)\b/, 'cancelled, cancelling'],
  [/\bself hosted\b/i, 'self-hosted'],
  [/\btime ?stamps? stamp|\btime-stamps?\b/i, 'timestamp'],
]

/** Spellings that are correct in code, but not in prose. */
const PROSE_TERMS: readonly (readonly [RegExp, string])[] = [
  [/\bgithub\b/, 'GitHub'],
  [/\bfinetun(?:e|ed|ing)\b/i, 'fine-tuning'],
  [/\bNode ?JS\b|\bnodejs\b/, 'Node.js'],
  [/\bopenapi\b/, 'OpenAPI'],
  [/\b(?:yaml|json|api|url|http|sha)\b(?!-)/, 'YAML, JSON, API, URL, HTTP, SHA'],
  [/\bdependabot\b/, 'Dependabot'],
  [/\bpull-requests?\b/i, 'pull request'],
  [/\bmistral\b(?!-)/, 'Mistral'],
]

/** Finds misspelled terms anywhere in a text, as `title:line: wrong (right)`. */
export function findMisspellings(text: TextFile): readonly string[] {
  return findTerms(text, TERMS)
}

/** The same for a page. Checks only prose: no code, links or HTML. */
export function findMisspellingsOnPage({ title, text }: TextFile): readonly string[] {
  const blankOut = (part: string) => part.replaceAll(/[^\n]/g, ' ')
  const prose = text
    .replaceAll(/^ *(`{3,})[^]*?^ *\1/gm, blankOut)
    .replaceAll(/(`+)[^`][^]*?\1/g, blankOut)
    .replaceAll(/<[^>]*>/g, blankOut)
    .replaceAll(/\]\([^)]*\)|\bhttps?:\/\/\S+/g, blankOut)
    .replaceAll(/[\w./-]+\.(?:md|yml|ts|json)\b/g, blankOut)
  return [...findTerms({ title, text: prose }, TERMS), ...findTerms({ title, text: prose }, PROSE_TERMS)]
}

function findTerms(
  { title, text }: TextFile,
  terms: readonly (readonly [RegExp, string])[],
): readonly string[] {
  return text.split('\n').flatMap((line, index) =>
    terms.flatMap(([wrong, right]) => {
      const [word] = wrong.exec(line) ?? []
      return word === undefined ? [] : [`${title}:${index + 1}: ${word} (${right})`]
    }),
  )
}
