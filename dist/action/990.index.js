"use strict";
exports.id = 990;
exports.ids = [990];
exports.modules = {

 6597:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Z: () => ( announceIn),
 t: () => ( announceCancellation)
 });
 var _state_superseding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7914);
 var _state_comment_record_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3304);
 var _state_record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6948);
 var _state_retry_github_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5875);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1363);
 var _clock_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4922);






const MAX_ANNOUNCED_MS = _state_superseding_js__WEBPACK_IMPORTED_MODULE_0__ .ld - _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ .JH;
const MAX_ROUNDS = 3;
const OVERWRITTEN = {
    ok: false,
    isNotFound: false,
    isPermanent: false,
    message: 'other steps overwrite the record in the comment',
};
function announceCancellation(jobs, states, { ledger, ...context }) {
    const record = {
        write: (announced) => {
            for (const { key, job } of announced)
                ledger.updateJob(key, { ...job, stopReason: undefined });
            return ledger.write(states);
        },
        read: () => ledger.read(states),
        isCurrent: (read) => !ledger.hasOlderHolds(read, states),
    };
    return announceIn(record, jobs, context);
}
async function announceIn(record, jobs, { clock, random, githubTime }) {
    for (let rounds = 1;; rounds++) {
        const announcedAt = (0,_clock_js__WEBPACK_IMPORTED_MODULE_4__ .Et)(clock);
        const stopAtMs = githubTime();
        const announced = jobs.map(({ key, job }) => ({ key, job: { ...job, stopAtMs } }));
        const options = { clock, random, untilMs: announcedAt.nowMs + _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ .hE };
        const written = await (0,_state_retry_github_js__WEBPACK_IMPORTED_MODULE_5__ .o)(() => record.write(announced), options);
        if (!written.ok)
            return written;
        await clock.sleep(_state_comment_record_store_js__WEBPACK_IMPORTED_MODULE_1__ .gD);
        const read = await (0,_state_retry_github_js__WEBPACK_IMPORTED_MODULE_5__ .o)(() => record.read(), options);
        if (!read.ok)
            return read;
        const { value } = read;
        const isCurrent = record.isCurrent?.(value) ?? true;
        if (isCurrent && jobs.every((each) => isAnnounced(each, value, stopAtMs)))
            return { ok: true, record: value, limit: (0,_clock_js__WEBPACK_IMPORTED_MODULE_4__ .DZ)(clock, announcedAt, MAX_ANNOUNCED_MS) };
        if (rounds === MAX_ROUNDS)
            return OVERWRITTEN;
    }
}
function isAnnounced({ key, job }, record, stopAtMs) {
    const recorded = (0,_state_record_js__WEBPACK_IMPORTED_MODULE_2__ .Rh)(record, key).jobs.find(({ id }) => id === job.id);
    return recorded?.stopAtMs !== undefined && recorded.stopAtMs >= stopAtMs;
}


 }),

 4690:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 e: () => ( hasAccepted),
 m: () => ( cancelJob)
 });
 var _retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5150);
 var _job_status_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6722);
 var _job_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5735);
 var _read_jobs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(387);




async function cancelJob(state, id, options) {
    const { clock, confirmTimeoutMs } = options;
    const startedMs = clock.now();
    const untilMs = options.requestUntilMs ?? startedMs + confirmTimeoutMs;
    const response = await (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__ .L5)(() => options.api.cancel(id), 'never-read', { ...options, untilMs });
    const confirmUntilMs = options.requestUntilMs === undefined ? untilMs : clock.now() + confirmTimeoutMs;
    const latest = response.ok
        ? await (0,_read_jobs_js__WEBPACK_IMPORTED_MODULE_3__ .DV)((0,_job_state_js__WEBPACK_IMPORTED_MODULE_2__ .cq)(state, response.value, clock.wall()), confirmUntilMs, options)
        : await readAfterRefusal(response.error, state, options);
    const { job } = latest;
    if (job !== undefined && (0,_job_status_js__WEBPACK_IMPORTED_MODULE_1__ .Hd)((0,_job_status_js__WEBPACK_IMPORTED_MODULE_1__ .xl)(job.status)))
        return (0,_job_state_js__WEBPACK_IMPORTED_MODULE_2__ .Zw)(latest, (0,_job_status_js__WEBPACK_IMPORTED_MODULE_1__ ._P)(job));
    if (response.ok)
        return (0,_job_state_js__WEBPACK_IMPORTED_MODULE_2__ .G9)(latest, 'running');
    return (0,_job_state_js__WEBPACK_IMPORTED_MODULE_2__ .G9)(latest, (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__ .dg)(response.error) ? 'running' : 'refused', response.error);
}
function hasAccepted({ outcome, error }) {
    return outcome === 'running' && error === undefined;
}
async function readAfterRefusal({ retryAfterMs = 0 }, state, options) {
    return retryAfterMs > 0 ? state : (0,_read_jobs_js__WEBPACK_IMPORTED_MODULE_3__ .DV)(state, options.clock.now(), options);
}


 }),

 3119:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 KY: () => ( readNewestPage),
 f1: () => ( listJobsSince),
 md: () => ( PAGE_SIZE)
 });
