"use strict";
exports.id = 759;
exports.ids = [759];
exports.modules = {

/***/ 4759:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findCommentForJob: () => (/* binding */ findCommentForJob)
});

// EXTERNAL MODULE: ./build/runtime/system-clock.js
var system_clock = __webpack_require__(3932);
// EXTERNAL MODULE: ./build/state/comment-merge.js
var comment_merge = __webpack_require__(809);
// EXTERNAL MODULE: ./build/state/comment-record-store.js + 1 modules
var comment_record_store = __webpack_require__(9657);
// EXTERNAL MODULE: ./build/state/record.js
var state_record = __webpack_require__(6948);
// EXTERNAL MODULE: ./build/timeouts.js
var timeouts = __webpack_require__(1363);
;// CONCATENATED MODULE: ./build/report/follow-job.js


/** Reports on a job of another step, in that step's comment. */
class JobFollower {
    #options;
    heartbeatIntervalMs = 60_000;
    constructor(options) {
        this.#options = options;
    }
    /** Updates the comment's report with the state of the followed job. */
    toCommentModel({ states, nowMs, history }) {
        const { jobId, context, model: commentModel } = this.#options;
        const ownState = states.find(({ job, label }) => (job?.id ?? label) === jobId);
        const model = ownState === undefined ? commentModel : applyFollowedJob(commentModel, jobId, ownState, nowMs);
        return { ...model, nowMs, history, followedBy: { runId: context.runId, logUrl: context.logUrl } };
    }
    /** Extends the lease of the step that used the job last, or marks the job as finished. */
    requests(states) {
        const { jobId, record, githubTime } = this.#options;
        const ownState = states.find(({ job }) => job?.id === jobId);
        const key = Object.keys(record.requests).find((each) => (0,state_record/* findRequest */.Rh)(record, each).jobs.some(({ id }) => id === jobId));
        if (ownState === undefined || key === undefined)
            return {};
        const { holds, jobs } = (0,state_record/* findRequest */.Rh)(record, key);
        const hasEnded = ownState.job !== undefined && !(0,state_record/* isUnfinished */.ui)(ownState.job, ownState.outcome);
        const holder = holds.find((hold) => hold.jobId === jobId);
        const leaseExpiresAtMs = githubTime() + this.heartbeatIntervalMs + timeouts/* LEASE_GRACE_MS */.D0;
        return {
            [key]: {
                holds: holder && ownState.outcome === undefined ? [{ ...holder, leaseExpiresAtMs }] : [],
                jobs: jobs
                    .filter(({ id }) => id === jobId)
                    .map((job) => (hasEnded ? { ...job, isUnfinished: false } : job)),
            },
        };
    }
}
/** Applies what another step has observed of one of the report's jobs. */
function applyFollowedJob(model, jobId, followed, nowMs) {
    const states = model.states.map((state) => {
        if (state.job?.id !== jobId)
            return state;
        const { job = state.job, outcome, error, notes, timeline } = followed;
        return { ...state, job, outcome, error, notes, timeline: mergeTimelines(state.timeline, timeline) };
    });
    return { ...model, states, nowMs };
}
/** Drops the first observation of the second timeline if it repeats the last status of the first. */
function mergeTimelines(before, after) {
    const [first] = after;
    const isSame = first !== undefined && first.status === before.at(-1)?.status;
    return [...before, ...(isSame ? after.slice(1) : after)];
}

// EXTERNAL MODULE: ./build/report/saved-report.js
var saved_report = __webpack_require__(9204);
// EXTERNAL MODULE: ./build/report/shown-requests.js
var shown_requests = __webpack_require__(8954);
;// CONCATENATED MODULE: ./build/find-comment-for-job.js






/** Finds the comment in which another step reports on this job, to keep it up to date. Undefined if there is none. */
async function findCommentForJob(store, { jobId, apiKey, issueNumber, scope, redact, context, run, githubTime }) {
    const found = await (0,comment_merge/* findRecordByJobId */.k1)(jobId, store, { scope, apiKey, redact });
    // A final text stays: it may be about something newer.
    const restored = found && (0,saved_report/* restoreReport */.HA)(found.record, issueNumber, context);
    if (found === undefined || restored === undefined)
        return undefined;
    const { record, codec, comment } = found;
    const model = (0,shown_requests/* restoreShownRequests */.S)(restored, comment.body);
    const follower = new JobFollower({ githubTime, jobId, record, model, context });
    // Write on behalf of the run that owns the comment: with our newer run, a re-run of it would look outdated.
    const recordStore = new comment_record_store/* CommentRecordStore */.y2({
        store,
        codec,
        comment,
        clock: system_clock/* systemClock */.m,
        run: record.run ?? run,
    });
    return { follower, recordStore };
}


/***/ }),

/***/ 8954:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ hidesWaiting),
/* harmony export */   S: () => (/* binding */ restoreShownRequests)
/* harmony export */ });
/* harmony import */ var _job_spec_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4629);
/* harmony import */ var _state_job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3976);
/* harmony import */ var _state_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3273);
/* harmony import */ var _comment_sink_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4963);
/* harmony import */ var _render_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9546);





const JSON_FENCE = /^(`{3,})json\n([^]*?)\n\1$/gm;
/** So much JSON is in no comment. */
const MAX_FENCES = 200;
/**
 * Takes the requests that a text shows into a report that was saved without them, so that the next text shows them, too.
 * Their digests prove them, whoever has edited the text.
 */
function restoreShownRequests(model, text) {
    if (model.lacksRequests !== true)
        return model;
    const shown = findRequests(text);
    const states = model.states.map((state) => {
        const request = state.spec && shown.get(state.spec.digest);
        return state.spec && request ? { ...state, spec: { ...state.spec, request } } : state;
    });
    return { ...model, states, wholeDigests: new Set(shown.keys()) };
}
/** By digest. */
function findRequests(text) {
    const fences = [...text.matchAll(JSON_FENCE)].slice(0, MAX_FENCES);
    return new Map(fences.flatMap(([, , json = '']) => {
        const request = parseRequest(json);
        return request === undefined ? [] : [[(0,_job_spec_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestRequest */ .U4)(request), request]];
    }));
}
function parseRequest(json) {
    try {
        return _state_job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeRequest */ .xy.decode(JSON.parse(json));
    }
    catch {
        return undefined;
    }
}
/** Whether a new text of this report would hide a request that waits for approval and that the current one shows. */
function hidesWaiting(model, text, { shownPlans = [] }) {
    const isShown = (digest) => shownPlans.some(({ untilMs, digests }) => untilMs === undefined && digests.includes((0,_state_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)(digest)));
    const { approvable } = (0,_render_js__WEBPACK_IMPORTED_MODULE_4__/* .renderComment */ .w)(model);
    return (0,_comment_sink_js__WEBPACK_IMPORTED_MODULE_3__/* .waitingDigests */ .vz)(text).some((digest) => isShown(digest) && !approvable.includes(digest));
}


/***/ })

};
;