// npm run build: src -> dist/, the files that GitHub's runner starts. Not minified, so that a reviewer can read them.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { filesIn, type Files } from './bundle/files.ts'
import { faults } from './bundle/bundle-checks.ts'

const projectRoot = join(import.meta.dirname, '..')

/**
 * Compiles and bundles the action into `dist`, which is emptied before, and returns what it then holds.
 * The same sources and locked packages give the same bytes.
 *
 * @throws Error when a tool fails, or when the result may not be published.
 */
export async function build(root: string, dist: string): Promise<Files> {
  const compiled = join(root, 'build')
  await rm(compiled, { recursive: true, force: true })
  run(root, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'])
  // ncc leaves old chunks where they are.
  await rm(dist, { recursive: true, force: true })
  for (const entry of ['main', 'post'].filter((name) => existsSync(join(root, 'src', `${name}.ts`)))) {
    // ncc reads `paths` only from the tsconfig.json of the folder that it is started in.
    const target = ['-o', join(dist, entry), '--license', 'licenses.txt', '--no-cache', '--quiet']
    run(root, ['node_modules/@vercel/ncc/dist/ncc/cli.js', 'build', join('build', `${entry}.js`), ...target])
  }
  await rm(compiled, { recursive: true })
  const files = await filesIn(dist)
  const wrong = faults(files, root)
  if (wrong.length > 0) throw new Error(`the build may not be published:\n${wrong.join('\n')}`)
  return files
}

function run(cwd: string, [script = '', ...rest]: readonly string[]): void {
  const { status, error } = spawnSync(process.execPath, [script, ...rest], { cwd, stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) throw new Error(`${script} failed`)
}

if (import.meta.main) {
  try {
    const files = await build(projectRoot, join(projectRoot, 'dist'))
    for (const [path, bytes] of files) {
      console.log(`${bytes.length.toLocaleString('en').padStart(11)}  dist/${path}`)
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
