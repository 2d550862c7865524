"use strict";
exports.id = 142;
exports.ids = [142];
exports.modules = {

 9154:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Ci: () => ( hasCancelledStatus),
 KO: () => ( isGitHubRunner),
 Nv: () => ( decideCleanup)
 });
function decideCleanup({ isFinished = false, hasCrashed = false, onCancel }, jobStatus, hasCancelledStatus) {
    if (isFinished)
        return { kind: 'none' };
    if (hasCrashed)
        return { kind: 'leave', because: 'crash' };
    const wasCancelled = hasCancelledStatus ? jobStatus === 'cancelled' : jobStatus !== 'failure';
    if (!wasCancelled)
        return { kind: 'leave', because: 'not-cancelled' };
    if (onCancel === 'leave')
        return { kind: 'leave', because: 'on-cancel' };
    return { kind: 'cancel' };
}
const VARIABLES_OF_OTHER_RUNNERS = ['GITEA_ACTIONS', 'FORGEJO_ACTIONS', 'ACT'];
function hasCancelledStatus(environment) {
    return isGitHubRunner(environment);
}
function isGitHubRunner(environment) {
    return VARIABLES_OF_OTHER_RUNNERS.every((name) => !environment[name]);
}


 }),

 3501:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 l: () => ( DECLARED_INPUTS)
 });
const DECLARED_INPUTS = {
    "command": "run",
    "spec": "",
    "only-changed": "false",
    "set": "",
    "max-jobs": "10",
    "job-id": "",
    "api-key": "",
    "api-url": "https://api.mistral.ai",
    "wait": "true",
    "timeout-minutes": "350",
    "on-timeout": "leave",
    "on-cancel": "",
    "on-unknown": "fail",
    "on-superseded": "cancel",
    "reuse": "true",
    "allow-unknown-fields": "false",
    "github-token": "${{ github.token }}",
    "comment": "true",
    "commit-status": "false",
    "comment-key": "",
    "record-key": "",
    "issue-number": "",
    "job-url": "",
    "manifest": "",
    "dispatch-event": "",
    "notify": "false",
    "fail-on": "",
    "matrix": "${{ toJSON(matrix) }}",
    "strategy": "${{ toJSON(strategy) }}",
    "job-status": "${{ job.status }}",
    "job-check-run-id": "${{ job.check_run_id }}",
};


 }),

 850:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 W: () => ( missingSecretsReason)
 });
const EVENTS_WITHOUT_SECRETS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];
function missingSecretsReason({ name, pullRequest, isDependabot, action, }) {
    if (isDependabot)
        return 'dependabot';
    if (pullRequest === undefined)
        return undefined;
    if (EVENTS_WITHOUT_SECRETS.includes(name) && pullRequest.isFromFork)
        return 'fork';
    return action === 'closed' ? 'closed' : undefined;
}


 }),

 7663:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 LO: () => ( inputVariable),
 Rf: () => ( FIXED_COMMAND),
 ic: () => ( createInputReader)
 });
 var _contract_inputs_gen_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3501);

const FIXED_COMMAND = 'fixed-command';
function inputVariable(name) {
    return `INPUT_${name.toUpperCase()}`;
}
function createInputReader(environment, read) {
    return (name) => {
        const fixedCommand = name === 'command' ? read(FIXED_COMMAND).trim() : '';
        if (fixedCommand !== '')
            return fixedCommand;
        if (environment[inputVariable(name)] !== undefined)
            return read(name);
        const byDefault = _contract_inputs_gen_js__WEBPACK_IMPORTED_MODULE_0__ .l[name] ?? '';
        return byDefault.startsWith('${{') ? '' : byDefault;
    };
}


 }),

 4391:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Q: () => ( effectiveOutcome),
 i: () => ( overallOutcome)
 });
 var _job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6722);

function overallOutcome({ states, outcome, }) {
    if (outcome !== undefined)
        return outcome;
    const known = states.map(effectiveOutcome).filter((each) => each !== undefined);
    return known.length === 0 ? undefined : (0,_job_status_js__WEBPACK_IMPORTED_MODULE_0__ .Om)(known);
}
function effectiveOutcome({ outcome, job }) {
    return outcome ?? (job ? 'running' : undefined);
}


 }),

 7666:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 main: () => ( main),
 openTerminal: () => ( openTerminal)
 });
 var _run_main_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8788);
 var _runtime_runner_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8920);
 var _runtime_exit_signals_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9238);



async function main() {
    const exitSignals = (0,_runtime_exit_signals_js__WEBPACK_IMPORTED_MODULE_2__ .f)(process);
    if (await (0,_run_main_js__WEBPACK_IMPORTED_MODULE_0__ .V)(process.env, exitSignals, (0,_runtime_runner_js__WEBPACK_IMPORTED_MODULE_1__ .P)(process.env)))
        process.exitCode = 0;
    (0,_runtime_exit_signals_js__WEBPACK_IMPORTED_MODULE_2__ .S)(process);
}
async function openTerminal() {
    const { terminal } = await __webpack_require__.e( 69).then(__webpack_require__.bind(__webpack_require__, 7069));
    return terminal();
}


 }),

 2257:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 A: () => ( formatOutputs)
 });
 var _approval_approval_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1920);
 var _jobs_result_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4391);


