"use strict";
exports.id = 69;
exports.ids = [69];
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

 7069:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  terminal: () => ( terminal)
});


var external_node_os_ = __webpack_require__(8161);
var external_node_util_ = __webpack_require__(7975);
var version_gen = __webpack_require__(9322);
var format = __webpack_require__(6523);
var run_main = __webpack_require__(8788);
var exit_signals = __webpack_require__(9238);
var files = __webpack_require__(6759);
var system_clock = __webpack_require__(3932);
;
const TERMINAL_COMMANDS = {
    validate: {
        summary: 'check specs and the policy file; needs no key and no network',
        operand: 'specs',
        options: ['set', 'max-jobs', 'reuse', 'allow-unknown-fields'],
    },
    list: { summary: 'show the newest jobs, at most 100', operand: 'none', options: ['api-url'] },
    status: { summary: 'read a job once', operand: 'job-id', options: ['api-url', 'manifest'] },
    wait: {
        summary: 'follow a job until it ends; Ctrl-C leaves the job running',
        operand: 'job-id',
        options: ['api-url', 'timeout-minutes', 'on-timeout', 'manifest'],
    },
    cancel: { summary: 'cancel a job', operand: 'job-id', options: ['api-url'] },
};
const PROGRAM = 'forge-training-job';
function commandLine(command, jobId, apiUrl = '') {
    return [PROGRAM, command, jobId, ...(apiUrl === '' ? [] : ['--api-url', apiUrl])].join(' ');
}
const OPERANDS = { specs: ' SPEC...', 'job-id': ' JOB-ID', none: '' };
const HELP = `Usage: ${PROGRAM} COMMAND [OPTIONS]

${Object.entries(TERMINAL_COMMANDS)
    .map(([name, { operand, summary }]) => `  ${`${name}${OPERANDS[operand]}`.padEnd(18)}${summary}`)
    .join('\n')}

SPEC is a path or a glob; "!" excludes. Policy file: .github/forge-policy.yml of the repository.

  --json                    print one JSON document: the outputs of the action, and the problems
  --help, --version

validate:
  --set PATH=VALUE          override a field of all specs; repeat it for more
  --max-jobs N              refuse more jobs than this (10)
  --reuse false             allow the same request twice
  --allow-unknown-fields    accept fields that the contract does not name

list, status, wait, cancel:
  --api-url URL             of the service (https://api.mistral.ai)
  --manifest FILE           status, wait: if it has succeeded, describe job and model as JSON
  --timeout-minutes N       wait: how long (350)
  --on-timeout cancel       wait: cancel the job then, instead of leaving it

The API key is read from the variable MISTRAL_API_KEY. Exit code: 0 as a green step of the action, 1 as a red one,
2 for a command, option or key that is unknown or missing, 130 after Ctrl-C.
`;

var external_node_path_ = __webpack_require__(6760);
var input_reader = __webpack_require__(7663);
;


const RUNNER_VARIABLE = /^(GITHUB|RUNNER|ACTIONS|INPUT|STATE|GITEA|FORGEJO)_|^ACT$/i;
function createEnvironment(env, inputs, root) {
    const others = Object.entries(env).filter(([name]) => !RUNNER_VARIABLE.test(name));
    const variables = Object.entries(inputs).map(([name, value]) => [
        (0,input_reader .LO)(name),
        value,
    ]);
    return { ...Object.fromEntries(others), ...Object.fromEntries(variables), GITHUB_WORKSPACE: root };
}
function pathLines(paths, folder, root) {
    return paths.map((path) => fromRoot(path, folder, root)).join('\n');
}
function fromRoot(spec, folder, root) {
    const [, mark = '', path = ''] = /^(!?)(.*)$/s.exec(spec) ?? [];
    const isAbsolute = (0,external_node_path_.resolve)(path) === path;
    if (folder === root && !isAbsolute)
        return spec;
    return mark + (0,external_node_path_.relative)(root, (0,external_node_path_.resolve)(folder, path)).replaceAll(external_node_path_.sep, '/');
}

