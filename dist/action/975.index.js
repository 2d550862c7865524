"use strict";
exports.id = 975;
exports.ids = [975];
exports.modules = {

/***/ 2975:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parsePolicy: () => (/* binding */ parsePolicy)
});

// EXTERNAL MODULE: ./build/contract/request-schema.gen.js
var request_schema_gen = __webpack_require__(4459);
// EXTERNAL MODULE: ./build/job-spec/contract-fields.js
var contract_fields = __webpack_require__(9449);
// EXTERNAL MODULE: ./build/job-spec/document.js
var job_spec_document = __webpack_require__(9428);
// EXTERNAL MODULE: ./build/job-spec/encoding.js
var encoding = __webpack_require__(8744);
// EXTERNAL MODULE: ./build/job-spec/file-kind.js
var file_kind = __webpack_require__(8722);
// EXTERNAL MODULE: ./build/job-spec/format-value.js
var format_value = __webpack_require__(2998);
// EXTERNAL MODULE: ./build/job-spec/limit-diagnostics.js
var limit_diagnostics = __webpack_require__(8199);
// EXTERNAL MODULE: ./build/job-spec/types.js
var types = __webpack_require__(1072);
// EXTERNAL MODULE: ./build/job-spec/validate-spec.js + 3 modules
var validate_spec = __webpack_require__(8180);
// EXTERNAL MODULE: ./build/job-spec/yaml/parse.js + 2 modules
var parse = __webpack_require__(9045);
// EXTERNAL MODULE: ./build/job-spec/field-messages.js
var field_messages = __webpack_require__(3634);
// EXTERNAL MODULE: ./build/job-spec/unknown-fields.js
var unknown_fields = __webpack_require__(1553);
// EXTERNAL MODULE: ./build/policy/policy-schema.js
var policy_schema = __webpack_require__(3632);
;// CONCATENATED MODULE: ./build/policy/check-policy-fields.js






