"use strict";
exports.id = 875;
exports.ids = [875];
exports.modules = {

 8256:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  connectForgeApi: () => ( connectForgeApi)
});

var connection_errors = __webpack_require__(3178);
var send_request = __webpack_require__(2372);
;

const NOT_SENT_MESSAGES = {
    ENOTFOUND: 'could not resolve the host name',
    EAI_AGAIN: 'could not resolve the host name, try again later',
    ECONNREFUSED: 'the connection was refused',
    EHOSTUNREACH: 'the host is unreachable',
    ENETUNREACH: 'the network is unreachable',
    EADDRNOTAVAIL: 'no local address is available',
    EPROTO: 'the TLS handshake failed',
};
const TLS_NOT_ESTABLISHED = /before secure TLS connection was established/;
function classifyNetworkError(error) {
    const code = stringField(error, 'code');
    const message = error instanceof Error ? error.message : String(error);
    const connectionError = (0,connection_errors .si)(error);
    if (connectionError)
        return { kind: 'not-sent', ...connectionError };
    const knownMessage = NOT_SENT_MESSAGES[code];
    if (knownMessage !== undefined && !wasConnected(error, code))
        return { kind: 'not-sent', message: `${knownMessage} (${code})` };
    const attempts = connectionAttempts(error);
    if (attempts.every((attempt) => stringField(attempt, 'syscall') === 'connect') ||
        TLS_NOT_ESTABLISHED.test(message)) {
        const message = attempts.map((attempt) => stringField(attempt, 'message')).join(', ');
        return { kind: 'not-sent', message: `no connection: ${message}` };
    }
    if (wasConnected(error, code))
        return { kind: 'interrupted', message: `the connection was lost (${code})` };
    return { kind: 'interrupted', message: code && !message.includes(code) ? `${message} (${code})` : message };
}
function wasConnected(error, code) {
    if (code === 'EPROTO')
        return false;
    return /^(read|write)$/.test(stringField(error, 'syscall')) || /^(ECONNRESET$|EPIPE$|ERR_SSL_)/.test(code);
}
function connectionAttempts(error) {
    const errors = error instanceof Error ? Reflect.get(error, 'errors') : undefined;
    return Array.isArray(errors) && errors.length > 0 ? errors : [error];
}
function stringField(error, field) {
    const value = typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;
    return typeof value === 'string' ? value : '';
}

;



