"use strict";
exports.id = 217;
exports.ids = [217];
exports.modules = {

 8330:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
 __webpack_require__.d(__webpack_exports__, {
 cancel: () => ( cancel)
 });
 var _jobs_cancel_job_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4690);
 var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6722);
 var _jobs_job_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5735);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1363);




async function cancel({ jobId }, context) {
    const requested = (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_2__ .GO)(jobId);
    context.reporter.start([requested]);
    const cancelled = await (0,_jobs_cancel_job_js__WEBPACK_IMPORTED_MODULE_0__ .m)(requested, jobId, {
        ...context,
        confirmTimeoutMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ .mR,
    });
    return {
        states: [cancelled.outcome === 'running' ? explainUnconfirmed(cancelled) : cancelled],
        diagnostics: [],
    };
}
function explainUnconfirmed(state) {
    if ((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_1__ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_1__ .xl)(state.job?.status)))
        return (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_2__ .dW)(state, { code: 'ended-before-cancellation' }, 'failed');
    return (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_2__ .dW)(state, state.error
        ? { code: 'cancellation-not-accepted' }
        : { code: 'cancellation-unconfirmed', waitedMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ .mR });
}


 }),

 6196:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
 __webpack_require__.d(__webpack_exports__, {
 list: () => ( list)
 });
 var _jobs_retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5150);
 var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6722);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1363);



const PAGE_SIZE = 100;
async function list(context) {
    const untilMs = context.clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ .WL;
    const result = await (0,_jobs_retry_js__WEBPACK_IMPORTED_MODULE_0__ .L5)(() => context.api.list(0, PAGE_SIZE), 'never-read', { ...context, untilMs });
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
    if (states.length === 0)
        context.reporter.info({ code: 'no-jobs-listed' });
    return { states, diagnostics: [], outcome: states.length === 0 ? 'succeeded' : undefined };
}
function stateFromListedJob(job) {
    const timeline = [{ status: job.status ?? '', atMs: (job.modifiedAt ?? job.createdAt ?? 0) * 1000 }];
    return { label: job.id, job, timeline, notes: [], outcome: (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_1__ ._P)(job) };
}


 }),

 189:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  run: () => ( run)
});

var job_state = __webpack_require__(5735);
var create_job_states = __webpack_require__(9176);
var retry_github = __webpack_require__(5875);
var claim = __webpack_require__(4617);
var state_owner = __webpack_require__(4174);
var superseding = __webpack_require__(7914);
var state_record = __webpack_require__(6948);
var announce_cancellation = __webpack_require__(6597);
var job_status = __webpack_require__(6722);
var cancel_recorded_jobs = __webpack_require__(4550);
;



function findEarlierClaims(task) {
    const { holder, githubTime } = task.context;
    const claims = (0,claim .P6)(task.ledger.record, { ...holder, nowMs: githubTime() });
    return claims.filter((each) => isObsolete(each, task));
}
function warnAboutDeadClaims(task, among) {
    const { states, context, watch, ledger } = task;
    const { holder, githubTime, reporter } = context;
    const shown = states.find(({ job }) => job !== undefined);
    for (const each of (0,claim .$t)(ledger.record, { ...holder, nowMs: githubTime() })) {
        const { key, claim } = each;
        const isNew = among?.some((other) => other.key === key && other.claim.holderId === claim.holderId);
        const isOurs = isObsolete(each, task) || isOfOtherSubject(each, task);
        if (!isOurs || isNew === false)
            continue;
        const note = interruptedNote(claim);
        reporter.warn(note);
        if (shown)
            watch.update(shown.label, (current) => (0,job_state .dW)(current, note));
    }
}
const interruptedNote = ({ label, run, submissionStartedAtMs = 0 }) => ({
    code: 'earlier-submission-interrupted',
    label,
    runId: run.id,
    startedAtMs: submissionStartedAtMs,
});
function isObsolete(each, task) {
    return each.claim.owner === task.context.holder.owner && !isAskedFor(each, task);
}
function isOfOtherSubject(each, task) {
    const { owner, isNotHead } = task.context.holder;
    const isByHand = (0,state_owner .yO)(each.claim.owner, owner) && !(0,state_owner .pD)(each.claim.owner, owner);
    return isNotHead !== true && isByHand && !isAskedFor(each, task);
}
function isAskedFor({ key }, { asked, ledger }) {
    return asked.some((state) => ledger.keyOf(state) === key);
}

;



function markReplacedJobs(task) {
    const { inputs, context, ledger } = task;
    if (hasSuccessor(task))
        return [];
    const replaced = findReplacedJobs(task);
    for (const { key, job, state } of replaced) {
        const replacedBy = inputs.onSuperseded === 'leave' ? '' : state.spec?.digest;
        ledger.updateJob(key, { ...job, replacedBy, replacedByRun: context.holder.run });
    }
    return replaced;
}
function findReplacedJobs(task) {
    const { states, asked, inputs, context, ledger } = task;
    const { holder } = context;
    const askedKeys = new Set(asked.flatMap((state) => ledger.keyOf(state) ?? []));
    const [successor] = isReverted(task) ? states : findSuccessors(states);
    if (successor === undefined)
        return [];
    const obsolete = (0,superseding .$L)(ledger.record, askedKeys, holder);
    const duplicates = states.flatMap((state) => {
        const { spec, job, isReused } = state;
        if (spec === undefined || job === undefined || isReused === true)
            return [];
        return (0,superseding .DA)(ledger.record, job.id, { ...holder, digest: spec.digest })
            .filter(({ job: { id } }) => states.every((other) => other.job?.id !== id))
            .map((each) => ({ ...each, state }));
    });
    const replaced = [...obsolete.map((each) => ({ ...each, state: successor })), ...duplicates];
    const isNew = ({ job }) => job.replacedBy === undefined || (0,state_record .qB)(job.replacedByRun ?? job.run, holder.run) === 0;
    return inputs.onSuperseded === 'leave' ? replaced.filter(isNew) : replaced;
}
function findSuccessors(states) {
    const isNew = (state) => !(0,job_state ._5)(state) && state.isReused !== true;
    const successors = states.some(isNew) ? states.filter(isNew) : states;
    return successors.filter(({ job }) => job !== undefined);
}
function isReverted({ asked }) {
    return asked.length > 0 && asked.every(job_state ._5);
}
function hasSuccessor({ states, ledger }) {
    return states.some((state) => ledger.successorOf(state) !== undefined);
}
function isNeeded(job, { context, ledger }) {
    const { holder, githubTime } = context;
    return (0,superseding .Ox)(ledger.record, job, { ...holder, nowMs: githubTime() });
}
function isUsedWithOtherKey({ key }, { ledger }) {
    return (0,state_record .Rh)(ledger.record, key).holds.some(({ isUnsigned }) => isUnsigned === true);
}

var supersede_task = __webpack_require__(552);
var state_orphans = __webpack_require__(9054);
;





function nameJobsAtOtherServices(task) {
    const { states } = task;
    const state = states.find(({ job }) => job !== undefined) ?? states[0];
    if (state === undefined || hasSuccessor(task))
        return;
    for (const note of noteJobsAtOtherServices(task))
        (0,supersede_task .gp)(note, state, task);
}
function noteAllAtOtherServices(task) {
    const { holder, githubTime } = task.context;
    const notes = noteJobsAtOtherServices(task);
    const orphans = (0,state_orphans .t)(task.ledger.record, holder.service, githubTime());
    const others = orphans.flatMap(({ id: jobId, service }) => service === undefined || notes.some((note) => 'jobId' in note && note.jobId === jobId)
        ? []
        : [{ code: 'obsolete-job-at-other-service', jobId, service }]);
    return [...notes, ...others];
}
function noteJobsAtOtherServices({ inputs, context, ledger }) {
    const { record } = ledger;
    const { holder, githubTime } = context;
    const services = new Set(Object.keys(record.requests).map(state_record .E5));
    services.delete(holder.service);
    return [...services].flatMap((service) => 
    (0,superseding .$L)(record, new Set(), { ...holder, service })
        .filter((each) => !(0,superseding .Ox)(record, each, { ...holder, nowMs: githubTime() }))
        .map(({ job: { id: jobId } }) => inputs.onSuperseded === 'leave'
        ? { code: 'obsolete-job-left', jobId }
        : { code: 'obsolete-job-at-other-service', jobId, service }));
}

var timeouts = __webpack_require__(1363);
;













async function isPullRequestClosed({ pullRequest }) {
    if (pullRequest === undefined)
        return false;
    if (pullRequest.isClosed)
        return true;
    return (await fetchKnownState(pullRequest))?.isClosed ?? false;
}
async function fetchKnownState(pullRequest) {
    const result = await pullRequest?.fetchState();
    return result?.ok === true ? result.value : undefined;
}
async function handleClosedPullRequest(states, inputs, context) {
    const { pullRequest } = context;
    const current = await fetchKnownState(pullRequest);
    const isMerged = pullRequest?.isMerged === true || current?.isMerged === true;
    const wasAbandoned = !isMerged && current?.isClosed !== false;
    const notes = wasAbandoned
        ? await cancelUnfinishedJobs(states, { ...inputs, isClosing: true }, context)
        : [];
    const message = { code: 'pull-request-closed', isMerged };
    context.reporter.info(message);
    if (notes.length === 0)
        return states.map(create_job_states .UC);
    return states.map((state) => [message, ...notes].reduce(withNoteOnly, (0,create_job_states .UC)(state)));
}
async function cancelIfClosed(states, inputs, context, watch) {
    const { pullRequest, ledger, reporter } = context;
    const mayRun = states.filter(({ job }) => job !== undefined && !(0,job_status .Hd)((0,job_status .xl)(job.status)));
    if (pullRequest === undefined || ledger === undefined || mayRun.length === 0)
        return false;
    await recordJobs(mayRun, { ...context, ledger });
    const current = await fetchKnownState(pullRequest);
    if (current?.isClosed !== true || current.isMerged)
        return false;
    const closed = { code: 'closed-after-submission' };
    reporter.info(closed);
    const notes = await cancelUnfinishedJobs(states, { ...inputs, isClosing: false }, context);
    for (const { label, job } of mayRun)
        watch.update(label, (state) => {
            const own = notes.filter((note) => 'jobId' in note && note.jobId === job?.id);
            const isStopped = own.some(({ code }) => STOPPED.includes(code));
            const noted = isStopped ? (0,job_state .dW)(state, closed) : [closed, ...own].reduce(withNoteOnly, state);
            return isStopped && state.outcome === 'submitted' ? { ...noted, outcome: 'cancelled' } : noted;
        });
    return true;
}
async function recordJobs(states, context) {
    const { ledger, clock } = context;
    const isRecorded = (state) => (0,state_record .Rh)(ledger.record, ledger.keyOf(state) ?? '').jobs.some(({ id }) => id === state.job?.id);
    if (states.every(isRecorded))
        return;
    const untilMs = clock.now() + timeouts .hE;
    await (0,retry_github .o)(() => ledger.write(states), { ...context, untilMs });
}
const STOPPED = ['obsolete-job-cancelled', 'obsolete-job-asked-to-stop'];
const CANCELLED_BY_OTHERS = ['cancelled-elsewhere', 'cancelled-by-other-step'];
async function explainClosing(states, { pullRequest }) {
    const isByOthers = ({ code }) => CANCELLED_BY_OTHERS.includes(code);
    if (pullRequest === undefined || !states.some(({ notes }) => notes.some(isByOthers)))
        return states;
    const current = await fetchKnownState(pullRequest);
    if (current?.isClosed !== true || current.isMerged)
        return states;
    return states.map((state) => {
        const notes = state.notes.filter((note) => !isByOthers(note));
        return notes.length === state.notes.length
            ? state
            : (0,job_state .dW)({ ...state, notes }, { code: 'cancelled-after-closing' });
    });
}
const withNoteOnly = (state, note) => (0,job_state .dW)(state, note);
async function cancelUnfinishedJobs(states, { isClosing, onSuperseded }, context) {
    const { ledger, clock, deadlineMs, holder, githubTime, reporter, pullRequest, isPullRequest } = context;
    const isOnOther = pullRequest?.number !== undefined && isPullRequest === true;
    if (ledger === undefined || isOnOther)
        return [];
    const untilMs = Math.min(deadlineMs, clock.now() + timeouts .oL);
    const result = await (0,retry_github .o)(() => ledger.read(states), { ...context, untilMs });
    if (!result.ok)
        return [{ code: 'unfinished-jobs-unknown', error: result.message }];
    const task = { states, onSuperseded, handledIds: new Set(), context: { ...context, ledger } };
    const notes = [...(await leaveJobs(task)), ...(await cancelUnlessReopened(task))];
    if (isClosing && (await awaitSubmissions(states, task.context)))
        notes.push(...(await leaveJobs(task)), ...(await cancelUnlessReopened(task)));
    const claims = (0,claim .$t)(ledger.record, { ...holder, nowMs: githubTime() }).filter(({ claim }) => isOfPullRequest(claim, context));
    const left = [
        ...noteAllAtOtherServices({ inputs: { onSuperseded }, context, ledger }),
        ...claims.map(({ claim }) => interruptedNote(claim)),
    ];
    for (const note of left)
        reporter.warn(note);
    return [...notes, ...left];
}
function findUnhandledJobs({ handledIds, context }) {
    const { ledger, holder, githubTime, pullRequest } = context;
    const ofOthers = (0,state_record .zo)(ledger.record, ({ holds, jobs }) => ({
        holds: holds.filter(({ owner }) => !(0,state_owner .pD)(owner, holder.owner)),
        jobs,
    }));
    const isNeeded = (each) => pullRequest?.number !== undefined && (0,superseding .Ox)(ofOthers, each, { ...holder, nowMs: githubTime() });
    return findUnfinishedJobs(ledger.record, holder).filter((each) => isOfPullRequest(each.job, context) && !handledIds.has(each.job.id) && !isNeeded(each));
}
function isOfPullRequest({ owner }, { pullRequest, holder }) {
    return pullRequest?.number === undefined || (0,state_owner .pD)(owner, holder.owner);
}
async function leaveJobs(task) {
    const { states, onSuperseded, handledIds, context } = task;
    const { ledger, holder, reporter } = context;
    const isLeft = ({ job }) => 
    job.leavesOnSuperseded === true ||
        (onSuperseded === 'leave' && (job.owner === holder.owner || (0,state_owner .sI)(job)));
    const left = findUnhandledJobs(task).filter(isLeft);
    if (left.length === 0)
        return [];
    for (const { key, job } of left)
        ledger.updateJob(key, { ...job, leavesOnSuperseded: true });
    await ledger.write(states);
    return left.map(({ job }) => {
        const note = { code: 'obsolete-job-left', jobId: job.id };
        handledIds.add(job.id);
        reporter.info(note);
        return note;
    });
}
const CLAIM_POLL_INTERVAL_MS = 10_000;
const MAX_SUBMISSIONS_WAIT_MS = 10 * 60_000;
async function awaitSubmissions(states, context) {
    const { ledger, clock, deadlineMs, holder, githubTime } = context;
    const findClaims = () => (0,claim .P6)(ledger.record, { ...holder, nowMs: githubTime() }).filter(({ claim }) => isOfPullRequest(claim, context));
    const hasClaims = findClaims().length > 0;
    const untilMs = Math.min(deadlineMs, clock.now() + MAX_SUBMISSIONS_WAIT_MS);
    while (clock.now() < untilMs && findClaims().length > 0) {
        await clock.sleep(Math.min(CLAIM_POLL_INTERVAL_MS, untilMs - clock.now()));
        await ledger.read(states);
    }
    return hasClaims;
}
async function cancelUnlessReopened(task) {
    const { states, handledIds, context } = task;
    const { pullRequest, reporter } = context;
    const notes = [];
    await (0,cancel_recorded_jobs ._)({
        find: () => findUnhandledJobs(task),
        announce: async (jobs) => {
            const announced = await (0,announce_cancellation .t)(jobs, states, context);
            const current = await fetchKnownState(pullRequest);
            if (current?.isClosed === false || current?.isMerged === true)
                return undefined;
            return announced.ok ? announced.limit : context;
        },
        report: ({ job }, { note }) => {
            handledIds.add(job.id);
            if (note === undefined)
                return;
            reporter.info(note);
            notes.push(note);
        },
    }, context);
    return notes;
}
function findUnfinishedJobs({ requests }, { run, service }) {
    return Object.entries(requests).flatMap(([key, { holds, jobs }]) => {
        const isUsedByNewerRun = holds.some((hold) => !hold.isUnsigned && (0,state_record .VZ)(hold.run, run));
        if (isUsedByNewerRun || (0,state_record .E5)(key) !== service)
            return [];
        return jobs.filter(({ isUnfinished }) => isUnfinished).map((job) => ({ key, job }));
    });
}

var jobs_clock = __webpack_require__(4922);
;




function outageEndMs({ clock, deadlineMs }) {
    return Math.min(deadlineMs, clock.now() + timeouts .l3);
}
async function readRecord(states, ledger, context) {
    const result = await (0,retry_github .o)(() => ledger.read(states), { ...context, untilMs: outageEndMs(context) });
    return { result, readAt: (0,jobs_clock .Et)(context.clock) };
}
function refuseAll(states, error, code = 'record-unavailable') {
    const note = { code, error };
    return states.map((state) => (state.spec ? (0,job_state .dW)(state, note, 'refused') : state));
}
function waitingNote({ run, jobId }) {
    return jobId === undefined
        ? { code: 'waiting-for-other-run', runId: run.id }
        : { code: 'waiting-for-cancellation', jobId };
}
function resolveWithoutRecord(states, { isPermanent, message }, reuse, { reporter }) {
    if (isPermanent)
        return refuseAll(states, message, 'record-refused');
    if (reuse)
        return refuseAll(states, message);
    reporter.warn({ code: 'submitting-without-record' });
    return states;
}

var comment_record_store = __webpack_require__(3304);
;







const MAX_WRITES = 3;
async function withoutCancelledJobs(states, context) {
    const mayBeCancelled = ({ job }) => (0,job_status .xl)(job?.status) !== 'succeeded';
    if (!states.some(mayBeCancelled))
        return states;
    const record = await announceFollowing(states, context);
    if (record === undefined)
        return states;
    const { ledger, githubTime } = context;
    return states.filter((state) => {
        const { jobs } = (0,state_record .Rh)(record, ledger.keyOf(state) ?? '');
        const recorded = jobs.find(({ id }) => id === state.job?.id);
        if (recorded === undefined || !mayBeCancelled(state))
            return true;
        return !(0,superseding .vH)(recorded, githubTime()) && !(0,superseding .r4)(recorded, githubTime());
    });
}
async function announceFollowing(states, { ledger, clock, random, resolved }) {
    for (let writes = 1;; writes++) {
        const start = (0,jobs_clock .Et)(clock);
        const options = { clock, random, untilMs: start.nowMs + timeouts .hE };
        const written = await (0,retry_github .o)(() => ledger.write([...resolved, ...states]), options);
        if (!written.ok)
            return undefined;
        if ((0,jobs_clock .hy)(start, clock) > comment_record_store .xG && writes < MAX_WRITES)
            continue;
        const read = await (0,retry_github .o)(() => ledger.read(states), options);
        if (!read.ok)
            return undefined;
        if (states.every((state) => isRecorded(state, read.value, ledger)) || writes >= MAX_WRITES)
            return read.value;
    }
}
function isRecorded(state, record, ledger) {
    const { holds } = (0,state_record .Rh)(record, ledger.keyOf(state) ?? '');
    return holds.some(({ holderId, jobId }) => holderId === ledger.holderId && jobId === state.job?.id);
}

var retry = __webpack_require__(5150);
var list_jobs = __webpack_require__(3119);
;



const UNKNOWN_CLOCK_MARGIN_S = 300;
async function takeBaseline(options, onFirstFailure) {
    const recent = options.recentBaseline?.take(options.clock);
    if (recent !== undefined)
        return recent;
    let asked = (0,jobs_clock .Et)(options.clock);
    const read = () => {
        asked = (0,jobs_clock .Et)(options.clock);
        return (0,list_jobs .KY)(options.api);
    };
    const result = await (0,retry .L5)(read, 'never-read', {
        ...options,
        untilMs: options.retryUntilMs,
        onFirstFailure: ({ error }) => {
            onFirstFailure(error);
        },
    });
    if (result.ok)
        return { kind: 'read', page: result.value, asked, readAtMs: options.clock.now() };
    const { error } = result;
    return { kind: (0,retry .dg)(error) ? 'stop' : (0,retry .$W)(error), error };
}
async function renewBaseline(baseline, options) {
    if (isRecent(baseline, options.clock))
        return baseline;
    const renewed = await takeBaseline(options, () => undefined);
    return renewed.kind === 'list-unavailable' ? baseline : renewed;
}
function isRecent(baseline, clock) {
    return baseline.kind !== 'read' || (0,jobs_clock .hy)(baseline.asked, clock) <= jobs_clock .ex * 1000;
}
function createPendingSubmission(submission, { page, readAtMs }, clock) {
    const { jobs, total, serverNowMs } = page;
    const serverTimeMs = serverNowMs === undefined ? clock.wall() : serverNowMs + (clock.now() - readAtMs);
    const marginS = serverNowMs === undefined ? UNKNOWN_CLOCK_MARGIN_S : jobs_clock .ex;
    return {
        ...submission,
        knownIds: jobs.map(({ id }) => id),
        sinceS: Math.max(Math.floor(serverTimeMs / 1000), ...jobs.map(({ createdAt = 0 }) => createdAt)) - marginS,
        isBaselineComplete: total === undefined ? jobs.length < list_jobs .md : jobs.length >= total,
    };
}

var match_request = __webpack_require__(349);
var job_spec_document = __webpack_require__(9428);
;



