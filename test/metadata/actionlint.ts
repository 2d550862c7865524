import { tools } from '../../scripts/tools.ts'
import { runTool } from './run-tool.ts'
import { ROOT, type Text } from './texts.ts'
import { fileOf, inProject, withActionHere } from './workflow-project.ts'

interface Finding {
  readonly filepath: string
  readonly line: number
  readonly message: string
}

/** What actionlint, with ShellCheck for the scripts, holds against the workflows of the project in `folder`. */
async function findingsIn(folder: string): Promise<readonly Finding[]> {
  const { actionlint, shellcheck } = await tools()
  const options = ['-format', '{{json .}}', '-shellcheck', shellcheck, '-pyflakes=']
  return (JSON.parse(runTool(actionlint, options, folder, [0, 1])) as readonly Finding[] | null) ?? []
}

/** The workflows of this repository. */
export async function lintOfRepository(folder = ROOT): Promise<readonly string[]> {
  return (await findingsIn(folder)).map(({ filepath, line, message }) => `${filepath}:${line}: ${message}`)
}

/** Workflows for users, with the inputs and outputs of the action as it is here. */
export function lintOfWorkflows(workflows: readonly Text[]): Promise<readonly string[]> {
  return inProject(workflows.map(withActionHere), async (folder) =>
    (await findingsIn(folder)).map(({ filepath, line, message }) => {
      const at = workflows.findIndex((_, index) => filepath === fileOf(index))
      return `${workflows[at]?.title ?? filepath}:${line}: ${message}`
    }),
  )
}
