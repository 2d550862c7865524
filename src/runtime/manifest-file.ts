import type { Training } from '../jobs/job-state.ts'
import { isManifest, type ManifestFile, manifestOf } from '../report/manifest.ts'
import type { RunContext } from '../report/run-context.ts'
import { isInside, readJson } from './files.ts'
import type { Runner } from './runner.ts'
import { randomUUID } from 'node:crypto'
import { lstat, mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'

/** The manifest at a path in the workspace. */
export function manifestFile(root: string, path: string): ManifestFile {
  const target = resolve(root, path)
  return {
    prepare: () => prepare(root, target),
    write: async (text) => {
      // Somebody else may read it at any moment, and a full disk leaves half of it.
      const draft = `${target}.${randomUUID()}.tmp`
      try {
        await mkdir(dirname(target), { recursive: true })
        await writeFile(draft, text, { flag: 'wx' })
        await rename(draft, target)
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
  }
}

/** Why nothing can be written there; removes a manifest that is there already. */
async function prepare(root: string, target: string): Promise<string | undefined> {
  if (target === resolve(root) || !isInside(root, target)) return 'it is not in the workspace'
  if (relative(root, target).split(sep)[0]?.toLowerCase() === '.git') return 'git keeps its own files there'
  try {
    const folder = await existingFolder(dirname(target))
    if (folder === undefined) return 'a part of the path is a file, not a folder'
    if (!isInside(await realpath(root), folder)) return 'a link leads out of the workspace'
    await tryToWrite(folder)
    return await clear(target)
  } catch (error) {
    return (error as Error).message.replace(/\.$/, '')
  }
}

/** Permissions alone do not tell: a mount may be read-only, and on Windows they mean something else for folders. */
async function tryToWrite(folder: string): Promise<void> {
  const trial = join(folder, `${randomUUID()}.tmp`)
  await writeFile(trial, '', { flag: 'wx' })
  await rm(trial)
}

/** The real path of the nearest folder that exists; undefined where that is no folder. */
async function existingFolder(path: string): Promise<string | undefined> {
  try {
    const real = await realpath(path)
    return (await stat(real)).isDirectory() ? real : undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTDIR') return undefined
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    return existingFolder(dirname(path))
  }
}

async function clear(target: string): Promise<string | undefined> {
  const found = await lstat(target).catch(() => undefined)
  if (found === undefined) return undefined
  if (!found.isFile()) return 'there is a folder or a link already'
  if (!isManifest(await readJson(target)))
    return 'there is a file already, and it is no manifest of this action'
  await rm(target)
  return undefined
}

/** The manifest that a step was asked for. */
export interface Shipment {
  /** What keeps it from being written, to be known before anything is submitted; the one of an earlier run is removed. */
  prepare(): Promise<string | undefined>
  /** Writes it, where there is something to ship; false where that failed. */
  ship(trainings: readonly Training[], context: RunContext): Promise<boolean>
}

/** The manifest at a path in the workspace `root`. */
export function openShipment(
  root: string,
  path: string,
  runner: Pick<Runner, 'info' | 'annotate' | 'redact'>,
): Shipment {
  const file = manifestFile(root, path)
  return {
    async prepare() {
      const obstacle = await file.prepare()
      if (obstacle === undefined) return undefined
      return `\`manifest\` is "${path}", and nothing can be written there: ${obstacle}. Name a file of its own in the workspace, such as \`manifest.json\`.`
    },
    async ship(trainings, context) {
      const text = manifestOf(trainings, context)
      try {
        if (text !== undefined) await file.write(runner.redact(text))
        runner.info(
          text === undefined
            ? `No job has a model to ship: ${path} was not written.`
            : `The manifest is in ${path}.`,
        )
        return true
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error)
        runner.annotate('error', `The manifest could not be written, though the outputs are there: ${words}`)
        return false
      }
    },
  }
}
