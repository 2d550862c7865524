import { describe, expect, it } from '@jest/globals'
import { findSchemaErrors, type Kind } from './schemas.ts'
import { readFiles } from './text-files.ts'

const FILES: readonly (readonly [Kind, string])[] = [
  ['action', 'action.yml'],
  ['action', 'validate/action.yml'],
  ['action', 'sync/action.yml'],
  ['dependabot', '.github/dependabot.yml'],
  ['issue config', '.github/ISSUE_TEMPLATE/config.yml'],
  ['issue form', '.github/ISSUE_TEMPLATE/bug.yml'],
  ['issue form', '.github/ISSUE_TEMPLATE/feature.yml'],
]

const read = (path: string) => readFiles(path)[0]?.text ?? ''

describe('configuration files of GitHub', () => {
  it.each(FILES)('%s: %s is valid', async (kind, path) => {
    expect(read(path)).not.toBe('')
    expect(await findSchemaErrors(kind, read(path))).toEqual([])
  })

  it('include all issue templates', () => {
    const forms = readFiles('.github/ISSUE_TEMPLATE/*').map(({ title }) => title)
    expect(FILES.map(([, path]) => path)).toEqual(expect.arrayContaining(forms))
  })
})

describe('deliberate errors that the schemas must find', () => {
  it.each<[Kind, string, string, string, string]>([
    ['action', 'action.yml', 'using: node24', 'using: node99', '/runs/using'],
    ['action', 'action.yml', 'main: dist', 'mains: dist', '/runs'],
    ['action', 'action.yml', 'description:', 'descriptions:', ''],
    ['action', 'action.yml', 'inputs:', 'input:', ''],
    [
      'action',
      'action.yml',
      /color: \w+/.exec(read('action.yml'))?.[0] ?? '',
      'color: mauve',
      '/branding/color',
    ],
    [
      'dependabot',
      '.github/dependabot.yml',
      'interval: weekly',
      'interval: sometimes',
      '/updates/0/schedule',
    ],
    ['issue config', '.github/ISSUE_TEMPLATE/config.yml', 'url: https', 'address: https', '/contact_links/0'],
    ['issue form', '.github/ISSUE_TEMPLATE/bug.yml', 'type: input', 'type: inputs', '/body/1'],
    ['issue form', '.github/ISSUE_TEMPLATE/feature.yml', 'label: What do you want to do?', 'x: y', '/body/0'],
  ])('%s: in %s, %j replaced by %j', async (kind, path, from, to, where) => {
    expect(read(path)).toContain(from)
    const errors = await findSchemaErrors(kind, read(path).replace(from, to))
    expect(errors).toEqual(expect.arrayContaining([expect.stringMatching(`^${where}`)]))
  })
})
