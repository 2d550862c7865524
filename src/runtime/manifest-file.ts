import type { JobState } from '../jobs/job-state.ts'
import { isManifest, type ManifestFile, formatManifest } from '../report/manifest.ts'
import type { RunContext } from '../report/run-context.ts'
import { isInside, readJson } from './files.ts'
import type { ActionsRunner } from './runner.ts'
import { randomUUID } from 'node:crypto'
import { lstat, mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'

export function createManifestFile(root: string, path: string): ManifestFile {
  const target = resolve(root, path)
  return {
    validateTarget: () => validateTarget(root, target),
    write: async (manifest) => {
      // Rename it into place, so that readers never see a partial file, even if the disk is full.
      const temporaryPath = `${target}.${randomUUID()}.tmp`
      try {
        await mkdir(dirname(target), { recursive: true })
        await writeFile(temporaryPath, manifest, { flag: 'wx' })
        await rename(temporaryPath, target)
      } catch (error) {
        await rm(temporaryPath, { force: true })
        throw error
      }
    },
  }
}

/** Returns why the target cannot be written. Removes an existing manifest. */
async function validateTarget(root: string, target: string): Promise<string | undefined> {
  if (target === resolve(root) || !isInside(root, target)) return 'it is not in the workspace'
  if (relative(root, target).split(sep)[0]?.toLowerCase() === '.git') return 'it is in the `.git` folder'
  try {
    const folder = await existingFolder(dirname(target))
    if (folder === undefined) return 'part of the path is a file, not a folder'
    if (!isInside(await realpath(root), folder)) return 'a link leads out of the workspace'
    await checkWritable(folder)
    return await removeOldManifest(target)
  } catch (error) {
    return (error as Error).message.replace(/\.$/, '')
  }
}

/** Writes a file, because permissions are not enough: a mount may be read-only, and Windows differs for folders. */
async function checkWritable(folder: string): Promise<void> {
  const temporaryPath = join(folder, `${randomUUID()}.tmp`)
  await writeFile(temporaryPath, '', { flag: 'wx' })
  await rm(temporaryPath)
}

/** Real path of the nearest existing ancestor; undefined if it is not a folder. */
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

async function removeOldManifest(target: string): Promise<string | undefined> {
  const stats = await lstat(target).catch(() => undefined)
  if (stats === undefined) return undefined
  if (!stats.isFile()) return 'a folder or link already exists there'
  if (!isManifest(readJson(target)))
    return 'a file that is not a manifest of this action already exists there'
  await rm(target)
  return undefined
}

export interface ManifestWriter {
  /** Returns an error message if the manifest cannot be written. Removes the one of an earlier run. */
  validateTarget(): Promise<string | undefined>
  /** Writes the manifest if a job has a model. Returns false if that failed. */
  write(states: readonly JobState[], context: RunContext): Promise<boolean>
}

/** `path` is relative to the workspace `root`. */
export function createManifestWriter(
  root: string,
  path: string,
  runner: Pick<ActionsRunner, 'info' | 'annotate' | 'redact'>,
): ManifestWriter {
  const file = createManifestFile(root, path)
  return {
    async validateTarget() {
      const problem = await file.validateTarget()
      if (problem === undefined) return undefined
      return `\`manifest\` is "${path}", which cannot be written: ${problem}. Use a new file in the workspace, such as \`manifest.json\`.`
    },
    async write(states, context) {
      const manifest = formatManifest(states, context)
      try {
        if (manifest !== undefined) await file.write(runner.redact(manifest))
        runner.info(
          manifest === undefined
            ? `No job has an output model: ${path} was not written.`
            : `Wrote the manifest to ${path}.`,
        )
        return true
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        runner.annotate('error', `Could not write the manifest (the outputs are set): ${message}`)
        return false
      }
    },
  }
}
