// npm run golden: rewrites test/report/golden/ from the stories in test/report/fixtures/reports.ts, after a change that is meant.
// Look at the difference (git diff, npm run render) before it is committed.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { GOLDEN, golden } from '../test/report/golden.ts'

const expected = golden()
mkdirSync(GOLDEN, { recursive: true })
const present = new Set(readdirSync(GOLDEN))
for (const name of present) {
  if (expected.has(name)) continue
  rmSync(new URL(name, GOLDEN))
  console.log(`removed: ${name}`)
}
for (const [name, told] of expected) {
  const text = told()
  const file = new URL(name, GOLDEN)
  if (present.has(name) && readFileSync(file, 'utf8') === text) continue
  writeFileSync(file, text)
  console.log(`written: ${name}`)
}