const PAGE_SIZE = 100;
const MAX_PAGES = 200;
const MAX_PASSES = 5;
async function listJobsSince(options, sinceS) {
    const reader = new PageReader(options);
    const found = new Map();
    let isComplete = false;
    for (let n = 1; n <= MAX_PASSES && !isComplete && !reader.isExhausted; n++) {
        const pass = await readPass(reader, sinceS);
        if (!pass.ok)
            return pass;
        for (const job of pass.value.jobs)
            found.set(job.id, job);
        isComplete = pass.value.isComplete;
    }
    return { ok: true, value: { jobs: [...found.values()], isComplete, serverNowMs: reader.serverNowMs } };
}
async function readNewestPage(api) {
    const first = await api.list(0, PAGE_SIZE);
    if (!first.ok)
        return first;
    const lastPage = findLastPage(first.value, Infinity);
    if (lastPage === undefined)
        return first;
    const jobs = [...first.value.jobs];
    for (const page of [lastPage - 1, lastPage]) {
        if (page === 0)
            continue;
        const result = await api.list(page, PAGE_SIZE);
        if (!result.ok)
            return result;
        jobs.push(...result.value.jobs);
    }
    return { ok: true, value: { ...first.value, jobs } };
}
class PageReader {
    #options;
    #pagesLeft;
    serverNowMs;
    constructor(options) {
        this.#options = options;
        this.#pagesLeft = options.maxPages ?? MAX_PAGES;
    }
    get isExhausted() {
        return this.#pagesLeft === 0 || this.#options.clock.now() > this.#options.deadlineMs;
    }
    async read(page) {
        this.#pagesLeft--;
        const result = await this.#options.api.list(page, PAGE_SIZE);
        if (result.ok)
            this.serverNowMs = result.value.serverNowMs ?? this.serverNowMs;
        return result;
    }
}
async function readPass(reader, sinceS) {
    const jobs = new Map();
    const created = [];
    let firstTotal;
    for (let page = 0; !reader.isExhausted; page++) {
        const result = await reader.read(page);
        if (!result.ok)
            return result;
        const { jobs: pageJobs, total } = result.value;
        if (page === 0)
            firstTotal = total;
        const before = jobs.size;
        for (const job of pageJobs)
            jobs.set(job.id, job);
        created.push(...pageJobs.map(({ createdAt }) => createdAt));
        if (isSortedBackTo(created, sinceS))
            return toJobList(jobs, true);
        if (total !== undefined && jobs.size >= total)
            return toJobList(jobs, total === firstTotal && jobs.size === total);
        if (jobs.size === before)
            return toJobList(jobs, total === undefined && pageJobs.length === 0);
        const lastPage = page === 0 ? findLastPage(result.value, sinceS) : undefined;
        if (lastPage !== undefined)
            return readBackwards(reader, { lastPage, sinceS, total }, jobs);
    }
    return toJobList(jobs, false);
}
async function readBackwards(reader, { lastPage, sinceS, total }, jobs) {
    const created = [];
    for (let page = lastPage; page > 0 && !reader.isExhausted; page--) {
        const result = await reader.read(page);
        if (!result.ok)
            return result;
        const before = jobs.size;
        for (const job of result.value.jobs)
            jobs.set(job.id, job);
        if (jobs.size === before)
            return toJobList(jobs, false);
        created.push(...result.value.jobs.map(({ createdAt }) => createdAt).toReversed());
        if (isSortedBackTo(created, sinceS))
            return toJobList(jobs, true);
    }
    return toJobList(jobs, jobs.size === total);
}
function findLastPage({ jobs, total }, sinceS) {
    const created = jobs.map(({ createdAt }) => createdAt).toReversed();
    if (total === undefined || !Number.isSafeInteger(total) || jobs.length >= total)
        return undefined;
    return isSortedBackTo(created, sinceS) ? Math.ceil(total / jobs.length) - 1 : undefined;
}
function toJobList(jobs, isComplete) {
    return { ok: true, value: { jobs: [...jobs.values()], isComplete } };
}
function isSortedBackTo(created, sinceS) {
    const isSorted = created.every((at, n) => at !== undefined && at <= (created[n - 1] ?? Infinity));
    const [newest = -Infinity] = created;
    const oldest = created.at(-1) ?? Infinity;
    return isSorted && oldest < newest && oldest < sinceS;
}


 }),

 8434:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 UL: () => ( readOtherClaims),
 _V: () => ( claimedSubmission),
 uT: () => ( attributeJob)
 });
 var _state_claim_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4617);
 var _state_lease_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3175);
 var _state_merge_records_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7870);
 var _state_record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6948);
 var _clock_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4922);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1363);






async function readOtherClaims({ digest, claim: claimed }, { reports, step: { holder, githubTime, ledger, lookupError } }) {
    if (lookupError !== undefined)
        return { ok: false, message: lookupError, isPermanent: false, isNotFound: false };
    const shown = await reports.readClaims();
    if (!shown.ok)
        return shown;
    const record = ledger ? (0,_state_merge_records_js__WEBPACK_IMPORTED_MODULE_2__ .P)(shown.value.record, ledger.record) : shown.value.record;
    const recorded = Object.values(record.requests).flatMap(({ jobs }) => jobs);
    const claims = (0,_state_claim_js__WEBPACK_IMPORTED_MODULE_0__ .fi)(record, { ...holder, digest, nowMs: githubTime() });
    return {
        ok: true,
        value: {
            jobIds: new Set([...shown.value.jobIds, ...recorded.map(({ id }) => id)]),
            submissions: claims
                .filter((claim) => claimed === undefined || !comesAfter(claim, claimed))
                .map((claim) => submissionOfClaim(claim, githubTime())),
        },
    };
}
function comesAfter({ holderId, submissionStartedAtMs = -Infinity }, claimed) {
    return holderId === claimed.holderId && submissionStartedAtMs > claimed.sinceMs;
}
function submissionOfClaim(claim, nowMs) {
    const { fingerprint = {}, submissionStartedAtMs: sinceMs = 0, baseline, leaseExpiresAtMs, atMs } = claim;
    const untilMs = (0,_state_lease_js__WEBPACK_IMPORTED_MODULE_1__ .N3)(claim, nowMs) ? undefined : Math.max(leaseExpiresAtMs, atMs);
    return claimedSubmission(fingerprint, { sinceMs, untilMs, baseline });
}
function claimedSubmission(fingerprint, { sinceMs, untilMs, baseline }) {
    const sinceS = baseline?.sinceS ?? Math.floor(sinceMs / 1000) - _clock_js__WEBPACK_IMPORTED_MODULE_5__ .ex;
    return {
        fingerprint,
        knownIds: baseline?.knownIds ?? [],
        sinceS,
        untilS: baseline && untilMs !== undefined
            ? sinceS + (untilMs - sinceMs + _timeouts_js__WEBPACK_IMPORTED_MODULE_4__ .ec) / 1000 + 2 * _clock_js__WEBPACK_IMPORTED_MODULE_5__ .ex
            : undefined,
        isBaselineComplete: true,
        requireExactMatch: false,
    };
}
function attributeJob(found, claim, { ledger, holder }) {
    const { job } = found;
    if (job === undefined)
        return found;
    const request = (0,_state_record_js__WEBPACK_IMPORTED_MODULE_3__ .Rh)(ledger.record, ledger.keyOf(found) ?? '');
    const submitter = findSubmitter(job, (0,_state_claim_js__WEBPACK_IMPORTED_MODULE_0__ ._w)(request, holder));
    ledger.setSubmitter(job.id, submitter ?? claim);
    return submitter?.isUnsigned
        ? { ...found, provenance: 'listed' }
        : { ...found, approval: (submitter ?? claim).approval };
}
function findSubmitter({ id, createdAt = 0 }, claims) {
    const startOf = ({ submissionStartedAtMs = Infinity }) => submissionStartedAtMs;
    const mayHaveSent = (claim) => {
        const { knownIds, sinceS } = claimedSubmission({}, { sinceMs: startOf(claim), baseline: claim.baseline });
        return !knownIds.includes(id) && sinceS + _clock_js__WEBPACK_IMPORTED_MODULE_5__ .ex < createdAt;
    };
    return claims.filter(mayHaveSent).toSorted((a, b) => startOf(b) - startOf(a))[0];
}


 }),

 387:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 DV: () => ( readUntilEnded),
 RI: () => ( readJobs),
 Zc: () => ( readRecordedJobs)
 });
 var _retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5150);
 var _job_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5735);
 var _list_jobs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3119);
 var _watch_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6295);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1363);





