import { existsSync, readdirSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { withEnvironment, SPEC, SPEC_FILE, type TestEnvironment } from './test-environment.ts'

const SUCCESS = [{ afterMs: 0, status: 'SUCCESS' }]
const withFinishedJob = (
  test: (environment: TestEnvironment) => Promise<void>,
  files?: Readonly<Record<string, string>>,
) => withEnvironment({ forge: { timeline: SUCCESS }, ...(files && { files }) }, test)

const SUCCEEDED = { exitCode: 0, outputs: { outcome: 'succeeded' } }

describe('a container job', () => {
  it('works with its own paths, a missing home folder and nothing of the host', () =>
    withFinishedJob(async (environment) => {
      const mounted = `${environment.workspace}-mounted`
      symlinkSync(environment.workspace, mounted)
      const env = {
        GITHUB_WORKSPACE: mounted,
        RUNNER_WORKSPACE: '/home/runner/work/models',
        HOME: '/github/home',
        RUNNER_TEMP: '/__w/_temp',
        RUNNER_TOOL_CACHE: '/__t',
      }
      const result = await environment.run({ workspace: tmpdir(), env, with: { manifest: 'model.json' } })
      expect(result).toMatchObject(SUCCEEDED)
      expect(existsSync(join(environment.workspace, 'model.json'))).toBe(true)
    }))

  it('gets an error for a host path outside its workspace', () =>
    withFinishedJob(async (environment) => {
      // The value of `${{ github.workspace }}`, even in a container.
      const spec = `/home/runner/work/models/models/${SPEC_FILE}`
      const { log, outputs } = await environment.run({ with: { spec } })
      expect(outputs['outcome']).toBe('invalid')
      expect(log).toContain(
        `This path is not in the workspace ${environment.workspace}. Use a path relative to it`,
      )
    }))
})

describe('a limited runner', () => {
  it('without step summaries changes nothing else', () =>
    withFinishedJob(async (environment) => {
      const result = await environment.run({ env: { GITHUB_STEP_SUMMARY: '' } })
      expect(result).toMatchObject({ ...SUCCEEDED, summary: '' })
      expect(result.log).not.toContain('::warning')
      expect(environment.comments).toHaveLength(1)
    }))

  it('with a missing summary file gets a warning', () =>
    withFinishedJob(async (environment) => {
      const result = await environment.run({ env: { GITHUB_STEP_SUMMARY: '/nowhere/summary.md' } })
      expect(result).toMatchObject(SUCCEEDED)
      expect(result.log).toContain('::warning')
      expect(environment.comments).toHaveLength(1)
    }))

  it('without output files gets outputs through the log', () =>
    withFinishedJob(async (environment) => {
      const { exitCode, log } = await environment.run({ env: { GITHUB_OUTPUT: '', GITHUB_STATE: '' } })
      expect(exitCode).toBe(0)
      expect(log).toContain('::set-output name=outcome::succeeded')
    }))
})

describe('a read-only workspace', () => {
  // Node's permission model also applies to root, unlike mounts and file modes.
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

  it('is enough: the action only writes the command files and starts no process', () =>
    withFinishedJob(async (environment) => {
      const result = await environment.run({ env: readOnly() })
      expect(result).toMatchObject(SUCCEEDED)
      expect(result.summary).toContain('· trained')
      expect(readdirSync(environment.workspace)).toEqual(['training'])
    }))

  it('is an error with a manifest, before anything is submitted', () =>
    withFinishedJob(async (environment) => {
      const { exitCode, log } = await environment.run({ env: readOnly(), with: { manifest: 'model.json' } })
      expect(exitCode).toBe(1)
      expect(log).toMatch(/^::error .*`manifest`.*--allow-fs-write/m)
      expect(environment.operations).toEqual([])
    }))
})

describe('a spec with Windows line ends', () => {
  const digest = async (text: string, spec = SPEC_FILE) => {
    let found = ''
    await withFinishedJob(
      async (environment) => {
        const result = await environment.run({ with: { spec } })
        expect(result).toMatchObject(SUCCEEDED)
        found = result.outputs['spec-digest'] ?? ''
      },
      { [SPEC_FILE]: text },
    )
    return found
  }

  it('has the same digest, also with a byte order mark and backslashes in the path', async () => {
    const windows = `\u{FEFF}${SPEC.replaceAll('\n', '\r\n')}`
    expect(await digest(windows, SPEC_FILE.replaceAll('/', '\\'))).toBe(await digest(SPEC))
  })

  it('has its errors on the same lines', () =>
    withFinishedJob(
      async (environment) => {
        const { annotations } = await environment.run()
        expect(annotations).toMatchObject([{ file: SPEC_FILE, line: 10 }])
      },
      { [SPEC_FILE]: SPEC.replace('warmup_steps', 'warmup').replaceAll('\n', '\r\n') },
    ))
})
