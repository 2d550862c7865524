"use strict";
exports.id = 477;
exports.ids = [477];
exports.modules = {

 2285:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 checkWorkspacePolicy: () => ( checkWorkspacePolicy)
 });
 var _job_spec_types_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1072);
 var _create_plan_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3722);
 var _parse_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2975);
 var _policy_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9886);




const NOTHING_TO_CHECK = { diagnostics: [] };
async function checkWorkspacePolicy(files, specs, { plan, current, isCurrentUnread, eventName }) {
    const result = await files.read(_policy_js__WEBPACK_IMPORTED_MODULE_2__ .CX, _job_spec_types_js__WEBPACK_IMPORTED_MODULE_3__ .g);
    if (result.kind === 'missing')
        return NOTHING_TO_CHECK;
    if (result.kind !== 'file') {
        const message = 'It must be a file of at most 1 MB, because the action reads the policy from it.';
        return { diagnostics: [{ level: 'error', location: { file: _policy_js__WEBPACK_IMPORTED_MODULE_2__ .CX }, message }] };
    }
    if (current !== undefined && Buffer.compare(result.bytes, current) === 0)
        return NOTHING_TO_CHECK;
    const parsed = (0,_parse_policy_js__WEBPACK_IMPORTED_MODULE_1__.parsePolicy)(result.bytes);
    if (!parsed.ok)
        return { diagnostics: parsed.diagnostics };
    const next = (0,_create_plan_js__WEBPACK_IMPORTED_MODULE_0__.createPlan)(specs, { policy: parsed.policy, policyPage: { owners: [] }, eventName });
    return {
        diagnostics: [],
        note: isCurrentUnread ? describeVerdicts(specs, next, eventName) : compareVerdicts(specs, plan, next),
    };
}
const refusedBy = (plan, label) => [...plan.violations, ...(plan.specs.get(label)?.violations ?? [])].map(({ rule }) => rule);
function describeVerdicts(specs, plan, eventName) {
    if (specs.length === 0)
        return undefined;
    const refused = specs.flatMap(({ label }) => {
        const rules = refusedBy(plan, label).filter((rule) => eventName !== '' || rule !== 'allow.events');
        return rules.length === 0 ? [] : [`${label} (${rules.join(', ')})`];
    });
    return { code: 'policy-of-workspace', refused };
}
function compareVerdicts(specs, before, after) {
    const labels = specs.map(({ label }) => label);
    const changed = labels.filter((label) => refusedBy(before, label).length > 0 !== refusedBy(after, label).length > 0);
    return {
        code: 'policy-differs',
        refused: changed.flatMap((label) => {
            const rules = refusedBy(after, label);
            return rules.length === 0 ? [] : [`${label} (${rules.join(', ')})`];
        }),
        allowed: changed.filter((label) => refusedBy(after, label).length === 0),
    };
}


 }),

 2069:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
 __webpack_require__.d(__webpack_exports__, {
 ownersOf: () => ( ownersOf)
 });
 var _wildcard_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2162);

const OWNER = /^(?:@[\w.-]+(?:\/[\w.-]+)?|[^\s@]+@[^\s@]+\.[^\s@]+)$/;
function ownersOf(path, codeowners) {
    const rules = codeowners.split(/\r?\n/).flatMap((line) => parseRule(line) ?? []);
    return rules.findLast(({ pattern }) => isOwnedBy(path, pattern))?.owners ?? [];
}
function parseRule(line) {
    const [pattern = '', ...words] = line.trim().match(/(?:\\.|[^\s\\])+/g) ?? [];
    if (pattern === '' || /^(?:[#!]|\\#)|[[\]]/.test(pattern))
        return undefined;
    const comment = words.findIndex((word) => word.startsWith('#'));
    const owners = comment < 0 ? words : words.slice(0, comment);
    if (!owners.every((owner) => OWNER.test(owner)))
        return undefined;
    return { pattern: pattern.replace(/\\(.)/g, '$1'), owners };
}
function isOwnedBy(path, pattern) {
    const isFolder = pattern.endsWith('/');
    const segments = pattern.replace(/\/$/, '').replace(/^\//, '').split('/');
    const anchored = pattern.startsWith('/') || segments.length > 1 ? segments : ['**', ...segments];
    const inFolder = [...anchored, '*', '**'];
    if (isFolder)
        return matchesPath(path, inFolder);
    const last = segments.at(-1) ?? '';
    if (last === '**')
        return matchesPath(path, [...anchored, '*']);
    return matchesPath(path, anchored) || (last !== '*' && matchesPath(path, inFolder));
}
function matchesPath(path, segments) {
    return (0,_wildcard_js__WEBPACK_IMPORTED_MODULE_0__ .T)(path.split('/'), segments, {
        isWildcard: (segment) => segment === '**',
        matchesOne: matchesSegment,
    });
}
function matchesSegment(part, segment) {
    return (0,_wildcard_js__WEBPACK_IMPORTED_MODULE_0__ .T)(Array.from(part), Array.from(segment), {
        isWildcard: (character) => character === '*',
        matchesOne: (character, expected) => expected === '?' || character === expected,
    });
}


 }),

 3722:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 createPlan: () => ( createPlan)
 });
 var _evaluate_policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4678);
 var _needs_approval_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3567);
 var _price_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6840);



