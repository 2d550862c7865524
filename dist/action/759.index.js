"use strict";
exports.id = 759;
exports.ids = [759];
exports.modules = {

 4759:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  findCommentForJob: () => ( findCommentForJob)
});

var system_clock = __webpack_require__(3932);
var comment_merge = __webpack_require__(809);
var comment_record_store = __webpack_require__(3304);
var state_record = __webpack_require__(6948);
var lease = __webpack_require__(3175);
;


class JobFollower {
    #options;
    heartbeatIntervalMs = 60_000;
    constructor(options) {
        this.#options = options;
    }
    toCommentModel({ states, nowMs, history }) {
        const { jobId, context, model: commentModel } = this.#options;
        const ownState = states.find(({ job, label }) => (job?.id ?? label) === jobId);
        const model = ownState === undefined ? commentModel : applyFollowedJob(commentModel, jobId, ownState, nowMs);
        return { ...model, nowMs, history, followedBy: { runId: context.runId, logUrl: context.logUrl } };
    }
    requests(states) {
        const { jobId, record, githubTime } = this.#options;
        const ownState = states.find(({ job }) => job?.id === jobId);
        const key = Object.keys(record.requests).find((each) => (0,state_record .Rh)(record, each).jobs.some(({ id }) => id === jobId));
        if (ownState === undefined || key === undefined)
            return {};
        const { holds, jobs } = (0,state_record .Rh)(record, key);
        const hasEnded = ownState.job !== undefined && !(0,state_record .ui)(ownState.job, ownState.outcome);
        const [holder, ...others] = holds.filter((hold) => hold.jobId === jobId);
        const leaseExpiresAtMs = githubTime() + (0,lease .P1)(this.heartbeatIntervalMs);
        const isFollowing = ownState.outcome === undefined;
        const takenOver = [...(holder === undefined || isFollowing ? [] : [holder]), ...others].map(takeOver);
        return {
            [key]: {
                holds: holder && isFollowing ? [{ ...takeOver(holder), leaseExpiresAtMs }, ...takenOver] : takenOver,
                jobs: jobs
                    .filter(({ id }) => id === jobId)
                    .map((job) => (hasEnded ? { ...job, isUnfinished: false } : job)),
            },
        };
    }
}
function takeOver(hold) {
    return { ...hold, leaseExpiresAtMs: hold.leaseExpiresAtMs + 1, hasEnded: true };
}
function applyFollowedJob(model, jobId, followed, nowMs) {
    const states = model.states.map((state) => {
        if (state.job?.id !== jobId)
            return state;
        const { job = state.job, outcome, error, notes, timeline } = followed;
        return { ...state, job, outcome, error, notes, timeline: mergeTimelines(state.timeline, timeline) };
    });
    return { ...model, states, nowMs };
}
function mergeTimelines(before, after) {
    const [first] = after;
    const isSame = first !== undefined && first.status === before.at(-1)?.status;
    return [...before, ...(isSame ? after.slice(1) : after)];
}

var shown_requests = __webpack_require__(8954);
;





async function findCommentForJob(store, { jobId, apiKey, issueNumber, scope, redact, context, run, githubTime }) {
    const found = await (0,comment_merge .k1)(jobId, store, { scope, apiKey, redact });
    if (found === undefined)
        return undefined;
    const { record, codec, comment } = found;
    const model = (0,shown_requests .Ck)({ record, text: comment.body }, issueNumber, context);
    if (model === undefined)
        return undefined;
    const follower = new JobFollower({ githubTime, jobId, record, model, context });
    const recordStore = new comment_record_store .y2({
        store,
        codec,
        comment,
        clock: system_clock .m,
        run: record.run ?? run,
    });
    return { follower, recordStore };
}


 }),

 8954:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Bi: () => ( hidesWaiting),
 Ck: () => ( restoreShownReport),
 FH: () => ( continueShownReport)
 });
 var _job_spec_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4629);
 var _state_job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3976);
 var _state_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3273);
 var _comment_sink_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4963);
 var _render_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9546);
 var _saved_report_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9204);






const JSON_FENCE = /^(`{3,})json\n([^]*?)\n\1$/gm;
const MAX_FENCES = 200;
function restoreShownReport({ record, text }, issueNumber, context) {
    const restored = (0,_saved_report_js__WEBPACK_IMPORTED_MODULE_5__ .HA)(record, issueNumber, context);
    return restored && restoreShownRequests(restored, text);
}
function continueShownReport(model, shown) {
    const { context } = model;
    const { issueNumber } = context;
    const main = issueNumber === undefined ? undefined : restoreShownReport(shown, issueNumber, context);
    const isOfRun = main?.context.runId === context.runId && main.context.runAttempt === context.runAttempt;
    if (!isOfRun)
        return model;
    const { diagnostics, specDiffs, plan } = main;
    return restoreShownRequests({ ...model, diagnostics, specDiffs, plan, lacksRequests: true }, shown.text);
}
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
function findRequests(text) {
    const fences = [...text.matchAll(JSON_FENCE)].slice(0, MAX_FENCES);
    return new Map(fences.flatMap(([, , json = '']) => {
        const request = parseRequest(json);
        return request === undefined ? [] : [[(0,_job_spec_digest_js__WEBPACK_IMPORTED_MODULE_0__ .U4)(request), request]];
    }));
}
function parseRequest(json) {
    try {
        return _state_job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__ .xy.decode(JSON.parse(json));
    }
    catch {
        return undefined;
    }
}
function hidesWaiting(model, { text, record }) {
    const { shownPlans = [] } = record;
    const isShown = (digest) => shownPlans.some(({ untilMs, digests }) => untilMs === undefined && digests.includes((0,_state_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ .VK)(digest)));
    const { approvable } = (0,_render_js__WEBPACK_IMPORTED_MODULE_4__ .w)(model);
    return (0,_comment_sink_js__WEBPACK_IMPORTED_MODULE_3__ .vz)(text).some((digest) => isShown(digest) && !approvable.includes(digest));
}


 })

};
;