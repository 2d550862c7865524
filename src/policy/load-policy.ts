import type { RetryOptions } from '../jobs/backoff.ts'
import type { Diagnostic } from '../job-spec/types.ts'
import type { DefaultBranch, GitHubError } from '../state/github.ts'
import { retryGitHub } from '../state/retry-github.ts'
import { POLICY_FILE, type Policy } from './policy.ts'

export type LoadedPolicy =
  /** The repository provably has none. */
  | { readonly kind: 'none' }
  /** `url`: its page on GitHub. */
  | { readonly kind: 'loaded'; readonly policy: Policy; readonly url?: string; readonly bytes: Uint8Array }
  | { readonly kind: 'invalid'; readonly diagnostics: readonly Diagnostic[] }
  /** GitHub does not answer, or refuses to show it. */
  | { readonly kind: 'unreadable'; readonly error: string }

/**
 * Reads the policy of the default branch. Imports the parser on demand, because most repositories have no policy. Never
 * rejects.
 */
export async function loadPolicy(
  defaultBranch: DefaultBranch,
  retryOptions: RetryOptions<GitHubError>,
): Promise<LoadedPolicy> {
  const result = await retryGitHub(() => defaultBranch.readPolicy(POLICY_FILE), retryOptions)
  if (!result.ok) {
    const hint = result.isNotFound
      ? '. The token may not read this repository: give the job `permissions: { contents: read, pull-requests: write }`.'
      : ''
    return { kind: 'unreadable', error: result.message + hint }
  }
  const file = result.value
  switch (file.kind) {
    case 'none':
      return file
    case 'unusable':
      return {
        kind: 'invalid',
        diagnostics: [
          { level: 'error', location: { file: POLICY_FILE }, message: onDefaultBranch(file.message) },
        ],
      }
    case 'file': {
      const { parsePolicy } = await import(/* webpackChunkName: 'policy' */ './parse-policy.ts')
      const parsed = parsePolicy(file.bytes, POLICY_FILE)
      if (parsed.ok) return { kind: 'loaded', policy: parsed.policy, url: file.url, bytes: file.bytes }
      const diagnostics = parsed.diagnostics.map((each) => ({
        ...each,
        message: onDefaultBranch(each.message),
      }))
      return { kind: 'invalid', diagnostics }
    }
  }
}

/** The workspace may have another version of the file. */
const onDefaultBranch = (message: string): string => `On the default branch: ${message}`
