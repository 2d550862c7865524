export const id = 82;
export const ids = [82];
export const modules = {

/***/ 6082:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  visit: () => (/* binding */ visit)
});

// EXTERNAL MODULE: ./build/platform/clock.js + 1 modules
var clock = __webpack_require__(6832);
// EXTERNAL MODULE: ./build/record/marker.js
var marker = __webpack_require__(3688);
;// CONCATENATED MODULE: ./build/record/found.js

/**
 * The comment of a conversation, of whatever key, that remembers a job as one that our API key has submitted; undefined
 * where there is none, or GitHub does not say.
 */
async function findRecordOf(jobId, store, { scope, apiKey, redact }) {
    const reply = await store.list();
    if (!reply.ok)
        return undefined;
    const found = reply.value
        .filter(({ body }) => body.startsWith(marker/* MARKER_START */._8))
        .flatMap((comment) => {
        const seal = (0,marker/* sealFound */.Si)(comment.body, scope, apiKey, redact);
        const record = seal?.read(comment.body);
        return seal && record && remembers(record, jobId) ? [{ comment, seal, record }] : [];
    });
    if (found.length === 0)
        return undefined;
    const self = await store.self();
    return found.find(({ comment }) => comment.author === self);
}
function remembers({ entries }, jobId) {
    return Object.values(entries).some(({ jobs, isHearsay }) => isHearsay !== true && jobs.some(({ id }) => id === jobId));
}

// EXTERNAL MODULE: ./build/record/notebook.js + 1 modules
var record_notebook = __webpack_require__(3232);
// EXTERNAL MODULE: ./build/record/entry.js
var record_entry = __webpack_require__(5420);
;// CONCATENATED MODULE: ./build/report/retelling.js
/** A story with what another step has seen of one of its jobs since. */
function toldOn(story, jobId, now, nowMs) {
    const trainings = story.trainings.map((training) => {
        if (training.job?.id !== jobId)
            return training;
        const { outcome: _, failure: __, ...before } = training;
        const { job = training.job, outcome, failure, notes, timeline } = now;
        return {
            ...before,
            job,
            notes,
            timeline: joined(before.timeline, timeline),
            ...(outcome === undefined ? {} : { outcome }),
            ...(failure === undefined ? {} : { failure }),
        };
    });
    return { ...story, trainings, nowMs };
}
/** A status that was there when the second began to look is no change. */
function joined(before, after) {
    const [first] = after;
    const isSame = first !== undefined && first.status === before.at(-1)?.status;
    return [...before, ...(isSame ? after.slice(1) : after)];
}

;// CONCATENATED MODULE: ./build/report/guest.js


/** How long after the next sign of life a step still counts as alive, in milliseconds. */
const GRACE_MS = 5 * 60_000;
/** A step that goes on with the job of another one, in the comment of that one. */
class Guest {
    #o;
    /** How long until the next sign of life, in milliseconds. */
    nextBeatMs = 60_000;
    constructor(options) {
        this.#o = options;
    }
    /** The story of the comment, told on. */
    retell({ trainings, nowMs }) {
        const { jobId, context, story: told } = this.#o;
        const ours = trainings.find(({ job, label }) => (job?.id ?? label) === jobId);
        const story = ours === undefined ? told : toldOn(told, jobId, ours, nowMs);
        return { ...story, nowMs, follower: { runId: context.runId, logUrl: context.logUrl } };
    }
    /** What is to be remembered: that somebody watches over the job, or that it has ended. Who holds its spec stays as it is. */
    entries(trainings) {
        const { jobId, record, clock } = this.#o;
        const ours = trainings.find(({ job }) => job?.id === jobId);
        const label = Object.keys(record.entries).find((each) => (0,record_entry/* entryOf */.Ms)(record, each)?.jobs.some(({ id }) => id === jobId));
        const entry = label === undefined ? undefined : (0,record_entry/* entryOf */.Ms)(record, label);
        if (ours === undefined || entry === undefined || label === undefined)
            return {};
        const isOver = ours.job !== undefined && !(0,record_entry/* isOpen */.nT)(ours.job, ours.outcome);
        const jobs = entry.jobs
            .filter(({ id }) => id === jobId)
            .map(({ echo, ...job }) => (isOver ? { ...job, isOpen: false } : { ...job, ...(echo && { echo }) }));
        const aliveUntilMs = ours.outcome === undefined ? clock.wall() + this.nextBeatMs + GRACE_MS : entry.aliveUntilMs;
        return { [label]: { ...entry, jobs, aliveUntilMs } };
    }
}

// EXTERNAL MODULE: ./build/report/memo.js
var report_memo = __webpack_require__(4537);
;// CONCATENATED MODULE: ./build/report/outline.js


/** What the text of a comment tells, where it is not final: as its step told it, or as far as the record remembers. */
function storyTold(record, issueNumber, context) {
    const { memo } = record;
    if (memo === undefined)
        return undefined;
    const story = (0,report_memo/* storyOf */.dH)(memo) ?? outline(record, memo.atMs, { ...context, issueNumber });
    return { ...story, trainings: story.trainings.map((training) => withJob(training, record)) };
}
/** A step may have written down its job, and ended before it could show it. */
function withJob(training, record) {
    const { label, spec, job, outcome } = training;
    const { digest, jobId } = (0,record_entry/* entryOf */.Ms)(record, label) ?? {};
    const isKnown = job !== undefined || outcome !== undefined || jobId === undefined;
    return isKnown || digest !== spec?.digest ? training : { ...training, job: { id: jobId } };
}
/** What can be told where the record was too long to keep the story: of each spec, the job that it has. */
function outline(record, nowMs, context) {
    const held = Object.entries(record.entries).flatMap(([label, entry]) => {
        const job = entry.jobs.find(({ id }) => id === entry.jobId) ?? entry.jobs[0];
        return job === undefined ? [] : [{ label, entry, job }];
    });
    const [newest] = held.map(({ entry }) => entry).sort((a, b) => b.atMs - a.atMs);
    const { id = context.runId, attempt = 1 } = record.run ?? newest?.run ?? {};
    const runUrl = `${context.serverUrl}/${context.repository}/actions/runs/${id}`;
    return {
        trainings: held.map(({ label, job }) => ({
            label,
            job: { id: job.id, ...job.echo },
            timeline: [],
            notes: [],
        })),
        problems: [],
        context: {
            ...context,
            commit: newest?.commit ?? context.commit,
            runId: id,
            runAttempt: String(attempt),
            logUrl: `${runUrl}/attempts/${attempt}`,
        },
        nowMs,
    };
}

;// CONCATENATED MODULE: ./build/visiting.js





/** The comment of another step that tells of this job, to go on with; undefined where there is none. */
async function visit(store, { jobId, apiKey, issueNumber, scope, redact, context, run }) {
    const found = await findRecordOf(jobId, store, { scope, apiKey, redact });
    // A text that is final is not told on: it may be about something newer.
    const story = found && storyTold(found.record, issueNumber, context);
    if (found === undefined || story === undefined)
        return undefined;
    const { record, seal, comment } = found;
    const guest = new Guest({ clock: clock/* systemClock */.m, jobId, record, story, context });
    // In the name of the run whose comment it is, which must not look older than a guest when it is run again.
    const notebook = new record_notebook/* Notebook */.g({ store, seal, comment, clock: clock/* systemClock */.m, run: record.run ?? run });
    return { guest, notebook };
}


/***/ })

};
