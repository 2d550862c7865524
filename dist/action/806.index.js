"use strict";
exports.id = 806;
exports.ids = [806];
exports.modules = {

/***/ 6597:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ announceIn),
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
function announceCancellation(jobs, states, { ledger, ...context }) {
    const record = {
        write: (announced) => {
            for (const { key, job } of announced)
                ledger.updateJob(key, job);
            return ledger.write(states);
        },
        read: () => ledger.read(states),
    };
    return announceIn(record, jobs, context);
}
/** The same for a step without a ledger. */
async function announceIn(record, jobs, { clock, random, githubTime }) {
    for (let rounds = 1;; rounds++) {
        const announcedMs = clock.now();
        const stopAtMs = githubTime();
        const announced = jobs.map(({ key, job }) => ({ key, job: { ...job, stopAtMs } }));
        const options = { clock, random, untilMs: announcedMs + _timeouts_js__WEBPACK_IMPORTED_MODULE_3__/* .RECORD_WRITE_TIMEOUT_MS */ .hE };
        const written = await (0,_state_retry_github_js__WEBPACK_IMPORTED_MODULE_4__/* .retryGitHub */ .o)(() => record.write(announced), options);
        if (!written.ok)
            return written;
        await clock.sleep(_state_comment_record_store_js__WEBPACK_IMPORTED_MODULE_1__/* .CLAIM_SETTLE_MS */ .gD);
        const read = await (0,_state_retry_github_js__WEBPACK_IMPORTED_MODULE_4__/* .retryGitHub */ .o)(() => record.read(), options);
        if (!read.ok)
            return read;
        if (jobs.every((each) => isAnnounced(each, read.value, stopAtMs)))
            return { ok: true, record: read.value, untilMs: announcedMs + _state_claim_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_STOP_MS */ .ld - _timeouts_js__WEBPACK_IMPORTED_MODULE_3__/* .SERVICE_REQUEST_TIMEOUT_MS */ .JH };
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

/***/ 5735:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

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
/* harmony import */ var _job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6722);
/* harmony import */ var _provenance_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7361);


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

/***/ 3119:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KY: () => (/* binding */ readNewestPage),
/* harmony export */   f1: () => (/* binding */ listJobsSince),
/* harmony export */   md: () => (/* binding */ PAGE_SIZE)
/* harmony export */ });
/** The maximum of the contract. */
const PAGE_SIZE = 100;
/** 20,000 jobs fit. */
const MAX_PAGES = 200;
/** Jobs come and go between pages, so one pass may miss some. After this many passes the list counts as incomplete. */
const MAX_PASSES = 5;
/**
 * Lists every job created since `sinceS` (Unix time in seconds). Does not rely on the order of the list: reads to the end
 * unless the list turns out to be newest first, and from the end if it is oldest first. New jobs push others to later
 * pages, so a pass may see a job twice. Deleted jobs make it miss some, so a pass counts only if the number of jobs
 * matches the total. At the deadline, or after too many pages, the result is what was found, and incomplete.
 */
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
/**
 * Reads the newest jobs: the first page, or of a list that is oldest first, the last two pages as well, because the last
 * one may hold a single job.
 */
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
/** Reads pages until the deadline or the page budget is reached. */
class PageReader {
    #options;
    #pagesLeft;
    /** The service's time when it answered last (Unix time). */
    serverNowMs;
    constructor(options) {
        this.#options = options;
        this.#pagesLeft = options.maxPages ?? MAX_PAGES;
    }
    get isExhausted() {
        return this.#pagesLeft === 0 || this.#options.clock.now() > this.#options.deadlineMs;
    }
    /** Call only while not exhausted. */
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
        // Without a total, only an empty page marks the end: the service may return smaller pages than requested.
        if (jobs.size === before)
            return toJobList(jobs, total === undefined && pageJobs.length === 0);
        const lastPage = page === 0 ? findLastPage(result.value, sinceS) : undefined;
        if (lastPage !== undefined)
            return readBackwards(reader, { lastPage, sinceS, total }, jobs);
    }
    return toJobList(jobs, false);
}
/** Reads a list that is oldest first from its end to the jobs before `sinceS`. New jobs come after the last page. */
async function readBackwards(reader, { lastPage, sinceS, total }, jobs) {
    const created = [];
    for (let page = lastPage; page > 0 && !reader.isExhausted; page--) {
        const result = await reader.read(page);
        if (!result.ok)
            return result;
        const before = jobs.size;
        for (const job of result.value.jobs)
            jobs.set(job.id, job);
        // A service that always returns the first page would look sorted, too.
        if (jobs.size === before)
            return toJobList(jobs, false);
        created.push(...result.value.jobs.map(({ createdAt }) => createdAt).toReversed());
        if (isSortedBackTo(created, sinceS))
            return toJobList(jobs, true);
    }
    return toJobList(jobs, jobs.size === total);
}
/**
 * The number of the last page of a list that is oldest first, given its first page. Undefined if the list has another
 * order or only one page, if its length is unknown, or if its first page already reaches `sinceS`.
 */
