"use strict";
exports.id = 524;
exports.ids = [524];
exports.modules = {

 4072:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  cleanUpStep: () => ( cleanUpStep)
});

var announce_cancellation = __webpack_require__(6597);
var job_status = __webpack_require__(6722);
var record = __webpack_require__(6948);
;



async function checkOwnership(states, context, onRead) {
    const { ledger, pullRequest, holder } = context;
    const [hasRead, current] = await Promise.all([readFollowers(context), pullRequest?.fetchState()]);
    const laterCommit = current && findLaterCommit(current, holder.commit);
    const findNewOwner = (state) => {
        const follower = ledger?.followerOf(state);
        if (follower === 'newer-run')
            return follower;
        return laterCommit ?? follower;
    };
    if (ledger === undefined)
        return findNewOwner;
    const findPossibleOwner = (state) => findNewOwner(state) ?? ownerWithoutRecord(state);
    if (hasRead !== true)
        return findPossibleOwner;
    onRead?.(findPossibleOwner);
    const undecided = states.filter((state) => [undefined, 'other-step'].includes(findNewOwner(state)));
    const announced = findUnfinishedJobs(undecided, ledger);
    if (announced.length === 0 && !undecided.some((state) => state.job && findNewOwner(state)))
        return findNewOwner;
    const announcement = await (0,announce_cancellation .t)(announced, states.map(toEnded), { ...context, ledger });
    return announcement.ok ? findNewOwner : findPossibleOwner;
}
function findLaterCommit({ isClosed, isMerged, headSha }, commit) {
    if (isMerged)
        return 'merge';
    return !isClosed && headSha !== commit ? 'newer-commit' : undefined;
}
function findUnfinishedJobs(states, ledger) {
    return states.flatMap((state) => {
        const key = ledger.keyOf(state);
        if (key === undefined)
            return [];
        const job = (0,record .Rh)(ledger.record, key).jobs.find(({ id }) => id === state.job?.id);
        return job?.isUnfinished === true ? [{ key, job }] : [];
    });
}
function toEnded(state) {
    const { job, outcome } = state;
    return job === undefined || outcome !== undefined ? state : { ...state, outcome: (0,job_status ._P)(job) };
}
const RETRY_DELAY_MS = 1_000;
async function readFollowers({ ledger, clock }) {
    if (ledger === undefined)
        return undefined;
    if (await ledger.readNow())
        return true;
    await clock.sleep(RETRY_DELAY_MS);
    return ledger.readNow();
}
const ownerWithoutRecord = ({ isReused }) => isReused === true ? 'unknown' : undefined;