const OUTPUT_NAMES = ( null && ([
    'job-id',
    'status',
    'outcome',
    'output-model',
    'spec-digest',
    'reused',
    'job',
    'jobs',
    'jobs-file',
    'elapsed-seconds',
    'comment-url',
]));
function formatOutputs(state, writeJobs = () => '') {
    const { states, elapsedMs, commentUrl } = state;
    const [singleState] = states.length === 1 ? states : [];
    const jobs = JSON.stringify(states.map(jobDetails));
    return {
        ...(singleState ? jobOutputs(singleState) : EMPTY_JOB_OUTPUTS),
        outcome: (0,_jobs_result_js__WEBPACK_IMPORTED_MODULE_0__ .i)(state) ?? '',
        job: singleState?.job ? JSON.stringify(jobDetails(singleState)) : '',
        jobs,
        'jobs-file': writeJobs(jobs),
        'elapsed-seconds': String(Math.floor(elapsedMs / 1000)),
        'comment-url': commentUrl ?? '',
    };
}
const EMPTY_JOB_OUTPUTS = {
    'job-id': '',
    status: '',
    outcome: '',
    'output-model': '',
    'spec-digest': '',
    reused: '',
};
function jobOutputs(state) {
    const { spec, job } = state;
    const outcome = (0,_jobs_result_js__WEBPACK_IMPORTED_MODULE_0__ .Q)(state);
    return {
        'job-id': job?.id ?? state.requestedId ?? '',
        status: job?.status ?? '',
        outcome: outcome ?? '',
        'output-model': outcome === 'succeeded' ? (job?.outputModel ?? '') : '',
        'spec-digest': spec?.digest ?? '',
        reused: String(state.isReused === true),
    };
}
function approvalDetails({ approval }) {
    if (approval === undefined)
        return {};
    return {
        'approved-by': (0,_approval_approval_js__WEBPACK_IMPORTED_MODULE_1__ .U)(approval),
        'approved-at': new Date(approval.atMs).toISOString(),
        'approval-url': approval.url,
    };
}
function jobDetails(state) {
    const { spec, job, requestedId, reportLocation } = state;
    return {
        spec: spec?.label ?? ((job ?? requestedId) && !reportLocation ? '' : state.label),
        ...jobOutputs(state),
        provenance: state.provenance,
        ...approvalDetails(state),
        'comment-url': reportLocation?.url,
        ...(job && {
            job_type: job.jobType,
            model_config: job.modelConfig,
            hyperparameters: job.hyperparameters,
            created_at: job.createdAt,
            modified_at: job.modifiedAt,
            reason: state.outcome === 'failed' ? job.reason : undefined,
        }),
    };
}


 }),

 8788:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  V: () => ( runMain)
});

var external_node_crypto_ = __webpack_require__(7598);
;
async function executeCommand(inputs, { createContext, createPlanContext }) {
    switch (inputs.command) {
        case 'run':
            return (await Promise.all( [__webpack_require__.e(546), __webpack_require__.e(268), __webpack_require__.e(118), __webpack_require__.e(789), __webpack_require__.e(990), __webpack_require__.e(59), __webpack_require__.e(516), __webpack_require__.e(907), __webpack_require__.e(217)]).then(__webpack_require__.bind(__webpack_require__, 189))).run(inputs, createContext(inputs));
        case 'validate':
            return (await Promise.all( [__webpack_require__.e(59), __webpack_require__.e(410)]).then(__webpack_require__.bind(__webpack_require__, 1826))).validate(inputs, createPlanContext());
        case 'status':
            return (await Promise.all( [__webpack_require__.e(546), __webpack_require__.e(268), __webpack_require__.e(118), __webpack_require__.e(789), __webpack_require__.e(990), __webpack_require__.e(59), __webpack_require__.e(516), __webpack_require__.e(907), __webpack_require__.e(217)]).then(__webpack_require__.bind(__webpack_require__, 797))).status(inputs, createContext(inputs));
        case 'wait':
            return (await Promise.all( [__webpack_require__.e(546), __webpack_require__.e(268), __webpack_require__.e(118), __webpack_require__.e(789), __webpack_require__.e(990), __webpack_require__.e(59), __webpack_require__.e(516), __webpack_require__.e(907), __webpack_require__.e(217)]).then(__webpack_require__.bind(__webpack_require__, 3553))).wait(inputs, createContext(inputs));
        case 'cancel':
            return (await Promise.all( [__webpack_require__.e(546), __webpack_require__.e(268), __webpack_require__.e(118), __webpack_require__.e(789), __webpack_require__.e(990), __webpack_require__.e(59), __webpack_require__.e(516), __webpack_require__.e(907), __webpack_require__.e(217)]).then(__webpack_require__.bind(__webpack_require__, 8330))).cancel(inputs, createContext(inputs));
        case 'list':
            return (await Promise.all( [__webpack_require__.e(546), __webpack_require__.e(268), __webpack_require__.e(118), __webpack_require__.e(789), __webpack_require__.e(990), __webpack_require__.e(59), __webpack_require__.e(516), __webpack_require__.e(907), __webpack_require__.e(217)]).then(__webpack_require__.bind(__webpack_require__, 6196))).list(createContext(inputs));
        case 'sync':
            return (await Promise.all( [__webpack_require__.e(546), __webpack_require__.e(268), __webpack_require__.e(118), __webpack_require__.e(789), __webpack_require__.e(990), __webpack_require__.e(59), __webpack_require__.e(516), __webpack_require__.e(907), __webpack_require__.e(217)]).then(__webpack_require__.bind(__webpack_require__, 9806))).sync(inputs, createContext(inputs));
    }
}
const READ_OUTCOMES = ['failed', 'cancelled', 'running', 'submitted', 'succeeded'];
const SUCCESS_OUTCOMES = {
    run: ['unapproved', 'submitted', 'succeeded', 'valid'],
    wait: ['succeeded'],
    validate: ['valid'],
    status: READ_OUTCOMES,
    list: READ_OUTCOMES,
    sync: [...READ_OUTCOMES, 'unknown'],
    cancel: ['failed', 'cancelled', 'succeeded'],
};
function isSuccess(command, outcome) {
    return outcome !== undefined && SUCCESS_OUTCOMES[command].includes(outcome);
}

