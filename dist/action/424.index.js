"use strict";
exports.id = 424;
exports.ids = [424];
exports.modules = {

/***/ 3553:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   wait: () => (/* binding */ wait)
/* harmony export */ });
/* harmony import */ var _jobs_job_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5735);
/* harmony import */ var _jobs_wait_for_jobs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1890);


/** `command: wait`: watches an existing job until it ends. */
async function wait(inputs, context) {
    const requested = (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_0__/* .stateFromJobId */ .GO)(inputs.jobId);
    context.reporter.start([requested]);
    const watch = (0,_jobs_wait_for_jobs_js__WEBPACK_IMPORTED_MODULE_1__/* .createWatch */ .A)('completed', context);
    watch.add(requested);
    watch.close();
    return { states: await (0,_jobs_wait_for_jobs_js__WEBPACK_IMPORTED_MODULE_1__/* .handleTimedOut */ .e)(await watch.run(), inputs.onTimeout, context), diagnostics: [] };
}


/***/ }),

/***/ 6597:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ announceCancellation)
/* harmony export */ });
/* harmony import */ var _state_claim_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4617);
/* harmony import */ var _state_comment_record_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9657);
/* harmony import */ var _state_record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6948);
/* harmony import */ var _state_retry_github_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5875);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1363);





/** Another step that writes at the same moment may overwrite an announcement. */
const MAX_ROUNDS = 3;
const OVERWRITTEN = {
    ok: false,
    isNotFound: false,
    isPermanent: false,
    message: 'other steps overwrite the record in the comment',
};
/**
 * Records which jobs this step is about to cancel, so that nobody starts to follow them, and waits until everything is
 * visible that was recorded at the same time. Then the ledger knows whether somebody needs them. `states`: of this step.
 */
async function announceCancellation(jobs, states, { ledger, clock, random, githubTime }) {
    for (let rounds = 1;; rounds++) {
        const announcedMs = clock.now();
        const stopAtMs = githubTime();
        for (const { key, job } of jobs)
            ledger.updateJob(key, { ...job, stopAtMs });
        const options = { clock, random, untilMs: announcedMs + _timeouts_js__WEBPACK_IMPORTED_MODULE_3__/* .RECORD_WRITE_TIMEOUT_MS */ .hE };
        const written = await (0,_state_retry_github_js__WEBPACK_IMPORTED_MODULE_4__/* .retryGitHub */ .o)(() => ledger.write(states), options);
        if (!written.ok)
            return written;
        await clock.sleep(_state_comment_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .CLAIM_SETTLE_MS */ .gD);
        const read = await (0,_state_retry_github_js__WEBPACK_IMPORTED_MODULE_4__/* .retryGitHub */ .o)(() => ledger.read(states), options);
        if (!read.ok)
            return read;
        if (jobs.every((each) => isAnnounced(each, read.value, stopAtMs)))
            return { ok: true, untilMs: announcedMs + _state_claim_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_STOP_MS */ .ld - _timeouts_js__WEBPACK_IMPORTED_MODULE_3__/* .SERVICE_REQUEST_TIMEOUT_MS */ .JH };
        if (rounds === MAX_ROUNDS)
            return OVERWRITTEN;
    }
}
function isAnnounced({ key, job }, record, stopAtMs) {
    const recorded = (0,_state_record_js__WEBPACK_IMPORTED_MODULE_2__/* .findRequest */ .Rh)(record, key).jobs.find(({ id }) => id === job.id);
    return recorded?.stopAtMs !== undefined && recorded.stopAtMs >= stopAtMs;
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

/***/ 1890:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ createWatch),
/* harmony export */   e: () => (/* binding */ handleTimedOut)
/* harmony export */ });
/* harmony import */ var _state_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6948);
/* harmony import */ var _announce_cancellation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6597);
/* harmony import */ var _cancel_job_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4690);
/* harmony import */ var _job_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5735);
/* harmony import */ var _provenance_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7361);
/* harmony import */ var _watch_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6295);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1363);







