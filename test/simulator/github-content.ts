import { createHash } from 'node:crypto'
import { nodeId, userShape, type Schemas } from './github-repository.ts'
import { forbidden, notFound, refused, textOrNull, type Call, type GitHubRoute } from './github-routes.ts'
import type { Actor, GitHubWorld } from './github-world.ts'
import { isRecord, json, type Answer } from './wire.ts'

const repo = '/repos/{owner}/{repo}'

/** Files, events and questions about the token itself. */
export function contentRoutes(world: GitHubWorld, actor: Actor): GitHubRoute[] {
  const content = (call: Call): Answer => {
    const path = call.params['path'] ?? ''
    const ref = call.request.query['ref']
    const bytes = world.file(path, ref)
    if (!call.may('read', 'contents')) return forbidden
    if (bytes === undefined) return notFound
    if (/application\/vnd\.github(\.v3)?\.raw/.test(call.request.headers.accept ?? '')) {
      const headers = { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' }
      return { status: 200, headers, body: bytes.toString('utf8') }
    }
    return json(
      200,
      fileShape(path, { bytes, ref: ref ?? world.defaultBranch }, `${call.api}/repos/${world.repo}`),
    )
  }

  const dispatch = (call: Call): Answer => {
    const { event_type, client_payload = {} } = call.fields
    if (!call.may('write', 'contents')) return forbidden
    if (typeof event_type !== 'string' || event_type === '') {
      return refused(422, 'Invalid request.\n\n"event_type" wasn\'t supplied.')
    }
    if (event_type.length > 100)
      return refused(422, 'Invalid request.\n\nevent_type is too long (maximum is 100 characters)')
    const properties = isRecord(client_payload) ? Object.keys(client_payload).length : 0
    if (!isRecord(client_payload))
      return refused(422, "Invalid request.\n\nFor 'properties/client_payload', it is not an object.")
    if (properties > 10)
      return refused(
        422,
        `Invalid request.\n\nNo more than 10 properties are allowed; ${properties} were supplied.`,
      )
    if (JSON.stringify(client_payload).length > 65_535) return refused(422, 'client_payload is too large.')
    world.dispatches.push({ eventType: event_type, payload: client_payload })
    return { status: 204, body: '' }
  }

  const user = (call: Call): Answer =>
    actor.type === 'Bot' ? forbidden : json(200, publicUserShape(actor, call.api))
  return [
    { method: 'GET', path: `${repo}/contents/{path+}`, operation: 'getContent', act: content },
    { method: 'POST', path: `${repo}/dispatches`, operation: 'dispatch', act: dispatch },
    { method: 'GET', path: '/user', operation: 'getUser', act: user },
    { method: 'POST', path: '/graphql', operation: 'graphql', act: (call) => graphql(call, world, actor) },
  ]
}

function fileShape(
  path: string,
  file: { bytes: Buffer; ref: string },
  repoUrl: string,
): Schemas['content-file'] {
  const { bytes, ref } = file
  const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  const url = `${repoUrl}/contents/${path.split('/').map(encodeURIComponent).join('/')}?ref=${encodeURIComponent(ref)}`
  const gitUrl = `${repoUrl}/git/blobs/${sha}`
  return {
    type: 'file',
    encoding: 'base64',
    size: bytes.length,
    name: path.split('/').at(-1) ?? path,
    path,
    // GitHub breaks the lines of the encoding.
    content: bytes.toString('base64').replace(/.{60}/g, '$&\n') + '\n',
    sha,
    url,
    git_url: gitUrl,
    html_url: null,
    download_url: null,
    _links: { self: url, git: gitUrl, html: null },
  }
}

/** Somebody as they see themselves without the permission to read what is private. */
function publicUserShape(actor: Actor, api: string): Schemas['public-user'] {
  const unknown = {
    name: null,
    company: null,
    blog: null,
    location: null,
    email: null,
    hireable: null,
    bio: null,
  }
  const counts = { public_repos: 1, public_gists: 0, followers: 0, following: 0 }
  const dates = { created_at: '2020-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }
  return { ...userShape(actor, api), ...unknown, ...counts, ...dates, user_view_type: 'public' }
}

/** The two GraphQL operations that matter here: who am I, and hide a comment. */
function graphql(call: Call, world: GitHubWorld, actor: Actor): Answer {
  const query = textOrNull(call.fields['query']) ?? ''
  if (/\bminimizeComment\s*\(/.test(query)) return minimize(call, world, query)
  if (/\bviewer\b/.test(query))
    return json(200, { data: { viewer: { login: actor.login, databaseId: actor.id } } })
  return json(200, {
    errors: [{ message: 'Something in this query is not known here: only viewer and minimizeComment are' }],
  })
}

function minimize(call: Call, world: GitHubWorld, query: string): Answer {
  const failed = (type: string, message: string): Answer =>
    json(200, { data: { minimizeComment: null }, errors: [{ type, path: ['minimizeComment'], message }] })
  if (!call.may('write', 'issues', 'pull_requests'))
    return failed('FORBIDDEN', 'Resource not accessible by integration')
  const text = query + JSON.stringify(call.fields['variables'] ?? {})
  const reason = /\b(ABUSE|DUPLICATE|OFF_TOPIC|OUTDATED|RESOLVED|SPAM)\b/.exec(text)?.[1]
  const comment = world.commentsOf().find(({ id }) => text.includes(`"${nodeId('IC', id)}"`))
  if (comment === undefined)
    return failed('NOT_FOUND', 'Could not resolve to a node with the global id that was given.')
  if (reason === undefined) return json(200, { errors: [{ message: "Argument 'classifier' is required" }] })
  comment.minimized = reason
  const minimizedComment = { isMinimized: true, minimizedReason: reason.toLowerCase().replace('_', '-') }
  return json(200, { data: { minimizeComment: { minimizedComment, clientMutationId: null } } })
}
