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
var state_owner = __webpack_require__(4174);
var record_codec = __webpack_require__(5808);
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
        const before = this.#approvals.get(key);
        this.#approvals.set(key, approval);
        return JSON.stringify(before) !== JSON.stringify(approval);
    }
    setPrice(key, amount) {
        this.#prices.set(key, amount);
    }
    setSubmitter(jobId, { owner, run, isNotHead, price }) {
        this.#submitters.set(jobId, { owner, run, isNotHead, price });
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
            const { owner, run, isNotHead, keyId, actor, leavesOnSuperseded, neverReuses } = this.#holder;
            const recorded = known.jobs.find(({ id }) => id === job.id);
            const submitter = this.#submitters.get(job.id);
            return [
                {
                    ...(recorded ?? {
                        id: job.id,
                        owner: submitter?.owner ?? owner,
                        run: submitter?.run ?? run,
                        isNotHead: submitter === undefined ? isNotHead : submitter.isNotHead,
                        keyId,
                        isWithoutSearch: submitter === undefined ? neverReuses : undefined,
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
    #isRead = false;
    #claimed = new Map();
    #overriddenRun;
    constructor(options) {
        this.#options = options;
        this.#own = new OwnRequests(options.holder, options.githubTime);
        options.store.subscribe?.((result) => {
            if (!result.ok)
                return;
            this.#isRead = true;
            this.#setRecord(result.value);
        });
    }
    get refusal() {
        return this.#options.store.refusal;
    }
    get record() {
        return this.#record;
    }
    get isRead() {
        return this.#isRead;
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
        this.#isRead = true;
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
        if (key !== undefined && this.#own.setApproval(key, approval))
            this.#claimed.delete(key);
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
        return (0,jobs_clock .hy)(claimed, this.#options.clock) < timeouts .Ic;
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















async function openReporting(github, options, target, step) {
    const { runner, persistsState, event, report } = options;
    const { context, holder } = step;
    const owner = target.isPullRequest ? (0,state_owner .xs)(holder.owner) : holder.owner;
    const identity = { ...step, commentKey: report.commentKey ?? owner };
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
function openConversation(github, issueNumber, { report, runner, apiKey }, { holder: { run }, repositoryId, commentKey }) {
    const scope = `${repositoryId}#${issueNumber}`;
    const onForeignRecord = ({ url, author }) => runner.annotate('warning', `The comment ${url} has the signature of this action, but ${author} wrote it, which is not the login of this token. Its record is not used, so its jobs may be trained again. Use one token for all runs, or delete the comment.`);
    return new comment_record_store .y2({
        store: (0,github_comments .m)(github, issueNumber),
        codec: (0,record_codec .LJ)(commentKey, scope, apiKey && (report.recordKey ?? apiKey), runner.redact),
        clock: system_clock .m,
        run,
        onForeignRecord,
        githubTime: () => github.time(),
    });
}


 })

};
;