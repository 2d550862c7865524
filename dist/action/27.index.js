"use strict";
exports.id = 27;
exports.ids = [27];
exports.modules = {

 2088:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 B: () => ( pusherOf),
 J: () => ( approvalSource)
 });
 var _github_report_target_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2638);
 var _github_repository_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7199);


function approvalSource(github, target, { serverUrl, repository, runId, runAttempt }, { event, report, env }) {
    const { isPullRequest, issueNumber } = target;
    const sender = startedBy(event, env);
    const sha = env['GITHUB_SHA'];
    const hasTestMerge = TEST_MERGE_EVENTS.includes(event.name);
    return {
        pullRequest: issueNumber !== undefined && isPullRequest
            ? {
                reader: lazyReader(github, issueNumber),
                fetch: () => (0,_github_repository_js__WEBPACK_IMPORTED_MODULE_1__ .T9)(github, issueNumber),
                hasComment: report.comment,
                hasPushList: !github.isGitea,
                isCheckoutUnproven: event.commit === undefined || (!hasTestMerge && event.commit !== sha),
            }
            : undefined,
        testMerge: hasTestMerge ? sha : undefined,
        pusher: pusherOf(event, target),
        dispatch: event.name === 'workflow_dispatch' && sender !== undefined
            ? {
                by: sender,
                atMs: github.time(),
                url: `${serverUrl}/${repository}/actions/runs/${runId}`,
                runId,
                runAttempt,
            }
            : undefined,
        permissionOf: (login) => lazyReader(github, issueNumber ?? 0).permissionOf(login),
    };
}
function pusherOf(event, target) {
    return (0,_github_report_target_js__WEBPACK_IMPORTED_MODULE_0__ .nV)(event, target) === undefined ? undefined : event.sender;
}
const TEST_MERGE_EVENTS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];
function lazyReader(github, issueNumber) {
    const open = async () => (await __webpack_require__.e( 874).then(__webpack_require__.bind(__webpack_require__, 8874))).githubApprovalReader(github, issueNumber);
    return {
        reviews: async () => (await open()).reviews(),
        comments: async () => (await open()).comments(),
        events: async () => (await open()).events(),
        permissionOf: async (login) => (await open()).permissionOf(login),
        pushes: async (branch) => (await open()).pushes(branch),
        parentsOf: async (commit) => (await open()).parentsOf(commit),
    };
}
function startedBy({ sender }, env) {
    if ((env['GITHUB_RUN_ATTEMPT'] ?? '1') === '1')
        return sender;
    const login = env['GITHUB_TRIGGERING_ACTOR'] ?? '';
    if (sender === undefined || login === '')
        return undefined;
    return { login, isBot: login.endsWith('[bot]') || (login === sender.login && sender.isBot) };
}


 }),

 7987:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  createDependencies: () => ( createDependencies)
});

var external_node_crypto_ = __webpack_require__(7598);
var decide_cleanup = __webpack_require__(9154);
var matrix = __webpack_require__(742);
var gitea = __webpack_require__(9521);
;

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
        logUrl: (0,gitea .N)(env['GITHUB_API_URL'] ?? '') ? runUrl : logUrl(runUrl, runAttempt, inputs),
        workflowPath: workflowPath(env, repository),
        issueNumber,
        jobUrlTemplate: inputs.jobUrl,
        helpUrl: helpUrl(env, serverUrl),
    };
}
function helpUrl(env, serverUrl) {
    const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
    return repository && ref
        ? `${serverUrl}/${repository}/blob/${encodeURI(ref)}/docs/troubleshooting.md`
        : undefined;
}
function logUrl(runUrl, runAttempt, { jobCheckRunId }) {
    return jobCheckRunId ? `${runUrl}/job/${jobCheckRunId}` : `${runUrl}/attempts/${runAttempt}`;
}
function workflowPath(env, repository) {
    const ref = env['GITHUB_WORKFLOW_REF'];
    if (ref)
        return ref.replace(/@refs\/.*$/, '').replace(`${repository}/`, '');
    return [env['GITHUB_WORKFLOW'], env['GITHUB_JOB']].filter(Boolean).join(' / ');
}

var report_target = __webpack_require__(2638);
var github_client = __webpack_require__(9578);
var payload = __webpack_require__(1837);
;


const CODEOWNERS_PATHS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
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
async function readPolicy(octokit, repository, path) {
    const end = path.lastIndexOf('/');
    const [folder, name] = [path.slice(0, end), path.slice(end + 1)];
    const listing = await readContent(octokit, repository, folder);
    const entries = Array.isArray(listing) ? namedEntries(listing) : undefined;
    if (listing !== undefined && entries === undefined) {
        if ((0,github_client .bX)(listing, 'type') === undefined)
            throw new Error(github_client .Gl);
        return { kind: 'unusable', message: `\`${folder}\` is not a folder` };
    }
    const entry = entries?.find((each) => each.name === name);
    if (entry !== undefined && entry.type !== 'file')
        return { kind: 'unusable', message: `it is a ${entry.type}, not a file` };
    const misnamed = entries?.find((each) => isNearName(each.name, name));
    if (entry === undefined && misnamed !== undefined)
        return { kind: 'unusable', message: `\`${folder}/${misnamed.name}\` must be named \`${name}\`` };
    if (entries !== undefined && entries.length > 0 && entries.length < 1_000 && entry === undefined)
        return { kind: 'none' };
    return readPolicyFile(octokit, repository, path, {
        isListed: entry !== undefined,
        isFolderMissing: listing === undefined,
    });
}
async function readPolicyFile(octokit, repository, path, { isListed, isFolderMissing }) {
    const file = await readContent(octokit, repository, path);
    if (file !== undefined) {
        if ((0,github_client .bX)(file, 'type') === undefined)
            throw new Error(github_client .Gl);
        const bytes = contentOf(file);
        return bytes === undefined
            ? { kind: 'unusable', message: 'it is not a file, or is larger than 1 MB' }
            : { kind: 'file', bytes, url: (0,github_client .bX)(file, 'html_url') };
    }
    if (isListed)
        throw new Error('it is listed, but not found');
    const root = (await octokit.rest.repos.getContent({ ...repository, path: '', ...(0,github_client .ag)() })).data;
    const names = Array.isArray(root) ? namedEntries(root)?.map((each) => each.name) : undefined;
    const folder = path.split('/')[0] ?? '';
    if (names === undefined || names.length === 0)
        throw new Error(github_client .Gl);
    if (isFolderMissing && names.includes(folder))
        throw new Error('its folder is listed, but not found');
    return { kind: 'none' };
}
function namedEntries(entries) {
    const named = entries.flatMap((entry) => {
        const name = (0,github_client .bX)(entry, 'name');
        return name === undefined ? [] : [{ name, type: (0,github_client .bX)(entry, 'type') ?? 'special file' }];
    });
    return named.length === entries.length ? named : undefined;
}
function isNearName(name, wanted) {
    const normalize = (text) => text.toLowerCase().replace(/\.yaml$/, '.yml');
    return normalize(name) === normalize(wanted);
}
async function readContent(octokit, repository, path) {
    try {
        return (await octokit.rest.repos.getContent({ ...repository, path, ...(0,github_client .ag)() })).data;
    }
    catch (error) {
        if ((0,payload .fK)(error, 'status') === 404)
            return undefined;
        throw error;
    }
}
function contentOf(file) {
    const content = (0,github_client .bX)(file, 'encoding') === 'base64' ? (0,github_client .bX)(file, 'content') : undefined;
    return content === undefined ? undefined : Buffer.from(content, 'base64');
}

;



function branchFiles(github, ref, displayName = ref) {
    return {
        ref: displayName,
        listBlobIds: async () => {
            const result = await github.call(`listing the files on ${displayName}`, 'contents', async ({ rest }) => {
                const options = { ...github.repo, tree_sha: ref, recursive: 'true', ...(0,github_client .ag)() };
                const { data } = await rest.git.getTree(options);
                return (0,payload .fK)(data, 'truncated') === true ? undefined : blobIdsOf((0,payload .gT)(data, 'tree'));
            });
            return result.ok ? result.value : undefined;
        },
        read: async (path, { provesMissing } = { provesMissing: false }) => {
            const result = await github.call(`reading ${path} on ${displayName}`, 'contents', (octokit) => readFile(octokit, { ...github.repo, ref }, path, provesMissing));
            return result.ok ? result.value : { kind: 'unreadable', message: result.message, error: result };
        },
    };
}
function blobIdsOf(tree) {
    return new Map(tree.flatMap((entry) => {
        const [path, sha] = [(0,github_client .bX)(entry, 'path'), (0,github_client .bX)(entry, 'sha')];
        return path === undefined || sha === undefined ? [] : [[path, sha]];
    }));
}
async function readFile(octokit, branch, path, provesMissing) {
    const file = await readContent(octokit, branch, path);
    if (file === undefined) {
        if (provesMissing)
            await proveMissing(octokit, branch, path);
        return { kind: 'missing' };
    }
    if (!Array.isArray(file) && (0,github_client .bX)(file, 'type') === undefined)
        throw new Error(github_client .Gl);
    const bytes = contentOf(file);
    return bytes === undefined
        ? { kind: 'unreadable', message: 'it is not a file or is too large' }
        : { kind: 'file', bytes };
}
const MAX_ENTRIES = 1_000;
async function proveMissing(octokit, branch, path) {
    const end = path.lastIndexOf('/');
    const [folder, name] = [path.slice(0, Math.max(0, end)), path.slice(end + 1)];
    const listing = folder === ''
        ? (await octokit.rest.repos.getContent({ ...branch, path: '', ...(0,github_client .ag)() })).data
        : await readContent(octokit, branch, folder);
    if (listing === undefined)
        return proveMissing(octokit, branch, folder);
    if (!Array.isArray(listing) && (0,github_client .bX)(listing, 'type') !== undefined)
        return;
    const entries = Array.isArray(listing) ? namedEntries(listing) : undefined;
    if (entries === undefined)
        throw new Error(github_client .Gl);
    const isListed = entries.some((entry) => entry.name === name);
    if (isListed && entries.length < MAX_ENTRIES)
        throw new Error('it is listed, but not found');
}

