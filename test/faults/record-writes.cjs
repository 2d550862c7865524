'use strict'
// Preloaded with NODE_OPTIONS=--require: records, in order, what a step writes to its log, its state and its outputs, as one
// line of JSON each in the file WRITES_FILE.
const fs = require('node:fs')
const { syncBuiltinESMExports } = require('node:module')

const { WRITES_FILE, GITHUB_STATE, GITHUB_OUTPUT } = process.env
const kinds = new Map([
  [GITHUB_STATE, 'state'],
  [GITHUB_OUTPUT, 'outputs'],
])
const { appendFileSync } = fs
const record = (kind, text) =>
  appendFileSync(WRITES_FILE, `${JSON.stringify({ kind, text: String(text) })}\n`)

fs.appendFileSync = (path, text, options) => {
  if (kinds.has(path)) record(kinds.get(path), text)
  return appendFileSync(path, text, options)
}
syncBuiltinESMExports()

const write = process.stdout.write.bind(process.stdout)
process.stdout.write = (text, ...more) => {
  record('log', text)
  return write(text, ...more)
}
