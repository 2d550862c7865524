// node scripts/release/commit-dist.ts FOLDER: commits the dist in FOLDER, which an unprivileged run has built, to the
// branch of the Dependabot pull request. It has a write token, so it runs no code of the pull request: it only checks
// names, sizes and bytes of files, and calls the API.
import { createHash } from 'node:crypto'
import { readUntrustedDist, type Dist } from './dist-files.ts'
import { GitHubClient, requireEnv } from './github.ts'

const DEPENDABOT = 'dependabot[bot]'
// Files that Dependabot changes, and a dist that an earlier run has committed.
const EXPECTED_CHANGES = /^(package(-lock)?\.json|dist\/.*)$/

interface PullRequest {
  readonly number: number
  readonly user: { readonly login: string } | null
  readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } | null }
}

interface Branch {
  readonly repository: string
  readonly name: string
  /** The commit from which the dist was built. */
  readonly headSha: string
}

/**
 * Returns why nothing is to be committed; undefined if the branch is still at the commit that was built.
 *
 * @throws Error if the pull request is not one that only Dependabot has changed.
 */
async function findSkipReason(
  github: GitHubClient,
  { repository, name, headSha }: Branch,
): Promise<string | undefined> {
  const [owner = ''] = repository.split('/')
  const query = new URLSearchParams({ state: 'open', head: `${owner}:${name}` })
  const pullRequests = await github.request<readonly PullRequest[]>(
    'GET',
    `/repos/${repository}/pulls?${query}`,
  )
  const [pullRequest] = pullRequests
  if (pullRequest === undefined || pullRequests.length > 1)
    return `${name} has ${pullRequests.length} open pull requests`
  if (pullRequest.user?.login !== DEPENDABOT)
    throw new Error(`#${pullRequest.number} is not by ${DEPENDABOT}`)
  if (pullRequest.head.repo?.full_name !== repository)
    throw new Error(`#${pullRequest.number} comes from another repository`)
  if (pullRequest.head.sha !== headSha) return `${name} is now at ${pullRequest.head.sha}`
  if (!(await isByDependabot(github, repository, headSha)))
    return `${headSha} is not by ${DEPENDABOT}: whoever pushed to the branch must also build dist`
  const changed = await github.listAll<{ filename: string }>(
    `/repos/${repository}/pulls/${pullRequest.number}/files`,
  )
  const unexpected = changed.map(({ filename }) => filename).filter((path) => !EXPECTED_CHANGES.test(path))
  if (unexpected.length > 0)
    throw new Error(
      `#${pullRequest.number} also changes ${unexpected.map((path) => JSON.stringify(path)).join(', ')}`,
    )
  return undefined
}

/**
 * Whether Dependabot itself made this commit. Otherwise, anyone who can push to its branch could have a malicious dist
 * committed in our name.
 */
async function isByDependabot(github: GitHubClient, repository: string, commit: string): Promise<boolean> {
  interface Commit {
    readonly author: { readonly login?: string } | null
    readonly commit: { readonly verification?: { readonly verified: boolean } }
  }
  const { author, commit: details } = await github.request<Commit>(
    'GET',
    `/repos/${repository}/commits/${commit}`,
  )
  return author?.login === DEPENDABOT && details.verification?.verified === true
}

interface Changes {
  readonly additions: readonly { readonly path: string; readonly contents: string }[]
  readonly deletions: readonly { readonly path: string }[]
}

async function computeChanges(
  github: GitHubClient,
  { repository, headSha }: Branch,
  dist: Dist,
): Promise<Changes> {
  interface Tree {
    readonly truncated: boolean
    readonly tree: readonly { readonly path: string; readonly type: string; readonly sha: string }[]
  }
  const { truncated, tree } = await github.request<Tree>(
    'GET',
    `/repos/${repository}/git/trees/${headSha}?recursive=1`,
  )
  if (truncated) throw new Error('the tree of the commit is too large: the API truncated it')
  const existing = new Map(
    tree
      .filter(({ path, type }) => type === 'blob' && path.startsWith('dist/'))
      .map(({ path, sha }) => [path.slice('dist/'.length), sha]),
  )
  return {
    additions: [...dist]
      .filter(([path, bytes]) => existing.get(path) !== gitBlobHash(bytes))
      .map(([path, bytes]) => ({ path: `dist/${path}`, contents: bytes.toString('base64') })),
    deletions: [...existing.keys()]
      .filter((path) => !dist.has(path))
      .map((path) => ({ path: `dist/${path}` })),
  }
}

/** The SHA by which git identifies the content of a file. */
function gitBlobHash(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

const CREATE_COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`

/** Creates the commit and returns its id. The API rejects it if the branch has moved. */
async function createCommit(
  github: GitHubClient,
  { repository, name, headSha }: Branch,
  changes: Changes,
): Promise<string> {
  const input = {
    branch: { repositoryNameWithOwner: repository, branchName: name },
    expectedHeadOid: headSha,
    fileChanges: changes,
    // Without this line, Dependabot stops updating a branch with foreign commits.
    message: { headline: 'Rebuild dist', body: '[dependabot skip]' },
  }
  interface GraphQlResponse {
    readonly data?: {
      readonly createCommitOnBranch?: { readonly commit?: { readonly oid: string } } | null
    }
    readonly errors?: unknown
  }
  const url = requireEnv('GITHUB_GRAPHQL_URL')
  const response = await github.request<GraphQlResponse>('POST', url, {
    query: CREATE_COMMIT,
    variables: { input },
  })
  const oid = response.data?.createCommitOnBranch?.commit?.oid
  if (oid === undefined)
    throw new Error(`GitHub did not create the commit: ${JSON.stringify(response.errors ?? response)}`)
  return oid
}

async function run(folder: string): Promise<string> {
  const github = new GitHubClient(requireEnv('GITHUB_API_URL'), requireEnv('GITHUB_TOKEN'))
  const branch: Branch = {
    repository: requireEnv('GITHUB_REPOSITORY', /^[\w.-]+\/[\w.-]+$/),
    name: requireEnv('HEAD_BRANCH', /^dependabot\/npm_and_yarn\/(?!.*\.\.)[\w@./-]+$/),
    headSha: requireEnv('HEAD_SHA', /^[0-9a-f]{40}$/),
  }
  const dist = await readUntrustedDist(folder)
  const skipReason = await findSkipReason(github, branch)
  if (skipReason !== undefined) return `nothing to commit: ${skipReason}`
  const changes = await computeChanges(github, branch, dist)
  if (changes.additions.length + changes.deletions.length === 0)
    return 'nothing to commit: dist is up to date'
  const commitId = await createCommit(github, branch, changes)
  // A run started from here would not count as a check of the pull request.
  return `committed ${commitId}: approve the workflows on the pull request to run its checks`
}

try {
  console.log(await run(process.argv[2] ?? ''))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