var escape_log_line = __webpack_require__(9373);
;
const UNSAFE = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;
function formatDocument({ job = '', jobs = '', ...outputs }, problems) {
    const { 'jobs-file': _, 'comment-url': __, ...rest } = outputs;
    const document = { ...rest, job: parse(job, null), jobs: parse(jobs, []), problems };
    const text = JSON.stringify(document, null, 2);
    return text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
function parse(text, absent) {
    return text === '' ? absent : JSON.parse(text);
}

var suggest = __webpack_require__(5575);
;



const FLAGS = ['json', 'allow-unknown-fields', 'help', 'version'];
const COMMON_OPTIONS = ['json', 'help', 'version'];
const COMMANDS = Object.keys(TERMINAL_COMMANDS);
const IN_WORKFLOWS = ['run', 'sync'];
function parseArguments(args) {
    const valued = Object.values(TERMINAL_COMMANDS).flatMap(({ options }) => options);
    const { tokens } = (0,external_node_util_.parseArgs)({
        args: [...args],
        options: {
            ...Object.fromEntries([...valued, ...FLAGS].map((name) => [name, optionConfig(name)])),
            help: { type: 'boolean', short: 'h' },
        },
        strict: false,
        allowPositionals: true,
        tokens: true,
    });
    const positionals = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
    const options = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
    const has = (name) => options.some((option) => option.name === name);
    if (has('help') || (positionals[0] === 'help' && !has('version')))
        return { kind: 'help' };
    if (has('version'))
        return { kind: 'version' };
    const command = parseCommand(positionals[0]);
    if (typeof command !== 'string')
        return command;
    const inputs = parseOptions(command, options);
    if (inputs.kind === 'error')
        return inputs;
    return withOperands(command, positionals.slice(1), { inputs: inputs.values, isJson: has('json') });
}
const optionConfig = (name) => ({
    type: FLAGS.includes(name) ? 'boolean' : 'string',
});
function parseCommand(name) {
    const names = COMMANDS.map((each) => `\`${each}\``).join(', ');
    if (name === undefined)
        return failure(`There is no command. Use one of ${names}.`);
    const found = COMMANDS.find((each) => each === name);
    if (found !== undefined)
        return found;
    if (IN_WORKFLOWS.includes(name))
        return failure(`\`${name}\` works only in a workflow, where reviews, approvals and the record of jobs are. Check specs here with \`validate\`.`);
    const [typo] = (0,suggest .vZ)(name, COMMANDS);
    return failure(`\`${name}\` is not a command. ${typo === undefined ? `Use one of ${names}.` : `Did you mean \`${typo}\`?`}`);
}
function parseOptions(command, tokens) {
    const values = {};
    for (const token of tokens) {
        const error = findOptionError(command, token);
        if (error !== undefined)
            return failure(error);
        const { name, value = 'true' } = token;
        if (COMMON_OPTIONS.includes(name))
            continue;
        values[name] = name === 'set' && values[name] !== undefined ? `${values[name]}\n${value}` : value;
    }
    return { kind: 'values', values };
}
function findOptionError(command, token) {
    const { name, rawName, value, inlineValue } = token;
    const { options } = TERMINAL_COMMANDS[command];
    if (name === 'api-key')
        return 'The API key is read from the variable MISTRAL_API_KEY: others on this machine can see arguments.';
    if (![...options, ...COMMON_OPTIONS].includes(name))
        return describeUnknownOption(command, rawName);
    if (FLAGS.includes(name))
        return value === undefined ? undefined : `\`${rawName}\` takes no value.`;
    const isMissing = value === undefined || (inlineValue !== true && value.startsWith('-'));
    return isMissing ? `\`${rawName}\` needs a value.` : undefined;
}
function describeUnknownOption(command, rawName) {
    const options = [...TERMINAL_COMMANDS[command].options, 'json'];
    const [typo] = (0,suggest .vZ)(rawName, options);
    const hint = typo === undefined
        ? `It has ${options.map((each) => `\`--${each}\``).join(', ')}.`
        : `Did you mean \`--${typo}\`?`;
    return `\`${rawName}\` is not an option of \`${command}\`. ${hint}`;
}
function withOperands(command, operands, rest) {
    const { operand } = TERMINAL_COMMANDS[command];
    if (operand === 'specs') {
        if (operands.length > 0)
            return { kind: 'command', command, specs: operands, ...rest };
        return failure('`validate` needs the path of a spec file, such as `training/support-bot.yml`.');
    }
    const [jobId, ...others] = operands;
    const surplus = operand === 'none' ? jobId : others[0];
    if (surplus !== undefined)
        return failure(`\`${surplus}\` is too much: \`${command}\` takes ${ARITY[operand]}.`);
    if (operand === 'none')
        return { kind: 'command', command, specs: [], ...rest };
    if (jobId === undefined)
        return failure(`\`${command}\` needs the id of a job. \`list\` shows the ids of the newest.`);
    return { kind: 'command', command, specs: [], ...rest, inputs: { ...rest.inputs, 'job-id': jobId } };
}
const ARITY = { 'job-id': 'one id', none: 'nothing but options' };
const failure = (message) => ({ kind: 'error', message });

