export const id = 861;
export const ids = [861];
export const modules = {

/***/ 3861:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sync: () => (/* binding */ sync)
});

// EXTERNAL MODULE: ./build/state/retry-github.js
var retry_github = __webpack_require__(9546);
// EXTERNAL MODULE: ./build/state/claim.js
var claim = __webpack_require__(7934);
// EXTERNAL MODULE: ./build/state/record.js
var state_record = __webpack_require__(3685);
// EXTERNAL MODULE: ./build/state/record-codec.js + 1 modules
var record_codec = __webpack_require__(9255);
// EXTERNAL MODULE: ./build/state/merge-records.js
var merge_records = __webpack_require__(1857);
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
var read_jobs = __webpack_require__(770);
// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __webpack_require__(8433);
// EXTERNAL MODULE: ./build/jobs/provenance.js
var jobs_provenance = __webpack_require__(9002);
// EXTERNAL MODULE: ./build/jobs/retry.js
var retry = __webpack_require__(1219);
// EXTERNAL MODULE: ./build/jobs/supersede.js + 1 modules
var supersede = __webpack_require__(7886);
// EXTERNAL MODULE: ./build/state/comment-record-store.js + 1 modules
var comment_record_store = __webpack_require__(2514);
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
var job_state = __webpack_require__(4258);
// EXTERNAL MODULE: ./build/state/orphans.js
var state_orphans = __webpack_require__(141);
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
var comment_sink = __webpack_require__(7948);
// EXTERNAL MODULE: ./build/report/render.js + 4 modules
var render = __webpack_require__(7788);
// EXTERNAL MODULE: ./build/report/commit-status.js
var commit_status = __webpack_require__(2161);
// EXTERNAL MODULE: ./build/report/status-record.js
var status_record = __webpack_require__(7127);
// EXTERNAL MODULE: ./build/report/token-bucket.js
var token_bucket = __webpack_require__(5245);
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

// EXTERNAL MODULE: ./build/report/display-state.js
var display_state = __webpack_require__(8569);
// EXTERNAL MODULE: ./build/report/markdown.js
var markdown = __webpack_require__(4902);
;// CONCATENATED MODULE: ./build/report/notice.js


