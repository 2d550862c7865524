"use strict";
exports.id = 423;
exports.ids = [423];
exports.modules = {

 9154:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Ci: () => ( hasCancelledStatus),
 KO: () => ( isGitHubRunner),
 Nv: () => ( decideCleanup)
 });
function decideCleanup({ isFinished = false, hasCrashed = false, onCancel }, jobStatus, hasCancelledStatus) {
    if (isFinished)
        return { kind: 'none' };
    if (hasCrashed)
        return { kind: 'leave', because: 'crash' };
    const wasCancelled = hasCancelledStatus ? jobStatus === 'cancelled' : jobStatus !== 'failure';
    if (!wasCancelled)
        return { kind: 'leave', because: 'not-cancelled' };
    if (onCancel === 'leave')
        return { kind: 'leave', because: 'on-cancel' };
    return { kind: 'cancel' };
}
const VARIABLES_OF_OTHER_RUNNERS = ['GITEA_ACTIONS', 'FORGEJO_ACTIONS', 'ACT'];
function hasCancelledStatus(environment) {
    return isGitHubRunner(environment);
}
function isGitHubRunner(environment) {
    return VARIABLES_OF_OTHER_RUNNERS.every((name) => !environment[name]);
}


 }),

 4415:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  post: () => ( post)
});

var decide_cleanup = __webpack_require__(9154);
var files = __webpack_require__(6759);
var runtime_runner = __webpack_require__(8920);
var post_state = __webpack_require__(1803);
;




async function runPost(env) {
    const runner = (0,runtime_runner .P)(env);
    try {
        const saved = runner.getState(post_state .j);
        if (saved === '')
            return true;
        const { decodePostState } = await Promise.all( [__webpack_require__.e(268), __webpack_require__.e(153)]).then(__webpack_require__.bind(__webpack_require__, 728));
        const postState = decodePostState(saved);
        if (postState === undefined)
            throw new Error('the state that the main step saved is damaged');
        const jobStatus = runner.input('job-status').trim();
        const decision = (0,decide_cleanup .Nv)(postState, jobStatus, (0,decide_cleanup .Ci)(env));
        if (decision.kind === 'none')
            return true;
        (0,files .Oh)(postState.holderId, env['RUNNER_TEMP']).write();
        const { main, states = [], jobIds, omittedJobs = 0, pendingSubmission } = postState;
        const hasNothing = states.length === 0 && jobIds.length === 0 && pendingSubmission === undefined;
        if (main === undefined || hasNothing)
            return true;
        if (omittedJobs > 0)
            runner.annotate('error', `The step had too many jobs to pass all of them on: ${omittedJobs} are left as they are. Their ids are in its log.`);
        const { cleanUpStep } = await Promise.all( [__webpack_require__.e(546), __webpack_require__.e(268), __webpack_require__.e(118), __webpack_require__.e(789), __webpack_require__.e(27), __webpack_require__.e(430), __webpack_require__.e(990), __webpack_require__.e(875), __webpack_require__.e(72)]).then(__webpack_require__.bind(__webpack_require__, 4072));
        return (await cleanUpStep({ ...postState, main }, decision, env, runner)) && omittedJobs === 0;
    }
    catch (error) {
        runner.annotate('error', `The action itself failed: ${error instanceof Error ? error.message : String(error)}`);
        return false;
    }
}

var exit_signals = __webpack_require__(9238);
;


async function post() {
    if (await runPost(process.env))
        process.exitCode = 0;
    (0,exit_signals .S)(process);
}


 }),

 9373:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 _: () => ( escapeLogLine)
 });
