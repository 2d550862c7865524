// npm run github:slice [-- --check]: writes test/external-validators/github.gen.json, the part of GitHub's OpenAPI
// description that covers the routes of the GitHub simulator. Downloads the package with the description, which is too
// large for a dependency. --check only compares.
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DESCRIPTIONS } from '../test/external-validators/descriptions.ts'
import { GITEA_PULL_PATH } from '../test/simulator/github-commits.ts'
import { GitHubSimulator } from '../test/simulator/github.ts'
import { toSignature, sliceDescription } from './github/slice.ts'

const PACKAGE = '@octokit/openapi@23.0.2'

const { values: flags } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const routes = new GitHubSimulator().routes.map(({ method, path }) => toSignature(method, path))
// GraphQL has a schema of its own, Gitea has calls of its own, and the description has no path of the root folder.
const others = ['POST /graphql', toSignature('GET', GITEA_PULL_PATH), 'GET /repos/{}/{}/contents']
const wanted = routes.filter((signature) => !others.includes(signature))
const text = `${JSON.stringify(sliceDescription(await downloadDescription(), wanted))}\n`
if (!flags.check) await writeFile(DESCRIPTIONS.github, text)
else if (text !== (await readFile(DESCRIPTIONS.github, 'utf8'))) {
  console.error('test/external-validators/github.gen.json is stale: run npm run github:slice')
  process.exitCode = 1
}
console.log(`${wanted.length} operations of ${PACKAGE}, ${text.length.toLocaleString('en')} bytes`)

async function downloadDescription(): Promise<Parameters<typeof sliceDescription>[0]> {
  const tempDir = await mkdtemp(join(tmpdir(), 'github-'))
  try {
    const npmOptions = ['pack', PACKAGE, '--silent', '--pack-destination', tempDir]
    const file = execFileSync('npm', npmOptions, {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    }).trim()
    const archivePath = 'package/generated/api.github.com.json'
    const execOptions = { encoding: 'utf8', maxBuffer: 2 ** 26 } as const
    return JSON.parse(
      execFileSync('tar', ['-xzOf', file, archivePath], { ...execOptions, cwd: tempDir }),
    ) as never
  } finally {
    await rm(tempDir, { recursive: true })
  }
}