var version_gen = __webpack_require__(9322);
;
class StopGate {
    requested;
    #isStopRequested;
    #isClosed = false;
    #reportRequest = () => undefined;
    constructor(isStopRequested = () => false) {
        this.#isStopRequested = isStopRequested;
        this.requested = new Promise((resolve) => (this.#reportRequest = resolve));
    }
    get isClosed() {
        return this.#isClosed;
    }
    close() {
        this.#isClosed = true;
    }
    unlessStopped(value) {
        return this.#isClosed ? NEVER_SETTLES : Promise.resolve(value);
    }
    mayWrite() {
        if (!this.#isClosed && this.#isStopRequested()) {
            this.close();
            this.#reportRequest();
        }
        return !this.#isClosed;
    }
}
const NEVER_SETTLES = new Promise(() => undefined);

;

class StoppableApi {
    #api;
    #gate;
    #pendingCreates = new Set();
    constructor(api, gate = new StopGate()) {
        this.#api = api;
        this.#gate = gate;
    }
    async stop() {
        this.#gate.close();
        await Promise.all(this.#pendingCreates);
    }
    unlessStopped(value) {
        return this.#gate.unlessStopped(value);
    }
    async create(request, idempotencyKey) {
        if (!this.#gate.mayWrite())
            return NEVER_SETTLES;
        const pendingCreate = this.#api.create(request, idempotencyKey);
        this.#pendingCreates.add(pendingCreate);
        const result = await pendingCreate;
        this.#pendingCreates.delete(pendingCreate);
        return result;
    }
    get(id) {
        return this.#call(() => this.#api.get(id));
    }
    list(page, pageSize) {
        return this.#call(() => this.#api.list(page, pageSize));
    }
    cancel(id) {
        return this.#gate.mayWrite() ? this.#call(() => this.#api.cancel(id)) : NEVER_SETTLES;
    }
    async #call(call) {
        if (this.#gate.isClosed)
            return NEVER_SETTLES;
        return this.unlessStopped(await call());
    }
}

var github_event = __webpack_require__(7455);
var build_inputs = __webpack_require__(8618);
var inputs_gen = __webpack_require__(3501);
var input_parser = __webpack_require__(9551);
var input_reader = __webpack_require__(7663);
var suggest = __webpack_require__(5575);
var report_inputs = __webpack_require__(8491);
;






const PREFIX = (0,input_reader .LO)('');
const DRY_RUN = 'dry-run';
const MIN_WORD_LENGTH = 4;
function findUndeclaredInputs(environment) {
    const declared = Object.keys(inputs_gen .l);
    const variables = new Set([...declared, input_reader .Rf].map(input_reader .LO));
    const others = Object.entries(environment)
        .filter(([variable]) => variable.startsWith(PREFIX) && !variables.has(variable))
        .map(([variable, value = '']) => {
        const name = variable.slice(PREFIX.length).toLowerCase();
        const advice = adviseOn(name, declared);
        const isOurs = name.includes('-') || (advice !== undefined && value.trim() !== '');
        if (!isOurs)
            return { name };
        return {
            name,
            message: `\`${name}\` is not an input of this action. ${advice ?? 'Remove it. docs/reference.md lists the inputs.'}`,
        };
    });
    return [...others, ...findOtherCommand(environment)];
}
function findOtherCommand(environment) {
    const fixed = environment[(0,input_reader .LO)(input_reader .Rf)]?.trim() ?? '';
    const command = environment[(0,input_reader .LO)('command')]?.trim() ?? '';
    if (fixed === '' || command === '' || command === fixed)
        return [];
    const message = `\`command\` is not an input of this action, which always does \`${fixed}\`. For \`${command}\`, remove \`/${fixed}\` from its \`uses\`.`;
    return [{ name: 'command', message }];
}
function adviseOn(name, declared) {
    if ((0,suggest .yS)(name, DRY_RUN))
        return 'To check the specs without submitting anything, set `command: validate`.';
    const near = findNearNames(name, declared);
    return near.length === 0 ? undefined : `Did you mean ${near.map((each) => `\`${each}\``).join(' or ')}?`;
}
function findNearNames(name, declared) {
    const typos = name.length < MIN_WORD_LENGTH ? [] : (0,suggest .vZ)(name, declared);
    if (typos.length > 0)
        return typos;
    const words = name.replaceAll('_', '-');
    return declared.filter((each) => beginsWithWords(each, words) || beginsWithWords(words, each));
}
function beginsWithWords(name, words) {
    return words.length >= MIN_WORD_LENGTH && name.startsWith(`${words}-`);
}
const COMMENT_INPUTS = ['comment', 'comment-key', 'issue-number'];
const WITHOUT_EFFECT = {
    run: [],
    validate: ['commit-status'],
    wait: ['spec', 'commit-status'],
    status: ['spec', 'commit-status', ...COMMENT_INPUTS],
    cancel: ['spec', 'commit-status', ...COMMENT_INPUTS],
    list: ['spec', 'commit-status', ...COMMENT_INPUTS],
    sync: ['spec', 'commit-status', 'matrix', ...COMMENT_INPUTS],
};
function findUnusedInputs(read) {
    const command = build_inputs .Lo.find((each) => each === read('command').trim());
    if (command === undefined)
        return [];
    const ofRun = command === 'validate' ? inputsOf('run').filter((name) => name !== 'job-id') : [];
    const used = new Set([...inputsOf(command), ...ofRun]);
    return Object.entries(inputs_gen .l)
        .filter(([name, byDefault]) => !used.has(name) && !byDefault.startsWith('${{'))
        .filter(([name, byDefault]) => !['', byDefault].includes(read(name).trim()))
        .map(([name]) => `\`${name}\` has no effect with \`command: ${command}\`. Remove it.`);
}
function inputsOf(command) {
    const names = new Set();
    const parser = new input_parser .Y((name) => {
        names.add(name);
        return name === 'command' ? command : '';
    });
    (0,build_inputs .RM)(parser, {});
    (0,report_inputs .Fp)(parser);
    for (const name of WITHOUT_EFFECT[command])
        names.delete(name);
    return [...names];
}

var decide_cleanup = __webpack_require__(9154);
var matrix = __webpack_require__(742);
var with_timeout = __webpack_require__(1901);
var job_status = __webpack_require__(6722);
var timeouts = __webpack_require__(1363);
;



async function stopRun({ stoppableApi, clock, reporter }) {
    await (0,with_timeout .w)(timeouts .e3, stoppableApi.stop(), clock);
    await clock.sleep(0);
    reporter.finishStopped(reporter.states.map((state) => ({
        ...state,
        outcome: outcomeWhenStopped(state, reporter.isSubmissionPending(state)),
    })));
}
function outcomeWhenStopped({ outcome, job, requestedId }, isPending) {
    if (outcome !== undefined)
        return outcome;
    if (job !== undefined)
        return (0,job_status ._P)(job);
    if (requestedId !== undefined)
        return 'running';
    return isPending ? 'unknown' : 'cancelled';
}

var jobs_clock = __webpack_require__(4922);
;

class RecentBaseline {
    #last;
    set(baseline) {
        this.#last = { kind: 'read', ...baseline };
    }
    take(clock) {
        const last = this.#last;
        this.#last = undefined;
        return (0,jobs_clock .hy)(last?.asked, clock) > jobs_clock .ex * 1000 ? undefined : last;
    }
}

var service_gate = __webpack_require__(6687);
var smaller_pages = __webpack_require__(8917);
var outputs = __webpack_require__(2257);
var runtime_files = __webpack_require__(6759);
var system_clock = __webpack_require__(3932);
;



function hostedRunnerDeadlineMs(env) {
    if (env['RUNNER_ENVIRONMENT'] !== 'github-hosted')
        return Infinity;
    const jobStartedAtMs = (0,runtime_files .vF)(env['GITHUB_EVENT_PATH']);
    if (jobStartedAtMs === undefined)
        return Infinity;
    return system_clock .m.now() + timeouts .pX - (system_clock .m.wall() - jobStartedAtMs);
}

var proxy_settings = __webpack_require__(8101);
var jobs_result = __webpack_require__(4391);
var secrets = __webpack_require__(850);
;






















async function runMain(env, exitSignals, runner) {
    const eventFile = (0,runtime_files .zh)(env['GITHUB_EVENT_PATH']);
    const event = (0,github_event .w)(env, eventFile.payload);
    const inputs = await readInputs(env, runner, event);
    if (!inputs.ok) {
        for (const error of inputs.errors)
            runner.annotate('error', error, undefined, 'Input');
        runner.setOutputs((0,outputs .A)({ states: [], outcome: 'invalid', elapsedMs: 0 }), true);
        return false;
    }
    const { command, report, findProxy } = inputs;
    if (command.command === 'run' && eventFile.error !== undefined)
        return refuseEvent(eventFile.error, runner);
    reportStart(command, runner);
    const startedMs = system_clock .m.now();
    const holderId = (0,external_node_crypto_.randomUUID)();
    const savePostState = await createPostStateWriter(command, runner);
    savePostState?.({ holderId, jobIds: [] });
    const gate = new StopGate((0,runtime_files .Oh)(holderId, env['RUNNER_TEMP']).exists);
    const beforeWrite = () => (gate.mayWrite() ? Promise.resolve() : NEVER_SETTLES);
    const needs = githubNeeds(command, startedMs);
    const { createDependencies } = await Promise.all( [__webpack_require__.e(268), __webpack_require__.e(118), __webpack_require__.e(27), __webpack_require__.e(165)]).then(__webpack_require__.bind(__webpack_require__, 7987));
    const created = createDependencies({
        ...{ env, event, report, runner, findProxy, holderId, beforeWrite },
        ...needs,
    });
    const dependencies = await Promise.race([created, exitSignals.stopped]);
    if (!dependencies)
        return reportEarlyStop(runner);
    const { createReporter } = await Promise.all( [__webpack_require__.e(268), __webpack_require__.e(118), __webpack_require__.e(27), __webpack_require__.e(165)]).then(__webpack_require__.bind(__webpack_require__, 7984));
    const reporter = createReporter(inputs, dependencies, { env, runner, startedMs, savePostState });
    const api = (0,build_inputs .sc)(command) ? await connect(command, findProxy, runner) : UNAVAILABLE_API;
    return withErrorBoundary({ env, runner, exitSignals, gate, reporter, dependencies, startedMs, api }, command);
}
function reportStart(command, runner) {
    const host = (0,build_inputs .sc)(command) ? ` \u00b7 ${new URL(command.apiUrl).host}` : '';
    runner.info(`Forge Training Job ${version_gen .x} \u00b7 ${command.command}${host}`);
    const warning = (0,matrix .t)(command, runner.input('strategy'));
    if (warning !== undefined)
        runner.annotate('warning', warning);
}
function refuseEvent(error, runner) {
    const message = `Nothing was submitted, because the event of this run cannot be read: ${error}. The runner writes it for every step. Run the workflow again; in a container, check that the folder of this file is mounted.`;
    runner.annotate('error', message);
    runner.setOutputs((0,outputs .A)({ states: [], outcome: 'refused', elapsedMs: 0 }), true);
    return false;
}
function reportEarlyStop(runner) {
    runner.info('The step was stopped before anything was submitted.');
    runner.setOutputs((0,outputs .A)({ states: [], outcome: 'cancelled', elapsedMs: 0 }), true);
    return false;
}
async function createPostStateWriter(command, runner) {
    if (!(0,build_inputs .wF)(command) || !runner.hasPostStep)
        return undefined;
    const { postStateWriter } = await Promise.all( [__webpack_require__.e(268), __webpack_require__.e(153)]).then(__webpack_require__.bind(__webpack_require__, 2685));
    const { onCancel } = command;
    return postStateWriter({ onCancel, leavesOnSuperseded: leavesOnSuperseded(command) }, runner);
}
async function readInputs(env, runner, event) {
    const read = (0,input_reader .ic)(env, (name) => runner.input(name));
    const inputs = (0,build_inputs .TL)(read, {
        environmentApiKey: env['MISTRAL_API_KEY'],
        missingSecretsReason: (0,secrets .W)(event),
    });
    const proxies = (0,proxy_settings .u)(env);
    const manifest = inputs.ok ? (0,build_inputs .ji)(inputs.command) : inputs.manifest;
    const manifestWriter = await loadManifestWriter(manifest, env, runner);
    const errors = [
        ...reportNames(env, runner),
        ...[inputs, proxies].flatMap((each) => (each.ok ? [] : each.errors)),
        ...[(await manifestWriter?.validateTarget()) ?? []].flat(),
    ];
    for (const warning of findUnusedInputs(read))
        runner.annotate('warning', warning, undefined, 'Input');
    return inputs.ok && proxies.ok && errors.length === 0
        ? { ...inputs, findProxy: proxies.findProxy }
        : { ok: false, errors };
}
function reportNames(env, runner) {
    const undeclared = findUndeclaredInputs(env);
    const others = undeclared.filter(({ message }) => message === undefined).map(({ name }) => name);
    if (others.length > 0)
        runner.debug(`Not inputs of this action: ${others.join(', ')}`);
    const messages = undeclared.flatMap(({ message }) => message ?? []);
    if ((0,decide_cleanup .KO)(env))
        return messages;
    for (const message of messages)
        runner.annotate('warning', message, undefined, 'Input');
    return [];
}
const COMMENTING_COMMANDS = ['run', 'validate', 'wait'];
function githubNeeds(command, startedMs) {
    return {
        deadlineMs: (0,build_inputs .wF)(command) ? startedMs + command.timeoutMs : undefined,
        postsComment: COMMENTING_COMMANDS.includes(command.command),
        persistsState: command.command === 'run',
        isSync: command.command === 'sync',
        jobId: command.command === 'wait' ? command.jobId : undefined,
        doesNotWait: (command.command === 'run' && command.waitFor !== 'completed') || undefined,
        leavesOnTimeout: (command.command === 'run' && command.onTimeout === 'leave') || undefined,
        leavesOnCancel: (command.command === 'run' && command.onCancel === 'leave') || undefined,
        leavesOnSuperseded: leavesOnSuperseded(command),
        neverReuses: (command.command === 'run' && !command.reuse) || undefined,
        apiKey: (0,build_inputs .sc)(command) ? command.apiKey : undefined,
        service: (0,build_inputs .sc)(command) ? command.apiUrl : undefined,
    };
}
function leavesOnSuperseded(command) {
    return (command.command === 'run' && command.onSuperseded === 'leave') || undefined;
}
async function withErrorBoundary(action, command) {
    const { runner, reporter } = action;
    try {
        return await raceWithSignals(command, action);
    }
    catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        runner.annotate('error', `The action itself failed: ${message}`);
        runner.debug(error instanceof Error ? (error.stack ?? '') : '');
        reporter.finishCrashed();
        return false;
    }
}
async function raceWithSignals(command, action) {
    const { exitSignals, gate, reporter, api } = action;
    const stoppableApi = new StoppableApi(api, gate);
    let isStopping = false;
    const markStopping = () => void (isStopping = true);
    const stopped = async () => {
        await Promise.race([exitSignals.stopped.then(markStopping), gate.requested.then(markStopping)]);
        await stopRun({ stoppableApi, clock: system_clock .m, reporter });
        return false;
    };
    const crashed = async () => {
        const reason = await exitSignals.crashed;
        if (isStopping)
            return NEVER_SETTLES;
        void stoppableApi.stop();
        throw reason;
    };
    return Promise.race([executeAndReport(command, stoppableApi, action), stopped(), crashed()]);
}
async function executeAndReport(command, stoppableApi, action) {
    const { env, exitSignals, reporter, dependencies, startedMs } = action;
    const runnerDeadlineMs = hostedRunnerDeadlineMs(env);
    const files = (0,runtime_files .PZ)(workspaceRoot(env));
    const planContext = { files, reporter, clock: system_clock .m, random: Math.random, ...dependencies.step };
    const executed = await executeCommand(command, {
        createPlanContext: () => ({ ...planContext, mayLackToken: true, deadlineMs: runnerDeadlineMs }),
        createContext: (inputs) => ({
            ...planContext,
            api: (0,smaller_pages .D)(new service_gate .P(stoppableApi, system_clock .m)),
            newIdempotencyKey: external_node_crypto_.randomUUID,
            recentBaseline: new RecentBaseline(),
            deadlineMs: Math.min(runnerDeadlineMs, (0,build_inputs .wF)(inputs) ? startedMs + inputs.timeoutMs : Infinity),
        }),
    });
    const result = await stoppableApi.unlessStopped(executed);
    const manifestWriter = await loadManifestWriter((0,build_inputs .ji)(command), env, action.runner);
    const isManifestWritten = (await manifestWriter?.write(result.states, dependencies.context)) !== false;
    const isGreen = isSuccess(command.command, (0,jobs_result .i)(result)) && result.failsStep !== true;
    const isSuccessful = isManifestWritten && isGreen;
    await reporter.finish(result, isSuccessful);
    return isSuccessful && !action.runner.hasWriteFailed && !exitSignals.hasLogFailed();
}
const workspaceRoot = (env) => env['GITHUB_WORKSPACE'] ?? process.cwd();
async function connect(inputs, findProxy, runner) {
    const { connectForgeApi } = await Promise.all( [__webpack_require__.e(875), __webpack_require__.e(815)]).then(__webpack_require__.bind(__webpack_require__, 8256));
    return connectForgeApi(inputs, findProxy, runner);
}
async function loadManifestWriter(path, env, runner) {
    if (path === undefined || path === '')
        return undefined;
    const { createManifestWriter } = await __webpack_require__.e( 387).then(__webpack_require__.bind(__webpack_require__, 7387));
    return createManifestWriter(workspaceRoot(env), path, runner);
}
const rejectCall = () => Promise.reject(new Error('this command does not call the Forge API'));
const UNAVAILABLE_API = {
    create: rejectCall,
    get: rejectCall,
    list: rejectCall,
    cancel: rejectCall,
};


 }),

 9373:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 _: () => ( escapeLogLine)
 });
