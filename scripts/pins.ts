// npm run pins: gives the actions in examples, demo and pages the pins that they have in .github/workflows, where
// Dependabot keeps them. Then npm run generate.
import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pinsOf, withPins } from './pins/pins.ts'

const root = join(import.meta.dirname, '..')
const texts = (globs: readonly string[]) =>
  Promise.all(
    globSync([...globs], { cwd: root })
      .map((path) => join(root, path))
      .map(async (path) => ({ path, text: await readFile(path, 'utf8') })),
  )

const pins = pinsOf((await texts(['.github/workflows/*.{yml,yaml}'])).map(({ text }) => text))
for (const { path, text } of await texts(['examples/*.yml', 'demo/workflows/*.yml', '*.md', 'docs/*.md'])) {
  const changed = withPins(text, pins)
  if (changed === text) continue
  await writeFile(path, changed)
  console.log(`written: ${path.slice(root.length + 1)}`)
}
