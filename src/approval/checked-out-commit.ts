import type { WorkspaceFiles } from '../job-spec/types.ts'

const MAX_BYTES = 1_000_000
const SHA = /^[\da-f]{40}(?:[\da-f]{24})?$/

/**
 * The commit that is checked out in the workspace, from `.git/HEAD`. Undefined if there is none, or it cannot be read.
 * Source: gitrepository-layout(5).
 */
export async function readCheckedOutCommit(files: Pick<WorkspaceFiles, 'read'>): Promise<string | undefined> {
  const read = async (path: string): Promise<string> => {
    const result = await files.read(path, MAX_BYTES)
    return result.kind === 'file' ? Buffer.from(result.bytes).toString('utf8').trim() : ''
  }
  const head = await read('.git/HEAD')
  const ref = /^ref: (refs\/[^\s]+)$/.exec(head)?.[1]
  if (ref === undefined) return SHA.test(head) ? head : undefined
  const loose = await read(`.git/${ref}`)
  if (SHA.test(loose)) return loose
  const packed = (await read('.git/packed-refs')).split('\n').map((line) => line.trim().split(' '))
  const sha = packed.find(([, name]) => name === ref)?.[0]
  return sha !== undefined && SHA.test(sha) ? sha : undefined
}
