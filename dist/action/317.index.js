"use strict";
exports.id = 317;
exports.ids = [317];
exports.modules = {

 5735:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 G9: () => ( settle),
 GO: () => ( stateFromJobId),
 Yo: () => ( detach),
 Zw: () => ( settleJob),
 _5: () => ( isUnchanged),
 ci: () => ( withNotes),
 cq: () => ( observeJob),
 dW: () => ( withNote),
 vF: () => ( stateFromSpec),
 wY: () => ( isNotAllowed),
 wb: () => ( jobIdOf)
 });
 var _job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6722);
 var _provenance_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7361);


function stateFromSpec(spec) {
    return { label: spec.label, spec, timeline: [], notes: [] };
}
function stateFromJobId(id) {
    return { label: id, requestedId: id, timeline: [], notes: [] };
}
function jobIdOf({ job, requestedId, label }) {
    return job?.id ?? requestedId ?? label;
}
function isUnchanged({ notes }) {
    return notes.some(({ code }) => code === 'spec-unchanged');
}
function isNotAllowed({ outcome, notes }) {
    const isByPolicy = notes.some(({ code }) => code.startsWith('policy-') || code.startsWith('approval-'));
    return outcome === 'unapproved' || (outcome === 'refused' && isByPolicy);
}
function withNote(state, note, outcome) {
    return { ...withNotes(state, [note]), outcome: outcome ?? state.outcome };
}
function withNotes(state, notes) {
    return { ...state, notes: [...state.notes, ...notes.filter((note) => note !== undefined)] };
}
function settle(state, outcome, error = state.error) {
    return { ...state, outcome, error };
}
function settleJob(state, outcome, hasWholeRequest = true) {
    const { spec, job, provenance } = state;
    if (outcome !== 'succeeded' || job === undefined || provenance === undefined)
        return settle(state, outcome);
    return (0,_provenance_js__WEBPACK_IMPORTED_MODULE_1__ .sI)(provenance, hasWholeRequest ? spec?.request : undefined, job)
        ? settle(state, outcome)
        : withNote(state, { code: 'success-unproven', jobId: job.id }, 'unknown');
}
function detach(state) {
    const { job, isReused, outcome } = state;
    if (job === undefined || outcome !== undefined)
        return state;
    const current = (0,_job_status_js__WEBPACK_IMPORTED_MODULE_0__ ._P)(job);
    const isAccepted = current === 'running' || (current === 'succeeded' && isReused !== true);
    return settleJob(state, isAccepted ? 'submitted' : current);
}
function observeJob(state, job, wallMs) {
    const hasChanged = state.job?.status !== job.status || state.timeline.length === 0;
    if (!hasChanged)
        return { ...state, job };
    return { ...state, job, timeline: [...state.timeline, { status: job.status ?? '', atMs: wallMs }] };
}


 }),

 4963:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 H9: () => ( CommentSink),
 KU: () => ( planDisplay),
 Vs: () => ( waitingMark),
 vz: () => ( waitingDigests)
 });
 var _approval_approval_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1920);
 var _jobs_job_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5735);
 var _state_record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6948);
 var _state_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3273);
 var _history_blocks_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5953);
 var _report_sink_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1440);






const UNSUBMITTED_MARK = '<!-- nothing submitted -->';
const WAITING_MARK = /^<!-- (trains, )?waits for approval ([^>]*)-->/;
const ENDED_MARK = /^<!-- ended ([^>]*)-->/;
class CommentSink {
    #options;
    #errors;
    #hasKeptWaiting = false;
    constructor(options) {
        this.#options = options;
        this.#errors = new _report_sink_js__WEBPACK_IMPORTED_MODULE_4__ .L(options.log, (message) => `The comment could not be written: ${message}`);
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
    readShown() {
        return this.#options.recordStore.readShown();
    }
    prepare(model) {
        this.#options.recordStore.prepare(() => this.#toRecordUpdate(model));
    }
    async writeReport(report) {
        if (this.#errors.permanent)
            return this.#errors.permanent;
        const result = await this.#options.recordStore.write(this.#updateOf(report));
        if (!result.ok)
            this.#errors.add(result);
        return result;
    }
    async mergeDuplicates(report) {
        if (this.#errors.permanent)
            return;
        await this.#options.recordStore.mergeDuplicates(this.#updateOf(report));
    }
    #updateOf({ model, requests, keepsText }) {
        const update = { ...this.#toRecordUpdate(model), requests };
        return keepsText ? { ...update, shouldReplaceText: () => false } : update;
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
            replacedJobs: (record) => (0,_history_blocks_js__WEBPACK_IMPORTED_MODULE_3__ .bb)(record, model.context),
        };
        if (kind === 'report')
            return {
                ...update,
                shouldReplaceText: (_, record) => !isReportedByEarlierRun(model, record),
                shouldReplaceNewer: (text, record) => waitsForJobsOf(model, text, plansShownBy(this.#options.recordStore.planKey, record)),
            };
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
        starts: states.flatMap(startsOf),
        needsApproval: plan?.policy?.approval !== undefined,
    };
}
function startsOf({ spec, job, approval, halfApproval }) {
    if (spec === undefined || job !== undefined)
        return [];
    const acts = [...(approval ? (0,_approval_approval_js__WEBPACK_IMPORTED_MODULE_5__ .D)(approval) : []), ...(halfApproval ? [halfApproval] : [])];
    const digest = (0,_state_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ .VK)(spec.digest);
    return acts.filter(({ act }) => act === 'dispatch').map((act) => ({ ...act, digest }));
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
function isReportedByEarlierRun({ states }, { run, requests, savedReport }) {
    if (run === undefined || savedReport === undefined || !states.every(_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_0__ ._5))
        return false;
    return states.some(({ spec }) => Object.entries(requests).some(([key, { jobs }]) => (0,_state_record_js__WEBPACK_IMPORTED_MODULE_1__ .hj)(key) === spec?.digest && jobs.some(({ isUnfinished }) => isUnfinished)));
}
function plansShownBy(key, { shownPlans = [] }) {
    return shownPlans.filter((plan) => plan.key === key && plan.untilMs === undefined);
}
function waitsForJobsOf({ states }, text, plans) {
    const [, canChange] = WAITING_MARK.exec(text) ?? [];
    const waiting = waitingDigests(text);
    const specs = states.flatMap(({ spec, job }) => (spec ? [{ ...spec, hasJob: job !== undefined }] : []));
    const hasJob = (digest) => specs.some((spec) => spec.hasJob && spec.digest === digest);
    const asked = new Set(specs.map(({ digest }) => (0,_state_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ .VK)(digest)));
    const isAsked = (plan) => !plan.isPartial &&
        (0,_state_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ .uD)(plan).length === asked.size &&
        (0,_state_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ .uD)(plan).every((digest) => asked.has(digest));
    return (canChange === undefined &&
        waiting.length > 0 &&
        waiting.every(hasJob) &&
        plans.length > 0 &&
        plans.every(isAsked));
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

 809:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 BX: () => ( findNewestText),
 FY: () => ( findUnreadable),
 QE: () => ( applyUpdate),
 ZI: () => ( extractJobIds),
 k1: () => ( findRecordByJobId),
 ws: () => ( readCommentSet)
 });
 var _jobs_job_id_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1909);
 var _record_codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6646);
 var _history_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4533);
 var _merge_records_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7870);
 var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6948);





