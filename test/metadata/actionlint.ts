import { ensureTools } from '../../scripts/tools.ts'
import { runTool } from './run-tool.ts'
import { ROOT, type TextFile } from './text-files.ts'
import { workflowPath, withProject, withLocalAction } from './workflow-project.ts'

interface Finding {
  readonly filepath: string
  readonly line: number
  readonly message: string
}

/** Runs actionlint, with ShellCheck for scripts, on the workflows of the project in `folder`. */
async function runActionlint(folder: string): Promise<readonly Finding[]> {
  const { actionlint, shellcheck } = await ensureTools()
  const options = ['-format', '{{json .}}', '-shellcheck', shellcheck, '-pyflakes=']
  return (JSON.parse(runTool(actionlint, options, folder, [0, 1])) as readonly Finding[] | null) ?? []
}

/** Lints the workflows of this repository. */
export async function lintRepository(folder = ROOT): Promise<readonly string[]> {
  return (await runActionlint(folder)).map(({ filepath, line, message }) => `${filepath}:${line}: ${message}`)
}

/** Lints workflows for users against the inputs and outputs of the local action. */
export function lintWorkflows(workflows: readonly TextFile[]): Promise<readonly string[]> {
  return withProject(workflows.map(withLocalAction), async (folder) =>
    (await runActionlint(folder)).map(({ filepath, line, message }) => {
      const index = workflows.findIndex((_, index) => filepath === workflowPath(index))
      return `${workflows[index]?.title ?? filepath}:${line}: ${message}`
    }),
  )
}
