"use strict";
exports.id = 697;
exports.ids = [697];
exports.modules = {

/***/ 5697:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createGitHubFetch: () => (/* binding */ createGitHubFetch)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_http__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4708);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_https__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _network_connection_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3178);
/* harmony import */ var _network_send_request_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2372);




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
    const agent = new (protocol === 'https:' ? (node_https__WEBPACK_IMPORTED_MODULE_1___default()) : (node_http__WEBPACK_IMPORTED_MODULE_0___default())).Agent({ keepAlive: true });
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


/***/ }),

/***/ 2372:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w: () => (/* binding */ sendRequest)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
var external_node_http_default = /*#__PURE__*/__webpack_require__.n(external_node_http_);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
var external_node_https_default = /*#__PURE__*/__webpack_require__.n(external_node_https_);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./scripts/bundle/http-client.js
var http_client = __webpack_require__(8613);
// EXTERNAL MODULE: ./build/network/connection-errors.js
var connection_errors = __webpack_require__(3178);
// EXTERNAL MODULE: ./build/network/loopback.js
var loopback = __webpack_require__(949);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
var external_node_tls_default = /*#__PURE__*/__webpack_require__.n(external_node_tls_);
;// CONCATENATED MODULE: ./build/network/tunnel.js






/**
 * Opens a connection to the host of `target` through a proxy (CONNECT).
 *
 * @throws ProxyError if the proxy cannot be reached or refuses
 */
function openTunnel(proxy, target, signal) {
    const { url, login, variable } = proxy;
    const port = target.port || (target.protocol === 'https:' ? '443' : '80');
    const authority = `${target.hostname}:${port}`;
    const authorization = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
    const options = {
        host: (0,loopback/* socketHost */.e)(url),
        port: url.port,
        method: 'CONNECT',
        path: authority,
        headers: { host: authority, ...(authorization && { 'proxy-authorization': authorization }) },
        agent: false,
        signal,
    };
    return new Promise((resolve, reject) => {
        const request = (url.protocol === 'https:' ? (external_node_https_default()) : (external_node_http_default())).request(options);
        request.once('connect', ({ statusCode = 0 }, socket, head) => {
            if (statusCode === 200 && head.length === 0)
                return resolve(socket);
            socket.destroy();
            reject(new connection_errors/* ProxyError */.T6(statusCode === 200 ? 'it sent data before the request' : { statusCode }, variable));
        });
        request.once('error', (error) => reject(new connection_errors/* ProxyError */.T6(error.message, variable, error)));
        request.end();
    });
}
/** Starts TLS in a tunnel. Errors occur as events of the socket. */
function encryptTunnel(socket, target) {
    const host = (0,loopback/* socketHost */.e)(target);
    // A server name must not be an address.
    const servername = (0,external_node_net_.isIP)(host) === 0 ? host : '';
    return external_node_tls_default().connect({ socket, host, servername, ALPNProtocols: ['http/1.1'] });
}

;// CONCATENATED MODULE: ./build/network/send-request.js







/**
 * Sends one request, and reads the whole response. Follows no redirects and does not retry. Any HTTP status resolves.
 *
 * @throws ProxyError, ResponseTooLargeError, Node's errors, or the reason of the signal
 */
async function sendRequest(request) {
    const { signal } = request;
    signal.throwIfAborted();
    // Node never settles some requests, such as one whose response switches protocols.
    const aborted = new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    return Promise.race([exchange(request), aborted]);
}
async function exchange(request) {
    const message = await send_request_open(request, await connectionOptions(request));
    const encoded = await readBytes(message, request.maxBodyBytes);
    const bytes = await decode(encoded, message.headers['content-encoding'], request.maxBodyBytes);
    // Drops the byte order mark.
    const body = new TextDecoder().decode(bytes);
    return { status: message.statusCode ?? 0, headers: message.headers, body };
}
async function connectionOptions({ url, signal, findProxy, agent }) {
    const proxy = findProxy(url);
    // Without an agent of ours, Node's global one could apply other proxy rules (NODE_USE_ENV_PROXY).
    if (proxy === undefined)
        return { agent: agent ?? false };
    const tunnel = await openTunnel(proxy, url, signal);
    return { createConnection: () => (url.protocol === 'https:' ? encryptTunnel(tunnel, url) : tunnel) };
}
/**
 * Uses the raw request of the toolkit's client: its own choice of a connection does not know IPv6 addresses, nor all forms
 * of `no_proxy`.
 */
