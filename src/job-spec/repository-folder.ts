import type { WorkspaceFiles } from './types.ts'

/** Longer than any `.git/HEAD`. */
const MAX_BYTES = 4096

/**
 * The folder of the workspace whose repository has a file: the nearest one above it with a `.git/HEAD`, as `actions/checkout`
 * leaves with its input `path`. Empty for the workspace itself, and without a repository.
 */
export async function findRepositoryFolder(
  path: string,
  files: Pick<WorkspaceFiles, 'read'>,
): Promise<string> {
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0))
  if (folder === '') return ''
  const { kind } = await files.read(`${folder}/.git/HEAD`, MAX_BYTES)
  return kind === 'file' ? folder : findRepositoryFolder(folder, files)
}

/** A path of the workspace, as its repository names it. */
export async function pathInRepository(path: string, files: Pick<WorkspaceFiles, 'read'>): Promise<string> {
  const folder = await findRepositoryFolder(path, files)
  return folder === '' ? path : path.slice(folder.length + 1)
}
