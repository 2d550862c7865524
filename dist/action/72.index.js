"use strict";
exports.id = 72;
exports.ids = [72];
exports.modules = {

/***/ 4072:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cleanUpStep: () => (/* binding */ cleanUpStep)
});

// EXTERNAL MODULE: ./build/jobs/announce-cancellation.js
var announce_cancellation = __webpack_require__(6597);
// EXTERNAL MODULE: ./build/state/record.js
var record = __webpack_require__(6948);
;// CONCATENATED MODULE: ./build/cancellation/ownership.js


/**
 * Checks whether another run needs the jobs of a cancelled step: a newer run may follow them, and if the pull request has
 * a newer commit, the run of that commit reuses or replaces them. Announces the cancellation of the others, so that nobody
 * starts to follow them. Never rejects.
 */
async function checkOwnership(states, context) {
    const { ledger, pullRequest, holder } = context;
    const [hasRead, current] = await Promise.all([ledger?.readNow(), pullRequest?.fetchState()]);
    const hasNewerCommit = current !== undefined && !current.isClosed && current.headSha !== holder.commit;
    const findNewOwner = (state) => {
        if (ledger?.isFollowedByOthers(state))
            return 'newer-run';
        return hasNewerCommit ? 'newer-commit' : undefined;
    };
    if (ledger === undefined)
        return findNewOwner;
    const findPossibleOwner = (state) => findNewOwner(state) ?? ownerWithoutRecord(state);
    if (hasRead !== true)
        return findPossibleOwner;
    const announced = states.flatMap((state) => {
        const key = ledger.keyOf(state);
        if (key === undefined || findNewOwner(state) !== undefined)
            return [];
        const job = (0,record/* findRequest */.Rh)(ledger.record, key).jobs.find(({ id }) => id === state.job?.id);
        return job?.isUnfinished === true ? [{ key, job }] : [];
    });
    if (announced.length === 0)
        return findNewOwner;
    const announcement = await (0,announce_cancellation/* announceCancellation */.t)(announced, states, { ...context, ledger });
    return announcement.ok ? findNewOwner : findPossibleOwner;
}
/** Who submitted a job cancels it even if nobody can say who else needs it. */
const ownerWithoutRecord = ({ isReused }) => isReused === true ? 'unknown' : undefined;

// EXTERNAL MODULE: ./build/cancellation/with-timeout.js
var with_timeout = __webpack_require__(1901);
// EXTERNAL MODULE: ./build/jobs/cancel-job.js
var cancel_job = __webpack_require__(4690);
// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __webpack_require__(6722);
// EXTERNAL MODULE: ./build/jobs/read-jobs.js
var read_jobs = __webpack_require__(387);
// EXTERNAL MODULE: ./build/jobs/recover-submission.js
var recover_submission = __webpack_require__(8997);
// EXTERNAL MODULE: ./build/jobs/job-state.js
var job_state = __webpack_require__(5735);
// EXTERNAL MODULE: ./build/jobs/provenance.js
var provenance = __webpack_require__(7361);
// EXTERNAL MODULE: ./build/report/messages.js
var messages = __webpack_require__(3352);
// EXTERNAL MODULE: ./build/timeouts.js
var timeouts = __webpack_require__(1363);
;// CONCATENATED MODULE: ./build/cancellation/clean-up.js










/**
 * Cancels the jobs that a stopped step has left, or leaves them and logs how to resume. Then publishes the final report.
 * Resolves within 3 minutes, to whether no job is left running that should have been cancelled.
 */
