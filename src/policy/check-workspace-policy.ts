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

interface PolicyCheckOptions {
  /** What the policy on the default branch says about the specs. */
  readonly plan: Plan
  /** The bytes of that one, if there is one. */
  readonly current?: Uint8Array
  /** Nobody has read that one, so it may exist. */
  readonly isCurrentUnread: boolean
  /** Empty outside of workflows, where no rule about events can be judged. */
  readonly eventName: string
}

/** Checks the policy file of the workspace, which applies to nothing before it is on the default branch. */
export async function checkWorkspacePolicy(
  files: Pick<WorkspaceFiles, 'read'>,
  specs: readonly Spec[],
  { plan, current, isCurrentUnread, eventName }: PolicyCheckOptions,
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
  return {
    diagnostics: [],
    note: isCurrentUnread ? describeVerdicts(specs, next, eventName) : compareVerdicts(specs, plan, next),
  }
}

/** The rules that refuse a spec. */
const refusedBy = (plan: Plan, label: string): readonly string[] =>
  [...plan.violations, ...(plan.specs.get(label)?.violations ?? [])].map(({ rule }) => rule)

function describeVerdicts(specs: readonly Spec[], plan: Plan, eventName: string): Note | undefined {
  if (specs.length === 0) return undefined
  const refused = specs.flatMap(({ label }) => {
    const rules = refusedBy(plan, label).filter((rule) => eventName !== '' || rule !== 'allow.events')
    return rules.length === 0 ? [] : [`${label} (${rules.join(', ')})`]
  })
  return { code: 'policy-of-workspace', refused }
}

function compareVerdicts(specs: readonly Spec[], before: Plan, after: Plan): Note {
  const labels = specs.map(({ label }) => label)
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
