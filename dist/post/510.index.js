export const id = 510;
export const ids = [510];
export const modules = {

/***/ 7510:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createGitHubFetch: () => (/* binding */ createGitHubFetch)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4708);
/* harmony import */ var _network_connection_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9257);
/* harmony import */ var _network_send_request_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3812);




/** A page of 100 comments of the greatest length has up to 26 MB. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
const MAX_REDIRECTS = 3;
/**
 * Creates a `fetch` for octokit on the same network code as the client of the service. Unlike the global one it limits
 * the size of a response, and sends token and body only to the server at `apiUrl`: reads follow redirects there, and
 * writes none.
 */
function createGitHubFetch(apiUrl, findProxy) {
    const { origin, protocol } = new URL(apiUrl);
    const agent = new (protocol === 'https:' ? node_https__WEBPACK_IMPORTED_MODULE_1__ : node_http__WEBPACK_IMPORTED_MODULE_0__).Agent({ keepAlive: true });
    const send = (url, { method, headers, body, signal }) => (0,_network_send_request_js__WEBPACK_IMPORTED_MODULE_3__/* .sendRequest */ .w)({
        method,
        url,
        headers: { ...headers, 'accept-encoding': 'gzip' },
        body,
        maxBodyBytes: MAX_BODY_BYTES,
        signal,
        findProxy,
        agent,
    });
    return async (address, options) => {
        // The link to the next page may name another address of the same server.
        const { pathname, search } = new URL(address);
        let url = new URL(origin + pathname + search);
        let response = await send(url, options);
        for (let count = 0; isRedirect(response); count++) {
            if (count === MAX_REDIRECTS)
                throw new _network_connection_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RedirectError */ .Lx('too many redirects');
            url = checkRedirect(url, response.headers.location ?? '', options.method);
            response = await send(url, options);
        }
        return toFetchResponse(url, response);
    };
}
function isRedirect({ status, headers }) {
    return [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined;
}
/** Returns the target, or throws if the request must not be sent there. */
function checkRedirect(url, location, method) {
    const target = URL.parse(location, url.href);
    if (target?.origin !== url.origin)
        throw new _network_connection_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RedirectError */ .Lx(`the server redirects to ${target?.origin ?? 'an invalid address'}, which would send the token there. Check the address of the server (GITHUB_API_URL), and whether a proxy requires a login.`);
    if (method !== 'GET')
        throw new _network_connection_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RedirectError */ .Lx('the server redirects the request, but only reads are redirected. Has the repository been renamed or moved? Then start a new run.');
    return target;
}
function toFetchResponse(url, { status, headers, body }) {
    const entries = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    return { url: url.href, status, headers: new Map(entries), text: () => Promise.resolve(body) };
}


/***/ })

};
