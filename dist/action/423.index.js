"use strict";
exports.id = 423;
exports.ids = [423];
exports.modules = {

/***/ 9154:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ci: () => (/* binding */ hasCancelledStatus),
/* harmony export */   KO: () => (/* binding */ isGitHubRunner),
/* harmony export */   Nv: () => (/* binding */ decideCleanup)
/* harmony export */ });
/**
 * Decides from what main has saved and from the status of the workflow job (`job.status`). `hasCancelledStatus` says
 * whether this runner tells a post step that the workflow was cancelled.
 */
function decideCleanup({ isFinished = false, hasCrashed = false, onCancel }, jobStatus, hasCancelledStatus) {
    if (isFinished)
        return { kind: 'none' };
    if (hasCrashed)
        return { kind: 'leave', because: 'crash' };
    // A killed step may show `success`: with `continue-on-error` the runner has replaced its result.
    const wasCancelled = hasCancelledStatus ? jobStatus === 'cancelled' : jobStatus !== 'failure';
    if (!wasCancelled)
        return { kind: 'leave', because: 'not-cancelled' };
    if (onCancel === 'leave')
        return { kind: 'leave', because: 'on-cancel' };
    return { kind: 'cancel' };
}
/** The runners of Gitea, Forgejo and act show a cancelled job as successful. */
const VARIABLES_OF_OTHER_RUNNERS = ['GITEA_ACTIONS', 'FORGEJO_ACTIONS', 'ACT'];
/** Whether the runner with this environment tells a post step that the workflow was cancelled, as GitHub's does. */
function hasCancelledStatus(environment) {
    return isGitHubRunner(environment);
}
/** Whether the runner with this environment is GitHub's own. */
function isGitHubRunner(environment) {
    return VARIABLES_OF_OTHER_RUNNERS.every((name) => !environment[name]);
}


/***/ }),

/***/ 4415:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  post: () => (/* binding */ post)
});

// EXTERNAL MODULE: ./build/cancellation/decide-cleanup.js
var decide_cleanup = __webpack_require__(9154);
// EXTERNAL MODULE: ./build/runtime/files.js
var files = __webpack_require__(6759);
// EXTERNAL MODULE: ./build/runtime/runner.js
var runtime_runner = __webpack_require__(8920);
// EXTERNAL MODULE: ./build/state/post-state.js
var post_state = __webpack_require__(1803);
;// CONCATENATED MODULE: ./build/run-post.js




/**
 * The `post` part: decides what happens to the jobs of a step that did not finish. Never submits. Returns whether nothing
 * is left to do.
 */
async function runPost(env) {
    const runner = (0,runtime_runner/* createMaskedRunner */.P)(env);
    try {
        const saved = runner.getState(post_state/* POST_STATE */.j);
        if (saved === '')
            return true;
        const { decodePostState } = await Promise.all(/* import() | post-state */[__webpack_require__.e(976), __webpack_require__.e(153)]).then(__webpack_require__.bind(__webpack_require__, 728));
        const postState = decodePostState(saved);
        if (postState === undefined)
            throw new Error('the state that the main step saved is damaged');
        const jobStatus = runner.input('job-status').trim();
        const decision = (0,decide_cleanup/* decideCleanup */.Nv)(postState, jobStatus, (0,decide_cleanup/* hasCancelledStatus */.Ci)(env));
        if (decision.kind === 'none')
            return true;
        // In a container, main may still run.
        (0,files/* stopFileOf */.Oh)(postState.holderId, env['RUNNER_TEMP']).write();
        const { main, states = [], jobIds, omittedJobs = 0, pendingSubmission } = postState;
        const hasNothing = states.length === 0 && jobIds.length === 0 && pendingSubmission === undefined;
        if (main === undefined || hasNothing)
            return true;
        if (omittedJobs > 0)
            runner.annotate('error', `The step had too many jobs to pass all of them on: ${omittedJobs} are left as they are. Their ids are in its log.`);
        const { cleanUpStep } = await Promise.all(/* import() */[__webpack_require__.e(976), __webpack_require__.e(185), __webpack_require__.e(278), __webpack_require__.e(28), __webpack_require__.e(661), __webpack_require__.e(806), __webpack_require__.e(875), __webpack_require__.e(524)]).then(__webpack_require__.bind(__webpack_require__, 4072));
        return (await cleanUpStep({ ...postState, main }, decision, env, runner)) && omittedJobs === 0;
    }
    catch (error) {
        runner.annotate('error', `The action itself failed: ${error instanceof Error ? error.message : String(error)}`);
        return false;
    }
}