const MAX_REASON_LENGTH = 300;
/** Nobody reads the notifications of a bot, whose login ends in `[bot]`. The underscore is that of enterprise accounts. */
const PERSON = /^[a-z\d](?:[a-z\d_-]{0,62}[a-z\d])?$/i;
/** Renders the comment that announces the end of one job. It mentions nobody but the person who submitted the job. */
function renderNotice({ label, state, submittedBy = '', reportUrl, nowMs }) {
    const { job, outcome } = state;
    const { icon, headline } = (0,display_state/* displayState */.i)(state, { nowMs, lastSync: true });
    const mention = PERSON.test(submittedBy) ? ` @${submittedBy}` : '';
    const model = outcome === 'succeeded' ? job?.outputModel : undefined;
    const reason = outcome === 'failed' ? job?.reason : undefined;
    return [
        `${icon}${mention} ${markdown/* code */.aY(label)} · ${headline} · ${markdown/* link */.nf('report', reportUrl)}`,
        ...(model === undefined ? [] : [`Model: ${markdown/* code */.aY(model)}`]),
        ...(reason === undefined ? [] : [markdown/* quote */.hD(shorten(reason))]),
    ].join('\n\n');
}
function shorten(reason) {
    return reason.length <= MAX_REASON_LENGTH
        ? reason
        : `${reason.slice(0, MAX_REASON_LENGTH).toWellFormed()} …`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/state/notice-codec.js

/** Differs from the marker of a record, so that no reader takes a notice for one. */
const MARKER = /<!-- forge-training-job-notice v1 (\S+#\d+) ([\w-]{1,128}) ([\w-]{43}) -->/;
/**
 * Creates the codec of a conversation, `<repository>#<number>`. Notices are signed like records, because every workflow of
 * the repository can write comments under our login, and a forged one would silence ours.
 */
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

;// CONCATENATED MODULE: ./build/sync/notify.js




/** GitHub allows 80 new comments a minute and 500 an hour, and people fewer. */
const MAX_NOTICES = 50;
/** Counts the notices of one sync. */
class NoticeBudget {
    #left = MAX_NOTICES;
    take() {
        return this.#left-- > 0;
    }
}
/**
 * Creates one comment for each job of a comment that has ended. Call it before the record says so: then a sync that dies in
 * between loses no notice, and the next one finds those that exist. Of two syncs at once, the one whose comment is newer
 * deletes it.
 */
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
        // Not repeated: a comment whose response was lost exists, and the next sync finds it.
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
/** The ids of our notices by job, oldest first. */
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
/** Deletes our new notices of jobs that another sync has announced before. One that stays is harmless. */
async function removeDuplicates(created, login, codec, options) {
    if (created.length === 0)
        return;
    await options.clock.sleep(timeouts/* NOTICE_SETTLE_MS */.GV);
    const listed = await listNotices(login, codec, options);
    if (!listed.ok)
        return;
    const duplicates = [...listed.value.values()].flatMap(([, ...newer]) => newer);
    for (const id of duplicates.filter((each) => created.includes(each))) {
        await options.beforeWrite();
        await options.read(() => options.store.remove(id));
    }
}

;// CONCATENATED MODULE: ./build/sync/apply-refresh.js











/** Comments that are updated at the same time. */
const MAX_CONCURRENCY = 4;
/** So many permanent errors without a success mean missing permissions of the token, not locked conversations. */
const MAX_PERMANENT_ERRORS = 25;
/** After so many timeouts in a row, GitHub is unavailable, and the sync stops. */
const MAX_CONSECUTIVE_TIMEOUTS = 4;
/**
 * Announces each ended job and then updates its comment. In this order each event is sent at least once, and each notice
 * exactly once, because the next sync retries a failed comment update.
 */
async function applyRefreshes(plans, options) {
    const tokenBucket = new token_bucket/* TokenBucket */.q(timeouts/* SYNC_WRITE_INTERVAL_MS */.rC);
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
    await Promise.all(Array.from({ length: MAX_CONCURRENCY }, worker));
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
const NOTHING_DONE = { dispatchedCount: 0, isWritten: false };
async function applyRefresh(plan, options) {
    const { number, id, body } = plan.openRecord.comment;
    const latest = await request(() => options.client.commentStore(number).get(id), options);
    if (!latest.ok)
        return { ...NOTHING_DONE, error: latest.isNotFound ? undefined : latest };
    // Another run or sync has updated it meanwhile.
    if (latest.value.body !== body)
        return NOTHING_DONE;
    const notices = await notify(plan, options);
    // Where comments are refused, still send the events.
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
    // Without permission to set statuses, still update the comment. The sink has logged the error.
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
        read: (send) => request(send, options),
        beforeWrite: () => clock.sleep(tokenBucket.take(clock.now())),
    });
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
 * `command: sync`: updates the comments of unfinished jobs, cancels those that newer ones have replaced, and announces
 * jobs that have ended. Succeeds whatever the state of the jobs, unless `failOn` says otherwise. The next sync retries what
 * could not be written.
 */
async function sync(announcing, context) {
    const { repository, clock, random, reporter, githubTime } = context;
    if (repository === undefined)
        return refuseWithoutRepository(context);
    const { dispatchProblem } = repository.client;
    if (announcing.dispatchEvent !== undefined && dispatchProblem !== undefined)
        return refuse({ code: 'sync-events-unsupported', reason: dispatchProblem });
    const { service, keyId } = context.holder;
    const found = await findOpenRecords({ ...repository, clock, random, service, keyId, githubTime });
    if (!found.ok)
        return refuse({ code: 'sync-comments-unreadable', error: found.message });
    logOpenRecords(found.value, context);
    const { records } = found.value;
    if (records.length > 0)
        return updateRecords(records, announcing, context, repository);
    reporter.info(NOTHING_FOUND_NOTE);
    return { states: [], diagnostics: [], outcome: 'succeeded', messages: [NOTHING_FOUND_NOTE] };
}
async function updateRecords(records, { dispatchEvent, notify, failOn }, context, repository) {
    const { reporter, githubTime } = context;
    const { service } = context.holder;
    const ids = collectJobIds(records);
    const supersedingNotes = await finishSuperseding(records, context, repository);
    const fetched = await (0,read_jobs/* readRecordedJobs */.Zc)(ids, context);
    const { error } = fetched;
    if (error !== undefined && fetched.jobs.size + fetched.notFound.size === 0)
        return { states: [{ ...REFUSED, error }], diagnostics: [] };
    const refreshContext = { wallMs: githubTime(), service, context: repository.context };
    const plans = records.map((openRecord) => planRefresh(openRecord, fetched, refreshContext));
    const due = plans.filter(({ isDue }) => isDue);
    const syncResult = await applyRefreshes(due, { ...repository, ...context, dispatchEvent, notify });
    const states = plans.flatMap(toJobStates);
    const failure = failOn === undefined ? undefined : failureNote(states);
    const messages = [
        ...logResults(ids.size, plans, syncResult, context),
        ...supersedingNotes,
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
/** Undefined if no job has failed. */
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
        return (0,state_orphans/* findOrphans */.t)(openRecord.conversation, service, nowMs)
            .filter(({ id }) => isUnfinished(id))
            .map(({ id, label }) => {
            return { code: 'sync-found-orphan', jobId: id, label, number: openRecord.comment.number };
        });
    });
}
/** What is left for the next sync. */
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
/** The outcome, if the states alone do not determine it. */
function syncOutcome({ errors, commentCount }, { length }) {
    if (commentCount === 0 && errors.some(({ isPermanent }) => isPermanent))
        return 'refused';
    return length === 0 ? 'succeeded' : undefined;
}


/***/ }),

