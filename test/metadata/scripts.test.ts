import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { readFiles } from './text-files.ts'

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { name?: string; run?: string }[] }>>
}

/** The script of the step with this name, or of the only step with a script. */
function findScript(workflow: string, job: string, name?: string): string {
  const { jobs } = parse(readFiles(`.github/workflows/${workflow}`)[0]?.text ?? '') as Workflow
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

/** Runs a script as a runner on Linux does. Returns the exit code and the output. */
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

describe('the job ci-ok', () => {
  const script = findScript('ci.yml', 'ci-ok')
  const checkResults = (...results: readonly string[]) => {
    const needs = results.map((result, at) => [`job${at}`, { result, outputs: {} }])
    return run(script, { NEEDS: JSON.stringify(Object.fromEntries(needs)) }, ['node', '--eval'])
  }

  it('succeeds if all jobs succeeded', () => {
    expect(checkResults('success', 'success')).toEqual([0, ''])
  })

  it.each(['failure', 'cancelled', 'skipped'])('fails if a job ended with %s', (result) => {
    expect(checkResults('success', result)).toEqual([1, `job1: ${result}\n`])
  })

  it('fails without jobs', () => {
    expect(checkResults()).toEqual([1, ''])
  })

  it('needs every other job', () => {
    const { jobs } = parse(readFiles('.github/workflows/ci.yml')[0]?.text ?? '') as {
      jobs: Record<string, { needs?: readonly string[] }>
    }
    expect(jobs['ci-ok']?.needs).toEqual(Object.keys(jobs).filter((job) => job !== 'ci-ok'))
  })
})

describe('the job attest', () => {
  const compareScript = findScript('release.yml', 'attest', 'compare dist with the build of the tag')

  beforeEach(() => {
    mkdirSync(join(folder, 'dist/main'), { recursive: true })
    writeFileSync(join(folder, 'dist/main/index.js'), 'main')
    writeFileSync(join(folder, 'dist/main/licenses of all.txt'), 'MIT')
    cpSync(join(folder, 'dist'), join(folder, 'temp/built-dist'), { recursive: true })
  })

  it('accepts a dist that equals the build', () => {
    expect(run(compareScript, {})).toEqual([0, ''])
  })

  it.each([
    ['a changed file', 'dist/main/index.js'],
    ['an extra file', 'dist/main/1.index.js'],
    ['a missing file', 'temp/built-dist/main/1.index.js'],
  ])('fails with %s', (_, path) => {
    writeFileSync(join(folder, path), 'other')
    expect(run(compareScript, {})).toEqual([1, expect.stringMatching(/differ|Only in/)])
  })

  it('creates assets with the provenance and matching checksums', () => {
    writeFileSync(join(folder, 'bundle.json'), '{}')
    const script = findScript('release.yml', 'attest', 'prepare the release assets')
    expect(run(script, { BUNDLE: join(folder, 'bundle.json') })).toEqual([0, ''])
    const assets = join(folder, 'temp/assets')
    expect(readFileSync(join(assets, 'provenance.sigstore.json'), 'utf8')).toBe('{}')
    expect(run(`sha256sum --check --strict ${join(assets, 'sha256sums.txt')}`, {})).toEqual([
      0,
      'dist/main/index.js: OK\ndist/main/licenses of all.txt: OK\n',
    ])
  })
})
