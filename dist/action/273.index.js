"use strict";
exports.id = 273;
exports.ids = [273];
exports.modules = {

/***/ 6948:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A4: () => (/* binding */ asUnsigned),
/* harmony export */   E5: () => (/* binding */ serviceOfKey),
/* harmony export */   Rh: () => (/* binding */ findRequest),
/* harmony export */   U4: () => (/* binding */ isNewer),
/* harmony export */   VZ: () => (/* binding */ isNewerRun),
/* harmony export */   YN: () => (/* binding */ isRecordedJob),
/* harmony export */   b7: () => (/* binding */ runsOfOwner),
/* harmony export */   hj: () => (/* binding */ digestOfKey),
/* harmony export */   lq: () => (/* binding */ requestKey),
/* harmony export */   lz: () => (/* binding */ selectRequests),
/* harmony export */   n6: () => (/* binding */ compareText),
/* harmony export */   qB: () => (/* binding */ compareRuns),
/* harmony export */   sU: () => (/* binding */ EMPTY_RECORD),
/* harmony export */   ui: () => (/* binding */ isUnfinished),
/* harmony export */   xJ: () => (/* binding */ commitAskedFor),
/* harmony export */   zo: () => (/* binding */ mapRequests)
/* harmony export */ });
/* harmony import */ var _jobs_clock_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4922);
/* harmony import */ var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6722);


const EMPTY_RECORD = { requests: {}, ambiguousOwners: [] };
const EMPTY_REQUEST = { holds: [], jobs: [] };
/** Identifies a request at a service. `service`: origin and prefix of its URL. */
function requestKey(digest, service) {
    return `${digest} ${service}`;
}
function digestOfKey(key) {
    return key.split(' ')[0] ?? '';
}
function serviceOfKey(key) {
    return key.slice(key.indexOf(' ') + 1);
}
function findRequest({ requests }, key) {
    return (Object.hasOwn(requests, key) ? requests[key] : undefined) ?? EMPTY_REQUEST;
}
/** What a record says about some requests, and nothing else. */
function selectRequests(record, keys) {
    const requests = Object.fromEntries(keys.map((key) => [key, findRequest(record, key)]));
    return { requests, ambiguousOwners: [] };
}
function mapRequests(record, change) {
    const requests = Object.entries(record.requests).map(([key, request]) => [
        key,
        change(request),
    ]);
    return { ...record, requests: Object.fromEntries(requests) };
}
/** Whether a run started after another, or is a later attempt of it. */
function isNewer(run, other) {
    return compareRuns(run, other) > 0;
}
/** Whether another run started after this one. Attempts of one run are the same run. */
function isNewerRun(run, other) {
    return run.id !== other.id && isNewer(run, other);
}
function compareRuns(a, b) {
    return a.id.length - b.id.length || compareText(a.id, b.id) || a.attempt - b.attempt;
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
/** The runs of an owner, newest first. Only signed holds count. */
function runsOfOwner(record, owner) {
    const byId = new Map();
    for (const { holds } of Object.values(record.requests)) {
        for (const { run, owner: other, isUnsigned } of holds) {
            if (other !== owner || isUnsigned === true)
                continue;
            const known = byId.get(run.id);
            if (known === undefined || isNewer(run, known))
                byId.set(run.id, run);
        }
    }
    return [...byId.values()].sort((a, b) => compareRuns(b, a));
}
/** The commit for which a run of an owner asks for a request; undefined if it does not ask for it. */
function commitAskedFor({ holds }, owner, { id }) {
    return holds.find((hold) => hold.owner === owner && hold.run.id === id && hold.isUnsigned !== true)?.commit;
}
/**
 * Whether the end of the job is still to be reported. A step may be killed before it reports it, or leave it to a newer
 * run. A succeeded job is unfinished until it names its model.
 */
function isUnfinished(job, outcome) {
    const current = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .currentOutcome */ ._P)(job);
    if (outcome === undefined)
        return true;
    if (outcome === 'superseded')
        return current !== 'cancelled';
    return outcome !== 'failed' && current === 'running';
}
/** Marks everything in a record as unsigned, and drops the history and what only a signed record can say. */
function asUnsigned({ requests }) {
    return mapRequests({ requests, ambiguousOwners: [] }, ({ holds, jobs }) => ({
        holds: holds.map((hold) => ({ ...hold, isUnsigned: true })),
        jobs: jobs.map(({ id, owner, run, atMs, isUnfinished: isOpen }) => ({
            id,
            owner,
            run,
            atMs,
            isUnfinished: isOpen,
            provenance: 'unsigned',
        })),
    }));
}
/** Whether a job is the recorded one: the same id and, as far as both are known, the same creation time. */
function isRecordedJob({ id, createdAtS }, job) {
    if (job.id !== id)
        return false;
    const differenceS = Math.abs((createdAtS ?? job.createdAt ?? 0) - (job.createdAt ?? createdAtS ?? 0));
    return differenceS <= _jobs_clock_js__WEBPACK_IMPORTED_MODULE_1__/* .CLOCK_MARGIN_S */ .e;
}


