import { describe, expect, it } from '@jest/globals'
import { schemaFaults, type Kind } from './schemas.ts'
import { filesOf } from './texts.ts'

const FILES: readonly (readonly [Kind, string])[] = [
  ['action', 'action.yml'],
  ['dependabot', '.github/dependabot.yml'],
  ['issue config', '.github/ISSUE_TEMPLATE/config.yml'],
  ['issue form', '.github/ISSUE_TEMPLATE/bug.yml'],
  ['issue form', '.github/ISSUE_TEMPLATE/feature.yml'],
]

const read = (path: string) => filesOf(path)[0]?.text ?? ''

describe('files that GitHub reads', () => {
  it.each(FILES)('as %s: %s fits the schema', async (kind, path) => {
    expect(read(path)).not.toBe('')
    expect(await schemaFaults(kind, read(path))).toEqual([])
  })

  it('are all known', () => {
    const forms = filesOf('.github/ISSUE_TEMPLATE/*').map(({ title }) => title)
    expect(FILES.map(([, path]) => path)).toEqual(expect.arrayContaining(forms))
  })
})

describe('deliberate violations, which the schemas find', () => {
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
  ])('%s: in %s, %j as %j', async (kind, path, from, to, where) => {
    expect(read(path)).toContain(from)
    const faults = await schemaFaults(kind, read(path).replace(from, to))
    expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(`^${where}`)]))
  })
})
