import type { FieldDiagnostic, FieldPointer, Rule } from './field-diagnostic.ts'
import { fieldPath, firstInvisible, quote } from './format-value.ts'
import { isPlaceholder } from './placeholders.ts'

const MODEL = '/model_config/base_model'
/** Word processors write them in place of ' " and -. */
const TYPOGRAPHIC = /[‘’“”‐-―]/u

/** Characters that nobody sees reach the service as part of the name, and it would not find the model. */
export const checkModelName: Rule = ({ request: { model_config: { base_model: name } = {} } }) => {
  if (name === undefined || name.trim() === '' || name.includes('${{')) return []
  const report = (level: FieldDiagnostic['level'], message: string): readonly FieldDiagnostic[] => [
    { level, pointer: MODEL, message: `${fieldPath(MODEL)} ${message}` },
  ]
  if (/[\r\n]/.test(name))
    return report(
      'error',
      `is text of several lines or with a line break at its end. Write the name on one line, without | or >.`,
    )
  if (name.trim() !== name)
    return report('error', `is ${quote(name)}, with blanks around it. Write ${quote(name.trim())}.`)
  const invisible = firstInvisible(name)
  if (invisible !== undefined)
    return report('error', `contains ${invisible}, which nobody sees. Type the name again.`)
  if (isPlaceholder(name))
    return report('warning', `is ${quote(name)}. Is it a placeholder? Nothing replaces it.`)
  const [character] = TYPOGRAPHIC.exec(name) ?? []
  return character === undefined
    ? []
    : report(
        'warning',
        `is ${quote(name)}, with the typographic character ${character}. Is it meant as ${asciiOf(character)}?`,
      )
}

function asciiOf(character: string): string {
  if (/[“”]/.test(character)) return '"'
  return /[‘’]/.test(character) ? "'" : '-'
}

const NUMBER_FIELDS = {
  model_config: ['num_experts', 'active_experts'],
  hyperparameters: ['learning_rate', 'training_steps', 'batch_size', 'weight_decay', 'warmup_steps'],
} as const

/** YAML 1.2 reads 0x10 and 0o20 as 16, and 010 as 10, where YAML 1.1 and people read 8. The number is what is sent. */
export const checkNumberNotation: Rule = ({ request, describeValue }) =>
  Object.entries(NUMBER_FIELDS).flatMap(([parent, names]) =>
    names.flatMap((name): readonly FieldDiagnostic[] => {
      const values: Readonly<Record<string, unknown>> = request[parent as keyof typeof NUMBER_FIELDS] ?? {}
      const value = values[name]
      const pointer = `/${parent}/${name}` as FieldPointer
      if (typeof value !== 'number' || !/^[-+]?0[xo\d]/i.test(describeValue(pointer))) return []
      const message = `${fieldPath(pointer)} is ${describeValue(pointer)}, which is sent as ${value}. Write ${value}.`
      return [{ level: 'warning', pointer, message }]
    }),
  )

/** No training has more. A job with a digit too many would run until somebody cancels it. */
const MANY_STEPS = 10_000_000

export const checkTrainingSteps: Rule = ({
  request: { hyperparameters: { training_steps: steps } = {} },
  describeValue,
}) => {
  if (steps === undefined || steps <= MANY_STEPS) return []
  const pointer = '/hyperparameters/training_steps'
  const message = `${fieldPath(pointer)} is ${describeValue(pointer)}. Time and cost grow with it. Is there a digit too many?`
  return [{ level: 'warning', pointer, message }]
}

/** The nil UUID, and UUIDs of one digit. */
const PLACEHOLDER_ID = /^([\da-f])(?:\1|-)+$/i

export const checkPlaceholderIds: Rule = ({ request: { dataset_ids: ids = [] } }) =>
  ids.flatMap((id, n): readonly FieldDiagnostic[] => {
    if (id === undefined || !PLACEHOLDER_ID.test(id)) return []
    const pointer = `/dataset_ids/${n}`
    return [{ level: 'warning', pointer, message: `${fieldPath(pointer)} is ${id}. Is it a placeholder?` }]
  })