function findLastPage({ jobs, total }, sinceS) {
    const created = jobs.map(({ createdAt }) => createdAt).toReversed();
    if (total === undefined || !Number.isSafeInteger(total) || jobs.length >= total)
        return undefined;
    return isSortedBackTo(created, sinceS) ? Math.ceil(total / jobs.length) - 1 : undefined;
}
function toJobList(jobs, isComplete) {
    return { ok: true, value: { jobs: [...jobs.values()], isComplete } };
}
/**
 * Whether the jobs so far are newest first and reach back before `sinceS`, so that only older ones can follow. Jobs
 * created in the same second say nothing about the order.
 */
function isSortedBackTo(created, sinceS) {
    const isSorted = created.every((at, n) => at !== undefined && at <= (created[n - 1] ?? Infinity));
    const [newest = -Infinity] = created;
    const oldest = created.at(-1) ?? Infinity;
    return isSorted && oldest < newest && oldest < sinceS;
}


/***/ }),

/***/ 387:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DV: () => (/* binding */ readUntilEnded),
/* harmony export */   RI: () => (/* binding */ readJobs),
/* harmony export */   Zc: () => (/* binding */ readRecordedJobs)
/* harmony export */ });
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5150);
/* harmony import */ var _job_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5735);
/* harmony import */ var _list_jobs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3119);
/* harmony import */ var _watch_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6295);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1363);





/** Reads the job of each state once, and retries for two minutes. A job that cannot be read is `refused`. */
async function readJobs(states, options) {
    const read = await (0,_watch_js__WEBPACK_IMPORTED_MODULE_2__/* .watchJobs */ .w)(states, {
        ...options,
        goal: 'read',
        deadlineMs: options.clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_3__/* .READ_TIMEOUT_MS */ .WL,
        onEvent: () => undefined,
    });
    return read.map((state) => (state.outcome === 'timed-out' ? (0,_job_state_js__WEBPACK_IMPORTED_MODULE_1__/* .settle */ .G9)(state, 'refused') : state));
}
/**
 * Reads a job every 5 s, or after `Retry-After`, until it has ended or the deadline has passed, and at least once unless it
 * is known to have ended. Returns the state with the job as last read; failed reads change nothing.
 */
async function readUntilEnded(state, deadlineMs, { api, clock }) {
    const [read = state] = await (0,_watch_js__WEBPACK_IMPORTED_MODULE_2__/* .watchJobs */ .w)([{ ...state, outcome: undefined }], {
        api,
        clock,
        // Without jitter: there is not much time.
        random: () => 0,
        goal: 'ended',
        deadlineMs,
        onEvent: () => undefined,
    });
    return { ...state, job: read.job, timeline: read.timeline };
}
/** Reads recorded jobs. If there are enough of them, the list shows most. */
async function readRecordedJobs(ids, options) {
    const states = await readJobs([...ids].map(_job_state_js__WEBPACK_IMPORTED_MODULE_1__/* .stateFromJobId */ .GO), { ...options, isRecorded: true });
    const jobs = new Map(states.flatMap(({ label, job }) => (job ? [[label, job]] : [])));
    const missing = states.filter(({ error }) => error && (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .isNotFound */ .c4)(error));
    const error = states.find(({ job, error: each }) => job === undefined && each && !(0,_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .isNotFound */ .c4)(each))?.error;
    const notFound = new Set(missing.map(({ label }) => label));
    if (notFound.size === 0 || jobs.size > 0)
        return { jobs, notFound, error };
    // If nothing was found at all, the URL may not be the service's: check that the list exists.
    const untilMs = options.clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_3__/* .READ_TIMEOUT_MS */ .WL;
    const listResult = await (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .retry */ .L5)(() => options.api.list(0, _list_jobs_js__WEBPACK_IMPORTED_MODULE_4__/* .PAGE_SIZE */ .md), 'never-read', { ...options, untilMs });
    const isForgeApi = listResult.ok || listResult.error.status === 403;
    return isForgeApi ? { jobs, notFound, error } : { jobs, notFound: new Set(), error: listResult.error };
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


/***/ }),