function escapeLogLine(text) {
    return text
        .replace(/[\r\n\u2028\u2029]+/g, ' ')
        .replace(CONTROL_CHARACTERS, '\ufffd')
        .replace(/##(?=\[)/g, '# #')
        .replace(/^(\s*):(?=:)/, '$1: ')
        .toWellFormed();
}
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;


 }),

 9238:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 S: () => ( flushAndExit),
 f: () => ( listenForExit)
 });
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'];
function listenForExit(process) {
    const stopped = new Promise((resolve) => {
        for (const signal of STOP_SIGNALS)
            process.on(signal, () => resolve());
    });
    let hasLogFailed = false;
    process.stdout.on('error', (error) => {
        if (!hasLogFailed)
            process.stderr.write(`Cannot write to the log of the step: ${error.message}\n`);
        hasLogFailed = true;
    });
    process.stderr.on('error', () => undefined);
    const crashed = new Promise((resolve) => {
        process.on('uncaughtException', resolve);
        process.on('beforeExit', () => resolve(new Error('the event loop became empty before the work was done')));
    });
    return { stopped, crashed, hasLogFailed: () => hasLogFailed };
}
function flushAndExit(process) {
    process.stdout.write('', () => process.exit());
}


 }),

 6759:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 FK: () => ( isInside),
 Oh: () => ( stopFileOf),
 PZ: () => ( workspaceFiles),
 U0: () => ( replaceFileSync),
 Vh: () => ( readJson),
 mL: () => ( findRepositoryRoot),
 vF: () => ( getModifiedAtMs),
 zh: () => ( readEventFile)
 });
 var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
 var node_fs__WEBPACK_IMPORTED_MODULE_0___default = __webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
 var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
 var node_path__WEBPACK_IMPORTED_MODULE_1___default = __webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);