function readCommentSet(comments, codec) {
    const record = comments
        .map((comment) => (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Xb)(codec, comment))
        .reduce((all, each) => (0,_merge_records_js__WEBPACK_IMPORTED_MODULE_2__ .P)(all, each), _record_js__WEBPACK_IMPORTED_MODULE_3__ .sU);
    return { comments, record };
}
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
function applyUpdate({ savedReport, ...current }, update, author) {
    const run = author ?? current.run;
    const newReport = author === undefined ? savedReport : update.savedReport;
    const isReplaced = author !== undefined && current.run !== undefined && (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .U4)(author, current.run);
    const replacedJobs = isReplaced ? (update.replacedJobs?.({ ...current, savedReport }) ?? []) : [];
    const history = (0,_history_js__WEBPACK_IMPORTED_MODULE_1__ .H$)(update.endedJobs, replacedJobs.length > 0 ? replacedJobs : undefined);
    const { requests = {} } = update;
    const merged = (0,_merge_records_js__WEBPACK_IMPORTED_MODULE_2__ .P)(current, { requests, ambiguousOwners: [], run, history });
    return { ...merged, history: (0,_history_js__WEBPACK_IMPORTED_MODULE_1__ .Cx)(merged), savedReport: newReport };
}
function findNewestText(comments, codec) {
    let newest;
    for (const { body } of comments) {
        const { run } = (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .aE)(codec, body);
        const text = (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .rR)(body);
        const isNewest = newest === undefined || (run && (!newest.run || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .U4)(run, newest.run)));
        if (isNewest)
            newest = { text, run };
    }
    return newest?.text;
}
function extractJobIds(bodies, codec) {
    const recorded = bodies.flatMap((body) => Object.values((0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .aE)(codec, body).requests).flatMap(({ jobs }) => jobs));
    const shown = bodies.flatMap((body) => visibleText(body).match(/[\w-]+/g) ?? []);
    return new Set([...recorded.map(({ id }) => id), ...shown.flatMap((word) => shownId(word) ?? [])]);
}
function visibleText(body) {
    return (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .rR)(body).replace(/[\\\u200b]/g, '');
}
const MIN_SHOWN_ID_LENGTH = 8;
function shownId(word) {
    return word.length >= MIN_SHOWN_ID_LENGTH && /\d/.test(word) ? (0,_jobs_job_id_js__WEBPACK_IMPORTED_MODULE_4__ .e)(word) : undefined;
}
async function findRecordByJobId(jobId, store, { scope, apiKey, redact }) {
    const result = await store.list();
    if (!result.ok)
        return undefined;
    const found = result.value
        .filter(({ body }) => (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .xY)(body))
        .flatMap((comment) => {
        const codec = (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Fy)(comment.body, scope, apiKey, redact);
        const record = codec && (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .aE)(codec, comment.body);
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


 }),

 4216:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  gD: () => ( CLAIM_SETTLE_MS),
  y2: () => ( CommentRecordStore),
  xG: () => ( MAX_FAST_WRITE_MS)
});

var merge_records = __webpack_require__(7870);
var state_record = __webpack_require__(6948);
var record_codec = __webpack_require__(6646);
var comment_merge = __webpack_require__(809);
;