/***/ 1840:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ announceCancellation)
/* harmony export */ });
/* harmony import */ var _state_claim_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7934);
/* harmony import */ var _state_comment_record_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2514);
/* harmony import */ var _state_record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3685);
/* harmony import */ var _state_retry_github_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9546);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2794);





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

/***/ 3821:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ cancelJob)
/* harmony export */ });
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1219);
/* harmony import */ var _job_status_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8433);
/* harmony import */ var _job_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4258);
/* harmony import */ var _read_jobs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(770);




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

/***/ 8787:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KD: () => (/* binding */ recordStates),
/* harmony export */   iP: () => (/* binding */ announce),
/* harmony export */   iv: () => (/* binding */ requestUntilMs),
/* harmony export */   rc: () => (/* binding */ cancelOptions)
/* harmony export */ });
/* harmony import */ var _state_retry_github_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9546);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2794);
/* harmony import */ var _announce_cancellation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1840);



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

/***/ 7886:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Bv: () => (/* binding */ cancelRecordedJobs),
  QX: () => (/* binding */ markSuperseded),
  hh: () => (/* binding */ supersede)
});

// EXTERNAL MODULE: ./build/jobs/cancel-job.js
var cancel_job = __webpack_require__(3821);
// EXTERNAL MODULE: ./build/jobs/retry.js
var retry = __webpack_require__(1219);
// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __webpack_require__(8433);
// EXTERNAL MODULE: ./build/jobs/job-state.js
var job_state = __webpack_require__(4258);
// EXTERNAL MODULE: ./build/jobs/poll-schedule.js
var poll_schedule = __webpack_require__(7000);
// EXTERNAL MODULE: ./build/jobs/provenance.js
var provenance = __webpack_require__(9002);
// EXTERNAL MODULE: ./build/jobs/supersede-task.js
var supersede_task = __webpack_require__(8787);
// EXTERNAL MODULE: ./build/state/claim.js
var claim = __webpack_require__(7934);
// EXTERNAL MODULE: ./build/state/record.js
var record = __webpack_require__(3685);
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
var timeouts = __webpack_require__(2794);
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

/***/ 7948:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ CommentSink),
/* harmony export */   K: () => (/* binding */ planDisplay)
/* harmony export */ });
/* harmony import */ var _history_blocks_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4222);
/* harmony import */ var _report_sink_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6193);


