"use strict";
exports.id = 473;
exports.ids = [473];
exports.modules = {

/***/ 9473:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   describePlan: () => (/* binding */ describePlan),
/* harmony export */   describeViolations: () => (/* binding */ describeViolations)
/* harmony export */ });
/* harmony import */ var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9886);
/* harmony import */ var _format_price_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4491);
/* harmony import */ var _violation_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3293);




/** Where a spec has the value that a rule is about. */
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
/** Describes what each spec would train and why the policy forbids it. Says nothing without a policy. */
function describePlan({ specs, violations, policy }, positions) {
    if (policy === undefined)
        return { lines: [], problems: [] };
    const { owners } = policy;
    const problems = [...specs].flatMap(([label, plan]) => plan.violations.map((violation) => {
        const node = positions.get(label)?.get(POINTERS[violation.rule] ?? '');
        // A label ends in the number of the document.
        const location = { file: label.replace(/#\d+$/, ''), ...node?.valuePosition };
        return { level: 'error', location, message: (0,_violation_js__WEBPACK_IMPORTED_MODULE_2__/* .formatViolation */ .hQ)(violation, { owners }) };
    }));
    return {
        lines: [...specs].map(([label, plan]) => `${label}  ${planText(plan)}`),
        problems: [...problems, ...describeViolations(violations, owners)],
    };
}
/** Describes rules that are about the step as a whole. `owners`: who may change them. */
function describeViolations(violations, owners) {
    return violations.map((violation) => ({
        level: 'error',
        location: { file: _policy_js__WEBPACK_IMPORTED_MODULE_3__/* .POLICY_FILE */ .CX, line: violation.line },
        message: (0,_violation_js__WEBPACK_IMPORTED_MODULE_2__/* .formatViolation */ .hQ)(violation, { owners }),
    }));
}
function planText({ examples, price, violations, needsApproval }) {
    return [
        ...(examples === undefined ? [] : [`${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__/* .groupDigits */ .K9)(examples)} examples`]),
        ...(price === undefined ? [] : [`${(0,_format_price_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPrice */ .$)(price)} by your rates`]),
        violations.length > 0
            ? 'refused by the policy'
            : `allowed by the policy${needsApproval === true ? ' after an approval' : ''}`,
    ].join(', ');
}


/***/ }),

/***/ 4491:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ formatPrice),
/* harmony export */   H: () => (/* binding */ formatBudget)
/* harmony export */ });
/* harmony import */ var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);

/** `1,234.50 EUR`, with at most two decimals. Rounds up, so that no price is shown as less than it is. */
function formatPrice(price) {
    return formatAmount(price, (cents) => Math.ceil(cents - CENT_TOLERANCE));
}
/** Like `formatPrice`, but rounds down, so that a price above the budget never looks equal to it. */
function formatBudget(budget) {
    return formatAmount(budget, (cents) => Math.floor(cents + CENT_TOLERANCE));
}
/** Products of decimal fractions are off by a little: 1.1 x 100 is 110.00000000000001. */
const CENT_TOLERANCE = 1e-6;
function formatAmount({ amount, currency }, round) {
    const rounded = round(amount * 100) / 100;
    const digits = Number.isInteger(rounded) ? String(rounded) : rounded.toFixed(2);
    return `${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__/* .groupDigits */ .K9)(digits)} ${currency}`;
}


/***/ }),

/***/ 3293:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PP: () => (/* binding */ listAlternatives),
/* harmony export */   _w: () => (/* binding */ listAll),
/* harmony export */   aO: () => (/* binding */ createViolation),
/* harmony export */   hQ: () => (/* binding */ formatViolation)
/* harmony export */ });
/* harmony import */ var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9886);


/** With more, a message would be longer than a line. */
const MAX_LISTED = 5;
function createViolation(policy, rule, message, fix) {
    return { rule, message, fix, line: policy.lines.get(rule) };
}
/**
 * One line, such as: training_steps is 30,000, but limits.training-steps allows 20,000 (.github/forge-policy.yml, line 9;
 * `@acme/platform` can change it).
 */
function formatViolation({ message, line, fix }, { file = _policy_js__WEBPACK_IMPORTED_MODULE_1__/* .POLICY_FILE */ .CX, owners = [] } = {}) {
    const place = line === undefined ? file : `${file}, line ${line}`;
    const who = owners.length === 0 ? '' : `; ${listAlternatives(owners)} can change it`;
    return `${message.replace(/\.$/, '')} (${place}${who}).${fix === undefined ? '' : ` ${fix}`}`;
}
/** `a, b or c`; of a long list, the first ones and how many others there are. */
function listAlternatives(items) {
    return (0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__/* .joinWithOr */ .uy)(shorten(items));
}
/** `a, b and c`, likewise. */
function listAll(items) {
    return (0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__/* .joinWithAnd */ .Ol)(shorten(items));
}
function shorten(items) {
    if (items.length <= MAX_LISTED + 1)
        return items;
    return [...items.slice(0, MAX_LISTED), `${items.length - MAX_LISTED} others`];
}


/***/ })

};
;