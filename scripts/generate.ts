// npm run generate: writes all files that are generated from openapi/forge.yml, action.yml, package.json and parts of src/.
// With --check, lists stale files without writing; exit code 1 if there are any.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generateFiles, findStale, writeStale } from './generate/outputs.ts'

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const root = join(import.meta.dirname, '..')
const generatedFiles = await generateFiles(root)

if (values.check) {
  const stalePaths = await findStale(root, generatedFiles)
  for (const path of stalePaths) console.error(`stale: ${path}`)
  if (stalePaths.length > 0) {
    console.error('run npm run generate')
    process.exitCode = 1
  }
} else {
  for (const path of await writeStale(root, generatedFiles)) console.log(`written: ${path}`)
}