const MAX_READ_LAG_MS = 2_000;
class CommentReader {
    #options;
    #comment;
    #login;
    #deletedIds = new Set();
    #hasReportedForeign = false;
    #otherKeys = state_record .sU;
    constructor(options) {
        this.#options = options;
        this.#comment = options.comment;
        this.#login = options.comment?.author;
    }
    get comment() {
        return this.#comment;
    }
    get otherKeys() {
        return this.#otherKeys;
    }
    setComment(comment) {
        this.#comment = comment;
        this.#login = comment.author;
    }
    setDeleted(id) {
        this.#deletedIds.add(id);
        if (this.#comment?.id === id)
            this.#comment = undefined;
    }
    async recordedJobIds() {
        const { store, codec } = this.#options;
        const all = await store.list();
        if (!all.ok)
            return all;
        const marked = all.value.filter(({ body }) => (0,record_codec .xY)(body));
        if (marked.length === 0)
            return { ok: true, value: new Set() };
        const login = await this.#readLogin();
        if (!login.ok)
            return login;
        const bodies = marked.filter(({ author }) => author === login.value).map(({ body }) => body);
        return { ok: true, value: (0,comment_merge .ZI)(bodies, codec) };
    }
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
    async readAll(isRetry = false) {
        const { store, codec, clock } = this.#options;
        const result = await store.list();
        if (!result.ok)
            return result;
        const candidates = result.value.filter(({ id, body }) => (0,record_codec .xY)(body) && !this.#deletedIds.has(id));
        if (candidates.length === 0)
            return this.#addKnown([]);
        const login = await this.#readLogin();
        if (!login.ok)
            return login;
        const [own, foreign] = [true, false].map((isOwn) => candidates.filter(({ author }) => (author === login.value) === isOwn));
        this.#reportForeign(foreign);
        const unreadable = (0,comment_merge .FY)(own, codec);
        if (unreadable)
            return unreadable;
        this.#otherKeys = this.#mergeOtherKeys(own.filter(({ body }) => !codec.matches(body)));
        const [oldest, ...others] = own.filter(({ body }) => codec.matches(body)).sort((a, b) => a.id - b.id);
        if (oldest === undefined)
            return this.#addKnown([]);
        const latest = await this.reread(oldest.id);
        if (latest.ok)
            return this.#addKnown([latest.value, ...others]);
        if (!latest.isNotFound)
            return latest;
        if (isRetry)
            return { ...latest, isPermanent: false };
        await clock.sleep(MAX_READ_LAG_MS);
        return this.readAll(true);
    }
    #mergeOtherKeys(comments) {
        return comments
            .map((comment) => (0,record_codec .Xb)(this.#options.codec, comment))
            .reduce((all, each) => (0,merge_records .P)(all, each), state_record .sU);
    }
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
    async reread(id) {
        const first = await this.#options.store.get(id);
        return first.ok || !first.isNotFound ? first : this.#options.store.get(id);
    }
    async #addKnown(listed) {
        const known = this.#comment;
        if (known === undefined || listed.some(({ id }) => id === known.id))
            return this.#toCommentSet(listed);
        const result = await this.reread(known.id);
        if (!result.ok && !result.isNotFound)
            return result;
        if (!result.ok)
            this.setDeleted(known.id);
        return this.#toCommentSet(result.ok ? [...listed, result.value].sort((a, b) => a.id - b.id) : listed);
    }
    #toCommentSet(comments) {
        const { codec } = this.#options;
        return (0,comment_merge .FY)(comments, codec) ?? { ok: true, value: (0,comment_merge .ws)(comments, codec) };
    }
}

;
class NewestHolds {
    #holds = new Map();
    replaceOlder(requests) {
        return Object.fromEntries(Object.entries(requests).map(([key, { holds, jobs }]) => [
            key,
            { holds: holds.map((hold) => this.#newest(`${hold.holderId} ${key}`, hold)), jobs },
        ]));
    }
    #newest(id, hold) {
        const known = this.#holds.get(id);
        if (known !== undefined && known.atMs > hold.atMs)
            return known;
        this.#holds.set(id, hold);
        return hold;
    }
}

var shown_plans = __webpack_require__(3273);
;







const MAX_FAST_WRITE_MS = 2_000;
const CLAIM_SETTLE_MS = 2 * MAX_READ_LAG_MS + MAX_FAST_WRITE_MS;
const SLOW_CLAIM_SETTLE_MS = 30_000;
const MAX_READ_AGE_MS = 5_000;
const MAX_ROUNDS = 4;
const RECORD_FULL = {
    ok: false,
    isNotFound: false,
    isPermanent: true,
    message: 'the comment has no room for the record of another job. Open a new pull request, or set `comment-key` to start another comment',
};
class CommentRecordStore {
    #options;
    #reader;
    #newestHolds = new NewestHolds();
    #ownTexts = new Set();
    #lastWriteMs = -Infinity;
    #needsAnotherRound = false;
    #wasOverwritten = false;
    #queue = Promise.resolve();
    #listeners = [];
    #createClaimUpdate = () => ({});
    constructor(options) {
        this.#options = options;
        this.#reader = new CommentReader(options);
    }
    get url() {
        return this.#reader.comment?.url;
    }
    get planKey() {
        return this.#options.codec.keyHash;
    }
    get canSign() {
        return this.#options.codec.encode !== undefined;
    }
    subscribe(listener) {
        this.#listeners.push(listener);
    }
    read() {
        return this.#enqueue(() => this.#readRecord());
    }
    async readNow() {
        return this.#notify(this.#withOtherKeys(await this.#readRecord()));
    }
    async readShown() {
        const set = await this.#reader.readKnown();
        if (!set.ok)
            return set;
        const { record, comments } = set.value;
        const text = (0,comment_merge .BX)(comments, this.#options.codec);
        return { ok: true, value: text === undefined ? undefined : { record, text } };
    }
    recordedJobIds() {
        return this.#reader.recordedJobIds();
    }
    write(update) {
        return this.#enqueue(() => this.#write(update));
    }
    prepare(createUpdate) {
        this.#createClaimUpdate = createUpdate;
    }
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
            if (!settled.ok)
                return settled;
            if (this.#wasOverwritten) {
                isSlow = true;
                await clock.sleep(SLOW_CLAIM_SETTLE_MS);
            }
            return this.#writeUntilStable({ requests: update.requests }, MAX_READ_LAG_MS);
        });
        return result.ok ? { ok: true, value: { record: result.value, isSlow } } : result;
    }
    mergeDuplicates(update = {}) {
        return this.#enqueue(async () => {
            const { clock, run } = this.#options;
            const ageMs = clock.now() - this.#lastWriteMs;
            if (ageMs === Infinity)
                return { ok: true, value: state_record .sU };
            if (ageMs < CLAIM_SETTLE_MS)
                await clock.sleep(CLAIM_SETTLE_MS - ageMs);
            const shouldReplaceText = (currentText, record) => (record.run === undefined || (0,state_record .U4)(run, record.run) || this.#ownTexts.has(currentText ?? '')) &&
                (update.shouldReplaceText?.(currentText, record) ?? true);
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
    #withOtherKeys(result) {
        if (!result.ok)
            return result;
        const { run, savedReport, history } = result.value;
        const merged = (0,merge_records .P)(result.value, this.#reader.otherKeys);
        return { ok: true, value: { ...merged, run, savedReport, history } };
    }
    async #readRecord() {
        const set = await this.#reader.readAll();
        return set.ok ? { ok: true, value: set.value.record } : set;
    }
    async #write(given, isRetry = false) {
        const update = { ...given, requests: given.requests && this.#newestHolds.replaceOlder(given.requests) };
        const set = await this.#readForWrite(update);
        if (!set.ok)
            return set;
        const { codec } = this.#options;
        const { comments } = set.value;
        const [oldest] = comments;
        const isRecordOnly = update.text === undefined && Object.keys(update.requests ?? {}).length > 0;
        if (oldest === undefined && isRecordOnly) {
            const first = { ...this.#createClaimUpdate(), ...update };
            if (first.text !== undefined)
                return this.#write(first, isRetry);
        }
        this.#wasOverwritten = !containsHolds(set.value.record, update.requests);
        const replacesText = update.text !== undefined && this.#mayReplaceText(update, set.value);
        const applied = (0,comment_merge .QE)(set.value.record, update, replacesText ? this.#options.run : undefined);
        const text = replacesText ? this.#renderOwnText(update, applied) : (0,comment_merge .BX)(comments, codec);
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
    async #readForWrite({ scanAll }) {
        const { clock } = this.#options;
        for (let round = 1;; round++) {
            const askedMs = clock.now();
            const set = scanAll ? await this.#reader.readAll() : await this.#reader.readKnown();
            const isOld = clock.now() - askedMs > MAX_READ_AGE_MS;
            if (!set.ok || !isOld || round === MAX_ROUNDS)
                return set;
        }
    }
    #recordDisplay(record, display, newText, commentCount) {
        if (record.shownPlans === undefined && display?.needsApproval !== true)
            return record;
        const nowMs = this.#githubTime();
        const known = commentCount > 1 ? (0,shown_plans .Dh)(record, nowMs) : record;
        if (newText === undefined)
            return known;
        return display === undefined
            ? (0,shown_plans .Dh)(known, nowMs)
            : (0,shown_plans .tN)(known, display, { key: this.planKey, text: newText, nowMs });
    }
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
    #mayReplaceText({ shouldReplaceText, shouldReplaceNewer }, { comments, record }) {
        const text = (0,comment_merge .BX)(comments, this.#options.codec);
        const isOfNewer = record.run !== undefined && (0,state_record .U4)(record.run, this.#options.run);
        const mayReplace = !isOfNewer || this.#ownTexts.has(text ?? '') || shouldReplaceNewer?.(text ?? '', record) === true;
        return mayReplace && (shouldReplaceText?.(text, record) ?? true);
    }
    #renderOwnText({ text = '' }, { history = [] }) {
        const rendered = typeof text === 'string' ? text : text(history);
        this.#ownTexts.add(rendered);
        return rendered;
    }
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
        return existing === undefined ? `${codec.prefix} -->` : (0,record_codec .En)(existing.body);
    }
    #applyWrite(result, record) {
        if (!result.ok)
            return result;
        this.#lastWriteMs = this.#options.clock.now();
        this.#reader.setComment(result.value);
        return { ok: true, value: record };
    }
}
function containsHolds({ requests }, written = {}) {
    return Object.entries(written).every(([key, { holds }]) => holds.every(({ holderId, atMs }) => requests[key]?.holds.some((hold) => hold.holderId === holderId && hold.atMs >= atMs)));
}


 }),

 4533:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Cx: () => ( completeHistory),
 H$: () => ( mergeHistory),
 _0: () => ( limitHistory)
 });
 var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6948);

