import { createHash } from 'node:crypto'
import { nodeId, siteUrl, toUserPayload, type Schemas } from './github-repository.ts'
import {
  forbidden,
  isGitea,
  notFound,
  errorResponse,
  textOrNull,
  type ApiCall,
  type GitHubRoute,
} from './github-routes.ts'
import type { Actor, SimulatedRepository } from './simulated-repository.ts'
import { isRecord, jsonResponse, type ServiceResponse } from './wire.ts'

const REPO_PATH = '/repos/{owner}/{repo}'

/** Files, repository_dispatch, and the owner of the token. */
export function createContentRoutes(repository: SimulatedRepository, actor: Actor): GitHubRoute[] {
  const getContent = (call: ApiCall): ServiceResponse => {
    const path = call.params['path'] ?? ''
    const ref = call.request.query['ref']
    const bytes = repository.file(path, ref)
    if (!call.hasPermission('read', 'contents')) return forbidden
    const repoUrl = `${call.apiUrl}/repos/${repository.fullName}`
    if (bytes === undefined) {
      const entries = listFolder(repository, path, ref ?? repository.defaultBranch, repoUrl)
      return entries.length > 0 || path === '' ? jsonResponse(200, entries) : notFound
    }
    if (/application\/vnd\.github(\.v3)?\.raw/.test(call.request.headers.accept ?? '')) {
      const headers = { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' }
      return { status: 200, headers, body: bytes.toString('utf8') }
    }
    const file = { bytes, ref: ref ?? repository.defaultBranch }
    const pageUrl = `${siteUrl(call.apiUrl)}/${repository.fullName}/blob/${file.ref}/${encodeURI(path)}`
    return jsonResponse(200, toFilePayload(path, file, { repoUrl, pageUrl }))
  }

  const getTree = (call: ApiCall): ServiceResponse => {
    const ref = call.params['ref'] ?? ''
    if (!call.hasPermission('read', 'contents')) return forbidden
    const files = [...repository.filesAt(ref)]
    if (files.length === 0) return notFound
    const tree = files.map(([path, bytes]) => ({
      path,
      mode: '100644',
      type: 'blob',
      sha: blobId(bytes),
      size: bytes.length,
    }))
    return jsonResponse(200, { sha: blobId(Buffer.from(ref)), truncated: false, tree })
  }

  const createDispatch = (call: ApiCall): ServiceResponse => {
    const { event_type, client_payload = {} } = call.fields
    if (isGitea(call)) return notFound
    if (!call.hasPermission('write', 'contents')) return forbidden
    if (typeof event_type !== 'string' || event_type === '') {
      return errorResponse(422, 'Invalid request.\n\n"event_type" wasn\'t supplied.')
    }
    if (event_type.length > 100)
      return errorResponse(422, 'Invalid request.\n\nevent_type is too long (maximum is 100 characters)')
    const properties = isRecord(client_payload) ? Object.keys(client_payload).length : 0
    if (!isRecord(client_payload))
      return errorResponse(422, "Invalid request.\n\nFor 'properties/client_payload', it is not an object.")
    if (properties > 10)
      return errorResponse(
        422,
        `Invalid request.\n\nNo more than 10 properties are allowed; ${properties} were supplied.`,
      )
    if (JSON.stringify(client_payload).length > 65_535)
      return errorResponse(422, 'client_payload is too large.')
    repository.dispatches.push({ eventType: event_type, payload: client_payload })
    return { status: 204, body: '' }
  }

  const getUser = (call: ApiCall): ServiceResponse =>
    actor.type === 'Bot' ? forbidden : jsonResponse(200, toPublicUserPayload(actor, call.apiUrl))
  return [
    { method: 'GET', path: `${REPO_PATH}/contents/{path+}`, operation: 'getContent', handle: getContent },
    { method: 'GET', path: `${REPO_PATH}/contents`, operation: 'getContent', handle: getContent },
    { method: 'GET', path: `${REPO_PATH}/git/trees/{ref+}`, operation: 'getTree', handle: getTree },
    { method: 'POST', path: `${REPO_PATH}/dispatches`, operation: 'dispatch', handle: createDispatch },
    { method: 'GET', path: '/user', operation: 'getUser', handle: getUser },
    {
      method: 'POST',
      path: '/graphql',
      operation: 'graphql',
      handle: (call) => handleGraphql(call, repository, actor),
    },
  ]
}

const blobId = (bytes: Buffer): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')

const contentUrl = (repoUrl: string, path: string, ref: string): string =>
  `${repoUrl}/contents/${path.split('/').map(encodeURIComponent).join('/')}?ref=${encodeURIComponent(ref)}`

/** The entries of a folder; empty if there is none. */
function listFolder(
  repository: SimulatedRepository,
  folder: string,
  ref: string,
  repoUrl: string,
): Schemas['content-directory'] {
  const prefix = folder === '' ? '' : `${folder}/`
  const inside = [...repository.filesAt(ref)].filter(([path]) => path.startsWith(prefix))
  const names = new Set(inside.map(([path]) => path.slice(prefix.length).split('/')[0] ?? ''))
  return [...names].map((name) => {
    const path = prefix + name
    const bytes = repository.file(path, ref)
    const url = contentUrl(repoUrl, path, ref)
    const sha = blobId(bytes ?? Buffer.from(path))
    const isLink = repository.links.has(path)
    return {
      // The API description does not name it, but GitHub lists links so.
      type: (isLink ? 'symlink' : bytes === undefined ? 'dir' : 'file') as 'file',
      size: bytes?.length ?? 0,
      name,
      path,
      sha,
      url,
      git_url: `${repoUrl}/git/blobs/${sha}`,
      html_url: null,
      download_url: null,
      _links: { self: url, git: null, html: null },
    }
  })
}

function toFilePayload(
  path: string,
  file: { bytes: Buffer; ref: string },
  { repoUrl, pageUrl }: { repoUrl: string; pageUrl: string },
): Schemas['content-file'] {
  const { bytes, ref } = file
  const sha = blobId(bytes)
  const url = contentUrl(repoUrl, path, ref)
  const gitUrl = `${repoUrl}/git/blobs/${sha}`
  return {
    type: 'file',
    encoding: 'base64',
    size: bytes.length,
    name: path.split('/').at(-1) ?? path,
    path,
    // GitHub wraps the Base64 text.
    content: bytes.toString('base64').replace(/.{60}/g, '$&\n') + '\n',
    sha,
    url,
    git_url: gitUrl,
    html_url: pageUrl,
    download_url: null,
    _links: { self: url, git: gitUrl, html: pageUrl },
  }
}

/** The authenticated user without private fields. */
function toPublicUserPayload(actor: Actor, apiUrl: string): Schemas['public-user'] {
  const emptyFields = {
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
  return { ...toUserPayload(actor, apiUrl), ...emptyFields, ...counts, ...dates, user_view_type: 'public' }
}

/** The two GraphQL operations that the action uses: `viewer` and `minimizeComment`. */
function handleGraphql(call: ApiCall, repository: SimulatedRepository, actor: Actor): ServiceResponse {
  const query = textOrNull(call.fields['query']) ?? ''
  if (/\bminimizeComment\s*\(/.test(query)) return minimizeComment(call, repository, query)
  if (/\bviewer\b/.test(query))
    return jsonResponse(200, { data: { viewer: { login: actor.login, databaseId: actor.id } } })
  return jsonResponse(200, {
    errors: [{ message: 'Unknown query: the simulator only knows viewer and minimizeComment' }],
  })
}

function minimizeComment(call: ApiCall, repository: SimulatedRepository, query: string): ServiceResponse {
  const errorResult = (type: string, message: string): ServiceResponse =>
    jsonResponse(200, {
      data: { minimizeComment: null },
      errors: [{ type, path: ['minimizeComment'], message }],
    })
  if (!call.hasPermission('write', 'issues', 'pull_requests'))
    return errorResult('FORBIDDEN', 'Resource not accessible by integration')
  const text = query + JSON.stringify(call.fields['variables'] ?? {})
  const reason = /\b(ABUSE|DUPLICATE|OFF_TOPIC|OUTDATED|RESOLVED|SPAM)\b/.exec(text)?.[1]
  const comment = repository.commentsOf().find(({ id }) => text.includes(`"${nodeId('IC', id)}"`))
  if (comment === undefined)
    return errorResult('NOT_FOUND', 'Could not resolve to a node with the global id that was given.')
  if (reason === undefined)
    return jsonResponse(200, { errors: [{ message: "Argument 'classifier' is required" }] })
  comment.minimized = reason
  const minimizedComment = { isMinimized: true, minimizedReason: reason.toLowerCase().replace('_', '-') }
  return jsonResponse(200, { data: { minimizeComment: { minimizedComment, clientMutationId: null } } })
}
