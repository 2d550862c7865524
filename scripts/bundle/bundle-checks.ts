import { sep } from 'node:path'
import type { Files } from './files.ts'
import { findMissingLicenses, type BundledPackage } from './licenses.ts'

/** Every start of the action reads and compiles the main entry. A larger one has bundled something by mistake. */
const MAX_ENTRY_BYTES = 485_000
/** Every runner downloads all of it. */
const MAX_TOTAL_BYTES = 2_750_000

/** Of undici and of @actions/exec. */
const UNUSED_CODE = ['class Dispatcher', 'class ToolRunner', 'noiseValue']

/**
 * Returns the reasons why the built files must not be published.
 *
 * @param root path of the project on this machine, which no file may contain
 */
export function findBundleErrors(dist: Files, root: string): readonly string[] {
  return [
    ...checkEntrySize(dist),
    ...checkTotalSize(dist),
    ...checkUnused(dist),
    ...checkMachinePaths(dist, root),
  ]
}

/** @param packages the packages of each entry point, such as `main` */
export function findLicenseErrors(
  dist: Files,
  packages: ReadonlyMap<string, readonly BundledPackage[]>,
): readonly string[] {
  return [...packages].flatMap(([entry, bundled]) => {
    const path = `${entry}/licenses.txt`
    const missing = findMissingLicenses(bundled, dist.get(path)?.toString('utf8') ?? '')
    return missing.map((name) => `dist/${path} has no licence text of ${name}, which is in the bundle`)
  })
}

function checkEntrySize(dist: Files): string[] {
  const entry = dist.get('main/index.js')
  if (!entry) return ['dist/main/index.js was not built']
  if (entry.length < MAX_ENTRY_BYTES) return []
  return [`dist/main/index.js has ${entry.length} bytes; it must have fewer than ${MAX_ENTRY_BYTES}`]
}

function checkTotalSize(dist: Files): string[] {
  const total = [...dist.values()].reduce((sum, { length }) => sum + length, 0)
  if (total < MAX_TOTAL_BYTES) return []
  return [`dist has ${total} bytes; it must have fewer than ${MAX_TOTAL_BYTES}`]
}

/** ncc silently bundles the real packages if it does not find `paths` in tsconfig.json. */
function checkUnused(dist: Files): string[] {
  return [...dist]
    .filter(([, bytes]) => UNUSED_CODE.some((code) => bytes.includes(code)))
    .map(
      ([path]) =>
        `dist/${path} contains an unused package: see "paths" in tsconfig.json and scripts/bundle/unused-packages.js`,
    )
}

function checkMachinePaths(dist: Files, root: string): string[] {
  const variants = [root + sep, `${root.replaceAll(sep, '/')}/`, JSON.stringify(root + sep).slice(1, -1)]
  return [...dist]
    .filter(([, bytes]) => variants.some((variant) => bytes.includes(variant)))
    .map(([path]) => `dist/${path} contains a path of this machine (${root})`)
}