function escapeLogLine(text) {
    return text
        .replace(/[\r\n\u2028\u2029]+/g, ' ')
        .replace(CONTROL_CHARACTERS, '\ufffd')
        .replace(/##(?=\[)/g, '# #')
        .replace(/^(\s*):(?=:)/, '$1: ')
        .toWellFormed();
}
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;


 }),

 9238:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 S: () => ( flushAndExit),
 f: () => ( listenForExit)
 });
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'];
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
    process.stderr.on('error', () => undefined);
    const crashed = new Promise((resolve) => {
        process.on('uncaughtException', resolve);
        process.on('beforeExit', () => resolve(new Error('the event loop became empty before the work was done')));
    });
    return { stopped, crashed, hasLogFailed: () => hasLogFailed };
}
function flushAndExit(process) {
    process.stdout.write('', () => process.exit());
}


 }),

 6759:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 FK: () => ( isInside),
 Oh: () => ( stopFileOf),
 PZ: () => ( workspaceFiles),
 U0: () => ( replaceFileSync),
 Vh: () => ( readJson),
 mL: () => ( findRepositoryRoot),
 vF: () => ( getModifiedAtMs),
 zh: () => ( readEventFile)
 });
 var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
 var node_fs__WEBPACK_IMPORTED_MODULE_0___default = __webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
 var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
 var node_path__WEBPACK_IMPORTED_MODULE_1___default = __webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);


const SAFE_OPEN_FLAGS = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK;
function workspaceFiles(root) {
    return {
        root,
        glob: (pattern) => listMatches(root, pattern),
        read: (path, maxBytes) => Promise.resolve(readInside(root, path, maxBytes)),
        identify: (path) => Promise.resolve(identifyFile(root, path)),
    };
}
async function listMatches(root, pattern) {
    const { globInWorker } = await __webpack_require__.e( 83).then(__webpack_require__.bind(__webpack_require__, 4083));
    const matches = await globInWorker(root, pattern);
    const paths = [];
    for (const path of matches ?? []) {
        if (isFileInside(root, path))
            paths.push((0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, path).replaceAll(node_path__WEBPACK_IMPORTED_MODULE_1__.sep, '/'));
    }
    return matches && paths;
}
function isFileInside(root, path) {
    if (!isInside(root, path))
        return false;
    try {
        const real = node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(path);
        return isInside(node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(root), real) && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(real).isFile();
    }
    catch {
        return false;
    }
}
function isInside(root, path) {
    const relativePath = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, path);
    return relativePath !== '..' && !relativePath.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(relativePath);
}
function readInside(root, path, maxBytes) {
    const requested = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root, path);
    if (!isInside(root, requested))
        return { kind: 'outside' };
    try {
        const real = node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(requested);
        if (!isInside(node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(root), real))
            return { kind: 'outside' };
        return readRegularFile(real, maxBytes);
    }
    catch (error) {
        return toReadError(error);
    }
}
function identifyFile(root, path) {
    const requested = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root, path);
    if (!isFileInside(root, requested))
        return undefined;
    try {
        const { dev, ino } = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(requested, { bigint: true });
        return ino === 0n ? undefined : `${dev}:${ino}`;
    }
    catch {
        return undefined;
    }
}
function readRegularFile(path, maxBytes) {
    const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path);
    if (stats.isDirectory())
        return { kind: 'directory' };
    if (!stats.isFile())
        return { kind: 'special' };
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, SAFE_OPEN_FLAGS);
    try {
        const opened = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
        if (!opened.isFile())
            return { kind: 'special' };
        if (opened.size > maxBytes)
            return { kind: 'too-large', bytes: opened.size };
        const buffer = Buffer.alloc(maxBytes + 1);
        let length = 0;
        for (let bytesRead = -1; bytesRead !== 0 && length < buffer.length; length += bytesRead) {
            bytesRead = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, buffer, length, buffer.length - length, null);
        }
        if (length > maxBytes)
            return { kind: 'too-large', bytes: length };
        return { kind: 'file', bytes: buffer.subarray(0, length) };
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
function toReadError(error) {
    const { code, message } = error;
    if (code === 'ENOENT' || code === 'ENOTDIR')
        return { kind: 'missing' };
    return { kind: 'unreadable', message };
}
function findRepositoryRoot(folder) {
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git')))
        return folder;
    const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder);
    return parent === folder ? undefined : findRepositoryRoot(parent);
}
function readEventFile(path) {
    if (!path)
        return { error: 'the variable GITHUB_EVENT_PATH is not set' };
    try {
        const payload = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8'));
        const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
        return isObject ? { payload } : { error: `${path} is not a JSON object` };
    }
    catch (error) {
        const isBroken = error instanceof SyntaxError;
        return { error: `${path} ${isBroken ? 'is not JSON' : `cannot be read (${error.message})`}` };
    }
}
function readJson(path) {
    if (!path)
        return undefined;
    try {
        return JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}
function getModifiedAtMs(path) {
    if (!path)
        return undefined;
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path).mtimeMs;
    }
    catch {
        return undefined;
    }
}
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
function stopFileOf(holderId, temporaryFolder) {
    if (!temporaryFolder)
        return { exists: () => false, write: () => undefined };
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temporaryFolder, `forge-training-job-stop-${holderId}`);
    return {
        exists: () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path),
        write: () => {
            try {
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(path, '');
            }
            catch {
            }
        },
    };
}


 }),

 8343:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 J5: () => ( secretVariants),
 Yk: () => ( createGrowingRedactor)
 });
