import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ensureTools } from '../../scripts/tools.ts'
import { lintRepository, lintWorkflows } from './actionlint.ts'
import { findPinConflicts, findRuleViolations, findMissingTimeouts } from './rules.ts'
import { findSnippets } from './snippets.ts'
import { readExampleWorkflows, readFiles, readPages, ROOT, type TextFile } from './text-files.ts'
import { ACTION_PATHS } from './workflow-project.ts'
import { auditRepository, auditWorkflows } from './zizmor.ts'

const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1'
const own = readFiles('.github/workflows/*.{yml,yaml}')
const snippets = readPages()
  .flatMap((page) => findSnippets(page))
  .filter(({ kind }) => kind === 'workflow')
const forUsers: readonly TextFile[] = [...readExampleWorkflows(), ...snippets]

// Installs the tools once, before other test files use them.
beforeAll(ensureTools)

describe('the workflows of this repository', () => {
  it('include CI and release', () => {
    expect(own.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['.github/workflows/ci.yml', '.github/workflows/release.yml']),
    )
  })

  it('pass actionlint and ShellCheck', async () => {
    expect(await lintRepository()).toEqual([])
  })

  it('pass zizmor, as do the actions and the Dependabot configuration', async () => {
    expect(await auditRepository()).toEqual([])
  })

  it.each(own)(
    '$title has job permissions, scripts without expressions, pinned actions and time limits',
    (workflow) => {
      expect([...findRuleViolations(workflow), ...findMissingTimeouts(workflow)]).toEqual([])
    },
  )

  it('use one version of each action', () => {
    expect(findPinConflicts(own)).toEqual([])
  })
})

describe('the workflows for users', () => {
  // Dependabot does not update them: npm run pins copies the pins of .github/workflows.
  it('use one version of each action', () => {
    expect(findPinConflicts(forUsers)).toEqual([])
  })

  it('come from pages and files', () => {
    const titles = forUsers.map(({ title }) => title.replace(/, at .*/, ''))
    expect(titles).toEqual(expect.arrayContaining(['README.md', 'docs/guard-rails.md', 'examples/sync.yml']))
    expect(forUsers.length).toBeGreaterThan(14)
  })

  it('pass actionlint and ShellCheck', async () => {
    expect(await lintWorkflows(forUsers)).toEqual([])
  })

  it('pass zizmor', async () => {
    expect(await auditWorkflows(forUsers)).toEqual([])
  })

  it.each(forUsers)(
    '$title has job permissions, scripts without expressions and pinned actions',
    (workflow) => {
      expect(findRuleViolations(workflow)).toEqual([])
    },
  )
})

const GRANTED = `permissions:
      contents: read # to check out the spec`

const UNGRANTED = `permissions: {}

jobs:
  train:
    runs-on: ubuntu-latest
    ${GRANTED}`
const PERMISSIONS_RULE = 'top-level `permissions` must be {}, or every job have its own'

/** A valid workflow; the rows below replace a part of it. */
const GOOD = `name: good
on: push

permissions: {}

jobs:
  train:
    runs-on: ubuntu-latest
    permissions:
      contents: read # to check out the spec
    steps:
      - uses: ${CHECKOUT} # v7.0.1
        with:
          persist-credentials: false
      - id: train
        uses: mistral-forge-actions/forge-training-job@v1
        with:
          spec: training/a.yml
      - env:
          MODEL: \${{ steps.train.outputs.output-model }}
        run: ./deploy.sh "$MODEL"
`

const bad = (from: string, to: string): readonly TextFile[] => {
  expect(GOOD).toContain(from)
  return [
    { title: 'good', text: GOOD },
    { title: 'bad', text: GOOD.replace(from, to) },
  ]
}

