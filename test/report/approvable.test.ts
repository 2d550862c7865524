import { describe, expect, it } from '@jest/globals'
import { renderComment } from '../../src/report/render.ts'
import type { ReportModel } from '../../src/report/report-model.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import { sampleContext, sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'

type Kind = 'review' | 'comment' | 'label'

const CLOSED = { code: 'pull-request-closed', isMerged: false } as const

/** A spec of a sweep. `n`: tells the specs apart. */
function waiting(n: number, datasets = 1, changes: Partial<JobState> = {}): JobState {
  const spec = sampleSpec()
  const ids = Array.from(
    { length: datasets },
    (_, i) => `${n}f0c2a54-8c3e-4f4d-9a39-${String(i).padStart(12, '0')}`,
  )
  return sampleState({
    outcome: 'unapproved',
    spec: {
      ...spec,
      label: `${n}.yml`,
      digest: `v1-${String(n).repeat(64)}`,
      request: { ...spec.request, dataset_ids: ids },
    },
    ...changes,
  })
}

interface Report {
  readonly by?: readonly Kind[]
  readonly needsApproval?: true
  readonly lacksRequests?: true
}

function render(states: readonly JobState[], report: Report = {}) {
  const { by = ['review', 'comment', 'label'], lacksRequests } = report
  const needsApproval = 'needsApproval' in report ? report.needsApproval : true
  const specs = states.map(({ spec }) => [spec?.label ?? '', { violations: [], needsApproval }] as const)
  const approval = { from: ['admin'], users: [], by } as const
  const model: ReportModel = {
    states: states.map((state) => ({ ...state, label: state.spec?.label ?? '' })),
    plan: { specs: new Map(specs), violations: [], policy: { owners: [], approval } },
    context: sampleContext(),
    diagnostics: [],
    nowMs: 0,
    lacksRequests,
  }
  return renderComment(model)
}

const digests = (...numbers: readonly number[]) => numbers.map((n) => `v1-${String(n).repeat(64)}`)
const shownDatasets = (body: string) => new Set(body.match(/\df0c2a54-[\w-]+/g) ?? []).size

describe('what an approval is about', () => {
  it.each<[string, readonly JobState[], readonly string[]]>([
    ['one spec', [waiting(1)], digests(1)],
    ['several specs', [waiting(1), waiting(2)], digests(1, 2)],
    [
      'a spec beside one with a job',
      [waiting(1, 1, { outcome: undefined, job: sampleJob() }), waiting(2)],
      digests(1, 2),
    ],
    ['not what is refused', [waiting(1, 1, { outcome: 'refused' }), waiting(2)], digests(2)],
    ['not what is closed', [waiting(1, 1, { outcome: 'valid', notes: [CLOSED] }), waiting(2)], digests(2)],
    ['not what is too long', [waiting(1, 300), waiting(2)], digests(2)],
  ])('%s', (_, states, approvable) => {
    const { body, approvable: found } = render(states)
    expect(found).toEqual(approvable)
    // Whatever counts is there to be read.
    expect(shownDatasets(body)).toBeGreaterThanOrEqual(approvable.length)
  })

  it('is nothing that needs no approval, nor what a saved report has lost', () => {
    expect(render([waiting(1)], { needsApproval: undefined }).approvable).toEqual([])
    expect(render([waiting(1)], { lacksRequests: true }).approvable).toEqual([])
  })

  it('is nothing if the comment has no room for all, and the comment says so', () => {
    const { body, approvable } = render(
      Array.from({ length: 9 }, (_, n) => waiting(n + 1, 55)).concat(
        Array.from({ length: 30 }, () => waiting(9, 55)),
      ),
    )
    expect(approvable).toEqual([])
    expect(body).toContain('Nothing else counts. A request is too long to show here')
  })
})

describe('a request that is too long', () => {
  it('can be approved by its digest', () => {
    expect(render([waiting(1, 300)]).body).toContain(`the comment \`/train ${'1'.repeat(32)}\``)
  })

  it('cannot be approved where comments do not count, and the comment says what to do', () => {
    const { body } = render([waiting(1, 300)], { by: ['review'] })
    expect(body).toContain('add `comment` to `approval.by`')
    expect(body).not.toContain('To start it')
  })
})

describe('who is asked for an approval', () => {
  const missing = (needsTwo: boolean): Partial<JobState> => ({
    notes: [{ code: 'approval-missing', approvers: [], needsTwo }],
  })
  const [one, two] = [missing(false), missing(true)]
  const linesOf = (states: readonly JobState[]) =>
    render(states)
      .body.split('\n')
      .filter((line) => line.startsWith('**To start'))
  const people = 'by two people, each somebody'
  const command = (...numbers: readonly number[]) =>
    `\`${['/train', ...numbers.map((n) => String(n).repeat(32))].join(' ')}\``

  it.each<[string, Partial<JobState>]>([
    ['one person', one],
    ['two people', two],
  ])('is %s in one line if that holds for all', (_, changes) => {
    const lines = linesOf([waiting(1, 1, changes), waiting(2, 1, changes)])
    expect(lines).toEqual([expect.stringContaining('**To start `1.yml` and `2.yml`:**')])
    expect(lines[0]?.includes(people)).toBe(changes === two)
  })

  it('is told about `it` only if there is nothing else', () => {
    const job = sampleJob()
    expect(linesOf([waiting(1, 1, one)])).toEqual([expect.stringContaining('**To start it:**')])
    expect(linesOf([waiting(1, 1, { outcome: undefined, job }), waiting(2, 1, one)])).toEqual([
      expect.stringContaining('**To start `2.yml`:**'),
    ])
  })

  it('are two only for the specs that need them', () => {
    const lines = linesOf([waiting(1, 1, one), waiting(2, 1, two), waiting(3, 1, one)])
    expect(lines).toEqual([
      expect.stringContaining(people),
      expect.stringContaining('by somebody with the role'),
    ])
    expect(lines[0]).toMatch('**To start `2.yml`:** a review that approves')
    expect(lines[0]).toContain(`only the comment ${command(2)} counts`)
    expect(lines[1]).toMatch('**To start `1.yml` and `3.yml`:** a review that approves')
    expect(lines[1]).toContain(`only the comment ${command(1, 3)} counts`)
  })

  it.each([true, false])('offers a label that is on to all specs in the same way, half: %s', (isHalf) => {
    const label = { code: 'approval-label-on', isHalf } as const
    const first = waiting(1, 1, { notes: [...(two.notes ?? []), label] })
    const lines = linesOf([first, waiting(2, 1, one)])
    const offer = isHalf ? 'a review that approves or the comment `/train`, by' : 'take it off first'
    expect(lines).toEqual([expect.stringContaining(offer), expect.stringContaining(offer)])
  })

  it('is told for each group, also if one is too large to be named, or too long to be shown', () => {
    const many = [1, 2, 3, 4, 5, 6, 7].map((n) => waiting(n, 1, one))
    const lines = linesOf([...many, waiting(8, 300, two)])
    expect(lines).toEqual([
      expect.stringContaining(`**To start \`8.yml\`:** the comment ${command(8)}, ${people}`),
      expect.stringMatching(/^\*\*To start (`\d\.yml`,? ){5}and 2 more:\*\* .* It counts once/),
    ])
  })
})
