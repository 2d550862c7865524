"use strict";
exports.id = 410;
exports.ids = [410];
exports.modules = {

/***/ 1826:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   validate: () => (/* binding */ validate)
/* harmony export */ });
/* harmony import */ var _jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9176);
/* harmony import */ var _jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5735);
/* harmony import */ var _jobs_plan_step_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4059);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1363);




/** `command: validate`: checks the specs without an API key, and shows what they would train. */
async function validate(inputs, context) {
    const loaded = await (0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__/* .loadSpecsFromInputs */ .UK)(inputs, context.files);
    const initial = (0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__/* .createJobStates */ .QG)(loaded.specs, loaded.diagnostics);
    const { reporter, clock } = context;
    const { validateOnlyReason } = inputs;
    reporter.start(initial, loaded.diagnostics, loaded.positions);
    // The comment of a closed pull request stays as it is.
    if (validateOnlyReason === 'closed')
        return validateClosed(initial, loaded, context);
    const untilMs = clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_3__/* .READ_TIMEOUT_MS */ .WL;
    const planned = await (0,_jobs_plan_step_js__WEBPACK_IMPORTED_MODULE_2__/* .planStep */ .ek)({ ...loaded, states: initial }, inputs, context, untilMs);
    const { plan, policyBytes: current } = planned;
    const plannedSpecs = loaded.specs.filter(({ label }) => plan.specs.has(label));
    const { checkWorkspacePolicy } = await Promise.all(/* import() | policy */[__webpack_require__.e(787), __webpack_require__.e(543), __webpack_require__.e(516), __webpack_require__.e(477)]).then(__webpack_require__.bind(__webpack_require__, 2285));
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
        .map((state) => (note && state.outcome === 'valid' ? (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__/* .withNote */ .dW)(state, note) : state));
    return {
        states,
        diagnostics,
        messages: policyCheck.note && [policyCheck.note],
        outcome: policyCheck.diagnostics.length > 0 ? 'invalid' : undefined,
    };
}
/** Without the policy it is unknown whether a run may submit the spec, but the spec is valid all the same. */
function settleValidated(state, { rejection, ban, plan }) {
    if (rejection === 'refused')
        return (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__/* .settle */ .G9)(state, 'refused');
    if (ban === undefined || state.outcome !== undefined)
        return (0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__/* .markValid */ .UC)(state);
    if (ban.code === 'policy-unreadable')
        return (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__/* .withNote */ .dW)((0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__/* .markValid */ .UC)(state), ban);
    const isRefused = ban.code === 'policy-invalid' || plan.violations.length > 0;
    const violations = plan.specs.get(state.label)?.violations ?? [];
    return isRefused || violations.length > 0 ? (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_1__/* .withNote */ .dW)(state, ban, 'refused') : (0,_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__/* .markValid */ .UC)(state);
}
function validateClosed(states, { diagnostics }, { reporter }) {
    if (diagnostics.every(({ level }) => level !== 'error'))
        reporter.warn({ code: 'only-validated', because: 'closed' });
    return { states: states.map(_jobs_create_job_states_js__WEBPACK_IMPORTED_MODULE_0__/* .markValid */ .UC), diagnostics };
}


/***/ }),

/***/ 4629:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U4: () => (/* binding */ digestRequest),
/* harmony export */   YI: () => (/* binding */ shortenDigest),
/* harmony export */   dj: () => (/* binding */ canonicalJson)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9428);


/** Names the rules of the canonical JSON. Digests are stored, so another version gets another prefix. */
const PREFIX = 'v1-';
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
/**
 * Identifies a request: `v1-` and the SHA-256 (64 hex digits) of its canonical JSON. Two requests have the same digest
 * exactly if they ask for the same training.
 */
function digestRequest(request) {
    return PREFIX + (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(canonicalJson(request)).digest('hex');
}
/** The first hex digits of a digest, without the version, for people. */
function shortenDigest(digest, length) {
    return digest.slice(digest.indexOf('-') + 1).slice(0, length);
}
/**
 * Formats a JSON value so that texts are equal exactly if the values mean the same: sorted keys, no whitespace, numbers
 * by value, UUIDs in lower case. The order of lists is kept. Undefined becomes an empty text.
 */
function canonicalJson(value) {
    return value === undefined ? '' : JSON.stringify(value, (_key, member) => canonicalMember(member));
}
function canonicalMember(member) {
    if (typeof member === 'string')
        return UUID.test(member) ? member.toLowerCase() : member;
    return (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .isMapping */ .pi)(member) ? sortKeys(member) : member;
}
function sortKeys(mapping) {
    return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)));
}


