"use strict";
exports.id = 546;
exports.ids = [546];
exports.modules = {

/***/ 9147:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QC: () => (/* binding */ describeApprovers),
/* harmony export */   f3: () => (/* binding */ describeActs),
/* harmony export */   uh: () => (/* binding */ describeRejected)
/* harmony export */ });
/* harmony import */ var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);
/* harmony import */ var _find_acts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7364);


/** Who may approve: roles and logins, in backticks. */
function describeApprovers({ from, users }) {
    return [
        ...(from.length === 0 ? [] : [`somebody with the role ${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__/* .joinWithOr */ .uy)(from.map((role) => `\`${role}\``))}`]),
        ...users.map((login) => `\`${login}\``),
    ];
}
const ACTS = {
    review: 'a review that approves',
    comment: `the comment \`${_find_acts_js__WEBPACK_IMPORTED_MODULE_1__/* .APPROVAL_COMMAND */ .Eh}\``,
    label: `the label \`${_find_acts_js__WEBPACK_IMPORTED_MODULE_1__/* .APPROVAL_LABEL */ .TI}\``,
};
/** `a review that approves, or the comment ...`. */
function describeActs(by) {
    return (0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__/* .joinWithOr */ .uy)(by.map((kind) => ACTS[kind]));
}
const NAMES = {
    review: 'review',
    comment: 'comment',
    label: 'label',
    dispatch: 'start by hand',
};
const MAX_DESCRIBED = 10;
/** Why acts do not count: the newest ones each, such as `the review of ada: ...`. */
function describeRejected(rejected) {
    const judged = rejected.filter(({ objection }) => objection.kind !== 'not-asked');
    const [notAsked, more] = [rejected.length - judged.length, judged.length - MAX_DESCRIBED];
    return [
        ...judged
            .slice(-MAX_DESCRIBED)
            .map(({ act, objection }) => `the ${NAMES[act.kind]} of \`${act.author.login}\`: ${describeObjection(objection)}`),
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
    dismissed: 'it was dismissed, which also ends their earlier ones',
    edited: 'it was edited',
    'taken-off': 'it was taken off',
};
function describeObjection(objection) {
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
            return 'it is unknown who pushed the change, so a second person who may approve must do so, too';
        case 'not-shown':
            return 'this plan was not shown then, so it needs a new approval';
        case 'withdrawn':
            return WITHDRAWALS[objection.because];
        case 'not-asked':
            return 'their role was not read';
        case 'not-named':
            return 'it names another request';
        case 'not-head':
            return 'the branch had another commit then, so this needs a new approval';
        case 'just-changed':
            return 'the plan had been shown for less than a minute, so it needs a new approval';
    }
}


/***/ }),

/***/ 7364:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ withdrawnReviews),
/* harmony export */   Eh: () => (/* binding */ APPROVAL_COMMAND),
/* harmony export */   TI: () => (/* binding */ APPROVAL_LABEL),
/* harmony export */   Z3: () => (/* binding */ approvingComments),
/* harmony export */   aN: () => (/* binding */ approvingReviews),
/* harmony export */   dX: () => (/* binding */ withdrawnLabel),
/* harmony export */   jP: () => (/* binding */ approvingLabel),
/* harmony export */   nN: () => (/* binding */ withdrawnComments),
/* harmony export */   nv: () => (/* binding */ dispatchAct)
/* harmony export */ });
/** The label that approves. */
const APPROVAL_LABEL = 'train';
/** The comment that approves; may be followed by digests. */
const APPROVAL_COMMAND = '/train';
/** Somebody could make two requests that agree in fewer digits. */
const COMMAND = /^\/train((?:[ \t]+(?:v\d+-)?[\da-f]{32,64})*)[ \t]*$/i;
/** Of GitHub and of Gitea: what does not decide. */
const UNDECIDED = ['COMMENTED', 'COMMENT', 'PENDING', 'REQUEST_REVIEW'];
/**
 * The reviews that approve and still stand: a person's newest ones that are not only comments, as far back as all of them
 * approve. Each is about what was shown at its time. A dismissal by a person ends a review and those before it, as on
 * GitHub's pages; one by a push does not.
 */
function approvingReviews(reviews, events) {
    return decisions(reviews, events).flatMap((ofPerson) => {
        const lastObjection = ofPerson.findLastIndex(({ state }) => state !== 'APPROVED');
        return ofPerson.slice(lastObjection + 1).map(({ review }) => toReviewAct(review));
    });
}
/** The newest review of each person who has approved and no longer does. */
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
/** The reviews of each person that are not only comments, oldest first. */
function decisions(reviews, events) {
    const dismissals = new Map(events.flatMap((event) => (event.kind === 'review_dismissed' ? [[event.reviewId, event]] : [])));
    const all = reviews.map((review) => {
        const dismissal = review.state === 'DISMISSED' ? dismissals.get(review.id) : undefined;
        const stateBefore = dismissal?.previousState.toUpperCase();
        return { review, state: dismissal?.isByPush ? (stateBefore ?? '') : review.state, stateBefore };
    });
    const deciding = all.filter(({ state }) => !UNDECIDED.includes(state));
    const byPerson = Map.groupBy(deciding, ({ review }) => review.author.login.toLowerCase());
    return [...byPerson.values()].map((ofPerson) => ofPerson.toSorted(({ review: a }, { review: b }) => a.submittedAtMs - b.submittedAtMs || a.id - b.id));
}
function toReviewAct({ id, author, submittedAtMs, url, isInsider }) {
    return { kind: 'review', id: `review ${id}`, author, atMs: submittedAtMs, url, isInsider };
}
/** The comments whose first line is `/train`. An edited one may have said something else when people saw it. */
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
/**
 * The label, while it is on: whoever takes it off ends what it approved, also for when it comes back. `labels`: the current
 * ones, because the events of a renamed label have its new name.
 */
function approvingLabel(events, labels) {
    const newest = labelEvents(events).at(-1);
    return labels.some(isOurs) && newest?.kind === 'labeled' ? [toLabelAct(newest)] : [];
}
function withdrawnLabel(events, labels) {
    const newest = labelEvents(events).findLast(({ kind }) => kind === 'labeled');
    const isOn = approvingLabel(events, labels).length > 0;
    return newest === undefined || isOn ? [] : [{ act: toLabelAct(newest), because: 'taken-off' }];
}
// GitHub does not tell labels apart by case.
const isOurs = (label) => label.toLowerCase() === APPROVAL_LABEL;
/** Oldest first. */
function labelEvents(events) {
    return events
        .filter((event) => event.kind !== 'review_dismissed' && isOurs(event.label))
        .toSorted((a, b) => a.atMs - b.atMs || a.id - b.id);
}
/** Nobody adds a label without the role `triage` or a higher one. */
function toLabelAct({ id, actor, atMs }) {
    return { kind: 'label', id: `label ${id}`, author: actor, atMs, isInsider: true };
}
/** Whoever starts the workflow by hand approves whatever it submits. */
function dispatchAct(dispatch) {
    if (dispatch === undefined)
        return [];
    const { by, atMs, url, runId } = dispatch;
    return [{ kind: 'dispatch', id: `dispatch ${runId}`, author: by, atMs, url, isInsider: true }];
}


/***/ }),

/***/ 4491:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ formatPrice),
/* harmony export */   H: () => (/* binding */ formatBudget)
/* harmony export */ });
/* harmony import */ var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);

/** `1,234.50 EUR`, with at most two decimals. Rounds up, so that no price is shown as less than it is. */
function formatPrice(price) {
    return formatAmount(price, (cents) => Math.ceil(cents - CENT_TOLERANCE));
}
/** Like `formatPrice`, but rounds down, so that a price above the budget never looks equal to it. */
function formatBudget(budget) {
    return formatAmount(budget, (cents) => Math.floor(cents + CENT_TOLERANCE));
}
/** Products of decimal fractions are off by a little: 1.1 x 100 is 110.00000000000001. */
const CENT_TOLERANCE = 1e-6;
function formatAmount({ amount, currency }, round) {
    const rounded = round(amount * 100) / 100;
    const digits = Number.isInteger(rounded) ? String(rounded) : rounded.toFixed(2);
    return `${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__/* .groupDigits */ .K9)(digits)} ${currency}`;
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

/***/ 5953:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PJ: () => (/* binding */ expectedDuration),
/* harmony export */   Wy: () => (/* binding */ historyBlock),
/* harmony export */   bb: () => (/* binding */ replacedJobs),
/* harmony export */   dr: () => (/* binding */ endedJobs)
/* harmony export */ });
/* harmony import */ var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6722);
/* harmony import */ var _display_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9900);
/* harmony import */ var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2998);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6523);
/* harmony import */ var _job_times_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(270);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(569);
/* harmony import */ var _run_context_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4757);
/* harmony import */ var _saved_report_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9204);








