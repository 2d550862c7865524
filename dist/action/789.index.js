"use strict";
exports.id = 789;
exports.ids = [789];
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
 var _approval_approval_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1920);
 var _jobs_job_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5735);
 var _state_record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6948);
 var _state_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3273);
 var _state_recorded_acts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8043);
 var _history_blocks_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5953);
 var _report_sink_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1440);







const UNSUBMITTED_MARK = '<!-- nothing submitted -->';
const WAITING_MARK = /^<!-- (trains, )?waits for approval ([^>]*)-->/;
const ENDED_MARK = /^<!-- ended ([^>]*)-->/;
class CommentSink {
    #options;
    #errors;
    #hasKeptWaiting = false;
    constructor(options) {
        this.#options = options;
        this.#errors = new _report_sink_js__WEBPACK_IMPORTED_MODULE_5__ .L(options.log, (message) => `The comment could not be written: ${message}`);
        options.recordStore.subscribe((result) => {
            if (!result.ok && result.isPermanent)
                this.#errors.add(result);
        });
    }
    get refusal() {
        return this.#options.recordStore.refusal;
    }
    get url() {
        return this.#options.recordStore.url;
    }
    readClaims() {
        return this.#options.recordStore.readClaims();
    }
    readShown() {
        return this.#options.recordStore.readShown();
    }
    prepare(model) {
        this.#options.recordStore.prepare(() => this.#toRecordUpdate(model));
    }
    async writeReport(report) {
        const result = await this.#options.recordStore.write(this.#updateOf(report));
        if (!result.ok)
            this.#errors.add(result);
        return result;
    }
    async mergeDuplicates(report) {
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
            display: planDisplay(model, content, this.#options.push),
            savedReport,
            endedJobs,
            replacedJobs: (record) => (0,_history_blocks_js__WEBPACK_IMPORTED_MODULE_4__ .bb)(record, model.context),
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
function planDisplay({ origin, plan, states }, { approvable }, push) {
    return {
        digests: approvable,
        hidden: states.flatMap(({ spec }) => (spec && !approvable.includes(spec.digest) ? [spec.digest] : [])),
        isPartial: states.some(({ spec }) => spec === undefined),
        origin,
        ...(origin?.isOtherCommit ? {} : push),
        knownPushers: states.flatMap(({ spec, pushers }) => spec && pushers ? [{ ...pushers, digest: spec.digest }] : []),
        acts: (0,_state_recorded_acts_js__WEBPACK_IMPORTED_MODULE_3__ .y)(states.flatMap(recordedActsOf), []),
        needsApproval: plan?.policy?.approval !== undefined,
    };
}
function recordedActsOf({ spec, job, approval, halfApproval }) {
    if (spec === undefined || job !== undefined)
        return [];
    const half = halfApproval?.act === 'dispatch' ? [halfApproval] : [];
    const digests = [(0,_state_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ .VK)(spec.digest)];
    return [
        ...(approval ? (0,_approval_approval_js__WEBPACK_IMPORTED_MODULE_6__ .D)(approval) : []).map((act) => ({ ...act, digests })),
        ...half.map((act) => ({ ...act, digests, isHalf: true })),
    ];
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
    constructor(log, describe) {
        this.#log = log;
        this.#describe = describe;
    }
    add(error) {
        if (!this.#hasWarned)
            this.#log.annotate('warning', this.#describe(error.message));
        this.#hasWarned = true;
    }
}


 }),

 3304:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  gD: () => ( CLAIM_SETTLE_MS),
  y2: () => ( CommentRecordStore),
  xG: () => ( MAX_FAST_WRITE_MS),
  WE: () => ( SLOW_CLAIM_SETTLE_MS)
});

var jobs_clock = __webpack_require__(4922);
var comment_reader = __webpack_require__(8058);
var merge_records = __webpack_require__(7870);
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

var state_record = __webpack_require__(6948);
var record_codec = __webpack_require__(5808);
var show_plan = __webpack_require__(1793);
var comment_merge = __webpack_require__(809);
;