var comments = __webpack_require__(8633);
var repository = __webpack_require__(7199);
;




const NEWEST_FIRST = { sort: 'updated', direction: 'desc', per_page: 100 };
const GITEA_PAGE_SIZE = 50;
function githubRepositoryClient(github, repositoryId) {
    const { repo } = github;
    return {
        repositoryId,
        viewerLogin: () => (0,comments .m)(github, 0).viewerLogin(),
        pullRequest: async (number) => {
            const result = await (0,repository .T9)(github, number);
            return !result.ok && result.isNotFound ? { ok: true, value: undefined } : result;
        },
        workflowRun: (id) => getWorkflowRun(github, id),
        isNewestFirst: !github.isGitea,
        dispatchProblem: github.isGitea
            ? 'Gitea and Forgejo have no `repository_dispatch` events. Leave `dispatch-event` empty; a scheduled workflow can read the outputs of this step instead.'
            : undefined,
        listComments: (page, sinceMs) => listComments(github, page, sinceMs),
        commentStore: (number) => (0,comments .m)(github, number),
        commitStatusStore: (commit) => (0,repository .hG)(github, commit),
        dispatch: ({ type, payload }) => github.call('sending the event', 'dispatches', async ({ rest }) => {
            const client_payload = { ...payload };
            const { status } = await rest.repos.createDispatchEvent({
                ...repo,
                event_type: type,
                client_payload,
                ...(0,github_client .ag)(),
            });
            if (status !== 204)
                throw new Error(github_client .Gl);
            return undefined;
        }),
    };
}
function listComments(github, page, sinceMs) {
    return github.call('reading the comments of the repository', 'comments', async ({ rest }) => {
        const { data, headers } = await rest.issues.listCommentsForRepo({
            ...github.repo,
            since: new Date(sinceMs).toISOString(),
            page,
            ...(github.isGitea ? { limit: GITEA_PAGE_SIZE } : NEWEST_FIRST),
            ...(0,github_client .ag)(),
        });
        const comments = data;
        if (!Array.isArray(comments))
            throw new Error(github_client .Gl);
        const hasMore = github.isGitea
            ? hasMoreByCount(page, comments.length, headers['x-total-count'])
            : /rel="next"/.test(headers.link ?? '');
        return { comments: comments.map(toRepositoryComment), hasMore };
    });
}
async function getWorkflowRun(github, id) {
    if (github.isGitea)
        return { ok: true, value: undefined };
    const result = await github.call('reading the workflow run', 'actions', async ({ rest }) => {
        const { data } = await rest.actions.getWorkflowRun({
            ...github.repo,
            run_id: Number(id),
            ...(0,github_client .ag)(),
        });
        const run = data;
        const attempt = (0,payload .tk)(run, 'run_attempt');
        if (attempt === undefined)
            throw new Error(github_client .Gl);
        const wasCancelled = (0,github_client .bX)(run, 'conclusion') === 'cancelled';
        return { attempt, wasCancelled, updatedAtMs: (0,payload .lC)(run, 'updated_at') };
    });
    return !result.ok && result.isNotFound ? { ok: true, value: undefined } : result;
}
function hasMoreByCount(page, length, total) {
    const count = Number(total ?? Number.NaN);
    return length > 0 && (Number.isNaN(count) || page * length < count);
}
const URL_FIELDS = ['issue_url', 'pull_request_url', 'html_url'];
const NUMBER_IN_URL = /\/(?:issues|pulls?)\/(\d+)(?:#|$)/;
function toRepositoryComment(value) {
    const numbers = URL_FIELDS.map((field) => Number(NUMBER_IN_URL.exec((0,github_client .bX)(value, field) ?? '')?.[1]));
    const updatedAtMs = Date.parse((0,github_client .bX)(value, 'updated_at') ?? '');
    return {
        ...(0,comments .T)(value),
        number: numbers.find((number) => number > 0) ?? 0,
        updatedAtMs: Number.isNaN(updatedAtMs) ? 0 : updatedAtMs,
    };
}

var approval_source = __webpack_require__(2088);
var github = __webpack_require__(6866);
var retry_github = __webpack_require__(5875);
;
const MIN_REFUSALS = 3;
const MIN_REFUSED_MS = 30_000;
class RefusalHistory {
    #clock;
    #streaks = new Map();
    #readableScopes = new Set();
    constructor(clock) {
        this.#clock = clock;
    }
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

var system_clock = __webpack_require__(3932);
var timeouts = __webpack_require__(1363);
var user_agent = __webpack_require__(5632);
;









function createGitHubClient({ env, report, beforeWrite, persistsState, runner, findProxy, }) {
    const { githubToken } = report;
    const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
    if (!githubToken || !owner || !repo)
        return undefined;
    return new github_client .jh({
        token: githubToken,
        apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
        userAgent: user_agent ._,
        owner,
        repo,
        findProxy,
        clock: system_clock .m,
        beforeWrite,
        onLimit: ({ message }) => runner.info(`${message}. Until then the step waits with such requests.`),
        refusals: persistsState ? new RefusalHistory(system_clock .m) : undefined,
    });
}
function findReportTarget(github, options) {
    const { event, report, persistsState, mainTarget } = options;
    if (mainTarget !== undefined)
        return Promise.resolve({ ok: true, value: (0,report_target .Of)(mainTarget) });
    const pullRequests = {
        byNumber: (number) => (0,repository .T9)(github, number),
        byCommit: (sha) => (0,repository .v)(github, sha),
        byBranch: (owner, branch) => (0,repository .Iw)(github, owner, branch),
        isOnOwnBranch: (sha) => (0,repository .I1)(github, sha, event.defaultBranch),
    };
    const find = () => (0,report_target .im)(event, report.issueNumber, pullRequests, persistsState ? system_clock .m : undefined);
    return persistsState ? (0,retry_github .o)(find, retryOptions(options)) : find();
}
function retryOptions({ deadlineMs = Infinity }) {
    const untilMs = Math.min(deadlineMs, system_clock .m.now() + timeouts .oL);
    return { clock: system_clock .m, random: Math.random, untilMs };
}
async function findRepositoryId(github, options) {
    const { event, postsComment, persistsState, isSync } = options;
    const { id } = event.repository;
    if (id !== undefined)
        return { ok: true, value: id };
    if (github === undefined || !(postsComment || persistsState || isSync))
        return undefined;
    return (0,retry_github .o)(() => (0,repository .ci)(github), retryOptions(options));
}
function reportLookupErrors(lookups, options) {
    const { targetResult, repositoryId } = lookups;
    const { persistsState, isSync, runner } = options;
    const readsRecords = persistsState || isSync === true;
    const recordRefusal = findRecordRefusal(lookups, options);
    if (repositoryId?.ok === false) {
        if (readsRecords)
            return { recordRefusal, lookupError: repositoryId.message };
        runner.annotate('warning', `There is no comment, because the id of the repository is unknown: ${repositoryId.message}`);
    }
    if (targetResult?.ok !== false || recordRefusal !== undefined)
        return { recordRefusal };
    if (persistsState && !targetResult.isPermanent)
        return { lookupError: targetResult.message };
    warnNoReportTarget(targetResult.message, options);
    return {};
}
function findRecordRefusal({ target: { issueNumber }, targetResult }, { persistsState, report }) {
    if (!persistsState || !report.comment)
        return undefined;
    if (issueNumber !== undefined)
        return report.githubToken ? undefined : github .Y;
    if (targetResult?.ok !== false || !targetResult.isPermanent)
        return undefined;
    return `${targetResult.message.replace(/\.$/, '')}. ${NO_PULL_REQUEST_HINT}`;
}
const NO_PULL_REQUEST_HINT = 'The token needs `pull-requests: write`; with `comment: false` nothing is remembered, and every push trains again.';
function warnNoReportTarget(reason, { event, runner }) {
    const message = `Could not find the pull request to report on, so there is no comment: ${reason}`;
    if (event.pullRequestRef.kind === 'commit')
        runner.info(message);
    else
        runner.annotate('warning', message);
}

var owner = __webpack_require__(4174);
;

function stepOwner(env, workflowPath, { commentKey, specText, matrix }, subject) {
    const job = [env['GITHUB_JOB'] ?? '', callPath(env), matrix];
    const step = commentKey ?? givenStepId(env) ?? specText;
    return (0,owner .Vu)(workflowPath, [...job, step], subject);
}
function callPath(env) {
    const [, ...path] = (env['ACTIONS_ORCHESTRATION_ID'] ?? '').split('.');
    return path.slice(0, Math.max(0, path.lastIndexOf(env['GITHUB_JOB'] ?? ''))).join('.');
}
function givenStepId(env) {
    const id = env['GITHUB_ACTION'] ?? '';
    return id === '' || id.startsWith('__') || /^\d+$/.test(id) ? undefined : id;
}

var report_writer = __webpack_require__(8124);
;














async function createDependencies(options) {
    const { env, event, report } = options;
    const github = createGitHubClient(options);
    const targetResult = github && (options.postsComment || options.persistsState)
        ? await findReportTarget(github, options)
        : undefined;
    const target = targetResult?.ok ? targetResult.value : (0,report_target .sO)(event, report.issueNumber);
    const repositoryId = await findRepositoryId(github, options);
    const context = {
        ...createRunContext(env, target, report),
        matrixLabel: publishesStatuses(options, target.commit) ? (0,matrix .U)(report.matrix) : undefined,
    };
    const subject = (0,report_target .et)(event, target, env['GITHUB_REF']);
    const owner = options.mainTarget?.owner ?? stepOwner(env, context.workflowPath, report, subject);
    const holder = createHolder(context, { ...target, owner }, options);
    const { reports, ledger, readRecord } = await openReports(github, options, target, {
        context,
        holder,
        repositoryId: repositoryId?.ok ? repositoryId.value : undefined,
    });
    return {
        context,
        reports,
        target: { ...(0,report_target .IF)(target), owner },
        step: {
            holder,
            ledger,
            readRecord,
            ...reportLookupErrors({ target, targetResult, repositoryId }, options),
            eventTimeMs: event.eventTimeMs,
            githubTime: () => github?.time() ?? system_clock .m.wall(),
            isScheduled: event.name === 'schedule',
            ...policyDependencies(github, target, options),
            approvals: github && (0,approval_source .J)(github, target, context, options),
            ...pullRequestDependencies(github, target, event),
            ...(repositoryId?.ok ? syncDependencies(github, repositoryId.value, { context, options }) : {}),
        },
    };
}
async function openReports(github, options, target, { context, holder, repositoryId, }) {
    const writes = context.issueNumber !== undefined || context.matrixLabel !== undefined;
    if (!github || repositoryId === undefined || !writes)
        return { reports: new report_writer .a({ clock: system_clock .m, sleepUnref: system_clock .U }) };
    const { openReporting } = await Promise.all( [__webpack_require__.e(546), __webpack_require__.e(789), __webpack_require__.e(907), __webpack_require__.e(929)]).then(__webpack_require__.bind(__webpack_require__, 6929));
    return openReporting(github, options, target, { context, holder, repositoryId });
}
function createHolder({ runId, runAttempt, commit, actor }, { owner, issueNumber, isHead }, { holderId, apiKey, service = '', ...options }) {
    const run = { id: runId, attempt: Number(runAttempt) || 1 };
    const keyId = apiKey && (0,external_node_crypto_.createHmac)('sha256', apiKey).update('forge-training-job key').digest('hex').slice(0, 8);
    const { leavesOnCancel, leavesOnTimeout, doesNotWait, leavesOnSuperseded, neverReuses } = options;
    const isNotHead = (issueNumber !== undefined && !isHead) || undefined;
    const choices = { leavesOnCancel, leavesOnTimeout, doesNotWait, leavesOnSuperseded, neverReuses };
    return { run, holderId, commit, isNotHead, owner, service, keyId, actor, ...choices };
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
function policyDependencies(github, { isPullRequest }, { env, event }) {
    return {
        eventName: event.name,
        defaultBranch: github && defaultBranchFiles(github),
        mayLackToken: !(0,decide_cleanup .KO)(env),
        isPullRequest,
    };
}
function pullRequestDependencies(github, target, event) {
    const { issueNumber, baseRef, pullRequest, isForeign } = target;
    const before = event.push?.before;
    const commitFiles = (sha) => github && sha !== undefined ? branchFiles(github, sha, sha.slice(0, 7)) : undefined;
    const base = github && baseRef !== undefined ? branchFiles(github, baseRef) : undefined;
    const number = pullRequest?.number ?? issueNumber;
    const fetchState = () => github && number !== undefined
        ? (0,repository .T9)(github, number)
        : Promise.resolve({ ok: true, value: undefined });
    return {
        pullRequest: pullRequest && { ...pullRequest, fetchState },
        base: commitFiles(event.queueBase) ?? base,
        beforePush: commitFiles(before),
        submissionBan: isForeign ? { code: 'foreign-content', event: event.name } : undefined,
        deletedRef: event.push?.deletedRef,
    };
}


 }),

 8633:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 T: () => ( toComment),
 m: () => ( githubCommentStore)
 });
 var _github_client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9578);
 var _payload_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1837);