const MAX_SHOWN = 20;
const MAX_REASON_LENGTH = 100;
const MAX_CHANGED_FIELDS = 3;
/** The jobs of a report that have ended, for the history of the comment. */
function endedJobs(model) {
    return jobsOf(model).filter(({ outcome }) => outcome !== 'running');
}
/** The jobs of the last report in a record, whether they have ended or not. */
function replacedJobs(record, context) {
    const model = (0,_saved_report_js__WEBPACK_IMPORTED_MODULE_5__/* .restoreReport */ .HA)(record, context.issueNumber ?? 0, context);
    return model === undefined ? [] : jobsOf(model);
}
function jobsOf(model) {
    return model.states.flatMap((state) => (state.job === undefined ? [] : [toEntry(state, state.job, model)]));
}
function toEntry(state, job, model) {
    const { nowMs, specDiffs } = model;
    const hasEnded = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .isTerminal */ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePhase */ .xl)(job.status));
    const outcome = (0,_saved_report_js__WEBPACK_IMPORTED_MODULE_5__/* .isUnfinished */ .ui)(state) ? 'running' : endOf(state, job);
    const result = outcome === 'succeeded' ? job.outputModel : shorten(job.reason ?? '');
    const changed = describeChange(specDiffs?.diffs.get(state.label));
    return {
        jobId: job.id,
        label: state.label,
        outcome,
        result: result === '' ? undefined : result,
        changed: changed === '' ? undefined : changed,
        durationMs: hasEnded ? (0,_job_times_js__WEBPACK_IMPORTED_MODULE_4__/* .jobDurationMs */ .u2)(state, nowMs) : undefined,
        endedAtMs: (hasEnded ? (0,_job_times_js__WEBPACK_IMPORTED_MODULE_4__/* .timeSpans */ .x)(state, nowMs).at(-1)?.startMs : undefined) ?? nowMs,
    };
}
/** A step that stopped waiting may have seen the end of its job. */
function endOf({ outcome = 'running' }, job) {
    return outcome === 'timed-out' ? (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .currentOutcome */ ._P)(job) : outcome;
}
function shorten(reason) {
    const characters = Array.from(reason.replace(/\s+/g, ' ').trim());
    const isLong = characters.length > MAX_REASON_LENGTH;
    return isLong ? `${characters.slice(0, MAX_REASON_LENGTH).join('')}…` : characters.join('');
}
/** `learning_rate 1e-5, dataset_ids +1 −1`. */
function describeChange(diff) {
    if (diff?.kind === 'new')
        return 'new spec';
    if (diff?.kind !== 'changed')
        return '';
    const parts = diff.fields.map(({ field, after, added, removed }) => {
        const name = field.slice(field.lastIndexOf('.') + 1);
        if (added ?? removed)
            return [name, added && `+${added.length}`, removed && `−${removed.length}`].filter(Boolean).join(' ');
        return after === undefined ? `no ${name}` : `${name} ${after}`;
    });
    const more = parts.length - MAX_CHANGED_FIELDS;
    const shown = [...parts.slice(0, MAX_CHANGED_FIELDS), ...(more > 0 ? [`${more} more`] : [])];
    return shorten(shown.join(', '));
}
const DISPLAY = {
    succeeded: [_display_state_js__WEBPACK_IMPORTED_MODULE_1__/* .ICONS */ .Z.good, 'trained'],
    failed: [_display_state_js__WEBPACK_IMPORTED_MODULE_1__/* .ICONS */ .Z.bad, 'failed'],
    cancelled: [_display_state_js__WEBPACK_IMPORTED_MODULE_1__/* .ICONS */ .Z.stopped, 'cancelled'],
    superseded: [_display_state_js__WEBPACK_IMPORTED_MODULE_1__/* .ICONS */ .Z.stopped, 'replaced by a newer run'],
    running: [_display_state_js__WEBPACK_IMPORTED_MODULE_1__/* .ICONS */ .Z.active, 'running when a newer run took over'],
};
/** The jobs that the comment has reported on before, folded. */
function historyBlock(model) {
    const current = new Set(model.states.map(({ job }) => job?.id));
    const entries = (model.history ?? []).filter(({ jobId }) => !current.has(jobId));
    if (entries.length === 0)
        return [];
    const hasSeveralLabels = new Set([...entries, ...model.states].map(({ label }) => label)).size > 1;
    const rows = entries.slice(0, MAX_SHOWN).map((entry) => {
        const { jobId, label, outcome, result = '', changed = '', durationMs } = entry;
        const [icon, reason] = DISPLAY[outcome] ?? [_display_state_js__WEBPACK_IMPORTED_MODULE_1__/* .ICONS */ .Z.attention, 'end unknown'];
        return [
            icon,
            outcome === 'succeeded' && result !== ''
                ? _markdown_js__WEBPACK_IMPORTED_MODULE_6__/* .code */ .aY(result)
                : _markdown_js__WEBPACK_IMPORTED_MODULE_6__/* .escapeMessage */ .hC(result === '' ? reason : result),
            _markdown_js__WEBPACK_IMPORTED_MODULE_6__/* .link */ .nf(_markdown_js__WEBPACK_IMPORTED_MODULE_6__/* .code */ .aY(jobId.slice(0, 8)), (0,_run_context_js__WEBPACK_IMPORTED_MODULE_7__/* .jobUrl */ .Ne)(model.context, jobId)),
            _markdown_js__WEBPACK_IMPORTED_MODULE_6__/* .escapeText */ .X1(changed),
            durationMs === undefined ? '' : _markdown_js__WEBPACK_IMPORTED_MODULE_6__/* .unbroken */ .D_((0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatDuration */ .a3)(durationMs)),
            hasSeveralLabels ? _markdown_js__WEBPACK_IMPORTED_MODULE_6__/* .code */ .aY(label) : '',
        ];
    });
    const headings = ['', 'model or reason', 'job', 'changed', 'took', 'spec'];
    const more = entries.length - MAX_SHOWN;
    const table = _markdown_js__WEBPACK_IMPORTED_MODULE_6__/* .table */ .tp(..._markdown_js__WEBPACK_IMPORTED_MODULE_6__/* .dropEmptyColumns */ ._C(headings, rows));
    return [
        _markdown_js__WEBPACK_IMPORTED_MODULE_6__/* .details */ .zH(`Earlier jobs of this pull request (${entries.length})`, more > 0 ? `${table}\n\n${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_2__/* .groupDigits */ .K9)(more)} older ones are not shown.` : table),
    ];
}
/** How long earlier jobs of the same spec took, while it trains. */
function expectedDuration(state, model) {
    if ((0,_display_state_js__WEBPACK_IMPORTED_MODULE_1__/* .displayState */ .i)(state, model).icon !== _display_state_js__WEBPACK_IMPORTED_MODULE_1__/* .ICONS */ .Z.active)
        return [];
    const durations = (model.history ?? []).flatMap(({ label, outcome, jobId, durationMs = 0 }) => outcome === 'succeeded' && label === state.label && jobId !== state.job?.id && durationMs > 0
        ? [durationMs]
        : []);
    if (durations.length === 1)
        return [`An earlier job of this spec took ${(0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatDuration */ .a3)(durations[0] ?? 0)}.`];
    if (durations.length > 1)
        return [`Earlier jobs of this spec took ${formatRange(durations)} (${durations.length} jobs).`];
    const { durationsMs = [] } = model.plan?.specs.get(state.label) ?? {};
    return durationsMs.length === 0
        ? []
        : [
            `Jobs of this kind, model and size took ${formatRange(durationsMs)} (${(0,_format_js__WEBPACK_IMPORTED_MODULE_3__/* .pluralize */ .td)(durationsMs.length, 'job')} in the service's list).`,
        ];
}
/** `1 h 20 min to 1 h 40 min`, or one duration if they look the same. */
function formatRange(durations) {
    const [shortest = '', longest] = [Math.min(...durations), Math.max(...durations)].map(_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatDuration */ .a3);
    return shortest === longest ? shortest : `${shortest} to ${longest}`;
}


/***/ }),

/***/ 569:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AK: () => (/* binding */ chunkTable),
/* harmony export */   D_: () => (/* binding */ unbroken),
/* harmony export */   EU: () => (/* binding */ fence),
/* harmony export */   X1: () => (/* binding */ escapeText),
/* harmony export */   _C: () => (/* binding */ dropEmptyColumns),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   hC: () => (/* binding */ escapeMessage),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   nX: () => (/* binding */ truncateBlocks),
/* harmony export */   nf: () => (/* binding */ link),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   zH: () => (/* binding */ details)
/* harmony export */ });
/* unused harmony export htmlText */
/**
 * Markdown and HTML for GitHub. Text of the service or of a spec stays text: it cannot open markup, mention anybody,
 * create links or forge a record marker.
 */
