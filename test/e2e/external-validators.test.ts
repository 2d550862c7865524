import { describe, expect, it } from '@jest/globals'
import { compare, JUDGES } from '../external-validators/client.ts'
import type { Heard } from '../external-validators/validator.ts'
import { inWorld, PULL_REQUEST, World } from './world.ts'

const url = process.env[JUDGES] ?? ''
const PREHEATS = [
  { afterMs: 0, status: 'PREHEATING' },
  { afterMs: 60_000, status: 'SUCCESS' },
]
const COMMENTS: Heard = {
  method: 'POST',
  path: `/repos/acme/models/issues/${PULL_REQUEST}/comments`,
  query: {},
  headers: { 'content-type': 'application/json', 'content-length': '15' },
  body: { body: 'hello' },
}

/** What is changed of a comment, and what it is answered. */
type Wrong = Partial<Omit<Heard, 'answer'>> & { readonly answer?: readonly [number, unknown] }

/** Some story, after which the world is closed, and judged. */
const judged = (story: (world: World) => Promise<unknown>, options = {}) =>
  inWorld(options, async (world) => {
    await story(world)
  })

describe('the judges of both wires', () => {
  it('object to an answer of the service that the contract does not know', async () => {
    await expect(judged((world) => world.run(), { forge: { timeline: PREHEATS } })).rejects.toThrow(
      'Response body property status must be equal to one of the allowed values: QUEUED',
    )
  })

  it('are told why they are not asked about such an answer, and judge the requests all the same', async () => {
    const offContract = 'a status that the contract does not list'
    const options = { forge: { timeline: PREHEATS }, offContract }
    await judged((world) => world.run(), options)
    await expect(
      judged(({ forge }) => fetch(`${forge.url}/forge/training/jobs?limit=many`), options),
    ).rejects.toThrow('GET /forge/training/jobs')
  })

  it.each([
    ['a path that is none', 'GET', '/forge/training/runs', undefined, "hasn't been found"],
    ['a method that is none', 'PUT', '/forge/training/jobs', '{}', 'does not have "put" method'],
    ['a body without what it needs', 'POST', '/forge/training/jobs', '{}', "required property 'job_type'"],
    ['no key', 'GET', '/forge/training/jobs', undefined, 'Invalid security scheme'],
  ])('object to a request to the service: %s', async (_, method, path, body, objection) => {
    const headers = { 'content-type': 'application/json' }
    await expect(
      judged(({ forge }) => fetch(`${forge.url}${path}`, { method, headers, ...(body && { body }) })),
    ).rejects.toThrow(objection)
  })

  it.each<[string, Wrong, string]>([
    ['a path that is none', { path: '/repos/acme/models/issues/12/remarks' }, "hasn't been found"],
    ['no text', { body: {} }, "required property 'body'"],
    ['a page that is no number', { method: 'GET', query: { page: 'two' } }, 'page'],
    ['an answer of another kind', { answer: [200, { id: 1 }] }, 'Unable to match the returned status code'],
    ['a refusal of a kind that GitHub does not have', { answer: [418, {}] }, 'Unable to match the returned'],
    ['an answer without what it has', { answer: [201, { id: 1 }] }, "required property 'node_id'"],
    ['an answer with another type', { answer: [201, []] }, 'Response body must be object'],
  ])('object on the wire to GitHub: %s', async (_, { answer, ...wrong }, objection) => {
    const [status = 0, body] = answer ?? []
    const answered = { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body }
    const heard = { ...COMMENTS, ...wrong, ...(answer && { answer: answered }) }
    await expect(compare('github', url, [heard])).rejects.toThrow(objection)
  })

  it('do not object to what is right', async () => {
    await expect(compare('github', url, [COMMENTS])).resolves.toBe(undefined)
  })
})