/***/ }),

/***/ 3273:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ax: () => (/* binding */ shortCommit),
/* harmony export */   BP: () => (/* binding */ CHANGE_GRACE_MS),
/* harmony export */   Dh: () => (/* binding */ closePlans),
/* harmony export */   GD: () => (/* binding */ pushersOf),
/* harmony export */   MP: () => (/* binding */ mergeShownPlans),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   d0: () => (/* binding */ endEditedPlans),
/* harmony export */   eW: () => (/* binding */ limitPlans),
/* harmony export */   tN: () => (/* binding */ showPlan)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6948);



/** Whoever acts in this time after a change may not have seen it. */
const CHANGE_GRACE_MS = 60_000;
const MAX_PLANS = 30;
/** Hexadecimal digits: nobody can make two requests that agree in so many. */
const SHORT_DIGEST_LENGTH = 32;
/** The first 32 hexadecimal digits of a digest. */
function shortDigest(digest) {
    return digest.replace(/^v\d+-/, '').slice(0, SHORT_DIGEST_LENGTH);
}
/** Twelve hexadecimal digits, as many as a repository needs to tell its commits apart. */
function shortCommit(commit) {
    return commit.slice(0, 12);
}
/** Records that a comment is about to show a text. `previousText`: absent if the comment is new. */
function showPlan(record, { digests, commit, pusher, isFirst }, { text, previousText, nowMs }) {
    const shown = toShown(digests);
    const plans = record.shownPlans ?? [];
    const current = plans.find(({ untilMs, digests: other }) => untilMs === undefined && isSame(other, shown));
    const next = {
        digests: shown,
        sinceMs: current?.sinceMs ?? nowMs,
        isChange: current?.isChange ?? (previousText !== undefined || !isFirst),
        // Whoever pushes another commit with the same requests has not changed them.
        pushers: current?.pushers ?? (pusher === undefined || shown.length === 0 ? [] : [pusher]),
        firstCommits: current?.firstCommits ?? [shortCommit(commit)],
        commits: union(current?.commits ?? [], [shortCommit(commit)]),
        textHash: hashText(text),
    };
    const others = plans.filter((plan) => plan !== current).map((plan) => close(plan, nowMs));
    return { ...record, shownPlans: limitPlans([...others, next]) };
}
/** Records that nobody can tell any more what the comment shows. */
function closePlans(record, nowMs) {
    return record.shownPlans === undefined
        ? record
        : { ...record, shownPlans: record.shownPlans.map((plan) => close(plan, nowMs)) };
}
/** A request may take so long, and the clocks may differ a little. */
const MAX_WRITE_MS = _timeouts_js__WEBPACK_IMPORTED_MODULE_1__/* .GITHUB_REQUEST_TIMEOUT_MS */ .bB + 5_000;
/**
 * Somebody may have edited a comment, and even restored it: then nobody knows since when it shows something else.
 * `updatedAtMs`: when GitHub says that it last changed, if known.
 */
