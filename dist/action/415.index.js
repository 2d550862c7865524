"use strict";
exports.id = 415;
exports.ids = [415];
exports.modules = {

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
// EXTERNAL MODULE: ./build/runtime/runner.js + 2 modules
var runtime_runner = __webpack_require__(4395);
// EXTERNAL MODULE: ./build/state/post-state-codec.js
var post_state_codec = __webpack_require__(728);
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
        const postState = (0,post_state_codec/* decodePostState */.I2)(saved);
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
        const { cleanUpStep } = await Promise.all(/* import() */[__webpack_require__.e(387), __webpack_require__.e(185), __webpack_require__.e(906), __webpack_require__.e(46), __webpack_require__.e(358), __webpack_require__.e(875), __webpack_require__.e(9), __webpack_require__.e(72)]).then(__webpack_require__.bind(__webpack_require__, 4072));
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

/***/ 728:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I2: () => (/* binding */ decodePostState),
/* harmony export */   Kp: () => (/* binding */ encodePostState)
/* harmony export */ });
/* unused harmony export MAX_POST_STATE_BYTES */
/* harmony import */ var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7361);
/* harmony import */ var _codec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8691);
/* harmony import */ var _pack_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1800);
/* harmony import */ var _run_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9788);




/**
 * In bytes. The runner passes the state to the post step in an environment variable, which may have 32,767 characters
 * on Windows and 128 KiB on Linux. A longer one would keep the post step from starting.
 */
const MAX_POST_STATE_BYTES = 24 * 1024;
const VERSION = 1;
const reportSettings = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    comment: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('comment', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt),
    commitStatus: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('status', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt),
    commentKey: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('key', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    issueNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('no', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai),
    jobUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('page', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    jobCheckRunId: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('check', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    matrix: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('matrix', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    specText: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('spec', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
});
const mainContext = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    apiUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('url', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    jobId: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('job', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    report: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('report', reportSettings),
    issueNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('no', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai),
    commit: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('sha', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    isPullRequestHead: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('head', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt),
    owner: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('by', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
});
/** See `RequestFingerprint`. */
const fingerprint = {
    encode: (value) => value,
    decode: (json) => (isFingerprint(json) ? json : undefined),
};
function isFingerprint(json) {
    const isField = (field) => field === null || typeof field === 'string' || typeof field === 'number' || isFingerprint(field);
    return (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(json) && Object.values(json).every(isField);
}
const pendingSubmission = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    fingerprint: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('is', fingerprint),
    knownIds: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('not', (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)(_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)),
    sinceS: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('since', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai),
    untilS: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('until', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai),
    isBaselineComplete: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('whole', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt),
    requireExactMatch: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('exact', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt),
});
const unansweredSubmission = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    label: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('of', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    pending: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('find', pendingSubmission),
});
const onCancel = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)({ leave: true, cancel: true });
const jobIdOrPosition = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .eu)((json) => typeof json === 'string' || typeof json === 'number');
const encodedPostState = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .versioned */ .iF)(VERSION, (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    onCancel: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('cancel', onCancel),
    holderId: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('holder', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    main: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('main', mainContext),
    jobIds: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)('ids', (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)(jobIdOrPosition)),
    omittedJobs: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('omitted', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai),
    isFinished: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('done', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt),
    hasCrashed: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('crash', _codec_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt),
    pendingSubmission: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)('sent', unansweredSubmission),
    states: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(_run_state_js__WEBPACK_IMPORTED_MODULE_3__/* .runStateFields */ .c.states.key, _run_state_js__WEBPACK_IMPORTED_MODULE_3__/* .runStateFields */ .c.states.codec),
}));
/**
 * Encodes the state in at most `MAX_POST_STATE_BYTES`, whatever the specs. What only the report needs is dropped first,
 * then all but the ids of the jobs and the pending submission. That has room for 550 unfinished jobs. Of more, ids are
 * omitted and counted. `redact` removes secrets that the service may have echoed.
 */