const MAX_FAST_WRITE_MS = 2_000;
const CLAIM_SETTLE_MS = 2 * comment_reader .UM + MAX_FAST_WRITE_MS;
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
    isOfConversation = true;
    #options;
    #reader;
    #newestHolds = new NewestHolds();
    #ownTexts = new Set();
    #lastWriteMs = -Infinity;
    #refusal;
    #needsAnotherRound = false;
    #wasOverwritten = false;
    #queue = Promise.resolve();
    #listeners = [];
    #createClaimUpdate = () => ({});
    constructor(options) {
        this.#options = options;
        this.#reader = new comment_reader .Fg(options);
    }
    get url() {
        return this.#reader.comment?.url;
    }
    get conversation() {
        return this.#options.codec.scope;
    }
    get planKey() {
        return this.#options.codec.keyHash;
    }
    get canSign() {
        return this.#options.codec.encode !== undefined;
    }
    get refusal() {
        return this.#refusal;
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
    readClaims() {
        return this.#reader.readClaims();
    }
    write(update) {
        return this.#enqueue(() => this.#write(update));
    }
    prepare(createUpdate) {
        this.#createClaimUpdate = createUpdate;
    }
    async acquire({ mayClaim, ...update }) {
        let [isWritten, isSlow] = [true, false];
        const result = await this.#enqueue(async () => {
            const { clock } = this.#options;
            const start = (0,jobs_clock .Et)(clock);
            const mayWrite = (record) => (isWritten = mayClaim?.(record) ?? true);
            const claim = { ...this.#createClaimUpdate(), ...update, isClaim: true, mayWrite, scanAll: true };
            const written = await this.#write(claim);
            if (!written.ok || !isWritten)
                return written;
            isSlow = (0,jobs_clock .hy)(start, clock) > MAX_FAST_WRITE_MS;
            await clock.sleep(isSlow ? SLOW_CLAIM_SETTLE_MS : CLAIM_SETTLE_MS);
            const settled = await this.#write({ requests: update.requests, scanAll: true });
            if (!settled.ok)
                return settled;
            if (this.#wasOverwritten) {
                isSlow = true;
                await clock.sleep(SLOW_CLAIM_SETTLE_MS);
            }
            return this.#writeUntilStable({ requests: update.requests }, comment_reader .UM);
        });
        return result.ok ? { ok: true, value: { record: result.value, isWritten, isSlow } } : result;
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
        if (!result.ok && result.isPermanent)
            this.#refusal = result;
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
        if (update.mayWrite?.((0,merge_records .P)(set.value.record, this.#reader.otherKeys)) === false)
            return { ok: true, value: set.value.record };
        const [oldest] = comments;
        const isRecordOnly = update.text === undefined && Object.keys(update.requests ?? {}).length > 0;
        if (oldest === undefined && isRecordOnly) {
            const first = { ...this.#createClaimUpdate(), ...update };
            if (first.text !== undefined)
                return this.#write(first, isRetry);
        }
        this.#wasOverwritten = !containsHolds(set.value.record, update.requests);
        const { record, text } = this.#apply(update, set.value);
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
        const read = () => (scanAll ? this.#reader.readAll() : this.#reader.readKnown());
        const asked = (0,jobs_clock .Et)(clock);
        const set = await read();
        const isOld = (0,jobs_clock .hy)(asked, clock) > MAX_READ_AGE_MS;
        return set.ok && isOld ? read() : set;
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
    #apply(update, set) {
        const { codec, run } = this.#options;
        const replacesText = update.text !== undefined && this.#mayReplaceText(update, set);
        const applied = (0,comment_merge .QE)(set.record, update, replacesText ? run : undefined);
        const text = replacesText ? this.#renderOwnText(update, applied) : (0,comment_merge .BX)(set.comments, codec);
        const record = (0,show_plan .s_)(applied, update.display, {
            key: this.planKey,
            text: replacesText ? text : undefined,
            isOfSeveral: set.comments.length > 1,
            nowMs: this.#githubTime(),
        });
        return { record, text };
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
        this.#refusal = undefined;
        this.#reader.setComment(result.value);
        return { ok: true, value: record };
    }
}
function containsHolds({ requests }, written = {}) {
    return Object.entries(written).every(([key, { holds }]) => holds.every(({ holderId, atMs }) => requests[key]?.holds.some((hold) => hold.holderId === holderId && hold.atMs >= atMs)));
}


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
 SA: () => ( isAskedForLater),
 _n: () => ( isAlive),
 j5: () => ( isLeftOnPurpose),
 ld: () => ( MAX_STOP_MS),
 r4: () => ( isBeingCancelled),
 vH: () => ( isStopping),
 wL: () => ( findSuccessor)
 });
 var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7361);
 var _lease_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3175);
 var _owner_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4174);
 var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6948);




