import { describe, expect, it } from '@jest/globals'
import { signatureOf, slice } from '../../scripts/github/slice.ts'

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

describe('the slice of a description', () => {
  it('has what the operations need, and no prose', () => {
    expect(slice(DESCRIPTION, ['GET /users/{}'])).toEqual({
      openapi: '3.0.3',
      info: { title: 'GitHub, as far as it is used', version: '1.1.4' },
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

  it('keeps an answer that is nothing but prose', () => {
    expect(slice(DESCRIPTION, [signatureOf('delete', '/users/{who}')])).toMatchObject({
      paths: { '/users/{name}': { delete: { responses: { '204': { description: '' } } } } },
    })
  })

  it('is not made where an operation is not described', () => {
    expect(() => slice(DESCRIPTION, ['GET /teams', 'PUT /teams', 'GET /plans'])).toThrow(
      'not described: PUT /teams, GET /plans',
    )
  })
})
