"use strict";
exports.id = 815;
exports.ids = [815];
exports.modules = {

 5697:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
 __webpack_require__.d(__webpack_exports__, {
 createGitHubFetch: () => ( createGitHubFetch)
 });
 var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
 var node_http__WEBPACK_IMPORTED_MODULE_0___default = __webpack_require__.n(node_http__WEBPACK_IMPORTED_MODULE_0__);
 var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4708);
 var node_https__WEBPACK_IMPORTED_MODULE_1___default = __webpack_require__.n(node_https__WEBPACK_IMPORTED_MODULE_1__);
 var _network_connection_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3178);
 var _network_send_request_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2372);




const MAX_BODY_BYTES = 32 * 1024 * 1024;
const MAX_REDIRECTS = 3;
function createGitHubFetch(apiUrl, findProxy) {
    const { origin, protocol } = new URL(apiUrl);
    const agent = new (protocol === 'https:' ? (node_https__WEBPACK_IMPORTED_MODULE_1___default()) : (node_http__WEBPACK_IMPORTED_MODULE_0___default())).Agent({ keepAlive: true });
    const send = (url, { method, headers, body, signal }) => (0,_network_send_request_js__WEBPACK_IMPORTED_MODULE_3__ .w)({
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
        const { pathname, search } = new URL(address);
        let url = new URL(origin + pathname + search);
        let response = await send(url, options);
        for (let count = 0; isRedirect(response); count++) {
            if (count === MAX_REDIRECTS)
                throw new _network_connection_errors_js__WEBPACK_IMPORTED_MODULE_2__ .Lx('too many redirects');
            url = checkRedirect(url, response.headers.location ?? '', options.method);
            response = await send(url, options);
        }
        return toFetchResponse(url, response);
    };
}
function isRedirect({ status, headers }) {
    return [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined;
}
function checkRedirect(url, location, method) {
    const target = URL.parse(location, url.href);
    if (target?.origin !== url.origin)
        throw new _network_connection_errors_js__WEBPACK_IMPORTED_MODULE_2__ .Lx(`the server redirects to ${target?.origin ?? 'an invalid address'}, which would send the token there. Check the address of the server (GITHUB_API_URL), and whether a proxy requires a login.`);
    if (method !== 'GET')
        throw new _network_connection_errors_js__WEBPACK_IMPORTED_MODULE_2__ .Lx('the server redirects the request, but only reads are redirected. Has the repository been renamed or moved? Then start a new run.');
    return target;
}
function toFetchResponse(url, { status, headers, body }) {
    const entries = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    return { url: url.href, status, headers: new Map(entries), text: () => Promise.resolve(body) };
}


 }),

 3178:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Lx: () => ( RedirectError),
 T6: () => ( ProxyError),
 ah: () => ( FROM_PROXY_HINT),
 by: () => ( ResponseTooLargeError),
 si: () => ( describeConnectionError),
 zu: () => ( isFromProxy)
 });
class ProxyError extends Error {
    statusCode;
    variable;
    constructor(reason, variable, cause) {
        super(typeof reason === 'string'
            ? `no connection to the proxy: ${reason}`
            : `the proxy refused the connection (HTTP ${reason.statusCode})`, { cause });
        this.statusCode = typeof reason === 'string' ? undefined : reason.statusCode;
        this.variable = variable;
    }
}
class RedirectError extends Error {
}
class ResponseTooLargeError extends Error {
    constructor(maxBytes) {
        super(`the response is larger than ${maxBytes} bytes`);
    }
}
const CERTIFICATE_CODE = /^(ERR_TLS_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/;
function describeConnectionError(error) {
    if (error instanceof ProxyError)
        return describeProxyError(error);
    const code = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
    if (typeof code !== 'string' || !CERTIFICATE_CODE.test(code))
        return undefined;
    return {
        message: `the TLS certificate was not accepted (${code})`,
        hint: 'If a server or proxy uses a private CA, set NODE_EXTRA_CA_CERTS to the path of its certificate.',
    };
}
function describeProxyError({ message, statusCode, variable, cause }) {
    const certificate = describeConnectionError(cause);
    if (certificate)
        return { ...certificate, message: `no connection to the proxy: ${certificate.message}` };
    if (statusCode === 401 || statusCode === 407)
        return { message, hint: `Check the user name and password in \`${variable}\`.` };
    if (statusCode === 403)
        return { message, hint: 'Have this host allowed in the proxy, or name it in `no_proxy`.' };
    return { message };
}
function isFromProxy(status, contentType, body) {
    const isPage = /^\s*text\/html\b/i.test(contentType ?? '') || /^\s*<(!doctype|html)\b/i.test(body);
    return status === 407 || ((status === 401 || status === 403) && isPage);
}
const FROM_PROXY_HINT = 'A proxy, firewall or CDN in between has answered. Have this host allowed there; behind a proxy also check the user name and password in `https_proxy`.';


 }),

 5632:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 _: () => ( USER_AGENT)
 });
 var _contract_version_gen_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9322);

const USER_AGENT = `mistral-forge-action/${_contract_version_gen_js__WEBPACK_IMPORTED_MODULE_0__ .x}`;


 })

};
;