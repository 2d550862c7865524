export const id = 257;
export const ids = [257];
export const modules = {

/***/ 7541:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   validate: () => (/* binding */ validate)
/* harmony export */ });
/* harmony import */ var _jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4904);
/* harmony import */ var _jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4258);
/* harmony import */ var _jobs_plan_step_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4392);
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
    const planned = await (0,_jobs_plan_step_js__WEBPACK_IMPORTED_MODULE_2__/* .planStep */ .ek)({ ...loaded, states: initial }, inputs, context, untilMs);
    const { plan, policyBytes: current } = planned;
    const plannedSpecs = loaded.specs.filter(({ label }) => plan.specs.has(label));
    const { checkWorkspacePolicy } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(272), __webpack_require__.e(654), __webpack_require__.e(862)]).then(__webpack_require__.bind(__webpack_require__, 4862));
    const policyCheck = await checkWorkspacePolicy(context.files, plannedSpecs, {
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


/***/ }),

/***/ 3685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A4: () => (/* binding */ asUnsigned),
/* harmony export */   E5: () => (/* binding */ serviceOfKey),
/* harmony export */   Rh: () => (/* binding */ findRequest),
/* harmony export */   U4: () => (/* binding */ isNewer),
/* harmony export */   VZ: () => (/* binding */ isNewerRun),
/* harmony export */   YN: () => (/* binding */ isRecordedJob),
/* harmony export */   b7: () => (/* binding */ runsOfOwner),
/* harmony export */   hj: () => (/* binding */ digestOfKey),
/* harmony export */   lq: () => (/* binding */ requestKey),
/* harmony export */   lz: () => (/* binding */ selectRequests),
/* harmony export */   n6: () => (/* binding */ compareText),
/* harmony export */   qB: () => (/* binding */ compareRuns),
/* harmony export */   sU: () => (/* binding */ EMPTY_RECORD),
/* harmony export */   ui: () => (/* binding */ isUnfinished),
/* harmony export */   xJ: () => (/* binding */ commitAskedFor),
/* harmony export */   zo: () => (/* binding */ mapRequests)
/* harmony export */ });
/* harmony import */ var _jobs_clock_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8871);
/* harmony import */ var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8433);


const EMPTY_RECORD = { requests: {}, ambiguousOwners: [] };
const EMPTY_REQUEST = { holds: [], jobs: [] };
/** Identifies a request at a service. `service`: origin and prefix of its URL. */
function requestKey(digest, service) {
    return `${digest} ${service}`;
}
function digestOfKey(key) {
    return key.split(' ')[0] ?? '';
}
function serviceOfKey(key) {
    return key.slice(key.indexOf(' ') + 1);
}
function findRequest({ requests }, key) {
    return (Object.hasOwn(requests, key) ? requests[key] : undefined) ?? EMPTY_REQUEST;
}
/** What a record says about some requests, and nothing else. */
function selectRequests(record, keys) {
    const requests = Object.fromEntries(keys.map((key) => [key, findRequest(record, key)]));
    return { requests, ambiguousOwners: [] };
}
function mapRequests(record, change) {
    const requests = Object.entries(record.requests).map(([key, request]) => [
        key,
        change(request),
    ]);
    return { ...record, requests: Object.fromEntries(requests) };
}
/** Whether a run started after another, or is a later attempt of it. */
function isNewer(run, other) {
    return compareRuns(run, other) > 0;
}
/** Whether another run started after this one. Attempts of one run are the same run. */
function isNewerRun(run, other) {
    return run.id !== other.id && isNewer(run, other);
}
function compareRuns(a, b) {
    return a.id.length - b.id.length || compareText(a.id, b.id) || a.attempt - b.attempt;
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
/** The runs of an owner, newest first. Only signed holds count. */
function runsOfOwner(record, owner) {
    const byId = new Map();
    for (const { holds } of Object.values(record.requests)) {
        for (const { run, owner: other, isUnsigned } of holds) {
            if (other !== owner || isUnsigned === true)
                continue;
            const known = byId.get(run.id);
            if (known === undefined || isNewer(run, known))
                byId.set(run.id, run);
        }
    }
    return [...byId.values()].sort((a, b) => compareRuns(b, a));
}
/** The commit for which a run of an owner asks for a request; undefined if it does not ask for it. */
function commitAskedFor({ holds }, owner, { id }) {
    return holds.find((hold) => hold.owner === owner && hold.run.id === id && hold.isUnsigned !== true)?.commit;
}
/**
 * Whether the end of the job is still to be reported. A step may be killed before it reports it, or leave it to a newer
 * run. A succeeded job is unfinished until it names its model.
 */
function isUnfinished(job, outcome) {
    const current = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .currentOutcome */ ._P)(job);
    if (outcome === undefined)
        return true;
    if (outcome === 'superseded')
        return current !== 'cancelled';
    return outcome !== 'failed' && current === 'running';
}
/** Marks everything in a record as unsigned, and drops the history and what only a signed record can say. */
function asUnsigned({ requests }) {
    return mapRequests({ requests, ambiguousOwners: [] }, ({ holds, jobs }) => ({
        holds: holds.map((hold) => ({ ...hold, isUnsigned: true })),
        jobs: jobs.map(({ id, owner, run, atMs, isUnfinished: isOpen }) => ({
            id,
            owner,
            run,
            atMs,
            isUnfinished: isOpen,
            provenance: 'unsigned',
        })),
    }));
}
/** Whether a job is the recorded one: the same id and, as far as both are known, the same creation time. */
function isRecordedJob({ id, createdAtS }, job) {
    if (job.id !== id)
        return false;
    const differenceS = Math.abs((createdAtS ?? job.createdAt ?? 0) - (job.createdAt ?? createdAtS ?? 0));
    return differenceS <= _jobs_clock_js__WEBPACK_IMPORTED_MODULE_1__/* .CLOCK_MARGIN_S */ .e;
}


/***/ })

};
