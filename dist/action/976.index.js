"use strict";
exports.id = 976;
exports.ids = [976];
exports.modules = {

/***/ 349:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MH: () => (/* binding */ fingerprintRequest),
/* harmony export */   Po: () => (/* binding */ isEmptyValue),
/* harmony export */   V4: () => (/* binding */ contradicts),
/* harmony export */   ZZ: () => (/* binding */ isIndistinguishable),
/* harmony export */   am: () => (/* binding */ isSameValue),
/* harmony export */   cV: () => (/* binding */ withoutAdjustable),
/* harmony export */   gc: () => (/* binding */ matchFingerprint),
/* harmony export */   h9: () => (/* binding */ isFullyEchoed)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

function fingerprintRequest(request) {
    return fingerprintFields(request);
}
/** Services change these to fit what they have, and still train what was asked for. */
const ADJUSTABLE_FIELDS = ['batch_size', 'warmup_steps', 'weight_decay'];
/** The fingerprint without the fields that a service may adjust. */
function withoutAdjustable(fingerprint) {
    const { hyperparameters } = fingerprint;
    if (typeof hyperparameters !== 'object' || hyperparameters === null)
        return fingerprint;
    const kept = Object.entries(hyperparameters).filter(([name]) => !ADJUSTABLE_FIELDS.includes(name));
    return { ...fingerprint, hyperparameters: Object.fromEntries(kept) };
}
function fingerprintFields(fields) {
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [
        name,
        name === MODEL_FIELD && typeof value === 'string' ? fingerprintModel(value) : fingerprintValue(value),
    ]));
}
function fingerprintValue(value) {
    if (isEmptyValue(value))
        return Array.isArray(value) ? '' : null;
    if (typeof value === 'number')
        return value;
    return isObject(value) ? fingerprintFields(value) : hashValue(value);
}
const MODEL_FIELD = 'base_model';
const ALIAS = /-latest$/i;
const VERSION = /-\d+$/;
const ALIAS_MARK = '~';
const FAMILY_MARK = ':';
/** The hash of a name, marked as an alias, or with the hash of its family: `mistral-small` for `mistral-small-2603`. */
function fingerprintModel(name) {
    const text = name.trim();
    if (ALIAS.test(text))
        return hashValue(text) + ALIAS_MARK;
    const isVersion = VERSION.test(text);
    return hashValue(text) + (isVersion ? FAMILY_MARK + hashValue(text.replace(VERSION, '')) : '');
}
/**
 * Whether a job was certainly made from another request: at least one field that was sent has another value. What the job
 * lacks or has as null says nothing, nor does what the service fills in. Numbers are equal within a relative 1e-6, ids in
 * capitals too, lists in any order. The name of a model and the name that it may resolve to (`mistral-small-latest` and
 * `mistral-small-2603`) cannot be compared. A value that the service has rounded (48 instead of 50) is another value.
 */
function contradicts(request, job) {
    return matchRequest(request, job).differs;
}
/**
 * Whether a job shows every field of a request with the value that was sent. Needed before a job may count as ours that
 * only the list or an unsigned record names. A service that returns no `dataset_ids` or no `auto_start` proves nothing.
 */