const MAX_ENTRIES = 50;
const MOST_CERTAIN = ['succeeded', 'failed', 'superseded', 'cancelled'];
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
function limitHistory(entries, maxEntries) {
    const isSuccess = ({ outcome }) => outcome === 'succeeded';
    const byValue = entries.toSorted((a, b) => Number(isSuccess(b)) - Number(isSuccess(a)) || compareAge(a, b));
    return byValue.slice(0, maxEntries).sort(compareAge);
}
function compareAge(a, b) {
    return b.endedAtMs - a.endedAtMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .n6)(a.jobId, b.jobId);
}
function compareCertainty(a, b) {
    return rank(a) - rank(b) || a.endedAtMs - b.endedAtMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .n6)(JSON.stringify(a), JSON.stringify(b));
}
function rank({ outcome }) {
    const index = MOST_CERTAIN.indexOf(outcome);
    return index < 0 ? MOST_CERTAIN.length : index;
}


 }),

 3175:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 N: () => ( isLeaseActive),
 P: () => ( leaseDurationMs)
 });
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);

function leaseDurationMs(heartbeatIntervalMs) {
    return heartbeatIntervalMs + Math.max(_timeouts_js__WEBPACK_IMPORTED_MODULE_0__ .D0, heartbeatIntervalMs + OVERWRITTEN_HEARTBEAT_GRACE_MS);
}
const OVERWRITTEN_HEARTBEAT_GRACE_MS = 60_000;
const MAX_LEASE_MS = 60 * 60_000;
const MAX_UNSIGNED_LEASE_MS = 5 * 60_000;
function isLeaseActive({ leaseExpiresAtMs, isUnsigned }, nowMs) {
    const remainingMs = leaseExpiresAtMs - nowMs;
    return remainingMs > 0 && remainingMs <= (isUnsigned === true ? MAX_UNSIGNED_LEASE_MS : MAX_LEASE_MS);
}


 }),

 7870:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 P: () => ( mergeRecords),
 x: () => ( mergeRequests)
 });
 var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7361);
 var _history_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4533);
 var _shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3273);
 var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6948);




