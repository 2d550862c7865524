export const id = 544;
export const ids = [544];
export const modules = {

/***/ 8544:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sync: () => (/* binding */ sync)
});

// EXTERNAL MODULE: ./build/report/wording.js
var wording = __webpack_require__(2867);
// EXTERNAL MODULE: ./build/record/conversation.js
var conversation = __webpack_require__(6613);
// EXTERNAL MODULE: ./build/record/decision.js
var decision = __webpack_require__(3196);
// EXTERNAL MODULE: ./build/record/marker.js
var marker = __webpack_require__(3688);
// EXTERNAL MODULE: ./build/record/page.js
var page = __webpack_require__(4021);
// EXTERNAL MODULE: ./build/report/memo.js
var memo = __webpack_require__(4537);
// EXTERNAL MODULE: ./build/report/outline.js
var outline = __webpack_require__(477);
;// CONCATENATED MODULE: ./build/sync/finding.js






/** No job is known to train for longer than GitHub lets a run live, in milliseconds. */
const OLDEST_MS = 35 * 24 * 60 * 60_000;
/** The comment of an unfinished job is written anew before it is as old as this, in milliseconds. */
const TOUCH_MS = 12 * 60 * 60_000;
/** So far back every comment is looked at, with room for a schedule that GitHub delays, in milliseconds. */
const CERTAIN_MS = TOUCH_MS + 60 * 60_000;
/** Pages of 100 comments that are read in any case. */
const USUAL_PAGES = 10;
/** Pages that are read at the most, in a repository where so much is written in half a day. */
const MOST_PAGES = 100;
/** How long GitHub is asked, in milliseconds. */
const PATIENCE_MS = 120_000;
/** Looks for unfinished jobs in all comments of the repository. */
async function findUnfinished(search) {
    const nowMs = search.clock.wall();
    const sinceMs = nowMs - OLDEST_MS;
    const marked = new Map();
    let lookedBackToMs;
    for (let page = 1;; page++) {
        const read = () => search.desk.comments(page, sinceMs);
        const reply = await (0,conversation/* patiently */.d)(read, search.clock, PATIENCE_MS);
        if (!reply.ok)
            return reply;
        const { comments, hasMore } = reply.value;
        for (const comment of comments) {
            // What was changed while we read is seen twice, the newer first.
            if (comment.body.startsWith(marker/* MARKER_START */._8) && !marked.has(comment.id))
                marked.set(comment.id, comment);
        }
        if (!hasMore || comments.length === 0)
            break;
        const oldestMs = Math.min(...comments.map(({ updatedAtMs }) => updatedAtMs));
        if (page >= MOST_PAGES || (page >= USUAL_PAGES && oldestMs < nowMs - CERTAIN_MS)) {
            lookedBackToMs = oldestMs;
            break;
        }
    }
    const found = marked.size === 0 ? NOTHING : readAll([...marked.values()], await search.desk.self(), search);
    return { ...found, ...(lookedBackToMs === undefined ? {} : { lookedBackToMs }) };
}
const NOTHING = { unfinished: [], unproven: 0 };
function readAll(marked, self, search) {
    const unfinished = [];
    let unproven = 0;
    // Anybody can write our marker, so the author decides.
    const ours = marked.filter(({ author }) => author === self);
    const ofKey = Map.groupBy(ours, ({ number, body }) => `${number} ${body.slice(0, marker/* KEY_LENGTH */.J4)}`);
    for (const comments of ofKey.values()) {
        const found = readOne(comments, search);
        if (found === 'unproven')
            unproven++;
        else if (found !== undefined)
            unfinished.push(found);
    }
    return { unfinished, unproven };
}
function readOne(ofKey, search) {
    const { desk, clock, apiKey, redact, context } = search;
    const comments = ofKey.toSorted((a, b) => a.id - b.id);
    const [comment] = comments;
    if (comment === undefined)
        return undefined;
    const seal = (0,marker/* sealFound */.Si)(comment.body, `${desk.repository}#${comment.number}`, apiKey, redact);
    if (seal === undefined)
        return undefined;
    const { record } = (0,page/* pageOf */.ZZ)(comments, seal);
    const nowMs = clock.wall();
    const open = openJobs(record);
    const proven = open.filter(({ recorded }) => recorded.isHearsay !== true);
    if (open.length > 0 && proven.length === 0)
        return 'unproven';
    const jobs = proven.filter(({ entry }) => !(0,decision/* isAlive */._n)(entry, nowMs));
    // Without an entry nothing tells whether its step is still at work.
    const entries = Object.values(record.entries);
    const isAtWork = (entry) => (0,decision/* isAlive */._n)(entry, nowMs) && isUnsettled(entry);
    const isLeft = entries.length > 0 && !entries.some(isAtWork);
    const story = isLeft ? (0,outline/* storyTold */.N)(record, comment.number, context) : undefined;
    const isSplit = isLeft && comments.length > 1;
    if (jobs.length === 0 && story === undefined && !isSplit)
        return undefined;
    const text = (0,page/* newestText */.gD)(comments, seal) ?? '';
    return { comment, isSplit, text, seal, record, jobs, ...(story === undefined ? {} : { story }) };
}
/** Whoever has nothing open has had the last word, or says it without help. */
function isUnsettled({ jobs, submittingSinceMs }) {
    return submittingSinceMs !== undefined || jobs.some(({ isOpen }) => isOpen);
}
function openJobs({ entries }) {
    return Object.entries(entries).flatMap(([label, entry]) => entry.jobs.filter(({ isOpen }) => isOpen).map((recorded) => ({ label, entry, recorded })));
}
/** The jobs that have to be looked at. */
function idsOf(unfinished) {
    const recorded = unfinished.flatMap(({ jobs }) => jobs.map((job) => job.recorded.id));
    const shown = unfinished.flatMap(({ story }) => story?.trainings.filter(memo/* isUnfinished */.ui) ?? []);
    return new Set([...recorded, ...shown.flatMap(({ job }) => (job ? [job.id] : []))]);
}

