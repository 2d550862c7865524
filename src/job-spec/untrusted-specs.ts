import type { BaseFiles } from './base-branch.ts'
import type { Problem, Spec, WorkspaceFiles } from './types.ts'

export interface UntrustedSpecOptions {
  readonly files: WorkspaceFiles
  /** Set when somebody from outside may have written the specs, although this workflow has secrets. */
  readonly foreign?: { readonly event: string; readonly base?: BaseFiles }
}

/** More than any spec has. */
const MOST_BYTES = 1024 * 1024

/**
 * What is wrong with submitting specs that somebody from outside may have written, while this workflow has the secrets of
 * the repository: everything that is not, byte for byte, what the base branch has.
 */
export async function vet(
  specs: readonly Spec[],
  { foreign, files }: UntrustedSpecOptions,
): Promise<readonly Problem[]> {
  if (foreign === undefined) return []
  const paths = [...new Set(specs.map(({ file }) => file))]
  const problems = await Promise.all(paths.map((file) => vetFile(file, files, foreign)))
  return problems.filter((problem) => problem !== undefined)
}

async function vetFile(
  file: string,
  files: WorkspaceFiles,
  { event, base }: NonNullable<UntrustedSpecOptions['foreign']>,
): Promise<Problem | undefined> {
  const why = await difference(file, files, base)
  if (why === undefined) return undefined
  const message = `The pull request comes from a fork, and \`${event}\` gives this workflow the secrets of the repository. Nothing was submitted, because ${why}: whoever opened the pull request would spend your training budget. Review it, and train from a branch of your own or after the merge.`
  return { level: 'error', place: { file }, message }
}

async function difference(
  file: string,
  files: WorkspaceFiles,
  base: BaseFiles | undefined,
): Promise<string | undefined> {
  if (base === undefined) return 'the base branch cannot be read to compare the spec with'
  const [here, there] = await Promise.all([files.read(file, MOST_BYTES), base.read(file)])
  if (there.kind === 'missing') return `there is no such spec on ${base.ref}`
  if (there.kind === 'unreadable') return `the spec on ${base.ref} cannot be read (${there.reason})`
  const isSame = here.kind === 'file' && Buffer.compare(here.bytes, there.bytes) === 0
  return isSame ? undefined : `the spec is not the one on ${base.ref}`
}
