// node scripts/release/publish.ts ASSET...: makes the release of the tag GITHUB_REF_NAME, whose commit is checked out, and
// moves the tag of its major version. Can be run again after a failure. Needs no packages.
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { releaseNotes, sectionOf } from './changelog.ts'
import { GitHub, given } from './github.ts'
import { isNewer, versionOf } from './version.ts'

const root = join(import.meta.dirname, '../..')

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

async function moveMajor({ github, repo, commit }: Plan, major: string): Promise<void> {
  const there = await github.find<{ object: { sha: string } }>(`${repo}/git/ref/tags/${major}`)
  if (there === undefined)
    await github.ask('POST', `${repo}/git/refs`, { ref: `refs/tags/${major}`, sha: commit })
  else if (there.object.sha !== commit)
    await github.ask('PATCH', `${repo}/git/refs/tags/${major}`, { sha: commit, force: true })
}

async function publish(plan: Plan): Promise<void> {
  const { github, repo, tag, commit } = plan
  const major = versionOf(tag)?.major ?? ''
  const tagged = await github.ask<{ sha: string }>('GET', `${repo}/commits/tags/${tag}`)
  if (tagged.sha !== commit) throw new Error(`${tag} is ${tagged.sha} by now, and ${commit} was verified`)
  const releases = await github.all<Release>(`${repo}/releases`)
  const others = releases.filter(({ draft, tag_name }) => !draft && versionOf(tag_name) && tag_name !== tag)
  const newer = others.filter(({ tag_name }) => isNewer(tag_name, tag))
  const existing = releases.find(({ draft, tag_name }) => !draft && tag_name === tag)
  const release = existing ?? (await published(plan, releases, newer.length === 0))
  console.log(release.html_url)
  if (release.immutable !== true)
    throw new Error(`${tag} can still be changed: turn on immutable releases. ${major} was not moved.`)
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
  process.exitCode = 1
}