const POLICY_KIND = {
    noun: 'policy',
    minimum: `Write at least version: ${policy_schema/* POLICY_VERSION */.Ky}.`,
    topLevel: `A policy is a mapping that starts with version: ${policy_schema/* POLICY_VERSION */.Ky}.`,
    insteadOfTemplate: 'Write the value itself.',
    allowsSeveral: false,
};
/** Finds everything in a policy file that the schema does not allow. */
function checkPolicyFields(document, schema) {
    return checkMapping('', document.value, schema, { document, fields: (0,contract_fields/* listFields */.Cc)(schema) });
}
function checkValue(pointer, value, schema, { isRequired, ...checked }) {
    const { nodes, invalidPointers } = checked.document;
    if (invalidPointers.has(pointer))
        return [];
    const message = findValueError(value, nodes.get(pointer), { schema, isRequired });
    if (message !== undefined)
        return [error(pointer, message)];
    if (Array.isArray(value))
        return value.flatMap((item, i) => checkValue((0,job_spec_document/* childPointer */.Y2)(pointer, i), item, schema.items ?? {}, checked));
    if (!(0,job_spec_document/* isMapping */.pi)(value))
        return [];
    return schema.values
        ? checkEntries(pointer, value, schema, checked)
        : checkMapping(pointer, value, schema, checked);
}
/** A mapping with fixed fields. */
function checkMapping(pointer, value, schema, checked) {
    const properties = schema.properties ?? {};
    const suggested = [];
    const problems = Object.entries(value).flatMap(([key, item]) => {
        const child = (0,job_spec_document/* childPointer */.Y2)(pointer, key);
        const field = Object.hasOwn(properties, key) ? properties[key] : undefined;
        if (field)
            return checkValue(child, item, field, { ...checked, isRequired: schema.required?.includes(key) });
        if (checked.document.invalidPointers.has(child))
            return [];
        const unknown = (0,unknown_fields/* describeUnknownKey */.V)(child, item, {
            isSent: false,
            isOverride: false,
            kind: POLICY_KIND,
            fields: checked.fields,
        });
        suggested.push(...unknown.suggested);
        // What is inside a misspelt mapping is checked in the same pass.
        const meant = unknown.misspelt?.slice(pointer.length + 1);
        const inside = meant === undefined || Object.hasOwn(value, meant) ? undefined : properties[meant];
        const nested = inside ? checkValue(child, item, inside, checked) : [];
        return [{ ...error(child, unknown.message, ''), isAboutKey: true }, ...nested];
    });
    return [...problems, ...findMissing(pointer, value, schema, { checked, suggested })];
}
function findMissing(pointer, value, { required = [], properties }, { checked, suggested }) {
    // A key that could not be read may be the one that is missing.
    if (checked.document.invalidPointers.has(`${pointer}/<<`))
        return [];
    return required
        .map((key) => ({ key, child: (0,job_spec_document/* childPointer */.Y2)(pointer, key) }))
        .filter(({ key, child }) => !Object.hasOwn(value, key) && !suggested.includes(child))
        .map(({ key, child }) => error(child, `is missing. ${describeMissingField(key, properties?.[key] ?? {})}`));
}
function describeMissingField(key, schema) {
    return schema.const === undefined
        ? `It must be ${(0,field_messages/* describeExpected */.G)(schema)}.`
        : `Write ${key}: ${schema.const}.`;
}
/** A mapping whose keys are patterns. */
function checkEntries(pointer, value, { keys = {}, values = {} }, checked) {
    return Object.entries(value).flatMap(([key, item]) => {
        const child = (0,job_spec_document/* childPointer */.Y2)(pointer, key);
        const message = findValueError(key, undefined, { schema: keys });
        const about = `The key ${(0,format_value/* describeValue */.bp)(key, undefined)} of ${(0,format_value/* fieldPath */.cn)(pointer)}`;
        const wrongKey = message === undefined
            ? []
            : [{ ...error(child, `${about} must be ${(0,field_messages/* describeExpected */.G)(keys)}.`, ''), isAboutKey: true }];
        return [...wrongKey, ...checkValue(child, item, values, checked)];
    });
}
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
/** Describes why a value is not allowed, without its fields or items. The text follows the name of the field. */
function findValueError(value, node, { schema, isRequired = false }) {
    const shown = `is ${(0,format_value/* describeValue */.bp)(value, node)}`;
    if (schema.const !== undefined && typeof value === 'number' && value !== schema.const)
        return `${shown}, but this version of the action reads only ${schema.const}. Update the action, or write ${schema.const}.`;
    if (!isAllowed(value, schema))
        return (0,field_messages/* describeInvalidValue */.C)(value, node, { schema, isRequired, kind: POLICY_KIND });
    if (Array.isArray(value) && value.length === 0)
        return `${shown}, ${schema.emptyMeans ?? 'which allows no job at all. To refuse every job, write stop: true. To allow every job, remove the line.'}`;
    if ((0,job_spec_document/* isMapping */.pi)(value) && schema.values && Object.keys(value).length === 0)
        return `has no rates. Write at least one, such as ${policy_schema/* DEFAULT_RATE */.L5}: 12.00.`;
    if (typeof value === 'number' && /^[-+]?0[xo\d]/i.test(node?.source ?? ''))
        return `${shown}, which is read as ${value}. Write ${value}.`;
    return undefined;
}
function isAllowed(value, schema) {
    switch (schema.type) {
        case 'object':
            return (0,job_spec_document/* isMapping */.pi)(value);
        case 'array':
            return Array.isArray(value);
        case 'boolean':
            return typeof value === 'boolean';
        case 'integer':
        case 'number':
            return typeof value === 'number' && isAllowedNumber(value, schema);
        case undefined:
        default:
            if ((0,job_spec_document/* isMapping */.pi)(value))
                return schema.properties !== undefined;
            return typeof value === 'string' && isAllowedText(value, schema);
    }
}
function isAllowedNumber(value, { type, minimum = -Infinity }) {
    return Number.isFinite(value) && value >= minimum && (type === 'number' || Number.isInteger(value));
}
function isAllowedText(value, { enum: allowed, format, pattern }) {
    if (allowed)
        return allowed.includes(value);
    if (format === 'uuid')
        return UUID.test(value);
    return pattern === undefined || new RegExp(pattern, 'u').test(value);
}
function error(pointer, message, field = (0,format_value/* fieldPath */.cn)(pointer)) {
    return { level: 'error', pointer, message: `${field} ${message}`.trimStart() };
}

