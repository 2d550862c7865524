import { describe, expect, it } from '@jest/globals'
import { collectPins, applyPins } from '../../scripts/pins/pins.ts'

const [OLD, NEW] = ['a'.repeat(40), 'b'.repeat(40)]
const workflow = (checkout: string, other: string) =>
  `steps:\n  - uses: actions/checkout@${checkout}\n  - { id: x }\n    uses: acme/tool/part@${other}\n  - uses: acme/forge@v1\n`

describe('applyPins', () => {
  it('updates commit and version of pinned actions only', () => {
    const pins = collectPins([workflow(`${NEW} # v8.0.0`, `${OLD} # v1.0.0`)])
    expect([...pins]).toEqual([
      ['actions/checkout', `${NEW} # v8.0.0`],
      ['acme/tool/part', `${OLD} # v1.0.0`],
    ])
    expect(applyPins(workflow(`${OLD} # v7.0.1`, `${OLD} # v1.0.0`), pins)).toBe(
      workflow(`${NEW} # v8.0.0`, `${OLD} # v1.0.0`),
    )
  })

  it('keeps a pin that is not in the map', () => {
    const text = workflow(`${OLD} # v7.0.1`, `${OLD} # v1.0.0`)
    expect(applyPins(text, new Map())).toBe(text)
  })
})