function isFullyEchoed(request, job) {
    const { differs, unverified } = matchRequest(request, job);
    return !differs && unverified.length === 0;
}
function matchRequest(request, job) {
    return matchFingerprint(fingerprintRequest(request), job);
}
/** Compares a submitted request with a job, field by field: see `contradicts`. Fields that the service adds are ignored. */
function matchFingerprint(fingerprint, job) {
    const matches = Object.entries(fingerprint).flatMap(([name, sent]) => matchFields(name, sent, reportedField(job, name)));
    return {
        differs: matches.some(([, match]) => match === 'different'),
        unverified: matches.filter(([, match]) => match === 'unverified').map(([path]) => path),
    };
}
/** Whether jobs of the two requests could be confused, because the service may not return the fields that differ. */
function isIndistinguishable(one, other) {
    return !contradicts(one, reportedJob(other)) || !contradicts(other, reportedJob(one));
}
/** The job of a request, as the contract lets the service return it. */
function reportedJob({ job_type, model_config, hyperparameters }) {
    return {
        id: '',
        jobType: job_type,
        modelConfig: model_config,
        hyperparameters: hyperparameters ?? undefined,
    };
}
function reportedField(job, field) {
    switch (field) {
        case 'job_type':
            return job.jobType;
        case 'model_config':
            return job.modelConfig;
        case 'hyperparameters':
            return job.hyperparameters;
        case 'dataset_ids':
            return job.datasetIds;
        case 'auto_start':
            return job.autoStart;
        default:
            return undefined;
    }
}
function matchFields(path, sent, reported) {
    if (isEmptyValue(reported) || sent === null || sent === '')
        return [[path, reported !== undefined && fingerprintValue(reported) === sent ? 'equal' : 'unverified']];
    if (typeof sent !== 'object')
        return [[path, matchValue(path, sent, reported)]];
    if (!isObject(reported))
        return [[path, 'different']];
    return Object.entries(sent).flatMap(([name, field]) => matchFields(`${path}.${name}`, field, Object.hasOwn(reported, name) ? reported[name] : undefined));
}
function matchValue(path, sent, reported) {
    if (typeof sent === 'number')
        return isSameValue(sent, reported) ? 'equal' : 'different';
    if (path.endsWith(`.${MODEL_FIELD}`) && typeof reported === 'string')
        return matchModel(sent, reported);
    return sent === hashValue(reported) ? 'equal' : 'different';
}
function matchModel(sent, reported) {
    const [hash = '', family] = sent.replace(ALIAS_MARK, '').split(FAMILY_MARK);
    if (hash === hashValue(reported))
        return 'equal';
    const mayResolve = sent.endsWith(ALIAS_MARK) ||
        family === hashValue(reported) ||
        namesBefore(reported.trim()).some((name) => hash === hashValue(name));
    return mayResolve ? 'unverified' : 'different';
}
/** The names that may resolve to a model: `mistral` and `mistral-small` for `mistral-small-2603`. */
function namesBefore(model) {
    const parts = model.split('-');
    return parts.slice(1).map((_, n) => parts.slice(0, n + 1).join('-'));
}
/** Hexadecimal digits. */
const HASH_LENGTH = 16;
/** The order of a list makes no difference. */
function hashValue(value) {
    const content = Array.isArray(value) ? value.map(normalize).sort() : normalize(value);
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(JSON.stringify([content]))
        .digest('hex')
        .slice(0, HASH_LENGTH);
}
/** A service may keep numbers in single precision. */
const MAX_RELATIVE_DIFFERENCE = 1e-6;
/** Compares numbers up to rounding, strings case-insensitively, lists in any order, everything else as JSON. */
function isSameValue(sent, reported) {
    if (typeof sent === 'number' && typeof reported === 'number')
        return Math.abs(sent - reported) <= MAX_RELATIVE_DIFFERENCE * Math.abs(sent);
    if (!Array.isArray(sent) || !Array.isArray(reported))
        return normalize(sent) === normalize(reported);
    const [ours, theirs] = [sent, reported].map((list) => list.map(normalize).sort());
    return JSON.stringify(ours) === JSON.stringify(theirs);
}
function normalize(value) {
    if (typeof value === 'string')
        return value.trim().toLowerCase();
    return typeof value === 'object' ? JSON.stringify(value) : value;
}
/** A list without entries is not told either: services may add the datasets later, or choose some. */
function isEmptyValue(value) {
    return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 7361:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kq: () => (/* binding */ betterProvenance),
/* harmony export */   LE: () => (/* binding */ mayFollow),
/* harmony export */   _4: () => (/* binding */ mayCancel),
/* harmony export */   "if": () => (/* binding */ verifiedProvenance),
/* harmony export */   pN: () => (/* binding */ PROVENANCES),
/* harmony export */   sI: () => (/* binding */ maySucceed)
/* harmony export */ });
/* harmony import */ var _match_request_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(349);

