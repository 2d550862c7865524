import type { CommandInputs } from '../inputs.ts'

/** Labels a matrix job: `{"size":"small","seed":1}` becomes `small, 1`. Empty outside of a matrix. */
export function matrixLabel(matrix: string): string {
  return Object.values(parseObject(matrix))
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .join(', ')
}

/** Warns if one failing matrix job would cancel the others. `strategy` is the context of that name as JSON. */
export function failFastWarning(command: CommandInputs, strategy: string): string | undefined {
  if (command.command !== 'run' || command.onCancel === 'leave' || command.waitFor === 'none')
    return undefined
  const { 'fail-fast': isFailFast, 'job-total': jobTotal } = parseObject(strategy)
  if (isFailFast !== true || typeof jobTotal !== 'number' || jobTotal < 2) return undefined
  return `If one of the ${jobTotal} matrix jobs fails, GitHub cancels the others, which also cancels their training jobs. To keep them running, set \`strategy: { fail-fast: false }\` (or \`on-cancel: leave\`).`
}

function parseObject(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
