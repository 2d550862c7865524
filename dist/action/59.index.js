"use strict";
exports.id = 59;
exports.ids = [59];
exports.modules = {

 4459:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 T: () => ( requestSchema)
 });
const requestSchema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "description": "A training job to submit.",
    "required": [
        "job_type",
        "model_config"
    ],
    "properties": {
        "job_type": {
            "type": "string",
            "description": "The kind of training: pre-training on raw data, supervised fine-tuning on examples of good answers, preference tuning on pairs of better and worse answers (dpo, odpo), or reinforcement learning.",
            "enum": [
                "pre_training",
                "supervised_fine_tuning",
                "dpo",
                "odpo",
                "reinforcement_learning"
            ]
        },
        "model_config": {
            "$ref": "#/$defs/ModelConfig"
        },
        "dataset_ids": {
            "type": "array",
            "description": "UUIDs of the datasets to train on. The API has no call to check whether a dataset exists.",
            "items": {
                "type": "string",
                "format": "uuid"
            }
        },
        "hyperparameters": {
            "$ref": "#/$defs/ForgeHyperparameters"
        },
        "auto_start": {
            "type": "boolean",
            "description": "true: training starts after validation. false: the job does not start, and no call can start it. If absent, the service assumes false.",
            "default": false
        }
    },
    "additionalProperties": false,
    "$defs": {
        "ModelConfig": {
            "type": "object",
            "description": "The architecture of the model and the model to start from.",
            "properties": {
                "architecture": {
                    "type": "string",
                    "description": "dense: every weight is used for every token. mixture_of_experts: a router sends each token to a few of several expert networks.",
                    "enum": [
                        "dense",
                        "mixture_of_experts"
                    ]
                },
                "base_model": {
                    "type": "string",
                    "description": "Name of the model to start from, such as mistral-small-latest or the output model of an earlier job. Required for every job type except pre_training."
                },
                "num_experts": {
                    "type": "integer",
                    "description": "Number of experts. Only for mixture_of_experts.",
                    "minimum": 1
                },
                "active_experts": {
                    "type": "integer",
                    "description": "Number of experts used per token, at most num_experts. Only for mixture_of_experts.",
                    "minimum": 1
                }
            },
            "additionalProperties": false
        },
        "ForgeHyperparameters": {
            "type": "object",
            "description": "Settings of the training. The service chooses values for absent fields.",
            "properties": {
                "learning_rate": {
                    "type": "number",
                    "description": "Step size of the optimiser. Typical for fine-tuning are values around 1.0e-5.",
                    "minimum": 0
                },
                "training_steps": {
                    "type": "integer",
                    "description": "Number of optimiser steps. Time and cost grow with it.",
                    "minimum": 1
                },
                "batch_size": {
                    "type": "integer",
                    "description": "Number of training examples per optimiser step.",
                    "minimum": 1
                },
                "weight_decay": {
                    "type": "number",
                    "description": "Regularisation that pulls weights towards zero, to reduce overfitting. 0 turns it off.",
                    "minimum": 0
                },
                "warmup_steps": {
                    "type": "integer",
                    "description": "Number of initial steps, out of training_steps, in which the learning rate rises to its full value. With 0, it starts at the full value.",
                    "minimum": 0
                }
            },
            "additionalProperties": false
        }
    }
};


 }),

 9449:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Cc: () => ( listFields),
 gP: () => ( isContractPath),
 gx: () => ( isRequired),
 lv: () => ( schemaAt)
 });
 var _contract_request_schema_gen_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4459);
 var _document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9428);


