import { githubCommentStore } from '../../src/github/comments.ts'
import { GitHubClient, type GitHubClientOptions as ClientOptions } from '../../src/github/github-client.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { GitHubSimulator, type GitHubOptions } from '../simulator/github.ts'

export const TOKEN = 'ghs_token0123456789abcdef'
export const PULL = 12

const running: GitHubSimulator[] = []

/** Starts a GitHub simulator with one pull request. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubSimulator> {
  const github = new GitHubSimulator({ token: TOKEN, repo: 'acme/models', ...options })
  running.push(github)
  await github.start()
  github.addPull({ number: PULL })
  return github
}

export function clientOptions(apiUrl: string, overrides: Partial<ClientOptions> = {}): ClientOptions {
  return {
    token: TOKEN,
    apiUrl,
    userAgent: 'test/1',
    owner: 'acme',
    repo: 'models',
    findProxy: () => undefined,
    clock: new VirtualClock(),
    ...overrides,
  }
}

/** Starts GitHub and a client for it. */
export async function startClient(options: GitHubOptions = {}, overrides: Partial<ClientOptions> = {}) {
  const github = await startGitHub(options)
  return { github, client: new GitHubClient(clientOptions(github.url, overrides)) }
}

/** Starts GitHub and a comment store for its pull request, or for `issueNumber`. */
export async function startConversation(
  options: GitHubOptions = {},
  { issueNumber = PULL, ...overrides }: Partial<ClientOptions> & { readonly issueNumber?: number } = {},
) {
  const { github, client } = await startClient(options, overrides)
  return { github, store: githubCommentStore(client, issueNumber) }
}

export async function stopGitHubs(): Promise<void> {
  await Promise.all(running.splice(0).map((github) => github.stop()))
}
