"use strict";
exports.id = 516;
exports.ids = [516];
exports.modules = {

 4678:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 L: () => ( evaluateRequest),
 t: () => ( evaluateRun)
 });
 var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);
 var _format_price_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4491);
 var _price_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6840);
 var _violation_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3293);




function evaluateRequest(policy, request, { eventName }) {
    return [
        ...checkStop(policy),
        ...checkWord(policy, 'job-types', `job_type is ${request.job_type}`, (type) => type === request.job_type),
        ...checkBaseModel(policy, request),
        ...checkDatasets(policy, request),
        ...checkWord(policy, 'events', `The event is ${eventName}`, (event) => event === eventName),
        ...checkSize(policy, 'training-steps', ['training_steps'], request),
        ...checkSize(policy, 'batch-size', ['batch_size'], request),
        ...checkSize(policy, 'examples', ['training_steps', 'batch_size'], request),
        ...checkExperts(policy, request),
        ...checkPrice(policy, request),
    ];
}
function evaluateRun(policy, jobs) {
    const limit = policy.limits['jobs-per-run'];
    if (limit === undefined || jobs <= limit)
        return [];
    const message = `The step would submit ${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .K9)(jobs)} jobs, but limits.jobs-per-run allows ${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .K9)(limit)}.`;
    return [(0,_violation_js__WEBPACK_IMPORTED_MODULE_3__ .aO)(policy, 'limits.jobs-per-run', message)];
}
function checkStop(policy) {
    return policy.stop ? [(0,_violation_js__WEBPACK_IMPORTED_MODULE_3__ .aO)(policy, 'stop', 'stop is true, which allows no job.')] : [];
}
function checkWord(policy, rule, what, isMatch) {
    const allowed = policy.allow[rule];
    if (allowed === undefined || allowed.some(isMatch))
        return [];
    const path = `allow.${rule}`;
    return [(0,_violation_js__WEBPACK_IMPORTED_MODULE_3__ .aO)(policy, path, `${what}, but ${path} allows only ${(0,_violation_js__WEBPACK_IMPORTED_MODULE_3__ .PP)(allowed)}.`)];
}
function checkBaseModel(policy, request) {
    const baseModel = (0,_price_js__WEBPACK_IMPORTED_MODULE_2__ .YX)(request);
    const what = baseModel === undefined ? 'base_model is missing' : `base_model is ${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .hD)(baseModel)}`;
    const violations = checkWord(policy, 'base-models', what, (pattern) => (0,_price_js__WEBPACK_IMPORTED_MODULE_2__ .Cg)(baseModel, pattern));
    return baseModel === undefined
        ? violations.map((each) => ({ ...each, fix: 'Set model_config.base_model.' }))
        : violations;
}
function checkDatasets(policy, { dataset_ids: ids = [] }) {
    const allowed = (policy.allow['dataset-ids'] ?? []).map((id) => id.toLowerCase());
    const forbidden = ids.filter((id) => !allowed.includes(id.toLowerCase()));
    if (ids.length === 0)
        return checkWord(policy, 'dataset-ids', 'dataset_ids is missing', () => false).map((each) => ({
            ...each,
            fix: 'Set dataset_ids.',
        }));
    return checkWord(policy, 'dataset-ids', `dataset_ids has ${(0,_violation_js__WEBPACK_IMPORTED_MODULE_3__ ._w)(forbidden)}`, () => forbidden.length === 0);
}
function checkSize(policy, rule, fields, request) {
    const limit = policy.limits[rule];
    if (limit === undefined)
        return [];
    const size = (0,_price_js__WEBPACK_IMPORTED_MODULE_2__ .Li)(request);
    const missing = size.kind === 'known' ? [] : size.fields.filter((field) => fields.includes(field));
    if (missing.length > 0)
        return [(0,_violation_js__WEBPACK_IMPORTED_MODULE_3__ .aO)(policy, `limits.${rule}`, ...describeMissing(missing, `limits.${rule}`, limit))];
    const values = fields.map((field) => request.hyperparameters?.[field] ?? 0);
    const value = values.reduce((product, each) => product * each, 1);
    return checkLimit(policy, rule, `${fields.join(' x ')} is`, value);
}
function checkLimit(policy, rule, what, value) {
    const limit = policy.limits[rule];
    if (limit === undefined || value <= limit)
        return [];
    const path = `limits.${rule}`;
    const message = `${what} ${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .K9)(value)}, but ${path} allows ${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .K9)(limit)}.`;
    return [(0,_violation_js__WEBPACK_IMPORTED_MODULE_3__ .aO)(policy, path, message)];
}
function describeMissing(fields, rule, limit) {
    const needs = limit === undefined ? `${rule} needs` : `${rule}, which allows ${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .K9)(limit)}, needs`;
    const isOne = fields.length === 1;
    return [
        `${fields.join(' and ')} ${isOne ? 'is' : 'are'} missing, but ${needs} ${isOne ? 'it' : 'them'}.`,
        `Set ${fields.map((field) => `hyperparameters.${field}`).join(' and ')}.`,
    ];
}
function checkExperts(policy, request) {
    const limit = policy.limits['num-experts'];
    if (limit === undefined)
        return [];
    const { architecture, num_experts: experts } = request.model_config;
    if (experts !== undefined)
        return checkLimit(policy, 'num-experts', 'num_experts is', experts);
    if (architecture === 'dense' || (0,_price_js__WEBPACK_IMPORTED_MODULE_2__ .YX)(request) !== undefined)
        return [];
    const message = `num_experts is missing, but limits.num-experts, which allows ${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .K9)(limit)}, needs it.`;
    const fix = 'Set model_config.num_experts, or architecture: dense.';
    return [(0,_violation_js__WEBPACK_IMPORTED_MODULE_3__ .aO)(policy, 'limits.num-experts', message, fix)];
}
const RATES = 'price.per-million-examples';
function checkPrice(policy, request) {
    const result = (0,_price_js__WEBPACK_IMPORTED_MODULE_2__ .xx)(policy, request);
    switch (result.kind) {
        case 'no-rates':
            return [];
        case 'missing-fields':
            return [(0,_violation_js__WEBPACK_IMPORTED_MODULE_3__ .aO)(policy, RATES, ...describeMissing(result.fields, RATES))];
        case 'no-matching-rate': {
            if (Object.keys(policy.budget).length === 0)
                return [];
            const { baseModel } = result;
            const model = baseModel === undefined ? 'a job without base_model' : (0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .hD)(baseModel);
            const message = `The price is unknown, because ${RATES} has neither a rate for ${model} nor a default.`;
            return [(0,_violation_js__WEBPACK_IMPORTED_MODULE_3__ .aO)(policy, RATES, message, 'Add one of them to the policy.')];
        }
        case 'priced': {
            const limit = policy.budget['per-job'];
            const { price } = result;
            if (limit === undefined || !(0,_price_js__WEBPACK_IMPORTED_MODULE_2__ .Or)(price.amount, limit))
                return [];
            const allowed = (0,_format_price_js__WEBPACK_IMPORTED_MODULE_1__ .H)({ ...price, amount: limit });
            const message = `The estimated price is ${(0,_format_price_js__WEBPACK_IMPORTED_MODULE_1__ .$)(price)}, but budget.per-job allows ${allowed}.`;
            return [(0,_violation_js__WEBPACK_IMPORTED_MODULE_3__ .aO)(policy, 'budget.per-job', message)];
        }
    }
}


 }),

 3567:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 v: () => ( needsApproval)
 });
 var _price_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6840);

