import type { Files } from './files.ts'

/** The table of @octokit/plugin-rest-endpoint-methods: route, defaults and special treatment by scope and name. */
export type EndpointTable = Readonly<
  Record<string, Readonly<Record<string, readonly [route: string, ...rest: unknown[]]>>>
>

export type Endpoint = readonly [scope: string, name: string, method: string, url: string]

/**
 * Returns the endpoints that compiled sources call as `rest.scope.name`, sorted.
 *
 * @throws Error if one is unknown, or more than a route
 */
export function usedEndpoints(compiled: Files, table: EndpointTable): readonly Endpoint[] {
  const calls = [...compiled.values()].flatMap((bytes) => [
    ...bytes.toString().matchAll(/\brest\s*\.(\w+)\s*\.(\w+)/g),
  ])
  const names = new Set(calls.map(([, scope, name]) => `${scope}.${name}`))
  return [...names].sort().map((each) => {
    const [scope = '', name = ''] = each.split('.')
    const endpoint = table[scope]?.[name]
    if (endpoint === undefined) throw new Error(`octokit.rest.${each} does not exist`)
    const [route, ...rest] = endpoint
    if (rest.length > 0)
      throw new Error(`the bundle does not support octokit.rest.${each}, which is more than a route`)
    const [method = '', url = ''] = route.split(' ')
    return [scope, name, method, url]
  })
}