function createPlan(specs, { policy, policyPage, eventName, baseRequests, existingJobs, countsJobs = true }) {
    const plans = specs.map(({ label, digest, request }) => {
        const before = baseRequests?.get(label);
        const plan = {
            examples: knownExamples(request),
            baseExamples: before && knownExamples(before),
            price: policy && knownPrice(policy, request),
            basePrice: policy && before && knownPrice(policy, before),
            violations: policy ? (0,_evaluate_policy_js__WEBPACK_IMPORTED_MODULE_0__ .L)(policy, request, { eventName }) : [],
            ...(policy && (0,_needs_approval_js__WEBPACK_IMPORTED_MODULE_1__ .v)(policy, request) ? { needsApproval: true } : {}),
            existingJobId: existingJobs?.get(digest),
        };
        return [label, plan];
    });
    return {
        specs: new Map(plans),
        violations: policy && countsJobs ? (0,_evaluate_policy_js__WEBPACK_IMPORTED_MODULE_0__ .t)(policy, specs.length) : [],
        policy: policyPage,
    };
}
function knownExamples(request) {
    const result = (0,_price_js__WEBPACK_IMPORTED_MODULE_2__ .Li)(request);
    return result.kind === 'known' ? result.examples : undefined;
}
function knownPrice(policy, request) {
    const result = (0,_price_js__WEBPACK_IMPORTED_MODULE_2__ .xx)(policy, request);
    return result.kind === 'priced' ? result.price : undefined;
}


 }),

 9473:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 describePlan: () => ( describePlan),
 describeViolations: () => ( describeViolations)
 });
 var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);
 var _policy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9886);
 var _format_price_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4491);
 var _violation_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3293);




const POINTERS = {
    'allow.job-types': '/job_type',
    'allow.base-models': '/model_config/base_model',
    'allow.dataset-ids': '/dataset_ids',
    'limits.training-steps': '/hyperparameters/training_steps',
    'limits.batch-size': '/hyperparameters/batch_size',
    'limits.examples': '/hyperparameters/training_steps',
    'limits.num-experts': '/model_config/num_experts',
    'budget.per-job': '/hyperparameters/training_steps',
    'price.per-million-examples': '/hyperparameters',
};
function describePlan({ specs, violations, policy }, positions) {
    if (policy === undefined)
        return { lines: [], problems: [] };
    const { owners } = policy;
    const problems = [...specs].flatMap(([label, plan]) => plan.violations.map((violation) => {
        const node = positions.get(label)?.get(POINTERS[violation.rule] ?? '');
        const location = { file: label.replace(/#\d+$/, ''), ...node?.valuePosition };
        return { level: 'error', location, message: (0,_violation_js__WEBPACK_IMPORTED_MODULE_2__ .hQ)(violation, { owners }) };
    }));
    return {
        lines: [...specs].map(([label, plan]) => `${label}  ${planText(plan)}`),
        problems: [...problems, ...describeViolations(violations, owners)],
    };
}
function describeViolations(violations, owners) {
    return violations.map((violation) => ({
        level: 'error',
        location: { file: _policy_js__WEBPACK_IMPORTED_MODULE_3__ .CX, line: violation.line },
        message: (0,_violation_js__WEBPACK_IMPORTED_MODULE_2__ .hQ)(violation, { owners }),
    }));
}
function planText({ examples, price, violations, needsApproval }) {
    return [
        ...(examples === undefined ? [] : [`${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .K9)(examples)} examples`]),
        ...(price === undefined ? [] : [`${(0,_format_price_js__WEBPACK_IMPORTED_MODULE_1__ .$)(price)} by your rates`]),
        violations.length > 0
            ? 'refused by the policy'
            : `allowed by the policy${needsApproval === true ? ' after an approval' : ''}`,
    ].join(', ');
}


 }),

 4491:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 $: () => ( formatPrice),
 H: () => ( formatBudget)
 });
 var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);

