"use strict";
exports.id = 237;
exports.ids = [237];
exports.modules = {

/***/ 2237:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sync: () => (/* binding */ sync)
});

// EXTERNAL MODULE: ./build/state/retry-github.js
var retry_github = __webpack_require__(5875);
// EXTERNAL MODULE: ./build/state/claim.js
var claim = __webpack_require__(4617);
// EXTERNAL MODULE: ./build/state/record.js
var state_record = __webpack_require__(6948);
// EXTERNAL MODULE: ./build/state/record-codec.js + 1 modules
var record_codec = __webpack_require__(5359);
// EXTERNAL MODULE: ./build/state/merge-records.js
var merge_records = __webpack_require__(7870);
// EXTERNAL MODULE: ./build/state/comment-merge.js
var comment_merge = __webpack_require__(809);
// EXTERNAL MODULE: ./build/report/saved-report.js
var saved_report = __webpack_require__(9204);
// EXTERNAL MODULE: ./build/timeouts.js
var timeouts = __webpack_require__(1363);
;// CONCATENATED MODULE: ./build/sync/find-open-records.js








/** GitHub ends workflow runs after 35 days; longer jobs are not known. */
const MAX_AGE_MS = 35 * 24 * 60 * 60_000;
/** The comments of unfinished jobs are updated at least this often, so that the next sync finds them. */
const REFRESH_INTERVAL_MS = 12 * 60 * 60_000;
/** All comments changed within this time are read. The extra hour is for schedules that GitHub delays. */
const MIN_SCAN_AGE_MS = REFRESH_INTERVAL_MS + 60 * 60_000;
/** Pages of 100 comments that are always read. */
const MIN_PAGES = 10;
const MAX_PAGES = 100;
/** Searches the comments of the repository for unfinished jobs. Never rejects. */
async function findOpenRecords(options) {
    const nowMs = options.githubTime();
    const sinceMs = nowMs - MAX_AGE_MS;
    const candidates = new Map();
    let scannedBackToMs;
    for (let page = 1;; page++) {
        const readPage = () => options.client.listComments(page, sinceMs);
        const untilMs = options.clock.now() + timeouts/* GITHUB_READ_TIMEOUT_MS */.oL;
        const result = await (0,retry_github/* retryGitHub */.o)(readPage, { ...options, untilMs });
        if (!result.ok)
            return result;
        const { comments, hasMore } = result.value;
        for (const comment of comments) {
            // A comment that changes while we read may be listed twice: in this order, the newer version comes first.
            const isOlder = candidates.has(comment.id) && options.client.isNewestFirst;
            if ((0,record_codec/* hasMarker */.xY)(comment.body) && !isOlder)
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
    const untilMs = options.clock.now() + timeouts/* GITHUB_READ_TIMEOUT_MS */.oL;
    // With a wrong login none of our comments would be found, and the sync would pass.
    const login = await (0,retry_github/* retryGitHub */.o)(() => options.client.viewerLogin(), { ...options, untilMs });
    if (!login.ok)
        return login;
    const found = readComments([...candidates.values()], login.value, options);
    return { ok: true, value: { ...found, scannedBackToMs } };
}
/** The newest ones may be missing. */
const TOO_MANY_COMMENTS = {
    ok: false,
    isNotFound: false,
    isPermanent: true,
    message: 'more comments have changed in 35 days than can be read from this server, which cannot list the newest first',
};
const NO_RECORDS = { records: [], foreignKeyCount: 0, skippedJobCount: 0 };
function readComments(candidates, viewerLogin, options) {
    const records = [];
    let [foreignKeyCount, skippedJobCount] = [0, 0];
    // Anybody can write our marker, so check the author.
    const ownComments = candidates.filter(({ author }) => author === viewerLogin);
    const byKey = Map.groupBy(ownComments, ({ number, body }) => `${number} ${(0,record_codec/* markerKey */.s8)(body)}`);
    const readable = [...byKey.values()].flatMap((comments) => readCommentsOfKey(comments, options) ?? []);
    const byNumber = Map.groupBy(readable, ({ comment }) => comment.number);
    for (const ofNumber of byNumber.values()) {
        const conversation = ofNumber.map(({ record }) => record).reduce(merge_records/* mergeRecords */.P);
        for (const each of ofNumber) {
            const found = findOpenWork(each, conversation, options);
            if (found === 'foreign-key')
                foreignKeyCount++;
            else {
                skippedJobCount += found.skippedJobCount;
                if (found.openRecord !== undefined)
                    records.push(found.openRecord);
            }
        }
    }
    return { records, foreignKeyCount, skippedJobCount };
}
function readCommentsOfKey(commentsOfKey, { client, apiKey, redact }) {
    const comments = commentsOfKey.toSorted((a, b) => a.id - b.id);
    const [comment] = comments;
    if (comment === undefined)
        return undefined;
    const codec = (0,record_codec/* codecForComment */.Fy)(comment.body, `${client.repositoryId}#${comment.number}`, apiKey, redact);
    if (codec === undefined)
        return undefined;
    return { comments, comment, codec, record: (0,comment_merge/* readCommentSet */.ws)(comments, codec).record };
}
function findOpenWork({ comments, comment, codec, record }, conversation, options) {
    const nowMs = options.githubTime();
    const unfinishedJobs = listUnfinishedJobs(record);
    const signedJobs = unfinishedJobs.filter(({ recordedJob }) => recordedJob.provenance !== 'unsigned');
    if (unfinishedJobs.length > 0 && signedJobs.length === 0)
        return 'foreign-key';
    const isLeased = ({ holds }) => holds.some((hold) => (0,claim/* isLeaseActive */.N3)(hold, nowMs));
    const ownJobs = signedJobs.filter((job) => canFind(job, options));
    const skippedJobCount = signedJobs.length - ownJobs.length;
    const jobs = ownJobs.filter(({ key }) => !isLeased((0,state_record/* findRequest */.Rh)(record, key)));
    // Without any record, its step may still be running.
    const requests = Object.values(record.requests);
    const isAbandoned = requests.length > 0 &&
        skippedJobCount === 0 &&
        !requests.some((request) => isLeased(request) && hasOpenWork(request));
    const model = isAbandoned ? (0,saved_report/* restoreReport */.HA)(record, comment.number, options.context) : undefined;
    const hasDuplicates = isAbandoned && comments.length > 1;
    if (jobs.length === 0 && model === undefined && !hasDuplicates)
        return { skippedJobCount };
    const text = (0,comment_merge/* findNewestText */.BX)(comments, codec) ?? '';
    const openRecord = { comment, hasDuplicates, text, codec, record, conversation, jobs, model };
    return { openRecord, skippedJobCount };
}
/** Whether our service and API key show a job, if it exists. */
function canFind({ key, recordedJob }, { service, keyId }) {
    const isOfOurKey = recordedJob.keyId === undefined || keyId === undefined || recordedJob.keyId === keyId;
    return (0,state_record/* serviceOfKey */.E5)(key) === service && isOfOurKey;
}
/** Whether the holders of a request still have something to report. */
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
/** Ids of the jobs to fetch. */
function collectJobIds(records) {
    const recordedIds = records.flatMap(({ jobs }) => jobs.map((job) => job.recordedJob.id));
    const reportedStates = records.flatMap(({ model }) => model?.states.filter(saved_report/* isUnfinished */.ui) ?? []);
    return new Set([...recordedIds, ...reportedStates.flatMap(({ job }) => (job ? [job.id] : []))]);
}

// EXTERNAL MODULE: ./build/jobs/read-jobs.js
var read_jobs = __webpack_require__(387);
// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __webpack_require__(6722);
// EXTERNAL MODULE: ./build/jobs/provenance.js
var jobs_provenance = __webpack_require__(7361);
// EXTERNAL MODULE: ./build/jobs/retry.js
var retry = __webpack_require__(5150);
// EXTERNAL MODULE: ./build/jobs/supersede.js + 1 modules
var supersede = __webpack_require__(7401);
// EXTERNAL MODULE: ./build/state/comment-record-store.js + 1 modules
var comment_record_store = __webpack_require__(9657);
;// CONCATENATED MODULE: ./build/sync/finish-superseding.js









/**
 * Cancels the jobs that newer ones have replaced, if the steps that did so have ended. The rules are those of `supersede`.
 * Resolves to one note for each job that needs one.
 */
async function finishSuperseding(records, context, repository) {
    const notes = [];
    for (const openRecord of records) {
        const candidates = openRecord.jobs.filter(({ recordedJob }) => recordedJob.replacedBy !== undefined);
        if (candidates.length === 0)
            continue;
        const result = await readConversation(openRecord, context, repository);
        if (result.ok)
            notes.push(...(await cancelLeftoverJobs(candidates, result.value, context)));
        else {
            const note = { code: 'obsolete-jobs-unknown', error: result.message };
            context.reporter.warn(note);
            notes.push(note);
        }
    }
    return notes;
}
/** Reads the comments of all keys, because other steps may need a job. */
function readConversation({ comment, codec }, { clock, random, holder: { run } }, { client }) {
    const store = client.commentStore(comment.number);
    const recordStore = new comment_record_store/* CommentRecordStore */.y2({ store, codec, clock, run, comment });
    const untilMs = clock.now() + timeouts/* SYNC_REQUEST_TIMEOUT_MS */.B4;
    return (0,retry_github/* retryGitHub */.o)(() => recordStore.read(), { clock, random, untilMs });
}
async function cancelLeftoverJobs(candidates, record, context) {
    const notes = [];
    for (const replaced of findLeftoverJobs(record, context.holder.service, context.githubTime())) {
        const candidate = candidates.find(({ recordedJob }) => recordedJob.id === replaced.job.id);
        if (candidate === undefined || !(await hasSuccessorStarted(replaced, context)))
            continue;
        notes.push(...(await (0,supersede/* cancelRecordedJobs */.Bv)([replaced], { onSuperseded: 'cancel' }, context, candidate.label)));
    }
    return notes;
}
/** `nowMs`: GitHub's time (Unix time). */
function findLeftoverJobs(record, service, nowMs) {
    return Object.entries(record.requests)
        .filter(([key]) => (0,state_record/* serviceOfKey */.E5)(key) === service)
        .flatMap(([key, request]) => request.jobs.flatMap((job) => {
        const successors = findSuccessors(record, job, service);
        const isReplaced = successors.length > 0 && mayBeCancelled(job, request, record, nowMs);
        return isReplaced ? [{ key, job, successors }] : [];
    }));
}
function findSuccessors(record, { id, run, replacedBy }, service) {
    if (replacedBy === undefined)
        return [];
    const { jobs } = (0,state_record/* findRequest */.Rh)(record, (0,state_record/* requestKey */.lq)(replacedBy, service));
    const isForSameRequest = jobs.some((other) => other.id === id);
    return jobs.filter((other) => other.id !== id && other.provenance !== 'unsigned' && (!isForSameRequest || (0,state_record/* isNewerRun */.VZ)(other.run, run)));
}
function mayBeCancelled(job, request, record, nowMs) {
    const { owner, isUnfinished, provenance } = job;
    if (!isUnfinished || !(0,jobs_provenance/* mayCancel */._4)(provenance) || record.ambiguousOwners.includes(owner))
        return false;
    const [newestRun] = (0,state_record/* runsOfOwner */.b7)(record, owner);
    return (newestRun !== undefined &&
        (0,state_record/* isNewerRun */.VZ)(newestRun, job.run) &&
        !request.holds.some((hold) => (0,claim/* isLeaseActive */.N3)(hold, nowMs)) &&
        !isUsedBy(newestRun, job, request) &&
        !(0,claim/* isNeededByOthers */.Ox)(record, request, { owner, run: newestRun, nowMs }));
}
/** Whether a run of the owner uses the job, or asks for its request without having a job. */
function isUsedBy(run, { id, owner }, { holds }) {
    return holds.some((hold) => hold.owner === owner && hold.run.id === run.id && (hold.jobId === undefined || hold.jobId === id));
}
/** Whether a new job runs, has ended, or was accepted so long ago that the old one is not kept for it any longer. */
async function hasSuccessorStarted({ successors }, { api, clock, random, githubTime }) {
    for (const recorded of successors) {
        if (!recorded.isUnfinished || githubTime() - recorded.atMs >= timeouts/* SUPERSEDE_DELAY_MS */.gF)
            return true;
        const retryOptions = { clock, random, untilMs: clock.now() + timeouts/* READ_TIMEOUT_MS */.WL };
        const result = await (0,retry/* retry */.L5)(() => api.get(recorded.id), 'never-read', retryOptions);
        if (!result.ok || !(0,state_record/* isRecordedJob */.YN)(recorded, result.value))
            continue;
        const phase = (0,job_status/* parsePhase */.xl)(result.value.status);
        if ((0,job_status/* hasStarted */.gd)(phase) || (0,job_status/* isTerminal */.Hd)(phase))
            return true;
    }
    return false;
}

// EXTERNAL MODULE: ./build/jobs/job-state.js
var job_state = __webpack_require__(5735);
// EXTERNAL MODULE: ./build/state/orphans.js
var state_orphans = __webpack_require__(9054);
;// CONCATENATED MODULE: ./build/sync/plan-refresh.js







/** Since an earlier 404, the job may have been found again. */
const MAX_MISSING_AGE_MS = 7 * 24 * 60 * 60_000;
/** Refresh comments early, because GitHub delays schedules. */
const REFRESH_MARGIN_MS = 60 * 60_000;
/** A lease expiry old enough to survive clock skew. */
const EXPIRED_LEASE_AGE_MS = 60 * 60_000;
/** Plans the changes to one comment, given the current state of its jobs. */
function planRefresh(openRecord, fetched, context) {
    const { wallMs } = context;
    const updates = openRecord.jobs.flatMap((job) => {
        const state = updateRecordedJob(job, openRecord.model, fetched, wallMs);
        return state === undefined ? [] : [{ ...job, state }];
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
            ...(isRefreshDue ? refreshLeases(openRecord, wallMs) : {}),
            ...changeJobs([...ended.map(endJob), ...missing.map((job) => markMissing(job, wallMs))]),
        },
        isDue: ended.length + missing.length > 0 || isReportChanged || isRefreshDue || openRecord.hasDuplicates,
    };
}
function hasEnded({ state }) {
    return state.outcome !== 'running';
}
/** The state of a recorded job as of now; undefined if it could not be read. */
function updateRecordedJob({ label, recordedJob }, model, fetched, wallMs) {
    const { id, provenance } = recordedJob;
    const reported = model?.states.find(({ job }) => job?.id === id);
    const state = { ...(reported ?? { ...(0,job_state/* stateFromJobId */.GO)(id), label }), provenance };
    const job = fetched.jobs.get(id);
    if (job !== undefined)
        return (0,state_record/* isRecordedJob */.YN)(recordedJob, job)
            ? observeNow(state, job, wallMs)
            : loseJob(state, { code: 'sync-job-changed' });
    return fetched.notFound.has(id) && wasMissingBefore(recordedJob, wallMs)
        ? loseJob(state, NOT_FOUND_NOTE)
        : undefined;
}
const NOT_FOUND_NOTE = { code: 'sync-job-not-found' };
/** Whether an earlier sync has found that the service does not know the job. One 404 alone does not end a job. */
function wasMissingBefore({ missingSinceMs }, wallMs) {
    if (missingSinceMs === undefined)
        return false;
    const ageMs = wallMs - missingSinceMs;
    return ageMs >= timeouts/* NOT_FOUND_TIMEOUT_MS */.ON && ageMs <= MAX_MISSING_AGE_MS;
}
/** Whether the next sync has to know that the service does not know the job. */
function isFirstMissing({ id, atMs, missingSinceMs }, { notFound }, wallMs) {
    const wasForgotten = missingSinceMs === undefined || wallMs - missingSinceMs > MAX_MISSING_AGE_MS;
    return notFound.has(id) && wallMs - atMs >= timeouts/* NOT_FOUND_TIMEOUT_MS */.ON && wasForgotten;
}
function loseJob(state, note) {
    return (0,job_state/* withNote */.dW)({ ...state, isNotFound: true, notes: [] }, note, 'unknown');
}
function observeNow(state, job, wallMs) {
    const { error: _, ...observed } = (0,job_state/* observeJob */.cq)({ ...state, notes: [] }, job, endedAtMs(job) ?? wallMs);
    // If no report has shown the job, nothing remembers when it succeeded: do not wait for its model.
    const isReported = state.job !== undefined;
    const shownSinceMs = isReported ? observed.timeline.at(-1)?.atMs : wallMs - timeouts/* MODEL_GRACE_MS */.YG;
    const successAgeMs = wallMs - (endedAtMs(job) ?? shownSinceMs ?? wallMs);
    const outcome = (0,job_status/* outcomeFor */._n)(job, 'completed', successAgeMs) ?? 'running';
    return (0,job_state/* withNotes */.ci)((0,job_state/* settleJob */.Zw)(observed, outcome, false), [(0,job_status/* outcomeNote */.z)(job, outcome, successAgeMs)]);
}
/** When a job ended, as reported by the service (Unix time); undefined if not ended or not reported. */
function endedAtMs({ status, modifiedAt }) {
    return (0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(status)) && modifiedAt !== undefined ? modifiedAt * 1000 : undefined;
}
function endJob({ key, recordedJob, state: { outcome, job } }) {
    const outputModel = outcome === 'succeeded' ? job?.outputModel : undefined;
    return { key, recordedJob: { ...recordedJob, isUnfinished: false, outputModel } };
}
function markMissing({ key, recordedJob }, wallMs) {
    return { key, recordedJob: { ...recordedJob, missingSinceMs: wallMs } };
}
/** Changes jobs, without changing who holds their requests. */
function changeJobs(changed) {
    const byKey = Map.groupBy(changed, ({ key }) => key);
    const requests = [...byKey].map(([key, jobs]) => [
        key,
        { holds: [], jobs: jobs.map(({ recordedJob }) => recordedJob) },
    ]);
    return Object.fromEntries(requests);
}
/** Changes the record without any effect, so that the comment counts as recently updated. */
function refreshLeases({ jobs, record }, wallMs) {
    const leaseExpiresAtMs = wallMs - EXPIRED_LEASE_AGE_MS;
    return Object.fromEntries(jobs.map(({ key }) => {
        const holds = (0,state_record/* findRequest */.Rh)(record, key).holds.map((hold) => ({ ...hold, leaseExpiresAtMs }));
        return [key, { holds, jobs: [] }];
    }));
}
/** Applies the updates to the last report. */
function updateReport(previous, { openRecord, updates, fetched, context }) {
    const { wallMs, service, context: runContext } = context;
    const openIds = new Set(openRecord.jobs.map(({ recordedJob }) => recordedJob.id));
    const states = previous.states.map((state) => {
        if (!(0,saved_report/* isUnfinished */.ui)(state))
            return state;
        const { job } = state;
        if (job === undefined)
            return (0,job_state/* withNote */.dW)({ ...state, notes: [] }, INTERRUPTED_NOTE, 'unknown');
        // Another step may have recorded the end of the job without updating the text.
        const updated = openIds.has(job.id)
            ? updates.find(({ recordedJob }) => recordedJob.id === job.id)?.state
            : updateReportedJob(state, job.id, previous.nowMs, { fetched, wallMs });
        return updated ?? state;
    });
    const orphans = (0,state_orphans/* findOrphans */.t)(openRecord.conversation, service, wallMs);
    return {
        ...previous,
        states,
        orphans,
        nowMs: wallMs,
        lastSync: { atMs: wallMs, logUrl: runContext.logUrl },
    };
}
/** Of a job that the record does not name as unfinished. It was last known at `knownMs`. */
function updateReportedJob(state, id, knownMs, { fetched, wallMs }) {
    const job = fetched.jobs.get(id);
    if (job !== undefined)
        return observeNow(state, job, wallMs);
    return fetched.notFound.has(id) && wallMs - knownMs >= timeouts/* NOT_FOUND_TIMEOUT_MS */.ON
        ? loseJob(state, NOT_FOUND_NOTE)
        : undefined;
}
const INTERRUPTED_NOTE = { code: 'sync-submission-interrupted' };
/** Whether the visible states differ. */
function hasVisibleChange(previous, next) {
    const visibleState = ({ states }) => JSON.stringify(states.map(({ job, outcome }) => [job?.status, outcome === 'running' ? '' : outcome]));
    return visibleState(previous) !== visibleState(next);
}
/** The updated jobs, for the outputs and the summary. */
function toJobStates({ updates, openRecord }) {
    const { number, url } = openRecord.comment;
    return updates.map(({ label, state }) => ({ ...state, label, reportLocation: { number, url } }));
}

// EXTERNAL MODULE: ./build/report/comment-sink.js
var comment_sink = __webpack_require__(4963);
// EXTERNAL MODULE: ./build/report/render.js + 4 modules
var render = __webpack_require__(9546);
// EXTERNAL MODULE: ./build/report/commit-status.js
var commit_status = __webpack_require__(204);
// EXTERNAL MODULE: ./build/report/status-record.js
var status_record = __webpack_require__(5062);
// EXTERNAL MODULE: ./build/report/token-bucket.js
var token_bucket = __webpack_require__(5262);
;// CONCATENATED MODULE: ./build/sync/dispatch-event.js

/** Limits text from the service, far below the limits of GitHub. */
const MAX_TEXT_LENGTH = 1_000;
/**
 * Creates the `repository_dispatch` event of an ended job. An event may be sent more than once; receivers can recognise
 * repeats by `job_id`. See `schema/dispatch-payload.schema.json`.
 */
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
            // Never announce a model of a job that did not succeed.
            output_model: outcome === 'succeeded' ? truncate(job?.outputModel) : '',
            spec: redact(label),
            spec_digest: (0,state_record/* digestOfKey */.hj)(key),
            pull_request: issueNumber,
            // The commit of a job that no step uses any more is not recorded.
            commit: hold?.commit ?? '',
        },
    };
}

