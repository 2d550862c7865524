import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { RepositoryApi, REPOSITORY } from '../release/repository-api.ts'
import { pullRequestEvent, pushEvent, type WorkflowEvent } from '../simulator/runner/events.ts'
import { runWorkflow, type WorkflowResult } from './engine.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const BRANCH = 'dependabot/npm_and_yarn/bundled-0a1b2c'

// Replaces the slow `npm ci` by a copy of node_modules. Not a symlink, because chunk numbers depend on paths.
const NPM = `#!/bin/sh
if test "$1" = ci; then
  cp --recursive --link "${PROJECT}/node_modules" . 2> /dev/null || exec cp --recursive --force "${PROJECT}/node_modules" .
  exit
fi
PATH="${PROJECT}/node_modules/.bin:$PATH" exec "$NPM" "$@"
`

/** A clone of this project, including uncommitted changes, for running its own workflows. */
class Clone {
  readonly api = new RepositoryApi()
  readonly folder: string

  private constructor(folder: string) {
    this.folder = folder
  }

  static async open(): Promise<Clone> {
    const clone = new Clone(await mkdtemp(join(tmpdir(), 'own-')))
    const files = execFileSync(
      'git',
      ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
      {
        cwd: PROJECT,
        encoding: 'utf8',
      },
    )
    for (const path of files.split('\0').filter((file) => file !== '')) await clone.#copy(path)
    await mkdir(join(clone.folder, 'bin'))
    await writeFile(join(clone.folder, 'bin/npm'), NPM, { mode: 0o755 })
    await symlink(process.execPath, join(clone.folder, 'bin/node'))
    clone.git('init', '--quiet', '--initial-branch=main')
    clone.commit()
    await clone.api.start()
    return clone
  }

  async #copy(path: string): Promise<void> {
    const to = join(this.folder, 'repository', path)
    await mkdir(dirname(to), { recursive: true })
    // Ignores files whose deletion is not committed yet.
    await cp(join(PROJECT, path), to).catch(() => undefined)
  }

  async close(): Promise<void> {
    await this.api.stop()
    await rm(this.folder, { recursive: true })
  }

  git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org']
    return execFileSync('git', [...identity, ...args], {
      cwd: join(this.folder, 'repository'),
      encoding: 'utf8',
    }).trim()
  }

  /** Commits everything, as it is then on main. */
  commit(): string {
    this.git('add', '--all', '--force')
    this.git('commit', '--quiet', '--allow-empty', '--message', 'One')
    this.git('update-ref', 'refs/remotes/origin/main', 'HEAD')
    return this.git('rev-parse', 'HEAD')
  }

  path(path: string): string {
    return join(this.folder, path)
  }

  async edit(path: string, change: (text: string) => string): Promise<void> {
    const file = this.path(join('repository', path))
    await writeFile(file, change(await readFile(file, 'utf8')))
  }

  async run(
    workflow: string,
    event: WorkflowEvent,
    change = (text: string) => text,
  ): Promise<WorkflowResult> {
    const text = await readFile(join(PROJECT, '.github/workflows', workflow), 'utf8')
    return runWorkflow({
      folder: this.folder,
      workflow: change(text),
      event,
      runId: 1,
      secrets: { GITHUB_TOKEN: 'ghs_token' },
      env: {
        GITHUB_API_URL: this.api.url,
        GITHUB_GRAPHQL_URL: `${this.api.url}/graphql`,
        GITHUB_REPOSITORY: REPOSITORY,
        NPM: execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim(),
      },
    })
  }
}

/** The input of the mutation createCommitOnBranch. */
interface Input {
  readonly expectedHeadOid: string
  readonly fileChanges: {
    readonly additions: readonly { readonly path: string; readonly contents: string }[]
    readonly deletions: readonly unknown[]
  }
}

async function withClone(scenario: (clone: Clone) => Promise<void>): Promise<void> {
  const clone = await Clone.open()
  try {
    await scenario(clone)
  } finally {
    await clone.close()
  }
}

/**
 * Features that the engine does not support, with replacements: reusable workflows of the same repository (here CI,
 * which runs this test), and the queue size of a concurrency group.
 */
const UNSUPPORTED: readonly (readonly [string, string])[] = [
  ['uses: $/.github/workflows/ci.yml', 'runs-on: ubuntu-latest\n    steps: [{ run: echo CI }]'],
  ['      queue: max # do not cancel pending releases\n', ''],
]

