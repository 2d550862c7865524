"use strict";
exports.id = 185;
exports.ids = [185];
exports.modules = {

/***/ 4617:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $L: () => (/* binding */ findObsoleteJobs),
/* harmony export */   CN: () => (/* binding */ winsClaim),
/* harmony export */   DA: () => (/* binding */ findDuplicateJobs),
/* harmony export */   N3: () => (/* binding */ isLeaseActive),
/* harmony export */   Ox: () => (/* binding */ isNeededByOthers),
/* harmony export */   P6: () => (/* binding */ findEarlierSubmissions),
/* harmony export */   X8: () => (/* binding */ isFollowedByOthers),
/* harmony export */   XS: () => (/* binding */ decideClaim),
/* harmony export */   ld: () => (/* binding */ MAX_STOP_MS),
/* harmony export */   uK: () => (/* binding */ findInterrupted),
/* harmony export */   vH: () => (/* binding */ isStopping),
/* harmony export */   wL: () => (/* binding */ findSuccessor)
/* harmony export */ });
/* harmony import */ var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7361);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6948);


/** Longest lease that a step takes. A longer one cannot be genuine, and counts as expired. */
const MAX_LEASE_MS = 60 * 60_000;
/** A claim that we did not sign is waited for no longer than this. */
const MAX_UNSIGNED_LEASE_MS = 5 * 60_000;
/** Whether the holder is still alive. */
function isLeaseActive({ leaseExpiresAtMs, isUnsigned }, nowMs) {
    const remainingMs = leaseExpiresAtMs - nowMs;
    return remainingMs > 0 && remainingMs <= (isUnsigned === true ? MAX_UNSIGNED_LEASE_MS : MAX_LEASE_MS);
}
/**
 * Decides what to do with a request. If a decision leads to no job, the next one applies. The last one is `submit`, `wait`
 * or `superseded`.
 */
function decideClaim(record, claimant) {
    const { digest, service, owner, run, isScheduled, nowMs } = claimant;
    const request = (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .findRequest */ .Rh)(record, (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .requestKey */ .lq)(digest, service));
    const [newestRun] = (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .runsOfOwner */ .b7)(record, owner);
    if (newestRun !== undefined &&
        (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .isNewerRun */ .VZ)(newestRun, run) &&
        (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .commitAskedFor */ .xJ)(request, owner, newestRun) === undefined)
        return [{ kind: 'superseded', run: newestRun }];
    const jobs = request.jobs
        .filter((job) => isScheduled !== true || job.isUnfinished || job.run.id === run.id)
        // Nobody can put a job before our own.
        .toSorted((a, b) => Number((0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__/* .mayCancel */ ._4)(b.provenance)) - Number((0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__/* .mayCancel */ ._4)(a.provenance)));
    const stopping = jobs.find((job) => job.isUnfinished && isStopping(job, nowMs));
    if (stopping !== undefined)
        return [{ kind: 'wait', run: stopping.run, jobId: stopping.id }];
    const decisions = jobs.length > 0 ? [{ kind: 'reuse', jobs }] : [];
    const claims = openClaims(request, claimant);
    // Whoever searches for the job of a dead claim holds a claim, too.
    const alive = claims.find((claim) => isClaimAlive(claim, claimant));
    if (alive !== undefined)
        return [...decisions, { kind: 'wait', run: alive.run }];
    return [...decisions, ...findInterrupted(record, claimant), { kind: 'submit' }];
}
/** The submissions of steps that died before they recorded a job. Only a step with a claim of its own may search for it. */
function findInterrupted(record, claimant) {
    const request = (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .findRequest */ .Rh)(record, (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .requestKey */ .lq)(claimant.digest, claimant.service));
    return openClaims(request, claimant).flatMap((claim) => 
    // Nothing is adopted from a claim that we did not sign.
    claim.isUnsigned === true || claim.submissionStartedAtMs === undefined || isClaimAlive(claim, claimant)
        ? []
        : [
            {
                kind: 'recover',
                owner: claim.owner,
                run: claim.run,
                sinceMs: claim.submissionStartedAtMs,
                // Whoever submits renews its claim before. A step that has ended has no lease.
                untilMs: Math.max(claim.leaseExpiresAtMs, claim.atMs),
                baseline: claim.baseline,
            },
        ]);
}
/** After this time, a step that announced a cancellation has sent it, or has changed its mind. */
const MAX_STOP_MS = 60_000;
/** Whether a step has announced that it cancels this job. To wait for its decision needs no proof, as for a claim. */
function isStopping({ stopAtMs }, nowMs) {
    return stopAtMs !== undefined && Math.abs(nowMs - stopAtMs) < MAX_STOP_MS;
}
/** An attempt starts only after the previous one has ended. */
function isClaimAlive(claim, { run, nowMs }) {
    const hasEnded = claim.run.id === run.id && claim.run.attempt < run.attempt;
    return isLeaseActive(claim, nowMs) && !hasEnded;
}
/** Submissions of other steps whose job is not known. A job that was recorded later settles them. */
function openClaims({ holds, jobs }, { holderId }) {
    return holds.filter(({ submissionStartedAtMs, holderId: other }) => submissionStartedAtMs !== undefined &&
        other !== holderId &&
        !jobs.some(({ atMs, provenance }) => atMs >= submissionStartedAtMs && provenance !== 'unsigned'));
}
/** Submissions under way at this service of other steps of the conversation that go before ours. */
function findEarlierSubmissions({ requests }, claimant) {
    return Object.entries(requests).flatMap(([key, request]) => (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .serviceOfKey */ .E5)(key) === claimant.service
        ? openClaims(request, claimant).filter((claim) => claim.isUnsigned !== true && isClaimAlive(claim, claimant) && goesBefore(claim, claimant))
        : []);
}
function goesBefore(claim, { run, holderId }) {
    return ((0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .compareRuns */ .qB)(claim.run, run) || (claim.holderId < holderId ? -1 : 1)) < 0;
}
/**
 * Whether this step may submit after it has written its claim. `before` and `after`: the request as read before and after
 * that. Whoever was visible before goes first. Of two claims that did not see each other, that of the older run goes first,
 * and not the one in the older comment: a claim moves when comments of one key are merged. `isSlow`: the claim took so
 * long that others may have missed it.
 */
function winsClaim(before, after, claimant, isSlow) {
    const own = after.holds.find(({ holderId }) => holderId === claimant.holderId);
    if (own === undefined)
        return false;
    const knownIds = new Set(before.jobs.map(({ id }) => id));
    if (after.jobs.some(({ id }) => !knownIds.has(id)))
        return false;
    const rivals = openClaims(after, claimant).filter((claim) => isClaimAlive(claim, claimant));
    return rivals.every((rival) => !isSlow && goesFirst(own, rival));
}
function goesFirst(own, rival) {
    const order = (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .compareRuns */ .qB)(own.run, rival.run) || (own.holderId < rival.holderId ? -1 : 1);
    return order < 0;
}
/**
 * Jobs that this step supersedes: unfinished ones that its owner submitted in an older run, for requests that the step
 * does not ask for, and that no other step needs. Nothing if several steps have the same owner. `askedKeys`: of all requests
 * of the step, skipped ones included.
 */
function findObsoleteJobs(record, askedKeys, holder) {
    const { owner, run, service } = holder;
    if (record.ambiguousOwners.includes(owner))
        return [];
    return Object.entries(record.requests)
        .filter(([key]) => !askedKeys.has(key) && (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .serviceOfKey */ .E5)(key) === service)
        .flatMap(([key, request]) => isNeededByOthers(record, request, holder)
        ? []
        : request.jobs
            .filter((job) => job.owner === owner && (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .isNewerRun */ .VZ)(run, job.run) && isCancellable(job))
            .map((job) => ({ key, job })));
}
/**
 * Older jobs of the same owner for the same request. They exist after `reuse: false`, or if the request was replaced
 * during its submission and then restored.
 */
