/*
 * Reads fields of JSON by path, such as `pull_request.head.sha`. A missing field or one of the wrong type is undefined:
 * the payload of an event may come from other runners or be written by hand.
 */

export function valueAt(payload: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (parent, field) =>
        typeof parent === 'object' && parent !== null ? (Reflect.get(parent, field) as unknown) : undefined,
      payload,
    )
}

export function textAt(payload: unknown, path: string): string | undefined {
  const found = valueAt(payload, path)
  return typeof found === 'string' && found !== '' ? found : undefined
}

export function isObjectAt(payload: unknown, path: string): boolean {
  const found = valueAt(payload, path)
  return typeof found === 'object' && found !== null && !Array.isArray(found)
}

export function listAt(payload: unknown, path: string): readonly unknown[] {
  const found = valueAt(payload, path)
  return Array.isArray(found) ? found : []
}

/** A repository as a payload or a runner describes it. */
export interface RepositoryRef {
  readonly id?: number
  /** `owner/name`. */
  readonly name?: string
}

export function repositoryAt(payload: unknown, path: string): RepositoryRef {
  return { id: numberAt(payload, `${path}.id`), name: textAt(payload, `${path}.full_name`) }
}

/** Compares ids, which survive a rename and a transfer; names only where a server sends no ids. */
export function isSameRepository(first: RepositoryRef, second: RepositoryRef): boolean {
  if (first.id !== undefined && second.id !== undefined) return first.id === second.id
  return first.name !== undefined && first.name.toLowerCase() === second.name?.toLowerCase()
}

/** A positive integer, such as an id or the number of a pull request. */
export function numberAt(payload: unknown, path: string): number | undefined {
  const found = valueAt(payload, path)
  return Number.isSafeInteger(found) && Number(found) > 0 ? Number(found) : undefined
}

/** A full commit SHA. GitHub sends zeros for "no commit", for example when a branch is deleted. */
export function shaAt(payload: unknown, path: string): string | undefined {
  const found = textAt(payload, path)
  return found && /^(?!0+$)(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(found) ? found : undefined
}

/** Unix time in milliseconds. GitHub sends ISO 8601, or Unix seconds in some payloads. */
export function timeAt(payload: unknown, path: string): number | undefined {
  const found = valueAt(payload, path)
  if (typeof found === 'number') return found > 0 && found < 1e11 ? Math.round(found * 1000) : undefined
  // Date.parse accepts nearly any text that contains a number.
  if (typeof found !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(found)) return undefined
  const ms = Date.parse(found)
  return Number.isNaN(ms) ? undefined : ms
}

/** The value at the first path that has one. */
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