const replaceUnsupported = (text: string): string =>
  UNSUPPORTED.reduce((replaced, [from, to]) => {
    if (!replaced.includes(from)) throw new Error(`release.yml does not have ${from}`)
    return replaced.replace(from, to)
  }, text)

/** Adds the version of the package to the changelog, unless this commit is a release. Returns the tag. */
async function prepareRelease(clone: Clone): Promise<string> {
  const { version } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')) as {
    version: string
  }
  await clone.edit('CHANGELOG.md', (text) =>
    text.includes(`\n## ${version} - `)
      ? text
      : text.replace('## Unreleased\n', `## Unreleased\n\n## ${version} - 2026-12-01\n`),
  )
  return `v${version}`
}

describe('workflows of this repository in a workflow engine', () => {
  it.concurrent('publish an immutable release with the dist that the tag builds', () =>
    withClone(async (clone) => {
      const tag = await prepareRelease(clone)
      clone.api.tags.set(tag, clone.commit())
      const { exitCode, jobs, log } = await clone.run(
        'release.yml',
        pushEvent({ ref: `refs/tags/${tag}` }),
        replaceUnsupported,
      )
      if (exitCode !== 0) throw new Error(log)
      expect([...jobs.keys()].sort()).toEqual(['attest', 'build', 'ci', 'publish', 'verify'])
      expect(clone.api.releases).toMatchObject([{ tag_name: tag, draft: false, immutable: true }])
      expect(clone.api.releases[0]?.assets.map(({ name }) => name).sort()).toEqual([
        'provenance.sigstore.json',
        'sha256sums.txt',
      ])
      expect(clone.api.tags.get(tag.replace(/\..*/, ''))).toBe(clone.api.tags.get(tag))
      const signed = (await readFile(clone.path('calls/attest'), 'utf8')).trim().split('\n')
      expect(signed).toEqual(clone.git('ls-files', 'dist').split('\n'))
    }),
  )

  it.concurrent('do not release a dist that differs from the build of the tag', () =>
    withClone(async (clone) => {
      await clone.edit('dist/main/index.js', (text) => `${text}\n// more`)
      const tag = await prepareRelease(clone)
      clone.api.tags.set(tag, clone.commit())
      const { exitCode, jobs } = await clone.run(
        'release.yml',
        pushEvent({ ref: `refs/tags/${tag}` }),
        replaceUnsupported,
      )
      expect([exitCode, jobs.get('attest'), jobs.get('publish')]).toEqual([1, 'failure', undefined])
      expect(clone.api.changes).toEqual([])
    }),
  )

  it.concurrent('commit the rebuilt dist to a pull request of Dependabot', () =>
    withClone(async (clone) => {
      await clone.edit('dist/main/index.js', () => 'old')
      const head = clone.commit()
      const { payload } = pullRequestEvent({ headRef: BRANCH, headSha: head })
      const pull_request = { ...(payload['pull_request'] as object), user: { login: 'dependabot[bot]' } }
      const { exitCode, log } = await clone.run('dependabot-dist.yml', {
        name: 'pull_request',
        payload: { ...payload, pull_request },
      })
      if (exitCode !== 0) throw new Error(log)

      clone.api.pulls.push({
        number: 7,
        user: { login: 'dependabot[bot]' },
        head: { sha: head, repo: { full_name: REPOSITORY } },
      })
      const blobs = clone.git('ls-tree', '-r', 'HEAD').split('\n')
      clone.api.tree = blobs.map((line) => {
        const [, type = '', sha = '', path = ''] = /^\d+ (\w+) (\w+)\t(.+)$/.exec(line) ?? []
        return { path, type, sha }
      })
      const run = {
        id: 1,
        conclusion: 'success',
        event: 'pull_request',
        head_branch: BRANCH,
        head_sha: head,
        head_repository: { full_name: REPOSITORY },
      }
      const committed = await clone.run('dependabot-commit.yml', {
        name: 'workflow_run',
        payload: { action: 'completed', workflow_run: run, repository: { full_name: REPOSITORY } },
      })
      if (committed.exitCode !== 0) throw new Error(committed.log)
      const [commit, ...more] = clone.api.changes
      const { input } = (commit?.body as { variables: { input: Input } }).variables
      expect(input.expectedHeadOid).toBe(head)
      expect(input.fileChanges.deletions).toEqual([])
      expect(input.fileChanges.additions.map(({ path }) => path)).toEqual(['dist/main/index.js'])
      const [file] = input.fileChanges.additions
      const built = await readFile(join(PROJECT, 'dist/main/index.js'), 'base64')
      expect(file?.contents === built).toBe(true)
      expect(more).toEqual([])
    }),
  )
})