function findDuplicateJobs(record, jobId, holder) {
    const { owner, run, digest, service } = holder;
    const key = (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .requestKey */ .lq)(digest, service);
    const request = (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .findRequest */ .Rh)(record, key);
    if (record.ambiguousOwners.includes(owner) || isNeededByOthers(record, request, holder))
        return [];
    return request.jobs
        .filter((job) => job.owner === owner && job.id !== jobId && (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .isNewerRun */ .VZ)(run, job.run) && isCancellable(job))
        .map((job) => ({ key, job }));
}
const isCancellable = ({ isUnfinished, provenance }) => isUnfinished && (0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__/* .mayCancel */ ._4)(provenance);
/**
 * Whether another owner needs a request: it held it in this run or in the previous run of our owner, or it holds a live
 * lease and its newest run still asks for the request.
 */
function isNeededByOthers(record, { holds }, { owner, run, nowMs }) {
    const previousRun = (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .runsOfOwner */ .b7)(record, owner).find((each) => (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .isNewerRun */ .VZ)(run, each));
    return holds.some((hold) => {
        if (isOwnHold(hold, owner))
            return false;
        const isSibling = hold.run.id === run.id || hold.run.id === previousRun?.id;
        return (isSibling && hold.isUnsigned !== true) || isFollowing(record, hold, nowMs);
    });
}
/** An unsigned hold proves neither its owner nor the order of its runs: a newer run may use another API key. */
function isOwnHold(hold, owner) {
    return hold.owner === owner && hold.isUnsigned !== true;
}
/**
 * Whether a step is alive, and the newest run of its owner still asks for the request. To spare a job needs no proof: another
 * API key may have signed the record of the step.
 */
function isFollowing(record, hold, nowMs) {
    const isNewest = hold.isUnsigned === true || hold.run.id === (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .runsOfOwner */ .b7)(record, hold.owner)[0]?.id;
    return isNewest && isLeaseActive({ ...hold, isUnsigned: false }, nowMs);
}
/** The newest run of the owner, if it is newer than ours and asks for something else, or for another commit. */
function findSuccessor(record, { owner, run, digest, service, commit }) {
    const [newestRun] = (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .runsOfOwner */ .b7)(record, owner);
    if (newestRun === undefined || !(0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .isNewerRun */ .VZ)(newestRun, run))
        return undefined;
    const newCommit = (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .commitAskedFor */ .xJ)((0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .findRequest */ .Rh)(record, (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .requestKey */ .lq)(digest, service)), owner, newestRun);
    return newCommit === commit ? undefined : { run: newestRun, asksForRequest: newCommit !== undefined };
}
/** Whether somebody else works on the request: a newer run of the same step, or another step with a live lease. */
function isFollowedByOthers(record, { owner, run, digest, service, nowMs, holderId }) {
    const { holds } = (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .findRequest */ .Rh)(record, (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .requestKey */ .lq)(digest, service));
    return holds.some((hold) => {
        if (hold.holderId === holderId)
            return false;
        return isOwnHold(hold, owner) ? (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .compareRuns */ .qB)(hold.run, run) > 0 : isFollowing(record, hold, nowMs);
    });
}


/***/ }),

/***/ 809:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BX: () => (/* binding */ findNewestText),
/* harmony export */   FY: () => (/* binding */ findUnreadable),
/* harmony export */   QE: () => (/* binding */ applyUpdate),
/* harmony export */   ZI: () => (/* binding */ extractJobIds),
/* harmony export */   k1: () => (/* binding */ findRecordByJobId),
/* harmony export */   ws: () => (/* binding */ readCommentSet)
/* harmony export */ });
/* harmony import */ var _jobs_job_id_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1909);
/* harmony import */ var _record_codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5359);
/* harmony import */ var _history_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4533);
/* harmony import */ var _merge_records_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7870);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6948);





function readCommentSet(comments, codec) {
    const record = comments
        .map((comment) => (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .readRecordOf */ .Xb)(codec, comment))
        .reduce((all, each) => (0,_merge_records_js__WEBPACK_IMPORTED_MODULE_2__/* .mergeRecords */ .P)(all, each), _record_js__WEBPACK_IMPORTED_MODULE_3__/* .EMPTY_RECORD */ .sU);
    return { comments, record };
}
/** The error of the first of our comments whose record cannot be read: it may name jobs that would be trained again. */
function findUnreadable(comments, codec) {
    for (const { body, url } of comments) {
        const { kind } = codec.decode(body);
        const message = kind === 'newer-version'
            ? `the comment ${url} was written by a newer version of this action. Update the action.`
            : kind === 'damaged'
                ? `the hidden record in the comment ${url} is damaged. Restore the comment from its edit history, or delete it; then its jobs are unknown and may be trained again.`
                : undefined;
        if (message !== undefined)
            return { ok: false, message, isPermanent: true, isNotFound: false };
    }
    return undefined;
}
/** Applies an update to a record. `author` is the run of the new text, undefined if the old text stays. */
function applyUpdate({ savedReport, ...current }, update, author) {
    const run = author ?? current.run;
    const newReport = author === undefined ? savedReport : update.savedReport;
    const isReplaced = author !== undefined && current.run !== undefined && (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .isNewer */ .U4)(author, current.run);
    const replacedJobs = isReplaced ? (update.replacedJobs?.({ ...current, savedReport }) ?? []) : [];
    const history = (0,_history_js__WEBPACK_IMPORTED_MODULE_1__/* .mergeHistory */ .H$)(update.endedJobs, replacedJobs.length > 0 ? replacedJobs : undefined);
    const { requests = {} } = update;
    const merged = (0,_merge_records_js__WEBPACK_IMPORTED_MODULE_2__/* .mergeRecords */ .P)(current, { requests, ambiguousOwners: [], run, history });
    return { ...merged, history: (0,_history_js__WEBPACK_IMPORTED_MODULE_1__/* .completeHistory */ .Cx)(merged), savedReport: newReport };
}
/** The visible text of the newest run. */
function findNewestText(comments, codec) {
    let newest;
    for (const { body } of comments) {
        const { run } = (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .readRecord */ .aE)(codec, body);
        const text = (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutMarker */ .rR)(body);
        const isNewest = newest === undefined || (run && (!newest.run || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .isNewer */ .U4)(run, newest.run)));
        if (isNewest)
            newest = { text, run };
    }
    return newest?.text;
}
/** Ids of jobs in the records and visible texts of these comments, whatever their key. */
function extractJobIds(bodies, codec) {
    const recorded = bodies.flatMap((body) => Object.values((0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .readRecord */ .aE)(codec, body).requests).flatMap(({ jobs }) => jobs));
    const shown = bodies.flatMap((body) => visibleText(body).match(/[\w-]+/g) ?? []);
    return new Set([...recorded.map(({ id }) => id), ...shown.flatMap((word) => shownId(word) ?? [])]);
}
/** Without what escapes Markdown inside of words. */
function visibleText(body) {
    return (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutMarker */ .rR)(body).replace(/[\\\u200b]/g, '');
}
/** Words of a text that are shorter are hardly ids. */
const MIN_SHOWN_ID_LENGTH = 8;
/** A word that may be an id. Taking other words for ids is harmless, because no job has them. */
function shownId(word) {
    return word.length >= MIN_SHOWN_ID_LENGTH && /\d/.test(word) ? (0,_jobs_job_id_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJobId */ .e)(word) : undefined;
}
/**
 * Finds the comment, of any key, whose record contains a job and is signed with our API key. Undefined if there is none
 * or GitHub does not answer.
 */
