import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { schemaAddress } from '../../scripts/generate/schema-address.ts'
import { POLICY_FILE } from '../../src/policy/policy.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const readJson = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as unknown

interface SchemaFile {
  readonly $schema: string
  readonly $id: string
  readonly title: string
}

/** As in the catalog of SchemaStore. */
interface CatalogEntry {
  readonly name: string
  readonly description: string
  readonly fileMatch: readonly string[]
  readonly url: string
}

const SCHEMAS = globSync('schema/*.json', { cwd: ROOT }).map((path) => readJson(path) as SchemaFile)
const ENTRIES = readJson('docs/schemastore.json') as readonly CatalogEntry[]

describe('the schemas', () => {
  it.each(globSync('schema/*.json', { cwd: ROOT }))('%s has its address as its id', (path) => {
    expect((readJson(path) as SchemaFile).$id).toBe(schemaAddress(basename(path)))
  })

  it('are at the address that the pages name', () => {
    const pages = ['README.md', ...globSync('docs/*.md', { cwd: ROOT })]
    const named = pages.flatMap(
      (page) => readFileSync(join(ROOT, page), 'utf8').match(/https:\/\/raw\.[^\s`)]+\.schema\.json/g) ?? [],
    )
    expect(named).not.toEqual([])
    expect(SCHEMAS.map(({ $id }) => $id)).toEqual(expect.arrayContaining(named))
  })
})

describe('the entries for SchemaStore', () => {
  it.each(ENTRIES)('name a schema that its tools can read: $name', ({ name, description, url, ...entry }) => {
    const schema = SCHEMAS.find(({ $id }) => $id === url)
    expect(schema).toMatchObject({ title: name, $schema: 'http://json-schema.org/draft-07/schema#' })
    expect(description).toMatch(/^[A-Z].*[^.]$/)
    expect(Object.keys(entry)).toEqual(['fileMatch'])
  })

  it('claim only files that nobody else has', () => {
    expect(ENTRIES.flatMap(({ fileMatch }) => fileMatch)).toEqual([
      ...['yml', 'yaml', 'json'].map((extension) => `*.forge-job.${extension}`),
      `**/${POLICY_FILE}`,
    ])
  })
})