// EXTERNAL MODULE: ./build/policy/policy.js
var policy = __webpack_require__(9886);
;// CONCATENATED MODULE: ./build/policy/parse-policy.js













/** Parses the policy file. Never throws. */
function parsePolicy(content, file = policy/* POLICY_FILE */.CX) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const { errors, document, found } = readDocument(bytes);
    if (document && errors.length === 0 && found.length === 0)
        return { ok: true, policy: toPolicy(document) };
    const diagnostics = [
        ...errors.map(({ field, message, ...position }) => toDiagnostic(file, position, message, field)),
        ...found.map(({ pointer, isAboutKey, message }) => toDiagnostic(file, (0,job_spec_document/* locateField */.Dz)(document?.nodes ?? new Map(), pointer, isAboutKey), message, (0,format_value/* fieldPath */.cn)(pointer))),
    ];
    return { ok: false, diagnostics: (0,limit_diagnostics/* limitDiagnostics */.c)(diagnostics.sort(validate_spec/* compareLocations */.Q)) };
}
function toDiagnostic(file, position, message, field) {
    const { line, column } = position;
    return { level: 'error', location: { file, line, column }, field, message };
}
function readDocument(bytes) {
    const text = bytes.length > types/* MAX_FILE_BYTES */.g
        ? { ...job_spec_document/* START */.d3, message: (0,file_kind/* tooLargeMessage */.p)(bytes.length, POLICY_KIND) }
        : (0,encoding/* decodeText */.g)(bytes);
    if (typeof text !== 'string')
        return { errors: [text], found: [] };
    const { documents, errors } = (0,parse/* parseText */.r)(text, POLICY_KIND);
    const [document] = documents;
    if (!document)
        return { errors, found: [] };
    const schema = (0,policy_schema/* createPolicySchema */.Ex)(request_schema_gen/* requestSchema */.T.properties.job_type.enum);
    const found = [...checkPolicyFields(document, schema), ...checkPriceExists(document)];
    return { document, errors: [...errors, ...findFurtherDocuments(documents)], found };
}
function findFurtherDocuments([, second]) {
    if (!second)
        return [];
    const message = 'A policy is one document, and a second one starts here. Put all rules into one, without ---.';
    return [{ ...(second.nodes.get('')?.valuePosition ?? job_spec_document/* START */.d3), message }];
}
/** Without rates, no job has a price. */
function checkPriceExists({ value, invalidPointers }) {
    if (Object.hasOwn(value, 'price') || invalidPointers.has('/<<'))
        return [];
    const needs = (pointer) => {
        if (invalidPointers.has(pointer))
            return [];
        const message = `${(0,format_value/* fieldPath */.cn)(pointer)} needs price, without which no job has one. Add price with currency and per-million-examples.`;
        return [{ level: 'error', pointer, isAboutKey: true, message }];
    };
    const { approval } = value;
    const hasThreshold = (0,job_spec_document/* isMapping */.pi)(approval) && (0,job_spec_document/* isMapping */.pi)(approval['required']);
    return [
        ...(Object.hasOwn(value, 'budget') ? needs('/budget') : []),
        ...(hasThreshold ? needs('/approval/required') : []),
    ];
}
function toPolicy({ value, nodes }) {
    const { stop = false, allow = {}, limits = {}, price, budget = {}, approval } = value;
    return {
        stop,
        allow,
        limits,
        budget,
        price: price && {
            currency: price.currency,
            rates: new Map(Object.entries(price['per-million-examples'])),
        },
        approval: approval && toApprovalRules(approval),
        lines: linesOf(nodes),
    };
}
function toApprovalRules({ required, from = ['maintain', 'admin'], users = [], by = policy/* ACT_KINDS */.Dm, 'allow-self': allowSelf = false, }) {
    return required === 'never' ? undefined : { required, from, users, by, allowSelf };
}
function linesOf(nodes) {
    const pointers = (0,contract_fields/* listFields */.Cc)((0,policy_schema/* createPolicySchema */.Ex)([])).map(({ parent, name }) => `${parent}/${name}`);
    return new Map(pointers.flatMap((pointer) => {
        const line = nodes.get(pointer)?.keyPosition?.line;
        return line === undefined ? [] : [[(0,format_value/* fieldPath */.cn)(pointer), line]];
    }));
}


