"use strict";
exports.id = 524;
exports.ids = [524];
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
 * starts to follow them. `onRead` gets what is known before that. Never rejects.
 */
async function checkOwnership(states, context, onRead) {
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
    // GitHub may be too slow for the rest.
    onRead?.(findPossibleOwner);
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
        ownership: checkOwnershipInTime(states, options),
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
async function checkOwnershipInTime(states, { checkOwnership, clock }) {
    let known = ownerWithoutRecord;
    const checked = checkOwnership(states, (check) => (known = check));
    return (await (0,with_timeout/* withTimeout */.w)(timeouts/* POST_TIMEOUTS_MS */.Tz.ownership, checked, clock)) ?? known;
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
    const newOwner = findNewOwner(state);
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
    const forgeApi = (0,connect_forge_api.connectForgeApi)({ apiKey, apiUrl }, findProxy, runner);
    return cleanUp(postState, decision, {
        api: (0,smaller_pages/* withSmallerPages */.D)(new service_gate/* ServiceGate */.P(forgeApi, system_clock/* systemClock */.m)),
        clock: system_clock/* systemClock */.m,
        random: Math.random,
        log: runner,
        checkOwnership: async (states, onRead) => {
            const context = { ...(await dependencies).step, clock: system_clock/* systemClock */.m, random: Math.random };
            return checkOwnership(states, context, onRead);
        },
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

/***/ 6948:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

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
/* harmony import */ var _jobs_clock_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4922);
/* harmony import */ var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6722);


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
        jobs: jobs.map(({ id, owner, run, atMs, isUnfinished: isOpen, stopAtMs }) => ({
            id,
            owner,
            run,
            atMs,
            isUnfinished: isOpen,
            provenance: 'unsigned',
            stopAtMs,
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


/***/ }),

/***/ 3273:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ax: () => (/* binding */ shortCommit),
/* harmony export */   BP: () => (/* binding */ CHANGE_GRACE_MS),
/* harmony export */   Dh: () => (/* binding */ closePlans),
/* harmony export */   MP: () => (/* binding */ mergeShownPlans),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   d0: () => (/* binding */ endEditedPlans),
/* harmony export */   eW: () => (/* binding */ limitPlans),
/* harmony export */   ev: () => (/* binding */ asksFor),
/* harmony export */   rP: () => (/* binding */ isForgotten),
/* harmony export */   tN: () => (/* binding */ showPlan),
/* harmony export */   tP: () => (/* binding */ findFirstPlan)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6948);



/** Whoever acts so soon after a plan appeared may not have seen it. */
const CHANGE_GRACE_MS = 60_000;
const MAX_PLANS = 30;
/** Hexadecimal digits: nobody can make two requests that agree in so many. */
const SHORT_DIGEST_LENGTH = 32;
/** The first 32 hexadecimal digits of a digest. */
function shortDigest(digest) {
    return digest.replace(/^v\d+-/, '').slice(0, SHORT_DIGEST_LENGTH);
}
/** 32 hexadecimal digits: nobody can make two commits that agree in so many. */
function shortCommit(commit) {
    return commit.slice(0, 32);
}
/** Whether the step of this plan asked for the request, shown or not. `digest`: shortened. */
function asksFor({ digests, hidden }, digest) {
    return digests.includes(digest) || hidden.includes(digest);
}
/** The first plan of a step that asked for the request. `digest`: shortened. */
function findFirstPlan(plans, digest) {
    const [first] = plans.filter((plan) => asksFor(plan, digest)).toSorted((a, b) => a.sinceMs - b.sinceMs);
    return first;
}
/** Records that the comment with this key is about to show a text. */
function showPlan(record, { digests, hidden, isPartial, commit, pusher, knownPushers = [] }, { key, text, nowMs }) {
    const content = { key, digests: toShown(digests), hidden: toShown(hidden), isPartial };
    const plans = record.shownPlans ?? [];
    const current = plans.find((plan) => plan.untilMs === undefined && contentOf(plan) === contentOf(content));
    const next = {
        ...content,
        sinceMs: current?.sinceMs ?? nowMs,
        // Whoever pushes another commit with the same requests has not changed them.
        pushers: current?.pushers ?? (pusher === undefined ? [] : [pusher]),
        firstCommits: current?.firstCommits ?? [shortCommit(commit)],
        commits: union(current?.commits ?? [], [shortCommit(commit)]),
        textHash: hashText(text),
    };
    const others = plans.filter((plan) => plan !== current).map((plan) => close(plan, nowMs));
    return { ...record, shownPlans: limitPlans(knownPushers.reduce(addPushers, [...others, next])) };
}
/** Whoever brought in a request did so before its first plan, which another comment may have shown. */
function addPushers(plans, { digest, logins, firstShownMs }) {
    const first = findFirstPlan(plans, shortDigest(digest));
    if (firstShownMs !== first?.sinceMs)
        return plans;
    return plans.map((plan) => (plan === first ? { ...plan, pushers: union(plan.pushers, logins) } : plan));
}
/** Records that nobody can tell any more what the comment shows. */
function closePlans(record, nowMs) {
    return record.shownPlans === undefined
        ? record
        : { ...record, shownPlans: record.shownPlans.map((plan) => close(plan, nowMs)) };
}
/** A request may take so long, and the clocks may differ a little. */
const MAX_WRITE_MS = _timeouts_js__WEBPACK_IMPORTED_MODULE_1__/* .GITHUB_REQUEST_TIMEOUT_MS */ .bB + 5_000;
/**
 * Somebody may have edited a comment, and even restored it: then it is only known what it showed until we last wrote it,
 * which we never do without reading it. `updatedAtMs`: when GitHub says that it last changed, if known.
 */
function endEditedPlans(record, text, updatedAtMs = record.writtenAtMs) {
    const { shownPlans, writtenAtMs = Infinity } = record;
    if (shownPlans === undefined)
        return record;
    const isOurs = updatedAtMs === undefined || updatedAtMs <= writtenAtMs + MAX_WRITE_MS;
    const provenMs = record.writtenAtMs ?? 0;
    const hash = hashText(text);
    const isIntact = ({ untilMs, textHash }) => untilMs !== undefined || (isOurs && textHash === hash);
    return {
        ...record,
        shownPlans: shownPlans.map((plan) => isIntact(plan) ? plan : close(plan, Math.max(plan.sinceMs, provenMs))),
    };
}
/** Merges the plans of two comments, or of two versions of one. Commutative, associative and idempotent. */
function mergeShownPlans(a, b) {
    if (a === undefined || b === undefined)
        return a ?? b;
    const byKey = new Map();
    for (const plan of [...a, ...b]) {
        const key = JSON.stringify([plan.sinceMs, contentOf(plan)]);
        const known = byKey.get(key);
        byKey.set(key, known === undefined ? plan : mergePlan(known, plan));
    }
    return [...byKey.values()].sort(comparePlans);
}
function mergePlan(a, b) {
    const ends = [a, b].flatMap(({ untilMs }) => untilMs ?? []);
    const untilMs = ends.length === 0 ? undefined : Math.min(...ends);
    const [textHash] = [a, b].flatMap((plan) => plan.textHash ?? []).sort(_record_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6);
    return {
        ...a,
        untilMs,
        pushers: union(a.pushers, b.pushers),
        firstCommits: union(a.firstCommits, b.firstCommits),
        commits: union(a.commits, b.commits),
        textHash: untilMs === undefined ? textHash : undefined,
    };
}
function union(a, b) {
    return [...new Set([...a, ...b])].sort();
}
/**
 * Keeps the newest, oldest first. Of the others it keeps only who has pushed them, who then counts as a pusher of every
 * request.
 */
function limitPlans(plans, maxPlans = MAX_PLANS) {
    const sorted = plans.filter((plan) => !isForgotten(plan)).toSorted(comparePlans);
    const dropped = [...plans.filter(isForgotten), ...sorted.slice(0, -maxPlans)];
    const pushers = [...new Set(dropped.flatMap((plan) => plan.pushers))].sort();
    return [...(pushers.length > 0 ? [{ ...FORGOTTEN, pushers }] : []), ...sorted.slice(-maxPlans)];
}
function comparePlans(a, b) {
    return a.sinceMs - b.sinceMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(contentOf(a), contentOf(b));
}
/** Stands for all plans that were dropped. */
const FORGOTTEN = {
    key: '',
    digests: [],
    hidden: [],
    isPartial: true,
    sinceMs: 0,
    untilMs: 0,
    firstCommits: [],
    commits: [],
};
const isForgotten = ({ untilMs }) => untilMs === 0;
const toShown = (digests) => [...new Set(digests.map(shortDigest))].sort();
function close(plan, nowMs) {
    return plan.untilMs === undefined ? { ...plan, untilMs: nowMs, textHash: undefined } : plan;
}
const contentOf = ({ key, digests, hidden, isPartial }) => JSON.stringify([key, digests, hidden, isPartial]);
/** GitHub returns texts with the line ends that it got, but not always with the blanks around them. */
function hashText(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(text.replaceAll('\r\n', '\n').trim())
        .digest('hex')
        .slice(0, SHORT_DIGEST_LENGTH);
}


/***/ })

};
;