import { describe, expect, it } from '@jest/globals'
import { loadSpecs, loadBaseSpecs, parseSpecs } from '../../src/job-spec/load.ts'
import type { FileReadResult, LoadedSpecs, WorkspaceFiles } from '../../src/job-spec/types.ts'
import { fileLocation } from '../fakes/diagnostic-location.ts'
import { FakeWorkspace } from '../fakes/workspace.ts'

const OPTIONS = { allowUnknownFields: false, waitsForJob: true }
const specOf = (model: string): string =>
  `job_type: reinforcement_learning\nmodel_config: { base_model: ${model} }\n`
const VALID = specOf('m')

function load(
  lines: readonly string[],
  files: Readonly<Record<string, string | FileReadResult>>,
): Promise<LoadedSpecs> {
  return loadSpecs(lines, new FakeWorkspace(files), OPTIONS)
}

async function labelsOf(
  lines: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<string[]> {
  const { specs, diagnostics } = await load(lines, files)
  expect(diagnostics).toEqual([])
  return specs.map(({ label }) => label)
}

async function messagesOf(
  lines: readonly string[],
  files: Readonly<Record<string, string | FileReadResult>> = { 'training/a.yml': VALID },
): Promise<string[]> {
  const { diagnostics } = await load(lines, files)
  return diagnostics.map((diagnostic) => `${fileLocation(diagnostic).file}: ${diagnostic.message}`)
}

const TWO = { 'training/b.yml': specOf('b'), 'training/a.yml': VALID, 'other/c.yml': specOf('c') }

describe('the spec input', () => {
  it('reads each selected file once, sorted by path', async () => {
    const lines = ['training/b.yml', ' ./training//a.yml ', '', 'training/*.yml', 'training/b.yml']
    expect(await labelsOf(lines, TWO)).toEqual(['training/a.yml', 'training/b.yml'])
  })

  it('excludes files by path or glob with !, regardless of the order of lines', async () => {
    expect(await labelsOf(['!training/b.yml', '**/*.yml'], TWO)).toEqual(['other/c.yml', 'training/a.yml'])
    expect(await labelsOf(['**/*.yml', '! training/*', '!nowhere/*.yml'], TWO)).toEqual(['other/c.yml'])
    expect(await labelsOf(['**/*.yml', '!nowhere.yml'], TWO)).toHaveLength(3)
  })

  it('gives each document another label, whatever the files are called', async () => {
    const files = { 'a.yml': `${VALID}---\n${specOf('b')}`, 'a.yml#2': specOf('c'), 'a.yml#2#1': specOf('d') }
    expect(await labelsOf(['*'], files)).toEqual(['a.yml#1', 'a.yml#2', 'a.yml#2#1', 'a.yml#2#1#1'])
  })

  it('prefers an existing file whose name looks like a glob', async () => {
    expect(await labelsOf(['a[1].yml'], { 'a[1].yml': VALID, 'a1.yml': VALID })).toEqual(['a[1].yml'])
    expect(await labelsOf(['a[1].yml'], { 'a1.yml': VALID })).toEqual(['a1.yml'])
    expect(await labelsOf(['*.yml', '!a[1].yml'], { 'a[1].yml': VALID, 'a1.yml': VALID })).toEqual(['a1.yml'])
  })

  it('accepts backslashes only if they are unambiguous', async () => {
    expect(await labelsOf(['training\\a.yml'], TWO)).toEqual(['training/a.yml'])
    expect(await messagesOf(['training\\*.yml', 'training\\sub/a.yml'])).toEqual([
      'training\\*.yml: The backslash is ambiguous here. Use / as the path separator.',
      'training\\sub/a.yml: The backslash is ambiguous here. Use / as the path separator.',
    ])
  })

  it('accepts absolute paths inside the workspace', async () => {
    expect(await labelsOf(['/workspace/training/a.yml'], TWO)).toEqual(['training/a.yml'])
    const windows: WorkspaceFiles = {
      root: 'D:\\a\\repo',
      glob: () => Promise.resolve([]),
      read: (path) =>
        Promise.resolve(
          path.includes('.git/')
            ? { kind: 'missing' }
            : { kind: 'file', bytes: new TextEncoder().encode(specOf(path)) },
        ),
      identify: () => Promise.resolve(undefined),
    }
    const { specs } = await loadSpecs(
      ['d:\\a\\repo\\training\\a.yml', 'D:/a/repo/training/b.yml'],
      windows,
      OPTIONS,
    )
    expect(specs.map(({ file }) => file)).toEqual(['training/a.yml', 'training/b.yml'])
  })

  it.each([
    '/etc/passwd',
    'C:\\specs\\a.yml',
    'c:a.yml',
    '\\\\server\\share\\a.yml',
    '//server/a.yml',
    '/workspace2/a.yml',
  ])('rejects a path outside the workspace: %s', async (line) => {
    expect(await messagesOf([line])).toEqual([
      `${line}: This path is not in the workspace /workspace. Use a path relative to it, such as training/a.yml.`,
    ])
  })

  it.each(['../a.yml', 'training/../../a.yml', 'training\\..\\a.yml', '..', '!../*.yml'])(
    'rejects a path with ..: %s',
    async (line) => {
      expect(await messagesOf(['training/a.yml', line])).toEqual([
        `${line}: A path must not contain .. segments. Write it relative to the workspace root.`,
      ])
    },
  )

  it('rejects lines that select or exclude nothing', async () => {
    expect(await messagesOf(['!a.yml'])).toEqual([
      '!a.yml: Every line excludes files. Add a line without ! that selects spec files.',
    ])
    expect(await messagesOf(['training/a.yml', '!'])).toEqual([
      '!: Nothing follows the !. Specify the files to exclude, such as !training/draft-*.yml.',
    ])
    expect(await messagesOf(['training/a.yml', '!training'])).toEqual([
      '!training: This is a folder, but only files can be excluded. Write !training/**',
    ])
  })

  it('rejects patterns without a match, and exclusions of everything', async () => {
    expect(await messagesOf(['specs/*.yml'])).toEqual([
      'specs/*.yml: No file in the workspace /workspace matches.',
    ])
    expect(await messagesOf(['specs/*.yml', '!training/a.yml'])).toHaveLength(1)
    expect(await messagesOf(['training/*', '!**/*.yml'])).toEqual([
      '!**/*.yml: All 1 files found in the workspace /workspace are excluded.',
    ])
  })

  const ONE_PER_LINE = 'Write one path per line in the input "spec", without commas, quotes and brackets.'
  const NO_DASH = 'Remove the dash: the input "spec" is text with one path per line, not a list.'
  const NO_COMMENT = 'The input "spec" does not support comments. Write only the path.'
  const SPEC_ITSELF =
    'The input "spec" takes the path of a file, not the spec itself. Save the spec in a file of the repository.'
  const NOT_EXPANDED = 'Variables and ~ are not expanded here. Write the path relative to the workspace.'

  it.each([
    // Habits of other actions. The comments name public threads and workflows with them.
    // RoadieHQ/backstage-entity-validator#16
    ['training/a.yml, training/b.yml', ONE_PER_LINE],
    ['training/*.yml,!training/b.yml', ONE_PER_LINE],
    // ibiqlik/action-yamllint#26; also a folded block (fkirc/skip-duplicate-actions#64)
    ['training/a.yml training/b.yml', ONE_PER_LINE],
    // DavidAnson/markdownlint-cli2-action#58
    ['training/a.yml%0Atraining/b.yml', ONE_PER_LINE],
    ['a.yml\\nb.yml', ONE_PER_LINE],
    ['training/a.yml; training/b.yml', ONE_PER_LINE],
    ['training/a.yml|training/b.yml', ONE_PER_LINE],
    // DavidAnson/markdownlint-cli2-action#10
    ['"training/a.yml"\n"training/b.yml"', ONE_PER_LINE],
    ["'training/*.yml'", ONE_PER_LINE],
    ['`training/a.yml`', ONE_PER_LINE],
    ['training/a.yml,\ntraining/b.yml,', ONE_PER_LINE],
    // fkirc/skip-duplicate-actions#64
    ['["training/a.yml", "training/b.yml"]', ONE_PER_LINE],
    ['[\n  "training/a.yml",\n  "training/b.yml"\n]', ONE_PER_LINE],
    ['[training/a.yml, training/b.yml]', ONE_PER_LINE],
    // chromaui/chromatic-cli#951
    ["- 'training/a.yml'\n- 'training/b.yml'", NO_DASH],
    ['- training/*.yml', NO_DASH],
    ['!- training/b.yml', NO_DASH],
    ['# training/a.yml', NO_COMMENT],
    ['training/a.yml # the first', NO_COMMENT],
    ['job_type: dpo\nmodel_config:\n  base_model: m', SPEC_ITSELF],
    ['{ "job_type": "dpo" }', SPEC_ITSELF],
    [
      'https://github.com/acme/models/blob/main/training/a.yml',
      'This is a URL. Check the file out, and write its path in the workspace.',
    ],
    ['path: training/a.yml', 'Write only the path, without a name and a colon before it.'],
    ['$GITHUB_WORKSPACE/training/a.yml', NOT_EXPANDED],
    ['${{ github.workspace }}/training/a.yml', NOT_EXPANDED],
    ['~/training/a.yml', NOT_EXPANDED],
  ])('explains once how paths are written: %j', async (text, message) => {
    const lines = text.split('\n').map((line) => line.trim())
    const both = text.startsWith('!') ? ['training/a.yml', ...lines] : lines
    expect(await messagesOf(both, TWO)).toEqual([`${lines[0]}: ${message}`])
  })

  it.each(['training/a.yml, training/b.yml', '# a.yml', '"a.yml"', '- a.yml'])(
    'takes a line as a path if there is such a file: %s',
    async (name) => {
      expect(await labelsOf([name], { [name]: VALID })).toEqual([name])
    },
  )

  it('keeps the comma in the braces of a glob', async () => {
    expect(await labelsOf(['training/{a,b}.yml'], TWO)).toEqual(['training/a.yml', 'training/b.yml'])
    expect(await messagesOf(['training/{x,y}.yml'], TWO)).toEqual([
      'training/{x,y}.yml: No file in the workspace /workspace matches.',
    ])
  })

  it('rejects a glob that matches more than 1000 files', async () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}.yml`, VALID]))
    expect(await messagesOf(['*.yml'], many)).toEqual([
      '*.yml: 1001 files match, more than 1000. Narrow the pattern.',
    ])
  })

  it.each([[['{a,b}*.yml']], [['training/a.yml', '!{a,b}*.yml']]])(
    'rejects a glob that takes too long: %j',
    async (spec) => {
      const workspace = new FakeWorkspace({ 'training/a.yml': VALID })
      workspace.glob = () => Promise.resolve(undefined)
      const { diagnostics } = await loadSpecs(spec, workspace, OPTIONS)
      expect(diagnostics.map(({ message }) => message)).toEqual([
        expect.stringContaining('This pattern takes too much time or memory to match.'),
      ])
    },
  )
})

describe('a repository in a folder of the workspace', () => {
  const HEAD = 'ref: refs/heads/main\n'
  const CHECKOUT = { 'code/.git/HEAD': HEAD, 'code/training/a.yml': VALID, 'code/b.yml': specOf('b') }

  it('names its files', async () => {
    const { specs } = await load(['code/**/*.yml'], CHECKOUT)
    expect(specs.map(({ file, label, workspacePath }) => [file, label, workspacePath])).toEqual([
      ['b.yml', 'b.yml', 'code/b.yml'],
      ['training/a.yml', 'training/a.yml', 'code/training/a.yml'],
    ])
  })

  it('names them in diagnostics', async () => {
    const messages = await messagesOf(['code/a.yml', 'code/nothing.yml'], { ...CHECKOUT, 'code/a.yml': '' })
    expect(messages.map((message) => message.split(':')[0])).toEqual(['a.yml', 'nothing.yml'])
  })

  it.each([
    ['two repositories have a file of this name', { 'other/.git/HEAD': HEAD, 'other/b.yml': specOf('c') }],
    ['the workspace has a file of this name', { 'b.yml': specOf('c') }],
  ])('does not name them if %s', async (_, files) => {
    const { specs } = await load(['**/b.yml'], { ...CHECKOUT, ...files })
    expect(specs.map(({ file, workspacePath }) => [file, workspacePath])).toContainEqual([
      'code/b.yml',
      undefined,
    ])
    expect(new Set(specs.map(({ label }) => label)).size).toBe(2)
  })
})

describe('a file with several names', () => {
  const file = new TextEncoder().encode(VALID)
  const names = { 'v3.yml': file, 'latest.yml': file, 'b.yml': specOf('b'), 'stable.yml': file }

  it('is read once, under its first name, with a warning for each other name', async () => {
    const workspace = new FakeWorkspace(names)
    const { specs, diagnostics } = await loadSpecs(['v3.yml', '*.yml'], workspace, OPTIONS)
    expect(specs.map(({ file: name }) => name)).toEqual(['b.yml', 'latest.yml'])
    expect(workspace.reads.filter((path) => path !== '*.yml')).toEqual(['b.yml', 'latest.yml'])
    expect(diagnostics).toEqual(
      ['stable.yml', 'v3.yml'].map((path) => ({
        level: 'warning',
        location: { file: path },
        message: 'This is another name of the file latest.yml, which is read only once.',
      })),
    )
  })

  it('is read under another name if the first one is excluded', async () => {
    const { specs, diagnostics } = await loadSpecs(
      ['*.yml', '!latest.yml', '!stable.yml'],
      new FakeWorkspace(names),
      OPTIONS,
    )
    expect(specs.map(({ file: name }) => name)).toEqual(['b.yml', 'v3.yml'])
    expect(diagnostics).toEqual([])
  })
})

describe('a file that cannot be read as a spec', () => {
  it('is reported as missing, with a similar name as suggestion', async () => {
    expect(await messagesOf(['training/a.yaml'])).toEqual([
      'training/a.yaml: The file does not exist in the workspace /workspace. Did you mean training/a.yml?',
    ])
    const others = { 'training/a.yml.bak': VALID, 'training/b.txt': VALID, 'training/run.JSON': VALID }
    expect(await messagesOf(['training/a.yml', 'training/run.json'], others)).toEqual([
      expect.stringContaining(
        'training/a.yml: The file does not exist in the workspace /workspace. Check the path',
      ),
      expect.stringContaining('Did you mean training/run.JSON?'),
    ])
    expect(await messagesOf(['elsewhere/a.yml'])).toEqual([
      'elsewhere/a.yml: The file does not exist in the workspace /workspace. Check the path, and that actions/checkout runs before this step.',
    ])
  })

  it.each<[FileReadResult, string]>([
    [{ kind: 'directory' }, 'This is a folder. Specify the files in it, such as x/*.yml'],
    [{ kind: 'special' }, 'This is a device, pipe or socket. Specify a regular file.'],
    [
      { kind: 'outside' },
      'This path leads out of the workspace through a link, so it is not read. Put the file itself into the repository.',
    ],
    [
      { kind: 'too-large', bytes: 2000000 },
      'The file has 2000000 bytes, but a spec can have at most 1048576. Is it the right file?',
    ],
    [
      { kind: 'unreadable', message: 'EACCES:\npermission denied' },
      'The file cannot be read: EACCES:\\npermission denied',
    ],
  ])('is reported with a remedy: %j', async (result, message) => {
    expect(await messagesOf(['x'], { x: result })).toEqual([`x: ${message}`])
  })

  it('is reported if it is the workspace itself', async () => {
    expect(await messagesOf(['./'], { '.': { kind: 'directory' } })).toEqual([
      '.: This is a folder. Specify the files in it, such as *.yml',
    ])
  })

  it('is one above 1 MiB', async () => {
    const size = 1024 * 1024
    const padded = VALID + `#${'x'.repeat(size - VALID.length - 1)}`
    expect(await labelsOf(['a.yml'], { 'a.yml': padded })).toEqual(['a.yml'])
    expect(await messagesOf(['a.yml'], { 'a.yml': `${padded}x` })).toHaveLength(1)
  })
})

