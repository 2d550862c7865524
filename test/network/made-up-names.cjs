'use strict'
// Preload (NODE_OPTIONS=--require) for a process in which every name that ends in `.example` means this machine.
const dns = require('node:dns')

const { lookup } = dns
dns.lookup = (name, ...rest) => lookup(name.endsWith('.example') ? '127.0.0.1' : name, ...rest)
