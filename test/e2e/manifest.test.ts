import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { withEnvironment, SPEC, SPEC_FILE, type TestEnvironment } from './test-environment.ts'

const MANIFEST_PATH = 'release/model.json'
const FAILS = [
  { afterMs: 0, status: 'RUNNING' },
  { afterMs: 60_000, status: 'FAILED' },
]
const SUCCEEDS = [
  { afterMs: 0, status: 'RUNNING' },
  { afterMs: 60_000, status: 'SUCCESS' },
]

interface Manifest {
  readonly version: number
  readonly jobs: readonly Record<string, unknown>[]
}

const readManifest = ({ workspace }: TestEnvironment): Manifest =>
  JSON.parse(readFileSync(join(workspace, MANIFEST_PATH), 'utf8')) as Manifest

describe('input manifest', () => {
  it('names the model, spec, commit and run of a successful job', () =>
    withEnvironment({}, async (environment) => {
      const { outputs, exitCode, log } = await environment.run({ with: { manifest: MANIFEST_PATH } })
      expect(exitCode).toBe(0)
      expect(readManifest(environment)).toMatchObject({
        version: 1,
        jobs: [
          {
            job_id: outputs['job-id'],
            output_model: outputs['output-model'],
            base_model: 'mistral-small-latest',
            spec: SPEC_FILE,
            spec_digest: outputs['spec-digest'],
            commit: 'a'.repeat(40),
            run: { id: '8123', attempt: 1 },
            reused: false,
          },
        ],
      })
      expect(log).toContain(`Wrote the manifest to ${MANIFEST_PATH}.`)
      expect(readdirSync(join(environment.workspace, 'release'))).toEqual(['model.json'])
    }))

  it('includes the job of an earlier run, also for wait and status', () =>
    withEnvironment({}, async (environment) => {
      const first = await environment.run({})
      const again = await environment.run({
        run: { id: 8200, actor: 'octocat' },
        with: { manifest: MANIFEST_PATH },
      })
      expect(again.outputs['reused']).toBe('true')
      expect(readManifest(environment).jobs).toMatchObject([
        { job_id: first.outputs['job-id'], reused: true, run: { id: '8200' } },
      ])
      for (const command of ['wait', 'status']) {
        const inputs = { command, spec: '', 'job-id': first.outputs['job-id'] ?? '', manifest: MANIFEST_PATH }
        expect((await environment.run({ with: inputs })).exitCode).toBe(0)
        expect(readManifest(environment).jobs).toMatchObject([
          { output_model: first.outputs['output-model'] },
        ])
      }
    }))

  it('includes the successful jobs if another one fails', () =>
    withEnvironment(
      {
        files: { [SPEC_FILE]: [SPEC, SPEC.replace('1000', '2000')].join('---\n') },
        forge: { timeline: (_, n) => (n === 1 ? SUCCEEDS : FAILS) },
      },
      async (environment) => {
        const { exitCode, outputs } = await environment.run({ with: { manifest: MANIFEST_PATH } })
        expect([exitCode, outputs['outcome']]).toEqual([1, 'failed'])
        expect(readManifest(environment).jobs).toMatchObject([{ spec: `${SPEC_FILE}#1` }])
      },
    ))

  it("deletes an earlier run's manifest if no job succeeds", () =>
    withEnvironment({}, async (environment) => {
      await environment.run({ with: { manifest: MANIFEST_PATH } })
      expect(existsSync(join(environment.workspace, MANIFEST_PATH))).toBe(true)
      environment.write(SPEC_FILE, 'job_type: dpo')
      const { exitCode, log } = await environment.run({ with: { manifest: MANIFEST_PATH } })
      expect([exitCode, existsSync(join(environment.workspace, MANIFEST_PATH))]).toEqual([1, false])
      expect(log).toContain(`No job has an output model: ${MANIFEST_PATH} was not written.`)
    }))

  it.each([
    ['a spec', SPEC_FILE],
    ['a path outside of the workspace', '../model.json'],
  ])('is rejected before anything is sent if it names %s', (_, manifest) =>
    withEnvironment({}, async (environment) => {
      const { exitCode, outputs, log } = await environment.run({ with: { manifest } })
      expect([exitCode, outputs['outcome']]).toEqual([1, 'invalid'])
      expect(log).toContain(`\`manifest\` is "${manifest}"`)
      expect([environment.operations, environment.github.requests]).toEqual([[], []])
      expect(readFileSync(join(environment.workspace, SPEC_FILE), 'utf8')).toBe(SPEC)
    }),
  )

  it('fails the step, with all outputs, if it cannot be written in the end', () =>
    withEnvironment({}, async (environment) => {
      const { exitCode, outputs, log } = await environment.run({
        with: { manifest: MANIFEST_PATH },
        onStart: () =>
          void (async () => {
            while (environment.forge.accepted.length === 0)
              await new Promise((resolve) => setTimeout(resolve, 5))
            writeFileSync(join(environment.workspace, 'release'), 'in the way')
          })(),
      })
      expect([exitCode, outputs['output-model']]).toEqual([1, expect.stringContaining('ft:')])
      expect(log).toContain('Could not write the manifest')
    }))
})
