import { fileURLToPath } from 'node:url'

/** The wires of the action, each with a description in OpenAPI that somebody else has written. */
export const WIRES = {
  forge: fileURLToPath(new URL('../../openapi/forge.yml', import.meta.url)),
  github: fileURLToPath(new URL('github.gen.json', import.meta.url)),
}

export type Wire = keyof typeof WIRES