const ACTIONS_BOT = 'github-actions[bot]';
function githubCommentStore(github, issue_number) {
    const { repo } = github;
    return {
        list: () => github.call('reading the comments', 'comments', async (octokit) => {
            const options = { ...repo, issue_number, per_page: 100, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)() };
            const first = await octokit.rest.issues.listComments(options);
            return (await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .S4)(octokit, first)).map(toComment);
        }),
        get: (comment_id) => github.call('reading the comment', 'comments', async ({ rest }) => toComment((await rest.issues.getComment({ ...repo, comment_id, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)() })).data)),
        create: (body) => github.write('creating the comment', 'comments', async ({ rest }) => toComment((await rest.issues.createComment({ ...repo, issue_number, body, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)() })).data)),
        update: (comment_id, body) => github.write('updating the comment', 'comments', async ({ rest }) => toComment((await rest.issues.updateComment({ ...repo, comment_id, body, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)() })).data)),
        remove: (comment_id) => github.write('deleting the duplicate comment', 'comments', async ({ rest }) => {
            await rest.issues.deleteComment({ ...repo, comment_id, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)() });
            return undefined;
        }),
        viewerLogin: () => readLogin(github),
    };
}
async function readLogin(github) {
    const result = await github.call('reading the login of the token', 'identity', async (octokit) => {
        const response = await octokit.graphql('query { viewer { login } }', (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)());
        return asRestLogin(response.viewer.login);
    });
    if (result.ok)
        return result;
    const restResult = result.isNotFound ? await readRestLogin(github) : result;
    return restResult.ok || !restResult.isPermanent ? restResult : { ok: true, value: ACTIONS_BOT };
}
function readRestLogin(github) {
    return github.call('reading the login of the token', 'identity', async ({ rest }) => {
        const login = (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)((await rest.users.getAuthenticated((0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)())).data, 'login');
        if (!login)
            throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .Gl);
        return login;
    });
}
function toComment(value) {
    const id = (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .fK)(value, 'id');
    const url = (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'html_url');
    if (typeof id !== 'number' || url === undefined)
        throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .Gl);
    return {
        id,
        body: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'body') ?? '',
        author: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'user.login') ?? '',
        url,
        updatedAtMs: (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .lC)(value, 'updated_at'),
    };
}
function asRestLogin(login) {
    return login === 'github-actions' ? ACTIONS_BOT : login;
}


 }),

 8174:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  W: () => ( TooManyPagesError),
  L: () => ( toGitHubError)
});

var payload = __webpack_require__(1837);
var connection_errors = __webpack_require__(3178);
;
const PERMISSION_HINTS = {
    comments: 'Give the job `permissions: { contents: read, pull-requests: write }` (for an issue `issues: write`). With `comment: false` nothing is remembered, and every push trains again.',
    identity: 'The token may not read its own login.',
    'pull requests': 'Give the job `permissions: { contents: read, pull-requests: write }`.',
    statuses: 'Give the job `permissions: { contents: read, pull-requests: write, statuses: write }`, or set `commit-status: false`.',
    contents: 'Give the job `permissions: { contents: read, pull-requests: write }`.',
    pushes: 'Give the job `permissions: { contents: read, pull-requests: write }`.',
    dispatches: 'Give the job `permissions: { contents: write, issues: write, pull-requests: write }`, or leave `dispatch-event` empty.',
    actions: 'Give the job `permissions: { actions: read, contents: read, issues: write, pull-requests: write }`.',
};
const TOKEN_PERMISSIONS = {
    comments: '`Pull requests: Read and write` (for an issue `Issues: Read and write`)',
    identity: '`Metadata: Read-only`',
    'pull requests': '`Pull requests: Read-only`',
    statuses: '`Commit statuses: Read and write`',
    contents: '`Contents: Read-only`',
    pushes: '`Contents: Read-only`',
    dispatches: '`Contents: Read and write`',
    actions: '`Actions: Read-only`',
};
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
const DEFAULT_LIMIT_MS = 60_000;
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
function isThrottled({ status, headers }) {
    const isExhausted = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
    return (status === 403 || status === 429) && isExhausted;
}
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