/***/ }),

/***/ 3632:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ex: () => (/* binding */ createPolicySchema),
/* harmony export */   Ky: () => (/* binding */ POLICY_VERSION),
/* harmony export */   L5: () => (/* binding */ DEFAULT_RATE)
/* harmony export */ });
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9886);

/** The value of `version` that this action reads. */
const POLICY_VERSION = 1;
/** The rate for all base models that no other pattern matches. */
const DEFAULT_RATE = 'default';
/**
 * The events that start workflows, as in `GITHUB_EVENT_NAME`. `workflow_call` is none: a called workflow has the event of
 * its caller. Source: "Events that trigger workflows" in the documentation of GitHub.
 */
const EVENTS = [
    'branch_protection_rule',
    'check_run',
    'check_suite',
    'create',
    'delete',
    'deployment',
    'deployment_status',
    'discussion',
    'discussion_comment',
    'fork',
    'gollum',
    'issue_comment',
    'issues',
    'label',
    'merge_group',
    'milestone',
    'page_build',
    'public',
    'pull_request',
    'pull_request_review',
    'pull_request_review_comment',
    'pull_request_target',
    'push',
    'registry_package',
    'release',
    'repository_dispatch',
    'schedule',
    'status',
    'watch',
    'workflow_dispatch',
    'workflow_run',
];
const MODEL_PATTERN = {
    type: 'string',
    pattern: '^[\\w.:/@+*-]{1,200}$',
    expected: 'a model name of letters, digits and . _ : / @ + -, in which * stands for any text, such as mistral-small-*',
};
const limit = (unit, description) => ({
    type: 'integer',
    minimum: 1,
    unit,
    description,
});
const budget = (description) => ({
    type: 'number',
    minimum: 0,
    unit: 'price.currency',
    description,
});
/** The schema of the policy file. `jobTypes` are those of the API. */
function createPolicySchema(jobTypes) {
    return {
        type: 'object',
        description: 'Limits what workflows may submit. Only the file on the default branch counts.',
        required: ['version'],
        properties: {
            version: {
                type: 'integer',
                const: POLICY_VERSION,
                expected: String(POLICY_VERSION),
                description: 'Version of this format.',
            },
            stop: {
                type: 'boolean',
                description: 'true refuses every submission, for example while costs are being checked.',
            },
            allow: allowField(jobTypes),
            limits: LIMITS,
            price: PRICE,
            budget: BUDGET,
            approval: APPROVAL,
        },
        examples: EXAMPLES,
    };
}
function allowField(jobTypes) {
    return {
        type: 'object',
        description: 'What jobs may use. What is not listed here is not restricted.',
        properties: {
            'job-types': {
                type: 'array',
                items: { type: 'string', enum: jobTypes },
                description: 'The only kinds of training that are allowed.',
            },
            'base-models': {
                type: 'array',
                expected: 'a list of model names, in which * stands for any text',
                items: MODEL_PATTERN,
                description: 'The only base models that are allowed. A job without a base model is allowed only if * is in the list.',
            },
            'dataset-ids': {
                type: 'array',
                items: { type: 'string', format: 'uuid' },
                description: 'The only datasets that are allowed. A job without datasets is then refused.',
            },
            events: {
                type: 'array',
                expected: 'a list of events, such as [pull_request, push]',
                items: {
                    type: 'string',
                    enum: EVENTS,
                    expected: 'an event that starts workflows, such as pull_request, push or workflow_dispatch',
                },
                description: 'The only events that may submit jobs.',
            },
        },
    };
}
const LIMITS = {
    type: 'object',
    description: 'The highest values that are allowed. What is not listed here has no limit.',
    properties: {
        'training-steps': limit('steps', 'Most training_steps of a job.'),
        'batch-size': limit('examples', 'Highest batch_size of a job.'),
        examples: limit('examples', 'Most examples of a job: training_steps times batch_size.'),
        'num-experts': limit('experts', 'Most num_experts of a job; a base model brings its own experts.'),
        'jobs-per-run': limit('jobs', 'Most jobs that one step may submit.'),
        'live-jobs': limit('jobs', 'Most unfinished jobs in the list of the service, whoever submitted them.'),
        'jobs-per-day': limit('jobs', 'Most jobs created in the last 24 hours, whoever submitted them.'),
    },
};
const PRICE = {
    type: 'object',
    description: 'Your own rates, from which prices are estimated. They are never the bill.',
    required: ['currency', 'per-million-examples'],
    properties: {
        currency: {
            type: 'string',
            pattern: '^(?! )[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]{1,12}(?<! )$',
            expected: '1 to 12 visible characters, such as EUR',
            description: 'Shown after each amount.',
        },
        'per-million-examples': {
            type: 'object',
            expected: `a mapping from model names to rates, such as ${DEFAULT_RATE}: 12.00`,
            keys: MODEL_PATTERN,
            values: { type: 'number', minimum: 0 },
            unit: 'price.currency',
            description: `Rate for a million examples by base model, where * stands for any text. The longest name that matches wins, and ${DEFAULT_RATE} is for all others.`,
        },
    },
};
const BUDGET = {
    type: 'object',
    description: 'The highest prices that are allowed. Needs price.',
    properties: {
        'per-job': budget('Highest price of a job. Jobs whose price is unknown count with it.'),
        'per-pull-request': budget('Highest sum of the prices of all jobs of a pull request.'),
        'per-month': budget('Highest sum of the prices of all jobs created in the last 30 days.'),
    },
};
const NOBODY_APPROVES = 'so nobody could approve. Remove the line to get the default.';
const APPROVAL = {
    type: 'object',
    description: 'Which jobs somebody must approve on their pull request before they are submitted.',
    required: ['required'],
    properties: {
        required: {
            enum: ['never', 'always'],
            required: ['above'],
            properties: {
                above: budget('Only jobs with a higher price need an approval, and those whose price is unknown.'),
            },
            expected: 'never, always, or { above: 50 } for jobs with a higher price',
            description: 'Which jobs need an approval.',
        },
        from: {
            type: 'array',
            emptyMeans: NOBODY_APPROVES,
            items: { type: 'string', enum: _policy_js__WEBPACK_IMPORTED_MODULE_0__/* .ROLES */ .gg },
            description: 'Roles in the repository that may approve: maintain and admin by default.',
        },
        users: {
            type: 'array',
            emptyMeans: 'which adds nobody. Remove the line.',
            expected: 'a list of logins, such as [ada]',
            items: {
                type: 'string',
                pattern: '^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,98})$',
                expected: 'a login, such as ada',
            },
            description: 'Logins of further people who may approve, whatever their role.',
        },
        by: {
            type: 'array',
            emptyMeans: NOBODY_APPROVES,
            items: { type: 'string', enum: _policy_js__WEBPACK_IMPORTED_MODULE_0__/* .ACT_KINDS */ .Dm },
            description: 'How to approve: with a review that approves, the comment /train, or the label train. All by default.',
        },
        'allow-self': {
            type: 'boolean',
            description: 'Whether the author of the pull request may approve, and who pushed the change. false by default.',
        },
    },
};
const EXAMPLES = [
    {
        version: POLICY_VERSION,
        stop: true,
        allow: {
            'job-types': ['supervised_fine_tuning'],
            'base-models': ['mistral-small-*'],
            'dataset-ids': ['7c9e6679-7425-40de-944b-e07fc1f90ae7'],
            events: ['pull_request', 'push', 'workflow_dispatch'],
        },
        limits: {
            'training-steps': 20_000,
            'batch-size': 64,
            examples: 1_000_000,
            'num-experts': 16,
            'jobs-per-run': 10,
            'live-jobs': 4,
            'jobs-per-day': 20,
        },
        price: { currency: 'EUR', 'per-million-examples': { [DEFAULT_RATE]: 12, 'mistral-large-*': 90 } },
        budget: { 'per-job': 100, 'per-pull-request': 300, 'per-month': 2000 },
        approval: {
            required: { above: 50 },
            from: ['maintain', 'admin'],
            users: ['ada'],
            by: ['review', 'comment'],
            'allow-self': false,
        },
    },
];


/***/ })

};
;