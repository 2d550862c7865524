// npm run golden: regenerates test/report/golden/ from test/report/fixtures/reports.ts after an intended change.
// Review the result (git diff, npm run render) before you commit it.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { GOLDEN_FOLDER, renderGoldenFiles } from '../test/report/golden.ts'

const files = renderGoldenFiles()
mkdirSync(GOLDEN_FOLDER, { recursive: true })
const present = new Set(readdirSync(GOLDEN_FOLDER))
for (const name of present) {
  if (files.has(name)) continue
  rmSync(new URL(name, GOLDEN_FOLDER))
  console.log(`removed: ${name}`)
}
for (const [name, render] of files) {
  const text = render()
  const file = new URL(name, GOLDEN_FOLDER)
  if (present.has(name) && readFileSync(file, 'utf8') === text) continue
  writeFileSync(file, text)
  console.log(`written: ${name}`)
}
