import type { Training } from '../job/training.ts'
import { shownAlone, shownPath } from './spec-value.ts'

const MOST = 12

/**
 * What the input `set` has put into the specs, `path = value`, so that nobody looks for it in the files. It is the same for
 * all specs of a step.
 */
export function shownOverrides(trainings: readonly Training[]): readonly string[] {
  const overrides = trainings.find(({ spec }) => spec !== undefined)?.spec?.overrides ?? []
  const shown = overrides.slice(0, MOST).map(({ path, value }) => `${shownPath(path)} = ${shownAlone(value)}`)
  return overrides.length > MOST ? [...shown, `${overrides.length - MOST} more`] : shown
}
