import { sep } from 'node:path'
import type { Files } from './files.ts'
import { findMissingLicenses, type BundledPackage } from './licenses.ts'

const START_FILES = ['main/index.js', 'post/index.js', 'terminal/index.js']
const ENTRY_FILE = 'action/index.js'
const LICENSES_FILE = 'action/licenses.txt'
const REQUIRED_FILES = [...START_FILES, ENTRY_FILE, LICENSES_FILE, 'package.json']

const MAX_START_BYTES = 250_000
/** Of all JavaScript, which every runner downloads. */
const MAX_SCRIPT_BYTES = 2_000_000

/** Of undici and of @actions/exec. */
const UNUSED_CODE = ['class Dispatcher', 'class ToolRunner', 'noiseValue']

/**
 * Returns the reasons why the built files must not be published.
 *
 * @param root path of the project on this machine, which no file may contain
 */
export function findBundleErrors(dist: Files, root: string): readonly string[] {
  return [
    ...checkMissing(dist),
    ...checkStartSize(dist),
    ...checkTotalSize(dist),
    ...checkUnused(dist),
    ...checkMachinePaths(dist, root),
  ]
}

/** @param packages the packages in the bundle */
export function findLicenseErrors(dist: Files, packages: readonly BundledPackage[]): readonly string[] {
  const missing = findMissingLicenses(packages, dist.get(LICENSES_FILE)?.toString('utf8') ?? '')
  return missing.map((name) => `dist/${LICENSES_FILE} has no licence text of ${name}, which is in the bundle`)
}

function checkMissing(dist: Files): string[] {
  return REQUIRED_FILES.filter((path) => !dist.has(path)).map((path) => `dist/${path} was not built`)
}

/** What each start of a part reads and compiles before it knows its command. */
function checkStartSize(dist: Files): string[] {
  return START_FILES.flatMap((path) => {
    const loaded = [path, ENTRY_FILE, ...startChunks(dist, path)]
    const bytes = loaded.reduce((sum, each) => sum + (dist.get(each)?.length ?? 0), 0)
    if (bytes <= MAX_START_BYTES) return []
    return [
      `dist/${path} loads ${bytes} bytes (${loaded.join(', ')}); at most ${MAX_START_BYTES} are allowed`,
    ]
  })
}

/** The chunks that the function of the entry imports which a start file calls. */
function startChunks(dist: Files, path: string): string[] {
  const start = /\.(start\w+)\(/.exec(dist.get(path)?.toString() ?? '')?.[1] ?? ''
  const entry = dist.get(ENTRY_FILE)?.toString() ?? ''
  const [, body = ''] = new RegExp(`async function ${start}\\(\\) \\{\n(.*?)\n\\}`, 's').exec(entry) ?? []
  return [...body.matchAll(/\.e\((?:\/\*.*?\*\/ )?(\d+)\)/g)].map(([, id]) => `action/${id}.index.js`)
}

function checkTotalSize(dist: Files): string[] {
  const scripts = [...dist].filter(([path]) => path.endsWith('.js'))
  const total = scripts.reduce((sum, [, { length }]) => sum + length, 0)
  if (total <= MAX_SCRIPT_BYTES) return []
  return [`the JavaScript in dist has ${total} bytes; at most ${MAX_SCRIPT_BYTES} are allowed`]
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