async function readJobs(states, options) {
    const read = await (0,_watch_js__WEBPACK_IMPORTED_MODULE_2__ .w)(states, {
        ...options,
        goal: 'read',
        deadlineMs: options.clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ .WL,
        onEvent: () => undefined,
    });
    return read.map((state) => (state.outcome === 'timed-out' ? (0,_job_state_js__WEBPACK_IMPORTED_MODULE_1__ .G9)(state, 'refused') : state));
}
async function readUntilEnded(state, deadlineMs, { api, clock }) {
    const [read = state] = await (0,_watch_js__WEBPACK_IMPORTED_MODULE_2__ .w)([{ ...state, outcome: undefined }], {
        api,
        clock,
        random: () => 0,
        goal: 'ended',
        deadlineMs,
        onEvent: () => undefined,
    });
    return { ...state, job: read.job, timeline: read.timeline };
}
async function readRecordedJobs(ids, options) {
    const states = await readJobs([...ids].map(_job_state_js__WEBPACK_IMPORTED_MODULE_1__ .GO), { ...options, isRecorded: true });
    const jobs = new Map(states.flatMap(({ label, job }) => (job ? [[label, job]] : [])));
    const missing = states.filter(({ error }) => error && (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__ .c4)(error));
    const error = states.find(({ job, error: each }) => job === undefined && each && !(0,_retry_js__WEBPACK_IMPORTED_MODULE_0__ .c4)(each))?.error;
    const notFound = new Set(missing.map(({ label }) => label));
    if (notFound.size === 0 || jobs.size > 0)
        return { jobs, notFound, error };
    const untilMs = options.clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ .WL;
    const listResult = await (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__ .L5)(() => options.api.list(0, _list_jobs_js__WEBPACK_IMPORTED_MODULE_4__ .md), 'never-read', { ...options, untilMs });
    const isForgeApi = listResult.ok || listResult.error.status === 403;
    return isForgeApi ? { jobs, notFound, error } : { jobs, notFound: new Set(), error: listResult.error };
}


 }),

 8997:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 H: () => ( recoverSubmission),
 e: () => ( findCandidates)
 });
 var _retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5150);
 var _match_request_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(349);
 var _list_jobs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3119);
 var _poll_schedule_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5109);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1363);





const SEARCH_INTERVALS_MS = [5_000, 10_000, 20_000, 40_000, 60_000];
const FAST_SEARCHES = 3;
async function recoverSubmission(pending, options) {
    const startMs = options.clock.now();
    const windowEndMs = startMs + _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ .T2 - Math.max(0, options.sentAgoMs ?? 0);
    const seenIds = new Set();
    let previous = [];
    let failure;
    for (let searches = 0;; searches++) {
        const delayMs = Math.max(searchDelayMs(searches, failure, options), searches === 0 ? (options.initialDelayMs ?? 0) : 0);
        if (options.clock.now() + delayMs > options.deadlineMs)
            return inconclusiveResult(seenIds, { error: failure?.error, isTimedOut: true });
        await options.clock.sleep(delayMs);
        const list = await (0,_list_jobs_js__WEBPACK_IMPORTED_MODULE_3__ .f1)(options, pending.sinceS);
        if (!list.ok) {
            failure = addListFailure(failure, list.error, options.clock.now());
            if (isBeyondRetry(failure, options.clock.now()))
                return inconclusiveResult(seenIds, failure);
            continue;
        }
        failure = undefined;
        const candidates = findCandidates(list.value.jobs, pending, options.claimedIds);
        const decided = decideAmong(candidates, previous, pending.requireExactMatch);
        const decision = decided && (await unlessClaimed(decided, options));
        if (decision !== undefined && decision !== 'unread')
            return decision;
        previous = candidates;
        for (const { job } of candidates)
            seenIds.add(job.id);
        for (const { id } of findAdjusted(list.value.jobs, pending, options.claimedIds))
            seenIds.add(id);
        const endMs = decision === 'unread' ? startMs + _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ .T2 : windowEndMs;
        if (options.clock.now() < endMs || (candidates.length > 0 && decision !== 'unread'))
            continue;
        return list.value.isComplete && seenIds.size === 0 ? { kind: 'none' } : inconclusiveResult(seenIds);
    }
}
async function unlessClaimed(decision, { readOtherClaims }) {
    if (decision.kind !== 'adopted' || readOtherClaims === undefined)
        return decision;
    const claims = await readOtherClaims();
    if (!claims.ok)
        return 'unread';
    return isClaimed(decision, claims.value) ? { kind: 'ambiguous', ids: [decision.job.id] } : decision;
}
function isClaimed({ job, unverified }, { jobIds, submissions }) {
    const mayBeOf = (submission) => findAdjusted([job], submission, new Set()).length > 0;
    return jobIds.has(job.id) || (unverified.length > 0 && submissions.some(mayBeOf));
}
function inconclusiveResult(seenIds, { error, isTimedOut } = {}) {
    if (seenIds.size > 0)
        return { kind: 'ambiguous', ids: [...seenIds] };
    return { kind: 'unreadable', error, isTimedOut };
}
function findCandidates(jobs, pending, claimedIds) {
    const knownIds = new Set(pending.knownIds);
    const isNew = ({ id, createdAt }) => !knownIds.has(id) &&
        (createdAt === undefined
            ? pending.isBaselineComplete
            : createdAt >= pending.sinceS && createdAt <= (pending.untilS ?? Infinity));
    return jobs
        .filter((job) => isNew(job) && !claimedIds.has(job.id))
        .map((job) => ({ job, ...(0,_match_request_js__WEBPACK_IMPORTED_MODULE_1__ .gc)(pending.fingerprint, job) }))
        .filter(({ differs }) => !differs)
        .map(({ job, unverified }) => ({ job, unverified }));
}
function findAdjusted(jobs, pending, claimedIds) {
    const fingerprint = (0,_match_request_js__WEBPACK_IMPORTED_MODULE_1__ .cV)(pending.fingerprint);
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
    return { error, streak: (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__ .cC)(failure?.streak, error, nowMs) };
}
function isBeyondRetry({ error, streak }, nowMs) {
    return (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__ .b)(streak, error, 'read-before', nowMs);
}
function searchDelayMs(searches, failure, { random }) {
    const intervalMs = SEARCH_INTERVALS_MS[Math.min(searches, SEARCH_INTERVALS_MS.length - 1)] ?? _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ .T2;
    if (failure === undefined)
        return intervalMs;
    const { error } = failure;
    return searches < FAST_SEARCHES
        ? Math.max(intervalMs, error.retryAfterMs ?? 0)
        : (0,_poll_schedule_js__WEBPACK_IMPORTED_MODULE_4__ .xV)(error, random());
}


 }),

 6295:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  o: () => ( Watch),
  w: () => ( watchJobs)
});

var job_state = __webpack_require__(5735);
;
const NO_LAG = { pendingSinceMs: new Map(), measuredMs: 0 };
const MAX_PENDING_MS = 15 * 60_000;
function expectedLagMs({ pendingSinceMs, measuredMs }, nowMs) {
    const pending = [...pendingSinceMs.values()].map((sinceMs) => nowMs - sinceMs);
    return Math.max(measuredMs, ...pending.filter((ms) => ms <= MAX_PENDING_MS));
}
function observeEntry(lag, id, staleSinceMs, nowMs) {
    const pendingSinceMs = new Map(lag.pendingSinceMs);
    const previousMs = pendingSinceMs.get(id);
    if (staleSinceMs === undefined)
        pendingSinceMs.delete(id);
    else
        pendingSinceMs.set(id, staleSinceMs);
    const isShownNow = previousMs !== undefined && (staleSinceMs ?? Infinity) > previousMs;
    const isBroken = nowMs - (previousMs ?? nowMs) > MAX_PENDING_MS;
    const updated = { ...lag, pendingSinceMs };
    return isShownNow && !isBroken ? withMeasurement(updated, nowMs - previousMs) : updated;
}
function withMeasurement(lag, ms) {
    return ms <= lag.measuredMs ? lag : { ...lag, measuredMs: ms };
}
function isPending({ pendingSinceMs }, id, nowMs) {
    const sinceMs = pendingSinceMs.get(id);
    return sinceMs !== undefined && nowMs - sinceMs <= MAX_PENDING_MS;
}

