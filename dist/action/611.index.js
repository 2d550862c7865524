"use strict";
exports.id = 611;
exports.ids = [611];
exports.modules = {

/***/ 9154:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ci: () => (/* binding */ hasCancelledStatus),
/* harmony export */   KO: () => (/* binding */ isGitHubRunner),
/* harmony export */   Nv: () => (/* binding */ decideCleanup)
/* harmony export */ });
/**
 * Decides from what main has saved and from the status of the workflow job (`job.status`). `hasCancelledStatus` says
 * whether this runner tells a post step that the workflow was cancelled.
 */
function decideCleanup({ isFinished = false, hasCrashed = false, onCancel }, jobStatus, hasCancelledStatus) {
    if (isFinished)
        return { kind: 'none' };
    if (hasCrashed)
        return { kind: 'leave', because: 'crash' };
    // A killed step may show `success`: with `continue-on-error` the runner has replaced its result.
    const wasCancelled = hasCancelledStatus ? jobStatus === 'cancelled' : jobStatus !== 'failure';
    if (!wasCancelled)
        return { kind: 'leave', because: 'not-cancelled' };
    if (onCancel === 'leave')
        return { kind: 'leave', because: 'on-cancel' };
    return { kind: 'cancel' };
}
/** The runners of Gitea, Forgejo and act show a cancelled job as successful. */
const VARIABLES_OF_OTHER_RUNNERS = ['GITEA_ACTIONS', 'FORGEJO_ACTIONS', 'ACT'];
/** Whether the runner with this environment tells a post step that the workflow was cancelled, as GitHub's does. */
function hasCancelledStatus(environment) {
    return isGitHubRunner(environment);
}
/** Whether the runner with this environment is GitHub's own. */
function isGitHubRunner(environment) {
    return VARIABLES_OF_OTHER_RUNNERS.every((name) => !environment[name]);
}


/***/ }),

/***/ 850:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ missingSecretsReason)
/* harmony export */ });
/** Pull request events that get no secrets if the head is in a fork. */
const EVENTS_WITHOUT_SECRETS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];
/** Why a missing API key is expected for this event; undefined if it is an error. */
function missingSecretsReason({ name, pullRequest, isDependabot, action, }) {
    if (isDependabot)
        return 'dependabot';
    if (pullRequest === undefined)
        return undefined;
    if (EVENTS_WITHOUT_SECRETS.includes(name) && pullRequest.isFromFork)
        return 'fork';
    return action === 'closed' ? 'closed' : undefined;
}


/***/ }),

/***/ 4391:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ effectiveOutcome),
/* harmony export */   i: () => (/* binding */ overallOutcome)
/* harmony export */ });
/* harmony import */ var _job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6722);

/** The worst outcome of all states, unless the result overrides it; undefined if no state has one yet. */
function overallOutcome({ states, outcome, }) {
    if (outcome !== undefined)
        return outcome;
    const known = states.map(effectiveOutcome).filter((each) => each !== undefined);
    return known.length === 0 ? undefined : (0,_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .worstOutcome */ .Om)(known);
}
/** A job without an outcome counts as running. */
function effectiveOutcome({ outcome, job }) {
    return outcome ?? (job ? 'running' : undefined);
}


/***/ }),

/***/ 8251:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/commands/index.js
/** The bundle has one chunk for all commands that send requests, which share most of their code, and one for `validate`. */
async function executeCommand(inputs, { createContext, createPlanContext }) {
    switch (inputs.command) {
        case 'run':
            return (await Promise.all(/* import() | commands */[__webpack_require__.e(976), __webpack_require__.e(546), __webpack_require__.e(185), __webpack_require__.e(278), __webpack_require__.e(806), __webpack_require__.e(59), __webpack_require__.e(516), __webpack_require__.e(65), __webpack_require__.e(217)]).then(__webpack_require__.bind(__webpack_require__, 9572))).run(inputs, createContext(inputs));
        case 'validate':
            return (await Promise.all(/* import() */[__webpack_require__.e(59), __webpack_require__.e(410)]).then(__webpack_require__.bind(__webpack_require__, 1826))).validate(inputs, createPlanContext());
        case 'status':
            return (await Promise.all(/* import() | commands */[__webpack_require__.e(976), __webpack_require__.e(546), __webpack_require__.e(185), __webpack_require__.e(278), __webpack_require__.e(806), __webpack_require__.e(59), __webpack_require__.e(516), __webpack_require__.e(65), __webpack_require__.e(217)]).then(__webpack_require__.bind(__webpack_require__, 797))).status(inputs, createContext(inputs));
        case 'wait':
            return (await Promise.all(/* import() | commands */[__webpack_require__.e(976), __webpack_require__.e(546), __webpack_require__.e(185), __webpack_require__.e(278), __webpack_require__.e(806), __webpack_require__.e(59), __webpack_require__.e(516), __webpack_require__.e(65), __webpack_require__.e(217)]).then(__webpack_require__.bind(__webpack_require__, 3553))).wait(inputs, createContext(inputs));
        case 'cancel':
            return (await Promise.all(/* import() | commands */[__webpack_require__.e(976), __webpack_require__.e(546), __webpack_require__.e(185), __webpack_require__.e(278), __webpack_require__.e(806), __webpack_require__.e(59), __webpack_require__.e(516), __webpack_require__.e(65), __webpack_require__.e(217)]).then(__webpack_require__.bind(__webpack_require__, 8330))).cancel(inputs, createContext(inputs));
        case 'list':
            return (await Promise.all(/* import() | commands */[__webpack_require__.e(976), __webpack_require__.e(546), __webpack_require__.e(185), __webpack_require__.e(278), __webpack_require__.e(806), __webpack_require__.e(59), __webpack_require__.e(516), __webpack_require__.e(65), __webpack_require__.e(217)]).then(__webpack_require__.bind(__webpack_require__, 6196))).list(createContext(inputs));
        case 'sync':
            return (await Promise.all(/* import() | commands */[__webpack_require__.e(976), __webpack_require__.e(546), __webpack_require__.e(185), __webpack_require__.e(278), __webpack_require__.e(806), __webpack_require__.e(59), __webpack_require__.e(516), __webpack_require__.e(65), __webpack_require__.e(217)]).then(__webpack_require__.bind(__webpack_require__, 1431))).sync(inputs, createContext(inputs));
    }
}
/** Commands that only read a job succeed whatever its state. The others succeed only if they reached their goal. */
const READ_OUTCOMES = ['failed', 'cancelled', 'running', 'submitted', 'succeeded'];
const SUCCESS_OUTCOMES = {
    // `valid`: the pull request is closed, or `only-changed` has skipped every spec.
    run: ['unapproved', 'submitted', 'succeeded', 'valid'],
    wait: ['succeeded'],
    validate: ['valid'],
    status: READ_OUTCOMES,
    list: READ_OUTCOMES,
    // A job that no longer exists is a valid result.
    sync: [...READ_OUTCOMES, 'unknown'],
    cancel: ['failed', 'cancelled', 'succeeded'],
};
/** Whether a step with this command and outcome succeeds. */
function isSuccess(command, outcome) {
    return outcome !== undefined && SUCCESS_OUTCOMES[command].includes(outcome);
}

