import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { parse } from 'yaml'
import { tools } from '../../scripts/tools.ts'

/** The files that GitHub reads, each with the file of its schema from SchemaStore. */
const SCHEMAS = {
  action: 'github-actions.json',
  dependabot: 'dependabot.json',
  'issue form': 'github-issue-forms.json',
  'issue config': 'github-issue-config.json',
}

export type Kind = keyof typeof SCHEMAS

/** What the schema of this kind of file holds against the YAML `text`: `/path: what is wrong`. */
export async function schemaFaults(kind: Kind, text: string): Promise<readonly string[]> {
  const { schemas } = await tools()
  const schema = JSON.parse(await readFile(join(schemas, SCHEMAS[kind]), 'utf8')) as object
  const ajv = new Ajv({ allErrors: true, strict: false })
  formats.default(ajv)
  const validate = ajv.compile(schema)
  validate(parse(text))
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    return `${instancePath}: ${message} ${JSON.stringify(params)}`
  })
}