// EXTERNAL MODULE: ./build/runtime/exit-signals.js
var exit_signals = __webpack_require__(9238);
;// CONCATENATED MODULE: ./build/post.js


/** The `post` part of the step. */
async function post() {
    if (await runPost(process.env))
        process.exitCode = 0;
    (0,exit_signals/* flushAndExit */.S)(process);
}


/***/ }),

/***/ 9373:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ escapeLogLine)
/* harmony export */ });
/**
 * Escapes untrusted text for one line of the log. The runner executes `::command::` after leading whitespace and
 * `##[command]` anywhere in a line (actions/runner, ActionCommand.cs), and terminals interpret escape sequences. Keeps
 * leading whitespace.
 */
function escapeLogLine(text) {
    return text
        .replace(/[\r\n\u2028\u2029]+/g, ' ')
        .replace(CONTROL_CHARACTERS, '\ufffd')
        .replace(/##(?=\[)/g, '# #')
        .replace(/^(\s*):(?=:)/, '$1: ')
        .toWellFormed();
}
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;


/***/ }),

/***/ 9238:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ flushAndExit),
/* harmony export */   f: () => (/* binding */ listenForExit)
/* harmony export */ });
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'];
/** Listens for signals and fatal errors until the process ends. */
function listenForExit(process) {
    const stopped = new Promise((resolve) => {
        for (const signal of STOP_SIGNALS)
            process.on(signal, () => resolve());
    });
    let hasLogFailed = false;
    process.stdout.on('error', (error) => {
        if (!hasLogFailed)
            process.stderr.write(`Cannot write to the log of the step: ${error.message}\n`);
        hasLogFailed = true;
    });
    // Nobody can be told.
    process.stderr.on('error', () => undefined);
    const crashed = new Promise((resolve) => {
        // Includes unhandled rejections.
        process.on('uncaughtException', resolve);
        process.on('beforeExit', () => resolve(new Error('the event loop became empty before the work was done')));
    });
    return { stopped, crashed, hasLogFailed: () => hasLogFailed };
}
/** Exits with `process.exitCode` after stdout is flushed. */
function flushAndExit(process) {
    process.stdout.write('', () => process.exit());
}


/***/ }),

/***/ 6759:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FK: () => (/* binding */ isInside),
/* harmony export */   Oh: () => (/* binding */ stopFileOf),
/* harmony export */   PZ: () => (/* binding */ workspaceFiles),
/* harmony export */   U0: () => (/* binding */ replaceFileSync),
/* harmony export */   Vh: () => (/* binding */ readJson),
/* harmony export */   mL: () => (/* binding */ findRepositoryRoot),
/* harmony export */   vF: () => (/* binding */ getModifiedAtMs),
/* harmony export */   zh: () => (/* binding */ readEventFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);



/** Does not follow a link that replaced a checked file, nor block on a pipe. Windows has neither flag. */
const SAFE_OPEN_FLAGS = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK;
/**
 * Reads files below `root`. Never reads or lists anything outside, through `..`, absolute paths or links. `root` itself
 * may contain links.
 */
