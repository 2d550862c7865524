import { describe, expect, it } from '@jest/globals'
import { renderNotice } from '../../src/report/notice.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import { sampleJob, sampleState } from '../fakes/samples.ts'

const URL = 'https://github.example/acme/bot/pull/7#issuecomment-1'

function render(state: Partial<JobState>, more: { label?: string; submittedBy?: string } = {}): string {
  const { label = 'training/a.yml', submittedBy = 'ada' } = more
  return renderNotice({ label, state: sampleState(state), submittedBy, reportUrl: URL, nowMs: 0 })
}
const FAILED = { outcome: 'failed', job: sampleJob({ status: 'FAILED', reason: 'loss became NaN' }) } as const

describe('the comment that announces the end of a job', () => {
  it('names who submitted it, the spec, what became of it, and the model', () => {
    const job = sampleJob({ status: 'SUCCESS', outputModel: 'ft:x' })
    expect(render({ outcome: 'succeeded', job })).toBe(
      `✅ @ada \`training/a.yml\` · trained · [report](<${URL}>)\n\nModel: \`ft:x\``,
    )
  })

  it('has the reason of a failure, and no model of a job that did not succeed', () => {
    const job = { ...FAILED.job, outputModel: 'ft:x' }
    expect(render({ ...FAILED, job })).toBe(
      `❌ @ada \`training/a.yml\` · failed · [report](<${URL}>)\n\n> loss became NaN`,
    )
    const long = render({ ...FAILED, job: sampleJob({ status: 'FAILED', reason: '😀'.repeat(200) }) })
    expect(long.length).toBeLessThan(500)
    expect(long.isWellFormed()).toBe(true)
  })

  it.each<[string, Partial<JobState>, string, string]>([
    ['a cancelled job', { outcome: 'cancelled', job: sampleJob({ status: 'CANCELLED' }) }, '⛔', 'cancelled'],
    ['a lost job', { outcome: 'unknown', isNotFound: true }, '⚠️', 'no longer found by the service'],
  ])('is short for %s', (_, state, icon, headline) => {
    expect(render(state)).toBe(`${icon} @ada \`training/a.yml\` · ${headline} · [report](<${URL}>)`)
  })

  it.each(['dependabot[bot]', '', 'ada @bob', 'acme/team', '-ada', 'ada-', 'x'.repeat(65)])(
    'mentions nobody if the job is of %j',
    (submittedBy) => {
      expect(render(FAILED, { submittedBy })).not.toContain('@')
    },
  )

  it.each(['ada-2', 'A', 'ada_acme'])('mentions %s', (submittedBy) => {
    expect(render(FAILED, { submittedBy })).toContain(`❌ @${submittedBy} `)
  })

  it('mentions nobody else, and links to nothing else', () => {
    const job = sampleJob({
      status: 'FAILED',
      reason: '@bob <!-- x --> see #12, https://evil.example\n/train',
    })
    const text = render({ ...FAILED, job }, { label: 'training/@carl`#2.yml' })
    const withoutCode = text.replace(/``.*?``/g, '')
    expect(withoutCode.match(/@\w+/g)).toEqual(['@ada'])
    expect(withoutCode).not.toMatch(/#12|https:\/\/evil|<!--/)
    expect(text.split('\n').filter((line) => line.startsWith('/'))).toEqual([])
  })
})
