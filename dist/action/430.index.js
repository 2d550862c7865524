"use strict";
exports.id = 430;
exports.ids = [430];
exports.modules = {

 1920:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 D: () => ( actsOf),
 U: () => ( approversOf)
 });
function actsOf({ first, ...last }) {
    return first === undefined ? [last] : [first, last];
}
function approversOf(approval) {
    return actsOf(approval)
        .map(({ by }) => by)
        .join(', ');
}


 }),

 1901:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 w: () => ( withTimeout)
 });
async function withTimeout(timeoutMs, work, clock) {
    const done = new AbortController();
    const winner = await Promise.race([work, clock.sleep(timeoutMs, done.signal).then(() => undefined)]);
    done.abort();
    return winner;
}


 }),

 9322:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 x: () => ( VERSION)
 });
const VERSION = '0.1.0';


 }),

 7455:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  w: () => ( parseEvent)
});

var github_payload = __webpack_require__(1837);
;

const NO_REF = { kind: 'none' };
function refFromNumber(number, isPullRequest) {
    return number === undefined ? NO_REF : { kind: 'number', number, isPullRequest };
}
function refFromCommit(sha, head) {
    return sha === undefined ? NO_REF : { kind: 'commit', sha, head };
}
function refFromIssue(payload) {
    return refFromNumber((0,github_payload .tk)(payload, 'issue.number'), (0,github_payload .Bt)(payload, 'issue.pull_request'));
}
function refFromMergeQueue(ref) {
    const [, number] = /^(?:refs\/heads\/)?gh-readonly-queue\/.+\/pr-(\d+)-[0-9a-f]+$/.exec(ref ?? '') ?? [];
    const found = refFromNumber((0,github_payload .tk)({ number: Number(number) }, 'number'), true);
    return found.kind === 'number' ? { ...found, isQueued: true } : found;
}
function refFromPush(payload, repository) {
    const [, branch] = /^refs\/heads\/(.+)$/.exec((0,github_payload .$6)(payload, 'ref') ?? '') ?? [];
    if (branch === undefined)
        return NO_REF;
    return refFromBranch((0,github_payload .wF)(payload, 'after'), repository, branch);
}
function refFromBranch(sha, repository, branch) {
    const queued = sha === undefined ? NO_REF : refFromMergeQueue(branch);
    return queued.kind === 'none' ? refFromCommit(sha, toHead(repository, branch, false)) : queued;
}
function refFromWorkflowRun(payload, repository) {
    const listed = refFromList(payload, 'workflow_run.pull_requests');
    if (listed.kind !== 'none')
        return listed;
    const sha = (0,github_payload .wF)(payload, 'workflow_run.head_sha');
    const branch = (0,github_payload .$6)(payload, 'workflow_run.head_branch');
    const head = (0,github_payload .uw)(payload, 'workflow_run.head_repository');
    if (branch === undefined)
        return refFromCommit(sha);
    return (0,github_payload .ve)(head, repository)
        ? refFromBranch(sha, head, branch)
        : refFromCommit(sha, toHead(head, branch, true));
}
function toHead({ name }, branch, isFork) {
    const owner = name?.split('/')[0];
    return owner === undefined ? undefined : { owner, branch, isFork };
}
function refFromCheck(payload, repository, field, branchPath) {
    const listed = refFromList(payload, `${field}.pull_requests`);
    if (listed.kind !== 'none')
        return listed;
    const sha = (0,github_payload .wF)(payload, `${field}.head_sha`);
    const branch = (0,github_payload .$6)(payload, branchPath);
    return branch === undefined ? refFromCommit(sha) : refFromBranch(sha, repository, branch);
}
function refFromList(payload, path) {
    const repositoryId = (0,github_payload .tk)(payload, 'repository.id');
    const pullRequest = (0,github_payload .gT)(payload, path).find((entry) => {
        const baseId = (0,github_payload .tk)(entry, 'base.repo.id');
        return repositoryId === undefined || baseId === undefined || baseId === repositoryId;
    });
    return refFromNumber((0,github_payload .tk)(pullRequest, 'number'), true);
}

var push = __webpack_require__(1919);
;