async function findRecordByJobId(jobId, store, { scope, apiKey, redact }) {
    const result = await store.list();
    if (!result.ok)
        return undefined;
    const found = result.value
        .filter(({ body }) => (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .hasMarker */ .xY)(body))
        .flatMap((comment) => {
        const codec = (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .codecForComment */ .Fy)(comment.body, scope, apiKey, redact);
        const record = codec && (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .readRecord */ .aE)(codec, comment.body);
        return codec && record && containsJob(record, jobId) ? [{ comment, codec, record }] : [];
    });
    if (found.length === 0)
        return undefined;
    const login = await store.viewerLogin();
    return login.ok ? found.find(({ comment }) => comment.author === login.value) : undefined;
}
function containsJob({ requests }, jobId) {
    return Object.values(requests).some(({ jobs }) => jobs.some(({ id, provenance }) => id === jobId && provenance !== 'unsigned'));
}


/***/ }),

/***/ 9657:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gD: () => (/* binding */ CLAIM_SETTLE_MS),
  y2: () => (/* binding */ CommentRecordStore),
  xG: () => (/* binding */ MAX_FAST_WRITE_MS)
});

// EXTERNAL MODULE: ./build/state/merge-records.js
var merge_records = __webpack_require__(7870);
// EXTERNAL MODULE: ./build/state/record.js
var state_record = __webpack_require__(6948);
// EXTERNAL MODULE: ./build/state/record-codec.js + 1 modules
var record_codec = __webpack_require__(5359);
// EXTERNAL MODULE: ./build/state/comment-merge.js
var comment_merge = __webpack_require__(809);
;// CONCATENATED MODULE: ./build/state/comment-reader.js




/** How long a list may miss a write. */
const MAX_READ_LAG_MS = 2_000;
/**
 * Reads our comments on a pull request or issue: those of our key, and what those of other keys recorded. Remembers the
 * comment to write, because a list may miss a new one, and the deleted ones, because it may still show them.
 */
