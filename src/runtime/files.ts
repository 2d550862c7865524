import { constants } from 'node:fs'
import { glob, open, readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { FileAnswer, WorkspaceFiles } from '../job-spec/types.ts'

/** A link put in place of a checked file is not followed, and a pipe does not block. Windows knows neither flag. */
const OPEN_SAFELY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/**
 * The files below `root`, for reading. Nothing outside is read or listed, whatever `..`, absolute paths or links say; the
 * links in `root` itself are fine.
 */
export function workspaceFiles(root: string): WorkspaceFiles {
  return {
    root,
    glob: (pattern) => matches(root, pattern),
    read: (path, maxBytes) => read(root, path, maxBytes),
  }
}

async function matches(root: string, pattern: string): Promise<readonly string[]> {
  const paths: string[] = []
  for await (const entry of glob(pattern, { cwd: root, withFileTypes: true })) {
    if (entry.isDirectory()) continue
    const path = join(entry.parentPath, entry.name)
    if (await isFileInside(root, path)) paths.push(relative(root, path).replaceAll(sep, '/'))
  }
  return paths
}

async function isFileInside(root: string, path: string): Promise<boolean> {
  if (!isInside(root, path)) return false
  try {
    const real = await realpath(path)
    return isInside(await realpath(root), real) && (await stat(real)).isFile()
  } catch {
    return false
  }
}

/** Whether a path is below `root`, or is `root`, by its name. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

async function read(root: string, path: string, maxBytes: number): Promise<FileAnswer> {
  const asked = resolve(root, path)
  if (!isInside(root, asked)) return { kind: 'outside' }
  try {
    const real = await realpath(asked)
    if (!isInside(await realpath(root), real)) return { kind: 'outside' }
    return await readReal(real, maxBytes)
  } catch (error) {
    return answerTo(error)
  }
}

async function readReal(path: string, maxBytes: number): Promise<FileAnswer> {
  const named = await stat(path)
  if (named.isDirectory()) return { kind: 'directory' }
  if (!named.isFile()) return { kind: 'special' }
  const file = await open(path, OPEN_SAFELY)
  try {
    // What was opened need not be what was looked at before.
    const opened = await file.stat()
    if (!opened.isFile()) return { kind: 'special' }
    if (opened.size > maxBytes) return { kind: 'too-large', bytes: opened.size }
    const buffer = Buffer.alloc(maxBytes + 1)
    let length = 0
    for (let more = -1; more !== 0 && length < buffer.length; length += more) {
      more = (await file.read(buffer, length, buffer.length - length, null)).bytesRead
    }
    if (length > maxBytes) return { kind: 'too-large', bytes: length }
    return { kind: 'file', bytes: buffer.subarray(0, length) }
  } finally {
    await file.close()
  }
}

function answerTo(error: unknown): FileAnswer {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' }
  return { kind: 'unreadable', reason: message }
}

/** The JSON in a file; undefined where there is no file or no JSON in it. */
export async function readJson(path: string | undefined): Promise<unknown> {
  if (!path) return undefined
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown
  } catch {
    return undefined
  }
}

/** When a file was written last, as Unix time in milliseconds; undefined where there is none. */
export async function modifiedAtMs(path: string | undefined): Promise<number | undefined> {
  if (!path) return undefined
  try {
    return (await stat(path)).mtimeMs
  } catch {
    return undefined
  }
}
