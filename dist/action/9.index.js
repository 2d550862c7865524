"use strict";
exports.id = 9;
exports.ids = [9];
exports.modules = {

/***/ 8009:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ Reporter),
  I: () => (/* binding */ publishSummary)
});

// EXTERNAL MODULE: ./build/jobs/job-id.js
var job_id = __webpack_require__(1909);
// EXTERNAL MODULE: ./build/report/messages.js
var messages = __webpack_require__(3352);
// EXTERNAL MODULE: ./build/job-spec/digest.js
var digest = __webpack_require__(4629);
// EXTERNAL MODULE: ./build/job-spec/document.js
var job_spec_document = __webpack_require__(9428);
;// CONCATENATED MODULE: ./build/job-spec/named-fields.js

/** Shorter values are words, such as `dpo`, that a message may use without meaning the field. */
const MIN_VALUE_LENGTH = 8;
/** A path such as `hyperparameters.batch_size`, `dataset_ids.0` or `dataset_ids[0]`. */
const PATH = /[a-z_]\w*(?:\.\w+|\[\d+\])*/gi;
/**
 * Finds the fields of a spec that a message of the service names: by a path, by a name with an underscore that only one
 * field has, or by its value, such as the id of a dataset. In the order of the file.
 */
function findNamedFields(message, spec, nodes) {
    const pointers = [...nodes.keys()].filter((pointer) => pointer !== '');
    const named = new Set([
        ...[...message.matchAll(PATH)].flatMap(([path]) => findByPath(path, pointers)),
        ...pointers.filter((pointer) => isValueIn(message, valueAt(spec.request, pointer))),
    ]);
    // The item of a list says more than the list.
    const innermost = pointers.filter((pointer) => named.has(pointer) && ![...named].some((other) => other.startsWith(`${pointer}/`)));
    return innermost.map((pointer) => ({
        field: keysOf(pointer).join('.'),
        location: locationOf(spec, nodes.get(pointer)),
    }));
}
/** The field, or for one that the spec lacks, the mapping that it belongs to. */
function findByPath(path, pointers) {
    const keys = path.replace(/\[(\d+)\]/g, '.$1').split('.');
    const prefixes = keys.map((_, n) => keys.slice(0, n + 1).reduce(job_spec_document/* childPointer */.Y2, ''));
    const found = prefixes.findLast((pointer) => pointers.includes(pointer));
    if (found !== undefined && (keys.length > 1 || path.includes('_')))
        return [found];
    if (keys.length > 1 || !path.includes('_'))
        return [];
    const homonyms = pointers.filter((pointer) => keysOf(pointer).at(-1) === path);
    return homonyms.length === 1 ? homonyms : [];
}
function isValueIn(message, value) {
    if (typeof value !== 'string' || value.length < MIN_VALUE_LENGTH)
        return false;
    const [text, part] = [message.toLowerCase(), value.toLowerCase()];
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
        const around = `${text[at - 1] ?? ' '}${text[at + part.length] ?? ' '}`;
        if (!/[\w-]/.test(around))
            return true;
    }
    return false;
}
function locationOf({ file, label }, node) {
    const { overrideLine, valuePosition = job_spec_document/* START */.d3 } = node ?? {};
    return overrideLine === undefined
        ? { file, ...valuePosition }
        : { input: 'set', line: overrideLine, specs: [{ file, label }] };
}
const keysOf = (pointer) => pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
function valueAt(request, pointer) {
    return keysOf(pointer).reduce((value, key) => {
        if (Array.isArray(value))
            return value[Number(key)];
        return (0,job_spec_document/* isMapping */.pi)(value) ? value[key] : undefined;
    }, request);
}

// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __webpack_require__(6722);
// EXTERNAL MODULE: ./build/jobs/service-refusals.js
var service_refusals = __webpack_require__(8809);
// EXTERNAL MODULE: ./build/report/varying-fields.js
var varying_fields = __webpack_require__(7182);
// EXTERNAL MODULE: ./build/report/display-state.js
var display_state = __webpack_require__(9900);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(6523);
;// CONCATENATED MODULE: ./build/report/log.js