;
const INTERVAL_MS = 1_000;
const DEFAULT_COLUMNS = 80;
const NO_LINE = { show: () => undefined, clear: () => undefined, stop: () => undefined };
function createProgressLine(stream, now) {
    if (stream.isTTY !== true)
        return NO_LINE;
    const startedMs = now();
    let text = '';
    let shownLength = 0;
    let timer;
    const write = (line) => {
        const clipped = line.slice(0, (stream.columns || DEFAULT_COLUMNS) - 1);
        if (clipped !== '' || shownLength > 0)
            stream.write(`\r${clipped.padEnd(clipped === '' ? shownLength + 2 : shownLength)}${clipped === '' ? '\r' : ''}`);
        shownLength = clipped.length;
    };
    const draw = () => write(`${text} \u00b7 ${formatClock(now() - startedMs)}`);
    return {
        show(newText) {
            text = newText;
            timer ??= setInterval(draw, INTERVAL_MS).unref();
        },
        clear: () => write(''),
        stop() {
            clearInterval(timer);
            write('');
        },
    };
}
function formatClock(ms) {
    const seconds = Math.floor(ms / 1000);
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const [first, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
    return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}

var runtime_redact = __webpack_require__(8343);
;





const STYLES = { error: 'red', warning: 'yellow', notice: 'cyan' };
function createTerminalRunner({ env, isJson, ...io }) {
    const { redact, addSecret } = (0,runtime_redact .Yk)();
    const problems = [];
    let outputs = {};
    const clean = (text) => (0,escape_log_line ._)(redact(text));
    const log = isJson ? io.stderr : io.stdout;
    const print = (line, stream) => {
        io.progress.clear();
        stream.write(`${line}\n`);
    };
    return {
        ...WITHOUT_FILES,
        redact,
        maxAnnotations: Infinity,
        problems,
        get outputs() {
            return outputs;
        },
        input: (name) => env[(0,input_reader .LO)(name)] ?? '',
        maskSecret: addSecret,
        info: (line) => print(clean(line), log),
        resumeHint: (jobId) => describeResume(jobId, env[(0,input_reader .LO)('api-url')]),
        ...(log.isTTY ? { heartbeat: () => undefined } : {}),
        annotate(level, message, location) {
            const problem = toProblem(level, clean(message), location && { ...location, file: clean(location.file) });
            problems.push(problem);
            const stream = location === undefined ? io.stderr : log;
            print(formatProblem(problem, stream), stream);
        },
        setOutputs(changed) {
            outputs = Object.fromEntries(Object.entries(changed).map(([name, value]) => [name, redact(value)]));
            if (outputs['status'])
                io.progress.show(clean(outputs['status']));
        },
    };
}
function describeResume(jobId, apiUrl) {
    const [wait, cancel] = [commandLine('wait', jobId, apiUrl), commandLine('cancel', jobId, apiUrl)];
    return `To wait for it: \`${wait}\`. To cancel it: \`${cancel}\`.`;
}
const WITHOUT_FILES = {
    hasPostStep: false,
    hasWriteFailed: false,
    saveState: () => undefined,
    getState: () => '',
    debug: () => undefined,
    writeSummary: () => Promise.resolve(),
};
function toProblem(level, message, location) {
    if (location === undefined)
        return { level, message };
    const { file, line, column } = location;
    const place = `${[file, line, column].filter((part) => part !== undefined).join(':')}: `;
    return {
        level,
        file,
        line,
        column,
        message: message.startsWith(place) ? message.slice(place.length) : message,
    };
}
function formatProblem({ level, file, line, column, message }, stream) {
    const place = [file, line, column].filter((part) => part !== undefined).join(':');
    const word = (0,external_node_util_.styleText)(STYLES[level], level, { stream });
    return `${place === '' ? '' : `${(0,external_node_util_.styleText)('bold', place, { stream })}: `}${word}: ${message}`;
}

;















const SUCCESS = 0;
const FAILURE = 1;
const USAGE_ERROR = 2;
async function terminal() {
    const { stdout, stderr, argv, env } = process;
    stdout.on('error', (error) => error.code === 'EPIPE' && process.exit());
    const stopSignal = listenForStop();
    const exitSignals = (0,exit_signals .f)(process);
    const host = { stdout, stderr, env, args: argv.slice(2), cwd: process.cwd(), exitSignals, stopSignal };
    process.exitCode = await runTerminal(host);
    (0,exit_signals .S)(process);
}
function listenForStop() {
    let first;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
        process.on(signal, () => (first ??= signal));
    return () => first;
}
async function runTerminal(host) {
    const parsed = parseArguments(host.args);
    switch (parsed.kind) {
        case 'help':
            host.stdout.write(HELP);
            return SUCCESS;
        case 'version':
            host.stdout.write(`${version_gen .x}\n`);
            return SUCCESS;
        case 'error':
            return refuse(parsed.message, host);
        case 'command':
            if (parsed.command !== 'validate' && !host.env['MISTRAL_API_KEY']?.trim())
                return refuse(`\`${parsed.command}\` needs an API key in the variable MISTRAL_API_KEY, which is not set.`, host);
            return runCommand(parsed, host);
    }
}
function refuse(message, { stderr }) {
    const level = (0,external_node_util_.styleText)('red', 'error', { stream: stderr });
    stderr.write(`${level}: ${(0,escape_log_line ._)(message)}\nSee ${PROGRAM} --help.\n`);
    return USAGE_ERROR;
}
async function runCommand(parsed, host) {
    const { command, isJson } = parsed;
    const root = (0,files .mL)(host.cwd) ?? host.cwd;
    const fromRoot = (paths) => pathLines(paths, host.cwd, root);
    const { manifest } = parsed.inputs;
    const inputs = {
        ...{ ...parsed.inputs, command, spec: fromRoot(parsed.specs) },
        ...(manifest !== undefined && { manifest: fromRoot([manifest]) }),
    };
    const env = createEnvironment(host.env, inputs, root);
    const progress = createProgressLine(isJson ? host.stderr : host.stdout, () => system_clock .m.now());
    const runner = createTerminalRunner({ ...host, env, isJson, progress });
    runner.maskSecret(env['MISTRAL_API_KEY']?.trim() ?? '');
    if (command !== 'validate')
        progress.show('waiting for the service');
    const hasSucceeded = await (0,run_main .V)(env, host.exitSignals, runner);
    progress.stop();
    if (isJson)
        host.stdout.write(`${formatDocument(runner.outputs, runner.problems)}\n`);
    else if (command === 'validate')
        host.stdout.write(countProblems(runner.problems));
    if (hasSucceeded)
        return SUCCESS;
    const signal = host.stopSignal();
    if (signal === undefined)
        return FAILURE;
    host.stderr.write(describeStop(parsed));
    return 128 + external_node_os_.constants.signals[signal];
}
function countProblems(problems) {
    const counts = ['error', 'warning'].flatMap((level) => {
        const { length } = problems.filter((problem) => problem.level === level);
        return length === 0 ? [] : [(0,format .td)(length, level)];
    });
    return counts.length === 0 ? '' : `${counts.join(', ')}.\n`;
}
function describeStop({ command, inputs }) {
    const line = (next) => `  ${(0,escape_log_line ._)(commandLine(next, inputs['job-id'] ?? '', inputs['api-url']))}\n`;
    if (command === 'wait')
        return `The job goes on. To cancel it, or to wait again:\n${line('cancel')}${line('wait')}`;
    if (command === 'cancel')
        return `The job may be cancelled or not:\n${line('status')}`;
    return '';
}


 })

};
;