const DEPENDABOT = 'dependabot[bot]';
const always = () => true;
const PULL_REQUEST_RULE = {
    findRef: (payload) => refFromNumber((0,github_payload .tk)(payload, 'pull_request.number'), true),
    commitPaths: ['pull_request.head.sha'],
    timePaths: ['pull_request.updated_at'],
};
const DEPLOYMENT_RULE = {
    findRef: (payload) => refFromCommit((0,github_payload .wF)(payload, 'deployment.sha')),
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
        commitPaths: ['head_commit.id', 'after'],
        timePaths: ['repository.pushed_at', 'head_commit.timestamp'],
    },
    merge_group: {
        findRef: (payload) => refFromMergeQueue((0,github_payload .$6)(payload, 'merge_group.head_ref')),
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
        findRef: (payload) => refFromCommit((0,github_payload .wF)(payload, 'sha')),
        commitPaths: ['sha'],
        mayBeForeign: (payload) => (0,github_payload .gT)(payload, 'branches').length === 0,
        timePaths: ['created_at'],
    },
}));
function parseEvent(env, payload) {
    const name = env['GITHUB_EVENT_NAME'] ?? '';
    const rule = EVENT_RULES.get(name) ?? PULL_REQUEST_RULE;
    const repository = parseRepository(env, payload);
    const pullRequestRef = rule.findRef(payload, repository);
    const pullRequest = parsePullRequest(payload, repository);
    const author = pullRequest?.author ?? issueAuthor(payload);
    const defaultCommit = pullRequestRef.kind === 'number' && pullRequestRef.isPullRequest ? undefined : (0,github_payload .$6)(env, 'GITHUB_SHA');
    return {
        name,
        pullRequestRef,
        mayBeForeign: rule.mayBeForeign?.(payload) === true || pullRequest?.isFromFork === true,
        isProvenByBranch: rule.isProvenByBranch === true,
        isDependabot: env['GITHUB_ACTOR'] === DEPENDABOT || author === DEPENDABOT,
        repository,
        defaultBranch: (0,github_payload .$6)(payload, 'repository.default_branch'),
        push: name === 'push' ? (0,push .Y)(payload) : undefined,
        queueBase: (0,github_payload .wF)(payload, 'merge_group.base_sha'),
        action: (0,github_payload .$6)(payload, 'action'),
        pullRequest,
        commit: (0,github_payload .yI)(github_payload .wF, payload, rule.commitPaths) ?? defaultCommit,
        eventTimeMs: (0,github_payload .yI)(github_payload .lC, payload, rule.timePaths),
        ...parseSender(name, payload),
    };
}
const PUSH_EVENTS = ['pull_request', 'pull_request_target'];
const PUSH_ACTIONS = ['opened', 'synchronize', 'synchronized'];
function parseSender(name, payload) {
    const login = (0,github_payload .$6)(payload, 'sender.login');
    if (login === undefined)
        return {};
    const isPush = (name === 'push' && !isDefaultBranch(payload)) ||
        (PUSH_EVENTS.includes(name) && PUSH_ACTIONS.includes((0,github_payload .$6)(payload, 'action') ?? ''));
    const isBot = ((0,github_payload .$6)(payload, 'sender.type') ?? 'User') !== 'User' || login.endsWith('[bot]');
    const sender = { login, id: (0,github_payload .tk)(payload, 'sender.id'), isBot };
    const pushedAtMs = (0,github_payload .yI)(github_payload .lC, payload, ['pull_request.updated_at', 'repository.pushed_at']);
    return isPush ? { sender, pusher: login, pushedAtMs } : { sender };
}
function isDefaultBranch(payload) {
    return (0,github_payload .$6)(payload, 'ref') === `refs/heads/${(0,github_payload .$6)(payload, 'repository.default_branch') ?? ''}`;
}
function checkRule(field, branchPath, timePaths) {
    return {
        findRef: (payload, repository) => refFromCheck(payload, repository, field, branchPath),
        commitPaths: [`${field}.head_sha`],
        mayBeForeign: (payload) => (0,github_payload .$6)(payload, branchPath) === undefined,
        timePaths,
    };
}
function parseRepository(env, payload) {
    const inPayload = (0,github_payload .uw)(payload, 'repository');
    return {
        id: (0,github_payload .tk)({ id: Number((0,github_payload .$6)(env, 'GITHUB_REPOSITORY_ID')) }, 'id') ?? inPayload.id,
        name: (0,github_payload .$6)(env, 'GITHUB_REPOSITORY') ?? inPayload.name,
    };
}
function parsePullRequest(payload, repository) {
    if (!(0,github_payload .Bt)(payload, 'pull_request'))
        return undefined;
    const isMerged = (0,github_payload .fK)(payload, 'pull_request.merged') === true ||
        (0,github_payload .$6)(payload, 'pull_request.merged_at') !== undefined;
    return {
        isClosed: isMerged || (0,github_payload .fK)(payload, 'pull_request.state') === 'closed',
        isMerged,
        headSha: (0,github_payload .wF)(payload, 'pull_request.head.sha'),
        isFromFork: !(0,github_payload .ve)((0,github_payload .uw)(payload, 'pull_request.head.repo'), repository),
        baseRef: (0,github_payload .$6)(payload, 'pull_request.base.ref'),
        author: (0,github_payload .$6)(payload, 'pull_request.user.login'),
    };
}
function issueAuthor(payload) {
    return (0,github_payload .Bt)(payload, 'issue.pull_request') ? (0,github_payload .$6)(payload, 'issue.user.login') : undefined;
}


 }),

 742:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 U: () => ( matrixLabel),
 t: () => ( failFastWarning)
 });
