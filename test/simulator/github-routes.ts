import type { Route } from './routes.ts'
import { isRecord, json, type Answer, type RecordedRequest } from './wire.ts'

/** What a token may be allowed to do, by the names of workflow permissions. */
export type Scope = 'contents' | 'issues' | 'pull_requests' | 'statuses'
/** From nothing to everything. */
export type Level = 'none' | 'read' | 'write'

/** A request as its handler sees it. */
export interface Call {
  readonly request: RecordedRequest
  /** Parts of the path. */
  readonly params: Readonly<Record<string, string>>
  /** The body's fields; none where it is no object. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Address of the API, prefix included. */
  readonly api: string
  /** Unix milliseconds. */
  readonly now: number
  /** Whether the token may do this. */
  may(level: Level, ...scopes: readonly Scope[]): boolean
}

/** An operation of GitHub with what it does. */
export interface GitHubRoute extends Route {
  readonly act: (call: Call) => Answer
}

/** A refusal in GitHub's shape. */
export function refused(status: number, message: string, errors?: readonly unknown[]): Answer {
  const documentation_url = 'https://docs.github.com/rest'
  return json(status, { message, ...(errors && { errors }), documentation_url, status: String(status) })
}

export const notFound = refused(404, 'Not Found')
/** The token lacks a permission. */
export const forbidden = refused(403, 'Resource not accessible by integration')

/** Field errors, as 422. */
export function invalid(resource: string, field: string, code: string, message?: string): Answer {
  return refused(422, 'Validation Failed', [{ resource, code, field, ...(message && { message }) }])
}

/** The body's fields. */
export function fieldsOf(request: RecordedRequest): Readonly<Record<string, unknown>> {
  return isRecord(request.body) ? request.body : {}
}

/** One page of a list, in the order that `arranged` gives it, with the Link header that names its neighbours. */
export function pageOf<Item>(
  call: Call,
  items: readonly Item[],
  shape: (item: Item) => unknown,
  arranged = (page: readonly Item[]) => page,
): Answer {
  const { query, path } = call.request
  const size = Math.min(natural(query['per_page'], 30), 100)
  const page = natural(query['page'], 1)
  const last = Math.max(1, Math.ceil(items.length / size))
  const link = (to: number, rel: string): string => {
    const search = new URLSearchParams({ ...query, page: String(to) })
    return `<${new URL(path, call.api).href}?${search.toString()}>; rel="${rel}"`
  }
  const before = page > 1 ? [link(Math.min(page - 1, last), 'prev')] : []
  const after = page < last ? [link(page + 1, 'next'), link(last, 'last')] : []
  const links = [...before, ...after, ...(page > 1 ? [link(1, 'first')] : [])]
  const shown = arranged(items.slice((page - 1) * size, page * size))
  return json(200, shown.map(shape), links.length > 0 ? { link: links.join(', ') } : {})
}

/** A whole number from 1, or `otherwise`: GitHub does not refuse bad paging, it ignores it. */
function natural(text: string | undefined, otherwise: number): number {
  const value = Number(text)
  return Number.isInteger(value) && value > 0 ? value : otherwise
}

/** Text of a field, or null. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
