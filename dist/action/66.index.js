"use strict";
exports.id = 66;
exports.ids = [66];
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

/***/ 6722:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hd: () => (/* binding */ isTerminal),
/* harmony export */   Om: () => (/* binding */ worstOutcome),
/* harmony export */   Ou: () => (/* binding */ isUnsuccessful),
/* harmony export */   _P: () => (/* binding */ currentOutcome),
/* harmony export */   _n: () => (/* binding */ outcomeFor),
/* harmony export */   gd: () => (/* binding */ hasStarted),
/* harmony export */   im: () => (/* binding */ OUTCOMES),
/* harmony export */   xl: () => (/* binding */ parsePhase),
/* harmony export */   z: () => (/* binding */ outcomeNote)
/* harmony export */ });
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);

/** Statuses of the contract. If the contract gains a status, this does not compile until it is added here. */
const CONTRACT_STATUSES = {
    QUEUED: 'queued',
    VALIDATING: 'validating',
    RUNNING: 'running',
    SUCCESS: 'succeeded',
    FAILED: 'failed',
    CANCELLED: 'cancelled',
};
/** Statuses of Mistral's earlier job APIs, taken from their SDKs and recorded traces. */
const LEGACY_STATUSES = {
    VALIDATED: 'validated',
    STARTED: 'running',
    CANCELLATION_REQUESTED: 'cancelling',
    CANCELED: 'cancelled',
    FAILED_VALIDATION: 'failed',
    TIMEOUT_EXCEEDED: 'failed',
};
const PHASES = new Map(Object.entries({ ...LEGACY_STATUSES, ...CONTRACT_STATUSES }));
/** A missing or unrecognised status is `unknown`, which counts as not finished. */
function parsePhase(status) {
    return PHASES.get((status ?? '').trim().toUpperCase()) ?? 'unknown';
}
/** Whether the job can no longer change. An allow-list: an unknown status never counts as terminal. */
function isTerminal(phase) {
    return phase === 'succeeded' || phase === 'failed' || phase === 'cancelled';
}
/** Whether the job failed, was cancelled, or is being cancelled. */
function isUnsuccessful(phase) {
    return phase === 'failed' || phase === 'cancelled' || phase === 'cancelling';
}
/** Whether training has started, which is what `wait: started` waits for. */
function hasStarted(phase) {
    return phase === 'running' || phase === 'succeeded';
}
/** From worst to best. The worst outcome among the jobs is the outcome of the step. */
const OUTCOMES = [
    'unknown',
    'timed-out',
    'failed',
    'cancelled',
    'superseded',
    'refused',
    'invalid',
    'running',
    'unapproved',
    'submitted',
    'succeeded',
    'valid',
];
/** The worst of the outcomes. `unknown` if there are none, so that an empty step never succeeds. */
function worstOutcome(outcomes) {
    return OUTCOMES.find((outcome) => outcomes.includes(outcome)) ?? 'unknown';
}
/**
 * The outcome of a job, or undefined while it is undecided: the job is unfinished, or it succeeded `successAgeMs` ago
 * but does not name its model yet.
 */
function outcomeFor(job, goal, successAgeMs) {
    const phase = parsePhase(job.status);
    if (goal === 'started' && hasStarted(phase))
        return 'submitted';
    if (goal === 'read' || (goal === 'ended' && isTerminal(phase)))
        return currentOutcome(job);
    switch (phase) {
        case 'succeeded':
            if (job.outputModel !== undefined)
                return 'succeeded';
            return successAgeMs >= _timeouts_js__WEBPACK_IMPORTED_MODULE_0__/* .MODEL_GRACE_MS */ .YG ? 'failed' : undefined;
        case 'failed':
        case 'cancelled':
            return phase;
        case 'queued':
        case 'validating':
        case 'validated':
        case 'running':
        case 'cancelling':
        case 'unknown':
            return undefined;
    }
}
/** The outcome of a job that is not polled again: an undecided job is `running`. */
function currentOutcome(job) {
    return outcomeFor(job, 'completed', 0) ?? 'running';
}
/**
 * The note that explains the outcome, if the service's status and reason do not. `waitedMs`: how long the step has waited
 * for the model since it saw that the job succeeded.
 */