;



class TooManyPagesError extends Error {
    constructor(pages) {
        super(`the list has more than ${pages} pages`);
    }
}
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
    const isGraphqlError = (0,payload .fK)(error, 'name') === 'GraphqlResponseError';
    const isOver = isGraphqlError && /rate limit/i.test(message);
    if (isGraphqlError && !isOver)
        return fail(message, true);
    if (error instanceof TooManyPagesError)
        return fail(message, true);
    if (isTimeout(error))
        return fail(`no response within ${timeoutMs / 1000} s`);
    if ((0,payload .fK)(error, 'cause') instanceof connection_errors .Lx)
        return fail(message, true);
    if (status !== undefined && isProxyPage(error, status))
        return fail(`refused with a page instead of an answer of GitHub (HTTP ${status}). ${connection_errors .ah}`);
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
function headersOf(error, isGraphqlError) {
    const headers = isGraphqlError ? (0,payload .fK)(error, 'headers') : (0,payload .fK)((0,payload .fK)(error, 'response'), 'headers');
    return typeof headers === 'object' && headers !== null ? headers : {};
}
function sentences({ message, hint }) {
    return hint === undefined ? message : `${message}. ${hint}`;
}
function findConnectionError(error) {
    const found = (0,connection_errors .si)(error);
    const cause = (0,payload .fK)(error, 'cause');
    return found ?? (cause === undefined ? undefined : findConnectionError(cause));
}
function isProxyPage(error, status) {
    const response = (0,payload .fK)(error, 'response');
    const body = (0,payload .fK)(response, 'data');
    const contentType = (0,payload .fK)((0,payload .fK)(response, 'headers'), 'content-type');
    return (0,connection_errors .zu)(status, String(contentType), typeof body === 'string' ? body : '');
}
function hasResponse(error) {
    return (0,payload .fK)(error, 'response') !== undefined;
}
function isTimeout(error) {
    const name = (0,payload .fK)(error, 'name');
    if (name === 'TimeoutError' || name === 'AbortError')
        return true;
    const cause = (0,payload .fK)(error, 'cause');
    return cause !== undefined && isTimeout(cause);
}
function numberOf(value, field) {
    const found = (0,payload .fK)(value, field);
    return typeof found === 'number' ? found : undefined;
}


 }),

 9521:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 N: () => ( isGiteaApi)
 });
function isGiteaApi(apiUrl) {
    return /\/api\/v1\/?$/.test(apiUrl);
}


 }),

 9578:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Gl: () => ( INVALID_RESPONSE),
 S4: () => ( allPages),
 ag: () => ( requestOptions),
 bX: () => ( stringAt),
 jh: () => ( GitHubClient)
 });
 var _jobs_clock_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4922);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
 var _gitea_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9521);
 var _payload_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1837);
 var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8174);





const MAX_PAGES = 200;
const MAX_SLEEP_MS = 5_000;
class GitHubClient {
    repo;
    #options;
    #connection;
    #clockOffsetMs = 0;
    #limitedUntilMs = -Infinity;
    constructor(options) {
        this.#options = options;
        this.repo = { owner: options.owner, repo: options.repo };
    }
    time() {
        return this.#options.clock.wall() + this.#clockOffsetMs;
    }
    get clock() {
        return this.#options.clock;
    }
    get isGitea() {
        return (0,_gitea_js__WEBPACK_IMPORTED_MODULE_2__ .N)(this.#options.apiUrl);
    }
    async call(action, scope, send, { access = 'read', resource = '' } = {}) {
        const result = await this.#send(action, scope, send);
        if (!result.ok && result.isLimit)
            this.#reportLimit(result);
        return this.#options.refusals?.assess(result, `${scope}${resource}`, access) ?? result;
    }
    write(action, scope, send) {
        return this.call(action, scope, send, { access: 'write' });
    }
    async #send(action, scope, send) {
        try {
            this.#connection ??= connect(this.#options, (date, sent) => this.#setTime(date, sent));
            return { ok: true, value: await send(await this.#connection) };
        }
        catch (error) {
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__ .L)(error, { action, scope, timeoutMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ .bB });
        }
    }
    #reportLimit(error) {
        const { clock, onLimit } = this.#options;
        const nowMs = clock.now();
        if (nowMs >= this.#limitedUntilMs)
            onLimit?.(error);
        this.#limitedUntilMs = nowMs + (error.retryAfterMs ?? 0);
    }
    #setTime(date, sent) {
        const { clock } = this.#options;
        const sleptMs = clock.wall() - sent.wallMs - (clock.now() - sent.nowMs);
        const timeMs = Date.parse(date ?? '');
        if (!Number.isNaN(timeMs) && sleptMs < MAX_SLEEP_MS)
            this.#clockOffsetMs = timeMs - clock.wall();
    }
}
async function connect({ token, apiUrl, userAgent, findProxy, beforeWrite, clock }, onDate) {
    const [{ getOctokit }, { createGitHubFetch }] = await Promise.all([
        __webpack_require__.e( 19).then(__webpack_require__.bind(__webpack_require__, 9019)),
        Promise.all( [__webpack_require__.e(875), __webpack_require__.e(815)]).then(__webpack_require__.bind(__webpack_require__, 5697)),
    ]);
    const request = { fetch: createGitHubFetch(apiUrl, findProxy) };
    const octokit = getOctokit(token, { baseUrl: apiUrl, userAgent, log: SILENT_LOG, request });
    octokit.hook.wrap('request', async (send, options) => {
        const sent = (0,_jobs_clock_js__WEBPACK_IMPORTED_MODULE_3__ .Et)(clock);
        const response = await send(options);
        onDate(response.headers.date, sent);
        return response;
    });
    octokit.hook.before('request', async ({ method }) => {
        if (method !== 'GET')
            await beforeWrite?.();
    });
    return octokit;
}
async function allPages(octokit, first) {
    const all = [];
    let page = first;
    for (let count = 1;; count++) {
        if (!Array.isArray(page.data))
            throw new Error(INVALID_RESPONSE);
        all.push(...page.data);
        const next = /<([^<>]+)>;\s*rel="next"/.exec(page.headers.link ?? '')?.[1];
        if (next === undefined)
            return all;
        if (count === MAX_PAGES)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__ .W(MAX_PAGES);
        page = await octokit.request({ method: 'GET', url: next, ...requestOptions() });
    }
}
const ignore = () => undefined;
const SILENT_LOG = { debug: ignore, info: ignore, warn: ignore, error: ignore };
const INVALID_RESPONSE = 'the response is invalid';
function requestOptions() {
    return { request: { signal: AbortSignal.timeout(_timeouts_js__WEBPACK_IMPORTED_MODULE_0__ .bB), log: SILENT_LOG } };
}
function stringAt(value, path) {
    const found = (0,_payload_js__WEBPACK_IMPORTED_MODULE_4__ .fK)(value, path);
    return typeof found === 'string' ? found : undefined;
}


 }),

 2638:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  nV: () => ( findPusher),
  sO: () => ( reportTargetFromEvent),
  im: () => ( resolveReportTarget),
  Of: () => ( restoreReportTarget),
  et: () => ( subjectOf),
  IF: () => ( toMainTarget)
});

var push = __webpack_require__(1919);
;

