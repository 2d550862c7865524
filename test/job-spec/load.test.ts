import { describe, expect, it } from '@jest/globals'
import { loadSpecs, readBase, readSpecs } from '../../src/job-spec/load.ts'
import type { FileAnswer, LoadedSpecs, WorkspaceFiles } from '../../src/job-spec/types.ts'
import { placeOf } from '../fakes/report-targets.ts'
import { MemoryWorkspace } from '../fakes/workspace.ts'

const RULES = { allowUnknownFields: false, waits: true }
const GOOD = 'job_type: reinforcement_learning\nmodel_config: { base_model: m }\n'

function load(
  lines: readonly string[],
  files: Readonly<Record<string, string | FileAnswer>>,
): Promise<LoadedSpecs> {
  return loadSpecs(lines, new MemoryWorkspace(files), RULES)
}

async function labels(lines: readonly string[], files: Readonly<Record<string, string>>): Promise<string[]> {
  const { specs, problems } = await load(lines, files)
  expect(problems).toEqual([])
  return specs.map(({ label }) => label)
}

async function told(
  lines: readonly string[],
  files: Readonly<Record<string, string | FileAnswer>> = { 'training/a.yml': GOOD },
): Promise<string[]> {
  const { problems } = await load(lines, files)
  return problems.map((problem) => `${placeOf(problem).file}: ${problem.message}`)
}

const TWO = { 'training/b.yml': GOOD, 'training/a.yml': GOOD, 'other/c.yml': GOOD }