var job_status = __webpack_require__(6722);
;

const PROGRESS = {
    queued: 0,
    validating: 1,
    validated: 2,
    running: 3,
    cancelling: 4,
    succeeded: 5,
    failed: 5,
    cancelled: 5,
};
function mergeListedJob(known, listed) {
    if (listed.status === undefined || isModifiedBefore(listed, known) || isResultMissing(listed))
        return undefined;
    const phase = (0,job_status .xl)(listed.status);
    const isSamePhase = listed.status === known.status || (phase !== 'unknown' && phase === (0,job_status .xl)(known.status));
    if (!isSamePhase && !isFurtherAlong(listed, known))
        return undefined;
    const status = isSamePhase ? known.status : listed.status;
    return { ...known, ...listed, id: known.id, status };
}
function isModifiedBefore({ modifiedAt: a }, { modifiedAt: b }) {
    return a !== undefined && b !== undefined && a < b;
}
function isResultMissing({ status, outputModel, reason }) {
    const phase = (0,job_status .xl)(status);
    return (phase === 'succeeded' && outputModel === undefined) || (phase === 'failed' && reason === undefined);
}
function isFurtherAlong(listed, known) {
    if (known.status === undefined)
        return true;
    const [to, from] = [(0,job_status .xl)(listed.status), (0,job_status .xl)(known.status)];
    if (to === 'unknown' || from === 'unknown')
        return (0,job_status .Hd)(to) || isModifiedBefore(known, listed);
    return PROGRESS[to] > PROGRESS[from];
}

;


function findEntry({ page, response }, { id, ...job }) {
    const listed = response.jobs.find((each) => each.id.toLowerCase() === id.toLowerCase());
    return listed ?? (page === 0 && isTooNewFor(response, { id, ...job }) ? 'too-new' : undefined);
}
function observePage(lag, jobs, listPage) {
    const entries = jobs.flatMap((job) => {
        const { lastKnown, history, changedAfterMs } = job;
        const entry = findEntry(listPage, lastKnown);
        if (entry === undefined)
            return [];
        const staleSinceMs = entry === 'too-new' ? history[0]?.sinceMs : findStaleSinceMs(entry, job);
        return [{ id: lastKnown.id, staleSinceMs, changedAfterMs }];
    });
    const upToDate = entries.filter(({ staleSinceMs }) => staleSinceMs === undefined);
    const shownUntilMs = Math.max(...upToDate.map(({ changedAfterMs }) => changedAfterMs));
    return entries.reduce((current, { id, staleSinceMs = -Infinity }) => {
        const isLagging = staleSinceMs > shownUntilMs;
        return observeEntry(current, id, isLagging ? staleSinceMs : undefined, listPage.nowMs);
    }, lag);
}
function findStaleSinceMs(listed, { lastKnown, history }) {
    if (listed.status === undefined || lastKnown.status === undefined)
        return undefined;
    if (!isFurtherAlong(lastKnown, listed))
        return undefined;
    const shown = history.findLastIndex(({ status }) => status === listed.status);
    return (history[shown + 1] ?? history.at(-1))?.sinceMs;
}
function isTooNewFor({ jobs }, { createdAt }) {
    const [newest] = jobs;
    const oldest = jobs.at(-1);
    if (newest === undefined || oldest === undefined)
        return true;
    const isSorted = jobs.every((job, n) => job.createdAt !== undefined && job.createdAt <= (jobs[n - 1]?.createdAt ?? Infinity));
    const isNewestFirst = isSorted && (oldest.createdAt ?? Infinity) < (newest.createdAt ?? -Infinity);
    return isNewestFirst && createdAt !== undefined && (newest.createdAt ?? Infinity) < createdAt;
}

var list_jobs = __webpack_require__(3119);
;




const MIN_JOBS_PER_PAGE = 2;
const MIN_SEARCHED_PAGES = 3;
const JOBS_PER_SEARCHED_PAGE = 10;
const MAX_MISS_BUDGET = 5;
const MISS_BUDGET_REFILL = 0.1;
const MIN_PAUSE_MS = 30_000;
const MAX_PAUSE_MS = 600_000;
const READS_BEFORE_FIRST_SPOT_CHECK = 20;
const READS_BETWEEN_SPOT_CHECKS = 30;
const CLOCK_MARGIN_MS = 3_000;
function createListCache(startedMs) {
    return {
        startedMs,
        pausedUntilMs: startedMs,
        hasFailed: false,
        missBudget: MAX_MISS_BUDGET,
        lag: NO_LAG,
        spotCheckCount: 0,
        readsUntilSpotCheck: READS_BEFORE_FIRST_SPOT_CHECK,
        positions: new Map(),
    };
}
function backOff(cache, nowMs) {
    const pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, nowMs - cache.startedMs));
    return { ...cache, missBudget: MAX_MISS_BUDGET, positions: new Map(), pausedUntilMs: nowMs + pauseMs };
}
function nextSpotCheck({ found, cache }) {
    return cache.readsUntilSpotCheck > 0 ? undefined : [...found.keys()].at(cache.spotCheckCount % found.size);
}
function recordSpotCheck(cache, listed, fetched) {
    const position = positionOf(listed, cache);
    return {
        ...cache,
        spotCheckCount: cache.spotCheckCount + 1,
        readsUntilSpotCheck: listed.status === fetched.status ? READS_BETWEEN_SPOT_CHECKS : 1,
        lag: withMeasurement(cache.lag, observedLagMs(listed, fetched, position?.seenAtServerMs)),
    };
}
async function readList(tracked, cache, { api, clock }) {
    const nowMs = clock.now();
    let reading = { found: new Map(), pages: new Set(), cache };
    for (;;) {
        const page = nextPage(tracked, reading, nowMs);
        if (page === undefined)
            return reading;
        const result = await api.list(page, list_jobs .md);
        if (!result.ok)
            return { ...reading, error: result.error };
        reading = applyPage(reading, { page, response: result.value, nowMs }, tracked);
    }
}
function isUnhelpful({ missBudget, positions }, tracked) {
    return missBudget < 1 || tracked.every(({ lastKnown }) => positions.get(lastKnown.id) === 'not-listed');
}
function nextPage(tracked, { found, pages, cache }, nowMs) {
    const expectedPages = (jobs) => jobs.flatMap(({ lastKnown }) => positionOf(lastKnown, cache)?.page ?? []);
    const allPages = expectedPages(tracked);
    const isWanted = ({ lastKnown: { id }, isDue, isTrusted }) => isTrusted ? isDue && !found.has(id) : isPending(cache.lag, id, nowMs);
    const duePages = expectedPages(tracked.filter(isWanted));
    const worthwhile = duePages.filter((page) => !pages.has(page) && allPages.filter((each) => each === page).length >= MIN_JOBS_PER_PAGE);
    return worthwhile.length === 0 ? undefined : Math.min(...worthwhile);
}
function positionOf({ id }, { positions }) {
    const position = positions.get(id) ?? { page: 0, misses: 1 };
    return position === 'not-listed' ? undefined : position;
}
function applyPage(reading, listPage, tracked) {
    const { cache } = reading;
    const { page, response } = listPage;
    const found = new Map(reading.found);
    const positions = new Map(cache.positions);
    let lag = observePage(cache.lag, tracked, listPage);
    const maxMisses = Math.max(MIN_SEARCHED_PAGES, tracked.length / JOBS_PER_SEARCHED_PAGE);
    let isMiss = true;
    for (const { lastKnown, isDue, isTrusted } of tracked) {
        const { id } = lastKnown;
        const entry = findEntry(listPage, lastKnown);
        if (entry !== undefined && (isDue || entry === 'too-new'))
            isMiss = false;
        if (entry === 'too-new')
            continue;
        const position = positionOf(lastKnown, cache);
        const job = entry && mergeListedJob(lastKnown, entry);
        if (job !== undefined) {
            if (isTrusted)
                found.set(id, job);
            lag = withMeasurement(lag, observedLagMs(lastKnown, job, position?.seenAtServerMs));
            positions.set(id, { page, misses: 0, seenAtServerMs: response.serverNowMs });
        }
        else if (entry !== undefined || (position?.page === page && !found.has(id))) {
            positions.set(id, entry === undefined && position ? nextPosition(position, response, maxMisses) : 'not-listed');
        }
    }
    const missBudget = isMiss
        ? cache.missBudget - 1
        : Math.min(MAX_MISS_BUDGET, cache.missBudget + MISS_BUDGET_REFILL);
    return {
        found,
        pages: new Set([...reading.pages, page]),
        cache: { ...cache, missBudget, lag, positions, readsUntilSpotCheck: cache.readsUntilSpotCheck - 1 },
    };
}
function nextPosition({ page, misses, ...rest }, { jobs, total }, maxMisses) {
    const isLastPage = jobs.length === 0 || (page === 0 && total !== undefined && jobs.length >= total);
    return isLastPage || misses >= maxMisses ? 'not-listed' : { ...rest, page: page + 1, misses: misses + 1 };
}
function observedLagMs(lastKnown, job, seenAtServerMs) {
    const { modifiedAt = 0 } = job;
    const hasMoved = job.status !== lastKnown.status && modifiedAt > (lastKnown.modifiedAt ?? Infinity);
    return hasMoved && seenAtServerMs !== undefined ? seenAtServerMs - modifiedAt * 1000 - CLOCK_MARGIN_MS : 0;
}