/** Hidden line at the top of the body of a `problems` or `plan` comment. */
const UNSUBMITTED_MARK = '<!-- nothing submitted -->';
/** The same of a report that waits for approvals, with the digests of the requests. */
const WAITING_MARK = /^<!-- waits for approval ([^>]*)-->/;
/** The same of a report that is final, with the digests of the requests that have a model. */
const ENDED_MARK = /^<!-- ended ([^>]*)-->/;
/** Shows reports in a comment, together with the records of their jobs. */
class CommentSink {
    #options;
    #errors;
    constructor(options) {
        this.#options = options;
        this.#errors = new _report_sink_js__WEBPACK_IMPORTED_MODULE_1__/* .SinkErrors */ .L(options.log, (message) => `The comment could not be written: ${message}`);
        options.recordStore.subscribe((result) => {
            if (!result.ok && result.isPermanent)
                this.#errors.add(result);
        });
    }
    /** URL of the comment, once it exists. */
    get url() {
        return this.#options.recordStore.url;
    }
    /** Ids of jobs that our comments name. */
    idsClaimedElsewhere() {
        return this.#options.recordStore.recordedJobIds();
    }
    /** Sets the report that a claim writes. */
    prepare(model) {
        this.#options.recordStore.prepare(() => this.#toRecordUpdate(model));
    }
    async writeReport({ model, requests }) {
        if (this.#errors.permanent)
            return this.#errors.permanent;
        const result = await this.#options.recordStore.write({ ...this.#toRecordUpdate(model), requests });
        if (!result.ok)
            this.#errors.add(result);
        return result;
    }
    /** Merges all comments of the key into one that contains this report. */
    async mergeDuplicates({ model, requests }) {
        if (this.#errors.permanent)
            return;
        await this.#options.recordStore.mergeDuplicates({ ...this.#toRecordUpdate(model), requests });
    }
    #toRecordUpdate(model) {
        const { render, redact } = this.#options;
        const content = render(model);
        const { kind, savedReport, endedJobs } = content;
        const mark = hiddenMark(kind, model, savedReport !== undefined);
        const update = {
            text: (history) => `${mark}${redact(render({ ...model, history }).body)}`,
            display: planDisplay(model, content, this.#options.pusher),
            savedReport,
            endedJobs,
            replacedJobs: (record) => (0,_history_blocks_js__WEBPACK_IMPORTED_MODULE_0__/* .replacedJobs */ .bb)(record, model.context),
        };
        if (kind !== 'valid' && kind !== 'plan')
            return update;
        return {
            ...update,
            shouldReplaceText: (existingText) => {
                if (existingText === undefined)
                    return kind === 'plan';
                if (existingText.startsWith(UNSUBMITTED_MARK))
                    return true;
                // A step without an API key cannot sign what it shows, so an approval of that would not count.
                if (waitsFor(existingText, model))
                    return false;
                return kind === 'plan' && isOutdated(existingText, model);
            },
        };
    }
}
/** What a comment shows to people who approve. */
function planDisplay({ context: { commit }, plan, states }, { approvable }, pusher) {
    return {
        digests: approvable,
        hidden: states.flatMap(({ spec }) => (spec && !approvable.includes(spec.digest) ? [spec.digest] : [])),
        isPartial: states.some(({ spec }) => spec === undefined),
        commit,
        pusher,
        needsApproval: plan?.policy?.approval !== undefined,
    };
}
function hiddenMark(kind, { states }, canChange) {
    if (kind === 'problems' || kind === 'plan')
        return `${UNSUBMITTED_MARK}\n`;
    if (canChange || states.length === 0)
        return '';
    const waiting = states.filter(({ outcome }) => outcome === 'unapproved');
    if (waiting.length > 0)
        return `<!-- waits for approval ${waiting.map(({ spec }) => `${spec?.digest ?? ''} `).join('')}-->\n`;
    const trained = states.filter(({ outcome }) => outcome === 'succeeded');
    return `<!-- ended ${trained.map(({ spec }) => `${spec?.digest ?? ''} `).join('')}-->\n`;
}
/** Whether a text shows that exactly these specs wait for approval. */
function waitsFor(text, { states }) {
    const digests = WAITING_MARK.exec(text)?.[1]?.trim().split(' ');
    return (digests?.length === states.length && states.every(({ spec }) => spec && digests.includes(spec.digest)));
}
/** Whether a text reports jobs that have ended, and has no model for some of these specs. */
function isOutdated(text, { states }) {
    if (WAITING_MARK.test(text))
        return true;
    const digests = ENDED_MARK.exec(text)?.[1]?.split(' ');
    return digests !== undefined && states.some(({ spec }) => spec && !digests.includes(spec.digest));
}


/***/ }),

