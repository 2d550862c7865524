// npm run check:fresh: checks that all generated files and dist/ are up to date and committed. Does not change the
// working tree. Exit code 1 if anything is stale.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.ts'
import { differingPaths, readFiles } from './bundle/files.ts'
import { generateFiles, findStale, type GeneratedFile } from './generate/outputs.ts'

const root = join(import.meta.dirname, '..')

async function findStaleDist(): Promise<readonly string[]> {
  const temporary = await mkdtemp(join(tmpdir(), 'forge-dist-'))
  try {
    const built = await build(root, join(temporary, 'dist'))
    return differingPaths(built, await readFiles(join(root, 'dist'))).map((path) => `dist/${path}`)
  } finally {
    await rm(temporary, { recursive: true })
  }
}

function findUncommitted(generatedFiles: readonly GeneratedFile[]): readonly string[] {
  const paths = ['dist', ...generatedFiles.map(({ path }) => path)]
  const options = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--', ...paths]
  const { status, stdout, stderr, error } = spawnSync('git', options, { cwd: root, encoding: 'utf8' })
  if (error) throw error
  if (status !== 0) throw new Error(`git: ${stderr.trim()}`)
  // Two status letters and a space precede each path.
  return stdout.split('\0').flatMap((entry) => (entry === '' ? [] : [entry.slice(3)]))
}

function report(problem: string, paths: readonly string[], fix: string): void {
  if (paths.length === 0) return
  for (const path of paths) console.error(`${problem}: ${path}`)
  console.error(fix)
  process.exitCode = 1
}

try {
  const generatedFiles = await generateFiles(root)
  const staleGenerated = await findStale(root, generatedFiles)
  report('stale', staleGenerated, 'run npm run generate')
  const staleDist = await findStaleDist()
  report('stale', staleDist, 'run npm run build')
  const notCommitted = findUncommitted(generatedFiles).filter(
    (path) => !staleGenerated.includes(path) && !staleDist.includes(path),
  )
  report('not committed', notCommitted, 'commit these files')
  if (!process.exitCode) console.log('fresh: generated files and dist are up to date and committed')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
