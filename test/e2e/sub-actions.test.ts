import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { pullRequestEvent } from '../simulator/runner/events.ts'
import { scheduleEvent } from '../simulator/runner/more-events.ts'
import { runAction } from '../simulator/runner/run-action.ts'
import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import {
  KEY,
  PULL_REQUEST,
  SPEC_FILE,
  TOKEN,
  withEnvironment,
  type TestEnvironment,
} from './test-environment.ts'

/** Runs the action in a folder of this project, with these inputs alone. */
function run(
  environment: TestEnvironment,
  folder: string,
  options: Pick<StepOptions, 'with' | 'env' | 'event'>,
): Promise<StepResult> {
  const { clock, workspace, github } = environment
  return runAction({
    ...{ clock, workspace, githubApiUrl: github.url, githubToken: TOKEN },
    action: fileURLToPath(new URL(`../../${folder}`, import.meta.url)),
    event: pullRequestEvent({ number: PULL_REQUEST }),
    run: { id: 8124, actor: 'octocat' },
    ...options,
  })
}

describe('validate', () => {
  it('checks specs, comments, and has no post', async () => {
    await withEnvironment({}, async (environment) => {
      const result = await run(environment, 'validate', { with: { spec: SPEC_FILE } })
      expect([result.conclusion, result.outputs['outcome']]).toEqual(['success', 'valid'])
      expect(environment.comments[0]).toContain(SPEC_FILE)
      expect([result.post, environment.operations]).toEqual([undefined, []])
      expect(result.log).not.toContain('::warning')
    })
  })

  it('refuses to do anything else', async () => {
    await withEnvironment({}, async (environment) => {
      const env = { INPUT_COMMAND: 'run', 'INPUT_API-KEY': KEY, 'INPUT_API-URL': environment.forge.url }
      const result = await run(environment, 'validate', { with: { spec: SPEC_FILE }, env })
      expect([result.conclusion, result.outputs['outcome']]).toEqual(['failure', 'invalid'])
      expect(result.log).toContain('remove `/validate` from its `uses`')
      expect(environment.operations).toEqual([])
    })
  })
})

describe('sync', () => {
  it('reports a job that has ended', async () => {
    const timeline = [
      { afterMs: 0, status: 'RUNNING' },
      { afterMs: 60_000, status: 'SUCCESS' },
    ]
    await withEnvironment({ forge: { timeline } }, async (environment) => {
      await environment.run({ with: { wait: 'false' } })
      environment.clock.advance(60 * 60_000)
      const inputs = { 'api-key': KEY, 'api-url': environment.forge.url, 'dispatch-event': 'forge-job-ended' }
      const result = await run(environment, 'sync', { with: inputs, event: scheduleEvent() })
      expect([result.conclusion, result.outputs['outcome']]).toEqual(['success', 'succeeded'])
      expect(environment.comments[0]).toContain('· trained')
      expect(environment.github.repository.dispatches).toHaveLength(1)
      expect([result.post, result.log.includes('::warning')]).toEqual([undefined, false])
    })
  })
})
