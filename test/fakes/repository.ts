import type { GitHubReply } from '../../src/state/comment-store.ts'
import type { CommitStatus } from '../../src/report/commit-status.ts'
import type { Desk, Dispatch, RepositoryComment } from '../../src/sync/ports.ts'
import type { VirtualClock } from './clock.ts'
import { MemoryConversation, type Listing, type Refusal } from './comment-store.ts'

/** A call that concerns the whole repository, or one on a conversation. */
export type DeskCall =
  | { readonly operation: 'comments'; readonly page: number }
  | { readonly operation: 'dispatch'; readonly id: unknown }
  | { readonly operation: 'status'; readonly state: string }

type Hook = (call: DeskCall) => Refusal | undefined | Promise<Refusal | undefined>

const PAGE_SIZE = 100

/** A repository with several conversations, in memory: what the scheduled command sees of GitHub. */
export class MemoryRepository implements Desk {
  readonly repository = 'acme/bot'
  readonly dispatches: Dispatch[] = []
  readonly statusesSet: CommitStatus[] = []
  readonly calls: DeskCall[] = []
  /** Asked before each call; what it returns is the answer in its place. */
  intercept: Hook = () => undefined
  /** Asked after each call was carried out; what it returns arrives in place of the answer. */
  answering: Hook = () => undefined
  /** How the list of all comments lags; each conversation has a list of its own. */
  listing: Omit<Listing, 'isShuffled'> | undefined
  readonly #clock: VirtualClock
  readonly #conversations = new Map<number, MemoryConversation>()

  constructor(clock: VirtualClock, conversations: Readonly<Record<number, MemoryConversation>> = {}) {
    this.#clock = clock
    for (const [number, conversation] of Object.entries(conversations)) this.add(Number(number), conversation)
  }

  /** A pull request or issue, whose comments are those that the conversation has at any time. */
  add(number: number, conversation = new MemoryConversation(undefined, 1000 * number)): MemoryConversation {
    conversation.clock = this.#clock
    this.#conversations.set(number, conversation)
    return conversation
  }

  conversation(number: number): MemoryConversation {
    return this.#conversations.get(number) ?? this.add(number)
  }

  self(): Promise<string> {
    return Promise.resolve('github-actions[bot]')
  }

  comments(page: number, sinceMs: number): ReturnType<Desk['comments']> {
    return this.#carryOut({ operation: 'comments', page }, () => {
      const all = this.#listed().filter(({ updatedAtMs }) => updatedAtMs >= sinceMs)
      const comments = all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
      return { comments, hasMore: all.length > page * PAGE_SIZE }
    })
  }

  dispatch(dispatch: Dispatch): Promise<GitHubReply<undefined>> {
    return this.#carryOut({ operation: 'dispatch', id: dispatch.payload['job_id'] }, () => {
      this.dispatches.push(dispatch)
      return undefined
    })
  }

  statuses(): ReturnType<Desk['statuses']> {
    return {
      list: () => Promise.resolve({ ok: true, value: [] }),
      set: (status) =>
        this.#carryOut({ operation: 'status', state: status.state }, () => {
          this.statusesSet.push(status)
          return undefined
        }),
    }
  }

  /** The ids of the jobs that others were told of. */
  get told(): readonly unknown[] {
    return this.dispatches.map(({ payload }) => payload['job_id'])
  }

  #listed(): readonly RepositoryComment[] {
    const { random = () => 0, lagMs = 0 } = this.listing ?? {}
    const all = [...this.#conversations].flatMap(([number, conversation]) =>
      conversation.asOf(() => this.#clock.now() - random() * lagMs).map((each) => ({ ...each, number })),
    )
    // Of two comments of the same moment the order is not promised.
    const places = all.map((comment) => ({ comment, place: random() }))
    return places
      .sort((a, b) => b.comment.updatedAtMs - a.comment.updatedAtMs || a.place - b.place)
      .map(({ comment }) => comment)
  }

  async #carryOut<T>(call: DeskCall, work: () => T): Promise<GitHubReply<T>> {
    this.calls.push(call)
    const refused = await this.intercept(call)
    if (refused !== undefined) return refused
    const answer = work()
    return (await this.answering(call)) ?? { ok: true, value: answer }
  }
}
