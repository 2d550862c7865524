import { marked, type Token, type Tokens } from 'marked'
import { parseAllDocuments } from 'yaml'
import type { TextFile } from './text-files.ts'

/** A YAML block of a page; `text` is complete enough to be linted as its kind. */
interface Snippet extends TextFile {
  readonly kind: 'workflow' | 'spec' | 'policy' | 'editor-line'
}

/** Returns all YAML blocks of a page. @throws Error for a block of unknown kind. */
export function findSnippets(page: TextFile): readonly Snippet[] {
  const tokens: Token[] = []
  void marked.walkTokens(marked.lexer(page.text), (token) => void tokens.push(token))
  return tokens
    .filter((token): token is Tokens.Code => token.type === 'code' && /^ya?ml\b/.test(String(token['lang'])))
    .map(({ text }) => {
      const title = `${page.title}, at "${text.split('\n')[0]}"`
      const snippet = classify(`${text}\n`)
      if (snippet === undefined) throw new Error(`${title} is of no known kind`)
      return { ...snippet, title }
    })
}

function classify(text: string): Omit<Snippet, 'title'> | undefined {
  const value: unknown = parseAllDocuments(text)[0]?.toJS()
  if (Array.isArray(value)) return { kind: 'workflow', text: wrapSteps(text, 6) }
  if (value === null || value === undefined)
    return text.startsWith('# yaml-language-server: $schema=') ? { kind: 'editor-line', text } : undefined
  if (typeof value !== 'object') return undefined
  if ('jobs' in value) return { kind: 'workflow', text: 'on' in value ? text : `on: push\n${text}` }
  if ('job_type' in value) return { kind: 'spec', text }
  if ('version' in value) return { kind: 'policy', text }
  if (text.startsWith('# with:\n')) return { kind: 'workflow', text: wrapInputs(text) }
  return undefined
}

function wrapInputs(text: string): string {
  return wrapSteps(`- uses: mistral-forge-actions/forge-training-job@v1\n  with:\n${indent(text, 4)}`, 6)
}

/** Wraps steps in a workflow, with stubs of the jobs and steps whose outputs they read. */
function wrapSteps(steps: string, width: number): string {
  const findNames = (pattern: RegExp) => [
    ...new Set([...steps.matchAll(pattern)].map(([, name = '']) => name)),
  ]
  const jobs = findNames(/\bneeds\.([\w-]+)\./g)
  const ids = findNames(/\bsteps\.([\w-]+)\.outputs\./g).filter(
    (id) => !new RegExp(`\\bid: ${id}$`, 'm').test(steps),
  )
  const outputs = findNames(/\bneeds\.[\w-]+\.outputs\.([\w-]+)/g)
  return [
    'on: push\npermissions: {}\njobs:',
    ...jobs.map((job) => neededJob(job, outputs)),
    `  snippet:\n    runs-on: ubuntu-latest\n    permissions: {}${jobs.length === 0 ? '' : `\n    needs: [${jobs.join(', ')}]`}`,
    '    steps:',
    ...ids.map((id) => `${' '.repeat(width)}${actionStep(id)}`),
    indent(steps, width),
  ].join('\n')
}

const actionStep = (id: string) => `- { id: ${id}, uses: mistral-forge-actions/forge-training-job@v1 }`

function neededJob(job: string, outputs: readonly string[]): string {
  return [
    `  ${job}:\n    runs-on: ubuntu-latest\n    permissions: {}\n    outputs:`,
    ...outputs.map((output) => `      ${output}: \${{ steps.forge.outputs.${output} }}`),
    `    steps:\n      ${actionStep('forge')}`,
  ].join('\n')
}

function indent(text: string, width: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(width))
}
