import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { JobState } from '../../src/jobs/job-state.ts'
import { VERSION } from '../../src/contract/version.gen.ts'
import { isManifest, formatManifest } from '../../src/report/manifest.ts'
import {
  DIGEST,
  JOB_ID,
  MODEL,
  sampleContext,
  sampleJob,
  sampleState,
  statusChanges,
} from '../fakes/samples.ts'

const schema = fileURLToPath(new URL('../../schema/manifest.schema.json', import.meta.url))
const ajv = new Ajv2020({ allErrors: true })
addFormats.default(ajv)
const isValid = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')) as object)

const TRAINED = sampleState({
  outcome: 'succeeded',
  job: sampleJob({
    status: 'SUCCESS',
    outputModel: MODEL,
    createdAt: 1_795_356_131,
    modifiedAt: 1_795_358_651,
  }),
  timeline: statusChanges([0, 'QUEUED'], [2_520, 'SUCCESS']),
})
const FAILED = sampleState({ outcome: 'failed', job: sampleJob({ status: 'FAILED' }) })

/** Parses the manifest, and validates it against its schema. */
function read(...states: readonly JobState[]) {
  const text = formatManifest(states, sampleContext()) ?? 'null'
  const manifest = JSON.parse(text) as { jobs: readonly Record<string, unknown>[] } | null
  if (manifest !== null) expect([isValid(manifest), isValid.errors]).toEqual([true, null])
  return manifest
}

describe('the manifest', () => {
  it('has all that a release needs to know about a job', () => {
    expect(read(TRAINED)).toEqual({
      version: 1,
      jobs: [
        {
          job_id: JOB_ID,
          status: 'SUCCESS',
          output_model: MODEL,
          base_model: 'mistral-small-latest',
          job_type: 'supervised_fine_tuning',
          spec: 'training/support-bot.yml',
          spec_digest: DIGEST,
          reused: false,
          commit: 'abc1234def5678abc1234def5678abc1234def56',
          run: { id: '8123', attempt: 1, url: 'https://github.example/acme/bot/actions/runs/8123' },
          request: TRAINED.spec?.request,
          actor: 'octocat',
          action_version: VERSION,
          created_at: '2026-11-22T14:02:11.000Z',
          finished_at: '2026-11-22T14:44:11.000Z',
        },
      ],
    })
  })

  it('has only the jobs that have a model', () => {
    const withoutModel = { ...TRAINED, job: sampleJob({ status: 'SUCCESS' }) }
    const unfinished = sampleState({ job: sampleJob({ outputModel: MODEL }) })
    const { job: _, ...withoutJob } = TRAINED
    expect(read(FAILED, TRAINED, withoutModel, unfinished)?.jobs).toHaveLength(1)
    expect(read(FAILED, withoutModel, unfinished, withoutJob)).toBeNull()
    expect(read()).toBeNull()
  })

  it('names what `set` has changed, which is part of the request', () => {
    const spec = TRAINED.spec!
    const request = { ...spec.request, model_config: { base_model: 'ft:y' } }
    const overrides = [{ path: ['model_config', 'base_model'], value: 'ft:y' }]
    const [entry] = read({ ...TRAINED, spec: { ...spec, request, overrides } })?.jobs ?? []
    expect(entry).toMatchObject({ request, overrides: { 'model_config.base_model': 'ft:y' } })
    expect(read(TRAINED)?.jobs[0]).not.toHaveProperty('overrides')
  })

  it('marks a reused job', () => {
    expect(read({ ...TRAINED, isReused: true })?.jobs).toMatchObject([{ reused: true }])
  })

  it('describes a job given by its id with the data of the service', () => {
    const job = sampleJob({ status: 'SUCCESS', outputModel: MODEL, modelConfig: { base_model: 'ft:x' } })
    const named: JobState = { label: JOB_ID, outcome: 'succeeded', job, timeline: [], notes: [] }
    const [entry = {}] = read(named)?.jobs ?? []
    expect(entry).toMatchObject({ base_model: 'ft:x', job_type: 'supervised_fine_tuning' })
    for (const name of ['spec', 'spec_digest', 'request', 'created_at', 'finished_at'])
      expect(entry).not.toHaveProperty(name)
  })

  it('has the observed times if the service has none', () => {
    const { createdAt: _, modifiedAt: __, ...job } = TRAINED.job!
    expect(read({ ...TRAINED, job })?.jobs).toMatchObject([
      { created_at: '2026-11-22T14:02:11.000Z', finished_at: '2026-11-22T14:44:11.000Z' },
    ])
  })

  it('prefers the times of the service over observed times', () => {
    const timeline = statusChanges([60, 'RUNNING'], [3_000, 'SUCCESS'])
    expect(read({ ...TRAINED, timeline })?.jobs).toMatchObject([
      { created_at: '2026-11-22T14:02:11.000Z', finished_at: '2026-11-22T14:44:11.000Z' },
    ])
  })

  it('omits unknown fields', () => {
    const { jobType: _, ...job } = sampleJob({ status: 'SUCCESS', outputModel: MODEL })
    const named: JobState = { label: JOB_ID, outcome: 'succeeded', job, timeline: [], notes: [] }
    const [entry = {}] = read(named)?.jobs ?? []
    const always = ['job_id', 'status', 'output_model', 'reused', 'commit', 'run', 'actor', 'action_version']
    expect(Object.keys(entry)).toEqual(always)
  })

  it.each([
    ['2', 2],
    ['', 1],
  ])('has the attempt of its run: %j', (runAttempt, attempt) => {
    const manifest = JSON.parse(formatManifest([TRAINED], sampleContext({ runAttempt }))!) as object
    expect(manifest).toMatchObject({ jobs: [{ run: { attempt } }] })
  })

  it('can be distinguished from other files', () => {
    expect(isManifest(read(TRAINED))).toBe(true)
    for (const other of [null, 'text', [], {}, { version: 1 }, { version: 2, jobs: [] }, { jobs: [] }])
      expect([other, isManifest(other)]).toEqual([other, false])
  })
})
