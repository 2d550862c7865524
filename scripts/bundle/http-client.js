// Replaces `@actions/http-client` in the bundle (see `paths` in tsconfig.json).
//
// @actions/core imports it for OIDC tokens, which nobody asks for, and with it http, TLS and streams: a third of the time that
// a command without requests takes. So it is loaded at the first request, which src/network/ sends.

export class HttpClient {
  async requestRaw(info, data) {
    const { HttpClient } = await import('../../node_modules/@actions/http-client/lib/index.js')
    return new HttpClient().requestRaw(info, data)
  }

  // @actions/github asks for agents that nobody uses.
  getAgent() {}
  getAgentDispatcher() {}
}