function matrixLabel(matrix) {
    return Object.values(parseObject(matrix))
        .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
        .join(', ');
}
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


 }),

 1837:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 $6: () => ( textAt),
 Bt: () => ( isObjectAt),
 fK: () => ( valueAt),
 gT: () => ( listAt),
 lC: () => ( timeAt),
 tk: () => ( numberAt),
 uw: () => ( repositoryAt),
 ve: () => ( isSameRepository),
 wF: () => ( shaAt),
 yI: () => ( firstAt)
 });
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
function isSameRepository(first, second) {
    if (first.id !== undefined && second.id !== undefined)
        return first.id === second.id;
    return first.name !== undefined && first.name.toLowerCase() === second.name?.toLowerCase();
}
function numberAt(payload, path) {
    const found = valueAt(payload, path);
    return Number.isSafeInteger(found) && Number(found) > 0 ? Number(found) : undefined;
}
function shaAt(payload, path) {
    const found = textAt(payload, path);
    return found && /^(?!0+$)(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(found) ? found : undefined;
}
function timeAt(payload, path) {
    const found = valueAt(payload, path);
    if (typeof found === 'number')
        return found > 0 && found < 1e11 ? Math.round(found * 1000) : undefined;
    if (typeof found !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(found))
        return undefined;
    const ms = Date.parse(found);
    return Number.isNaN(ms) ? undefined : ms;
}
function firstAt(read, payload, paths) {
    for (const path of paths) {
        const found = read(payload, path);
        if (found !== undefined)
            return found;
    }
    return undefined;
}


 }),

 1919:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Y: () => ( parsePush),
 j: () => ( numberInSubject)
 });
 var _payload_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1837);

const MAX_COMMITS = 20;
function parsePush(payload) {
    const listed = (0,_payload_js__WEBPACK_IMPORTED_MODULE_0__ .gT)(payload, 'commits');
    const head = (0,_payload_js__WEBPACK_IMPORTED_MODULE_0__ .Bt)(payload, 'head_commit') ? [(0,_payload_js__WEBPACK_IMPORTED_MODULE_0__ .fK)(payload, 'head_commit')] : [];
    const commits = (listed.length > 0 ? listed : head).flatMap((commit) => {
        const sha = (0,_payload_js__WEBPACK_IMPORTED_MODULE_0__ .wF)(commit, 'id');
        return sha === undefined ? [] : [{ sha, subject: (0,_payload_js__WEBPACK_IMPORTED_MODULE_0__ .$6)(commit, 'message')?.split('\n', 1)[0] ?? '' }];
    });
    const isDeletion = (0,_payload_js__WEBPACK_IMPORTED_MODULE_0__ .fK)(payload, 'deleted') === true || /^0+$/.test((0,_payload_js__WEBPACK_IMPORTED_MODULE_0__ .$6)(payload, 'after') ?? '');
    const before = (0,_payload_js__WEBPACK_IMPORTED_MODULE_0__ .wF)(payload, 'before');
    return {
        before: before === undefined || /^0+$/.test(before) ? undefined : before,
        commits: commits.slice(-MAX_COMMITS),
        deletedRef: isDeletion ? ((0,_payload_js__WEBPACK_IMPORTED_MODULE_0__ .$6)(payload, 'ref') ?? 'a branch') : undefined,
    };
}
function numberInSubject(subject) {
    const match = /^Merge pull request (?:#|'.*' \(#)(\d{1,9})\b/.exec(subject) ?? /\(#(\d{1,9})\)\s*$/.exec(subject);
    const number = Number(match?.[1]);
    return number > 0 ? number : undefined;
}


 }),

 9551:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Y: () => ( InputParser)
 });
 var _jobs_job_id_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1909);
 var _network_loopback_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(949);
 var _job_spec_suggest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5575);