// EXTERNAL MODULE: ./build/contract/version.gen.js
var version_gen = __webpack_require__(9322);
;// CONCATENATED MODULE: ./build/cancellation/stop-gate.js
/**
 * Stops what a step does. Once it is closed, everything that passes through it never settles, so that the command cannot
 * go on beside `post`.
 */
class StopGate {
    /** Resolves when `post` asks main to stop. */
    requested;
    #isStopRequested;
    #isClosed = false;
    #reportRequest = () => undefined;
    /**
     * `isStopRequested` is asked before each write: in a `container:` job, `post` may start while main still runs, because
     * no signal reaches it.
     */
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
    /** Resolves to the value, or never settles once closed. */
    unlessStopped(value) {
        return this.#isClosed ? NEVER_SETTLES : Promise.resolve(value);
    }
    /** Whether a request that changes something may be sent now. */
    mayWrite() {
        if (!this.#isClosed && this.#isStopRequested()) {
            this.close();
            this.#reportRequest();
        }
        return !this.#isClosed;
    }
}
/** For a call after the end: it keeps its caller from going on. */
const NEVER_SETTLES = new Promise(() => undefined);

;// CONCATENATED MODULE: ./build/cancellation/stoppable-api.js

/**
 * Forge API client that can be stopped. Once stopped, calls never settle. Only a `create` in flight still settles,
 * because its response names the job.
 */
