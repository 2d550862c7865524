import {
  forbidden,
  validationFailed,
  isGitea,
  notFound,
  paginate,
  paginateByCount,
  errorResponse,
  type ApiCall,
  type GitHubRoute,
} from './github-routes.ts'
import type { CommentList } from './github-comment-list.ts'
import { toCommentPayload } from './github-shapes.ts'
import type { Actor, Comment, SimulatedRepository } from './simulated-repository.ts'
import { jsonResponse, type ServiceResponse } from './wire.ts'

const ISSUES_PATH = '/repos/{owner}/{repo}/issues'
const MAX_BODY_LENGTH = 65_536

/**
 * Comments on issues and pull requests, written by `actor`. `losesWrite` is asked at each creation and update: a lost one is
 * answered with success, and not stored.
 */
export function createCommentRoutes(
  repository: SimulatedRepository,
  actor: Actor,
  commentList: CommentList,
  losesWrite: () => boolean,
): GitHubRoute[] {
  const respond = (comment: Comment, call: ApiCall, status = 200): ServiceResponse =>
    jsonResponse(status, toCommentPayload(comment, repository, call.apiUrl))

  /** Calls `act` with the comment of the path if the token has the permission. */
  const withComment = (
    call: ApiCall,
    level: 'read' | 'write',
    act: (comment: Comment) => ServiceResponse,
  ): ServiceResponse => {
    const comment = repository.comments.get(Number(call.params['comment']))
    if (comment === undefined) return notFound
    return canAccess(call, level, comment.issue) ? act(comment) : forbidden
  }
  const canAccess = (call: ApiCall, level: 'read' | 'write', issue: number): boolean =>
    call.hasPermission(
      level,
      ...(repository.issues.get(issue)?.pull
        ? (['issues', 'pull_requests'] as const)
        : (['issues'] as const)),
    )

  const listComments = (call: ApiCall, issue?: number): ServiceResponse => {
    const listed = commentList.list(issue, call.nowMs)
    const since = filterSince(listed, call.request.query['since'])
    const toPayload = (comment: Comment) => toCommentPayload(comment, repository, call.apiUrl)
    if (isGitea(call)) {
      const byId = since.toSorted((a, b) => a.id - b.id)
      // Gitea returns all comments of an issue at once, whatever page was requested.
      return issue === undefined
        ? paginateByCount(call, byId, toPayload)
        : jsonResponse(200, byId.map(toPayload), { 'x-total-count': String(byId.length) })
    }
    const comments = sortComments(since, issue, call)
    return paginate(call, comments, toPayload, (page) => commentList.arrange(page))
  }

  const create = (call: ApiCall): ServiceResponse => {
    const issue = repository.issues.get(Number(call.params['issue']))
    if (issue === undefined) return notFound
    if (!canAccess(call, 'write', issue.number)) return forbidden
    if (issue.locked) return errorResponse(403, 'Unable to create comment because issue is locked.')
    const { body } = call.fields
    const error = findBodyError(body)
    if (error !== undefined) return error
    const comment: Comment = {
      id: repository.nextId(),
      issue: issue.number,
      body: String(body),
      author: actor,
      createdAt: call.nowMs,
      updatedAt: call.nowMs,
      minimized: undefined,
    }
    if (losesWrite()) return respond(comment, call, 201)
    repository.comments.set(comment.id, comment)
    commentList.recordChange(undefined, comment, call.nowMs)
    return respond(comment, call, 201)
  }

  const update = (call: ApiCall): ServiceResponse =>
    withComment(call, 'write', (comment) => {
      const error = findBodyError(call.fields['body'])
      if (error !== undefined) return error
      const before = { ...comment }
      const body = String(call.fields['body'])
      if (losesWrite()) return respond({ ...before, body, updatedAt: call.nowMs }, call)
      comment.body = body
      comment.updatedAt = call.nowMs
      commentList.recordChange(before, comment, call.nowMs)
      return respond(comment, call)
    })

  const remove = (call: ApiCall): ServiceResponse =>
    withComment(call, 'write', (comment) => {
      repository.comments.delete(comment.id)
      commentList.recordChange(comment, undefined, call.nowMs)
      return { status: 204, body: '' }
    })

  const listIssueComments = (call: ApiCall): ServiceResponse => {
    const issue = Number(call.params['issue'])
    if (!repository.issues.has(issue)) return notFound
    return canAccess(call, 'read', issue) ? listComments(call, issue) : forbidden
  }

  const commentPath = `${ISSUES_PATH}/comments/{comment}`
  return [
    {
      method: 'GET',
      path: `${ISSUES_PATH}/comments`,
      operation: 'listRepoComments',
      handle: (call) => listComments(call),
    },
    {
      method: 'GET',
      path: commentPath,
      operation: 'getComment',
      handle: (call) => withComment(call, 'read', (comment) => respond(comment, call)),
    },
    { method: 'PATCH', path: commentPath, operation: 'updateComment', handle: update },
    { method: 'DELETE', path: commentPath, operation: 'deleteComment', handle: remove },
    {
      method: 'GET',
      path: `${ISSUES_PATH}/{issue}/comments`,
      operation: 'listComments',
      handle: listIssueComments,
    },
    { method: 'POST', path: `${ISSUES_PATH}/{issue}/comments`, operation: 'createComment', handle: create },
  ]
}

function findBodyError(body: unknown): ServiceResponse | undefined {
  if (body === undefined || body === null) return validationFailed('IssueComment', 'body', 'missing_field')
  if (typeof body !== 'string')
    return errorResponse(
      422,
      `Invalid request.\n\nFor 'properties/body', ${JSON.stringify(body)} is not a string.`,
    )
  if (body.trim() === '')
    return validationFailed('IssueComment', 'data', 'unprocessable', 'Body cannot be blank')
  if (body.length <= MAX_BODY_LENGTH) return undefined
  return validationFailed(
    'IssueComment',
    'data',
    'unprocessable',
    `Body is too long (maximum is ${MAX_BODY_LENGTH} characters)`,
  )
}

function filterSince(comments: readonly Comment[], time: string | undefined): Comment[] {
  const from = time === undefined ? Number.NaN : Date.parse(time)
  return comments.filter(({ updatedAt }) => Number.isNaN(from) || updatedAt >= from)
}

/** The list of one issue is always oldest first; that of the repository honours `sort` and, with it, `direction`. */
function sortComments(comments: readonly Comment[], issue: number | undefined, call: ApiCall): Comment[] {
  const { sort, direction } = call.request.query
  if (issue !== undefined || sort === undefined) return comments.toSorted((a, b) => a.id - b.id)
  const time = (comment: Comment): number => (sort === 'updated' ? comment.updatedAt : comment.createdAt)
  const sign = direction === 'asc' ? 1 : -1
  return comments.toSorted((a, b) => sign * (time(a) - time(b) || a.id - b.id))
}
