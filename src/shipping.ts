import type { Training } from './job/training.ts'
import { manifestFile } from './platform/manifest-file.ts'
import type { Runner } from './platform/runner.ts'
import type { RunContext } from './report/context.ts'
import { manifestOf } from './report/manifest.ts'

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
