type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }
type JsonObject = Readonly<Record<string, Json>>

const PROSE = new Set(['description', 'summary', 'example', 'examples', 'externalDocs', 'tags', 'title'])
// Under these stand names that somebody has chosen, which may be those of prose.
const NAMED = new Set([
  'properties',
  'patternProperties',
  'schemas',
  'responses',
  'parameters',
  'headers',
  'paths',
  'content',
])

/** The operations of GitHub that are looked for, such as `GET /repos/{}/{}/pulls/{}`. */
export type Signature = string

/** As `Signature`: names of parameters do not matter. */
export const signatureOf = (method: string, path: string): Signature =>
  `${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, '{}')}`

/**
 * The part of an OpenAPI description that these operations need, without its prose.
 *
 * @throws Error that names the operations which are not described.
 */
export function slice(description: JsonObject, wanted: readonly Signature[]): JsonObject {
  const found = new Set<Signature>()
  const paths: Record<string, Json> = {}
  for (const [path, item] of Object.entries(objectIn(description, 'paths'))) {
    const kept = Object.entries(item as JsonObject).filter(([method]) =>
      wanted.includes(signatureOf(method, path)),
    )
    if (kept.length === 0) continue
    for (const [method] of kept) found.add(signatureOf(method, path))
    paths[path] = bare(Object.fromEntries(kept))
  }
  const missing = wanted.filter((signature) => !found.has(signature))
  if (missing.length > 0) throw new Error(`not described: ${missing.join(', ')}`)
  const { version = '' } = objectIn(description, 'info')
  return {
    openapi: description['openapi'] ?? '',
    info: { title: 'GitHub, as far as it is used', version },
    paths,
    components: componentsOf(paths, objectIn(description, 'components')),
  }
}

/** Everything that is referred to, and what that refers to. */
function componentsOf(paths: Json, components: JsonObject): Json {
  const taken: Record<string, Record<string, Json>> = {}
  const waiting = [...references(paths)]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [, , kind = '', name = ''] = next.split('/')
    if (taken[kind]?.[name] !== undefined) continue
    const part =
      objectIn(bare({ [kind]: { [name]: objectIn(components, kind)[name] ?? null } }) as JsonObject, kind)[
        name
      ] ?? null
    taken[kind] = { ...taken[kind], [name]: part }
    waiting.push(...references(part))
  }
  return sorted(Object.fromEntries(Object.entries(taken).map(([kind, parts]) => [kind, sorted(parts)])))
}

const sorted = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))

function references(json: Json): readonly string[] {
  return [...JSON.stringify(json).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference = '']) => reference)
}

/** Without prose; `names`: that of the object whose names are those of things, not of the language of OpenAPI. */
function bare(json: Json, names = ''): Json {
  if (Array.isArray(json)) return json.map((item: Json) => bare(item))
  if (json === null || typeof json !== 'object') return json
  const kept = Object.entries(json as JsonObject)
    .filter(([name]) => names !== '' || !(PROSE.has(name) || name.startsWith('x-')))
    .map(([name, value]) => [name, bare(value, names === '' && NAMED.has(name) ? name : '')] as const)
  if (names !== 'responses') return Object.fromEntries(kept)
  // OpenAPI wants a text for each answer, if only an empty one.
  return Object.fromEntries(
    kept.map(([name, value]) => [name, { description: '', ...(value as JsonObject) }]),
  )
}

function objectIn(object: JsonObject, name: string): JsonObject {
  return (object[name] ?? {}) as JsonObject
}
