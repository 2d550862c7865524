// Replaces `yaml` in the bundle (see `paths` in tsconfig.json): its ES modules, without what src/ does not use.
export { isAlias, isMap, isScalar } from '../../node_modules/yaml/browser/dist/nodes/identity.js'
export { LineCounter } from '../../node_modules/yaml/browser/dist/parse/line-counter.js'
export { parseAllDocuments } from '../../node_modules/yaml/browser/dist/public-api.js'
export { visit } from '../../node_modules/yaml/browser/dist/visit.js'
