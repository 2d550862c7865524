import { REPOSITORY_ID } from '../simulator/runner/events.ts'
import { mergeRecords } from '../../src/state/record.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import { renderComment } from '../../src/report/render.ts'
import { sampleContext } from '../fakes/samples.ts'
import { KEY } from './test-environment.ts'

const HOUR = 60 * 60_000

/** A signed comment as a sync wrote it an hour before `nowMs`: job `id` of the `n`-th spec is running. */
export function formatRecord(number: number, n: number, id: string, nowMs: number): string {
  const label = `training/${n}.yml`
  const model = {
    states: [{ label, job: { id, status: 'RUNNING' }, outcome: 'running' as const, timeline: [], notes: [] }],
    diagnostics: [],
    context: sampleContext({ repository: 'acme/models', issueNumber: number }),
    nowMs: nowMs - HOUR,
    lastSync: { atMs: nowMs - HOUR, logUrl: 'https://github.example/sync' },
  }
  const { body, savedReport } = renderComment(model)
  const common = { digest: 'd'.repeat(64), run: { id: '8000', attempt: 1 }, holderId: 'x', commit: 'abc' }
  const job = { id, digest: common.digest, runId: '8000', atMs: 1, isUnfinished: true, snapshot: {} }
  const specRecord = { ...common, atMs: 1, leaseExpiresAtMs: 0, jobId: id, jobs: [job] }
  const record = mergeRecords({ run: common.run, specs: { [label]: specRecord } }, { specs: {} })
  const codec = createCodec(`key ${n}`, `${REPOSITORY_ID}#${number}`, KEY)
  return `${codec.encode?.({ ...record, ...(savedReport ? { savedReport } : {}) }) ?? ''}\n${body}`
}
