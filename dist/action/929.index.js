"use strict";
exports.id = 929;
exports.ids = [929];
exports.modules = {

 850:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 W: () => ( missingSecretsReason)
 });
const EVENTS_WITHOUT_SECRETS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];
function missingSecretsReason({ name, pullRequest, isDependabot, action, }) {
    if (isDependabot)
        return 'dependabot';
    if (pullRequest === undefined)
        return undefined;
    if (EVENTS_WITHOUT_SECRETS.includes(name) && pullRequest.isFromFork)
        return 'fork';
    return action === 'closed' ? 'closed' : undefined;
}


 }),

 204:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 b: () => ( CommitStatusSink)
 });
 var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7361);
 var _jobs_clock_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(4922);
 var _state_comment_record_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3304);
 var _state_merge_records_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7870);
 var _state_record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6948);
 var _display_state_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9900);
 var _status_record_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5062);
 var _report_sink_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(1440);
 var node_crypto__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7598);
 var node_crypto__WEBPACK_IMPORTED_MODULE_6___default = __webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_6__);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1363);










const MAX_ID_LENGTH = 78;
const MAX_LONE_ID_LENGTH = 116;
function describeJob(state, nowMs) {
    const { spec, job } = state;
    const parts = [
        ...(job && needsWholeDescription(job.id) ? [] : [(0,_display_state_js__WEBPACK_IMPORTED_MODULE_4__ .i3)(state, { nowMs }).shortLabel]),
        ...(job ? [`job ${shortenId(job.id)}`] : []),
        ...(spec ? [(0,_status_record_js__WEBPACK_IMPORTED_MODULE_5__ .l9)(spec.digest)] : []),
    ];
    return parts.join(' \u00b7 ');
}
const needsWholeDescription = ({ length }) => length > MAX_ID_LENGTH && length <= MAX_LONE_ID_LENGTH;
const shortenId = (id) => id.length > MAX_LONE_ID_LENGTH ? `${id.slice(0, MAX_ID_LENGTH - 1)}\u2026` : id;
const SUCCESS = { ok: true, value: undefined };
const MAX_ANNOUNCEMENT_AGE_MS = _timeouts_js__WEBPACK_IMPORTED_MODULE_7__ .Ri - _timeouts_js__WEBPACK_IMPORTED_MODULE_7__ .Ic - _timeouts_js__WEBPACK_IMPORTED_MODULE_7__ .cZ;
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
class CommitStatusSink {
    #options;
    #lastShown = new Map();
    #isRecord = false;
    #claimed = new Set();
    #errors;
    constructor(options) {
        this.#options = options;
        this.#errors = new _report_sink_js__WEBPACK_IMPORTED_MODULE_8__ .L(options.log, (message) => `The commit status could not be set: ${message}`);
    }
    async read(keys) {
        this.#isRecord = true;
        const result = await this.#options.store.list();
        if (!result.ok) {
            if (result.isPermanent)
                this.#errors.add(result);
            return result;
        }
        if (result.value.length === 0)
            return { ok: true, value: _state_record_js__WEBPACK_IMPORTED_MODULE_3__ .sU };
        const login = await this.#options.viewerLogin();
        if (!login.ok)
            return login;
        const ownStatuses = result.value.filter(({ context, author }) => context.startsWith(CONTEXT_PREFIX) && author === login.value);
        const { holder, signer } = this.#options;
        const requests = keys.flatMap((key) => {
            const request = (0,_status_record_js__WEBPACK_IMPORTED_MODULE_5__ .fo)(ownStatuses, (0,_state_record_js__WEBPACK_IMPORTED_MODULE_3__ .hj)(key), { ...holder, signer });
            return request === undefined ? [] : [[key, request]];
        });
        return { ok: true, value: { ..._state_record_js__WEBPACK_IMPORTED_MODULE_3__ .sU, requests: Object.fromEntries(requests) } };
    }
    async acquire({ requests, mayClaim }) {
        const { clock, holder } = this.#options;
        const startMs = clock.now();
        const before = await this.read(Object.keys(requests));
        if (!before.ok)
            return before;
        if (mayClaim?.(before.value) === false)
            return { ok: true, value: { record: before.value, isWritten: false, isSlow: false } };
        for (const [key, { holds }] of Object.entries(requests)) {
            const digest = (0,_state_record_js__WEBPACK_IMPORTED_MODULE_3__ .hj)(key);
            const description = (0,_status_record_js__WEBPACK_IMPORTED_MODULE_5__ .UH)(digest, holder);
            const status = { state: 'pending', description, digest, maxAgeMs: MAX_ANNOUNCEMENT_AGE_MS };
            const result = await this.#set(holds[0]?.label ?? '', status);
            if (!result.ok)
                return result;
            this.#claimed.add(holds[0]?.label ?? '');
        }
        const isSlow = clock.now() - startMs > _state_comment_record_store_js__WEBPACK_IMPORTED_MODULE_1__ .xG;
        await clock.sleep(isSlow ? _state_comment_record_store_js__WEBPACK_IMPORTED_MODULE_1__ .WE : _state_comment_record_store_js__WEBPACK_IMPORTED_MODULE_1__ .gD);
        const read = await this.read(Object.keys(requests));
        if (!read.ok)
            return read;
        const record = (0,_state_merge_records_js__WEBPACK_IMPORTED_MODULE_2__ .P)(read.value, { ..._state_record_js__WEBPACK_IMPORTED_MODULE_3__ .sU, requests });
        return { ok: true, value: { record, isWritten: true, isSlow } };
    }
    async write({ requests }) {
        for (const [key, { holds }] of Object.entries(requests)) {
            const [hold] = holds;
            const digest = (0,_state_record_js__WEBPACK_IMPORTED_MODULE_3__ .hj)(key);
            const { run } = this.#options.holder;
            const isWithdrawn = hold !== undefined && hold.jobId === undefined && hold.submissionStartedAtMs === undefined;
            if (!isWithdrawn || !this.#claimed.delete(hold.label))
                continue;
            const description = (0,_status_record_js__WEBPACK_IMPORTED_MODULE_5__ .h1)(digest, run);
            const result = await this.#set(hold.label, { state: 'pending', description, digest });
            if (!result.ok)
                return result;
        }
        return { ok: true, value: { ..._state_record_js__WEBPACK_IMPORTED_MODULE_3__ .sU, requests } };
    }
    async writeReport({ model: { states, nowMs } }) {
        for (const jobState of states) {
            const { spec, outcome, label } = jobState;
            if (outcome === 'valid' || (spec === undefined && outcome !== 'invalid'))
                continue;
            const state = outcome === undefined ? 'pending' : STATE_BY_OUTCOME[outcome];
            const description = this.#describe(jobState, nowMs);
            const { job, provenance } = jobState;
            const isSigned = job === undefined || provenance === undefined || (0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ ._4)(provenance);
            const status = { state, description, digest: isSigned ? spec?.digest : undefined, jobId: job?.id };
            const result = await this.#set(label, status);
            if (!result.ok)
                return result;
        }
        return SUCCESS;
    }
    #describe(jobState, nowMs) {
        const { spec, job, outcome, label } = jobState;
        const { holder } = this.#options;
        if (spec === undefined || job !== undefined || outcome !== undefined)
            return describeJob(jobState, nowMs);
        return !this.#isRecord || this.#claimed.has(label)
            ? (0,_status_record_js__WEBPACK_IMPORTED_MODULE_5__ .UH)(spec.digest, holder)
            : (0,_status_record_js__WEBPACK_IMPORTED_MODULE_5__ .h1)(spec.digest, holder.run);
    }
    async #set(label, { state, description: fullDescription, digest, jobId, maxAgeMs = Infinity }) {
        const { store, clock, redact, logUrl, commentUrl, signer, holder } = this.#options;
        if (this.#errors.permanent)
            return this.#errors.permanent;
        const description = redact(fullDescription).slice(0, MAX_DESCRIPTION_LENGTH);
        const text = `${state} ${description}`;
        const last = this.#lastShown.get(label);
        if (last?.text === text && (0,_jobs_clock_js__WEBPACK_IMPORTED_MODULE_9__ .hy)(last.since, clock) < maxAgeMs)
            return SUCCESS;
        const url = commentUrl() ?? logUrl;
        const { run, holderId } = holder;
        const since = (0,_jobs_clock_js__WEBPACK_IMPORTED_MODULE_9__ .Et)(clock);
        const result = await store.set({
            state,
            context: this.#context(label),
            description,
            targetUrl: digest === undefined ? url : redact(signer.addRecord(url, { digest, jobId, run, holderId })),
        });
        if (result.ok)
            this.#lastShown.set(label, { text, since });
        else
            this.#errors.add(result);
        return result;
    }
    #context(label) {
        const { matrixLabel } = this.#options;
        const context = `${CONTEXT_PREFIX}${label}${matrixLabel === '' ? '' : ` (${matrixLabel})`}`;
        if (context.length <= MAX_CONTEXT_LENGTH)
            return context;
        const rest = (0,node_crypto__WEBPACK_IMPORTED_MODULE_6__.createHash)('sha256').update(context).digest('hex').slice(0, 12);
        return `${context.slice(0, MAX_CONTEXT_LENGTH - 13).toWellFormed()}\u2026${rest}`;
    }
}


 }),

 5062:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Ni: () => ( StatusSigner),
 UH: () => ( describeSubmitting),
 fo: () => ( parseStatusRecord),
 h1: () => ( describeWaiting),
 l9: () => ( describeSpec)
 });
 var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
 var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = __webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
 var _jobs_job_id_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1909);
 var _job_spec_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4629);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1363);