describe('a file of the base branch', () => {
  const parseBase = (text: string, set = '') => loadBaseSpecs('a.yml', Buffer.from(text), set)

  it('is parsed leniently, with the current overrides', () => {
    const { specs, diagnostics } = parseBase(
      `${VALID}auto_start: false\nnovel: 1\n`,
      'model_config.base_model=n',
    )
    expect(specs.map(({ request }) => request)).toEqual([
      { job_type: 'reinforcement_learning', model_config: { base_model: 'n' }, auto_start: false, novel: 1 },
    ])
    expect(diagnostics.map(({ level }) => level)).toEqual(['warning'])
  })
})

describe('the field of a diagnostic', () => {
  const fieldsOf = (text: string) =>
    parseSpecs('a.yml', Buffer.from(text), OPTIONS).diagnostics.map(({ field, level, message }) => [
      level,
      field,
      message.slice(0, 12),
    ])

  it('is set only if the diagnostic is about a field', () => {
    expect(fieldsOf(`${VALID}hyperparameters: { learning_rate: .nan, batch_size: 0 }\n`)).toEqual([
      ['error', 'hyperparameters.learning_rate', 'hyperparamet'],
      ['error', 'hyperparameters.batch_size', 'hyperparamet'],
    ])
    expect(fieldsOf(`${VALID}job_type: dpo\n`)).toEqual([['error', 'job_type', expect.any(String)]])
    expect(fieldsOf('a: [\n')).toEqual([['error', undefined, 'This [ is no']])
    expect(fieldsOf('!x {}\n')).toEqual([['error', undefined, expect.any(String)]])
  })
})