const BOOLEANS = { true: true, false: false };
const HEADER_VALUE = /^[\x21-\x7e]+$/;
const NOT_ONLY_A_KEY = [
    [/^["'`].*["'`]$/s, 'is in quotes. Save the secret without them.'],
    [
        /^(?:export\s+)?(?=\w*[A-Z_])\w+\s*=\s*[^=\s]/,
        'begins with a name and `=`. Save only what follows the `=` as the secret.',
    ],
    [/^Bearer\b/i, 'begins with `Bearer`. Save only the key as the secret.'],
    [/^\$/, 'begins with `$`, so it is the name of a variable, not its value. Use `${{ secrets.NAME }}`.'],
];
const MIN_SECRET_LENGTH = 16;
const SHORT_WORD = /^[A-Za-z]{1,7}$/;
class InputParser {
    errors = [];
    #read;
    constructor(read) {
        this.#read = read;
    }
    text(name) {
        const text = this.#read(name).trim();
        return text === '' ? undefined : text;
    }
    rawText(name) {
        return this.#read(name);
    }
    lines(name) {
        return this.#read(name)
            .split(/\r?\n/)
            .map((line) => line.trim())
            .filter((line) => line !== '');
    }
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
        const [typo, ...others] = (0,_job_spec_suggest_js__WEBPACK_IMPORTED_MODULE_0__ .vZ)(unquote(text ?? ''), allowed);
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
        const id = (0,_jobs_job_id_js__WEBPACK_IMPORTED_MODULE_1__ .e)(text);
        if (id !== undefined && !SHORT_WORD.test(id))
            return id;
        const example = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
        if (text === undefined)
            this.errors.push(`\`${name}\` is missing: \`command: ${command}\` needs the id of a job, such as ${example}.`);
        else
            this.#addError(name, `the id of a job, such as ${example}`);
        return '';
    }
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
        const isLocal = url.protocol === 'http:' && (0,_network_loopback_js__WEBPACK_IMPORTED_MODULE_2__ .U)(url.hostname);
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
    #addError(name, expected, hint = '') {
        const text = this.text(name);
        const actual = text === undefined ? 'empty' : `\`${shorten(text)}\``;
        this.errors.push(`\`${name}\` is ${actual}, but must be ${expected}.${hint}`);
    }
}
function unquote(text) {
    return text.replace(/^(["'])(.*)\1$/, '$2');
}
function bareNumber(text) {
    return unquote(text)
        .replace(/^#|^https?:\/\/.*\/(?:pull|issues)\/(?=\d+$)/, '')
        .replaceAll(/(?<=\d)_(?=\d)/g, '');
}
function shorten(text) {
    const line = text.replace(/\s+/g, ' ');
    return line.length > 80 ? `${line.slice(0, 80).toWellFormed()}\u2026` : line;
}


 }),

 8618:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Lo: () => ( COMMANDS),
 RM: () => ( parseCommand),
 TL: () => ( parseInputs),
 dC: () => ( parseSecrets),
 ji: () => ( manifestPath),
 sc: () => ( isOnline),
 wF: () => ( isWatching)
 });
 var _input_parser_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9551);
 var _report_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8491);


function isOnline(inputs) {
    return inputs.command !== 'validate';
}
function isWatching(inputs) {
    return inputs.command === 'run' || inputs.command === 'wait';
}
function manifestPath(inputs) {
    return isWatching(inputs) || inputs.command === 'status' ? inputs.manifest : undefined;
}
const COMMANDS = ['run', 'validate', 'status', 'wait', 'cancel', 'list', 'sync'];
const WAIT_VALUES = {
    true: 'completed',
    started: 'started',
    false: 'none',
};
const MAX_TIMEOUT_MINUTES = 5 * 24 * 60;
function parseInputs(read, environment) {
    const parser = new _input_parser_js__WEBPACK_IMPORTED_MODULE_0__ .Y(read);
    const command = parseCommand(parser, environment);
    const report = (0,_report_inputs_js__WEBPACK_IMPORTED_MODULE_1__ .Fp)(parser);
    if (command !== undefined && parser.errors.length === 0)
        return { ok: true, command, report };
    return { ok: false, errors: parser.errors, manifest: command && manifestPath(command) };
}
function parseSecrets(read, { environmentApiKey }) {
    const parser = new _input_parser_js__WEBPACK_IMPORTED_MODULE_0__ .Y(read);
    const apiKey = parser.secret('api-key', environmentApiKey, 'MISTRAL_API_KEY');
    if (parser.errors.length > 0)
        return { ok: false, errors: parser.errors };
    return { ok: true, apiKey, githubToken: parser.text('github-token'), recordKey: (0,_report_inputs_js__WEBPACK_IMPORTED_MODULE_1__ .OS)(parser) };
}
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
        isInMatrix: (0,_report_inputs_js__WEBPACK_IMPORTED_MODULE_1__ .yQ)(parser) !== 'null',
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


 }),

 5575:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 ZA: () => ( suggest),
 vZ: () => ( findTypos),
 yS: () => ( isSameName)
 });
 var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1916);

