import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { findRepositoryRoot } from '../../src/runtime/files.ts'
import { createEnvironment, pathLines } from '../../src/terminal/create-environment.ts'

describe('the environment', () => {
  it('has the inputs, and nothing that a runner tells its steps', () => {
    const runner = [
      'GITHUB_REPOSITORY',
      'RUNNER_TEMP',
      'ACTIONS_X',
      'INPUT_SPEC',
      'STATE_x',
      'GITEA_ACTIONS',
      'ACT',
    ]
    const env = createEnvironment(
      {
        ...Object.fromEntries(runner.map((name) => [name, 'x'])),
        HTTPS_PROXY: 'http://p',
        MISTRAL_API_KEY: 'k',
        ACTOR: 'a',
      },
      { 'job-id': '7' },
      '/work',
    )
    expect(env).toEqual({
      HTTPS_PROXY: 'http://p',
      MISTRAL_API_KEY: 'k',
      ACTOR: 'a',
      'INPUT_JOB-ID': '7',
      GITHUB_WORKSPACE: '/work',
    })
  })
})

describe('the lines of `spec`', () => {
  const root = resolve('/repo')
  it.each([
    ['as they were written at the root', root, ['./a.yml', '!b/*.yml', '../x'], './a.yml\n!b/*.yml\n../x'],
    [
      'from the root in a folder',
      join(root, 'training'),
      ['*.yml', '!b.yml', '../c.yml'],
      'training/*.yml\n!training/b.yml\nc.yml',
    ],
    ['from the root if they are absolute', root, [join(root, 'training', 'a.yml')], 'training/a.yml'],
    ['outside if they are', join(root, 'training'), ['../../a.yml'], '../a.yml'],
  ])('are paths %s', (_, folder, specs, lines) => {
    expect(pathLines(specs, folder, root)).toBe(lines)
  })
})

describe('the root of the repository', () => {
  it('is the nearest folder with .git, which is a file in a worktree', () => {
    const folder = mkdtempSync(join(tmpdir(), 'root-'))
    try {
      mkdirSync(join(folder, 'a/b'), { recursive: true })
      writeFileSync(join(folder, '.git'), 'gitdir: x')
      expect(findRepositoryRoot(join(folder, 'a/b'))).toBe(folder)
      mkdirSync(join(folder, 'a/.git'))
      expect(findRepositoryRoot(join(folder, 'a/b'))).toBe(join(folder, 'a'))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