/***/ 6295:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o: () => (/* binding */ Watch),
  w: () => (/* binding */ watchJobs)
});

// EXTERNAL MODULE: ./build/jobs/job-state.js
var job_state = __webpack_require__(5735);
;// CONCATENATED MODULE: ./build/jobs/list-lag.js
const NO_LAG = { pendingSinceMs: new Map(), measuredMs: 0 };
/** The entry of a job that stays behind for longer is broken, and says nothing about the rest of the list. */
const MAX_PENDING_MS = 15 * 60_000;
/** The lag that must be expected of the list now. */
function expectedLagMs({ pendingSinceMs, measuredMs }, nowMs) {
    const pending = [...pendingSinceMs.values()].map((sinceMs) => nowMs - sinceMs);
    return Math.max(measuredMs, ...pending.filter((ms) => ms <= MAX_PENDING_MS));
}
/**
 * Applies what the list shows of a job now. `staleSinceMs`: since when the first change is known that it does not show;
 * undefined if it is up to date. A change that it now shows took at most the time since then.
 */
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
/** Whether reading the entry of this job may complete a measurement. */
function isPending({ pendingSinceMs }, id, nowMs) {
    const sinceMs = pendingSinceMs.get(id);
    return sinceMs !== undefined && nowMs - sinceMs <= MAX_PENDING_MS;
}

// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __webpack_require__(6722);
;// CONCATENATED MODULE: ./build/jobs/merge-listed-job.js

/** Order of the phases. An unknown status has no place in it. */
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
/**
 * Merges a job as listed into what is known of it, or returns undefined if the job must be fetched instead. A list may
 * lag and may omit fields, so it can move a job forward but never back, and a finished job must come with its result.
 */
function mergeListedJob(known, listed) {
    if (listed.status === undefined || isModifiedBefore(listed, known) || isResultMissing(listed))
        return undefined;
    const phase = (0,job_status/* parsePhase */.xl)(listed.status);
    const isSamePhase = listed.status === known.status || (phase !== 'unknown' && phase === (0,job_status/* parsePhase */.xl)(known.status));
    if (!isSamePhase && !isFurtherAlong(listed, known))
        return undefined;
    // Another spelling of the same phase is not a change.
    const status = isSamePhase ? known.status : listed.status;
    return { ...known, ...listed, id: known.id, status };
}
function isModifiedBefore({ modifiedAt: a }, { modifiedAt: b }) {
    return a !== undefined && b !== undefined && a < b;
}
/** Whether a finished job lacks its model or its failure reason, which fetching the job may still return. */
function isResultMissing({ status, outputModel, reason }) {
    const phase = (0,job_status/* parsePhase */.xl)(status);
    return (phase === 'succeeded' && outputModel === undefined) || (phase === 'failed' && reason === undefined);
}
/** Whether one description of a job is later than another. */
function isFurtherAlong(listed, known) {
    if (known.status === undefined)
        return true;
    const [to, from] = [(0,job_status/* parsePhase */.xl)(listed.status), (0,job_status/* parsePhase */.xl)(known.status)];
    if (to === 'unknown' || from === 'unknown')
        return (0,job_status/* isTerminal */.Hd)(to) || isModifiedBefore(known, listed);
    return PROGRESS[to] > PROGRESS[from];
}

;// CONCATENATED MODULE: ./build/jobs/compare-page.js