const MAX_NAME_LENGTH = 64;
const MAX_SUGGESTIONS = 2;
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
function findTypos(name, candidates) {
    const normalized = normalize(name);
    const exact = candidates.filter((candidate) => normalize(candidate) === normalized);
    return exact.length > 0 ? exact : findClosest(normalized, candidates);
}
function unlessTooMany(names) {
    return names.length <= MAX_SUGGESTIONS ? names : [];
}
function isSameName(a, b) {
    return normalize(a) === normalize(b);
}
function normalize(name) {
    return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
function findClosest(normalized, candidates) {
    const distances = candidates.map((candidate) => ({
        candidate,
        edits: (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ .Io)(normalized, normalize(candidate)),
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


 }),

 232:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Z: () => ( retryWithBackoff),
 j: () => ( backoffMs)
 });
const INITIAL_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;
function backoffMs(attempts, retryAfterMs, random) {
    const full = Math.min(MAX_BACKOFF_MS, INITIAL_BACKOFF_MS * 2 ** Math.min(attempts - 1, 10));
    return Math.max(full * (0.5 + 0.5 * random), retryAfterMs ?? 0);
}
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
        if (clock.now() > untilMs)
            return result;
    }
}


 }),

 4922:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 DZ: () => ( limitTime),
 Et: () => ( momentOf),
 PU: () => ( isOver),
 ex: () => ( CLOCK_MARGIN_S),
 hy: () => ( ageOf)
 });
const CLOCK_MARGIN_S = 60;
const momentOf = (clock) => ({ nowMs: clock.now(), wallMs: clock.wall() });
const ageOf = (moment, clock) => moment === undefined ? Infinity : Math.max(clock.now() - moment.nowMs, clock.wall() - moment.wallMs);
function limitTime(clock, since, durationMs) {
    const now = () => since.nowMs + ageOf(since, clock);
    const awake = { now, wall: () => clock.wall(), sleep: (ms, signal) => clock.sleep(ms, signal) };
    return { clock: awake, deadlineMs: since.nowMs + durationMs };
}
const isOver = ({ clock, deadlineMs }) => clock.now() >= deadlineMs;


 }),

 1909:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 O: () => ( isUuid),
 e: () => ( parseJobId)
 });
const JOB_ID = /^[A-Za-z0-9_-]{1,128}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
function parseJobId(value) {
    const id = typeof value === 'string' ? value.trim() : '';
    if (!JOB_ID.test(id))
        return undefined;
    return UUID.test(id) ? id.toLowerCase() : id;
}
function isUuid(id) {
    return UUID.test(id);
}


 }),

 6722:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Hd: () => ( isTerminal),
 Om: () => ( worstOutcome),
 Ou: () => ( isUnsuccessful),
 _P: () => ( currentOutcome),
 _n: () => ( outcomeFor),
 gd: () => ( hasStarted),
 im: () => ( OUTCOMES),
 xl: () => ( parsePhase),
 z: () => ( outcomeNote)
 });
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);

const CONTRACT_STATUSES = {
    QUEUED: 'queued',
    VALIDATING: 'validating',
    RUNNING: 'running',
    SUCCESS: 'succeeded',
    FAILED: 'failed',
    CANCELLED: 'cancelled',
};
const LEGACY_STATUSES = {
    VALIDATED: 'validated',
    STARTED: 'running',
    CANCELLATION_REQUESTED: 'cancelling',
    CANCELED: 'cancelled',
    FAILED_VALIDATION: 'failed',
    TIMEOUT_EXCEEDED: 'failed',
};
const PHASES = new Map(Object.entries({ ...LEGACY_STATUSES, ...CONTRACT_STATUSES }));
function parsePhase(status) {
    return PHASES.get((status ?? '').trim().toUpperCase()) ?? 'unknown';
}
function isTerminal(phase) {
    return phase === 'succeeded' || phase === 'failed' || phase === 'cancelled';
}
function isUnsuccessful(phase) {
    return phase === 'failed' || phase === 'cancelled' || phase === 'cancelling';
}
function hasStarted(phase) {
    return phase === 'running' || phase === 'succeeded';
}
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
function worstOutcome(outcomes) {
    return OUTCOMES.find((outcome) => outcomes.includes(outcome)) ?? 'unknown';
}
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
            return successAgeMs >= _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ .YG ? 'failed' : undefined;
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
function currentOutcome(job) {
    return outcomeFor(job, 'completed', 0) ?? 'running';
}
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


 }),

 5109:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Bg: () => ( pollIntervalMs),
 nS: () => ( OUTAGE_INTERVAL_MS),
 xV: () => ( outageIntervalMs),
 yF: () => ( heartbeatLogIntervalMs)
 });