var backoff = __webpack_require__(232);
var retry = __webpack_require__(5150);
var service_refusals = __webpack_require__(8809);
var poll_schedule = __webpack_require__(5109);
;






function createPolledJob(state, options) {
    const nowMs = options.clock.now();
    const polled = {
        state,
        readHistory: state.job === undefined ? (options.isRecorded ? 'recorded' : 'never-read') : 'just-created',
        lastChangeMs: nowMs,
        changedAfterMs: state.isReused === true ? -Infinity : nowMs,
        lastReadMs: nowMs,
        nextPollMs: nowMs,
        notBeforeMs: nowMs,
        lastHeartbeatMs: nowMs,
        hasWarnedAboutStatus: false,
    };
    return state.job === undefined || state.outcome !== undefined
        ? polled
        : settleIfDone(scheduleNextPoll(warnUnknownStatus(polled, options), nowMs, options), state.job, nowMs, options);
}
function isUnsettled({ state }) {
    return state.outcome === undefined;
}
function applyReading(polled, job, requestedAtMs, options) {
    const { outage, ...rest } = polled;
    const hasChanged = polled.state.job?.status !== job.status;
    const state = (0,job_state .cq)(polled.state, job, options.clock.wall());
    if (outage)
        options.onEvent({ kind: 'recovered', state, afterMs: requestedAtMs - outage.sinceMs });
    if (hasChanged)
        options.onEvent({ kind: 'changed', state, afterMs: requestedAtMs - polled.lastChangeMs });
    const observed = { ...rest, state, readHistory: 'read-before', lastReadMs: requestedAtMs };
    const updated = hasChanged
        ? {
            ...observed,
            lastChangeMs: requestedAtMs,
            changedAfterMs: polled.lastReadMs,
            lastHeartbeatMs: requestedAtMs,
        }
        : observed;
    return settleIfDone(scheduleNextPoll(warnUnknownStatus(updated, options), requestedAtMs, options), job, requestedAtMs, options);
}
function warnUnknownStatus(polled, options) {
    if (polled.hasWarnedAboutStatus || (0,job_status .xl)(polled.state.job?.status) !== 'unknown')
        return polled;
    options.onEvent({ kind: 'unknown', state: polled.state });
    return { ...polled, hasWarnedAboutStatus: true };
}
function applyFailure(polled, error, requestedAtMs, options) {
    const { sinceMs = requestedAtMs, attempts: previousAttempts = 0, ...kind } = polled.outage ?? {};
    const attempts = previousAttempts + 1;
    const streak = (0,retry .cC)(polled.outage?.streak, error, requestedAtMs);
    const outage = { ...kind, sinceMs, attempts, error, streak };
    if ((0,retry .b)(streak, error, polled.readHistory, requestedAtMs)) {
        return emitSettled({ ...polled, state: markLost(polled, error, requestedAtMs) }, options);
    }
    if (isNewFailure(polled.outage?.error, error) && polled.outage?.isServiceWide !== true) {
        const remainingMs = outageTimeLeftMs(polled, error, requestedAtMs, options);
        options.onEvent({ kind: 'outage', state: polled.state, error, remainingMs });
    }
    const nowMs = options.clock.now();
    const notBeforeMs = nowMs + (error.retryAfterMs ?? 0);
    return {
        ...polled,
        outage,
        notBeforeMs,
        nextPollMs: nowMs + retryDelayMs(attempts, error, options),
    };
}
function isNewFailure(previous, error) {
    return previous === undefined || (0,service_refusals .O)(previous).read !== (0,service_refusals .O)(error).read;
}
function outageTimeLeftMs({ readHistory }, error, nowMs, { deadlineMs }) {
    return Math.min((0,retry .Sm)(error, readHistory).minDurationMs, deadlineMs - nowMs);
}
const CONFIRM_NOT_FOUND_DELAY_MS = 10_000;
function retryDelayMs(attempts, error, options) {
    const { status, retryAfterMs } = error;
    if (options.goal === 'ended')
        return Math.max((0,poll_schedule .Bg)(0, options.random()), retryAfterMs ?? 0);
    if (options.goal !== 'read')
        return (0,poll_schedule .xV)(error, options.random());
    const minMs = status === undefined || status >= 500 ? 0 : CONFIRM_NOT_FOUND_DELAY_MS;
    return Math.max(minMs, (0,backoff .j)(attempts, retryAfterMs, options.random()));
}
function applyTimeout(polled, nowMs) {
    const { state, lastChangeMs } = polled;
    if (state.outcome !== undefined)
        return polled;
    const outcome = (0,job_status .xl)(state.job?.status) === 'succeeded' ? 'failed' : 'timed-out';
    const error = state.job === undefined ? (polled.outage?.error ?? state.error) : state.error;
    const note = state.job && (0,job_status .z)(state.job, outcome, nowMs - lastChangeMs);
    return { ...polled, state: (0,job_state .ci)((0,job_state .G9)(state, outcome, error), [note]) };
}
function scheduleNextPoll(polled, requestedAtMs, options) {
    const nextPollMs = requestedAtMs + (0,poll_schedule .Bg)(requestedAtMs - polled.lastChangeMs, options.random());
    const sinceHeartbeatMs = requestedAtMs - polled.lastHeartbeatMs;
    if (sinceHeartbeatMs < (0,poll_schedule .yF)(requestedAtMs - polled.lastChangeMs))
        return { ...polled, nextPollMs };
    const unchangedMs = requestedAtMs - polled.lastChangeMs;
    options.onEvent({
        kind: 'heartbeat',
        state: polled.state,
        unchangedMs,
        nextPollInMs: nextPollMs - requestedAtMs,
    });
    return { ...polled, nextPollMs, lastHeartbeatMs: requestedAtMs };
}
function settleIfDone(polled, job, requestedAtMs, options) {
    const unchangedMs = requestedAtMs - polled.lastChangeMs;
    const outcome = (0,job_status ._n)(job, options.goal, unchangedMs);
    if (outcome === undefined)
        return polled;
    const state = (0,job_state .ci)((0,job_state .Zw)(polled.state, outcome), [(0,job_status .z)(job, outcome, unchangedMs)]);
    return emitSettled({ ...polled, state }, options);
}
function emitSettled(polled, options) {
    options.onEvent({ kind: 'settled', state: polled.state });
    return polled;
}
function markLost(polled, error, requestedAtMs) {
    const { state } = polled;
    if (polled.readHistory === 'never-read' || polled.readHistory === 'recorded')
        return (0,job_state .G9)(state, 'refused', error);
    const reportedError = error.status === 404 ? { ...error, hint: undefined } : error;
    const waitedMs = requestedAtMs - (polled.outage?.streak?.sinceMs ?? requestedAtMs);
    const note = (0,retry .c4)(error) ? { code: 'job-lost' } : { code: 'job-refused', waitedMs };
    return (0,job_state .dW)((0,job_state .G9)(state, 'unknown', reportedError), note);
}

