// Replaces `@octokit/plugin-rest-endpoint-methods` in the bundle (see `paths` in tsconfig.json), whose table of all endpoints has
// 96 kB. scripts/build.ts writes those in use to build/endpoints.js.
import { ENDPOINTS } from '../../build/endpoints.js'

export function restEndpointMethods(octokit) {
  const rest = {}
  for (const [scope, name, method, url] of ENDPOINTS) {
    rest[scope] ??= {}
    rest[scope][name] = octokit.request.defaults({ method, url })
  }
  return { rest }
}
