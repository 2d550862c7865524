// Jest transformer without a compiler: Node takes the types away, lines and columns stay where they are.
import { stripTypeScriptTypes } from 'node:module'

export default { process: (code) => ({ code: stripTypeScriptTypes(code) }) }