;


function isServiceWideError(error) {
    return (0,retry .dg)(error) || (0,retry .XL)(error);
}
function applyOutage(jobs, error, requestedAtMs, options) {
    const firstUnsettled = jobs.find(isUnsettled);
    const previous = jobs.find(isInServiceOutage)?.outage?.error;
    if (firstUnsettled !== undefined && isNewFailure(previous, error)) {
        const remainingMs = outageTimeLeftMs(firstUnsettled, error, requestedAtMs, options);
        options.onEvent({ kind: 'outage', state: firstUnsettled.state, error, remainingMs, isServiceWide: true });
    }
    return jobs.map((polled) => {
        if (!isUnsettled(polled))
            return polled;
        const { outage = { sinceMs: requestedAtMs, isServiceWide: true } } = polled;
        return applyFailure({ ...polled, outage }, error, requestedAtMs, options);
    });
}
function endOutage(jobs, requestedAtMs, options) {
    const affected = jobs.find(isInServiceOutage);
    if (affected?.outage === undefined)
        return jobs;
    const afterMs = requestedAtMs - affected.outage.sinceMs;
    options.onEvent({ kind: 'recovered', state: affected.state, afterMs, isServiceWide: true });
    return jobs.map((polled) => {
        const { outage, ...rest } = polled;
        return outage?.isServiceWide === true ? rest : polled;
    });
}
function isInServiceOutage(polled) {
    return isUnsettled(polled) && polled.outage?.isServiceWide === true;
}

;


async function fetchJob({ state }, options) {
    const requestedAtMs = options.clock.now();
    return { requestedAtMs, result: await options.api.get((0,job_state .wb)(state)) };
}
function applyFetch(polled, { requestedAtMs, result }, options) {
    return result.ok
        ? applyReading(polled, result.value, requestedAtMs, options)
        : applyFailure(polled, result.error, requestedAtMs, options);
}

;








