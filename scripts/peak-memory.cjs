// Preloaded by scripts/bench-memory.ts: adds the peak memory of the process in KiB to a file.
'use strict'
const { appendFileSync } = require('node:fs')

const file = process.env.PEAK_MEMORY_FILE
process.once('exit', () => appendFileSync(file, `${process.resourceUsage().maxRSS}\n`))