;// CONCATENATED MODULE: ./build/sync/apply-refresh.js










/** Comments that are updated at the same time. */
const MAX_CONCURRENCY = 4;
/** So many permanent errors without a success mean missing permissions of the token, not locked conversations. */
const MAX_PERMANENT_ERRORS = 25;
/** After so many timeouts in a row, GitHub is unavailable, and the sync stops. */
const MAX_CONSECUTIVE_TIMEOUTS = 4;
/**
 * Sends an event for each ended job and then updates its comment. In this order each event is sent at least once,
 * because the next sync retries a failed comment update.
 */
async function applyRefreshes(plans, options) {
    const pacedOptions = { ...options, tokenBucket: new token_bucket/* TokenBucket */.q(timeouts/* SYNC_WRITE_INTERVAL_MS */.rC) };
    const errors = [];
    let [dispatchedCount, commentCount, consecutiveTimeouts] = [0, 0, 0];
    const queue = [...plans];
    const worker = async () => {
        for (let plan = queue.shift(); plan !== undefined; plan = queue.shift()) {
            if (commentCount === 0 &&
                errors.filter(({ isPermanent }) => isPermanent).length >= MAX_PERMANENT_ERRORS)
                return;
            if (consecutiveTimeouts >= MAX_CONSECUTIVE_TIMEOUTS)
                return;
            const result = await applyRefresh(plan, pacedOptions);
            dispatchedCount += result.dispatchedCount;
            if (result.error !== undefined)
                errors.push(result.error);
            else if (result.isWritten)
                commentCount++;
            consecutiveTimeouts =
                result.error === undefined || result.error.isPermanent ? 0 : consecutiveTimeouts + 1;
        }
    };
    await Promise.all(Array.from({ length: MAX_CONCURRENCY }, worker));
    return { commentCount, dispatchedCount, errors };
}
/** Retries a request to GitHub. */
function request(send, { clock, random }) {
    return (0,retry_github/* retryGitHub */.o)(send, { clock, random, untilMs: clock.now() + timeouts/* SYNC_REQUEST_TIMEOUT_MS */.B4 });
}
/** Retries a write to GitHub, once the rate limit allows it. */
async function requestWrite(send, options) {
    const { clock, tokenBucket } = options;
    await clock.sleep(tokenBucket.take(clock.now()));
    return request(send, options);
}
async function applyRefresh(plan, options) {
    const { number, id, body } = plan.openRecord.comment;
    const latest = await request(() => options.client.commentStore(number).get(id), options);
    if (!latest.ok)
        return { dispatchedCount: 0, isWritten: false, error: latest.isNotFound ? undefined : latest };
    // Another run or sync has updated it meanwhile.
    if (latest.value.body !== body)
        return { dispatchedCount: 0, isWritten: false };
    const { dispatchedCount, error } = await dispatchEvents(plan, options);
    if (error !== undefined)
        return { dispatchedCount, isWritten: false, error };
    const statusError = await publishStatuses(plan, options);
    // Without permission to set statuses, still update the comment. The sink has logged the error.
    if (statusError !== undefined && !statusError.isPermanent)
        return { dispatchedCount, isWritten: false, error: statusError };
    const result = await writeComment(plan, options);
    return result.ok
        ? { dispatchedCount, isWritten: true }
        : { dispatchedCount, isWritten: false, error: result };
}
async function dispatchEvents({ updates, openRecord }, options) {
    const { dispatchEvent: eventType, client, redact } = options;
    let dispatchedCount = 0;
    const ended = updates.filter(hasEnded);
    if (eventType === undefined || ended.length === 0)
        return { dispatchedCount };
    const fork = await request(() => client.isFromFork(openRecord.comment.number), options);
    if (!fork.ok)
        return { dispatchedCount, error: fork };
    // The receiver would work on the commit of a fork with the secrets of this repository.
    if (fork.value)
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
/** The run that wrote the text. Writing on its behalf never replaces the text of a newer run. */
function reportRunOf({ record, jobs }) {
    return record.run ?? jobs[0]?.hold?.run ?? { id: '0', attempt: 1 };
}
async function writeComment({ openRecord, model, requests }, options) {
    const { client, clock, redact, githubTime } = options;
    const { comment, codec } = openRecord;
    const store = client.commentStore(comment.number);
    const recordStore = new comment_record_store/* CommentRecordStore */.y2({
        store,
        codec,
        clock,
        run: reportRunOf(openRecord),
        comment,
        githubTime,
    });
    const rendered = model && (0,render/* renderComment */.w)(model);
    const update = {
        requests,
        scanAll: openRecord.hasDuplicates,
        text: model && ((history) => redact((0,render/* renderComment */.w)({ ...model, history }).body)),
        shouldReplaceText: (currentText) => currentText === openRecord.text,
        display: model && rendered && (0,comment_sink/* planDisplay */.K)(model, rendered),
        savedReport: rendered?.savedReport,
        endedJobs: rendered?.endedJobs,
    };
    const result = await requestWrite(() => recordStore.write(update), options);
    return result.ok && openRecord.hasDuplicates ? recordStore.mergeDuplicates({ requests }) : result;
}
async function publishStatuses({ model, requests, openRecord }, options) {
    const { client, log, redact, apiKey } = options;
    const { matrixLabel } = model?.context ?? {};
    if (model === undefined || matrixLabel === undefined)
        return undefined;
    const { commit, logUrl } = model.context;
    const store = client.commitStatusStore(commit);
    const sink = new commit_status/* CommitStatusSink */.b({
        store: { list: () => store.list(), set: (status) => requestWrite(() => store.set(status), options) },
        log,
        holder: { run: reportRunOf(openRecord), commit },
        signer: new status_record/* StatusSigner */.Ni(String(client.repositoryId), commit, apiKey),
        viewerLogin: () => client.viewerLogin(),
        matrixLabel,
        commentUrl: () => openRecord.comment.url,
        logUrl,
        redact,
    });
    const result = await sink.writeReport({ model, requests });
    return result.ok ? undefined : result;
}

;// CONCATENATED MODULE: ./build/commands/sync.js






/**
 * `command: sync`: updates the comments of unfinished jobs, cancels those that newer ones have replaced, and sends events
 * for jobs that have ended. Succeeds whatever the state of the jobs. The next sync retries what could not be written.
 */
async function sync({ dispatchEvent }, context) {
    const { repository, clock, random, reporter, githubTime } = context;
    if (repository === undefined)
        return refuseWithoutRepository(context);
    const { dispatchProblem } = repository.client;
    if (dispatchEvent !== undefined && dispatchProblem !== undefined)
        return refuse({ code: 'sync-events-unsupported', reason: dispatchProblem });
    const { service, keyId } = context.holder;
    const found = await findOpenRecords({ ...repository, clock, random, service, keyId, githubTime });
    if (!found.ok)
        return refuse({ code: 'sync-comments-unreadable', error: found.message });
    const openRecords = found.value;
    logOpenRecords(openRecords, context);
    const ids = collectJobIds(openRecords.records);
    if (openRecords.records.length === 0) {
        reporter.info(NOTHING_FOUND_NOTE);
        return { states: [], diagnostics: [], outcome: 'succeeded', messages: [NOTHING_FOUND_NOTE] };
    }
    const supersedingNotes = await finishSuperseding(openRecords.records, context, repository);
    const fetched = await (0,read_jobs/* readRecordedJobs */.Zc)(ids, context);
    const { error } = fetched;
    if (error !== undefined && fetched.jobs.size + fetched.notFound.size === 0)
        return { states: [{ ...REFUSED, error }], diagnostics: [] };
    const refreshContext = { wallMs: githubTime(), service, context: repository.context };
    const plans = openRecords.records.map((openRecord) => planRefresh(openRecord, fetched, refreshContext));
    const due = plans.filter(({ isDue }) => isDue);
    const syncResult = await applyRefreshes(due, { ...repository, ...context, dispatchEvent });
    const states = plans.flatMap(toJobStates);
    const summary = summaryNote(ids.size, plans.length, syncResult);
    const remaining = [...orphanNotes(plans, service, githubTime()), ...remainingNotes(fetched, syncResult)];
    reporter.info(summary);
    for (const message of remaining)
        reporter.warn(message);
    return {
        states,
        diagnostics: [],
        messages: [summary, ...supersedingNotes, ...remaining],
        outcome: syncOutcome(syncResult, states),
    };
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
function summaryNote(jobs, comments, { commentCount, dispatchedCount }) {
    return { code: 'sync-summary', jobs, comments, updatedComments: commentCount, sentEvents: dispatchedCount };
}
function orphanNotes(plans, service, nowMs) {
    return plans.flatMap(({ openRecord, updates }) => {
        const isUnfinished = (id) => updates.some((update) => update.recordedJob.id === id && !hasEnded(update));
        return (0,state_orphans/* findOrphans */.t)(openRecord.conversation, service, nowMs)
            .filter(({ id }) => isUnfinished(id))
            .map(({ id, label }) => {
            return { code: 'sync-found-orphan', jobId: id, label, number: openRecord.comment.number };
        });
    });
}
/** What is left for the next sync. */
function remainingNotes({ error }, { errors }) {
    const failureMessages = new Set(errors.map(({ message }) => message));
    return [
        ...(error === undefined ? [] : [{ code: 'sync-jobs-unreadable', error: error.message }]),
        ...[...failureMessages].map((message) => ({ code: 'sync-updates-not-written', error: message })),
    ];
}
/** The outcome, if the states alone do not determine it. */
function syncOutcome({ errors, commentCount }, { length }) {
    if (commentCount === 0 && errors.some(({ isPermanent }) => isPermanent))
        return 'refused';
    return length === 0 ? 'succeeded' : undefined;
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

/***/ 552:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KD: () => (/* binding */ recordStates),
/* harmony export */   iP: () => (/* binding */ announce),
/* harmony export */   iv: () => (/* binding */ requestUntilMs),
/* harmony export */   rc: () => (/* binding */ cancelOptions)
/* harmony export */ });
/* harmony import */ var _state_retry_github_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5875);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _announce_cancellation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6597);



