import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { KEY, PULL_REQUEST, SPEC_FILE, TOKEN, World } from '../e2e/world.ts'
import { pullRequestEvent } from '../simulator/runner/events.ts'
import { runAction } from '../simulator/runner/run-action.ts'

/** Something that happens soon after the log has told of the job, however long that takes. */
const soon = (what: string): string => `
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = (text, ...more) => {
  if (String(text).includes('submitted as')) setTimeout(() => { ${what} }, 500)
  return write(text, ...more)
}`

/** What is loaded into the process before the action, as a mishap of Node, a library or the machine would act. */
const MISHAPS: readonly (readonly [title: string, preload: string, words: RegExp])[] = [
  [
    'a rejection that nobody handles',
    soon("Promise.reject(new Error('boom'))"),
    /The action itself failed: boom/,
  ],
  ['something thrown that is no error', soon("throw 'boom'"), /The action itself failed: boom/],
  [
    'an event loop that runs empty',
    "const t = require('node:timers/promises'); const real = t.setTimeout; t.setTimeout = (ms, value, more) => real(ms, value, { ...more, ref: false }); require('node:module').syncBuiltinESMExports()",
    /The action itself failed: the work ended in the middle/,
  ],
  [
    'a log that is closed',
    soon("require('node:fs').closeSync(1)"),
    /The log of the step cannot be written any more/,
  ],
]

describe('an accident in the middle of the watch', () => {
  it.concurrent.each(MISHAPS)(
    '%s: red, with a message, and the job goes on',
    async (_, preload, words) => {
      const world = new World({ isRealTime: true, forge: { timeline: [{ afterMs: 0, status: 'RUNNING' }] } })
      try {
        await Promise.all([world.forge.start(), world.github.start()])
        const file = join(world.workspace, 'preload.cjs')
        writeFileSync(file, preload)
        const result = await runAction({
          workspace: world.workspace,
          event: pullRequestEvent({ number: PULL_REQUEST }),
          githubApiUrl: world.github.url,
          githubToken: TOKEN,
          with: { spec: SPEC_FILE, 'api-key': KEY, 'api-url': world.forge.url, comment: 'false' },
          env: { NODE_OPTIONS: `--require ${file}` },
          limitMs: 20_000,
        })
        expect(result.hung).toBe(false)
        expect(result.exitCode).toBe(1)
        expect(result.log).toMatch(words)
        const [job] = world.forge.accepted
        expect(result.outputs['job-id']).toBe(job?.id)
        expect(JSON.stringify(result.state)).toContain(job?.id)
        expect(world.operations).not.toContain('cancel')
        expect(world.operations.filter((operation) => operation === 'create')).toHaveLength(1)
      } finally {
        await world.close()
      }
    },
    60_000,
  )
})