function outcomeNote(job, outcome, waitedMs) {
    if (outcome === 'failed' && parsePhase(job.status) === 'succeeded') {
        return job.unusableModel === undefined
            ? { code: 'no-output-model', waitedMs }
            : { code: 'unusable-output-model', because: job.unusableModel };
    }
    if (outcome === 'failed' && job.reason === undefined) {
        return { code: 'no-failure-reason' };
    }
    if (outcome === 'cancelled') {
        return { code: 'cancelled-elsewhere' };
    }
    return undefined;
}


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

/***/ 4395:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ createMaskedRunner)
});

// UNUSED EXPORTS: createActionsRunner

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var core = __webpack_require__(6058);
;// CONCATENATED MODULE: ./build/runtime/escape-log-line.js
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

;// CONCATENATED MODULE: ./build/runtime/redact.js
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

;// CONCATENATED MODULE: ./build/runtime/runner.js



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
    const { redact, addSecret } = createGrowingRedactor();
    const clean = (text) => escapeLogLine(redact(text));
    const failed = new Set();
    const attempt = createAttempt(failed, (error) => core.error(clean(error)));
    const setOutput = createOutputWriter(redact);
    return {
        redact,
        get hasWriteFailed() {
            return failed.size > 0;
        },
        // Untrimmed, because `set` counts lines.
        input: (name) => core.getInput(name, { trimWhitespace: false }),
        maskSecret(secret) {
            if (secret === '')
                return;
            addSecret(secret);
            for (const variant of new Set([secret, ...secretVariants(secret)]))
                core.setSecret(variant);
        },
        info: (line) => attempt(LOG, () => core.info(clean(line))),
        debug: (line) => attempt(LOG, () => core.debug(clean(line))),
        annotate(level, message, location, title) {
            const properties = {
                title: title && clean(title),
                file: location && clean(location.file),
                startLine: location?.line,
                startColumn: location?.column,
            };
            // core treats an object with only undefined values as non-empty and writes a stray space.
            const isEmpty = title === undefined && location === undefined;
            attempt(LOG, () => core[level](clean(message), isEmpty ? {} : properties));
        },
        setOutputs(outputs, isFinal) {
            for (const [name, value] of Object.entries(outputs))
                attempt('the outputs (GITHUB_OUTPUT)', () => setOutput(name, value, isFinal));
        },
        saveState: (name, value) => attempt('the state for the post step (GITHUB_STATE)', () => core.saveState(name, redact(value))),
        getState: (name) => core.getState(name),
        writeSummary: env['GITHUB_STEP_SUMMARY'] ? summaryWriter(redact) : () => Promise.resolve(),
    };
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
        core.setOutput(name, redact(value));
        written.set(name, { value, totalBytes });
    };
}
/** Writes one summary at a time, because core keeps a single buffer. */
function summaryWriter(redact) {
    let pending = Promise.resolve();
    return (markdown) => {
        const write = async () => {
            await core.summary.addRaw(redact(markdown)).write({ overwrite: true });
        };
        pending = pending.then(write, write);
        return pending;
    };
}


/***/ }),

