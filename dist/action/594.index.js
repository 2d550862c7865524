"use strict";
exports.id = 594;
exports.ids = [594];
exports.modules = {

/***/ 8330:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cancel: () => (/* binding */ cancel)
/* harmony export */ });
/* harmony import */ var _jobs_cancel_job_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4690);
/* harmony import */ var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6722);
/* harmony import */ var _jobs_job_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5735);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1363);




/** `command: cancel`: requests the cancellation of a job and waits briefly for the confirmation. */
async function cancel({ jobId }, context) {
    const requested = (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_2__/* .stateFromJobId */ .GO)(jobId);
    context.reporter.start([requested]);
    const cancelled = await (0,_jobs_cancel_job_js__WEBPACK_IMPORTED_MODULE_0__/* .cancelJob */ .m)(requested, jobId, {
        ...context,
        confirmTimeoutMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_3__/* .CANCEL_COMMAND_TIMEOUT_MS */ .mR,
    });
    return {
        states: [cancelled.outcome === 'running' ? explainUnconfirmed(cancelled) : cancelled],
        diagnostics: [],
    };
}
function explainUnconfirmed(state) {
    // The job has succeeded, but its output model is not known yet. `command: status` shows it later.
    if ((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_1__/* .isTerminal */ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePhase */ .xl)(state.job?.status)))
        return (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_2__/* .withNote */ .dW)(state, { code: 'ended-before-cancellation' }, 'failed');
    return (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_2__/* .withNote */ .dW)(state, state.error
        ? { code: 'cancellation-not-accepted' }
        : { code: 'cancellation-unconfirmed', waitedMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_3__/* .CANCEL_COMMAND_TIMEOUT_MS */ .mR });
}


/***/ }),

/***/ 4690:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ cancelJob)
/* harmony export */ });
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5150);
/* harmony import */ var _job_status_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6722);
/* harmony import */ var _job_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5735);
/* harmony import */ var _read_jobs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(387);




/**
 * Requests the cancellation of a job, then reads it until it has ended or the timeout has passed. Returns the latest
 * state with an outcome: the job may finish before it is cancelled, and `running` means unconfirmed. A refusal (400,
 * 409) counts as `refused` only if the job has not ended already.
 */
async function cancelJob(state, id, options) {
    const { clock, confirmTimeoutMs } = options;
    const startedMs = clock.now();
    const untilMs = options.requestUntilMs ?? startedMs + confirmTimeoutMs;
    const response = await (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .retry */ .L5)(() => options.api.cancel(id), 'never-read', { ...options, untilMs });
    const confirmUntilMs = options.requestUntilMs === undefined ? untilMs : clock.now() + confirmTimeoutMs;
    const latest = response.ok
        ? await (0,_read_jobs_js__WEBPACK_IMPORTED_MODULE_3__/* .readUntilEnded */ .DV)((0,_job_state_js__WEBPACK_IMPORTED_MODULE_2__/* .observeJob */ .cq)(state, response.value, clock.wall()), confirmUntilMs, options)
        : await readAfterRefusal(response.error, state, options);
    const { job } = latest;
    if (job !== undefined && (0,_job_status_js__WEBPACK_IMPORTED_MODULE_1__/* .isTerminal */ .Hd)((0,_job_status_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePhase */ .xl)(job.status)))
        return (0,_job_state_js__WEBPACK_IMPORTED_MODULE_2__/* .settleJob */ .Zw)(latest, (0,_job_status_js__WEBPACK_IMPORTED_MODULE_1__/* .currentOutcome */ ._P)(job));
    if (response.ok)
        return (0,_job_state_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)(latest, 'running');
    return (0,_job_state_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)(latest, (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .isTransient */ .dg)(response.error) ? 'running' : 'refused', response.error);
}
/** Reads a job once that could not be cancelled, unless the service sent `Retry-After`. */
async function readAfterRefusal({ retryAfterMs = 0 }, state, options) {
    return retryAfterMs > 0 ? state : (0,_read_jobs_js__WEBPACK_IMPORTED_MODULE_3__/* .readUntilEnded */ .DV)(state, options.clock.now(), options);
}


/***/ }),

/***/ 349:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MH: () => (/* binding */ fingerprintRequest),
/* harmony export */   Po: () => (/* binding */ isEmptyValue),
/* harmony export */   V4: () => (/* binding */ contradicts),
/* harmony export */   ZZ: () => (/* binding */ isIndistinguishable),
/* harmony export */   am: () => (/* binding */ isSameValue),
/* harmony export */   cV: () => (/* binding */ withoutAdjustable),
/* harmony export */   gc: () => (/* binding */ matchFingerprint),
/* harmony export */   h9: () => (/* binding */ isFullyEchoed)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