/** GitHub shows ten annotations of each level per step. The rest goes to the log. */
const MAX_ANNOTATIONS = 10;
/** Fields that the summary of a job has already. */
const SUMMARY_FIELDS = ['job_type', 'base_model', 'training_steps'];
/** Logs the specs and all diagnostics. */
function logSpecs(log, states, diagnostics) {
    for (const override of (0,format/* formatOverrides */.b4)(states))
        log.info(`set  ${override}`);
    const { fields, values } = (0,varying_fields/* varyingFields */.s)(states);
    for (const { spec, label, ...rest } of states) {
        if (spec === undefined)
            continue;
        const details = fields.flatMap((field, index) => {
            const value = values.get(label)?.[index] ?? '';
            return value === '' || SUMMARY_FIELDS.includes(field) ? [] : [`${field} ${value}`];
        });
        const summary = [formatJobSummary({ spec, label, ...rest }), ...details].join(', ');
        log.info(`${label}  ${summary}  (digest ${(0,digest/* shortenDigest */.YI)(spec.digest, 8)})`);
    }
    logDiagnostics(log, diagnostics);
}
/** Logs diagnostics, the first ten of each level as annotations. */
function logDiagnostics(log, diagnostics) {
    const counts = { error: 0, warning: 0 };
    for (const { level, location, message } of diagnostics) {
        counts[level]++;
        // The step log shows only the message of an annotation, without file and line.
        const text = `${formatLocation(location)}: ${message}`;
        const file = location.input === undefined ? location : undefined;
        if (counts[level] <= MAX_ANNOTATIONS)
            log.annotate(level, text, file);
        else
            log.info(`${level}: ${text}`);
    }
    const hiddenCount = Math.max(0, counts.error - MAX_ANNOTATIONS) + Math.max(0, counts.warning - MAX_ANNOTATIONS);
    if (hiddenCount > 0)
        log.info(`GitHub shows at most ${MAX_ANNOTATIONS} annotations of each level. The job summary lists all ${diagnostics.length} problems.`);
}
function formatLocation(location) {
    if (location.input !== undefined)
        return `line ${location.line} of the input \`${location.input}\``;
    const { file, line, column } = location;
    return [file, line, column].filter((part) => part !== undefined).join(':');
}
function formatJobSummary(state) {
    const { jobType, baseModel, size } = (0,format/* summarizeJob */.Zw)(state);
    return [`${jobType}${baseModel === undefined ? '' : ` of ${baseModel}`}`, ...size].join(', ');
}
/** Logs the result of a submission: the job id and how to resume or cancel, or the error. */
function logSubmission(log, state, { wallMs, isOneOfMany }) {
    const { job, error } = state;
    const name = isOneOfMany ? `${state.label}  ` : '';
    if (job !== undefined) {
        log.info(`${name}${state.isReused ? 'follows job' : 'submitted as'} ${job.id}`);
        if (!(0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(job.status))) {
            log.info(`  to resume  command: wait    job-id: ${job.id}`);
            log.info(`  to cancel  command: cancel  job-id: ${job.id}`);
        }
        for (const note of state.notes.map(messages/* renderNote */.N)) {
            if (state.isReused)
                log.info(`${name}${note}`);
            else
                log.annotate('warning', `${name}${note}`);
        }
        log.info(`${(0,format/* formatTime */.fU)(wallMs)}  ${name}${job.status ?? 'no status yet'}`);
    }
    else if (error !== undefined && isOneOfMany) {
        // The error of a single job is logged as the result of the step.
        log.info(`${name}not accepted: ${formatError(state)}`);
    }
}
function logSubmissionEvent(log, { kind, state, error, maxDurationMs }, { wallMs, isOneOfMany }) {
    const errorText = formatError({ ...state, error });
    const logLine = (text) => log.info(`${(0,format/* formatTime */.fU)(wallMs)}  ${isOneOfMany ? `${state.label}  ` : ''}${text}`);
    switch (kind) {
        case 'retrying':
            return logLine(`cannot submit (${errorText}): retrying for up to ${(0,format/* formatDuration */.a3)(maxDurationMs)}, nothing was submitted yet`);
        case 'list-unavailable':
            return log.annotate('warning', `The list of jobs cannot be read (${errorText}). The spec is submitted anyway, but if the response is lost, the job cannot be found again.`);
        case 'recovering':
            return logLine(`no usable response to the submission (${errorText})${maxDurationMs === 0 ? '' : `: not sent again, looking for the job in the list for up to ${(0,format/* formatDuration */.a3)(maxDurationMs)}`}`);
        case 'resubmitting':
            return logLine('no matching job was found: submitting again because of `on-unknown: resubmit`');
    }
}
const FAILURES = {
    outage: 'the service does not answer properly',
    'key-refused': 'the service refuses the API key',
    'not-found': 'the service does not find the job',
    refused: 'the service refuses to show the job',
};
function logWatchEvent(log, event, { wallMs, isOneOfMany }) {
    const { state } = event;
    const isServiceWide = (event.kind === 'outage' || event.kind === 'recovered') && event.isServiceWide;
    const name = isOneOfMany && !isServiceWide ? `${state.label}  ` : '';
    const logLine = (text) => log.info(`${(0,format/* formatTime */.fU)(wallMs)}  ${name}${text}`);
    const status = state.job?.status ?? 'no status';
    switch (event.kind) {
        case 'changed': {
            const before = state.timeline.at(-2)?.status;
            return logLine(before === undefined
                ? status
                : `${status.padEnd(12)}  ${before} for ${(0,format/* formatDuration */.a3)(event.afterMs)}`);
        }
        case 'heartbeat':
            return logLine(`${status.padEnd(12)}  for ${(0,format/* formatDuration */.a3)(event.unchangedMs)}, next check in ${(0,format/* formatDuration */.a3)(event.nextPollInMs)}`);
        case 'outage':
            return logLine(`${FAILURES[(0,service_refusals/* refusalOf */.O)(event.error).read]} (${formatError({ ...state, error: event.error })}): retrying at most every 30 s for up to ${(0,format/* formatDuration */.a3)(event.remainingMs)}`);
        case 'recovered':
            return logLine(`the service is back after ${(0,format/* formatDuration */.a3)(event.afterMs)}`);
        case 'unknown':
            return log.annotate('warning', `The service reports the status "${status}", which is unknown to this action. It counts as not finished. A newer version of the action may support it.`);
        case 'settled':
        case 'updated':
            return;
    }
}
/**
 * Logs the result of a job: its model, or an error annotation with what to do next. Invalid specs have been logged
 * before.
 */