class StoppableApi {
    #api;
    #gate;
    #pendingCreates = new Set();
    constructor(api, gate = new StopGate()) {
        this.#api = api;
        this.#gate = gate;
    }
    /** Stops all calls. Resolves when no `create` is in flight. */
    async stop() {
        this.#gate.close();
        await Promise.all(this.#pendingCreates);
    }
    /** Resolves to the value, or never settles once stopped. */
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

// EXTERNAL MODULE: ./build/github/event.js + 1 modules
var github_event = __webpack_require__(7455);
// EXTERNAL MODULE: ./build/inputs.js
var build_inputs = __webpack_require__(8618);
;// CONCATENATED MODULE: ./build/contract/inputs.gen.js
// generated by npm run generate from action.yml
/** The inputs of action.yml with their defaults, which may be expressions; empty if an input has none. */
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

// EXTERNAL MODULE: ./build/input-parser.js
var input_parser = __webpack_require__(9551);
;// CONCATENATED MODULE: ./build/input-reader.js

/** Names the command in the actions that have only one: `validate/action.yml` and `sync/action.yml`. */
const FIXED_COMMAND = 'fixed-command';
/** The variable that a runner makes of an input. */
function inputVariable(name) {
    return `INPUT_${name.toUpperCase()}`;
}
/**
 * Wraps `read` for actions that declare fewer inputs than action.yml: one that the action does not declare has its
 * default from there, unless that is an expression.
 */
function createInputReader(environment, read) {
    return (name) => {
        const fixedCommand = name === 'command' ? read(FIXED_COMMAND).trim() : '';
        if (fixedCommand !== '')
            return fixedCommand;
        if (environment[inputVariable(name)] !== undefined)
            return read(name);
        const byDefault = DECLARED_INPUTS[name] ?? '';
        return byDefault.startsWith('${{') ? '' : byDefault;
    };
}

// EXTERNAL MODULE: ./build/job-spec/suggest.js
var suggest = __webpack_require__(5575);
// EXTERNAL MODULE: ./build/report-inputs.js
var report_inputs = __webpack_require__(8491);
;// CONCATENATED MODULE: ./build/input-names.js






const PREFIX = inputVariable('');
/** Asks for a run that costs nothing, so it must not be ignored. */
const DRY_RUN = 'dry-run';
/** Shorter words resemble too many others. */
const MIN_WORD_LENGTH = 4;
/**
 * Finds the inputs that the workflow sets although there are none of that name. The runner only warns about them, and the
 * step would submit with the defaults. A name without a hyphen may come from the environment of another action, so it
 * counts only if it is near a declared one and has a value.
 */
function findUndeclaredInputs(environment) {
    const declared = Object.keys(DECLARED_INPUTS);
    const variables = new Set([...declared, FIXED_COMMAND].map(inputVariable));
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
/** In an action with one command, another one would be ignored, or would lack its inputs and its `post`. */
function findOtherCommand(environment) {
    const fixed = environment[inputVariable(FIXED_COMMAND)]?.trim() ?? '';
    const command = environment[inputVariable('command')]?.trim() ?? '';
    if (fixed === '' || command === '' || command === fixed)
        return [];
    const message = `\`command\` is not an input of this action, which always does \`${fixed}\`. For \`${command}\`, remove \`/${fixed}\` from its \`uses\`.`;
    return [{ name: 'command', message }];
}
function adviseOn(name, declared) {
    if ((0,suggest/* isSameName */.yS)(name, DRY_RUN))
        return 'To check the specs without submitting anything, set `command: validate`.';
    const near = findNearNames(name, declared);
    return near.length === 0 ? undefined : `Did you mean ${near.map((each) => `\`${each}\``).join(' or ')}?`;
}
/** The same letters or a typo; or else names of which one begins with the words of the other. */
function findNearNames(name, declared) {
    const typos = name.length < MIN_WORD_LENGTH ? [] : (0,suggest/* findTypos */.vZ)(name, declared);
    if (typos.length > 0)
        return typos;
    const words = name.replaceAll('_', '-');
    return declared.filter((each) => beginsWithWords(each, words) || beginsWithWords(words, each));
}
function beginsWithWords(name, words) {
    return words.length >= MIN_WORD_LENGTH && name.startsWith(`${words}-`);
}
const COMMENT_INPUTS = ['comment', 'comment-key', 'issue-number'];
/** What is read for every command, because it is part of every report, but has no effect on some. */
const WITHOUT_EFFECT = {
    run: [],
    validate: ['commit-status'],
    wait: ['spec', 'commit-status'],
    status: ['spec', 'commit-status', ...COMMENT_INPUTS],
    cancel: ['spec', 'commit-status', ...COMMENT_INPUTS],
    list: ['spec', 'commit-status', ...COMMENT_INPUTS],
    sync: ['spec', 'commit-status', 'matrix', ...COMMENT_INPUTS],
};
/** Messages about inputs that differ from their default although the command does not use them. */
function findUnusedInputs(read) {
    const command = build_inputs/* COMMANDS */.Lo.find((each) => each === read('command').trim());
    if (command === undefined)
        return [];
    // `run` and `validate` often share a step and differ only in the command. But `run` reads `job-id` only to refuse it.
    const ofRun = command === 'validate' ? inputsOf('run').filter((name) => name !== 'job-id') : [];
    const used = new Set([...inputsOf(command), ...ofRun]);
    return Object.entries(DECLARED_INPUTS)
        .filter(([name, byDefault]) => !used.has(name) && !byDefault.startsWith('${{'))
        .filter(([name, byDefault]) => !['', byDefault].includes(read(name).trim()))
        .map(([name]) => `\`${name}\` has no effect with \`command: ${command}\`. Remove it.`);
}
/** The inputs that have an effect on the command, with `command`. */
function inputsOf(command) {
    const names = new Set();
    const parser = new input_parser/* InputParser */.Y((name) => {
        names.add(name);
        return name === 'command' ? command : '';
    });
    (0,build_inputs/* parseCommand */.RM)(parser, {});
    (0,report_inputs/* parseReportInputs */.Fp)(parser);
    for (const name of WITHOUT_EFFECT[command])
        names.delete(name);
    return [...names];
}

// EXTERNAL MODULE: ./build/cancellation/decide-cleanup.js
var decide_cleanup = __webpack_require__(9154);
// EXTERNAL MODULE: ./build/github/matrix.js
var matrix = __webpack_require__(742);
// EXTERNAL MODULE: ./build/cancellation/with-timeout.js
var with_timeout = __webpack_require__(1901);
// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __webpack_require__(6722);
// EXTERNAL MODULE: ./build/timeouts.js
var timeouts = __webpack_require__(1363);
;// CONCATENATED MODULE: ./build/cancellation/stop-run.js



/**
 * Stops the command and hands over to `post`, which alone knows whether the workflow was cancelled. Cancels and publishes
 * nothing. Resolves at once, or within 7 s while a submission is in flight.
 */
async function stopRun({ stoppableApi, clock, reporter }) {
    await (0,with_timeout/* withTimeout */.w)(timeouts/* STOP_TIMEOUT_MS */.e3, stoppableApi.stop(), clock);
    // The command reports the response before this continues.
    await clock.sleep(0);
    reporter.finishStopped(reporter.states.map((state) => ({
        ...state,
        outcome: outcomeWhenStopped(state, reporter.isSubmissionPending(state)),
    })));
}
/** What is known of a job when the step is stopped. It may end differently. */
function outcomeWhenStopped({ outcome, job, requestedId }, isPending) {
    if (outcome !== undefined)
        return outcome;
    if (job !== undefined)
        return (0,job_status/* currentOutcome */._P)(job);
    if (requestedId !== undefined)
        return 'running';
    return isPending ? 'unknown' : 'cancelled';
}

// EXTERNAL MODULE: ./build/jobs/clock.js
var clock = __webpack_require__(4922);
;// CONCATENATED MODULE: ./build/jobs/recent-baseline.js