/***/ }),

/***/ 9428:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dz: () => (/* binding */ locateField),
/* harmony export */   GS: () => (/* binding */ splitPointer),
/* harmony export */   Tb: () => (/* binding */ nearestNode),
/* harmony export */   Y2: () => (/* binding */ childPointer),
/* harmony export */   d3: () => (/* binding */ START),
/* harmony export */   pi: () => (/* binding */ isMapping)
/* harmony export */ });
const START = { line: 1, column: 1 };
function childPointer(parent, key) {
    return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
/** Splits a pointer into its parent and its last key or index; undefined for the document itself. */
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
/** The pointer itself, or the nearest enclosing one that exists in the document. */
function nearestNode(nodes, pointer) {
    const parent = splitPointer(pointer)?.parent;
    return nodes.has(pointer) || parent === undefined ? pointer : nearestNode(nodes, parent);
}
/** Where the value at a pointer or its key stands, or for a missing field the mapping that lacks it. */
function locateField(nodes, pointer, isAboutKey = false) {
    const nearest = nearestNode(nodes, pointer);
    const { keyPosition, valuePosition } = nodes.get(nearest) ?? { valuePosition: START };
    return (isAboutKey || nearest !== pointer ? keyPosition : undefined) ?? valuePosition;
}
/** Whether a value is a mapping (a JSON object). */
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 2998:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K9: () => (/* binding */ groupDigits),
/* harmony export */   Ol: () => (/* binding */ joinWithAnd),
/* harmony export */   bp: () => (/* binding */ describeValue),
/* harmony export */   cn: () => (/* binding */ fieldPath),
/* harmony export */   g$: () => (/* binding */ printable),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   k7: () => (/* binding */ firstInvisible),
/* harmony export */   ts: () => (/* binding */ escapeInvisible),
/* harmony export */   uy: () => (/* binding */ joinWithOr)
/* harmony export */ });
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9428);

const MAX_QUOTE_LENGTH = 60;
/** Unusual spaces, control and formatting (such as bidirectional) characters, and lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
/**
 * Text of a spec for use inside a message: one line, invisible characters as escapes, long text shortened in the middle.
 * Not escaped for Markdown or for the runner.
 */
function printable(text) {
    const characters = Array.from(text.slice(0, MAX_QUOTE_LENGTH * 4));
    const short = text.length <= MAX_QUOTE_LENGTH
        ? text
        : `${characters.slice(0, 40).join('')}…${Array.from(text.slice(-16)).join('')}`;
    return escapeInvisible(short);
}
/** Like `printable`, but at full length. */
function escapeInvisible(text) {
    return text.replace(INVISIBLE, escapeCharacter);
}
/** The first character of a text that cannot be seen, such as `U+200B`; undefined if there is none. */
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
/** Like `printable`, in double quotes. */
function quote(text) {
    return `"${printable(text)}"`;
}
/** A value of a spec as written, for use in the middle of a sentence. */
function describeValue(value, node) {
    if (Array.isArray(value))
        return value.length === 0 ? 'an empty list' : 'a list';
    if (typeof value === 'object' && value !== null)
        return 'a mapping';
    if (typeof value === 'string')
        return quote(value);
    return printable(node?.source ?? '') || String(value);
}
/** Formats the pointer `/dataset_ids/2` as `dataset_ids[2]`, and the empty pointer as an empty string. */
function fieldPath(pointer) {
    const split = (0,_document_js__WEBPACK_IMPORTED_MODULE_0__/* .splitPointer */ .GS)(pointer);
    if (!split)
        return '';
    const parent = fieldPath(split.parent);
    if (/^\d+$/.test(split.key))
        return `${parent}[${split.key}]`;
    return parent === '' ? printable(split.key) : `${parent}.${printable(split.key)}`;
}
/** `1,000`. Unlike `toLocaleString`, it does not load ICU, which takes a tenth of a short step. */
function groupDigits(number) {
    return String(number).replace(/^-?\d+/, (digits) => digits.replace(/\B(?=(?:\d{3})+$)/g, ','));
}
/** `a`, `a or b`, `a, b or c`. */
function joinWithOr(items) {
    return joinWith('or', items);
}
/** `a`, `a and b`, `a, b and c`. */
function joinWithAnd(items) {
    return joinWith('and', items);
}
function joinWith(word, items) {
    const last = items.at(-1) ?? '';
    return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}