async function cleanUp(postState, decision, options) {
    const { clock, log } = options;
    const startMs = clock.now();
    const { isComplete, states } = decision.kind === 'leave'
        ? leaveJobs(postState, decision.because, log)
        : await cancelJobs(postState, startMs, options);
    if (states.length === 0)
        return isComplete;
    const elapsedMs = clock.now() - startMs;
    const timeoutMs = Math.max(timeouts/* POST_TIMEOUTS_MS */.Tz.report - elapsedMs, timeouts/* POST_TIMEOUTS_MS */.Tz.minReport);
    const published = options.publish(states).then(() => true);
    if ((await (0,with_timeout/* withTimeout */.w)(timeoutMs, published, clock)) === undefined)
        log.annotate('warning', 'The final report could not be published in time.');
    return isComplete;
}
function leaveJobs({ jobIds, pendingSubmission, states = [] }, because, log) {
    for (const id of jobIds)
        logResumeHint(id, because, log);
    if (pendingSubmission !== undefined)
        log.annotate('warning', (0,messages/* renderNote */.N)({ code: 'step-ended-during-submission' }));
    const pendingLabel = pendingSubmission?.label;
    return { isComplete: true, states: states.map((each) => markLeftRunning(each, because, pendingLabel)) };
}
function logResumeHint(id, because, log) {
    log.info((0,messages/* renderNote */.N)({ code: 'job-left-running', jobId: id, because }));
    log.info(`  to resume  command: wait    job-id: ${id}`);
    log.info(`  to cancel  command: cancel  job-id: ${id}`);
}
const NOT_SUBMITTED_NOTE = { code: 'step-ended-before-submission' };
/** A pending submission stays in the record, so that the next run searches for its job. */
function markLeftRunning(state, because, pendingLabel) {
    if (state.label === pendingLabel)
        return (0,job_state/* withNote */.dW)(state, { code: 'step-ended-during-submission' }, 'unknown');
    if (state.outcome !== undefined)
        return state;
    if (state.job === undefined && state.requestedId === undefined)
        return (0,job_state/* withNote */.dW)(state, NOT_SUBMITTED_NOTE, 'cancelled');
    return (0,job_state/* withNote */.dW)(state, { code: 'step-ended-job-left', because }, 'running');
}
async function cancelJobs({ jobIds, pendingSubmission, states = [] }, startMs, options) {
    const context = {
        ...options,
        deadlineMs: startMs + timeouts/* POST_TIMEOUTS_MS */.Tz.service,
        ownership: (0,with_timeout/* withTimeout */.w)(timeouts/* POST_TIMEOUTS_MS */.Tz.ownership, options.checkOwnership(states), options.clock),
    };
    const cleanups = jobIds.map((id) => cancelInTime(id, states.find(({ job }) => job?.id === id) ?? (0,job_state/* stateFromJobId */.GO)(id), context));
    if (pendingSubmission !== undefined)
        cleanups.push(cancelPendingSubmission(pendingSubmission, { jobIds, states }, context));
    const results = await Promise.all(cleanups);
    return {
        isComplete: results.every(({ isDone }) => isDone),
        states: finalStates(states, results, pendingSubmission?.label),
    };
}
async function cancelInTime(id, state, context) {
    const { clock, log, deadlineMs } = context;
    const cleanup = await (0,with_timeout/* withTimeout */.w)(deadlineMs - clock.now(), cancelLeftoverJob(id, state, context), clock);
    return cleanup ?? reportNotCancelled(id, undefined, undefined, log);
}
function finalStates(states, cleanups, pendingLabel) {
    return states.map((state) => {
        const { outcome, job, requestedId } = state;
        if (outcome !== undefined && outcome !== 'running' && outcome !== 'unknown')
            return state;
        const ownId = job?.id ?? requestedId;
        const cleanup = cleanups.find(({ id }) => id === undefined ? state.label === pendingLabel : id === ownId);
        if (cleanup !== undefined) {
            const { note, ...rest } = cleanup;
            return (0,job_state/* withNote */.dW)((0,job_state/* settleJob */.Zw)({ ...state, job: rest.job ?? job }, rest.outcome, false), note);
        }
        return outcome === undefined && !job ? (0,job_state/* withNote */.dW)(state, NOT_SUBMITTED_NOTE, 'cancelled') : state;
    });
}
/** Reads the job first, because a job that has ended needs no cancellation. */
async function cancelLeftoverJob(id, state, { api, clock, random, log, ownership, deadlineMs }) {
    const readOnce = (0,read_jobs/* readUntilEnded */.DV)((0,job_state/* stateFromJobId */.GO)(id), clock.now(), { api, clock });
    const [findNewOwner, { job }] = await Promise.all([ownership, readOnce]);
    if (job !== undefined && (0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(job.status))) {
        log.info(`The job ${id} has already ended: ${job.status}.`);
        return { id, isDone: true, outcome: (0,job_status/* currentOutcome */._P)(job), job, note: HAD_ENDED_NOTE };
    }
    if (state.provenance !== undefined && !(0,provenance/* mayCancel */._4)(state.provenance)) {
        const note = { code: 'step-cancelled-job-unproven', jobId: id };
        log.info((0,messages/* renderNote */.N)(note));
        return { id, isDone: true, outcome: 'running', job, note };
    }
    const newOwner = (findNewOwner ?? ownerWithoutRecord)(state);
    if (newOwner !== undefined) {
        log.info((0,messages/* renderNote */.N)({ code: 'job-transferred', jobId: id, to: newOwner }));
        const note = { code: 'step-cancelled-job-transferred', to: newOwner };
        return { id, isDone: true, outcome: newOwner === 'unknown' ? 'running' : 'superseded', job, note };
    }
    const cancelled = await (0,cancel_job/* cancelJob */.m)((0,job_state/* stateFromJobId */.GO)(id), id, {
        api,
        clock,
        random,
        requestUntilMs: deadlineMs - timeouts/* POST_TIMEOUTS_MS */.Tz.cancelConfirm,
        confirmTimeoutMs: timeouts/* POST_TIMEOUTS_MS */.Tz.cancelConfirm,
    });
    return cancelled.error === undefined || (0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(cancelled.job?.status))
        ? reportCancelled(id, cancelled, log)
        : reportNotCancelled(id, cancelled.job, cancelled.error.message, log);
}
const HAD_ENDED_NOTE = { code: 'step-cancelled-after-job-ended' };
function reportCancelled(id, { job }, log) {
    const phase = (0,job_status/* parsePhase */.xl)(job?.status);
    log.info(`The job ${id} was asked to stop, because the workflow was cancelled: ${job?.status ?? 'no status yet'}.`);
    if (job === undefined || !(0,job_status/* isTerminal */.Hd)(phase))
        return {
            id,
            isDone: true,
            outcome: 'cancelled',
            job,
            note: { code: 'step-cancelled-job-asked-to-stop' },
        };
    const note = phase === 'cancelled' ? { code: 'step-cancelled-with-job' } : HAD_ENDED_NOTE;
    return { id, isDone: true, outcome: (0,job_status/* currentOutcome */._P)(job), job, note };
}
function reportNotCancelled(id, job, error, log) {
    const note = { code: 'job-not-cancelled', jobId: id, error };
    log.annotate('error', (0,messages/* renderNote */.N)(note));
    return { id, isDone: false, outcome: 'running', job, note };
}
/** Finds the job even if another run needs it, so that the record names it. */
async function cancelPendingSubmission({ label, pending }, { jobIds, states }, context) {
    const search = findPendingJob(pending, jobIds, context);
    const recovery = (await (0,with_timeout/* withTimeout */.w)(timeouts/* POST_TIMEOUTS_MS */.Tz.search, search, context.clock)) ?? {
        kind: 'unreadable',
    };
    if (recovery.kind !== 'adopted')
        return reportNotFound(recovery, context.log);
    const { job } = recovery;
    const pendingState = states.find((each) => each.label === label) ?? (0,job_state/* stateFromJobId */.GO)(job.id);
    const state = { ...pendingState, job, provenance: 'recovered' };
    const { id: _, ...cleanup } = await cancelInTime(job.id, state, context);
    return { ...cleanup, job: cleanup.job ?? job };
}
async function findPendingJob(pending, jobIds, context) {
    if (pending === undefined)
        return { kind: 'unreadable' };
    context.log.info('The step ended during a submission: searching the list for its job.');
    return (0,recover_submission/* recoverSubmission */.H)(pending, {
        ...context,
        deadlineMs: context.clock.now() + timeouts/* POST_TIMEOUTS_MS */.Tz.search,
        claimedIds: new Set(jobIds),
        idsClaimedElsewhere: context.recordedJobIds,
    });
}
function reportNotFound(recovery, log) {
    const jobIds = recovery.kind === 'ambiguous' ? recovery.ids : [];
    const note = { code: 'submission-unknown', jobIds };
    log.annotate('error', (0,messages/* renderNote */.N)(note));
    return { isDone: false, outcome: 'unknown', note };
}

