 (() => {
 "use strict";
 var __webpack_modules__ = ({

 6982:
 ((module) => {

module.exports = require("crypto");

 }),

 9896:
 ((module) => {

module.exports = require("fs");

 }),

 8611:
 ((module) => {

module.exports = require("http");

 }),

 5692:
 ((module) => {

module.exports = require("https");

 }),

 7598:
 ((module) => {

module.exports = require("node:crypto");

 }),

 3024:
 ((module) => {

module.exports = require("node:fs");

 }),

 1455:
 ((module) => {

module.exports = require("node:fs/promises");

 }),

 7067:
 ((module) => {

module.exports = require("node:http");

 }),

 4708:
 ((module) => {

module.exports = require("node:https");

 }),

 7030:
 ((module) => {

module.exports = require("node:net");

 }),

 8161:
 ((module) => {

module.exports = require("node:os");

 }),

 6760:
 ((module) => {

module.exports = require("node:path");

 }),

 8500:
 ((module) => {

module.exports = require("node:timers/promises");

 }),

 1692:
 ((module) => {

module.exports = require("node:tls");

 }),

 7975:
 ((module) => {

module.exports = require("node:util");

 }),

 5919:
 ((module) => {

module.exports = require("node:worker_threads");

 }),

 8522:
 ((module) => {

module.exports = require("node:zlib");

 }),

 857:
 ((module) => {

module.exports = require("os");

 }),

 6928:
 ((module) => {

module.exports = require("path");

 })

 });
 var __webpack_module_cache__ = {};
 function __nccwpck_require__(moduleId) {
 var cachedModule = __webpack_module_cache__[moduleId];
 if (cachedModule !== undefined) {
 return cachedModule.exports;
 }
 var module = __webpack_module_cache__[moduleId] = {
 exports: {}
 };
 var threw = true;
 try {
 __webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
 threw = false;
 } finally {
 if(threw) delete __webpack_module_cache__[moduleId];
 }
 return module.exports;
 }
 __nccwpck_require__.m = __webpack_modules__;
 if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
 (() => {
 __nccwpck_require__.n = (module) => {
 var getter = module && module.__esModule ?
 () => (module['default']) :
 () => (module);
 __nccwpck_require__.d(getter, { a: getter });
 return getter;
 };
 })();
 (() => {
 var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
 var leafPrototypes;
 __nccwpck_require__.t = function(value, mode) {
 if(mode & 1) value = this(value);
 if(mode & 8) return value;
 if(typeof value === 'object' && value) {
 if((mode & 4) && value.__esModule) return value;
 if((mode & 16) && typeof value.then === 'function') return value;
 }
 var ns = Object.create(null);
 __nccwpck_require__.r(ns);
 var def = {};
 leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
 for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
 Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
 }
 def['default'] = () => (value);
 __nccwpck_require__.d(ns, def);
 return ns;
 };
 })();
 (() => {
 __nccwpck_require__.d = (exports, definition) => {
 for(var key in definition) {
 if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
 Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
 }
 }
 };
 })();
 (() => {
 __nccwpck_require__.f = {};
 __nccwpck_require__.e = (chunkId) => {
 return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
 __nccwpck_require__.f[key](chunkId, promises);
 return promises;
 }, []));
 };
 })();
 (() => {
 __nccwpck_require__.u = (chunkId) => {
 return "" + chunkId + ".index.js";
 };
 })();
 (() => {
 __nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
 })();
 (() => {
 __nccwpck_require__.r = (exports) => {
 if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
 Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
 }
 Object.defineProperty(exports, '__esModule', { value: true });
 };
 })();
 (() => {
 var installedChunks = {
 792: 1
 };
 var installChunk = (chunk) => {
 var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
 for(var moduleId in moreModules) {
 if(__nccwpck_require__.o(moreModules, moduleId)) {
 __nccwpck_require__.m[moduleId] = moreModules[moduleId];
 }
 }
 if(runtime) runtime(__nccwpck_require__);
 for(var i = 0; i < chunkIds.length; i++)
 installedChunks[chunkIds[i]] = 1;
 };
 __nccwpck_require__.f.require = (chunkId, promises) => {
 if(!installedChunks[chunkId]) {
 if(true) {
 installChunk(require("./" + __nccwpck_require__.u(chunkId)));
 } else installedChunks[chunkId] = 1;
 }
 };
 })();
var __webpack_exports__ = {};
__nccwpck_require__.r(__webpack_exports__);
 __nccwpck_require__.d(__webpack_exports__, {
 startMain: () => ( startMain),
 startPost: () => ( startPost),
 startTerminal: () => ( startTerminal)
 });
process.noDeprecation = true;
process.exitCode = 1;
async function startMain() {
    const { main } = await Promise.all( [__nccwpck_require__.e(58), __nccwpck_require__.e(430), __nccwpck_require__.e(142)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7666));
    return main();
}
async function startPost() {
    const { post } = await Promise.all( [__nccwpck_require__.e(58), __nccwpck_require__.e(423)]).then(__nccwpck_require__.bind(__nccwpck_require__, 4415));
    return post();
}
async function startTerminal() {
    const { openTerminal } = await Promise.all( [__nccwpck_require__.e(58), __nccwpck_require__.e(430), __nccwpck_require__.e(142)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7666));
    return openTerminal();
}

module.exports = __webpack_exports__;
 })()
;