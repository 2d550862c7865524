/** One operation's place in a service. */
export interface Route {
  readonly method: string
  /** Such as `/jobs/{id}`; `{name+}` also takes slashes. */
  readonly path: string
  readonly operation: string
}

/** What a method and a path mean to a service. */
export type Match<R extends Route> =
  | { readonly kind: 'found'; readonly route: R; readonly params: Readonly<Record<string, string>> }
  /** The path exists, the method does not. */
  | { readonly kind: 'other-method'; readonly allow: readonly string[] }
  | { readonly kind: 'unrouted' }

/** Finds the route for a request; parameters come percent-decoded. */
export function matchRoute<R extends Route>(routes: readonly R[], method: string, path: string): Match<R> {
  const here = routes.flatMap((route) => {
    const groups = pattern(route.path).exec(path)?.groups
    return groups === undefined && !pattern(route.path).test(path)
      ? []
      : [{ route, params: decoded(groups ?? {}) }]
  })
  const found = here.find(({ route }) => route.method === method)
  if (found) return { kind: 'found', ...found }
  if (here.length > 0) return { kind: 'other-method', allow: here.map(({ route }) => route.method) }
  return { kind: 'unrouted' }
}

function pattern(path: string): RegExp {
  const source = path.replace(
    /\{(\w+)(\+?)\}/g,
    (_, name: string, more: string) => `(?<${name}>${more ? '.+' : '[^/]+'})`,
  )
  return new RegExp(`^${source}$`)
}

function decoded(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value)]))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
