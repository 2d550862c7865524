export const id = 897;
export const ids = [897];
export const modules = {

/***/ 9897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   status: () => (/* binding */ status)
/* harmony export */ });
/* harmony import */ var _jobs_job_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4258);
/* harmony import */ var _jobs_read_jobs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(770);


/** `command: status`: reads one job once. Succeeds whatever the state of the job. */
async function status({ jobId }, context) {
    const requested = (0,_jobs_job_state_js__WEBPACK_IMPORTED_MODULE_0__/* .stateFromJobId */ .GO)(jobId);
    context.reporter.start([requested]);
    return { states: await (0,_jobs_read_jobs_js__WEBPACK_IMPORTED_MODULE_1__/* .readJobs */ .RI)([requested], context), diagnostics: [] };
}


/***/ })

};
