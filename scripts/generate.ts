// npm run generate: writes everything that follows from openapi/forge.yml, action.yml and package.json.
// With --check nothing is written; files that are not what they must be are listed, and the exit code is 1.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { products, stale, write } from './generate/outputs.ts'

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const root = join(import.meta.dirname, '..')
const all = await products(root)

if (values.check) {
  const paths = await stale(root, all)
  for (const path of paths) console.error(`stale: ${path}`)
  if (paths.length > 0) {
    console.error('run npm run generate')
    process.exitCode = 1
  }
} else {
  for (const path of await write(root, all)) console.log(`written: ${path}`)
}
