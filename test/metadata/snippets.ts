import { marked, type Token, type Tokens } from 'marked'
import { parseAllDocuments } from 'yaml'
import type { Text } from './texts.ts'

/** What a YAML block on a page is, and the text that can be judged as such. */
export interface Snippet extends Text {
  readonly kind: 'workflow' | 'spec' | 'editor-line'
}

/** All YAML blocks of a page. @throws Error for one that is nothing of what can be judged. */
export function snippetsOf(page: Text): readonly Snippet[] {
  const tokens: Token[] = []
  void marked.walkTokens(marked.lexer(page.text), (token) => void tokens.push(token))
  return tokens
    .filter((token): token is Tokens.Code => token.type === 'code' && /^ya?ml\b/.test(String(token['lang'])))
    .map(({ text }) => {
      const title = `${page.title}, at "${text.split('\n')[0]}"`
      const snippet = recognised(`${text}\n`)
      if (snippet === undefined) throw new Error(`${title} is nothing that is known`)
      return { ...snippet, title }
    })
}

function recognised(text: string): Omit<Snippet, 'title'> | undefined {
  const value: unknown = parseAllDocuments(text)[0]?.toJS()
  if (Array.isArray(value)) return { kind: 'workflow', text: framed(text, 6) }
  if (value === null || value === undefined)
    return text.startsWith('# yaml-language-server: $schema=') ? { kind: 'editor-line', text } : undefined
  if (typeof value !== 'object') return undefined
  if ('jobs' in value) return { kind: 'workflow', text: 'on' in value ? text : `on: push\n${text}` }
  if ('job_type' in value) return { kind: 'spec', text }
  if (text.startsWith('# with:\n')) return { kind: 'workflow', text: withInputs(text) }
  return undefined
}

function withInputs(text: string): string {
  return framed(`- uses: mistral-forge-actions/forge-training-job@v1\n  with:\n${indented(text, 4)}`, 6)
}

/** Steps in a workflow of their own, with the jobs and steps whose outputs they read. */
function framed(steps: string, indent: number): string {
  const named = (pattern: RegExp) => [...new Set([...steps.matchAll(pattern)].map(([, name = '']) => name))]
  const jobs = named(/\bneeds\.([\w-]+)\./g)
  const ids = named(/\bsteps\.([\w-]+)\.outputs\./g).filter(
    (id) => !new RegExp(`\\bid: ${id}$`, 'm').test(steps),
  )
  const outputs = named(/\bneeds\.[\w-]+\.outputs\.([\w-]+)/g)
  return [
    'on: push\npermissions: {}\njobs:',
    ...jobs.map((job) => earlierJob(job, outputs)),
    `  snippet:\n    runs-on: ubuntu-latest\n    permissions: {}${jobs.length === 0 ? '' : `\n    needs: [${jobs.join(', ')}]`}`,
    '    steps:',
    ...ids.map((id) => `${' '.repeat(indent)}${ourStep(id)}`),
    indented(steps, indent),
  ].join('\n')
}

const ourStep = (id: string) => `- { id: ${id}, uses: mistral-forge-actions/forge-training-job@v1 }`

function earlierJob(job: string, outputs: readonly string[]): string {
  return [
    `  ${job}:\n    runs-on: ubuntu-latest\n    permissions: {}\n    outputs:`,
    ...outputs.map((output) => `      ${output}: \${{ steps.forge.outputs.${output} }}`),
    `    steps:\n      ${ourStep('forge')}`,
  ].join('\n')
}

function indented(text: string, indent: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(indent))
}