/** GitHub finds mentions and references after it has resolved Markdown and entities, so escaping does not stop it. */
const ZERO_WIDTH_SPACE = '\u200b';
/** Escapes text for a paragraph, a quote or a table cell. Joins lines. */
function escapeText(value) {
    return escapeMarkdown(toSingleLine(value)).replace(BLOCK_START, '$1\\$2');
}
/** Escapes one of our messages: code in backticks stays code, everything else stays text. Joins lines. */
function escapeMessage(value) {
    const parts = toSingleLine(value).split('`');
    if (parts.length % 2 === 0)
        return escapeText(value);
    return parts
        .map((part, n) => (n % 2 === 1 ? code(part) : escapeMarkdown(part)))
        .join('')
        .trimStart() // Four blanks would begin a code block.
        .replace(BLOCK_START, '$1\\$2');
}
/** Text inside an HTML block. */
function htmlText(value) {
    return defang(escapeHtml(toSingleLine(value)));
}
/** A code span for running text, a heading or a table cell. */
function code(value) {
    const content = toSingleLine(value);
    if (content === '')
        return '';
    // A bar ends a table cell even in a code span, and renderers disagree about `\\|` there.
    if (content.includes('|'))
        return `<code>${escapeText(content)}</code>`;
    const ticks = '`'.repeat(longestRunLength(content, '`') + 1);
    const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
    return `${ticks}${pad}${content}${pad}${ticks}`;
}
/** One of our own short texts, on one line even in a narrow column. */
function unbroken(text) {
    return text.replaceAll(' ', '&nbsp;');
}
/** A code block. Keeps lines. */
function fence(value, language = '') {
    const content = value.replace(/\r\n?/g, '\n').replace(CONTROL_BUT_NEWLINE, '\ufffd').toWellFormed();
    const ticks = '`'.repeat(Math.max(3, longestRunLength(content, '`') + 1));
    return `${ticks}${language}\n${content}\n${ticks}`;
}
/** Code in backticks stays code. */
function quote(value) {
    return `> ${escapeMessage(value)}`;
}
/** A table whose cells are Markdown already. */
function table(headings, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}
/** Splits a long table, so that `truncateBlocks` can drop parts of it. */
function chunkTable(headings, rows) {
    const tables = [];
    for (let n = 0; n < rows.length; n += 25)
        tables.push(table(headings, rows.slice(n, n + 25)));
    return tables;
}
/** Drops columns without any content. */
function dropEmptyColumns(headings, rows) {
    const isUsed = headings.map((_, n) => rows.some((row) => row[n] !== ''));
    const kept = (cells) => cells.filter((_, n) => isUsed[n]);
    return [kept(headings), rows.map(kept)];
}
/** A folded section. */
function details(summary, body) {
    return `<details><summary>${htmlText(summary)}</summary>\n\n${body}\n\n</details>`;
}
/** A link around Markdown, or only the Markdown if the URL is not http(s). The URL must be encoded already. */
function link(markdown, url) {
    if (url === undefined || !/^https?:\/\//.test(url))
        return markdown;
    return `[${markdown}](<${url.replace(/[<>|"\s\\]/g, encodeURIComponent)}>)`;
}
/**
 * Joins blocks, and replaces the last ones by a note if the text would be too long. Always keeps the first block. Cuts
 * only between blocks, so that no markup stays open.
 */
function truncateBlocks(blocks, maxLength, truncationNote) {
    const whole = blocks.join('\n\n');
    if (whole.length <= maxLength)
        return whole;
    const kept = [];
    let length = truncationNote.length;
    for (const block of blocks) {
        length += block.length + 2;
        if (kept.length > 0 && length > maxLength)
            break;
        kept.push(block);
    }
    return [...kept, truncationNote].join('\n\n');
}
const CONTROL_BUT_NEWLINE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
function toSingleLine(value) {
    return value
        .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
        .replace(CONTROL_BUT_NEWLINE, '\ufffd')
        .toWellFormed()
        .trim();
}
/** Starts a list, a heading or an underline at the beginning of a line. */
const BLOCK_START = /^(\d*)([-+=#.)])/;
function escapeMarkdown(value) {
    return defang(escapeHtml(value).replace(/[\\`*_[\]|~$]/g, '\\$&'));
}
function escapeHtml(value) {
    return value
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;');
}
/** Breaks mentions (@name), references (#12, GH-12) and bare links (https://, www.). */
function defang(value) {
    return value
        .replace(/@|(?<!&)#|GH(?=\\?-)/gi, `$&${ZERO_WIDTH_SPACE}`)
        .replace(/(https?|ftp)(\\?:)/gi, `$1${ZERO_WIDTH_SPACE}$2`)
        .replace(/www(?=\\?\.)/gi, `$&${ZERO_WIDTH_SPACE}`);
}
function longestRunLength(value, character) {
    let longest = 0;
    let run = 0;
    for (const each of value) {
        run = each === character ? run + 1 : 0;
        longest = Math.max(longest, run);
    }
    return longest;
}


/***/ }),

/***/ 9546:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w: () => (/* binding */ renderComment),
  renderSummary: () => (/* binding */ renderSummary)
});

// EXTERNAL MODULE: ./build/policy/format-price.js
var format_price = __webpack_require__(4491);
// EXTERNAL MODULE: ./build/job-spec/format-value.js
var format_value = __webpack_require__(2998);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(6523);
// EXTERNAL MODULE: ./build/report/markdown.js
var markdown = __webpack_require__(569);
;// CONCATENATED MODULE: ./build/report/spec-diff-blocks.js




const MAX_TABLE_ROWS = 40;
/** Describes the changes of one spec, if it was compared. */
function specDiffBlocks(state, { specDiffs, plan }) {
    const diff = specDiffs?.diffs.get(state.label);
    if (specDiffs === undefined || diff === undefined)
        return [];
    const base = markdown/* code */.aY(specDiffs.base);
    return diff.kind === 'changed'
        ? changesTable([
            ...diff.fields.flatMap((field) => toRows(field, diff.fields)),
            ...sizeRows(state, diff, plan?.specs.get(state.label)),
        ], base)
        : [describeDiff(diff, base)];
}
/** Returns a sentence that holds for all specs, and the report with what is left to describe one by one. */
function commonDiff(model) {
    const { states, specDiffs } = model;
    if (specDiffs === undefined)
        return [[], model];
    const kinds = new Set(states.map(({ label }) => specDiffs.diffs.get(label)?.kind));
    const base = markdown/* code */.aY(specDiffs.base);
    if (kinds.size > 1 || !(kinds.has('new') || kinds.has('same')))
        return [[], model];
    return [
        [kinds.has('new') ? `All new: ${base} has none of these specs.` : `All unchanged from ${base}.`],
        { ...model, specDiffs: undefined },
    ];
}
/** Whether the changes of a spec are shown in a table, which has its size and price too. */
function hasChangesTable({ label }, { specDiffs }) {
    return specDiffs?.diffs.get(label)?.kind === 'changed';
}
function describeDiff(diff, base) {
    switch (diff.kind) {
        case 'new':
            return `New: ${base} has no such spec.`;
        case 'same':
            return `Unchanged from ${base}.`;
        case 'not-comparable':
            return `Cannot be compared with ${base}: ${markdown/* escapeMessage */.hC(diff.message)}`;
    }
}
function changesTable(rows, base) {
    const headings = ['field', base, 'this pull request'];
    return rows.length > MAX_TABLE_ROWS ? markdown/* chunkTable */.AK(headings, rows) : [markdown/* table */.tp(headings, rows)];
}
/** One row per list item, so that a long list can be truncated too. Short names, so that a phone shows both values. */
function toRows({ field, before, after, added = [], removed = [] }, all) {
    const short = shortName(field);
    const isUnique = all.every((each) => each.field === field || shortName(each.field) !== short);
    const name = markdown/* code */.aY(isUnique ? short : field);
    const itemCount = Math.max(added.length, removed.length);
    const items = Array.from({ length: itemCount }, (_, n) => [
        name,
        withSign('−', removed[n]),
        withSign('+', added[n]),
    ]);
    if (itemCount > 0)
        return items;
    return [[name, markdown/* code */.aY(before ?? ''), after === undefined ? '**removed**' : bold(markdown/* code */.aY(after))]];
}
const shortName = (field) => field.replace(/^(?:hyperparameters|model_config)\./, '');
const bold = (text) => (text === '' ? '' : `**${text}**`);
function withSign(sign, item) {
    return item === undefined ? '' : `**${sign}** ${markdown/* code */.aY(item)}`;
}
/** What the changes mean for the size and the price of the job. */
function sizeRows(state, diff, specPlan) {
    const rows = [];
    const examples = specPlan?.examples ?? examplesOf(state);
    const baseExamples = specPlan ? specPlan.baseExamples : baseExamplesOf(state, diff.fields);
    if (examples !== undefined)
        rows.push(['examples (steps × batch)', ...comparison(baseExamples, examples, format_value/* groupDigits */.K9)]);
    const { price, basePrice } = specPlan ?? {};
    if (price !== undefined) {
        const format = (amount) => priceText({ ...price, amount });
        const baseAmount = basePrice?.currency === price.currency ? basePrice.amount : undefined;
        rows.push(['price, by your rates', ...comparison(baseAmount, price.amount, format)]);
    }
    return rows;
}
function comparison(before, after, format) {
    if (before === after)
        return [format(before), format(after)];
    return [before === undefined ? '' : format(before), `**${format(after)}**${formatGrowth(before, after)}`];
}
/** ` (+25 %)`, ` (−0.4 %)`. */
function formatGrowth(before, after) {
    if (before === undefined || before <= 0)
        return '';
    const percent = (after / before - 1) * 100;
    const amount = Math.abs(percent);
    const text = (0,format_value/* groupDigits */.K9)(amount < 1 ? Math.max(amount, 0.1).toFixed(1) : Math.round(amount));
    return ` (${percent < 0 ? '−' : '+'}${text}&nbsp;%)`;
}
/** training_steps x batch_size; undefined if the request leaves one of them out. */
function examplesOf({ spec, job }) {
    const settings = spec ? spec.request.hyperparameters : job?.hyperparameters;
    return product((0,format/* numberField */.sJ)(settings, 'training_steps'), (0,format/* numberField */.sJ)(settings, 'batch_size'));
}
function baseExamplesOf({ spec }, fields) {
    const baseValue = (name) => {
        const change = fields.find(({ field }) => field === `hyperparameters.${name}`);
        if (change === undefined)
            return (0,format/* numberField */.sJ)(spec?.request.hyperparameters, name);
        const value = Number(change.before ?? Number.NaN);
        return Number.isFinite(value) ? value : undefined;
    };
    return product(baseValue('training_steps'), baseValue('batch_size'));
}
const product = (a, b) => a === undefined || b === undefined ? undefined : a * b;
/** A price as Markdown. */
function priceText(price) {
    return (0,format_price/* formatPrice */.$)({ ...price, currency: markdown/* escapeText */.X1(price.currency) });
}

// EXTERNAL MODULE: ./build/job-spec/document.js
var job_spec_document = __webpack_require__(9428);
// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __webpack_require__(6722);
// EXTERNAL MODULE: ./build/report/job-times.js
var job_times = __webpack_require__(270);
// EXTERNAL MODULE: ./build/report/messages.js
var report_messages = __webpack_require__(3352);
// EXTERNAL MODULE: ./build/approval/describe-approvals.js
var describe_approvals = __webpack_require__(9147);
// EXTERNAL MODULE: ./build/approval/find-acts.js
var find_acts = __webpack_require__(7364);
// EXTERNAL MODULE: ./build/report/display-state.js
var display_state = __webpack_require__(9900);
// EXTERNAL MODULE: ./build/state/shown-plans.js
var shown_plans = __webpack_require__(3273);
// EXTERNAL MODULE: ./build/report/saved-report.js
var saved_report = __webpack_require__(9204);
;// CONCATENATED MODULE: ./build/report/plan-blocks.js







/** How a state is shown: as planned, as long as nothing was submitted, otherwise as it is. */
function displayPlanned(state, model) {
    const { label, job, outcome, notes } = state;
    const specPlan = model.plan?.specs.get(label);
    if (specPlan === undefined || job !== undefined)
        return (0,display_state/* displayState */.i)(state, model);
    const isRefused = specPlan.violations.length > 0 || (model.plan?.violations.length ?? 0) > 0;
    if (isRefused && outcome !== undefined)
        return {
            icon: display_state/* ICONS */.Z.bad,
            headline: 'refused by the policy, nothing was submitted',
            shortLabel: 'refused by the policy',
        };
    if (outcome !== 'valid' || notes.length > 0)
        return (0,display_state/* displayState */.i)(state, model);
    if (specPlan.existingJobId !== undefined)
        return planned(`follows job ${specPlan.existingJobId.slice(0, 8)}`, 'follows a job');
    return model.specDiffs?.diffs.get(label)?.kind === 'same'
        ? planned('unchanged, nothing new to train', 'unchanged')
        : planned('to be trained', 'to be trained');
}
const planned = (headline, shortLabel) => ({
    icon: display_state/* ICONS */.Z.plan,
    headline,
    shortLabel,
});
/** The rules that forbid the jobs, and what to do about them. Nothing once there is a job. */
function violationBlocks({ plan, states }) {
    const violations = plan && isUnsubmitted(states) ? violationRows(states, plan) : [];
    if (plan === undefined || violations.length === 0)
        return [];
    return [
        ...markdown/* chunkTable */.AK(...markdown/* dropEmptyColumns */._C(['rule', 'spec', 'why'], violations)),
        `**Next:** Change the spec, or ${askOwners(plan)}.`,
    ];
}
const isUnsubmitted = (states) => states.every(({ job, outcome }) => job === undefined && outcome !== undefined);
/** What happens to specs that are only planned, and how to approve those that need it. */
function planNext(model) {
    const { plan, states } = model;
    const isPlanned = ({ label, outcome, notes }) => outcome === 'valid' && notes.length === 0 && plan?.specs.get(label)?.violations.length === 0;
    return [
        ...(states.every(isPlanned) ? [`**Next:** ${nextOf(states, model)}`] : []),
        ...approvalBlock(model, isPlanned),
    ];
}
/** With more specs, the line to copy would be too long. */
const MAX_NAMED_DIGESTS = 5;
function approvalBlock(model, isPlanned) {
    const { plan, states } = model;
    const approval = plan?.policy?.approval;
    const waiting = states.filter((state) => state.outcome === 'unapproved' ||
        (isPlanned(state) && plan?.specs.get(state.label)?.needsApproval === true));
    if (approval === undefined || waiting.length === 0)
        return [];
    const approvers = markdown/* escapeMessage */.hC((0,format_value/* joinWithOr */.uy)((0,describe_approvals/* describeApprovers */.QC)(approval)));
    const digests = waiting.flatMap(({ spec }) => (spec ? [(0,shown_plans/* shortDigest */.VK)(spec.digest)] : []));
    const command = approval.by.includes('comment') && digests.length <= MAX_NAMED_DIGESTS
        ? markdown/* code */.aY([find_acts/* APPROVAL_COMMAND */.Eh, ...digests].join(' '))
        : undefined;
    // A plan without an API key is not signed, so that only an approval which names the digests counts.
    if (waiting.every(({ outcome }) => outcome === 'valid'))
        return command === undefined
            ? [`It needs an approval by ${approvers}, once a step with ${markdown/* code */.aY('command: run')} has shown it.`]
            : [`**To approve it:** the comment ${command} by ${approvers}.`];
    if (waiting.some(({ spec }) => spec && !(0,saved_report/* showsRequest */.yj)(spec, model)))
        return [hiddenRequestNote(approval.by, command, approvers)];
    const named = command === undefined
        ? 'It counts from a minute after this plan has changed.'
        : `In the first minute after this plan has changed, only the comment ${command} counts.`;
    return [`**To start it:** ${markdown/* escapeMessage */.hC((0,describe_approvals/* describeActs */.f3)(approval.by))}, by ${approvers}. ${named}`];
}
/** A request that the comment does not show can only be approved by its digest. */
function hiddenRequestNote(by, command, approvers) {
    const tooLong = 'A request is too long to show here; the job summary has it.';
    return by.includes('comment')
        ? `**To start it:** the comment ${command ?? markdown/* code */.aY(`${find_acts/* APPROVAL_COMMAND */.Eh} <digest>`)}, by ${approvers}. Nothing else counts. ${tooLong}`
        : `${tooLong} So only a comment that names its digest could approve it, which the policy does not allow: add ${markdown/* code */.aY('comment')} to ${markdown/* code */.aY('approval.by')}.`;
}
function violationRows(states, plan) {
    const row = ({ rule, message, line, fix = '' }, label = '') => [
        markdown/* link */.nf(markdown/* code */.aY(rule), ruleUrl(plan, line)),
        states.length === 1 ? '' : markdown/* code */.aY(label),
        markdown/* escapeMessage */.hC(`${message} ${fix}`.trim()),
    ];
    const ofSpecs = states.flatMap(({ label }) => (plan.specs.get(label)?.violations ?? []).map((violation) => row(violation, label)));
    return [...ofSpecs, ...plan.violations.map((violation) => row(violation))];
}
const ruleUrl = ({ policy }, line) => policy?.url !== undefined && line !== undefined ? `${policy.url}#L${line}` : policy?.url;
/** Owners are in code font, so that nobody is mentioned. */
function askOwners({ policy }) {
    const name = markdown/* link */.nf('the policy', policy?.url);
    const owners = policy?.owners.map(markdown/* code */.aY).join(', ') ?? '';
    return owners === '' ? `have ${name} changed` : `ask ${owners} to change ${name}`;
}
function nextOf(states, { plan, specDiffs }) {
    const run = markdown/* code */.aY('command: run');
    const needsApproval = states.some(({ label }) => plan?.specs.get(label)?.needsApproval === true);
    if (states.every(({ label }) => plan?.specs.get(label)?.existingJobId !== undefined))
        return `A step with ${run} follows ${states.length === 1 ? 'that job' : 'those jobs'} and submits nothing.`;
    return states.every(({ label }) => specDiffs?.diffs.get(label)?.kind === 'same')
        ? `A step with ${run} follows the job of this request, if there is one, and otherwise trains it.`
        : `A step with ${run} submits exactly this${needsApproval ? ', once it is approved' : ''}. Nothing was submitted so far.`;
}
/** `allowed by the policy`, as a fact about one spec; empty without a policy or if it forbids the job. */
function policyFact({ label, job, approval }, { plan }) {
    const specPlan = plan?.specs.get(label);
    if (plan?.policy === undefined || specPlan?.violations.length !== 0)
        return '';
    const policy = markdown/* link */.nf('the policy', plan.policy.url);
    const isWaiting = specPlan.needsApproval === true && job === undefined && approval === undefined;
    return isWaiting ? `${policy} wants an approval` : `allowed by ${policy}`;
}

// EXTERNAL MODULE: ./build/report/run-context.js
var run_context = __webpack_require__(4757);
// EXTERNAL MODULE: ./build/job-spec/spec-value.js
var spec_value = __webpack_require__(1426);
;// CONCATENATED MODULE: ./build/report/job-blocks.js












/** The model name, to copy. */
function modelBlock({ job, outcome }) {
    return outcome === 'succeeded' && job?.outputModel !== undefined ? [markdown/* fence */.EU(job.outputModel)] : [];
}
/** How a later step reads the model. Only for the job summary: nothing reads the outputs of a step from a comment. */
function modelInstructions({ states }) {
    if (!states.some(({ outcome }) => outcome === 'succeeded'))
        return [];
    const output = states.length === 1 ? 'output-model' : 'jobs';
    const note = states.length === 1 ? '' : ', JSON with one entry for each job';
    return [
        `In a later step of this job: ${markdown/* code */.aY(`\${{ steps.<id>.outputs.${output} }}`)}${note}, where ${markdown/* code */.aY('<id>')} is the ${markdown/* code */.aY('id')} of this step.`,
    ];
}
/** Notes that say what to do. */
const INSTRUCTIONS = ['how-to-find-job'];
/** The service's error message and the notes. */
function errorBlocks({ job, outcome, error, notes }) {
    const blocks = [];
    if (outcome === 'failed' && job?.reason !== undefined)
        blocks.push(markdown/* quote */.hD(job.reason));
    if (error !== undefined) {
        const source = error.status === undefined ? '' : `HTTP ${error.status}`;
        const request = error.requestId === undefined ? '' : `request ${markdown/* code */.aY(error.requestId)}`;
        const origin = [source, request].filter((part) => part !== '').join(' · ');
        blocks.push(origin === '' ? markdown/* quote */.hD(error.message) : `${markdown/* quote */.hD(error.message)}\n>\n> ${origin}`);
    }
    // The comment says how to approve at the end of the plan.
    const shown = outcome === 'unapproved' ? notes.filter(({ code }) => code !== 'approval-missing') : notes;
    const texts = shown.map((note) => {
        const text = markdown/* escapeMessage */.hC((0,report_messages/* renderNote */.N)(note));
        return INSTRUCTIONS.includes(note.code) ? `**Next:** ${text}` : text;
    });
    return [...blocks, ...texts];
}
/** What to do about a job that did not end as it should. */
function nextStep(state, { context }) {
    const step = state.error?.hint ?? nextStepOf(state, context.issueNumber !== undefined);
    return step === undefined ? [] : [`**Next:** ${markdown/* escapeMessage */.hC(step)}`];
}
/** `isRemembered`: a comment has the record of the job. */
function nextStepOf({ outcome, job, spec, error, isNotFound }, isRemembered) {
    const canChange = job !== undefined && !(0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(job.status)) && isNotFound !== true;
    if (outcome === 'failed' && spec)
        return 'Fix the spec or the dataset and push, or re-run this workflow: a failed job is submitted anew.';
    if (outcome === 'cancelled' && !canChange && spec)
        return 'Re-run this workflow to submit it again.';
    if (outcome === 'refused' && spec && error)
        return 'Fix what the service names, and push or re-run this workflow.';
    if (outcome === 'timed-out' && spec && !job)
        return 'Re-run this workflow.';
    if (!canChange)
        return undefined;
    const id = `\`job-id: ${job.id}\``;
    if (outcome === 'cancelled')
        return `Check with \`command: status\` and ${id} that it has stopped.`;
    if (outcome === 'unknown')
        return `Look it up with \`command: status\` and ${id}.`;
    if (outcome !== 'timed-out')
        return undefined;
    return spec && isRemembered
        ? 'Re-run this workflow. It follows this job and does not submit another one.'
        : `Follow it with \`command: wait\` and ${id}.`;
}
/** `Supervised fine-tuning of … on 2 datasets`; empty if nothing is known about the job. Markdown. */
function kindText(state) {
    const { jobType, baseModel, datasets } = (0,format/* summarizeJob */.Zw)(state);
    return [
        markdown/* escapeText */.X1(capitalize(jobType)),
        ...(baseModel === undefined ? [] : [`of ${markdown/* code */.aY(baseModel)}`]),
        ...(datasets === undefined ? [] : [`on ${(0,format/* pluralize */.td)(datasets, 'dataset')}`]),
    ]
        .filter((part) => part !== '')
        .join(' ');
}
const capitalize = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
/** One line with the facts about a job. Size and price only if no table of changes has them. */
function factsLine(state, model, kind = kindText(state)) {
    const { job, provenance } = state;
    const parts = [
        kind,
        ...(hasChangesTable(state, model) ? [] : sizeFacts(state, model)),
        policyFact(state, model),
        job === undefined ? '' : `job ${markdown/* link */.nf(markdown/* code */.aY(job.id), (0,run_context/* jobUrl */.Ne)(model.context, job.id))}`,
        (provenance && PROVENANCES[provenance]) ?? '',
        approvalFact(state, model.nowMs),
    ].filter((part) => part !== '');
    return parts.length === 0 ? [] : [parts.join(' · ')];
}
/** Logins are in code font, so that nobody is mentioned. */
function approvalFact({ approval }, nowMs) {
    if (approval === undefined)
        return '';
    const { by, act, atMs, url } = approval;
    const how = act === 'dispatch' ? ', who started the workflow' : '';
    return `${markdown/* link */.nf('approved', url)} by ${markdown/* code */.aY(by)}${how} at ${(0,format/* formatTimeSince */.tH)(atMs, nowMs)}`;
}
/** How the job is known, unless the response to our own request named it. */
const PROVENANCES = {
    recovered: 'recovered: the response was lost, and this is the only job that matches',
    verified: 'submitted by an earlier step, with a signed record',
    unsigned: 'unsigned: recorded without a valid signature',
    listed: 'listed: found in the list of jobs, without a record',
};
function sizeFacts(state, { plan }) {
    const { spec, job, label } = state;
    const settings = spec ? spec.request.hyperparameters : job?.hyperparameters;
    const rate = (0,job_spec_document/* isMapping */.pi)(settings) ? settings['learning_rate'] : undefined;
    const specPlan = plan?.specs.get(label);
    const examples = specPlan?.examples ?? examplesOf(state);
    return [
        examples === undefined ? ((0,format/* summarizeJob */.Zw)(state).size.at(-1) ?? '') : `${(0,format_value/* groupDigits */.K9)(examples)} examples`,
        typeof rate === 'number' ? `learning rate ${markdown/* code */.aY((0,spec_value/* formatValue */.Fl)(rate))}` : '',
        specPlan?.price ? `${priceText(specPlan.price)} by your rates` : '',
    ];
}
/** The timeline, the request and how to go on with the job, folded. */
function detailsBlock(state, model, isRequestShown) {
    const parts = [
        ['timeline', timelineTable(state, model.nowMs)],
        ['request', requestBlock(state, model, isRequestShown)],
        ['resume and cancel', commandLines(state)],
    ];
    const used = parts.filter(([, blocks]) => blocks.length > 0);
    if (used.length === 0)
        return [];
    const names = used.map(([name]) => name).join(', ');
    const title = names.replace(/^(\w+), (\w+)$/, '$1 and $2');
    return [markdown/* details */.zH(capitalize(title), used.flatMap(([, blocks]) => blocks).join('\n\n'))];
}
/** The request as it was sent, unless only a part of it was saved. */
function requestBlock({ spec }, model, isShown = () => true) {
    if (spec === undefined)
        return [];
    const { request } = spec;
    const source = `Digest ${markdown/* code */.aY(spec.digest)} of ${markdown/* link */.nf(markdown/* code */.aY(spec.file), (0,run_context/* fileUrl */.iw)(model.context, spec.file))}`;
    return (0,saved_report/* hasWholeRequest */.nA)(spec, model) && isShown(request)
        ? [markdown/* fence */.EU((0,saved_report/* formatRequest */.zw)(request), 'json'), source]
        : [source];
}
/** When each status was observed. */
function timelineTable(state, nowMs) {
    const spans = (0,job_times/* timeSpans */.x)(state, nowMs);
    if (spans.length === 0)
        return [];
    const days = new Set(spans.map(({ startMs }) => (0,format/* formatDateTime */.r6)(startMs).slice(0, format/* DAY_LENGTH */.ul)));
    const rows = spans.map(({ status, startMs, endMs }, n) => [
        days.size === 1 ? (0,format/* formatTime */.fU)(startMs) : (0,format/* formatDateTime */.r6)(startMs).replace(' UTC', ''),
        status === '' && n === 0 ? 'created' : markdown/* code */.aY(status),
        // The current status lasts on, and the headline says for how long.
        endMs === undefined || n === spans.length - 1 ? '' : markdown/* unbroken */.D_((0,format/* formatDuration */.a3)(endMs - startMs)),
    ]);
    return [markdown/* table */.tp(['seen at (UTC)', 'status', 'for'], rows)];
}
function commandLines({ job, outcome, isNotFound }) {
    const isOpen = job !== undefined && !(0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(job.status));
    if (!isOpen || outcome === 'cancelled' || isNotFound)
        return [];
    const id = markdown/* code */.aY(`job-id: ${job.id}`);
    return [
        `To resume: ${markdown/* code */.aY('command: wait')} with ${id}\\\nTo cancel: ${markdown/* code */.aY('command: cancel')} with ${id}`,
    ];
}
/** The diagnostics of one level, each with a link to its line. */
function diagnosticsTable({ diagnostics, context, states }, level) {
    const rows = diagnostics
        .filter((diagnostic) => diagnostic.level === level)
        .map(({ location, message }) => [
        locationCell(location, context, states.length === 1 ? states[0]?.label : undefined),
        markdown/* escapeMessage */.hC(message),
    ]);
    return markdown/* chunkTable */.AK(['where', level === 'error' ? 'problem' : 'warning'], rows);
}
/** `onlyFile`: the file that the heading names. */
function locationCell(location, context, onlyFile) {
    if (location.input !== undefined)
        return `line ${location.line} of ${markdown/* code */.aY(location.input)}`;
    const { file, line } = location;
    const where = line !== undefined && file === onlyFile
        ? `line ${line}`
        : markdown/* code */.aY(line === undefined ? file : `${file}:${line}`);
    return markdown/* link */.nf(where, (0,run_context/* fileUrl */.iw)(context, file, line));
}
/** The overrides, which are the same for all specs of a step. */
function overridesBlock({ states }) {
    const overrides = (0,format/* formatOverrides */.b4)(states).map(markdown/* code */.aY);
    return overrides.length === 0 ? [] : [`Set by the input ${markdown/* code */.aY('set')}: ${overrides.join(', ')}`];
}
/** Folded details of one of several jobs. `kind`: empty if it is the same for all. */
function jobDetails(state, model, kind) {
    const hasMore = state.job ?? state.error ?? (state.notes.length > 0 || hasChangesTable(state, model));
    if (!hasMore)
        return [];
    const { headline } = displayPlanned(state, model);
    const body = [
        ...modelBlock(state),
        ...errorBlocks(state),
        ...nextStep(state, model),
        ...specDiffBlocks(state, model),
        ...factsLine(state, model, kind),
        ...timesLine(state, model.nowMs),
        ...commandLines(state),
    ].join('\n\n');
    return [markdown/* details */.zH(`${state.label} · ${headline}`, body)];
}
/** `QUEUED 33 s · RUNNING 41 min`, without the current status. */
function timesLine(state, nowMs) {
    const parts = (0,job_times/* timeSpans */.x)(state, nowMs)
        .slice(0, -1)
        .map(({ status, startMs, endMs = startMs }) => {
        const name = status === '' ? 'before' : markdown/* code */.aY(status);
        return `${name} ${(0,format/* formatDuration */.a3)(endMs - startMs)}`;
    });
    return parts.length === 0 ? [] : [parts.join(' · ')];
}
/** Jobs that no step looks after any more, with what cancels them. */
function orphansBlock({ orphans = [] }) {
    if (orphans.length === 0)
        return [];
    const rows = orphans.map(({ id, label }) => [
        markdown/* code */.aY(label),
        `${markdown/* code */.aY('command: cancel')} with ${markdown/* code */.aY(`job-id: ${id}`)}`,
    ]);
    return [
        '**Unfinished jobs that nobody asks for on the newest commit.** They keep running until they end or somebody cancels them.',
        ...markdown/* chunkTable */.AK(['spec', 'to cancel'], rows),
    ];
}

// EXTERNAL MODULE: ./build/report/varying-fields.js
var varying_fields = __webpack_require__(7182);
;// CONCATENATED MODULE: ./build/report/job-tables.js










/** What the jobs differ in and their results come first: on a phone, the rest scrolls. */
function statesTable(model) {
    const { states, plan } = model;
    const { fields, values } = (0,varying_fields/* varyingFields */.s)(states);
    const isPlanned = states.every(({ job }) => job === undefined);
    const rows = states.map((state) => {
        const { label } = state;
        const differing = (values.get(label) ?? []).filter((value) => value !== '');
        const name = markdown/* code */.aY(shortenPath(label));
        const { examples = examplesOf(state), price } = (isPlanned && plan?.specs.get(label)) || {};
        return [
            displayPlanned(state, model).icon,
            differing.length === 0 ? name : differing.map(markdown/* code */.aY).join(' · '),
            resultCell(state, model),
            plan && isPlanned && examples !== undefined ? (0,format_value/* groupDigits */.K9)(examples) : '',
            price ? priceText(price) : '',
            tookCell(state, model),
            shortJobCell(state, model),
            fields.length === 0 ? '' : name,
        ];
    });
    const subject = fields.length === 0 ? 'spec' : fields.map(markdown/* escapeText */.X1).join(' · ');
    const hasModels = states.some(({ job }) => job?.outputModel !== undefined);
    return markdown/* chunkTable */.AK(...markdown/* dropEmptyColumns */._C([
        '',
        subject,
        hasModels ? 'model or state' : 'state',
        'examples',
        'price, by your rates',
        'took',
        'job',
        'spec',
    ], rows));
}
const MAX_PATH_LENGTH = 48;
/** The end of a long path: its fold has all of it. */
function shortenPath(path) {
    const characters = Array.from(path);
    return characters.length > MAX_PATH_LENGTH ? `…${characters.slice(1 - MAX_PATH_LENGTH).join('')}` : path;
}
/** The details show a longer reason in full. */
const MAX_REASON_LENGTH = 100;
/** The model in short, the reason of a failed job, or the state. */
function resultCell(state, model) {
    const { job, outcome } = state;
    if (outcome === 'succeeded' && job?.outputModel !== undefined)
        return markdown/* code */.aY(shortenModel(job.outputModel));
    const { shortLabel } = displayPlanned(state, model);
    const reason = outcome === 'failed' ? (job?.reason ?? '').replace(/\s+/g, ' ').trim() : '';
    if (reason === '')
        return shortLabel;
    const characters = Array.from(reason);
    const isLong = characters.length > MAX_REASON_LENGTH;
    return markdown/* escapeMessage */.hC(isLong ? `${characters.slice(0, MAX_REASON_LENGTH).join('')}…` : reason);
}
/** `ft:…:7c9e6679`: the details have it in full. */
function shortenModel(model) {
    const parts = model.split(':');
    const [first = '', last = ''] = [parts[0], parts.at(-1)];
    return parts.length > 2 && first.length + last.length < 30 ? `${first}:…:${last}` : model;
}
/** How long a job took or, while somebody updates the report, has taken so far. */
function tookCell(state, { nowMs, lastSync }) {
    const isOver = (0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(state.job?.status));
    const isWatched = state.outcome === undefined && lastSync === undefined;
    const durationMs = isOver || isWatched ? (0,job_times/* jobDurationMs */.u2)(state, nowMs) : undefined;
    return durationMs === undefined || durationMs < 1000 ? '' : markdown/* unbroken */.D_((0,format/* formatDuration */.a3)(durationMs));
}
const SHORT_ID_LENGTH = 8;
/** Only to recognise the job: the details have the whole id. */
function shortJobCell({ job }, { context }) {
    return job === undefined ? '' : markdown/* link */.nf(markdown/* code */.aY(job.id.slice(0, SHORT_ID_LENGTH)), (0,run_context/* jobUrl */.Ne)(context, job.id));
}
/** Jobs of other steps, each with a link to its comment. */
function syncTable(model) {
    const rows = model.states.map((state) => {
        const { icon, shortLabel } = (0,display_state/* displayState */.i)(state, model);
        const { label, reportLocation, job } = state;
        const where = reportLocation ? markdown/* link */.nf(`no. ${reportLocation.number}`, reportLocation.url) : '';
        const names = job === undefined ? [] : [job.outputModel ?? [], job.id].flat();
        return [icon, markdown/* code */.aY(label), shortLabel, where, names.map(markdown/* code */.aY).join('<br>')];
    });
    const headings = ['', 'spec', 'state', 'reported on', 'model and job'];
    return markdown/* chunkTable */.AK(...markdown/* dropEmptyColumns */._C(headings, rows));
}
/** Jobs without a spec in this step, as the service lists them. */
function jobTable(model) {
    const rows = model.states.map((state) => {
        const { icon, shortLabel } = (0,display_state/* displayState */.i)(state, model);
        const { job, label } = state;
        const { jobType, baseModel = '' } = (0,format/* summarizeJob */.Zw)(state);
        const created = job?.createdAt === undefined ? '' : (0,format/* formatDateTime */.r6)(job.createdAt * 1000);
        return [
            icon,
            markdown/* code */.aY(label),
            shortLabel,
            created,
            markdown/* escapeText */.X1(jobType),
            markdown/* code */.aY(baseModel),
            markdown/* code */.aY(job?.outputModel ?? ''),
        ];
    });
    const headings = ['', 'job', 'state', 'created', 'type', 'base model', 'model'];
    return markdown/* chunkTable */.AK(...markdown/* dropEmptyColumns */._C(headings, rows));
}

// EXTERNAL MODULE: ./build/report/history-blocks.js
var history_blocks = __webpack_require__(5953);
;// CONCATENATED MODULE: ./build/report/render.js











/** GitHub's limit is 65,536 characters; the rest is left for the record at the top of the comment. */
const MAX_COMMENT_LENGTH = 48_000;
/** GitHub's limit is 1 MiB, and a character may take three bytes. */
const MAX_SUMMARY_LENGTH = 330_000;
const TRUNCATION_NOTE = '_The rest is too long to show here. The step log has all of it._';
/** Renders the comment, without the record at its top. */
function renderComment(model) {
    const body = renderBody(model);
    // What is cut off cannot be approved. Then the comment says how else, and has room for more of the rest.
    const isCut = body.includes(TRUNCATION_NOTE) && approvableDigests(model).length > 0;
    const shown = isCut ? { ...model, lacksRequests: true, wholeDigests: undefined } : model;
    return {
        kind: commentKind(model),
        body: isCut ? renderBody(shown) : body,
        approvable: approvableDigests(shown),
        savedReport: (0,saved_report/* serializeReport */.xH)(model),
        endedJobs: (0,history_blocks/* endedJobs */.dr)(model),
    };
}
function renderBody(model) {
    return markdown/* truncateBlocks */.nX([...reportBlocks(model, 'comment'), ...orphansBlock(model), footer(model)], MAX_COMMENT_LENGTH, TRUNCATION_NOTE);
}
/** Of specs that the policy refuses, nobody expects that an approval changes that. */
function approvableDigests(model) {
    return model.states.flatMap((state) => needsWholeRequest(state, model) && !['refused', 'invalid', 'superseded'].includes(state.outcome ?? '')
        ? [state.spec.digest]
        : []);
}
function commentKind({ states, diagnostics, plan }) {
    const isOffline = states.every(({ outcome }) => outcome === 'valid' || outcome === 'invalid');
    // A note on a valid spec says that something was done after all.
    const hasNotesOnValidSpec = states.some(({ outcome, notes }) => outcome === 'valid' && notes.length > 0);
    if (!isOffline || hasNotesOnValidSpec)
        return 'report';
    if (diagnostics.some(({ level }) => level === 'error'))
        return 'problems';
    return plan === undefined ? 'valid' : 'plan';
}
/** Renders the job summary: like the comment, with the full requests and how later steps read the model. */
function renderSummary(model) {
    return `${markdown/* truncateBlocks */.nX([...reportBlocks(model, 'summary'), footer(model)], MAX_SUMMARY_LENGTH, TRUNCATION_NOTE)}\n`;
}
function reportBlocks(model, place) {
    const { states } = model;
    const messages = messageBlocks(model);
    const [first] = states;
    if (first === undefined)
        return [
            heading(...problemsHeadline(model)),
            ...messages,
            ...diagnosticsTable(model, 'error'),
            ...diagnosticsTable(model, 'warning'),
        ];
    if (states.some(({ reportLocation }) => reportLocation))
        return [countHeading(model), ...syncTable(model), ...messages];
    return states.length === 1 ? singleJobBlocks(first, model, place) : multipleJobBlocks(model, place);
}
/** What is true of the step as a whole. */
function messageBlocks({ messages = [] }) {
    return messages.map((note) => markdown/* escapeMessage */.hC((0,report_messages/* renderNote */.N)(note)));
}
/** `subject`: Markdown; `headline`: text. */
function heading(icon, headline, subject = '') {
    const parts = [`${icon} Forge training`, subject, markdown/* escapeText */.X1(headline)];
    return `### ${parts.filter((part) => part !== '').join(' · ')}`;
}
/** The blocks from what is new to what stays the same, so that nothing moves around between updates. */
function singleJobBlocks(state, model, place) {
    const { icon, headline } = displayPlanned(state, model);
    const hasProblems = state.outcome === 'invalid' && countErrors(model) > 0;
    return [
        heading(icon, hasProblems ? problemsHeadline(model)[1] : headline, markdown/* code */.aY(state.label)),
        ...modelBlock(state),
        ...(place === 'summary' ? modelInstructions(model) : []),
        ...errorBlocks(state),
        ...messageBlocks(model),
        ...diagnosticsTable(model, 'error'),
        ...violationBlocks(model),
        ...nextStep(state, model),
        ...followUp(model, place),
        ...(0,history_blocks/* expectedDuration */.PJ)(state, model),
        ...specDiffBlocks(state, model),
        ...factsLine(state, model),
        ...overridesBlock(model),
        ...planNext(model),
        ...diagnosticsTable(model, 'warning'),
        ...(0,history_blocks/* historyBlock */.Wy)(model),
        ...detailsBlock(state, model, (request) => place === 'summary' || (0,saved_report/* isShortRequest */.I2)(request)),
    ];
}
function multipleJobBlocks(model, place) {
    const { states } = model;
    if (states.every(({ spec }) => spec === undefined))
        return [
            countHeading(model),
            ...jobTable(model),
            ...diagnosticsTable(model, 'error'),
            ...diagnosticsTable(model, 'warning'),
        ];
    const kinds = new Set(states.flatMap((state) => (state.spec ? [kindText(state)] : [])));
    const [commonKind = ''] = kinds.size === 1 ? kinds : [];
    const [common, rest] = commonDiff(model);
    return [
        countHeading(model),
        ...statesTable(model),
        ...(place === 'summary' ? modelInstructions(model) : []),
        ...messageBlocks(model),
        ...diagnosticsTable(model, 'error'),
        ...violationBlocks(model),
        ...followUp(model, place),
        ...(commonKind === '' ? [] : [commonKind]),
        ...common,
        ...overridesBlock(model),
        ...planNext(model),
        ...diagnosticsTable(model, 'warning'),
        ...states.flatMap((state) => jobDetails(state, rest, commonKind === '' ? kindText(state) : '')),
        ...(0,history_blocks/* historyBlock */.Wy)(model),
        ...states.flatMap((state) => place === 'summary' || needsWholeRequest(state, model) ? foldedRequest(state, model) : []),
    ];
}
/** Whoever approves a spec must be able to see all of it. */
function needsWholeRequest(state, model) {
    const { label, spec } = state;
    return (spec !== undefined && model.plan?.specs.get(label)?.needsApproval === true && (0,saved_report/* showsRequest */.yj)(spec, model));
}
function foldedRequest(state, model) {
    const request = requestBlock(state, model);
    return request.length === 0 ? [] : [markdown/* details */.zH(`Request of ${state.label}`, request.join('\n\n'))];
}
function countHeading(model) {
    const icons = model.states.map((state) => displayPlanned(state, model).icon);
    const { bad, attention, active, stopped, plan, idle, good } = display_state/* ICONS */.Z;
    const order = [bad, attention, active, stopped, plan, idle, good];
    const worst = order.find((icon) => icons.includes(icon)) ?? good;
    return heading(worst, countByState(model));
}
/** Outcomes without a submission. */
const NOT_SUBMITTED = [
    'invalid',
    'refused',
    'valid',
    'superseded',
    'cancelled',
    'unapproved',
];
/** `3 jobs · 1 trained, 1 training, 1 failed`, or `2 specs · …` if none has a job. */
function countByState(model) {
    const { states } = model;
    const counts = new Map();
    for (const state of states) {
        const { shortLabel } = displayPlanned(state, model);
        counts.set(shortLabel, (counts.get(shortLabel) ?? 0) + 1);
    }
    const countTexts = [...counts].map(([shortLabel, count]) => `${count} ${shortLabel}`);
    const hasJobs = states.some(({ job }) => job);
    const noun = hasJobs ? 'job' : 'spec';
    const isNotSubmitted = states.every(({ outcome }) => outcome !== undefined && NOT_SUBMITTED.includes(outcome));
    const rest = isNotSubmitted && !hasJobs && model.plan === undefined ? ', nothing was submitted' : '';
    return `${(0,format/* pluralize */.td)(states.length, noun)} · ${countTexts.join(', ')}${rest}`;
}
const countErrors = ({ diagnostics }) => diagnostics.filter(({ level }) => level === 'error').length;
function problemsHeadline(model) {
    const errors = countErrors(model);
    return errors === 0
        ? [display_state/* ICONS */.Z.good, 'nothing to report']
        : [display_state/* ICONS */.Z.bad, `${(0,format/* pluralize */.td)(errors, 'problem')}, nothing was submitted`];
}
/** Says who looks next after jobs that nobody waits for. The summary is never updated. */
function followUp(model, place) {
    const states = model.states.filter((state) => (0,saved_report/* isUnfinished */.ui)(state) &&
        (state.outcome === 'running' || state.outcome === 'submitted') &&
        // A job that the user named has no record of this step.
        (state.spec ?? model.lastSync) !== undefined);
    if (states.length === 0)
        return [];
    const { lastSync, context } = model;
    const [job, end] = states.length === 1 ? ['the job', 'it ends'] : ['the jobs', 'they end'];
    if (lastSync !== undefined)
        return [
            `**Next:** ${markdown/* link */.nf('The scheduled workflow', lastSync.logUrl)} looks again and updates this comment when ${end}.`,
        ];
    const sync = markdown/* code */.aY('command: sync');
    if (context.issueNumber === undefined)
        return [
            `**Next:** Follow ${job} with ${markdown/* code */.aY('command: wait')} and the ${markdown/* code */.aY('job-id')}. No pull request or issue has a record of ${states.length === 1 ? 'it' : 'them'}.`,
        ];
    return [
        `**Next:** A scheduled workflow with ${sync} updates ${place === 'comment' ? 'this' : 'the'} comment when ${end}. Without one, re-run this workflow to follow ${job}.`,
    ];
}
function footer({ context, nowMs, followedBy, lastSync, states }) {
    const { commit, runId, runNumber, runAttempt, logUrl, helpUrl } = context;
    const digest = states.length === 1 ? states[0]?.spec?.digest : undefined;
    // Markdown works inside `<sub>`, an inline element.
    const run = `run ${markdown/* link */.nf(markdown/* escapeText */.X1(runNumber === undefined ? runId : `#${runNumber}`), logUrl)}`;
    const parts = [
        digest === undefined ? '' : `digest ${markdown/* code */.aY(digest.replace(/^v\d+-/, '').slice(0, 8))}`,
        `commit ${markdown/* link */.nf(markdown/* code */.aY(commit.slice(0, 7)), (0,run_context/* commitUrl */.Bg)(context))}`,
        `${run}${runAttempt === '1' ? '' : `, attempt ${markdown/* escapeText */.X1(runAttempt)}`}`,
        followedBy ? `continued by run ${markdown/* link */.nf(markdown/* escapeText */.X1(followedBy.runId), followedBy.logUrl)}` : '',
        `${lastSync ? 'checked' : 'updated'} ${(0,format/* formatDateTime */.r6)(nowMs)}`,
        helpUrl === undefined ? '' : markdown/* link */.nf('help', helpUrl),
    ];
    return `<sub>${parts.filter((part) => part !== '').join(' · ')}</sub>`;
}


/***/ }),

/***/ 4757:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bg: () => (/* binding */ commitUrl),
/* harmony export */   Ne: () => (/* binding */ jobUrl),
/* harmony export */   iw: () => (/* binding */ fileUrl)
/* harmony export */ });
/** URL of a file, or of a line in it, at the commit of this run. */
function fileUrl(context, file, line) {
    const path = file.split('/').map(encodeURIComponent).join('/');
    const anchor = line === undefined ? '' : `#L${line}`;
    return `${context.serverUrl}/${context.repository}/blob/${context.commit}/${path}${anchor}`;
}
function commitUrl({ serverUrl, repository, commit }) {
    return `${serverUrl}/${repository}/commit/${commit}`;
}
/** URL of a job's page, if the user gave a template. */
function jobUrl({ jobUrlTemplate }, id) {
    return jobUrlTemplate?.replaceAll('{id}', encodeURIComponent(id));
}


/***/ }),

/***/ 9204:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HA: () => (/* binding */ restoreReport),
/* harmony export */   I2: () => (/* binding */ isShortRequest),
/* harmony export */   nA: () => (/* binding */ hasWholeRequest),
/* harmony export */   ui: () => (/* binding */ isUnfinished),
/* harmony export */   xH: () => (/* binding */ serializeReport),
/* harmony export */   yj: () => (/* binding */ showsRequest),
/* harmony export */   zw: () => (/* binding */ formatRequest)
/* harmony export */ });
/* unused harmony export parseReport */
/* harmony import */ var _state_job_state_codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3976);
/* harmony import */ var _state_record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6948);
/* harmony import */ var _policy_policy_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9886);
/* harmony import */ var _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8691);
/* harmony import */ var _state_run_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9788);