const ASSOCIATION_READS = 3;
const ASSOCIATION_INTERVAL_MS = 15_000;
const NOT_FOUND = { ok: true, value: {} };
function pullRequestFromEvent({ pullRequestRef: ref, pullRequest, }) {
    return ref.kind === 'number' && pullRequest !== undefined
        ? { number: ref.number, ...pullRequest }
        : undefined;
}
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
    return pullRequest === undefined ? findByBranch(ref, pullRequests) : found(pullRequest);
}
async function findByBranch({ sha, head }, pullRequests) {
    if (head === undefined)
        return NOT_FOUND;
    const byBranch = await pullRequests.byBranch(head.owner, head.branch);
    return byBranch.ok ? found(byBranch.value.find(({ headSha }) => headSha === sha)) : byBranch;
}
function mergedBy({ pullRequestRef: ref, push }, pullRequest) {
    if (push === undefined || ref.kind !== 'commit' || pullRequest === undefined)
        return undefined;
    return findMerged([pullRequest], withHead(push.commits, ref)).candidates;
}
function withHead(listed, { sha }) {
    return listed.some((commit) => commit.sha === sha) ? listed : [...listed, { sha, subject: '' }];
}
async function findByPush(ref, listed, { pullRequests, clock }) {
    const commits = withHead(listed, ref);
    const named = await findNamedInSubjects(commits, pullRequests);
    if (!named.ok)
        return named;
    let { merged: known, unread } = named.value;
    if (!isMergedAs(known, ref.sha)) {
        const associated = await readHeadAssociation(ref, { pullRequests, clock });
        if (!associated.ok)
            return associated;
        const open = findOpen(associated.value, ref.sha);
        if (open !== undefined)
            return found(open);
        known = [...known, ...associated.value];
        unread = commits.filter(({ sha }) => sha !== ref.sha);
    }
    const mayWait = isMergedAs(known, ref.sha);
    const all = await readAssociations(unread, known, { pullRequests, clock: mayWait ? clock : undefined });
    return all.ok ? { ok: true, value: findMerged(all.value, commits) } : all;
}
async function readAssociations(commits, known, { pullRequests, clock }) {
    const all = [...known];
    let unread = commits;
    for (let read = 1;; read++) {
        const late = [];
        for (const commit of unread) {
            if (isMergedAs(all, commit.sha))
                continue;
            const byCommit = await pullRequests.byCommit(commit.sha);
            if (!byCommit.ok)
                return byCommit;
            if (isLate(byCommit.value, commit.sha))
                late.push(commit);
            all.push(...byCommit.value);
        }
        if (clock === undefined || late.length === 0 || read === ASSOCIATION_READS)
            return { ok: true, value: all };
        await clock.sleep(ASSOCIATION_INTERVAL_MS);
        unread = late;
    }
}
async function findNamedInSubjects(commits, pullRequests) {
    const merged = [];
    const unread = [];
    for (const commit of commits) {
        const number = (0,push .j)(commit.subject);
        if (number === undefined)
            continue;
        const byNumber = await pullRequests.byNumber(number);
        if (!byNumber.ok && byNumber.isNotFound)
            continue;
        if (!byNumber.ok)
            return byNumber;
        if (byNumber.value === undefined)
            continue;
        if (isMergedAs([byNumber.value], commit.sha))
            merged.push(byNumber.value);
        else if (!byNumber.value.isClosed)
            unread.push(commit);
    }
    return { ok: true, value: { merged, unread } };
}
async function readHeadAssociation(ref, { pullRequests, clock }) {
    for (let read = 1;; read++) {
        const byCommit = await pullRequests.byCommit(ref.sha);
        if (!byCommit.ok || !isLate(byCommit.value, ref.sha))
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
const isMergedAs = (pullRequests, sha) => pullRequests.some(({ isMerged, mergeCommit }) => isMerged && mergeCommit === sha);
const isLate = (pullRequests, sha) => !pullRequests.some(({ isMerged }) => isMerged) && findOpen(pullRequests, sha) === undefined;
const found = (pullRequest) => ({
    ok: true,
    value: { pullRequest },
});
function findMerged(pullRequests, commits) {
    const inOrder = commits.flatMap(({ sha }) => pullRequests.find(({ isMerged, mergeCommit }) => isMerged && mergeCommit === sha) ?? []);
    return inOrder.length === 0
        ? {}
        : { pullRequest: inOrder.at(-1), candidates: inOrder.map(({ number }) => number) };
}

;

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
    const found = { pullRequest: named.value, candidates: mergedBy(event, named.value) };
    const target = createReportTarget(found, event, issueNumber);
    return resolved({
        ...target,
        ...closedElsewhere(event, pullRequestFromEvent(event) ?? eventPullRequest),
        commit: target.commit === '' ? (eventPullRequest?.headSha ?? '') : target.commit,
        isForeign: foreign.value ||
            (named.value !== undefined && isForeignContent(event, named.value)) ||
            (isUnreviewed(event) && named.value?.isFromFork === true),
    });
}
function reportTargetFromEvent(event, issueNumber) {
    const eventPullRequest = pullRequestFromEvent(event);
    const isOtherNumber = issueNumber !== undefined && !refersTo(event, issueNumber);
    const pullRequest = isOtherNumber ? undefined : eventPullRequest;
    const target = createReportTarget({ pullRequest }, event, issueNumber);
    return {
        ...target,
        ...(isOtherNumber ? closedElsewhere(event, eventPullRequest) : {}),
        isPullRequest: isOtherNumber || target.isPullRequest,
        isForeign: isForeignContent(event, eventPullRequest) || (isUnreviewed(event) && issueNumber !== undefined),
    };
}
function findPusher({ pusher }, { candidates, issueNumber }) {
    return issueNumber !== undefined && candidates?.includes(issueNumber) === true ? undefined : pusher;
}
function subjectOf({ name, pullRequestRef: ref }, { issueNumber, isPullRequest, isOfHeadBranch }, gitRef = '') {
    if (issueNumber === undefined)
        return undefined;
    if (ref.kind === 'number') {
        const queue = ref.isQueued ? ['merge queue'] : [];
        const other = ref.number === issueNumber ? [] : [`#${ref.number}`];
        return [...queue, ...other].join(' ') || undefined;
    }
    if (isOfHeadBranch)
        return undefined;
    if (ref.kind === 'commit' && ref.head)
        return `${ref.head.owner}:refs/heads/${ref.head.branch}`;
    return ref.kind === 'commit' && isPullRequest ? undefined : `${name} ${gitRef}`;
}
function toMainTarget({ issueNumber, candidates, isPullRequest, commit, isHead, }) {
    return { issueNumber, candidates, isPullRequest, commit, isPullRequestHead: isHead === true };
}
function restoreReportTarget({ issueNumber, candidates, isPullRequest, commit, isPullRequestHead: isHead, }) {
    const pullRequest = isHead ? { isClosed: false, isMerged: false } : undefined;
    const target = { issueNumber, candidates, isPullRequest, commit, pullRequest };
    return { ...target, isHead: isHead || undefined, isForeign: false };
}
const resolved = (value) => ({ ok: true, value });
const refersTo = ({ pullRequestRef: ref }, number) => ref.kind === 'number' && ref.number === number;
const isPushTo = ({ push, pullRequestRef: ref }, { headSha, isClosed, baseRef }) => push !== undefined &&
    ref.kind === 'commit' &&
    ref.sha === headSha &&
    !isClosed &&
    ref.head?.branch !== baseRef;
function isOfHeadBranch(ref, { headRef, isFromFork }) {
    const head = ref.kind === 'commit' ? ref.head : undefined;
    return head !== undefined && head.branch === headRef && head.isFork === isFromFork;
}
const isUnreviewed = ({ name }) => name === 'repository_dispatch';
function createReportTarget({ pullRequest, candidates }, event, issueNumber) {
    const { pullRequestRef: ref } = event;
    const number = issueNumber ?? pullRequest?.number ?? (ref.kind === 'number' ? ref.number : undefined);
    const commit = event.commit ?? pullRequest?.headSha ?? '';
    const baseRef = event.name === 'push' && pullRequest?.isMerged ? undefined : pullRequest?.baseRef;
    const isAbout = pullRequest && (refersTo(event, pullRequest.number) || isPushTo(event, pullRequest));
    const about = isAbout ? pullRequest : undefined;
    return {
        commit,
        issueNumber: number,
        isPullRequest: pullRequest !== undefined || (ref.kind === 'number' && ref.number === number && ref.isPullRequest),
        candidates,
        baseRef,
        isHead: about?.headSha === commit || undefined,
        isOfHeadBranch: (pullRequest && isOfHeadBranch(ref, pullRequest)) || undefined,
        ...(about ? { pullRequest: { isClosed: about.isClosed, isMerged: about.isMerged } } : {}),
    };
}
function closedElsewhere(event, pullRequest) {
    if (!pullRequest?.isClosed || !refersTo(event, pullRequest.number))
        return {};
    const { isClosed, isMerged, number } = pullRequest;
    return { pullRequest: { isClosed, isMerged, number } };
}
async function checkOrigin(event, pullRequest, pullRequests) {
    const isForeign = isForeignContent(event, pullRequest);
    const { pullRequestRef: ref, isProvenByBranch } = event;
    if (!isForeign || !isProvenByBranch || ref.kind !== 'commit')
        return { ok: true, value: isForeign };
    const onBranch = await pullRequests.isOnOwnBranch(ref.sha);
    return onBranch.ok ? { ok: true, value: !onBranch.value } : onBranch;
}
function isForeignContent(event, pullRequest) {
    const { pullRequestRef: ref, mayBeForeign } = event;
    if (!mayBeForeign)
        return false;
    const head = ref.kind === 'commit' ? ref.head : undefined;
    if (head?.isFork === true)
        return true;
    if (pullRequest !== undefined)
        return pullRequest.isFromFork;
    if (ref.kind === 'commit')
        return head === undefined;
    return ref.kind === 'none' || ref.isPullRequest;
}


 }),

 7199:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 I1: () => ( isOnOwnBranch),
 Iw: () => ( findPullRequestsByBranch),
 T9: () => ( getPullRequest),
 ci: () => ( getRepositoryId),
 hG: () => ( githubStatusStore),
 v: () => ( findPullRequestsByCommit)
 });
 var _github_client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9578);
 var _payload_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1837);


