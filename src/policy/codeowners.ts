import { matchesSequence } from './wildcard.ts'

/** A user, a team or an email address. */
const OWNER = /^(?:@[\w.-]+(?:\/[\w.-]+)?|[^\s@]+@[^\s@]+\.[^\s@]+)$/

/**
 * The owners of a file by the text of a CODEOWNERS file, such as `@acme/platform`: those of the last line that matches.
 * Empty if no line matches, or if that line names nobody. As on GitHub, lines with invalid syntax count as absent.
 * Source: "About code owners" in the documentation of GitHub.
 */
export function ownersOf(path: string, codeowners: string): readonly string[] {
  const rules = codeowners.split(/\r?\n/).flatMap((line) => parseRule(line) ?? [])
  return rules.findLast(({ pattern }) => isOwnedBy(path, pattern))?.owners ?? []
}

interface OwnerRule {
  readonly pattern: string
  readonly owners: readonly string[]
}

/** Undefined for comments, blank lines and invalid ones. `!`, `[ ]` and `\#` are valid in .gitignore, but not here. */
function parseRule(line: string): OwnerRule | undefined {
  // A backslash keeps the blank behind it from ending the pattern.
  const [pattern = '', ...words] = line.trim().match(/(?:\\.|[^\s\\])+/g) ?? []
  if (pattern === '' || /^(?:[#!]|\\#)|[[\]]/.test(pattern)) return undefined
  const comment = words.findIndex((word) => word.startsWith('#'))
  const owners = comment < 0 ? words : words.slice(0, comment)
  if (!owners.every((owner) => OWNER.test(owner))) return undefined
  return { pattern: pattern.replace(/\\(.)/g, '$1'), owners }
}

function isOwnedBy(path: string, pattern: string): boolean {
  const isFolder = pattern.endsWith('/')
  const segments = pattern.replace(/\/$/, '').replace(/^\//, '').split('/')
  // Only a slash at the start or in the middle anchors a pattern at the root.
  const anchored = pattern.startsWith('/') || segments.length > 1 ? segments : ['**', ...segments]
  const inFolder = [...anchored, '*', '**']
  if (isFolder) return matchesPath(path, inFolder)
  // The name of a folder stands for all files in it. A last segment of * stands only for the files beside it.
  const last = segments.at(-1) ?? ''
  if (last === '**') return matchesPath(path, [...anchored, '*'])
  return matchesPath(path, anchored) || (last !== '*' && matchesPath(path, inFolder))
}

function matchesPath(path: string, segments: readonly string[]): boolean {
  return matchesSequence(path.split('/'), segments, {
    isWildcard: (segment) => segment === '**',
    matchesOne: matchesSegment,
  })
}

function matchesSegment(part: string, segment: string): boolean {
  return matchesSequence(Array.from(part), Array.from(segment), {
    isWildcard: (character) => character === '*',
    matchesOne: (character, expected) => expected === '?' || character === expected,
  })
}
