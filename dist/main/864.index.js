export const id = 864;
export const ids = [864];
export const modules = {

/***/ 5864:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sync: () => (/* binding */ sync)
});

// EXTERNAL MODULE: ./build/state/retry-github.js
var retry_github = __webpack_require__(9546);
// EXTERNAL MODULE: ./build/state/claim.js
var claim = __webpack_require__(7934);
// EXTERNAL MODULE: ./build/state/record-codec.js + 1 modules
var record_codec = __webpack_require__(9255);
// EXTERNAL MODULE: ./build/state/comment-merge.js
var comment_merge = __webpack_require__(3770);
// EXTERNAL MODULE: ./build/report/saved-report.js
var saved_report = __webpack_require__(3395);
// EXTERNAL MODULE: ./build/timeouts.js
var timeouts = __webpack_require__(2794);
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
    const nowMs = options.clock.wall();
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
            // A comment that changes while we read is listed twice, the newer version first.
            if (comment.body.startsWith(record_codec/* MARKER_START */._8) && !candidates.has(comment.id))
                candidates.set(comment.id, comment);
        }
        if (!hasMore || comments.length === 0)
            break;
        const oldestMs = Math.min(...comments.map(({ updatedAtMs }) => updatedAtMs));
        if (page >= MAX_PAGES || (page >= MIN_PAGES && oldestMs < nowMs - MIN_SCAN_AGE_MS)) {
            scannedBackToMs = oldestMs;
            break;
        }
    }
    const found = candidates.size === 0
        ? NO_RECORDS
        : readComments([...candidates.values()], await options.client.viewerLogin(), options);
    return { ok: true, value: { ...found, scannedBackToMs } };
}
const NO_RECORDS = { records: [], foreignKeyCount: 0 };
function readComments(candidates, viewerLogin, options) {
    const records = [];
    let foreignKeyCount = 0;
    // Anybody can write our marker, so check the author.
    const ownComments = candidates.filter(({ author }) => author === viewerLogin);
    const byKey = Map.groupBy(ownComments, ({ number, body }) => `${number} ${body.slice(0, record_codec/* KEYED_PREFIX_LENGTH */.ve)}`);
    for (const comments of byKey.values()) {
        const found = readCommentsOfKey(comments, options);
        if (found === 'foreign-key')
            foreignKeyCount++;
        else if (found !== undefined)
            records.push(found);
    }
    return { records, foreignKeyCount };
}
function readCommentsOfKey(commentsOfKey, options) {
    const { client, clock, apiKey, redact, context } = options;
    const comments = commentsOfKey.toSorted((a, b) => a.id - b.id);
    const [comment] = comments;
    if (comment === undefined)
        return undefined;
    const codec = (0,record_codec/* codecForComment */.Fy)(comment.body, `${client.repository}#${comment.number}`, apiKey, redact);
    if (codec === undefined)
        return undefined;
    const { record } = (0,comment_merge/* readCommentSet */.ws)(comments, codec);
    const nowMs = clock.wall();
    const unfinishedJobs = listUnfinishedJobs(record);
    const signedJobs = unfinishedJobs.filter(({ recordedJob }) => recordedJob.isUnsigned !== true);
    if (unfinishedJobs.length > 0 && signedJobs.length === 0)
        return 'foreign-key';
    const jobs = signedJobs.filter(({ specRecord }) => !(0,claim/* isLeaseActive */.N3)(specRecord, nowMs));
    // Without any record, its step may still be running.
    const specRecords = Object.values(record.specs);
    const isInProgress = (specRecord) => (0,claim/* isLeaseActive */.N3)(specRecord, nowMs) && hasOpenWork(specRecord);
    const isAbandoned = specRecords.length > 0 && !specRecords.some(isInProgress);
    const model = isAbandoned ? (0,saved_report/* restoreReport */.HA)(record, comment.number, context) : undefined;
    const hasDuplicates = isAbandoned && comments.length > 1;
    if (jobs.length === 0 && model === undefined && !hasDuplicates)
        return undefined;
    const text = (0,comment_merge/* findNewestText */.BX)(comments, codec) ?? '';
    return { comment, hasDuplicates, text, codec, record, jobs, model };
}
/** Whether the holder of a lease still has something to report. */
function hasOpenWork({ jobs, submissionStartedAtMs }) {
    return (submissionStartedAtMs !== undefined || jobs.some(({ isUnfinished: isJobUnfinished }) => isJobUnfinished));
}
function listUnfinishedJobs({ specs }) {
    return Object.entries(specs).flatMap(([label, specRecord]) => specRecord.jobs
        .filter(({ isUnfinished: isJobUnfinished }) => isJobUnfinished)
        .map((recordedJob) => ({ label, specRecord, recordedJob })));
}
/** Ids of the jobs to fetch. */
function collectJobIds(records) {
    const recordedIds = records.flatMap(({ jobs }) => jobs.map((job) => job.recordedJob.id));
    const reportedStates = records.flatMap(({ model }) => model?.states.filter(saved_report/* isUnfinished */.ui) ?? []);
    return new Set([...recordedIds, ...reportedStates.flatMap(({ job }) => (job ? [job.id] : []))]);
}

