"use strict";
exports.id = 72;
exports.ids = [72];
exports.modules = {

 4072:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  cleanUpStep: () => ( cleanUpStep)
});

var announce_cancellation = __webpack_require__(6597);
var jobs_clock = __webpack_require__(4922);
var job_status = __webpack_require__(6722);
;



async function checkOwnership(states, context, onRead) {
    const { ledger, pullRequest, holder, clock } = context;
    const [hasRead, current] = await Promise.all([
        ledger && readPatiently(() => readFollowers(ledger), context),
        pullRequest && readPatiently(() => readState(pullRequest), context),
    ]);
    const laterCommit = current && ledger?.isOfConversation === true ? findLaterCommit(current, holder.commit) : undefined;
    const findNewOwner = (state) => {
        const follower = ledger?.followerOf(state);
        if (follower === 'newer-run')
            return follower;
        return laterCommit ?? follower;
    };
    if (ledger === undefined)
        return { findNewOwner };
    const findPossibleOwner = (state) => findNewOwner(state) ?? ownerWithoutRecord(state);
    const unannounced = { findNewOwner: findPossibleOwner, limit: limitUnannounced(clock) };
    if (hasRead !== true)
        return unannounced;
    onRead?.(findPossibleOwner);
    const undecided = states.filter((state) => [undefined, 'other-step'].includes(findNewOwner(state)));
    const announced = undecided.flatMap((state) => ledger.unfinishedJobOf(state) ?? []);
    if (announced.length === 0 && !undecided.some((state) => state.job && findNewOwner(state)))
        return { findNewOwner };
    const announcement = await (0,announce_cancellation .t)(announced, states.map(toEnded), { ...context, ledger });
    if (!announcement.ok)
        return unannounced;
    return { findNewOwner, limit: announcement.limit };
}
function findLaterCommit({ isClosed, isMerged, headSha }, commit) {
    if (isMerged)
        return 'merge';
    return !isClosed && headSha !== commit ? 'newer-commit' : undefined;
}
function toEnded(state) {
    const { job, outcome } = state;
    return job === undefined || outcome !== undefined ? state : { ...state, outcome: (0,job_status ._P)(job) };
}
const limitUnannounced = (clock) => (0,jobs_clock .DZ)(clock, (0,jobs_clock .Et)(clock), UNANNOUNCED_MS);
const UNANNOUNCED_MS = 30_000;
const RETRY_DELAYS_MS = [1_000, 2_000, 4_000];
async function readPatiently(read, { clock }) {
    for (const delayMs of RETRY_DELAYS_MS) {
        const value = await read();
        if (value !== undefined)
            return value;
        await clock.sleep(delayMs);
    }
    return read();
}
async function readFollowers(ledger) {
    return (await ledger.readNow()) || undefined;
}
async function readState(pullRequest) {
    const result = await pullRequest.fetchState();
    return result.ok ? result.value : undefined;
}
const ownerWithoutRecord = ({ isReused }) => isReused === true ? 'unknown' : undefined;

var with_timeout = __webpack_require__(1901);
var cancel_job = __webpack_require__(4690);
var retry = __webpack_require__(5150);
var read_jobs = __webpack_require__(387);
var recover_submission = __webpack_require__(8997);
var job_state = __webpack_require__(5735);
var provenance = __webpack_require__(7361);
var messages = __webpack_require__(3352);
var timeouts = __webpack_require__(1363);
;