const MAX_CONCURRENT_FETCHES = 4;
const MIN_JOBS_FOR_BATCH = 4;
async function refresh(watchState, isDue, options) {
    if (!watchState.jobs.some(isDue))
        return watchState;
    const unsettledCount = watchState.jobs.filter(isUnsettled).length;
    const isBatched = unsettledCount >= (watchState.isBatched ? MIN_JOBS_PER_PAGE : MIN_JOBS_FOR_BATCH);
    if (isBatched)
        return new JointRefresh(watchState, isDue, options).execute();
    const jobs = await Promise.all(watchState.jobs.map(async (polled) => isDue(polled) ? applyFetch(polled, await fetchJob(polled, options), options) : polled));
    return { ...watchState, jobs };
}
class JointRefresh {
    #options;
    #initialCache;
    #cache;
    #jobs;
    #due;
    #hasServiceAnswered = false;
    constructor({ jobs, listCache }, isDue, options) {
        const random = options.random();
        this.#options = { ...options, random: () => random };
        this.#initialCache = this.#cache = listCache;
        this.#jobs = jobs;
        const due = jobs.filter(isDue).toSorted((a, b) => lastFailureMs(a) - lastFailureMs(b) || 0);
        this.#due = due.map(labelOf);
    }
    async execute() {
        if (this.#cache.hasFailed)
            await this.#fetchNext();
        const reading = await this.#readList();
        while (this.#due.length > 0)
            await this.#fetchNext();
        if (this.#hasServiceAnswered && reading !== undefined)
            await this.#spotCheck(reading);
        return { jobs: this.#jobs, listCache: this.#cache, isBatched: true };
    }
    async #readList() {
        const requestedAtMs = this.#options.clock.now();
        const tracked = this.#trackedJobs(requestedAtMs);
        const isUseful = tracked.filter(({ isTrusted }) => isTrusted).length >= MIN_JOBS_PER_PAGE ||
            tracked.some(({ lastKnown }) => isPending(this.#cache.lag, lastKnown.id, requestedAtMs));
        if (!isUseful || requestedAtMs < this.#cache.pausedUntilMs)
            return undefined;
        const reading = await readList(tracked, this.#cache, this.#options);
        const { found, pages, cache, error } = reading;
        this.#cache = isUnhelpful(cache, tracked) ? backOff(cache, requestedAtMs) : cache;
        if (pages.size > 0) {
            this.#cache = { ...this.#cache, hasFailed: false };
            this.#recordAnswer(requestedAtMs);
        }
        const lagMs = expectedLagMs(cache.lag, requestedAtMs);
        this.#jobs = this.#jobs.map((polled) => {
            const job = isUnsettled(polled) ? found.get((0,job_state .wb)(polled.state)) : undefined;
            if (job === undefined || !canTrustList(polled, lagMs, requestedAtMs))
                return polled;
            this.#due = this.#due.filter((label) => label !== labelOf(polled));
            return applyReading(polled, job, requestedAtMs - lagMs, this.#options);
        });
        if (error)
            this.#handleListError(error, requestedAtMs);
        return reading;
    }
    async #spotCheck(reading) {
        const listed = reading.found.get(nextSpotCheck(reading) ?? '');
        const polled = this.#jobs.find((each) => isUnsettled(each) && (0,job_state .wb)(each.state) === listed?.id);
        if (listed === undefined || polled === undefined)
            return;
        this.#due = [labelOf(polled)];
        await this.#fetchNext();
        const fetched = this.#jobs.find((each) => labelOf(each) === labelOf(polled))?.state.job;
        this.#cache = recordSpotCheck(this.#cache, listed, fetched ?? listed);
    }
    #trackedJobs(nowMs) {
        const lagMs = expectedLagMs(this.#cache.lag, nowMs);
        const wallOffsetMs = this.#options.clock.wall() - nowMs;
        return this.#jobs.flatMap((polled) => {
            if (!isUnsettled(polled))
                return [];
            const lastKnown = polled.state.job ?? { id: (0,job_state .wb)(polled.state) };
            const isTrusted = canTrustList(polled, lagMs, nowMs);
            const isDue = this.#due.includes(labelOf(polled));
            const history = polled.state.timeline.map(({ status, atMs }) => ({
                status,
                sinceMs: atMs - wallOffsetMs,
            }));
            return [{ lastKnown, isDue, isTrusted, history, changedAfterMs: polled.changedAfterMs }];
        });
    }
    #handleListError(error, requestedAtMs) {
        if (!(0,retry .dg)(error)) {
            this.#cache = { ...this.#cache, pausedUntilMs: Infinity };
        }
        else if (this.#hasServiceAnswered && error.retryAfterMs === undefined) {
            this.#cache = { ...backOff(this.#cache, requestedAtMs), hasFailed: true };
        }
        else {
            this.#applyOutage(error, requestedAtMs);
            this.#cache = { ...this.#cache, hasFailed: true };
        }
    }
    async #fetchNext() {
        const hadAnswered = this.#hasServiceAnswered;
        const batch = this.#due.slice(0, hadAnswered ? MAX_CONCURRENT_FETCHES : 1);
        this.#due = this.#due.slice(batch.length);
        const selected = this.#jobs.filter((polled) => batch.includes(labelOf(polled)));
        const fetches = await Promise.all(selected.map(async (polled) => ({ polled, ...(await fetchJob(polled, this.#options)) })));
        const answered = fetches.find(({ result }) => result.ok || !isServiceWideError(result.error));
        if (answered)
            this.#recordAnswer(answered.requestedAtMs);
        else
            this.#hasServiceAnswered = false;
        const serviceFailure = fetches.find(({ polled, result }) => !result.ok && isServiceFailure(result.error, polled, hadAnswered));
        for (const { polled, ...fetch } of fetches) {
            if (serviceFailure !== undefined && !fetch.result.ok)
                continue;
            this.#jobs = this.#jobs.map((each) => labelOf(each) === labelOf(polled)
                ? withFailureTime(applyFetch(each, fetch, this.#options), fetch.requestedAtMs)
                : each);
        }
        if (serviceFailure?.result.ok === false)
            this.#applyOutage(serviceFailure.result.error, serviceFailure.requestedAtMs, serviceFailure.polled);
    }
    #recordAnswer(requestedAtMs) {
        this.#hasServiceAnswered = true;
        this.#jobs = endOutage(this.#jobs, requestedAtMs, this.#options);
    }
    #applyOutage(error, requestedAtMs, failed) {
        this.#hasServiceAnswered = false;
        this.#due = [];
        this.#jobs = applyOutage(this.#jobs, error, requestedAtMs, this.#options).map((polled) => polled.state.label === failed?.state.label ? withFailureTime(polled, requestedAtMs) : polled);
        const { pausedUntilMs } = this.#initialCache;
        this.#cache = { ...this.#cache, pausedUntilMs, hasFailed: this.#cache.hasFailed || (0,retry .XL)(error) };
    }
}
function canTrustList({ lastChangeMs }, lagMs, nowMs) {
    return 2 * lagMs <= (0,poll_schedule .Bg)(nowMs - lastChangeMs, 0);
}
function labelOf({ state }) {
    return state.label;
}
function hasOwnOutage({ outage }) {
    return outage !== undefined && outage.isServiceWide !== true;
}
function lastFailureMs({ outage }) {
    return outage?.failedAtMs ?? -Infinity;
}
function withFailureTime(polled, failedAtMs) {
    return polled.outage === undefined ? polled : { ...polled, outage: { ...polled.outage, failedAtMs } };
}
function isServiceFailure(error, polled, hadAnswered) {
    if (!isServiceWideError(error))
        return false;
    return error.retryAfterMs !== undefined || (!hadAnswered && !hasOwnOutage(polled));
}

;




function watchJobs(states, options) {
    const watch = new Watch(options);
    for (const state of states)
        watch.add(state);
    watch.close();
    return watch.run();
}
class Watch {
    #options;
    #state;
    #changes = [];
    #added = new WeakSet();
    #isClosed = false;
    #wake = new AbortController();
    constructor(options) {
        this.#options = options;
        this.#state = { jobs: [], listCache: createListCache(options.clock.now()), isBatched: false };
    }
    add(state) {
        if (this.#added.has(state))
            return;
        this.#added.add(state);
        const polled = createPolledJob(this.#options.goal === 'none' ? (0,job_state .Yo)(state) : state, this.#options);
        this.#change((jobs) => [...jobs, polled]);
    }
    update(label, reduce) {
        this.#change((jobs) => jobs.map((polled) => {
            if (polled.state.label !== label)
                return polled;
            const state = reduce(polled.state);
            this.#options.onEvent({ kind: 'updated', state });
            return { ...polled, state };
        }));
    }
    close() {
        this.#isClosed = true;
        this.#change((jobs) => jobs);
    }
    async run() {
        const { clock, deadlineMs } = this.#options;
        for (;;) {
            this.#applyChanges();
            const isLast = await this.#poll();
            if (this.#changes.length > 0)
                continue;
            if (isLast)
                this.#setJobs((jobs) => jobs.map((polled) => applyTimeout(polled, clock.now())));
            const unsettled = this.#state.jobs.filter(isUnsettled);
            if (unsettled.length > 0) {
                const wakeMs = Math.min(deadlineMs, ...unsettled.map(({ nextPollMs }) => nextPollMs));
                await clock.sleep(Math.max(0, wakeMs - clock.now()), this.#wake.signal);
            }
            else if (this.#isClosed)
                return this.#state.jobs.map(({ state }) => state);
            else
                await aborted(this.#wake.signal);
        }
    }
    async #poll() {
        const options = this.#options;
        this.#setJobs((jobs) => jobs.map((polled) => applyTakeover(polled, options)));
        const nowMs = options.clock.now();
        const isLast = nowMs >= options.deadlineMs;
        this.#state = await refresh(this.#state, (polled) => isDue(polled, nowMs, isLast), options);
        return isLast;
    }
    #change(change) {
        this.#changes.push(change);
        this.#wake.abort();
    }
    #applyChanges() {
        for (const change of this.#changes)
            this.#setJobs(change);
        this.#changes = [];
        this.#wake = new AbortController();
    }
    #setJobs(change) {
        this.#state = { ...this.#state, jobs: change(this.#state.jobs) };
    }
}
function aborted(signal) {
    if (signal.aborted)
        return Promise.resolve();
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
function applyTakeover(polled, options) {
    const { state } = polled;
    if (state.outcome !== undefined || options.isSuperseded?.(state) !== true)
        return polled;
    return { ...polled, state: (0,job_state .dW)(state, { code: 'taken-over' }, 'superseded') };
}
function isDue(polled, nowMs, isLast) {
    if (polled.state.outcome !== undefined)
        return false;
    return nowMs >= (isLast ? polled.notBeforeMs : polled.nextPollMs);
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


 }),

 4617:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 $t: () => ( findDeadClaims),
 CN: () => ( winsClaim),
 DZ: () => ( hasRival),
 NG: () => ( isOfRun),
 P6: () => ( findEarlierSubmissions),
 R7: () => ( findSubmissions),
 XS: () => ( decideClaim),
 _w: () => ( openClaims),
 fi: () => ( findOpenClaims),
 i_: () => ( goesBefore),
 uK: () => ( findInterrupted),
 xB: () => ( hasEarlierRival)
 });
 var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7361);
 var _lease_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3175);
 var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6948);
 var _superseding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7914);