function getRepositoryId(github) {
    return github.call('reading the repository', 'contents', async ({ rest }) => {
        const { id } = (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .uw)({ repository: (await rest.repos.get({ ...github.repo, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)() })).data }, 'repository');
        if (id === undefined)
            throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .Gl);
        return id;
    });
}
function getPullRequest(github, number) {
    return github.call('reading the pull request', 'pull requests', async (octokit) => {
        const options = { ...github.repo, pull_number: number, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)() };
        try {
            return toPullRequest((await octokit.rest.pulls.get(options)).data);
        }
        catch (error) {
            if ((0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .fK)(error, 'status') === 404 && (await isPlainIssue(github, octokit, number)))
                return undefined;
            throw error;
        }
    }, 
    { resource: ` ${number}` });
}
async function isPlainIssue({ repo }, octokit, number) {
    try {
        const { data } = await octokit.rest.issues.get({ ...repo, issue_number: number, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)() });
        if ((0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .Bt)(data, 'pull_request'))
            throw new Error('it exists, but was not found');
        return (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .tk)(data, 'number') === number;
    }
    catch (error) {
        const status = (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .fK)(error, 'status');
        if (typeof status === 'number' && status >= 400 && status < 500 && status !== 429)
            return false;
        throw error;
    }
}
function findPullRequestsByCommit(github, sha) {
    return github.call('looking for the pull request of the commit', 'pull requests', async (octokit) => {
        const options = { ...github.repo, commit_sha: sha, per_page: 100, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)() };
        try {
            const first = await octokit.rest.repos.listPullRequestsAssociatedWithCommit(options);
            return (await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .S4)(octokit, first)).map(toPullRequest);
        }
        catch (error) {
            const status = (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .fK)(error, 'status');
            if (status === 422)
                return [];
            if (status !== 404 || !github.isGitea)
                throw error;
            return await findMergedOnGitea(github, octokit, sha);
        }
    });
}
async function findMergedOnGitea({ repo }, octokit, sha) {
    try {
        const route = 'GET /repos/{owner}/{repo}/commits/{sha}/pull';
        const response = await octokit.request(route, {
            ...repo,
            sha,
            ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)(),
        });
        return [toPullRequest(response.data)];
    }
    catch (error) {
        if ((0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .fK)(error, 'status') === 404)
            return [];
        throw error;
    }
}
function findPullRequestsByBranch(github, headOwner, branch) {
    return github.call('looking for the pull request of the branch', 'pull requests', async (octokit) => {
        const head = `${headOwner}:${branch}`;
        const first = await octokit.rest.pulls.list({
            ...github.repo,
            state: 'open',
            head,
            per_page: 100,
            ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)(),
        });
        return (await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .S4)(octokit, first)).map(toPullRequest);
    });
}
function isOnOwnBranch(github, sha, defaultBranch) {
    return github.call('looking for the branch of the commit', 'contents', async ({ rest }) => {
        try {
            const branches = (await rest.repos.listBranchesForHeadCommit({
                ...github.repo,
                commit_sha: sha,
                ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)(),
            })).data;
            if (!Array.isArray(branches))
                throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .Gl);
            if (branches.length > 0)
                return true;
            if (defaultBranch === undefined)
                return false;
            const basehead = `${defaultBranch}...${sha}`;
            const comparison = await rest.repos.compareCommitsWithBasehead({
                ...github.repo,
                basehead,
                per_page: 1,
                ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)(),
            });
            return ['behind', 'identical'].includes((0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(comparison.data, 'status') ?? '');
        }
        catch (error) {
            if ((0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .fK)(error, 'status') === 404 || (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .fK)(error, 'status') === 422)
                return false;
            throw error;
        }
    });
}
function githubStatusStore(github, sha) {
    return {
        list: () => github.call('reading the commit statuses', 'statuses', async (octokit) => {
            const options = { ...github.repo, ref: sha, per_page: 100, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)() };
            const first = await octokit.rest.repos.listCommitStatusesForRef(options);
            return (await (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .S4)(octokit, first)).map(toStatus);
        }),
        set: ({ state, context, description, targetUrl }) => github.write('setting the commit status', 'statuses', async ({ rest }) => {
            const status = {
                state,
                context,
                description,
                target_url: targetUrl,
            };
            await rest.repos.createCommitStatus({ ...github.repo, sha, ...status, ...(0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .ag)() });
            return undefined;
        }),
    };
}
const STATES = ['pending', 'success', 'failure', 'error'];
function toStatus(value) {
    const createdAt = Date.parse((0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'created_at') ?? '');
    const id = (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .fK)(value, 'id');
    const state = (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'state') ?? (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'status');
    return {
        id: typeof id === 'number' ? id : 0,
        state: STATES.find((each) => each === state) ?? 'error',
        context: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'context') ?? '',
        description: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'description') ?? '',
        createdAtMs: Number.isNaN(createdAt) ? 0 : createdAt,
        author: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'creator.login') ?? '',
        targetUrl: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'target_url'),
    };
}
function toPullRequest(value) {
    const number = (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .fK)(value, 'number');
    const headSha = (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'head.sha');
    if (typeof number !== 'number' || headSha === undefined)
        throw new Error(_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .Gl);
    const isMerged = (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .fK)(value, 'merged') === true || (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'merged_at') !== undefined;
    return {
        number,
        headSha,
        isFromFork: !(0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .ve)((0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .uw)(value, 'head.repo'), (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .uw)(value, 'base.repo')),
        baseRef: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'base.ref'),
        isClosed: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'state') === 'closed',
        closedAtMs: (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .lC)(value, 'closed_at'),
        isMerged,
        mergeCommit: isMerged || isTestMerged(value) ? (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'merge_commit_sha') : undefined,
        author: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'user.login'),
        headRef: (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(value, 'head.ref'),
        labels: (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .gT)(value, 'labels').flatMap((label) => (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__ .bX)(label, 'name') ?? []),
    };
}
const isTestMerged = (value) => (0,_payload_js__WEBPACK_IMPORTED_MODULE_1__ .fK)(value, 'mergeable') === true;


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

 8124:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 a: () => ( ReportWriter)
 });
 var _jobs_poll_schedule_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5109);
 var _state_comment_reader_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8058);
 var _state_lease_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3175);
 var _token_bucket_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5262);
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1363);





