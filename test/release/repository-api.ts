import { Simulator } from '../simulator/http.ts'
import { isRecord, json, type Answer, type RecordedRequest } from '../simulator/wire.ts'

export const REPOSITORY = 'forge/action'

export interface FakeRelease {
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

type Handler = (request: RecordedRequest, found: RegExpExecArray) => Answer

const notFound = json(404, { message: 'Not Found' })

/** The part of a GitHub repository that the scripts of a release and of Dependabot's dist talk to. */
export class RepositoryApi extends Simulator {
  constructor() {
    super({})
  }

  immutableReleases = true
  /** How often a release that was published is shown without it. */
  looksUntilImmutable = 0
  movesNoTag = false
  readonly releases: FakeRelease[] = []
  /** Commits by name of the tag. */
  readonly tags = new Map<string, string>()
  readonly pulls: FakePull[] = []
  changedFiles: string[] = ['package.json', 'package-lock.json']
  tree: { path: string; type: string; sha: string }[] = []
  truncated = false
  /** Of every commit. */
  author: { login: string } | null = { login: 'dependabot[bot]' }
  verified = true
  graphql: unknown = { data: { createCommitOnBranch: { commit: { oid: 'f'.repeat(40) } } } }

  readonly #routes: readonly (readonly [string, RegExp, Handler])[] = [
    [
      'GET',
      /\/releases$/,
      () =>
        json(
          200,
          this.releases.map((release) => this.#shown(release)),
        ),
    ],
    ['POST', /\/releases$/, ({ body }) => this.#draft(body)],
    ['DELETE', /\/releases\/(\d+)$/, (_, [, id]) => this.#remove(Number(id))],
    ['GET', /\/releases\/(\d+)$/, (_, [, id]) => this.#look(Number(id))],
    ['PATCH', /\/releases\/(\d+)$/, ({ body }, [, id]) => this.#change(Number(id), body)],
    ['POST', /\/upload\/(\d+)$/, (request, [, id]) => this.#upload(Number(id), request)],
    [
      'GET',
      /\/commits\/[0-9a-f]{40}$/,
      () => json(200, { author: this.author, commit: { verification: { verified: this.verified } } }),
    ],
    ['GET', /\/commits\/tags\/(.+)$/, (_, [, tag = '']) => this.#known(tag, (sha) => ({ sha }))],
    ['GET', /\/git\/ref\/tags\/(.+)$/, (_, [, tag = '']) => this.#known(tag, (sha) => ({ object: { sha } }))],
    [
      'POST',
      /\/git\/refs$/,
      ({ body }) => this.#tag(isRecord(body) ? String(body['ref']).slice(10) : '', body),
    ],
    ['PATCH', /\/git\/refs\/tags\/(.+)$/, ({ body }, [, tag = '']) => this.#tag(tag, body)],
    ['GET', /\/pulls$/, () => json(200, this.pulls)],
    [
      'GET',
      /\/pulls\/\d+\/files$/,
      () =>
        json(
          200,
          this.changedFiles.map((filename) => ({ filename })),
        ),
    ],
    ['GET', /\/git\/trees\/[0-9a-f]+$/, () => json(200, { truncated: this.truncated, tree: this.tree })],
    ['POST', /^\/graphql$/, () => json(200, this.graphql)],
  ]

  protected operationOf(method: string, path: string): string {
    return `${method} ${path}`
  }

  protected stamp(): Record<string, string> {
    return {}
  }

  protected handle(request: RecordedRequest): Answer {
    for (const [method, pattern, handler] of this.#routes) {
      const found = pattern.exec(request.path)
      if (found && method === request.method) return handler(request, found)
    }
    return notFound
  }

  /** What changes something, in order. */
  get changes(): readonly RecordedRequest[] {
    return this.requests.filter(({ method }) => method !== 'GET')
  }

  #shown({ id, tag_name, draft, immutable }: FakeRelease) {
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

  #draft(body: unknown): Answer {
    const release = {
      id: this.releases.length + 1,
      immutable: false,
      assets: [],
      ...(body as { tag_name: string; draft: boolean }),
    }
    this.releases.push(release)
    return json(201, this.#shown(release))
  }

  #remove(id: number): Answer {
    this.releases.splice(
      this.releases.findIndex((release) => release.id === id),
      1,
    )
    return { status: 204, body: '' }
  }

  #change(id: number, body: unknown): Answer {
    const release = this.releases.find((each) => each.id === id)
    if (release === undefined) return notFound
    const immutable = this.immutableReleases && this.looksUntilImmutable === 0
    Object.assign(release, body, { immutable })
    return json(200, this.#shown(release))
  }

  #look(id: number): Answer {
    this.looksUntilImmutable = Math.max(0, this.looksUntilImmutable - 1)
    return this.#change(id, {})
  }

  #upload(id: number, { query, raw, headers }: RecordedRequest): Answer {
    const release = this.releases.find((each) => each.id === id)
    if (release?.draft !== true || headers['content-type'] !== 'application/octet-stream')
      return json(422, {})
    release.assets.push({ name: query['name'], content: raw })
    return json(201, {})
  }

  #known(tag: string, answer: (sha: string) => unknown): Answer {
    const sha = this.tags.get(tag)
    return sha === undefined ? notFound : json(200, answer(sha))
  }

  #tag(tag: string, body: unknown): Answer {
    if (this.movesNoTag) return json(403, { message: 'Resource not accessible by integration' })
    if (isRecord(body)) this.tags.set(tag, String(body['sha']))
    return json(200, {})
  }
}
