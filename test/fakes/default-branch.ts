import { parsePolicy } from '../../src/policy/parse-policy.ts'
import type { Policy } from '../../src/policy/policy.ts'
import type { DefaultBranch, GitHubResult, PolicyFile } from '../../src/state/github.ts'

/** A default branch with this policy; by default without one. */
export function fakeDefaultBranch(
  policy?: string | GitHubResult<PolicyFile>,
  codeowners?: string,
): DefaultBranch {
  const file: PolicyFile =
    typeof policy === 'string' ? { kind: 'file', bytes: new TextEncoder().encode(policy) } : { kind: 'none' }
  return {
    readPolicy: () => Promise.resolve(typeof policy === 'object' ? policy : { ok: true, value: file }),
    readCodeowners: () => Promise.resolve(codeowners),
  }
}

/** A default branch whose policy is another one after it was read once. */
export function changingDefaultBranch(
  before: string,
  after: Parameters<typeof fakeDefaultBranch>[0],
): DefaultBranch {
  const [first, last] = [fakeDefaultBranch(before), fakeDefaultBranch(after)]
  let reads = 0
  return { ...first, readPolicy: (path) => (reads++ === 0 ? first : last).readPolicy(path) }
}

/** @throws Error if the policy is not valid. */
export function policyOf(text: string): Policy {
  const result = parsePolicy(text)
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
  return result.policy
}

export const policyFile = (value: PolicyFile): GitHubResult<PolicyFile> => ({ ok: true, value })
