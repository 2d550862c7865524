"use strict";
exports.id = 118;
exports.ids = [118];
exports.modules = {

 5469:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Av: () => ( isSameLogin),
 Er: () => ( accountNames),
 bv: () => ( isOther),
 ev: () => ( isNamed),
 ko: () => ( areDifferent)
 });
function accountNames({ login, id }) {
    return id === undefined ? [login] : [login, `#${id}`];
}
function isSameLogin(a, b) {
    return a?.toLowerCase() === b.toLowerCase();
}
function isOther(account, names) {
    return !isNamed(account, names) && (account.id !== undefined || !names.some(isId));
}
function areDifferent(a, b) {
    return isOther(a, accountNames(b)) && isOther(b, accountNames(a));
}
const isId = (name) => name.startsWith('#');
function isNamed(account, names) {
    return accountNames(account).some((name) => names.some((each) => isSameLogin(each, name)));
}


 }),

 9147:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 QC: () => ( describeApprovers),
 RZ: () => ( describeLabelOn),
 f3: () => ( describeActs),
 tL: () => ( describePeople),
 uh: () => ( describeRejected)
 });
 var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);
 var _find_acts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7364);


function describeApprovers({ from, users }) {
    return [
        ...(from.length === 0 ? [] : [`somebody with the role ${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .uy)(from.map((role) => `\`${role}\``))}`]),
        ...users.map((login) => `\`${login}\``),
    ];
}
function describePeople(approvers, needsTwo) {
    const each = (0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .uy)(approvers);
    return needsTwo ? `two people, each ${each} (it is unknown who pushed the change)` : each;
}
const ACTS = {
    review: 'a review that approves',
    comment: `the comment \`${_find_acts_js__WEBPACK_IMPORTED_MODULE_1__ .Eh}\``,
    label: `the label \`${_find_acts_js__WEBPACK_IMPORTED_MODULE_1__ .TI}\``,
};
const LABELS = {
    off: ACTS.label,
    on: `${ACTS.label} (take it off first)`,
    half: `${ACTS.label} (leave it on)`,
};
const START_BY_HAND = 'a start of the workflow by hand (`workflow_dispatch`)';
function describeActs(by, { label, needsTwo }) {
    if (needsTwo && by.every((kind) => kind === 'label'))
        return `${LABELS[label]} from one and ${START_BY_HAND} from the other`;
    const acts = by
        .filter((kind) => kind !== 'label' || label !== 'half')
        .map((kind) => (kind === 'label' ? LABELS[label] : ACTS[kind]));
    return acts.length === 0 ? START_BY_HAND : (0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .uy)(acts);
}
function describeLabelOn(isHalf) {
    return isHalf
        ? `Leave ${ACTS.label} on, which is half of an approval: approve in another way, or start the workflow by hand.`
        : `To approve it with ${ACTS.label}, which is on already, take that off first.`;
}
const NAMES = {
    review: 'review',
    comment: 'comment',
    label: 'label',
    dispatch: 'start by hand',
};
const MAX_DESCRIBED = 10;
function describeRejected(rejected) {
    const judged = rejected.filter(({ objection }) => objection.kind !== 'not-asked');
    const [notAsked, more] = [rejected.length - judged.length, judged.length - MAX_DESCRIBED];
    return [
        ...judged
            .slice(-MAX_DESCRIBED)
            .map(({ act, objection }) => `the ${NAMES[act.kind]} of \`${act.author.login}\`: ${describeObjection(objection, act.kind)}`),
        ...(more > 0 ? [`those of ${more} more`] : []),
        ...(notAsked > 0
            ? [
                `those of ${notAsked} more: these are too many people to read the role of each, so approve once more, or name who approves in \`approval.users\` of the policy`,
            ]
            : []),
    ];
}
const WITHDRAWALS = {
    'changes-requested': 'they requested changes later',
    dismissed: 'their review was dismissed, which also ends what they approved before',
    'dismissed-sometime': 'their review was dismissed, and GitHub does not say when: re-run in a minute, or approve with a new review or after one',
    edited: 'it was edited',
    'taken-off': 'it was taken off',
};
function describeObjection(objection, kind) {
    switch (objection.kind) {
        case 'role':
            return objection.role === undefined
                ? 'GitHub does not say which role they have'
                : `their role is \`${objection.role}\``;
        case 'bot':
            return 'bots cannot approve';
        case 'author':
            return 'they opened the pull request';
        case 'pusher':
            return 'they pushed the change, or to its branch before';
        case 'pusher-unknown':
            return `it is unknown who pushed the change, so a second person who may approve must do so, too${kind === 'label' ? ', but not with this label, which is on already' : ''}`;
        case 'account-unknown':
            return 'they started a run again, and the server does not say whether they are a renamed account that pushed the change: start a new run, or approve on the pull request';
        case 'not-shown':
            return 'this plan was not shown then, so it needs a new approval';
        case 'withdrawn':
            return WITHDRAWALS[objection.because];
        case 'perhaps-withdrawn':
            return 'they requested changes, or their review was dismissed, and GitHub does not say whether the start was after that: approve on the pull request, too';
        case 'not-asked':
            return 'their role was not read';
        case 'not-named':
            return 'it names another request';
        case 'not-head':
            return 'it is about another commit than the plan, so this needs a new approval';
        case 'just-changed':
            return 'this request had been shown for less than a minute, so it needs a new approval';
    }
}


 }),

 7364:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 AP: () => ( withdrawnReviews),
 Eh: () => ( APPROVAL_COMMAND),
 Jb: () => ( recordedDispatches),
 TI: () => ( APPROVAL_LABEL),
 Z3: () => ( approvingComments),
 aN: () => ( approvingReviews),
 dX: () => ( withdrawnLabel),
 ep: () => ( findWithdrawals),
 jP: () => ( approvingLabel),
 nN: () => ( withdrawnComments),
 nv: () => ( dispatchAct)
 });
const APPROVAL_LABEL = 'train';
const APPROVAL_COMMAND = '/train';
const COMMAND = /^\/train((?:[ \t]+(?:v\d+-)?[\da-f]{32,64})*)[ \t]*$/i;
const UNDECIDED = ['COMMENTED', 'COMMENT', 'PENDING', 'REQUEST_REVIEW'];
function approvingReviews(reviews, events) {
    return decisions(reviews, events).flatMap((ofPerson) => {
        const lastObjection = ofPerson.findLastIndex(({ state }) => state !== 'APPROVED');
        return ofPerson.slice(lastObjection + 1).map(({ review }) => toReviewAct(review));
    });
}
function withdrawnReviews(reviews, events) {
    return decisions(reviews, events).flatMap((ofPerson) => {
        const newest = ofPerson.at(-1);
        if (newest === undefined || newest.state === 'APPROVED')
            return [];
        const isDismissed = newest.state === 'DISMISSED' && newest.stateBefore !== 'CHANGES_REQUESTED';
        const hasApproved = isDismissed || ofPerson.some(({ state }) => state === 'APPROVED');
        const because = isDismissed ? 'dismissed' : 'changes-requested';
        return hasApproved ? [{ act: toReviewAct(newest.review), because }] : [];
    });
}
function findWithdrawals(reviews, events) {
    return decisions(reviews, events).flatMap((ofPerson) => ofPerson.flatMap(({ review, state, stateBefore, dismissedMs }, n) => {
        const by = review.author;
        if ([state, stateBefore].includes('CHANGES_REQUESTED'))
            return [{ by, atMs: review.submittedAtMs, because: 'changes-requested' }];
        if (state !== 'DISMISSED')
            return [];
        const nextMs = ofPerson[n + 1]?.review.submittedAtMs ?? Infinity;
        if (dismissedMs !== undefined)
            return dismissedMs <= nextMs ? [{ by, atMs: dismissedMs, because: 'dismissed' }] : [];
        const atMs = Math.min(review.dismissal?.atMs ?? Infinity, nextMs);
        return [{ by, atMs, because: atMs === Infinity ? 'dismissed-sometime' : 'dismissed' }];
    }));
}
function decisions(reviews, events) {
    const dismissals = new Map(events.flatMap((event) => (event.kind === 'review_dismissed' ? [[event.reviewId, event]] : [])));
    const all = reviews.map((review) => {
        const event = review.state === 'DISMISSED' ? dismissals.get(review.id) : undefined;
        const stateBefore = (event ?? review.dismissal)?.previousState.toUpperCase();
        const state = event?.isByPush ? (stateBefore ?? '') : review.state;
        return { review, state, stateBefore, dismissedMs: event?.atMs };
    });
    const deciding = all.filter(({ state }) => !UNDECIDED.includes(state));
    const byPerson = Map.groupBy(deciding, ({ review }) => review.author.login.toLowerCase());
    return [...byPerson.values()].map((ofPerson) => ofPerson.toSorted(({ review: a }, { review: b }) => a.submittedAtMs - b.submittedAtMs || a.id - b.id));
}
function toReviewAct({ id, author, submittedAtMs, commit, url, isInsider }) {
    return { kind: 'review', id: `review ${id}`, author, atMs: submittedAtMs, commit, url, isInsider };
}
function approvingComments(comments) {
    return comments.filter((comment) => !isEdited(comment)).flatMap(toCommentAct);
}
function withdrawnComments(comments) {
    return comments
        .filter(isEdited)
        .flatMap(toCommentAct)
        .map((act) => ({ act, because: 'edited' }));
}
const isEdited = ({ createdAtMs, updatedAtMs }) => createdAtMs !== updatedAtMs;
function toCommentAct({ id, author, body, createdAtMs, url, isInsider }) {
    const command = COMMAND.exec(body.split(/\r?\n/)[0] ?? '');
    if (command === null)
        return [];
    const named = command[1]?.toLowerCase().match(/[\da-f]{32,64}/g) ?? undefined;
    return [{ kind: 'comment', id: `comment ${id}`, author, atMs: createdAtMs, url, named, isInsider }];
}
function approvingLabel(events, labels) {
    const newest = labelEvents(events).at(-1);
    return labels.some(isOurs) && newest?.kind === 'labeled' ? [toLabelAct(newest)] : [];
}
function withdrawnLabel(events, labels) {
    const newest = labelEvents(events).findLast(({ kind }) => kind === 'labeled');
    const isOn = approvingLabel(events, labels).length > 0;
    return newest === undefined || isOn ? [] : [{ act: toLabelAct(newest), because: 'taken-off' }];
}
const isOurs = (label) => label.toLowerCase() === APPROVAL_LABEL;
function labelEvents(events) {
    return events
        .filter((event) => event.kind !== 'review_dismissed' && isOurs(event.label))
        .toSorted((a, b) => a.atMs - b.atMs || a.id - b.id);
}
function toLabelAct({ id, actor, atMs }) {
    return { kind: 'label', id: `label ${id}`, author: actor, atMs, isInsider: true };
}
function dispatchAct(dispatch) {
    if (dispatch === undefined)
        return [];
    const { by, atMs, url, runId, runAttempt } = dispatch;
    const id = `dispatch ${runId}/${runAttempt}`;
    const start = { kind: 'dispatch', id, author: by, atMs, isLatestTime: true, url, isInsider: true };
    return [by.id === undefined ? { ...start, isByLogin: true } : start];
}
function recordedDispatches(known) {
    return known.flatMap(({ act, by, byId, atMs, url, actId }) => act === 'dispatch'
        ? [{ kind: act, id: actId, author: { login: by, id: byId, isBot: false }, atMs, url, isInsider: true }]
        : []);
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

 9900:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Eo: () => ( isAskedToStop),
 Ze: () => ( ICONS),
 i3: () => ( displayState)
 });
 var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6722);
 var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6523);
 var _job_times_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(270);



