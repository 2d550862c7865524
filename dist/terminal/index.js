#!/usr/bin/env node
'use strict'
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error('forge-training-job needs Node 24 or later, and this is ' + process.version + '.')
  process.exitCode = 2
} else {
  require('../action/index.js').startTerminal()
}