describe('the lines of the spec input', () => {
  it('name files, each read once however often it is named, sorted by path', async () => {
    const lines = ['training/b.yml', ' ./training//a.yml ', '', 'training/*.yml', 'training/b.yml']
    expect(await labels(lines, TWO)).toEqual(['training/a.yml', 'training/b.yml'])
  })

  it('take files away with !, wherever the line stands, by path or by glob', async () => {
    expect(await labels(['!training/b.yml', '**/*.yml'], TWO)).toEqual(['other/c.yml', 'training/a.yml'])
    expect(await labels(['**/*.yml', '! training/*', '!nowhere/*.yml'], TWO)).toEqual(['other/c.yml'])
    expect(await labels(['**/*.yml', '!nowhere.yml'], TWO)).toHaveLength(3)
  })

  it('mean a file that exists even if its name looks like a glob', async () => {
    expect(await labels(['a[1].yml'], { 'a[1].yml': GOOD, 'a1.yml': GOOD })).toEqual(['a[1].yml'])
    expect(await labels(['a[1].yml'], { 'a1.yml': GOOD })).toEqual(['a1.yml'])
    expect(await labels(['*.yml', '!a[1].yml'], { 'a[1].yml': GOOD, 'a1.yml': GOOD })).toEqual(['a1.yml'])
  })

  it('may have backslashes where they can only be separators', async () => {
    expect(await labels(['training\\a.yml'], TWO)).toEqual(['training/a.yml'])
    expect(await told(['training\\*.yml', 'training\\sub/a.yml'])).toEqual([
      'training\\*.yml: A backslash can mean two things here. Write / between folders.',
      'training\\sub/a.yml: A backslash can mean two things here. Write / between folders.',
    ])
  })

  it('may be absolute inside the workspace', async () => {
    expect(await labels(['/workspace/training/a.yml'], TWO)).toEqual(['training/a.yml'])
    const windows: WorkspaceFiles = {
      root: 'D:\\a\\repo',
      glob: () => Promise.resolve([]),
      read: () => Promise.resolve({ kind: 'file', bytes: new TextEncoder().encode(GOOD) }),
    }
    const { specs } = await loadSpecs(
      ['d:\\a\\repo\\training\\a.yml', 'D:/a/repo/training/b.yml'],
      windows,
      RULES,
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
  ])('must not lead out of it: %s', async (line) => {
    expect(await told([line])).toEqual([
      `${line}: This path is not in the workspace /workspace. Write it from there, such as training/a.yml.`,
    ])
  })

  it.each(['../a.yml', 'training/../../a.yml', 'training\\..\\a.yml', '..', '!../*.yml'])(
    'must not go up: %s',
    async (line) => {
      expect(await told(['training/a.yml', line])).toEqual([
        `${line}: A path with .. is not read. Write it from the workspace down.`,
      ])
    },
  )

  it('must name something', async () => {
    expect(await told(['!a.yml'])).toEqual([
      '!a.yml: Every line takes files away. Name the spec files on lines without a !.',
    ])
    expect(await told(['training/a.yml', '!'])).toEqual([
      '!: Nothing follows the !. Name the files to take away, such as !training/draft-*.yml.',
    ])
    expect(await told(['training/a.yml', '!training'])).toEqual([
      '!training: This is a folder, and only files can be taken away. Write !training/**',
    ])
  })

  it('must leave something', async () => {
    expect(await told(['specs/*.yml'])).toEqual(['specs/*.yml: No file in the workspace /workspace matches.'])
    expect(await told(['specs/*.yml', '!training/a.yml'])).toHaveLength(1)
    expect(await told(['training/*', '!**/*.yml'])).toEqual([
      '!**/*.yml: Nothing is left of the 1 files named in the workspace /workspace.',
    ])
  })

  it('must not match half a file system', async () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}.yml`, GOOD]))
    expect(await told(['*.yml'], many)).toEqual([
      '*.yml: 1001 files match, more than 1000. Narrow the pattern.',
    ])
  })
})

describe('a file that cannot be read as a spec', () => {
  it('is told apart from one that is not there, and a similar name is offered', async () => {
    expect(await told(['training/a.yaml'])).toEqual([
      'training/a.yaml: There is no such file in the workspace /workspace. Did you mean training/a.yml?',
    ])
    const others = { 'training/a.yml.bak': GOOD, 'training/b.txt': GOOD, 'training/run.JSON': GOOD }
    expect(await told(['training/a.yml', 'training/run.json'], others)).toEqual([
      expect.stringContaining(
        'training/a.yml: There is no such file in the workspace /workspace. Check the path',
      ),
      expect.stringContaining('Did you mean training/run.JSON?'),
    ])
    expect(await told(['elsewhere/a.yml'])).toEqual([
      'elsewhere/a.yml: There is no such file in the workspace /workspace. Check the path, and that actions/checkout runs before this step.',
    ])
  })

  it.each<[FileAnswer, string]>([
    [{ kind: 'directory' }, 'This is a folder. Name the files in it, such as x/*.yml'],
    [{ kind: 'special' }, 'This is a device, a pipe or a socket. Name a file.'],
    [
      { kind: 'outside' },
      'This is a link out of the workspace, so it is not read. Put the file itself into the repository.',
    ],
    [
      { kind: 'too-large', bytes: 2000000 },
      'The file has 2000000 bytes, and a spec at most 1048576. Is it the right file?',
    ],
    [
      { kind: 'unreadable', reason: 'EACCES:\npermission denied' },
      'The file cannot be read: EACCES:\\npermission denied',
    ],
  ])('%j', async (answer, message) => {
    expect(await told(['x'], { x: answer })).toEqual([`x: ${message}`])
  })

  it('may be the workspace itself', async () => {
    expect(await told(['./'], { '.': { kind: 'directory' } })).toEqual([
      '.: This is a folder. Name the files in it, such as *.yml',
    ])
  })

  it('is refused above 1 MiB and not below', async () => {
    const size = 1024 * 1024
    const padded = GOOD + `#${'x'.repeat(size - GOOD.length - 1)}`
    expect(await labels(['a.yml'], { 'a.yml': padded })).toEqual(['a.yml'])
    expect(await told(['a.yml'], { 'a.yml': `${padded}x` })).toHaveLength(1)
  })
})

