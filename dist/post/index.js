import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 1916:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = true;
exports.Io = __webpack_unused_export__ = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
exports.Io = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
__webpack_unused_export__ = closest;


/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 5274:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ toComment),
/* harmony export */   m: () => (/* binding */ githubCommentStore)
/* harmony export */ });
/* harmony import */ var _github_client_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6515);
/* harmony import */ var _payload_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7692);


/** Author of comments that are written with the workflow's own token. */
const ACTIONS_BOT = 'github-actions[bot]';
/** The comments of one pull request or issue. */
function githubCommentStore(github, issue_number) {
    const { repo } = github;
    return {
        list: () => github.call('reading the comments', 'comments', async (octokit) => {
            const options = { ...repo, issue_number, per_page: 100, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .requestOptions */ .ag)() };
            const first = await octokit.rest.issues.listComments(options);
            return (await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .allPages */ .S4)(octokit, first)).map(toComment);
        }),
        get: (comment_id) => github.call('reading the comment', 'comments', async ({ rest }) => toComment((await rest.issues.getComment({ ...repo, comment_id, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .requestOptions */ .ag)() })).data)),
        create: (body) => github.write('creating the comment', 'comments', async ({ rest }) => toComment((await rest.issues.createComment({ ...repo, issue_number, body, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .requestOptions */ .ag)() })).data)),
        update: (comment_id, body) => github.write('updating the comment', 'comments', async ({ rest }) => toComment((await rest.issues.updateComment({ ...repo, comment_id, body, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .requestOptions */ .ag)() })).data)),
        remove: (comment_id) => github.write('deleting the duplicate comment', 'comments', async ({ rest }) => {
            await rest.issues.deleteComment({ ...repo, comment_id, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .requestOptions */ .ag)() });
            return undefined;
        }),
        viewerLogin: () => readLogin(github),
    };
}
/** An unknown login is an error: our own comments would look like those of somebody else. */
async function readLogin(github) {
    const result = await github.call('reading the login of the token', 'identity', async (octokit) => {
        const response = await octokit.graphql('query { viewer { login } }', (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .requestOptions */ .ag)());
        return asRestLogin(response.viewer.login);
    });
    if (result.ok)
        return result;
    // Gitea and Forgejo have no GraphQL, but their REST API works, unlike GitHub's for a workflow's own token.
    const restResult = result.isNotFound ? await readRestLogin(github) : result;
    // Restricted tokens cannot read their login; most likely it is the workflow's own token.
    return restResult.ok || !restResult.isPermanent ? restResult : { ok: true, value: ACTIONS_BOT };
}
function readRestLogin(github) {
    return github.call('reading the login of the token', 'identity', async ({ rest }) => {
        const login = (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .stringAt */ .bX)((await rest.users.getAuthenticated((0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .requestOptions */ .ag)())).data, 'login');
        if (!login)
            throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .INVALID_RESPONSE */ .Gl);
        return login;
    });
}
function toComment(value) {
    const id = (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(value, 'id');
    const url = (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .stringAt */ .bX)(value, 'html_url');
    if (typeof id !== 'number' || url === undefined)
        throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .INVALID_RESPONSE */ .Gl);
    return {
        id,
        body: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .stringAt */ .bX)(value, 'body') ?? '',
        author: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .stringAt */ .bX)(value, 'user.login') ?? '',
        url,
        updatedAtMs: (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__/* .timeAt */ .lC)(value, 'updated_at'),
    };
}
/** Depending on the version, GraphQL omits the `[bot]` suffix of the Actions bot. */
function asRestLogin(login) {
    return login === 'github-actions' ? ACTIONS_BOT : login;
}


/***/ }),

/***/ 2876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ contentOf),
/* harmony export */   J: () => (/* binding */ defaultBranchFiles)
/* harmony export */ });
/* harmony import */ var _github_client_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6515);
/* harmony import */ var _payload_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7692);


/** In the order in which GitHub looks for the file. */
const CODEOWNERS_PATHS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
/** Reads the default branch: the API takes it if a request names no other. */
function defaultBranchFiles(github) {
    return {
        readPolicy: (path) => github.call('reading the policy', 'contents', (octokit) => readPolicy(octokit, github.repo, path)),
        readCodeowners: async () => {
            const result = await github.call('reading CODEOWNERS', 'contents', async (octokit) => {
                for (const path of CODEOWNERS_PATHS) {
                    const bytes = contentOf(await readContent(octokit, github.repo, path));
                    if (bytes !== undefined)
                        return bytes.toString('utf8');
                }
                return undefined;
            });
            return result.ok ? result.value : undefined;
        },
    };
}
/**
 * Lists the folder first: that proves with one request that there is no policy, and shows a symbolic link, which the API
 * follows. A 404 may also mean that the token must not read the repository, so it counts only if the token can list its
 * root.
 *
 * @throws the 404 of the root
 */
async function readPolicy(octokit, repository, path) {
    const end = path.lastIndexOf('/');
    const [folder, name] = [path.slice(0, end), path.slice(end + 1)];
    const listing = await readContent(octokit, repository, folder);
    const entries = Array.isArray(listing) ? namedEntries(listing) : undefined;
    if (listing !== undefined && entries === undefined) {
        if ((0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .stringAt */ .bX)(listing, 'type') === undefined)
            throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .INVALID_RESPONSE */ .Gl);
        return { kind: 'unusable', message: `\`${folder}\` is not a folder` };
    }
    const entry = entries?.find((each) => each.name === name);
    if (entry !== undefined && entry.type !== 'file')
        return { kind: 'unusable', message: `it is a ${entry.type}, not a file` };
    const misnamed = entries?.find((each) => isNearName(each.name, name));
    if (entry === undefined && misnamed !== undefined)
        return { kind: 'unusable', message: `\`${folder}/${misnamed.name}\` must be named \`${name}\`` };
    // GitHub lists at most 1,000 entries.
    if (entries !== undefined && entries.length > 0 && entries.length < 1_000 && entry === undefined)
        return { kind: 'none' };
    return readPolicyFile(octokit, repository, path, {
        isListed: entry !== undefined,
        isFolderMissing: listing === undefined,
    });
}
/** `isListed`, `isFolderMissing`: what the listing of the folder said, which a 404 must agree with. */
async function readPolicyFile(octokit, repository, path, { isListed, isFolderMissing }) {
    const file = await readContent(octokit, repository, path);
    if (file !== undefined) {
        if ((0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .stringAt */ .bX)(file, 'type') === undefined)
            throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .INVALID_RESPONSE */ .Gl);
        const bytes = contentOf(file);
        return bytes === undefined
            ? { kind: 'unusable', message: 'it is not a file, or is larger than 1 MB' }
            : { kind: 'file', bytes, url: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .stringAt */ .bX)(file, 'html_url') };
    }
    if (isListed)
        throw new Error('it is listed, but not found');
    const root = (await octokit.rest.repos.getContent({ ...repository, path: '', ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .requestOptions */ .ag)() })).data;
    const names = Array.isArray(root) ? namedEntries(root)?.map((each) => each.name) : undefined;
    // The folder was not found, or does not list the file.
    const folder = path.split('/')[0] ?? '';
    if (names === undefined || names.length === 0)
        throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .INVALID_RESPONSE */ .Gl);
    if (isFolderMissing && names.includes(folder))
        throw new Error('its folder is listed, but not found');
    return { kind: 'none' };
}
/** Undefined if the list is not one of files. */
function namedEntries(entries) {
    const named = entries.flatMap((entry) => {
        const name = (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .stringAt */ .bX)(entry, 'name');
        return name === undefined ? [] : [{ name, type: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .stringAt */ .bX)(entry, 'type') ?? 'special file' }];
    });
    return named.length === entries.length ? named : undefined;
}
/** Whether somebody meant this name: in other capitals, or with the other extension of YAML. */
function isNearName(name, wanted) {
    const normalize = (text) => text.toLowerCase().replace(/\.yaml$/, '.yml');
    return normalize(name) === normalize(wanted);
}
/** A file, or the list of entries of a folder. Undefined if the path does not exist. */
async function readContent(octokit, repository, path) {
    try {
        return (await octokit.rest.repos.getContent({ ...repository, path, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .requestOptions */ .ag)() })).data;
    }
    catch (error) {
        if ((0,_payload_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(error, 'status') === 404)
            return undefined;
        throw error;
    }
}
/** GitHub sends no content for files over 1 MB, with a different `encoding`. */
function contentOf(file) {
    const content = (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .stringAt */ .bX)(file, 'encoding') === 'base64' ? (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .stringAt */ .bX)(file, 'content') : undefined;
    return content === undefined ? undefined : Buffer.from(content, 'base64');
}


/***/ }),

/***/ 3718:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  L: () => (/* binding */ toGitHubError)
});

// EXTERNAL MODULE: ./build/github/payload.js
var payload = __nccwpck_require__(7692);
// EXTERNAL MODULE: ./build/network/connection-errors.js
var connection_errors = __nccwpck_require__(9257);
;// CONCATENATED MODULE: ./build/github/refusals.js
/** Each hint names the whole `permissions` block, because a block removes all permissions that it does not list. */
const PERMISSION_HINTS = {
    comments: 'Give the job `permissions: { contents: read, pull-requests: write }` (for an issue `issues: write`). With `comment: false` nothing is remembered, and every push trains again.',
    identity: 'The token may not read its own login.',
    'pull requests': 'Give the job `permissions: { contents: read, pull-requests: write }`.',
    statuses: 'Give the job `permissions: { contents: read, pull-requests: write, statuses: write }`, or set `commit-status: false`.',
    contents: 'Give the job `permissions: { contents: read, pull-requests: write }`.',
    pushes: 'Give the job `permissions: { contents: read, pull-requests: write }`.',
    dispatches: 'Give the job `permissions: { contents: write, issues: write, pull-requests: write }`, or leave `dispatch-event` empty.',
};
/** The permission of a fine-grained personal access token. */
const TOKEN_PERMISSIONS = {
    comments: '`Pull requests: Read and write` (for an issue `Issues: Read and write`)',
    identity: '`Metadata: Read-only`',
    'pull requests': '`Pull requests: Read-only`',
    statuses: '`Commit statuses: Read and write`',
    contents: '`Contents: Read-only`',
    pushes: '`Contents: Read-only`',
    dispatches: '`Contents: Read and write`',
};
/** How the action treats each refusal by GitHub, Gitea or Forgejo. The first row that applies counts. */
const GITHUB_REFUSALS = [
    {
        statuses: [403, 422, 429],
        text: /rate limit|abuse detection|blocked from content creation|submitted too quickly|(?:retry|try again|try your request again) later/i,
        kind: 'limit',
    },
    { statuses: [429], kind: 'limit' },
    {
        statuses: [403],
        text: /archived/i,
        kind: 'final',
        meaning: 'the repository is archived, so nothing can be written to it',
        advice: 'Unarchive it, or run this workflow in another repository.',
    },
    {
        statuses: [403],
        text: /SAML/i,
        kind: 'final',
        meaning: "the token is not authorized for the organization's single sign-on",
        advice: 'Authorize it (Settings > Developer settings > Personal access tokens > Configure SSO), or use `${{ github.token }}`.',
    },
    {
        statuses: [403],
        text: /IP allow list/i,
        kind: 'final',
        meaning: 'the address of the runner is not in the IP allow list of the organization',
        advice: 'Add it to the list, or use a runner with an allowed address.',
    },
    {
        statuses: [401, 403],
        text: /suspended/i,
        kind: 'final',
        meaning: 'the GitHub App or the account behind `github-token` is suspended',
        advice: 'Ask an owner of the organization to lift the suspension, or use another token.',
    },
    {
        statuses: [403],
        text: /OAuth App access restrictions/i,
        kind: 'final',
        advice: 'Ask an owner of the organization to approve the app behind `github-token`, or use another token.',
    },
    {
        statuses: [403],
        text: /personal access token/i,
        kind: 'final',
        meaning: 'the personal access token lacks a permission',
        advice: (scope) => `Give it ${TOKEN_PERMISSIONS[scope]} for this repository (a classic token needs the scope \`repo\`), or use \`\${{ github.token }}\`.`,
    },
    {
        // Gitea and Forgejo.
        statuses: [403],
        text: /required scope/i,
        kind: 'final',
        advice: 'Give the token in `github-token` the scope that the message names.',
    },
    {
        statuses: [403],
        text: /must have (?:admin|push|write)/i,
        kind: 'final',
        advice: 'The owner of the token in `github-token` needs write access to the repository.',
    },
    { statuses: [403], text: /is locked/i, kind: 'final', advice: 'Unlock the conversation.' },
    {
        statuses: [403, 451],
        text: /access blocked/i,
        kind: 'final',
        meaning: 'GitHub has blocked the repository',
        advice: 'Its owner has been told why.',
    },
    { statuses: [401], kind: 'final', meaning: 'GitHub rejected `github-token`' },
    { statuses: [403], kind: 'final', advice: (scope) => PERMISSION_HINTS[scope] },
    { statuses: [404, 410], kind: 'not-found' },
    { statuses: [422], kind: 'final', meaning: 'GitHub rejected the request' },
];
/** GitHub asks to wait at least this long after a limit that names no time. */
const DEFAULT_LIMIT_MS = 60_000;
/** Describes a refusal. Undefined for a response that says nothing about the request, such as a 502. */
function describeRefusal(response, scope) {
    const { status, message } = response;
    if (isThrottled(response))
        return describeLimit(response);
    const refusal = GITHUB_REFUSALS.find(({ statuses, text }) => statuses.includes(status) && (text?.test(message) ?? true));
    if (refusal === undefined)
        return undefined;
    const { kind, meaning, advice } = refusal;
    if (kind === 'limit')
        return describeLimit(response);
    if (kind === 'not-found')
        return { message: `not found (HTTP ${status})`, isPermanent: true, isNotFound: true };
    const text = meaning === undefined ? message : `${meaning} (${message})`;
    const hint = typeof advice === 'function' ? advice(scope) : advice;
    return {
        message: hint === undefined ? text : `${text.replace(/\.$/, '')}. ${hint}`,
        isPermanent: true,
        isNotFound: false,
    };
}
/** Headers show a limit whatever the message is. */
function isThrottled({ status, headers }) {
    const isExhausted = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
    return (status === 403 || status === 429) && isExhausted;
}
/** A limit, with its end if GitHub names it: `Retry-After` in seconds, or the reset of the hourly limit. */
function describeLimit({ message, headers }) {
    const seconds = Number(headers['retry-after'] ?? Number.NaN);
    const resetS = headers['x-ratelimit-remaining'] === '0' ? Number(headers['x-ratelimit-reset']) : Number.NaN;
    const nowMs = typeof headers['date'] === 'string' ? Date.parse(headers['date']) : Number.NaN;
    const toldMs = Number.isFinite(seconds) ? seconds * 1000 : resetS * 1000 - nowMs;
    const retryAfterMs = toldMs > 0 ? toldMs : DEFAULT_LIMIT_MS;
    const end = new Date(nowMs + retryAfterMs);
    const until = Number.isNaN(end.getTime())
        ? `for ${Math.ceil(retryAfterMs / 1000)} s`
        : `until ${end.toISOString().slice(11, 19)} UTC`;
    return {
        message: `GitHub is rate-limiting requests ${until} (${message})`,
        isPermanent: false,
        isNotFound: false,
        isLimit: true,
        retryAfterMs,
    };
}

;// CONCATENATED MODULE: ./build/github/errors.js



/** Converts an exception of octokit. */
function toGitHubError(error, { action, scope, timeoutMs }) {
    const status = numberOf(error, 'status');
    const message = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300);
    const fail = (reason, isPermanent = false) => ({
        ok: false,
        message: `${action}: ${reason}`,
        isPermanent,
        isNotFound: false,
    });
    const connectionError = findConnectionError(error);
    if (connectionError)
        return fail(sentences(connectionError));
    const isGraphqlError = (0,payload/* valueAt */.fK)(error, 'name') === 'GraphqlResponseError';
    // GraphQL reports limits and missing permissions with status 200.
    const isOver = isGraphqlError && /rate limit/i.test(message);
    if (isGraphqlError && !isOver)
        return fail(message, true);
    if (isTimeout(error))
        return fail(`no response within ${timeoutMs / 1000} s`);
    if ((0,payload/* valueAt */.fK)(error, 'cause') instanceof connection_errors/* RedirectError */.Lx)
        return fail(message, true);
    if (status !== undefined && isProxyPage(error, status))
        return fail(`refused with a page instead of an answer of GitHub (HTTP ${status}). ${connection_errors/* FROM_PROXY_HINT */.ah}`);
    const response = {
        status: isOver ? 403 : (status ?? 0),
        message,
        headers: headersOf(error, isGraphqlError),
    };
    const refusal = describeRefusal(response, scope);
    if (refusal !== undefined)
        return { ...refusal, ok: false, message: `${action}: ${refusal.message}` };
    return fail(!hasResponse(error) || status === undefined || status >= 600 ? message : `HTTP ${status}: ${message}`);
}
/** The headers of the response, which octokit puts elsewhere for GraphQL. */
function headersOf(error, isGraphqlError) {
    const headers = isGraphqlError ? (0,payload/* valueAt */.fK)(error, 'headers') : (0,payload/* valueAt */.fK)((0,payload/* valueAt */.fK)(error, 'response'), 'headers');
    return typeof headers === 'object' && headers !== null ? headers : {};
}
function sentences({ message, hint }) {
    return hint === undefined ? message : `${message}. ${hint}`;
}
/** A TLS or proxy error that the user must fix; libraries wrap it in their own. */
function findConnectionError(error) {
    const found = (0,connection_errors/* describeConnectionError */.si)(error);
    const cause = (0,payload/* valueAt */.fK)(error, 'cause');
    return found ?? (cause === undefined ? undefined : findConnectionError(cause));
}
/** A page by something in between says nothing about token and permissions. */
function isProxyPage(error, status) {
    const response = (0,payload/* valueAt */.fK)(error, 'response');
    const body = (0,payload/* valueAt */.fK)(response, 'data');
    const contentType = (0,payload/* valueAt */.fK)((0,payload/* valueAt */.fK)(response, 'headers'), 'content-type');
    return (0,connection_errors/* isFromProxy */.zu)(status, String(contentType), typeof body === 'string' ? body : '');
}
/** octokit also sets status 500 if there was no response. */
function hasResponse(error) {
    return (0,payload/* valueAt */.fK)(error, 'response') !== undefined;
}
function isTimeout(error) {
    const name = (0,payload/* valueAt */.fK)(error, 'name');
    if (name === 'TimeoutError' || name === 'AbortError')
        return true;
    const cause = (0,payload/* valueAt */.fK)(error, 'cause');
    return cause !== undefined && isTimeout(cause);
}
function numberOf(value, field) {
    const found = (0,payload/* valueAt */.fK)(value, field);
    return typeof found === 'number' ? found : undefined;
}


/***/ }),

/***/ 3960:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ isGiteaApi)
/* harmony export */ });
/** Whether the API is that of Gitea or Forgejo, which lacks some calls and differs in others. */
function isGiteaApi(apiUrl) {
    return /\/api\/v1\/?$/.test(apiUrl);
}


/***/ }),

/***/ 6515:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gl: () => (/* binding */ INVALID_RESPONSE),
/* harmony export */   S4: () => (/* binding */ allPages),
/* harmony export */   ag: () => (/* binding */ requestOptions),
/* harmony export */   bX: () => (/* binding */ stringAt),
/* harmony export */   jh: () => (/* binding */ GitHubClient)
/* harmony export */ });
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2794);
/* harmony import */ var _gitea_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3960);
/* harmony import */ var _payload_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7692);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3718);




/** Pages of 100 items; guards against a server whose pages never end. */
const MAX_PAGES = 200;
/** A client for one repository, created at the first call. No call throws; every request has a timeout. */
class GitHubClient {
    repo;
    #options;
    #connection;
    /** GitHub's clock minus ours. */
    #clockOffsetMs = 0;
    /** When the limit that was last reported ends, on our monotonic clock. */
    #limitedUntilMs = -Infinity;
    constructor(options) {
        this.#options = options;
        this.repo = { owner: options.owner, repo: options.repo };
    }
    /** GitHub's time (Unix time), from its latest response. */
    time() {
        return this.#options.clock.wall() + this.#clockOffsetMs;
    }
    get clock() {
        return this.#options.clock;
    }
    /** Whether the server is Gitea or Forgejo, whose API lacks some calls. */
    get isGitea() {
        return (0,_gitea_js__WEBPACK_IMPORTED_MODULE_2__/* .isGiteaApi */ .N)(this.#options.apiUrl);
    }
    /** Reads something. `action` starts the error message, for example `reading the comments`. */
    async call(action, scope, send, access = 'read') {
        const result = await this.#send(action, scope, send);
        if (!result.ok && result.isLimit)
            this.#reportLimit(result);
        return this.#options.refusals?.assess(result, scope, access) ?? result;
    }
    /** Changes something. */
    write(action, scope, send) {
        return this.call(action, scope, send, 'write');
    }
    async #send(action, scope, send) {
        try {
            this.#connection ??= connect(this.#options, (date) => this.#setTime(date));
            return { ok: true, value: await send(await this.#connection) };
        }
        catch (error) {
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .toGitHubError */ .L)(error, { action, scope, timeoutMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_0__/* .GITHUB_REQUEST_TIMEOUT_MS */ .bB });
        }
    }
    /** Several calls may run into the same limit. */
    #reportLimit(error) {
        const { clock, onLimit } = this.#options;
        const nowMs = clock.now();
        if (nowMs >= this.#limitedUntilMs)
            onLimit?.(error);
        this.#limitedUntilMs = nowMs + (error.retryAfterMs ?? 0);
    }
    #setTime(date) {
        const timeMs = Date.parse(date ?? '');
        if (!Number.isNaN(timeMs))
            this.#clockOffsetMs = timeMs - this.#options.clock.wall();
    }
}
async function connect({ token, apiUrl, userAgent, findProxy, beforeWrite }, onDate) {
    const [{ getOctokit }, { createGitHubFetch }] = await Promise.all([
        __nccwpck_require__.e(/* import() */ 928).then(__nccwpck_require__.bind(__nccwpck_require__, 1928)),
        __nccwpck_require__.e(/* import() */ 510).then(__nccwpck_require__.bind(__nccwpck_require__, 7510)),
    ]);
    const request = { fetch: createGitHubFetch(apiUrl, findProxy) };
    const octokit = getOctokit(token, { baseUrl: apiUrl, userAgent, log: SILENT_LOG, request });
    octokit.hook.before('request', async ({ method }) => {
        if (method !== 'GET')
            await beforeWrite?.();
    });
    octokit.hook.after('request', ({ headers }) => {
        onDate(headers.date);
    });
    return octokit;
}
/** Reads all pages of a list that starts with `first`. */
async function allPages(octokit, first) {
    const all = [];
    // octokit's iterator drops the timeout and treats an invalid page as an empty one.
    let page = first;
    for (let count = 1;; count++) {
        if (!Array.isArray(page.data))
            throw new Error(INVALID_RESPONSE);
        all.push(...page.data);
        // Follow the Link header, because some servers ignore `page` and would never end.
        const next = /<([^<>]+)>;\s*rel="next"/.exec(page.headers.link ?? '')?.[1];
        if (next === undefined || count >= MAX_PAGES)
            return all;
        page = await octokit.request({ method: 'GET', url: next, ...requestOptions() });
    }
}
const ignore = () => undefined;
const SILENT_LOG = { debug: ignore, info: ignore, warn: ignore, error: ignore };
/** octokit also returns truncated responses, as far as it could read them. */
const INVALID_RESPONSE = 'the response is invalid';
/** For one request: its time starts now. */
function requestOptions() {
    return { request: { signal: AbortSignal.timeout(_timeouts_js__WEBPACK_IMPORTED_MODULE_0__/* .GITHUB_REQUEST_TIMEOUT_MS */ .bB), log: SILENT_LOG } };
}
/** A string in a value of unknown shape, by its path; unlike `textAt` it may be empty. */
function stringAt(value, path) {
    const found = (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .fK)(value, path);
    return typeof found === 'string' ? found : undefined;
}


/***/ }),

/***/ 7692:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   Bt: () => (/* binding */ isObjectAt),
/* harmony export */   fK: () => (/* binding */ valueAt),
/* harmony export */   gT: () => (/* binding */ listAt),
/* harmony export */   lC: () => (/* binding */ timeAt),
/* harmony export */   tk: () => (/* binding */ numberAt),
/* harmony export */   uw: () => (/* binding */ repositoryAt),
/* harmony export */   ve: () => (/* binding */ isSameRepository),
/* harmony export */   wF: () => (/* binding */ shaAt),
/* harmony export */   yI: () => (/* binding */ firstAt)
/* harmony export */ });
/*
 * Reads fields of JSON by path, such as `pull_request.head.sha`. A missing field or one of the wrong type is undefined:
 * the payload of an event may come from other runners or be written by hand.
 */
function valueAt(payload, path) {
    return path
        .split('.')
        .reduce((parent, field) => typeof parent === 'object' && parent !== null ? Reflect.get(parent, field) : undefined, payload);
}
function textAt(payload, path) {
    const found = valueAt(payload, path);
    return typeof found === 'string' && found !== '' ? found : undefined;
}
function isObjectAt(payload, path) {
    const found = valueAt(payload, path);
    return typeof found === 'object' && found !== null && !Array.isArray(found);
}
function listAt(payload, path) {
    const found = valueAt(payload, path);
    return Array.isArray(found) ? found : [];
}
function repositoryAt(payload, path) {
    return { id: numberAt(payload, `${path}.id`), name: textAt(payload, `${path}.full_name`) };
}
/** Compares ids, which survive a rename and a transfer; names only where a server sends no ids. */
function isSameRepository(first, second) {
    if (first.id !== undefined && second.id !== undefined)
        return first.id === second.id;
    return first.name !== undefined && first.name.toLowerCase() === second.name?.toLowerCase();
}
/** A positive integer, such as an id or the number of a pull request. */
function numberAt(payload, path) {
    const found = valueAt(payload, path);
    return Number.isSafeInteger(found) && Number(found) > 0 ? Number(found) : undefined;
}
/** A full commit SHA. GitHub sends zeros for "no commit", for example when a branch is deleted. */
function shaAt(payload, path) {
    const found = textAt(payload, path);
    return found && /^(?!0+$)(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(found) ? found : undefined;
}
/** Unix time in milliseconds. GitHub sends ISO 8601, or Unix seconds in some payloads. */
function timeAt(payload, path) {
    const found = valueAt(payload, path);
    if (typeof found === 'number')
        return found > 0 && found < 1e11 ? Math.round(found * 1000) : undefined;
    // Date.parse accepts nearly any text that contains a number.
    if (typeof found !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(found))
        return undefined;
    const ms = Date.parse(found);
    return Number.isNaN(ms) ? undefined : ms;
}
/** The value at the first path that has one. */
function firstAt(read, payload, paths) {
    for (const path of paths) {
        const found = read(payload, path);
        if (found !== undefined)
            return found;
    }
    return undefined;
}


/***/ }),

/***/ 8328:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Aj: () => (/* binding */ branchFiles),
/* harmony export */   I1: () => (/* binding */ isOnOwnBranch),
/* harmony export */   Iw: () => (/* binding */ findPullRequestsByBranch),
/* harmony export */   T9: () => (/* binding */ getPullRequest),
/* harmony export */   ci: () => (/* binding */ getRepositoryId),
/* harmony export */   hG: () => (/* binding */ githubStatusStore),
/* harmony export */   v: () => (/* binding */ findPullRequestsByCommit)
/* harmony export */ });
/* harmony import */ var _default_branch_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2876);
/* harmony import */ var _github_client_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6515);
/* harmony import */ var _payload_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7692);



/** The id, which a repository keeps when it is renamed or transferred. */
function getRepositoryId(github) {
    return github.call('reading the repository', 'contents', async ({ rest }) => {
        const { id } = (0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryAt */ .uw)({ repository: (await rest.repos.get({ ...github.repo, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .requestOptions */ .ag)() })).data }, 'repository');
        if (id === undefined)
            throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .INVALID_RESPONSE */ .Gl);
        return id;
    });
}
/** Undefined if the number is not that of a pull request. */
async function getPullRequest(github, number) {
    const result = await github.call('reading the pull request', 'pull requests', async ({ rest }) => toPullRequest((await rest.pulls.get({ ...github.repo, pull_number: number, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .requestOptions */ .ag)() })).data));
    return !result.ok && result.isNotFound ? { ok: true, value: undefined } : result;
}
/** Pull requests that contain a commit, newest first. */
function findPullRequestsByCommit(github, sha) {
    return github.call('looking for the pull request of the commit', 'pull requests', async (octokit) => {
        const options = { ...github.repo, commit_sha: sha, per_page: 100, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .requestOptions */ .ag)() };
        try {
            const first = await octokit.rest.repos.listPullRequestsAssociatedWithCommit(options);
            return (await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .allPages */ .S4)(octokit, first)).map(toPullRequest);
        }
        catch (error) {
            const status = (0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)(error, 'status');
            // The commit does not exist in this repository.
            if (status === 422)
                return [];
            if (status !== 404 || !github.isGitea)
                throw error;
            return await findMergedOnGitea(github, octokit, sha);
        }
    });
}
/** Gitea only knows the pull request that was merged as this commit. */
async function findMergedOnGitea({ repo }, octokit, sha) {
    try {
        const route = 'GET /repos/{owner}/{repo}/commits/{sha}/pull';
        const response = await octokit.request(route, {
            ...repo,
            sha,
            ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .requestOptions */ .ag)(),
        });
        return [toPullRequest(response.data)];
    }
    catch (error) {
        if ((0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)(error, 'status') === 404)
            return [];
        throw error;
    }
}
/** Open pull requests from a branch of this repository or a fork. Gitea lists those of all branches. */
function findPullRequestsByBranch(github, headOwner, branch) {
    return github.call('looking for the pull request of the branch', 'pull requests', async (octokit) => {
        const head = `${headOwner}:${branch}`;
        const first = await octokit.rest.pulls.list({
            ...github.repo,
            state: 'open',
            head,
            per_page: 100,
            ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .requestOptions */ .ag)(),
        });
        return (await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .allPages */ .S4)(octokit, first)).map(toPullRequest);
    });
}
/**
 * Whether the commit is the newest one on a branch of this repository, or any on the default branch. GitHub also returns
 * commits of forks by their SHA, so that it has a commit proves nothing.
 */
function isOnOwnBranch(github, sha, defaultBranch) {
    return github.call('looking for the branch of the commit', 'contents', async ({ rest }) => {
        try {
            const branches = (await rest.repos.listBranchesForHeadCommit({
                ...github.repo,
                commit_sha: sha,
                ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .requestOptions */ .ag)(),
            })).data;
            if (!Array.isArray(branches))
                throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .INVALID_RESPONSE */ .Gl);
            if (branches.length > 0)
                return true;
            if (defaultBranch === undefined)
                return false;
            const basehead = `${defaultBranch}...${sha}`;
            const comparison = await rest.repos.compareCommitsWithBasehead({
                ...github.repo,
                basehead,
                per_page: 1,
                ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .requestOptions */ .ag)(),
            });
            return ['behind', 'identical'].includes((0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(comparison.data, 'status') ?? '');
        }
        catch (error) {
            // The commit does not exist here, or has no history in common.
            if ((0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)(error, 'status') === 404 || (0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)(error, 'status') === 422)
                return false;
            throw error;
        }
    });
}
/** `ref`: a branch or a commit. */
function branchFiles(github, ref, displayName = ref) {
    return {
        ref: displayName,
        listBlobIds: async () => {
            const result = await github.call(`listing the files on ${displayName}`, 'contents', async ({ rest }) => {
                const options = { ...github.repo, tree_sha: ref, recursive: 'true', ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .requestOptions */ .ag)() };
                const { data } = await rest.git.getTree(options);
                return (0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)(data, 'truncated') === true ? undefined : blobIdsOf((0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .listAt */ .gT)(data, 'tree'));
            });
            return result.ok ? result.value : undefined;
        },
        read: async (path) => {
            const result = await github.call(`reading ${path} on ${displayName}`, 'contents', async ({ rest }) => {
                const options = { ...github.repo, path, ref, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .requestOptions */ .ag)() };
                return (0,_default_branch_js__WEBPACK_IMPORTED_MODULE_0__/* .contentOf */ .$)((await rest.repos.getContent(options)).data);
            });
            if (result.ok && result.value !== undefined)
                return { kind: 'file', bytes: result.value };
            if (result.ok)
                return { kind: 'unreadable', message: 'it is not a file or is too large' };
            return result.isNotFound ? { kind: 'missing' } : { kind: 'unreadable', message: result.message };
        },
    };
}
function blobIdsOf(tree) {
    return new Map(tree.flatMap((entry) => {
        const [path, sha] = [(0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(entry, 'path'), (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(entry, 'sha')];
        return path === undefined || sha === undefined ? [] : [[path, sha]];
    }));
}
function githubStatusStore(github, sha) {
    return {
        list: () => github.call('reading the commit statuses', 'statuses', async (octokit) => {
            const options = { ...github.repo, ref: sha, per_page: 100, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .requestOptions */ .ag)() };
            const first = await octokit.rest.repos.listCommitStatusesForRef(options);
            return (await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .allPages */ .S4)(octokit, first)).map(toStatus);
        }),
        set: ({ state, context, description, targetUrl }) => github.write('setting the commit status', 'statuses', async ({ rest }) => {
            const status = {
                state,
                context,
                description,
                target_url: targetUrl,
            };
            await rest.repos.createCommitStatus({ ...github.repo, sha, ...status, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .requestOptions */ .ag)() });
            return undefined;
        }),
    };
}
const STATES = ['pending', 'success', 'failure', 'error'];
function toStatus(value) {
    const createdAt = Date.parse((0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'created_at') ?? '');
    const id = (0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)(value, 'id');
    // Gitea calls it `status`.
    const state = (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'state') ?? (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'status');
    return {
        id: typeof id === 'number' ? id : 0,
        state: STATES.find((each) => each === state) ?? 'error',
        context: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'context') ?? '',
        description: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'description') ?? '',
        createdAtMs: Number.isNaN(createdAt) ? 0 : createdAt,
        author: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'creator.login') ?? '',
        targetUrl: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'target_url'),
    };
}
function toPullRequest(value) {
    const number = (0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)(value, 'number');
    const headSha = (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'head.sha');
    if (typeof number !== 'number' || headSha === undefined)
        throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .INVALID_RESPONSE */ .Gl);
    return {
        number,
        headSha,
        isFromFork: !(0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .isSameRepository */ .ve)((0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryAt */ .uw)(value, 'head.repo'), (0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryAt */ .uw)(value, 'base.repo')),
        baseRef: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'base.ref'),
        isClosed: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'state') === 'closed',
        isMerged: (0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)(value, 'merged') === true || (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'merged_at') !== undefined,
        mergeCommit: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'merge_commit_sha'),
        author: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'user.login'),
        headRef: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(value, 'head.ref'),
        labels: (0,_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .listAt */ .gT)(value, 'labels').flatMap((label) => (0,_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .stringAt */ .bX)(label, 'name') ?? []),
    };
}


/***/ }),

/***/ 4106:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   YI: () => (/* binding */ shortenDigest),
/* harmony export */   dj: () => (/* binding */ canonicalJson)
/* harmony export */ });
/* unused harmony export digestRequest */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5847);


/** Names the rules of the canonical JSON. Digests are stored, so another version gets another prefix. */
const PREFIX = 'v1-';
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
/**
 * Identifies a request: `v1-` and the SHA-256 (64 hex digits) of its canonical JSON. Two requests have the same digest
 * exactly if they ask for the same training.
 */
function digestRequest(request) {
    return PREFIX + createHash('sha256').update(canonicalJson(request)).digest('hex');
}
/** The first hex digits of a digest, without the version, for people. */
function shortenDigest(digest, length) {
    return digest.slice(digest.indexOf('-') + 1).slice(0, length);
}
/**
 * Formats a JSON value so that texts are equal exactly if the values mean the same: sorted keys, no whitespace, numbers
 * by value, UUIDs in lower case. The order of lists is kept. Undefined becomes an empty text.
 */
function canonicalJson(value) {
    return value === undefined ? '' : JSON.stringify(value, (_key, member) => canonicalMember(member));
}
function canonicalMember(member) {
    if (typeof member === 'string')
        return UUID.test(member) ? member.toLowerCase() : member;
    return (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .isMapping */ .pi)(member) ? sortKeys(member) : member;
}
function sortKeys(mapping) {
    return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)));
}


/***/ }),

/***/ 5847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   pi: () => (/* binding */ isMapping)
/* harmony export */ });
/* unused harmony exports START, childPointer, splitPointer, nearestNode, locateField */
const START = { line: 1, column: 1 };
function childPointer(parent, key) {
    return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
/** Splits a pointer into its parent and its last key or index; undefined for the document itself. */
function splitPointer(pointer) {
    const slash = pointer.lastIndexOf('/');
    if (slash < 0)
        return undefined;
    const key = pointer
        .slice(slash + 1)
        .replaceAll('~1', '/')
        .replaceAll('~0', '~');
    return { parent: pointer.slice(0, slash), key };
}
/** The pointer itself, or the nearest enclosing one that exists in the document. */
function nearestNode(nodes, pointer) {
    const parent = splitPointer(pointer)?.parent;
    return nodes.has(pointer) || parent === undefined ? pointer : nearestNode(nodes, parent);
}
/** Where the value at a pointer or its key stands, or for a missing field the mapping that lacks it. */
function locateField(nodes, pointer, isAboutKey = false) {
    const nearest = nearestNode(nodes, pointer);
    const { keyPosition, valuePosition } = nodes.get(nearest) ?? { valuePosition: START };
    return (isAboutKey || nearest !== pointer ? keyPosition : undefined) ?? valuePosition;
}
/** Whether a value is a mapping (a JSON object). */
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 4385:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K9: () => (/* binding */ groupDigits),
/* harmony export */   ts: () => (/* binding */ escapeInvisible),
/* harmony export */   uy: () => (/* binding */ joinWithOr)
/* harmony export */ });
/* unused harmony exports printable, firstInvisible, quote, describeValue, fieldPath, joinWithAnd */
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5847);

const MAX_QUOTE_LENGTH = 60;
/** Unusual spaces, control and formatting (such as bidirectional) characters, and lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
/**
 * Text of a spec for use inside a message: one line, invisible characters as escapes, long text shortened in the middle.
 * Not escaped for Markdown or for the runner.
 */
function printable(text) {
    const characters = Array.from(text.slice(0, MAX_QUOTE_LENGTH * 4));
    const short = text.length <= MAX_QUOTE_LENGTH
        ? text
        : `${characters.slice(0, 40).join('')}…${Array.from(text.slice(-16)).join('')}`;
    return escapeInvisible(short);
}
/** Like `printable`, but at full length. */
function escapeInvisible(text) {
    return text.replace(INVISIBLE, escapeCharacter);
}
/** The first character of a text that cannot be seen, such as `U+200B`; undefined if there is none. */
function firstInvisible(text) {
    const code = text.match(INVISIBLE)?.[0]?.codePointAt(0);
    return code === undefined ? undefined : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
function escapeCharacter(character) {
    if (character === '\n')
        return '\\n';
    if (character === '\r')
        return '\\r';
    if (character === '\t')
        return '\\t';
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
/** Like `printable`, in double quotes. */
function quote(text) {
    return `"${printable(text)}"`;
}
/** A value of a spec as written, for use in the middle of a sentence. */
function describeValue(value, node) {
    if (Array.isArray(value))
        return value.length === 0 ? 'an empty list' : 'a list';
    if (typeof value === 'object' && value !== null)
        return 'a mapping';
    if (typeof value === 'string')
        return quote(value);
    return printable(node?.source ?? '') || String(value);
}
/** Formats the pointer `/dataset_ids/2` as `dataset_ids[2]`, and the empty pointer as an empty string. */
function fieldPath(pointer) {
    const split = splitPointer(pointer);
    if (!split)
        return '';
    const parent = fieldPath(split.parent);
    if (/^\d+$/.test(split.key))
        return `${parent}[${split.key}]`;
    return parent === '' ? printable(split.key) : `${parent}.${printable(split.key)}`;
}
/** `1,000`. Unlike `toLocaleString`, it does not load ICU, which takes a tenth of a short step. */
function groupDigits(number) {
    return String(number).replace(/^-?\d+/, (digits) => digits.replace(/\B(?=(?:\d{3})+$)/g, ','));
}
/** `a`, `a or b`, `a, b or c`. */
function joinWithOr(items) {
    return joinWith('or', items);
}
/** `a`, `a and b`, `a, b and c`. */
function joinWithAnd(items) {
    return joinWith('and', items);
}
function joinWith(word, items) {
    const last = items.at(-1) ?? '';
    return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}


/***/ }),

/***/ 461:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fl: () => (/* binding */ formatValue),
/* harmony export */   Sl: () => (/* binding */ definedEntries),
/* harmony export */   jV: () => (/* binding */ formatPath)
/* harmony export */ });
/* unused harmony export formatValuePair */
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5847);
/* harmony import */ var _format_value_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4385);


const MAX_LENGTH = 120;
/** Characters shown before the first difference of two long texts. */
const CONTEXT_LENGTH = 40;
/** Formats a value so that two texts are equal exactly if the values are equal as JSON. */
function canonicalText(value) {
    if (typeof value === 'string')
        return quote(value);
    if (typeof value === 'number')
        return formatNumber(value);
    if (Array.isArray(value))
        return `[${value.map(canonicalText).join(', ')}]`;
    if (!(0,_document_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(value))
        return String(value);
    const members = definedEntries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${quote(name)}: ${canonicalText(member)}`).join(', ')}}`;
}
/** The entries that a mapping has as JSON, which drops undefined. */
function definedEntries(mapping) {
    return Object.entries(mapping).filter(([, member]) => member !== undefined);
}
/** Formats two different values so that their truncated texts differ. Undefined means no value. */
function formatValuePair(before, after) {
    const areTexts = typeof before === 'string' && typeof after === 'string';
    const [one, other] = [before, after].map((value) => value === undefined ? undefined : formatUntruncated(value, areTexts));
    return truncatePair(one, other);
}
/** Formats a single value, truncated. */
function formatValue(value) {
    return truncate(Array.from(formatUntruncated(value, false)), 0);
}
/** Formats a dotted path. Names with dots are quoted. */
function formatPath(path) {
    const names = path.map((name) => (name.includes('.') ? quote(name) : quoteIfNeeded(name)));
    return truncate(Array.from(names.join('.')), 0);
}
function formatUntruncated(value, areBothTexts) {
    if (typeof value !== 'string')
        return canonicalText(value);
    return areBothTexts || !looksLikeOtherType(value) ? quoteIfNeeded(value) : quote(value);
}
/** Quotes a text only if its ends or characters would not be visible otherwise. */
function quoteIfNeeded(text) {
    const isUnambiguous = text !== '' && text === text.trim() && !text.startsWith('"');
    return isUnambiguous &&
        quote(text)
            .slice(1, -1)
            .replace(/\\(["\\])/g, '$1') === text
        ? text
        : quote(text);
}
/** Formats as JSON. Escapes invisible characters, unusual spaces and repeated spaces. */
function quote(text) {
    return (0,_format_value_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeInvisible */ .ts)(JSON.stringify(text)).replace(/(?<= ) /g, '\\u0020');
}
function looksLikeOtherType(text) {
    return /^(?:true|false|null|~|[[{].*)$/is.test(text) || !Number.isNaN(Number(text));
}
/** `1e-5` and `3e-4`, but `0.001`, `0.05` and `1000`. */
function formatNumber(value) {
    const isTiny = value !== 0 && Math.abs(value) < 0.001;
    return (isTiny ? value.toExponential() : String(value)).replace('e+', 'e');
}
/** Starts both texts at the same position, so that the first difference is visible. */
function truncatePair(before, after) {
    const [one, other] = [before, after].map((text) => Array.from(text ?? ''));
    const isShort = Math.max(one.length, other.length) <= MAX_LENGTH;
    const difference = one.findIndex((character, n) => character !== other[n]);
    const firstDifference = difference < 0 ? one.length : difference;
    const start = isShort || firstDifference < MAX_LENGTH - CONTEXT_LENGTH ? 0 : firstDifference - CONTEXT_LENGTH;
    return [
        before === undefined ? undefined : truncate(one, start),
        after === undefined ? undefined : truncate(other, start),
    ];
}
function truncate(characters, start) {
    const rest = characters.slice(start);
    const head = start > 0 ? '…' : '';
    if (head.length + rest.length <= MAX_LENGTH)
        return head + rest.join('');
    return `${head}${rest.slice(0, MAX_LENGTH - head.length - 1).join('')}…`;
}


/***/ }),

/***/ 570:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ parseJobId)
/* harmony export */ });
/* unused harmony export isUuid */
const JOB_ID = /^[A-Za-z0-9_-]{1,128}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/**
 * Parses a job id, without surrounding blanks: 1 to 128 characters of `A-Z a-z 0-9 _ -`, which are safe in paths, logs,
 * Markdown and records. Undefined if it is anything else.
 *
 * Ids compare as strings. The contract promises UUIDs, whose case means nothing, so they are lower-cased. The case of
 * any other id may tell two jobs apart, so it stays.
 */
function parseJobId(value) {
    const id = typeof value === 'string' ? value.trim() : '';
    if (!JOB_ID.test(id))
        return undefined;
    return UUID.test(id) ? id.toLowerCase() : id;
}
/** Whether the id is as the contract promises. */
function isUuid(id) {
    return UUID.test(id);
}


/***/ }),

/***/ 8433:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hd: () => (/* binding */ isTerminal),
/* harmony export */   _P: () => (/* binding */ currentOutcome),
/* harmony export */   _n: () => (/* binding */ outcomeFor),
/* harmony export */   im: () => (/* binding */ OUTCOMES),
/* harmony export */   xl: () => (/* binding */ parsePhase),
/* harmony export */   z: () => (/* binding */ outcomeNote)
/* harmony export */ });
/* unused harmony exports isUnsuccessful, hasStarted, worstOutcome */
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2794);

/** Statuses of the contract. If the contract gains a status, this does not compile until it is added here. */
const CONTRACT_STATUSES = {
    QUEUED: 'queued',
    VALIDATING: 'validating',
    RUNNING: 'running',
    SUCCESS: 'succeeded',
    FAILED: 'failed',
    CANCELLED: 'cancelled',
};
/** Statuses of Mistral's earlier job APIs, taken from their SDKs and recorded traces. */
const LEGACY_STATUSES = {
    VALIDATED: 'validated',
    STARTED: 'running',
    CANCELLATION_REQUESTED: 'cancelling',
    CANCELED: 'cancelled',
    FAILED_VALIDATION: 'failed',
    TIMEOUT_EXCEEDED: 'failed',
};
const PHASES = new Map(Object.entries({ ...LEGACY_STATUSES, ...CONTRACT_STATUSES }));
/** A missing or unrecognised status is `unknown`, which counts as not finished. */
function parsePhase(status) {
    return PHASES.get((status ?? '').trim().toUpperCase()) ?? 'unknown';
}
/** Whether the job can no longer change. An allow-list: an unknown status never counts as terminal. */
function isTerminal(phase) {
    return phase === 'succeeded' || phase === 'failed' || phase === 'cancelled';
}
/** Whether the job failed, was cancelled, or is being cancelled. */
function isUnsuccessful(phase) {
    return phase === 'failed' || phase === 'cancelled' || phase === 'cancelling';
}
/** Whether training has started, which is what `wait: started` waits for. */
function hasStarted(phase) {
    return phase === 'running' || phase === 'succeeded';
}
/** From worst to best. The worst outcome among the jobs is the outcome of the step. */
const OUTCOMES = [
    'unknown',
    'timed-out',
    'failed',
    'cancelled',
    'superseded',
    'refused',
    'invalid',
    'running',
    'unapproved',
    'submitted',
    'succeeded',
    'valid',
];
/** The worst of the outcomes. `unknown` if there are none, so that an empty step never succeeds. */
function worstOutcome(outcomes) {
    return OUTCOMES.find((outcome) => outcomes.includes(outcome)) ?? 'unknown';
}
/**
 * The outcome of a job, or undefined while it is undecided: the job is unfinished, or it succeeded `successAgeMs` ago
 * but does not name its model yet.
 */
function outcomeFor(job, goal, successAgeMs) {
    const phase = parsePhase(job.status);
    if (goal === 'started' && hasStarted(phase))
        return 'submitted';
    if (goal === 'read' || (goal === 'ended' && isTerminal(phase)))
        return currentOutcome(job);
    switch (phase) {
        case 'succeeded':
            if (job.outputModel !== undefined)
                return 'succeeded';
            return successAgeMs >= _timeouts_js__WEBPACK_IMPORTED_MODULE_0__/* .MODEL_GRACE_MS */ .YG ? 'failed' : undefined;
        case 'failed':
        case 'cancelled':
            return phase;
        case 'queued':
        case 'validating':
        case 'validated':
        case 'running':
        case 'cancelling':
        case 'unknown':
            return undefined;
    }
}
/** The outcome of a job that is not polled again: an undecided job is `running`. */
function currentOutcome(job) {
    return outcomeFor(job, 'completed', 0) ?? 'running';
}
/**
 * The note that explains the outcome, if the service's status and reason do not. `waitedMs`: how long the step has waited
 * for the model since it saw that the job succeeded.
 */
function outcomeNote(job, outcome, waitedMs) {
    if (outcome === 'failed' && parsePhase(job.status) === 'succeeded') {
        return job.unusableModel === undefined
            ? { code: 'no-output-model', waitedMs }
            : { code: 'unusable-output-model', because: job.unusableModel };
    }
    if (outcome === 'failed' && job.reason === undefined) {
        return { code: 'no-failure-reason' };
    }
    if (outcome === 'cancelled') {
        return { code: 'cancelled-elsewhere' };
    }
    return undefined;
}


/***/ }),

/***/ 1816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   cV: () => (/* binding */ withoutAdjustable),
/* harmony export */   gc: () => (/* binding */ matchFingerprint),
/* harmony export */   h9: () => (/* binding */ isFullyEchoed)
/* harmony export */ });
/* unused harmony exports fingerprintRequest, contradicts, isIndistinguishable, isSameValue, isEmptyValue */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);

function fingerprintRequest(request) {
    return fingerprintFields(request);
}
/** Services change these to fit what they have, and still train what was asked for. */
const ADJUSTABLE_FIELDS = ['batch_size', 'warmup_steps', 'weight_decay'];
/** The fingerprint without the fields that a service may adjust. */
function withoutAdjustable(fingerprint) {
    const { hyperparameters } = fingerprint;
    if (typeof hyperparameters !== 'object' || hyperparameters === null)
        return fingerprint;
    const kept = Object.entries(hyperparameters).filter(([name]) => !ADJUSTABLE_FIELDS.includes(name));
    return { ...fingerprint, hyperparameters: Object.fromEntries(kept) };
}
function fingerprintFields(fields) {
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [
        name,
        name === MODEL_FIELD && typeof value === 'string' ? fingerprintModel(value) : fingerprintValue(value),
    ]));
}
function fingerprintValue(value) {
    if (isEmptyValue(value))
        return Array.isArray(value) ? '' : null;
    if (typeof value === 'number')
        return value;
    return isObject(value) ? fingerprintFields(value) : hashValue(value);
}
const MODEL_FIELD = 'base_model';
const ALIAS = /-latest$/i;
const VERSION = /-\d+$/;
const ALIAS_MARK = '~';
const FAMILY_MARK = ':';
/** The hash of a name, marked as an alias, or with the hash of its family: `mistral-small` for `mistral-small-2603`. */
function fingerprintModel(name) {
    const text = name.trim();
    if (ALIAS.test(text))
        return hashValue(text) + ALIAS_MARK;
    const isVersion = VERSION.test(text);
    return hashValue(text) + (isVersion ? FAMILY_MARK + hashValue(text.replace(VERSION, '')) : '');
}
/**
 * Whether a job was certainly made from another request: at least one field that was sent has another value. What the job
 * lacks or has as null says nothing, nor does what the service fills in. Numbers are equal within a relative 1e-6, ids in
 * capitals too, lists in any order. The name of a model and the name that it may resolve to (`mistral-small-latest` and
 * `mistral-small-2603`) cannot be compared. A value that the service has rounded (48 instead of 50) is another value.
 */
function contradicts(request, job) {
    return matchRequest(request, job).differs;
}
/**
 * Whether a job shows every field of a request with the value that was sent. Needed before a job may count as ours that
 * only the list or an unsigned record names. A service that returns no `dataset_ids` or no `auto_start` proves nothing.
 */
function isFullyEchoed(request, job) {
    const { differs, unverified } = matchRequest(request, job);
    return !differs && unverified.length === 0;
}
function matchRequest(request, job) {
    return matchFingerprint(fingerprintRequest(request), job);
}
/** Compares a submitted request with a job, field by field: see `contradicts`. Fields that the service adds are ignored. */
function matchFingerprint(fingerprint, job) {
    const matches = Object.entries(fingerprint).flatMap(([name, sent]) => matchFields(name, sent, reportedField(job, name)));
    return {
        differs: matches.some(([, match]) => match === 'different'),
        unverified: matches.filter(([, match]) => match === 'unverified').map(([path]) => path),
    };
}
/** Whether jobs of the two requests could be confused, because the service may not return the fields that differ. */
function isIndistinguishable(one, other) {
    return !contradicts(one, reportedJob(other)) || !contradicts(other, reportedJob(one));
}
/** The job of a request, as the contract lets the service return it. */
function reportedJob({ job_type, model_config, hyperparameters }) {
    return {
        id: '',
        jobType: job_type,
        modelConfig: model_config,
        hyperparameters: hyperparameters ?? undefined,
    };
}
function reportedField(job, field) {
    switch (field) {
        case 'job_type':
            return job.jobType;
        case 'model_config':
            return job.modelConfig;
        case 'hyperparameters':
            return job.hyperparameters;
        case 'dataset_ids':
            return job.datasetIds;
        case 'auto_start':
            return job.autoStart;
        default:
            return undefined;
    }
}
function matchFields(path, sent, reported) {
    if (isEmptyValue(reported) || sent === null || sent === '')
        return [[path, reported !== undefined && fingerprintValue(reported) === sent ? 'equal' : 'unverified']];
    if (typeof sent !== 'object')
        return [[path, matchValue(path, sent, reported)]];
    if (!isObject(reported))
        return [[path, 'different']];
    return Object.entries(sent).flatMap(([name, field]) => matchFields(`${path}.${name}`, field, Object.hasOwn(reported, name) ? reported[name] : undefined));
}
function matchValue(path, sent, reported) {
    if (typeof sent === 'number')
        return isSameValue(sent, reported) ? 'equal' : 'different';
    if (path.endsWith(`.${MODEL_FIELD}`) && typeof reported === 'string')
        return matchModel(sent, reported);
    return sent === hashValue(reported) ? 'equal' : 'different';
}
function matchModel(sent, reported) {
    const [hash = '', family] = sent.replace(ALIAS_MARK, '').split(FAMILY_MARK);
    if (hash === hashValue(reported))
        return 'equal';
    const mayResolve = sent.endsWith(ALIAS_MARK) ||
        family === hashValue(reported) ||
        namesBefore(reported.trim()).some((name) => hash === hashValue(name));
    return mayResolve ? 'unverified' : 'different';
}
/** The names that may resolve to a model: `mistral` and `mistral-small` for `mistral-small-2603`. */
function namesBefore(model) {
    const parts = model.split('-');
    return parts.slice(1).map((_, n) => parts.slice(0, n + 1).join('-'));
}
/** Hexadecimal digits. */
const HASH_LENGTH = 16;
/** The order of a list makes no difference. */
function hashValue(value) {
    const content = Array.isArray(value) ? value.map(normalize).sort() : normalize(value);
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(JSON.stringify([content]))
        .digest('hex')
        .slice(0, HASH_LENGTH);
}
/** A service may keep numbers in single precision. */
const MAX_RELATIVE_DIFFERENCE = 1e-6;
/** Compares numbers up to rounding, strings case-insensitively, lists in any order, everything else as JSON. */
function isSameValue(sent, reported) {
    if (typeof sent === 'number' && typeof reported === 'number')
        return Math.abs(sent - reported) <= MAX_RELATIVE_DIFFERENCE * Math.abs(sent);
    if (!Array.isArray(sent) || !Array.isArray(reported))
        return normalize(sent) === normalize(reported);
    const [ours, theirs] = [sent, reported].map((list) => list.map(normalize).sort());
    return JSON.stringify(ours) === JSON.stringify(theirs);
}
function normalize(value) {
    if (typeof value === 'string')
        return value.trim().toLowerCase();
    return typeof value === 'object' ? JSON.stringify(value) : value;
}
/** A list without entries is not told either: services may add the datasets later, or choose some. */
function isEmptyValue(value) {
    return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 7000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bg: () => (/* binding */ pollIntervalMs),
/* harmony export */   nS: () => (/* binding */ OUTAGE_INTERVAL_MS),
/* harmony export */   xV: () => (/* binding */ outageIntervalMs),
/* harmony export */   yF: () => (/* binding */ heartbeatLogIntervalMs)
/* harmony export */ });
/**
 * When to poll next.
 *
 * The end of a job must be seen within max(5 s, 5 % of the time since the last observed change), and never more than
 * 300 s late. The job may end right after a poll, so no schedule with this guarantee can wait longer than that bound.
 * Always waiting exactly that long therefore needs the fewest requests, whatever the duration of the job.
 */
const MIN_INTERVAL_MS = 5_000;
const MAX_INTERVAL_MS = 300_000;
const AGE_FRACTION = 0.05;
/** Minimum interval between requests while the service is failing. */
const OUTAGE_INTERVAL_MS = 30_000;
/** After an outage, parallel runs drift apart by this much. */
const MAX_JITTER_MS = 2_000;
/**
 * Milliseconds until the next poll of a job whose last change was seen `ageMs` ago. `random` (0 to 1) shortens the
 * interval by up to 10 %: parallel runs drift apart, and the bound still holds.
 */
function pollIntervalMs(ageMs, random) {
    const bound = Math.min(MAX_INTERVAL_MS, Math.max(MIN_INTERVAL_MS, AGE_FRACTION * ageMs));
    return bound * (1 - 0.1 * random);
}
/**
 * Milliseconds until the next attempt after a failure: at least 30 s, and at least `Retry-After`. A request that the step
 * itself held back knows exactly when it is due. `random` (0 to 1) lengthens it by up to 2 s.
 */
function outageIntervalMs(error, random) {
    const { kind, retryAfterMs = 0 } = error;
    const isHeldBack = kind === 'not-sent' && retryAfterMs > 0;
    return (isHeldBack ? retryAfterMs : Math.max(OUTAGE_INTERVAL_MS, retryAfterMs)) + MAX_JITTER_MS * random;
}
/** Interval between heartbeat lines in the log: half the age of the status, between 1 and 30 minutes. */
function heartbeatLogIntervalMs(ageMs) {
    return Math.min(30 * 60_000, Math.max(60_000, ageMs / 2));
}


/***/ }),

/***/ 9002:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Kq: () => (/* binding */ betterProvenance),
/* harmony export */   _4: () => (/* binding */ mayCancel),
/* harmony export */   pN: () => (/* binding */ PROVENANCES),
/* harmony export */   sI: () => (/* binding */ maySucceed)
/* harmony export */ });
/* unused harmony exports verifiedProvenance, mayFollow */
/* harmony import */ var _match_request_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1816);

/**
 * How this action knows that a job is the one of a request, best first:
 * - `submitted`: the response to our own request named it;
 * - `recovered`: our response was lost, and it is the only candidate in the list;
 * - `verified`: a signed record names it, and the service reports the same id and creation time;
 * - `unsigned`: a record names it that we did not sign;
 * - `listed`: a later attempt found it in the list, without a record.
 */
const PROVENANCES = ['submitted', 'recovered', 'verified', 'unsigned', 'listed'];
/** Of two, the better one. Only for two signed records: an unsigned one never improves. */
function betterProvenance(a, b) {
    return PROVENANCES.indexOf(a) <= PROVENANCES.indexOf(b) ? a : b;
}
function isProven(provenance) {
    return provenance !== 'unsigned' && provenance !== 'listed';
}
/** Of a job that a record names and the service confirms. A record cannot prove what it did not prove when it was written. */
function verifiedProvenance(recorded) {
    return isProven(recorded) ? 'verified' : recorded;
}
/** Whether a step may follow a job instead of submitting the request. */
function mayFollow(provenance, request, job) {
    return isProven(provenance) || !contradicts(request, job);
}
/** Whether this action may cancel a job. It must provably have submitted it. */
function mayCancel(provenance) {
    return isProven(provenance);
}
/**
 * Whether the success of a job is the success of a request. A job that is not proven to be ours must repeat every field
 * of the request.
 */
function maySucceed(provenance, request, job) {
    if (isProven(provenance))
        return true;
    if (request === undefined)
        return false;
    return (0,_match_request_js__WEBPACK_IMPORTED_MODULE_0__/* .isFullyEchoed */ .h9)(request, job);
}


/***/ }),

/***/ 9257:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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

/***/ 6964:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ isLoopback),
/* harmony export */   e: () => (/* binding */ socketHost)
/* harmony export */ });
/** Whether the host of a URL is this machine; IPv6 addresses in brackets, as in `URL.hostname`. */
function isLoopback(hostname) {
    return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
/** The host of a URL for Node's sockets, which want IPv6 addresses without the brackets of `URL.hostname`. */
function socketHost({ hostname }) {
    return hostname.replace(/^\[(.*)\]$/, '$1');
}


/***/ }),

/***/ 3812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  w: () => (/* binding */ sendRequest)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __nccwpck_require__(4708);
;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(8522);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __nccwpck_require__(4942);
// EXTERNAL MODULE: ./build/network/connection-errors.js
var connection_errors = __nccwpck_require__(9257);
// EXTERNAL MODULE: ./build/network/loopback.js
var loopback = __nccwpck_require__(6964);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
;// CONCATENATED MODULE: external "node:tls"
const external_node_tls_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");
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
        const request = (url.protocol === 'https:' ? external_node_https_ : external_node_http_).request(options);
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
    return external_node_tls_namespaceObject.connect({ socket, host, servername, ALPNProtocols: ['http/1.1'] });
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
    const httpModule = url.protocol === 'https:' ? external_node_https_ : external_node_http_;
    const client = new lib/* HttpClient */.Qq();
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
const DECODERS = {
    gzip: (0,external_node_util_namespaceObject.promisify)(external_node_zlib_.gunzip),
    'x-gzip': (0,external_node_util_namespaceObject.promisify)(external_node_zlib_.gunzip),
    br: (0,external_node_util_namespaceObject.promisify)(external_node_zlib_.brotliDecompress),
    deflate: (bytes, options) => (0,external_node_util_namespaceObject.promisify)(hasZlibHeader(bytes) ? external_node_zlib_.inflate : external_node_zlib_.inflateRaw)(bytes, options),
};
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


/***/ }),

/***/ 6756:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _run_post_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5162);
/* harmony import */ var _runtime_exit_signals_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8943);


// Hide dependency deprecation warnings; users cannot act on them.
process.noDeprecation = true;
process.exitCode = 1;
if (await (0,_run_post_js__WEBPACK_IMPORTED_MODULE_0__/* .runPost */ .a)(process.env))
    process.exitCode = 0;
(0,_runtime_exit_signals_js__WEBPACK_IMPORTED_MODULE_1__/* .flushAndExit */ .S)(process);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 8569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ ICONS),
/* harmony export */   i: () => (/* binding */ displayState)
/* harmony export */ });
/* harmony import */ var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8433);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2772);
/* harmony import */ var _job_times_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8324);



/** Signs that differ in shape, not only in colour. */
const ICONS = {
    bad: '❌',
    attention: '⚠️',
    active: '⏳',
    stopped: '⛔',
    plan: '📝',
    idle: '💤',
    good: '✅',
};
const PHASE_LABELS = {
    queued: 'queued',
    validating: 'being validated',
    validated: 'validated, not started',
    running: 'training',
    cancelling: 'being cancelled',
    succeeded: 'trained, waiting for the model name',
    failed: 'failed',
    cancelled: 'cancelled',
    unknown: 'in a state unknown to this action',
};
/** A shorter time says nothing, and is outdated when somebody reads it. */
const MIN_SHOWN_MS = 60_000;
/** Returns how to show a state. */
function displayState(state, time) {
    const { outcome } = state;
    if (outcome !== undefined && outcome !== 'running')
        return showOutcome(state, outcome, time);
    const label = activeLabel(state);
    const isWatched = outcome === undefined && time.lastSync === undefined;
    return {
        icon: ICONS.active,
        headline: `${label}${timeInPhase(state, time.nowMs, isWatched)}`,
        shortLabel: label,
    };
}
function activeLabel({ job, spec }) {
    if (job === undefined)
        return spec === undefined ? 'not read yet' : 'being submitted';
    if (job.status === undefined)
        return 'submitted';
    const phase = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePhase */ .xl)(job.status);
    return phase === 'succeeded' && job.outputModel !== undefined ? 'trained' : PHASE_LABELS[phase];
}
/** ` for 42 min` in a text that is updated all the time, otherwise ` since 14:03 UTC`. */
function timeInPhase(state, nowMs, isWatched) {
    const phase = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePhase */ .xl)(state.job?.status);
    const startMs = phase === 'queued' || phase === 'running' ? (0,_job_times_js__WEBPACK_IMPORTED_MODULE_2__/* .phaseStartMs */ .q0)(state, nowMs) : undefined;
    if (startMs === undefined)
        return '';
    if (!isWatched)
        return ` since ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTimeSince */ .tH)(startMs, nowMs)}`;
    return nowMs - startMs < MIN_SHOWN_MS ? '' : ` for ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(nowMs - startMs)}`;
}
function showOutcome(state, outcome, { nowMs }) {
    const [sign, shortLabel, headline] = OUTCOMES[outcome](state, nowMs);
    return { icon: ICONS[sign], shortLabel, headline };
}
const OUTCOMES = {
    unknown: ({ job, isNotFound }) => [
        'attention',
        'unknown',
        isNotFound
            ? 'no longer found by the service'
            : job === undefined
                ? 'submission status unknown'
                : 'lost track of the job, it may still be running',
    ],
    'timed-out': ({ job, spec }) => [
        'attention',
        'timed out',
        job === undefined
            ? `timed out ${spec ? 'before anything was submitted' : 'before the job could be read'}`
            : (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .isTerminal */ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePhase */ .xl)(job.status))
                ? 'timed out'
                : 'timed out, the job continues',
    ],
    failed: (state, nowMs) => [
        'bad',
        'failed',
        (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePhase */ .xl)(state.job?.status) === 'succeeded'
            ? 'ended without a model'
            : `failed${took(' after ', state, nowMs)}`,
    ],
    cancelled: (state, nowMs) => [
        'stopped',
        'cancelled',
        state.job === undefined
            ? 'cancelled before anything was submitted'
            : (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .isTerminal */ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePhase */ .xl)(state.job.status))
                ? `cancelled${hasNote(state, 'cancelled-elsewhere') ? ' elsewhere' : ''}${took(' after ', state, nowMs)}`
                : 'cancellation requested, not confirmed',
    ],
    superseded: ({ job }) => [
        'stopped',
        'superseded',
        `replaced by a newer run${job === undefined ? ', nothing was submitted' : ''}`,
    ],
    refused: ({ spec }) => [
        'bad',
        'refused',
        spec ? 'refused, nothing was submitted' : 'refused by the service',
    ],
    invalid: () => ['bad', 'not valid', 'not valid, nothing was submitted'],
    running: () => ['active', 'running', 'running'],
    unapproved: () => ['plan', 'not approved', 'waiting for approval, nothing was submitted'],
    submitted: (state, nowMs) => [
        'active',
        'submitted',
        (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePhase */ .xl)(state.job?.status) === 'running'
            ? `training${timeInPhase(state, nowMs, false)}, not waited for`
            : 'submitted, not waited for',
    ],
    succeeded: (state, nowMs) => [
        'good',
        'trained',
        hasNote(state, 'already-trained') ? 'already trained' : `trained${took(' in ', state, nowMs)}`,
    ],
    valid: (state) => {
        if (hasNote(state, 'pull-request-closed'))
            return ['idle', 'valid', 'nothing was trained, the pull request is closed'];
        if (hasNote(state, 'ref-deleted'))
            return ['idle', 'valid', 'nothing to train'];
        return state.notes.length === 0
            ? ['good', 'valid', 'valid, nothing was trained']
            : ['plan', 'valid', 'only checked, nothing was trained'];
    },
};
function took(preposition, state, nowMs) {
    const durationMs = (0,_job_times_js__WEBPACK_IMPORTED_MODULE_2__/* .jobDurationMs */ .u2)(state, nowMs) ?? 0;
    return durationMs < 1000 ? '' : `${preposition}${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(durationMs)}`;
}
function hasNote({ notes }, code) {
    return notes.some((note) => note.code === code);
}


/***/ }),

/***/ 2772:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Zw: () => (/* binding */ summarizeJob),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   b4: () => (/* binding */ formatOverrides),
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   r6: () => (/* binding */ formatDateTime),
/* harmony export */   sJ: () => (/* binding */ numberField),
/* harmony export */   tH: () => (/* binding */ formatTimeSince),
/* harmony export */   td: () => (/* binding */ pluralize),
/* harmony export */   ul: () => (/* binding */ DAY_LENGTH)
/* harmony export */ });
/* harmony import */ var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4385);
/* harmony import */ var _job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(461);


/** Formats a duration: `33 s`, `2 min 5 s`, `30 min`, `1 h 33 min`, `2 d 4 h`. */
function formatDuration(ms) {
    const seconds = Math.max(0, Math.round(ms / 1000));
    if (seconds < 60)
        return `${seconds} s`;
    if (seconds < 600)
        return joinUnits(Math.floor(seconds / 60), 'min', seconds % 60, 's');
    const minutes = Math.round(seconds / 60);
    if (minutes < 60)
        return `${minutes} min`;
    if (minutes < 24 * 60)
        return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
    const hours = Math.round(minutes / 60);
    return joinUnits(Math.floor(hours / 24), 'd', hours % 24, 'h');
}
function joinUnits(major, majorUnit, minor, minorUnit) {
    return minor === 0 ? `${major} ${majorUnit}` : `${major} ${majorUnit} ${minor} ${minorUnit}`;
}
/** Time of day in UTC, `14:02:11`. */
function formatTime(wallMs) {
    return new Date(wallMs).toISOString().slice(11, 19);
}
/** Day and minute in UTC, `2026-11-22 14:02 UTC`. */
function formatDateTime(wallMs) {
    return `${new Date(wallMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
/** `14:03 UTC`, with the day if it is another one than at `nowMs`. */
function formatTimeSince(wallMs, nowMs) {
    const [text, now] = [formatDateTime(wallMs), formatDateTime(nowMs)];
    return text.slice(0, DAY_LENGTH) === now.slice(0, DAY_LENGTH) ? text.slice(DAY_LENGTH + 1) : text;
}
/** Length of `2026-11-22`. */
const DAY_LENGTH = 10;
/** `1 dataset`, `2 datasets`, `1,000 steps`. */
function pluralize(number, noun) {
    return `${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__/* .groupDigits */ .K9)(number)} ${noun}${number === 1 ? '' : 's'}`;
}
/** Summarizes the request, or what the service reports about the job if there is no spec. */
function summarizeJob({ spec, job }) {
    const request = spec?.request;
    const jobType = request?.job_type ?? job?.jobType ?? '';
    const baseModel = stringField(request?.model_config ?? job?.modelConfig, 'base_model');
    const steps = numberField(request?.hyperparameters ?? job?.hyperparameters, 'training_steps');
    const datasets = request?.dataset_ids?.length;
    const size = [
        ...(datasets === undefined ? [] : [pluralize(datasets, 'dataset')]),
        ...(steps === undefined ? [] : [pluralize(steps, 'step')]),
    ];
    return { jobType: formatJobType(jobType), size, baseModel, datasets };
}
/** `supervised_fine_tuning` becomes `supervised fine-tuning`, `dpo` becomes `DPO`. */
function formatJobType(jobType) {
    if (jobType.length <= 4)
        return jobType.toUpperCase();
    return jobType.replace('fine_tuning', 'fine-tuning').replace(/^pre_/, 'pre-').replaceAll('_', ' ');
}
function stringField(value, field) {
    const found = getField(value, field);
    return typeof found === 'string' ? found : undefined;
}
function numberField(value, field) {
    const found = getField(value, field);
    return typeof found === 'number' ? found : undefined;
}
function getField(value, field) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
const MAX_OVERRIDES = 6;
/** The values that the input `set` has set, as `path = value`. They are the same for all specs of a step. */
function formatOverrides(states) {
    const overrides = states.find(({ spec }) => spec !== undefined)?.spec?.overrides ?? [];
    const shown = overrides
        .slice(0, MAX_OVERRIDES)
        .map(({ path, value }) => `${(0,_job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPath */ .jV)(path)} = ${(0,_job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_1__/* .formatValue */ .Fl)(value)}`);
    return overrides.length > MAX_OVERRIDES ? [...shown, `${overrides.length - MAX_OVERRIDES} more`] : shown;
}


/***/ }),

/***/ 8324:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  u2: () => (/* binding */ jobDurationMs),
  q0: () => (/* binding */ phaseStartMs),
  x: () => (/* binding */ timeSpans)
});

;// CONCATENATED MODULE: ./build/jobs/clock.js
/**
 * The services and GitHub report times in whole seconds, from several machines. So the same moment may seem to be this
 * much earlier or later.
 */
const CLOCK_MARGIN_S = 60;

// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __nccwpck_require__(8433);
;// CONCATENATED MODULE: ./build/report/job-times.js


/**
 * The statuses of a job one after the other, without gaps: every duration of a report is computed from these spans, so that
 * no two of them contradict each other. What we saw late gets the times that the service reports.
 */
function timeSpans({ timeline, job }, nowMs) {
    const hasEnded = (0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(job?.status));
    const createdMs = job?.createdAt === undefined ? undefined : job.createdAt * 1000;
    const endedMs = hasEnded && job?.modifiedAt !== undefined ? job.modifiedAt * 1000 : undefined;
    const [first] = timeline;
    if (first === undefined) {
        if (createdMs === undefined || endedMs === undefined || endedMs < createdMs)
            return [];
        return [
            { status: '', startMs: createdMs, endMs: endedMs },
            { status: job?.status ?? '', startMs: endedMs },
        ];
    }
    const isSeenLate = createdMs !== undefined && first.atMs - createdMs > CLOCK_MARGIN_S * 1000;
    const changes = [
        ...(isSeenLate ? [{ status: '', atMs: createdMs }] : []),
        ...adjustEnd(timeline, job?.status ?? '', endedMs),
    ];
    return changes.map(({ status, atMs }, n) => ({
        status,
        startMs: atMs,
        endMs: changes[n + 1]?.atMs ?? (hasEnded ? undefined : nowMs),
    }));
}
/** Moves the end of an ended job to where the service says it was, and adds it if we did not see it. */
function adjustEnd(timeline, status, endedMs) {
    const last = timeline.at(-1);
    if (endedMs === undefined || last === undefined)
        return timeline;
    const isSeen = (0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(last.status));
    const before = isSeen ? timeline.slice(0, -1) : timeline;
    if (endedMs < (before.at(-1)?.atMs ?? -Infinity))
        return timeline;
    return [...before, isSeen ? { ...last, atMs: Math.min(endedMs, last.atMs) } : { status, atMs: endedMs }];
}
/**
 * How long a job took or has taken so far: since its training began, or since its creation if it has not come to that.
 * Undefined if that time is unknown.
 */
function jobDurationMs(state, nowMs) {
    const spans = timeSpans(state, nowMs);
    const last = spans.at(-1);
    const isEndUnknown = last?.endMs === undefined && !(0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(last?.status));
    if (last === undefined || isEndUnknown)
        return undefined;
    const startMs = spanStartMs(state, spans, 'running') ?? (isStartKnown(state) ? spans[0]?.startMs : undefined);
    return startMs === undefined ? undefined : (last.endMs ?? last.startMs) - startMs;
}
/** Since when the job has been in its phase; undefined if we saw it too late to know. */
function phaseStartMs(state, nowMs) {
    return spanStartMs(state, timeSpans(state, nowMs), (0,job_status/* parsePhase */.xl)(state.job?.status));
}
function spanStartMs(state, spans, phase) {
    const index = spans.findIndex(({ status }) => status !== '' && (0,job_status/* parsePhase */.xl)(status) === phase);
    const span = spans[index];
    // What precedes the first status that we saw is unknown, unless we submitted the job ourselves.
    const isFirstSeen = index === 0 || spans[index - 1]?.status === '';
    return isFirstSeen && state.provenance !== 'submitted' ? undefined : span?.startMs;
}
const isStartKnown = ({ provenance, job }) => provenance === 'submitted' || job?.createdAt !== undefined;


/***/ }),

/***/ 5327:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ renderNote)
/* harmony export */ });
/* harmony import */ var _job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4385);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2772);


/** Renders a note as one or two sentences. Code is in backticks. */
function renderNote(note) {
    const message = MESSAGES[note.code];
    return typeof message === 'string' ? message : message(note);
}
const HOW_TO_CHECK = 'A job may or may not exist: run this action with `command: list`, and cancel a job created at that time with `command: cancel`.';
const HOLDINGS = { 'own-job': 'its own job', 'other-version': 'another version' };
const NEW_OWNERS = {
    'newer-run': 'A newer run follows this job',
    'newer-commit': 'The pull request has a newer commit, whose run follows or replaces this job',
    unknown: 'An earlier run submitted this job, and GitHub did not say whether another step needs it',
};
const REASONS_TO_LEAVE = {
    'on-cancel': 'because `on-cancel` is `leave`',
    crash: 'because a failure of the action does not cancel it',
    'not-cancelled': 'because the workflow was not cancelled',
};
const MISSING_SECRETS = {
    fork: 'the pull request comes from a fork, so GitHub gives the run no secrets and there is no API key',
    dependabot: 'Dependabot started the run, so GitHub gives it no secrets and there is no API key',
    closed: 'the pull request is closed, and there is no API key to cancel its jobs with',
};
const SAFE_ALTERNATIVES = 'Two safe ways to train it: after a review, start a `workflow_dispatch` workflow that checks out the reviewed commit and names the pull request in `issue-number`; or train on `push` to the base branch, after the merge.';
/** A note without a message does not compile. */
const MESSAGES = {
    'submission-gave-up': ({ waitedMs }) => `Could not submit${waitedMs < 1_000 ? '' : ` within ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(waitedMs)}`}. Run the step again later.`,
    'submission-unanswered': ({ resubmissions }) => `Submission status unknown: the spec was sent, but no usable response came back, so a job may or may not exist. ${resubmissions === 0
        ? 'It was not resent, because that could train twice.'
        : `It was resent ${resubmissions === 1 ? 'once' : `${resubmissions} times`}, as \`on-unknown: resubmit\` requests.`}`,
    'how-to-find-job': 'To find out, run this action with `command: list` and look for a job created at this time. If there is one, follow it with `command: wait` and its `job-id`, or stop it with `command: cancel`. If there is none, run the step again.',
    'no-job-found': ({ searchedMs }) => `No matching job appeared in the list of jobs within ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(searchedMs)}.`,
    'job-list-unsearchable': ({ error }) => `The list of jobs could not be searched${error === undefined ? ' completely' : ` (${error})`}.`,
    'job-list-search-timed-out': 'The step ran out of time while it searched the list of jobs.',
    'match-unproven': ({ jobId }) => `The new job ${jobId} matches, but may belong to someone else who submitted a similar job at the same time. It was neither adopted nor cancelled.`,
    'matches-ambiguous': ({ jobIds }) => `Several new jobs match; cannot tell which is ours: ${jobIds.join(', ')}. None was cancelled.`,
    'adopted-after-lost-response': ({ unverifiedFields }) => `No usable response to the submission came back. This job was adopted, because it is the only new one that matches the request. ${unverifiedFields.length === 0
        ? 'All submitted fields match.'
        : `Not verified, because the service does not return these fields: ${unverifiedFields.join(', ')}.`}`,
    'lookalike-unresolved': ({ label }) => `Nothing was submitted, because it is unknown whether ${label} has a job, and a job of this spec would look the same.`,
    'out-of-time-before-submission': 'The step ran out of time before this spec was submitted.',
    'foreign-content': ({ event }) => `Nothing was submitted: nothing proves that this content is from a branch of this repository, and \`${event}\` gives the workflow the secrets, so somebody without access could spend your training budget. Such content only follows a job that exists for the same request. ${SAFE_ALTERNATIVES}`,
    'ref-deleted': ({ ref }) => `The push deleted \`${ref}\`, so there is nothing to train. Nothing was submitted.`,
    'spec-unchanged': ({ base }) => `It asks for the same training as on \`${base}\`, so nothing was submitted (\`only-changed\`).`,
    'nothing-to-compare-with': 'There is no base branch and no commit before a push to compare the specs with, so `only-changed` skips none.',
    'approval-missing': ({ approvers }) => `The policy wants an approval of exactly this request by ${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__/* .joinWithOr */ .uy)(approvers)}, and there is none.`,
    'approvals-not-counted': ({ acts }) => `What does not count: ${acts.join('; ')}.`,
    'approval-unreadable': ({ error }) => `Nothing was submitted: the policy wants an approval, and it cannot be read whether there is one: ${error}`,
    'approval-without-pull-request': ({ approvers }) => `Nothing was submitted: the policy wants an approval, which is given on a pull request, and this run has none. Train in a pull request, or start the workflow by hand (\`workflow_dispatch\`) as ${(0,_job_spec_format_value_js__WEBPACK_IMPORTED_MODULE_0__/* .joinWithOr */ .uy)(approvers)}.`,
    'approval-without-comment': 'Nothing was submitted: the policy wants an approval, and without a comment nobody sees what to approve. Remove `comment: false`.',
    'approval-of-other-commit': ({ head, found }) => `Nothing was submitted: the commit ${found.slice(0, 7)} is checked out, but the pull request is at ${head.slice(0, 7)}. If it was not pushed meanwhile, give the step of \`actions/checkout\` the input \`ref: refs/pull/\${{ github.event.issue.number }}/head\`.`,
    'approval-checkout-unknown': 'It cannot be checked that the commit of the pull request is checked out, because the workspace has no readable `.git`. Check out with `actions/checkout`.',
    'policy-refused': 'The policy of this repository forbids the job, so nothing was submitted.',
    'policy-invalid': 'The policy of this repository is not valid, so nothing was submitted. It must be mended on the default branch.',
    'policy-unreadable': ({ error }) => `Nothing was submitted, because the policy of this repository cannot be read: ${error}`,
    'policy-not-read': 'Without `github-token` no policy is read. If this repository has one, it is not applied.',
    'policy-differs': ({ refused, allowed }) => `The policy in this branch differs from the one on the default branch, which counts until this is merged. Then ${describePolicyChange(refused, allowed)}.`,
    'policy-limit-not-enforced': ({ reasons }) => `Other jobs were accepted at the same time, and this one passed a limit of the policy. It could not be cancelled, or had ended: ${reasons.join(' ')}`,
    'policy-not-rechecked': 'The list of jobs could not be read after the submission, so it is unknown whether jobs that were accepted at the same time passed a limit of the policy.',
    'policy-jobs-uncounted': ({ error }) => `The jobs that the policy limits cannot be counted, because the list of jobs cannot be read (${error}).`,
    'policy-limit-passed': ({ reasons }) => `Other jobs were accepted at the same time, so this one passed a limit of the policy and was cancelled: ${reasons.join(' ')}`,
    'job-id-not-uuid': ({ jobId }) => `The job id "${jobId}" is not a UUID, which the API schema promises. This action can work with it; other tools may not.`,
    'recorded-job-read-failed': ({ jobId, error }) => `cannot read its job ${jobId} (${error}); nothing is submitted yet`,
    'recorded-job-unreadable': ({ jobId }) => `The spec already has the job ${jobId}, which could not be read. Nothing was submitted.`,
    'recorded-job-missing': ({ jobId }) => `The spec already has the job ${jobId}, which was unfinished and which the service does not find now. Nothing was submitted, because it may still run. If it was deleted, set \`reuse: false\` to submit a new one.`,
    'recorded-job-gone': ({ jobId }) => `its earlier job ${jobId} no longer exists`,
    'follows-recorded-job': ({ isSameRun, createdAtS }) => `${earlierRun(isSameRun)} submitted the same spec${creation(createdAtS)}, and this step follows its job. To submit a new job, set \`reuse: false\`.`,
    'already-trained': ({ isSameRun, createdAtS }) => `${earlierRun(isSameRun)} trained the same spec${creation(createdAtS)}, so nothing was submitted. To train it again, set \`reuse: false\`.`,
    'adopted-from-interrupted-run': 'An earlier run submitted this spec and ended before it received the response. This job is the only one since then that matches, so this step follows it.',
    'interrupted-run-unresolved': 'An earlier run may have submitted this spec and ended before it received the response. Nothing was submitted now, because that could train twice. To submit anyway, set `reuse: false`.',
    'adopted-from-previous-attempt': ({ unverifiedFields }) => `This is not the first attempt of this run, and there is no record of the first one. This job is the only one since then that matches the spec, so this step follows it. To submit a new job, set \`reuse: false\`.${unverifiedFields.length === 0
        ? ''
        : ` Not verified, because the service does not report them: ${unverifiedFields.join(', ')}.`}`,
    'previous-attempt-ambiguous': ({ jobIds }) => `An earlier attempt of this run may have submitted this spec, but it is unclear which job is its own: ${jobIds.join(', ')}. Nothing was submitted. Follow one with \`command: wait\` and its \`job-id\`, or set \`reuse: false\` to submit a new one.`,
    'previous-attempt-unknown': ({ error }) => `Could not check whether an earlier attempt already submitted this, because the list of jobs cannot be read (${error}).`,
    'record-not-kept': 'This run keeps no record of its jobs, so running this workflow again may train again. To keep one, let the action comment on the pull request (`comment: true`), or without a pull request set `commit-status: true`.',
    'record-unavailable': ({ error }) => `Nothing was submitted: GitHub did not provide the record of submitted jobs (${error}). Run the step again, or set \`reuse: false\` to submit without it.`,
    'record-refused': ({ error }) => `Nothing was submitted, because the record of submitted jobs cannot be used: ${error}`,
    'submitting-without-record': 'The record of submitted jobs is not available: this run cannot see the jobs of earlier runs and cannot record its own. Running this workflow again may train again.',
    'waiting-for-cancellation': ({ jobId }) => `another step may be cancelling the job ${jobId}; waiting for that.`,
    'waiting-for-other-run': ({ runId }) => `run ${runId} is submitting the same spec; waiting for its job.`,
    'searching-for-interrupted-run': 'an earlier run ended while it was submitting the same spec; searching the list for its job.',
    'newer-run-has-other-version': ({ runId }) => `Run ${runId} is newer and has another version of this spec, so this one was not submitted. To train it anyway, set \`reuse: false\`.`,
    'newer-run-has-other-commit': ({ runId }) => `Run ${runId} is newer and holds this spec for another commit, so this run submits nothing. Rerun that run, or set \`reuse: false\`.`,
    'superseded-by-run': ({ runId, has }) => `Run ${runId} is newer and has ${HOLDINGS[has]} of this spec.`,
    'runs-until-replaced': 'The job keeps running until the job of that run runs.',
    'taken-over': 'A newer run has taken over, so this step stopped waiting.',
    'taken-over-and-cancelled': 'A newer run took over this spec and cancelled this job.',
    'obsolete-jobs-unknown': ({ error }) => `Could not find out which jobs this run replaces, so they may keep running: ${error}`,
    'owner-shared-by-steps': 'Several steps of one run cannot be told apart, so none of them cancels jobs that it replaces. Give each step its own `comment-key`.',
    'obsolete-job-left': ({ jobId }) => `The job \`${jobId}\` of an earlier run keeps running (\`on-superseded: leave\`).`,
    'obsolete-job-unreadable': ({ jobId, error }) => `The job \`${jobId}\` of an earlier run could not be read (${error}) and may keep running.`,
    'obsolete-job-unproven': ({ jobId }) => `The job \`${jobId}\` may belong to an earlier run. It keeps running, because there is no proof that it was submitted here.`,
    'obsolete-job-not-cancelled': ({ jobId, error }) => `The job \`${jobId}\` of an earlier run could not be cancelled (${error}) and may keep running.`,
    'obsolete-job-asked-to-stop': ({ jobId }) => `The job \`${jobId}\` of an earlier run was asked to stop.`,
    'obsolete-job-cancelled': ({ jobId }) => `The job \`${jobId}\` of an earlier run was cancelled.`,
    'pull-request-closed': ({ isMerged }) => `The pull request was ${isMerged ? 'merged' : 'closed'}, so nothing was submitted.`,
    'unfinished-jobs-unknown': ({ error }) => `Could not find out which jobs are unfinished, so they may keep running. ${error}`,
    'job-lost': 'The service no longer returns this job. It may still be running and incur costs.',
    'job-refused': ({ waitedMs }) => `The service has refused to show this job for ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(waitedMs)}. It may still be running and incur costs.`,
    'success-unproven': ({ jobId }) => `The job \`${jobId}\` has succeeded, but nothing proves that it trained this spec. If it did, use \`command: wait\` with its \`job-id\`. To train again, set \`reuse: false\`. With \`commit-status: true\`, later attempts find their job.`,
    'no-output-model': ({ waitedMs }) => `The service reports success, but named no output model within ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(waitedMs)}, so there is no model to use.`,
    'unusable-output-model': ({ because }) => `The service reports success, but the name of its model cannot be used: it ${because === 'too-long' ? 'has more than 4,096 characters' : 'contains line breaks or other control characters'}.`,
    'no-failure-reason': "The service gave no reason. Check the service's console or contact its support.",
    'cancelled-elsewhere': 'This step did not cancel the job. A person, another workflow or the service did.',
    'timed-out-cancel-refused': 'The service refused to cancel the job.',
    'timed-out-job-followed': ({ jobId }) => `The job \`${jobId}\` was not cancelled, because another step follows it.`,
    'timed-out-job-unproven': ({ jobId }) => `The job \`${jobId}\` was not cancelled, because nothing proves that it was submitted here.`,
    'timed-out-asked-to-stop': ({ status = 'unknown' }) => `The job was asked to stop; its last reported status is ${status}.`,
    'ended-before-cancellation': 'The job ended before it was cancelled, and has no output model.',
    'cancellation-not-accepted': 'The service did not accept the cancellation. The job may still be running and costing money.',
    'cancellation-unconfirmed': ({ waitedMs }) => `The cancellation was requested, but not confirmed within ${waitedMs / 1000} s. The job may still be running and costing money.`,
    'step-cancelled-job-unproven': ({ jobId }) => `The job \`${jobId}\` was not cancelled, because nothing proves that it was submitted here.`,
    'step-cancelled-with-job': 'The step was cancelled, and its job with it.',
    'step-cancelled-job-asked-to-stop': 'The step was cancelled, and its job was asked to stop.',
    'step-cancelled-after-job-ended': 'The step was cancelled, but its job had ended before.',
    'step-cancelled-job-transferred': ({ to }) => `The step was cancelled. ${NEW_OWNERS[to]}, so it keeps running.`,
    'step-ended-before-submission': 'The step ended before the spec was submitted.',
    'step-ended-during-submission': `The step ended during the submission. ${HOW_TO_CHECK}`,
    'step-ended-job-left': ({ because }) => `The step ended early. Its job keeps running, ${REASONS_TO_LEAVE[because]}.`,
    'job-left-running': ({ jobId, because }) => `The job ${jobId} keeps running, ${REASONS_TO_LEAVE[because]}.`,
    'job-transferred': ({ jobId, to }) => `The job ${jobId} keeps running. ${NEW_OWNERS[to]}.`,
    'job-not-cancelled': ({ jobId, error = 'no response in time' }) => `The job ${jobId} could not be cancelled (${error}). It may still be running and costing money: run this action with \`command: cancel\` and \`job-id: ${jobId}\`.`,
    'submission-unknown': ({ jobIds }) => `The submission status is unknown.${jobIds.length === 0 ? '' : ` These jobs may be ours: ${jobIds.join(', ')}.`} ${HOW_TO_CHECK}`,
    'nothing-submitted': ({ because }) => `Nothing was submitted: ${MISSING_SECRETS[because]}.`,
    'only-validated': ({ because }) => `The spec was checked, but nothing was submitted: ${MISSING_SECRETS[because]}. ${because === 'closed'
        ? 'Running jobs keep running.'
        : `${SAFE_ALTERNATIVES} A step that ships the model must check \`outcome == 'succeeded'\`, because this step succeeds without a model.`}`,
    'sync-without-token': '`command: sync` reads and writes the comments of the repository, and needs a `github-token`.',
    'sync-events-unsupported': ({ reason }) => `Nothing was updated, because no events can be sent: ${reason}`,
    'sync-comments-unreadable': ({ error }) => error,
    'sync-found-nothing': 'No unfinished jobs are recorded in the comments of this repository.',
    'sync-summary': ({ jobs, comments, updatedComments, sentEvents }) => `${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .pluralize */ .td)(jobs, 'unfinished job')} in ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .pluralize */ .td)(comments, 'comment')}: ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .pluralize */ .td)(updatedComments, 'comment')} updated, ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .pluralize */ .td)(sentEvents, 'event')} sent.`,
    'sync-comments-skipped': ({ comments }) => `${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .pluralize */ .td)(comments, 'comment')} with unfinished jobs skipped, because a different \`api-key\` signed them and their content cannot be verified.`,
    'sync-jobs-skipped': ({ jobs }) => `${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .pluralize */ .td)(jobs, 'unfinished job')} of another service or API key skipped.`,
    'sync-comments-not-checked': ({ beforeMs }) => `Comments last updated before ${new Date(beforeMs).toISOString()} were not checked. While this command runs on schedule, it updates the comment of an unfinished job every 12 h.`,
    'sync-jobs-unreadable': ({ error }) => `Some jobs could not be read (${error}). The next sync reads them again.`,
    'sync-updates-not-written': ({ error }) => `Some updates could not be written: ${error}. The next sync tries again.`,
    'sync-notified': ({ comments }) => `${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .pluralize */ .td)(comments, 'comment')} created for jobs that have ended.`,
    'sync-notices-left': 'More jobs have ended than one sync announces in comments. The next sync continues with the others.',
    'sync-notice-refused': ({ error }) => `The end of a job was not announced in a comment of its own: ${error}.`,
    'sync-fails-on-failed': ({ jobs }) => `The step fails, because \`fail-on\` is \`failed\` and a job has failed: ${jobs.join(', ')}.`,
    'sync-found-orphan': ({ jobId, label, number }) => `Nobody asks for the unfinished job \`${jobId}\` (${label}, no. ${number}) on the newest commit. To cancel it: \`command: cancel\` with its \`job-id\`.`,
    'sync-job-not-found': 'The service no longer knows this job.',
    'sync-job-changed': 'The service now returns a job with another creation time for this id.',
    'sync-submission-interrupted': 'The step ended during the submission. The next run of this spec checks whether a job was created.',
};
function earlierRun(isSameRun) {
    return isSameRun ? 'Another step or an earlier attempt of this run' : 'An earlier run';
}
function creation(createdAtS) {
    return createdAtS === undefined ? '' : ` (job created ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDateTime */ .r6)(createdAtS * 1000)})`;
}
function describePolicyChange(refused, allowed) {
    const changes = [
        ...(refused.length > 0 ? [`it would refuse ${refused.join(', ')}`] : []),
        ...(allowed.length > 0 ? [`it would allow ${allowed.join(', ')}`] : []),
    ];
    return changes.length === 0 ? 'nothing changes for these specs' : changes.join(', and ');
}


/***/ }),

/***/ 5125:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  a: () => (/* binding */ ReportWriter)
});

// EXTERNAL MODULE: ./build/jobs/poll-schedule.js
var poll_schedule = __nccwpck_require__(7000);
;// CONCATENATED MODULE: ./build/report/token-bucket.js
/** Longest burst. With one more token a second, this stays below the 80 content-creating requests a minute of GitHub. */
const CAPACITY = 20;
/** Limits the rate of writes to GitHub. */
class TokenBucket {
    #refillIntervalMs;
    #tokens = CAPACITY;
    #refilledAtMs = 0;
    /** One token is added every `refillIntervalMs`. */
    constructor(refillIntervalMs) {
        this.#refillIntervalMs = refillIntervalMs;
    }
    /** Takes the next token. Returns the milliseconds until it may be used. */
    take(nowMs) {
        const refilled = this.#tokens + (nowMs - this.#refilledAtMs) / this.#refillIntervalMs;
        this.#tokens = Math.min(CAPACITY, refilled) - 1;
        this.#refilledAtMs = nowMs;
        return Math.max(0, Math.ceil(-this.#tokens * this.#refillIntervalMs));
    }
}

// EXTERNAL MODULE: ./build/timeouts.js
var timeouts = __nccwpck_require__(2794);
;// CONCATENATED MODULE: ./build/report/report-writer.js



/** Longest time between two writes of the comment while nothing changes. */
const MAX_HEARTBEAT_INTERVAL_MS = 15 * 60_000;
/** While a job may still be submitted: its claim then never looks longer than what steps with another key believe. */
const MAX_CLAIM_HEARTBEAT_INTERVAL_MS = 2 * 60_000;
/** A run that read the comment before our write may overwrite it for this long. */
const REWRITE_DELAY_MS = 4_000;
/** Delays between attempts of the final write. */
const FINAL_RETRY_DELAYS_MS = [1_000, 4_000, 15_000];
/**
 * Writes the newest report of a step to the comment and to the commit statuses: in the background, one write at a time,
 * within the limits of GitHub, and with heartbeats while nothing changes. Errors do not escape: a report that could not
 * be written is replaced by the next one, and only the final report is retried.
 */
class ReportWriter {
    #options;
    /** In the order of writing: the statuses link to the comment. */
    #sinks;
    #tokenBucket = new TokenBucket(timeouts/* REPORT_INTERVAL_MS */.qZ);
    #finishing = new AbortController();
    /** The newest report, until its write begins. */
    #pending;
    #lastWritten;
    #writing;
    /** Where the last report is missing because of a transient error. */
    #failedSinks = [];
    #retryAtMs = -Infinity;
    /** From then on, the final write ignores `Retry-After`. */
    #finalDeadlineMs = Infinity;
    #jobCount = 0;
    constructor(options) {
        this.#options = options;
        this.#sinks = [options.comment, options.commitStatus].filter((sink) => sink !== undefined);
    }
    /** URL of the comment, once it exists. */
    get commentUrl() {
        return this.#options.comment?.url;
    }
    /** Ids of jobs that our comments with other comment keys name. */
    idsClaimedElsewhere() {
        return this.#options.comment?.idsClaimedElsewhere() ?? Promise.resolve(new Set());
    }
    /** Starts the heartbeat. `getModel` returns the current report. */
    start(getModel) {
        this.prepare(getModel());
        if (this.#options.comment !== undefined)
            void this.#heartbeat(getModel);
    }
    /** Sets the report that a claim writes into the comment. */
    prepare(model) {
        this.#options.comment?.prepare(model);
    }
    /** Writes this report as soon as the rate limit allows it, unless a newer one replaces it. */
    show(model) {
        this.prepare(model);
        void this.#schedule(this.#createReport(model));
    }
    /** Writes the final report. Resolves when it is written everywhere or has failed for good. */
    async finish(model) {
        const { clock, comment } = this.#options;
        const report = this.#createReport(model);
        this.#finalDeadlineMs = clock.now() + timeouts/* FINAL_REPORT_TIMEOUT_MS */.l7;
        this.#finishing.abort();
        await this.#schedule(report);
        for (const delayMs of FINAL_RETRY_DELAYS_MS) {
            // A longer `Retry-After` is not worth the wait.
            if (this.#failedSinks.length === 0 || this.#retryAtMs > this.#finalDeadlineMs)
                break;
            await clock.sleep(delayMs);
            await this.#waitForTurn();
            await this.#write(report, this.#failedSinks);
        }
        if (comment && !this.#failedSinks.includes(comment))
            await comment.mergeDuplicates(report);
    }
    #createReport(model) {
        return { model, requests: this.#options.ledger?.requests(model.states) ?? {} };
    }
    #schedule(report) {
        this.#pending = report;
        this.#writing ??= this.#writePending();
        return this.#writing;
    }
    async #writePending() {
        while (this.#pending !== undefined) {
            await this.#waitForTurn();
            const report = this.#pending;
            this.#pending = undefined;
            await this.#write(report, this.#sinks);
        }
        this.#writing = undefined;
    }
    /** Waits for the rate limit and `Retry-After`; before the final write only for the latter. */
    async #waitForTurn() {
        const { clock, sleepUnref } = this.#options;
        const { signal } = this.#finishing;
        if (!signal.aborted) {
            const waitMs = Math.max(this.#tokenBucket.take(clock.now()), this.#retryAtMs - clock.now());
            if (waitMs > 0)
                await sleepUnref(waitMs, signal);
        }
        if (!signal.aborted)
            return;
        const waitMs = Math.min(this.#retryAtMs, this.#finalDeadlineMs) - clock.now();
        if (waitMs > 0)
            await clock.sleep(waitMs);
    }
    async #write(report, sinks) {
        const { clock } = this.#options;
        const failedSinks = [];
        for (const sink of sinks) {
            const result = await sink.writeReport(report);
            if (result.ok || result.isPermanent)
                continue;
            failedSinks.push(sink);
            this.#retryAtMs = Math.max(this.#retryAtMs, clock.now() + (result.retryAfterMs ?? 0));
        }
        this.#failedSinks = failedSinks;
        this.#lastWritten = report;
        const jobCount = report.model.states.filter(({ job }) => job !== undefined).length;
        if (this.#options.comment && jobCount > this.#jobCount)
            void this.#rewriteLater(report);
        this.#jobCount = jobCount;
    }
    /** Writes a new job's id a second time, in case another run has overwritten it. */
    async #rewriteLater(report) {
        const { signal } = this.#finishing;
        await this.#options.sleepUnref(REWRITE_DELAY_MS, signal);
        const isNewest = this.#lastWritten === report && this.#pending === undefined;
        if (!signal.aborted && isNewest)
            void this.#schedule(report);
    }
    #nextHeartbeatMs(ageMs, { states }) {
        const maySubmit = states.some(({ job, outcome }) => job === undefined && outcome === undefined);
        const maxMs = maySubmit ? MAX_CLAIM_HEARTBEAT_INTERVAL_MS : MAX_HEARTBEAT_INTERVAL_MS;
        const intervalMs = Math.min(maxMs, (0,poll_schedule/* heartbeatLogIntervalMs */.yF)(ageMs));
        if (this.#options.ledger)
            this.#options.ledger.heartbeatIntervalMs = intervalMs;
        return intervalMs;
    }
    /** Shows readers and other runs that this step is alive, at growing intervals. */
    async #heartbeat(getModel) {
        const { clock, sleepUnref } = this.#options;
        const { signal } = this.#finishing;
        const startMs = clock.now();
        for (let intervalMs = this.#nextHeartbeatMs(0, getModel());;) {
            await sleepUnref(intervalMs, signal);
            if (signal.aborted)
                return;
            const model = getModel();
            // Before the write: the lease in the record lasts until the next heartbeat.
            intervalMs = this.#nextHeartbeatMs(clock.now() - startMs, model);
            if (model.states.some(({ outcome }) => outcome === undefined))
                this.show(model);
        }
    }
}


/***/ }),

/***/ 6501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ varyingFields)
/* harmony export */ });
/* harmony import */ var _job_spec_document_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5847);
/* harmony import */ var _job_spec_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4106);
/* harmony import */ var _job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(461);



/** More columns would be unreadable. */
const MAX_VARYING_FIELDS = 3;
/** Compares the specs of several states. Ignores lists, which do not fit into a table cell. */
function varyingFields(states) {
    const fieldsByLabel = new Map(states.flatMap(({ label, spec }) => (spec ? [[label, flattenFields(spec.request)]] : [])));
    const paths = [...new Set([...fieldsByLabel.values()].flatMap((each) => [...each.keys()]))];
    const differing = paths.filter((path) => new Set([...fieldsByLabel.values()].map((each) => (0,_job_spec_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalJson */ .dj)(each.get(path)))).size > 1);
    const shown = differing.slice(0, MAX_VARYING_FIELDS);
    const valuesOf = (specFields) => shown.map((path) => (specFields.has(path) ? (0,_job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_2__/* .formatValue */ .Fl)(specFields.get(path)) : ''));
    return {
        fields: shown.map((path) => shortestUniqueName(path, differing)),
        values: new Map([...fieldsByLabel].map(([label, each]) => [label, valuesOf(each)])),
    };
}
function flattenFields(value, path = '') {
    return new Map((0,_job_spec_spec_value_js__WEBPACK_IMPORTED_MODULE_2__/* .definedEntries */ .Sl)(value).flatMap(([name, member]) => {
        const memberPath = path === '' ? name : `${path}.${name}`;
        if ((0,_job_spec_document_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(member))
            return [...flattenFields(member, memberPath)];
        return typeof member === 'object' && member !== null ? [] : [[memberPath, member]];
    }));
}
/** The last name of a path, such as `learning_rate`, or the whole path if another one ends in the same name. */
function shortestUniqueName(path, all) {
    const last = path.slice(path.lastIndexOf('.') + 1);
    const isUnique = all.filter((each) => each === last || each.endsWith(`.${last}`)).length === 1;
    return isUnique ? last : path;
}


/***/ }),

/***/ 5162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  a: () => (/* binding */ runPost)
});

// NAMESPACE OBJECT: ./node_modules/@actions/core/lib/platform.js
var platform_namespaceObject = {};
__nccwpck_require__.r(platform_namespaceObject);
__nccwpck_require__.d(platform_namespaceObject, {
  arch: () => (arch),
  getDetails: () => (getDetails),
  isLinux: () => (isLinux),
  isMacOS: () => (isMacOS),
  isWindows: () => (isWindows),
  platform: () => (platform)
});

// NAMESPACE OBJECT: ./node_modules/@actions/core/lib/core.js
var core_namespaceObject = {};
__nccwpck_require__.r(core_namespaceObject);
__nccwpck_require__.d(core_namespaceObject, {
  ExitCode: () => (ExitCode),
  addPath: () => (addPath),
  debug: () => (debug),
  endGroup: () => (endGroup),
  error: () => (core_error),
  exportVariable: () => (exportVariable),
  getBooleanInput: () => (getBooleanInput),
  getIDToken: () => (getIDToken),
  getInput: () => (getInput),
  getMultilineInput: () => (getMultilineInput),
  getState: () => (getState),
  group: () => (group),
  info: () => (info),
  isDebug: () => (isDebug),
  markdownSummary: () => (markdownSummary),
  notice: () => (notice),
  platform: () => (platform_namespaceObject),
  saveState: () => (saveState),
  setCommandEcho: () => (setCommandEcho),
  setFailed: () => (setFailed),
  setOutput: () => (setOutput),
  setSecret: () => (setSecret),
  startGroup: () => (startGroup),
  summary: () => (summary),
  toPlatformPath: () => (toPlatformPath),
  toPosixPath: () => (toPosixPath),
  toWin32Path: () => (toWin32Path),
  warning: () => (warning)
});

// EXTERNAL MODULE: ./build/state/claim.js
var claim = __nccwpck_require__(7934);
// EXTERNAL MODULE: ./build/state/comment-record-store.js + 1 modules
var comment_record_store = __nccwpck_require__(2514);
// EXTERNAL MODULE: ./build/state/record.js
var state_record = __nccwpck_require__(3685);
;// CONCATENATED MODULE: ./build/jobs/backoff.js
const INITIAL_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;
/**
 * Milliseconds until the next attempt: doubles from 1 s to 30 s, with jitter down to half of it (`random`: 0 to 1), and
 * at least `Retry-After`.
 */
function backoffMs(attempts, retryAfterMs, random) {
    const full = Math.min(MAX_BACKOFF_MS, INITIAL_BACKOFF_MS * 2 ** Math.min(attempts - 1, 10));
    return Math.max(full * (0.5 + 0.5 * random), retryAfterMs ?? 0);
}
/**
 * Repeats an idempotent request until it succeeds, a failure is final or `untilMs` has passed. Resolves to the last
 * result.
 */
async function retryWithBackoff(request, classify, { clock, random, untilMs, onFirstFailure }) {
    for (let attempts = 1;; attempts++) {
        const result = await request();
        if (result.ok)
            return result;
        const retryAfterMs = classify(result, clock.now());
        if (retryAfterMs === 'final')
            return result;
        const waitMs = backoffMs(attempts, retryAfterMs, random());
        if (clock.now() + waitMs > untilMs)
            return result;
        if (attempts === 1)
            onFirstFailure?.(result);
        await clock.sleep(waitMs);
    }
}

;// CONCATENATED MODULE: ./build/state/retry-github.js

/** Repeats a call to GitHub until it succeeds, fails permanently or `untilMs` has passed. Resolves to the last result. */
function retryGitHub(request, options) {
    return retryWithBackoff(request, ({ isPermanent, retryAfterMs = 0 }) => (isPermanent ? 'final' : retryAfterMs), options);
}

// EXTERNAL MODULE: ./build/timeouts.js
var timeouts = __nccwpck_require__(2794);
;// CONCATENATED MODULE: ./build/jobs/announce-cancellation.js





/** Another step that writes at the same moment may overwrite an announcement. */
const MAX_ROUNDS = 3;
const OVERWRITTEN = {
    ok: false,
    isNotFound: false,
    isPermanent: false,
    message: 'other steps overwrite the record in the comment',
};
/**
 * Records which jobs this step is about to cancel, so that nobody starts to follow them, and waits until everything is
 * visible that was recorded at the same time. Then the ledger knows whether somebody needs them. `states`: of this step.
 */
async function announceCancellation(jobs, states, { ledger, clock, random, githubTime }) {
    for (let rounds = 1;; rounds++) {
        const announcedMs = clock.now();
        const stopAtMs = githubTime();
        for (const { key, job } of jobs)
            ledger.updateJob(key, { ...job, stopAtMs });
        const options = { clock, random, untilMs: announcedMs + timeouts/* RECORD_WRITE_TIMEOUT_MS */.hE };
        const written = await retryGitHub(() => ledger.write(states), options);
        if (!written.ok)
            return written;
        await clock.sleep(comment_record_store/* CLAIM_SETTLE_MS */.gD);
        const read = await retryGitHub(() => ledger.read(states), options);
        if (!read.ok)
            return read;
        if (jobs.every((each) => isAnnounced(each, read.value, stopAtMs)))
            return { ok: true, untilMs: announcedMs + claim/* MAX_STOP_MS */.ld - timeouts/* SERVICE_REQUEST_TIMEOUT_MS */.JH };
        if (rounds === MAX_ROUNDS)
            return OVERWRITTEN;
    }
}
function isAnnounced({ key, job }, record, stopAtMs) {
    const recorded = (0,state_record/* findRequest */.Rh)(record, key).jobs.find(({ id }) => id === job.id);
    return recorded?.stopAtMs !== undefined && recorded.stopAtMs >= stopAtMs;
}

;// CONCATENATED MODULE: ./build/cancellation/ownership.js


/**
 * Checks whether another run needs the jobs of a cancelled step: a newer run may follow them, and if the pull request has
 * a newer commit, the run of that commit reuses or replaces them. Announces the cancellation of the others, so that nobody
 * starts to follow them. Never rejects.
 */
async function checkOwnership(states, context) {
    const { ledger, pullRequest, holder } = context;
    const [hasRead, current] = await Promise.all([ledger?.readNow(), pullRequest?.fetchState()]);
    const hasNewerCommit = current !== undefined && !current.isClosed && current.headSha !== holder.commit;
    const findNewOwner = (state) => {
        if (ledger?.isFollowedByOthers(state))
            return 'newer-run';
        return hasNewerCommit ? 'newer-commit' : undefined;
    };
    if (ledger === undefined)
        return findNewOwner;
    const findPossibleOwner = (state) => findNewOwner(state) ?? ownerWithoutRecord(state);
    if (hasRead !== true)
        return findPossibleOwner;
    const announced = states.flatMap((state) => {
        const key = ledger.keyOf(state);
        if (key === undefined || findNewOwner(state) !== undefined)
            return [];
        const job = (0,state_record/* findRequest */.Rh)(ledger.record, key).jobs.find(({ id }) => id === state.job?.id);
        return job?.isUnfinished === true ? [{ key, job }] : [];
    });
    if (announced.length === 0)
        return findNewOwner;
    const announcement = await announceCancellation(announced, states, { ...context, ledger });
    return announcement.ok ? findNewOwner : findPossibleOwner;
}
/** Who submitted a job cancels it even if nobody can say who else needs it. */
const ownerWithoutRecord = ({ isReused }) => isReused === true ? 'unknown' : undefined;

;// CONCATENATED MODULE: ./build/cancellation/with-timeout.js
/** Resolves to undefined if the work takes longer. The work itself continues. */
async function withTimeout(timeoutMs, work, clock) {
    const done = new AbortController();
    const winner = await Promise.race([work, clock.sleep(timeoutMs, done.signal).then(() => undefined)]);
    done.abort();
    return winner;
}

;// CONCATENATED MODULE: ./build/jobs/service-refusals.js
const CHECK_KEY = 'Check `api-key`. An exhausted quota gives the same error.';
const NO_REDIRECT = 'Redirects are not followed, because they would send the key to another address. Check `api-url`.';
const NOT_THE_SERVICE = 'The answer comes from a proxy, a firewall or a CDN in front of the service, and says nothing about the key. Allow the runner to reach `api-url`. If a proxy needs a password, check it in `https_proxy`.';
/** How the action treats each response other than 2xx. The first row that applies counts. */
const SERVICE_REFUSALS = [
    {
        statuses: [402, 403, 429],
        because: 'quota-used-up',
        submission: 'refused',
        read: 'key-refused',
        hint: 'The quota or the spending limit of the account is used up, so trying again does not help. Raise it, then run the step again.',
    },
    { statuses: [401], because: 'web-page', submission: 'refused', read: 'key-refused', hint: NOT_THE_SERVICE },
    { statuses: [403, 407], because: 'web-page', submission: 'refused', read: 'outage', hint: NOT_THE_SERVICE },
    { statuses: [401], submission: 'refused', read: 'key-refused', hint: CHECK_KEY },
    {
        statuses: [402],
        submission: 'refused',
        read: 'key-refused',
        hint: 'Payment required. Check the billing of the account.',
    },
    {
        statuses: [403],
        submission: 'refused',
        read: 'refused',
        hint: 'The key is valid but not allowed to do this. Check its workspace and whether Forge is enabled for it.',
    },
    {
        statuses: [404],
        because: 'no-route',
        submission: 'refused',
        read: 'not-found',
        hint: 'The API was not found at this address. Check `api-url`; some deployments need a path prefix, such as https://api.mistral.ai/v1.',
    },
    {
        statuses: [404],
        submission: 'refused',
        read: 'not-found',
        hint: 'The job does not exist. Check `job-id`, and that the key belongs to the same workspace.',
    },
    {
        statuses: [410],
        submission: 'refused',
        read: 'refused',
        hint: 'The service has retired this endpoint.',
    },
    { statuses: [301, 302, 307, 308], submission: 'refused', read: 'refused', hint: NO_REDIRECT },
    // After these, the request may have taken effect.
    { statuses: [300, 303, 304, 305, 306], submission: 'ambiguous', read: 'refused', hint: NO_REDIRECT },
    { statuses: [400, 405, 406, 411, 413, 414, 415, 422, 431, 451], submission: 'refused', read: 'refused' },
    { statuses: [409], submission: 'conflict', read: 'refused' },
    { statuses: [429], submission: 'throttled', read: 'outage' },
    { statuses: [408, 425], submission: 'ambiguous', read: 'outage' },
    // Cloudflare could not connect to the origin (refused, or the handshake failed), so the origin received nothing.
    { statuses: [521, 523, 525, 526], submission: 'not-sent', read: 'outage' },
];
/** Anything not known to be harmless may have created a job. */
const UNKNOWN_OUTAGE = { statuses: [], submission: 'ambiguous', read: 'outage' };
const UNKNOWN_REFUSAL = { statuses: [], submission: 'ambiguous', read: 'refused' };
/** How to treat a failed request. */
function service_refusals_refusalOf({ kind, status = 0, because, }) {
    if (kind === 'not-sent')
        return { submission: 'not-sent', read: 'outage' };
    if (kind !== 'http')
        return UNKNOWN_OUTAGE;
    const known = SERVICE_REFUSALS.find((row) => row.statuses.includes(status) && (row.because ?? because) === because);
    return known ?? (status < 300 || status >= 500 ? UNKNOWN_OUTAGE : UNKNOWN_REFUSAL);
}

;// CONCATENATED MODULE: ./build/jobs/retry.js



/** Classifies a failed `create`. */
function classifySubmission(error) {
    return refusalOf(error).submission;
}
/** Whether the refusal is about the key or the account, so that it applies to every request. */
function isAboutKey(error) {
    return service_refusals_refusalOf(error).read === 'key-refused';
}
/**
 * Classifies a failed list request before a submission: `stop` if submitting would fail too, `list-unavailable` if only
 * the list is not available to this key, so that a lost response could not be recovered.
 */
function classifyListError(error) {
    return isAboutKey(error) || (error.status ?? 0) < 400 ? 'stop' : 'list-unavailable';
}
const UNLIMITED_BUDGET = { minFailures: Infinity, minDurationMs: Infinity };
const NO_BUDGET = { minFailures: 1, minDurationMs: 0 };
/** A 401 can be temporary (key rotation, exhausted quota), so one alone never ends a wait. */
const REFUSED_BUDGET = { minFailures: 5, minDurationMs: timeouts/* REFUSAL_TIMEOUT_MS */.gZ };
/** A new job may not be readable on every server of the service yet. */
const NEW_JOB_BUDGET = { minFailures: 5, minDurationMs: timeouts/* JUST_CREATED_MS */.n1 };
/** A single 404 may be wrong about a job that still incurs costs, so it takes two. */
const RECORDED_JOB_BUDGET = { minFailures: 2, minDurationMs: 0 };
const KNOWN_JOB_BUDGET = { minFailures: 5, minDurationMs: timeouts/* NOT_FOUND_TIMEOUT_MS */.ON };
/**
 * The budget for a failed read. Transient errors (connection, 408, 425, 429, 5xx, invalid responses) are retried until
 * the deadline. A refusal is final at once if the job was never read, and otherwise only after repeated failures.
 */
function failureBudget(error, readHistory) {
    if (isTransient(error))
        return UNLIMITED_BUDGET;
    if (readHistory === 'never-read')
        return NO_BUDGET;
    if (readHistory === 'recorded')
        return retry_isNotFound(error) ? RECORDED_JOB_BUDGET : NO_BUDGET;
    if (error.status === 404)
        return readHistory === 'just-created' ? NEW_JOB_BUDGET : KNOWN_JOB_BUDGET;
    return REFUSED_BUDGET;
}
/** Whether the service does not know the job, or no longer. */
function retry_isNotFound({ status }) {
    return status === 404 || status === 410;
}
/** Adds a failure to the streak. A transient error resets it. */
function countFailure(previous, error, nowMs) {
    if (isTransient(error))
        return undefined;
    return { count: (previous?.count ?? 0) + 1, sinceMs: previous?.sinceMs ?? nowMs };
}
function isBudgetExhausted(streak, error, readHistory, nowMs) {
    if (streak === undefined)
        return false;
    const { minFailures, minDurationMs } = failureBudget(error, readHistory);
    return streak.count >= minFailures && nowMs - streak.sinceMs >= minDurationMs;
}
/** Whether the error is temporary: it is about the connection or the service, not about the request. */
function isTransient(error) {
    return service_refusals_refusalOf(error).read === 'outage';
}
/**
 * Repeats an idempotent request until it succeeds, is refused or `untilMs` has passed. Returns the last result.
 */
function retry_retry(request, readHistory, options) {
    let streak;
    const classify = ({ error }, nowMs) => {
        streak = countFailure(streak, error, nowMs);
        return isBudgetExhausted(streak, error, readHistory, nowMs) ? 'final' : (error.retryAfterMs ?? 0);
    };
    return retryWithBackoff(request, classify, options);
}

// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __nccwpck_require__(8433);
// EXTERNAL MODULE: ./build/jobs/provenance.js
var jobs_provenance = __nccwpck_require__(9002);
;// CONCATENATED MODULE: ./build/jobs/job-state.js


function stateFromSpec(spec) {
    return { label: spec.label, spec, timeline: [], notes: [] };
}
function job_state_stateFromJobId(id) {
    return { label: id, requestedId: id, timeline: [], notes: [] };
}
/** The id of a state with a job, or whose job the user named. */
function jobIdOf({ job, requestedId, label }) {
    return job?.id ?? requestedId ?? label;
}
/** Adds a note and, if given, sets the outcome. */
function withNote(state, note, outcome) {
    return { ...withNotes(state, [note]), outcome: outcome ?? state.outcome };
}
function withNotes(state, notes) {
    return { ...state, notes: [...state.notes, ...notes.filter((note) => note !== undefined)] };
}
/** Sets the outcome and, if given, the error that decided it. */
function job_state_settle(state, outcome, error = state.error) {
    return { ...state, outcome, error };
}
/**
 * Sets the outcome that the service reports for the job. The success of a job that may be somebody else's is no success of
 * the spec; the user answers for a job that the step was told to follow. `hasWholeRequest`: a saved state lacks a part of
 * the request, so that nothing can be compared with it.
 */
function settleJob(state, outcome, hasWholeRequest = true) {
    const { spec, job, provenance } = state;
    if (outcome !== 'succeeded' || job === undefined || provenance === undefined)
        return job_state_settle(state, outcome);
    return (0,jobs_provenance/* maySucceed */.sI)(provenance, hasWholeRequest ? spec?.request : undefined, job)
        ? job_state_settle(state, outcome)
        : withNote(state, { code: 'success-unproven', jobId: job.id }, 'unknown');
}
/** Sets the outcome of a job that the step does not wait for. */
function detach(state) {
    const { job, isReused, outcome } = state;
    if (job === undefined || outcome !== undefined)
        return state;
    const current = (0,job_status/* currentOutcome */._P)(job);
    // A reused job that has already succeeded is reported as such.
    const isAccepted = current === 'running' || (current === 'succeeded' && isReused !== true);
    return settleJob(state, isAccepted ? 'submitted' : current);
}
/** Updates the job as described by the service at `wallMs` (Unix time), and adds a status change to the timeline. */
function observeJob(state, job, wallMs) {
    const hasChanged = state.job?.status !== job.status || state.timeline.length === 0;
    if (!hasChanged)
        return { ...state, job };
    return { ...state, job, timeline: [...state.timeline, { status: job.status ?? '', atMs: wallMs }] };
}

;// CONCATENATED MODULE: ./build/jobs/list-lag.js
const NO_LAG = { pendingSinceMs: new Map(), measuredMs: 0 };
/** The entry of a job that stays behind for longer is broken, and says nothing about the rest of the list. */
const MAX_PENDING_MS = 15 * 60_000;
/** The lag that must be expected of the list now. */
function expectedLagMs({ pendingSinceMs, measuredMs }, nowMs) {
    const pending = [...pendingSinceMs.values()].map((sinceMs) => nowMs - sinceMs);
    return Math.max(measuredMs, ...pending.filter((ms) => ms <= MAX_PENDING_MS));
}
/**
 * Applies what the list shows of a job now. `staleSinceMs`: since when the first change is known that it does not show;
 * undefined if it is up to date. A change that it now shows took at most the time since then.
 */
function observeEntry(lag, id, staleSinceMs, nowMs) {
    const pendingSinceMs = new Map(lag.pendingSinceMs);
    const previousMs = pendingSinceMs.get(id);
    if (staleSinceMs === undefined)
        pendingSinceMs.delete(id);
    else
        pendingSinceMs.set(id, staleSinceMs);
    const isShownNow = previousMs !== undefined && (staleSinceMs ?? Infinity) > previousMs;
    const isBroken = nowMs - (previousMs ?? nowMs) > MAX_PENDING_MS;
    const updated = { ...lag, pendingSinceMs };
    return isShownNow && !isBroken ? withMeasurement(updated, nowMs - previousMs) : updated;
}
function withMeasurement(lag, ms) {
    return ms <= lag.measuredMs ? lag : { ...lag, measuredMs: ms };
}
/** Whether reading the entry of this job may complete a measurement. */
function isPending({ pendingSinceMs }, id, nowMs) {
    const sinceMs = pendingSinceMs.get(id);
    return sinceMs !== undefined && nowMs - sinceMs <= MAX_PENDING_MS;
}

;// CONCATENATED MODULE: ./build/jobs/merge-listed-job.js

/** Order of the phases. An unknown status has no place in it. */
const PROGRESS = {
    queued: 0,
    validating: 1,
    validated: 2,
    running: 3,
    cancelling: 4,
    succeeded: 5,
    failed: 5,
    cancelled: 5,
};
/**
 * Merges a job as listed into what is known of it, or returns undefined if the job must be fetched instead. A list may
 * lag and may omit fields, so it can move a job forward but never back, and a finished job must come with its result.
 */
function mergeListedJob(known, listed) {
    if (listed.status === undefined || isModifiedBefore(listed, known) || isResultMissing(listed))
        return undefined;
    const phase = (0,job_status/* parsePhase */.xl)(listed.status);
    const isSamePhase = listed.status === known.status || (phase !== 'unknown' && phase === (0,job_status/* parsePhase */.xl)(known.status));
    if (!isSamePhase && !isFurtherAlong(listed, known))
        return undefined;
    // Another spelling of the same phase is not a change.
    const status = isSamePhase ? known.status : listed.status;
    return { ...known, ...listed, id: known.id, status };
}
function isModifiedBefore({ modifiedAt: a }, { modifiedAt: b }) {
    return a !== undefined && b !== undefined && a < b;
}
/** Whether a finished job lacks its model or its failure reason, which fetching the job may still return. */
function isResultMissing({ status, outputModel, reason }) {
    const phase = (0,job_status/* parsePhase */.xl)(status);
    return (phase === 'succeeded' && outputModel === undefined) || (phase === 'failed' && reason === undefined);
}
/** Whether one description of a job is later than another. */
function isFurtherAlong(listed, known) {
    if (known.status === undefined)
        return true;
    const [to, from] = [(0,job_status/* parsePhase */.xl)(listed.status), (0,job_status/* parsePhase */.xl)(known.status)];
    if (to === 'unknown' || from === 'unknown')
        return (0,job_status/* isTerminal */.Hd)(to) || isModifiedBefore(known, listed);
    return PROGRESS[to] > PROGRESS[from];
}

;// CONCATENATED MODULE: ./build/jobs/compare-page.js


/** Finds the entry of a job; `too-new` if a list without lag would have it on this page. */
function findEntry({ page, response }, { id, ...job }) {
    const listed = response.jobs.find((each) => each.id.toLowerCase() === id.toLowerCase());
    return listed ?? (page === 0 && isTooNewFor(response, { id, ...job }) ? 'too-new' : undefined);
}
/**
 * Compares a page with what is known. Only an entry that misses a change after all the changes that the other entries show
 * is evidence of a lag. Any other entry is broken.
 */
function observePage(lag, jobs, listPage) {
    const entries = jobs.flatMap((job) => {
        const { lastKnown, history, changedAfterMs } = job;
        const entry = findEntry(listPage, lastKnown);
        if (entry === undefined)
            return [];
        const staleSinceMs = entry === 'too-new' ? history[0]?.sinceMs : findStaleSinceMs(entry, job);
        return [{ id: lastKnown.id, staleSinceMs, changedAfterMs }];
    });
    const upToDate = entries.filter(({ staleSinceMs }) => staleSinceMs === undefined);
    const shownUntilMs = Math.max(...upToDate.map(({ changedAfterMs }) => changedAfterMs));
    return entries.reduce((current, { id, staleSinceMs = -Infinity }) => {
        const isLagging = staleSinceMs > shownUntilMs;
        return observeEntry(current, id, isLagging ? staleSinceMs : undefined, listPage.nowMs);
    }, lag);
}
/** Since when a later status of the job is known than the list shows; undefined if the list is up to date. */
function findStaleSinceMs(listed, { lastKnown, history }) {
    if (listed.status === undefined || lastKnown.status === undefined)
        return undefined;
    if (!isFurtherAlong(lastKnown, listed))
        return undefined;
    const shown = history.findLastIndex(({ status }) => status === listed.status);
    return (history[shown + 1] ?? history.at(-1))?.sinceMs;
}
/** Whether the first page of a list that is newest first begins with an older job, so that the list lacks this one. */
function isTooNewFor({ jobs }, { createdAt }) {
    const [newest] = jobs;
    const oldest = jobs.at(-1);
    if (newest === undefined || oldest === undefined)
        return true;
    const isSorted = jobs.every((job, n) => job.createdAt !== undefined && job.createdAt <= (jobs[n - 1]?.createdAt ?? Infinity));
    // Jobs of the same second say nothing about the order.
    const isNewestFirst = isSorted && (oldest.createdAt ?? Infinity) < (newest.createdAt ?? -Infinity);
    return isNewestFirst && createdAt !== undefined && (newest.createdAt ?? Infinity) < createdAt;
}

;// CONCATENATED MODULE: ./build/jobs/list-jobs.js
/** The maximum of the contract. */
const list_jobs_PAGE_SIZE = 100;
/** 20,000 jobs fit. */
const MAX_PAGES = 200;
/** Jobs come and go between pages, so one pass may miss some. After this many passes the list counts as incomplete. */
const MAX_PASSES = 5;
/**
 * Lists every job created since `sinceS` (Unix time in seconds). Does not rely on the order of the list: reads to the end
 * unless the list turns out to be newest first, and from the end if it is oldest first. New jobs push others to later
 * pages, so a pass may see a job twice. Deleted jobs make it miss some, so a pass counts only if the number of jobs
 * matches the total. At the deadline, or after too many pages, the result is what was found, and incomplete.
 */
async function listJobsSince(options, sinceS) {
    const reader = new PageReader(options);
    const found = new Map();
    let isComplete = false;
    for (let n = 1; n <= MAX_PASSES && !isComplete && !reader.isExhausted; n++) {
        const pass = await readPass(reader, sinceS);
        if (!pass.ok)
            return pass;
        for (const job of pass.value.jobs)
            found.set(job.id, job);
        isComplete = pass.value.isComplete;
    }
    return { ok: true, value: { jobs: [...found.values()], isComplete, serverNowMs: reader.serverNowMs } };
}
/**
 * Reads the newest jobs: the first page, or of a list that is oldest first, the last two pages as well, because the last
 * one may hold a single job.
 */
async function readNewestPage(api) {
    const first = await api.list(0, list_jobs_PAGE_SIZE);
    if (!first.ok)
        return first;
    const lastPage = findLastPage(first.value, Infinity);
    if (lastPage === undefined)
        return first;
    const jobs = [...first.value.jobs];
    for (const page of [lastPage - 1, lastPage]) {
        if (page === 0)
            continue;
        const result = await api.list(page, list_jobs_PAGE_SIZE);
        if (!result.ok)
            return result;
        jobs.push(...result.value.jobs);
    }
    return { ok: true, value: { ...first.value, jobs } };
}
/** Reads pages until the deadline or the page budget is reached. */
class PageReader {
    #options;
    #pagesLeft;
    /** The service's time when it answered last (Unix time). */
    serverNowMs;
    constructor(options) {
        this.#options = options;
        this.#pagesLeft = options.maxPages ?? MAX_PAGES;
    }
    get isExhausted() {
        return this.#pagesLeft === 0 || this.#options.clock.now() > this.#options.deadlineMs;
    }
    /** Call only while not exhausted. */
    async read(page) {
        this.#pagesLeft--;
        const result = await this.#options.api.list(page, list_jobs_PAGE_SIZE);
        if (result.ok)
            this.serverNowMs = result.value.serverNowMs ?? this.serverNowMs;
        return result;
    }
}
async function readPass(reader, sinceS) {
    const jobs = new Map();
    const created = [];
    let firstTotal;
    for (let page = 0; !reader.isExhausted; page++) {
        const result = await reader.read(page);
        if (!result.ok)
            return result;
        const { jobs: pageJobs, total } = result.value;
        if (page === 0)
            firstTotal = total;
        const before = jobs.size;
        for (const job of pageJobs)
            jobs.set(job.id, job);
        created.push(...pageJobs.map(({ createdAt }) => createdAt));
        if (isSortedBackTo(created, sinceS))
            return toJobList(jobs, true);
        if (total !== undefined && jobs.size >= total)
            return toJobList(jobs, total === firstTotal && jobs.size === total);
        // Without a total, only an empty page marks the end: the service may return smaller pages than requested.
        if (jobs.size === before)
            return toJobList(jobs, total === undefined && pageJobs.length === 0);
        const lastPage = page === 0 ? findLastPage(result.value, sinceS) : undefined;
        if (lastPage !== undefined)
            return readBackwards(reader, { lastPage, sinceS, total }, jobs);
    }
    return toJobList(jobs, false);
}
/** Reads a list that is oldest first from its end to the jobs before `sinceS`. New jobs come after the last page. */
async function readBackwards(reader, { lastPage, sinceS, total }, jobs) {
    const created = [];
    for (let page = lastPage; page > 0 && !reader.isExhausted; page--) {
        const result = await reader.read(page);
        if (!result.ok)
            return result;
        const before = jobs.size;
        for (const job of result.value.jobs)
            jobs.set(job.id, job);
        // A service that always returns the first page would look sorted, too.
        if (jobs.size === before)
            return toJobList(jobs, false);
        created.push(...result.value.jobs.map(({ createdAt }) => createdAt).toReversed());
        if (isSortedBackTo(created, sinceS))
            return toJobList(jobs, true);
    }
    return toJobList(jobs, jobs.size === total);
}
/**
 * The number of the last page of a list that is oldest first, given its first page. Undefined if the list has another
 * order or only one page, if its length is unknown, or if its first page already reaches `sinceS`.
 */
function findLastPage({ jobs, total }, sinceS) {
    const created = jobs.map(({ createdAt }) => createdAt).toReversed();
    if (total === undefined || !Number.isSafeInteger(total) || jobs.length >= total)
        return undefined;
    return isSortedBackTo(created, sinceS) ? Math.ceil(total / jobs.length) - 1 : undefined;
}
function toJobList(jobs, isComplete) {
    return { ok: true, value: { jobs: [...jobs.values()], isComplete } };
}
/**
 * Whether the jobs so far are newest first and reach back before `sinceS`, so that only older ones can follow. Jobs
 * created in the same second say nothing about the order.
 */
function isSortedBackTo(created, sinceS) {
    const isSorted = created.every((at, n) => at !== undefined && at <= (created[n - 1] ?? Infinity));
    const [newest = -Infinity] = created;
    const oldest = created.at(-1) ?? Infinity;
    return isSorted && oldest < newest && oldest < sinceS;
}

;// CONCATENATED MODULE: ./build/jobs/list-cache.js




/** For fewer jobs than this, a page costs as much as fetching them directly. */
const MIN_JOBS_PER_PAGE = 2;
/** A job missing from this many consecutive pages is not searched for any further, or one page for every ten jobs. */
const MIN_SEARCHED_PAGES = 3;
const JOBS_PER_SEARCHED_PAGE = 10;
/** Number of pages that may show none of the due jobs. Every ten useful pages restore one. */
const MAX_MISS_BUDGET = 5;
const MISS_BUDGET_REFILL = 0.1;
/** An unhelpful list is paused for as long as the watch has lasted, within these bounds. */
const MIN_PAUSE_MS = 30_000;
const MAX_PAUSE_MS = 600_000;
/** Every so many list reads, one job is fetched directly to verify the list. */
const READS_BEFORE_FIRST_SPOT_CHECK = 20;
const READS_BETWEEN_SPOT_CHECKS = 30;
/** The service reports times in whole seconds, from several clocks. */
const CLOCK_MARGIN_MS = 3_000;
function createListCache(startedMs) {
    return {
        startedMs,
        pausedUntilMs: startedMs,
        hasFailed: false,
        missBudget: MAX_MISS_BUDGET,
        lag: NO_LAG,
        spotCheckCount: 0,
        readsUntilSpotCheck: READS_BEFORE_FIRST_SPOT_CHECK,
        positions: new Map(),
    };
}
/** Pauses the list. Afterwards, jobs are searched for from the first page again. */
function backOff(cache, nowMs) {
    const pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, nowMs - cache.startedMs));
    return { ...cache, missBudget: MAX_MISS_BUDGET, positions: new Map(), pausedUntilMs: nowMs + pauseMs };
}
/**
 * A lagging list looks like jobs that do not change, so one of the listed jobs is fetched directly from time to time.
 * Returns its id if a check is due.
 */
function nextSpotCheck({ found, cache }) {
    return cache.readsUntilSpotCheck > 0 ? undefined : [...found.keys()].at(cache.spotCheckCount % found.size);
}
/** Updates the lag. If the list was behind the job, the next check follows immediately. */
function recordSpotCheck(cache, listed, fetched) {
    const position = positionOf(listed, cache);
    return {
        ...cache,
        spotCheckCount: cache.spotCheckCount + 1,
        readsUntilSpotCheck: listed.status === fetched.status ? READS_BETWEEN_SPOT_CHECKS : 1,
        lag: withMeasurement(cache.lag, observedLagMs(listed, fetched, position?.seenAtServerMs)),
    };
}
/**
 * Reads the pages on which due jobs are expected: where they were last, or one page further, because newer jobs push
 * them down. Skips pages with too few of our jobs. Does not rely on the list's order or totals: the caller fetches
 * directly what is not found.
 */
async function readList(tracked, cache, { api, clock }) {
    const nowMs = clock.now();
    let reading = { found: new Map(), pages: new Set(), cache };
    for (;;) {
        const page = nextPage(tracked, reading, nowMs);
        if (page === undefined)
            return reading;
        const result = await api.list(page, list_jobs_PAGE_SIZE);
        if (!result.ok)
            return { ...reading, error: result.error };
        reading = applyPage(reading, { page, response: result.value, nowMs }, tracked);
    }
}
/** Whether the list should be paused, because it shows too few of the tracked jobs. */
function isUnhelpful({ missBudget, positions }, tracked) {
    return missBudget < 1 || tracked.every(({ lastKnown }) => positions.get(lastKnown.id) === 'not-listed');
}
function nextPage(tracked, { found, pages, cache }, nowMs) {
    const expectedPages = (jobs) => jobs.flatMap(({ lastKnown }) => positionOf(lastKnown, cache)?.page ?? []);
    const allPages = expectedPages(tracked);
    const isWanted = ({ lastKnown: { id }, isDue, isTrusted }) => isTrusted ? isDue && !found.has(id) : isPending(cache.lag, id, nowMs);
    const duePages = expectedPages(tracked.filter(isWanted));
    const worthwhile = duePages.filter((page) => !pages.has(page) && allPages.filter((each) => each === page).length >= MIN_JOBS_PER_PAGE);
    return worthwhile.length === 0 ? undefined : Math.min(...worthwhile);
}
/** A job that was never searched for is expected on the first page. */
function positionOf({ id }, { positions }) {
    const position = positions.get(id) ?? { page: 0, misses: 1 };
    return position === 'not-listed' ? undefined : position;
}
function applyPage(reading, listPage, tracked) {
    const { cache } = reading;
    const { page, response } = listPage;
    const found = new Map(reading.found);
    const positions = new Map(cache.positions);
    let lag = observePage(cache.lag, tracked, listPage);
    const maxMisses = Math.max(MIN_SEARCHED_PAGES, tracked.length / JOBS_PER_SEARCHED_PAGE);
    let isMiss = true;
    for (const { lastKnown, isDue, isTrusted } of tracked) {
        const { id } = lastKnown;
        const entry = findEntry(listPage, lastKnown);
        if (entry !== undefined && (isDue || entry === 'too-new'))
            isMiss = false;
        // It will appear here once the list catches up.
        if (entry === 'too-new')
            continue;
        const position = positionOf(lastKnown, cache);
        const job = entry && mergeListedJob(lastKnown, entry);
        if (job !== undefined) {
            if (isTrusted)
                found.set(id, job);
            lag = withMeasurement(lag, observedLagMs(lastKnown, job, position?.seenAtServerMs));
            positions.set(id, { page, misses: 0, seenAtServerMs: response.serverNowMs });
        }
        else if (entry !== undefined || (position?.page === page && !found.has(id))) {
            positions.set(id, entry === undefined && position ? nextPosition(position, response, maxMisses) : 'not-listed');
        }
    }
    const missBudget = isMiss
        ? cache.missBudget - 1
        : Math.min(MAX_MISS_BUDGET, cache.missBudget + MISS_BUDGET_REFILL);
    return {
        found,
        pages: new Set([...reading.pages, page]),
        cache: { ...cache, missBudget, lag, positions, readsUntilSpotCheck: cache.readsUntilSpotCheck - 1 },
    };
}
/** The next position to try for a job that was not on its expected page. */
function nextPosition({ page, misses, ...rest }, { jobs, total }, maxMisses) {
    const isLastPage = jobs.length === 0 || (page === 0 && total !== undefined && jobs.length >= total);
    return isLastPage || misses >= maxMisses ? 'not-listed' : { ...rest, page: page + 1, misses: misses + 1 };
}
/**
 * How far the list lagged at the previous read, if the change visible now had already happened by then. 0 if unknown,
 * for example because `modified_at` does not move with the status.
 */
function observedLagMs(lastKnown, job, seenAtServerMs) {
    const { modifiedAt = 0 } = job;
    const hasMoved = job.status !== lastKnown.status && modifiedAt > (lastKnown.modifiedAt ?? Infinity);
    return hasMoved && seenAtServerMs !== undefined ? seenAtServerMs - modifiedAt * 1000 - CLOCK_MARGIN_MS : 0;
}

// EXTERNAL MODULE: ./build/jobs/poll-schedule.js
var poll_schedule = __nccwpck_require__(7000);
;// CONCATENATED MODULE: ./build/jobs/polled-job.js






/** A job that was just submitted is polled after the minimum interval, one known only by its id at once. */
function createPolledJob(state, options) {
    const nowMs = options.clock.now();
    const polled = {
        state,
        readHistory: state.job === undefined ? (options.isRecorded ? 'recorded' : 'never-read') : 'just-created',
        lastChangeMs: nowMs,
        // A job of an earlier run may have its status for long.
        changedAfterMs: state.isReused === true ? -Infinity : nowMs,
        lastReadMs: nowMs,
        nextPollMs: nowMs,
        notBeforeMs: nowMs,
        lastHeartbeatMs: nowMs,
        hasWarnedAboutStatus: false,
    };
    return state.job === undefined || state.outcome !== undefined
        ? polled
        : settleIfDone(scheduleNextPoll(warnUnknownStatus(polled, options), nowMs, options), state.job, nowMs, options);
}
function isUnsettled({ state }) {
    return state.outcome === undefined;
}
/** Applies a job as returned by the service. */
function applyReading(polled, job, requestedAtMs, options) {
    const { outage, ...rest } = polled;
    const hasChanged = polled.state.job?.status !== job.status;
    const state = observeJob(polled.state, job, options.clock.wall());
    if (outage)
        options.onEvent({ kind: 'recovered', state, afterMs: requestedAtMs - outage.sinceMs });
    if (hasChanged)
        options.onEvent({ kind: 'changed', state, afterMs: requestedAtMs - polled.lastChangeMs });
    const observed = { ...rest, state, readHistory: 'read-before', lastReadMs: requestedAtMs };
    const updated = hasChanged
        ? {
            ...observed,
            lastChangeMs: requestedAtMs,
            changedAfterMs: polled.lastReadMs,
            lastHeartbeatMs: requestedAtMs,
        }
        : observed;
    return settleIfDone(scheduleNextPoll(warnUnknownStatus(updated, options), requestedAtMs, options), job, requestedAtMs, options);
}
/** Reports an unknown status, once per job. It counts as not finished. */
function warnUnknownStatus(polled, options) {
    if (polled.hasWarnedAboutStatus || (0,job_status/* parsePhase */.xl)(polled.state.job?.status) !== 'unknown')
        return polled;
    options.onEvent({ kind: 'unknown', state: polled.state });
    return { ...polled, hasWarnedAboutStatus: true };
}
/** Applies a failed poll: postpones the next one, or settles the job if the failure budget is exhausted. */
function applyFailure(polled, error, requestedAtMs, options) {
    const { sinceMs = requestedAtMs, attempts: previousAttempts = 0, ...kind } = polled.outage ?? {};
    const attempts = previousAttempts + 1;
    const streak = countFailure(polled.outage?.streak, error, requestedAtMs);
    const outage = { ...kind, sinceMs, attempts, error, streak };
    if (isBudgetExhausted(streak, error, polled.readHistory, requestedAtMs)) {
        return emitSettled({ ...polled, state: markLost(polled, error, requestedAtMs) }, options);
    }
    if (isNewFailure(polled.outage?.error, error) && polled.outage?.isServiceWide !== true) {
        const remainingMs = outageTimeLeftMs(polled, error, requestedAtMs, options);
        options.onEvent({ kind: 'outage', state: polled.state, error, remainingMs });
    }
    const nowMs = options.clock.now();
    const notBeforeMs = nowMs + (error.retryAfterMs ?? 0);
    return {
        ...polled,
        outage,
        notBeforeMs,
        nextPollMs: nowMs + retryDelayMs(attempts, error, options),
    };
}
/** Whether a failure is worth a line in the log, because it is the first or means something else than the one before. */
function isNewFailure(previous, error) {
    return previous === undefined || service_refusals_refusalOf(previous).read !== service_refusals_refusalOf(error).read;
}
/** How long a failure that came now for the first time is waited out. */
function outageTimeLeftMs({ readHistory }, error, nowMs, { deadlineMs }) {
    return Math.min(failureBudget(error, readHistory).minDurationMs, deadlineMs - nowMs);
}
/** A job that was not found is read again after this time. */
const CONFIRM_NOT_FOUND_DELAY_MS = 10_000;
/** A single read and the end of a cancelled job have little time. A watch has hours, and spares a service in trouble. */
function retryDelayMs(attempts, error, options) {
    const { status, retryAfterMs } = error;
    if (options.goal === 'ended')
        return Math.max((0,poll_schedule/* pollIntervalMs */.Bg)(0, options.random()), retryAfterMs ?? 0);
    if (options.goal !== 'read')
        return (0,poll_schedule/* outageIntervalMs */.xV)(error, options.random());
    const minMs = status === undefined || status >= 500 ? 0 : CONFIRM_NOT_FOUND_DELAY_MS;
    return Math.max(minMs, backoffMs(attempts, retryAfterMs, options.random()));
}
/** Settles a job at the deadline. A job that succeeded without naming its model counts as failed. */
function applyTimeout(polled, nowMs) {
    const { state, lastChangeMs } = polled;
    if (state.outcome !== undefined)
        return polled;
    const outcome = (0,job_status/* parsePhase */.xl)(state.job?.status) === 'succeeded' ? 'failed' : 'timed-out';
    const error = state.job === undefined ? (polled.outage?.error ?? state.error) : state.error;
    const note = state.job && (0,job_status/* outcomeNote */.z)(state.job, outcome, nowMs - lastChangeMs);
    return { ...polled, state: withNotes(job_state_settle(state, outcome, error), [note]) };
}
function scheduleNextPoll(polled, requestedAtMs, options) {
    const nextPollMs = requestedAtMs + (0,poll_schedule/* pollIntervalMs */.Bg)(requestedAtMs - polled.lastChangeMs, options.random());
    const sinceHeartbeatMs = requestedAtMs - polled.lastHeartbeatMs;
    if (sinceHeartbeatMs < (0,poll_schedule/* heartbeatLogIntervalMs */.yF)(requestedAtMs - polled.lastChangeMs))
        return { ...polled, nextPollMs };
    const unchangedMs = requestedAtMs - polled.lastChangeMs;
    options.onEvent({
        kind: 'heartbeat',
        state: polled.state,
        unchangedMs,
        nextPollInMs: nextPollMs - requestedAtMs,
    });
    return { ...polled, nextPollMs, lastHeartbeatMs: requestedAtMs };
}
function settleIfDone(polled, job, requestedAtMs, options) {
    const unchangedMs = requestedAtMs - polled.lastChangeMs;
    const outcome = (0,job_status/* outcomeFor */._n)(job, options.goal, unchangedMs);
    if (outcome === undefined)
        return polled;
    const state = withNotes(settleJob(polled.state, outcome), [(0,job_status/* outcomeNote */.z)(job, outcome, unchangedMs)]);
    return emitSettled({ ...polled, state }, options);
}
function emitSettled(polled, options) {
    options.onEvent({ kind: 'settled', state: polled.state });
    return polled;
}
/** A job that was never read counts as refused by the service. Otherwise its outcome is unknown. */
function markLost(polled, error, requestedAtMs) {
    const { state } = polled;
    if (polled.readHistory === 'never-read' || polled.readHistory === 'recorded')
        return job_state_settle(state, 'refused', error);
    // The hint of a 404 is about a mistyped id, which is not the problem here.
    const reportedError = error.status === 404 ? { ...error, hint: undefined } : error;
    const waitedMs = requestedAtMs - (polled.outage?.streak?.sinceMs ?? requestedAtMs);
    const note = retry_isNotFound(error) ? { code: 'job-lost' } : { code: 'job-refused', waitedMs };
    return withNote(job_state_settle(state, 'unknown', reportedError), note);
}

;// CONCATENATED MODULE: ./build/jobs/outage.js


/** Whether a failure to fetch one job is likely about the service or the key, not about that job. */
function isServiceWideError(error) {
    return isTransient(error) || isAboutKey(error);
}
/** Applies a service-wide failure to all jobs: postpones their next poll, and reports the outage once. */
function applyOutage(jobs, error, requestedAtMs, options) {
    const firstUnsettled = jobs.find(isUnsettled);
    const previous = jobs.find(isInServiceOutage)?.outage?.error;
    if (firstUnsettled !== undefined && isNewFailure(previous, error)) {
        const remainingMs = outageTimeLeftMs(firstUnsettled, error, requestedAtMs, options);
        options.onEvent({ kind: 'outage', state: firstUnsettled.state, error, remainingMs, isServiceWide: true });
    }
    return jobs.map((polled) => {
        if (!isUnsettled(polled))
            return polled;
        // A job that already has an outage is not reported again.
        const { outage = { sinceMs: requestedAtMs, isServiceWide: true } } = polled;
        return applyFailure({ ...polled, outage }, error, requestedAtMs, options);
    });
}
/** Ends a service-wide outage. Outages of single jobs continue. */
function endOutage(jobs, requestedAtMs, options) {
    const affected = jobs.find(isInServiceOutage);
    if (affected?.outage === undefined)
        return jobs;
    const afterMs = requestedAtMs - affected.outage.sinceMs;
    options.onEvent({ kind: 'recovered', state: affected.state, afterMs, isServiceWide: true });
    return jobs.map((polled) => {
        const { outage, ...rest } = polled;
        return outage?.isServiceWide === true ? rest : polled;
    });
}
function isInServiceOutage(polled) {
    return isUnsettled(polled) && polled.outage?.isServiceWide === true;
}

;// CONCATENATED MODULE: ./build/jobs/fetch-job.js


async function fetchJob({ state }, options) {
    const requestedAtMs = options.clock.now();
    return { requestedAtMs, result: await options.api.get(jobIdOf(state)) };
}
function applyFetch(polled, { requestedAtMs, result }, options) {
    return result.ok
        ? applyReading(polled, result.value, requestedAtMs, options)
        : applyFailure(polled, result.error, requestedAtMs, options);
}

;// CONCATENATED MODULE: ./build/jobs/refresh.js








const MAX_CONCURRENT_FETCHES = 4;
/** From this many jobs on, polling reads the list. */
const MIN_JOBS_FOR_BATCH = 4;
/** Reads the jobs that are due once: a few of them one by one, many through the list until fewer than two are left. */
async function refresh(watchState, isDue, options) {
    if (!watchState.jobs.some(isDue))
        return watchState;
    const unsettledCount = watchState.jobs.filter(isUnsettled).length;
    const isBatched = unsettledCount >= (watchState.isBatched ? MIN_JOBS_PER_PAGE : MIN_JOBS_FOR_BATCH);
    if (isBatched)
        return new JointRefresh(watchState, isDue, options).execute();
    const jobs = await Promise.all(watchState.jobs.map(async (polled) => isDue(polled) ? applyFetch(polled, await fetchJob(polled, options), options) : polled));
    return { ...watchState, jobs };
}
/**
 * One refresh of many jobs. Reads the list first, then fetches the jobs it does not show. If a request fails after another
 * one succeeded, the failure concerns only that job (or the list). Any other failure is an outage of the service: the
 * poll stops, and all jobs wait for the next one.
 */
class JointRefresh {
    #options;
    #initialCache;
    #cache;
    #jobs;
    /** Labels of the due jobs that were not read yet. */
    #due;
    #hasServiceAnswered = false;
    constructor({ jobs, listCache }, isDue, options) {
        // The same random value for all, so that jobs of the same age stay due at the same time.
        const random = options.random();
        this.#options = { ...options, random: () => random };
        this.#initialCache = this.#cache = listCache;
        this.#jobs = jobs;
        // Those that have not failed come first, so that a healthy one probes the service; then those that failed longest ago,
        // because they may be answered again.
        const due = jobs.filter(isDue).toSorted((a, b) => lastFailureMs(a) - lastFailureMs(b) || 0);
        this.#due = due.map(labelOf);
    }
    async execute() {
        // If the last list read failed, fetching a job shows whether the service is down or only the list.
        if (this.#cache.hasFailed)
            await this.#fetchNext();
        const reading = await this.#readList();
        while (this.#due.length > 0)
            await this.#fetchNext();
        if (this.#hasServiceAnswered && reading !== undefined)
            await this.#spotCheck(reading);
        return { jobs: this.#jobs, listCache: this.#cache, isBatched: true };
    }
    async #readList() {
        const requestedAtMs = this.#options.clock.now();
        const tracked = this.#trackedJobs(requestedAtMs);
        const isUseful = tracked.filter(({ isTrusted }) => isTrusted).length >= MIN_JOBS_PER_PAGE ||
            tracked.some(({ lastKnown }) => isPending(this.#cache.lag, lastKnown.id, requestedAtMs));
        if (!isUseful || requestedAtMs < this.#cache.pausedUntilMs)
            return undefined;
        const reading = await readList(tracked, this.#cache, this.#options);
        const { found, pages, cache, error } = reading;
        this.#cache = isUnhelpful(cache, tracked) ? backOff(cache, requestedAtMs) : cache;
        if (pages.size > 0) {
            this.#cache = { ...this.#cache, hasFailed: false };
            this.#recordAnswer(requestedAtMs);
        }
        // The reading itself may have shown how far the list lags.
        const lagMs = expectedLagMs(cache.lag, requestedAtMs);
        this.#jobs = this.#jobs.map((polled) => {
            const job = isUnsettled(polled) ? found.get(jobIdOf(polled.state)) : undefined;
            if (job === undefined || !canTrustList(polled, lagMs, requestedAtMs))
                return polled;
            this.#due = this.#due.filter((label) => label !== labelOf(polled));
            return applyReading(polled, job, requestedAtMs - lagMs, this.#options);
        });
        if (error)
            this.#handleListError(error, requestedAtMs);
        return reading;
    }
    /** If a check is due, fetches one job directly that the list has just shown. */
    async #spotCheck(reading) {
        const listed = reading.found.get(nextSpotCheck(reading) ?? '');
        const polled = this.#jobs.find((each) => isUnsettled(each) && jobIdOf(each.state) === listed?.id);
        if (listed === undefined || polled === undefined)
            return;
        this.#due = [labelOf(polled)];
        await this.#fetchNext();
        const fetched = this.#jobs.find((each) => labelOf(each) === labelOf(polled))?.state.job;
        this.#cache = recordSpotCheck(this.#cache, listed, fetched ?? listed);
    }
    /** The unsettled jobs that may be in the list. */
    #trackedJobs(nowMs) {
        const lagMs = expectedLagMs(this.#cache.lag, nowMs);
        const wallOffsetMs = this.#options.clock.wall() - nowMs;
        return this.#jobs.flatMap((polled) => {
            if (!isUnsettled(polled))
                return [];
            const lastKnown = polled.state.job ?? { id: jobIdOf(polled.state) };
            const isTrusted = canTrustList(polled, lagMs, nowMs);
            const isDue = this.#due.includes(labelOf(polled));
            const history = polled.state.timeline.map(({ status, atMs }) => ({
                status,
                sinceMs: atMs - wallOffsetMs,
            }));
            return [{ lastKnown, isDue, isTrusted, history, changedAfterMs: polled.changedAfterMs }];
        });
    }
    #handleListError(error, requestedAtMs) {
        if (!isTransient(error)) {
            // The list is not available to this key.
            this.#cache = { ...this.#cache, pausedUntilMs: Infinity };
        }
        else if (this.#hasServiceAnswered && error.retryAfterMs === undefined) {
            this.#cache = { ...backOff(this.#cache, requestedAtMs), hasFailed: true };
        }
        else {
            this.#applyOutage(error, requestedAtMs);
            this.#cache = { ...this.#cache, hasFailed: true };
        }
    }
    /** Fetches the next few jobs directly. Until the service has answered once, only one. */
    async #fetchNext() {
        const hadAnswered = this.#hasServiceAnswered;
        const batch = this.#due.slice(0, hadAnswered ? MAX_CONCURRENT_FETCHES : 1);
        this.#due = this.#due.slice(batch.length);
        const selected = this.#jobs.filter((polled) => batch.includes(labelOf(polled)));
        const fetches = await Promise.all(selected.map(async (polled) => ({ polled, ...(await fetchJob(polled, this.#options)) })));
        const answered = fetches.find(({ result }) => result.ok || !isServiceWideError(result.error));
        if (answered)
            this.#recordAnswer(answered.requestedAtMs);
        else
            this.#hasServiceAnswered = false;
        const serviceFailure = fetches.find(({ polled, result }) => !result.ok && isServiceFailure(result.error, polled, hadAnswered));
        for (const { polled, ...fetch } of fetches) {
            if (serviceFailure !== undefined && !fetch.result.ok)
                continue;
            this.#jobs = this.#jobs.map((each) => labelOf(each) === labelOf(polled)
                ? withFailureTime(applyFetch(each, fetch, this.#options), fetch.requestedAtMs)
                : each);
        }
        if (serviceFailure?.result.ok === false)
            this.#applyOutage(serviceFailure.result.error, serviceFailure.requestedAtMs, serviceFailure.polled);
    }
    #recordAnswer(requestedAtMs) {
        this.#hasServiceAnswered = true;
        this.#jobs = endOutage(this.#jobs, requestedAtMs, this.#options);
    }
    /** `failed`: the job whose request failed. */
    #applyOutage(error, requestedAtMs, failed) {
        this.#hasServiceAnswered = false;
        this.#due = [];
        this.#jobs = applyOutage(this.#jobs, error, requestedAtMs, this.#options).map((polled) => polled.state.label === failed?.state.label ? withFailureTime(polled, requestedAtMs) : polled);
        // A refused key says nothing about the list, so the list is not paused for it, but a job is read first next time.
        const { pausedUntilMs } = this.#initialCache;
        this.#cache = { ...this.#cache, pausedUntilMs, hasFailed: this.#cache.hasFailed || isAboutKey(error) };
    }
}
/** A listed state may be as old as the lag of the list. */
function canTrustList({ lastChangeMs }, lagMs, nowMs) {
    return 2 * lagMs <= (0,poll_schedule/* pollIntervalMs */.Bg)(nowMs - lastChangeMs, 0);
}
function labelOf({ state }) {
    return state.label;
}
function hasOwnOutage({ outage }) {
    return outage !== undefined && outage.isServiceWide !== true;
}
/** When the request for this job last failed, on the monotonic clock. */
function lastFailureMs({ outage }) {
    return outage?.failedAtMs ?? -Infinity;
}
/** Nothing unless the job has an outage. */
function withFailureTime(polled, failedAtMs) {
    return polled.outage === undefined ? polled : { ...polled, outage: { ...polled.outage, failedAtMs } };
}
/** Whether a failed fetch is an outage of the service: not about the job itself, and no request succeeded before. */
function isServiceFailure(error, polled, hadAnswered) {
    if (!isServiceWideError(error))
        return false;
    return error.retryAfterMs !== undefined || (!hadAnswered && !hasOwnOutage(polled));
}

;// CONCATENATED MODULE: ./build/jobs/watch.js




/** Polls these jobs until each has an outcome or the deadline has passed. Returns their states in the same order. */
function watch_watchJobs(states, options) {
    const watch = new Watch(options);
    for (const state of states)
        watch.add(state);
    watch.close();
    return watch.run();
}
/**
 * Polls jobs until each has an outcome or the deadline has passed, while other tasks of the step still add jobs and
 * change states. Polls before it sleeps, and once more at the deadline unless `Retry-After` forbids it.
 */
class Watch {
    #options;
    #state;
    /** Applied between two polls, because a poll works on a copy. */
    #changes = [];
    #added = new WeakSet();
    #isClosed = false;
    #wake = new AbortController();
    constructor(options) {
        this.#options = options;
        this.#state = { jobs: [], listCache: createListCache(options.clock.now()), isBatched: false };
    }
    /**
     * Adds a job that was submitted or named by its id, or a state that has its outcome already. Does nothing if exactly
     * this state was added before.
     */
    add(state) {
        if (this.#added.has(state))
            return;
        this.#added.add(state);
        const polled = createPolledJob(this.#options.goal === 'none' ? detach(state) : state, this.#options);
        this.#change((jobs) => [...jobs, polled]);
    }
    /** Changes the state of a job from another task, for example because its replacement was cancelled. */
    update(label, reduce) {
        this.#change((jobs) => jobs.map((polled) => {
            if (polled.state.label !== label)
                return polled;
            const state = reduce(polled.state);
            this.#options.onEvent({ kind: 'updated', state });
            return { ...polled, state };
        }));
    }
    /** Call when no more jobs and changes will come. */
    close() {
        this.#isClosed = true;
        this.#change((jobs) => jobs);
    }
    /** Resolves once the watch is closed and each job has an outcome, to the states in the order of `add`. */
    async run() {
        const { clock, deadlineMs } = this.#options;
        for (;;) {
            this.#applyChanges();
            const isLast = await this.#poll();
            if (this.#changes.length > 0)
                continue;
            if (isLast)
                this.#setJobs((jobs) => jobs.map((polled) => applyTimeout(polled, clock.now())));
            const unsettled = this.#state.jobs.filter(isUnsettled);
            if (unsettled.length > 0) {
                const wakeMs = Math.min(deadlineMs, ...unsettled.map(({ nextPollMs }) => nextPollMs));
                await clock.sleep(Math.max(0, wakeMs - clock.now()), this.#wake.signal);
            }
            else if (this.#isClosed)
                return this.#state.jobs.map(({ state }) => state);
            else
                await aborted(this.#wake.signal);
        }
    }
    /** Polls the jobs that are due. Returns whether the deadline has passed. */
    async #poll() {
        const options = this.#options;
        this.#setJobs((jobs) => jobs.map((polled) => applyTakeover(polled, options)));
        const nowMs = options.clock.now();
        const isLast = nowMs >= options.deadlineMs;
        this.#state = await refresh(this.#state, (polled) => isDue(polled, nowMs, isLast), options);
        return isLast;
    }
    #change(change) {
        this.#changes.push(change);
        this.#wake.abort();
    }
    #applyChanges() {
        for (const change of this.#changes)
            this.#setJobs(change);
        this.#changes = [];
        this.#wake = new AbortController();
    }
    #setJobs(change) {
        this.#state = { ...this.#state, jobs: change(this.#state.jobs) };
    }
}
function aborted(signal) {
    if (signal.aborted)
        return Promise.resolve();
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
/** Stops watching a job that a newer run has taken over. */
function applyTakeover(polled, options) {
    const { state } = polled;
    if (state.outcome !== undefined || options.isSuperseded?.(state) !== true)
        return polled;
    return { ...polled, state: withNote(state, { code: 'taken-over' }, 'superseded') };
}
function isDue(polled, nowMs, isLast) {
    if (polled.state.outcome !== undefined)
        return false;
    return nowMs >= (isLast ? polled.notBeforeMs : polled.nextPollMs);
}

;// CONCATENATED MODULE: ./build/jobs/read-jobs.js





/** Reads the job of each state once, and retries for two minutes. A job that cannot be read is `refused`. */
async function readJobs(states, options) {
    const read = await watchJobs(states, {
        ...options,
        goal: 'read',
        deadlineMs: options.clock.now() + READ_TIMEOUT_MS,
        onEvent: () => undefined,
    });
    return read.map((state) => (state.outcome === 'timed-out' ? settle(state, 'refused') : state));
}
/**
 * Reads a job every 5 s, or after `Retry-After`, until it has ended or the deadline has passed, and at least once unless it
 * is known to have ended. Returns the state with the job as last read; failed reads change nothing.
 */
async function readUntilEnded(state, deadlineMs, { api, clock }) {
    const [read = state] = await watch_watchJobs([{ ...state, outcome: undefined }], {
        api,
        clock,
        // Without jitter: there is not much time.
        random: () => 0,
        goal: 'ended',
        deadlineMs,
        onEvent: () => undefined,
    });
    return { ...state, job: read.job, timeline: read.timeline };
}
/** Reads recorded jobs. If there are enough of them, the list shows most. */
async function readRecordedJobs(ids, options) {
    const states = await readJobs([...ids].map(stateFromJobId), { ...options, isRecorded: true });
    const jobs = new Map(states.flatMap(({ label, job }) => (job ? [[label, job]] : [])));
    const missing = states.filter(({ error }) => error && isNotFound(error));
    const error = states.find(({ job, error: each }) => job === undefined && each && !isNotFound(each))?.error;
    const notFound = new Set(missing.map(({ label }) => label));
    if (notFound.size === 0 || jobs.size > 0)
        return { jobs, notFound, error };
    // If nothing was found at all, the URL may not be the service's: check that the list exists.
    const untilMs = options.clock.now() + READ_TIMEOUT_MS;
    const listResult = await retry(() => options.api.list(0, PAGE_SIZE), 'never-read', { ...options, untilMs });
    const isForgeApi = listResult.ok || listResult.error.status === 403;
    return isForgeApi ? { jobs, notFound, error } : { jobs, notFound: new Set(), error: listResult.error };
}

;// CONCATENATED MODULE: ./build/jobs/cancel-job.js




/**
 * Requests the cancellation of a job, then reads it until it has ended or the timeout has passed. Returns the latest
 * state with an outcome: the job may finish before it is cancelled, and `running` means unconfirmed. A refusal (400,
 * 409) counts as `refused` only if the job has not ended already.
 */
async function cancelJob(state, id, options) {
    const { clock, confirmTimeoutMs } = options;
    const startedMs = clock.now();
    const untilMs = options.requestUntilMs ?? startedMs + confirmTimeoutMs;
    const response = await retry_retry(() => options.api.cancel(id), 'never-read', { ...options, untilMs });
    const confirmUntilMs = options.requestUntilMs === undefined ? untilMs : clock.now() + confirmTimeoutMs;
    const latest = response.ok
        ? await readUntilEnded(observeJob(state, response.value, clock.wall()), confirmUntilMs, options)
        : await readAfterRefusal(response.error, state, options);
    const { job } = latest;
    if (job !== undefined && (0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(job.status)))
        return settleJob(latest, (0,job_status/* currentOutcome */._P)(job));
    if (response.ok)
        return job_state_settle(latest, 'running');
    return job_state_settle(latest, isTransient(response.error) ? 'running' : 'refused', response.error);
}
/** Reads a job once that could not be cancelled, unless the service sent `Retry-After`. */
async function readAfterRefusal({ retryAfterMs = 0 }, state, options) {
    return retryAfterMs > 0 ? state : readUntilEnded(state, options.clock.now(), options);
}

// EXTERNAL MODULE: ./build/jobs/match-request.js
var match_request = __nccwpck_require__(1816);
;// CONCATENATED MODULE: ./build/jobs/recover-submission.js





/** An accepted job may take a while to appear in the list. */
const SEARCH_INTERVALS_MS = [5_000, 10_000, 20_000, 40_000, 60_000];
/** The first searches use the intervals above even if they fail. Later ones use the outage interval. */
const FAST_SEARCHES = 3;
/**
 * Searches the list for the job of a pending submission. Adopts a single match once two consecutive searches agree.
 * Concludes that there is no job only at the end of the search window and from a complete list. Retries through outages
 * until the deadline.
 */
async function recoverSubmission(pending, options) {
    const windowEndMs = options.clock.now() + timeouts/* SEARCH_WINDOW_MS */.T2 - Math.max(0, options.sentAgoMs ?? 0);
    const seenIds = new Set();
    let previous = [];
    let failure;
    for (let searches = 0;; searches++) {
        const delayMs = Math.max(searchDelayMs(searches, failure, options), searches === 0 ? (options.initialDelayMs ?? 0) : 0);
        if (options.clock.now() + delayMs > options.deadlineMs)
            return inconclusiveResult(seenIds, { error: failure?.error, isTimedOut: true });
        await options.clock.sleep(delayMs);
        const list = await listJobsSince(options, pending.sinceS);
        if (!list.ok) {
            failure = addListFailure(failure, list.error, options.clock.now());
            if (isBeyondRetry(failure, options.clock.now()))
                return inconclusiveResult(seenIds, failure);
            continue;
        }
        failure = undefined;
        const candidates = findCandidates(list.value.jobs, pending, options.claimedIds);
        const decision = decideAmong(candidates, previous, pending.requireExactMatch);
        if (decision?.kind === 'adopted' && (await options.idsClaimedElsewhere?.())?.has(decision.job.id)) {
            return { kind: 'ambiguous', ids: [decision.job.id] };
        }
        if (decision !== undefined)
            return decision;
        previous = candidates;
        for (const { job } of candidates)
            seenIds.add(job.id);
        for (const { id } of findAdjusted(list.value.jobs, pending, options.claimedIds))
            seenIds.add(id);
        if (options.clock.now() < windowEndMs || candidates.length > 0)
            continue;
        return list.value.isComplete && seenIds.size === 0 ? { kind: 'none' } : inconclusiveResult(seenIds);
    }
}
/** Names any matching job that was ever seen, even if it has disappeared since. */
function inconclusiveResult(seenIds, { error, isTimedOut } = {}) {
    if (seenIds.size > 0)
        return { kind: 'ambiguous', ids: [...seenIds] };
    return { kind: 'unreadable', error, isTimedOut };
}
/** The jobs that may be ours: new, not claimed, and without a field that differs. */
function findCandidates(jobs, pending, claimedIds) {
    const knownIds = new Set(pending.knownIds);
    const isNew = ({ id, createdAt }) => !knownIds.has(id) &&
        (createdAt === undefined
            ? pending.isBaselineComplete
            : createdAt >= pending.sinceS && createdAt <= (pending.untilS ?? Infinity));
    return jobs
        .filter((job) => isNew(job) && !claimedIds.has(job.id))
        .map((job) => ({ job, ...(0,match_request/* matchFingerprint */.gc)(pending.fingerprint, job) }))
        .filter(({ differs }) => !differs)
        .map(({ job, unverified }) => ({ job, unverified }));
}
/**
 * The jobs that may be ours if the service has adjusted what it adjusts in other answers, too. They are not adopted, but as
 * long as there is one, nothing says that ours does not exist.
 */
function findAdjusted(jobs, pending, claimedIds) {
    const fingerprint = (0,match_request/* withoutAdjustable */.cV)(pending.fingerprint);
    return findCandidates(jobs, { ...pending, fingerprint }, claimedIds).map(({ job }) => job);
}
function decideAmong(candidates, previous, requireExactMatch) {
    const ids = candidates.map(({ job }) => job.id);
    const [only] = candidates;
    if (only === undefined)
        return undefined;
    if (candidates.length > 1)
        return { kind: 'ambiguous', ids };
    if (previous.length !== 1 || previous[0]?.job.id !== only.job.id)
        return undefined;
    return requireExactMatch && only.unverified.length > 0
        ? { kind: 'ambiguous', ids }
        : { kind: 'adopted', ...only };
}
function addListFailure(failure, error, nowMs) {
    return { error, streak: countFailure(failure?.streak, error, nowMs) };
}
function isBeyondRetry({ error, streak }, nowMs) {
    return isBudgetExhausted(streak, error, 'read-before', nowMs);
}
function searchDelayMs(searches, failure, { random }) {
    const intervalMs = SEARCH_INTERVALS_MS[Math.min(searches, SEARCH_INTERVALS_MS.length - 1)] ?? timeouts/* SEARCH_WINDOW_MS */.T2;
    if (failure === undefined)
        return intervalMs;
    const { error } = failure;
    return searches < FAST_SEARCHES
        ? Math.max(intervalMs, error.retryAfterMs ?? 0)
        : (0,poll_schedule/* outageIntervalMs */.xV)(error, random());
}

// EXTERNAL MODULE: ./build/report/messages.js
var messages = __nccwpck_require__(5327);
;// CONCATENATED MODULE: ./build/cancellation/clean-up.js










/**
 * Cancels the jobs that a stopped step has left, or leaves them and logs how to resume. Then publishes the final report.
 * Resolves within 3 minutes, to whether no job is left running that should have been cancelled.
 */
async function cleanUp(postState, decision, options) {
    const { clock, log } = options;
    const startMs = clock.now();
    const { isComplete, states } = decision.kind === 'leave'
        ? leaveJobs(postState, decision.because, log)
        : await cancelJobs(postState, startMs, options);
    if (states.length === 0)
        return isComplete;
    const elapsedMs = clock.now() - startMs;
    const timeoutMs = Math.max(timeouts/* POST_TIMEOUTS_MS */.Tz.report - elapsedMs, timeouts/* POST_TIMEOUTS_MS */.Tz.minReport);
    const published = options.publish(states).then(() => true);
    if ((await withTimeout(timeoutMs, published, clock)) === undefined)
        log.annotate('warning', 'The final report could not be published in time.');
    return isComplete;
}
function leaveJobs({ jobIds, pendingSubmission, states = [] }, because, log) {
    for (const id of jobIds)
        logResumeHint(id, because, log);
    if (pendingSubmission !== undefined)
        log.annotate('warning', (0,messages/* renderNote */.N)({ code: 'step-ended-during-submission' }));
    const pendingLabel = pendingSubmission?.label;
    return { isComplete: true, states: states.map((each) => markLeftRunning(each, because, pendingLabel)) };
}
function logResumeHint(id, because, log) {
    log.info((0,messages/* renderNote */.N)({ code: 'job-left-running', jobId: id, because }));
    log.info(`  to resume  command: wait    job-id: ${id}`);
    log.info(`  to cancel  command: cancel  job-id: ${id}`);
}
const NOT_SUBMITTED_NOTE = { code: 'step-ended-before-submission' };
/** A pending submission stays in the record, so that the next run searches for its job. */
function markLeftRunning(state, because, pendingLabel) {
    if (state.label === pendingLabel)
        return withNote(state, { code: 'step-ended-during-submission' }, 'unknown');
    if (state.outcome !== undefined)
        return state;
    if (state.job === undefined && state.requestedId === undefined)
        return withNote(state, NOT_SUBMITTED_NOTE, 'cancelled');
    return withNote(state, { code: 'step-ended-job-left', because }, 'running');
}
async function cancelJobs({ jobIds, pendingSubmission, states = [] }, startMs, options) {
    const context = {
        ...options,
        deadlineMs: startMs + timeouts/* POST_TIMEOUTS_MS */.Tz.service,
        ownership: withTimeout(timeouts/* POST_TIMEOUTS_MS */.Tz.ownership, options.checkOwnership(states), options.clock),
    };
    const cleanups = jobIds.map((id) => cancelInTime(id, states.find(({ job }) => job?.id === id) ?? job_state_stateFromJobId(id), context));
    if (pendingSubmission !== undefined)
        cleanups.push(cancelPendingSubmission(pendingSubmission, { jobIds, states }, context));
    const results = await Promise.all(cleanups);
    return {
        isComplete: results.every(({ isDone }) => isDone),
        states: finalStates(states, results, pendingSubmission?.label),
    };
}
async function cancelInTime(id, state, context) {
    const { clock, log, deadlineMs } = context;
    const cleanup = await withTimeout(deadlineMs - clock.now(), cancelLeftoverJob(id, state, context), clock);
    return cleanup ?? reportNotCancelled(id, undefined, undefined, log);
}
function finalStates(states, cleanups, pendingLabel) {
    return states.map((state) => {
        const { outcome, job, requestedId } = state;
        if (outcome !== undefined && outcome !== 'running' && outcome !== 'unknown')
            return state;
        const ownId = job?.id ?? requestedId;
        const cleanup = cleanups.find(({ id }) => id === undefined ? state.label === pendingLabel : id === ownId);
        if (cleanup !== undefined) {
            const { note, ...rest } = cleanup;
            return withNote(settleJob({ ...state, job: rest.job ?? job }, rest.outcome, false), note);
        }
        return outcome === undefined && !job ? withNote(state, NOT_SUBMITTED_NOTE, 'cancelled') : state;
    });
}
/** Reads the job first, because a job that has ended needs no cancellation. */
async function cancelLeftoverJob(id, state, { api, clock, random, log, ownership, deadlineMs }) {
    const readOnce = readUntilEnded(job_state_stateFromJobId(id), clock.now(), { api, clock });
    const [findNewOwner, { job }] = await Promise.all([ownership, readOnce]);
    if (job !== undefined && (0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(job.status))) {
        log.info(`The job ${id} has already ended: ${job.status}.`);
        return { id, isDone: true, outcome: (0,job_status/* currentOutcome */._P)(job), job, note: HAD_ENDED_NOTE };
    }
    if (state.provenance !== undefined && !(0,jobs_provenance/* mayCancel */._4)(state.provenance)) {
        const note = { code: 'step-cancelled-job-unproven', jobId: id };
        log.info((0,messages/* renderNote */.N)(note));
        return { id, isDone: true, outcome: 'running', job, note };
    }
    const newOwner = (findNewOwner ?? ownerWithoutRecord)(state);
    if (newOwner !== undefined) {
        log.info((0,messages/* renderNote */.N)({ code: 'job-transferred', jobId: id, to: newOwner }));
        const note = { code: 'step-cancelled-job-transferred', to: newOwner };
        return { id, isDone: true, outcome: newOwner === 'unknown' ? 'running' : 'superseded', job, note };
    }
    const cancelled = await cancelJob(job_state_stateFromJobId(id), id, {
        api,
        clock,
        random,
        requestUntilMs: deadlineMs - timeouts/* POST_TIMEOUTS_MS */.Tz.cancelConfirm,
        confirmTimeoutMs: timeouts/* POST_TIMEOUTS_MS */.Tz.cancelConfirm,
    });
    return cancelled.error === undefined || (0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(cancelled.job?.status))
        ? reportCancelled(id, cancelled, log)
        : reportNotCancelled(id, cancelled.job, cancelled.error.message, log);
}
const HAD_ENDED_NOTE = { code: 'step-cancelled-after-job-ended' };
function reportCancelled(id, { job }, log) {
    const phase = (0,job_status/* parsePhase */.xl)(job?.status);
    log.info(`The job ${id} was asked to stop, because the workflow was cancelled: ${job?.status ?? 'no status yet'}.`);
    if (job === undefined || !(0,job_status/* isTerminal */.Hd)(phase))
        return {
            id,
            isDone: true,
            outcome: 'cancelled',
            job,
            note: { code: 'step-cancelled-job-asked-to-stop' },
        };
    const note = phase === 'cancelled' ? { code: 'step-cancelled-with-job' } : HAD_ENDED_NOTE;
    return { id, isDone: true, outcome: (0,job_status/* currentOutcome */._P)(job), job, note };
}
function reportNotCancelled(id, job, error, log) {
    const note = { code: 'job-not-cancelled', jobId: id, error };
    log.annotate('error', (0,messages/* renderNote */.N)(note));
    return { id, isDone: false, outcome: 'running', job, note };
}
/** Finds the job even if another run needs it, so that the record names it. */
async function cancelPendingSubmission({ label, pending }, { jobIds, states }, context) {
    const search = findPendingJob(pending, jobIds, context);
    const recovery = (await withTimeout(timeouts/* POST_TIMEOUTS_MS */.Tz.search, search, context.clock)) ?? {
        kind: 'unreadable',
    };
    if (recovery.kind !== 'adopted')
        return reportNotFound(recovery, context.log);
    const { job } = recovery;
    const pendingState = states.find((each) => each.label === label) ?? job_state_stateFromJobId(job.id);
    const state = { ...pendingState, job, provenance: 'recovered' };
    const { id: _, ...cleanup } = await cancelInTime(job.id, state, context);
    return { ...cleanup, job: cleanup.job ?? job };
}
async function findPendingJob(pending, jobIds, context) {
    if (pending === undefined)
        return { kind: 'unreadable' };
    context.log.info('The step ended during a submission: searching the list for its job.');
    return recoverSubmission(pending, {
        ...context,
        deadlineMs: context.clock.now() + timeouts/* POST_TIMEOUTS_MS */.Tz.search,
        claimedIds: new Set(jobIds),
        idsClaimedElsewhere: context.recordedJobIds,
    });
}
function reportNotFound(recovery, log) {
    const jobIds = recovery.kind === 'ambiguous' ? recovery.ids : [];
    const note = { code: 'submission-unknown', jobIds };
    log.annotate('error', (0,messages/* renderNote */.N)(note));
    return { isDone: false, outcome: 'unknown', note };
}

;// CONCATENATED MODULE: ./build/cancellation/decide-cleanup.js
/**
 * Decides from what main has saved and from the status of the workflow job (`job.status`). `hasCancelledStatus` says
 * whether this runner tells a post step that the workflow was cancelled.
 */
function decideCleanup({ isFinished = false, hasCrashed = false, onCancel }, jobStatus, hasCancelledStatus) {
    if (isFinished)
        return { kind: 'none' };
    if (hasCrashed)
        return { kind: 'leave', because: 'crash' };
    // A killed step may show `success`: with `continue-on-error` the runner has replaced its result.
    const wasCancelled = hasCancelledStatus ? jobStatus === 'cancelled' : jobStatus !== 'failure';
    if (!wasCancelled)
        return { kind: 'leave', because: 'not-cancelled' };
    if (onCancel === 'leave')
        return { kind: 'leave', because: 'on-cancel' };
    return { kind: 'cancel' };
}
/** The runners of Gitea, Forgejo and act show a cancelled job as successful. */
const VARIABLES_OF_OTHER_RUNNERS = ['GITEA_ACTIONS', 'FORGEJO_ACTIONS', 'ACT'];
/** Whether the runner with this environment tells a post step that the workflow was cancelled, as GitHub's does. */
function hasCancelledStatus(environment) {
    return isGitHubRunner(environment);
}
/** Whether the runner with this environment is GitHub's own. */
function isGitHubRunner(environment) {
    return VARIABLES_OF_OTHER_RUNNERS.every((name) => !environment[name]);
}

// EXTERNAL MODULE: ./build/network/connection-errors.js
var connection_errors = __nccwpck_require__(9257);
// EXTERNAL MODULE: ./build/network/send-request.js + 3 modules
var send_request = __nccwpck_require__(3812);
;// CONCATENATED MODULE: ./build/forge/network-errors.js

/** Node's error codes for a connection that was never established, so nothing was sent. */
const NOT_SENT_MESSAGES = {
    ENOTFOUND: 'could not resolve the host name',
    EAI_AGAIN: 'could not resolve the host name, try again later',
    ECONNREFUSED: 'the connection was refused',
    EHOSTUNREACH: 'the host is unreachable',
    ENETUNREACH: 'the network is unreachable',
    EADDRNOTAVAIL: 'no local address is available',
    EPROTO: 'the TLS handshake failed',
};
/** Message of node:tls when the connection closed during the handshake. */
const TLS_NOT_ESTABLISHED = /before secure TLS connection was established/;
/** Classifies an exception of a request: `interrupted` if the request may have been sent, else `not-sent`. */
function classifyNetworkError(error) {
    const code = stringField(error, 'code');
    const message = error instanceof Error ? error.message : String(error);
    const connectionError = (0,connection_errors/* describeConnectionError */.si)(error);
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
/**
 * Whether an established connection failed. The system call decides, because Linux uses the same codes for a route that
 * is lost later and one that never existed. The exception is `write EPROTO`: the request could not be encrypted, so it
 * was not sent.
 */
function wasConnected(error, code) {
    if (code === 'EPROTO')
        return false;
    return /^(read|write)$/.test(stringField(error, 'syscall')) || /^(ECONNRESET$|EPIPE$|ERR_SSL_)/.test(code);
}
/** Node tries all addresses of a host name and collects their errors in one error without a message. */
function connectionAttempts(error) {
    const errors = error instanceof Error ? Reflect.get(error, 'errors') : undefined;
    return Array.isArray(errors) && errors.length > 0 ? errors : [error];
}
function stringField(error, field) {
    const value = typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;
    return typeof value === 'string' ? value : '';
}

;// CONCATENATED MODULE: ./build/forge/http.js



/** A page of 100 jobs is under 100 KB. */
const MAX_BODY_BYTES = 1_048_576;
/**
 * Creates a transport that follows no redirects, which would send the key and the body elsewhere. Each request opens a
 * new connection: if a reused one died, it would be unclear whether the service had received the request.
 */
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
            const isTooLarge = error instanceof connection_errors/* ResponseTooLargeError */.by ? true : undefined;
            return { ok: false, error: { ...classifyNetworkError(error), isTooLarge } };
        }
        finally {
            done.abort();
            await timer;
        }
    };
}
async function send({ baseUrl, apiKey, userAgent, findProxy }, { method, path, body, headers }, signal) {
    return (0,send_request/* sendRequest */.w)({
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
/**
 * Redacts secrets in headers and error messages. This must happen here: once a text is cut or escaped for a report, the
 * secret would no longer be found in it. For the same reason the client redacts the texts of a body when it has parsed it.
 */
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

// EXTERNAL MODULE: ./build/jobs/job-id.js
var job_id = __nccwpck_require__(570);
;// CONCATENATED MODULE: ./build/forge/headers.js
/** Request id headers of the service, its gateway and its CDN, in order of priority. */
const REQUEST_ID_HEADERS = ['mistral-correlation-id', 'x-request-id', 'x-kong-request-id', 'cf-ray'];
/** A year, which is beyond any deadline of a step. */
const MAX_RETRY_AFTER_MS = 365 * 24 * 3_600_000;
function getHeader(headers, name) {
    const value = headers[name];
    return typeof value === 'string' ? value : value?.[0];
}
/** The request id, for the support of the service. */
function getRequestId(headers) {
    for (const name of REQUEST_ID_HEADERS) {
        const value = getHeader(headers, name)?.trim();
        if (value)
            return value.slice(0, 128);
    }
    return undefined;
}
/**
 * Parses `Retry-After`, seconds (also fractions) or an HTTP date, into milliseconds from now; 0 for a time in the past,
 * undefined if absent or invalid. A date is compared with the server's `Date` if present, because the local clock may be
 * wrong.
 */
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
/** The `Date` header as Unix time in milliseconds; undefined if absent or invalid. */
function serverTimeMs(headers) {
    const at = Date.parse(getHeader(headers, 'date') ?? '');
    return Number.isNaN(at) ? undefined : at;
}
function clamp(ms) {
    return Math.min(MAX_RETRY_AFTER_MS, Math.max(0, ms));
}

;// CONCATENATED MODULE: ./build/forge/error-message.js


/** In characters; enough for a list of invalid fields. */
const MAX_MESSAGE_LENGTH = 1_000;
/** Message fields in error bodies seen from this service and from the gateways in front of it, in order of priority. */
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
/**
 * Extracts the service's message from a body of any shape, as one line; undefined if there is none.
 *
 * Known shapes: `{message}`, `{message: {detail: [{loc, msg}]}}`, `{detail: "..."}`, `{detail: [{loc, msg}]}`,
 * `{error: {message}}`. Skips `input` of an invalid field, because it repeats what the caller sent.
 */
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
/** `["body", "hyperparameters", "batch_size"]` becomes the prefix `hyperparameters.batch_size: `. */
function withFieldPath(loc, message) {
    if (!Array.isArray(loc))
        return message;
    const path = loc.filter((part) => typeof part === 'string' || typeof part === 'number').map(String);
    if (path[0] === 'body')
        path.shift();
    return path.length > 0 ? `${path.join('.')}: ${message}` : message;
}
/** Extracts the title of an HTML error page, or else its text. */
function extractHtmlMessage(text) {
    const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1];
    return oneLine(title ?? text.replace(/<[^>]*>/g, ' '));
}
function oneLine(text) {
    const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
    if (line === '')
        return undefined;
    return line.length > MAX_MESSAGE_LENGTH ? `${line.slice(0, MAX_MESSAGE_LENGTH).toWellFormed()}…` : line;
}
/** Messages of Kong and FastAPI for an unknown path, as opposed to an unknown job. */
const ROUTE_NOT_FOUND = /no route matched|^not found$/i;
/**
 * What the service and comparable ones write when an account may not spend more, in a code or in a text. Quotas per minute
 * are rate limits, which end by themselves.
 */
const QUOTA_USED_UP = /insufficient[_ ]quota|exceeded your current quota|monthly quota|spend(?:ing)?[_ ](?:limit|cap)|billing[_ ](?:hard[_ ])?limit|(?:out of|insufficient) credits|credit balance/i;
/** What a refusal shows beyond its status. `message`: its own, if it has one. */
function refusalCause({ status, headers, body }, message = '') {
    const isPage = /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(body);
    if (status === 404)
        return isPage || ROUTE_NOT_FOUND.test(message) ? 'no-route' : undefined;
    if (isPage || (0,connection_errors/* isFromProxy */.zu)(status, getHeader(headers, 'content-type'), body))
        return 'web-page';
    return QUOTA_USED_UP.test(body) ? 'quota-used-up' : undefined;
}

;// CONCATENATED MODULE: ./build/forge/decode.js



const MAX_TEXT_LENGTH = 512;
/** Beyond any real name of a model. */
const MAX_MODEL_LENGTH = 4_096;
const MAX_DEPTH = 32;
/**
 * Decodes a job; undefined without a valid id. The contract requires no field, so every other field is skipped if it is
 * missing or of the wrong type.
 */
function decodeJob(value) {
    if (!isObject(value))
        return undefined;
    const id = (0,job_id/* parseJobId */.e)(value['id']);
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
/** Decodes a page of the list, without entries that have no valid id; undefined if there is no list. */
function decodePage(value, headers) {
    if (!isObject(value) || !Array.isArray(value['data']))
        return undefined;
    const jobs = value['data'].map(decodeJob).filter((job) => job !== undefined);
    return { jobs, total: readNumber(value['total']), serverNowMs: serverTimeMs(headers) };
}
/**
 * Undefined if the text is not JSON. Redacts the parsed texts: in the JSON a secret may be escaped in any way, and a
 * replacement there could break it.
 */
function parseJson(body, redact) {
    try {
        return redactTexts(JSON.parse(body), redact);
    }
    catch {
        // Also if it is nested too deeply to be walked through.
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
/** Undefined if it is nested too deeply to be printed. */
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
/** Such a character would travel through outputs into other inputs, where a line break starts another line. */
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** A name that cannot be used is not the same as none. */
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
/** Keeps absent fields absent, so that merging jobs by spread never overwrites a value by undefined. */
function omitUndefined(fields) {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

;// CONCATENATED MODULE: ./build/forge/forge-api.js






const JOBS = '/forge/training/jobs';
/**
 * Creates the client of the Forge API; each call sends one request. `redact` replaces secrets in each text of a response,
 * `wall` returns Unix time in milliseconds.
 */
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
    /** Calls an endpoint of one job. A response about another job is invalid. */
    const callJob = async (request, id) => {
        const result = await call(request, (body) => decodeJobWithId(body, id));
        if (!result.ok || result.value.id === (0,job_id/* parseJobId */.e)(id))
            return result;
        const message = `the service answered with the job ${result.value.id} instead of ${id}`;
        return { ok: false, error: { kind: 'invalid-response', message, requestId: result.requestId } };
    };
    const timeoutMs = timeouts/* SERVICE_REQUEST_TIMEOUT_MS */.JH;
    const jobPath = (id) => `${JOBS}/${encodeURIComponent(id)}`;
    return {
        create: (request, idempotencyKey) => call({
            method: 'POST',
            path: JOBS,
            body: JSON.stringify(request),
            // Not in the API contract, but harmless, and it helps if a service supports it.
            headers: { 'idempotency-key': idempotencyKey },
            timeoutMs: timeouts/* SUBMIT_REQUEST_TIMEOUT_MS */.cZ,
        }, decodeJob),
        get: (id) => callJob({ method: 'GET', path: jobPath(id), timeoutMs }, id),
        list: (page, pageSize) => call({ method: 'GET', path: `${JOBS}?page=${page}&page_size=${pageSize}`, timeoutMs }, decodePage),
        cancel: (id) => callJob({ method: 'POST', path: `${jobPath(id)}/cancel`, timeoutMs }, id),
    };
}
/** A response without an id is about the requested job. */
function decodeJobWithId(body, id) {
    return isObject(body) ? decodeJob({ ...body, id: body['id'] ?? id }) : undefined;
}
/** `parsed`: the body, undefined if it is not JSON. */
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
        hint: service_refusals_refusalOf({ kind: 'http', status, because }).hint,
    };
}
/** Kong, the gateway in front of the service, puts its request id into the body. */
function bodyRequestId(body) {
    const id = isObject(body) ? body['request_id'] : undefined;
    return typeof id === 'string' && id !== '' ? id.slice(0, 128) : undefined;
}

// EXTERNAL MODULE: ./build/runtime/system-clock.js + 1 modules
var system_clock = __nccwpck_require__(901);
;// CONCATENATED MODULE: ./build/contract/version.gen.js
// generated by npm run generate from package.json
/** Version of this action, as in package.json. */
const VERSION = '0.1.0';

;// CONCATENATED MODULE: ./build/user-agent.js

/** Of all requests, to the service and to GitHub. */
const USER_AGENT = `mistral-forge-action/${VERSION}`;

;// CONCATENATED MODULE: ./build/connect-forge-api.js




/** Creates a client for the Forge API that writes a debug log line for each request. */
function connectForgeApi({ apiKey, apiUrl }, findProxy, runner) {
    const transport = createHttpTransport({
        baseUrl: apiUrl,
        apiKey,
        userAgent: USER_AGENT,
        clock: system_clock/* systemClock */.m,
        findProxy,
    });
    const { redact } = runner;
    return createForgeApi(withDebugLog(withRedaction(transport, redact), runner), redact, () => system_clock/* systemClock */.m.wall());
}
function withDebugLog(transport, runner) {
    return async (request) => {
        const sentMs = system_clock/* systemClock */.m.now();
        const result = await transport(request);
        const outcome = result.ok
            ? `HTTP ${result.value.status}`
            : `${result.error.kind}: ${result.error.message}`;
        const elapsedMs = Math.round(system_clock/* systemClock */.m.now() - sentMs);
        runner.debug(`${request.method} ${request.path}: ${outcome}, after ${elapsedMs} ms`);
        return result;
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./build/state/github.js
/** Follows what cannot be read or written without a token. */
const EMPTY_TOKEN = 'the input `github-token` is empty. Remove the line, and the token of the workflow is used; or check the name of its secret.';

;// CONCATENATED MODULE: ./build/github/matrix.js
/** Labels a matrix job: `{"size":"small","seed":1}` becomes `small, 1`. Empty outside of a matrix. */
function matrixLabel(matrix) {
    return Object.values(parseObject(matrix))
        .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
        .join(', ');
}
/** Warns if one failing matrix job would cancel the others. `strategy` is the context of that name as JSON. */
function failFastWarning(command, strategy) {
    if (command.command !== 'run' || command.onCancel === 'leave' || command.waitFor === 'none')
        return undefined;
    const { 'fail-fast': isFailFast, 'job-total': jobTotal } = parseObject(strategy);
    if (isFailFast !== true || typeof jobTotal !== 'number' || jobTotal < 2)
        return undefined;
    return `If one of the ${jobTotal} matrix jobs fails, GitHub cancels the others, which also cancels their training jobs. To keep them running, set \`strategy: { fail-fast: false }\` (or \`on-cancel: leave\`).`;
}
function parseObject(json) {
    try {
        const value = JSON.parse(json);
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {};
    }
}

// EXTERNAL MODULE: ./build/github/gitea.js
var gitea = __nccwpck_require__(3960);
;// CONCATENATED MODULE: ./build/github/read-run-context.js

/** Reads the run that reports link to, from the runner's variables and the report target. */
function createRunContext(env, { issueNumber, commit }, inputs) {
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const serverUrl = (env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '');
    const runId = env['GITHUB_RUN_ID'] ?? '';
    const runAttempt = env['GITHUB_RUN_ATTEMPT'] ?? '1';
    const runUrl = `${serverUrl}/${repository}/actions/runs/${runId}`;
    return {
        repository,
        serverUrl,
        commit: commit === '' ? (env['GITHUB_SHA'] ?? '') : commit,
        actor: env['GITHUB_ACTOR'] ?? '',
        runId,
        runNumber: env['GITHUB_RUN_NUMBER'],
        runAttempt,
        // Gitea and Forgejo have no page for an attempt, and other addresses for jobs.
        logUrl: (0,gitea/* isGiteaApi */.N)(env['GITHUB_API_URL'] ?? '') ? runUrl : logUrl(runUrl, runAttempt, inputs),
        workflowPath: workflowPath(env, repository),
        issueNumber,
        jobUrlTemplate: inputs.jobUrl,
        helpUrl: helpUrl(env, serverUrl),
    };
}
/** Undefined for an action of the workflow's own checkout, which has no repository of its own. */
function helpUrl(env, serverUrl) {
    const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
    return repository && ref
        ? `${serverUrl}/${repository}/blob/${encodeURI(ref)}/docs/troubleshooting.md`
        : undefined;
}
function logUrl(runUrl, runAttempt, { jobCheckRunId }) {
    return jobCheckRunId ? `${runUrl}/job/${jobCheckRunId}` : `${runUrl}/attempts/${runAttempt}`;
}
/**
 * `owner/name/.github/workflows/train.yml@refs/heads/main` becomes `.github/workflows/train.yml`. Gitea only names the
 * workflow, which two files may do alike, so their jobs tell them apart.
 */
function workflowPath(env, repository) {
    const ref = env['GITHUB_WORKFLOW_REF'];
    if (ref)
        return ref.replace(/@refs\/.*$/, '').replace(`${repository}/`, '');
    return [env['GITHUB_WORKFLOW'], env['GITHUB_JOB']].filter(Boolean).join(' / ');
}

// EXTERNAL MODULE: ./build/github/payload.js
var github_payload = __nccwpck_require__(7692);
;// CONCATENATED MODULE: ./build/github/push.js

/** Each commit may cost a request. A merge queue merges fewer pull requests at once. */
const MAX_COMMITS = 20;
function parsePush(payload) {
    // A push that creates a branch or a tag may list no commits.
    const listed = (0,github_payload/* listAt */.gT)(payload, 'commits');
    const head = (0,github_payload/* isObjectAt */.Bt)(payload, 'head_commit') ? [(0,github_payload/* valueAt */.fK)(payload, 'head_commit')] : [];
    const commits = (listed.length > 0 ? listed : head).flatMap((commit) => {
        const sha = (0,github_payload/* shaAt */.wF)(commit, 'id');
        return sha === undefined ? [] : [{ sha, subject: (0,github_payload/* textAt */.$6)(commit, 'message')?.split('\n', 1)[0] ?? '' }];
    });
    const isDeletion = (0,github_payload/* valueAt */.fK)(payload, 'deleted') === true || /^0+$/.test((0,github_payload/* textAt */.$6)(payload, 'after') ?? '');
    const before = (0,github_payload/* shaAt */.wF)(payload, 'before');
    return {
        before: before === undefined || /^0+$/.test(before) ? undefined : before,
        commits: commits.slice(-MAX_COMMITS),
        deletedRef: isDeletion ? ((0,github_payload/* textAt */.$6)(payload, 'ref') ?? 'a branch') : undefined,
    };
}
/**
 * The number that GitHub or Gitea wrote into the subject of a merge or squash: `Merge pull request #12 from …`, `Title
 * (#12)`, `Merge pull request 'Title' (#12) from …`. Anybody can write such a subject, so it proves nothing.
 */
function numberInSubject(subject) {
    const match = /^Merge pull request (?:#|'.*' \(#)(\d{1,9})\b/.exec(subject) ?? /\(#(\d{1,9})\)\s*$/.exec(subject);
    const number = Number(match?.[1]);
    return number > 0 ? number : undefined;
}

;// CONCATENATED MODULE: ./build/github/find-pull-request.js

/** GitHub associates the commits of a merge with its pull request late, so an empty answer is read again. */
const ASSOCIATION_READS = 3;
const ASSOCIATION_INTERVAL_MS = 15_000;
const NOT_FOUND = { ok: true, value: {} };
function pullRequestFromEvent({ pullRequestRef: ref, pullRequest, }) {
    return ref.kind === 'number' && pullRequest !== undefined
        ? { number: ref.number, ...pullRequest }
        : undefined;
}
/** Finds the pull request of the event. Without `clock`, an empty association is believed at once. */
async function findPullRequest(event, pullRequests, clock) {
    const { pullRequestRef: ref, push } = event;
    if (ref.kind === 'none')
        return NOT_FOUND;
    if (ref.kind === 'number') {
        const pullRequest = pullRequestFromEvent(event);
        if (pullRequest !== undefined || !ref.isPullRequest)
            return found(pullRequest);
        const byNumber = await pullRequests.byNumber(ref.number);
        return byNumber.ok ? found(byNumber.value) : byNumber;
    }
    return push === undefined
        ? findByCommit(ref, pullRequests)
        : findByPush(ref, push.commits, { pullRequests, clock });
}
async function findByCommit(ref, pullRequests) {
    const byCommit = await pullRequests.byCommit(ref.sha);
    if (!byCommit.ok)
        return byCommit;
    const merged = byCommit.value.find(({ isMerged, mergeCommit }) => isMerged && mergeCommit === ref.sha);
    const pullRequest = findOpen(byCommit.value, ref.sha) ?? merged;
    // GitHub does not associate a fork's commit with this repository, so search by branch.
    return pullRequest === undefined ? findByBranch(ref, pullRequests) : found(pullRequest);
}
async function findByBranch({ sha, head }, pullRequests) {
    if (head === undefined)
        return NOT_FOUND;
    const byBranch = await pullRequests.byBranch(head.owner, head.branch);
    return byBranch.ok ? found(byBranch.value.find(({ headSha }) => headSha === sha)) : byBranch;
}
/** The open pull request with this head, else the pull requests that the push merged. */
async function findByPush(ref, listed, { pullRequests, clock }) {
    const commits = listed.some(({ sha }) => sha === ref.sha)
        ? listed
        : [...listed, { sha: ref.sha, subject: '' }];
    const named = await findNamedInSubjects(commits, pullRequests);
    if (!named.ok)
        return named;
    if (named.value.some(({ mergeCommit }) => mergeCommit === ref.sha))
        return merged(named.value, commits);
    const associated = await readHeadAssociation(ref, { pullRequests, clock });
    if (!associated.ok)
        return associated;
    const open = findOpen(associated.value, ref.sha);
    if (open !== undefined)
        return found(open);
    const all = [...named.value, ...associated.value];
    for (const { sha } of commits) {
        if (sha === ref.sha || all.some(({ mergeCommit }) => mergeCommit === sha))
            continue;
        const byCommit = await pullRequests.byCommit(sha);
        if (!byCommit.ok)
            return byCommit;
        all.push(...byCommit.value);
    }
    return merged(all, commits);
}
/** The pull requests whose number is in the subject of the commit that they were merged as. */
async function findNamedInSubjects(commits, pullRequests) {
    const named = [];
    for (const { sha, subject } of commits) {
        const number = numberInSubject(subject);
        if (number === undefined)
            continue;
        const byNumber = await pullRequests.byNumber(number);
        if (!byNumber.ok)
            return byNumber;
        if (byNumber.value?.isMerged && byNumber.value.mergeCommit === sha)
            named.push(byNumber.value);
    }
    return { ok: true, value: named };
}
async function readHeadAssociation(ref, { pullRequests, clock }) {
    for (let read = 1;; read++) {
        const byCommit = await pullRequests.byCommit(ref.sha);
        if (!byCommit.ok || byCommit.value.length > 0)
            return byCommit;
        if (read === 1 && ref.head !== undefined) {
            const byBranch = await pullRequests.byBranch(ref.head.owner, ref.head.branch);
            if (!byBranch.ok || findOpen(byBranch.value, ref.sha) !== undefined)
                return byBranch;
        }
        if (clock === undefined || read === ASSOCIATION_READS)
            return byCommit;
        await clock.sleep(ASSOCIATION_INTERVAL_MS);
    }
}
const findOpen = (pullRequests, sha) => pullRequests.find(({ headSha, isClosed }) => headSha === sha && !isClosed);
const found = (pullRequest) => ({
    ok: true,
    value: { pullRequest },
});
/** Those of the pull requests that were merged as one of the commits; the newest is the one to report on. */
function merged(pullRequests, commits) {
    const inOrder = commits.flatMap(({ sha }) => pullRequests.find(({ isMerged, mergeCommit }) => isMerged && mergeCommit === sha) ?? []);
    if (inOrder.length === 0)
        return NOT_FOUND;
    return {
        ok: true,
        value: { pullRequest: inOrder.at(-1), candidates: inOrder.map(({ number }) => number) },
    };
}

;// CONCATENATED MODULE: ./build/github/report-target.js

/**
 * Resolves where to report. `issueNumber` of the inputs overrides the event. Calls GitHub only for missing data. With
 * `clock`, waits until GitHub has associated the commits of a push with their pull requests.
 */
async function resolveReportTarget(event, issueNumber, pullRequests, clock) {
    const isOtherNumber = issueNumber !== undefined && !refersTo(event, issueNumber);
    const eventResult = isOtherNumber && !event.mayBeForeign ? NOT_FOUND : await findPullRequest(event, pullRequests, clock);
    if (!eventResult.ok)
        return eventResult;
    const { pullRequest: eventPullRequest } = eventResult.value;
    const foreign = await checkOrigin(event, eventPullRequest, pullRequests);
    if (!foreign.ok)
        return foreign;
    if (!isOtherNumber)
        return resolved({
            ...createReportTarget(eventResult.value, event, issueNumber),
            isForeign: foreign.value,
        });
    const named = await pullRequests.byNumber(issueNumber);
    if (!named.ok)
        return named;
    const target = createReportTarget({ pullRequest: named.value }, event, issueNumber);
    return resolved({
        ...target,
        commit: target.commit === '' ? (eventPullRequest?.headSha ?? '') : target.commit,
        isForeign: foreign.value ||
            (named.value !== undefined && isForeignContent(event, named.value)) ||
            (isUnreviewed(event) && named.value?.isFromFork === true),
    });
}
/** Resolves the target without calling GitHub, as far as the event allows. */
function reportTargetFromEvent(event, issueNumber) {
    const eventPullRequest = pullRequestFromEvent(event);
    const isOtherNumber = issueNumber !== undefined && !refersTo(event, issueNumber);
    const pullRequest = isOtherNumber ? undefined : eventPullRequest;
    return {
        ...createReportTarget({ pullRequest }, event, issueNumber),
        isForeign: isForeignContent(event, eventPullRequest) || (isUnreviewed(event) && issueNumber !== undefined),
    };
}
/** What the post step needs of the target. */
function toMainTarget({ issueNumber, commit, pullRequest }) {
    return { issueNumber, commit, isPullRequestHead: pullRequest !== undefined };
}
/** The reverse of `toMainTarget`. Without what only a step needs that reads specs. */
function restoreReportTarget({ issueNumber, commit, isPullRequestHead, }) {
    const pullRequest = isPullRequestHead ? { isClosed: false, isMerged: false } : undefined;
    return { issueNumber, commit, pullRequest, isForeign: false };
}
const resolved = (value) => ({ ok: true, value });
const refersTo = ({ pullRequestRef: ref }, number) => ref.kind === 'number' && ref.number === number;
/** A program sent the event, with whatever pull request it names. A person who starts a workflow has seen it. */
const isUnreviewed = ({ name }) => name === 'repository_dispatch';
function createReportTarget({ pullRequest, candidates }, event, issueNumber) {
    const { pullRequestRef: ref } = event;
    const number = issueNumber ?? pullRequest?.number ?? (ref.kind === 'number' ? ref.number : undefined);
    // An event without a commit, such as a comment, is about the head of the pull request.
    const commit = event.commit ?? pullRequest?.headSha ?? '';
    // No comparison after a merge: the base branch already contains the change.
    const baseRef = event.name === 'push' && pullRequest?.isMerged ? undefined : pullRequest?.baseRef;
    const isItsHead = pullRequest !== undefined && refersTo(event, pullRequest.number) && pullRequest.headSha === commit;
    return {
        commit,
        issueNumber: number,
        candidates,
        baseRef,
        ...(isItsHead ? { pullRequest: { isClosed: pullRequest.isClosed, isMerged: pullRequest.isMerged } } : {}),
    };
}
/** Whether the content is foreign. Asks GitHub about a commit that the event alone says nothing about. */
async function checkOrigin(event, pullRequest, pullRequests) {
    const isForeign = isForeignContent(event, pullRequest);
    const { pullRequestRef: ref, isProvenByBranch } = event;
    if (!isForeign || !isProvenByBranch || ref.kind !== 'commit')
        return { ok: true, value: isForeign };
    const onBranch = await pullRequests.isOnOwnBranch(ref.sha);
    return onBranch.ok ? { ok: true, value: !onBranch.value } : onBranch;
}
/** Content counts as foreign unless it is proven to come from this repository. */
function isForeignContent(event, pullRequest) {
    const { pullRequestRef: ref, mayBeForeign } = event;
    if (!mayBeForeign)
        return false;
    // Check the event's head repository first: a fork can contain the head commit of our own pull request.
    const head = ref.kind === 'commit' ? ref.head : undefined;
    if (head?.isFork === true)
        return true;
    if (pullRequest !== undefined)
        return pullRequest.isFromFork;
    if (ref.kind === 'commit')
        return head === undefined;
    return ref.kind === 'none' || ref.isPullRequest;
}

// EXTERNAL MODULE: ./build/github/comments.js
var comments = __nccwpck_require__(5274);
// EXTERNAL MODULE: ./build/github/github-client.js
var github_client = __nccwpck_require__(6515);
// EXTERNAL MODULE: ./build/github/repository.js
var github_repository = __nccwpck_require__(8328);
;// CONCATENATED MODULE: ./build/github/repository-client.js



const NEWEST_FIRST = { sort: 'updated', direction: 'desc', per_page: 100 };
/** Gitea's maximum, unless its administrator has chosen another one. It knows no order, and sends no Link header. */
const GITEA_PAGE_SIZE = 50;
function githubRepositoryClient(github, repositoryId) {
    const { repo } = github;
    return {
        repositoryId,
        viewerLogin: () => (0,comments/* githubCommentStore */.m)(github, 0).viewerLogin(),
        isFromFork: (number) => isFromFork(github, number),
        isNewestFirst: !github.isGitea,
        dispatchProblem: github.isGitea
            ? 'Gitea and Forgejo have no `repository_dispatch` events. Leave `dispatch-event` empty; a scheduled workflow can read the outputs of this step instead.'
            : undefined,
        listComments: (page, sinceMs) => listComments(github, page, sinceMs),
        commentStore: (number) => (0,comments/* githubCommentStore */.m)(github, number),
        commitStatusStore: (commit) => (0,github_repository/* githubStatusStore */.hG)(github, commit),
        dispatch: ({ type, payload }) => github.call('sending the event', 'dispatches', async ({ rest }) => {
            const client_payload = { ...payload };
            const { status } = await rest.repos.createDispatchEvent({
                ...repo,
                event_type: type,
                client_payload,
                ...(0,github_client/* requestOptions */.ag)(),
            });
            // A proxy may answer with a page of its own.
            if (status !== 204)
                throw new Error(github_client/* INVALID_RESPONSE */.Gl);
            return undefined;
        }),
    };
}
/** One page. GitHub lists first what changed last; Gitea lists by id. */
function listComments(github, page, sinceMs) {
    return github.call('reading the comments of the repository', 'comments', async ({ rest }) => {
        const { data, headers } = await rest.issues.listCommentsForRepo({
            ...github.repo,
            since: new Date(sinceMs).toISOString(),
            page,
            ...(github.isGitea ? { limit: GITEA_PAGE_SIZE } : NEWEST_FIRST),
            ...(0,github_client/* requestOptions */.ag)(),
        });
        const comments = data;
        if (!Array.isArray(comments))
            throw new Error(github_client/* INVALID_RESPONSE */.Gl);
        const hasMore = github.isGitea
            ? hasMoreByCount(page, comments.length, headers['x-total-count'])
            : /rel="next"/.test(headers.link ?? '');
        return { comments: comments.map(toRepositoryComment), hasMore };
    });
}
async function isFromFork(github, number) {
    const result = await (0,github_repository/* getPullRequest */.T9)(github, number);
    return result.ok ? { ok: true, value: result.value?.isFromFork === true } : result;
}
/** Without a count, an empty page is the last one. */
function hasMoreByCount(page, length, total) {
    const count = Number(total ?? Number.NaN);
    return length > 0 && (Number.isNaN(count) || page * length < count);
}
/** Gitea leaves `issue_url` empty for comments on pull requests. */
const URL_FIELDS = ['issue_url', 'pull_request_url', 'html_url'];
const NUMBER_IN_URL = /\/(?:issues|pulls?)\/(\d+)(?:#|$)/;
function toRepositoryComment(value) {
    const numbers = URL_FIELDS.map((field) => Number(NUMBER_IN_URL.exec((0,github_client/* stringAt */.bX)(value, field) ?? '')?.[1]));
    const updatedAtMs = Date.parse((0,github_client/* stringAt */.bX)(value, 'updated_at') ?? '');
    // A comment without a number is not ours, and must not hide the others.
    return {
        ...(0,comments/* toComment */.T)(value),
        number: numbers.find((number) => number > 0) ?? 0,
        updatedAtMs: Number.isNaN(updatedAtMs) ? 0 : updatedAtMs,
    };
}

// EXTERNAL MODULE: ./build/github/default-branch.js
var default_branch = __nccwpck_require__(2876);
;// CONCATENATED MODULE: ./build/approval-source.js

/** Where approvals are read. GitHub is asked only if the policy wants one. */
function approvalSource(github, { baseRef, pullRequest, candidates, issueNumber }, { serverUrl, repository, runId }, { event, report, env }) {
    const isPullRequest = baseRef !== undefined || pullRequest !== undefined || candidates !== undefined;
    const sender = startedBy(event, env);
    return {
        pullRequest: issueNumber !== undefined && isPullRequest
            ? {
                reader: lazyReader(github, issueNumber),
                fetch: () => (0,github_repository/* getPullRequest */.T9)(github, issueNumber),
                hasComment: report.comment,
                isCheckoutUnproven: event.commit === undefined,
            }
            : undefined,
        dispatch: event.name === 'workflow_dispatch' && sender !== undefined
            ? { by: sender, atMs: github.time(), url: `${serverUrl}/${repository}/actions/runs/${runId}`, runId }
            : undefined,
        roleOf: (login) => lazyReader(github, issueNumber ?? 0).roleOf(login),
    };
}
/** Imports its module on demand: the bundle keeps it in a separate chunk, which most steps never load. */
function lazyReader(github, issueNumber) {
    const open = async () => (await __nccwpck_require__.e(/* import() */ 131).then(__nccwpck_require__.bind(__nccwpck_require__, 8131))).githubApprovalReader(github, issueNumber);
    return {
        reviews: async () => (await open()).reviews(),
        comments: async () => (await open()).comments(),
        events: async () => (await open()).events(),
        roleOf: async (login) => (await open()).roleOf(login),
        pushes: async (branch) => (await open()).pushes(branch),
    };
}
/** Whoever starts a run again has decided that, and not whoever started it first. */
function startedBy({ sender }, env) {
    if ((env['GITHUB_RUN_ATTEMPT'] ?? '1') === '1')
        return sender;
    const login = env['GITHUB_TRIGGERING_ACTOR'] ?? '';
    if (sender === undefined || login === '')
        return undefined;
    if (login === sender.login)
        return sender;
    return { login, isBot: login.endsWith('[bot]') };
}

;// CONCATENATED MODULE: ./build/state/refusal-history.js
/** A refusal is believed at the third in a row, if the first was at least MIN_REFUSED_MS ago. */
const MIN_REFUSALS = 3;
const MIN_REFUSED_MS = 30_000;
/**
 * The refusals (401, 403, 404, 410, 422) that a step got from GitHub. Until one is believed, it counts as an outage, because
 * GitHub refuses a fresh App token for some seconds, and valid ones during incidents.
 */
class RefusalHistory {
    #clock;
    #streaks = new Map();
    #readableScopes = new Set();
    constructor(clock) {
        this.#clock = clock;
    }
    /**
     * Returns the result of a call, with a refusal that is not believed as a transient error. What could be read once is never
     * believed to be unreadable. Being able to read says nothing about writing, which has a permission of its own.
     */
    assess(result, scope, access) {
        const key = `${scope} ${access}`;
        if (result.ok) {
            this.#streaks.delete(key);
            if (access === 'read')
                this.#readableScopes.add(scope);
            return result;
        }
        if (!result.isPermanent)
            return result;
        const nowMs = this.#clock.now();
        const { count, sinceMs } = this.#streaks.get(key) ?? { count: 0, sinceMs: nowMs };
        this.#streaks.set(key, { count: count + 1, sinceMs });
        const isBelieved = count + 1 >= MIN_REFUSALS && nowMs - sinceMs >= MIN_REFUSED_MS;
        const wasReadable = access === 'read' && this.#readableScopes.has(scope);
        return { ...result, isPermanent: isBelieved && !wasReadable };
    }
}

;// CONCATENATED MODULE: ./build/github-lookups.js








function createGitHubClient({ env, report, beforeWrite, persistsState, runner, findProxy, }) {
    const { githubToken } = report;
    const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
    if (!githubToken || !owner || !repo)
        return undefined;
    return new github_client/* GitHubClient */.jh({
        token: githubToken,
        apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
        userAgent: USER_AGENT,
        owner,
        repo,
        findProxy,
        clock: system_clock/* systemClock */.m,
        beforeWrite,
        onLimit: ({ message }) => runner.info(`${message}. Until then the step waits with such requests.`),
        // A step that submits must not take a passing refusal for a missing record.
        refusals: persistsState ? new RefusalHistory(system_clock/* systemClock */.m) : undefined,
    });
}
function findReportTarget(github, options) {
    const { event, report, persistsState, mainTarget } = options;
    if (mainTarget !== undefined)
        return Promise.resolve({ ok: true, value: restoreReportTarget(mainTarget) });
    const pullRequests = {
        byNumber: (number) => (0,github_repository/* getPullRequest */.T9)(github, number),
        byCommit: (sha) => (0,github_repository/* findPullRequestsByCommit */.v)(github, sha),
        byBranch: (owner, branch) => (0,github_repository/* findPullRequestsByBranch */.Iw)(github, owner, branch),
        isOnOwnBranch: (sha) => (0,github_repository/* isOnOwnBranch */.I1)(github, sha, event.defaultBranch),
    };
    const find = () => resolveReportTarget(event, report.issueNumber, pullRequests, persistsState ? system_clock/* systemClock */.m : undefined);
    return persistsState ? retryGitHub(find, retryOptions(options)) : find();
}
function retryOptions({ deadlineMs = Infinity }) {
    const untilMs = Math.min(deadlineMs, system_clock/* systemClock */.m.now() + timeouts/* GITHUB_READ_TIMEOUT_MS */.oL);
    return { clock: system_clock/* systemClock */.m, random: Math.random, untilMs };
}
/** Reads the id from GitHub if neither the runner nor the payload has it. Undefined if nothing needs it. */
async function findRepositoryId(github, options) {
    const { event, postsComment, persistsState, isSync } = options;
    const { id } = event.repository;
    if (id !== undefined)
        return { ok: true, value: id };
    if (github === undefined || !(postsComment || persistsState || isSync))
        return undefined;
    return retryGitHub(() => (0,github_repository/* getRepositoryId */.ci)(github), retryOptions(options));
}
/** Returns why the command cannot know the jobs of other runs. Warns if that only costs the comment. */
function reportLookupErrors({ targetResult, repositoryId }, options) {
    const { persistsState, isSync, runner } = options;
    const readsRecords = persistsState || isSync === true;
    if (repositoryId?.ok === false) {
        if (readsRecords)
            return repositoryId.message;
        runner.annotate('warning', `There is no comment, because the id of the repository is unknown: ${repositoryId.message}`);
    }
    if (targetResult?.ok !== false)
        return undefined;
    if (persistsState && !targetResult.isPermanent)
        return targetResult.message;
    warnNoReportTarget(targetResult.message, options);
    return undefined;
}
/** Only informs for a push, which often has no pull request. */
function warnNoReportTarget(reason, { event, runner }) {
    const message = `Could not find the pull request to report on, so there is no comment: ${reason}`;
    if (event.pullRequestRef.kind === 'commit')
        runner.info(message);
    else
        runner.annotate('warning', message);
}

;// CONCATENATED MODULE: ./build/github/step-owner.js

/**
 * Identifies a step in all runs of its workflow, as 16 hexadecimal digits: by the workflow, the job with its matrix values,
 * and the step. `comment-key` takes the place of the step.
 */
function stepOwner(env, workflowPath, { commentKey, specText, matrix }) {
    const job = [env['GITHUB_JOB'] ?? '', callPath(env), matrix];
    const step = commentKey ?? givenStepId(env) ?? specText;
    const parts = JSON.stringify([workflowPath, ...job, step]);
    return (0,external_node_crypto_.createHash)('sha256').update(parts).digest('hex').slice(0, 16);
}
/**
 * The calls of reusable workflows that lead to the job; empty without calls. `GITHUB_JOB` and the `matrix` context are those
 * of the called workflow. `ACTIONS_ORCHESTRATION_ID` is an id of the run, the calling jobs, the job and its matrix leg or
 * `__default`, separated by dots. Not every runner sets it, so what it repeats of the job is left out.
 */
function callPath(env) {
    const [, ...path] = (env['ACTIONS_ORCHESTRATION_ID'] ?? '').split('.');
    return path.slice(0, Math.max(0, path.lastIndexOf(env['GITHUB_JOB'] ?? ''))).join('.');
}
/** The runner makes up an id for a step without one: `__owner_repo`, on other runners its position. */
function givenStepId(env) {
    const id = env['GITHUB_ACTION'] ?? '';
    return id === '' || id.startsWith('__') || /^\d+$/.test(id) ? undefined : id;
}

// EXTERNAL MODULE: ./build/report/report-writer.js + 1 modules
var report_writer = __nccwpck_require__(5125);
;// CONCATENATED MODULE: ./build/github/recent-state.js
/** So many jobs of a step are submitted without another request for each. */
const MAX_STATE_AGE_MS = 60_000;
/** Fetches the state of a pull request, unless it is known and at most a minute old. */
function recentState(fetchState, clock) {
    let last;
    return async () => {
        const fetchedMs = clock.now();
        if (last !== undefined && fetchedMs - last.fetchedMs <= MAX_STATE_AGE_MS)
            return last.state;
        const state = await fetchState();
        last = state && { state, fetchedMs };
        return state;
    };
}

;// CONCATENATED MODULE: ./build/dependencies.js















/** Resolves the report target and opens what reports are written to. Never rejects, even if GitHub does not answer. */
async function createDependencies(options) {
    const { env, event, report } = options;
    const github = createGitHubClient(options);
    const targetResult = github && (options.postsComment || options.persistsState)
        ? await findReportTarget(github, options)
        : undefined;
    const target = targetResult?.ok ? targetResult.value : reportTargetFromEvent(event, report.issueNumber);
    const repositoryId = await findRepositoryId(github, options);
    const context = {
        ...createRunContext(env, target, report),
        matrixLabel: publishesStatuses(options, target.commit) ? matrixLabel(report.matrix) : undefined,
    };
    const owner = options.mainTarget?.owner ?? stepOwner(env, context.workflowPath, report);
    const holder = createHolder(context, owner, options);
    const { reports, ledger, readRecord } = await openReports(github, options, target, {
        context,
        holder,
        repositoryId: repositoryId?.ok ? repositoryId.value : undefined,
    });
    return {
        context,
        reports,
        target: { ...toMainTarget(target), owner },
        step: {
            holder,
            ledger,
            readRecord,
            lookupError: reportLookupErrors({ targetResult, repositoryId }, options),
            recordRefusal: findRecordRefusal(options, target),
            eventTimeMs: event.eventTimeMs,
            githubTime: () => github?.time() ?? system_clock/* systemClock */.m.wall(),
            isScheduled: event.name === 'schedule',
            ...policyDependencies(github, target, options),
            approvals: github && approvalSource(github, target, context, options),
            ...pullRequestDependencies(github, target, event),
            ...(repositoryId?.ok ? syncDependencies(github, repositoryId.value, { context, options }) : {}),
        },
    };
}
/** An empty token is a mistake, such as a misspelt secret, where a comment would be the record. */
function findRecordRefusal({ persistsState, report }, { issueNumber }) {
    if (!persistsState || !report.comment || issueNumber === undefined || report.githubToken)
        return undefined;
    return EMPTY_TOKEN;
}
/** The code that writes to GitHub is a separate chunk of the bundle, because many steps report only in log and summary. */
async function openReports(github, options, target, { context, holder, repositoryId, }) {
    const writes = context.issueNumber !== undefined || context.matrixLabel !== undefined;
    if (!github || repositoryId === undefined || !writes)
        return { reports: new report_writer/* ReportWriter */.a({ clock: system_clock/* systemClock */.m, sleepUnref: system_clock/* sleepUnref */.U }) };
    const { openReporting } = await Promise.all(/* import() */[__nccwpck_require__.e(865), __nccwpck_require__.e(274)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3274));
    return openReporting(github, options, target, { context, holder, repositoryId });
}
function createHolder({ runId, runAttempt, commit, actor }, owner, { holderId, apiKey, service = '' }) {
    const run = { id: runId, attempt: Number(runAttempt) || 1 };
    const keyId = apiKey && (0,external_node_crypto_.createHmac)('sha256', apiKey).update('forge-training-job key').digest('hex').slice(0, 8);
    return { run, holderId, commit, owner, service, keyId, actor };
}
function publishesStatuses({ report, persistsState }, commit) {
    return report.commitStatus && persistsState && commit !== '';
}
function syncDependencies(github, repositoryId, { context, options }) {
    const { isSync, apiKey, report, runner } = options;
    if (github === undefined || apiKey === undefined || isSync !== true)
        return {};
    return {
        repository: {
            client: githubRepositoryClient(github, repositoryId),
            context,
            log: runner,
            apiKey: report.recordKey ?? apiKey,
            redact: runner.redact,
        },
    };
}
function policyDependencies(github, { baseRef, pullRequest, candidates }, { env, event }) {
    return {
        eventName: event.name,
        defaultBranch: github && (0,default_branch/* defaultBranchFiles */.J)(github),
        mayLackToken: !isGitHubRunner(env),
        isPullRequest: baseRef !== undefined || pullRequest !== undefined || candidates !== undefined,
    };
}
function pullRequestDependencies(github, target, event) {
    const { issueNumber, baseRef, pullRequest, isForeign } = target;
    const base = github && baseRef !== undefined ? (0,github_repository/* branchFiles */.Aj)(github, baseRef) : undefined;
    const before = event.push?.before;
    const fetchState = recentState(async () => {
        const result = github && issueNumber !== undefined ? await (0,github_repository/* getPullRequest */.T9)(github, issueNumber) : undefined;
        return result?.ok ? result.value : undefined;
    }, system_clock/* systemClock */.m);
    return {
        pullRequest: pullRequest && { ...pullRequest, fetchState },
        base,
        beforePush: github && before !== undefined ? (0,github_repository/* branchFiles */.Aj)(github, before, before.slice(0, 7)) : undefined,
        submissionBan: isForeign ? { code: 'foreign-content', event: event.name } : undefined,
        deletedRef: event.push?.deletedRef,
    };
}

;// CONCATENATED MODULE: ./build/github/pull-request-ref.js

const NO_REF = { kind: 'none' };
function refFromNumber(number, isPullRequest) {
    return number === undefined ? NO_REF : { kind: 'number', number, isPullRequest };
}
function refFromCommit(sha, head) {
    return sha === undefined ? NO_REF : { kind: 'commit', sha, head };
}
function refFromIssue(payload) {
    return refFromNumber((0,github_payload/* numberAt */.tk)(payload, 'issue.number'), (0,github_payload/* isObjectAt */.Bt)(payload, 'issue.pull_request'));
}
/** `ref` is a branch of the merge queue, `gh-readonly-queue/<base>/pr-<n>-<sha>`; the base may contain slashes. */
function refFromMergeQueue(ref) {
    const [, number] = /^(?:refs\/heads\/)?gh-readonly-queue\/.+\/pr-(\d+)-[0-9a-f]+$/.exec(ref ?? '') ?? [];
    return refFromNumber((0,github_payload/* numberAt */.tk)({ number: Number(number) }, 'number'), true);
}
/** No report for tags, which mark merged commits, nor for deleted branches, which have no commit. */
function refFromPush(payload, repository) {
    const [, branch] = /^refs\/heads\/(.+)$/.exec((0,github_payload/* textAt */.$6)(payload, 'ref') ?? '') ?? [];
    if (branch === undefined)
        return NO_REF;
    return refFromBranch((0,github_payload/* shaAt */.wF)(payload, 'after'), repository, branch);
}
/** `branch` is in this repository. */
function refFromBranch(sha, repository, branch) {
    const queued = sha === undefined ? NO_REF : refFromMergeQueue(branch);
    return queued.kind === 'none' ? refFromCommit(sha, toHead(repository, branch, false)) : queued;
}
/** Falls back to the commit, because `pull_requests` is empty for forks. */
function refFromWorkflowRun(payload, repository) {
    const listed = refFromList(payload, 'workflow_run.pull_requests');
    if (listed.kind !== 'none')
        return listed;
    const sha = (0,github_payload/* shaAt */.wF)(payload, 'workflow_run.head_sha');
    const branch = (0,github_payload/* textAt */.$6)(payload, 'workflow_run.head_branch');
    const head = (0,github_payload/* repositoryAt */.uw)(payload, 'workflow_run.head_repository');
    if (branch === undefined)
        return refFromCommit(sha);
    return (0,github_payload/* isSameRepository */.ve)(head, repository)
        ? refFromBranch(sha, head, branch)
        : refFromCommit(sha, toHead(head, branch, true));
}
/** Undefined if the repository is unknown, as that of a deleted fork. */
function toHead({ name }, branch, isFork) {
    const owner = name?.split('/')[0];
    return owner === undefined ? undefined : { owner, branch, isFork };
}
/** `field` is `check_run` or `check_suite`. */
function refFromCheck(payload, repository, field, branchPath) {
    const listed = refFromList(payload, `${field}.pull_requests`);
    if (listed.kind !== 'none')
        return listed;
    const sha = (0,github_payload/* shaAt */.wF)(payload, `${field}.head_sha`);
    const branch = (0,github_payload/* textAt */.$6)(payload, branchPath);
    return branch === undefined ? refFromCommit(sha) : refFromBranch(sha, repository, branch);
}
/** The first listed pull request of this repository; in a fork, GitHub also lists those of the upstream repository. */
function refFromList(payload, path) {
    const repositoryId = (0,github_payload/* numberAt */.tk)(payload, 'repository.id');
    const pullRequest = (0,github_payload/* listAt */.gT)(payload, path).find((entry) => {
        const baseId = (0,github_payload/* numberAt */.tk)(entry, 'base.repo.id');
        return repositoryId === undefined || baseId === undefined || baseId === repositoryId;
    });
    return refFromNumber((0,github_payload/* numberAt */.tk)(pullRequest, 'number'), true);
}

;// CONCATENATED MODULE: ./build/github/event.js



const DEPENDABOT = 'dependabot[bot]';
const always = () => true;
/** Also for events that are not in the table: workflow_dispatch, repository_dispatch, schedule and unknown ones. */
const PULL_REQUEST_RULE = {
    findRef: (payload) => refFromNumber((0,github_payload/* numberAt */.tk)(payload, 'pull_request.number'), true),
    commitPaths: ['pull_request.head.sha'],
    timePaths: ['pull_request.updated_at'],
};
/** Apps also deploy the commits of forks, and name the branch as they like. */
const DEPLOYMENT_RULE = {
    findRef: (payload) => refFromCommit((0,github_payload/* shaAt */.wF)(payload, 'deployment.sha')),
    commitPaths: ['deployment.sha'],
    mayBeForeign: always,
    isProvenByBranch: true,
    timePaths: [],
};
const EVENT_RULES = new Map(Object.entries({
    pull_request: PULL_REQUEST_RULE,
    pull_request_target: { ...PULL_REQUEST_RULE, mayBeForeign: always },
    pull_request_review: {
        ...PULL_REQUEST_RULE,
        mayBeForeign: always,
        timePaths: ['review.submitted_at', 'pull_request.updated_at'],
    },
    pull_request_review_comment: {
        ...PULL_REQUEST_RULE,
        mayBeForeign: always,
        timePaths: ['comment.created_at', 'pull_request.updated_at'],
    },
    issue_comment: {
        findRef: refFromIssue,
        commitPaths: [],
        mayBeForeign: always,
        timePaths: ['comment.created_at'],
    },
    issues: {
        findRef: refFromIssue,
        commitPaths: [],
        timePaths: ['issue.updated_at', 'issue.created_at'],
    },
    push: {
        findRef: refFromPush,
        // For an annotated tag `after` is the tag object; for a branch both are the commit.
        commitPaths: ['head_commit.id', 'after'],
        // The time of a commit comes from its author's clock and may be days before the push.
        timePaths: ['repository.pushed_at', 'head_commit.timestamp'],
    },
    merge_group: {
        findRef: (payload) => refFromMergeQueue((0,github_payload/* textAt */.$6)(payload, 'merge_group.head_ref')),
        commitPaths: ['merge_group.head_sha'],
        timePaths: ['merge_group.head_commit.timestamp'],
    },
    workflow_run: {
        findRef: refFromWorkflowRun,
        commitPaths: ['workflow_run.head_sha'],
        mayBeForeign: always,
        timePaths: ['workflow_run.created_at'],
    },
    check_run: checkRule('check_run', 'check_run.check_suite.head_branch', ['check_run.started_at']),
    check_suite: checkRule('check_suite', 'check_suite.head_branch', ['check_suite.created_at']),
    release: { findRef: () => NO_REF, commitPaths: [], timePaths: ['release.published_at'] },
    deployment: { ...DEPLOYMENT_RULE, timePaths: ['deployment.created_at'] },
    deployment_status: { ...DEPLOYMENT_RULE, timePaths: ['deployment_status.created_at'] },
    status: {
        findRef: (payload) => refFromCommit((0,github_payload/* shaAt */.wF)(payload, 'sha')),
        commitPaths: ['sha'],
        // A commit on no branch of this repository most likely belongs to a fork.
        mayBeForeign: (payload) => (0,github_payload/* listAt */.gT)(payload, 'branches').length === 0,
        timePaths: ['created_at'],
    },
}));
/** Parses the event from the runner's variables and the payload; skips fields of the payload that are invalid. */
function parseEvent(env, payload) {
    const name = env['GITHUB_EVENT_NAME'] ?? '';
    const rule = EVENT_RULES.get(name) ?? PULL_REQUEST_RULE;
    const repository = parseRepository(env, payload);
    const pullRequestRef = rule.findRef(payload, repository);
    const pullRequest = parsePullRequest(payload, repository);
    const author = pullRequest?.author ?? issueAuthor(payload);
    // For a pull request GITHUB_SHA is not its head but a test merge or the default branch.
    const defaultCommit = pullRequestRef.kind === 'number' && pullRequestRef.isPullRequest ? undefined : (0,github_payload/* textAt */.$6)(env, 'GITHUB_SHA');
    return {
        name,
        pullRequestRef,
        mayBeForeign: rule.mayBeForeign?.(payload) === true || pullRequest?.isFromFork === true,
        isProvenByBranch: rule.isProvenByBranch === true,
        isDependabot: env['GITHUB_ACTOR'] === DEPENDABOT || author === DEPENDABOT,
        repository,
        defaultBranch: (0,github_payload/* textAt */.$6)(payload, 'repository.default_branch'),
        push: name === 'push' ? parsePush(payload) : undefined,
        action: (0,github_payload/* textAt */.$6)(payload, 'action'),
        pullRequest,
        commit: (0,github_payload/* firstAt */.yI)(github_payload/* shaAt */.wF, payload, rule.commitPaths) ?? defaultCommit,
        eventTimeMs: (0,github_payload/* firstAt */.yI)(github_payload/* timeAt */.lC, payload, rule.timePaths),
        ...parseSender(name, payload),
    };
}
/** The actions of `pull_request` that follow a push. */
const PUSH_ACTIONS = ['opened', 'synchronize'];
function parseSender(name, payload) {
    const login = (0,github_payload/* textAt */.$6)(payload, 'sender.login');
    if (login === undefined)
        return {};
    const isPush = (name === 'push' && !isDefaultBranch(payload)) ||
        (name.startsWith('pull_request') && PUSH_ACTIONS.includes((0,github_payload/* textAt */.$6)(payload, 'action') ?? ''));
    const isBot = ((0,github_payload/* textAt */.$6)(payload, 'sender.type') ?? 'User') !== 'User' || login.endsWith('[bot]');
    return { sender: { login, isBot }, pusher: isPush ? login : undefined };
}
function isDefaultBranch(payload) {
    return (0,github_payload/* textAt */.$6)(payload, 'ref') === `refs/heads/${(0,github_payload/* textAt */.$6)(payload, 'repository.default_branch') ?? ''}`;
}
/** The branch of a check is null for a fork. */
function checkRule(field, branchPath, timePaths) {
    return {
        findRef: (payload, repository) => refFromCheck(payload, repository, field, branchPath),
        commitPaths: [`${field}.head_sha`],
        mayBeForeign: (payload) => (0,github_payload/* textAt */.$6)(payload, branchPath) === undefined,
        timePaths,
    };
}
/** Runners before 2.300, act and Gitea do not set the id; then the payload has it. */
function parseRepository(env, payload) {
    const inPayload = (0,github_payload/* repositoryAt */.uw)(payload, 'repository');
    return {
        id: (0,github_payload/* numberAt */.tk)({ id: Number((0,github_payload/* textAt */.$6)(env, 'GITHUB_REPOSITORY_ID')) }, 'id') ?? inPayload.id,
        name: (0,github_payload/* textAt */.$6)(env, 'GITHUB_REPOSITORY') ?? inPayload.name,
    };
}
function parsePullRequest(payload, repository) {
    if (!(0,github_payload/* isObjectAt */.Bt)(payload, 'pull_request'))
        return undefined;
    const isMerged = (0,github_payload/* valueAt */.fK)(payload, 'pull_request.merged') === true ||
        (0,github_payload/* textAt */.$6)(payload, 'pull_request.merged_at') !== undefined;
    return {
        isClosed: isMerged || (0,github_payload/* valueAt */.fK)(payload, 'pull_request.state') === 'closed',
        isMerged,
        headSha: (0,github_payload/* shaAt */.wF)(payload, 'pull_request.head.sha'),
        isFromFork: !(0,github_payload/* isSameRepository */.ve)((0,github_payload/* repositoryAt */.uw)(payload, 'pull_request.head.repo'), repository),
        baseRef: (0,github_payload/* textAt */.$6)(payload, 'pull_request.base.ref'),
        author: (0,github_payload/* textAt */.$6)(payload, 'pull_request.user.login'),
    };
}
/** The author of the pull request that the comment is on. */
function issueAuthor(payload) {
    return (0,github_payload/* isObjectAt */.Bt)(payload, 'issue.pull_request') ? (0,github_payload/* textAt */.$6)(payload, 'issue.user.login') : undefined;
}

;// CONCATENATED MODULE: ./build/jobs/service-gate.js


/** From this many different failing requests without a success in between, the service counts as down. */
const MIN_FAILING_REQUESTS = 2;
/** Requests that wait come back a little late, because of their jitter. */
const TURN_MS = 3_000;
/**
 * The only way of a step to the service, shared by all its tasks. While the service must be left alone, calls fail here as
 * `not-sent`, with the message of the error that caused it and the remaining time as `retryAfterMs`:
 *
 * - until `Retry-After` of any response has passed;
 * - during an outage, so that all tasks together send one request every 30 s. Only once a job exists: before, each
 *   request backs off by itself, because there is nothing to lose.
 *
 * In an outage, the requests take turns: first those that have not failed themselves, because they may be answered, then
 * the one that has waited longest.
 */
class ServiceGate {
    #api;
    #clock;
    #throttle;
    /** Requests that failed since the last success, with the time of the latest failure. */
    #failures;
    /** Requests held back during an outage, in the order in which they came. */
    #waiting = new Set();
    /** The only request under way during an outage. */
    #probe;
    #hasJob = false;
    constructor(api, clock) {
        this.#api = api;
        this.#clock = clock;
    }
    create(request, idempotencyKey) {
        return this.#send(`create ${idempotencyKey}`, () => this.#api.create(request, idempotencyKey));
    }
    get(id) {
        return this.#send(`get ${id}`, () => this.#api.get(id));
    }
    list(page, pageSize) {
        return this.#send('list', () => this.#api.list(page, pageSize));
    }
    cancel(id) {
        return this.#send(`cancel ${id}`, () => this.#api.cancel(id));
    }
    async #send(request, call) {
        if (this.#probe !== undefined && this.#isOutage)
            await this.#untilAnswered(this.#probe);
        const refusal = this.#refuse(request);
        if (refusal !== undefined)
            return { ok: false, error: refusal };
        this.#waiting.delete(request);
        if (!this.#isOutage) {
            const result = await call();
            this.#record(request, result);
            return result;
        }
        // Counts as failed until it is answered, so that an outage lets only one request through at a time.
        this.#failures = this.#failures && { ...this.#failures, atMs: this.#clock.now() };
        const answer = call();
        this.#probe = answer;
        const result = await answer;
        if (this.#probe === answer)
            this.#probe = undefined;
        this.#record(request, result);
        return result;
    }
    /** Waits until the answer shows whether the outage is over, but not longer than until the next request is due. */
    async #untilAnswered(probe) {
        const answered = new AbortController();
        const untilMs = (this.#failures?.atMs ?? 0) + poll_schedule/* OUTAGE_INTERVAL_MS */.nS;
        await Promise.race([probe, this.#clock.sleep(Math.max(0, untilMs - this.#clock.now()), answered.signal)]);
        answered.abort();
    }
    #refuse(request) {
        const nowMs = this.#clock.now();
        if (this.#throttle !== undefined && nowMs < this.#throttle.untilMs)
            return toNotSent(this.#throttle.error, this.#throttle.untilMs - nowMs);
        if (this.#failures === undefined || !this.#isOutage)
            return undefined;
        this.#waiting.add(request);
        const dueMs = this.#failures.atMs + poll_schedule/* OUTAGE_INTERVAL_MS */.nS;
        const isLate = nowMs >= dueMs + TURN_MS;
        const { requests } = this.#failures;
        const isNew = (each) => !requests.has(each);
        const waiting = [...this.#waiting];
        const next = waiting.find(isNew) ?? waiting[0] ?? request;
        const hasTurn = isLate || isNew(request) || next === request;
        // A request that misses its turn has been given up, or comes back later.
        if (isLate)
            this.#waiting.delete(next);
        const untilMs = hasTurn ? dueMs : dueMs + TURN_MS;
        return nowMs < untilMs ? toNotSent(this.#failures.error, untilMs - nowMs) : undefined;
    }
    get #isOutage() {
        return this.#hasJob && (this.#failures?.requests.size ?? 0) >= MIN_FAILING_REQUESTS;
    }
    #record(request, result) {
        if (result.ok && !request.startsWith('list'))
            this.#hasJob = true;
        const atMs = this.#clock.now();
        const untilMs = atMs + (result.ok ? 0 : (result.error.retryAfterMs ?? 0));
        if (!result.ok && untilMs > Math.max(atMs, this.#throttle?.untilMs ?? 0))
            this.#throttle = { untilMs, error: result.error };
        if (result.ok || !isTransient(result.error)) {
            this.#failures = undefined;
            this.#waiting.clear();
            return;
        }
        const { error } = result;
        const requests = new Set([...(this.#failures?.requests ?? []), request]);
        this.#failures = { requests, atMs, error };
    }
}
/** Whatever happened to the earlier request, this one was not sent. */
function toNotSent({ message, hint }, retryAfterMs) {
    return { kind: 'not-sent', message, hint, retryAfterMs };
}

;// CONCATENATED MODULE: ./build/jobs/smaller-pages.js
/** Into how many parts a page is divided when it is too large: pages of 100 become pages of 25, then of 5. */
const PARTS = [1, 4, 20];
/**
 * Wraps `list`: a page whose response exceeds the size limit is read in smaller parts, and so are all pages after it.
 * Page numbers and sizes stay those of the caller.
 */
function withSmallerPages(api) {
    let level = 0;
    return {
        create: (request, idempotencyKey) => api.create(request, idempotencyKey),
        get: (id) => api.get(id),
        cancel: (id) => api.cancel(id),
        async list(page, pageSize) {
            for (;;) {
                const parts = PARTS[level] ?? 1;
                const result = await listInParts(api, page, pageSize, parts);
                const next = PARTS[level + 1];
                if (result.ok || result.error.isTooLarge !== true || next === undefined || pageSize % next !== 0)
                    return result;
                level++;
            }
        },
    };
}
async function listInParts(api, page, pageSize, parts) {
    const first = await api.list(page * parts, pageSize / parts);
    if (!first.ok || parts === 1)
        return first;
    let merged = first.value;
    for (let part = 1; part < parts && merged.jobs.length > 0; part++) {
        const result = await api.list(page * parts + part, pageSize / parts);
        if (!result.ok)
            return result;
        if (result.value.jobs.length === 0)
            break;
        merged = { ...merged, total: result.value.total, jobs: [...merged.jobs, ...result.value.jobs] };
    }
    return { ok: true, value: merged };
}

// EXTERNAL MODULE: ./build/network/loopback.js
var loopback = __nccwpck_require__(6964);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
;// CONCATENATED MODULE: ./build/network/no-proxy.js


/**
 * Parses `no_proxy`, a list separated by commas, semicolons or blanks. An entry is a host (which includes its
 * subdomains), `.domain` or `*.domain` (subdomains only), an address, or a range such as `10.0.0.0/8`; each but the range
 * may end in a port. `*` stands for any characters. Names are not resolved to compare them with addresses.
 */
function parseNoProxy(text) {
    const rules = text
        .split(/[\s,;]+/)
        .filter((entry) => entry !== '')
        .map(parseEntry);
    const readable = rules.filter((rule) => rule !== undefined);
    if (readable.length < rules.length)
        return { ok: false };
    return { ok: true, bypasses: (url) => readable.some((rule) => rule(url)) };
}
/** Undefined if it is unreadable. */
function parseEntry(entry) {
    if (entry.includes('/'))
        return parseRange(entry);
    const { host, port } = splitPort(entry);
    const matches = (0,external_node_net_.isIP)(host) === 0 ? matchName(host) : matchAddress(host);
    return (url) => (port === undefined || port === effectivePort(url)) && matches((0,loopback/* socketHost */.e)(url));
}
function parseRange(entry) {
    const [address = '', prefix = '', ...rest] = entry.replace(/[[\]]/g, '').split('/');
    const version = (0,external_node_net_.isIP)(address);
    const isValid = version !== 0 && rest.length === 0 && /^\d{1,3}$/.test(prefix);
    if (!isValid || Number(prefix) > (version === 4 ? 32 : 128))
        return undefined;
    const list = new external_node_net_.BlockList();
    list.addSubnet(address, Number(prefix), family(address));
    return (url) => includes(list, (0,loopback/* socketHost */.e)(url));
}
function matchAddress(address) {
    const list = new external_node_net_.BlockList();
    list.addAddress(address, family(address));
    return (host) => includes(list, host);
}
function matchName(name) {
    const escaped = name.replace(/\.$/, '').replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    const pattern = escaped.replaceAll('*', '.*');
    const anchor = name.startsWith('.') ? '.*' : /^\*/.test(name) ? '' : '(.*\\.)?';
    const regex = new RegExp(`^${anchor}${pattern}$`, 'i');
    return (host) => regex.test(host.replace(/\.$/, ''));
}
function splitPort(entry) {
    if ((0,external_node_net_.isIP)(entry) !== 0)
        return { host: entry };
    const [, bracketed, plain, port] = /^(?:\[(.*)\]|(.*?))(?::(\d+))?$/.exec(entry) ?? [];
    return { host: bracketed ?? plain ?? entry, port };
}
function effectivePort({ port, protocol }) {
    return port === '' ? (protocol === 'https:' ? '443' : '80') : port;
}
function includes(list, host) {
    return (0,external_node_net_.isIP)(host) !== 0 && list.check(host, family(host));
}
function family(address) {
    return (0,external_node_net_.isIP)(address) === 6 ? 'ipv6' : 'ipv4';
}

;// CONCATENATED MODULE: ./build/network/proxy-settings.js


/**
 * Reads `https_proxy`, `http_proxy` and `no_proxy`. As in curl, the name in lower case wins over the one in upper case.
 * This machine itself is never reached through a proxy.
 */
function readProxySettings(env) {
    const proxies = new Map();
    const errors = [];
    for (const protocol of ['https', 'http']) {
        const [variable, value] = readVariable(env, `${protocol}_proxy`);
        if (value === '')
            continue;
        const parsed = parseProxy(value);
        if (typeof parsed === 'string')
            errors.push(`The variable \`${variable}\` ${parsed}`);
        else
            proxies.set(`${protocol}:`, { ...parsed, variable });
    }
    const [noProxyVariable, noProxy] = readVariable(env, 'no_proxy');
    const bypass = parseNoProxy(noProxy);
    if (!bypass.ok)
        errors.push(`The variable \`${noProxyVariable}\` ${NO_PROXY_EXPECTED}`);
    return bypass.ok && errors.length === 0
        ? { ok: true, findProxy: createFinder(proxies, bypass.bypasses) }
        : { ok: false, errors };
}
const NO_PROXY_EXPECTED = 'has an entry that cannot be read. It is a list of hosts, `.domain`, `*.domain`, addresses and ranges such as 10.0.0.0/8, separated by commas; no URLs.';
const PROXY_EXPECTED = 'cannot be read as the address of a proxy. Write http://host:port or http://user:password@host:port. In user name and password write % as %25, # as %23, / as %2F, ? as %3F, @ as %40 and : as %3A.';
function createFinder(proxies, bypasses) {
    return (url) => ((0,loopback/* isLoopback */.U)(url.hostname) || bypasses(url) ? undefined : proxies.get(url.protocol));
}
function readVariable(env, name) {
    const variable = [name, name.toUpperCase()].find((each) => env[each]) ?? name;
    return [variable, (env[variable] ?? '').trim()];
}
/** Returns the end of an error message if the text is unreadable. A missing `http://` is added. */
function parseProxy(text) {
    const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? [];
    if (scheme !== undefined && !/^https?$/i.test(scheme))
        return `names a proxy of the kind ${scheme.toLowerCase()}, but only HTTP proxies are supported. Write http://host:port.`;
    const url = URL.parse(scheme === undefined ? `http://${text}` : text);
    // In all of these a reserved character of the password has ended the host too early, or vanished.
    if (url === null || !/^\/?$/.test(url.pathname) || /[?#\\\u0000-\u001f\u007f]/.test(text))
        return PROXY_EXPECTED;
    try {
        const login = url.username + url.password === '' ? undefined : decodeLogin(url);
        return { url: new URL(`${url.protocol}//${url.host}`), login };
    }
    catch {
        return PROXY_EXPECTED;
    }
}
/** @throws URIError at a `%` that starts no character */
function decodeLogin({ username, password }) {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
}

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __nccwpck_require__(1916);
;// CONCATENATED MODULE: ./build/job-spec/suggest.js

const MAX_NAME_LENGTH = 64;
const MAX_SUGGESTIONS = 2;
/**
 * Finds the candidates that `name` may stand for. Returns the first kind of match that exists: equal except for case and
 * separators (`learningRate`, `supervised-fine-tuning`), a typo (`learning_rte`), an abbreviation (`sft`, `lr`), or a part
 * (`experts`, `finetuning`).
 */
function suggest(name, candidates) {
    const normalized = normalize(name);
    if (normalized === '' || name.length > MAX_NAME_LENGTH)
        return [];
    const typos = findTypos(name, candidates);
    if (typos.length > 0)
        return typos.every((each) => isSameName(each, name)) ? typos : unlessTooMany(typos);
    const abbreviated = candidates.filter((candidate) => initials(candidate) === normalized);
    if (abbreviated.length > 0)
        return abbreviated;
    return unlessTooMany(candidates.filter((candidate) => overlaps(normalize(candidate), normalized)));
}
/** The candidates that are equal except for case and separators, or else those that are a typo away. */
function findTypos(name, candidates) {
    const normalized = normalize(name);
    const exact = candidates.filter((candidate) => normalize(candidate) === normalized);
    return exact.length > 0 ? exact : findClosest(normalized, candidates);
}
function unlessTooMany(names) {
    return names.length <= MAX_SUGGESTIONS ? names : [];
}
/** Whether two names are equal except for case and separators. */
function isSameName(a, b) {
    return normalize(a) === normalize(b);
}
function normalize(name) {
    return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
function findClosest(normalized, candidates) {
    const distances = candidates.map((candidate) => ({
        candidate,
        edits: (0,mod/* distance */.Io)(normalized, normalize(candidate)),
    }));
    const nearest = Math.min(...distances.map(({ edits }) => edits));
    if (normalized.length < 3 || nearest > Math.max(1, Math.floor(normalized.length / 4)))
        return [];
    return distances.filter(({ edits }) => edits === nearest).map(({ candidate }) => candidate);
}
function initials(candidate) {
    return candidate
        .split(/[_-]/)
        .map((part) => part.charAt(0))
        .join('');
}
function overlaps(candidate, normalized) {
    if (normalized.length < 4)
        return false;
    return (candidate.includes(normalized) ||
        normalized.includes(candidate) ||
        commonPrefixLength(candidate, normalized) * 3 >= candidate.length * 2);
}
function commonPrefixLength(a, b) {
    let length = 0;
    while (length < a.length && a[length] === b[length])
        length += 1;
    return length;
}

;// CONCATENATED MODULE: ./build/input-parser.js



const BOOLEANS = { true: true, false: false };
/** Characters that HTTP allows in a header, which carries the key. */
const HEADER_VALUE = /^[\x21-\x7e]+$/;
/** What people save as the secret instead of the key alone, and what to do about it. */
const NOT_ONLY_A_KEY = [
    [/^["'`].*["'`]$/s, 'is in quotes. Save the secret without them.'],
    [
        /^(?:export\s+)?(?=\w*[A-Z_])\w+\s*=\s*[^=\s]/,
        'begins with a name and `=`. Save only what follows the `=` as the secret.',
    ],
    [/^Bearer\b/i, 'begins with `Bearer`. Save only the key as the secret.'],
    [/^\$/, 'begins with `$`, so it is the name of a variable, not its value. Use `${{ secrets.NAME }}`.'],
];
/** Shorter texts are guessed, and occur in other texts, in which they would be redacted. */
const MIN_SECRET_LENGTH = 16;
/** A typed job id that is only a word of a few letters is a mistake: services generate longer ids, or count. */
const SHORT_WORD = /^[A-Za-z]{1,7}$/;
/**
 * Parses inputs and collects errors, which state the input, its value and what is allowed. After an error a method
 * returns a harmless value, so that the other inputs can be checked too.
 */
class input_parser_InputParser {
    errors = [];
    #read;
    constructor(read) {
        this.#read = read;
    }
    /** Trimmed; undefined if empty. */
    text(name) {
        const text = this.#read(name).trim();
        return text === '' ? undefined : text;
    }
    /** Verbatim, including whitespace. */
    rawText(name) {
        return this.#read(name);
    }
    /** Trimmed lines, without empty ones. */
    lines(name) {
        return this.#read(name)
            .split(/\r?\n/)
            .map((line) => line.trim())
            .filter((line) => line !== '');
    }
    /** At least one line; `expected` completes the message "Set it to …". */
    requiredLines(name, expected) {
        const lines = this.lines(name);
        if (lines.length === 0)
            this.errors.push(`\`${name}\` is empty. Set it to ${expected}.`);
        return lines;
    }
    singleLine(name, maxLength) {
        const text = this.text(name) ?? '';
        if (text.length <= maxLength && !/[\r\n]/.test(text))
            return text;
        this.#addError(name, `one line of at most ${maxLength} characters`);
        return '';
    }
    /** A secret that nobody can guess. The message does not repeat it. */
    longSecret(name) {
        const text = this.text(name) ?? '';
        if (text.length < MIN_SECRET_LENGTH)
            this.errors.push(`\`${name}\` has fewer than ${MIN_SECRET_LENGTH} characters. Use a long random secret, such as the output of \`openssl rand -hex 32\`.`);
        return text;
    }
    optional(name, parse) {
        return this.text(name) === undefined ? undefined : parse();
    }
    oneOf(name, allowed) {
        const text = this.text(name);
        const found = allowed.find((value) => value === text);
        if (found !== undefined)
            return found;
        const [typo, ...others] = findTypos(unquote(text ?? ''), allowed);
        const hint = typo !== undefined && others.length === 0 ? ` Did you mean \`${typo}\`?` : '';
        this.#addError(name, `one of ${allowed.map((value) => `\`${value}\``).join(', ')}`, hint);
        return undefined;
    }
    boolean(name) {
        return BOOLEANS[this.oneOf(name, Object.keys(BOOLEANS)) ?? 'false'] ?? false;
    }
    integer(name, min, max) {
        return this.#numeric(name, /^\d+$/, { min, max, kind: 'a whole number' });
    }
    number(name, min, max) {
        return this.#numeric(name, /^\d+(\.\d+)?$/, { min, max, kind: 'a number' });
    }
    jobId(name, command) {
        const text = this.text(name);
        const id = (0,job_id/* parseJobId */.e)(text);
        if (id !== undefined && !SHORT_WORD.test(id))
            return id;
        const example = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
        if (text === undefined)
            this.errors.push(`\`${name}\` is missing: \`command: ${command}\` needs the id of a job, such as ${example}.`);
        else
            this.#addError(name, `the id of a job, such as ${example}`);
        return '';
    }
    /** From the input, or else the environment. No error message contains its text. */
    secret(name, fallback, fallbackName) {
        const text = this.text(name) ?? fallback?.trim() ?? '';
        const mistake = NOT_ONLY_A_KEY.find(([pattern]) => pattern.test(text));
        if (text === '') {
            this.errors.push(`\`${name}\` is empty, and so is the environment variable ${fallbackName}. If you set \`${name}: \${{ secrets.${fallbackName} }}\`, the secret does not exist under this name, or it belongs to an \`environment:\` that this job does not name. Workflows of forks and Dependabot get no secrets.`);
        }
        else if (mistake !== undefined) {
            this.errors.push(`\`${name}\` ${mistake[1]}`);
        }
        else if (!HEADER_VALUE.test(text)) {
            this.errors.push(`\`${name}\` contains spaces, line breaks or other characters that are invalid in a key. Check the secret.`);
        }
        else if (text.length < MIN_SECRET_LENGTH) {
            this.errors.push(`\`${name}\` has fewer than ${MIN_SECRET_LENGTH} characters, so it is not a key. Check the secret.`);
        }
        return text;
    }
    /** An https URL, or http for localhost; without a trailing slash. */
    serviceUrl(name) {
        const expected = 'an https URL without a query, such as https://api.mistral.ai or https://api.mistral.ai/v1';
        const url = URL.parse(this.text(name) ?? '');
        if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
            const hasPassword = url !== null && (url.username !== '' || url.password !== '');
            if (hasPassword)
                this.errors.push(`\`${name}\` is a URL with credentials, but must be ${expected}.`);
            else
                this.#addError(name, expected);
            return '';
        }
        const isLocal = url.protocol === 'http:' && (0,loopback/* isLoopback */.U)(url.hostname);
        if (url.protocol !== 'https:' && !isLocal)
            this.#addError(name, `${expected} (http is allowed for localhost only)`);
        return url.href.replace(/\/+$/, '');
    }
    urlTemplate(name, placeholder) {
        const text = this.text(name) ?? '';
        const isHttp = /^https?:$/.test(URL.parse(text.replaceAll(placeholder, 'x'))?.protocol ?? '');
        if (!isHttp || !text.includes(placeholder))
            this.#addError(name, `an http or https URL with \`${placeholder}\` in place of the job id`);
        return text;
    }
    forbid(name, reason) {
        if (this.text(name) !== undefined)
            this.errors.push(`\`${name}\` is set, but ${reason}`);
    }
    #numeric(name, pattern, { min, max, kind }) {
        const parse = (text) => {
            const number = pattern.test(text) ? Number(text) : NaN;
            return number >= min && number <= max ? number : undefined;
        };
        const text = this.text(name) ?? '';
        const number = parse(text);
        if (number !== undefined)
            return number;
        const meant = bareNumber(text);
        this.#addError(name, `${kind} from ${min} to ${max}`, parse(meant) === undefined ? '' : ` Write ${meant}.`);
        return min;
    }
    /** `hint` is a sentence that begins with a space. */
    #addError(name, expected, hint = '') {
        const text = this.text(name);
        const actual = text === undefined ? 'empty' : `\`${shorten(text)}\``;
        this.errors.push(`\`${name}\` is ${actual}, but must be ${expected}.${hint}`);
    }
}
function unquote(text) {
    return text.replace(/^(["'])(.*)\1$/, '$2');
}
/** `12` of `#12`, `"12"`, `1_2` and `https://github.com/acme/models/pull/12`. */
function bareNumber(text) {
    return unquote(text)
        .replace(/^#|^https?:\/\/.*\/(?:pull|issues)\/(?=\d+$)/, '')
        .replaceAll(/(?<=\d)_(?=\d)/g, '');
}
function shorten(text) {
    const line = text.replace(/\s+/g, ' ');
    return line.length > 80 ? `${line.slice(0, 80).toWellFormed()}…` : line;
}

;// CONCATENATED MODULE: ./build/report-inputs.js
/** Adds errors to the parser. */
function report_inputs_parseReportInputs(parser) {
    const issueNumber = parser.optional('issue-number', () => parser.integer('issue-number', 1, Number.MAX_SAFE_INTEGER));
    const jobUrl = parser.optional('job-url', () => parser.urlTemplate('job-url', '{id}'));
    const jobCheckRunId = parser.text('job-check-run-id') ?? '';
    return {
        comment: parser.boolean('comment'),
        commitStatus: parser.boolean('commit-status'),
        matrix: report_inputs_readMatrix(parser),
        specText: parser.lines('spec').join('\n'),
        githubToken: parser.text('github-token'),
        recordKey: parseRecordKey(parser),
        commentKey: parser.text('comment-key'),
        jobCheckRunId: /^\d+$/.test(jobCheckRunId) ? jobCheckRunId : undefined,
        issueNumber,
        jobUrl,
    };
}
/** The `matrix` context as JSON; `null` outside of a matrix. */
function report_inputs_readMatrix(parser) {
    return parser.text('matrix') ?? 'null';
}
function parseRecordKey(parser) {
    return parser.optional('record-key', () => parser.longSecret('record-key'));
}

;// CONCATENATED MODULE: ./build/inputs.js


function isOnline(inputs) {
    return inputs.command !== 'validate';
}
function isWatching(inputs) {
    return inputs.command === 'run' || inputs.command === 'wait';
}
/** Path of the release manifest, for commands that write one. */
function manifestPath(inputs) {
    return isWatching(inputs) || inputs.command === 'status' ? inputs.manifest : undefined;
}
const COMMANDS = (/* unused pure expression or super */ null && (['run', 'validate', 'status', 'wait', 'cancel', 'list', 'sync']));
const WAIT_VALUES = {
    true: 'completed',
    started: 'started',
    false: 'none',
};
/** 5 days, GitHub's limit for a job on a self-hosted runner. */
const MAX_TIMEOUT_MINUTES = (/* unused pure expression or super */ null && (5 * 24 * 60));
/** Parses and validates all inputs; reports all errors at once. Pure. */
function parseInputs(read, environment) {
    const parser = new InputParser(read);
    const command = parseCommand(parser, environment);
    const report = parseReportInputs(parser);
    if (command !== undefined && parser.errors.length === 0)
        return { ok: true, command, report };
    return { ok: false, errors: parser.errors, manifest: command && manifestPath(command) };
}
/** Parses the inputs that are not saved for the post step. */
function parseSecrets(read, { environmentApiKey }) {
    const parser = new input_parser_InputParser(read);
    const apiKey = parser.secret('api-key', environmentApiKey, 'MISTRAL_API_KEY');
    if (parser.errors.length > 0)
        return { ok: false, errors: parser.errors };
    return { ok: true, apiKey, githubToken: parser.text('github-token'), recordKey: parseRecordKey(parser) };
}
/** Adds errors to the parser; undefined if the command itself is invalid. */
function parseCommand(parser, environment) {
    const command = parser.oneOf('command', COMMANDS);
    const service = () => parseServiceInputs(parser, environment.environmentApiKey);
    switch (command) {
        case undefined:
            return undefined;
        case 'run':
            return parseRun(parser, environment);
        case 'validate':
            return { command, ...parseLimitInputs(parser), ...parseSpecInputs(parser) };
        case 'wait':
            return {
                command,
                jobId: parser.jobId('job-id', command),
                ...service(),
                ...parseWatchInputs(parser, 'leave'),
                ...parseManifestInputs(parser),
            };
        case 'status':
            return {
                command,
                jobId: parser.jobId('job-id', command),
                ...service(),
                ...parseManifestInputs(parser),
            };
        case 'cancel':
            return { command, jobId: parser.jobId('job-id', command), ...service() };
        case 'list':
            return { command, ...service() };
        case 'sync':
            return {
                command,
                dispatchEvent: parser.optional('dispatch-event', () => parser.singleLine('dispatch-event', 100)),
                notify: parser.boolean('notify'),
                failOn: parser.optional('fail-on', () => parser.oneOf('fail-on', ['failed'])),
                ...service(),
            };
    }
}
function parseRun(parser, { environmentApiKey, missingSecretsReason }) {
    parser.forbid('job-id', '`command: run` submits a new job. To follow an existing one use `command: wait`.');
    if (missingSecretsReason !== undefined &&
        (parser.text('api-key') ?? environmentApiKey?.trim() ?? '') === '')
        return {
            command: 'validate',
            validateOnlyReason: missingSecretsReason,
            ...parseLimitInputs(parser),
            ...parseSpecInputs(parser),
        };
    return {
        command: 'run',
        ...parseSubmitInputs(parser),
        ...parseSpecInputs(parser),
        ...parseServiceInputs(parser, environmentApiKey),
        ...parseWatchInputs(parser, 'cancel'),
        ...parseManifestInputs(parser),
    };
}
function parseSpecInputs(parser) {
    const waitFor = WAIT_VALUES[parser.oneOf('wait', Object.keys(WAIT_VALUES)) ?? 'true'] ?? 'completed';
    const spec = parser.requiredLines('spec', 'the path of a spec file, such as `training/support-bot.yml`');
    return {
        spec,
        onlyChanged: parser.boolean('only-changed'),
        set: parser.rawText('set'),
        allowUnknownFields: parser.boolean('allow-unknown-fields'),
        waitFor,
        reuse: parser.boolean('reuse'),
    };
}
function parseServiceInputs(parser, environmentApiKey) {
    return {
        apiKey: parser.secret('api-key', environmentApiKey, 'MISTRAL_API_KEY'),
        apiUrl: parser.serviceUrl('api-url'),
    };
}
function parseLimitInputs(parser) {
    return { maxJobs: parser.integer('max-jobs', 1, 1000) };
}
function parseSubmitInputs(parser) {
    return {
        ...parseLimitInputs(parser),
        onUnknown: parser.oneOf('on-unknown', ['fail', 'resubmit']) ?? 'fail',
        onSuperseded: parser.oneOf('on-superseded', ['cancel', 'leave']) ?? 'cancel',
        isInMatrix: readMatrix(parser) !== 'null',
    };
}
function parseWatchInputs(parser, onCancelByDefault) {
    const timeoutMs = parser.number('timeout-minutes', 0.1, MAX_TIMEOUT_MINUTES) * 60_000;
    return {
        timeoutMs,
        onTimeout: parser.oneOf('on-timeout', ['leave', 'cancel']) ?? 'leave',
        onCancel: parser.optional('on-cancel', () => parser.oneOf('on-cancel', ['leave', 'cancel'])) ?? onCancelByDefault,
    };
}
function parseManifestInputs(parser) {
    return { manifest: parser.optional('manifest', () => parser.singleLine('manifest', 1_000)) };
}

// EXTERNAL MODULE: ./build/job-spec/digest.js
var digest = __nccwpck_require__(4106);
// EXTERNAL MODULE: ./build/job-spec/document.js
var job_spec_document = __nccwpck_require__(5847);
;// CONCATENATED MODULE: ./build/job-spec/named-fields.js

/** Shorter values are words, such as `dpo`, that a message may use without meaning the field. */
const MIN_VALUE_LENGTH = 8;
/** A path such as `hyperparameters.batch_size`, `dataset_ids.0` or `dataset_ids[0]`. */
const PATH = /[a-z_]\w*(?:\.\w+|\[\d+\])*/gi;
/**
 * Finds the fields of a spec that a message of the service names: by a path, by a name with an underscore that only one
 * field has, or by its value, such as the id of a dataset. In the order of the file.
 */
function named_fields_findNamedFields(message, spec, nodes) {
    const pointers = [...nodes.keys()].filter((pointer) => pointer !== '');
    const named = new Set([
        ...[...message.matchAll(PATH)].flatMap(([path]) => findByPath(path, pointers)),
        ...pointers.filter((pointer) => isValueIn(message, valueAt(spec.request, pointer))),
    ]);
    // The item of a list says more than the list.
    const innermost = pointers.filter((pointer) => named.has(pointer) && ![...named].some((other) => other.startsWith(`${pointer}/`)));
    return innermost.map((pointer) => ({
        field: keysOf(pointer).join('.'),
        location: locationOf(spec, nodes.get(pointer)),
    }));
}
/** The field, or for one that the spec lacks, the mapping that it belongs to. */
function findByPath(path, pointers) {
    const keys = path.replace(/\[(\d+)\]/g, '.$1').split('.');
    const prefixes = keys.map((_, n) => keys.slice(0, n + 1).reduce(childPointer, ''));
    const found = prefixes.findLast((pointer) => pointers.includes(pointer));
    if (found !== undefined && (keys.length > 1 || path.includes('_')))
        return [found];
    if (keys.length > 1 || !path.includes('_'))
        return [];
    const homonyms = pointers.filter((pointer) => keysOf(pointer).at(-1) === path);
    return homonyms.length === 1 ? homonyms : [];
}
function isValueIn(message, value) {
    if (typeof value !== 'string' || value.length < MIN_VALUE_LENGTH)
        return false;
    const [text, part] = [message.toLowerCase(), value.toLowerCase()];
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
        const around = `${text[at - 1] ?? ' '}${text[at + part.length] ?? ' '}`;
        if (!/[\w-]/.test(around))
            return true;
    }
    return false;
}
function locationOf({ file, label }, node) {
    const { overrideLine, valuePosition = START } = node ?? {};
    return overrideLine === undefined
        ? { file, ...valuePosition }
        : { input: 'set', line: overrideLine, specs: [{ file, label }] };
}
const keysOf = (pointer) => pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
function valueAt(request, pointer) {
    return keysOf(pointer).reduce((value, key) => {
        if (Array.isArray(value))
            return value[Number(key)];
        return isMapping(value) ? value[key] : undefined;
    }, request);
}

// EXTERNAL MODULE: ./build/report/varying-fields.js
var varying_fields = __nccwpck_require__(6501);
// EXTERNAL MODULE: ./build/report/display-state.js
var display_state = __nccwpck_require__(8569);
// EXTERNAL MODULE: ./build/report/format.js
var format = __nccwpck_require__(2772);
;// CONCATENATED MODULE: ./build/report/log.js








/** GitHub shows ten annotations of each level per step. The rest goes to the log. */
const MAX_ANNOTATIONS = 10;
/** Fields that the summary of a job has already. */
const SUMMARY_FIELDS = (/* unused pure expression or super */ null && (['job_type', 'base_model', 'training_steps']));
/** Logs the specs and all diagnostics. */
function log_logSpecs(log, states, diagnostics) {
    for (const override of formatOverrides(states))
        log.info(`set  ${override}`);
    const { fields, values } = varyingFields(states);
    for (const { spec, label, ...rest } of states) {
        if (spec === undefined)
            continue;
        const details = fields.flatMap((field, index) => {
            const value = values.get(label)?.[index] ?? '';
            return value === '' || SUMMARY_FIELDS.includes(field) ? [] : [`${field} ${value}`];
        });
        const summary = [formatJobSummary({ spec, label, ...rest }), ...details].join(', ');
        log.info(`${label}  ${summary}  (digest ${shortenDigest(spec.digest, 8)})`);
    }
    log_logDiagnostics(log, diagnostics);
}
/** Logs diagnostics, the first ten of each level as annotations. */
function log_logDiagnostics(log, diagnostics) {
    const counts = { error: 0, warning: 0 };
    for (const { level, location, message } of diagnostics) {
        counts[level]++;
        // The step log shows only the message of an annotation, without file and line.
        const text = `${formatLocation(location)}: ${message}`;
        const file = location.input === undefined ? location : undefined;
        if (counts[level] <= MAX_ANNOTATIONS)
            log.annotate(level, text, file);
        else
            log.info(`${level}: ${text}`);
    }
    const hiddenCount = Math.max(0, counts.error - MAX_ANNOTATIONS) + Math.max(0, counts.warning - MAX_ANNOTATIONS);
    if (hiddenCount > 0)
        log.info(`GitHub shows at most ${MAX_ANNOTATIONS} annotations of each level. The job summary lists all ${diagnostics.length} problems.`);
}
function formatLocation(location) {
    if (location.input !== undefined)
        return `line ${location.line} of the input \`${location.input}\``;
    const { file, line, column } = location;
    return [file, line, column].filter((part) => part !== undefined).join(':');
}
function formatJobSummary(state) {
    const { jobType, baseModel, size } = summarizeJob(state);
    return [`${jobType}${baseModel === undefined ? '' : ` of ${baseModel}`}`, ...size].join(', ');
}
/** Logs the result of a submission: the job id and how to resume or cancel, or the error. */
function log_logSubmission(log, state, { wallMs, isOneOfMany }) {
    const { job, error } = state;
    const name = isOneOfMany ? `${state.label}  ` : '';
    if (job !== undefined) {
        log.info(`${name}${state.isReused ? 'follows job' : 'submitted as'} ${job.id}`);
        if (!isTerminal(parsePhase(job.status))) {
            log.info(`  to resume  command: wait    job-id: ${job.id}`);
            log.info(`  to cancel  command: cancel  job-id: ${job.id}`);
        }
        for (const note of state.notes.map(renderNote)) {
            if (state.isReused)
                log.info(`${name}${note}`);
            else
                log.annotate('warning', `${name}${note}`);
        }
        log.info(`${formatTime(wallMs)}  ${name}${job.status ?? 'no status yet'}`);
    }
    else if (error !== undefined && isOneOfMany) {
        // The error of a single job is logged as the result of the step.
        log.info(`${name}not accepted: ${formatError(state)}`);
    }
}
function log_logSubmissionEvent(log, { kind, state, error, maxDurationMs }, { wallMs, isOneOfMany }) {
    const errorText = formatError({ ...state, error });
    const logLine = (text) => log.info(`${formatTime(wallMs)}  ${isOneOfMany ? `${state.label}  ` : ''}${text}`);
    switch (kind) {
        case 'retrying':
            return logLine(`cannot submit (${errorText}): retrying for up to ${formatDuration(maxDurationMs)}, nothing was submitted yet`);
        case 'list-unavailable':
            return log.annotate('warning', `The list of jobs cannot be read (${errorText}). The spec is submitted anyway, but if the response is lost, the job cannot be found again.`);
        case 'recovering':
            return logLine(`no usable response to the submission (${errorText})${maxDurationMs === 0 ? '' : `: not sent again, looking for the job in the list for up to ${formatDuration(maxDurationMs)}`}`);
        case 'resubmitting':
            return logLine('no matching job was found: submitting again because of `on-unknown: resubmit`');
    }
}
const FAILURES = {
    outage: 'the service does not answer properly',
    'key-refused': 'the service refuses the API key',
    'not-found': 'the service does not find the job',
    refused: 'the service refuses to show the job',
};
function log_logWatchEvent(log, event, { wallMs, isOneOfMany }) {
    const { state } = event;
    const isServiceWide = (event.kind === 'outage' || event.kind === 'recovered') && event.isServiceWide;
    const name = isOneOfMany && !isServiceWide ? `${state.label}  ` : '';
    const logLine = (text) => log.info(`${formatTime(wallMs)}  ${name}${text}`);
    const status = state.job?.status ?? 'no status';
    switch (event.kind) {
        case 'changed': {
            const before = state.timeline.at(-2)?.status;
            return logLine(before === undefined
                ? status
                : `${status.padEnd(12)}  ${before} for ${formatDuration(event.afterMs)}`);
        }
        case 'heartbeat':
            return logLine(`${status.padEnd(12)}  for ${formatDuration(event.unchangedMs)}, next check in ${formatDuration(event.nextPollInMs)}`);
        case 'outage':
            return logLine(`${FAILURES[refusalOf(event.error).read]} (${formatError({ ...state, error: event.error })}): retrying at most every 30 s for up to ${formatDuration(event.remainingMs)}`);
        case 'recovered':
            return logLine(`the service is back after ${formatDuration(event.afterMs)}`);
        case 'unknown':
            return log.annotate('warning', `The service reports the status "${status}", which is unknown to this action. It counts as not finished. A newer version of the action may support it.`);
        case 'settled':
        case 'updated':
            return;
    }
}
/**
 * Logs the result of a job: its model, or an error annotation with what to do next. Invalid specs have been logged
 * before.
 */
function log_logResult(log, state, isError, { wallMs, isOneOfMany, positions }) {
    const { job, outcome, spec, error, notes, label, reportLocation } = state;
    const isAlreadyReported = job === undefined && error === undefined && notes.length === 0;
    if (isError && isAlreadyReported)
        return;
    if (reportLocation)
        return log.info(`#${reportLocation.number}  ${label}  ${job ? listingLine(job) : (outcome ?? '')}`);
    if (isOneOfMany && job !== undefined && spec === undefined)
        return log.info(listingLine(job));
    if (outcome === 'succeeded' && job?.outputModel !== undefined) {
        return log.info(`${isOneOfMany ? `${label}  ` : ''}output model ${job.outputModel}`);
    }
    const { headline } = displayState(state, { nowMs: wallMs });
    const reason = formatError(state) || (outcome === 'failed' ? (job?.reason ?? '') : '');
    const summary = endSentence(`${label}: ${headline}${reason === '' ? '' : `: ${reason}`}`);
    const named = positions ? findRefusedFields(state, positions) : [];
    const overrides = named.flatMap(({ field, location: { input, line } }) => input === undefined ? [] : [`${field} is from line ${line} of the input \`${input}\`.`]);
    const message = [summary, error?.hint ?? '', ...overrides, ...notes.map(renderNote), resumeText(state)]
        .filter((part) => part !== '')
        .join(' ');
    // The step is green, but somebody has to act.
    if (outcome === 'unapproved')
        return log.annotate('warning', message, undefined, 'Training job: unapproved');
    if (!isError)
        return log.info(message);
    const title = `Training job: ${outcome ?? 'not finished'}`;
    const inFile = named.flatMap(({ field, location }) => location.input === undefined ? [{ field, location }] : []);
    const [first, ...others] = inFile;
    const wholeFile = spec && named.length === 0 ? { file: spec.file } : undefined;
    log.annotate('error', message, first?.location ?? wholeFile, title);
    for (const { field, location } of others.slice(0, MAX_ANNOTATIONS - 1))
        log.annotate('error', `${label}: the service names ${field}, too.`, location, title);
}
/** The fields that a refused submission names. */
function findRefusedFields({ spec, job, error }, positions) {
    const nodes = positions.get(spec?.label ?? '');
    if (spec === undefined || nodes === undefined || job !== undefined || error?.kind !== 'http')
        return [];
    const { submission, read } = refusalOf(error);
    const isAboutSpec = submission === 'refused' && read !== 'key-refused';
    return isAboutSpec ? findNamedFields(error.message, spec, nodes) : [];
}
function listingLine({ id, status = 'no status', outputModel = '' }) {
    return `${id}  ${status.padEnd(12)}  ${outputModel}`.trimEnd();
}
function resumeText({ job, outcome }) {
    const isFinished = isTerminal(parsePhase(job?.status)) || outcome === 'cancelled';
    if (job === undefined || outcome === undefined || isFinished)
        return '';
    return `To resume: command: wait, job-id: ${job.id}. To cancel: command: cancel with the same job-id.`;
}
/** `dataset is empty (HTTP 400, request 8f3e)`. */
function formatError({ error }) {
    if (error === undefined)
        return '';
    const origin = [
        ...(error.status === undefined || error.message.includes(`HTTP ${error.status}`)
            ? []
            : [`HTTP ${error.status}`]),
        ...(error.requestId === undefined ? [] : [`request ${error.requestId}`]),
    ];
    return origin.length === 0 ? error.message : `${error.message} (${origin.join(', ')})`;
}
function endSentence(text) {
    return /[.!?…]$/.test(text) ? text : `${text}.`;
}

;// CONCATENATED MODULE: ./build/report/reporter.js



/**
 * Holds the current job states and reports every change: first to the log, then to the state for the post step, then to
 * the outputs, then to the comment, which is written in the background.
 */
class Reporter {
    #options;
    #states = [];
    #diagnostics = [];
    #positions;
    #specDiffs;
    #plan;
    #hasWarnedAboutJobId = false;
    #messages = [];
    /** The submission that has not been answered yet. */
    #pendingSubmission;
    constructor(options) {
        this.#options = options;
    }
    /** Reports the specs or job ids to work on, before anything is sent. */
    start(states, diagnostics = [], positions) {
        this.#states = states;
        this.#positions = positions;
        this.#diagnostics = diagnostics;
        this.#savePostState();
        logSpecs(this.#options.log, states, diagnostics);
        this.#options.publisher.start(() => this.#model());
    }
    /** Reports how long similar jobs took. `label`: of a planned spec. */
    setDurations(label, durationsMs) {
        const specPlan = this.#plan?.specs.get(label);
        if (this.#plan === undefined || specPlan === undefined || durationsMs.length === 0)
            return;
        const specs = new Map(this.#plan.specs).set(label, { ...specPlan, durationsMs });
        this.#plan = { ...this.#plan, specs };
        this.#options.publisher.prepare(this.#model());
    }
    get states() {
        return this.#states;
    }
    /** Reports problems that were found after the start. */
    addDiagnostics(diagnostics) {
        if (diagnostics.length === 0)
            return;
        this.#diagnostics = [...this.#diagnostics, ...diagnostics];
        logDiagnostics(this.#options.log, diagnostics);
        this.#options.publisher.prepare(this.#model());
    }
    /** Reports what the step would train, before anything is submitted. */
    setPlan(plan, { lines, problems }) {
        this.#plan = plan;
        for (const line of lines)
            this.#options.log.info(line);
        logDiagnostics(this.#options.log, problems);
        this.#options.publisher.prepare(this.#model());
    }
    setSpecDiff(specDiffs) {
        this.#specDiffs = specDiffs;
        this.#options.publisher.prepare(this.#model());
    }
    /** Writes a note to the log. `label`: of the spec that it is about. */
    info(note, label) {
        this.#options.log.info(`${label === undefined ? '' : `${label}: `}${renderNote(note)}`);
    }
    /** Writes a warning to the log and the run's page. */
    warn(note) {
        this.#options.log.annotate('warning', renderNote(note));
    }
    error(note) {
        this.#options.log.annotate('error', renderNote(note));
    }
    /** Whether a submission for this state was sent and not answered, so that an unseen job may exist. */
    isSubmissionPending({ label }) {
        return this.#pendingSubmission?.label === label;
    }
    /** Ids of jobs that our records name. */
    idsClaimedElsewhere() {
        return this.#options.publisher.idsClaimedElsewhere();
    }
    /** Call before a submission is sent. `pending`: what finds its job; undefined if the list could not be read. */
    submissionStarted({ label }, pending) {
        this.#pendingSubmission = { label, pending };
        this.#savePostState();
    }
    /** Call when the pending submission cannot have created a job. */
    submissionAborted() {
        this.#pendingSubmission = undefined;
        this.#savePostState();
    }
    submissionEvent(event) {
        logSubmissionEvent(this.#options.log, event, this.#logContext);
    }
    /** Call with the result of a submission, even if that result stays unknown. */
    submissionSettled(state) {
        this.#replace(state);
        logSubmission(this.#options.log, state, this.#logContext);
        this.#pendingSubmission = undefined;
        this.#savePostState();
        this.#setOutputs();
        this.#checkJobIds();
        this.#options.publisher.show(this.#model());
    }
    /** Call when it is decided that a spec gets no job, because others may be watched for hours. */
    stateDecided(state) {
        if (state.outcome === undefined)
            return;
        this.#replace(state);
        this.#setOutputs();
        this.#options.publisher.show(this.#model());
    }
    jobEvent(event) {
        this.#replace(event.state);
        logWatchEvent(this.#options.log, event, this.#logContext);
        this.#checkJobIds();
        if (event.kind !== 'changed' && event.kind !== 'settled')
            return;
        this.#setOutputs();
        this.#options.publisher.show(this.#model());
    }
    /** Publishes the final report. Failures here do not change the result of the step. */
    async finish(result, isSuccess) {
        this.#states = result.states;
        // If the step is stopped from here on, `post` publishes the report.
        this.#savePostState();
        await this.#publishFinal(result, isSuccess);
        this.#options.savePostState?.({ jobIds: idsOf(result.states), isFinished: true });
    }
    /** Writes what is known of the jobs when the step was stopped, and leaves the rest to the `post` step. */
    finishStopped(states) {
        const { log, savePostState } = this.#options;
        this.#savePostState();
        this.#setOutputs({ states });
        const isUnfinished = states.some(({ outcome }) => outcome === 'running' || outcome === 'unknown');
        log.info(isUnfinished && savePostState !== undefined
            ? 'The step was stopped. The post step decides what happens to unfinished jobs.'
            : 'The step was stopped.');
    }
    /** Saves what is known after an internal error. Jobs keep running. */
    finishCrashed() {
        for (const state of this.#states) {
            if (state.job)
                logSubmission(this.#options.log, state, this.#logContext);
        }
        this.#savePostState({ hasCrashed: true });
        this.#setOutputs({ states: this.#states });
    }
    async #publishFinal(result, isSuccess) {
        this.#diagnostics = result.diagnostics;
        this.#messages = result.messages ?? [];
        this.#setOutputs(result);
        this.#checkJobIds();
        for (const state of result.states) {
            logResult(this.#options.log, state, !isSuccess && !isSuccessful(state), this.#logContext);
        }
        // In parallel: no heartbeat may come in between.
        await Promise.all([
            publishSummary(this.#model(), this.#options),
            this.#options.publisher.finish(this.#model()),
        ]);
        this.#setOutputs(result);
    }
    /** Saves the ids of unfinished jobs, and the states for the report of the `post` step. */
    #savePostState(changes = {}) {
        const unfinished = this.#states.filter(({ outcome }) => outcome === undefined || outcome === 'running');
        this.#options.savePostState?.({
            jobIds: idsOf(unfinished),
            states: this.#states,
            pendingSubmission: this.#pendingSubmission,
            ...changes,
        });
    }
    /** Warns once about ids that are not as in the contract. */
    #checkJobIds() {
        const jobId = this.#hasWarnedAboutJobId ? undefined : idsOf(this.#states).find((id) => !isUuid(id));
        if (jobId === undefined)
            return;
        this.#hasWarnedAboutJobId = true;
        this.warn({ code: 'job-id-not-uuid', jobId });
    }
    get #logContext() {
        const isOneOfMany = this.#states.length > 1;
        return { wallMs: this.#options.clock.wall(), isOneOfMany, positions: this.#positions };
    }
    #replace(state) {
        this.#states = this.#states.map((each) => (each.label === state.label ? state : each));
    }
    /** `result`: what is final. */
    #setOutputs(result) {
        const { clock, startedMs, publisher, setOutputs } = this.#options;
        const { states, outcome } = result ?? { states: this.#states };
        const elapsedMs = clock.now() - startedMs;
        setOutputs({ states, elapsedMs, outcome, commentUrl: publisher.commentUrl }, result !== undefined);
    }
    #model() {
        const { context, clock } = this.#options;
        return {
            states: this.#states,
            diagnostics: this.#diagnostics,
            context,
            nowMs: clock.wall(),
            messages: this.#messages,
            specDiffs: this.#specDiffs,
            plan: this.#plan,
        };
    }
}
/** Writes the job summary. One that cannot be written is only a warning. */
async function publishSummary(model, { writeSummary, log }) {
    try {
        // A separate chunk of the bundle, so that every start reads less.
        const { renderSummary } = await __nccwpck_require__.e(/* import() */ 865).then(__nccwpck_require__.bind(__nccwpck_require__, 2865));
        await writeSummary(renderSummary(model));
    }
    catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        log.annotate('warning', `The job summary could not be written: ${message}`);
    }
}
function idsOf(states) {
    return states.map(({ job, requestedId }) => job?.id ?? requestedId).filter((id) => id !== undefined);
}
const GREEN_OUTCOMES = (/* unused pure expression or super */ null && (['unapproved', 'submitted', 'succeeded', 'valid']));
/** Whether this state is not the reason why the step fails. */
function isSuccessful({ outcome }) {
    return outcome !== undefined && GREEN_OUTCOMES.includes(outcome);
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: external "node:worker_threads"
const external_node_worker_threads_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");
;// CONCATENATED MODULE: ./build/runtime/glob-worker.js

/** Ample for a large repository on a slow disk. */
const GLOB_TIMEOUT_MS = 120_000;
const MAX_MEMORY_MB = 256;
/** CommonJS. Runs in the worker, whose thread a pattern can block for years. */
const WORKER_CODE = (/* unused pure expression or super */ null && (`
const { parentPort, workerData } = require('node:worker_threads')
const { glob } = require('node:fs/promises')
const { join } = require('node:path')

async function listFiles({ root, pattern }) {
  const paths = []
  for await (const entry of glob(pattern, { cwd: root, withFileTypes: true })) {
    if (!entry.isDirectory()) paths.push(join(entry.parentPath, entry.name))
  }
  return paths
}

listFiles(workerData).then((paths) => parentPort.postMessage(paths))
`));
/**
 * Lists the absolute paths below `root` that match a glob, without folders; undefined if that takes too much time or
 * memory, which a short pattern is enough for: braces multiply, and nested repetitions match in countless ways. In a
 * thread of its own, because Node compares names without a break, and the process must hear signals meanwhile.
 */
function glob_worker_globInWorker(root, pattern, timeoutMs = GLOB_TIMEOUT_MS) {
    return new Promise((resolve, reject) => {
        const resourceLimits = { maxOldGenerationSizeMb: MAX_MEMORY_MB };
        const worker = new Worker(WORKER_CODE, {
            eval: true,
            // None of this process could make the code a module.
            execArgv: [],
            workerData: { root, pattern },
            resourceLimits,
        });
        const timer = setTimeout(() => {
            resolve(undefined);
            void worker.terminate();
        }, timeoutMs);
        worker.once('message', (paths) => resolve(paths));
        worker.once('error', (error) => {
            if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
                resolve(undefined);
            else
                reject(error);
        });
        worker.once('exit', () => {
            clearTimeout(timer);
            reject(new Error('the search for files ended without a result'));
        });
    });
}

;// CONCATENATED MODULE: ./build/runtime/files.js




/** Does not follow a link that replaced a checked file, nor block on a pipe. Windows has neither flag. */
const SAFE_OPEN_FLAGS = external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_NOFOLLOW | external_node_fs_namespaceObject.constants.O_NONBLOCK;
/**
 * Reads files below `root`. Never reads or lists anything outside, through `..`, absolute paths or links. `root` itself
 * may contain links.
 */
function workspaceFiles(root) {
    return {
        root,
        glob: (pattern) => listMatches(root, pattern),
        read: (path, maxBytes) => readInside(root, path, maxBytes),
        identify: (path) => identifyFile(root, path),
    };
}
async function listMatches(root, pattern) {
    const matches = await globInWorker(root, pattern);
    const paths = [];
    for (const path of matches ?? []) {
        if (await isFileInside(root, path))
            paths.push(relative(root, path).replaceAll(sep, '/'));
    }
    return matches && paths;
}
async function isFileInside(root, path) {
    if (!isInside(root, path))
        return false;
    try {
        const real = await realpath(path);
        return isInside(await realpath(root), real) && (await stat(real)).isFile();
    }
    catch {
        return false;
    }
}
/** Whether `path` is `root` or below it. Compares names only; does not resolve links. */
function isInside(root, path) {
    const relativePath = relative(root, path);
    return relativePath !== '..' && !relativePath.startsWith(`..${sep}`) && !isAbsolute(relativePath);
}
async function readInside(root, path, maxBytes) {
    const requested = resolve(root, path);
    if (!isInside(root, requested))
        return { kind: 'outside' };
    try {
        const real = await realpath(requested);
        if (!isInside(await realpath(root), real))
            return { kind: 'outside' };
        return await readRegularFile(real, maxBytes);
    }
    catch (error) {
        return toReadError(error);
    }
}
async function identifyFile(root, path) {
    const requested = resolve(root, path);
    if (!(await isFileInside(root, requested)))
        return undefined;
    try {
        // Windows has file ids of 64 bits. Some file systems have none and report 0.
        const { dev, ino } = await stat(requested, { bigint: true });
        return ino === 0n ? undefined : `${dev}:${ino}`;
    }
    catch {
        return undefined;
    }
}
async function readRegularFile(path, maxBytes) {
    const stats = await stat(path);
    if (stats.isDirectory())
        return { kind: 'directory' };
    if (!stats.isFile())
        return { kind: 'special' };
    const file = await open(path, SAFE_OPEN_FLAGS);
    try {
        // The file may have been replaced since `stat`.
        const opened = await file.stat();
        if (!opened.isFile())
            return { kind: 'special' };
        if (opened.size > maxBytes)
            return { kind: 'too-large', bytes: opened.size };
        const buffer = Buffer.alloc(maxBytes + 1);
        let length = 0;
        for (let bytesRead = -1; bytesRead !== 0 && length < buffer.length; length += bytesRead) {
            bytesRead = (await file.read(buffer, length, buffer.length - length, null)).bytesRead;
        }
        if (length > maxBytes)
            return { kind: 'too-large', bytes: length };
        return { kind: 'file', bytes: buffer.subarray(0, length) };
    }
    finally {
        await file.close();
    }
}
function toReadError(error) {
    const { code, message } = error;
    if (code === 'ENOENT' || code === 'ENOTDIR')
        return { kind: 'missing' };
    return { kind: 'unreadable', message };
}
/** Reads the file that GITHUB_EVENT_PATH names. Never rejects. */
async function readEventFile(path) {
    if (!path)
        return { error: 'the variable GITHUB_EVENT_PATH is not set' };
    try {
        const payload = JSON.parse(await (0,promises_namespaceObject.readFile)(path, 'utf8'));
        const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
        return isObject ? { payload } : { error: `${path} is not a JSON object` };
    }
    catch (error) {
        const isBroken = error instanceof SyntaxError;
        return { error: `${path} ${isBroken ? 'is not JSON' : `cannot be read (${error.message})`}` };
    }
}
/** Undefined if the file does not exist or is not JSON. */
async function readJson(path) {
    if (!path)
        return undefined;
    try {
        return JSON.parse(await readFile(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}
/** Last modification as Unix time in milliseconds; undefined if there is no such file. */
async function getModifiedAtMs(path) {
    if (!path)
        return undefined;
    try {
        return (await stat(path)).mtimeMs;
    }
    catch {
        return undefined;
    }
}
/**
 * Writes a file under another name and renames it into place, so that nobody reads a part of it.
 *
 * @throws Error if it cannot be written.
 */
function replaceFileSync(path, text) {
    const temporaryPath = `${path}.tmp`;
    try {
        writeFileSync(temporaryPath, text);
        renameSync(temporaryPath, path);
    }
    catch (error) {
        rmSync(temporaryPath, { force: true });
        throw error;
    }
}
/** In the folder that all steps of a workflow job share, also in a container. Works only where there is such a folder. */
function stopFileOf(holderId, temporaryFolder) {
    if (!temporaryFolder)
        return { exists: () => false, write: () => undefined };
    const path = (0,external_node_path_namespaceObject.join)(temporaryFolder, `forge-training-job-stop-${holderId}`);
    return {
        exists: () => (0,external_node_fs_namespaceObject.existsSync)(path),
        write: () => {
            try {
                (0,external_node_fs_namespaceObject.writeFileSync)(path, '');
            }
            catch {
                // Main has ended on most runners. Where it has not, the runner removes its container after `post`.
            }
        },
    };
}

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __nccwpck_require__(4942);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new lib/* HttpClient */.Qq('actions/oidc-client', [new BearerCredentialHandler(OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = _summary;
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, external_path_namespaceObject.sep);
}
//# sourceMappingURL=path-utils.js.map
// EXTERNAL MODULE: ./scripts/bundle/unused-packages.js
var unused_packages = __nccwpck_require__(4421);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield unused_packages.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield unused_packages.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield unused_packages.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield unused_packages.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_.platform();
const arch = external_os_.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${external_path_namespaceObject.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    core_error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function core_error(message, properties = {}) {
    issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./build/runtime/escape-log-line.js
/**
 * Escapes untrusted text for one line of the log. The runner executes `::command::` after leading whitespace and
 * `##[command]` anywhere in a line (actions/runner, ActionCommand.cs), and terminals interpret escape sequences. Keeps
 * leading whitespace.
 */
function escapeLogLine(text) {
    return text
        .replace(/[\r\n\u2028\u2029]+/g, ' ')
        .replace(CONTROL_CHARACTERS, '\ufffd')
        .replace(/##(?=\[)/g, '# #')
        .replace(/^(\s*):(?=:)/, '$1: ')
        .toWellFormed();
}
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

;// CONCATENATED MODULE: ./build/runtime/redact.js
/** Shorter secrets are refused as inputs, and replacing them would garble the text: a status, for example. */
const redact_MIN_SECRET_LENGTH = 16;
/** Encodings in which a server may return a secret: plain, base64, URL and JSON. */
function secretVariants(secret) {
    if (secret.length < redact_MIN_SECRET_LENGTH)
        return [];
    const base64 = [secret, `:${secret}`, `Bearer ${secret}`].map((text) => Buffer.from(text).toString('base64'));
    const variants = [
        secret,
        ...base64.map((text) => text.replace(/=+$/, '')),
        ...base64.map((text) => text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')),
        encodeURIComponent(secret),
        encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
        JSON.stringify(secret).slice(1, -1),
        JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
    ];
    return [...new Set(variants)];
}
/** Replaces every encoding of every secret by `***`. */
function createRedactor(secrets) {
    // Longest first, because one variant may start with another.
    const variants = secrets.flatMap(secretVariants).sort((a, b) => b.length - a.length);
    return (text) => variants.reduce((redacted, variant) => redacted.replaceAll(variant, '***'), text);
}

;// CONCATENATED MODULE: ./build/runtime/runner.js



/** Creates the runner and masks all secrets before the first log line. */
function createMaskedRunner(env) {
    const runner = createActionsRunner(env);
    const inputs = ['api-key', 'github-token', 'record-key'].map((name) => runner.input(name));
    for (const secret of [...inputs, env['MISTRAL_API_KEY'] ?? ''])
        runner.maskSecret(secret.trim());
    return runner;
}
/** Creates a runner for GitHub Actions, or any runner with the same protocol. */
function createActionsRunner(env) {
    const { redact, addSecret } = createGrowingRedactor();
    const clean = (text) => escapeLogLine(redact(text));
    const failed = new Set();
    const attempt = createAttempt(failed, (error) => core_error(clean(error)));
    const setOutput = createOutputWriter(redact);
    return {
        redact,
        get hasWriteFailed() {
            return failed.size > 0;
        },
        // Untrimmed, because `set` counts lines.
        input: (name) => getInput(name, { trimWhitespace: false }),
        maskSecret(secret) {
            if (secret === '')
                return;
            addSecret(secret);
            for (const variant of new Set([secret, ...secretVariants(secret)]))
                setSecret(variant);
        },
        info: (line) => attempt(LOG, () => info(clean(line))),
        debug: (line) => attempt(LOG, () => debug(clean(line))),
        annotate(level, message, location, title) {
            const properties = {
                title: title && clean(title),
                file: location && clean(location.file),
                startLine: location?.line,
                startColumn: location?.column,
            };
            // core treats an object with only undefined values as non-empty and writes a stray space.
            const isEmpty = title === undefined && location === undefined;
            attempt(LOG, () => core_namespaceObject[level](clean(message), isEmpty ? {} : properties));
        },
        setOutputs(outputs, isFinal) {
            for (const [name, value] of Object.entries(outputs))
                attempt('the outputs (GITHUB_OUTPUT)', () => setOutput(name, value, isFinal));
        },
        saveState: (name, value) => attempt('the state for the post step (GITHUB_STATE)', () => saveState(name, redact(value))),
        getState: (name) => getState(name),
        writeSummary: env['GITHUB_STEP_SUMMARY'] ? summaryWriter(redact) : () => Promise.resolve(),
    };
}
function createGrowingRedactor() {
    const secrets = [];
    let redactAll = createRedactor(secrets);
    return {
        redact: (text) => redactAll(text),
        addSecret(secret) {
            secrets.push(secret);
            redactAll = createRedactor(secrets);
        },
    };
}
const LOG = 'the log';
/** Returns a function that carries out a write. If it fails, adds its target to `failed` and logs the first error. */
function createAttempt(failed, logError) {
    return function attempt(target, write) {
        try {
            write();
        }
        catch (error) {
            if (failed.has(target))
                return;
            failed.add(target);
            const message = error instanceof Error ? error.message : String(error);
            attempt(LOG, () => logError(`Cannot write ${target}: ${message}. The step goes on, but will fail.`));
        }
    };
}
/** Of all versions of one output together, except the final one. */
const MAX_OUTPUT_BYTES = 1024 * 1024;
const MAX_OUTPUT_FACTOR = 4;
/** Name and delimiters of one output in the file. */
const OUTPUT_OVERHEAD_BYTES = 150;
/** Writes an output if it has changed and, unless it is final, there is room for it. */
function createOutputWriter(redact) {
    const written = new Map();
    return (name, value, isFinal) => {
        const previous = written.get(name);
        if (previous?.value === value)
            return;
        const bytes = Buffer.byteLength(value) + OUTPUT_OVERHEAD_BYTES;
        const totalBytes = (previous?.totalBytes ?? 0) + bytes;
        if (!isFinal && totalBytes > Math.max(MAX_OUTPUT_BYTES, MAX_OUTPUT_FACTOR * bytes))
            return;
        setOutput(name, redact(value));
        written.set(name, { value, totalBytes });
    };
}
/** Writes one summary at a time, because core keeps a single buffer. */
function summaryWriter(redact) {
    let pending = Promise.resolve();
    return (markdown) => {
        const write = async () => {
            await summary.addRaw(redact(markdown)).write({ overwrite: true });
        };
        pending = pending.then(write, write);
        return pending;
    };
}

// EXTERNAL MODULE: ./build/state/codec.js
var codec = __nccwpck_require__(9432);
// EXTERNAL MODULE: ./build/state/pack.js
var pack = __nccwpck_require__(833);
// EXTERNAL MODULE: ./build/state/run-state.js
var run_state = __nccwpck_require__(6547);
;// CONCATENATED MODULE: ./build/state/post-state-codec.js




/**
 * In bytes. The runner passes the state to the post step in an environment variable, which may have 32,767 characters
 * on Windows and 128 KiB on Linux. A longer one would keep the post step from starting.
 */
const MAX_POST_STATE_BYTES = (/* unused pure expression or super */ null && (24 * 1024));
const post_state_codec_VERSION = 1;
const reportSettings = (0,codec/* object */.Ik)({
    comment: (0,codec/* required */.mw)('comment', codec/* flag */.Jt),
    commitStatus: (0,codec/* required */.mw)('status', codec/* flag */.Jt),
    commentKey: (0,codec/* optional */.lq)('key', codec/* text */.Qq),
    issueNumber: (0,codec/* optional */.lq)('no', codec/* number */.ai),
    jobUrl: (0,codec/* optional */.lq)('page', codec/* text */.Qq),
    jobCheckRunId: (0,codec/* optional */.lq)('check', codec/* text */.Qq),
    matrix: (0,codec/* required */.mw)('matrix', codec/* text */.Qq),
    specText: (0,codec/* required */.mw)('spec', codec/* text */.Qq),
});
const mainContext = (0,codec/* object */.Ik)({
    apiUrl: (0,codec/* required */.mw)('url', codec/* text */.Qq),
    jobId: (0,codec/* optional */.lq)('job', codec/* text */.Qq),
    report: (0,codec/* required */.mw)('report', reportSettings),
    issueNumber: (0,codec/* optional */.lq)('no', codec/* number */.ai),
    commit: (0,codec/* required */.mw)('sha', codec/* text */.Qq),
    isPullRequestHead: (0,codec/* required */.mw)('head', codec/* flag */.Jt),
    owner: (0,codec/* required */.mw)('by', codec/* text */.Qq),
});
/** See `RequestFingerprint`. */
const fingerprint = {
    encode: (value) => value,
    decode: (json) => (isFingerprint(json) ? json : undefined),
};
function isFingerprint(json) {
    const isField = (field) => field === null || typeof field === 'string' || typeof field === 'number' || isFingerprint(field);
    return (0,codec/* isObject */.Gv)(json) && Object.values(json).every(isField);
}
const pendingSubmission = (0,codec/* object */.Ik)({
    fingerprint: (0,codec/* required */.mw)('is', fingerprint),
    knownIds: (0,codec/* required */.mw)('not', (0,codec/* list */.p_)(codec/* text */.Qq)),
    sinceS: (0,codec/* required */.mw)('since', codec/* number */.ai),
    untilS: (0,codec/* optional */.lq)('until', codec/* number */.ai),
    isBaselineComplete: (0,codec/* required */.mw)('whole', codec/* flag */.Jt),
    requireExactMatch: (0,codec/* required */.mw)('exact', codec/* flag */.Jt),
});
const unansweredSubmission = (0,codec/* object */.Ik)({
    label: (0,codec/* optional */.lq)('of', codec/* text */.Qq),
    pending: (0,codec/* optional */.lq)('find', pendingSubmission),
});
const onCancel = (0,codec/* oneOf */.yL)({ leave: true, cancel: true });
const jobIdOrPosition = (0,codec/* literal */.eu)((json) => typeof json === 'string' || typeof json === 'number');
const encodedPostState = (0,codec/* versioned */.iF)(post_state_codec_VERSION, (0,codec/* object */.Ik)({
    onCancel: (0,codec/* required */.mw)('cancel', onCancel),
    holderId: (0,codec/* required */.mw)('holder', codec/* text */.Qq),
    main: (0,codec/* optional */.lq)('main', mainContext),
    jobIds: (0,codec/* required */.mw)('ids', (0,codec/* list */.p_)(jobIdOrPosition)),
    omittedJobs: (0,codec/* optional */.lq)('omitted', codec/* number */.ai),
    isFinished: (0,codec/* optional */.lq)('done', codec/* flag */.Jt),
    hasCrashed: (0,codec/* optional */.lq)('crash', codec/* flag */.Jt),
    pendingSubmission: (0,codec/* optional */.lq)('sent', unansweredSubmission),
    states: (0,codec/* optional */.lq)(run_state/* runStateFields */.c.states.key, run_state/* runStateFields */.c.states.codec),
}));
/**
 * Encodes the state in at most `MAX_POST_STATE_BYTES`, whatever the specs. What only the report needs is dropped first,
 * then all but the ids of the jobs and the pending submission. That has room for 550 unfinished jobs. Of more, ids are
 * omitted and counted. `redact` removes secrets that the service may have echoed.
 */
function encodePostState(postState, redact) {
    const encode = (each) => encodedPostState.encode(withPositions(each));
    const limits = { maxLength: MAX_POST_STATE_BYTES, redact };
    return packFirstThatFits(reductions(postState), encode, limits) ?? '';
}
/** Undefined if the text is not an encoded state. */
function decodePostState(packed) {
    const encoded = encodedPostState.decode((0,pack/* unpack */.l)(packed));
    if (encoded === undefined)
        return undefined;
    const jobIds = encoded.jobIds.map((id) => (typeof id === 'string' ? id : encoded.states?.[id]?.job?.id));
    return jobIds.every((id) => id !== undefined) ? { ...encoded, jobIds } : undefined;
}
function withPositions(postState) {
    const positions = new Map(postState.states?.map(({ job }, n) => [job?.id, n]));
    return { ...postState, jobIds: postState.jobIds.map((id) => positions.get(id) ?? id) };
}
/** For an input `spec` or `matrix` of many kilobytes: the jobs are taken care of, but not reported on. */
const NO_REPORT = { comment: false, commitStatus: false, matrix: 'null', specText: '' };
/** Ever smaller versions of a state. */
function* reductions(postState) {
    yield postState;
    const { states, ...rest } = postState;
    const minimal = { ...rest, pendingSubmission: limitPending(rest.pendingSubmission) };
    if (states !== undefined) {
        yield { ...minimal, states: states.map(withoutHistory) };
        yield { ...minimal, states: states.map(withoutDetails) };
    }
    // Without its state, nothing would keep `post` from cancelling a job that is not proven to be ours.
    const unproven = new Set(states?.filter(isUnproven).map(({ job }) => job?.id));
    const jobIds = rest.jobIds.filter((id) => !unproven.has(id));
    const pendingSubmission = minimal.pendingSubmission && { ...minimal.pendingSubmission, label: undefined };
    yield { ...minimal, jobIds, pendingSubmission };
    const main = rest.main && { ...rest.main, report: NO_REPORT };
    for (let count = jobIds.length;; count = Math.floor(count * 0.9)) {
        const omittedJobs = jobIds.length - count;
        yield {
            ...minimal,
            pendingSubmission,
            main,
            jobIds: jobIds.slice(0, count),
            omittedJobs: omittedJobs || undefined,
        };
        if (count === 0)
            return;
    }
}
const isUnproven = ({ provenance }) => provenance !== undefined && !mayCancel(provenance);
function withoutHistory({ job, error: _, ...state }) {
    if (job === undefined)
        return { ...state, timeline: [], notes: [] };
    const { id, status, createdAt, modifiedAt, outputModel } = job;
    return { ...state, job: { id, status, createdAt, modifiedAt, outputModel }, timeline: [], notes: [] };
}
/** The identity of the job and its spec, and what has become of it. */
function withoutDetails({ label, spec, job, outcome, requestedId, isReused, isNotFound, provenance, }) {
    return {
        label,
        requestedId,
        spec: spec && withoutSettings(spec),
        job: job && { id: job.id },
        outcome,
        isReused,
        isNotFound,
        provenance,
        timeline: [],
        notes: [],
    };
}
function withoutSettings({ file, label, digest, request: { job_type, auto_start } }) {
    return { file, label, digest, request: { job_type, model_config: {}, auto_start } };
}
/** In characters of JSON. The fields of the contract need less than 500. */
const MAX_FINGERPRINT_LENGTH = 4_000;
/** A request with hundreds of unknown fields cannot be recognised by the post step, which then says so. */
function limitPending(submission) {
    const isTooLong = JSON.stringify(submission?.pending?.fingerprint ?? null).length > MAX_FINGERPRINT_LENGTH;
    return isTooLong ? { ...submission, pending: undefined } : submission;
}

;// CONCATENATED MODULE: ./build/state/post-state.js
/** Name of the state in the runner (`GITHUB_STATE`). */
const POST_STATE = 'postState';

;// CONCATENATED MODULE: ./build/run-post.js
















/**
 * The `post` part: decides what happens to the jobs of a step that did not finish. Never submits. Returns whether nothing
 * is left to do.
 */
async function runPost(env) {
    const runner = createMaskedRunner(env);
    try {
        const saved = runner.getState(POST_STATE);
        if (saved === '')
            return true;
        const postState = decodePostState(saved);
        if (postState === undefined)
            throw new Error('the state that the main step saved is damaged');
        const jobStatus = runner.input('job-status').trim();
        const decision = decideCleanup(postState, jobStatus, hasCancelledStatus(env));
        if (decision.kind === 'none')
            return true;
        // In a container, main may still run.
        stopFileOf(postState.holderId, env['RUNNER_TEMP']).write();
        const { main, states = [], jobIds, omittedJobs = 0, pendingSubmission } = postState;
        const hasNothing = states.length === 0 && jobIds.length === 0 && pendingSubmission === undefined;
        if (main === undefined || hasNothing)
            return true;
        if (omittedJobs > 0)
            runner.annotate('error', `The step had too many jobs to pass all of them on: ${omittedJobs} are left as they are. Their ids are in its log.`);
        return (await cleanUpStep({ ...postState, main }, decision, env, runner)) && omittedJobs === 0;
    }
    catch (error) {
        runner.annotate('error', `The action itself failed: ${error instanceof Error ? error.message : String(error)}`);
        return false;
    }
}
async function cleanUpStep(postState, decision, env, runner) {
    const { main, holderId } = postState;
    const secrets = parseSecrets((name) => runner.input(name), { environmentApiKey: env['MISTRAL_API_KEY'] });
    if (!secrets.ok)
        throw new Error(secrets.errors.join(' '));
    const { apiKey, githubToken, recordKey } = secrets;
    const { apiUrl, report, jobId } = main;
    const findProxy = findProxyOf(env);
    const dependencies = createDependencies({
        env,
        event: parseEvent(env, (await readEventFile(env['GITHUB_EVENT_PATH'])).payload),
        report: { ...report, githubToken, recordKey },
        runner,
        findProxy,
        holderId,
        mainTarget: main,
        postsComment: true,
        persistsState: jobId === undefined,
        jobId,
        apiKey,
        service: apiUrl,
    });
    return cleanUp(postState, decision, {
        api: withSmallerPages(new ServiceGate(connectForgeApi({ apiKey, apiUrl }, findProxy, runner), system_clock/* systemClock */.m)),
        clock: system_clock/* systemClock */.m,
        random: Math.random,
        log: runner,
        checkOwnership: async (states) => checkOwnership(states, { ...(await dependencies).step, clock: system_clock/* systemClock */.m, random: Math.random }),
        recordedJobIds: async () => (await dependencies).reports.idsClaimedElsewhere(),
        publish: async (states) => publish(states, await dependencies, runner),
    });
}
function findProxyOf(env) {
    const proxies = readProxySettings(env);
    if (!proxies.ok)
        throw new Error(proxies.errors.join(' '));
    return proxies.findProxy;
}
async function publish(states, { reports, context, step }, runner) {
    const model = { states, diagnostics: [], context, nowMs: system_clock/* systemClock */.m.wall() };
    await publishSummary(model, { writeSummary: (markdown) => runner.writeSummary(markdown), log: runner });
    await step.ledger?.releaseUnsubmitted(states);
    await reports.finish(model);
}


/***/ }),

/***/ 8943:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ flushAndExit)
/* harmony export */ });
/* unused harmony export listenForExit */
const STOP_SIGNALS = (/* unused pure expression or super */ null && (['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP']));
/** Listens for signals and fatal errors until the process ends. */
function listenForExit(process) {
    const stopped = new Promise((resolve) => {
        for (const signal of STOP_SIGNALS)
            process.on(signal, () => resolve());
    });
    let hasLogFailed = false;
    process.stdout.on('error', (error) => {
        if (!hasLogFailed)
            process.stderr.write(`Cannot write to the log of the step: ${error.message}\n`);
        hasLogFailed = true;
    });
    // Nobody can be told.
    process.stderr.on('error', () => undefined);
    const crashed = new Promise((resolve) => {
        // Includes unhandled rejections.
        process.on('uncaughtException', resolve);
        process.on('beforeExit', () => resolve(new Error('the event loop became empty before the work was done')));
    });
    return { stopped, crashed, hasLogFailed: () => hasLogFailed };
}
/** Exits with `process.exitCode` after stdout is flushed. */
function flushAndExit(process) {
    process.stdout.write('', () => process.exit());
}


/***/ }),

/***/ 901:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  U: () => (/* binding */ sleepUnref),
  m: () => (/* binding */ systemClock)
});

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./build/runtime/system-clock.js

/** Measures durations on the monotonic clock, which adjustments of the wall clock do not affect. */
const systemClock = {
    now: () => performance.now(),
    wall: () => Date.now(),
    sleep: (ms, signal) => sleep(ms, signal ? { signal } : {}),
};
/** Sleeps without keeping the process alive. */
function sleepUnref(ms, signal) {
    return sleep(ms, { signal, ref: false });
}
async function sleep(ms, options) {
    if (options.signal?.aborted)
        return;
    // Node's timers fire at once for longer delays. 24 days is longer than any step.
    const maxTimerMs = 2 ** 31 - 1;
    try {
        await (0,promises_namespaceObject.setTimeout)(Math.min(ms, maxTimerMs), undefined, options);
    }
    catch {
        // Aborted by the caller.
    }
}


/***/ }),

/***/ 7934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N3: () => (/* binding */ isLeaseActive),
/* harmony export */   X8: () => (/* binding */ isFollowedByOthers),
/* harmony export */   ld: () => (/* binding */ MAX_STOP_MS),
/* harmony export */   wL: () => (/* binding */ findSuccessor)
/* harmony export */ });
/* unused harmony exports decideClaim, findInterrupted, isStopping, findEarlierSubmissions, winsClaim, findObsoleteJobs, findDuplicateJobs, isNeededByOthers */
/* harmony import */ var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9002);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3685);


/** Longest lease that a step takes. A longer one cannot be genuine, and counts as expired. */
const MAX_LEASE_MS = 60 * 60_000;
/** A claim that we did not sign is waited for no longer than this. */
const MAX_UNSIGNED_LEASE_MS = 5 * 60_000;
/** Whether the holder is still alive. */
function isLeaseActive({ leaseExpiresAtMs, isUnsigned }, nowMs) {
    const remainingMs = leaseExpiresAtMs - nowMs;
    return remainingMs > 0 && remainingMs <= (isUnsigned === true ? MAX_UNSIGNED_LEASE_MS : MAX_LEASE_MS);
}
/**
 * Decides what to do with a request. If a decision leads to no job, the next one applies. The last one is `submit`, `wait`
 * or `superseded`.
 */
function decideClaim(record, claimant) {
    const { digest, service, owner, run, isScheduled, nowMs } = claimant;
    const request = findRequest(record, requestKey(digest, service));
    const [newestRun] = runsOfOwner(record, owner);
    if (newestRun !== undefined &&
        isNewerRun(newestRun, run) &&
        commitAskedFor(request, owner, newestRun) === undefined)
        return [{ kind: 'superseded', run: newestRun }];
    const jobs = request.jobs
        .filter((job) => isScheduled !== true || job.isUnfinished || job.run.id === run.id)
        // Nobody can put a job before our own.
        .toSorted((a, b) => Number(mayCancel(b.provenance)) - Number(mayCancel(a.provenance)));
    const stopping = jobs.find((job) => job.isUnfinished && isStopping(job, nowMs));
    if (stopping !== undefined)
        return [{ kind: 'wait', run: stopping.run, jobId: stopping.id }];
    const decisions = jobs.length > 0 ? [{ kind: 'reuse', jobs }] : [];
    const claims = openClaims(request, claimant);
    // Whoever searches for the job of a dead claim holds a claim, too.
    const alive = claims.find((claim) => isClaimAlive(claim, claimant));
    if (alive !== undefined)
        return [...decisions, { kind: 'wait', run: alive.run }];
    return [...decisions, ...findInterrupted(record, claimant), { kind: 'submit' }];
}
/** The submissions of steps that died before they recorded a job. Only a step with a claim of its own may search for it. */
function findInterrupted(record, claimant) {
    const request = findRequest(record, requestKey(claimant.digest, claimant.service));
    return openClaims(request, claimant).flatMap((claim) => 
    // Nothing is adopted from a claim that we did not sign.
    claim.isUnsigned === true || claim.submissionStartedAtMs === undefined || isClaimAlive(claim, claimant)
        ? []
        : [
            {
                kind: 'recover',
                sinceMs: claim.submissionStartedAtMs,
                // Whoever submits renews its claim before. A step that has ended has no lease.
                untilMs: Math.max(claim.leaseExpiresAtMs, claim.atMs),
                baseline: claim.baseline,
            },
        ]);
}
/** After this time, a step that announced a cancellation has sent it, or has changed its mind. */
const MAX_STOP_MS = 60_000;
/** Whether a step has announced that it cancels this job. */
function isStopping({ stopAtMs, provenance }, nowMs) {
    return stopAtMs !== undefined && provenance !== 'unsigned' && Math.abs(nowMs - stopAtMs) < MAX_STOP_MS;
}
/** An attempt starts only after the previous one has ended. */
function isClaimAlive(claim, { run, nowMs }) {
    const hasEnded = claim.run.id === run.id && claim.run.attempt < run.attempt;
    return isLeaseActive(claim, nowMs) && !hasEnded;
}
/** Submissions of other steps whose job is not known. A job that was recorded later settles them. */
function openClaims({ holds, jobs }, { holderId }) {
    return holds.filter(({ submissionStartedAtMs, holderId: other }) => submissionStartedAtMs !== undefined &&
        other !== holderId &&
        !jobs.some(({ atMs, provenance }) => atMs >= submissionStartedAtMs && provenance !== 'unsigned'));
}
/** Submissions under way at this service of other steps of the conversation that go before ours. */
function findEarlierSubmissions({ requests }, claimant) {
    return Object.entries(requests).flatMap(([key, request]) => serviceOfKey(key) === claimant.service
        ? openClaims(request, claimant).filter((claim) => claim.isUnsigned !== true && isClaimAlive(claim, claimant) && goesBefore(claim, claimant))
        : []);
}
function goesBefore(claim, { run, holderId }) {
    return (compareRuns(claim.run, run) || (claim.holderId < holderId ? -1 : 1)) < 0;
}
/**
 * Whether this step may submit after it has written its claim. `before` and `after`: the request as read before and after
 * that. Whoever was visible before goes first. Of two claims that did not see each other, that of the older run goes first,
 * and not the one in the older comment: a claim moves when comments of one key are merged. `isSlow`: the claim took so
 * long that others may have missed it.
 */
function winsClaim(before, after, claimant, isSlow) {
    const own = after.holds.find(({ holderId }) => holderId === claimant.holderId);
    if (own === undefined)
        return false;
    const knownIds = new Set(before.jobs.map(({ id }) => id));
    if (after.jobs.some(({ id }) => !knownIds.has(id)))
        return false;
    const rivals = openClaims(after, claimant).filter((claim) => isClaimAlive(claim, claimant));
    return rivals.every((rival) => !isSlow && goesFirst(own, rival));
}
function goesFirst(own, rival) {
    const order = compareRuns(own.run, rival.run) || (own.holderId < rival.holderId ? -1 : 1);
    return order < 0;
}
/**
 * Jobs that this step supersedes: unfinished ones that its owner submitted in an older run, for requests that the step
 * does not ask for, and that no other step needs. Nothing if several steps have the same owner. `askedKeys`: of all requests
 * of the step, skipped ones included.
 */
function findObsoleteJobs(record, askedKeys, holder) {
    const { owner, run, service } = holder;
    if (record.ambiguousOwners.includes(owner))
        return [];
    return Object.entries(record.requests)
        .filter(([key]) => !askedKeys.has(key) && serviceOfKey(key) === service)
        .flatMap(([key, request]) => isNeededByOthers(record, request, holder)
        ? []
        : request.jobs
            .filter((job) => job.owner === owner && isNewerRun(run, job.run) && isCancellable(job))
            .map((job) => ({ key, job })));
}
/**
 * Older jobs of the same owner for the same request. They exist after `reuse: false`, or if the request was replaced
 * during its submission and then restored.
 */
function findDuplicateJobs(record, jobId, holder) {
    const { owner, run, digest, service } = holder;
    const key = requestKey(digest, service);
    const request = findRequest(record, key);
    if (record.ambiguousOwners.includes(owner) || isNeededByOthers(record, request, holder))
        return [];
    return request.jobs
        .filter((job) => job.owner === owner && job.id !== jobId && isNewerRun(run, job.run) && isCancellable(job))
        .map((job) => ({ key, job }));
}
const isCancellable = ({ isUnfinished, provenance }) => isUnfinished && mayCancel(provenance);
/**
 * Whether another owner needs a request: it held it in this run or in the previous run of our owner, or it holds a live
 * lease and its newest run still asks for the request.
 */
function isNeededByOthers(record, { holds }, { owner, run, nowMs }) {
    const previousRun = runsOfOwner(record, owner).find((each) => isNewerRun(run, each));
    return holds.some((hold) => {
        if (isOwnHold(hold, owner))
            return false;
        const isSibling = hold.run.id === run.id || hold.run.id === previousRun?.id;
        return (isSibling && hold.isUnsigned !== true) || isFollowing(record, hold, nowMs);
    });
}
/** An unsigned hold proves neither its owner nor the order of its runs: a newer run may use another API key. */
function isOwnHold(hold, owner) {
    return hold.owner === owner && hold.isUnsigned !== true;
}
/**
 * Whether a step is alive, and the newest run of its owner still asks for the request. To spare a job needs no proof: another
 * API key may have signed the record of the step.
 */
function isFollowing(record, hold, nowMs) {
    const isNewest = hold.isUnsigned === true || hold.run.id === (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .runsOfOwner */ .b7)(record, hold.owner)[0]?.id;
    return isNewest && isLeaseActive({ ...hold, isUnsigned: false }, nowMs);
}
/** The newest run of the owner, if it is newer than ours and asks for something else, or for another commit. */
function findSuccessor(record, { owner, run, digest, service, commit }) {
    const [newestRun] = (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .runsOfOwner */ .b7)(record, owner);
    if (newestRun === undefined || !(0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .isNewerRun */ .VZ)(newestRun, run))
        return undefined;
    const newCommit = (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .commitAskedFor */ .xJ)((0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .findRequest */ .Rh)(record, (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .requestKey */ .lq)(digest, service)), owner, newestRun);
    return newCommit === commit ? undefined : { run: newestRun, asksForRequest: newCommit !== undefined };
}
/** Whether somebody else works on the request: a newer run of the same step, or another step with a live lease. */
function isFollowedByOthers(record, { owner, run, digest, service, nowMs, holderId }) {
    const { holds } = (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .findRequest */ .Rh)(record, (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .requestKey */ .lq)(digest, service));
    return holds.some((hold) => {
        if (hold.holderId === holderId)
            return false;
        return isOwnHold(hold, owner) ? (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .compareRuns */ .qB)(hold.run, run) > 0 : isFollowing(record, hold, nowMs);
    });
}


/***/ }),

/***/ 9432:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   Gy: () => (/* binding */ mark),
/* harmony export */   Ik: () => (/* binding */ object),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   KC: () => (/* binding */ union),
/* harmony export */   P8: () => (/* binding */ anyJson),
/* harmony export */   PV: () => (/* binding */ tuple),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   eu: () => (/* binding */ literal),
/* harmony export */   iF: () => (/* binding */ versioned),
/* harmony export */   lq: () => (/* binding */ optional),
/* harmony export */   mw: () => (/* binding */ required),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   s6: () => (/* binding */ nothing),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   zz: () => (/* binding */ dictionary)
/* harmony export */ });
const required = (key, codec) => ({
    key,
    codec,
    isOptional: false,
});
const optional = (key, codec) => ({
    key,
    codec,
    isOptional: true,
});
/** An object, property by property. Ignores unknown keys; rejects the object if one of its properties is invalid. */
function object(fields) {
    const entries = Object.entries(fields);
    return {
        encode: (value) => {
            const json = {};
            for (const [name, { key, codec }] of entries) {
                const member = Reflect.get(value, name);
                if (member !== undefined)
                    json[key] = codec.encode(member);
            }
            return json;
        },
        decode: (json) => {
            if (!isObject(json))
                return undefined;
            const value = {};
            for (const [name, { key, codec, isOptional }] of entries) {
                const encoded = Object.hasOwn(json, key) ? json[key] : undefined;
                if (encoded === undefined && isOptional)
                    continue;
                const member = encoded === undefined ? undefined : codec.decode(encoded);
                if (member === undefined)
                    return undefined;
                value[name] = member;
            }
            // Complete: each property of the type has a field, and each field was decoded.
            return value;
        },
    };
}
/** Adds the number of the format to an object. JSON of another format is not decoded. */
function versioned(version, codec) {
    return {
        encode: (value) => ({ version, ...codec.encode(value) }),
        decode: (json) => (isObject(json) && json['version'] === version ? codec.decode(json) : undefined),
    };
}
/** A union of objects, each with its own codec. Their JSON must differ, because the first that decodes it wins. */
function union(tagOf, codecs) {
    return {
        encode: (value) => codecs[tagOf(value)].encode(value),
        decode: (json) => {
            for (const codec of Object.values(codecs)) {
                const value = codec.decode(json);
                if (value !== undefined)
                    return value;
            }
            return undefined;
        },
    };
}
function list(codec) {
    return {
        encode: (values) => values.map((value) => codec.encode(value)),
        decode: (json) => {
            if (!Array.isArray(json))
                return undefined;
            const values = [];
            for (const each of json) {
                const value = codec.decode(each);
                if (value === undefined)
                    return undefined;
                values.push(value);
            }
            return values;
        },
    };
}
/** An object with any keys. */
function dictionary(codec) {
    const entries = list(tuple(text, codec));
    return {
        encode: (values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, codec.encode(value)])),
        decode: (json) => {
            const decoded = isObject(json) ? entries.decode(Object.entries(json)) : undefined;
            return decoded && Object.fromEntries(decoded);
        },
    };
}
function tuple(first, second) {
    return {
        encode: ([a, b]) => [first.encode(a), second.encode(b)],
        decode: (json) => {
            if (!Array.isArray(json) || json.length !== 2)
                return undefined;
            const [a, b] = [first.decode(json[0]), second.decode(json[1])];
            return a === undefined || b === undefined ? undefined : [a, b];
        },
    };
}
/** One of the keys of `values`. */
function oneOf(values) {
    return literal((json) => typeof json === 'string' && Object.hasOwn(values, json));
}
const text = literal((json) => typeof json === 'string');
const number = literal((json) => typeof json === 'number' && Number.isFinite(json));
const flag = literal((json) => typeof json === 'boolean');
/** A property whose only value is `true`. */
const mark = literal((json) => json === true);
/** A property that is always absent. */
const nothing = { encode: (value) => value, decode: () => undefined };
/** JSON of another module, which validates it. */
const anyJson = { encode: (value) => value, decode: (json) => json };
/** A value that is its own JSON. */
function literal(isValue) {
    return { encode: (value) => value, decode: (json) => (isValue(json) ? json : undefined) };
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 3770:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BX: () => (/* binding */ findNewestText),
/* harmony export */   FY: () => (/* binding */ findUnreadable),
/* harmony export */   QE: () => (/* binding */ applyUpdate),
/* harmony export */   ZI: () => (/* binding */ extractJobIds),
/* harmony export */   k1: () => (/* binding */ findRecordByJobId),
/* harmony export */   ws: () => (/* binding */ readCommentSet)
/* harmony export */ });
/* harmony import */ var _jobs_job_id_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(570);
/* harmony import */ var _record_codec_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9255);
/* harmony import */ var _history_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9358);
/* harmony import */ var _merge_records_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1857);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3685);





function readCommentSet(comments, codec) {
    const record = comments
        .map((comment) => (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .readRecordOf */ .Xb)(codec, comment))
        .reduce((all, each) => (0,_merge_records_js__WEBPACK_IMPORTED_MODULE_2__/* .mergeRecords */ .P)(all, each), _record_js__WEBPACK_IMPORTED_MODULE_3__/* .EMPTY_RECORD */ .sU);
    return { comments, record };
}
/** The error of the first of our comments whose record cannot be read: it may name jobs that would be trained again. */
function findUnreadable(comments, codec) {
    for (const { body, url } of comments) {
        const { kind } = codec.decode(body);
        const message = kind === 'newer-version'
            ? `the comment ${url} was written by a newer version of this action. Update the action.`
            : kind === 'damaged'
                ? `the hidden record in the comment ${url} is damaged. Restore the comment from its edit history, or delete it; then its jobs are unknown and may be trained again.`
                : undefined;
        if (message !== undefined)
            return { ok: false, message, isPermanent: true, isNotFound: false };
    }
    return undefined;
}
/** Applies an update to a record. `author` is the run of the new text, undefined if the old text stays. */
function applyUpdate({ savedReport, ...current }, update, author) {
    const run = author ?? current.run;
    const newReport = author === undefined ? savedReport : update.savedReport;
    const isReplaced = author !== undefined && current.run !== undefined && (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .isNewer */ .U4)(author, current.run);
    const replacedJobs = isReplaced ? (update.replacedJobs?.({ ...current, savedReport }) ?? []) : [];
    const history = (0,_history_js__WEBPACK_IMPORTED_MODULE_1__/* .mergeHistory */ .H$)(update.endedJobs, replacedJobs.length > 0 ? replacedJobs : undefined);
    const { requests = {} } = update;
    const merged = (0,_merge_records_js__WEBPACK_IMPORTED_MODULE_2__/* .mergeRecords */ .P)(current, { requests, ambiguousOwners: [], run, history });
    return { ...merged, history: (0,_history_js__WEBPACK_IMPORTED_MODULE_1__/* .completeHistory */ .Cx)(merged), savedReport: newReport };
}
/** The visible text of the newest run. */
function findNewestText(comments, codec) {
    let newest;
    for (const { body } of comments) {
        const { run } = (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .readRecord */ .aE)(codec, body);
        const text = (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutMarker */ .rR)(body);
        const isNewest = newest === undefined || (run && (!newest.run || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .isNewer */ .U4)(run, newest.run)));
        if (isNewest)
            newest = { text, run };
    }
    return newest?.text;
}
/** Ids of jobs in the records and visible texts of these comments, whatever their key. */
function extractJobIds(bodies, codec) {
    const recorded = bodies.flatMap((body) => Object.values((0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .readRecord */ .aE)(codec, body).requests).flatMap(({ jobs }) => jobs));
    const shown = bodies.flatMap((body) => visibleText(body).match(/[\w-]+/g) ?? []);
    return new Set([...recorded.map(({ id }) => id), ...shown.flatMap((word) => shownId(word) ?? [])]);
}
/** Without what escapes Markdown inside of words. */
function visibleText(body) {
    return (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutMarker */ .rR)(body).replace(/[\\\u200b]/g, '');
}
/** Words of a text that are shorter are hardly ids. */
const MIN_SHOWN_ID_LENGTH = 8;
/** A word that may be an id. Taking other words for ids is harmless, because no job has them. */
function shownId(word) {
    return word.length >= MIN_SHOWN_ID_LENGTH && /\d/.test(word) ? (0,_jobs_job_id_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJobId */ .e)(word) : undefined;
}
/**
 * Finds the comment, of any key, whose record contains a job and is signed with our API key. Undefined if there is none
 * or GitHub does not answer.
 */
async function findRecordByJobId(jobId, store, { scope, apiKey, redact }) {
    const result = await store.list();
    if (!result.ok)
        return undefined;
    const found = result.value
        .filter(({ body }) => (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .hasMarker */ .xY)(body))
        .flatMap((comment) => {
        const codec = (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .codecForComment */ .Fy)(comment.body, scope, apiKey, redact);
        const record = codec && (0,_record_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .readRecord */ .aE)(codec, comment.body);
        return codec && record && containsJob(record, jobId) ? [{ comment, codec, record }] : [];
    });
    if (found.length === 0)
        return undefined;
    const login = await store.viewerLogin();
    return login.ok ? found.find(({ comment }) => comment.author === login.value) : undefined;
}
function containsJob({ requests }, jobId) {
    return Object.values(requests).some(({ jobs }) => jobs.some(({ id, provenance }) => id === jobId && provenance !== 'unsigned'));
}


/***/ }),

/***/ 2514:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  gD: () => (/* binding */ CLAIM_SETTLE_MS),
  y2: () => (/* binding */ CommentRecordStore)
});

// UNUSED EXPORTS: MAX_FAST_WRITE_MS

// EXTERNAL MODULE: ./build/state/merge-records.js
var merge_records = __nccwpck_require__(1857);
// EXTERNAL MODULE: ./build/state/record.js
var state_record = __nccwpck_require__(3685);
// EXTERNAL MODULE: ./build/state/record-codec.js + 1 modules
var record_codec = __nccwpck_require__(9255);
// EXTERNAL MODULE: ./build/state/comment-merge.js
var comment_merge = __nccwpck_require__(3770);
;// CONCATENATED MODULE: ./build/state/comment-reader.js




/**
 * Reads our comments on a pull request or issue: those of our key, and what those of other keys recorded. Remembers the
 * comment to write, because a list may miss a new one, and the deleted ones, because it may still show them.
 */
class CommentReader {
    #options;
    #comment;
    #login;
    #deletedIds = new Set();
    #hasReportedForeign = false;
    /** What our comments with other keys contained when they were last read. */
    #otherKeys = state_record/* EMPTY_RECORD */.sU;
    constructor(options) {
        this.#options = options;
        this.#comment = options.comment;
        this.#login = options.comment?.author;
    }
    /** The comment of our key, if there is one. */
    get comment() {
        return this.#comment;
    }
    get otherKeys() {
        return this.#otherKeys;
    }
    /** Call with the comment of our key, as read or written. */
    setComment(comment) {
        this.#comment = comment;
        this.#login = comment.author;
    }
    /** Call when a comment is known to be deleted. */
    setDeleted(id) {
        this.#deletedIds.add(id);
        if (this.#comment?.id === id)
            this.#comment = undefined;
    }
    /** Ids of all jobs in our comments of the conversation; empty if GitHub does not answer. */
    async recordedJobIds() {
        const { store, codec } = this.#options;
        const all = await store.list();
        if (!all.ok)
            return new Set();
        const marked = all.value.filter(({ body }) => (0,record_codec/* hasMarker */.xY)(body));
        if (marked.length === 0)
            return new Set();
        if (!(await this.#readLogin()).ok)
            return new Set();
        const bodies = marked.filter(({ author }) => author === this.#login).map(({ body }) => body);
        return (0,comment_merge/* extractJobIds */.ZI)(bodies, codec);
    }
    /** Reads the known comment, or all comments if none is known. */
    async readKnown() {
        if (this.#comment === undefined)
            return this.readAll();
        const result = await this.#options.store.get(this.#comment.id);
        if (!result.ok)
            return result.isNotFound ? this.readAll() : result;
        return this.#options.codec.matches(result.value.body)
            ? this.#toCommentSet([result.value])
            : this.readAll();
    }
    /** Reads all comments of the conversation. */
    async readAll() {
        const { store, codec } = this.#options;
        const result = await store.list();
        if (!result.ok)
            return result;
        const candidates = result.value.filter(({ id, body }) => (0,record_codec/* hasMarker */.xY)(body) && !this.#deletedIds.has(id));
        if (candidates.length === 0)
            return this.#addKnown([]);
        // Anybody can write our marker, so check the author. Request our login only when there is something to check.
        const login = await this.#readLogin();
        if (!login.ok)
            return login;
        const [own, foreign] = [true, false].map((isOwn) => candidates.filter(({ author }) => (author === login.value) === isOwn));
        this.#reportForeign(foreign);
        const unreadable = (0,comment_merge/* findUnreadable */.FY)(own, codec);
        if (unreadable)
            return unreadable;
        this.#otherKeys = this.#mergeOtherKeys(own.filter(({ body }) => !codec.matches(body)));
        let ownComments = own.filter(({ body }) => codec.matches(body)).sort((a, b) => a.id - b.id);
        // Read the comment to be overwritten again: the list may be outdated or show a deleted comment.
        for (let [oldest] = ownComments; oldest !== undefined; [oldest] = ownComments) {
            const latest = await this.reread(oldest.id);
            ownComments = ownComments.slice(1);
            if (latest.ok)
                return this.#addKnown([latest.value, ...ownComments]);
            if (!latest.isNotFound)
                return latest;
        }
        return this.#addKnown([]);
    }
    #mergeOtherKeys(comments) {
        return comments
            .map((comment) => (0,record_codec/* readRecordOf */.Xb)(this.#options.codec, comment))
            .reduce((all, each) => (0,merge_records/* mergeRecords */.P)(all, each), state_record/* EMPTY_RECORD */.sU);
    }
    /** Our key signed the comment, but another login wrote it: the workflow has changed its token. */
    #reportForeign(comments) {
        const { codec, onForeignRecord } = this.#options;
        const foreign = comments.find(({ body }) => {
            const decoded = codec.decode(body);
            return decoded.kind === 'record' && decoded.isSigned;
        });
        if (foreign === undefined || this.#hasReportedForeign)
            return;
        this.#hasReportedForeign = true;
        onForeignRecord?.(foreign);
    }
    async #readLogin() {
        if (this.#login !== undefined)
            return { ok: true, value: this.#login };
        const result = await this.#options.store.viewerLogin();
        if (result.ok)
            this.#login = result.value;
        return result;
    }
    /** Treats a comment as deleted only after two 404 responses, because a new one then takes its place. */
    async reread(id) {
        const first = await this.#options.store.get(id);
        const result = first.ok || !first.isNotFound ? first : await this.#options.store.get(id);
        if (!result.ok && result.isNotFound) {
            this.setDeleted(id);
        }
        return result;
    }
    /** Adds our comment, which the list may miss just after its creation. */
    async #addKnown(listed) {
        const known = this.#comment;
        if (known === undefined || listed.some(({ id }) => id === known.id))
            return this.#toCommentSet(listed);
        const result = await this.reread(known.id);
        if (!result.ok && !result.isNotFound)
            return result;
        return this.#toCommentSet(result.ok ? [...listed, result.value].sort((a, b) => a.id - b.id) : listed);
    }
    #toCommentSet(comments) {
        const { codec } = this.#options;
        return (0,comment_merge/* findUnreadable */.FY)(comments, codec) ?? { ok: true, value: (0,comment_merge/* readCommentSet */.ws)(comments, codec) };
    }
}

// EXTERNAL MODULE: ./build/state/shown-plans.js
var shown_plans = __nccwpck_require__(5418);
;// CONCATENATED MODULE: ./build/state/comment-record-store.js






/** How long a list may miss a write. */
const MAX_READ_LAG_MS = 2_000;
/** Longest time from the read that a claim is based on to its write, for which CLAIM_SETTLE_MS is enough. */
const MAX_FAST_WRITE_MS = 2_000;
/** After this time, two concurrent claims are visible to both claimants. */
const CLAIM_SETTLE_MS = 2 * MAX_READ_LAG_MS + MAX_FAST_WRITE_MS;
/** A slow claim may have overwritten another one. Wait until that claimant has its job. */
const SLOW_CLAIM_SETTLE_MS = 30_000;
const MAX_ROUNDS = 4;
const RECORD_FULL = {
    ok: false,
    isNotFound: false,
    isPermanent: true,
    message: 'the comment has no room for the record of another job. Open a new pull request, or set `comment-key` to start another comment',
};
/**
 * The record of a conversation, kept in the markers of our comments. Every key has its own comment, and a step writes only
 * that of its key, but reads all. Every write merges the current state of the comment, and several comments of one key are
 * merged into the oldest. Calls are queued, so that claims and reports never interleave.
 */
class CommentRecordStore {
    #options;
    #reader;
    /** All texts that this step has written. */
    #ownTexts = new Set();
    #lastWriteMs = -Infinity;
    /** Whether the last write found several comments or changed one. */
    #needsAnotherRound = false;
    /** Whether the last write found that the comment did not have its holds, in their version. */
    #wasOverwritten = false;
    #queue = Promise.resolve();
    #listeners = [];
    #createClaimUpdate = () => ({});
    constructor(options) {
        this.#options = options;
        this.#reader = new CommentReader(options);
    }
    /** Undefined until there is a comment. */
    get url() {
        return this.#reader.comment?.url;
    }
    subscribe(listener) {
        this.#listeners.push(listener);
    }
    /** Reads all comments of the conversation. */
    read() {
        return this.#enqueue(() => this.#readRecord());
    }
    /** Reads without waiting for queued calls. */
    async readNow() {
        return this.#notify(this.#withOtherKeys(await this.#readRecord()));
    }
    /** Ids of all jobs in our comments; empty if GitHub does not answer. */
    recordedJobIds() {
        return this.#reader.recordedJobIds();
    }
    /** Applies an update to the comment. Resolves to the new record. */
    write(update) {
        return this.#enqueue(() => this.#write(update));
    }
    /** Sets what the first write of a record shows. */
    prepare(createUpdate) {
        this.#createClaimUpdate = createUpdate;
    }
    /**
     * Writes a claim, waits until all concurrent claims are visible, and resolves to the record of that moment. Its holder
     * may submit.
     */
    async acquire({ readMs, ...update }) {
        let isSlow = false;
        const result = await this.#enqueue(async () => {
            const { clock } = this.#options;
            const startMs = readMs ?? clock.now();
            const claim = { ...this.#createClaimUpdate(), ...update, isClaim: true, scanAll: true };
            const written = await this.#write(claim);
            if (!written.ok)
                return written;
            isSlow = clock.now() - startMs > MAX_FAST_WRITE_MS;
            await clock.sleep(isSlow ? SLOW_CLAIM_SETTLE_MS : CLAIM_SETTLE_MS);
            const settled = await this.#write({ requests: update.requests, scanAll: true });
            if (settled.ok && this.#wasOverwritten) {
                // Whoever did that has not seen the claim. So it counts as new, and gives way to every other one.
                isSlow = true;
                await clock.sleep(SLOW_CLAIM_SETTLE_MS);
            }
            return this.#writeUntilStable({ requests: update.requests }, MAX_READ_LAG_MS);
        });
        return result.ok ? { ok: true, value: { record: result.value, isSlow } } : result;
    }
    /**
     * Merges all comments of the key into one and makes sure that it contains this update: GitHub has no conditional
     * writes, so a concurrent writer may have overwritten ours.
     */
    mergeDuplicates(update = {}) {
        return this.#enqueue(async () => {
            const { clock, run } = this.#options;
            const ageMs = clock.now() - this.#lastWriteMs;
            if (ageMs === Infinity)
                return { ok: true, value: state_record/* EMPTY_RECORD */.sU };
            if (ageMs < CLAIM_SETTLE_MS)
                await clock.sleep(CLAIM_SETTLE_MS - ageMs);
            // Keep a text of another step of this run.
            const shouldReplaceText = (currentText, author) => (author === undefined || (0,state_record/* isNewer */.U4)(run, author) || this.#ownTexts.has(currentText ?? '')) &&
                (update.shouldReplaceText?.(currentText, author) ?? true);
            return this.#writeUntilStable({ ...update, shouldReplaceText }, CLAIM_SETTLE_MS);
        });
    }
    async #writeUntilStable(update, delayMs) {
        for (let round = 1;; round++) {
            const result = await this.#write({ ...update, scanAll: true, deleteDuplicates: round > 1 });
            const isDone = result.ok ? !this.#needsAnotherRound : result.isPermanent;
            if (isDone || round === MAX_ROUNDS)
                return result;
            await this.#options.clock.sleep(delayMs);
        }
    }
    #enqueue(task) {
        const result = this.#queue.then(async () => this.#notify(this.#withOtherKeys(await task())));
        this.#queue = result.catch(() => undefined);
        return result;
    }
    #notify(result) {
        for (const listener of this.#listeners)
            listener(result);
        return result;
    }
    /** Text, report and history stay those of our own comment. */
    #withOtherKeys(result) {
        if (!result.ok)
            return result;
        const { run, savedReport, history } = result.value;
        const merged = (0,merge_records/* mergeRecords */.P)(result.value, this.#reader.otherKeys);
        return { ok: true, value: { ...merged, run, savedReport, history } };
    }
    async #readRecord() {
        const set = await this.#reader.readAll();
        return set.ok ? { ok: true, value: set.value.record } : set;
    }
    async #write(update, isRetry = false) {
        const set = update.scanAll ? await this.#reader.readAll() : await this.#reader.readKnown();
        if (!set.ok)
            return set;
        const { codec } = this.#options;
        const { comments } = set.value;
        const [oldest] = comments;
        const isRecordOnly = update.text === undefined && Object.keys(update.requests ?? {}).length > 0;
        // A record needs a comment, also before there is anything to report.
        if (oldest === undefined && isRecordOnly) {
            const first = { ...this.#createClaimUpdate(), ...update };
            if (first.text !== undefined)
                return this.#write(first, isRetry);
        }
        this.#wasOverwritten = !containsHolds(set.value.record, update.requests);
        const replacesText = update.text !== undefined && this.#mayReplaceText(update, set.value);
        const applied = (0,comment_merge/* applyUpdate */.QE)(set.value.record, update, replacesText ? this.#options.run : undefined);
        const text = replacesText ? this.#renderOwnText(update, applied) : (0,comment_merge/* findNewestText */.BX)(comments, codec);
        const newText = replacesText ? text : undefined;
        const record = this.#recordDisplay(applied, update.display, newText, comments.length);
        const success = { ok: true, value: record };
        if (text === undefined)
            return success;
        const body = this.#bodyFor({ record, text }, oldest, update.isClaim);
        if (body === undefined)
            return RECORD_FULL;
        this.#needsAnotherRound = (comments.length > 1 && codec.encode !== undefined) || oldest?.body !== body;
        if (oldest === undefined)
            return this.#applyWrite(await this.#options.store.create(body), record);
        this.#reader.setComment(oldest);
        if (oldest.body !== body) {
            const updated = this.#applyWrite(await this.#options.store.update(oldest.id, body), record);
            if (!updated.ok && (!updated.isNotFound || isRetry))
                return updated;
            if (!updated.ok) {
                const latest = await this.#reader.reread(oldest.id);
                return latest.ok || latest.isNotFound ? this.#write(update, true) : latest;
            }
        }
        if (codec.encode && update.deleteDuplicates && oldest.body === body)
            await this.#removeUnchanged(comments.slice(1));
        return success;
    }
    /** Records what the comment shows from now on. `newText`: absent if its text stays. */
    #recordDisplay(record, display, newText, commentCount) {
        if (record.shownPlans === undefined && display?.needsApproval !== true)
            return record;
        const nowMs = this.#githubTime();
        // Of several comments, each has shown something else.
        const known = commentCount > 1 ? (0,shown_plans/* closePlans */.Dh)(record, nowMs) : record;
        if (newText === undefined)
            return known;
        const { keyHash } = this.#options.codec;
        return display === undefined
            ? (0,shown_plans/* closePlans */.Dh)(known, nowMs)
            : (0,shown_plans/* showPlan */.tN)(known, display, { key: keyHash, text: newText, nowMs });
    }
    /** Deletes the comments that have not changed since they were read. */
    async #removeUnchanged(comments) {
        const { store } = this.#options;
        this.#needsAnotherRound = false;
        for (const { id, body } of comments) {
            const latest = await store.get(id);
            const result = latest.ok && latest.value.body === body ? await store.remove(id) : latest;
            const isNotFound = result.ok ? result.value === undefined : result.isNotFound;
            if (isNotFound)
                this.#reader.setDeleted(id);
            else
                this.#needsAnotherRound = true;
        }
    }
    /** An older run never replaces the text of a newer one. */
    #mayReplaceText({ shouldReplaceText }, { comments, record }) {
        if (record.run !== undefined && (0,state_record/* isNewer */.U4)(record.run, this.#options.run))
            return false;
        return shouldReplaceText?.((0,comment_merge/* findNewestText */.BX)(comments, this.#options.codec), record.run) ?? true;
    }
    #renderOwnText({ text = '' }, { history = [] }) {
        const rendered = typeof text === 'string' ? text : text(history);
        this.#ownTexts.add(rendered);
        return rendered;
    }
    /** Undefined if the record has no room. */
    #bodyFor({ record, text }, existing, isClaim) {
        const toBody = (each) => {
            const marker = this.#markerFor(each, existing, isClaim);
            return marker === undefined ? undefined : `${marker}\n${text}`;
        };
        const body = toBody(record);
        const isUnchanged = body !== undefined && body === existing?.body;
        return isUnchanged || record.shownPlans === undefined
            ? body
            : toBody({ ...record, writtenAtMs: this.#githubTime() });
    }
    #githubTime() {
        return this.#options.githubTime?.() ?? this.#options.clock.wall();
    }
    #markerFor(record, existing, isClaim) {
        const { codec } = this.#options;
        if (codec.encode)
            return codec.encode(record, { isClaim });
        return existing === undefined ? `${codec.prefix} -->` : (0,record_codec/* extractMarker */.En)(existing.body);
    }
    #applyWrite(result, record) {
        if (!result.ok)
            return result;
        this.#lastWriteMs = this.#options.clock.now();
        this.#reader.setComment(result.value);
        return { ok: true, value: record };
    }
}
/** Whether a record has these holds, in the same version or a later one. */
function containsHolds({ requests }, written = {}) {
    return Object.entries(written).every(([key, { holds }]) => holds.every(({ holderId, atMs }) => requests[key]?.holds.some((hold) => hold.holderId === holderId && hold.atMs >= atMs)));
}


/***/ }),

/***/ 9358:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Cx: () => (/* binding */ completeHistory),
/* harmony export */   H$: () => (/* binding */ mergeHistory),
/* harmony export */   _0: () => (/* binding */ limitHistory)
/* harmony export */ });
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3685);

const MAX_ENTRIES = 50;
/** What says most about the end of a job comes first. */
const MOST_CERTAIN = ['succeeded', 'failed', 'superseded', 'cancelled'];
/** Merges two histories by job. Commutative; associative and idempotent as long as nothing has to be dropped. */
function mergeHistory(a, b) {
    if (a === undefined && b === undefined)
        return undefined;
    const byJob = new Map();
    for (const entry of [...(a ?? []), ...(b ?? [])]) {
        const known = byJob.get(entry.jobId);
        byJob.set(entry.jobId, known === undefined || compareCertainty(entry, known) < 0 ? entry : known);
    }
    return limitHistory([...byJob.values()], MAX_ENTRIES);
}
/** Completes the entries of jobs that had not ended when their report was replaced, from the record of these jobs. */
function completeHistory(record) {
    const jobs = new Map(Object.values(record.requests).flatMap((request) => request.jobs.map((job) => [job.id, job])));
    return record.history?.map((entry) => {
        const job = entry.outcome === 'running' ? jobs.get(entry.jobId) : undefined;
        if (job === undefined || job.isUnfinished)
            return entry;
        return job.outputModel === undefined
            ? { ...entry, outcome: 'superseded' }
            : { ...entry, outcome: 'succeeded', result: job.outputModel };
    });
}
/** Keeps the newest entries, and drops the successes last. Returns them newest first. */
function limitHistory(entries, maxEntries) {
    const isSuccess = ({ outcome }) => outcome === 'succeeded';
    const byValue = entries.toSorted((a, b) => Number(isSuccess(b)) - Number(isSuccess(a)) || compareAge(a, b));
    return byValue.slice(0, maxEntries).sort(compareAge);
}
function compareAge(a, b) {
    return b.endedAtMs - a.endedAtMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(a.jobId, b.jobId);
}
/** Of two entries of one job: the end that is known for certain, as it was seen first. */
function compareCertainty(a, b) {
    return rank(a) - rank(b) || a.endedAtMs - b.endedAtMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(JSON.stringify(a), JSON.stringify(b));
}
function rank({ outcome }) {
    const index = MOST_CERTAIN.indexOf(outcome);
    return index < 0 ? MOST_CERTAIN.length : index;
}


/***/ }),

/***/ 7683:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  SH: () => (/* binding */ approval),
  d: () => (/* binding */ jobState),
  bu: () => (/* binding */ outcome),
  aH: () => (/* binding */ job_state_codec_provenance),
  xy: () => (/* binding */ wholeRequest)
});

// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __nccwpck_require__(8433);
;// CONCATENATED MODULE: ./build/jobs/note.js
/**
 * The codes of all notes, with the data of each. Reports save notes, so a code keeps its meaning, and a renamed code is a
 * new one. `error` is the message of the service or of GitHub, `runId` the id of a workflow run, `createdAtS` when the
 * service created the job (Unix time in seconds), and a name that ends in `Ms` a duration in milliseconds.
 */
const NOTE_FIELDS = {
    // Submission
    /** `waitedMs`: for how long it was tried. */
    'submission-gave-up': { waitedMs: 'number' },
    /** `resubmissions`: how often it was sent again. */
    'submission-unanswered': { resubmissions: 'number' },
    'how-to-find-job': {},
    'no-job-found': { searchedMs: 'number' },
    'job-list-unsearchable': { error: 'text?' },
    'job-list-search-timed-out': {},
    /** The only match may be the job of someone else. */
    'match-unproven': { jobId: 'text' },
    'matches-ambiguous': { jobIds: 'texts' },
    /** `unverifiedFields`: paths of fields that the service does not return. */
    'adopted-after-lost-response': { unverifiedFields: 'texts' },
    /** `label`: of the other spec, whose submission is unresolved. */
    'lookalike-unresolved': { label: 'text' },
    'out-of-time-before-submission': {},
    /** `event`: the name of the event of the run. */
    'foreign-content': { event: 'text' },
    'ref-deleted': { ref: 'text' },
    /** `base`: name of the base branch, or the commit before the push. */
    'spec-unchanged': { base: 'text' },
    'nothing-to-compare-with': {},
    'policy-refused': {},
    'policy-invalid': {},
    'policy-unreadable': { error: 'text' },
    'policy-not-read': {},
    /** What the policy of the workspace would refuse and allow, other than that of the default branch: names of specs. */
    'policy-differs': { refused: 'texts', allowed: 'texts' },
    'policy-jobs-uncounted': { error: 'text' },
    /** Another job was accepted in between. `reasons`: what it violates. */
    'policy-limit-passed': { reasons: 'texts' },
    /** The same, but the job could not be cancelled, or had ended. */
    'policy-limit-not-enforced': { reasons: 'texts' },
    'policy-not-rechecked': {},
    /** `approvers`: who may approve. */
    'approval-missing': { approvers: 'texts' },
    /** `acts`: those that do not count, and why. */
    'approvals-not-counted': { acts: 'texts' },
    'approval-unreadable': { error: 'text' },
    'approval-without-pull-request': { approvers: 'texts' },
    'approval-without-comment': {},
    /** `head`: the commit of the pull request; `found`: what is checked out. */
    'approval-of-other-commit': { head: 'text', found: 'text' },
    'approval-checkout-unknown': {},
    /** The contract says that ids are UUIDs. */
    'job-id-not-uuid': { jobId: 'text' },
    // Jobs of earlier and concurrent runs
    'recorded-job-read-failed': { jobId: 'text', error: 'text' },
    'recorded-job-unreadable': { jobId: 'text' },
    /** It was unfinished when it was recorded, and the service does not know it. */
    'recorded-job-missing': { jobId: 'text' },
    'recorded-job-gone': { jobId: 'text' },
    /** `isSameRun`: another step or an earlier attempt of this run submitted it. */
    'follows-recorded-job': { isSameRun: 'boolean', createdAtS: 'number?' },
    'already-trained': { isSameRun: 'boolean', createdAtS: 'number?' },
    'adopted-from-interrupted-run': {},
    'interrupted-run-unresolved': {},
    'adopted-from-previous-attempt': { unverifiedFields: 'texts' },
    'previous-attempt-ambiguous': { jobIds: 'texts' },
    'previous-attempt-unknown': { error: 'text' },
    'record-not-kept': {},
    'record-unavailable': { error: 'text' },
    /** Trying again does not help. */
    'record-refused': { error: 'text' },
    'submitting-without-record': {},
    'waiting-for-other-run': { runId: 'text' },
    'waiting-for-cancellation': { jobId: 'text' },
    'searching-for-interrupted-run': {},
    'newer-run-has-other-version': { runId: 'text' },
    'newer-run-has-other-commit': { runId: 'text' },
    // Superseded jobs
    /** `has`: what the newer run has for this spec. */
    'superseded-by-run': { runId: 'text', has: ['own-job', 'other-version'] },
    'runs-until-replaced': {},
    'taken-over': {},
    'taken-over-and-cancelled': {},
    'obsolete-jobs-unknown': { error: 'text' },
    'owner-shared-by-steps': {},
    'obsolete-job-left': { jobId: 'text' },
    'obsolete-job-unreadable': { jobId: 'text', error: 'text' },
    'obsolete-job-unproven': { jobId: 'text' },
    'obsolete-job-not-cancelled': { jobId: 'text', error: 'text' },
    'obsolete-job-asked-to-stop': { jobId: 'text' },
    'obsolete-job-cancelled': { jobId: 'text' },
    'pull-request-closed': { isMerged: 'boolean' },
    'unfinished-jobs-unknown': { error: 'text' },
    // The end of a job
    'job-lost': {},
    /** For another reason than that it does not know the job. */
    'job-refused': { waitedMs: 'number' },
    /** The job may be somebody else's. */
    'success-unproven': { jobId: 'text' },
    /** The job has succeeded `waitedMs` ago. */
    'no-output-model': { waitedMs: 'number' },
    'unusable-output-model': { because: ['too-long', 'control-characters'] },
    'no-failure-reason': {},
    'cancelled-elsewhere': {},
    'timed-out-cancel-refused': {},
    'timed-out-job-unproven': { jobId: 'text' },
    'timed-out-job-followed': { jobId: 'text' },
    /** `status`: the last one that the service reported. */
    'timed-out-asked-to-stop': { status: 'text?' },
    'ended-before-cancellation': {},
    'cancellation-not-accepted': {},
    'cancellation-unconfirmed': { waitedMs: 'number' },
    // A cancelled or killed step
    'step-cancelled-with-job': {},
    'step-cancelled-job-unproven': { jobId: 'text' },
    'step-cancelled-job-asked-to-stop': {},
    'step-cancelled-after-job-ended': {},
    'step-cancelled-job-transferred': { to: ['newer-run', 'newer-commit', 'unknown'] },
    'step-ended-before-submission': {},
    'step-ended-during-submission': {},
    'step-ended-job-left': { because: ['on-cancel', 'crash', 'not-cancelled'] },
    'job-left-running': { jobId: 'text', because: ['on-cancel', 'crash', 'not-cancelled'] },
    'job-transferred': { jobId: 'text', to: ['newer-run', 'newer-commit', 'unknown'] },
    /** `error`: absent if the service did not respond in time. */
    'job-not-cancelled': { jobId: 'text', error: 'text?' },
    /** `jobIds`: jobs that may be the one of this submission. */
    'submission-unknown': { jobIds: 'texts' },
    // `command: validate` and `command: sync`
    'nothing-submitted': { because: ['fork', 'dependabot', 'closed'] },
    'only-validated': { because: ['fork', 'dependabot', 'closed'] },
    'sync-without-token': {},
    'sync-events-unsupported': { reason: 'text' },
    'sync-comments-unreadable': { error: 'text' },
    'sync-found-nothing': {},
    'sync-summary': { jobs: 'number', comments: 'number', updatedComments: 'number', sentEvents: 'number' },
    'sync-comments-skipped': { comments: 'number' },
    'sync-jobs-skipped': { jobs: 'number' },
    /** `beforeMs`: Unix time in milliseconds. */
    'sync-comments-not-checked': { beforeMs: 'number' },
    'sync-jobs-unreadable': { error: 'text' },
    'sync-updates-not-written': { error: 'text' },
    'sync-notified': { comments: 'number' },
    'sync-notices-left': {},
    /** GitHub refuses the comments. */
    'sync-notice-refused': { error: 'text' },
    /** `jobs`: names of specs, with the numbers of their pull requests or issues. */
    'sync-fails-on-failed': { jobs: 'texts' },
    'sync-found-orphan': { jobId: 'text', label: 'text', number: 'number' },
    'sync-job-not-found': {},
    'sync-job-changed': {},
    'sync-submission-interrupted': {},
};
/** Reads a saved note. Returns undefined for one of another version: its code is unknown, or its data differ. */
function parseNote(value) {
    if (typeof value !== 'object' || value === null)
        return undefined;
    const code = Reflect.get(value, 'code');
    if (typeof code !== 'string' || !Object.hasOwn(NOTE_FIELDS, code))
        return undefined;
    const types = NOTE_FIELDS[code];
    const fields = Object.entries(types).map(([name, type]) => ({
        name,
        type,
        field: Reflect.get(value, name),
    }));
    if (!fields.every(({ type, field }) => hasType(field, type)))
        return undefined;
    return { code, ...Object.fromEntries(fields.map(({ name, field }) => [name, field])) };
}
/** Reads saved notes, without those of other versions. */
function parseNotes(value) {
    return Array.isArray(value) ? value.flatMap((each) => parseNote(each) ?? []) : [];
}
function hasType(value, type) {
    switch (type) {
        case 'text':
            return typeof value === 'string';
        case 'text?':
            return value === undefined || typeof value === 'string';
        case 'number?':
            return value === undefined || typeof value === 'number';
        case 'texts':
            return Array.isArray(value) && value.every((each) => typeof each === 'string');
        case 'number':
        case 'boolean':
            return typeof value === type;
        default:
            return typeof value === 'string' && type.includes(value);
    }
}

// EXTERNAL MODULE: ./build/jobs/provenance.js
var provenance = __nccwpck_require__(9002);
// EXTERNAL MODULE: ./build/state/codec.js
var codec = __nccwpck_require__(9432);
;// CONCATENATED MODULE: ./build/state/job-state-codec.js




/** An object of the contract. Its fields are all optional, and the service may add others. */
const contractObject = () => (0,codec/* literal */.eu)((json) => (0,codec/* isObject */.Gv)(json));
const jobFields = {
    id: (0,codec/* required */.mw)('id', codec/* text */.Qq),
    status: (0,codec/* optional */.lq)('s', codec/* text */.Qq),
    jobType: (0,codec/* optional */.lq)('t', codec/* text */.Qq),
    modelConfig: (0,codec/* optional */.lq)('m', contractObject()),
    hyperparameters: (0,codec/* optional */.lq)('h', contractObject()),
    datasetIds: (0,codec/* optional */.lq)('d', (0,codec/* list */.p_)(codec/* text */.Qq)),
    autoStart: (0,codec/* optional */.lq)('a', codec/* flag */.Jt),
    createdAt: (0,codec/* optional */.lq)('c', codec/* number */.ai),
    modifiedAt: (0,codec/* optional */.lq)('u', codec/* number */.ai),
    outputModel: (0,codec/* optional */.lq)('o', codec/* text */.Qq),
    unusableModel: (0,codec/* optional */.lq)('x', (0,codec/* oneOf */.yL)({ 'too-long': true, 'control-characters': true })),
    reason: (0,codec/* optional */.lq)('r', codec/* text */.Qq),
};
const JOB_TYPES = {
    pre_training: true,
    supervised_fine_tuning: true,
    dpo: true,
    odpo: true,
    reinforcement_learning: true,
};
const jobType = (0,codec/* oneOf */.yL)(JOB_TYPES);
const MAX_DATASETS = 100_000;
/**
 * A request for display: without lists, which may be long. Of the datasets only the number is kept: a decoded request
 * has empty ids. The digest of the spec identifies the request.
 */
const displayedRequest = {
    encode: (request) => ({ r: omitLists(request), n: request.dataset_ids?.length }),
    decode: (json) => {
        const { r: fields, n: count } = (0,codec/* isObject */.Gv)(json) ? json : {};
        if (!isRequest(fields))
            return undefined;
        if (count === undefined)
            return fields;
        const isCount = typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= MAX_DATASETS;
        return isCount ? { ...fields, dataset_ids: new Array(count).fill('') } : undefined;
    },
};
function omitLists(value) {
    return Object.fromEntries(Object.entries(value).flatMap(([name, member]) => {
        if (Array.isArray(member))
            return [];
        return [[name, (0,codec/* isObject */.Gv)(member) ? omitLists(member) : member]];
    }));
}
function isRequest(json) {
    if (!(0,codec/* isObject */.Gv)(json))
        return false;
    const { job_type, model_config, hyperparameters, auto_start } = json;
    return (jobType.decode(job_type) !== undefined &&
        (0,codec/* isObject */.Gv)(model_config) &&
        (hyperparameters === undefined || hyperparameters === null || (0,codec/* isObject */.Gv)(hyperparameters)) &&
        typeof auto_start === 'boolean');
}
/** A request with everything that was sent. */
const wholeRequest = (0,codec/* literal */.eu)(isRequest);
const override = (0,codec/* object */.Ik)({
    path: (0,codec/* required */.mw)('p', (0,codec/* list */.p_)(codec/* text */.Qq)),
    value: (0,codec/* optional */.lq)('v', codec/* anyJson */.P8),
});
const spec = (0,codec/* object */.Ik)({
    file: (0,codec/* required */.mw)('f', codec/* text */.Qq),
    label: (0,codec/* required */.mw)('l', codec/* text */.Qq),
    digest: (0,codec/* required */.mw)('d', codec/* text */.Qq),
    request: (0,codec/* required */.mw)('q', displayedRequest),
    overrides: (0,codec/* optional */.lq)('o', (0,codec/* list */.p_)(override)),
});
const statusChange = (0,codec/* object */.Ik)({ status: (0,codec/* required */.mw)('s', codec/* text */.Qq), atMs: (0,codec/* required */.mw)('t', codec/* number */.ai) });
const apiError = (0,codec/* object */.Ik)({
    kind: (0,codec/* required */.mw)('k', (0,codec/* oneOf */.yL)({ 'not-sent': true, http: true, interrupted: true, 'invalid-response': true })),
    status: (0,codec/* optional */.lq)('s', codec/* number */.ai),
    because: (0,codec/* optional */.lq)('a', (0,codec/* oneOf */.yL)({ 'quota-used-up': true, 'web-page': true, 'no-route': true })),
    message: (0,codec/* required */.mw)('m', codec/* text */.Qq),
    requestId: (0,codec/* optional */.lq)('r', codec/* text */.Qq),
    retryAfterMs: (0,codec/* optional */.lq)('w', codec/* number */.ai),
    hint: (0,codec/* optional */.lq)('h', codec/* text */.Qq),
    isTooLarge: (0,codec/* optional */.lq)('b', codec/* mark */.Gy),
});
const job_state_codec_provenance = (0,codec/* literal */.eu)((json) => provenance/* PROVENANCES */.pN.some((each) => each === json));
const outcome = (0,codec/* literal */.eu)((json) => job_status/* OUTCOMES */.im.some((each) => each === json));
const approval = (0,codec/* object */.Ik)({
    act: (0,codec/* required */.mw)('a', (0,codec/* oneOf */.yL)({ review: true, comment: true, label: true, dispatch: true })),
    by: (0,codec/* required */.mw)('by', codec/* text */.Qq),
    atMs: (0,codec/* required */.mw)('t', codec/* number */.ai),
    url: (0,codec/* optional */.lq)('u', codec/* text */.Qq),
    actId: (0,codec/* required */.mw)('id', codec/* text */.Qq),
});
/** Drops notes of other versions. */
const notes = {
    encode: (value) => value,
    decode: (json) => (Array.isArray(json) ? parseNotes(json) : undefined),
};
const jobState = (0,codec/* object */.Ik)({
    label: (0,codec/* required */.mw)('l', codec/* text */.Qq),
    spec: (0,codec/* optional */.lq)('s', spec),
    requestedId: (0,codec/* optional */.lq)('r', codec/* text */.Qq),
    job: (0,codec/* optional */.lq)('j', (0,codec/* object */.Ik)(jobFields)),
    outcome: (0,codec/* optional */.lq)('o', outcome),
    provenance: (0,codec/* optional */.lq)('p', job_state_codec_provenance),
    approval: (0,codec/* optional */.lq)('ok', approval),
    isReused: (0,codec/* optional */.lq)('u', codec/* mark */.Gy),
    isNotFound: (0,codec/* optional */.lq)('x', codec/* mark */.Gy),
    reportLocation: (0,codec/* optional */.lq)('at', (0,codec/* object */.Ik)({
        number: (0,codec/* required */.mw)('n', codec/* number */.ai),
        url: (0,codec/* required */.mw)('u', codec/* text */.Qq),
    })),
    timeline: (0,codec/* required */.mw)('t', (0,codec/* list */.p_)(statusChange)),
    error: (0,codec/* optional */.lq)('e', apiError),
    notes: (0,codec/* required */.mw)('n', notes),
});


/***/ }),

/***/ 1857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ mergeRecords),
/* harmony export */   x: () => (/* binding */ mergeRequests)
/* harmony export */ });
/* harmony import */ var _jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9002);
/* harmony import */ var _history_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9358);
/* harmony import */ var _shown_plans_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5418);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3685);




/**
 * Merges what two comments, or two versions of one, say. Commutative. Associative and idempotent as long as nothing has to
 * be dropped, so that steps that read in any order agree.
 */
function mergeRecords(a, b) {
    const keys = [...new Set([...Object.keys(a.requests), ...Object.keys(b.requests)])].sort();
    const requests = Object.fromEntries(keys.map((key) => [
        key,
        mergeRequests((0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .findRequest */ .Rh)(a, key), (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .findRequest */ .Rh)(b, key)),
    ]));
    const merged = { requests, ambiguousOwners: [] };
    const ambiguousOwners = new Set([
        ...a.ambiguousOwners,
        ...b.ambiguousOwners,
        ...findAmbiguousOwners(merged),
    ]);
    return pruneHolds({
        ...merged,
        ambiguousOwners: [...ambiguousOwners].sort(),
        ...pickNewerReport(a, b),
        history: (0,_history_js__WEBPACK_IMPORTED_MODULE_1__/* .mergeHistory */ .H$)(a.history, b.history),
        shownPlans: (0,_shown_plans_js__WEBPACK_IMPORTED_MODULE_2__/* .mergeShownPlans */ .MP)(a.shownPlans, b.shownPlans),
        writtenAtMs: later(a.writtenAtMs, b.writtenAtMs),
    });
}
/** The newer run wins, or the later report if both are of one run. */
function pickNewerReport(a, b) {
    const order = (a.run && b.run
        ? (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareRuns */ .qB)(a.run, b.run)
        : Number(a.run !== undefined) - Number(b.run !== undefined)) ||
        (a.savedReport?.atMs ?? -Infinity) - (b.savedReport?.atMs ?? -Infinity) ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(JSON.stringify(a.savedReport ?? ''), JSON.stringify(b.savedReport ?? ''));
    const { run, savedReport } = order >= 0 ? a : b;
    return { run, savedReport };
}
function mergeRequests(a, b) {
    return { holds: mergeHolds(a.holds, b.holds), jobs: mergeJobs(a.jobs, b.jobs) };
}
function mergeHolds(as, bs) {
    const byHolder = new Map();
    for (const hold of [...as, ...bs]) {
        const known = byHolder.get(hold.holderId);
        byHolder.set(hold.holderId, known === undefined ? hold : laterVersion(known, hold));
    }
    return [...byHolder.values()].sort((a, b) => (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareRuns */ .qB)(b.run, a.run) || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(a.holderId, b.holderId));
}
/** A signed version beats an unsigned one, whatever their times. */
function laterVersion(a, b) {
    const isUnsigned = (hold) => hold.isUnsigned === true;
    if (isUnsigned(a) !== isUnsigned(b))
        return isUnsigned(a) ? b : a;
    const order = a.atMs - b.atMs ||
        a.leaseExpiresAtMs - b.leaseExpiresAtMs ||
        (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(JSON.stringify(a), JSON.stringify(b));
    return order >= 0 ? a : b;
}
/** Failed and cancelled jobs to keep per request. Unfinished and successful ones are always kept. */
const MAX_UNSUCCESSFUL_JOBS = 5;
/** The same for jobs with a price, which a budget adds up. */
const MAX_PRICED_JOBS = 50;
function mergeJobs(as, bs) {
    const byId = new Map();
    for (const job of [...as, ...bs]) {
        const known = byId.get(job.id);
        byId.set(job.id, known === undefined ? job : mergeJob(known, job));
    }
    let unsuccessfulCount = 0;
    let pricedCount = 0;
    const isKept = ({ price }) => price === undefined ? ++unsuccessfulCount <= MAX_UNSUCCESSFUL_JOBS : ++pricedCount <= MAX_PRICED_JOBS;
    return [...byId.values()]
        .sort((a, b) => b.atMs - a.atMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(a.id, b.id))
        .filter((job) => job.isUnfinished || job.outputModel !== undefined || isKept(job));
}
/**
 * A signed record beats an unsigned one, which can not even say that the job has ended. Otherwise the earlier record wins,
 * because its run submitted the job, and an ended job stays ended.
 */
function mergeJob(a, b) {
    const isUnsigned = ({ provenance }) => provenance === 'unsigned';
    if (isUnsigned(a) !== isUnsigned(b))
        return isUnsigned(a) ? b : a;
    const [first] = [a, b].sort((x, y) => x.atMs - y.atMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(JSON.stringify(x), JSON.stringify(y)));
    return {
        ...first,
        createdAtS: first.createdAtS ?? a.createdAtS ?? b.createdAtS,
        isUnfinished: a.isUnfinished && b.isUnfinished,
        provenance: (0,_jobs_provenance_js__WEBPACK_IMPORTED_MODULE_0__/* .betterProvenance */ .Kq)(a.provenance, b.provenance),
        price: first.price ?? a.price ?? b.price,
        approval: first.approval ?? a.approval ?? b.approval,
        outputModel: first.outputModel ?? a.outputModel ?? b.outputModel,
        replacedBy: first.replacedBy ?? a.replacedBy ?? b.replacedBy,
        stopAtMs: later(a.stopAtMs, b.stopAtMs),
        missingSinceMs: later(a.missingSinceMs, b.missingSinceMs),
    };
}
function later(a, b) {
    return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
/** Two steps of one attempt with the same owner. Several specs of one step have one holder. */
function findAmbiguousOwners(record) {
    const holderIds = new Map();
    const ambiguous = [];
    for (const { holds } of Object.values(record.requests)) {
        for (const { owner, run, holderId, isUnsigned } of holds) {
            if (isUnsigned === true)
                continue;
            const attempt = JSON.stringify([owner, run]);
            const known = holderIds.get(attempt);
            if (known !== undefined && known !== holderId)
                ambiguous.push(owner);
            holderIds.set(attempt, holderId);
        }
    }
    return ambiguous;
}
/** Keeps the holds of each owner's newest and previous run, and of unfinished submissions. */
function pruneHolds(record) {
    const owners = new Set(Object.values(record.requests).flatMap(({ holds }) => holds.map(({ owner }) => owner)));
    const kept = new Map([...owners].map((owner) => [
        owner,
        (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .runsOfOwner */ .b7)(record, owner)
            .slice(0, 2)
            .map(({ id }) => id),
    ]));
    const isKept = ({ owner, run, submissionStartedAtMs, isUnsigned }) => submissionStartedAtMs !== undefined || isUnsigned === true || kept.get(owner)?.includes(run.id) === true;
    return (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .mapRequests */ .zo)(record, ({ holds, jobs }) => ({ holds: holds.filter(isKept), jobs }));
}


/***/ }),

/***/ 833:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ packFirstThatFits),
/* harmony export */   l: () => (/* binding */ unpack)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8522);

/** Larger than any genuine data; protects against decompression bombs. */
const MAX_INFLATED_BYTES = 1024 * 1024;
/**
 * Compresses the first of ever smaller versions of a value whose base64 has at most `maxLength` characters. Undefined if
 * none of them fits. `redact` removes secrets that the service may have echoed.
 */
function packFirstThatFits(versions, encode, { maxLength, redact }) {
    for (const version of versions) {
        const json = Buffer.from(redact(JSON.stringify(encode(version))));
        // Repetitive data compresses well, but `unpack` rejects it.
        if (json.length > MAX_INFLATED_BYTES)
            continue;
        const packed = (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.deflateRawSync)(json).toString('base64');
        if (packed.length <= maxLength)
            return packed;
    }
    return undefined;
}
/** Returns the JSON value; undefined if it is damaged. */
function unpack(packed) {
    try {
        const json = (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.inflateRawSync)(Buffer.from(packed, 'base64'), { maxOutputLength: MAX_INFLATED_BYTES });
        return JSON.parse(json.toString('utf8'));
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 9255:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Fy: () => (/* binding */ codecForComment),
  LJ: () => (/* binding */ createCodec),
  En: () => (/* binding */ extractMarker),
  xY: () => (/* binding */ hasMarker),
  aE: () => (/* binding */ readRecord),
  Xb: () => (/* binding */ readRecordOf),
  rR: () => (/* binding */ withoutMarker)
});

// UNUSED EXPORTS: markerKey

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./build/state/codec.js
var codec = __nccwpck_require__(9432);
// EXTERNAL MODULE: ./build/jobs/job-id.js
var job_id = __nccwpck_require__(570);
// EXTERNAL MODULE: ./build/state/job-state-codec.js + 1 modules
var job_state_codec = __nccwpck_require__(7683);
;// CONCATENATED MODULE: ./build/state/comment-record-codec.js



/** A record of another version cannot be decoded. */
const VERSION = 1;
const run = (0,codec/* object */.Ik)({ id: (0,codec/* required */.mw)('id', codec/* text */.Qq), attempt: (0,codec/* required */.mw)('try', codec/* number */.ai) });
const jobId = (0,codec/* literal */.eu)((json) => json !== undefined && (0,job_id/* parseJobId */.e)(json) === json);
const price = (0,codec/* literal */.eu)((json) => typeof json === 'number' && json >= 0);
const baseline = (0,codec/* object */.Ik)({
    sinceS: (0,codec/* required */.mw)('since', codec/* number */.ai),
    knownIds: (0,codec/* required */.mw)('known', (0,codec/* list */.p_)(jobId)),
});
const hold = (0,codec/* object */.Ik)({
    holderId: (0,codec/* required */.mw)('holder', codec/* text */.Qq),
    owner: (0,codec/* required */.mw)('by', codec/* text */.Qq),
    run: (0,codec/* required */.mw)('run', run),
    commit: (0,codec/* required */.mw)('sha', codec/* text */.Qq),
    label: (0,codec/* required */.mw)('l', codec/* text */.Qq),
    atMs: (0,codec/* required */.mw)('at', codec/* number */.ai),
    leaseExpiresAtMs: (0,codec/* required */.mw)('until', codec/* number */.ai),
    submissionStartedAtMs: (0,codec/* optional */.lq)('sent', codec/* number */.ai),
    baseline: (0,codec/* optional */.lq)('before', baseline),
    price: (0,codec/* optional */.lq)('price', price),
    jobId: (0,codec/* optional */.lq)('job', jobId),
    isUnsigned: (0,codec/* optional */.lq)('unsigned', codec/* flag */.Jt),
});
const shownPlan = (0,codec/* object */.Ik)({
    key: (0,codec/* required */.mw)('key', codec/* text */.Qq),
    digests: (0,codec/* required */.mw)('d', (0,codec/* list */.p_)(codec/* text */.Qq)),
    hidden: (0,codec/* required */.mw)('also', (0,codec/* list */.p_)(codec/* text */.Qq)),
    isPartial: (0,codec/* required */.mw)('part', codec/* flag */.Jt),
    sinceMs: (0,codec/* required */.mw)('from', codec/* number */.ai),
    untilMs: (0,codec/* optional */.lq)('until', codec/* number */.ai),
    pushers: (0,codec/* required */.mw)('by', (0,codec/* list */.p_)(codec/* text */.Qq)),
    firstCommits: (0,codec/* required */.mw)('sha', (0,codec/* list */.p_)(codec/* text */.Qq)),
    commits: (0,codec/* required */.mw)('shas', (0,codec/* list */.p_)(codec/* text */.Qq)),
    textHash: (0,codec/* optional */.lq)('text', codec/* text */.Qq),
});
const recordedJob = (0,codec/* object */.Ik)({
    id: (0,codec/* required */.mw)('id', jobId),
    owner: (0,codec/* required */.mw)('by', codec/* text */.Qq),
    run: (0,codec/* required */.mw)('run', run),
    atMs: (0,codec/* required */.mw)('at', codec/* number */.ai),
    createdAtS: (0,codec/* optional */.lq)('c', codec/* number */.ai),
    isUnfinished: (0,codec/* required */.mw)('open', codec/* flag */.Jt),
    provenance: (0,codec/* required */.mw)('p', job_state_codec/* provenance */.aH),
    keyId: (0,codec/* optional */.lq)('key', codec/* text */.Qq),
    submittedBy: (0,codec/* optional */.lq)('who', codec/* text */.Qq),
    price: (0,codec/* optional */.lq)('price', price),
    approval: (0,codec/* optional */.lq)('ok', job_state_codec/* approval */.SH),
    outputModel: (0,codec/* optional */.lq)('o', codec/* text */.Qq),
    replacedBy: (0,codec/* optional */.lq)('next', codec/* text */.Qq),
    stopAtMs: (0,codec/* optional */.lq)('stop', codec/* number */.ai),
    missingSinceMs: (0,codec/* optional */.lq)('gone', codec/* number */.ai),
});
const requestRecord = (0,codec/* object */.Ik)({
    holds: (0,codec/* required */.mw)('holds', (0,codec/* list */.p_)(hold)),
    jobs: (0,codec/* required */.mw)('jobs', (0,codec/* list */.p_)(recordedJob)),
});
const savedReport = (0,codec/* object */.Ik)({
    atMs: (0,codec/* required */.mw)('at', codec/* number */.ai),
    report: (0,codec/* optional */.lq)('report', codec/* anyJson */.P8),
});
const historyEntry = (0,codec/* object */.Ik)({
    jobId: (0,codec/* required */.mw)('id', jobId),
    label: (0,codec/* required */.mw)('l', codec/* text */.Qq),
    outcome: (0,codec/* required */.mw)('o', job_state_codec/* outcome */.bu),
    result: (0,codec/* optional */.lq)('r', codec/* text */.Qq),
    changed: (0,codec/* optional */.lq)('x', codec/* text */.Qq),
    durationMs: (0,codec/* optional */.lq)('d', codec/* number */.ai),
    endedAtMs: (0,codec/* required */.mw)('at', codec/* number */.ai),
});
/** The data of one comment key, in the marker of its comment. */
const commentRecord = (0,codec/* versioned */.iF)(VERSION, (0,codec/* object */.Ik)({
    run: (0,codec/* optional */.lq)('run', run),
    savedReport: (0,codec/* optional */.lq)('report', savedReport),
    requests: (0,codec/* required */.mw)('requests', (0,codec/* dictionary */.zz)(requestRecord)),
    ambiguousOwners: (0,codec/* required */.mw)('shared', (0,codec/* list */.p_)(codec/* text */.Qq)),
    history: (0,codec/* optional */.lq)('past', (0,codec/* list */.p_)(historyEntry)),
    shownPlans: (0,codec/* optional */.lq)('plans', (0,codec/* list */.p_)(shownPlan)),
    writtenAtMs: (0,codec/* optional */.lq)('written', codec/* number */.ai),
}));

// EXTERNAL MODULE: ./build/state/history.js
var state_history = __nccwpck_require__(9358);
// EXTERNAL MODULE: ./build/state/shown-plans.js
var shown_plans = __nccwpck_require__(5418);
// EXTERNAL MODULE: ./build/state/pack.js
var pack = __nccwpck_require__(833);
// EXTERNAL MODULE: ./build/state/record.js
var state_record = __nccwpck_require__(3685);
;// CONCATENATED MODULE: ./build/state/record-codec.js






/** Start of the marker of every version. The version, the conversation and the key hash follow in clear text. */
const MARKER_NAME = 'forge-training-job ';
const MARKER_START = `<!-- ${MARKER_NAME}`;
const record_codec_VERSION = 1;
const MARKER_HEAD = /<!-- forge-training-job (?:v(\d+)(?: ([^\s#]+#\d+)(?=\s))?)?/;
const MARKER = /^<!-- forge-training-job v1 ([^\s#]+#\d+) ([0-9a-f]{32})(?: (\S+)(?: (\S+))?)? -->/;
/** In characters. A comment may have 65,536, of which the text takes up to 48,000. */
const MAX_RECORD_LENGTH = 17_000;
/** With room for the jobs that follow. */
const MAX_CLAIM_LENGTH = 16_000;
/** Hexadecimal digits. */
const KEY_HASH_LENGTH = 32;
/**
 * Creates the codec of a comment key. Records are signed (HMAC-SHA256) with a key derived from the API key, because
 * every workflow of the repository can write comments under our login. `scope` is the conversation,
 * `<repository>#<number>`; it is part of the marker and of the signature. `redact` removes secrets that the service may have
 * echoed: the marker is hidden, but readable.
 */
function createCodec(key, scope, apiKey, redact = (text) => text) {
    const keyHash = (0,external_node_crypto_.createHash)('sha256').update(key).digest('hex').slice(0, KEY_HASH_LENGTH);
    return codecForKeyHash(keyHash, scope, apiKey, redact);
}
/** The codec of the key of a comment; undefined if the comment has no readable marker of this conversation. */
function codecForComment(body, scope, apiKey, redact) {
    const marker = parseMarker(body);
    return marker?.scope === scope ? codecForKeyHash(marker.keyHash, scope, apiKey, redact) : undefined;
}
function codecForKeyHash(keyHash, scope, apiKey, redact) {
    const prefix = `${MARKER_START}v${record_codec_VERSION} ${scope} ${keyHash}`;
    const secret = apiKey && (0,external_node_crypto_.createHmac)('sha256', apiKey).update('forge-training-job record').digest();
    const sign = (payload, hash) => secret ? (0,external_node_crypto_.createHmac)('sha256', secret).update(`${scope}\n${hash}\n${payload}`).digest('base64url') : '';
    return {
        prefix,
        keyHash,
        encode: secret
            ? (record, { isClaim = false } = {}) => {
                const limits = { maxLength: isClaim ? MAX_CLAIM_LENGTH : MAX_RECORD_LENGTH, redact };
                const payload = (0,pack/* packFirstThatFits */.N)(reductions(record), (each) => commentRecord.encode(each), limits);
                return payload && `${prefix} ${payload} ${sign(payload, keyHash)} -->`;
            }
            : undefined,
        decode(body) {
            const { version, scope: markedScope } = parseHead(body) ?? {};
            if (version === undefined)
                return { kind: isCutMarker(body, scope) ? 'damaged' : 'none' };
            if (markedScope !== undefined && markedScope !== scope)
                return { kind: 'other-conversation' };
            if (version > record_codec_VERSION)
                return { kind: 'newer-version' };
            const { payload, signature = '', keyHash: hash = '' } = parseMarker(body) ?? { payload: '' };
            // A comment that was written without an API key.
            if (payload === undefined)
                return { kind: 'record', record: state_record/* EMPTY_RECORD */.sU, isSigned: false };
            const record = commentRecord.decode((0,pack/* unpack */.l)(payload));
            if (record === undefined)
                return { kind: 'damaged' };
            const isSigned = secret !== undefined && secret !== '' && isEqual(signature, sign(payload, hash));
            return isSigned
                ? { kind: 'record', record: (0,shown_plans/* endEditedPlans */.d0)(record, withoutMarker(body)), isSigned }
                : { kind: 'record', record: (0,state_record/* asUnsigned */.A4)(record), isSigned };
        },
        matches(body) {
            const marker = parseMarker(body);
            return marker?.scope === scope && marker.keyHash === keyHash;
        },
    };
}
/** The record of a comment; empty if there is none or it cannot be read. */
function readRecord({ decode }, body) {
    const decoded = decode(body);
    return decoded.kind === 'record' ? decoded.record : state_record/* EMPTY_RECORD */.sU;
}
/** The same, if it is known when the comment last changed. */
function readRecordOf(codec, { body, updatedAtMs }) {
    return (0,shown_plans/* endEditedPlans */.d0)(readRecord(codec, body), withoutMarker(body), updatedAtMs);
}
/** Whether a comment has a marker, of whatever version and in whatever condition. */
function hasMarker(body) {
    return body.includes(MARKER_NAME);
}
/** Names the key and the conversation of a comment; empty without a readable marker. */
function markerKey(body) {
    const { scope = '', keyHash = '' } = parseMarker(body) ?? {};
    return `${scope} ${keyHash}`;
}
/** The marker of a comment; empty if there is no complete one. */
function extractMarker(body) {
    return parseMarker(body)?.text ?? '';
}
/** The visible text of a comment. */
function withoutMarker(body) {
    const { index = 0, text = '' } = parseMarker(body) ?? {};
    const before = body.slice(0, index).replace(/^\ufeff/, '');
    const after = body.slice(index + text.length);
    // The marker has a line of its own.
    return after === '' ? before.replace(/\r?\n$/, '') : before + after.replace(/^\r?\n/, '');
}
/** The first marker counts: texts of others may follow. A version of 0 is none of ours. */
function parseHead(body) {
    const match = MARKER_HEAD.exec(body);
    return match ? { index: match.index, version: Number(match[1] ?? 0), scope: match[2] } : undefined;
}
function parseMarker(body) {
    const index = parseHead(body)?.index ?? 0;
    const [text, scope = '', keyHash = '', payload, signature] = MARKER.exec(body.slice(index)) ?? [];
    return text === undefined ? undefined : { index, text, scope, keyHash, payload, signature };
}
/** Whether a marker of this conversation has lost its start. */
function isCutMarker(body, scope) {
    return body.includes(`${MARKER_NAME}v${record_codec_VERSION} ${scope} `);
}
function isEqual(a, b) {
    const [one, other] = [Buffer.from(a), Buffer.from(b)];
    return one.length === other.length && (0,external_node_crypto_.timingSafeEqual)(one, other);
}
/**
 * Ever smaller versions of a record. Drops the oldest of the history first, then the report data (but keeps the fact that
 * the text is not final), more of the history, jobs that ended without a model, the holds of finished steps, and the rest
 * of the history; of the plans that were shown, the oldest. Successful and unfinished jobs are always kept.
 */
function* reductions(original) {
    yield original;
    const { savedReport } = original;
    const record = withPlans(withHistory(original, 20), 6);
    yield record;
    const textless = savedReport === undefined ? record : { ...record, savedReport: { atMs: savedReport.atMs, report: null } };
    yield textless;
    const withoutFailures = (0,state_record/* mapRequests */.zo)(withPlans(withHistory(textless, 8), 2), ({ holds, jobs }) => ({
        holds,
        jobs: jobs.filter(isEssential),
    }));
    yield withoutFailures;
    const minimal = (0,state_record/* mapRequests */.zo)(withoutFailures, ({ holds, jobs }) => ({ holds: holds.filter(isAtWork), jobs }));
    yield minimal;
    yield withHistory(minimal, 0);
}
const withHistory = (record, maxEntries) => ({
    ...record,
    history: record.history && (0,state_history/* limitHistory */._0)(record.history, maxEntries),
});
const withPlans = (record, maxPlans) => ({
    ...record,
    shownPlans: record.shownPlans && (0,shown_plans/* limitPlans */.eW)(record.shownPlans, maxPlans),
});
const isEssential = ({ isUnfinished, outputModel }) => isUnfinished || outputModel !== undefined;
const isAtWork = ({ leaseExpiresAtMs, submissionStartedAtMs }) => leaseExpiresAtMs > 0 || submissionStartedAtMs !== undefined;


/***/ }),

/***/ 3685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A4: () => (/* binding */ asUnsigned),
/* harmony export */   E5: () => (/* binding */ serviceOfKey),
/* harmony export */   Rh: () => (/* binding */ findRequest),
/* harmony export */   U4: () => (/* binding */ isNewer),
/* harmony export */   VZ: () => (/* binding */ isNewerRun),
/* harmony export */   b7: () => (/* binding */ runsOfOwner),
/* harmony export */   hj: () => (/* binding */ digestOfKey),
/* harmony export */   lq: () => (/* binding */ requestKey),
/* harmony export */   lz: () => (/* binding */ selectRequests),
/* harmony export */   n6: () => (/* binding */ compareText),
/* harmony export */   qB: () => (/* binding */ compareRuns),
/* harmony export */   sU: () => (/* binding */ EMPTY_RECORD),
/* harmony export */   ui: () => (/* binding */ isUnfinished),
/* harmony export */   xJ: () => (/* binding */ commitAskedFor),
/* harmony export */   zo: () => (/* binding */ mapRequests)
/* harmony export */ });
/* unused harmony export isRecordedJob */
/* harmony import */ var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8433);


const EMPTY_RECORD = { requests: {}, ambiguousOwners: [] };
const EMPTY_REQUEST = { holds: [], jobs: [] };
/** Identifies a request at a service. `service`: origin and prefix of its URL. */
function requestKey(digest, service) {
    return `${digest} ${service}`;
}
function digestOfKey(key) {
    return key.split(' ')[0] ?? '';
}
function serviceOfKey(key) {
    return key.slice(key.indexOf(' ') + 1);
}
function findRequest({ requests }, key) {
    return (Object.hasOwn(requests, key) ? requests[key] : undefined) ?? EMPTY_REQUEST;
}
/** What a record says about some requests, and nothing else. */
function selectRequests(record, keys) {
    const requests = Object.fromEntries(keys.map((key) => [key, findRequest(record, key)]));
    return { requests, ambiguousOwners: [] };
}
function mapRequests(record, change) {
    const requests = Object.entries(record.requests).map(([key, request]) => [
        key,
        change(request),
    ]);
    return { ...record, requests: Object.fromEntries(requests) };
}
/** Whether a run started after another, or is a later attempt of it. */
function isNewer(run, other) {
    return compareRuns(run, other) > 0;
}
/** Whether another run started after this one. Attempts of one run are the same run. */
function isNewerRun(run, other) {
    return run.id !== other.id && isNewer(run, other);
}
function compareRuns(a, b) {
    return a.id.length - b.id.length || compareText(a.id, b.id) || a.attempt - b.attempt;
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
/** The runs of an owner, newest first. Only signed holds count. */
function runsOfOwner(record, owner) {
    const byId = new Map();
    for (const { holds } of Object.values(record.requests)) {
        for (const { run, owner: other, isUnsigned } of holds) {
            if (other !== owner || isUnsigned === true)
                continue;
            const known = byId.get(run.id);
            if (known === undefined || isNewer(run, known))
                byId.set(run.id, run);
        }
    }
    return [...byId.values()].sort((a, b) => compareRuns(b, a));
}
/** The commit for which a run of an owner asks for a request; undefined if it does not ask for it. */
function commitAskedFor({ holds }, owner, { id }) {
    return holds.find((hold) => hold.owner === owner && hold.run.id === id && hold.isUnsigned !== true)?.commit;
}
/**
 * Whether the end of the job is still to be reported. A step may be killed before it reports it, or leave it to a newer
 * run. A succeeded job is unfinished until it names its model.
 */
function isUnfinished(job, outcome) {
    const current = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .currentOutcome */ ._P)(job);
    if (outcome === undefined)
        return true;
    if (outcome === 'superseded')
        return current !== 'cancelled';
    return outcome !== 'failed' && current === 'running';
}
/** Marks everything in a record as unsigned, and drops the history and what only a signed record can say. */
function asUnsigned({ requests }) {
    return mapRequests({ requests, ambiguousOwners: [] }, ({ holds, jobs }) => ({
        holds: holds.map((hold) => ({ ...hold, isUnsigned: true })),
        jobs: jobs.map(({ id, owner, run, atMs, isUnfinished: isOpen }) => ({
            id,
            owner,
            run,
            atMs,
            isUnfinished: isOpen,
            provenance: 'unsigned',
        })),
    }));
}
/** Whether a job is the recorded one: the same id and, as far as both are known, the same creation time. */
function isRecordedJob({ id, createdAtS }, job) {
    if (job.id !== id)
        return false;
    const differenceS = Math.abs((createdAtS ?? job.createdAt ?? 0) - (job.createdAt ?? createdAtS ?? 0));
    return differenceS <= CLOCK_MARGIN_S;
}


/***/ }),

/***/ 6547:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ runStateFields)
/* harmony export */ });
/* harmony import */ var _codec_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9432);
/* harmony import */ var _job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7683);


const fileLocation = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    input: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('i', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .nothing */ .s6),
    file: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('f', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    line: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('l', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    column: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('c', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
});
const specName = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ file: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('f', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq), label: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('n', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq) });
const inputLocation = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    input: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('i', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)({ set: true })),
    line: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('l', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    specs: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('s', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(specName)),
});
const diagnostic = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    level: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('v', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)({ error: true, warning: true })),
    location: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('at', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KC)(({ input }) => input ?? 'file', {
        set: inputLocation,
        file: fileLocation,
    })),
    field: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('p', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    message: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('m', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
});
const runContext = (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    repository: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('repo', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    serverUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('url', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    commit: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('sha', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    actor: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('by', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    runId: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('run', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    runNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('nth', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    runAttempt: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('try', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    logUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('log', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    workflowPath: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('flow', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    issueNumber: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('no', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    matrixLabel: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('leg', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    jobUrlTemplate: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('page', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    helpUrl: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)('help', _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
});
const runStateFields = {
    states: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('jobs', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(_job_state_codec_js__WEBPACK_IMPORTED_MODULE_1__/* .jobState */ .d)),
    diagnostics: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('problems', (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(diagnostic)),
    context: (0,_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)('ctx', runContext),
};


/***/ }),

/***/ 5418:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dh: () => (/* binding */ closePlans),
/* harmony export */   MP: () => (/* binding */ mergeShownPlans),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   d0: () => (/* binding */ endEditedPlans),
/* harmony export */   eW: () => (/* binding */ limitPlans),
/* harmony export */   tN: () => (/* binding */ showPlan)
/* harmony export */ });
/* unused harmony exports CHANGE_GRACE_MS, shortCommit, asksFor, isForgotten */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2794);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3685);



/** Whoever acts so soon after a plan appeared may not have seen it. */
const CHANGE_GRACE_MS = 60_000;
const MAX_PLANS = 30;
/** Hexadecimal digits: nobody can make two requests that agree in so many. */
const SHORT_DIGEST_LENGTH = 32;
/** The first 32 hexadecimal digits of a digest. */
function shortDigest(digest) {
    return digest.replace(/^v\d+-/, '').slice(0, SHORT_DIGEST_LENGTH);
}
/** 32 hexadecimal digits: nobody can make two commits that agree in so many. */
function shortCommit(commit) {
    return commit.slice(0, 32);
}
/** Whether the step of this plan asked for the request, shown or not. `digest`: shortened. */
function asksFor({ digests, hidden }, digest) {
    return digests.includes(digest) || hidden.includes(digest);
}
/** Records that the comment with this key is about to show a text. */
function showPlan(record, { digests, hidden, isPartial, commit, pusher }, { key, text, nowMs }) {
    const content = { key, digests: toShown(digests), hidden: toShown(hidden), isPartial };
    const plans = record.shownPlans ?? [];
    const current = plans.find((plan) => plan.untilMs === undefined && contentOf(plan) === contentOf(content));
    const next = {
        ...content,
        sinceMs: current?.sinceMs ?? nowMs,
        // Whoever pushes another commit with the same requests has not changed them.
        pushers: current?.pushers ?? (pusher === undefined ? [] : [pusher]),
        firstCommits: current?.firstCommits ?? [shortCommit(commit)],
        commits: union(current?.commits ?? [], [shortCommit(commit)]),
        textHash: hashText(text),
    };
    const others = plans.filter((plan) => plan !== current).map((plan) => close(plan, nowMs));
    return { ...record, shownPlans: limitPlans([...others, next]) };
}
/** Records that nobody can tell any more what the comment shows. */
function closePlans(record, nowMs) {
    return record.shownPlans === undefined
        ? record
        : { ...record, shownPlans: record.shownPlans.map((plan) => close(plan, nowMs)) };
}
/** A request may take so long, and the clocks may differ a little. */
const MAX_WRITE_MS = _timeouts_js__WEBPACK_IMPORTED_MODULE_1__/* .GITHUB_REQUEST_TIMEOUT_MS */ .bB + 5_000;
/**
 * Somebody may have edited a comment, and even restored it: then nobody knows since when it shows something else.
 * `updatedAtMs`: when GitHub says that it last changed, if known.
 */
function endEditedPlans(record, text, updatedAtMs = record.writtenAtMs) {
    const { shownPlans, writtenAtMs = Infinity } = record;
    if (shownPlans === undefined)
        return record;
    const isOurs = updatedAtMs === undefined || updatedAtMs <= writtenAtMs + MAX_WRITE_MS;
    const hash = hashText(text);
    const isIntact = ({ untilMs, textHash }) => untilMs !== undefined || (isOurs && textHash === hash);
    return {
        ...record,
        shownPlans: shownPlans.map((plan) => (isIntact(plan) ? plan : close(plan, plan.sinceMs))),
    };
}
/** Merges the plans of two comments, or of two versions of one. Commutative, associative and idempotent. */
function mergeShownPlans(a, b) {
    if (a === undefined || b === undefined)
        return a ?? b;
    const byKey = new Map();
    for (const plan of [...a, ...b]) {
        const key = JSON.stringify([plan.sinceMs, contentOf(plan)]);
        const known = byKey.get(key);
        byKey.set(key, known === undefined ? plan : mergePlan(known, plan));
    }
    return [...byKey.values()].sort(comparePlans);
}
function mergePlan(a, b) {
    const ends = [a, b].flatMap(({ untilMs }) => untilMs ?? []);
    const untilMs = ends.length === 0 ? undefined : Math.min(...ends);
    const [textHash] = [a, b].flatMap((plan) => plan.textHash ?? []).sort(_record_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6);
    return {
        ...a,
        untilMs,
        pushers: union(a.pushers, b.pushers),
        firstCommits: union(a.firstCommits, b.firstCommits),
        commits: union(a.commits, b.commits),
        textHash: untilMs === undefined ? textHash : undefined,
    };
}
function union(a, b) {
    return [...new Set([...a, ...b])].sort();
}
/**
 * Keeps the newest, oldest first. Of the others it keeps only who has pushed them, who then counts as a pusher of every
 * request.
 */
function limitPlans(plans, maxPlans = MAX_PLANS) {
    const sorted = plans.filter((plan) => !isForgotten(plan)).toSorted(comparePlans);
    const dropped = [...plans.filter(isForgotten), ...sorted.slice(0, -maxPlans)];
    const pushers = [...new Set(dropped.flatMap((plan) => plan.pushers))].sort();
    return [...(pushers.length > 0 ? [{ ...FORGOTTEN, pushers }] : []), ...sorted.slice(-maxPlans)];
}
function comparePlans(a, b) {
    return a.sinceMs - b.sinceMs || (0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(contentOf(a), contentOf(b));
}
/** Stands for all plans that were dropped. */
const FORGOTTEN = {
    key: '',
    digests: [],
    hidden: [],
    isPartial: true,
    sinceMs: 0,
    untilMs: 0,
    firstCommits: [],
    commits: [],
};
const isForgotten = ({ untilMs }) => untilMs === 0;
const toShown = (digests) => [...new Set(digests.map(shortDigest))].sort();
function close(plan, nowMs) {
    return plan.untilMs === undefined ? { ...plan, untilMs: nowMs, textHash: undefined } : plan;
}
const contentOf = ({ key, digests, hidden, isPartial }) => JSON.stringify([key, digests, hidden, isPartial]);
/** GitHub returns texts with the line ends that it got, but not always with the blanks around them. */
function hashText(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(text.replaceAll('\r\n', '\n').trim())
        .digest('hex')
        .slice(0, SHORT_DIGEST_LENGTH);
}


/***/ }),

/***/ 2794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D0: () => (/* binding */ LEASE_GRACE_MS),
/* harmony export */   Ic: () => (/* binding */ CLAIM_FENCE_MS),
/* harmony export */   JH: () => (/* binding */ SERVICE_REQUEST_TIMEOUT_MS),
/* harmony export */   Jq: () => (/* binding */ CLAIM_GRACE_MS),
/* harmony export */   ON: () => (/* binding */ NOT_FOUND_TIMEOUT_MS),
/* harmony export */   Ri: () => (/* binding */ SUBMISSION_LEASE_MS),
/* harmony export */   T2: () => (/* binding */ SEARCH_WINDOW_MS),
/* harmony export */   Tz: () => (/* binding */ POST_TIMEOUTS_MS),
/* harmony export */   YG: () => (/* binding */ MODEL_GRACE_MS),
/* harmony export */   bB: () => (/* binding */ GITHUB_REQUEST_TIMEOUT_MS),
/* harmony export */   cZ: () => (/* binding */ SUBMIT_REQUEST_TIMEOUT_MS),
/* harmony export */   gZ: () => (/* binding */ REFUSAL_TIMEOUT_MS),
/* harmony export */   hE: () => (/* binding */ RECORD_WRITE_TIMEOUT_MS),
/* harmony export */   l7: () => (/* binding */ FINAL_REPORT_TIMEOUT_MS),
/* harmony export */   n1: () => (/* binding */ JUST_CREATED_MS),
/* harmony export */   oL: () => (/* binding */ GITHUB_READ_TIMEOUT_MS),
/* harmony export */   qZ: () => (/* binding */ REPORT_INTERVAL_MS)
/* harmony export */ });
/* unused harmony exports SERVICE_OUTAGE_TIMEOUT_MS, READ_TIMEOUT_MS, LATE_CREATION_MS, SUPERSEDE_DELAY_MS, CANCEL_CONFIRM_TIMEOUT_MS, CANCEL_COMMAND_TIMEOUT_MS, SYNC_REQUEST_TIMEOUT_MS, SYNC_WRITE_INTERVAL_MS, NOTICE_SETTLE_MS, HOSTED_JOB_TIMEOUT_MS, STOP_TIMEOUT_MS */
// How long the action waits for what, in milliseconds. In one place, because the limits have to fit each other. Poll
// intervals, delays between retries, and the settle times that the claims of concurrent runs rely on are not limits of
// waiting: they are part of their algorithms, and next to them.
// Single requests, from DNS lookup to the last byte of the response
const SERVICE_REQUEST_TIMEOUT_MS = 30_000;
/** Long, because a timeout leaves it unknown whether the job was created. */
const SUBMIT_REQUEST_TIMEOUT_MS = 120_000;
/** Short, because reporting must not delay watching the job. */
const GITHUB_REQUEST_TIMEOUT_MS = 15_000;
// The service, including retries
/** An outage is survived for this long before a job exists, and before an obsolete job is left running. */
const SERVICE_OUTAGE_TIMEOUT_MS = 15 * 60_000;
/** A single read by `status`, `list` and `sync`. */
const READ_TIMEOUT_MS = 120_000;
/** A refusal, such as a 401, ends the watch of a job that was readable before only after this time. */
const REFUSAL_TIMEOUT_MS = SERVICE_OUTAGE_TIMEOUT_MS;
/** A job that is not found counts as lost only after this time. */
const NOT_FOUND_TIMEOUT_MS = 10 * 60_000;
/** A job that was accepted more recently may not be readable yet. */
const JUST_CREATED_MS = 120_000;
/** An accepted job may take this long to appear in the list. */
const SEARCH_WINDOW_MS = 300_000;
/** A service in trouble may create a job this long after it was asked to. A later one is somebody else's. */
const LATE_CREATION_MS = (/* unused pure expression or super */ null && (30 * 60_000));
/** After a job has succeeded, its output model may take this long. */
const MODEL_GRACE_MS = 120_000;
/** A job that is replaced is cancelled when its successor runs, or after this time. */
const SUPERSEDE_DELAY_MS = (/* unused pure expression or super */ null && (10 * 60_000));
/** The confirmation of a cancellation, where nobody waits for it alone. */
const CANCEL_CONFIRM_TIMEOUT_MS = 30_000;
/** The same for `command: cancel`. */
const CANCEL_COMMAND_TIMEOUT_MS = 60_000;
// GitHub, including retries
/** A read that decides about a submission, and each page that `sync` reads. As long as for the service: GitHub has limits, too. */
const GITHUB_READ_TIMEOUT_MS = SERVICE_OUTAGE_TIMEOUT_MS;
/** The record after a submission, which no longer decides about money. */
const RECORD_WRITE_TIMEOUT_MS = 30_000;
/** Each request of `sync` about one comment. */
const SYNC_REQUEST_TIMEOUT_MS = 60_000;
/** The longest `Retry-After` that the final report of a step waits for. */
const FINAL_REPORT_TIMEOUT_MS = 60_000;
// Writes to GitHub, which allows 500 an hour and asks for at least one second between two
/** Between reports of one step. GitHub also limits statuses to 1,000 per context. */
const REPORT_INTERVAL_MS = 30_000;
/** Between writes of `sync`. */
const SYNC_WRITE_INTERVAL_MS = 1_000;
/** After this time, a list of comments shows those that another sync has just created. */
const NOTICE_SETTLE_MS = 4_000;
// How long other runs wait for this one
/** How long the lease of a job outlasts the next heartbeat. */
const LEASE_GRACE_MS = 5 * 60_000;
/** The same for a claim, whose job is not known yet. */
const CLAIM_GRACE_MS = 2 * 60_000;
/** A step submits only if GitHub acknowledged its claim less than this ago: half of the shortest claim. */
const CLAIM_FENCE_MS = 90_000;
/** From announcing a submission in a commit status, which has no heartbeat, to recording its job. */
const SUBMISSION_LEASE_MS = 6 * 60_000;
// The end of a step
/** GitHub kills jobs on its hosted runners after 360 minutes, which would look like a cancelled workflow. */
const HOSTED_JOB_TIMEOUT_MS = (/* unused pure expression or super */ null && (350 * 60_000));
/**
 * How long a stopped step waits for the response to a submission, because it names the job. GitHub's runner sends SIGTERM
 * 7.5 s after SIGINT and kills 2.5 s later (actions/runner, ProcessInvoker.cs).
 */
const STOP_TIMEOUT_MS = 7_000;
/** Limits of the post step. GitHub gives a cancelled workflow 5 minutes for all remaining work. */
const POST_TIMEOUTS_MS = {
    /** All jobs together. */
    service: 120_000,
    /** The search for an unanswered submission. Leaves time to cancel the job that was found. */
    search: 75_000,
    cancelConfirm: 25_000,
    /** Reading who follows the jobs, announcing that they are cancelled, and reading again. */
    ownership: 15_000,
    /** The report is given up this long after the start, so that a GitHub that does not respond costs at most 60 s. */
    report: 55_000,
    /** What the report gets if the service has used up that time. */
    minReport: 15_000,
};


/***/ }),

/***/ 4942:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Qq: () => (/* binding */ HttpClient)
});

// UNUSED EXPORTS: Headers, HttpClientError, HttpClientResponse, HttpCodes, MediaTypes, getProxyUrl, isHttps

// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(8611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(5692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./scripts/bundle/unused-packages.js
var unused_packages = __nccwpck_require__(4421);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? unused_packages.httpsOverHttps : unused_packages.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? unused_packages.httpOverHttps : unused_packages.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new unused_packages.ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map

/***/ }),

/***/ 4421:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.r(__webpack_exports__);
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   JSONParse: () => (/* binding */ JSONParse),
/* harmony export */   JSONStringify: () => (/* binding */ JSONStringify),
/* harmony export */   ProxyAgent: () => (/* binding */ ProxyAgent),
/* harmony export */   fetch: () => (/* binding */ fetch),
/* harmony export */   getExecOutput: () => (/* binding */ getExecOutput),
/* harmony export */   httpOverHttp: () => (/* binding */ createAgent),
/* harmony export */   httpOverHttps: () => (/* binding */ createAgent),
/* harmony export */   httpsOverHttp: () => (/* binding */ createAgent),
/* harmony export */   httpsOverHttps: () => (/* binding */ createAgent)
/* harmony export */ });
// Replaces `undici`, `tunnel`, `@actions/exec` and `json-with-bigint` in the bundle (see `paths` in tsconfig.json).
//
// The toolkit imports undici and tunnel to send requests through a proxy, which src/network/ does, and exec to describe the platform,
// which nobody asks for. The real packages would add 1 MB, and 30 ms to every start. octokit imports json-with-bigint for
// numbers above 2^53, which GitHub's ids are not.

class ProxyAgent {}

function fetch() {
  throw new Error('undici is not part of the bundle')
}

function getExecOutput() {
  throw new Error('@actions/exec is not part of the bundle')
}

// Of tunnel. @actions/github creates an agent that nobody uses.
const createAgent = () => ({})



const JSONParse = (text) => JSON.parse(text)
const JSONStringify = (value) => JSON.stringify(value)


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(6756);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
