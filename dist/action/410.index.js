"use strict";
exports.id = 410;
exports.ids = [410];
exports.modules = {

 1826:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
 __webpack_require__.d(__webpack_exports__, {
 validate: () => ( validate)
 });
 var _jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9176);
 var _jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5735);
 var _jobs_plan_step_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4059);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1363);




async function validate(inputs, context) {
    const loaded = await (0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__ .UK)(inputs, context.files);
    const initial = (0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__ .QG)(loaded.specs, loaded.diagnostics);
    const { reporter, clock } = context;
    const { validateOnlyReason } = inputs;
    reporter.start(initial, loaded.diagnostics, loaded.positions);
    if (validateOnlyReason === 'closed')
        return validateClosed(initial, loaded, context);
    const untilMs = clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ .WL;
    const planned = await (0,_jobs_plan_step_js__WEBPACK_IMPORTED_MODULE_2__ .ek)({ ...loaded, states: initial }, inputs, context, untilMs);
    const { plan, policyBytes: current } = planned;
    const plannedSpecs = loaded.specs.filter(({ label }) => plan.specs.has(label));
    const { checkWorkspacePolicy } = await Promise.all( [__webpack_require__.e(787), __webpack_require__.e(543), __webpack_require__.e(516), __webpack_require__.e(477)]).then(__webpack_require__.bind(__webpack_require__, 2285));
    const policyCheck = await checkWorkspacePolicy(context.files, plannedSpecs, {
        ...{ plan, current },
        eventName: context.eventName,
        isCurrentUnread: context.defaultBranch === undefined,
    });
    reporter.addDiagnostics(policyCheck.diagnostics);
    if (policyCheck.note !== undefined)
        reporter.info(policyCheck.note);
    const diagnostics = [...planned.diagnostics, ...policyCheck.diagnostics];
    if (validateOnlyReason !== undefined && diagnostics.every(({ level }) => level !== 'error'))
        reporter.warn({ code: 'only-validated', because: validateOnlyReason });
    const note = validateOnlyReason && {
        code: 'nothing-submitted',
        because: validateOnlyReason,
    };
    const states = planned.states
        .map((state) => settleValidated(state, planned))
        .map((state) => (note && state.outcome === 'valid' ? (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__ .dW)(state, note) : state));
    return {
        states,
        diagnostics,
        messages: policyCheck.note && [policyCheck.note],
        outcome: policyCheck.diagnostics.length > 0 ? 'invalid' : undefined,
    };
}
function settleValidated(state, { rejection, ban, plan }) {
    if (rejection === 'refused')
        return (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__ .G9)(state, 'refused');
    if (ban === undefined || state.outcome !== undefined)
        return (0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__ .UC)(state);
    if (ban.code === 'policy-unreadable')
        return (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__ .dW)((0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__ .UC)(state), ban);
    const isRefused = ban.code === 'policy-invalid' || plan.violations.length > 0;
    const violations = plan.specs.get(state.label)?.violations ?? [];
    return isRefused || violations.length > 0 ? (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__ .dW)(state, ban, 'refused') : (0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__ .UC)(state);
}
function validateClosed(states, { diagnostics }, { reporter }) {
    if (diagnostics.every(({ level }) => level !== 'error'))
        reporter.warn({ code: 'only-validated', because: 'closed' });
    return { states: states.map(_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__ .UC), diagnostics };
}


 }),

 4629:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 U4: () => ( digestRequest),
 YI: () => ( shortenDigest),
 dj: () => ( canonicalJson)
 });
 var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
 var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = __webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
 var _document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9428);