function mergeRecords(a, b) {
    const keys = [...new Set([...Object.keys(a.requests), ...Object.keys(b.requests)])].sort();
    const requests = Object.fromEntries(keys.map((key) => [
        key,
        mergeRequests((0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .Rh)(a, key), (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .Rh)(b, key)),
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
        history: (0,_history_js__WEBPACK_IMPORTED_MODULE_1__ .H$)(a.history, b.history),
        shownPlans: (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ .MP)(a.shownPlans, b.shownPlans),
        writtenAtMs: later(a.writtenAtMs, b.writtenAtMs),
    });
}
function pickNewerReport(a, b) {
    const order = (a.run && b.run
        ? (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .qB)(a.run, b.run)
        : Number(a.run !== undefined) - Number(b.run !== undefined)) ||
        (a.savedReport?.atMs ?? -Infinity) - (b.savedReport?.atMs ?? -Infinity) ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .n6)(JSON.stringify(a.savedReport ?? ''), JSON.stringify(b.savedReport ?? ''));
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
    return [...byHolder.values()].sort((a, b) => (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .qB)(b.run, a.run) || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .n6)(a.holderId, b.holderId));
}
function laterVersion(a, b) {
    const { unsignedLeaseMs: _, ...later } = compareVersions(a, b) >= 0 ? a : b;
    const unsignedLeaseMs = Math.max(unsignedLeaseOf(a), unsignedLeaseOf(b));
    return unsignedLeaseMs > unsignedLeaseOf(later) ? { ...later, unsignedLeaseMs } : later;
}
function compareVersions(a, b) {
    const contentOf = (hold) => JSON.stringify({ ...hold, unsignedLeaseMs: undefined });
    return (Number(b.isUnsigned === true) - Number(a.isUnsigned === true) ||
        a.atMs - b.atMs ||
        a.leaseExpiresAtMs - b.leaseExpiresAtMs ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .n6)(contentOf(a), contentOf(b)));
}
function unsignedLeaseOf({ isUnsigned, leaseExpiresAtMs, unsignedLeaseMs = -Infinity }) {
    return isUnsigned === true ? Math.max(leaseExpiresAtMs, unsignedLeaseMs) : unsignedLeaseMs;
}
const NO_RUN = { id: '', attempt: 0 };
const MAX_UNSUCCESSFUL_JOBS = 5;
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
        .sort((a, b) => b.atMs - a.atMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .n6)(a.id, b.id))
        .filter((job) => job.isUnfinished || job.outputModel !== undefined || isKept(job));
}
function mergeJob(a, b) {
    const isUnsigned = ({ provenance }) => provenance === 'unsigned';
    if (isUnsigned(a) !== isUnsigned(b))
        return isUnsigned(a) ? b : a;
    const [first] = [a, b].sort((x, y) => x.atMs - y.atMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .n6)(JSON.stringify(x), JSON.stringify(y)));
    return {
        ...first,
        createdAtS: first.createdAtS ?? a.createdAtS ?? b.createdAtS,
        isUnfinished: a.isUnfinished && b.isUnfinished,
        provenance: (0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ .Kq)(a.provenance, b.provenance),
        price: first.price ?? a.price ?? b.price,
        approval: first.approval ?? a.approval ?? b.approval,
        outputModel: first.outputModel ?? a.outputModel ?? b.outputModel,
        ...newerReplacement(a, b),
        leavesOnSuperseded: a.leavesOnSuperseded ?? b.leavesOnSuperseded,
        ...laterStop(a, b),
        stopAcceptedAtMs: later(a.stopAcceptedAtMs, b.stopAcceptedAtMs),
        missingSinceMs: later(a.missingSinceMs, b.missingSinceMs),
    };
}
function newerReplacement(a, b) {
    const isReplaced = ({ replacedBy }) => Number(replacedBy !== undefined);
    const order = isReplaced(a) - isReplaced(b) ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .qB)(a.replacedByRun ?? NO_RUN, b.replacedByRun ?? NO_RUN) ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .n6)(a.replacedBy ?? '', b.replacedBy ?? '');
    const { replacedBy, replacedByRun } = order >= 0 ? a : b;
    return { replacedBy, replacedByRun };
}
function laterStop(a, b) {
    const order = (a.stopAtMs ?? -Infinity) - (b.stopAtMs ?? -Infinity) ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .n6)(a.stopReason ?? '', b.stopReason ?? '');
    const { stopAtMs, stopReason } = order >= 0 ? a : b;
    return { stopAtMs, stopReason };
}
function later(a, b) {
    return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
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
function pruneHolds(record) {
    const owners = new Set(Object.values(record.requests).flatMap(({ holds }) => holds.map(({ owner }) => owner)));
    const kept = new Map([...owners].map((owner) => [
        owner,
        [false, true].flatMap((onlyOfHead) => (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .b7)(record, owner, onlyOfHead)
            .slice(0, 2)
            .map(({ id }) => id)),
    ]));
    const signed = Object.values(record.requests).flatMap(({ holds }) => holds.filter(({ isUnsigned }) => isUnsigned !== true));
    const newestMs = Math.max(...signed.map(({ atMs }) => atMs));
    const isKept = ({ owner, run, submissionStartedAtMs, isUnsigned, leaseExpiresAtMs }) => submissionStartedAtMs !== undefined ||
        isUnsigned === true ||
        leaseExpiresAtMs > newestMs ||
        kept.get(owner)?.includes(run.id) === true;
    return (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .zo)(record, ({ holds, jobs }) => ({ holds: holds.filter(isKept), jobs }));
}


 }),

 1800:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 N: () => ( packFirstThatFits),
 l: () => ( unpack)
 });
 var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8522);
 var node_zlib__WEBPACK_IMPORTED_MODULE_0___default = __webpack_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_0__);

const MAX_INFLATED_BYTES = 1024 * 1024;
function packFirstThatFits(versions, encode, { maxLength, redact }) {
    for (const version of versions) {
        const json = Buffer.from(redact(JSON.stringify(encode(version))));
        if (json.length > MAX_INFLATED_BYTES)
            continue;
        const packed = (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.deflateRawSync)(json).toString('base64');
        if (packed.length <= maxLength)
            return packed;
    }
    return undefined;
}
function unpack(packed) {
    try {
        const json = (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.inflateRawSync)(Buffer.from(packed, 'base64'), { maxOutputLength: MAX_INFLATED_BYTES });
        return JSON.parse(json.toString('utf8'));
    }
    catch {
        return undefined;
    }
}


 }),

 6646:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Fy: () => ( codecForComment),
  LJ: () => ( createCodec),
  En: () => ( extractMarker),
  xY: () => ( hasMarker),
  s8: () => ( markerKey),
  aE: () => ( readRecord),
  Xb: () => ( readRecordOf),
  rR: () => ( withoutMarker)
});

var external_node_crypto_ = __webpack_require__(7598);
var codec = __webpack_require__(8691);
var job_id = __webpack_require__(1909);
var job_state_codec = __webpack_require__(3976);
;



