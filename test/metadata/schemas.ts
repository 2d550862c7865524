import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { parse } from 'yaml'
import { ensureTools } from '../../scripts/tools.ts'

/** SchemaStore files by kind of configuration file. */
const SCHEMAS = {
  action: 'github-actions.json',
  dependabot: 'dependabot.json',
  'issue form': 'github-issue-forms.json',
  'issue config': 'github-issue-config.json',
}

export type Kind = keyof typeof SCHEMAS

/** Validates YAML against the schema of its kind. Returns errors as `/path: message`. */
export async function findSchemaErrors(kind: Kind, text: string): Promise<readonly string[]> {
  const { schemas } = await ensureTools()
  const schema = JSON.parse(await readFile(join(schemas, SCHEMAS[kind]), 'utf8')) as object
  const ajv = new Ajv({ allErrors: true, strict: false })
  formats.default(ajv)
  const validate = ajv.compile(schema)
  validate(parse(text))
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    return `${instancePath}: ${message} ${JSON.stringify(params)}`
  })
}