function fingerprintRequest(request) {
    return fingerprintFields(request);
}
/** Services change these to fit what they have, and still train what was asked for. */
const ADJUSTABLE_FIELDS = ['batch_size', 'warmup_steps', 'weight_decay'];
/** The fingerprint without the fields that a service may adjust. */
function withoutAdjustable(fingerprint) {
    const { hyperparameters } = fingerprint;
    if (typeof hyperparameters !== 'object' || hyperparameters === null)
        return fingerprint;
    const kept = Object.entries(hyperparameters).filter(([name]) => !ADJUSTABLE_FIELDS.includes(name));
    return { ...fingerprint, hyperparameters: Object.fromEntries(kept) };
}
function fingerprintFields(fields) {
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [
        name,
        name === MODEL_FIELD && typeof value === 'string' ? fingerprintModel(value) : fingerprintValue(value),
    ]));
}
function fingerprintValue(value) {
    if (isEmptyValue(value))
        return Array.isArray(value) ? '' : null;
    if (typeof value === 'number')
        return value;
    return isObject(value) ? fingerprintFields(value) : hashValue(value);
}
const MODEL_FIELD = 'base_model';
const ALIAS = /-latest$/i;
const VERSION = /-\d+$/;
const ALIAS_MARK = '~';
const FAMILY_MARK = ':';
/** The hash of a name, marked as an alias, or with the hash of its family: `mistral-small` for `mistral-small-2603`. */
function fingerprintModel(name) {
    const text = name.trim();
    if (ALIAS.test(text))
        return hashValue(text) + ALIAS_MARK;
    const isVersion = VERSION.test(text);
    return hashValue(text) + (isVersion ? FAMILY_MARK + hashValue(text.replace(VERSION, '')) : '');
}
/**
 * Whether a job was certainly made from another request: at least one field that was sent has another value. What the job
 * lacks or has as null says nothing, nor does what the service fills in. Numbers are equal within a relative 1e-6, ids in
 * capitals too, lists in any order. The name of a model and the name that it may resolve to (`mistral-small-latest` and
 * `mistral-small-2603`) cannot be compared. A value that the service has rounded (48 instead of 50) is another value.
 */
function contradicts(request, job) {
    return matchRequest(request, job).differs;
}
/**
 * Whether a job shows every field of a request with the value that was sent. Needed before a job may count as ours that
 * only the list or an unsigned record names. A service that returns no `dataset_ids` or no `auto_start` proves nothing.
 */