/** A report of another version cannot be parsed. */
const FORMAT_VERSION = 1;
const fieldChange = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    field: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('f', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq),
    before: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('b', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq),
    after: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('a', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq),
    added: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('+', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)),
    removed: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('-', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)),
});
const specDiff = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KC)(({ kind }) => kind, {
    new: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ kind: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('k', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)({ new: true })) }),
    same: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ kind: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('k', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)({ same: true })) }),
    changed: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
        kind: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('k', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)({ changed: true })),
        fields: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('f', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)(fieldChange)),
    }),
    'not-comparable': (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
        kind: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('k', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)({ 'not-comparable': true })),
        message: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('m', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq),
    }),
});
const price = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ amount: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('n', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .number */ .ai), currency: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('c', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq) });
const violations = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)((0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    rule: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('r', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq),
    message: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('m', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq),
    line: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('l', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .number */ .ai),
    fix: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('f', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq),
}));
const approvers = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    from: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('from', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)((0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .eu)((json) => _policy_policy_js__WEBPACK_IMPORTED_MODULE_4__/* .ROLES */ .gg.some((each) => each === json)))),
    users: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('users', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)),
    by: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('by', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)((0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .eu)((json) => _policy_policy_js__WEBPACK_IMPORTED_MODULE_4__/* .ACT_KINDS */ .Dm.some((each) => each === json)))),
});
const specPlan = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    examples: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('e', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .number */ .ai),
    baseExamples: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('be', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .number */ .ai),
    price: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('p', price),
    basePrice: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('bp', price),
    violations: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('v', violations),
    needsApproval: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('ok', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .mark */ .Gy),
    durationsMs: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('d', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .number */ .ai)),
    existingJobId: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('j', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq),
});
const { states, diagnostics, context } = _state_run_state_js__WEBPACK_IMPORTED_MODULE_3__/* .runStateFields */ .c;
const savedRun = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .versioned */ .iF)(FORMAT_VERSION, (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    states,
    diagnostics,
    context,
    request: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('request', _state_job_state_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeRequest */ .xy),
    specDiffs: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('diffs', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
        base: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('base', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq),
        diffs: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('of', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)((0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .tuple */ .PV)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq, specDiff))),
    })),
    plan: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('plan', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
        specs: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('of', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)((0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .tuple */ .PV)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq, specPlan))),
        violations: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('v', violations),
        policy: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('by', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
            url: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('u', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq),
            owners: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .mw)('o', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)),
            approval: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)('ok', approvers),
        })),
    })),
}));
/** In characters. A longer request is shown only in the job summary. */
const MAX_SHOWN_REQUEST_LENGTH = 3_000;
/** The request as it is shown. */
function formatRequest(request) {
    return JSON.stringify(request, undefined, 2);
}
/** Whether a request is short enough for the comment. */
function isShortRequest(request) {
    return formatRequest(request).length <= MAX_SHOWN_REQUEST_LENGTH;
}
/** Whether nothing of the request was left out when the report was saved. */
function hasWholeRequest({ digest, request }, { lacksRequests, wholeDigests }) {
    if (lacksRequests === true && wholeDigests?.has(digest) !== true)
        return false;
    return request.dataset_ids?.includes('') !== true;
}
/** Whether the comment shows the whole request, which whoever approves it must be able to see. */
function showsRequest(spec, model) {
    return hasWholeRequest(spec, model) && isShortRequest(spec.request);
}
/** Saves what another run needs to continue a report. Returns undefined if no job is unfinished. */
function serializeReport(model) {
    const { states, diagnostics, context, specDiffs, plan, nowMs } = model;
    if (!states.some(isUnfinished))
        return undefined;
    const diffs = specDiffs && { base: specDiffs.base, diffs: [...specDiffs.diffs] };
    const request = states.length === 1 ? states[0]?.spec?.request : undefined;
    const plans = plan && { ...plan, specs: [...plan.specs] };
    return {
        atMs: nowMs,
        report: savedRun.encode({
            ...{ states, diagnostics, context, specDiffs: diffs, plan: plans },
            request: request && isShortRequest(request) ? request : undefined,
        }),
    };
}
/** Restores a saved report, or returns undefined if it has another format or version. */
function parseReport({ atMs, report }) {
    const saved = savedRun.decode(report);
    if (saved === undefined)
        return undefined;
    const { specDiffs, plan, request, ...rest } = saved;
    return {
        ...rest,
        states: rest.states.map((state) => state.spec && request ? { ...state, spec: { ...state.spec, request } } : state),
        lacksRequests: request === undefined || undefined,
        specDiffs: specDiffs && { ...specDiffs, diffs: new Map(specDiffs.diffs) },
        plan: plan && { ...plan, specs: new Map(plan.specs) },
        nowMs: atMs,
    };
}
/** Whether the state can still change, whatever the outcome of its step. */
function isUnfinished({ spec, job, outcome, isNotFound }) {
    if (job === undefined)
        return spec !== undefined && outcome === undefined;
    return isNotFound !== true && (0,_state_record_js__WEBPACK_IMPORTED_MODULE_1__/* .isUnfinished */ .ui)(job, outcome);
}
/** Restores the report of a comment, as far as the record has it. Returns undefined if the report was final. */
function restoreReport(record, issueNumber, context) {
    const { savedReport } = record;
    if (savedReport === undefined)
        return undefined;
    const model = parseReport(savedReport) ?? reportFromRecord(record, savedReport.atMs, { ...context, issueNumber });
    return { ...model, states: model.states.map((state) => addRecordedJob(state, record)) };
}
/** Adds the job if a step recorded it and then ended before it could report it. */
function addRecordedJob(state, record) {
    const { spec, job, outcome } = state;
    if (job !== undefined || outcome !== undefined || spec === undefined)
        return state;
    const holds = requestsOfDigest(record, spec.digest).flatMap((request) => request.holds);
    const jobId = holds.find((hold) => hold.jobId !== undefined)?.jobId;
    return jobId === undefined ? state : { ...state, job: { id: jobId } };
}
function requestsOfDigest({ requests }, digest) {
    return Object.entries(requests).flatMap(([key, request]) => ((0,_state_record_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOfKey */ .hj)(key) === digest ? [request] : []));
}
/** Builds a report with the job of each spec, for a record that was too long to keep its report. */
function reportFromRecord(record, nowMs, context) {
    const holds = Object.values(record.requests).flatMap((request) => request.holds);
    const [newest] = holds.toSorted((a, b) => b.atMs - a.atMs);
    const current = holds.flatMap(({ label, jobId, run }) => jobId !== undefined && run.id === newest?.run.id ? [{ label, jobId }] : []);
    const { id = context.runId, attempt = 1 } = record.run ?? newest?.run ?? {};
    const runUrl = `${context.serverUrl}/${context.repository}/actions/runs/${id}`;
    // On Gitea a run has only one page.
    const lacksAttemptPages = context.logUrl.endsWith(`/actions/runs/${context.runId}`);
    return {
        states: current
            .sort((a, b) => (a.label < b.label ? -1 : 1))
            .map(({ label, jobId }) => ({ label, job: { id: jobId }, timeline: [], notes: [] })),
        diagnostics: [],
        context: {
            ...context,
            commit: newest?.commit ?? context.commit,
            runId: id,
            // The record does not have it.
            runNumber: undefined,
            runAttempt: String(attempt),
            logUrl: lacksAttemptPages ? runUrl : `${runUrl}/attempts/${attempt}`,
        },
        nowMs,
    };
}


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