/**
 * How this action knows that a job is the one of a request, best first:
 * - `submitted`: the response to our own request named it;
 * - `recovered`: our response was lost, and it is the only candidate in the list;
 * - `verified`: a signed record names it, and the service reports the same id and creation time;
 * - `unsigned`: a record names it that we did not sign;
 * - `listed`: a later attempt found it in the list, without a record.
 */
const PROVENANCES = ['submitted', 'recovered', 'verified', 'unsigned', 'listed'];
/** Of two, the better one. Only for two signed records: an unsigned one never improves. */
function betterProvenance(a, b) {
    return PROVENANCES.indexOf(a) <= PROVENANCES.indexOf(b) ? a : b;
}
function isProven(provenance) {
    return provenance !== 'unsigned' && provenance !== 'listed';
}
/** Of a job that a record names and the service confirms. A record cannot prove what it did not prove when it was written. */
function verifiedProvenance(recorded) {
    return isProven(recorded) ? 'verified' : recorded;
}
/** Whether a step may follow a job instead of submitting the request. */
function mayFollow(provenance, request, job) {
    return isProven(provenance) || !(0,_match_request_js__WEBPACK_IMPORTED_MODULE_0__/* .contradicts */ .V4)(request, job);
}
/** Whether this action may cancel a job. It must provably have submitted it. */
function mayCancel(provenance) {
    return isProven(provenance);
}
/**
 * Whether the success of a job is the success of a request. A job that is not proven to be ours must repeat every field
 * of the request.
 */
function maySucceed(provenance, request, job) {
    if (isProven(provenance))
        return true;
    if (request === undefined)
        return false;
    return (0,_match_request_js__WEBPACK_IMPORTED_MODULE_0__/* .isFullyEchoed */ .h9)(request, job);
}


/***/ }),

