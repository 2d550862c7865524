import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { marked, type Token, type Tokens } from 'marked'
import { parseAllDocuments } from 'yaml'
import { isGreen } from '../../src/commands/index.ts'
import { requestErrors } from '../../src/contract/request-validator.gen.ts'
import type { Command } from '../../src/inputs.ts'
import { OUTCOMES } from '../../src/jobs/job-status.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const OUR_ACTION = 'mistral-forge-actions/forge-training-job@'
const COMMANDS: readonly Command[] = ['run', 'validate', 'status', 'wait', 'cancel', 'list', 'sync']

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/*.md', { cwd: ROOT })]

/** All Markdown tokens of a page, those inside of others too. */
function tokensOf(page: string): readonly Token[] {
  const tokens: Token[] = []
  void marked.walkTokens(marked.lexer(read(page)), (token) => void tokens.push(token))
  return tokens
}

const blocks = PAGES.flatMap((page) =>
  tokensOf(page)
    .filter((token): token is Tokens.Code => token.type === 'code' && /^ya?ml$/.test(String(token['lang'])))
    .map(({ text }) => ({ page, title: `${page}: ${text.split('\n')[0]}`, text })),
)

interface WorkflowStep {
  readonly id?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Workflow {
  readonly permissions?: unknown
  readonly jobs: Readonly<
    Record<
      string,
      { readonly permissions?: Readonly<Record<string, string>>; readonly steps: readonly WorkflowStep[] }
    >
  >
}

const action = parseAllDocuments(read('action.yml'))[0]?.toJS() as {
  readonly inputs: Record<string, unknown>
  readonly outputs: Record<string, unknown>
}
const workflows = blocks
  .filter(({ text }) => /^jobs:/m.test(text))
  .map((block) => ({ ...block, workflow: parseAllDocuments(block.text)[0]?.toJS() as Workflow }))
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps)

describe('YAML in the documentation', () => {
  it.each(blocks)('$title parses', ({ text }) => {
    const documents = parseAllDocuments(text)
    expect([...documents].flatMap(({ errors }) => errors)).toEqual([])
  })

  it.each(blocks.filter(({ text }) => /^job_type:/m.test(text)))('$title is a valid spec', ({ text }) => {
    expect(requestErrors(parseAllDocuments(text)[0]?.toJS())).toEqual([])
  })

  it('shows every example once', () => {
    const shown = PAGES.flatMap((page) =>
      [...read(page).matchAll(/<!-- generated:example:(.+) -->/g)].map(([, name]) => name),
    )
    expect(shown.sort()).toEqual(globSync('*.yml', { cwd: join(ROOT, 'examples') }).sort())
  })

  it('has workflows of which each uses the action, or starts with the event that it sends', () => {
    for (const { text } of workflows)
      expect(text).toMatch(/uses: mistral-forge-actions|types: \[forge-job-ended\]/)
  })
})

describe.each(workflows)('the workflow in $title', ({ workflow, text }) => {
  const steps = stepsOf(workflow)

  it('gives the action only inputs that it has', () => {
    const given = steps
      .filter(({ uses }) => uses?.startsWith(OUR_ACTION))
      .flatMap((step) => Object.keys(step.with ?? {}))
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(given))
  })

  it('reads only outputs that exist, of steps that exist', () => {
    for (const [, id, output] of text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
      expect(steps.map((step) => step.id)).toContain(id)
      expect(Object.keys(action.outputs)).toContain(output)
    }
  })

  it('has no permissions but those that its jobs ask for', () => {
    expect(workflow.permissions).toEqual({})
    for (const { permissions } of Object.values(workflow.jobs)) expect(permissions).toBeDefined()
  })

  it('puts no expression into a script, and pins every foreign action', () => {
    for (const { run, uses } of steps) {
      expect(run ?? '').not.toContain('${{')
      if (uses !== undefined && !uses.startsWith(OUR_ACTION)) expect(uses).toMatch(/@[0-9a-f]{40}$/)
    }
  })
})

