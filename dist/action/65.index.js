"use strict";
exports.id = 65;
exports.ids = [65];
exports.modules = {

 4963:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 H9: () => ( CommentSink),
 KU: () => ( planDisplay),
 Vs: () => ( waitingMark),
 vz: () => ( waitingDigests)
 });
 var _history_blocks_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5953);
 var _report_sink_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1440);


const UNSUBMITTED_MARK = '<!-- nothing submitted -->';
const WAITING_MARK = /^<!-- (trains, )?waits for approval ([^>]*)-->/;
const ENDED_MARK = /^<!-- ended ([^>]*)-->/;
class CommentSink {
    #options;
    #errors;
    #hasKeptWaiting = false;
    constructor(options) {
        this.#options = options;
        this.#errors = new _report_sink_js__WEBPACK_IMPORTED_MODULE_1__ .L(options.log, (message) => `The comment could not be written: ${message}`);
        options.recordStore.subscribe((result) => {
            if (!result.ok && result.isPermanent)
                this.#errors.add(result);
        });
    }
    get url() {
        return this.#options.recordStore.url;
    }
    idsClaimedElsewhere() {
        return this.#options.recordStore.recordedJobIds();
    }
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
            replacedJobs: (record) => (0,_history_blocks_js__WEBPACK_IMPORTED_MODULE_0__ .bb)(record, model.context),
        };
        if (kind === 'report')
            return update;
        return {
            ...update,
            shouldReplaceText: (existingText) => {
                if (existingText === undefined)
                    return kind !== 'valid';
                if (existingText.startsWith(UNSUBMITTED_MARK))
                    return true;
                if (this.#mustKeep(existingText, kind, model))
                    return this.#keepWaiting();
                return kind === 'problems' || (kind === 'plan' && isOutdated(existingText, model));
            },
        };
    }
    #mustKeep(text, kind, model) {
        if (kind !== 'problems')
            return waitsForAny(text, model);
        return !this.#options.recordStore.canSign && WAITING_MARK.test(text);
    }
    #keepWaiting() {
        if (!this.#hasKeptWaiting)
            this.#options.log.info('The comment still shows what waits for an approval. For a comment of its own, give this step another `comment-key`.');
        this.#hasKeptWaiting = true;
        return false;
    }
}
function planDisplay({ origin, plan, states }, { approvable }, pusher) {
    return {
        digests: approvable,
        hidden: states.flatMap(({ spec }) => (spec && !approvable.includes(spec.digest) ? [spec.digest] : [])),
        isPartial: states.some(({ spec }) => spec === undefined),
        origin,
        pusher,
        knownPushers: states.flatMap(({ spec, pushers }) => spec && pushers ? [{ ...pushers, digest: spec.digest }] : []),
        needsApproval: plan?.policy?.approval !== undefined,
    };
}
function hiddenMark(kind, model, canChange) {
    if (kind === 'problems' || kind === 'plan')
        return `${UNSUBMITTED_MARK}\n`;
    const waiting = waitingMark(model, canChange);
    if (waiting !== '' || canChange || model.states.length === 0)
        return waiting;
    const trained = model.states.filter(({ outcome }) => outcome === 'succeeded');
    return `<!-- ended ${digestsOf(trained)}-->\n`;
}
function waitingMark({ states }, canChange) {
    const waiting = states.filter(({ outcome }) => outcome === 'unapproved');
    if (waiting.length === 0)
        return '';
    return `<!-- ${canChange ? 'trains, ' : ''}waits for approval ${digestsOf(waiting)}-->\n`;
}
const digestsOf = (states) => states.map(({ spec }) => `${spec?.digest ?? ''} `).join('');
function waitingDigests(text) {
    return (WAITING_MARK.exec(text)?.[2]
        ?.split(' ')
        .filter((digest) => digest !== '') ?? []);
}
function waitsForAny(text, { states }) {
    const digests = waitingDigests(text);
    return states.some(({ spec }) => spec && digests.includes(spec.digest));
}
function isOutdated(text, { states }) {
    const waiting = WAITING_MARK.exec(text);
    if (waiting !== null)
        return waiting[1] === undefined;
    const digests = ENDED_MARK.exec(text)?.[1]?.split(' ');
    return digests !== undefined && states.some(({ spec }) => spec && !digests.includes(spec.digest));
}


 }),

 204:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 b: () => ( CommitStatusSink)
 });
 var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7361);
 var _state_record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6948);
 var _display_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9900);
 var _status_record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5062);
 var _report_sink_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1440);
 var node_crypto__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7598);
 var node_crypto__WEBPACK_IMPORTED_MODULE_4___default = __webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_4__);






