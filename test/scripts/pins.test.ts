import { describe, expect, it } from '@jest/globals'
import { pinsOf, withPins } from '../../scripts/pins/pins.ts'

const [OLD, NEW] = ['a'.repeat(40), 'b'.repeat(40)]
const workflow = (checkout: string, other: string) =>
  `steps:\n  - uses: actions/checkout@${checkout}\n  - { id: x }\n    uses: acme/tool/part@${other}\n  - uses: acme/forge@v1\n`

describe('pins of actions', () => {
  it('are brought along, with their version, and nothing else is', () => {
    const pins = pinsOf([workflow(`${NEW} # v8.0.0`, `${OLD} # v1.0.0`)])
    expect([...pins]).toEqual([
      ['actions/checkout', `${NEW} # v8.0.0`],
      ['acme/tool/part', `${OLD} # v1.0.0`],
    ])
    expect(withPins(workflow(`${OLD} # v7.0.1`, `${OLD} # v1.0.0`), pins)).toBe(
      workflow(`${NEW} # v8.0.0`, `${OLD} # v1.0.0`),
    )
  })

  it('stay where no other is known', () => {
    const text = workflow(`${OLD} # v7.0.1`, `${OLD} # v1.0.0`)
    expect(withPins(text, new Map())).toBe(text)
  })
})