const rootSchema = _contract_request_schema_gen_js__WEBPACK_IMPORTED_MODULE_0__ .T;
function schemaAt(pointer) {
    const split = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__ .GS)(pointer);
    if (!split)
        return rootSchema;
    const parent = schemaAt(split.parent);
    const properties = parent?.properties ?? {};
    const schema = Object.hasOwn(properties, split.key) ? properties[split.key] : parent?.items;
    return schema && resolveRef(schema);
}
function isRequired(pointer) {
    const split = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__ .GS)(pointer);
    return split !== undefined && (schemaAt(split.parent)?.required ?? []).includes(split.key);
}
function listFields(schema = rootSchema, parent = '') {
    return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
        const field = { name, parent, schema: resolveRef(value) };
        return [field, ...listFields(field.schema, `${parent}/${name}`)];
    });
}
function resolveRef(schema) {
    return schema.$ref === undefined
        ? schema
        : (rootSchema.$defs[schema.$ref.replace('#/$defs/', '')] ?? schema);
}
function isContractPath(path) {
    return path.every((part) => part !== '') && schemaAt(path.reduce(_document_js__WEBPACK_IMPORTED_MODULE_1__ .Y2, '')) !== undefined;
}


 }),

 1072:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 g: () => ( MAX_FILE_BYTES)
 });
const MAX_FILE_BYTES = 1024 * 1024;


 }),

 9176:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  QG: () => ( createJobStates),
  CM: () => ( diffAgainstBase),
  UK: () => ( loadSpecsFromInputs),
  UM: () => ( markNothingToTrain),
  UC: () => ( markValid),
  Rw: () => ( rejectAll),
  zM: () => ( skipUnchanged)
});

var job_state = __webpack_require__(5735);
var external_node_crypto_ = __webpack_require__(7598);
var types = __webpack_require__(1072);
var contract_fields = __webpack_require__(9449);
var job_spec_document = __webpack_require__(9428);
var digest = __webpack_require__(4629);
var spec_value = __webpack_require__(1426);
;




function diffRequests(before, after) {
    if (before === undefined)
        return { kind: 'new' };
    const fields = diffValues([], before, after);
    return fields.length === 0 ? { kind: 'same' } : { kind: 'changed', fields };
}
function diffValues(path, before, after) {
    if (isAbsentOr(job_spec_document .pi, before) && isAbsentOr(job_spec_document .pi, after)) {
        const names = fieldNames(path, before ?? {}, after ?? {});
        if (names.length > 0)
            return names.flatMap((name) => diffValues([...path, name], getOwn(before, name), getOwn(after, name)));
    }
    if (isUnordered(path) && isAbsentOr(isList, before) && isAbsentOr(isList, after)) {
        const added = multisetDifference(after ?? [], before ?? []);
        const removed = multisetDifference(before ?? [], after ?? []);
        if (added.length > 0 || removed.length > 0)
            return [diffList(path, added, removed)];
    }
    return diffScalar(path, before, after);
}
function diffScalar(path, before, after) {
    if ((0,digest .dj)(before) === (0,digest .dj)(after))
        return [];
    const [beforeText, afterText] = (0,spec_value .Vl)(before, after);
    return [{ field: (0,spec_value .jV)(path), before: beforeText, after: afterText }];
}
function diffList(path, added, removed) {
    return {
        field: (0,spec_value .jV)(path),
        added: added.length === 0 ? undefined : added.map(spec_value .Fl),
        removed: removed.length === 0 ? undefined : removed.map(spec_value .Fl),
    };
}
function multisetDifference(list, other) {
    const remaining = new Map();
    for (const item of other.map(digest .dj))
        remaining.set(item, (remaining.get(item) ?? 0) + 1);
    return list.filter((item) => {
        const key = (0,digest .dj)(item);
        const count = remaining.get(key) ?? 0;
        remaining.set(key, count - 1);
        return count <= 0;
    });
}
function fieldNames(path, before, after) {
    const written = new Set([...(0,spec_value .Sl)(after), ...(0,spec_value .Sl)(before)].map(([name]) => name));
    const pointer = path.reduce(job_spec_document .Y2, '');
    const known = Object.keys((0,contract_fields .lv)(pointer)?.properties ?? {}).filter((name) => written.has(name));
    return [...new Set([...known, ...written])];
}
function getOwn(mapping, name) {
    return mapping && Object.hasOwn(mapping, name) ? mapping[name] : undefined;
}
function isUnordered(path) {
    return path.length === 1 && path[0] === 'dataset_ids';
}
function isAbsentOr(isType, value) {
    return value === undefined || isType(value);
}
function isList(value) {
    return Array.isArray(value);
}