/***/ 9788:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ runStateFields)
/* harmony export */ });
/* harmony import */ var _codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8691);
/* harmony import */ var _job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3976);


const fileLocation = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    input: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('i', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .nothing */ .s6),
    file: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('f', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    line: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('l', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    column: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('c', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
});
const specName = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ file: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('f', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq), label: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('n', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq) });
const inputLocation = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    input: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('i', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)({ set: true })),
    line: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('l', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    specs: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('s', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(specName)),
});
const diagnostic = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    level: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('v', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)({ error: true, warning: true })),
    location: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('at', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KC)(({ input }) => input ?? 'file', {
        set: inputLocation,
        file: fileLocation,
    })),
    field: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('p', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    message: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('m', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
});
const runContext = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    repository: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('repo', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    serverUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('url', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    commit: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('sha', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    actor: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('by', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    runId: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('run', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    runNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('nth', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    runAttempt: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('try', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    logUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('log', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    workflowPath: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('flow', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    issueNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('no', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    matrixLabel: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('leg', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    jobUrlTemplate: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('page', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    helpUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('help', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
});
const runStateFields = {
    states: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('jobs', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(_job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .jobState */ .d)),
    diagnostics: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('problems', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(diagnostic)),
    context: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('ctx', runContext),
};


/***/ }),

/***/ 3273:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ax: () => (/* binding */ shortCommit),
/* harmony export */   BP: () => (/* binding */ CHANGE_GRACE_MS),
/* harmony export */   Dh: () => (/* binding */ closePlans),
/* harmony export */   MP: () => (/* binding */ mergeShownPlans),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   d0: () => (/* binding */ endEditedPlans),
/* harmony export */   eW: () => (/* binding */ limitPlans),
/* harmony export */   ev: () => (/* binding */ asksFor),
/* harmony export */   rP: () => (/* binding */ isForgotten),
/* harmony export */   tN: () => (/* binding */ showPlan),
/* harmony export */   tP: () => (/* binding */ findFirstPlan)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6948);



/** Whoever acts so soon after a plan appeared may not have seen it. */
const CHANGE_GRACE_MS = 60_000;
const MAX_PLANS = 30;
/** Hexadecimal digits: nobody can make two requests that agree in so many. */
const SHORT_DIGEST_LENGTH = 32;
/** The first 32 hexadecimal digits of a digest. */
function shortDigest(digest) {
    return digest.replace(/^v\d+-/, '').slice(0, SHORT_DIGEST_LENGTH);
}
/** 32 hexadecimal digits: nobody can make two commits that agree in so many. */
function shortCommit(commit) {
    return commit.slice(0, 32);
}
/** Whether the step of this plan asked for the request, shown or not. `digest`: shortened. */
function asksFor({ digests, hidden }, digest) {
    return digests.includes(digest) || hidden.includes(digest);
}
/** The first plan of a step that asked for the request. `digest`: shortened. */
function findFirstPlan(plans, digest) {
    const [first] = plans.filter((plan) => asksFor(plan, digest)).toSorted((a, b) => a.sinceMs - b.sinceMs);
    return first;
}
/** Records that the comment with this key is about to show a text. */
function showPlan(record, { digests, hidden, isPartial, commit, pusher, knownPushers = [] }, { key, text, nowMs }) {
    const content = { key, digests: toShown(digests), hidden: toShown(hidden), isPartial };
    const plans = record.shownPlans ?? [];
    const current = plans.find((plan) => plan.untilMs === undefined && contentOf(plan) === contentOf(content));
    const next = {
        ...content,
        sinceMs: current?.sinceMs ?? nowMs,
        // Whoever pushes another commit with the same requests has not changed them.
        pushers: current?.pushers ?? (pusher === undefined ? [] : [pusher]),
        firstCommits: current?.firstCommits ?? [shortCommit(commit)],
        commits: union(current?.commits ?? [], [shortCommit(commit)]),
        textHash: hashText(text),
    };
    const others = plans.filter((plan) => plan !== current).map((plan) => close(plan, nowMs));
    return { ...record, shownPlans: limitPlans(knownPushers.reduce(addPushers, [...others, next])) };
}
/** Whoever brought in a request did so before its first plan, which another comment may have shown. */
function addPushers(plans, { digest, logins, firstShownMs }) {
    const first = findFirstPlan(plans, shortDigest(digest));
    if (firstShownMs !== first?.sinceMs)
        return plans;
    return plans.map((plan) => (plan === first ? { ...plan, pushers: union(plan.pushers, logins) } : plan));
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
 * Somebody may have edited a comment, and even restored it: then it is only known what it showed until we last wrote it,
 * which we never do without reading it. `updatedAtMs`: when GitHub says that it last changed, if known.
 */
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
/** Merges the plans of two comments, or of two versions of one. Commutative, associative and idempotent. */
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
    const [textHash] = [a, b].flatMap((plan) => plan.textHash ?? []).sort(_record_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6);
    return {
        ...a,
        untilMs,
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
    return a.sinceMs - b.sinceMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(contentOf(a), contentOf(b));
}
/** Stands for all plans that were dropped. */
const FORGOTTEN = {
    key: '',
    digests: [],
    hidden: [],
    isPartial: true,
    sinceMs: 0,
    untilMs: 0,
    firstCommits: [],
    commits: [],
};
const isForgotten = ({ untilMs }) => untilMs === 0;
const toShown = (digests) => [...new Set(digests.map(shortDigest))].sort();
function close(plan, nowMs) {
    return plan.untilMs === undefined ? { ...plan, untilMs: nowMs, textHash: undefined } : plan;
}
const contentOf = ({ key, digests, hidden, isPartial }) => JSON.stringify([key, digests, hidden, isPartial]);
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