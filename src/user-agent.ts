import { VERSION } from './contract/version.gen.ts'

/** What both services see of this action. */
export const USER_AGENT = `mistral-forge-action/${VERSION}`