describe('diagnostics', () => {
  it('come all at once: about the input, then by file from top to bottom', async () => {
    const files = {
      'b.yml': `${VALID}hyperparameters:\n  learning_rate: 2\n  batch_size: 0\n  weight_decay: 1\n`,
      'a.yml': 'job_type: rl\nmodel_config: { base_model: m }\n',
    }
    const { specs, diagnostics } = await load(['b.yml', 'a.yml', 'c*'], files)
    expect(specs).toEqual([])
    expect(diagnostics.map(({ level, location, field }) => [location, level, field])).toEqual([
      [{ file: 'c*' }, 'error', undefined],
      [{ file: 'a.yml', line: 1, column: 11 }, 'error', 'job_type'],
      [{ file: 'b.yml', line: 4, column: 18 }, 'warning', 'hyperparameters.learning_rate'],
      [{ file: 'b.yml', line: 5, column: 15 }, 'error', 'hyperparameters.batch_size'],
      [{ file: 'b.yml', line: 6, column: 17 }, 'warning', 'hyperparameters.weight_decay'],
    ])
  })

  it('do not affect other documents and files', async () => {
    const files = { 'a.yml': `${VALID}---\njob_type: [\n`, 'b.yml': specOf('b') }
    const { specs, diagnostics } = await load(['*.yml'], files)
    expect(specs.map(({ label }) => label)).toEqual(['a.yml#1', 'b.yml'])
    expect(diagnostics).toHaveLength(1)
  })

  it('are only counted after the first hundred', () => {
    const ids = Array.from({ length: 150 }, (_, i) => `  - dataset-${i}\n`).join('')
    const { diagnostics } = parseSpecs('a.yml', Buffer.from(`${VALID}dataset_ids:\n${ids}`), OPTIONS)
    expect(diagnostics).toHaveLength(101)
    expect(diagnostics.at(-1)).toEqual({
      level: 'error',
      location: { file: 'a.yml', line: 104, column: 5 },
      message: '50 more problems are not shown, starting here.',
    })
  })

  it('end with an error if an omitted one is an error', () => {
    const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
    const ids = `${Array(120).fill(id).join(', ')}, x, ${id}`
    const { diagnostics } = parseSpecs('a.yml', Buffer.from(`${VALID}dataset_ids: [${ids}]`), OPTIONS)
    expect(diagnostics).toHaveLength(101)
    expect(diagnostics.at(-1)?.level).toBe('error')
  })

  it('end with a warning if all omitted ones are warnings', () => {
    const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
    const { specs, diagnostics } = parseSpecs(
      'a.yml',
      Buffer.from(`${VALID}dataset_ids: [${Array(150).fill(id).join(', ')}]`),
      OPTIONS,
    )
    expect(diagnostics.at(-1)).toMatchObject({
      level: 'warning',
      message: '49 more problems are not shown, starting here.',
    })
    expect(specs).toHaveLength(1)
  })
})
