import {
  pullRequestEvent,
  repositoryPayload,
  userPayload,
  type EventOrigin,
  type PullRequestEventOptions,
  type WorkflowEvent,
} from './events.ts'

const HEAD = 'a'.repeat(40)
const BASE = 'b'.repeat(40)

/** The head branch of an event; `headOwner` is the fork's owner if the branch is in a fork. */
interface HeadOptions extends EventOrigin {
  readonly headSha?: string
  readonly headBranch?: string | null
  readonly headOwner?: string
  /** Pull requests that GitHub lists. Default: number 12, none for a fork. */
  readonly pullRequests?: readonly object[]
}

/** `issue_comment`, on a pull request or an issue. The payload names no commit in either case. */
export function commentEvent(
  options: EventOrigin & {
    readonly number?: number
    readonly on?: 'pull' | 'issue'
    readonly author?: string
  } = {},
): WorkflowEvent {
  const { on = 'pull' } = options
  const { payload } = issuesEvent(options)
  const repository = repositoryPayload(options)
  const issue = payload['issue'] as { readonly number: number }
  const { number } = issue
  const pull = {
    url: `${repository.url}/pulls/${number}`,
    html_url: `${repository.html_url}/pull/${number}`,
    diff_url: `${repository.html_url}/pull/${number}.diff`,
    merged_at: null,
  }
  return {
    name: 'issue_comment',
    payload: {
      ...payload,
      action: 'created',
      issue: { ...issue, ...(on === 'pull' ? { draft: false, pull_request: pull } : {}) },
      comment: {
        id: 1_900_000_001,
        body: '/train',
        user: userPayload(options.actor),
        author_association: 'MEMBER',
        created_at: '2026-03-02T10:15:00Z',
        updated_at: '2026-03-02T10:15:00Z',
      },
    },
  }
}

/** `issues`. Default: number 9 is opened. */
export function issuesEvent(
  options: EventOrigin & { readonly number?: number; readonly author?: string } = {},
): WorkflowEvent {
  const { number = 9 } = options
  const repository = repositoryPayload(options)
  return {
    name: 'issues',
    payload: {
      action: 'opened',
      issue: {
        id: 2_300_000_000 + number,
        number,
        url: `${repository.url}/issues/${number}`,
        html_url: `${repository.html_url}/issues/${number}`,
        state: 'open',
        locked: false,
        title: 'Train a better support bot',
        user: userPayload(options.author ?? options.actor),
        labels: [],
        created_at: '2026-03-02T09:00:00Z',
        updated_at: '2026-03-02T10:15:00Z',
        body: null,
      },
      repository,
      sender: userPayload(options.actor),
    },
  }
}

/** `pull_request_review`. Its pull request has `merged_at`, but neither `merged` nor counts. */
export function reviewEvent(options: PullRequestEventOptions = {}): WorkflowEvent {
  return {
    name: 'pull_request_review',
    payload: {
      ...simplePullRequest(options),
      action: 'submitted',
      review: {
        id: 1_500_000_001,
        user: userPayload(options.actor),
        body: null,
        state: 'approved',
        commit_id: options.headSha ?? HEAD,
        submitted_at: '2026-03-02T10:20:00Z',
      },
    },
  }
}

/** `pull_request_review_comment`, on a line of the spec. */
export function reviewCommentEvent(options: PullRequestEventOptions = {}): WorkflowEvent {
  return {
    name: 'pull_request_review_comment',
    payload: {
      ...simplePullRequest(options),
      action: 'created',
      comment: {
        id: 1_600_000_001,
        path: 'training/support-bot.yml',
        line: 3,
        body: 'Fewer epochs?',
        user: userPayload(options.actor),
        commit_id: options.headSha ?? HEAD,
        created_at: '2026-03-02T10:25:00Z',
        updated_at: '2026-03-02T10:25:00Z',
      },
    },
  }
}

function simplePullRequest(options: PullRequestEventOptions) {
  const { payload } = pullRequestEvent(options)
  const { merged: _merged, ...pull } = payload['pull_request'] as Record<string, unknown>
  return { pull_request: pull, repository: payload['repository'], sender: payload['sender'] }
}

