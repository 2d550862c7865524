'use strict'
require('../action/index.js').startPost()
