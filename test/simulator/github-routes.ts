import type { Route } from './routes.ts'
import { isRecord, jsonResponse, type ServiceResponse, type RecordedRequest } from './wire.ts'

/** Names of workflow permissions. */
export type PermissionScope = 'actions' | 'contents' | 'issues' | 'pull_requests' | 'statuses'
/** In ascending order. */
export type PermissionLevel = 'none' | 'read' | 'write'

/** A request as its handler receives it. */
export interface ApiCall {
  readonly request: Pick<RecordedRequest, 'path' | 'query' | 'headers'>
  /** Parameters of the path. */
  readonly params: Readonly<Record<string, string>>
  /** Fields of the body; empty if it is not an object. */
  readonly fields: Readonly<Record<string, unknown>>
  /** With prefix. */
  readonly apiUrl: string
  /** Unix time. */
  readonly nowMs: number
  /** Whether the token has this level in one of the scopes. */
  hasPermission(level: PermissionLevel, ...scopes: readonly PermissionScope[]): boolean
}

/** A GitHub operation and its handler. */
export interface GitHubRoute extends Route {
  readonly handle: (call: ApiCall) => ServiceResponse
}

/** An error in GitHub's format. */
export function errorResponse(status: number, message: string, errors?: readonly unknown[]): ServiceResponse {
  const documentation_url = 'https://docs.github.com/rest'
  return jsonResponse(status, {
    message,
    errors,
    documentation_url,
    status: String(status),
  })
}

export const notFound = errorResponse(404, 'Not Found')
/** The token lacks a permission. */
export const forbidden = errorResponse(403, 'Resource not accessible by integration')

/** 422 with a field error. */
export function validationFailed(
  resource: string,
  field: string,
  code: string,
  message?: string,
): ServiceResponse {
  return errorResponse(422, 'Validation Failed', [{ resource, code, field, message }])
}

export function bodyFields(request: RecordedRequest): Readonly<Record<string, unknown>> {
  return isRecord(request.body) ? request.body : {}
}

/** One page of a list, ordered by `arrange`, with the Link header. */
export function paginate<Item>(
  call: ApiCall,
  items: readonly Item[],
  toPayload: (item: Item) => unknown,
  arrange = (page: readonly Item[]) => page,
): ServiceResponse {
  const { query, path } = call.request
  const perPage = Math.min(parsePositiveInteger(query['per_page'], 30), 100)
  const page = parsePositiveInteger(query['page'], 1)
  const last = Math.max(1, Math.ceil(items.length / perPage))
  const link = (to: number, rel: string): string => {
    const search = new URLSearchParams({ ...query, page: String(to) })
    return `<${new URL(path, call.apiUrl).href}?${search.toString()}>; rel="${rel}"`
  }
  const previousLinks = page > 1 ? [link(Math.min(page - 1, last), 'prev')] : []
  const nextLinks = page < last ? [link(page + 1, 'next'), link(last, 'last')] : []
  const links = [...previousLinks, ...nextLinks, ...(page > 1 ? [link(1, 'first')] : [])]
  const pageItems = arrange(items.slice((page - 1) * perPage, page * perPage))
  return jsonResponse(200, pageItems.map(toPayload), links.length > 0 ? { link: links.join(', ') } : {})
}

/** Gitea's default and maximum. */
const GITEA_PAGE_SIZE = 30
const GITEA_MAX_PAGE_SIZE = 50

/** One page as Gitea returns some lists: with `limit`, without a Link header. */
export function paginateByCount<Item>(
  call: ApiCall,
  items: readonly Item[],
  toPayload: (item: Item) => unknown,
): ServiceResponse {
  const { query } = call.request
  const limit = Math.min(parsePositiveInteger(query['limit'], GITEA_PAGE_SIZE), GITEA_MAX_PAGE_SIZE)
  const page = parsePositiveInteger(query['page'], 1)
  const pageItems = items.slice((page - 1) * limit, page * limit)
  return jsonResponse(200, pageItems.map(toPayload), { 'x-total-count': String(items.length) })
}

export const isGitea = ({ apiUrl }: Pick<ApiCall, 'apiUrl'>): boolean => apiUrl.endsWith('/api/v1')

/** `fallback` for anything but a positive integer: GitHub ignores invalid paging parameters. */
function parsePositiveInteger(text: string | undefined, fallback: number): number {
  const value = Number(text)
  return Number.isInteger(value) && value > 0 ? value : fallback
}

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
