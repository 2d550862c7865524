import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openShipment } from '../../src/runtime/manifest-file.ts'
import { RecordingLog } from '../fakes/log.ts'
import { MODEL, sampleContext, sampleJob, sampleTraining } from '../fakes/samples.ts'

const TRAINED = sampleTraining({
  outcome: 'succeeded',
  job: sampleJob({ status: 'SUCCESS', outputModel: MODEL }),
})

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shipping-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function open(path = 'model.json') {
  const log = new RecordingLog()
  const runner = {
    info: (line: string) => log.info(line),
    annotate: (...of: Parameters<RecordingLog['annotate']>) => log.annotate(...of),
    redact: (text: string) => text.replaceAll('octocat', '***'),
  }
  return { log, shipment: openShipment(root, path, runner) }
}

describe('what a step ships', () => {
  it('is the manifest of what has succeeded, without secrets', async () => {
    const { log, shipment } = open()
    expect(await shipment.prepare()).toBeUndefined()
    const context = sampleContext({ commit: 'octocat' })
    expect(await shipment.ship([TRAINED], context)).toBe(true)
    expect(JSON.parse(readFileSync(join(root, 'model.json'), 'utf8'))).toMatchObject({
      jobs: [{ output_model: MODEL, commit: '***' }],
    })
    expect(log.lines).toEqual(['The manifest is in model.json.'])
  })

  it('is nothing where nothing has succeeded, and that is said', async () => {
    const { log, shipment } = open()
    expect(await shipment.ship([sampleTraining({ outcome: 'failed' })], sampleContext())).toBe(true)
    expect(existsSync(join(root, 'model.json'))).toBe(false)
    expect(log.lines).toEqual(['No job has a model to ship: model.json was not written.'])
  })

  it('makes the step red where it cannot be written', async () => {
    const { log, shipment } = open()
    mkdirSync(join(root, 'model.json'))
    expect(await shipment.ship([TRAINED], sampleContext())).toBe(false)
    expect(log.messages('error')).toEqual([expect.stringContaining('could not be written')])
  })

  it('cannot be put in the place of another file, and the problem names the input', async () => {
    expect(await open('../model.json').shipment.prepare()).toBe(
      '`manifest` is "../model.json", and nothing can be written there: it is not in the workspace. Name a file of its own in the workspace, such as `manifest.json`.',
    )
  })
})
