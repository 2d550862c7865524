"use strict";
exports.id = 874;
exports.ids = [874];
exports.modules = {

 8874:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
 __webpack_require__.d(__webpack_exports__, {
 githubApprovalReader: () => ( githubApprovalReader)
 });
 var _policy_policy_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9886);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
 var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8174);
 var _github_client_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9578);
 var _payload_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1837);





function githubApprovalReader(github, issueNumber) {
    const { repo } = github;
    const issue = { ...repo, issue_number: issueNumber, per_page: 100 };
    return {
        reviews: () => github.call('reading the reviews', 'pull requests', async (octokit) => {
            const options = { ...repo, pull_number: issueNumber, per_page: 100, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .ag)() };
            const pages = await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .S4)(octokit, await octokit.rest.pulls.listReviews(options));
            return oldestFirst(pages.flatMap(toReview), ({ submittedAtMs }) => submittedAtMs);
        }),
        comments: () => github.call('reading the comments', 'comments', async (octokit) => {
            const first = await octokit.rest.issues.listComments({ ...issue, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .ag)() });
            const comments = (await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .S4)(octokit, first)).flatMap(toComment);
            return oldestFirst(comments, ({ createdAtMs }) => createdAtMs);
        }),
        events: async () => {
            if (github.isGitea)
                return NO_EVENTS;
            return github.call('reading the events of the pull request', 'pull requests', async (octokit) => {
                const first = await octokit.rest.issues.listEvents({ ...issue, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .ag)() });
                return oldestFirst((await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .S4)(octokit, first)).flatMap(toEvent), ({ atMs }) => atMs);
            });
        },
        permissionOf: (login) => readPermission(github, login),
        pushes: (branch) => listPushes(github, branch),
        parentsOf: (commit) => listParents(github, commit),
    };
}
const NO_EVENTS = {
    ok: false,
    isNotFound: true,
    isPermanent: true,
    message: 'Gitea and Forgejo do not list who added a label. Set `by: [review, comment]` below `approval` in the policy.',
};
function oldestFirst(items, timeOf) {
    return items.toSorted((a, b) => timeOf(a) - timeOf(b) || a.id - b.id);
}
function toReview(value) {
    const id = requiredId(value, 'id');
    const author = accountAt(value, 'user');
    if (author === undefined || ((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .fK)(value, 'submitted_at') ?? null) === null)
        return [];
    const named = requiredText(value, 'state');
    const isGiteaRequest = named === 'REQUEST_CHANGES';
    const state = isGiteaRequest ? 'CHANGES_REQUESTED' : named;
    const submittedAtMs = requiredTime(value, 'submitted_at');
    const updatedAtMs = (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .lC)(value, 'updated_at');
    const [commit, url] = [(0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .$6)(value, 'commit_id'), (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .$6)(value, 'html_url')];
    const review = { id, author, state, submittedAtMs, commit, url, isInsider: isInsider(value) };
    if ((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .fK)(value, 'dismissed') === true)
        return [{ ...review, state: 'DISMISSED', dismissal: { previousState: state, atMs: updatedAtMs } }];
    return [isGiteaRequest ? { ...review, submittedAtMs: updatedAtMs ?? submittedAtMs } : review];
}
const INSIDERS = ['OWNER', 'MEMBER', 'COLLABORATOR'];
const isInsider = (value) => INSIDERS.includes((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .fK)(value, 'author_association'));
function toComment(value) {
    const id = requiredId(value, 'id');
    const author = accountAt(value, 'user');
    if (author === undefined)
        return [];
    return [
        {
            id,
            author,
            body: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .bX)(value, 'body') ?? '',
            createdAtMs: requiredTime(value, 'created_at'),
            updatedAtMs: requiredTime(value, 'updated_at'),
            url: (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .$6)(value, 'html_url'),
            isInsider: isInsider(value),
        },
    ];
}
const GHOST = { login: 'ghost', isBot: true };
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
            isByPush: (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .$6)(value, 'dismissed_review.dismissal_commit_id') !== undefined,
        },
    ];
}
const OWNER = 'owner';
async function readPermission(github, login) {
    const refusals = [];
    const result = await github.call(`reading the role of ${login}`, 'pull requests', async ({ rest }) => {
        const options = { ...github.repo, username: login, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .ag)() };
        try {
            const { data } = await rest.repos.getCollaboratorPermissionLevel(options);
            return { role: roleIn(data), id: (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .tk)(data, 'user.id') };
        }
        catch (error) {
            if (isRefusal(error, 'pull requests', [403, 404]))
                refusals.push(error);
            throw error;
        }
    }, 
    { resource: ` role of ${login}` });
    return isBelieved(result, refusals) ? NO_PERMISSION : result;
}
function isBelieved(result, refusals) {
    return !result.ok && result.isPermanent && refusals.length > 0;
}
const NO_PERMISSION = { ok: true, value: {} };
function roleIn(value) {
    const permission = (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .bX)(value, 'permission');
    const roles = [(0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .bX)(value, 'role_name'), permission === OWNER ? 'admin' : permission];
    const role = roles.find((each) => _policy_policy_js__WEBPACK_IMPORTED_MODULE_4__ .gg.some((known) => known === each));
    if (role === undefined && (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .bX)(value, 'permission') !== 'none')
        throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .Gl);
    return role;
}
async function listPushes(github, branch) {
    if (github.isGitea)
        return NO_PUSHES;
    const ref = `refs/heads/${branch}`;
    const refusals = [];
    const result = await github.call('reading the pushes to the branch', 'pushes', async (octokit) => {
        const options = { ...github.repo, ref, per_page: 100, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .ag)() };
        try {
            const activities = await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .S4)(octokit, await octokit.rest.repos.listActivities(options));
            const ofBranch = activities.filter((activity) => requiredText(activity, 'ref') === ref);
            return ofBranch.map(toPush).sort((a, b) => b.atMs - a.atMs);
        }
        catch (error) {
            if (isRefusal(error, 'pushes', [404, 422]))
                refusals.push(error);
            throw error;
        }
    });
    return isBelieved(result, refusals) ? NO_PUSHES : result;
}
function listParents(github, commit) {
    return github.call('reading the commit', 'contents', async ({ rest }) => {
        try {
            const { data } = await rest.git.getCommit({ ...github.repo, commit_sha: commit, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .ag)() });
            return (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .gT)(data, 'parents').map((parent) => requiredText(parent, 'sha'));
        }
        catch (error) {
            if ((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .fK)(error, 'status') === 404 || (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .fK)(error, 'status') === 422)
                return [];
            throw error;
        }
    });
}
const NO_PUSHES = { ok: true, value: [] };
function toPush(value) {
    const isDeletion = requiredText(value, 'activity_type') === 'branch_deletion';
    const commit = requiredText(value, 'after');
    return {
        author: accountAt(value, 'actor') ?? GHOST,
        ...(isDeletion ? {} : { commit }),
        atMs: requiredTime(value, 'timestamp'),
    };
}
function isRefusal(error, scope, statuses) {
    const call = { action: '', scope, timeoutMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ .bB };
    return (statuses.some((status) => (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .fK)(error, 'status') === status) && (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__ .L)(error, call).isPermanent);
}
function accountAt(value, path) {
    if ((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .fK)(value, path) === null)
        return undefined;
    const login = requiredText(value, `${path}.login`);
    const isBot = ((0,_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .bX)(value, `${path}.type`) ?? 'User') !== 'User' || login.endsWith('[bot]');
    return { login, id: (0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .tk)(value, `${path}.id`), isBot };
}
function requiredId(value, path) {
    return required((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .tk)(value, path));
}
function requiredText(value, path) {
    return required((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .$6)(value, path));
}
function requiredTime(value, path) {
    return required((0,_payload_js__WEBPACK_IMPORTED_MODULE_3__ .lC)(value, path));
}
function required(found) {
    if (found === undefined)
        throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_2__ .Gl);
    return found;
}


 }),

 9886:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 CX: () => ( POLICY_FILE),
 Dm: () => ( ACT_KINDS),
 gg: () => ( ROLES)
 });
const POLICY_FILE = '.github/forge-policy.yml';
const ACT_KINDS = ['review', 'comment', 'label'];
const ROLES = ['admin', 'maintain', 'write', 'triage', 'read'];


 })

};
;