async function recordStates({ states, context, ledger }) {
    const untilMs = context.clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_0__/* .RECORD_WRITE_TIMEOUT_MS */ .hE;
    const result = await (0,_state_retry_github_js__WEBPACK_IMPORTED_MODULE_2__/* .retryGitHub */ .o)(() => ledger.write(states), { ...context, untilMs });
    // A step without a job replaces none.
    if (!result.ok && states.some(({ job }) => job !== undefined))
        warnUnlessPermanent(result, context);
    return result.ok;
}
/** A permanent error was already reported when the record was read. */
function warnUnlessPermanent({ isPermanent, message }, { reporter }) {
    if (!isPermanent)
        reporter.warn({ code: 'obsolete-jobs-unknown', error: message });
}
/**
 * Announces that jobs are about to be cancelled. Resolves to until when (on the monotonic clock), or undefined if that could
 * not be recorded.
 */
async function announce(jobs, { states, context, ledger }) {
    const result = await (0,_announce_cancellation_js__WEBPACK_IMPORTED_MODULE_1__/* .announceCancellation */ .t)(jobs, states, { ...context, ledger });
    if (result.ok)
        return result.untilMs;
    warnUnlessPermanent(result, context);
    return undefined;
}
function cancelOptions({ api, clock, random, deadlineMs }) {
    return {
        api,
        clock,
        random,
        confirmTimeoutMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_0__/* .CANCEL_CONFIRM_TIMEOUT_MS */ .to,
        requestUntilMs: requestUntilMs({ clock, deadlineMs }),
    };
}
const requestUntilMs = ({ clock, deadlineMs }) => Math.min(deadlineMs, clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVICE_OUTAGE_TIMEOUT_MS */ .l3);


