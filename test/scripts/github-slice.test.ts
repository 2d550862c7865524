import { describe, expect, it } from '@jest/globals'
import { toSignature, sliceDescription } from '../../scripts/github/slice.ts'

const DESCRIPTION = {
  openapi: '3.0.3',
  info: { title: 'All of it', version: '1.1.4' },
  paths: {
    '/users/{name}': {
      get: {
        summary: 'A user',
        'x-github': { category: 'users' },
        parameters: [{ $ref: '#/components/parameters/name' }],
        responses: { '200': { description: 'The user', content: { json: { schema: ref('user') } } } },
      },
      delete: { responses: { '204': { description: 'Gone' } } },
    },
    '/teams': { get: { responses: { '200': { content: { json: { schema: ref('team') } } } } } },
  },
  components: {
    parameters: { name: { name: 'name', in: 'path', description: 'The name', example: 'ada' } },
    schemas: {
      user: {
        title: 'User',
        properties: {
          title: { type: 'string', description: 'Of a person' },
          boss: ref('user'),
          plan: ref('plan'),
        },
        required: ['title'],
      },
      plan: { type: 'object', description: 'What is paid' },
      team: { type: 'array' },
    },
  },
}

function ref(name: string) {
  return { $ref: `#/components/schemas/${name}` }
}

describe('sliceDescription', () => {
  it('keeps what the operations need and removes prose', () => {
    expect(sliceDescription(DESCRIPTION, ['GET /users/{}'])).toEqual({
      openapi: '3.0.3',
      info: { title: 'GitHub (subset)', version: '1.1.4' },
      paths: {
        '/users/{name}': {
          get: {
            parameters: [{ $ref: '#/components/parameters/name' }],
            responses: { '200': { description: '', content: { json: { schema: ref('user') } } } },
          },
        },
      },
      components: {
        parameters: { name: { name: 'name', in: 'path' } },
        schemas: {
          plan: { type: 'object' },
          user: {
            properties: { title: { type: 'string' }, boss: ref('user'), plan: ref('plan') },
            required: ['title'],
          },
        },
      },
    })
  })

  it('keeps a response that has only a description', () => {
    expect(sliceDescription(DESCRIPTION, [toSignature('delete', '/users/{who}')])).toMatchObject({
      paths: { '/users/{name}': { delete: { responses: { '204': { description: '' } } } } },
    })
  })

  it('fails if operations are missing', () => {
    expect(() => sliceDescription(DESCRIPTION, ['GET /teams', 'PUT /teams', 'GET /plans'])).toThrow(
      'missing from the OpenAPI description: PUT /teams, GET /plans',
    )
  })
})