const ICONS = {
    bad: '\u274c',
    attention: '\u26a0\ufe0f',
    active: '\u23f3',
    stopped: '\u26d4',
    plan: '\ud83d\udcdd',
    idle: '\ud83d\udca4',
    good: '\u2705',
};
const PHASE_LABELS = {
    queued: 'queued',
    validating: 'being validated',
    validated: 'validated, not started',
    running: 'training',
    cancelling: 'being cancelled',
    succeeded: 'trained, waiting for the model name',
    failed: 'failed',
    cancelled: 'cancelled',
    unknown: 'in a state unknown to this action',
};
const MIN_SHOWN_MS = 60_000;
function displayState(state, time) {
    const { outcome } = state;
    if (outcome !== undefined && outcome !== 'running')
        return showOutcome(state, outcome, time);
    const label = activeLabel(state);
    const isWatched = outcome === undefined && time.lastSync === undefined;
    return {
        icon: ICONS.active,
        headline: `${label}${timeInPhase(state, time.nowMs, isWatched)}`,
        shortLabel: label,
    };
}
function activeLabel({ job, spec }) {
    if (job === undefined)
        return spec === undefined ? 'not read yet' : 'being submitted';
    if (job.status === undefined)
        return 'submitted';
    const phase = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .xl)(job.status);
    return phase === 'succeeded' && job.outputModel !== undefined ? 'trained' : PHASE_LABELS[phase];
}
function timeInPhase(state, nowMs, isWatched) {
    const phase = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .xl)(state.job?.status);
    const startMs = phase === 'queued' || phase === 'running' ? (0,_job_times_js__WEBPACK_IMPORTED_MODULE_2__ .q0)(state, nowMs) : undefined;
    if (startMs === undefined)
        return '';
    if (!isWatched)
        return ` since ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__ .tH)(startMs, nowMs)}`;
    return nowMs - startMs < MIN_SHOWN_MS ? '' : ` for ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__ .a3)(nowMs - startMs)}`;
}
function showOutcome(state, outcome, { nowMs }) {
    const [sign, shortLabel, headline] = OUTCOMES[outcome](state, nowMs);
    return { icon: ICONS[sign], shortLabel, headline };
}
const OUTCOMES = {
    unknown: ({ job, isNotFound }) => [
        'attention',
        'unknown',
        isNotFound
            ? 'no longer found by the service'
            : job === undefined
                ? 'submission status unknown'
                : 'lost track of the job, it may still be running',
    ],
    'timed-out': (state) => ['attention', 'timed out', timedOutHeadline(state)],
    failed: (state, nowMs) => [
        'bad',
        'failed',
        (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .xl)(state.job?.status) === 'succeeded'
            ? 'ended without a model'
            : `failed${took(' after ', state, nowMs)}`,
    ],
    cancelled: (state, nowMs) => [
        'stopped',
        'cancelled',
        state.job === undefined
            ? 'cancelled before anything was submitted'
            : (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .xl)(state.job.status))
                ? `cancelled${hasNote(state, 'cancelled-elsewhere') ? ' elsewhere' : ''}${took(' after ', state, nowMs)}`
                : 'cancellation requested, not confirmed',
    ],
    superseded: ({ job }) => [
        'stopped',
        'superseded',
        `replaced by a newer run${job === undefined ? ', nothing was submitted' : ''}`,
    ],
    refused: ({ spec }) => [
        'bad',
        'refused',
        spec ? 'refused, nothing was submitted' : 'refused by the service',
    ],
    invalid: () => ['bad', 'not valid', 'not valid, nothing was submitted'],
    running: () => ['active', 'running', 'running'],
    unapproved: () => ['plan', 'not approved', 'waiting for approval, nothing was submitted'],
    submitted: (state, nowMs) => [
        'active',
        'submitted',
        (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .xl)(state.job?.status) === 'running'
            ? `training${timeInPhase(state, nowMs, false)}, not waited for`
            : 'submitted, not waited for',
    ],
    succeeded: (state, nowMs) => [
        'good',
        'trained',
        hasNote(state, 'already-trained') ? 'already trained' : `trained${took(' in ', state, nowMs)}`,
    ],
    valid: (state) => {
        if (hasNote(state, 'pull-request-closed'))
            return ['idle', 'valid', 'nothing was trained, the pull request is closed'];
        if (hasNote(state, 'ref-deleted'))
            return ['idle', 'valid', 'nothing to train'];
        return state.notes.length === 0
            ? ['good', 'valid', 'valid, nothing was trained']
            : ['plan', 'valid', 'only checked, nothing was trained'];
    },
};
function timedOutHeadline(state) {
    const { job, spec } = state;
    if (job === undefined)
        return `timed out ${spec ? 'before anything was submitted' : 'before the job could be read'}`;
    if ((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .xl)(job.status)))
        return 'timed out';
    return isAskedToStop(state) ? 'timed out, the job was asked to stop' : 'timed out, the job continues';
}
function isAskedToStop(state) {
    return hasNote(state, 'timed-out-asked-to-stop') && !(0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .xl)(state.job?.status));
}
function took(preposition, state, nowMs) {
    const durationMs = (0,_job_times_js__WEBPACK_IMPORTED_MODULE_2__ .u2)(state, nowMs) ?? 0;
    return durationMs < 1000 ? '' : `${preposition}${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__ .a3)(durationMs)}`;
}
function hasNote({ notes }, code) {
    return notes.some((note) => note.code === code);
}


 }),

 6523:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Zw: () => ( summarizeJob),
 a3: () => ( formatDuration),
 b4: () => ( formatOverrides),
 fU: () => ( formatTime),
 ku: () => ( describePolicyChange),
 r6: () => ( formatDateTime),
 sJ: () => ( numberField),
 tH: () => ( formatTimeSince),
 td: () => ( pluralize),
 ul: () => ( DAY_LENGTH)
 });
 var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);
 var _job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1426);