function needsApproval(policy, request) {
    const { required } = policy.approval ?? {};
    if (required === undefined)
        return false;
    if (required === 'always')
        return true;
    const result = (0,_price_js__WEBPACK_IMPORTED_MODULE_0__ .xx)(policy, request);
    return result.kind !== 'priced' || (0,_price_js__WEBPACK_IMPORTED_MODULE_0__ .Or)(result.price.amount, required.above);
}


 }),

 3632:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Ex: () => ( createPolicySchema),
 Ky: () => ( POLICY_VERSION),
 L5: () => ( DEFAULT_RATE)
 });
 var _policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9886);

const POLICY_VERSION = 1;
const DEFAULT_RATE = 'default';
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
            items: { type: 'string', enum: _policy_js__WEBPACK_IMPORTED_MODULE_0__ .gg },
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
            items: { type: 'string', enum: _policy_js__WEBPACK_IMPORTED_MODULE_0__ .Dm },
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


 }),

 6840:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Cg: () => ( matchesBaseModel),
 Li: () => ( examplesOf),
 Or: () => ( exceeds),
 YX: () => ( baseModelOf),
 xx: () => ( priceOf)
 });
 var _policy_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3632);
 var _wildcard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2162);


function examplesOf({ hyperparameters }) {
    const steps = positiveNumber(hyperparameters?.['training_steps']);
    const batchSize = positiveNumber(hyperparameters?.['batch_size']);
    if (steps !== undefined && batchSize !== undefined)
        return { kind: 'known', examples: steps * batchSize };
    const fields = [];
    if (steps === undefined)
        fields.push('training_steps');
    if (batchSize === undefined)
        fields.push('batch_size');
    return { kind: 'missing-fields', fields };
}
function positiveNumber(value) {
    return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}
