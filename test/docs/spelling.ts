import type { Text } from '../metadata/texts.ts'

/** Terms of the field, as its documentation writes them, and how they are written wrongly. */
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

/** Terms that may stand in code, but not in a sentence. */
const IN_PROSE: readonly (readonly [RegExp, string])[] = [
  [/\bgithub\b/, 'GitHub'],
  [/\bfinetun(?:e|ed|ing)\b/i, 'fine-tuning'],
  [/\bNode ?JS\b|\bnodejs\b/, 'Node.js'],
  [/\bopenapi\b/, 'OpenAPI'],
  [/\b(?:yaml|json|api|url|http|sha)\b(?!-)/, 'YAML, JSON, API, URL, HTTP, SHA'],
  [/\bdependabot\b/, 'Dependabot'],
  [/\bpull-requests?\b/i, 'pull request'],
  [/\bmistral\b(?!-)/, 'Mistral'],
]

/** Wrong terms anywhere in a text: `title:line: wrong (right)`. */
export function misspelt(text: Text): readonly string[] {
  return found(text, TERMS)
}

/** The same for a page, with what is wrong only outside of code, links and HTML. */
export function misspeltOnPage({ title, text }: Text): readonly string[] {
  const blank = (part: string) => part.replaceAll(/[^\n]/g, ' ')
  const prose = text
    .replaceAll(/^ *(`{3,})[^]*?^ *\1/gm, blank)
    .replaceAll(/(`+)[^`][^]*?\1/g, blank)
    .replaceAll(/<[^>]*>/g, blank)
    .replaceAll(/\]\([^)]*\)|\bhttps?:\/\/\S+/g, blank)
    .replaceAll(/[\w./-]+\.(?:md|yml|ts|json)\b/g, blank)
  return [...found({ title, text: prose }, TERMS), ...found({ title, text: prose }, IN_PROSE)]
}

function found({ title, text }: Text, terms: readonly (readonly [RegExp, string])[]): readonly string[] {
  return text.split('\n').flatMap((line, at) =>
    terms.flatMap(([wrong, right]) => {
      const [word] = wrong.exec(line) ?? []
      return word === undefined ? [] : [`${title}:${at + 1}: ${word} (${right})`]
    }),
  )
}