/***/ 1363:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ SYNC_REQUEST_TIMEOUT_MS),
/* harmony export */   D0: () => (/* binding */ LEASE_GRACE_MS),
/* harmony export */   Ic: () => (/* binding */ CLAIM_FENCE_MS),
/* harmony export */   JH: () => (/* binding */ SERVICE_REQUEST_TIMEOUT_MS),
/* harmony export */   Jq: () => (/* binding */ CLAIM_GRACE_MS),
/* harmony export */   ON: () => (/* binding */ NOT_FOUND_TIMEOUT_MS),
/* harmony export */   Ri: () => (/* binding */ SUBMISSION_LEASE_MS),
/* harmony export */   T2: () => (/* binding */ SEARCH_WINDOW_MS),
/* harmony export */   Tz: () => (/* binding */ POST_TIMEOUTS_MS),
/* harmony export */   WL: () => (/* binding */ READ_TIMEOUT_MS),
/* harmony export */   YG: () => (/* binding */ MODEL_GRACE_MS),
/* harmony export */   bB: () => (/* binding */ GITHUB_REQUEST_TIMEOUT_MS),
/* harmony export */   cZ: () => (/* binding */ SUBMIT_REQUEST_TIMEOUT_MS),
/* harmony export */   e3: () => (/* binding */ STOP_TIMEOUT_MS),
/* harmony export */   ec: () => (/* binding */ LATE_CREATION_MS),
/* harmony export */   gF: () => (/* binding */ SUPERSEDE_DELAY_MS),
/* harmony export */   gZ: () => (/* binding */ REFUSAL_TIMEOUT_MS),
/* harmony export */   hE: () => (/* binding */ RECORD_WRITE_TIMEOUT_MS),
/* harmony export */   l3: () => (/* binding */ SERVICE_OUTAGE_TIMEOUT_MS),
/* harmony export */   l7: () => (/* binding */ FINAL_REPORT_TIMEOUT_MS),
/* harmony export */   mR: () => (/* binding */ CANCEL_COMMAND_TIMEOUT_MS),
/* harmony export */   n1: () => (/* binding */ JUST_CREATED_MS),
/* harmony export */   oL: () => (/* binding */ GITHUB_READ_TIMEOUT_MS),
/* harmony export */   pX: () => (/* binding */ HOSTED_JOB_TIMEOUT_MS),
/* harmony export */   qZ: () => (/* binding */ REPORT_INTERVAL_MS),
/* harmony export */   rC: () => (/* binding */ SYNC_WRITE_INTERVAL_MS),
/* harmony export */   to: () => (/* binding */ CANCEL_CONFIRM_TIMEOUT_MS)
/* harmony export */ });
// How long the action waits for what, in milliseconds. In one place, because the limits have to fit each other. Poll
// intervals, delays between retries, and the settle times that the claims of concurrent runs rely on are not limits of
// waiting: they are part of their algorithms, and next to them.
// Single requests, from DNS lookup to the last byte of the response
const SERVICE_REQUEST_TIMEOUT_MS = 30_000;
/** Long, because a timeout leaves it unknown whether the job was created. */
const SUBMIT_REQUEST_TIMEOUT_MS = 120_000;
/** Short, because reporting must not delay watching the job. */
const GITHUB_REQUEST_TIMEOUT_MS = 15_000;
// The service, including retries
/** An outage is survived for this long before a job exists, and before an obsolete job is left running. */
const SERVICE_OUTAGE_TIMEOUT_MS = 15 * 60_000;
/** A single read by `status`, `list` and `sync`. */
const READ_TIMEOUT_MS = 120_000;
/** A refusal, such as a 401, ends the watch of a job that was readable before only after this time. */
const REFUSAL_TIMEOUT_MS = SERVICE_OUTAGE_TIMEOUT_MS;
/** A job that is not found counts as lost only after this time. */
const NOT_FOUND_TIMEOUT_MS = 10 * 60_000;
/** A job that was accepted more recently may not be readable yet. */
const JUST_CREATED_MS = 120_000;
/** An accepted job may take this long to appear in the list. */
const SEARCH_WINDOW_MS = 300_000;
/** A service in trouble may create a job this long after it was asked to. A later one is somebody else's. */
const LATE_CREATION_MS = 30 * 60_000;
/** After a job has succeeded, its output model may take this long. */
const MODEL_GRACE_MS = 120_000;
/** A job that is replaced is cancelled when its successor runs, or after this time. */
const SUPERSEDE_DELAY_MS = 10 * 60_000;
/** The confirmation of a cancellation, where nobody waits for it alone. */
const CANCEL_CONFIRM_TIMEOUT_MS = 30_000;
/** The same for `command: cancel`. */
const CANCEL_COMMAND_TIMEOUT_MS = 60_000;
// GitHub, including retries
/** A read that decides about a submission, and each page that `sync` reads. As long as for the service: GitHub has limits, too. */
const GITHUB_READ_TIMEOUT_MS = SERVICE_OUTAGE_TIMEOUT_MS;
/** The record after a submission, which no longer decides about money. */
const RECORD_WRITE_TIMEOUT_MS = 30_000;
/** Each request of `sync` about one comment. */
const SYNC_REQUEST_TIMEOUT_MS = 60_000;
/** The longest `Retry-After` that the final report of a step waits for. */
const FINAL_REPORT_TIMEOUT_MS = 60_000;
// Writes to GitHub, which allows 500 an hour and asks for at least one second between two
/** Between reports of one step. GitHub also limits statuses to 1,000 per context. */
const REPORT_INTERVAL_MS = 30_000;
/** Between writes of `sync`. */
const SYNC_WRITE_INTERVAL_MS = 1_000;
// How long other runs wait for this one
/** How long the lease of a job outlasts the next heartbeat. */
const LEASE_GRACE_MS = 5 * 60_000;
/** The same for a claim, whose job is not known yet. */
const CLAIM_GRACE_MS = 2 * 60_000;
/** A step submits only if GitHub acknowledged its claim less than this ago: half of the shortest claim. */
const CLAIM_FENCE_MS = 90_000;
/** From announcing a submission in a commit status, which has no heartbeat, to recording its job. */
const SUBMISSION_LEASE_MS = 6 * 60_000;
// The end of a step
/** GitHub kills jobs on its hosted runners after 360 minutes, which would look like a cancelled workflow. */
const HOSTED_JOB_TIMEOUT_MS = 350 * 60_000;
/**
 * How long a stopped step waits for the response to a submission, because it names the job. GitHub's runner sends SIGTERM
 * 7.5 s after SIGINT and kills 2.5 s later (actions/runner, ProcessInvoker.cs).
 */