const MIN_SECRET_LENGTH = 16;
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
function createRedactor(secrets) {
    const variants = secrets.flatMap(secretVariants).sort((a, b) => b.length - a.length);
    return (text) => variants.reduce((redacted, variant) => redacted.replaceAll(variant, '***'), text);
}
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


 }),

 8920:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 P: () => ( createMaskedRunner)
 });
 var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6058);
 var _escape_log_line_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9373);
 var _redact_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8343);



function createMaskedRunner(env) {
    const runner = createActionsRunner(env);
    const inputs = ['api-key', 'github-token', 'record-key'].map((name) => runner.input(name));
    for (const secret of [...inputs, env['MISTRAL_API_KEY'] ?? ''])
        runner.maskSecret(secret.trim());
    return runner;
}
function createActionsRunner(env) {
    const { redact, addSecret } = (0,_redact_js__WEBPACK_IMPORTED_MODULE_1__ .Yk)();
    const clean = (text) => (0,_escape_log_line_js__WEBPACK_IMPORTED_MODULE_2__ ._)(redact(text));
    const failed = new Set();
    const attempt = createAttempt(failed, (error) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.error(clean(error)));
    const setOutput = createOutputWriter(redact);
    return {
        hasPostStep: true,
        redact,
        get hasWriteFailed() {
            return failed.size > 0;
        },
        input: (name) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.getInput(name, { trimWhitespace: false }),
        maskSecret(secret) {
            if (secret === '')
                return;
            addSecret(secret);
            for (const variant of new Set([secret, ...(0,_redact_js__WEBPACK_IMPORTED_MODULE_1__ .J5)(secret)]))
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
const MAX_OUTPUT_BYTES = 1024 * 1024;
const MAX_OUTPUT_FACTOR = 4;
const OUTPUT_OVERHEAD_BYTES = 150;
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


 }),

 1803:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 j: () => ( POST_STATE)
 });
const POST_STATE = 'postState';


 }),

 8613:
 ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Q: () => ( HttpClient)
 });

class HttpClient {
  async requestRaw(info, data) {
    const { HttpClient } = await __webpack_require__.e( 942).then(__webpack_require__.bind(__webpack_require__, 4942))
    return new HttpClient().requestRaw(info, data)
  }

  getAgent() {}
  getAgentDispatcher() {}
}


 }),

 4421:
 ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Hq: () => ( getExecOutput),
 I9: () => ( createAgent),
 QS: () => ( JSONParse),
 aQ: () => ( createAgent),
 hd: () => ( fetch),
 iq: () => ( JSONStringify),
 kT: () => ( ProxyAgent),
 ud: () => ( paginateRest),
 vX: () => ( createAgent),
 xj: () => ( createAgent)
 });

class ProxyAgent {}

function fetch() {
  throw new Error('undici is not part of the bundle')
}

function getExecOutput() {
  throw new Error('@actions/exec is not part of the bundle')
}

const createAgent = () => ({})



const JSONParse = (text) => JSON.parse(text)
const JSONStringify = (value) => JSON.stringify(value)

function paginateRest() {
  return {}
}


 })

};
;