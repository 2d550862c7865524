// node scripts/release/publish.ts ASSET...: makes the release of the tag GITHUB_REF_NAME, whose commit is checked out, and
// moves the tag of its major version. Can be run again after a failure. Needs no packages.
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { releaseNotes, sectionOf } from './changelog.ts'
import { GitHub, given } from './github.ts'
import { isNewer, versionOf } from './version.ts'

const root = join(import.meta.dirname, '../..')

const LOOKS = 3
const LOOK_AGAIN_MS = 1_000

interface Release {
  readonly id: number
  readonly tag_name: string
  readonly draft: boolean
  readonly html_url: string
  readonly upload_url: string
  readonly immutable?: boolean
}

interface Plan {
  readonly github: GitHub
  /** Path of the repository in the API. */
  readonly repo: string
  readonly tag: string
  readonly commit: string
  readonly notes: string
  /** Bytes by name. */
  readonly assets: ReadonlyMap<string, Buffer>
}

/** A draft takes the assets, because a release that is published cannot be changed any more. */
async function published(plan: Plan, releases: readonly Release[], isNewest: boolean): Promise<Release> {
  const { github, repo, tag, notes, assets } = plan
  for (const { id } of releases.filter((release) => release.draft && release.tag_name === tag))
    await github.ask('DELETE', `${repo}/releases/${id}`)
  const draft = await github.ask<Release>('POST', `${repo}/releases`, {
    tag_name: tag,
    name: tag,
    body: notes,
    draft: true,
  })
  const upload = draft.upload_url.replace(/\{.*\}$/, '')
  for (const [name, bytes] of assets)
    await github.ask('POST', `${upload}?${new URLSearchParams({ name })}`, bytes)
  return github.ask<Release>('PATCH', `${repo}/releases/${draft.id}`, {
    draft: false,
    make_latest: isNewest ? 'true' : 'false',
  })
}

/** GitHub lets no workflow's own token move a tag to a commit whose workflows are those of no branch any more. */
async function moveMajor(plan: Plan, major: string): Promise<void> {
  await setMajor(plan, major).catch((error: unknown) => {
    const by = `git push --force origin '${plan.tag}^{commit}:refs/tags/${major}'`
    throw new Error(`${plan.tag} is released, but ${major} was not moved. Move it yourself: ${by}`, {
      cause: error,
    })
  })
}

async function setMajor({ github, repo, commit }: Plan, major: string): Promise<void> {
  const there = await github.find<{ object: { sha: string } }>(`${repo}/git/ref/tags/${major}`)
  if (there === undefined)
    await github.ask('POST', `${repo}/git/refs`, { ref: `refs/tags/${major}`, sha: commit })
  else if (there.object.sha !== commit)
    await github.ask('PATCH', `${repo}/git/refs/tags/${major}`, { sha: commit, force: true })
}

async function verify({ github, repo, tag, commit }: Plan): Promise<void> {
  const tagged = await github.ask<{ sha: string }>('GET', `${repo}/commits/tags/${tag}`)
  if (tagged.sha !== commit) throw new Error(`${tag} is ${tagged.sha} by now, and ${commit} was verified`)
}

/** GitHub may need a moment until it says so. */
async function isImmutable(github: GitHub, repo: string, { id, immutable }: Release): Promise<boolean> {
  let is = immutable
  for (let look = 0; is !== true && look < LOOKS; look++) {
    await sleep(LOOK_AGAIN_MS)
    is = (await github.ask<Release>('GET', `${repo}/releases/${id}`)).immutable
  }
  return is === true
}

async function publish(plan: Plan): Promise<void> {
  const { github, repo, tag } = plan
  const major = versionOf(tag)?.major ?? ''
  await verify(plan)
  const releases = await github.all<Release>(`${repo}/releases`)
  const others = releases.filter(({ draft, tag_name }) => !draft && versionOf(tag_name) && tag_name !== tag)
  const newer = others.filter(({ tag_name }) => isNewer(tag_name, tag))
  const existing = releases.find(({ draft, tag_name }) => !draft && tag_name === tag)
  const release = existing ?? (await published(plan, releases, newer.length === 0))
  console.log(release.html_url)
  if (!(await isImmutable(github, repo, release)))
    throw new Error(`${tag} can still be changed: turn on immutable releases. ${major} was not moved.`)
  await verify(plan)
  if (newer.some(({ tag_name }) => versionOf(tag_name)?.major === major))
    console.log(`${major} stays where it is, at a newer release`)
  else await moveMajor(plan, major)
}

/** The plan for the commit that is checked out. */
async function planned(assets: readonly string[]): Promise<Plan> {
  const tag = given('GITHUB_REF_NAME')
  const section = sectionOf(await readFile(join(root, 'CHANGELOG.md'), 'utf8'), versionOf(tag)?.version ?? '')
  if (section === undefined) throw new Error(`CHANGELOG.md has no section for ${tag}`)
  const repository = given('GITHUB_REPOSITORY', /^[\w.-]+\/[\w.-]+$/)
  const { stdout, status } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error('git does not know the commit')
  const commit = stdout.trim()
  const url = `${given('GITHUB_SERVER_URL')}/${repository}`
  return {
    github: new GitHub(given('GITHUB_API_URL'), given('GITHUB_TOKEN')),
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
  await publish(await planned(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof Error && error.cause instanceof Error) console.error(error.cause.message)
  process.exitCode = 1
}