/** The newest jobs as they were read for a claim, so that the submission need not read them again. */
class RecentBaseline {
    #last;
    set(page, readAtMs) {
        this.#last = { kind: 'read', page, readAtMs };
    }
    /** Only once, because the next submission has to know the job of the previous one, and not after a minute. */
    take(nowMs) {
        const last = this.#last;
        this.#last = undefined;
        return last === undefined || nowMs - last.readAtMs > clock/* CLOCK_MARGIN_S */.e * 1000 ? undefined : last;
    }
}

// EXTERNAL MODULE: ./build/jobs/service-gate.js
var service_gate = __webpack_require__(6687);
// EXTERNAL MODULE: ./build/jobs/smaller-pages.js
var smaller_pages = __webpack_require__(8917);
// EXTERNAL MODULE: ./build/outputs.js
var outputs = __webpack_require__(2257);
// EXTERNAL MODULE: ./build/runtime/files.js
var runtime_files = __webpack_require__(6759);
// EXTERNAL MODULE: ./build/runtime/system-clock.js
var system_clock = __webpack_require__(3932);
;// CONCATENATED MODULE: ./build/runtime/hosted-runner.js



/** Deadline on the monotonic clock before GitHub's hosted runner kills the job; infinite on self-hosted runners. */
async function hostedRunnerDeadlineMs(env) {
    if (env['RUNNER_ENVIRONMENT'] !== 'github-hosted')
        return Infinity;
    // The runner writes the event file when the job starts.
    const jobStartedAtMs = await (0,runtime_files/* getModifiedAtMs */.vF)(env['GITHUB_EVENT_PATH']);
    if (jobStartedAtMs === undefined)
        return Infinity;
    return system_clock/* systemClock */.m.now() + timeouts/* HOSTED_JOB_TIMEOUT_MS */.pX - (system_clock/* systemClock */.m.wall() - jobStartedAtMs);
}

// EXTERNAL MODULE: ./build/network/proxy-settings.js + 1 modules
var proxy_settings = __webpack_require__(8101);
// EXTERNAL MODULE: ./build/runtime/runner.js + 2 modules
var runtime_runner = __webpack_require__(4395);
// EXTERNAL MODULE: ./build/jobs/result.js
var jobs_result = __webpack_require__(4391);
// EXTERNAL MODULE: ./build/github/secrets.js
var secrets = __webpack_require__(850);
;// CONCATENATED MODULE: ./build/run-main.js























/** Runs the command of the step. Resolves after the final report, with whether the step succeeds; never rejects. */
async function runMain(env, exitSignals) {
    const runner = (0,runtime_runner/* createMaskedRunner */.P)(env);
    const eventFile = await (0,runtime_files/* readEventFile */.zh)(env['GITHUB_EVENT_PATH']);
    const event = (0,github_event/* parseEvent */.w)(env, eventFile.payload);
    const inputs = await readInputs(env, runner, event);
    if (!inputs.ok) {
        for (const error of inputs.errors)
            runner.annotate('error', error, undefined, 'Input');
        runner.setOutputs((0,outputs/* formatOutputs */.A)({ states: [], outcome: 'invalid', elapsedMs: 0 }), true);
        return false;
    }
    const { command, report, findProxy } = inputs;
    if (command.command === 'run' && eventFile.error !== undefined)
        return refuseEvent(eventFile.error, runner);
    const host = (0,build_inputs/* isOnline */.sc)(command) ? ` · ${new URL(command.apiUrl).host}` : '';
    runner.info(`Forge Training Job ${version_gen/* VERSION */.x} · ${command.command}${host}`);
    const warning = (0,matrix/* failFastWarning */.t)(command, runner.input('strategy'));
    if (warning !== undefined)
        runner.annotate('warning', warning);
    const startedMs = system_clock/* systemClock */.m.now();
    const holderId = (0,external_node_crypto_.randomUUID)();
    const savePostState = await createPostStateWriter(command, runner);
    savePostState?.({ holderId, jobIds: [] });
    const gate = new StopGate((0,runtime_files/* stopFileOf */.Oh)(holderId, env['RUNNER_TEMP']).exists);
    const beforeWrite = () => (gate.mayWrite() ? Promise.resolve() : NEVER_SETTLES);
    const needs = githubNeeds(command, startedMs);
    const { createDependencies } = await Promise.all(/* import() | step */[__webpack_require__.e(278), __webpack_require__.e(28), __webpack_require__.e(165)]).then(__webpack_require__.bind(__webpack_require__, 4046));
    const created = createDependencies({
        ...{ env, event, report, runner, findProxy, holderId, beforeWrite },
        ...needs,
    });
    const dependencies = await Promise.race([created, exitSignals.stopped]);
    if (!dependencies)
        return reportEarlyStop(runner);
    const { createReporter } = await Promise.all(/* import() | step */[__webpack_require__.e(278), __webpack_require__.e(28), __webpack_require__.e(165)]).then(__webpack_require__.bind(__webpack_require__, 7984));
    const reporter = createReporter(inputs, dependencies, { env, runner, startedMs, savePostState });
    const api = (0,build_inputs/* isOnline */.sc)(command) ? await connect(command, findProxy, runner) : UNAVAILABLE_API;
    return withErrorBoundary({ env, runner, exitSignals, gate, reporter, dependencies, startedMs, api }, command);
}
/** Without the event it is unknown whose content this is, and which jobs exist for it. */
function refuseEvent(error, runner) {
    const message = `Nothing was submitted, because the event of this run cannot be read: ${error}. The runner writes it for every step. Run the workflow again; in a container, check that the folder of this file is mounted.`;
    runner.annotate('error', message);
    runner.setOutputs((0,outputs/* formatOutputs */.A)({ states: [], outcome: 'refused', elapsedMs: 0 }), true);
    return false;
}
function reportEarlyStop(runner) {
    runner.info('The step was stopped before anything was submitted.');
    runner.setOutputs((0,outputs/* formatOutputs */.A)({ states: [], outcome: 'cancelled', elapsedMs: 0 }), true);
    return false;
}
/** Undefined for commands that leave no job. Their steps do not load its code. */
async function createPostStateWriter(command, runner) {
    if (!(0,build_inputs/* isWatching */.wF)(command))
        return undefined;
    const { postStateWriter } = await Promise.all(/* import() | post-state */[__webpack_require__.e(976), __webpack_require__.e(153)]).then(__webpack_require__.bind(__webpack_require__, 2685));
    return postStateWriter(command.onCancel, runner);
}
/**
 * Parses inputs and proxy variables, and checks the names of inputs and that the manifest can be written. Removes the
 * manifest of an earlier run. Reports all problems at once.
 */
