"use strict";
exports.id = 546;
exports.ids = [546];
exports.modules = {

 4491:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 $: () => ( formatPrice),
 H: () => ( formatBudget)
 });
 var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);

function formatPrice(price) {
    return formatAmount(price, (cents) => Math.ceil(cents - CENT_TOLERANCE));
}
function formatBudget(budget) {
    return formatAmount(budget, (cents) => Math.floor(cents + CENT_TOLERANCE));
}
const CENT_TOLERANCE = 1e-6;
function formatAmount({ amount, currency }, round) {
    const rounded = round(amount * 100) / 100;
    const digits = Number.isInteger(rounded) ? String(rounded) : rounded.toFixed(2);
    return `${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .K9)(digits)} ${currency}`;
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

 5953:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 PJ: () => ( expectedDuration),
 Wy: () => ( historyBlock),
 bb: () => ( replacedJobs),
 dr: () => ( endedJobs)
 });
 var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6722);
 var _display_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9900);
 var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2998);
 var _format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6523);
 var _job_times_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(270);
 var _markdown_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(569);
 var _run_context_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4757);
 var _saved_report_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9204);








const MAX_SHOWN = 20;
const MAX_REASON_LENGTH = 100;
const MAX_CHANGED_FIELDS = 3;
function endedJobs(model) {
    return jobsOf(model).filter(({ outcome }) => outcome !== 'running');
}
function replacedJobs(record, context) {
    const model = (0,_saved_report_js__WEBPACK_IMPORTED_MODULE_5__ .HA)(record, context.issueNumber ?? 0, context);
    return model === undefined ? [] : jobsOf(model);
}
function jobsOf(model) {
    return model.states.flatMap((state) => (state.job === undefined ? [] : [toEntry(state, state.job, model)]));
}
function toEntry(state, job, model) {
    const { nowMs, specDiffs } = model;
    const hasEnded = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .xl)(job.status));
    const outcome = (0,_saved_report_js__WEBPACK_IMPORTED_MODULE_5__ .ui)(state) ? 'running' : endOf(state, job);
    const result = outcome === 'succeeded' ? job.outputModel : shorten(job.reason ?? '');
    const changed = describeChange(specDiffs?.diffs.get(state.label));
    return {
        jobId: job.id,
        label: state.label,
        outcome,
        result: result === '' ? undefined : result,
        changed: changed === '' ? undefined : changed,
        durationMs: hasEnded ? (0,_job_times_js__WEBPACK_IMPORTED_MODULE_4__ .u2)(state, nowMs) : undefined,
        endedAtMs: (hasEnded ? (0,_job_times_js__WEBPACK_IMPORTED_MODULE_4__ .x)(state, nowMs).at(-1)?.startMs : undefined) ?? nowMs,
    };
}
function endOf({ outcome = 'running' }, job) {
    return outcome === 'timed-out' ? (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ ._P)(job) : outcome;
}
function shorten(reason) {
    const characters = Array.from(reason.replace(/\s+/g, ' ').trim());
    const isLong = characters.length > MAX_REASON_LENGTH;
    return isLong ? `${characters.slice(0, MAX_REASON_LENGTH).join('')}\u2026` : characters.join('');
}
function describeChange(diff) {
    if (diff?.kind === 'new')
        return 'new spec';
    if (diff?.kind !== 'changed')
        return '';
    const parts = diff.fields.map(({ field, after, added, removed }) => {
        const name = field.slice(field.lastIndexOf('.') + 1);
        if (added ?? removed)
            return [name, added && `+${added.length}`, removed && `\u2212${removed.length}`].filter(Boolean).join(' ');
        return after === undefined ? `no ${name}` : `${name} ${after}`;
    });
    const more = parts.length - MAX_CHANGED_FIELDS;
    const shown = [...parts.slice(0, MAX_CHANGED_FIELDS), ...(more > 0 ? [`${more} more`] : [])];
    return shorten(shown.join(', '));
}
const DISPLAY = {
    succeeded: [_display_state_js__WEBPACK_IMPORTED_MODULE_1__ .Ze.good, 'trained'],
    failed: [_display_state_js__WEBPACK_IMPORTED_MODULE_1__ .Ze.bad, 'failed'],
    cancelled: [_display_state_js__WEBPACK_IMPORTED_MODULE_1__ .Ze.stopped, 'cancelled'],
    superseded: [_display_state_js__WEBPACK_IMPORTED_MODULE_1__ .Ze.stopped, 'replaced by a newer run'],
    running: [_display_state_js__WEBPACK_IMPORTED_MODULE_1__ .Ze.active, 'running when a newer run took over'],
};
function historyBlock(model) {
    const current = new Set(model.states.map(({ job }) => job?.id));
    const entries = (model.history ?? []).filter(({ jobId }) => !current.has(jobId));
    if (entries.length === 0)
        return [];
    const hasSeveralLabels = new Set([...entries, ...model.states].map(({ label }) => label)).size > 1;
    const rows = entries.slice(0, MAX_SHOWN).map((entry) => {
        const { jobId, label, outcome, result = '', changed = '', durationMs } = entry;
        const [icon, reason] = DISPLAY[outcome] ?? [_display_state_js__WEBPACK_IMPORTED_MODULE_1__ .Ze.attention, 'end unknown'];
        return [
            icon,
            outcome === 'succeeded' && result !== ''
                ? _markdown_js__WEBPACK_IMPORTED_MODULE_6__ .aY(result)
                : _markdown_js__WEBPACK_IMPORTED_MODULE_6__ .hC(result === '' ? reason : result),
            _markdown_js__WEBPACK_IMPORTED_MODULE_6__ .nf(_markdown_js__WEBPACK_IMPORTED_MODULE_6__ .aY(jobId.slice(0, 8)), (0,_run_context_js__WEBPACK_IMPORTED_MODULE_7__ .Ne)(model.context, jobId)),
            _markdown_js__WEBPACK_IMPORTED_MODULE_6__ .X1(changed),
            durationMs === undefined ? '' : _markdown_js__WEBPACK_IMPORTED_MODULE_6__ .D_((0,_format_js__WEBPACK_IMPORTED_MODULE_3__ .a3)(durationMs)),
            hasSeveralLabels ? _markdown_js__WEBPACK_IMPORTED_MODULE_6__ .aY(label) : '',
        ];
    });
    const headings = ['', 'model or reason', 'job', 'changed', 'took', 'spec'];
    const more = entries.length - MAX_SHOWN;
    const table = _markdown_js__WEBPACK_IMPORTED_MODULE_6__ .tp(..._markdown_js__WEBPACK_IMPORTED_MODULE_6__ ._C(headings, rows));
    return [
        _markdown_js__WEBPACK_IMPORTED_MODULE_6__ .zH(`Earlier jobs of this pull request (${entries.length})`, more > 0 ? `${table}\n\n${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_2__ .K9)(more)} older ones are not shown.` : table),
    ];
}
function expectedDuration(state, model) {
    if ((0,_display_state_js__WEBPACK_IMPORTED_MODULE_1__ .i3)(state, model).icon !== _display_state_js__WEBPACK_IMPORTED_MODULE_1__ .Ze.active)
        return [];
    const durations = (model.history ?? []).flatMap(({ label, outcome, jobId, durationMs = 0 }) => outcome === 'succeeded' && label === state.label && jobId !== state.job?.id && durationMs > 0
        ? [durationMs]
        : []);
    if (durations.length === 1)
        return [`An earlier job of this spec took ${(0,_format_js__WEBPACK_IMPORTED_MODULE_3__ .a3)(durations[0] ?? 0)}.`];
    if (durations.length > 1)
        return [`Earlier jobs of this spec took ${formatRange(durations)} (${durations.length} jobs).`];
    const { durationsMs = [] } = model.plan?.specs.get(state.label) ?? {};
    return durationsMs.length === 0
        ? []
        : [
            `Jobs of this kind, model and size took ${formatRange(durationsMs)} (${(0,_format_js__WEBPACK_IMPORTED_MODULE_3__ .td)(durationsMs.length, 'job')} in the service's list).`,
        ];
}
function formatRange(durations) {
    const [shortest = '', longest] = [Math.min(...durations), Math.max(...durations)].map(_format_js__WEBPACK_IMPORTED_MODULE_3__ .a3);
    return shortest === longest ? shortest : `${shortest} to ${longest}`;
}


 }),

 569:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 AK: () => ( chunkTable),
 D_: () => ( unbroken),
 EU: () => ( fence),
 X1: () => ( escapeText),
 _C: () => ( dropEmptyColumns),
 aY: () => ( code),
 hC: () => ( escapeMessage),
 hD: () => ( quote),
 nX: () => ( truncateBlocks),
 nf: () => ( link),
 tp: () => ( table),
 zH: () => ( details)
 });