function logResult(log, state, isError, { wallMs, isOneOfMany, positions }) {
    const { job, outcome, spec, error, notes, label, reportLocation } = state;
    const isAlreadyReported = job === undefined && error === undefined && notes.length === 0;
    if (isError && isAlreadyReported)
        return;
    if (reportLocation)
        return log.info(`#${reportLocation.number}  ${label}  ${job ? listingLine(job) : (outcome ?? '')}`);
    if (isOneOfMany && job !== undefined && spec === undefined)
        return log.info(listingLine(job));
    if (outcome === 'succeeded' && job?.outputModel !== undefined) {
        return log.info(`${isOneOfMany ? `${label}  ` : ''}output model ${job.outputModel}`);
    }
    const { headline } = (0,display_state/* displayState */.i)(state, { nowMs: wallMs });
    const reason = formatError(state) || (outcome === 'failed' ? (job?.reason ?? '') : '');
    const summary = endSentence(`${label}: ${headline}${reason === '' ? '' : `: ${reason}`}`);
    const named = positions ? findRefusedFields(state, positions) : [];
    const overrides = named.flatMap(({ field, location: { input, line } }) => input === undefined ? [] : [`${field} is from line ${line} of the input \`${input}\`.`]);
    const message = [summary, error?.hint ?? '', ...overrides, ...notes.map(messages/* renderNote */.N), resumeText(state)]
        .filter((part) => part !== '')
        .join(' ');
    // The step is green, but somebody has to act.
    if (outcome === 'unapproved')
        return log.annotate('warning', message, undefined, 'Training job: unapproved');
    if (!isError)
        return log.info(message);
    const title = `Training job: ${outcome ?? 'not finished'}`;
    const inFile = named.flatMap(({ field, location }) => location.input === undefined ? [{ field, location }] : []);
    const [first, ...others] = inFile;
    const wholeFile = spec && named.length === 0 ? { file: spec.file } : undefined;
    log.annotate('error', message, first?.location ?? wholeFile, title);
    for (const { field, location } of others.slice(0, MAX_ANNOTATIONS - 1))
        log.annotate('error', `${label}: the service names ${field}, too.`, location, title);
}
/** The fields that a refused submission names. */
function findRefusedFields({ spec, job, error }, positions) {
    const nodes = positions.get(spec?.label ?? '');
    if (spec === undefined || nodes === undefined || job !== undefined || error?.kind !== 'http')
        return [];
    const { submission, read } = (0,service_refusals/* refusalOf */.O)(error);
    const isAboutSpec = submission === 'refused' && read !== 'key-refused';
    return isAboutSpec ? findNamedFields(error.message, spec, nodes) : [];
}
function listingLine({ id, status = 'no status', outputModel = '' }) {
    return `${id}  ${status.padEnd(12)}  ${outputModel}`.trimEnd();
}
function resumeText({ job, outcome }) {
    const isFinished = (0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(job?.status)) || outcome === 'cancelled';
    if (job === undefined || outcome === undefined || isFinished)
        return '';
    return `To resume: command: wait, job-id: ${job.id}. To cancel: command: cancel with the same job-id.`;
}
/** `dataset is empty (HTTP 400, request 8f3e)`. */
function formatError({ error }) {
    if (error === undefined)
        return '';
    const origin = [
        ...(error.status === undefined || error.message.includes(`HTTP ${error.status}`)
            ? []
            : [`HTTP ${error.status}`]),
        ...(error.requestId === undefined ? [] : [`request ${error.requestId}`]),
    ];
    return origin.length === 0 ? error.message : `${error.message} (${origin.join(', ')})`;
}
function endSentence(text) {
    return /[.!?…]$/.test(text) ? text : `${text}.`;
}

