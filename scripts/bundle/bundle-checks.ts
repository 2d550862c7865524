import { sep } from 'node:path'
import type { Files } from './files.ts'

/** The main entry is read and compiled at every start of the action; from this size on (bytes) something is wrong. */
const largestEntry = 500_000

/**
 * Why the built files may not be published, a line each; empty when they may.
 *
 * @param dist what dist/ holds
 * @param root path of the project on this machine, which must stand in none of the files
 */
export function faults(dist: Files, root: string): readonly string[] {
  return [...tooLarge(dist), ...eagerUndici(dist), ...machinePaths(dist, root)]
}

function tooLarge(dist: Files): string[] {
  const entry = dist.get('main/index.js')
  if (!entry) return ['dist/main/index.js was not built']
  if (entry.length < largestEntry) return []
  return [`dist/main/index.js has ${entry.length} bytes, it must stay below ${largestEntry}`]
}

/** ncc takes the real undici without a word when it does not find `paths` in tsconfig.json. */
function eagerUndici(dist: Files): string[] {
  return [...dist]
    .filter(([path, bytes]) => path.endsWith('/index.js') && bytes.includes('class Dispatcher'))
    .map(
      ([path]) =>
        `dist/${path} loads undici at every start: see "paths" in tsconfig.json and scripts/bundle/undici.js`,
    )
}

function machinePaths(dist: Files, root: string): string[] {
  const forms = [root + sep, `${root.replaceAll(sep, '/')}/`, JSON.stringify(root + sep).slice(1, -1)]
  return [...dist]
    .filter(([, bytes]) => forms.some((form) => bytes.includes(form)))
    .map(([path]) => `dist/${path} names a folder of this machine (${root})`)
}