function formatPrice(price) {
    return formatAmount(price, (cents) => Math.ceil(cents - CENT_TOLERANCE));
}
function formatBudget(budget) {
    return formatAmount(budget, (cents) => Math.floor(cents + CENT_TOLERANCE));
}
const CENT_TOLERANCE = 1e-6;
function formatAmount({ amount, currency }, round) {
    const rounded = round(amount * 100) / 100;
    const digits = Number.isInteger(rounded) ? String(rounded) : rounded.toFixed(2);
    return `${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .K9)(digits)} ${currency}`;
}


 }),

 2975:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  parsePolicy: () => ( parsePolicy)
});

var request_schema_gen = __webpack_require__(4459);
var contract_fields = __webpack_require__(9449);
var job_spec_document = __webpack_require__(9428);
var encoding = __webpack_require__(8744);
var file_kind = __webpack_require__(8722);
var format_value = __webpack_require__(2998);
var limit_diagnostics = __webpack_require__(8199);
var types = __webpack_require__(1072);
var validate_spec = __webpack_require__(8180);
var parse = __webpack_require__(1911);
var field_messages = __webpack_require__(3634);
var unknown_fields = __webpack_require__(1553);
var policy_schema = __webpack_require__(3632);
;






const POLICY_KIND = {
    noun: 'policy',
    minimum: `Write at least version: ${policy_schema .Ky}.`,
    topLevel: `A policy is a mapping that starts with version: ${policy_schema .Ky}.`,
    insteadOfTemplate: 'Write the value itself.',
    allowsSeveral: false,
};
function checkPolicyFields(document, schema) {
    return checkMapping('', document.value, schema, { document, fields: (0,contract_fields .Cc)(schema) });
}
function checkValue(pointer, value, schema, { isRequired, ...checked }) {
    const { nodes, invalidPointers } = checked.document;
    if (invalidPointers.has(pointer))
        return [];
    const message = findValueError(value, nodes.get(pointer), { schema, isRequired });
    if (message !== undefined)
        return [error(pointer, message)];
    if (Array.isArray(value))
        return value.flatMap((item, i) => checkValue((0,job_spec_document .Y2)(pointer, i), item, schema.items ?? {}, checked));
    if (!(0,job_spec_document .pi)(value))
        return [];
    return schema.values
        ? checkEntries(pointer, value, schema, checked)
        : checkMapping(pointer, value, schema, checked);
}
function checkMapping(pointer, value, schema, checked) {
    const properties = schema.properties ?? {};
    const suggested = [];
    const problems = Object.entries(value).flatMap(([key, item]) => {
        const child = (0,job_spec_document .Y2)(pointer, key);
        const field = Object.hasOwn(properties, key) ? properties[key] : undefined;
        if (field)
            return checkValue(child, item, field, { ...checked, isRequired: schema.required?.includes(key) });
        if (checked.document.invalidPointers.has(child))
            return [];
        const unknown = (0,unknown_fields .V)(child, item, {
            isSent: false,
            isOverride: false,
            kind: POLICY_KIND,
            fields: checked.fields,
        });
        suggested.push(...unknown.suggested);
        const meant = unknown.misspelt?.slice(pointer.length + 1);
        const inside = meant === undefined || Object.hasOwn(value, meant) ? undefined : properties[meant];
        const nested = inside ? checkValue(child, item, inside, checked) : [];
        return [{ ...error(child, unknown.message, ''), isAboutKey: true }, ...nested];
    });
    return [...problems, ...findMissing(pointer, value, schema, { checked, suggested })];
}
function findMissing(pointer, value, { required = [], properties }, { checked, suggested }) {
    if (checked.document.invalidPointers.has(`${pointer}/<<`))
        return [];
    return required
        .map((key) => ({ key, child: (0,job_spec_document .Y2)(pointer, key) }))
        .filter(({ key, child }) => !Object.hasOwn(value, key) && !suggested.includes(child))
        .map(({ key, child }) => error(child, `is missing. ${describeMissingField(key, properties?.[key] ?? {})}`));
}
function describeMissingField(key, schema) {
    return schema.const === undefined
        ? `It must be ${(0,field_messages .G)(schema)}.`
        : `Write ${key}: ${schema.const}.`;
}
function checkEntries(pointer, value, { keys = {}, values = {} }, checked) {
    return Object.entries(value).flatMap(([key, item]) => {
        const child = (0,job_spec_document .Y2)(pointer, key);
        const message = findValueError(key, undefined, { schema: keys });
        const about = `The key ${(0,format_value .bp)(key, undefined)} of ${(0,format_value .cn)(pointer)}`;
        const wrongKey = message === undefined
            ? []
            : [{ ...error(child, `${about} must be ${(0,field_messages .G)(keys)}.`, ''), isAboutKey: true }];
        return [...wrongKey, ...checkValue(child, item, values, checked)];
    });
}
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
function findValueError(value, node, { schema, isRequired = false }) {
    const shown = `is ${(0,format_value .bp)(value, node)}`;
    if (schema.const !== undefined && typeof value === 'number' && value !== schema.const)
        return `${shown}, but this version of the action reads only ${schema.const}. Update the action, or write ${schema.const}.`;
    if (!isAllowed(value, schema))
        return (0,field_messages .C)(value, node, { schema, isRequired, kind: POLICY_KIND });
    if (Array.isArray(value) && value.length === 0)
        return `${shown}, ${schema.emptyMeans ?? 'which allows no job at all. To refuse every job, write stop: true. To allow every job, remove the line.'}`;
    if ((0,job_spec_document .pi)(value) && schema.values && Object.keys(value).length === 0)
        return `has no rates. Write at least one, such as ${policy_schema .L5}: 12.00.`;
    if (typeof value === 'number' && /^[-+]?0[xo\d]/i.test(node?.source ?? ''))
        return `${shown}, which is read as ${value}. Write ${value}.`;
    return undefined;
}
function isAllowed(value, schema) {
    switch (schema.type) {
        case 'object':
            return (0,job_spec_document .pi)(value);
        case 'array':
            return Array.isArray(value);
        case 'boolean':
            return typeof value === 'boolean';
        case 'integer':
        case 'number':
            return typeof value === 'number' && isAllowedNumber(value, schema);
        case undefined:
        default:
            if ((0,job_spec_document .pi)(value))
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
function error(pointer, message, field = (0,format_value .cn)(pointer)) {
    return { level: 'error', pointer, message: `${field} ${message}`.trimStart() };
}

var policy = __webpack_require__(9886);
;













function parsePolicy(content, file = policy .CX) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const { errors, document, found } = readDocument(bytes);
    if (document && errors.length === 0 && found.length === 0)
        return { ok: true, policy: toPolicy(document) };
    const diagnostics = [
        ...errors.map(({ field, message, ...position }) => toDiagnostic(file, position, message, field)),
        ...found.map(({ pointer, isAboutKey, message }) => toDiagnostic(file, (0,job_spec_document .Dz)(document?.nodes ?? new Map(), pointer, isAboutKey), message, (0,format_value .cn)(pointer))),
    ];
    return { ok: false, diagnostics: (0,limit_diagnostics .c)(diagnostics.sort(validate_spec .Q)) };
}
function toDiagnostic(file, position, message, field) {
    const { line, column } = position;
    return { level: 'error', location: { file, line, column }, field, message };
}
function readDocument(bytes) {
    const text = bytes.length > types .g
        ? { ...job_spec_document .d3, message: (0,file_kind .p)(bytes.length, POLICY_KIND) }
        : (0,encoding .g)(bytes);
    if (typeof text !== 'string')
        return { errors: [text], found: [] };
    const { documents, errors } = (0,parse .r)(text, POLICY_KIND);
    const [document] = documents;
    if (!document)
        return { errors, found: [] };
    const schema = (0,policy_schema .Ex)(request_schema_gen .T.properties.job_type.enum);
    const found = [...checkPolicyFields(document, schema), ...checkPriceExists(document)];
    return { document, errors: [...errors, ...findFurtherDocuments(documents)], found };
}
function findFurtherDocuments([, second]) {
    if (!second)
        return [];
    const message = 'A policy is one document, and a second one starts here. Put all rules into one, without ---.';
    return [{ ...(second.nodes.get('')?.valuePosition ?? job_spec_document .d3), message }];
}
function checkPriceExists({ value, invalidPointers }) {
    if (Object.hasOwn(value, 'price') || invalidPointers.has('/<<'))
        return [];
    const needs = (pointer) => {
        if (invalidPointers.has(pointer))
            return [];
        const message = `${(0,format_value .cn)(pointer)} needs price, without which no job has one. Add price with currency and per-million-examples.`;
        return [{ level: 'error', pointer, isAboutKey: true, message }];
    };
    const { approval } = value;
    const hasThreshold = (0,job_spec_document .pi)(approval) && (0,job_spec_document .pi)(approval['required']);
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
function toApprovalRules({ required, from = ['maintain', 'admin'], users = [], by = policy .Dm, 'allow-self': allowSelf = false, }) {
    return required === 'never' ? undefined : { required, from, users, by, allowSelf };
}
function linesOf(nodes) {
    const pointers = (0,contract_fields .Cc)((0,policy_schema .Ex)([])).map(({ parent, name }) => `${parent}/${name}`);
    return new Map(pointers.flatMap((pointer) => {
        const line = nodes.get(pointer)?.keyPosition?.line;
        return line === undefined ? [] : [[(0,format_value .cn)(pointer), line]];
    }));
}


 })

};
;