function describePolicyChange(refused, allowed) {
    const changes = [
        ...(refused.length > 0 ? [`it would refuse ${refused.join(', ')}`] : []),
        ...(allowed.length > 0 ? [`it would allow ${allowed.join(', ')}`] : []),
    ];
    return changes.length === 0 ? 'nothing changes for these specs' : changes.join(', and ');
}
function formatDuration(ms) {
    const seconds = Math.max(0, Math.round(ms / 1000));
    if (seconds < 60)
        return `${seconds} s`;
    if (seconds < 600)
        return joinUnits(Math.floor(seconds / 60), 'min', seconds % 60, 's');
    const minutes = Math.round(seconds / 60);
    if (minutes < 60)
        return `${minutes} min`;
    if (minutes < 24 * 60)
        return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
    const hours = Math.round(minutes / 60);
    return joinUnits(Math.floor(hours / 24), 'd', hours % 24, 'h');
}
function joinUnits(major, majorUnit, minor, minorUnit) {
    return minor === 0 ? `${major} ${majorUnit}` : `${major} ${majorUnit} ${minor} ${minorUnit}`;
}
function formatTime(wallMs) {
    return new Date(wallMs).toISOString().slice(11, 19);
}
function formatDateTime(wallMs) {
    return `${new Date(wallMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
function formatTimeSince(wallMs, nowMs) {
    const [text, now] = [formatDateTime(wallMs), formatDateTime(nowMs)];
    return text.slice(0, DAY_LENGTH) === now.slice(0, DAY_LENGTH) ? text.slice(DAY_LENGTH + 1) : text;
}
const DAY_LENGTH = 10;
function pluralize(number, noun) {
    return `${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .K9)(number)} ${noun}${number === 1 ? '' : 's'}`;
}
function summarizeJob({ spec, job }) {
    const request = spec?.request;
    const jobType = request?.job_type ?? job?.jobType ?? '';
    const baseModel = stringField(request?.model_config ?? job?.modelConfig, 'base_model');
    const steps = numberField(request?.hyperparameters ?? job?.hyperparameters, 'training_steps');
    const datasets = request?.dataset_ids?.length;
    const size = [
        ...(datasets === undefined ? [] : [pluralize(datasets, 'dataset')]),
        ...(steps === undefined ? [] : [pluralize(steps, 'step')]),
    ];
    return { jobType: formatJobType(jobType), size, baseModel, datasets };
}
function formatJobType(jobType) {
    if (jobType.length <= 4)
        return jobType.toUpperCase();
    return jobType.replace('fine_tuning', 'fine-tuning').replace(/^pre_/, 'pre-').replaceAll('_', ' ');
}
function stringField(value, field) {
    const found = getField(value, field);
    return typeof found === 'string' ? found : undefined;
}
function numberField(value, field) {
    const found = getField(value, field);
    return typeof found === 'number' ? found : undefined;
}
function getField(value, field) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
const MAX_OVERRIDES = 6;
function formatOverrides(states) {
    const overrides = states.find(({ spec }) => spec !== undefined)?.spec?.overrides ?? [];
    const shown = overrides
        .slice(0, MAX_OVERRIDES)
        .map(({ path, value }) => `${(0,_job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_1__ .jV)(path)} = ${(0,_job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_1__ .Fl)(value)}`);
    return overrides.length > MAX_OVERRIDES ? [...shown, `${overrides.length - MAX_OVERRIDES} more`] : shown;
}


 }),

 270:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 q0: () => ( phaseStartMs),
 u2: () => ( jobDurationMs),
 x: () => ( timeSpans)
 });
 var _jobs_clock_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4922);
 var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6722);


function timeSpans({ timeline, job }, nowMs) {
    const hasEnded = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .xl)(job?.status));
    const createdMs = job?.createdAt === undefined ? undefined : job.createdAt * 1000;
    const endedMs = hasEnded && job?.modifiedAt !== undefined ? job.modifiedAt * 1000 : undefined;
    const [first] = timeline;
    if (first === undefined) {
        if (createdMs === undefined || endedMs === undefined || endedMs < createdMs)
            return [];
        return [
            { status: '', startMs: createdMs, endMs: endedMs },
            { status: job?.status ?? '', startMs: endedMs },
        ];
    }
    const isSeenLate = createdMs !== undefined && first.atMs - createdMs > _jobs_clock_js__WEBPACK_IMPORTED_MODULE_1__ .ex * 1000;
    const changes = [
        ...(isSeenLate ? [{ status: '', atMs: createdMs }] : []),
        ...adjustEnd(timeline, job?.status ?? '', endedMs),
    ];
    return changes.map(({ status, atMs }, n) => ({
        status,
        startMs: atMs,
        endMs: changes[n + 1]?.atMs ?? (hasEnded ? undefined : nowMs),
    }));
}
function adjustEnd(timeline, status, endedMs) {
    const last = timeline.at(-1);
    if (endedMs === undefined || last === undefined)
        return timeline;
    const isSeen = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .xl)(last.status));
    const before = isSeen ? timeline.slice(0, -1) : timeline;
    if (endedMs < (before.at(-1)?.atMs ?? -Infinity))
        return timeline;
    return [...before, isSeen ? { ...last, atMs: Math.min(endedMs, last.atMs) } : { status, atMs: endedMs }];
}
function jobDurationMs(state, nowMs) {
    const spans = timeSpans(state, nowMs);
    const last = spans.at(-1);
    const isEndUnknown = last?.endMs === undefined && !(0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .xl)(last?.status));
    if (last === undefined || isEndUnknown)
        return undefined;
    const startMs = spanStartMs(state, spans, 'running') ?? (isStartKnown(state) ? spans[0]?.startMs : undefined);
    return startMs === undefined ? undefined : (last.endMs ?? last.startMs) - startMs;
}
function phaseStartMs(state, nowMs) {
    return spanStartMs(state, timeSpans(state, nowMs), (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .xl)(state.job?.status));
}
function spanStartMs(state, spans, phase) {
    const index = spans.findIndex(({ status }) => status !== '' && (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .xl)(status) === phase);
    const span = spans[index];
    const isFirstSeen = index === 0 || spans[index - 1]?.status === '';
    return isFirstSeen && state.provenance !== 'submitted' ? undefined : span?.startMs;
}
const isStartKnown = ({ provenance, job }) => provenance === 'submitted' || job?.createdAt !== undefined;


 }),

 3352:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 N: () => ( renderNote)
 });
 var _approval_describe_approvals_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9147);
 var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2998);
 var _format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6523);



function renderNote(note) {
    const message = MESSAGES[note.code];
    return typeof message === 'string' ? message : message(note);
}
function refOf(event) {
    if (['workflow_run', 'check_run', 'check_suite'].includes(event))
        return `\${{ github.event.${event}.head_sha }}`;
    const number = event === 'issue_comment' ? 'issue.number' : 'number';
    return `refs/pull/\${{ github.event.${number} }}/merge`;
}
const HOW_TO_CHECK = 'A job may or may not exist: run this action with `command: list`, and cancel a job created at that time with `command: cancel`.';
const HOLDINGS = { 'own-job': 'its own job', 'other-version': 'another version' };
const NEW_OWNERS = {
    'newer-run': 'A newer run follows this job',
    'newer-commit': 'The pull request has a newer commit, whose run follows or replaces this job',
    merge: 'The pull request was merged, and the run of the push to its base branch may follow this job',
    'other-step': 'Another step follows this job',
    submitter: 'Another step submitted this job and left it running on purpose',
    unknown: 'An earlier run submitted this job, and GitHub did not say whether another step needs it',
};
const FOLLOWERS = {
    'newer-run': 'a newer run follows it',
    'other-step': 'another step follows it',
    submitter: 'another step submitted it and left it running on purpose',
};
const REASONS_TO_LEAVE = {
    'on-cancel': 'because `on-cancel` is `leave`',
    crash: 'because a failure of the action does not cancel it',
    'not-cancelled': 'because the workflow was not cancelled',
};
const MISSING_SECRETS = {
    fork: 'the pull request comes from a fork, so GitHub gives the run no secrets and there is no API key',
    dependabot: 'Dependabot started the run, so GitHub gives it no secrets and there is no API key',
    closed: 'the pull request is closed, and there is no API key to cancel its jobs with',
};
const SAFE_ALTERNATIVES = 'Two safe ways to train it: after a review, start a `workflow_dispatch` workflow that checks out the reviewed commit and names the pull request in `issue-number`; or train on `push` to the base branch, after the merge.';
const MESSAGES = {
    'submission-gave-up': ({ waitedMs }) => `Could not submit${waitedMs < 1_000 ? '' : ` within ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .a3)(waitedMs)}`}. Run the step again later.`,
    'submission-unanswered': ({ resubmissions }) => `Submission status unknown: the spec was sent, but no usable response came back, so a job may or may not exist. ${resubmissions === 0
        ? 'It was not resent, because that could train twice.'
        : `It was resent ${resubmissions === 1 ? 'once' : `${resubmissions} times`}, as \`on-unknown: resubmit\` requests.`}`,
    'how-to-find-job': 'To find out, run this action with `command: list` and look for a job created at this time. If there is one, follow it with `command: wait` and its `job-id`, or stop it with `command: cancel`. If there is none, run the step again.',
    'no-job-found': ({ searchedMs }) => `No matching job appeared in the list of jobs within ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .a3)(searchedMs)}.`,
    'job-list-unsearchable': ({ error }) => `The list of jobs could not be searched${error === undefined ? ' completely' : ` (${error})`}.`,
    'job-list-search-timed-out': 'The step ran out of time while it searched the list of jobs.',
    'match-unproven': ({ jobId }) => `The new job ${jobId} matches, but may belong to someone else who submitted a similar job at the same time. It was neither adopted nor cancelled.`,
    'matches-ambiguous': ({ jobIds }) => `Several new jobs match; cannot tell which is ours: ${jobIds.join(', ')}. None was cancelled.`,
    'adopted-after-lost-response': ({ unverifiedFields }) => `No usable response to the submission came back. This job was adopted, because it is the only new one that matches the request. ${unverifiedFields.length === 0
        ? 'All submitted fields match.'
        : `Not verified, because the service does not return these fields: ${unverifiedFields.join(', ')}.`}`,
    'lookalike-unresolved': ({ label }) => `Nothing was submitted, because it is unknown whether ${label} has a job, and a job of this spec would look the same.`,
    'out-of-time-before-submission': 'The step ran out of time before this spec was submitted.',
    'foreign-content': ({ event }) => `Nothing was submitted: nothing proves that this content is from a branch of this repository, and \`${event}\` gives the workflow the secrets, so somebody without access could spend your training budget. Such content only follows a job that exists for the same request. ${SAFE_ALTERNATIVES}`,
    'ref-deleted': ({ ref }) => `The push deleted \`${ref}\`, so there is nothing to train. Nothing was submitted.`,
    'spec-unchanged': ({ base }) => `It asks for the same training as on \`${base}\`, so nothing was submitted (\`only-changed\`).`,
    'nothing-to-compare-with': 'There is no base branch and no commit before a push to compare the specs with, so `only-changed` skips none.',
    'approval-missing': ({ approvers, needsTwo }) => `The policy wants an approval of exactly this request by ${(0,_approval_describe_approvals_js__WEBPACK_IMPORTED_MODULE_0__ .tL)(approvers, needsTwo)}, and there is none.`,
    'approval-label-on': ({ isHalf }) => (0,_approval_describe_approvals_js__WEBPACK_IMPORTED_MODULE_0__ .RZ)(isHalf),
    'approval-missing-after-merge': ({ approvers, needsTwo, command }) => `The policy wants an approval of exactly this request by ${(0,_approval_describe_approvals_js__WEBPACK_IMPORTED_MODULE_0__ .tL)(approvers, needsTwo)}, and the merged pull request has none. ${command === undefined
        ? 'One of them can start the workflow by hand (`workflow_dispatch`).'
        : `${needsTwo ? 'Two' : 'One'} of them can comment \`${command}\` on the pull request, and re-run this workflow.`}`,
    'approvals-not-counted': ({ acts }) => `What does not count: ${acts.join('; ')}.`,
    'approval-unreadable': ({ error }) => `Nothing was submitted: the policy wants an approval, and it cannot be read whether there is one: ${error}`,
    'approval-without-pull-request': ({ approvers }) => `Nothing was submitted: the policy wants an approval, which is given on a pull request, and this run has none. Train in a pull request, or start the workflow by hand (\`workflow_dispatch\`) as ${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_1__ .uy)(approvers)}.`,
    'approval-without-comment': 'Nothing was submitted: the policy wants an approval, and without a comment nobody sees what to approve. Remove `comment: false`.',
    'approval-of-other-commit': ({ event, head, found }) => `Nothing was submitted: the commit ${found.slice(0, 7)} is checked out, but the pull request is at ${head.slice(0, 7)}. If it was not pushed meanwhile, give the step of \`actions/checkout\` the input \`ref: ${refOf(event)}\`.`,
    'approval-checkout-unknown': 'It cannot be checked that the commit of the pull request is checked out, because the workspace has no readable `.git`. Check out with `actions/checkout`.',
    'policy-refused': 'The policy of this repository forbids the job, so nothing was submitted.',
    'policy-invalid': 'The policy of this repository is not valid, so nothing was submitted. It must be mended on the default branch.',
    'policy-unreadable': ({ error }) => `Nothing was submitted, because the policy of this repository cannot be read: ${error}`,
    'base-unreadable': ({ error }) => `\`only-changed\` skips nothing, because what it compares with cannot be read: ${error}`,
    'pull-request-unreadable': ({ error }) => `Nothing was submitted, because the state of the pull request, which may be closed, cannot be read: ${error}`,
    'policy-not-read': 'The policy on the default branch was not read, because there is no `github-token`: it may still refuse a run.',
    'policy-differs': ({ refused, allowed }) => `The policy in this branch differs from the one on the default branch, which counts until this is merged. Then ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .ku)(refused, allowed)}.`,
    'policy-of-workspace': ({ refused }) => `The policy in the workspace would ${refused.length === 0 ? 'allow these specs' : `refuse ${refused.join(', ')}`}.`,
    'policy-limit-not-enforced': ({ reasons }) => `Other jobs were accepted at the same time, and this one passed a limit of the policy. It could not be cancelled, or had ended: ${reasons.join(' ')}`,
    'policy-not-rechecked': 'The list of jobs could not be read after the submission, so it is unknown whether jobs that were accepted at the same time passed a limit of the policy.',
    'policy-jobs-uncounted': ({ error }) => `The jobs that the policy limits cannot be counted, because the list of jobs cannot be read (${error}).`,
    'policy-limit-passed': ({ reasons }) => `Other jobs were accepted at the same time, so this one passed a limit of the policy and was cancelled: ${reasons.join(' ')}`,
    'job-id-not-uuid': ({ jobId }) => `The job id "${jobId}" is not a UUID, which the API schema promises. This action can work with it; other tools may not.`,
    'recorded-job-read-failed': ({ jobId, error }) => `cannot read its job ${jobId} (${error}); nothing is submitted yet`,
    'recorded-job-unreadable': ({ jobId }) => `The spec already has the job ${jobId}, which could not be read. Nothing was submitted.`,
    'recorded-job-missing': ({ jobId }) => `The spec already has the job ${jobId}, which was unfinished and which the service does not find now. Nothing was submitted, because it may still run. If it was deleted, set \`reuse: false\` to submit a new one.`,
    'recorded-job-gone': ({ jobId }) => `its earlier job ${jobId} no longer exists`,
    'follows-recorded-job': ({ isSameRun, createdAtS }) => `${earlierRun(isSameRun)} submitted the same spec${creation(createdAtS)}, and this step follows its job. To submit a new job, set \`reuse: false\`.`,
    'already-trained': ({ isSameRun, createdAtS }) => `${earlierRun(isSameRun)} trained the same spec${creation(createdAtS)}, so nothing was submitted. To train it again, set \`reuse: false\`.`,
    'adopted-from-interrupted-run': 'An earlier run submitted this spec and ended before it received the response. This job is the only one since then that matches, so this step follows it.',
    'earlier-job-unused': ({ jobId, status = 'unknown', outputModel }) => `The earlier job \`${jobId}\`, which matches this spec, is not followed (status ${status}): ${outputModel === undefined ? 'it gives no model' : `its model, \`${outputModel}\`, may be of older data`}.`,
    'interrupted-run-unresolved': 'An earlier run may have submitted this spec and ended before it received the response. Nothing was submitted now, because that could train twice. To submit anyway, set `reuse: false`.',
    'adopted-from-previous-attempt': ({ unverifiedFields }) => `This is not the first attempt of this run, and there is no record of the first one. This job is the only one since then that matches the spec, so this step follows it. To submit a new job, set \`reuse: false\`.${unverifiedFields.length === 0
        ? ''
        : ` Not verified, because the service does not report them: ${unverifiedFields.join(', ')}.`}`,
    'previous-attempt-ambiguous': ({ jobIds }) => `An earlier attempt of this run may have submitted this spec, but it is unclear which job is its own: ${jobIds.join(', ')}. Nothing was submitted. Follow one with \`command: wait\` and its \`job-id\`, or set \`reuse: false\` to submit a new one.`,
    'previous-attempt-unknown': ({ error }) => `Could not check whether an earlier attempt already submitted this, because the list of jobs cannot be read (${error}).`,
    'record-not-kept': 'This run keeps no record of its jobs, so running this workflow again may train again. To keep one, let the action comment on the pull request (`comment: true`), or without a pull request set `commit-status: true`.',
    'record-unavailable': ({ error }) => `Nothing was submitted: GitHub did not provide the record of submitted jobs (${error}). Run the step again, or set \`reuse: false\` to submit without it.`,
    'record-refused': ({ error }) => `Nothing was submitted, because the record of submitted jobs cannot be used: ${error}`,
    'submitting-without-record': 'The record of submitted jobs is not available: this run cannot see the jobs of earlier runs and cannot record its own. Running this workflow again may train again.',
    'waiting-for-cancellation': ({ jobId }) => `another step may be cancelling the job ${jobId}; waiting for that.`,
    'waiting-for-other-run': ({ runId }) => `run ${runId} is submitting the same spec; waiting for its job.`,
    'searching-for-interrupted-run': 'an earlier run ended while it was submitting the same spec; searching the list for its job.',
    'newer-run-has-other-version': ({ runId }) => `Run ${runId} is newer and has another version of this spec, so this one was not submitted. To train it anyway, set \`reuse: false\`.`,
    'newer-run-has-other-commit': ({ runId }) => `Run ${runId} is newer and holds this spec for another commit, so this run submits nothing. Rerun that run, or set \`reuse: false\`.`,
    'superseded-by-run': ({ runId, has }) => `Run ${runId} is newer and has ${HOLDINGS[has]} of this spec.`,
    'runs-until-replaced': 'The job keeps running until the job of that run runs.',
    'taken-over': 'A newer run has taken over, so this step stopped waiting.',
    'taken-over-and-cancelled': 'A newer run took over this spec and cancelled this job.',
    'obsolete-jobs-unknown': ({ error }) => `Could not find out which jobs this run replaces, so they may keep running: ${error}`,
    'owner-shared-by-steps': 'Several steps of one run cannot be told apart, so none of them cancels jobs that it replaces. Give each step its own `comment-key`.',
    'obsolete-job-left': ({ jobId }) => `The job \`${jobId}\` of an earlier run keeps running (\`on-superseded: leave\`).`,
    'obsolete-job-not-replaced': ({ jobId }) => `The job \`${jobId}\` of an earlier run was not cancelled, because no new job ran. To cancel it, run this action with \`command: cancel\` and \`job-id: ${jobId}\`.`,
    'obsolete-job-unreadable': ({ jobId, error }) => `The job \`${jobId}\` of an earlier run could not be read (${error}) and may keep running.`,
    'obsolete-job-unproven': ({ jobId }) => `The job \`${jobId}\` may belong to an earlier run. It keeps running, because there is no proof that it was submitted here.`,
    'obsolete-job-not-cancelled': ({ jobId, error }) => `The job \`${jobId}\` of an earlier run could not be cancelled (${error}) and may keep running.`,
    'obsolete-job-at-other-service': ({ jobId, service }) => `The job \`${jobId}\` of an earlier run could not be cancelled, because this step does not use its service, ${service}. It may keep running: run this action with \`command: cancel\`, \`job-id: ${jobId}\` and that \`api-url\`.`,
    'obsolete-job-asked-to-stop': ({ jobId }) => `The job \`${jobId}\` of an earlier run was asked to stop.`,
    'obsolete-job-cancelled': ({ jobId }) => `The job \`${jobId}\` of an earlier run was cancelled.`,
    'earlier-submission-interrupted': ({ label, runId, startedAtMs }) => `Run ${runId} was to submit ${label} (${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .r6)(startedAtMs)}), but ended during the submission. ${HOW_TO_CHECK}`,
    'pull-request-closed': ({ isMerged }) => `The pull request was ${isMerged ? 'merged' : 'closed'}, so nothing was submitted.`,
    'closed-after-submission': 'The pull request was closed during the submission, so this run cancels its unfinished jobs.',
    'cancelled-after-closing': 'The pull request was closed without a merge, and its job was cancelled.',
    'unfinished-jobs-unknown': ({ error }) => `Could not find out which jobs are unfinished, so they may keep running. ${error}`,
    'job-lost': 'The service no longer returns this job. It may still be running and incur costs.',
    'job-refused': ({ waitedMs }) => `The service has refused to show this job for ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .a3)(waitedMs)}. It may still be running and incur costs.`,
    'success-unproven': ({ jobId }) => `The job \`${jobId}\` has succeeded, but nothing proves that it trained this spec. If it did, use \`command: wait\` with its \`job-id\`. To train again, set \`reuse: false\`. With \`commit-status: true\`, later attempts find their job.`,
    'no-output-model': ({ waitedMs }) => `The service reports success, but named no output model within ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .a3)(waitedMs)}, so there is no model to use.`,
    'unusable-output-model': ({ because }) => `The service reports success, but the name of its model cannot be used: it ${because === 'too-long' ? 'has more than 4,096 characters' : 'contains line breaks or other control characters'}.`,
    'no-failure-reason': "The service gave no reason. Check the service's console or contact its support.",
    'no-jobs-listed': 'The service lists no jobs for this key.',
    'cancelled-elsewhere': 'A person, another workflow or the service cancelled the job.',
    'cancelled-by-other-step': 'Another step had asked the service to cancel this job before. Run this step again to train.',
    'timed-out-cancel-refused': 'The service refused to cancel the job.',
    'timed-out-job-followed': ({ jobId, by }) => `The job \`${jobId}\` was not cancelled, because ${FOLLOWERS[by]}.`,
    'timed-out-followers-unknown': ({ jobId }) => `The job \`${jobId}\` was not cancelled, because GitHub did not say whether another step follows it.`,
    'timed-out-job-unproven': ({ jobId }) => `The job \`${jobId}\` was not cancelled, because nothing proves that it was submitted here.`,
    'timed-out-asked-to-stop': ({ status = 'unknown' }) => `The job was asked to stop; its last reported status is ${status}.`,
    'ended-before-cancellation': 'The job ended before it was cancelled, and has no output model.',
    'cancellation-not-accepted': 'The service did not accept the cancellation. The job may still be running and costing money.',
    'cancellation-unconfirmed': ({ waitedMs }) => `The cancellation was requested, but not confirmed within ${waitedMs / 1000} s. The job may still be running and costing money.`,
    'step-cancelled-job-unproven': ({ jobId }) => `The job \`${jobId}\` was not cancelled, because nothing proves that it was submitted here.`,
    'step-cancelled-with-job': 'The step was cancelled, and its job with it.',
    'step-cancelled-job-asked-to-stop': 'The step was cancelled, and its job was asked to stop.',
    'step-cancelled-after-job-ended': 'The step was cancelled, but its job had ended before.',
    'step-cancelled-job-transferred': ({ to }) => `The step was cancelled. ${NEW_OWNERS[to]}, so it keeps running.`,
    'step-ended-before-submission': 'The step ended before the spec was submitted.',
    'step-ended-during-submission': `The step ended during the submission. ${HOW_TO_CHECK}`,
    'step-ended-job-left': ({ because }) => `The step ended early. Its job keeps running, ${REASONS_TO_LEAVE[because]}.`,
    'job-left-running': ({ jobId, because }) => `The job ${jobId} keeps running, ${REASONS_TO_LEAVE[because]}.`,
    'job-transferred': ({ jobId, to }) => `The job ${jobId} keeps running. ${NEW_OWNERS[to]}.`,
    'job-not-cancelled': ({ jobId, error = 'no response in time' }) => `The job ${jobId} could not be cancelled (${error}). It may still be running and costing money: run this action with \`command: cancel\` and \`job-id: ${jobId}\`.`,
    'submission-unknown': ({ jobIds }) => `The submission status is unknown.${jobIds.length === 0 ? '' : ` These jobs may be ours: ${jobIds.join(', ')}.`} ${HOW_TO_CHECK}`,
    'nothing-submitted': ({ because }) => `Nothing was submitted: ${MISSING_SECRETS[because]}.`,
    'only-validated': ({ because }) => `The spec was checked, but nothing was submitted: ${MISSING_SECRETS[because]}. ${because === 'closed'
        ? 'Running jobs keep running.'
        : `${SAFE_ALTERNATIVES} A step that ships the model must check \`outcome == 'succeeded'\`, because this step succeeds without a model.`}`,
    'sync-without-token': '`command: sync` reads and writes the comments of the repository, and needs a `github-token`.',
    'sync-events-unsupported': ({ reason }) => `Nothing was updated, because no events can be sent: ${reason}`,
    'sync-comments-unreadable': ({ error }) => error,
    'sync-found-nothing': 'No unfinished jobs are recorded in the comments of this repository.',
    'sync-summary': ({ jobs, comments, updatedComments, sentEvents }) => `${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .td)(jobs, 'unfinished job')} in ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .td)(comments, 'comment')}: ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .td)(updatedComments, 'comment')} updated, ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .td)(sentEvents, 'event')} sent.`,
    'sync-comments-skipped': ({ comments }) => `${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .td)(comments, 'comment')} with unfinished jobs skipped, because a different \`api-key\` signed them and their content cannot be verified.`,
    'sync-jobs-skipped': ({ jobs }) => `${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .td)(jobs, 'unfinished job')} of another service or API key skipped.`,
    'sync-comments-not-checked': ({ beforeMs }) => `Comments last updated before ${new Date(beforeMs).toISOString()} were not checked. While this command runs on schedule, it updates the comment of an unfinished job every 12 h.`,
    'sync-jobs-unreadable': ({ error }) => `Some jobs could not be read (${error}). The next sync reads them again.`,
    'sync-updates-not-written': ({ error }) => `Some updates could not be written: ${error}. The next sync tries again.`,
    'sync-notified': ({ comments }) => `${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .td)(comments, 'comment')} created for jobs that have ended.`,
    'sync-notices-left': 'More jobs have ended than one sync announces in comments. The next sync continues with the others.',
    'sync-notice-refused': ({ error }) => `The end of a job was not announced in a comment: ${error}.`,
    'sync-fails-on-failed': ({ jobs }) => `The step fails, because \`fail-on\` is \`failed\` and a job has failed: ${jobs.join(', ')}.`,
    'sync-cancelled-job': ({ jobId, number, because, isConfirmed }) => `Sync ${isConfirmed ? `cancelled the job \`${jobId}\`` : `asked the job \`${jobId}\` to stop`} (no. ${number}), because ${REASONS_TO_CANCEL[because]}.`,
    'sync-leftovers-unknown': ({ number, error }) => `Could not find out which jobs of no. ${number} nobody needs any more, so they may keep running: ${error}`,
    'sync-found-orphan': ({ jobId, label, number }) => `Nobody asks for the unfinished job \`${jobId}\` (${label}, no. ${number}) on the newest commit. To cancel it: \`command: cancel\` with its \`job-id\`.`,
    'sync-job-not-found': 'The service no longer knows this job.',
    'sync-job-changed': 'The service now returns a job with another creation time for this id.',
    'sync-submission-interrupted': 'The step ended during the submission. The next run of this spec checks whether a job was created.',
};
const REASONS_TO_CANCEL = {
    'pull-request-closed': 'its pull request was closed without a merge',
    'run-cancelled': 'the workflow run that waited for it was cancelled',
    replaced: 'a newer job has replaced it',
};
const earlierRun = (isSameRun) => isSameRun ? 'Another step or an earlier attempt of this run' : 'An earlier run';
const creation = (createdAtS) => createdAtS === undefined ? '' : ` (job created ${(0,_format_js__WEBPACK_IMPORTED_MODULE_2__ .r6)(createdAtS * 1000)})`;


 }),

 5262:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 q: () => ( TokenBucket)
 });
