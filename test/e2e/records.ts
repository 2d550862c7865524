import { REPOSITORY_ID } from '../simulator/runner/events.ts'
import { requestKey } from '../../src/state/record.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import { renderComment } from '../../src/report/render.ts'
import { sampleContext } from '../fakes/samples.ts'
import { KEY } from './test-environment.ts'

const HOUR = 60 * 60_000

/** A signed comment as a sync wrote it an hour before `nowMs`: job `id` of the `n`-th spec is running. */
export function formatRecord(
  number: number,
  n: number,
  id: string,
  { nowMs, service, key = KEY }: { readonly nowMs: number; readonly service: string; readonly key?: string },
): string {
  const label = `training/${n}.yml`
  const model = {
    states: [{ label, job: { id, status: 'RUNNING' }, outcome: 'running' as const, timeline: [], notes: [] }],
    diagnostics: [],
    context: sampleContext({ repository: 'acme/models', issueNumber: number }),
    nowMs: nowMs - HOUR,
    lastSync: { atMs: nowMs - HOUR, logUrl: 'https://github.example/sync' },
  }
  const { body, savedReport } = renderComment(model)
  const [run, owner] = [{ id: '8000', attempt: 1 }, 'train']
  const hold = { holderId: 'x', owner, run, commit: 'abc', label, atMs: 1, leaseExpiresAtMs: 0, jobId: id }
  const job = { id, owner, run, atMs: 1, isUnfinished: true, provenance: 'submitted' as const }
  const requests = { [requestKey(`v1-${'d'.repeat(64)}`, service)]: { holds: [hold], jobs: [job] } }
  const codec = createCodec(`key ${n}`, `${REPOSITORY_ID}#${number}`, key)
  return `${codec.encode?.({ run, requests, ambiguousOwners: [], savedReport }) ?? ''}\n${body}`
}
