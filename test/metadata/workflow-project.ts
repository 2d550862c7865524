import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, type TextFile } from './text-files.ts'

const ACTION = /(\buses: *)mistral-forge-actions\/forge-training-job(\/validate|\/sync)?@\S+/g
/** What the linters need of this project to know its actions. */
export const ACTION_PATHS = ['action.yml', 'validate', 'sync', 'dist']

/** Creates a temporary project with only these workflows and this action, and deletes it after `use`. */
export async function withProject<T>(
  workflows: readonly TextFile[],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'forge-workflows-'))
  try {
    mkdirSync(join(folder, '.git'))
    mkdirSync(join(folder, '.github/workflows'), { recursive: true })
    for (const name of ACTION_PATHS) symlinkSync(join(ROOT, name), join(folder, name))
    for (const [index, { text }] of workflows.entries())
      writeFileSync(join(folder, workflowPath(index)), text)
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Path of the workflow with this index. */
export const workflowPath = (index: number) => `.github/workflows/${index}.yml`

/** Makes a workflow use the local action, so that the linter knows its inputs and outputs. */
export function withLocalAction(workflow: TextFile): TextFile {
  return { ...workflow, text: workflow.text.replace(ACTION, '$1.$2/') }
}