// EXTERNAL MODULE: ./build/job/failures.js
var failures = __webpack_require__(5453);
// EXTERNAL MODULE: ./build/job/read.js
var read = __webpack_require__(1474);
// EXTERNAL MODULE: ./build/job/scan.js
var scan = __webpack_require__(9379);
// EXTERNAL MODULE: ./build/job/status.js
var job_status = __webpack_require__(7336);
;// CONCATENATED MODULE: ./build/sync/looking.js




/** From so many jobs on the list is cheaper than a look at each. */
const WORTH_A_LIST = 4;
/** Pages of the list that are read at the most: what stands behind them is older than most that is of interest. */
const looking_MOST_PAGES = 10;
/** How long after the first time a job is looked for once more, in milliseconds. */
const SECOND_LOOK_MS = 10_000;
/** How long a service that does not answer is asked, in milliseconds. */
const looking_PATIENCE_MS = 120_000;
/** Looks at jobs: at the newest pages of the list as far as they help, and at what they do not show one by one. */
async function lookAt(ids, service) {
    const untilMs = service.clock.now() + looking_PATIENCE_MS;
    const looks = await askAgain(await lookUntil(untilMs, ids, service), service, untilMs);
    const { jobs, gone } = looks;
    if (gone.size === 0 || jobs.size > 0)
        return looks;
    // Nothing was found at all: an address that is not the one of the service says so, too.
    const proof = await ask(() => service.api.list(0, scan/* PAGE_SIZE */.m), service, untilMs);
    const isService = proof.ok || proof.failure.status === 403;
    return isService ? looks : { jobs, gone: new Set(), failure: proof.failure };
}
/** One answer may be wrong about a job that is still paid for, so the service says twice that it does not know it. */
async function askAgain(looks, service, untilMs) {
    if (looks.gone.size === 0 || looks.failure !== undefined)
        return looks;
    await service.clock.sleep(SECOND_LOOK_MS);
    const again = await lookEach([...looks.gone], service, untilMs);
    return { ...again, jobs: new Map([...looks.jobs, ...again.jobs]) };
}
async function lookUntil(untilMs, ids, service) {
    const jobs = new Map();
    const isMissing = (id) => !jobs.has(id);
    if (ids.size >= WORTH_A_LIST) {
        const failure = await readList(ids, jobs, service, untilMs);
        if (failure !== undefined && !isClosedList(failure))
            return { jobs, gone: new Set(), failure };
    }
    const each = await lookEach([...ids].filter(isMissing), service, untilMs);
    return { ...each, jobs: new Map([...jobs, ...each.jobs]) };
}
async function lookEach(ids, service, untilMs) {
    const jobs = new Map();
    const gone = new Set();
    for (const id of ids) {
        const reply = await ask(() => service.api.get(id), service, untilMs);
        if (reply.ok)
            jobs.set(id, reply.value);
        else if (reply.failure.status === 404 || reply.failure.status === 410)
            gone.add(id);
        else
            return { jobs, gone, failure: reply.failure };
    }
    return { jobs, gone };
}
async function readList(ids, jobs, service, untilMs) {
    const seen = new Set();
    for (let page = 0; page < looking_MOST_PAGES; page++) {
        const reply = await ask(() => service.api.list(page, scan/* PAGE_SIZE */.m), service, untilMs);
        if (!reply.ok)
            return reply.failure;
        const before = seen.size;
        for (const job of reply.value.jobs) {
            seen.add(job.id);
            if (ids.has(job.id) && isTold(job))
                jobs.set(job.id, job);
        }
        const isEnd = seen.size === before || seen.size >= (reply.value.total ?? Infinity);
        if (isEnd || jobs.size === ids.size)
            return undefined;
    }
    return undefined;
}
/** Whether the list tells all that matters: it may leave out what only a look at the job tells. */
function isTold({ status, outputModel, reason }) {
    if (status === undefined)
        return false;
    const phase = (0,job_status/* phaseOf */.hU)(status);
    if (phase === 'failed')
        return reason !== undefined;
    return phase !== 'succeeded' || outputModel !== undefined;
}
/** The key may read jobs, but not list them. */
function isClosedList(failure) {
    return !(0,failures/* isOutage */.uD)(failure) && failure.status !== 401 && failure.status !== 402;
}
function ask(request, service, untilMs) {
    return (0,read/* persistently */.p)(request, 'first-contact', { ...service, untilMs });
}