const MIN_INTERVAL_MS = 5_000;
const MAX_INTERVAL_MS = 300_000;
const AGE_FRACTION = 0.05;
const OUTAGE_INTERVAL_MS = 30_000;
const MAX_JITTER_MS = 2_000;
function pollIntervalMs(ageMs, random) {
    const bound = Math.min(MAX_INTERVAL_MS, Math.max(MIN_INTERVAL_MS, AGE_FRACTION * ageMs));
    return bound * (1 - 0.1 * random);
}
function outageIntervalMs(error, random) {
    const { kind, retryAfterMs = 0 } = error;
    const isHeldBack = kind === 'not-sent' && retryAfterMs > 0;
    return (isHeldBack ? retryAfterMs : Math.max(OUTAGE_INTERVAL_MS, retryAfterMs)) + MAX_JITTER_MS * random;
}
function heartbeatLogIntervalMs(ageMs) {
    return Math.min(30 * 60_000, Math.max(60_000, ageMs / 2));
}


 }),

 5150:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 $W: () => ( classifyListError),
 L5: () => ( retry),
 Sm: () => ( failureBudget),
 TI: () => ( classifySubmission),
 XL: () => ( isAboutKey),
 b: () => ( isBudgetExhausted),
 c4: () => ( isNotFound),
 cC: () => ( countFailure),
 dg: () => ( isTransient)
 });
 var _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
 var _backoff_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(232);
 var _service_refusals_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8809);



function classifySubmission(error) {
    return (0,_service_refusals_js__WEBPACK_IMPORTED_MODULE_1__ .O)(error).submission;
}
function isAboutKey(error) {
    return (0,_service_refusals_js__WEBPACK_IMPORTED_MODULE_1__ .O)(error).read === 'key-refused';
}
function classifyListError(error) {
    return isAboutKey(error) || (error.status ?? 0) < 400 ? 'stop' : 'list-unavailable';
}
const UNLIMITED_BUDGET = { minFailures: Infinity, minDurationMs: Infinity };
const NO_BUDGET = { minFailures: 1, minDurationMs: 0 };
const REFUSED_BUDGET = { minFailures: 5, minDurationMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ .gZ };
const NEW_JOB_BUDGET = { minFailures: 5, minDurationMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ .n1 };
const RECORDED_JOB_BUDGET = { minFailures: 2, minDurationMs: 0 };
const KNOWN_JOB_BUDGET = { minFailures: 5, minDurationMs: _timeouts_js__WEBPACK_IMPORTED_MODULE_0__ .ON };
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
function isNotFound({ status }) {
    return status === 404 || status === 410;
}
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
function isTransient(error) {
    return (0,_service_refusals_js__WEBPACK_IMPORTED_MODULE_1__ .O)(error).read === 'outage';
}
function retry(request, readHistory, options) {
    let streak;
    const classify = ({ error }, nowMs) => {
        streak = countFailure(streak, error, nowMs);
        return isBudgetExhausted(streak, error, readHistory, nowMs) ? 'final' : (error.retryAfterMs ?? 0);
    };
    return (0,_backoff_js__WEBPACK_IMPORTED_MODULE_2__ .Z)(request, classify, options);
}


 }),

 6687:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 P: () => ( ServiceGate)
 });
 var _poll_schedule_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5109);
 var _retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5150);


const MIN_FAILING_REQUESTS = 2;
const TURN_MS = 3_000;
class ServiceGate {
    #api;
    #clock;
    #throttle;
    #failures;
    #waiting = new Set();
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
        this.#failures = this.#failures && { ...this.#failures, atMs: this.#clock.now() };
        const answer = call();
        this.#probe = answer;
        const result = await answer;
        if (this.#probe === answer)
            this.#probe = undefined;
        this.#record(request, result);
        return result;
    }
    async #untilAnswered(probe) {
        const answered = new AbortController();
        const untilMs = (this.#failures?.atMs ?? 0) + _poll_schedule_js__WEBPACK_IMPORTED_MODULE_1__ .nS;
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
        const dueMs = this.#failures.atMs + _poll_schedule_js__WEBPACK_IMPORTED_MODULE_1__ .nS;
        const isLate = nowMs >= dueMs + TURN_MS;
        const { requests } = this.#failures;
        const isNew = (each) => !requests.has(each);
        const waiting = [...this.#waiting];
        const next = waiting.find(isNew) ?? waiting[0] ?? request;
        const hasTurn = isLate || isNew(request) || next === request;
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
        if (result.ok || !(0,_retry_js__WEBPACK_IMPORTED_MODULE_0__ .dg)(result.error)) {
            this.#failures = undefined;
            this.#waiting.clear();
            return;
        }
        const { error } = result;
        const requests = new Set([...(this.#failures?.requests ?? []), request]);
        this.#failures = { requests, atMs, error };
    }
}
function toNotSent({ message, hint }, retryAfterMs) {
    return { kind: 'not-sent', message, hint, retryAfterMs };
}


 }),

 8809:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 O: () => ( refusalOf)
 });
