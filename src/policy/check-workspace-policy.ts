import type { Note } from '../jobs/note.ts'
import { MAX_FILE_BYTES, type Diagnostic, type Spec, type WorkspaceFiles } from '../job-spec/types.ts'
import { createPlan } from './create-plan.ts'
import { parsePolicy } from './parse-policy.ts'
import type { Plan } from './plan.ts'
import { POLICY_FILE } from './policy.ts'

interface WorkspacePolicyCheck {
  readonly diagnostics: readonly Diagnostic[]
  /** What would change once this version is on the default branch. */
  readonly note?: Note
}

const NOTHING_TO_CHECK: WorkspacePolicyCheck = { diagnostics: [] }

/**
 * Checks the policy file of the workspace, which applies to nothing before it is on the default branch. `current`: the bytes
 * there, if it has a policy. `plan`: what that one says about the specs.
 */
export async function checkWorkspacePolicy(
  files: Pick<WorkspaceFiles, 'read'>,
  specs: readonly Spec[],
  {
    plan,
    current,
    eventName,
  }: { readonly plan: Plan; readonly current?: Uint8Array; readonly eventName: string },
): Promise<WorkspacePolicyCheck> {
  const result = await files.read(POLICY_FILE, MAX_FILE_BYTES)
  if (result.kind === 'missing') return NOTHING_TO_CHECK
  if (result.kind !== 'file') {
    const message = 'It must be a file of at most 1 MB, because the action reads the policy from it.'
    return { diagnostics: [{ level: 'error', location: { file: POLICY_FILE }, message }] }
  }
  if (current !== undefined && Buffer.compare(result.bytes, current) === 0) return NOTHING_TO_CHECK
  const parsed = parsePolicy(result.bytes)
  if (!parsed.ok) return { diagnostics: parsed.diagnostics }
  const next = createPlan(specs, { policy: parsed.policy, policyPage: { owners: [] }, eventName })
  return { diagnostics: [], note: compareVerdicts(specs, plan, next) }
}

function compareVerdicts(specs: readonly Spec[], before: Plan, after: Plan): Note {
  const labels = specs.map(({ label }) => label)
  const refusedBy = (plan: Plan, label: string): readonly string[] =>
    [...plan.violations, ...(plan.specs.get(label)?.violations ?? [])].map(({ rule }) => rule)
  const changed = labels.filter(
    (label) => refusedBy(before, label).length > 0 !== refusedBy(after, label).length > 0,
  )
  return {
    code: 'policy-differs',
    refused: changed.flatMap((label) => {
      const rules = refusedBy(after, label)
      return rules.length === 0 ? [] : [`${label} (${rules.join(', ')})`]
    }),
    allowed: changed.filter((label) => refusedBy(after, label).length === 0),
  }
}
