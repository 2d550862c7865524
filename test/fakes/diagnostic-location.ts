import type { SourceLocation, Diagnostic } from '../../src/job-spec/types.ts'

/** The file location of a diagnostic. Throws if the location is an input. */
export function fileLocation({ location, message }: Diagnostic): SourceLocation {
  if (location.input !== undefined)
    throw new Error(`line ${location.line} of ${location.input}, no file: ${message}`)
  return location
}
