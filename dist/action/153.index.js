"use strict";
exports.id = 153;
exports.ids = [153];
exports.modules = {

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

/***/ 2685:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   postStateWriter: () => (/* binding */ postStateWriter)
/* harmony export */ });
/* harmony import */ var _state_post_state_codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(728);
/* harmony import */ var _state_post_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1803);


function postStateWriter(onCancel, runner) {
    return (postState) => runner.saveState(_state_post_state_js__WEBPACK_IMPORTED_MODULE_1__/* .POST_STATE */ .j, (0,_state_post_state_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .encodePostState */ .K)({ onCancel, ...postState }, runner.redact));
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
/* harmony export */   K: () => (/* binding */ encodePostState),
/* harmony export */   decodePostState: () => (/* binding */ decodePostState)
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


/***/ }),

/***/ 1363:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ SYNC_REQUEST_TIMEOUT_MS),
/* harmony export */   D0: () => (/* binding */ LEASE_GRACE_MS),
/* harmony export */   GV: () => (/* binding */ NOTICE_SETTLE_MS),
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
/** After this time, a list of comments shows those that another sync has just created. */
const NOTICE_SETTLE_MS = 4_000;
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


/***/ })

};
;