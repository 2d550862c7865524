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
    /** Of jobs that other steps have submitted, by id. */
    #submitters = new Map();
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
    /** Sets which step has submitted a job, if it was not this one. Only that step, or its next run, may supersede it. */
    setSubmitter(jobId, { owner, run }) {
        this.#submitters.set(jobId, { owner, run });
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
        const { owner, run, holderId, commit, leavesOnCancel } = holder;
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
            hasEnded: hasEnded || undefined,
            leavesOnCancel,
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
            const { owner, run, keyId, actor, leavesOnSuperseded } = holder;
            const recorded = known.find(({ id }) => id === job.id);
            return [
                {
                    ...(recorded ?? {
                        id: job.id,
                        owner,
                        run,
                        keyId,
                        ...this.#submitters.get(job.id),
                        submittedBy: provenance === 'submitted' ? actor : undefined,
                        atMs: githubTime(),
                        provenance,
                        price: this.#prices.get(key),
                        approval,
                    }),
                    createdAtS: recorded?.createdAtS ?? job.createdAt,
                    isUnfinished: (0,state_record/* isUnfinished */.ui)(job, outcome),
                    leavesOnSuperseded: leavesOnSuperseded || recorded?.leavesOnSuperseded,
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
    const comment = recordStore && new comment_sink/* CommentSink */.H9({ recordStore, ...sinkOptions });
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


/***/ })

};
;