import { sep } from 'node:path'
import type { Files } from './files.ts'

/** Every start of the action reads and compiles the main entry. A larger one has bundled something by mistake. */
const MAX_ENTRY_BYTES = 700_000

/**
 * Returns the reasons why the built files must not be published.
 *
 * @param root path of the project on this machine, which no file may contain
 */
export function findBundleErrors(dist: Files, root: string): readonly string[] {
  return [...checkEntrySize(dist), ...checkUndici(dist), ...checkMachinePaths(dist, root)]
}

function checkEntrySize(dist: Files): string[] {
  const entry = dist.get('main/index.js')
  if (!entry) return ['dist/main/index.js was not built']
  if (entry.length < MAX_ENTRY_BYTES) return []
  return [`dist/main/index.js has ${entry.length} bytes; it must have fewer than ${MAX_ENTRY_BYTES}`]
}

/** ncc silently bundles the real undici if it does not find `paths` in tsconfig.json. */
function checkUndici(dist: Files): string[] {
  return [...dist]
    .filter(([path, bytes]) => path.endsWith('/index.js') && bytes.includes('class Dispatcher'))
    .map(
      ([path]) =>
        `dist/${path} loads undici at every start: see "paths" in tsconfig.json and scripts/bundle/undici.js`,
    )
}

function checkMachinePaths(dist: Files, root: string): string[] {
  const variants = [root + sep, `${root.replaceAll(sep, '/')}/`, JSON.stringify(root + sep).slice(1, -1)]
  return [...dist]
    .filter(([, bytes]) => variants.some((variant) => bytes.includes(variant)))
    .map(([path]) => `dist/${path} contains a path of this machine (${root})`)
}