/***/ }),

/***/ 7401:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Bv: () => (/* binding */ cancelRecordedJobs),
  QX: () => (/* binding */ markSuperseded),
  hh: () => (/* binding */ supersede)
});

// EXTERNAL MODULE: ./build/jobs/cancel-job.js
var cancel_job = __webpack_require__(4690);
// EXTERNAL MODULE: ./build/jobs/retry.js
var retry = __webpack_require__(5150);
// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __webpack_require__(6722);
// EXTERNAL MODULE: ./build/jobs/job-state.js
var job_state = __webpack_require__(5735);
// EXTERNAL MODULE: ./build/jobs/poll-schedule.js
var poll_schedule = __webpack_require__(5109);
// EXTERNAL MODULE: ./build/jobs/provenance.js
var provenance = __webpack_require__(7361);
// EXTERNAL MODULE: ./build/jobs/supersede-task.js
var supersede_task = __webpack_require__(552);
// EXTERNAL MODULE: ./build/state/claim.js
var claim = __webpack_require__(4617);
// EXTERNAL MODULE: ./build/state/record.js
var record = __webpack_require__(6948);
;// CONCATENATED MODULE: ./build/jobs/yield-to-newer-run.js







/**
 * Leaves the jobs of this step to a newer run with another version that started while this one was submitting, and cancels
 * those that nobody needs.
 */
