import {
  pullRequestEvent,
  repository,
  user,
  type Place,
  type PullRequestFacts,
  type WorkflowEvent,
} from './events.ts'

const HEAD = 'a'.repeat(40)
const BASE = 'b'.repeat(40)

/** A branch and what is on it; `headOwner` is the fork's owner where it is not in the repository itself. */
export interface HeadFacts extends Place {
  readonly headSha?: string
  readonly headBranch?: string | null
  readonly headOwner?: string
  /** Pull requests that GitHub lists: by default number 12, and none for a fork. */
  readonly pulls?: readonly object[]
}

/** `issue_comment`, on a pull request or on an issue. That on a pull request tells of no commit. */
export function commentEvent(
  facts: Place & { readonly number?: number; readonly on?: 'pull' | 'issue'; readonly author?: string } = {},
): WorkflowEvent {
  const { on = 'pull' } = facts
  const { payload } = issuesEvent(facts)
  const place = repository(facts)
  const issue = payload['issue'] as { readonly number: number }
  const { number } = issue
  const pull = {
    url: `${place.url}/pulls/${number}`,
    html_url: `${place.html_url}/pull/${number}`,
    diff_url: `${place.html_url}/pull/${number}.diff`,
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
        user: user(facts.actor),
        author_association: 'MEMBER',
        created_at: '2026-03-02T10:15:00Z',
        updated_at: '2026-03-02T10:15:00Z',
      },
    },
  }
}

/** `issues`, by default the opening of number 9. */
export function issuesEvent(
  facts: Place & { readonly number?: number; readonly author?: string } = {},
): WorkflowEvent {
  const { number = 9 } = facts
  const place = repository(facts)
  return {
    name: 'issues',
    payload: {
      action: 'opened',
      issue: {
        id: 2_300_000_000 + number,
        number,
        url: `${place.url}/issues/${number}`,
        html_url: `${place.html_url}/issues/${number}`,
        state: 'open',
        locked: false,
        title: 'Train a better support bot',
        user: user(facts.author ?? facts.actor),
        labels: [],
        created_at: '2026-03-02T09:00:00Z',
        updated_at: '2026-03-02T10:15:00Z',
        body: null,
      },
      repository: place,
      sender: user(facts.actor),
    },
  }
}

/** `pull_request_review`. Its pull request has `merged_at`, but neither `merged` nor other counts. */
export function reviewEvent(facts: PullRequestFacts = {}): WorkflowEvent {
  return {
    name: 'pull_request_review',
    payload: {
      ...simplePull(facts),
      action: 'submitted',
      review: {
        id: 1_500_000_001,
        user: user(facts.actor),
        body: null,
        state: 'approved',
        commit_id: facts.headSha ?? HEAD,
        submitted_at: '2026-03-02T10:20:00Z',
      },
    },
  }
}

/** `pull_request_review_comment`, on a line of the spec. */
export function reviewCommentEvent(facts: PullRequestFacts = {}): WorkflowEvent {
  return {
    name: 'pull_request_review_comment',
    payload: {
      ...simplePull(facts),
      action: 'created',
      comment: {
        id: 1_600_000_001,
        path: 'training/support-bot.yml',
        line: 3,
        body: 'Fewer epochs?',
        user: user(facts.actor),
        commit_id: facts.headSha ?? HEAD,
        created_at: '2026-03-02T10:25:00Z',
        updated_at: '2026-03-02T10:25:00Z',
      },
    },
  }
}

function simplePull(facts: PullRequestFacts) {
  const { payload } = pullRequestEvent(facts)
  const { merged: _merged, ...pull } = payload['pull_request'] as Record<string, unknown>
  return { pull_request: pull, repository: payload['repository'], sender: payload['sender'] }
}

/** `merge_group`, by default of number 12 on its way to main. */
export function mergeGroupEvent(
  facts: Place & { readonly headSha?: string; readonly headRef?: string; readonly baseRef?: string } = {},
): WorkflowEvent {
  const { headSha = 'e'.repeat(40), baseRef = 'main' } = facts
  const { headRef = `refs/heads/gh-readonly-queue/${baseRef}/pr-12-${BASE}` } = facts
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
      repository: repository(facts),
      sender: user(facts.actor),
    },
  }
}

/** A pull request as runs and checks list it: without its state, title and author. */
export function listedPull(number = 12, place: Place & { readonly id?: number } = {}): object {
  const { id, name, url } = { ...repository(place), ...(place.id === undefined ? {} : { id: place.id }) }
  return {
    id: 2_400_000_000 + number,
    number,
    url: `${url}/pulls/${number}`,
    head: { ref: 'better-support-bot', sha: HEAD, repo: { id: 700_000_001, name, url } },
    base: { ref: 'main', sha: BASE, repo: { id, name, url } },
  }
}

