import { formatPrice } from '../policy/format-price.ts'
import type { FieldChange, SpecDiff } from '../job-spec/spec-diff.ts'
import type { JobState } from '../jobs/job-state.ts'
import type { Price, SpecPlan } from '../policy/plan.ts'
import { groupDigits } from '../job-spec/format-value.ts'
import { numberField } from './format.ts'
import * as md from './markdown.ts'
import type { ReportModel } from './report-model.ts'

const MAX_TABLE_ROWS = 40

type Row = readonly [field: string, before: string, after: string]

/** Describes the changes of one spec, if it was compared. */
export function specDiffBlocks(state: JobState, { specDiffs, plan }: ReportModel): readonly string[] {
  const diff = specDiffs?.diffs.get(state.label)
  if (specDiffs === undefined || diff === undefined) return []
  const base = md.code(specDiffs.base)
  return diff.kind === 'changed'
    ? changesTable(
        [
          ...diff.fields.flatMap((field) => toRows(field, diff.fields)),
          ...sizeRows(state, diff, plan?.specs.get(state.label)),
        ],
        base,
      )
    : [describeDiff(diff, base)]
}

/** Returns a sentence that holds for all specs, and the report with what is left to describe one by one. */
export function commonDiff(model: ReportModel): readonly [readonly string[], ReportModel] {
  const { states, specDiffs } = model
  if (specDiffs === undefined) return [[], model]
  const kinds = new Set(states.map(({ label }) => specDiffs.diffs.get(label)?.kind))
  const base = md.code(specDiffs.base)
  if (kinds.size > 1 || !(kinds.has('new') || kinds.has('same'))) return [[], model]
  return [
    [kinds.has('new') ? `All new: ${base} has none of these specs.` : `All unchanged from ${base}.`],
    { ...model, specDiffs: undefined },
  ]
}

/** Whether the changes of a spec are shown in a table, which has its size and price too. */
export function hasChangesTable({ label }: JobState, { specDiffs }: ReportModel): boolean {
  return specDiffs?.diffs.get(label)?.kind === 'changed'
}

function describeDiff(diff: Exclude<SpecDiff, { kind: 'changed' }>, base: string): string {
  switch (diff.kind) {
    case 'new':
      return `New: ${base} has no such spec.`
    case 'same':
      return `Unchanged from ${base}.`
    case 'not-comparable':
      return `Cannot be compared with ${base}: ${md.escapeMessage(diff.message)}`
  }
}

function changesTable(rows: readonly Row[], base: string): readonly string[] {
  const headings = ['field', base, 'this pull request']
  return rows.length > MAX_TABLE_ROWS ? md.chunkTable(headings, rows) : [md.table(headings, rows)]
}

/** One row per list item, so that a long list can be truncated too. Short names, so that a phone shows both values. */
function toRows(
  { field, before, after, added = [], removed = [] }: FieldChange,
  all: readonly FieldChange[],
): readonly Row[] {
  const short = shortName(field)
  const isUnique = all.every((each) => each.field === field || shortName(each.field) !== short)
  const name = md.code(isUnique ? short : field)
  const itemCount = Math.max(added.length, removed.length)
  const items = Array.from({ length: itemCount }, (_, n): Row => [
    name,
    withSign('−', removed[n]),
    withSign('+', added[n]),
  ])
  if (itemCount > 0) return items
  return [[name, md.code(before ?? ''), after === undefined ? '**removed**' : bold(md.code(after))]]
}

const shortName = (field: string): string => field.replace(/^(?:hyperparameters|model_config)\./, '')

const bold = (text: string): string => (text === '' ? '' : `**${text}**`)

function withSign(sign: string, item: string | undefined): string {
  return item === undefined ? '' : `**${sign}** ${md.code(item)}`
}

/** What the changes mean for the size and the price of the job. */
function sizeRows(
  state: JobState,
  diff: Extract<SpecDiff, { kind: 'changed' }>,
  specPlan: SpecPlan | undefined,
): readonly Row[] {
  const rows: Row[] = []
  const examples = specPlan?.examples ?? examplesOf(state)
  const baseExamples = specPlan ? specPlan.baseExamples : baseExamplesOf(state, diff.fields)
  if (examples !== undefined)
    rows.push(['examples (steps × batch)', ...comparison(baseExamples, examples, groupDigits)])
  const { price, basePrice } = specPlan ?? {}
  if (price !== undefined) {
    const format = (amount: number): string => priceText({ ...price, amount })
    const baseAmount = basePrice?.currency === price.currency ? basePrice.amount : undefined
    rows.push(['price, by your rates', ...comparison(baseAmount, price.amount, format)])
  }
  return rows
}

function comparison(
  before: number | undefined,
  after: number,
  format: (value: number) => string,
): readonly [string, string] {
  if (before === after) return [format(before), format(after)]
  return [before === undefined ? '' : format(before), `**${format(after)}**${formatGrowth(before, after)}`]
}

/** ` (+25 %)`, ` (−0.4 %)`. */
function formatGrowth(before: number | undefined, after: number): string {
  if (before === undefined || before <= 0) return ''
  const percent = (after / before - 1) * 100
  const amount = Math.abs(percent)
  const text = groupDigits(amount < 1 ? Math.max(amount, 0.1).toFixed(1) : Math.round(amount))
  return ` (${percent < 0 ? '−' : '+'}${text}&nbsp;%)`
}

/** training_steps x batch_size; undefined if the request leaves one of them out. */
export function examplesOf({ spec, job }: JobState): number | undefined {
  const settings = spec ? spec.request.hyperparameters : job?.hyperparameters
  return product(numberField(settings, 'training_steps'), numberField(settings, 'batch_size'))
}

function baseExamplesOf({ spec }: JobState, fields: readonly FieldChange[]): number | undefined {
  const baseValue = (name: string): number | undefined => {
    const change = fields.find(({ field }) => field === `hyperparameters.${name}`)
    if (change === undefined) return numberField(spec?.request.hyperparameters, name)
    const value = Number(change.before ?? Number.NaN)
    return Number.isFinite(value) ? value : undefined
  }
  return product(baseValue('training_steps'), baseValue('batch_size'))
}

const product = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a * b

/** A price as Markdown. */
export function priceText(price: Price): string {
  return formatPrice({ ...price, currency: md.escapeText(price.currency) })
}
