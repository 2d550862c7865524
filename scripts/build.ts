// npm run build: bundles src into dist/, which the runner executes. Not minified, so that reviewers can read it.
import { spawnSync } from 'node:child_process'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { usedEndpoints, type EndpointTable } from './bundle/endpoints.ts'
import { readFiles, type Files } from './bundle/files.ts'
import { findBundleErrors, findLicenseErrors } from './bundle/bundle-checks.ts'
import { stripComments } from './bundle/strip-comments.ts'
import { toAscii } from './bundle/to-ascii.ts'
import { bundledPackages, formatLicenses, type Stats } from './bundle/licenses.ts'

const projectRoot = join(import.meta.dirname, '..')
const ENDPOINT_TABLE = '../node_modules/@octokit/plugin-rest-endpoint-methods/dist-src/generated/endpoints.js'

/**
 * Compiles and bundles the action into `dist` and returns its files. Deletes `dist` first. Reproducible: the same
 * sources and locked packages give the same bytes.
 *
 * @throws Error if a tool fails or the bundle must not be published (see bundle-checks.ts).
 */
export async function build(root: string, dist: string): Promise<Files> {
  const compiled = join(root, 'build')
  await rm(compiled, { recursive: true, force: true })
  run(root, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'])
  // ncc does not delete old chunks.
  await rm(dist, { recursive: true, force: true })
  // Without a type, ncc builds CommonJS, which starts faster than ES modules.
  await writeFile(join(compiled, 'package.json'), '{}')
  await writeFile(join(compiled, 'endpoints.js'), await endpointsModule(compiled))
  const stats = join(compiled, 'stats.json')
  const target = ['-o', join(dist, 'action'), '--stats-out', stats, '--no-cache', '--quiet']
  // ncc reads `paths` only from the tsconfig.json of its working directory.
  run(root, ['node_modules/@vercel/ncc/dist/ncc/cli.js', 'build', join('build', 'action.js'), ...target])
  await stripChunks(join(dist, 'action'))
  const packages = bundledPackages(JSON.parse(await readFile(stats, 'utf8')) as Stats)
  // The `--license` of ncc leaves packages out.
  await writeFile(join(dist, 'action/licenses.txt'), formatLicenses(packages))
  await writeFile(join(dist, 'package.json'), '{ "type": "commonjs" }\n')
  await writeStartFiles(root, dist)
  await writeTerminalFile(root, dist)
  await rm(compiled, { recursive: true })
  const files = await readFiles(dist)
  const errors = [...findBundleErrors(files, root), ...findLicenseErrors(files, packages)]
  if (errors.length > 0) throw new Error(`the build must not be published:\n${errors.join('\n')}`)
  return files
}

/** Every runner downloads src, too, which has the comments. */
async function stripChunks(folder: string): Promise<void> {
  for (const [path, bytes] of await readFiles(folder))
    if (path.endsWith('.js')) await writeFile(join(folder, path), toAscii(stripComments(bytes.toString())))
}

/** See scripts/bundle/rest-endpoint-methods.js. */
async function endpointsModule(compiled: string): Promise<string> {
  const { default: table } = (await import(ENDPOINT_TABLE)) as { readonly default: EndpointTable }
  const endpoints = usedEndpoints(await readFiles(join(compiled, 'github')), table)
  const lines = endpoints.map((endpoint) => `    ${JSON.stringify(endpoint)},\n`)
  return `export const ENDPOINTS = [\n${lines.join('')}]\n`
}

/**
 * The files that action.yml names. Which part starts depends on nothing but the file that the runner chose. act and Gitea start
 * them with any Node.
 */
async function writeStartFiles(root: string, dist: string): Promise<void> {
  const minimum = await readMinimumNode(root)
  const start = (name: string): string => `require('../action/index.js').${name}()\n`
  await mkdir(join(dist, 'main'))
  await writeFile(
    join(dist, 'main/index.js'),
    `'use strict'
if (${isOlderThan(minimum)}) {
  console.log('::error::Nothing was submitted: this action needs Node ${minimum} or later, and the runner starts it with ' + process.version + '.')
  process.exitCode = 1
} else {
  ${start('startMain')}}
`,
  )
  await mkdir(join(dist, 'post'))
  await writeFile(join(dist, 'post/index.js'), `'use strict'\n${start('startPost')}`)
}

async function readMinimumNode(root: string): Promise<string> {
  const { engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    readonly engines: { readonly node: string }
  }
  const [minimum = ''] = /\d+/.exec(engines.node) ?? []
  return minimum
}

/** Old versions of Node must be able to read it. */
const isOlderThan = (minimum: string): string => `Number(process.versions.node.split('.')[0]) < ${minimum}`

/** The `bin` of package.json. Old versions of Node must be able to read it, because it tells them apart. */
async function writeTerminalFile(root: string, dist: string): Promise<void> {
  const minimum = await readMinimumNode(root)
  const path = join(dist, 'terminal/index.js')
  await mkdir(join(dist, 'terminal'))
  await writeFile(
    path,
    `#!/usr/bin/env node
'use strict'
if (${isOlderThan(minimum)}) {
  console.error('forge-training-job needs Node ${minimum} or later, and this is ' + process.version + '.')
  process.exitCode = 2
} else {
  require('../action/index.js').startTerminal()
}
`,
  )
  await chmod(path, 0o755)
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