class CommentReader {
    #options;
    #comment;
    #login;
    #deletedIds = new Set();
    #hasReportedForeign = false;
    /** What our comments with other keys contained when they were last read. */
    #otherKeys = state_record/* EMPTY_RECORD */.sU;
    constructor(options) {
        this.#options = options;
        this.#comment = options.comment;
        this.#login = options.comment?.author;
    }
    /** The comment of our key, if there is one. */
    get comment() {
        return this.#comment;
    }
    get otherKeys() {
        return this.#otherKeys;
    }
    /** Call with the comment of our key, as read or written. */
    setComment(comment) {
        this.#comment = comment;
        this.#login = comment.author;
    }
    /** Call when a comment is known to be deleted. */
    setDeleted(id) {
        this.#deletedIds.add(id);
        if (this.#comment?.id === id)
            this.#comment = undefined;
    }
    /** Ids of all jobs in our comments of the conversation; empty if GitHub does not answer. */
    async recordedJobIds() {
        const { store, codec } = this.#options;
        const all = await store.list();
        if (!all.ok)
            return new Set();
        const marked = all.value.filter(({ body }) => (0,record_codec/* hasMarker */.xY)(body));
        if (marked.length === 0)
            return new Set();
        if (!(await this.#readLogin()).ok)
            return new Set();
        const bodies = marked.filter(({ author }) => author === this.#login).map(({ body }) => body);
        return (0,comment_merge/* extractJobIds */.ZI)(bodies, codec);
    }
    /** Reads the known comment, or all comments if none is known. */
    async readKnown() {
        if (this.#comment === undefined)
            return this.readAll();
        const result = await this.#options.store.get(this.#comment.id);
        if (!result.ok)
            return result.isNotFound ? this.readAll() : result;
        return this.#options.codec.matches(result.value.body)
            ? this.#toCommentSet([result.value])
            : this.readAll();
    }
    /** Reads all comments of the conversation. One counts as deleted only if it is missing in the list, too. */
    async readAll(isRetry = false) {
        const { store, codec, clock } = this.#options;
        const result = await store.list();
        if (!result.ok)
            return result;
        const candidates = result.value.filter(({ id, body }) => (0,record_codec/* hasMarker */.xY)(body) && !this.#deletedIds.has(id));
        if (candidates.length === 0)
            return this.#addKnown([]);
        // Anybody can write our marker, so check the author. Request our login only when there is something to check.
        const login = await this.#readLogin();
        if (!login.ok)
            return login;
        const [own, foreign] = [true, false].map((isOwn) => candidates.filter(({ author }) => (author === login.value) === isOwn));
        this.#reportForeign(foreign);
        const unreadable = (0,comment_merge/* findUnreadable */.FY)(own, codec);
        if (unreadable)
            return unreadable;
        this.#otherKeys = this.#mergeOtherKeys(own.filter(({ body }) => !codec.matches(body)));
        const [oldest, ...others] = own.filter(({ body }) => codec.matches(body)).sort((a, b) => a.id - b.id);
        if (oldest === undefined)
            return this.#addKnown([]);
        // Read the comment to be overwritten again: the list may be outdated.
        const latest = await this.reread(oldest.id);
        if (latest.ok)
            return this.#addKnown([latest.value, ...others]);
        if (!latest.isNotFound)
            return latest;
        // Either it was deleted, and the list will soon say so, or this is not to be believed.
        if (isRetry)
            return { ...latest, isPermanent: false };
        await clock.sleep(MAX_READ_LAG_MS);
        return this.readAll(true);
    }
    #mergeOtherKeys(comments) {
        return comments
            .map((comment) => (0,record_codec/* readRecordOf */.Xb)(this.#options.codec, comment))
            .reduce((all, each) => (0,merge_records/* mergeRecords */.P)(all, each), state_record/* EMPTY_RECORD */.sU);
    }
    /** Our key signed the comment, but another login wrote it: the workflow has changed its token. */
    #reportForeign(comments) {
        const { codec, onForeignRecord } = this.#options;
        const foreign = comments.find(({ body }) => {
            const decoded = codec.decode(body);
            return decoded.kind === 'record' && decoded.isSigned;
        });
        if (foreign === undefined || this.#hasReportedForeign)
            return;
        this.#hasReportedForeign = true;
        onForeignRecord?.(foreign);
    }
    async #readLogin() {
        if (this.#login !== undefined)
            return { ok: true, value: this.#login };
        const result = await this.#options.store.viewerLogin();
        if (result.ok)
            this.#login = result.value;
        return result;
    }
    /** Reads a comment, a second time after a 404. */
    async reread(id) {
        const first = await this.#options.store.get(id);
        return first.ok || !first.isNotFound ? first : this.#options.store.get(id);
    }
    /** Adds our comment, which the list may miss just after its creation. If GitHub does not find it either, it was deleted. */
    async #addKnown(listed) {
        const known = this.#comment;
        if (known === undefined || listed.some(({ id }) => id === known.id))
            return this.#toCommentSet(listed);
        const result = await this.reread(known.id);
        if (!result.ok && !result.isNotFound)
            return result;
        // A new one takes its place.
        if (!result.ok)
            this.setDeleted(known.id);
        return this.#toCommentSet(result.ok ? [...listed, result.value].sort((a, b) => a.id - b.id) : listed);
    }
    #toCommentSet(comments) {
        const { codec } = this.#options;
        return (0,comment_merge/* findUnreadable */.FY)(comments, codec) ?? { ok: true, value: (0,comment_merge/* readCommentSet */.ws)(comments, codec) };
    }
}

// EXTERNAL MODULE: ./build/state/shown-plans.js
var shown_plans = __webpack_require__(3273);
;// CONCATENATED MODULE: ./build/state/comment-record-store.js






/** Longest time from the read that a claim is based on to its write, for which CLAIM_SETTLE_MS is enough. */
const MAX_FAST_WRITE_MS = 2_000;
/** After this time, two concurrent claims are visible to both claimants. */
const CLAIM_SETTLE_MS = 2 * MAX_READ_LAG_MS + MAX_FAST_WRITE_MS;
/** A slow claim may have overwritten another one. Wait until that claimant has its job. */
const SLOW_CLAIM_SETTLE_MS = 30_000;
const MAX_ROUNDS = 4;
const RECORD_FULL = {
    ok: false,
    isNotFound: false,
    isPermanent: true,
    message: 'the comment has no room for the record of another job. Open a new pull request, or set `comment-key` to start another comment',
};
/**
 * The record of a conversation, kept in the markers of our comments. Every key has its own comment, and a step writes only
 * that of its key, but reads all. Every write merges the current state of the comment, and several comments of one key are
 * merged into the oldest. Calls are queued, so that claims and reports never interleave.
 */
class CommentRecordStore {
    #options;
    #reader;
    /** All texts that this step has written. */
    #ownTexts = new Set();
    #lastWriteMs = -Infinity;
    /** Whether the last write found several comments or changed one. */
    #needsAnotherRound = false;
    /** Whether the last write found that the comment did not have its holds, in their version. */
    #wasOverwritten = false;
    #queue = Promise.resolve();
    #listeners = [];
    #createClaimUpdate = () => ({});
    constructor(options) {
        this.#options = options;
        this.#reader = new CommentReader(options);
    }
    /** Undefined until there is a comment. */
    get url() {
        return this.#reader.comment?.url;
    }
    /** Without an API key, nothing can be signed. */
    get canSign() {
        return this.#options.codec.encode !== undefined;
    }
    subscribe(listener) {
        this.#listeners.push(listener);
    }
    /** Reads all comments of the conversation. */
    read() {
        return this.#enqueue(() => this.#readRecord());
    }
    /** Reads without waiting for queued calls. */
    async readNow() {
        return this.#notify(this.#withOtherKeys(await this.#readRecord()));
    }
    /** Ids of all jobs in our comments; empty if GitHub does not answer. */
    recordedJobIds() {
        return this.#reader.recordedJobIds();
    }
    /** Applies an update to the comment. Resolves to the new record. */
    write(update) {
        return this.#enqueue(() => this.#write(update));
    }
    /** Sets what the first write of a record shows. */
    prepare(createUpdate) {
        this.#createClaimUpdate = createUpdate;
    }
    /**
     * Writes a claim, waits until all concurrent claims are visible, and resolves to the record of that moment. Its holder
     * may submit.
     */
    async acquire({ readMs, ...update }) {
        let isSlow = false;
        const result = await this.#enqueue(async () => {
            const { clock } = this.#options;
            const startMs = readMs ?? clock.now();
            const claim = { ...this.#createClaimUpdate(), ...update, isClaim: true, scanAll: true };
            const written = await this.#write(claim);
            if (!written.ok)
                return written;
            isSlow = clock.now() - startMs > MAX_FAST_WRITE_MS;
            await clock.sleep(isSlow ? SLOW_CLAIM_SETTLE_MS : CLAIM_SETTLE_MS);
            const settled = await this.#write({ requests: update.requests, scanAll: true });
            if (settled.ok && this.#wasOverwritten) {
                // Whoever did that has not seen the claim. So it counts as new, and gives way to every other one.
                isSlow = true;
                await clock.sleep(SLOW_CLAIM_SETTLE_MS);
            }
            return this.#writeUntilStable({ requests: update.requests }, MAX_READ_LAG_MS);
        });
        return result.ok ? { ok: true, value: { record: result.value, isSlow } } : result;
    }
    /**
     * Merges all comments of the key into one and makes sure that it contains this update: GitHub has no conditional
     * writes, so a concurrent writer may have overwritten ours.
     */
    mergeDuplicates(update = {}) {
        return this.#enqueue(async () => {
            const { clock, run } = this.#options;
            const ageMs = clock.now() - this.#lastWriteMs;
            if (ageMs === Infinity)
                return { ok: true, value: state_record/* EMPTY_RECORD */.sU };
            if (ageMs < CLAIM_SETTLE_MS)
                await clock.sleep(CLAIM_SETTLE_MS - ageMs);
            // Keep a text of another step of this run.
            const shouldReplaceText = (currentText, author) => (author === undefined || (0,state_record/* isNewer */.U4)(run, author) || this.#ownTexts.has(currentText ?? '')) &&
                (update.shouldReplaceText?.(currentText, author) ?? true);
            return this.#writeUntilStable({ ...update, shouldReplaceText }, CLAIM_SETTLE_MS);
        });
    }
    async #writeUntilStable(update, delayMs) {
        for (let round = 1;; round++) {
            const result = await this.#write({ ...update, scanAll: true, deleteDuplicates: round > 1 });
            const isDone = result.ok ? !this.#needsAnotherRound : result.isPermanent;
            if (isDone || round === MAX_ROUNDS)
                return result;
            await this.#options.clock.sleep(delayMs);
        }
    }
    #enqueue(task) {
        const result = this.#queue.then(async () => this.#notify(this.#withOtherKeys(await task())));
        this.#queue = result.catch(() => undefined);
        return result;
    }
    #notify(result) {
        for (const listener of this.#listeners)
            listener(result);
        return result;
    }
    /** Text, report and history stay those of our own comment. */
    #withOtherKeys(result) {
        if (!result.ok)
            return result;
        const { run, savedReport, history } = result.value;
        const merged = (0,merge_records/* mergeRecords */.P)(result.value, this.#reader.otherKeys);
        return { ok: true, value: { ...merged, run, savedReport, history } };
    }
    async #readRecord() {
        const set = await this.#reader.readAll();
        return set.ok ? { ok: true, value: set.value.record } : set;
    }
    async #write(update, isRetry = false) {
        const set = update.scanAll ? await this.#reader.readAll() : await this.#reader.readKnown();
        if (!set.ok)
            return set;
        const { codec } = this.#options;
        const { comments } = set.value;
        const [oldest] = comments;
        const isRecordOnly = update.text === undefined && Object.keys(update.requests ?? {}).length > 0;
        // A record needs a comment, also before there is anything to report.
        if (oldest === undefined && isRecordOnly) {
            const first = { ...this.#createClaimUpdate(), ...update };
            if (first.text !== undefined)
                return this.#write(first, isRetry);
        }
        this.#wasOverwritten = !containsHolds(set.value.record, update.requests);
        const replacesText = update.text !== undefined && this.#mayReplaceText(update, set.value);
        const applied = (0,comment_merge/* applyUpdate */.QE)(set.value.record, update, replacesText ? this.#options.run : undefined);
        const text = replacesText ? this.#renderOwnText(update, applied) : (0,comment_merge/* findNewestText */.BX)(comments, codec);
        const newText = replacesText ? text : undefined;
        const record = this.#recordDisplay(applied, update.display, newText, comments.length);
        const success = { ok: true, value: record };
        if (text === undefined)
            return success;
        const body = this.#bodyFor({ record, text }, oldest, update.isClaim);
        if (body === undefined)
            return RECORD_FULL;
        this.#needsAnotherRound = (comments.length > 1 && codec.encode !== undefined) || oldest?.body !== body;
        if (oldest === undefined)
            return this.#applyWrite(await this.#options.store.create(body), record);
        this.#reader.setComment(oldest);
        if (oldest.body !== body) {
            const updated = this.#applyWrite(await this.#options.store.update(oldest.id, body), record);
            if (!updated.ok && (!updated.isNotFound || isRetry))
                return updated;
            if (!updated.ok) {
                const latest = await this.#reader.reread(oldest.id);
                return latest.ok || latest.isNotFound ? this.#write(update, true) : latest;
            }
        }
        if (codec.encode && update.deleteDuplicates && oldest.body === body)
            await this.#removeUnchanged(comments.slice(1));
        return success;
    }
    /** Records what the comment shows from now on. `newText`: absent if its text stays. */
    #recordDisplay(record, display, newText, commentCount) {
        if (record.shownPlans === undefined && display?.needsApproval !== true)
            return record;
        const nowMs = this.#githubTime();
        // Of several comments, each has shown something else.
        const known = commentCount > 1 ? (0,shown_plans/* closePlans */.Dh)(record, nowMs) : record;
        if (newText === undefined)
            return known;
        const { keyHash } = this.#options.codec;
        return display === undefined
            ? (0,shown_plans/* closePlans */.Dh)(known, nowMs)
            : (0,shown_plans/* showPlan */.tN)(known, display, { key: keyHash, text: newText, nowMs });
    }
    /** Deletes the comments that have not changed since they were read. */
    async #removeUnchanged(comments) {
        const { store } = this.#options;
        this.#needsAnotherRound = false;
        for (const { id, body } of comments) {
            const latest = await store.get(id);
            const result = latest.ok && latest.value.body === body ? await store.remove(id) : latest;
            const isNotFound = result.ok ? result.value === undefined : result.isNotFound;
            if (isNotFound)
                this.#reader.setDeleted(id);
            else
                this.#needsAnotherRound = true;
        }
    }
    /** An older run never replaces the text of a newer one. */
    #mayReplaceText({ shouldReplaceText }, { comments, record }) {
        if (record.run !== undefined && (0,state_record/* isNewer */.U4)(record.run, this.#options.run))
            return false;
        return shouldReplaceText?.((0,comment_merge/* findNewestText */.BX)(comments, this.#options.codec), record.run) ?? true;
    }
    #renderOwnText({ text = '' }, { history = [] }) {
        const rendered = typeof text === 'string' ? text : text(history);
        this.#ownTexts.add(rendered);
        return rendered;
    }
    /** Undefined if the record has no room. */
    #bodyFor({ record, text }, existing, isClaim) {
        const toBody = (each) => {
            const marker = this.#markerFor(each, existing, isClaim);
            return marker === undefined ? undefined : `${marker}\n${text}`;
        };
        const body = toBody(record);
        const isUnchanged = body !== undefined && body === existing?.body;
        return isUnchanged || record.shownPlans === undefined
            ? body
            : toBody({ ...record, writtenAtMs: this.#githubTime() });
    }
    #githubTime() {
        return this.#options.githubTime?.() ?? this.#options.clock.wall();
    }
    #markerFor(record, existing, isClaim) {
        const { codec } = this.#options;
        if (codec.encode)
            return codec.encode(record, { isClaim });
        return existing === undefined ? `${codec.prefix} -->` : (0,record_codec/* extractMarker */.En)(existing.body);
    }
    #applyWrite(result, record) {
        if (!result.ok)
            return result;
        this.#lastWriteMs = this.#options.clock.now();
        this.#reader.setComment(result.value);
        return { ok: true, value: record };
    }
}
/** Whether a record has these holds, in the same version or a later one. */
function containsHolds({ requests }, written = {}) {
    return Object.entries(written).every(([key, { holds }]) => holds.every(({ holderId, atMs }) => requests[key]?.holds.some((hold) => hold.holderId === holderId && hold.atMs >= atMs)));
}