const CAPACITY = 20;
class TokenBucket {
    #refillIntervalMs;
    #tokens = CAPACITY;
    #refilledAtMs = 0;
    constructor(refillIntervalMs) {
        this.#refillIntervalMs = refillIntervalMs;
    }
    take(nowMs) {
        const refilled = this.#tokens + (nowMs - this.#refilledAtMs) / this.#refillIntervalMs;
        this.#tokens = Math.min(CAPACITY, refilled) - 1;
        this.#refilledAtMs = nowMs;
        return Math.max(0, Math.ceil(-this.#tokens * this.#refillIntervalMs));
    }
    giveBack() {
        this.#tokens++;
    }
}


 }),

 7182:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 s: () => ( varyingFields)
 });
 var _job_spec_document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9428);
 var _job_spec_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4629);
 var _job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1426);



const MAX_VARYING_FIELDS = 3;
function varyingFields(states) {
    const fieldsByLabel = new Map(states.flatMap(({ label, spec }) => (spec ? [[label, flattenFields(spec.request)]] : [])));
    const paths = [...new Set([...fieldsByLabel.values()].flatMap((each) => [...each.keys()]))];
    const differing = paths.filter((path) => new Set([...fieldsByLabel.values()].map((each) => (0,_job_spec_digest_js__WEBPACK_IMPORTED_MODULE_1__ .dj)(each.get(path)))).size > 1);
    const shown = differing.slice(0, MAX_VARYING_FIELDS);
    const valuesOf = (specFields) => shown.map((path) => (specFields.has(path) ? (0,_job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_2__ .Fl)(specFields.get(path)) : ''));
    return {
        fields: shown.map((path) => shortestUniqueName(path, differing)),
        values: new Map([...fieldsByLabel].map(([label, each]) => [label, valuesOf(each)])),
    };
}
function flattenFields(value, path = '') {
    return new Map((0,_job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_2__ .Sl)(value).flatMap(([name, member]) => {
        const memberPath = path === '' ? name : `${path}.${name}`;
        if ((0,_job_spec_document_js__WEBPACK_IMPORTED_MODULE_0__ .pi)(member))
            return [...flattenFields(member, memberPath)];
        return typeof member === 'object' && member !== null ? [] : [[memberPath, member]];
    }));
}
function shortestUniqueName(path, all) {
    const last = path.slice(path.lastIndexOf('.') + 1);
    const isUnique = all.filter((each) => each === last || each.endsWith(`.${last}`)).length === 1;
    return isUnique ? last : path;
}


 }),

 809:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 BX: () => ( findNewestText),
 FY: () => ( findUnreadable),
 QE: () => ( applyUpdate),
 ZI: () => ( extractJobIds),
 k1: () => ( findRecordByJobId),
 ws: () => ( readCommentSet)
 });
 var _jobs_job_id_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1909);
 var _record_codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5808);
 var _history_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4533);
 var _merge_records_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7870);
 var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6948);





function readCommentSet(comments, codec) {
    const record = comments
        .map((comment) => (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Xb)(codec, comment))
        .reduce((all, each) => (0,_merge_records_js__WEBPACK_IMPORTED_MODULE_2__ .P)(all, each), _record_js__WEBPACK_IMPORTED_MODULE_3__ .sU);
    return { comments, record };
}
function findUnreadable(comments, codec) {
    for (const { body, url } of comments) {
        const { kind } = codec.decode(body);
        const message = kind === 'newer-version'
            ? `the comment ${url} was written by a newer version of this action. Update the action.`
            : kind === 'damaged'
                ? `the hidden record in the comment ${url} is damaged. Restore the comment from its edit history, or delete it; then its jobs are unknown and may be trained again.`
                : undefined;
        if (message !== undefined)
            return { ok: false, message, isPermanent: true, isNotFound: false };
    }
    return undefined;
}
function applyUpdate({ savedReport, ...current }, update, author) {
    const run = author ?? current.run;
    const newReport = author === undefined ? savedReport : update.savedReport;
    const isReplaced = author !== undefined && current.run !== undefined && (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .U4)(author, current.run);
    const replacedJobs = isReplaced ? (update.replacedJobs?.({ ...current, savedReport }) ?? []) : [];
    const history = (0,_history_js__WEBPACK_IMPORTED_MODULE_1__ .H$)(update.endedJobs, replacedJobs.length > 0 ? replacedJobs : undefined);
    const { requests = {} } = update;
    const merged = (0,_merge_records_js__WEBPACK_IMPORTED_MODULE_2__ .P)(current, { requests, ambiguousOwners: [], run, history });
    return { ...merged, history: (0,_history_js__WEBPACK_IMPORTED_MODULE_1__ .Cx)(merged), savedReport: newReport };
}
function findNewestText(comments, codec) {
    let newest;
    for (const { body } of comments) {
        const { run } = (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .aE)(codec, body);
        const text = (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .rR)(body);
        const isNewest = newest === undefined || (run && (!newest.run || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__ .U4)(run, newest.run)));
        if (isNewest)
            newest = { text, run };
    }
    return newest?.text;
}
function extractJobIds(bodies, codec) {
    const recorded = bodies.flatMap((body) => Object.values((0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .aE)(codec, body).requests).flatMap(({ jobs }) => jobs));
    const shown = bodies.flatMap((body) => visibleText(body).match(/[\w-]+/g) ?? []);
    return new Set([...recorded.map(({ id }) => id), ...shown.flatMap((word) => shownId(word) ?? [])]);
}
function visibleText(body) {
    return (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .rR)(body).replace(/[\\\u200b]/g, '');
}
const MIN_SHOWN_ID_LENGTH = 8;
function shownId(word) {
    return word.length >= MIN_SHOWN_ID_LENGTH && /\d/.test(word) ? (0,_jobs_job_id_js__WEBPACK_IMPORTED_MODULE_4__ .e)(word) : undefined;
}
async function findRecordByJobId(jobId, store, { scope, apiKey, redact }) {
    const result = await store.list();
    if (!result.ok)
        return undefined;
    const found = result.value
        .filter(({ body }) => (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .xY)(body))
        .flatMap((comment) => {
        const codec = (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Fy)(comment.body, scope, apiKey, redact);
        const record = codec && (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__ .aE)(codec, comment.body);
        return codec && record && containsJob(record, jobId) ? [{ comment, codec, record }] : [];
    });
    if (found.length === 0)
        return undefined;
    const login = await store.viewerLogin();
    return login.ok ? found.find(({ comment }) => comment.author === login.value) : undefined;
}
function containsJob({ requests }, jobId) {
    return Object.values(requests).some(({ jobs }) => jobs.some(({ id, provenance }) => id === jobId && provenance !== 'unsigned'));
}


 }),

 8058:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Fg: () => ( CommentReader),
 UM: () => ( MAX_READ_LAG_MS),
 uv: () => ( NO_CLAIMS)
 });
 var _merge_records_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7870);
 var _record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6948);
 var _record_codec_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5808);
 var _comment_merge_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(809);




