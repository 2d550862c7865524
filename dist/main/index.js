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

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

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

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

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

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 1623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ VERSION)
/* harmony export */ });
// generated by npm run generate from package.json
/** Version of this action, as in package.json. */
const VERSION = '0.1.0';


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

/***/ 5907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ missingSecretsReason)
/* harmony export */ });
/** Pull request events that get no secrets if the head is in a fork. */
const EVENTS_WITHOUT_SECRETS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];
/** Why a missing API key is expected for this event; undefined if it is an error. */
function missingSecretsReason({ name, pullRequest, isDependabot, action, }) {
    if (isDependabot)
        return 'dependabot';
    if (pullRequest === undefined)
        return undefined;
    if (EVENTS_WITHOUT_SECRETS.includes(name) && pullRequest.isFromFork)
        return 'fork';
    return action === 'closed' ? 'closed' : undefined;
}


/***/ }),

/***/ 4106:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U4: () => (/* binding */ digestRequest),
/* harmony export */   YI: () => (/* binding */ shortenDigest),
/* harmony export */   dj: () => (/* binding */ canonicalJson)
/* harmony export */ });
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
    return PREFIX + (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(canonicalJson(request)).digest('hex');
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
/* harmony export */   Dz: () => (/* binding */ locateField),
/* harmony export */   GS: () => (/* binding */ splitPointer),
/* harmony export */   Tb: () => (/* binding */ nearestNode),
/* harmony export */   Y2: () => (/* binding */ childPointer),
/* harmony export */   d3: () => (/* binding */ START),
/* harmony export */   pi: () => (/* binding */ isMapping)
/* harmony export */ });
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
/* harmony export */   Ol: () => (/* binding */ joinWithAnd),
/* harmony export */   bp: () => (/* binding */ describeValue),
/* harmony export */   cn: () => (/* binding */ fieldPath),
/* harmony export */   g$: () => (/* binding */ printable),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   k7: () => (/* binding */ firstInvisible),
/* harmony export */   ts: () => (/* binding */ escapeInvisible),
/* harmony export */   uy: () => (/* binding */ joinWithOr)
/* harmony export */ });
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
    const split = (0,_document_js__WEBPACK_IMPORTED_MODULE_0__/* .splitPointer */ .GS)(pointer);
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
/* harmony export */   Vl: () => (/* binding */ formatValuePair),
/* harmony export */   jV: () => (/* binding */ formatPath)
/* harmony export */ });
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

/***/ 3218:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ZA: () => (/* binding */ suggest),
/* harmony export */   vZ: () => (/* binding */ findTypos),
/* harmony export */   yS: () => (/* binding */ isSameName)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1916);

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
        edits: (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(normalized, normalize(candidate)),
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


/***/ }),

/***/ 6837:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ retryWithBackoff),
/* harmony export */   j: () => (/* binding */ backoffMs)
/* harmony export */ });
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


/***/ }),

/***/ 8871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ CLOCK_MARGIN_S)
/* harmony export */ });
/**
 * The services and GitHub report times in whole seconds, from several machines. So the same moment may seem to be this
 * much earlier or later.
 */
const CLOCK_MARGIN_S = 60;


/***/ }),

/***/ 570:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ isUuid),
/* harmony export */   e: () => (/* binding */ parseJobId)
/* harmony export */ });
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
/* harmony export */   Om: () => (/* binding */ worstOutcome),
/* harmony export */   Ou: () => (/* binding */ isUnsuccessful),
/* harmony export */   _P: () => (/* binding */ currentOutcome),
/* harmony export */   _n: () => (/* binding */ outcomeFor),
/* harmony export */   gd: () => (/* binding */ hasStarted),
/* harmony export */   im: () => (/* binding */ OUTCOMES),
/* harmony export */   xl: () => (/* binding */ parsePhase),
/* harmony export */   z: () => (/* binding */ outcomeNote)
/* harmony export */ });
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
/* harmony export */   MH: () => (/* binding */ fingerprintRequest),
/* harmony export */   Po: () => (/* binding */ isEmptyValue),
/* harmony export */   V4: () => (/* binding */ contradicts),
/* harmony export */   ZZ: () => (/* binding */ isIndistinguishable),
/* harmony export */   am: () => (/* binding */ isSameValue),
/* harmony export */   cV: () => (/* binding */ withoutAdjustable),
/* harmony export */   gc: () => (/* binding */ matchFingerprint),
/* harmony export */   h9: () => (/* binding */ isFullyEchoed)
/* harmony export */ });
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
/* harmony export */   LE: () => (/* binding */ mayFollow),
/* harmony export */   _4: () => (/* binding */ mayCancel),
/* harmony export */   "if": () => (/* binding */ verifiedProvenance),
/* harmony export */   pN: () => (/* binding */ PROVENANCES),
/* harmony export */   sI: () => (/* binding */ maySucceed)
/* harmony export */ });
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
    return isProven(provenance) || !(0,_match_request_js__WEBPACK_IMPORTED_MODULE_0__/* .contradicts */ .V4)(request, job);
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

/***/ 1219:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $W: () => (/* binding */ classifyListError),
/* harmony export */   L5: () => (/* binding */ retry),
/* harmony export */   Sm: () => (/* binding */ failureBudget),
/* harmony export */   TI: () => (/* binding */ classifySubmission),
/* harmony export */   XL: () => (/* binding */ isAboutKey),
/* harmony export */   b: () => (/* binding */ isBudgetExhausted),
/* harmony export */   c4: () => (/* binding */ isNotFound),
/* harmony export */   cC: () => (/* binding */ countFailure),
/* harmony export */   dg: () => (/* binding */ isTransient)
/* harmony export */ });
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2794);
/* harmony import */ var _backoff_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6837);
/* harmony import */ var _service_refusals_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8350);



/** Classifies a failed `create`. */
function classifySubmission(error) {
    return (0,_service_refusals_js__WEBPACK_IMPORTED_MODULE_1__/* .refusalOf */ .O)(error).submission;
}
/** Whether the refusal is about the key or the account, so that it applies to every request. */
function isAboutKey(error) {
    return (0,_service_refusals_js__WEBPACK_IMPORTED_MODULE_1__/* .refusalOf */ .O)(error).read === 'key-refused';
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
const REFUSED_BUDGET = { minFailures: 5, minDurationMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_0__/* .REFUSAL_TIMEOUT_MS */ .gZ };
/** A new job may not be readable on every server of the service yet. */
const NEW_JOB_BUDGET = { minFailures: 5, minDurationMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_0__/* .JUST_CREATED_MS */ .n1 };
/** A single 404 may be wrong about a job that still incurs costs, so it takes two. */
const RECORDED_JOB_BUDGET = { minFailures: 2, minDurationMs: 0 };
const KNOWN_JOB_BUDGET = { minFailures: 5, minDurationMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_0__/* .NOT_FOUND_TIMEOUT_MS */ .ON };
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
        return isNotFound(error) ? RECORDED_JOB_BUDGET : NO_BUDGET;
    if (error.status === 404)
        return readHistory === 'just-created' ? NEW_JOB_BUDGET : KNOWN_JOB_BUDGET;
    return REFUSED_BUDGET;
}
/** Whether the service does not know the job, or no longer. */
function isNotFound({ status }) {
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
    return (0,_service_refusals_js__WEBPACK_IMPORTED_MODULE_1__/* .refusalOf */ .O)(error).read === 'outage';
}
/**
 * Repeats an idempotent request until it succeeds, is refused or `untilMs` has passed. Returns the last result.
 */
function retry(request, readHistory, options) {
    let streak;
    const classify = ({ error }, nowMs) => {
        streak = countFailure(streak, error, nowMs);
        return isBudgetExhausted(streak, error, readHistory, nowMs) ? 'final' : (error.retryAfterMs ?? 0);
    };
    return (0,_backoff_js__WEBPACK_IMPORTED_MODULE_2__/* .retryWithBackoff */ .Z)(request, classify, options);
}


/***/ }),