const PREFIX = 'v1-';
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
function digestRequest(request) {
    return PREFIX + (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(canonicalJson(request)).digest('hex');
}
function shortenDigest(digest, length) {
    return digest.slice(digest.indexOf('-') + 1).slice(0, length);
}
function canonicalJson(value) {
    return value === undefined ? '' : JSON.stringify(value, (_key, member) => canonicalMember(member));
}
function canonicalMember(member) {
    if (typeof member === 'string')
        return UUID.test(member) ? member.toLowerCase() : member;
    return (0,_document_js__WEBPACK_IMPORTED_MODULE_1__ .pi)(member) ? sortKeys(member) : member;
}
function sortKeys(mapping) {
    return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)));
}


 }),

 9428:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Dz: () => ( locateField),
 GS: () => ( splitPointer),
 Tb: () => ( nearestNode),
 Y2: () => ( childPointer),
 d3: () => ( START),
 pi: () => ( isMapping)
 });
const START = { line: 1, column: 1 };
function childPointer(parent, key) {
    return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
function splitPointer(pointer) {
    const slash = pointer.lastIndexOf('/');
    if (slash < 0)
        return undefined;
    const key = pointer
        .slice(slash + 1)
        .replaceAll('~1', '/')
        .replaceAll('~0', '~');
    return { parent: pointer.slice(0, slash), key };
}
function nearestNode(nodes, pointer) {
    const parent = splitPointer(pointer)?.parent;
    return nodes.has(pointer) || parent === undefined ? pointer : nearestNode(nodes, parent);
}
function locateField(nodes, pointer, isAboutKey = false) {
    const nearest = nearestNode(nodes, pointer);
    const { keyPosition, valuePosition } = nodes.get(nearest) ?? { valuePosition: START };
    return (isAboutKey || nearest !== pointer ? keyPosition : undefined) ?? valuePosition;
}
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


 }),

 2998:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 K9: () => ( groupDigits),
 Ol: () => ( joinWithAnd),
 bp: () => ( describeValue),
 cn: () => ( fieldPath),
 g$: () => ( printable),
 hD: () => ( quote),
 k7: () => ( firstInvisible),
 ts: () => ( escapeInvisible),
 uy: () => ( joinWithOr)
 });
 var _document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9428);

const MAX_QUOTE_LENGTH = 60;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
function printable(text) {
    const characters = Array.from(text.slice(0, MAX_QUOTE_LENGTH * 4));
    const short = text.length <= MAX_QUOTE_LENGTH
        ? text
        : `${characters.slice(0, 40).join('')}\u2026${Array.from(text.slice(-16)).join('')}`;
    return escapeInvisible(short);
}
function escapeInvisible(text) {
    return text.replace(INVISIBLE, escapeCharacter);
}
function firstInvisible(text) {
    const code = text.match(INVISIBLE)?.[0]?.codePointAt(0);
    return code === undefined ? undefined : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
function escapeCharacter(character) {
    if (character === '\n')
        return '\\n';
    if (character === '\r')
        return '\\r';
    if (character === '\t')
        return '\\t';
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
function quote(text) {
    return `"${printable(text)}"`;
}
function describeValue(value, node) {
    if (Array.isArray(value))
        return value.length === 0 ? 'an empty list' : 'a list';
    if (typeof value === 'object' && value !== null)
        return 'a mapping';
    if (typeof value === 'string')
        return quote(value);
    return printable(node?.source ?? '') || String(value);
}
function fieldPath(pointer) {
    const split = (0,_document_js__WEBPACK_IMPORTED_MODULE_0__ .GS)(pointer);
    if (!split)
        return '';
    const parent = fieldPath(split.parent);
    if (/^\d+$/.test(split.key))
        return `${parent}[${split.key}]`;
    return parent === '' ? printable(split.key) : `${parent}.${printable(split.key)}`;
}
function groupDigits(number) {
    return String(number).replace(/^-?\d+/, (digits) => digits.replace(/\B(?=(?:\d{3})+$)/g, ','));
}
function joinWithOr(items) {
    return joinWith('or', items);
}
function joinWithAnd(items) {
    return joinWith('and', items);
}
function joinWith(word, items) {
    const last = items.at(-1) ?? '';
    return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}


 }),

 1426:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Fl: () => ( formatValue),
 Sl: () => ( definedEntries),
 Vl: () => ( formatValuePair),
 jV: () => ( formatPath)
 });
 var _document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9428);
 var _format_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2998);