const NO_CLAIMS = { jobIds: new Set(), record: _record_js__WEBPACK_IMPORTED_MODULE_1__ .sU };
const MAX_READ_LAG_MS = 2_000;
class CommentReader {
    #options;
    #comment;
    #login;
    #deletedIds = new Set();
    #hasReportedForeign = false;
    #otherKeys = _record_js__WEBPACK_IMPORTED_MODULE_1__ .sU;
    constructor(options) {
        this.#options = options;
        this.#comment = options.comment;
        this.#login = options.comment?.author;
    }
    get comment() {
        return this.#comment;
    }
    get otherKeys() {
        return this.#otherKeys;
    }
    setComment(comment) {
        this.#comment = comment;
        this.#login = comment.author;
    }
    setDeleted(id) {
        this.#deletedIds.add(id);
        if (this.#comment?.id === id)
            this.#comment = undefined;
    }
    async readClaims() {
        const { store, codec } = this.#options;
        const all = await store.list();
        if (!all.ok)
            return all;
        const marked = all.value.filter(({ body }) => (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_2__ .xY)(body));
        if (marked.length === 0)
            return { ok: true, value: NO_CLAIMS };
        const login = await this.#readLogin();
        if (!login.ok)
            return login;
        const own = marked.filter(({ author }) => author === login.value);
        const unreadable = (0,_comment_merge_js__WEBPACK_IMPORTED_MODULE_3__ .FY)(own, codec);
        if (unreadable)
            return unreadable;
        const jobIds = (0,_comment_merge_js__WEBPACK_IMPORTED_MODULE_3__ .ZI)(own.map(({ body }) => body), codec);
        return { ok: true, value: { jobIds, record: this.#mergeAll(own) } };
    }
    async readKnown() {
        if (this.#comment === undefined)
            return this.readAll();
        const result = await this.#options.store.get(this.#comment.id);
        if (!result.ok)
            return result.isNotFound ? this.readAll() : result;
        return this.#options.codec.matches(result.value.body)
            ? this.#toCommentSet([result.value])
            : this.readAll();
    }
    async readAll(isRetry = false) {
        const { store, codec, clock } = this.#options;
        const result = await store.list();
        if (!result.ok)
            return result;
        const candidates = result.value.filter(({ id, body }) => (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_2__ .xY)(body) && !this.#deletedIds.has(id));
        if (candidates.length === 0)
            return this.#addKnown([]);
        const login = await this.#readLogin();
        if (!login.ok)
            return login;
        const [own, foreign] = [true, false].map((isOwn) => candidates.filter(({ author }) => (author === login.value) === isOwn));
        this.#reportForeign(foreign);
        const unreadable = (0,_comment_merge_js__WEBPACK_IMPORTED_MODULE_3__ .FY)(own, codec);
        if (unreadable)
            return unreadable;
        this.#otherKeys = this.#mergeAll(own.filter(({ body }) => !codec.matches(body)));
        const [oldest, ...others] = own.filter(({ body }) => codec.matches(body)).sort((a, b) => a.id - b.id);
        if (oldest === undefined)
            return this.#addKnown([]);
        const latest = await this.reread(oldest.id);
        if (latest.ok)
            return this.#addKnown([latest.value, ...others]);
        if (!latest.isNotFound)
            return latest;
        if (isRetry)
            return { ...latest, isPermanent: false };
        await clock.sleep(MAX_READ_LAG_MS);
        return this.readAll(true);
    }
    #mergeAll(comments) {
        return comments
            .map((comment) => (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Xb)(this.#options.codec, comment))
            .reduce((all, each) => (0,_merge_records_js__WEBPACK_IMPORTED_MODULE_0__ .P)(all, each), _record_js__WEBPACK_IMPORTED_MODULE_1__ .sU);
    }
    #reportForeign(comments) {
        const { codec, onForeignRecord } = this.#options;
        const foreign = comments.find(({ body }) => {
            const decoded = codec.decode(body);
            return decoded.kind === 'record' && decoded.isSigned;
        });
        if (foreign === undefined || this.#hasReportedForeign)
            return;
        this.#hasReportedForeign = true;
        onForeignRecord?.(foreign);
    }
    async #readLogin() {
        if (this.#login !== undefined)
            return { ok: true, value: this.#login };
        const result = await this.#options.store.viewerLogin();
        if (result.ok)
            this.#login = result.value;
        return result;
    }
    async reread(id) {
        const first = await this.#options.store.get(id);
        return first.ok || !first.isNotFound ? first : this.#options.store.get(id);
    }
    async #addKnown(listed) {
        const known = this.#comment;
        if (known === undefined || listed.some(({ id }) => id === known.id))
            return this.#toCommentSet(listed);
        const result = await this.reread(known.id);
        if (!result.ok && !result.isNotFound)
            return result;
        if (!result.ok)
            this.setDeleted(known.id);
        return this.#toCommentSet(result.ok ? [...listed, result.value].sort((a, b) => a.id - b.id) : listed);
    }
    #toCommentSet(comments) {
        const { codec } = this.#options;
        return (0,_comment_merge_js__WEBPACK_IMPORTED_MODULE_3__ .FY)(comments, codec) ?? { ok: true, value: (0,_comment_merge_js__WEBPACK_IMPORTED_MODULE_3__ .ws)(comments, codec) };
    }
}


 }),

 6866:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Y: () => ( EMPTY_TOKEN)
 });
const EMPTY_TOKEN = 'the input `github-token` is empty. Remove the line, and the token of the workflow is used; or check the name of its secret.';


 }),

 4533:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Cx: () => ( completeHistory),
 H$: () => ( mergeHistory),
 _0: () => ( limitHistory)
 });
 var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6948);

const MAX_ENTRIES = 50;
const MOST_CERTAIN = ['succeeded', 'failed', 'superseded', 'cancelled'];
function mergeHistory(a, b) {
    if (a === undefined && b === undefined)
        return undefined;
    const byJob = new Map();
    for (const entry of [...(a ?? []), ...(b ?? [])]) {
        const known = byJob.get(entry.jobId);
        byJob.set(entry.jobId, known === undefined || compareCertainty(entry, known) < 0 ? entry : known);
    }
    return limitHistory([...byJob.values()], MAX_ENTRIES);
}
function completeHistory(record) {
    const jobs = new Map(Object.values(record.requests).flatMap((request) => request.jobs.map((job) => [job.id, job])));
    return record.history?.map((entry) => {
        const job = entry.outcome === 'running' ? jobs.get(entry.jobId) : undefined;
        if (job === undefined || job.isUnfinished)
            return entry;
        return job.outputModel === undefined
            ? { ...entry, outcome: 'superseded' }
            : { ...entry, outcome: 'succeeded', result: job.outputModel };
    });
}
function limitHistory(entries, maxEntries) {
    const isSuccess = ({ outcome }) => outcome === 'succeeded';
    const byValue = entries.toSorted((a, b) => Number(isSuccess(b)) - Number(isSuccess(a)) || compareAge(a, b));
    return byValue.slice(0, maxEntries).sort(compareAge);
}
function compareAge(a, b) {
    return b.endedAtMs - a.endedAtMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .n6)(a.jobId, b.jobId);
}
function compareCertainty(a, b) {
    return rank(a) - rank(b) || a.endedAtMs - b.endedAtMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .n6)(JSON.stringify(a), JSON.stringify(b));
}
function rank({ outcome }) {
    const index = MOST_CERTAIN.indexOf(outcome);
    return index < 0 ? MOST_CERTAIN.length : index;
}


 }),

 3175:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 N3: () => ( isLeaseActive),
 P1: () => ( leaseDurationMs),
 Pl: () => ( maxNextHeartbeatIntervalMs)
 });
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);

const MAX_HEARTBEAT_INTERVAL_MS = 15 * 60_000;
const MAX_HEARTBEAT_GROWTH = 1.5;
function maxNextHeartbeatIntervalMs(heartbeatIntervalMs) {
    return Math.min(MAX_HEARTBEAT_INTERVAL_MS, MAX_HEARTBEAT_GROWTH * heartbeatIntervalMs);
}
function leaseDurationMs(heartbeatIntervalMs) {
    const untilSecondMs = maxNextHeartbeatIntervalMs(heartbeatIntervalMs) + OVERWRITTEN_HEARTBEAT_GRACE_MS;
    return heartbeatIntervalMs + Math.max(_timeouts_js__WEBPACK_IMPORTED_MODULE_0__ .D0, untilSecondMs);
}
const OVERWRITTEN_HEARTBEAT_GRACE_MS = 60_000;
const MAX_LEASE_MS = 60 * 60_000;
const MAX_UNSIGNED_LEASE_MS = 5 * 60_000;
function isLeaseActive({ leaseExpiresAtMs, isUnsigned }, nowMs) {
    const remainingMs = leaseExpiresAtMs - nowMs;
    return remainingMs > 0 && remainingMs <= (isUnsigned === true ? MAX_UNSIGNED_LEASE_MS : MAX_LEASE_MS);
}


 }),

 963:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 e: () => ( limitPlans)
 });
 var _shown_plans_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3273);

const MAX_PLANS = 30;
function limitPlans(plans, maxPlans = MAX_PLANS) {
    const all = plans.filter((plan) => !(0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_0__ .rP)(plan)).toSorted(_shown_plans_js__WEBPACK_IMPORTED_MODULE_0__ .OA);
    const idle = new Set(all.filter((plan) => isIdle(plan, all)).slice(0, Math.max(all.length - maxPlans, 0)));
    const sorted = all.filter((plan) => !idle.has(plan));
    const dropped = [...plans.filter(_shown_plans_js__WEBPACK_IMPORTED_MODULE_0__ .rP), ...sorted.slice(0, -maxPlans)];
    const pushers = [...new Set(dropped.flatMap((plan) => plan.pushers))].sort();
    return [...(dropped.length > 0 ? [{ ...FORGOTTEN, pushers }] : []), ...sorted.slice(-maxPlans)];
}
function isIdle(plan, plans) {
    const { key, digests, untilMs = Infinity } = plan;
    const at = plans.indexOf(plan);
    return (digests.every((digest) => untilMs < (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_0__ .ay)(plan, digest, plans) + _shown_plans_js__WEBPACK_IMPORTED_MODULE_0__ .BP) &&
        plan.hasAllPushers !== true &&
        at < plans.findLastIndex((each) => each.key === key) &&
        plans.slice(0, at).some((earlier) => saysAllOf(earlier, plan)));
}
function saysAllOf(plan, other) {
    const requests = new Set((0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_0__ .uD)(other));
    return ((0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_0__ .TN)(plan) &&
        plan.hasOtherInputs !== true &&
        plan.key === other.key &&
        plan.inputsHash === other.inputsHash &&
        plan.isPartial === other.isPartial &&
        (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_0__ .uD)(plan).length === requests.size &&
        (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_0__ .uD)(plan).every((digest) => requests.has(digest)) &&
        other.commits.every((commit) => plan.commits.includes(commit)) &&
        other.pushers.every((name) => plan.pushers.includes(name)));
}
const FORGOTTEN = {
    key: '',
    digests: [],
    hidden: [],
    isPartial: true,
    sinceMs: 0,
    untilMs: 0,
    firstCommits: [],
    commits: [],
    newestRuns: {},
};


 }),

 7870:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 P: () => ( mergeRecords),
 x: () => ( mergeRequests)
 });
 var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7361);
 var _history_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4533);
 var _recorded_acts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8043);
 var _shown_plans_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3273);
 var _subtotals_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7112);
 var _record_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6948);






function mergeRecords(a, b) {
    const keys = [...new Set([...Object.keys(a.requests), ...Object.keys(b.requests)])].sort();
    const requests = Object.fromEntries(keys.map((key) => [
        key,
        mergeRequests((0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .Rh)(a, key), (0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .Rh)(b, key)),
    ]));
    const merged = { requests, ambiguousOwners: [] };
    const ambiguousOwners = new Set([
        ...a.ambiguousOwners,
        ...b.ambiguousOwners,
        ...findAmbiguousOwners(merged),
    ]);
    return pruneHolds({
        ...merged,
        ambiguousOwners: [...ambiguousOwners].sort(),
        ...pickNewerReport(a, b),
        history: (0,_history_js__WEBPACK_IMPORTED_MODULE_1__ .H$)(a.history, b.history),
        shownPlans: (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_3__ .MP)(a.shownPlans, b.shownPlans),
        acts: (0,_recorded_acts_js__WEBPACK_IMPORTED_MODULE_2__ .y)(a.acts, b.acts),
        subtotals: (0,_subtotals_js__WEBPACK_IMPORTED_MODULE_4__ .SY)(a.subtotals, b.subtotals),
        writtenAtMs: later(a.writtenAtMs, b.writtenAtMs),
    });
}
function pickNewerReport(a, b) {
    const order = (a.run && b.run
        ? (0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .qB)(a.run, b.run)
        : Number(a.run !== undefined) - Number(b.run !== undefined)) ||
        (a.savedReport?.atMs ?? -Infinity) - (b.savedReport?.atMs ?? -Infinity) ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .n6)(JSON.stringify(a.savedReport ?? ''), JSON.stringify(b.savedReport ?? ''));
    const { run, savedReport } = order >= 0 ? a : b;
    return { run, savedReport };
}
function mergeRequests(a, b) {
    return { holds: mergeHolds(a.holds, b.holds), jobs: mergeJobs(a.jobs, b.jobs) };
}
function mergeHolds(as, bs) {
    const byHolder = new Map();
    for (const hold of [...as, ...bs]) {
        const known = byHolder.get(hold.holderId);
        byHolder.set(hold.holderId, known === undefined ? hold : laterVersion(known, hold));
    }
    return [...byHolder.values()].sort((a, b) => (0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .qB)(b.run, a.run) || (0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .n6)(a.holderId, b.holderId));
}
function laterVersion(a, b) {
    const { unsignedLeaseMs: _, ...later } = compareVersions(a, b) >= 0 ? a : b;
    const unsignedLeaseMs = Math.max(unsignedLeaseOf(a), unsignedLeaseOf(b));
    return unsignedLeaseMs > unsignedLeaseOf(later) ? { ...later, unsignedLeaseMs } : later;
}
function compareVersions(a, b) {
    const contentOf = (hold) => JSON.stringify({ ...hold, unsignedLeaseMs: undefined });
    return (Number(b.isUnsigned === true) - Number(a.isUnsigned === true) ||
        a.atMs - b.atMs ||
        a.leaseExpiresAtMs - b.leaseExpiresAtMs ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .n6)(contentOf(a), contentOf(b)));
}
function unsignedLeaseOf({ isUnsigned, leaseExpiresAtMs, unsignedLeaseMs = -Infinity }) {
    return isUnsigned === true ? Math.max(leaseExpiresAtMs, unsignedLeaseMs) : unsignedLeaseMs;
}
const NO_RUN = { id: '', attempt: 0 };
const MAX_UNSUCCESSFUL_JOBS = 5;
function mergeJobs(as, bs) {
    const byId = new Map();
    for (const job of [...as, ...bs]) {
        const known = byId.get(job.id);
        byId.set(job.id, known === undefined ? job : mergeJob(known, job));
    }
    let unsuccessfulCount = 0;
    const isKept = ({ price }) => price !== undefined || ++unsuccessfulCount <= MAX_UNSUCCESSFUL_JOBS;
    return [...byId.values()]
        .sort((a, b) => b.atMs - a.atMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .n6)(a.id, b.id))
        .filter((job) => job.isUnfinished || job.outputModel !== undefined || isKept(job));
}
function mergeJob(a, b) {
    const isUnsigned = ({ provenance }) => provenance === 'unsigned';
    if (isUnsigned(a) !== isUnsigned(b))
        return isUnsigned(a) ? b : a;
    const [first] = [a, b].sort((x, y) => x.atMs - y.atMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .n6)(JSON.stringify(x), JSON.stringify(y)));
    return {
        ...first,
        createdAtS: first.createdAtS ?? a.createdAtS ?? b.createdAtS,
        isUnfinished: a.isUnfinished && b.isUnfinished,
        provenance: (0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ .Kq)(a.provenance, b.provenance),
        price: first.price ?? a.price ?? b.price,
        approval: first.approval ?? a.approval ?? b.approval,
        outputModel: first.outputModel ?? a.outputModel ?? b.outputModel,
        ...newerReplacement(a, b),
        leavesOnSuperseded: a.leavesOnSuperseded ?? b.leavesOnSuperseded,
        ...laterStop(a, b),
        stopAcceptedAtMs: later(a.stopAcceptedAtMs, b.stopAcceptedAtMs),
        missingSinceMs: later(a.missingSinceMs, b.missingSinceMs),
    };
}
function newerReplacement(a, b) {
    const isReplaced = ({ replacedBy }) => Number(replacedBy !== undefined);
    const order = isReplaced(a) - isReplaced(b) ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .qB)(a.replacedByRun ?? NO_RUN, b.replacedByRun ?? NO_RUN) ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .n6)(a.replacedBy ?? '', b.replacedBy ?? '');
    const { replacedBy, replacedByRun } = order >= 0 ? a : b;
    return { replacedBy, replacedByRun };
}
function laterStop(a, b) {
    const order = (a.stopAtMs ?? -Infinity) - (b.stopAtMs ?? -Infinity) ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .n6)(a.stopReason ?? '', b.stopReason ?? '');
    const { stopAtMs, stopReason } = order >= 0 ? a : b;
    return { stopAtMs, stopReason };
}
function later(a, b) {
    return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
function findAmbiguousOwners(record) {
    const holderIds = new Map();
    const ambiguous = [];
    for (const { holds } of Object.values(record.requests)) {
        for (const { owner, run, holderId, isUnsigned } of holds) {
            if (isUnsigned === true)
                continue;
            const attempt = JSON.stringify([owner, run]);
            const known = holderIds.get(attempt);
            if (known !== undefined && known !== holderId)
                ambiguous.push(owner);
            holderIds.set(attempt, holderId);
        }
    }
    return ambiguous;
}
function pruneHolds(record) {
    const owners = new Set(Object.values(record.requests).flatMap(({ holds }) => holds.map(({ owner }) => owner)));
    const kept = new Map([...owners].map((owner) => [
        owner,
        [false, true].flatMap((onlyOfHead) => (0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .b7)(record, owner, onlyOfHead)
            .slice(0, 2)
            .map(({ id }) => id)),
    ]));
    const signed = Object.values(record.requests).flatMap(({ holds }) => holds.filter(({ isUnsigned }) => isUnsigned !== true));
    const newestMs = Math.max(...signed.map(({ atMs }) => atMs));
    const isKept = ({ owner, run, submissionStartedAtMs, isUnsigned, leaseExpiresAtMs }) => submissionStartedAtMs !== undefined ||
        isUnsigned === true ||
        leaseExpiresAtMs > newestMs ||
        kept.get(owner)?.includes(run.id) === true;
    return (0,_record_js__WEBPACK_IMPORTED_MODULE_5__ .zo)(record, ({ holds, jobs }) => ({ holds: holds.filter(isKept), jobs }));
}


 }),

 1527:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 T$: () => ( selectFromOther),
 X2: () => ( unqualifiedOwner),
 lq: () => ( isOfOtherConversation)
 });
 var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6948);