function encodePostState(postState, redact) {
    const encode = (each) => encodedPostState.encode(withPositions(each));
    const limits = { maxLength: MAX_POST_STATE_BYTES, redact };
    return (0,_pack_js__WEBPACK_IMPORTED_MODULE_2__/* .packFirstThatFits */ .N)(reductions(postState), encode, limits) ?? '';
}
/** Undefined if the text is not an encoded state. */
function decodePostState(packed) {
    const encoded = encodedPostState.decode((0,_pack_js__WEBPACK_IMPORTED_MODULE_2__/* .unpack */ .l)(packed));
    if (encoded === undefined)
        return undefined;
    const jobIds = encoded.jobIds.map((id) => (typeof id === 'string' ? id : encoded.states?.[id]?.job?.id));
    return jobIds.every((id) => id !== undefined) ? { ...encoded, jobIds } : undefined;
}
function withPositions(postState) {
    const positions = new Map(postState.states?.map(({ job }, n) => [job?.id, n]));
    return { ...postState, jobIds: postState.jobIds.map((id) => positions.get(id) ?? id) };
}
/** For an input `spec` or `matrix` of many kilobytes: the jobs are taken care of, but not reported on. */
const NO_REPORT = { comment: false, commitStatus: false, matrix: 'null', specText: '' };
/** Ever smaller versions of a state. */
function* reductions(postState) {
    yield postState;
    const { states, ...rest } = postState;
    const minimal = { ...rest, pendingSubmission: limitPending(rest.pendingSubmission) };
    if (states !== undefined) {
        yield { ...minimal, states: states.map(withoutHistory) };
        yield { ...minimal, states: states.map(withoutDetails) };
    }
    // Without its state, nothing would keep `post` from cancelling a job that is not proven to be ours.
    const unproven = new Set(states?.filter(isUnproven).map(({ job }) => job?.id));
    const jobIds = rest.jobIds.filter((id) => !unproven.has(id));
    const pendingSubmission = minimal.pendingSubmission && { ...minimal.pendingSubmission, label: undefined };
    yield { ...minimal, jobIds, pendingSubmission };
    const main = rest.main && { ...rest.main, report: NO_REPORT };
    for (let count = jobIds.length;; count = Math.floor(count * 0.9)) {
        const omittedJobs = jobIds.length - count;
        yield {
            ...minimal,
            pendingSubmission,
            main,
            jobIds: jobIds.slice(0, count),
            omittedJobs: omittedJobs || undefined,
        };
        if (count === 0)
            return;
    }
}
const isUnproven = ({ provenance }) => provenance !== undefined && !(0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__/* .mayCancel */ ._4)(provenance);
function withoutHistory({ job, error: _, ...state }) {
    if (job === undefined)
        return { ...state, timeline: [], notes: [] };
    const { id, status, createdAt, modifiedAt, outputModel } = job;
    return { ...state, job: { id, status, createdAt, modifiedAt, outputModel }, timeline: [], notes: [] };
}
/** The identity of the job and its spec, and what has become of it. */
function withoutDetails({ label, spec, job, outcome, requestedId, isReused, isNotFound, provenance, }) {
    return {
        label,
        requestedId,
        spec: spec && withoutSettings(spec),
        job: job && { id: job.id },
        outcome,
        isReused,
        isNotFound,
        provenance,
        timeline: [],
        notes: [],
    };
}
function withoutSettings({ file, label, digest, request: { job_type, auto_start } }) {
    return { file, label, digest, request: { job_type, model_config: {}, auto_start } };
}
/** In characters of JSON. The fields of the contract need less than 500. */
const MAX_FINGERPRINT_LENGTH = 4_000;
/** A request with hundreds of unknown fields cannot be recognised by the post step, which then says so. */
function limitPending(submission) {
    const isTooLong = JSON.stringify(submission?.pending?.fingerprint ?? null).length > MAX_FINGERPRINT_LENGTH;
    return isTooLong ? { ...submission, pending: undefined } : submission;
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

/***/ 9788:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ runStateFields)
/* harmony export */ });
/* harmony import */ var _codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8691);
/* harmony import */ var _job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3976);


const fileLocation = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    input: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('i', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .nothing */ .s6),
    file: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('f', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    line: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('l', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    column: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('c', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
});
const specName = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ file: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('f', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq), label: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('n', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq) });
const inputLocation = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    input: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('i', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)({ set: true })),
    line: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('l', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    specs: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('s', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(specName)),
});
const diagnostic = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    level: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('v', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)({ error: true, warning: true })),
    location: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('at', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KC)(({ input }) => input ?? 'file', {
        set: inputLocation,
        file: fileLocation,
    })),
    field: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('p', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    message: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('m', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
});
const runContext = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    repository: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('repo', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    serverUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('url', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    commit: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('sha', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    actor: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('by', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    runId: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('run', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    runNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('nth', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    runAttempt: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('try', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    logUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('log', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    workflowPath: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('flow', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    issueNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('no', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    matrixLabel: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('leg', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    jobUrlTemplate: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('page', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    helpUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('help', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
});
const runStateFields = {
    states: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('jobs', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(_job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .jobState */ .d)),
    diagnostics: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('problems', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(diagnostic)),
    context: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('ctx', runContext),
};


/***/ })

};
;