/** Finds the entry of a job; `too-new` if a list without lag would have it on this page. */
function findEntry({ page, response }, { id, ...job }) {
    const listed = response.jobs.find((each) => each.id.toLowerCase() === id.toLowerCase());
    return listed ?? (page === 0 && isTooNewFor(response, { id, ...job }) ? 'too-new' : undefined);
}
/**
 * Compares a page with what is known. Only an entry that misses a change after all the changes that the other entries show
 * is evidence of a lag. Any other entry is broken.
 */
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
/** Since when a later status of the job is known than the list shows; undefined if the list is up to date. */
function findStaleSinceMs(listed, { lastKnown, history }) {
    if (listed.status === undefined || lastKnown.status === undefined)
        return undefined;
    if (!isFurtherAlong(lastKnown, listed))
        return undefined;
    const shown = history.findLastIndex(({ status }) => status === listed.status);
    return (history[shown + 1] ?? history.at(-1))?.sinceMs;
}
/** Whether the first page of a list that is newest first begins with an older job, so that the list lacks this one. */
function isTooNewFor({ jobs }, { createdAt }) {
    const [newest] = jobs;
    const oldest = jobs.at(-1);
    if (newest === undefined || oldest === undefined)
        return true;
    const isSorted = jobs.every((job, n) => job.createdAt !== undefined && job.createdAt <= (jobs[n - 1]?.createdAt ?? Infinity));
    // Jobs of the same second say nothing about the order.
    const isNewestFirst = isSorted && (oldest.createdAt ?? Infinity) < (newest.createdAt ?? -Infinity);
    return isNewestFirst && createdAt !== undefined && (newest.createdAt ?? Infinity) < createdAt;
}

// EXTERNAL MODULE: ./build/jobs/list-jobs.js
var list_jobs = __webpack_require__(3119);
;// CONCATENATED MODULE: ./build/jobs/list-cache.js




/** For fewer jobs than this, a page costs as much as fetching them directly. */
const MIN_JOBS_PER_PAGE = 2;
/** A job missing from this many consecutive pages is not searched for any further, or one page for every ten jobs. */
const MIN_SEARCHED_PAGES = 3;
const JOBS_PER_SEARCHED_PAGE = 10;
/** Number of pages that may show none of the due jobs. Every ten useful pages restore one. */
const MAX_MISS_BUDGET = 5;
const MISS_BUDGET_REFILL = 0.1;
/** An unhelpful list is paused for as long as the watch has lasted, within these bounds. */
const MIN_PAUSE_MS = 30_000;
const MAX_PAUSE_MS = 600_000;
/** Every so many list reads, one job is fetched directly to verify the list. */
const READS_BEFORE_FIRST_SPOT_CHECK = 20;
const READS_BETWEEN_SPOT_CHECKS = 30;
/** The service reports times in whole seconds, from several clocks. */
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
/** Pauses the list. Afterwards, jobs are searched for from the first page again. */
function backOff(cache, nowMs) {
    const pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, nowMs - cache.startedMs));
    return { ...cache, missBudget: MAX_MISS_BUDGET, positions: new Map(), pausedUntilMs: nowMs + pauseMs };
}
/**
 * A lagging list looks like jobs that do not change, so one of the listed jobs is fetched directly from time to time.
 * Returns its id if a check is due.
 */
function nextSpotCheck({ found, cache }) {
    return cache.readsUntilSpotCheck > 0 ? undefined : [...found.keys()].at(cache.spotCheckCount % found.size);
}
/** Updates the lag. If the list was behind the job, the next check follows immediately. */
function recordSpotCheck(cache, listed, fetched) {
    const position = positionOf(listed, cache);
    return {
        ...cache,
        spotCheckCount: cache.spotCheckCount + 1,
        readsUntilSpotCheck: listed.status === fetched.status ? READS_BETWEEN_SPOT_CHECKS : 1,
        lag: withMeasurement(cache.lag, observedLagMs(listed, fetched, position?.seenAtServerMs)),
    };
}
/**
 * Reads the pages on which due jobs are expected: where they were last, or one page further, because newer jobs push
 * them down. Skips pages with too few of our jobs. Does not rely on the list's order or totals: the caller fetches
 * directly what is not found.
 */