const ZERO_WIDTH_SPACE = '\u200b';
function escapeText(value) {
    return escapeMarkdown(toSingleLine(value)).replace(BLOCK_START, '$1\\$2');
}
function escapeMessage(value) {
    const parts = toSingleLine(value).split('`');
    if (parts.length % 2 === 0)
        return escapeText(value);
    return parts
        .map((part, n) => (n % 2 === 1 ? code(part) : escapeMarkdown(part)))
        .join('')
        .trimStart()
        .replace(BLOCK_START, '$1\\$2');
}
function htmlText(value) {
    return defang(escapeHtml(toSingleLine(value)));
}
function code(value) {
    const content = toSingleLine(value);
    if (content === '')
        return '';
    if (content.includes('|'))
        return `<code>${escapeText(content)}</code>`;
    const ticks = '`'.repeat(longestRunLength(content, '`') + 1);
    const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
    return `${ticks}${pad}${content}${pad}${ticks}`;
}
function unbroken(text) {
    return text.replaceAll(' ', '&nbsp;');
}
function fence(value, language = '') {
    const content = value.replace(/\r\n?/g, '\n').replace(CONTROL_BUT_NEWLINE, '\ufffd').toWellFormed();
    const ticks = '`'.repeat(Math.max(3, longestRunLength(content, '`') + 1));
    return `${ticks}${language}\n${content}\n${ticks}`;
}
function quote(value) {
    return `> ${escapeMessage(value)}`;
}
function table(headings, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}
function chunkTable(headings, rows) {
    const tables = [];
    for (let n = 0; n < rows.length; n += 25)
        tables.push(table(headings, rows.slice(n, n + 25)));
    return tables;
}
function dropEmptyColumns(headings, rows) {
    const isUsed = headings.map((_, n) => rows.some((row) => row[n] !== ''));
    const kept = (cells) => cells.filter((_, n) => isUsed[n]);
    return [kept(headings), rows.map(kept)];
}
function details(summary, body) {
    return `<details><summary>${htmlText(summary)}</summary>\n\n${body}\n\n</details>`;
}
function link(markdown, url) {
    if (url === undefined || !/^https?:\/\//.test(url))
        return markdown;
    return `[${markdown}](<${url.replace(/[<>|"\s\\]/g, encodeURIComponent)}>)`;
}
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


 }),

 9546:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  w: () => ( renderComment),
  renderSummary: () => ( renderSummary)
});

var format_price = __webpack_require__(4491);
var format_value = __webpack_require__(2998);
var format = __webpack_require__(6523);
var markdown = __webpack_require__(569);
;