function isFullyEchoed(request, job) {
    const { differs, unverified } = matchRequest(request, job);
    return !differs && unverified.length === 0;
}
function matchRequest(request, job) {
    return matchFingerprint(fingerprintRequest(request), job);
}
/** Compares a submitted request with a job, field by field: see `contradicts`. Fields that the service adds are ignored. */
function matchFingerprint(fingerprint, job) {
    const matches = Object.entries(fingerprint).flatMap(([name, sent]) => matchFields(name, sent, reportedField(job, name)));
    return {
        differs: matches.some(([, match]) => match === 'different'),
        unverified: matches.filter(([, match]) => match === 'unverified').map(([path]) => path),
    };
}
/** Whether jobs of the two requests could be confused, because the service may not return the fields that differ. */
function isIndistinguishable(one, other) {
    return !contradicts(one, reportedJob(other)) || !contradicts(other, reportedJob(one));
}
/** The job of a request, as the contract lets the service return it. */
function reportedJob({ job_type, model_config, hyperparameters }) {
    return {
        id: '',
        jobType: job_type,
        modelConfig: model_config,
        hyperparameters: hyperparameters ?? undefined,
    };
}
function reportedField(job, field) {
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
function matchFields(path, sent, reported) {
    if (isEmptyValue(reported) || sent === null || sent === '')
        return [[path, reported !== undefined && fingerprintValue(reported) === sent ? 'equal' : 'unverified']];
    if (typeof sent !== 'object')
        return [[path, matchValue(path, sent, reported)]];
    if (!isObject(reported))
        return [[path, 'different']];
    return Object.entries(sent).flatMap(([name, field]) => matchFields(`${path}.${name}`, field, Object.hasOwn(reported, name) ? reported[name] : undefined));
}
function matchValue(path, sent, reported) {
    if (typeof sent === 'number')
        return isSameValue(sent, reported) ? 'equal' : 'different';
    if (path.endsWith(`.${MODEL_FIELD}`) && typeof reported === 'string')
        return matchModel(sent, reported);
    return sent === hashValue(reported) ? 'equal' : 'different';
}
function matchModel(sent, reported) {
    const [hash = '', family] = sent.replace(ALIAS_MARK, '').split(FAMILY_MARK);
    if (hash === hashValue(reported))
        return 'equal';
    const mayResolve = sent.endsWith(ALIAS_MARK) ||
        family === hashValue(reported) ||
        namesBefore(reported.trim()).some((name) => hash === hashValue(name));
    return mayResolve ? 'unverified' : 'different';
}
/** The names that may resolve to a model: `mistral` and `mistral-small` for `mistral-small-2603`. */
function namesBefore(model) {
    const parts = model.split('-');
    return parts.slice(1).map((_, n) => parts.slice(0, n + 1).join('-'));
}
/** Hexadecimal digits. */
const HASH_LENGTH = 16;
/** The order of a list makes no difference. */
function hashValue(value) {
    const content = Array.isArray(value) ? value.map(normalize).sort() : normalize(value);
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(JSON.stringify([content]))
        .digest('hex')
        .slice(0, HASH_LENGTH);
}
/** A service may keep numbers in single precision. */
const MAX_RELATIVE_DIFFERENCE = 1e-6;
/** Compares numbers up to rounding, strings case-insensitively, lists in any order, everything else as JSON. */
function isSameValue(sent, reported) {
    if (typeof sent === 'number' && typeof reported === 'number')
        return Math.abs(sent - reported) <= MAX_RELATIVE_DIFFERENCE * Math.abs(sent);
    if (!Array.isArray(sent) || !Array.isArray(reported))
        return normalize(sent) === normalize(reported);
    const [ours, theirs] = [sent, reported].map((list) => list.map(normalize).sort());
    return JSON.stringify(ours) === JSON.stringify(theirs);
}
function normalize(value) {
    if (typeof value === 'string')
        return value.trim().toLowerCase();
    return typeof value === 'object' ? JSON.stringify(value) : value;
}
/** A list without entries is not told either: services may add the datasets later, or choose some. */
function isEmptyValue(value) {
    return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 7361:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kq: () => (/* binding */ betterProvenance),
/* harmony export */   LE: () => (/* binding */ mayFollow),
/* harmony export */   _4: () => (/* binding */ mayCancel),
/* harmony export */   "if": () => (/* binding */ verifiedProvenance),
/* harmony export */   pN: () => (/* binding */ PROVENANCES),
/* harmony export */   sI: () => (/* binding */ maySucceed)
/* harmony export */ });
/* harmony import */ var _match_request_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(349);

/**
 * How this action knows that a job is the one of a request, best first:
 * - `submitted`: the response to our own request named it;
 * - `recovered`: our response was lost, and it is the only candidate in the list;
 * - `verified`: a signed record names it, and the service reports the same id and creation time;
 * - `unsigned`: a record names it that we did not sign;
 * - `listed`: a later attempt found it in the list, without a record.
 */
const PROVENANCES = ['submitted', 'recovered', 'verified', 'unsigned', 'listed'];
/** Of two, the better one. Only for two signed records: an unsigned one never improves. */
function betterProvenance(a, b) {
    return PROVENANCES.indexOf(a) <= PROVENANCES.indexOf(b) ? a : b;
}
function isProven(provenance) {
    return provenance !== 'unsigned' && provenance !== 'listed';
}
/** Of a job that a record names and the service confirms. A record cannot prove what it did not prove when it was written. */
function verifiedProvenance(recorded) {
    return isProven(recorded) ? 'verified' : recorded;
}
/** Whether a step may follow a job instead of submitting the request. */
function mayFollow(provenance, request, job) {
    return isProven(provenance) || !(0,_match_request_js__WEBPACK_IMPORTED_MODULE_0__/* .contradicts */ .V4)(request, job);
}
/** Whether this action may cancel a job. It must provably have submitted it. */
function mayCancel(provenance) {
    return isProven(provenance);
}
/**
 * Whether the success of a job is the success of a request. A job that is not proven to be ours must repeat every field
 * of the request.
 */
function maySucceed(provenance, request, job) {
    if (isProven(provenance))
        return true;
    if (request === undefined)
        return false;
    return (0,_match_request_js__WEBPACK_IMPORTED_MODULE_0__/* .isFullyEchoed */ .h9)(request, job);
}


/***/ })

};
;