const MAX_ID_LENGTH = 78;
const MAX_LONE_ID_LENGTH = 116;
function describeSubmitting(digest, run) {
    return [_status_record_js__WEBPACK_IMPORTED_MODULE_3__ .rv, describeRun(run), (0,_status_record_js__WEBPACK_IMPORTED_MODULE_3__ .l9)(digest)].join(' \u00b7 ');
}
function describeJob(state, run, nowMs) {
    const { spec, job, outcome } = state;
    const parts = [
        ...(job && needsWholeDescription(job.id) ? [] : [(0,_display_state_js__WEBPACK_IMPORTED_MODULE_2__ .i)(state, { nowMs }).shortLabel]),
        ...(job ? [`job ${shortenId(job.id)}`] : outcome === undefined ? [describeRun(run)] : []),
        ...(spec ? [(0,_status_record_js__WEBPACK_IMPORTED_MODULE_3__ .l9)(spec.digest)] : []),
    ];
    return parts.join(' \u00b7 ');
}
const needsWholeDescription = ({ length }) => length > MAX_ID_LENGTH && length <= MAX_LONE_ID_LENGTH;
const shortenId = (id) => id.length > MAX_LONE_ID_LENGTH ? `${id.slice(0, MAX_ID_LENGTH - 1)}\u2026` : id;
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
class CommitStatusSink {
    #options;
    #lastShown = new Map();
    #errors;
    constructor(options) {
        this.#options = options;
        this.#errors = new _report_sink_js__WEBPACK_IMPORTED_MODULE_5__ .L(options.log, (message) => `The commit status could not be set: ${message}`);
    }
    async read(keys) {
        const result = await this.#options.store.list();
        if (!result.ok) {
            if (result.isPermanent)
                this.#errors.add(result);
            return result;
        }
        if (result.value.length === 0)
            return { ok: true, value: _state_record_js__WEBPACK_IMPORTED_MODULE_1__ .sU };
        const login = await this.#options.viewerLogin();
        if (!login.ok)
            return login;
        const ownStatuses = result.value.filter(({ context, author }) => context.startsWith(CONTEXT_PREFIX) && author === login.value);
        const { holder, signer } = this.#options;
        const requests = keys.flatMap((key) => {
            const request = (0,_status_record_js__WEBPACK_IMPORTED_MODULE_3__ .fo)(ownStatuses, (0,_state_record_js__WEBPACK_IMPORTED_MODULE_1__ .hj)(key), { commit: holder.commit, signer });
            return request === undefined ? [] : [[key, request]];
        });
        return { ok: true, value: { ..._state_record_js__WEBPACK_IMPORTED_MODULE_1__ .sU, requests: Object.fromEntries(requests) } };
    }
    async acquire({ requests }) {
        for (const [key, { holds }] of Object.entries(requests)) {
            const digest = (0,_state_record_js__WEBPACK_IMPORTED_MODULE_1__ .hj)(key);
            const description = describeSubmitting(digest, this.#options.holder.run);
            const result = await this.#set(holds[0]?.label ?? '', { state: 'pending', description, digest });
            if (!result.ok)
                return result;
        }
        return { ok: true, value: { record: { ..._state_record_js__WEBPACK_IMPORTED_MODULE_1__ .sU, requests }, isSlow: false } };
    }
    write({ requests }) {
        return Promise.resolve({ ok: true, value: { ..._state_record_js__WEBPACK_IMPORTED_MODULE_1__ .sU, requests } });
    }
    async writeReport({ model: { states, nowMs } }) {
        for (const jobState of states) {
            const { spec, outcome, label } = jobState;
            if (outcome === 'valid' || (spec === undefined && outcome !== 'invalid'))
                continue;
            const state = outcome === undefined ? 'pending' : STATE_BY_OUTCOME[outcome];
            const description = describeJob(jobState, this.#options.holder.run, nowMs);
            const { job, provenance } = jobState;
            const isSigned = job === undefined || provenance === undefined || (0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ ._4)(provenance);
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
        return `${context.slice(0, MAX_CONTEXT_LENGTH - 13).toWellFormed()}\u2026${rest}`;
    }
}


 }),

