import { REPOSITORY_ID } from '../simulator/runner/events.ts'
import type { CommentRecord } from '../../src/state/record.ts'
import { requestKey } from '../../src/state/record.ts'
import { codecForComment, createCodec, readRecord } from '../../src/state/record-codec.ts'
import { renderComment } from '../../src/report/render.ts'
import { sampleContext } from '../fakes/samples.ts'
import { KEY, PULL_REQUEST, type TestEnvironment } from './test-environment.ts'

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

const FORGER_KEY = 'another key of 16 letters'
const SCOPE = `${REPOSITORY_ID}#${PULL_REQUEST}`

/** Adds a comment to the sample pull request whose record is not signed with our key. Every workflow can write one. */
export function forgeRecord({ github }: TestEnvironment, requests: CommentRecord['requests']): void {
  const marker = createCodec('forged', SCOPE, FORGER_KEY).encode?.({ requests, ambiguousOwners: [] })
  github.addComment(PULL_REQUEST, `${marker ?? ''}\nTrain it`)
}

/** Adds a copy of our only comment with a changed record, which is not signed with our key. */
export function forgeCopy(
  { github, comments: [body = ''] }: TestEnvironment,
  change: (record: CommentRecord) => CommentRecord,
): void {
  const [genuine, forger] = [KEY, FORGER_KEY].map((key) => codecForComment(body, SCOPE, key, (text) => text))
  if (!genuine || !forger) throw new Error('the comment has no record')
  github.addComment(PULL_REQUEST, `${forger.encode?.(change(readRecord(genuine, body))) ?? ''}\nTrain it`)
}
