/*
 * Reads fields of an event's payload by their path, such as `pull_request.head.sha`. What is absent or of another type
 * than it should be is undefined: payloads come from files that other runners and people write as well.
 */

export function at(payload: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (parent, field) =>
        typeof parent === 'object' && parent !== null ? (Reflect.get(parent, field) as unknown) : undefined,
      payload,
    )
}

export function textAt(payload: unknown, path: string): string | undefined {
  const found = at(payload, path)
  return typeof found === 'string' && found !== '' ? found : undefined
}

export function isObjectAt(payload: unknown, path: string): boolean {
  const found = at(payload, path)
  return typeof found === 'object' && found !== null && !Array.isArray(found)
}

export function listAt(payload: unknown, path: string): readonly unknown[] {
  const found = at(payload, path)
  return Array.isArray(found) ? found : []
}

/** The number of an issue or a pull request, or an id: whole, and 1 or more. */
export function numberAt(payload: unknown, path: string): number | undefined {
  const found = at(payload, path)
  return Number.isSafeInteger(found) && Number(found) > 0 ? Number(found) : undefined
}

/** A full commit id. Zeros stand for "no commit", as in the deletion of a branch. */
export function shaAt(payload: unknown, path: string): string | undefined {
  const found = textAt(payload, path)
  return found && /^(?!0+$)(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(found) ? found : undefined
}

/** Unix ms. GitHub writes times as ISO text, in some payloads as Unix seconds. */
export function timeAt(payload: unknown, path: string): number | undefined {
  const found = at(payload, path)
  if (typeof found === 'number') return found > 0 && found < 1e11 ? Math.round(found * 1000) : undefined
  // Date.parse makes a date of nearly any text with a number in it.
  if (typeof found !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(found)) return undefined
  const ms = Date.parse(found)
  return Number.isNaN(ms) ? undefined : ms
}

/** What the first path gives that leads to a value. */
export function firstAt<T>(
  read: (payload: unknown, path: string) => T | undefined,
  payload: unknown,
  paths: readonly string[],
): T | undefined {
  for (const path of paths) {
    const found = read(payload, path)
    if (found !== undefined) return found
  }
  return undefined
}

/** The fields that have a value. */
export function known<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