// EXTERNAL MODULE: ./build/jobs/read-jobs.js
var read_jobs = __webpack_require__(770);
// EXTERNAL MODULE: ./build/jobs/job-state.js
var job_state = __webpack_require__(4258);
// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __webpack_require__(8433);
// EXTERNAL MODULE: ./build/state/record.js
var state_record = __webpack_require__(3685);
;// CONCATENATED MODULE: ./build/sync/plan-refresh.js





/** A new job may be unknown to the service for a while. */
const MIN_NOT_FOUND_AGE_MS = 10 * 60_000;
/** Refresh comments early, because GitHub delays schedules. */
const REFRESH_MARGIN_MS = 60 * 60_000;
/** A lease expiry old enough to survive clock skew. */
const EXPIRED_LEASE_AGE_MS = 60 * 60_000;
/** Plans the changes to one comment, given the current state of its jobs. */
function planRefresh(openRecord, fetched, context) {
    const { wallMs } = context;
    const updates = openRecord.jobs.flatMap((job) => findUpdate(job, openRecord, fetched, wallMs) ?? []);
    const ended = updates.filter(({ outcome }) => outcome !== 'running');
    const model = openRecord.model && updateReport(openRecord.model, { openRecord, updates, fetched, context });
    const isReportChanged = openRecord.model !== undefined && model !== undefined && hasVisibleChange(openRecord.model, model);
    const isRefreshDue = wallMs - openRecord.comment.updatedAtMs >= REFRESH_INTERVAL_MS - REFRESH_MARGIN_MS;
    return {
        openRecord,
        updates,
        model,
        specs: {
            ...(isRefreshDue ? refreshLeases(openRecord, wallMs) : {}),
            ...endJobs(openRecord, ended),
        },
        isDue: ended.length > 0 || isReportChanged || isRefreshDue || openRecord.hasDuplicates,
    };
}
function findUpdate({ label, specRecord, recordedJob }, { model }, fetched, wallMs) {
    const { id, atMs } = recordedJob;
    const job = fetched.jobs.get(id);
    const commit = specRecord.jobId === id ? specRecord.commit : '';
    if (job !== undefined && !(0,state_record/* matchesSnapshot */.i9)(recordedJob, job))
        return { label, recordedJob, commit, outcome: 'unknown', note: { code: 'sync-job-changed' } };
    const state = model?.states.find((each) => each.job?.id === id);
    const status = resolveStatus({ id, atMs, state }, fetched, wallMs);
    return status && { label, recordedJob, commit, ...status };
}
function resolveStatus({ id, atMs, state }, fetched, wallMs) {
    const job = fetched.jobs.get(id);
    if (job !== undefined)
        return {
            job,
            outcome: (0,job_status/* outcomeFor */._n)(job, 'completed', wallMs - successTimeMs(job, state, wallMs)) ?? 'running',
        };
    return fetched.notFound.has(id) && wallMs - atMs >= MIN_NOT_FOUND_AGE_MS
        ? { outcome: 'unknown', note: { code: 'sync-job-not-found' } }
        : undefined;
}
/** When a job succeeded (Unix time): as reported by the service, else when we first saw it. */
function successTimeMs({ modifiedAt, status }, state, wallMs) {
    if (modifiedAt !== undefined)
        return modifiedAt * 1000;
    if (state === undefined)
        return -Infinity;
    const lastChange = state.timeline.at(-1);
    return lastChange?.status === status ? (lastChange?.atMs ?? wallMs) : wallMs;
}
/** Marks jobs as ended in their spec records, without changing the holder. */
function endJobs({ record }, ended) {
    const labels = [...new Set(ended.map(({ label }) => label))];
    return Object.fromEntries(labels.flatMap((label) => {
        const specRecord = (0,state_record/* findSpecRecord */.cV)(record, label);
        const ids = new Set(ended.filter((each) => each.label === label).map(({ recordedJob }) => recordedJob.id));
        if (specRecord === undefined)
            return [];
        const jobs = specRecord.jobs.flatMap(({ snapshot: _, ...job }) => ids.has(job.id) ? [{ ...job, isUnfinished: false }] : []);
        return [[label, { ...specRecord, jobs }]];
    }));
}
/** Changes the record without any effect, so that the comment counts as recently updated. */
function refreshLeases({ jobs }, wallMs) {
    return Object.fromEntries(jobs.map(({ label, specRecord }) => [
        label,
        { ...specRecord, jobs: [], leaseExpiresAtMs: wallMs - EXPIRED_LEASE_AGE_MS },
    ]));
}
/** Applies the updates to the last report. */
function updateReport(previous, { openRecord, updates, fetched, context }) {
    const { wallMs, context: runContext } = context;
    const openIds = new Set(openRecord.jobs.map(({ recordedJob }) => recordedJob.id));
    const states = previous.states.map((state) => {
        if (!(0,saved_report/* isUnfinished */.ui)(state))
            return state;
        const { job } = state;
        if (job === undefined)
            return { ...state, outcome: 'unknown', notes: [INTERRUPTED_NOTE] };
        const known = { id: job.id, atMs: previous.nowMs, state };
        // Another step may have recorded the end of the job without updating the text.
        const update = openIds.has(job.id)
            ? updates.find(({ recordedJob }) => recordedJob.id === job.id)
            : resolveStatus(known, fetched, wallMs);
        return update === undefined ? state : applyStatus(state, update, wallMs);
    });
    return { ...previous, states, nowMs: wallMs, lastSync: { atMs: wallMs, logUrl: runContext.logUrl } };
}
function applyStatus(state, { job, outcome, note: reason }, wallMs) {
    if (job === undefined)
        return { ...state, outcome, isNotFound: true, notes: reason === undefined ? [] : [reason] };
    const { error: _, ...observed } = (0,job_state/* observeJob */.cq)(state, job, endedAtMs(job) ?? wallMs);
    const note = (0,job_status/* outcomeNote */.z)(job, outcome, wallMs - successTimeMs(job, state, wallMs));
    return { ...observed, outcome, notes: note === undefined ? [] : [note] };
}
const INTERRUPTED_NOTE = { code: 'sync-submission-interrupted' };
/** When a job ended, as reported by the service (Unix time); undefined if not ended or not reported. */
function endedAtMs({ status, modifiedAt }) {
    return (0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(status)) && modifiedAt !== undefined ? modifiedAt * 1000 : undefined;
}
/** Whether the visible states differ. */
function hasVisibleChange(previous, next) {
    const visibleState = ({ states }) => JSON.stringify(states.map(({ job, outcome }) => [job?.status, outcome === 'running' ? '' : outcome]));
    return visibleState(previous) !== visibleState(next);
}
/** The updated jobs, for the outputs and the summary. */
function toJobStates({ updates, model, openRecord }) {
    const { number, url } = openRecord.comment;
    return updates.map((update) => {
        const reported = model?.states.find(({ job }) => job?.id === update.recordedJob.id);
        return { ...(reported ?? stateFromUpdate(update)), label: update.label, reportLocation: { number, url } };
    });
}
function stateFromUpdate({ label, job, outcome }) {
    return { label, outcome, job, timeline: [], notes: [] };
}

