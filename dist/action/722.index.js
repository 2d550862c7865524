"use strict";
exports.id = 722;
exports.ids = [722];
exports.modules = {

/***/ 3722:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createPlan: () => (/* binding */ createPlan)
/* harmony export */ });
/* harmony import */ var _evaluate_policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4678);
/* harmony import */ var _needs_approval_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3567);
/* harmony import */ var _price_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6840);



/** What these specs would train, and whether the policy allows each. */
function createPlan(specs, { policy, policyPage, eventName, baseRequests, existingJobs, countsJobs = true }) {
    const plans = specs.map(({ label, digest, request }) => {
        const before = baseRequests?.get(label);
        const plan = {
            examples: knownExamples(request),
            baseExamples: before && knownExamples(before),
            price: policy && knownPrice(policy, request),
            basePrice: policy && before && knownPrice(policy, before),
            violations: policy ? (0,_evaluate_policy_js__WEBPACK_IMPORTED_MODULE_0__/* .evaluateRequest */ .L)(policy, request, { eventName }) : [],
            ...(policy && (0,_needs_approval_js__WEBPACK_IMPORTED_MODULE_1__/* .needsApproval */ .v)(policy, request) ? { needsApproval: true } : {}),
            existingJobId: existingJobs?.get(digest),
        };
        return [label, plan];
    });
    return {
        specs: new Map(plans),
        violations: policy && countsJobs ? (0,_evaluate_policy_js__WEBPACK_IMPORTED_MODULE_0__/* .evaluateRun */ .t)(policy, specs.length) : [],
        policy: policyPage,
    };
}
function knownExamples(request) {
    const result = (0,_price_js__WEBPACK_IMPORTED_MODULE_2__/* .examplesOf */ .Li)(request);
    return result.kind === 'known' ? result.examples : undefined;
}
function knownPrice(policy, request) {
    const result = (0,_price_js__WEBPACK_IMPORTED_MODULE_2__/* .priceOf */ .xx)(policy, request);
    return result.kind === 'priced' ? result.price : undefined;
}


/***/ })

};
;