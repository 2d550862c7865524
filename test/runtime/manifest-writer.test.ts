import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createManifestWriter } from '../../src/runtime/manifest-file.ts'
import { FakeLog } from '../fakes/log.ts'
import { MODEL, sampleContext, sampleJob, sampleState } from '../fakes/samples.ts'

const TRAINED = sampleState({
  outcome: 'succeeded',
  job: sampleJob({ status: 'SUCCESS', outputModel: MODEL }),
})

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'manifest-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function createWriter(path = 'model.json') {
  const log = new FakeLog()
  const runner = {
    info: (line: string) => log.info(line),
    annotate: (...of: Parameters<FakeLog['annotate']>) => log.annotate(...of),
    redact: (text: string) => text.replaceAll('octocat', '***'),
  }
  return { log, writer: createManifestWriter(root, path, runner) }
}

describe('the manifest writer', () => {
  it('writes the successful jobs without secrets', async () => {
    const { log, writer } = createWriter()
    expect(await writer.validateTarget()).toBeUndefined()
    const context = sampleContext({ commit: 'octocat' })
    expect(await writer.write([TRAINED], context)).toBe(true)
    expect(JSON.parse(readFileSync(join(root, 'model.json'), 'utf8'))).toMatchObject({
      jobs: [{ output_model: MODEL, commit: '***' }],
    })
    expect(log.lines).toEqual(['Wrote the manifest to model.json.'])
  })

  it('writes no file without a successful job, and logs that', async () => {
    const { log, writer } = createWriter()
    expect(await writer.write([sampleState({ outcome: 'failed' })], sampleContext())).toBe(true)
    expect(existsSync(join(root, 'model.json'))).toBe(false)
    expect(log.lines).toEqual(['No job has an output model: model.json was not written.'])
  })

  it('reports an error if the file cannot be written', async () => {
    const { log, writer } = createWriter()
    mkdirSync(join(root, 'model.json'))
    expect(await writer.write([TRAINED], sampleContext())).toBe(false)
    expect(log.messages('error')).toEqual([expect.stringContaining('Could not write the manifest')])
  })

  it('rejects an invalid target with a message that names the input', async () => {
    expect(await createWriter('../model.json').writer.validateTarget()).toBe(
      '`manifest` is "../model.json", which cannot be written: it is not in the workspace. Use a new file in the workspace, such as `manifest.json`.',
    )
  })
})
