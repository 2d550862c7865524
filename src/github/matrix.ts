import type { CommandInputs } from '../inputs.ts'

/** The leg of a matrix in a few words: `{"size":"small","seed":1}` becomes `small, 1`. Empty outside of a matrix. */
export function legWords(matrix: string): string {
  return Object.values(parsed(matrix))
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .join(', ')
}

/** What to know before a leg of a matrix submits; `strategy` is the context of that name as JSON. */
export function legAdvice(command: CommandInputs, strategy: string): string | undefined {
  if (command.command !== 'run' || command.onCancel === 'leave' || command.waitFor === 'nothing')
    return undefined
  const { 'fail-fast': isFailFast, 'job-total': legs } = parsed(strategy)
  if (isFailFast !== true || typeof legs !== 'number' || legs < 2) return undefined
  return `When one of the ${legs} legs of this matrix fails, GitHub cancels the others, and their jobs are cancelled with them. To let them train on, set \`strategy: { fail-fast: false }\` (or \`on-cancel: leave\`).`
}

function parsed(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
