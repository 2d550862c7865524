// npm run pictures: draws the comments that the README shows. Needs a `chromium` on the PATH.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { page } from '../demo/page.ts'
import { changeOf } from '../src/report/spec-diff.ts'
import { comment } from '../src/report/render.ts'
import type { Story } from '../src/report/report-model.ts'
import { sampleContext, sampleJob, sampleSpec, sampleTraining } from '../test/fakes/samples.ts'

const IMAGES = join(import.meta.dirname, '../docs/images')
const START_MS = Date.UTC(2026, 10, 20, 9, 2, 11)
const minutes = (number: number): number => START_MS + number * 60_000

const spec = sampleSpec()
const { request } = spec
const context = sampleContext({ repository: 'acme/support-bot' })
const QUEUED = { status: 'QUEUED', atMs: START_MS }
const VALIDATING = { status: 'VALIDATING', atMs: minutes(2.55) }
const RUNNING = { status: 'RUNNING', atMs: minutes(4.1) }

const CHANGES = changeOf(
  { ...request, dataset_ids: [], hyperparameters: { ...request.hyperparameters, learning_rate: 3e-5 } },
  request,
)

interface Picture {
  readonly story: Story
  /** In CSS pixels. */
  readonly height: number
}

const PICTURES: Readonly<Record<string, Picture>> = {
  training: {
    story: {
      trainings: [sampleTraining({ job: sampleJob(), timeline: [QUEUED, VALIDATING, RUNNING] })],
      comparison: { base: 'main', changes: new Map([[spec.label, CHANGES]]) },
      problems: [],
      context,
      nowMs: minutes(46),
    },
    height: 640,
  },
  trained: {
    story: {
      trainings: [
        sampleTraining({
          outcome: 'succeeded',
          job: sampleJob({
            status: 'SUCCESS',
            outputModel: 'ft:mistral-small-latest:acme:20261120:7c9e6679',
          }),
          timeline: [QUEUED, VALIDATING, RUNNING, { status: 'SUCCESS', atMs: minutes(94.2) }],
        }),
      ],
      problems: [],
      context,
      nowMs: minutes(94.2),
    },
    height: 560,
  },
}

/** What Chromium calls the colour schemes (blink::mojom::PreferredColorScheme). */
const SCHEMES = { dark: 0, light: 1 }

const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
try {
  mkdirSync(IMAGES, { recursive: true })
  for (const [picture, { story, height }] of Object.entries(PICTURES)) {
    const file = join(folder, `${picture}.html`)
    writeFileSync(file, page([{ title: '', markdown: comment(story).body, isComment: true }]))
    for (const [name, scheme] of Object.entries(SCHEMES)) {
      execFileSync('chromium', [
        '--headless',
        '--no-sandbox',
        '--hide-scrollbars',
        '--force-device-scale-factor=2',
        `--window-size=760,${height}`,
        `--blink-settings=preferredColorScheme=${scheme}`,
        `--screenshot=${join(IMAGES, `${picture}-${name}.png`)}`,
        `file://${file}`,
      ])
    }
  }
} finally {
  rmSync(folder, { recursive: true })
}
