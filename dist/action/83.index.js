"use strict";
exports.id = 83;
exports.ids = [83];
exports.modules = {

 4083:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 globInWorker: () => ( globInWorker)
 });
 var node_worker_threads__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
 var node_worker_threads__WEBPACK_IMPORTED_MODULE_0___default = __webpack_require__.n(node_worker_threads__WEBPACK_IMPORTED_MODULE_0__);

const GLOB_TIMEOUT_MS = 120_000;
const MAX_MEMORY_MB = 256;
const WORKER_CODE = `
const { parentPort, workerData } = require('node:worker_threads')
const { glob } = require('node:fs/promises')
const { join } = require('node:path')

async function listFiles({ root, pattern }) {
  const paths = []
  for await (const entry of glob(pattern, { cwd: root, withFileTypes: true })) {
    if (!entry.isDirectory()) paths.push(join(entry.parentPath, entry.name))
  }
  return paths
}

listFiles(workerData).then((paths) => parentPort.postMessage(paths))
`;
function globInWorker(root, pattern, timeoutMs = GLOB_TIMEOUT_MS) {
    return new Promise((resolve, reject) => {
        const resourceLimits = { maxOldGenerationSizeMb: MAX_MEMORY_MB };
        const worker = new node_worker_threads__WEBPACK_IMPORTED_MODULE_0__.Worker(WORKER_CODE, {
            eval: true,
            execArgv: [],
            workerData: { root, pattern },
            resourceLimits,
        });
        const timer = setTimeout(() => {
            resolve(undefined);
            void worker.terminate();
        }, timeoutMs);
        worker.once('message', (paths) => resolve(paths));
        worker.once('error', (error) => {
            if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
                resolve(undefined);
            else
                reject(error);
        });
        worker.once('exit', () => {
            clearTimeout(timer);
            reject(new Error('the search for files ended without a result'));
        });
    });
}


 })

};
;