;// CONCATENATED MODULE: ./build/report/reporter.js



/**
 * Holds the current job states and reports every change: first to the log, then to the state for the post step, then to
 * the outputs, then to the comment, which is written in the background.
 */
class Reporter {
    #options;
    #states = [];
    #diagnostics = [];
    #positions;
    #specDiffs;
    #plan;
    #hasWarnedAboutJobId = false;
    #messages = [];
    /** The submission that has not been answered yet. */
    #pendingSubmission;
    constructor(options) {
        this.#options = options;
    }
    /** Reports the specs or job ids to work on, before anything is sent. */
    start(states, diagnostics = [], positions) {
        this.#states = states;
        this.#positions = positions;
        this.#diagnostics = diagnostics;
        this.#savePostState();
        logSpecs(this.#options.log, states, diagnostics);
        this.#options.publisher.start(() => this.#model());
    }
    /** Reports how long similar jobs took. `label`: of a planned spec. */
    setDurations(label, durationsMs) {
        const specPlan = this.#plan?.specs.get(label);
        if (this.#plan === undefined || specPlan === undefined || durationsMs.length === 0)
            return;
        const specs = new Map(this.#plan.specs).set(label, { ...specPlan, durationsMs });
        this.#plan = { ...this.#plan, specs };
        this.#options.publisher.prepare(this.#model());
    }
    get states() {
        return this.#states;
    }
    /** Reports problems that were found after the start. */
    addDiagnostics(diagnostics) {
        if (diagnostics.length === 0)
            return;
        this.#diagnostics = [...this.#diagnostics, ...diagnostics];
        logDiagnostics(this.#options.log, diagnostics);
        this.#options.publisher.prepare(this.#model());
    }
    /** Reports what the step would train, before anything is submitted. */
    setPlan(plan, { lines, problems }) {
        this.#plan = plan;
        for (const line of lines)
            this.#options.log.info(line);
        logDiagnostics(this.#options.log, problems);
        this.#options.publisher.prepare(this.#model());
    }
    setSpecDiff(specDiffs) {
        this.#specDiffs = specDiffs;
        this.#options.publisher.prepare(this.#model());
    }
    /** Writes a note to the log. `label`: of the spec that it is about. */
    info(note, label) {
        this.#options.log.info(`${label === undefined ? '' : `${label}: `}${(0,messages/* renderNote */.N)(note)}`);
    }
    /** Writes a warning to the log and the run's page. */
    warn(note) {
        this.#options.log.annotate('warning', (0,messages/* renderNote */.N)(note));
    }
    /** Whether a submission for this state was sent and not answered, so that an unseen job may exist. */
    isSubmissionPending({ label }) {
        return this.#pendingSubmission?.label === label;
    }
    /** Ids of jobs that our records name. */
    idsClaimedElsewhere() {
        return this.#options.publisher.idsClaimedElsewhere();
    }
    /** Call before a submission is sent. `pending`: what finds its job; undefined if the list could not be read. */
    submissionStarted({ label }, pending) {
        this.#pendingSubmission = { label, pending };
        this.#savePostState();
    }
    /** Call when the pending submission cannot have created a job. */
    submissionAborted() {
        this.#pendingSubmission = undefined;
        this.#savePostState();
    }
    submissionEvent(event) {
        logSubmissionEvent(this.#options.log, event, this.#logContext);
    }
    /** Call with the result of a submission, even if that result stays unknown. */
    submissionSettled(state) {
        this.#replace(state);
        logSubmission(this.#options.log, state, this.#logContext);
        this.#pendingSubmission = undefined;
        this.#savePostState();
        this.#setOutputs();
        this.#checkJobIds();
        this.#options.publisher.show(this.#model());
    }
    /** Call when it is decided that a spec gets no job, because others may be watched for hours. */
    stateDecided(state) {
        if (state.outcome === undefined)
            return;
        this.#replace(state);
        this.#setOutputs();
        this.#options.publisher.show(this.#model());
    }
    jobEvent(event) {
        this.#replace(event.state);
        logWatchEvent(this.#options.log, event, this.#logContext);
        this.#checkJobIds();
        if (event.kind !== 'changed' && event.kind !== 'settled')
            return;
        this.#setOutputs();
        this.#options.publisher.show(this.#model());
    }
    /** Publishes the final report. Failures here do not change the result of the step. */
    async finish(result, isSuccess) {
        this.#states = result.states;
        // If the step is stopped from here on, `post` publishes the report.
        this.#savePostState();
        await this.#publishFinal(result, isSuccess);
        this.#options.savePostState?.({ jobIds: idsOf(result.states), isFinished: true });
    }
    /** Writes what is known of the jobs when the step was stopped, and leaves the rest to the `post` step. */
    finishStopped(states) {
        const { log, savePostState } = this.#options;
        this.#savePostState();
        this.#setOutputs({ states });
        const isUnfinished = states.some(({ outcome }) => outcome === 'running' || outcome === 'unknown');
        log.info(isUnfinished && savePostState !== undefined
            ? 'The step was stopped. The post step decides what happens to unfinished jobs.'
            : 'The step was stopped.');
    }
    /** Saves what is known after an internal error. Jobs keep running. */
    finishCrashed() {
        for (const state of this.#states) {
            if (state.job)
                logSubmission(this.#options.log, state, this.#logContext);
        }
        this.#savePostState({ hasCrashed: true });
        this.#setOutputs({ states: this.#states });
    }
    async #publishFinal(result, isSuccess) {
        this.#diagnostics = result.diagnostics;
        this.#messages = result.messages ?? [];
        this.#setOutputs(result);
        this.#checkJobIds();
        for (const state of result.states) {
            logResult(this.#options.log, state, !isSuccess && !isSuccessful(state), this.#logContext);
        }
        // In parallel: no heartbeat may come in between.
        await Promise.all([
            publishSummary(this.#model(), this.#options),
            this.#options.publisher.finish(this.#model()),
        ]);
        this.#setOutputs(result);
    }
    /** Saves the ids of unfinished jobs, and the states for the report of the `post` step. */
    #savePostState(changes = {}) {
        const unfinished = this.#states.filter(({ outcome }) => outcome === undefined || outcome === 'running');
        this.#options.savePostState?.({
            jobIds: idsOf(unfinished),
            states: this.#states,
            pendingSubmission: this.#pendingSubmission,
            ...changes,
        });
    }
    /** Warns once about ids that are not as in the contract. */
    #checkJobIds() {
        const jobId = this.#hasWarnedAboutJobId ? undefined : idsOf(this.#states).find((id) => !(0,job_id/* isUuid */.O)(id));
        if (jobId === undefined)
            return;
        this.#hasWarnedAboutJobId = true;
        this.warn({ code: 'job-id-not-uuid', jobId });
    }
    get #logContext() {
        const isOneOfMany = this.#states.length > 1;
        return { wallMs: this.#options.clock.wall(), isOneOfMany, positions: this.#positions };
    }
    #replace(state) {
        this.#states = this.#states.map((each) => (each.label === state.label ? state : each));
    }
    /** `result`: what is final. */
    #setOutputs(result) {
        const { clock, startedMs, publisher, setOutputs } = this.#options;
        const { states, outcome } = result ?? { states: this.#states };
        const elapsedMs = clock.now() - startedMs;
        setOutputs({ states, elapsedMs, outcome, commentUrl: publisher.commentUrl }, result !== undefined);
    }
    #model() {
        const { context, clock } = this.#options;
        return {
            states: this.#states,
            diagnostics: this.#diagnostics,
            context,
            nowMs: clock.wall(),
            messages: this.#messages,
            specDiffs: this.#specDiffs,
            plan: this.#plan,
        };
    }
}
/** Writes the job summary. One that cannot be written is only a warning. */
async function publishSummary(model, { writeSummary, log }) {
    try {
        // A separate chunk of the bundle, so that every start reads less.
        const { renderSummary } = await Promise.all(/* import() */[__webpack_require__.e(976), __webpack_require__.e(546), __webpack_require__.e(273)]).then(__webpack_require__.bind(__webpack_require__, 9546));
        await writeSummary(renderSummary(model));
    }
    catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        log.annotate('warning', `The job summary could not be written: ${message}`);
    }
}
function idsOf(states) {
    return states.map(({ job, requestedId }) => job?.id ?? requestedId).filter((id) => id !== undefined);
}
const GREEN_OUTCOMES = ['unapproved', 'submitted', 'succeeded', 'valid'];
/** Whether this state is not the reason why the step fails. */
function isSuccessful({ outcome }) {
    return outcome !== undefined && GREEN_OUTCOMES.includes(outcome);
}


/***/ })

};
;