const SUBMITTING = 'being submitted';
const SUBMITTING_AGAIN = 'being submitted again';
const describeSpec = (digest) => `spec ${(0,_job_spec_digest_js__WEBPACK_IMPORTED_MODULE_1__ .YI)(digest, 12)}`;
function describeSubmitting(digest, { run, neverReuses }) {
    return [neverReuses ? SUBMITTING_AGAIN : SUBMITTING, describeRun(run), describeSpec(digest)].join(' \u00b7 ');
}
const describeWaiting = (digest, run) => ['waiting', describeRun(run), describeSpec(digest)].join(' \u00b7 ');
const describeRun = ({ id, attempt }) => `run ${id}.${attempt}`;
const JOB_ID_PATTERN = /(?:^| \u00b7 )job ([\w-]+) \u00b7 /;
const CUT_ID_PATTERN = /(?:^| \u00b7 )job [\w-]+\u2026 \u00b7 /;
const SUBMITTING_PATTERN = /^being submitted(?: again)? \u00b7 run (\d+)\.(\d+) \u00b7 /;
const UNKNOWN_PATTERN = /^unknown \u00b7 /;
const RUN_URL_PATTERN = /\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?/;
const RECORD_PATTERN = /:~:forge-job=([\w-]*)&run=(\d+)\.(\d+)(?:&step=([\w-]+))?&mac=([\w-]+)$/;
class StatusSigner {
    #scope;
    #secret;
    constructor(repository, commit, apiKey) {
        this.#scope = `${repository}\n${commit}`;
        this.#secret = apiKey
            ? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', apiKey).update('forge-training-job status').digest()
            : undefined;
    }
    addRecord(url, status) {
        const mac = this.#sign(status);
        if (mac === undefined)
            return url;
        const { jobId = '', run, holderId } = status;
        const step = holderId === undefined ? '' : `&step=${holderId}`;
        return `${url}${url.includes('#') ? '' : '#'}:~:forge-job=${jobId}&run=${run.id}.${run.attempt}${step}&mac=${mac}`;
    }
    readRecord({ targetUrl = '' }, digest) {
        const [, id = '', runId = '', attempt, holderId, mac = ''] = RECORD_PATTERN.exec(targetUrl) ?? [];
        const jobId = id === '' ? undefined : (0,_jobs_job_id_js__WEBPACK_IMPORTED_MODULE_3__ .e)(id);
        const status = { digest, jobId, run: { id: runId, attempt: Number(attempt) }, holderId };
        const [given, expected] = [Buffer.from(mac), Buffer.from(this.#sign(status) ?? '')];
        const isGenuine = given.length > 0 && given.length === expected.length && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(given, expected);
        return isGenuine ? status : undefined;
    }
    #sign({ digest, jobId = '', run, holderId = '' }) {
        if (this.#secret === undefined)
            return undefined;
        const text = [this.#scope, digest, jobId, run.id, run.attempt, holderId].join('\n');
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', this.#secret).update(text).digest('base64url');
    }
}
function parseStatus(status, digest, signer) {
    const { description, targetUrl = '', state, createdAtMs } = status;
    const signed = signer.readRecord(status, digest);
    const [, id = '0', attempt = '0'] = SUBMITTING_PATTERN.exec(description) ?? RUN_URL_PATTERN.exec(targetUrl) ?? [];
    const run = signed?.run ?? { id, attempt: Number(attempt) };
    const jobId = signed?.jobId ?? (0,_jobs_job_id_js__WEBPACK_IMPORTED_MODULE_3__ .e)(JOB_ID_PATTERN.exec(description)?.[1]);
    const isSubmitting = jobId === undefined && description.startsWith(SUBMITTING);
    return {
        holderId: signed?.holderId ?? `${signed ? 'status' : 'unsigned status'} ${run.id}.${run.attempt}`,
        run,
        jobId,
        isSigned: signed !== undefined,
        isPending: state === 'pending',
        isJobUnnamed: isSubmitting ||
            (jobId === undefined && (CUT_ID_PATTERN.test(description) || UNKNOWN_PATTERN.test(description))),
        isSubmitting,
        hasSearched: isSubmitting && !description.startsWith(SUBMITTING_AGAIN),
        createdAtMs,
    };
}
function parseStatusRecord(statuses, digest, { commit, signer, holderId }) {
    const parsed = statuses
        .filter(({ description }) => description.endsWith(describeSpec(digest)))
        .toSorted((a, b) => b.createdAtMs - a.createdAtMs || b.id - a.id)
        .map((status) => parseStatus(status, digest, signer));
    if (parsed.length === 0)
        return undefined;
    const byHolder = Map.groupBy(parsed, (status) => status.holderId);
    if (holderId !== undefined)
        byHolder.delete(holderId);
    const holds = [...byHolder.values()].flatMap((own) => toHold(own, parsed, commit));
    return { holds, jobs: recordedJobs(parsed) };
}
function toHold(own, all, commit) {
    const [newest] = own;
    if (newest === undefined)
        return [];
    const { holderId, run, isSigned, isPending, isJobUnnamed, createdAtMs } = newest;
    const settledAtMs = findSettlement(newest, all)?.createdAtMs;
    return [
        {
            holderId,
            owner: '',
            run,
            commit,
            label: '',
            atMs: settledAtMs ?? createdAtMs,
            leaseExpiresAtMs: isPending ? createdAtMs + _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ .Ri : 0,
            submissionStartedAtMs: isJobUnnamed && settledAtMs === undefined ? announcedAtMs(own, all) : undefined,
            isUnsigned: isSigned ? undefined : true,
        },
    ];
}
function announcedAtMs(own, all) {
    const end = own.findIndex(({ isJobUnnamed }) => !isJobUnnamed);
    const unnamed = end < 0 ? own : own.slice(0, end);
    return (unnamed.findLast(({ isSubmitting }) => isSubmitting) ?? all.at(-1))?.createdAtMs;
}
function findSettlement(announced, all) {
    const index = all.indexOf(announced);
    const later = all.slice(0, index);
    const knownIds = new Set(all.slice(index).map(({ jobId }) => jobId));
    return later.findLast(({ jobId, isSigned, holderId }) => isSigned &&
        jobId !== undefined &&
        !knownIds.has(jobId) &&
        later.some((other) => other.hasSearched && other.holderId === holderId));
}
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


 }),

