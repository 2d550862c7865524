'use strict'
// Preload with NODE_OPTIONS=--require to resolve all host names that end in `.example` to this machine.
const dns = require('node:dns')

const { lookup } = dns
dns.lookup = (name, ...rest) => lookup(name.endsWith('.example') ? '127.0.0.1' : name, ...rest)