/***/ 8691:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   Gy: () => (/* binding */ mark),
/* harmony export */   Ik: () => (/* binding */ object),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   KC: () => (/* binding */ union),
/* harmony export */   P8: () => (/* binding */ anyJson),
/* harmony export */   PV: () => (/* binding */ tuple),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   eu: () => (/* binding */ literal),
/* harmony export */   iF: () => (/* binding */ versioned),
/* harmony export */   lq: () => (/* binding */ optional),
/* harmony export */   mw: () => (/* binding */ required),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   s6: () => (/* binding */ nothing),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   zz: () => (/* binding */ dictionary)
/* harmony export */ });
const required = (key, codec) => ({
    key,
    codec,
    isOptional: false,
});
const optional = (key, codec) => ({
    key,
    codec,
    isOptional: true,
});
/** An object, property by property. Ignores unknown keys; rejects the object if one of its properties is invalid. */
function object(fields) {
    const entries = Object.entries(fields);
    return {
        encode: (value) => {
            const json = {};
            for (const [name, { key, codec }] of entries) {
                const member = Reflect.get(value, name);
                if (member !== undefined)
                    json[key] = codec.encode(member);
            }
            return json;
        },
        decode: (json) => {
            if (!isObject(json))
                return undefined;
            const value = {};
            for (const [name, { key, codec, isOptional }] of entries) {
                const encoded = Object.hasOwn(json, key) ? json[key] : undefined;
                if (encoded === undefined && isOptional)
                    continue;
                const member = encoded === undefined ? undefined : codec.decode(encoded);
                if (member === undefined)
                    return undefined;
                value[name] = member;
            }
            // Complete: each property of the type has a field, and each field was decoded.
            return value;
        },
    };
}
/** Adds the number of the format to an object. JSON of another format is not decoded. */
function versioned(version, codec) {
    return {
        encode: (value) => ({ version, ...codec.encode(value) }),
        decode: (json) => (isObject(json) && json['version'] === version ? codec.decode(json) : undefined),
    };
}
/** A union of objects, each with its own codec. Their JSON must differ, because the first that decodes it wins. */
function union(tagOf, codecs) {
    return {
        encode: (value) => codecs[tagOf(value)].encode(value),
        decode: (json) => {
            for (const codec of Object.values(codecs)) {
                const value = codec.decode(json);
                if (value !== undefined)
                    return value;
            }
            return undefined;
        },
    };
}
function list(codec) {
    return {
        encode: (values) => values.map((value) => codec.encode(value)),
        decode: (json) => {
            if (!Array.isArray(json))
                return undefined;
            const values = [];
            for (const each of json) {
                const value = codec.decode(each);
                if (value === undefined)
                    return undefined;
                values.push(value);
            }
            return values;
        },
    };
}
/** An object with any keys. */
function dictionary(codec) {
    const entries = list(tuple(text, codec));
    return {
        encode: (values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, codec.encode(value)])),
        decode: (json) => {
            const decoded = isObject(json) ? entries.decode(Object.entries(json)) : undefined;
            return decoded && Object.fromEntries(decoded);
        },
    };
}
function tuple(first, second) {
    return {
        encode: ([a, b]) => [first.encode(a), second.encode(b)],
        decode: (json) => {
            if (!Array.isArray(json) || json.length !== 2)
                return undefined;
            const [a, b] = [first.decode(json[0]), second.decode(json[1])];
            return a === undefined || b === undefined ? undefined : [a, b];
        },
    };
}
/** One of the keys of `values`. */
function oneOf(values) {
    return literal((json) => typeof json === 'string' && Object.hasOwn(values, json));
}
const text = literal((json) => typeof json === 'string');
const number = literal((json) => typeof json === 'number' && Number.isFinite(json));
const flag = literal((json) => typeof json === 'boolean');
/** A property whose only value is `true`. */
const mark = literal((json) => json === true);
/** A property that is always absent. */
const nothing = { encode: (value) => value, decode: () => undefined };
/** JSON of another module, which validates it. */
const anyJson = { encode: (value) => value, decode: (json) => json };
/** A value that is its own JSON. */
function literal(isValue) {
    return { encode: (value) => value, decode: (json) => (isValue(json) ? json : undefined) };
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 3976:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  SH: () => (/* binding */ approval),
  d: () => (/* binding */ jobState),
  bu: () => (/* binding */ outcome),
  aH: () => (/* binding */ job_state_codec_provenance),
  xy: () => (/* binding */ wholeRequest)
});

// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __webpack_require__(6722);
;// CONCATENATED MODULE: ./build/jobs/note.js
/**
 * The codes of all notes, with the data of each. Reports save notes, so a code keeps its meaning, and a renamed code is a
 * new one. `error` is the message of the service or of GitHub, `runId` the id of a workflow run, `createdAtS` when the
 * service created the job (Unix time in seconds), and a name that ends in `Ms` a duration in milliseconds.
 */
