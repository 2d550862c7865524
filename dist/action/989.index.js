"use strict";
exports.id = 989;
exports.ids = [989];
exports.modules = {

/***/ 850:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ missingSecretsReason)
/* harmony export */ });
/** Pull request events that get no secrets if the head is in a fork. */
const EVENTS_WITHOUT_SECRETS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];
/** Why a missing API key is expected for this event; undefined if it is an error. */
function missingSecretsReason({ name, pullRequest, isDependabot, action, }) {
    if (isDependabot)
        return 'dependabot';
    if (pullRequest === undefined)
        return undefined;
    if (EVENTS_WITHOUT_SECRETS.includes(name) && pullRequest.isFromFork)
        return 'fork';
    return action === 'closed' ? 'closed' : undefined;
}


/***/ }),

/***/ 4963:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ CommentSink),
/* harmony export */   K: () => (/* binding */ planDisplay)
/* harmony export */ });
/* harmony import */ var _history_blocks_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5953);
/* harmony import */ var _report_sink_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1440);


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
        knownPushers: states.flatMap(({ spec, pushers }) => spec && pushers ? [{ ...pushers, digest: spec.digest }] : []),
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

/***/ 204:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ CommitStatusSink)
/* harmony export */ });
/* harmony import */ var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7361);
/* harmony import */ var _state_record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6948);
/* harmony import */ var _display_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9900);
/* harmony import */ var _status_record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5062);
/* harmony import */ var _report_sink_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1440);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_4__);






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

/***/ 1440:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

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

/***/ 5062:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ni: () => (/* binding */ StatusSigner),
/* harmony export */   fo: () => (/* binding */ parseStatusRecord),
/* harmony export */   l9: () => (/* binding */ describeSpec),
/* harmony export */   rv: () => (/* binding */ SUBMITTING)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _jobs_job_id_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1909);
/* harmony import */ var _job_spec_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4629);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1363);




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

/***/ 8989:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openReporting: () => (/* binding */ openReporting)
});

// EXTERNAL MODULE: ./build/github/comments.js
var github_comments = __webpack_require__(8633);
// EXTERNAL MODULE: ./build/github/repository.js
var repository = __webpack_require__(7199);
// EXTERNAL MODULE: ./build/github/secrets.js
var secrets = __webpack_require__(850);
// EXTERNAL MODULE: ./build/report/comment-sink.js
var comment_sink = __webpack_require__(4963);
// EXTERNAL MODULE: ./build/report/commit-status.js
var commit_status = __webpack_require__(204);
// EXTERNAL MODULE: ./build/report/render.js + 4 modules
var report_render = __webpack_require__(9546);
// EXTERNAL MODULE: ./build/report/report-writer.js
var report_writer = __webpack_require__(8124);
// EXTERNAL MODULE: ./build/report/status-record.js
var status_record = __webpack_require__(5062);
// EXTERNAL MODULE: ./build/runtime/system-clock.js
var system_clock = __webpack_require__(3932);
// EXTERNAL MODULE: ./build/state/comment-record-store.js + 1 modules
var comment_record_store = __webpack_require__(9657);
// EXTERNAL MODULE: ./build/state/orphans.js
var orphans = __webpack_require__(9054);
// EXTERNAL MODULE: ./build/state/record-codec.js + 1 modules
var record_codec = __webpack_require__(5359);
// EXTERNAL MODULE: ./build/timeouts.js
var timeouts = __webpack_require__(1363);
// EXTERNAL MODULE: ./build/state/claim.js
var claim = __webpack_require__(4617);
// EXTERNAL MODULE: ./build/state/merge-records.js
var merge_records = __webpack_require__(7870);
// EXTERNAL MODULE: ./build/state/record.js
var state_record = __webpack_require__(6948);
;// CONCATENATED MODULE: ./build/state/run-ledger.js




