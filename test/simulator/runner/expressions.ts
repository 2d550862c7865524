/** What an expression may name. A context's missing property is empty, as with GitHub; a missing context is an error. */
export interface Scope {
  readonly contexts: Readonly<Record<string, unknown>>
  /** Functions without arguments, such as always(). `toJSON` is always there. */
  readonly functions?: Readonly<Record<string, () => boolean>>
}

const TOKEN = /\s*(?:'((?:[^']|'')*)'|([A-Za-z_][\w-]*)|(&&|\|\||[!().]))/y

interface Token {
  readonly kind: 'text' | 'name' | 'sign' | 'end'
  readonly text: string
}

/**
 * Replaces each `${{ expression }}` in a text by its value, as GitHub does for the defaults of inputs. Knows names with
 * properties, `'text'`, `true`, `false`, `null`, `!`, `&&`, `||`, brackets, `toJSON(x)` and the functions of the scope.
 * Anything else is an error: better no run than one with a value that GitHub would not give.
 */
export function expand(text: string, scope: Scope): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => asText(evaluate(expression, scope)))
}

/** Whether a condition (`post-if`) holds; the `${{ }}` around it may be left out. */
export function holds(condition: string, scope: Scope): boolean {
  const [, inner] = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(condition) ?? []
  return isTrue(evaluate(inner ?? condition, scope))
}

function evaluate(expression: string, scope: Scope): unknown {
  const tokens = tokenize(expression)
  const end: Token = { kind: 'end', text: 'the end' }
  let at = 0
  const next = (): Token => tokens[at] ?? end
  const take = (): Token => tokens[at++] ?? end
  const skip = (sign: string): boolean => next().kind === 'sign' && next().text === sign && at++ >= 0
  const fail = (what: string): never => {
    throw new Error(`${what} in the expression '${expression.trim()}'`)
  }
  const expect = (sign: string): void => {
    if (!skip(sign)) fail(`'${sign}' expected before '${next().text}'`)
  }

  function either(): unknown {
    let value = both()
    while (skip('||')) {
      const other = both()
      if (!isTrue(value)) value = other
    }
    return value
  }
  function both(): unknown {
    let value = single()
    while (skip('&&')) {
      const other = single()
      if (isTrue(value)) value = other
    }
    return value
  }
  function single(): unknown {
    if (skip('!')) return !isTrue(single())
    if (skip('(')) {
      const value = either()
      expect(')')
      return value
    }
    const token = take()
    if (token.kind === 'text') return token.text
    if (token.kind !== 'name') return fail(`'${token.text}' not understood`)
    if (token.text in LITERALS) return LITERALS[token.text]
    return skip('(') ? call(token.text) : property(token.text)
  }
  function call(name: string): unknown {
    if (name.toLowerCase() === 'tojson') {
      const value = either()
      expect(')')
      return JSON.stringify(value ?? null, null, 2)
    }
    expect(')')
    return (scope.functions?.[name.toLowerCase()] ?? fail(`unknown function '${name}'`))()
  }
  function property(name: string): unknown {
    if (!Object.hasOwn(scope.contexts, name)) fail(`unknown name '${name}'`)
    let value = scope.contexts[name]
    while (skip('.')) {
      const { kind, text } = take()
      if (kind !== 'name') fail(`a property expected before '${text}'`)
      value = isObject(value) && Object.hasOwn(value, text) ? value[text] : null
    }
    return value
  }

  const value = either()
  return next() === end ? value : fail(`'${next().text}' not understood`)
}

const LITERALS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null }

function tokenize(expression: string): Token[] {
  const source = expression.trimEnd()
  const tokens: Token[] = []
  const pattern = new RegExp(TOKEN)
  while (pattern.lastIndex < source.length) {
    const from = pattern.lastIndex
    const found = pattern.exec(source)
    if (found === null)
      throw new Error(`'${source.slice(from).trim()}' not understood in the expression '${source.trim()}'`)
    const [, text, name, sign] = found
    if (text !== undefined) tokens.push({ kind: 'text', text: text.replaceAll("''", "'") })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else tokens.push({ kind: 'sign', text: sign ?? '' })
  }
  return tokens
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isTrue(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && value !== false && value !== 0
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  // What GitHub prints for an object, and never what anybody wants.
  return Array.isArray(value) ? 'Array' : 'Object'
}