const MAX_TABLE_ROWS = 40;
function specDiffBlocks(state, { specDiffs, plan }) {
    const diff = specDiffs?.diffs.get(state.label);
    if (specDiffs === undefined || diff === undefined)
        return [];
    const base = markdown .aY(specDiffs.base);
    return diff.kind === 'changed'
        ? changesTable([
            ...diff.fields.flatMap((field) => toRows(field, diff.fields)),
            ...sizeRows(state, diff, plan?.specs.get(state.label)),
        ], base)
        : [describeDiff(diff, base)];
}
function commonDiff(model) {
    const { states, specDiffs } = model;
    if (specDiffs === undefined)
        return [[], model];
    const kinds = new Set(states.map(({ label }) => specDiffs.diffs.get(label)?.kind));
    const base = markdown .aY(specDiffs.base);
    if (kinds.size > 1 || !(kinds.has('new') || kinds.has('same')))
        return [[], model];
    return [
        [kinds.has('new') ? `All new: ${base} has none of these specs.` : `All unchanged from ${base}.`],
        { ...model, specDiffs: undefined },
    ];
}
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
            return `Cannot be compared with ${base}: ${markdown .hC(diff.message)}`;
    }
}
function changesTable(rows, base) {
    const headings = ['field', base, 'this pull request'];
    return rows.length > MAX_TABLE_ROWS ? markdown .AK(headings, rows) : [markdown .tp(headings, rows)];
}
function toRows({ field, before, after, added = [], removed = [] }, all) {
    const short = shortName(field);
    const isUnique = all.every((each) => each.field === field || shortName(each.field) !== short);
    const name = markdown .aY(isUnique ? short : field);
    const itemCount = Math.max(added.length, removed.length);
    const items = Array.from({ length: itemCount }, (_, n) => [
        name,
        withSign('\u2212', removed[n]),
        withSign('+', added[n]),
    ]);
    if (itemCount > 0)
        return items;
    return [[name, markdown .aY(before ?? ''), after === undefined ? '**removed**' : bold(markdown .aY(after))]];
}
const shortName = (field) => field.replace(/^(?:hyperparameters|model_config)\./, '');
const bold = (text) => (text === '' ? '' : `**${text}**`);
function withSign(sign, item) {
    return item === undefined ? '' : `**${sign}** ${markdown .aY(item)}`;
}
function sizeRows(state, diff, specPlan) {
    const rows = [];
    const examples = specPlan?.examples ?? examplesOf(state);
    const baseExamples = specPlan ? specPlan.baseExamples : baseExamplesOf(state, diff.fields);
    if (examples !== undefined)
        rows.push(['examples (steps \u00d7 batch)', ...comparison(baseExamples, examples, format_value .K9)]);
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
function formatGrowth(before, after) {
    if (before === undefined || before <= 0)
        return '';
    const percent = (after / before - 1) * 100;
    const amount = Math.abs(percent);
    const text = (0,format_value .K9)(amount < 1 ? Math.max(amount, 0.1).toFixed(1) : Math.round(amount));
    return ` (${percent < 0 ? '\u2212' : '+'}${text}&nbsp;%)`;
}
function examplesOf({ spec, job }) {
    const settings = spec ? spec.request.hyperparameters : job?.hyperparameters;
    return product((0,format .sJ)(settings, 'training_steps'), (0,format .sJ)(settings, 'batch_size'));
}
function baseExamplesOf({ spec }, fields) {
    const baseValue = (name) => {
        const change = fields.find(({ field }) => field === `hyperparameters.${name}`);
        if (change === undefined)
            return (0,format .sJ)(spec?.request.hyperparameters, name);
        const value = Number(change.before ?? Number.NaN);
        return Number.isFinite(value) ? value : undefined;
    };
    return product(baseValue('training_steps'), baseValue('batch_size'));
}
const product = (a, b) => a === undefined || b === undefined ? undefined : a * b;
function priceText(price) {
    return (0,format_price .$)({ ...price, currency: markdown .X1(price.currency) });
}

var approval_approval = __webpack_require__(1920);
var display_state = __webpack_require__(9900);
var job_spec_document = __webpack_require__(9428);
var job_status = __webpack_require__(6722);
var job_times = __webpack_require__(270);
var report_messages = __webpack_require__(3352);
var describe_approvals = __webpack_require__(9147);
var find_acts = __webpack_require__(7364);
var shown_plans = __webpack_require__(3273);
var saved_report = __webpack_require__(9204);
;







function displayPlanned(state, model) {
    const { label, job, outcome, notes } = state;
    const specPlan = model.plan?.specs.get(label);
    if (specPlan === undefined || job !== undefined)
        return (0,display_state .i3)(state, model);
    const isRefused = specPlan.violations.length > 0 || (model.plan?.violations.length ?? 0) > 0;
    if (isRefused && outcome !== undefined && outcome !== 'unapproved')
        return {
            icon: display_state .Ze.bad,
            headline: 'refused by the policy, nothing was submitted',
            shortLabel: 'refused by the policy',
        };
    if (outcome !== 'valid' || notes.length > 0)
        return (0,display_state .i3)(state, model);
    if (specPlan.existingJobId !== undefined)
        return planned(`follows job ${specPlan.existingJobId.slice(0, 8)}`, 'follows a job');
    return model.specDiffs?.diffs.get(label)?.kind === 'same'
        ? planned('unchanged, nothing new to train', 'unchanged')
        : planned('to be trained', 'to be trained');
}
const planned = (headline, shortLabel) => ({
    icon: display_state .Ze.plan,
    headline,
    shortLabel,
});
function violationBlocks({ plan, states }) {
    const violations = plan && isUnsubmitted(states) ? violationRows(states, plan) : [];
    if (plan === undefined || violations.length === 0)
        return [];
    return [
        ...markdown .AK(...markdown ._C(['rule', 'spec', 'why'], violations)),
        `**Next:** Change the spec, or ${askOwners(plan)}.`,
    ];
}
const isUnsubmitted = (states) => states.every(({ job, outcome }) => job === undefined && outcome !== undefined);
function planNext(model) {
    const { plan, states } = model;
    const isPlanned = ({ label, outcome, notes }) => outcome === 'valid' && notes.length === 0 && plan?.specs.get(label)?.violations.length === 0;
    return [
        ...(states.every(isPlanned) ? [`**Next:** ${nextOf(states, model)}`] : []),
        ...approvalBlock(model, isPlanned),
    ];
}
const MAX_NAMED = 5;
function approvalBlock(model, isPlanned) {
    const { plan, states } = model;
    const approval = plan?.policy?.approval;
    const waiting = states.filter((state) => state.outcome === 'unapproved' ||
        (isPlanned(state) && plan?.specs.get(state.label)?.needsApproval === true));
    if (approval === undefined || waiting.length === 0)
        return [];
    if (waiting.every(({ outcome }) => outcome === 'valid'))
        return [howToApprovePlan(waiting, approval)];
    const [two, one] = [waiting.filter(needsTwo), waiting.filter((state) => !needsTwo(state))];
    const howToStart = (group) => group.some(({ spec }) => spec && !(0,saved_report .yj)(spec, model))
        ? hiddenRequestNote(group, nameGroup(group, states), approval)
        : howToStartShown(group, { it: nameGroup(group, states), label: labelState(waiting) }, approval);
    return [...new Set([two, one].filter(({ length }) => length > 0).map(howToStart))];
}
const needsTwo = ({ notes }) => notes.some((note) => 'needsTwo' in note && note.needsTwo);
function nameGroup(group, states) {
    if (states.length === 1)
        return 'it';
    const names = group.slice(0, MAX_NAMED).map(({ label }) => markdown .aY(label));
    return (0,format_value .Ol)(group.length > MAX_NAMED ? [...names, `${group.length - MAX_NAMED} more`] : names);
}
function namingCommand(waiting, by) {
    const digests = waiting.flatMap(({ spec }) => (spec ? [(0,shown_plans .VK)(spec.digest)] : []));
    return by.includes('comment') && digests.length <= MAX_NAMED
        ? markdown .aY([find_acts .Eh, ...digests].join(' '))
        : undefined;
}
function howToApprovePlan(waiting, approval) {
    const command = namingCommand(waiting, approval.by);
    const approvers = approversOf(waiting, approval);
    return command === undefined
        ? `It needs an approval by ${approvers}, once a step with ${markdown .aY('command: run')} has shown it.`
        : `**To approve it:** the comment ${command} by ${approvers}.`;
}
function howToStartShown(waiting, { it, label }, approval) {
    const command = namingCommand(waiting, approval.by);
    const named = command === undefined
        ? 'It counts once a request has been shown for a minute.'
        : `In the first minute after a request appears, only the comment ${command} counts.`;
    const acts = (0,describe_approvals .f3)(approval.by, { label, needsTwo: waiting.some(needsTwo) });
    return `**To start ${it}:** ${markdown .hC(acts)}, by ${approversOf(waiting, approval)}. ${named}`;
}
function labelState(waiting) {
    const notes = waiting.flatMap((state) => state.notes);
    const halves = notes.flatMap((note) => (note.code === 'approval-label-on' ? [note.isHalf] : []));
    if (halves.includes(true))
        return 'half';
    return halves.length > 0 ? 'on' : 'off';
}
const approversOf = (waiting, approval) => markdown .hC((0,describe_approvals .tL)((0,describe_approvals .QC)(approval), waiting.some(needsTwo)));
function hiddenRequestNote(waiting, it, approval) {
    const tooLong = 'A request is too long to show here; the job summary has it.';
    const command = namingCommand(waiting, approval.by) ?? markdown .aY(`${find_acts .Eh} <digest>`);
    return approval.by.includes('comment')
        ? `**To start ${it}:** the comment ${command}, by ${approversOf(waiting, approval)}. Nothing else counts. ${tooLong}`
        : `${tooLong} So only a comment that names its digest could approve it, which the policy does not allow: add ${markdown .aY('comment')} to ${markdown .aY('approval.by')}.`;
}
function violationRows(states, plan) {
    const row = ({ rule, message, line, fix = '' }, label = '') => [
        markdown .nf(markdown .aY(rule), ruleUrl(plan, line)),
        states.length === 1 ? '' : markdown .aY(label),
        markdown .hC(`${message} ${fix}`.trim()),
    ];
    const ofSpecs = states.flatMap(({ label }) => (plan.specs.get(label)?.violations ?? []).map((violation) => row(violation, label)));
    return [...ofSpecs, ...plan.violations.map((violation) => row(violation))];
}
const ruleUrl = ({ policy }, line) => policy?.url !== undefined && line !== undefined ? `${policy.url}#L${line}` : policy?.url;
function askOwners({ policy }) {
    const name = markdown .nf('the policy', policy?.url);
    const owners = policy?.owners.map(markdown .aY).join(', ') ?? '';
    return owners === '' ? `have ${name} changed` : `ask ${owners} to change ${name}`;
}
function nextOf(states, { plan, specDiffs }) {
    const run = markdown .aY('command: run');
    const needsApproval = states.some(({ label }) => plan?.specs.get(label)?.needsApproval === true);
    if (states.every(({ label }) => plan?.specs.get(label)?.existingJobId !== undefined))
        return `A step with ${run} follows ${states.length === 1 ? 'that job' : 'those jobs'} and submits nothing.`;
    return states.every(({ label }) => specDiffs?.diffs.get(label)?.kind === 'same')
        ? `A step with ${run} follows the job of this request, if there is one, and otherwise trains it.`
        : `A step with ${run} submits exactly this${needsApproval ? ', once it is approved' : ''}. Nothing was submitted so far.`;
}
function policyFact({ label, job, approval }, { plan }) {
    const specPlan = plan?.specs.get(label);
    if (plan?.policy === undefined || specPlan?.violations.length !== 0)
        return '';
    const policy = markdown .nf('the policy', plan.policy.url);
    const isWaiting = specPlan.needsApproval === true && job === undefined && approval === undefined;
    return isWaiting ? `${policy} wants an approval` : `allowed by ${policy}`;
}

var run_context = __webpack_require__(4757);
var spec_value = __webpack_require__(1426);
;














function modelBlock({ job, outcome }) {
    return outcome === 'succeeded' && job?.outputModel !== undefined ? [markdown .EU(job.outputModel)] : [];
}
function modelInstructions({ states }) {
    if (!states.some(({ outcome }) => outcome === 'succeeded'))
        return [];
    const output = states.length === 1 ? 'output-model' : 'jobs';
    const note = states.length === 1 ? '' : ', JSON with one entry for each job';
    return [
        `In a later step of this job: ${markdown .aY(`\${{ steps.<id>.outputs.${output} }}`)}${note}, where ${markdown .aY('<id>')} is the ${markdown .aY('id')} of this step.`,
    ];
}
const HOW_TO_APPROVE = ['approval-missing', 'approval-label-on'];
const INSTRUCTIONS = ['how-to-find-job'];
function errorBlocks({ job, outcome, error, notes }) {
    const blocks = [];
    if (outcome === 'failed' && job?.reason !== undefined)
        blocks.push(markdown .hD(job.reason));
    if (error !== undefined) {
        const source = error.status === undefined ? '' : `HTTP ${error.status}`;
        const request = error.requestId === undefined ? '' : `request ${markdown .aY(error.requestId)}`;
        const origin = [source, request].filter((part) => part !== '').join(' \u00b7 ');
        blocks.push(origin === '' ? markdown .hD(error.message) : `${markdown .hD(error.message)}\n>\n> ${origin}`);
    }
    const shown = outcome === 'unapproved' ? notes.filter(({ code }) => !HOW_TO_APPROVE.includes(code)) : notes;
    const texts = shown.map((note) => {
        const text = markdown .hC((0,report_messages .N)(note));
        return INSTRUCTIONS.includes(note.code) ? `**Next:** ${text}` : text;
    });
    return [...blocks, ...texts];
}
function nextStep(state, { context }) {
    const step = state.error?.hint ?? nextStepOf(state, context.issueNumber !== undefined);
    return step === undefined ? [] : [`**Next:** ${markdown .hC(step)}`];
}
function nextStepOf(state, isRemembered) {
    const { outcome, job, spec, error, isNotFound } = state;
    const canChange = job !== undefined && !(0,job_status .Hd)((0,job_status .xl)(job.status)) && isNotFound !== true;
    if (outcome === 'failed' && spec)
        return (0,job_status .xl)(job?.status) === 'succeeded'
            ? 'To train again, set `reuse: false`. A re-run follows this job, and looks for its model again.'
            : 'Fix the spec or the dataset and push, or re-run this workflow: a failed job is submitted anew.';
    if (outcome === 'cancelled' && !canChange && spec)
        return `${endedWithPullRequest(state) ? 'Reopen the pull request, then re-run' : 'Re-run'} this workflow to submit it again.`;
    if (outcome === 'refused' && spec && error)
        return 'Fix what the service names, and push or re-run this workflow.';
    if (outcome === 'timed-out' && spec && !job)
        return 'Re-run this workflow.';
    if (!canChange)
        return undefined;
    const id = `\`job-id: ${job.id}\``;
    if (outcome === 'cancelled' || (0,display_state .Eo)(state))
        return `Check with \`command: status\` and ${id} that it has stopped.`;
    if (outcome === 'unknown')
        return `Look it up with \`command: status\` and ${id}.`;
    if (outcome !== 'timed-out')
        return undefined;
    return spec && isRemembered
        ? 'Re-run this workflow. It follows this job and does not submit another one.'
        : `Follow it with \`command: wait\` and ${id}.`;
}
function endedWithPullRequest({ notes }) {
    return notes.some((note) => note.code === 'cancelled-after-closing' ||
        note.code === 'closed-after-submission' ||
        (note.code === 'sync-cancelled-job' && note.because === 'pull-request-closed'));
}
function kindText(state) {
    const { jobType, baseModel, datasets } = (0,format .Zw)(state);
    return [
        markdown .X1(capitalize(jobType)),
        ...(baseModel === undefined ? [] : [`of ${markdown .aY(baseModel)}`]),
        ...(datasets === undefined ? [] : [`on ${(0,format .td)(datasets, 'dataset')}`]),
    ]
        .filter((part) => part !== '')
        .join(' ');
}
const capitalize = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
function factsLine(state, model, kind = kindText(state)) {
    const { job, provenance } = state;
    const parts = [
        kind,
        ...(hasChangesTable(state, model) ? [] : sizeFacts(state, model)),
        policyFact(state, model),
        job === undefined ? '' : `job ${markdown .nf(markdown .aY(job.id), (0,run_context .Ne)(model.context, job.id))}`,
        (provenance && PROVENANCES[provenance]) ?? '',
        approvalFact(state, model.nowMs),
    ].filter((part) => part !== '');
    return parts.length === 0 ? [] : [parts.join(' \u00b7 ')];
}
function approvalFact({ approval }, nowMs) {
    if (approval === undefined)
        return '';
    return (0,approval_approval .D)(approval)
        .map(({ by, act, atMs, url }) => {
        const how = act === 'dispatch' ? ', who started the workflow' : '';
        return `${markdown .nf('approved', url)} by ${markdown .aY(by)}${how} at ${(0,format .tH)(atMs, nowMs)}`;
    })
        .join(' \u00b7 ');
}
const PROVENANCES = {
    recovered: 'recovered: the response was lost, and this is the only job that matches',
    verified: 'submitted by an earlier step, with a signed record',
    unsigned: 'unsigned: recorded without a valid signature',
    listed: 'listed: found in the list of jobs, without a record',
};
function sizeFacts(state, { plan }) {
    const { spec, job, label } = state;
    const settings = spec ? spec.request.hyperparameters : job?.hyperparameters;
    const rate = (0,job_spec_document .pi)(settings) ? settings['learning_rate'] : undefined;
    const specPlan = plan?.specs.get(label);
    const examples = specPlan?.examples ?? examplesOf(state);
    return [
        examples === undefined ? ((0,format .Zw)(state).size.at(-1) ?? '') : `${(0,format_value .K9)(examples)} examples`,
        typeof rate === 'number' ? `learning rate ${markdown .aY((0,spec_value .Fl)(rate))}` : '',
        specPlan?.price ? `${priceText(specPlan.price)} by your rates` : '',
    ];
}
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
    return [markdown .zH(capitalize(title), used.flatMap(([, blocks]) => blocks).join('\n\n'))];
}
function requestBlock({ spec }, model, isShown = () => true) {
    if (spec === undefined)
        return [];
    const { request } = spec;
    const source = `Digest ${markdown .aY(spec.digest)} of ${markdown .nf(markdown .aY(spec.file), (0,run_context .iw)(model.context, spec.file))}`;
    return (0,saved_report .nA)(spec, model) && isShown(request)
        ? [markdown .EU((0,saved_report .zw)(request), 'json'), source]
        : [source];
}
function timelineTable(state, nowMs) {
    const spans = (0,job_times .x)(state, nowMs);
    if (spans.length === 0)
        return [];
    const days = new Set(spans.map(({ startMs }) => (0,format .r6)(startMs).slice(0, format .ul)));
    const rows = spans.map(({ status, startMs, endMs }, n) => [
        days.size === 1 ? (0,format .fU)(startMs) : (0,format .r6)(startMs).replace(' UTC', ''),
        status === '' && n === 0 ? 'created' : markdown .aY(status),
        endMs === undefined || n === spans.length - 1 ? '' : markdown .D_((0,format .a3)(endMs - startMs)),
    ]);
    return [markdown .tp(['seen at (UTC)', 'status', 'for'], rows)];
}
function commandLines(state) {
    const { job, outcome, isNotFound } = state;
    const isOpen = job !== undefined && !(0,job_status .Hd)((0,job_status .xl)(job.status));
    if (!isOpen || outcome === 'cancelled' || isNotFound || (0,display_state .Eo)(state))
        return [];
    const id = markdown .aY(`job-id: ${job.id}`);
    return [
        `To resume: ${markdown .aY('command: wait')} with ${id}\\\nTo cancel: ${markdown .aY('command: cancel')} with ${id}`,
    ];
}
function diagnosticsTable({ diagnostics, context, states }, level) {
    const rows = diagnostics
        .filter((diagnostic) => diagnostic.level === level)
        .map(({ location, message }) => [
        locationCell(location, context, states.length === 1 ? states[0]?.label : undefined),
        markdown .hC(message),
    ]);
    return markdown .AK(['where', level === 'error' ? 'problem' : 'warning'], rows);
}
function locationCell(location, context, onlyFile) {
    if (location.input !== undefined)
        return `line ${location.line} of ${markdown .aY(location.input)}`;
    const { file, line } = location;
    const where = line !== undefined && file === onlyFile
        ? `line ${line}`
        : markdown .aY(line === undefined ? file : `${file}:${line}`);
    return markdown .nf(where, (0,run_context .iw)(context, file, line));
}
function overridesBlock({ states }) {
    const overrides = (0,format .b4)(states).map(markdown .aY);
    return overrides.length === 0 ? [] : [`Set by the input ${markdown .aY('set')}: ${overrides.join(', ')}`];
}
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
    return [markdown .zH(`${state.label} \u00b7 ${headline}`, body)];
}
function timesLine(state, nowMs) {
    const parts = (0,job_times .x)(state, nowMs)
        .slice(0, -1)
        .map(({ status, startMs, endMs = startMs }) => {
        const name = status === '' ? 'before' : markdown .aY(status);
        return `${name} ${(0,format .a3)(endMs - startMs)}`;
    });
    return parts.length === 0 ? [] : [parts.join(' \u00b7 ')];
}
function orphansBlock({ orphans = [] }) {
    if (orphans.length === 0)
        return [];
    const rows = orphans.map(({ id, label, service }) => [
        markdown .aY(label),
        `${markdown .aY('command: cancel')} with ${markdown .aY(`job-id: ${id}`)}${service === undefined ? '' : ` and ${markdown .aY(`api-url: ${service}`)}`}`,
    ]);
    return [
        '**Unfinished jobs that nobody asks for on the newest commit.** They keep running until they end or somebody cancels them.',
        ...markdown .AK(['spec', 'to cancel'], rows),
    ];
}