const VERSION = 1;
const run = (0,codec .Ik)({ id: (0,codec .mw)('id', codec .Qq), attempt: (0,codec .mw)('try', codec .ai) });
const jobId = (0,codec .eu)((json) => json !== undefined && (0,job_id .e)(json) === json);
const stopReason = (0,codec .yL)({ 'pull-request-closed': true, 'run-cancelled': true, replaced: true });
const price = (0,codec .eu)((json) => typeof json === 'number' && json >= 0);
const baseline = (0,codec .Ik)({
    sinceS: (0,codec .mw)('since', codec .ai),
    knownIds: (0,codec .mw)('known', (0,codec .p_)(jobId)),
});
const hold = (0,codec .Ik)({
    holderId: (0,codec .mw)('holder', codec .Qq),
    owner: (0,codec .mw)('by', codec .Qq),
    run: (0,codec .mw)('run', run),
    commit: (0,codec .mw)('sha', codec .Qq),
    label: (0,codec .mw)('l', codec .Qq),
    atMs: (0,codec .mw)('at', codec .ai),
    leaseExpiresAtMs: (0,codec .mw)('until', codec .ai),
    submissionStartedAtMs: (0,codec .lq)('sent', codec .ai),
    baseline: (0,codec .lq)('before', baseline),
    approval: (0,codec .lq)('ok', job_state_codec .SH),
    price: (0,codec .lq)('price', price),
    jobId: (0,codec .lq)('job', jobId),
    hasEnded: (0,codec .lq)('done', codec .Gy),
    isUnchanged: (0,codec .lq)('same', codec .Gy),
    isNotHead: (0,codec .lq)('other', codec .Gy),
    leavesOnCancel: (0,codec .lq)('leave', codec .Gy),
    leavesJob: (0,codec .lq)('left', codec .Gy),
    isUnsigned: (0,codec .lq)('unsigned', codec .Jt),
});
const requestStart = (0,codec .Ik)({ ...job_state_codec .Zz, digest: (0,codec .mw)('d', codec .Qq) });
const shownPlan = (0,codec .Ik)({
    key: (0,codec .mw)('key', codec .Qq),
    digests: (0,codec .mw)('d', (0,codec .p_)(codec .Qq)),
    hidden: (0,codec .mw)('also', (0,codec .p_)(codec .Qq)),
    isPartial: (0,codec .mw)('part', codec .Jt),
    sinceMs: (0,codec .mw)('from', codec .ai),
    untilMs: (0,codec .lq)('until', codec .ai),
    pushers: (0,codec .mw)('by', (0,codec .p_)(codec .Qq)),
    hasAllPushers: (0,codec .lq)('all', codec .Gy),
    firstCommits: (0,codec .mw)('sha', (0,codec .p_)(codec .Qq)),
    commits: (0,codec .mw)('shas', (0,codec .p_)(codec .Qq)),
    inputsHash: (0,codec .lq)('in', codec .Qq),
    hasOtherInputs: (0,codec .lq)('ins', codec .Gy),
    textHash: (0,codec .lq)('text', codec .Qq),
    starts: (0,codec .lq)('starts', (0,codec .p_)(requestStart)),
});
const recordedJob = (0,codec .Ik)({
    id: (0,codec .mw)('id', jobId),
    owner: (0,codec .mw)('by', codec .Qq),
    run: (0,codec .mw)('run', run),
    atMs: (0,codec .mw)('at', codec .ai),
    createdAtS: (0,codec .lq)('c', codec .ai),
    isUnfinished: (0,codec .mw)('open', codec .Jt),
    provenance: (0,codec .mw)('p', job_state_codec .aH),
    keyId: (0,codec .lq)('key', codec .Qq),
    submittedBy: (0,codec .lq)('who', codec .Qq),
    price: (0,codec .lq)('price', price),
    approval: (0,codec .lq)('ok', job_state_codec .SH),
    outputModel: (0,codec .lq)('o', codec .Qq),
    replacedBy: (0,codec .lq)('next', codec .Qq),
    replacedByRun: (0,codec .lq)('nextrun', run),
    leavesOnSuperseded: (0,codec .lq)('leave', codec .Gy),
    stopAtMs: (0,codec .lq)('stop', codec .ai),
    stopAcceptedAtMs: (0,codec .lq)('stopping', codec .ai),
    stopReason: (0,codec .lq)('why', stopReason),
    missingSinceMs: (0,codec .lq)('gone', codec .ai),
});
const requestRecord = (0,codec .Ik)({
    holds: (0,codec .mw)('holds', (0,codec .p_)(hold)),
    jobs: (0,codec .mw)('jobs', (0,codec .p_)(recordedJob)),
});
const savedReport = (0,codec .Ik)({
    atMs: (0,codec .mw)('at', codec .ai),
    report: (0,codec .lq)('report', codec .P8),
});
const historyEntry = (0,codec .Ik)({
    jobId: (0,codec .mw)('id', jobId),
    label: (0,codec .mw)('l', codec .Qq),
    outcome: (0,codec .mw)('o', job_state_codec .bu),
    result: (0,codec .lq)('r', codec .Qq),
    changed: (0,codec .lq)('x', codec .Qq),
    durationMs: (0,codec .lq)('d', codec .ai),
    endedAtMs: (0,codec .mw)('at', codec .ai),
});
const commentRecord = (0,codec .iF)(VERSION, (0,codec .Ik)({
    run: (0,codec .lq)('run', run),
    savedReport: (0,codec .lq)('report', savedReport),
    requests: (0,codec .mw)('requests', (0,codec .zz)(requestRecord)),
    ambiguousOwners: (0,codec .mw)('shared', (0,codec .p_)(codec .Qq)),
    history: (0,codec .lq)('past', (0,codec .p_)(historyEntry)),
    shownPlans: (0,codec .lq)('plans', (0,codec .p_)(shownPlan)),
    writtenAtMs: (0,codec .lq)('written', codec .ai),
}));

var state_history = __webpack_require__(4533);
var shown_plans = __webpack_require__(3273);
var state_record = __webpack_require__(6948);
;


const MAX_DELAY_MS = 1_000_000;
function withClaimedJobs(record) {
    return (0,state_record .zo)(record, (request) => {
        const claim = request.holds.find(({ submissionStartedAtMs }) => submissionStartedAtMs !== undefined);
        if (claim === undefined)
            return request;
        const job = placeholderJob(claim);
        const holds = request.holds.map((hold) => hold === claim ? { ...hold, atMs: job.atMs, jobId: job.id } : hold);
        return { holds, jobs: [job, ...request.jobs] };
    });
}
function placeholderJob(claim) {
    const digits = (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(claim)).digest('hex');
    const atMs = claim.atMs + (parseInt(digits.slice(-8), 16) % MAX_DELAY_MS);
    return {
        id: digits.slice(0, 36),
        owner: claim.owner,
        run: claim.run,
        atMs,
        createdAtS: Math.round(atMs / 1000),
        isUnfinished: true,
        provenance: 'submitted',
        price: claim.price,
        approval: claim.approval,
    };
}

var pack = __webpack_require__(1800);
;







