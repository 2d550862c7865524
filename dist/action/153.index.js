"use strict";
exports.id = 153;
exports.ids = [153];
exports.modules = {

 6722:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Hd: () => ( isTerminal),
 Om: () => ( worstOutcome),
 Ou: () => ( isUnsuccessful),
 _P: () => ( currentOutcome),
 _n: () => ( outcomeFor),
 gd: () => ( hasStarted),
 im: () => ( OUTCOMES),
 xl: () => ( parsePhase),
 z: () => ( outcomeNote)
 });
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);

const CONTRACT_STATUSES = {
    QUEUED: 'queued',
    VALIDATING: 'validating',
    RUNNING: 'running',
    SUCCESS: 'succeeded',
    FAILED: 'failed',
    CANCELLED: 'cancelled',
};
const LEGACY_STATUSES = {
    VALIDATED: 'validated',
    STARTED: 'running',
    CANCELLATION_REQUESTED: 'cancelling',
    CANCELED: 'cancelled',
    FAILED_VALIDATION: 'failed',
    TIMEOUT_EXCEEDED: 'failed',
};
const PHASES = new Map(Object.entries({ ...LEGACY_STATUSES, ...CONTRACT_STATUSES }));
function parsePhase(status) {
    return PHASES.get((status ?? '').trim().toUpperCase()) ?? 'unknown';
}
function isTerminal(phase) {
    return phase === 'succeeded' || phase === 'failed' || phase === 'cancelled';
}
function isUnsuccessful(phase) {
    return phase === 'failed' || phase === 'cancelled' || phase === 'cancelling';
}
function hasStarted(phase) {
    return phase === 'running' || phase === 'succeeded';
}
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
function worstOutcome(outcomes) {
    return OUTCOMES.find((outcome) => outcomes.includes(outcome)) ?? 'unknown';
}
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
            return successAgeMs >= _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ .YG ? 'failed' : undefined;
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
function currentOutcome(job) {
    return outcomeFor(job, 'completed', 0) ?? 'running';
}
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


 }),

 2685:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 postStateWriter: () => ( postStateWriter)
 });
 var _state_post_state_codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(728);
 var _state_post_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1803);


function postStateWriter(choices, runner) {
    return (postState) => runner.saveState(_state_post_state_js__WEBPACK_IMPORTED_MODULE_1__ .j, (0,_state_post_state_codec_js__WEBPACK_IMPORTED_MODULE_0__ .K)({ ...choices, ...postState }, runner.redact));
}


 }),

 728:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 K: () => ( encodePostState),
 decodePostState: () => ( decodePostState)
 });
 var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7361);
 var _codec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8691);
 var _fingerprint_codec_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5174);
 var _pack_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1800);
 var _run_state_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9788);