async function readInputs(env, runner, event) {
    const read = createInputReader(env, (name) => runner.input(name));
    const inputs = (0,build_inputs/* parseInputs */.TL)(read, {
        environmentApiKey: env['MISTRAL_API_KEY'],
        missingSecretsReason: (0,secrets/* missingSecretsReason */.W)(event),
    });
    const proxies = (0,proxy_settings/* readProxySettings */.u)(env);
    const manifest = inputs.ok ? (0,build_inputs/* manifestPath */.ji)(inputs.command) : inputs.manifest;
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
/** Returns the errors about inputs that do not exist. Other runners pass on variables of other actions, so there they warn. */
function reportNames(env, runner) {
    const undeclared = findUndeclaredInputs(env);
    const others = undeclared.filter(({ message }) => message === undefined).map(({ name }) => name);
    if (others.length > 0)
        runner.debug(`Not inputs of this action: ${others.join(', ')}`);
    const messages = undeclared.flatMap(({ message }) => message ?? []);
    if ((0,decide_cleanup/* isGitHubRunner */.KO)(env))
        return messages;
    for (const message of messages)
        runner.annotate('warning', message, undefined, 'Input');
    return [];
}
const COMMENTING_COMMANDS = ['run', 'validate', 'wait'];
function githubNeeds(command, startedMs) {
    return {
        deadlineMs: (0,build_inputs/* isWatching */.wF)(command) ? startedMs + command.timeoutMs : undefined,
        postsComment: COMMENTING_COMMANDS.includes(command.command),
        persistsState: command.command === 'run',
        isSync: command.command === 'sync',
        jobId: command.command === 'wait' ? command.jobId : undefined,
        apiKey: (0,build_inputs/* isOnline */.sc)(command) ? command.apiKey : undefined,
        service: (0,build_inputs/* isOnline */.sc)(command) ? command.apiUrl : undefined,
    };
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
/** Executes the command until the step is stopped or the process crashes. */
async function raceWithSignals(command, action) {
    const { exitSignals, gate, reporter, api } = action;
    const stoppableApi = new StoppableApi(api, gate);
    let isStopping = false;
    const markStopping = () => void (isStopping = true);
    const stopped = async () => {
        await Promise.race([exitSignals.stopped.then(markStopping), gate.requested.then(markStopping)]);
        await stopRun({ stoppableApi, clock: system_clock/* systemClock */.m, reporter });
        return false;
    };
    const crashed = async () => {
        const reason = await exitSignals.crashed;
        // A stop in progress continues.
        if (isStopping)
            return NEVER_SETTLES;
        void stoppableApi.stop();
        throw reason;
    };
    return Promise.race([executeAndReport(command, stoppableApi, action), stopped(), crashed()]);
}
async function executeAndReport(command, stoppableApi, action) {
    const { env, exitSignals, reporter, dependencies, startedMs } = action;
    const runnerDeadlineMs = await hostedRunnerDeadlineMs(env);
    const files = (0,runtime_files/* workspaceFiles */.PZ)(workspaceRoot(env));
    const planContext = { files, reporter, clock: system_clock/* systemClock */.m, random: Math.random, ...dependencies.step };
    const executed = await executeCommand(command, {
        createPlanContext: () => ({ ...planContext, mayLackToken: true, deadlineMs: runnerDeadlineMs }),
        createContext: (inputs) => ({
            ...planContext,
            api: (0,smaller_pages/* withSmallerPages */.D)(new service_gate/* ServiceGate */.P(stoppableApi, system_clock/* systemClock */.m)),
            newIdempotencyKey: external_node_crypto_.randomUUID,
            recentBaseline: new RecentBaseline(),
            deadlineMs: Math.min(runnerDeadlineMs, (0,build_inputs/* isWatching */.wF)(inputs) ? startedMs + inputs.timeoutMs : Infinity),
        }),
    });
    const result = await stoppableApi.unlessStopped(executed);
    const manifestWriter = await loadManifestWriter((0,build_inputs/* manifestPath */.ji)(command), env, action.runner);
    const isManifestWritten = (await manifestWriter?.write(result.states, dependencies.context)) !== false;
    const isGreen = isSuccess(command.command, (0,jobs_result/* overallOutcome */.i)(result)) && result.failsStep !== true;
    const isSuccessful = isManifestWritten && isGreen;
    await reporter.finish(result, isSuccessful);
    return isSuccessful && !action.runner.hasWriteFailed && !exitSignals.hasLogFailed();
}
const workspaceRoot = (env) => env['GITHUB_WORKSPACE'] ?? process.cwd();
/** Imports its module on demand: the bundle keeps it in a separate chunk. */
async function connect(inputs, findProxy, runner) {
    const { connectForgeApi } = await Promise.all(/* import() | network */[__webpack_require__.e(875), __webpack_require__.e(815)]).then(__webpack_require__.bind(__webpack_require__, 8256));
    return connectForgeApi(inputs, findProxy, runner);
}
/** The same for the writer of the manifest, which most steps never load. */
async function loadManifestWriter(path, env, runner) {
    if (path === undefined || path === '')
        return undefined;
    const { createManifestWriter } = await __webpack_require__.e(/* import() */ 387).then(__webpack_require__.bind(__webpack_require__, 7387));
    return createManifestWriter(workspaceRoot(env), path, runner);
}
const rejectCall = () => Promise.reject(new Error('this command does not call the Forge API'));
const UNAVAILABLE_API = {
    create: rejectCall,
    get: rejectCall,
    list: rejectCall,
    cancel: rejectCall,
};

// EXTERNAL MODULE: ./build/runtime/exit-signals.js
var exit_signals = __webpack_require__(9238);
;// CONCATENATED MODULE: ./build/main.js


/** The step itself. */
async function main() {
    const exitSignals = (0,exit_signals/* listenForExit */.f)(process);
    if (await runMain(process.env, exitSignals))
        process.exitCode = 0;
    (0,exit_signals/* flushAndExit */.S)(process);
}


/***/ }),