var with_timeout = __webpack_require__(1901);
var cancel_job = __webpack_require__(4690);
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
        ownership: checkOwnershipInTime(states, options),
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
async function checkOwnershipInTime(states, { checkOwnership, clock }) {
    let known = ownerWithoutRecord;
    const checked = checkOwnership(states, (check) => (known = check));
    return (await (0,with_timeout .w)(timeouts .Tz.ownership, checked, clock)) ?? known;
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
            return (0,job_state .dW)((0,job_state .Zw)({ ...state, job: rest.job ?? job }, rest.outcome, false), note);
        }
        return outcome === undefined && !job ? (0,job_state .dW)(state, NOT_SUBMITTED_NOTE, 'cancelled') : state;
    });
}
async function cancelLeftoverJob(id, state, { api, clock, random, log, ownership, deadlineMs }) {
    const readOnce = (0,read_jobs .DV)((0,job_state .GO)(id), clock.now(), { api, clock });
    const [findNewOwner, { job }] = await Promise.all([ownership, readOnce]);
    if (job !== undefined && (0,job_status .Hd)((0,job_status .xl)(job.status))) {
        log.info(`The job ${id} has already ended: ${job.status}.`);
        return { id, isDone: true, outcome: (0,job_status ._P)(job), job, note: HAD_ENDED_NOTE };
    }
    if (state.provenance !== undefined && !(0,provenance ._4)(state.provenance)) {
        const note = { code: 'step-cancelled-job-unproven', jobId: id };
        log.info((0,messages .N)(note));
        return { id, isDone: true, outcome: 'running', job, note };
    }
    const newOwner = findNewOwner(state);
    if (newOwner !== undefined) {
        log.info((0,messages .N)({ code: 'job-transferred', jobId: id, to: newOwner }));
        const note = { code: 'step-cancelled-job-transferred', to: newOwner };
        return { id, isDone: true, outcome: newOwner.startsWith('newer-') ? 'superseded' : 'running', job, note };
    }
    const cancelled = await (0,cancel_job .m)((0,job_state .GO)(id), id, {
        api,
        clock,
        random,
        requestUntilMs: deadlineMs - timeouts .Tz.cancelConfirm,
        confirmTimeoutMs: timeouts .Tz.cancelConfirm,
    });
    return cancelled.error === undefined || (0,job_status .Hd)((0,job_status .xl)(cancelled.job?.status))
        ? reportCancelled(id, cancelled, log)
        : reportNotCancelled(id, cancelled.job, cancelled.error.message, log);
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
    const search = findPendingJob(pending, jobIds, context);
    const recovery = (await (0,with_timeout .w)(timeouts .Tz.search, search, context.clock)) ?? {
        kind: 'unreadable',
    };
    if (recovery.kind !== 'adopted')
        return reportNotFound(recovery, context.log);
    const { job } = recovery;
    const pendingState = states.find((each) => each.label === label) ?? (0,job_state .GO)(job.id);
    const state = { ...pendingState, job, provenance: 'recovered' };
    const ownership = checkOwnershipInTime([state], context);
    const { id: _, ...cleanup } = await cancelInTime(job.id, state, { ...context, ownership });
    return { ...cleanup, job: cleanup.job ?? job };
}
async function findPendingJob(pending, jobIds, context) {
    if (pending === undefined)
        return { kind: 'unreadable' };
    context.log.info('The step ended during a submission: searching the list for its job.');
    return (0,recover_submission .H)(pending, {
        ...context,
        deadlineMs: context.clock.now() + timeouts .Tz.search,
        claimedIds: new Set(jobIds),
        idsClaimedElsewhere: context.recordedJobIds,
    });
}
function reportNotFound(recovery, log) {
    const jobIds = recovery.kind === 'ambiguous' ? recovery.ids : [];
    const note = { code: 'submission-unknown', jobIds };
    log.annotate('error', (0,messages .N)(note));
    return { isDone: false, outcome: 'unknown', note };
}

var connect_forge_api = __webpack_require__(8256);
var build_dependencies = __webpack_require__(9680);
var github_event = __webpack_require__(7455);
var service_gate = __webpack_require__(6687);
var smaller_pages = __webpack_require__(8917);
var proxy_settings = __webpack_require__(8101);
var inputs = __webpack_require__(8618);
var reporter = __webpack_require__(8009);
var files = __webpack_require__(6759);
var system_clock = __webpack_require__(3932);
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
        api: (0,smaller_pages .D)(new service_gate .P(forgeApi, system_clock .m)),
        clock: system_clock .m,
        random: Math.random,
        log: runner,
        checkOwnership: async (states, onRead) => {
            const context = { ...(await dependencies).step, clock: system_clock .m, random: Math.random };
            return checkOwnership(states, context, onRead);
        },
        recordedJobIds: async () => (await dependencies).reports.idsClaimedElsewhere(),
        publish: async (states) => publish(states, await dependencies, runner),
    });
}
function findProxyOf(env) {
    const proxies = (0,proxy_settings .u)(env);
    if (!proxies.ok)
        throw new Error(proxies.errors.join(' '));
    return proxies.findProxy;
}
async function publish(states, { reports, context, step }, runner) {
    const model = { states, diagnostics: [], context, nowMs: system_clock .m.wall() };
    await (0,reporter .I)(model, { writeSummary: (markdown) => runner.writeSummary(markdown), log: runner });
    await step.ledger?.releaseUnsubmitted(states);
    await reports.finish(model);
}


 }),

 6948:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 A4: () => ( asUnsigned),
 E5: () => ( serviceOfKey),
 Rh: () => ( findRequest),
 U4: () => ( isNewer),
 VZ: () => ( isNewerRun),
 YN: () => ( isRecordedJob),
 b7: () => ( runsOfOwner),
 hj: () => ( digestOfKey),
 lq: () => ( requestKey),
 lz: () => ( selectRequests),
 n6: () => ( compareText),
 qB: () => ( compareRuns),
 sU: () => ( EMPTY_RECORD),
 ui: () => ( isUnfinished),
 xJ: () => ( commitAskedFor),
 zo: () => ( mapRequests)
 });
 var _jobs_clock_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4922);
 var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6722);