const MAX_CLAIM_HEARTBEAT_INTERVAL_MS = 2 * 60_000;
const REWRITE_DELAY_MS = 4_000;
const RETRY_DELAY_MS = 60_000;
const UNRECORDED_RETRY_DELAY_MS = 5_000;
const FINAL_RETRY_DELAYS_MS = [1_000, 4_000, 15_000];
class ReportWriter {
    #options;
    #sinks;
    #tokenBucket = new _token_bucket_js__WEBPACK_IMPORTED_MODULE_3__ .q(_timeouts_js__WEBPACK_IMPORTED_MODULE_2__ .qZ);
    #finishing = new AbortController();
    #pending;
    #lastWritten;
    #writing;
    #isHeartbeatDue = false;
    #failedSinks = [];
    #retryAtMs = -Infinity;
    #retryDelayMs = Infinity;
    #getModel;
    #heartbeatIntervalMs = Infinity;
    #finalDeadlineMs = Infinity;
    #recordedJobCount = 0;
    constructor(options) {
        this.#options = options;
        this.#sinks = [options.comment, options.commitStatus].filter((sink) => sink !== undefined);
    }
    get commentUrl() {
        return this.#options.comment?.url;
    }
    readClaims() {
        return this.#options.comment?.readClaims() ?? Promise.resolve({ ok: true, value: _state_comment_reader_js__WEBPACK_IMPORTED_MODULE_0__ .uv });
    }
    readShown() {
        return this.#options.comment?.readShown() ?? Promise.resolve({ ok: true, value: undefined });
    }
    start(getModel) {
        this.#getModel = getModel;
        this.prepare(getModel());
        if (this.#sinks.length > 0)
            void this.#heartbeat(getModel);
    }
    prepare(model) {
        this.#options.comment?.prepare(model);
    }
    show(model) {
        this.prepare(model);
        void this.#schedule(this.#createReport(model));
    }
    async finish(model, { keepsText } = {}) {
        const { clock, comment } = this.#options;
        const report = { ...this.#createReport(model), keepsText };
        this.#finalDeadlineMs = clock.now() + _timeouts_js__WEBPACK_IMPORTED_MODULE_2__ .l7;
        this.#finishing.abort();
        await this.#schedule(report);
        for (const delayMs of FINAL_RETRY_DELAYS_MS) {
            if (this.#failedSinks.length === 0 || this.#retryAtMs > this.#finalDeadlineMs)
                break;
            await clock.sleep(delayMs);
            await this.#waitForTurn();
            await this.#write(report, this.#failedSinks);
        }
        if (comment && !comment.refusal && !this.#failedSinks.includes(comment))
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
            await this.#write(report, this.#sinksDue());
        }
        this.#writing = undefined;
    }
    #sinksDue() {
        const triesAll = this.#isHeartbeatDue || this.#finishing.signal.aborted;
        this.#isHeartbeatDue = false;
        return triesAll ? this.#sinks : this.#sinks.filter(({ refusal }) => refusal === undefined);
    }
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
        const { clock, comment } = this.#options;
        const failedSinks = [];
        let isRecorded = false;
        for (const sink of sinks) {
            const result = await sink.writeReport(report);
            if (sink === comment)
                isRecorded = result.ok;
            if (result.ok || result.isPermanent)
                continue;
            failedSinks.push(sink);
            this.#retryAtMs = Math.max(this.#retryAtMs, clock.now() + (result.retryAfterMs ?? 0));
        }
        this.#failedSinks = failedSinks;
        this.#lastWritten = report;
        const isFinal = this.#finishing.signal.aborted;
        const jobCount = report.model.states.filter(({ job }) => job !== undefined).length;
        const hasNewJob = jobCount > this.#recordedJobCount;
        if (failedSinks.length > 0 && !isFinal) {
            this.#tokenBucket.giveBack();
            const delayMs = hasNewJob && !isRecorded ? UNRECORDED_RETRY_DELAY_MS : RETRY_DELAY_MS;
            if (delayMs < this.#retryDelayMs)
                void this.#retryLater(delayMs);
        }
        if (!isRecorded)
            return;
        if (hasNewJob)
            void this.#rewriteLater(report);
        this.#recordedJobCount = jobCount;
    }
    async #retryLater(delayMs) {
        const { signal } = this.#finishing;
        this.#retryDelayMs = delayMs;
        await this.#options.sleepUnref(delayMs, signal);
        this.#retryDelayMs = Infinity;
        if (!signal.aborted && this.#failedSinks.length > 0 && this.#getModel)
            this.show(this.#getModel());
    }
    async #rewriteLater(report) {
        const { signal } = this.#finishing;
        await this.#options.sleepUnref(REWRITE_DELAY_MS, signal);
        const isNewest = this.#lastWritten === report && this.#pending === undefined;
        if (!signal.aborted && isNewest)
            void this.#schedule(report);
    }
    #nextHeartbeatMs(ageMs, { states }) {
        const maySubmit = states.some(({ job, outcome }) => job === undefined && outcome === undefined);
        const maxMs = maySubmit ? MAX_CLAIM_HEARTBEAT_INTERVAL_MS : Infinity;
        const maxNextMs = (0,_state_lease_js__WEBPACK_IMPORTED_MODULE_1__ .Pl)(this.#heartbeatIntervalMs);
        const intervalMs = Math.min(maxMs, maxNextMs, (0,_jobs_poll_schedule_js__WEBPACK_IMPORTED_MODULE_4__ .yF)(ageMs));
        this.#heartbeatIntervalMs = intervalMs;
        if (this.#options.ledger)
            this.#options.ledger.heartbeatIntervalMs = intervalMs;
        return intervalMs;
    }
    async #heartbeat(getModel) {
        const { clock, sleepUnref } = this.#options;
        const { signal } = this.#finishing;
        const startMs = clock.now();
        let delayMs = this.#options.ledger?.heartbeatOffsetMs ?? 0;
        for (let intervalMs = this.#nextHeartbeatMs(0, getModel());;) {
            await sleepUnref(intervalMs + delayMs, signal);
            delayMs = 0;
            if (signal.aborted)
                return;
            const model = getModel();
            intervalMs = this.#nextHeartbeatMs(clock.now() - startMs, model);
            if (model.states.every(({ outcome }) => outcome !== undefined))
                continue;
            this.#isHeartbeatDue = true;
            this.show(model);
        }
    }
}


 }),

 8009:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  a: () => ( Reporter),
  I: () => ( publishSummary)
});

var job_id = __webpack_require__(1909);
var messages = __webpack_require__(3352);
var digest = __webpack_require__(4629);
var job_spec_document = __webpack_require__(9428);
;

const MIN_VALUE_LENGTH = 8;
const PATH = /[a-z_]\w*(?:\.\w+|\[\d+\])*/gi;
function findNamedFields(message, spec, nodes) {
    const pointers = [...nodes.keys()].filter((pointer) => pointer !== '');
    const named = new Set([
        ...[...message.matchAll(PATH)].flatMap(([path]) => findByPath(path, pointers)),
        ...pointers.filter((pointer) => isValueIn(message, valueAt(spec.request, pointer))),
    ]);
    const innermost = pointers.filter((pointer) => named.has(pointer) && ![...named].some((other) => other.startsWith(`${pointer}/`)));
    return innermost.map((pointer) => ({
        field: keysOf(pointer).join('.'),
        location: locationOf(spec, nodes.get(pointer)),
    }));
}
function findByPath(path, pointers) {
    const keys = path.replace(/\[(\d+)\]/g, '.$1').split('.');
    const prefixes = keys.map((_, n) => keys.slice(0, n + 1).reduce(job_spec_document .Y2, ''));
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
    const { overrideLine, valuePosition = job_spec_document .d3 } = node ?? {};
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
        return (0,job_spec_document .pi)(value) ? value[key] : undefined;
    }, request);
}

var job_status = __webpack_require__(6722);
var service_refusals = __webpack_require__(8809);
var varying_fields = __webpack_require__(7182);
var display_state = __webpack_require__(9900);
var format = __webpack_require__(6523);
;