async function cleanUp(postState, decision, options) {
    const { clock, log } = options;
    const startMs = clock.now();
    const { isComplete, states } = decision.kind === 'leave'
        ? leaveJobs(postState, decision.because, log)
        : await cancelJobs(postState, startMs, options);
    if (states.length === 0)
        return isComplete;
    const elapsedMs = clock.now() - startMs;
    const timeoutMs = Math.max(timeouts .Tz.report - elapsedMs, timeouts .Tz.minReport);
    const published = options.publish(states).then(() => true);
    if ((await (0,with_timeout .w)(timeoutMs, published, clock)) === undefined)
        log.annotate('warning', 'The final report could not be published in time.');
    return isComplete;
}
function leaveJobs({ jobIds, pendingSubmission, states = [] }, because, log) {
    for (const id of jobIds)
        logResumeHint(id, because, log);
    if (pendingSubmission !== undefined)
        log.annotate('warning', (0,messages .N)({ code: 'step-ended-during-submission' }));
    const pendingLabel = pendingSubmission?.label;
    return { isComplete: true, states: states.map((each) => markLeftRunning(each, because, pendingLabel)) };
}
function logResumeHint(id, because, log) {
    log.info((0,messages .N)({ code: 'job-left-running', jobId: id, because }));
    log.info(`  to resume  command: wait    job-id: ${id}`);
    log.info(`  to cancel  command: cancel  job-id: ${id}`);
}
const NOT_SUBMITTED_NOTE = { code: 'step-ended-before-submission' };
function markLeftRunning(state, because, pendingLabel) {
    if (state.label === pendingLabel)
        return (0,job_state .dW)(state, { code: 'step-ended-during-submission' }, 'unknown');
    if (state.outcome !== undefined)
        return state;
    if (state.job === undefined && state.requestedId === undefined)
        return (0,job_state .dW)(state, NOT_SUBMITTED_NOTE, 'cancelled');
    return (0,job_state .dW)(state, { code: 'step-ended-job-left', because }, 'running');
}
async function cancelJobs({ jobIds, pendingSubmission, states = [] }, startMs, options) {
    const context = {
        ...options,
        deadlineMs: startMs + timeouts .Tz.service,
        ownership: shareOwnership(states, options),
    };
    const cleanups = jobIds.map((id) => cancelInTime(id, states.find(({ job }) => job?.id === id) ?? (0,job_state .GO)(id), context));
    if (pendingSubmission !== undefined)
        cleanups.push(cancelPendingSubmission(pendingSubmission, { jobIds, states }, context));
    const results = await Promise.all(cleanups);
    return {
        isComplete: results.every(({ isDone }) => isDone),
        states: finalStates(states, results, pendingSubmission?.label),
    };
}
function shareOwnership(states, options) {
    let current = checkOwnershipInTime(states, options);
    return async () => {
        const latest = current;
        const { limit } = await latest;
        if (limit && (0,jobs_clock .PU)(limit) && current === latest)
            current = checkOwnershipInTime(states, options);
        return current;
    };
}
async function checkOwnershipInTime(states, { checkOwnership, clock }) {
    let known = ownerWithoutRecord;
    const checked = checkOwnership(states, (check) => (known = check));
    const ownership = await (0,with_timeout .w)(timeouts .Tz.ownership, checked, clock);
    return ownership ?? { findNewOwner: known, limit: limitUnannounced(clock) };
}
async function cancelInTime(id, state, context) {
    const { clock, log, deadlineMs } = context;
    const cleanup = await (0,with_timeout .w)(deadlineMs - clock.now(), cancelLeftoverJob(id, state, context), clock);
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
            const found = { ...state, job: rest.job ?? job, provenance: state.provenance ?? rest.provenance };
            return (0,job_state .dW)((0,job_state .Zw)(found, rest.outcome, false), note);
        }
        return outcome === undefined && !job ? (0,job_state .dW)(state, NOT_SUBMITTED_NOTE, 'cancelled') : state;
    });
}
async function cancelLeftoverJob(id, state, context) {
    const { clock, log, ownership } = context;
    const readOnce = (0,read_jobs .DV)((0,job_state .GO)(id), clock.now(), context);
    const [{ job }] = await Promise.all([readOnce, ownership()]);
    if (job !== undefined && (0,job_status .Hd)((0,job_status .xl)(job.status))) {
        log.info(`The job ${id} has already ended: ${job.status}.`);
        return { id, isDone: true, outcome: (0,job_status ._P)(job), job, note: HAD_ENDED_NOTE };
    }
    if (state.provenance !== undefined && !(0,provenance ._4)(state.provenance)) {
        const note = { code: 'step-cancelled-job-unproven', jobId: id };
        log.info((0,messages .N)(note));
        return { id, isDone: true, outcome: 'running', job, note };
    }
    const cancelled = await cancelWhileOwned(id, state, context);
    if (typeof cancelled === 'string') {
        log.info((0,messages .N)({ code: 'job-transferred', jobId: id, to: cancelled }));
        const note = { code: 'step-cancelled-job-transferred', to: cancelled };
        return { id, isDone: true, outcome: cancelled.startsWith('newer-') ? 'superseded' : 'running', job, note };
    }
    return cancelled.error === undefined || (0,job_status .Hd)((0,job_status .xl)(cancelled.job?.status))
        ? reportCancelled(id, cancelled, log)
        : reportNotCancelled(id, cancelled.job, cancelled.error.message, log);
}
async function cancelWhileOwned(id, state, { api, random, ownership, ...step }) {
    const confirmTimeoutMs = timeouts .Tz.cancelConfirm;
    const giveUpMs = step.deadlineMs - confirmTimeoutMs;
    for (;;) {
        const { findNewOwner, limit } = await ownership();
        const newOwner = findNewOwner(state);
        if (newOwner !== undefined)
            return newOwner;
        const { clock, deadlineMs } = limit ?? { clock: step.clock, deadlineMs: Infinity };
        const requestUntilMs = Math.min(giveUpMs, deadlineMs);
        const options = { api, clock, random, requestUntilMs, confirmTimeoutMs };
        const cancelled = await (0,cancel_job .m)((0,job_state .GO)(id), id, options);
        const isAnswered = cancelled.error === undefined || !(0,retry .dg)(cancelled.error);
        if (isAnswered || deadlineMs + timeouts .Tz.ownership > giveUpMs)
            return cancelled;
        await clock.sleep(Math.max(0, deadlineMs - clock.now()));
    }
}
const HAD_ENDED_NOTE = { code: 'step-cancelled-after-job-ended' };
function reportCancelled(id, { job }, log) {
    const phase = (0,job_status .xl)(job?.status);
    log.info(`The job ${id} was asked to stop, because the workflow was cancelled: ${job?.status ?? 'no status yet'}.`);
    if (job === undefined || !(0,job_status .Hd)(phase))
        return {
            id,
            isDone: true,
            outcome: 'cancelled',
            job,
            note: { code: 'step-cancelled-job-asked-to-stop' },
        };
    const note = phase === 'cancelled' ? { code: 'step-cancelled-with-job' } : HAD_ENDED_NOTE;
    return { id, isDone: true, outcome: (0,job_status ._P)(job), job, note };
}
function reportNotCancelled(id, job, error, log) {
    const note = { code: 'job-not-cancelled', jobId: id, error };
    log.annotate('error', (0,messages .N)(note));
    return { id, isDone: false, outcome: 'running', job, note };
}
async function cancelPendingSubmission({ label, pending }, { jobIds, states }, context) {
    const pendingState = states.find((each) => each.label === label);
    const search = findPendingJob(pending, { jobIds, digest: pendingState?.spec?.digest }, context);
    const recovery = (await (0,with_timeout .w)(timeouts .Tz.search, search, context.clock)) ?? {
        kind: 'unreadable',
    };
    if (recovery.kind !== 'adopted')
        return reportNotFound(recovery, context.log);
    const { job } = recovery;
    const state = { ...(pendingState ?? (0,job_state .GO)(job.id)), job, provenance: 'recovered' };
    const ownership = shareOwnership([state], context);
    const { id: _, ...cleanup } = await cancelInTime(job.id, state, { ...context, ownership });
    return { ...cleanup, job: cleanup.job ?? job, provenance: 'recovered' };
}
async function findPendingJob(pending, { jobIds, digest }, context) {
    if (pending === undefined)
        return { kind: 'unreadable' };
    const { readOtherClaims } = context;
    context.log.info('The step ended during a submission: searching the list for its job.');
    return (0,recover_submission .H)(pending, {
        ...context,
        deadlineMs: context.clock.now() + timeouts .Tz.search,
        claimedIds: new Set(jobIds),
        readOtherClaims: readOtherClaims && (() => readOtherClaims(digest)),
    });
}
function reportNotFound(recovery, log) {
    const jobIds = recovery.kind === 'ambiguous' ? recovery.ids : [];
    const note = { code: 'submission-unknown', jobIds };
    log.annotate('error', (0,messages .N)(note));
    return { isDone: false, outcome: 'unknown', note };
}

