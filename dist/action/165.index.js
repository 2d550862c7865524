"use strict";
exports.id = 165;
exports.ids = [165];
exports.modules = {

/***/ 7984:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createReporter: () => (/* binding */ createReporter)
});

// EXTERNAL MODULE: ./build/inputs.js
var inputs = __webpack_require__(8618);
// EXTERNAL MODULE: ./build/outputs.js
var outputs = __webpack_require__(2257);
// EXTERNAL MODULE: ./build/report/reporter.js + 2 modules
var reporter = __webpack_require__(8009);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/runtime/files.js
var files = __webpack_require__(6759);
;// CONCATENATED MODULE: ./build/runtime/jobs-file.js



/** Far above what a step with thousands of jobs needs. */
const MAX_JOBS_FILE_BYTES = 64 * 1024 * 1024;
/**
 * Returns a function that writes the output `jobs` to a file in the runner's temporary folder, which later steps of the job
 * can read, also in a container. It resolves to the path, or to an empty text if there is no such folder or the file cannot
 * be written, which is only a warning. An unchanged text is not written again.
 */
function createJobsFile(temporaryFolder, runner) {
    if (!temporaryFolder)
        return () => '';
    const path = (0,external_node_path_.join)(temporaryFolder, `forge-training-job-${(0,external_node_crypto_.randomUUID)()}.json`);
    let last;
    return (jobs) => {
        if (last?.jobs === jobs)
            return last.path;
        const problem = tryWrite(path, runner.redact(jobs));
        if (problem !== undefined)
            runner.annotate('warning', `Could not write the file for the output \`jobs-file\`: ${problem}`);
        last = { jobs, path: problem === undefined ? path : '' };
        return last.path;
    };
}
/** Returns why the file could not be written. */
function tryWrite(path, text) {
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_JOBS_FILE_BYTES)
        return `it would have ${bytes} bytes, and may have ${MAX_JOBS_FILE_BYTES}`;
    try {
        (0,files/* replaceFileSync */.U0)(path, text);
        return undefined;
    }
    catch (error) {
        return error.message;
    }
}

// EXTERNAL MODULE: ./build/runtime/system-clock.js
var system_clock = __webpack_require__(3932);
;// CONCATENATED MODULE: ./build/step-reporter.js





/** Creates what writes log, outputs, state, summary and comment of the step. */
function createReporter({ command, report }, { context, reports, step, target }, { env, runner, startedMs, savePostState }) {
    const { holderId } = step.holder;
    const writeJobs = createJobsFile(env['RUNNER_TEMP'], runner);
    const main = mainContextOf(command, report, target);
    return new reporter/* Reporter */.a({
        log: runner,
        clock: system_clock/* systemClock */.m,
        context,
        setOutputs: (state, isFinal) => runner.setOutputs((0,outputs/* formatOutputs */.A)(state, isFinal ? writeJobs : undefined), isFinal),
        savePostState: main && savePostState && ((progress) => savePostState({ holderId, main, ...progress })),
        writeSummary: (markdown) => runner.writeSummary(markdown),
        publisher: reports,
        startedMs,
    });
}
function mainContextOf(command, { githubToken: _, recordKey: __, ...report }, target) {
    if (!(0,inputs/* isWatching */.wF)(command))
        return undefined;
    const jobId = command.command === 'wait' ? command.jobId : undefined;
    return { apiUrl: command.apiUrl, jobId, report, ...target };
}


/***/ })

};
;