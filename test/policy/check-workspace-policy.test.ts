import { describe, expect, it } from '@jest/globals'
import { parseSpecs } from '../../src/job-spec/load.ts'
import { checkWorkspacePolicy } from '../../src/policy/check-workspace-policy.ts'

const SPEC =
  'job_type: pre_training\nmodel_config: { architecture: dense }\nhyperparameters: { training_steps: 5 }\n'
const POLICY = 'version: 1\nallow: { events: [push] }\nlimits: { training-steps: 4 }\n'
const { specs } = parseSpecs('a.yml', Buffer.from(SPEC), { allowUnknownFields: false, waitsForJob: true })

function check(eventName: string, isCurrentUnread: boolean, checked = specs) {
  const files = { read: () => Promise.resolve({ kind: 'file' as const, bytes: Buffer.from(POLICY) }) }
  const plan = { specs: new Map(), violations: [] }
  return checkWorkspacePolicy(files, checked, { plan, isCurrentUnread, eventName })
}

describe('where nobody has read the policy on the default branch', () => {
  it.each([
    ['pull_request', 'a.yml (allow.events, limits.training-steps)'],
    ['push', 'a.yml (limits.training-steps)'],
    ['', 'a.yml (limits.training-steps)'],
  ])('it says what that of the workspace refuses; the event "%s"', async (eventName, refused) => {
    const { note, diagnostics } = await check(eventName, true)
    expect(note).toEqual({ code: 'policy-of-workspace', refused: [refused] })
    expect(diagnostics).toEqual([])
  })

  it('it says nothing if there is no valid spec', async () => {
    expect((await check('push', true, [])).note).toBeUndefined()
  })

  it('nothing is compared, else it is', async () => {
    const { note } = await check('push', false)
    expect(note).toMatchObject({ code: 'policy-differs', refused: ['a.yml (limits.training-steps)'] })
  })
})
