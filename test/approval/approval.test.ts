import { describe, expect, it } from '@jest/globals'
import { actsOf, type Approval } from '../../src/approval/approval.ts'
import { formatOutputs } from '../../src/outputs.ts'
import { formatManifest } from '../../src/report/manifest.ts'
import { renderComment } from '../../src/report/render.ts'
import { readRecord } from '../../src/state/record-codec.ts'
import { sampleContext, sampleJob, sampleState } from '../fakes/samples.ts'
import { CODEC, KEY, commentRecordOf, recordedJob, requestOf } from '../state/samples.ts'

const FIRST = { act: 'review', by: 'ada', atMs: 1_000, actId: 'review 1' } as const
const LAST = { act: 'comment', by: 'bob', atMs: 2_000, actId: 'comment 2' } as const
const APPROVAL: Approval = { ...LAST, first: FIRST }

describe('an approval by two people', () => {
  const job = sampleJob({ status: 'SUCCESS', outputModel: 'ft:x' })
  const states = [sampleState({ job, outcome: 'succeeded', approval: APPROVAL })]

  it('has two acts, and that of one person has one', () => {
    expect([actsOf(APPROVAL), actsOf(LAST)]).toEqual([[FIRST, LAST], [LAST]])
  })

  it('names both in the comment, the outputs and the manifest', () => {
    const context = sampleContext()
    const { body } = renderComment({ states, diagnostics: [], context, nowMs: 3_000 })
    expect(body).toMatch(/approved by `ada` at [^·]* · approved by `bob` at /)
    const { jobs } = formatOutputs({ states, outcome: 'succeeded', elapsedMs: 0 })
    expect(JSON.parse(jobs)).toMatchObject([{ 'approved-by': 'ada, bob' }])
    expect(formatManifest(states, context)).toContain('"approved_by": "ada, bob"')
  })

  it('is kept in the record', () => {
    const record = commentRecordOf(requestOf({}, [recordedJob(1, { approval: APPROVAL })]))
    const decoded = readRecord(CODEC, CODEC.encode?.(record) ?? '')
    expect(decoded.requests[KEY]?.jobs[0]?.approval).toEqual(APPROVAL)
  })
})
