import { expect, it } from '@jest/globals'
import { accountNames, areDifferent, isOther } from '../../src/approval/account-names.ts'
import type { Account } from '../../src/approval/approval-reader.ts'

const account = (login: string, id?: number): Account => ({ login, id, isBot: false })

it.each<[string, Account, Account, boolean]>([
  ['two ids', account('ada', 1), account('bob', 2), true],
  ['one id, renamed', account('ada', 1), account('ada2', 1), false],
  ['one login, taken over', account('ada', 1), account('ADA', 2), false],
  ['two logins without ids', account('ada'), account('bob'), true],
  ['one login without ids', account('ada'), account('Ada'), false],
  ['two logins, of which one has an id', account('ada', 1), account('bob'), false],
])('accounts are different for sure: %s', (_, a, b, expected) => {
  expect([areDifferent(a, b), areDifferent(b, a)]).toEqual([expected, expected])
})

it.each<[string, Account, readonly string[], boolean]>([
  ['nobody', account('ada'), [], true],
  ['a deleted account', account('ada', 1), ['ghost'], true],
  ['some with ids', account('ada'), ['ghost', ...accountNames(account('bob', 2))], false],
])('an account is none of %s', (_, one, names, expected) => {
  expect(isOther(one, names)).toBe(expected)
})