var varying_fields = __webpack_require__(7182);
;










function statesTable(model) {
    const { states, plan } = model;
    const { fields, values } = (0,varying_fields .s)(states);
    const isPlanned = states.every(({ job }) => job === undefined);
    const rows = states.map((state) => {
        const { label } = state;
        const differing = (values.get(label) ?? []).filter((value) => value !== '');
        const name = markdown .aY(shortenPath(label));
        const { examples = examplesOf(state), price } = (isPlanned && plan?.specs.get(label)) || {};
        return [
            displayPlanned(state, model).icon,
            differing.length === 0 ? name : differing.map(markdown .aY).join(' \u00b7 '),
            resultCell(state, model),
            plan && isPlanned && examples !== undefined ? (0,format_value .K9)(examples) : '',
            price ? priceText(price) : '',
            tookCell(state, model),
            shortJobCell(state, model),
            fields.length === 0 ? '' : name,
        ];
    });
    const subject = fields.length === 0 ? 'spec' : fields.map(markdown .X1).join(' \u00b7 ');
    const hasModels = states.some(({ job }) => job?.outputModel !== undefined);
    return markdown .AK(...markdown ._C([
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
function shortenPath(path) {
    const characters = Array.from(path);
    return characters.length > MAX_PATH_LENGTH ? `\u2026${characters.slice(1 - MAX_PATH_LENGTH).join('')}` : path;
}
const MAX_REASON_LENGTH = 100;
function resultCell(state, model) {
    const { job, outcome } = state;
    if (outcome === 'succeeded' && job?.outputModel !== undefined)
        return markdown .aY(shortenModel(job.outputModel));
    const { shortLabel } = displayPlanned(state, model);
    const reason = outcome === 'failed' ? (job?.reason ?? '').replace(/\s+/g, ' ').trim() : '';
    if (reason === '')
        return shortLabel;
    const characters = Array.from(reason);
    const isLong = characters.length > MAX_REASON_LENGTH;
    return markdown .hC(isLong ? `${characters.slice(0, MAX_REASON_LENGTH).join('')}\u2026` : reason);
}
function shortenModel(model) {
    const parts = model.split(':');
    const [first = '', last = ''] = [parts[0], parts.at(-1)];
    return parts.length > 2 && first.length + last.length < 30 ? `${first}:\u2026:${last}` : model;
}
function tookCell(state, { nowMs, lastSync }) {
    const isOver = (0,job_status .Hd)((0,job_status .xl)(state.job?.status));
    const isWatched = state.outcome === undefined && lastSync === undefined;
    const durationMs = isOver || isWatched ? (0,job_times .u2)(state, nowMs) : undefined;
    return durationMs === undefined || durationMs < 1000 ? '' : markdown .D_((0,format .a3)(durationMs));
}
const SHORT_ID_LENGTH = 8;
function shortJobCell({ job }, { context }) {
    return job === undefined ? '' : markdown .nf(markdown .aY(job.id.slice(0, SHORT_ID_LENGTH)), (0,run_context .Ne)(context, job.id));
}
function syncTable(model) {
    const rows = model.states.map((state) => {
        const { icon, shortLabel } = (0,display_state .i3)(state, model);
        const { label, reportLocation, job } = state;
        const where = reportLocation ? markdown .nf(`no. ${reportLocation.number}`, reportLocation.url) : '';
        const names = job === undefined ? [] : [job.outputModel ?? [], job.id].flat();
        return [icon, markdown .aY(label), shortLabel, where, names.map(markdown .aY).join('<br>')];
    });
    const headings = ['', 'spec', 'state', 'reported on', 'model and job'];
    return markdown .AK(...markdown ._C(headings, rows));
}
function jobTable(model) {
    const rows = model.states.map((state) => {
        const { icon, shortLabel } = (0,display_state .i3)(state, model);
        const { job, label } = state;
        const { jobType, baseModel = '' } = (0,format .Zw)(state);
        const created = job?.createdAt === undefined ? '' : (0,format .r6)(job.createdAt * 1000);
        return [
            icon,
            markdown .aY(label),
            shortLabel,
            created,
            markdown .X1(jobType),
            markdown .aY(baseModel),
            markdown .aY(job?.outputModel ?? ''),
        ];
    });
    const headings = ['', 'job', 'state', 'created', 'type', 'base model', 'model'];
    return markdown .AK(...markdown ._C(headings, rows));
}

var history_blocks = __webpack_require__(5953);
;











const MAX_COMMENT_LENGTH = 48_000;
const MAX_SUMMARY_LENGTH = 330_000;
const TRUNCATION_NOTE = '_The rest is too long to show here. The step log has all of it._';
function renderComment(model) {
    const body = renderBody(model);
    const isCut = body.includes(TRUNCATION_NOTE) && approvableDigests(model).length > 0;
    const shown = isCut ? { ...model, lacksRequests: true, wholeDigests: undefined } : model;
    return {
        kind: commentKind(model),
        body: isCut ? renderBody(shown) : body,
        approvable: approvableDigests(shown),
        savedReport: (0,saved_report .xH)(model),
        endedJobs: (0,history_blocks .dr)(model),
    };
}
function renderBody(model) {
    return markdown .nX([...reportBlocks(model, 'comment'), ...orphansBlock(model), footer(model)], MAX_COMMENT_LENGTH, TRUNCATION_NOTE);
}
function approvableDigests(model) {
    return model.states.flatMap((state) => needsWholeRequest(state, model) && mayBeApproved(state) ? [state.spec.digest] : []);
}
function mayBeApproved({ outcome, notes }) {
    const isClosed = notes.some(({ code }) => code === 'pull-request-closed');
    return !isClosed && !['refused', 'invalid', 'superseded'].includes(outcome ?? '');
}
function commentKind({ states, diagnostics, plan }) {
    const isOffline = states.every(({ outcome }) => outcome === 'valid' || outcome === 'invalid');
    const hasNotesOnValidSpec = states.some(({ outcome, notes }) => outcome === 'valid' && notes.length > 0);
    if (!isOffline || hasNotesOnValidSpec)
        return 'report';
    if (diagnostics.some(({ level }) => level === 'error'))
        return 'problems';
    return plan === undefined ? 'valid' : 'plan';
}
function renderSummary(model) {
    return `${markdown .nX([...reportBlocks(model, 'summary'), footer(model)], MAX_SUMMARY_LENGTH, TRUNCATION_NOTE)}\n`;
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
function messageBlocks({ messages = [] }) {
    return messages.map((note) => markdown .hC((0,report_messages .N)(note)));
}
function heading(icon, headline, subject = '') {
    const parts = [`${icon} Forge training`, subject, markdown .X1(headline)];
    return `### ${parts.filter((part) => part !== '').join(' \u00b7 ')}`;
}
function singleJobBlocks(state, model, place) {
    const { icon, headline } = displayPlanned(state, model);
    const hasProblems = state.outcome === 'invalid' && countErrors(model) > 0;
    return [
        heading(icon, hasProblems ? problemsHeadline(model)[1] : headline, markdown .aY(state.label)),
        ...modelBlock(state),
        ...(place === 'summary' ? modelInstructions(model) : []),
        ...errorBlocks(state),
        ...messageBlocks(model),
        ...diagnosticsTable(model, 'error'),
        ...violationBlocks(model),
        ...nextStep(state, model),
        ...followUp(model, place),
        ...(0,history_blocks .PJ)(state, model),
        ...specDiffBlocks(state, model),
        ...factsLine(state, model),
        ...overridesBlock(model),
        ...planNext(model),
        ...diagnosticsTable(model, 'warning'),
        ...(0,history_blocks .Wy)(model),
        ...detailsBlock(state, model, (request) => place === 'summary' || (0,saved_report .I2)(request)),
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
        ...(0,history_blocks .Wy)(model),
        ...states.flatMap((state) => place === 'summary' || needsWholeRequest(state, model) ? foldedRequest(state, model) : []),
    ];
}
function needsWholeRequest(state, model) {
    const { label, spec } = state;
    return (spec !== undefined && model.plan?.specs.get(label)?.needsApproval === true && (0,saved_report .yj)(spec, model));
}
function foldedRequest(state, model) {
    const request = requestBlock(state, model);
    return request.length === 0 ? [] : [markdown .zH(`Request of ${state.label}`, request.join('\n\n'))];
}
function countHeading(model) {
    const icons = model.states.map((state) => displayPlanned(state, model).icon);
    const { bad, attention, active, stopped, plan, idle, good } = display_state .Ze;
    const order = [bad, attention, active, stopped, plan, idle, good];
    const worst = order.find((icon) => icons.includes(icon)) ?? good;
    return heading(worst, countByState(model));
}
const NOT_SUBMITTED = [
    'invalid',
    'refused',
    'valid',
    'superseded',
    'cancelled',
    'unapproved',
];
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
    return `${(0,format .td)(states.length, noun)} \u00b7 ${countTexts.join(', ')}${rest}`;
}
const countErrors = ({ diagnostics }) => diagnostics.filter(({ level }) => level === 'error').length;
function problemsHeadline(model) {
    const errors = countErrors(model);
    return errors === 0
        ? [display_state .Ze.good, 'nothing to report']
        : [display_state .Ze.bad, `${(0,format .td)(errors, 'problem')}, nothing was submitted`];
}
function followUp(model, place) {
    const states = model.states.filter((state) => (0,saved_report .ui)(state) &&
        (state.outcome === 'running' || state.outcome === 'submitted') &&
        (state.spec ?? model.lastSync) !== undefined);
    if (states.length === 0)
        return [];
    const { lastSync, context } = model;
    const [job, end] = states.length === 1 ? ['the job', 'it ends'] : ['the jobs', 'they end'];
    if (lastSync !== undefined)
        return [
            `**Next:** ${markdown .nf('The scheduled workflow', lastSync.logUrl)} looks again and updates this comment when ${end}.`,
        ];
    const sync = markdown .aY('command: sync');
    if (context.issueNumber === undefined)
        return [
            `**Next:** Follow ${job} with ${markdown .aY('command: wait')} and the ${markdown .aY('job-id')}. No pull request or issue has a record of ${states.length === 1 ? 'it' : 'them'}.`,
        ];
    return [
        `**Next:** A scheduled workflow with ${sync} updates ${place === 'comment' ? 'this' : 'the'} comment when ${end}. Without one, re-run this workflow to follow ${job}.`,
    ];
}
function footer({ context, nowMs, followedBy, lastSync, states }) {
    const { commit, runId, runNumber, runAttempt, logUrl, helpUrl } = context;
    const digest = states.length === 1 ? states[0]?.spec?.digest : undefined;
    const run = `run ${markdown .nf(markdown .X1(runNumber === undefined ? runId : `#${runNumber}`), logUrl)}`;
    const parts = [
        digest === undefined ? '' : `digest ${markdown .aY(digest.replace(/^v\d+-/, '').slice(0, 8))}`,
        `commit ${markdown .nf(markdown .aY(commit.slice(0, 7)), (0,run_context .Bg)(context))}`,
        `${run}${runAttempt === '1' ? '' : `, attempt ${markdown .X1(runAttempt)}`}`,
        followedBy ? `continued by run ${markdown .nf(markdown .X1(followedBy.runId), followedBy.logUrl)}` : '',
        `${lastSync ? 'checked' : 'updated'} ${(0,format .r6)(nowMs)}`,
        helpUrl === undefined ? '' : markdown .nf('help', helpUrl),
    ];
    return `<sub>${parts.filter((part) => part !== '').join(' \u00b7 ')}</sub>`;
}


 }),

 4757:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Bg: () => ( commitUrl),
 Ne: () => ( jobUrl),
 iw: () => ( fileUrl)
 });
