// node scripts/release/publish.ts ASSET...: publishes the release of the tag GITHUB_REF_NAME, whose commit is checked
// out, and moves the major version tag. Can be re-run after a failure. Needs no packages.
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { releaseNotes, findSection } from './changelog.ts'
import { GitHubClient, requireEnv } from './github.ts'
import { isNewer, parseTag } from './version.ts'

const root = join(import.meta.dirname, '../..')

const MAX_IMMUTABLE_CHECKS = 3
const IMMUTABLE_CHECK_INTERVAL_MS = 1_000

interface Release {
  readonly id: number
  readonly tag_name: string
  readonly draft: boolean
  readonly html_url: string
  readonly upload_url: string
  readonly immutable?: boolean
}

interface ReleasePlan {
  readonly github: GitHubClient
  /** API path of the repository. */
  readonly repo: string
  readonly tag: string
  readonly commit: string
  readonly notes: string
  /** Contents by file name. */
  readonly assets: ReadonlyMap<string, Buffer>
}

/** Uploads the assets to a draft first, because a published release is immutable. */
async function createRelease(
  plan: ReleasePlan,
  releases: readonly Release[],
  isNewest: boolean,
): Promise<Release> {
  const { github, repo, tag, notes, assets } = plan
  for (const { id } of releases.filter((release) => release.draft && release.tag_name === tag))
    await github.request('DELETE', `${repo}/releases/${id}`)
  const draft = await github.request<Release>('POST', `${repo}/releases`, {
    tag_name: tag,
    name: tag,
    body: notes,
    draft: true,
  })
  const upload = draft.upload_url.replace(/\{.*\}$/, '')
  for (const [name, bytes] of assets)
    await github.request('POST', `${upload}?${new URLSearchParams({ name })}`, bytes)
  return github.request<Release>('PATCH', `${repo}/releases/${draft.id}`, {
    draft: false,
    make_latest: isNewest ? 'true' : 'false',
  })
}

/** GITHUB_TOKEN cannot move a tag to a commit if no branch has the same workflow files any more. */
async function moveMajorTag(plan: ReleasePlan, major: string): Promise<void> {
  await setMajorTag(plan, major).catch((error: unknown) => {
    const command = `git push --force origin '${plan.tag}^{commit}:refs/tags/${major}'`
    throw new Error(`${plan.tag} is released, but ${major} was not moved. To move it, run: ${command}`, {
      cause: error,
    })
  })
}

async function setMajorTag({ github, repo, commit }: ReleasePlan, major: string): Promise<void> {
  const existing = await github.find<{ object: { sha: string } }>(`${repo}/git/ref/tags/${major}`)
  if (existing === undefined)
    await github.request('POST', `${repo}/git/refs`, { ref: `refs/tags/${major}`, sha: commit })
  else if (existing.object.sha !== commit)
    await github.request('PATCH', `${repo}/git/refs/tags/${major}`, { sha: commit, force: true })
}

async function verifyTag({ github, repo, tag, commit }: ReleasePlan): Promise<void> {
  const tagged = await github.request<{ sha: string }>('GET', `${repo}/commits/tags/${tag}`)
  if (tagged.sha !== commit) throw new Error(`${tag} now points to ${tagged.sha}, but ${commit} was verified`)
}

/** GitHub may take a moment to mark a release as immutable. */
async function waitUntilImmutable(
  github: GitHubClient,
  repo: string,
  { id, immutable }: Release,
): Promise<boolean> {
  let isImmutable = immutable
  for (let checks = 0; isImmutable !== true && checks < MAX_IMMUTABLE_CHECKS; checks++) {
    await sleep(IMMUTABLE_CHECK_INTERVAL_MS)
    isImmutable = (await github.request<Release>('GET', `${repo}/releases/${id}`)).immutable
  }
  return isImmutable === true
}

async function publish(plan: ReleasePlan): Promise<void> {
  const { github, repo, tag } = plan
  const major = parseTag(tag)?.major ?? ''
  await verifyTag(plan)
  const releases = await github.listAll<Release>(`${repo}/releases`)
  const others = releases.filter(({ draft, tag_name }) => !draft && parseTag(tag_name) && tag_name !== tag)
  const newer = others.filter(({ tag_name }) => isNewer(tag_name, tag))
  const existing = releases.find(({ draft, tag_name }) => !draft && tag_name === tag)
  const release = existing ?? (await createRelease(plan, releases, newer.length === 0))
  console.log(release.html_url)
  if (!(await waitUntilImmutable(github, repo, release)))
    throw new Error(
      `${tag} is not immutable: enable immutable releases for the repository. ${major} was not moved.`,
    )
  await verifyTag(plan)
  if (newer.some(({ tag_name }) => parseTag(tag_name)?.major === major))
    console.log(`${major} was not moved: it points to a newer release`)
  else await moveMajorTag(plan, major)
}

/** Plans the release of the checked-out commit. */
async function createPlan(assets: readonly string[]): Promise<ReleasePlan> {
  const tag = requireEnv('GITHUB_REF_NAME')
  const section = findSection(
    await readFile(join(root, 'CHANGELOG.md'), 'utf8'),
    parseTag(tag)?.version ?? '',
  )
  if (section === undefined) throw new Error(`CHANGELOG.md has no section for ${tag}`)
  const repository = requireEnv('GITHUB_REPOSITORY', /^[\w.-]+\/[\w.-]+$/)
  const { stdout, status } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error('git cannot resolve HEAD')
  const commit = stdout.trim()
  const url = `${requireEnv('GITHUB_SERVER_URL')}/${repository}`
  return {
    github: new GitHubClient(requireEnv('GITHUB_API_URL'), requireEnv('GITHUB_TOKEN')),
    repo: `/repos/${repository}`,
    tag,
    commit,
    notes: releaseNotes(section, { url, repository, tag, commit }),
    assets: new Map(
      await Promise.all(
        assets.map(async (path) => [basename(path), await readFile(path)] as [string, Buffer]),
      ),
    ),
  }
}

try {
  await publish(await createPlan(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof Error && error.cause instanceof Error) console.error(error.cause.message)
  process.exitCode = 1
}