describe('a file of the base branch', () => {
  const base = (text: string, set = '') => readBase('a.yml', Buffer.from(text), set)

  it('is read with what is set now, and is not judged for what would be told today', () => {
    const { specs, problems } = base(`${GOOD}auto_start: false\nnovel: 1\n`, 'model_config.base_model=n')
    expect(specs.map(({ request }) => request)).toEqual([
      { job_type: 'reinforcement_learning', model_config: { base_model: 'n' }, auto_start: false, novel: 1 },
    ])
    expect(problems.map(({ level }) => level)).toEqual(['advice'])
  })
})

describe('what a problem is about', () => {
  const fieldsOf = (text: string) =>
    readSpecs('a.yml', Buffer.from(text), RULES).problems.map(({ field, level, message }) => [
      level,
      field,
      message.slice(0, 12),
    ])

  it('is a field, where it is about one', () => {
    expect(fieldsOf(`${GOOD}hyperparameters: { learning_rate: .nan, batch_size: 0 }\n`)).toEqual([
      ['error', 'hyperparameters.learning_rate', 'hyperparamet'],
      ['error', 'hyperparameters.batch_size', 'hyperparamet'],
    ])
    expect(fieldsOf(`${GOOD}job_type: dpo\n`)).toEqual([['error', 'job_type', expect.any(String)]])
    expect(fieldsOf('a: [\n')).toEqual([['error', undefined, 'The [ here i']])
    expect(fieldsOf('!x {}\n')).toEqual([['error', undefined, expect.any(String)]])
  })
})

describe('all problems', () => {
  it('come together: the input, then file by file, errors and advice from top to bottom', async () => {
    const files = {
      'b.yml': `${GOOD}hyperparameters:\n  learning_rate: 2\n  batch_size: 0\n  weight_decay: 1\n`,
      'a.yml': 'job_type: rl\nmodel_config: { base_model: m }\n',
    }
    const { specs, problems } = await load(['b.yml', 'a.yml', 'c*'], files)
    expect(specs).toEqual([])
    expect(problems.map(({ level, place, field }) => [place, level, field])).toEqual([
      [{ file: 'c*' }, 'error', undefined],
      [{ file: 'a.yml', line: 1, column: 11 }, 'error', 'job_type'],
      [{ file: 'b.yml', line: 4, column: 18 }, 'advice', 'hyperparameters.learning_rate'],
      [{ file: 'b.yml', line: 5, column: 15 }, 'error', 'hyperparameters.batch_size'],
      [{ file: 'b.yml', line: 6, column: 17 }, 'advice', 'hyperparameters.weight_decay'],
    ])
  })

  it('leave the other documents and files their specs', async () => {
    const files = { 'a.yml': `${GOOD}---\njob_type: [\n`, 'b.yml': GOOD }
    const { specs, problems } = await load(['*.yml'], files)
    expect(specs.map(({ label }) => label)).toEqual(['a.yml#1', 'b.yml'])
    expect(problems).toHaveLength(1)
  })

  it('of a flood are counted after the first hundred', () => {
    const ids = Array.from({ length: 150 }, (_, i) => `  - dataset-${i}\n`).join('')
    const { problems } = readSpecs('a.yml', Buffer.from(`${GOOD}dataset_ids:\n${ids}`), RULES)
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)).toEqual({
      level: 'error',
      place: { file: 'a.yml', line: 104, column: 5 },
      message: '50 more problems from here on are not shown.',
    })
  })

  it('of a flood with one error in what is not shown are an error', () => {
    const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
    const ids = `${Array(120).fill(id).join(', ')}, x, ${id}`
    const { problems } = readSpecs('a.yml', Buffer.from(`${GOOD}dataset_ids: [${ids}]`), RULES)
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)?.level).toBe('error')
  })

  it('of a flood of advice stay advice', () => {
    const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
    const { specs, problems } = readSpecs(
      'a.yml',
      Buffer.from(`${GOOD}dataset_ids: [${Array(150).fill(id).join(', ')}]`),
      RULES,
    )
    expect(problems.at(-1)).toMatchObject({
      level: 'advice',
      message: '49 more problems from here on are not shown.',
    })
    expect(specs).toHaveLength(1)
  })
})