/** `merge_group`. Default: number 12 is queued for main. */
export function mergeGroupEvent(
  options: EventOrigin & {
    readonly headSha?: string
    readonly headRef?: string
    readonly baseRef?: string
  } = {},
): WorkflowEvent {
  const { headSha = 'e'.repeat(40), baseRef = 'main' } = options
  const { headRef = `refs/heads/gh-readonly-queue/${baseRef}/pr-12-${BASE}` } = options
  return {
    name: 'merge_group',
    payload: {
      action: 'checks_requested',
      merge_group: {
        head_sha: headSha,
        head_ref: headRef,
        base_sha: BASE,
        base_ref: `refs/heads/${baseRef}`,
        head_commit: {
          id: headSha,
          tree_id: 'f'.repeat(40),
          message: 'Merge pull request #12 from acme/better-support-bot',
          timestamp: '2026-03-02T10:30:00Z',
          author: { name: 'octocat', email: 'octocat@users.noreply.github.com' },
          committer: { name: 'GitHub', email: 'noreply@github.com' },
        },
      },
      repository: repositoryPayload(options),
      sender: userPayload(options.actor),
    },
  }
}

/** A pull request as listed by runs and checks: without state, title and author. */
export function listedPullRequest(number = 12, origin: EventOrigin & { readonly id?: number } = {}): object {
  const { id, name, url } = {
    ...repositoryPayload(origin),
    ...(origin.id === undefined ? {} : { id: origin.id }),
  }
  return {
    id: 2_400_000_000 + number,
    number,
    url: `${url}/pulls/${number}`,
    head: { ref: 'better-support-bot', sha: HEAD, repo: { id: 700_000_001, name, url } },
    base: { ref: 'main', sha: BASE, repo: { id, name, url } },
  }
}

/** `workflow_run`. Default: a run for number 12 has completed. `headOwner` is null if the fork was deleted. */
export function workflowRunEvent(
  options: Omit<HeadOptions, 'headOwner'> & {
    readonly event?: string
    readonly headOwner?: string | null
  } = {},
): WorkflowEvent {
  const { headOwner = options.owner ?? 'acme', headSha = HEAD, headBranch = 'better-support-bot' } = options
  const repository = repositoryPayload(options)
  const isFork = headOwner !== repository.owner.login
  const fork = headOwner === null ? null : repositoryPayload({ owner: headOwner, repo: options.repo })
  const head = isFork ? fork : repository
  return {
    name: 'workflow_run',
    payload: {
      action: 'completed',
      workflow_run: {
        id: 8_100_000_001,
        name: 'Check',
        event: options.event ?? 'pull_request',
        status: 'completed',
        conclusion: 'success',
        path: '.github/workflows/check.yml',
        run_number: 41,
        run_attempt: 1,
        head_branch: headBranch,
        head_sha: headSha,
        head_commit: { id: headSha, message: 'Train longer', timestamp: '2026-03-02T09:30:00Z' },
        pull_requests: options.pullRequests ?? (isFork ? [] : [listedPullRequest(12, options)]),
        created_at: '2026-03-02T10:40:00Z',
        updated_at: '2026-03-02T10:44:00Z',
        actor: userPayload(options.actor),
        triggering_actor: userPayload(options.actor),
        repository,
        head_repository: head && { ...head, fork: isFork },
      },
      workflow: { id: 31, name: 'Check', path: '.github/workflows/check.yml', state: 'active' },
      repository,
      sender: userPayload(options.actor),
    },
  }
}

/** `check_suite`. Default: for number 12. That of a fork has no branch and no pull requests. */
export function checkSuiteEvent(options: HeadOptions = {}): WorkflowEvent {
  return {
    name: 'check_suite',
    payload: {
      action: 'completed',
      check_suite: { ...checkSuite(options), created_at: '2026-03-02T10:50:00Z' },
      repository: repositoryPayload(options),
      sender: userPayload(options.actor),
    },
  }
}

