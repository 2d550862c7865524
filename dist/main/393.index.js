export const id = 393;
export const ids = [393];
export const modules = {

/***/ 4393:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openShipment: () => (/* binding */ openShipment)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/report/wording.js
var wording = __webpack_require__(2867);
;// CONCATENATED MODULE: ./build/report/manifest.js

/** What there is to ship: the jobs that have a model, as JSON; undefined where there is none. */
function manifestOf(trainings, context) {
    const jobs = trainings.flatMap((training) => entryOf(training, context) ?? []);
    return jobs.length === 0 ? undefined : `${JSON.stringify({ version: VERSION, jobs }, undefined, 2)}\n`;
}
const VERSION = 1;
/** Whether a file is one that this action wrote. */
function isManifest(json) {
    if (typeof json !== 'object' || json === null)
        return false;
    return Reflect.get(json, 'version') === VERSION && Array.isArray(Reflect.get(json, 'jobs'));
}
function entryOf(training, context) {
    const { job, outcome, spec, timeline, isReused } = training;
    if (outcome !== 'succeeded' || job?.outputModel === undefined)
        return undefined;
    const { baseModel } = (0,wording/* gistOf */.vs)(training);
    const jobType = spec?.request.job_type ?? job.jobType;
    const createdMs = job.createdAt === undefined ? timeline[0]?.atMs : job.createdAt * 1000;
    const finishedMs = job.modifiedAt === undefined ? timeline.at(-1)?.atMs : job.modifiedAt * 1000;
    return {
        job_id: job.id,
        status: job.status ?? '',
        output_model: job.outputModel,
        ...(baseModel === undefined ? {} : { base_model: baseModel }),
        ...(jobType === undefined ? {} : { job_type: jobType }),
        ...(spec === undefined ? {} : { spec: spec.label, spec_digest: spec.digest }),
        reused: isReused === true,
        commit: context.commit,
        run: runOf(context),
        ...(createdMs === undefined ? {} : { created_at: new Date(createdMs).toISOString() }),
        ...(finishedMs === undefined ? {} : { finished_at: new Date(finishedMs).toISOString() }),
    };
}
function runOf({ serverUrl, repository, runId, runAttempt }) {
    const url = `${serverUrl}/${repository}/actions/runs/${runId}`;
    return { id: runId, attempt: Number(runAttempt) || 1, url };
}

// EXTERNAL MODULE: ./build/platform/files.js + 1 modules
var files = __webpack_require__(568);
;// CONCATENATED MODULE: ./build/platform/manifest-file.js





/** The manifest at a path in the workspace. */
function manifestFile(root, path) {
    const target = (0,external_node_path_.resolve)(root, path);
    return {
        prepare: () => prepare(root, target),
        write: async (text) => {
            // Somebody else may read it at any moment, and a full disk leaves half of it.
            const draft = `${target}.${(0,external_node_crypto_.randomUUID)()}.tmp`;
            try {
                await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
                await (0,promises_.writeFile)(draft, text, { flag: 'wx' });
                await (0,promises_.rename)(draft, target);
            }
            catch (error) {
                await (0,promises_.rm)(draft, { force: true });
                throw error;
            }
        },
    };
}
/** Why nothing can be written there; removes a manifest that is there already. */
async function prepare(root, target) {
    if (target === (0,external_node_path_.resolve)(root) || !(0,files/* isInside */.FK)(root, target))
        return 'it is not in the workspace';
    if ((0,external_node_path_.relative)(root, target).split(external_node_path_.sep)[0]?.toLowerCase() === '.git')
        return 'git keeps its own files there';
    try {
        const folder = await existingFolder((0,external_node_path_.dirname)(target));
        if (folder === undefined)
            return 'a part of the path is a file, not a folder';
        if (!(0,files/* isInside */.FK)(await (0,promises_.realpath)(root), folder))
            return 'a link leads out of the workspace';
        await tryToWrite(folder);
        return await clear(target);
    }
    catch (error) {
        return error.message.replace(/\.$/, '');
    }
}
/** Permissions alone do not tell: a mount may be read-only, and on Windows they mean something else for folders. */
async function tryToWrite(folder) {
    const trial = (0,external_node_path_.join)(folder, `${(0,external_node_crypto_.randomUUID)()}.tmp`);
    await (0,promises_.writeFile)(trial, '', { flag: 'wx' });
    await (0,promises_.rm)(trial);
}
/** The real path of the nearest folder that exists; undefined where that is no folder. */
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
async function clear(target) {
    const found = await (0,promises_.lstat)(target).catch(() => undefined);
    if (found === undefined)
        return undefined;
    if (!found.isFile())
        return 'there is a folder or a link already';
    if (!isManifest(await (0,files/* readJson */.Vh)(target)))
        return 'there is a file already, and it is no manifest of this action';
    await (0,promises_.rm)(target);
    return undefined;
}

;// CONCATENATED MODULE: ./build/shipping.js


/** The manifest at a path in the workspace `root`. */
function openShipment(root, path, runner) {
    const file = manifestFile(root, path);
    return {
        async prepare() {
            const obstacle = await file.prepare();
            if (obstacle === undefined)
                return undefined;
            return `\`manifest\` is "${path}", and nothing can be written there: ${obstacle}. Name a file of its own in the workspace, such as \`manifest.json\`.`;
        },
        async ship(trainings, context) {
            const text = manifestOf(trainings, context);
            try {
                if (text !== undefined)
                    await file.write(runner.redact(text));
                runner.info(text === undefined
                    ? `No job has a model to ship: ${path} was not written.`
                    : `The manifest is in ${path}.`);
                return true;
            }
            catch (error) {
                const words = error instanceof Error ? error.message : String(error);
                runner.annotate('error', `The manifest could not be written, though the outputs are there: ${words}`);
                return false;
            }
        },
    };
}


/***/ })

};