function fileUrl(context, file, line) {
    const path = file.split('/').map(encodeURIComponent).join('/');
    const anchor = line === undefined ? '' : `#L${line}`;
    return `${context.serverUrl}/${context.repository}/blob/${context.commit}/${path}${anchor}`;
}
function commitUrl({ serverUrl, repository, commit }) {
    return `${serverUrl}/${repository}/commit/${commit}`;
}
function jobUrl({ jobUrlTemplate }, id) {
    return jobUrlTemplate?.replaceAll('{id}', encodeURIComponent(id));
}


 }),

 9204:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 HA: () => ( restoreReport),
 I2: () => ( isShortRequest),
 nA: () => ( hasWholeRequest),
 ui: () => ( isUnfinished),
 xH: () => ( serializeReport),
 yj: () => ( showsRequest),
 zw: () => ( formatRequest)
 });
 var _state_job_state_codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3976);
 var _state_record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6948);
 var _policy_policy_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9886);
 var _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8691);
 var _state_run_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9788);





const FORMAT_VERSION = 1;
const fieldChange = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Ik)({
    field: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('f', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq),
    before: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('b', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq),
    after: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('a', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq),
    added: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('+', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .p_)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq)),
    removed: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('-', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .p_)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq)),
});
const specDiff = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .KC)(({ kind }) => kind, {
    new: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Ik)({ kind: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('k', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .yL)({ new: true })) }),
    same: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Ik)({ kind: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('k', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .yL)({ same: true })) }),
    changed: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Ik)({
        kind: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('k', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .yL)({ changed: true })),
        fields: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('f', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .p_)(fieldChange)),
    }),
    'not-comparable': (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Ik)({
        kind: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('k', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .yL)({ 'not-comparable': true })),
        message: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('m', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq),
    }),
});
const price = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Ik)({ amount: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('n', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .ai), currency: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('c', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq) });
const violations = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .p_)((0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Ik)({
    rule: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('r', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq),
    message: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('m', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq),
    line: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('l', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .ai),
    fix: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('f', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq),
}));
const approvers = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Ik)({
    from: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('from', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .p_)((0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .eu)((json) => _policy_policy_js__WEBPACK_IMPORTED_MODULE_4__ .gg.some((each) => each === json)))),
    users: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('users', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .p_)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq)),
    by: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('by', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .p_)((0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .eu)((json) => _policy_policy_js__WEBPACK_IMPORTED_MODULE_4__ .Dm.some((each) => each === json)))),
});
const specPlan = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Ik)({
    examples: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('e', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .ai),
    baseExamples: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('be', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .ai),
    price: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('p', price),
    basePrice: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('bp', price),
    violations: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('v', violations),
    needsApproval: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('ok', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Gy),
    durationsMs: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('d', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .p_)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .ai)),
    existingJobId: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('j', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq),
});
const { states, diagnostics, context } = _state_run_state_js__WEBPACK_IMPORTED_MODULE_3__ .c;
const savedRun = (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .iF)(FORMAT_VERSION, (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Ik)({
    states,
    diagnostics,
    context,
    request: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('request', _state_job_state_codec_js__WEBPACK_IMPORTED_MODULE_0__ .xy),
    specDiffs: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('diffs', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Ik)({
        base: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('base', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq),
        diffs: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('of', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .p_)((0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .PV)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq, specDiff))),
    })),
    plan: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('plan', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Ik)({
        specs: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('of', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .p_)((0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .PV)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq, specPlan))),
        violations: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('v', violations),
        policy: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('by', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Ik)({
            url: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('u', _state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq),
            owners: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .mw)('o', (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .p_)(_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .Qq)),
            approval: (0,_state_codec_js__WEBPACK_IMPORTED_MODULE_2__ .lq)('ok', approvers),
        })),
    })),
}));
const MAX_SHOWN_REQUEST_LENGTH = 3_000;
function formatRequest(request) {
    return JSON.stringify(request, undefined, 2);
}
function isShortRequest(request) {
    return formatRequest(request).length <= MAX_SHOWN_REQUEST_LENGTH;
}
function hasWholeRequest({ digest, request }, { lacksRequests, wholeDigests }) {
    if (lacksRequests === true && wholeDigests?.has(digest) !== true)
        return false;
    return request.dataset_ids?.includes('') !== true;
}
function showsRequest(spec, model) {
    return hasWholeRequest(spec, model) && isShortRequest(spec.request);
}
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
function isUnfinished({ spec, job, outcome, isNotFound }) {
    if (job === undefined)
        return spec !== undefined && outcome === undefined;
    return isNotFound !== true && (0,_state_record_js__WEBPACK_IMPORTED_MODULE_1__ .ui)(job, outcome);
}
function restoreReport(record, issueNumber, context) {
    const { savedReport } = record;
    if (savedReport === undefined)
        return undefined;
    const model = parseReport(savedReport) ?? reportFromRecord(record, savedReport.atMs, { ...context, issueNumber });
    return { ...model, states: model.states.map((state) => addRecordedJob(state, record)) };
}
function addRecordedJob(state, record) {
    const { spec, job, outcome } = state;
    if (job !== undefined || outcome !== undefined || spec === undefined)
        return state;
    const holds = requestsOfDigest(record, spec.digest).flatMap((request) => request.holds);
    const jobId = holds.find((hold) => hold.jobId !== undefined)?.jobId;
    return jobId === undefined ? state : { ...state, job: { id: jobId } };
}
function requestsOfDigest({ requests }, digest) {
    return Object.entries(requests).flatMap(([key, request]) => ((0,_state_record_js__WEBPACK_IMPORTED_MODULE_1__ .hj)(key) === digest ? [request] : []));
}
function reportFromRecord(record, nowMs, context) {
    const holds = Object.values(record.requests).flatMap((request) => request.holds);
    const [newest] = holds.toSorted((a, b) => b.atMs - a.atMs);
    const current = holds.flatMap(({ label, jobId, run }) => jobId !== undefined && run.id === newest?.run.id ? [{ label, jobId }] : []);
    const { id = context.runId, attempt = 1 } = record.run ?? newest?.run ?? {};
    const runUrl = `${context.serverUrl}/${context.repository}/actions/runs/${id}`;
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
            runNumber: undefined,
            runAttempt: String(attempt),
            logUrl: lacksAttemptPages ? runUrl : `${runUrl}/attempts/${attempt}`,
        },
        nowMs,
    };
}


 }),

 9788:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 c: () => ( runStateFields)
 });
 var _codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8691);
 var _job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3976);


