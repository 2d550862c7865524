"use strict";
exports.id = 433;
exports.ids = [433];
exports.modules = {

/***/ 3178:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lx: () => (/* binding */ RedirectError),
/* harmony export */   T6: () => (/* binding */ ProxyError),
/* harmony export */   ah: () => (/* binding */ FROM_PROXY_HINT),
/* harmony export */   by: () => (/* binding */ ResponseTooLargeError),
/* harmony export */   si: () => (/* binding */ describeConnectionError),
/* harmony export */   zu: () => (/* binding */ isFromProxy)
/* harmony export */ });
/** The proxy opened no connection, so that the request was not sent. */
class ProxyError extends Error {
    statusCode;
    /** The variable that names the proxy. */
    variable;
    /** @param reason what happened, or the HTTP status by which the proxy refused */
    constructor(reason, variable, cause) {
        super(typeof reason === 'string'
            ? `no connection to the proxy: ${reason}`
            : `the proxy refused the connection (HTTP ${reason.statusCode})`, { cause });
        this.statusCode = typeof reason === 'string' ? undefined : reason.statusCode;
        this.variable = variable;
    }
}
/** A redirect that is not followed. */
class RedirectError extends Error {
}
/** A response has more bytes than allowed. */
class ResponseTooLargeError extends Error {
    constructor(maxBytes) {
        super(`the response is larger than ${maxBytes} bytes`);
    }
}
/**
 * Node's error codes for a rejected certificate. `ERR_SSL_` codes do not belong here: OpenSSL also uses them for an
 * unreadable record after the handshake, when the request may have been sent.
 */
const CERTIFICATE_CODE = /^(ERR_TLS_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/;
/** A TLS or proxy error that the user must fix; undefined for others. */
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
    // Some proxies answer 401 where the standard says 407.
    if (statusCode === 401 || statusCode === 407)
        return { message, hint: `Check the user name and password in \`${variable}\`.` };
    if (statusCode === 403)
        return { message, hint: 'Have this host allowed in the proxy, or name it in `no_proxy`.' };
    return { message };
}
/** Whether something in between has answered in place of the server: with a page for people, or asking for a login. */
function isFromProxy(status, contentType, body) {
    const isPage = /^\s*text\/html\b/i.test(contentType ?? '') || /^\s*<(!doctype|html)\b/i.test(body);
    return status === 407 || ((status === 401 || status === 403) && isPage);
}
/** What to do about such an answer. */
const FROM_PROXY_HINT = 'A proxy, firewall or CDN in between has answered. Have this host allowed there; behind a proxy also check the user name and password in `https_proxy`.';


/***/ }),

/***/ 5632:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ USER_AGENT)
/* harmony export */ });
/* harmony import */ var _contract_version_gen_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9322);

/** Of all requests, to the service and to GitHub. */
const USER_AGENT = `mistral-forge-action/${_contract_version_gen_js__WEBPACK_IMPORTED_MODULE_0__/* .VERSION */ .x}`;


/***/ })

};
;