const NOTE_FIELDS = {
    // Submission
    /** `waitedMs`: for how long it was tried. */
    'submission-gave-up': { waitedMs: 'number' },
    /** `resubmissions`: how often it was sent again. */
    'submission-unanswered': { resubmissions: 'number' },
    'how-to-find-job': {},
    'no-job-found': { searchedMs: 'number' },
    'job-list-unsearchable': { error: 'text?' },
    'job-list-search-timed-out': {},
    /** The only match may be the job of someone else. */
    'match-unproven': { jobId: 'text' },
    'matches-ambiguous': { jobIds: 'texts' },
    /** `unverifiedFields`: paths of fields that the service does not return. */
    'adopted-after-lost-response': { unverifiedFields: 'texts' },
    /** `label`: of the other spec, whose submission is unresolved. */
    'lookalike-unresolved': { label: 'text' },
    'out-of-time-before-submission': {},
    /** `event`: the name of the event of the run. */
    'foreign-content': { event: 'text' },
    'ref-deleted': { ref: 'text' },
    /** `base`: name of the base branch, or the commit before the push. */
    'spec-unchanged': { base: 'text' },
    'nothing-to-compare-with': {},
    'policy-refused': {},
    'policy-invalid': {},
    'policy-unreadable': { error: 'text' },
    'policy-not-read': {},
    /** What the policy of the workspace would refuse and allow, other than that of the default branch: names of specs. */
    'policy-differs': { refused: 'texts', allowed: 'texts' },
    /** What the policy of the workspace would refuse, where nobody has read that of the default branch: names of specs. */
    'policy-of-workspace': { refused: 'texts' },
    'policy-jobs-uncounted': { error: 'text' },
    /** Another job was accepted in between. `reasons`: what it violates. */
    'policy-limit-passed': { reasons: 'texts' },
    /** The same, but the job could not be cancelled, or had ended. */
    'policy-limit-not-enforced': { reasons: 'texts' },
    'policy-not-rechecked': {},
    /** `approvers`: who may approve. */
    'approval-missing': { approvers: 'texts' },
    /** `command`: the comment that approves it; absent if the policy takes no comments. */
    'approval-missing-after-merge': { approvers: 'texts', command: 'text?' },
    /** `acts`: those that do not count, and why. */
    'approvals-not-counted': { acts: 'texts' },
    'approval-unreadable': { error: 'text' },
    'approval-without-pull-request': { approvers: 'texts' },
    'approval-without-comment': {},
    /** `head`: the commit of the pull request; `found`: what is checked out. */
    'approval-of-other-commit': { head: 'text', found: 'text' },
    'approval-checkout-unknown': {},
    /** The contract says that ids are UUIDs. */
    'job-id-not-uuid': { jobId: 'text' },
    // Jobs of earlier and concurrent runs
    'recorded-job-read-failed': { jobId: 'text', error: 'text' },
    'recorded-job-unreadable': { jobId: 'text' },
    /** It was unfinished when it was recorded, and the service does not know it. */
    'recorded-job-missing': { jobId: 'text' },
    'recorded-job-gone': { jobId: 'text' },
    /** `isSameRun`: another step or an earlier attempt of this run submitted it. */
    'follows-recorded-job': { isSameRun: 'boolean', createdAtS: 'number?' },
    'already-trained': { isSameRun: 'boolean', createdAtS: 'number?' },
    'adopted-from-interrupted-run': {},
    'interrupted-run-unresolved': {},
    'adopted-from-previous-attempt': { unverifiedFields: 'texts' },
    'previous-attempt-ambiguous': { jobIds: 'texts' },
    'previous-attempt-unknown': { error: 'text' },
    'record-not-kept': {},
    'record-unavailable': { error: 'text' },
    /** Trying again does not help. */
    'record-refused': { error: 'text' },
    'submitting-without-record': {},
    'waiting-for-other-run': { runId: 'text' },
    'waiting-for-cancellation': { jobId: 'text' },
    'searching-for-interrupted-run': {},
    'newer-run-has-other-version': { runId: 'text' },
    'newer-run-has-other-commit': { runId: 'text' },
    // Superseded jobs
    /** `has`: what the newer run has for this spec. */
    'superseded-by-run': { runId: 'text', has: ['own-job', 'other-version'] },
    'runs-until-replaced': {},
    'taken-over': {},
    'taken-over-and-cancelled': {},
    'obsolete-jobs-unknown': { error: 'text' },
    'owner-shared-by-steps': {},
    'obsolete-job-left': { jobId: 'text' },
    'obsolete-job-unreadable': { jobId: 'text', error: 'text' },
    'obsolete-job-unproven': { jobId: 'text' },
    'obsolete-job-not-cancelled': { jobId: 'text', error: 'text' },
    'obsolete-job-asked-to-stop': { jobId: 'text' },
    'obsolete-job-cancelled': { jobId: 'text' },
    'pull-request-closed': { isMerged: 'boolean' },
    'unfinished-jobs-unknown': { error: 'text' },
    // The end of a job
    'job-lost': {},
    /** For another reason than that it does not know the job. */
    'job-refused': { waitedMs: 'number' },
    /** The job may be somebody else's. */
    'success-unproven': { jobId: 'text' },
    /** The job has succeeded `waitedMs` ago. */
    'no-output-model': { waitedMs: 'number' },
    'unusable-output-model': { because: ['too-long', 'control-characters'] },
    'no-failure-reason': {},
    'cancelled-elsewhere': {},
    'timed-out-cancel-refused': {},
    'timed-out-job-unproven': { jobId: 'text' },
    'timed-out-job-followed': { jobId: 'text' },
    /** `status`: the last one that the service reported. */
    'timed-out-asked-to-stop': { status: 'text?' },
    'ended-before-cancellation': {},
    'cancellation-not-accepted': {},
    'cancellation-unconfirmed': { waitedMs: 'number' },
    // A cancelled or killed step
    'step-cancelled-with-job': {},
    'step-cancelled-job-unproven': { jobId: 'text' },
    'step-cancelled-job-asked-to-stop': {},
    'step-cancelled-after-job-ended': {},
    'step-cancelled-job-transferred': { to: ['newer-run', 'newer-commit', 'unknown'] },
    'step-ended-before-submission': {},
    'step-ended-during-submission': {},
    'step-ended-job-left': { because: ['on-cancel', 'crash', 'not-cancelled'] },
    'job-left-running': { jobId: 'text', because: ['on-cancel', 'crash', 'not-cancelled'] },
    'job-transferred': { jobId: 'text', to: ['newer-run', 'newer-commit', 'unknown'] },
    /** `error`: absent if the service did not respond in time. */
    'job-not-cancelled': { jobId: 'text', error: 'text?' },
    /** `jobIds`: jobs that may be the one of this submission. */
    'submission-unknown': { jobIds: 'texts' },
    // `command: validate` and `command: sync`
    'nothing-submitted': { because: ['fork', 'dependabot', 'closed'] },
    'only-validated': { because: ['fork', 'dependabot', 'closed'] },
    'sync-without-token': {},
    'sync-events-unsupported': { reason: 'text' },
    'sync-comments-unreadable': { error: 'text' },
    'sync-found-nothing': {},
    'sync-summary': { jobs: 'number', comments: 'number', updatedComments: 'number', sentEvents: 'number' },
    'sync-comments-skipped': { comments: 'number' },
    'sync-jobs-skipped': { jobs: 'number' },
    /** `beforeMs`: Unix time in milliseconds. */
    'sync-comments-not-checked': { beforeMs: 'number' },
    'sync-jobs-unreadable': { error: 'text' },
    'sync-updates-not-written': { error: 'text' },
    'sync-notified': { comments: 'number' },
    'sync-notices-left': {},
    /** GitHub refuses the comments. */
    'sync-notice-refused': { error: 'text' },
    /** `jobs`: names of specs, with the numbers of their pull requests or issues. */
    'sync-fails-on-failed': { jobs: 'texts' },
    /** `isConfirmed`: the service says that it has stopped. */
    'sync-cancelled-job': {
        jobId: 'text',
        number: 'number',
        because: ['pull-request-closed', 'run-cancelled', 'replaced'],
        isConfirmed: 'boolean',
    },
    'sync-leftovers-unknown': { number: 'number', error: 'text' },
    'sync-found-orphan': { jobId: 'text', label: 'text', number: 'number' },
    'sync-job-not-found': {},
    'sync-job-changed': {},
    'sync-submission-interrupted': {},
};
/** Reads a saved note. Returns undefined for one of another version: its code is unknown, or its data differ. */
function parseNote(value) {
    if (typeof value !== 'object' || value === null)
        return undefined;
    const code = Reflect.get(value, 'code');
    if (typeof code !== 'string' || !Object.hasOwn(NOTE_FIELDS, code))
        return undefined;
    const types = NOTE_FIELDS[code];
    const fields = Object.entries(types).map(([name, type]) => ({
        name,
        type,
        field: Reflect.get(value, name),
    }));
    if (!fields.every(({ type, field }) => hasType(field, type)))
        return undefined;
    return { code, ...Object.fromEntries(fields.map(({ name, field }) => [name, field])) };
}
/** Reads saved notes, without those of other versions. */
function parseNotes(value) {
    return Array.isArray(value) ? value.flatMap((each) => parseNote(each) ?? []) : [];
}
function hasType(value, type) {
    switch (type) {
        case 'text':
            return typeof value === 'string';
        case 'text?':
            return value === undefined || typeof value === 'string';
        case 'number?':
            return value === undefined || typeof value === 'number';
        case 'texts':
            return Array.isArray(value) && value.every((each) => typeof each === 'string');
        case 'number':
        case 'boolean':
            return typeof value === type;
        default:
            return typeof value === 'string' && type.includes(value);
    }
}

