"use strict";
exports.id = 268;
exports.ids = [268];
exports.modules = {

 349:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 MH: () => ( fingerprintRequest),
 Po: () => ( isEmptyValue),
 V4: () => ( contradicts),
 ZZ: () => ( isIndistinguishable),
 am: () => ( isSameValue),
 cV: () => ( withoutAdjustable),
 gc: () => ( matchFingerprint),
 h9: () => ( isFullyEchoed)
 });
 var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
 var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = __webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

function fingerprintRequest(request) {
    return fingerprintFields(request);
}
const ADJUSTABLE_FIELDS = ['batch_size', 'warmup_steps', 'weight_decay'];
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
function fingerprintModel(name) {
    const text = name.trim();
    if (ALIAS.test(text))
        return hashValue(text) + ALIAS_MARK;
    const isVersion = VERSION.test(text);
    return hashValue(text) + (isVersion ? FAMILY_MARK + hashValue(text.replace(VERSION, '')) : '');
}
function contradicts(request, job) {
    return matchRequest(request, job).differs;
}
function isFullyEchoed(request, job) {
    const { differs, unverified } = matchRequest(request, job);
    return !differs && unverified.length === 0;
}
function matchRequest(request, job) {
    return matchFingerprint(fingerprintRequest(request), job);
}
function matchFingerprint(fingerprint, job) {
    const matches = Object.entries(fingerprint).flatMap(([name, sent]) => matchFields(name, sent, reportedField(job, name)));
    return {
        differs: matches.some(([, match]) => match === 'different'),
        unverified: matches.filter(([, match]) => match === 'unverified').map(([path]) => path),
    };
}
function isIndistinguishable(one, other) {
    return !contradicts(one, reportedJob(other)) || !contradicts(other, reportedJob(one));
}
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
function namesBefore(model) {
    const parts = model.split('-');
    return parts.slice(1).map((_, n) => parts.slice(0, n + 1).join('-'));
}
const HASH_LENGTH = 16;
function hashValue(value) {
    const content = Array.isArray(value) ? value.map(normalize).sort() : normalize(value);
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(JSON.stringify([content]))
        .digest('hex')
        .slice(0, HASH_LENGTH);
}
const MAX_RELATIVE_DIFFERENCE = 1e-6;
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
function isEmptyValue(value) {
    return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


 }),

 7361:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Kq: () => ( betterProvenance),
 LE: () => ( mayFollow),
 _4: () => ( mayCancel),
 "if": () => ( verifiedProvenance),
 pN: () => ( PROVENANCES),
 sI: () => ( maySucceed)
 });
 var _match_request_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(349);

const PROVENANCES = ['submitted', 'recovered', 'verified', 'unsigned', 'listed'];
function betterProvenance(a, b) {
    return PROVENANCES.indexOf(a) <= PROVENANCES.indexOf(b) ? a : b;
}
function isProven(provenance) {
    return provenance !== 'unsigned' && provenance !== 'listed';
}
function verifiedProvenance(recorded) {
    return isProven(recorded) ? 'verified' : recorded;
}
function mayFollow(provenance, request, job) {
    return isProven(provenance) || !(0,_match_request_js__WEBPACK_IMPORTED_MODULE_0__ .V4)(request, job);
}
function mayCancel(provenance) {
    return isProven(provenance);
}
function maySucceed(provenance, request, job) {
    if (isProven(provenance))
        return true;
    if (request === undefined)
        return false;
    return (0,_match_request_js__WEBPACK_IMPORTED_MODULE_0__ .h9)(request, job);
}


 }),

 8691:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Gv: () => ( isObject),
 Gy: () => ( mark),
 Ik: () => ( object),
 Jt: () => ( flag),
 KC: () => ( union),
 P8: () => ( anyJson),
 PV: () => ( tuple),
 Qq: () => ( text),
 ai: () => ( number),
 eu: () => ( literal),
 iF: () => ( versioned),
 lq: () => ( optional),
 mw: () => ( required),
 p_: () => ( list),
 s6: () => ( nothing),
 yL: () => ( oneOf),
 zz: () => ( dictionary)
 });
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
            return value;
        },
    };
}
function versioned(version, codec) {
    return {
        encode: (value) => ({ version, ...codec.encode(value) }),
        decode: (json) => (isObject(json) && json['version'] === version ? codec.decode(json) : undefined),
    };
}
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
function oneOf(values) {
    return literal((json) => typeof json === 'string' && Object.hasOwn(values, json));
}
const text = literal((json) => typeof json === 'string');
const number = literal((json) => typeof json === 'number' && Number.isFinite(json));
const flag = literal((json) => typeof json === 'boolean');
const mark = literal((json) => json === true);
const nothing = { encode: (value) => value, decode: () => undefined };
const anyJson = { encode: (value) => value, decode: (json) => json };
function literal(isValue) {
    return { encode: (value) => value, decode: (json) => (isValue(json) ? json : undefined) };
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


 }),

 5174:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 R: () => ( fingerprint)
 });
 var _codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8691);

