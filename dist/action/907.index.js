"use strict";
exports.id = 907;
exports.ids = [907];
exports.modules = {

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
    #refusal;
    constructor(options) {
        this.#options = options;
        this.#errors = new _report_sink_js__WEBPACK_IMPORTED_MODULE_8__ .L(options.log, (message) => `The commit status could not be set: ${message}`);
    }
    get refusal() {
        return this.#refusal;
    }
    async read(keys) {
        this.#isRecord = true;
        const result = await this.#options.store.list();
        if (!result.ok) {
            if (result.isPermanent)
                this.#addError(result);
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
        const start = (0,_jobs_clock_js__WEBPACK_IMPORTED_MODULE_9__ .Et)(clock);
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
        const isSlow = (0,_jobs_clock_js__WEBPACK_IMPORTED_MODULE_9__ .hy)(start, clock) > _state_comment_record_store_js__WEBPACK_IMPORTED_MODULE_1__ .xG;
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
        if (!result.ok)
            return this.#addError(result);
        this.#lastShown.set(label, { text, since });
        this.#refusal = undefined;
        return result;
    }
    #addError(error) {
        if (error.isPermanent)
            this.#refusal = error;
        this.#errors.add(error);
        return error;
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
 var _jobs_job_id_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1909);
 var _job_spec_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4629);
 var _state_owner_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4174);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1363);





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
        const jobId = id === '' ? undefined : (0,_jobs_job_id_js__WEBPACK_IMPORTED_MODULE_4__ .e)(id);
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
    const jobId = signed?.jobId ?? (0,_jobs_job_id_js__WEBPACK_IMPORTED_MODULE_4__ .e)(JOB_ID_PATTERN.exec(description)?.[1]);
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
function parseStatusRecord(statuses, digest, { commit, signer, run, holderId }) {
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
    return { holds, jobs: recordedJobs(parsed, run) };
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
            owner: (0,_state_owner_js__WEBPACK_IMPORTED_MODULE_2__ .Me)(holderId),
            run,
            commit,
            label: '',
            atMs: settledAtMs ?? createdAtMs,
            leaseExpiresAtMs: isPending ? createdAtMs + _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ .Ri : 0,
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
function recordedJobs(statuses, own) {
    const byId = Map.groupBy(statuses, ({ jobId }) => jobId);
    return [...byId].flatMap(([id, all]) => {
        const [newest] = all;
        if (id === undefined || newest === undefined)
            return [];
        const signed = all.filter((status) => status.isSigned);
        const { run, isSigned, createdAtMs, holderId } = signed.find((status) => status.run.id === own.id) ?? signed.at(-1) ?? newest;
        const provenance = isSigned ? 'verified' : 'unsigned';
        return [{ id, owner: (0,_state_owner_js__WEBPACK_IMPORTED_MODULE_2__ .Me)(holderId), run, atMs: createdAtMs, isUnfinished: true, provenance }];
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
    const isCurrent = ({ commit, isNotHead }) => commit === newest.commit && isNotHead !== true;
    const currentOwners = new Set(signed.filter(isCurrent).map(({ owner }) => owner));
    return Object.entries(record.requests)
        .filter(([, { holds }]) => {
        const isWanted = (hold) => (isCurrent(hold) && hold.isUnchanged !== true) || (0,_superseding_js__WEBPACK_IMPORTED_MODULE_2__ ._n)(hold, nowMs);
        return !holds.some(isWanted);
    })
        .flatMap(([key, { holds, jobs }]) => {
        const byHand = holds.filter(({ isNotHead }) => isNotHead === true);
        return jobs
            .filter((job) => job.isUnfinished &&
            !byHand.some((hold) => (0,_superseding_js__WEBPACK_IMPORTED_MODULE_2__ .j5)(hold, job.id)) &&
            job.provenance !== 'unsigned' &&
            !watchedIds.has(job.id) &&
            (!currentOwners.has(job.owner) || isKeptForAbsentStep(record, { key, job }, nowMs)) &&
            !(0,_other_conversation_js__WEBPACK_IMPORTED_MODULE_1__ .lq)(job))
            .map(({ id }) => ({
            id,
            label: (holds.find(({ jobId }) => jobId === id) ?? holds[0])?.label ?? '',
            ...((0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .E5)(key) === service ? {} : { service: (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .E5)(key) }),
        }));
    });
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