type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }
type JsonObject = Readonly<Record<string, Json>>

const PROSE_KEYS = new Set(['description', 'summary', 'example', 'examples', 'externalDocs', 'tags', 'title'])
// The keys below these are names of items, which may equal those in PROSE_KEYS.
const KEYS_OF_NAMED_ITEMS = new Set([
  'properties',
  'patternProperties',
  'schemas',
  'responses',
  'parameters',
  'headers',
  'paths',
  'content',
])

/** An operation without its parameter names, such as `GET /repos/{}/{}/pulls/{}`. */
export type Signature = string

export const toSignature = (method: string, path: string): Signature =>
  `${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, '{}')}`

/**
 * Extracts the part of an OpenAPI description that these operations need, without descriptions and examples.
 *
 * @throws Error that names missing operations.
 */
export function sliceDescription(description: JsonObject, wanted: readonly Signature[]): JsonObject {
  const found = new Set<Signature>()
  const paths: Record<string, Json> = {}
  for (const [path, item] of Object.entries(getObject(description, 'paths'))) {
    const kept = Object.entries(item as JsonObject).filter(([method]) =>
      wanted.includes(toSignature(method, path)),
    )
    if (kept.length === 0) continue
    for (const [method] of kept) found.add(toSignature(method, path))
    paths[path] = stripProse(Object.fromEntries(kept))
  }
  const missing = wanted.filter((signature) => !found.has(signature))
  if (missing.length > 0) throw new Error(`missing from the OpenAPI description: ${missing.join(', ')}`)
  const { version = '' } = getObject(description, 'info')
  return {
    openapi: description['openapi'] ?? '',
    info: { title: 'GitHub (subset)', version },
    paths,
    components: collectComponents(paths, getObject(description, 'components')),
  }
}

/** Collects all referenced components, including indirect references. */
function collectComponents(paths: Json, components: JsonObject): Json {
  const collected: Record<string, Record<string, Json>> = {}
  const pending = [...findReferences(paths)]
  for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
    const [, , kind = '', name = ''] = reference.split('/')
    if (collected[kind]?.[name] !== undefined) continue
    const part =
      getObject(
        stripProse({ [kind]: { [name]: getObject(components, kind)[name] ?? null } }) as JsonObject,
        kind,
      )[name] ?? null
    collected[kind] = { ...collected[kind], [name]: part }
    pending.push(...findReferences(part))
  }
  return sortKeys(
    Object.fromEntries(Object.entries(collected).map(([kind, parts]) => [kind, sortKeys(parts)])),
  )
}

const sortKeys = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))

function findReferences(json: Json): readonly string[] {
  return [...JSON.stringify(json).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference = '']) => reference)
}

/** Removes prose. `parentKey` is set if the keys of this object are names of items rather than OpenAPI keywords. */
function stripProse(json: Json, parentKey = ''): Json {
  if (Array.isArray(json)) return json.map((item: Json) => stripProse(item))
  if (json === null || typeof json !== 'object') return json
  const kept = Object.entries(json as JsonObject)
    .filter(([name]) => parentKey !== '' || !(PROSE_KEYS.has(name) || name.startsWith('x-')))
    .map(
      ([name, value]) =>
        [name, stripProse(value, parentKey === '' && KEYS_OF_NAMED_ITEMS.has(name) ? name : '')] as const,
    )
  if (parentKey !== 'responses') return Object.fromEntries(kept)
  // OpenAPI requires a description for each response; it may be empty.
  return Object.fromEntries(
    kept.map(([name, value]) => [name, { description: '', ...(value as JsonObject) }]),
  )
}

function getObject(object: JsonObject, name: string): JsonObject {
  return (object[name] ?? {}) as JsonObject
}