var connect_forge_api = __webpack_require__(8256);
var build_dependencies = __webpack_require__(7987);
var github_event = __webpack_require__(7455);
var other_claims = __webpack_require__(8434);
var service_gate = __webpack_require__(6687);
var smaller_pages = __webpack_require__(8917);
var proxy_settings = __webpack_require__(8101);
var inputs = __webpack_require__(8618);
var reporter = __webpack_require__(8009);
var shown_requests = __webpack_require__(8954);
var files = __webpack_require__(6759);
var system_clock = __webpack_require__(3932);
var retry_github = __webpack_require__(5875);
;
















async function cleanUpStep(postState, decision, env, runner) {
    const { main, holderId } = postState;
    const secrets = (0,inputs .dC)((name) => runner.input(name), { environmentApiKey: env['MISTRAL_API_KEY'] });
    if (!secrets.ok)
        throw new Error(secrets.errors.join(' '));
    const { apiKey, githubToken, recordKey } = secrets;
    const { apiUrl, report, jobId } = main;
    const findProxy = findProxyOf(env);
    const dependencies = (0,build_dependencies.createDependencies)({
        env,
        event: (0,github_event .w)(env, (0,files .zh)(env['GITHUB_EVENT_PATH']).payload),
        report: { ...report, githubToken, recordKey },
        ...{ runner, findProxy, holderId },
        mainTarget: main,
        leavesOnCancel: postState.onCancel === 'leave' || undefined,
        leavesOnSuperseded: postState.leavesOnSuperseded,
        postsComment: true,
        persistsState: jobId === undefined,
        jobId,
        apiKey,
        service: apiUrl,
    });
    const forgeApi = (0,connect_forge_api.connectForgeApi)({ apiKey, apiUrl }, findProxy, runner);
    return cleanUp(postState, decision, {
        api: (0,smaller_pages .D)(new service_gate .P(forgeApi, system_clock .m)),
        clock: system_clock .m,
        random: Math.random,
        log: runner,
        checkOwnership: async (states, onRead) => {
            const context = { ...(await dependencies).step, clock: system_clock .m, random: Math.random };
            return checkOwnership(states, context, onRead);
        },
        readOtherClaims: async (digest) => (0,other_claims .UL)({ digest }, await dependencies),
        publish: async (states) => publish(states, await dependencies, { runner, jobId }),
    });
}
function findProxyOf(env) {
    const proxies = (0,proxy_settings .u)(env);
    if (!proxies.ok)
        throw new Error(proxies.errors.join(' '));
    return proxies.findProxy;
}
async function publish(states, { reports, context, step }, { runner, jobId }) {
    const model = { states, diagnostics: [], context, nowMs: system_clock .m.wall() };
    await (0,reporter .I)(model, { writeSummary: (markdown) => runner.writeSummary(markdown), log: runner });
    await step.ledger?.releaseUnsubmitted(states);
    if (jobId === undefined)
        await continueComment(model, reports);
    else
        await reports.finish(model);
}
async function continueComment(model, reports) {
    const untilMs = system_clock .m.now() + timeouts .Tz.shown;
    const read = () => reports.readShown();
    const shown = await (0,retry_github .o)(read, { clock: system_clock .m, random: Math.random, untilMs });
    if (!shown.ok || shown.value === undefined)
        return reports.finish(model);
    const continued = (0,shown_requests .FH)(model, shown.value);
    await reports.finish(continued, { keepsText: (0,shown_requests .Bi)(continued, shown.value) || undefined });
}


 })

};
;