const MARKER_NAME = 'forge-training-job ';
const MARKER_START = `<!-- ${MARKER_NAME}`;
const record_codec_VERSION = 1;
const MARKER_HEAD = /<!-- forge-training-job (?:v(\d+)(?: ([^\s#]+#\d+)(?=\s))?)?/;
const MARKER = /^<!-- forge-training-job v1 ([^\s#]+#\d+) ([0-9a-f]{32})(?: (\S+)(?: (\S+))?)? -->/;
const MAX_RECORD_LENGTH = 17_000;
const KEY_HASH_LENGTH = 32;
function createCodec(key, scope, apiKey, redact = (text) => text) {
    const keyHash = (0,external_node_crypto_.createHash)('sha256').update(key).digest('hex').slice(0, KEY_HASH_LENGTH);
    return codecForKeyHash(keyHash, scope, apiKey, redact);
}
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
                const hasRoom = !isClaim || packRecord(withClaimedJobs(record), redact) !== undefined;
                const payload = hasRoom ? packRecord(record, redact) : undefined;
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
            if (payload === undefined)
                return { kind: 'record', record: state_record .sU, isSigned: false };
            const record = commentRecord.decode((0,pack .l)(payload));
            if (record === undefined)
                return { kind: 'damaged' };
            const isSigned = secret !== undefined && secret !== '' && isEqual(signature, sign(payload, hash));
            return isSigned
                ? { kind: 'record', record: (0,shown_plans .d0)(record, withoutMarker(body)), isSigned }
                : { kind: 'record', record: (0,state_record .A4)(record), isSigned };
        },
        matches(body) {
            const marker = parseMarker(body);
            return marker?.scope === scope && marker.keyHash === keyHash;
        },
    };
}
function packRecord(record, redact) {
    const limits = { maxLength: MAX_RECORD_LENGTH, redact };
    return (0,pack .N)(reductions(record), (each) => commentRecord.encode(each), limits);
}
function readRecord({ decode }, body) {
    const decoded = decode(body);
    return decoded.kind === 'record' ? decoded.record : state_record .sU;
}
function readRecordOf(codec, { body, updatedAtMs }) {
    return (0,shown_plans .d0)(readRecord(codec, body), withoutMarker(body), updatedAtMs);
}
function hasMarker(body) {
    return body.includes(MARKER_NAME);
}
function markerKey(body) {
    const { scope = '', keyHash = '' } = parseMarker(body) ?? {};
    return `${scope} ${keyHash}`;
}
function extractMarker(body) {
    return parseMarker(body)?.text ?? '';
}
function withoutMarker(body) {
    const { index = 0, text = '' } = parseMarker(body) ?? {};
    const before = body.slice(0, index).replace(/^\ufeff/, '');
    const after = body.slice(index + text.length);
    return after === '' ? before.replace(/\r?\n$/, '') : before + after.replace(/^\r?\n/, '');
}
function parseHead(body) {
    const match = MARKER_HEAD.exec(body);
    return match ? { index: match.index, version: Number(match[1] ?? 0), scope: match[2] } : undefined;
}
function parseMarker(body) {
    const index = parseHead(body)?.index ?? 0;
    const [text, scope = '', keyHash = '', payload, signature] = MARKER.exec(body.slice(index)) ?? [];
    return text === undefined ? undefined : { index, text, scope, keyHash, payload, signature };
}
function isCutMarker(body, scope) {
    return body.includes(`${MARKER_NAME}v${record_codec_VERSION} ${scope} `);
}
function isEqual(a, b) {
    const [one, other] = [Buffer.from(a), Buffer.from(b)];
    return one.length === other.length && (0,external_node_crypto_.timingSafeEqual)(one, other);
}
function* reductions(original) {
    yield original;
    const { savedReport } = original;
    const record = withPlans(withHistory(original, 20), 6);
    yield record;
    const textless = savedReport === undefined ? record : { ...record, savedReport: { atMs: savedReport.atMs, report: null } };
    yield textless;
    const withoutFailures = (0,state_record .zo)(withPlans(withHistory(textless, 8), 2), ({ holds, jobs }) => ({
        holds,
        jobs: jobs.filter(isEssential),
    }));
    yield withoutFailures;
    const minimal = (0,state_record .zo)(withoutFailures, ({ holds, jobs }) => ({ holds: holds.filter(isAtWork), jobs }));
    yield minimal;
    yield withHistory(minimal, 0);
}
const withHistory = (record, maxEntries) => ({
    ...record,
    history: record.history && (0,state_history ._0)(record.history, maxEntries),
});
const withPlans = (record, maxPlans) => ({
    ...record,
    shownPlans: record.shownPlans && (0,shown_plans .eW)(record.shownPlans, maxPlans),
});
const isEssential = ({ isUnfinished, outputModel }) => isUnfinished || outputModel !== undefined;
const isAtWork = ({ leaseExpiresAtMs, submissionStartedAtMs }) => leaseExpiresAtMs > 0 || submissionStartedAtMs !== undefined;


 }),

 7914:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 $L: () => ( findObsoleteJobs),
 DA: () => ( findDuplicateJobs),
 H$: () => ( findNewestRun),
 It: () => ( findFollower),
 Kp: () => ( isOfHead),
 Ox: () => ( isNeededByOthers),
 ld: () => ( MAX_STOP_MS),
 r4: () => ( isBeingCancelled),
 vH: () => ( isStopping),
 wL: () => ( findSuccessor)
 });
 var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7361);
 var _lease_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3175);
 var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6948);