/** The record of what this step and others of the conversation work on. */
class RunLedger {
    #options;
    #record = state_record/* EMPTY_RECORD */.sU;
    #heartbeatIntervalMs = 60_000;
    /** When the submission of a request was claimed, by key. */
    #claims = new Map();
    /** What the service knew before these submissions, by key. */
    #baselines = new Map();
    /** Estimated prices of submissions, by key. */
    #prices = new Map();
    /** Requests whose submission was left to another step. Every write says so, because another may have overwritten it. */
    #leftToOthers = new Set();
    /** When GitHub last acknowledged a claim, on the monotonic clock, by key. */
    #acknowledgedMs = new Map();
    /** The requests that this step asks for, in their first state. */
    #asked = new Map();
    /** What the last write said, by key. */
    #holds = new Map();
    #changedJobs = new Map();
    #versions = new Map();
    /** The newer run that the user overrides. */
    #overriddenRun;
    constructor(options) {
        this.#options = options;
        // The writer of reports uses the same store.
        options.store.subscribe?.((result) => {
            if (result.ok)
                this.#setRecord(result.value);
        });
    }
    /** What is known of the conversation. */
    get record() {
        return this.#record;
    }
    get holderId() {
        return this.#options.holder.holderId;
    }
    set heartbeatIntervalMs(ms) {
        this.#heartbeatIntervalMs = ms;
    }
    /**
     * From now on, the first and every later write names all these requests: whoever reads only some of them would take the
     * others for replaced.
     */
    ask(states) {
        for (const state of states) {
            const key = this.keyOf(state);
            if (key !== undefined && !this.#asked.has(key))
                this.#asked.set(key, state);
        }
    }
    async read(states) {
        const keys = states.flatMap((state) => this.keyOf(state) ?? []);
        const { store, otherConversations = [] } = this.#options;
        const [result, ...others] = await Promise.all([
            store.read(keys),
            ...otherConversations.map((each) => each.read(keys)),
        ]);
        const failure = [result, ...others].find(({ ok }) => !ok);
        if (failure !== undefined && !failure.ok)
            return failure;
        if (!result.ok)
            return result;
        const known = others.flatMap((other) => (other.ok ? [(0,state_record/* selectRequests */.lz)(other.value, keys)] : []));
        const record = known.reduce(merge_records/* mergeRecords */.P, result.value);
        this.#setRecord(record);
        await this.#writeAgain(states, result.value);
        return { ok: true, value: record };
    }
    /** Sets what the next claim of a request stores for whoever has to search for its job. */
    setBaseline(state, baseline) {
        const key = this.keyOf(state);
        if (key !== undefined)
            this.#baselines.set(key, baseline);
    }
    /** Sets the estimated price that claims and jobs of a request are recorded with. */
    setPrice(state, amount) {
        const key = this.keyOf(state);
        if (key !== undefined)
            this.#prices.set(key, amount);
    }
    /** Ignores that newer runs of this step exist, because the user wants to submit anyway. */
    overrideNewerRuns() {
        const { owner, run } = this.#options.holder;
        const [newestRun] = (0,state_record/* runsOfOwner */.b7)(this.#record, owner);
        if (newestRun !== undefined && (0,state_record/* isNewerRun */.VZ)(newestRun, run))
            this.#overriddenRun = newestRun;
    }
    /** Reads without waiting for queued writes. Resolves to false if GitHub did not answer. */
    async readNow() {
        const result = await this.#options.store.readNow?.();
        if (result?.ok)
            this.#setRecord(result.value);
        return result?.ok !== false;
    }
    /** Claims the submission of requests. Resolves to the record once concurrent claims are visible. */
    async acquire(states, readMs) {
        const { clock, githubTime, store } = this.#options;
        const keys = states.flatMap((state) => this.keyOf(state) ?? []);
        for (const key of keys)
            if (!this.#claims.has(key))
                this.#claims.set(key, githubTime());
        const result = await store.acquire({ requests: this.requests(states), readMs });
        if (!result.ok)
            return result;
        this.#setRecord(result.value.record);
        for (const key of keys)
            this.#acknowledgedMs.set(key, clock.now());
        return result;
    }
    /** Whether GitHub has acknowledged the claim so recently that nobody can have taken it over. */
    hasFreshClaim(state) {
        const key = this.keyOf(state);
        const acknowledgedMs = key === undefined ? undefined : this.#acknowledgedMs.get(key);
        return acknowledgedMs !== undefined && this.#options.clock.now() - acknowledgedMs < timeouts/* CLAIM_FENCE_MS */.Ic;
    }
    /**
     * Another step submits these requests. Writes that at once, so that nobody waits for us, and so that the submitter knows
     * that we ask for its job too.
     */
    async leaveToOthers(states) {
        const changed = states.filter((state) => {
            const key = this.keyOf(state);
            if (key === undefined || (this.#leftToOthers.has(key) && !this.#claims.has(key)))
                return false;
            this.#claims.delete(key);
            this.#acknowledgedMs.delete(key);
            this.#leftToOthers.add(key);
            return true;
        });
        if (changed.length > 0)
            await this.#options.store.write({ requests: this.requests(changed) });
    }
    /** Writes again what a concurrent writer has overwritten, because others wait for these claims. */
    async #writeAgain(states, record) {
        const { holderId } = this.#options.holder;
        const overwritten = states.filter((state) => {
            const key = this.keyOf(state);
            if (key === undefined || !this.#leftToOthers.has(key) || this.#claims.has(key))
                return false;
            const own = (0,state_record/* findRequest */.Rh)(record, key).holds.find((hold) => hold.holderId === holderId);
            return own?.submissionStartedAtMs !== undefined;
        });
        if (overwritten.length > 0)
            await this.#options.store.write({ requests: this.requests(overwritten) });
    }
    /** Takes over the claims of the killed main step that led to no job, so that the next write ends them. */
    async releaseUnsubmitted(states) {
        await this.read(states);
        const { holderId } = this.#options.holder;
        for (const state of states) {
            const key = this.keyOf(state);
            if (key === undefined || state.outcome !== 'cancelled' || state.job !== undefined)
                continue;
            const own = (0,state_record/* findRequest */.Rh)(this.#record, key).holds.find((hold) => hold.holderId === holderId);
            if (own?.submissionStartedAtMs !== undefined)
                this.#claims.set(key, own.submissionStartedAtMs);
        }
    }
    /** Writes the current states. Resolves to the new record. */
    async write(states) {
        const result = await this.#options.store.write({ requests: this.requests(states) });
        if (result.ok)
            this.#setRecord(result.value);
        return result;
    }
    /** Records what became of jobs of other runs; the next write includes it. */
    updateJob(key, job) {
        this.#changedJobs.set(key, [...(this.#changedJobs.get(key) ?? []), job]);
    }
    /** What to write for these states. */
    requests(states) {
        const byKey = Map.groupBy(states, (state) => this.keyOf(state) ?? '');
        byKey.delete('');
        const own = [...byKey].flatMap(([key, statesOfKey]) => this.#claims.has(key) || this.#leftToOthers.has(key) || statesOfKey.some(({ job }) => job !== undefined)
            ? [[key, { holds: [this.#hold(key, statesOfKey)], jobs: this.#jobs(key, statesOfKey) }]]
            : []);
        const requests = Object.fromEntries(own);
        if (own.length > 0)
            for (const [key, state] of this.#asked)
                requests[key] ??= this.#askedRequest(key, byKey.get(key), state);
        for (const [key, jobs] of this.#changedJobs)
            requests[key] = (0,merge_records/* mergeRequests */.x)(requests[key] ?? { holds: [], jobs: [] }, { holds: [], jobs });
        return requests;
    }
    #askedRequest(key, current, first) {
        const hold = current === undefined ? this.#holds.get(key) : undefined;
        return { holds: [hold ?? this.#hold(key, current ?? [first])], jobs: [] };
    }
    /** The newer run of this step that asks for another request or has another commit, if there is one. */
    successorOf(state) {
        if (state.spec === undefined)
            return undefined;
        const run = this.#overriddenRun ?? this.#options.holder.run;
        return (0,claim/* findSuccessor */.wL)(this.#record, { ...this.#options.holder, run, digest: state.spec.digest });
    }
    /** Whether somebody else works on the request of this state. */
    isFollowedByOthers({ spec }) {
        const { holder, githubTime } = this.#options;
        return (spec !== undefined &&
            (0,claim/* isFollowedByOthers */.X8)(this.#record, { ...holder, digest: spec.digest, nowMs: githubTime() }));
    }
    keyOf({ spec }) {
        return spec && (0,state_record/* requestKey */.lq)(spec.digest, this.#options.holder.service);
    }
    /** The results of the stores may show only a part of the conversation. */
    #setRecord(record) {
        // What our comments show is as last read: somebody may have edited or deleted one.
        this.#record = { ...(0,merge_records/* mergeRecords */.P)(this.#record, record), shownPlans: record.shownPlans };
    }
    #hold(key, states) {
        const { holder, githubTime } = this.#options;
        const { owner, run, holderId, commit } = holder;
        const nowMs = githubTime();
        const startedAtMs = this.#claims.get(key);
        const isUnresolved = startedAtMs !== undefined &&
            states.some(({ job, outcome }) => !job && (outcome === undefined || outcome === 'unknown'));
        const hasEnded = states.every(({ outcome }) => outcome !== undefined);
        const jobId = states.find(({ job }) => job !== undefined)?.job?.id;
        const baseline = isUnresolved ? this.#baselines.get(key) : undefined;
        const version = { jobId, isUnresolved, hasEnded, baseline };
        const leaseMs = this.#heartbeatIntervalMs + (jobId === undefined ? timeouts/* CLAIM_GRACE_MS */.Jq : timeouts/* LEASE_GRACE_MS */.D0);
        const hold = {
            holderId,
            owner,
            run,
            commit,
            label: states[0]?.label ?? '',
            atMs: this.#versionTimeMs(key, JSON.stringify(version), nowMs),
            // A finished step holds no lease.
            leaseExpiresAtMs: hasEnded ? 0 : nowMs + leaseMs,
            submissionStartedAtMs: isUnresolved ? startedAtMs : undefined,
            baseline,
            price: isUnresolved ? this.#prices.get(key) : undefined,
            jobId,
        };
        this.#holds.set(key, hold);
        return hold;
    }
    #jobs(key, states) {
        const { holder, githubTime } = this.#options;
        const known = (0,state_record/* findRequest */.Rh)(this.#record, key).jobs;
        return states.flatMap(({ job, outcome, approval, provenance = 'unsigned' }) => {
            if (job === undefined)
                return [];
            const { owner, run, keyId, actor } = holder;
            const recorded = known.find(({ id }) => id === job.id);
            return [
                {
                    ...(recorded ?? {
                        id: job.id,
                        owner,
                        run,
                        keyId,
                        submittedBy: provenance === 'submitted' ? actor : undefined,
                        atMs: githubTime(),
                        provenance,
                        price: this.#prices.get(key),
                        approval,
                    }),
                    createdAtS: recorded?.createdAtS ?? job.createdAt,
                    isUnfinished: (0,state_record/* isUnfinished */.ui)(job, outcome),
                    outputModel: outcome === 'succeeded' ? job.outputModel : undefined,
                },
            ];
        });
    }
    /** When the content last changed. Strictly increasing, even if the clock is not. */
    #versionTimeMs(key, content, nowMs) {
        const previous = this.#versions.get(key);
        if (previous?.content === content)
            return previous.atMs;
        const atMs = Math.max(nowMs, (previous?.atMs ?? 0) + 1);
        this.#versions.set(key, { content, atMs });
        return atMs;
    }
}

;// CONCATENATED MODULE: ./build/reporting.js













/** Opens comment and commit status, and the ledger that records the jobs in them. */
async function openReporting(github, options, { commit, candidates = [] }, identity) {
    const { runner, persistsState } = options;
    const { context, holder } = identity;
    const { recordStore, follower } = (await openComment(github, options, identity)) ?? {};
    const commentUrl = () => recordStore?.url;
    const commitStatus = createStatusSink(github, options, commit, { ...identity, commentUrl });
    // The status is not read where a comment is the record: jobs that only the comment names would be trained again.
    const store = recordStore ?? commitStatus;
    const ledger = persistsState && store
        ? new RunLedger({
            store,
            otherConversations: candidates
                .filter((number) => number !== context.issueNumber)
                .map((number) => openConversation(github, number, options, identity)),
            holder,
            clock: system_clock/* systemClock */.m,
            githubTime: () => github.time(),
        })
        : undefined;
    const render = (model) => (0,report_render/* renderComment */.w)({
        ...(follower?.toCommentModel(model) ?? model),
        orphans: ledger && (0,orphans/* findOrphans */.t)(ledger.record, holder.service, github.time()),
    });
    const sinkOptions = { render, log: runner, redact: runner.redact, pusher: options.event.pusher };
    const comment = recordStore && new comment_sink/* CommentSink */.H({ recordStore, ...sinkOptions });
    const reports = new report_writer/* ReportWriter */.a({
        clock: system_clock/* systemClock */.m,
        sleepUnref: system_clock/* sleepUnref */.U,
        comment,
        commitStatus,
        ledger: follower ?? ledger,
    });
    return { reports, ledger, readRecord: ledger || !recordStore ? undefined : () => recordStore.read() };
}
function createStatusSink(github, { runner, apiKey, report }, commit, { context, holder, repositoryId, commentUrl, }) {
    if (context.matrixLabel === undefined)
        return undefined;
    const comments = (0,github_comments/* githubCommentStore */.m)(github, 0);
    return new commit_status/* CommitStatusSink */.b({
        store: (0,repository/* githubStatusStore */.hG)(github, commit),
        log: runner,
        holder,
        signer: new status_record/* StatusSigner */.Ni(String(repositoryId), commit, apiKey && (report.recordKey ?? apiKey)),
        viewerLogin: () => comments.viewerLogin(),
        matrixLabel: context.matrixLabel,
        commentUrl,
        logUrl: context.logUrl,
        redact: runner.redact,
    });
}
/** Opens the comment that a step updates: its own, or that of the step whose job it follows. Undefined if it has none. */
async function openComment(github, options, identity) {
    const { report, runner, apiKey, postsComment, event, jobId } = options;
    const { context, holder, repositoryId } = identity;
    const { issueNumber } = context;
    if (!postsComment || !report.comment || issueNumber === undefined)
        return undefined;
    // GitHub gives such a run a read-only token.
    const reason = (0,secrets/* missingSecretsReason */.W)(event);
    if (apiKey === undefined && (reason === 'fork' || reason === 'dependabot'))
        return undefined;
    if (jobId !== undefined && apiKey !== undefined) {
        // A separate chunk of the bundle, which most steps never load.
        const { findCommentForJob } = await __webpack_require__.e(/* import() */ 759).then(__webpack_require__.bind(__webpack_require__, 4759));
        const found = await findCommentForJob((0,github_comments/* githubCommentStore */.m)(github, issueNumber), {
            jobId,
            apiKey: report.recordKey ?? apiKey,
            issueNumber,
            scope: `${repositoryId}#${issueNumber}`,
            redact: runner.redact,
            context,
            run: holder.run,
            githubTime: () => github.time(),
        });
        if (found !== undefined)
            return found;
    }
    return { recordStore: openConversation(github, issueNumber, options, identity) };
}
/** Our comment on a pull request or issue. A step with this owner writes it, and reads those of all others. */
function openConversation(github, issueNumber, { report, runner, apiKey }, { holder: { run, owner }, repositoryId }) {
    const key = report.commentKey ?? owner;
    const scope = `${repositoryId}#${issueNumber}`;
    const onForeignRecord = ({ url, author }) => runner.annotate('warning', `The comment ${url} has the signature of this action, but ${author} wrote it, which is not the login of this token. Its record is not used, so its jobs may be trained again. Use one token for all runs, or delete the comment.`);
    return new comment_record_store/* CommentRecordStore */.y2({
        store: (0,github_comments/* githubCommentStore */.m)(github, issueNumber),
        codec: (0,record_codec/* createCodec */.LJ)(key, scope, apiKey && (report.recordKey ?? apiKey), runner.redact),
        clock: system_clock/* systemClock */.m,
        run,
        onForeignRecord,
        githubTime: () => github.time(),
    });
}


/***/ }),

/***/ 9054:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ findOrphans)
/* harmony export */ });
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6948);
/* harmony import */ var _claim_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4617);


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
;