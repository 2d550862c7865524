import { Worker } from 'node:worker_threads'

/** Ample for a large repository on a slow disk. */
const GLOB_TIMEOUT_MS = 120_000
const MAX_MEMORY_MB = 256

/** CommonJS. Runs in the worker, whose thread a pattern can block for years. */
const WORKER_CODE = `
const { parentPort, workerData } = require('node:worker_threads')
const { glob } = require('node:fs/promises')
const { join } = require('node:path')

async function listFiles({ root, pattern }) {
  const paths = []
  for await (const entry of glob(pattern, { cwd: root, withFileTypes: true })) {
    if (!entry.isDirectory()) paths.push(join(entry.parentPath, entry.name))
  }
  return paths
}

listFiles(workerData).then((paths) => parentPort.postMessage(paths))
`

/**
 * Lists the absolute paths below `root` that match a glob, without folders; undefined if that takes too much time or
 * memory, which a short pattern is enough for: braces multiply, and nested repetitions match in countless ways. In a
 * thread of its own, because Node compares names without a break, and the process must hear signals meanwhile.
 */
export function globInWorker(
  root: string,
  pattern: string,
  timeoutMs = GLOB_TIMEOUT_MS,
): Promise<readonly string[] | undefined> {
  return new Promise((resolve, reject) => {
    const resourceLimits = { maxOldGenerationSizeMb: MAX_MEMORY_MB }
    const worker = new Worker(WORKER_CODE, {
      eval: true,
      // None of this process could make the code a module.
      execArgv: [],
      workerData: { root, pattern },
      resourceLimits,
    })
    const timer = setTimeout(() => {
      resolve(undefined)
      void worker.terminate()
    }, timeoutMs)
    worker.once('message', (paths: readonly string[]) => resolve(paths))
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(undefined)
      else reject(error)
    })
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(new Error('the search for files ended without a result'))
    })
  })
}
