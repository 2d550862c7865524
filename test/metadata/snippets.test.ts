import { describe, expect, it } from '@jest/globals'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readSpecs } from '../../src/job-spec/load.ts'
import { lintOfWorkflows } from './actionlint.ts'
import { snippetsOf } from './snippets.ts'
import { filesOf, pages, ROOT, type Text } from './texts.ts'

const snippets = pages().flatMap((page) => snippetsOf(page))
const specs: readonly Text[] = [
  ...snippets.filter(({ kind }) => kind === 'spec'),
  ...filesOf('examples/**/*.{yml,yaml,json}').filter(({ text }) => /^\s*"?job_type"?:/m.test(text)),
]

const problemsOf = ({ text }: Text) =>
  readSpecs('a.yml', Buffer.from(text), { allowUnknownFields: false, waits: true }).problems

describe('specs on pages and in files', () => {
  it('are there', () => expect(specs.length).toBeGreaterThan(3))

  it.each(specs)('$title has no problem', (spec) => {
    expect(problemsOf(spec)).toEqual([])
  })

  it('would be found wrong', () => {
    const [spec] = specs
    expect(problemsOf({ title: '', text: `${spec?.text ?? ''}\nbase_modle: x\n` })).not.toEqual([])
  })
})

describe('lines for editors', () => {
  const lines = snippets.filter(({ kind }) => kind === 'editor-line')

  it.each(lines)('$title names a file of the repository', ({ text }) => {
    const [, path = ''] = /\/OWNER\/REPO\/v\d+\/(\S+)/.exec(text) ?? []
    expect([path, existsSync(join(ROOT, path))]).toEqual([expect.stringMatching(/^schema\//), true])
  })
})

describe('YAML on a page', () => {
  const on = (yaml: string) => snippetsOf({ title: 'page', text: `text\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n` })

  it('that is a whole workflow is taken as it is', () => {
    const yaml = 'on: push\njobs:\n  a: { runs-on: x, steps: [] }'
    expect(on(yaml)).toEqual([{ kind: 'workflow', title: 'page, at "on: push"', text: `${yaml}\n` }])
  })

  it('that is steps is put into a workflow, with what it reads', async () => {
    const steps =
      '- run: echo "$A"\n  env:\n    A: ${{ needs.sft.outputs.output-model }}${{ steps.train.outputs.OUTPUT }}'
    expect(await lintOfWorkflows(on(steps.replace('OUTPUT', 'job-id')))).toEqual([])
    expect(await lintOfWorkflows(on(steps.replace('OUTPUT', 'job-ids')))).toEqual([
      expect.stringContaining('property "job-ids" is not defined'),
    ])
  })

  it('that is inputs of a step is put into one', async () => {
    expect(await lintOfWorkflows(on('# with:\nspec: a.yml'))).toEqual([])
    expect(await lintOfWorkflows(on('# with:\nspecs: a.yml'))).toEqual([
      expect.stringContaining('input "specs" is not defined'),
    ])
  })

  it('that is a spec, or a line for an editor, is known as such', () => {
    expect(on('job_type: dpo')).toMatchObject([{ kind: 'spec' }])
    expect(on('# yaml-language-server: $schema=https://example.org')).toMatchObject([{ kind: 'editor-line' }])
  })

  it.each(['a: b', 'text', '# a comment', 'permissions: {}'])('that is %j is refused', (yaml) => {
    expect(() => on(yaml)).toThrow('is nothing that is known')
  })
})
