"use strict";
exports.id = 69;
exports.ids = [69];
exports.modules = {

 7069:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  terminal: () => ( terminal)
});


var external_node_os_ = __webpack_require__(8161);
var external_node_util_ = __webpack_require__(7975);
var version_gen = __webpack_require__(9322);
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
    list: { summary: 'the newest jobs', operand: 'none', options: ['api-url'] },
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
  --manifest FILE           status, wait: write the release manifest
  --timeout-minutes N       wait: how long (350)
  --on-timeout cancel       wait: cancel the job then, instead of leaving it

The API key is read from the variable MISTRAL_API_KEY. Exit code: 0 as a green step of the action, 1 as a red one,
2 if the arguments are wrong, 130 after Ctrl-C.
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
    if (hasSucceeded)
        return SUCCESS;
    const signal = host.stopSignal();
    if (signal === undefined)
        return FAILURE;
    host.stderr.write(describeStop(parsed));
    return 128 + external_node_os_.constants.signals[signal];
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