/***/ 2161:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ CommitStatusSink)
/* harmony export */ });
/* harmony import */ var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9002);
/* harmony import */ var _state_record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3685);
/* harmony import */ var _display_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8569);
/* harmony import */ var _status_record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7127);
/* harmony import */ var _report_sink_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6193);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7598);






/** In the longest description. A longer id takes the place of the state. */
const MAX_ID_LENGTH = 78;
/** In a description without the state. A longer id is cut. */
const MAX_LONE_ID_LENGTH = 116;
/** Describes a spec that is about to be submitted. */
function describeSubmitting(digest, run) {
    return [_status_record_js__WEBPACK_IMPORTED_MODULE_3__/* .SUBMITTING */ .rv, describeRun(run), (0,_status_record_js__WEBPACK_IMPORTED_MODULE_3__/* .describeSpec */ .l9)(digest)].join(' · ');
}
/** Describes a state, with what a later run needs to find its job. */
function describeJob(state, run, nowMs) {
    const { spec, job, outcome } = state;
    const parts = [
        ...(job && needsWholeDescription(job.id) ? [] : [(0,_display_state_js__WEBPACK_IMPORTED_MODULE_2__/* .displayState */ .i)(state, { nowMs }).shortLabel]),
        ...(job ? [`job ${shortenId(job.id)}`] : outcome === undefined ? [describeRun(run)] : []),
        ...(spec ? [(0,_status_record_js__WEBPACK_IMPORTED_MODULE_3__/* .describeSpec */ .l9)(spec.digest)] : []),
    ];
    return parts.join(' · ');
}
const needsWholeDescription = ({ length }) => length > MAX_ID_LENGTH && length <= MAX_LONE_ID_LENGTH;
const shortenId = (id) => id.length > MAX_LONE_ID_LENGTH ? `${id.slice(0, MAX_ID_LENGTH - 1)}…` : id;
/** Includes the attempt, which the target URL of a status may lack. */
const describeRun = ({ id, attempt }) => `run ${id}.${attempt}`;
const SUCCESS = { ok: true, value: undefined };
const CONTEXT_PREFIX = 'forge / ';
const MAX_DESCRIPTION_LENGTH = 140;
const MAX_CONTEXT_LENGTH = 255;
const STATE_BY_OUTCOME = {
    unknown: 'error',
    'timed-out': 'error',
    failed: 'failure',
    cancelled: 'error',
    superseded: 'error',
    refused: 'failure',
    invalid: 'failure',
    running: 'pending',
    unapproved: 'pending',
    submitted: 'pending',
    succeeded: 'success',
};
/**
 * Sets one commit status per spec, which a branch rule can require. It names the job, so that a later attempt can find
 * it without a comment.
 */
