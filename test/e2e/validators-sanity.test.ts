import { readFile } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { compare, JUDGES } from '../external-validators/client.ts'
import type { Heard } from '../external-validators/validator.ts'
import { WIRES, type Wire } from '../external-validators/exchanges.ts'

interface Content {
  readonly $ref?: string
  readonly content?: Readonly<Record<string, unknown>>
}

interface Operation {
  readonly operationId: string
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content>>
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly responses?: Readonly<Record<string, Content>> }
}

/** One place of a description that has a schema for a body, and an exchange whose body there is wrong. */
interface Place {
  readonly name: string
  readonly wrong: Heard
}

const HEADERS = { authorization: 'Bearer x' }
const WITH_BODY = { ...HEADERS, 'content-type': 'application/json', 'content-length': '4' }
/** Its schema refers to itself in a way that Prism cannot follow. The stand-in has it, the action does not ask for it. */
const ASLEEP = ['issues/get 200 application/json: nothing']
/** No operation takes or gives this. */
const WRONG = true

// Prism says nothing of a schema that it cannot compile, and finds right whatever is sent there.
describe.each<[Wire, number]>([
  ['forge', 12],
  ['github', 52],
])('the judge of the wire to %s', (wire, count) => {
  it('knows the schemas of bodies, and objects to what is wrong by each', async () => {
    const places = placesOf(parse(await readFile(WIRES[wire], 'utf8')) as Description)
    const asleep: string[] = []
    for (const { name, wrong } of places) {
      const said = await compare(wire, process.env[JUDGES] ?? '', [wrong]).catch((error: unknown) =>
        String(error),
      )
      if (!/Re(quest|sponse) body must/.test(said ?? '')) asleep.push(`${name}: ${said ?? 'nothing'}`)
    }
    expect(asleep).toEqual(wire === 'github' ? ASLEEP : [])
    expect(places.length).toBe(count)
  })
})

function placesOf({ paths, components }: Description): readonly Place[] {
  const contentOf = (response: Content) =>
    (components.responses?.[response.$ref?.split('/').at(-1) ?? ''] ?? response).content ?? {}
  return Object.entries(paths).flatMap(([template, operations]) =>
    Object.entries(operations).flatMap(([method, { operationId, requestBody, responses }]) => {
      const path = template.replaceAll(/\{(\w+)\}/g, (_, name) =>
        name === 'job_id' ? crypto.randomUUID() : '1',
      )
      const request = { method, path, query: {}, headers: HEADERS, body: undefined }
      const answers = Object.entries(responses).flatMap(([status, response]) =>
        Object.keys(contentOf(response)).map((type): Place => {
          const answer = { status: Number(status), headers: { 'content-type': type }, body: WRONG }
          return { name: `${operationId} ${status} ${type}`, wrong: { ...request, answer } }
        }),
      )
      const asked = { name: `${operationId} request`, wrong: { ...request, headers: WITH_BODY, body: WRONG } }
      return requestBody === undefined ? answers : [asked, ...answers]
    }),
  )
}