/***/ }),

/***/ 4533:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cx: () => (/* binding */ completeHistory),
/* harmony export */   H$: () => (/* binding */ mergeHistory),
/* harmony export */   _0: () => (/* binding */ limitHistory)
/* harmony export */ });
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6948);

const MAX_ENTRIES = 50;
/** What says most about the end of a job comes first. */
const MOST_CERTAIN = ['succeeded', 'failed', 'superseded', 'cancelled'];
/** Merges two histories by job. Commutative; associative and idempotent as long as nothing has to be dropped. */
function mergeHistory(a, b) {
    if (a === undefined && b === undefined)
        return undefined;
    const byJob = new Map();
    for (const entry of [...(a ?? []), ...(b ?? [])]) {
        const known = byJob.get(entry.jobId);
        byJob.set(entry.jobId, known === undefined || compareCertainty(entry, known) < 0 ? entry : known);
    }
    return limitHistory([...byJob.values()], MAX_ENTRIES);
}
/** Completes the entries of jobs that had not ended when their report was replaced, from the record of these jobs. */
function completeHistory(record) {
    const jobs = new Map(Object.values(record.requests).flatMap((request) => request.jobs.map((job) => [job.id, job])));
    return record.history?.map((entry) => {
        const job = entry.outcome === 'running' ? jobs.get(entry.jobId) : undefined;
        if (job === undefined || job.isUnfinished)
            return entry;
        return job.outputModel === undefined
            ? { ...entry, outcome: 'superseded' }
            : { ...entry, outcome: 'succeeded', result: job.outputModel };
    });
}
/** Keeps the newest entries, and drops the successes last. Returns them newest first. */
function limitHistory(entries, maxEntries) {
    const isSuccess = ({ outcome }) => outcome === 'succeeded';
    const byValue = entries.toSorted((a, b) => Number(isSuccess(b)) - Number(isSuccess(a)) || compareAge(a, b));
    return byValue.slice(0, maxEntries).sort(compareAge);
}
function compareAge(a, b) {
    return b.endedAtMs - a.endedAtMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(a.jobId, b.jobId);
}
/** Of two entries of one job: the end that is known for certain, as it was seen first. */
function compareCertainty(a, b) {
    return rank(a) - rank(b) || a.endedAtMs - b.endedAtMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(JSON.stringify(a), JSON.stringify(b));
}
function rank({ outcome }) {
    const index = MOST_CERTAIN.indexOf(outcome);
    return index < 0 ? MOST_CERTAIN.length : index;
}


/***/ }),

/***/ 7870:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ mergeRecords),
/* harmony export */   x: () => (/* binding */ mergeRequests)
/* harmony export */ });
/* harmony import */ var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7361);
/* harmony import */ var _history_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4533);
/* harmony import */ var _shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3273);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6948);




/**
 * Merges what two comments, or two versions of one, say. Commutative. Associative and idempotent as long as nothing has to
 * be dropped, so that steps that read in any order agree.
 */