const fingerprint = {
    encode: (value) => value,
    decode: (json) => (isFingerprint(json) ? json : undefined),
};
function isFingerprint(json) {
    const isField = (field) => field === null || typeof field === 'string' || typeof field === 'number' || isFingerprint(field);
    return (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Gv)(json) && Object.values(json).every(isField);
}


 }),

 3976:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  SH: () => ( approval),
  Zz: () => ( approvingAct),
  d: () => ( jobState),
  bu: () => ( outcome),
  aH: () => ( job_state_codec_provenance),
  xy: () => ( wholeRequest)
});

var job_status = __webpack_require__(6722);
;
const NOTE_FIELDS = {
    'submission-gave-up': { waitedMs: 'number' },
    'submission-unanswered': { resubmissions: 'number' },
    'how-to-find-job': {},
    'no-job-found': { searchedMs: 'number' },
    'job-list-unsearchable': { error: 'text?' },
    'job-list-search-timed-out': {},
    'match-unproven': { jobId: 'text' },
    'matches-ambiguous': { jobIds: 'texts' },
    'adopted-after-lost-response': { unverifiedFields: 'texts' },
    'lookalike-unresolved': { label: 'text' },
    'out-of-time-before-submission': {},
    'foreign-content': { event: 'text' },
    'ref-deleted': { ref: 'text' },
    'spec-unchanged': { base: 'text' },
    'nothing-to-compare-with': {},
    'policy-refused': {},
    'policy-invalid': {},
    'policy-unreadable': { error: 'text' },
    'base-unreadable': { error: 'text' },
    'pull-request-unreadable': { error: 'text' },
    'policy-not-read': {},
    'policy-differs': { refused: 'texts', allowed: 'texts' },
    'policy-of-workspace': { refused: 'texts' },
    'policy-jobs-uncounted': { error: 'text' },
    'policy-limit-passed': { reasons: 'texts' },
    'policy-limit-not-enforced': { reasons: 'texts' },
    'policy-not-rechecked': {},
    'approval-missing': { approvers: 'texts', needsTwo: 'boolean' },
    'approval-label-on': { isHalf: 'boolean' },
    'approval-missing-after-merge': { approvers: 'texts', needsTwo: 'boolean', command: 'text?' },
    'approvals-not-counted': { acts: 'texts' },
    'approval-unreadable': { error: 'text' },
    'approval-without-pull-request': { approvers: 'texts' },
    'approval-without-comment': {},
    'approval-of-other-commit': { event: 'text', head: 'text', found: 'text' },
    'approval-checkout-unknown': {},
    'job-id-not-uuid': { jobId: 'text' },
    'recorded-job-read-failed': { jobId: 'text', error: 'text' },
    'recorded-job-unreadable': { jobId: 'text' },
    'recorded-job-missing': { jobId: 'text' },
    'recorded-job-gone': { jobId: 'text' },
    'follows-recorded-job': { isSameRun: 'boolean', createdAtS: 'number?' },
    'already-trained': { isSameRun: 'boolean', createdAtS: 'number?' },
    'adopted-from-interrupted-run': {},
    'earlier-job-unused': { jobId: 'text', status: 'text?', outputModel: 'text?' },
    'interrupted-run-unresolved': {},
    'adopted-from-previous-attempt': { unverifiedFields: 'texts' },
    'previous-attempt-ambiguous': { jobIds: 'texts' },
    'previous-attempt-unknown': { error: 'text' },
    'record-not-kept': {},
    'record-unavailable': { error: 'text' },
    'record-refused': { error: 'text' },
    'submitting-without-record': {},
    'waiting-for-other-run': { runId: 'text' },
    'waiting-for-cancellation': { jobId: 'text' },
    'searching-for-interrupted-run': {},
    'newer-run-has-other-version': { runId: 'text' },
    'newer-run-has-other-commit': { runId: 'text' },
    'superseded-by-run': { runId: 'text', has: ['own-job', 'other-version'] },
    'runs-until-replaced': {},
    'taken-over': {},
    'taken-over-and-cancelled': {},
    'obsolete-jobs-unknown': { error: 'text' },
    'owner-shared-by-steps': {},
    'obsolete-job-left': { jobId: 'text' },
    'obsolete-job-not-replaced': { jobId: 'text' },
    'obsolete-job-unreadable': { jobId: 'text', error: 'text' },
    'obsolete-job-unproven': { jobId: 'text' },
    'obsolete-job-not-cancelled': { jobId: 'text', error: 'text' },
    'obsolete-job-at-other-service': { jobId: 'text', service: 'text' },
    'obsolete-job-asked-to-stop': { jobId: 'text' },
    'obsolete-job-cancelled': { jobId: 'text' },
    'earlier-submission-interrupted': { label: 'text', runId: 'text', startedAtMs: 'number' },
    'pull-request-closed': { isMerged: 'boolean' },
    'closed-after-submission': {},
    'cancelled-after-closing': {},
    'unfinished-jobs-unknown': { error: 'text' },
    'job-lost': {},
    'job-refused': { waitedMs: 'number' },
    'success-unproven': { jobId: 'text' },
    'no-output-model': { waitedMs: 'number' },
    'unusable-output-model': { because: ['too-long', 'control-characters'] },
    'no-failure-reason': {},
    'cancelled-elsewhere': {},
    'cancelled-by-other-step': {},
    'no-jobs-listed': {},
    'timed-out-cancel-refused': {},
    'timed-out-job-unproven': { jobId: 'text' },
    'timed-out-job-followed': { jobId: 'text', by: ['newer-run', 'other-step', 'submitter'] },
    'timed-out-followers-unknown': { jobId: 'text' },
    'timed-out-asked-to-stop': { status: 'text?' },
    'ended-before-cancellation': {},
    'cancellation-not-accepted': {},
    'cancellation-unconfirmed': { waitedMs: 'number' },
    'step-cancelled-with-job': {},
    'step-cancelled-job-unproven': { jobId: 'text' },
    'step-cancelled-job-asked-to-stop': {},
    'step-cancelled-after-job-ended': {},
    'step-cancelled-job-transferred': {
        to: ['newer-run', 'newer-commit', 'merge', 'other-step', 'submitter', 'unknown'],
    },
    'step-ended-before-submission': {},
    'step-ended-during-submission': {},
    'step-ended-job-left': { because: ['on-cancel', 'crash', 'not-cancelled'] },
    'job-left-running': { jobId: 'text', because: ['on-cancel', 'crash', 'not-cancelled'] },
    'job-transferred': {
        jobId: 'text',
        to: ['newer-run', 'newer-commit', 'merge', 'other-step', 'submitter', 'unknown'],
    },
    'job-not-cancelled': { jobId: 'text', error: 'text?' },
    'submission-unknown': { jobIds: 'texts' },
    'nothing-submitted': { because: ['fork', 'dependabot', 'closed'] },
    'only-validated': { because: ['fork', 'dependabot', 'closed'] },
    'sync-without-token': {},
    'sync-events-unsupported': { reason: 'text' },
    'sync-comments-unreadable': { error: 'text' },
    'sync-found-nothing': {},
    'sync-summary': { jobs: 'number', comments: 'number', updatedComments: 'number', sentEvents: 'number' },
    'sync-comments-skipped': { comments: 'number' },
    'sync-jobs-skipped': { jobs: 'number' },
    'sync-comments-not-checked': { beforeMs: 'number' },
    'sync-jobs-unreadable': { error: 'text' },
    'sync-updates-not-written': { error: 'text' },
    'sync-notified': { comments: 'number' },
    'sync-notices-left': {},
    'sync-notice-refused': { error: 'text' },
    'sync-fails-on-failed': { jobs: 'texts' },
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

var provenance = __webpack_require__(7361);
var codec = __webpack_require__(8691);
;




const contractObject = () => (0,codec .eu)((json) => (0,codec .Gv)(json));
const jobFields = {
    id: (0,codec .mw)('id', codec .Qq),
    status: (0,codec .lq)('s', codec .Qq),
    jobType: (0,codec .lq)('t', codec .Qq),
    modelConfig: (0,codec .lq)('m', contractObject()),
    hyperparameters: (0,codec .lq)('h', contractObject()),
    datasetIds: (0,codec .lq)('d', (0,codec .p_)(codec .Qq)),
    autoStart: (0,codec .lq)('a', codec .Jt),
    createdAt: (0,codec .lq)('c', codec .ai),
    modifiedAt: (0,codec .lq)('u', codec .ai),
    outputModel: (0,codec .lq)('o', codec .Qq),
    unusableModel: (0,codec .lq)('x', (0,codec .yL)({ 'too-long': true, 'control-characters': true })),
    reason: (0,codec .lq)('r', codec .Qq),
};
const JOB_TYPES = {
    pre_training: true,
    supervised_fine_tuning: true,
    dpo: true,
    odpo: true,
    reinforcement_learning: true,
};
const jobType = (0,codec .yL)(JOB_TYPES);
const MAX_DATASETS = 100_000;
const displayedRequest = {
    encode: (request) => ({ r: omitLists(request), n: request.dataset_ids?.length }),
    decode: (json) => {
        const { r: fields, n: count } = (0,codec .Gv)(json) ? json : {};
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
        return [[name, (0,codec .Gv)(member) ? omitLists(member) : member]];
    }));
}
function isRequest(json) {
    if (!(0,codec .Gv)(json))
        return false;
    const { job_type, model_config, hyperparameters, auto_start } = json;
    return (jobType.decode(job_type) !== undefined &&
        (0,codec .Gv)(model_config) &&
        (hyperparameters === undefined || hyperparameters === null || (0,codec .Gv)(hyperparameters)) &&
        typeof auto_start === 'boolean');
}
const wholeRequest = (0,codec .eu)(isRequest);
const override = (0,codec .Ik)({
    path: (0,codec .mw)('p', (0,codec .p_)(codec .Qq)),
    value: (0,codec .lq)('v', codec .P8),
});
const spec = (0,codec .Ik)({
    file: (0,codec .mw)('f', codec .Qq),
    label: (0,codec .mw)('l', codec .Qq),
    digest: (0,codec .mw)('d', codec .Qq),
    request: (0,codec .mw)('q', displayedRequest),
    overrides: (0,codec .lq)('o', (0,codec .p_)(override)),
});
const statusChange = (0,codec .Ik)({ status: (0,codec .mw)('s', codec .Qq), atMs: (0,codec .mw)('t', codec .ai) });
const apiError = (0,codec .Ik)({
    kind: (0,codec .mw)('k', (0,codec .yL)({ 'not-sent': true, http: true, interrupted: true, 'invalid-response': true })),
    status: (0,codec .lq)('s', codec .ai),
    because: (0,codec .lq)('a', (0,codec .yL)({ 'quota-used-up': true, 'web-page': true, 'no-route': true })),
    message: (0,codec .mw)('m', codec .Qq),
    requestId: (0,codec .lq)('r', codec .Qq),
    retryAfterMs: (0,codec .lq)('w', codec .ai),
    hint: (0,codec .lq)('h', codec .Qq),
    isTooLarge: (0,codec .lq)('b', codec .Gy),
});
const job_state_codec_provenance = (0,codec .eu)((json) => provenance .pN.some((each) => each === json));
const outcome = (0,codec .eu)((json) => job_status .im.some((each) => each === json));
const approvingAct = {
    act: (0,codec .mw)('a', (0,codec .yL)({ review: true, comment: true, label: true, dispatch: true })),
    by: (0,codec .mw)('by', codec .Qq),
    byId: (0,codec .lq)('n', codec .ai),
    atMs: (0,codec .mw)('t', codec .ai),
    url: (0,codec .lq)('u', codec .Qq),
    actId: (0,codec .mw)('id', codec .Qq),
    isIndependent: (0,codec .lq)('i', codec .Gy),
};
const approval = (0,codec .Ik)({
    ...approvingAct,
    first: (0,codec .lq)('f', (0,codec .Ik)(approvingAct)),
});
const notes = {
    encode: (value) => value,
    decode: (json) => (Array.isArray(json) ? parseNotes(json) : undefined),
};
const jobState = (0,codec .Ik)({
    label: (0,codec .mw)('l', codec .Qq),
    spec: (0,codec .lq)('s', spec),
    requestedId: (0,codec .lq)('r', codec .Qq),
    job: (0,codec .lq)('j', (0,codec .Ik)(jobFields)),
    outcome: (0,codec .lq)('o', outcome),
    provenance: (0,codec .lq)('p', job_state_codec_provenance),
    approval: (0,codec .lq)('ok', approval),
    isReused: (0,codec .lq)('u', codec .Gy),
    isNotFound: (0,codec .lq)('x', codec .Gy),
    reportLocation: (0,codec .lq)('at', (0,codec .Ik)({
        number: (0,codec .mw)('n', codec .ai),
        url: (0,codec .mw)('u', codec .Qq),
    })),
    timeline: (0,codec .mw)('t', (0,codec .p_)(statusChange)),
    error: (0,codec .lq)('e', apiError),
    notes: (0,codec .mw)('n', notes),
});


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


 })

};
;