 1440:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 L: () => ( SinkErrors)
 });
class SinkErrors {
    #log;
    #describe;
    #hasWarned = false;
    #permanent;
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


 }),

 5062:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Ni: () => ( StatusSigner),
 fo: () => ( parseStatusRecord),
 l9: () => ( describeSpec),
 rv: () => ( SUBMITTING)
 });
 var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
 var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = __webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
 var _jobs_job_id_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1909);
 var _job_spec_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4629);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1363);




const SUBMITTING = 'being submitted';
const describeSpec = (digest) => `spec ${(0,_job_spec_digest_js__WEBPACK_IMPORTED_MODULE_1__ .YI)(digest, 12)}`;
const JOB_ID_PATTERN = /(?:^| \u00b7 )job ([\w-]+) \u00b7 /;
const CUT_ID_PATTERN = /(?:^| \u00b7 )job [\w-]+\u2026 \u00b7 /;
const SUBMITTING_PATTERN = /^being submitted \u00b7 run (\d+)\.(\d+) \u00b7 /;
const CANCELLED_PATTERN = /^cancelled \u00b7 /;
const RUN_URL_PATTERN = /\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?/;
const RECORD_PATTERN = /:~:forge-job=([\w-]*)&run=(\d+)\.(\d+)&mac=([\w-]+)$/;
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
        const { jobId = '', run } = status;
        return `${url}${url.includes('#') ? '' : '#'}:~:forge-job=${jobId}&run=${run.id}.${run.attempt}&mac=${mac}`;
    }
    readRecord({ targetUrl = '' }, digest) {
        const [, id = '', runId = '', attempt, mac = ''] = RECORD_PATTERN.exec(targetUrl) ?? [];
        const jobId = id === '' ? undefined : (0,_jobs_job_id_js__WEBPACK_IMPORTED_MODULE_3__ .e)(id);
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
    const jobId = signed?.jobId ?? (0,_jobs_job_id_js__WEBPACK_IMPORTED_MODULE_3__ .e)(JOB_ID_PATTERN.exec(description)?.[1]);
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
        leaseExpiresAtMs: newest.createdAtMs + _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ .Ri,
        submissionStartedAtMs: isLost ? announced.createdAtMs : undefined,
        isUnsigned: newest.isSigned ? undefined : true,
    };
    return { holds: [hold], jobs: recordedJobs(parsed) };
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

 9054:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 t: () => ( findOrphans)
 });
 var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6948);
 var _lease_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3175);


function findOrphans(record, service, nowMs) {
    const signed = Object.values(record.requests)
        .flatMap(({ holds }) => holds)
        .filter(({ isUnsigned }) => isUnsigned !== true);
    const [newest] = signed.toSorted((a, b) => (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .qB)(b.run, a.run));
    if (newest === undefined)
        return [];
    const isCurrent = ({ commit }) => commit === newest.commit;
    const currentOwners = new Set(signed.filter(isCurrent).map(({ owner }) => owner));
    return Object.entries(record.requests)
        .filter(([key, { holds }]) => {
        const isWanted = holds.some((hold) => isCurrent(hold) || (0,_lease_js__WEBPACK_IMPORTED_MODULE_1__ .N)(hold, nowMs));
        return (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .E5)(key) === service && !isWanted;
    })
        .flatMap(([, { holds, jobs }]) => jobs
        .filter(({ isUnfinished, provenance, owner }) => isUnfinished && provenance !== 'unsigned' && !currentOwners.has(owner))
        .map(({ id }) => ({
        id,
        label: (holds.find(({ jobId }) => jobId === id) ?? holds[0])?.label ?? '',
    })));
}


 })

};
;