function durationsOfSimilarJobs(request, jobs) {
    return jobs.flatMap((job) => {
        const { status, createdAt, modifiedAt } = job;
        if ((0,job_status .xl)(status) !== 'succeeded' || createdAt === undefined || modifiedAt === undefined)
            return [];
        return modifiedAt > createdAt && isSimilar(request, job) ? [(modifiedAt - createdAt) * 1000] : [];
    });
}
function isSimilar(request, job) {
    const { training_steps: steps, batch_size: batchSize } = request.hyperparameters ?? {};
    const model = request.model_config.base_model;
    return (steps !== undefined &&
        (0,match_request .am)(request.job_type, job.jobType) &&
        (0,match_request .am)(model, field(job.modelConfig, 'base_model')) &&
        (0,match_request .am)(steps, field(job.hyperparameters, 'training_steps')) &&
        (0,match_request .am)(batchSize, field(job.hyperparameters, 'batch_size')));
}
function field(value, name) {
    return (0,job_spec_document .pi)(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

var recover_submission = __webpack_require__(8997);
;






const MAX_RECORDED_IDS = 10;
async function recordBaselines(states, { api, clock, ledger, recentBaseline, reporter, }) {
    const asked = (0,jobs_clock .Et)(clock);
    const result = await (0,list_jobs .KY)(api);
    if (!result.ok)
        return;
    recentBaseline?.set({ page: result.value, asked, readAtMs: clock.now() });
    for (const state of states) {
        const baseline = state.spec && createRecordedBaseline(state.spec.request, result.value, clock);
        if (baseline !== undefined)
            ledger.setBaseline(state, baseline);
        if (state.spec !== undefined)
            reporter.setDurations(state.label, durationsOfSimilarJobs(state.spec.request, result.value.jobs));
    }
}
function createRecordedBaseline(request, page, clock) {
    if (page.serverNowMs === undefined)
        return undefined;
    const submission = { fingerprint: (0,match_request .MH)(request), requireExactMatch: false };
    const pending = createPendingSubmission(submission, { page, readAtMs: clock.now() }, clock);
    const similar = (0,recover_submission .e)(page.jobs, { ...pending, knownIds: [] }, new Set());
    return { sinceS: pending.sinceS, knownIds: similar.slice(0, MAX_RECORDED_IDS).map(({ job }) => job.id) };
}

var other_claims = __webpack_require__(8434);
;



function markRefused(state, error) {
    return (0,job_state .G9)(state, 'refused', error);
}
function markGaveUp(state, error, waitedMs) {
    const refused = markRefused(state, error);
    return (0,retry .dg)(error) ? (0,job_state .dW)(refused, { code: 'submission-gave-up', waitedMs }) : refused;
}
function resolveSubmission(state, unanswered, recovery, wallMs) {
    const { error, isConflict, resubmissions } = unanswered;
    if (recovery.kind === 'adopted') {
        const note = { code: 'adopted-after-lost-response', unverifiedFields: recovery.unverified };
        return (0,job_state .dW)({ ...(0,job_state .cq)(state, recovery.job, wallMs), provenance: 'recovered' }, note);
    }
    if (isConflict && resubmissions === 0 && recovery.kind === 'none')
        return markRefused(state, error);
    return (0,job_state .ci)((0,job_state .G9)(state, 'unknown', error), [
        { code: 'submission-unanswered', resubmissions },
        recoveryNote(recovery),
        { code: 'how-to-find-job' },
    ]);
}
function recoveryNote(recovery) {
    switch (recovery.kind) {
        case 'none':
            return { code: 'no-job-found', searchedMs: timeouts .T2 };
        case 'unreadable':
            return recovery.isTimedOut && recovery.error === undefined
                ? { code: 'job-list-search-timed-out' }
                : { code: 'job-list-unsearchable', error: recovery.error?.message };
        case 'ambiguous': {
            const [jobId, ...others] = recovery.ids;
            return jobId !== undefined && others.length === 0
                ? { code: 'match-unproven', jobId }
                : { code: 'matches-ambiguous', jobIds: recovery.ids };
        }
    }
}

var provenance = __webpack_require__(7361);
var lease = __webpack_require__(3175);
;












const NOT_FOUND_RETRY_DELAY_MS = 5_000;
async function reuseRecordedJob({ state, spec }, jobs, context) {
    const { ledger, holder } = context;
    const request = (0,state_record .Rh)(ledger?.record ?? state_record .sU, ledger?.keyOf(state) ?? '');
    let isCancelling = false;
    for (const recorded of jobs) {
        const { id } = recorded;
        const result = await readRecordedJob(state, recorded, context);
        if (!result.ok && !(0,retry .c4)(result.error))
            return (0,job_state .dW)(markRefused(state, result.error), { code: 'recorded-job-unreadable', jobId: id });
        if (!result.ok || !(0,state_record .YN)(recorded, result.value)) {
            if (!mayBeGone(recorded, holder))
                return (0,job_state .dW)(result.ok ? (0,job_state .G9)(state, 'refused') : markRefused(state, result.error), {
                    code: 'recorded-job-missing',
                    jobId: id,
                });
            context.reporter.info({ code: 'recorded-job-gone', jobId: id }, state.label);
            continue;
        }
        if (!(0,provenance .LE)(recorded.provenance, spec.request, result.value))
            continue;
        const isSameRun = (0,claim .NG)(request, recorded, holder.run);
        if (isUseless(result.value, isSameRun, context)) {
            if (recorded.isUnfinished)
                context.reporter.info(unusedJobNote(result.value), state.label);
            continue;
        }
        const hasSucceeded = (0,job_status .xl)(result.value.status) === 'succeeded';
        if (!hasSucceeded && (0,superseding .r4)(recorded, context.githubTime())) {
            isCancelling = true;
            continue;
        }
        const { approval } = recorded;
        const reused = markReused(state, result.value, (0,provenance ["if"])(recorded.provenance), context);
        const code = hasSucceeded ? 'already-trained' : 'follows-recorded-job';
        return (0,job_state .dW)({ ...reused, approval }, { code, isSameRun, createdAtS: result.value.createdAt });
    }
    return isCancelling ? 'wait' : 'submit';
}
function isUseless({ status }, isSameRun, { isScheduled }) {
    const phase = (0,job_status .xl)(status);
    return (0,job_status .Ou)(phase) || (phase === 'succeeded' && isScheduled === true && !isSameRun);
}
function mayBeGone(recorded, holder) {
    const { isUnfinished, provenance } = recorded;
    return !isUnfinished || provenance === 'unsigned' || isOfOtherKey(recorded, holder);
}
const isOfOtherKey = ({ keyId }, holder) => keyId !== undefined && keyId !== holder.keyId;
function hasModel(recorded, holder) {
    const { outputModel, provenance } = recorded;
    return outputModel !== undefined && provenance !== 'unsigned' && !isOfOtherKey(recorded, holder);
}
function readHistoryOf(recorded, state, context) {
    if (!mayBeGone(recorded, context.holder) || hasModel(recorded, context.holder))
        return 'read-before';
    if (isInUse(recorded, state, context))
        return 'read-before';
    const ageMs = context.githubTime() - recorded.atMs;
    return Math.abs(ageMs) < timeouts .n1 ? 'just-created' : 'never-read';
}
function isInUse({ id }, state, { ledger, holder, githubTime }) {
    if (ledger === undefined)
        return false;
    const { holds } = (0,state_record .Rh)(ledger.record, ledger.keyOf(state) ?? '');
    return holds.some((hold) => hold.jobId === id && hold.holderId !== holder.holderId && (0,lease .N3)(hold, githubTime()));
}
async function readRecordedJob(state, recorded, context) {
    const { id, atMs, createdAtS = atMs / 1000 } = recorded;
    const { api, clock, random, deadlineMs, reporter } = context;
    const loggedStatuses = new Set();
    const get = async () => {
        const result = await api.get(id);
        if (!result.ok && !loggedStatuses.has(result.error.status)) {
            loggedStatuses.add(result.error.status);
            reporter.info({ code: 'recorded-job-read-failed', jobId: id, error: result.error.message }, state.label);
        }
        return result;
    };
    const untilMs = Math.min(deadlineMs, clock.now() + timeouts .l3);
    const retryOptions = { clock, random, untilMs };
    const first = await (0,retry .L5)(get, 'never-read', retryOptions);
    if (first.ok || !(0,retry .c4)(first.error))
        return first;
    const readHistory = readHistoryOf(recorded, state, context);
    if (readHistory === 'never-read')
        await clock.sleep(NOT_FOUND_RETRY_DELAY_MS);
    const result = await (0,retry .L5)(get, readHistory, retryOptions);
    if (readHistory === 'never-read' || result.ok || !(0,retry .c4)(result.error))
        return result;
    const sinceS = Math.floor(createdAtS) - jobs_clock .ex;
    const list = await (0,list_jobs .f1)({ api, clock, deadlineMs: untilMs }, sinceS);
    const listed = list.ok ? list.value.jobs.find((job) => job.id === id) : undefined;
    return listed === undefined ? result : { ok: true, value: listed };
}
function unusedJobNote({ id: jobId, status, outputModel }) {
    return { code: 'earlier-job-unused', jobId, status, outputModel };
}
function markReused(state, job, provenance, { clock }) {
    return { ...(0,job_state .cq)(state, job, clock.wall()), isReused: true, provenance };
}

;








const claimantOf = ({ holder, githubTime, isScheduled }, digest) => ({ ...holder, digest, nowMs: githubTime(), isScheduled });
class TriedDecisions {
    #keys = new Set();
    has(state, decision) {
        return this.#keys.has(keyOf(state, decision));
    }
    add(state, decision) {
        this.#keys.add(keyOf(state, decision));
    }
}
const keyOf = ({ label }, decision) => JSON.stringify([label, decision]);
class InterruptedSubmissions {
    #inputs;
    #context;
    #tried;
    #notes = new Map();
    constructor(inputs, context, tried) {
        this.#inputs = inputs;
        this.#context = context;
        this.#tried = tried;
    }
    mayHaveJob(state, record) {
        return this.#inputs.reuse && this.#untried(state, record).length > 0;
    }
    inOrder(pending) {
        const { ledger } = this.#context;
        const sinceMs = ({ spec }) => Math.min(...(0,claim .uK)(ledger.record, claimantOf(this.#context, spec.digest)).map((each) => each.sinceMs));
        return pending.toSorted((a, b) => (sinceMs(a) === sinceMs(b) ? 0 : sinceMs(a) - sinceMs(b)));
    }
    async search({ state, spec }, resolved) {
        const { ledger, reporter } = this.#context;
        const untried = this.#untried(state, ledger.record);
        if (untried.length === 0)
            return 'none';
        reporter.info({ code: 'searching-for-interrupted-run' }, state.label);
        for (const decision of untried) {
            this.#tried.add(state, decision);
            const interrupted = { ...decision, ...this.#inputs, record: ledger.record, resolved };
            const recovered = await recoverInterruptedSubmission({ state, spec }, interrupted, this.#context);
            if (recovered === 'submit')
                continue;
            if ('unused' in recovered) {
                await this.#recordUnused((0,other_claims .uT)(recovered.unused, decision, this.#context));
                continue;
            }
            if (recovered.job === undefined)
                await ledger.leaveToOthers([state]);
            return (0,other_claims .uT)(recovered, decision, this.#context);
        }
        return 'claim again';
    }
    withNotes(state) {
        return (0,job_state .ci)(state, this.#notes.get(state.label) ?? []);
    }
    #untried(state, record) {
        const { spec } = state;
        if (spec === undefined)
            return [];
        return (0,claim .uK)(record, claimantOf(this.#context, spec.digest)).filter((decision) => !this.#tried.has(state, decision));
    }
    async #recordUnused(unused) {
        const { label, job } = unused;
        if (job === undefined)
            return;
        const note = unusedJobNote(job);
        this.#context.reporter.info(note, label);
        this.#notes.set(label, [...(this.#notes.get(label) ?? []), note]);
        await this.#context.ledger.recordJob(unused);
    }
}
async function recoverInterruptedSubmission({ state, spec }, interrupted, context) {
    const { untilMs, record, resolved, isInMatrix } = interrupted;
    const isProven = ({ provenance }) => provenance !== 'unsigned';
    const known = Object.values(record.requests).flatMap(({ jobs }) => jobs.filter(isProven));
    const claimed = (0,other_claims ._V)((0,match_request .MH)(spec.request), interrupted);
    const submission = {
        ...claimed,
        knownIds: [...known.map(({ id }) => id), ...claimed.knownIds],
        requireExactMatch: isInMatrix,
    };
    const recovery = await (0,recover_submission .H)(submission, {
        ...context,
        claimedIds: new Set(resolved.filter(isProven).flatMap(({ job }) => job?.id ?? [])),
        readOtherClaims: () => (0,other_claims .UL)({ digest: spec.digest, claim: interrupted }, { reports: context.reporter, step: context }),
        sentAgoMs: context.githubTime() - untilMs,
    });
    if (recovery.kind === 'none')
        return 'submit';
    if (recovery.kind !== 'adopted')
        return (0,job_state .dW)((0,job_state .dW)(state, recoveryNote(recovery)), { code: 'interrupted-run-unresolved' }, 'unknown');
    const recovered = markReused(state, recovery.job, 'recovered', context);
    return isUseless(recovery.job, interrupted.run.id === context.holder.run.id, context)
        ? { unused: (0,job_state .G9)(recovered, (0,job_status ._P)(recovery.job)) }
        : (0,job_state .dW)(recovered, { code: 'adopted-from-interrupted-run' });
}

;










const MAX_RERUN_AGE_MS = 30 * 24 * 3600_000;
async function findJobsOfPreviousAttempt(states, { reuse, isInMatrix }, context) {
    if (!reuse || isInMatrix || context.holder.run.attempt < 2)
        return states;
    const { clock, random, api, deadlineMs, isScheduled, eventTimeMs } = context;
    const sinceMs = eventTimeMs ?? clock.wall() - MAX_RERUN_AGE_MS;
    const sinceS = Math.floor(sinceMs / 1000) - jobs_clock .ex;
    const untilMs = Math.min(deadlineMs, clock.now() + timeouts .l3);
    const options = { api, clock, random, deadlineMs: untilMs, untilMs };
    const result = await (0,retry .L5)(() => (0,list_jobs .f1)(options, sinceS), 'never-read', options);
    if (!result.ok) {
        const { error } = result;
        if ((0,retry .dg)(error) || (0,retry .$W)(error) === 'stop')
            return states.map((state) => (state.spec && !state.outcome ? markRefused(state, error) : state));
        context.reporter.warn({ code: 'previous-attempt-unknown', error: error.message });
        return states;
    }
    const isUnused = (job) => givesNoModel(job, isScheduled);
    const claimedIds = new Set();
    return states.map((state) => {
        const { spec, outcome } = state;
        if (spec === undefined || outcome !== undefined)
            return state;
        const isAmbiguous = states.some((other) => other !== state && other.spec && (0,match_request .ZZ)(spec.request, other.spec.request));
        const submission = pendingSubmission(spec, sinceS);
        for (const { job } of (0,recover_submission .e)(result.value.jobs.filter(isUnused), submission, claimedIds))
            context.reporter.info(unusedJobNote(job), state.label);
        const matched = matchFromList(state, submission, {
            jobs: result.value.jobs.filter((job) => !isUnused(job)),
            claimedIds,
            isAmbiguous,
            wallMs: clock.wall(),
        });
        if (matched.job !== undefined)
            context.reporter.submissionSettled(matched);
        return matched;
    });
}
function givesNoModel({ status }, isScheduled = false) {
    const phase = (0,job_status .xl)(status);
    return (0,job_status .Ou)(phase) || (isScheduled && phase === 'succeeded');
}
function pendingSubmission({ request }, sinceS) {
    return {
        fingerprint: (0,match_request .MH)(request),
        knownIds: [],
        sinceS,
        isBaselineComplete: false,
        requireExactMatch: false,
    };
}
function matchFromList(state, submission, { jobs, claimedIds, isAmbiguous, wallMs }) {
    const candidates = (0,recover_submission .e)(jobs, submission, claimedIds);
    const [match] = candidates;
    if (match === undefined)
        return state;
    if (candidates.length > 1 || (isAmbiguous && match.unverified.length > 0)) {
        const jobIds = candidates.map(({ job }) => job.id);
        return (0,job_state .dW)(state, { code: 'previous-attempt-ambiguous', jobIds }, 'unknown');
    }
    claimedIds.add(match.job.id);
    const note = { code: 'adopted-from-previous-attempt', unverifiedFields: match.unverified };
    return (0,job_state .dW)({ ...(0,job_state .cq)(state, match.job, wallMs), isReused: true, provenance: 'listed' }, note);
}

;













const deduplicate_CLAIM_POLL_INTERVAL_MS = 10_000;
const GIVE_WAY_MS = 60_000;
const MAX_RECORD_AGE_MS = 1_000;
async function resolveExistingJobs(states, inputs, context, watch) {
    const { ledger, lookupError, recordRefusal } = context;
    if (recordRefusal !== undefined)
        return refuseAll(states, recordRefusal, 'record-refused');
    if (lookupError !== undefined && inputs.reuse)
        return refuseAll(states, lookupError);
    if (ledger === undefined) {
        context.reporter.info({ code: 'record-not-kept' });
        return findJobsOfPreviousAttempt(states, inputs, context);
    }
    if (context.submissionBan === undefined)
        ledger.ask(states);
    const { result, readAt } = await readRecord(states, ledger, context);
    if (result.ok)
        return new Deduplicator(inputs, context, ledger, watch).resolveAll(states, result.value, readAt);
    return resolveWithoutRecord(states, result, inputs.reuse, context);
}
class Deduplicator {
    #inputs;
    #context;
    #ledger;
    #watch;
    #resolved = new Map();
    #loggedNotes = new Set();
    #interrupted;
    #tried = new TriedDecisions();
    #judged = new Set();
    #baselineAsked;
    constructor(inputs, context, ledger, watch) {
        this.#inputs = inputs;
        this.#context = context;
        this.#ledger = ledger;
        this.#watch = watch;
        this.#interrupted = new InterruptedSubmissions(inputs, { ...context, ledger }, this.#tried);
    }
    async resolveAll(states, initialRecord, initialReadAt) {
        const { clock, deadlineMs, submissionBan } = this.#context;
        let [record, readAt] = [initialRecord, initialReadAt];
        let unresolved = states.filter(({ spec, outcome }) => spec !== undefined && outcome === undefined);
        while (unresolved.length > 0) {
            const { toSubmit, toFollow, waitingCount } = await this.#decideAll(unresolved, record);
            await this.#follow(toFollow);
            const mayClaim = toSubmit.length > 0 && waitingCount === 0;
            if (submissionBan !== undefined)
                for (const each of toSubmit)
                    this.#resolve((0,job_state .dW)(each, submissionBan, 'refused'));
            else if (mayClaim)
                await this.#prepare(toSubmit, states, record);
            const allowed = toSubmit.filter(({ label }) => !this.#resolved.has(label));
            if (mayClaim && allowed.length > 0 && (0,jobs_clock .hy)(readAt, clock) <= MAX_RECORD_AGE_MS)
                record = await this.#claim(allowed, record);
            unresolved = unresolved.filter(({ label }) => !this.#resolved.has(label));
            if (unresolved.length === 0)
                break;
            if (clock.now() >= deadlineMs) {
                for (const each of unresolved)
                    this.#resolve((0,job_state .dW)(each, { code: 'out-of-time-before-submission' }, 'timed-out'));
                break;
            }
            if (waitingCount > 0)
                await clock.sleep(Math.min(deduplicate_CLAIM_POLL_INTERVAL_MS, deadlineMs - clock.now()));
            const read = await readRecord(unresolved, this.#ledger, this.#context);
            readAt = read.readAt;
            if (read.result.ok)
                record = read.result.value;
            else
                for (const each of refuseAll(unresolved, read.result.message))
                    this.#resolve(each);
        }
        return states.map((state) => this.#resolved.get(state.label) ?? state);
    }
    async #prepare(toSubmit, states, record) {
        const { clock, judge } = this.#context;
        const isRecent = (0,jobs_clock .hy)(this.#baselineAsked, clock) <= timeouts .Ic;
        const toJudge = toSubmit.filter((state) => !this.#interrupted.mayHaveJob(state, record));
        if (isRecent && toJudge.every(({ label }) => this.#judged.has(label)))
            return;
        const known = states.map((state) => this.#resolved.get(state.label) ?? state);
        const rejected = toJudge.length > 0 ? ((await judge?.judge(toJudge, known)) ?? []) : [];
        for (const each of rejected)
            this.#resolve(each);
        for (const state of toJudge) {
            this.#judged.add(state.label);
            this.#ledger.setApproval(state, judge?.withApproval(state).approval);
        }
        const allowed = toSubmit.filter(({ label }) => !this.#resolved.has(label));
        if (allowed.length === 0)
            return;
        this.#baselineAsked = (0,jobs_clock .Et)(clock);
        await recordBaselines(allowed, { ...this.#context, ledger: this.#ledger });
    }
    #resolve(resolved) {
        const { reporter } = this.#context;
        const state = this.#interrupted.withNotes(resolved);
        this.#resolved.set(state.label, state);
        if (state.job === undefined)
            return reporter.stateDecided(state);
        reporter.submissionSettled(state);
        this.#watch.add(state);
    }
    async #decideAll(unresolved, record) {
        const toSubmit = [];
        const toFollow = [];
        let waitingCount = 0;
        for (const state of unresolved) {
            const { spec } = state;
            if (spec === undefined)
                continue;
            const resolution = this.#inputs.reuse ? await this.#applyDecisions(state, spec, record) : 'submit';
            if (resolution === 'submit')
                toSubmit.push(state);
            else if (resolution === 'wait')
                waitingCount++;
            else if (resolution.job !== undefined)
                toFollow.push(resolution);
            else
                this.#resolve(resolution);
        }
        return { toSubmit, toFollow, waitingCount };
    }
    async #follow(toFollow) {
        if (toFollow.length === 0)
            return;
        const steps = { ...this.#context, ledger: this.#ledger, resolved: [...this.#resolved.values()] };
        for (const state of await withoutCancelledJobs(toFollow, steps))
            this.#resolve(state);
    }
    #claimant({ digest }) {
        return claimantOf(this.#context, digest);
    }
    async #applyDecisions(state, spec, record) {
        for (const decision of (0,claim .XS)(record, this.#claimant(spec))) {
            if (this.#tried.has(state, decision))
                continue;
            const resolution = await this.#applyDecision(decision, state, spec);
            if (resolution !== 'submit')
                return resolution;
            if (decision.kind === 'reuse')
                this.#tried.add(state, decision);
        }
        const successor = this.#ledger.successorOf(state);
        if (successor === undefined)
            return 'submit';
        const note = { code: 'newer-run-has-other-commit', runId: successor.run.id };
        return (0,job_state .dW)(state, note, 'superseded');
    }
    async #applyDecision(decision, state, spec) {
        switch (decision.kind) {
            case 'submit':
                return 'submit';
            case 'reuse': {
                const resolution = await reuseRecordedJob({ state, spec }, decision.jobs, this.#context);
                if (resolution !== 'wait')
                    return resolution;
                const nowMs = this.#context.githubTime();
                const stopping = decision.jobs.find((job) => (0,superseding .r4)(job, nowMs));
                return this.#wait(state, { code: 'waiting-for-cancellation', jobId: stopping?.id ?? '' });
            }
            case 'wait':
                return this.#wait(state, waitingNote(decision));
            case 'recover':
                return 'submit';
            case 'superseded': {
                const note = { code: 'newer-run-has-other-version', runId: decision.run.id };
                return (0,job_state .dW)(state, note, 'superseded');
            }
        }
    }
    async #wait(state, note) {
        this.#logOnce(note, state.label);
        await this.#ledger.leaveToOthers([state]);
        return 'wait';
    }
    async #claim(toSubmit, record) {
        if (!this.#inputs.reuse)
            this.#ledger.overrideNewerRuns();
        const untilMs = outageEndMs(this.#context);
        const mayClaim = (current) => !this.#inputs.reuse || !toSubmit.some(({ spec }) => spec && (0,claim .DZ)(current, this.#claimant(spec)));
        const acquire = () => this.#ledger.acquire(toSubmit, mayClaim);
        const result = await (0,retry_github .o)(acquire, { ...this.#context, untilMs });
        if (!result.ok) {
            const { reuse } = this.#inputs;
            for (const each of resolveWithoutRecord(toSubmit, result, reuse, this.#context))
                this.#resolve(each);
            return record;
        }
        const { record: claimed, isWritten, isSlow } = result.value;
        const won = [];
        const lost = [];
        for (const state of toSubmit) {
            if (state.spec === undefined)
                continue;
            const key = (0,state_record .lq)(state.spec.digest, this.#context.holder.service);
            const [before, after] = [(0,state_record .Rh)(record, key), (0,state_record .Rh)(claimed, key)];
            const hasWon = isWritten &&
                (0,claim .CN)(before, after, this.#claimant(state.spec), isSlow) &&
                this.#ledger.successorOf(state) === undefined;
            if (!this.#inputs.reuse)
                this.#resolve(state);
            else if (hasWon)
                won.push({ state, spec: state.spec });
            else
                lost.push(state);
        }
        if (lost.length > 0) {
            await this.#ledger.leaveToOthers([...lost, ...won.map(({ state }) => state)]);
            if (isSlow)
                await this.#giveWay(lost, claimed);
        }
        else
            await this.#recoverOrSubmit(won);
        return claimed;
    }
    async #recoverOrSubmit(won) {
        for (const each of this.#interrupted.inOrder(won)) {
            const found = await this.#interrupted.search(each, [...this.#resolved.values()]);
            if (found === 'none')
                this.#resolve(each.state);
            else if (found !== 'claim again')
                this.#resolve(found);
        }
    }
    async #giveWay(lost, record) {
        const { clock, random, deadlineMs, holder } = this.#context;
        const isLater = lost.some(({ spec }) => spec &&
            (0,claim .xB)((0,state_record .Rh)(record, (0,state_record .lq)(spec.digest, holder.service)), this.#claimant(spec)));
        const waitMs = GIVE_WAY_MS * (1 + random());
        if (isLater)
            await clock.sleep(Math.max(0, Math.min(waitMs, deadlineMs - clock.now())));
    }
    #logOnce(note, label) {
        const key = JSON.stringify([note, label]);
        if (!this.#loggedNotes.has(key))
            this.#context.reporter.info(note, label);
        this.#loggedNotes.add(key);
    }
}

var find_acts = __webpack_require__(7364);
;





const MAX_ACTS_AGE_MS = 5_000;
const MAX_ACTS_AGE_LATER_MS = 20_000;
const MAX_ROUNDS = 3;
class ApprovalAnswers {
    #context;
    #answers = new Map();
    #lastAsked = new Map();
    #reliedOn = new Set();
    #reviewsWithoutEvent = new Set();
    #asked;
    #outageEndMs = Infinity;
    constructor(context) {
        this.#context = context;
    }
    forget() {
        this.#answers.clear();
    }
    forgetActs(kind) {
        const question = QUESTIONS[kind] ?? '';
        const maxAgeMs = this.#reliedOn.has(question) ? MAX_ACTS_AGE_LATER_MS : MAX_ACTS_AGE_MS;
        if ((0,jobs_clock .hy)(this.#lastAsked.get(question), this.#context.clock) >= maxAgeMs)
            this.#answers.delete(question);
        this.#reliedOn.add(question);
    }
    readPullRequest(conversation) {
        this.#outageEndMs = outageEndMs(this.#context);
        return this.#pullRequest(conversation);
    }
    async read(conversation, rules) {
        this.#outageEndMs = outageEndMs(this.#context);
        for (let round = 1;; round++) {
            if (!this.#isFresh)
                this.forget();
            const pullRequest = await this.#pullRequest(conversation);
            if (!pullRequest.ok)
                return pullRequest;
            const acts = await this.#acts(rules, pullRequest.value, conversation);
            if (!acts.ok)
                return acts;
            const pushes = await this.#pushes(pullRequest.value, conversation);
            if (!pushes.ok)
                return pushes;
            if (this.#isFresh || round === MAX_ROUNDS)
                return { ok: true, value: { pullRequest: pullRequest.value, ...acts.value, pushes: pushes.value } };
        }
    }
    get #isFresh() {
        return (0,jobs_clock .hy)(this.#asked, this.#context.clock) < timeouts .Ic;
    }
    async #pullRequest(conversation) {
        const fetched = await this.#once('pull request', () => conversation.fetch());
        if (!fetched.ok)
            return fetched;
        return fetched.value === undefined
            ? { ok: false, isNotFound: true, isPermanent: true, message: 'the pull request was not found' }
            : { ok: true, value: fetched.value };
    }
    async #acts({ by }, { labels = [] }, { reader }) {
        const [reviews, comments] = await Promise.all([
            this.#once('reviews', () => reader.reviews()),
            by.includes('comment') ? this.#once('comments', () => reader.comments()) : NOTHING,
        ]);
        if (!reviews.ok)
            return reviews;
        if (!comments.ok)
            return comments;
        const read = await this.#events(reviews.value, by, reader);
        const events = read.ok || !read.isNotFound || by.includes('label') ? read : NOTHING;
        if (!events.ok)
            return events;
        const labelEvents = by.includes('label') ? events.value : [];
        const ownReviews = by.includes('review') ? reviews.value : [];
        const acts = [
            ...(0,find_acts .aN)(ownReviews, events.value),
            ...(0,find_acts .Z3)(comments.value),
            ...(0,find_acts .jP)(labelEvents, labels),
        ];
        const withdrawn = [
            ...(0,find_acts .AP)(ownReviews, events.value),
            ...(0,find_acts .nN)(comments.value),
            ...(0,find_acts .dX)(labelEvents, labels),
        ];
        const withdrawals = (0,find_acts .ep)(reviews.value, events.value);
        return { ok: true, value: { acts, withdrawn, withdrawals } };
    }
    async #events(reviews, by, reader) {
        const dismissed = reviews.filter(({ state }) => state === 'DISMISSED');
        if (!by.includes('label') && dismissed.length === 0)
            return NOTHING;
        const ask = () => this.#once('events', () => reader.events());
        const events = await ask();
        const has = ({ id }) => events.ok && events.value.some((event) => event.kind === 'review_dismissed' && event.reviewId === id);
        const missing = dismissed.filter((review) => !has(review));
        if (!events.ok || missing.every(({ id }) => this.#reviewsWithoutEvent.has(id)))
            return events;
        for (const { id } of missing)
            this.#reviewsWithoutEvent.add(id);
        this.#answers.delete('events');
        return ask();
    }
    async isTestMerge(commit, pullRequest, conversation) {
        const { headSha, mergeCommit } = pullRequest;
        if (commit === mergeCommit)
            return { ok: true, value: true };
        if (this.#context.holder.isNotHead === true)
            return { ok: true, value: false };
        const parents = await this.#once(`parents of ${commit}`, () => conversation.reader.parentsOf(commit));
        if (!parents.ok)
            return parents;
        if (parents.value.length !== 2 || parents.value[1] !== headSha)
            return { ok: true, value: false };
        const pushes = await this.#pushes(pullRequest, conversation);
        this.#answers.delete('pushes');
        return pushes.ok ? { ok: true, value: pushes.value.every((push) => push.commit !== commit) } : pushes;
    }
    permissionOf(login, source) {
        return this.#once(`permission of ${login.toLowerCase()}`, () => source.permissionOf(login));
    }
    #pushes({ headRef, isFromFork }, { reader }) {
        if (headRef === undefined || isFromFork)
            return Promise.resolve(NOTHING);
        return this.#once('pushes', () => reader.pushes(headRef));
    }
    async #once(question, ask) {
        const { clock } = this.#context;
        const known = this.#answers.get(question);
        if (known !== undefined)
            return known;
        if (this.#answers.size === 0)
            this.#asked = (0,jobs_clock .Et)(clock);
        this.#lastAsked.set(question, (0,jobs_clock .Et)(clock));
        const answer = await (0,retry_github .o)(ask, { ...this.#context, untilMs: this.#outageEndMs });
        if (answer.ok || (answer.isNotFound && answer.isPermanent))
            this.#answers.set(question, answer);
        return answer;
    }
}
const NOTHING = { ok: true, value: [] };
const QUESTIONS = {
    review: 'reviews',
    comment: 'comments',
    label: 'events',
};

var external_node_crypto_ = __webpack_require__(7598);
var repository_folder = __webpack_require__(4686);
;

const MAX_BYTES = 1_000_000;
const SHA = /^[\da-f]{40}(?:[\da-f]{24})?$/;
async function readCheckedOutCommit(path, files) {
    const folder = await (0,repository_folder .q)(path, files);
    const read = async (name) => {
        const result = await files.read(`${folder === '' ? '' : `${folder}/`}.git/${name}`, MAX_BYTES);
        return result.kind === 'file' ? Buffer.from(result.bytes).toString('utf8').trim() : '';
    };
    const head = await read('HEAD');
    const ref = /^ref: (refs\/[^\s]+)$/.exec(head)?.[1];
    if (ref === undefined)
        return SHA.test(head) ? head : undefined;
    const loose = await read(ref);
    if (SHA.test(loose))
        return loose;
    const packed = (await read('packed-refs')).split('\n').map((line) => line.trim().split(' '));
    const sha = packed.find(([, name]) => name === ref)?.[0];
    return sha !== undefined && SHA.test(sha) ? sha : undefined;
}

;



const HASH_LENGTH = 16;
async function findPlanOrigin(specs, inputs, context) {
    const { owner, run, isNotHead } = context.holder;
    const found = await checkedOutCommits(specs, context);
    const commit = await findCommit(found, inputs, context);
    if (commit === undefined)
        return undefined;
    const isMerge = found.some((each) => each !== undefined && each !== commit);
    return {
        commit,
        isOtherCommit: commit === context.holder.commit ? undefined : true,
        inputsHash: hash([
            (0,state_owner .xs)(owner),
            inputs.spec,
            inputs.set,
            isMerge ? describeBase(specs, inputs, found) : '',
        ]),
        ownerHash: hash([owner]),
        runId: run.id,
        isNotHead,
    };
}
function describeBase(specs, { comparison }, commits) {
    const diffs = specs.map(({ label }) => comparison?.specDiffs.diffs.get(label)?.kind ?? 'not-comparable');
    return comparison?.error !== undefined || diffs.includes('not-comparable')
        ? commits
        : specs.flatMap(({ label }) => {
            const request = comparison?.requests.get(label);
            return request === undefined ? [] : [[label, request]];
        });
}
function hash(parts) {
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, HASH_LENGTH);
}
async function findCommit(found, { policy, ban, rejection }, context) {
    const { holder, approvals } = context;
    const proven = [undefined, holder.commit, approvals?.testMerge];
    const others = found.flatMap((commit) => (proven.includes(commit) ? [] : (commit ?? [])));
    const needsApproval = (policy ? policy.approval : (ban ?? rejection)) !== undefined;
    if (others.length > 0 && !needsApproval)
        return undefined;
    for (const commit of others) {
        const isMerge = await isTestMerge(commit, context);
        if (isMerge === undefined)
            return undefined;
        if (!isMerge)
            return approvals?.pullRequest?.isCheckoutUnproven ? undefined : commit;
    }
    return holder.commit;
}
function checkedOutCommits(specs, { files }) {
    const paths = specs.map(({ workspacePath, file }) => workspacePath ?? file);
    const byFolder = new Map(paths.map((path) => [path.slice(0, path.lastIndexOf('/') + 1), path]));
    return Promise.all([...byFolder.values()].map((path) => readCheckedOutCommit(path, files)));
}
async function isTestMerge(commit, { approvals, answers, holder }) {
    const conversation = approvals?.pullRequest;
    if (conversation === undefined)
        return false;
    const pullRequest = await answers.readPullRequest(conversation);
    if (!pullRequest.ok)
        return undefined;
    if (pullRequest.value.headSha !== holder.commit || pullRequest.value.isMerged)
        return false;
    const answer = await answers.isTestMerge(commit, pullRequest.value, conversation);
    return answer.ok ? answer.value : undefined;
}

var plan_step = __webpack_require__(4059);
var evaluate_policy = __webpack_require__(4678);
var load_policy = __webpack_require__(3539);
var approval_approval = __webpack_require__(1920);
var shown_plans = __webpack_require__(3273);
var account_names = __webpack_require__(5469);
;
function pushesOfBranch(pushes, headSha) {
    const branches = branchesOf(pushes);
    return branches.find((branch) => branch.some(({ commit }) => commit === headSha)) ?? branches[0] ?? [];
}
function branchesOf(pushes) {
    const branches = [];
    let isDeleted = false;
    for (const push of pushes) {
        if (isPush(push)) {
            const branch = branches.at(-1);
            const isSame = !isDeleted || branch?.at(-1)?.commit === push.commit;
            if (branch !== undefined && isSame)
                branch.push(push);
            else
                branches.push([push]);
        }
        isDeleted = !isPush(push);
    }
    return branches;
}
const isPush = (push) => push.commit !== undefined;

;



function findPushers(digest, evidence) {
    const { shownPlans, pusher, hasPushList } = evidence;
    const short = (0,shown_plans .VK)(digest);
    const first = (0,shown_plans .tP)(shownPlans, short);
    const forgotten = shownPlans.filter(shown_plans .rP).flatMap(({ pushers }) => pushers);
    const firstShownMs = first?.sinceMs;
    if (hasPushList && first?.hasAllPushers)
        return { names: first.pushers, forgotten, isUnknown: false, isComplete: true, firstShownMs };
    const { isComplete, ofRequest } = findPushesOf(short, first, evidence);
    const kept = isComplete ? [] : plansWithAllPushers(short, shownPlans);
    const known = [
        ...plansBefore(short, first, shownPlans),
        ...kept,
        first ?? { pushers: pusher === undefined ? [] : (0,account_names .Er)(pusher) },
    ].flatMap(({ pushers }) => pushers);
    const names = [...new Set([...known, ...ofRequest.flatMap(({ author }) => (0,account_names .Er)(author))])];
    const hasAll = hasPushList ? isComplete || kept.length > 0 : names.length > 0;
    return { names, forgotten, isUnknown: !hasAll, isComplete, firstShownMs };
}
function findPushesOf(digest, first, evidence) {
    const pushes = pushesOfBranch(evidence.pushes, evidence.headSha);
    const withoutRequest = new Set(plansWithout(digest, first, evidence).flatMap(({ hasOtherInputs, firstCommits, commits }) => hasOtherInputs ? firstCommits : commits));
    const own = evidence.commit === undefined ? [] : [(0,shown_plans .Ax)(evidence.commit)];
    const start = findPush(first?.firstCommits ?? own, pushes, first?.sinceMs);
    const candidates = pushes.slice(start >= 0 || first === undefined ? Math.max(start, 0) : newestBefore(first, pushes));
    const isWithout = ({ commit }) => withoutRequest.has((0,shown_plans .Ax)(commit));
    const end = candidates.slice(0, 1).some(isWithout) ? -1 : candidates.findIndex(isWithout);
    return { isComplete: start >= 0, ofRequest: end < 0 ? candidates : candidates.slice(0, end) };
}
function plansWithAllPushers(digest, plans) {
    return plans.filter((plan) => plan.hasAllPushers &&
        (0,shown_plans .ev)(plan, digest) &&
        (0,shown_plans .uD)(plan).every((each) => (0,shown_plans .tP)(plans, each) !== plan));
}
function plansBefore(digest, first, plans) {
    const firstMs = first?.sinceMs ?? Infinity;
    return plans.filter((plan) => !(0,shown_plans .TN)(plan) && (0,shown_plans .ev)(plan, digest) && plan.sinceMs < firstMs);
}
function plansWithout(digest, first, { shownPlans, planKey, inputsHash }) {
    const { key, inputsHash: hash, sinceMs } = first ?? { key: planKey, inputsHash, sinceMs: Infinity };
    if (hash === undefined)
        return [];
    return shownPlans.filter((plan) => plan.key === key &&
        plan.inputsHash === hash &&
        plan.sinceMs < sinceMs &&
        !plan.isPartial &&
        !(0,shown_plans .rP)(plan) &&
        !(0,shown_plans .ev)(plan, digest));
}
function findPush(commits, pushes, shownMs = Infinity) {
    const isOfCommits = ({ commit }) => commits.includes((0,shown_plans .Ax)(commit));
    const newest = pushes.findIndex((push) => isOfCommits(push) && push.atMs <= shownMs);
    return newest >= 0 ? newest : pushes.findLastIndex(isOfCommits);
}
function newestBefore({ sinceMs }, pushes) {
    const newest = pushes.findIndex(({ atMs }) => atMs <= sinceMs);
    return newest < 0 ? pushes.length : newest;
}

;

const MAX_INSIDERS = 20;
const MAX_STRANGERS = 8;
function orderActs(acts, { users, knownIds }) {
    const rankOf = ({ id, author, isInsider }) => {
        if (knownIds.has(id) || users.some((user) => (0,account_names .Av)(user, author.login)))
            return 0;
        return isInsider === true ? 1 : 2;
    };
    const newestFirst = acts.toSorted((a, b) => b.atMs - a.atMs);
    const newestOf = (rank, count) => {
        const logins = newestFirst.filter((act) => rankOf(act) === rank).map(loginOf);
        return [...new Set(logins)].slice(0, count);
    };
    const people = new Set([
        ...newestOf(0, Infinity),
        ...newestOf(1, MAX_INSIDERS),
        ...newestOf(2, MAX_STRANGERS),
    ]);
    const isAsked = (act) => people.has(loginOf(act));
    return {
        asked: acts.filter(isAsked).toSorted((a, b) => rankOf(a) - rankOf(b) || a.atMs - b.atMs),
        notAsked: acts.filter((act) => !isAsked(act)),
    };
}
const loginOf = ({ author }) => author.login.toLowerCase();

;




async function checkApproval(question, evidence) {
    const { rules, withdrawn = [] } = evidence;
    const judged = evidence.acts.map((act) => ({ act, objection: findObjection(act, question, evidence) }));
    const { asked, notAsked } = orderActs(judged.flatMap(({ act, objection }) => (isFinal(act, objection) ? [] : [act])), { users: rules.users, knownIds: new Set(question.knownActs.map(({ actId }) => actId)) });
    const needsTwo = !rules.allowSelf && isPusherUnknown(question.digest, evidence);
    const isHalf = (act) => !rules.allowSelf && needsSecond(act, question, evidence);
    const rejected = [
        ...withdrawn.map(({ act, because }) => ({ act, objection: { kind: 'withdrawn', because } })),
        ...judged.flatMap(({ act, objection }) => (isFinal(act, objection) ? [{ act, objection }] : [])),
        ...notAsked.map((act) => ({ act, objection: { kind: 'not-asked' } })),
    ];
    const halves = [];
    for (const each of asked) {
        const answer = await askAboutAuthor(each, question, evidence);
        if (!answer.ok)
            return answer;
        const { act, objection } = answer.value;
        if (objection !== undefined)
            rejected.push({ act, objection });
        else if (!isHalf(act)) {
            const approval = toLoneApproval(act, question, evidence);
            return { ok: true, value: { approval, needsTwo, rejected: [] } };
        }
        else {
            const other = halves.find((half) => (0,account_names .ko)(act.author, half.author));
            if (other !== undefined)
                return { ok: true, value: { approval: toJointApproval(other, act), needsTwo, rejected: [] } };
            if (halves.every((half) => !(0,account_names .ev)(act.author, (0,account_names .Er)(half.author))))
                halves.push(act);
        }
    }
    if (!needsTwo) {
        rejected.push(...halves.map((act) => ({ act, objection: { kind: 'not-shown' } })));
        return { ok: true, value: { needsTwo, rejected: whatToTell(rejected, []) } };
    }
    const [half] = halves.map(toApprovingAct);
    return { ok: true, value: { needsTwo, half, rejected: whatToTell(rejected, halves) } };
}
function isPusherUnknown(digest, evidence) {
    const { commit, forkCommits = [] } = evidence;
    const isOfFork = commit !== undefined && forkCommits.includes(commit);
    return !isOfFork && findPushers(digest, evidence).isUnknown;
}
function needsSecond(act, question, evidence) {
    if (wasIndependent(act, question))
        return false;
    return isPusherUnknown(question.digest, evidence) || isOfDroppedPlan(act, question, evidence);
}
function wasIndependent({ id }, { knownActs }) {
    return knownActs.some(({ actId, isIndependent }) => actId === id && isIndependent === true);
}
function isOfDroppedPlan({ id, atMs }, { digest, knownActs }, { shownPlans }) {
    const firstMs = (0,shown_plans .tP)(shownPlans, (0,shown_plans .VK)(digest))?.sinceMs ?? Infinity;
    return shownPlans.some(shown_plans .rP) && knownActs.some(({ actId }) => actId === id) && atMs < firstMs;
}
function toLoneApproval(act, question, evidence) {
    const isSelf = findSelf(act, question, evidence) !== undefined;
    const approval = toApprovingAct(act);
    return isSelf || needsSecond(act, question, evidence) ? approval : { ...approval, isIndependent: true };
}
function toApprovingAct({ kind, author, atMs, url, id }) {
    return { act: kind, by: author.login, byId: author.id, atMs, url, actId: id };
}
function toJointApproval(one, other) {
    const [first, last] = one.atMs <= other.atMs ? [one, other] : [other, one];
    return { ...toApprovingAct(last), first: toApprovingAct(first) };
}
function whatToTell(rejected, halves) {
    const toHalf = (act) => ({ act, objection: { kind: 'pusher-unknown' } });
    const byTime = (a, b) => a.act.atMs - b.act.atMs;
    const sorted = [...rejected.toSorted(byTime), ...halves.map(toHalf).sort(byTime)];
    const last = new Map(sorted.map((each) => [each.act.author.login.toLowerCase(), each]));
    return sorted.filter((each) => last.get(each.act.author.login.toLowerCase()) === each);
}
function isFinal({ isByLogin }, objection) {
    return objection !== undefined && (objection.kind !== 'account-unknown' || isByLogin !== true);
}
function findObjection(act, question, evidence) {
    if (act.author.isBot)
        return { kind: 'bot' };
    return (findWithdrawal(act, evidence) ??
        (evidence.rules.allowSelf ? undefined : findSelf(act, question, evidence)) ??
        findTimingObjection(act, question, evidence));
}
function findWithdrawal({ kind, author, atMs, isLatestTime }, { withdrawals = [] }) {
    if (kind === 'review')
        return undefined;
    const ofPerson = withdrawals.filter(({ by }) => (0,account_names .ev)(author, (0,account_names .Er)(by)));
    const later = ofPerson.findLast((each) => each.atMs >= atMs);
    if (later !== undefined)
        return { kind: 'withdrawn', because: later.because };
    return isLatestTime && ofPerson.length > 0 ? { kind: 'perhaps-withdrawn' } : undefined;
}
function findTimingObjection(act, { digest, knownActs }, evidence) {
    const { id, atMs, named, kind } = act;
    if (kind === 'dispatch' || knownActs.some(({ actId }) => actId === id))
        return undefined;
    const short = (0,shown_plans .VK)(digest);
    if (named !== undefined)
        return named.some((digits) => digest.replace(/^v\d+-/, '').startsWith(digits))
            ? undefined
            : { kind: 'not-named' };
    const since = (plan) => (0,shown_plans .ay)(plan, short, evidence.shownPlans);
    const wasShown = (plan) => {
        const { digests, sinceMs, untilMs = Infinity } = plan;
        if (!digests.includes(short) || atMs + 1_000 > untilMs)
            return false;
        return atMs >= sinceMs || (atMs + 1_000 > sinceMs && since(plan) < sinceMs);
    };
    const shown = evidence.shownPlans.filter(wasShown);
    if (shown.length === 0)
        return { kind: 'not-shown' };
    const settled = shown.filter((plan) => atMs >= since(plan) + shown_plans .BP);
    if (settled.length === 0)
        return { kind: 'just-changed' };
    return isOfOtherCommit(act, settled, evidence) ? { kind: 'not-head' } : undefined;
}
function isOfOtherCommit({ atMs, commit: reviewed }, plans, { commit, headSha, pushes }) {
    const pushed = new Set(pushes.flatMap((push) => (push.commit === undefined ? [] : (0,shown_plans .Ax)(push.commit))));
    const isOfBranch = ({ commits }) => commits.some((each) => pushed.has(each));
    if (pushes.length > 0 && !plans.some(isOfBranch))
        return false;
    const isShown = (each) => each === commit || plans.some(({ commits }) => commits.includes((0,shown_plans .Ax)(each)));
    const seen = reviewed !== undefined && wasPushedLater(reviewed, atMs, pushes) ? undefined : reviewed;
    if (seen !== undefined && !isShown(seen))
        return true;
    if (pushes.length === 0)
        return seen === undefined && headSha !== undefined && !isShown(headSha);
    const head = pushes.find((push) => push.atMs <= atMs)?.commit;
    return head === undefined || !isShown(head);
}
function wasPushedLater(commit, atMs, pushes) {
    const oldest = pushes.findLast((push) => push.commit === commit);
    return oldest !== undefined && oldest.atMs > atMs;
}
function findSelf(act, question, evidence) {
    const { author } = act;
    if ((0,account_names .Av)(evidence.author, author.login))
        return { kind: 'author' };
    if (wasIndependent(act, question))
        return undefined;
    const { names, forgotten } = findPushers(question.digest, evidence);
    const pushers = [...names, ...forgotten];
    if ((0,account_names .ev)(author, pushers))
        return { kind: 'pusher' };
    return (0,account_names .bv)(author, pushers) ? undefined : { kind: 'account-unknown' };
}
async function askAboutAuthor(act, question, evidence) {
    const { rules, withdrawals = [], permissionOf } = evidence;
    const { author, isByLogin } = act;
    const needsRole = !rules.users.some((user) => (0,account_names .Av)(user, author.login));
    const needsId = isByLogin === true && (!rules.allowSelf || withdrawals.length > 0);
    if (!needsRole && !needsId)
        return { ok: true, value: { act } };
    const permission = await permissionOf(author.login);
    if (!permission.ok)
        return permission;
    const { role, id } = permission.value;
    if (needsRole && !rules.from.some((each) => each === role))
        return { ok: true, value: { act, objection: { kind: 'role', role } } };
    if (isByLogin !== true)
        return { ok: true, value: { act } };
    const identified = { ...act, author: { ...author, id } };
    return {
        ok: true,
        value: { act: identified, objection: findObjection(identified, question, evidence) },
    };
}

var describe_approvals = __webpack_require__(9147);
var needs_approval = __webpack_require__(3567);
var github = __webpack_require__(6866);
;












class StepApprovals {
    #reuse;
    #context;
    #answers;
    #approvals = new Map();
    #halves = new Map();
    #pushers = new Map();
    #hasWarnedAboutCheckout = false;
    constructor(reuse, context, answers) {
        this.#reuse = reuse;
        this.#context = context;
        this.#answers = answers;
    }
    withApproval(state) {
        const approval = this.#approvals.get(state.label);
        const pushers = this.#pushers.get(state.label);
        return { ...state, approval, pushers };
    }
    checkAgain(toSubmit, policy) {
        this.#answers.forget();
        return this.check(toSubmit, policy);
    }
    async checkStill(toSubmit, policy) {
        const before = toSubmit.map(({ label }) => ({ label, approval: this.#approvals.get(label) }));
        const kinds = new Set(before.flatMap(({ approval }) => actsIn(approval)).map(({ act }) => act));
        for (const kind of kinds)
            this.#answers.forgetActs(kind);
        const rejected = await this.#check(toSubmit, policy);
        const hasNewActs = before.some(({ label, approval }) => hasOtherActs(this.#approvals.get(label), approval));
        if (rejected.length === 0 && !hasNewActs)
            return [];
        for (const { label, approval } of before)
            if (approval === undefined)
                this.#approvals.delete(label);
            else
                this.#approvals.set(label, approval);
        return this.checkAgain(toSubmit, policy);
    }
    async check(toSubmit, policy) {
        const rejected = await this.#check(toSubmit, policy);
        for (const { label } of rejected)
            this.#approvals.delete(label);
        return rejected.map((state) => ({ ...state, approval: undefined }));
    }
    async #check(toSubmit, policy) {
        const { approval: rules } = policy ?? {};
        const { approvals: source } = this.#context;
        const states = toSubmit.filter(({ spec }) => policy && spec && (0,needs_approval .v)(policy, spec.request));
        for (const state of toSubmit.filter((each) => !states.includes(each))) {
            this.#approvals.delete(state.label);
            this.#halves.delete(state.label);
        }
        if (rules === undefined || states.length === 0)
            return [];
        if (source === undefined)
            return refuse(states, { code: 'approval-unreadable', error: github .Y });
        const { pullRequest: conversation } = source;
        const { lookupError } = this.#context;
        if (conversation === undefined && lookupError !== undefined)
            return refuse(states, { code: 'approval-unreadable', error: lookupError });
        if (conversation === undefined) {
            const note = { code: 'approval-without-pull-request', approvers: (0,describe_approvals .QC)(rules) };
            const evidence = this.#evidence({ ...rules, allowSelf: true }, source, (0,find_acts .nv)(source.dispatch));
            return this.#judgeAll(states, evidence, { outcome: 'refused', noteOn: () => note });
        }
        const snapshot = await this.#answers.read(conversation, conversation.hasComment ? rules : { by: [] });
        if (!snapshot.ok)
            return refuse(states, { code: 'approval-unreadable', error: snapshot.message });
        const replaced = states.flatMap((state) => this.#markReplaced(state) ?? []);
        const current = states.filter(({ label }) => replaced.every((each) => each.label !== label));
        const target = { conversation, snapshot: snapshot.value };
        return [...replaced, ...(await this.#checkConversation(current, rules, source, target))];
    }
    #markReplaced(state) {
        const { ledger, origin } = this.#context;
        if (!this.#reuse || ledger?.planKey === undefined || origin === undefined)
            return undefined;
        const digest = (0,shown_plans .VK)(state.spec?.digest ?? '');
        const own = { ...origin, key: ledger.planKey, digest };
        const runId = (0,shown_plans .QO)(ledger.record.shownPlans ?? [], own);
        return runId === undefined
            ? undefined
            : (0,job_state .dW)(state, { code: 'newer-run-has-other-version', runId }, 'superseded');
    }
    async #checkConversation(states, rules, source, target) {
        const { conversation, snapshot } = target;
        const { pullRequest, acts } = snapshot;
        const { isClosed, isMerged } = pullRequest;
        if (isClosed && !isMerged)
            return states.map((state) => (0,job_state .dW)((0,create_job_states .UC)(state), { code: 'pull-request-closed', isMerged }));
        const started = (0,find_acts .nv)(source.dispatch);
        if (!conversation.hasComment) {
            const note = { code: 'approval-without-comment' };
            const evidence = this.#evidence(rules, source, started, target);
            return this.#judgeAll(states, evidence, { outcome: 'refused', noteOn: () => note });
        }
        if (this.#context.ledger?.isRead !== true)
            return refuse(states, { code: 'approval-unreadable', error: RECORD_UNREAD });
        const wrongCheckout = await this.#checkCheckout(states, target);
        if (wrongCheckout !== undefined)
            return refuse(states, wrongCheckout);
        const approvers = (0,describe_approvals .QC)(rules);
        const noteOn = ({ spec }, needsTwo) => isClosed
            ? { code: 'approval-missing-after-merge', approvers, needsTwo, command: namingCommand(spec, rules) }
            : { code: 'approval-missing', approvers, needsTwo };
        const outcome = isClosed ? 'refused' : 'unapproved';
        const evidence = this.#evidence(rules, source, [...acts, ...started], target);
        return this.#judgeAll(states, evidence, { outcome, noteOn });
    }
    #evidence(rules, source, acts, target) {
        const { ledger, origin } = this.#context;
        const { pullRequest, withdrawn, withdrawals, pushes = [] } = target?.snapshot ?? {};
        return {
            rules,
            acts,
            withdrawn,
            withdrawals,
            shownPlans: ledger?.record.shownPlans ?? [],
            planKey: ledger?.planKey,
            inputsHash: origin?.inputsHash,
            author: pullRequest?.author,
            headSha: pullRequest?.headSha,
            forkCommits: pullRequest?.isFromFork ? commitsOf(pullRequest) : undefined,
            commit: origin?.commit,
            pusher: origin === undefined || origin.isOtherCommit ? undefined : source.pusher,
            hasPushList: target?.conversation.hasPushList ?? true,
            pushes,
            permissionOf: (login) => this.#answers.permissionOf(login, source),
        };
    }
    async #judgeAll(states, evidence, { outcome, noteOn }) {
        const rejected = [];
        for (const state of states) {
            this.#keepPushers(state, evidence);
            const verdict = await this.#judge(state, evidence);
            if (!verdict.ok)
                return refuse(states, { code: 'approval-unreadable', error: verdict.message });
            const { approval, half } = verdict.value;
            if (half === undefined)
                this.#halves.delete(state.label);
            else
                this.#halves.set(state.label, half);
            if (approval !== undefined)
                this.#approvals.set(state.label, approval);
            else
                rejected.push({ state, verdict: verdict.value });
        }
        const ofLabel = outcome === 'unapproved' ? labelNotes(evidence, [...this.#halves.values()]) : [];
        return rejected.map(({ state, verdict: { needsTwo, half, rejected: acts } }) => {
            const described = { code: 'approvals-not-counted', acts: (0,describe_approvals .uh)(acts) };
            const notes = [noteOn(state, needsTwo), ...ofLabel, ...(acts.length === 0 ? [] : [described])];
            const pushers = this.#pushers.get(state.label);
            return (0,job_state .G9)({ ...(0,job_state .ci)(state, notes), pushers, halfApproval: half }, outcome);
        });
    }
    #keepPushers({ label, spec }, evidence) {
        const { names, isComplete, firstShownMs } = findPushers(spec?.digest ?? '', evidence);
        if (isComplete)
            this.#pushers.set(label, { names, firstShownMs });
    }
    #judge(state, evidence) {
        const { ledger } = this.#context;
        const key = ledger?.keyOf(state);
        const recorded = ledger === undefined || key === undefined ? [] : approvalsOf((0,state_record .Rh)(ledger.record, key));
        const accepted = this.#approvals.get(state.label) ?? [];
        const ofJobs = [...recorded, accepted].flat().flatMap(approval_approval .D);
        const digest = state.spec?.digest ?? '';
        const withoutJob = (ledger?.record.acts ?? []).filter(({ digests }) => digests.includes((0,shown_plans .VK)(digest)));
        const known = [...ofJobs, ...withoutJob.filter(({ isHalf }) => isHalf !== true)];
        const isOwn = ({ id, atMs }) => evidence.acts.some((act) => act.id === id && act.atMs === atMs);
        const recordedStarts = (0,find_acts .Jb)([...ofJobs, ...withoutJob]).filter((act) => !isOwn(act));
        const acts = [...evidence.acts, ...recordedStarts];
        return checkApproval({ digest, knownActs: known }, { ...evidence, acts });
    }
    async #checkCheckout(states, { conversation, snapshot }) {
        if (!conversation.isCheckoutUnproven || states.length === 0)
            return undefined;
        const { pullRequest } = snapshot;
        const specs = states.flatMap(({ spec }) => spec ?? []);
        const commits = await checkedOutCommits(specs, this.#context);
        const known = [undefined, ...commitsOf(pullRequest)];
        for (const found of commits) {
            if (found === undefined || known.includes(found))
                continue;
            const isMerge = await this.#answers.isTestMerge(found, pullRequest, conversation);
            if (!isMerge.ok)
                return { code: 'approval-unreadable', error: isMerge.message };
            const event = this.#context.eventName;
            if (!isMerge.value)
                return { code: 'approval-of-other-commit', event, head: pullRequest.headSha, found };
        }
        if (commits.includes(undefined) && !this.#hasWarnedAboutCheckout) {
            this.#context.reporter.warn({ code: 'approval-checkout-unknown' });
            this.#hasWarnedAboutCheckout = true;
        }
        return undefined;
    }
}
function commitsOf({ headSha, mergeCommit }) {
    return [headSha, mergeCommit];
}
function namingCommand(spec, { by }) {
    return spec === undefined || !by.includes('comment')
        ? undefined
        : `${find_acts .Eh} ${(0,shown_plans .VK)(spec.digest)}`;
}
const actsIn = (approval) => approval === undefined ? [] : (0,approval_approval .D)(approval);
function hasOtherActs(now, before) {
    const known = new Set(actsIn(before).map(({ actId }) => actId));
    return actsIn(now).some(({ actId }) => !known.has(actId));
}
const RECORD_UNREAD = 'GitHub did not provide the record in the comment';
function labelNotes({ acts }, halves) {
    const isOn = acts.some(({ kind }) => kind === 'label');
    return isOn ? [{ code: 'approval-label-on', isHalf: halves.some(({ act }) => act === 'label') }] : [];
}
function refuse(states, note) {
    return states.map((state) => (0,job_state .dW)(state, note, 'refused'));
}
function approvalsOf({ jobs, holds }) {
    return [
        ...jobs.filter(({ provenance }) => provenance !== 'unsigned'),
        ...holds.filter(({ isUnsigned }) => isUnsigned !== true),
    ].flatMap(({ approval }) => approval ?? []);
}

var format_value = __webpack_require__(2998);
var format_price = __webpack_require__(4491);
var policy_price = __webpack_require__(6840);
var violation = __webpack_require__(3293);
;




function evaluateUsage(policy, usage) {
    if (usage.submission.jobs === 0)
        return [];
    const { liveJobs, jobsPerDay, perMonth, perPullRequest } = usage;
    return [
        ...checkCount(policy, 'live-jobs', usage, { count: liveJobs, verb: 'be live', soFar: 'now' }),
        ...checkCount(policy, 'jobs-per-day', usage, {
            count: jobsPerDay,
            verb: 'be created in 24 hours',
            soFar: 'so far',
        }),
        ...(perPullRequest === 'no-pull-request'
            ? []
            : checkSpending(policy, 'per-pull-request', usage, {
                spending: perPullRequest,
                what: 'The jobs of the pull request',
            })),
        ...checkSpending(policy, 'per-month', usage, { spending: perMonth, what: 'The jobs of 30 days' }),
    ];
}
function checkCount(policy, rule, { submission }, { count, verb, soFar, }) {
    const limit = policy.limits[rule];
    if (limit === undefined)
        return [];
    const path = `limits.${rule}`;
    if (!count || count.isCutOff === true)
        return [uncounted(policy, path, (0,format_value .K9)(limit))];
    const total = count.jobs + submission.jobs;
    if (total <= limit)
        return [];
    const message = `${(0,format_value .K9)(total)} jobs would ${verb} (${(0,format_value .K9)(count.jobs)} ${soFar}), but ${path} allows ${(0,format_value .K9)(limit)}.`;
    return [(0,violation .aO)(policy, path, message)];
}
function checkSpending(policy, rule, { submission }, { spending, what }) {
    const limit = policy.budget[rule];
    if (limit === undefined)
        return [];
    const path = `budget.${rule}`;
    const currency = policy.price?.currency ?? '';
    const allowed = (0,format_price .H)({ amount: limit, currency });
    if (!spending || spending.isCutOff === true)
        return [uncounted(policy, path, allowed)];
    const { unpricedJobs } = spending;
    const perJob = policy.budget['per-job'];
    if (unpricedJobs.length > 0 && perJob === undefined) {
        const message = `The price of ${(0,violation ._w)(unpricedJobs)} is unknown, so ${path}, which allows ${allowed}, counts as reached.`;
        return [
            (0,violation .aO)(policy, path, message, 'Add budget.per-job to the policy, as the price of such jobs.'),
        ];
    }
    const soFar = spending.amount + unpricedJobs.length * (perJob ?? 0);
    const total = soFar + submission.amount;
    if (!(0,policy_price .Or)(total, limit))
        return [];
    const show = (amount) => (0,format_price .$)({ amount, currency });
    const unpriced = unpricedJobs.length === 0
        ? ''
        : `, where each of the jobs without a price counts as ${show(perJob ?? 0)}: ${(0,violation ._w)(unpricedJobs)}`;
    const message = `${what} would cost ${show(total)} (${show(soFar)} so far${unpriced}), but ${path} allows ${allowed}.`;
    return [(0,violation .aO)(policy, path, message)];
}
function uncounted(policy, path, allowed) {
    const message = `Not all jobs could be counted, so ${path}, which allows ${allowed}, counts as reached.`;
    return (0,violation .aO)(policy, path, message);
}

var subtotals = __webpack_require__(7112);
;




const DAY_S = 86_400;
const MONTH_S = 30 * DAY_S;
function countJobs(policy, { jobs, isComplete, nowS }, obsoleteIds, pending) {
    const isSince = (seconds) => (job) => (job.createdAt ?? nowS) > nowS - seconds;
    const live = jobs.filter(({ id, status }) => !(0,job_status .Hd)((0,job_status .xl)(status)) && !obsoleteIds.has(id));
    const isCutOff = !isComplete;
    return {
        liveJobs: { jobs: live.length + pending.length, isCutOff },
        jobsPerDay: { jobs: jobs.filter(isSince(DAY_S)).length + pending.length, isCutOff },
        perMonth: { ...addPrices(policy, jobs.filter(isSince(MONTH_S)), pending), isCutOff },
    };
}
function countSpending(policy, { record, service }, listed, pending) {
    const byId = new Map(listed.map((job) => [job.id, job]));
    const jobs = recordedJobs(record, service).map(({ id, price }) => ({ ...byId.get(id), id, price }));
    const spending = addPrices(policy, jobs, pending);
    return { ...spending, amount: spending.amount + (0,subtotals .VY)(record, service) };
}
function withRecorded(listed, recorded) {
    const priceById = new Map(recorded.map(({ id, price }) => [id, price]));
    const ids = new Set(listed.jobs.map(({ id }) => id));
    const missing = recorded
        .filter(({ id, isUnfinished }) => isUnfinished && !ids.has(id))
        .map(({ id, createdAtS, price }) => ({ id, createdAt: createdAtS, status: 'QUEUED', price }));
    return {
        ...listed,
        jobs: [...listed.jobs.map((job) => ({ ...job, price: priceById.get(job.id) })), ...missing],
    };
}
function recordedJobs(record, service) {
    return Object.entries(record?.requests ?? {}).flatMap(([key, { jobs }]) => (0,state_record .E5)(key) === service ? jobs.filter(({ provenance }) => provenance !== 'unsigned') : []);
}
function addPrices(policy, jobs, pending) {
    const priced = jobs.map((job) => ({ id: job.id, price: priceOfJob(policy, job) }));
    return {
        amount: sum([...priced, ...pending].map(({ price = 0 }) => price)),
        unpricedJobs: priced.flatMap(({ id, price }) => (price === undefined ? [id] : [])),
    };
}
function priceOfJob(policy, { price, modelConfig, hyperparameters }) {
    const listed = (0,policy_price .xx)(policy, { model_config: modelConfig, hyperparameters });
    if (listed.kind !== 'priced')
        return price;
    return Math.max(listed.price.amount, price ?? 0);
}
function compareJobs(a, b) {
    const order = a.createdAt === undefined || b.createdAt === undefined ? 0 : a.createdAt - b.createdAt;
    return order || (a.id < b.id ? -1 : Number(a.id > b.id));
}
function sum(numbers) {
    return numbers.reduce((total, each) => total + each, 0);
}

;




const MAX_PAGES = 30;
const CLOCK_TOLERANCE_S = DAY_S;
function needsList({ limits, budget }) {
    return [limits['live-jobs'], limits['jobs-per-day'], budget['per-month']].some((each) => each !== undefined);
}
async function listCountedJobs(policy, context) {
    if (!needsList(policy))
        return undefined;
    const { api, clock, githubTime, reporter } = context;
    const untilMs = outageEndMs(context);
    const githubS = githubTime() / 1000;
    const oldestS = policy.limits['live-jobs'] === undefined ? githubS - periodS(policy) - CLOCK_TOLERANCE_S : -Infinity;
    const list = () => (0,list_jobs .f1)({ api, clock, deadlineMs: untilMs, maxPages: MAX_PAGES }, oldestS);
    const result = await (0,retry .L5)(list, 'never-read', { ...context, untilMs });
    if (result.ok) {
        const { jobs, isComplete, serverNowMs } = result.value;
        return { jobs, isComplete, nowS: serverNowMs === undefined ? githubS : serverNowMs / 1000 };
    }
    reporter.info({ code: 'policy-jobs-uncounted', error: result.error.message });
    return undefined;
}
const periodS = ({ budget }) => (budget['per-month'] === undefined ? DAY_S : MONTH_S);

;



const NO_IDS = new Set();
function findObsoleteIds(states, { onSuperseded }, { ledger, holder, githubTime }) {
    if (ledger === undefined || onSuperseded === 'leave')
        return NO_IDS;
    const nowMs = githubTime();
    const { record } = ledger;
    const keys = new Set(states.flatMap((state) => ledger.keyOf(state) ?? []));
    const duplicates = states.flatMap(({ spec, job }) => spec === undefined ? [] : (0,superseding .DA)(record, job?.id ?? '', { ...holder, digest: spec.digest }));
    const obsolete = [...(0,superseding .$L)(record, keys, holder), ...duplicates];
    const replaced = obsolete.filter((each) => !(0,superseding .Ox)(record, each, { ...holder, nowMs }));
    const stillCounts = (each) => nowMs - replacedAtMs(record, each, holder.service) >= timeouts .gF;
    return new Set(replaced.filter((each) => !stillCounts(each)).map(({ job }) => job.id));
}
function replacedAtMs(record, { job }, service) {
    if (job.replacedBy === undefined)
        return Infinity;
    const { jobs } = (0,state_record .Rh)(record, (0,state_record .lq)(job.replacedBy, service));
    const times = jobs.filter(({ id }) => id !== job.id).map(({ atMs }) => atMs);
    return times.length === 0 ? job.atMs : Math.max(...times);
}

;







function recordPrices(states, { plan }, ledger) {
    for (const state of states) {
        const price = plan.specs.get(state.label)?.price;
        if (price !== undefined)
            ledger?.setPrice(state, price.amount);
    }
}
async function checkUsage(submission, { plan, policy }, inputs, context) {
    const { toSubmit, states } = submission;
    if (policy === undefined || toSubmit.length === 0)
        return [];
    if (!needsList(policy) && policy.budget['per-pull-request'] === undefined)
        return [];
    const listed = await listCountedJobs(policy, context);
    const { ledger, holder } = context;
    const record = ledger?.record ?? state_record .sU;
    const recorded = recordedJobs(record, holder.service);
    const claims = usage_limits_findEarlierClaims(submission, record, context);
    const pending = withoutListed(claims, listed?.jobs ?? [], record);
    const obsoleteIds = findObsoleteIds(states, inputs, context);
    const prices = toSubmit.map(({ label }) => plan.specs.get(label)?.price?.amount ?? 0);
    return evaluateUsage(policy, {
        submission: { jobs: toSubmit.length, amount: sum(prices) },
        ...(listed && countJobs(policy, withRecorded(listed, recorded), obsoleteIds, pending)),
        perPullRequest: spendingOfPullRequest(context, () => {
            const lost = findLostClaims(inputs.reuse ? toSubmit : [], record, context);
            return countSpending(policy, { record, service: holder.service }, listed?.jobs ?? [], [
                ...claims,
                ...lost,
            ]);
        }),
    });
}
function usage_limits_findEarlierClaims({ toSubmit, seenClaims }, record, { ledger, holder, githubTime }) {
    const claimant = { ...holder, nowMs: githubTime() };
    const hasClaimed = toSubmit.some((state) => ledger?.isClaimShown(state));
    const idOf = ({ key, claim }) => `${key} ${claim.holderId}`;
    const submissions = (0,claim .R7)(record, claimant);
    if (!hasClaimed)
        for (const each of submissions)
            seenClaims.add(idOf(each));
    return submissions
        .filter((each) => seenClaims.has(idOf(each)) || (0,claim .i_)(each.claim, claimant))
        .map(({ claim }) => claim);
}
function withoutListed(claims, listed, record) {
    const [firstMs = Infinity] = claims
        .map(({ submissionStartedAtMs = Infinity }) => submissionStartedAtMs)
        .sort((a, b) => a - b);
    const known = new Set(Object.values(record.requests).flatMap(({ jobs, holds }) => [
        ...jobs.map(({ id }) => id),
        ...holds.flatMap(({ baseline }) => baseline?.knownIds ?? []),
    ]));
    const sinceS = firstMs / 1000 - jobs_clock .ex;
    const arrived = listed.filter(({ id, createdAt = 0 }) => createdAt >= sinceS && !known.has(id));
    return claims.slice(Math.min(arrived.length, claims.length));
}
function findLostClaims(searched, record, { ledger, holder, githubTime }) {
    const searchedKeys = searched.map((state) => ledger?.keyOf(state));
    return (0,claim .$t)(record, { ...holder, nowMs: githubTime() })
        .filter(({ key }) => !searchedKeys.includes(key))
        .map(({ claim }) => claim);
}
function spendingOfPullRequest({ ledger, isPullRequest, lookupError }, count) {
    if (isPullRequest !== true)
        return lookupError === undefined ? 'no-pull-request' : undefined;
    return ledger?.isOfConversation === true && ledger.isRead ? count() : undefined;
}

;









class SubmissionJudge {
    #inputs;
    #context;
    #approvals;
    #planned;
    #states = [];
    #refusal;
    #seenClaims = new Set();
    #asked;
    constructor(planned, inputs, context, answers) {
        this.#planned = planned;
        this.#inputs = inputs;
        this.#context = context;
        this.#asked = planned.started;
        this.#approvals = new StepApprovals(inputs.reuse, context, answers);
    }
    async judge(toSubmit, states) {
        const isOther = ({ label }) => states.every((state) => state.label !== label);
        this.#states = [...this.#states.filter(isOther), ...states];
        this.#refusal ??= await this.#applyPolicy(toSubmit);
        if (this.#refusal !== undefined)
            return submission_judge_refuse(toSubmit, this.#refusal);
        return this.#approvals.check(toSubmit, this.#planned.policy);
    }
    async judgeAgain(toSubmit) {
        const { clock, defaultBranch } = this.#context;
        if (defaultBranch === undefined)
            return [];
        const isOld = this.#refusal === undefined && (0,jobs_clock .hy)(this.#asked, clock) >= timeouts .Ic;
        if (isOld)
            this.#refusal = await this.#applyPolicyAgain(defaultBranch);
        if (this.#refusal !== undefined)
            return submission_judge_refuse(toSubmit, this.#refusal);
        const { policy } = this.#planned;
        return isOld ? this.#approvals.checkAgain(toSubmit, policy) : this.#approvals.checkStill(toSubmit, policy);
    }
    async #applyPolicyAgain(defaultBranch) {
        const { clock, random, reporter } = this.#context;
        const untilMs = outageEndMs(this.#context);
        this.#asked = (0,jobs_clock .Et)(clock);
        const loaded = await (0,load_policy .t)(defaultBranch, { clock, random, untilMs });
        const waiting = reporter.states.filter(({ job, outcome }) => job === undefined && outcome === undefined);
        const specs = waiting.flatMap(({ spec }) => spec ?? []);
        const { ban, ...planned } = await (0,plan_step .Gj)(specs, loaded, this.#planned.plan, this.#context);
        this.#planned = planned;
        return (await this.#applyPolicy(waiting)) ?? ban;
    }
    async #applyPolicy(toSubmit) {
        const { plan, policy } = this.#planned;
        if (policy === undefined)
            return undefined;
        const { eventName, reporter } = this.#context;
        const isForbidden = toSubmit.some(({ spec }) => spec && (0,evaluate_policy .L)(policy, spec.request, { eventName }).length > 0);
        const submitted = reporter.states.filter(({ job, isReused }) => job !== undefined && isReused !== true);
        const violations = (0,evaluate_policy .t)(policy, submitted.length + toSubmit.length);
        const usage = { toSubmit, states: this.#states, seenClaims: this.#seenClaims };
        const all = isForbidden || violations.length > 0
            ? violations
            : await checkUsage(usage, this.#planned, this.#inputs, this.#context);
        if (all.length > 0)
            await (0,plan_step .Jr)(plan, all, this.#context);
        return isForbidden || all.length > 0 ? { code: 'policy-refused' } : undefined;
    }
    withApproval(state) {
        return this.#approvals.withApproval(state);
    }
}
function submission_judge_refuse(states, note) {
    return states.map((state) => (0,job_state .dW)(state, note, 'refused'));
}

var cancel_job = __webpack_require__(4690);
;









const SETTLE_MS = 5_000;
async function cancelOverLimits(states, { plan, policy, onSuperseded }, context, watch) {
    const submitted = states.flatMap((state) => state.job && state.isReused !== true ? [{ state, job: state.job }] : []);
    if (policy === undefined || submitted.length === 0 || !needsList(policy))
        return states;
    await context.clock.sleep(SETTLE_MS);
    const listed = await listCountedJobs(policy, context);
    if (listed === undefined) {
        context.reporter.warn({ code: 'policy-not-rechecked' });
        return states;
    }
    const obsoleteIds = findObsoleteIds(states, { onSuperseded }, context);
    const { ledger, holder } = context;
    const known = withRecorded(listed, recordedJobs(ledger?.record, holder.service));
    const byId = new Map(known.jobs.map((job) => [job.id, job]));
    const own = submitted.map(({ state, job }) => ({ state, job: byId.get(job.id) ?? job }));
    let counted = known.jobs;
    const cancelledLabels = new Set();
    for (const { state, job } of own.toSorted((x, y) => compareJobs(x.job, y.job))) {
        const earlier = counted.filter((other) => other.id !== job.id && compareJobs(other, job) < 0);
        const violations = evaluateUsage(policy, {
            submission: { jobs: 1, amount: plan.specs.get(state.label)?.price?.amount ?? 0 },
            ...countJobs(policy, { ...known, jobs: earlier, isComplete: true }, obsoleteIds, []),
            perPullRequest: 'no-pull-request',
        });
        if (violations.length === 0)
            continue;
        counted = counted.filter(({ id }) => id !== job.id);
        cancelledLabels.add(state.label);
        await (0,plan_step .Jr)(plan, violations, context);
        const cancelled = await (0,cancel_job .m)(state, job.id, (0,supersede_task .rc)(context));
        if ((0,cancel_job .e)(cancelled))
            await ledger?.recordStop(ledger.keyOf(state), job.id);
        watch.update(state.label, (current) => markOverLimit(current, cancelled, violations));
    }
    return states.filter(({ label }) => !cancelledLabels.has(label));
}
function markOverLimit(current, cancelled, violations) {
    const { outcome, job, timeline } = cancelled;
    const reasons = violations.map(({ message }) => message);
    const notes = current.notes.filter(({ code }) => code !== 'cancelled-elsewhere');
    if (outcome === 'cancelled' || outcome === 'running')
        return (0,job_state .dW)({ ...current, job, timeline, notes }, { code: 'policy-limit-passed', reasons }, 'cancelled');
    const note = { code: 'policy-limit-not-enforced', reasons };
    return (0,job_state .dW)(current, note, (0,job_status .Hd)((0,job_status .xl)(job?.status)) ? current.outcome : 'refused');
}

;





const MAX_RENEWALS = 3;
const SLOW_CLAIMS = 'each answer took so long that it was out of date';
async function renewClaim(state, inputs, context, watch) {
    const { ledger } = context;
    for (let claims = 0;; claims++) {
        const closed = await checkOpen(state, context);
        if (closed !== undefined)
            return closed;
        const [rejected] = (await context.judge?.judgeAgain([state])) ?? [];
        if (rejected !== undefined)
            return rejected;
        ledger?.setApproval(state, context.judge?.withApproval(state).approval);
        if (ledger === undefined || ledger.hasFreshClaim(state))
            return undefined;
        if (claims > 0 && !inputs.reuse)
            return undefined;
        if (claims === MAX_RENEWALS)
            return (0,job_state .dW)(state, { code: 'record-unavailable', error: SLOW_CLAIMS }, 'refused');
        const [resolved = state] = await resolveExistingJobs([state], inputs, context, watch);
        if (resolved.job !== undefined || resolved.outcome !== undefined)
            return resolved;
    }
}
async function checkOpen(state, context) {
    const { pullRequest } = context;
    if (pullRequest === undefined)
        return undefined;
    const read = () => pullRequest.fetchState();
    const current = await (0,retry_github .o)(read, { ...context, untilMs: outageEndMs(context) });
    if (!current.ok)
        return (0,job_state .dW)(state, { code: 'pull-request-unreadable', error: current.message }, 'refused');
    const { isClosed = false, isMerged = false } = current.value ?? {};
    return isClosed ? (0,job_state .dW)((0,create_job_states .UC)(state), { code: 'pull-request-closed', isMerged }) : undefined;
}

var backoff = __webpack_require__(232);
var poll_schedule = __webpack_require__(5109);
;



function classifyAnswer(result, sent) {
    if (!result.ok)
        return { kind: 'failed', error: result.error };
    const { value: job, requestId } = result;
    const reason = otherJobReason(job, sent);
    if (reason === undefined)
        return { kind: 'submitted', job };
    const { pending } = sent;
    const message = `the service answered with the job ${job.id}, ${reason}`;
    return {
        kind: 'other-job',
        error: { kind: 'invalid-response', message, requestId },
        pending: pending && { ...pending, knownIds: [...pending.knownIds, job.id] },
    };
}
function otherJobReason(job, sent) {
    const { request, pending, claimedIds, wallMs } = sent;
    if (claimedIds.has(job.id))
        return 'which belongs to another spec of this step';
    if (pending?.knownIds.includes(job.id))
        return 'which existed before';
    const sinceS = pending?.sinceS ?? wallMs / 1000 - UNKNOWN_CLOCK_MARGIN_S;
    if ((0,job_status .Hd)((0,job_status .xl)(job.status)) && job.createdAt !== undefined && job.createdAt < sinceS)
        return 'which ended before the spec was sent';
    const [ours, theirs] = [identityOf(request), identityOf(requestOf(job))];
    const different = FIELDS.find(([field, isSame]) => !(0,match_request .Po)(ours[field]) && !(0,match_request .Po)(theirs[field]) && !isSame(ours[field], theirs[field]));
    if (different === undefined)
        return undefined;
    const [field] = different;
    return `whose ${field} is ${show(theirs[field])} instead of ${show(ours[field])}`;
}
const FIELDS = [
    ['job_type', match_request .am],
    ['base_model', isSameModel],
    ['architecture', match_request .am],
    ['num_experts', match_request .am],
    ['active_experts', match_request .am],
    ['dataset_ids', isSameSet],
    ['training_steps', match_request .am],
    ['learning_rate', isSameRate],
];
function identityOf({ job_type, dataset_ids, model_config, hyperparameters }) {
    return { ...asFields(model_config), ...asFields(hyperparameters), job_type, dataset_ids };
}
function requestOf({ jobType, datasetIds, modelConfig, hyperparameters }) {
    return { job_type: jobType, dataset_ids: datasetIds, model_config: modelConfig, hyperparameters };
}
function asFields(value) {
    return typeof value === 'object' && value !== null ? value : {};
}
function isSameModel(sent, reported) {
    if (typeof sent !== 'string' || typeof reported !== 'string')
        return (0,match_request .am)(sent, reported);
    const [ours, theirs] = [sent.trim().toLowerCase(), reported.trim().toLowerCase()];
    return (ours === theirs ||
        ours.endsWith('-latest') ||
        theirs.startsWith(`${ours}-`) ||
        ours.startsWith(`${theirs}-`));
}
function isSameSet(sent, reported) {
    if (!Array.isArray(sent) || !Array.isArray(reported))
        return (0,match_request .am)(sent, reported);
    const [ours, theirs] = [sent, reported].map((list) => [
        ...new Set(list.map((id) => String(id).toLowerCase())),
    ]);
    return (0,match_request .am)(ours, theirs);
}
const MAX_RATE_ROUNDING = 0.01;
function isSameRate(sent, reported) {
    const [ours, theirs] = [Number(sent), Number(reported)];
    return Math.abs(ours - theirs) <= MAX_RATE_ROUNDING * Math.abs(ours);
}
const MAX_VALUE_LENGTH = 100;
function show(value) {
    const text = JSON.stringify(value);
    return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH).toWellFormed()}\u2026` : text;
}

;










const MAX_RESUBMISSIONS = 2;
const MAX_BASELINES = 3;
async function submit_submit(state, spec, options) {
    const settled = await submitAndRecover(state, spec, options);
    options.onSettled(settled);
    return settled;
}
async function submitAndRecover(state, spec, options) {
    const startedMs = options.clock.now();
    const emit = (kind, error, untilMs = options.retryUntilMs) => options.onEvent({ kind, state, error, maxDurationMs: Math.max(0, untilMs - options.clock.now()) });
    const giveUp = (error) => markGaveUp(state, error, options.clock.now() - startedMs);
    const baseline = await takeBaseline(options, (error) => emit('retrying', error));
    if (baseline.kind === 'stop')
        return giveUp(baseline.error);
    if (baseline.kind === 'list-unavailable')
        emit('list-unavailable', baseline.error);
    const idempotencyKey = options.newIdempotencyKey();
    let pending;
    let unresolved;
    for (let resubmissions = 0;; resubmissions++) {
        const attempt = await send({ spec, idempotencyKey, baseline, emit, pending }, options);
        if (attempt.kind === 'accepted')
            return { ...(0,job_state .cq)(state, attempt.job, options.clock.wall()), provenance: 'submitted' };
        if (attempt.kind === 'claim-lost')
            return (attempt.state.job ? undefined : unresolved) ?? attempt.state;
        if (resubmissions === 0 && attempt.kind === 'gave-up')
            return giveUp(attempt.error);
        if (resubmissions === 0 && attempt.kind === 'refused')
            return markRefused(state, attempt.error);
        pending = attempt.pending;
        emit('recovering', attempt.error, searchEndMs(pending, options));
        const recovery = await recover(pending, attempt.error, options);
        const isConflict = attempt.kind === 'conflict';
        const settled = resolveSubmission(state, { error: attempt.error, isConflict, resubmissions }, recovery, options.clock.wall());
        if (attempt.kind !== 'unanswered' || !canResubmit(recovery, resubmissions, options))
            return settled;
        unresolved = settled;
        emit('resubmitting', attempt.error);
    }
}
function searchEndMs(pending, { clock, deadlineMs }) {
    return pending === undefined ? clock.now() : Math.min(deadlineMs, clock.now() + timeouts .T2);
}
async function recover(pending, error, options) {
    const { retryAfterMs = 0 } = error;
    if (pending !== undefined)
        return (0,recover_submission .H)(pending, { ...options, initialDelayMs: retryAfterMs });
    if (options.onUnknown !== 'resubmit')
        return { kind: 'unreadable' };
    const waitMs = (0,poll_schedule .xV)(error, options.random());
    if (options.clock.now() + waitMs > options.deadlineMs)
        return { kind: 'unreadable', isTimedOut: true };
    await options.clock.sleep(waitMs);
    return { kind: 'unreadable' };
}
function canResubmit(recovery, resubmissions, options) {
    const isUnresolved = recovery.kind === 'none' || (recovery.kind === 'unreadable' && recovery.isTimedOut !== true);
    return (isUnresolved &&
        options.onUnknown === 'resubmit' &&
        resubmissions < MAX_RESUBMISSIONS &&
        options.clock.now() < options.deadlineMs);
}
async function renewAll(baseline, isResubmission, options) {
    for (let round = 1;; round++) {
        const renewed = isResubmission ? baseline : await renewBaseline(baseline, options);
        if (renewed.kind === 'stop')
            return { kind: 'gave-up', error: renewed.error };
        const state = await options.renewClaim();
        if (state !== undefined)
            return { kind: 'claim-lost', state };
        const isDone = isResubmission || isRecent(renewed, options.clock) || round === MAX_BASELINES;
        if (isDone)
            return { kind: 'renewed', baseline: renewed };
    }
}
async function send(submission, options) {
    const { spec, idempotencyKey } = submission;
    const { request } = spec;
    const { claimedIds } = options;
    let { baseline } = submission;
    for (let attempts = 1;; attempts++) {
        const renewed = await renewAll(baseline, submission.pending !== undefined, options);
        if (renewed.kind !== 'renewed')
            return renewed;
        baseline = renewed.baseline;
        const pending = pendingSubmissionOf(submission, baseline, options);
        options.onSend(pending);
        const result = await options.api.create(request, idempotencyKey);
        const answer = classifyAnswer(result, { request, pending, claimedIds, wallMs: options.clock.wall() });
        if (answer.kind === 'submitted')
            return { kind: 'accepted', job: answer.job };
        if (answer.kind === 'other-job') {
            options.onSend(answer.pending);
            return { kind: 'unanswered', error: answer.error, pending: answer.pending };
        }
        const { error } = answer;
        const details = { error, pending };
        switch ((0,retry .TI)(error)) {
            case 'refused':
                return { kind: 'refused', ...details };
            case 'conflict':
                return { kind: 'conflict', ...details };
            case 'ambiguous':
                return { kind: 'unanswered', ...details };
            case 'not-sent':
            case 'throttled': {
                if (submission.pending === undefined)
                    options.onNotSent();
                if (attempts === 1)
                    submission.emit('retrying', error);
                const waitMs = (0,backoff .j)(attempts, error.retryAfterMs, options.random());
                if (options.clock.now() + waitMs > options.retryUntilMs)
                    return { kind: 'gave-up', ...details };
                await options.clock.sleep(waitMs);
            }
        }
    }
}
function pendingSubmissionOf({ spec, pending }, baseline, { requireExactMatch, clock }) {
    if (pending !== undefined || baseline.kind !== 'read')
        return pending;
    const fingerprint = (0,match_request .MH)(spec.request);
    return createPendingSubmission({ fingerprint, requireExactMatch }, baseline, clock);
}

;










async function submitAll(states, inputs, context, watch) {
    const settle = (state) => {
        if (state.job === undefined)
            context.reporter.stateDecided(state);
        watch.add(state);
    };
    for (const state of states)
        if (isDecided(state))
            settle(state);
    const results = [];
    for (const state of states) {
        const result = await submitUnlessDecided(state, { states, results, watch }, inputs, context);
        settle(result);
        results.push(result);
    }
    return results;
}
const isDecided = ({ spec, job, outcome }) => spec === undefined || job !== undefined || outcome !== undefined;
async function submitUnlessDecided(state, progress, inputs, context) {
    const { spec } = state;
    if (spec === undefined || isDecided(state))
        return state;
    const lookalikes = progress.results.filter((other) => other.spec && (0,match_request .ZZ)(spec.request, other.spec.request));
    const skip = skipReason(lookalikes, context) ?? (await endClaims(lookalikes, inputs, context));
    if (skip)
        return { ...state, ...skip };
    const submitted = await submit_submit(state, spec, submitOptions(state, progress, inputs, context));
    return withCurrentApproval(submitted, context);
}
function withCurrentApproval(state, { judge }) {
    const isOwn = state.job !== undefined && state.isReused !== true;
    return isOwn ? (judge?.withApproval(state) ?? state) : state;
}
function skipReason(lookalikes, { clock, deadlineMs, submissionBan, ledger }) {
    if (submissionBan !== undefined)
        return { outcome: 'refused', notes: [submissionBan] };
    if (ledger?.refusal !== undefined)
        return { outcome: 'refused', notes: [{ code: 'record-refused', error: ledger.refusal.message }] };
    const lookalike = lookalikes.find(isUnresolved);
    if (lookalike !== undefined)
        return { outcome: 'refused', notes: [{ code: 'lookalike-unresolved', label: lookalike.label }] };
    if (clock.now() >= deadlineMs)
        return { outcome: 'timed-out', notes: [{ code: 'out-of-time-before-submission' }] };
    return undefined;
}
async function endClaims(lookalikes, { reuse }, context) {
    const { ledger } = context;
    const ended = lookalikes.filter((state) => ledger?.isClaimShown(state));
    if (ledger === undefined || ended.length === 0)
        return undefined;
    const result = await (0,retry_github .o)(() => ledger.write(ended), { ...context, untilMs: outageEndMs(context) });
    return result.ok || !reuse
        ? undefined
        : { outcome: 'refused', notes: [{ code: 'record-unavailable', error: result.message }] };
}
function submitOptions(state, { states, results, watch }, inputs, context) {
    const { onUnknown, isInMatrix } = inputs;
    const { reporter, clock } = context;
    const sawOutage = results.some(({ error, outcome }) => outcome === 'refused' && error && (0,retry .dg)(error));
    return {
        ...context,
        onUnknown,
        claimedIds: new Set([...states, ...results].flatMap(({ job }) => (job ? [job.id] : []))),
        readOtherClaims: () => (0,other_claims .UL)({ digest: state.spec?.digest }, { reports: reporter, step: context }),
        requireExactMatch: isInMatrix || results.some(isUnresolved),
        retryUntilMs: Math.min(context.deadlineMs, clock.now() + (sawOutage ? 0 : timeouts .l3)),
        renewClaim: () => renewClaim(state, inputs, context, watch),
        onSend: (pending) => reporter.submissionStarted(state, pending),
        onNotSent: () => reporter.submissionAborted(),
        onEvent: (event) => reporter.submissionEvent(event),
        onSettled: (settled) => {
            if (settled.job && context.ledger && ![...states, ...results].some(job_state .wY))
                markReplacedJobs({ states: [settled], asked: states, inputs, context, ledger: context.ledger });
            return reporter.submissionSettled(withCurrentApproval(settled, context));
        },
    };
}
function isUnresolved({ spec, job, outcome }) {
    return spec !== undefined && job === undefined && outcome === 'unknown';
}

;

async function markSuperseded(states, { ledger }) {
    if (ledger === undefined || states.every(({ outcome }) => outcome !== 'cancelled'))
        return states;
    await ledger.read(states);
    return states.map((state) => {
        if (state.outcome !== 'cancelled')
            return state;
        const notes = state.notes.filter(({ code }) => code !== 'cancelled-elsewhere');
        if (notes.some(({ code }) => code === 'closed-after-submission'))
            return { ...state, notes };
        const { stopAtMs, stopAcceptedAtMs } = ledger.recordedJob(state) ?? {};
        const wasAnnounced = stopAtMs !== undefined || stopAcceptedAtMs !== undefined;
        if (wasAnnounced && ledger.successorOf(state) !== undefined)
            return (0,job_state .dW)({ ...state, notes }, { code: 'taken-over-and-cancelled' }, 'superseded');
        return stopAcceptedAtMs !== undefined && notes.length < state.notes.length
            ? (0,job_state .dW)({ ...state, notes }, { code: 'cancelled-by-other-step' })
            : state;
    });
}

;



const START_POLL_INTERVAL_MS = 1_000;
async function waitUntilStarted(task) {
    const { clock, deadlineMs } = task.context;
    if (task.inputs.waitFor === 'none')
        return true;
    const untilMs = Math.min(deadlineMs, clock.now() + timeouts .gF);
    for (;;) {
        if (clock.now() >= deadlineMs)
            return false;
        const jobs = currentSuccessors(task);
        const waiting = jobs.filter((state) => state.outcome === undefined && !hasRun(state));
        if (waiting.length === 0)
            return jobs.some(hasRun);
        if (clock.now() >= untilMs)
            return true;
        await clock.sleep(Math.min(START_POLL_INTERVAL_MS, untilMs - clock.now()));
    }
}
function currentSuccessors({ states, context }) {
    const labels = new Set(findSuccessors(states).map(({ label }) => label));
    return context.reporter.states.filter(({ label }) => labels.has(label));
}
function hasRun({ job, timeline }) {
    return [job?.status, ...timeline.map(({ status }) => status)].some((status) => (0,job_status .gd)((0,job_status .xl)(status)));
}

;








async function yieldToNewerRun(task) {
    const { states, ledger } = task;
    const unwanted = states.filter((state) => markSupersededByRun(state, task));
    if (unwanted.length === 0)
        return;
    const announced = unwanted.flatMap((state) => ledger.unfinishedJobOf(state) ?? []);
    const announcement = await (0,supersede_task .iP)(announced, task);
    if (!announcement.ok)
        return;
    const cancelled = unwanted.filter((state) => findTakeover(state, task)?.job === 'unwanted');
    await Promise.all(cancelled.map((state) => cancelUnwantedJob(state, task, announcement.limit)));
}
function findTakeover(state, { inputs, context, ledger }) {
    const successor = ledger.successorOf(state);
    const key = ledger.keyOf(state);
    const { job } = state;
    if (successor === undefined || job === undefined || key === undefined)
        return undefined;
    const { holder, githubTime } = context;
    const request = (0,state_record .Rh)(ledger.record, key);
    const hasOwnJob = request.holds.some(({ owner, run, jobId }) => owner === holder.owner && run.id === successor.run.id && jobId !== undefined && jobId !== job.id);
    const note = {
        code: 'superseded-by-run',
        runId: successor.run.id,
        has: successor.asksForRequest ? 'own-job' : 'other-version',
    };
    const isLeft = (0,job_status .Hd)((0,job_status .xl)(job.status)) ||
        (successor.asksForRequest && !hasOwnJob) ||
        inputs.onSuperseded === 'leave' ||
        !isOwnJob(request, job.id, holder.owner) ||
        (0,superseding .SA)(request, { owner: holder.owner, run: successor.run }) ||
        [holder.run, successor.run].some((run) => (0,superseding .Ox)(ledger.record, { key, job }, { ...holder, run, nowMs: githubTime() }));
    if (isLeft)
        return { note, job: 'left' };
    const isUnwanted = state.isReused !== true && needsNoOther(ledger.record, holder.owner, successor.run);
    return { note, job: isUnwanted ? 'unwanted' : 'needed' };
}
function markSupersededByRun(state, task) {
    const takeover = findTakeover(state, task);
    if (takeover === undefined)
        return false;
    task.watch.update(state.label, (current) => {
        if (current.outcome !== undefined)
            return current;
        const superseded = (0,job_state .dW)(current, takeover.note, 'superseded');
        return takeover.job === 'needed' ? (0,job_state .dW)(superseded, { code: 'runs-until-replaced' }) : superseded;
    });
    return takeover.job === 'unwanted';
}
async function cancelUnwantedJob(state, { context, watch, ledger }, limit) {
    const { label, job } = state;
    if (job === undefined || (0,jobs_clock .PU)(limit))
        return;
    const options = (0,supersede_task .rc)({ ...context, ...limit });
    const cancelled = await (0,cancel_job .m)((0,job_state .GO)(job.id), job.id, options);
    if ((0,cancel_job .e)(cancelled))
        await ledger.recordStop(ledger.keyOf(state), job.id);
    watch.update(label, (current) => ({
        ...(cancelled.job ? (0,job_state .cq)(current, cancelled.job, context.clock.wall()) : current),
        error: cancelled.error,
    }));
}
function isOwnJob({ jobs }, jobId, owner) {
    const recorded = jobs.find(({ id }) => id === jobId);
    return recorded?.owner === owner && (0,provenance ._4)(recorded.provenance);
}
function needsNoOther({ requests }, owner, { id }) {
    const all = Object.values(requests);
    const holds = all.flatMap((request) => request.holds.filter((hold) => hold.owner === owner && hold.run.id === id && hold.isUnsigned !== true));
    const jobs = new Map(all.flatMap((request) => request.jobs.map((job) => [job.id, job])));
    const hasNotFailed = ({ jobId = '' }) => {
        const job = jobs.get(jobId);
        return job !== undefined && !(0,state_record .WN)(job);
    };
    return holds.some(hasNotFailed) || holds.every((hold) => hold.isUnchanged === true);
}

;








async function supersede(states, inputs, context, watch) {
    const { ledger } = context;
    if (ledger === undefined)
        return NONE;
    const task = { states, asked: inputs.asked ?? states, inputs, context, watch, ledger };
    if (isReverted(task))
        return revert(task);
    const recorded = await (0,supersede_task .KD)(task);
    if (isRefused(recorded) || states.every(({ job }) => job === undefined))
        return NONE;
    if (recorded.ok)
        await yieldToNewerRun(task);
    (0,supersede_task .cA)(task);
    warnAboutDeadClaims(task);
    nameJobsAtOtherServices(task);
    const replaced = markReplacedJobs(task);
    if (replaced.length === 0)
        return NONE;
    const marked = recorded.ok ? await (0,supersede_task .KD)(task) : recorded;
    if (isRefused(marked))
        return NONE;
    const allHandled = { ...NONE, handled: new Set(idsOf(replaced)) };
    if (inputs.onSuperseded === 'leave') {
        for (const { job, state } of marked.ok ? replaced : [])
            (0,supersede_task .gp)({ code: 'obsolete-job-left', jobId: job.id }, state, task);
        return allHandled;
    }
    if (!(await mayCancelNow(task)))
        return allHandled;
    const { handled, unsettled } = await cancelReplacedJobs(task);
    const left = findReplacedJobs(task).filter((each) => unsettled.has(each.job.id) || isNeeded(each, task));
    const remaining = idsOf(left);
    return { handled: new Set([...handled, ...remaining]), remaining: new Set(remaining) };
}
const idsOf = (jobs) => jobs.map(({ job }) => job.id);
const isRefused = (result) => !result.ok && result.isPermanent;
const NONE = { handled: new Set(), remaining: new Set() };
const LOOK_AGAIN_INTERVAL_MS = 60_000;
async function keepSuperseding(superseding, inputs, context, { watch, signal }) {
    const { ledger, reporter, clock } = context;
    if (ledger === undefined || superseding === undefined)
        return;
    const currentTask = () => {
        const { states } = reporter;
        return { states, asked: inputs.asked ?? states, inputs, context, watch, ledger, isRepeated: true };
    };
    const handled = new Set(superseding.handled);
    const findLate = () => idsOf(findReplacedJobs(currentTask())).filter((id) => !handled.has(id));
    let { remaining } = superseding;
    let claims = findEarlierClaims(currentTask());
    while (remaining.size > 0 || claims.length > 0 || findLate().length > 0) {
        await clock.sleep(LOOK_AGAIN_INTERVAL_MS, signal);
        if (signal.aborted)
            return;
        if (ledger.refusal !== undefined)
            continue;
        if (claims.length > 0)
            await ledger.readNow();
        const task = currentTask();
        warnAboutDeadClaims(task, claims);
        claims = findEarlierClaims(task);
        const late = findLate();
        if (late.length > 0) {
            markReplacedJobs(task);
            if (!(await mayCancelNow(task, new Set(late))))
                return;
        }
        for (const id of late)
            handled.add(id);
        remaining = new Set([...remaining, ...late]);
        const replaced = findReplacedJobs(task).filter(({ job }) => remaining.has(job.id));
        const isLeft = (each) => isNeeded(each, task) || isUsedWithOtherKey(each, task);
        const cancellable = replaced.filter((each) => !isLeft(each));
        const { unsettled } = await cancelReplacedJobs(task, new Set(idsOf(cancellable)));
        const left = findReplacedJobs(task).filter((each) => unsettled.has(each.job.id) || isLeft(each));
        remaining = new Set(idsOf(left).filter((id) => remaining.has(id)));
    }
}
async function revert(task) {
    const { asked, context, ledger } = task;
    const { owner, run } = context.holder;
    const hasOlderRun = (0,state_record .b7)(ledger.record, owner).some((other) => (0,state_record .VZ)(run, other));
    if (hasOlderRun)
        await ledger.leaveToOthers(asked);
    warnAboutDeadClaims(task);
    nameJobsAtOtherServices(task);
    const { handled } = await cancelReplacedJobs(task);
    return { ...NONE, handled };
}
async function cancelReplacedJobs(task, ids) {
    const handled = new Set();
    const unsettled = new Set();
    if (task.inputs.onSuperseded === 'leave')
        return { handled, unsettled };
    await (0,cancel_recorded_jobs ._)({
        find: () => hasSuccessor(task)
            ? []
            : findReplacedJobs(task).filter((each) => ids?.has(each.job.id) !== false && !isNeeded(each, task)),
        announce: async (jobs) => {
            for (const { job } of jobs)
                handled.add(job.id);
            const announcement = await (0,supersede_task .iP)(jobs, task);
            if (announcement.ok)
                return announcement.limit;
            for (const { job } of jobs)
                unsettled.add(job.id);
            return undefined;
        },
        report: (each, result) => {
            if (result.isUnanswered)
                unsettled.add(each.job.id);
            if (result.note)
                (0,supersede_task .gp)(result.note, each.state, task);
        },
    }, task.context);
    return { handled, unsettled };
}
async function mayCancelNow(task, ids) {
    const { clock, deadlineMs } = task.context;
    if (await waitUntilStarted(task))
        return true;
    if (task.inputs.onSuperseded === 'leave')
        return false;
    if (clock.now() < deadlineMs)
        await task.ledger.readNow();
    if (hasSuccessor(task) || currentSuccessors(task).some(hasRun))
        return false;
    const left = findReplacedJobs(task).filter((each) => ids?.has(each.job.id) !== false && !isNeeded(each, task));
    for (const { job, state } of left)
        (0,supersede_task .gp)({ code: 'obsolete-job-not-replaced', jobId: job.id }, state, task);
    return false;
}

var wait_for_jobs = __webpack_require__(1890);
;















async function run(inputs, step) {
    const loaded = await (0,create_job_states .UK)(inputs, step.files);
    const initial = (0,create_job_states .QG)(loaded.specs, loaded.diagnostics);
    step.reporter.start(initial, loaded.diagnostics, loaded.positions);
    if (step.deletedRef !== undefined)
        return { states: (0,create_job_states .UM)(initial, step.deletedRef, step), diagnostics: loaded.diagnostics };
    if (await isPullRequestClosed(step))
        return { states: await handleClosedPullRequest(initial, inputs, step), diagnostics: loaded.diagnostics };
    const planned = await (0,plan_step .ek)({ ...loaded, states: initial }, inputs, step, outageEndMs(step));
    const { states: specStates, diagnostics, rejection, ban } = planned;
    const answers = new ApprovalAnswers(step);
    const origin = await findPlanOrigin(loaded.specs, { ...inputs, ...planned }, { ...step, answers });
    step.reporter.setOrigin(origin);
    if (rejection !== undefined)
        return (0,create_job_states .Rw)(specStates, diagnostics, rejection);
    if (ban?.code === 'policy-unreadable')
        return { states: refuseUnresolved(specStates, ban), diagnostics };
    const context = {
        ...step,
        submissionBan: step.submissionBan ?? (ban?.code === 'policy-refused' ? undefined : ban),
        judge: new SubmissionJudge(planned, inputs, { ...step, origin }, answers),
    };
    recordPrices(specStates, planned, context.ledger);
    const watch = (0,wait_for_jobs .A)(inputs.waitFor, context);
    const submit = async () => {
        const resolved = await resolveExistingJobs(specStates, inputs, context, watch);
        const allowed = await refuseForbidden(resolved, context);
        const submitted = await submitAll(allowed, inputs, context, watch);
        const kept = await cancelOverLimits(submitted, { ...planned, ...inputs }, context, watch);
        const isClosed = await cancelIfClosed(kept, inputs, context, watch);
        const mayReplace = !isClosed && context.submissionBan === undefined && !submitted.some(job_state .wY);
        const supersedeInputs = { ...inputs, asked: submitted };
        const superseding = mayReplace ? await supersede(kept, supersedeInputs, context, watch) : undefined;
        watch.close();
        await keepSuperseding(superseding, supersedeInputs, context, { watch, signal: watching.signal });
    };
    const watching = new AbortController();
    const [watched] = await Promise.all([watch.run().finally(() => watching.abort()), submit()]);
    const states = await (0,wait_for_jobs .e)(sortLike(specStates, watched), inputs.onTimeout, context);
    return { states: await explainClosing(await markSuperseded(states, context), context), diagnostics };
}
async function refuseForbidden(states, { judge, submissionBan }) {
    if (judge === undefined || submissionBan !== undefined)
        return states;
    const toSubmit = states.filter(({ spec, job, outcome }) => spec && !job && outcome === undefined);
    const rejected = new Map((await judge.judge(toSubmit, states)).map((state) => [state.label, state]));
    return states.map((state) => rejected.get(state.label) ?? (toSubmit.includes(state) ? judge.withApproval(state) : state));
}
function refuseUnresolved(states, note) {
    return states.map((state) => (state.outcome === undefined ? (0,job_state .dW)(state, note, 'refused') : state));
}
function sortLike(order, states) {
    const positions = new Map(order.map(({ label }, n) => [label, n]));
    const positionOf = ({ label }) => positions.get(label) ?? Infinity;
    return states.toSorted((a, b) => positionOf(a) - positionOf(b));
}


 }),

 797:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
 __webpack_require__.d(__webpack_exports__, {
 status: () => ( status)
 });
 var _jobs_job_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5735);
 var _jobs_read_jobs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(387);


async function status({ jobId }, context) {
    const requested = (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_0__ .GO)(jobId);
    context.reporter.start([requested]);
    return { states: await (0,_jobs_read_jobs_js__WEBPACK_IMPORTED_MODULE_1__ .RI)([requested], context), diagnostics: [] };
}


 }),

 9806:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  sync: () => ( sync)
});

var retry_github = __webpack_require__(5875);
var lease = __webpack_require__(3175);
var state_record = __webpack_require__(6948);
var record_codec = __webpack_require__(5808);
var merge_records = __webpack_require__(7870);
var comment_merge = __webpack_require__(809);
var saved_report = __webpack_require__(9204);
var shown_requests = __webpack_require__(8954);
var timeouts = __webpack_require__(1363);
var other_conversation = __webpack_require__(1527);
;



function findUsesElsewhere(jobIds, here, conversations) {
    return conversations
        .filter(({ conversation }) => conversation !== here)
        .map((other) => {
        const record = (0,state_record .zo)(other.record, ({ holds }) => ({
            holds: holds.filter(({ jobId = '' }) => jobIds.has(jobId)),
            jobs: [],
        }));
        return (0,other_conversation .T$)({ ...other, record }, here, Object.keys(record.requests));
    })
        .reduce((all, { requests }) => withRequests(all, requests), state_record .sU).requests;
}
function withRequests(record, added) {
    const merged = Object.entries(added).map(([key, request]) => [
        key,
        (0,merge_records .x)((0,state_record .Rh)(record, key), request),
    ]);
    return { ...record, requests: { ...record.requests, ...Object.fromEntries(merged) } };
}

;










const MAX_AGE_MS = 35 * 24 * 60 * 60_000;
const REFRESH_INTERVAL_MS = 12 * 60 * 60_000;
const MIN_SCAN_AGE_MS = REFRESH_INTERVAL_MS + 60 * 60_000;
const MIN_PAGES = 10;
const MAX_PAGES = 100;
async function findOpenRecords(options) {
    const nowMs = options.githubTime();
    const sinceMs = nowMs - MAX_AGE_MS;
    const candidates = new Map();
    let scannedBackToMs;
    for (let page = 1;; page++) {
        const readPage = () => options.client.listComments(page, sinceMs);
        const untilMs = options.clock.now() + timeouts .oL;
        const result = await (0,retry_github .o)(readPage, { ...options, untilMs });
        if (!result.ok)
            return result;
        const { comments, hasMore } = result.value;
        for (const comment of comments) {
            const isOlder = candidates.has(comment.id) && options.client.isNewestFirst;
            if ((0,record_codec .xY)(comment.body) && !isOlder)
                candidates.set(comment.id, comment);
        }
        if (!hasMore || comments.length === 0)
            break;
        const oldestMs = Math.min(...comments.map(({ updatedAtMs }) => updatedAtMs));
        if (!options.client.isNewestFirst) {
            if (page >= MAX_PAGES)
                return TOO_MANY_COMMENTS;
            continue;
        }
        if (page >= MAX_PAGES || (page >= MIN_PAGES && oldestMs < nowMs - MIN_SCAN_AGE_MS)) {
            scannedBackToMs = oldestMs;
            break;
        }
    }
    if (candidates.size === 0)
        return { ok: true, value: { ...NO_RECORDS, scannedBackToMs } };
    const untilMs = options.clock.now() + timeouts .oL;
    const login = await (0,retry_github .o)(() => options.client.viewerLogin(), { ...options, untilMs });
    if (!login.ok)
        return login;
    const found = readComments([...candidates.values()], login.value, options);
    return { ok: true, value: { ...found, scannedBackToMs } };
}
const TOO_MANY_COMMENTS = {
    ok: false,
    isNotFound: false,
    isPermanent: true,
    message: 'more comments have changed in 35 days than can be read from this server, which cannot list the newest first',
};
const NO_RECORDS = { records: [], unfinished: [], foreignKeyCount: 0, skippedJobCount: 0 };
function readComments(candidates, viewerLogin, options) {
    const records = [];
    const unfinished = [];
    let [foreignKeyCount, skippedJobCount] = [0, 0];
    const ownComments = candidates.filter(({ author }) => author === viewerLogin);
    const byKey = Map.groupBy(ownComments, ({ number, body }) => `${number} ${(0,record_codec .s8)(body)}`);
    const readable = [...byKey.values()].flatMap((comments) => readCommentsOfKey(comments, options) ?? []);
    const byNumber = Map.groupBy(readable, ({ comment }) => comment.number);
    const conversations = [...byNumber].map(([number, ofNumber]) => ({
        ofNumber,
        conversation: `${options.client.repositoryId}#${number}`,
        record: ofNumber.map(({ record }) => record).reduce(merge_records .P),
    }));
    for (const { ofNumber, conversation, record } of conversations) {
        for (const each of ofNumber) {
            const found = findOpenWork(each, record, options);
            if (found === 'foreign-key')
                foreignKeyCount++;
            else {
                skippedJobCount += found.skippedJobCount;
                if (found.openRecord !== undefined)
                    records.push(found.openRecord);
                if (found.jobs.length === 0)
                    continue;
                const ids = new Set(found.jobs.map(({ recordedJob }) => recordedJob.id));
                const elsewhere = findUsesElsewhere(ids, conversation, conversations);
                unfinished.push({ ...each, jobs: found.jobs, elsewhere });
            }
        }
    }
    return { records, unfinished, foreignKeyCount, skippedJobCount };
}
function readCommentsOfKey(commentsOfKey, { client, apiKey, redact }) {
    const comments = commentsOfKey.toSorted((a, b) => a.id - b.id);
    const [comment] = comments;
    if (comment === undefined)
        return undefined;
    const codec = (0,record_codec .Fy)(comment.body, `${client.repositoryId}#${comment.number}`, apiKey, redact);
    if (codec === undefined)
        return undefined;
    return { comments, comment, codec, record: (0,comment_merge .ws)(comments, codec).record };
}
function findOpenWork({ comments, comment, codec, record }, conversation, options) {
    const nowMs = options.githubTime();
    const unfinishedJobs = listUnfinishedJobs(record);
    const signedJobs = unfinishedJobs.filter(({ recordedJob }) => recordedJob.provenance !== 'unsigned');
    if (unfinishedJobs.length > 0 && signedJobs.length === 0)
        return 'foreign-key';
    const isLeased = ({ holds }) => holds.some((hold) => (0,lease .N3)(hold, nowMs));
    const ownJobs = signedJobs.filter((job) => canFind(job, options));
    const skippedJobCount = signedJobs.length - ownJobs.length;
    const jobs = ownJobs.filter(({ key }) => !isLeased((0,state_record .Rh)(record, key)));
    const requests = Object.values(record.requests);
    const isAbandoned = requests.length > 0 &&
        skippedJobCount === 0 &&
        !requests.some((request) => isLeased(request) && hasOpenWork(request));
    const text = (0,comment_merge .BX)(comments, codec) ?? '';
    const shown = { record, text };
    const restored = isAbandoned ? (0,shown_requests .Ck)(shown, comment.number, options.context) : undefined;
    const model = restored && (0,shown_requests .Bi)(restored, shown) ? undefined : restored;
    const hasDuplicates = isAbandoned && comments.length > 1;
    if (jobs.length === 0 && model === undefined && !hasDuplicates)
        return { jobs: ownJobs, skippedJobCount };
    const openRecord = { comment, hasDuplicates, text, codec, record, conversation, jobs, model };
    return { openRecord, jobs: ownJobs, skippedJobCount };
}
function canFind({ key, recordedJob }, { service, keyId }) {
    const isOfOurKey = recordedJob.keyId === undefined || keyId === undefined || recordedJob.keyId === keyId;
    return (0,state_record .E5)(key) === service && isOfOurKey;
}
function hasOpenWork({ holds, jobs }) {
    return (holds.some(({ submissionStartedAtMs }) => submissionStartedAtMs !== undefined) ||
        jobs.some(({ isUnfinished: isJobUnfinished }) => isJobUnfinished));
}
function listUnfinishedJobs({ requests }) {
    return Object.entries(requests).flatMap(([key, { holds, jobs }]) => jobs
        .filter(({ isUnfinished: isJobUnfinished }) => isJobUnfinished)
        .map((recordedJob) => {
        const hold = holds.find(({ jobId }) => jobId === recordedJob.id);
        return { label: (hold ?? holds[0])?.label ?? '', key, hold, recordedJob };
    }));
}
function collectJobIds(records) {
    const recordedIds = records.flatMap(({ jobs }) => jobs.map((job) => job.recordedJob.id));
    const reportedStates = records.flatMap(({ model }) => model?.states.filter(saved_report .ui) ?? []);
    return new Set([...recordedIds, ...reportedStates.flatMap(({ job }) => (job ? [job.id] : []))]);
}

var read_jobs = __webpack_require__(387);
var announce_cancellation = __webpack_require__(6597);
var cancel_recorded_jobs = __webpack_require__(4550);
var comment_record_store = __webpack_require__(3304);
;


function requestOfSync(send, { clock, random }) {
    return (0,retry_github .o)(send, { clock, random, untilMs: clock.now() + timeouts .B4 });
}
async function readPullRequestOf({ number, url }, client, context) {
    const result = await requestOfSync(() => client.pullRequest(number), context);
    return result.ok && result.value === undefined && isOnPullRequest(url) ? NOT_SHOWN : result;
}
const isOnPullRequest = (url) => /\/pulls?\/\d+(?:#|$)/.test(url);
const NOT_SHOWN = {
    ok: false,
    isNotFound: true,
    isPermanent: true,
    message: 'reading the pull request: GitHub does not show it to this token',
};

var job_status = __webpack_require__(6722);
var retry = __webpack_require__(5150);
;





const MAX_CANCELLATION_MS = 10 * 60_000;
class LeftoverCheck {
    #context;
    #client;
    constructor(context, client) {
        this.#context = context;
        this.#client = client;
    }
    async confirm(candidates) {
        const confirmed = [];
        for (const candidate of candidates) {
            const result = await this.#isConfirmed(candidate);
            if (!result.ok)
                return result;
            if (result.value)
                confirmed.push(candidate);
        }
        return { ok: true, value: confirmed };
    }
    async #isConfirmed(leftover) {
        switch (leftover.because) {
            case 'pull-request-closed':
                return { ok: true, value: true };
            case 'replaced':
                return { ok: true, value: await this.#hasStarted(leftover.successors) };
            case 'run-cancelled':
                return this.#wereCancelled(leftover.steps);
        }
    }
    async #wereCancelled(steps) {
        for (const { run: ref, leaseExpiresAtMs } of steps) {
            const run = await requestOfSync(() => this.#client.workflowRun(ref.id), this.#context);
            if (!run.ok)
                return run;
            const { wasCancelled = false, attempt, updatedAtMs = 0 } = run.value ?? {};
            const wasAlive = updatedAtMs <= leaseExpiresAtMs + MAX_CANCELLATION_MS;
            if (!wasCancelled || attempt !== ref.attempt || !wasAlive)
                return { ok: true, value: false };
        }
        return { ok: true, value: true };
    }
    async #hasStarted(successors) {
        if (successors.length === 0)
            return true;
        const { api, clock, random, githubTime, deadlineMs } = this.#context;
        for (const recorded of successors) {
            if (!recorded.isUnfinished)
                return true;
            const untilMs = Math.min(deadlineMs, clock.now() + timeouts .WL);
            const result = await (0,retry .L5)(() => api.get(recorded.id), 'never-read', { clock, random, untilMs });
            if (!result.ok || !(0,state_record .YN)(recorded, result.value))
                continue;
            const phase = (0,job_status .xl)(result.value.status);
            const isPending = !(0,job_status .gd)(phase) && !(0,job_status .Hd)(phase);
            if (isPending && githubTime() - recorded.atMs >= timeouts .gF)
                return true;
            if ((0,job_status .gd)(phase))
                return true;
        }
        return false;
    }
}

var jobs_provenance = __webpack_require__(7361);
var superseding = __webpack_require__(7914);
;





const MAX_LATE_SUBMISSION_MS = 10 * 60_000;
function findLeftoverJobs(record, situation) {
    return Object.entries(record.requests)
        .filter(([key]) => (0,state_record .E5)(key) === situation.service)
        .flatMap(([key, request]) => request.jobs
        .filter(({ isUnfinished, provenance }) => isUnfinished && (0,jobs_provenance ._4)(provenance))
        .flatMap((job) => findReason({ key, job, request, record }, situation) ?? []));
}
function findReason(jobOfRecord, situation) {
    const { key, job } = jobOfRecord;
    if (isAbandoned(jobOfRecord, situation))
        return { key, job, because: 'pull-request-closed' };
    const successors = findSuccessors(jobOfRecord, situation);
    if (successors !== undefined)
        return { key, job, because: 'replaced', successors };
    const steps = findKilledSteps(jobOfRecord, situation);
    return steps.length > 0 ? { key, job, because: 'run-cancelled', steps } : undefined;
}
function isAbandoned({ job, request }, { pullRequest, nowMs }) {
    if (pullRequest === undefined || pullRequest === 'unknown' || job.leavesOnSuperseded === true)
        return false;
    const { isClosed, isMerged, closedAtMs = Infinity } = pullRequest;
    const isLater = (atMs, isNotHead) => atMs > closedAtMs + (isNotHead ? 0 : MAX_LATE_SUBMISSION_MS);
    const isUsedSince = request.holds.some((hold) => hold.jobId === job.id &&
        (isLater(hold.atMs, hold.isNotHead === true) || (0,other_conversation .lq)(hold)) &&
        (0,lease .N3)(hold, nowMs));
    return isClosed && !isMerged && !isLater(job.atMs, job.isNotHead === true) && !isUsedSince;
}
function findKilledSteps({ key, job, request, record }, { service, nowMs, pullRequest }) {
    const { holds } = request;
    if (pullRequest === 'unknown' || holds.some((each) => (0,lease .N3)(each, nowMs)))
        return [];
    const undecided = holds.filter((each) => each.jobId === job.id && each.hasEnded !== true && !isContinued(each, holds));
    const isNeeded = undecided.some((hold) => {
        const hasNewerCommit = pullRequest?.isClosed === false && hold.isNotHead !== true && pullRequest.headSha !== hold.commit;
        const claimant = { ...hold, digest: (0,state_record .hj)(key), service, nowMs };
        return !wasKilled(hold) || hasNewerCommit || (0,superseding .It)(record, claimant, job.id) !== undefined;
    });
    return isNeeded ? [] : undecided.map(({ run, leaseExpiresAtMs }) => ({ run, leaseExpiresAtMs }));
}
function isContinued({ owner, run }, holds) {
    return holds.some((other) => other.owner === owner &&
        other.isUnsigned !== true &&
        other.isUnchanged !== true &&
        (0,state_record .U4)(other.run, run));
}
function wasKilled({ hasEnded, leavesOnCancel, isUnsigned }) {
    return hasEnded !== true && leavesOnCancel !== true && isUnsigned !== true;
}
function findSuccessors(jobOfRecord, { service, nowMs }) {
    const { replacedBy, leavesOnSuperseded } = jobOfRecord.job;
    if (replacedBy === '' || !maySupersede(jobOfRecord, nowMs))
        return undefined;
    const marked = replacedBy === undefined ? [] : findMarked(jobOfRecord, (0,state_record .lq)(replacedBy, service));
    if (marked.length > 0)
        return marked;
    return leavesOnSuperseded ? undefined : findJobsOfNewestRun(jobOfRecord);
}
function findMarked({ job: { id, run }, record }, key) {
    const { jobs } = (0,state_record .Rh)(record, key);
    const isForSameRequest = jobs.some((other) => other.id === id);
    return jobs.filter((other) => other.id !== id &&
        other.provenance !== 'unsigned' &&
        !(0,state_record .WN)(other) &&
        (!isForSameRequest || (0,state_record .VZ)(other.run, run)));
}
function findJobsOfNewestRun({ job, request, record }) {
    const { owner } = job;
    const newestRun = findNewestRunFor({ job, request, record });
    const requests = Object.values(record.requests);
    const holds = requests
        .flatMap((request) => request.holds)
        .filter((hold) => hold.owner === owner && hold.run.id === newestRun?.id && hold.isUnsigned !== true);
    if (holds.some((hold) => request.holds.includes(hold)))
        return undefined;
    const wanted = holds.filter(({ isUnchanged }) => isUnchanged !== true);
    const ids = new Set(wanted.map(({ jobId }) => jobId));
    const all = requests.flatMap((request) => request.jobs).filter(({ id }) => ids.has(id));
    if (ids.has(undefined) || all.some(({ leavesOnSuperseded }) => leavesOnSuperseded))
        return undefined;
    const ofRun = all.filter((each) => each.owner === owner && each.run.id === newestRun?.id);
    const jobs = ofRun.length > 0 ? ofRun : all;
    const usable = jobs.filter((each) => !(0,state_record .WN)(each) && each.provenance !== 'unsigned');
    return wanted.length > 0 && usable.length === 0 ? undefined : usable;
}
function findNewestRunFor(jobOfRecord) {
    const { job, record } = jobOfRecord;
    return (0,superseding .H$)(record, { owner: job.owner, isNotHead: isBesideHead(jobOfRecord) });
}
function isBesideHead({ job, request, record }) {
    return !(0,superseding .Kp)(record, request, job) || undefined;
}
function maySupersede(jobOfRecord, nowMs) {
    const { key, job, request, record } = jobOfRecord;
    const { owner } = job;
    if (record.ambiguousOwners.includes(owner))
        return false;
    const newestRun = findNewestRunFor(jobOfRecord);
    const isNotHead = isBesideHead(jobOfRecord);
    return (newestRun !== undefined &&
        (0,state_record .VZ)(newestRun, job.run) &&
        !request.holds.some((hold) => (0,lease .N3)(hold, nowMs)) &&
        !isUsedBy(newestRun, job, request) &&
        !(0,superseding .Ox)(record, { key, job }, { owner, run: newestRun, isNotHead, nowMs }));
}
function isUsedBy(run, { id, owner }, { holds }) {
    return holds.some((hold) => hold.owner === owner && hold.run.id === run.id && (hold.jobId === undefined || hold.jobId === id));
}

;








const MAX_CONCURRENCY = 4;
const MAX_FAILURES_IN_A_ROW = 4;
async function cancelLeftovers(records, context, repository) {
    const cancellation = new LeftoverCancellation(context, repository);
    const { clock, deadlineMs } = context;
    const queue = [...Map.groupBy(records, ({ comment }) => comment.number).values()];
    let failuresInARow = 0;
    const worker = async () => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
            if (failuresInARow >= MAX_FAILURES_IN_A_ROW || clock.now() >= deadlineMs)
                return;
            failuresInARow = (await cancellation.cancelIn(next)) ? 0 : failuresInARow + 1;
        }
    };
    await Promise.all(Array.from({ length: MAX_CONCURRENCY }, worker));
    return cancellation;
}
class LeftoverCancellation {
    notes = [];
    reasons = new Map();
    hasWritten = false;
    #stoppedIds = new Set();
    #context;
    #client;
    #pullRequestFailures = 0;
    constructor(context, { client }) {
        this.#context = context;
        this.#client = client;
    }
    async cancelIn(comments) {
        let hasAnswers = true;
        for (const each of comments)
            hasAnswers = (await this.#cancelOf(each)) && hasAnswers;
        return hasAnswers;
    }
    async #cancelOf(record) {
        const { comment, jobs } = record;
        const pullRequest = await this.#readPullRequest(comment);
        const isMarked = jobs.some(({ recordedJob }) => recordedJob.replacedBy !== undefined);
        if (!isMarked && this.#find(record, record.record, pullRequest).length === 0)
            return true;
        const store = this.#openStore(record);
        const conversation = await requestOfSync(() => store.read(), this.#context);
        if (!conversation.ok)
            return this.#warn(comment.number, conversation);
        const found = await this.#check().confirm(this.#find(record, conversation.value, pullRequest));
        if (!found.ok)
            return this.#warn(comment.number, found);
        if (found.value.length === 0)
            return true;
        this.hasWritten = true;
        const announcements = announcementsIn(store);
        const announced = await (0,announce_cancellation .Z)(announcements, found.value.map(withReason), this.#context);
        if (!announced.ok)
            return this.#warn(comment.number, announced);
        const hasAnswered = await this.#cancelAnnounced(found.value, announced, record);
        await this.#recordResults(found.value, announced, announcements);
        return hasAnswered;
    }
    async #cancelAnnounced(announced, { record: current, limit }, record) {
        const { number } = record.comment;
        const pullRequest = await this.#readPullRequest(record.comment);
        const ids = new Set(announced.map(({ job }) => job.id));
        const candidates = this.#find(record, current, pullRequest).filter(({ job }) => ids.has(job.id));
        const due = await this.#check(limit).confirm(candidates);
        if (!due.ok)
            return this.#warn(number, due);
        const answered = await Promise.all(due.value.map((each) => this.#cancel(each, number, limit)));
        return !answered.includes(false);
    }
    async #recordResults(announced, { record }, announcements) {
        const stopAcceptedAtMs = this.#context.githubTime();
        const changed = announced.flatMap(({ key, job: { id, stopReason } }) => {
            const job = (0,state_record .Rh)(record, key).jobs.find((each) => each.id === id);
            if (job?.stopAtMs === undefined || this.#stoppedIds.has(id))
                return [];
            return this.reasons.has(id)
                ? [{ key, job: { ...job, stopAcceptedAtMs } }]
                : [{ key, job: { ...job, stopAtMs: job.stopAtMs + 1, stopReason } }];
        });
        if (changed.length > 0)
            await requestOfSync(() => announcements.write(changed), this.#context);
    }
    #check(limit) {
        return new LeftoverCheck({ ...this.#context, ...limit }, this.#client);
    }
    #find({ jobs, elsewhere }, record, pullRequest) {
        const { holder, githubTime } = this.#context;
        const ids = new Set(jobs.map(({ recordedJob }) => recordedJob.id));
        const situation = { service: holder.service, nowMs: githubTime(), pullRequest };
        const known = withRequests(record, elsewhere);
        return findLeftoverJobs(known, situation).filter(({ job }) => ids.has(job.id));
    }
    async #cancel(leftover, number, limit) {
        const { because, job } = leftover;
        const { note, isUnanswered } = await (0,cancel_recorded_jobs .o)(leftover, {
            ...this.#context,
            ...limit,
        });
        if (note === undefined)
            return true;
        const isCancelled = note.code === 'obsolete-job-cancelled';
        if (!isCancelled && note.code !== 'obsolete-job-asked-to-stop') {
            this.#add(note, 'warn');
            return isUnanswered !== true;
        }
        const reason = {
            code: 'sync-cancelled-job',
            jobId: job.id,
            number,
            because,
            isConfirmed: isCancelled,
        };
        this.reasons.set(job.id, reason);
        if (isCancelled)
            this.#stoppedIds.add(job.id);
        this.#add(reason, 'info');
        return true;
    }
    async #readPullRequest(comment) {
        if (this.#pullRequestFailures > 0)
            return 'unknown';
        const result = await readPullRequestOf(comment, this.#client, this.#context);
        if (result.ok)
            return result.value;
        const isKnown = this.#pullRequestFailures++ > 0;
        if (!isKnown)
            this.#warn(comment.number, result);
        return 'unknown';
    }
    #openStore({ comment, codec }) {
        const { clock, holder, githubTime } = this.#context;
        const store = this.#client.commentStore(comment.number);
        return new comment_record_store .y2({ store, codec, clock, run: holder.run, comment, githubTime });
    }
    #warn(number, { message: error, isPermanent }) {
        this.#add({ code: 'sync-leftovers-unknown', number, error }, 'warn');
        return isPermanent;
    }
    #add(note, level) {
        this.notes.push(note);
        this.#context.reporter[level](note);
    }
}
function withReason({ key, job, because }) {
    return { key, job: { ...job, stopReason: because } };
}
function announcementsIn(store) {
    return {
        read: () => store.read(),
        write: (jobs) => {
            const byKey = Map.groupBy(jobs, ({ key }) => key);
            const requests = [...byKey].map(([key, ofKey]) => [
                key,
                { holds: [], jobs: ofKey.map(({ job }) => job) },
            ]);
            return store.write({ requests: Object.fromEntries(requests) });
        },
    };
}

var job_state = __webpack_require__(5735);
var state_orphans = __webpack_require__(9054);
;







const MAX_MISSING_AGE_MS = 7 * 24 * 60 * 60_000;
const REFRESH_MARGIN_MS = 60 * 60_000;
function planRefresh(openRecord, fetched, context) {
    const { wallMs } = context;
    const updates = openRecord.jobs.flatMap((job) => {
        const state = updateRecordedJob(job, openRecord.model, fetched, wallMs);
        if (state === undefined)
            return [];
        const reason = reasonOf(job.recordedJob, openRecord.comment.number, context.reasons);
        return [{ ...job, state: plan_refresh_withReason(state, reason) }];
    });
    const ended = updates.filter(hasEnded);
    const missing = openRecord.jobs.filter(({ recordedJob }) => isFirstMissing(recordedJob, fetched, wallMs));
    const model = openRecord.model && updateReport(openRecord.model, { openRecord, updates, fetched, context });
    const isReportChanged = openRecord.model !== undefined && model !== undefined && hasVisibleChange(openRecord.model, model);
    const isRefreshDue = wallMs - openRecord.comment.updatedAtMs >= REFRESH_INTERVAL_MS - REFRESH_MARGIN_MS;
    return {
        openRecord,
        updates,
        model,
        requests: {
            ...(isRefreshDue ? refreshLeases(openRecord) : {}),
            ...changeJobs([...ended.map(endJob), ...missing.map((job) => markMissing(job, wallMs))]),
        },
        isDue: ended.length + missing.length > 0 || isReportChanged || isRefreshDue || openRecord.hasDuplicates,
    };
}
function hasEnded({ state }) {
    return state.outcome !== 'running';
}
function updateRecordedJob({ label, recordedJob }, model, fetched, wallMs) {
    const { id, provenance } = recordedJob;
    const reported = model?.states.find(({ job }) => job?.id === id);
    const state = { ...(reported ?? { ...(0,job_state .GO)(id), label }), provenance };
    const job = fetched.jobs.get(id);
    if (job !== undefined)
        return (0,state_record .YN)(recordedJob, job)
            ? observeNow(state, job, wallMs)
            : loseJob(state, { code: 'sync-job-changed' });
    return fetched.notFound.has(id) && wasMissingBefore(recordedJob, wallMs)
        ? loseJob(state, NOT_FOUND_NOTE)
        : undefined;
}
const NOT_FOUND_NOTE = { code: 'sync-job-not-found' };
function wasMissingBefore({ missingSinceMs }, wallMs) {
    if (missingSinceMs === undefined)
        return false;
    const ageMs = wallMs - missingSinceMs;
    return ageMs >= timeouts .ON && ageMs <= MAX_MISSING_AGE_MS;
}
function isFirstMissing({ id, atMs, missingSinceMs }, { notFound }, wallMs) {
    const wasForgotten = missingSinceMs === undefined || wallMs - missingSinceMs > MAX_MISSING_AGE_MS;
    return notFound.has(id) && wallMs - atMs >= timeouts .ON && wasForgotten;
}
function plan_refresh_withReason(state, reason) {
    return reason === undefined || state.outcome !== 'cancelled' ? state : { ...state, notes: [reason] };
}
function reasonOf({ id: jobId, stopReason: because }, number, reasons) {
    if (because === undefined)
        return reasons?.get(jobId);
    return reasons?.get(jobId) ?? { code: 'sync-cancelled-job', jobId, number, because, isConfirmed: true };
}
function loseJob(state, note) {
    return (0,job_state .dW)({ ...state, isNotFound: true, notes: [] }, note, 'unknown');
}
function observeNow(state, job, wallMs) {
    const { error: _, ...observed } = (0,job_state .cq)({ ...state, notes: [] }, job, endedAtMs(job) ?? wallMs);
    const isReported = state.job !== undefined;
    const shownSinceMs = isReported ? observed.timeline.at(-1)?.atMs : wallMs - timeouts .YG;
    const successAgeMs = wallMs - (endedAtMs(job) ?? shownSinceMs ?? wallMs);
    const outcome = (0,job_status ._n)(job, 'completed', successAgeMs) ?? 'running';
    return (0,job_state .ci)((0,job_state .Zw)(observed, outcome, false), [(0,job_status .z)(job, outcome, successAgeMs)]);
}
function endedAtMs({ status, modifiedAt }) {
    return (0,job_status .Hd)((0,job_status .xl)(status)) && modifiedAt !== undefined ? modifiedAt * 1000 : undefined;
}
function endJob({ key, recordedJob, state: { outcome, job } }) {
    const outputModel = outcome === 'succeeded' ? job?.outputModel : undefined;
    return { key, recordedJob: { ...recordedJob, isUnfinished: false, outputModel } };
}
function markMissing({ key, recordedJob }, wallMs) {
    return { key, recordedJob: { ...recordedJob, missingSinceMs: wallMs } };
}
function changeJobs(changed) {
    const byKey = Map.groupBy(changed, ({ key }) => key);
    const requests = [...byKey].map(([key, jobs]) => [
        key,
        { holds: [], jobs: jobs.map(({ recordedJob }) => recordedJob) },
    ]);
    return Object.fromEntries(requests);
}
function refreshLeases({ jobs, record }) {
    return Object.fromEntries(jobs.map(({ key }) => {
        const holds = (0,state_record .Rh)(record, key).holds.map((hold) => ({
            ...hold,
            leaseExpiresAtMs: hold.leaseExpiresAtMs + 1,
        }));
        return [key, { holds, jobs: [] }];
    }));
}
function updateReport(previous, { openRecord, updates, fetched, context }) {
    const { wallMs, service, context: runContext } = context;
    const openIds = new Set(openRecord.jobs.map(({ recordedJob }) => recordedJob.id));
    const states = previous.states.map((state) => {
        if (!(0,saved_report .ui)(state))
            return state;
        const { job } = state;
        if (job === undefined)
            return (0,job_state .dW)({ ...state, notes: [] }, INTERRUPTED_NOTE, 'unknown');
        const updated = openIds.has(job.id)
            ? updates.find(({ recordedJob }) => recordedJob.id === job.id)?.state
            : updateReportedJob(state, job.id, previous.nowMs, { fetched, wallMs });
        return updated ?? state;
    });
    const orphans = (0,state_orphans .t)(openRecord.conversation, service, wallMs);
    return {
        ...previous,
        states,
        orphans,
        nowMs: wallMs,
        lastSync: { atMs: wallMs, logUrl: runContext.logUrl },
    };
}
function updateReportedJob(state, id, knownMs, { fetched, wallMs }) {
    const job = fetched.jobs.get(id);
    if (job !== undefined)
        return observeNow(state, job, wallMs);
    return fetched.notFound.has(id) && wallMs - knownMs >= timeouts .ON
        ? loseJob(state, NOT_FOUND_NOTE)
        : undefined;
}
const INTERRUPTED_NOTE = { code: 'sync-submission-interrupted' };
function hasVisibleChange(previous, next) {
    const visibleState = ({ states }) => JSON.stringify(states.map(({ job, outcome }) => [job?.status, outcome === 'running' ? '' : outcome]));
    return visibleState(previous) !== visibleState(next);
}
function toJobStates({ updates, openRecord }) {
    const { number, url } = openRecord.comment;
    return updates.map(({ label, state }) => ({ ...state, label, reportLocation: { number, url } }));
}

var comment_sink = __webpack_require__(4963);
var render = __webpack_require__(9546);
var commit_status = __webpack_require__(204);
var status_record = __webpack_require__(5062);
var token_bucket = __webpack_require__(5262);
;

const MAX_TEXT_LENGTH = 1_000;
function toDispatchEvent(type, { label, key, hold, recordedJob, state }, issueNumber, redact) {
    const truncate = (text = '') => redact(text).slice(0, MAX_TEXT_LENGTH).toWellFormed();
    const { outcome, isNotFound } = state;
    const job = isNotFound ? undefined : state.job;
    return {
        type,
        payload: {
            job_id: recordedJob.id,
            status: truncate(job?.status),
            outcome,
            output_model: outcome === 'succeeded' ? truncate(job?.outputModel) : '',
            spec: redact(label),
            spec_digest: (0,state_record .hj)(key),
            pull_request: issueNumber,
            commit: hold?.commit ?? '',
        },
    };
}

var display_state = __webpack_require__(9900);
var markdown = __webpack_require__(569);
;


const MAX_REASON_LENGTH = 300;
const PERSON = /^[a-z\d](?:[a-z\d_-]{0,62}[a-z\d])?$/i;
function renderNotice({ label, state, submittedBy = '', reportUrl, nowMs }) {
    const { job, outcome } = state;
    const { icon, headline } = (0,display_state .i3)(state, { nowMs, lastSync: true });
    const mention = PERSON.test(submittedBy) ? ` @${submittedBy}` : '';
    const model = outcome === 'succeeded' ? job?.outputModel : undefined;
    const reason = outcome === 'failed' ? job?.reason : undefined;
    return [
        `${icon}${mention} ${markdown .aY(label)} \u00b7 ${headline} \u00b7 ${markdown .nf('report', reportUrl)}`,
        ...(model === undefined ? [] : [`Model: ${markdown .aY(model)}`]),
        ...(reason === undefined ? [] : [markdown .hD(shorten(reason))]),
    ].join('\n\n');
}
function shorten(reason) {
    return reason.length <= MAX_REASON_LENGTH
        ? reason
        : `${reason.slice(0, MAX_REASON_LENGTH).toWellFormed()} \u2026`;
}

var external_node_crypto_ = __webpack_require__(7598);
;

const MARKER = /<!-- forge-training-job-notice v1 (\S+#\d+) ([\w-]{1,128}) ([\w-]{43}) -->/;
function createNoticeCodec(scope, apiKey) {
    const secret = (0,external_node_crypto_.createHmac)('sha256', apiKey).update('forge-training-job notice').digest();
    const sign = (jobId) => (0,external_node_crypto_.createHmac)('sha256', secret).update(`${scope}\n${jobId}`).digest('base64url');
    return {
        encode: (jobId) => `<!-- forge-training-job-notice v1 ${scope} ${jobId} ${sign(jobId)} -->`,
        decode(body) {
            const [, markedScope, jobId = '', signature = ''] = MARKER.exec(body) ?? [];
            if (markedScope !== scope)
                return undefined;
            return (0,external_node_crypto_.timingSafeEqual)(Buffer.from(signature), Buffer.from(sign(jobId))) ? jobId : undefined;
        },
    };
}

;




const MAX_NOTICES = 50;
class NoticeBudget {
    #left = MAX_NOTICES;
    take() {
        return this.#left-- > 0;
    }
}
async function notifyEnded(plan, options) {
    const ended = plan.updates.filter(hasEnded);
    if (ended.length === 0)
        return { noticeCount: 0 };
    const { comment } = plan.openRecord;
    const codec = createNoticeCodec(`${options.repositoryId}#${comment.number}`, options.apiKey);
    const existing = await listNotices(comment.author, codec, options);
    if (!existing.ok)
        return { noticeCount: 0, error: existing };
    const created = [];
    let result = {};
    for (const update of ended.filter(({ recordedJob }) => !existing.value.has(recordedJob.id))) {
        if (!options.budget.take()) {
            result = { isIncomplete: true };
            break;
        }
        await options.beforeWrite();
        const written = await options.store.create(bodyOf(update, plan.openRecord, codec, options));
        if (!written.ok) {
            result = { error: written };
            break;
        }
        created.push(written.value.id);
    }
    await removeDuplicates(created, comment.author, codec, options);
    return { noticeCount: created.length, ...result };
}
function bodyOf({ label, recordedJob, state }, { comment }, codec, { redact, clock }) {
    const { id, submittedBy } = recordedJob;
    const text = renderNotice({ label, state, submittedBy, reportUrl: comment.url, nowMs: clock.wall() });
    return `${codec.encode(id)}\n${redact(text)}`;
}
async function listNotices(login, codec, { store, read }) {
    const listed = await read(() => store.list());
    if (!listed.ok)
        return listed;
    const notices = listed.value
        .filter(({ author }) => author === login)
        .flatMap(({ id, body }) => {
        const jobId = codec.decode(body);
        return jobId === undefined ? [] : [{ id, jobId }];
    })
        .sort((a, b) => a.id - b.id);
    const byJob = Map.groupBy(notices, ({ jobId }) => jobId);
    return { ok: true, value: new Map([...byJob].map(([jobId, all]) => [jobId, all.map(({ id }) => id)])) };
}
async function removeDuplicates(created, login, codec, options) {
    if (created.length === 0)
        return;
    await options.clock.sleep(timeouts .GV);
    const listed = await listNotices(login, codec, options);
    if (!listed.ok)
        return;
    const duplicates = [...listed.value.values()].flatMap(([, ...newer]) => newer);
    for (const id of duplicates.filter((each) => created.includes(each))) {
        await options.beforeWrite();
        await options.read(() => options.store.remove(id));
    }
}

;











const apply_refresh_MAX_CONCURRENCY = 4;
const MAX_PERMANENT_ERRORS = 25;
const MAX_CONSECUTIVE_TIMEOUTS = 4;
async function applyRefreshes(plans, options) {
    const tokenBucket = new token_bucket .q(timeouts .rC);
    const pacedOptions = { ...options, tokenBucket, budget: new NoticeBudget() };
    const results = [];
    let consecutiveTimeouts = 0;
    const queue = [...plans];
    const worker = async () => {
        for (let plan = queue.shift(); plan !== undefined; plan = queue.shift()) {
            if (lacksPermission(results) || consecutiveTimeouts >= MAX_CONSECUTIVE_TIMEOUTS)
                return;
            const result = await applyRefresh(plan, pacedOptions);
            results.push(result);
            const isTimeout = result.error !== undefined && !result.error.isPermanent;
            consecutiveTimeouts = isTimeout ? consecutiveTimeouts + 1 : 0;
        }
    };
    await Promise.all(Array.from({ length: apply_refresh_MAX_CONCURRENCY }, worker));
    return summarize(results);
}
function lacksPermission(results) {
    const refused = results.filter(({ error }) => error?.isPermanent === true);
    return refused.length >= MAX_PERMANENT_ERRORS && !results.some(({ isWritten }) => isWritten);
}
function summarize(results) {
    const total = (count) => results.reduce((sum, result) => sum + count(result), 0);
    return {
        commentCount: total(({ isWritten }) => (isWritten ? 1 : 0)),
        dispatchedCount: total(({ dispatchedCount }) => dispatchedCount),
        noticeCount: total(({ notices }) => notices?.noticeCount ?? 0),
        hasNoticesLeft: results.some(({ notices }) => notices?.isIncomplete === true),
        noticeErrors: results.flatMap(({ notices }) => (notices?.error?.isPermanent ? [notices.error] : [])),
        errors: results.flatMap(({ error }) => error ?? []),
    };
}
async function requestWrite(send, options) {
    const { clock, tokenBucket } = options;
    await clock.sleep(tokenBucket.take(clock.now()));
    return requestOfSync(send, options);
}
const NOTHING_DONE = { dispatchedCount: 0, isWritten: false };
async function applyRefresh(plan, options) {
    const { number, id, body } = plan.openRecord.comment;
    const latest = await requestOfSync(() => options.client.commentStore(number).get(id), options);
    if (!latest.ok)
        return { ...NOTHING_DONE, error: latest.isNotFound ? undefined : latest };
    if (latest.value.body !== body)
        return NOTHING_DONE;
    const notices = await notify(plan, options);
    const hasFailed = notices.error !== undefined && !notices.error.isPermanent;
    if (hasFailed || notices.isIncomplete === true)
        return { ...NOTHING_DONE, notices, error: notices.error };
    return { notices, ...(await announceAndWrite(plan, options)) };
}
async function announceAndWrite(plan, options) {
    const { dispatchedCount, error } = await dispatchEvents(plan, options);
    if (error !== undefined)
        return { dispatchedCount, isWritten: false, error };
    const statusError = await publishStatuses(plan, options);
    if (statusError !== undefined && !statusError.isPermanent)
        return { dispatchedCount, isWritten: false, error: statusError };
    const result = await writeComment(plan, options);
    return result.ok
        ? { dispatchedCount, isWritten: true }
        : { dispatchedCount, isWritten: false, error: result };
}
async function notify(plan, options) {
    const { client, clock, tokenBucket } = options;
    if (options.notify !== true)
        return { noticeCount: 0 };
    return notifyEnded(plan, {
        ...options,
        store: client.commentStore(plan.openRecord.comment.number),
        repositoryId: client.repositoryId,
        read: (send) => requestOfSync(send, options),
        beforeWrite: () => clock.sleep(tokenBucket.take(clock.now())),
    });
}
async function dispatchEvents({ updates, openRecord }, options) {
    const { dispatchEvent: eventType, client, redact } = options;
    let dispatchedCount = 0;
    const ended = updates.filter(hasEnded);
    if (eventType === undefined || ended.length === 0)
        return { dispatchedCount };
    const pullRequest = await readPullRequestOf(openRecord.comment, client, options);
    if (!pullRequest.ok)
        return { dispatchedCount, error: pullRequest };
    if (pullRequest.value?.isFromFork === true)
        return { dispatchedCount };
    for (const update of ended) {
        const dispatch = () => client.dispatch(toDispatchEvent(eventType, update, openRecord.comment.number, redact));
        const result = await requestWrite(dispatch, options);
        if (!result.ok)
            return { dispatchedCount, error: result };
        dispatchedCount++;
    }
    return { dispatchedCount };
}
function reportRunOf({ record, jobs }) {
    return record.run ?? jobs[0]?.hold?.run ?? { id: '0', attempt: 1 };
}
async function writeComment({ openRecord, model, requests }, options) {
    const { client, clock, redact, githubTime } = options;
    const { comment, codec } = openRecord;
    const store = client.commentStore(comment.number);
    const recordStore = new comment_record_store .y2({
        store,
        codec,
        clock,
        run: reportRunOf(openRecord),
        comment,
        githubTime,
    });
    const rendered = model && (0,render .w)(model);
    const mark = model === undefined ? '' : (0,comment_sink .Vs)(model, rendered?.savedReport !== undefined);
    const update = {
        requests,
        scanAll: openRecord.hasDuplicates,
        text: model && ((history) => `${mark}${redact((0,render .w)({ ...model, history }).body)}`),
        shouldReplaceText: (currentText) => currentText === openRecord.text,
        display: model && rendered && (0,comment_sink .KU)(model, rendered),
        savedReport: rendered?.savedReport,
        endedJobs: rendered?.endedJobs,
    };
    const result = await requestWrite(() => recordStore.write(update), options);
    return result.ok && openRecord.hasDuplicates ? recordStore.mergeDuplicates({ requests }) : result;
}
async function publishStatuses({ model, requests, openRecord }, options) {
    const { client, log, clock, redact, apiKey } = options;
    const { matrixLabel } = model?.context ?? {};
    if (model === undefined || matrixLabel === undefined)
        return undefined;
    const { commit, logUrl } = model.context;
    const store = client.commitStatusStore(commit);
    const sink = new commit_status .b({
        store: { list: () => store.list(), set: (status) => requestWrite(() => store.set(status), options) },
        log,
        clock,
        holder: { run: reportRunOf(openRecord), commit },
        signer: new status_record .Ni(String(client.repositoryId), commit, apiKey),
        viewerLogin: () => client.viewerLogin(),
        matrixLabel,
        commentUrl: () => openRecord.comment.url,
        logUrl,
        redact,
    });
    const result = await sink.writeReport({ model, requests });
    return result.ok ? undefined : result;
}

;






async function sync(announcing, context) {
    const { repository, reporter } = context;
    if (repository === undefined)
        return refuseWithoutRepository(context);
    const { dispatchProblem } = repository.client;
    if (announcing.dispatchEvent !== undefined && dispatchProblem !== undefined)
        return refuse({ code: 'sync-events-unsupported', reason: dispatchProblem });
    const find = () => findOpenRecords({ ...repository, ...context, ...context.holder });
    const found = await find();
    if (!found.ok)
        return refuse({ code: 'sync-comments-unreadable', error: found.message });
    logOpenRecords(found.value, context);
    const leftovers = await cancelLeftovers(found.value.unfinished, context, repository);
    const current = leftovers.hasWritten ? await find() : found;
    const { records } = current.ok ? current.value : found.value;
    if (records.length > 0)
        return updateRecords(records, leftovers, announcing, { ...context, repository });
    if (leftovers.notes.length === 0)
        reporter.info(NOTHING_FOUND_NOTE);
    const messages = leftovers.notes.length === 0 ? [NOTHING_FOUND_NOTE] : leftovers.notes;
    return { states: [], diagnostics: [], outcome: 'succeeded', messages };
}
async function updateRecords(records, { notes, reasons }, { dispatchEvent, notify, failOn }, context) {
    const { reporter, githubTime, repository } = context;
    const { service } = context.holder;
    const ids = collectJobIds(records);
    const fetched = await (0,read_jobs .Zc)(ids, context);
    const { error } = fetched;
    if (error !== undefined && fetched.jobs.size + fetched.notFound.size === 0)
        return { states: [{ ...REFUSED, error }], diagnostics: [] };
    const refreshContext = { wallMs: githubTime(), service, context: repository.context, reasons };
    const plans = records.map((openRecord) => planRefresh(openRecord, fetched, refreshContext));
    const due = plans.filter(({ isDue }) => isDue);
    const syncResult = await applyRefreshes(due, { ...repository, ...context, dispatchEvent, notify });
    const states = plans.flatMap(toJobStates);
    const failure = failOn === undefined ? undefined : failureNote(states);
    const messages = [
        ...logResults(ids.size, plans, syncResult, context),
        ...notes,
        ...logRemaining([...orphanNotes(plans, service, githubTime()), ...remainingNotes(fetched, syncResult)], context),
    ];
    if (failure !== undefined)
        reporter.error(failure);
    return {
        states,
        diagnostics: [],
        messages: failure === undefined ? messages : [...messages, failure],
        outcome: syncOutcome(syncResult, states),
        failsStep: failure !== undefined,
    };
}
function logResults(jobs, { length: comments }, { commentCount, dispatchedCount, noticeCount }, { reporter }) {
    const summary = {
        code: 'sync-summary',
        jobs,
        comments,
        updatedComments: commentCount,
        sentEvents: dispatchedCount,
    };
    const notes = noticeCount === 0 ? [summary] : [summary, { code: 'sync-notified', comments: noticeCount }];
    for (const note of notes)
        reporter.info(note);
    return notes;
}
function logRemaining(notes, { reporter }) {
    for (const note of notes)
        reporter.warn(note);
    return notes;
}
function failureNote(states) {
    const jobs = states
        .filter(({ outcome }) => outcome === 'failed')
        .map(({ label, reportLocation }) => `${label} (no. ${reportLocation?.number ?? ''})`);
    return jobs.length === 0 ? undefined : { code: 'sync-fails-on-failed', jobs };
}
const NOTHING_FOUND_NOTE = { code: 'sync-found-nothing' };
const REFUSED = { label: 'unfinished jobs', outcome: 'refused', timeline: [], notes: [] };
function refuseWithoutRepository({ lookupError: error }) {
    return refuse(error === undefined ? { code: 'sync-without-token' } : { code: 'sync-comments-unreadable', error });
}
function refuse(note) {
    return { states: [{ ...REFUSED, notes: [note] }], diagnostics: [] };
}
function logOpenRecords({ foreignKeyCount, skippedJobCount, scannedBackToMs }, { reporter }) {
    if (foreignKeyCount > 0)
        reporter.warn({ code: 'sync-comments-skipped', comments: foreignKeyCount });
    if (skippedJobCount > 0)
        reporter.info({ code: 'sync-jobs-skipped', jobs: skippedJobCount });
    if (scannedBackToMs !== undefined)
        reporter.info({ code: 'sync-comments-not-checked', beforeMs: scannedBackToMs });
}
function orphanNotes(plans, service, nowMs) {
    return plans.flatMap(({ openRecord, updates }) => {
        const isUnfinished = (id) => updates.some((update) => update.recordedJob.id === id && !hasEnded(update));
        return (0,state_orphans .t)(openRecord.conversation, service, nowMs)
            .filter(({ id }) => isUnfinished(id))
            .map(({ id, label }) => {
            return { code: 'sync-found-orphan', jobId: id, label, number: openRecord.comment.number };
        });
    });
}
function remainingNotes({ error }, { errors, noticeErrors, hasNoticesLeft }) {
    const failureMessages = new Set(errors.map(({ message }) => message));
    const refusals = new Set(noticeErrors.map(({ message }) => message));
    return [
        ...(hasNoticesLeft ? [{ code: 'sync-notices-left' }] : []),
        ...[...refusals].map((message) => ({ code: 'sync-notice-refused', error: message })),
        ...(error === undefined ? [] : [{ code: 'sync-jobs-unreadable', error: error.message }]),
        ...[...failureMessages].map((message) => ({ code: 'sync-updates-not-written', error: message })),
    ];
}
function syncOutcome({ errors, commentCount }, { length }) {
    if (commentCount === 0 && errors.some(({ isPermanent }) => isPermanent))
        return 'refused';
    return length === 0 ? 'succeeded' : undefined;
}


 }),

 3553:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
 __webpack_require__.d(__webpack_exports__, {
 wait: () => ( wait)
 });
 var _jobs_job_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5735);
 var _jobs_wait_for_jobs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1890);


async function wait(inputs, context) {
    const requested = (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_0__ .GO)(inputs.jobId);
    context.reporter.start([requested]);
    const watch = (0,_jobs_wait_for_jobs_js__WEBPACK_IMPORTED_MODULE_1__ .A)('completed', context);
    watch.add(requested);
    watch.close();
    return { states: await (0,_jobs_wait_for_jobs_js__WEBPACK_IMPORTED_MODULE_1__ .e)(await watch.run(), inputs.onTimeout, context), diagnostics: [] };
}


 }),

 4686:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 q: () => ( findRepositoryFolder),
 z: () => ( pathInRepository)
 });
const MAX_BYTES = 4096;
async function findRepositoryFolder(path, files) {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    if (folder === '')
        return '';
    const { kind } = await files.read(`${folder}/.git/HEAD`, MAX_BYTES);
    return kind === 'file' ? folder : findRepositoryFolder(folder, files);
}
async function pathInRepository(path, files) {
    const folder = await findRepositoryFolder(path, files);
    return folder === '' ? path : path.slice(folder.length + 1);
}


 }),

 4550:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 _: () => ( cancelAnnounced),
 o: () => ( cancelRecordedJob)
 });
 var _cancel_job_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4690);
 var _retry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5150);
 var _job_status_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6722);
 var _clock_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(4922);
 var _job_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5735);
 var _poll_schedule_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5109);
 var _provenance_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7361);
 var _supersede_task_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(552);
 var _state_superseding_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7914);
 var _state_record_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6948);










async function cancelAnnounced({ find, announce: announceJobs, report }, context) {
    const giveUpMs = (0,_supersede_task_js__WEBPACK_IMPORTED_MODULE_5__ .iv)(context);
    for (;;) {
        const announced = find();
        const limit = announced.length > 0 ? await announceJobs(announced) : undefined;
        if (limit === undefined)
            return;
        const ids = new Set(announced.map(({ job }) => job.id));
        const canRetry = limit.deadlineMs + _poll_schedule_js__WEBPACK_IMPORTED_MODULE_8__ .nS + _state_superseding_js__WEBPACK_IMPORTED_MODULE_6__ .ld < giveUpMs;
        const results = await Promise.all(find()
            .filter(({ job }) => ids.has(job.id))
            .map(async (each) => {
            const result = await cancelRecordedJob(each, { ...context, ...limit });
            if (canRetry && result.isUnanswered === true)
                return 'unanswered';
            report(each, result);
            return 'settled';
        }));
        if (!results.includes('unanswered'))
            return;
        await context.clock.sleep(_poll_schedule_js__WEBPACK_IMPORTED_MODULE_8__ .nS);
    }
}
async function cancelRecordedJob({ key, job: recorded }, context) {
    const { id } = recorded;
    const markEnded = () => context.ledger?.updateJob(key, { ...recorded, isUnfinished: false });
    const retryOptions = { ...context, untilMs: (0,_supersede_task_js__WEBPACK_IMPORTED_MODULE_5__ .iv)(context) };
    const result = await (0,_retry_js__WEBPACK_IMPORTED_MODULE_1__ .L5)(() => context.api.get(id), 'never-read', retryOptions);
    if (!result.ok)
        return {
            note: { code: 'obsolete-job-unreadable', jobId: id, error: result.error.message },
            isUnanswered: (0,_retry_js__WEBPACK_IMPORTED_MODULE_1__ .dg)(result.error),
        };
    if ((0,_job_status_js__WEBPACK_IMPORTED_MODULE_2__ .Hd)((0,_job_status_js__WEBPACK_IMPORTED_MODULE_2__ .xl)(result.value.status))) {
        markEnded();
        return {};
    }
    if (!(0,_provenance_js__WEBPACK_IMPORTED_MODULE_4__ ._4)(recorded.provenance) || !(0,_state_record_js__WEBPACK_IMPORTED_MODULE_7__ .YN)(recorded, result.value))
        return { note: { code: 'obsolete-job-unproven', jobId: id } };
    if ((0,_clock_js__WEBPACK_IMPORTED_MODULE_9__ .PU)(context))
        return tooLate(id);
    const { outcome, error } = await (0,_cancel_job_js__WEBPACK_IMPORTED_MODULE_0__ .m)((0,_job_state_js__WEBPACK_IMPORTED_MODULE_3__ .GO)(id), id, (0,_supersede_task_js__WEBPACK_IMPORTED_MODULE_5__ .rc)(context));
    if (error !== undefined)
        return {
            note: { code: 'obsolete-job-not-cancelled', jobId: id, error: error.message },
            isUnanswered: (0,_retry_js__WEBPACK_IMPORTED_MODULE_1__ .dg)(error),
        };
    if (outcome === 'running') {
        await context.ledger?.recordStop(key, id);
        return { note: { code: 'obsolete-job-asked-to-stop', jobId: id } };
    }
    markEnded();
    return outcome === 'cancelled' ? { note: { code: 'obsolete-job-cancelled', jobId: id } } : {};
}
const tooLate = (jobId) => ({
    note: { code: 'obsolete-job-not-cancelled', jobId, error: 'there was no time left to do it safely' },
    isUnanswered: true,
});


 }),

 552:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 KD: () => ( recordStates),
 cA: () => ( warnAboutSharedOwner),
 gp: () => ( addNote),
 iP: () => ( announce),
 iv: () => ( requestUntilMs),
 rc: () => ( cancelOptions)
 });
 var _state_retry_github_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5875);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
 var _announce_cancellation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6597);
 var _job_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5735);




async function recordStates({ states, context, ledger, }) {
    const untilMs = context.clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ .hE;
    const result = await (0,_state_retry_github_js__WEBPACK_IMPORTED_MODULE_3__ .o)(() => ledger.write(states), { ...context, untilMs });
    if (!result.ok && states.some(({ job }) => job !== undefined))
        warnUnlessPermanent(result, context);
    return result;
}
function warnUnlessPermanent({ isPermanent, message }, { reporter }) {
    if (!isPermanent)
        reporter.warn({ code: 'obsolete-jobs-unknown', error: message });
}
function warnAboutSharedOwner({ context, ledger }) {
    const { holder, reporter } = context;
    if (ledger.record.ambiguousOwners.includes(holder.owner))
        reporter.warn({ code: 'owner-shared-by-steps' });
}
async function announce(jobs, { states, context, ledger, isRepeated }) {
    const result = await (0,_announce_cancellation_js__WEBPACK_IMPORTED_MODULE_1__ .t)(jobs, states, { ...context, ledger });
    if (!result.ok && isRepeated !== true)
        warnUnlessPermanent(result, context);
    return result;
}
function cancelOptions({ api, clock, random, deadlineMs }) {
    return {
        api,
        clock,
        random,
        confirmTimeoutMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ .to,
        requestUntilMs: requestUntilMs({ clock, deadlineMs }),
    };
}
const requestUntilMs = ({ clock, deadlineMs }) => Math.min(deadlineMs, clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ .l3);
function addNote(note, { label }, { context, watch }) {
    context.reporter.info(note, label);
    watch.update(label, (current) => (0,_job_state_js__WEBPACK_IMPORTED_MODULE_2__ .dW)(current, note));
}


 }),

 1890:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 A: () => ( createWatch),
 e: () => ( handleTimedOut)
 });
 var _announce_cancellation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6597);
 var _cancel_job_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4690);
 var _clock_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4922);
 var _job_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5735);
 var _provenance_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7361);
 var _watch_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6295);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1363);







function createWatch(goal, context) {
    const { ledger, reporter } = context;
    return new _watch_js__WEBPACK_IMPORTED_MODULE_4__ .o({
        ...context,
        goal,
        isSuperseded: (state) => {
            const successor = ledger?.successorOf(state);
            return successor !== undefined && (!successor.asksForRequest || successor.hasJob);
        },
        onEvent: (event) => reporter.jobEvent(event),
    });
}
async function handleTimedOut(states, onTimeout, context) {
    if (onTimeout === 'leave' || states.every(({ outcome }) => outcome !== 'timed-out'))
        return states;
    const limit = await announceTimedOut(states, context);
    return Promise.all(states.map(async (state) => {
        if (state.outcome !== 'timed-out')
            return state;
        const reason = findReasonToLeave(state, limit !== undefined, context);
        return reason === undefined ? cancelTimedOut(state, context, limit) : (0,_job_state_js__WEBPACK_IMPORTED_MODULE_2__ .dW)(state, reason);
    }));
}
const MAX_ANNOUNCEMENTS = 3;
async function announceTimedOut(states, context) {
    const { ledger, clock } = context;
    const unlimited = { clock, deadlineMs: Infinity };
    if (ledger === undefined)
        return unlimited;
    const jobs = states.flatMap((state) => {
        if (state.outcome !== 'timed-out' || ledger.followerOf(state) === 'newer-run')
            return [];
        const unfinished = ledger.unfinishedJobOf(state);
        return unfinished !== undefined && (0,_provenance_js__WEBPACK_IMPORTED_MODULE_3__ ._4)(unfinished.job.provenance) ? [unfinished] : [];
    });
    if (jobs.length === 0)
        return (await ledger.readNow()) ? unlimited : undefined;
    for (let n = 1; n <= MAX_ANNOUNCEMENTS; n++) {
        const announcement = await (0,_announce_cancellation_js__WEBPACK_IMPORTED_MODULE_0__ .t)(jobs, states, { ...context, ledger });
        if (!announcement.ok)
            return undefined;
        if (!(0,_clock_js__WEBPACK_IMPORTED_MODULE_6__ .PU)(announcement.limit))
            return announcement.limit;
    }
    return undefined;
}
function findReasonToLeave(state, areFollowersKnown, { ledger }) {
    const { job, provenance, isReused } = state;
    if (job === undefined)
        return undefined;
    const { id: jobId } = job;
    if (provenance !== undefined && !(0,_provenance_js__WEBPACK_IMPORTED_MODULE_3__ ._4)(provenance))
        return { code: 'timed-out-job-unproven', jobId };
    const by = ledger?.followerOf(state);
    if (by !== undefined)
        return { code: 'timed-out-job-followed', jobId, by };
    return isReused === true && !areFollowersKnown ? { code: 'timed-out-followers-unknown', jobId } : undefined;
}
async function cancelTimedOut(state, context, { clock, deadlineMs } = { clock: context.clock, deadlineMs: Infinity }) {
    const id = state.job?.id ?? state.requestedId;
    if (id === undefined)
        return state;
    const confirmTimeoutMs = _timeouts_js__WEBPACK_IMPORTED_MODULE_5__ .to;
    const requestUntilMs = Math.min(deadlineMs, clock.now() + confirmTimeoutMs);
    const cancelled = await (0,_cancel_job_js__WEBPACK_IMPORTED_MODULE_1__ .m)(state, id, { ...context, clock, confirmTimeoutMs, requestUntilMs });
    if ((0,_cancel_job_js__WEBPACK_IMPORTED_MODULE_1__ .e)(cancelled))
        await context.ledger?.recordStop(context.ledger.keyOf(state), id);
    return (0,_job_state_js__WEBPACK_IMPORTED_MODULE_2__ .dW)(cancelled, cancellationNote(cancelled), 'timed-out');
}
function cancellationNote({ outcome, error, job }) {
    if (outcome === 'refused')
        return { code: 'timed-out-cancel-refused' };
    return error === undefined
        ? { code: 'timed-out-asked-to-stop', status: job?.status }
        : { code: 'cancellation-not-accepted' };
}


 })

};
;