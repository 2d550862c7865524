import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { marked, type Token, type Tokens } from 'marked'
import { parseAllDocuments } from 'yaml'
import { requestErrors } from '../../src/contract/request-validator.gen.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ACTION = /^mistral-forge-actions\/forge-training-job(?:\/(validate|sync))?@/
/** Longer cells are hard to read on GitHub. */
const MAX_CELL_LENGTH = 200

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/*.md', { cwd: ROOT })]

/** All Markdown tokens of a page, including nested ones. */
function listTokens(page: string): readonly Token[] {
  const tokens: Token[] = []
  void marked.walkTokens(marked.lexer(read(page)), (token) => void tokens.push(token))
  return tokens
}

const blocks = PAGES.flatMap((page) =>
  listTokens(page)
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
      { readonly permissions?: Readonly<Record<string, string>>; readonly steps?: readonly WorkflowStep[] }
    >
  >
}

interface ActionFile {
  readonly inputs: Record<string, unknown>
  readonly outputs: Record<string, unknown>
}

/** The action that a step uses; undefined if it is not ours. */
function actionOf({ uses = '' }: WorkflowStep): ActionFile | undefined {
  const match = ACTION.exec(uses)
  if (match === null) return undefined
  return parseAllDocuments(read(join(match[1] ?? '.', 'action.yml')))[0]?.toJS() as ActionFile
}

const workflows = blocks
  .filter(({ text }) => /^jobs:/m.test(text))
  .map((block) => ({ ...block, workflow: parseAllDocuments(block.text)[0]?.toJS() as Workflow }))
const listSteps = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps = [] }) => steps)

describe('YAML in the documentation', () => {
  it.each(blocks)('$title parses', ({ text }) => {
    const documents = parseAllDocuments(text)
    expect([...documents].flatMap(({ errors }) => errors)).toEqual([])
  })

  it.each(blocks.filter(({ text }) => /^job_type:/m.test(text)))('$title is a valid spec', ({ text }) => {
    expect(requestErrors(parseAllDocuments(text)[0]?.toJS())).toEqual([])
  })

  it('includes examples at most once', () => {
    const examples = PAGES.flatMap((page) =>
      [...read(page).matchAll(/<!-- generated:example:(.+) -->/g)].map(([, name]) => name),
    )
    expect(examples).toEqual([...new Set(examples)])
  })

  it('has only workflows that use the action or handle its event', () => {
    for (const { text } of workflows)
      expect(text).toMatch(/uses: mistral-forge-actions|types: \[forge-job-ended\]/)
  })
})

describe.each(workflows)('the workflow in $title', ({ workflow, text }) => {
  const steps = listSteps(workflow)

  it('sets only existing inputs of the action', () => {
    for (const step of steps) {
      const action = actionOf(step)
      if (action === undefined) continue
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})))
    }
  })

  it('reads only existing outputs of existing steps', () => {
    for (const [, id, output] of text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
      const step = steps.find((each) => each.id === id)
      expect(step).toBeDefined()
      const action = step && actionOf(step)
      if (action !== undefined) expect(Object.keys(action.outputs)).toContain(output)
    }
  })

  it('grants permissions per job only', () => {
    expect(workflow.permissions ?? {}).toEqual({})
    for (const { permissions } of Object.values(workflow.jobs)) expect(permissions).toBeDefined()
  })

  it('has no expressions in scripts and pins every third-party action', () => {
    for (const { run, uses } of steps) {
      expect(run ?? '').not.toContain('${{')
      if (uses !== undefined && !ACTION.test(uses)) expect(uses).toMatch(/@[0-9a-f]{40}$/)
    }
  })
})

describe('README.md', () => {
  const action = parseAllDocuments(read('action.yml'))[0]?.toJS() as ActionFile

  it('has a recipe for every example, and for every reusable workflow', () => {
    const recipes = new Set(tableRows('README.md', 'To').flatMap(([, link = '']) => findTargets(link)))
    const files = [
      ...globSync('examples/*.yml', { cwd: ROOT }),
      '.github/workflows/plan-and-train.yml',
      '.github/workflows/sync.yml',
    ]
    expect([...recipes].sort()).toEqual(files.map((path) => path.replaceAll('\\', '/')).sort())
  })

  it.each([
    ['Input', 8, action.inputs],
    ['Output', 4, action.outputs],
  ])('names only existing things in the column %s', (column, count, existing) => {
    const names = tableRows('README.md', column).map(([name = '']) => name.replaceAll('`', ''))
    expect(names).toHaveLength(count)
    expect(Object.keys(existing)).toEqual(expect.arrayContaining(names))
  })
})

describe('documentation', () => {
  it.each(PAGES)('%s has no table cell over 200 characters', (page) => {
    const cells = listTokens(page)
      .filter((token): token is Tokens.Table => token.type === 'table')
      .flatMap(({ rows }) => rows.flat().map(({ text }) => text))
    expect(cells.filter((text) => text.length > MAX_CELL_LENGTH)).toEqual([])
  })

  it('names only existing npm scripts', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Record<string, string> }
    const names = PAGES.flatMap((page) =>
      [...read(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name),
    )
    expect(names).toContain('demo')
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(names))
  })

  it('names every folder and file directly in src', () => {
    const map = /```\nsrc\/\n([^]*?)```/.exec(read('CONTRIBUTING.md'))?.[1] ?? ''
    const names = [...map.matchAll(/^ {2}([\w.-]+)\/? {2,}/gm)].map(([, name]) => name)
    const entries = globSync('src/*', { cwd: ROOT }).map((path) => path.replace(/^src[\\/]/, ''))
    expect([...names].sort()).toEqual(entries.sort())
  })
})

/** The rows of all tables with this heading of the first column, as Markdown. */
function tableRows(page: string, firstColumn: string): readonly (readonly string[])[] {
  return listTokens(page)
    .filter((token): token is Tokens.Table => token.type === 'table')
    .filter(({ header }) => header[0]?.text === firstColumn)
    .flatMap(({ rows }) => rows.map((cells) => cells.map(({ text }) => text)))
}

/** The paths that Markdown links to. */
const findTargets = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path)