async function yieldToNewerRun(task) {
    const { states, ledger } = task;
    const unwanted = states.filter((state) => markSupersededByRun(state, task));
    if (unwanted.length === 0)
        return;
    const announced = unwanted.flatMap((state) => {
        const key = ledger.keyOf(state) ?? '';
        const job = (0,record/* findRequest */.Rh)(ledger.record, key).jobs.find(({ id }) => id === state.job?.id);
        return job === undefined ? [] : [{ key, job }];
    });
    const untilMs = await (0,supersede_task/* announce */.iP)(announced, task);
    if (untilMs === undefined)
        return;
    const cancelled = unwanted.filter((state) => findTakeover(state, task)?.job === 'unwanted');
    await Promise.all(cancelled.map((state) => cancelUnwantedJob(state, task, untilMs)));
}
function findTakeover(state, { inputs, context, ledger }) {
    const successor = ledger.successorOf(state);
    const key = ledger.keyOf(state);
    const { job } = state;
    if (successor === undefined || job === undefined || key === undefined)
        return undefined;
    const { holder, githubTime } = context;
    const request = (0,record/* findRequest */.Rh)(ledger.record, key);
    // It follows our job, or has its own for the same request.
    const hasOwnJob = request.holds.some(({ owner, run, jobId }) => owner === holder.owner && run.id === successor.run.id && jobId !== undefined && jobId !== job.id);
    const note = {
        code: 'superseded-by-run',
        runId: successor.run.id,
        has: successor.asksForRequest ? 'own-job' : 'other-version',
    };
    const isLeft = (0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(job.status)) ||
        (successor.asksForRequest && !hasOwnJob) ||
        inputs.onSuperseded === 'leave' ||
        !isOwnJob(request, job.id, holder.owner) ||
        (0,claim/* isNeededByOthers */.Ox)(ledger.record, request, { ...holder, nowMs: githubTime() });
    if (isLeft)
        return { note, job: 'left' };
    return { note, job: hasJob(ledger.record, holder.owner, successor.run) ? 'unwanted' : 'needed' };
}
/** Returns whether this step cancels its job. */
function markSupersededByRun(state, task) {
    const takeover = findTakeover(state, task);
    if (takeover === undefined)
        return false;
    task.watch.update(state.label, (current) => {
        // The watch may have seen the newer run, or the end of the job, before.
        if (current.outcome !== undefined)
            return current;
        const superseded = (0,job_state/* withNote */.dW)(current, takeover.note, 'superseded');
        return takeover.job === 'needed' ? (0,job_state/* withNote */.dW)(superseded, { code: 'runs-until-replaced' }) : superseded;
    });
    return takeover.job === 'unwanted';
}
async function cancelUnwantedJob({ label, job }, { context, watch }, untilMs) {
    if (job === undefined)
        return;
    const options = (0,supersede_task/* cancelOptions */.rc)({ ...context, deadlineMs: untilMs });
    const cancelled = await (0,cancel_job/* cancelJob */.m)((0,job_state/* stateFromJobId */.GO)(job.id), job.id, options);
    watch.update(label, (current) => ({
        ...(cancelled.job ? (0,job_state/* observeJob */.cq)(current, cancelled.job, context.clock.wall()) : current),
        error: cancelled.error,
    }));
}
/** Whether a step with this owner provably submitted the job. */
function isOwnJob({ jobs }, jobId, owner) {
    const recorded = jobs.find(({ id }) => id === jobId);
    return recorded?.owner === owner && (0,provenance/* mayCancel */._4)(recorded.provenance);
}
function hasJob({ requests }, owner, { id }) {
    return Object.values(requests).some(({ holds }) => holds.some((hold) => hold.owner === owner && hold.run.id === id && hold.jobId !== undefined));
}

