import type { DefaultBranch, PolicyFile } from '../state/github.ts'
import { requestOptions, stringAt, type GitHubClient, type Octokit } from './github-client.ts'
import { valueAt } from './payload.ts'

/** In the order in which GitHub looks for the file. */
const CODEOWNERS_PATHS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']

/** Reads the default branch: the API takes it if a request names no other. */
export function defaultBranchFiles(github: GitHubClient): DefaultBranch {
  return {
    readPolicy: (path) =>
      github.call('reading the policy', 'contents', (octokit) => readPolicy(octokit, github.repo, path)),
    readCodeowners: async () => {
      const result = await github.call('reading CODEOWNERS', 'contents', async (octokit) => {
        for (const path of CODEOWNERS_PATHS) {
          const bytes = contentOf(await readContent(octokit, github.repo, path))
          if (bytes !== undefined) return bytes.toString('utf8')
        }
        return undefined
      })
      return result.ok ? result.value : undefined
    },
  }
}

type Repository = GitHubClient['repo']

/**
 * Lists the folder first: that proves with one request that there is no policy, and shows a symbolic link, which the API
 * follows. A 404 may also mean that the token must not read the repository, so it counts only if the token can list its
 * root.
 *
 * @throws the 404 of the root
 */
async function readPolicy(octokit: Octokit, repository: Repository, path: string): Promise<PolicyFile> {
  const end = path.lastIndexOf('/')
  const [folder, name] = [path.slice(0, end), path.slice(end + 1)]
  const listing = await readContent(octokit, repository, folder)
  if (Array.isArray(listing)) {
    const entry = (listing as readonly unknown[]).find((each) => stringAt(each, 'name') === name)
    if (entry === undefined) return { kind: 'none' }
    const type = stringAt(entry, 'type')
    if (type !== 'file') return { kind: 'unusable', message: `it is a ${type ?? 'special file'}, not a file` }
  } else if (listing !== undefined) return { kind: 'unusable', message: `\`${folder}\` is not a folder` }
  const file = await readContent(octokit, repository, path)
  if (file !== undefined) {
    const bytes = contentOf(file)
    return bytes === undefined
      ? { kind: 'unusable', message: 'it is not a file, or is larger than 1 MB' }
      : { kind: 'file', bytes, url: stringAt(file, 'html_url') }
  }
  await octokit.rest.repos.getContent({ ...repository, path: '', ...requestOptions() })
  return { kind: 'none' }
}

/** A file, or the list of entries of a folder. Undefined if the path does not exist. */
async function readContent(octokit: Octokit, repository: Repository, path: string): Promise<unknown> {
  try {
    return (await octokit.rest.repos.getContent({ ...repository, path, ...requestOptions() })).data
  } catch (error) {
    if (valueAt(error, 'status') === 404) return undefined
    throw error
  }
}

/** GitHub sends no content for files over 1 MB, with a different `encoding`. */
export function contentOf(file: unknown): Buffer | undefined {
  const content = stringAt(file, 'encoding') === 'base64' ? stringAt(file, 'content') : undefined
  return content === undefined ? undefined : Buffer.from(content, 'base64')
}