function decideClaim(record, claimant) {
    const { digest, service, owner, run, isNotHead, isScheduled, nowMs } = claimant;
    const request = (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .Rh)(record, (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .lq)(digest, service));
    const newestRun = (0,_superseding_js__WEBPACK_IMPORTED_MODULE_3__ .H$)(record, { owner, isNotHead });
    if (newestRun !== undefined &&
        (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .VZ)(newestRun, run) &&
        (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .xJ)(request, owner, newestRun) === undefined)
        return [{ kind: 'superseded', run: newestRun }];
    const jobs = request.jobs
        .filter((job) => isScheduled !== true || job.isUnfinished || isOfRun(request, job, run))
        .toSorted((a, b) => Number((0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ ._4)(b.provenance)) - Number((0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ ._4)(a.provenance)));
    const stopping = jobs.find((job) => job.isUnfinished && (0,_superseding_js__WEBPACK_IMPORTED_MODULE_3__ .vH)(job, nowMs));
    if (stopping !== undefined)
        return [{ kind: 'wait', run: stopping.run, jobId: stopping.id }];
    const decisions = jobs.length > 0 ? [{ kind: 'reuse', jobs }] : [];
    const [alive] = findRivals(request, claimant);
    if (alive !== undefined)
        return [...decisions, { kind: 'wait', run: alive.run }];
    return [...decisions, ...findInterrupted(record, claimant), { kind: 'submit' }];
}
function isOfRun({ holds }, job, { id }) {
    const follows = (hold) => hold.isUnsigned !== true && hold.run.id === id && hold.jobId === job.id;
    return job.run.id === id || holds.some(follows);
}
function findInterrupted(record, claimant) {
    const request = (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .Rh)(record, (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .lq)(claimant.digest, claimant.service));
    return openClaims(request, claimant).flatMap((claim) => 
    claim.isUnsigned === true ||
        claim.submissionStartedAtMs === undefined ||
        (0,_lease_js__WEBPACK_IMPORTED_MODULE_1__ .N3)(claim, claimant.nowMs)
        ? []
        : [
            {
                kind: 'recover',
                owner: claim.owner,
                holderId: claim.holderId,
                run: claim.run,
                isNotHead: claim.isNotHead,
                sinceMs: claim.submissionStartedAtMs,
                untilMs: Math.max(claim.leaseExpiresAtMs, claim.atMs),
                baseline: claim.baseline,
                approval: claim.approval,
                price: claim.price,
            },
        ]);
}
function openClaims({ holds, jobs }, { holderId }) {
    return holds.filter((hold) => hold.holderId !== holderId && isSubmitting(hold, jobs));
}
function isSubmitting({ submissionStartedAtMs, owner, run }, jobs) {
    const isSettledBy = (job) => job.owner === owner &&
        (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .qB)(job.run, run) === 0 &&
        job.atMs >= (submissionStartedAtMs ?? Infinity) &&
        job.provenance !== 'unsigned';
    return submissionStartedAtMs !== undefined && !jobs.some(isSettledBy);
}
function findSubmissions(record, reader) {
    return signedClaims(record, reader).filter(({ claim }) => (0,_lease_js__WEBPACK_IMPORTED_MODULE_1__ .N3)(claim, reader.nowMs));
}
function findEarlierSubmissions(record, reader) {
    return findSubmissions(record, reader).filter(({ claim }) => goesBefore(claim, reader));
}
function findDeadClaims(record, reader) {
    return signedClaims(record, reader).filter(({ key, claim }) => !(0,_lease_js__WEBPACK_IMPORTED_MODULE_1__ .N3)(claim, reader.nowMs) && !wasSearchedFor(claim, (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .Rh)(record, key)));
}
function wasSearchedFor({ leaseExpiresAtMs, atMs: claimedAtMs }, { jobs }) {
    return jobs.some(({ atMs, isWithoutSearch, provenance }) => isWithoutSearch !== true &&
        provenance !== 'unsigned' &&
        atMs >= Math.max(leaseExpiresAtMs, claimedAtMs));
}
function findOpenClaims(record, reader) {
    return claimsOfOthers(record, reader)
        .filter(({ key }) => (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .hj)(key) !== reader.digest)
        .map(({ claim }) => claim)
        .filter((claim) => claim.isUnsigned !== true || (0,_lease_js__WEBPACK_IMPORTED_MODULE_1__ .N3)(claim, reader.nowMs));
}
function signedClaims(record, reader) {
    return claimsOfOthers(record, reader).filter(({ claim }) => claim.isUnsigned !== true);
}
function claimsOfOthers({ requests }, reader) {
    return Object.entries(requests)
        .filter(([key]) => (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .E5)(key) === reader.service)
        .flatMap(([key, request]) => openClaims(request, reader).map((claim) => ({ key, claim })));
}
function goesBefore(claim, { run, holderId }) {
    return ((0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .qB)(claim.run, run) || (claim.holderId < holderId ? -1 : 1)) < 0;
}
function findRivals(request, claimant) {
    return openClaims(request, claimant).filter((claim) => (0,_lease_js__WEBPACK_IMPORTED_MODULE_1__ .N3)(claim, claimant.nowMs));
}
function hasRival(record, claimant) {
    return findRivals((0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .Rh)(record, (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .lq)(claimant.digest, claimant.service)), claimant).length > 0;
}
function hasEarlierRival(request, claimant) {
    return findRivals(request, claimant).some((rival) => goesBefore(rival, claimant));
}
function winsClaim(before, after, claimant, isSlow) {
    const own = after.holds.find(({ holderId }) => holderId === claimant.holderId);
    if (own === undefined)
        return false;
    const knownIds = new Set(before.jobs.map(({ id }) => id));
    if (after.jobs.some(({ id }) => !knownIds.has(id)))
        return false;
    return findRivals(after, claimant).every((rival) => !isSlow && goesBefore(own, rival));
}


 })

};
;