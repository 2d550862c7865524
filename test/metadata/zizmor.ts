import { join } from 'node:path'
import { tools } from '../../scripts/tools.ts'
import { runTool } from './run-tool.ts'
import { ROOT, type Text } from './texts.ts'
import { fileOf, inProject } from './workflow-project.ts'

interface Finding {
  readonly ident: string
  readonly desc: string
  readonly locations: readonly {
    readonly symbolic: {
      readonly key: { readonly Local?: { readonly verbatim_path: string } }
      readonly kind: string
    }
    readonly concrete: { readonly location: { readonly start_point: { readonly row: number } } }
  }[]
}

// With findings it ends with a code of their severity.
const CODES = [0, 11, 12, 13, 14]

/** What zizmor holds against files or folders: `file:line: audit: what is wrong`. */
async function zizmor(options: readonly string[], folder: string): Promise<readonly string[]> {
  const { zizmor: program } = await tools()
  const always = ['--offline', '--no-progress', '--quiet', '--strict-collection', '--format', 'json']
  const findings = JSON.parse(runTool(program, [...always, ...options], folder, CODES)) as readonly Finding[]
  return findings.map(({ ident, desc, locations }) => {
    const location = locations.find(({ symbolic }) => symbolic.kind === 'Primary') ?? locations[0]
    const path = location?.symbolic.key.Local?.verbatim_path ?? ''
    return `${path}:${(location?.concrete.location.start_point.row ?? 0) + 1}: ${ident}: ${desc}`
  })
}

/** The repository itself: its workflows, the action, Dependabot. With the persona that also minds style. */
export function auditOfRepository(folder = ROOT): Promise<readonly string[]> {
  const where = ['.github', 'action.yml'].map((path) => join(folder, path))
  return zizmor(['--no-config', '--persona', 'pedantic', '--collect=all', ...where], folder)
}

/** Workflows for users. They name the action of this repository by its major version. */
export async function auditOfWorkflows(workflows: readonly Text[]): Promise<readonly string[]> {
  const config = join(ROOT, 'test/metadata/zizmor.yml')
  return inProject(workflows, async (folder) => {
    const findings = await zizmor(['--config', config, '--collect=workflows', folder], folder)
    return findings.map((finding) => {
      const at = workflows.findIndex((_, index) => finding.includes(`${fileOf(index)}:`))
      return finding.replace(/^.*?\.yml:/, `${workflows[at]?.title ?? ''}:`)
    })
  })
}