// EXTERNAL MODULE: ./build/jobs/provenance.js
var provenance = __webpack_require__(7361);
// EXTERNAL MODULE: ./build/state/codec.js
var codec = __webpack_require__(8691);
;// CONCATENATED MODULE: ./build/state/job-state-codec.js




/** An object of the contract. Its fields are all optional, and the service may add others. */
const contractObject = () => (0,codec/* literal */.eu)((json) => (0,codec/* isObject */.Gv)(json));
const jobFields = {
    id: (0,codec/* required */.mw)('id', codec/* text */.Qq),
    status: (0,codec/* optional */.lq)('s', codec/* text */.Qq),
    jobType: (0,codec/* optional */.lq)('t', codec/* text */.Qq),
    modelConfig: (0,codec/* optional */.lq)('m', contractObject()),
    hyperparameters: (0,codec/* optional */.lq)('h', contractObject()),
    datasetIds: (0,codec/* optional */.lq)('d', (0,codec/* list */.p_)(codec/* text */.Qq)),
    autoStart: (0,codec/* optional */.lq)('a', codec/* flag */.Jt),
    createdAt: (0,codec/* optional */.lq)('c', codec/* number */.ai),
    modifiedAt: (0,codec/* optional */.lq)('u', codec/* number */.ai),
    outputModel: (0,codec/* optional */.lq)('o', codec/* text */.Qq),
    unusableModel: (0,codec/* optional */.lq)('x', (0,codec/* oneOf */.yL)({ 'too-long': true, 'control-characters': true })),
    reason: (0,codec/* optional */.lq)('r', codec/* text */.Qq),
};
const JOB_TYPES = {
    pre_training: true,
    supervised_fine_tuning: true,
    dpo: true,
    odpo: true,
    reinforcement_learning: true,
};
const jobType = (0,codec/* oneOf */.yL)(JOB_TYPES);
const MAX_DATASETS = 100_000;
/**
 * A request for display: without lists, which may be long. Of the datasets only the number is kept: a decoded request
 * has empty ids. The digest of the spec identifies the request.
 */
