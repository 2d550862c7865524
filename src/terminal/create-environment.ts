import { relative, resolve, sep } from 'node:path'
import { inputVariable } from '../input-reader.ts'

/** What a runner tells its steps. A program that a step starts is not the step. */
const RUNNER_VARIABLE = /^(GITHUB|RUNNER|ACTIONS|INPUT|STATE|GITEA|FORGEJO)_|^ACT$/i

/**
 * The environment of a step with these inputs, in the workspace `root`. Nothing in it leads to GitHub.
 *
 * @param inputs by name
 */
export function createEnvironment(
  env: NodeJS.ProcessEnv,
  inputs: Readonly<Record<string, string>>,
  root: string,
): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !RUNNER_VARIABLE.test(name))
  const variables = Object.entries(inputs).map(([name, value]): [string, string] => [
    inputVariable(name),
    value,
  ])
  return { ...Object.fromEntries(others), ...Object.fromEntries(variables), GITHUB_WORKSPACE: root }
}

/** One line for each path or glob, relative to the workspace `root`. They are relative to `folder`, which is in it. */
export function pathLines(paths: readonly string[], folder: string, root: string): string {
  return paths.map((path) => fromRoot(path, folder, root)).join('\n')
}

function fromRoot(spec: string, folder: string, root: string): string {
  const [, mark = '', path = ''] = /^(!?)(.*)$/s.exec(spec) ?? []
  const isAbsolute = resolve(path) === path
  if (folder === root && !isAbsolute) return spec
  return mark + relative(root, resolve(folder, path)).replaceAll(sep, '/')
}