class CommitStatusSink {
    #options;
    #lastShown = new Map();
    #errors;
    constructor(options) {
        this.#options = options;
        this.#errors = new _report_sink_js__WEBPACK_IMPORTED_MODULE_5__/* .SinkErrors */ .L(options.log, (message) => `The commit status could not be set: ${message}`);
    }
    async read(keys) {
        const result = await this.#options.store.list();
        if (!result.ok) {
            if (result.isPermanent)
                this.#errors.add(result);
            return result;
        }
        if (result.value.length === 0)
            return { ok: true, value: _state_record_js__WEBPACK_IMPORTED_MODULE_1__/* .EMPTY_RECORD */ .sU };
        const login = await this.#options.viewerLogin();
        if (!login.ok)
            return login;
        const ownStatuses = result.value.filter(({ context, author }) => context.startsWith(CONTEXT_PREFIX) && author === login.value);
        const { holder, signer } = this.#options;
        const requests = keys.flatMap((key) => {
            const request = (0,_status_record_js__WEBPACK_IMPORTED_MODULE_3__/* .parseStatusRecord */ .fo)(ownStatuses, (0,_state_record_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOfKey */ .hj)(key), { commit: holder.commit, signer });
            return request === undefined ? [] : [[key, request]];
        });
        return { ok: true, value: { ..._state_record_js__WEBPACK_IMPORTED_MODULE_1__/* .EMPTY_RECORD */ .sU, requests: Object.fromEntries(requests) } };
    }
    async acquire({ requests }) {
        for (const [key, { holds }] of Object.entries(requests)) {
            const digest = (0,_state_record_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOfKey */ .hj)(key);
            const description = describeSubmitting(digest, this.#options.holder.run);
            const result = await this.#set(holds[0]?.label ?? '', { state: 'pending', description, digest });
            if (!result.ok)
                return result;
        }
        return { ok: true, value: { record: { ..._state_record_js__WEBPACK_IMPORTED_MODULE_1__/* .EMPTY_RECORD */ .sU, requests }, isSlow: false } };
    }
    write({ requests }) {
        return Promise.resolve({ ok: true, value: { ..._state_record_js__WEBPACK_IMPORTED_MODULE_1__/* .EMPTY_RECORD */ .sU, requests } });
    }
    /** Sets the statuses that have changed, one after the other, up to the first error. */
    async writeReport({ model: { states, nowMs } }) {
        for (const jobState of states) {
            const { spec, outcome, label } = jobState;
            // `valid` means that nothing was trained, which must not satisfy a branch rule.
            if (outcome === 'valid' || (spec === undefined && outcome !== 'invalid'))
                continue;
            const state = outcome === undefined ? 'pending' : STATE_BY_OUTCOME[outcome];
            const description = describeJob(jobState, this.#options.holder.run, nowMs);
            const { job, provenance } = jobState;
            // A signature would prove a job that nothing has proven so far.
            const isSigned = job === undefined || provenance === undefined || (0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__/* .mayCancel */ ._4)(provenance);
            const status = { state, description, digest: isSigned ? spec?.digest : undefined, jobId: job?.id };
            const result = await this.#set(label, status);
            if (!result.ok)
                return result;
        }
        return SUCCESS;
    }
    async #set(label, { state, description: fullDescription, digest, jobId }) {
        const { store, redact, logUrl, commentUrl, signer, holder } = this.#options;
        if (this.#errors.permanent)
            return this.#errors.permanent;
        const description = redact(fullDescription).slice(0, MAX_DESCRIPTION_LENGTH);
        const text = `${state} ${description}`;
        if (this.#lastShown.get(label) === text)
            return SUCCESS;
        const url = commentUrl() ?? logUrl;
        const result = await store.set({
            state,
            context: this.#context(label),
            description,
            targetUrl: digest === undefined ? url : redact(signer.addRecord(url, { digest, jobId, run: holder.run })),
        });
        if (result.ok)
            this.#lastShown.set(label, text);
        else
            this.#errors.add(result);
        return result;
    }
    #context(label) {
        const { matrixLabel } = this.#options;
        const context = `${CONTEXT_PREFIX}${label}${matrixLabel === '' ? '' : ` (${matrixLabel})`}`;
        if (context.length <= MAX_CONTEXT_LENGTH)
            return context;
        const rest = (0,node_crypto__WEBPACK_IMPORTED_MODULE_4__.createHash)('sha256').update(context).digest('hex').slice(0, 12);
        return `${context.slice(0, MAX_CONTEXT_LENGTH - 13).toWellFormed()}…${rest}`;
    }
}


/***/ }),

