'use strict'
require('../action/index.js').startMain()
