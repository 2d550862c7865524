// npm run github:slice [-- --check]: writes test/external-validators/github.gen.json, the part of GitHub's own description of its API
// that the stand-in of GitHub knows, from a package that is too large to be installed each time. --check only compares.
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { WIRES } from '../test/external-validators/exchanges.ts'
import { GitHubSimulator } from '../test/simulator/github.ts'
import { signatureOf, slice } from './github/slice.ts'

const PACKAGE = '@octokit/openapi@23.0.2'

const { values: flags } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const routes = new GitHubSimulator().routes.map(({ method, path }) => signatureOf(method, path))
// Described elsewhere, in a language of its own.
const wanted = routes.filter((signature) => signature !== 'POST /graphql')
const text = `${JSON.stringify(slice(await description(), wanted))}\n`
if (!flags.check) await writeFile(WIRES.github, text)
else if (text !== (await readFile(WIRES.github, 'utf8'))) {
  console.error(
    'test/external-validators/github.gen.json is not what the package makes of it: run npm run github:slice',
  )
  process.exitCode = 1
}
console.log(`${wanted.length} operations of ${PACKAGE}, ${text.length.toLocaleString('en')} bytes`)

async function description(): Promise<Parameters<typeof slice>[0]> {
  const folder = await mkdtemp(join(tmpdir(), 'github-'))
  try {
    const npm = ['pack', PACKAGE, '--silent', '--pack-destination', folder]
    const file = execFileSync('npm', npm, { encoding: 'utf8', shell: process.platform === 'win32' }).trim()
    const member = 'package/generated/api.github.com.json'
    const limits = { encoding: 'utf8', maxBuffer: 2 ** 26 } as const
    return JSON.parse(execFileSync('tar', ['-xzOf', file, member], { ...limits, cwd: folder })) as never
  } finally {
    await rm(folder, { recursive: true })
  }
}
