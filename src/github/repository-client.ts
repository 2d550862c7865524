import type { Desk, RepositoryComment } from '../sync/ports.ts'
import { githubComments, stored } from './comments.ts'
import { bounded, BROKEN, textOf, type GitHub } from './github-client.ts'
import { githubStatuses } from './repository.ts'

/** The largest page of GitHub. */
const PAGE_SIZE = 100

/** The whole repository, for whoever looks after it. */
export function githubDesk(github: GitHub): Desk {
  const { where } = github
  return {
    repository: `${where.owner}/${where.repo}`,
    self: () => githubComments(github, 0).self(),
    comments: (page, sinceMs) =>
      github.call('reading the comments of the repository', 'comments', async ({ rest }) => {
        const since = new Date(sinceMs).toISOString()
        const order = { sort: 'updated', direction: 'desc' } as const
        const { data, headers } = await rest.issues.listCommentsForRepo({
          ...where,
          ...order,
          since,
          page,
          per_page: PAGE_SIZE,
          ...bounded(),
        })
        const all: unknown = data
        if (!Array.isArray(all)) throw new Error(BROKEN)
        return { comments: all.map(placed), hasMore: /rel="next"/.test(headers.link ?? '') }
      }),
    conversation: (number) => githubComments(github, number),
    statuses: (commit) => githubStatuses(github, commit),
    dispatch: ({ type, payload }) =>
      github.call('sending the event', 'dispatches', async ({ rest }) => {
        const client_payload = { ...payload }
        const { status }: { status: number } = await rest.repos.createDispatchEvent({
          ...where,
          event_type: type,
          client_payload,
          ...bounded(),
        })
        // A page of a proxy is no event that was sent.
        if (status !== 204) throw new Error(BROKEN)
        return undefined
      }),
  }
}

function placed(value: unknown): RepositoryComment {
  const number = Number(/\/(\d+)$/.exec(textOf(value, 'issue_url') ?? '')?.[1])
  const updatedAtMs = Date.parse(textOf(value, 'updated_at') ?? '')
  // A comment that cannot be placed is none of ours, and no reason to miss the others.
  return { ...stored(value), number: number || 0, updatedAtMs: Number.isNaN(updatedAtMs) ? 0 : updatedAtMs }
}
