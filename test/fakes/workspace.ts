import { matchesGlob } from 'node:path'
import type { FileAnswer, WorkspaceFiles } from '../../src/job-spec/types.ts'

/** A workspace in memory. A value may be the text of a file, its bytes, or what reading it answers. */
export class MemoryWorkspace implements WorkspaceFiles {
  readonly root = '/workspace'
  /** Paths that were read, in order. */
  readonly reads: string[] = []
  readonly #files: ReadonlyMap<string, string | Uint8Array | FileAnswer>

  constructor(files: Readonly<Record<string, string | Uint8Array | FileAnswer>> = {}) {
    this.#files = new Map(Object.entries(files))
  }

  glob(pattern: string): Promise<readonly string[]> {
    return Promise.resolve([...this.#files.keys()].filter((path) => matchesGlob(path, pattern)))
  }

  read(path: string, maxBytes: number): Promise<FileAnswer> {
    this.reads.push(path)
    return Promise.resolve(this.#answer(path, maxBytes))
  }

  #answer(path: string, maxBytes: number): FileAnswer {
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