async function send_request_open({ method, url, headers, body, signal }, connection) {
    const options = {
        host: (0,loopback/* socketHost */.e)(url),
        port: url.port,
        path: url.pathname + url.search,
        method,
        headers: { ...headers },
        signal,
        ...connection,
    };
    const { agent } = connection;
    const mayReuse = typeof agent === 'object' && (agent.freeSockets[agent.getName(options)] ?? []).length > 0;
    const httpModule = url.protocol === 'https:' ? (external_node_https_default()) : (external_node_http_default());
    const client = new http_client/* HttpClient */.Q();
    // Without a body it takes null, although its types do not say so.
    const data = body ?? null;
    const send = async (using) => (await client.requestRaw({ httpModule, parsedUrl: url, options: using }, data)).message;
    try {
        return await send(options);
    }
    catch (error) {
        // The server may have closed a kept connection just when it was used again.
        if (!mayReuse || method !== 'GET' || signal.aborted)
            throw error;
        return send({ ...options, headers: { ...headers }, agent: false });
    }
}
/** Rejects on an error, on an incomplete body and on one that is too large. */
function readBytes(message, maxBytes) {
    return new Promise((resolve, reject) => {
        const chunks = [];
        let bytes = 0;
        const fail = (error) => {
            message.destroy();
            reject(error);
        };
        message.on('data', (chunk) => {
            bytes += chunk.length;
            if (bytes > maxBytes)
                fail(new connection_errors/* ResponseTooLargeError */.by(maxBytes));
            else
                chunks.push(chunk);
        });
        message.on('error', fail);
        message.on('close', () => {
            if (message.complete)
                resolve(Buffer.concat(chunks));
            else
                fail(new Error('the connection closed before the response was complete'));
        });
    });
}
/** zlib is loaded on demand, because hardly any response is compressed. */
const DECODERS = {
    gzip: gunzip,
    'x-gzip': gunzip,
    br: async (bytes, options) => (0,external_node_util_.promisify)((await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 8522, 23))).brotliDecompress)(bytes, options),
    deflate: async (bytes, options) => {
        const { inflate, inflateRaw } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 8522, 23));
        return (0,external_node_util_.promisify)(hasZlibHeader(bytes) ? inflate : inflateRaw)(bytes, options);
    },
};
async function gunzip(...[bytes, options]) {
    return (0,external_node_util_.promisify)((await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 8522, 23))).gunzip)(bytes, options);
}
/** `deflate` means the zlib format, but some servers send it without the header. */
function hasZlibHeader(bytes) {
    return ((bytes[0] ?? 0) & 0x0f) === 8;
}
/** Undoes the encodings of a body, although the request asks for none of most servers: some compress anyway. */
async function decode(encoded, contentEncoding, maxBytes) {
    const names = (contentEncoding ?? '').toLowerCase().split(/[\s,]+/);
    let bytes = encoded;
    for (const name of names.filter((each) => each !== '' && each !== 'identity').reverse()) {
        const decoder = DECODERS[name];
        if (decoder === undefined)
            throw new Error(`the response has the unsupported content encoding ${name}`);
        if (bytes.length > 0)
            bytes = await decodeWithin(decoder, bytes, maxBytes);
    }
    return bytes;
}
async function decodeWithin(decoder, bytes, maxBytes) {
    try {
        return await decoder(bytes, { maxOutputLength: maxBytes });
    }
    catch (error) {
        const isTooLarge = error.code === 'ERR_BUFFER_TOO_LARGE';
        throw isTooLarge
            ? new connection_errors/* ResponseTooLargeError */.by(maxBytes)
            : new Error('the response is compressed but damaged', { cause: error });
    }
}


/***/ })

};
;