// EXTERNAL MODULE: ./build/timeouts.js
var timeouts = __webpack_require__(1363);
;// CONCATENATED MODULE: ./build/jobs/supersede.js











/**
 * Cancels the jobs that those of this step replace: unfinished jobs that earlier runs of the step submitted for requests
 * that it does not ask for any more. That happens once the new jobs run, so that a new job that fails at once costs no
 * training. If a newer run has appeared meanwhile, this run leaves its own jobs to it. What happened is added to the
 * watched states.
 */
async function supersede(states, inputs, context, watch) {
    const { ledger } = context;
    if (ledger === undefined)
        return;
    const task = { states, inputs, context, watch, ledger };
    if (isReverted(states))
        return cancelReplacedJobs(task);
    if (!(await (0,supersede_task/* recordStates */.KD)(task)) || states.every(({ job }) => job === undefined))
        return;
    await yieldToNewerRun(task);
    warnAboutSharedOwner(task);
    const replaced = findReplacedJobs(task);
    if (replaced.length === 0 || hasSuccessor(task))
        return;
    for (const { key, job, state } of replaced)
        ledger.updateJob(key, { ...job, replacedBy: inputs.onSuperseded === 'leave' ? '' : state.spec?.digest });
    if (!(await (0,supersede_task/* recordStates */.KD)(task)))
        return;
    if (inputs.onSuperseded === 'leave') {
        for (const each of replaced)
            reportCancellation(each, { note: { code: 'obsolete-job-left', jobId: each.job.id } }, task);
        return;
    }
    if (await waitUntilStarted(task))
        await cancelReplacedJobs(task);
}
/** An announcement soon expires. If the service does not answer until then, the cancellation is announced again. */
async function cancelReplacedJobs(task) {
    if (task.inputs.onSuperseded === 'leave')
        return;
    const { clock } = task.context;
    const giveUpMs = (0,supersede_task/* requestUntilMs */.iv)(task.context);
    for (;;) {
        const announced = findReplacedJobs(task);
        const untilMs = announced.length > 0 ? await (0,supersede_task/* announce */.iP)(announced, task) : undefined;
        // A newer run may have asked for a job again.
        if (untilMs === undefined || hasSuccessor(task))
            return;
        const ids = new Set(announced.map(({ job }) => job.id));
        const replaced = findReplacedJobs(task).filter(({ job }) => ids.has(job.id));
        const canRetry = untilMs + poll_schedule/* OUTAGE_INTERVAL_MS */.nS + claim/* MAX_STOP_MS */.ld < giveUpMs;
        const results = await Promise.all(replaced.map(async (each) => {
            const result = await cancelRecordedJob(each, { ...task.context, deadlineMs: untilMs });
            if (canRetry && result.isUnanswered === true)
                return 'unanswered';
            reportCancellation(each, result, task);
            return 'settled';
        }));
        if (!results.includes('unanswered'))
            return;
        await clock.sleep(poll_schedule/* OUTAGE_INTERVAL_MS */.nS);
    }
}
/** The step asks for nothing that is not on the base branch already, so no new job is waited for. */
function isReverted(states) {
    return states.length > 0 && states.every(({ notes }) => notes.some(({ code }) => code === 'spec-unchanged'));
}
function hasSuccessor({ states, ledger }) {
    return states.some((state) => ledger.successorOf(state) !== undefined);
}
function warnAboutSharedOwner({ context, ledger }) {
    const { holder, reporter } = context;
    if (ledger.record.ambiguousOwners.includes(holder.owner))
        reporter.warn({ code: 'owner-shared-by-steps' });
}
function findReplacedJobs({ states, inputs, context, ledger }) {
    const { holder, githubTime } = context;
    const nowMs = githubTime();
    const askedKeys = new Set(states.flatMap((state) => ledger.keyOf(state) ?? []));
    const newest = states.find(({ job, isReused }) => job !== undefined && isReused !== true);
    const successor = newest ?? states.find(({ job }) => job !== undefined || isReverted(states));
    if (successor === undefined)
        return [];
    const obsolete = (0,claim/* findObsoleteJobs */.$L)(ledger.record, askedKeys, { ...holder, nowMs });
    const duplicates = states.flatMap((state) => {
        const { spec, job, isReused } = state;
        if (spec === undefined || job === undefined || isReused === true)
            return [];
        return (0,claim/* findDuplicateJobs */.DA)(ledger.record, job.id, { ...holder, digest: spec.digest, nowMs })
            .filter(({ job: { id } }) => states.every((other) => other.job?.id !== id))
            .map((each) => ({ ...each, state }));
    });
    const replaced = [...obsolete.map((each) => ({ ...each, state: successor })), ...duplicates];
    return inputs.onSuperseded === 'leave'
        ? replaced.filter(({ job }) => job.replacedBy === undefined)
        : replaced;
}
const START_POLL_INTERVAL_MS = 1_000;
/**
 * Waits until the new jobs run, at most ten minutes. Resolves to false if none of them got that far. A step that does not
 * wait for its jobs does not wait here.
 */