/***/ 8350:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ refusalOf)
/* harmony export */ });
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
function refusalOf({ kind, status = 0, because, }) {
    if (kind === 'not-sent')
        return { submission: 'not-sent', read: 'outage' };
    if (kind !== 'http')
        return UNKNOWN_OUTAGE;
    const known = SERVICE_REFUSALS.find((row) => row.statuses.includes(status) && (row.because ?? because) === because);
    return known ?? (status < 300 || status >= 500 ? UNKNOWN_OUTAGE : UNKNOWN_REFUSAL);
}


/***/ }),

/***/ 9479:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _run_main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9782);
/* harmony import */ var _runtime_exit_signals_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8943);


// Hide dependency deprecation warnings; users cannot act on them.
process.noDeprecation = true;
// An early exit, for any reason, must fail the step.
process.exitCode = 1;
const exitSignals = (0,_runtime_exit_signals_js__WEBPACK_IMPORTED_MODULE_1__/* .listenForExit */ .f)(process);
if (await (0,_run_main_js__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(process.env, exitSignals))
    process.exitCode = 0;
(0,_runtime_exit_signals_js__WEBPACK_IMPORTED_MODULE_1__/* .flushAndExit */ .S)(process);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

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

/***/ 8569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ ICONS),
/* harmony export */   i: () => (/* binding */ displayState)
/* harmony export */ });
/* harmony import */ var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8433);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2772);
/* harmony import */ var _job_times_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7523);



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

/***/ 7523:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   q0: () => (/* binding */ phaseStartMs),
/* harmony export */   u2: () => (/* binding */ jobDurationMs),
/* harmony export */   x: () => (/* binding */ timeSpans)
/* harmony export */ });
/* harmony import */ var _jobs_clock_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8871);
/* harmony import */ var _jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8433);


/**
 * The statuses of a job one after the other, without gaps: every duration of a report is computed from these spans, so that
 * no two of them contradict each other. What we saw late gets the times that the service reports.
 */
function timeSpans({ timeline, job }, nowMs) {
    const hasEnded = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .isTerminal */ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePhase */ .xl)(job?.status));
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
    const isSeenLate = createdMs !== undefined && first.atMs - createdMs > _jobs_clock_js__WEBPACK_IMPORTED_MODULE_1__/* .CLOCK_MARGIN_S */ .e * 1000;
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
    const isSeen = (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .isTerminal */ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePhase */ .xl)(last.status));
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
    const isEndUnknown = last?.endMs === undefined && !(0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .isTerminal */ .Hd)((0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePhase */ .xl)(last?.status));
    if (last === undefined || isEndUnknown)
        return undefined;
    const startMs = spanStartMs(state, spans, 'running') ?? (isStartKnown(state) ? spans[0]?.startMs : undefined);
    return startMs === undefined ? undefined : (last.endMs ?? last.startMs) - startMs;
}
/** Since when the job has been in its phase; undefined if we saw it too late to know. */
function phaseStartMs(state, nowMs) {
    return spanStartMs(state, timeSpans(state, nowMs), (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePhase */ .xl)(state.job?.status));
}
function spanStartMs(state, spans, phase) {
    const index = spans.findIndex(({ status }) => status !== '' && (0,_jobs_job_status_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePhase */ .xl)(status) === phase);
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

/***/ 9961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ ReportWriter)
/* harmony export */ });
/* harmony import */ var _jobs_poll_schedule_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7000);
/* harmony import */ var _token_bucket_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5245);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2794);



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
    #tokenBucket = new _token_bucket_js__WEBPACK_IMPORTED_MODULE_1__/* .TokenBucket */ .q(_timeouts_js__WEBPACK_IMPORTED_MODULE_0__/* .REPORT_INTERVAL_MS */ .qZ);
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
        this.#finalDeadlineMs = clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_0__/* .FINAL_REPORT_TIMEOUT_MS */ .l7;
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
        const intervalMs = Math.min(maxMs, (0,_jobs_poll_schedule_js__WEBPACK_IMPORTED_MODULE_2__/* .heartbeatLogIntervalMs */ .yF)(ageMs));
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

/***/ 5245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ TokenBucket)
/* harmony export */ });
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

/***/ 9782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  V: () => (/* binding */ runMain)
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./build/commands/index.js
/** Each command is a separate chunk of the bundle, because a step needs only one. */
async function executeCommand(inputs, { createContext, createPlanContext }) {
    switch (inputs.command) {
        case 'run':
            return (await Promise.all(/* import() */[__nccwpck_require__.e(770), __nccwpck_require__.e(671), __nccwpck_require__.e(654), __nccwpck_require__.e(392), __nccwpck_require__.e(696)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6696))).run(inputs, createContext(inputs));
        case 'validate':
            return (await Promise.all(/* import() */[__nccwpck_require__.e(392), __nccwpck_require__.e(257)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7541))).validate(inputs, createPlanContext());
        case 'status':
            return (await Promise.all(/* import() */[__nccwpck_require__.e(770), __nccwpck_require__.e(897)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9897))).status(inputs, createContext(inputs));
        case 'wait':
            return (await Promise.all(/* import() */[__nccwpck_require__.e(770), __nccwpck_require__.e(671), __nccwpck_require__.e(246)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7246))).wait(inputs, createContext(inputs));
        case 'cancel':
            return (await Promise.all(/* import() */[__nccwpck_require__.e(770), __nccwpck_require__.e(553)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3553))).cancel(inputs, createContext(inputs));
        case 'list':
            return (await __nccwpck_require__.e(/* import() */ 635).then(__nccwpck_require__.bind(__nccwpck_require__, 4635))).list(createContext(inputs));
        case 'sync':
            return (await Promise.all(/* import() */[__nccwpck_require__.e(770), __nccwpck_require__.e(671), __nccwpck_require__.e(788), __nccwpck_require__.e(861)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3861))).sync(inputs, createContext(inputs));
    }
}
/** Commands that only read a job succeed whatever its state. The others succeed only if they reached their goal. */
const READ_OUTCOMES = ['failed', 'cancelled', 'running', 'submitted', 'succeeded'];
const SUCCESS_OUTCOMES = {
    // `valid`: the pull request is closed, or `only-changed` has skipped every spec.
    run: ['unapproved', 'submitted', 'succeeded', 'valid'],
    wait: ['succeeded'],
    validate: ['valid'],
    status: READ_OUTCOMES,
    list: READ_OUTCOMES,
    // A job that no longer exists is a valid result.
    sync: [...READ_OUTCOMES, 'unknown'],
    cancel: ['failed', 'cancelled', 'succeeded'],
};
/** Whether a step with this command and outcome succeeds. */
function isSuccess(command, outcome) {
    return outcome !== undefined && SUCCESS_OUTCOMES[command].includes(outcome);
}

// EXTERNAL MODULE: ./build/contract/version.gen.js
var version_gen = __nccwpck_require__(1623);
;// CONCATENATED MODULE: ./build/cancellation/stop-gate.js
/**
 * Stops what a step does. Once it is closed, everything that passes through it never settles, so that the command cannot
 * go on beside `post`.
 */
