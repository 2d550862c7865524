import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { tools } from '../../scripts/tools.ts'
import { lintOfRepository, lintOfWorkflows } from './actionlint.ts'
import { pinFaults, ruleFaults, timeoutFaults } from './rules.ts'
import { snippetsOf } from './snippets.ts'
import { exampleWorkflows, filesOf, pages, ROOT, type Text } from './texts.ts'
import { auditOfRepository, auditOfWorkflows } from './zizmor.ts'

const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1'
const own = filesOf('.github/workflows/*.{yml,yaml}')
const snippets = pages()
  .flatMap((page) => snippetsOf(page))
  .filter(({ kind }) => kind === 'workflow')
const forUsers: readonly Text[] = [...exampleWorkflows(), ...snippets]

// The other files of tests find it installed.
beforeAll(tools)

describe('the workflows of this repository', () => {
  it('are there', () => {
    expect(own.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['.github/workflows/ci.yml', '.github/workflows/release.yml']),
    )
  })

  it('are clean for actionlint and ShellCheck', async () => {
    expect(await lintOfRepository()).toEqual([])
  })

  it('are clean for zizmor, and so are action.yml and the settings of Dependabot', async () => {
    expect(await auditOfRepository()).toEqual([])
  })

  it.each(own)(
    '$title has no permissions at the top, no expression in a script, pins and time limits',
    (workflow) => {
      expect([...ruleFaults(workflow), ...timeoutFaults(workflow)]).toEqual([])
    },
  )

  it('use each action in one version', () => {
    expect(pinFaults(own)).toEqual([])
  })
})

describe('the workflows for users', () => {
  // Dependabot does not know them: npm run pins makes them those of this repository.
  it('use each action in one version', () => {
    expect(pinFaults(forUsers)).toEqual([])
  })

  it('are those of the pages and in files', () => {
    const titles = forUsers.map(({ title }) => title.replace(/, at .*/, ''))
    expect(titles).toEqual(
      expect.arrayContaining(['README.md', 'docs/long-jobs.md', 'demo/workflows/sync.yml']),
    )
    expect(forUsers.length).toBeGreaterThan(14)
  })

  it('are clean for actionlint and ShellCheck', async () => {
    expect(await lintOfWorkflows(forUsers)).toEqual([])
  })

  it('are clean for zizmor', async () => {
    expect(await auditOfWorkflows(forUsers)).toEqual([])
  })

  it.each(forUsers)(
    '$title has no permissions at the top, no expression in a script, and pins',
    (workflow) => {
      expect(ruleFaults(workflow)).toEqual([])
    },
  )
})

const GRANTED = `permissions:
      contents: read # to check the spec out`

/** A good workflow, a part of which the rows below replace. */
const GOOD = `name: good
on: push

permissions: {}

jobs:
  train:
    runs-on: ubuntu-latest
    permissions:
      contents: read # to check the spec out
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

const bad = (from: string, to: string): readonly Text[] => {
  expect(GOOD).toContain(from)
  return [
    { title: 'good', text: GOOD },
    { title: 'bad', text: GOOD.replace(from, to) },
  ]
}

describe('deliberate violations, which the judges find', () => {
  it('are none in a good workflow', async () => {
    const good = [{ title: 'good', text: GOOD }]
    expect([
      ...(await lintOfWorkflows(good)),
      ...(await auditOfWorkflows(good)),
      ...ruleFaults(good[0]!),
    ]).toEqual([])
  })

  it.each([
    [
      'an input that the action has not',
      'spec: training',
      'specs: training',
      'bad:18: input "specs" is not defined',
    ],
    ['an output that it has not', 'output-model }}', 'model }}', 'bad:20: property "model" is not defined'],
    ['an event that does not exist', 'on: push', 'on: pushed', 'bad:2: unknown Webhook event "pushed"'],
    [
      'a scope that does not exist',
      'contents: read',
      'content: read',
      'bad:10: unknown permission scope "content"',
    ],
    [
      'a runner that does not exist',
      'ubuntu-latest',
      'ubuntu-newest',
      'bad:8: label "ubuntu-newest" is unknown',
    ],
    [
      'an unquoted variable',
      '"$MODEL"',
      '$MODEL',
      'bad:21: shellcheck reported issue in this script: SC2086',
    ],
  ])('actionlint: %s', async (_, from, to, finding) => {
    expect(await lintOfWorkflows(bad(from, to))).toEqual([expect.stringContaining(finding)])
  })

  it.each([
    ['a tag of a foreign action', `${CHECKOUT} # v7.0.1`, 'actions/checkout@v7', 'bad:12: unpinned-uses'],
    ['an expression in a script', '"$MODEL"', '"${{ github.head_ref }}"', 'bad:21: template-injection'],
    ['permissions for everything', GRANTED, 'permissions: write-all', 'bad:9: excessive-permissions'],
    ['a token left behind', 'persist-credentials: false', 'fetch-depth: 0', 'bad:12: artipacked'],
    ['a dangerous trigger', 'on: push', 'on: pull_request_target', 'bad:2: dangerous-triggers'],
  ])('zizmor: %s', async (_, from, to, finding) => {
    expect(await auditOfWorkflows(bad(from, to))).toEqual(
      expect.arrayContaining([expect.stringContaining(finding)]),
    )
  })

  it.each([
    ['permissions: {}\n', '', 'bad: its `permissions` are not {}'],
    ['permissions: {}', 'permissions:\n  contents: read', 'bad: its `permissions` are not {}'],
    ['"$MODEL"', '"${{ github.sha }}"', 'bad: an expression in `run`'],
    [`${CHECKOUT} # v7.0.1`, CHECKOUT, `bad: ${CHECKOUT} is not pinned`],
    [`${CHECKOUT} # v7.0.1`, `${CHECKOUT} # v7`, `bad: ${CHECKOUT} is not pinned`],
    [`${CHECKOUT} # v7.0.1`, 'actions/checkout@main # v7.0.1', 'bad: actions/checkout@main is not pinned'],
  ])('the rules: %j as %j', (from, to, fault) => {
    expect(bad(from, to).flatMap((workflow) => ruleFaults(workflow))).toEqual([fault])
  })

  it('the rules: no limit of time, another commit for a version', () => {
    expect(timeoutFaults({ title: 'bad', text: GOOD })).toEqual(['bad: the job train has no timeout-minutes'])
    expect(pinFaults(bad(CHECKOUT, `actions/checkout@${'0'.repeat(40)}`))).toEqual([
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
    for (const name of ['action.yml', 'dist']) symlinkSync(join(ROOT, name), join(folder, name))
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  const change = (path: string, from: string, to: string) => {
    const [file] = filesOf(path)
    expect(file?.text).toContain(from)
    writeFileSync(join(folder, path), file!.text.replace(from, to))
  }

  it('actionlint: an unknown job that another one needs', async () => {
    change('.github/workflows/release.yml', 'needs: attest', 'needs: attestation')
    expect(await lintOfRepository(folder)).toEqual([
      expect.stringMatching(/^\.github\/workflows\/release\.yml:\d+: .*attestation/),
    ])
  })

  it.each([
    [
      '.github/workflows/ci.yml',
      'contents: read # to check the repository out',
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
  ])('zizmor: in %s, %j as %j', async (path, from, to, audit) => {
    change(path, from, to)
    expect(await auditOfRepository(folder)).toEqual(
      expect.arrayContaining([expect.stringMatching(new RegExp(`${path}:\\d+: ${audit}`))]),
    )
  })
})
