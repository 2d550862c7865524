"use strict";
exports.id = 165;
exports.ids = [165];
exports.modules = {

 7984:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  createReporter: () => ( createReporter)
});

var inputs = __webpack_require__(8618);
var outputs = __webpack_require__(2257);
var reporter = __webpack_require__(8009);
var external_node_crypto_ = __webpack_require__(7598);
var external_node_path_ = __webpack_require__(6760);
var files = __webpack_require__(6759);
;



const MAX_JOBS_FILE_BYTES = 64 * 1024 * 1024;
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
function tryWrite(path, text) {
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_JOBS_FILE_BYTES)
        return `it would have ${bytes} bytes, and may have ${MAX_JOBS_FILE_BYTES}`;
    try {
        (0,files .U0)(path, text);
        return undefined;
    }
    catch (error) {
        return error.message;
    }
}

var system_clock = __webpack_require__(3932);
;





function createReporter({ command, report }, { context, reports, step, target }, { env, runner, startedMs, savePostState }) {
    const { holderId } = step.holder;
    const writeJobs = createJobsFile(env['RUNNER_TEMP'], runner);
    const main = mainContextOf(command, report, target);
    return new reporter .a({
        log: runner,
        clock: system_clock .m,
        context,
        setOutputs: (state, isFinal) => runner.setOutputs((0,outputs .A)(state, isFinal ? writeJobs : undefined), isFinal),
        savePostState: main && savePostState && ((progress) => savePostState({ holderId, main, ...progress })),
        writeSummary: (markdown) => runner.writeSummary(markdown),
        publisher: reports,
        startedMs,
    });
}
function mainContextOf(command, { githubToken: _, recordKey: __, ...report }, target) {
    if (!(0,inputs .wF)(command))
        return undefined;
    const jobId = command.command === 'wait' ? command.jobId : undefined;
    return { apiUrl: command.apiUrl, jobId, report, ...target };
}


 })

};
;