function workspaceFiles(root) {
    return {
        root,
        glob: (pattern) => listMatches(root, pattern),
        read: (path, maxBytes) => readInside(root, path, maxBytes),
        identify: (path) => identifyFile(root, path),
    };
}
async function listMatches(root, pattern) {
    const { globInWorker } = await __webpack_require__.e(/* import() */ 83).then(__webpack_require__.bind(__webpack_require__, 4083));
    const matches = await globInWorker(root, pattern);
    const paths = [];
    for (const path of matches ?? []) {
        if (await isFileInside(root, path))
            paths.push((0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(root, path).replaceAll(node_path__WEBPACK_IMPORTED_MODULE_2__.sep, '/'));
    }
    return matches && paths;
}
async function isFileInside(root, path) {
    if (!isInside(root, path))
        return false;
    try {
        const real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(path);
        return isInside(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(root), real) && (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(real)).isFile();
    }
    catch {
        return false;
    }
}
/** Whether `path` is `root` or below it. Compares names only; does not resolve links. */
function isInside(root, path) {
    const relativePath = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(root, path);
    return relativePath !== '..' && !relativePath.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_2__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(relativePath);
}
async function readInside(root, path, maxBytes) {
    const requested = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root, path);
    if (!isInside(root, requested))
        return { kind: 'outside' };
    try {
        const real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(requested);
        if (!isInside(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(root), real))
            return { kind: 'outside' };
        return await readRegularFile(real, maxBytes);
    }
    catch (error) {
        return toReadError(error);
    }
}
async function identifyFile(root, path) {
    const requested = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root, path);
    if (!(await isFileInside(root, requested)))
        return undefined;
    try {
        // Windows has file ids of 64 bits. Some file systems have none and report 0.
        const { dev, ino } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(requested, { bigint: true });
        return ino === 0n ? undefined : `${dev}:${ino}`;
    }
    catch {
        return undefined;
    }
}
async function readRegularFile(path, maxBytes) {
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path);
    if (stats.isDirectory())
        return { kind: 'directory' };
    if (!stats.isFile())
        return { kind: 'special' };
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, SAFE_OPEN_FLAGS);
    try {
        // The file may have been replaced since `stat`.
        const opened = await file.stat();
        if (!opened.isFile())
            return { kind: 'special' };
        if (opened.size > maxBytes)
            return { kind: 'too-large', bytes: opened.size };
        const buffer = Buffer.alloc(maxBytes + 1);
        let length = 0;
        for (let bytesRead = -1; bytesRead !== 0 && length < buffer.length; length += bytesRead) {
            bytesRead = (await file.read(buffer, length, buffer.length - length, null)).bytesRead;
        }
        if (length > maxBytes)
            return { kind: 'too-large', bytes: length };
        return { kind: 'file', bytes: buffer.subarray(0, length) };
    }
    finally {
        await file.close();
    }
}
function toReadError(error) {
    const { code, message } = error;
    if (code === 'ENOENT' || code === 'ENOTDIR')
        return { kind: 'missing' };
    return { kind: 'unreadable', message };
}
/** The nearest folder, from `folder` upwards, that is the top of a git repository; undefined if there is none. */
function findRepositoryRoot(folder) {
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, '.git')))
        return folder;
    const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(folder);
    return parent === folder ? undefined : findRepositoryRoot(parent);
}
/** Reads the file that GITHUB_EVENT_PATH names. Never rejects. */
async function readEventFile(path) {
    if (!path)
        return { error: 'the variable GITHUB_EVENT_PATH is not set' };
    try {
        const payload = JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(path, 'utf8'));
        const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
        return isObject ? { payload } : { error: `${path} is not a JSON object` };
    }
    catch (error) {
        const isBroken = error instanceof SyntaxError;
        return { error: `${path} ${isBroken ? 'is not JSON' : `cannot be read (${error.message})`}` };
    }
}
/** Undefined if the file does not exist or is not JSON. */
async function readJson(path) {
    if (!path)
        return undefined;
    try {
        return JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}
/** Last modification as Unix time in milliseconds; undefined if there is no such file. */
async function getModifiedAtMs(path) {
    if (!path)
        return undefined;
    try {
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path)).mtimeMs;
    }
    catch {
        return undefined;
    }
}
/**
 * Writes a file under another name and renames it into place, so that nobody reads a part of it.
 *
 * @throws Error if it cannot be written.
 */
function replaceFileSync(path, text) {
    const temporaryPath = `${path}.tmp`;
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(temporaryPath, text);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)(temporaryPath, path);
    }
    catch (error) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(temporaryPath, { force: true });
        throw error;
    }
}
/** In the folder that all steps of a workflow job share, also in a container. Works only where there is such a folder. */
function stopFileOf(holderId, temporaryFolder) {
    if (!temporaryFolder)
        return { exists: () => false, write: () => undefined };
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(temporaryFolder, `forge-training-job-stop-${holderId}`);
    return {
        exists: () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path),
        write: () => {
            try {
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(path, '');
            }
            catch {
                // Main has ended on most runners. Where it has not, the runner removes its container after `post`.
            }
        },
    };
}


/***/ }),

