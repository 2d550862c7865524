import { findRepositoryFolder } from '../job-spec/repository-folder.ts'
import type { WorkspaceFiles } from '../job-spec/types.ts'

const MAX_BYTES = 1_000_000
const SHA = /^[\da-f]{40}(?:[\da-f]{24})?$/

/**
 * The commit that is checked out in the repository which has this file of the workspace, from `.git/HEAD`. Undefined if there
 * is none, or it cannot be read. Source: gitrepository-layout(5).
 */
export async function readCheckedOutCommit(
  path: string,
  files: Pick<WorkspaceFiles, 'read'>,
): Promise<string | undefined> {
  const folder = await findRepositoryFolder(path, files)
  const read = async (name: string): Promise<string> => {
    const result = await files.read(`${folder === '' ? '' : `${folder}/`}.git/${name}`, MAX_BYTES)
    return result.kind === 'file' ? Buffer.from(result.bytes).toString('utf8').trim() : ''
  }
  const head = await read('HEAD')
  const ref = /^ref: (refs\/[^\s]+)$/.exec(head)?.[1]
  if (ref === undefined) return SHA.test(head) ? head : undefined
  const loose = await read(ref)
  if (SHA.test(loose)) return loose
  const packed = (await read('packed-refs')).split('\n').map((line) => line.trim().split(' '))
  const sha = packed.find(([, name]) => name === ref)?.[0]
  return sha !== undefined && SHA.test(sha) ? sha : undefined
}
