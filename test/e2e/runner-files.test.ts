import { describe, expect, it } from '@jest/globals'
import { POST_STATE } from '../../src/state/post-state.ts'
import { decodePostState, MAX_POST_STATE_BYTES } from '../../src/state/post-state-codec.ts'
import type { StepControl } from '../simulator/runner/step.ts'
import { SPEC_FILE, withEnvironment } from './test-environment.ts'

describe('a file of the runner that is a folder', () => {
  it.each(['GITHUB_OUTPUT', 'GITHUB_STATE'])(
    '%s does not keep the step from following its job; it ends red',
    (name) =>
      withEnvironment({}, async (environment) => {
        const result = await environment.run({ env: { [name]: environment.workspace } })
        const [job] = environment.forge.accepted
        expect(job).toMatchObject({ status: 'SUCCESS' })
        expect(result.exitCode).toBe(1)
        expect(result.log).toContain(`submitted as ${job?.id}`)
        expect(result.log).toMatch(/output model ft:/)
        expect(result.annotations.filter(({ level }) => level === 'error')).toEqual([
          {
            level: 'error',
            message: expect.stringMatching(new RegExp(`${name}\\): EISDIR.*${environment.workspace}`)),
          },
        ])
        expect(environment.comments.join()).toContain('ft:')
        if (name === 'GITHUB_OUTPUT')
          expect(decodePostState(result.state[POST_STATE] ?? '')).toMatchObject({
            jobIds: [job?.id],
            isFinished: true,
          })
        else expect(result.outputs).toMatchObject({ outcome: 'succeeded', 'job-id': job?.id })
      }),
  )
})

describe('the state of 20 documents with 150 datasets each', () => {
  const document = (n: number): string =>
    `job_type: dpo\nmodel_config: { base_model: mistral-small-latest }\nhyperparameters: { training_steps: ${n} }\ndataset_ids:\n${Array.from({ length: 150 }, (_, nth) => `  - ${datasetId(n, nth)}\n`).join('')}`
  const datasetId = (n: number, nth: number): string =>
    `1f0c2a54-8c3e-4f4d-9a39-${String(n * 1_000 + nth).padStart(12, '0')}`

  it('fits, so that the post step of a killed step starts and cancels all jobs', () =>
    withEnvironment(
      {
        files: { [SPEC_FILE]: Array.from({ length: 20 }, (_, n) => document(n + 1)).join('---\n') },
        forge: { timeline: [{ afterMs: 0, status: 'RUNNING' }] },
        // Post has little time: the machine must not use it up.
        clockSpeed: 1,
      },
      async (environment) => {
        // Ids are saved before the next request.
        const isSaved = (): boolean => {
          const { operations } = environment
          const last = operations.lastIndexOf('create')
          return environment.forge.accepted.length === 20 && operations.length > last + 1
        }
        const killWhenSaved = async ({ kill }: StepControl): Promise<void> => {
          while (!isSaved()) await new Promise((resolve) => setTimeout(resolve, 5))
          kill()
        }
        const result = await environment.run({
          with: { 'max-jobs': '20' },
          postJobStatus: 'cancelled',
          onStart: (control) => void killWhenSaved(control),
        })
        const ids = environment.forge.accepted.map(({ id }) => id)
        expect(ids).toHaveLength(20)
        const saved = result.state[POST_STATE] ?? ''
        expect(Buffer.byteLength(saved)).toBeLessThanOrEqual(MAX_POST_STATE_BYTES)
        expect(new Set(decodePostState(saved)?.jobIds)).toEqual(new Set(ids))
        expect(result.post?.exitCode).toBe(0)
        expect(environment.forge.jobs.map(({ status }) => status)).toEqual(ids.map(() => 'CANCELLED'))
        expect(environment.comments.join()).toContain('20 jobs · 20 cancelled')
      },
    ))
})
