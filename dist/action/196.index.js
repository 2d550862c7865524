"use strict";
exports.id = 196;
exports.ids = [196];
exports.modules = {

/***/ 6196:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   list: () => (/* binding */ list)
/* harmony export */ });
/* harmony import */ var _jobs_retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5150);
/* harmony import */ var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6722);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1363);



/** The maximum that the API allows. */
const PAGE_SIZE = 100;
/** `command: list`: the newest jobs of the organisation, newest first. */
async function list(context) {
    const untilMs = context.clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_2__/* .READ_TIMEOUT_MS */ .WL;
    const result = await (0,_jobs_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .retry */ .L5)(() => context.api.list(0, PAGE_SIZE), 'never-read', { ...context, untilMs });
    if (!result.ok) {
        const unreadableList = {
            label: 'list of jobs',
            outcome: 'refused',
            timeline: [],
            notes: [],
            error: result.error,
        };
        return { states: [unreadableList], diagnostics: [] };
    }
    const newestFirst = [...result.value.jobs].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
    const states = newestFirst.map(stateFromListedJob);
    return { states, diagnostics: [], outcome: states.length === 0 ? 'succeeded' : undefined };
}
function stateFromListedJob(job) {
    const timeline = [{ status: job.status ?? '', atMs: (job.modifiedAt ?? job.createdAt ?? 0) * 1000 }];
    return { label: job.id, job, timeline, notes: [], outcome: (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_1__/* .currentOutcome */ ._P)(job) };
}


/***/ })

};
;