'use strict'
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.log('::error::Nothing was submitted: this action needs Node 24 or later, and the runner starts it with ' + process.version + '.')
  process.exitCode = 1
} else {
  require('../action/index.js').startMain()
}