/** Creates the watch of a step, which reports to its reporter and stops at jobs that a newer run has taken over. */
function createWatch(goal, context) {
    const { ledger, reporter } = context;
    return new _watch_js__WEBPACK_IMPORTED_MODULE_5__/* .Watch */ .o({
        ...context,
        goal,
        isSuperseded: (state) => ledger?.successorOf(state) !== undefined,
        onEvent: (event) => reporter.jobEvent(event),
    });
}
/** Applies `on-timeout` to the jobs that the watch has given up at the deadline. */
async function handleTimedOut(states, onTimeout, context) {
    if (onTimeout === 'leave' || states.every(({ outcome }) => outcome !== 'timed-out'))
        return states;
    await announceTimedOut(states, context);
    return Promise.all(states.map(async (state) => (state.outcome === 'timed-out' ? cancelTimedOut(state, context) : state)));
}
/** So that nobody starts to follow a job that is about to be cancelled, and that it is known who follows it. */
async function announceTimedOut(states, context) {
    const { ledger } = context;
    if (ledger === undefined)
        return;
    const jobs = states.flatMap((state) => {
        const key = state.outcome === 'timed-out' ? ledger.keyOf(state) : undefined;
        if (key === undefined || ledger.isFollowedByOthers(state))
            return [];
        const job = (0,_state_record_js__WEBPACK_IMPORTED_MODULE_0__/* .findRequest */ .Rh)(ledger.record, key).jobs.find(({ id }) => id === state.job?.id);
        return job?.isUnfinished === true && (0,_provenance_js__WEBPACK_IMPORTED_MODULE_4__/* .mayCancel */ ._4)(job.provenance) ? [{ key, job }] : [];
    });
    if (jobs.length === 0)
        await ledger.readNow();
    else
        await (0,_announce_cancellation_js__WEBPACK_IMPORTED_MODULE_1__/* .announceCancellation */ .t)(jobs, states, { ...context, ledger });
}
async function cancelTimedOut(state, context) {
    const id = state.job?.id ?? state.requestedId;
    if (id === undefined)
        return state;
    if (state.provenance !== undefined && !(0,_provenance_js__WEBPACK_IMPORTED_MODULE_4__/* .mayCancel */ ._4)(state.provenance))
        return (0,_job_state_js__WEBPACK_IMPORTED_MODULE_3__/* .withNote */ .dW)(state, { code: 'timed-out-job-unproven', jobId: id });
    if (context.ledger?.isFollowedByOthers(state))
        return (0,_job_state_js__WEBPACK_IMPORTED_MODULE_3__/* .withNote */ .dW)(state, { code: 'timed-out-job-followed', jobId: id });
    const cancelled = await (0,_cancel_job_js__WEBPACK_IMPORTED_MODULE_2__/* .cancelJob */ .m)(state, id, { ...context, confirmTimeoutMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_6__/* .CANCEL_CONFIRM_TIMEOUT_MS */ .to });
    const note = cancelled.outcome === 'refused'
        ? { code: 'timed-out-cancel-refused' }
        : { code: 'timed-out-asked-to-stop', status: cancelled.job?.status };
    return (0,_job_state_js__WEBPACK_IMPORTED_MODULE_3__/* .withNote */ .dW)(cancelled, note, 'timed-out');
}


/***/ }),

/***/ 1800:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ packFirstThatFits),
/* harmony export */   l: () => (/* binding */ unpack)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_0__);

/** Larger than any genuine data; protects against decompression bombs. */
const MAX_INFLATED_BYTES = 1024 * 1024;
/**
 * Compresses the first of ever smaller versions of a value whose base64 has at most `maxLength` characters. Undefined if
 * none of them fits. `redact` removes secrets that the service may have echoed.
 */
function packFirstThatFits(versions, encode, { maxLength, redact }) {
    for (const version of versions) {
        const json = Buffer.from(redact(JSON.stringify(encode(version))));
        // Repetitive data compresses well, but `unpack` rejects it.
        if (json.length > MAX_INFLATED_BYTES)
            continue;
        const packed = (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.deflateRawSync)(json).toString('base64');
        if (packed.length <= maxLength)
            return packed;
    }
    return undefined;
}
/** Returns the JSON value; undefined if it is damaged. */
function unpack(packed) {
    try {
        const json = (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.inflateRawSync)(Buffer.from(packed, 'base64'), { maxOutputLength: MAX_INFLATED_BYTES });
        return JSON.parse(json.toString('utf8'));
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 5875:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ retryGitHub)
/* harmony export */ });
/* harmony import */ var _jobs_backoff_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(232);

/** Repeats a call to GitHub until it succeeds, fails permanently or `untilMs` has passed. Resolves to the last result. */
function retryGitHub(request, options) {
    return (0,_jobs_backoff_js__WEBPACK_IMPORTED_MODULE_0__/* .retryWithBackoff */ .Z)(request, ({ isPermanent, retryAfterMs = 0 }) => (isPermanent ? 'final' : retryAfterMs), options);
}


/***/ })

};
;