// EXTERNAL MODULE: ./build/state/comment-record-store.js
var comment_record_store = __webpack_require__(5153);
// EXTERNAL MODULE: ./build/report/render.js
var render = __webpack_require__(427);
// EXTERNAL MODULE: ./build/report/commit-status.js
var commit_status = __webpack_require__(2161);
// EXTERNAL MODULE: ./build/report/token-bucket.js
var token_bucket = __webpack_require__(5245);
;// CONCATENATED MODULE: ./build/sync/dispatch-event.js
/** Limits text from the service, far below the limits of GitHub. */
const MAX_TEXT_LENGTH = 1_000;
/**
 * Creates the `repository_dispatch` event of an ended job. An event may be sent more than once; receivers can recognise
 * repeats by `job_id`. See `schema/dispatch-payload.schema.json`.
 */
function toDispatchEvent(type, { label, recordedJob, commit, job, outcome }, issueNumber, redact) {
    const truncate = (text = '') => redact(text).slice(0, MAX_TEXT_LENGTH).toWellFormed();
    return {
        type,
        payload: {
            job_id: recordedJob.id,
            status: truncate(job?.status),
            outcome,
            // Never announce a model of a job that did not succeed.
            output_model: outcome === 'succeeded' ? truncate(job?.outputModel) : '',
            spec: redact(label),
            spec_digest: recordedJob.digest,
            pull_request: issueNumber,
            commit,
        },
    };
}

