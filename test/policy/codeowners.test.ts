import { describe, expect, it } from '@jest/globals'
import { ownersOf } from '../../src/policy/codeowners.ts'
import { POLICY_FILE } from '../../src/policy/policy.ts'

const isOwner = (path: string, pattern: string) => ownersOf(path, `${pattern} @owner`).length === 1

describe('a pattern of CODEOWNERS', () => {
  it.each([
    '*',
    '**',
    '*.yml',
    '.github/',
    '/.github/',
    '.github',
    '/.github',
    '.github/*',
    '.github/**',
    '/.github/**',
    '**/forge-policy.yml',
    'forge-policy.yml',
    'forge-*',
    'forge-polic?.yml',
    '/.github/forge-policy.yml',
    '.github/forge-policy.yml',
    '.github/*.yml',
    '.github/**/forge-policy.yml',
    '**/.github/*',
    '*/forge-policy.yml',
  ])('covers the policy: %s', (pattern) => {
    expect(isOwner(POLICY_FILE, pattern)).toBe(true)
  })

  it.each([
    '/*',
    '/forge-policy.yml',
    'github/',
    '.github/forge-policy.yml/',
    'docs/.github/forge-policy.yml',
    '*.yaml',
    'forge-policy',
    'policy.yml',
    'Forge-policy.yml',
    '.github/*/forge-policy.yml',
    '.github/forge-policy.yml/**',
    '**/github/*',
    'forge-policy.ym',
  ])('does not cover the policy: %s', (pattern) => {
    expect(isOwner(POLICY_FILE, pattern)).toBe(false)
  })

  it.each([
    ['docs/a.md', 'docs/*', true],
    ['docs/build/a.md', 'docs/*', false],
    ['docs/build/a.md', 'docs/', true],
    ['src/docs/build/a.md', 'docs/', true],
    ['src/docs/build/a.md', '/docs/', false],
    ['apps/github/a.go', '/apps/github', true],
    ['a/x/y/b', 'a/**/b', true],
    ['a/b', 'a/**/b', true],
    ['a/b/c', 'a/**/c', true],
    ['my docs/a.md', 'my\\ docs/', true],
    ['my', 'my\\ docs/', false],
  ])('for %s: %s covers it: %s', (path, pattern, expected) => {
    expect(isOwner(path, pattern)).toBe(expected)
  })
})

describe('ownersOf', () => {
  it.each([
    ['', []],
    ['# * @a\n\n', []],
    ['* @a @acme/platform dev@example.com\n', ['@a', '@acme/platform', 'dev@example.com']],
    ['*\t@a\t@b\r\n', ['@a', '@b']],
    ['  * @a # the owner @b\n', ['@a']],
    ['* @a\n.github/ @b\n', ['@b']],
    ['.github/ @b\n* @a\n', ['@a']],
    ['* @a\n/docs/ @b\n', ['@a']],
    ['* @a\n.github/\n', []],
    ['* @a\n.github/ # nobody\n', []],
    ['* @a\n.github/ platform\n', ['@a']],
    ['* @a\n!.github/ @b\n', ['@a']],
    ['* @a\n.[g]ithub/ @b\n', ['@a']],
    ['* @a\n\\#x @b\n', ['@a']],
  ])('of the policy by %j are %j', (text, owners) => {
    expect(ownersOf(POLICY_FILE, text)).toEqual(owners)
  })

  it('takes little time for many wildcards', () => {
    const rule = `${'**/*a*/'.repeat(50)}c @a\n`
    expect(ownersOf(`${'aaa/'.repeat(500)}b`, rule.repeat(10))).toEqual([])
  })
})