// EXTERNAL MODULE: ./build/job/training.js
var job_training = __webpack_require__(7584);
// EXTERNAL MODULE: ./build/job/verdict.js
var verdict = __webpack_require__(4589);
// EXTERNAL MODULE: ./build/record/entry.js
var record_entry = __webpack_require__(5420);
// EXTERNAL MODULE: ./build/record/trust.js
var trust = __webpack_require__(1178);
;// CONCATENATED MODULE: ./build/sync/renewing.js







/** A job may be unknown to a service for a while after it was made, in milliseconds. */
const FRESH_MS = 10 * 60_000;
/** GitHub starts schedules late, so that a comment is touched in good time, in milliseconds. */
const TOUCH_MARGIN_MS = 60 * 60_000;
/** The sign of a life that is over for certain, whatever the clocks say: so many milliseconds ago. */
const LONG_OVER_MS = 60 * 60_000;
/** Makes out what is to be done about a comment, after what the service says of its jobs. */
function renew(found, looks, now) {
    const news = found.jobs.flatMap((job) => newsOf(job, found, looks, now.wallMs) ?? []);
    const ended = news.filter(({ outcome }) => outcome !== 'running');
    const story = found.story && retell(found.story, { found, news, looks, now });
    const isNews = found.story !== undefined && story !== undefined && hasMoved(found.story, story);
    const isOld = now.wallMs - found.comment.updatedAtMs >= TOUCH_MS - TOUCH_MARGIN_MS;
    return {
        found,
        news,
        ...(story === undefined ? {} : { story }),
        entries: { ...(isOld ? touched(found, now.wallMs) : {}), ...renewing_closed(found, ended) },
        isDue: ended.length > 0 || isNews || isOld || found.isSplit,
    };
}
function newsOf({ label, entry, recorded }, { story }, looks, wallMs) {
    const { id, atMs } = recorded;
    const job = looks.jobs.get(id);
    const commit = entry.jobId === id ? entry.commit : '';
    if (job !== undefined && !(0,trust/* isSameJob */.c)(recorded, job))
        return { label, recorded, commit, outcome: 'unknown', note: OTHER };
    const training = story?.trainings.find((each) => each.job?.id === id);
    const fate = fateOf({ id, atMs, training }, looks, wallMs);
    return fate && { label, recorded, commit, ...fate };
}
function fateOf({ id, atMs, training }, looks, wallMs) {
    const job = looks.jobs.get(id);
    if (job !== undefined)
        return { job, outcome: (0,verdict/* verdictOn */.Hc)(job, 'end', wallMs - successMs(job, training, wallMs)) ?? 'running' };
    return looks.gone.has(id) && wallMs - atMs >= FRESH_MS ? { outcome: 'unknown', note: GONE } : undefined;
}
/** Since when a job has succeeded, as Unix time in milliseconds: by the service's clock, else since it was seen. */
function successMs({ modifiedAt, status }, training, wallMs) {
    if (modifiedAt !== undefined)
        return modifiedAt * 1000;
    if (training === undefined)
        return -Infinity;
    const sighting = training.timeline.at(-1);
    return sighting?.status === status ? (sighting?.atMs ?? wallMs) : wallMs;
}
/** The jobs that have ended, by the label of their spec; who holds it stays as it is. */
function renewing_closed({ record }, ended) {
    const labels = [...new Set(ended.map(({ label }) => label))];
    return Object.fromEntries(labels.flatMap((label) => {
        const entry = (0,record_entry/* entryOf */.Ms)(record, label);
        const ids = new Set(ended.filter((each) => each.label === label).map(({ recorded }) => recorded.id));
        if (entry === undefined)
            return [];
        const jobs = entry.jobs.flatMap(({ echo: _, ...job }) => ids.has(job.id) ? [{ ...job, isOpen: false }] : []);
        return [[label, { ...entry, jobs }]];
    }));
}
/** So that a comment changes of which nobody may change the text. */
function touched({ jobs }, wallMs) {
    return Object.fromEntries(jobs.map(({ label, entry }) => [label, { ...entry, jobs: [], aliveUntilMs: wallMs - LONG_OVER_MS }]));
}
/** The story that the step told last, told on. */
function retell(before, { found, news, looks, now }) {
    const { context, wallMs } = now;
    const open = new Set(found.jobs.map(({ recorded }) => recorded.id));
    const trainings = before.trainings.map((training) => {
        if (!(0,memo/* isUnfinished */.ui)(training))
            return training;
        const { job } = training;
        if (job === undefined)
            return { ...training, outcome: 'unknown', notes: [LEFT] };
        const known = { id: job.id, atMs: before.nowMs, training };
        // Others may have told of its end already, and left the text as it was.
        const fate = open.has(job.id)
            ? news.find(({ recorded }) => recorded.id === job.id)
            : fateOf(known, looks, wallMs);
        return fate === undefined ? training : toldOn(training, fate, wallMs);
    });
    return { ...before, trainings, nowMs: wallMs, lastLook: { atMs: wallMs, logUrl: context.logUrl } };
}
function toldOn(training, { job, outcome, note: why }, wallMs) {
    if (job === undefined)
        return { ...training, outcome, isGone: true, notes: why === undefined ? [] : [why] };
    const { failure: _, ...now } = (0,job_training/* seen */.cI)(training, job, endedAtMs(job) ?? wallMs);
    const note = (0,verdict/* explain */.WE)(job, outcome);
    return { ...now, outcome, notes: note === undefined ? [] : [note] };
}
const GONE = 'The service does not know this job any more.';
const OTHER = 'Under this id the service shows a job with another configuration now.';
const LEFT = 'The step ended in the middle of the submission. The next run of this spec looks for a job that may have come of it.';
/** When a job that is over ended, by the service's own clock: nobody was looking then. */
function endedAtMs({ status, modifiedAt }) {
    return (0,job_status/* isTerminal */.Hd)((0,job_status/* phaseOf */.hU)(status)) && modifiedAt !== undefined ? modifiedAt * 1000 : undefined;
}
/** Whether people would see another state than the one that the comment shows. */
function hasMoved(before, after) {
    const stateOf = ({ trainings }) => JSON.stringify(trainings.map(({ job, outcome }) => [job?.status, outcome === 'running' ? '' : outcome]));
    return stateOf(before) !== stateOf(after);
}