const MAX_POST_STATE_BYTES = 24 * 1024;
const VERSION = 1;
const reportSettings = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .Ik)({
    comment: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('comment', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Jt),
    commitStatus: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('status', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Jt),
    commentKey: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('key', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Qq),
    issueNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('no', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .ai),
    jobUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('page', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Qq),
    jobCheckRunId: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('check', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Qq),
    matrix: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('matrix', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Qq),
    specText: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('spec', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Qq),
});
const mainContext = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .Ik)({
    apiUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('url', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Qq),
    jobId: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('job', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Qq),
    report: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('report', reportSettings),
    issueNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('no', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .ai),
    candidates: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('merged', (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .p_)(_codec_js__WEBPACK_IMPORTED_MODULE_1__ .ai)),
    isPullRequest: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('pr', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Jt),
    commit: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('sha', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Qq),
    isPullRequestHead: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('head', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Jt),
    owner: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('by', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Qq),
});
const pendingSubmission = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .Ik)({
    fingerprint: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('is', _fingerprint_codec_js__WEBPACK_IMPORTED_MODULE_2__ .R),
    knownIds: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('not', (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .p_)(_codec_js__WEBPACK_IMPORTED_MODULE_1__ .Qq)),
    sinceS: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('since', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .ai),
    untilS: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('until', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .ai),
    isBaselineComplete: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('whole', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Jt),
    requireExactMatch: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('exact', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Jt),
});
const unansweredSubmission = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .Ik)({
    label: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('of', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Qq),
    pending: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('find', pendingSubmission),
});
const onCancel = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .yL)({ leave: true, cancel: true });
const jobIdOrPosition = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .eu)((json) => typeof json === 'string' || typeof json === 'number');
const encodedPostState = (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .iF)(VERSION, (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .Ik)({
    onCancel: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('cancel', onCancel),
    leavesOnSuperseded: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('stays', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Gy),
    holderId: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('holder', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Qq),
    main: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('main', mainContext),
    jobIds: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .mw)('ids', (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .p_)(jobIdOrPosition)),
    omittedJobs: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('omitted', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .ai),
    isFinished: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('done', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Jt),
    hasCrashed: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('crash', _codec_js__WEBPACK_IMPORTED_MODULE_1__ .Jt),
    pendingSubmission: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)('sent', unansweredSubmission),
    states: (0,_codec_js__WEBPACK_IMPORTED_MODULE_1__ .lq)(_run_state_js__WEBPACK_IMPORTED_MODULE_4__ .c.states.key, _run_state_js__WEBPACK_IMPORTED_MODULE_4__ .c.states.codec),
}));
function encodePostState(postState, redact) {
    const encode = (each) => encodedPostState.encode(withPositions(each));
    const limits = { maxLength: MAX_POST_STATE_BYTES, redact };
    return (0,_pack_js__WEBPACK_IMPORTED_MODULE_3__ .N)(reductions(postState), encode, limits) ?? '';
}
function decodePostState(packed) {
    const encoded = encodedPostState.decode((0,_pack_js__WEBPACK_IMPORTED_MODULE_3__ .l)(packed));
    if (encoded === undefined)
        return undefined;
    const jobIds = encoded.jobIds.map((id) => (typeof id === 'string' ? id : encoded.states?.[id]?.job?.id));
    return jobIds.every((id) => id !== undefined) ? { ...encoded, jobIds } : undefined;
}
function withPositions(postState) {
    const positions = new Map(postState.states?.map(({ job }, n) => [job?.id, n]));
    return { ...postState, jobIds: postState.jobIds.map((id) => positions.get(id) ?? id) };
}
const NO_REPORT = { comment: false, commitStatus: false, matrix: 'null', specText: '' };
function* reductions(postState) {
    yield postState;
    const { states, ...rest } = postState;
    const minimal = { ...rest, pendingSubmission: limitPending(rest.pendingSubmission) };
    if (states !== undefined) {
        yield { ...minimal, states: states.map(withoutHistory) };
        yield { ...minimal, states: states.map(withoutDetails) };
    }
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
const isUnproven = ({ provenance }) => provenance !== undefined && !(0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ ._4)(provenance);
function withoutHistory({ job, error: _, ...state }) {
    if (job === undefined)
        return { ...state, timeline: [], notes: [] };
    const { id, status, createdAt, modifiedAt, outputModel } = job;
    return { ...state, job: { id, status, createdAt, modifiedAt, outputModel }, timeline: [], notes: [] };
}
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
const MAX_FINGERPRINT_LENGTH = 4_000;
function limitPending(submission) {
    const isTooLong = JSON.stringify(submission?.pending?.fingerprint ?? null).length > MAX_FINGERPRINT_LENGTH;
    return isTooLong ? { ...submission, pending: undefined } : submission;
}


 }),

 1803:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 j: () => ( POST_STATE)
 });
const POST_STATE = 'postState';


 }),

 9788:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 c: () => ( runStateFields)
 });
 var _codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8691);
 var _job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3976);


