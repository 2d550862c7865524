import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { parseArguments } from '../../src/terminal/parse-arguments.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(`${ROOT}/${path}`, 'utf8')
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>
const [bin = ''] = Object.values(manifest['bin'] ?? {})

describe('what npm installs for the program', () => {
  it('is one file without packages, because dist contains them', () => {
    expect(Object.keys(manifest['bin'] ?? {})).toEqual(['forge-training-job'])
    expect([manifest['dependencies'], manifest['optionalDependencies']]).toEqual([undefined, undefined])
  })

  it('can be executed from a clone, and old versions of Node can read it', () => {
    const [mode] = execFileSync('git', ['ls-files', '--stage', bin], { cwd: ROOT, encoding: 'utf8' }).split(
      ' ',
    )
    expect(mode).toBe('100755')
    const text = read(bin)
    expect(text).toMatch(/^#!\/usr\/bin\/env node\n'use strict'\n/)
    expect(text).not.toMatch(/=>|`|\bconst\b|\blet\b|\?\.|\?\?/)
    const [minimum = ''] = /\d+/.exec(manifest['engines']?.['node'] ?? '') ?? []
    expect(text).toContain(`< ${minimum})`)
  })
})

describe('the pre-commit hook', () => {
  const [hook, ...others] = parse(read('.pre-commit-hooks.yaml')) as Record<string, unknown>[]

  it('runs the program on the specs that change, all at once', () => {
    expect(others).toEqual([])
    expect(hook).toMatchObject({ id: 'forge-validate', language: 'node', require_serial: true })
    const [program, ...args] = String(hook?.['entry']).split(' ')
    expect(Object.keys(manifest['bin'] ?? {})).toEqual([program])
    expect(parseArguments([...args, 'training/a.yml'])).toMatchObject({
      kind: 'command',
      command: 'validate',
      specs: ['training/a.yml'],
    })
    const files = new RegExp(String(hook?.['files']))
    expect(['training/a.yml', 'training/b/c.json'].every((path) => files.test(path))).toBe(true)
    expect(['.github/forge-policy.yml', 'docs/training/a.yml'].some((path) => files.test(path))).toBe(false)
  })
})