const MAX_ANNOTATIONS = 10;
const SUMMARY_FIELDS = ['job_type', 'base_model', 'training_steps'];
function logSpecs(log, states, diagnostics) {
    for (const override of (0,format .b4)(states))
        log.info(`set  ${override}`);
    const { fields, values } = (0,varying_fields .s)(states);
    for (const { spec, label, ...rest } of states) {
        if (spec === undefined)
            continue;
        const details = fields.flatMap((field, index) => {
            const value = values.get(label)?.[index] ?? '';
            return value === '' || SUMMARY_FIELDS.includes(field) ? [] : [`${field} ${value}`];
        });
        const summary = [formatJobSummary({ spec, label, ...rest }), ...details].join(', ');
        log.info(`${label}  ${summary}  (digest ${(0,digest .YI)(spec.digest, 8)})`);
    }
    logDiagnostics(log, diagnostics);
}
function logDiagnostics(log, diagnostics) {
    const max = log.maxAnnotations ?? MAX_ANNOTATIONS;
    const counts = { error: 0, warning: 0 };
    for (const { level, location, message } of diagnostics) {
        counts[level]++;
        const text = `${formatLocation(location)}: ${message}`;
        const file = location.input === undefined ? location : undefined;
        if (counts[level] <= max)
            log.annotate(level, text, file);
        else
            log.info(`${level}: ${text}`);
    }
    const hiddenCount = Math.max(0, counts.error - max) + Math.max(0, counts.warning - max);
    if (hiddenCount > 0)
        log.info(`GitHub shows at most ${max} annotations of each level. The job summary lists all ${diagnostics.length} problems.`);
}
function formatLocation(location) {
    if (location.input !== undefined)
        return `line ${location.line} of the input \`${location.input}\``;
    const { file, line, column } = location;
    return [file, line, column].filter((part) => part !== undefined).join(':');
}
function formatJobSummary(state) {
    const { jobType, baseModel, size } = (0,format .Zw)(state);
    return [`${jobType}${baseModel === undefined ? '' : ` of ${baseModel}`}`, ...size].join(', ');
}
function logSubmission(log, state, { wallMs, isOneOfMany }) {
    const { job, error } = state;
    const name = isOneOfMany ? `${state.label}  ` : '';
    if (job !== undefined) {
        log.info(`${name}${state.isReused ? 'follows job' : 'submitted as'} ${job.id}`);
        if (!(0,job_status .Hd)((0,job_status .xl)(job.status))) {
            log.info(`  to resume  command: wait    job-id: ${job.id}`);
            log.info(`  to cancel  command: cancel  job-id: ${job.id}`);
        }
        for (const note of state.notes.map(messages .N)) {
            if (state.isReused)
                log.info(`${name}${note}`);
            else
                log.annotate('warning', `${name}${note}`);
        }
        log.info(`${(0,format .fU)(wallMs)}  ${name}${job.status ?? 'no status yet'}`);
    }
    else if (error !== undefined && isOneOfMany) {
        log.info(`${name}not accepted: ${formatError(state)}`);
    }
}
function logSubmissionEvent(log, { kind, state, error, maxDurationMs }, { wallMs, isOneOfMany }) {
    const errorText = formatError({ ...state, error });
    const logLine = (text) => log.info(`${(0,format .fU)(wallMs)}  ${isOneOfMany ? `${state.label}  ` : ''}${text}`);
    switch (kind) {
        case 'retrying':
            return logLine(`cannot submit (${errorText}): retrying for up to ${(0,format .a3)(maxDurationMs)}, nothing was submitted yet`);
        case 'list-unavailable':
            return log.annotate('warning', `The list of jobs cannot be read (${errorText}). The spec is submitted anyway, but if the response is lost, the job cannot be found again.`);
        case 'recovering':
            return logLine(`no usable response to the submission (${errorText})${maxDurationMs === 0 ? '' : `: not sent again, looking for the job in the list for up to ${(0,format .a3)(maxDurationMs)}`}`);
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
    const logLine = (text) => log.info(`${(0,format .fU)(wallMs)}  ${name}${text}`);
    const status = state.job?.status ?? 'no status';
    switch (event.kind) {
        case 'changed': {
            const before = state.timeline.at(-2)?.status;
            return logLine(before === undefined
                ? status
                : `${status.padEnd(12)}  ${before} for ${(0,format .a3)(event.afterMs)}`);
        }
        case 'heartbeat': {
            const line = `${status.padEnd(12)}  for ${(0,format .a3)(event.unchangedMs)}, next check in ${(0,format .a3)(event.nextPollInMs)}`;
            return log.heartbeat ? log.heartbeat(line) : logLine(line);
        }
        case 'outage':
            return logLine(`${FAILURES[(0,service_refusals .O)(event.error).read]} (${formatError({ ...state, error: event.error })}): retrying at most every 30 s for up to ${(0,format .a3)(event.remainingMs)}`);
        case 'recovered':
            return logLine(`the service is back after ${(0,format .a3)(event.afterMs)}`);
        case 'unknown':
            return log.annotate('warning', `The service reports the status "${status}", which is unknown to this action. It counts as not finished. A newer version of the action may support it.`);
        case 'settled':
        case 'updated':
            return;
    }
}
function logResult(log, state, isError, { wallMs, isOneOfMany, positions }) {
    const { job, outcome, spec, error, notes, label, reportLocation } = state;
    const isAlreadyReported = job === undefined && error === undefined && notes.length === 0;
    if (isError && isAlreadyReported)
        return;
    if (reportLocation)
        return log.info(`#${reportLocation.number}  ${label}  ${job ? listingLine(job) : (outcome ?? '')}`);
    if (isOneOfMany && job !== undefined && spec === undefined)
        return log.info(describeListed(state, job));
    const { headline } = (0,display_state .i3)(state, { nowMs: wallMs });
    if (outcome === 'succeeded' && job?.outputModel !== undefined) {
        const subject = spec === undefined ? `${label}: ${headline}, ` : isOneOfMany ? `${label}  ` : '';
        return log.info(`${subject}output model ${job.outputModel}`);
    }
    const reason = formatError(state) || (outcome === 'failed' ? (job?.reason ?? '') : '');
    const summary = endSentence(`${label}: ${headline}${reason === '' ? '' : `: ${reason}`}`);
    const named = positions ? findRefusedFields(state, positions) : [];
    const overrides = named.flatMap(({ field, location: { input, line } }) => input === undefined ? [] : [`${field} is from line ${line} of the input \`${input}\`.`]);
    const message = [summary, error?.hint ?? '', ...overrides, ...notes.map(messages .N), resumeText(state, log)]
        .filter((part) => part !== '')
        .join(' ');
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
function findRefusedFields({ spec, job, error }, positions) {
    const nodes = positions.get(spec?.label ?? '');
    if (spec === undefined || nodes === undefined || job !== undefined || error?.kind !== 'http')
        return [];
    const { submission, read } = (0,service_refusals .O)(error);
    const isAboutSpec = submission === 'refused' && read !== 'key-refused';
    return isAboutSpec ? findNamedFields(error.message, spec, nodes) : [];
}
function listingLine({ id, status = 'no status', outputModel = '' }) {
    return `${id}  ${status.padEnd(12)}  ${outputModel}`.trimEnd();
}
function describeListed(state, { id, status = 'no status', createdAt, outputModel }) {
    const { jobType, baseModel } = (0,format .Zw)(state);
    const created = createdAt === undefined ? '' : (0,format .r6)(createdAt * 1000);
    const subject = outputModel ?? (baseModel === undefined ? jobType : `${jobType} of ${baseModel}`);
    return [id, status.padEnd(12), created, subject]
        .filter((part) => part !== '')
        .join('  ')
        .trimEnd();
}
function resumeText(state, log) {
    const { job, outcome } = state;
    const isFinished = (0,job_status .Hd)((0,job_status .xl)(job?.status)) || outcome === 'cancelled' || (0,display_state .Eo)(state);
    if (job === undefined || outcome === undefined || isFinished)
        return '';
    return (log.resumeHint?.(job.id) ??
        `To resume: command: wait, job-id: ${job.id}. To cancel: command: cancel with the same job-id.`);
}
function formatError({ error }) {
    if (error === undefined)
        return '';
    const origin = [
        ...(error.status === undefined || error.message.includes(`HTTP ${error.status}`)
            ? []
            : [`HTTP ${error.status}`]),
        ...(error.requestId === undefined ? [] : [`request ${error.requestId}`]),
    ];
    return origin.length === 0 ? error.message : `${error.message.replace(/\.$/, '')} (${origin.join(', ')})`;
}
function endSentence(text) {
    return /[.!?\u2026]$/.test(text) ? text : `${text}.`;
}

;



class Reporter {
    #options;
    #states = [];
    #diagnostics = [];
    #positions;
    #specDiffs;
    #plan;
    #origin;
    #hasWarnedAboutJobId = false;
    #messages = [];
    #pendingSubmission;
    constructor(options) {
        this.#options = options;
    }
    start(states, diagnostics = [], positions) {
        this.#states = states;
        this.#positions = positions;
        this.#diagnostics = diagnostics;
        this.#savePostState();
        logSpecs(this.#options.log, states, diagnostics);
        this.#options.publisher.start(() => this.#model());
    }
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
    addDiagnostics(diagnostics) {
        if (diagnostics.length === 0)
            return;
        this.#diagnostics = [...this.#diagnostics, ...diagnostics];
        logDiagnostics(this.#options.log, diagnostics);
        this.#options.publisher.prepare(this.#model());
    }
    setPlan(plan, { lines, problems }) {
        this.#plan = plan;
        for (const line of lines)
            this.#options.log.info(line);
        logDiagnostics(this.#options.log, problems);
        this.#options.publisher.prepare(this.#model());
    }
    setStates(states) {
        this.#states = states;
    }
    setOrigin(origin) {
        this.#origin = origin;
        this.#options.publisher.prepare(this.#model());
    }
    setSpecDiff(specDiffs) {
        this.#specDiffs = specDiffs;
        this.#options.publisher.prepare(this.#model());
    }
    info(note, label) {
        this.#options.log.info(`${label === undefined ? '' : `${label}: `}${(0,messages .N)(note)}`);
    }
    warn(note) {
        this.#options.log.annotate('warning', (0,messages .N)(note));
    }
    error(note) {
        this.#options.log.annotate('error', (0,messages .N)(note));
    }
    isSubmissionPending({ label }) {
        return this.#pendingSubmission?.label === label;
    }
    readClaims() {
        return this.#options.publisher.readClaims();
    }
    submissionStarted({ label }, pending) {
        this.#pendingSubmission = { label, pending };
        this.#savePostState();
    }
    submissionAborted() {
        this.#pendingSubmission = undefined;
        this.#savePostState();
    }
    submissionEvent(event) {
        logSubmissionEvent(this.#options.log, event, this.#logContext);
    }
    submissionSettled(state) {
        this.#replace(state);
        logSubmission(this.#options.log, state, this.#logContext);
        this.#pendingSubmission = undefined;
        this.#savePostState();
        this.#setOutputs();
        this.#checkJobIds();
        this.#options.publisher.show(this.#model());
    }
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
    async finish(result, isSuccess) {
        this.#states = result.states;
        this.#savePostState();
        await this.#publishFinal(result, isSuccess);
        this.#options.savePostState?.({ jobIds: idsOf(result.states), isFinished: true });
    }
    finishStopped(states) {
        const { log, savePostState } = this.#options;
        this.#savePostState();
        this.#setOutputs({ states });
        const isUnfinished = states.some(({ outcome }) => outcome === 'running' || outcome === 'unknown');
        log.info(isUnfinished && savePostState !== undefined
            ? 'The step was stopped. The post step decides what happens to unfinished jobs.'
            : 'Stopped.');
    }
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
        await Promise.all([
            publishSummary(this.#model(), this.#options),
            this.#options.publisher.finish(this.#model()),
        ]);
        this.#setOutputs(result);
    }
    #savePostState(changes = {}) {
        const unfinished = this.#states.filter(({ outcome }) => outcome === undefined || outcome === 'running');
        this.#options.savePostState?.({
            jobIds: idsOf(unfinished),
            states: this.#states,
            pendingSubmission: this.#pendingSubmission,
            ...changes,
        });
    }
    #checkJobIds() {
        const jobId = this.#hasWarnedAboutJobId ? undefined : idsOf(this.#states).find((id) => !(0,job_id .O)(id));
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
            origin: this.#origin,
        };
    }
}
async function publishSummary(model, { writeSummary, log }) {
    try {
        const { renderSummary } = await __webpack_require__.e( 546).then(__webpack_require__.bind(__webpack_require__, 9546));
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
function isSuccessful({ outcome }) {
    return outcome !== undefined && GREEN_OUTCOMES.includes(outcome);
}


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