/***/ 8343:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J5: () => (/* binding */ secretVariants),
/* harmony export */   Yk: () => (/* binding */ createGrowingRedactor)
/* harmony export */ });
/* unused harmony export createRedactor */
/** Shorter secrets are refused as inputs, and replacing them would garble the text: a status, for example. */
const MIN_SECRET_LENGTH = 16;
/** Encodings in which a server may return a secret: plain, base64, URL and JSON. */
function secretVariants(secret) {
    if (secret.length < MIN_SECRET_LENGTH)
        return [];
    const base64 = [secret, `:${secret}`, `Bearer ${secret}`].map((text) => Buffer.from(text).toString('base64'));
    const variants = [
        secret,
        ...base64.map((text) => text.replace(/=+$/, '')),
        ...base64.map((text) => text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')),
        encodeURIComponent(secret),
        encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
        JSON.stringify(secret).slice(1, -1),
        JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
    ];
    return [...new Set(variants)];
}
/** Replaces every encoding of every secret by `***`. */
function createRedactor(secrets) {
    // Longest first, because one variant may start with another.
    const variants = secrets.flatMap(secretVariants).sort((a, b) => b.length - a.length);
    return (text) => variants.reduce((redacted, variant) => redacted.replaceAll(variant, '***'), text);
}
/** A redactor that learns its secrets one by one. */
function createGrowingRedactor() {
    const secrets = [];
    let redactAll = createRedactor(secrets);
    return {
        redact: (text) => redactAll(text),
        addSecret(secret) {
            secrets.push(secret);
            redactAll = createRedactor(secrets);
        },
    };
}


/***/ }),

/***/ 8920:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ createMaskedRunner)
/* harmony export */ });
/* unused harmony export createActionsRunner */
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6058);
/* harmony import */ var _escape_log_line_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9373);
/* harmony import */ var _redact_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8343);



/** Creates the runner and masks all secrets before the first log line. */
function createMaskedRunner(env) {
    const runner = createActionsRunner(env);
    const inputs = ['api-key', 'github-token', 'record-key'].map((name) => runner.input(name));
    for (const secret of [...inputs, env['MISTRAL_API_KEY'] ?? ''])
        runner.maskSecret(secret.trim());
    return runner;
}
/** Creates a runner for GitHub Actions, or any runner with the same protocol. */
function createActionsRunner(env) {
    const { redact, addSecret } = (0,_redact_js__WEBPACK_IMPORTED_MODULE_1__/* .createGrowingRedactor */ .Yk)();
    const clean = (text) => (0,_escape_log_line_js__WEBPACK_IMPORTED_MODULE_2__/* .escapeLogLine */ ._)(redact(text));
    const failed = new Set();
    const attempt = createAttempt(failed, (error) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.error(clean(error)));
    const setOutput = createOutputWriter(redact);
    return {
        hasPostStep: true,
        redact,
        get hasWriteFailed() {
            return failed.size > 0;
        },
        // Untrimmed, because `set` counts lines.
        input: (name) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.getInput(name, { trimWhitespace: false }),
        maskSecret(secret) {
            if (secret === '')
                return;
            addSecret(secret);
            for (const variant of new Set([secret, ...(0,_redact_js__WEBPACK_IMPORTED_MODULE_1__/* .secretVariants */ .J5)(secret)]))
                _actions_core__WEBPACK_IMPORTED_MODULE_0__.setSecret(variant);
        },
        info: (line) => attempt(LOG, () => _actions_core__WEBPACK_IMPORTED_MODULE_0__.info(clean(line))),
        debug: (line) => attempt(LOG, () => _actions_core__WEBPACK_IMPORTED_MODULE_0__.debug(clean(line))),
        annotate(level, message, location, title) {
            const properties = {
                title: title && clean(title),
                file: location && clean(location.file),
                startLine: location?.line,
                startColumn: location?.column,
            };
            // core treats an object with only undefined values as non-empty and writes a stray space.
            const isEmpty = title === undefined && location === undefined;
            attempt(LOG, () => _actions_core__WEBPACK_IMPORTED_MODULE_0__[level](clean(message), isEmpty ? {} : properties));
        },
        setOutputs(outputs, isFinal) {
            for (const [name, value] of Object.entries(outputs))
                attempt('the outputs (GITHUB_OUTPUT)', () => setOutput(name, value, isFinal));
        },
        saveState: (name, value) => attempt('the state for the post step (GITHUB_STATE)', () => _actions_core__WEBPACK_IMPORTED_MODULE_0__.saveState(name, redact(value))),
        getState: (name) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.getState(name),
        writeSummary: env['GITHUB_STEP_SUMMARY'] ? summaryWriter(redact) : () => Promise.resolve(),
    };
}
const LOG = 'the log';
/** Returns a function that carries out a write. If it fails, adds its target to `failed` and logs the first error. */
function createAttempt(failed, logError) {
    return function attempt(target, write) {
        try {
            write();
        }
        catch (error) {
            if (failed.has(target))
                return;
            failed.add(target);
            const message = error instanceof Error ? error.message : String(error);
            attempt(LOG, () => logError(`Cannot write ${target}: ${message}. The step goes on, but will fail.`));
        }
    };
}
/** Of all versions of one output together, except the final one. */
const MAX_OUTPUT_BYTES = 1024 * 1024;
const MAX_OUTPUT_FACTOR = 4;
/** Name and delimiters of one output in the file. */
const OUTPUT_OVERHEAD_BYTES = 150;
/** Writes an output if it has changed and, unless it is final, there is room for it. */
function createOutputWriter(redact) {
    const written = new Map();
    return (name, value, isFinal) => {
        const previous = written.get(name);
        if (previous?.value === value)
            return;
        const bytes = Buffer.byteLength(value) + OUTPUT_OVERHEAD_BYTES;
        const totalBytes = (previous?.totalBytes ?? 0) + bytes;
        if (!isFinal && totalBytes > Math.max(MAX_OUTPUT_BYTES, MAX_OUTPUT_FACTOR * bytes))
            return;
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.setOutput(name, redact(value));
        written.set(name, { value, totalBytes });
    };
}
/** Writes one summary at a time, because core keeps a single buffer. */
function summaryWriter(redact) {
    let pending = Promise.resolve();
    return (markdown) => {
        const write = async () => {
            await _actions_core__WEBPACK_IMPORTED_MODULE_0__.summary.addRaw(redact(markdown)).write({ overwrite: true });
        };
        pending = pending.then(write, write);
        return pending;
    };
}