const EMPTY_RECORD = { requests: {}, ambiguousOwners: [] };
const EMPTY_REQUEST = { holds: [], jobs: [] };
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
function isNewer(run, other) {
    return compareRuns(run, other) > 0;
}
function isNewerRun(run, other) {
    return run.id !== other.id && isNewer(run, other);
}
function compareRuns(a, b) {
    return a.id.length - b.id.length || compareText(a.id, b.id) || a.attempt - b.attempt;
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
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
function commitAskedFor({ holds }, owner, { id }) {
    return holds.find((hold) => hold.owner === owner && hold.run.id === id && hold.isUnsigned !== true)?.commit;
}
function isUnfinished(job, outcome) {
    const current = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ ._P)(job);
    if (outcome === undefined)
        return true;
    if (outcome === 'superseded')
        return current !== 'cancelled';
    return outcome !== 'failed' && current === 'running';
}
function asUnsigned({ requests }) {
    return mapRequests({ requests, ambiguousOwners: [] }, ({ holds, jobs }) => ({
        holds: holds.map((hold) => ({ ...hold, isUnsigned: true })),
        jobs: jobs.map(({ id, owner, run, atMs, isUnfinished: isOpen, stopAtMs, stopAcceptedAtMs }) => ({
            id,
            owner,
            run,
            atMs,
            isUnfinished: isOpen,
            provenance: 'unsigned',
            stopAtMs,
            stopAcceptedAtMs,
        })),
    }));
}
function isRecordedJob({ id, createdAtS }, job) {
    if (job.id !== id)
        return false;
    const differenceS = Math.abs((createdAtS ?? job.createdAt ?? 0) - (job.createdAt ?? createdAtS ?? 0));
    return differenceS <= _jobs_clock_js__WEBPACK_IMPORTED_MODULE_1__ .e;
}


 }),

 3273:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Ax: () => ( shortCommit),
 BP: () => ( CHANGE_GRACE_MS),
 Dh: () => ( closePlans),
 MP: () => ( mergeShownPlans),
 VK: () => ( shortDigest),
 d0: () => ( endEditedPlans),
 eW: () => ( limitPlans),
 ev: () => ( asksFor),
 rP: () => ( isForgotten),
 tN: () => ( showPlan),
 tP: () => ( findFirstPlan)
 });
 var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
 var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = __webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
 var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6948);