;



const MIN_FILES_FOR_BLOB_IDS = 4;
async function diffWithBase(specs, base, files, parseSpecs) {
    const paths = new Map(specs.map(({ file, workspacePath = file }) => [file, workspacePath]));
    const blobIds = paths.size < MIN_FILES_FOR_BLOB_IDS ? undefined : await base.listBlobIds();
    const readLocal = (file) => files.read(paths.get(file) ?? file, types .g);
    const specsByFile = new Map(await Promise.all([...paths.keys()].map(async (file) => [file, await readBaseFile(file, base, blobIds, { readLocal, parseSpecs })])));
    const compared = [...paths.keys()].flatMap((path) => compareFile(specs.filter(({ file }) => file === path), specsByFile.get(path) ?? NO_SPECS));
    const unread = [...specsByFile.values()].find((each) => each.kind === 'unreadable' && each.error);
    return {
        error: unread?.kind === 'unreadable' ? unread.message : undefined,
        specDiffs: { base: base.ref, diffs: new Map(compared.map(({ label, diff }) => [label, diff])) },
        requests: new Map(compared.flatMap(({ label, before }) => (before ? [[label, before.request]] : []))),
    };
}
const NO_SPECS = { kind: 'loaded', specs: [], diagnostics: [] };
async function readBaseFile(path, base, blobIds, { readLocal, parseSpecs }) {
    const blobId = blobIds?.get(path);
    if (blobIds !== undefined && blobId === undefined)
        return NO_SPECS;
    const local = blobId === undefined ? undefined : await readLocal(path);
    if (local?.kind === 'file' && gitBlobId(local.bytes) === blobId)
        return { kind: 'loaded', ...parseSpecs(path, local.bytes) };
    const result = await base.read(path);
    switch (result.kind) {
        case 'file':
            return { kind: 'loaded', ...parseSpecs(path, result.bytes) };
        case 'missing':
            return NO_SPECS;
        case 'unreadable':
            return result;
    }
}
function gitBlobId(bytes) {
    return (0,external_node_crypto_.createHash)('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
function compareFile(specs, base) {
    const left = base.kind === 'unreadable' ? [] : [...base.specs];
    const take = (isMatch) => {
        const at = left.findIndex(isMatch);
        return at < 0 ? undefined : left.splice(at, 1)[0];
    };
    const same = new Map(specs.map((spec) => [spec, take(({ digest }) => digest === spec.digest)]));
    return specs.map((spec) => {
        const before = same.get(spec) ?? take(({ label }) => documentKey(label) === documentKey(spec.label));
        return { label: spec.label, before, diff: diffSpec(spec, before, base) };
    });
}
function diffSpec(spec, before, base) {
    if (base.kind === 'unreadable')
        return { kind: 'not-comparable', message: base.message };
    if (before !== undefined)
        return diffRequests(before.request, spec.request);
    const error = base.diagnostics.find(({ level }) => level === 'error');
    if (error !== undefined)
        return { kind: 'not-comparable', message: `it is not valid there (${error.message})` };
    return { kind: 'new' };
}
const documentKey = (label) => label.replace(/#1$/, '');

var retry_github = __webpack_require__(5875);
;



async function loadSpecsFromInputs(inputs, files) {
    const { loadSpecs } = await Promise.all( [__webpack_require__.e(787), __webpack_require__.e(543), __webpack_require__.e(87)]).then(__webpack_require__.bind(__webpack_require__, 7087));
    const { spec, set, allowUnknownFields, waitFor, reuse } = inputs;
    const options = { allowUnknownFields, waitsForJob: waitFor !== 'none', allowsDuplicates: !reuse };
    return loadSpecs(spec, files, options, set);
}
async function diffAgainstBase(specs, { set, onlyChanged }, context, untilMs) {
    const found = (onlyChanged ? context.beforePush : undefined) ?? context.base;
    if (found === undefined || specs.length === 0)
        return undefined;
    const base = onlyChanged ? readPatiently(found, { ...context, untilMs }) : found;
    const { loadBaseSpecs } = await Promise.all( [__webpack_require__.e(787), __webpack_require__.e(543), __webpack_require__.e(87)]).then(__webpack_require__.bind(__webpack_require__, 7087));
    return diffWithBase(specs, base, context.files, (file, bytes) => loadBaseSpecs(file, bytes, set));
}
function readPatiently(base, retryOptions) {
    const readOnce = async (path) => {
        const value = await base.read(path, { provesMissing: true });
        return value.kind === 'unreadable' && value.error ? value.error : { ok: true, value };
    };
    let previous = Promise.resolve(undefined);
    const readNext = async (path) => {
        const before = await previous;
        if (before?.kind === 'unreadable' && before.error)
            return before;
        const result = await (0,retry_github .o)(() => readOnce(path), retryOptions);
        return result.ok ? result.value : { kind: 'unreadable', message: result.message, error: result };
    };
    return { ...base, read: (path) => (previous = readNext(path)) };
}
function skipUnchanged(states, specDiffs, { reporter }) {
    if (specDiffs === undefined) {
        reporter.info({ code: 'nothing-to-compare-with' });
        return states;
    }
    return states.map((state) => {
        if (specDiffs.diffs.get(state.label)?.kind !== 'same')
            return state;
        const note = { code: 'spec-unchanged', base: specDiffs.base };
        reporter.info(note, state.label);
        return (0,job_state .dW)(markValid(state), note);
    });
}
function createJobStates(specs, diagnostics) {
    const invalidFiles = new Set(diagnostics.filter(({ level }) => level === 'error').flatMap(filesOf));
    const files = [...new Set([...invalidFiles, ...specs.map(({ file }) => file)])].sort();
    return files.flatMap((file) => invalidFiles.has(file)
        ? [{ label: file, outcome: 'invalid', timeline: [], notes: [] }]
        : specs.filter((spec) => spec.file === file).map(job_state .vF));
}
function filesOf({ location }) {
    return location.input !== undefined ? location.specs.map(({ file }) => file) : [location.file];
}
function rejectAll(states, diagnostics, outcome) {
    const rejected = outcome === 'invalid' ? states.map(markValid) : states.map((state) => (0,job_state .G9)(state, outcome));
    return { states: rejected, diagnostics, outcome };
}
function markNothingToTrain(states, deletedRef, { reporter }) {
    const note = { code: 'ref-deleted', ref: deletedRef };
    reporter.info(note);
    return states.map((state) => (0,job_state .dW)(markValid(state), note));
}
function markValid(state) {
    return (0,job_state .G9)(state, state.outcome ?? 'valid');
}


 }),

 4059:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Gj: () => ( planAgain),
  ek: () => ( planStep),
  Jr: () => ( reportViolations)
});