function endEditedPlans(record, text, updatedAtMs = record.writtenAtMs) {
    const { shownPlans, writtenAtMs = Infinity } = record;
    if (shownPlans === undefined)
        return record;
    const isOurs = updatedAtMs === undefined || updatedAtMs <= writtenAtMs + MAX_WRITE_MS;
    const hash = hashText(text);
    const isIntact = ({ untilMs, textHash }) => untilMs !== undefined || (isOurs && textHash === hash);
    return {
        ...record,
        shownPlans: shownPlans.map((plan) => (isIntact(plan) ? plan : close(plan, plan.sinceMs))),
    };
}
/** Logins of those who have pushed a request, as far as the comments know. */
function pushersOf(plans, digest) {
    const short = shortDigest(digest);
    return plans.flatMap((plan) => (plan.digests.includes(short) || isForgotten(plan) ? plan.pushers : []));
}
/** Merges the plans of two comments, or of two versions of one. Commutative, associative and idempotent. */
function mergeShownPlans(a, b) {
    if (a === undefined || b === undefined)
        return a ?? b;
    const byKey = new Map();
    for (const plan of [...a, ...b]) {
        const key = JSON.stringify([plan.sinceMs, plan.digests]);
        const known = byKey.get(key);
        byKey.set(key, known === undefined ? plan : mergePlan(known, plan));
    }
    return [...byKey.values()].sort(comparePlans);
}
function mergePlan(a, b) {
    const ends = [a, b].flatMap(({ untilMs }) => untilMs ?? []);
    const untilMs = ends.length === 0 ? undefined : Math.min(...ends);
    const [textHash] = [a, b].flatMap((plan) => plan.textHash ?? []).sort(_record_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6);
    return {
        ...a,
        untilMs,
        isChange: a.isChange || b.isChange,
        pushers: union(a.pushers, b.pushers),
        firstCommits: union(a.firstCommits, b.firstCommits),
        commits: union(a.commits, b.commits),
        textHash: untilMs === undefined ? textHash : undefined,
    };
}
function union(a, b) {
    return [...new Set([...a, ...b])].sort();
}
/**
 * Keeps the newest, oldest first. Of the others it keeps only who has pushed them, who then counts as a pusher of every
 * request.
 */
function limitPlans(plans, maxPlans = MAX_PLANS) {
    const sorted = plans.filter((plan) => !isForgotten(plan)).toSorted(comparePlans);
    const dropped = [...plans.filter(isForgotten), ...sorted.slice(0, -maxPlans)];
    const pushers = [...new Set(dropped.flatMap((plan) => plan.pushers))].sort();
    return [...(pushers.length > 0 ? [{ ...FORGOTTEN, pushers }] : []), ...sorted.slice(-maxPlans)];
}
function comparePlans(a, b) {
    return a.sinceMs - b.sinceMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(JSON.stringify(a.digests), JSON.stringify(b.digests));
}
/** Stands for all plans that were dropped. */
const FORGOTTEN = {
    digests: [],
    sinceMs: 0,
    untilMs: 0,
    isChange: true,
    firstCommits: [],
    commits: [],
};
const isForgotten = ({ untilMs }) => untilMs === 0;
const toShown = (digests) => [...new Set(digests.map(shortDigest))].sort();
function close(plan, nowMs) {
    return plan.untilMs === undefined ? { ...plan, untilMs: nowMs, textHash: undefined } : plan;
}
function isSame(a, b) {
    return a.length === b.length && a.every((each, i) => each === b[i]);
}
/** GitHub returns texts with the line ends that it got, but not always with the blanks around them. */
function hashText(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(text.replaceAll('\r\n', '\n').trim())
        .digest('hex')
        .slice(0, SHORT_DIGEST_LENGTH);
}


/***/ })

};
;