import { expect, it } from '@jest/globals'
import { approvalSource } from '../../src/approval-source.ts'
import { parseEvent } from '../../src/github/event.ts'
import { GitHubClient } from '../../src/github/github-client.ts'
import { clientOptions } from '../github/comments-api.ts'
import { sampleContext } from '../fakes/samples.ts'

const ADA = { login: 'ada', id: 5, isBot: false }

it.each<[string, object, object | undefined]>([
  ['has started it', { GITHUB_RUN_ATTEMPT: '1', GITHUB_TRIGGERING_ACTOR: 'ada' }, ADA],
  ['has started it, on a server that counts no attempts', {}, ADA],
  // Somebody else may have taken over the login.
  ['starts it again', { GITHUB_RUN_ATTEMPT: '2', GITHUB_TRIGGERING_ACTOR: 'ada' }, { ...ADA, id: undefined }],
  [
    'is another who starts it again',
    { GITHUB_RUN_ATTEMPT: '2', GITHUB_TRIGGERING_ACTOR: 'bob' },
    { login: 'bob', isBot: false },
  ],
  [
    'is a bot that starts it again',
    { GITHUB_RUN_ATTEMPT: '2', GITHUB_TRIGGERING_ACTOR: 'x[bot]' },
    { login: 'x[bot]', isBot: true },
  ],
  ['is unknown', { GITHUB_RUN_ATTEMPT: '2' }, undefined],
])('a start by hand is of whoever %s', (_, variables, by) => {
  const env = { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_SHA: 'a'.repeat(40), ...variables }
  const event = parseEvent(env, { sender: { login: 'ada', id: 5, type: 'User' } })
  const target = { isPullRequest: false, commit: '', isForeign: false }
  const options = { event, env, report: { comment: true } }
  const github = new GitHubClient(clientOptions('https://github.example'))
  expect(approvalSource(github, target, sampleContext(), options).dispatch?.by).toEqual(by)
})
