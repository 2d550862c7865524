import { findSection } from './changelog.ts'

/** Parses a tag such as `v1.2.3`; undefined for other tags. */
export function parseTag(tag: string): { readonly version: string; readonly major: string } | undefined {
  const match = /^v((0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))$/.exec(tag)
  const [, version, major] = match ?? []
  return version === undefined || major === undefined ? undefined : { version, major: `v${major}` }
}

/** Whether the tag `one` is a newer version than `other`. */
export function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((tag) => tag.slice(1).split('.').map(Number))
  const index = [0, 1, 2].find((part) => a?.[part] !== b?.[part])
  return index !== undefined && (a?.[index] ?? 0) > (b?.[index] ?? 0)
}

export interface ReleaseCandidate {
  readonly tag: string
  readonly changelog: string
  readonly packageJson: string
  readonly lockFile: string
  readonly isOnMain: boolean
}

/** Returns all reasons why `tag` cannot be released. */
export function findReleaseErrors(candidate: ReleaseCandidate): readonly string[] {
  const { tag, changelog, isOnMain } = candidate
  const parsed = parseTag(tag)
  if (parsed === undefined) return [`the tag ${tag} does not have the form v1.2.3`]
  const { version } = parsed
  const section = findSection(changelog, version)
  const errors = listVersions(candidate)
    .filter(([, found]) => found !== version)
    .map(([where, found]) => `${where} has version ${String(found)}, but the tag has ${version}`)
  if (section === undefined) errors.push(`CHANGELOG.md has no heading "## ${version} - YYYY-MM-DD"`)
  else if (section.text === '') errors.push(`the section of ${version} in CHANGELOG.md is empty`)
  if (!isOnMain) errors.push(`${tag} is not on main`)
  return errors
}

function listVersions({ packageJson, lockFile }: ReleaseCandidate): readonly (readonly [string, unknown])[] {
  const lock = JSON.parse(lockFile) as { version?: unknown; packages?: { ''?: { version?: unknown } } }
  return [
    ['package.json', (JSON.parse(packageJson) as { version?: unknown }).version],
    ['package-lock.json', lock.version],
    ['the root package of package-lock.json', lock.packages?.['']?.version],
  ]
}
