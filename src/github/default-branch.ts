import type { DefaultBranch, PolicyFile } from '../state/github.ts'
import {
  INVALID_RESPONSE,
  requestOptions,
  stringAt,
  type GitHubClient,
  type Octokit,
} from './github-client.ts'
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

/** `ref`: a branch or a commit; the default branch if absent. */
export type Repository = GitHubClient['repo'] & { readonly ref?: string }

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
  const entries = Array.isArray(listing) ? namedEntries(listing) : undefined
  if (listing !== undefined && entries === undefined) {
    if (stringAt(listing, 'type') === undefined) throw new Error(INVALID_RESPONSE)
    return { kind: 'unusable', message: `\`${folder}\` is not a folder` }
  }
  const entry = entries?.find((each) => each.name === name)
  if (entry !== undefined && entry.type !== 'file')
    return { kind: 'unusable', message: `it is a ${entry.type}, not a file` }
  const misnamed = entries?.find((each) => isNearName(each.name, name))
  if (entry === undefined && misnamed !== undefined)
    return { kind: 'unusable', message: `\`${folder}/${misnamed.name}\` must be named \`${name}\`` }
  // GitHub lists at most 1,000 entries.
  if (entries !== undefined && entries.length > 0 && entries.length < 1_000 && entry === undefined)
    return { kind: 'none' }
  return readPolicyFile(octokit, repository, path, {
    isListed: entry !== undefined,
    isFolderMissing: listing === undefined,
  })
}

/** `isListed`, `isFolderMissing`: what the listing of the folder said, which a 404 must agree with. */
async function readPolicyFile(
  octokit: Octokit,
  repository: Repository,
  path: string,
  { isListed, isFolderMissing }: { readonly isListed: boolean; readonly isFolderMissing: boolean },
): Promise<PolicyFile> {
  const file = await readContent(octokit, repository, path)
  if (file !== undefined) {
    if (stringAt(file, 'type') === undefined) throw new Error(INVALID_RESPONSE)
    const bytes = contentOf(file)
    return bytes === undefined
      ? { kind: 'unusable', message: 'it is not a file, or is larger than 1 MB' }
      : { kind: 'file', bytes, url: stringAt(file, 'html_url') }
  }
  if (isListed) throw new Error('it is listed, but not found')
  const root = (await octokit.rest.repos.getContent({ ...repository, path: '', ...requestOptions() })).data
  const names = Array.isArray(root) ? namedEntries(root)?.map((each) => each.name) : undefined
  // The folder was not found, or does not list the file.
  const folder = path.split('/')[0] ?? ''
  if (names === undefined || names.length === 0) throw new Error(INVALID_RESPONSE)
  if (isFolderMissing && names.includes(folder)) throw new Error('its folder is listed, but not found')
  return { kind: 'none' }
}

interface FolderEntry {
  readonly name: string
  readonly type: string
}

/** Undefined if the list is not one of files. */
export function namedEntries(entries: readonly unknown[]): readonly FolderEntry[] | undefined {
  const named = entries.flatMap((entry): FolderEntry[] => {
    const name = stringAt(entry, 'name')
    return name === undefined ? [] : [{ name, type: stringAt(entry, 'type') ?? 'special file' }]
  })
  return named.length === entries.length ? named : undefined
}

/** Whether somebody meant this name: in other capitals, or with the other extension of YAML. */
function isNearName(name: string, wanted: string): boolean {
  const normalize = (text: string): string => text.toLowerCase().replace(/\.yaml$/, '.yml')
  return normalize(name) === normalize(wanted)
}

/** A file, or the list of entries of a folder. Undefined if the path does not exist. */
export async function readContent(octokit: Octokit, repository: Repository, path: string): Promise<unknown> {
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