const QUALIFIED_OWNER = /^[^\s#]+#\d+ /;
function selectFromOther({ conversation: there, record }, here, keys) {
    const rename = (owner) => ownerSeenFrom(here, there, owner);
    const requests = Object.fromEntries(keys.map((key) => [key, (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .Rh)(record, key)]));
    const ambiguousOwners = record.ambiguousOwners.map(rename);
    return (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .zo)({ requests, ambiguousOwners }, ({ holds, jobs }) => ({
        holds: holds.map((hold) => ({ ...hold, owner: rename(hold.owner) })),
        jobs: jobs.map((job) => ({ ...job, owner: rename(job.owner) })),
    }));
}
function ownerSeenFrom(here, there, owner) {
    if (!isOfOtherConversation({ owner }))
        return `${there} ${owner}`;
    const ours = `${here ?? ''} `;
    return owner.startsWith(ours) ? owner.slice(ours.length) : owner;
}
function isOfOtherConversation({ owner }) {
    return QUALIFIED_OWNER.test(owner);
}
function unqualifiedOwner(owner) {
    return owner.replace(QUALIFIED_OWNER, '');
}


 }),

 4174:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Me: () => ( statusOwner),
 Vu: () => ( formatOwner),
 pD: () => ( haveSameSubject),
 sI: () => ( isOfStatus),
 xs: () => ( withoutSubject),
 yO: () => ( haveSameWorkflow)
 });
 var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
 var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = __webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
 var _other_conversation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1527);


const WORKFLOW_DIGITS = 6;
const STEP_DIGITS = 10;
const SUBJECT_DIGITS = 6;
function formatOwner(workflowPath, parts, subject) {
    const step = JSON.stringify([workflowPath, ...parts]);
    return [
        hash(workflowPath).slice(0, WORKFLOW_DIGITS),
        hash(step).slice(0, STEP_DIGITS),
        subject === undefined ? '' : hash(subject).slice(0, SUBJECT_DIGITS),
    ].join('');
}
function withoutSubject(owner) {
    return owner.slice(0, WORKFLOW_DIGITS + STEP_DIGITS);
}
function hash(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex');
}
function haveSameSubject(owner, other) {
    const [subject, otherSubject] = [owner, other].map((each) => (0,_other_conversation_js__WEBPACK_IMPORTED_MODULE_1__ .X2)(each).slice(WORKFLOW_DIGITS + STEP_DIGITS));
    return subject === otherSubject;
}
function haveSameWorkflow(owner, other) {
    return workflowOf(owner) === workflowOf(other);
}
function workflowOf(owner) {
    return (0,_other_conversation_js__WEBPACK_IMPORTED_MODULE_1__ .X2)(owner).slice(0, WORKFLOW_DIGITS);
}
const STATUS_PREFIX = 'status ';
function statusOwner(holderId) {
    return `${STATUS_PREFIX}${holderId}`;
}
function isOfStatus({ owner }) {
    return owner.startsWith(STATUS_PREFIX);
}


 }),

 5808:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Fy: () => ( codecForComment),
  LJ: () => ( createCodec),
  En: () => ( extractMarker),
  xY: () => ( hasMarker),
  s8: () => ( markerKey),
  aE: () => ( readRecord),
  Xb: () => ( readRecordOf),
  rR: () => ( withoutMarker)
});

var external_node_crypto_ = __webpack_require__(7598);
var codec = __webpack_require__(8691);
var job_id = __webpack_require__(1909);
var fingerprint_codec = __webpack_require__(5174);
var job_state_codec = __webpack_require__(3976);
;




const VERSION = 1;
const run = (0,codec .Ik)({ id: (0,codec .mw)('id', codec .Qq), attempt: (0,codec .mw)('try', codec .ai) });
const jobId = (0,codec .eu)((json) => json !== undefined && (0,job_id .e)(json) === json);
const stopReason = (0,codec .yL)({ 'pull-request-closed': true, 'run-cancelled': true, replaced: true });
const price = (0,codec .eu)((json) => typeof json === 'number' && json >= 0);
const baseline = (0,codec .Ik)({
    sinceS: (0,codec .mw)('since', codec .ai),
    knownIds: (0,codec .mw)('known', (0,codec .p_)(jobId)),
});
const hold = (0,codec .Ik)({
    holderId: (0,codec .mw)('holder', codec .Qq),
    owner: (0,codec .mw)('by', codec .Qq),
    run: (0,codec .mw)('run', run),
    commit: (0,codec .mw)('sha', codec .Qq),
    label: (0,codec .mw)('l', codec .Qq),
    atMs: (0,codec .mw)('at', codec .ai),
    leaseExpiresAtMs: (0,codec .mw)('until', codec .ai),
    submissionStartedAtMs: (0,codec .lq)('sent', codec .ai),
    baseline: (0,codec .lq)('before', baseline),
    fingerprint: (0,codec .lq)('is', fingerprint_codec .R),
    approval: (0,codec .lq)('ok', job_state_codec .SH),
    price: (0,codec .lq)('price', price),
    jobId: (0,codec .lq)('job', jobId),
    hasEnded: (0,codec .lq)('done', codec .Gy),
    isUnchanged: (0,codec .lq)('same', codec .Gy),
    isNotHead: (0,codec .lq)('other', codec .Gy),
    leavesOnCancel: (0,codec .lq)('leave', codec .Gy),
    leavesJob: (0,codec .lq)('left', codec .Gy),
    isUnsigned: (0,codec .lq)('unsigned', codec .Jt),
});
const recordedAct = (0,codec .Ik)({
    ...job_state_codec .Zz,
    digests: (0,codec .mw)('d', (0,codec .p_)(codec .Qq)),
    isHalf: (0,codec .lq)('half', codec .Gy),
});
const shownPlan = (0,codec .Ik)({
    key: (0,codec .mw)('key', codec .Qq),
    digests: (0,codec .mw)('d', (0,codec .p_)(codec .Qq)),
    hidden: (0,codec .mw)('also', (0,codec .p_)(codec .Qq)),
    isPartial: (0,codec .mw)('part', codec .Jt),
    sinceMs: (0,codec .mw)('from', codec .ai),
    untilMs: (0,codec .lq)('until', codec .ai),
    pushers: (0,codec .mw)('by', (0,codec .p_)(codec .Qq)),
    hasAllPushers: (0,codec .lq)('all', codec .Gy),
    firstCommits: (0,codec .mw)('sha', (0,codec .p_)(codec .Qq)),
    commits: (0,codec .mw)('shas', (0,codec .p_)(codec .Qq)),
    inputsHash: (0,codec .lq)('in', codec .Qq),
    hasOtherInputs: (0,codec .lq)('ins', codec .Gy),
    newestRuns: (0,codec .mw)('runs', (0,codec .zz)(codec .Qq)),
    textHash: (0,codec .lq)('text', codec .Qq),
});
const recordedJob = (0,codec .Ik)({
    id: (0,codec .mw)('id', jobId),
    owner: (0,codec .mw)('by', codec .Qq),
    run: (0,codec .mw)('run', run),
    atMs: (0,codec .mw)('at', codec .ai),
    createdAtS: (0,codec .lq)('c', codec .ai),
    isNotHead: (0,codec .lq)('other', codec .Gy),
    isUnfinished: (0,codec .mw)('open', codec .Jt),
    provenance: (0,codec .mw)('p', job_state_codec .aH),
    keyId: (0,codec .lq)('key', codec .Qq),
    isWithoutSearch: (0,codec .lq)('unsearched', codec .Gy),
    submittedBy: (0,codec .lq)('who', codec .Qq),
    price: (0,codec .lq)('price', price),
    approval: (0,codec .lq)('ok', job_state_codec .SH),
    outputModel: (0,codec .lq)('o', codec .Qq),
    replacedBy: (0,codec .lq)('next', codec .Qq),
    replacedByRun: (0,codec .lq)('nextrun', run),
    leavesOnSuperseded: (0,codec .lq)('leave', codec .Gy),
    stopAtMs: (0,codec .lq)('stop', codec .ai),
    stopAcceptedAtMs: (0,codec .lq)('stopping', codec .ai),
    stopReason: (0,codec .lq)('why', stopReason),
    missingSinceMs: (0,codec .lq)('gone', codec .ai),
});
const requestRecord = (0,codec .Ik)({
    holds: (0,codec .mw)('holds', (0,codec .p_)(hold)),
    jobs: (0,codec .mw)('jobs', (0,codec .p_)(recordedJob)),
});
const savedReport = (0,codec .Ik)({
    atMs: (0,codec .mw)('at', codec .ai),
    report: (0,codec .lq)('report', codec .P8),
});
const historyEntry = (0,codec .Ik)({
    jobId: (0,codec .mw)('id', jobId),
    label: (0,codec .mw)('l', codec .Qq),
    outcome: (0,codec .mw)('o', job_state_codec .bu),
    result: (0,codec .lq)('r', codec .Qq),
    changed: (0,codec .lq)('x', codec .Qq),
    durationMs: (0,codec .lq)('d', codec .ai),
    endedAtMs: (0,codec .mw)('at', codec .ai),
});
const subtotal = (0,codec .Ik)({
    key: (0,codec .mw)('key', codec .Qq),
    owner: (0,codec .mw)('by', codec .Qq),
    service: (0,codec .mw)('at', codec .Qq),
    untilMs: (0,codec .mw)('until', codec .ai),
    amount: (0,codec .mw)('sum', price),
});
const commentRecord = (0,codec .iF)(VERSION, (0,codec .Ik)({
    run: (0,codec .lq)('run', run),
    savedReport: (0,codec .lq)('report', savedReport),
    requests: (0,codec .mw)('requests', (0,codec .zz)(requestRecord)),
    ambiguousOwners: (0,codec .mw)('shared', (0,codec .p_)(codec .Qq)),
    history: (0,codec .lq)('past', (0,codec .p_)(historyEntry)),
    shownPlans: (0,codec .lq)('plans', (0,codec .p_)(shownPlan)),
    acts: (0,codec .lq)('acts', (0,codec .p_)(recordedAct)),
    subtotals: (0,codec .lq)('spent', (0,codec .p_)(subtotal)),
    writtenAtMs: (0,codec .lq)('written', codec .ai),
}));

var state_history = __webpack_require__(4533);
var recorded_acts = __webpack_require__(8043);
var limit_plans = __webpack_require__(963);
var state_record = __webpack_require__(6948);
;