describe('deliberate violations that the linters must find', () => {
  it('do not exist in a valid workflow', async () => {
    const good = [{ title: 'good', text: GOOD }]
    expect([
      ...(await lintWorkflows(good)),
      ...(await auditWorkflows(good)),
      ...findRuleViolations(good[0]!),
    ]).toEqual([])
  })

  it.each([
    ['an unknown input', 'spec: training', 'specs: training', 'bad:18: input "specs" is not defined'],
    ['an unknown output', 'output-model }}', 'model }}', 'bad:20: property "model" is not defined'],
    ['an unknown event', 'on: push', 'on: pushed', 'bad:2: unknown Webhook event "pushed"'],
    [
      'an unknown permission scope',
      'contents: read',
      'content: read',
      'bad:10: unknown permission scope "content"',
    ],
    ['an unknown runner', 'ubuntu-latest', 'ubuntu-newest', 'bad:8: label "ubuntu-newest" is unknown'],
    [
      'an unquoted variable',
      '"$MODEL"',
      '$MODEL',
      'bad:21: shellcheck reported issue in this script: SC2086',
    ],
  ])('actionlint: %s', async (_, from, to, finding) => {
    expect(await lintWorkflows(bad(from, to))).toEqual([expect.stringContaining(finding)])
  })

  it.each([
    [
      'a third-party action pinned by a tag',
      `${CHECKOUT} # v7.0.1`,
      'actions/checkout@v7',
      'bad:12: unpinned-uses',
    ],
    ['an expression in a script', '"$MODEL"', '"${{ github.head_ref }}"', 'bad:21: template-injection'],
    ['write-all permissions', GRANTED, 'permissions: write-all', 'bad:9: excessive-permissions'],
    ['persisted credentials', 'persist-credentials: false', 'fetch-depth: 0', 'bad:12: artipacked'],
    ['a dangerous trigger', 'on: push', 'on: pull_request_target', 'bad:2: dangerous-triggers'],
  ])('zizmor: %s', async (_, from, to, finding) => {
    expect(await auditWorkflows(bad(from, to))).toEqual(
      expect.arrayContaining([expect.stringContaining(finding)]),
    )
  })

  it.each([
    [UNGRANTED, 'jobs:\n  train:\n    runs-on: ubuntu-latest', `bad: ${PERMISSIONS_RULE}`],
    ['permissions: {}', 'permissions:\n  contents: read', `bad: ${PERMISSIONS_RULE}`],
    ['"$MODEL"', '"${{ github.sha }}"', 'bad: `run` contains an expression'],
    [`${CHECKOUT} # v7.0.1`, CHECKOUT, `bad: ${CHECKOUT} is not pinned`],
    [`${CHECKOUT} # v7.0.1`, `${CHECKOUT} # v7`, `bad: ${CHECKOUT} is not pinned`],
    [`${CHECKOUT} # v7.0.1`, 'actions/checkout@main # v7.0.1', 'bad: actions/checkout@main is not pinned'],
  ])('own rules: %j replaced by %j', (from, to, message) => {
    expect(bad(from, to).flatMap((workflow) => findRuleViolations(workflow))).toEqual([message])
  })

  it('own rules: a missing time limit, different commits of one action', () => {
    expect(findMissingTimeouts({ title: 'bad', text: GOOD })).toEqual([
      'bad: the job train has no timeout-minutes',
    ])
    expect(findPinConflicts(bad(CHECKOUT, `actions/checkout@${'0'.repeat(40)}`))).toEqual([
      expect.stringContaining('bad: actions/checkout is 0000'),
    ])
  })
})

describe('deliberate violations in a copy of the repository', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'forge-repository-'))
    mkdirSync(join(folder, '.git'))
    cpSync(join(ROOT, '.github'), join(folder, '.github'), { recursive: true })
    for (const name of ACTION_PATHS) symlinkSync(join(ROOT, name), join(folder, name))
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  const change = (path: string, from: string, to: string) => {
    const [file] = readFiles(path)
    expect(file?.text).toContain(from)
    writeFileSync(join(folder, path), file!.text.replace(from, to))
  }

  it('actionlint: a needed job that does not exist', async () => {
    change('.github/workflows/release.yml', 'needs: attest', 'needs: attestation')
    expect(await lintRepository(folder)).toEqual([
      expect.stringMatching(/^\.github\/workflows\/release\.yml:\d+: .*attestation/),
    ])
  })

  it.each([
    [
      '.github/workflows/ci.yml',
      'contents: read # to check out the repository',
      'contents: write',
      'undocumented-permissions',
    ],
    [
      '.github/workflows/dependabot-commit.yml',
      '# zizmor: ignore[dangerous-triggers]',
      '#',
      'dangerous-triggers',
    ],
    ['.github/dependabot.yml', 'default-days: 7', 'default-days: 1', 'dependabot-cooldown'],
  ])('zizmor: in %s, %j replaced by %j', async (path, from, to, audit) => {
    change(path, from, to)
    expect(await auditRepository(folder)).toEqual(
      expect.arrayContaining([expect.stringMatching(new RegExp(`${path}:\\d+: ${audit}`))]),
    )
  })
})
