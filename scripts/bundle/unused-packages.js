// Replaces `undici`, `tunnel`, `@actions/exec`, `json-with-bigint` and `@octokit/plugin-paginate-rest` in the bundle (see `paths`
// in tsconfig.json).
//
// The toolkit imports undici and tunnel to send requests through a proxy, which src/network/ does, and exec to describe the platform,
// which nobody asks for. The real packages would add 1 MB, and 30 ms to every start. octokit imports json-with-bigint for
// numbers above 2^53, which GitHub's ids are not.

export class ProxyAgent {}

export function fetch() {
  throw new Error('undici is not part of the bundle')
}

export function getExecOutput() {
  throw new Error('@actions/exec is not part of the bundle')
}

// Of tunnel. @actions/github creates an agent that nobody uses.
const createAgent = () => ({})
export { createAgent as httpOverHttp, createAgent as httpOverHttps }
export { createAgent as httpsOverHttp, createAgent as httpsOverHttps }

export const JSONParse = (text) => JSON.parse(text)
export const JSONStringify = (value) => JSON.stringify(value)

// Of @octokit/plugin-paginate-rest. Our own reader of pages keeps time limits and notices invalid pages.
export function paginateRest() {
  return {}
}
