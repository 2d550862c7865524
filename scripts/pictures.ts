// npm run pictures: takes the screenshots of comments for the README. Needs `chromium` on the PATH.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderPage } from '../demo/page.ts'
import { diffRequests } from '../src/job-spec/spec-diff.ts'
import { renderComment } from '../src/report/render.ts'
import type { ReportModel } from '../src/report/report-model.ts'
import { sampleContext, sampleJob, sampleSpec, sampleState } from '../test/fakes/samples.ts'

const IMAGES = join(import.meta.dirname, '../docs/images')
const START_MS = Date.UTC(2026, 10, 20, 9, 2, 11)
const minutesAfterStart = (number: number): number => START_MS + number * 60_000

const spec = sampleSpec()
const { request } = spec
const context = sampleContext({ repository: 'acme/support-bot' })
const QUEUED = { status: 'QUEUED', atMs: START_MS }
const VALIDATING = { status: 'VALIDATING', atMs: minutesAfterStart(2.55) }
const RUNNING = { status: 'RUNNING', atMs: minutesAfterStart(4.1) }

const CHANGES = diffRequests(
  { ...request, dataset_ids: [], hyperparameters: { ...request.hyperparameters, learning_rate: 3e-5 } },
  request,
)

interface Picture {
  readonly model: ReportModel
  /** In CSS pixels. */
  readonly height: number
}

const PICTURES: Readonly<Record<string, Picture>> = {
  training: {
    model: {
      states: [sampleState({ job: sampleJob(), timeline: [QUEUED, VALIDATING, RUNNING] })],
      specDiffs: { base: 'main', diffs: new Map([[spec.label, CHANGES]]) },
      diagnostics: [],
      context,
      nowMs: minutesAfterStart(46),
    },
    height: 440,
  },
  trained: {
    model: {
      states: [
        sampleState({
          outcome: 'succeeded',
          job: sampleJob({
            status: 'SUCCESS',
            outputModel: 'ft:mistral-small-latest:acme:20261120:7c9e6679',
          }),
          timeline: [QUEUED, VALIDATING, RUNNING, { status: 'SUCCESS', atMs: minutesAfterStart(94.2) }],
        }),
      ],
      diagnostics: [],
      context,
      nowMs: minutesAfterStart(94.2),
    },
    height: 350,
  },
}

/** Values of blink::mojom::PreferredColorScheme. */
const SCHEMES = { dark: 0, light: 1 }

const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
try {
  mkdirSync(IMAGES, { recursive: true })
  for (const [picture, { model, height }] of Object.entries(PICTURES)) {
    const file = join(folder, `${picture}.html`)
    writeFileSync(file, renderPage([{ title: '', markdown: renderComment(model).body, isComment: true }]))
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