var record = __webpack_require__(6948);
;
function checkMaxJobs(specs, maxJobs) {
    const firstOverLimit = specs[maxJobs];
    if (firstOverLimit === undefined)
        return [];
    const message = `The specs describe ${specs.length} jobs, but \`max-jobs\` allows ${maxJobs}. The first one over the limit is ${firstOverLimit.label}. Narrow \`spec\`, or raise \`max-jobs\`.`;
    return [{ level: 'error', location: { file: firstOverLimit.file }, message }];
}

var github = __webpack_require__(6866);
var load_policy = __webpack_require__(3539);
var policy = __webpack_require__(9886);
var clock = __webpack_require__(4922);
var create_job_states = __webpack_require__(9176);
;







async function planStep({ specs, positions, diagnostics: specDiagnostics, states: initial }, inputs, context, githubUntilMs) {
    const started = (0,clock .Et)(context.clock);
    const isValid = specDiagnostics.every(({ level }) => level !== 'error');
    const [comparison, loaded, record] = await Promise.all([
        (0,create_job_states .CM)(specs, inputs, context, githubUntilMs),
        isValid && specs.length > 0 ? readPolicy(context, githubUntilMs) : undefined,
        isValid ? context.readRecord?.() : undefined,
    ]);
    if (comparison !== undefined)
        context.reporter.setSpecDiff(comparison.specDiffs);
    if (inputs.onlyChanged && comparison?.error !== undefined)
        context.reporter.warn({ code: 'base-unreadable', error: comparison.error });
    const states = inputs.onlyChanged ? (0,create_job_states .zM)(initial, comparison?.specDiffs, context) : initial;
    context.reporter.setStates(states);
    if (!isValid)
        return { states, diagnostics: specDiagnostics, rejection: 'invalid', plan: EMPTY_PLAN, started };
    const planned = states.flatMap(({ spec, outcome }) => (spec && outcome === undefined ? [spec] : []));
    const tooMany = checkMaxJobs(planned, inputs.maxJobs);
    const policyProblems = loaded?.kind === 'invalid' ? loaded.diagnostics : [];
    const problems = [...tooMany, ...policyProblems];
    context.reporter.addDiagnostics(problems);
    const countsJobs = inputs.command === 'validate';
    const plan = await createStepPlan(planned, { comparison, loaded, record, countsJobs }, context);
    const { describePlan } = await Promise.all( [__webpack_require__.e(787), __webpack_require__.e(543), __webpack_require__.e(516), __webpack_require__.e(477)]).then(__webpack_require__.bind(__webpack_require__, 9473));
    context.reporter.setPlan(plan, describePlan(plan, positions));
    return {
        states,
        diagnostics: [...specDiagnostics, ...problems],
        rejection: tooMany.length > 0 ? 'refused' : undefined,
        ban: findBan(loaded, plan),
        plan,
        comparison,
        started,
        ...(loaded?.kind === 'loaded' ? { policy: loaded.policy, policyBytes: loaded.bytes } : {}),
    };
}
const EMPTY_PLAN = { specs: new Map(), violations: [] };
async function readPolicy({ defaultBranch, mayLackToken, clock, random, reporter }, untilMs) {
    if (defaultBranch !== undefined)
        return (0,load_policy .t)(defaultBranch, { clock, random, untilMs });
    if (mayLackToken !== true)
        return { kind: 'unreadable', error: github .Y };
    reporter.info({ code: 'policy-not-read' });
    return { kind: 'none' };
}
function findExistingJobs({ requests }) {
    return new Map(Object.entries(requests).flatMap(([key, { jobs }]) => {
        const job = jobs.find(({ isUnfinished, outputModel }) => isUnfinished || outputModel !== undefined);
        return job === undefined ? [] : [[(0,record .hj)(key), job.id]];
    }));
}
async function createStepPlan(specs, { comparison, loaded, record, countsJobs }, { eventName, defaultBranch }) {
    const { createPlan } = await Promise.all( [__webpack_require__.e(787), __webpack_require__.e(543), __webpack_require__.e(516), __webpack_require__.e(477)]).then(__webpack_require__.bind(__webpack_require__, 3722));
    const existingJobs = record?.ok ? findExistingJobs(record.value) : undefined;
    const options = { eventName, baseRequests: comparison?.requests, existingJobs, countsJobs };
    if (loaded?.kind !== 'loaded')
        return createPlan(specs, options);
    const { policy, url } = loaded;
    const { approval } = policy;
    const policyPage = {
        url,
        owners: [],
        approval: approval && { from: approval.from, users: approval.users, by: approval.by },
    };
    const plan = createPlan(specs, { ...options, policy, policyPage });
    return isRefused(plan)
        ? { ...plan, policy: { ...policyPage, owners: await findOwners(defaultBranch) } }
        : plan;
}
async function findOwners(defaultBranch) {
    const [{ ownersOf }, codeowners] = await Promise.all([
        Promise.all( [__webpack_require__.e(787), __webpack_require__.e(543), __webpack_require__.e(516), __webpack_require__.e(477)]).then(__webpack_require__.bind(__webpack_require__, 2069)),
        defaultBranch?.readCodeowners(),
    ]);
    return codeowners === undefined ? [] : ownersOf(policy .CX, codeowners);
}
function isRefused({ specs, violations }) {
    return violations.length > 0 || [...specs.values()].some((spec) => spec.violations.length > 0);
}
function findBan(loaded, plan) {
    if (loaded?.kind === 'unreadable')
        return { code: 'policy-unreadable', error: loaded.error };
    if (loaded?.kind === 'invalid')
        return { code: 'policy-invalid' };
    return isRefused(plan) ? { code: 'policy-refused' } : undefined;
}
async function reportViolations(plan, violations, { reporter, defaultBranch }) {
    const owners = await findOwners(defaultBranch);
    const { describeViolations } = await Promise.all( [__webpack_require__.e(787), __webpack_require__.e(543), __webpack_require__.e(516), __webpack_require__.e(477)]).then(__webpack_require__.bind(__webpack_require__, 9473));
    const problems = describeViolations(violations, owners);
    reporter.setPlan({ ...plan, violations, policy: { ...plan.policy, owners } }, { lines: [], problems });
}
async function planAgain(specs, loaded, before, context) {
    const again = await createStepPlan(specs, { loaded, countsJobs: false }, context);
    const changed = [...again.specs].map(([label, { price, violations, needsApproval }]) => [
        label,
        { ...before.specs.get(label), price, violations, needsApproval },
    ]);
    const page = again.policy ?? before.policy;
    const approval = again.policy?.approval ?? before.policy?.approval;
    const plan = {
        ...again,
        specs: new Map([...before.specs, ...changed]),
        policy: page && { ...page, approval },
    };
    const { describePlan } = await Promise.all( [__webpack_require__.e(787), __webpack_require__.e(543), __webpack_require__.e(516), __webpack_require__.e(477)]).then(__webpack_require__.bind(__webpack_require__, 9473));
    const problems = loaded.kind === 'invalid' ? loaded.diagnostics : describePlan(again, new Map()).problems;
    context.reporter.setPlan(plan, { lines: [], problems });
    const policy = loaded.kind === 'loaded' ? loaded.policy : undefined;
    return { plan, policy, ban: findBan(loaded, again) };
}


 }),

 3539:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 t: () => ( loadPolicy)
 });
 var _state_retry_github_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5875);
 var _policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9886);


