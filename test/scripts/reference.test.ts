import { readFile } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { parseAction } from '../../scripts/generate/action.ts'
import { parseContract } from '../../scripts/generate/contract.ts'
import { referencePage } from '../../scripts/generate/reference.ts'
import { createPolicySchema } from '../../src/policy/policy-schema.ts'

const sources = {
  contract: parseContract(await readFile(new URL('../../openapi/forge.yml', import.meta.url), 'utf8')),
  policy: createPolicySchema(['dpo']),
}
const render = (inputs: string) =>
  referencePage({
    action: parseAction(`inputs: ${inputs}
outputs: { job-id: { description: Id of the job. } }
runs: { using: node24, main: main.js }`),
    ...sources,
  })

describe('referencePage', () => {
  const page = render(
    `{
      wait: { description: "To its end, or not | yet", default: 'true' }, spec: { description: Path. },
      command: { description: What. }, job-id: { description: Id. }, api-key: { description: Key. },
      dispatch-event: { description: Event. },
      matrix: { description: 'Internal, not for users.', default: '\${{ toJSON(matrix) }}' } }`,
  )

  it('has the inputs, grouped by the commands that use them', () => {
    const inputs = page.slice(page.indexOf('### '), page.indexOf('\n\n## Outputs'))
    expect(inputs.replaceAll(/\n*<!-- prettier-ignore -->\n.*\n.*/g, '')).toBe(`### \`run\` and \`validate\`
| \`wait\` | \`true\` | To its end, or not \\| yet |
| \`spec\` |  | Path. |

### All commands
| \`command\` |  | What. |

### \`status\`, \`wait\` and \`cancel\`
| \`job-id\` |  | Id. |

### All commands but \`validate\`
| \`api-key\` |  | Key. |

### \`sync\`
| \`dispatch-event\` |  | Event. |

Set by the runner, not for users: \`matrix\`.`)
  })

  it('has the outputs, commands, outcomes, and fields of specs and the policy', () => {
    expect(page).toContain('| `dataset_ids` | list | each: UUID |')
    expect(page).toContain('| `allow.job-types` | list | each: `dpo` |')
    expect(page).toContain('| `job-id` | Id of the job. |\n\n## Outcomes')
    expect(page).toMatch(/\| `validate` \| [^|]+ \| `spec` \|\n\| `status` \| [^|]+ \| `job-id`, a key \|/)
    expect(page).toMatch(/\| `running` \| [^|]+ \| `cancel` \| `status`, `list`, `sync` \|/)
    expect(page).toMatch(/\| `invalid` \| [^|]+ \| all commands \| {2}\|/)
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
    expect(() => render(inputs)).toThrow(message)
  })
})