function withoutOldHolds(record) {
    const isOfNewestRun = ofNewestRuns(record);
    return (0,state_record .zo)(record, ({ holds, jobs }) => ({
        holds: holds.filter((hold) => isAtWork(hold) || isOfNewestRun(hold)),
        jobs,
    }));
}
function withFewestHolds(record) {
    const isOfNewestRun = ofNewestRuns(record);
    const all = Object.values(record.requests).flatMap(({ holds }) => holds.filter(isOfNewestRun));
    const byRun = Map.groupBy(all, ({ owner, run }) => JSON.stringify([owner, run.id]));
    const witnesses = new Set([...byRun.values()].map(findWitness));
    return (0,state_record .zo)(record, ({ holds, jobs }) => {
        const hasUnfinished = jobs.some(({ isUnfinished }) => isUnfinished);
        const isKept = (hold) => isAtWork(hold) || witnesses.has(hold) || (hasUnfinished && isOfNewestRun(hold));
        return { holds: holds.filter(isKept), jobs };
    });
}
function withFewerOwners(record, maxOwners) {
    const requests = Object.values(record.requests);
    const undecided = requests.flatMap(({ holds, jobs }) => {
        const unfinished = jobs.filter(({ isUnfinished }) => isUnfinished);
        return [...unfinished, ...(unfinished.length > 0 ? holds : holds.filter(isAtWork))];
    });
    const signed = requests.flatMap(({ holds }) => holds.filter(({ isUnsigned }) => isUnsigned !== true));
    const newestFirst = signed.sort((a, b) => (0,state_record .qB)(b.run, a.run) || (0,state_record .n6)(a.owner, b.owner));
    const owners = [...new Set(newestFirst.map(({ owner }) => owner))];
    const kept = new Set([...owners.slice(0, maxOwners), ...undecided.map(({ owner }) => owner)]);
    return (0,state_record .zo)(record, ({ holds, jobs }) => ({
        holds: holds.filter(({ owner }) => kept.has(owner)),
        jobs,
    }));
}
function findWitness(holds) {
    const wanted = holds.filter(({ isUnchanged }) => isUnchanged !== true);
    return wanted.find(({ jobId }) => jobId === undefined) ?? wanted[0] ?? holds[0];
}
function ofNewestRuns(record) {
    const owners = new Set(Object.values(record.requests).flatMap(({ holds }) => holds.map(({ owner }) => owner)));
    const ids = new Map([...owners].map((owner) => [
        owner,
        [false, true].map((onlyOfHead) => (0,state_record .b7)(record, owner, onlyOfHead)[0]?.id),
    ]));
    return ({ owner, run, isUnsigned }) => isUnsigned !== true && ids.get(owner)?.includes(run.id) === true;
}
const isAtWork = ({ leaseExpiresAtMs, submissionStartedAtMs }) => leaseExpiresAtMs > 0 || submissionStartedAtMs !== undefined;

var show_plan = __webpack_require__(1793);
var shown_plans = __webpack_require__(3273);
var subtotals = __webpack_require__(7112);
;


const MAX_DELAY_MS = 1_000_000;
function withClaimedJobs(record) {
    return (0,state_record .zo)(record, (request) => {
        const claim = request.holds.find(({ submissionStartedAtMs }) => submissionStartedAtMs !== undefined);
        if (claim === undefined)
            return request;
        const job = placeholderJob(claim);
        const holds = request.holds.map((hold) => hold === claim ? { ...hold, atMs: job.atMs, jobId: job.id } : hold);
        return { holds, jobs: [job, ...request.jobs] };
    });
}
function placeholderJob(claim) {
    const digits = (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(claim)).digest('hex');
    const atMs = claim.atMs + (parseInt(digits.slice(-8), 16) % MAX_DELAY_MS);
    return {
        id: digits.slice(0, 36),
        owner: claim.owner,
        run: claim.run,
        atMs,
        createdAtS: Math.round(atMs / 1000),
        isUnfinished: true,
        provenance: 'submitted',
        price: claim.price,
        approval: claim.approval,
    };
}

var pack = __webpack_require__(1800);
;












const MARKER_NAME = 'forge-training-job ';
const MARKER_START = `<!-- ${MARKER_NAME}`;
const record_codec_VERSION = 1;
const MARKER_HEAD = /<!-- forge-training-job (?:v(\d+)(?: ([^\s#]+#\d+)(?=\s))?)?/;
const MARKER = /^<!-- forge-training-job v1 ([^\s#]+#\d+) ([0-9a-f]{32})(?: (\S+)(?: (\S+))?)? -->/;
const MAX_RECORD_LENGTH = 17_000;
const KEY_HASH_LENGTH = 32;
const SHORT_KEY_LENGTH = 8;
const MAX_PRICED_FAILURES = 50;
const FEWER_OWNERS = [50, 20, 5, 0];
function createCodec(key, scope, apiKey, redact = (text) => text) {
    const keyHash = (0,external_node_crypto_.createHash)('sha256').update(key).digest('hex').slice(0, KEY_HASH_LENGTH);
    return codecForKeyHash(keyHash, scope, apiKey, redact);
}
function codecForComment(body, scope, apiKey, redact) {
    const marker = parseMarker(body);
    return marker?.scope === scope ? codecForKeyHash(marker.keyHash, scope, apiKey, redact) : undefined;
}
function codecForKeyHash(keyHash, scope, apiKey, redact) {
    const prefix = `${MARKER_START}v${record_codec_VERSION} ${scope} ${keyHash}`;
    const secret = apiKey && (0,external_node_crypto_.createHmac)('sha256', apiKey).update('forge-training-job record').digest();
    const sign = (payload, hash) => secret ? (0,external_node_crypto_.createHmac)('sha256', secret).update(`${scope}\n${hash}\n${payload}`).digest('base64url') : '';
    return {
        scope,
        prefix,
        keyHash,
        encode: secret
            ? (record, { isClaim = false } = {}) => {
                const pack = (each) => packRecord(each, keyHash, redact);
                const payload = isClaim && pack(withClaimedJobs(record)) === undefined ? undefined : pack(record);
                return payload && `${prefix} ${payload} ${sign(payload, keyHash)} -->`;
            }
            : undefined,
        decode(body) {
            const { version, scope: markedScope } = parseHead(body) ?? {};
            if (version === undefined)
                return { kind: isCutMarker(body, scope) ? 'damaged' : 'none' };
            if (markedScope !== undefined && markedScope !== scope)
                return { kind: 'other-conversation' };
            if (version > record_codec_VERSION)
                return { kind: 'newer-version' };
            const { payload, signature = '', keyHash: hash = '' } = parseMarker(body) ?? { payload: '' };
            if (payload === undefined)
                return { kind: 'record', record: state_record .sU, isSigned: false };
            const record = commentRecord.decode((0,pack .l)(payload));
            if (record === undefined)
                return { kind: 'damaged' };
            const isSigned = secret !== undefined && secret !== '' && isEqual(signature, sign(payload, hash));
            return isSigned
                ? { kind: 'record', record: (0,show_plan .d0)(record, withoutMarker(body)), isSigned }
                : { kind: 'record', record: (0,state_record .A4)(record), isSigned };
        },
        matches: (body) => isMarkedWith(body, scope, keyHash),
    };
}
function isMarkedWith(body, scope, keyHash) {
    const marker = parseMarker(body);
    return marker?.scope === scope && marker.keyHash === keyHash;
}
function packRecord(record, keyHash, redact) {
    const limits = { maxLength: MAX_RECORD_LENGTH, redact };
    const key = keyHash.slice(0, SHORT_KEY_LENGTH);
    const encode = (each) => commentRecord.encode((0,subtotals ._H)(each, record, key));
    return (0,pack .N)(reductions(withFewerFailures(record)), encode, limits);
}
function readRecord({ decode }, body) {
    const decoded = decode(body);
    return decoded.kind === 'record' ? decoded.record : state_record .sU;
}
function readRecordOf(codec, { body, updatedAtMs }) {
    return (0,show_plan .d0)(readRecord(codec, body), withoutMarker(body), updatedAtMs);
}
function hasMarker(body) {
    return body.includes(MARKER_NAME);
}
function markerKey(body) {
    const { scope = '', keyHash = '' } = parseMarker(body) ?? {};
    return `${scope} ${keyHash}`;
}
function extractMarker(body) {
    return parseMarker(body)?.text ?? '';
}
function withoutMarker(body) {
    const { index = 0, text = '' } = parseMarker(body) ?? {};
    const before = body.slice(0, index).replace(/^\ufeff/, '');
    const after = body.slice(index + text.length);
    return after === '' ? before.replace(/\r?\n$/, '') : before + after.replace(/^\r?\n/, '');
}
function parseHead(body) {
    const match = MARKER_HEAD.exec(body);
    return match ? { index: match.index, version: Number(match[1] ?? 0), scope: match[2] } : undefined;
}
function parseMarker(body) {
    const index = parseHead(body)?.index ?? 0;
    const [text, scope = '', keyHash = '', payload, signature] = MARKER.exec(body.slice(index)) ?? [];
    return text === undefined ? undefined : { index, text, scope, keyHash, payload, signature };
}
function isCutMarker(body, scope) {
    return body.includes(`${MARKER_NAME}v${record_codec_VERSION} ${scope} `);
}
function isEqual(a, b) {
    const [one, other] = [Buffer.from(a), Buffer.from(b)];
    return one.length === other.length && (0,external_node_crypto_.timingSafeEqual)(one, other);
}
function* reductions(original) {
    yield original;
    const { savedReport } = original;
    const record = withPlans(withHistory(original, 20), 6);
    yield record;
    const textless = savedReport === undefined ? record : { ...record, savedReport: { atMs: savedReport.atMs, report: null } };
    yield textless;
    const current = withShownActs(withPlans(withHistory(textless, 8), 2));
    yield current;
    const shown = digestsShownLast(current);
    const withoutFailures = (0,state_record .zo)(current, ({ holds, jobs }, key) => ({
        holds,
        jobs: jobs.filter((job) => isEssential(job) || (job.approval && shown.has((0,shown_plans .VK)((0,state_record .hj)(key))))),
    }));
    yield withoutFailures;
    const recent = withoutOldHolds(withoutFailures);
    yield recent;
    const minimal = withFewestHolds(recent);
    yield minimal;
    const withoutHistory = withHistory(minimal, 0);
    yield withoutHistory;
    for (const maxOwners of FEWER_OWNERS)
        yield withFewerOwners(withoutHistory, maxOwners);
    const withoutActs = (0,state_record .zo)({ ...withPlans(withFewerOwners(withoutHistory, 0), 1), acts: undefined }, ({ holds, jobs }) => ({ holds, jobs: jobs.filter(isEssential) }));
    yield withoutActs;
    yield (0,state_record .zo)(withoutActs, ({ holds, jobs }) => ({ holds: holds.map(withoutFingerprint), jobs }));
}
function withFewerFailures(record) {
    const isPricedFailure = (job) => !isEssential(job) && job.price !== undefined;
    return {
        ...record,
        requests: Object.fromEntries(Object.entries(record.requests).map(([key, { holds, jobs }]) => {
            const oldest = new Set(jobs.filter(isPricedFailure).slice(MAX_PRICED_FAILURES));
            return [key, { holds, jobs: jobs.filter((job) => !oldest.has(job)) }];
        })),
    };
}
const withHistory = (record, maxEntries) => ({
    ...record,
    history: record.history && (0,state_history ._0)(record.history, maxEntries),
});
const withPlans = (record, maxPlans) => ({
    ...record,
    shownPlans: record.shownPlans && (0,limit_plans .e)(record.shownPlans, maxPlans),
    acts: record.acts && (0,recorded_acts .j)(record.acts, 2 * maxPlans),
});
const digestsShownLast = ({ shownPlans = [] }) => new Set((0,shown_plans .WC)(shownPlans).flatMap(shown_plans .uD));
function withShownActs(record) {
    const shown = digestsShownLast(record);
    const acts = record.acts?.flatMap((act) => {
        const digests = act.digests.filter((digest) => shown.has(digest));
        return digests.length > 0 ? [{ ...act, digests }] : [];
    });
    return { ...record, acts };
}
const withoutFingerprint = ({ fingerprint: _, ...hold }) => hold;
const isEssential = ({ isUnfinished, outputModel }) => isUnfinished || outputModel !== undefined;


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

 8043:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 j: () => ( limitActs),
 y: () => ( mergeActs)
 });
 var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6948);

const MAX_ACTS = 40;
function limitActs(acts, maxActs = MAX_ACTS) {
    const isStart = ({ act }) => Number(act === 'dispatch');
    const kept = acts.toSorted((a, b) => isStart(a) - isStart(b)).slice(-maxActs);
    return acts.filter((act) => kept.includes(act));
}
function mergeActs(a, b) {
    if (a === undefined || b === undefined)
        return a ?? b;
    const newest = new Map([...a, ...b]
        .sort(compareActs)
        .flatMap(({ digests, ...act }) => digests.map((digest) => [JSON.stringify([digest, act.by, act.act]), { act, digest }])));
    const ofAct = Map.groupBy(newest.values(), ({ act }) => contentOf(act));
    return [...ofAct.values()]
        .flatMap(([first, ...more]) => first === undefined
        ? []
        : [{ ...first.act, digests: [first, ...more].map(({ digest }) => digest).sort() }])
        .sort(compareActs);
}
function compareActs(a, b) {
    const isWhole = ({ isHalf }) => Number(isHalf !== true);
    const isAlone = ({ isIndependent }) => Number(isIndependent === true);
    return (a.atMs - b.atMs ||
        isWhole(a) - isWhole(b) ||
        isAlone(a) - isAlone(b) ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .n6)(contentOf(a), contentOf(b)));
}
const contentOf = ({ act, by, byId, atMs, url, actId, isIndependent, isHalf }) => JSON.stringify([act, by, byId, atMs, url, actId, isIndependent, isHalf]);


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


 }),

 1793:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 d0: () => ( endEditedPlans),
 s_: () => ( recordDisplay)
 });
 var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
 var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = __webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
 var _approval_account_names_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5469);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
 var _limit_plans_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(963);
 var _recorded_acts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8043);
 var _shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3273);






