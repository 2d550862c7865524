import { describe, expect, it } from '@jest/globals'
import type { Objection, RejectedAct } from '../../src/approval/check-approvals.ts'
import {
  describeActs,
  describeApprovers,
  describeRejected,
  type LabelState,
} from '../../src/approval/describe-approvals.ts'
import type { Act } from '../../src/approval/find-acts.ts'
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
  const start = 'a start of the workflow by hand (`workflow_dispatch`)'

  it.each<[readonly ActKind[], LabelState, string]>([
    [ACT_KINDS, 'off', 'a review that approves, the comment `/train` or the label `train`'],
    [['comment', 'label'], 'off', 'the comment `/train` or the label `train`'],
    [['comment', 'label'], 'on', 'the comment `/train` or the label `train` (take it off first)'],
    [['comment', 'label'], 'half', 'the comment `/train`'],
    [['label'], 'on', 'the label `train` (take it off first)'],
    [['label'], 'half', start],
    [['review'], 'on', 'a review that approves'],
  ])('%j, label %s', (by, label, text) => {
    expect(describeActs(by, { label, needsTwo: false })).toBe(text)
  })

  it.each<[readonly ActKind[], LabelState, string]>([
    [ACT_KINDS, 'off', 'a review that approves, the comment `/train` or the label `train`'],
    [ACT_KINDS, 'half', 'a review that approves or the comment `/train`'],
    [['label'], 'off', `the label \`train\` from one and ${start} from the other`],
    [['label'], 'on', `the label \`train\` (take it off first) from one and ${start} from the other`],
    [['label'], 'half', `the label \`train\` (leave it on) from one and ${start} from the other`],
  ])('by two people: %j, label %s', (by, label, text) => {
    expect(describeActs(by, { label, needsTwo: true })).toBe(text)
  })
})

describe('why an act does not count', () => {
  it.each<[Act['kind'], Objection, string]>([
    ['review', { kind: 'role', role: 'write' }, 'the review of `ada`: their role is `write`'],
    ['label', { kind: 'role' }, 'the label of `ada`: GitHub does not say which role they have'],
    ['comment', { kind: 'bot' }, 'the comment of `ada`: bots cannot approve'],
    ['comment', { kind: 'author' }, 'the comment of `ada`: they opened the pull request'],
    ['comment', { kind: 'pusher' }, 'the comment of `ada`: they pushed the change, or to its branch before'],
    [
      'comment',
      { kind: 'pusher-unknown' },
      'the comment of `ada`: it is unknown who pushed the change, so a second person who may approve must do so, too',
    ],
    [
      'label',
      { kind: 'pusher-unknown' },
      'the label of `ada`: it is unknown who pushed the change, so a second person who may approve must do so, too, but not with this label, which is on already',
    ],
    [
      'review',
      { kind: 'withdrawn', because: 'changes-requested' },
      'the review of `ada`: they requested changes later',
    ],
    [
      'review',
      { kind: 'withdrawn', because: 'dismissed' },
      'the review of `ada`: their review was dismissed, which also ends what they approved before',
    ],
    [
      'comment',
      { kind: 'withdrawn', because: 'dismissed-sometime' },
      'the comment of `ada`: their review was dismissed, and GitHub does not say when: re-run in a minute, or approve with a new review or after one',
    ],
    ['comment', { kind: 'withdrawn', because: 'edited' }, 'the comment of `ada`: it was edited'],
    ['label', { kind: 'withdrawn', because: 'taken-off' }, 'the label of `ada`: it was taken off'],
    [
      'dispatch',
      { kind: 'perhaps-withdrawn' },
      'the start by hand of `ada`: they requested changes, or their review was dismissed, and GitHub does not say whether the start was after that: approve on the pull request, too',
    ],
    [
      'dispatch',
      { kind: 'account-unknown' },
      'the start by hand of `ada`: they started a run again, and the server does not say whether they are a renamed account that pushed the change: start a new run, or approve on the pull request',
    ],
    [
      'label',
      { kind: 'not-shown' },
      'the label of `ada`: this plan was not shown then, so it needs a new approval',
    ],
    [
      'review',
      { kind: 'just-changed' },
      'the review of `ada`: this request had been shown for less than a minute, so it needs a new approval',
    ],
  ])('%s, %j', (kind, objection, text) => {
    const act = { kind, id: 'x', author: { login: 'ada', isBot: false }, atMs: 0 }
    expect(describeRejected([{ act, objection }])).toEqual([text])
  })

  it('tells the ten newest of many, and once that there were too many people', () => {
    const actBy = (n: number) => ({
      kind: 'comment' as const,
      id: String(n),
      author: { login: `p${n}`, isBot: false },
      atMs: n,
    })
    const rejected = Array.from({ length: 15 }, (_, n): RejectedAct => {
      return { act: actBy(n), objection: n < 3 ? { kind: 'not-asked' } : { kind: 'role', role: 'read' } }
    })
    const texts = describeRejected(rejected)
    expect(texts).toHaveLength(12)
    expect(texts[0]).toBe('the comment of `p5`: their role is `read`')
    expect(texts.slice(-2)).toEqual([
      'those of 2 more',
      expect.stringMatching(/^those of 3 more: .* too many people .* `approval.users`/),
    ])
  })
})
