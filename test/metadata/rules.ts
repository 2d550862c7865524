import { isMap, isPair, isScalar, parseDocument, visit, type Document, type Pair, type Scalar } from 'yaml'
import type { TextFile } from './text-files.ts'

/** Checks the rules of this project for workflows that the tools do not check. */
export function findRuleViolations({ title, text }: TextFile): readonly string[] {
  const document = parseDocument(text)
  const violations: string[] = []
  const addViolation = (message: string) => void violations.push(`${title}: ${message}`)
  const permissions = document.get('permissions')
  if (
    permissions === undefined ? !grantsByJob(document) : !isMap(permissions) || permissions.items.length > 0
  )
    addViolation('top-level `permissions` must be {}, or every job have its own')
  visit(document, {
    Pair(_, pair) {
      const key = isScalar(pair.key) ? pair.key.value : undefined
      const value = isScalar(pair.value) ? String(pair.value.value) : ''
      if (key === 'run' && value.includes('${{')) addViolation('`run` contains an expression')
      if (key === 'uses' && !isPinned(pair as Pair<unknown, Scalar>)) addViolation(`${value} is not pinned`)
    },
  })
  return violations
}

/** Whether no job gets the default permissions of the token. */
function grantsByJob(document: Document): boolean {
  const jobs = document.get('jobs')
  return isMap(jobs) && jobs.items.every(({ value }) => isMap(value) && value.has('permissions'))
}

/** Or an action with one command, or a workflow beside it. */
const OWN_ACTION =
  /^mistral-forge-actions\/forge-training-job(?:\/validate|\/sync|\/\.github\/workflows\/[\w-]+\.yml)?@v\d+$/

/** Requires a commit SHA with the version in a comment, except for local actions and this action. */
function isPinned({ value }: Pair<unknown, Scalar>): boolean {
  const uses = String(value?.value)
  if (/^(\.|\$)\//.test(uses) || OWN_ACTION.test(uses)) return true
  return /^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40}$/.test(uses) && /^ v\d+\.\d+\.\d+$/.test(value?.comment ?? '')
}

/** Finds jobs without a time limit. */
export function findMissingTimeouts({ title, text }: TextFile): readonly string[] {
  const jobs = parseDocument(text).get('jobs')
  if (!isMap(jobs)) return [`${title}: the workflow has no jobs`]
  return jobs.items
    .filter(
      (job) => isPair(job) && isMap(job.value) && !job.value.has('uses') && !job.value.has('timeout-minutes'),
    )
    .map(({ key }) => `${title}: the job ${String(key)} has no timeout-minutes`)
}

/** Finds actions that are pinned to different commits. */
export function findPinConflicts(texts: readonly TextFile[]): readonly string[] {
  const pins = new Map<string, string>()
  return texts.flatMap(({ title, text }) =>
    [...text.matchAll(/\buses: *([\w.-]+\/[\w.-]+)\S*@([0-9a-f]{40} +# v[\d.]+)/g)].flatMap(
      ([, action = '', pin = '']) => {
        const firstPin = pins.get(action) ?? pin
        pins.set(action, firstPin)
        return firstPin === pin ? [] : [`${title}: ${action} is ${pin} here and ${firstPin} elsewhere`]
      },
    ),
  )
}