function mergeRecords(a, b) {
    const keys = [...new Set([...Object.keys(a.requests), ...Object.keys(b.requests)])].sort();
    const requests = Object.fromEntries(keys.map((key) => [
        key,
        mergeRequests((0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .findRequest */ .Rh)(a, key), (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .findRequest */ .Rh)(b, key)),
    ]));
    const merged = { requests, ambiguousOwners: [] };
    const ambiguousOwners = new Set([
        ...a.ambiguousOwners,
        ...b.ambiguousOwners,
        ...findAmbiguousOwners(merged),
    ]);
    return pruneHolds({
        ...merged,
        ambiguousOwners: [...ambiguousOwners].sort(),
        ...pickNewerReport(a, b),
        history: (0,_history_js__WEBPACK_IMPORTED_MODULE_1__/* .mergeHistory */ .H$)(a.history, b.history),
        shownPlans: (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__/* .mergeShownPlans */ .MP)(a.shownPlans, b.shownPlans),
        writtenAtMs: later(a.writtenAtMs, b.writtenAtMs),
    });
}
/** The newer run wins, or the later report if both are of one run. */
function pickNewerReport(a, b) {
    const order = (a.run && b.run
        ? (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareRuns */ .qB)(a.run, b.run)
        : Number(a.run !== undefined) - Number(b.run !== undefined)) ||
        (a.savedReport?.atMs ?? -Infinity) - (b.savedReport?.atMs ?? -Infinity) ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(JSON.stringify(a.savedReport ?? ''), JSON.stringify(b.savedReport ?? ''));
    const { run, savedReport } = order >= 0 ? a : b;
    return { run, savedReport };
}
function mergeRequests(a, b) {
    return { holds: mergeHolds(a.holds, b.holds), jobs: mergeJobs(a.jobs, b.jobs) };
}
function mergeHolds(as, bs) {
    const byHolder = new Map();
    for (const hold of [...as, ...bs]) {
        const known = byHolder.get(hold.holderId);
        byHolder.set(hold.holderId, known === undefined ? hold : laterVersion(known, hold));
    }
    return [...byHolder.values()].sort((a, b) => (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareRuns */ .qB)(b.run, a.run) || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(a.holderId, b.holderId));
}
/** A signed version beats an unsigned one, whatever their times. */
function laterVersion(a, b) {
    const isUnsigned = (hold) => hold.isUnsigned === true;
    if (isUnsigned(a) !== isUnsigned(b))
        return isUnsigned(a) ? b : a;
    const order = a.atMs - b.atMs ||
        a.leaseExpiresAtMs - b.leaseExpiresAtMs ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(JSON.stringify(a), JSON.stringify(b));
    return order >= 0 ? a : b;
}
/** Failed and cancelled jobs to keep per request. Unfinished and successful ones are always kept. */
const MAX_UNSUCCESSFUL_JOBS = 5;
/** The same for jobs with a price, which a budget adds up. */
const MAX_PRICED_JOBS = 50;
function mergeJobs(as, bs) {
    const byId = new Map();
    for (const job of [...as, ...bs]) {
        const known = byId.get(job.id);
        byId.set(job.id, known === undefined ? job : mergeJob(known, job));
    }
    let unsuccessfulCount = 0;
    let pricedCount = 0;
    const isKept = ({ price }) => price === undefined ? ++unsuccessfulCount <= MAX_UNSUCCESSFUL_JOBS : ++pricedCount <= MAX_PRICED_JOBS;
    return [...byId.values()]
        .sort((a, b) => b.atMs - a.atMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(a.id, b.id))
        .filter((job) => job.isUnfinished || job.outputModel !== undefined || isKept(job));
}
/**
 * A signed record beats an unsigned one, which can not even say that the job has ended. Otherwise the earlier record wins,
 * because its run submitted the job, and an ended job stays ended.
 */
function mergeJob(a, b) {
    const isUnsigned = ({ provenance }) => provenance === 'unsigned';
    if (isUnsigned(a) !== isUnsigned(b))
        return isUnsigned(a) ? b : a;
    const [first] = [a, b].sort((x, y) => x.atMs - y.atMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(JSON.stringify(x), JSON.stringify(y)));
    return {
        ...first,
        createdAtS: first.createdAtS ?? a.createdAtS ?? b.createdAtS,
        isUnfinished: a.isUnfinished && b.isUnfinished,
        provenance: (0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__/* .betterProvenance */ .Kq)(a.provenance, b.provenance),
        price: first.price ?? a.price ?? b.price,
        approval: first.approval ?? a.approval ?? b.approval,
        outputModel: first.outputModel ?? a.outputModel ?? b.outputModel,
        replacedBy: first.replacedBy ?? a.replacedBy ?? b.replacedBy,
        leavesOnSuperseded: a.leavesOnSuperseded ?? b.leavesOnSuperseded,
        stopAtMs: later(a.stopAtMs, b.stopAtMs),
        missingSinceMs: later(a.missingSinceMs, b.missingSinceMs),
    };
}
function later(a, b) {
    return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
/** Two steps of one attempt with the same owner. Several specs of one step have one holder. */
function findAmbiguousOwners(record) {
    const holderIds = new Map();
    const ambiguous = [];
    for (const { holds } of Object.values(record.requests)) {
        for (const { owner, run, holderId, isUnsigned } of holds) {
            if (isUnsigned === true)
                continue;
            const attempt = JSON.stringify([owner, run]);
            const known = holderIds.get(attempt);
            if (known !== undefined && known !== holderId)
                ambiguous.push(owner);
            holderIds.set(attempt, holderId);
        }
    }
    return ambiguous;
}
/** Keeps the holds of each owner's newest and previous run, and of unfinished submissions. */
function pruneHolds(record) {
    const owners = new Set(Object.values(record.requests).flatMap(({ holds }) => holds.map(({ owner }) => owner)));
    const kept = new Map([...owners].map((owner) => [
        owner,
        (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .runsOfOwner */ .b7)(record, owner)
            .slice(0, 2)
            .map(({ id }) => id),
    ]));
    const isKept = ({ owner, run, submissionStartedAtMs, isUnsigned }) => submissionStartedAtMs !== undefined || isUnsigned === true || kept.get(owner)?.includes(run.id) === true;
    return (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .mapRequests */ .zo)(record, ({ holds, jobs }) => ({ holds: holds.filter(isKept), jobs }));
}


/***/ }),

/***/ 1800:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ packFirstThatFits),
/* harmony export */   l: () => (/* binding */ unpack)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_0__);

/** Larger than any genuine data; protects against decompression bombs. */
const MAX_INFLATED_BYTES = 1024 * 1024;
/**
 * Compresses the first of ever smaller versions of a value whose base64 has at most `maxLength` characters. Undefined if
 * none of them fits. `redact` removes secrets that the service may have echoed.
 */