const CHANGE_GRACE_MS = 60_000;
const MAX_PLANS = 30;
const SHORT_DIGEST_LENGTH = 32;
function shortDigest(digest) {
    return digest.replace(/^v\d+-/, '').slice(0, SHORT_DIGEST_LENGTH);
}
function shortCommit(commit) {
    return commit.slice(0, 32);
}
function asksFor({ digests, hidden }, digest) {
    return digests.includes(digest) || hidden.includes(digest);
}
function findFirstPlan(plans, digest) {
    const [first] = plans.filter((plan) => asksFor(plan, digest)).toSorted((a, b) => a.sinceMs - b.sinceMs);
    return first;
}
function showPlan(record, { digests, hidden, isPartial, origin, pusher, knownPushers = [] }, { key, text, nowMs }) {
    const content = { key, digests: toShown(digests), hidden: toShown(hidden), isPartial };
    const plans = record.shownPlans ?? [];
    const current = plans.find((plan) => plan.untilMs === undefined && contentOf(plan) === contentOf(content));
    const commits = origin === undefined ? [] : [shortCommit(origin.commit)];
    const before = current ?? (origin === undefined ? plans.findLast((plan) => plan.key === key) : undefined);
    const next = {
        ...content,
        sinceMs: current?.sinceMs ?? nowMs,
        pushers: current?.pushers ?? (pusher === undefined ? [] : [pusher]),
        firstCommits: current?.firstCommits ?? commits,
        commits: union(before?.commits ?? [], commits),
        inputsHash: origin === undefined ? current?.inputsHash : common(origin, current ?? origin),
        hasAllPushers: current?.hasAllPushers,
        textHash: hashText(text),
    };
    const others = plans.filter((plan) => plan !== current).map((plan) => close(plan, nowMs));
    return { ...record, shownPlans: limitPlans(withPushers([...others, next], knownPushers, commits)) };
}
function withPushers(plans, knownPushers, commits) {
    const isOf = (plan, { digest, firstShownMs }) => plan === findFirstPlan(plans, shortDigest(digest)) &&
        (firstShownMs === undefined
            ? commits.some((commit) => plan.firstCommits.includes(commit))
            : plan.sinceMs === firstShownMs);
    return plans.map((plan) => {
        const known = knownPushers.filter((pushers) => isOf(plan, pushers));
        if (known.length === 0)
            return plan;
        const pushers = known.flatMap(({ logins }) => logins);
        return { ...plan, pushers: union(plan.pushers, pushers), hasAllPushers: true };
    });
}
function closePlans(record, nowMs) {
    return record.shownPlans === undefined
        ? record
        : { ...record, shownPlans: record.shownPlans.map((plan) => close(plan, nowMs)) };
}
const MAX_WRITE_MS = _timeouts_js__WEBPACK_IMPORTED_MODULE_1__ .bB + 5_000;
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
    const [textHash] = [a, b].flatMap((plan) => plan.textHash ?? []).sort(_record_js__WEBPACK_IMPORTED_MODULE_2__ .n6);
    return {
        ...a,
        untilMs,
        pushers: union(a.pushers, b.pushers),
        firstCommits: union(a.firstCommits, b.firstCommits),
        commits: union(a.commits, b.commits),
        inputsHash: common(a, b),
        hasAllPushers: a.hasAllPushers ?? b.hasAllPushers,
        textHash: untilMs === undefined ? textHash : undefined,
    };
}
function common(a, b) {
    return a.inputsHash === b.inputsHash ? a.inputsHash : undefined;
}
function union(a, b) {
    return [...new Set([...a, ...b])].sort();
}
function limitPlans(plans, maxPlans = MAX_PLANS) {
    const sorted = plans.filter((plan) => !isForgotten(plan)).toSorted(comparePlans);
    const dropped = [...plans.filter(isForgotten), ...sorted.slice(0, -maxPlans)];
    const pushers = [...new Set(dropped.flatMap((plan) => plan.pushers))].sort();
    return [...(pushers.length > 0 ? [{ ...FORGOTTEN, pushers }] : []), ...sorted.slice(-maxPlans)];
}
function comparePlans(a, b) {
    return a.sinceMs - b.sinceMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .n6)(contentOf(a), contentOf(b));
}
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
function hashText(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(text.replaceAll('\r\n', '\n').trim())
        .digest('hex')
        .slice(0, SHORT_DIGEST_LENGTH);
}


 })

};
;