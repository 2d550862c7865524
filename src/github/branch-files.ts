import type { BaseBranch, BaseFileResult } from '../state/github.ts'
import { contentOf, namedEntries, readContent, type Repository } from './default-branch.ts'
import {
  INVALID_RESPONSE,
  requestOptions,
  stringAt,
  type GitHubClient,
  type Octokit,
} from './github-client.ts'
import { listAt, valueAt } from './payload.ts'

/** `ref`: a branch or a commit. */
export function branchFiles(github: GitHubClient, ref: string, displayName = ref): BaseBranch {
  return {
    ref: displayName,
    listBlobIds: async () => {
      const result = await github.call(
        `listing the files on ${displayName}`,
        'contents',
        async ({ rest }) => {
          const options = { ...github.repo, tree_sha: ref, recursive: 'true', ...requestOptions() }
          const { data } = await rest.git.getTree(options)
          return valueAt(data, 'truncated') === true ? undefined : blobIdsOf(listAt(data, 'tree'))
        },
      )
      return result.ok ? result.value : undefined
    },
    read: async (path, { provesMissing } = { provesMissing: false }) => {
      const result = await github.call(`reading ${path} on ${displayName}`, 'contents', (octokit) =>
        readFile(octokit, { ...github.repo, ref }, path, provesMissing),
      )
      return result.ok ? result.value : { kind: 'unreadable', message: result.message, error: result }
    },
  }
}

function blobIdsOf(tree: readonly unknown[]): ReadonlyMap<string, string> {
  return new Map(
    tree.flatMap((entry): [string, string][] => {
      const [path, sha] = [stringAt(entry, 'path'), stringAt(entry, 'sha')]
      return path === undefined || sha === undefined ? [] : [[path, sha]]
    }),
  )
}

async function readFile(
  octokit: Octokit,
  branch: Repository,
  path: string,
  provesMissing: boolean,
): Promise<BaseFileResult> {
  const file = await readContent(octokit, branch, path)
  if (file === undefined) {
    if (provesMissing) await proveMissing(octokit, branch, path)
    return { kind: 'missing' }
  }
  if (!Array.isArray(file) && stringAt(file, 'type') === undefined) throw new Error(INVALID_RESPONSE)
  const bytes = contentOf(file)
  return bytes === undefined
    ? { kind: 'unreadable', message: 'it is not a file or is too large' }
    : { kind: 'file', bytes }
}

/** GitHub lists at most so many entries of a folder. */
const MAX_ENTRIES = 1_000

/**
 * A 404 may also mean that the token must not read the repository, or be a mistake. So the nearest folder that exists must be
 * listed without it.
 *
 * @throws the 404 of the root, or that the path exists
 */
async function proveMissing(octokit: Octokit, branch: Repository, path: string): Promise<void> {
  const end = path.lastIndexOf('/')
  const [folder, name] = [path.slice(0, Math.max(0, end)), path.slice(end + 1)]
  const listing =
    folder === ''
      ? (await octokit.rest.repos.getContent({ ...branch, path: '', ...requestOptions() })).data
      : await readContent(octokit, branch, folder)
  if (listing === undefined) return proveMissing(octokit, branch, folder)
  // The path of a folder may have been one of a file.
  if (!Array.isArray(listing) && stringAt(listing, 'type') !== undefined) return
  const entries = Array.isArray(listing) ? namedEntries(listing) : undefined
  if (entries === undefined) throw new Error(INVALID_RESPONSE)
  const isListed = entries.some((entry) => entry.name === name)
  if (isListed && entries.length < MAX_ENTRIES) throw new Error('it is listed, but not found')
}
