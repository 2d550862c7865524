/** A promise of its own for each call: one for all would keep everything that ever waited for it. */
export function neverSettles(): Promise<never> {
  return new Promise<never>(() => undefined)
}
