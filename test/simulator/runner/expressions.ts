/**
 * What an expression can refer to. As on GitHub, a missing property of a context is empty; a missing context is an
 * error.
 */
export interface ExpressionScope {
  readonly contexts: Readonly<Record<string, unknown>>
  /** Functions without arguments, such as always(). `toJSON` is built in. */
  readonly functions?: Readonly<Record<string, () => boolean>>
}

const TOKEN = /\s*(?:'((?:[^']|'')*)'|([A-Za-z_][\w-]*)|(&&|\|\||==|[!().]))/y

interface Token {
  readonly kind: 'text' | 'name' | 'operator' | 'end'
  readonly text: string
}

/**
 * Replaces each `${{ expression }}` by its value, as GitHub does for the defaults of inputs. Supports names with
 * properties, `'text'`, `true`, `false`, `null`, `!`, `&&`, `||`, `==` between texts, parentheses, `toJSON(x)` and the functions of the
 * scope. Throws for anything else rather than return a value that GitHub would not.
 */
export function expandExpressions(text: string, scope: ExpressionScope): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => toText(evaluate(expression, scope)))
}

/** Evaluates a condition (`post-if`), with or without `${{ }}` around it. */
export function evaluateCondition(condition: string, scope: ExpressionScope): boolean {
  const [, inner] = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(condition) ?? []
  return isTruthy(evaluate(inner ?? condition, scope))
}

function evaluate(expression: string, scope: ExpressionScope): unknown {
  const tokens = tokenize(expression)
  const end: Token = { kind: 'end', text: 'the end' }
  let position = 0
  const peek = (): Token => tokens[position] ?? end
  const consume = (): Token => tokens[position++] ?? end
  const accept = (operator: string): boolean =>
    peek().kind === 'operator' && peek().text === operator && position++ >= 0
  const fail = (what: string): never => {
    throw new Error(`${what} in the expression '${expression.trim()}'`)
  }
  const expectOperator = (operator: string): void => {
    if (!accept(operator)) fail(`'${operator}' expected before '${peek().text}'`)
  }

  function parseOr(): unknown {
    let value = parseAnd()
    while (accept('||')) {
      const right = parseAnd()
      if (!isTruthy(value)) value = right
    }
    return value
  }
  function parseAnd(): unknown {
    let value = parseEquality()
    while (accept('&&')) {
      const right = parseEquality()
      if (isTruthy(value)) value = right
    }
    return value
  }
  function parseEquality(): unknown {
    const value = parseUnary()
    if (!accept('==')) return value
    const [left, right] = [value, parseUnary()].map((each) => each ?? '')
    // Without regard to case; numbers and other types are compared by rules of their own.
    if (typeof left !== 'string' || typeof right !== 'string') return fail('`==` compares only texts')
    return left.toLowerCase() === right.toLowerCase()
  }
  function parseUnary(): unknown {
    if (accept('!')) return !isTruthy(parseUnary())
    if (accept('(')) {
      const value = parseOr()
      expectOperator(')')
      return value
    }
    const token = consume()
    if (token.kind === 'text') return token.text
    if (token.kind !== 'name') return fail(`'${token.text}' not understood`)
    if (token.text in LITERALS) return LITERALS[token.text]
    return accept('(') ? parseCall(token.text) : parseProperty(token.text)
  }
  function parseCall(name: string): unknown {
    if (name.toLowerCase() === 'tojson') {
      const value = parseOr()
      expectOperator(')')
      return JSON.stringify(value ?? null, null, 2)
    }
    expectOperator(')')
    return (scope.functions?.[name.toLowerCase()] ?? fail(`unknown function '${name}'`))()
  }
  function parseProperty(name: string): unknown {
    if (!Object.hasOwn(scope.contexts, name)) fail(`unknown name '${name}'`)
    let value = scope.contexts[name]
    while (accept('.')) {
      const { kind, text } = consume()
      if (kind !== 'name') fail(`a property expected before '${text}'`)
      value = isObject(value) && Object.hasOwn(value, text) ? value[text] : null
    }
    return value
  }

  const value = parseOr()
  return peek() === end ? value : fail(`'${peek().text}' not understood`)
}

const LITERALS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null }

function tokenize(expression: string): Token[] {
  const source = expression.trimEnd()
  const tokens: Token[] = []
  const pattern = new RegExp(TOKEN)
  while (pattern.lastIndex < source.length) {
    const start = pattern.lastIndex
    const match = pattern.exec(source)
    if (match === null)
      throw new Error(`'${source.slice(start).trim()}' not understood in the expression '${source.trim()}'`)
    const [, text, name, operator] = match
    if (text !== undefined) tokens.push({ kind: 'text', text: text.replaceAll("''", "'") })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else tokens.push({ kind: 'operator', text: operator ?? '' })
  }
  return tokens
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isTruthy(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && value !== false && value !== 0
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  // As GitHub prints an object.
  return Array.isArray(value) ? 'Array' : 'Object'
}
