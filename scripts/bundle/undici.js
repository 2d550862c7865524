// Replaces `import 'undici'` in the bundle (see `paths` in tsconfig.json).
//
// @actions/http-client imports undici for one class that only @actions/github uses, and only behind a proxy. The real
// package costs 0.9 MB and 30 ms at every start, so it is a separate chunk that is loaded on demand: callers must await
// loadUndici() first.
let undici

/** Loads the real undici. Await it before creating a ProxyAgent. */
export async function loadUndici() {
  undici ??= await import('../../node_modules/undici/index.js')
}

export const ProxyAgent = class {
  constructor(...options) {
    if (!undici) throw new Error('undici is not loaded: await loadUndici() first')
    return new undici.ProxyAgent(...options)
  }
}

export const fetch = (...request) => (undici ? undici.fetch : globalThis.fetch)(...request)
