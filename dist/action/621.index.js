"use strict";
exports.id = 621;
exports.ids = [621];
exports.modules = {

/***/ 8621:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _: () => (/* binding */ restEndpointMethods)
});

;// CONCATENATED MODULE: ./build/endpoints.js
const ENDPOINTS = [
    ["git","getTree","GET","/repos/{owner}/{repo}/git/trees/{tree_sha}"],
    ["issues","createComment","POST","/repos/{owner}/{repo}/issues/{issue_number}/comments"],
    ["issues","deleteComment","DELETE","/repos/{owner}/{repo}/issues/comments/{comment_id}"],
    ["issues","getComment","GET","/repos/{owner}/{repo}/issues/comments/{comment_id}"],
    ["issues","listComments","GET","/repos/{owner}/{repo}/issues/{issue_number}/comments"],
    ["issues","listCommentsForRepo","GET","/repos/{owner}/{repo}/issues/comments"],
    ["issues","listEvents","GET","/repos/{owner}/{repo}/issues/{issue_number}/events"],
    ["issues","updateComment","PATCH","/repos/{owner}/{repo}/issues/comments/{comment_id}"],
    ["pulls","get","GET","/repos/{owner}/{repo}/pulls/{pull_number}"],
    ["pulls","list","GET","/repos/{owner}/{repo}/pulls"],
    ["pulls","listReviews","GET","/repos/{owner}/{repo}/pulls/{pull_number}/reviews"],
    ["repos","compareCommitsWithBasehead","GET","/repos/{owner}/{repo}/compare/{basehead}"],
    ["repos","createCommitStatus","POST","/repos/{owner}/{repo}/statuses/{sha}"],
    ["repos","createDispatchEvent","POST","/repos/{owner}/{repo}/dispatches"],
    ["repos","get","GET","/repos/{owner}/{repo}"],
    ["repos","getCollaboratorPermissionLevel","GET","/repos/{owner}/{repo}/collaborators/{username}/permission"],
    ["repos","getContent","GET","/repos/{owner}/{repo}/contents/{path}"],
    ["repos","listActivities","GET","/repos/{owner}/{repo}/activity"],
    ["repos","listBranchesForHeadCommit","GET","/repos/{owner}/{repo}/commits/{commit_sha}/branches-where-head"],
    ["repos","listCommitStatusesForRef","GET","/repos/{owner}/{repo}/commits/{ref}/statuses"],
    ["repos","listPullRequestsAssociatedWithCommit","GET","/repos/{owner}/{repo}/commits/{commit_sha}/pulls"],
    ["users","getAuthenticated","GET","/user"],
]

;// CONCATENATED MODULE: ./scripts/bundle/rest-endpoint-methods.js
// Replaces `@octokit/plugin-rest-endpoint-methods` in the bundle (see `paths` in tsconfig.json), whose table of all endpoints has
// 96 kB. scripts/build.ts writes those in use to build/endpoints.js.


function restEndpointMethods(octokit) {
  const rest = {}
  for (const [scope, name, method, url] of ENDPOINTS) {
    rest[scope] ??= {}
    rest[scope][name] = octokit.request.defaults({ method, url })
  }
  return { rest }
}


/***/ })

};
;