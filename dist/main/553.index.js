export const id = 553;
export const ids = [553];
export const modules = {

/***/ 3553:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cancel: () => (/* binding */ cancel)
/* harmony export */ });
/* harmony import */ var _jobs_cancel_job_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3821);
/* harmony import */ var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8433);
/* harmony import */ var _jobs_job_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4258);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2794);




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

/***/ 3821:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ cancelJob)
/* harmony export */ });
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1219);
/* harmony import */ var _job_status_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8433);
/* harmony import */ var _job_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4258);
/* harmony import */ var _read_jobs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(770);




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


/***/ })

};