function findObsoleteJobs(record, askedKeys, holder) {
    const { owner, run, service } = holder;
    if (record.ambiguousOwners.includes(owner))
        return [];
    return Object.entries(record.requests)
        .filter(([key]) => !askedKeys.has(key) && (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .E5)(key) === service)
        .flatMap(([key, request]) => isAskedForLater(request, { owner, run })
        ? []
        : request.jobs.filter((job) => mayReplace(record, request, job, holder)).map((job) => ({ key, job })));
}
function findDuplicateJobs(record, jobId, holder) {
    const { owner, run, digest, service } = holder;
    const key = (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .lq)(digest, service);
    const request = (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .Rh)(record, key);
    if (record.ambiguousOwners.includes(owner) || isAskedForLater(request, { owner, run }))
        return [];
    return request.jobs
        .filter((job) => job.id !== jobId && mayReplace(record, request, job, holder))
        .map((job) => ({ key, job }));
}
function mayReplace(record, request, job, { owner, run, isNotHead }) {
    const isOlder = job.owner === owner && (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .VZ)(run, job.run);
    const isBeside = isNotHead === true && isOfHead(record, request, job);
    return isOlder && !isBeside && job.isUnfinished && (0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ ._4)(job.provenance);
}
function isOfHead(record, { holds }, { owner, isNotHead }) {
    const [newest] = (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .b7)(record, owner, true);
    return isNotHead !== true || holds.some((hold) => isOwnHold(hold, owner) && hold.run.id === newest?.id);
}
function findNewestRun(record, { owner, isNotHead }) {
    return (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .b7)(record, owner, isNotHead !== true)[0];
}
function isAskedForLater({ holds }, { owner, run }) {
    return holds.some((hold) => isOwnHold(hold, owner) && (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .VZ)(hold.run, run));
}
function isNeededByOthers(record, { key, job }, { owner, run, isNotHead, nowMs, }) {
    const request = (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .Rh)(record, key);
    const since = findPreviousRun(record, { owner, run, isNotHead }) ?? run;
    const isLeft = (hold) => isLeftOnPurpose(hold, job.id) ||
        (hold.isNotHead !== true && hold.jobId === job.id && hold.hasEnded !== true);
    const mayBeInUse = (hold) => (0,_owner_js__WEBPACK_IMPORTED_MODULE_2__ .pD)(hold.owner, owner) ? !(0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .VZ)(since, hold.run) : isNotHead === true && isLeft(hold);
    const isSibling = (hold) => hold.isUnsigned !== true && wantsJob(hold) && (0,_owner_js__WEBPACK_IMPORTED_MODULE_2__ .yO)(hold.owner, owner) && mayBeInUse(hold);
    if (isUsedForOtherRequest(record, { key, jobId: job.id, owner, nowMs }))
        return true;
    return request.holds.some((hold) => !isOwnHold(hold, owner) &&
        !hasMovedOn(record, request, hold) &&
        !hasOtherJob(request, hold, job.id) &&
        (isSibling(hold) || isAlive(hold, nowMs)));
}
function findPreviousRun(record, { owner, run, isNotHead }) {
    const isPrevious = (each) => (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .VZ)(run, each);
    const ofHead = isNotHead === true ? undefined : (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .b7)(record, owner, true).find(isPrevious);
    return ofHead ?? (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .b7)(record, owner).find(isPrevious);
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
    return jobId !== undefined && other !== undefined && !(0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .WN)(other);
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
    if (newestRun === undefined || !(0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .VZ)(newestRun, run))
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
    return (0,_lease_js__WEBPACK_IMPORTED_MODULE_1__ .N3)({ leaseExpiresAtMs: Math.max(...leases) }, nowMs);
}
function findSuccessor(record, { owner, run, digest, service, commit, isNotHead }) {
    const request = (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .Rh)(record, (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .lq)(digest, service));
    const takeover = findTakeover(record, request, { owner, run, commit, isNotHead });
    if (takeover === undefined)
        return undefined;
    const { run: newestRun, hold } = takeover;
    return { run: newestRun, asksForRequest: hold !== undefined, hasJob: hold?.jobId !== undefined };
}
function findFollower(record, { owner, run, digest, service, nowMs, holderId, commit, isNotHead }, jobId) {
    const key = (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .lq)(digest, service);
    const request = (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .Rh)(record, key);
    const others = request.holds.filter((hold) => hold.holderId !== holderId && !hasOtherJob(request, hold, jobId));
    const isNewer = (hold) => isOwnHold(hold, owner) && wantsJob(hold) && (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .qB)(hold.run, run) > 0;
    const hasTakenOver = (hold) => hold.jobId !== undefined && hold.commit !== commit && (isNotHead === true || hold.isNotHead !== true);
    if (others.some((hold) => isNewer(hold) && (hasTakenOver(hold) || isAlive(hold, nowMs))))
        return 'newer-run';
    const isPossible = (hold) => !isOwnHold(hold, owner) || hold.run.id !== run.id || hold.run.attempt === run.attempt;
    const isFollowing = (hold) => isPossible(hold) && isAlive(hold, nowMs) && !hasMovedOn(record, request, hold);
    if (others.some(isFollowing) || isUsedForOtherRequest(record, { key, jobId, owner, nowMs }))
        return 'other-step';
    return isLeftBySubmitter(record, request, { jobId, owner, run }) ? 'submitter' : undefined;
}
function isLeftBySubmitter(record, request, { jobId, owner, run }) {
    const isOurs = (other) => other.owner === owner && other.run.id === run.id;
    const submitter = request.jobs.find(({ id }) => id === jobId);
    if (submitter === undefined || isOurs(submitter))
        return false;
    return request.holds.some((hold) => isLeftOnPurpose(hold, jobId) &&
        hold.owner === submitter.owner &&
        !isOurs(hold) &&
        !hasMovedOn(record, request, hold));
}
function isLeftOnPurpose(hold, jobId) {
    return hold.jobId === jobId && (hold.leavesJob === true || hold.leavesOnCancel === true);
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