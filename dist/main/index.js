import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 770:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

module.exports = __nccwpck_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var net = __nccwpck_require__(9278);
var tls = __nccwpck_require__(4756);
var http = __nccwpck_require__(8611);
var https = __nccwpck_require__(5692);
var events = __nccwpck_require__(4434);
var assert = __nccwpck_require__(2613);
var util = __nccwpck_require__(9023);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
exports.debug = debug; // for test


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 6970:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 1566:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  w: () => (/* binding */ performAction)
});

// NAMESPACE OBJECT: ./node_modules/@actions/core/lib/platform.js
var platform_namespaceObject = {};
__nccwpck_require__.r(platform_namespaceObject);
__nccwpck_require__.d(platform_namespaceObject, {
  arch: () => (arch),
  getDetails: () => (getDetails),
  isLinux: () => (isLinux),
  isMacOS: () => (isMacOS),
  isWindows: () => (isWindows),
  platform: () => (platform)
});

// NAMESPACE OBJECT: ./node_modules/@actions/core/lib/core.js
var core_namespaceObject = {};
__nccwpck_require__.r(core_namespaceObject);
__nccwpck_require__.d(core_namespaceObject, {
  ExitCode: () => (ExitCode),
  addPath: () => (addPath),
  debug: () => (debug),
  endGroup: () => (endGroup),
  error: () => (error),
  exportVariable: () => (exportVariable),
  getBooleanInput: () => (getBooleanInput),
  getIDToken: () => (getIDToken),
  getInput: () => (getInput),
  getMultilineInput: () => (getMultilineInput),
  getState: () => (getState),
  group: () => (group),
  info: () => (info),
  isDebug: () => (isDebug),
  markdownSummary: () => (markdownSummary),
  notice: () => (notice),
  platform: () => (platform_namespaceObject),
  saveState: () => (saveState),
  setCommandEcho: () => (setCommandEcho),
  setFailed: () => (setFailed),
  setOutput: () => (setOutput),
  setSecret: () => (setSecret),
  startGroup: () => (startGroup),
  summary: () => (summary),
  toPlatformPath: () => (toPlatformPath),
  toPosixPath: () => (toPosixPath),
  toWin32Path: () => (toWin32Path),
  warning: () => (warning)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./build/job/training.js
var job_training = __nccwpck_require__(7584);
// EXTERNAL MODULE: ./build/spec/document.js
var spec_document = __nccwpck_require__(1473);
// EXTERNAL MODULE: ./build/spec/fields.js + 1 modules
var fields = __nccwpck_require__(3971);
// EXTERNAL MODULE: ./build/report/spec-value.js
var spec_value = __nccwpck_require__(828);
;// CONCATENATED MODULE: ./build/report/changes.js



/** What a request changes against an earlier one. */
function changeOf(before, after) {
    if (before === undefined)
        return { kind: 'new' };
    const fields = changesAt([], before, after);
    return fields.length === 0 ? { kind: 'same' } : { kind: 'changed', fields };
}
function changesAt(path, before, after) {
    if (isAbsentOr(spec_document/* isMapping */.pi, before) && isAbsentOr(spec_document/* isMapping */.pi, after)) {
        const names = namesIn(path, before ?? {}, after ?? {});
        if (names.length > 0)
            return names.flatMap((name) => changesAt([...path, name], memberOf(before, name), memberOf(after, name)));
    }
    if (isUnordered(path) && isAbsentOr(isList, before) && isAbsentOr(isList, after)) {
        const added = surplus(after ?? [], before ?? []);
        const removed = surplus(before ?? [], after ?? []);
        if (added.length > 0 || removed.length > 0)
            return [listChange(path, added, removed)];
        if (before !== undefined && after !== undefined)
            return [];
    }
    return valueChange(path, before, after);
}
function valueChange(path, before, after) {
    if ((0,spec_value/* literal */.eu)(before) === (0,spec_value/* literal */.eu)(after))
        return [];
    const [was, is] = (0,spec_value/* shownPair */.cO)(before, after);
    return [
        {
            field: (0,spec_value/* shownPath */.pS)(path),
            ...(was === undefined ? {} : { before: was }),
            ...(is === undefined ? {} : { after: is }),
        },
    ];
}
function listChange(path, added, removed) {
    return {
        field: (0,spec_value/* shownPath */.pS)(path),
        ...(added.length === 0 ? {} : { added: added.map(spec_value/* shownAlone */.xg) }),
        ...(removed.length === 0 ? {} : { removed: removed.map(spec_value/* shownAlone */.xg) }),
    };
}
/** The items of a list that another one has not, or not as often. */
function surplus(list, other) {
    const left = new Map();
    for (const item of other.map(spec_value/* literal */.eu))
        left.set(item, (left.get(item) ?? 0) + 1);
    return list.filter((item) => {
        const key = (0,spec_value/* literal */.eu)(item);
        const number = left.get(key) ?? 0;
        left.set(key, number - 1);
        return number <= 0;
    });
}
/** The fields of both: those of the contract in its order, then the others as they are written. */
function namesIn(path, before, after) {
    const written = new Set([...(0,spec_value/* membersOf */.lS)(after), ...(0,spec_value/* membersOf */.lS)(before)].map(([name]) => name));
    const pointer = path.reduce(spec_document/* childPointer */.Y2, '');
    const known = Object.keys((0,fields/* schemaAt */.lv)(pointer)?.properties ?? {}).filter((name) => written.has(name));
    return [...new Set([...known, ...written])];
}
/** A field of the mapping itself: `constructor` and the like may be names in a file. */
function memberOf(mapping, name) {
    return mapping && Object.hasOwn(mapping, name) ? mapping[name] : undefined;
}
/** The service trains on all datasets alike. */
function isUnordered(path) {
    return path.length === 1 && path[0] === 'dataset_ids';
}
function isAbsentOr(is, value) {
    return value === undefined || is(value);
}
function isList(value) {
    return Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/pipeline/comparison.js

/** Compares specs with what the base branch has of them. Never fails: what cannot be compared is said. */
async function compareWithBase(specs, base, readSpecs) {
    const files = [...new Set(specs.map(({ file }) => file))];
    const onBase = new Map(await Promise.all(files.map(async (file) => [file, await read(file, base, readSpecs)])));
    const changes = specs.map((spec) => {
        const there = onBase.get(spec.file);
        return [spec.label, there === undefined ? { kind: 'new' } : changeOfSpec(spec, there)];
    });
    return { base: base.ref, changes: new Map(changes) };
}
async function read(file, base, readSpecs) {
    const answer = await base.read(file);
    switch (answer.kind) {
        case 'file':
            return readSpecs(file, answer.bytes);
        case 'missing':
            return { specs: [], problems: [] };
        case 'unreadable':
            return { reason: answer.reason };
    }
}
function changeOfSpec(spec, base) {
    if ('reason' in base)
        return { kind: 'not-comparable', reason: base.reason };
    const before = base.specs.find(({ label }) => comparison_document(label) === comparison_document(spec.label));
    if (before !== undefined)
        return changeOf(before.request, spec.request);
    const error = base.problems.find(({ level }) => level === 'error');
    if (error !== undefined)
        return { kind: 'not-comparable', reason: `it is not valid there (${error.message})` };
    return { kind: 'new' };
}
/** The first document is the only one as long as there is no second. */
const comparison_document = (label) => label.replace(/#1$/, '');

;// CONCATENATED MODULE: ./build/pipeline/plan.js


/**
 * Reads the specs that the inputs name. The room is loaded here and not with this file, because the YAML library in it is
 * larger than all the rest and most commands need none.
 */
async function readSpecs(inputs, files) {
    const { loadSpecs } = await Promise.all(/* import() */[__nccwpck_require__.e(746), __nccwpck_require__.e(555)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5555));
    const { spec, set, allowUnknownFields, waitFor } = inputs;
    return loadSpecs(spec, files, { allowUnknownFields, waits: waitFor !== 'nothing' }, set);
}
/**
 * Finds out what the specs change against the base branch, where there is one. The overrides are the same there, so that
 * what differs is what the files differ in.
 */
async function compare(specs, { set }, step) {
    if (step.base === undefined || specs.length === 0)
        return;
    const { readBase } = await Promise.all(/* import() */[__nccwpck_require__.e(746), __nccwpck_require__.e(555)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5555));
    step.progress.compared(await compareWithBase(specs, step.base, (file, bytes) => readBase(file, bytes, set)));
}
/** One training for each valid spec and one, that is over already, for each file with errors; in the order of the files. */
function plan(specs, problems) {
    const broken = new Set(problems.filter(({ level }) => level === 'error').flatMap(filesOf));
    const files = [...new Set([...broken, ...specs.map(({ file }) => file)])].sort();
    return files.flatMap((file) => broken.has(file)
        ? [{ label: file, outcome: 'invalid', timeline: [], notes: [] }]
        : specs.filter((spec) => spec.file === file).map(job_training/* trainingOf */.cs));
}
function filesOf({ place }) {
    return 'input' in place ? place.specs.map(({ file }) => file) : [place.file];
}
/** The end of a step whose specs are not admitted: none is submitted. */
function turnAway(planned, problems, outcome) {
    const trainings = outcome === 'invalid'
        ? planned.map(asValid)
        : planned.map((training) => ({ ...training, outcome }));
    return { trainings, problems, outcome };
}
/** A training about which nothing is known but that its spec is valid. */
function asValid(training) {
    return { ...training, outcome: training.outcome ?? 'valid' };
}

// EXTERNAL MODULE: ./build/record/conversation.js
var conversation = __nccwpck_require__(6613);
// EXTERNAL MODULE: ./build/record/entry.js
var record_entry = __nccwpck_require__(5420);
// EXTERNAL MODULE: ./build/job/failures.js
var failures = __nccwpck_require__(5453);
// EXTERNAL MODULE: ./build/job/read.js
var job_read = __nccwpck_require__(1474);
// EXTERNAL MODULE: ./build/job/status.js
var job_status = __nccwpck_require__(7336);
// EXTERNAL MODULE: ./build/job/verdict.js
var verdict = __nccwpck_require__(4589);
;// CONCATENATED MODULE: ./build/job/cancel.js





const CONFIRM_GAP_MS = 5_000;
/**
 * Asks for the cancellation of a job and looks until it has ended or the time is over. Returns the training with what
 * was seen last and the outcome it had by then: a job may finish before it is cancelled, and `running` means that
 * nothing was confirmed. A refusal (400, 409) is believed only if the job has not ended already.
 */
async function cancel(training, id, c) {
    const untilMs = c.clock.now() + c.confirmMs;
    const asked = await (0,job_read/* persistently */.p)(() => c.api.cancel(id), 'first-contact', { ...c, untilMs });
    const confirmed = asked.ok
        ? await cancel_confirm((0,job_training/* seen */.cI)(training, asked.value, c.clock.wall()), id, untilMs, c)
        : await lookAfter(asked.failure, training, id, c);
    const { job } = confirmed;
    if (job !== undefined && (0,job_status/* isTerminal */.Hd)((0,job_status/* phaseOf */.hU)(job.status)))
        return { ...confirmed, outcome: (0,verdict/* verdictNow */.QC)(job) };
    if (asked.ok)
        return { ...confirmed, outcome: 'running' };
    return { ...confirmed, outcome: (0,failures/* isOutage */.uD)(asked.failure) ? 'running' : 'refused', failure: asked.failure };
}
/** Looks every few seconds, later where the service asks for it, until the job has ended or the time is over. */
async function cancel_confirm(training, id, untilMs, c) {
    let current = training;
    let gapMs = CONFIRM_GAP_MS;
    while (!(0,job_status/* isTerminal */.Hd)((0,job_status/* phaseOf */.hU)(current.job?.status)) && c.clock.now() + gapMs <= untilMs) {
        await c.clock.sleep(gapMs);
        const reply = await c.api.get(id);
        if (reply.ok)
            current = (0,job_training/* seen */.cI)(current, reply.value, c.clock.wall());
        gapMs = reply.ok ? CONFIRM_GAP_MS : Math.max(CONFIRM_GAP_MS, reply.failure.retryAfterMs ?? 0);
    }
    return current;
}
/** Looks at a job that could not be cancelled, unless the service asked to be left alone. */
async function lookAfter({ retryAfterMs = 0 }, training, id, c) {
    if (retryAfterMs > 0)
        return training;
    const reply = await c.api.get(id);
    return reply.ok ? (0,job_training/* seen */.cI)(training, reply.value, c.clock.wall()) : training;
}

// EXTERNAL MODULE: ./build/record/decision.js
var record_decision = __nccwpck_require__(3196);
// EXTERNAL MODULE: ./build/record/trust.js
var trust = __nccwpck_require__(1178);
;// CONCATENATED MODULE: ./build/pipeline/superseding.js








/** How long the end of a superseded job is waited for, in milliseconds. */
const CONFIRM_MS = 30_000;
/** How long GitHub is asked which jobs are replaced, in milliseconds. */
const RECORD_PATIENCE_MS = 30_000;
/**
 * Ends what the new jobs replace: unfinished jobs of earlier versions of their specs, and of specs that are no longer
 * asked for. Where a newer run came in between, it is our job that is replaced. The record is a hint: no job is cancelled
 * that the service does not describe as it was written down, or that nobody with our key has written down.
 */
async function supersede(trainings, inputs, step) {
    const { books } = step;
    if (!books?.isKept)
        return trainings;
    const reply = await (0,conversation/* patiently */.d)(() => books.write(trainings), step.clock, RECORD_PATIENCE_MS);
    if (!reply.ok) {
        // What is closed to us was said before.
        if (!reply.isFinal)
            step.progress.warn(`Which jobs this run replaces is not known, so that they may go on: ${reply.reason}`);
        return trainings;
    }
    if (trainings.every(({ job }) => job === undefined))
        return trainings;
    const done = [];
    for (const training of trainings)
        done.push(await replace(training, reply.value, inputs, step));
    const labels = new Set(trainings.map(({ label }) => label));
    for (const [label, entry] of Object.entries(reply.value.entries)) {
        // What another step of this run holds is asked for there.
        if (!labels.has(label) && entry.run.id !== step.me.run.id && !(0,record_entry/* isNewer */.U4)(entry.run, step.me.run))
            await endAll(label, dropped(entry, step), inputs, step);
    }
    return done;
}
async function replace(training, record, inputs, step) {
    const { spec, job, label } = training;
    const entry = (0,record_entry/* entryOf */.Ms)(record, label);
    if (spec === undefined || job === undefined || entry === undefined)
        return training;
    const me = { ...step.me, digest: spec.digest };
    const twins = (0,record_decision/* twinsOf */.HJ)(job.id, entry, me);
    const isOther = entry.digest !== spec.digest || twins.some(({ id }) => id === entry.jobId);
    if (isOther && step.books?.isTakenOver(training) === true)
        return giveWay(training, entry, inputs, step);
    if ((0,record_entry/* isNewer */.U4)(entry.run, step.me.run))
        return training;
    const isToBeTheOnly = inputs.reuse && training.isReused !== true;
    const old = [...(0,record_decision/* outdated */.nN)(entry, me), ...(isToBeTheOnly ? twins : [])];
    const siblings = entry.jobs.filter(({ digest, runId, isOpen }) => isOpen && digest !== spec.digest && runId === step.me.run.id);
    if (siblings.length > 0)
        step.progress.warn(`Two steps of this run have the same record and different versions of ${label}. Give each a \`comment-key\` of its own.`);
    const notes = await endAll(label, old, inputs, step);
    return { ...training, notes: [...training.notes, ...notes] };
}
/** A newer run with another version came while this one was submitting. */
async function giveWay(training, entry, { onSuperseded }, step) {
    const { job, notes } = training;
    const what = entry.digest === training.spec?.digest ? 'its own job' : 'another version';
    const note = `Run ${entry.run.id} is newer and has ${what} of this spec.`;
    const superseded = { ...training, outcome: 'superseded', notes: [...notes, note] };
    if (job === undefined || entry.isHearsay || onSuperseded === 'leave' || (0,job_status/* isTerminal */.Hd)((0,job_status/* phaseOf */.hU)(job.status)))
        return superseded;
    // It finds our job when its own is accepted, and should its own be refused, this one is all there is.
    if (entry.jobId === undefined)
        return (0,job_training/* noted */.ZT)(superseded, 'The job goes on until the one of that run is accepted.');
    const ended = await cancel(superseded, job.id, { ...step, confirmMs: CONFIRM_MS });
    return { ...ended, outcome: 'superseded' };
}
const dropped = (entry, { me }) => entry.jobs.filter(({ isOpen, runId }) => isOpen && runId !== me.run.id);
/** Cancels jobs that are replaced, as far as the user wants that, and tells what became of each. */
async function endAll(label, jobs, { onSuperseded }, step) {
    const notes = [];
    for (const recorded of jobs) {
        const note = onSuperseded === 'leave' ? left(recorded) : await end(label, recorded, step);
        if (note !== undefined) {
            notes.push(note);
            step.progress.tell(`${label}: ${note}`);
        }
    }
    return notes;
}
const left = ({ id }) => `The job \`${id}\` of an earlier run goes on, as \`on-superseded: leave\` asks.`;
async function end(label, recorded, step) {
    const { id } = recorded;
    const look = { ...step, untilMs: step.clock.now() + CONFIRM_MS };
    const reply = await (0,job_read/* persistently */.p)(() => step.api.get(id), 'first-contact', look);
    if (!reply.ok) {
        if (reply.failure.status !== 404)
            return `The job \`${id}\` of an earlier run could not be read (${reply.failure.words}), and may go on.`;
        step.books?.ended(label, [recorded]);
        return undefined;
    }
    if ((0,job_status/* isTerminal */.Hd)((0,job_status/* phaseOf */.hU)(reply.value.status))) {
        step.books?.ended(label, [recorded]);
        return undefined;
    }
    if (recorded.isHearsay === true || !(0,trust/* isSameJob */.c)(recorded, reply.value))
        return `The job \`${id}\` may be of an earlier run. It goes on, because nothing proves that it was submitted here.`;
    const { outcome, failure } = await cancel((0,job_training/* trainingOfJob */.bz)(id), id, { ...step, confirmMs: CONFIRM_MS });
    if (failure !== undefined)
        return `The job \`${id}\` of an earlier run could not be cancelled (${failure.words}), and may go on.`;
    if (outcome === 'running')
        return `The job \`${id}\` of an earlier run was asked to stop.`;
    step.books?.ended(label, [recorded]);
    return outcome === 'cancelled' ? `The job \`${id}\` of an earlier run was cancelled.` : undefined;
}
/** A job that was cancelled because a newer run replaced it did not fail: this run is superseded. */
async function explainCancelled(trainings, { books }) {
    if (!books?.isKept || trainings.every(({ outcome }) => outcome !== 'cancelled'))
        return trainings;
    await books.read(trainings);
    return trainings.map((training) => {
        if (training.outcome !== 'cancelled' || !books.isTakenOver(training))
            return training;
        const note = 'A newer run has taken this spec over, and ended this job.';
        return { ...training, outcome: 'superseded', notes: [...training.notes, note] };
    });
}

;// CONCATENATED MODULE: ./build/pipeline/closing.js





/** How long GitHub is asked which jobs are unfinished, in milliseconds. */
const closing_RECORD_PATIENCE_MS = 120_000;
/** Whether the pull request that a run is about is closed, now or when the event happened. */
async function isClosed({ pullRequest }) {
    if (pullRequest === undefined)
        return false;
    if (pullRequest.isClosed)
        return true;
    return (await pullRequest.now())?.isClosed ?? false;
}
/**
 * A closed pull request trains nothing. Where it was not merged, nobody wants its jobs any more either: the unfinished
 * ones are ended as superseded ones are.
 */
async function closing_close(planned, inputs, step) {
    const { pullRequest } = step;
    const now = await pullRequest?.now();
    const isMerged = pullRequest?.isMerged === true || now?.isMerged === true;
    // Somebody may have opened it again since.
    const isOver = !isMerged && now?.isClosed !== false;
    const notes = isOver ? await endJobs(planned, inputs, step) : [];
    const words = `The pull request was ${isMerged ? 'merged' : 'closed'}, so that nothing was submitted.`;
    step.progress.tell(words);
    // Where nothing has ended, the comment stays as it is: it may show a model.
    if (notes.length === 0)
        return planned.map(asValid);
    return planned.map((training) => [words, ...notes].reduce((told, note) => (0,job_training/* noted */.ZT)(told, note), asValid(training)));
}
async function endJobs(planned, inputs, step) {
    const { books, clock, me } = step;
    if (books === undefined)
        return [];
    const reply = await (0,conversation/* patiently */.d)(() => books.read(planned), clock, closing_RECORD_PATIENCE_MS);
    if (!reply.ok)
        return [`Its unfinished jobs are not known, so that they may go on. ${reply.reason}`];
    const notes = [];
    for (const [label, { run, jobs }] of Object.entries(reply.value.entries)) {
        const open = (0,record_entry/* isNewer */.U4)(run, me.run) ? [] : jobs.filter(({ isOpen }) => isOpen);
        notes.push(...(await endAll(label, open, inputs, step)));
    }
    return notes;
}

;// CONCATENATED MODULE: ./build/policy/admit.js
/** Decides about all specs of a step, before anything is sent. `vetoes` forbid it whatever the limits allow. */
function admit(specs, problems, { maxJobs }, vetoes = []) {
    if (problems.some(({ level }) => level === 'error'))
        return { kind: 'invalid' };
    if (vetoes.length > 0)
        return { kind: 'refused', problems: vetoes };
    const surplus = specs[maxJobs];
    if (surplus === undefined)
        return { kind: 'admitted' };
    const message = `The specs ask for ${specs.length} jobs, but \`max-jobs\` allows ${maxJobs}; ${surplus.label} is the first one too many. Narrow \`spec\`, or raise \`max-jobs\`.`;
    return { kind: 'refused', problems: [{ level: 'error', place: { file: surplus.file }, message }] };
}

// EXTERNAL MODULE: ./build/job/match.js
var match = __nccwpck_require__(1453);
// EXTERNAL MODULE: ./build/job/scan.js
var scan = __nccwpck_require__(9379);
;// CONCATENATED MODULE: ./build/job/schedule.js
/**
 * When to look next.
 *
 * The promise is that the end of a job is seen within max(5 s, 5 % of the time since the last observed change), and
 * never more than 300 s late. After "not yet" at time t the job may end at once, so no schedule with this promise can
 * wait longer than that bound, and the one that always waits exactly so long needs the fewest requests for every
 * duration at the same time.
 */
const SHORTEST_GAP_MS = 5_000;
const LONGEST_GAP_MS = 300_000;
const SHARE_OF_AGE = 0.05;
/** At most one request in this time while the service does not answer properly. */
const OUTAGE_GAP_MS = 30_000;
/**
 * Milliseconds until the next look at a job whose last change was seen `ageMs` ago. `random` (0 to 1) shortens the gap by
 * at most 10 %, so that parallel runs drift apart and the bound holds all the same.
 */
function nextGapMs(ageMs, random) {
    const bound = Math.min(LONGEST_GAP_MS, Math.max(SHORTEST_GAP_MS, SHARE_OF_AGE * ageMs));
    return bound * (1 - 0.1 * random);
}
/**
 * Milliseconds until the next try after one that failed: never before the service wants to be asked again
 * (`Retry-After`), never under 30 s. `random` lengthens it by at most 10 %.
 */
function outageGapMs(retryAfterMs, random) {
    return Math.max(OUTAGE_GAP_MS, retryAfterMs ?? 0) * (1 + 0.1 * random);
}
/** Between two signs of life in the log: half the age of the status, at least a minute, at most half an hour. */
function heartbeatGapMs(ageMs) {
    return Math.min(30 * 60_000, Math.max(60_000, ageMs / 2));
}

;// CONCATENATED MODULE: ./build/job/reconcile.js




/** Milliseconds between the looks: a job that was accepted may appear late. */
const GAPS_MS = [5_000, 10_000, 20_000, 40_000, 60_000];
/** The first looks come quickly even when they fail; later ones keep the distance of an outage. */
const QUICK_LOOKS = 3;
const SETTLE_MS = 300_000;
/**
 * Looks for the job of an open submission over a settle window. A single match is believed when two looks in a row
 * agree; that there is none, only at the end of the window and on a whole list. Outages are waited out to the deadline.
 */
async function reconcile(open, r) {
    const agoMs = r.sentWallMs === undefined ? 0 : r.clock.wall() - r.sentWallMs;
    const settledMs = r.clock.now() + SETTLE_MS - Math.max(0, agoMs);
    const seenIds = new Set();
    let before = [];
    let trouble;
    for (let look = 0;; look++) {
        const waitMs = Math.max(gapMs(look, trouble, r), look === 0 ? (r.waitMs ?? 0) : 0);
        if (r.clock.now() + waitMs > r.deadlineMs)
            return inconclusive(seenIds, { failure: trouble?.failure, isCut: true });
        await r.clock.sleep(waitMs);
        const reply = await (0,scan/* scan */.S)(r.api, open.sinceS);
        if (!reply.ok) {
            trouble = worse(trouble, reply.failure, r.clock.now());
            if (isOver(trouble, r.clock.now()))
                return inconclusive(seenIds, trouble);
            continue;
        }
        trouble = undefined;
        const candidates = candidatesIn(reply.value.jobs, open, r.claimed);
        const finding = decide(candidates, before, open.mustProveAll);
        if (finding?.kind === 'adopted' && (await r.claimedElsewhere?.())?.has(finding.job.id)) {
            return { kind: 'undecided', ids: [finding.job.id] };
        }
        if (finding !== undefined)
            return finding;
        before = candidates;
        for (const { job } of candidates)
            seenIds.add(job.id);
        if (r.clock.now() < settledMs || candidates.length > 0)
            continue;
        return reply.value.isWhole && seenIds.size === 0 ? { kind: 'none' } : inconclusive(seenIds);
    }
}
/** A job that was seen once is named, also where it is out of sight by now. */
function inconclusive(seenIds, { failure, isCut } = {}) {
    if (seenIds.size > 0)
        return { kind: 'undecided', ids: [...seenIds] };
    return {
        kind: 'unseen',
        ...(failure === undefined ? {} : { failure }),
        ...(isCut === undefined ? {} : { isCut }),
    };
}
/** The jobs that may be ours: new, nobody else's, and without a field that says otherwise. */
function candidatesIn(jobs, open, claimed) {
    const known = new Set(open.known);
    const isNew = ({ id, createdAt }) => !known.has(id) && (createdAt === undefined ? open.knowsAll : createdAt >= open.sinceS);
    return jobs
        .filter((job) => isNew(job) && !claimed.has(job.id))
        .map((job) => ({ job, ...(0,match/* compare */.U)(open.request, job) }))
        .filter(({ differs }) => !differs)
        .map(({ job, unproven }) => ({ job, unproven }));
}
function decide(candidates, before, mustProveAll) {
    const ids = candidates.map(({ job }) => job.id);
    const [only] = candidates;
    if (only === undefined)
        return undefined;
    if (candidates.length > 1)
        return { kind: 'undecided', ids };
    if (before.length !== 1 || before[0]?.job.id !== only.job.id)
        return undefined;
    return mustProveAll && only.unproven.length > 0 ? { kind: 'undecided', ids } : { kind: 'adopted', ...only };
}
function worse(trouble, failure, nowMs) {
    return { failure, refusals: (0,failures/* refusalsWith */.ys)(trouble?.refusals, failure, nowMs) };
}
function isOver({ failure, refusals }, nowMs) {
    return (0,failures/* isBelievable */.Ge)(refusals, failure, 'read-before', nowMs);
}
function gapMs(look, trouble, { random }) {
    const gap = GAPS_MS[Math.min(look, GAPS_MS.length - 1)] ?? SETTLE_MS;
    if (trouble === undefined)
        return gap;
    const { retryAfterMs } = trouble.failure;
    return look < QUICK_LOOKS ? Math.max(gap, retryAfterMs ?? 0) : outageGapMs(retryAfterMs, random());
}

;// CONCATENATED MODULE: ./build/job/settle.js


/** The service said no. */
function refused(training, failure) {
    return { ...training, outcome: 'refused', failure };
}
/** Patience with a service that took nothing is over, or it let nobody in. */
function neverTaken(training, failure) {
    const note = 'The service took nothing within 15 minutes. Run the step again later.';
    const notes = (0,failures/* isOutage */.uD)(failure) ? [...training.notes, note] : training.notes;
    return { ...training, outcome: 'refused', failure, notes };
}
/** What a submission without an answer came to, after the list was searched. */
function settled(training, doubt, finding, wallMs) {
    const { failure, isConflict } = doubt;
    if (finding.kind === 'adopted') {
        return { ...(0,job_training/* seen */.cI)(training, finding.job, wallMs), notes: [...training.notes, adoptionNote(finding)] };
    }
    // After a repeat, what the service has already may be what was sent first.
    if (isConflict && doubt.repeats === 0 && finding.kind === 'none')
        return refused(training, failure);
    const notes = [...training.notes, doubtNote(doubt), searchNote(finding), ADVICE];
    return { ...training, outcome: 'unknown', failure, notes };
}
const ADVICE = 'To find out, run this action with `command: list` and look for a job of this moment. If there is one, follow it with `command: wait` and its `job-id`, or stop it with `command: cancel`; if there is none, run the step again.';
function doubtNote({ repeats }) {
    const again = repeats === 0
        ? 'It was not sent again, because that could train twice.'
        : `It was sent ${repeats === 1 ? 'once' : `${repeats} times`} more, as \`on-unknown: resubmit\` asks.`;
    return `The outcome of the submission is unknown: the spec was sent, but no usable answer came back, so that a job may exist or not. ${again}`;
}
/** What the search for a job came to, in words. */
function searchNote(finding) {
    switch (finding.kind) {
        case 'none':
            return 'No job that matches it appeared in the list of jobs within 5 minutes.';
        case 'unseen': {
            const why = finding.failure === undefined ? '' : ` (${finding.failure.words})`;
            return `The list of jobs could not be searched for it${why}.`;
        }
        case 'undecided':
            return finding.ids.length === 1
                ? `The new job ${finding.ids.join()} looks like it, but may be of somebody else who submitted the like at the same time. It was left alone.`
                : `These new jobs match it, and which one is ours cannot be told: ${finding.ids.join(', ')}. None was cancelled.`;
    }
}
function adoptionNote({ unproven }) {
    const rest = unproven.length === 0
        ? 'Every field that was sent agrees.'
        : `Not verified, because the service does not tell: ${unproven.join(', ')}.`;
    return `The answer to the submission was lost. This job is the only new one that matches what was sent, and was adopted. ${rest}`;
}

;// CONCATENATED MODULE: ./build/pipeline/recall-job.js







/** How long the service is asked for a job of an earlier run, in milliseconds. */
const PATIENCE_MS = 15 * 60_000;
/** The record may be written before the clock of the service shows that second, in seconds. */
const CLOCK_MARGIN_S = 60;
/** A job that was written down less long ago may not be readable yet, in milliseconds. */
const FRESH_MS = 120_000;
/** A job that the service does not know is asked for once more after so long, before another one is paid for. */
const AGAIN_MS = 5_000;
/** Attaches a spec to the first of its jobs that the service still has and that did not come to nothing. */
async function attach({ training, spec }, jobs, step) {
    const { api, clock, random, deadlineMs, me } = step;
    for (const recorded of jobs) {
        const untilMs = Math.min(deadlineMs, clock.now() + PATIENCE_MS);
        const look = { clock, random, untilMs };
        const isFresh = clock.wall() - recorded.atMs < FRESH_MS;
        const acquaintance = isFresh ? 'just-created' : 'first-contact';
        let reply = await (0,job_read/* persistently */.p)(() => api.get(recorded.id), acquaintance, look);
        if (!reply.ok && reply.failure.status === 404) {
            await clock.sleep(AGAIN_MS);
            reply = await (0,job_read/* persistently */.p)(() => api.get(recorded.id), acquaintance, look);
        }
        if (!reply.ok && reply.failure.status !== 404) {
            const note = `The spec has the job ${recorded.id} already, which could not be read; nothing was submitted.`;
            return (0,job_training/* noted */.ZT)(refused(training, reply.failure), note);
        }
        if (!reply.ok || !isIts(recorded, reply.value, spec) || (0,job_status/* comesToNothing */.uW)((0,job_status/* phaseOf */.hU)(reply.value.status)))
            continue;
        const isTrained = (0,job_status/* phaseOf */.hU)(reply.value.status) === 'succeeded';
        return (0,job_training/* noted */.ZT)(reused(training, reply.value, step), reuseNote(isTrained, recorded.runId === me.run.id));
    }
    return 'submit';
}
/** What one of ours wrote down needs to be the same job only; what anybody may have written must be what is asked for. */
function isIts(recorded, job, { request }) {
    return (0,trust/* isSameJob */.c)(recorded, job) && (recorded.isHearsay !== true || !(0,match/* compare */.U)(request, job).differs);
}
function reuseNote(isTrained, isSameRun) {
    const who = isSameRun ? 'An earlier attempt of this run' : 'An earlier run';
    return isTrained
        ? `${who} trained this very spec, so that nothing was submitted. To train it again, set \`reuse: false\`.`
        : `${who} submitted this very spec, and this step follows its job. To submit another one, set \`reuse: false\`.`;
}
/** Looks for the job of a run that ended between its submission and the answer. */
async function lookFor({ training, spec }, { sinceMs, known, claimed, isInMatrix }, step) {
    const open = {
        request: spec.request,
        known,
        sinceS: Math.floor(sinceMs / 1000) - CLOCK_MARGIN_S,
        knowsAll: true,
        mustProveAll: isInMatrix,
    };
    const claimedElsewhere = () => step.progress.claimedElsewhere();
    const finding = await reconcile(open, { ...step, claimed, claimedElsewhere, sentWallMs: sinceMs });
    if (finding.kind === 'none')
        return 'submit';
    if (finding.kind !== 'adopted')
        return (0,job_training/* noted */.ZT)((0,job_training/* noted */.ZT)(training, searchNote(finding)), UNDECIDED, 'unknown');
    if ((0,job_status/* comesToNothing */.uW)((0,job_status/* phaseOf */.hU)(finding.job.status)))
        return 'submit';
    return (0,job_training/* noted */.ZT)(reused(training, finding.job, step), ADOPTED);
}
const UNDECIDED = 'An earlier run may have submitted this spec, and ended before it had the answer. Nothing was submitted now, because that could train twice. To submit all the same, set `reuse: false`.';
const ADOPTED = 'An earlier run submitted this spec and ended before it had the answer. This job is the only one since then that matches, and was adopted.';
function reused(training, job, { clock }) {
    return { ...(0,job_training/* seen */.cI)(training, job, clock.wall()), isReused: true };
}

;// CONCATENATED MODULE: ./build/pipeline/recall-list.js








/** How long the service is asked for its list, in milliseconds. */
const recall_list_PATIENCE_MS = 15 * 60_000;
/** GitHub lets people run a workflow again for 30 days. */
const RERUN_MS = 30 * 24 * 3600_000;
/** The clock of the service may be late, in seconds. */
const recall_list_CLOCK_MARGIN_S = 60;
/**
 * Where no place remembers what earlier attempts of this run have submitted, the list of the service does: exactly one
 * job since the event that matches all that was sent is taken for the one of the earlier attempt. Not in a matrix, whose
 * legs may differ in what the service does not tell.
 */
async function recallFromList(trainings, { reuse, isInMatrix }, step) {
    if (!reuse || isInMatrix || step.me.run.attempt < 2)
        return trainings;
    const { clock, random, api, deadlineMs } = step;
    const sinceMs = step.happenedAtMs ?? clock.wall() - RERUN_MS;
    const sinceS = Math.floor(sinceMs / 1000) - recall_list_CLOCK_MARGIN_S;
    const untilMs = Math.min(deadlineMs, clock.now() + recall_list_PATIENCE_MS);
    const reply = await (0,job_read/* persistently */.p)(() => (0,scan/* scan */.S)(api, sinceS), 'first-contact', { clock, random, untilMs });
    if (!reply.ok) {
        const { failure } = reply;
        if ((0,failures/* isOutage */.uD)(failure) || (0,failures/* classifySurvey */.NK)(failure) === 'stop')
            return trainings.map((training) => training.spec && !training.outcome ? refused(training, failure) : training);
        step.progress.warn(`Whether an earlier attempt has submitted this already is not known, because the list of jobs cannot be read (${failure.words}).`);
        return trainings;
    }
    const taken = new Set();
    return trainings.map((training) => {
        const { spec, outcome } = training;
        if (spec === undefined || outcome !== undefined)
            return training;
        const hasTwin = trainings.some((other) => other !== training && other.spec && (0,match/* looksLike */._)(spec.request, other.spec.request));
        const { jobs } = reply.value;
        const found = fromList(training, spec, { jobs, sinceS, taken, hasTwin, wallMs: clock.wall() });
        if (found.job !== undefined)
            step.progress.answered(found);
        return found;
    });
}
function fromList(training, { request }, listed) {
    const { jobs, sinceS, taken, hasTwin, wallMs } = listed;
    const open = { request, known: [], sinceS, knowsAll: false, mustProveAll: false };
    const alive = jobs.filter(({ status }) => !(0,job_status/* comesToNothing */.uW)((0,job_status/* phaseOf */.hU)(status)));
    const candidates = candidatesIn(alive, open, taken);
    const [only] = candidates;
    if (only === undefined)
        return training;
    if (candidates.length > 1 || (hasTwin && only.unproven.length > 0)) {
        const ids = candidates.map(({ job }) => job.id).join(', ');
        const note = `An earlier attempt of this run may have submitted this spec, and which job is its own cannot be told: ${ids}. Nothing was submitted. Follow one with \`command: wait\` and its \`job-id\`, or set \`reuse: false\` to submit another one.`;
        return (0,job_training/* noted */.ZT)(training, note, 'unknown');
    }
    taken.add(only.job.id);
    const rest = only.unproven.length === 0
        ? ''
        : ` Not verified, because the service does not tell: ${only.unproven.join(', ')}.`;
    const note = `This is not the first attempt of this run, and nothing remembers what the first one did. This job is the only one since then that matches the spec, so this step follows it instead of submitting again (\`reuse: false\` submits).${rest}`;
    return (0,job_training/* noted */.ZT)({ ...(0,job_training/* seen */.cI)(training, only.job, wallMs), isReused: true }, note);
}

;// CONCATENATED MODULE: ./build/pipeline/recall.js






/** How long GitHub is asked what earlier runs have left, before anything is submitted, in milliseconds. */
const recall_RECORD_PATIENCE_MS = 120_000;
/** Between two looks at what another run is about to submit, in milliseconds. */
const AWAIT_GAP_MS = 10_000;
/** How often a claim is written that somebody writes over who has read before it; then it is done without. */
const MOST_CLAIMS = 3;
/** What was read longer ago is read again before this run writes down that it submits, in milliseconds. */
const recall_FRESH_MS = 1_000;
/**
 * Looks up what earlier runs, and runs that go on beside this one, have left: a spec that has a job already is attached
 * to it, one that a newer run has replaced is superseded, and for the others this run writes down that it submits them.
 * What comes back without job and outcome may be submitted.
 */
async function recall(trainings, inputs, step) {
    const { books, clock, trouble } = step;
    if (trouble !== undefined && inputs.reuse)
        return away(trainings, trouble);
    if (books === undefined || !books.isKept) {
        step.progress.tell(NO_RECORD);
        return recallFromList(trainings, inputs, step);
    }
    const first = await (0,conversation/* patiently */.d)(() => books.read(trainings), clock, recall_RECORD_PATIENCE_MS);
    if (first.ok)
        return new Recall(inputs, step, books).all(trainings, first.value);
    if (!first.isFinal && inputs.reuse)
        return away(trainings, first.reason);
    unprotected(step);
    return recallFromList(trainings, inputs, step);
}
const NO_RECORD = 'Nothing remembers what this run submits, so that running this workflow again may train again. A comment on the pull request does (`comment: true`), and elsewhere `commit-status: true`.';
/** Without the record, re-runs are not protected; that is no reason not to train. The record has said why it is none. */
function unprotected(step) {
    step.progress.warn('What earlier runs have submitted cannot be looked up, and what this one submits cannot be written down. Running this workflow again may train again.');
}
function away(trainings, reason) {
    const note = `Nothing was submitted: GitHub, which remembers what earlier runs have submitted, could not be asked for it (${reason}). Run the step again, or set \`reuse: false\` to do without.`;
    return trainings.map((training) => (training.spec ? (0,job_training/* noted */.ZT)(training, note, 'refused') : training));
}
class Recall {
    #inputs;
    #step;
    #books;
    #settled = new Map();
    #told = new Set();
    #claims = new Map();
    /** What was decided and came to nothing, so that it is not tried again. */
    #tried = new Set();
    constructor(inputs, step, books) {
        this.#inputs = inputs;
        this.#step = step;
        this.#books = books;
    }
    async all(trainings, first) {
        const { clock, deadlineMs } = this.#step;
        let record = first;
        let readMs = clock.now();
        let open = trainings.filter(({ spec, outcome }) => spec !== undefined && outcome === undefined);
        while (open.length > 0) {
            const { wishes, awaited } = await this.#decideAll(open, record);
            // Another run may have begun while it was found out: then it is decided anew.
            if (wishes.length > 0 && clock.now() - readMs <= recall_FRESH_MS)
                record = await this.#claim(wishes, record);
            open = open.filter(({ label }) => !this.#settled.has(label));
            if (open.length === 0)
                break;
            if (clock.now() >= deadlineMs) {
                for (const each of open)
                    this.#settle((0,job_training/* noted */.ZT)(each, OUT_OF_TIME, 'timed-out'));
                break;
            }
            if (awaited > 0)
                await clock.sleep(Math.min(AWAIT_GAP_MS, deadlineMs - clock.now()));
            const reply = await (0,conversation/* patiently */.d)(() => this.#books.read(open), clock, recall_RECORD_PATIENCE_MS);
            readMs = clock.now();
            if (reply.ok)
                record = reply.value;
            else
                for (const each of away(open, reply.reason))
                    this.#settle(each);
        }
        return trainings.map((training) => this.#settled.get(training.label) ?? training);
    }
    #settle(training) {
        this.#settled.set(training.label, training);
        if (training.job !== undefined)
            this.#step.progress.answered(training);
    }
    /** One after the other: what one is attached to is taken for the next. */
    async #decideAll(open, record) {
        const wishes = [];
        let awaited = 0;
        for (const training of open) {
            const { spec } = training;
            if (spec === undefined)
                continue;
            const decision = this.#inputs.reuse ? this.#decision(training, spec, record) : SUBMIT;
            const settled = await this.#tryOnce(decision, training, spec, record);
            if (settled === 'submit')
                wishes.push(training);
            else if (settled === 'await')
                awaited++;
            else
                this.#settle(settled);
        }
        return { wishes, awaited };
    }
    #decision({ label }, { digest }, record) {
        const { me, clock } = this.#step;
        return (0,record_decision/* decide */.LD)((0,record_entry/* entryOf */.Ms)(record, label), { ...me, digest, nowMs: clock.wall() });
    }
    async #tryOnce(decision, training, spec, record) {
        const id = JSON.stringify([training.label, decision]);
        const settled = this.#tried.has(id) ? 'submit' : await this.#follow(decision, training, spec, record);
        if (settled !== 'submit')
            return settled;
        this.#tried.add(id);
        const entry = (0,record_entry/* entryOf */.Ms)(record, training.label);
        const me = { ...this.#step.me, digest: spec.digest };
        if (!this.#inputs.reuse || entry === undefined || !(0,record_decision/* isTakenOver */.Gj)(entry, me))
            return settled;
        // The watch would let go of it at once.
        const note = `Run ${entry.run.id} is newer, and holds this spec for another commit, so that this one submits nothing. Run that one again, or set \`reuse: false\`.`;
        return (0,job_training/* noted */.ZT)(training, note, 'superseded');
    }
    async #follow(decision, training, spec, record) {
        switch (decision.kind) {
            case 'submit':
                return 'submit';
            case 'attach':
                return attach({ training, spec }, decision.jobs, this.#step);
            case 'await':
                this.#tellOnce(`${training.label}: run ${decision.run.id} is submitting this very spec; waiting for its job.`);
                return 'await';
            case 'look-for':
                return this.#lookFor(decision.sinceMs, { training, spec }, record);
            case 'superseded': {
                const note = `Run ${decision.run.id} is newer and has another version of this spec, so that this one was not submitted. To train it all the same, set \`reuse: false\`.`;
                return (0,job_training/* noted */.ZT)(training, note, 'superseded');
            }
        }
    }
    #lookFor(sinceMs, candidate, record) {
        const { label } = candidate.training;
        this.#tellOnce(`${label}: an earlier run ended in the middle of submitting this very spec; looking for its job in the list.`);
        const known = Object.values(record.entries).flatMap(({ jobs }) => jobs.map(({ id }) => id));
        const claimed = new Set([...this.#settled.values()].flatMap(({ job }) => (job ? [job.id] : [])));
        return lookFor(candidate, { sinceMs, known, claimed, isInMatrix: this.#inputs.isInMatrix }, this.#step);
    }
    /** What is claimed by another run at the same moment stays open, and is decided anew. */
    async #claim(wishes, record) {
        if (!this.#inputs.reuse)
            this.#books.insist(wishes);
        const reply = await this.#books.claim(wishes);
        if (!reply.ok) {
            // What cannot be written may be written elsewhere, where it has to be read first.
            if (reply.isFinal && this.#books.fallBack())
                return record;
            for (const each of await this.#withoutClaim(wishes, reply))
                this.#settle(each);
            return record;
        }
        for (const wish of wishes) {
            const [before, now] = [record, reply.value].map((each) => (0,record_entry/* entryOf */.Ms)(each, wish.label));
            const isStanding = now?.writer === this.#step.me.writer || this.#isOutOfClaims(wish);
            if (!this.#inputs.reuse || (isStanding && this.#mayAct(wish, before, now)))
                this.#settle(wish);
        }
        return reply.value;
    }
    /** A claim that others do not see keeps nobody from submitting the same. */
    #isOutOfClaims({ label }) {
        const claims = (this.#claims.get(label) ?? 0) + 1;
        this.#claims.set(label, claims);
        return claims >= MOST_CLAIMS;
    }
    /** The record can be read and not written, or GitHub does not answer. */
    async #withoutClaim(wishes, { isFinal, reason }) {
        if (!isFinal && this.#inputs.reuse)
            return away(wishes, reason);
        unprotected(this.#step);
        return recallFromList(wishes, this.#inputs, this.#step);
    }
    /** Whether nobody came in between: what stands there is ours, or was there when it was decided that this run submits. */
    #mayAct({ spec }, before, now) {
        const known = new Set(before?.jobs.map(({ id }) => id));
        if (now?.jobs.some(({ id, digest }) => digest === spec?.digest && !known.has(id)))
            return false;
        return (now?.writer === this.#step.me.writer || (now?.writer === before?.writer && now?.atMs === before?.atMs));
    }
    #tellOnce(line) {
        if (!this.#told.has(line))
            this.#step.progress.tell(line);
        this.#told.add(line);
    }
}
const OUT_OF_TIME = 'The time of the step was over before this spec was sent.';
const SUBMIT = { kind: 'submit' };

;// CONCATENATED MODULE: ./build/job/survey.js



/**
 * The service's clock is told to the second, `created_at` too, and the machines behind it differ; so much earlier a job
 * may seem to have been made than it was asked for.
 */
const survey_CLOCK_MARGIN_S = 2;
/** The same where the service did not tell its time, so that ours has to do. */
const UNKNOWN_CLOCK_MARGIN_S = 300;
/** Reads the newest page of the list: it proves the key, and tells which jobs are there and what time it is there. */
async function survey(s, onAway) {
    const read = { ...s, untilMs: s.patientUntilMs, onFirstFailure: onAway };
    const reply = await (0,job_read/* persistently */.p)(() => s.api.list(0, scan/* PAGE_SIZE */.m), 'first-contact', read);
    if (reply.ok)
        return { kind: 'surveyed', page: reply.value, atMs: s.clock.now() };
    const { failure } = reply;
    return { kind: (0,failures/* isOutage */.uD)(failure) ? 'stop' : (0,failures/* classifySurvey */.NK)(failure), failure };
}
/** What is to be known of a request that is sent now, to find its job again. */
function openSubmission(sent, { page, atMs }, clock) {
    const { jobs, total, serverNowMs } = page;
    const thereMs = serverNowMs === undefined ? clock.wall() : serverNowMs + (clock.now() - atMs);
    const marginS = serverNowMs === undefined ? UNKNOWN_CLOCK_MARGIN_S : survey_CLOCK_MARGIN_S;
    return {
        ...sent,
        known: jobs.map(({ id }) => id),
        // No job is made before those that are there, whatever the unit of their times, or the clock that was told.
        sinceS: Math.max(Math.floor(thereMs / 1000), ...jobs.map(({ createdAt = 0 }) => createdAt)) - marginS,
        knowsAll: total === undefined ? jobs.length < scan/* PAGE_SIZE */.m : jobs.length >= total,
    };
}

;// CONCATENATED MODULE: ./build/job/submit.js







/** A service that loses every answer is not sent more jobs than this, whatever the user wants. */
const MAX_REPEATS = 2;
/**
 * Submits the spec of a training. The list is read first, so that a lost answer can be cleared up afterwards. A request
 * that provably never reached the service, or that it asked to repeat later, is repeated while patience lasts; one whose
 * fate is open is looked for in the list, and repeated only where the user accepts that this may train twice.
 */
async function submit_submit(training, spec, s) {
    const end = await attempt(training, spec, s);
    s.onAnswer(end);
    return end;
}
async function attempt(training, spec, s) {
    const tell = (kind, failure) => s.onEvent({ kind, training, failure });
    const before = await survey(s, (failure) => tell('away', failure));
    if (before.kind === 'stop')
        return neverTaken(training, before.failure);
    if (before.kind === 'blind')
        tell('blind', before.failure);
    const intent = s.newIntent();
    let open;
    for (let repeats = 0;; repeats++) {
        const sent = await send({ spec, intent, before, tell, ...(open === undefined ? {} : { open }) }, s);
        if (sent.fate === 'accepted')
            return (0,job_training/* seen */.cI)(training, sent.job, s.clock.wall());
        if (repeats === 0 && sent.fate === 'never-taken')
            return neverTaken(training, sent.failure);
        if (repeats === 0 && sent.fate === 'refused')
            return refused(training, sent.failure);
        tell('in-doubt', sent.failure);
        // Whatever was sent first may still appear, too.
        open ??= sent.open;
        const finding = await search(open, sent.failure, s);
        const isConflict = sent.fate === 'conflict';
        const end = settled(training, { failure: sent.failure, isConflict, repeats }, finding, s.clock.wall());
        if (sent.fate !== 'open' || !mayRepeat(finding, repeats, s))
            return end;
        tell('resubmitting', sent.failure);
    }
}
/** Looks for the job where the list can be read. Where it cannot, a repeat at least does not follow at once. */
async function search(open, failure, s) {
    const { retryAfterMs = 0 } = failure;
    if (open !== undefined)
        return reconcile(open, { ...s, waitMs: retryAfterMs });
    if (s.onUnknown !== 'resubmit')
        return { kind: 'unseen' };
    const waitMs = outageGapMs(retryAfterMs, s.random());
    if (s.clock.now() + waitMs > s.deadlineMs)
        return { kind: 'unseen', isCut: true };
    await s.clock.sleep(waitMs);
    return { kind: 'unseen' };
}
function mayRepeat(finding, repeats, s) {
    const isOpen = finding.kind === 'none' || (finding.kind === 'unseen' && finding.isCut !== true);
    return isOpen && s.onUnknown === 'resubmit' && repeats < MAX_REPEATS && s.clock.now() < s.deadlineMs;
}
/** Sends the request, again and again while it provably came to nothing and patience lasts. */
async function send(wish, s) {
    const { spec, intent, before } = wish;
    const { request } = spec;
    const { mustProveAll } = s;
    for (let tries = 1;; tries++) {
        const open = wish.open ??
            (before.kind === 'blind' ? undefined : openSubmission({ request, mustProveAll }, before, s.clock));
        s.onSend(open);
        const reply = await s.api.create(request, intent);
        if (reply.ok)
            return { fate: 'accepted', job: reply.value };
        const { failure } = reply;
        const asked = { failure, ...(open === undefined ? {} : { open }) };
        switch ((0,failures/* classifySubmission */.TI)(failure)) {
            case 'refused':
                return { fate: 'refused', ...asked };
            case 'conflict':
                return { fate: 'conflict', ...asked };
            case 'ambiguous':
                return { fate: 'open', ...asked };
            case 'not-sent':
            case 'busy': {
                if (wish.open === undefined)
                    s.onUnsent();
                if (tries === 1)
                    wish.tell('away', failure);
                const waitMs = (0,job_read/* backoffMs */.j)(tries, failure.retryAfterMs, s.random());
                if (s.clock.now() + waitMs > s.patientUntilMs)
                    return { fate: 'never-taken', ...asked };
                await s.clock.sleep(waitMs);
            }
        }
    }
}

;// CONCATENATED MODULE: ./build/pipeline/submission.js



/** How long a service that takes nothing is tried, before anything was submitted, in milliseconds. */
const submission_PATIENCE_MS = 15 * 60_000;
/** One after the other, so that a lost answer can be cleared up before the next is sent. */
async function submitAll(trainings, inputs, step) {
    const done = [];
    let notBeforeMs = 0;
    for (const training of trainings) {
        const { spec } = training;
        const isDecided = training.job !== undefined || training.outcome !== undefined;
        const why = spec && !isDecided && holdReason(spec, done, notBeforeMs, step);
        if (spec === undefined || isDecided)
            done.push(training);
        else if (why)
            done.push({ ...training, ...why });
        else {
            const submitted = await submit_submit(training, spec, submission(training, done, inputs, step));
            notBeforeMs = step.clock.now() + (submitted.failure?.retryAfterMs ?? 0);
            done.push(submitted);
        }
    }
    return done;
}
/** Why a spec is not sent now, where the fate of the ones before it forbids that. */
function holdReason(spec, done, notBeforeMs, { clock, deadlineMs }) {
    const twin = done.find((other) => isLost(other) && other.spec && (0,match/* looksLike */._)(spec.request, other.spec.request));
    if (twin !== undefined) {
        const note = `Nothing was submitted, because nobody knows what became of ${twin.label}, and a job of this spec could not be told from one of that.`;
        return { outcome: 'refused', notes: [note] };
    }
    if (clock.now() >= deadlineMs)
        return { outcome: 'timed-out', notes: ['The time of the step was over before this spec was sent.'] };
    if (clock.now() < notBeforeMs) {
        const note = 'Nothing was submitted, because the service asked to be left alone (Retry-After). Run the step again later.';
        return { outcome: 'refused', notes: [note] };
    }
    return undefined;
}
function submission(training, done, { onUnknown, isInMatrix }, step) {
    const { progress, clock } = step;
    const wasAway = done.some(({ failure, outcome }) => outcome === 'refused' && failure && (0,failures/* isOutage */.uD)(failure));
    return {
        ...step,
        onUnknown,
        claimed: new Set(done.flatMap(({ job }) => (job ? [job.id] : []))),
        claimedElsewhere: () => progress.claimedElsewhere(),
        mustProveAll: isInMatrix || done.some(isLost),
        // A service that took nothing for so long is not waited for once more.
        patientUntilMs: Math.min(step.deadlineMs, clock.now() + (wasAway ? 0 : submission_PATIENCE_MS)),
        onSend: (open) => progress.sending(training, open ?? 'unsearchable'),
        onUnsent: () => progress.notSent(),
        onEvent: (event) => progress.submission(event),
        onAnswer: (answered) => progress.answered(answered),
    };
}
/** Whether a job may exist that nobody knows. */
function isLost({ spec, job, outcome }) {
    return spec !== undefined && job === undefined && outcome === 'unknown';
}

;// CONCATENATED MODULE: ./build/pipeline/vetting.js
/** More than any spec has. */
const MOST_BYTES = 1024 * 1024;
/**
 * What is wrong with submitting specs that somebody from outside may have written, while this workflow has the secrets of
 * the repository: everything that is not, byte for byte, what the base branch has.
 */
async function vet(specs, step) {
    const { foreign, files } = step;
    if (foreign === undefined)
        return [];
    const paths = [...new Set(specs.map(({ file }) => file))];
    const problems = await Promise.all(paths.map((file) => vetFile(file, files, foreign)));
    return problems.filter((problem) => problem !== undefined);
}
async function vetFile(file, files, { event, base }) {
    const why = await difference(file, files, base);
    if (why === undefined)
        return undefined;
    const message = `The pull request comes from a fork, and \`${event}\` gives this workflow the secrets of the repository. Nothing was submitted, because ${why}: whoever opened the pull request would spend your training budget. Review it, and train from a branch of your own or after the merge.`;
    return { level: 'error', place: { file }, message };
}
async function difference(file, files, base) {
    if (base === undefined)
        return 'the base branch cannot be read to compare the spec with';
    const [here, there] = await Promise.all([files.read(file, MOST_BYTES), base.read(file)]);
    if (there.kind === 'missing')
        return `there is no such spec on ${base.ref}`;
    if (there.kind === 'unreadable')
        return `the spec on ${base.ref} cannot be read (${there.reason})`;
    const isSame = here.kind === 'file' && Buffer.compare(here.bytes, there.bytes) === 0;
    return isSame ? undefined : `the spec is not the one on ${base.ref}`;
}

;// CONCATENATED MODULE: ./build/job/listed.js

/** How far a job is in each phase. Only the service knows where a word belongs that we do not know. */
const PROGRESS = {
    queued: 0,
    validating: 1,
    validated: 2,
    running: 3,
    cancelling: 4,
    succeeded: 5,
    failed: 5,
    cancelled: 5,
};
/**
 * The job as the list describes it, on top of what is known of it; undefined where the job itself has to be asked. A list
 * may be behind the job and may leave fields out, so it can take a job forward but never back, and it tells of an end
 * only what the job would tell too.
 */
function listed_fromList(known, listed) {
    if (listed.status === undefined || isBefore(listed, known) || lacksItsResult(listed))
        return undefined;
    const phase = (0,job_status/* phaseOf */.hU)(listed.status);
    const isSame = listed.status === known.status || (phase !== 'unrecognised' && phase === (0,job_status/* phaseOf */.hU)(known.status));
    if (!isSame && !isAhead(listed, known))
        return undefined;
    // Another spelling of the same phase is no change.
    const status = isSame ? known.status : listed.status;
    return { ...known, ...listed, id: known.id, ...(status === undefined ? {} : { status }) };
}
/** `modified_at` of `a` is before that of `b`, where both have one. */
function isBefore({ modifiedAt: a }, { modifiedAt: b }) {
    return a !== undefined && b !== undefined && a < b;
}
/** A success without its model or a failure without its reason: the job itself may tell more. */
function lacksItsResult({ status, outputModel, reason }) {
    const phase = (0,job_status/* phaseOf */.hU)(status);
    return (phase === 'succeeded' && outputModel === undefined) || (phase === 'failed' && reason === undefined);
}
function isAhead(listed, known) {
    if (known.status === undefined)
        return true;
    const [to, from] = [(0,job_status/* phaseOf */.hU)(listed.status), (0,job_status/* phaseOf */.hU)(known.status)];
    if (to === 'unrecognised' || from === 'unrecognised')
        return (0,job_status/* isTerminal */.Hd)(to) || isBefore(known, listed);
    return PROGRESS[to] > PROGRESS[from];
}

;// CONCATENATED MODULE: ./build/job/listing.js


/** A page for fewer jobs than this costs no less than reading them singly. */
const FEWEST_ON_PAGE = 2;
/** A job that so many pages in a row did not show, each the one after the other, is not looked for any further. */
const MOST_MISSES = 3;
/** So many pages may be read in vain, and one more for each ten that were not. */
const MOST_IN_VAIN = 5;
const SHARE_IN_VAIN = 0.1;
/** A list that does not help is left alone for as long as the watch has lasted, within these bounds. */
const SHORTEST_REST_MS = 30_000;
const LONGEST_REST_MS = 600_000;
/** After so many readings, the job that is next in turn is read singly too, to see whether the list is right; once it was, after more. */
const READINGS_BEFORE_CHECK = 20;
const READINGS_BETWEEN_CHECKS = 30;
/** Times of the service are told to the second, and by several clocks. */
const CLOCK_MARGIN_MS = 3_000;
function newMemory(startedMs) {
    return {
        startedMs,
        restUntilMs: startedMs,
        isDoubted: false,
        spare: MOST_IN_VAIN,
        lagMs: 0,
        checks: 0,
        untilCheck: READINGS_BEFORE_CHECK,
        places: new Map(),
    };
}
/** Leaves the list alone for a while; after that, jobs are looked for from its first page on. */
function rested(memory, nowMs) {
    const restMs = Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, nowMs - memory.startedMs));
    return { ...memory, spare: MOST_IN_VAIN, places: new Map(), restUntilMs: nowMs + restMs };
}
/**
 * A list that is behind looks like jobs that stay as they are. So now and then one of the jobs that it showed is asked
 * itself: returns which, if any.
 */
function toCheck({ found, memory }) {
    return memory.untilCheck > 0 ? undefined : [...found.keys()].at(memory.checks % found.size);
}
/** What a check has taught: where the job is further than the list said, the next one follows at once. */
function checked(memory, said, is) {
    const place = placeOf(said, memory);
    return {
        ...memory,
        checks: memory.checks + 1,
        untilCheck: said.status === is.status ? READINGS_BETWEEN_CHECKS : 1,
        lagMs: Math.max(memory.lagMs, lagSeen(said, is, place?.toldMs)),
    };
}
/**
 * Reads the pages of the list on which jobs that are due are expected, each together with others of ours: where they were
 * last, or, as newer jobs push them on, a page further. Nothing depends on order or totals: what is not found is for the
 * caller to read singly.
 */
async function readList(wanted, memory, api) {
    let listing = { found: new Map(), pages: new Set(), memory };
    for (;;) {
        const page = nextPage(wanted, listing);
        if (page === undefined)
            return listing;
        const reply = await api.list(page, scan/* PAGE_SIZE */.m);
        if (!reply.ok)
            return { ...listing, failure: reply.failure };
        listing = takeIn(listing, page, reply.value, wanted);
    }
}
/** Whether the list has turned out not to be worth reading for now. */
function isOfNoUse({ spare, places }, wanted) {
    return spare < 1 || wanted.every(({ known }) => places.get(known.id) === 'nowhere');
}
function nextPage(wanted, { found, pages, memory }) {
    const expected = (jobs) => jobs.flatMap(({ known }) => placeOf(known, memory)?.page ?? []);
    const all = expected(wanted);
    const due = expected(wanted.filter(({ known, isDue }) => isDue && !found.has(known.id)));
    const worthwhile = due.filter((page) => !pages.has(page) && all.filter((each) => each === page).length >= FEWEST_ON_PAGE);
    return worthwhile.length === 0 ? undefined : Math.min(...worthwhile);
}
/** Where to look for a job; one that was never looked for is expected among the newest. */
function placeOf({ id }, { places }) {
    const place = places.get(id) ?? { page: 0, misses: 1 };
    return place === 'nowhere' ? undefined : place;
}
function takeIn(listing, page, read, wanted) {
    const { memory } = listing;
    const shown = new Map(read.jobs.map((job) => [job.id.toLowerCase(), job]));
    const found = new Map(listing.found);
    const places = new Map(memory.places);
    let { lagMs } = memory;
    for (const { known } of wanted) {
        const place = placeOf(known, memory);
        const listed = shown.get(known.id.toLowerCase());
        const job = listed && listed_fromList(known, listed);
        if (job !== undefined) {
            found.set(known.id, job);
            lagMs = Math.max(lagMs, lagSeen(known, job, place?.toldMs));
            places.set(known.id, {
                page,
                misses: 0,
                ...(read.serverNowMs === undefined ? {} : { toldMs: read.serverNowMs }),
            });
        }
        else if (listed !== undefined || (place?.page === page && !found.has(known.id))) {
            places.set(known.id, listed === undefined && place ? nextPlace(place, read) : 'nowhere');
        }
    }
    const isInVain = !wanted.some(({ known, isDue }) => isDue && shown.has(known.id.toLowerCase()));
    const spare = isInVain ? memory.spare - 1 : Math.min(MOST_IN_VAIN, memory.spare + SHARE_IN_VAIN);
    return {
        found,
        pages: new Set([...listing.pages, page]),
        memory: { ...memory, spare, lagMs, places, untilCheck: memory.untilCheck - 1 },
    };
}
/** Where a job may be that is not on the page on which it was expected. */
function nextPlace({ page, misses, ...rest }, { jobs, total }) {
    const isEnd = jobs.length === 0 || (page === 0 && total !== undefined && jobs.length >= total);
    return isEnd || misses >= MOST_MISSES ? 'nowhere' : { ...rest, page: page + 1, misses: misses + 1 };
}
/**
 * By how much the list was behind when it showed the job the time before: the change that it shows now had happened by
 * then. Says nothing where `modified_at` does not move with the status.
 */
function lagSeen(known, job, toldMs) {
    const { modifiedAt = 0 } = job;
    const hasMoved = job.status !== known.status && modifiedAt > (known.modifiedAt ?? Infinity);
    return hasMoved && toldMs !== undefined ? toldMs - modifiedAt * 1000 - CLOCK_MARGIN_MS : 0;
}

;// CONCATENATED MODULE: ./build/job/watched.js





/** A job that was just submitted is looked at after the shortest gap, one that is known by its id only at once. */
function startWatching(training, w) {
    const nowMs = w.clock.now();
    const watched = {
        training,
        acquaintance: training.job === undefined ? 'first-contact' : 'just-created',
        changedMs: nowMs,
        dueMs: nowMs,
        notBeforeMs: nowMs,
        spokenMs: nowMs,
        isWarned: false,
    };
    return training.job === undefined
        ? watched
        : watched_decide(schedule(warn(watched, w), nowMs, w), training.job, nowMs, w);
}
/** Nothing is decided about it yet. */
function isOpen({ training }) {
    return training.outcome === undefined;
}
/** Takes in what a look found. */
function observe(watched, job, askedMs, w) {
    const { outage, ...rest } = watched;
    const isChange = watched.training.job?.status !== job.status;
    const training = (0,job_training/* seen */.cI)(watched.training, job, w.clock.wall());
    if (outage)
        w.onEvent({ kind: 'back', training, afterMs: askedMs - outage.sinceMs });
    if (isChange)
        w.onEvent({ kind: 'changed', training, afterMs: askedMs - watched.changedMs });
    const met = { ...rest, training, acquaintance: 'read-before' };
    const now = isChange ? { ...met, changedMs: askedMs, spokenMs: askedMs } : met;
    return watched_decide(schedule(warn(now, w), askedMs, w), job, askedMs, w);
}
/** A status that we do not know counts as not finished; that is said once for each job. */
function warn(watched, w) {
    if (watched.isWarned || (0,job_status/* phaseOf */.hU)(watched.training.job?.status) !== 'unrecognised')
        return watched;
    w.onEvent({ kind: 'unrecognised', training: watched.training });
    return { ...watched, isWarned: true };
}
/** Takes in a look that failed: waits longer, or ends the watch where the service means it. */
function giveUp(watched, failure, askedMs, w) {
    const { sinceMs = askedMs, count = 0, ...kind } = watched.outage ?? {};
    const refusals = (0,failures/* refusalsWith */.ys)(watched.outage?.refusals, failure, askedMs);
    const outage = { ...kind, sinceMs, count: count + 1, failure, refusals };
    if ((0,failures/* isBelievable */.Ge)(refusals, failure, watched.acquaintance, askedMs)) {
        return decided({ ...watched, training: outOfReach(watched, failure) }, w);
    }
    if (watched.outage === undefined) {
        w.onEvent({ kind: 'away', training: watched.training, failure, remainingMs: w.deadlineMs - askedMs });
    }
    const nowMs = w.clock.now();
    const notBeforeMs = nowMs + (failure.retryAfterMs ?? 0);
    return { ...watched, outage, notBeforeMs, dueMs: nowMs + outageGapMs(failure.retryAfterMs, w.random()) };
}
/** The step's time is over: what is still open timed out. A job that ended without naming its model counts as failed. */
function runOutOfTime(watched) {
    const { training } = watched;
    if (training.outcome !== undefined)
        return watched;
    const outcome = (0,job_status/* phaseOf */.hU)(training.job?.status) === 'succeeded' ? 'failed' : 'timed-out';
    const note = training.job && (0,verdict/* explain */.WE)(training.job, outcome);
    return {
        ...watched,
        training: {
            ...training,
            ...(training.job === undefined && watched.outage?.failure ? { failure: watched.outage.failure } : {}),
            outcome,
            notes: note ? [...training.notes, note] : training.notes,
        },
    };
}
function schedule(watched, askedMs, w) {
    const dueMs = askedMs + nextGapMs(askedMs - watched.changedMs, w.random());
    const silentMs = askedMs - watched.spokenMs;
    if (silentMs < heartbeatGapMs(askedMs - watched.changedMs))
        return { ...watched, dueMs };
    const sinceMs = askedMs - watched.changedMs;
    w.onEvent({ kind: 'alive', training: watched.training, sinceMs, nextLookMs: dueMs - askedMs });
    return { ...watched, dueMs, spokenMs: askedMs };
}
function watched_decide(watched, job, askedMs, w) {
    const outcome = (0,verdict/* verdictOn */.Hc)(job, w.goal, askedMs - watched.changedMs);
    if (outcome === undefined)
        return watched;
    const note = (0,verdict/* explain */.WE)(job, outcome);
    const notes = note === undefined ? watched.training.notes : [...watched.training.notes, note];
    return decided({ ...watched, training: { ...watched.training, outcome, notes } }, w);
}
function decided(watched, w) {
    w.onEvent({ kind: 'decided', training: watched.training });
    return watched;
}
/** On first contact the service refused to show the job; later, its fate is what we do not know. */
function outOfReach(watched, failure) {
    const { training } = watched;
    if (watched.acquaintance === 'first-contact')
        return { ...training, outcome: 'refused', failure };
    const note = 'The service no longer shows this job. It may still be running, and cost money.';
    // The advice for an id that nobody has seen yet does not help here.
    const { hint, ...rest } = failure;
    const told = hint === undefined || failure.status === 404 ? rest : failure;
    return { ...training, outcome: 'unknown', failure: told, notes: [...training.notes, note] };
}

;// CONCATENATED MODULE: ./build/job/outage.js


/** Answers about the key: what they say of one job holds for all. */
const ABOUT_THE_KEY = new Set([401, 402]);
/** Whether a failure to read one job says something of the service or the key, as far as it can be known. */
function concernsAll(failure) {
    return (0,failures/* isOutage */.uD)(failure) || ABOUT_THE_KEY.has(failure.status ?? 0);
}
/** A failure that stands for all jobs: none is asked for before the time for the next try, and it is told once. */
function awayForAll(all, failure, askedMs, w) {
    const first = all.find(isOpen);
    if (first !== undefined && !all.some(isAwayWithAll)) {
        const remainingMs = w.deadlineMs - askedMs;
        w.onEvent({ kind: 'away', training: first.training, failure, remainingMs, isForAll: true });
    }
    return all.map((watched) => {
        if (!isOpen(watched))
            return watched;
        // With a run of failures under way, nothing more is told.
        const { outage = { sinceMs: askedMs, count: 0, isShared: true } } = watched;
        return giveUp({ ...watched, outage }, failure, askedMs, w);
    });
}
/** The service answers again. What only single jobs suffer from goes on. */
function backForAll(all, askedMs, w) {
    const away = all.find(isAwayWithAll);
    if (away?.outage === undefined)
        return all;
    const afterMs = askedMs - away.outage.sinceMs;
    w.onEvent({ kind: 'back', training: away.training, afterMs, isForAll: true });
    return all.map((watched) => {
        const { outage, ...rest } = watched;
        return outage?.isShared === true ? rest : watched;
    });
}
function isAwayWithAll(watched) {
    return isOpen(watched) && watched.outage?.isShared === true;
}

;// CONCATENATED MODULE: ./build/job/single-read.js

/** Asks the service for one job. */
async function readSingly({ training }, w) {
    const askedMs = w.clock.now();
    return { askedMs, reply: await w.api.get(training.job?.id ?? training.label) };
}
/** Takes in the answer. */
function single_read_takeIn(watched, { askedMs, reply }, w) {
    return reply.ok ? observe(watched, reply.value, askedMs, w) : giveUp(watched, reply.failure, askedMs, w);
}

;// CONCATENATED MODULE: ./build/job/joint-look.js






/** Single reads under way at the same time. */
const MOST_AT_ONCE = 4;
/**
 * One look at many jobs. The list comes first; what it does not show is read singly. A request that fails although one
 * before it was answered is about its own job (or about the list). Any other stands for the service: then nothing more is
 * asked in this look, and all jobs wait for the next try.
 */
class JointLook {
    #w;
    #before;
    #memory;
    #all;
    /** Labels of the jobs that are due and were not read yet. */
    #due;
    #isAnswered = false;
    constructor({ all, memory }, isDue, w) {
        // The same chance for all, so that jobs of the same age stay due at the same time.
        const random = w.random();
        this.#w = { ...w, random: () => random };
        this.#before = this.#memory = memory;
        this.#all = all;
        // Those that gave trouble of their own come last, so that another one tells how the service is.
        const due = all.filter(isDue).toSorted((a, b) => Number(isInTrouble(a)) - Number(isInTrouble(b)));
        this.#due = due.map(labelOf);
    }
    async take() {
        // After a list that failed, a job tells whether it was the service or the list alone.
        if (this.#memory.isDoubted)
            await this.#readSome();
        const listing = await this.#readList();
        while (this.#due.length > 0)
            await this.#readSome();
        if (this.#isAnswered && listing !== undefined)
            await this.#check(listing);
        return { all: this.#all, memory: this.#memory, isJoint: true };
    }
    async #readList() {
        const askedMs = this.#w.clock.now();
        const wanted = this.#wanted(askedMs);
        if (wanted.length < FEWEST_ON_PAGE || askedMs < this.#memory.restUntilMs)
            return undefined;
        const listing = await readList(wanted, this.#memory, this.#w.api);
        const { found, pages, memory, failure } = listing;
        this.#memory = isOfNoUse(memory, wanted) ? rested(memory, askedMs) : memory;
        if (pages.size > 0) {
            this.#memory = { ...this.#memory, isDoubted: false };
            this.#answer(askedMs);
        }
        this.#all = this.#all.map((watched) => {
            const job = isOpen(watched) ? found.get(watched.training.job?.id ?? '') : undefined;
            if (job === undefined)
                return watched;
            this.#due = this.#due.filter((label) => label !== labelOf(watched));
            return observe(watched, job, askedMs - memory.lagMs, this.#w);
        });
        if (failure)
            this.#missList(failure, askedMs);
        return listing;
    }
    /** Asks a job itself that the list has just shown, where it is time for that. */
    async #check(listing) {
        const said = listing.found.get(toCheck(listing) ?? '');
        const watched = this.#all.find((each) => isOpen(each) && each.training.job?.id === said?.id);
        if (said === undefined || watched === undefined)
            return;
        this.#due = [labelOf(watched)];
        await this.#readSome();
        const is = this.#all.find((each) => labelOf(each) === labelOf(watched))?.training.job;
        this.#memory = checked(this.#memory, said, is ?? said);
    }
    /** The jobs whose state can be taken from the list. */
    #wanted(nowMs) {
        return this.#all.flatMap((watched) => {
            const known = watched.training.job;
            if (known === undefined || !isOpen(watched))
                return [];
            // What is seen there may be as old as the list is behind.
            const isTooOld = 2 * this.#memory.lagMs > nextGapMs(nowMs - watched.changedMs, 0);
            return isTooOld ? [] : [{ known, isDue: this.#due.includes(labelOf(watched)) }];
        });
    }
    #missList(failure, askedMs) {
        if (!(0,failures/* isOutage */.uD)(failure)) {
            // The service has no list, or none for this key.
            this.#memory = { ...this.#memory, restUntilMs: Infinity };
        }
        else if (this.#isAnswered && failure.retryAfterMs === undefined) {
            this.#memory = { ...rested(this.#memory, askedMs), isDoubted: true };
        }
        else {
            this.#giveUpAll(failure, askedMs);
            this.#memory = { ...this.#memory, isDoubted: true };
        }
    }
    /** Reads the next few singly; one alone, until it is known that the service answers. */
    async #readSome() {
        const wasAnswered = this.#isAnswered;
        const now = this.#due.slice(0, wasAnswered ? MOST_AT_ONCE : 1);
        this.#due = this.#due.slice(now.length);
        const asked = this.#all.filter((watched) => now.includes(labelOf(watched)));
        const reads = await Promise.all(asked.map(async (watched) => ({ watched, ...(await readSingly(watched, this.#w)) })));
        const answered = reads.find(({ reply }) => reply.ok || !concernsAll(reply.failure));
        if (answered)
            this.#answer(answered.askedMs);
        else
            this.#isAnswered = false;
        const forAll = reads.find(({ watched, reply }) => !reply.ok && standsForAll(reply.failure, watched, wasAnswered));
        for (const { watched, ...done } of reads) {
            if (forAll !== undefined && !done.reply.ok)
                continue;
            this.#all = this.#all.map((each) => labelOf(each) === labelOf(watched) ? single_read_takeIn(each, done, this.#w) : each);
        }
        if (forAll?.reply.ok === false)
            this.#giveUpAll(forAll.reply.failure, forAll.askedMs);
    }
    #answer(askedMs) {
        this.#isAnswered = true;
        this.#all = backForAll(this.#all, askedMs, this.#w);
    }
    #giveUpAll(failure, askedMs) {
        this.#isAnswered = false;
        this.#due = [];
        this.#all = awayForAll(this.#all, failure, askedMs, this.#w);
        // Where it is the key that was refused, that was not about the list.
        this.#memory = { ...this.#memory, restUntilMs: this.#before.restUntilMs };
    }
}
function labelOf({ training }) {
    return training.label;
}
/** Reading this job fails while others can be read. */
function isInTrouble({ outage }) {
    return outage !== undefined && outage.isShared !== true;
}
/** Whether a failure to read one job holds for all: what it says is not about the job, and nobody was answered since. */
function standsForAll(failure, watched, wasAnswered) {
    if (!concernsAll(failure))
        return false;
    return failure.retryAfterMs !== undefined || (!wasAnswered && !isInTrouble(watched));
}

;// CONCATENATED MODULE: ./build/job/look.js




/** From so many jobs on they are looked at together. */
const FEWEST_TOGETHER = 4;
/** Looks at the jobs that are due: few each by itself, many as far as possible through the list, down to the last two. */
async function look(view, isDue, w) {
    const open = view.all.filter(isOpen).length;
    const isJoint = open >= (view.isJoint ? FEWEST_ON_PAGE : FEWEST_TOGETHER);
    if (isJoint)
        return new JointLook(view, isDue, w).take();
    const all = await Promise.all(view.all.map(async (watched) => isDue(watched) ? single_read_takeIn(watched, await readSingly(watched, w), w) : watched));
    return { ...view, all };
}

;// CONCATENATED MODULE: ./build/job/watch.js



/**
 * Watches jobs until each has an outcome or the time is over, and returns the trainings in their order. Looks first,
 * sleeps after, and looks a last time at the deadline, unless the service asked to be left alone for longer.
 */
async function watch(trainings, w) {
    let view = {
        all: trainings.map((training) => startWatching(training, w)),
        memory: newMemory(w.clock.now()),
        isJoint: false,
    };
    for (;;) {
        view = { ...view, all: view.all.map((watched) => yieldTo(watched, w)) };
        const nowMs = w.clock.now();
        const isLast = nowMs >= w.deadlineMs;
        view = await look(view, (watched) => isDue(watched, nowMs, isLast), w);
        if (isLast)
            return view.all.map((watched) => runOutOfTime(watched).training);
        const open = view.all.filter(isOpen);
        if (open.length === 0)
            return view.all.map(({ training }) => training);
        const wakeMs = Math.min(w.deadlineMs, ...open.map(({ dueMs }) => dueMs));
        await w.clock.sleep(Math.max(0, wakeMs - w.clock.now()));
    }
}
/** A newer run follows the job, or has replaced it. */
function yieldTo(watched, w) {
    const { training } = watched;
    if (training.outcome !== undefined || w.isTakenOver?.(training) !== true)
        return watched;
    const note = 'A newer run has taken over, so that this step stopped waiting.';
    return { ...watched, training: { ...training, outcome: 'superseded', notes: [...training.notes, note] } };
}
function isDue(watched, nowMs, isLast) {
    if (watched.training.outcome !== undefined)
        return false;
    return nowMs >= (isLast ? watched.notBeforeMs : watched.dueMs);
}

;// CONCATENATED MODULE: ./build/pipeline/watching.js



/** How long a job that ran out of time is watched after it was asked to stop, in milliseconds. */
const STOP_CONFIRM_MS = 30_000;
/** Watches jobs to their goal, and deals with those that ran out of time. */
async function follow(trainings, goal, inputs, step) {
    const { books, progress } = step;
    const isTakenOver = (training) => books?.isTakenOver(training) ?? false;
    const watched = await watch(trainings, {
        ...step,
        goal,
        isTakenOver,
        onEvent: (event) => progress.watched(event),
    });
    if (inputs.onTimeout === 'leave')
        return watched;
    return Promise.all(watched.map(async (training) => (training.outcome === 'timed-out' ? stop(training, step) : training)));
}
async function stop(training, step) {
    const id = training.job?.id ?? training.namedId;
    if (id === undefined)
        return training;
    const stopped = await cancel(training, id, { ...step, confirmMs: STOP_CONFIRM_MS });
    const note = stopped.outcome === 'refused'
        ? 'The service refused to cancel the job.'
        : `The job was asked to stop; the service's last word is ${stopped.job?.status ?? 'unknown'}.`;
    return { ...stopped, outcome: 'timed-out', notes: [...stopped.notes, note] };
}
/** What a job that nobody waits for came to. */
function letGo(training) {
    const { job, isReused } = training;
    if (job === undefined || training.outcome !== undefined)
        return training;
    const outcome = (0,verdict/* verdictNow */.QC)(job);
    // Of a job that was there before, the end is known already.
    const isAccepted = outcome === 'running' || (outcome === 'succeeded' && isReused !== true);
    return { ...training, outcome: isAccepted ? 'submitted' : outcome };
}

;// CONCATENATED MODULE: ./build/run.js








/** `command: run`: inputs -> specs -> policy -> submission -> watch -> report. */
async function run(inputs, step) {
    const { specs, problems: found } = await readSpecs(inputs, step.files);
    const admission = admit(specs, found, inputs, await vet(specs, step));
    const problems = admission.kind === 'refused' ? [...found, ...admission.problems] : found;
    const planned = plan(specs, found);
    step.progress.begin(planned, problems);
    if (await isClosed(step))
        return { trainings: await closing_close(planned, inputs, step), problems };
    await compare(specs, inputs, step);
    if (admission.kind !== 'admitted')
        return turnAway(planned, problems, admission.kind);
    const recalled = await recall(planned, inputs, step);
    const submitted = await submitAll(recalled, inputs, step);
    const current = await supersede(submitted, inputs, step);
    const trainings = inputs.waitFor === 'nothing' ? current.map(letGo) : await follow(current, inputs.waitFor, inputs, step);
    return { trainings: await explainCancelled(trainings, step), problems };
}

;// CONCATENATED MODULE: ./build/commands/cancel.js



/** How long the confirmation may take, in milliseconds. */
const cancel_CONFIRM_MS = 60_000;
/** `command: cancel`: asks for the cancellation of a job and waits shortly for the confirmation. */
async function cancelJob({ jobId }, step) {
    const named = (0,job_training/* trainingOfJob */.bz)(jobId);
    step.progress.begin([named]);
    const ended = await cancel(named, jobId, { ...step, confirmMs: cancel_CONFIRM_MS });
    return { trainings: [ended.outcome === 'running' ? explained(ended) : ended], problems: [] };
}
/** Of a job that was not seen to be cancelled. */
function explained(training) {
    // It has succeeded: whether a model follows is a question for `status`.
    if ((0,job_status/* isTerminal */.Hd)((0,job_status/* phaseOf */.hU)(training.job?.status)))
        return (0,job_training/* noted */.ZT)(training, 'It ended before it was cancelled, and names no output model.', 'failed');
    const what = training.failure
        ? 'The service did not take the cancellation.'
        : 'The cancellation was requested, but not confirmed within 60 s.';
    return (0,job_training/* noted */.ZT)(training, `${what} The job may still run, and cost money.`);
}

;// CONCATENATED MODULE: ./build/commands/list.js


/** How long a service that does not answer is asked, in milliseconds. */
const list_PATIENCE_MS = 120_000;
/** The largest page of the contract. */
const PAGE_SIZE = 100;
/** `command: list`: the organisation's newest jobs, newest first. Green whatever became of them. */
async function list(step) {
    const untilMs = step.clock.now() + list_PATIENCE_MS;
    const reply = await (0,job_read/* persistently */.p)(() => step.api.list(0, PAGE_SIZE), 'first-contact', { ...step, untilMs });
    if (!reply.ok) {
        const unread = {
            label: 'list of jobs',
            outcome: 'refused',
            timeline: [],
            notes: [],
            failure: reply.failure,
        };
        return { trainings: [unread], problems: [] };
    }
    const newestFirst = [...reply.value.jobs].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
    const trainings = newestFirst.map(listed);
    return { trainings, problems: [], ...(trainings.length === 0 ? { outcome: 'succeeded' } : {}) };
}
function listed(job) {
    const timeline = [{ status: job.status ?? '', atMs: (job.modifiedAt ?? job.createdAt ?? 0) * 1000 }];
    return { label: job.id, job, timeline, notes: [], outcome: (0,verdict/* verdictNow */.QC)(job) };
}

;// CONCATENATED MODULE: ./build/commands/status.js



/** How long a service that does not answer is asked, in milliseconds. */
const status_PATIENCE_MS = 120_000;
/** `command: status`: reads one job once. A job that is not finished, or that failed, is an answer like any other. */
async function status_status({ jobId }, step) {
    const named = (0,job_training/* trainingOfJob */.bz)(jobId);
    step.progress.begin([named]);
    const untilMs = step.clock.now() + status_PATIENCE_MS;
    const reply = await (0,job_read/* persistently */.p)(() => step.api.get(jobId), 'first-contact', { ...step, untilMs });
    if (!reply.ok)
        return { trainings: [{ ...named, outcome: 'refused', failure: reply.failure }], problems: [] };
    const read = (0,job_training/* seen */.cI)(named, reply.value, step.clock.wall());
    return { trainings: [{ ...read, outcome: (0,verdict/* verdictNow */.QC)(reply.value) }], problems: [] };
}

;// CONCATENATED MODULE: ./build/commands/validate.js

/** `command: validate`: everything that can be known of the specs without key and network. */
async function validate(inputs, { files, progress }) {
    const { specs, problems } = await readSpecs(inputs, files);
    const { insteadOfRun } = inputs;
    // Of a closed pull request the comment stays as it is.
    const isTold = insteadOfRun !== undefined && insteadOfRun !== 'closed';
    const notes = isTold ? [`Nothing was submitted: ${WHY_KEYLESS[insteadOfRun]}.`] : [];
    const trainings = plan(specs, problems)
        .map(asValid)
        .map((training) => (training.outcome === 'valid' ? { ...training, notes } : training));
    progress.begin(trainings, problems);
    if (insteadOfRun !== undefined && problems.every(({ level }) => level !== 'error'))
        progress.warn(keylessWarning(insteadOfRun));
    return { trainings, problems };
}
const WHY_KEYLESS = {
    fork: 'the pull request comes from a fork, and GitHub gives such a run no secrets and so no API key',
    dependabot: 'the run was started by Dependabot, and GitHub gives such a run no secrets and so no API key',
    closed: 'the pull request is closed, and there is no API key to end its jobs with',
};
/** The ways in which what somebody from outside proposes is trained after a person of the repository has agreed. */
const SAFE_WAYS = 'Two safe ways to train it: after a review, start a `workflow_dispatch` workflow that checks out the reviewed commit and names the pull request in `issue-number`; or train on `push` to the base branch, after the merge.';
function keylessWarning(reason) {
    const what = `The spec was checked, but nothing was submitted: ${WHY_KEYLESS[reason]}.`;
    return reason === 'closed'
        ? `${what} Jobs that still run go on.`
        : `${what} ${SAFE_WAYS} A step that ships the model must ask for \`outcome == 'succeeded'\`, because this one is green.`;
}

;// CONCATENATED MODULE: ./build/commands/wait.js


/** `command: wait`: watches a job that exists already to its end. */
async function wait(inputs, step) {
    const named = (0,job_training/* trainingOfJob */.bz)(inputs.jobId);
    step.progress.begin([named]);
    return { trainings: await follow([named], 'end', inputs, step), problems: [] };
}

;// CONCATENATED MODULE: ./build/commands/command.js






/** Carries out a command. */
async function perform(inputs, world) {
    switch (inputs.command) {
        case 'run':
            return run(inputs, world.open(inputs));
        case 'validate':
            return validate(inputs, world);
        case 'status':
            return status_status(inputs, world.open(inputs));
        case 'wait':
            return wait(inputs, world.open(inputs));
        case 'cancel':
            return cancelJob(inputs, world.open(inputs));
        case 'list':
            return list(world.open(inputs));
        case 'sync': {
            // A file of its own in the bundle, which no other command has to read.
            const { sync } = await __nccwpck_require__.e(/* import() */ 544).then(__nccwpck_require__.bind(__nccwpck_require__, 8544));
            return sync(inputs, world.open(inputs));
        }
    }
}
/** A command that asks is green whatever the answer is; one that is to bring about something, only if it came about. */
const ANSWERS = ['failed', 'cancelled', 'running', 'submitted', 'succeeded'];
const GREEN = {
    // `valid` is for a closed pull request; specs that should have been submitted are never left at it.
    run: ['submitted', 'succeeded', 'valid'],
    wait: ['succeeded'],
    validate: ['valid'],
    status: ANSWERS,
    list: ANSWERS,
    // That nobody knows a job any more is an answer, too.
    sync: [...ANSWERS, 'unknown'],
    cancel: ['failed', 'cancelled', 'succeeded'],
};
/** Whether a step with this command and outcome is green. Everything that is not listed is red. */
function isGreen(command, outcome) {
    return outcome !== undefined && GREEN[command].includes(outcome);
}

;// CONCATENATED MODULE: ./build/contract/version.gen.js
// generated by npm run generate from package.json
/** Version of this action, as in package.json. */
const VERSION = '0.1.0';

;// CONCATENATED MODULE: ./build/cancellation/gate.js
/**
 * The service behind a gate. Once it is closed, nobody gets through or hears of an answer any more: whoever waits for one
 * waits for ever, and so does nothing that could cross the clearing up. Only the answer to a submission that is under way
 * is still handed over, because it names the job.
 */
class Gate {
    #api;
    #isClosed = false;
    #creating;
    constructor(api) {
        this.#api = api;
    }
    /** Closes the gate; the promise resolves when no submission is under way any more. */
    async close() {
        this.#isClosed = true;
        await this.#creating;
    }
    /** What is handed over only while the gate is open: the end of the work is no end any more once it is closed. */
    pass(value) {
        return this.#isClosed ? NEVER : Promise.resolve(value);
    }
    async create(request, intent) {
        if (this.#isClosed)
            return NEVER;
        const creating = this.#api.create(request, intent);
        this.#creating = creating;
        const reply = await creating;
        this.#creating = undefined;
        return reply;
    }
    get(id) {
        return this.#call(() => this.#api.get(id));
    }
    list(page, pageSize) {
        return this.#call(() => this.#api.list(page, pageSize));
    }
    cancel(id) {
        return this.#call(() => this.#api.cancel(id));
    }
    async #call(call) {
        if (this.#isClosed)
            return NEVER;
        return this.pass(await call());
    }
}
const NEVER = new Promise(() => undefined);

;// CONCATENATED MODULE: ./build/cancellation/standing.js
/**
 * Looks who else has to do with the jobs of a step that was cancelled: a newer run may follow them, and where the pull
 * request has moved on, the next run attaches to them or replaces them. Never rejects.
 */
async function lookAround({ books, pullRequest, me, }) {
    const [, now] = await Promise.all([books?.peek(), pullRequest?.now()]);
    const hasMoved = now !== undefined && !now.isClosed && now.headSha !== me.commit;
    return (training) => {
        if (books?.isHeldByNewer(training))
            return 'A newer run follows this job';
        return hasMoved
            ? 'The pull request has a newer commit, whose run follows or replaces this job'
            : undefined;
    };
}

;// CONCATENATED MODULE: ./build/github/payload.js
/*
 * Reads fields of an event's payload by their path, such as `pull_request.head.sha`. What is absent or of another type
 * than it should be is undefined: payloads come from files that other runners and people write as well.
 */
function at(payload, path) {
    return path
        .split('.')
        .reduce((parent, field) => typeof parent === 'object' && parent !== null ? Reflect.get(parent, field) : undefined, payload);
}
function textAt(payload, path) {
    const found = at(payload, path);
    return typeof found === 'string' && found !== '' ? found : undefined;
}
function isObjectAt(payload, path) {
    const found = at(payload, path);
    return typeof found === 'object' && found !== null && !Array.isArray(found);
}
function listAt(payload, path) {
    const found = at(payload, path);
    return Array.isArray(found) ? found : [];
}
/** The number of an issue or a pull request, or an id: whole, and 1 or more. */
function numberAt(payload, path) {
    const found = at(payload, path);
    return Number.isSafeInteger(found) && Number(found) > 0 ? Number(found) : undefined;
}
/** A full commit id. Zeros stand for "no commit", as in the deletion of a branch. */
function shaAt(payload, path) {
    const found = textAt(payload, path);
    return found && /^(?!0+$)(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(found) ? found : undefined;
}
/** Unix ms. GitHub writes times as ISO text, in some payloads as Unix seconds. */
function timeAt(payload, path) {
    const found = at(payload, path);
    if (typeof found === 'number')
        return found > 0 && found < 1e11 ? Math.round(found * 1000) : undefined;
    // Date.parse makes a date of nearly any text with a number in it.
    if (typeof found !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(found))
        return undefined;
    const ms = Date.parse(found);
    return Number.isNaN(ms) ? undefined : ms;
}
/** What the first path gives that leads to a value. */
function firstAt(read, payload, paths) {
    for (const path of paths) {
        const found = read(payload, path);
        if (found !== undefined)
            return found;
    }
    return undefined;
}
/** The fields that have a value. */
function known(fields) {
    const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries);
}

;// CONCATENATED MODULE: ./build/github/lookup.js

/** There is nothing to look for. */
const NOWHERE = { kind: 'none' };
function ofNumber(number, isPull) {
    return number === undefined ? NOWHERE : { kind: 'number', number, isPull };
}
function ofCommit(sha, headRepository, headBranch) {
    return sha === undefined ? NOWHERE : { kind: 'commit', sha, ...known({ headRepository, headBranch }) };
}
function ofIssue(payload) {
    return ofNumber(numberAt(payload, 'issue.number'), isObjectAt(payload, 'issue.pull_request'));
}
/** A branch of the merge queue, `gh-readonly-queue/<base>/pr-<n>-<sha>`; the name of the base may contain slashes. */
function ofQueue(ref) {
    const [, number] = /^(?:refs\/heads\/)?gh-readonly-queue\/.+\/pr-(\d+)-[0-9a-f]+$/.exec(ref ?? '') ?? [];
    return ofNumber(numberAt({ number: Number(number) }, 'number'), true);
}
/** A tag marks what is long merged, and a deleted branch leaves no commit: nobody waits for a report on either. */
function ofPush(payload, repository) {
    const [, branch] = /^refs\/heads\/(.+)$/.exec(textAt(payload, 'ref') ?? '') ?? [];
    if (branch === undefined)
        return NOWHERE;
    return ofBranch(shaAt(payload, 'after'), repository, branch);
}
/** A branch of this repository. */
function ofBranch(sha, repository, branch) {
    const queued = sha === undefined ? NOWHERE : ofQueue(branch);
    return queued.kind === 'none' ? ofCommit(sha, repository, branch) : queued;
}
/** GitHub leaves `pull_requests` empty for forks. */
function ofWorkflowRun(payload, repository) {
    const listed = ofListed(payload, 'workflow_run.pull_requests');
    if (listed.kind !== 'none')
        return listed;
    const sha = shaAt(payload, 'workflow_run.head_sha');
    const branch = textAt(payload, 'workflow_run.head_branch');
    const head = textAt(payload, 'workflow_run.head_repository.full_name');
    const isHere = branch !== undefined && head !== undefined && isSame(head, repository);
    return isHere ? ofBranch(sha, head, branch) : ofCommit(sha, head, branch);
}
/** `field` is that of the check or its suite. */
function ofCheck(payload, repository, field, branchPath) {
    const listed = ofListed(payload, `${field}.pull_requests`);
    if (listed.kind !== 'none')
        return listed;
    const sha = shaAt(payload, `${field}.head_sha`);
    const branch = textAt(payload, branchPath);
    return branch === undefined ? ofCommit(sha) : ofBranch(sha, repository, branch);
}
/** The first listed pull request of this repository; in a fork, those to the repository it came from are listed too. */
function ofListed(payload, path) {
    const here = numberAt(payload, 'repository.id');
    const pull = listAt(payload, path).find((each) => {
        const base = numberAt(each, 'base.repo.id');
        return here === undefined || base === undefined || base === here;
    });
    return ofNumber(numberAt(pull, 'number'), true);
}
function isSame(one, other) {
    return one !== '' && one.toLowerCase() === other.toLowerCase();
}

;// CONCATENATED MODULE: ./build/github/events.js


const DEPENDABOT = 'dependabot[bot]';
const always = () => true;
/** Also the row of events that are not in the table: workflow_dispatch, repository_dispatch, schedule and new ones. */
const PULL = {
    lookup: (payload) => ofNumber(numberAt(payload, 'pull_request.number'), true),
    commit: ['pull_request.head.sha'],
    time: ['pull_request.updated_at'],
};
const ROWS = new Map(Object.entries({
    pull_request: PULL,
    pull_request_target: { ...PULL, isForeign: always },
    pull_request_review: {
        ...PULL,
        isForeign: always,
        time: ['review.submitted_at', 'pull_request.updated_at'],
    },
    pull_request_review_comment: {
        ...PULL,
        isForeign: always,
        time: ['comment.created_at', 'pull_request.updated_at'],
    },
    issue_comment: { lookup: ofIssue, commit: [], isForeign: always, time: ['comment.created_at'] },
    issues: { lookup: ofIssue, commit: [], time: ['issue.updated_at', 'issue.created_at'] },
    push: {
        lookup: ofPush,
        // `after` of an annotated tag is the tag object; for a branch the two are the same.
        commit: ['head_commit.id', 'after'],
        // The time of a commit is what its author's clock said, perhaps days before the push.
        time: ['repository.pushed_at', 'head_commit.timestamp'],
    },
    merge_group: {
        lookup: (payload) => ofQueue(textAt(payload, 'merge_group.head_ref')),
        commit: ['merge_group.head_sha'],
        time: ['merge_group.head_commit.timestamp'],
    },
    workflow_run: {
        lookup: ofWorkflowRun,
        commit: ['workflow_run.head_sha'],
        isForeign: always,
        time: ['workflow_run.created_at'],
    },
    check_run: checks('check_run', 'check_run.check_suite.head_branch', ['check_run.started_at']),
    check_suite: checks('check_suite', 'check_suite.head_branch', ['check_suite.created_at']),
    release: { lookup: () => NOWHERE, commit: [], time: ['release.published_at'] },
    deployment_status: {
        lookup: (payload) => ofCommit(shaAt(payload, 'deployment.sha')),
        commit: ['deployment.sha'],
        time: ['deployment_status.created_at'],
    },
    status: {
        lookup: (payload) => ofCommit(shaAt(payload, 'sha')),
        commit: ['sha'],
        // On no branch of this repository: a fork's, most likely.
        isForeign: (payload) => listAt(payload, 'branches').length === 0,
        time: ['created_at'],
    },
}));
/** Reads an event from the runner's variables and the payload; of an odd payload only what can be made sense of. */
function eventFacts(env, payload) {
    const name = env['GITHUB_EVENT_NAME'] ?? '';
    const row = ROWS.get(name) ?? PULL;
    const repository = textAt(env, 'GITHUB_REPOSITORY') ?? textAt(payload, 'repository.full_name') ?? '';
    const lookup = row.lookup(payload, repository);
    const pull = pullFacts(payload);
    const author = pull?.author ?? authorOfIssue(payload);
    // Where a pull request is meant, GITHUB_SHA is another commit than its head: a test merge, or the default branch.
    const otherwise = lookup.kind === 'number' && lookup.isPull ? undefined : textAt(env, 'GITHUB_SHA');
    return {
        name,
        lookup,
        runsWithSecretsOnForeignContent: row.isForeign?.(payload) === true || isFromElsewhere(pull, repository),
        isDependabot: env['GITHUB_ACTOR'] === DEPENDABOT || author === DEPENDABOT,
        repository,
        ...known({
            action: textAt(payload, 'action'),
            pull,
            commit: firstAt(shaAt, payload, row.commit) ?? otherwise,
            defaultBranch: textAt(payload, 'repository.default_branch'),
            happenedAtMs: firstAt(timeAt, payload, row.time),
        }),
    };
}
/** The branch of a check is null where it is a fork's. */
function checks(field, branchPath, time) {
    return {
        lookup: (payload, repository) => ofCheck(payload, repository, field, branchPath),
        commit: [`${field}.head_sha`],
        isForeign: (payload) => textAt(payload, branchPath) === undefined,
        time,
    };
}
function pullFacts(payload) {
    if (!isObjectAt(payload, 'pull_request'))
        return undefined;
    const isMerged = at(payload, 'pull_request.merged') === true || textAt(payload, 'pull_request.merged_at') !== undefined;
    return {
        isClosed: isMerged || at(payload, 'pull_request.state') === 'closed',
        isMerged,
        ...known({
            headSha: shaAt(payload, 'pull_request.head.sha'),
            headRepository: textAt(payload, 'pull_request.head.repo.full_name'),
            baseRef: textAt(payload, 'pull_request.base.ref'),
            author: textAt(payload, 'pull_request.user.login'),
        }),
    };
}
/** The author of the pull request that was commented on. */
function authorOfIssue(payload) {
    return isObjectAt(payload, 'issue.pull_request') ? textAt(payload, 'issue.user.login') : undefined;
}
/** A head repository that is gone was a fork. */
function isFromElsewhere(pull, repository) {
    return pull !== undefined && !isSame(pull.headRepository ?? '', repository);
}

;// CONCATENATED MODULE: ./build/cancellation/handover.js
/** The name under which the runner keeps it. */
const HANDOVER_STATE = 'handover';
/** Reads what `JSON.stringify` made of a handover; undefined where there is none. Only this action writes it. */
function parseHandover(state) {
    return state === '' ? undefined : JSON.parse(state);
}

;// CONCATENATED MODULE: ./build/input-reader.js
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const BOOLEANS = { true: true, false: false };
/** What HTTP allows in a header, which is where a key travels. */
const HEADER_SAFE = /^[\x21-\x7e]+$/;
/**
 * Parses inputs one by one and collects what is wrong with them: the name of the input, what it was and what it may be.
 * A method that finds a problem returns a harmless value, so that the rest can be checked too.
 */
class input_reader_InputReader {
    problems = [];
    #read;
    constructor(read) {
        this.#read = read;
    }
    /** The trimmed text, or undefined for an empty one. */
    text(name) {
        const text = this.#read(name).trim();
        return text === '' ? undefined : text;
    }
    /** The text with all its blanks and lines. */
    raw(name) {
        return this.#read(name);
    }
    /** Lines without the blanks around them, empty ones left out. */
    lines(name) {
        return this.#read(name)
            .split(/\r?\n/)
            .map((line) => line.trim())
            .filter((line) => line !== '');
    }
    /** The same, but at least one; `example` shows what belongs there. */
    someLines(name, example) {
        const lines = this.lines(name);
        if (lines.length === 0)
            this.problems.push(`\`${name}\` is empty. Name ${example}.`);
        return lines;
    }
    /** One line of at most so many characters. */
    shortText(name, most) {
        const text = this.text(name) ?? '';
        if (text.length > most || /[\r\n]/.test(text))
            this.#refuse(name, `one line of at most ${most} characters`);
        return text;
    }
    optional(name, parse) {
        return this.text(name) === undefined ? undefined : parse();
    }
    oneOf(name, allowed) {
        const text = this.text(name);
        const found = allowed.find((word) => word === text);
        if (found === undefined)
            this.#refuse(name, `one of ${allowed.map((word) => `\`${word}\``).join(', ')}`);
        return found;
    }
    boolean(name) {
        return BOOLEANS[this.oneOf(name, Object.keys(BOOLEANS)) ?? 'false'] ?? false;
    }
    integer(name, min, max) {
        return this.#numeric(name, /^\d+$/, { min, max, kind: 'a whole number' });
    }
    number(name, min, max) {
        return this.#numeric(name, /^\d+(\.\d+)?$/, { min, max, kind: 'a number' });
    }
    uuid(name, command) {
        const text = this.text(name);
        if (text !== undefined && UUID.test(text))
            return text.toLowerCase();
        const example = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
        if (text === undefined)
            this.problems.push(`\`${name}\` is missing: \`command: ${command}\` needs the id of a job, such as ${example}.`);
        else
            this.#refuse(name, `the id of a job, such as ${example}`);
        return '';
    }
    /** A secret, from the input or else from the environment. Its text is in no problem. */
    secret(name, fallback, fallbackName) {
        const text = this.text(name) ?? fallback?.trim() ?? '';
        if (text === '') {
            this.problems.push(`\`${name}\` is missing: give it as \`${name}: \${{ secrets.${fallbackName} }}\` (or set the environment variable ${fallbackName}). Workflows of forks and of Dependabot do not see secrets.`);
        }
        else if (!HEADER_SAFE.test(text)) {
            this.problems.push(`\`${name}\` contains blanks, line breaks or other characters that no key has. Check the secret.`);
        }
        return text;
    }
    /** An https address, or http on this machine, without a slash at the end. */
    serviceUrl(name) {
        const expected = 'an https address without query, such as https://api.mistral.ai or https://api.mistral.ai/v1';
        const url = URL.parse(this.text(name) ?? '');
        if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
            this.#refuse(name, expected, url !== null && (url.username !== '' || url.password !== ''));
            return '';
        }
        const isLocal = url.protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
        if (url.protocol !== 'https:' && !isLocal)
            this.#refuse(name, `${expected} (http is allowed on this machine only)`);
        return url.href.replace(/\/+$/, '');
    }
    urlTemplate(name, placeholder) {
        const text = this.text(name) ?? '';
        const isWeb = /^https?:$/.test(URL.parse(text.replaceAll(placeholder, 'x'))?.protocol ?? '');
        if (!isWeb || !text.includes(placeholder))
            this.#refuse(name, `an https address with \`${placeholder}\` in the place of the job id`);
        return text;
    }
    mustBeEmpty(name, why) {
        if (this.text(name) !== undefined)
            this.problems.push(`\`${name}\` is given, but ${why}`);
    }
    #numeric(name, form, { min, max, kind }) {
        const text = this.text(name) ?? '';
        const number = form.test(text) ? Number(text) : NaN;
        if (number >= min && number <= max)
            return number;
        this.#refuse(name, `${kind} from ${min} to ${max}`);
        return min;
    }
    #refuse(name, expected, isSecret = false) {
        const text = this.text(name);
        const was = text === undefined ? 'empty' : isSecret ? 'something with a password in it' : `\`${shorten(text)}\``;
        this.problems.push(`\`${name}\` is ${was}, but must be ${expected}.`);
    }
}
function shorten(text) {
    const line = text.replace(/\s+/g, ' ');
    return line.length > 80 ? `${line.slice(0, 80).toWellFormed()}…` : line;
}

;// CONCATENATED MODULE: ./build/inputs.js

const COMMANDS = ['run', 'validate', 'status', 'wait', 'cancel', 'list', 'sync'];
const WAIT_WORDS = { true: 'end', started: 'start', false: 'nothing' };
/** Longest time that GitHub lets a job of a self-hosted runner live: 5 days. */
const MAX_TIMEOUT_MINUTES = 5 * 24 * 60;
/** Reads all inputs once, strictly, and names everything that is wrong with them. Pure. */
function parseInputs(read, surroundings) {
    const reader = new input_reader_InputReader(read);
    const command = parseCommand(reader, surroundings);
    const report = parseReport(reader);
    if (command === undefined || reader.problems.length > 0)
        return { ok: false, problems: reader.problems };
    return { ok: true, command, report };
}
/** Reads what it takes to talk to the service, for the time after the command. */
function parseServiceInputs(read, environmentKey) {
    const reader = new InputReader(read);
    const value = serviceInputs(reader, environmentKey);
    return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, value };
}
function parseCommand(reader, { environmentKey, keylessReason }) {
    const command = reader.oneOf('command', COMMANDS);
    switch (command) {
        case undefined:
            return undefined;
        case 'run':
            return parseRun(reader, { environmentKey, keylessReason });
        case 'validate':
            return { command, ...specInputs(reader) };
        case 'wait':
            return {
                command,
                jobId: reader.uuid('job-id', command),
                ...serviceInputs(reader, environmentKey),
                ...watching(reader, 'leave'),
                ...shipping(reader),
            };
        case 'status':
            return {
                command,
                jobId: reader.uuid('job-id', command),
                ...serviceInputs(reader, environmentKey),
                ...shipping(reader),
            };
        case 'cancel':
            return { command, jobId: reader.uuid('job-id', command), ...serviceInputs(reader, environmentKey) };
        case 'list':
            return { command, ...serviceInputs(reader, environmentKey) };
        case 'sync':
            return { command, ...dispatching(reader), ...serviceInputs(reader, environmentKey) };
    }
}
function parseRun(reader, { environmentKey, keylessReason }) {
    reader.mustBeEmpty('job-id', '`command: run` submits a new job. To follow an existing one use `command: wait`.');
    if (keylessReason !== undefined && (reader.text('api-key') ?? environmentKey?.trim() ?? '') === '')
        return { command: 'validate', insteadOfRun: keylessReason, ...specInputs(reader) };
    return {
        command: 'run',
        ...submitting(reader),
        ...specInputs(reader),
        ...serviceInputs(reader, environmentKey),
        ...watching(reader, 'cancel'),
        ...shipping(reader),
    };
}
function specInputs(reader) {
    const waitFor = WAIT_WORDS[reader.oneOf('wait', Object.keys(WAIT_WORDS)) ?? 'true'] ?? 'end';
    const spec = reader.someLines('spec', 'a spec file in it, such as `training/support-bot.yml`');
    return { spec, set: reader.raw('set'), allowUnknownFields: reader.boolean('allow-unknown-fields'), waitFor };
}
function serviceInputs(reader, environmentKey) {
    return {
        apiKey: reader.secret('api-key', environmentKey, 'MISTRAL_API_KEY'),
        apiUrl: reader.serviceUrl('api-url'),
    };
}
function submitting(reader) {
    return {
        maxJobs: reader.integer('max-jobs', 1, 1000),
        onUnknown: reader.oneOf('on-unknown', ['fail', 'resubmit']) ?? 'fail',
        onSuperseded: reader.oneOf('on-superseded', ['cancel', 'leave']) ?? 'cancel',
        reuse: reader.boolean('reuse'),
        isInMatrix: matrixLeg(reader) !== 'null',
    };
}
/** A job that was submitted here is cancelled with the workflow; one that is only watched is not. */
function watching(reader, onCancelByDefault) {
    const timeoutMs = reader.number('timeout-minutes', 0.1, MAX_TIMEOUT_MINUTES) * 60_000;
    return {
        timeoutMs,
        onTimeout: reader.oneOf('on-timeout', ['leave', 'cancel']) ?? 'leave',
        onCancel: reader.optional('on-cancel', () => reader.oneOf('on-cancel', ['leave', 'cancel'])) ?? onCancelByDefault,
    };
}
function dispatching(reader) {
    const dispatchEvent = reader.optional('dispatch-event', () => reader.shortText('dispatch-event', 100));
    return dispatchEvent === undefined ? {} : { dispatchEvent };
}
function shipping(reader) {
    const manifest = reader.optional('manifest', () => reader.shortText('manifest', 1_000));
    return manifest === undefined ? {} : { manifest };
}
/** The matrix leg as JSON; `null` outside of a matrix. */
function matrixLeg(reader) {
    return reader.text('matrix') ?? 'null';
}
function parseReport(reader) {
    const issueNumber = reader.optional('issue-number', () => reader.integer('issue-number', 1, Number.MAX_SAFE_INTEGER));
    const jobUrl = reader.optional('job-url', () => reader.urlTemplate('job-url', '{id}'));
    const githubToken = reader.text('github-token');
    const commentKey = reader.text('comment-key');
    const jobCheckRunId = reader.text('job-check-run-id');
    return {
        comment: reader.boolean('comment'),
        commitStatus: reader.boolean('commit-status'),
        matrix: matrixLeg(reader),
        specText: reader.lines('spec').join('\n'),
        ...(githubToken === undefined ? {} : { githubToken }),
        ...(commentKey === undefined ? {} : { commentKey }),
        ...(jobCheckRunId === undefined || !/^\d+$/.test(jobCheckRunId) ? {} : { jobCheckRunId }),
        ...(issueNumber === undefined ? {} : { issueNumber }),
        ...(jobUrl === undefined ? {} : { jobUrl }),
    };
}

;// CONCATENATED MODULE: ./build/matrix.js
/** The leg of a matrix in a few words: `{"size":"small","seed":1}` becomes `small, 1`. Empty outside of a matrix. */
function legWords(matrix) {
    return Object.values(parsed(matrix))
        .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
        .join(', ');
}
/** What to know before a leg of a matrix submits; `strategy` is the context of that name as JSON. */
function legAdvice(command, strategy) {
    if (command.command !== 'run' || command.onCancel === 'leave' || command.waitFor === 'nothing')
        return undefined;
    const { 'fail-fast': isFailFast, 'job-total': legs } = parsed(strategy);
    if (isFailFast !== true || typeof legs !== 'number' || legs < 2)
        return undefined;
    return `When one of the ${legs} legs of this matrix fails, GitHub cancels the others, and their jobs are cancelled with them. To let them train on, set \`strategy: { fail-fast: false }\` (or \`on-cancel: leave\`).`;
}
function parsed(json) {
    try {
        const value = JSON.parse(json);
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./build/cancellation/interrupt.js



/**
 * GitHub's runner sends SIGTERM 7.5 s after SIGINT and kills 2.5 s later (actions/runner, ProcessInvoker.cs). All has to
 * be said and done before that.
 */
const BUDGET_MS = 6_500;
/** How long the answer to a submission that is under way is waited for: it names the job. */
const ANSWER_MS = 2_500;
/** How long GitHub is asked who else has to do with the jobs. */
const LOOK_MS = 2_000;
/** How long the answer to the cancellation is waited for. */
const CANCEL_MS = 2_500;
/**
 * The workflow was cancelled: stops the work, asks for the cancellation of the jobs that have not ended (or leaves them),
 * and says its last words. Resolves in less than 7 s, whatever the network does; what is open then is left to `post`.
 */
async function interrupt(i) {
    const { clock, progress } = i;
    const endMs = clock.now() + BUDGET_MS;
    const looking = i.look ? within(LOOK_MS, i.look(), clock) : undefined;
    await within(ANSWER_MS, i.gate.close(), clock);
    const standing = await looking;
    const trainings = await Promise.all(progress.trainings.map((training) => interrupt_end(training, i, standing)));
    await within(endMs - clock.now(), progress.interrupted(trainings), clock);
}
async function interrupt_end(training, i, standing) {
    const { job, outcome, spec, label, notes } = training;
    if (outcome !== undefined)
        return training;
    const id = job?.id ?? (spec === undefined ? label : undefined);
    if (id === undefined)
        return i.progress.isInDoubt(training) ? inDoubt(training) : notSubmitted(training);
    if (job !== undefined && (0,job_status/* isTerminal */.Hd)((0,job_status/* phaseOf */.hU)(job.status)))
        return { ...training, outcome: (0,verdict/* verdictNow */.QC)(job) };
    const moved = standing?.(training);
    if (moved !== undefined)
        return {
            ...training,
            outcome: 'superseded',
            notes: [...notes, `The step was cancelled. ${moved}, so it goes on.`],
        };
    if (i.onCancel === 'leave')
        return { ...training, outcome: 'running', notes: [...notes, 'The step was cancelled; the job goes on.'] };
    const reply = await within(CANCEL_MS, i.api.cancel(id), i.clock);
    if (reply?.ok)
        return cancelled((0,job_training/* seen */.cI)(training, reply.value, i.clock.wall()));
    const why = reply === undefined ? 'no answer in time' : reply.failure.words;
    const note = `The workflow was cancelled, but its job could not be, yet (${why}). The post step tries again.`;
    return { ...training, outcome: 'running', notes: [...notes, note] };
}
/** The step was cancelled, and so is the job, unless it ended before. */
function cancelled(training) {
    const { job, notes } = training;
    const outcome = job === undefined ? 'running' : (0,verdict/* verdictNow */.QC)(job);
    if (outcome !== 'running')
        return { ...training, outcome };
    const note = 'The step was cancelled, and its job with it.';
    return { ...training, outcome: 'cancelled', notes: [...notes, note] };
}
function notSubmitted(training) {
    const note = 'The step was cancelled before the spec was submitted.';
    return { ...training, outcome: 'cancelled', notes: [...training.notes, note] };
}
function inDoubt(training) {
    const note = 'The step was cancelled while the answer to the submission was open, so that a job may exist or not. The post step looks for it where the list of jobs can be read.';
    return { ...training, outcome: 'unknown', notes: [...training.notes, note] };
}
/** The result, or undefined if it takes longer. */
async function within(ms, work, clock) {
    const done = new AbortController();
    const result = await Promise.race([work, clock.sleep(ms, done.signal).then(() => undefined)]);
    done.abort();
    return result;
}

;// CONCATENATED MODULE: ./build/job/outcome.js
/** What a step can come to, from worst to best. The order decides the outcome of a step with several jobs. */
const OUTCOMES = [
    'unknown',
    'timed-out',
    'failed',
    'cancelled',
    'superseded',
    'refused',
    'invalid',
    'running',
    'submitted',
    'succeeded',
    'valid',
];
/** The worst of several outcomes; of none, `unknown`, so that an empty step is never green. */
function worstOutcome(outcomes) {
    return OUTCOMES.find((outcome) => outcomes.includes(outcome)) ?? 'unknown';
}

;// CONCATENATED MODULE: ./build/result.js

/** The outcome of a step: the worst of its trainings; undefined before there is anything to say. */
function outcomeOf({ trainings, outcome, }) {
    if (outcome !== undefined)
        return outcome;
    const known = trainings.map(currentOutcome).filter((each) => each !== undefined);
    return known.length === 0 ? undefined : worstOutcome(known);
}
/** A job that is still open counts as running. */
function currentOutcome({ outcome, job }) {
    return outcome ?? (job ? 'running' : undefined);
}

;// CONCATENATED MODULE: ./build/outputs.js

const OUTPUT_NAMES = (/* unused pure expression or super */ null && ([
    'job-id',
    'status',
    'outcome',
    'output-model',
    'spec-digest',
    'reused',
    'job',
    'jobs',
    'elapsed-seconds',
    'comment-url',
]));
/**
 * All outputs of a step at any moment. With several jobs the single ones are empty, except `outcome`, which is the worst.
 */
function outputsOf(standing) {
    const { trainings, elapsedMs, commentUrl } = standing;
    const [only] = trainings.length === 1 ? trainings : [];
    return {
        ...(only ? jobOutputs(only) : NO_JOB),
        outcome: outcomeOf(standing) ?? '',
        job: only?.job ? JSON.stringify(jobEntry(only)) : '',
        jobs: JSON.stringify(trainings.map(jobEntry)),
        'elapsed-seconds': String(Math.floor(elapsedMs / 1000)),
        'comment-url': commentUrl ?? '',
    };
}
const NO_JOB = {
    'job-id': '',
    status: '',
    outcome: '',
    'output-model': '',
    'spec-digest': '',
    reused: '',
};
function jobOutputs(training) {
    const { spec, job } = training;
    const outcome = currentOutcome(training);
    return {
        'job-id': job?.id ?? training.namedId ?? '',
        status: job?.status ?? '',
        outcome: outcome ?? '',
        // A model named by a job that did not succeed is not one to ship.
        'output-model': outcome === 'succeeded' ? (job?.outputModel ?? '') : '',
        'spec-digest': spec?.digest ?? '',
        reused: String(training.isReused === true),
    };
}
function jobEntry(training) {
    const { spec, job, namedId, reportedOn } = training;
    return {
        spec: spec?.label ?? ((job ?? namedId) && !reportedOn ? '' : training.label),
        ...jobOutputs(training),
        ...(reportedOn && { 'comment-url': reportedOn.url }),
        ...(job && {
            job_type: job.jobType,
            model_config: job.modelConfig,
            hyperparameters: job.hyperparameters,
            created_at: job.createdAt,
            modified_at: job.modifiedAt,
            ...(training.outcome === 'failed' && job.reason !== undefined ? { reason: job.reason } : {}),
        }),
    };
}

// EXTERNAL MODULE: ./build/platform/clock.js + 1 modules
var clock = __nccwpck_require__(6832);
// EXTERNAL MODULE: ./build/platform/files.js + 1 modules
var platform_files = __nccwpck_require__(568);
// EXTERNAL MODULE: ./build/report/document.js + 4 modules
var report_document = __nccwpck_require__(1568);
// EXTERNAL MODULE: ./build/report/differing.js
var differing = __nccwpck_require__(2319);
// EXTERNAL MODULE: ./build/report/overrides.js
var overrides = __nccwpck_require__(6078);
// EXTERNAL MODULE: ./build/report/state.js
var state = __nccwpck_require__(6034);
// EXTERNAL MODULE: ./build/report/wording.js
var wording = __nccwpck_require__(2867);
;// CONCATENATED MODULE: ./build/report/narrate.js





/** GitHub shows ten annotations of a type for each step; what comes after them is in the log and the summary. */
const MAX_ANNOTATIONS = 10;
/** What the line of a spec tells in any case. */
const IN_GIST = ['job_type', 'base_model', 'training_steps'];
/** Tells what was found in the specs: every problem in the log, the first of each kind on their lines. */
function tellSpecs(log, trainings, problems) {
    for (const override of (0,overrides/* shownOverrides */.X)(trainings))
        log.info(`set  ${override}`);
    const { fields, values } = (0,differing/* differing */.R)(trainings);
    for (const { spec, label, ...rest } of trainings) {
        if (spec === undefined)
            continue;
        const own = fields.flatMap((field, n) => {
            const value = values.get(label)?.[n] ?? '';
            return value === '' || IN_GIST.includes(field) ? [] : [`${field} ${value}`];
        });
        const what = [gistLine({ spec, label, ...rest }), ...own].join(', ');
        log.info(`${label}  ${what}  (digest ${spec.digest.slice(0, 8)})`);
    }
    const shownOf = { error: 0, advice: 0 };
    for (const { level, place, message } of problems) {
        shownOf[level]++;
        // The log of a step shows the words of an annotation only, not its file and line.
        const words = `${placeText(place)}: ${message}`;
        const file = 'input' in place ? undefined : place;
        if (shownOf[level] <= MAX_ANNOTATIONS)
            log.annotate(level === 'error' ? 'error' : 'warning', words, file);
        else
            log.info(`${level}  ${words}`);
    }
    const hidden = Math.max(0, shownOf.error - MAX_ANNOTATIONS) + Math.max(0, shownOf.advice - MAX_ANNOTATIONS);
    if (hidden > 0)
        log.info(`GitHub shows ${MAX_ANNOTATIONS} problems of a kind on the files; the summary lists all ${problems.length}.`);
}
function placeText(place) {
    if ('input' in place)
        return `line ${place.line} of the input \`${place.input}\``;
    const { file, line, column } = place;
    return [file, line, column].filter((part) => part !== undefined).join(':');
}
function gistLine(training) {
    const { kind, baseModel, size } = (0,wording/* gistOf */.vs)(training);
    return [`${kind}${baseModel === undefined ? '' : ` of ${baseModel}`}`, ...size].join(', ');
}
/** Tells what the service answered to a submission, with the id and what can be done with it. */
function tellSubmission(log, training, { wallMs, isOneOfMany }) {
    const { job, failure } = training;
    const name = isOneOfMany ? `${training.label}  ` : '';
    if (job !== undefined) {
        log.info(`${name}${training.isReused ? 'attached to' : 'submitted as'} ${job.id}`);
        if (!(0,job_status/* isTerminal */.Hd)((0,job_status/* phaseOf */.hU)(job.status))) {
            log.info(`  to resume  command: wait    job-id: ${job.id}`);
            log.info(`  to cancel  command: cancel  job-id: ${job.id}`);
        }
        for (const note of training.notes) {
            if (training.isReused)
                log.info(`${name}${note}`);
            else
                log.annotate('warning', `${name}${note}`);
        }
        log.info(`${(0,wording/* clockTime */.qo)(wallMs)}  ${name}${job.status ?? 'no status yet'}`);
    }
    else if (failure !== undefined && isOneOfMany) {
        // Where it is the only one, the last words of the step come next.
        log.info(`${name}not accepted: ${failureText(training)}`);
    }
}
/** One line for something that happens to a submission before it is answered. */
function tellSubmissionEvent(log, { kind, training, failure }, { wallMs, isOneOfMany }) {
    const why = failureText({ ...training, failure });
    const say = (words) => log.info(`${(0,wording/* clockTime */.qo)(wallMs)}  ${isOneOfMany ? `${training.label}  ` : ''}${words}`);
    switch (kind) {
        case 'away':
            return say(`the service takes nothing (${why}): trying for up to 15 min, nothing was submitted yet`);
        case 'blind':
            return log.annotate('warning', `The list of jobs cannot be read (${why}). The spec is submitted all the same, but if the answer should be lost, the job cannot be found again.`);
        case 'in-doubt':
            return say(`no usable answer to the submission (${why}): not sent again, looking for the job in the list for up to 5 min`);
        case 'resubmitting':
            return say('no such job was found: sent again, as `on-unknown: resubmit` asks');
    }
}
/** One line for an event of the watch, and a warning where somebody should act. */
function tellWatchEvent(log, event, { wallMs, isOneOfMany }) {
    const { training } = event;
    const name = isOneOfMany && !('isForAll' in event) ? `${training.label}  ` : '';
    const say = (words) => log.info(`${(0,wording/* clockTime */.qo)(wallMs)}  ${name}${words}`);
    const status = training.job?.status ?? 'no status';
    switch (event.kind) {
        case 'changed': {
            const before = training.timeline.at(-2)?.status;
            return say(before === undefined ? status : `${status.padEnd(12)}  ${before} for ${(0,wording/* duration */.p0)(event.afterMs)}`);
        }
        case 'alive':
            return say(`${status.padEnd(12)}  for ${(0,wording/* duration */.p0)(event.sinceMs)}, next look in ${(0,wording/* duration */.p0)(event.nextLookMs)}`);
        case 'away':
            return say(`the service does not answer as it should (${failureText({ ...training, failure: event.failure })}): asking again at most every 30 s for up to ${(0,wording/* duration */.p0)(event.remainingMs)}`);
        case 'back':
            return say(`the service answers again after ${(0,wording/* duration */.p0)(event.afterMs)}`);
        case 'unrecognised':
            return log.annotate('warning', `The service reports the status "${status}", which this action does not know. It counts as not finished; a newer version of the action may know it.`);
        case 'decided':
            return;
    }
}
/**
 * The last words about a training: the model, or an error on its spec with what to do next. Where the problems of the
 * specs were the reason, they have been told.
 */
function tellEnd(log, training, isRed, { wallMs, isOneOfMany }) {
    const { job, outcome, spec, failure, notes, label, reportedOn } = training;
    const isTold = job === undefined && failure === undefined && notes.length === 0;
    if (isRed && isTold)
        return;
    if (reportedOn)
        return log.info(`#${reportedOn.number}  ${label}  ${job ? listingLine(job) : (outcome ?? '')}`);
    if (isOneOfMany && job !== undefined && spec === undefined)
        return log.info(listingLine(job));
    if (outcome === 'succeeded' && job?.outputModel !== undefined) {
        return log.info(`${isOneOfMany ? `${label}  ` : ''}output model ${job.outputModel}`);
    }
    const { headline } = (0,state/* shown */.S)(training, wallMs);
    const reason = failureText(training) || (outcome === 'failed' ? (job?.reason ?? '') : '');
    const what = sentence(`${label}: ${headline}${reason === '' ? '' : `: ${reason}`}`);
    const message = [what, failure?.hint ?? '', ...notes, resumeText(training)]
        .filter((part) => part !== '')
        .join(' ');
    if (!isRed)
        return log.info(message);
    log.annotate('error', message, spec ? { file: spec.file } : undefined, `Training job: ${outcome ?? 'not finished'}`);
}
/** One of the jobs that the service lists. */
function listingLine({ id, status = 'no status', outputModel = '' }) {
    return `${id}  ${status.padEnd(12)}  ${outputModel}`.trimEnd();
}
function resumeText({ job, outcome }) {
    const isOver = (0,job_status/* isTerminal */.Hd)((0,job_status/* phaseOf */.hU)(job?.status)) || outcome === 'cancelled';
    if (job === undefined || outcome === undefined || isOver)
        return '';
    return `To go on: command: wait, job-id: ${job.id}. To stop it: command: cancel with the same job-id.`;
}
/** `dataset is empty (HTTP 400, request 8f3e)`. */
function failureText({ failure }) {
    if (failure === undefined)
        return '';
    const origin = [
        ...(failure.status === undefined || failure.words.includes(`HTTP ${failure.status}`)
            ? []
            : [`HTTP ${failure.status}`]),
        ...(failure.requestId === undefined ? [] : [`request ${failure.requestId}`]),
    ];
    return origin.length === 0 ? failure.words : `${failure.words} (${origin.join(', ')})`;
}
function sentence(text) {
    return /[.!?…]$/.test(text) ? text : `${text}.`;
}

;// CONCATENATED MODULE: ./build/progress.js



/** More trainings than this are not handed over whole: they are written at every change. */
const MOST_HANDED_OVER = 20;
/**
 * Tells everybody what has become of the jobs so far, at every change: outputs first, because nothing may be lost, then
 * the log, then the comment, which is written beside the work.
 */
class Progress {
    #o;
    #trainings = [];
    #problems = [];
    #comparison;
    #remarks = [];
    /** The submission whose answer is not there yet. */
    #open;
    constructor(options) {
        this.#o = options;
    }
    /** The specs are read, or a job is named; nothing was sent yet. */
    begin(trainings, problems = []) {
        this.#trainings = trainings;
        this.#problems = problems;
        tellSpecs(this.#o.log, trainings, problems);
        this.#o.reports.begin(() => this.#story());
    }
    /** What became of each spec or job so far. */
    get trainings() {
        return this.#trainings;
    }
    /** What the specs change is known now. */
    compared(comparison) {
        this.#comparison = comparison;
        this.#o.reports.prepare(this.#story());
    }
    /** Something that people should read in the log. */
    tell(line) {
        this.#o.log.info(line);
    }
    /** The same, and on the page of the run. */
    warn(line) {
        this.#o.log.annotate('warning', line);
    }
    /** Whether a job of this training may exist that nobody has seen yet. */
    isInDoubt({ label }) {
        return this.#open?.label === label;
    }
    /** Ids of jobs that other records of ours name. */
    claimedElsewhere() {
        return this.#o.reports.claimedElsewhere();
    }
    /** A submission is about to be sent. */
    sending({ label }, submission) {
        this.#open = { label, submission };
        this.#remember();
    }
    /** The submission that was sent last came to nothing. */
    notSent() {
        this.#open = undefined;
        this.#remember();
    }
    /** Something happened to a submission before it was answered. */
    submission(event) {
        tellSubmissionEvent(this.#o.log, event, this.#told);
    }
    /** It is known (or will not be known) what became of a submission. */
    answered(training) {
        this.#replace(training);
        this.#publish();
        this.#open = undefined;
        this.#remember();
        tellSubmission(this.#o.log, training, this.#told);
        this.#o.reports.show(this.#story());
    }
    /** Something happened while watching. */
    watched(event) {
        this.#replace(event.training);
        tellWatchEvent(this.#o.log, event, this.#told);
        if (event.kind !== 'changed' && event.kind !== 'decided')
            return;
        this.#publish();
        this.#o.reports.show(this.#story());
    }
    /** The step is over: last words to everybody. Green or red was decided before, and is not changed by what fails here. */
    async finish(result, isGreen) {
        this.#o.remember({ jobs: idsOf(result.trainings), isOver: true });
        await this.#conclude(result, isGreen);
    }
    /** The workflow was cancelled: last words, and what could not be ended stays with the time after this process. */
    async interrupted(trainings) {
        this.#trainings = trainings;
        this.#remember({ isOver: false });
        await this.#conclude({ trainings, problems: this.#problems }, false, true);
        this.#remember();
    }
    /** The action itself failed: what it knows stays written, and its jobs are left alone. */
    crashed() {
        this.#remember({ hasCrashed: true });
        this.#publish();
        for (const training of this.#trainings) {
            if (training.job)
                tellSubmission(this.#o.log, training, this.#told);
        }
    }
    async #conclude(result, isGreen, isInHurry = false) {
        this.#trainings = result.trainings;
        this.#problems = result.problems;
        this.#remarks = result.remarks ?? [];
        this.#publish(result);
        for (const training of result.trainings) {
            tellEnd(this.#o.log, training, !isGreen && !isFine(training), this.#told);
        }
        // Side by side: no sign of life may come in between, and a cancelled step has no time to lose.
        await Promise.all([this.#summarise(), this.#o.reports.finish(this.#story(), isInHurry)]);
        this.#publish(result);
    }
    /** Hands over what has not ended; all of it once everything has, so that no id is lost. */
    #remember(more = {}) {
        const ours = this.#trainings.filter(({ outcome }) => outcome === undefined || outcome === 'running');
        const isOver = more.isOver ?? (ours.length === 0 && this.#open === undefined);
        this.#o.remember({
            jobs: idsOf(isOver ? this.#trainings : ours),
            ...(isOver || this.#trainings.length > MOST_HANDED_OVER ? {} : { trainings: this.#trainings }),
            ...(this.#open === undefined ? {} : { open: this.#open.submission }),
            ...more,
            ...(isOver ? { isOver } : {}),
        });
    }
    /** What cannot be shown does not change what was done. */
    async #summarise() {
        const { writeSummary, log } = this.#o;
        try {
            await writeSummary((0,report_document/* summary */.z)(this.#story()));
        }
        catch (error) {
            const words = error instanceof Error ? error.message : String(error);
            log.annotate('warning', `The job summary could not be written: ${words}`);
        }
    }
    get #told() {
        return { wallMs: this.#o.clock.wall(), isOneOfMany: this.#trainings.length > 1 };
    }
    #replace(training) {
        this.#trainings = this.#trainings.map((each) => (each.label === training.label ? training : each));
    }
    #publish(result) {
        const { clock, startedMs, reports, publish } = this.#o;
        publish(outputsOf({
            trainings: this.#trainings,
            elapsedMs: clock.now() - startedMs,
            ...(result?.outcome === undefined ? {} : { outcome: result.outcome }),
            ...(reports.commentUrl === undefined ? {} : { commentUrl: reports.commentUrl }),
        }));
    }
    #story() {
        const { context, clock } = this.#o;
        const comparison = this.#comparison;
        return {
            trainings: this.#trainings,
            problems: this.#problems,
            context,
            nowMs: clock.wall(),
            remarks: this.#remarks,
            ...(comparison === undefined ? {} : { comparison }),
        };
    }
}
function idsOf(trainings) {
    return trainings.flatMap(({ job }) => (job ? [job.id] : []));
}
/** Of several trainings in a red step, the ones that are not the reason. */
function isFine({ outcome }) {
    return outcome === 'succeeded' || outcome === 'submitted' || outcome === 'valid';
}

;// CONCATENATED MODULE: ./build/keyless.js

/** Events of pull requests that see no secrets where the head is a fork's. */
const SECRETLESS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];
/** Why GitHub gives this event no secrets, or nothing is to be submitted for it; undefined where that is no excuse. */
function keylessReason({ name, pull, isDependabot, repository, action, }) {
    if (isDependabot)
        return 'dependabot';
    if (pull === undefined)
        return undefined;
    if (SECRETLESS.includes(name) && !isSame(pull.headRepository ?? '', repository))
        return 'fork';
    return action === 'closed' ? 'closed' : undefined;
}

;// CONCATENATED MODULE: ./build/network/refusal.js
/**
 * Node's codes for a certificate that it does not accept, which ends the handshake. The `ERR_SSL_` codes are not among
 * them: OpenSSL has these also for a record that it cannot read afterwards, when the request may have been sent.
 */
const CERTIFICATE_CODE = /^(ERR_TLS_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/;
/** What the code of an error says of a certificate; undefined where it is about something else. */
function certificateRefusal(code) {
    if (!CERTIFICATE_CODE.test(code))
        return undefined;
    return {
        words: `the TLS certificate was not accepted (${code})`,
        hint: 'If a server or a proxy uses a certificate of your own, name its CA in NODE_EXTRA_CA_CERTS.',
    };
}
/** What a proxy means that answers CONNECT with `status` instead of a tunnel. */
function proxyRefusal(status) {
    const words = `the proxy refuses the connection (HTTP ${status})`;
    if (status !== '407')
        return { words };
    return { words, hint: 'Check the name and password of the proxy in `https_proxy`.' };
}

;// CONCATENATED MODULE: ./build/github/failure.js

/** A `permissions` block takes all others away, so that each names the whole of it. */
const PERMISSION_HINTS = {
    comments: 'Give the job `permissions: { contents: read, pull-requests: write }` (for an issue `issues: write`), or set `comment: false`.',
    'pull requests': 'Give the job `permissions: { contents: read, pull-requests: write }`.',
    statuses: 'Give the job `permissions: { contents: read, pull-requests: write, statuses: write }`, or set `commit-status: false`.',
    contents: 'Give the job `permissions: { contents: read, pull-requests: write }`.',
    dispatches: 'Give the job `permissions: { contents: write, issues: write, pull-requests: write }`, or leave `dispatch-event` empty.',
};
/** What an exception of octokit means. */
function githubFailure(error, { action, area, limitMs }) {
    const status = numberOf(error, 'status');
    const message = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300);
    const failure = (reason, isFinal, isGone = false) => ({ ok: false, reason: `${action}: ${reason}`, isFinal, isGone });
    const refusal = refusalOf(rootOf(error));
    if (refusal)
        return failure(refusal.hint ? `${refusal.words}. ${refusal.hint}` : refusal.words, false);
    if (isTimeout(error))
        return failure(`no answer within ${limitMs / 1000} s`, false);
    switch (status ?? 0) {
        case 401:
            return failure(`GitHub does not accept \`github-token\` (${message})`, true);
        case 403:
        case 429:
            if (status === 429 || isRateLimit(error, message))
                return limited(failure(`GitHub limits the rate of requests (${message})`, false), error);
            return failure(`${message}. ${PERMISSION_HINTS[area]}`, true);
        case 404:
        case 410:
            return failure(`GitHub finds no such thing (HTTP ${status})`, true, true);
        case 422:
            return failure(`GitHub does not accept it (${message})`, true);
        default:
            return failure(!wasAnswered(error) || status === undefined || status >= 600 ? message : `HTTP ${status}: ${message}`, false);
    }
}
/** What keeps a request from GitHub until somebody sets the machine right, by what Node and undici say of it. */
function refusalOf(root) {
    const [, status] = /^Proxy response \((\d+)\)/.exec(String(fieldOf(root, 'message'))) ?? [];
    return status === undefined ? certificateRefusal(String(fieldOf(root, 'code'))) : proxyRefusal(status);
}
/** What happened at first; libraries wrap it in errors of their own. */
function rootOf(error) {
    const cause = fieldOf(error, 'cause');
    return cause === undefined ? error : rootOf(cause);
}
/** With the time that GitHub asks for: `Retry-After` in seconds, or the moment when the limit is lifted. */
function limited(failure, error) {
    const headers = fieldOf(fieldOf(error, 'response'), 'headers');
    const seconds = Number(fieldOf(headers, 'retry-after') ?? Number.NaN);
    const resetS = Number(fieldOf(headers, 'x-ratelimit-reset') ?? Number.NaN);
    const isEmpty = fieldOf(headers, 'x-ratelimit-remaining') === '0';
    const date = fieldOf(headers, 'date');
    const nowS = typeof date === 'string' ? Date.parse(date) / 1000 : Number.NaN;
    const waitS = Number.isFinite(seconds) ? seconds : isEmpty ? resetS - nowS : Number.NaN;
    return waitS > 0 ? { ...failure, retryAfterMs: waitS * 1000 } : failure;
}
/** octokit gives status 500 to what never came to an answer. */
function wasAnswered(error) {
    return fieldOf(error, 'response') !== undefined;
}
function isTimeout(error) {
    const name = fieldOf(error, 'name');
    if (name === 'TimeoutError' || name === 'AbortError')
        return true;
    const cause = fieldOf(error, 'cause');
    return cause !== undefined && isTimeout(cause);
}
function isRateLimit(error, message) {
    const headers = fieldOf(fieldOf(error, 'response'), 'headers');
    return (fieldOf(headers, 'retry-after') !== undefined ||
        fieldOf(headers, 'x-ratelimit-remaining') === '0' ||
        /rate limit/i.test(message));
}
function numberOf(value, field) {
    const found = fieldOf(value, field);
    return typeof found === 'number' ? found : undefined;
}
function fieldOf(value, field) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}

;// CONCATENATED MODULE: ./build/github/octokit.js

/** One exchange with GitHub; longer ones are given up, because no report is worth holding up the watch. */
const LIMIT_MS = 15_000;
/** More pages than any conversation has (100 things each); a server whose pages never end is left after them. */
const MAX_PAGES = 200;
/** GitHub for one repository, connected at the first call. No call throws; each ends in bounded time. */
class GitHub {
    where;
    #options;
    #connection;
    constructor(options) {
        this.#options = options;
        this.where = { owner: options.owner, repo: options.repo };
    }
    /** Makes a call; `action` says in the words of a failure what was tried. */
    async call(action, area, work) {
        try {
            this.#connection ??= connect(this.#options);
            return { ok: true, value: await work(await this.#connection) };
        }
        catch (error) {
            return githubFailure(error, { action, area, limitMs: LIMIT_MS });
        }
    }
}
async function connect({ token, apiUrl, userAgent, usesProxy }) {
    if (usesProxy) {
        const undici = await Promise.resolve(/* import() */).then(__nccwpck_require__.bind(__nccwpck_require__, 7966));
        if ('loadUndici' in undici)
            await undici.loadUndici();
    }
    const { getOctokit } = await __nccwpck_require__.e(/* import() */ 413).then(__nccwpck_require__.bind(__nccwpck_require__, 2413));
    return getOctokit(token, { baseUrl: apiUrl, userAgent, log: SILENT });
}
/** All pages of a list that begins with this one. */
async function allPages(octokit, first) {
    const all = [];
    // Not octokit's iterator: it drops the limit in time, and takes a broken page for an empty one.
    let page = first;
    for (let count = 1;; count++) {
        if (!Array.isArray(page.data))
            throw new Error(BROKEN);
        all.push(...page.data);
        // Follows the Link header, because some servers ignore `page` and would be read for ever.
        const next = /<([^<>]+)>;\s*rel="next"/.exec(page.headers.link ?? '')?.[1];
        if (next === undefined || count >= MAX_PAGES)
            return all;
        page = await octokit.request({ method: 'GET', url: next, ...bounded() });
    }
}
const silent = () => undefined;
const SILENT = { debug: silent, info: silent, warn: silent, error: silent };
/** octokit gives what it could read of an answer, also when it broke off. */
const BROKEN = 'the answer is broken';
/** For every request by itself: an option of the same name at the start would replace the way through the proxy. */
function bounded() {
    return { request: { signal: AbortSignal.timeout(LIMIT_MS), log: SILENT } };
}
/** A field of a value that should be an object. */
function octokit_fieldOf(value, ...path) {
    return path.reduce((parent, field) => typeof parent === 'object' && parent !== null ? Reflect.get(parent, field) : undefined, value);
}
/** A text in a value that should be an object. */
function textOf(value, ...path) {
    const found = octokit_fieldOf(value, ...path);
    return typeof found === 'string' ? found : undefined;
}

;// CONCATENATED MODULE: ./build/github/comments.js

/** Login of the author that a workflow's own token writes as. */
const ACTIONS_BOT = 'github-actions[bot]';
/** The comments of one pull request or issue. */
function githubComments(github, issue_number) {
    const { where } = github;
    return {
        list: () => github.call('reading the comments', 'comments', async (octokit) => {
            const options = { ...where, issue_number, per_page: 100, ...bounded() };
            const first = await octokit.rest.issues.listComments(options);
            return (await allPages(octokit, first)).map(stored);
        }),
        get: (comment_id) => github.call('reading the comment', 'comments', async ({ rest }) => stored((await rest.issues.getComment({ ...where, comment_id, ...bounded() })).data)),
        create: (body) => github.call('creating the comment', 'comments', async ({ rest }) => stored((await rest.issues.createComment({ ...where, issue_number, body, ...bounded() })).data)),
        update: (comment_id, body) => github.call('updating the comment', 'comments', async ({ rest }) => stored((await rest.issues.updateComment({ ...where, comment_id, body, ...bounded() })).data)),
        remove: (comment_id) => github.call('removing a second comment', 'comments', async ({ rest }) => {
            await rest.issues.deleteComment({ ...where, comment_id, ...bounded() });
            return undefined;
        }),
        self: async () => {
            const reply = await github.call('asking who we are', 'comments', async (octokit) => {
                const answer = await octokit.graphql('query { viewer { login } }', bounded());
                return answer.viewer.login;
            });
            if (reply.ok)
                return asRestLogin(reply.value);
            // Restricted tokens get no answer; there the workflow's own token is by far the likeliest.
            if (!reply.isGone)
                return ACTIONS_BOT;
            // Gitea and Forgejo have no GraphQL, and tell in a way that GitHub has not for a workflow's own token.
            const plain = await github.call('asking who we are', 'comments', async ({ rest }) => textOf((await rest.users.getAuthenticated(bounded())).data, 'login'));
            return (plain.ok && plain.value) || ACTIONS_BOT;
        },
    };
}
/** A comment as GitHub describes it. */
function stored(value) {
    const id = octokit_fieldOf(value, 'id');
    const url = textOf(value, 'html_url');
    if (typeof id !== 'number' || url === undefined)
        throw new Error(BROKEN);
    return { id, body: textOf(value, 'body') ?? '', author: textOf(value, 'user', 'login') ?? '', url };
}
/** GraphQL names the Actions bot without the suffix that REST has, depending on the version. */
function asRestLogin(login) {
    return login === 'github-actions' ? ACTIONS_BOT : login;
}

// EXTERNAL MODULE: ./build/record/marker.js
var marker = __nccwpck_require__(3688);
// EXTERNAL MODULE: ./build/record/notebook.js
var notebook = __nccwpck_require__(9491);
;// CONCATENATED MODULE: ./build/report/live-comment.js

/** Hidden, in the first line that people could see, in a comment that says nothing but what is wrong with specs. */
const PROBLEMS_MARK = '<!-- problems -->';
/** Between two tries of the last write, in milliseconds. */
const RETRY_GAPS_MS = [1_000, 4_000, 15_000];
/** The longest that GitHub is left alone because it asked for it while last words wait, in milliseconds. */
const LAST_WORDS_PATIENCE_MS = 60_000;
/** How long GitHub is asked before a claim counts as impossible, in milliseconds. */
const CLAIM_PATIENCE_MS = 120_000;
/**
 * One comment that follows the story. Writes happen beside the watch and one at a time; of several versions that wait,
 * only the newest is written. No failure gets out of here: the first is told in the log, and the next version tries
 * again, unless it cannot help.
 */
class LiveComment {
    #o;
    #waiting;
    #last;
    #writing;
    #isHopeless = false;
    #hasComplained = false;
    #lastFailed = false;
    #notBeforeMs = 0;
    /** When the last words are tried in any case. */
    #latestMs = Infinity;
    #finishing = new AbortController();
    constructor(options) {
        this.#o = options;
    }
    /** Address of the comment, once there is one. */
    get url() {
        return this.#o.notebook.url;
    }
    /** Ids of jobs that our comments with other keys name. */
    claimedByOthers() {
        return this.#o.notebook.idsOfOthers();
    }
    async read() {
        return this.#heard(await this.#o.notebook.read());
    }
    /** What is written down at this moment, whatever is being written. */
    async peek() {
        return this.#heard(await this.#o.notebook.peek());
    }
    async claim(entries) {
        const { notebook, clock } = this.#o;
        const claim = () => notebook.claim(this.#note(this.#last?.draft, entries));
        const reply = await (0,conversation/* patiently */.d)(claim, clock, CLAIM_PATIENCE_MS);
        // A claim that was given up says nothing of the comment.
        return this.#finishing.signal.aborted ? reply : this.#heard(reply);
    }
    async write(entries) {
        return this.#heard(await this.#o.notebook.write({ entries }));
    }
    /** What the next claim is to show, where there is no comment yet. */
    prepare(draft) {
        this.#last = { draft, entries: {} };
    }
    /** Shows this soon. */
    show(draft, entries) {
        this.#waiting = this.#last = { draft, entries };
        this.#writing ??= this.#drain();
    }
    /** Shows this as the last words, and resolves when they are written or have failed for good; in a hurry no more. */
    async finish(draft, entries, isInHurry = false) {
        const { clock, notebook } = this.#o;
        this.#latestMs = clock.now() + LAST_WORDS_PATIENCE_MS;
        this.#finishing.abort();
        if (isInHurry)
            notebook.hurry();
        this.show(draft, entries);
        await this.#writing;
        for (const gapMs of RETRY_GAPS_MS) {
            // Who wants to be left alone for longer is not asked again.
            if (!this.#lastFailed || this.#isHopeless || this.#notBeforeMs > this.#latestMs)
                break;
            await clock.sleep(gapMs);
            this.show(draft, entries);
            await this.#writing;
        }
        if (!this.#lastFailed && !isInHurry)
            await notebook.fold(this.#note(draft, entries));
    }
    async #drain() {
        const { clock } = this.#o;
        while (this.#waiting !== undefined && !this.#isHopeless) {
            if (this.#waitMs > 0)
                await clock.sleep(this.#waitMs, this.#finishing.signal);
            if (this.#waitMs > 0)
                await clock.sleep(this.#waitMs);
            const version = this.#waiting;
            this.#waiting = undefined;
            await this.#write(version);
        }
        this.#writing = undefined;
    }
    /** How long GitHub is still left alone, because it asked for it. */
    get #waitMs() {
        return Math.min(this.#notBeforeMs, this.#latestMs) - this.#o.clock.now();
    }
    async #write({ draft, entries }) {
        const { notebook, clock } = this.#o;
        const reply = this.#heard(await notebook.write(this.#note(draft, entries)));
        this.#lastFailed = !reply.ok;
        if (reply.ok)
            return;
        this.#notBeforeMs = clock.now() + (reply.retryAfterMs ?? 0);
        this.#complain(reply.reason);
    }
    #complain(reason) {
        if (!this.#hasComplained)
            this.#o.log.annotate('warning', `The comment could not be written: ${reason}`);
        this.#hasComplained = true;
    }
    #note(draft, entries) {
        if (draft === undefined)
            return { entries };
        const { kind, body, memo } = draft;
        const text = `${kind === 'problems' ? `${PROBLEMS_MARK}\n` : ''}${this.#o.redact(body)}`;
        const note = { text, entries, ...(memo === undefined ? {} : { memo }) };
        if (kind !== 'all-clear')
            return note;
        return { ...note, isWelcome: (instead) => instead?.startsWith(PROBLEMS_MARK) === true };
    }
    #heard(reply) {
        if (reply.ok)
            this.#o.onRecord(reply.value);
        else if (reply.isFinal) {
            this.#isHopeless = true;
            this.#complain(reply.reason);
        }
        return reply;
    }
}

;// CONCATENATED MODULE: ./build/commenting.js






/** The comment that a step writes, where it writes one: its own, or that of the step whose job it goes on with. */
async function openComment(github, { report, runner, apiKey, hasNews, facts, jobId }, { context, run, onRecord }) {
    const { issueNumber, repository, workflowPath } = context;
    if (!hasNews || !report.comment || issueNumber === undefined)
        return {};
    // The token of such a run may not write: GitHub does not trust what it brings along.
    const reason = keylessReason(facts);
    if (apiKey === undefined && (reason === 'fork' || reason === 'dependabot'))
        return {};
    const store = githubComments(github, issueNumber);
    const scope = `${repository}#${issueNumber}`;
    const { redact } = runner;
    const open = (notebook) => new LiveComment({ notebook, clock: clock/* systemClock */.m, log: runner, redact, onRecord });
    if (jobId !== undefined && apiKey !== undefined) {
        // A file of its own in the bundle, which most steps do not have to read.
        const { visit } = await __nccwpck_require__.e(/* import() */ 47).then(__nccwpck_require__.bind(__nccwpck_require__, 47));
        const visited = await visit(store, { jobId, apiKey, issueNumber, scope, redact, context, run });
        if (visited !== undefined) {
            const { guest, notebook } = visited;
            return { liveComment: open(notebook), books: guest, retell: (story) => guest.retell(story) };
        }
    }
    const key = report.commentKey ?? JSON.stringify([workflowPath, report.specText, report.matrix]);
    const seal = (0,marker/* sealOf */.Ru)(key, scope, apiKey, redact);
    return { liveComment: open(new notebook/* Notebook */.g({ store, seal, clock: clock/* systemClock */.m, run })) };
}

;// CONCATENATED MODULE: ./build/github/context.js
/** What a report says of where the step runs, from the runner's variables and the place of the event. */
function runContext(env, { issueNumber, commit }, inputs) {
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const serverUrl = (env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '');
    const runId = env['GITHUB_RUN_ID'] ?? '';
    const runAttempt = env['GITHUB_RUN_ATTEMPT'] ?? '1';
    const runUrl = `${serverUrl}/${repository}/actions/runs/${runId}`;
    return {
        repository,
        serverUrl,
        commit: commit === '' ? (env['GITHUB_SHA'] ?? '') : commit,
        actor: env['GITHUB_ACTOR'] ?? '',
        runId,
        runAttempt,
        logUrl: inputs.jobCheckRunId
            ? `${runUrl}/job/${inputs.jobCheckRunId}`
            : `${runUrl}/attempts/${runAttempt}`,
        workflowPath: workflowPath(env, repository),
        ...(issueNumber === undefined ? {} : { issueNumber }),
        ...(inputs.jobUrl === undefined ? {} : { jobUrlTemplate: inputs.jobUrl }),
    };
}
/** `owner/name/.github/workflows/train.yml@refs/heads/main` becomes `.github/workflows/train.yml`. */
function workflowPath(env, repository) {
    const ref = env['GITHUB_WORKFLOW_REF'] ?? env['GITHUB_WORKFLOW'] ?? '';
    return ref.replace(/@refs\/.*$/, '').replace(`${repository}/`, '');
}

;// CONCATENATED MODULE: ./build/github/repository.js

/** A pull request by its number; undefined where the number is not one of a pull request. */
async function pullRequest(github, number) {
    const reply = await github.call('reading the pull request', 'pull requests', async ({ rest }) => pullFrom((await rest.pulls.get({ ...github.where, pull_number: number, ...bounded() })).data));
    return !reply.ok && reply.isGone ? { ok: true, value: undefined } : reply;
}
/** The pull requests that a commit belongs to, the newest first. */
function pullRequestsOf(github, sha) {
    return github.call('looking for the pull request of the commit', 'pull requests', async (octokit) => {
        const options = { ...github.where, commit_sha: sha, per_page: 100, ...bounded() };
        try {
            const first = await octokit.rest.repos.listPullRequestsAssociatedWithCommit(options);
            return (await allPages(octokit, first)).map(pullFrom);
        }
        catch (error) {
            // GitHub's word for a commit that this repository does not have.
            if (octokit_fieldOf(error, 'status') === 422)
                return [];
            throw error;
        }
    });
}
/** The open pull requests from a branch of a (forked) repository. */
function pullRequestsFrom(github, headOwner, branch) {
    return github.call('looking for the pull request of the branch', 'pull requests', async (octokit) => {
        const head = `${headOwner}:${branch}`;
        const first = await octokit.rest.pulls.list({
            ...github.where,
            state: 'open',
            head,
            per_page: 100,
            ...bounded(),
        });
        return (await allPages(octokit, first)).map(pullFrom);
    });
}
/** Files as they are on a branch. */
function filesOn(github, ref) {
    return {
        ref,
        read: async (path) => {
            const reply = await github.call(`reading ${path} on ${ref}`, 'contents', async ({ rest }) => {
                const { data } = await rest.repos.getContent({ ...github.where, path, ref, ...bounded() });
                // Of more than 1 MB GitHub gives no content, and says so with another encoding.
                const content = textOf(data, 'encoding') === 'base64' ? textOf(data, 'content') : undefined;
                return content === undefined ? undefined : Buffer.from(content, 'base64');
            });
            if (reply.ok && reply.value !== undefined)
                return { kind: 'file', bytes: reply.value };
            if (reply.ok)
                return { kind: 'unreadable', reason: 'it is no file there, or too large' };
            return reply.isGone ? { kind: 'missing' } : { kind: 'unreadable', reason: reply.reason };
        },
    };
}
/** The statuses of one commit. */
function githubStatuses(github, sha) {
    return {
        list: () => github.call('reading the commit statuses', 'statuses', async (octokit) => {
            const options = { ...github.where, ref: sha, per_page: 100, ...bounded() };
            const first = await octokit.rest.repos.listCommitStatusesForRef(options);
            return (await allPages(octokit, first)).map(storedStatus);
        }),
        set: ({ state, context, description, targetUrl }) => github.call('setting the commit status', 'statuses', async ({ rest }) => {
            const words = {
                state,
                context,
                description,
                ...(targetUrl === undefined ? {} : { target_url: targetUrl }),
            };
            await rest.repos.createCommitStatus({ ...github.where, sha, ...words, ...bounded() });
            return undefined;
        }),
    };
}
function storedStatus(value) {
    const createdAt = Date.parse(textOf(value, 'created_at') ?? '');
    const targetUrl = textOf(value, 'target_url');
    return {
        context: textOf(value, 'context') ?? '',
        description: textOf(value, 'description') ?? '',
        createdAtMs: Number.isNaN(createdAt) ? 0 : createdAt,
        author: textOf(value, 'creator', 'login') ?? '',
        ...(targetUrl === undefined ? {} : { targetUrl }),
    };
}
function pullFrom(value) {
    const number = octokit_fieldOf(value, 'number');
    const headSha = textOf(value, 'head', 'sha');
    if (typeof number !== 'number' || headSha === undefined)
        throw new Error('the answer is broken');
    const optional = {
        headRepository: textOf(value, 'head', 'repo', 'full_name'),
        headRef: textOf(value, 'head', 'ref'),
        baseRef: textOf(value, 'base', 'ref'),
        mergeCommit: textOf(value, 'merge_commit_sha'),
        author: textOf(value, 'user', 'login'),
    };
    return {
        number,
        headSha,
        isClosed: textOf(value, 'state') === 'closed',
        isMerged: octokit_fieldOf(value, 'merged') === true || textOf(value, 'merged_at') !== undefined,
        ...Object.fromEntries(Object.entries(optional).filter(([, text]) => text !== undefined)),
    };
}

;// CONCATENATED MODULE: ./build/github/desk.js



/** The largest page of GitHub. */
const desk_PAGE_SIZE = 100;
/** The whole repository, for whoever looks after it. */
function githubDesk(github) {
    const { where } = github;
    return {
        repository: `${where.owner}/${where.repo}`,
        self: () => githubComments(github, 0).self(),
        comments: (page, sinceMs) => github.call('reading the comments of the repository', 'comments', async ({ rest }) => {
            const since = new Date(sinceMs).toISOString();
            const order = { sort: 'updated', direction: 'desc' };
            const { data, headers } = await rest.issues.listCommentsForRepo({
                ...where,
                ...order,
                since,
                page,
                per_page: desk_PAGE_SIZE,
                ...bounded(),
            });
            const all = data;
            if (!Array.isArray(all))
                throw new Error(BROKEN);
            return { comments: all.map(placed), hasMore: /rel="next"/.test(headers.link ?? '') };
        }),
        conversation: (number) => githubComments(github, number),
        statuses: (commit) => githubStatuses(github, commit),
        dispatch: ({ type, payload }) => github.call('sending the event', 'dispatches', async ({ rest }) => {
            const client_payload = { ...payload };
            const { status } = await rest.repos.createDispatchEvent({
                ...where,
                event_type: type,
                client_payload,
                ...bounded(),
            });
            // A page of a proxy is no event that was sent.
            if (status !== 204)
                throw new Error(BROKEN);
            return undefined;
        }),
    };
}
function placed(value) {
    const number = Number(/\/(\d+)$/.exec(textOf(value, 'issue_url') ?? '')?.[1]);
    const updatedAtMs = Date.parse(textOf(value, 'updated_at') ?? '');
    // A comment that cannot be placed is none of ours, and no reason to miss the others.
    return { ...stored(value), number: number || 0, updatedAtMs: Number.isNaN(updatedAtMs) ? 0 : updatedAtMs };
}

;// CONCATENATED MODULE: ./build/github/place.js

/**
 * Finds out where to report. `issueNumber` of the inputs wins over the event. GitHub is asked only for what the event
 * does not tell.
 */
async function findPlace(facts, issueNumber, pulls) {
    const isNamed = issueNumber !== undefined && !isAbout(facts, issueNumber);
    const own = isNamed && !facts.runsWithSecretsOnForeignContent ? NOBODY : await pullOf(facts, pulls);
    if (!own.ok)
        return own;
    if (!isNamed)
        return found(place_placeOf(own.value, facts, issueNumber));
    const named = await pulls.byNumber(issueNumber);
    if (!named.ok)
        return named;
    const isForeign = isForeignContent(facts, own.value) || (named.value !== undefined && isForeignContent(facts, named.value));
    const place = place_placeOf(named.value, facts, issueNumber);
    return found({
        ...place,
        commit: place.commit === '' ? (own.value?.headSha ?? '') : place.commit,
        isForeign,
    });
}
/** The same, as far as it is known without asking GitHub. */
function placeUnasked(facts, issueNumber) {
    const own = ownFacts(facts);
    const isNamed = issueNumber !== undefined && !isAbout(facts, issueNumber);
    const place = place_placeOf(isNamed ? undefined : own, facts, issueNumber);
    return { ...place, isForeign: isForeignContent(facts, own) };
}
const found = (value) => ({ ok: true, value });
const isAbout = ({ lookup }, number) => lookup.kind === 'number' && lookup.number === number;
/** The pull request that the payload itself describes. */
function ownFacts({ lookup, pull }) {
    return lookup.kind === 'number' && pull !== undefined ? { number: lookup.number, ...pull } : undefined;
}
/** The pull request of the event itself. */
async function pullOf(facts, pulls) {
    const { lookup, name } = facts;
    if (lookup.kind === 'none')
        return NOBODY;
    if (lookup.kind === 'number') {
        const own = ownFacts(facts);
        if (own !== undefined || !lookup.isPull)
            return { ok: true, value: own };
        return pulls.byNumber(lookup.number);
    }
    const { sha, headRepository, headBranch } = lookup;
    const ofCommit = await pulls.ofCommit(sha);
    if (!ofCommit.ok)
        return ofCommit;
    const open = ofCommit.value.find(({ headSha, isClosed }) => headSha === sha && !isClosed);
    const merged = ofCommit.value.find(({ isMerged, mergeCommit }) => isMerged && mergeCommit === sha);
    if (open ?? merged)
        return { ok: true, value: open ?? merged };
    // Of a fork, GitHub does not know the commit under our repository.
    const owner = headRepository?.split('/')[0];
    if (name === 'push' || owner === undefined || headBranch === undefined)
        return NOBODY;
    const fromBranch = await pulls.fromBranch(owner, headBranch);
    if (!fromBranch.ok)
        return fromBranch;
    return { ok: true, value: fromBranch.value.find(({ headSha }) => headSha === sha) };
}
const NOBODY = { ok: true, value: undefined };
function place_placeOf(pull, facts, issueNumber) {
    const { lookup } = facts;
    const number = issueNumber ?? pull?.number ?? (lookup.kind === 'number' ? lookup.number : undefined);
    // A comment on a pull request, or its number, is about the head of it.
    const commit = facts.commit ?? pull?.headSha ?? '';
    // What was merged and pushed is compared with nothing: the branch has it already.
    const baseRef = facts.name === 'push' && pull?.isMerged ? undefined : pull?.baseRef;
    const isItsHead = pull !== undefined && isAbout(facts, pull.number) && pull.headSha === commit;
    return {
        commit,
        ...(number === undefined ? {} : { issueNumber: number }),
        ...(baseRef === undefined ? {} : { baseRef }),
        ...(isItsHead ? { pull: { isClosed: pull.isClosed, isMerged: pull.isMerged } } : {}),
        isForeign: isForeignContent(facts, pull),
    };
}
/** What cannot be proven to be from this repository counts as from outside. */
function isForeignContent(facts, pull) {
    const { lookup, repository, runsWithSecretsOnForeignContent } = facts;
    if (!runsWithSecretsOnForeignContent)
        return false;
    // The same commit may be the head of a pull request of ours: a fork can have it, and a branch of any name.
    const { headRepository } = lookup.kind === 'commit' ? lookup : {};
    if (headRepository !== undefined && !isSame(headRepository, repository))
        return true;
    if (pull !== undefined)
        return !isSame(pull.headRepository ?? '', repository);
    if (lookup.kind === 'commit')
        return !isSame(lookup.headRepository ?? '', repository);
    return lookup.kind === 'none' || lookup.isPull;
}

;// CONCATENATED MODULE: ./build/record/holdings.js

/** The entries of the specs that this step is responsible for, as it has to write them down. */
class Holdings {
    #me;
    #claims = new Map();
    #ended = new Map();
    #words = new Map();
    constructor(me) {
        this.#me = me;
    }
    /** This step is about to submit these, after what is written down of them. */
    claim(trainings, wallMs, record = record_entry/* EMPTY_RECORD */.sU) {
        for (const { label, spec } of trainings) {
            const entry = (0,record_entry/* entryOf */.Ms)(record, label);
            const held = entry?.digest === spec?.digest ? entry : undefined;
            const run = held !== undefined && (0,record_entry/* isNewer */.U4)(held.run, this.#me.run) ? held.run : this.#me.run;
            if (!this.#claims.has(label))
                this.#claims.set(label, { sinceMs: wallMs, run });
            // Later than what it replaces, whatever the clocks of the two say.
            if (held)
                this.#words.set(label, { text: '', atMs: Math.max(held.atMs, this.#words.get(label)?.atMs ?? 0) });
        }
    }
    /** The run in whose name a spec is written down. */
    runOf(label) {
        return this.#claims.get(label)?.run ?? this.#me.run;
    }
    /** Another one submits this now. */
    drop(label) {
        this.#claims.delete(label);
    }
    /** Jobs of others that turned out to have ended. */
    ended(label, jobs) {
        const closed = jobs.map(({ echo: _, ...job }) => ({ ...job, isOpen: false }));
        this.#ended.set(label, [...(this.#ended.get(label) ?? []), ...closed]);
    }
    /** Jobs that turned out to have ended, by the label of their spec. */
    get endedJobs() {
        return this.#ended;
    }
    /** What is to be written of the specs that were claimed or have a job, after what is written down of them. */
    entries(trainings, wallMs, aliveUntilMs, record = record_entry/* EMPTY_RECORD */.sU) {
        const mine = trainings.filter(({ spec, job, label }) => spec && (job || this.#claims.has(label)));
        return Object.fromEntries(mine.map((training) => [
            training.label,
            this.#entry(training, wallMs, aliveUntilMs, (0,record_entry/* entryOf */.Ms)(record, training.label)),
        ]));
    }
    #entry(training, wallMs, aliveUntilMs, before) {
        const { label, spec, job, outcome, isReused } = training;
        const digest = spec?.digest ?? '';
        const sinceMs = this.#claims.get(label)?.sinceMs;
        const isLost = job === undefined && (outcome === undefined || outcome === 'unknown') && sinceMs !== undefined;
        const isOver = outcome !== undefined;
        const closed = this.#ended.get(label) ?? [];
        const word = {
            jobId: job?.id,
            isOpen: job && (0,record_entry/* isOpen */.nT)(job, outcome),
            isLost,
            isOver,
            closed: closed.length,
        };
        const atMs = this.#since(label, JSON.stringify(word), wallMs);
        // Who follows a job that anybody may have named does not vouch for it.
        const isHearsay = isReused && before?.jobs.find(({ id }) => id === job?.id)?.isHearsay;
        const about = { digest, runId: this.#me.run.id, atMs, ...(isHearsay ? { isHearsay } : {}) };
        return {
            digest,
            ...this.#me,
            run: this.runOf(label),
            atMs,
            // Whoever has said its last word is not waited for.
            aliveUntilMs: isOver ? 0 : aliveUntilMs,
            ...(isLost ? { submittingSinceMs: sinceMs } : {}),
            ...(job === undefined ? {} : { jobId: job.id }),
            jobs: [...(job === undefined ? [] : [(0,record_entry/* recordedJob */.yM)(job, about, outcome)]), ...closed],
        };
    }
    /** Since when this is so. */
    #since(label, text, wallMs) {
        const before = this.#words.get(label);
        if (before?.text === text)
            return before.atMs;
        // Later than the word before, though a clock may stand still.
        const atMs = Math.max(wallMs, (before?.atMs ?? 0) + 1);
        this.#words.set(label, { text, atMs });
        return atMs;
    }
}

;// CONCATENATED MODULE: ./build/record/books.js



/** How long after the next sign of life a run still counts as alive, in milliseconds. */
const GRACE_MS = 5 * 60_000;
/** What this step and the other runs of its key tell each other about their jobs. */
class Books {
    #o;
    #holdings;
    #ledgers;
    #record = record_entry/* EMPTY_RECORD */.sU;
    #nextBeatMs = 60_000;
    #knownRuns = new Map();
    constructor(options) {
        this.#o = options;
        this.#ledgers = options.ledgers;
        this.#holdings = new Holdings(options.me);
    }
    /** Whether there is a place where other runs find what this one does. */
    get isKept() {
        return this.#ledgers.length > 0;
    }
    /** How long until the next sign of life, in milliseconds. */
    set nextBeatMs(ms) {
        this.#nextBeatMs = ms;
    }
    /** Leaves the first place to others, where it cannot be written. Returns whether there is another one. */
    fallBack() {
        const others = this.#ledgers.slice(1);
        if (others.length > 0)
            this.#ledgers = others;
        return others.length > 0;
    }
    /** What is written down about these. */
    async read(trainings) {
        const digests = Object.fromEntries(trainings.map(({ label, spec }) => [label, spec?.digest ?? '']));
        for (;;) {
            const [ledger] = this.#ledgers;
            if (ledger === undefined)
                return { ok: true, value: record_entry/* EMPTY_RECORD */.sU };
            const reply = await ledger.read(digests);
            if (reply.ok)
                this.hear(reply.value);
            if (reply.ok || !reply.isFinal || !this.fallBack())
                return reply;
        }
    }
    /** The user wants these in spite of the newer runs that hold them now. */
    insist(trainings) {
        for (const { label } of trainings) {
            const run = (0,record_entry/* entryOf */.Ms)(this.#record, label)?.run;
            if (run !== undefined && (0,record_entry/* isNewer */.U4)(run, this.#o.me.run))
                this.#knownRuns.set(label, run);
        }
    }
    /** What is written down now, in a hurry: without waiting for what is being written. */
    async peek() {
        const reply = await this.#ledgers[0]?.peek?.();
        if (reply?.ok)
            this.hear(reply.value);
    }
    /** Writes down that this step is about to submit these, and resolves to what stands there then. */
    async claim(trainings) {
        this.#holdings.claim(trainings, this.#o.clock.wall(), this.#record);
        const reply = await this.#with((ledger) => ledger.claim(this.entries(trainings)));
        // Who has lost to another must not go on to write that it submits: it would hide the one that does.
        if (!reply.ok)
            return reply;
        for (const { label } of trainings) {
            const writer = (0,record_entry/* entryOf */.Ms)(reply.value, label)?.writer;
            if (writer !== undefined && writer !== this.#o.me.writer)
                this.#holdings.drop(label);
        }
        return reply;
    }
    /** Of these, those that this step was about to submit before it was killed, and did not, are to be given up. */
    async release(trainings) {
        await this.read(trainings);
        const claimed = trainings.filter(({ label, job, outcome }) => {
            const { writer, submittingSinceMs } = (0,record_entry/* entryOf */.Ms)(this.#record, label) ?? {};
            return (outcome === 'cancelled' && !job && submittingSinceMs !== undefined && writer === this.#o.me.writer);
        });
        this.#holdings.claim(claimed, this.#o.clock.wall(), this.#record);
    }
    /** Writes down what has become of these, and resolves to what stands there then. */
    async write(trainings) {
        return this.#with((ledger) => ledger.write(this.entries(trainings)));
    }
    /** Jobs of earlier versions turned out to have ended. */
    ended(label, jobs) {
        this.#holdings.ended(label, jobs);
    }
    /** What this step has to say of these. */
    entries(trainings) {
        const wallMs = this.#o.clock.wall();
        const own = this.#holdings.entries(trainings, wallMs, wallMs + this.#nextBeatMs + GRACE_MS, this.#record);
        // Who holds the other specs stays as it is; only their jobs have ended.
        const others = [...this.#holdings.endedJobs].flatMap(([label, jobs]) => {
            const entry = (0,record_entry/* entryOf */.Ms)(this.#record, label);
            return entry === undefined || Object.hasOwn(own, label) ? [] : [[label, { ...entry, jobs }]];
        });
        return { ...own, ...Object.fromEntries(others) };
    }
    /** Takes in what stands there now. */
    hear(record) {
        this.#record = record;
    }
    /** Whether a newer run holds the spec of a training for something else, so that this one has to let go. */
    isTakenOver({ label, spec }) {
        if (spec === undefined)
            return false;
        const me = { ...this.#o.me, run: this.#newestOf(label), digest: spec.digest };
        return (0,record_decision/* isTakenOver */.Gj)((0,record_entry/* entryOf */.Ms)(this.#record, label), me);
    }
    /** Whether a newer run has to do with the spec of a training. */
    isHeldByNewer({ label }) {
        return (0,record_decision/* isHeldByNewer */.KW)((0,record_entry/* entryOf */.Ms)(this.#record, label), this.#newestOf(label));
    }
    /** The run that counts as ours. */
    #newestOf(label) {
        return this.#knownRuns.get(label) ?? this.#holdings.runOf(label);
    }
    async #with(act) {
        const [ledger] = this.#ledgers;
        if (ledger === undefined)
            return { ok: true, value: record_entry/* EMPTY_RECORD */.sU };
        const reply = await act(ledger);
        if (reply.ok)
            this.hear(reply.value);
        return reply;
    }
}

;// CONCATENATED MODULE: ./build/report/pace.js
/** So many writes may follow each other at once. */
const BURST = 20;
/** In the long run one in this time, in milliseconds: GitHub takes 500 an hour, and 1,000 statuses of a name. */
const PACE_MS = 30_000;
/** Keeps a job whose state changes all the time from being told of at every change. */
class Pace {
    #left = BURST;
    #atMs = 0;
    /** How long to wait before the next write, in milliseconds; 0 counts as one that is made. */
    take(nowMs) {
        this.#left = Math.min(BURST, this.#left + (nowMs - this.#atMs) / PACE_MS);
        this.#atMs = nowMs;
        if (this.#left < 1)
            return Math.ceil((1 - this.#left) * PACE_MS);
        this.#left -= 1;
        return 0;
    }
}

;// CONCATENATED MODULE: ./build/report/reports.js



/** The longest time between two writes of a comment about a job that does not change, in milliseconds. */
const MAX_BEAT_GAP_MS = 15 * 60_000;
/** How long after a write others may write who have read before it, in milliseconds. */
const reports_CONFIRM_MS = 4_000;
/** What GitHub shows of a step: comment and commit statuses, kept alive while nothing happens. */
class Reports {
    #o;
    #over = new AbortController();
    #pace = new Pace();
    /** What is to be shown as soon as the pace allows it. */
    #waiting;
    #shown;
    #jobs = 0;
    constructor(options) {
        this.#o = options;
    }
    /** Address of the comment, once there is one. */
    get commentUrl() {
        return this.#o.liveComment?.url;
    }
    /** Ids of jobs that other comments of ours name. */
    claimedElsewhere() {
        return this.#o.liveComment?.claimedByOthers() ?? Promise.resolve(new Set());
    }
    /** The work begins; `tell` gives the story at any moment. */
    begin(tell) {
        this.prepare(tell());
        if (this.#o.liveComment !== undefined)
            void this.#beat(tell);
    }
    /** The first words, for when there is something to write down. */
    prepare(story) {
        this.#o.liveComment?.prepare(this.#draft(story));
    }
    /** Shows this soon. */
    show(story) {
        const isWaiting = this.#waiting !== undefined;
        this.#waiting = story;
        if (!isWaiting)
            void this.#showInTime();
    }
    async #showInTime() {
        const { clock, idle } = this.#o;
        const { signal } = this.#over;
        for (;;) {
            const waitMs = this.#pace.take(clock.now());
            if (waitMs === 0)
                break;
            await idle(waitMs, signal);
            if (signal.aborted)
                return;
        }
        const story = this.#waiting;
        this.#waiting = undefined;
        if (story !== undefined)
            this.#showNow(story);
    }
    #showNow(story) {
        const { liveComment, statuses, books } = this.#o;
        const version = { draft: this.#draft(story), entries: books?.entries(story.trainings) ?? {} };
        this.#shown = version;
        liveComment?.show(version.draft, version.entries);
        statuses?.show(story.trainings, story.nowMs, this.commentUrl);
        const jobs = story.trainings.filter(({ job }) => job !== undefined).length;
        if (liveComment && jobs > this.#jobs)
            void this.#confirm(version);
        this.#jobs = jobs;
    }
    /** That there is a job is written once more, where somebody who had read before wrote over it. */
    async #confirm(version) {
        const { idle, liveComment } = this.#o;
        await idle(reports_CONFIRM_MS, this.#over.signal);
        if (!this.#over.signal.aborted && this.#shown === version)
            liveComment?.show(version.draft, version.entries);
    }
    /** Shows this as the last words, and resolves when all has been written or has failed for good. */
    async finish(story, isInHurry = false) {
        const { liveComment, statuses, books } = this.#o;
        this.#over.abort();
        // In a hurry the link to a comment that does not exist yet is not worth waiting for.
        if (isInHurry)
            statuses?.show(story.trainings, story.nowMs, this.commentUrl);
        await liveComment?.finish(this.#draft(story), books?.entries(story.trainings) ?? {}, isInHurry);
        statuses?.show(story.trainings, story.nowMs, this.commentUrl);
        await statuses?.finish();
    }
    #draft(story) {
        return (0,report_document/* comment */.I)(this.#o.retell?.(story) ?? story);
    }
    #nextGapMs(ageMs) {
        const gapMs = Math.min(MAX_BEAT_GAP_MS, heartbeatGapMs(ageMs));
        if (this.#o.books)
            this.#o.books.nextBeatMs = gapMs;
        return gapMs;
    }
    /** Tells the readers and the other runs that somebody is still there, ever more rarely. */
    async #beat(tell) {
        const { clock, idle } = this.#o;
        const { signal } = this.#over;
        const startMs = clock.now();
        for (let gapMs = this.#nextGapMs(0);;) {
            await idle(gapMs, signal);
            if (signal.aborted)
                return;
            // Before it is shown: what is written down says until when the next sign of life is awaited.
            gapMs = this.#nextGapMs(clock.now() - startMs);
            const story = tell();
            if (story.trainings.some(({ outcome }) => outcome === undefined))
                this.show(story);
        }
    }
}

// EXTERNAL MODULE: ./build/report/status-board.js + 1 modules
var status_board = __nccwpck_require__(1422);
;// CONCATENATED MODULE: ./build/forge/hints.js
/** Answers that mean "there is no such address", unlike "there is no such job" (seen from Kong and FastAPI). */
const UNROUTED = /no route matched|^not found$/i;
/**
 * What a person can do about an answer, where experience with this service tells: mostly that one status has several
 * causes which look the same.
 */
function hintFor(status, words, redirects) {
    if (redirects || (status >= 300 && status < 400)) {
        return 'Redirects are not followed, because they would carry the key elsewhere. Check `api-url`.';
    }
    switch (status) {
        case 401:
            return 'Check `api-key`. An exhausted quota is answered in the same way.';
        case 403:
            return 'The key is known but not allowed to do this. Check its workspace and whether Forge is enabled for it.';
        case 404:
            return UNROUTED.test(words)
                ? 'The address is not served. Check `api-url`; some deployments need a path prefix, such as https://api.mistral.ai/v1.'
                : 'The service knows no such job. Check `job-id`, and that the key belongs to the same workspace.';
        case 410:
            return 'The service has retired this interface.';
        case 402:
            return 'The account cannot pay for this. Check its billing.';
        default:
            return undefined;
    }
}

;// CONCATENATED MODULE: ./build/forge/headers.js
/** Where the service, its gateway and its CDN put the id of an exchange, best first. */
const REQUEST_ID_HEADERS = ['mistral-correlation-id', 'x-request-id', 'x-kong-request-id', 'cf-ray'];
/** The longest time that a server is believed to want to be left alone: a year. Beyond any deadline of ours. */
const MAX_RETRY_AFTER_MS = 365 * 24 * 3_600_000;
function headerOf(headers, name) {
    const value = headers[name];
    return typeof value === 'string' ? value : value?.[0];
}
/** The id under which the service's support finds this exchange. */
function requestIdOf(headers) {
    for (const name of REQUEST_ID_HEADERS) {
        const value = headerOf(headers, name)?.trim();
        if (value)
            return value.slice(0, 128);
    }
    return undefined;
}
/**
 * `Retry-After` in milliseconds from now: seconds (fractions too) or an HTTP date, which is compared with the server's
 * own `Date` where it has one, because our clock may be off. A time in the past is 0. Undefined if absent or unreadable.
 */
function retryAfterMs(headers, wallMs) {
    const value = headerOf(headers, 'retry-after')?.trim();
    if (!value)
        return undefined;
    if (/^[+-]?\d+(\.\d+)?$/.test(value))
        return clamp(Number(value) * 1000);
    const at = Date.parse(value);
    if (Number.isNaN(at))
        return undefined;
    return clamp(at - (serverTimeMs(headers) ?? wallMs));
}
/** The service's clock (`Date`) as Unix time in milliseconds; undefined if absent or unreadable. */
function serverTimeMs(headers) {
    const at = Date.parse(headerOf(headers, 'date') ?? '');
    return Number.isNaN(at) ? undefined : at;
}
function clamp(ms) {
    return Math.min(MAX_RETRY_AFTER_MS, Math.max(0, ms));
}

;// CONCATENATED MODULE: ./build/forge/words.js
/** Longest text of the service that is passed on, in characters; enough for a list of refused fields. */
const MAX_WORDS = 1_000;
/** Fields that hold the text in the error bodies seen from this service and from the gateways in front of it. */
const TEXT_FIELDS = [
    'message',
    'detail',
    'error',
    'msg',
    'failure_reason',
    'error_message',
    'status_message',
    'reason',
];
/**
 * The service's own words in a body of any shape, as one line; undefined where it has none.
 *
 * Known shapes: `{message}`, `{message: {detail: [{loc, msg}]}}`, `{detail: "..."}`, `{detail: [{loc, msg}]}`,
 * `{error: {message}}`. Of a refused field only its place and the message are passed on, because `input` repeats what
 * the caller sent.
 */
function wordsIn(value, depth = 0) {
    if (typeof value === 'string')
        return oneLine(value);
    if (depth > 4 || typeof value !== 'object' || value === null)
        return undefined;
    if (Array.isArray(value)) {
        const parts = value.map((item) => wordsIn(item, depth + 1)).filter((part) => part !== undefined);
        return parts.length > 0 ? oneLine(parts.join('; ')) : undefined;
    }
    const body = value;
    for (const field of TEXT_FIELDS) {
        const words = wordsIn(body[field], depth + 1);
        if (words !== undefined)
            return withPlace(body['loc'], words);
    }
    return undefined;
}
/** `["body", "hyperparameters", "batch_size"]` becomes `hyperparameters.batch_size: ` in front of the words. */
function withPlace(loc, words) {
    if (!Array.isArray(loc))
        return words;
    const path = loc.filter((part) => typeof part === 'string' || typeof part === 'number').map(String);
    if (path[0] === 'body')
        path.shift();
    return path.length > 0 ? `${path.join('.')}: ${words}` : words;
}
/** The text of an HTML or plain error page: its title, else the text itself. */
function wordsOfPage(text) {
    const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1];
    return oneLine(title ?? text.replace(/<[^>]*>/g, ' '));
}
function oneLine(text) {
    const line = text.replace(/\s+/g, ' ').trim();
    if (line === '')
        return undefined;
    return line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS).toWellFormed()}…` : line;
}

;// CONCATENATED MODULE: ./build/forge/wire.js


/** Ids longer than this are no ids; it keeps nonsense out of paths, outputs and comments. */
const MAX_ID_LENGTH = 128;
const MAX_TEXT_LENGTH = 512;
const MAX_DEPTH = 32;
/**
 * Reads a job from the service. The contract requires no field, and services add and lose fields, so that every one is
 * taken only if it has its type; undefined without a usable id.
 */
function decodeJob(value) {
    if (!isObject(value))
        return undefined;
    const id = idIn(value['id']);
    if (id === undefined)
        return undefined;
    return withoutAbsent({
        id,
        status: wire_text(value['status'], MAX_TEXT_LENGTH),
        jobType: wire_text(value['job_type'], MAX_TEXT_LENGTH),
        modelConfig: settings(value['model_config']),
        hyperparameters: settings(value['hyperparameters']),
        datasetIds: texts(value['dataset_ids']),
        autoStart: typeof value['auto_start'] === 'boolean' ? value['auto_start'] : undefined,
        createdAt: number(value['created_at']),
        modifiedAt: number(value['modified_at']),
        outputModel: wire_text(value['output_model'], MAX_TEXT_LENGTH),
        reason: wordsIn(value),
    });
}
/** Reads a page of the list; entries without a usable id are left out, undefined where there is no list at all. */
function decodePage(value, headers) {
    if (!isObject(value) || !Array.isArray(value['data']))
        return undefined;
    const jobs = value['data'].map(decodeJob).filter((job) => job !== undefined);
    const total = number(value['total']);
    const serverNowMs = serverTimeMs(headers);
    return {
        jobs,
        ...(total === undefined ? {} : { total }),
        ...(serverNowMs === undefined ? {} : { serverNowMs }),
    };
}
/** Parses JSON text; undefined if it is none. */
function parseJson(body) {
    try {
        return JSON.parse(body);
    }
    catch {
        return undefined;
    }
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** A UUID means the same in capitals. It is kept in small letters, because it is compared with what was written down. */
function idIn(value) {
    const id = wire_text(value, MAX_ID_LENGTH);
    return id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id.toLowerCase() : id;
}
/** What is nested deeper is of no use to people, and too deep for what writes it down. */
function settings(value) {
    return isObject(value) && isShallow(value, MAX_DEPTH) ? value : undefined;
}
function isShallow(value, depth) {
    if (typeof value !== 'object' || value === null)
        return true;
    return depth > 0 && Object.values(value).every((item) => isShallow(item, depth - 1));
}
function wire_text(value, maxLength) {
    if (typeof value !== 'string')
        return undefined;
    const trimmed = value.trim();
    return trimmed !== '' && trimmed.length <= maxLength ? trimmed : undefined;
}
function texts(value) {
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}
function number(value) {
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
function withoutAbsent(fields) {
    const present = Object.entries(fields).filter(([, value]) => value !== undefined);
    return Object.fromEntries(present);
}

;// CONCATENATED MODULE: ./build/forge/client.js




const JOBS = '/forge/training/jobs';
/** Reads are quick; one that takes longer is given up and tried again. */
const READ_LIMIT_MS = 30_000;
/** Giving up on a submission too early makes a doubt where there was none. */
const CREATE_LIMIT_MS = 120_000;
/** The four operations of the service, each one exchange over `transport`. `wall` gives Unix time in milliseconds. */
function forgeApi(transport, wall) {
    const call = async (request, decode) => {
        const answer = await transport(request);
        if ('kind' in answer)
            return { ok: false, failure: answer };
        return readAnswer(answer, decode, wall());
    };
    const jobPath = (id) => `${JOBS}/${encodeURIComponent(id)}`;
    return {
        create: (request, intent) => call({
            method: 'POST',
            path: JOBS,
            body: JSON.stringify(request),
            // The contract promises nothing for this header. It does no harm, and helps where a service does know it.
            headers: { 'idempotency-key': intent },
            limitMs: CREATE_LIMIT_MS,
        }, decodeJob),
        get: (id) => call({ method: 'GET', path: jobPath(id), limitMs: READ_LIMIT_MS }, jobWithId(id)),
        list: (page, pageSize) => call({ method: 'GET', path: `${JOBS}?page=${page}&page_size=${pageSize}`, limitMs: READ_LIMIT_MS }, decodePage),
        cancel: (id) => call({ method: 'POST', path: `${jobPath(id)}/cancel`, limitMs: READ_LIMIT_MS }, jobWithId(id)),
    };
}
/** An answer about another job than the one that was asked for is no answer; one that names no id is about ours. */
function jobWithId(id) {
    return (body) => {
        const named = typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string';
        const job = decodeJob(named ? body : Object.assign({}, body, { id }));
        const isOurs = job !== undefined && job.id.toLowerCase() === id.toLowerCase();
        return isOurs && typeof body === 'object' && body !== null && !Array.isArray(body) ? job : undefined;
    };
}
function readAnswer(answer, decode, wallMs) {
    const { status, headers, body } = answer;
    const parsed = parseJson(body);
    const requestId = requestIdOf(headers) ?? bodyRequestId(parsed);
    const identified = requestId === undefined ? {} : { requestId };
    if (status < 200 || status > 299)
        return { ok: false, failure: { ...statusFailure(answer, parsed, wallMs), ...identified } };
    const value = decode(parsed, headers);
    if (value !== undefined)
        return { ok: true, value, ...identified };
    const words = parsed === undefined ? 'the answer is not JSON' : 'the answer lacks what the contract promises';
    return {
        ok: false,
        failure: {
            kind: 'garbled',
            status,
            words: `${words} (HTTP ${status}, ${body.length} characters)`,
            ...identified,
        },
    };
}
function statusFailure(answer, parsed, wallMs) {
    const { status, headers, body } = answer;
    const words = parsed === undefined ? wordsOfPage(body) : wordsIn(parsed);
    const retryAfter = retryAfterMs(headers, wallMs);
    const hint = hintFor(status, words ?? '', isRedirect(status, headers));
    return {
        kind: 'status',
        status,
        words: words ??
            `no reason given (HTTP ${status} with ${body === '' ? 'an empty body' : 'a body without a message'})`,
        ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
        ...(hint === undefined ? {} : { hint }),
    };
}
function isRedirect(status, headers) {
    return status >= 300 && status < 400 && headers['location'] !== undefined;
}
/** Kong, the gateway in front of the service, puts its id into the body. */
function bodyRequestId(body) {
    const id = typeof body === 'object' && body !== null ? Reflect.get(body, 'request_id') : undefined;
    return typeof id === 'string' && id !== '' ? id.slice(0, 128) : undefined;
}

;// CONCATENATED MODULE: ./build/forge/discreet.js
/**
 * The same transport, with secrets taken out of what comes in: a text that was cut or escaped for a report does not show
 * them any more, so that they could not be found there.
 */
function discreet(transport, redact) {
    return async (request) => {
        const answer = await transport(request);
        if ('kind' in answer)
            return { ...answer, words: redact(answer.words) };
        const { status, headers, body } = answer;
        const clean = Object.entries(headers).map(([name, value]) => [
            name,
            typeof value === 'string' ? redact(value) : value?.map(redact),
        ]);
        return { status, headers: Object.fromEntries(clean), body: redact(body) };
    };
}

// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(8611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(5692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __nccwpck_require__(770);
// EXTERNAL MODULE: ./bundle/undici.js
var undici = __nccwpck_require__(7966);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new undici.ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./build/forge/connection.js

/** Node's codes for a connection that was never made, so that nothing can have been sent over it. */
const UNSENT_CODES = {
    ENOTFOUND: 'the name of the service cannot be resolved',
    EAI_AGAIN: 'the name of the service cannot be resolved at the moment',
    ECONNREFUSED: 'the connection was refused',
    EHOSTUNREACH: 'the host cannot be reached',
    ENETUNREACH: 'the network cannot be reached',
    EADDRNOTAVAIL: 'no local address is available',
    EPROTO: 'the TLS handshake failed',
};
/** Messages of http-client's tunnel for a proxy that did not lead to the service, so that the request was not sent. */
const TUNNEL = /tunneling socket could not be established, (?:statusCode=(\d+)|cause=(.*))|illegal response body from proxy/;
/** Message of node:tls for the same. */
const BEFORE_REQUEST = /before secure TLS connection was established/;
/** What an exchange that ended in an exception means. Where the request may have been sent, it is `lost`. */
function connectionFailure(error) {
    const code = connection_textOf(error, 'code');
    const message = error instanceof Error ? error.message : String(error);
    const certificate = certificateRefusal(code);
    if (certificate)
        return { kind: 'unsent', ...certificate };
    const tunnel = TUNNEL.exec(message);
    if (tunnel)
        return proxyFailure(tunnel);
    const known = UNSENT_CODES[code];
    if (known !== undefined && !isTransfer(error, code))
        return { kind: 'unsent', words: `${known} (${code})` };
    const attempts = attemptsIn(error);
    if (attempts.every((each) => connection_textOf(each, 'syscall') === 'connect') || BEFORE_REQUEST.test(message)) {
        const words = attempts.map((each) => connection_textOf(each, 'message')).join(', ');
        return { kind: 'unsent', words: `no connection: ${words}` };
    }
    if (isTransfer(error, code))
        return { kind: 'lost', words: `the connection broke (${code})` };
    return { kind: 'lost', words: code && !message.includes(code) ? `${message} (${code})` : message };
}
/**
 * Whether a connection broke that had been made. Linux tells of a route that is lost then with the codes of one that was
 * never there, so what counts is the system call. `write EPROTO` is the exception: the request itself could not be
 * encrypted, and so has not left.
 */
function isTransfer(error, code) {
    if (code === 'EPROTO')
        return false;
    return /^(read|write)$/.test(connection_textOf(error, 'syscall')) || /^(ECONNRESET$|EPIPE$|ERR_SSL_)/.test(code);
}
/** Node tries the addresses of a name one after the other, and puts what came of each into one error without a message. */
function attemptsIn(error) {
    const errors = error instanceof Error ? Reflect.get(error, 'errors') : undefined;
    return Array.isArray(errors) && errors.length > 0 ? errors : [error];
}
function proxyFailure([message, status, cause]) {
    if (status === undefined)
        return { kind: 'unsent', words: `no connection to the proxy: ${cause ?? message}` };
    return { kind: 'unsent', ...proxyRefusal(status) };
}
function connection_textOf(error, field) {
    const value = typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;
    return typeof value === 'string' ? value : '';
}

;// CONCATENATED MODULE: ./build/forge/transport.js


/** The largest answer that is read; a page of 100 jobs is under 100 KB. */
const MAX_BODY_BYTES = 1_048_576;
/**
 * A transport on @actions/http-client, of which only the plain `request()` is used (for proxies and TLS settings of the
 * runner). Its other defaults are not for us: it would follow redirects with the body and the key, never settle on a
 * truncated body, and has no limit over the whole exchange. Every exchange has a connection of its own, because a reused
 * one that dies cannot be told from a request that was lost.
 */
function httpTransport(options) {
    return async (request) => {
        const limit = new AbortController();
        const done = new AbortController();
        const timer = options.clock.sleep(request.limitMs, done.signal).then(() => limit.abort());
        try {
            return await Promise.race([exchange(options, request, limit.signal), abortOf(limit.signal)]);
        }
        catch (error) {
            return limit.signal.aborted ? timeLimit(request) : connectionFailure(error);
        }
        finally {
            done.abort();
            await timer;
        }
    };
}
/** Node lets some exchanges end without a word, such as one whose answer switches protocols. */
function abortOf(signal) {
    return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('no complete answer in time')), { once: true });
    });
}
async function exchange(o, request, signal) {
    // Node's own request option; http-client hands the options to its handlers before it sends.
    const bounded = { prepareRequest: (options) => void (options.signal = signal) };
    const client = new HttpClient(o.userAgent, [{ ...bounded, canHandleAuthentication: () => false, handleAuthentication }], {
        allowRedirects: false,
        allowRetries: false,
        keepAlive: false,
        socketTimeout: request.limitMs + 1_000,
    });
    try {
        const headers = {
            accept: 'application/json',
            authorization: `Bearer ${o.apiKey}`,
            ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
            ...request.headers,
        };
        const { message } = await client.request(request.method, o.baseUrl + request.path, request.body ?? null, headers);
        const body = await readBody(message);
        return { status: message.statusCode ?? 0, headers: message.headers, body };
    }
    finally {
        client.dispose();
    }
}
function handleAuthentication() {
    return Promise.reject(new Error('an answer of 401 is for the caller'));
}
/** Reads the body whole, or rejects: on an error, on a connection that ends early, on too many bytes. */
function readBody(message) {
    return new Promise((resolve, reject) => {
        const chunks = [];
        let bytes = 0;
        const fail = (error) => {
            message.destroy();
            reject(error);
        };
        message.on('data', (chunk) => {
            bytes += chunk.length;
            if (bytes > MAX_BODY_BYTES)
                fail(new Error(`the answer is larger than ${MAX_BODY_BYTES} bytes`));
            else
                chunks.push(chunk);
        });
        message.on('error', fail);
        message.on('close', () => {
            if (message.complete)
                resolve(Buffer.concat(chunks).toString('utf8'));
            else
                fail(new Error('the connection ended in the middle of the answer'));
        });
    });
}
function timeLimit(request) {
    return { kind: 'lost', words: `no complete answer within ${Math.round(request.limitMs / 1000)} s` };
}

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var auth_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = _summary;
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, external_path_namespaceObject.sep);
}
//# sourceMappingURL=path-utils.js.map
// EXTERNAL MODULE: external "string_decoder"
var external_string_decoder_ = __nccwpck_require__(3193);
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(4434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
// EXTERNAL MODULE: external "assert"
var external_assert_ = __nccwpck_require__(2613);
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_.constants.O_RDONLY;
function exists(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return io_util_awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = external_path_namespaceObject.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = external_path_namespaceObject.dirname(filePath);
                        const upperName = external_path_namespaceObject.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_namespaceObject.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_namespaceObject.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_namespaceObject.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(external_path_namespaceObject.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_namespaceObject.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (toolrunner_IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_.EOL.length);
                n = s.indexOf(external_os_.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_namespaceObject.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new external_string_decoder_.StringDecoder('utf8');
        const stderrDecoder = new external_string_decoder_.StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_.platform();
const arch = external_os_.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${external_path_namespaceObject.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./build/platform/log-line.js
/**
 * One line of log that the runner only shows. The runner obeys `::command::` after leading blanks and `##[command]`
 * anywhere in a line (actions/runner, ActionCommand.cs), and terminals obey escape sequences; the text may come from the
 * service or a spec. Leading blanks of our own are kept.
 */
function logLine(text) {
    return text
        .replace(/[\r\n\u2028\u2029]+/g, ' ')
        .replace(CONTROL, '\ufffd')
        .replace(/##(?=\[)/g, '# #')
        .replace(/^(\s*):(?=:)/, '$1: ')
        .toWellFormed();
}
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

;// CONCATENATED MODULE: ./build/platform/redact.js
/** Shorter secrets than this are no keys, and replacing them would garble everything. */
const MIN_LENGTH = 6;
/** The forms in which a secret may come back from a server: as it is, in base64, in a URL, in JSON. */
function formsOf(secret) {
    if (secret.length < MIN_LENGTH)
        return [];
    const base64 = [secret, `:${secret}`, `Bearer ${secret}`].map((text) => Buffer.from(text).toString('base64'));
    const forms = [
        secret,
        ...base64.map((text) => text.replace(/=+$/, '')),
        ...base64.map((text) => text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')),
        encodeURIComponent(secret),
        encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
        JSON.stringify(secret).slice(1, -1),
        JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
    ];
    return [...new Set(forms)];
}
/** Replaces every form of every secret by `***`. */
function redactor(secrets) {
    // The longest first: one may begin with another.
    const forms = secrets.flatMap(formsOf).sort((a, b) => b.length - a.length);
    return (text) => forms.reduce((clean, form) => clean.replaceAll(form, '***'), text);
}

;// CONCATENATED MODULE: ./build/platform/runner.js



/** The runner of GitHub (or one that speaks its protocol) around this process. */
function actionsRunner(env) {
    const secrets = [];
    const published = new Map();
    const redact = (text) => redactor(secrets)(text);
    const clean = (text) => logLine(redact(text));
    return {
        redact,
        // Whoever reads it trims it, except where lines are counted.
        input: (name) => getInput(name, { trimWhitespace: false }),
        hide(secret) {
            if (secret === '')
                return;
            secrets.push(secret);
            for (const form of new Set([secret, ...formsOf(secret)]))
                setSecret(form);
        },
        info: (line) => info(clean(line)),
        debug: (line) => debug(clean(line)),
        annotate(level, message, place, title) {
            const properties = {
                ...(title === undefined ? {} : { title: clean(title) }),
                ...(place === undefined ? {} : { file: clean(place.file) }),
                ...(place?.line === undefined ? {} : { startLine: place.line }),
                ...(place?.column === undefined ? {} : { startColumn: place.column }),
            };
            core_namespaceObject[level](clean(message), properties);
        },
        publish(outputs) {
            for (const [name, value] of Object.entries(outputs)) {
                if (published.get(name) === value)
                    continue;
                published.set(name, value);
                setOutput(name, redact(value));
            }
        },
        remember: (name, value) => saveState(name, redact(value)),
        recall: (name) => getState(name),
        writeSummary: env['GITHUB_STEP_SUMMARY'] ? summaryWriter(redact) : () => Promise.resolve(),
    };
}
/** Writes one summary at a time: core gathers the text of all in one buffer. */
function summaryWriter(redact) {
    let last = Promise.resolve();
    return (markdown) => {
        const write = async () => {
            await summary.addRaw(redact(markdown)).write({ overwrite: true });
        };
        last = last.then(write, write);
        return last;
    };
}

;// CONCATENATED MODULE: ./build/wiring.js







/** What both parts of the action put together in the same way. */
const USER_AGENT = `mistral-forge-action/${VERSION}`;
/** GitHub kills jobs on its own machines after 360 minutes, which would look like a cancelled workflow. */
const HOSTED_JOB_LIMIT_MS = 350 * 60_000;
/** The runner around this process, with all secrets hidden from the first line on. */
function discreetRunner(env) {
    const runner = actionsRunner(env);
    const secrets = [runner.input('api-key'), env['MISTRAL_API_KEY'] ?? '', runner.input('github-token')];
    for (const secret of secrets)
        runner.hide(secret.trim());
    return runner;
}
/** The service that the inputs name, with a line in the debug log for each exchange. */
function serviceOf({ apiKey, apiUrl }, runner) {
    const transport = httpTransport({ baseUrl: apiUrl, apiKey, userAgent: USER_AGENT, clock: clock/* systemClock */.m });
    return forgeApi(traced(discreet(transport, runner.redact), runner), () => clock/* systemClock */.m.wall());
}
function traced(transport, runner) {
    return async (request) => {
        const sentMs = clock/* systemClock */.m.now();
        const answer = await transport(request);
        const came = 'kind' in answer ? `${answer.kind}: ${answer.words}` : `HTTP ${answer.status}`;
        const tookMs = Math.round(clock/* systemClock */.m.now() - sentMs);
        runner.debug(`${request.method} ${request.path}: ${came}, after ${tookMs} ms`);
        return answer;
    };
}
/** Point on the monotonic clock at which GitHub's own machines end the job; infinite on others. */
async function hostedEndMs(env) {
    if (env['RUNNER_ENVIRONMENT'] !== 'github-hosted')
        return Infinity;
    // The runner writes the event file when the job starts.
    const jobStartedAtMs = await (0,platform_files/* modifiedAtMs */.$i)(env['GITHUB_EVENT_PATH']);
    if (jobStartedAtMs === undefined)
        return Infinity;
    return clock/* systemClock */.m.now() + HOSTED_JOB_LIMIT_MS - (clock/* systemClock */.m.wall() - jobStartedAtMs);
}

;// CONCATENATED MODULE: ./build/surroundings.js















/** How long GitHub is asked where a run belongs, before anything is submitted, in milliseconds. */
const PLACE_PATIENCE_MS = 120_000;
/** Finds out where the step belongs, and opens what it reports to. Never rejects; GitHub may not answer. */
async function openSurroundings(o) {
    const { env, facts, report } = o;
    const github = connection(env, report);
    const asked = github && (o.hasNews || o.isRecorded) ? await locate(github, o) : undefined;
    const place = asked?.ok ? asked.value : placeUnasked(facts, report.issueNumber);
    const context = {
        ...runContext(env, place, report),
        ...(keepsStatuses(o, place.commit) ? { statusLeg: legWords(report.matrix) } : {}),
    };
    const me = writerOf(context, o.writer);
    const heard = {};
    const onRecord = (record) => heard.books?.hear(record);
    const told = github && (await openComment(github, o, { context, run: me.run, onRecord }));
    const liveComment = told?.liveComment;
    const statuses = github && statusesOf(github, o, place.commit, { context, me });
    const ledgers = [...(liveComment ? [liveComment] : []), ...(statuses ? [statuses] : [])];
    const books = o.isRecorded && ledgers.length > 0 ? new Books({ ledgers, me, clock: clock/* systemClock */.m }) : undefined;
    if (books)
        heard.books = books;
    const trouble = o.isRecorded && asked && !asked.ok && !asked.isFinal ? asked.reason : undefined;
    if (asked && !asked.ok && trouble === undefined)
        tellHomeless(asked.reason, o);
    return {
        context,
        reports: new Reports({
            clock: clock/* systemClock */.m,
            idle: clock/* idle */.N,
            ...(books ? { books } : {}),
            ...told,
            ...(statuses ? { statuses } : {}),
        }),
        step: {
            me,
            ...(books ? { books } : {}),
            ...(trouble === undefined ? {} : { trouble }),
            ...(facts.happenedAtMs === undefined ? {} : { happenedAtMs: facts.happenedAtMs }),
            ...pullRequestPart(github, place, facts),
            ...custodyPart(github, context, o),
        },
    };
}
function writerOf({ runId, runAttempt, commit }, writer) {
    return { run: { id: runId, attempt: Number(runAttempt) || 1 }, writer: writer ?? (0,external_node_crypto_.randomUUID)(), commit };
}
/** Who pushes does not always expect a report on a pull request. */
function tellHomeless(reason, { facts, runner }) {
    const words = `Where to report could not be found out, so that there is no comment: ${reason}`;
    if (facts.lookup.kind === 'commit')
        runner.info(words);
    else
        runner.annotate('warning', words);
}
function connection(env, { githubToken }) {
    const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
    if (!githubToken || !owner || !repo)
        return undefined;
    return new GitHub({
        token: githubToken,
        apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
        userAgent: USER_AGENT,
        owner,
        repo,
        usesProxy: ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => env[name]),
    });
}
function locate(github, { facts, report, isRecorded, isBrief }) {
    const pulls = {
        byNumber: (number) => pullRequest(github, number),
        ofCommit: (sha) => pullRequestsOf(github, sha),
        fromBranch: (owner, branch) => pullRequestsFrom(github, owner, branch),
    };
    const find = () => findPlace(facts, report.issueNumber, pulls);
    return isRecorded && !isBrief ? (0,conversation/* patiently */.d)(find, clock/* systemClock */.m, PLACE_PATIENCE_MS) : find();
}
function keepsStatuses({ report, isRecorded }, commit) {
    return report.commitStatus && isRecorded && commit !== '';
}
function statusesOf(github, { runner }, commit, { context, me }) {
    if (context.statusLeg === undefined)
        return undefined;
    const comments = githubComments(github, 0);
    return new status_board/* StatusBoard */.z({
        store: githubStatuses(github, commit),
        log: runner,
        me,
        self: () => comments.self(),
        leg: context.statusLeg,
        logUrl: context.logUrl,
        redact: runner.redact,
    });
}
function custodyPart(github, context, { isCustodian, apiKey, runner }) {
    if (github === undefined || apiKey === undefined || isCustodian !== true)
        return {};
    return { custody: { desk: githubDesk(github), context, log: runner, apiKey, redact: runner.redact } };
}
function pullRequestPart(github, place, facts) {
    const { issueNumber, baseRef, pull, isForeign } = place;
    const base = github && baseRef !== undefined ? filesOn(github, baseRef) : undefined;
    const now = async () => {
        const reply = github && issueNumber !== undefined ? await pullRequest(github, issueNumber) : undefined;
        return reply?.ok ? reply.value : undefined;
    };
    return {
        ...(pull ? { pullRequest: { ...pull, now } } : {}),
        ...(base ? { base } : {}),
        ...(isForeign ? { foreign: { event: facts.name, ...(base ? { base } : {}) } } : {}),
    };
}

;// CONCATENATED MODULE: ./build/action.js


















/**
 * Performs the command that the environment asks for, and tells whether the step is green. Rejects for nothing; when it
 * resolves, all has been said.
 */
async function performAction(env, lifecycle) {
    const runner = discreetRunner(env);
    const facts = eventFacts(env, await (0,platform_files/* readJson */.Vh)(env['GITHUB_EVENT_PATH']));
    const inputs = await readInputs(env, runner, facts);
    if (!inputs.ok) {
        for (const problem of inputs.problems)
            runner.annotate('error', problem, undefined, 'Input');
        runner.publish(outputsOf({ trainings: [], outcome: 'invalid', elapsedMs: 0 }));
        return false;
    }
    const { command, report } = inputs;
    const where = 'apiUrl' in command ? ` · ${new URL(command.apiUrl).host}` : '';
    runner.info(`Forge Training Job ${VERSION} · ${command.command}${where}`);
    const advice = legAdvice(command, runner.input('strategy'));
    if (advice !== undefined)
        runner.annotate('warning', advice);
    const startedMs = clock/* systemClock */.m.now();
    const opened = openSurroundings({ env, facts, report, runner, ...interestsOf(command) });
    const surroundings = await Promise.race([opened, lifecycle.stopped]);
    if (!surroundings) {
        runner.info('The workflow was cancelled before anything was submitted.');
        runner.publish(outputsOf({ trainings: [], outcome: 'cancelled', elapsedMs: 0 }));
        return false;
    }
    const progress = openProgress(command, surroundings, runner, startedMs);
    return guarded({ env, runner, lifecycle, progress, surroundings, startedMs }, command);
}
/** The inputs, and whether what they ask for can be written here; what an earlier run has written there is removed. */
async function readInputs(env, runner, facts) {
    const inputs = parseInputs((name) => runner.input(name), {
        environmentKey: env['MISTRAL_API_KEY'],
        keylessReason: keylessReason(facts),
    });
    const shipment = inputs.ok ? await shipmentOf(inputs.command, env, runner) : undefined;
    const obstacle = await shipment?.prepare();
    return obstacle === undefined ? inputs : { ok: false, problems: [obstacle] };
}
/** Commands that bring news for a pull request; the others answer whoever asked. */
const NEWSWORTHY = ['run', 'validate', 'wait'];
function interestsOf(command) {
    return {
        hasNews: NEWSWORTHY.includes(command.command),
        isRecorded: command.command === 'run',
        isCustodian: command.command === 'sync',
        ...(command.command === 'wait' ? { jobId: command.jobId } : {}),
        ...('apiKey' in command ? { apiKey: command.apiKey } : {}),
    };
}
async function guarded(scene, command) {
    const { runner, progress } = scene;
    try {
        return await carryOut(command, scene);
    }
    catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        runner.annotate('error', `The action itself failed: ${words}`);
        runner.debug(error instanceof Error ? (error.stack ?? '') : '');
        progress.crashed();
        return false;
    }
}
/** The work, unless the runner stops it or an accident ends it. */
async function carryOut(command, scene) {
    const { runner, lifecycle, progress, surroundings } = scene;
    const service = 'apiUrl' in command ? serviceOf(command, runner) : NO_SERVICE;
    const gate = new Gate(service);
    let isStopping = false;
    const stopped = async () => {
        await lifecycle.stopped;
        isStopping = true;
        runner.info('The workflow was cancelled.');
        const onCancel = onCancelOf(command);
        const look = () => lookAround(surroundings.step);
        await interrupt({ gate, api: service, clock: clock/* systemClock */.m, progress, onCancel, look });
        return false;
    };
    const crashed = async () => {
        const reason = await lifecycle.crashed;
        // Who is stopped goes on with that, also where nobody reads the log any more.
        if (isStopping)
            return new Promise(() => undefined);
        void gate.close();
        throw reason;
    };
    return Promise.race([work(command, gate, scene), stopped(), crashed()]);
}
async function work(command, gate, scene) {
    const { env, progress, surroundings, startedMs } = scene;
    const endMs = await hostedEndMs(env);
    const files = (0,platform_files/* workspaceFiles */.PZ)(action_rootOf(env));
    const performed = await perform(command, {
        files,
        progress,
        open: (inputs) => ({
            ...surroundings.step,
            api: gate,
            clock: clock/* systemClock */.m,
            random: Math.random,
            newIntent: external_node_crypto_.randomUUID,
            files,
            progress,
            deadlineMs: Math.min(endMs, 'timeoutMs' in inputs ? startedMs + inputs.timeoutMs : Infinity),
        }),
    });
    const result = await gate.pass(performed);
    const shipment = await shipmentOf(command, env, scene.runner);
    const isShipped = (await shipment?.ship(result.trainings, surroundings.context)) !== false;
    const green = isShipped && isGreen(command.command, outcomeOf(result));
    await progress.finish(result, green);
    return green;
}
const action_rootOf = (env) => env['GITHUB_WORKSPACE'] ?? process.cwd();
/** What it takes to ship a model, in a file of its own in the bundle that most steps do not have to read. */
async function shipmentOf(inputs, env, runner) {
    if (!('manifest' in inputs))
        return undefined;
    const { openShipment } = await __nccwpck_require__.e(/* import() */ 393).then(__nccwpck_require__.bind(__nccwpck_require__, 4393));
    return openShipment(action_rootOf(env), inputs.manifest, runner);
}
function openProgress(command, { context, reports, step }, runner, startedMs) {
    const own = { onCancel: onCancelOf(command), writer: step.me.writer };
    return new Progress({
        log: runner,
        clock: clock/* systemClock */.m,
        context,
        publish: (outputs) => runner.publish(outputs),
        remember: (handover) => runner.remember(HANDOVER_STATE, JSON.stringify({ ...own, ...handover })),
        writeSummary: (markdown) => runner.writeSummary(markdown),
        reports,
        startedMs,
    });
}
/** Commands that bring about nothing leave everything as it is. */
function onCancelOf(command) {
    return 'onCancel' in command ? command.onCancel : 'leave';
}
const offline = () => Promise.reject(new Error('this command has no service'));
const NO_SERVICE = { create: offline, get: offline, list: offline, cancel: offline };


/***/ }),

/***/ 5453:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ge: () => (/* binding */ isBelievable),
/* harmony export */   NK: () => (/* binding */ classifySurvey),
/* harmony export */   TI: () => (/* binding */ classifySubmission),
/* harmony export */   uD: () => (/* binding */ isOutage),
/* harmony export */   ys: () => (/* binding */ refusalsWith)
/* harmony export */ });
/* unused harmony export patienceWith */
/** What a status says of a submission; every other one is ambiguous. */
const SUBMISSION_STATUSES = {
    // Cloudflare: its connection to the origin was refused or failed in the handshake, so the origin has seen nothing.
    'not-sent': [521, 523, 525, 526],
    busy: [429],
    refused: [301, 302, 307, 308, 400, 401, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415, 422, 431, 451],
    conflict: [409],
};
const CLASS_OF_STATUS = new Map(Object.entries(SUBMISSION_STATUSES).flatMap(([name, statuses]) => statuses.map((status) => [status, name])));
/** Classifies a failed `create`. Whatever is not known to be harmless is ambiguous. */
function classifySubmission({ kind, status }) {
    if (kind === 'unsent')
        return 'not-sent';
    if (kind !== 'status' || status === undefined)
        return 'ambiguous';
    return CLASS_OF_STATUS.get(status) ?? 'ambiguous';
}
/** Answers to the list that say that the key or the address is wrong, so that a submission would be refused too. */
const HOPELESS = new Set([401, 402]);
/**
 * What a failed look at the list before the submission means: `stop`, or `blind` where only the list is closed to this
 * key, so that a lost answer could not be cleared up.
 */
function classifySurvey({ status = 0 }) {
    return HOPELESS.has(status) || status < 400 ? 'stop' : 'blind';
}
const ENDLESS = { failures: Infinity, spanMs: Infinity };
const AT_ONCE = { failures: 1, spanMs: 0 };
/** A passing 401 is real (a key that is being rotated, an exhausted quota), so one alone never ends a wait. */
const SHORT = { failures: 5, spanMs: 120_000 };
/** A fresh job may not be readable yet on every server of the service. */
const FRESH_JOB = { failures: 5, spanMs: 120_000 };
const VANISHED_JOB = { failures: 5, spanMs: 600_000 };
/**
 * Patience with a failed read. Outages (connection, 408, 429, 5xx, unreadable answers) are waited out; the deadline ends
 * them. Answers that mean "no" are believed at once on first contact, and otherwise after a while.
 */
function patienceWith(failure, acquaintance) {
    if (isOutage(failure))
        return ENDLESS;
    if (acquaintance === 'first-contact')
        return AT_ONCE;
    if (failure.status === 404)
        return acquaintance === 'just-created' ? FRESH_JOB : VANISHED_JOB;
    return SHORT;
}
/** Counts one more failure. An outage between two refusals does not make them more believable: it begins anew. */
function refusalsWith(before, failure, nowMs) {
    if (isOutage(failure))
        return undefined;
    return { count: (before?.count ?? 0) + 1, sinceMs: before?.sinceMs ?? nowMs };
}
/** Whether refusals have lasted so long that they are to be believed. */
function isBelievable(refusals, failure, acquaintance, nowMs) {
    if (refusals === undefined)
        return false;
    const { failures, spanMs } = patienceWith(failure, acquaintance);
    return refusals.count >= failures && nowMs - refusals.sinceMs >= spanMs;
}
/** Whether a failure says nothing about the request itself, only that the service is not itself at the moment. */
function isOutage(failure) {
    const status = failure.kind === 'status' ? (failure.status ?? 0) : 0;
    return status < 300 || status >= 500 || PASSING.has(status);
}
const PASSING = new Set([408, 425, 429]);


/***/ }),

/***/ 1453:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ compare),
/* harmony export */   _: () => (/* binding */ looksLike)
/* harmony export */ });
/**
 * Compares field by field what was sent with what the service says of a job. What it does not say proves nothing; fields
 * that it adds (defaults) are no difference.
 */
function compare(request, job) {
    const proofs = Object.entries(request).flatMap(([name, value]) => proofsOf(name, value, saidOf(job, name)));
    return {
        differs: proofs.some(([, proof]) => proof === 'different'),
        unproven: proofs.filter(([, proof]) => proof === 'unproven').map(([path]) => path),
    };
}
/** Whether a job of one request could be taken for a job of the other, because all that differs may not be told. */
function looksLike(one, other) {
    return !compare(one, pictureOf(other)).differs || !compare(other, pictureOf(one)).differs;
}
/** What the contract lets a service say of a request. */
function pictureOf({ job_type, model_config, hyperparameters }) {
    return {
        id: '',
        jobType: job_type,
        modelConfig: model_config,
        ...(hyperparameters == null ? {} : { hyperparameters }),
    };
}
function saidOf(job, field) {
    switch (field) {
        case 'job_type':
            return job.jobType;
        case 'model_config':
            return job.modelConfig;
        case 'hyperparameters':
            return job.hyperparameters;
        case 'dataset_ids':
            return job.datasetIds;
        case 'auto_start':
            return job.autoStart;
        default:
            return undefined;
    }
}
function proofsOf(path, sent, said) {
    if (said === undefined || said === null)
        return [[path, 'unproven']];
    if (!isObject(sent) || !isObject(said))
        return [[path, proofOf(sent, said)]];
    return Object.entries(sent).flatMap(([name, value]) => proofsOf(`${path}.${name}`, value, said[name]));
}
function proofOf(sent, said) {
    if (isSame(sent, said))
        return 'equal';
    // The service may tell the version that an alias stands for.
    return typeof sent === 'string' && sent.endsWith('-latest') ? 'unproven' : 'different';
}
function isSame(sent, said) {
    if (!Array.isArray(sent) || !Array.isArray(said))
        return normal(sent) === normal(said);
    const [ours, theirs] = [sent, said].map((list) => list.map(normal).sort());
    return JSON.stringify(ours) === JSON.stringify(theirs);
}
/** Numbers by value, UUIDs and words without regard to case, the rest as its JSON. */
function normal(value) {
    if (typeof value === 'string')
        return value.trim().toLowerCase();
    return typeof value === 'object' ? JSON.stringify(value) : value;
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 1474:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ backoffMs),
/* harmony export */   p: () => (/* binding */ persistently)
/* harmony export */ });
/* harmony import */ var _failures_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5453);

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;
/**
 * Milliseconds until try number `tries + 1`: doubling from 1 s to 30 s, between half and all of it by chance, never
 * before the service wants to be asked again.
 */
function backoffMs(tries, retryAfterMs, random) {
    const full = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(tries - 1, 10));
    return Math.max(full * (0.5 + 0.5 * random), retryAfterMs ?? 0);
}
/**
 * Makes a request that is safe to repeat until it is answered, refused, or the time is over; returns the last reply.
 */
async function persistently(request, acquaintance, { clock, random, untilMs, onFirstFailure }) {
    let refusals;
    for (let tries = 1;; tries++) {
        const reply = await request();
        if (reply.ok)
            return reply;
        refusals = (0,_failures_js__WEBPACK_IMPORTED_MODULE_0__/* .refusalsWith */ .ys)(refusals, reply.failure, clock.now());
        if ((0,_failures_js__WEBPACK_IMPORTED_MODULE_0__/* .isBelievable */ .Ge)(refusals, reply.failure, acquaintance, clock.now()))
            return reply;
        const waitMs = backoffMs(tries, reply.failure.retryAfterMs, random());
        if (clock.now() + waitMs > untilMs)
            return reply;
        if (tries === 1)
            onFirstFailure?.(reply.failure);
        await clock.sleep(waitMs);
    }
}


/***/ }),

/***/ 9379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ scan),
/* harmony export */   m: () => (/* binding */ PAGE_SIZE)
/* harmony export */ });
/** The largest page of the contract. */
const PAGE_SIZE = 100;
/** More than any organisation has jobs; a list that never ends is left after them. */
const MAX_PAGES = 200;
/** Jobs come and go while pages are read; after so many tries the list is taken as it is. */
const MAX_PASSES = 5;
/**
 * Reads the list as far as needed to have every job created since `sinceS` (Unix time in seconds). Nothing is assumed of
 * its order: it is read to the end unless it proves to be newest first. New jobs shift the others to later pages, so that
 * a pass sees some twice; jobs that vanish make it miss some, so that a pass counts only where the numbers agree.
 */
async function scan(api, sinceS) {
    const found = new Map();
    for (let n = 1; n <= MAX_PASSES; n++) {
        const pass = await onePass(api, sinceS);
        if (!pass.ok)
            return pass;
        for (const job of pass.value.jobs)
            found.set(job.id, job);
        if (pass.value.isWhole)
            return { ok: true, value: { jobs: [...found.values()], isWhole: true } };
    }
    return { ok: true, value: { jobs: [...found.values()], isWhole: false } };
}
async function onePass(api, sinceS) {
    const jobs = new Map();
    const created = [];
    let firstTotal;
    for (let page = 0; page < MAX_PAGES; page++) {
        const reply = await api.list(page, PAGE_SIZE);
        if (!reply.ok)
            return reply;
        const { jobs: here, total } = reply.value;
        if (page === 0)
            firstTotal = total;
        const before = jobs.size;
        for (const job of here)
            jobs.set(job.id, job);
        created.push(...here.map(({ createdAt }) => createdAt));
        if (reachesBack(created, sinceS))
            return found(jobs, true);
        if (total !== undefined && jobs.size >= total)
            return found(jobs, total === firstTotal && jobs.size === total);
        // Without a total only an empty page is the end: a service may give smaller pages than were asked for.
        if (jobs.size === before)
            return found(jobs, total === undefined && here.length === 0);
    }
    return found(jobs, false);
}
function found(jobs, isWhole) {
    return { ok: true, value: { jobs: [...jobs.values()], isWhole } };
}
/**
 * Whether the jobs so far are newest first, and go back beyond the moment, so that only older ones can follow. Jobs of
 * the same second prove no order.
 */
function reachesBack(created, sinceS) {
    const isSorted = created.every((at, n) => at !== undefined && at <= (created[n - 1] ?? Infinity));
    const [newest = -Infinity] = created;
    const oldest = created.at(-1) ?? Infinity;
    return isSorted && oldest < newest && oldest < sinceS;
}


/***/ }),

/***/ 7336:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hd: () => (/* binding */ isTerminal),
/* harmony export */   gd: () => (/* binding */ hasStarted),
/* harmony export */   hU: () => (/* binding */ phaseOf),
/* harmony export */   uW: () => (/* binding */ comesToNothing)
/* harmony export */ });
/** Words of the contract; a status added there without a row here does not compile. */
const CONTRACT_WORDS = {
    QUEUED: 'queued',
    VALIDATING: 'validating',
    RUNNING: 'running',
    SUCCESS: 'succeeded',
    FAILED: 'failed',
    CANCELLED: 'cancelled',
};
/** Words that Mistral's earlier job services used for the same things, seen in their SDKs and recorded traces. */
const RELATED_WORDS = {
    VALIDATED: 'validated',
    STARTED: 'running',
    CANCELLATION_REQUESTED: 'cancelling',
    CANCELED: 'cancelled',
    FAILED_VALIDATION: 'failed',
    TIMEOUT_EXCEEDED: 'failed',
};
const PHASES = new Map(Object.entries({ ...RELATED_WORDS, ...CONTRACT_WORDS }));
/** Reads the service's word; anything unknown or missing is `unrecognised`, which counts as not finished. */
function phaseOf(status) {
    return PHASES.get((status ?? '').trim().toUpperCase()) ?? 'unrecognised';
}
/** Whether nothing can change any more. Positively listed, never guessed from the spelling of a word. */
function isTerminal(phase) {
    return phase === 'succeeded' || phase === 'failed' || phase === 'cancelled';
}
/** Whether a job has come to nothing, or is about to. */
function comesToNothing(phase) {
    return phase === 'failed' || phase === 'cancelled' || phase === 'cancelling';
}
/** Whether the job got as far as training: what `wait: started` waits for. */
function hasStarted(phase) {
    return phase === 'running' || phase === 'succeeded';
}


/***/ }),

/***/ 7584:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ZT: () => (/* binding */ noted),
/* harmony export */   bz: () => (/* binding */ trainingOfJob),
/* harmony export */   cI: () => (/* binding */ seen),
/* harmony export */   cs: () => (/* binding */ trainingOf)
/* harmony export */ });
/** A spec that nothing has been done with yet. */
function trainingOf(spec) {
    return { label: spec.label, spec, timeline: [], notes: [] };
}
/** A job that is known by its id only. */
function trainingOfJob(id) {
    return { label: id, namedId: id, timeline: [], notes: [] };
}
/** The same with one more sentence, and with the outcome where that is decided now. */
function noted(training, note, outcome) {
    return { ...training, ...(outcome === undefined ? {} : { outcome }), notes: [...training.notes, note] };
}
/** Takes in what the service says of the job now, at `wallMs` (Unix time in milliseconds). */
function seen(training, job, wallMs) {
    const isChange = training.job?.status !== job.status || training.timeline.length === 0;
    if (!isChange)
        return { ...training, job };
    return { ...training, job, timeline: [...training.timeline, { status: job.status ?? '', atMs: wallMs }] };
}


/***/ }),

/***/ 4589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hc: () => (/* binding */ verdictOn),
/* harmony export */   QC: () => (/* binding */ verdictNow),
/* harmony export */   WE: () => (/* binding */ explain)
/* harmony export */ });
/* unused harmony export MODEL_GRACE_MS */
/* harmony import */ var _status_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7336);

/** How long a job that succeeded is asked again for its output model. */
const MODEL_GRACE_MS = 120_000;
/**
 * The outcome that a look at a job decides, or undefined while it decides nothing: an unfinished job, or one that
 * succeeded but does not name its model yet (`successAgeMs` ago).
 */
function verdictOn(job, goal, successAgeMs) {
    const phase = (0,_status_js__WEBPACK_IMPORTED_MODULE_0__/* .phaseOf */ .hU)(job.status);
    if (goal === 'start' && (0,_status_js__WEBPACK_IMPORTED_MODULE_0__/* .hasStarted */ .gd)(phase))
        return 'submitted';
    switch (phase) {
        case 'succeeded':
            if (job.outputModel !== undefined)
                return 'succeeded';
            return successAgeMs >= MODEL_GRACE_MS ? 'failed' : undefined;
        case 'failed':
        case 'cancelled':
            return phase;
        case 'queued':
        case 'validating':
        case 'validated':
        case 'running':
        case 'cancelling':
        case 'unrecognised':
            return undefined;
    }
}
/** What one look says, for those who will not look again: an undecided job is `running`. */
function verdictNow(job) {
    return verdictOn(job, 'end', 0) ?? 'running';
}
/** A sentence for an outcome that the service's own status does not explain. */
function explain(job, outcome) {
    if (outcome === 'failed' && (0,_status_js__WEBPACK_IMPORTED_MODULE_0__/* .phaseOf */ .hU)(job.status) === 'succeeded') {
        return 'The service reports success, but named no output model within 2 minutes, so there is nothing to use or ship.';
    }
    if (outcome === 'failed' && job.reason === undefined) {
        return 'The service gave no reason. Its console or support can tell more.';
    }
    if (outcome === 'cancelled') {
        return 'It was not cancelled from here, but by a person, another workflow or the service.';
    }
    return undefined;
}


/***/ }),

/***/ 9479:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _action_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1566);
/* harmony import */ var _platform_lifecycle_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1818);


// Who reads the log can do nothing about what a library calls that Node would rather not have.
process.noDeprecation = true;
// Red until the end says otherwise: whatever ends this process early must not look like success.
process.exitCode = 1;
const lifecycle = (0,_platform_lifecycle_js__WEBPACK_IMPORTED_MODULE_1__/* .lifecycleOf */ .o)(process);
if (await (0,_action_js__WEBPACK_IMPORTED_MODULE_0__/* .performAction */ .w)(process.env, lifecycle))
    process.exitCode = 0;
(0,_platform_lifecycle_js__WEBPACK_IMPORTED_MODULE_1__/* .leave */ .q)(process);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 6832:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  N: () => (/* binding */ idle),
  m: () => (/* binding */ systemClock)
});

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./build/platform/clock.js

/** The clock of this machine. Durations come from the monotonic clock, so that a corrected wall clock harms nothing. */
const systemClock = {
    now: () => performance.now(),
    wall: () => Date.now(),
    sleep: (ms, signal) => pause(ms, signal ? { signal } : {}),
};
/** Waits beside the work: it keeps the process from nothing. */
function idle(ms, signal) {
    return pause(ms, { signal, ref: false });
}
async function pause(ms, options) {
    if (options.signal?.aborted)
        return;
    // Node would not wait at all for longer than this, which is longer than any step may take.
    const longest = 2 ** 31 - 1;
    try {
        await (0,promises_namespaceObject.setTimeout)(Math.min(ms, longest), undefined, options);
    }
    catch {
        // Aborted: whoever aborted it knows why.
    }
}


/***/ }),

/***/ 568:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  FK: () => (/* binding */ isInside),
  $i: () => (/* binding */ modifiedAtMs),
  Vh: () => (/* binding */ readJson),
  PZ: () => (/* binding */ workspaceFiles)
});

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./build/platform/files.js



/** A link put in place of a checked file is not followed, and a pipe does not block. Windows knows neither flag. */
const OPEN_SAFELY = external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_NOFOLLOW | external_node_fs_namespaceObject.constants.O_NONBLOCK;
/**
 * The files below `root`, for reading. Nothing outside is read or listed, whatever `..`, absolute paths or links say; the
 * links in `root` itself are fine.
 */
function workspaceFiles(root) {
    return {
        root,
        glob: (pattern) => matches(root, pattern),
        read: (path, maxBytes) => read(root, path, maxBytes),
    };
}
async function matches(root, pattern) {
    const paths = [];
    for await (const entry of (0,promises_.glob)(pattern, { cwd: root, withFileTypes: true })) {
        if (entry.isDirectory())
            continue;
        const path = (0,external_node_path_.join)(entry.parentPath, entry.name);
        if (await isFileInside(root, path))
            paths.push((0,external_node_path_.relative)(root, path).replaceAll(external_node_path_.sep, '/'));
    }
    return paths;
}
async function isFileInside(root, path) {
    if (!isInside(root, path))
        return false;
    try {
        const real = await (0,promises_.realpath)(path);
        return isInside(await (0,promises_.realpath)(root), real) && (await (0,promises_.stat)(real)).isFile();
    }
    catch {
        return false;
    }
}
/** Whether a path is below `root`, or is `root`, by its name. */
function isInside(root, path) {
    const way = (0,external_node_path_.relative)(root, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}
async function read(root, path, maxBytes) {
    const asked = (0,external_node_path_.resolve)(root, path);
    if (!isInside(root, asked))
        return { kind: 'outside' };
    try {
        const real = await (0,promises_.realpath)(asked);
        if (!isInside(await (0,promises_.realpath)(root), real))
            return { kind: 'outside' };
        return await readReal(real, maxBytes);
    }
    catch (error) {
        return answerTo(error);
    }
}
async function readReal(path, maxBytes) {
    const named = await (0,promises_.stat)(path);
    if (named.isDirectory())
        return { kind: 'directory' };
    if (!named.isFile())
        return { kind: 'special' };
    const file = await (0,promises_.open)(path, OPEN_SAFELY);
    try {
        // What was opened need not be what was looked at before.
        const opened = await file.stat();
        if (!opened.isFile())
            return { kind: 'special' };
        if (opened.size > maxBytes)
            return { kind: 'too-large', bytes: opened.size };
        const buffer = Buffer.alloc(maxBytes + 1);
        let length = 0;
        for (let more = -1; more !== 0 && length < buffer.length; length += more) {
            more = (await file.read(buffer, length, buffer.length - length, null)).bytesRead;
        }
        if (length > maxBytes)
            return { kind: 'too-large', bytes: length };
        return { kind: 'file', bytes: buffer.subarray(0, length) };
    }
    finally {
        await file.close();
    }
}
function answerTo(error) {
    const { code, message } = error;
    if (code === 'ENOENT' || code === 'ENOTDIR')
        return { kind: 'missing' };
    return { kind: 'unreadable', reason: message };
}
/** The JSON in a file; undefined where there is no file or no JSON in it. */
async function readJson(path) {
    if (!path)
        return undefined;
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}
/** When a file was written last, as Unix time in milliseconds; undefined where there is none. */
async function modifiedAtMs(path) {
    if (!path)
        return undefined;
    try {
        return (await (0,promises_.stat)(path)).mtimeMs;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 1818:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ lifecycleOf),
/* harmony export */   q: () => (/* binding */ leave)
/* harmony export */ });
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'];
/** Listens to the signals and accidents of a process, from this call to its end. */
function lifecycleOf(process) {
    const stopped = new Promise((resolve) => {
        for (const signal of STOP_SIGNALS)
            process.on(signal, () => resolve());
    });
    const crashed = new Promise((resolve) => {
        // Rejections that nobody handles arrive here too.
        process.on('uncaughtException', resolve);
        process.stdout.on('error', (error) => {
            process.stderr.write(`The log of the step cannot be written any more: ${error.message}\n`);
            resolve(error);
        });
        process.stderr.on('error', resolve);
        process.on('beforeExit', () => resolve(new Error('the work ended in the middle, nothing was left to do')));
    });
    return { stopped, crashed };
}
/** Ends the process with the exit code that it has, after what was written has left it. */
function leave(process) {
    process.stdout.write('', () => process.exit());
}


/***/ }),

/***/ 6613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ patiently),
/* harmony export */   y: () => (/* binding */ STOPPED)
/* harmony export */ });
/** The answer for whoever has no time to wait for one. */
const STOPPED = {
    ok: false,
    reason: 'the step was stopped',
    isGone: false,
    isFinal: true,
};
/** Asks until GitHub answers, for as long as it may help and `patienceMs` last. */
async function patiently(ask, clock, patienceMs) {
    const endMs = clock.now() + patienceMs;
    for (let gapMs = 2_000;; gapMs = Math.min(2 * gapMs, 30_000)) {
        const reply = await ask();
        if (reply.ok || reply.isFinal)
            return reply;
        const waitMs = Math.max(gapMs, reply.retryAfterMs ?? 0);
        if (clock.now() + waitMs > endMs)
            return reply;
        await clock.sleep(waitMs);
    }
}


/***/ }),

/***/ 3196:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gj: () => (/* binding */ isTakenOver),
/* harmony export */   HJ: () => (/* binding */ twinsOf),
/* harmony export */   KW: () => (/* binding */ isHeldByNewer),
/* harmony export */   LD: () => (/* binding */ decide),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   nN: () => (/* binding */ outdated)
/* harmony export */ });
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5420);

/** How far ahead a run announces its next sign of life at the most, with room for a clock that differs, in milliseconds. */
const MOST_AHEAD_MS = 60 * 60_000;
/** Whether the run that holds an entry is believed to live. Nobody is waited for who claims to live for days. */
function isAlive({ aliveUntilMs }, nowMs) {
    return aliveUntilMs > nowMs && aliveUntilMs - nowMs <= MOST_AHEAD_MS;
}
/** What is to become of a spec, after what was written down of it. */
function decide(entry, asker) {
    if (entry === undefined)
        return { kind: 'submit' };
    const { digest, run, writer, nowMs } = asker;
    const isSame = entry.digest === digest;
    if (!isSame && entry.run.id !== run.id && (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .isNewer */ .U4)(entry.run, run))
        return { kind: 'superseded', run: entry.run };
    if (isSame && entry.submittingSinceMs !== undefined && entry.writer !== writer) {
        // An attempt begins when the one before it is over.
        const isOver = entry.run.id === run.id && entry.run.attempt < run.attempt;
        return isAlive(entry, nowMs) && !isOver
            ? { kind: 'await', run: entry.run }
            : { kind: 'look-for', sinceMs: entry.submittingSinceMs };
    }
    const jobs = entry.jobs.filter((job) => job.digest === digest);
    return jobs.length > 0 ? { kind: 'attach', jobs } : { kind: 'submit' };
}
/** Unfinished jobs of earlier versions of a spec; those of the same run belong to its other steps and legs. */
function outdated(entry, { run, digest }) {
    return entry.jobs.filter((job) => job.isOpen && job.digest !== digest && job.runId !== run.id);
}
/**
 * Unfinished jobs of other runs for the very same version. A run whose submission was still open when its version was
 * replaced, and then came back, is not waited for, so that there may be one.
 */
function twinsOf(jobId, { jobs }, { run, digest }) {
    return jobs.filter((job) => job.isOpen && job.digest === digest && job.id !== jobId && job.runId !== run.id);
}
/** Whether this run has to let go of a spec: a newer one holds it, for another content or another commit. */
function isTakenOver(entry, { run, digest, commit }) {
    if (entry === undefined || entry.run.id === run.id || !(0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .isNewer */ .U4)(entry.run, run))
        return false;
    return entry.digest !== digest || entry.commit !== commit;
}
/** Whether a newer run than this has to do with a spec. */
function isHeldByNewer(entry, run) {
    return entry !== undefined && (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .isNewer */ .U4)(entry.run, run);
}


/***/ }),

/***/ 5420:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C6: () => (/* binding */ asHearsay),
/* harmony export */   Ms: () => (/* binding */ entryOf),
/* harmony export */   PI: () => (/* binding */ mergeRecords),
/* harmony export */   U4: () => (/* binding */ isNewer),
/* harmony export */   nT: () => (/* binding */ isOpen),
/* harmony export */   sU: () => (/* binding */ EMPTY_RECORD),
/* harmony export */   yM: () => (/* binding */ recordedJob)
/* harmony export */ });
/* unused harmony export mergeEntries */
/* harmony import */ var _job_verdict_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4589);

const EMPTY_RECORD = { entries: {} };
/** What is written down of a spec. Labels are file names, and may be those of what every object inherits. */
function entryOf({ entries }, label) {
    return Object.hasOwn(entries, label) ? entries[label] : undefined;
}
/** How many jobs an entry remembers, besides those that have not ended. */
const MOST_JOBS = 20;
/** Whether a run began after another, or is a later attempt of it. */
function isNewer(run, than) {
    return compareRuns(run, than) > 0;
}
function compareRuns(a, b) {
    return a.id.length - b.id.length || compareText(a.id, b.id) || a.attempt - b.attempt;
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
/** The entry that knows what both know; of two holders the newer run, of two words of one run the later one. */
function mergeEntries(a, b) {
    const order = compareRuns(a.run, b.run) ||
        a.atMs - b.atMs ||
        Number(b.isHearsay ?? false) - Number(a.isHearsay ?? false) ||
        compareText(JSON.stringify(a), JSON.stringify(b));
    const [newer, older] = order >= 0 ? [a, b] : [b, a];
    const isSameWord = newer.writer === older.writer && newer.atMs === older.atMs;
    const aliveUntilMs = isSameWord ? Math.max(newer.aliveUntilMs, older.aliveUntilMs) : newer.aliveUntilMs;
    return { ...newer, aliveUntilMs, jobs: mergeJobs(newer.jobs, older.jobs, newer.jobId) };
}
/** What both records know. */
function mergeRecords(a, b) {
    const labels = [...new Set([...Object.keys(a.entries), ...Object.keys(b.entries)])].sort();
    const entries = labels.map((label) => {
        const [one, other] = [entryOf(a, label), entryOf(b, label)];
        return [label, one && other ? mergeEntries(one, other) : (one ?? other)];
    });
    return { entries: Object.fromEntries(entries), ...newestText(a, b) };
}
/** Of two texts the one of the newer run, of two of one run the later one. */
function newestText(a, b) {
    const order = (a.run && b.run
        ? compareRuns(a.run, b.run)
        : Number(a.run !== undefined) - Number(b.run !== undefined)) ||
        (a.memo?.atMs ?? -Infinity) - (b.memo?.atMs ?? -Infinity) ||
        compareText(JSON.stringify(a.memo ?? ''), JSON.stringify(b.memo ?? ''));
    const { run, memo } = order >= 0 ? a : b;
    return { ...(run === undefined ? {} : { run }), ...(memo === undefined ? {} : { memo }) };
}
function mergeJobs(as, bs, heldId) {
    const byId = new Map();
    for (const job of [...as, ...bs]) {
        const known = byId.get(job.id);
        byId.set(job.id, known === undefined ? job : mergeJob(known, job));
    }
    return [...byId.values()]
        .sort((a, b) => b.atMs - a.atMs || compareText(a.id, b.id))
        .filter(({ isOpen, id }, n) => n < MOST_JOBS || isOpen || id === heldId);
}
/** A job that has ended stays ended; who saw it first has submitted it. What one of ours wrote is no hearsay. */
function mergeJob(a, b) {
    const isHearsay = a.isHearsay === true && b.isHearsay === true;
    const [trusted] = [a, b].sort((x, y) => Number(x.isHearsay ?? false) - Number(y.isHearsay ?? false) ||
        x.atMs - y.atMs ||
        compareText(JSON.stringify(x), JSON.stringify(y)));
    const { isHearsay: _, echo, ...rest } = trusted;
    const isOpen = a.isOpen && b.isOpen;
    return {
        ...rest,
        isOpen,
        ...(isOpen && echo !== undefined ? { echo } : {}),
        ...(isHearsay ? { isHearsay } : {}),
    };
}
/** What is to be remembered of a job. */
function recordedJob(job, about, outcome) {
    const { id, jobType, modelConfig, hyperparameters, createdAt } = job;
    const echo = {
        ...(jobType === undefined ? {} : { jobType }),
        ...(modelConfig === undefined ? {} : { modelConfig }),
        ...(hyperparameters === undefined ? {} : { hyperparameters }),
        ...(createdAt === undefined ? {} : { createdAt }),
    };
    return isOpen(job, outcome) ? { id, ...about, isOpen: true, echo } : { id, ...about, isOpen: false };
}
/**
 * Whether somebody still has to tell of the end of a job: its step may be killed before it does, or has left that to a newer
 * run. One that succeeded has not ended before it has named its model.
 */
function isOpen(job, outcome) {
    const verdict = (0,_job_verdict_js__WEBPACK_IMPORTED_MODULE_0__/* .verdictNow */ .QC)(job);
    if (outcome === undefined)
        return true;
    if (outcome === 'superseded')
        return verdict !== 'cancelled';
    return outcome !== 'failed' && verdict === 'running';
}
/** Everything in it as somebody else's word. */
function asHearsay({ memo: _, ...record }) {
    const entries = Object.entries(record.entries).map(([label, entry]) => [
        label,
        { ...entry, isHearsay: true, jobs: entry.jobs.map((job) => ({ ...job, isHearsay: true })) },
    ]);
    return { ...record, entries: Object.fromEntries(entries) };
}


/***/ }),

/***/ 3688:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B_: () => (/* binding */ markerLine),
/* harmony export */   J4: () => (/* binding */ KEY_LENGTH),
/* harmony export */   Ru: () => (/* binding */ sealOf),
/* harmony export */   Si: () => (/* binding */ sealFound),
/* harmony export */   _8: () => (/* binding */ MARKER_START)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8522);
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5420);



/** The hidden first bytes of every comment of this action: format version, then the key, then the record. */
const MARKER_START = '<!-- forge-training-job v1 ';
/** Longest record in a marker, in characters: a comment has 65,536. */
const MAX_RECORD_LENGTH = 16_000;
/** Hexadecimal digits. */
const FINGERPRINT_LENGTH = 32;
/** As many characters at the beginning of a comment tell its key. */
const KEY_LENGTH = MARKER_START.length + FINGERPRINT_LENGTH;
/** More than any honest record has; an inflated one of more is not read. */
const MAX_INFLATED_BYTES = 1024 * 1024;
/**
 * The seal of a comment key. The record is signed (HMAC-SHA256) with a key made from the API key, because every workflow
 * of the repository can write in the name under which our comments appear. `scope` ties it to its conversation, and
 * `redact` takes out secrets that the service may have repeated: nobody would see them in a record, but they can be read.
 */
function sealOf(key, scope, apiKey, redact = (text) => text) {
    const fingerprint = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(key).digest('hex').slice(0, FINGERPRINT_LENGTH);
    return sealWith(fingerprint, scope, apiKey, redact);
}
/** The seal of the key, whichever that is, under which a comment was written; undefined for a comment of others. */
function sealFound(body, scope, apiKey, redact) {
    const fingerprint = body.slice(MARKER_START.length, KEY_LENGTH);
    const isOurs = body.startsWith(`${MARKER_START}${fingerprint} `) && /^[0-9a-f]{32}$/.test(fingerprint);
    return isOurs ? sealWith(fingerprint, scope, apiKey, redact) : undefined;
}
function sealWith(fingerprint, scope, apiKey, redact) {
    const start = `${MARKER_START}${fingerprint}`;
    const secret = apiKey && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', apiKey).update('forge-training-job record').digest();
    const sign = (payload) => secret
        ? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', secret).update(`${scope}\n${fingerprint}\n${payload}`).digest('base64url')
        : '';
    return {
        start,
        write: secret
            ? (record) => {
                const payload = encode(record, redact);
                return `${start} ${payload} ${sign(payload)} -->`;
            }
            : undefined,
        read(body) {
            const [payload = '', signature = ''] = markerLine(body).slice(start.length).trim().split(' ');
            const record = decode(payload);
            return secret && isSame(signature, sign(payload)) ? record : (0,_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .asHearsay */ .C6)(record);
        },
    };
}
/** The first line of a comment, with its end. */
function markerLine(body) {
    const end = body.indexOf('-->');
    return end < 0 ? '' : body.slice(0, end + 3);
}
function isSame(a, b) {
    const [one, other] = [Buffer.from(a), Buffer.from(b)];
    return one.length === other.length && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(one, other);
}
/** What is missed least is left out, where the whole is too long for a comment. */
function encode(record, redact) {
    for (const shorter of shortenings(record)) {
        const json = Buffer.from(redact(JSON.stringify(shorter)));
        // What repeats itself becomes short, and is too long for whoever reads it all the same.
        if (json.length > MAX_INFLATED_BYTES)
            continue;
        const payload = (0,node_zlib__WEBPACK_IMPORTED_MODULE_1__.deflateRawSync)(json).toString('base64');
        if (payload.length <= MAX_RECORD_LENGTH)
            return payload;
    }
    return '';
}
/**
 * What the text was made from goes first (that it is not final stays), then the oldest jobs that have ended, then what
 * their service said of the others, then the oldest of all.
 */
function* shortenings(whole) {
    const { memo } = whole;
    if (memo !== undefined)
        yield whole;
    const record = memo === undefined ? whole : { ...whole, memo: { atMs: memo.atMs, story: null } };
    for (const most of [Infinity, 10, 5, 2, 1, 0])
        yield withJobs(record, (job, n, { jobId }) => (n < most || job.isOpen || job.id === jobId ? job : []));
    for (const most of [Infinity, 10, 5, 2, 1, 0])
        yield withJobs(record, ({ echo: _, ...job }, n, { jobId }) => {
            return (n < most && job.isOpen) || job.id === jobId ? job : [];
        });
    const newest = Object.entries(record.entries).sort(([, a], [, b]) => b.atMs - a.atMs);
    for (let most = newest.length / 2; most >= 1; most /= 2) {
        const entries = newest.slice(0, most).map(([label, entry]) => [label, { ...entry, jobs: heldOf(entry) }]);
        yield { ...record, entries: Object.fromEntries(entries) };
    }
}
function heldOf({ jobs, jobId }) {
    return jobs.filter(({ id }) => id === jobId).map(({ echo: _, ...job }) => job);
}
function withJobs(record, pick) {
    const entries = Object.entries(record.entries).map(([label, entry]) => [
        label,
        { ...entry, jobs: entry.jobs.flatMap((job, n) => pick(job, n, entry)) },
    ]);
    return { ...record, entries: Object.fromEntries(entries) };
}
/** What cannot be read is an empty record: it was written by somebody else, or by hand. */
function decode(payload) {
    try {
        const json = (0,node_zlib__WEBPACK_IMPORTED_MODULE_1__.inflateRawSync)(Buffer.from(payload, 'base64'), { maxOutputLength: MAX_INFLATED_BYTES });
        const value = JSON.parse(json.toString('utf8'));
        return isRecord(value) ? value : _entry_js__WEBPACK_IMPORTED_MODULE_2__/* .EMPTY_RECORD */ .sU;
    }
    catch {
        return _entry_js__WEBPACK_IMPORTED_MODULE_2__/* .EMPTY_RECORD */ .sU;
    }
}
function isRecord(value) {
    const { run, memo, entries } = fieldsOf(value);
    return ((run === undefined || isRun(run)) &&
        (memo === undefined || isTime(fieldsOf(memo)['atMs'])) &&
        isMapping(entries) &&
        Object.values(entries).every(isEntry));
}
function isEntry(value) {
    const { digest, run, writer, commit, atMs, aliveUntilMs, submittingSinceMs, jobId, jobs } = fieldsOf(value);
    return (isText(digest) &&
        isRun(run) &&
        isText(writer) &&
        isText(commit) &&
        isTime(atMs) &&
        isTime(aliveUntilMs) &&
        (submittingSinceMs === undefined || isTime(submittingSinceMs)) &&
        (jobId === undefined || isText(jobId)) &&
        Array.isArray(jobs) &&
        jobs.every(isJob));
}
function isJob(value) {
    const { id, digest, runId, atMs, isOpen, echo } = fieldsOf(value);
    return (isText(id) &&
        /^[0-9a-f-]{36}$/.test(id) &&
        isText(digest) &&
        isText(runId) &&
        isTime(atMs) &&
        typeof isOpen === 'boolean' &&
        (echo === undefined || isMapping(echo)));
}
function isRun(value) {
    const { id, attempt } = fieldsOf(value);
    return isText(id) && isTime(attempt);
}
const isText = (value) => typeof value === 'string';
const isTime = (value) => typeof value === 'number' && Number.isFinite(value);
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function fieldsOf(value) {
    return isMapping(value) ? value : {};
}


/***/ }),

/***/ 9491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ Notebook)
/* harmony export */ });
/* harmony import */ var _conversation_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6613);
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5420);
/* harmony import */ var _marker_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3688);
/* harmony import */ var _page_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4021);




/** How long a write may stay invisible to readers, in milliseconds. */
const LAG_MS = 2_000;
/** How long reading and writing may take for a claim to be sure of itself, in milliseconds. */
const QUICK_MS = 2_000;
/** Until two who have claimed without seeing each other see both claims, in milliseconds. */
const CLAIM_MS = 2 * LAG_MS + QUICK_MS;
/** After a claim that took long and may have hidden another: until that one has its job, in milliseconds. */
const SLOW_CLAIM_MS = 30_000;
/** How often the comments are looked at until they are one, with all that was to be written. */
const MOST_ROUNDS = 4;
/**
 * The record of one key on one conversation, in the hidden first line of our comment. What others have written is merged
 * into every write, and several comments of the key are folded into the oldest. One reads and writes at a time.
 */
class Notebook {
    #o;
    #comment;
    #login;
    /** Ids of comments that are no more; the list may go on showing them for a moment. */
    #gone = new Set();
    /** All texts of this step. */
    #said = new Set();
    #writtenMs = -Infinity;
    /** Whether there were several comments at the last write, or something was to be changed. */
    #isUnsettled = false;
    #turn = Promise.resolve();
    #hurry = new AbortController();
    constructor(options) {
        this.#o = options;
        this.#comment = options.comment;
        this.#login = options.comment?.author;
    }
    /** Address of the comment, once there is one. */
    get url() {
        return this.#comment?.url;
    }
    /** Reads what is written down. */
    read() {
        return this.#inTurn(async () => {
            const page = await this.#current();
            return page.ok ? { ok: true, value: page.value.record } : page;
        });
    }
    /** Reads without waiting for whatever is being written. */
    async peek() {
        const page = await this.#current();
        return page.ok ? { ok: true, value: page.value.record } : page;
    }
    /** Ids of jobs that our comments with other keys name; none where they cannot be read. */
    async idsOfOthers() {
        const { store, seal } = this.#o;
        const all = await store.list();
        if (!all.ok)
            return new Set();
        const others = all.value.filter(({ body }) => body.startsWith(_marker_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKER_START */ ._8) && !body.startsWith(seal.start));
        if (others.length === 0)
            return new Set();
        this.#login ??= await store.self();
        const bodies = others.filter(({ author }) => author === this.#login).map(({ body }) => body);
        return (0,_page_js__WEBPACK_IMPORTED_MODULE_3__/* .jobIdsIn */ .Ri)(bodies, seal);
    }
    /** Writes a note into what is there. Resolves to the record as it is then. */
    write(note) {
        return this.#inTurn(() => this.#write(note));
    }
    /**
     * Writes what this run is about to do, and resolves to the record as it is when all who began at the same moment can
     * see each other: whoever stands in it then may act.
     */
    claim(note) {
        return this.#inTurn(async () => {
            const { clock } = this.#o;
            const startMs = clock.now();
            const written = await this.#write({ ...note, isThorough: true });
            if (!written.ok)
                return written;
            const isQuick = clock.now() - startMs <= QUICK_MS;
            await clock.sleep(isQuick ? CLAIM_MS : SLOW_CLAIM_MS, this.#hurry.signal);
            return this.#hurry.signal.aborted ? _conversation_js__WEBPACK_IMPORTED_MODULE_0__/* .STOPPED */ .y : this.#fold({}, LAG_MS);
        });
    }
    /** Last words are to be written soon: no claim is waited for any more. */
    hurry() {
        this.#hurry.abort();
    }
    /**
     * Sees to it that there is one comment, and that this note stays written in it: GitHub lets nobody write only if nobody
     * else has written, so that whoever read before us may have written over it.
     */
    fold(note = {}) {
        return this.#inTurn(async () => {
            const { clock, run } = this.#o;
            const ageMs = clock.now() - this.#writtenMs;
            if (ageMs === Infinity)
                return { ok: true, value: _entry_js__WEBPACK_IMPORTED_MODULE_1__/* .EMPTY_RECORD */ .sU };
            if (ageMs < CLAIM_MS)
                await clock.sleep(CLAIM_MS - ageMs);
            // The other steps of this run have as much right to be read.
            const isWelcome = (instead, by) => (by === undefined || (0,_entry_js__WEBPACK_IMPORTED_MODULE_1__/* .isNewer */ .U4)(run, by) || this.#said.has(instead ?? '')) &&
                (note.isWelcome?.(instead, by) ?? true);
            return this.#fold({ ...note, isWelcome }, CLAIM_MS);
        });
    }
    async #fold(note, gapMs) {
        for (let round = 1;; round++) {
            const reply = await this.#write({ ...note, isThorough: true, isFolding: round > 1 });
            const isOver = reply.ok ? !this.#isUnsettled : reply.isFinal;
            if (isOver || round === MOST_ROUNDS)
                return reply;
            await this.#o.clock.sleep(gapMs, this.#hurry.signal);
        }
    }
    #inTurn(work) {
        const result = this.#turn.then(work);
        this.#turn = result.catch(() => undefined);
        return result;
    }
    async #write(note, isRetry = false) {
        const page = note.isThorough ? await this.#all() : await this.#current();
        if (!page.ok)
            return page;
        const { seal } = this.#o;
        const { comments } = page.value;
        const [oldest] = comments;
        const text = this.#textFor(note, page.value);
        const isOurs = note.text !== undefined && text === note.text;
        const record = (0,_page_js__WEBPACK_IMPORTED_MODULE_3__/* .recordAfter */ .SX)(page.value.record, note, isOurs ? this.#o.run : undefined);
        if (isOurs)
            this.#said.add(text);
        const done = { ok: true, value: record };
        if (text === undefined)
            return done;
        const body = `${this.#line(record, oldest)}\n${text}`;
        this.#isUnsettled = (comments.length > 1 && seal.write !== undefined) || oldest?.body !== body;
        if (oldest === undefined)
            return this.#put(await this.#o.store.create(body), record);
        this.#comment = oldest;
        if (oldest.body !== body) {
            const put = this.#put(await this.#o.store.update(oldest.id, body), record);
            if (!put.ok && (!put.isGone || isRetry))
                return put;
            if (!put.ok) {
                const now = await this.#reread(oldest.id);
                return now.ok || now.isGone ? this.#write(note, true) : now;
            }
        }
        if (seal.write && note.isFolding && oldest.body === body)
            await this.#remove(comments.slice(1));
        return done;
    }
    /** Those that were not written since they were read. */
    async #remove(comments) {
        const { store } = this.#o;
        this.#isUnsettled = false;
        for (const { id, body } of comments) {
            const now = await store.get(id);
            const reply = now.ok && now.value.body === body ? await store.remove(id) : now;
            const isGone = reply.ok ? reply.value === undefined : reply.isGone;
            if (isGone)
                this.#gone.add(id);
            else
                this.#isUnsettled = true;
        }
    }
    /** The older of two runs keeps its words to itself. */
    #textFor({ text, isWelcome }, { comments, record }) {
        const newest = (0,_page_js__WEBPACK_IMPORTED_MODULE_3__/* .newestText */ .gD)(comments, this.#o.seal);
        const isLate = record.run !== undefined && (0,_entry_js__WEBPACK_IMPORTED_MODULE_1__/* .isNewer */ .U4)(record.run, this.#o.run);
        if (text === undefined || isLate)
            return newest;
        return (isWelcome?.(newest, record.run) ?? true) ? text : newest;
    }
    #line(record, existing) {
        const { seal } = this.#o;
        if (seal.write)
            return seal.write(record);
        return existing === undefined ? `${seal.start} -->` : (0,_marker_js__WEBPACK_IMPORTED_MODULE_2__/* .markerLine */ .B_)(existing.body);
    }
    #put(reply, record) {
        if (!reply.ok)
            return reply;
        this.#writtenMs = this.#o.clock.now();
        this.#comment = reply.value;
        this.#login = reply.value.author;
        return { ok: true, value: record };
    }
    /** The comment that we know, else all of them. */
    async #current() {
        if (this.#comment === undefined)
            return this.#all();
        const reply = await this.#o.store.get(this.#comment.id);
        if (!reply.ok)
            return reply.isGone ? this.#all() : reply;
        return reply.value.body.startsWith(this.#o.seal.start) ? this.#page([reply.value]) : this.#all();
    }
    async #all() {
        const { store, seal } = this.#o;
        const reply = await store.list();
        if (!reply.ok)
            return reply;
        const marked = reply.value.filter(({ id, body }) => body.startsWith(seal.start) && !this.#gone.has(id));
        if (marked.length === 0)
            return this.#withKnown([]);
        // Anybody can write our marker, so the author decides. Who we are is asked only where that matters.
        this.#login ??= await store.self();
        let ours = marked.filter(({ author }) => author === this.#login).sort((a, b) => a.id - b.id);
        // What is written over is read as it is now: the list may remember something older, or one that is no more.
        for (let [oldest] = ours; oldest !== undefined; [oldest] = ours) {
            const now = await this.#reread(oldest.id);
            ours = ours.slice(1);
            if (now.ok)
                return this.#withKnown([now.value, ...ours]);
            if (!now.isGone)
                return now;
        }
        return this.#withKnown([]);
    }
    /** That a comment is no more is believed when it is said twice: a new one is made in its place. */
    async #reread(id) {
        const first = await this.#o.store.get(id);
        const reply = first.ok || !first.isGone ? first : await this.#o.store.get(id);
        if (!reply.ok && reply.isGone) {
            this.#gone.add(id);
            if (this.#comment?.id === id)
                this.#comment = undefined;
        }
        return reply;
    }
    /** A comment that was just made may be missing in the list. */
    async #withKnown(listed) {
        const known = this.#comment;
        if (known === undefined || listed.some(({ id }) => id === known.id))
            return this.#page(listed);
        const reply = await this.#reread(known.id);
        if (!reply.ok && !reply.isGone)
            return reply;
        return this.#page(reply.ok ? [...listed, reply.value].sort((a, b) => a.id - b.id) : listed);
    }
    #page(comments) {
        return { ok: true, value: (0,_page_js__WEBPACK_IMPORTED_MODULE_3__/* .pageOf */ .ZZ)(comments, this.#o.seal) };
    }
}


/***/ }),

/***/ 4021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ri: () => (/* binding */ jobIdsIn),
/* harmony export */   SX: () => (/* binding */ recordAfter),
/* harmony export */   ZZ: () => (/* binding */ pageOf),
/* harmony export */   gD: () => (/* binding */ newestText)
/* harmony export */ });
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5420);
/* harmony import */ var _marker_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3688);


/** What these comments say. */
function pageOf(comments, seal) {
    const record = comments
        .map(({ body }) => seal.read(body))
        .reduce((all, each) => (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .mergeRecords */ .PI)(all, each), _entry_js__WEBPACK_IMPORTED_MODULE_0__/* .EMPTY_RECORD */ .sU);
    return { comments, record };
}
/** What is remembered when a note is written into it; `author` is the run whose text people see then, where it is ours. */
function recordAfter({ memo, ...known }, note, author) {
    const run = author ?? known.run;
    const kept = author === undefined ? memo : note.memo;
    return {
        ...(0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .mergeRecords */ .PI)(known, { entries: note.entries ?? {}, ...(run === undefined ? {} : { run }) }),
        ...(kept === undefined ? {} : { memo: kept }),
    };
}
/** What people see of the newest run. */
function newestText(comments, seal) {
    let newest;
    for (const { body } of comments) {
        const { run } = seal.read(body);
        const text = body.slice((0,_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .markerLine */ .B_)(body).length).replace(/^\n/, '');
        const isNewest = newest === undefined || (run && (!newest.run || (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .isNewer */ .U4)(run, newest.run)));
        if (isNewest)
            newest = { text, run };
    }
    return newest?.text;
}
/** Ids of jobs that these comments remember or show, of whatever key they are. */
function jobIdsIn(bodies, seal) {
    const recorded = bodies.flatMap((body) => Object.values(seal.read(body).entries).flatMap(({ jobs }) => jobs));
    const shown = bodies.flatMap((body) => body.toLowerCase().match(UUID) ?? []);
    return new Set([...recorded.map(({ id }) => id), ...shown]);
}
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;


/***/ }),

/***/ 1178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ isSameJob)
/* harmony export */ });
/* harmony import */ var _job_match_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1453);

/** Servers of one service may tell the second of the creation differently. */
const CLOCK_MARGIN_S = 2;
/** Whether the service describes a job as it did when it was written down. What was not written down proves nothing. */
function isSameJob({ id, echo }, job) {
    if (job.id !== id)
        return false;
    if (echo === undefined)
        return true;
    const { jobType, modelConfig, hyperparameters, createdAt } = echo;
    if (Math.abs((createdAt ?? job.createdAt ?? 0) - (job.createdAt ?? createdAt ?? 0)) > CLOCK_MARGIN_S)
        return false;
    const told = {
        ...(jobType === undefined ? {} : { job_type: jobType }),
        ...(modelConfig === undefined ? {} : { model_config: modelConfig }),
        ...(hyperparameters === undefined ? {} : { hyperparameters }),
    };
    return !(0,_job_match_js__WEBPACK_IMPORTED_MODULE_0__/* .compare */ .U)(told, job).differs;
}


/***/ }),

/***/ 2319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ differing)
/* harmony export */ });
/* harmony import */ var _spec_document_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1473);
/* harmony import */ var _spec_value_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(828);


/** More fields than these make a table that nobody can read. */
const MOST_FIELDS = 3;
/** Compares the specs of several trainings with each other. Lists are left out: they do not fit into a cell. */
function differing(trainings) {
    const leaves = new Map(trainings.flatMap(({ label, spec }) => (spec ? [[label, leavesOf(spec.request)]] : [])));
    const paths = [...new Set([...leaves.values()].flatMap((each) => [...each.keys()]))];
    const differ = paths.filter((path) => new Set([...leaves.values()].map((each) => (0,_spec_value_js__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .eu)(each.get(path)))).size > 1);
    const shown = differ.slice(0, MOST_FIELDS);
    const valuesOf = (each) => shown.map((path) => (each.has(path) ? (0,_spec_value_js__WEBPACK_IMPORTED_MODULE_1__/* .shownAlone */ .xg)(each.get(path)) : ''));
    return {
        fields: shown.map((path) => shortest(path, differ)),
        values: new Map([...leaves].map(([label, each]) => [label, valuesOf(each)])),
    };
}
function leavesOf(value, path = '') {
    return new Map((0,_spec_value_js__WEBPACK_IMPORTED_MODULE_1__/* .membersOf */ .lS)(value).flatMap(([name, member]) => {
        const at = path === '' ? name : `${path}.${name}`;
        if ((0,_spec_document_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(member))
            return [...leavesOf(member, at)];
        return typeof member === 'object' && member !== null ? [] : [[at, member]];
    }));
}
/** `learning_rate`, unless two of them end in it. */
function shortest(path, all) {
    const last = path.slice(path.lastIndexOf('.') + 1);
    const isAlone = all.filter((each) => each === last || each.endsWith(`.${last}`)).length === 1;
    return isAlone ? last : path;
}


/***/ }),

/***/ 1568:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  I: () => (/* binding */ comment),
  z: () => (/* binding */ summary)
});

;// CONCATENATED MODULE: ./build/report/markdown.js
/**
 * Markdown and HTML for GitHub, made so that text of the service or of a spec stays text: it can open no markup, mention
 * nobody, link nothing and forge no marker.
 */
/** A zero-width space. GitHub looks for mentions and references after Markdown and entities, so escaping does not stop it. */
const BREAK = '\u200b';
/** Text inside a paragraph, a quote or a table cell, on one line. */
function markdown_text(value) {
    return escapeMarkdown(oneLine(value)).replace(BLOCK_START, '$1\\$2');
}
/** Text of ours, in which backticks stand around code, on one line. Text of others in it stays text. */
function prose(value) {
    const parts = oneLine(value).split('`');
    if (parts.length % 2 === 0)
        return markdown_text(value);
    return parts
        .map((part, n) => (n % 2 === 1 ? code(part) : escapeMarkdown(part)))
        .join('')
        .replace(BLOCK_START, '$1\\$2');
}
/** Text inside an HTML block. */
function htmlText(value) {
    return defang(escapeHtml(oneLine(value)));
}
/** Text in code font inside an HTML block; GitHub neither links nor mentions there. */
function htmlCode(value) {
    return `<code>${escapeHtml(oneLine(value))}</code>`;
}
/** A code span for running text, a heading or a table cell. */
function code(value) {
    const content = oneLine(value);
    if (content === '')
        return '';
    // A bar ends a cell even in a code span, and how `\\|` is read there depends on the reader.
    if (content.includes('|'))
        return `<code>${markdown_text(content)}</code>`;
    const ticks = '`'.repeat(longestRun(content, '`') + 1);
    const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
    return `${ticks}${pad}${content}${pad}${ticks}`;
}
/** A block that people can copy as a whole. Lines are kept. */
function fence(value, language = '') {
    const content = value.replace(/\r\n?/g, '\n').replace(CONTROL_BUT_NEWLINE, '\ufffd').toWellFormed();
    const ticks = '`'.repeat(Math.max(3, longestRun(content, '`') + 1));
    return `${ticks}${language}\n${content}\n${ticks}`;
}
/** The words of somebody else. */
function quote(value) {
    return `> ${markdown_text(value)}`;
}
/** A table with headings. Cells are Markdown already. */
function table(headings, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}
/** A table in pieces, so that a page that is too long is cut between them. */
function inPieces(headings, rows) {
    const pieces = [];
    for (let n = 0; n < rows.length; n += 25)
        pieces.push(table(headings, rows.slice(n, n + 25)));
    return pieces;
}
/** A table without the columns that have nothing in any row. */
function withoutEmpty(headings, rows) {
    const isUsed = headings.map((_, n) => rows.some((row) => row[n] !== ''));
    const kept = (cells) => cells.filter((_, n) => isUsed[n]);
    return [kept(headings), rows.map(kept)];
}
/** A table of facts with row headings. Cells are HTML already; a Markdown table would need an empty bar on top. */
function facts(rows) {
    const lines = rows.map(([heading, html]) => `<tr><th align="left">${heading}</th><td>${html}</td></tr>`);
    return ['<table>', ...lines, '</table>'].join('\n');
}
/** A part that is folded until somebody opens it. */
function details(summary, body) {
    return `<details><summary>${htmlText(summary)}</summary>\n\n${body}\n\n</details>`;
}
/** A link around HTML, or that HTML alone where the address is not one that a browser may be sent to. */
function htmlLink(html, url) {
    return url !== undefined && /^https?:\/\//.test(url) ? `<a href="${escapeHtml(url)}">${html}</a>` : html;
}
/** A link for running text and table cells around Markdown. The address must be encoded already. */
function markdown_link(markdown, url) {
    return `[${markdown}](<${url.replace(/[<>|\s]/g, encodeURIComponent)}>)`;
}
/**
 * Joins blocks, leaving out the last ones as far as they do not fit, with a note in their place. Cuts only between
 * blocks, so that no markup stays open. The first block is always kept.
 */
function fit(blocks, maxLength, note) {
    const whole = blocks.join('\n\n');
    if (whole.length <= maxLength)
        return whole;
    const kept = [];
    let length = note.length;
    for (const block of blocks) {
        length += block.length + 2;
        if (kept.length > 0 && length > maxLength)
            break;
        kept.push(block);
    }
    return [...kept, note].join('\n\n');
}
const CONTROL_BUT_NEWLINE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
function oneLine(value) {
    return value
        .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
        .replace(CONTROL_BUT_NEWLINE, '\ufffd')
        .toWellFormed()
        .trim();
}
/** What would begin a list, a heading or an underline, were it the first thing on a line. */
const BLOCK_START = /^(\d*)([-+=#.)])/;
function escapeMarkdown(value) {
    return defang(escapeHtml(value).replace(/[\\`*_[\]|~$]/g, '\\$&'));
}
function escapeHtml(value) {
    return value
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;');
}
/** Stops mentions (@name), references (#12, GH-12) and bare links (https://, www.). */
function defang(value) {
    return value
        .replace(/@|(?<!&)#|(?:GH|gh)(?=\\?-)/g, `$&${BREAK}`)
        .replace(/(https?|ftp)(\\?:)/gi, `$1${BREAK}$2`)
        .replace(/www(?=\\?\.)/gi, `$&${BREAK}`);
}
function longestRun(value, character) {
    let longest = 0;
    let run = 0;
    for (const each of value) {
        run = each === character ? run + 1 : 0;
        longest = Math.max(longest, run);
    }
    return longest;
}

;// CONCATENATED MODULE: ./build/report/change-table.js

const MOST_ROWS = 40;
/** What the spec of a training changes against the base branch, where that was looked at. */
function changeBlocks(training, comparison) {
    const change = comparison?.changes.get(training.label);
    return comparison && change ? blocksOf(change, code(comparison.base)) : [];
}
/** What holds for each of several specs, said once, and what is left to be said of each. */
function commonChange({ trainings, comparison, }) {
    if (comparison === undefined)
        return [[], comparison];
    const kinds = new Set(trainings.map(({ label }) => comparison.changes.get(label)?.kind));
    const base = code(comparison.base);
    if (kinds.size > 1 || !(kinds.has('new') || kinds.has('same')))
        return [[], comparison];
    return [
        [kinds.has('new') ? `All new on this branch: ${base} has none of them.` : `All as on ${base}.`],
        undefined,
    ];
}
function blocksOf(change, base) {
    switch (change.kind) {
        case 'new':
            return [`New on this branch: ${base} has no such spec.`];
        case 'same':
            return [`The same as on ${base}.`];
        case 'not-comparable':
            return [`Not compared with ${base}: ${markdown_text(change.reason)}`];
        case 'changed':
            return changedBlocks(change.fields, base);
    }
}
function changedBlocks(fields, base) {
    const headings = ['field', base, 'here'];
    const rows = fields.flatMap(rowsOf);
    const [first = '', ...rest] = rows.length > MOST_ROWS ? inPieces(headings, rows) : [table(headings, rows)];
    // One block with its table, so that a page that is cut does not end with the heading.
    return [`Changed against ${base}:\n\n${first}`, ...rest];
}
/** An item of a list has a row of its own, so that a long list can be cut too. */
function rowsOf({ field, before = '', after = '', added = [], removed = [] }) {
    const name = code(field);
    const number = Math.max(added.length, removed.length);
    const items = Array.from({ length: number }, (_, n) => [
        name,
        signed('−', removed[n]),
        signed('+', added[n]),
    ]);
    return number > 0 ? items : [[name, code(before), code(after)]];
}
function signed(sign, item) {
    return item === undefined ? '' : `${sign} ${code(item)}`;
}

// EXTERNAL MODULE: ./build/report/differing.js
var differing = __nccwpck_require__(2319);
// EXTERNAL MODULE: ./build/job/status.js
var job_status = __nccwpck_require__(7336);
;// CONCATENATED MODULE: ./build/report/context.js
/** Link to a line of a file as it is at the commit of this run. */
function fileUrl(context, file, line) {
    const path = file.split('/').map(encodeURIComponent).join('/');
    const anchor = line === undefined ? '' : `#L${line}`;
    return `${context.serverUrl}/${context.repository}/blob/${context.commit}/${path}${anchor}`;
}
/** Link to the page of a job, where the user gave a template for it. */
function jobUrl({ jobUrlTemplate }, id) {
    return jobUrlTemplate?.replaceAll('{id}', encodeURIComponent(id));
}

// EXTERNAL MODULE: ./build/spec/document.js
var spec_document = __nccwpck_require__(1473);
// EXTERNAL MODULE: ./build/report/overrides.js
var report_overrides = __nccwpck_require__(6078);
// EXTERNAL MODULE: ./build/report/spec-value.js
var spec_value = __nccwpck_require__(828);
// EXTERNAL MODULE: ./build/report/state.js
var report_state = __nccwpck_require__(6034);
// EXTERNAL MODULE: ./build/report/wording.js
var wording = __nccwpck_require__(2867);
;// CONCATENATED MODULE: ./build/report/parts.js









/** The block that people copy the model from, and how a later step reads it. */
function modelBlock({ job, outcome }, { trainings, lastLook }) {
    if (outcome !== 'succeeded' || job?.outputModel === undefined)
        return [];
    const how = trainings.length === 1
        ? 'A later step reads it as `${{ steps.<id>.outputs.output-model }}`, with the `id` of this step.'
        : 'A later step finds it in `${{ steps.<id>.outputs.jobs }}`, JSON with an entry a job, with the `id` of this step.';
    // Of a step that is long over nobody reads outputs any more.
    return [fence(job.outputModel), ...(lastLook === undefined ? [how] : [])];
}
/** What went wrong, in the service's words, and what to do. */
function troubleBlocks({ job, outcome, failure, notes }) {
    const blocks = [];
    if (outcome === 'failed' && job?.reason !== undefined)
        blocks.push(quote(job.reason));
    if (failure !== undefined) {
        const source = failure.status === undefined ? '' : `HTTP ${failure.status}`;
        const request = failure.requestId === undefined ? '' : `request ${code(failure.requestId)}`;
        const origin = [source, request].filter((part) => part !== '').join(', ');
        blocks.push(origin === '' ? quote(failure.words) : `${quote(failure.words)}\n>\n> ${origin}`);
        if (failure.hint !== undefined)
            blocks.push(prose(failure.hint));
    }
    return [...blocks, ...notes.map(prose)];
}
/** Spec, job and size of a training. */
function jobFacts(training, { context, nowMs, trainings }) {
    const isAlone = trainings.length === 1;
    const { spec, job, label } = training;
    const rows = [];
    if (spec)
        rows.push(['Spec', htmlLink(htmlCode(label), fileUrl(context, spec.file))]);
    else if (training.outcome === 'invalid')
        rows.push(['Spec', htmlLink(htmlCode(label), fileUrl(context, label))]);
    else if (job === undefined)
        rows.push(['Job', htmlCode(label)]);
    if (job)
        rows.push(['Job', htmlLink(htmlCode(job.id), jobUrl(context, job.id))]);
    const what = gistHtml(training);
    if (what !== '')
        rows.push(['What', what]);
    const settings = settingsHtml(training);
    if (settings !== '')
        rows.push(['With', settings]);
    const overrides = isAlone ? (0,report_overrides/* shownOverrides */.X)([training]).map(htmlCode) : [];
    if (overrides.length > 0)
        rows.push(['Overrides', overrides.join('<br>')]);
    const since = spentHtml(training, nowMs);
    if (since !== '')
        rows.push(['Time', since]);
    if (job?.status !== undefined)
        rows.push(['Status', htmlCode(job.status)]);
    const isOpen = training.outcome !== undefined && training.outcome !== 'cancelled' && !training.isGone;
    if (isOpen && job && !(0,job_status/* isTerminal */.Hd)((0,job_status/* phaseOf */.hU)(job.status)))
        rows.push(['Go on', resumeHtml(job.id)]);
    return [facts(rows)];
}
function gistHtml(training) {
    const { kind, baseModel, size } = (0,wording/* gistOf */.vs)(training);
    const of = baseModel === undefined ? '' : ` of ${htmlCode(baseModel)}`;
    return [`${htmlText(kind)}${of}`, ...size].filter((part) => part !== '').join(', ');
}
/** More than these are in the spec. */
const MOST_SETTINGS = 8;
/** `learning_rate 1e-5, batch_size 8`; the number of steps stands with the size. */
function settingsHtml({ spec, job }) {
    const all = spec?.request.hyperparameters ?? job?.hyperparameters;
    const settings = (0,spec_value/* membersOf */.lS)((0,spec_document/* isMapping */.pi)(all) ? all : {}).filter(([name, value]) => name !== 'training_steps' && value !== null && typeof value !== 'object');
    const parts = settings
        .slice(0, MOST_SETTINGS)
        .map(([name, value]) => `${htmlText(name)}&nbsp;${htmlCode((0,spec_value/* shownAlone */.xg)(value))}`);
    const more = settings.length - parts.length;
    return [...parts, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
function resumeHtml(id) {
    return `${htmlCode('command: wait')} (or ${htmlCode('cancel')}) with ${htmlCode(`job-id: ${id}`)}`;
}
/** `42 min (QUEUED 33 s, VALIDATING 18 s, RUNNING 41 min)`; without the total, where the headline tells it. */
function spentHtml(training, nowMs) {
    const spans = spansOf(training, nowMs);
    const first = spans[0];
    const last = spans.at(-1);
    if (first === undefined || last === undefined)
        return '';
    const phases = spans.filter(({ endMs }) => endMs !== undefined);
    const total = (0,wording/* duration */.p0)((last.endMs ?? last.startMs) - first.startMs);
    const parts = phases.map(({ status, startMs, endMs }) => `${htmlCode(status)} ${(0,wording/* duration */.p0)((endMs ?? startMs) - startMs)}`);
    if (parts.length === 0)
        return '';
    return training.outcome === undefined ? `${total} (${parts.join(', ')})` : parts.join(', ');
}
function spansOf({ timeline }, nowMs) {
    return timeline.map(({ status, atMs }, n) => {
        const endMs = timeline[n + 1]?.atMs ?? ((0,job_status/* isTerminal */.Hd)((0,job_status/* phaseOf */.hU)(status)) ? undefined : nowMs);
        return { status, startMs: atMs, ...(endMs === undefined ? {} : { endMs }) };
    });
}
/** Of `2026-11-22`. */
const DAY_LENGTH = 10;
/** When we saw which status, folded, as a table that a mail can show too. */
function timelineBlock(training, nowMs) {
    const spans = spansOf(training, nowMs);
    // A single row says nothing that the facts do not.
    if (spans.length < 2)
        return [];
    const days = new Set(spans.map(({ startMs }) => (0,wording/* dayAndTime */.X_)(startMs).slice(0, DAY_LENGTH)));
    const rows = spans.map(({ status, startMs, endMs }) => [
        days.size === 1 ? (0,wording/* clockTime */.qo)(startMs) : (0,wording/* dayAndTime */.X_)(startMs).replace(' UTC', ''),
        code(status),
        endMs === undefined ? '' : (0,wording/* duration */.p0)(endMs - startMs),
    ]);
    return [details('Timeline', table(['seen at (UTC)', 'status', 'for'], rows))];
}
/** What is wrong with the specs, or could be better, each with a link to its line. */
function problemTable({ problems, context }, of) {
    const rows = problems
        .filter(({ level }) => level === of)
        .map(({ place, message }) => [whereOf(place, context), prose(message)]);
    return inPieces(['where', of === 'error' ? 'problem' : 'advice'], rows);
}
function whereOf(place, context) {
    if ('input' in place)
        return `line ${place.line} of ${code(place.input)}`;
    const where = place.line === undefined ? place.file : `${place.file}:${place.line}`;
    return markdown_link(code(where), fileUrl(context, place.file, place.line));
}
/** What the step asks of all its specs beside their files. */
function overridesBlock({ trainings }) {
    const overrides = (0,report_overrides/* shownOverrides */.X)(trainings).map(code);
    return overrides.length === 0 ? [] : [`Overrides: ${overrides.join(', ')}`];
}
/** All about one of several jobs, folded. */
function jobDetails(training, story) {
    if (training.job === undefined && training.failure === undefined && training.notes.length === 0)
        return [];
    const { headline } = (0,report_state/* shown */.S)(training, story.nowMs);
    const body = [
        ...modelBlock(training, story),
        ...troubleBlocks(training),
        ...jobFacts(training, story),
        ...changeBlocks(training, story.comparison),
    ].join('\n\n');
    return [details(`${training.label}: ${headline}`, body)];
}
/** Beyond this a reason is in the details. */
const LONGEST_REASON = 100;
/** The state in a word or two, and why a job has failed. */
function stateCell(training, nowMs) {
    const { brief } = (0,report_state/* shown */.S)(training, nowMs);
    const reason = training.outcome === 'failed' ? (training.job?.reason ?? '').replace(/\s+/g, ' ').trim() : '';
    if (reason === '')
        return brief;
    const characters = Array.from(reason);
    const isLong = characters.length > LONGEST_REASON;
    return `${brief}: ${prose(isLong ? `${characters.slice(0, LONGEST_REASON).join('')}…` : reason)}`;
}
/** Two columns of such names would be too narrow to read. */
function jobCell({ job }) {
    const names = job === undefined ? [] : [job.id, ...(job.outputModel === undefined ? [] : [job.outputModel])];
    return names.map(code).join('<br>');
}
function jobHeading(trainings) {
    return trainings.some(({ job }) => job?.outputModel !== undefined) ? 'job, and its model' : 'job';
}
/** Jobs of other steps, each with the place where people read of it. */
function roundupTable({ trainings, nowMs }) {
    const rows = trainings.map((training) => {
        const { icon } = (0,report_state/* shown */.S)(training, nowMs);
        const { label, reportedOn } = training;
        const where = reportedOn ? markdown_link(`no. ${reportedOn.number}`, reportedOn.url) : '';
        const state = stateCell(training, nowMs);
        return [icon, code(label), where, state, jobCell(training)];
    });
    return inPieces(...withoutEmpty(['', 'spec', 'reported on', 'state', jobHeading(trainings)], rows));
}
/** Jobs that no spec of this step belongs to, as the service lists them. */
function jobTable({ trainings, nowMs }) {
    const rows = trainings.map((training) => {
        const { icon, brief } = (0,report_state/* shown */.S)(training, nowMs);
        const { job, label } = training;
        const { kind, baseModel = '' } = (0,wording/* gistOf */.vs)(training);
        const created = job?.createdAt === undefined ? '' : (0,wording/* dayAndTime */.X_)(job.createdAt * 1000);
        return [
            icon,
            code(label),
            brief,
            created,
            markdown_text(kind),
            code(baseModel),
            code(job?.outputModel ?? ''),
        ];
    });
    const headings = ['', 'job', 'state', 'created', 'kind', 'base model', 'model'];
    return inPieces(...withoutEmpty(headings, rows));
}

// EXTERNAL MODULE: ./build/report/memo.js
var report_memo = __nccwpck_require__(4537);
;// CONCATENATED MODULE: ./build/report/document.js







/** GitHub's limit is 65,536 characters; the rest is room for the record in front. */
const MAX_COMMENT_LENGTH = 48_000;
/** GitHub's limit is 1 MiB of bytes, and a character may take three of them. */
const MAX_SUMMARY_LENGTH = 330_000;
const CUT = '_The rest is too long to show here; the log of the step has all of it._';
/** The comment on the pull request, without its marker. */
function comment(story) {
    const memo = (0,report_memo/* memoOf */.Q0)(story);
    return {
        kind: kindOf(story),
        body: fit([...blocks(story), ...caretaker(story), footer(story)], MAX_COMMENT_LENGTH, CUT),
        ...(memo === undefined ? {} : { memo }),
    };
}
function kindOf({ trainings, problems }) {
    const isOffline = trainings.every(({ outcome }) => outcome === 'valid' || outcome === 'invalid');
    // A note to a valid spec tells that something was done all the same.
    const isNews = trainings.some(({ outcome, notes }) => outcome === 'valid' && notes.length > 0);
    if (!isOffline || isNews)
        return 'story';
    return problems.some(({ level }) => level === 'error') ? 'problems' : 'all-clear';
}
/** The page of the job summary: the comment, with what was asked for in full. */
function summary(story) {
    const asked = story.trainings.flatMap(({ spec, reportedOn }) => spec && !reportedOn ? [askedFor(story, spec)] : []);
    return `${fit([...blocks(story), ...letGo(story), ...asked, footer(story)], MAX_SUMMARY_LENGTH, CUT)}\n`;
}
function blocks(story) {
    const { trainings } = story;
    const remarks = (story.remarks ?? []).map(prose);
    const first = trainings[0];
    if (first === undefined)
        return [
            problemHeading(story),
            ...remarks,
            ...problemTable(story, 'error'),
            ...problemTable(story, 'advice'),
        ];
    if (trainings.some(({ reportedOn }) => reportedOn))
        return [tallyHeading(story), ...roundupTable(story), ...remarks];
    return trainings.length === 1 ? single(first, story) : several(story);
}
function single(training, story) {
    const { icon, headline } = (0,report_state/* shown */.S)(training, story.nowMs);
    return [
        `### ${icon} ${headline}`,
        ...modelBlock(training, story),
        ...troubleBlocks(training),
        ...problemTable(story, 'error'),
        ...jobFacts(training, story),
        ...problemTable(story, 'advice'),
        ...changeBlocks(training, story.comparison),
        ...timelineBlock(training, story.nowMs),
    ];
}
function several(story) {
    const { trainings } = story;
    const heading = tallyHeading(story);
    if (trainings.every(({ spec }) => spec === undefined))
        return [heading, ...jobTable(story), ...problemTable(story, 'error'), ...problemTable(story, 'advice')];
    const { fields, values } = (0,differing/* differing */.R)(trainings);
    const rows = trainings.map((training) => {
        const { icon } = (0,report_state/* shown */.S)(training, story.nowMs);
        const { label } = training;
        const differs = (values.get(label) ?? fields.map(() => '')).map(code);
        return [icon, code(label), ...differs, stateCell(training, story.nowMs), jobCell(training)];
    });
    const headings = ['', 'spec', ...fields.map(markdown_text), 'state', jobHeading(trainings)];
    const [common, comparison] = commonChange(story);
    return [
        heading,
        ...inPieces(...withoutEmpty(headings, rows)),
        ...common,
        ...overridesBlock(story),
        ...problemTable(story, 'error'),
        ...trainings.flatMap((training) => jobDetails(training, { ...story, comparison })),
        ...problemTable(story, 'advice'),
    ];
}
const tallyHeading = (story) => `### ${worstIcon(story)} ${tally(story)}`;
/** Of these alone a step submits nothing. */
const TURNED_AWAY = ['invalid', 'refused', 'valid', 'superseded', 'cancelled'];
/** `3 jobs: 1 trained, 1 training, 1 failed`; specs, where none has a job. */
function tally({ trainings, nowMs }) {
    const tallies = new Map();
    for (const training of trainings) {
        const { brief } = (0,report_state/* shown */.S)(training, nowMs);
        tallies.set(brief, (tallies.get(brief) ?? 0) + 1);
    }
    const parts = [...tallies].map(([brief, number]) => `${number} ${brief}`);
    const hasJobs = trainings.some(({ job }) => job);
    const noun = hasJobs ? 'job' : 'spec';
    const isTurnedAway = trainings.every(({ outcome }) => outcome !== undefined && TURNED_AWAY.includes(outcome));
    const rest = isTurnedAway && !hasJobs ? ', nothing was submitted' : '';
    return `${(0,wording/* count */.U9)(trainings.length, noun)}: ${parts.join(', ')}${rest}`;
}
function worstIcon({ trainings, nowMs }) {
    const icons = trainings.map((training) => (0,report_state/* shown */.S)(training, nowMs).icon);
    return ['🔴', '🟡', '⚪'].find((icon) => icons.includes(icon)) ?? '🟢';
}
function problemHeading({ problems }) {
    const errors = problems.filter(({ level }) => level === 'error').length;
    return errors === 0
        ? '### 🟢 Nothing to report'
        : `### 🔴 ${(0,wording/* count */.U9)(errors, 'problem')}, nothing was submitted`;
}
function askedFor(story, spec) {
    const title = story.trainings.length === 1 ? 'What was asked for' : `What ${spec.label} asked for`;
    const body = `${fence(JSON.stringify(spec.request, undefined, 2), 'json')}\n\nDigest ${code(spec.digest)}`;
    return details(title, body);
}
/** Who looks after a job that this step has let go. */
function caretaker({ trainings, lastLook }) {
    if (!isLetGo(trainings))
        return [];
    if (lastLook === undefined)
        return [
            `${nobodyWatches(trainings)} A scheduled workflow with ${code('command: sync')} looks next, where this repository has one, and brings this comment up to date.`,
        ];
    const when = htmlLink('last look', lastLook.logUrl);
    return [
        `The scheduled workflow looks next (${when} ${(0,wording/* dayAndTime */.X_)(lastLook.atMs)}). It writes here when something has changed, and twice a day.`,
    ];
}
/** The same on the page of the run, which nobody brings up to date. */
function letGo({ trainings, context }) {
    const ours = trainings.filter(({ spec, reportedOn }) => spec !== undefined && reportedOn === undefined);
    if (!isLetGo(ours))
        return [];
    const next = context.issueNumber === undefined
        ? `No pull request or issue remembers ${ours.length === 1 ? 'it' : 'them'}: go on by job id.`
        : `A scheduled workflow with ${code('command: sync')} looks next, where this repository has one, and writes what becomes of ${ours.length === 1 ? 'it' : 'them'} into the comment.`;
    return [`${nobodyWatches(ours)} ${next}`];
}
const isLetGo = (trainings) => trainings.some((training) => (0,report_memo/* isUnfinished */.ui)(training) && training.outcome !== undefined);
const nobodyWatches = ({ length }) => `Nobody watches over ${length === 1 ? 'it' : 'them'} now.`;
function footer({ context, nowMs, follower, lastLook }) {
    const parts = [
        // `<sub>` is inline, so that Markdown goes on in it.
        `commit ${code(context.commit.slice(0, 7))} by ${code(context.actor)}`,
        `run ${markdown_text(context.runId)}${context.runAttempt === '1' ? '' : ` attempt ${markdown_text(context.runAttempt)}`}`,
        htmlLink('log', context.logUrl),
        ...(follower
            ? [`followed by run ${markdown_text(follower.runId)}`, htmlLink('its log', follower.logUrl)]
            : []),
        `updated ${(0,wording/* dayAndTime */.X_)(nowMs)}${lastLook ? ` by ${htmlLink('the scheduled workflow', lastLook.logUrl)}` : ''}`,
    ];
    return `<sub>${parts.join(' · ')}</sub>`;
}


/***/ }),

/***/ 4537:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q0: () => (/* binding */ memoOf),
/* harmony export */   dH: () => (/* binding */ storyOf),
/* harmony export */   ui: () => (/* binding */ isUnfinished)
/* harmony export */ });
/* harmony import */ var _record_entry_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5420);

/** The form of what is written below; whoever knows another one tells what the record says. */
const FORM = 1;
/** What somebody else needs to tell a story on; undefined where it is at its end. */
function memoOf(story) {
    const { trainings, problems, context, comparison, nowMs } = story;
    if (!trainings.some(isUnfinished))
        return undefined;
    const compared = comparison && { base: comparison.base, changes: [...comparison.changes] };
    return { atMs: nowMs, story: { form: FORM, trainings, problems, context, comparison: compared } };
}
/**
 * The story that was written down, as it was then; undefined for one of another form. Only for a memo that is proven to
 * be ours: of its parts nothing is checked.
 */
function storyOf({ atMs, story }) {
    if (typeof story !== 'object' || story === null || Reflect.get(story, 'form') !== FORM)
        return undefined;
    const { comparison, ...rest } = story;
    const told = {
        trainings: rest.trainings,
        problems: rest.problems,
        context: rest.context,
        nowMs: atMs,
    };
    if (comparison === undefined)
        return told;
    return { ...told, comparison: { base: comparison.base, changes: new Map(comparison.changes) } };
}
/** Whether something can still become of it, whatever its step came to. */
function isUnfinished({ spec, job, outcome, isGone }) {
    if (job === undefined)
        return spec !== undefined && outcome === undefined;
    return isGone !== true && (0,_record_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .isOpen */ .nT)(job, outcome);
}


/***/ }),

/***/ 6078:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ shownOverrides)
/* harmony export */ });
/* harmony import */ var _spec_value_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(828);

const MOST = 12;
/**
 * What the input `set` has put into the specs, `path = value`, so that nobody looks for it in the files. It is the same for
 * all specs of a step.
 */
function shownOverrides(trainings) {
    const overrides = trainings.find(({ spec }) => spec !== undefined)?.spec?.overrides ?? [];
    const shown = overrides.slice(0, MOST).map(({ path, value }) => `${(0,_spec_value_js__WEBPACK_IMPORTED_MODULE_0__/* .shownPath */ .pS)(path)} = ${(0,_spec_value_js__WEBPACK_IMPORTED_MODULE_0__/* .shownAlone */ .xg)(value)}`);
    return overrides.length > MOST ? [...shown, `${overrides.length - MOST} more`] : shown;
}


/***/ }),

/***/ 828:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   cO: () => (/* binding */ shownPair),
/* harmony export */   eu: () => (/* binding */ literal),
/* harmony export */   lS: () => (/* binding */ membersOf),
/* harmony export */   pS: () => (/* binding */ shownPath),
/* harmony export */   xg: () => (/* binding */ shownAlone)
/* harmony export */ });
/* harmony import */ var _spec_document_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1473);
/* harmony import */ var _spec_wording_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2986);


const MOST_CHARACTERS = 120;
/** How much stands in front of the first difference of two long texts. */
const LEAD = 40;
/** One text for each value: two values are equal as JSON exactly when their texts are. Numbers as people write them. */
function literal(value) {
    if (typeof value === 'string')
        return quoted(value);
    if (typeof value === 'number')
        return shortNumber(value);
    if (Array.isArray(value))
        return `[${value.map(literal).join(', ')}]`;
    if (!(0,_spec_document_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(value))
        return String(value);
    const members = membersOf(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${quoted(name)}: ${literal(member)}`).join(', ')}}`;
}
/** The members that a mapping has as JSON, which knows no undefined. */
function membersOf(mapping) {
    return Object.entries(mapping).filter(([, member]) => member !== undefined);
}
/** Two different values as they are shown side by side, such that the texts differ; undefined stands for no value. */
function shownPair(before, after) {
    const areTexts = typeof before === 'string' && typeof after === 'string';
    const [one, other] = [before, after].map((value) => value === undefined ? undefined : shownWhole(value, areTexts));
    return cutPair(one, other);
}
/** A value that stands for itself. */
function shownAlone(value) {
    return cut(Array.from(shownWhole(value, false)), 0);
}
/** A dotted path; a name that the dots would make ambiguous is in quotes. */
function shownPath(path) {
    const names = path.map((name) => (name.includes('.') ? quoted(name) : plain(name)));
    return cut(Array.from(names.join('.')), 0);
}
function shownWhole(value, isAmongTexts) {
    if (typeof value !== 'string')
        return literal(value);
    return isAmongTexts || !looksLikeAnotherType(value) ? plain(value) : quoted(value);
}
/** Without quotes, unless nobody could see where the text ends or what is in it. */
function plain(text) {
    const isClear = text !== '' && text === text.trim() && !text.startsWith('"');
    return isClear &&
        quoted(text)
            .slice(1, -1)
            .replace(/\\(["\\])/g, '$1') === text
        ? text
        : quoted(text);
}
/** As JSON, with every character that shows as nothing or as a space, and every space after a space, as its code. */
function quoted(text) {
    return (0,_spec_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(JSON.stringify(text)).replace(/(?<= ) /g, '\\u0020');
}
function looksLikeAnotherType(text) {
    return /^(?:true|false|null|~|[[{].*)$/is.test(text) || !Number.isNaN(Number(text));
}
/** `1e-5` and `3e-4`, but `0.001`, `0.05` and `1000`. */
function shortNumber(value) {
    const isTiny = value !== 0 && Math.abs(value) < 0.001;
    return (isTiny ? value.toExponential() : String(value)).replace('e+', 'e');
}
/** Both texts from the same place on, so that what differs is in what is left of them. */
function cutPair(before, after) {
    const [one, other] = [before, after].map((text) => Array.from(text ?? ''));
    const isShort = Math.max(one.length, other.length) <= MOST_CHARACTERS;
    const difference = one.findIndex((character, n) => character !== other[n]);
    const firstDifference = difference < 0 ? one.length : difference;
    const start = isShort || firstDifference < MOST_CHARACTERS - LEAD ? 0 : firstDifference - LEAD;
    return [
        before === undefined ? undefined : cut(one, start),
        after === undefined ? undefined : cut(other, start),
    ];
}
function cut(characters, start) {
    const rest = characters.slice(start);
    const head = start > 0 ? '…' : '';
    if (head.length + rest.length <= MOST_CHARACTERS)
        return head + rest.join('');
    return `${head}${rest.slice(0, MOST_CHARACTERS - head.length - 1).join('')}…`;
}


/***/ }),

/***/ 6034:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ shown)
/* harmony export */ });
/* harmony import */ var _job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7336);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2867);


const GOOD = '🟢';
const GOING = '🟡';
const BAD = '🔴';
const IDLE = '⚪';
/** How each phase of an unfinished job is spoken of. */
const PHASE_WORDS = {
    queued: 'queued',
    validating: 'being validated',
    validated: 'validated, not started',
    running: 'training',
    cancelling: 'being cancelled',
    succeeded: 'trained, waiting for the name of the model',
    failed: 'failed',
    cancelled: 'cancelled',
    unrecognised: 'in a state that this action does not know',
};
/** How a training stands at `nowWallMs`. */
function shown(training, nowWallMs) {
    const phase = (0,_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .phaseOf */ .hU)(training.job?.status);
    const { outcome } = training;
    if (outcome === undefined || outcome === 'running') {
        if (training.job === undefined && training.spec === undefined)
            return { icon: GOING, headline: 'The job was not seen', brief: 'not seen' };
        if (training.job === undefined)
            return { icon: GOING, headline: 'Being submitted', brief: 'being submitted' };
        const words = training.job.outputModel === undefined ? PHASE_WORDS[phase] : 'trained';
        return { icon: GOING, headline: `The job is ${words}`, brief: words };
    }
    const age = (0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .ageMs */ .WO)(training, nowWallMs);
    const took = age === undefined || age < 1000 ? '' : (0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(age);
    return OUTCOME_LOOKS[outcome](training, took);
}
const look = (icon, brief, headline) => (training, took) => ({ icon, brief, headline: headline(training, took) });
const after = (took) => (took === '' ? '' : ` after ${took}`);
const OUTCOME_LOOKS = {
    unknown: look(BAD, 'unknown', ({ job, isGone }) => {
        if (isGone)
            return 'The service has lost the job';
        return job === undefined
            ? 'Nobody knows whether the job was submitted'
            : 'The job is out of sight, and may still be running';
    }),
    'timed-out': look(BAD, 'out of time', ({ job, spec }) => {
        if (job === undefined)
            return `This step ran out of time, ${spec ? 'nothing was submitted' : 'the job was never seen'}`;
        return (0,_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .isTerminal */ .Hd)((0,_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .phaseOf */ .hU)(job.status))
            ? 'This step ran out of time'
            : 'This step ran out of time, the job goes on without it';
    }),
    failed: look(BAD, 'failed', (training, took) => (0,_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .phaseOf */ .hU)(training.job?.status) === 'succeeded'
        ? 'The job ended without a model'
        : `The job failed${after(took)}`),
    cancelled: look(IDLE, 'cancelled', ({ job }, took) => {
        if (job === undefined)
            return 'Cancelled, nothing was submitted';
        return (0,_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .isTerminal */ .Hd)((0,_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .phaseOf */ .hU)(job.status))
            ? `The job was cancelled${after(took)}`
            : 'The job was asked to stop';
    }),
    superseded: look(IDLE, 'superseded', () => 'A newer run has taken over'),
    refused: look(BAD, 'refused', ({ spec }) => spec ? 'Refused, nothing was submitted' : 'The service refused'),
    invalid: look(BAD, 'not valid', () => 'The spec is not valid, nothing was submitted'),
    running: look(GOING, 'running', () => 'The job is running'),
    submitted: look(GOING, 'submitted', ({ job }) => `The job is submitted and ${PHASE_WORDS[(0,_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .phaseOf */ .hU)(job?.status)]}`),
    succeeded: look(GOOD, 'trained', (_, took) => `The model is trained${took === '' ? '' : `, in ${took}`}`),
    valid: ({ notes }) => notes.length === 0
        ? { icon: GOOD, brief: 'valid', headline: 'The spec is valid' }
        : { icon: IDLE, brief: 'valid', headline: 'The spec is valid, nothing was submitted' },
};


/***/ }),

/***/ 1422:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  z: () => (/* binding */ StatusBoard)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./build/record/entry.js
var entry = __nccwpck_require__(5420);
// EXTERNAL MODULE: ./build/report/state.js
var state = __nccwpck_require__(6034);
;// CONCATENATED MODULE: ./build/report/status-words.js

/** So that the digest behind it is always told in full; the ids of the service have 36. */
const MAX_ID_LENGTH = 60;
/** How long a run that was about to submit counts as alive, in milliseconds. */
const ALIVE_MS = 6 * 60_000;
const SUBMITTING = 'being submitted';
/** The description of a spec that is about to be submitted. */
function submittingWords(digest, run) {
    return [SUBMITTING, runWords(run), specWords(digest)].join(' · ');
}
/** How a training stands, with what a later run has to know to find its job again. */
function trainingWords(training, run, nowMs) {
    const { spec, job, outcome } = training;
    const parts = [
        (0,state/* shown */.S)(training, nowMs).brief,
        ...(job ? [`job ${job.id.slice(0, MAX_ID_LENGTH)}`] : outcome === undefined ? [runWords(run)] : []),
        ...(spec ? [specWords(spec.digest)] : []),
    ];
    return parts.join(' · ');
}
/** Which attempt it is. The link of a status may lead to a page that does not tell. */
const runWords = ({ id, attempt }) => `run ${id}.${attempt}`;
const specWords = (digest) => `spec ${digest.slice(0, 12)}`;
const JOB_ID = /job ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/;
const SUBMITTER = /^being submitted · run (\d+)\.(\d+) · /;
const RUN = /\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?/;
/** What the statuses of a spec on this commit say of one digest. A commit has one content, so that older ones count. */
function entryFrom(statuses, digest, commit) {
    const ours = statuses.filter(({ description }) => description.endsWith(specWords(digest)));
    const [newest] = ours;
    if (newest === undefined)
        return undefined;
    const [, id = '0', attempt = '0'] = SUBMITTER.exec(newest.description) ?? RUN.exec(newest.targetUrl ?? '') ?? [];
    const run = { id, attempt: Number(attempt) };
    const jobs = ours.flatMap(({ description, createdAtMs }) => {
        const jobId = JOB_ID.exec(description)?.[1];
        return jobId === undefined
            ? []
            : [{ id: jobId, digest, runId: id, atMs: createdAtMs, isOpen: true, isHearsay: true }];
    });
    const isSubmitting = newest.description.startsWith(SUBMITTING);
    return {
        digest,
        run,
        writer: '',
        commit,
        atMs: newest.createdAtMs,
        aliveUntilMs: newest.createdAtMs + ALIVE_MS,
        ...(isSubmitting ? { submittingSinceMs: newest.createdAtMs } : {}),
        jobs: jobs.filter((job, n) => jobs.findIndex(({ id: other }) => other === job.id) === n),
    };
}

;// CONCATENATED MODULE: ./build/report/status-board.js



const MAX_DESCRIPTION_LENGTH = 140;
const MAX_CONTEXT_LENGTH = 255;
const STATES = {
    unknown: 'error',
    'timed-out': 'error',
    failed: 'failure',
    cancelled: 'error',
    superseded: 'error',
    refused: 'failure',
    invalid: 'failure',
    running: 'pending',
    submitted: 'pending',
    succeeded: 'success',
};
/**
 * One commit status for each spec, which a branch rule can require. It names the job, so that a later attempt finds it
 * where there is no comment that remembers more.
 */
class StatusBoard {
    #o;
    #shown = new Map();
    #turn = Promise.resolve();
    #isHopeless = false;
    #hasComplained = false;
    constructor(options) {
        this.#o = options;
    }
    async read(digests) {
        const reply = await this.#o.store.list();
        if (!reply.ok) {
            if (reply.isFinal)
                this.#complain(reply);
            return reply;
        }
        if (reply.value.length === 0)
            return { ok: true, value: entry/* EMPTY_RECORD */.sU };
        const self = await this.#o.self();
        const entries = Object.entries(digests).flatMap(([label, digest]) => {
            const context = this.#context(label);
            const ours = reply.value.filter((status) => status.context === context && status.author === self);
            const entry = entryFrom(ours, digest, this.#o.me.commit);
            return entry === undefined ? [] : [[label, entry]];
        });
        return { ok: true, value: { entries: Object.fromEntries(entries) } };
    }
    async claim(entries) {
        for (const [label, { digest }] of Object.entries(entries)) {
            const reply = await this.#set(label, 'pending', submittingWords(digest, this.#o.me.run), undefined);
            if (!reply.ok)
                return reply;
        }
        return { ok: true, value: { entries } };
    }
    write(entries) {
        return Promise.resolve({ ok: true, value: { entries } });
    }
    /** Shows how the trainings stand, where that has changed. Nothing that fails here gets out. */
    show(trainings, nowMs, commentUrl) {
        for (const training of trainings) {
            const { spec, outcome, label } = training;
            // A closed pull request has not trained anything that a branch rule could ask for.
            if (outcome === 'valid' || (spec === undefined && outcome !== 'invalid'))
                continue;
            const state = outcome === undefined ? 'pending' : STATES[outcome];
            const description = trainingWords(training, this.#o.me.run, nowMs);
            this.#turn = this.#turn.then(() => this.#set(label, state, description, commentUrl));
        }
    }
    /** Resolves when all is shown, or has failed. */
    async finish() {
        await this.#turn;
    }
    async #set(label, state, words, commentUrl) {
        const { store, redact, logUrl } = this.#o;
        const description = redact(words).slice(0, MAX_DESCRIPTION_LENGTH);
        const text = `${state} ${description}`;
        if (this.#isHopeless || this.#shown.get(label) === text)
            return { ok: true, value: undefined };
        const reply = await store.set({
            state,
            context: this.#context(label),
            description,
            targetUrl: commentUrl ?? logUrl,
        });
        if (reply.ok) {
            this.#shown.set(label, text);
            return reply;
        }
        this.#complain(reply);
        return reply;
    }
    #complain({ reason, isFinal }) {
        this.#isHopeless = isFinal;
        if (!this.#hasComplained)
            this.#o.log.annotate('warning', `The commit status could not be set: ${reason}`);
        this.#hasComplained = true;
    }
    #context(label) {
        const { leg } = this.#o;
        const context = `forge / ${label}${leg === '' ? '' : ` (${leg})`}`;
        if (context.length <= MAX_CONTEXT_LENGTH)
            return context;
        const rest = (0,external_node_crypto_.createHash)('sha256').update(context).digest('hex').slice(0, 12);
        return `${context.slice(0, MAX_CONTEXT_LENGTH - 13).toWellFormed()}…${rest}`;
    }
}


/***/ }),

/***/ 2867:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   WO: () => (/* binding */ ageMs),
/* harmony export */   X_: () => (/* binding */ dayAndTime),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   qo: () => (/* binding */ clockTime),
/* harmony export */   vs: () => (/* binding */ gistOf)
/* harmony export */ });
/** A duration as a person says it: `33 s`, `2 min 5 s`, `30 min`, `1 h 33 min`, `2 d 4 h`. */
function duration(ms) {
    const seconds = Math.max(0, Math.round(ms / 1000));
    if (seconds < 60)
        return `${seconds} s`;
    if (seconds < 600)
        return both(Math.floor(seconds / 60), 'min', seconds % 60, 's');
    const minutes = Math.round(seconds / 60);
    if (minutes < 60)
        return `${minutes} min`;
    if (minutes < 24 * 60)
        return both(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
    const hours = Math.round(minutes / 60);
    return both(Math.floor(hours / 24), 'd', hours % 24, 'h');
}
function both(major, majorUnit, minor, minorUnit) {
    return minor === 0 ? `${major} ${majorUnit}` : `${major} ${majorUnit} ${minor} ${minorUnit}`;
}
/** Time of day in UTC, `14:02:11`. */
function clockTime(wallMs) {
    return new Date(wallMs).toISOString().slice(11, 19);
}
/** Day and minute in UTC, `2026-11-22 14:02 UTC`. */
function dayAndTime(wallMs) {
    return `${new Date(wallMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
/** `1 dataset`, `2 datasets`, `1,000 steps`. */
function count(number, noun) {
    return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
/** The gist of what was asked for, else of what the service says of the job. */
function gistOf({ spec, job }) {
    const asked = spec?.request;
    const kind = asked?.job_type ?? job?.jobType ?? '';
    const baseModel = textIn(asked?.model_config ?? job?.modelConfig, 'base_model');
    const steps = numberIn(asked?.hyperparameters ?? job?.hyperparameters, 'training_steps');
    const datasets = asked?.dataset_ids?.length;
    const size = [
        ...(datasets === undefined ? [] : [count(datasets, 'dataset')]),
        ...(steps === undefined ? [] : [count(steps, 'step')]),
    ];
    return { kind: kindWords(kind), size, ...(baseModel === undefined ? {} : { baseModel }) };
}
/** `supervised_fine_tuning` becomes `supervised fine-tuning`, `dpo` an abbreviation. */
function kindWords(kind) {
    if (kind.length <= 4)
        return kind.toUpperCase();
    return kind.replace('fine_tuning', 'fine-tuning').replace(/^pre_/, 'pre-').replaceAll('_', ' ');
}
function textIn(value, field) {
    const found = fieldIn(value, field);
    return typeof found === 'string' ? found : undefined;
}
function numberIn(value, field) {
    const found = fieldIn(value, field);
    return typeof found === 'number' ? found : undefined;
}
function fieldIn(value, field) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
/** How long the training took or takes: from the service's own times where it has them, else from what we saw. */
function ageMs(training, nowWallMs) {
    const startMs = training.timeline[0]?.atMs;
    if (training.job !== undefined && training.outcome !== undefined) {
        const own = lifetimeMs(training.job);
        if (own !== undefined)
            return own;
    }
    if (startMs === undefined)
        return undefined;
    const endMs = training.outcome === undefined ? nowWallMs : (training.timeline.at(-1)?.atMs ?? nowWallMs);
    return endMs - startMs;
}
/** Seconds are all that the contract gives, so a job under a second has no lifetime to tell. */
function lifetimeMs({ createdAt, modifiedAt }) {
    if (createdAt === undefined || modifiedAt === undefined || modifiedAt <= createdAt)
        return undefined;
    return (modifiedAt - createdAt) * 1000;
}


/***/ }),

/***/ 1473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GS: () => (/* binding */ splitPointer),
/* harmony export */   Y2: () => (/* binding */ childPointer),
/* harmony export */   d3: () => (/* binding */ START),
/* harmony export */   pi: () => (/* binding */ isMapping)
/* harmony export */ });
/** Where a text begins. */
const START = { line: 1, column: 1 };
/** The JSON pointer of a child of `parent`. */
function childPointer(parent, key) {
    return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
/** The pointer of the mapping or list that holds `pointer`, and the key or index in it; undefined for the document. */
function splitPointer(pointer) {
    const cut = pointer.lastIndexOf('/');
    if (cut < 0)
        return undefined;
    const key = pointer
        .slice(cut + 1)
        .replaceAll('~1', '/')
        .replaceAll('~0', '~');
    return { parent: pointer.slice(0, cut), key };
}
/** Whether a value of a document is a mapping (a JSON object). */
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 3971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  _h: () => (/* binding */ contractFields),
  gx: () => (/* binding */ isRequired),
  lv: () => (/* binding */ schemaAt)
});

;// CONCATENATED MODULE: ./build/contract/request-schema.gen.js
// generated by npm run generate from openapi/forge.yml
/** JSON Schema of the body of createTrainingJob: what a spec file may hold, with an explanation of each field. */
const requestSchema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "description": "Everything that the service needs to know to train a model.",
    "required": [
        "job_type",
        "model_config"
    ],
    "properties": {
        "job_type": {
            "type": "string",
            "description": "What kind of training this is: pre-training on raw data, supervised fine-tuning on examples of good answers, preference tuning on pairs of better and worse answers (dpo, odpo), or reinforcement learning.",
            "enum": [
                "pre_training",
                "supervised_fine_tuning",
                "dpo",
                "odpo",
                "reinforcement_learning"
            ]
        },
        "model_config": {
            "$ref": "#/$defs/ModelConfig"
        },
        "dataset_ids": {
            "type": "array",
            "description": "The datasets to train on, each by its UUID. The service cannot be asked beforehand whether an id exists.",
            "items": {
                "type": "string",
                "format": "uuid"
            }
        },
        "hyperparameters": {
            "$ref": "#/$defs/ForgeHyperparameters"
        },
        "auto_start": {
            "type": "boolean",
            "description": "true: the service starts training as soon as its own checks have passed. false: the job rests after those checks, and no call exists that starts it. The service takes an absent value as false.",
            "default": false
        }
    },
    "additionalProperties": false,
    "$defs": {
        "ModelConfig": {
            "type": "object",
            "description": "Which model comes out of the training, and which one it starts from.",
            "properties": {
                "architecture": {
                    "type": "string",
                    "description": "dense: every weight takes part in every token. mixture_of_experts: a router sends each token to a few of several expert networks.",
                    "enum": [
                        "dense",
                        "mixture_of_experts"
                    ]
                },
                "base_model": {
                    "type": "string",
                    "description": "Name of the model whose weights training starts from, such as mistral-small-latest or the output of an earlier job. Every job type except pre_training needs it."
                },
                "num_experts": {
                    "type": "integer",
                    "description": "How many experts the model has. Only for mixture_of_experts.",
                    "minimum": 1
                },
                "active_experts": {
                    "type": "integer",
                    "description": "How many of the experts work on each token, at most num_experts. Only for mixture_of_experts.",
                    "minimum": 1
                }
            },
            "additionalProperties": false
        },
        "ForgeHyperparameters": {
            "type": "object",
            "description": "How the training is run. What is left out is left to the service.",
            "properties": {
                "learning_rate": {
                    "type": "number",
                    "description": "How far the weights move in one step of the optimiser, a number without a unit. Fine-tuning usually takes values around 1.0e-5.",
                    "minimum": 0
                },
                "training_steps": {
                    "type": "integer",
                    "description": "How many optimiser steps the job runs. Time and cost grow with it.",
                    "minimum": 1
                },
                "batch_size": {
                    "type": "integer",
                    "description": "How many training examples go into one optimiser step.",
                    "minimum": 1
                },
                "weight_decay": {
                    "type": "number",
                    "description": "How strongly weights are pulled towards zero, against overfitting. 0 switches it off.",
                    "minimum": 0
                },
                "warmup_steps": {
                    "type": "integer",
                    "description": "Over how many steps at the beginning the learning rate climbs to its full value, counted within training_steps. 0 begins at full value.",
                    "minimum": 0
                }
            },
            "additionalProperties": false
        }
    }
};

// EXTERNAL MODULE: ./build/spec/document.js
var spec_document = __nccwpck_require__(1473);
;// CONCATENATED MODULE: ./build/spec/fields.js


const root = requestSchema;
/** The contract's word on the value at a JSON pointer; undefined where it has none. */
function schemaAt(pointer) {
    const split = (0,spec_document/* splitPointer */.GS)(pointer);
    if (!split)
        return root;
    const parent = schemaAt(split.parent);
    const properties = parent?.properties ?? {};
    const schema = Object.hasOwn(properties, split.key) ? properties[split.key] : parent?.items;
    return schema && resolved(schema);
}
/** Whether the contract demands the field at a pointer. */
function isRequired(pointer) {
    const split = (0,spec_document/* splitPointer */.GS)(pointer);
    return split !== undefined && (schemaAt(split.parent)?.required ?? []).includes(split.key);
}
/** All fields of the contract, each before the fields inside it. */
function contractFields(parent = '', schema = root) {
    return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
        const field = { name, parent, schema: resolved(value) };
        return [field, ...contractFields(`${parent}/${name}`, field.schema)];
    });
}
function resolved(schema) {
    return schema.$ref === undefined ? schema : (root.$defs[schema.$ref.replace('#/$defs/', '')] ?? schema);
}


/***/ }),

/***/ 2986:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BU: () => (/* binding */ eitherOf),
/* harmony export */   JJ: () => (/* binding */ shownValue),
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   cn: () => (/* binding */ fieldPath)
/* harmony export */ });
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1473);

const LONGEST_QUOTE = 60;
/** Blanks that look like a space or like nothing, control and direction characters, halves of surrogate pairs. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
/**
 * Text of a spec for use inside a message: one line, every invisible character written as its code, shortened in the
 * middle where it is long. It is not escaped for Markdown or for the runner.
 */
function shown(text) {
    const characters = Array.from(text.slice(0, LONGEST_QUOTE * 4));
    const short = text.length <= LONGEST_QUOTE
        ? text
        : `${characters.slice(0, 40).join('')}…${Array.from(text.slice(-16)).join('')}`;
    return visible(short);
}
/** The same at its full length. */
function visible(text) {
    return text.replace(INVISIBLE, codeOf);
}
function codeOf(character) {
    if (character === '\n')
        return '\\n';
    if (character === '\r')
        return '\\r';
    if (character === '\t')
        return '\\t';
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
/** The same in double quotes. */
function quoted(text) {
    return `"${shown(text)}"`;
}
/** A value of a spec as its author wrote it, for use in the middle of a sentence. */
function shownValue(value, part) {
    if (Array.isArray(value))
        return value.length === 0 ? 'an empty list' : 'a list';
    if (typeof value === 'object' && value !== null)
        return 'a mapping';
    if (typeof value === 'string')
        return quoted(value);
    return shown(part?.written ?? '') || String(value);
}
/** `/dataset_ids/2` as people write it: `dataset_ids[2]`; `the document` for the empty pointer. */
function fieldPath(pointer) {
    const split = (0,_document_js__WEBPACK_IMPORTED_MODULE_0__/* .splitPointer */ .GS)(pointer);
    if (!split)
        return '';
    const parent = fieldPath(split.parent);
    if (/^\d+$/.test(split.key))
        return `${parent}[${split.key}]`;
    return parent === '' ? shown(split.key) : `${parent}.${shown(split.key)}`;
}
/** `a`, `a or b`, `a, b or c`. */
function eitherOf(words) {
    const last = words.at(-1) ?? '';
    return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}


/***/ }),

/***/ 7966:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.r(__webpack_exports__);
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ProxyAgent: () => (/* binding */ ProxyAgent),
/* harmony export */   fetch: () => (/* binding */ fetch),
/* harmony export */   loadUndici: () => (/* binding */ loadUndici)
/* harmony export */ });
// What `import 'undici'` means in the bundle (tsconfig.json, `paths`).
//
// @actions/http-client imports undici for one class that only @actions/github uses, and only behind a proxy. The real
// package costs 0.9 MB and 30 ms at every start, so it becomes a chunk of its own that is loaded on demand: whoever
// needs it awaits loadUndici() first.
let undici

/** Loads the real undici. Must have resolved before a ProxyAgent is made. */
async function loadUndici() {
  undici ??= await __nccwpck_require__.e(/* import() */ 752).then(__nccwpck_require__.t.bind(__nccwpck_require__, 4371, 19))
}

const ProxyAgent = class {
  constructor(...options) {
    if (!undici) throw new Error('undici is not loaded: await loadUndici() first')
    return new undici.ProxyAgent(...options)
  }
}

const fetch = (...request) => (undici ? undici.fetch : globalThis.fetch)(...request)


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(9479);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
