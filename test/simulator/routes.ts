/** Method and path of an operation. */
export interface Route {
  readonly method: string
  /** Such as `/jobs/{id}`; `{name+}` also matches slashes. */
  readonly path: string
  readonly operation: string
}

/** The result of looking up a method and a path. */
export type RouteMatch<R extends Route> =
  | { readonly kind: 'found'; readonly route: R; readonly params: Readonly<Record<string, string>> }
  /** The path exists, the method does not. */
  | { readonly kind: 'method-not-allowed'; readonly allow: readonly string[] }
  | { readonly kind: 'unrouted' }

/** Finds the route of a request; parameters are percent-decoded. */
export function matchRoute<R extends Route>(
  routes: readonly R[],
  method: string,
  path: string,
): RouteMatch<R> {
  const matches = routes.flatMap((route) => {
    const groups = toPattern(route.path).exec(path)?.groups
    return groups === undefined && !toPattern(route.path).test(path)
      ? []
      : [{ route, params: decodeAll(groups ?? {}) }]
  })
  const found = matches.find(({ route }) => route.method === method)
  if (found) return { kind: 'found', ...found }
  if (matches.length > 0)
    return { kind: 'method-not-allowed', allow: matches.map(({ route }) => route.method) }
  return { kind: 'unrouted' }
}

function toPattern(path: string): RegExp {
  const source = path.replace(
    /\{(\w+)(\+?)\}/g,
    (_, name: string, more: string) => `(?<${name}>${more ? '.+' : '[^/]+'})`,
  )
  return new RegExp(`^${source}$`)
}

function decodeAll(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value)]))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
