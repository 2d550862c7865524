import type { CommentStore, GitHubReply, StoredComment } from '../../src/report/comments.ts'

export type StoreCall =
  | { readonly operation: 'list' | 'self' }
  | { readonly operation: 'create'; readonly body: string }
  | { readonly operation: 'update'; readonly id: number; readonly body: string }

type Refusal = GitHubReply<never> & { ok: false }

/** A conversation in memory, with comments of several authors. */
export class MemoryConversation implements CommentStore {
  readonly comments: StoredComment[] = []
  readonly calls: StoreCall[] = []
  readonly login: string
  /** Asked before each call; what it returns is the answer in place of the conversation's own. */
  intercept: (call: StoreCall) => Refusal | undefined | Promise<Refusal | undefined> = () => undefined
  #nextId = 101

  constructor(login = 'github-actions[bot]') {
    this.login = login
  }

  /** Bodies of the comments that are written now, oldest first. */
  get bodies(): readonly string[] {
    return this.comments.map(({ body }) => body)
  }

  /** Somebody writes a comment. */
  say(author: string, body: string): StoredComment {
    const id = this.#nextId++
    const comment = { id, author, body, url: `https://github.example/acme/bot/pull/7#issuecomment-${id}` }
    this.comments.push(comment)
    return comment
  }

  /** Somebody deletes a comment. */
  delete(id: number): void {
    this.comments.splice(
      this.comments.findIndex((comment) => comment.id === id),
      1,
    )
  }

  list(): Promise<GitHubReply<readonly StoredComment[]>> {
    return this.#carryOut({ operation: 'list' }, () => ({ ok: true, value: [...this.comments] }))
  }

  create(body: string): Promise<GitHubReply<StoredComment>> {
    return this.#carryOut({ operation: 'create', body }, () => ({
      ok: true,
      value: this.say(this.login, body),
    }))
  }

  update(id: number, body: string): Promise<GitHubReply<StoredComment>> {
    return this.#carryOut({ operation: 'update', id, body }, () => {
      const at = this.comments.findIndex((comment) => comment.id === id)
      const before = this.comments[at]
      if (before === undefined) return GONE
      const value = { ...before, body }
      this.comments[at] = value
      return { ok: true, value }
    })
  }

  async self(): Promise<string> {
    await this.#carryOut({ operation: 'self' }, () => ({ ok: true, value: undefined }))
    return this.login
  }

  async #carryOut<T>(call: StoreCall, work: () => GitHubReply<T>): Promise<GitHubReply<T>> {
    this.calls.push(call)
    return (await this.intercept(call)) ?? work()
  }
}

/** The comment does not exist (any more). */
export const GONE: Refusal = { ok: false, reason: 'no such comment', isGone: true, isFinal: true }
/** GitHub may answer properly next time. */
export const PASSING: Refusal = { ok: false, reason: 'HTTP 502: Bad Gateway', isGone: false, isFinal: false }
/** GitHub will say no again. */
export const FORBIDDEN: Refusal = {
  ok: false,
  reason: 'Resource not accessible',
  isGone: false,
  isFinal: true,
}
