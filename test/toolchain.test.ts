import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'

describe('the toolchain', () => {
  it('is the Node that the runner has for the action', () => {
    const action = readFileSync(new URL('../action.yml', import.meta.url), 'utf8')
    const major = /^ {2}using: node(\d+)$/m.exec(action)?.[1]
    expect(process.versions.node.split('.')[0]).toBe(major)
  })
})