const CHECK_KEY = 'Check `api-key`. An exhausted quota gives the same error.';
const NO_REDIRECT = 'Redirects are not followed, because they would send the key to another address. Check `api-url`.';
const NOT_THE_SERVICE = 'The answer comes from a proxy, a firewall or a CDN in front of the service, and says nothing about the key. Allow the runner to reach `api-url`. If a proxy needs a password, check it in `https_proxy`.';
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
    { statuses: [300, 303, 304, 305, 306], submission: 'ambiguous', read: 'refused', hint: NO_REDIRECT },
    { statuses: [400, 405, 406, 411, 413, 414, 415, 422, 431, 451], submission: 'refused', read: 'refused' },
    { statuses: [409], submission: 'conflict', read: 'refused' },
    { statuses: [429], submission: 'throttled', read: 'outage' },
    { statuses: [408, 425], submission: 'ambiguous', read: 'outage' },
    { statuses: [521, 523, 525, 526], submission: 'not-sent', read: 'outage' },
];
const UNKNOWN_OUTAGE = { statuses: [], submission: 'ambiguous', read: 'outage' };
const UNKNOWN_REFUSAL = { statuses: [], submission: 'ambiguous', read: 'refused' };
function refusalOf({ kind, status = 0, because, }) {
    if (kind === 'not-sent')
        return { submission: 'not-sent', read: 'outage' };
    if (kind !== 'http')
        return UNKNOWN_OUTAGE;
    const known = SERVICE_REFUSALS.find((row) => row.statuses.includes(status) && (row.because ?? because) === because);
    return known ?? (status < 300 || status >= 500 ? UNKNOWN_OUTAGE : UNKNOWN_REFUSAL);
}


 }),

 8917:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 D: () => ( withSmallerPages)
 });
const PARTS = [1, 4, 20];
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


 }),

 949:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 U: () => ( isLoopback),
 e: () => ( socketHost)
 });
function isLoopback(hostname) {
    return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
function socketHost({ hostname }) {
    return hostname.replace(/^\[(.*)\]$/, '$1');
}


 }),

 8101:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  u: () => ( readProxySettings)
});

var loopback = __webpack_require__(949);
;

const net = () => process.getBuiltinModule('node:net');
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
function parseEntry(entry) {
    if (entry.includes('/'))
        return parseRange(entry);
    const { host, port } = splitPort(entry);
    const matches = net().isIP(host) === 0 ? matchName(host) : matchAddress(host);
    return (url) => (port === undefined || port === effectivePort(url)) && matches((0,loopback .e)(url));
}
function parseRange(entry) {
    const [address = '', prefix = '', ...rest] = entry.replace(/[[\]]/g, '').split('/');
    const version = net().isIP(address);
    const isValid = version !== 0 && rest.length === 0 && /^\d{1,3}$/.test(prefix);
    if (!isValid || Number(prefix) > (version === 4 ? 32 : 128))
        return undefined;
    const list = new (net().BlockList)();
    list.addSubnet(address, Number(prefix), family(address));
    return (url) => includes(list, (0,loopback .e)(url));
}
function matchAddress(address) {
    const list = new (net().BlockList)();
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
    if (net().isIP(entry) !== 0)
        return { host: entry };
    const [, bracketed, plain, port] = /^(?:\[(.*)\]|(.*?))(?::(\d+))?$/.exec(entry) ?? [];
    return { host: bracketed ?? plain ?? entry, port };
}
function effectivePort({ port, protocol }) {
    return port === '' ? (protocol === 'https:' ? '443' : '80') : port;
}
function includes(list, host) {
    return net().isIP(host) !== 0 && list.check(host, family(host));
}
function family(address) {
    return net().isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

;


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
    return (url) => ((0,loopback .U)(url.hostname) || bypasses(url) ? undefined : proxies.get(url.protocol));
}
function readVariable(env, name) {
    const variable = [name, name.toUpperCase()].find((each) => env[each]) ?? name;
    return [variable, (env[variable] ?? '').trim()];
}
function parseProxy(text) {
    const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? [];
    if (scheme !== undefined && !/^https?$/i.test(scheme))
        return `names a proxy of the kind ${scheme.toLowerCase()}, but only HTTP proxies are supported. Write http://host:port.`;
    const url = URL.parse(scheme === undefined ? `http://${text}` : text);
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
function decodeLogin({ username, password }) {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
}


 }),

 8491:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 Fp: () => ( parseReportInputs),
 OS: () => ( parseRecordKey),
 yQ: () => ( readMatrix)
 });
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
        recordKey: parseRecordKey(parser),
        commentKey: parser.text('comment-key'),
        jobCheckRunId: /^\d+$/.test(jobCheckRunId) ? jobCheckRunId : undefined,
        issueNumber,
        jobUrl,
    };
}
function readMatrix(parser) {
    return parser.text('matrix') ?? 'null';
}
function parseRecordKey(parser) {
    return parser.optional('record-key', () => parser.longSecret('record-key'));
}


 }),

 3932:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 U: () => ( sleepUnref),
 m: () => ( systemClock)
 });
 var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
 var node_timers_promises__WEBPACK_IMPORTED_MODULE_0___default = __webpack_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_0__);

