"use strict";
exports.id = 387;
exports.ids = [387];
exports.modules = {

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

 7387:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  createManifestWriter: () => ( createManifestWriter)
});


var approval = __webpack_require__(1920);
var version_gen = __webpack_require__(9322);
var format = __webpack_require__(6523);
;



function formatManifest(states, context) {
    const jobs = states.flatMap((state) => manifestEntry(state, context) ?? []);
    return jobs.length === 0 ? undefined : `${JSON.stringify({ version: VERSION, jobs }, undefined, 2)}\n`;
}
const VERSION = 1;
function isManifest(json) {
    if (typeof json !== 'object' || json === null)
        return false;
    return Reflect.get(json, 'version') === VERSION && Array.isArray(Reflect.get(json, 'jobs'));
}
function manifestEntry(state, context) {
    const { job, outcome, spec, timeline, isReused } = state;
    if (outcome !== 'succeeded' || job?.outputModel === undefined)
        return undefined;
    const { baseModel } = (0,format .Zw)(state);
    const jobType = spec?.request.job_type ?? job.jobType;
    const createdMs = job.createdAt === undefined ? timeline[0]?.atMs : job.createdAt * 1000;
    const finishedMs = job.modifiedAt === undefined ? timeline.at(-1)?.atMs : job.modifiedAt * 1000;
    return {
        job_id: job.id,
        status: job.status ?? '',
        output_model: job.outputModel,
        base_model: baseModel,
        job_type: jobType,
        spec: spec?.label,
        spec_digest: spec?.digest,
        request: spec?.request,
        overrides: spec?.overrides && Object.fromEntries(spec.overrides.map(({ path, value }) => [path.join('.'), value])),
        reused: isReused === true,
        commit: context.commit,
        run: manifestRun(context),
        actor: context.actor === '' ? undefined : context.actor,
        action_version: version_gen .x,
        created_at: toIsoTime(createdMs),
        finished_at: toIsoTime(finishedMs),
        approved_by: state.approval && (0,approval .U)(state.approval),
        approved_at: toIsoTime(state.approval?.atMs),
        approval_url: state.approval?.url,
    };
}
function toIsoTime(wallMs) {
    return wallMs === undefined ? undefined : new Date(wallMs).toISOString();
}
function manifestRun({ serverUrl, repository, runId, runAttempt }) {
    const url = runId === '' ? '' : `${serverUrl}/${repository}/actions/runs/${runId}`;
    return { id: runId, attempt: Number(runAttempt) || 1, url };
}

var files = __webpack_require__(6759);
var external_node_crypto_ = __webpack_require__(7598);
var promises_ = __webpack_require__(1455);
var external_node_path_ = __webpack_require__(6760);
;





function createManifestFile(root, path) {
    const target = (0,external_node_path_.resolve)(root, path);
    return {
        validateTarget: () => validateTarget(root, target),
        write: async (manifest) => {
            const temporaryPath = `${target}.${(0,external_node_crypto_.randomUUID)()}.tmp`;
            try {
                await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
                await (0,promises_.writeFile)(temporaryPath, manifest, { flag: 'wx' });
                await (0,promises_.rename)(temporaryPath, target);
            }
            catch (error) {
                await (0,promises_.rm)(temporaryPath, { force: true });
                throw error;
            }
        },
    };
}
async function validateTarget(root, target) {
    if (target === (0,external_node_path_.resolve)(root) || !(0,files .FK)(root, target))
        return 'it is not in the workspace';
    if ((0,external_node_path_.relative)(root, target).split(external_node_path_.sep)[0]?.toLowerCase() === '.git')
        return 'it is in the `.git` folder';
    try {
        const folder = await existingFolder((0,external_node_path_.dirname)(target));
        if (folder === undefined)
            return 'part of the path is a file, not a folder';
        if (!(0,files .FK)(await (0,promises_.realpath)(root), folder))
            return 'a link leads out of the workspace';
        await checkWritable(folder);
        return await removeOldManifest(target);
    }
    catch (error) {
        return error.message.replace(/\.$/, '');
    }
}
async function checkWritable(folder) {
    const temporaryPath = (0,external_node_path_.join)(folder, `${(0,external_node_crypto_.randomUUID)()}.tmp`);
    await (0,promises_.writeFile)(temporaryPath, '', { flag: 'wx' });
    await (0,promises_.rm)(temporaryPath);
}
async function existingFolder(path) {
    try {
        const real = await (0,promises_.realpath)(path);
        return (await (0,promises_.stat)(real)).isDirectory() ? real : undefined;
    }
    catch (error) {
        const { code } = error;
        if (code === 'ENOTDIR')
            return undefined;
        if (code !== 'ENOENT' || (0,external_node_path_.dirname)(path) === path)
            throw error;
        return existingFolder((0,external_node_path_.dirname)(path));
    }
}
async function removeOldManifest(target) {
    const stats = await (0,promises_.lstat)(target).catch(() => undefined);
    if (stats === undefined)
        return undefined;
    if (!stats.isFile())
        return 'a folder or link already exists there';
    if (!isManifest((0,files .Vh)(target)))
        return 'a file that is not a manifest of this action already exists there';
    await (0,promises_.rm)(target);
    return undefined;
}
function createManifestWriter(root, path, runner) {
    const file = createManifestFile(root, path);
    return {
        async validateTarget() {
            const problem = await file.validateTarget();
            if (problem === undefined)
                return undefined;
            return `\`manifest\` is "${path}", which cannot be written: ${problem}. Use a new file in the workspace, such as \`manifest.json\`.`;
        },
        async write(states, context) {
            const manifest = formatManifest(states, context);
            try {
                if (manifest !== undefined)
                    await file.write(runner.redact(manifest));
                runner.info(manifest === undefined
                    ? `No job has an output model: ${path} was not written.`
                    : `Wrote the manifest to ${path}.`);
                return true;
            }
            catch (error) {
                const message = error instanceof Error ? error.message : String(error);
                runner.annotate('error', `Could not write the manifest (the outputs are set): ${message}`);
                return false;
            }
        },
    };
}


 })

};
;