/***/ }),

/***/ 1803:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ POST_STATE)
/* harmony export */ });
/** Name of the state in the runner (`GITHUB_STATE`). */
const POST_STATE = 'postState';


/***/ }),

/***/ 8613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ HttpClient)
/* harmony export */ });
// Replaces `@actions/http-client` in the bundle (see `paths` in tsconfig.json).
//
// @actions/core imports it for OIDC tokens, which nobody asks for, and with it http, TLS and streams: a third of the time that
// a command without requests takes. So it is loaded at the first request, which src/network/ sends.

class HttpClient {
  async requestRaw(info, data) {
    const { HttpClient } = await __webpack_require__.e(/* import() */ 942).then(__webpack_require__.bind(__webpack_require__, 4942))
    return new HttpClient().requestRaw(info, data)
  }

  // @actions/github asks for agents that nobody uses.
  getAgent() {}
  getAgentDispatcher() {}
}


/***/ }),

/***/ 4421:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hq: () => (/* binding */ getExecOutput),
/* harmony export */   I9: () => (/* binding */ createAgent),
/* harmony export */   QS: () => (/* binding */ JSONParse),
/* harmony export */   aQ: () => (/* binding */ createAgent),
/* harmony export */   hd: () => (/* binding */ fetch),
/* harmony export */   iq: () => (/* binding */ JSONStringify),
/* harmony export */   kT: () => (/* binding */ ProxyAgent),
/* harmony export */   ud: () => (/* binding */ paginateRest),
/* harmony export */   vX: () => (/* binding */ createAgent),
/* harmony export */   xj: () => (/* binding */ createAgent)
/* harmony export */ });
// Replaces `undici`, `tunnel`, `@actions/exec`, `json-with-bigint` and `@octokit/plugin-paginate-rest` in the bundle (see `paths`
// in tsconfig.json).
//
// The toolkit imports undici and tunnel to send requests through a proxy, which src/network/ does, and exec to describe the platform,
// which nobody asks for. The real packages would add 1 MB, and 30 ms to every start. octokit imports json-with-bigint for
// numbers above 2^53, which GitHub's ids are not.

class ProxyAgent {}

function fetch() {
  throw new Error('undici is not part of the bundle')
}

function getExecOutput() {
  throw new Error('@actions/exec is not part of the bundle')
}

// Of tunnel. @actions/github creates an agent that nobody uses.
const createAgent = () => ({})



const JSONParse = (text) => JSON.parse(text)
const JSONStringify = (value) => JSON.stringify(value)

// Of @octokit/plugin-paginate-rest. Our own reader of pages keeps time limits and notices invalid pages.
function paginateRest() {
  return {}
}


/***/ })

};
;