function findObsoleteJobs(record, askedKeys, holder) {
    const { owner, run, service } = holder;
    if (record.ambiguousOwners.includes(owner))
        return [];
    return Object.entries(record.requests)
        .filter(([key]) => !askedKeys.has(key) && (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .E5)(key) === service)
        .flatMap(([key, request]) => isAskedForLater(request, { owner, run })
        ? []
        : request.jobs.filter((job) => mayReplace(record, request, job, holder)).map((job) => ({ key, job })));
}
function findDuplicateJobs(record, jobId, holder) {
    const { owner, run, digest, service } = holder;
    const key = (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .lq)(digest, service);
    const request = (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .Rh)(record, key);
    if (record.ambiguousOwners.includes(owner) || isAskedForLater(request, { owner, run }))
        return [];
    return request.jobs
        .filter((job) => job.id !== jobId && mayReplace(record, request, job, holder))
        .map((job) => ({ key, job }));
}
function mayReplace(record, request, job, { owner, run, isNotHead }) {
    const isOlder = job.owner === owner && (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .VZ)(run, job.run);
    const isBeside = isNotHead === true && isOfHead(record, request, job);
    return isOlder && !isBeside && job.isUnfinished && (0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ ._4)(job.provenance);
}
function isOfHead(record, { holds }, { owner, run }) {
    const hasRun = ({ id }) => id === run.id;
    const runsOfHead = (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .b7)(record, owner, true);
    const isAskedForByHead = holds.some((hold) => isOwnHold(hold, owner) && hold.run.id === runsOfHead[0]?.id);
    return isAskedForByHead || runsOfHead.some(hasRun) || !(0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .b7)(record, owner).some(hasRun);
}
function findNewestRun(record, { owner, isNotHead }) {
    return (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .b7)(record, owner, isNotHead !== true)[0];
}
function isAskedForLater({ holds }, { owner, run }) {
    return holds.some((hold) => isOwnHold(hold, owner) && (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .VZ)(hold.run, run));
}
function isNeededByOthers(record, { key, job }, { owner, run, nowMs }) {
    const request = (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .Rh)(record, key);
    const ownRuns = (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .b7)(record, owner);
    const since = ownRuns.find((each) => (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .VZ)(run, each)) ?? run;
    const runIds = new Set([run, ...ownRuns].map(({ id }) => id));
    const isSibling = (hold) => hold.isUnsigned !== true &&
        wantsJob(hold) &&
        !(0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .VZ)(since, hold.run) &&
        (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .b7)(record, hold.owner).some(({ id }) => runIds.has(id));
    if (isUsedForOtherRequest(record, { key, jobId: job.id, owner, nowMs }))
        return true;
    return request.holds.some((hold) => !isOwnHold(hold, owner) &&
        !hasMovedOn(record, request, hold) &&
        !hasOtherJob(request, hold, job.id) &&
        (isSibling(hold) || isAlive(hold, nowMs)));
}
function isUsedForOtherRequest(record, { key, jobId, owner, nowMs }) {
    if (jobId === undefined)
        return false;
    return Object.entries(record.requests).some(([other, { holds }]) => other !== key &&
        holds.some((hold) => hold.jobId === jobId && !isOwnHold(hold, owner) && isAlive(hold, nowMs)));
}
function hasOtherJob({ jobs }, hold, jobId) {
    if (hold.isUnsigned === true || hold.jobId === undefined || hold.jobId === jobId)
        return false;
    const other = jobs.find(({ id }) => id === hold.jobId);
    return jobId !== undefined && other !== undefined && !(0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .WN)(other);
}
function isOwnHold(hold, owner) {
    return hold.owner === owner && hold.isUnsigned !== true;
}
function wantsJob({ isUnchanged }) {
    return isUnchanged !== true;
}
function hasMovedOn(record, request, hold) {
    return hold.isUnsigned !== true && findTakeover(record, request, hold) !== undefined;
}
function findTakeover(record, { holds }, { owner, run, commit, isNotHead }) {
    const newestRun = findNewestRun(record, { owner, isNotHead });
    if (newestRun === undefined || !(0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .VZ)(newestRun, run))
        return undefined;
    if (record.ambiguousOwners.includes(owner))
        return undefined;
    const hold = holds.find((each) => isOwnHold(each, owner) && each.run.id === newestRun.id);
    if (hold === undefined)
        return { run: newestRun };
    return hold.commit === commit || !wantsJob(hold) ? undefined : { run: newestRun, hold };
}
function isAlive(hold, nowMs) {
    const { leaseExpiresAtMs, unsignedLeaseMs, hasEnded } = hold;
    const leases = hasEnded === true ? [leaseExpiresAtMs] : [leaseExpiresAtMs, unsignedLeaseMs ?? -Infinity];
    return (0,_lease_js__WEBPACK_IMPORTED_MODULE_1__ .N)({ leaseExpiresAtMs: Math.max(...leases) }, nowMs);
}
function findSuccessor(record, { owner, run, digest, service, commit, isNotHead }) {
    const request = (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .Rh)(record, (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .lq)(digest, service));
    const takeover = findTakeover(record, request, { owner, run, commit, isNotHead });
    if (takeover === undefined)
        return undefined;
    const { run: newestRun, hold } = takeover;
    return { run: newestRun, asksForRequest: hold !== undefined, hasJob: hold?.jobId !== undefined };
}
function findFollower(record, { owner, run, digest, service, nowMs, holderId, commit, isNotHead }, jobId) {
    const key = (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .lq)(digest, service);
    const request = (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .Rh)(record, key);
    const others = request.holds.filter((hold) => hold.holderId !== holderId && !hasOtherJob(request, hold, jobId));
    const isNewer = (hold) => isOwnHold(hold, owner) && wantsJob(hold) && (0,_record_js__WEBPACK_IMPORTED_MODULE_2__ .qB)(hold.run, run) > 0;
    const hasTakenOver = (hold) => hold.jobId !== undefined && hold.commit !== commit && (isNotHead === true || hold.isNotHead !== true);
    if (others.some((hold) => isNewer(hold) && (hasTakenOver(hold) || isAlive(hold, nowMs))))
        return 'newer-run';
    const isPossible = (hold) => !isOwnHold(hold, owner) || hold.run.id !== run.id || hold.run.attempt === run.attempt;
    const isFollowing = (hold) => isPossible(hold) && isAlive(hold, nowMs) && !hasMovedOn(record, request, hold);
    if (others.some(isFollowing) || isUsedForOtherRequest(record, { key, jobId, owner, nowMs }))
        return 'other-step';
    return isLeftBySubmitter(record, request, { jobId, owner }) ? 'submitter' : undefined;
}
function isLeftBySubmitter(record, request, { jobId, owner }) {
    const { holds, jobs } = request;
    const submitter = jobs.find(({ id }) => id === jobId)?.owner;
    if (submitter === undefined || submitter === owner)
        return false;
    return holds.some((hold) => hold.jobId === jobId &&
        hold.owner === submitter &&
        !hasMovedOn(record, request, hold) &&
        (hold.leavesJob === true || hold.leavesOnCancel === true));
}
const MAX_STOP_MS = 60_000;
function isStopping({ stopAtMs }, nowMs) {
    return stopAtMs !== undefined && Math.abs(nowMs - stopAtMs) < MAX_STOP_MS;
}
const MAX_STOPPING_MS = 15 * 60_000;
function isBeingCancelled({ stopAcceptedAtMs }, nowMs) {
    return stopAcceptedAtMs !== undefined && Math.abs(nowMs - stopAcceptedAtMs) < MAX_STOPPING_MS;
}


 })

};
;