/***/ 2257:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ formatOutputs)
/* harmony export */ });
/* unused harmony export OUTPUT_NAMES */
/* harmony import */ var _jobs_result_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4391);

const OUTPUT_NAMES = (/* unused pure expression or super */ null && ([
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
/**
 * With several jobs, the outputs of a single job are empty, except `outcome`, which is the worst one. `writeJobs`: puts the
 * final `jobs` into a file, and returns its path.
 */
function formatOutputs(state, writeJobs = () => '') {
    const { states, elapsedMs, commentUrl } = state;
    const [singleState] = states.length === 1 ? states : [];
    const jobs = JSON.stringify(states.map(jobDetails));
    return {
        ...(singleState ? jobOutputs(singleState) : EMPTY_JOB_OUTPUTS),
        outcome: (0,_jobs_result_js__WEBPACK_IMPORTED_MODULE_0__/* .overallOutcome */ .i)(state) ?? '',
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
    const outcome = (0,_jobs_result_js__WEBPACK_IMPORTED_MODULE_0__/* .effectiveOutcome */ .Q)(state);
    return {
        'job-id': job?.id ?? state.requestedId ?? '',
        status: job?.status ?? '',
        outcome: outcome ?? '',
        // The model of a job that did not succeed must not be shipped.
        'output-model': outcome === 'succeeded' ? (job?.outputModel ?? '') : '',
        'spec-digest': spec?.digest ?? '',
        reused: String(state.isReused === true),
    };
}
function approvalDetails({ approval }) {
    if (approval === undefined)
        return {};
    return {
        'approved-by': approval.by,
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


/***/ }),

/***/ 9238:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ flushAndExit),
/* harmony export */   f: () => (/* binding */ listenForExit)
/* harmony export */ });
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'];
/** Listens for signals and fatal errors until the process ends. */
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
    // Nobody can be told.
    process.stderr.on('error', () => undefined);
    const crashed = new Promise((resolve) => {
        // Includes unhandled rejections.
        process.on('uncaughtException', resolve);
        process.on('beforeExit', () => resolve(new Error('the event loop became empty before the work was done')));
    });
    return { stopped, crashed, hasLogFailed: () => hasLogFailed };
}
/** Exits with `process.exitCode` after stdout is flushed. */
function flushAndExit(process) {
    process.stdout.write('', () => process.exit());
}


/***/ }),

/***/ 6759:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FK: () => (/* binding */ isInside),
/* harmony export */   Oh: () => (/* binding */ stopFileOf),
/* harmony export */   PZ: () => (/* binding */ workspaceFiles),
/* harmony export */   U0: () => (/* binding */ replaceFileSync),
/* harmony export */   Vh: () => (/* binding */ readJson),
/* harmony export */   vF: () => (/* binding */ getModifiedAtMs),
/* harmony export */   zh: () => (/* binding */ readEventFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);



/** Does not follow a link that replaced a checked file, nor block on a pipe. Windows has neither flag. */
const SAFE_OPEN_FLAGS = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK;
/**
 * Reads files below `root`. Never reads or lists anything outside, through `..`, absolute paths or links. `root` itself
 * may contain links.
 */
