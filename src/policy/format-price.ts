import { groupDigits } from '../job-spec/format-value.ts'
import type { Price } from './plan.ts'

/** `1,234.50 EUR`, with at most two decimals. Rounds up, so that no price is shown as less than it is. */
export function formatPrice(price: Price): string {
  return formatAmount(price, (cents) => Math.ceil(cents - CENT_TOLERANCE))
}

/** Like `formatPrice`, but rounds down, so that a price above the budget never looks equal to it. */
export function formatBudget(budget: Price): string {
  return formatAmount(budget, (cents) => Math.floor(cents + CENT_TOLERANCE))
}

/** Products of decimal fractions are off by a little: 1.1 x 100 is 110.00000000000001. */
const CENT_TOLERANCE = 1e-6

function formatAmount({ amount, currency }: Price, round: (cents: number) => number): string {
  const rounded = round(amount * 100) / 100
  const digits = Number.isInteger(rounded) ? String(rounded) : rounded.toFixed(2)
  return `${groupDigits(digits)} ${currency}`
}