class StopGate {
    /** Resolves when `post` asks main to stop. */
    requested;
    #isStopRequested;
    #isClosed = false;
    #reportRequest = () => undefined;
    /**
     * `isStopRequested` is asked before each write: in a `container:` job, `post` may start while main still runs, because
     * no signal reaches it.
     */
    constructor(isStopRequested = () => false) {
        this.#isStopRequested = isStopRequested;
        this.requested = new Promise((resolve) => (this.#reportRequest = resolve));
    }
    get isClosed() {
        return this.#isClosed;
    }
    close() {
        this.#isClosed = true;
    }
    /** Resolves to the value, or never settles once closed. */
    unlessStopped(value) {
        return this.#isClosed ? NEVER_SETTLES : Promise.resolve(value);
    }
    /** Whether a request that changes something may be sent now. */
    mayWrite() {
        if (!this.#isClosed && this.#isStopRequested()) {
            this.close();
            this.#reportRequest();
        }
        return !this.#isClosed;
    }
}
/** For a call after the end: it keeps its caller from going on. */
const NEVER_SETTLES = new Promise(() => undefined);

;// CONCATENATED MODULE: ./build/cancellation/stoppable-api.js

/**
 * Forge API client that can be stopped. Once stopped, calls never settle. Only a `create` in flight still settles,
 * because its response names the job.
 */
class StoppableApi {
    #api;
    #gate;
    #pendingCreates = new Set();
    constructor(api, gate = new StopGate()) {
        this.#api = api;
        this.#gate = gate;
    }
    /** Stops all calls. Resolves when no `create` is in flight. */
    async stop() {
        this.#gate.close();
        await Promise.all(this.#pendingCreates);
    }
    /** Resolves to the value, or never settles once stopped. */
    unlessStopped(value) {
        return this.#gate.unlessStopped(value);
    }
    async create(request, idempotencyKey) {
        if (!this.#gate.mayWrite())
            return NEVER_SETTLES;
        const pendingCreate = this.#api.create(request, idempotencyKey);
        this.#pendingCreates.add(pendingCreate);
        const result = await pendingCreate;
        this.#pendingCreates.delete(pendingCreate);
        return result;
    }
    get(id) {
        return this.#call(() => this.#api.get(id));
    }
    list(page, pageSize) {
        return this.#call(() => this.#api.list(page, pageSize));
    }
    cancel(id) {
        return this.#gate.mayWrite() ? this.#call(() => this.#api.cancel(id)) : NEVER_SETTLES;
    }
    async #call(call) {
        if (this.#gate.isClosed)
            return NEVER_SETTLES;
        return this.unlessStopped(await call());
    }
}

// EXTERNAL MODULE: ./build/github/payload.js
var github_payload = __nccwpck_require__(7692);
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

// EXTERNAL MODULE: ./build/jobs/provenance.js
var jobs_provenance = __nccwpck_require__(9002);
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
const MAX_POST_STATE_BYTES = 24 * 1024;
const VERSION = 1;
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
const encodedPostState = (0,codec/* versioned */.iF)(VERSION, (0,codec/* object */.Ik)({
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
    return (0,pack/* packFirstThatFits */.N)(reductions(postState), encode, limits) ?? '';
}
/** Undefined if the text is not an encoded state. */
function decodePostState(packed) {
    const encoded = encodedPostState.decode(unpack(packed));
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
const isUnproven = ({ provenance }) => provenance !== undefined && !(0,jobs_provenance/* mayCancel */._4)(provenance);
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

// EXTERNAL MODULE: ./build/jobs/job-id.js
var job_id = __nccwpck_require__(570);
// EXTERNAL MODULE: ./build/network/loopback.js
var loopback = __nccwpck_require__(6964);
// EXTERNAL MODULE: ./build/job-spec/suggest.js
var suggest = __nccwpck_require__(3218);
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
        const [typo, ...others] = (0,suggest/* findTypos */.vZ)(unquote(text ?? ''), allowed);
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
function parseReportInputs(parser) {
    const issueNumber = parser.optional('issue-number', () => parser.integer('issue-number', 1, Number.MAX_SAFE_INTEGER));
    const jobUrl = parser.optional('job-url', () => parser.urlTemplate('job-url', '{id}'));
    const jobCheckRunId = parser.text('job-check-run-id') ?? '';
    return {
        comment: parser.boolean('comment'),
        commitStatus: parser.boolean('commit-status'),
        matrix: readMatrix(parser),
        specText: parser.lines('spec').join('\n'),
        githubToken: parser.text('github-token'),
        recordKey: report_inputs_parseRecordKey(parser),
        commentKey: parser.text('comment-key'),
        jobCheckRunId: /^\d+$/.test(jobCheckRunId) ? jobCheckRunId : undefined,
        issueNumber,
        jobUrl,
    };
}
/** The `matrix` context as JSON; `null` outside of a matrix. */
function readMatrix(parser) {
    return parser.text('matrix') ?? 'null';
}
function report_inputs_parseRecordKey(parser) {
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
const COMMANDS = ['run', 'validate', 'status', 'wait', 'cancel', 'list', 'sync'];
const WAIT_VALUES = {
    true: 'completed',
    started: 'started',
    false: 'none',
};
/** 5 days, GitHub's limit for a job on a self-hosted runner. */
const MAX_TIMEOUT_MINUTES = 5 * 24 * 60;
/** Parses and validates all inputs; reports all errors at once. Pure. */
function parseInputs(read, environment) {
    const parser = new input_parser_InputParser(read);
    const command = parseCommand(parser, environment);
    const report = parseReportInputs(parser);
    if (command !== undefined && parser.errors.length === 0)
        return { ok: true, command, report };
    return { ok: false, errors: parser.errors, manifest: command && manifestPath(command) };
}
/** Parses the inputs that are not saved for the post step. */
function parseSecrets(read, { environmentApiKey }) {
    const parser = new InputParser(read);
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

;// CONCATENATED MODULE: ./build/contract/inputs.gen.js
// generated by npm run generate from action.yml
/** The inputs of action.yml with their defaults, which may be expressions; empty if an input has none. */
const DECLARED_INPUTS = {
    "command": "run",
    "spec": "",
    "only-changed": "false",
    "set": "",
    "max-jobs": "10",
    "job-id": "",
    "api-key": "",
    "api-url": "https://api.mistral.ai",
    "wait": "true",
    "timeout-minutes": "350",
    "on-timeout": "leave",
    "on-cancel": "",
    "on-unknown": "fail",
    "on-superseded": "cancel",
    "reuse": "true",
    "allow-unknown-fields": "false",
    "github-token": "${{ github.token }}",
    "comment": "true",
    "commit-status": "false",
    "comment-key": "",
    "record-key": "",
    "issue-number": "",
    "job-url": "",
    "manifest": "",
    "dispatch-event": "",
    "notify": "false",
    "fail-on": "",
    "matrix": "${{ toJSON(matrix) }}",
    "strategy": "${{ toJSON(strategy) }}",
    "job-status": "${{ job.status }}",
    "job-check-run-id": "${{ job.check_run_id }}",
};

;// CONCATENATED MODULE: ./build/input-reader.js

/** Names the command in the actions that have only one: `validate/action.yml` and `sync/action.yml`. */
const FIXED_COMMAND = 'fixed-command';
/** The variable that a runner makes of an input. */
function inputVariable(name) {
    return `INPUT_${name.toUpperCase()}`;
}
/**
 * Wraps `read` for actions that declare fewer inputs than action.yml: one that the action does not declare has its
 * default from there, unless that is an expression.
 */
function createInputReader(environment, read) {
    return (name) => {
        const fixedCommand = name === 'command' ? read(FIXED_COMMAND).trim() : '';
        if (fixedCommand !== '')
            return fixedCommand;
        if (environment[inputVariable(name)] !== undefined)
            return read(name);
        const byDefault = DECLARED_INPUTS[name] ?? '';
        return byDefault.startsWith('${{') ? '' : byDefault;
    };
}

;// CONCATENATED MODULE: ./build/input-names.js






const PREFIX = inputVariable('');
/** Asks for a run that costs nothing, so it must not be ignored. */
const DRY_RUN = 'dry-run';
/** Shorter words resemble too many others. */
const MIN_WORD_LENGTH = 4;
/**
 * Finds the inputs that the workflow sets although there are none of that name. The runner only warns about them, and the
 * step would submit with the defaults. A name without a hyphen may come from the environment of another action, so it
 * counts only if it is near a declared one and has a value.
 */
function findUndeclaredInputs(environment) {
    const declared = Object.keys(DECLARED_INPUTS);
    const variables = new Set([...declared, FIXED_COMMAND].map(inputVariable));
    const others = Object.entries(environment)
        .filter(([variable]) => variable.startsWith(PREFIX) && !variables.has(variable))
        .map(([variable, value = '']) => {
        const name = variable.slice(PREFIX.length).toLowerCase();
        const advice = adviseOn(name, declared);
        const isOurs = name.includes('-') || (advice !== undefined && value.trim() !== '');
        if (!isOurs)
            return { name };
        return {
            name,
            message: `\`${name}\` is not an input of this action. ${advice ?? 'Remove it. docs/reference.md lists the inputs.'}`,
        };
    });
    return [...others, ...findOtherCommand(environment)];
}
/** In an action with one command, another one would be ignored, or would lack its inputs and its `post`. */
function findOtherCommand(environment) {
    const fixed = environment[inputVariable(FIXED_COMMAND)]?.trim() ?? '';
    const command = environment[inputVariable('command')]?.trim() ?? '';
    if (fixed === '' || command === '' || command === fixed)
        return [];
    const message = `\`command\` is not an input of this action, which always does \`${fixed}\`. For \`${command}\`, remove \`/${fixed}\` from its \`uses\`.`;
    return [{ name: 'command', message }];
}
function adviseOn(name, declared) {
    if ((0,suggest/* isSameName */.yS)(name, DRY_RUN))
        return 'To check the specs without submitting anything, set `command: validate`.';
    const near = findNearNames(name, declared);
    return near.length === 0 ? undefined : `Did you mean ${near.map((each) => `\`${each}\``).join(' or ')}?`;
}
/** The same letters or a typo; or else names of which one begins with the words of the other. */
function findNearNames(name, declared) {
    const typos = name.length < MIN_WORD_LENGTH ? [] : (0,suggest/* findTypos */.vZ)(name, declared);
    if (typos.length > 0)
        return typos;
    const words = name.replaceAll('_', '-');
    return declared.filter((each) => beginsWithWords(each, words) || beginsWithWords(words, each));
}
function beginsWithWords(name, words) {
    return words.length >= MIN_WORD_LENGTH && name.startsWith(`${words}-`);
}
const COMMENT_INPUTS = ['comment', 'comment-key', 'issue-number'];
/** What is read for every command, because it is part of every report, but has no effect on some. */
const WITHOUT_EFFECT = {
    run: [],
    validate: ['commit-status'],
    wait: ['spec', 'commit-status'],
    status: ['spec', 'commit-status', ...COMMENT_INPUTS],
    cancel: ['spec', 'commit-status', ...COMMENT_INPUTS],
    list: ['spec', 'commit-status', ...COMMENT_INPUTS],
    sync: ['spec', 'commit-status', 'matrix', ...COMMENT_INPUTS],
};
/** Messages about inputs that differ from their default although the command does not use them. */
function findUnusedInputs(read) {
    const command = COMMANDS.find((each) => each === read('command').trim());
    if (command === undefined)
        return [];
    // `run` and `validate` often share a step and differ only in the command. But `run` reads `job-id` only to refuse it.
    const ofRun = command === 'validate' ? inputsOf('run').filter((name) => name !== 'job-id') : [];
    const used = new Set([...inputsOf(command), ...ofRun]);
    return Object.entries(DECLARED_INPUTS)
        .filter(([name, byDefault]) => !used.has(name) && !byDefault.startsWith('${{'))
        .filter(([name, byDefault]) => !['', byDefault].includes(read(name).trim()))
        .map(([name]) => `\`${name}\` has no effect with \`command: ${command}\`. Remove it.`);
}
/** The inputs that have an effect on the command, with `command`. */
function inputsOf(command) {
    const names = new Set();
    const parser = new input_parser_InputParser((name) => {
        names.add(name);
        return name === 'command' ? command : '';
    });
    parseCommand(parser, {});
    parseReportInputs(parser);
    for (const name of WITHOUT_EFFECT[command])
        names.delete(name);
    return [...names];
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

;// CONCATENATED MODULE: ./build/cancellation/with-timeout.js
/** Resolves to undefined if the work takes longer. The work itself continues. */
async function withTimeout(timeoutMs, work, clock) {
    const done = new AbortController();
    const winner = await Promise.race([work, clock.sleep(timeoutMs, done.signal).then(() => undefined)]);
    done.abort();
    return winner;
}

// EXTERNAL MODULE: ./build/jobs/job-status.js
var job_status = __nccwpck_require__(8433);
// EXTERNAL MODULE: ./build/timeouts.js
var timeouts = __nccwpck_require__(2794);
;// CONCATENATED MODULE: ./build/cancellation/stop-run.js



/**
 * Stops the command and hands over to `post`, which alone knows whether the workflow was cancelled. Cancels and publishes
 * nothing. Resolves at once, or within 7 s while a submission is in flight.
 */
async function stopRun({ stoppableApi, clock, reporter }) {
    await withTimeout(timeouts/* STOP_TIMEOUT_MS */.e3, stoppableApi.stop(), clock);
    // The command reports the response before this continues.
    await clock.sleep(0);
    reporter.finishStopped(reporter.states.map((state) => ({
        ...state,
        outcome: outcomeWhenStopped(state, reporter.isSubmissionPending(state)),
    })));
}
/** What is known of a job when the step is stopped. It may end differently. */
function outcomeWhenStopped({ outcome, job, requestedId }, isPending) {
    if (outcome !== undefined)
        return outcome;
    if (job !== undefined)
        return (0,job_status/* currentOutcome */._P)(job);
    if (requestedId !== undefined)
        return 'running';
    return isPending ? 'unknown' : 'cancelled';
}

// EXTERNAL MODULE: ./build/jobs/clock.js
var clock = __nccwpck_require__(8871);
;// CONCATENATED MODULE: ./build/jobs/recent-baseline.js

/** The newest jobs as they were read for a claim, so that the submission need not read them again. */
class RecentBaseline {
    #last;
    set(page, readAtMs) {
        this.#last = { kind: 'read', page, readAtMs };
    }
    /** Only once, because the next submission has to know the job of the previous one, and not after a minute. */
    take(nowMs) {
        const last = this.#last;
        this.#last = undefined;
        return last === undefined || nowMs - last.readAtMs > clock/* CLOCK_MARGIN_S */.e * 1000 ? undefined : last;
    }
}

// EXTERNAL MODULE: ./build/jobs/poll-schedule.js
var poll_schedule = __nccwpck_require__(7000);
// EXTERNAL MODULE: ./build/jobs/retry.js
var retry = __nccwpck_require__(1219);
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
        if (result.ok || !(0,retry/* isTransient */.dg)(result.error)) {
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

;// CONCATENATED MODULE: ./build/jobs/result.js

/** The worst outcome of all states, unless the result overrides it; undefined if no state has one yet. */
function overallOutcome({ states, outcome, }) {
    if (outcome !== undefined)
        return outcome;
    const known = states.map(effectiveOutcome).filter((each) => each !== undefined);
    return known.length === 0 ? undefined : (0,job_status/* worstOutcome */.Om)(known);
}
/** A job without an outcome counts as running. */
function effectiveOutcome({ outcome, job }) {
    return outcome ?? (job ? 'running' : undefined);
}

;// CONCATENATED MODULE: ./build/outputs.js

const OUTPUT_NAMES = (/* unused pure expression or super */ null && ([
    'job-id',
    'status',
    'outcome',
    'output-model',
    'spec-digest',
    'reused',
    'job',
    'jobs',
    'jobs-file',
    'elapsed-seconds',
    'comment-url',
]));
/**
 * With several jobs, the outputs of a single job are empty, except `outcome`, which is the worst one. `writeJobs`: puts the
 * final `jobs` into a file, and returns its path.
 */
function formatOutputs(state, writeJobs = () => '') {
    const { states, elapsedMs, commentUrl } = state;
    const [singleState] = states.length === 1 ? states : [];
    const jobs = JSON.stringify(states.map(jobDetails));
    return {
        ...(singleState ? jobOutputs(singleState) : EMPTY_JOB_OUTPUTS),
        outcome: overallOutcome(state) ?? '',
        job: singleState?.job ? JSON.stringify(jobDetails(singleState)) : '',
        jobs,
        'jobs-file': writeJobs(jobs),
        'elapsed-seconds': String(Math.floor(elapsedMs / 1000)),
        'comment-url': commentUrl ?? '',
    };
}
const EMPTY_JOB_OUTPUTS = {
    'job-id': '',
    status: '',
    outcome: '',
    'output-model': '',
    'spec-digest': '',
    reused: '',
};
function jobOutputs(state) {
    const { spec, job } = state;
    const outcome = effectiveOutcome(state);
    return {
        'job-id': job?.id ?? state.requestedId ?? '',
        status: job?.status ?? '',
        outcome: outcome ?? '',
        // The model of a job that did not succeed must not be shipped.
        'output-model': outcome === 'succeeded' ? (job?.outputModel ?? '') : '',
        'spec-digest': spec?.digest ?? '',
        reused: String(state.isReused === true),
    };
}
function approvalDetails({ approval }) {
    if (approval === undefined)
        return {};
    return {
        'approved-by': approval.by,
        'approved-at': new Date(approval.atMs).toISOString(),
        'approval-url': approval.url,
    };
}
function jobDetails(state) {
    const { spec, job, requestedId, reportLocation } = state;
    return {
        spec: spec?.label ?? ((job ?? requestedId) && !reportLocation ? '' : state.label),
        ...jobOutputs(state),
        provenance: state.provenance,
        ...approvalDetails(state),
        'comment-url': reportLocation?.url,
        ...(job && {
            job_type: job.jobType,
            model_config: job.modelConfig,
            hyperparameters: job.hyperparameters,
            created_at: job.createdAt,
            modified_at: job.modifiedAt,
            reason: state.outcome === 'failed' ? job.reason : undefined,
        }),
    };
}

// EXTERNAL MODULE: ./build/runtime/files.js + 3 modules
var runtime_files = __nccwpck_require__(5525);
// EXTERNAL MODULE: ./build/runtime/system-clock.js + 1 modules
var system_clock = __nccwpck_require__(901);
;// CONCATENATED MODULE: ./build/runtime/hosted-runner.js



/** Deadline on the monotonic clock before GitHub's hosted runner kills the job; infinite on self-hosted runners. */
async function hostedRunnerDeadlineMs(env) {
    if (env['RUNNER_ENVIRONMENT'] !== 'github-hosted')
        return Infinity;
    // The runner writes the event file when the job starts.
    const jobStartedAtMs = await (0,runtime_files/* getModifiedAtMs */.vF)(env['GITHUB_EVENT_PATH']);
    if (jobStartedAtMs === undefined)
        return Infinity;
    return system_clock/* systemClock */.m.now() + timeouts/* HOSTED_JOB_TIMEOUT_MS */.pX - (system_clock/* systemClock */.m.wall() - jobStartedAtMs);
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./build/runtime/jobs-file.js



/** Far above what a step with thousands of jobs needs. */
const MAX_JOBS_FILE_BYTES = 64 * 1024 * 1024;
/**
 * Returns a function that writes the output `jobs` to a file in the runner's temporary folder, which later steps of the job
 * can read, also in a container. It resolves to the path, or to an empty text if there is no such folder or the file cannot
 * be written, which is only a warning. An unchanged text is not written again.
 */
function createJobsFile(temporaryFolder, runner) {
    if (!temporaryFolder)
        return () => '';
    const path = (0,external_node_path_.join)(temporaryFolder, `forge-training-job-${(0,external_node_crypto_.randomUUID)()}.json`);
    let last;
    return (jobs) => {
        if (last?.jobs === jobs)
            return last.path;
        const problem = tryWrite(path, runner.redact(jobs));
        if (problem !== undefined)
            runner.annotate('warning', `Could not write the file for the output \`jobs-file\`: ${problem}`);
        last = { jobs, path: problem === undefined ? path : '' };
        return last.path;
    };
}
/** Returns why the file could not be written. */
function tryWrite(path, text) {
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_JOBS_FILE_BYTES)
        return `it would have ${bytes} bytes, and may have ${MAX_JOBS_FILE_BYTES}`;
    try {
        (0,runtime_files/* replaceFileSync */.U0)(path, text);
        return undefined;
    }
    catch (error) {
        return error.message;
    }
}

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

// EXTERNAL MODULE: ./build/report/messages.js
var messages = __nccwpck_require__(5327);
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
function findNamedFields(message, spec, nodes) {
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
    const prefixes = keys.map((_, n) => keys.slice(0, n + 1).reduce(job_spec_document/* childPointer */.Y2, ''));
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
    const { overrideLine, valuePosition = job_spec_document/* START */.d3 } = node ?? {};
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
        return (0,job_spec_document/* isMapping */.pi)(value) ? value[key] : undefined;
    }, request);
}

// EXTERNAL MODULE: ./build/jobs/service-refusals.js
var service_refusals = __nccwpck_require__(8350);
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
const SUMMARY_FIELDS = ['job_type', 'base_model', 'training_steps'];
/** Logs the specs and all diagnostics. */
function logSpecs(log, states, diagnostics) {
    for (const override of (0,format/* formatOverrides */.b4)(states))
        log.info(`set  ${override}`);
    const { fields, values } = (0,varying_fields/* varyingFields */.s)(states);
    for (const { spec, label, ...rest } of states) {
        if (spec === undefined)
            continue;
        const details = fields.flatMap((field, index) => {
            const value = values.get(label)?.[index] ?? '';
            return value === '' || SUMMARY_FIELDS.includes(field) ? [] : [`${field} ${value}`];
        });
        const summary = [formatJobSummary({ spec, label, ...rest }), ...details].join(', ');
        log.info(`${label}  ${summary}  (digest ${(0,digest/* shortenDigest */.YI)(spec.digest, 8)})`);
    }
    logDiagnostics(log, diagnostics);
}
/** Logs diagnostics, the first ten of each level as annotations. */
function logDiagnostics(log, diagnostics) {
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
    const { jobType, baseModel, size } = (0,format/* summarizeJob */.Zw)(state);
    return [`${jobType}${baseModel === undefined ? '' : ` of ${baseModel}`}`, ...size].join(', ');
}
/** Logs the result of a submission: the job id and how to resume or cancel, or the error. */
function logSubmission(log, state, { wallMs, isOneOfMany }) {
    const { job, error } = state;
    const name = isOneOfMany ? `${state.label}  ` : '';
    if (job !== undefined) {
        log.info(`${name}${state.isReused ? 'follows job' : 'submitted as'} ${job.id}`);
        if (!(0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(job.status))) {
            log.info(`  to resume  command: wait    job-id: ${job.id}`);
            log.info(`  to cancel  command: cancel  job-id: ${job.id}`);
        }
        for (const note of state.notes.map(messages/* renderNote */.N)) {
            if (state.isReused)
                log.info(`${name}${note}`);
            else
                log.annotate('warning', `${name}${note}`);
        }
        log.info(`${(0,format/* formatTime */.fU)(wallMs)}  ${name}${job.status ?? 'no status yet'}`);
    }
    else if (error !== undefined && isOneOfMany) {
        // The error of a single job is logged as the result of the step.
        log.info(`${name}not accepted: ${formatError(state)}`);
    }
}
function logSubmissionEvent(log, { kind, state, error, maxDurationMs }, { wallMs, isOneOfMany }) {
    const errorText = formatError({ ...state, error });
    const logLine = (text) => log.info(`${(0,format/* formatTime */.fU)(wallMs)}  ${isOneOfMany ? `${state.label}  ` : ''}${text}`);
    switch (kind) {
        case 'retrying':
            return logLine(`cannot submit (${errorText}): retrying for up to ${(0,format/* formatDuration */.a3)(maxDurationMs)}, nothing was submitted yet`);
        case 'list-unavailable':
            return log.annotate('warning', `The list of jobs cannot be read (${errorText}). The spec is submitted anyway, but if the response is lost, the job cannot be found again.`);
        case 'recovering':
            return logLine(`no usable response to the submission (${errorText})${maxDurationMs === 0 ? '' : `: not sent again, looking for the job in the list for up to ${(0,format/* formatDuration */.a3)(maxDurationMs)}`}`);
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
function logWatchEvent(log, event, { wallMs, isOneOfMany }) {
    const { state } = event;
    const isServiceWide = (event.kind === 'outage' || event.kind === 'recovered') && event.isServiceWide;
    const name = isOneOfMany && !isServiceWide ? `${state.label}  ` : '';
    const logLine = (text) => log.info(`${(0,format/* formatTime */.fU)(wallMs)}  ${name}${text}`);
    const status = state.job?.status ?? 'no status';
    switch (event.kind) {
        case 'changed': {
            const before = state.timeline.at(-2)?.status;
            return logLine(before === undefined
                ? status
                : `${status.padEnd(12)}  ${before} for ${(0,format/* formatDuration */.a3)(event.afterMs)}`);
        }
        case 'heartbeat':
            return logLine(`${status.padEnd(12)}  for ${(0,format/* formatDuration */.a3)(event.unchangedMs)}, next check in ${(0,format/* formatDuration */.a3)(event.nextPollInMs)}`);
        case 'outage':
            return logLine(`${FAILURES[(0,service_refusals/* refusalOf */.O)(event.error).read]} (${formatError({ ...state, error: event.error })}): retrying at most every 30 s for up to ${(0,format/* formatDuration */.a3)(event.remainingMs)}`);
        case 'recovered':
            return logLine(`the service is back after ${(0,format/* formatDuration */.a3)(event.afterMs)}`);
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
function logResult(log, state, isError, { wallMs, isOneOfMany, positions }) {
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
    const { headline } = (0,display_state/* displayState */.i)(state, { nowMs: wallMs });
    const reason = formatError(state) || (outcome === 'failed' ? (job?.reason ?? '') : '');
    const summary = endSentence(`${label}: ${headline}${reason === '' ? '' : `: ${reason}`}`);
    const named = positions ? findRefusedFields(state, positions) : [];
    const overrides = named.flatMap(({ field, location: { input, line } }) => input === undefined ? [] : [`${field} is from line ${line} of the input \`${input}\`.`]);
    const message = [summary, error?.hint ?? '', ...overrides, ...notes.map(messages/* renderNote */.N), resumeText(state)]
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
    const { submission, read } = (0,service_refusals/* refusalOf */.O)(error);
    const isAboutSpec = submission === 'refused' && read !== 'key-refused';
    return isAboutSpec ? findNamedFields(error.message, spec, nodes) : [];
}
function listingLine({ id, status = 'no status', outputModel = '' }) {
    return `${id}  ${status.padEnd(12)}  ${outputModel}`.trimEnd();
}
function resumeText({ job, outcome }) {
    const isFinished = (0,job_status/* isTerminal */.Hd)((0,job_status/* parsePhase */.xl)(job?.status)) || outcome === 'cancelled';
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
        this.#options.log.info(`${label === undefined ? '' : `${label}: `}${(0,messages/* renderNote */.N)(note)}`);
    }
    /** Writes a warning to the log and the run's page. */
    warn(note) {
        this.#options.log.annotate('warning', (0,messages/* renderNote */.N)(note));
    }
    error(note) {
        this.#options.log.annotate('error', (0,messages/* renderNote */.N)(note));
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
        const jobId = this.#hasWarnedAboutJobId ? undefined : idsOf(this.#states).find((id) => !(0,job_id/* isUuid */.O)(id));
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
        const { renderSummary } = await Promise.all(/* import() */[__nccwpck_require__.e(788), __nccwpck_require__.e(418)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7788));
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
const GREEN_OUTCOMES = ['unapproved', 'submitted', 'succeeded', 'valid'];
/** Whether this state is not the reason why the step fails. */
function isSuccessful({ outcome }) {
    return outcome !== undefined && GREEN_OUTCOMES.includes(outcome);
}

// EXTERNAL MODULE: ./build/github/secrets.js
var secrets = __nccwpck_require__(5907);
// EXTERNAL MODULE: ./build/state/github.js
var github = __nccwpck_require__(6743);
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

// EXTERNAL MODULE: ./build/state/retry-github.js
var retry_github = __nccwpck_require__(9546);
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

// EXTERNAL MODULE: ./build/user-agent.js
var user_agent = __nccwpck_require__(2257);
;// CONCATENATED MODULE: ./build/github-lookups.js








function createGitHubClient({ env, report, beforeWrite, persistsState, runner, findProxy, }) {
    const { githubToken } = report;
    const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
    if (!githubToken || !owner || !repo)
        return undefined;
    return new github_client/* GitHubClient */.jh({
        token: githubToken,
        apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
        userAgent: user_agent/* USER_AGENT */._,
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
    return persistsState ? (0,retry_github/* retryGitHub */.o)(find, retryOptions(options)) : find();
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
    return (0,retry_github/* retryGitHub */.o)(() => (0,github_repository/* getRepositoryId */.ci)(github), retryOptions(options));
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

// EXTERNAL MODULE: ./build/report/report-writer.js
var report_writer = __nccwpck_require__(9961);
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
    return github/* EMPTY_TOKEN */.Y;
}
/** The code that writes to GitHub is a separate chunk of the bundle, because many steps report only in log and summary. */
async function openReports(github, options, target, { context, holder, repositoryId, }) {
    const writes = context.issueNumber !== undefined || context.matrixLabel !== undefined;
    if (!github || repositoryId === undefined || !writes)
        return { reports: new report_writer/* ReportWriter */.a({ clock: system_clock/* systemClock */.m, sleepUnref: system_clock/* sleepUnref */.U }) };
    const { openReporting } = await Promise.all(/* import() */[__nccwpck_require__.e(671), __nccwpck_require__.e(788), __nccwpck_require__.e(385)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7385));
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

;// CONCATENATED MODULE: ./build/run-main.js




























/** Runs the command of the step. Resolves after the final report, with whether the step succeeds; never rejects. */
async function runMain(env, exitSignals) {
    const runner = createMaskedRunner(env);
    const eventFile = await (0,runtime_files/* readEventFile */.zh)(env['GITHUB_EVENT_PATH']);
    const event = parseEvent(env, eventFile.payload);
    const inputs = await readInputs(env, runner, event);
    if (!inputs.ok) {
        for (const error of inputs.errors)
            runner.annotate('error', error, undefined, 'Input');
        runner.setOutputs(formatOutputs({ states: [], outcome: 'invalid', elapsedMs: 0 }), true);
        return false;
    }
    const { command, report, findProxy } = inputs;
    if (command.command === 'run' && eventFile.error !== undefined)
        return refuseEvent(eventFile.error, runner);
    const host = isOnline(command) ? ` · ${new URL(command.apiUrl).host}` : '';
    runner.info(`Forge Training Job ${version_gen/* VERSION */.x} · ${command.command}${host}`);
    const warning = failFastWarning(command, runner.input('strategy'));
    if (warning !== undefined)
        runner.annotate('warning', warning);
    const startedMs = system_clock/* systemClock */.m.now();
    const holderId = (0,external_node_crypto_.randomUUID)();
    savePostState(command, runner, { holderId, jobIds: [] });
    const gate = new StopGate((0,runtime_files/* stopFileOf */.Oh)(holderId, env['RUNNER_TEMP']).exists);
    const beforeWrite = () => (gate.mayWrite() ? Promise.resolve() : NEVER_SETTLES);
    const needs = githubNeeds(command, startedMs);
    const created = createDependencies({
        ...{ env, event, report, runner, findProxy, holderId, beforeWrite },
        ...needs,
    });
    const dependencies = await Promise.race([created, exitSignals.stopped]);
    if (!dependencies) {
        runner.info('The step was stopped before anything was submitted.');
        runner.setOutputs(formatOutputs({ states: [], outcome: 'cancelled', elapsedMs: 0 }), true);
        return false;
    }
    const reporter = createReporter(inputs, dependencies, { env, runner, startedMs });
    const api = isOnline(command) ? await connect(command, findProxy, runner) : UNAVAILABLE_API;
    return withErrorBoundary({ env, runner, exitSignals, gate, reporter, dependencies, startedMs, api }, command);
}
/** Without the event it is unknown whose content this is, and which jobs exist for it. */
function refuseEvent(error, runner) {
    const message = `Nothing was submitted, because the event of this run cannot be read: ${error}. The runner writes it for every step. Run the workflow again; in a container, check that the folder of this file is mounted.`;
    runner.annotate('error', message);
    runner.setOutputs(formatOutputs({ states: [], outcome: 'refused', elapsedMs: 0 }), true);
    return false;
}
/**
 * Parses inputs and proxy variables, and checks the names of inputs and that the manifest can be written. Removes the
 * manifest of an earlier run. Reports all problems at once.
 */
async function readInputs(env, runner, event) {
    const read = createInputReader(env, (name) => runner.input(name));
    const inputs = parseInputs(read, {
        environmentApiKey: env['MISTRAL_API_KEY'],
        missingSecretsReason: (0,secrets/* missingSecretsReason */.W)(event),
    });
    const proxies = readProxySettings(env);
    const manifest = inputs.ok ? manifestPath(inputs.command) : inputs.manifest;
    const manifestWriter = await loadManifestWriter(manifest, env, runner);
    const errors = [
        ...reportNames(env, runner),
        ...[inputs, proxies].flatMap((each) => (each.ok ? [] : each.errors)),
        ...[(await manifestWriter?.validateTarget()) ?? []].flat(),
    ];
    for (const warning of findUnusedInputs(read))
        runner.annotate('warning', warning, undefined, 'Input');
    return inputs.ok && proxies.ok && errors.length === 0
        ? { ...inputs, findProxy: proxies.findProxy }
        : { ok: false, errors };
}
/** Returns the errors about inputs that do not exist. Other runners pass on variables of other actions, so there they warn. */
function reportNames(env, runner) {
    const undeclared = findUndeclaredInputs(env);
    const others = undeclared.filter(({ message }) => message === undefined).map(({ name }) => name);
    if (others.length > 0)
        runner.debug(`Not inputs of this action: ${others.join(', ')}`);
    const messages = undeclared.flatMap(({ message }) => message ?? []);
    if (isGitHubRunner(env))
        return messages;
    for (const message of messages)
        runner.annotate('warning', message, undefined, 'Input');
    return [];
}
const COMMENTING_COMMANDS = ['run', 'validate', 'wait'];
function githubNeeds(command, startedMs) {
    return {
        deadlineMs: isWatching(command) ? startedMs + command.timeoutMs : undefined,
        postsComment: COMMENTING_COMMANDS.includes(command.command),
        persistsState: command.command === 'run',
        isSync: command.command === 'sync',
        jobId: command.command === 'wait' ? command.jobId : undefined,
        apiKey: isOnline(command) ? command.apiKey : undefined,
        service: isOnline(command) ? command.apiUrl : undefined,
    };
}
async function withErrorBoundary(action, command) {
    const { runner, reporter } = action;
    try {
        return await raceWithSignals(command, action);
    }
    catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        runner.annotate('error', `The action itself failed: ${message}`);
        runner.debug(error instanceof Error ? (error.stack ?? '') : '');
        reporter.finishCrashed();
        return false;
    }
}
/** Executes the command until the step is stopped or the process crashes. */
async function raceWithSignals(command, action) {
    const { exitSignals, gate, reporter, api } = action;
    const stoppableApi = new StoppableApi(api, gate);
    let isStopping = false;
    const markStopping = () => void (isStopping = true);
    const stopped = async () => {
        await Promise.race([exitSignals.stopped.then(markStopping), gate.requested.then(markStopping)]);
        await stopRun({ stoppableApi, clock: system_clock/* systemClock */.m, reporter });
        return false;
    };
    const crashed = async () => {
        const reason = await exitSignals.crashed;
        // A stop in progress continues.
        if (isStopping)
            return NEVER_SETTLES;
        void stoppableApi.stop();
        throw reason;
    };
    return Promise.race([executeAndReport(command, stoppableApi, action), stopped(), crashed()]);
}
async function executeAndReport(command, stoppableApi, action) {
    const { env, exitSignals, reporter, dependencies, startedMs } = action;
    const runnerDeadlineMs = await hostedRunnerDeadlineMs(env);
    const files = (0,runtime_files/* workspaceFiles */.PZ)(workspaceRoot(env));
    const planContext = { files, reporter, clock: system_clock/* systemClock */.m, random: Math.random, ...dependencies.step };
    const executed = await executeCommand(command, {
        createPlanContext: () => ({ ...planContext, mayLackToken: true, deadlineMs: runnerDeadlineMs }),
        createContext: (inputs) => ({
            ...planContext,
            api: withSmallerPages(new ServiceGate(stoppableApi, system_clock/* systemClock */.m)),
            newIdempotencyKey: external_node_crypto_.randomUUID,
            recentBaseline: new RecentBaseline(),
            deadlineMs: Math.min(runnerDeadlineMs, isWatching(inputs) ? startedMs + inputs.timeoutMs : Infinity),
        }),
    });
    const result = await stoppableApi.unlessStopped(executed);
    const manifestWriter = await loadManifestWriter(manifestPath(command), env, action.runner);
    const isManifestWritten = (await manifestWriter?.write(result.states, dependencies.context)) !== false;
    const isGreen = isSuccess(command.command, overallOutcome(result)) && result.failsStep !== true;
    const isSuccessful = isManifestWritten && isGreen;
    await reporter.finish(result, isSuccessful);
    return isSuccessful && !action.runner.hasWriteFailed && !exitSignals.hasLogFailed();
}
const workspaceRoot = (env) => env['GITHUB_WORKSPACE'] ?? process.cwd();
/** Imports its module on demand: the bundle keeps it in a separate chunk. */
async function connect(inputs, findProxy, runner) {
    const { connectForgeApi } = await __nccwpck_require__.e(/* import() */ 750).then(__nccwpck_require__.bind(__nccwpck_require__, 4750));
    return connectForgeApi(inputs, findProxy, runner);
}
/** The same for the writer of the manifest, which most steps never load. */
async function loadManifestWriter(path, env, runner) {
    if (path === undefined || path === '')
        return undefined;
    const { createManifestWriter } = await __nccwpck_require__.e(/* import() */ 670).then(__nccwpck_require__.bind(__nccwpck_require__, 1670));
    return createManifestWriter(workspaceRoot(env), path, runner);
}
function createReporter({ command, report }, { context, reports, step, target }, { env, runner, startedMs }) {
    const { holderId } = step.holder;
    const writeJobs = createJobsFile(env['RUNNER_TEMP'], runner);
    const main = mainContextOf(command, report, target);
    return new Reporter({
        log: runner,
        clock: system_clock/* systemClock */.m,
        context,
        setOutputs: (state, isFinal) => runner.setOutputs(formatOutputs(state, isFinal ? writeJobs : undefined), isFinal),
        savePostState: main && ((progress) => savePostState(command, runner, { holderId, main, ...progress })),
        writeSummary: (markdown) => runner.writeSummary(markdown),
        publisher: reports,
        startedMs,
    });
}
/** Only commands that may leave a job have a post state. */
function savePostState(command, runner, postState) {
    if (!isWatching(command))
        return;
    runner.saveState(POST_STATE, encodePostState({ onCancel: command.onCancel, ...postState }, runner.redact));
}
function mainContextOf(command, { githubToken: _, recordKey: __, ...report }, target) {
    if (!isWatching(command))
        return undefined;
    const jobId = command.command === 'wait' ? command.jobId : undefined;
    return { apiUrl: command.apiUrl, jobId, report, ...target };
}
const rejectCall = () => Promise.reject(new Error('this command does not call the Forge API'));
const UNAVAILABLE_API = {
    create: rejectCall,
    get: rejectCall,
    list: rejectCall,
    cancel: rejectCall,
};


/***/ }),

/***/ 8943:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ flushAndExit),
/* harmony export */   f: () => (/* binding */ listenForExit)
/* harmony export */ });
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'];
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

/***/ 5525:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  vF: () => (/* binding */ getModifiedAtMs),
  FK: () => (/* binding */ isInside),
  zh: () => (/* binding */ readEventFile),
  Vh: () => (/* binding */ readJson),
  U0: () => (/* binding */ replaceFileSync),
  Oh: () => (/* binding */ stopFileOf),
  PZ: () => (/* binding */ workspaceFiles)
});

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: external "node:worker_threads"
const external_node_worker_threads_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");
;// CONCATENATED MODULE: ./build/runtime/glob-worker.js

/** Ample for a large repository on a slow disk. */
const GLOB_TIMEOUT_MS = 120_000;
const MAX_MEMORY_MB = 256;
/** CommonJS. Runs in the worker, whose thread a pattern can block for years. */
const WORKER_CODE = `
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
`;
/**
 * Lists the absolute paths below `root` that match a glob, without folders; undefined if that takes too much time or
 * memory, which a short pattern is enough for: braces multiply, and nested repetitions match in countless ways. In a
 * thread of its own, because Node compares names without a break, and the process must hear signals meanwhile.
 */
function globInWorker(root, pattern, timeoutMs = GLOB_TIMEOUT_MS) {
    return new Promise((resolve, reject) => {
        const resourceLimits = { maxOldGenerationSizeMb: MAX_MEMORY_MB };
        const worker = new external_node_worker_threads_namespaceObject.Worker(WORKER_CODE, {
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
            paths.push((0,external_node_path_.relative)(root, path).replaceAll(external_node_path_.sep, '/'));
    }
    return matches && paths;
}
async function isFileInside(root, path) {
    if (!isInside(root, path))
        return false;
    try {
        const real = await (0,promises_.realpath)(path);
        return isInside(await (0,promises_.realpath)(root), real) && (await (0,promises_.stat)(real)).isFile();
    }
    catch {
        return false;
    }
}
/** Whether `path` is `root` or below it. Compares names only; does not resolve links. */
function isInside(root, path) {
    const relativePath = (0,external_node_path_.relative)(root, path);
    return relativePath !== '..' && !relativePath.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(relativePath);
}
async function readInside(root, path, maxBytes) {
    const requested = (0,external_node_path_.resolve)(root, path);
    if (!isInside(root, requested))
        return { kind: 'outside' };
    try {
        const real = await (0,promises_.realpath)(requested);
        if (!isInside(await (0,promises_.realpath)(root), real))
            return { kind: 'outside' };
        return await readRegularFile(real, maxBytes);
    }
    catch (error) {
        return toReadError(error);
    }
}
async function identifyFile(root, path) {
    const requested = (0,external_node_path_.resolve)(root, path);
    if (!(await isFileInside(root, requested)))
        return undefined;
    try {
        // Windows has file ids of 64 bits. Some file systems have none and report 0.
        const { dev, ino } = await (0,promises_.stat)(requested, { bigint: true });
        return ino === 0n ? undefined : `${dev}:${ino}`;
    }
    catch {
        return undefined;
    }
}
async function readRegularFile(path, maxBytes) {
    const stats = await (0,promises_.stat)(path);
    if (stats.isDirectory())
        return { kind: 'directory' };
    if (!stats.isFile())
        return { kind: 'special' };
    const file = await (0,promises_.open)(path, SAFE_OPEN_FLAGS);
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
        const payload = JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
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
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
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
        return (await (0,promises_.stat)(path)).mtimeMs;
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
        (0,external_node_fs_namespaceObject.writeFileSync)(temporaryPath, text);
        (0,external_node_fs_namespaceObject.renameSync)(temporaryPath, path);
    }
    catch (error) {
        (0,external_node_fs_namespaceObject.rmSync)(temporaryPath, { force: true });
        throw error;
    }
}
/** In the folder that all steps of a workflow job share, also in a container. Works only where there is such a folder. */
function stopFileOf(holderId, temporaryFolder) {
    if (!temporaryFolder)
        return { exists: () => false, write: () => undefined };
    const path = (0,external_node_path_.join)(temporaryFolder, `forge-training-job-stop-${holderId}`);
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

/***/ 6743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ EMPTY_TOKEN)
/* harmony export */ });
/** Follows what cannot be read or written without a token. */
const EMPTY_TOKEN = 'the input `github-token` is empty. Remove the line, and the token of the workflow is used; or check the name of its secret.';


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

/***/ 9546:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ retryGitHub)
/* harmony export */ });
/* harmony import */ var _jobs_backoff_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6837);

/** Repeats a call to GitHub until it succeeds, fails permanently or `untilMs` has passed. Resolves to the last result. */
function retryGitHub(request, options) {
    return (0,_jobs_backoff_js__WEBPACK_IMPORTED_MODULE_0__/* .retryWithBackoff */ .Z)(request, ({ isPermanent, retryAfterMs = 0 }) => (isPermanent ? 'final' : retryAfterMs), options);
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

/***/ 2794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ SYNC_REQUEST_TIMEOUT_MS),
/* harmony export */   D0: () => (/* binding */ LEASE_GRACE_MS),
/* harmony export */   GV: () => (/* binding */ NOTICE_SETTLE_MS),
/* harmony export */   Ic: () => (/* binding */ CLAIM_FENCE_MS),
/* harmony export */   JH: () => (/* binding */ SERVICE_REQUEST_TIMEOUT_MS),
/* harmony export */   Jq: () => (/* binding */ CLAIM_GRACE_MS),
/* harmony export */   ON: () => (/* binding */ NOT_FOUND_TIMEOUT_MS),
/* harmony export */   Ri: () => (/* binding */ SUBMISSION_LEASE_MS),
/* harmony export */   T2: () => (/* binding */ SEARCH_WINDOW_MS),
/* harmony export */   WL: () => (/* binding */ READ_TIMEOUT_MS),
/* harmony export */   YG: () => (/* binding */ MODEL_GRACE_MS),
/* harmony export */   bB: () => (/* binding */ GITHUB_REQUEST_TIMEOUT_MS),
/* harmony export */   cZ: () => (/* binding */ SUBMIT_REQUEST_TIMEOUT_MS),
/* harmony export */   e3: () => (/* binding */ STOP_TIMEOUT_MS),
/* harmony export */   ec: () => (/* binding */ LATE_CREATION_MS),
/* harmony export */   gF: () => (/* binding */ SUPERSEDE_DELAY_MS),
/* harmony export */   gZ: () => (/* binding */ REFUSAL_TIMEOUT_MS),
/* harmony export */   hE: () => (/* binding */ RECORD_WRITE_TIMEOUT_MS),
/* harmony export */   l3: () => (/* binding */ SERVICE_OUTAGE_TIMEOUT_MS),
/* harmony export */   l7: () => (/* binding */ FINAL_REPORT_TIMEOUT_MS),
/* harmony export */   mR: () => (/* binding */ CANCEL_COMMAND_TIMEOUT_MS),
/* harmony export */   n1: () => (/* binding */ JUST_CREATED_MS),
/* harmony export */   oL: () => (/* binding */ GITHUB_READ_TIMEOUT_MS),
/* harmony export */   pX: () => (/* binding */ HOSTED_JOB_TIMEOUT_MS),
/* harmony export */   qZ: () => (/* binding */ REPORT_INTERVAL_MS),
/* harmony export */   rC: () => (/* binding */ SYNC_WRITE_INTERVAL_MS),
/* harmony export */   to: () => (/* binding */ CANCEL_CONFIRM_TIMEOUT_MS)
/* harmony export */ });
/* unused harmony export POST_TIMEOUTS_MS */
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
const LATE_CREATION_MS = 30 * 60_000;
/** After a job has succeeded, its output model may take this long. */
const MODEL_GRACE_MS = 120_000;
/** A job that is replaced is cancelled when its successor runs, or after this time. */
const SUPERSEDE_DELAY_MS = 10 * 60_000;
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
const HOSTED_JOB_TIMEOUT_MS = 350 * 60_000;
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

/***/ 2257:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ USER_AGENT)
/* harmony export */ });
/* harmony import */ var _contract_version_gen_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1623);

/** Of all requests, to the service and to GitHub. */
const USER_AGENT = `mistral-forge-action/${_contract_version_gen_js__WEBPACK_IMPORTED_MODULE_0__/* .VERSION */ .x}`;


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
/******/ var __webpack_exports__ = __nccwpck_require__(9479);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
