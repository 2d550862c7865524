import { afterEach, describe, expect, it } from '@jest/globals'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createJobsFile, MAX_JOBS_FILE_BYTES } from '../../src/runtime/jobs-file.ts'
import { FakeLog } from '../fakes/log.ts'

const folder = mkdtempSync(join(tmpdir(), 'jobs-file-'))
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
})

/** A step with a log of its own, which redacts `S3CRET`. */
function step(temporaryFolder: string | undefined = folder) {
  const log = new FakeLog()
  const runner = {
    redact: (text: string) => text.replaceAll('S3CRET', '***'),
    annotate: log.annotate.bind(log),
  }
  return { log, write: createJobsFile(temporaryFolder, runner) }
}

describe('the file of the jobs', () => {
  it('has what is written last, redacted, and nothing else is left beside it', () => {
    const { write, log } = step()
    expect(dirname(write('["first"]'))).toBe(folder)
    const path = write('["S3CRET"]')
    expect(readFileSync(path, 'utf8')).toBe('["***"]')
    expect(readdirSync(folder).map((name) => join(folder, name))).toEqual([path])
    expect(log.messages('warning')).toEqual([])
  })

  it('is not written again if nothing changed', () => {
    const { write } = step()
    const path = write('[]')
    const { ino } = statSync(path)
    expect(write('[]')).toBe(path)
    expect(statSync(path).ino).toBe(ino)
  })

  it('is one per step', () => {
    expect(step().write('[]')).not.toBe(step().write('[]'))
  })

  it('does not exist without a temporary folder of the runner', () => {
    const { write, log } = step('')
    expect([write('[]'), log.messages('warning')]).toEqual(['', []])
  })

  it('is empty with one warning if it cannot be written', () => {
    const { write, log } = step(join(folder, 'missing'))
    expect([write('[]'), write('[]')]).toEqual(['', ''])
    expect(log.messages('warning')).toEqual([expect.stringMatching(/`jobs-file`: ENOENT/)])
  })

  it('is empty with a warning if it would be too large', () => {
    const { write, log } = step()
    expect(write('x'.repeat(MAX_JOBS_FILE_BYTES + 1))).toBe('')
    expect(log.messages('warning')).toEqual([expect.stringContaining('67108865 bytes')])
    expect(readdirSync(folder)).toEqual([])
  })
})
