// npm run pictures: takes the screenshots of comments for the README. Needs `chromium` on the PATH.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderPage } from '../demo/page.ts'
import { renderComment } from '../src/report/render.ts'
import { PLAN_REPORTS } from '../test/report/fixtures/plan-reports.ts'

const IMAGES = join(import.meta.dirname, '../docs/images')

/** In CSS pixels. */
const SIZE = '880,415'

/** Values of blink::mojom::PreferredColorScheme. */
const SCHEMES = { dark: 0, light: 1 }

const plan = PLAN_REPORTS['unapproved']
if (plan === undefined) throw new Error('there is no sample of a plan')

const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
try {
  mkdirSync(IMAGES, { recursive: true })
  const file = join(folder, 'plan.html')
  // Without the details below the plan.
  const [markdown = ''] = renderComment(plan).body.split('<details>')
  const page = renderPage([{ title: '', markdown, isComment: true }])
  writeFileSync(file, page.replace('</head>', '<style>body { padding: 0 }</style></head>'))
  for (const [name, scheme] of Object.entries(SCHEMES)) {
    execFileSync('chromium', [
      '--headless',
      '--no-sandbox',
      '--hide-scrollbars',
      '--force-device-scale-factor=2',
      `--window-size=${SIZE}`,
      `--blink-settings=preferredColorScheme=${scheme}`,
      `--screenshot=${join(IMAGES, `plan-${name}.png`)}`,
      `file://${file}`,
    ])
  }
} finally {
  rmSync(folder, { recursive: true })
}
