import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { POST_STATE } from '../../src/state/post-state.ts'
import { decodePostState } from '../../src/state/post-state-codec.ts'
import { KEY, PULL_REQUEST, SPEC_FILE, TOKEN, TestEnvironment } from '../e2e/test-environment.ts'
import { pullRequestEvent } from '../simulator/runner/events.ts'
import { runAction } from '../simulator/runner/run-action.ts'

/** Code that runs `code` half a second after the log has reported the job. */
const afterSubmission = (code: string): string => `
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = (text, ...more) => {
  if (String(text).includes('submitted as')) setTimeout(() => { ${code} }, 500)
  return write(text, ...more)
}`

/** Preloaded code that simulates a failure of Node, a library or the machine. */
const CRASHES: readonly (readonly [title: string, preload: string, logPattern: RegExp])[] = [
  [
    'an unhandled rejection',
    afterSubmission("Promise.reject(new Error('boom'))"),
    /The action itself failed: boom/,
  ],
  [
    'an uncaught exception that is not an Error',
    afterSubmission("throw 'boom'"),
    /The action itself failed: boom/,
  ],
  [
    'an event loop without pending work',
    "const t = require('node:timers/promises'); const real = t.setTimeout; t.setTimeout = (ms, value, more) => real(ms, value, { ...more, ref: false }); require('node:module').syncBuiltinESMExports()",
    /The action itself failed: the event loop became empty before the work was done/,
  ],
]

it('an older Node, as act and Gitea may have it, submits nothing and says why', async () => {
  const environment = new TestEnvironment({ isRealTime: true })
  try {
    await Promise.all([environment.forge.start(), environment.github.start()])
    const file = join(environment.workspace, 'preload.cjs')
    writeFileSync(
      file,
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })",
    )
    const result = await runAction({
      workspace: environment.workspace,
      event: pullRequestEvent({ number: PULL_REQUEST }),
      githubApiUrl: environment.github.url,
      githubToken: TOKEN,
      with: { spec: SPEC_FILE, 'api-key': KEY, 'api-url': environment.forge.url },
      env: { NODE_OPTIONS: `--require ${file}` },
    })
    expect([result.exitCode, result.outputs]).toEqual([1, {}])
    expect(result.log).toMatch(/^::error::Nothing was submitted: this action needs Node 24 or later/m)
    expect(environment.operations).toEqual([])
  } finally {
    await environment.close()
  }
})

describe('a crash while a job is watched', () => {
  it.concurrent.each(CRASHES)(
    'fails with a message and leaves the job running: %s',
    async (_, preload, logPattern) => {
      const environment = new TestEnvironment({
        isRealTime: true,
        forge: { timeline: [{ afterMs: 0, status: 'RUNNING' }] },
      })
      try {
        await Promise.all([environment.forge.start(), environment.github.start()])
        const file = join(environment.workspace, 'preload.cjs')
        writeFileSync(file, preload)
        const result = await runAction({
          workspace: environment.workspace,
          event: pullRequestEvent({ number: PULL_REQUEST }),
          githubApiUrl: environment.github.url,
          githubToken: TOKEN,
          with: { spec: SPEC_FILE, 'api-key': KEY, 'api-url': environment.forge.url, comment: 'false' },
          env: { NODE_OPTIONS: `--require ${file}` },
          timeoutMs: 240_000,
        })
        expect(result.timedOut).toBe(false)
        expect(result.exitCode).toBe(1)
        expect(result.log).toMatch(logPattern)
        const [job] = environment.forge.accepted
        expect(result.outputs['job-id']).toBe(job?.id)
        expect(decodePostState(result.state[POST_STATE] ?? '')?.jobIds).toEqual([job?.id])
        expect(environment.operations).not.toContain('cancel')
        expect(environment.operations.filter((operation) => operation === 'create')).toHaveLength(1)
      } finally {
        await environment.close()
      }
    },
  )
})

it('a closed log does not keep the step from following its job; it ends red', async () => {
  const environment = new TestEnvironment({
    isRealTime: true,
    forge: {
      timeline: [
        { afterMs: 0, status: 'RUNNING' },
        { afterMs: 2_000, status: 'SUCCESS' },
      ],
    },
  })
  try {
    await Promise.all([environment.forge.start(), environment.github.start()])
    const file = join(environment.workspace, 'preload.cjs')
    writeFileSync(file, afterSubmission("require('node:fs').closeSync(1)"))
    const result = await runAction({
      workspace: environment.workspace,
      event: pullRequestEvent({ number: PULL_REQUEST }),
      githubApiUrl: environment.github.url,
      githubToken: TOKEN,
      with: { spec: SPEC_FILE, 'api-key': KEY, 'api-url': environment.forge.url, comment: 'false' },
      env: { NODE_OPTIONS: `--require ${file}` },
      timeoutMs: 240_000,
    })
    const [job] = environment.forge.accepted
    expect(result.timedOut).toBe(false)
    expect(result.exitCode).toBe(1)
    expect(result.log).toContain(`submitted as ${job?.id}`)
    expect(result.log.match(/Cannot write to the log of the step/g)).toHaveLength(1)
    expect(result.outputs).toMatchObject({ 'job-id': job?.id, outcome: 'succeeded' })
    expect(decodePostState(result.state[POST_STATE] ?? '')).toMatchObject({ isFinished: true })
  } finally {
    await environment.close()
  }
})