function workspaceFiles(root) {
    return {
        root,
        glob: (pattern) => listMatches(root, pattern),
        read: (path, maxBytes) => readInside(root, path, maxBytes),
        identify: (path) => identifyFile(root, path),
    };
}
async function listMatches(root, pattern) {
    const { globInWorker } = await __webpack_require__.e(/* import() */ 83).then(__webpack_require__.bind(__webpack_require__, 4083));
    const matches = await globInWorker(root, pattern);
    const paths = [];
    for (const path of matches ?? []) {
        if (await isFileInside(root, path))
            paths.push((0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(root, path).replaceAll(node_path__WEBPACK_IMPORTED_MODULE_2__.sep, '/'));
    }
    return matches && paths;
}
async function isFileInside(root, path) {
    if (!isInside(root, path))
        return false;
    try {
        const real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(path);
        return isInside(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(root), real) && (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(real)).isFile();
    }
    catch {
        return false;
    }
}
/** Whether `path` is `root` or below it. Compares names only; does not resolve links. */
function isInside(root, path) {
    const relativePath = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(root, path);
    return relativePath !== '..' && !relativePath.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_2__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(relativePath);
}
async function readInside(root, path, maxBytes) {
    const requested = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root, path);
    if (!isInside(root, requested))
        return { kind: 'outside' };
    try {
        const real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(requested);
        if (!isInside(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(root), real))
            return { kind: 'outside' };
        return await readRegularFile(real, maxBytes);
    }
    catch (error) {
        return toReadError(error);
    }
}
async function identifyFile(root, path) {
    const requested = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root, path);
    if (!(await isFileInside(root, requested)))
        return undefined;
    try {
        // Windows has file ids of 64 bits. Some file systems have none and report 0.
        const { dev, ino } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(requested, { bigint: true });
        return ino === 0n ? undefined : `${dev}:${ino}`;
    }
    catch {
        return undefined;
    }
}
async function readRegularFile(path, maxBytes) {
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path);
    if (stats.isDirectory())
        return { kind: 'directory' };
    if (!stats.isFile())
        return { kind: 'special' };
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, SAFE_OPEN_FLAGS);
    try {
        // The file may have been replaced since `stat`.
        const opened = await file.stat();
        if (!opened.isFile())
            return { kind: 'special' };
        if (opened.size > maxBytes)
            return { kind: 'too-large', bytes: opened.size };
        const buffer = Buffer.alloc(maxBytes + 1);
        let length = 0;
        for (let bytesRead = -1; bytesRead !== 0 && length < buffer.length; length += bytesRead) {
            bytesRead = (await file.read(buffer, length, buffer.length - length, null)).bytesRead;
        }
        if (length > maxBytes)
            return { kind: 'too-large', bytes: length };
        return { kind: 'file', bytes: buffer.subarray(0, length) };
    }
    finally {
        await file.close();
    }
}
function toReadError(error) {
    const { code, message } = error;
    if (code === 'ENOENT' || code === 'ENOTDIR')
        return { kind: 'missing' };
    return { kind: 'unreadable', message };
}
/** Reads the file that GITHUB_EVENT_PATH names. Never rejects. */
async function readEventFile(path) {
    if (!path)
        return { error: 'the variable GITHUB_EVENT_PATH is not set' };
    try {
        const payload = JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(path, 'utf8'));
        const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
        return isObject ? { payload } : { error: `${path} is not a JSON object` };
    }
    catch (error) {
        const isBroken = error instanceof SyntaxError;
        return { error: `${path} ${isBroken ? 'is not JSON' : `cannot be read (${error.message})`}` };
    }
}
/** Undefined if the file does not exist or is not JSON. */
async function readJson(path) {
    if (!path)
        return undefined;
    try {
        return JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}
/** Last modification as Unix time in milliseconds; undefined if there is no such file. */
async function getModifiedAtMs(path) {
    if (!path)
        return undefined;
    try {
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path)).mtimeMs;
    }
    catch {
        return undefined;
    }
}
/**
 * Writes a file under another name and renames it into place, so that nobody reads a part of it.
 *
 * @throws Error if it cannot be written.
 */
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
/** In the folder that all steps of a workflow job share, also in a container. Works only where there is such a folder. */
function stopFileOf(holderId, temporaryFolder) {
    if (!temporaryFolder)
        return { exists: () => false, write: () => undefined };
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(temporaryFolder, `forge-training-job-stop-${holderId}`);
    return {
        exists: () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path),
        write: () => {
            try {
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(path, '');
            }
            catch {
                // Main has ended on most runners. Where it has not, the runner removes its container after `post`.
            }
        },
    };
}


/***/ }),

/***/ 4395:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ createMaskedRunner)
});

// UNUSED EXPORTS: createActionsRunner

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var core = __webpack_require__(6058);
;// CONCATENATED MODULE: ./build/runtime/escape-log-line.js
/**
 * Escapes untrusted text for one line of the log. The runner executes `::command::` after leading whitespace and
 * `##[command]` anywhere in a line (actions/runner, ActionCommand.cs), and terminals interpret escape sequences. Keeps
 * leading whitespace.
 */
