// Replaces `undici` and `@actions/http-client` in the bundle (see `paths` in tsconfig.json).
//
// @actions/core and @actions/github import them to request identity tokens and to send requests through a proxy. This
// action does not do the former, and src/network/ does the latter. The real packages would add 1 MB, and 30 ms to every
// start.

/** Used by @actions/github when it is imported, to prepare a client that is then given another `fetch`. */
export class HttpClient {
  getAgent() {
    return undefined
  }

  getAgentDispatcher() {
    return undefined
  }
}

export class BearerCredentialHandler {}

export function fetch() {
  throw new Error('undici is not part of the bundle')
}