;// CONCATENATED MODULE: ./build/sync/apply-refresh.js






/** Comments that are updated at the same time. */
const MAX_CONCURRENCY = 4;
/** GitHub asks for at least one second between writes. */
const WRITE_INTERVAL_MS = 1_000;
/** Per request, including retries. */
const REQUEST_TIMEOUT_MS = 60_000;
/** So many permanent errors without a success mean missing permissions of the token, not locked conversations. */
const MAX_PERMANENT_ERRORS = 25;
/** After so many timeouts in a row, GitHub is unavailable, and the sync stops. */
const MAX_CONSECUTIVE_TIMEOUTS = 4;
/**
 * Sends an event for each ended job and then updates its comment. In this order each event is sent at least once,
 * because the next sync retries a failed comment update.
 */
async function applyRefreshes(plans, options) {
    const pacedOptions = { ...options, tokenBucket: new token_bucket/* TokenBucket */.q(WRITE_INTERVAL_MS) };
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
    return (0,retry_github/* retryGitHub */.o)(send, { clock, random, untilMs: clock.now() + REQUEST_TIMEOUT_MS });
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
    if (eventType === undefined)
        return { dispatchedCount };
    for (const update of updates.filter(({ outcome }) => outcome !== 'running')) {
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
    return record.run ?? jobs[0]?.specRecord.run ?? { id: '0', attempt: 1 };
}
async function writeComment({ openRecord, model, specs }, options) {
    const { client, clock, redact } = options;
    const { comment, codec } = openRecord;
    const store = client.commentStore(comment.number);
    const recordStore = new comment_record_store/* CommentRecordStore */.y({
        store,
        codec,
        clock,
        run: reportRunOf(openRecord),
        comment,
    });
    const rendered = model && (0,render/* renderComment */.w)(model);
    const update = {
        specs,
        scanAll: openRecord.hasDuplicates,
        text: rendered && redact(rendered.body),
        shouldReplaceText: (currentText) => currentText === openRecord.text,
        savedReport: rendered?.savedReport,
    };
    const result = await requestWrite(() => recordStore.write(update), options);
    return result.ok && openRecord.hasDuplicates ? recordStore.mergeDuplicates({ specs }) : result;
}
async function publishStatuses({ model, specs, openRecord }, options) {
    const { client, log, redact } = options;
    const { matrixLabel } = model?.context ?? {};
    if (model === undefined || matrixLabel === undefined)
        return undefined;
    const { commit, logUrl } = model.context;
    const store = client.commitStatusStore(commit);
    const sink = new commit_status/* CommitStatusSink */.b({
        store: { list: () => store.list(), set: (status) => requestWrite(() => store.set(status), options) },
        log,
        holder: { run: reportRunOf(openRecord), holderId: '', commit },
        viewerLogin: () => client.viewerLogin(),
        matrixLabel,
        commentUrl: () => openRecord.comment.url,
        logUrl,
        redact,
    });
    const result = await sink.writeReport({ model, specs });
    return result.ok ? undefined : result;
}

;// CONCATENATED MODULE: ./build/commands/sync.js




/**
 * `command: sync`: updates the comments of unfinished jobs and sends events for jobs that have ended. Succeeds whatever
 * the state of the jobs. The next sync retries what could not be written.
 */
async function sync({ dispatchEvent }, context) {
    const { repository, clock, random, reporter } = context;
    if (repository === undefined)
        return refuse({ code: 'sync-without-token' });
    const found = await findOpenRecords({ ...repository, clock, random });
    if (!found.ok)
        return refuse({ code: 'sync-comments-unreadable', error: found.message });
    const openRecords = found.value;
    logOpenRecords(openRecords, context);
    const ids = collectJobIds(openRecords.records);
    if (openRecords.records.length === 0) {
        reporter.info(NOTHING_FOUND_NOTE);
        return { states: [], diagnostics: [], outcome: 'succeeded', messages: [NOTHING_FOUND_NOTE] };
    }
    const fetched = await (0,read_jobs/* readRecordedJobs */.Z)(ids, context);
    const { error } = fetched;
    if (error !== undefined && fetched.jobs.size + fetched.notFound.size === 0)
        return { states: [{ ...REFUSED, error }], diagnostics: [] };
    const refreshContext = { wallMs: clock.wall(), context: repository.context };
    const plans = openRecords.records.map((openRecord) => planRefresh(openRecord, fetched, refreshContext));
    const due = plans.filter(({ isDue }) => isDue);
    const syncResult = await applyRefreshes(due, {
        ...repository,
        clock,
        random,
        dispatchEvent,
    });
    const states = plans.flatMap(toJobStates);
    const summary = summaryNote(ids.size, plans.length, syncResult);
    const remaining = remainingNotes(fetched, syncResult);
    reporter.info(summary);
    for (const message of remaining)
        reporter.warn(message);
    return {
        states,
        diagnostics: [],
        messages: [summary, ...remaining],
        outcome: syncOutcome(syncResult, states),
    };
}
const NOTHING_FOUND_NOTE = { code: 'sync-found-nothing' };
const REFUSED = { label: 'unfinished jobs', outcome: 'refused', timeline: [], notes: [] };
function refuse(note) {
    return { states: [{ ...REFUSED, notes: [note] }], diagnostics: [] };
}
function logOpenRecords({ foreignKeyCount, scannedBackToMs }, { reporter }) {
    if (foreignKeyCount > 0)
        reporter.warn({ code: 'sync-comments-skipped', comments: foreignKeyCount });
    if (scannedBackToMs !== undefined)
        reporter.info({ code: 'sync-comments-not-checked', beforeMs: scannedBackToMs });
}
function summaryNote(jobs, comments, { commentCount, dispatchedCount }) {
    return { code: 'sync-summary', jobs, comments, updatedComments: commentCount, sentEvents: dispatchedCount };
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


/***/ })

};