function escapeLogLine(text) {
    return text
        .replace(/[\r\n\u2028\u2029]+/g, ' ')
        .replace(CONTROL_CHARACTERS, '\ufffd')
        .replace(/##(?=\[)/g, '# #')
        .replace(/^(\s*):(?=:)/, '$1: ')
        .toWellFormed();
}
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

;// CONCATENATED MODULE: ./build/runtime/redact.js
/** Shorter secrets are refused as inputs, and replacing them would garble the text: a status, for example. */
const MIN_SECRET_LENGTH = 16;
/** Encodings in which a server may return a secret: plain, base64, URL and JSON. */
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
/** Replaces every encoding of every secret by `***`. */
function createRedactor(secrets) {
    // Longest first, because one variant may start with another.
    const variants = secrets.flatMap(secretVariants).sort((a, b) => b.length - a.length);
    return (text) => variants.reduce((redacted, variant) => redacted.replaceAll(variant, '***'), text);
}

;// CONCATENATED MODULE: ./build/runtime/runner.js



/** Creates the runner and masks all secrets before the first log line. */
function createMaskedRunner(env) {
    const runner = createActionsRunner(env);
    const inputs = ['api-key', 'github-token', 'record-key'].map((name) => runner.input(name));
    for (const secret of [...inputs, env['MISTRAL_API_KEY'] ?? ''])
        runner.maskSecret(secret.trim());
    return runner;
}
/** Creates a runner for GitHub Actions, or any runner with the same protocol. */
function createActionsRunner(env) {
    const { redact, addSecret } = createGrowingRedactor();
    const clean = (text) => escapeLogLine(redact(text));
    const failed = new Set();
    const attempt = createAttempt(failed, (error) => core.error(clean(error)));
    const setOutput = createOutputWriter(redact);
    return {
        redact,
        get hasWriteFailed() {
            return failed.size > 0;
        },
        // Untrimmed, because `set` counts lines.
        input: (name) => core.getInput(name, { trimWhitespace: false }),
        maskSecret(secret) {
            if (secret === '')
                return;
            addSecret(secret);
            for (const variant of new Set([secret, ...secretVariants(secret)]))
                core.setSecret(variant);
        },
        info: (line) => attempt(LOG, () => core.info(clean(line))),
        debug: (line) => attempt(LOG, () => core.debug(clean(line))),
        annotate(level, message, location, title) {
            const properties = {
                title: title && clean(title),
                file: location && clean(location.file),
                startLine: location?.line,
                startColumn: location?.column,
            };
            // core treats an object with only undefined values as non-empty and writes a stray space.
            const isEmpty = title === undefined && location === undefined;
            attempt(LOG, () => core[level](clean(message), isEmpty ? {} : properties));
        },
        setOutputs(outputs, isFinal) {
            for (const [name, value] of Object.entries(outputs))
                attempt('the outputs (GITHUB_OUTPUT)', () => setOutput(name, value, isFinal));
        },
        saveState: (name, value) => attempt('the state for the post step (GITHUB_STATE)', () => core.saveState(name, redact(value))),
        getState: (name) => core.getState(name),
        writeSummary: env['GITHUB_STEP_SUMMARY'] ? summaryWriter(redact) : () => Promise.resolve(),
    };
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
const LOG = 'the log';
/** Returns a function that carries out a write. If it fails, adds its target to `failed` and logs the first error. */
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
/** Of all versions of one output together, except the final one. */
const MAX_OUTPUT_BYTES = 1024 * 1024;
const MAX_OUTPUT_FACTOR = 4;
/** Name and delimiters of one output in the file. */
const OUTPUT_OVERHEAD_BYTES = 150;
/** Writes an output if it has changed and, unless it is final, there is room for it. */
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
        core.setOutput(name, redact(value));
        written.set(name, { value, totalBytes });
    };
}
/** Writes one summary at a time, because core keeps a single buffer. */
function summaryWriter(redact) {
    let pending = Promise.resolve();
    return (markdown) => {
        const write = async () => {
            await core.summary.addRaw(redact(markdown)).write({ overwrite: true });
        };
        pending = pending.then(write, write);
        return pending;
    };
}


/***/ }),

/***/ 8613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ HttpClient)
/* harmony export */ });
// Replaces `@actions/http-client` in the bundle (see `paths` in tsconfig.json).
//
// @actions/core imports it for OIDC tokens, which nobody asks for, and with it http, TLS and streams: a third of the time that
// a command without requests takes. So it is loaded at the first request, which src/network/ sends.

class HttpClient {
  async requestRaw(info, data) {
    const { HttpClient } = await __webpack_require__.e(/* import() */ 942).then(__webpack_require__.bind(__webpack_require__, 4942))
    return new HttpClient().requestRaw(info, data)
  }

  // @actions/github asks for agents that nobody uses.
  getAgent() {}
  getAgentDispatcher() {}
}


/***/ }),

/***/ 4421:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hq: () => (/* binding */ getExecOutput),
/* harmony export */   I9: () => (/* binding */ createAgent),
/* harmony export */   QS: () => (/* binding */ JSONParse),
/* harmony export */   aQ: () => (/* binding */ createAgent),
/* harmony export */   hd: () => (/* binding */ fetch),
/* harmony export */   iq: () => (/* binding */ JSONStringify),
/* harmony export */   kT: () => (/* binding */ ProxyAgent),
/* harmony export */   ud: () => (/* binding */ paginateRest),
/* harmony export */   vX: () => (/* binding */ createAgent),
/* harmony export */   xj: () => (/* binding */ createAgent)
/* harmony export */ });
// Replaces `undici`, `tunnel`, `@actions/exec`, `json-with-bigint` and `@octokit/plugin-paginate-rest` in the bundle (see `paths`
// in tsconfig.json).
//
// The toolkit imports undici and tunnel to send requests through a proxy, which src/network/ does, and exec to describe the platform,
// which nobody asks for. The real packages would add 1 MB, and 30 ms to every start. octokit imports json-with-bigint for
// numbers above 2^53, which GitHub's ids are not.

class ProxyAgent {}

function fetch() {
  throw new Error('undici is not part of the bundle')
}

function getExecOutput() {
  throw new Error('@actions/exec is not part of the bundle')
}

// Of tunnel. @actions/github creates an agent that nobody uses.
const createAgent = () => ({})



const JSONParse = (text) => JSON.parse(text)
const JSONStringify = (value) => JSON.stringify(value)

// Of @octokit/plugin-paginate-rest. Our own reader of pages keeps time limits and notices invalid pages.
function paginateRest() {
  return {}
}


/***/ })

};
;