"use strict";
exports.id = 387;
exports.ids = [387];
exports.modules = {

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

/***/ 6523:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Zw: () => (/* binding */ summarizeJob),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   b4: () => (/* binding */ formatOverrides),
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   r6: () => (/* binding */ formatDateTime),
/* harmony export */   sJ: () => (/* binding */ numberField),
/* harmony export */   tH: () => (/* binding */ formatTimeSince),
/* harmony export */   td: () => (/* binding */ pluralize),
/* harmony export */   ul: () => (/* binding */ DAY_LENGTH)
/* harmony export */ });
/* harmony import */ var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);
/* harmony import */ var _job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1426);


/** Formats a duration: `33 s`, `2 min 5 s`, `30 min`, `1 h 33 min`, `2 d 4 h`. */
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
/** Time of day in UTC, `14:02:11`. */
function formatTime(wallMs) {
    return new Date(wallMs).toISOString().slice(11, 19);
}
/** Day and minute in UTC, `2026-11-22 14:02 UTC`. */
function formatDateTime(wallMs) {
    return `${new Date(wallMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
/** `14:03 UTC`, with the day if it is another one than at `nowMs`. */
function formatTimeSince(wallMs, nowMs) {
    const [text, now] = [formatDateTime(wallMs), formatDateTime(nowMs)];
    return text.slice(0, DAY_LENGTH) === now.slice(0, DAY_LENGTH) ? text.slice(DAY_LENGTH + 1) : text;
}
/** Length of `2026-11-22`. */
const DAY_LENGTH = 10;
/** `1 dataset`, `2 datasets`, `1,000 steps`. */
function pluralize(number, noun) {
    return `${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__/* .groupDigits */ .K9)(number)} ${noun}${number === 1 ? '' : 's'}`;
}
/** Summarizes the request, or what the service reports about the job if there is no spec. */
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
/** `supervised_fine_tuning` becomes `supervised fine-tuning`, `dpo` becomes `DPO`. */
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
/** The values that the input `set` has set, as `path = value`. They are the same for all specs of a step. */
function formatOverrides(states) {
    const overrides = states.find(({ spec }) => spec !== undefined)?.spec?.overrides ?? [];
    const shown = overrides
        .slice(0, MAX_OVERRIDES)
        .map(({ path, value }) => `${(0,_job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPath */ .jV)(path)} = ${(0,_job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_1__/* .formatValue */ .Fl)(value)}`);
    return overrides.length > MAX_OVERRIDES ? [...shown, `${overrides.length - MAX_OVERRIDES} more`] : shown;
}


/***/ }),

/***/ 7387:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createManifestWriter: () => (/* binding */ createManifestWriter)
});

// UNUSED EXPORTS: createManifestFile

// EXTERNAL MODULE: ./build/contract/version.gen.js
var version_gen = __webpack_require__(9322);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(6523);
;// CONCATENATED MODULE: ./build/report/manifest.js


/** Formats the jobs that have a model as JSON. Returns undefined if there are none. */
function formatManifest(states, context) {
    const jobs = states.flatMap((state) => manifestEntry(state, context) ?? []);
    return jobs.length === 0 ? undefined : `${JSON.stringify({ version: VERSION, jobs }, undefined, 2)}\n`;
}
const VERSION = 1;
/** Whether this action may have written the file. */
function isManifest(json) {
    if (typeof json !== 'object' || json === null)
        return false;
    return Reflect.get(json, 'version') === VERSION && Array.isArray(Reflect.get(json, 'jobs'));
}
function manifestEntry(state, context) {
    const { job, outcome, spec, timeline, isReused } = state;
    if (outcome !== 'succeeded' || job?.outputModel === undefined)
        return undefined;
    const { baseModel } = (0,format/* summarizeJob */.Zw)(state);
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
        action_version: version_gen/* VERSION */.x,
        created_at: toIsoTime(createdMs),
        finished_at: toIsoTime(finishedMs),
        approved_by: state.approval?.by,
        approved_at: toIsoTime(state.approval?.atMs),
        approval_url: state.approval?.url,
    };
}
function toIsoTime(wallMs) {
    return wallMs === undefined ? undefined : new Date(wallMs).toISOString();
}
function manifestRun({ serverUrl, repository, runId, runAttempt }) {
    const url = `${serverUrl}/${repository}/actions/runs/${runId}`;
    return { id: runId, attempt: Number(runAttempt) || 1, url };
}

// EXTERNAL MODULE: ./build/runtime/files.js
var files = __webpack_require__(6759);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/runtime/manifest-file.js





function createManifestFile(root, path) {
    const target = (0,external_node_path_.resolve)(root, path);
    return {
        validateTarget: () => validateTarget(root, target),
        write: async (manifest) => {
            // Rename it into place, so that readers never see a partial file, even if the disk is full.
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
/** Returns why the target cannot be written. Removes an existing manifest. */
async function validateTarget(root, target) {
    if (target === (0,external_node_path_.resolve)(root) || !(0,files/* isInside */.FK)(root, target))
        return 'it is not in the workspace';
    if ((0,external_node_path_.relative)(root, target).split(external_node_path_.sep)[0]?.toLowerCase() === '.git')
        return 'it is in the `.git` folder';
    try {
        const folder = await existingFolder((0,external_node_path_.dirname)(target));
        if (folder === undefined)
            return 'part of the path is a file, not a folder';
        if (!(0,files/* isInside */.FK)(await (0,promises_.realpath)(root), folder))
            return 'a link leads out of the workspace';
        await checkWritable(folder);
        return await removeOldManifest(target);
    }
    catch (error) {
        return error.message.replace(/\.$/, '');
    }
}
/** Writes a file, because permissions are not enough: a mount may be read-only, and Windows differs for folders. */
async function checkWritable(folder) {
    const temporaryPath = (0,external_node_path_.join)(folder, `${(0,external_node_crypto_.randomUUID)()}.tmp`);
    await (0,promises_.writeFile)(temporaryPath, '', { flag: 'wx' });
    await (0,promises_.rm)(temporaryPath);
}
/** Real path of the nearest existing ancestor; undefined if it is not a folder. */
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
    if (!isManifest(await (0,files/* readJson */.Vh)(target)))
        return 'a file that is not a manifest of this action already exists there';
    await (0,promises_.rm)(target);
    return undefined;
}
/** `path` is relative to the workspace `root`. */
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


/***/ })

};
;