/***/ 6193:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ SinkErrors)
/* harmony export */ });
/** The errors of one sink: the first is logged, and a permanent one disables the sink. */
class SinkErrors {
    #log;
    #describe;
    #hasWarned = false;
    #permanent;
    /** `describe` makes the warning from the message of an error. */
    constructor(log, describe) {
        this.#log = log;
        this.#describe = describe;
    }
    get permanent() {
        return this.#permanent;
    }
    add(error) {
        if (error.isPermanent)
            this.#permanent ??= error;
        if (!this.#hasWarned)
            this.#log.annotate('warning', this.#describe(error.message));
        this.#hasWarned = true;
    }
}


/***/ }),

/***/ 7127:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ni: () => (/* binding */ StatusSigner),
/* harmony export */   fo: () => (/* binding */ parseStatusRecord),
/* harmony export */   l9: () => (/* binding */ describeSpec),
/* harmony export */   rv: () => (/* binding */ SUBMITTING)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _jobs_job_id_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(570);
/* harmony import */ var _job_spec_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4106);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2794);




/** Start of the description of a spec that is about to be submitted. */
const SUBMITTING = 'being submitted';
/** End of the description of every status of a digest. */
const describeSpec = (digest) => `spec ${(0,_job_spec_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortenDigest */ .YI)(digest, 12)}`;
const JOB_ID_PATTERN = /(?:^| · )job ([\w-]+) · /;
const CUT_ID_PATTERN = /(?:^| · )job [\w-]+… · /;
const SUBMITTING_PATTERN = /^being submitted · run (\d+)\.(\d+) · /;
const CANCELLED_PATTERN = /^cancelled · /;
const RUN_URL_PATTERN = /\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?/;
const RECORD_PATTERN = /:~:forge-job=([\w-]*)&run=(\d+)\.(\d+)&mac=([\w-]+)$/;
/** Signs what the statuses of one commit record, because every workflow of the repository can set them. */
class StatusSigner {
    #scope;
    #secret;
    /** Without an API key nothing is signed, and nothing that is read counts as signed. */
    constructor(repository, commit, apiKey) {
        this.#scope = `${repository}\n${commit}`;
        this.#secret = apiKey
            ? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', apiKey).update('forge-training-job status').digest()
            : undefined;
    }
    /**
     * Adds the record to the URL of a status. It is a directive of the fragment, which browsers ignore, so that a link to a
     * comment still leads there.
     */
    addRecord(url, status) {
        const mac = this.#sign(status);
        if (mac === undefined)
            return url;
        const { jobId = '', run } = status;
        return `${url}${url.includes('#') ? '' : '#'}:~:forge-job=${jobId}&run=${run.id}.${run.attempt}&mac=${mac}`;
    }
    /** Reads what was signed with our API key. */
    readRecord({ targetUrl = '' }, digest) {
        const [, id = '', runId = '', attempt, mac = ''] = RECORD_PATTERN.exec(targetUrl) ?? [];
        const jobId = id === '' ? undefined : (0,_jobs_job_id_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJobId */ .e)(id);
        const status = { digest, jobId, run: { id: runId, attempt: Number(attempt) } };
        const [given, expected] = [Buffer.from(mac), Buffer.from(this.#sign(status) ?? '')];
        const isGenuine = given.length > 0 && given.length === expected.length && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(given, expected);
        return isGenuine ? status : undefined;
    }
    #sign({ digest, jobId = '', run }) {
        if (this.#secret === undefined)
            return undefined;
        const text = [this.#scope, digest, jobId, run.id, run.attempt].join('\n');
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', this.#secret).update(text).digest('base64url');
    }
}
function parseStatus(status, digest, signer) {
    const { description, targetUrl = '', state, createdAtMs } = status;
    const signed = signer.readRecord(status, digest);
    const [, id = '0', attempt = '0'] = SUBMITTING_PATTERN.exec(description) ?? RUN_URL_PATTERN.exec(targetUrl) ?? [];
    const jobId = signed?.jobId ?? (0,_jobs_job_id_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJobId */ .e)(JOB_ID_PATTERN.exec(description)?.[1]);
    const isSubmitting = jobId === undefined && description.startsWith(SUBMITTING);
    return {
        run: signed?.run ?? { id, attempt: Number(attempt) },
        jobId,
        isSigned: signed !== undefined,
        hasEnded: state === 'failure' || CANCELLED_PATTERN.test(description),
        isJobUnnamed: isSubmitting || (jobId === undefined && CUT_ID_PATTERN.test(description)),
        isSubmitting,
        createdAtMs,
    };
}
/**
 * Reads the record of one digest from a spec's statuses. A commit's content is fixed, so older statuses count too. A lost
 * submission is one that no later status has named, unless the job before it may still be followed.
 */
function parseStatusRecord(statuses, digest, { commit, signer }) {
    const parsed = statuses
        .filter(({ description }) => description.endsWith(describeSpec(digest)))
        .toSorted((a, b) => b.createdAtMs - a.createdAtMs || b.id - a.id)
        .map((status) => parseStatus(status, digest, signer));
    const [newest] = parsed;
    if (newest === undefined)
        return undefined;
    const latestJob = parsed.find(({ jobId }) => jobId !== undefined);
    const isFollowed = latestJob !== undefined && !latestJob.hasEnded && (latestJob.isSigned || !newest.isSigned);
    const isLost = newest.isJobUnnamed && !isFollowed;
    const announced = newest.isSubmitting ? newest : (parsed.at(-1) ?? newest);
    const hold = {
        holderId: `status ${newest.run.id}.${newest.run.attempt}`,
        owner: '',
        run: newest.run,
        commit,
        label: '',
        atMs: newest.createdAtMs,
        leaseExpiresAtMs: newest.createdAtMs + _timeouts_js__WEBPACK_IMPORTED_MODULE_2__/* .SUBMISSION_LEASE_MS */ .Ri,
        submissionStartedAtMs: isLost ? announced.createdAtMs : undefined,
        isUnsigned: newest.isSigned ? undefined : true,
    };
    return { holds: [hold], jobs: recordedJobs(parsed) };
}
/** Each job once, newest first. A job is signed if one of its statuses is. */
function recordedJobs(statuses) {
    const byId = Map.groupBy(statuses, ({ jobId }) => jobId);
    return [...byId].flatMap(([id, all]) => {
        const [newest] = all;
        if (id === undefined || newest === undefined)
            return [];
        const { run, isSigned, createdAtMs } = all.find((status) => status.isSigned) ?? newest;
        const provenance = isSigned ? 'verified' : 'unsigned';
        return [{ id, owner: '', run, atMs: createdAtMs, isUnfinished: true, provenance }];
    });
}


/***/ }),

/***/ 141:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ findOrphans)
/* harmony export */ });
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3685);
/* harmony import */ var _claim_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7934);