function recordDisplay(record, display, { key, text, isOfSeveral, nowMs }) {
    if (record.shownPlans === undefined && display?.needsApproval !== true)
        return record;
    const acts = (0,_recorded_acts_js__WEBPACK_IMPORTED_MODULE_3__ .j)((0,_recorded_acts_js__WEBPACK_IMPORTED_MODULE_3__ .y)(record.acts, display?.acts) ?? []);
    const withActs = acts.length > 0 ? { ...record, acts } : record;
    const known = isOfSeveral ? closePlans(withActs, nowMs) : withActs;
    if (text === undefined)
        return display === undefined ? known : addPusher(known, display);
    return display === undefined ? closePlans(known, nowMs) : showPlan(known, display, { key, text, nowMs });
}
function showPlan(record, { digests, hidden, isPartial, origin, pusher, knownPushers = [], }, { key, text, nowMs }) {
    const content = { key, digests: toShown(digests), hidden: toShown(hidden), isPartial };
    const plans = record.shownPlans ?? [];
    const current = plans.find((plan) => plan.untilMs === undefined && (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .$E)(plan) === (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .$E)(content));
    const commits = origin === undefined ? [] : [(0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .Ax)(origin.commit)];
    const before = current ?? (origin === undefined ? plans.findLast((plan) => plan.key === key) : undefined);
    const pushers = (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .KC)(current?.pushers ?? [], pusher === undefined ? [] : (0,_approval_account_names_js__WEBPACK_IMPORTED_MODULE_5__ .Er)(pusher));
    const first = { pushers, firstCommits: commits, inputsHash: origin?.inputsHash };
    const next = {
        ...content,
        sinceMs: current?.sinceMs ?? nowMs,
        ...(current === undefined || !(0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .TN)(current) ? first : originOf(current, origin)),
        commits: (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .KC)(before?.commits ?? [], commits),
        newestRuns: (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .r2)(current?.newestRuns ?? {}, origin === undefined || origin.isNotHead || origin.isOtherCommit
            ? {}
            : { [origin.ownerHash]: origin.runId }),
        textHash: hashText(text),
    };
    const others = plans.filter((plan) => plan !== current).map((plan) => close(plan, nowMs));
    return { ...record, shownPlans: withPushers((0,_limit_plans_js__WEBPACK_IMPORTED_MODULE_2__ .e)([...others, next]), knownPushers, commits) };
}
function originOf(current, origin) {
    const { pushers, firstCommits, inputsHash, hasAllPushers } = current;
    const isOther = origin !== undefined && origin.inputsHash !== inputsHash;
    const hasOtherInputs = isOther ? true : current.hasOtherInputs;
    return { pushers, firstCommits, inputsHash, hasAllPushers, hasOtherInputs };
}
function withPushers(plans, knownPushers, commits) {
    return plans.map((plan) => {
        const ofPlan = knownPushers.filter(({ digest }) => plan === (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .tP)(plans, (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .VK)(digest)));
        const first = ofPlan.filter(({ firstShownMs }) => firstShownMs === undefined
            ? commits.some((commit) => plan.firstCommits.includes(commit))
            : plan.sinceMs === firstShownMs);
        const later = ofPlan.filter(({ firstShownMs = Infinity }) => firstShownMs < plan.sinceMs);
        const laterDigests = later.map(({ digest }) => (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .VK)(digest));
        const isLater = (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .uD)(plan).every((digest) => laterDigests.includes(digest));
        const known = first.length === 0 && isLater ? later : first;
        if (known.length === 0)
            return plan;
        const pushers = known.flatMap(({ names }) => names);
        return { ...plan, pushers: (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .KC)(plan.pushers, pushers), hasAllPushers: true };
    });
}
function addPusher(record, { digests, hidden, origin, pusher, pushedAtMs = -Infinity, knownPushers = [], }) {
    if (record.shownPlans === undefined)
        return record;
    const commits = origin === undefined ? [] : [(0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .Ax)(origin.commit)];
    const plans = withPushers(record.shownPlans, knownPushers, commits);
    const firsts = new Set([...digests, ...hidden].map((digest) => (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .tP)(plans, (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .VK)(digest))));
    const has = (shown) => commits.some((commit) => shown.includes(commit));
    const mayBePushed = (plan) => plan.hasAllPushers !== true &&
        pushedAtMs <= plan.sinceMs &&
        (has(plan.firstCommits) || !has(plan.commits));
    const pushers = pusher === undefined ? [] : (0,_approval_account_names_js__WEBPACK_IMPORTED_MODULE_5__ .Er)(pusher);
    return {
        ...record,
        shownPlans: plans.map((plan) => firsts.has(plan) && mayBePushed(plan) ? { ...plan, pushers: (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .KC)(plan.pushers, pushers) } : plan),
    };
}
function closePlans(record, nowMs) {
    return record.shownPlans === undefined
        ? record
        : { ...record, shownPlans: record.shownPlans.map((plan) => close(plan, nowMs)) };
}
const MAX_WRITE_MS = _timeouts_js__WEBPACK_IMPORTED_MODULE_1__ .bB + 5_000;
function endEditedPlans(record, text, updatedAtMs = record.writtenAtMs) {
    const { shownPlans, writtenAtMs = Infinity } = record;
    if (shownPlans === undefined)
        return record;
    const isOurs = updatedAtMs === undefined || updatedAtMs <= writtenAtMs + MAX_WRITE_MS;
    const provenMs = record.writtenAtMs ?? 0;
    const hash = hashText(text);
    const isIntact = ({ untilMs, textHash }) => untilMs !== undefined || (isOurs && textHash === hash);
    return {
        ...record,
        shownPlans: shownPlans.map((plan) => isIntact(plan) ? plan : close(plan, Math.max(plan.sinceMs, provenMs))),
    };
}
const toShown = (digests) => [...new Set(digests.map(_shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .VK))].sort();
function close(plan, nowMs) {
    return plan.untilMs === undefined ? { ...plan, untilMs: nowMs, textHash: undefined } : plan;
}
function hashText(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(text.replaceAll('\r\n', '\n').trim())
        .digest('hex')
        .slice(0, _shown_plans_js__WEBPACK_IMPORTED_MODULE_4__ .pJ);
}


 }),

 3273:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 $E: () => ( contentOf),
 Ax: () => ( shortCommit),
 BP: () => ( CHANGE_GRACE_MS),
 KC: () => ( union),
 MP: () => ( mergeShownPlans),
 OA: () => ( comparePlans),
 QO: () => ( findReplacingRun),
 TN: () => ( hasOrigin),
 VK: () => ( shortDigest),
 WC: () => ( plansShownLast),
 ay: () => ( shownSince),
 ev: () => ( asksFor),
 pJ: () => ( SHORT_DIGEST_LENGTH),
 r2: () => ( mergeNewestRuns),
 rP: () => ( isForgotten),
 tP: () => ( findFirstPlan),
 uD: () => ( requestsOf)
 });
 var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6948);

const CHANGE_GRACE_MS = 60_000;
const SHORT_DIGEST_LENGTH = 32;
function shortDigest(digest) {
    return digest.replace(/^v\d+-/, '').slice(0, SHORT_DIGEST_LENGTH);
}
function shortCommit(commit) {
    return commit.slice(0, 32);
}
function asksFor({ digests, hidden }, digest) {
    return digests.includes(digest) || hidden.includes(digest);
}
function findFirstPlan(plans, digest) {
    const [first] = plans
        .filter((plan) => hasOrigin(plan) && asksFor(plan, digest))
        .toSorted((a, b) => a.sinceMs - b.sinceMs);
    return first;
}
function shownSince(plan, digest, plans) {
    const { key, sinceMs, inputsHash } = plan;
    const ended = plans.filter((each) => each.key === key && each.untilMs === sinceMs && each !== plan);
    const [before] = ended;
    const isContinued = before !== undefined &&
        ended.length === 1 &&
        before.sinceMs < sinceMs &&
        before.digests.includes(digest) &&
        before.inputsHash !== undefined &&
        before.inputsHash === inputsHash &&
        before.hasOtherInputs !== true &&
        !before.isPartial;
    return isContinued ? shownSince(before, digest, plans) : sinceMs;
}
function plansShownLast(plans) {
    const byKey = Map.groupBy(plans.filter((plan) => !isForgotten(plan)).toSorted(comparePlans), ({ key }) => key);
    return [...byKey.values()].flatMap((ofKey) => {
        const open = ofKey.filter(({ untilMs }) => untilMs === undefined);
        return open.length > 0 ? open : ofKey.slice(-1);
    });
}
const requestsOf = ({ digests, hidden }) => [...digests, ...hidden];
const hasOrigin = ({ firstCommits }) => firstCommits.length > 0;
function mergeShownPlans(a, b) {
    if (a === undefined || b === undefined)
        return a ?? b;
    const byKey = new Map();
    for (const plan of [...a, ...b]) {
        const key = JSON.stringify([plan.sinceMs, contentOf(plan)]);
        const known = byKey.get(key);
        byKey.set(key, known === undefined ? plan : mergePlan(known, plan));
    }
    return [...byKey.values()].sort(comparePlans);
}
function mergePlan(a, b) {
    const ends = [a, b].flatMap(({ untilMs }) => untilMs ?? []);
    const untilMs = ends.length === 0 ? undefined : Math.min(...ends);
    const [textHash] = [a, b].flatMap((plan) => plan.textHash ?? []).sort(_record_js__WEBPACK_IMPORTED_MODULE_0__ .n6);
    return {
        ...a,
        untilMs,
        pushers: union(a.pushers, b.pushers),
        firstCommits: union(a.firstCommits, b.firstCommits),
        commits: union(a.commits, b.commits),
        inputsHash: common(a, b),
        hasOtherInputs: a.hasOtherInputs ?? b.hasOtherInputs,
        hasAllPushers: a.hasAllPushers ?? b.hasAllPushers,
        newestRuns: mergeNewestRuns(a.newestRuns, b.newestRuns),
        textHash: untilMs === undefined ? textHash : undefined,
    };
}
function mergeNewestRuns(a, b) {
    const entries = union(Object.keys(a), Object.keys(b)).map((owner) => {
        const ids = [a, b].flatMap((runs) => runs[owner] ?? []);
        return [owner, ids.sort(_record_js__WEBPACK_IMPORTED_MODULE_0__ .PX).at(-1) ?? ''];
    });
    return Object.fromEntries(entries);
}
function findReplacingRun(plans, { key, ownerHash, runId, digest }) {
    const ofStep = plans.filter((plan) => plan.key === key);
    const [newest] = ofStep
        .flatMap(({ newestRuns }) => newestRuns[ownerHash] ?? [])
        .toSorted((a, b) => (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .PX)(b, a));
    if (newest === undefined || (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .PX)(newest, runId) <= 0)
        return undefined;
    const ofNewest = ofStep.filter(({ newestRuns }) => newestRuns[ownerHash] === newest);
    return ofNewest.some((plan) => asksFor(plan, digest)) ? undefined : newest;
}
function common(a, b) {
    return a.inputsHash === b.inputsHash ? a.inputsHash : undefined;
}
function union(a, b) {
    return [...new Set([...a, ...b])].sort();
}
function comparePlans(a, b) {
    return a.sinceMs - b.sinceMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .n6)(contentOf(a), contentOf(b));
}
const isForgotten = ({ untilMs }) => untilMs === 0;
const contentOf = ({ key, digests, hidden, isPartial }) => JSON.stringify([key, digests, hidden, isPartial]);


 }),

 7112:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 SY: () => ( mergeSubtotals),
 VY: () => ( droppedAmount),
 _H: () => ( withSubtotals)
 });
 var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6948);

function mergeSubtotals(as = [], bs = []) {
    const byStep = new Map();
    for (const each of [...as, ...bs]) {
        const id = JSON.stringify([each.key, each.owner, each.service]);
        const known = byStep.get(id);
        const isLater = (other) => each.untilMs > other.untilMs || (each.untilMs === other.untilMs && each.amount > other.amount);
        if (known === undefined || isLater(known))
            byStep.set(id, each);
    }
    const sorted = [...byStep].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
    return sorted.length > 0 ? sorted : undefined;
}
function withSubtotals(smaller, record, key) {
    const idOf = ({ id, service }) => `${id} ${service}`;
    const kept = new Set(pricedJobs(smaller).map(idOf));
    const all = pricedJobs(record);
    const dropped = all.filter((job) => !kept.has(idOf(job)));
    const bySubmitter = Map.groupBy(dropped, ({ owner, service }) => `${owner} ${service}`);
    const subtotals = [...bySubmitter.values()].map((jobs) => {
        const [{ owner, service }] = jobs;
        const known = record.subtotals?.find((each) => each.key === key && isSubmitter(each, { owner, service }));
        const { untilMs: sinceMs, amount } = known ?? { untilMs: -Infinity, amount: 0 };
        const untilMs = Math.max(sinceMs, ...jobs.map(({ atMs }) => atMs));
        const added = all.filter((job) => isSubmitter(job, { owner, service }) && job.atMs > sinceMs && job.atMs <= untilMs);
        return { key, owner, service, untilMs, amount: amount + sumPrices(added) };
    });
    return subtotals.length > 0
        ? { ...smaller, subtotals: mergeSubtotals(record.subtotals, subtotals) }
        : smaller;
}
function droppedAmount(record, service) {
    const jobs = pricedJobs(record).filter((job) => job.service === service);
    const subtotals = (record.subtotals ?? []).filter((each) => each.service === service);
    const byOwner = Map.groupBy(subtotals, ({ owner }) => owner);
    return [...byOwner].reduce((total, [owner, ofOwner]) => {
        const amounts = ofOwner.map(({ untilMs, amount }) => amount - sumPrices(jobs.filter((job) => job.owner === owner && job.atMs <= untilMs)));
        return total + Math.max(0, ...amounts);
    }, 0);
}
function pricedJobs({ requests }) {
    return Object.entries(requests).flatMap(([key, { jobs }]) => jobs.flatMap(({ id, owner, atMs, price, provenance }) => price === undefined || provenance === 'unsigned'
        ? []
        : [{ id, owner, atMs, price, service: (0,_record_js__WEBPACK_IMPORTED_MODULE_0__ .E5)(key) }]));
}
const isSubmitter = (a, b) => a.owner === b.owner && a.service === b.service;
const sumPrices = (jobs) => jobs.reduce((total, { price }) => total + price, 0);


 })

};
;