// EXTERNAL MODULE: ./build/connect-forge-api.js + 6 modules
var connect_forge_api = __webpack_require__(8256);
// EXTERNAL MODULE: ./build/dependencies.js + 9 modules
var build_dependencies = __webpack_require__(4046);
// EXTERNAL MODULE: ./build/github/event.js + 1 modules
var github_event = __webpack_require__(7455);
// EXTERNAL MODULE: ./build/jobs/service-gate.js
var service_gate = __webpack_require__(6687);
// EXTERNAL MODULE: ./build/jobs/smaller-pages.js
var smaller_pages = __webpack_require__(8917);
// EXTERNAL MODULE: ./build/network/proxy-settings.js + 1 modules
var proxy_settings = __webpack_require__(8101);
// EXTERNAL MODULE: ./build/inputs.js
var inputs = __webpack_require__(8618);
// EXTERNAL MODULE: ./build/report/reporter.js + 2 modules
var reporter = __webpack_require__(8009);
// EXTERNAL MODULE: ./build/runtime/files.js
var files = __webpack_require__(6759);
// EXTERNAL MODULE: ./build/runtime/system-clock.js
var system_clock = __webpack_require__(3932);
;// CONCATENATED MODULE: ./build/clean-up-step.js












/** Loaded on demand, because most post steps have nothing to clean up. */
async function cleanUpStep(postState, decision, env, runner) {
    const { main, holderId } = postState;
    const secrets = (0,inputs/* parseSecrets */.dC)((name) => runner.input(name), { environmentApiKey: env['MISTRAL_API_KEY'] });
    if (!secrets.ok)
        throw new Error(secrets.errors.join(' '));
    const { apiKey, githubToken, recordKey } = secrets;
    const { apiUrl, report, jobId } = main;
    const findProxy = findProxyOf(env);
    const dependencies = (0,build_dependencies.createDependencies)({
        env,
        event: (0,github_event/* parseEvent */.w)(env, (await (0,files/* readEventFile */.zh)(env['GITHUB_EVENT_PATH'])).payload),
        report: { ...report, githubToken, recordKey },
        runner,
        findProxy,
        holderId,
        mainTarget: main,
        postsComment: true,
        persistsState: jobId === undefined,
        jobId,
        apiKey,
        service: apiUrl,
    });
    return cleanUp(postState, decision, {
        api: (0,smaller_pages/* withSmallerPages */.D)(new service_gate/* ServiceGate */.P((0,connect_forge_api.connectForgeApi)({ apiKey, apiUrl }, findProxy, runner), system_clock/* systemClock */.m)),
        clock: system_clock/* systemClock */.m,
        random: Math.random,
        log: runner,
        checkOwnership: async (states) => checkOwnership(states, { ...(await dependencies).step, clock: system_clock/* systemClock */.m, random: Math.random }),
        recordedJobIds: async () => (await dependencies).reports.idsClaimedElsewhere(),
        publish: async (states) => publish(states, await dependencies, runner),
    });
}
function findProxyOf(env) {
    const proxies = (0,proxy_settings/* readProxySettings */.u)(env);
    if (!proxies.ok)
        throw new Error(proxies.errors.join(' '));
    return proxies.findProxy;
}
async function publish(states, { reports, context, step }, runner) {
    const model = { states, diagnostics: [], context, nowMs: system_clock/* systemClock */.m.wall() };
    await (0,reporter/* publishSummary */.I)(model, { writeSummary: (markdown) => runner.writeSummary(markdown), log: runner });
    await step.ledger?.releaseUnsubmitted(states);
    await reports.finish(model);
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

/***/ 8997:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ recoverSubmission),
/* harmony export */   e: () => (/* binding */ findCandidates)
/* harmony export */ });
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5150);
/* harmony import */ var _match_request_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(349);
/* harmony import */ var _list_jobs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3119);
/* harmony import */ var _poll_schedule_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5109);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1363);