async function loadPolicy(defaultBranch, retryOptions) {
    const result = await (0,_state_retry_github_js__WEBPACK_IMPORTED_MODULE_0__ .o)(() => defaultBranch.readPolicy(_policy_js__WEBPACK_IMPORTED_MODULE_1__ .CX), retryOptions);
    if (!result.ok) {
        const hint = result.isNotFound
            ? '. The token may not read this repository: give the job `permissions: { contents: read, pull-requests: write }`.'
            : '';
        return { kind: 'unreadable', error: result.message + hint };
    }
    const file = result.value;
    switch (file.kind) {
        case 'none':
            return file;
        case 'unusable':
            return {
                kind: 'invalid',
                diagnostics: [
                    { level: 'error', location: { file: _policy_js__WEBPACK_IMPORTED_MODULE_1__ .CX }, message: onDefaultBranch(file.message) },
                ],
            };
        case 'file': {
            const { parsePolicy } = await Promise.all( [__webpack_require__.e(787), __webpack_require__.e(543), __webpack_require__.e(516), __webpack_require__.e(477)]).then(__webpack_require__.bind(__webpack_require__, 2975));
            const parsed = parsePolicy(file.bytes, _policy_js__WEBPACK_IMPORTED_MODULE_1__ .CX);
            if (parsed.ok)
                return { kind: 'loaded', policy: parsed.policy, url: file.url, bytes: file.bytes };
            const diagnostics = parsed.diagnostics.map((each) => ({
                ...each,
                message: onDefaultBranch(each.message),
            }));
            return { kind: 'invalid', diagnostics };
        }
    }
}
const onDefaultBranch = (message) => `On the default branch: ${message}`;


 })

};
;