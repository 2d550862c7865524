import { describe, expect, it } from '@jest/globals'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parsePolicy } from '../../src/policy/parse-policy.ts'
import { parseSpecs } from '../../src/job-spec/load.ts'
import { lintWorkflows } from './actionlint.ts'
import { findSnippets } from './snippets.ts'
import { readFiles, readPages, ROOT, type TextFile } from './text-files.ts'

const snippets = readPages().flatMap((page) => findSnippets(page))
const specs: readonly TextFile[] = [
  ...snippets.filter(({ kind }) => kind === 'spec'),
  ...readFiles('examples/**/*.{yml,yaml,json}').filter(({ text }) => /^\s*"?job_type"?:/m.test(text)),
]

const findDiagnostics = ({ text }: TextFile) =>
  parseSpecs('a.yml', Buffer.from(text), { allowUnknownFields: false, waitsForJob: true }).diagnostics

describe('specs in documentation and examples', () => {
  it('exist', () => expect(specs.length).toBeGreaterThan(3))

  it.each(specs)('$title has no diagnostics', (spec) => {
    expect(findDiagnostics(spec)).toEqual([])
  })

  it('would be reported if invalid', () => {
    const [spec] = specs
    expect(findDiagnostics({ title: '', text: `${spec?.text ?? ''}\nbase_modle: x\n` })).not.toEqual([])
  })
})

describe('policies in documentation', () => {
  const policies = snippets.filter(({ kind }) => kind === 'policy')

  it('exist', () => expect(policies.length).toBeGreaterThan(0))

  it.each(policies)('$title is valid', ({ text }) => {
    expect(parsePolicy(text)).toMatchObject({ ok: true })
  })
})

describe('yaml-language-server comments', () => {
  const lines = snippets.filter(({ kind }) => kind === 'editor-line')

  it.each(lines)('$title refers to a file of the repository', ({ text }) => {
    const [, path = ''] = /\/mistral-forge-actions\/forge-training-job\/v\d+\/(\S+)/.exec(text) ?? []
    expect([path, existsSync(join(ROOT, path))]).toEqual([expect.stringMatching(/^schema\//), true])
  })
})

describe('YAML on a page', () => {
  const snippetsIn = (yaml: string) =>
    findSnippets({ title: 'page', text: `text\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n` })

  it('is used verbatim if it is a whole workflow', () => {
    const yaml = 'on: push\njobs:\n  a: { runs-on: x, steps: [] }'
    expect(snippetsIn(yaml)).toEqual([{ kind: 'workflow', title: 'page, at "on: push"', text: `${yaml}\n` }])
  })

  it('is wrapped in a workflow, with stubs of what it reads, if it is a list of steps', async () => {
    const steps =
      '- run: echo "$A"\n  env:\n    A: ${{ needs.sft.outputs.output-model }}${{ steps.train.outputs.OUTPUT }}'
    expect(await lintWorkflows(snippetsIn(steps.replace('OUTPUT', 'job-id')))).toEqual([])
    expect(await lintWorkflows(snippetsIn(steps.replace('OUTPUT', 'job-ids')))).toEqual([
      expect.stringContaining('property "job-ids" is not defined'),
    ])
  })

  it('is wrapped in a step if it is the inputs of a step', async () => {
    expect(await lintWorkflows(snippetsIn('# with:\nspec: a.yml'))).toEqual([])
    expect(await lintWorkflows(snippetsIn('# with:\nspecs: a.yml'))).toEqual([
      expect.stringContaining('input "specs" is not defined'),
    ])
  })

  it('is recognised as a spec or an editor comment', () => {
    expect(snippetsIn('job_type: dpo')).toMatchObject([{ kind: 'spec' }])
    expect(snippetsIn('# yaml-language-server: $schema=https://example.org')).toMatchObject([
      { kind: 'editor-line' },
    ])
  })

  it.each(['a: b', 'text', '# a comment', 'permissions: {}'])('is rejected if it is %j', (yaml) => {
    expect(() => snippetsIn(yaml)).toThrow('is of no known kind')
  })
})
