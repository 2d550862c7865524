import { describe, expect, it } from '@jest/globals'
import { actionTables, parseAction } from '../../scripts/generate/action-tables.ts'
import { table, replaceRegion } from '../../scripts/generate/markdown.ts'

describe('table', () => {
  it.each([
    ['a | b', 'a \\| b'],
    ['`a | b`', '`a \\| b`'],
    ['one\ntwo  three', 'one two three'],
    ['<b> and `forge / <spec>`', '&lt;b> and `forge / <spec>`'],
  ])('escapes %j', (text, cell) => {
    expect(
      table(['Head'], [[text]])
        .split('\n')
        .at(-1),
    ).toBe(`| ${cell} |`)
  })
})

describe('replaceRegion', () => {
  const region = { file: 'README.md', name: 'inputs', content: 'new' }
  const text = 'a\n<!-- generated:inputs -->\nold\n<!-- /generated -->\nb <!-- /generated -->\n'
  const filled = 'a\n<!-- generated:inputs -->\n\nnew\n\n<!-- /generated -->\nb <!-- /generated -->\n'

  it('replaces only the region', () => {
    expect(replaceRegion(text, region)).toBe(filled)
    expect(replaceRegion(filled, region)).toBe(filled)
  })

  it.each([
    ['is missing', 'nothing here'],
    ['does not end', 'a <!-- generated:inputs --> b'],
    ['ends before it begins', '<!-- /generated --> <!-- generated:inputs -->'],
    ['occurs twice', text + text],
  ])('fails if the region %s', (_, broken) => {
    expect(() => replaceRegion(broken, region)).toThrow(
      'README.md: needs exactly one region <!-- generated:inputs -->',
    )
  })
})

describe('actionTables', () => {
  const action = (inputs: string) =>
    parseAction(`inputs: ${inputs}
outputs: { job-id: { description: Id of the job. } }
runs: { using: node24, main: main.js }`)

  it('has a row for each input and output', () => {
    const { inputs, outputs } = actionTables(
      action(`{ wait: { description: "To its end, or not | yet", default: 'true' }, spec: { description: Path., required: true },
        key: { description: Key. }, matrix: { description: 'Internal, not for users.', default: '\${{ toJSON(matrix) }}' } }`),
    )
    expect(inputs).toBe(`<!-- prettier-ignore -->
| Input | Default | Meaning |
| --- | --- | --- |
| \`wait\` | \`true\` | To its end, or not \\| yet |
| \`spec\` | required | Path. |
| \`key\` |  | Key. |

Internal, set by the runner: \`matrix\`.`)
    expect(outputs).toBe(`<!-- prettier-ignore -->
| Output | Meaning |
| --- | --- |
| \`job-id\` | Id of the job. |`)
  })

  it.each([
    ['an input without a description', '{ wait: { default: "true" } }', '/inputs/wait must have required'],
    [
      'a default that is not a string',
      '{ wait: { description: x, default: true } }',
      '/inputs/wait/default must be string',
    ],
    ['a misspelt key', '{ wait: { description: x, defualt: "true" } }', 'additional properties: defualt'],
  ])('rejects %s', (_, inputs, message) => {
    expect(() => action(inputs)).toThrow(message)
  })
})
