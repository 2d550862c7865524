import { isMap, isPair, isScalar, parseDocument, visit, type Pair, type Scalar } from 'yaml'
import type { Text } from './texts.ts'

/** What the project asks of every workflow, beyond what the tools find. */
export function ruleFaults({ title, text }: Text): readonly string[] {
  const document = parseDocument(text)
  const faults: string[] = []
  const fault = (what: string) => void faults.push(`${title}: ${what}`)
  const permissions = document.get('permissions')
  if (!isMap(permissions) || permissions.items.length > 0) fault('its `permissions` are not {}')
  visit(document, {
    Pair(_, pair) {
      const key = isScalar(pair.key) ? pair.key.value : undefined
      const value = isScalar(pair.value) ? String(pair.value.value) : ''
      if (key === 'run' && value.includes('${{')) fault('an expression in `run`')
      if (key === 'uses' && !isPinned(pair as Pair<unknown, Scalar>)) fault(`${value} is not pinned`)
    },
  })
  return faults
}

/** By the SHA of a commit, with the version beside it; what is of the repository itself has no other. */
function isPinned({ value }: Pair<unknown, Scalar>): boolean {
  const uses = String(value?.value)
  if (/^(\.|\$)\//.test(uses) || /^mistral-forge-actions\/forge-training-job@v\d+$/.test(uses)) return true
  return /^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40}$/.test(uses) && /^ v\d+\.\d+\.\d+$/.test(value?.comment ?? '')
}

/** Jobs of this repository end in bounded time. */
export function timeoutFaults({ title, text }: Text): readonly string[] {
  const jobs = parseDocument(text).get('jobs')
  if (!isMap(jobs)) return [`${title}: it has no jobs`]
  return jobs.items
    .filter(
      (job) => isPair(job) && isMap(job.value) && !job.value.has('uses') && !job.value.has('timeout-minutes'),
    )
    .map(({ key }) => `${title}: the job ${String(key)} has no timeout-minutes`)
}

/** Actions that are not pinned to the same commit everywhere. */
export function pinFaults(texts: readonly Text[]): readonly string[] {
  const pins = new Map<string, string>()
  return texts.flatMap(({ title, text }) =>
    [...text.matchAll(/\buses: *([\w.-]+\/[\w.-]+)\S*@([0-9a-f]{40} +# v[\d.]+)/g)].flatMap(
      ([, action = '', pin = '']) => {
        const known = pins.get(action) ?? pin
        pins.set(action, known)
        return known === pin ? [] : [`${title}: ${action} is ${pin} here and ${known} elsewhere`]
      },
    ),
  )
}
