// Without node:fs/promises, which takes a twentieth of the time of a short step to load.
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { FileReadResult, WorkspaceFiles } from '../job-spec/types.ts'

/** Does not follow a link that replaced a checked file, nor block on a pipe. Windows has neither flag. */
const SAFE_OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/**
 * Reads files below `root`. Never reads or lists anything outside, through `..`, absolute paths or links. `root` itself
 * may contain links.
 */
export function workspaceFiles(root: string): WorkspaceFiles {
  return {
    root,
    glob: (pattern) => listMatches(root, pattern),
    read: (path, maxBytes) => Promise.resolve(readInside(root, path, maxBytes)),
    identify: (path) => Promise.resolve(identifyFile(root, path)),
  }
}

async function listMatches(root: string, pattern: string): Promise<readonly string[] | undefined> {
  const { globInWorker } = await import('./glob-worker.ts')
  const matches = await globInWorker(root, pattern)
  const paths: string[] = []
  for (const path of matches ?? []) {
    if (isFileInside(root, path)) paths.push(relative(root, path).replaceAll(sep, '/'))
  }
  return matches && paths
}

function isFileInside(root: string, path: string): boolean {
  if (!isInside(root, path)) return false
  try {
    const real = realpathSync.native(path)
    return isInside(realpathSync.native(root), real) && statSync(real).isFile()
  } catch {
    return false
  }
}

/** Whether `path` is `root` or below it. Compares names only; does not resolve links. */
export function isInside(root: string, path: string): boolean {
  const relativePath = relative(root, path)
  return relativePath !== '..' && !relativePath.startsWith(`..${sep}`) && !isAbsolute(relativePath)
}

function readInside(root: string, path: string, maxBytes: number): FileReadResult {
  const requested = resolve(root, path)
  if (!isInside(root, requested)) return { kind: 'outside' }
  try {
    const real = realpathSync.native(requested)
    if (!isInside(realpathSync.native(root), real)) return { kind: 'outside' }
    return readRegularFile(real, maxBytes)
  } catch (error) {
    return toReadError(error)
  }
}

function identifyFile(root: string, path: string): string | undefined {
  const requested = resolve(root, path)
  if (!isFileInside(root, requested)) return undefined
  try {
    // Windows has file ids of 64 bits. Some file systems have none and report 0.
    const { dev, ino } = statSync(requested, { bigint: true })
    return ino === 0n ? undefined : `${dev}:${ino}`
  } catch {
    return undefined
  }
}

function readRegularFile(path: string, maxBytes: number): FileReadResult {
  const stats = statSync(path)
  if (stats.isDirectory()) return { kind: 'directory' }
  if (!stats.isFile()) return { kind: 'special' }
  const file = openSync(path, SAFE_OPEN_FLAGS)
  try {
    // The file may have been replaced since `stat`.
    const opened = fstatSync(file)
    if (!opened.isFile()) return { kind: 'special' }
    if (opened.size > maxBytes) return { kind: 'too-large', bytes: opened.size }
    const buffer = Buffer.alloc(maxBytes + 1)
    let length = 0
    for (let bytesRead = -1; bytesRead !== 0 && length < buffer.length; length += bytesRead) {
      bytesRead = readSync(file, buffer, length, buffer.length - length, null)
    }
    if (length > maxBytes) return { kind: 'too-large', bytes: length }
    return { kind: 'file', bytes: buffer.subarray(0, length) }
  } finally {
    closeSync(file)
  }
}

function toReadError(error: unknown): FileReadResult {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' }
  return { kind: 'unreadable', message }
}

/** The nearest folder, from `folder` upwards, that is the top of a git repository; undefined if there is none. */
export function findRepositoryRoot(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder
  const parent = dirname(folder)
  return parent === folder ? undefined : findRepositoryRoot(parent)
}

/** The payload of the event of this run, or why it cannot be read. */
interface EventFile {
  readonly payload?: unknown
  readonly error?: string
}

/** Reads the file that GITHUB_EVENT_PATH names. Does not throw. */
export function readEventFile(path: string | undefined): EventFile {
  if (!path) return { error: 'the variable GITHUB_EVENT_PATH is not set' }
  try {
    const payload = JSON.parse(readFileSync(path, 'utf8')) as unknown
    const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload)
    return isObject ? { payload } : { error: `${path} is not a JSON object` }
  } catch (error) {
    const isBroken = error instanceof SyntaxError
    return { error: `${path} ${isBroken ? 'is not JSON' : `cannot be read (${(error as Error).message})`}` }
  }
}

/** Undefined if the file does not exist or is not JSON. */
export function readJson(path: string | undefined): unknown {
  if (!path) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown
  } catch {
    return undefined
  }
}

/** Last modification as Unix time in milliseconds; undefined if there is no such file. */
export function getModifiedAtMs(path: string | undefined): number | undefined {
  if (!path) return undefined
  try {
    return statSync(path).mtimeMs
  } catch {
    return undefined
  }
}

/**
 * Writes a file under another name and renames it into place, so that nobody reads a part of it.
 *
 * @throws Error if it cannot be written.
 */
export function replaceFileSync(path: string, text: string): void {
  const temporaryPath = `${path}.tmp`
  try {
    writeFileSync(temporaryPath, text)
    renameSync(temporaryPath, path)
  } catch (error) {
    rmSync(temporaryPath, { force: true })
    throw error
  }
}

/** A file by which `post` stops a main step that still runs. Neither call throws. */
interface StopFile {
  /** Whether it was written; false if that cannot be read. */
  readonly exists: () => boolean
  readonly write: () => void
}

/** In the folder that all steps of a workflow job share, also in a container. Works only where there is such a folder. */
export function stopFileOf(holderId: string, temporaryFolder: string | undefined): StopFile {
  if (!temporaryFolder) return { exists: () => false, write: () => undefined }
  const path = join(temporaryFolder, `forge-training-job-stop-${holderId}`)
  return {
    exists: () => existsSync(path),
    write: () => {
      try {
        writeFileSync(path, '')
      } catch {
        // Main has ended on most runners. Where it has not, the runner removes its container after `post`.
      }
    },
  }
}