/**
 * Finds the unfinished jobs whose owner did not run for the newest commit, which nobody asks for there, and which no step
 * watches. A step that has not started yet makes them no orphans for long: it records that it asks for them. `nowMs`:
 * GitHub's time (Unix time).
 */
function findOrphans(record, service, nowMs) {
    const signed = Object.values(record.requests)
        .flatMap(({ holds }) => holds)
        .filter(({ isUnsigned }) => isUnsigned !== true);
    const [newest] = signed.toSorted((a, b) => (0,_record_js__WEBPACK_IMPORTED_MODULE_0__/* .compareRuns */ .qB)(b.run, a.run));
    if (newest === undefined)
        return [];
    const isCurrent = ({ commit }) => commit === newest.commit;
    const currentOwners = new Set(signed.filter(isCurrent).map(({ owner }) => owner));
    return Object.entries(record.requests)
        .filter(([key, { holds }]) => {
        const isWanted = holds.some((hold) => isCurrent(hold) || (0,_claim_js__WEBPACK_IMPORTED_MODULE_1__/* .isLeaseActive */ .N3)(hold, nowMs));
        return (0,_record_js__WEBPACK_IMPORTED_MODULE_0__/* .serviceOfKey */ .E5)(key) === service && !isWanted;
    })
        .flatMap(([, { holds, jobs }]) => jobs
        .filter(({ isUnfinished, provenance, owner }) => isUnfinished && provenance !== 'unsigned' && !currentOwners.has(owner))
        .map(({ id }) => ({
        id,
        label: (holds.find(({ jobId }) => jobId === id) ?? holds[0])?.label ?? '',
    })));
}


/***/ })

};
