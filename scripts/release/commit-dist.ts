// node scripts/release/commit-dist.ts FOLDER: commits the dist in FOLDER, which a run without privileges has built, to the
// pull request of Dependabot that it was built for. Runs with a token that may write, so it runs nothing of that pull
// request: it only looks at names, sizes and bytes, and talks to the API.
import { createHash } from 'node:crypto'
import { foreignDist, type Dist } from './dist-files.ts'
import { GitHub, given } from './github.ts'

const DEPENDABOT = 'dependabot[bot]'
// Only what Dependabot itself changes, and the dist of an earlier round.
const EXPECTED_CHANGES = /^(package(-lock)?\.json|dist\/.*)$/

interface PullRequest {
  readonly number: number
  readonly user: { readonly login: string } | null
  readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } | null }
}

interface Branch {
  readonly repository: string
  readonly name: string
  /** The commit that the dist was built from. */
  readonly head: string
}

/** Why nothing is committed, or nothing when the branch is still what the dist was built from. */
async function objection(github: GitHub, { repository, name, head }: Branch): Promise<string | undefined> {
  const [owner = ''] = repository.split('/')
  const query = new URLSearchParams({ state: 'open', head: `${owner}:${name}` })
  const pulls = await github.ask<readonly PullRequest[]>('GET', `/repos/${repository}/pulls?${query}`)
  const [pull] = pulls
  if (pull === undefined || pulls.length > 1) return `${name} has ${pulls.length} open pull requests`
  if (pull.user?.login !== DEPENDABOT) throw new Error(`#${pull.number} is not by ${DEPENDABOT}`)
  if (pull.head.repo?.full_name !== repository)
    throw new Error(`#${pull.number} comes from another repository`)
  if (pull.head.sha !== head) return `${name} has moved on to ${pull.head.sha}`
  if (!(await isOfDependabot(github, repository, head)))
    return `${head} is not by ${DEPENDABOT}: from now on its dist is a matter of who changed the branch`
  const changed = await github.all<{ filename: string }>(`/repos/${repository}/pulls/${pull.number}/files`)
  const unexpected = changed.map(({ filename }) => filename).filter((path) => !EXPECTED_CHANGES.test(path))
  if (unexpected.length > 0)
    throw new Error(
      `#${pull.number} also changes ${unexpected.map((path) => JSON.stringify(path)).join(', ')}`,
    )
  return undefined
}

/**
 * Whether Dependabot itself made this commit. Who else may push to its branch could otherwise have a dist of their own
 * committed in our name.
 */
async function isOfDependabot(github: GitHub, repository: string, commit: string): Promise<boolean> {
  interface Commit {
    readonly author: { readonly login?: string } | null
    readonly commit: { readonly verification?: { readonly verified: boolean } }
  }
  const { author, commit: made } = await github.ask<Commit>('GET', `/repos/${repository}/commits/${commit}`)
  return author?.login === DEPENDABOT && made.verification?.verified === true
}

interface Changes {
  readonly additions: readonly { readonly path: string; readonly contents: string }[]
  readonly deletions: readonly { readonly path: string }[]
}

async function changesTo(github: GitHub, { repository, head }: Branch, dist: Dist): Promise<Changes> {
  interface Tree {
    readonly truncated: boolean
    readonly tree: readonly { readonly path: string; readonly type: string; readonly sha: string }[]
  }
  const { truncated, tree } = await github.ask<Tree>(
    'GET',
    `/repos/${repository}/git/trees/${head}?recursive=1`,
  )
  if (truncated) throw new Error('the tree of the commit is too large to compare with')
  const there = new Map(
    tree
      .filter(({ path, type }) => type === 'blob' && path.startsWith('dist/'))
      .map(({ path, sha }) => [path.slice('dist/'.length), sha]),
  )
  return {
    additions: [...dist]
      .filter(([path, bytes]) => there.get(path) !== blobSha(bytes))
      .map(([path, bytes]) => ({ path: `dist/${path}`, contents: bytes.toString('base64') })),
    deletions: [...there.keys()].filter((path) => !dist.has(path)).map((path) => ({ path: `dist/${path}` })),
  }
}

/** As git names the content of a file. */
function blobSha(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`

/** The id of the new commit. The API refuses it when the branch has another head by now. */
async function commit(github: GitHub, { repository, name, head }: Branch, changes: Changes): Promise<string> {
  const input = {
    branch: { repositoryNameWithOwner: repository, branchName: name },
    expectedHeadOid: head,
    fileChanges: changes,
    // With this line Dependabot goes on looking after its branch.
    message: { headline: 'Rebuild dist', body: '[dependabot skip]' },
  }
  interface Answer {
    readonly data?: { readonly createCommitOnBranch?: { readonly commit?: { readonly oid: string } } | null }
    readonly errors?: unknown
  }
  const url = given('GITHUB_GRAPHQL_URL')
  const answer = await github.ask<Answer>('POST', url, { query: COMMIT, variables: { input } })
  const oid = answer.data?.createCommitOnBranch?.commit?.oid
  if (oid === undefined) throw new Error(`no commit: ${JSON.stringify(answer.errors ?? answer)}`)
  return oid
}

async function run(folder: string): Promise<string> {
  const github = new GitHub(given('GITHUB_API_URL'), given('GITHUB_TOKEN'))
  const branch: Branch = {
    repository: given('GITHUB_REPOSITORY', /^[\w.-]+\/[\w.-]+$/),
    name: given('HEAD_BRANCH', /^dependabot\/npm_and_yarn\/(?!.*\.\.)[\w@./-]+$/),
    head: given('HEAD_SHA', /^[0-9a-f]{40}$/),
  }
  const dist = await foreignDist(folder)
  const reason = await objection(github, branch)
  if (reason !== undefined) return `nothing is committed: ${reason}`
  const changes = await changesTo(github, branch, dist)
  if (changes.additions.length + changes.deletions.length === 0) return 'dist is what the branch already has'
  const oid = await commit(github, branch, changes)
  // A run that were started from here would not count as a check of the pull request.
  return `committed ${oid}: its checks wait until somebody approves the workflows on the pull request`
}

try {
  console.log(await run(process.argv[2] ?? ''))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