const fileLocation = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Ik)({
    input: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('i', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .s6),
    file: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('f', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    line: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('l', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .ai),
    column: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('c', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .ai),
});
const specName = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Ik)({ file: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('f', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq), label: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('n', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq) });
const inputLocation = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Ik)({
    input: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('i', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .yL)({ set: true })),
    line: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('l', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .ai),
    specs: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('s', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .p_)(specName)),
});
const diagnostic = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Ik)({
    level: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('v', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .yL)({ error: true, warning: true })),
    location: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('at', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .KC)(({ input }) => input ?? 'file', {
        set: inputLocation,
        file: fileLocation,
    })),
    field: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('p', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    message: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('m', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
});
const runContext = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Ik)({
    repository: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('repo', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    serverUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('url', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    commit: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('sha', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    actor: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('by', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    runId: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('run', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    runNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('nth', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    runAttempt: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('try', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    logUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('log', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    workflowPath: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('flow', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    issueNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('no', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .ai),
    matrixLabel: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('leg', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    jobUrlTemplate: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('page', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    helpUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('help', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
});
const runStateFields = {
    states: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('jobs', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .p_)(_job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__ .d)),
    diagnostics: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('problems', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .p_)(diagnostic)),
    context: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('ctx', runContext),
};


 }),

 1363:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 B4: () => ( SYNC_REQUEST_TIMEOUT_MS),
 D0: () => ( LEASE_GRACE_MS),
 GV: () => ( NOTICE_SETTLE_MS),
 Ic: () => ( CLAIM_FENCE_MS),
 JH: () => ( SERVICE_REQUEST_TIMEOUT_MS),
 Jq: () => ( CLAIM_GRACE_MS),
 ON: () => ( NOT_FOUND_TIMEOUT_MS),
 Ri: () => ( SUBMISSION_LEASE_MS),
 T2: () => ( SEARCH_WINDOW_MS),
 Tz: () => ( POST_TIMEOUTS_MS),
 WL: () => ( READ_TIMEOUT_MS),
 YG: () => ( MODEL_GRACE_MS),
 bB: () => ( GITHUB_REQUEST_TIMEOUT_MS),
 cZ: () => ( SUBMIT_REQUEST_TIMEOUT_MS),
 e3: () => ( STOP_TIMEOUT_MS),
 ec: () => ( LATE_CREATION_MS),
 gF: () => ( SUPERSEDE_DELAY_MS),
 gZ: () => ( REFUSAL_TIMEOUT_MS),
 hE: () => ( RECORD_WRITE_TIMEOUT_MS),
 l3: () => ( SERVICE_OUTAGE_TIMEOUT_MS),
 l7: () => ( FINAL_REPORT_TIMEOUT_MS),
 mR: () => ( CANCEL_COMMAND_TIMEOUT_MS),
 n1: () => ( JUST_CREATED_MS),
 oL: () => ( GITHUB_READ_TIMEOUT_MS),
 pX: () => ( HOSTED_JOB_TIMEOUT_MS),
 qZ: () => ( REPORT_INTERVAL_MS),
 rC: () => ( SYNC_WRITE_INTERVAL_MS),
 to: () => ( CANCEL_CONFIRM_TIMEOUT_MS)
 });
const SERVICE_REQUEST_TIMEOUT_MS = 30_000;
const SUBMIT_REQUEST_TIMEOUT_MS = 120_000;
const GITHUB_REQUEST_TIMEOUT_MS = 15_000;
const SERVICE_OUTAGE_TIMEOUT_MS = 15 * 60_000;
const READ_TIMEOUT_MS = 120_000;
const REFUSAL_TIMEOUT_MS = SERVICE_OUTAGE_TIMEOUT_MS;
const NOT_FOUND_TIMEOUT_MS = 10 * 60_000;
const JUST_CREATED_MS = 120_000;
const SEARCH_WINDOW_MS = 300_000;
const LATE_CREATION_MS = 30 * 60_000;
const MODEL_GRACE_MS = 120_000;
const SUPERSEDE_DELAY_MS = 10 * 60_000;
const CANCEL_CONFIRM_TIMEOUT_MS = 30_000;
const CANCEL_COMMAND_TIMEOUT_MS = 60_000;
const GITHUB_READ_TIMEOUT_MS = SERVICE_OUTAGE_TIMEOUT_MS;
const RECORD_WRITE_TIMEOUT_MS = 30_000;
const SYNC_REQUEST_TIMEOUT_MS = 60_000;
const FINAL_REPORT_TIMEOUT_MS = 60_000;
const REPORT_INTERVAL_MS = 30_000;
const SYNC_WRITE_INTERVAL_MS = 1_000;
const NOTICE_SETTLE_MS = 4_000;
const LEASE_GRACE_MS = 5 * 60_000;
const CLAIM_GRACE_MS = 2 * 60_000;
const CLAIM_FENCE_MS = 90_000;
const SUBMISSION_LEASE_MS = 6 * 60_000;
const HOSTED_JOB_TIMEOUT_MS = 350 * 60_000;
const STOP_TIMEOUT_MS = 7_000;
const POST_TIMEOUTS_MS = {
    service: 120_000,
    search: 75_000,
    cancelConfirm: 25_000,
    ownership: 18_000,
    shown: 10_000,
    report: 55_000,
    minReport: 15_000,
};


 })

};
;