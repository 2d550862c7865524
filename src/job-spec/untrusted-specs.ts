import type { BaseBranch } from '../state/github.ts'
import { MAX_FILE_BYTES, type Diagnostic, type Spec, type WorkspaceFiles } from './types.ts'

interface UntrustedSpecOptions {
  readonly files: WorkspaceFiles
  /** Set if an untrusted author may have written the specs, although this workflow has access to secrets. */
  readonly untrustedHead?: { readonly event: string; readonly base?: BaseBranch }
}

/**
 * In a workflow that has access to secrets, rejects specs from an untrusted head unless they are byte for byte the same as
 * on the base branch. Returns an error for each rejected file.
 */
export async function checkUntrustedSpecs(
  specs: readonly Spec[],
  { untrustedHead, files }: UntrustedSpecOptions,
): Promise<readonly Diagnostic[]> {
  if (untrustedHead === undefined) return []
  const paths = [...new Set(specs.map(({ file }) => file))]
  const diagnostics = await Promise.all(paths.map((file) => checkFile(file, files, untrustedHead)))
  return diagnostics.filter((diagnostic) => diagnostic !== undefined)
}

async function checkFile(
  file: string,
  files: WorkspaceFiles,
  { event, base }: NonNullable<UntrustedSpecOptions['untrustedHead']>,
): Promise<Diagnostic | undefined> {
  const reason = await describeDifference(file, files, base)
  if (reason === undefined) return undefined
  const message = `The pull request comes from a fork, and \`${event}\` gives this workflow access to the secrets of the repository. Nothing was submitted, because ${reason}: the author of the pull request could spend your training budget. Review the spec, then train from a branch of this repository or after the merge.`
  return { level: 'error', location: { file }, message }
}

async function describeDifference(
  file: string,
  files: WorkspaceFiles,
  base: BaseBranch | undefined,
): Promise<string | undefined> {
  if (base === undefined) return 'the base branch cannot be read to compare the spec'
  const [local, remote] = await Promise.all([files.read(file, MAX_FILE_BYTES), base.read(file)])
  if (remote.kind === 'missing') return `the spec does not exist on ${base.ref}`
  if (remote.kind === 'unreadable') return `the spec on ${base.ref} cannot be read (${remote.message})`
  const isSame = local.kind === 'file' && Buffer.compare(local.bytes, remote.bytes) === 0
  return isSame ? undefined : `the spec differs from the one on ${base.ref}`
}
