import { existsSync, readdirSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { inWorld, SPEC, SPEC_FILE, type World } from './world.ts'

const TRAINED = [{ afterMs: 0, status: 'SUCCESS' }]
const inTrainedWorld = (story: (world: World) => Promise<void>, files?: Readonly<Record<string, string>>) =>
  inWorld({ forge: { timeline: TRAINED }, ...(files && { files }) }, story)

const DONE = { exitCode: 0, outputs: { outcome: 'succeeded' } }

describe('a container job', () => {
  it('has its own paths, a home that is not there, and nothing of the host', () =>
    inTrainedWorld(async (world) => {
      const mounted = `${world.workspace}-mounted`
      symlinkSync(world.workspace, mounted)
      const env = {
        GITHUB_WORKSPACE: mounted,
        RUNNER_WORKSPACE: '/home/runner/work/models',
        HOME: '/github/home',
        RUNNER_TEMP: '/__w/_temp',
        RUNNER_TOOL_CACHE: '/__t',
      }
      const result = await world.run({ workspace: tmpdir(), env, with: { manifest: 'model.json' } })
      expect(result).toMatchObject(DONE)
      expect(existsSync(join(world.workspace, 'model.json'))).toBe(true)
    }))

  it('is told that a path of the host is not in its workspace', () =>
    inTrainedWorld(async (world) => {
      // What `${{ github.workspace }}` stands for, also in a container.
      const spec = `/home/runner/work/models/models/${SPEC_FILE}`
      const { log, outputs } = await world.run({ with: { spec } })
      expect(outputs['outcome']).toBe('invalid')
      expect(log).toContain(`This path is not in the workspace ${world.workspace}. Write it from there`)
    }))
})

describe('a runner that gives less', () => {
  it('has no summaries: the step is the same without', () =>
    inTrainedWorld(async (world) => {
      const result = await world.run({ env: { GITHUB_STEP_SUMMARY: '' } })
      expect(result).toMatchObject({ ...DONE, summary: '' })
      expect(result.log).not.toContain('::warning')
      expect(world.comments).toHaveLength(1)
    }))

  it('has a file for summaries that is not there: a warning', () =>
    inTrainedWorld(async (world) => {
      const result = await world.run({ env: { GITHUB_STEP_SUMMARY: '/nowhere/summary.md' } })
      expect(result).toMatchObject(DONE)
      expect(result.log).toContain('::warning')
      expect(world.comments).toHaveLength(1)
    }))

  it('takes outputs from the log, as before there were files for them', () =>
    inTrainedWorld(async (world) => {
      const { exitCode, log } = await world.run({ env: { GITHUB_OUTPUT: '', GITHUB_STATE: '' } })
      expect(exitCode).toBe(0)
      expect(log).toContain('::set-output name=outcome::succeeded')
    }))
})

describe('a workspace that cannot be written to', () => {
  // Node itself sees to it, for everybody: a mount or a mode would not bind the user root.
  const readOnly = (...writable: readonly string[]) => {
    const allowed = [tmpdirOf('virtual-clock-'), tmpdirOf('runner-'), ...writable]
    return {
      NODE_OPTIONS: [
        '--permission',
        '--allow-fs-read=*',
        ...allowed.map((path) => `--allow-fs-write=${path}`),
      ].join(' '),
    }
  }
  const tmpdirOf = (prefix: string) => join(tmpdir(), `${prefix}*`)

  it('is enough: nothing is written but what the runner has files for, and no process is started', () =>
    inTrainedWorld(async (world) => {
      const result = await world.run({ env: readOnly() })
      expect(result).toMatchObject(DONE)
      expect(result.summary).toContain('The model is trained')
      expect(readdirSync(world.workspace)).toEqual(['training'])
    }))

  it('is said where a manifest is wanted, before anything is submitted', () =>
    inTrainedWorld(async (world) => {
      const { exitCode, log } = await world.run({ env: readOnly(), with: { manifest: 'model.json' } })
      expect(exitCode).toBe(1)
      expect(log).toMatch(/^::error .*`manifest`.*--allow-fs-write/m)
      expect(world.operations).toEqual([])
    }))
})

describe('what Windows makes of a spec', () => {
  const digest = async (text: string, spec = SPEC_FILE) => {
    let found = ''
    await inTrainedWorld(
      async (world) => {
        const result = await world.run({ with: { spec } })
        expect(result).toMatchObject(DONE)
        found = result.outputs['spec-digest'] ?? ''
      },
      { [SPEC_FILE]: text },
    )
    return found
  }

  it('is the same job: line ends, a byte order mark, backslashes in the path', async () => {
    const windows = `\u{FEFF}${SPEC.replaceAll('\n', '\r\n')}`
    expect(await digest(windows, SPEC_FILE.replaceAll('/', '\\'))).toBe(await digest(SPEC))
  })

  it('has its problems on the same lines', () =>
    inTrainedWorld(
      async (world) => {
        const { annotations } = await world.run()
        expect(annotations).toMatchObject([{ file: SPEC_FILE, line: 10 }])
      },
      { [SPEC_FILE]: SPEC.replace('warmup_steps', 'warmup').replaceAll('\n', '\r\n') },
    ))
})