describe('what the pages say of the project', () => {
  it.each([
    ['README.md', 'inputs'],
    ['README.md', 'outputs'],
    ['docs/spec.md', 'spec-reference'],
  ])('%s has the region %s for the generator, filled', (page, region) => {
    expect(read(page)).toMatch(
      new RegExp(`\n<!-- generated:${region} -->\n[^]*?\n\\| [^]*?\n<!-- /generated -->\n`),
    )
  })

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Record<string, string> }
    const named = PAGES.flatMap((page) =>
      [...read(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name),
    )
    expect(named).toContain('demo')
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named))
  })

  it('names every folder and file at the top of src, and no other', () => {
    const map = /```\nsrc\/\n([^]*?)```/.exec(read('CONTRIBUTING.md'))?.[1] ?? ''
    const named = [...map.matchAll(/^ {2}([\w.-]+)\/? {2,}/gm)].map(([, name]) => name)
    const there = globSync('src/*', { cwd: ROOT }).map((path) => path.replace(/^src[\\/]/, ''))
    expect([...named, 'input-reader.ts'].sort()).toEqual(there.sort())
  })
})

/** The rows of the tables with this heading over their first column, as text with its Markdown. */
function rowsOf(page: string, firstColumn: string): readonly (readonly string[])[] {
  return tokensOf(page)
    .filter((token): token is Tokens.Table => token.type === 'table')
    .filter(({ header }) => header[0]?.text === firstColumn)
    .flatMap(({ rows }) => rows.map((cells) => cells.map(({ text }) => text)))
}

describe('the tables of the README', () => {
  it('have every command', () => {
    const named = rowsOf('README.md', '`command`').map(([name]) => /`(\w+)`/.exec(name ?? '')?.[1])
    expect(named).toEqual(COMMANDS)
  })

  const outcomes = rowsOf('README.md', '`outcome`')

  it('have every outcome that a command can come to, worst first', () => {
    const named = outcomes.map(([name]) => name?.replaceAll('`', ''))
    expect(named).toEqual(OUTCOMES)
  })

  /** `"`a`, `b`: green; `c`: red"`, or one colour for all of `them`. */
  function claims(cell: string, them: readonly Command[]): readonly (readonly [Command, boolean])[] {
    if (cell === '–') return []
    if (cell === 'green' || cell === 'red') return them.map((command) => [command, cell === 'green'])
    return cell.split(';').flatMap((part) => {
      const named = COMMANDS.filter((command) => part.includes(`\`${command}\``))
      expect(part).toMatch(/^ ?`\w+`(, `\w+`)*: (green|red)$/)
      return named.map((command) => [command, part.endsWith('green')] as const)
    })
  }

  it.each(outcomes)(
    'tell the colours of %s as the code has them',
    (name = '', _meaning, runAndWait = '', others = '') => {
      const outcome = OUTCOMES.find((each) => name === `\`${each}\``)
      const rest = COMMANDS.filter((command) => command !== 'run' && command !== 'wait')
      const all = [...claims(runAndWait, ['run', 'wait']), ...claims(others, rest)]
      expect(all).not.toEqual([])
      for (const [command, green] of all)
        expect([command, isGreen(command, outcome)]).toEqual([command, green])
    },
  )
})

describe('messages quoted in docs/troubleshooting.md', () => {
  /** Lines of code without comments; quotes and expressions in them as they are in the text that people see. */
  const lines = globSync('src/**/*.ts', { cwd: ROOT })
    .filter((path) => !path.endsWith('.gen.ts'))
    .flatMap((path) => read(path).split('\n'))
    .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line))
    .map((line) => line.replace(/\\(["'`\\])/g, '$1'))

  const quotes = tokensOf('docs/troubleshooting.md')
    .filter((token): token is Tokens.Table => token.type === 'table')
    .flatMap(({ header, rows }) =>
      rows.map(([first]) => ({
        isMessage: header[0]?.text === 'Message',
        cell: first?.text ?? '',
        spans: (first?.tokens ?? []).flatMap((token) =>
          token.type === 'codespan' ? [String(token['text'])] : [],
        ),
      })),
    )

  it('are in every row of a table of messages', () => {
    const rows = quotes.filter(({ isMessage }) => isMessage)
    expect(rows.length).toBeGreaterThan(30)
    expect(rows.filter(({ spans }) => spans.length !== 1)).toEqual([])
  })

  const messages = quotes.flatMap(({ spans }) => spans).filter((span) => span.includes(' '))

  it.each(messages)('%s', (message) => {
    const parts = message.split('…')
    // Little text between placeholders would match anything.
    expect(parts.join('').length).toBeGreaterThan(12)
    const pattern = new RegExp(parts.map((part) => part.replace(/[^\w\s]/g, '\\$&')).join('.+'))
    expect(lines.filter((line) => pattern.test(line))).not.toEqual([])
  })
})
