import type { Account } from './approval-reader.ts'

/** By which a record knows an account: the login, and `#` with the id, which stays when somebody renames the account. */
export function accountNames({ login, id }: Account): readonly string[] {
  return id === undefined ? [login] : [login, `#${id}`]
}

/** GitHub's logins do not differ in case. */
export function isSameLogin(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase()
}

/**
 * Whether an account is none of these for sure. Without an id it may be one of those that have one, under an earlier or later
 * name. `names`: from `accountNames`.
 */
export function isOther(account: Account, names: readonly string[]): boolean {
  return !isNamed(account, names) && (account.id !== undefined || !names.some(isId))
}

/** Whether two accounts are different ones for sure. */
export function areDifferent(a: Account, b: Account): boolean {
  return isOther(a, accountNames(b)) && isOther(b, accountNames(a))
}

// A login has no `#`.
const isId = (name: string): boolean => name.startsWith('#')

/** `names`: from `accountNames`. */
export function isNamed(account: Account, names: readonly string[]): boolean {
  return accountNames(account).some((name) => names.some((each) => isSameLogin(each, name)))
}
