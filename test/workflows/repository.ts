import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SPEC } from '../e2e/test-environment.ts'

/** A spec for the output model of another job. */
const DPO = `job_type: dpo
model_config: { base_model: placeholder }
dataset_ids: [7c9e6679-7425-40de-944b-e07fc1f90ae7]
hyperparameters: { learning_rate: 1.0e-6, training_steps: 500, batch_size: 8 }
`

/** A script that records its arguments. */
const recordingScript = (name: string, moreLines = ''): string => `#!/bin/sh
mkdir -p "$TEST_FOLDER/calls"
printf '%s\\n' "$*" >> "$TEST_FOLDER/calls/${name}"
${moreLines}`

const RATES = ['1.0e-6', '2.0e-5', '1.0e-4']

const FILES: Readonly<Record<string, string>> = {
  'training/support-bot.yml': SPEC,
  'training/sft.yml': SPEC.replace('1000', '2000'),
  'training/dpo.yml': DPO,
  'training/sweep.yml': RATES.map((rate) => SPEC.replace('1.0e-5', rate)).join('---\n'),
  'other/config.json': '{ "model": "none" }\n',
}

/** Knows the releases and pull requests that it has created, and the head of every other pull request. */
const FAKE_GH = `case "$1 $2" in
  'release view') grep -q "^release create $3 " "$TEST_FOLDER/calls/gh" ;;
  'pr view')
    case "$3" in
      *[!0-9]*) grep -q "^pr create --head $3 " "$TEST_FOLDER/calls/gh" ;;
      *) echo ${'a'.repeat(40)} ;;
    esac ;;
esac
`

const PROGRAMS: Readonly<Record<string, string>> = {
  'repository/scripts/deploy.sh': recordingScript('deploy'),
  // Prints a score. The second of three models gets the best one.
  'repository/scripts/evaluate.sh': recordingScript(
    'evaluate',
    'wc -l < "$TEST_FOLDER/calls/evaluate" | tr 123 132\n',
  ),
  'bin/gh': recordingScript('gh', FAKE_GH),
}

/** Creates a repository with a remote, as after a checkout, and fakes of programs that would call GitHub. */
export async function createRepository(folder: string): Promise<void> {
  const repository = join(folder, 'repository')
  for (const [path, text] of Object.entries(FILES)) await write(join(repository, path), text)
  for (const [path, text] of Object.entries(PROGRAMS)) await write(join(folder, path), text, 0o755)
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: repository,
    })
  execFileSync('git', ['init', '--quiet', '--bare', join(folder, 'remote.git')])
  git('init', '--quiet', '--initial-branch=main')
  git('remote', 'add', 'origin', join(folder, 'remote.git'))
  git('add', '--all')
  git('commit', '--quiet', '--message', 'Specs')
}

async function write(path: string, text: string, mode = 0o644): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text, { mode })
}
