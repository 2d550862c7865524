// npm run pins: updates the pinned actions in examples and docs to the versions in .github/workflows, which
// Dependabot keeps up to date. Run npm run generate afterwards.
import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectPins, applyPins } from './pins/pins.ts'

const root = join(import.meta.dirname, '..')
const readTexts = (globs: readonly string[]) =>
  Promise.all(
    globSync([...globs], { cwd: root })
      .map((path) => join(root, path))
      .map(async (path) => ({ path, text: await readFile(path, 'utf8') })),
  )

const pins = collectPins((await readTexts(['.github/workflows/*.{yml,yaml}'])).map(({ text }) => text))
for (const { path, text } of await readTexts(['examples/*.yml', '*.md', 'docs/*.md'])) {
  const changed = applyPins(text, pins)
  if (changed === text) continue
  await writeFile(path, changed)
  console.log(`written: ${path.slice(root.length + 1)}`)
}
