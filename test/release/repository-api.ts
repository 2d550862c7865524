import { Simulator } from '../simulator/http.ts'
import { isRecord, jsonResponse, type ServiceResponse, type RecordedRequest } from '../simulator/wire.ts'

export const REPOSITORY = 'forge/action'

interface FakeRelease {
  id: number
  tag_name: string
  draft: boolean
  immutable: boolean
  body?: string
  make_latest?: string
  readonly assets: { name: string | undefined; content: string }[]
}

export interface FakePull {
  readonly number: number
  readonly user: { readonly login: string }
  readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } }
}

type Handler = (request: RecordedRequest, match: RegExpExecArray) => ServiceResponse

const notFound = jsonResponse(404, { message: 'Not Found' })

/** A fake of the GitHub API calls that the scripts in scripts/release use. */
export class RepositoryApi extends Simulator {
  constructor() {
    super({})
  }

  immutableReleases = true
  /** How many reads show a published release as not yet immutable. */
  checksUntilImmutable = 0
  refusesTagMoves = false
  readonly releases: FakeRelease[] = []
  /** Commits by tag name. */
  readonly tags = new Map<string, string>()
  readonly pulls: FakePull[] = []
  changedFiles: string[] = ['package.json', 'package-lock.json']
  tree: { path: string; type: string; sha: string }[] = []
  truncated = false
  /** The author of every commit. */
  author: { login: string } | null = { login: 'dependabot[bot]' }
  verified = true
  graphql: unknown = { data: { createCommitOnBranch: { commit: { oid: 'f'.repeat(40) } } } }

  readonly #routes: readonly (readonly [string, RegExp, Handler])[] = [
    [
      'GET',
      /\/releases$/,
      () =>
        jsonResponse(
          200,
          this.releases.map((release) => this.#toResponse(release)),
        ),
    ],
    ['POST', /\/releases$/, ({ body }) => this.#create(body)],
    ['DELETE', /\/releases\/(\d+)$/, (_, [, id]) => this.#remove(Number(id))],
    ['GET', /\/releases\/(\d+)$/, (_, [, id]) => this.#read(Number(id))],
    ['PATCH', /\/releases\/(\d+)$/, ({ body }, [, id]) => this.#update(Number(id), body)],
    ['POST', /\/upload\/(\d+)$/, (request, [, id]) => this.#upload(Number(id), request)],
    [
      'GET',
      /\/commits\/[0-9a-f]{40}$/,
      () => jsonResponse(200, { author: this.author, commit: { verification: { verified: this.verified } } }),
    ],
    ['GET', /\/commits\/tags\/(.+)$/, (_, [, tag = '']) => this.#findTag(tag, (sha) => ({ sha }))],
    [
      'GET',
      /\/git\/ref\/tags\/(.+)$/,
      (_, [, tag = '']) => this.#findTag(tag, (sha) => ({ object: { sha } })),
    ],
    [
      'POST',
      /\/git\/refs$/,
      ({ body }) => this.#setTag(isRecord(body) ? String(body['ref']).slice(10) : '', body),
    ],
    ['PATCH', /\/git\/refs\/tags\/(.+)$/, ({ body }, [, tag = '']) => this.#setTag(tag, body)],
    ['GET', /\/pulls$/, () => jsonResponse(200, this.pulls)],
    [
      'GET',
      /\/pulls\/\d+\/files$/,
      () =>
        jsonResponse(
          200,
          this.changedFiles.map((filename) => ({ filename })),
        ),
    ],
    [
      'GET',
      /\/git\/trees\/[0-9a-f]+$/,
      () => jsonResponse(200, { truncated: this.truncated, tree: this.tree }),
    ],
    ['POST', /^\/graphql$/, () => jsonResponse(200, this.graphql)],
  ]

  protected findOperation(method: string, path: string): string {
    return `${method} ${path}`
  }

  protected commonHeaders(): Record<string, string> {
    return {}
  }

  protected handle(request: RecordedRequest): ServiceResponse {
    for (const [method, pattern, handler] of this.#routes) {
      const match = pattern.exec(request.path)
      if (match && method === request.method) return handler(request, match)
    }
    return notFound
  }

  /** Requests that change something, in order. */
  get changes(): readonly RecordedRequest[] {
    return this.requests.filter(({ method }) => method !== 'GET')
  }

  #toResponse({ id, tag_name, draft, immutable }: FakeRelease) {
    const upload_url = `${this.url}/upload/${id}{?name,label}`
    return {
      id,
      tag_name,
      draft,
      immutable,
      upload_url,
      html_url: `https://github.test/releases/${tag_name}`,
    }
  }

  #create(body: unknown): ServiceResponse {
    const release = {
      id: this.releases.length + 1,
      immutable: false,
      assets: [],
      ...(body as { tag_name: string; draft: boolean }),
    }
    this.releases.push(release)
    return jsonResponse(201, this.#toResponse(release))
  }

  #remove(id: number): ServiceResponse {
    this.releases.splice(
      this.releases.findIndex((release) => release.id === id),
      1,
    )
    return { status: 204, body: '' }
  }

  #update(id: number, body: unknown): ServiceResponse {
    const release = this.releases.find((each) => each.id === id)
    if (release === undefined) return notFound
    const immutable = this.immutableReleases && this.checksUntilImmutable === 0
    Object.assign(release, body, { immutable })
    return jsonResponse(200, this.#toResponse(release))
  }

  #read(id: number): ServiceResponse {
    this.checksUntilImmutable = Math.max(0, this.checksUntilImmutable - 1)
    return this.#update(id, {})
  }

  #upload(id: number, { query, rawBody: raw, headers }: RecordedRequest): ServiceResponse {
    const release = this.releases.find((each) => each.id === id)
    if (release?.draft !== true || headers['content-type'] !== 'application/octet-stream')
      return jsonResponse(422, {})
    release.assets.push({ name: query['name'], content: raw })
    return jsonResponse(201, {})
  }

  #findTag(tag: string, format: (sha: string) => unknown): ServiceResponse {
    const sha = this.tags.get(tag)
    return sha === undefined ? notFound : jsonResponse(200, format(sha))
  }

  #setTag(tag: string, body: unknown): ServiceResponse {
    if (this.refusesTagMoves) return jsonResponse(403, { message: 'Resource not accessible by integration' })
    if (isRecord(body)) this.tags.set(tag, String(body['sha']))
    return jsonResponse(200, {})
  }
}
