import { githubComments } from '../../src/github/comments.ts'
import { GitHub, type GitHubOptions as StoreOptions } from '../../src/github/github-client.ts'
import { GitHubSimulator, type GitHubOptions } from '../simulator/github.ts'

export const TOKEN = 'ghs_token0123456789abcdef'
export const PULL = 12

const running: GitHubSimulator[] = []

/** GitHub with one pull request, listening. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubSimulator> {
  const github = new GitHubSimulator({ token: TOKEN, repo: 'acme/models', ...options })
  running.push(github)
  await github.start()
  github.addPull({ number: PULL })
  return github
}

/** What GitHub is asked with. */
export function storeOptions(apiUrl: string, more: Partial<StoreOptions> = {}): StoreOptions {
  return {
    token: TOKEN,
    apiUrl,
    userAgent: 'test/1',
    owner: 'acme',
    repo: 'models',
    usesProxy: false,
    ...more,
  }
}

/** GitHub, and how the action reaches it. */
export async function connection(options: GitHubOptions = {}, more: Partial<StoreOptions> = {}) {
  const github = await startGitHub(options)
  return { github, client: new GitHub(storeOptions(github.url, more)) }
}

/** GitHub, and the comments of its pull request (or of another one) as the action sees them. */
export async function conversation(
  options: GitHubOptions = {},
  { issueNumber = PULL, ...more }: Partial<StoreOptions> & { readonly issueNumber?: number } = {},
) {
  const { github, client } = await connection(options, more)
  return { github, store: githubComments(client, issueNumber) }
}

export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((github) => github.stop()))
}
