import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { extractMessage, extractHtmlMessage } from '../../src/forge/error-message.ts'

describe('extractMessage', () => {
  /** Shapes seen in practice. */
  it.each<[string, unknown, string | undefined]>([
    [
      'the documented shape',
      {
        object: 'error',
        message: 'Rate limit exceeded',
        type: 'rate_limited',
        param: null,
        code: '1300',
        raw_status_code: 429,
      },
      'Rate limit exceeded',
    ],
    [
      'a message that is an object',
      {
        object: 'error',
        message: {
          detail: [
            {
              type: 'extra_forbidden',
              loc: ['body', 'suffix'],
              msg: 'Extra inputs are not permitted',
              input: 'S3CRET',
            },
          ],
        },
      },
      'suffix: Extra inputs are not permitted',
    ],
    [
      'a list of invalid fields',
      {
        detail: [
          {
            type: 'int',
            loc: ['body', 'hyperparameters', 'batch_size'],
            msg: 'Input should be a valid integer',
            input: 'S3CRET',
            ctx: { a: 'S3CRET' },
          },
          {
            type: 'missing',
            loc: ['body', 'dataset_ids', 0],
            msg: 'Field required',
            input: { key: 'S3CRET' },
          },
          { type: 'root', loc: ['body'], msg: 'Body is wrong', input: 'S3CRET' },
        ],
      },
      'hyperparameters.batch_size: Input should be a valid integer; dataset_ids.0: Field required; Body is wrong',
    ],
    [
      'a detail that is a string',
      { detail: 'Model not available for this type of fine-tuning' },
      'Model not available for this type of fine-tuning',
    ],
    [
      'the shape of the gateway',
      { message: 'no Route matched with those values', request_id: 'a1b2' },
      'no Route matched with those values',
    ],
    ['the integer code of the contract', { code: 404, message: 'Job not found' }, 'Job not found'],
    ['an error object', { error: { message: 'bad key', type: 'auth' } }, 'bad key'],
    ['an error string', { error: 'bad key' }, 'bad key'],
    ['a plain JSON string', 'Unauthorized', 'Unauthorized'],
    ['the reason of a failed job', { status: 'FAILED', failure_reason: 'no rows' }, 'no rows'],
    ['an empty message beside a detail', { message: '', detail: 'the real one' }, 'the real one'],
    ['a null message beside a detail', { message: null, detail: 'the real one' }, 'the real one'],
    ['line breaks and spaces', { message: ' two\r\n\tlines ' }, 'two lines'],
    ['a `loc` that is not a list', { msg: 'wrong', loc: 'body' }, 'wrong'],
    ['a `loc` with invalid parts', { msg: 'wrong', loc: [null, 'a', { b: 1 }, 2] }, 'a.2: wrong'],
    ['numbers', { message: 42 }, undefined],
    ['an empty list', { detail: [] }, undefined],
    ['an empty object', {}, undefined],
    ['null', null, undefined],
    ['undefined', undefined, undefined],
    ['a number', 17, undefined],
    [
      'excessive nesting',
      { error: { error: { error: { error: { error: { error: 'deep' } } } } } },
      undefined,
    ],
  ])('reads %s', (_, body, message) => {
    expect(extractMessage(body)).toBe(message)
  })

  it('never repeats what the caller sent', () => {
    const fieldError = fc.record({
      type: fc.string(),
      loc: fc.array(fc.oneof(fc.constant('body'), fc.nat())),
      msg: fc.constant('wrong'),
      input: fc.oneof(fc.constant('S3CRET'), fc.constant({ message: 'S3CRET', detail: 'S3CRET' })),
      ctx: fc.constant({ error: 'S3CRET' }),
      url: fc.constant('https://S3CRET'),
    })
    const body = fc.oneof(
      fc.record({ detail: fc.array(fieldError) }),
      fc.record({ message: fc.record({ detail: fc.array(fieldError) }) }),
    )
    fc.assert(fc.property(body, (value) => !(extractMessage(value) ?? '').includes('S3CRET')))
  })

  it('returns one line of bounded length for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const message = extractMessage(value) ?? 'x'
        return message.length <= 1_400 && message !== '' && !/[\r\n]/.test(message)
      }),
    )
  })

  it('truncates without a broken character', () => {
    const message = extractMessage({ message: `${'a'.repeat(999)}😀 and more` })
    expect(message).toBe(`${'a'.repeat(999)}\ufffd…`)
  })
})

describe('extractHtmlMessage', () => {
  it.each<[string, string, string | undefined]>([
    [
      'the title of a page',
      '<!DOCTYPE html><html><head><title>\n 520: Web server is\n returning an unknown error</title></head>',
      '520: Web server is returning an unknown error',
    ],
    [
      'the text of a page without a title',
      '<h1>502 Bad Gateway</h1><hr><center>nginx</center>',
      '502 Bad Gateway nginx',
    ],
    ['plain text', 'upstream connect error', 'upstream connect error'],
    ['an empty page', '', undefined],
    ['only tags', '<br><hr>', undefined],
    ['an empty title', '<title></title><p>text</p>', undefined],
  ])('reads %s', (_, page, message) => {
    expect(extractHtmlMessage(page)).toBe(message)
  })
})