;// CONCATENATED MODULE: ./build/sync/standing.js
/** The jobs that were looked at, as the outputs and the summary tell of them. */
function trainingsOf({ news, story, found }) {
    const { number, url } = found.comment;
    return news.map((each) => {
        const told = story?.trainings.find(({ job }) => job?.id === each.recorded.id);
        return { ...(told ?? standing_outline(each)), label: each.label, reportedOn: { number, url } };
    });
}
function standing_outline({ label, job, outcome }) {
    return { label, outcome, timeline: [], notes: [], ...(job === undefined ? {} : { job }) };
}

// EXTERNAL MODULE: ./build/record/notebook.js
var record_notebook = __webpack_require__(9491);
// EXTERNAL MODULE: ./build/report/document.js + 4 modules
var report_document = __webpack_require__(1568);
// EXTERNAL MODULE: ./build/report/status-board.js + 1 modules
var status_board = __webpack_require__(1422);
;// CONCATENATED MODULE: ./build/sync/pacing.js
/** So many writes may follow each other at once ... */
const BURST = 75;
/** ... and after them one in this time, in milliseconds: GitHub takes 80 a minute. */
const PACE_MS = 1_000;
/** Waits for the moment at which the next write may be sent. */
function paced(clock) {
    let count = 0;
    let nextMs = -Infinity;
    return async () => {
        if (++count <= BURST)
            return;
        nextMs = Math.max(nextMs, clock.now()) + PACE_MS;
        await clock.sleep(nextMs - clock.now());
    };
}