async function waitUntilStarted({ states, inputs, context }) {
    const { clock, reporter, deadlineMs } = context;
    if (inputs.waitFor === 'none')
        return true;
    const labels = new Set(states.filter(({ job }) => job !== undefined).map(({ label }) => label));
    const untilMs = Math.min(deadlineMs, clock.now() + timeouts/* SUPERSEDE_DELAY_MS */.gF);
    for (;;) {
        const jobs = reporter.states.filter(({ label }) => labels.has(label));
        const waiting = jobs.filter((state) => state.outcome === undefined && !hasRun(state));
        if (waiting.length === 0)
            return jobs.some(hasRun);
        if (clock.now() >= untilMs)
            return true;
        await clock.sleep(Math.min(START_POLL_INTERVAL_MS, untilMs - clock.now()));
    }
}
/** A job that has failed since then counts, too. */
function hasRun({ job, timeline }) {
    return [job?.status, ...timeline.map(({ status }) => status)].some((status) => (0,job_status/* hasStarted */.gd)((0,job_status/* parsePhase */.xl)(status)));
}
function reportCancellation({ state }, { note }, { context, watch }) {
    if (note === undefined)
        return;
    context.reporter.info(note, state.label);
    watch.update(state.label, (current) => (0,job_state/* withNote */.dW)(current, note));
}
/** Cancels recorded jobs, unless `on-superseded` is `leave`. Resolves to one note for each job that needs one. */
async function cancelRecordedJobs(jobs, { onSuperseded }, context, label) {
    const notes = await Promise.all(jobs.map(async (recorded) => {
        const note = onSuperseded === 'leave'
            ? { code: 'obsolete-job-left', jobId: recorded.job.id }
            : (await cancelRecordedJob(recorded, context)).note;
        if (note !== undefined)
            context.reporter.info(note, label);
        return note;
    }));
    return notes.filter((note) => note !== undefined);
}
async function cancelRecordedJob({ key, job: recorded }, context) {
    const { id } = recorded;
    const markEnded = () => context.ledger?.updateJob(key, { ...recorded, isUnfinished: false });
    const retryOptions = { ...context, untilMs: (0,supersede_task/* requestUntilMs */.iv)(context) };
    const result = await (0,retry/* retry */.L5)(() => context.api.get(id), 'never-read', retryOptions);
    // A job that is not found may be running: the next run, or sync, looks again.
    if (!result.ok)
        return {
            note: { code: 'obsolete-job-unreadable', jobId: id, error: result.error.message },
            isUnanswered: (0,retry/* isTransient */.dg)(result.error),
        };
    if ((0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(result.value.status))) {
        markEnded();
        return {};
    }
    if (!(0,provenance/* mayCancel */._4)(recorded.provenance) || !(0,record/* isRecordedJob */.YN)(recorded, result.value))
        return { note: { code: 'obsolete-job-unproven', jobId: id } };
    const { outcome, error } = await (0,cancel_job/* cancelJob */.m)((0,job_state/* stateFromJobId */.GO)(id), id, (0,supersede_task/* cancelOptions */.rc)(context));
    if (error !== undefined)
        return {
            note: { code: 'obsolete-job-not-cancelled', jobId: id, error: error.message },
            isUnanswered: (0,retry/* isTransient */.dg)(error),
        };
    if (outcome === 'running')
        return { note: { code: 'obsolete-job-asked-to-stop', jobId: id } };
    markEnded();
    return outcome === 'cancelled' ? { note: { code: 'obsolete-job-cancelled', jobId: id } } : {};
}
/** Turns `cancelled` into `superseded` if the cancellation came from a newer run. */
async function markSuperseded(states, { ledger }) {
    if (ledger === undefined || states.every(({ outcome }) => outcome !== 'cancelled'))
        return states;
    await ledger.read(states);
    return states.map((state) => {
        if (state.outcome !== 'cancelled' || ledger.successorOf(state) === undefined)
            return state;
        const notes = state.notes.filter(({ code }) => code !== 'cancelled-elsewhere');
        return (0,job_state/* withNote */.dW)({ ...state, notes }, { code: 'taken-over-and-cancelled' }, 'superseded');
    });
}


