import {
  forbidden,
  invalid,
  notFound,
  pageOf,
  refused,
  type Call,
  type GitHubRoute,
} from './github-routes.ts'
import type { CommentList } from './github-comment-list.ts'
import { commentShape } from './github-shapes.ts'
import type { Actor, Comment, GitHubWorld } from './github-world.ts'
import { json, type Answer } from './wire.ts'

const root = '/repos/{owner}/{repo}/issues'
const longest = 65_536

/** Comments on issues and pull requests, in the name of `actor`. */
export function commentRoutes(world: GitHubWorld, actor: Actor, shownList: CommentList): GitHubRoute[] {
  const show = (comment: Comment, call: Call, status = 200): Answer =>
    json(status, commentShape(comment, world, call.api))

  /** The comment that the path names, if the token may do that with it. */
  const withComment = (call: Call, level: 'read' | 'write', act: (comment: Comment) => Answer): Answer => {
    const comment = world.comments.get(Number(call.params['comment']))
    if (comment === undefined) return notFound
    return allowed(call, level, comment.issue) ? act(comment) : forbidden
  }
  const allowed = (call: Call, level: 'read' | 'write', issue: number): boolean =>
    call.may(
      level,
      ...(world.issues.get(issue)?.pull ? (['issues', 'pull_requests'] as const) : (['issues'] as const)),
    )

  const listOf = (call: Call, issue?: number): Answer => {
    const shown = shownList.shown(issue, call.now)
    const comments = sorted(since(shown, call.request.query['since']), issue, call)
    const shape = (comment: Comment) => commentShape(comment, world, call.api)
    // Gitea gives all comments of an issue at once, whatever page was asked for.
    if (issue !== undefined && call.api.endsWith('/api/v1')) return json(200, comments.map(shape))
    return pageOf(call, comments, shape, (page) => shownList.arranged(page))
  }

  const create = (call: Call): Answer => {
    const issue = world.issues.get(Number(call.params['issue']))
    if (issue === undefined) return notFound
    if (!allowed(call, 'write', issue.number)) return forbidden
    if (issue.locked) return refused(403, 'Unable to create comment because issue is locked.')
    const { body } = call.fields
    const problem = bodyProblem(body)
    if (problem !== undefined) return problem
    const comment: Comment = {
      id: world.nextId(),
      issue: issue.number,
      body: String(body),
      author: actor,
      createdAt: call.now,
      updatedAt: call.now,
      minimized: undefined,
    }
    world.comments.set(comment.id, comment)
    shownList.wrote(undefined, comment, call.now)
    return show(comment, call, 201)
  }

  const update = (call: Call): Answer =>
    withComment(call, 'write', (comment) => {
      const problem = bodyProblem(call.fields['body'])
      if (problem !== undefined) return problem
      const before = { ...comment }
      comment.body = String(call.fields['body'])
      comment.updatedAt = call.now
      shownList.wrote(before, comment, call.now)
      return show(comment, call)
    })

  const remove = (call: Call): Answer =>
    withComment(call, 'write', (comment) => {
      world.comments.delete(comment.id)
      shownList.wrote(comment, undefined, call.now)
      return { status: 204, body: '' }
    })

  const list = (call: Call): Answer => {
    const issue = Number(call.params['issue'])
    if (!world.issues.has(issue)) return notFound
    return allowed(call, 'read', issue) ? listOf(call, issue) : forbidden
  }

  const one = `${root}/comments/{comment}`
  return [
    { method: 'GET', path: `${root}/comments`, operation: 'listRepoComments', act: (call) => listOf(call) },
    {
      method: 'GET',
      path: one,
      operation: 'getComment',
      act: (call) => withComment(call, 'read', (comment) => show(comment, call)),
    },
    { method: 'PATCH', path: one, operation: 'updateComment', act: update },
    { method: 'DELETE', path: one, operation: 'deleteComment', act: remove },
    { method: 'GET', path: `${root}/{issue}/comments`, operation: 'listComments', act: list },
    { method: 'POST', path: `${root}/{issue}/comments`, operation: 'createComment', act: create },
  ]
}

function bodyProblem(body: unknown): Answer | undefined {
  if (body === undefined || body === null) return invalid('IssueComment', 'body', 'missing_field')
  if (typeof body !== 'string')
    return refused(422, `Invalid request.\n\nFor 'properties/body', ${JSON.stringify(body)} is not a string.`)
  if (body.trim() === '') return invalid('IssueComment', 'data', 'unprocessable', 'Body cannot be blank')
  if (body.length <= longest) return undefined
  return invalid(
    'IssueComment',
    'data',
    'unprocessable',
    `Body is too long (maximum is ${longest} characters)`,
  )
}

function since(comments: readonly Comment[], time: string | undefined): Comment[] {
  const from = time === undefined ? Number.NaN : Date.parse(time)
  return comments.filter(({ updatedAt }) => Number.isNaN(from) || updatedAt >= from)
}

/** The list of one issue is always oldest first; that of the repository looks at `sort` and, with it, `direction`. */
function sorted(comments: readonly Comment[], issue: number | undefined, call: Call): Comment[] {
  const { sort, direction } = call.request.query
  if (issue !== undefined || sort === undefined) return comments.toSorted((a, b) => a.id - b.id)
  const time = (comment: Comment): number => (sort === 'updated' ? comment.updatedAt : comment.createdAt)
  const sign = direction === 'asc' ? 1 : -1
  return comments.toSorted((a, b) => sign * (time(a) - time(b) || a.id - b.id))
}