async function readList(tracked, cache, { api, clock }) {
    const nowMs = clock.now();
    let reading = { found: new Map(), pages: new Set(), cache };
    for (;;) {
        const page = nextPage(tracked, reading, nowMs);
        if (page === undefined)
            return reading;
        const result = await api.list(page, list_jobs/* PAGE_SIZE */.md);
        if (!result.ok)
            return { ...reading, error: result.error };
        reading = applyPage(reading, { page, response: result.value, nowMs }, tracked);
    }
}
/** Whether the list should be paused, because it shows too few of the tracked jobs. */
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
/** A job that was never searched for is expected on the first page. */
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
        // It will appear here once the list catches up.
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
/** The next position to try for a job that was not on its expected page. */
function nextPosition({ page, misses, ...rest }, { jobs, total }, maxMisses) {
    const isLastPage = jobs.length === 0 || (page === 0 && total !== undefined && jobs.length >= total);
    return isLastPage || misses >= maxMisses ? 'not-listed' : { ...rest, page: page + 1, misses: misses + 1 };
}
/**
 * How far the list lagged at the previous read, if the change visible now had already happened by then. 0 if unknown,
 * for example because `modified_at` does not move with the status.
 */
function observedLagMs(lastKnown, job, seenAtServerMs) {
    const { modifiedAt = 0 } = job;
    const hasMoved = job.status !== lastKnown.status && modifiedAt > (lastKnown.modifiedAt ?? Infinity);
    return hasMoved && seenAtServerMs !== undefined ? seenAtServerMs - modifiedAt * 1000 - CLOCK_MARGIN_MS : 0;
}

// EXTERNAL MODULE: ./build/jobs/backoff.js
var backoff = __webpack_require__(232);
// EXTERNAL MODULE: ./build/jobs/retry.js
var retry = __webpack_require__(5150);
// EXTERNAL MODULE: ./build/jobs/service-refusals.js
var service_refusals = __webpack_require__(8809);
// EXTERNAL MODULE: ./build/jobs/poll-schedule.js
var poll_schedule = __webpack_require__(5109);
;// CONCATENATED MODULE: ./build/jobs/polled-job.js






