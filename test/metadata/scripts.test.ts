import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { filesOf } from './texts.ts'

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { name?: string; run?: string }[] }>>
}

/** The script of a step: of the one with this name, or of the only one that has any. */
function scriptOf(workflow: string, job: string, name?: string): string {
  const { jobs } = parse(filesOf(`.github/workflows/${workflow}`)[0]?.text ?? '') as Workflow
  const scripts = (jobs[job]?.steps ?? []).filter(
    (step) => step.run !== undefined && (name ?? step.name) === step.name,
  )
  expect(scripts).toHaveLength(1)
  return scripts[0]?.run ?? ''
}

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forge-scripts-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

const BASH = ['bash', '--noprofile', '--norc', '-e', '-c']

/** Runs a script as a runner on Linux does; returns the exit code and all that it said. */
function run(script: string, env: NodeJS.ProcessEnv, shell = BASH): readonly [number | null, string] {
  const [program = '', ...options] = shell
  const { status, stdout, stderr } = spawnSync(program, [...options, script], {
    cwd: folder,
    env: { PATH: process.env['PATH'], RUNNER_TEMP: join(folder, 'temp'), ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return [status, stdout + stderr]
}

describe('the check that branch rules require', () => {
  const script = scriptOf('ci.yml', 'ci-ok')
  const after = (...results: readonly string[]) => {
    const needs = results.map((result, at) => [`job${at}`, { result, outputs: {} }])
    return run(script, { NEEDS: JSON.stringify(Object.fromEntries(needs)) }, ['node', '--eval'])
  }

  it('is green when all jobs are', () => {
    expect(after('success', 'success')).toEqual([0, ''])
  })

  it.each(['failure', 'cancelled', 'skipped'])('is red after a job that ended with %s', (result) => {
    expect(after('success', result)).toEqual([1, `job1: ${result}\n`])
  })

  it('is red without any job', () => {
    expect(after()).toEqual([1, ''])
  })

  it('waits for every job', () => {
    const { jobs } = parse(filesOf('.github/workflows/ci.yml')[0]?.text ?? '') as {
      jobs: Record<string, { needs?: readonly string[] }>
    }
    expect(jobs['ci-ok']?.needs).toEqual(Object.keys(jobs).filter((job) => job !== 'ci-ok'))
  })
})

describe('before dist is attested', () => {
  const compare = scriptOf('release.yml', 'attest', 'dist is what the tag builds')

  beforeEach(() => {
    mkdirSync(join(folder, 'dist/main'), { recursive: true })
    writeFileSync(join(folder, 'dist/main/index.js'), 'main')
    writeFileSync(join(folder, 'dist/main/licenses of all.txt'), 'MIT')
    cpSync(join(folder, 'dist'), join(folder, 'temp/built-dist'), { recursive: true })
  })

  it('it is compared with what the tag builds', () => {
    expect(run(compare, {})).toEqual([0, ''])
  })

  it.each([
    ['another byte', 'dist/main/index.js'],
    ['a file too many', 'dist/main/1.index.js'],
    ['a file too few', 'temp/built-dist/main/1.index.js'],
  ])('it is refused with %s', (_, path) => {
    writeFileSync(join(folder, path), 'other')
    expect(run(compare, {})).toEqual([1, expect.stringMatching(/differ|Only in/)])
  })

  it('the release gets the provenance, and sums that fit', () => {
    writeFileSync(join(folder, 'bundle.json'), '{}')
    const script = scriptOf('release.yml', 'attest', 'what the release carries')
    expect(run(script, { BUNDLE: join(folder, 'bundle.json') })).toEqual([0, ''])
    const assets = join(folder, 'temp/assets')
    expect(readFileSync(join(assets, 'provenance.sigstore.json'), 'utf8')).toBe('{}')
    expect(run(`sha256sum --check --strict ${join(assets, 'sha256sums.txt')}`, {})).toEqual([
      0,
      'dist/main/index.js: OK\ndist/main/licenses of all.txt: OK\n',
    ])
  })
})
