import { sectionOf } from './changelog.ts'

/** `v1.2.3` in parts; nothing for any other tag. */
export function versionOf(tag: string): { readonly version: string; readonly major: string } | undefined {
  const match = /^v((0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))$/.exec(tag)
  const [, version, major] = match ?? []
  return version === undefined || major === undefined ? undefined : { version, major: `v${major}` }
}

/** Whether the release `one` is newer than `other`; both are tags such as `v1.10.0`. */
export function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((tag) => tag.slice(1).split('.').map(Number))
  const at = [0, 1, 2].find((part) => a?.[part] !== b?.[part])
  return at !== undefined && (a?.[at] ?? 0) > (b?.[at] ?? 0)
}

/** What a release is made of. */
export interface Candidate {
  readonly tag: string
  readonly changelog: string
  /** The texts of the files. */
  readonly packageJson: string
  readonly lockFile: string
  readonly isOnMain: boolean
}

/** Everything that keeps `tag` from being released. */
export function releaseFaults(candidate: Candidate): readonly string[] {
  const { tag, changelog, isOnMain } = candidate
  const parsed = versionOf(tag)
  if (parsed === undefined) return [`the tag ${tag} is not of the form v1.2.3`]
  const { version } = parsed
  const section = sectionOf(changelog, version)
  const faults = versionsIn(candidate)
    .filter(([, found]) => found !== version)
    .map(([where, found]) => `${where} has version ${String(found)}, the tag says ${version}`)
  if (section === undefined) faults.push(`CHANGELOG.md has no heading "## ${version} - YYYY-MM-DD"`)
  else if (section.text === '') faults.push(`CHANGELOG.md says nothing about ${version}`)
  if (!isOnMain) faults.push(`${tag} is not on main`)
  return faults
}

function versionsIn({ packageJson, lockFile }: Candidate): readonly (readonly [string, unknown])[] {
  const lock = JSON.parse(lockFile) as { version?: unknown; packages?: { ''?: { version?: unknown } } }
  return [
    ['package.json', (JSON.parse(packageJson) as { version?: unknown }).version],
    ['package-lock.json', lock.version],
    ['the first package of package-lock.json', lock.packages?.['']?.version],
  ]
}
