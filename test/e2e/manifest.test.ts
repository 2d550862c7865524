import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { inWorld, SPEC, SPEC_FILE, type World } from './world.ts'

const PATH = 'release/model.json'
const FAILS = [
  { afterMs: 0, status: 'RUNNING' },
  { afterMs: 60_000, status: 'FAILED' },
]
const ENDS = [
  { afterMs: 0, status: 'RUNNING' },
  { afterMs: 60_000, status: 'SUCCESS' },
]

interface Manifest {
  readonly version: number
  readonly jobs: readonly Record<string, unknown>[]
}

const read = ({ workspace }: World): Manifest =>
  JSON.parse(readFileSync(join(workspace, PATH), 'utf8')) as Manifest

describe('input manifest', () => {
  it('names the model, the spec, the commit and the run of a job that succeeded', () =>
    inWorld({}, async (world) => {
      const { outputs, exitCode, log } = await world.run({ with: { manifest: PATH } })
      expect(exitCode).toBe(0)
      expect(read(world)).toMatchObject({
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
      expect(log).toContain(`The manifest is in ${PATH}.`)
      expect(readdirSync(join(world.workspace, 'release'))).toEqual(['model.json'])
    }))

  it('has the job that an earlier run submitted, and what another one waited for', () =>
    inWorld({}, async (world) => {
      const first = await world.run({})
      const again = await world.run({ run: { id: 8200, actor: 'octocat' }, with: { manifest: PATH } })
      expect(again.outputs['reused']).toBe('true')
      expect(read(world).jobs).toMatchObject([
        { job_id: first.outputs['job-id'], reused: true, run: { id: '8200' } },
      ])
      for (const command of ['wait', 'status']) {
        const given = { command, spec: '', 'job-id': first.outputs['job-id'] ?? '', manifest: PATH }
        expect((await world.run({ with: given })).exitCode).toBe(0)
        expect(read(world).jobs).toMatchObject([{ output_model: first.outputs['output-model'] }])
      }
    }))

  it('has what succeeded where another job failed', () =>
    inWorld(
      {
        files: { [SPEC_FILE]: [SPEC, SPEC.replace('1000', '2000')].join('---\n') },
        forge: { timeline: (_, n) => (n === 1 ? ENDS : FAILS) },
      },
      async (world) => {
        const { exitCode, outputs } = await world.run({ with: { manifest: PATH } })
        expect([exitCode, outputs['outcome']]).toEqual([1, 'failed'])
        expect(read(world).jobs).toMatchObject([{ spec: `${SPEC_FILE}#1` }])
      },
    ))

  it('leaves no manifest of an earlier run where nothing succeeded', () =>
    inWorld({}, async (world) => {
      await world.run({ with: { manifest: PATH } })
      expect(existsSync(join(world.workspace, PATH))).toBe(true)
      world.write(SPEC_FILE, 'job_type: dpo')
      const { exitCode, log } = await world.run({ with: { manifest: PATH } })
      expect([exitCode, existsSync(join(world.workspace, PATH))]).toEqual([1, false])
      expect(log).toContain(`No job has a model to ship: ${PATH} was not written.`)
    }))

  it.each([
    ['a spec', SPEC_FILE],
    ['outside', '../model.json'],
  ])('is refused before anything is sent: %s', (_, manifest) =>
    inWorld({}, async (world) => {
      const { exitCode, outputs, log } = await world.run({ with: { manifest } })
      expect([exitCode, outputs['outcome']]).toEqual([1, 'invalid'])
      expect(log).toContain(`\`manifest\` is "${manifest}"`)
      expect([world.operations, world.github.requests]).toEqual([[], []])
      expect(readFileSync(join(world.workspace, SPEC_FILE), 'utf8')).toBe(SPEC)
    }),
  )

  it('makes the step red where it cannot be written in the end, with all outputs', () =>
    inWorld({}, async (world) => {
      const { exitCode, outputs, log } = await world.run({
        with: { manifest: PATH },
        onStart: () =>
          void (async () => {
            while (world.forge.accepted.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
            writeFileSync(join(world.workspace, 'release'), 'in the way')
          })(),
      })
      expect([exitCode, outputs['output-model']]).toEqual([1, expect.stringContaining('ft:')])
      expect(log).toContain('The manifest could not be written')
    }))
})