const SAFE_OPEN_FLAGS = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK;
function workspaceFiles(root) {
    return {
        root,
        glob: (pattern) => listMatches(root, pattern),
        read: (path, maxBytes) => Promise.resolve(readInside(root, path, maxBytes)),
        identify: (path) => Promise.resolve(identifyFile(root, path)),
    };
}
async function listMatches(root, pattern) {
    const { globInWorker } = await __webpack_require__.e( 83).then(__webpack_require__.bind(__webpack_require__, 4083));
    const matches = await globInWorker(root, pattern);
    const paths = [];
    for (const path of matches ?? []) {
        if (isFileInside(root, path))
            paths.push((0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, path).replaceAll(node_path__WEBPACK_IMPORTED_MODULE_1__.sep, '/'));
    }
    return matches && paths;
}
function isFileInside(root, path) {
    if (!isInside(root, path))
        return false;
    try {
        const real = node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(path);
        return isInside(node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(root), real) && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(real).isFile();
    }
    catch {
        return false;
    }
}
function isInside(root, path) {
    const relativePath = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, path);
    return relativePath !== '..' && !relativePath.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(relativePath);
}
function readInside(root, path, maxBytes) {
    const requested = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root, path);
    if (!isInside(root, requested))
        return { kind: 'outside' };
    try {
        const real = node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(requested);
        if (!isInside(node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(root), real))
            return { kind: 'outside' };
        return readRegularFile(real, maxBytes);
    }
    catch (error) {
        return toReadError(error);
    }
}
function identifyFile(root, path) {
    const requested = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root, path);
    if (!isFileInside(root, requested))
        return undefined;
    try {
        const { dev, ino } = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(requested, { bigint: true });
        return ino === 0n ? undefined : `${dev}:${ino}`;
    }
    catch {
        return undefined;
    }
}
function readRegularFile(path, maxBytes) {
    const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path);
    if (stats.isDirectory())
        return { kind: 'directory' };
    if (!stats.isFile())
        return { kind: 'special' };
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, SAFE_OPEN_FLAGS);
    try {
        const opened = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
        if (!opened.isFile())
            return { kind: 'special' };
        if (opened.size > maxBytes)
            return { kind: 'too-large', bytes: opened.size };
        const buffer = Buffer.alloc(maxBytes + 1);
        let length = 0;
        for (let bytesRead = -1; bytesRead !== 0 && length < buffer.length; length += bytesRead) {
            bytesRead = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, buffer, length, buffer.length - length, null);
        }
        if (length > maxBytes)
            return { kind: 'too-large', bytes: length };
        return { kind: 'file', bytes: buffer.subarray(0, length) };
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
function toReadError(error) {
    const { code, message } = error;
    if (code === 'ENOENT' || code === 'ENOTDIR')
        return { kind: 'missing' };
    return { kind: 'unreadable', message };
}
function findRepositoryRoot(folder) {
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git')))
        return folder;
    const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder);
    return parent === folder ? undefined : findRepositoryRoot(parent);
}
function readEventFile(path) {
    if (!path)
        return { error: 'the variable GITHUB_EVENT_PATH is not set' };
    try {
        const payload = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8'));
        const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
        return isObject ? { payload } : { error: `${path} is not a JSON object` };
    }
    catch (error) {
        const isBroken = error instanceof SyntaxError;
        return { error: `${path} ${isBroken ? 'is not JSON' : `cannot be read (${error.message})`}` };
    }
}
function readJson(path) {
    if (!path)
        return undefined;
    try {
        return JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}
function getModifiedAtMs(path) {
    if (!path)
        return undefined;
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path).mtimeMs;
    }
    catch {
        return undefined;
    }
}
function replaceFileSync(path, text) {
    const temporaryPath = `${path}.tmp`;
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(temporaryPath, text);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)(temporaryPath, path);
    }
    catch (error) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(temporaryPath, { force: true });
        throw error;
    }
}
function stopFileOf(holderId, temporaryFolder) {
    if (!temporaryFolder)
        return { exists: () => false, write: () => undefined };
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temporaryFolder, `forge-training-job-stop-${holderId}`);
    return {
        exists: () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path),
        write: () => {
            try {
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(path, '');
            }
            catch {
            }
        },
    };
}


 }),

 8343:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 J5: () => ( secretVariants),
 Yk: () => ( createGrowingRedactor)
 });
