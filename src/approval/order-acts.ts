import { isSameLogin } from './account-names.ts'
import type { Act } from './find-acts.ts'

/** Each costs a request in every run that finds no approval. Strangers may act, too, but are no insiders. */
const MAX_INSIDERS = 20
const MAX_STRANGERS = 8

interface OrderedActs {
  readonly asked: readonly Act[]
  /** Of further people. */
  readonly notAsked: readonly Act[]
}

interface Precedence {
  /** Whom the policy names. */
  readonly users: readonly string[]
  /** Of the acts that have approved the request before. */
  readonly knownIds: ReadonlySet<string>
}

/**
 * The acts in the order in which to ask for the roles of their authors: first of those whom the policy names, which costs
 * nothing, and those that have approved the request before; then of those who seem to belong to the repository; of each, the
 * oldest first, so that the answer stays the same. Of too many people, those who acted last are asked for: whoever is left out
 * can act again.
 */
export function orderActs(acts: readonly Act[], { users, knownIds }: Precedence): OrderedActs {
  const rankOf = ({ id, author, isInsider }: Act): number => {
    if (knownIds.has(id) || users.some((user) => isSameLogin(user, author.login))) return 0
    return isInsider === true ? 1 : 2
  }
  const newestFirst = acts.toSorted((a, b) => b.atMs - a.atMs)
  const newestOf = (rank: number, count: number): readonly string[] => {
    const logins = newestFirst.filter((act) => rankOf(act) === rank).map(loginOf)
    return [...new Set(logins)].slice(0, count)
  }
  const people = new Set([
    ...newestOf(0, Infinity),
    ...newestOf(1, MAX_INSIDERS),
    ...newestOf(2, MAX_STRANGERS),
  ])
  const isAsked = (act: Act): boolean => people.has(loginOf(act))
  return {
    asked: acts.filter(isAsked).toSorted((a, b) => rankOf(a) - rankOf(b) || a.atMs - b.atMs),
    notAsked: acts.filter((act) => !isAsked(act)),
  }
}

const loginOf = ({ author }: Act): string => author.login.toLowerCase()
