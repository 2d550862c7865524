import type { Place, Problem } from '../../src/job-spec/types.ts'

/** Where in a file a problem is; throws for one that is about an input. */
export function placeOf({ place, message }: Problem): Place {
  if ('input' in place) throw new Error(`line ${place.line} of ${place.input}, no file: ${message}`)
  return place
}