const systemClock = {
    now: () => performance.now(),
    wall: () => Date.now(),
    sleep: (ms, signal) => sleep(ms, signal ? { signal } : {}),
};
function sleepUnref(ms, signal) {
    return sleep(ms, { signal, ref: false });
}
async function sleep(ms, options) {
    if (options.signal?.aborted)
        return;
    const maxTimerMs = 2 ** 31 - 1;
    try {
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.min(ms, maxTimerMs), undefined, options);
    }
    catch {
    }
}


 }),

 1363:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 B4: () => ( SYNC_REQUEST_TIMEOUT_MS),
 D0: () => ( LEASE_GRACE_MS),
 GV: () => ( NOTICE_SETTLE_MS),
 Ic: () => ( CLAIM_FENCE_MS),
 JH: () => ( SERVICE_REQUEST_TIMEOUT_MS),
 Jq: () => ( CLAIM_GRACE_MS),
 ON: () => ( NOT_FOUND_TIMEOUT_MS),
 Ri: () => ( SUBMISSION_LEASE_MS),
 T2: () => ( SEARCH_WINDOW_MS),
 Tz: () => ( POST_TIMEOUTS_MS),
 WL: () => ( READ_TIMEOUT_MS),
 YG: () => ( MODEL_GRACE_MS),
 bB: () => ( GITHUB_REQUEST_TIMEOUT_MS),
 cZ: () => ( SUBMIT_REQUEST_TIMEOUT_MS),
 e3: () => ( STOP_TIMEOUT_MS),
 ec: () => ( LATE_CREATION_MS),
 gF: () => ( SUPERSEDE_DELAY_MS),
 gZ: () => ( REFUSAL_TIMEOUT_MS),
 hE: () => ( RECORD_WRITE_TIMEOUT_MS),
 l3: () => ( SERVICE_OUTAGE_TIMEOUT_MS),
 l7: () => ( FINAL_REPORT_TIMEOUT_MS),
 mR: () => ( CANCEL_COMMAND_TIMEOUT_MS),
 n1: () => ( JUST_CREATED_MS),
 oL: () => ( GITHUB_READ_TIMEOUT_MS),
 pX: () => ( HOSTED_JOB_TIMEOUT_MS),
 qZ: () => ( REPORT_INTERVAL_MS),
 rC: () => ( SYNC_WRITE_INTERVAL_MS),
 to: () => ( CANCEL_CONFIRM_TIMEOUT_MS)
 });
const SERVICE_REQUEST_TIMEOUT_MS = 30_000;
const SUBMIT_REQUEST_TIMEOUT_MS = 120_000;
const GITHUB_REQUEST_TIMEOUT_MS = 15_000;
const SERVICE_OUTAGE_TIMEOUT_MS = 15 * 60_000;
const READ_TIMEOUT_MS = 120_000;
const REFUSAL_TIMEOUT_MS = SERVICE_OUTAGE_TIMEOUT_MS;
const NOT_FOUND_TIMEOUT_MS = 10 * 60_000;
const JUST_CREATED_MS = 120_000;
const SEARCH_WINDOW_MS = 300_000;
const LATE_CREATION_MS = 30 * 60_000;
const MODEL_GRACE_MS = 120_000;
const SUPERSEDE_DELAY_MS = 10 * 60_000;
const CANCEL_CONFIRM_TIMEOUT_MS = 30_000;
const CANCEL_COMMAND_TIMEOUT_MS = 60_000;
const GITHUB_READ_TIMEOUT_MS = SERVICE_OUTAGE_TIMEOUT_MS;
const RECORD_WRITE_TIMEOUT_MS = 30_000;
const SYNC_REQUEST_TIMEOUT_MS = 60_000;
const FINAL_REPORT_TIMEOUT_MS = 60_000;
const REPORT_INTERVAL_MS = 30_000;
const SYNC_WRITE_INTERVAL_MS = 1_000;
const NOTICE_SETTLE_MS = 4_000;
const LEASE_GRACE_MS = 5 * 60_000;
const CLAIM_GRACE_MS = 2 * 60_000;
const CLAIM_FENCE_MS = 90_000;
const SUBMISSION_LEASE_MS = 6 * 60_000;
const HOSTED_JOB_TIMEOUT_MS = 350 * 60_000;
const STOP_TIMEOUT_MS = 7_000;
const POST_TIMEOUTS_MS = {
    service: 120_000,
    search: 75_000,
    cancelConfirm: 25_000,
    ownership: 18_000,
    shown: 10_000,
    report: 55_000,
    minReport: 15_000,
};


 }),

 1916:
 ((__unused_webpack_module, exports) => {

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


 })

};
;