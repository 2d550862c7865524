import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A package of which modules are in a bundle. */
export interface BundledPackage {
  readonly name: string
  readonly version: string
  /** SPDX expression of its package.json. */
  readonly license: string
  /** Its licence and notice files; empty if it has none. */
  readonly text: string
}

/** A module of webpack's stats; one that was concatenated has inner ones. */
interface StatsModule {
  readonly nameForCondition?: string | null
  readonly modules?: readonly StatsModule[]
}

/** What ncc writes with `--stats-out`. */
export interface Stats {
  readonly modules: readonly StatsModule[]
}

const PACKAGE_FOLDER = /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+(?=[/\\])/
const LICENSE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i

/** Finds the packages in webpack's stats of a bundle, sorted by name. */
export function bundledPackages(stats: Stats): readonly BundledPackage[] {
  const folders = modulePaths(stats.modules).flatMap((path) => PACKAGE_FOLDER.exec(path)?.[0] ?? [])
  return [...new Set(folders)].map(readPackage).sort((a, b) => compare(heading(a), heading(b)))
}

function modulePaths(modules: readonly StatsModule[]): string[] {
  return modules.flatMap((each) => [each.nameForCondition ?? '', ...modulePaths(each.modules ?? [])])
}

function readPackage(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string
    readonly version: string
    readonly license?: string
  }
  const files = readdirSync(folder).filter((file) => LICENSE_FILE.test(file))
  const text = files
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n')
  return { name, version, license: license ?? 'no SPDX expression', text }
}

/** The file that users get with a bundle. */
export function formatLicenses(packages: readonly BundledPackage[]): string {
  return packages.map((each) => `${heading(each)}\n${each.license}\n\n${each.text}\n`).join('\n\n')
}

/** The packages whose licence text is not in the file. Most licences demand that each copy contains it. */
export function findMissingLicenses(
  packages: readonly BundledPackage[],
  licenses: string,
): readonly string[] {
  return packages
    .filter(
      (each) => each.text === '' || !licenses.includes(`${heading(each)}\n${each.license}\n\n${each.text}\n`),
    )
    .map(heading)
}

function heading({ name, version }: BundledPackage): string {
  return `${name} ${version}`
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
