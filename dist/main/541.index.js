export const id = 541;
export const ids = [541];
export const modules = {

/***/ 7541:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   validate: () => (/* binding */ validate)
/* harmony export */ });
/* harmony import */ var _jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4904);
/* harmony import */ var _jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4258);
/* harmony import */ var _jobs_plan_step_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6832);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2794);




/** `command: validate`: checks the specs without an API key, and shows what they would train. */
async function validate(inputs, context) {
    const loaded = await (0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__/* .loadSpecsFromInputs */ .UK)(inputs, context.files);
    const initial = (0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__/* .createJobStates */ .QG)(loaded.specs, loaded.diagnostics);
    const { reporter, clock } = context;
    const { validateOnlyReason } = inputs;
    reporter.start(initial, loaded.diagnostics, loaded.positions);
    // The comment of a closed pull request stays as it is.
    if (validateOnlyReason === 'closed')
        return validateClosed(initial, loaded, context);
    const untilMs = clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_3__/* .READ_TIMEOUT_MS */ .WL;
    const planned = await (0,_jobs_plan_step_js__WEBPACK_IMPORTED_MODULE_2__/* .planStep */ .e)({ ...loaded, states: initial }, inputs, context, untilMs);
    const { plan, policyBytes: current } = planned;
    const { checkWorkspacePolicy } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(272), __webpack_require__.e(862)]).then(__webpack_require__.bind(__webpack_require__, 4862));
    const policyCheck = await checkWorkspacePolicy(context.files, loaded.specs, {
        ...{ plan, current },
        eventName: context.eventName,
    });
    reporter.addDiagnostics(policyCheck.diagnostics);
    if (policyCheck.note !== undefined)
        reporter.info(policyCheck.note);
    const diagnostics = [...planned.diagnostics, ...policyCheck.diagnostics];
    if (validateOnlyReason !== undefined && diagnostics.every(({ level }) => level !== 'error'))
        reporter.warn({ code: 'only-validated', because: validateOnlyReason });
    const note = validateOnlyReason && {
        code: 'nothing-submitted',
        because: validateOnlyReason,
    };
    const states = planned.states
        .map((state) => settleValidated(state, planned))
        .map((state) => (note && state.outcome === 'valid' ? (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__/* .withNote */ .dW)(state, note) : state));
    return {
        states,
        diagnostics,
        messages: policyCheck.note && [policyCheck.note],
        outcome: policyCheck.diagnostics.length > 0 ? 'invalid' : undefined,
    };
}
/** Without the policy it is unknown whether a run may submit the spec, but the spec is valid all the same. */
function settleValidated(state, { rejection, ban, plan }) {
    if (rejection === 'refused')
        return (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__/* .settle */ .G9)(state, 'refused');
    if (ban === undefined || state.outcome !== undefined)
        return (0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__/* .markValid */ .UC)(state);
    if (ban.code === 'policy-unreadable')
        return (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__/* .withNote */ .dW)((0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__/* .markValid */ .UC)(state), ban);
    const isRefused = ban.code === 'policy-invalid' || plan.violations.length > 0;
    const violations = plan.specs.get(state.label)?.violations ?? [];
    return isRefused || violations.length > 0 ? (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__/* .withNote */ .dW)(state, ban, 'refused') : (0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__/* .markValid */ .UC)(state);
}
function validateClosed(states, { diagnostics }, { reporter }) {
    if (diagnostics.every(({ level }) => level !== 'error'))
        reporter.warn({ code: 'only-validated', because: 'closed' });
    return { states: states.map(_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__/* .markValid */ .UC), diagnostics };
}


/***/ }),

/***/ 4258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G9: () => (/* binding */ settle),
/* harmony export */   GO: () => (/* binding */ stateFromJobId),
/* harmony export */   Yo: () => (/* binding */ detach),
/* harmony export */   Zw: () => (/* binding */ settleJob),
/* harmony export */   ci: () => (/* binding */ withNotes),
/* harmony export */   cq: () => (/* binding */ observeJob),
/* harmony export */   dW: () => (/* binding */ withNote),
/* harmony export */   vF: () => (/* binding */ stateFromSpec),
/* harmony export */   wb: () => (/* binding */ jobIdOf)
/* harmony export */ });
/* harmony import */ var _job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8433);
/* harmony import */ var _provenance_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9002);


function stateFromSpec(spec) {
    return { label: spec.label, spec, timeline: [], notes: [] };
}
function stateFromJobId(id) {
    return { label: id, requestedId: id, timeline: [], notes: [] };
}
/** The id of a state with a job, or whose job the user named. */
function jobIdOf({ job, requestedId, label }) {
    return job?.id ?? requestedId ?? label;
}
/** Adds a note and, if given, sets the outcome. */
function withNote(state, note, outcome) {
    return { ...withNotes(state, [note]), outcome: outcome ?? state.outcome };
}
function withNotes(state, notes) {
    return { ...state, notes: [...state.notes, ...notes.filter((note) => note !== undefined)] };
}
/** Sets the outcome and, if given, the error that decided it. */
function settle(state, outcome, error = state.error) {
    return { ...state, outcome, error };
}
/**
 * Sets the outcome that the service reports for the job. The success of a job that may be somebody else's is no success of
 * the spec; the user answers for a job that the step was told to follow. `hasWholeRequest`: a saved state lacks a part of
 * the request, so that nothing can be compared with it.
 */
function settleJob(state, outcome, hasWholeRequest = true) {
    const { spec, job, provenance } = state;
    if (outcome !== 'succeeded' || job === undefined || provenance === undefined)
        return settle(state, outcome);
    return (0,_provenance_js__WEBPACK_IMPORTED_MODULE_1__/* .maySucceed */ .sI)(provenance, hasWholeRequest ? spec?.request : undefined, job)
        ? settle(state, outcome)
        : withNote(state, { code: 'success-unproven', jobId: job.id }, 'unknown');
}
/** Sets the outcome of a job that the step does not wait for. */
function detach(state) {
    const { job, isReused, outcome } = state;
    if (job === undefined || outcome !== undefined)
        return state;
    const current = (0,_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .currentOutcome */ ._P)(job);
    // A reused job that has already succeeded is reported as such.
    const isAccepted = current === 'running' || (current === 'succeeded' && isReused !== true);
    return settleJob(state, isAccepted ? 'submitted' : current);
}
/** Updates the job as described by the service at `wallMs` (Unix time), and adds a status change to the timeline. */
function observeJob(state, job, wallMs) {
    const hasChanged = state.job?.status !== job.status || state.timeline.length === 0;
    if (!hasChanged)
        return { ...state, job };
    return { ...state, job, timeline: [...state.timeline, { status: job.status ?? '', atMs: wallMs }] };
}


/***/ })

};