/** `workflow_run`, by default the end of a run for number 12; `headOwner` null where the fork was deleted. */
export function workflowRunEvent(
  facts: Omit<HeadFacts, 'headOwner'> & {
    readonly event?: string
    readonly headOwner?: string | null
  } = {},
): WorkflowEvent {
  const { headOwner = facts.owner ?? 'acme', headSha = HEAD, headBranch = 'better-support-bot' } = facts
  const place = repository(facts)
  const head = headOwner === null ? null : repository({ ...facts, owner: headOwner })
  const isFork = head?.full_name !== place.full_name
  return {
    name: 'workflow_run',
    payload: {
      action: 'completed',
      workflow_run: {
        id: 8_100_000_001,
        name: 'Check',
        event: facts.event ?? 'pull_request',
        status: 'completed',
        conclusion: 'success',
        path: '.github/workflows/check.yml',
        run_number: 41,
        run_attempt: 1,
        head_branch: headBranch,
        head_sha: headSha,
        head_commit: { id: headSha, message: 'Train longer', timestamp: '2026-03-02T09:30:00Z' },
        pull_requests: facts.pulls ?? (isFork ? [] : [listedPull(12, facts)]),
        created_at: '2026-03-02T10:40:00Z',
        updated_at: '2026-03-02T10:44:00Z',
        actor: user(facts.actor),
        triggering_actor: user(facts.actor),
        repository: place,
        head_repository: head && { ...head, fork: isFork },
      },
      workflow: { id: 31, name: 'Check', path: '.github/workflows/check.yml', state: 'active' },
      repository: place,
      sender: user(facts.actor),
    },
  }
}

/** `check_suite`, by default for number 12. A fork's has no branch and no pull requests. */
export function checkSuiteEvent(facts: HeadFacts = {}): WorkflowEvent {
  return {
    name: 'check_suite',
    payload: {
      action: 'completed',
      check_suite: { ...suite(facts), created_at: '2026-03-02T10:50:00Z' },
      repository: repository(facts),
      sender: user(facts.actor),
    },
  }
}

/** `check_run`, by default for number 12. A fork's has no branch and no pull requests. */
export function checkRunEvent(facts: HeadFacts = {}): WorkflowEvent {
  const of = suite(facts)
  return {
    name: 'check_run',
    payload: {
      action: 'completed',
      check_run: {
        id: 9_200_000_001,
        name: 'unit',
        head_sha: of.head_sha,
        status: 'completed',
        conclusion: 'success',
        started_at: '2026-03-02T10:51:00Z',
        completed_at: '2026-03-02T10:53:00Z',
        check_suite: of,
        pull_requests: of.pull_requests,
      },
      repository: repository(facts),
      sender: user(facts.actor),
    },
  }
}

function suite(facts: HeadFacts) {
  const isFork = facts.headOwner !== undefined && facts.headOwner !== (facts.owner ?? 'acme')
  const { headBranch = isFork ? null : 'better-support-bot', headSha = HEAD } = facts
  return {
    id: 9_100_000_001,
    head_branch: headBranch,
    head_sha: headSha,
    status: 'completed',
    conclusion: 'success',
    before: BASE,
    after: headSha,
    pull_requests: facts.pulls ?? (isFork ? [] : [listedPull(12, facts)]),
  }
}

/** `release`, published. */
export function releaseEvent(facts: Place = {}): WorkflowEvent {
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
        author: user(facts.actor),
        created_at: '2026-02-20T08:00:00Z',
        published_at: '2026-03-02T11:05:00Z',
      },
      repository: repository(facts),
      sender: user(facts.actor),
    },
  }
}

/** `deployment_status`, of the branch of a pull request. */
export function deploymentStatusEvent(facts: Place & { readonly headSha?: string } = {}): WorkflowEvent {
  const { headSha = HEAD } = facts
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
      repository: repository(facts),
      sender: user(facts.actor),
    },
  }
}

/** `status`: of a commit that branches of the repository have, or none of them. */
export function statusEvent(
  facts: Place & { readonly headSha?: string; readonly branches?: readonly string[] } = {},
): WorkflowEvent {
  const { headSha = HEAD, branches = ['better-support-bot'] } = facts
  const place = repository(facts)
  return {
    name: 'status',
    payload: {
      id: 4_400_000_001,
      sha: headSha,
      name: place.full_name,
      context: 'ci/elsewhere',
      state: 'success',
      branches: branches.map((name) => ({ name, commit: { sha: headSha }, protected: false })),
      created_at: '2026-03-02T11:15:00Z',
      updated_at: '2026-03-02T11:15:00Z',
      repository: place,
      sender: user(facts.actor),
    },
  }
}

/** `repository_dispatch`, with what the caller of the API sent along. */
export function repositoryDispatchEvent(facts: Place = {}): WorkflowEvent {
  return {
    name: 'repository_dispatch',
    payload: {
      action: 'train',
      branch: 'main',
      client_payload: { pull_request: { number: 12 }, sha: HEAD },
      repository: { ...repository(facts), pushed_at: '2026-02-27T16:00:00Z' },
      sender: user(facts.actor),
    },
  }
}

/** `schedule`, once a night. */
export function scheduleEvent(facts: Place = {}): WorkflowEvent {
  return {
    name: 'schedule',
    payload: {
      schedule: '17 4 * * *',
      workflow: '.github/workflows/train.yml',
      repository: repository(facts),
      sender: user(facts.actor),
    },
  }
}