/***/ }),

/***/ 1426:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fl: () => (/* binding */ formatValue),
/* harmony export */   Sl: () => (/* binding */ definedEntries),
/* harmony export */   Vl: () => (/* binding */ formatValuePair),
/* harmony export */   jV: () => (/* binding */ formatPath)
/* harmony export */ });
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9428);
/* harmony import */ var _format_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2998);


const MAX_LENGTH = 120;
/** Characters shown before the first difference of two long texts. */
const CONTEXT_LENGTH = 40;
/** Formats a value so that two texts are equal exactly if the values are equal as JSON. */
function canonicalText(value) {
    if (typeof value === 'string')
        return quote(value);
    if (typeof value === 'number')
        return formatNumber(value);
    if (Array.isArray(value))
        return `[${value.map(canonicalText).join(', ')}]`;
    if (!(0,_document_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(value))
        return String(value);
    const members = definedEntries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${quote(name)}: ${canonicalText(member)}`).join(', ')}}`;
}
/** The entries that a mapping has as JSON, which drops undefined. */
function definedEntries(mapping) {
    return Object.entries(mapping).filter(([, member]) => member !== undefined);
}
/** Formats two different values so that their truncated texts differ. Undefined means no value. */
function formatValuePair(before, after) {
    const areTexts = typeof before === 'string' && typeof after === 'string';
    const [one, other] = [before, after].map((value) => value === undefined ? undefined : formatUntruncated(value, areTexts));
    return truncatePair(one, other);
}
/** Formats a single value, truncated. */
function formatValue(value) {
    return truncate(Array.from(formatUntruncated(value, false)), 0);
}
/** Formats a dotted path. Names with dots are quoted. */
function formatPath(path) {
    const names = path.map((name) => (name.includes('.') ? quote(name) : quoteIfNeeded(name)));
    return truncate(Array.from(names.join('.')), 0);
}
function formatUntruncated(value, areBothTexts) {
    if (typeof value !== 'string')
        return canonicalText(value);
    return areBothTexts || !looksLikeOtherType(value) ? quoteIfNeeded(value) : quote(value);
}
/** Quotes a text only if its ends or characters would not be visible otherwise. */
function quoteIfNeeded(text) {
    const isUnambiguous = text !== '' && text === text.trim() && !text.startsWith('"');
    return isUnambiguous &&
        quote(text)
            .slice(1, -1)
            .replace(/\\(["\\])/g, '$1') === text
        ? text
        : quote(text);
}
/** Formats as JSON. Escapes invisible characters, unusual spaces and repeated spaces. */
function quote(text) {
    return (0,_format_value_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeInvisible */ .ts)(JSON.stringify(text)).replace(/(?<= ) /g, '\\u0020');
}
function looksLikeOtherType(text) {
    return /^(?:true|false|null|~|[[{].*)$/is.test(text) || !Number.isNaN(Number(text));
}
/** `1e-5` and `3e-4`, but `0.001`, `0.05` and `1000`. */
function formatNumber(value) {
    const isTiny = value !== 0 && Math.abs(value) < 0.001;
    return (isTiny ? value.toExponential() : String(value)).replace('e+', 'e');
}
/** Starts both texts at the same position, so that the first difference is visible. */
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
    const head = start > 0 ? '…' : '';
    if (head.length + rest.length <= MAX_LENGTH)
        return head + rest.join('');
    return `${head}${rest.slice(0, MAX_LENGTH - head.length - 1).join('')}…`;
}


/***/ }),

/***/ 5735:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G9: () => (/* binding */ settle),
/* harmony export */   GO: () => (/* binding */ stateFromJobId),
/* harmony export */   Yo: () => (/* binding */ detach),
/* harmony export */   Zw: () => (/* binding */ settleJob),
/* harmony export */   ci: () => (/* binding */ withNotes),
/* harmony export */   cq: () => (/* binding */ observeJob),
/* harmony export */   dW: () => (/* binding */ withNote),
/* harmony export */   vF: () => (/* binding */ stateFromSpec),
/* harmony export */   wb: () => (/* binding */ jobIdOf)
/* harmony export */ });
/* harmony import */ var _job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6722);
/* harmony import */ var _provenance_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7361);