/** `check_run`. Default: for number 12. That of a fork has no branch and no pull requests. */
export function checkRunEvent(options: HeadOptions = {}): WorkflowEvent {
  const suite = checkSuite(options)
  return {
    name: 'check_run',
    payload: {
      action: 'completed',
      check_run: {
        id: 9_200_000_001,
        name: 'unit',
        head_sha: suite.head_sha,
        status: 'completed',
        conclusion: 'success',
        started_at: '2026-03-02T10:51:00Z',
        completed_at: '2026-03-02T10:53:00Z',
        check_suite: suite,
        pull_requests: suite.pull_requests,
      },
      repository: repositoryPayload(options),
      sender: userPayload(options.actor),
    },
  }
}

function checkSuite(options: HeadOptions) {
  const isFork = options.headOwner !== undefined && options.headOwner !== (options.owner ?? 'acme')
  const { headBranch = isFork ? null : 'better-support-bot', headSha = HEAD } = options
  return {
    id: 9_100_000_001,
    head_branch: headBranch,
    head_sha: headSha,
    status: 'completed',
    conclusion: 'success',
    before: BASE,
    after: headSha,
    pull_requests: options.pullRequests ?? (isFork ? [] : [listedPullRequest(12, options)]),
  }
}

/** `release`, action `published`. */
export function releaseEvent(options: EventOrigin = {}): WorkflowEvent {
  return {
    name: 'release',
    payload: {
      action: 'published',
      release: {
        id: 140_000_001,
        tag_name: 'v1.4.0',
        target_commitish: 'main',
        name: 'v1.4.0',
        draft: false,
        prerelease: false,
        author: userPayload(options.actor),
        created_at: '2026-02-20T08:00:00Z',
        published_at: '2026-03-02T11:05:00Z',
      },
      repository: repositoryPayload(options),
      sender: userPayload(options.actor),
    },
  }
}

/** `deployment` for the branch of a pull request. */
export function deploymentEvent(options: EventOrigin & { readonly headSha?: string } = {}): WorkflowEvent {
  const { deployment_status: _, ...payload } = deploymentStatusEvent(options).payload
  return { name: 'deployment', payload }
}

/** `deployment_status` for the branch of a pull request. */
export function deploymentStatusEvent(
  options: EventOrigin & { readonly headSha?: string } = {},
): WorkflowEvent {
  const { headSha = HEAD } = options
  return {
    name: 'deployment_status',
    payload: {
      action: 'created',
      deployment_status: {
        id: 3_300_000_001,
        state: 'success',
        environment: 'preview',
        created_at: '2026-03-02T11:10:00Z',
      },
      deployment: {
        id: 2_200_000_001,
        sha: headSha,
        ref: 'better-support-bot',
        task: 'deploy',
        environment: 'preview',
        created_at: '2026-03-02T11:08:00Z',
      },
      repository: repositoryPayload(options),
      sender: userPayload(options.actor),
    },
  }
}

/** `status`. Its commit is on these branches of the repository, or on none. */
export function statusEvent(
  options: EventOrigin & { readonly headSha?: string; readonly branches?: readonly string[] } = {},
): WorkflowEvent {
  const { headSha = HEAD, branches = ['better-support-bot'] } = options
  const repository = repositoryPayload(options)
  return {
    name: 'status',
    payload: {
      id: 4_400_000_001,
      sha: headSha,
      name: repository.full_name,
      context: 'ci/elsewhere',
      state: 'success',
      branches: branches.map((name) => ({ name, commit: { sha: headSha }, protected: false })),
      created_at: '2026-03-02T11:15:00Z',
      updated_at: '2026-03-02T11:15:00Z',
      repository,
      sender: userPayload(options.actor),
    },
  }
}

/** `repository_dispatch` with a client payload. */
export function repositoryDispatchEvent(options: EventOrigin = {}): WorkflowEvent {
  return {
    name: 'repository_dispatch',
    payload: {
      action: 'train',
      branch: 'main',
      client_payload: { pull_request: { number: 12 }, sha: HEAD },
      repository: { ...repositoryPayload(options), pushed_at: '2026-02-27T16:00:00Z' },
      sender: userPayload(options.actor),
    },
  }
}

/** `schedule`, every night. */
export function scheduleEvent(options: EventOrigin = {}): WorkflowEvent {
  return {
    name: 'schedule',
    payload: {
      schedule: '17 4 * * *',
      workflow: '.github/workflows/train.yml',
      repository: repositoryPayload(options),
      sender: userPayload(options.actor),
    },
  }
}
