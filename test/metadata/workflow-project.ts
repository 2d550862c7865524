import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, type Text } from './texts.ts'

const OUR_ACTION = /(\buses: *)mistral-forge-actions\/forge-training-job@\S+/g

/** A project that has nothing but workflows and this action, gone when `use` is done. */
export async function inProject<T>(
  workflows: readonly Text[],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'forge-workflows-'))
  try {
    mkdirSync(join(folder, '.git'))
    mkdirSync(join(folder, '.github/workflows'), { recursive: true })
    for (const name of ['action.yml', 'dist']) symlinkSync(join(ROOT, name), join(folder, name))
    for (const [at, { text }] of workflows.entries()) writeFileSync(join(folder, fileOf(at)), text)
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Where the workflow with this index is. */
export const fileOf = (at: number) => `.github/workflows/${at}.yml`

/** The same workflow with the action of this folder, so that its inputs and outputs are known. */
export function withActionHere(workflow: Text): Text {
  return { ...workflow, text: workflow.text.replace(OUR_ACTION, '$1./') }
}
