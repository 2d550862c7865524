import { VERSION } from './contract/version.gen.ts'

/** Of all requests, to the service and to GitHub. */
export const USER_AGENT = `mistral-forge-action/${VERSION}`