function stateFromSpec(spec) {
    return { label: spec.label, spec, timeline: [], notes: [] };
}
function stateFromJobId(id) {
    return { label: id, requestedId: id, timeline: [], notes: [] };
}
/** The id of a state with a job, or whose job the user named. */
function jobIdOf({ job, requestedId, label }) {
    return job?.id ?? requestedId ?? label;
}
/** Adds a note and, if given, sets the outcome. */
function withNote(state, note, outcome) {
    return { ...withNotes(state, [note]), outcome: outcome ?? state.outcome };
}
function withNotes(state, notes) {
    return { ...state, notes: [...state.notes, ...notes.filter((note) => note !== undefined)] };
}
/** Sets the outcome and, if given, the error that decided it. */
function settle(state, outcome, error = state.error) {
    return { ...state, outcome, error };
}
/**
 * Sets the outcome that the service reports for the job. The success of a job that may be somebody else's is no success of
 * the spec; the user answers for a job that the step was told to follow. `hasWholeRequest`: a saved state lacks a part of
 * the request, so that nothing can be compared with it.
 */
function settleJob(state, outcome, hasWholeRequest = true) {
    const { spec, job, provenance } = state;
    if (outcome !== 'succeeded' || job === undefined || provenance === undefined)
        return settle(state, outcome);
    return (0,_provenance_js__WEBPACK_IMPORTED_MODULE_1__/* .maySucceed */ .sI)(provenance, hasWholeRequest ? spec?.request : undefined, job)
        ? settle(state, outcome)
        : withNote(state, { code: 'success-unproven', jobId: job.id }, 'unknown');
}
/** Sets the outcome of a job that the step does not wait for. */
function detach(state) {
    const { job, isReused, outcome } = state;
    if (job === undefined || outcome !== undefined)
        return state;
    const current = (0,_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .currentOutcome */ ._P)(job);
    // A reused job that has already succeeded is reported as such.
    const isAccepted = current === 'running' || (current === 'succeeded' && isReused !== true);
    return settleJob(state, isAccepted ? 'submitted' : current);
}
/** Updates the job as described by the service at `wallMs` (Unix time), and adds a status change to the timeline. */
function observeJob(state, job, wallMs) {
    const hasChanged = state.job?.status !== job.status || state.timeline.length === 0;
    if (!hasChanged)
        return { ...state, job };
    return { ...state, job, timeline: [...state.timeline, { status: job.status ?? '', atMs: wallMs }] };
}


/***/ }),

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

/***/ 9886:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CX: () => (/* binding */ POLICY_FILE),
/* harmony export */   Dm: () => (/* binding */ ACT_KINDS),
/* harmony export */   gg: () => (/* binding */ ROLES)
/* harmony export */ });
/** The policy is always read from here, so that no workflow can name another file. */
const POLICY_FILE = '.github/forge-policy.yml';
/** How somebody approves a job on its pull request. */
const ACT_KINDS = ['review', 'comment', 'label'];
/** From the most to the least powerful. Source: "Repository roles for an organization" in the documentation of GitHub. */
const ROLES = ['admin', 'maintain', 'write', 'triage', 'read'];


/***/ }),

/***/ 6866:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ EMPTY_TOKEN)
/* harmony export */ });
/** Follows what cannot be read or written without a token. */
const EMPTY_TOKEN = 'the input `github-token` is empty. Remove the line, and the token of the workflow is used; or check the name of its secret.';


/***/ }),

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
        jobs: jobs.map(({ id, owner, run, atMs, isUnfinished: isOpen, stopAtMs }) => ({
            id,
            owner,
            run,
            atMs,
            isUnfinished: isOpen,
            provenance: 'unsigned',
            stopAtMs,
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

/***/ 5875:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ retryGitHub)
/* harmony export */ });
/* harmony import */ var _jobs_backoff_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(232);

/** Repeats a call to GitHub until it succeeds, fails permanently or `untilMs` has passed. Resolves to the last result. */
function retryGitHub(request, options) {
    return (0,_jobs_backoff_js__WEBPACK_IMPORTED_MODULE_0__/* .retryWithBackoff */ .Z)(request, ({ isPermanent, retryAfterMs = 0 }) => (isPermanent ? 'final' : retryAfterMs), options);
}


/***/ })

};
;