function priceOf({ price: rates }, request) {
    if (!rates)
        return { kind: 'no-rates' };
    const baseModel = baseModelOf(request);
    const rate = findRate(rates, baseModel);
    if (rate === undefined)
        return { kind: 'no-matching-rate', baseModel };
    const size = examplesOf(request);
    if (size.kind !== 'known')
        return size;
    const amount = (size.examples / 1_000_000) * rate;
    return { kind: 'priced', price: { amount, currency: rates.currency } };
}
function baseModelOf({ model_config: model }) {
    const name = model?.['base_model'];
    return typeof name === 'string' && name !== '' ? name : undefined;
}
function matchesBaseModel(baseModel, pattern) {
    return (0,_wildcard_js__WEBPACK_IMPORTED_MODULE_1__ .M)(baseModel ?? '', pattern);
}
function findRate({ rates }, baseModel) {
    const [pattern = _policy_schema_js__WEBPACK_IMPORTED_MODULE_0__ .L5] = [...rates.keys()]
        .filter((each) => each !== _policy_schema_js__WEBPACK_IMPORTED_MODULE_0__ .L5 && matchesBaseModel(baseModel, each))
        .sort(compareSpecificity);
    return rates.get(pattern);
}
function compareSpecificity(a, b) {
    const byWildcard = Number(a.includes('*')) - Number(b.includes('*'));
    return byWildcard || literalLength(b) - literalLength(a) || (a < b ? -1 : 1);
}
function literalLength(pattern) {
    return pattern.replaceAll('*', '').length;
}
function exceeds(amount, limit) {
    return !(amount <= limit * (1 + 1e-9));
}


 }),

 3293:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 PP: () => ( listAlternatives),
 _w: () => ( listAll),
 aO: () => ( createViolation),
 hQ: () => ( formatViolation)
 });
 var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);
 var _policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9886);


const MAX_LISTED = 5;
function createViolation(policy, rule, message, fix) {
    return { rule, message, fix, line: policy.lines.get(rule) };
}
function formatViolation({ message, line, fix }, { file = _policy_js__WEBPACK_IMPORTED_MODULE_1__ .CX, owners = [] } = {}) {
    const place = line === undefined ? file : `${file}, line ${line}`;
    const who = owners.length === 0 ? '' : `; ${listAlternatives(owners)} can change it`;
    return `${message.replace(/\.$/, '')} (${place}${who}).${fix === undefined ? '' : ` ${fix}`}`;
}
function listAlternatives(items) {
    return (0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .uy)(shorten(items));
}
function listAll(items) {
    return (0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .Ol)(shorten(items));
}
function shorten(items) {
    if (items.length <= MAX_LISTED + 1)
        return items;
    return [...items.slice(0, MAX_LISTED), `${items.length - MAX_LISTED} others`];
}


 }),

 2162:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 M: () => ( matchesPattern),
 T: () => ( matchesSequence)
 });
function matchesPattern(name, pattern) {
    return matchesSequence(Array.from(name), Array.from(pattern), {
        isWildcard: (part) => part === '*',
        matchesOne: (part, expected) => part === expected,
    });
}
function matchesSequence(parts, pattern, { isWildcard, matchesOne }) {
    let at = 0;
    let patternAt = 0;
    let retry;
    while (at < parts.length) {
        const expected = pattern[patternAt];
        if (expected !== undefined && isWildcard(expected)) {
            patternAt += 1;
            retry = { at, patternAt };
        }
        else if (expected !== undefined && matchesOne(parts[at] ?? '', expected)) {
            at += 1;
            patternAt += 1;
        }
        else if (retry) {
            retry.at += 1;
            at = retry.at;
            patternAt = retry.patternAt;
        }
        else
            return false;
    }
    return pattern.slice(patternAt).every(isWildcard);
}


 })

};
;