/** An accepted job may take a while to appear in the list. */
const SEARCH_INTERVALS_MS = [5_000, 10_000, 20_000, 40_000, 60_000];
/** The first searches use the intervals above even if they fail. Later ones use the outage interval. */
const FAST_SEARCHES = 3;
/**
 * Searches the list for the job of a pending submission. Adopts a single match once two consecutive searches agree.
 * Concludes that there is no job only at the end of the search window and from a complete list. Retries through outages
 * until the deadline.
 */
async function recoverSubmission(pending, options) {
    const windowEndMs = options.clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_2__/* .SEARCH_WINDOW_MS */ .T2 - Math.max(0, options.sentAgoMs ?? 0);
    const seenIds = new Set();
    let previous = [];
    let failure;
    for (let searches = 0;; searches++) {
        const delayMs = Math.max(searchDelayMs(searches, failure, options), searches === 0 ? (options.initialDelayMs ?? 0) : 0);
        if (options.clock.now() + delayMs > options.deadlineMs)
            return inconclusiveResult(seenIds, { error: failure?.error, isTimedOut: true });
        await options.clock.sleep(delayMs);
        const list = await (0,_list_jobs_js__WEBPACK_IMPORTED_MODULE_3__/* .listJobsSince */ .f1)(options, pending.sinceS);
        if (!list.ok) {
            failure = addListFailure(failure, list.error, options.clock.now());
            if (isBeyondRetry(failure, options.clock.now()))
                return inconclusiveResult(seenIds, failure);
            continue;
        }
        failure = undefined;
        const candidates = findCandidates(list.value.jobs, pending, options.claimedIds);
        const decision = decideAmong(candidates, previous, pending.requireExactMatch);
        if (decision?.kind === 'adopted' && (await options.idsClaimedElsewhere?.())?.has(decision.job.id)) {
            return { kind: 'ambiguous', ids: [decision.job.id] };
        }
        if (decision !== undefined)
            return decision;
        previous = candidates;
        for (const { job } of candidates)
            seenIds.add(job.id);
        for (const { id } of findAdjusted(list.value.jobs, pending, options.claimedIds))
            seenIds.add(id);
        if (options.clock.now() < windowEndMs || candidates.length > 0)
            continue;
        return list.value.isComplete && seenIds.size === 0 ? { kind: 'none' } : inconclusiveResult(seenIds);
    }
}
/** Names any matching job that was ever seen, even if it has disappeared since. */
function inconclusiveResult(seenIds, { error, isTimedOut } = {}) {
    if (seenIds.size > 0)
        return { kind: 'ambiguous', ids: [...seenIds] };
    return { kind: 'unreadable', error, isTimedOut };
}
/** The jobs that may be ours: new, not claimed, and without a field that differs. */
function findCandidates(jobs, pending, claimedIds) {
    const knownIds = new Set(pending.knownIds);
    const isNew = ({ id, createdAt }) => !knownIds.has(id) &&
        (createdAt === undefined
            ? pending.isBaselineComplete
            : createdAt >= pending.sinceS && createdAt <= (pending.untilS ?? Infinity));
    return jobs
        .filter((job) => isNew(job) && !claimedIds.has(job.id))
        .map((job) => ({ job, ...(0,_match_request_js__WEBPACK_IMPORTED_MODULE_1__/* .matchFingerprint */ .gc)(pending.fingerprint, job) }))
        .filter(({ differs }) => !differs)
        .map(({ job, unverified }) => ({ job, unverified }));
}
/**
 * The jobs that may be ours if the service has adjusted what it adjusts in other answers, too. They are not adopted, but as
 * long as there is one, nothing says that ours does not exist.
 */
