import { fileURLToPath } from 'node:url'

/** The services that the action calls, each with its OpenAPI description. */
export const DESCRIPTIONS = {
  forge: fileURLToPath(new URL('../../openapi/forge.yml', import.meta.url)),
  github: fileURLToPath(new URL('github.gen.json', import.meta.url)),
}

export type Service = keyof typeof DESCRIPTIONS