/** A job that was just submitted is polled after the minimum interval, one known only by its id at once. */
function createPolledJob(state, options) {
    const nowMs = options.clock.now();
    const polled = {
        state,
        readHistory: state.job === undefined ? (options.isRecorded ? 'recorded' : 'never-read') : 'just-created',
        lastChangeMs: nowMs,
        // A job of an earlier run may have its status for long.
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
/** Applies a job as returned by the service. */
function applyReading(polled, job, requestedAtMs, options) {
    const { outage, ...rest } = polled;
    const hasChanged = polled.state.job?.status !== job.status;
    const state = (0,job_state/* observeJob */.cq)(polled.state, job, options.clock.wall());
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
/** Reports an unknown status, once per job. It counts as not finished. */
function warnUnknownStatus(polled, options) {
    if (polled.hasWarnedAboutStatus || (0,job_status/* parsePhase */.xl)(polled.state.job?.status) !== 'unknown')
        return polled;
    options.onEvent({ kind: 'unknown', state: polled.state });
    return { ...polled, hasWarnedAboutStatus: true };
}
/** Applies a failed poll: postpones the next one, or settles the job if the failure budget is exhausted. */
function applyFailure(polled, error, requestedAtMs, options) {
    const { sinceMs = requestedAtMs, attempts: previousAttempts = 0, ...kind } = polled.outage ?? {};
    const attempts = previousAttempts + 1;
    const streak = (0,retry/* countFailure */.cC)(polled.outage?.streak, error, requestedAtMs);
    const outage = { ...kind, sinceMs, attempts, error, streak };
    if ((0,retry/* isBudgetExhausted */.b)(streak, error, polled.readHistory, requestedAtMs)) {
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
/** Whether a failure is worth a line in the log, because it is the first or means something else than the one before. */
function isNewFailure(previous, error) {
    return previous === undefined || (0,service_refusals/* refusalOf */.O)(previous).read !== (0,service_refusals/* refusalOf */.O)(error).read;
}
/** How long a failure that came now for the first time is waited out. */
function outageTimeLeftMs({ readHistory }, error, nowMs, { deadlineMs }) {
    return Math.min((0,retry/* failureBudget */.Sm)(error, readHistory).minDurationMs, deadlineMs - nowMs);
}
/** A job that was not found is read again after this time. */
const CONFIRM_NOT_FOUND_DELAY_MS = 10_000;
/** A single read and the end of a cancelled job have little time. A watch has hours, and spares a service in trouble. */
function retryDelayMs(attempts, error, options) {
    const { status, retryAfterMs } = error;
    if (options.goal === 'ended')
        return Math.max((0,poll_schedule/* pollIntervalMs */.Bg)(0, options.random()), retryAfterMs ?? 0);
    if (options.goal !== 'read')
        return (0,poll_schedule/* outageIntervalMs */.xV)(error, options.random());
    const minMs = status === undefined || status >= 500 ? 0 : CONFIRM_NOT_FOUND_DELAY_MS;
    return Math.max(minMs, (0,backoff/* backoffMs */.j)(attempts, retryAfterMs, options.random()));
}
/** Settles a job at the deadline. A job that succeeded without naming its model counts as failed. */
function applyTimeout(polled, nowMs) {
    const { state, lastChangeMs } = polled;
    if (state.outcome !== undefined)
        return polled;
    const outcome = (0,job_status/* parsePhase */.xl)(state.job?.status) === 'succeeded' ? 'failed' : 'timed-out';
    const error = state.job === undefined ? (polled.outage?.error ?? state.error) : state.error;
    const note = state.job && (0,job_status/* outcomeNote */.z)(state.job, outcome, nowMs - lastChangeMs);
    return { ...polled, state: (0,job_state/* withNotes */.ci)((0,job_state/* settle */.G9)(state, outcome, error), [note]) };
}
function scheduleNextPoll(polled, requestedAtMs, options) {
    const nextPollMs = requestedAtMs + (0,poll_schedule/* pollIntervalMs */.Bg)(requestedAtMs - polled.lastChangeMs, options.random());
    const sinceHeartbeatMs = requestedAtMs - polled.lastHeartbeatMs;
    if (sinceHeartbeatMs < (0,poll_schedule/* heartbeatLogIntervalMs */.yF)(requestedAtMs - polled.lastChangeMs))
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
    const outcome = (0,job_status/* outcomeFor */._n)(job, options.goal, unchangedMs);
    if (outcome === undefined)
        return polled;
    const state = (0,job_state/* withNotes */.ci)((0,job_state/* settleJob */.Zw)(polled.state, outcome), [(0,job_status/* outcomeNote */.z)(job, outcome, unchangedMs)]);
    return emitSettled({ ...polled, state }, options);
}
function emitSettled(polled, options) {
    options.onEvent({ kind: 'settled', state: polled.state });
    return polled;
}
/** A job that was never read counts as refused by the service. Otherwise its outcome is unknown. */
function markLost(polled, error, requestedAtMs) {
    const { state } = polled;
    if (polled.readHistory === 'never-read' || polled.readHistory === 'recorded')
        return (0,job_state/* settle */.G9)(state, 'refused', error);
    // The hint of a 404 is about a mistyped id, which is not the problem here.
    const reportedError = error.status === 404 ? { ...error, hint: undefined } : error;
    const waitedMs = requestedAtMs - (polled.outage?.streak?.sinceMs ?? requestedAtMs);
    const note = (0,retry/* isNotFound */.c4)(error) ? { code: 'job-lost' } : { code: 'job-refused', waitedMs };
    return (0,job_state/* withNote */.dW)((0,job_state/* settle */.G9)(state, 'unknown', reportedError), note);
}

;// CONCATENATED MODULE: ./build/jobs/outage.js


/** Whether a failure to fetch one job is likely about the service or the key, not about that job. */
function isServiceWideError(error) {
    return (0,retry/* isTransient */.dg)(error) || (0,retry/* isAboutKey */.XL)(error);
}
/** Applies a service-wide failure to all jobs: postpones their next poll, and reports the outage once. */
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
        // A job that already has an outage is not reported again.
        const { outage = { sinceMs: requestedAtMs, isServiceWide: true } } = polled;
        return applyFailure({ ...polled, outage }, error, requestedAtMs, options);
    });
}
/** Ends a service-wide outage. Outages of single jobs continue. */
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

;// CONCATENATED MODULE: ./build/jobs/fetch-job.js


async function fetchJob({ state }, options) {
    const requestedAtMs = options.clock.now();
    return { requestedAtMs, result: await options.api.get((0,job_state/* jobIdOf */.wb)(state)) };
}
function applyFetch(polled, { requestedAtMs, result }, options) {
    return result.ok
        ? applyReading(polled, result.value, requestedAtMs, options)
        : applyFailure(polled, result.error, requestedAtMs, options);
}

;// CONCATENATED MODULE: ./build/jobs/refresh.js








const MAX_CONCURRENT_FETCHES = 4;
/** From this many jobs on, polling reads the list. */
const MIN_JOBS_FOR_BATCH = 4;
/** Reads the jobs that are due once: a few of them one by one, many through the list until fewer than two are left. */
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
/**
 * One refresh of many jobs. Reads the list first, then fetches the jobs it does not show. If a request fails after another
 * one succeeded, the failure concerns only that job (or the list). Any other failure is an outage of the service: the
 * poll stops, and all jobs wait for the next one.
 */
class JointRefresh {
    #options;
    #initialCache;
    #cache;
    #jobs;
    /** Labels of the due jobs that were not read yet. */
    #due;
    #hasServiceAnswered = false;
    constructor({ jobs, listCache }, isDue, options) {
        // The same random value for all, so that jobs of the same age stay due at the same time.
        const random = options.random();
        this.#options = { ...options, random: () => random };
        this.#initialCache = this.#cache = listCache;
        this.#jobs = jobs;
        // Those that have not failed come first, so that a healthy one probes the service; then those that failed longest ago,
        // because they may be answered again.
        const due = jobs.filter(isDue).toSorted((a, b) => lastFailureMs(a) - lastFailureMs(b) || 0);
        this.#due = due.map(labelOf);
    }
    async execute() {
        // If the last list read failed, fetching a job shows whether the service is down or only the list.
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
        // The reading itself may have shown how far the list lags.
        const lagMs = expectedLagMs(cache.lag, requestedAtMs);
        this.#jobs = this.#jobs.map((polled) => {
            const job = isUnsettled(polled) ? found.get((0,job_state/* jobIdOf */.wb)(polled.state)) : undefined;
            if (job === undefined || !canTrustList(polled, lagMs, requestedAtMs))
                return polled;
            this.#due = this.#due.filter((label) => label !== labelOf(polled));
            return applyReading(polled, job, requestedAtMs - lagMs, this.#options);
        });
        if (error)
            this.#handleListError(error, requestedAtMs);
        return reading;
    }
    /** If a check is due, fetches one job directly that the list has just shown. */
    async #spotCheck(reading) {
        const listed = reading.found.get(nextSpotCheck(reading) ?? '');
        const polled = this.#jobs.find((each) => isUnsettled(each) && (0,job_state/* jobIdOf */.wb)(each.state) === listed?.id);
        if (listed === undefined || polled === undefined)
            return;
        this.#due = [labelOf(polled)];
        await this.#fetchNext();
        const fetched = this.#jobs.find((each) => labelOf(each) === labelOf(polled))?.state.job;
        this.#cache = recordSpotCheck(this.#cache, listed, fetched ?? listed);
    }
    /** The unsettled jobs that may be in the list. */
    #trackedJobs(nowMs) {
        const lagMs = expectedLagMs(this.#cache.lag, nowMs);
        const wallOffsetMs = this.#options.clock.wall() - nowMs;
        return this.#jobs.flatMap((polled) => {
            if (!isUnsettled(polled))
                return [];
            const lastKnown = polled.state.job ?? { id: (0,job_state/* jobIdOf */.wb)(polled.state) };
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
        if (!(0,retry/* isTransient */.dg)(error)) {
            // The list is not available to this key.
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
    /** Fetches the next few jobs directly. Until the service has answered once, only one. */
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
    /** `failed`: the job whose request failed. */
    #applyOutage(error, requestedAtMs, failed) {
        this.#hasServiceAnswered = false;
        this.#due = [];
        this.#jobs = applyOutage(this.#jobs, error, requestedAtMs, this.#options).map((polled) => polled.state.label === failed?.state.label ? withFailureTime(polled, requestedAtMs) : polled);
        // A refused key says nothing about the list, so the list is not paused for it, but a job is read first next time.
        const { pausedUntilMs } = this.#initialCache;
        this.#cache = { ...this.#cache, pausedUntilMs, hasFailed: this.#cache.hasFailed || (0,retry/* isAboutKey */.XL)(error) };
    }
}
/** A listed state may be as old as the lag of the list. */
function canTrustList({ lastChangeMs }, lagMs, nowMs) {
    return 2 * lagMs <= (0,poll_schedule/* pollIntervalMs */.Bg)(nowMs - lastChangeMs, 0);
}
function labelOf({ state }) {
    return state.label;
}
function hasOwnOutage({ outage }) {
    return outage !== undefined && outage.isServiceWide !== true;
}
/** When the request for this job last failed, on the monotonic clock. */
function lastFailureMs({ outage }) {
    return outage?.failedAtMs ?? -Infinity;
}
/** Nothing unless the job has an outage. */
function withFailureTime(polled, failedAtMs) {
    return polled.outage === undefined ? polled : { ...polled, outage: { ...polled.outage, failedAtMs } };
}
/** Whether a failed fetch is an outage of the service: not about the job itself, and no request succeeded before. */
function isServiceFailure(error, polled, hadAnswered) {
    if (!isServiceWideError(error))
        return false;
    return error.retryAfterMs !== undefined || (!hadAnswered && !hasOwnOutage(polled));
}

;// CONCATENATED MODULE: ./build/jobs/watch.js




/** Polls these jobs until each has an outcome or the deadline has passed. Returns their states in the same order. */
function watchJobs(states, options) {
    const watch = new Watch(options);
    for (const state of states)
        watch.add(state);
    watch.close();
    return watch.run();
}
/**
 * Polls jobs until each has an outcome or the deadline has passed, while other tasks of the step still add jobs and
 * change states. Polls before it sleeps, and once more at the deadline unless `Retry-After` forbids it.
 */
class Watch {
    #options;
    #state;
    /** Applied between two polls, because a poll works on a copy. */
    #changes = [];
    #added = new WeakSet();
    #isClosed = false;
    #wake = new AbortController();
    constructor(options) {
        this.#options = options;
        this.#state = { jobs: [], listCache: createListCache(options.clock.now()), isBatched: false };
    }
    /**
     * Adds a job that was submitted or named by its id, or a state that has its outcome already. Does nothing if exactly
     * this state was added before.
     */
    add(state) {
        if (this.#added.has(state))
            return;
        this.#added.add(state);
        const polled = createPolledJob(this.#options.goal === 'none' ? (0,job_state/* detach */.Yo)(state) : state, this.#options);
        this.#change((jobs) => [...jobs, polled]);
    }
    /** Changes the state of a job from another task, for example because its replacement was cancelled. */
    update(label, reduce) {
        this.#change((jobs) => jobs.map((polled) => {
            if (polled.state.label !== label)
                return polled;
            const state = reduce(polled.state);
            this.#options.onEvent({ kind: 'updated', state });
            return { ...polled, state };
        }));
    }
    /** Call when no more jobs and changes will come. */
    close() {
        this.#isClosed = true;
        this.#change((jobs) => jobs);
    }
    /** Resolves once the watch is closed and each job has an outcome, to the states in the order of `add`. */
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
    /** Polls the jobs that are due. Returns whether the deadline has passed. */
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
/** Stops watching a job that a newer run has taken over. */
function applyTakeover(polled, options) {
    const { state } = polled;
    if (state.outcome !== undefined || options.isSuperseded?.(state) !== true)
        return polled;
    return { ...polled, state: (0,job_state/* withNote */.dW)(state, { code: 'taken-over' }, 'superseded') };
}
function isDue(polled, nowMs, isLast) {
    if (polled.state.outcome !== undefined)
        return false;
    return nowMs >= (isLast ? polled.notBeforeMs : polled.nextPollMs);
}


/***/ })

};
;