const STOP_TIMEOUT_MS = 7_000;
/** Limits of the post step. GitHub gives a cancelled workflow 5 minutes for all remaining work. */
const POST_TIMEOUTS_MS = {
    /** All jobs together. */
    service: 120_000,
    /** The search for an unanswered submission. Leaves time to cancel the job that was found. */
    search: 75_000,
    cancelConfirm: 25_000,
    /** Reading who follows the jobs, announcing that they are cancelled, and reading again. */
    ownership: 15_000,
    /** The report is given up this long after the start, so that a GitHub that does not respond costs at most 60 s. */
    report: 55_000,
    /** What the report gets if the service has used up that time. */
    minReport: 15_000,
};


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
/* harmony export */   aQ: () => (/* binding */ createAgent),
/* harmony export */   hd: () => (/* binding */ fetch),
/* harmony export */   kT: () => (/* binding */ ProxyAgent),
/* harmony export */   vX: () => (/* binding */ createAgent),
/* harmony export */   xj: () => (/* binding */ createAgent)
/* harmony export */ });
// Replaces `undici`, `tunnel` and `@actions/exec` in the bundle (see `paths` in tsconfig.json).
//
// The toolkit imports undici and tunnel to send requests through a proxy, which src/network/ does, and exec to describe the platform,
// which nobody asks for. The real packages would add 1 MB, and 30 ms to every start.

class ProxyAgent {}

function fetch() {
  throw new Error('undici is not part of the bundle')
}

function getExecOutput() {
  throw new Error('@actions/exec is not part of the bundle')
}

// Of tunnel. @actions/github creates an agent that nobody uses.
const createAgent = () => ({})




/***/ })

};
;