const MIN_SECRET_LENGTH = 16;
function secretVariants(secret) {
    if (secret.length < MIN_SECRET_LENGTH)
        return [];
    const base64 = [secret, `:${secret}`, `Bearer ${secret}`].map((text) => Buffer.from(text).toString('base64'));
    const variants = [
        secret,
        ...base64.map((text) => text.replace(/=+$/, '')),
        ...base64.map((text) => text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')),
        encodeURIComponent(secret),
        encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
        JSON.stringify(secret).slice(1, -1),
        JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
    ];
    return [...new Set(variants)];
}
function createRedactor(secrets) {
    const variants = secrets.flatMap(secretVariants).sort((a, b) => b.length - a.length);
    return (text) => variants.reduce((redacted, variant) => redacted.replaceAll(variant, '***'), text);
}
function createGrowingRedactor() {
    const secrets = [];
    let redactAll = createRedactor(secrets);
    return {
        redact: (text) => redactAll(text),
        addSecret(secret) {
            secrets.push(secret);
            redactAll = createRedactor(secrets);
        },
    };
}


 }),

 8920:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 P: () => ( createMaskedRunner)
 });
 var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6058);
 var _escape_log_line_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9373);
 var _redact_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8343);



function createMaskedRunner(env) {
    const runner = createActionsRunner(env);
    const inputs = ['api-key', 'github-token', 'record-key'].map((name) => runner.input(name));
    for (const secret of [...inputs, env['MISTRAL_API_KEY'] ?? ''])
        runner.maskSecret(secret.trim());
    return runner;
}
function createActionsRunner(env) {
    const { redact, addSecret } = (0,_redact_js__WEBPACK_IMPORTED_MODULE_1__ .Yk)();
    const clean = (text) => (0,_escape_log_line_js__WEBPACK_IMPORTED_MODULE_2__ ._)(redact(text));
    const failed = new Set();
    const attempt = createAttempt(failed, (error) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.error(clean(error)));
    const setOutput = createOutputWriter(redact);
    return {
        hasPostStep: true,
        redact,
        get hasWriteFailed() {
            return failed.size > 0;
        },
        input: (name) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.getInput(name, { trimWhitespace: false }),
        maskSecret(secret) {
            if (secret === '')
                return;
            addSecret(secret);
            for (const variant of new Set([secret, ...(0,_redact_js__WEBPACK_IMPORTED_MODULE_1__ .J5)(secret)]))
                _actions_core__WEBPACK_IMPORTED_MODULE_0__.setSecret(variant);
        },
        info: (line) => attempt(LOG, () => _actions_core__WEBPACK_IMPORTED_MODULE_0__.info(clean(line))),
        debug: (line) => attempt(LOG, () => _actions_core__WEBPACK_IMPORTED_MODULE_0__.debug(clean(line))),
        annotate(level, message, location, title) {
            const properties = {
                title: title && clean(title),
                file: location && clean(location.file),
                startLine: location?.line,
                startColumn: location?.column,
            };
            const isEmpty = title === undefined && location === undefined;
            attempt(LOG, () => _actions_core__WEBPACK_IMPORTED_MODULE_0__[level](clean(message), isEmpty ? {} : properties));
        },
        setOutputs(outputs, isFinal) {
            for (const [name, value] of Object.entries(outputs))
                attempt('the outputs (GITHUB_OUTPUT)', () => setOutput(name, value, isFinal));
        },
        saveState: (name, value) => attempt('the state for the post step (GITHUB_STATE)', () => _actions_core__WEBPACK_IMPORTED_MODULE_0__.saveState(name, redact(value))),
        getState: (name) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.getState(name),
        writeSummary: env['GITHUB_STEP_SUMMARY'] ? summaryWriter(redact) : () => Promise.resolve(),
    };
}
const LOG = 'the log';
function createAttempt(failed, logError) {
    return function attempt(target, write) {
        try {
            write();
        }
        catch (error) {
            if (failed.has(target))
                return;
            failed.add(target);
            const message = error instanceof Error ? error.message : String(error);
            attempt(LOG, () => logError(`Cannot write ${target}: ${message}. The step goes on, but will fail.`));
        }
    };
}
const MAX_OUTPUT_BYTES = 1024 * 1024;
const MAX_OUTPUT_FACTOR = 4;
const OUTPUT_OVERHEAD_BYTES = 150;
function createOutputWriter(redact) {
    const written = new Map();
    return (name, value, isFinal) => {
        const previous = written.get(name);
        if (previous?.value === value)
            return;
        const bytes = Buffer.byteLength(value) + OUTPUT_OVERHEAD_BYTES;
        const totalBytes = (previous?.totalBytes ?? 0) + bytes;
        if (!isFinal && totalBytes > Math.max(MAX_OUTPUT_BYTES, MAX_OUTPUT_FACTOR * bytes))
            return;
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.setOutput(name, redact(value));
        written.set(name, { value, totalBytes });
    };
}
function summaryWriter(redact) {
    let pending = Promise.resolve();
    return (markdown) => {
        const write = async () => {
            await _actions_core__WEBPACK_IMPORTED_MODULE_0__.summary.addRaw(redact(markdown)).write({ overwrite: true });
        };
        pending = pending.then(write, write);
        return pending;
    };
}


 }),

 8613:
 ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Q: () => ( HttpClient)
 });

class HttpClient {
  async requestRaw(info, data) {
    const { HttpClient } = await __webpack_require__.e( 942).then(__webpack_require__.bind(__webpack_require__, 4942))
    return new HttpClient().requestRaw(info, data)
  }

  getAgent() {}
  getAgentDispatcher() {}
}


 }),

 4421:
 ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Hq: () => ( getExecOutput),
 I9: () => ( createAgent),
 QS: () => ( JSONParse),
 aQ: () => ( createAgent),
 hd: () => ( fetch),
 iq: () => ( JSONStringify),
 kT: () => ( ProxyAgent),
 ud: () => ( paginateRest),
 vX: () => ( createAgent),
 xj: () => ( createAgent)
 });

class ProxyAgent {}

function fetch() {
  throw new Error('undici is not part of the bundle')
}

function getExecOutput() {
  throw new Error('@actions/exec is not part of the bundle')
}

const createAgent = () => ({})



const JSONParse = (text) => JSON.parse(text)
const JSONStringify = (value) => JSON.stringify(value)

function paginateRest() {
  return {}
}


 })

};
;