 6929:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  openReporting: () => ( openReporting)
});

var approval_source = __webpack_require__(2088);
var github_comments = __webpack_require__(8633);
var repository = __webpack_require__(7199);
var secrets = __webpack_require__(850);
var comment_sink = __webpack_require__(4963);
var commit_status = __webpack_require__(204);
var report_render = __webpack_require__(9546);
var report_writer = __webpack_require__(8124);
var status_record = __webpack_require__(5062);
var system_clock = __webpack_require__(3932);
var comment_record_store = __webpack_require__(3304);
var orphans = __webpack_require__(9054);
var record_codec = __webpack_require__(6646);
var external_node_crypto_ = __webpack_require__(7598);
var jobs_clock = __webpack_require__(4922);
var timeouts = __webpack_require__(1363);
var merge_records = __webpack_require__(7870);
var other_conversation = __webpack_require__(1527);
var job_state = __webpack_require__(5735);
var match_request = __webpack_require__(349);
var job_status = __webpack_require__(6722);
var lease = __webpack_require__(3175);
var state_record = __webpack_require__(6948);
;







function hasModel(job, outcome) {
    const isProven = outcome !== undefined && outcome !== 'unknown';
    return isProven && (0,job_status ._P)(job) === 'succeeded';
}
class OwnRequests {
    heartbeatIntervalMs = 60_000;
    #holder;
    #githubTime;
    #claims = new Map();
    #firstClaimMs = 0;
    #baselines = new Map();
    #approvals = new Map();
    #prices = new Map();
    #submitters = new Map();
    #leftToOthers = new Set();
    #asked = new Map();
    #holds = new Map();
    #changedJobs = new Map();
    #versions = new Map();
    constructor(holder, githubTime) {
        this.#holder = holder;
        this.#githubTime = githubTime;
    }
    keyOf({ spec }) {
        return spec && (0,state_record .lq)(spec.digest, this.#holder.service);
    }
    keysOf(states) {
        return states.flatMap((state) => this.keyOf(state) ?? []);
    }
    ask(states) {
        for (const state of states) {
            const key = this.keyOf(state);
            if (key !== undefined && !this.#asked.has(key))
                this.#asked.set(key, state);
        }
    }
    claim(key, startedAtMs) {
        if (this.#claims.size === 0)
            this.#firstClaimMs = this.#githubTime();
        const position = [...this.#asked.keys(), key].indexOf(key);
        this.#claims.set(key, startedAtMs ?? this.#claims.get(key) ?? this.#firstClaimMs + position);
    }
    leaveToOthers(key) {
        if (this.isLeftToOthers(key))
            return false;
        this.#claims.delete(key);
        this.#leftToOthers.add(key);
        return true;
    }
    isLeftToOthers(key) {
        return this.#leftToOthers.has(key) && !this.#claims.has(key);
    }
    setBaseline(key, baseline) {
        this.#baselines.set(key, baseline);
    }
    setApproval(key, approval) {
        this.#approvals.set(key, approval);
    }
    setPrice(key, amount) {
        this.#prices.set(key, amount);
    }
    setSubmitter(jobId, { owner, run, price }) {
        this.#submitters.set(jobId, { owner, run, price });
    }
    addJob(state, record) {
        const key = this.keyOf(state);
        if (key !== undefined)
            for (const job of this.#jobs(key, [state], record))
                this.updateJob(key, job);
    }
    updateJob(key, job) {
        this.#changedJobs.set(key, [...(this.#changedJobs.get(key) ?? []), job]);
    }
    toRecords(states, record) {
        const byKey = Map.groupBy(states, (state) => this.keyOf(state) ?? '');
        byKey.delete('');
        const own = [...byKey].flatMap(([key, statesOfKey]) => this.#claims.has(key) || this.#leftToOthers.has(key) || statesOfKey.some(({ job }) => job !== undefined)
            ? [[key, { holds: [this.#hold(key, statesOfKey)], jobs: this.#jobs(key, statesOfKey, record) }]]
            : []);
        const requests = Object.fromEntries(own);
        if (own.length > 0)
            for (const [key, state] of this.#asked)
                requests[key] ??= this.#askedRequest(key, byKey.get(key), state);
        for (const [key, jobs] of this.#changedJobs)
            requests[key] = (0,merge_records .x)(requests[key] ?? { holds: [], jobs: [] }, { holds: [], jobs });
        return requests;
    }
    #askedRequest(key, current, first) {
        const hold = current === undefined ? this.#holds.get(key) : undefined;
        return { holds: [hold ?? this.#hold(key, current ?? [first])], jobs: [] };
    }
    #hold(key, states) {
        const { owner, run, holderId, commit, isNotHead, leavesOnCancel } = this.#holder;
        const nowMs = this.#githubTime();
        const startedAtMs = this.#claims.get(key);
        const isUnresolved = startedAtMs !== undefined &&
            states.some(({ job, outcome }) => !job && (outcome === undefined || outcome === 'unknown'));
        const hasEnded = states.every(({ outcome }) => outcome !== undefined);
        const jobId = states.find(({ job }) => job !== undefined)?.job?.id;
        const spec = states.find((state) => state.spec !== undefined)?.spec;
        const baseline = isUnresolved ? this.#baselines.get(key) : undefined;
        const approval = isUnresolved ? this.#approvals.get(key) : undefined;
        const version = { jobId, isUnresolved, hasEnded, baseline, approval };
        const leaseMs = jobId === undefined
            ? this.heartbeatIntervalMs + timeouts .Jq
            : (0,lease .P1)(this.heartbeatIntervalMs);
        const hold = {
            holderId,
            owner,
            run,
            commit,
            isNotHead,
            label: states[0]?.label ?? '',
            atMs: this.#versionTimeMs(key, JSON.stringify(version), nowMs),
            leaseExpiresAtMs: hasEnded ? 0 : nowMs + leaseMs,
            submissionStartedAtMs: isUnresolved ? startedAtMs : undefined,
            baseline,
            fingerprint: isUnresolved && spec ? (0,match_request .MH)(spec.request) : undefined,
            approval,
            price: isUnresolved ? this.#prices.get(key) : undefined,
            jobId,
            hasEnded: hasEnded || undefined,
            isUnchanged: states.every(job_state ._5) || undefined,
            leavesOnCancel,
            leavesJob: this.#leavesJob(states),
        };
        this.#holds.set(key, hold);
        return hold;
    }
    #leavesJob(states) {
        const { doesNotWait, leavesOnTimeout } = this.#holder;
        const isOverdue = states.some(({ job, outcome }) => job !== undefined && outcome === 'timed-out');
        return doesNotWait || (leavesOnTimeout && isOverdue) || undefined;
    }
    #jobs(key, states, record) {
        const known = (0,state_record .Rh)(record, key);
        const claim = known.holds.find(({ holderId }) => holderId === this.#holder.holderId);
        return states.flatMap(({ job, outcome, approval, provenance = 'unsigned' }) => {
            if (job === undefined)
                return [];
            const { owner, run, keyId, actor, leavesOnSuperseded } = this.#holder;
            const recorded = known.jobs.find(({ id }) => id === job.id);
            const submitter = this.#submitters.get(job.id);
            return [
                {
                    ...(recorded ?? {
                        id: job.id,
                        owner: submitter?.owner ?? owner,
                        run: submitter?.run ?? run,
                        keyId,
                        submittedBy: provenance === 'submitted' ? actor : undefined,
                        atMs: this.#githubTime(),
                        provenance,
                        price: submitter?.price ?? this.#prices.get(key) ?? claim?.price,
                        approval: approval ?? claim?.approval,
                    }),
                    createdAtS: recorded?.createdAtS ?? job.createdAt,
                    isUnfinished: (0,state_record .ui)(job, outcome),
                    stopAcceptedAtMs: recorded?.stopAcceptedAtMs ??
                        (outcome === 'cancelled' && (0,state_record .ui)(job, outcome) ? this.#githubTime() : undefined),
                    leavesOnSuperseded: (recorded === undefined || recorded.owner === owner ? leavesOnSuperseded : undefined) ??
                        recorded?.leavesOnSuperseded,
                    outputModel: hasModel(job, outcome) ? job.outputModel : undefined,
                },
            ];
        });
    }
    #versionTimeMs(key, content, nowMs) {
        const previous = this.#versions.get(key);
        if (previous?.content === content)
            return previous.atMs;
        const atMs = Math.max(nowMs, (previous?.atMs ?? 0) + 1);
        this.#versions.set(key, { content, atMs });
        return atMs;
    }
}

var superseding = __webpack_require__(7914);
;








const MAX_HEARTBEAT_OFFSET_MS = 20_000;
class RunLedger {
    #options;
    #own;
    #record = state_record .sU;
    #claimed = new Map();
    #overriddenRun;
    #refusal;
    constructor(options) {
        this.#options = options;
        this.#own = new OwnRequests(options.holder, options.githubTime);
        options.store.subscribe?.((result) => {
            if (result.ok)
                this.#setRecord(result.value);
            else if (result.isPermanent)
                this.#refusal ??= result;
        });
    }
    get refusal() {
        return this.#refusal;
    }
    get record() {
        return this.#record;
    }
    get isOfConversation() {
        return this.#options.store.isOfConversation === true;
    }
    get planKey() {
        return this.#options.store.planKey;
    }
    get holderId() {
        return this.#options.holder.holderId;
    }
    get heartbeatOffsetMs() {
        const hash = (0,external_node_crypto_.createHash)('sha256').update(this.#options.holder.holderId).digest();
        return hash.readUInt32BE() % MAX_HEARTBEAT_OFFSET_MS;
    }
    set heartbeatIntervalMs(ms) {
        this.#own.heartbeatIntervalMs = ms;
    }
    keyOf(state) {
        return this.#own.keyOf(state);
    }
    ask(states) {
        this.#own.ask(states);
    }
    async read(states) {
        const keys = this.#own.keysOf(states);
        const { store, otherConversations = [] } = this.#options;
        const [result, ...others] = await Promise.all([
            store.read(keys),
            ...otherConversations.map((each) => readOther(each, keys)),
        ]);
        const failure = [result, ...others].find(({ ok }) => !ok);
        if (failure !== undefined && !failure.ok)
            return failure;
        if (!result.ok)
            return result;
        const known = others.flatMap((other) => other.ok ? [(0,other_conversation .T$)(other.value, store.conversation, keys)] : []);
        const record = known.reduce(merge_records .P, result.value);
        this.#setRecord(record);
        await this.#writeAgain(states, result.value);
        return { ok: true, value: record };
    }
    setBaseline(state, baseline) {
        const key = this.keyOf(state);
        if (key !== undefined)
            this.#own.setBaseline(key, baseline);
    }
    setApproval(state, approval) {
        const key = this.keyOf(state);
        if (key !== undefined)
            this.#own.setApproval(key, approval);
    }
    setPrice(state, amount) {
        const key = this.keyOf(state);
        if (key !== undefined)
            this.#own.setPrice(key, amount);
    }
    setSubmitter(jobId, submitter) {
        this.#own.setSubmitter(jobId, submitter);
    }
    overrideNewerRuns() {
        const { owner, run } = this.#options.holder;
        const [newestRun] = (0,state_record .b7)(this.#record, owner);
        if (newestRun !== undefined && (0,state_record .VZ)(newestRun, run))
            this.#overriddenRun = newestRun;
    }
    async readNow() {
        const { store, otherConversations = [] } = this.#options;
        const [result, ...others] = await Promise.all([
            store.readNow?.(),
            ...otherConversations.map((each) => readOther(each, [])),
        ]);
        if (result?.ok)
            this.#setRecord(result.value);
        const keys = Object.keys(this.#record.requests);
        const { shownPlans } = this.#record;
        for (const other of others)
            if (other.ok)
                this.#setRecord({ ...(0,other_conversation .T$)(other.value, store.conversation, keys), shownPlans });
        return [result, ...others].every((each) => each?.ok !== false);
    }
    async acquire(states, mayClaim) {
        const { clock, store } = this.#options;
        const keys = this.#own.keysOf(states);
        for (const key of keys)
            this.#own.claim(key);
        const start = (0,jobs_clock .Et)(clock);
        const result = await store.acquire({ requests: this.requests(states), mayClaim });
        if (!result.ok)
            return result;
        this.#setRecord(result.value.record);
        if (result.value.isWritten)
            for (const key of keys)
                this.#claimed.set(key, start);
        return result;
    }
    hasFreshClaim(state) {
        const key = this.keyOf(state);
        const claimed = key === undefined ? undefined : this.#claimed.get(key);
        return claimed !== undefined && (0,jobs_clock .hy)(claimed, this.#options.clock) < timeouts .Ic;
    }
    isClaimShown(state) {
        return this.#findOwnHold(this.#record, this.keyOf(state) ?? '')?.submissionStartedAtMs !== undefined;
    }
    async leaveToOthers(states) {
        const changed = states.filter((state) => {
            const key = this.keyOf(state);
            if (key === undefined || !this.#own.leaveToOthers(key))
                return false;
            this.#claimed.delete(key);
            return true;
        });
        if (changed.length > 0)
            await this.#options.store.write({ requests: this.requests(changed) });
    }
    async #writeAgain(states, record) {
        const overwritten = states.filter((state) => {
            const key = this.keyOf(state);
            if (key === undefined || !this.#own.isLeftToOthers(key))
                return false;
            const hold = this.#findOwnHold(record, key);
            return hold === undefined || hold.submissionStartedAtMs !== undefined;
        });
        if (overwritten.length > 0)
            await this.#options.store.write({ requests: this.requests(overwritten) });
    }
    async releaseUnsubmitted(states) {
        await this.read(states);
        for (const state of states) {
            const key = this.keyOf(state);
            if (key === undefined || state.outcome !== 'cancelled' || state.job !== undefined)
                continue;
            const hold = this.#findOwnHold(this.#record, key);
            if (hold?.submissionStartedAtMs !== undefined)
                this.#own.claim(key, hold.submissionStartedAtMs);
            else if (hold !== undefined)
                this.#own.leaveToOthers(key);
        }
    }
    hasOlderHolds(record, states) {
        return Object.entries(this.requests(states)).some(([key, { holds }]) => {
            const recorded = this.#findOwnHold(record, key);
            return recorded !== undefined && holds.some(({ atMs }) => recorded.atMs < atMs);
        });
    }
    #findOwnHold(record, key) {
        return (0,state_record .Rh)(record, key).holds.find(({ holderId }) => holderId === this.holderId);
    }
    async write(states) {
        const result = await this.#options.store.write({ requests: this.requests(states) });
        if (result.ok)
            this.#setRecord(result.value);
        return result;
    }
    updateJob(key, job) {
        this.#own.updateJob(key, job);
    }
    async recordJob(state) {
        this.#own.addJob(state, this.#record);
        await this.write([]);
    }
    async recordStop(key, jobId) {
        const job = this.#findJob(key, jobId);
        if (key === undefined || job === undefined)
            return;
        this.updateJob(key, { ...job, stopAcceptedAtMs: this.#options.githubTime() });
        await this.write([]);
    }
    recordedJob(state) {
        return this.#findJob(this.keyOf(state), state.job?.id);
    }
    unfinishedJobOf(state) {
        const key = this.keyOf(state);
        if (key === undefined || this.recordedJob(state)?.isUnfinished === false)
            return undefined;
        const job = this.requests([state])[key]?.jobs.find(({ id }) => id === state.job?.id);
        return job?.isUnfinished === true ? { key, job } : undefined;
    }
    #findJob(key = '', jobId = '') {
        return (0,state_record .Rh)(this.#record, key).jobs.find(({ id }) => id === jobId);
    }
    requests(states) {
        return this.#own.toRecords(states, this.#record);
    }
    successorOf({ spec }) {
        if (spec === undefined)
            return undefined;
        const run = this.#overriddenRun ?? this.#options.holder.run;
        return (0,superseding .wL)(this.#record, { ...this.#options.holder, run, digest: spec.digest });
    }
    followerOf({ spec, job }) {
        const { holder, githubTime } = this.#options;
        const claimant = { ...holder, digest: spec?.digest ?? '', nowMs: githubTime() };
        return spec && (0,superseding .It)(this.#record, claimant, job?.id);
    }
    #setRecord(record) {
        this.#record = { ...(0,merge_records .P)(this.#record, record), shownPlans: record.shownPlans };
    }
}
async function readOther(store, keys) {
    const { conversation } = store;
    const result = await store.read(keys);
    return result.ok ? { ok: true, value: { conversation, record: result.value } } : result;
}

;














async function openReporting(github, options, target, identity) {
    const { runner, persistsState, event } = options;
    const { context, holder } = identity;
    const { commit, candidates = [] } = target;
    const { recordStore, follower } = (await openComment(github, options, identity)) ?? {};
    const statusIdentity = { ...identity, commentUrl: () => recordStore?.url };
    const commitStatus = createStatusSink(github, options, commit, statusIdentity);
    const store = recordStore ?? commitStatus;
    const ledger = persistsState && store
        ? new RunLedger({
            store,
            otherConversations: candidates
                .filter((number) => number !== context.issueNumber)
                .map((number) => openConversation(github, number, options, identity)),
            holder,
            clock: system_clock .m,
            githubTime: () => github.time(),
        })
        : undefined;
    const render = (model) => (0,report_render .w)({
        ...(follower?.toCommentModel(model) ?? model),
        orphans: ledger && (0,orphans .t)(ledger.record, holder.service, github.time()),
    });
    const push = { pusher: (0,approval_source .B)(event, target), pushedAtMs: event.pushedAtMs };
    const comment = recordStore && new comment_sink .H9({ recordStore, render, log: runner, redact: runner.redact, push });
    const sinks = { comment, commitStatus, ledger: follower ?? ledger };
    const reports = new report_writer .a({ clock: system_clock .m, sleepUnref: system_clock .U, ...sinks });
    return { reports, ledger, readRecord: ledger || !recordStore ? undefined : () => recordStore.read() };
}
function createStatusSink(github, { runner, apiKey, report }, commit, { context, holder, repositoryId, commentUrl, }) {
    if (context.matrixLabel === undefined)
        return undefined;
    const comments = (0,github_comments .m)(github, 0);
    return new commit_status .b({
        store: (0,repository .hG)(github, commit),
        log: runner,
        clock: system_clock .m,
        holder,
        signer: new status_record .Ni(String(repositoryId), commit, apiKey && (report.recordKey ?? apiKey)),
        viewerLogin: () => comments.viewerLogin(),
        matrixLabel: context.matrixLabel,
        commentUrl,
        logUrl: context.logUrl,
        redact: runner.redact,
    });
}
async function openComment(github, options, identity) {
    const { report, runner, apiKey, postsComment, event, jobId } = options;
    const { context, holder, repositoryId } = identity;
    const { issueNumber } = context;
    if (!postsComment || !report.comment || issueNumber === undefined)
        return undefined;
    const reason = (0,secrets .W)(event);
    if (apiKey === undefined && (reason === 'fork' || reason === 'dependabot'))
        return undefined;
    if (jobId !== undefined && apiKey !== undefined) {
        const { findCommentForJob } = await __webpack_require__.e( 759).then(__webpack_require__.bind(__webpack_require__, 4759));
        const found = await findCommentForJob((0,github_comments .m)(github, issueNumber), {
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
function openConversation(github, issueNumber, { report, runner, apiKey }, { holder: { run, owner }, repositoryId }) {
    const key = report.commentKey ?? owner;
    const scope = `${repositoryId}#${issueNumber}`;
    const onForeignRecord = ({ url, author }) => runner.annotate('warning', `The comment ${url} has the signature of this action, but ${author} wrote it, which is not the login of this token. Its record is not used, so its jobs may be trained again. Use one token for all runs, or delete the comment.`);
    return new comment_record_store .y2({
        store: (0,github_comments .m)(github, issueNumber),
        codec: (0,record_codec .LJ)(key, scope, apiKey && (report.recordKey ?? apiKey), runner.redact),
        clock: system_clock .m,
        run,
        onForeignRecord,
        githubTime: () => github.time(),
    });
}


 }),

 9054:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 t: () => ( findOrphans)
 });
 var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6948);
 var _other_conversation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1527);
 var _superseding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7914);



function findOrphans(record, service, nowMs) {
    const all = Object.values(record.requests).flatMap(({ holds }) => holds);
    const watchedIds = new Set(all.filter((hold) => (0,_superseding_js__WEBPACK_IMPORTED_MODULE_2__ ._n)(hold, nowMs)).map(({ jobId }) => jobId));
    const signed = all.filter((hold) => hold.isUnsigned !== true && !(0,_other_conversation_js__WEBPACK_IMPORTED_MODULE_1__ .lq)(hold));
    const ofHead = signed.filter(({ isNotHead }) => isNotHead !== true);
    const [newest] = ofHead.toSorted((a, b) => (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .qB)(b.run, a.run));
    if (newest === undefined)
        return [];
    const isCurrent = ({ commit }) => commit === newest.commit;
    const currentOwners = new Set(signed.filter(isCurrent).map(({ owner }) => owner));
    return Object.entries(record.requests)
        .filter(([, { holds }]) => {
        const isWanted = (hold) => (isCurrent(hold) && hold.isUnchanged !== true) || hold.isNotHead === true || (0,_superseding_js__WEBPACK_IMPORTED_MODULE_2__ ._n)(hold, nowMs);
        return !holds.some(isWanted);
    })
        .flatMap(([key, { holds, jobs }]) => jobs
        .filter((job) => job.isUnfinished &&
        job.provenance !== 'unsigned' &&
        !watchedIds.has(job.id) &&
        (!currentOwners.has(job.owner) || isKeptForAbsentStep(record, { key, job }, nowMs)) &&
        !(0,_other_conversation_js__WEBPACK_IMPORTED_MODULE_1__ .lq)(job))
        .map(({ id }) => ({
        id,
        label: (holds.find(({ jobId }) => jobId === id) ?? holds[0])?.label ?? '',
        ...((0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .E5)(key) === service ? {} : { service: (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .E5)(key) }),
    })));
}
function isKeptForAbsentStep(record, { key, job }, nowMs) {
    const { owner, replacedBy, leavesOnSuperseded } = job;
    const [run] = (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .b7)(record, owner, true);
    if (run === undefined || replacedBy === '' || leavesOnSuperseded === true)
        return false;
    return (0,_superseding_js__WEBPACK_IMPORTED_MODULE_2__ .Ox)(record, { key, job }, { owner, run, nowMs });
}


 })

};
;