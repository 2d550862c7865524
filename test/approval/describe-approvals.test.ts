import { describe, expect, it } from '@jest/globals'
import type { Objection } from '../../src/approval/check-approvals.ts'
import { describeActs, describeApprovers, describeRejected } from '../../src/approval/describe-approvals.ts'
import { ACT_KINDS, type ActKind, type Role } from '../../src/policy/policy.ts'

describe('who may approve', () => {
  it.each<[readonly Role[], readonly string[], readonly string[]]>([
    [['maintain', 'admin'], [], ['somebody with the role `maintain` or `admin`']],
    [['admin'], ['ada'], ['somebody with the role `admin`', '`ada`']],
    [['admin', 'maintain', 'write'], [], ['somebody with the role `admin`, `maintain` or `write`']],
    [[], ['ada', 'bob'], ['`ada`', '`bob`']],
  ])('%j and %j', (from, users, texts) => {
    expect(describeApprovers({ from, users })).toEqual(texts)
  })
})

describe('how to approve', () => {
  it.each<[readonly ActKind[], string]>([
    [ACT_KINDS, 'a review that approves, the comment `/train` or the label `train`'],
    [['comment', 'label'], 'the comment `/train` or the label `train`'],
    [['review'], 'a review that approves'],
  ])('%j', (by, text) => {
    expect(describeActs(by)).toBe(text)
  })
})

describe('why an act does not count', () => {
  it.each<[ActKind, Objection, string]>([
    ['review', { kind: 'role', role: 'write' }, 'the review of `ada`: their role is `write`'],
    ['label', { kind: 'role' }, 'the label of `ada`: GitHub does not say which role they have'],
    ['comment', { kind: 'bot' }, 'the comment of `ada`: bots cannot approve'],
    ['comment', { kind: 'author' }, 'the comment of `ada`: they opened the pull request'],
    ['comment', { kind: 'pusher' }, 'the comment of `ada`: they pushed the change'],
    [
      'comment',
      { kind: 'pusher-unknown' },
      'the comment of `ada`: it is unknown who pushed the change; re-run the workflow of the push',
    ],
    ['label', { kind: 'not-shown' }, 'the label of `ada`: this plan was not shown then; approve again'],
    [
      'review',
      { kind: 'just-changed' },
      'the review of `ada`: the plan had been shown for less than a minute; approve again',
    ],
  ])('%s, %j', (kind, objection, text) => {
    const act = { kind, id: 'x', author: { login: 'ada', isBot: false }, atMs: 0 }
    expect(describeRejected({ act, objection })).toBe(text)
  })
})