/***/ }),

/***/ 5262:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ TokenBucket)
/* harmony export */ });
/** Longest burst. With one more token a second, this stays below the 80 content-creating requests a minute of GitHub. */
const CAPACITY = 20;
/** Limits the rate of writes to GitHub. */
class TokenBucket {
    #refillIntervalMs;
    #tokens = CAPACITY;
    #refilledAtMs = 0;
    /** One token is added every `refillIntervalMs`. */
    constructor(refillIntervalMs) {
        this.#refillIntervalMs = refillIntervalMs;
    }
    /** Takes the next token. Returns the milliseconds until it may be used. */
    take(nowMs) {
        const refilled = this.#tokens + (nowMs - this.#refilledAtMs) / this.#refillIntervalMs;
        this.#tokens = Math.min(CAPACITY, refilled) - 1;
        this.#refilledAtMs = nowMs;
        return Math.max(0, Math.ceil(-this.#tokens * this.#refillIntervalMs));
    }
}


/***/ }),

/***/ 5875:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ retryGitHub)
/* harmony export */ });
/* harmony import */ var _jobs_backoff_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(232);

/** Repeats a call to GitHub until it succeeds, fails permanently or `untilMs` has passed. Resolves to the last result. */
function retryGitHub(request, options) {
    return (0,_jobs_backoff_js__WEBPACK_IMPORTED_MODULE_0__/* .retryWithBackoff */ .Z)(request, ({ isPermanent, retryAfterMs = 0 }) => (isPermanent ? 'final' : retryAfterMs), options);
}


/***/ })

};
;