import { join } from 'node:path'
import { ensureTools } from '../../scripts/tools.ts'
import { runTool } from './run-tool.ts'
import { ROOT, type TextFile } from './text-files.ts'
import { workflowPath, withProject } from './workflow-project.ts'

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

// The exit code is the severity of the findings.
const EXIT_CODES = [0, 11, 12, 13, 14]

/** Runs zizmor. Returns findings as `file:line: audit: description`. */
async function runZizmor(options: readonly string[], folder: string): Promise<readonly string[]> {
  const { zizmor: program } = await ensureTools()
  const commonOptions = ['--offline', '--no-progress', '--quiet', '--strict-collection', '--format', 'json']
  const findings = JSON.parse(
    runTool(program, [...commonOptions, ...options], folder, EXIT_CODES),
  ) as readonly Finding[]
  return findings.map(({ ident, desc, locations }) => {
    const location = locations.find(({ symbolic }) => symbolic.kind === 'Primary') ?? locations[0]
    const path = location?.symbolic.key.Local?.verbatim_path ?? ''
    return `${path}:${(location?.concrete.location.start_point.row ?? 0) + 1}: ${ident}: ${desc}`
  })
}

/**
 * Audits the workflows, the actions and the Dependabot configuration of this repository, including style (persona
 * pedantic).
 */
export function auditRepository(folder = ROOT): Promise<readonly string[]> {
  const paths = ['.github', 'action.yml', 'validate', 'sync'].map((path) => join(folder, path))
  return runZizmor(['--no-config', '--persona', 'pedantic', '--collect=all', ...paths], folder)
}

/** Audits workflows for users, which may pin this action by its major version. */
export async function auditWorkflows(workflows: readonly TextFile[]): Promise<readonly string[]> {
  const config = join(ROOT, 'test/metadata/zizmor.yml')
  return withProject(workflows, async (folder) => {
    const findings = await runZizmor(['--config', config, '--collect=workflows', folder], folder)
    return findings.map((finding) => {
      const index = workflows.findIndex((_, n) => finding.includes(`${workflowPath(n)}:`))
      return finding.replace(/^.*?\.yml:/, `${workflows[index]?.title ?? ''}:`)
    })
  })
}
