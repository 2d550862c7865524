import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MAX_ARCHIVE_BYTES = 850_000

let folder = ''
let archive = Buffer.alloc(0)

// Runners download GitHub's archive of the commit, which is made in the same way.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'))
  archive = execFileSync('git', ['archive', 'HEAD'], { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 })
  execFileSync('tar', ['-x', '-C', folder], { input: archive })
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('the archive that runners download', () => {
  it('is small', () => {
    expect(gzipSync(archive).length).toBeLessThanOrEqual(MAX_ARCHIVE_BYTES)
  })

  it('leaves out tests, demo, scripts, pictures and the lock file, and nothing else', () => {
    const paths = (...args: string[]) =>
      execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).split('\n').filter(Boolean)
    const archived = execFileSync('tar', ['-t'], { input: archive, encoding: 'utf8' }).split('\n')
    const missing = paths('ls-tree', '-r', '--name-only', 'HEAD').filter((path) => !archived.includes(path))
    expect(
      missing.filter((path) => !/^(?:(?:test|demo|scripts|docs\/images)\/|package-lock\.json$)/.test(path)),
    ).toEqual([])
    expect(missing.some((path) => path.startsWith('test/'))).toBe(true)
    expect(archived).toEqual(
      expect.arrayContaining(['action.yml', 'LICENSE', 'dist/main/index.js', 'src/main.ts']),
    )
  })

  it.each([
    ['main', 1, '::error title=Input::'],
    ['post', 0, ''],
  ])('starts %s', (part, exitCode, output) => {
    const event = join(folder, 'event.json')
    writeFileSync(event, '{}')
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'dist', part, 'index.js')], {
      env: { INPUT_COMMAND: 'validate', GITHUB_EVENT_PATH: event, GITHUB_REPOSITORY: 'acme/models' },
      cwd: folder,
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: exitCode, stderr: '' })
    expect(stdout).toContain(output)
  })
})