const MAX_BODY_BYTES = 1_048_576;
function createHttpTransport(options) {
    return async (request) => {
        const timeout = new AbortController();
        const done = new AbortController();
        const timer = options.clock.sleep(request.timeoutMs, done.signal).then(() => timeout.abort());
        try {
            return { ok: true, value: await send(options, request, timeout.signal) };
        }
        catch (error) {
            if (timeout.signal.aborted)
                return { ok: false, error: timeoutError(request) };
            const isTooLarge = error instanceof connection_errors .by ? true : undefined;
            return { ok: false, error: { ...classifyNetworkError(error), isTooLarge } };
        }
        finally {
            done.abort();
            await timer;
        }
    };
}
async function send({ baseUrl, apiKey, userAgent, findProxy }, { method, path, body, headers }, signal) {
    return (0,send_request .w)({
        method,
        url: new URL(baseUrl + path),
        headers: {
            accept: 'application/json',
            'accept-encoding': 'identity',
            'user-agent': userAgent,
            authorization: `Bearer ${apiKey}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
        },
        body,
        maxBodyBytes: MAX_BODY_BYTES,
        signal,
        findProxy,
    });
}
function timeoutError(request) {
    return {
        kind: 'interrupted',
        message: `no complete response within ${Math.round(request.timeoutMs / 1000)} s`,
    };
}
function withRedaction(transport, redact) {
    return async (request) => {
        const result = await transport(request);
        if (!result.ok)
            return { ok: false, error: { ...result.error, message: redact(result.error.message) } };
        const { headers } = result.value;
        const redactedHeaders = Object.entries(headers).map(([name, value]) => [
            name,
            typeof value === 'string' ? redact(value) : value?.map(redact),
        ]);
        return { ok: true, value: { ...result.value, headers: Object.fromEntries(redactedHeaders) } };
    };
}

var job_id = __webpack_require__(1909);
var service_refusals = __webpack_require__(8809);
var timeouts = __webpack_require__(1363);
;
const REQUEST_ID_HEADERS = ['mistral-correlation-id', 'x-request-id', 'x-kong-request-id', 'cf-ray'];
const MAX_RETRY_AFTER_MS = 365 * 24 * 3_600_000;
function getHeader(headers, name) {
    const value = headers[name];
    return typeof value === 'string' ? value : value?.[0];
}
function getRequestId(headers) {
    for (const name of REQUEST_ID_HEADERS) {
        const value = getHeader(headers, name)?.trim();
        if (value)
            return value.slice(0, 128);
    }
    return undefined;
}
function parseRetryAfter(headers, wallMs) {
    const value = getHeader(headers, 'retry-after')?.trim();
    if (!value)
        return undefined;
    if (/^[+-]?\d+(\.\d+)?$/.test(value))
        return clamp(Number(value) * 1000);
    const at = Date.parse(value);
    if (Number.isNaN(at))
        return undefined;
    return clamp(at - (serverTimeMs(headers) ?? wallMs));
}
function serverTimeMs(headers) {
    const at = Date.parse(getHeader(headers, 'date') ?? '');
    return Number.isNaN(at) ? undefined : at;
}
function clamp(ms) {
    return Math.min(MAX_RETRY_AFTER_MS, Math.max(0, ms));
}

;


const MAX_MESSAGE_LENGTH = 1_000;
const TEXT_FIELDS = [
    'message',
    'detail',
    'error',
    'msg',
    'failure_reason',
    'error_message',
    'status_message',
    'reason',
];
function extractMessage(value, depth = 0) {
    if (typeof value === 'string')
        return oneLine(value);
    if (depth > 4 || typeof value !== 'object' || value === null)
        return undefined;
    if (Array.isArray(value)) {
        const parts = value.map((item) => extractMessage(item, depth + 1)).filter((part) => part !== undefined);
        return parts.length > 0 ? oneLine(parts.join('; ')) : undefined;
    }
    const body = value;
    for (const field of TEXT_FIELDS) {
        const message = extractMessage(body[field], depth + 1);
        if (message !== undefined)
            return withFieldPath(body['loc'], message);
    }
    return undefined;
}
function withFieldPath(loc, message) {
    if (!Array.isArray(loc))
        return message;
    const path = loc.filter((part) => typeof part === 'string' || typeof part === 'number').map(String);
    if (path[0] === 'body')
        path.shift();
    return path.length > 0 ? `${path.join('.')}: ${message}` : message;
}
function extractHtmlMessage(text) {
    const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1];
    return oneLine(title ?? text.replace(/<[^>]*>/g, ' '));
}
function oneLine(text) {
    const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
    if (line === '')
        return undefined;
    return line.length > MAX_MESSAGE_LENGTH ? `${line.slice(0, MAX_MESSAGE_LENGTH).toWellFormed()}\u2026` : line;
}
const ROUTE_NOT_FOUND = /no route matched|^not found$/i;
const QUOTA_USED_UP = /insufficient[_ ]quota|exceeded your current quota|monthly quota|spend(?:ing)?[_ ](?:limit|cap)|billing[_ ](?:hard[_ ])?limit|(?:out of|insufficient) credits|credit balance/i;
function refusalCause({ status, headers, body }, message = '') {
    const isPage = /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(body);
    if (status === 404)
        return isPage || ROUTE_NOT_FOUND.test(message) ? 'no-route' : undefined;
    if (isPage || (0,connection_errors .zu)(status, getHeader(headers, 'content-type'), body))
        return 'web-page';
    return QUOTA_USED_UP.test(body) ? 'quota-used-up' : undefined;
}

;



const MAX_TEXT_LENGTH = 512;
const MAX_MODEL_LENGTH = 4_096;
const MAX_DEPTH = 32;
function decodeJob(value) {
    if (!isObject(value))
        return undefined;
    const id = (0,job_id .e)(value['id']);
    if (id === undefined)
        return undefined;
    return omitUndefined({
        id,
        status: readText(value['status'], MAX_TEXT_LENGTH),
        jobType: readText(value['job_type'], MAX_TEXT_LENGTH),
        modelConfig: jsonObject(value['model_config']),
        hyperparameters: jsonObject(value['hyperparameters']),
        datasetIds: readTexts(value['dataset_ids']),
        autoStart: typeof value['auto_start'] === 'boolean' ? value['auto_start'] : undefined,
        createdAt: readNumber(value['created_at']),
        modifiedAt: readNumber(value['modified_at']),
        ...readModel(value['output_model']),
        reason: extractMessage(value),
    });
}
function decodePage(value, headers) {
    if (!isObject(value) || !Array.isArray(value['data']))
        return undefined;
    const jobs = value['data'].map(decodeJob).filter((job) => job !== undefined);
    return { jobs, total: readNumber(value['total']), serverNowMs: serverTimeMs(headers) };
}
function parseJson(body, redact) {
    try {
        return redactTexts(JSON.parse(body), redact);
    }
    catch {
        return undefined;
    }
}
function redactTexts(value, redact) {
    if (typeof value === 'string')
        return redact(value);
    if (Array.isArray(value))
        return value.map((item) => redactTexts(item, redact));
    if (!isObject(value))
        return value;
    const fields = Object.entries(value).map(([name, item]) => [redact(name), redactTexts(item, redact)]);
    return Object.fromEntries(fields);
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function jsonObject(value) {
    return isObject(value) && isShallow(value, MAX_DEPTH) ? value : undefined;
}
function isShallow(value, depth) {
    if (typeof value !== 'object' || value === null)
        return true;
    return depth > 0 && Object.values(value).every((item) => isShallow(item, depth - 1));
}
function readText(value, maxLength) {
    if (typeof value !== 'string')
        return undefined;
    const trimmed = value.trim();
    const isUsable = trimmed !== '' && trimmed.length <= maxLength && !CONTROL_CHARACTER.test(trimmed);
    return isUsable ? trimmed : undefined;
}
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
function readModel(value) {
    const outputModel = readText(value, MAX_MODEL_LENGTH);
    if (outputModel !== undefined || typeof value !== 'string' || value.trim() === '')
        return { outputModel };
    return { unusableModel: value.length > MAX_MODEL_LENGTH ? 'too-long' : 'control-characters' };
}
function readTexts(value) {
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
    return isList && !value.some((item) => CONTROL_CHARACTER.test(item)) ? value : undefined;
}
function readNumber(value) {
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
function omitUndefined(fields) {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

;






const JOBS = '/forge/training/jobs';
function createForgeApi(transport, redact, wall) {
    const call = async (request, decode) => {
        const result = await transport(request);
        if (!result.ok)
            return result;
        return readResponse(result.value, parseJson(result.value.body, redact), {
            decode,
            redact,
            wallMs: wall(),
        });
    };
    const callJob = async (request, id) => {
        const result = await call(request, (body) => decodeJobWithId(body, id));
        if (!result.ok || result.value.id === (0,job_id .e)(id))
            return result;
        const message = `the service answered with the job ${result.value.id} instead of ${id}`;
        return { ok: false, error: { kind: 'invalid-response', message, requestId: result.requestId } };
    };
    const timeoutMs = timeouts .JH;
    const jobPath = (id) => `${JOBS}/${encodeURIComponent(id)}`;
    return {
        create: (request, idempotencyKey) => call({
            method: 'POST',
            path: JOBS,
            body: JSON.stringify(request),
            headers: { 'idempotency-key': idempotencyKey },
            timeoutMs: timeouts .cZ,
        }, decodeJob),
        get: (id) => callJob({ method: 'GET', path: jobPath(id), timeoutMs }, id),
        list: (page, pageSize) => call({ method: 'GET', path: `${JOBS}?page=${page}&page_size=${pageSize}`, timeoutMs }, decodePage),
        cancel: (id) => callJob({ method: 'POST', path: `${jobPath(id)}/cancel`, timeoutMs }, id),
    };
}
function decodeJobWithId(body, id) {
    return isObject(body) ? decodeJob({ ...body, id: body['id'] ?? id }) : undefined;
}
function readResponse(response, parsed, { decode, redact, wallMs }) {
    const { status, headers, body } = response;
    const requestId = getRequestId(headers) ?? bodyRequestId(parsed);
    if (status < 200 || status > 299)
        return {
            ok: false,
            error: { ...toHttpError({ ...response, body: redact(body) }, parsed, wallMs), requestId },
        };
    const value = decode(parsed, headers);
    if (value !== undefined)
        return { ok: true, value, requestId };
    const message = parsed === undefined ? 'the response is not JSON' : 'the response does not match the API schema';
    return {
        ok: false,
        error: {
            kind: 'invalid-response',
            status,
            message: `${message} (HTTP ${status}, ${body.length} characters)`,
            requestId,
        },
    };
}
function toHttpError(response, parsed, wallMs) {
    const { status, headers, body } = response;
    const message = parsed === undefined ? extractHtmlMessage(body) : extractMessage(parsed);
    const because = refusalCause(response, message);
    return {
        kind: 'http',
        status,
        because,
        message: message ??
            `no reason given (HTTP ${status} with ${body === '' ? 'an empty body' : 'a body without a message'})`,
        retryAfterMs: parseRetryAfter(headers, wallMs),
        hint: (0,service_refusals .O)({ kind: 'http', status, because }).hint,
    };
}
function bodyRequestId(body) {
    const id = isObject(body) ? body['request_id'] : undefined;
    return typeof id === 'string' && id !== '' ? id.slice(0, 128) : undefined;
}

var system_clock = __webpack_require__(3932);
var user_agent = __webpack_require__(5632);
;




function connectForgeApi({ apiKey, apiUrl }, findProxy, runner) {
    const transport = createHttpTransport({
        baseUrl: apiUrl,
        apiKey,
        userAgent: user_agent ._,
        clock: system_clock .m,
        findProxy,
    });
    const { redact } = runner;
    return createForgeApi(withDebugLog(withRedaction(transport, redact), runner), redact, () => system_clock .m.wall());
}
function withDebugLog(transport, runner) {
    return async (request) => {
        const sentMs = system_clock .m.now();
        const result = await transport(request);
        const outcome = result.ok
            ? `HTTP ${result.value.status}`
            : `${result.error.kind}: ${result.error.message}`;
        const elapsedMs = Math.round(system_clock .m.now() - sentMs);
        runner.debug(`${request.method} ${request.path}: ${outcome}, after ${elapsedMs} ms`);
        return result;
    };
}


 }),

 2372:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  w: () => ( sendRequest)
});

var external_node_http_ = __webpack_require__(7067);
var external_node_http_default = __webpack_require__.n(external_node_http_);
var external_node_https_ = __webpack_require__(4708);
var external_node_https_default = __webpack_require__.n(external_node_https_);
var external_node_util_ = __webpack_require__(7975);
var http_client = __webpack_require__(8613);
var connection_errors = __webpack_require__(3178);
var loopback = __webpack_require__(949);
var external_node_net_ = __webpack_require__(7030);
var external_node_tls_ = __webpack_require__(1692);
var external_node_tls_default = __webpack_require__.n(external_node_tls_);
;






function openTunnel(proxy, target, signal) {
    const { url, login, variable } = proxy;
    const port = target.port || (target.protocol === 'https:' ? '443' : '80');
    const authority = `${target.hostname}:${port}`;
    const authorization = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
    const options = {
        host: (0,loopback .e)(url),
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
            reject(new connection_errors .T6(statusCode === 200 ? 'it sent data before the request' : { statusCode }, variable));
        });
        request.once('error', (error) => reject(new connection_errors .T6(error.message, variable, error)));
        request.end();
    });
}
function encryptTunnel(socket, target) {
    const host = (0,loopback .e)(target);
    const servername = (0,external_node_net_.isIP)(host) === 0 ? host : '';
    return external_node_tls_default().connect({ socket, host, servername, ALPNProtocols: ['http/1.1'] });
}

;







async function sendRequest(request) {
    const { signal } = request;
    signal.throwIfAborted();
    const aborted = new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    return Promise.race([exchange(request), aborted]);
}
async function exchange(request) {
    const message = await send_request_open(request, await connectionOptions(request));
    const encoded = await readBytes(message, request.maxBodyBytes);
    const bytes = await decode(encoded, message.headers['content-encoding'], request.maxBodyBytes);
    const body = new TextDecoder().decode(bytes);
    return { status: message.statusCode ?? 0, headers: message.headers, body };
}
async function connectionOptions({ url, signal, findProxy, agent }) {
    const proxy = findProxy(url);
    if (proxy === undefined)
        return { agent: agent ?? false };
    const tunnel = await openTunnel(proxy, url, signal);
    return { createConnection: () => (url.protocol === 'https:' ? encryptTunnel(tunnel, url) : tunnel) };
}
async function send_request_open({ method, url, headers, body, signal }, connection) {
    const options = {
        host: (0,loopback .e)(url),
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
    const client = new http_client .Q();
    const data = body ?? null;
    const send = async (using) => (await client.requestRaw({ httpModule, parsedUrl: url, options: using }, data)).message;
    try {
        return await send(options);
    }
    catch (error) {
        if (!mayReuse || method !== 'GET' || signal.aborted)
            throw error;
        return send({ ...options, headers: { ...headers }, agent: false });
    }
}
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
                fail(new connection_errors .by(maxBytes));
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
const DECODERS = {
    gzip: gunzip,
    'x-gzip': gunzip,
    br: async (bytes, options) => (0,external_node_util_.promisify)((await Promise.resolve( ).then(__webpack_require__.t.bind(__webpack_require__, 8522, 23))).brotliDecompress)(bytes, options),
    deflate: async (bytes, options) => {
        const { inflate, inflateRaw } = await Promise.resolve( ).then(__webpack_require__.t.bind(__webpack_require__, 8522, 23));
        return (0,external_node_util_.promisify)(hasZlibHeader(bytes) ? inflate : inflateRaw)(bytes, options);
    },
};
async function gunzip(...[bytes, options]) {
    return (0,external_node_util_.promisify)((await Promise.resolve( ).then(__webpack_require__.t.bind(__webpack_require__, 8522, 23))).gunzip)(bytes, options);
}
function hasZlibHeader(bytes) {
    return ((bytes[0] ?? 0) & 0x0f) === 8;
}
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
            ? new connection_errors .by(maxBytes)
            : new Error('the response is compressed but damaged', { cause: error });
    }
}


 })

};
;