const displayedRequest = {
    encode: (request) => ({ r: omitLists(request), n: request.dataset_ids?.length }),
    decode: (json) => {
        const { r: fields, n: count } = (0,codec/* isObject */.Gv)(json) ? json : {};
        if (!isRequest(fields))
            return undefined;
        if (count === undefined)
            return fields;
        const isCount = typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= MAX_DATASETS;
        return isCount ? { ...fields, dataset_ids: new Array(count).fill('') } : undefined;
    },
};
function omitLists(value) {
    return Object.fromEntries(Object.entries(value).flatMap(([name, member]) => {
        if (Array.isArray(member))
            return [];
        return [[name, (0,codec/* isObject */.Gv)(member) ? omitLists(member) : member]];
    }));
}
function isRequest(json) {
    if (!(0,codec/* isObject */.Gv)(json))
        return false;
    const { job_type, model_config, hyperparameters, auto_start } = json;
    return (jobType.decode(job_type) !== undefined &&
        (0,codec/* isObject */.Gv)(model_config) &&
        (hyperparameters === undefined || hyperparameters === null || (0,codec/* isObject */.Gv)(hyperparameters)) &&
        typeof auto_start === 'boolean');
}
/** A request with everything that was sent. */
const wholeRequest = (0,codec/* literal */.eu)(isRequest);
const override = (0,codec/* object */.Ik)({
    path: (0,codec/* required */.mw)('p', (0,codec/* list */.p_)(codec/* text */.Qq)),
    value: (0,codec/* optional */.lq)('v', codec/* anyJson */.P8),
});
const spec = (0,codec/* object */.Ik)({
    file: (0,codec/* required */.mw)('f', codec/* text */.Qq),
    label: (0,codec/* required */.mw)('l', codec/* text */.Qq),
    digest: (0,codec/* required */.mw)('d', codec/* text */.Qq),
    request: (0,codec/* required */.mw)('q', displayedRequest),
    overrides: (0,codec/* optional */.lq)('o', (0,codec/* list */.p_)(override)),
});
const statusChange = (0,codec/* object */.Ik)({ status: (0,codec/* required */.mw)('s', codec/* text */.Qq), atMs: (0,codec/* required */.mw)('t', codec/* number */.ai) });
const apiError = (0,codec/* object */.Ik)({
    kind: (0,codec/* required */.mw)('k', (0,codec/* oneOf */.yL)({ 'not-sent': true, http: true, interrupted: true, 'invalid-response': true })),
    status: (0,codec/* optional */.lq)('s', codec/* number */.ai),
    because: (0,codec/* optional */.lq)('a', (0,codec/* oneOf */.yL)({ 'quota-used-up': true, 'web-page': true, 'no-route': true })),
    message: (0,codec/* required */.mw)('m', codec/* text */.Qq),
    requestId: (0,codec/* optional */.lq)('r', codec/* text */.Qq),
    retryAfterMs: (0,codec/* optional */.lq)('w', codec/* number */.ai),
    hint: (0,codec/* optional */.lq)('h', codec/* text */.Qq),
    isTooLarge: (0,codec/* optional */.lq)('b', codec/* mark */.Gy),
});
const job_state_codec_provenance = (0,codec/* literal */.eu)((json) => provenance/* PROVENANCES */.pN.some((each) => each === json));
const outcome = (0,codec/* literal */.eu)((json) => job_status/* OUTCOMES */.im.some((each) => each === json));
const approval = (0,codec/* object */.Ik)({
    act: (0,codec/* required */.mw)('a', (0,codec/* oneOf */.yL)({ review: true, comment: true, label: true, dispatch: true })),
    by: (0,codec/* required */.mw)('by', codec/* text */.Qq),
    atMs: (0,codec/* required */.mw)('t', codec/* number */.ai),
    url: (0,codec/* optional */.lq)('u', codec/* text */.Qq),
    actId: (0,codec/* required */.mw)('id', codec/* text */.Qq),
});
/** Drops notes of other versions. */
const notes = {
    encode: (value) => value,
    decode: (json) => (Array.isArray(json) ? parseNotes(json) : undefined),
};
/** The record of what the comment shows has the pushers. */
const jobState = (0,codec/* object */.Ik)({
    label: (0,codec/* required */.mw)('l', codec/* text */.Qq),
    spec: (0,codec/* optional */.lq)('s', spec),
    requestedId: (0,codec/* optional */.lq)('r', codec/* text */.Qq),
    job: (0,codec/* optional */.lq)('j', (0,codec/* object */.Ik)(jobFields)),
    outcome: (0,codec/* optional */.lq)('o', outcome),
    provenance: (0,codec/* optional */.lq)('p', job_state_codec_provenance),
    approval: (0,codec/* optional */.lq)('ok', approval),
    isReused: (0,codec/* optional */.lq)('u', codec/* mark */.Gy),
    isNotFound: (0,codec/* optional */.lq)('x', codec/* mark */.Gy),
    reportLocation: (0,codec/* optional */.lq)('at', (0,codec/* object */.Ik)({
        number: (0,codec/* required */.mw)('n', codec/* number */.ai),
        url: (0,codec/* required */.mw)('u', codec/* text */.Qq),
    })),
    timeline: (0,codec/* required */.mw)('t', (0,codec/* list */.p_)(statusChange)),
    error: (0,codec/* optional */.lq)('e', apiError),
    notes: (0,codec/* required */.mw)('n', notes),
});


/***/ })

};
;