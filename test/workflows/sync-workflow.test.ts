import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { pushEvent } from '../simulator/runner/events.ts'
import { scheduleEvent } from '../simulator/runner/more-events.ts'
import { comments, inEnvironment, runSuccessfully, SUCCEEDS } from './run-example.ts'

const PATH = '.github/workflows/sync.yml'

const CALLER = `name: nightly
on: schedule
permissions: {}
jobs:
  sync:
    permissions: { contents: write, issues: write, pull-requests: write, statuses: write }
    uses: ./${PATH}
    with: { dispatch-event: forge-job-ended }
    secrets: { MISTRAL_API_KEY: '\${{ secrets.MISTRAL_API_KEY }}' }
`

describe('the reusable workflow for sync', () => {
  it('updates comments and sends events', () =>
    inEnvironment(
      async (environment) => {
        const called = await readFile(fileURLToPath(new URL(`../../${PATH}`, import.meta.url)), 'utf8')
        await environment.write(PATH, called)
        await runSuccessfully(environment, 'submit.yml', pushEvent())
        await new Promise((resolve) => setTimeout(resolve, 4_000))
        const workflow = { text: CALLER, called }
        const { output } = await runSuccessfully(environment, workflow, scheduleEvent(), { runId: 8124 })
        expect(output('outcome').at(-1)).toBe('succeeded')
        expect(comments(environment, 7)).toContain('· trained')
        const { dispatches } = environment.simulators.github.repository
        expect(dispatches.map(({ eventType }) => eventType)).toEqual(['forge-job-ended'])
      },
      SUCCEEDS.map((phase) => ({ ...phase, afterMs: 8 * phase.afterMs })),
    ))
})
