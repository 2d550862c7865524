import { joinWithAnd, joinWithOr } from '../job-spec/format-value.ts'
import type { Violation } from './plan.ts'
import { POLICY_FILE, type Policy } from './policy.ts'

/** With more, a message would be longer than a line. */
const MAX_LISTED = 5

export function createViolation(policy: Policy, rule: string, message: string, fix?: string): Violation {
  return { rule, message, fix, line: policy.lines.get(rule) }
}

interface PolicyPlace {
  readonly file?: string
  /** Who may change the file, see `ownersOf`. */
  readonly owners?: readonly string[]
}

/**
 * One line, such as: training_steps is 30,000, but limits.training-steps allows 20,000 (.github/forge-policy.yml, line 9;
 * `@acme/platform` can change it).
 */
export function formatViolation(
  { message, line, fix }: Violation,
  { file = POLICY_FILE, owners = [] }: PolicyPlace = {},
): string {
  const place = line === undefined ? file : `${file}, line ${line}`
  const who = owners.length === 0 ? '' : `; ${listAlternatives(owners)} can change it`
  return `${message.replace(/\.$/, '')} (${place}${who}).${fix === undefined ? '' : ` ${fix}`}`
}

/** `a, b or c`; of a long list, the first ones and how many others there are. */
export function listAlternatives(items: readonly string[]): string {
  return joinWithOr(shorten(items))
}

/** `a, b and c`, likewise. */
export function listAll(items: readonly string[]): string {
  return joinWithAnd(shorten(items))
}

function shorten(items: readonly string[]): readonly string[] {
  if (items.length <= MAX_LISTED + 1) return items
  return [...items.slice(0, MAX_LISTED), `${items.length - MAX_LISTED} others`]
}