function findAdjusted(jobs, pending, claimedIds) {
    const fingerprint = (0,_match_request_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutAdjustable */ .cV)(pending.fingerprint);
    return findCandidates(jobs, { ...pending, fingerprint }, claimedIds).map(({ job }) => job);
}
function decideAmong(candidates, previous, requireExactMatch) {
    const ids = candidates.map(({ job }) => job.id);
    const [only] = candidates;
    if (only === undefined)
        return undefined;
    if (candidates.length > 1)
        return { kind: 'ambiguous', ids };
    if (previous.length !== 1 || previous[0]?.job.id !== only.job.id)
        return undefined;
    return requireExactMatch && only.unverified.length > 0
        ? { kind: 'ambiguous', ids }
        : { kind: 'adopted', ...only };
}
function addListFailure(failure, error, nowMs) {
    return { error, streak: (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .countFailure */ .cC)(failure?.streak, error, nowMs) };
}
function isBeyondRetry({ error, streak }, nowMs) {
    return (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .isBudgetExhausted */ .b)(streak, error, 'read-before', nowMs);
}
function searchDelayMs(searches, failure, { random }) {
    const intervalMs = SEARCH_INTERVALS_MS[Math.min(searches, SEARCH_INTERVALS_MS.length - 1)] ?? _timeouts_js__WEBPACK_IMPORTED_MODULE_2__/* .SEARCH_WINDOW_MS */ .T2;
    if (failure === undefined)
        return intervalMs;
    const { error } = failure;
    return searches < FAST_SEARCHES
        ? Math.max(intervalMs, error.retryAfterMs ?? 0)
        : (0,_poll_schedule_js__WEBPACK_IMPORTED_MODULE_4__/* .outageIntervalMs */ .xV)(error, random());
}


/***/ })

};
;