;// CONCATENATED MODULE: ./build/sync/telling.js
/** GitHub's limit for a text in a payload is far above this; a service may say anything. */
const MAX_TEXT = 1_000;
/**
 * The event that tells other workflows of a job that has ended. It may come more than once for a job: `job_id` tells a
 * repeat. Described in `schema/dispatch-payload.schema.json`.
 */
function dispatchOf(type, { label, recorded, commit, job, outcome }, number, redact) {
    const bounded = (text = '') => redact(text).slice(0, MAX_TEXT).toWellFormed();
    return {
        type,
        payload: {
            job_id: recorded.id,
            status: bounded(job?.status),
            outcome,
            // A model named by a job that did not succeed is not one to ship.
            output_model: outcome === 'succeeded' ? bounded(job?.outputModel) : '',
            spec: redact(label),
            spec_digest: recorded.digest,
            pull_request: number,
            commit,
        },
    };
}

;// CONCATENATED MODULE: ./build/sync/writing.js






/** At so many comments at once: of different conversations, because each is written one at a time. */
const AT_ONCE = 4;
/** How long GitHub is asked for one thing, in milliseconds. */
const writing_PATIENCE_MS = 60_000;
/** So many refusals before anything was written mean the token, not conversations that are locked. */
const MOST_REFUSALS = 25;
/** So many times in a row nobody answers before GitHub is left alone until the next time. */
const MOST_SILENCES = 4;
/** Tells of the jobs that have ended, and then writes down that they have: each is told at least once. */
async function bringUpToDate(renewals, writing) {
    const w = { ...writing, pace: paced(writing.clock) };
    const failures = [];
    let [told, comments, silences] = [0, 0, 0];
    const queue = [...renewals];
    const work = async () => {
        for (let renewal = queue.shift(); renewal !== undefined; renewal = queue.shift()) {
            if (comments === 0 && failures.filter(({ isFinal }) => isFinal).length >= MOST_REFUSALS)
                return;
            if (silences >= MOST_SILENCES)
                return;
            const done = await bringOne(renewal, w);
            told += done.told;
            if (done.failure !== undefined)
                failures.push(done.failure);
            else if (done.isWritten)
                comments++;
            silences = done.failure === undefined || done.failure.isFinal ? 0 : silences + 1;
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { comments, told, failures };
}
async function bringOne(renewal, w) {
    const { number, id, body } = renewal.found.comment;
    const now = await (0,conversation/* patiently */.d)(() => w.desk.conversation(number).get(id), w.clock, writing_PATIENCE_MS);
    if (!now.ok)
        return { told: 0, isWritten: false, ...(now.isGone ? {} : { failure: now }) };
    // Somebody is at work on it: a step that came back, a new run, another sync.
    if (now.value.body !== body)
        return { told: 0, isWritten: false };
    const { told, failure } = await tell(renewal, w);
    if (failure !== undefined)
        return { told, isWritten: false, failure };
    const status = await setStatuses(renewal, w);
    // Whoever may not set statuses can write all the same; the log has told it.
    if (status !== undefined && !status.isFinal)
        return { told, isWritten: false, failure: status };
    const reply = await write(renewal, w);
    return reply.ok ? { told, isWritten: true } : { told, isWritten: false, failure: reply };
}
async function tell({ news, found }, w) {
    const { dispatchEvent: type, desk, clock, redact } = w;
    let told = 0;
    if (type === undefined)
        return { told };
    for (const each of news.filter(({ outcome }) => outcome !== 'running')) {
        const send = () => desk.dispatch(dispatchOf(type, each, found.comment.number, redact));
        await w.pace();
        const reply = await (0,conversation/* patiently */.d)(send, clock, writing_PATIENCE_MS);
        if (!reply.ok)
            return { told, failure: reply };
        told++;
    }
    return { told };
}
/** The run whose text it is: a newer one that came in between keeps the word. */
function authorOf({ record, jobs }) {
    return record.run ?? jobs[0]?.entry.run ?? { id: '0', attempt: 1 };
}
async function write({ found, story, entries }, w) {
    const { desk, clock, redact } = w;
    const { comment: stored, seal } = found;
    const store = desk.conversation(stored.number);
    const notebook = new record_notebook/* Notebook */.g({ store, seal, clock, run: authorOf(found), comment: stored });
    const draft = story && (0,report_document/* comment */.I)(story);
    const note = {
        entries,
        isThorough: found.isSplit,
        ...(draft === undefined
            ? {}
            : { text: redact(draft.body), isWelcome: (instead) => instead === found.text }),
        ...(draft?.memo === undefined ? {} : { memo: draft.memo }),
    };
    await w.pace();
    const reply = await (0,conversation/* patiently */.d)(() => notebook.write(note), clock, writing_PATIENCE_MS);
    return reply.ok && found.isSplit ? notebook.fold({ entries }) : reply;
}
async function setStatuses({ story, found }, w) {
    const { desk, log, redact, clock } = w;
    const { statusLeg: leg } = story?.context ?? {};
    if (story === undefined || leg === undefined)
        return undefined;
    const { context, trainings, nowMs } = story;
    const store = desk.statuses(context.commit);
    let failure;
    const set = async (status) => {
        await w.pace();
        const reply = await (0,conversation/* patiently */.d)(() => store.set(status), clock, writing_PATIENCE_MS);
        if (!reply.ok)
            failure = reply;
        return reply;
    };
    const board = new status_board/* StatusBoard */.z({
        store: { list: () => store.list(), set },
        log,
        me: { run: authorOf(found), writer: '', commit: context.commit },
        self: () => desk.self(),
        leg,
        logUrl: context.logUrl,
        redact,
    });
    board.show(trainings, nowMs, found.comment.url);
    await board.finish();
    return failure;
}

;// CONCATENATED MODULE: ./build/commands/sync.js






/**
 * `command: sync`: brings what earlier steps have left unfinished up to date, and tells of the jobs that have ended. Green
 * whenever that could be done, whatever became of the jobs; what could not be written is left to the next time.
 */
async function sync({ dispatchEvent }, step) {
    const { custody, clock, progress } = step;
    if (custody === undefined)
        return refused([NO_TOKEN]);
    const findings = await findUnfinished({ ...custody, clock });
    if ('ok' in findings)
        return refused([findings.reason]);
    tellFindings(findings, step);
    const ids = idsOf(findings.unfinished);
    if (findings.unfinished.length === 0) {
        progress.tell(NOTHING_FOUND);
        return { trainings: [], problems: [], outcome: 'succeeded', remarks: [NOTHING_FOUND] };
    }
    const looks = await lookAt(ids, step);
    const { failure } = looks;
    if (failure !== undefined && looks.jobs.size + looks.gone.size === 0)
        return { trainings: [{ ...REFUSED, failure }], problems: [] };
    const now = { wallMs: clock.wall(), context: custody.context };
    const renewals = findings.unfinished.map((found) => renew(found, looks, now));
    const due = renewals.filter(({ isDue }) => isDue);
    const written = await bringUpToDate(due, {
        ...custody,
        clock,
        ...(dispatchEvent === undefined ? {} : { dispatchEvent }),
    });
    const trainings = renewals.flatMap(trainingsOf);
    const done = `${(0,wording/* count */.U9)(ids.size, 'unfinished job')} in ${(0,wording/* count */.U9)(renewals.length, 'comment')}: ${(0,wording/* count */.U9)(written.comments, 'comment')} brought up to date, ${(0,wording/* count */.U9)(written.told, 'event')} sent.`;
    const undone = leftUndone(looks, written);
    progress.tell(done);
    for (const words of undone)
        progress.warn(words);
    return { trainings, problems: [], remarks: [done, ...undone], ...sync_verdict(written, trainings) };
}
const NOTHING_FOUND = 'No unfinished jobs are recorded in the comments of this repository.';
const NO_TOKEN = '`command: sync` reads and writes the comments of the repository, and has no `github-token` to do so.';
const REFUSED = { label: 'unfinished jobs', outcome: 'refused', timeline: [], notes: [] };
function refused(notes) {
    return { trainings: [{ ...REFUSED, notes }], problems: [] };
}
function tellFindings({ unproven, lookedBackToMs }, { progress }) {
    if (unproven > 0)
        progress.warn(`${(0,wording/* count */.U9)(unproven, 'comment')} with unfinished jobs signed with another \`api-key\`, so that nothing proves what they say: left alone.`);
    if (lookedBackToMs !== undefined)
        progress.tell(`Comments that were last changed before ${new Date(lookedBackToMs).toISOString()} were not looked at. The comment of an unfinished job is changed every 12 h, as long as this command runs.`);
}
/** What is for the next time, a line each. */
function leftUndone({ failure }, { failures }) {
    const unread = failure && `Some jobs could not be read (${failure.words}). The next sync looks at them.`;
    const reasons = new Set(failures.map(({ reason }) => reason));
    return [
        ...(unread === undefined ? [] : [unread]),
        ...[...reasons].map((reason) => `Not everything could be written: ${reason}. The next sync tries again.`),
    ];
}
/** What the step came to, where the jobs alone do not decide it. */
function sync_verdict({ failures, comments }, { length }) {
    if (comments === 0 && failures.some(({ isFinal }) => isFinal))
        return { outcome: 'refused' };
    return length === 0 ? { outcome: 'succeeded' } : {};
}


/***/ }),

/***/ 477:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ storyTold)
/* harmony export */ });
/* harmony import */ var _record_entry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5420);
/* harmony import */ var _memo_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4537);


/** What the text of a comment tells, where it is not final: as its step told it, or as far as the record remembers. */
function storyTold(record, issueNumber, context) {
    const { memo } = record;
    if (memo === undefined)
        return undefined;
    const story = (0,_memo_js__WEBPACK_IMPORTED_MODULE_1__/* .storyOf */ .dH)(memo) ?? outline(record, memo.atMs, { ...context, issueNumber });
    return { ...story, trainings: story.trainings.map((training) => withJob(training, record)) };
}
/** A step may have written down its job, and ended before it could show it. */
function withJob(training, record) {
    const { label, spec, job, outcome } = training;
    const { digest, jobId } = (0,_record_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entryOf */ .Ms)(record, label) ?? {};
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


/***/ })

};
