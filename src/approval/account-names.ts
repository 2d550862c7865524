import type { Account } from './approval-reader.ts'

/** By which a record knows an account: the login, and `#` with the id, which stays when somebody renames the account. */
export function accountNames({ login, id }: Account): readonly string[] {
  return id === undefined ? [login] : [login, `#${id}`]
}

/** GitHub's logins do not differ in case. */
export function isSameLogin(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase()
}

/** `names`: of accounts. A login has no `#`. */
export function isNamed(account: Account, names: readonly string[]): boolean {
  return accountNames(account).some((name) => names.some((each) => isSameLogin(each, name)))
}