function packFirstThatFits(versions, encode, { maxLength, redact }) {
    for (const version of versions) {
        const json = Buffer.from(redact(JSON.stringify(encode(version))));
        // Repetitive data compresses well, but `unpack` rejects it.
        if (json.length > MAX_INFLATED_BYTES)
            continue;
        const packed = (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.deflateRawSync)(json).toString('base64');
        if (packed.length <= maxLength)
            return packed;
    }
    return undefined;
}
/** Returns the JSON value; undefined if it is damaged. */
function unpack(packed) {
    try {
        const json = (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.inflateRawSync)(Buffer.from(packed, 'base64'), { maxOutputLength: MAX_INFLATED_BYTES });
        return JSON.parse(json.toString('utf8'));
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 5359:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Fy: () => (/* binding */ codecForComment),
  LJ: () => (/* binding */ createCodec),
  En: () => (/* binding */ extractMarker),
  xY: () => (/* binding */ hasMarker),
  s8: () => (/* binding */ markerKey),
  aE: () => (/* binding */ readRecord),
  Xb: () => (/* binding */ readRecordOf),
  rR: () => (/* binding */ withoutMarker)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/state/codec.js
var codec = __webpack_require__(8691);
// EXTERNAL MODULE: ./build/jobs/job-id.js
var job_id = __webpack_require__(1909);
// EXTERNAL MODULE: ./build/state/job-state-codec.js + 1 modules
var job_state_codec = __webpack_require__(3976);
;// CONCATENATED MODULE: ./build/state/comment-record-codec.js



/** A record of another version cannot be decoded. */
const VERSION = 1;
const run = (0,codec/* object */.Ik)({ id: (0,codec/* required */.mw)('id', codec/* text */.Qq), attempt: (0,codec/* required */.mw)('try', codec/* number */.ai) });
const jobId = (0,codec/* literal */.eu)((json) => json !== undefined && (0,job_id/* parseJobId */.e)(json) === json);
const price = (0,codec/* literal */.eu)((json) => typeof json === 'number' && json >= 0);
const baseline = (0,codec/* object */.Ik)({
    sinceS: (0,codec/* required */.mw)('since', codec/* number */.ai),
    knownIds: (0,codec/* required */.mw)('known', (0,codec/* list */.p_)(jobId)),
});
const hold = (0,codec/* object */.Ik)({
    holderId: (0,codec/* required */.mw)('holder', codec/* text */.Qq),
    owner: (0,codec/* required */.mw)('by', codec/* text */.Qq),
    run: (0,codec/* required */.mw)('run', run),
    commit: (0,codec/* required */.mw)('sha', codec/* text */.Qq),
    label: (0,codec/* required */.mw)('l', codec/* text */.Qq),
    atMs: (0,codec/* required */.mw)('at', codec/* number */.ai),
    leaseExpiresAtMs: (0,codec/* required */.mw)('until', codec/* number */.ai),
    submissionStartedAtMs: (0,codec/* optional */.lq)('sent', codec/* number */.ai),
    baseline: (0,codec/* optional */.lq)('before', baseline),
    price: (0,codec/* optional */.lq)('price', price),
    jobId: (0,codec/* optional */.lq)('job', jobId),
    hasEnded: (0,codec/* optional */.lq)('done', codec/* mark */.Gy),
    leavesOnCancel: (0,codec/* optional */.lq)('leave', codec/* mark */.Gy),
    isUnsigned: (0,codec/* optional */.lq)('unsigned', codec/* flag */.Jt),
});
const shownPlan = (0,codec/* object */.Ik)({
    key: (0,codec/* required */.mw)('key', codec/* text */.Qq),
    digests: (0,codec/* required */.mw)('d', (0,codec/* list */.p_)(codec/* text */.Qq)),
    hidden: (0,codec/* required */.mw)('also', (0,codec/* list */.p_)(codec/* text */.Qq)),
    isPartial: (0,codec/* required */.mw)('part', codec/* flag */.Jt),
    sinceMs: (0,codec/* required */.mw)('from', codec/* number */.ai),
    untilMs: (0,codec/* optional */.lq)('until', codec/* number */.ai),
    pushers: (0,codec/* required */.mw)('by', (0,codec/* list */.p_)(codec/* text */.Qq)),
    firstCommits: (0,codec/* required */.mw)('sha', (0,codec/* list */.p_)(codec/* text */.Qq)),
    commits: (0,codec/* required */.mw)('shas', (0,codec/* list */.p_)(codec/* text */.Qq)),
    textHash: (0,codec/* optional */.lq)('text', codec/* text */.Qq),
});
const recordedJob = (0,codec/* object */.Ik)({
    id: (0,codec/* required */.mw)('id', jobId),
    owner: (0,codec/* required */.mw)('by', codec/* text */.Qq),
    run: (0,codec/* required */.mw)('run', run),
    atMs: (0,codec/* required */.mw)('at', codec/* number */.ai),
    createdAtS: (0,codec/* optional */.lq)('c', codec/* number */.ai),
    isUnfinished: (0,codec/* required */.mw)('open', codec/* flag */.Jt),
    provenance: (0,codec/* required */.mw)('p', job_state_codec/* provenance */.aH),
    keyId: (0,codec/* optional */.lq)('key', codec/* text */.Qq),
    submittedBy: (0,codec/* optional */.lq)('who', codec/* text */.Qq),
    price: (0,codec/* optional */.lq)('price', price),
    approval: (0,codec/* optional */.lq)('ok', job_state_codec/* approval */.SH),
    outputModel: (0,codec/* optional */.lq)('o', codec/* text */.Qq),
    replacedBy: (0,codec/* optional */.lq)('next', codec/* text */.Qq),
    leavesOnSuperseded: (0,codec/* optional */.lq)('leave', codec/* mark */.Gy),
    stopAtMs: (0,codec/* optional */.lq)('stop', codec/* number */.ai),
    missingSinceMs: (0,codec/* optional */.lq)('gone', codec/* number */.ai),
});
const requestRecord = (0,codec/* object */.Ik)({
    holds: (0,codec/* required */.mw)('holds', (0,codec/* list */.p_)(hold)),
    jobs: (0,codec/* required */.mw)('jobs', (0,codec/* list */.p_)(recordedJob)),
});
const savedReport = (0,codec/* object */.Ik)({
    atMs: (0,codec/* required */.mw)('at', codec/* number */.ai),
    report: (0,codec/* optional */.lq)('report', codec/* anyJson */.P8),
});
const historyEntry = (0,codec/* object */.Ik)({
    jobId: (0,codec/* required */.mw)('id', jobId),
    label: (0,codec/* required */.mw)('l', codec/* text */.Qq),
    outcome: (0,codec/* required */.mw)('o', job_state_codec/* outcome */.bu),
    result: (0,codec/* optional */.lq)('r', codec/* text */.Qq),
    changed: (0,codec/* optional */.lq)('x', codec/* text */.Qq),
    durationMs: (0,codec/* optional */.lq)('d', codec/* number */.ai),
    endedAtMs: (0,codec/* required */.mw)('at', codec/* number */.ai),
});
/** The data of one comment key, in the marker of its comment. */
const commentRecord = (0,codec/* versioned */.iF)(VERSION, (0,codec/* object */.Ik)({
    run: (0,codec/* optional */.lq)('run', run),
    savedReport: (0,codec/* optional */.lq)('report', savedReport),
    requests: (0,codec/* required */.mw)('requests', (0,codec/* dictionary */.zz)(requestRecord)),
    ambiguousOwners: (0,codec/* required */.mw)('shared', (0,codec/* list */.p_)(codec/* text */.Qq)),
    history: (0,codec/* optional */.lq)('past', (0,codec/* list */.p_)(historyEntry)),
    shownPlans: (0,codec/* optional */.lq)('plans', (0,codec/* list */.p_)(shownPlan)),
    writtenAtMs: (0,codec/* optional */.lq)('written', codec/* number */.ai),
}));

// EXTERNAL MODULE: ./build/state/history.js
var state_history = __webpack_require__(4533);
// EXTERNAL MODULE: ./build/state/shown-plans.js
var shown_plans = __webpack_require__(3273);
// EXTERNAL MODULE: ./build/state/pack.js
var pack = __webpack_require__(1800);
// EXTERNAL MODULE: ./build/state/record.js
var state_record = __webpack_require__(6948);
;// CONCATENATED MODULE: ./build/state/record-codec.js






/** Start of the marker of every version. The version, the conversation and the key hash follow in clear text. */
const MARKER_NAME = 'forge-training-job ';
const MARKER_START = `<!-- ${MARKER_NAME}`;
const record_codec_VERSION = 1;
const MARKER_HEAD = /<!-- forge-training-job (?:v(\d+)(?: ([^\s#]+#\d+)(?=\s))?)?/;
const MARKER = /^<!-- forge-training-job v1 ([^\s#]+#\d+) ([0-9a-f]{32})(?: (\S+)(?: (\S+))?)? -->/;
/** In characters. A comment may have 65,536, of which the text takes up to 48,000. */
const MAX_RECORD_LENGTH = 17_000;
/** With room for the jobs that follow. */
const MAX_CLAIM_LENGTH = 16_000;
/** Hexadecimal digits. */
const KEY_HASH_LENGTH = 32;
/**
 * Creates the codec of a comment key. Records are signed (HMAC-SHA256) with a key derived from the API key, because
 * every workflow of the repository can write comments under our login. `scope` is the conversation,
 * `<repository>#<number>`; it is part of the marker and of the signature. `redact` removes secrets that the service may have
 * echoed: the marker is hidden, but readable.
 */
function createCodec(key, scope, apiKey, redact = (text) => text) {
    const keyHash = (0,external_node_crypto_.createHash)('sha256').update(key).digest('hex').slice(0, KEY_HASH_LENGTH);
    return codecForKeyHash(keyHash, scope, apiKey, redact);
}
/** The codec of the key of a comment; undefined if the comment has no readable marker of this conversation. */
function codecForComment(body, scope, apiKey, redact) {
    const marker = parseMarker(body);
    return marker?.scope === scope ? codecForKeyHash(marker.keyHash, scope, apiKey, redact) : undefined;
}
function codecForKeyHash(keyHash, scope, apiKey, redact) {
    const prefix = `${MARKER_START}v${record_codec_VERSION} ${scope} ${keyHash}`;
    const secret = apiKey && (0,external_node_crypto_.createHmac)('sha256', apiKey).update('forge-training-job record').digest();
    const sign = (payload, hash) => secret ? (0,external_node_crypto_.createHmac)('sha256', secret).update(`${scope}\n${hash}\n${payload}`).digest('base64url') : '';
    return {
        prefix,
        keyHash,
        encode: secret
            ? (record, { isClaim = false } = {}) => {
                const limits = { maxLength: isClaim ? MAX_CLAIM_LENGTH : MAX_RECORD_LENGTH, redact };
                const payload = (0,pack/* packFirstThatFits */.N)(reductions(record), (each) => commentRecord.encode(each), limits);
                return payload && `${prefix} ${payload} ${sign(payload, keyHash)} -->`;
            }
            : undefined,
        decode(body) {
            const { version, scope: markedScope } = parseHead(body) ?? {};
            if (version === undefined)
                return { kind: isCutMarker(body, scope) ? 'damaged' : 'none' };
            if (markedScope !== undefined && markedScope !== scope)
                return { kind: 'other-conversation' };
            if (version > record_codec_VERSION)
                return { kind: 'newer-version' };
            const { payload, signature = '', keyHash: hash = '' } = parseMarker(body) ?? { payload: '' };
            // A comment that was written without an API key.
            if (payload === undefined)
                return { kind: 'record', record: state_record/* EMPTY_RECORD */.sU, isSigned: false };
            const record = commentRecord.decode((0,pack/* unpack */.l)(payload));
            if (record === undefined)
                return { kind: 'damaged' };
            const isSigned = secret !== undefined && secret !== '' && isEqual(signature, sign(payload, hash));
            return isSigned
                ? { kind: 'record', record: (0,shown_plans/* endEditedPlans */.d0)(record, withoutMarker(body)), isSigned }
                : { kind: 'record', record: (0,state_record/* asUnsigned */.A4)(record), isSigned };
        },
        matches(body) {
            const marker = parseMarker(body);
            return marker?.scope === scope && marker.keyHash === keyHash;
        },
    };
}
/** The record of a comment; empty if there is none or it cannot be read. */
function readRecord({ decode }, body) {
    const decoded = decode(body);
    return decoded.kind === 'record' ? decoded.record : state_record/* EMPTY_RECORD */.sU;
}
/** The same, if it is known when the comment last changed. */
function readRecordOf(codec, { body, updatedAtMs }) {
    return (0,shown_plans/* endEditedPlans */.d0)(readRecord(codec, body), withoutMarker(body), updatedAtMs);
}
/** Whether a comment has a marker, of whatever version and in whatever condition. */
function hasMarker(body) {
    return body.includes(MARKER_NAME);
}
/** Names the key and the conversation of a comment; empty without a readable marker. */
function markerKey(body) {
    const { scope = '', keyHash = '' } = parseMarker(body) ?? {};
    return `${scope} ${keyHash}`;
}
/** The marker of a comment; empty if there is no complete one. */
function extractMarker(body) {
    return parseMarker(body)?.text ?? '';
}
/** The visible text of a comment. */
function withoutMarker(body) {
    const { index = 0, text = '' } = parseMarker(body) ?? {};
    const before = body.slice(0, index).replace(/^\ufeff/, '');
    const after = body.slice(index + text.length);
    // The marker has a line of its own.
    return after === '' ? before.replace(/\r?\n$/, '') : before + after.replace(/^\r?\n/, '');
}
/** The first marker counts: texts of others may follow. A version of 0 is none of ours. */
function parseHead(body) {
    const match = MARKER_HEAD.exec(body);
    return match ? { index: match.index, version: Number(match[1] ?? 0), scope: match[2] } : undefined;
}
function parseMarker(body) {
    const index = parseHead(body)?.index ?? 0;
    const [text, scope = '', keyHash = '', payload, signature] = MARKER.exec(body.slice(index)) ?? [];
    return text === undefined ? undefined : { index, text, scope, keyHash, payload, signature };
}
/** Whether a marker of this conversation has lost its start. */
function isCutMarker(body, scope) {
    return body.includes(`${MARKER_NAME}v${record_codec_VERSION} ${scope} `);
}
function isEqual(a, b) {
    const [one, other] = [Buffer.from(a), Buffer.from(b)];
    return one.length === other.length && (0,external_node_crypto_.timingSafeEqual)(one, other);
}
/**
 * Ever smaller versions of a record. Drops the oldest of the history first, then the report data (but keeps the fact that
 * the text is not final), more of the history, jobs that ended without a model, the holds of finished steps, and the rest
 * of the history; of the plans that were shown, the oldest. Successful and unfinished jobs are always kept.
 */
function* reductions(original) {
    yield original;
    const { savedReport } = original;
    const record = withPlans(withHistory(original, 20), 6);
    yield record;
    const textless = savedReport === undefined ? record : { ...record, savedReport: { atMs: savedReport.atMs, report: null } };
    yield textless;
    const withoutFailures = (0,state_record/* mapRequests */.zo)(withPlans(withHistory(textless, 8), 2), ({ holds, jobs }) => ({
        holds,
        jobs: jobs.filter(isEssential),
    }));
    yield withoutFailures;
    const minimal = (0,state_record/* mapRequests */.zo)(withoutFailures, ({ holds, jobs }) => ({ holds: holds.filter(isAtWork), jobs }));
    yield minimal;
    yield withHistory(minimal, 0);
}
const withHistory = (record, maxEntries) => ({
    ...record,
    history: record.history && (0,state_history/* limitHistory */._0)(record.history, maxEntries),
});
const withPlans = (record, maxPlans) => ({
    ...record,
    shownPlans: record.shownPlans && (0,shown_plans/* limitPlans */.eW)(record.shownPlans, maxPlans),
});
const isEssential = ({ isUnfinished, outputModel }) => isUnfinished || outputModel !== undefined;
const isAtWork = ({ leaseExpiresAtMs, submissionStartedAtMs }) => leaseExpiresAtMs > 0 || submissionStartedAtMs !== undefined;


/***/ })

};
;