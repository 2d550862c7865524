export const id = 670;
export const ids = [670];
export const modules = {

/***/ 1670:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createManifestWriter: () => (/* binding */ createManifestWriter)
});

// UNUSED EXPORTS: createManifestFile

// EXTERNAL MODULE: ./build/contract/version.gen.js
var version_gen = __webpack_require__(1623);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(2772);
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

// EXTERNAL MODULE: ./build/runtime/files.js + 3 modules
var files = __webpack_require__(5525);
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
