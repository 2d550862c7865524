import { matchesGlob } from 'node:path'
import type { FileReadResult, WorkspaceFiles } from '../../src/job-spec/types.ts'

/**
 * In-memory workspace. A value is the text of a file, its bytes, or the result of reading it. Paths with the same object
 * as value are names of one file.
 */
export class FakeWorkspace implements WorkspaceFiles {
  readonly root = '/workspace'
  readonly reads: string[] = []
  readonly #files: ReadonlyMap<string, string | Uint8Array | FileReadResult>

  constructor(files: Readonly<Record<string, string | Uint8Array | FileReadResult>> = {}) {
    this.#files = new Map(Object.entries(files))
  }

  glob(pattern: string): Promise<readonly string[] | undefined> {
    return Promise.resolve([...this.#files.keys()].filter((path) => matchesGlob(path, pattern)))
  }

  read(path: string, maxBytes: number): Promise<FileReadResult> {
    this.reads.push(path)
    return Promise.resolve(this.#readFile(path, maxBytes))
  }

  identify(path: string): Promise<string | undefined> {
    const file = this.#files.get(path)
    const objects = [...this.#files.values()].filter((each) => typeof each === 'object')
    return Promise.resolve(typeof file === 'object' ? `file ${objects.indexOf(file)}` : undefined)
  }

  #readFile(path: string, maxBytes: number): FileReadResult {
    if (path.startsWith('/') || path.split('/').includes('..')) return { kind: 'outside' }
    const file = this.#files.get(path)
    if (file === undefined) {
      const isFolder = [...this.#files.keys()].some((each) => each.startsWith(`${path}/`))
      return { kind: isFolder ? 'directory' : 'missing' }
    }
    if (typeof file !== 'string' && !(file instanceof Uint8Array)) return file
    const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
    return bytes.length > maxBytes ? { kind: 'too-large', bytes: bytes.length } : { kind: 'file', bytes }
  }
}
