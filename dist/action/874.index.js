"use strict";
exports.id = 874;
exports.ids = [874];
exports.modules = {

/***/ 8874:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   githubApprovalReader: () => (/* binding */ githubApprovalReader)
/* harmony export */ });
/* harmony import */ var _policy_policy_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9886);
/* harmony import */ var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8174);
/* harmony import */ var _github_client_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9578);
/* harmony import */ var _payload_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1837);





/** Who approved what on one pull request. Gitea and Forgejo list no events, so this fails there. */
function githubApprovalReader(github, issueNumber) {
    const { repo } = github;
    const issue = { ...repo, issue_number: issueNumber, per_page: 100 };
    return {
        reviews: () => github.call('reading the reviews', 'pull requests', async (octokit) => {
            const options = { ...repo, pull_number: issueNumber, per_page: 100, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requestOptions */ .ag)() };
            const pages = await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .allPages */ .S4)(octokit, await octokit.rest.pulls.listReviews(options));
            return oldestFirst(pages.flatMap(toReview), ({ submittedAtMs }) => submittedAtMs);
        }),
        comments: () => github.call('reading the comments', 'comments', async (octokit) => {
            const first = await octokit.rest.issues.listComments({ ...issue, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requestOptions */ .ag)() });
            const comments = (await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .allPages */ .S4)(octokit, first)).flatMap(toComment);
            return oldestFirst(comments, ({ createdAtMs }) => createdAtMs);
        }),
        events: () => github.call('reading the events of the pull request', 'pull requests', async (octokit) => {
            const first = await octokit.rest.issues.listEvents({ ...issue, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requestOptions */ .ag)() });
            return oldestFirst((await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .allPages */ .S4)(octokit, first)).flatMap(toEvent), ({ atMs }) => atMs);
        }),
        roleOf: (login) => readRole(github, login),
        pushes: (branch) => listPushes(github, branch),
    };
}
/** Times are whole seconds. Within one, the lower id is the older. */
function oldestFirst(items, timeOf) {
    return items.toSorted((a, b) => timeOf(a) - timeOf(b) || a.id - b.id);
}
/** None if nobody can be named as the author, or if the review is not submitted yet. */
function toReview(value) {
    const id = requiredId(value, 'id');
    const author = accountAt(value, 'user');
    if (author === undefined || ((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .fK)(value, 'submitted_at') ?? null) === null)
        return [];
    // Gitea keeps the state of a dismissed review.
    const isDismissed = (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .fK)(value, 'dismissed') === true;
    const state = isDismissed ? 'DISMISSED' : requiredText(value, 'state');
    const submittedAtMs = requiredTime(value, 'submitted_at');
    return [{ id, author, state, submittedAtMs, url: (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(value, 'html_url'), isInsider: isInsider(value) }];
}
/** The associations that nobody can get without an invitation. */
const INSIDERS = ['OWNER', 'MEMBER', 'COLLABORATOR'];
const isInsider = (value) => INSIDERS.includes((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .fK)(value, 'author_association'));
/** None if nobody can be named as the author. */
function toComment(value) {
    const id = requiredId(value, 'id');
    const author = accountAt(value, 'user');
    if (author === undefined)
        return [];
    return [
        {
            id,
            author,
            body: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .stringAt */ .bX)(value, 'body') ?? '',
            createdAtMs: requiredTime(value, 'created_at'),
            updatedAtMs: requiredTime(value, 'updated_at'),
            url: (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(value, 'html_url'),
            isInsider: isInsider(value),
        },
    ];
}
/** Stands for deleted accounts, as on GitHub's pages. What they removed stays removed. */
const GHOST = { login: 'ghost', isBot: true };
/** None if the event has nothing to do with approvals. */
function toEvent(value) {
    const kind = requiredText(value, 'event');
    if (kind !== 'labeled' && kind !== 'unlabeled' && kind !== 'review_dismissed')
        return [];
    const actor = accountAt(value, 'actor') ?? GHOST;
    const common = { id: requiredId(value, 'id'), actor, atMs: requiredTime(value, 'created_at') };
    if (kind !== 'review_dismissed')
        return [{ ...common, kind, label: requiredText(value, 'label.name') }];
    return [
        {
            ...common,
            kind,
            reviewId: requiredId(value, 'dismissed_review.review_id'),
            previousState: requiredText(value, 'dismissed_review.state'),
            // GitHub names the commit exactly if it dismissed the review because of a push.
            isByPush: (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(value, 'dismissed_review.dismissal_commit_id') !== undefined,
        },
    ];
}
/** Of Gitea. */
const OWNER = 'owner';
async function readRole(github, login) {
    const refusals = [];
    const result = await github.call(`reading the role of ${login}`, 'pull requests', async ({ rest }) => {
        const options = { ...github.repo, username: login, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requestOptions */ .ag)() };
        try {
            return roleIn((await rest.repos.getCollaboratorPermissionLevel(options)).data);
        }
        catch (error) {
            // Not a person, or the token must not know.
            if (isRefusal(error, 'pull requests', [403, 404]))
                refusals.push(error);
            throw error;
        }
    }, 
    // The roles of others say nothing about this one.
    { resource: ` role of ${login}` });
    return isBelieved(result, refusals) ? NO_ROLE : result;
}
/** Only then a refusal is an answer: a single one may be a passing fault. */
function isBelieved(result, refusals) {
    return !result.ok && result.isPermanent && refusals.length > 0;
}
const NO_ROLE = { ok: true, value: undefined };
/** A custom role counts as the permission that it is based on. */
function roleIn(value) {
    const permission = (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .stringAt */ .bX)(value, 'permission');
    const roles = [(0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .stringAt */ .bX)(value, 'role_name'), permission === OWNER ? 'admin' : permission];
    // The API's `permission` has no `maintain` and no `triage`.
    const role = roles.find((each) => _policy_policy_js__WEBPACK_IMPORTED_MODULE_4__/* .ROLES */ .gg.some((known) => known === each));
    if (role === undefined && (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .stringAt */ .bX)(value, 'permission') !== 'none')
        throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .INVALID_RESPONSE */ .Gl);
    return role;
}
/** Of the newest branch with this name, which may be deleted. */
async function listPushes(github, branch) {
    if (github.isGitea)
        return NO_PUSHES;
    const ref = `refs/heads/${branch}`;
    const refusals = [];
    const result = await github.call('reading the pushes to the branch', 'pushes', async (octokit) => {
        const options = { ...github.repo, ref, per_page: 100, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requestOptions */ .ag)() };
        try {
            const activities = await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .allPages */ .S4)(octokit, await octokit.rest.repos.listActivities(options));
            return ofNewestBranch(activities.filter((activity) => requiredText(activity, 'ref') === ref));
        }
        catch (error) {
            // Older servers do not have this list, and a deleted branch has none.
            if (isRefusal(error, 'pushes', [404, 422]))
                refusals.push(error);
            throw error;
        }
    });
    return isBelieved(result, refusals) ? NO_PUSHES : result;
}
function ofNewestBranch(activities) {
    const newestFirst = activities
        .map((activity) => ({ push: toPush(activity), type: requiredText(activity, 'activity_type') }))
        .sort((a, b) => b.push.atMs - a.push.atMs);
    const isDeletion = ({ type }) => type === 'branch_deletion';
    const start = newestFirst.findIndex((each) => !isDeletion(each));
    const ofBranch = start < 0 ? [] : newestFirst.slice(start);
    const end = ofBranch.findIndex(isDeletion);
    return (end < 0 ? ofBranch : ofBranch.slice(0, end)).map(({ push }) => push);
}
const NO_PUSHES = { ok: true, value: [] };
function toPush(value) {
    return {
        author: accountAt(value, 'actor') ?? GHOST,
        commit: requiredText(value, 'after'),
        atMs: requiredTime(value, 'timestamp'),
    };
}
/** Whether GitHub refused the request with one of these statuses, other than for a rate limit. A proxy's page is none. */
function isRefusal(error, scope, statuses) {
    const call = { action: '', scope, timeoutMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_0__/* .GITHUB_REQUEST_TIMEOUT_MS */ .bB };
    return (statuses.some((status) => (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .fK)(error, 'status') === status) && (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .toGitHubError */ .L)(error, call).isPermanent);
}
/** Undefined for null: the account was deleted. GitHub marks bots by their type, and those of apps also by their name. */
function accountAt(value, path) {
    if ((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .fK)(value, path) === null)
        return undefined;
    const login = requiredText(value, `${path}.login`);
    // Gitea has no types.
    return { login, isBot: ((0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .stringAt */ .bX)(value, `${path}.type`) ?? 'User') !== 'User' || login.endsWith('[bot]') };
}
function requiredId(value, path) {
    return required((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .numberAt */ .tk)(value, path));
}
function requiredText(value, path) {
    return required((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(value, path));
}
function requiredTime(value, path) {
    return required((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__/* .timeAt */ .lC)(value, path));
}
function required(found) {
    if (found === undefined)
        throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_2__/* .INVALID_RESPONSE */ .Gl);
    return found;
}


/***/ }),

/***/ 9886:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CX: () => (/* binding */ POLICY_FILE),
/* harmony export */   Dm: () => (/* binding */ ACT_KINDS),
/* harmony export */   gg: () => (/* binding */ ROLES)
/* harmony export */ });
/** The policy is always read from here, so that no workflow can name another file. */
const POLICY_FILE = '.github/forge-policy.yml';
/** How somebody approves a job on its pull request. */
const ACT_KINDS = ['review', 'comment', 'label'];
/** From the most to the least powerful. Source: "Repository roles for an organization" in the documentation of GitHub. */
const ROLES = ['admin', 'maintain', 'write', 'triage', 'read'];


/***/ })

};
;