const MAX_LENGTH = 120;
const CONTEXT_LENGTH = 40;
function canonicalText(value) {
    if (typeof value === 'string')
        return quote(value);
    if (typeof value === 'number')
        return formatNumber(value);
    if (Array.isArray(value))
        return `[${value.map(canonicalText).join(', ')}]`;
    if (!(0,_document_js__WEBPACK_IMPORTED_MODULE_0__ .pi)(value))
        return String(value);
    const members = definedEntries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${quote(name)}: ${canonicalText(member)}`).join(', ')}}`;
}
function definedEntries(mapping) {
    return Object.entries(mapping).filter(([, member]) => member !== undefined);
}
function formatValuePair(before, after) {
    const areTexts = typeof before === 'string' && typeof after === 'string';
    const [one, other] = [before, after].map((value) => value === undefined ? undefined : formatUntruncated(value, areTexts));
    return truncatePair(one, other);
}
function formatValue(value) {
    return truncate(Array.from(formatUntruncated(value, false)), 0);
}
function formatPath(path) {
    const names = path.map((name) => (name.includes('.') ? quote(name) : quoteIfNeeded(name)));
    return truncate(Array.from(names.join('.')), 0);
}
function formatUntruncated(value, areBothTexts) {
    if (typeof value !== 'string')
        return canonicalText(value);
    return areBothTexts || !looksLikeOtherType(value) ? quoteIfNeeded(value) : quote(value);
}
function quoteIfNeeded(text) {
    const isUnambiguous = text !== '' && text === text.trim() && !text.startsWith('"');
    return isUnambiguous &&
        quote(text)
            .slice(1, -1)
            .replace(/\\(["\\])/g, '$1') === text
        ? text
        : quote(text);
}
function quote(text) {
    return (0,_format_value_js__WEBPACK_IMPORTED_MODULE_1__ .ts)(JSON.stringify(text)).replace(/(?<= ) /g, '\\u0020');
}
function looksLikeOtherType(text) {
    return /^(?:true|false|null|~|[[{].*)$/is.test(text) || !Number.isNaN(Number(text));
}
function formatNumber(value) {
    const isTiny = value !== 0 && Math.abs(value) < 0.001;
    return (isTiny ? value.toExponential() : String(value)).replace('e+', 'e');
}
function truncatePair(before, after) {
    const [one, other] = [before, after].map((text) => Array.from(text ?? ''));
    const isShort = Math.max(one.length, other.length) <= MAX_LENGTH;
    const difference = one.findIndex((character, n) => character !== other[n]);
    const firstDifference = difference < 0 ? one.length : difference;
    const start = isShort || firstDifference < MAX_LENGTH - CONTEXT_LENGTH ? 0 : firstDifference - CONTEXT_LENGTH;
    return [
        before === undefined ? undefined : truncate(one, start),
        after === undefined ? undefined : truncate(other, start),
    ];
}
function truncate(characters, start) {
    const rest = characters.slice(start);
    const head = start > 0 ? '\u2026' : '';
    if (head.length + rest.length <= MAX_LENGTH)
        return head + rest.join('');
    return `${head}${rest.slice(0, MAX_LENGTH - head.length - 1).join('')}\u2026`;
}


 }),

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

 9886:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 CX: () => ( POLICY_FILE),
 Dm: () => ( ACT_KINDS),
 gg: () => ( ROLES)
 });
const POLICY_FILE = '.github/forge-policy.yml';
const ACT_KINDS = ['review', 'comment', 'label'];
const ROLES = ['admin', 'maintain', 'write', 'triage', 'read'];


 }),

 6866:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Y: () => ( EMPTY_TOKEN)
 });
