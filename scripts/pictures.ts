// npm run pictures: draws the comment that the README shows. Needs a `chromium` on the PATH.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { page } from '../demo/page.ts'
import { comment } from '../src/report/document.ts'
import { sampleContext, sampleJob, sampleTraining } from '../test/fakes/samples.ts'

const IMAGES = join(import.meta.dirname, '../docs/images')
const START_MS = Date.UTC(2026, 10, 20, 9, 2, 11)
const minutes = (number: number): number => START_MS + number * 60_000

const training = sampleTraining({
  outcome: 'succeeded',
  job: sampleJob({ status: 'SUCCESS', outputModel: 'ft:mistral-small-latest:acme:20261120:7c9e6679' }),
  timeline: [
    { status: 'QUEUED', atMs: START_MS },
    { status: 'VALIDATING', atMs: minutes(2.55) },
    { status: 'RUNNING', atMs: minutes(4.1) },
    { status: 'SUCCESS', atMs: minutes(94.2) },
  ],
})
const context = sampleContext({ repository: 'acme/support-bot' })
const { body } = comment({ trainings: [training], problems: [], context, nowMs: minutes(94.2) })

/** What Chromium calls the colour schemes (blink::mojom::PreferredColorScheme). */
const SCHEMES = { dark: 0, light: 1 }

const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
try {
  mkdirSync(IMAGES, { recursive: true })
  const file = join(folder, 'comment.html')
  writeFileSync(file, page([{ title: '', markdown: body, isComment: true }]))
  for (const [name, scheme] of Object.entries(SCHEMES)) {
    execFileSync('chromium', [
      '--headless',
      '--no-sandbox',
      '--hide-scrollbars',
      '--force-device-scale-factor=2',
      '--window-size=760,520',
      `--blink-settings=preferredColorScheme=${scheme}`,
      `--screenshot=${join(IMAGES, `comment-${name}.png`)}`,
      `file://${file}`,
    ])
  }
} finally {
  rmSync(folder, { recursive: true })
}
