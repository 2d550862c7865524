import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'

describe('the toolchain', () => {
  it.each(['action.yml', 'validate/action.yml', 'sync/action.yml'])('is the Node of %s', (path) => {
    const action = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
    const major = /^ {2}using: node(\d+)$/m.exec(action)?.[1]
    expect(process.versions.node.split('.')[0]).toBe(major)
  })
})