const EMPTY_TOKEN = 'the input `github-token` is empty. Remove the line, and the token of the workflow is used; or check the name of its secret.';


 }),

 6948:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 A4: () => ( asUnsigned),
 E5: () => ( serviceOfKey),
 PX: () => ( compareRunIds),
 Rh: () => ( findRequest),
 U4: () => ( isNewer),
 VZ: () => ( isNewerRun),
 WN: () => ( hasFailed),
 YN: () => ( isRecordedJob),
 b7: () => ( runsOfOwner),
 hj: () => ( digestOfKey),
 lq: () => ( requestKey),
 n6: () => ( compareText),
 qB: () => ( compareRuns),
 sU: () => ( EMPTY_RECORD),
 ui: () => ( isUnfinished),
 xJ: () => ( commitAskedFor),
 zo: () => ( mapRequests)
 });
 var _jobs_clock_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4922);
 var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6722);


const EMPTY_RECORD = { requests: {}, ambiguousOwners: [] };
const EMPTY_REQUEST = { holds: [], jobs: [] };
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
function mapRequests(record, change) {
    const requests = Object.entries(record.requests)
        .map(([key, request]) => [key, change(request, key)])
        .filter(([, { holds, jobs }]) => holds.length > 0 || jobs.length > 0);
    return { ...record, requests: Object.fromEntries(requests) };
}
function isNewer(run, other) {
    return compareRuns(run, other) > 0;
}
function isNewerRun(run, other) {
    return run.id !== other.id && isNewer(run, other);
}
function compareRuns(a, b) {
    return compareRunIds(a.id, b.id) || a.attempt - b.attempt;
}
function compareRunIds(a, b) {
    return a.length - b.length || compareText(a, b);
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
function runsOfOwner(record, owner, onlyOfHead = false) {
    const byId = new Map();
    for (const { holds } of Object.values(record.requests)) {
        for (const { run, owner: other, isUnsigned, isNotHead } of holds) {
            if (other !== owner || isUnsigned === true || (onlyOfHead && isNotHead === true))
                continue;
            const known = byId.get(run.id);
            if (known === undefined || isNewer(run, known))
                byId.set(run.id, run);
        }
    }
    return [...byId.values()].sort((a, b) => compareRuns(b, a));
}
function commitAskedFor({ holds }, owner, { id }) {
    return holds.find((hold) => hold.owner === owner && hold.run.id === id && hold.isUnsigned !== true)?.commit;
}
function isUnfinished(job, outcome) {
    const current = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ ._P)(job);
    if (outcome === undefined)
        return true;
    if (outcome === 'superseded')
        return current !== 'cancelled';
    return outcome !== 'failed' && current === 'running';
}
function hasFailed({ isUnfinished, outputModel }) {
    return !isUnfinished && outputModel === undefined;
}
function asUnsigned({ requests }) {
    return mapRequests({ requests, ambiguousOwners: [] }, ({ holds, jobs }) => ({
        holds: holds.map((hold) => ({ ...hold, isUnsigned: true })),
        jobs: jobs.map(({ id, owner, run, atMs, isUnfinished: isOpen, stopAtMs, stopAcceptedAtMs }) => ({
            id,
            owner,
            run,
            atMs,
            isUnfinished: isOpen,
            provenance: 'unsigned',
            stopAtMs,
            stopAcceptedAtMs,
        })),
    }));
}
function isRecordedJob({ id, createdAtS }, job) {
    if (job.id !== id)
        return false;
    const differenceS = Math.abs((createdAtS ?? job.createdAt ?? 0) - (job.createdAt ?? createdAtS ?? 0));
    return differenceS <= _jobs_clock_js__WEBPACK_IMPORTED_MODULE_1__ .ex;
}


 }),

 5875:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 o: () => ( retryGitHub)
 });
 var _jobs_backoff_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(232);

function retryGitHub(request, options) {
    return (0,_jobs_backoff_js__WEBPACK_IMPORTED_MODULE_0__ .Z)(request, ({ isPermanent, retryAfterMs = 0 }) => (isPermanent ? 'final' : retryAfterMs), options);
}


 })

};
;