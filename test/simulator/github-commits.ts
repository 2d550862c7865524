import {
  forbidden,
  invalid,
  notFound,
  pageOf,
  refused,
  textOrNull,
  type Call,
  type GitHubRoute,
} from './github-routes.ts'
import { pullShape } from './github-pull-shape.ts'
import { repositoryOf, userShape, type Schemas } from './github-repository.ts'
import { issueShape, simpleStatusShape } from './github-shapes.ts'
import type { Actor, GitHubWorld, Status } from './github-world.ts'
import { json, type Answer } from './wire.ts'

const repo = '/repos/{owner}/{repo}'
const states = ['error', 'failure', 'pending', 'success']

/** The repository, its issues, pull requests and the pull requests of a commit. */
export function pullRoutes(world: GitHubWorld): GitHubRoute[] {
  const getIssue = (call: Call): Answer => {
    const issue = world.issues.get(Number(call.params['issue']))
    return issue === undefined ? notFound : json(200, issueShape(issue, world, call.api))
  }
  const getPull = (call: Call): Answer => {
    const pull = world.pulls.find(({ number }) => number === Number(call.params['pull']))
    return pull === undefined ? notFound : json(200, pullShape(pull, world, call.api))
  }
  const listPulls = (call: Call): Answer => {
    const { state = 'open', head, base } = call.request.query
    const pulls = world.pulls.filter(({ state: is, pull }) => {
      const label = `${pull.head.repo.split('/')[0] ?? ''}:${pull.head.ref}`
      return (
        (state === 'all' || is === state) &&
        (head ?? label) === label &&
        (base ?? pull.base.ref) === pull.base.ref
      )
    })
    return pageOf(call, pulls, (pull) => pullShape(pull, world, call.api))
  }
  const pullsOfCommit = (call: Call): Answer => {
    const sha = call.params['sha']
    const pulls = world.pulls.filter(
      ({ pull }) => pull.head.sha === sha || (pull.merged && pull.mergeCommit === sha),
    )
    return pageOf(call, pulls, (pull) => pullShape(pull, world, call.api))
  }
  return [
    {
      method: 'GET',
      path: repo,
      operation: 'getRepo',
      act: (call) => json(200, repositoryOf(world.repo, world, call.api)),
    },
    { method: 'GET', path: `${repo}/issues/{issue}`, operation: 'getIssue', act: getIssue },
    { method: 'GET', path: `${repo}/pulls`, operation: 'listPulls', act: listPulls },
    { method: 'GET', path: `${repo}/pulls/{pull}`, operation: 'getPull', act: getPull },
    { method: 'GET', path: `${repo}/commits/{sha}/pulls`, operation: 'pullsOfCommit', act: pullsOfCommit },
  ]
}

/** Commit statuses, in the name of `actor`. */
export function statusRoutes(world: GitHubWorld, actor: Actor): GitHubRoute[] {
  const shape = (status: Status, call: Call): Schemas['status'] => ({
    ...simpleStatusShape(status, world, call.api),
    creator: userShape(actor, call.api),
  })
  const of = (sha: string | undefined): Status[] =>
    world.statuses.filter((status) => status.sha === sha).toReversed()

  const create = (call: Call): Answer => {
    const { state, context, description, target_url } = call.fields
    const sha = call.params['sha'] ?? ''
    const name = textOrNull(context) ?? 'default'
    if (!call.may('write', 'statuses')) return forbidden
    if (!/^[0-9a-f]{40}$/.test(sha)) return refused(422, `No commit found for SHA: ${sha}`)
    if (typeof state !== 'string' || !states.includes(state))
      return invalid('Status', 'state', 'custom', `State must be one of ${states.join(', ')}`)
    if ((textOrNull(description) ?? '').length > 140) {
      return invalid('Status', 'description', 'custom', 'description is too long (maximum is 140 characters)')
    }
    if (of(sha).filter((status) => status.context === name).length >= 1000) {
      return refused(422, 'Validation Failed', [
        'This SHA and context has reached the maximum number of statuses.',
      ])
    }
    const texts = { description: textOrNull(description), targetUrl: textOrNull(target_url) }
    const status = { id: world.nextId(), sha, state, context: name, ...texts, createdAt: call.now }
    world.statuses.push(status)
    return json(201, shape(status, call))
  }

  const combined = (call: Call): Answer => {
    const sha = call.params['sha'] ?? ''
    const latest = of(sha).filter(
      ({ context }, i, all) => all.findIndex((other) => other.context === context) === i,
    )
    const has = (...wanted: string[]): boolean => latest.some(({ state }) => wanted.includes(state))
    const state = has('error', 'failure')
      ? 'failure'
      : has('pending') || latest.length === 0
        ? 'pending'
        : 'success'
    const url = `${call.api}/repos/${world.repo}/commits/${sha}`
    const answer: Schemas['combined-commit-status'] = {
      state,
      statuses: latest.map((status) => simpleStatusShape(status, world, call.api)),
      sha,
      total_count: latest.length,
      repository: repositoryOf(world.repo, world, call.api),
      commit_url: url,
      url: `${url}/status`,
    }
    return json(200, answer)
  }

  const list = (call: Call): Answer => pageOf(call, of(call.params['sha']), (status) => shape(status, call))
  return [
    { method: 'POST', path: `${repo}/statuses/{sha}`, operation: 'createStatus', act: create },
    { method: 'GET', path: `${repo}/commits/{sha}/statuses`, operation: 'listStatuses', act: list },
    { method: 'GET', path: `${repo}/commits/{sha}/status`, operation: 'combinedStatus', act: combined },
  ]
}