const fileLocation = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Ik)({
    input: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('i', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .s6),
    file: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('f', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    line: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('l', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .ai),
    column: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('c', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .ai),
});
const specName = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Ik)({ file: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('f', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq), label: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('n', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq) });
const inputLocation = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Ik)({
    input: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('i', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .yL)({ set: true })),
    line: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('l', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .ai),
    specs: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('s', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .p_)(specName)),
});
const diagnostic = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Ik)({
    level: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('v', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .yL)({ error: true, warning: true })),
    location: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('at', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .KC)(({ input }) => input ?? 'file', {
        set: inputLocation,
        file: fileLocation,
    })),
    field: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('p', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    message: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('m', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
});
const runContext = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .Ik)({
    repository: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('repo', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    serverUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('url', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    commit: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('sha', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    actor: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('by', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    runId: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('run', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    runNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('nth', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    runAttempt: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('try', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    logUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('log', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    workflowPath: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('flow', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    issueNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('no', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .ai),
    matrixLabel: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('leg', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    jobUrlTemplate: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('page', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
    helpUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .lq)('help', _codec_js__WEBPACK_IMPORTED_MODULE_0__ .Qq),
});
const runStateFields = {
    states: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('jobs', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .p_)(_job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__ .d)),
    diagnostics: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('problems', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .p_)(diagnostic)),
    context: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__ .mw)('ctx', runContext),
};


 })

};
;