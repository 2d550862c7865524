// npm run check:fresh: is everything that is generated or built what its sources make of it, and committed? Leaves the
// working tree alone; the exit code is 1 when something is stale.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.ts'
import { differing, filesIn } from './bundle/files.ts'
import { products, stale, type Product } from './generate/outputs.ts'

const root = join(import.meta.dirname, '..')

async function staleDist(): Promise<readonly string[]> {
  const temporary = await mkdtemp(join(tmpdir(), 'forge-dist-'))
  try {
    const built = await build(root, join(temporary, 'dist'))
    return differing(built, await filesIn(join(root, 'dist'))).map((path) => `dist/${path}`)
  } finally {
    await rm(temporary, { recursive: true })
  }
}

function uncommitted(all: readonly Product[]): readonly string[] {
  const paths = ['dist', ...all.map(({ path }) => path)]
  const options = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--', ...paths]
  const { status, stdout, stderr, error } = spawnSync('git', options, { cwd: root, encoding: 'utf8' })
  if (error) throw error
  if (status !== 0) throw new Error(`git: ${stderr.trim()}`)
  // Two letters and a blank come before each path.
  return stdout.split('\0').flatMap((entry) => (entry === '' ? [] : [entry.slice(3)]))
}

function tell(what: string, paths: readonly string[], remedy: string): void {
  if (paths.length === 0) return
  for (const path of paths) console.error(`${what}: ${path}`)
  console.error(remedy)
  process.exitCode = 1
}

try {
  const all = await products(root)
  const generated = await stale(root, all)
  tell('stale', generated, 'run npm run generate')
  const dist = await staleDist()
  tell('stale', dist, 'run npm run build')
  const open = uncommitted(all).filter((path) => !generated.includes(path) && !dist.includes(path))
  tell('not committed', open, 'commit these files')
  if (!process.exitCode) console.log('fresh: what is generated and built is what the sources make of it')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
