import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { wordsIn, wordsOfPage } from '../../src/forge/error-message.ts'

describe('the words of an error body', () => {
  /** The shapes that really occur, by the place where they were seen. */
  it.each<[string, unknown, string | undefined]>([
    [
      'the documented one',
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
      'a list of refused fields',
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
      'a detail that is a text',
      { detail: 'Model not available for this type of fine-tuning' },
      'Model not available for this type of fine-tuning',
    ],
    [
      'the gateway',
      { message: 'no Route matched with those values', request_id: 'a1b2' },
      'no Route matched with those values',
    ],
    ['the integer code of the contract', { code: 404, message: 'Job not found' }, 'Job not found'],
    ['an error object', { error: { message: 'bad key', type: 'auth' } }, 'bad key'],
    ['an error text', { error: 'bad key' }, 'bad key'],
    ['a plain JSON text', 'Unauthorized', 'Unauthorized'],
    ['a reason of a failed job', { status: 'FAILED', failure_reason: 'no rows' }, 'no rows'],
    ['an empty message beside a detail', { message: '', detail: 'the real one' }, 'the real one'],
    ['a null message beside a detail', { message: null, detail: 'the real one' }, 'the real one'],
    ['lines and blanks', { message: ' two\r\n\tlines ' }, 'two lines'],
    ['a place that is no list', { msg: 'wrong', loc: 'body' }, 'wrong'],
    ['a place with odd parts', { msg: 'wrong', loc: [null, 'a', { b: 1 }, 2] }, 'a.2: wrong'],
    ['numbers', { message: 42 }, undefined],
    ['an empty list', { detail: [] }, undefined],
    ['an empty object', {}, undefined],
    ['null', null, undefined],
    ['undefined', undefined, undefined],
    ['a number', 17, undefined],
    [
      'nesting without end',
      { error: { error: { error: { error: { error: { error: 'deep' } } } } } },
      undefined,
    ],
  ])('%s', (_, body, words) => {
    expect(wordsIn(body)).toBe(words)
  })

  it('never repeat what the caller sent', () => {
    const refused = fc.record({
      type: fc.string(),
      loc: fc.array(fc.oneof(fc.constant('body'), fc.nat())),
      msg: fc.constant('wrong'),
      input: fc.oneof(fc.constant('S3CRET'), fc.constant({ message: 'S3CRET', detail: 'S3CRET' })),
      ctx: fc.constant({ error: 'S3CRET' }),
      url: fc.constant('https://S3CRET'),
    })
    const body = fc.oneof(
      fc.record({ detail: fc.array(refused) }),
      fc.record({ message: fc.record({ detail: fc.array(refused) }) }),
    )
    fc.assert(fc.property(body, (value) => !(wordsIn(value) ?? '').includes('S3CRET')))
  })

  it('survive any JSON, as one line of bounded length', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const words = wordsIn(value) ?? 'x'
        return words.length <= 1_400 && words !== '' && !/[\r\n]/.test(words)
      }),
    )
  })

  it('are cut without a broken character', () => {
    const words = wordsIn({ message: `${'a'.repeat(999)}😀 and more` })
    expect(words).toBe(`${'a'.repeat(999)}\ufffd…`)
  })
})

describe('the words of an error page', () => {
  it.each<[string, string, string | undefined]>([
    [
      'its title',
      '<!DOCTYPE html><html><head><title>\n 520: Web server is\n returning an unknown error</title></head>',
      '520: Web server is returning an unknown error',
    ],
    ['its text', '<h1>502 Bad Gateway</h1><hr><center>nginx</center>', '502 Bad Gateway nginx'],
    ['plain text', 'upstream connect error', 'upstream connect error'],
    ['nothing', '', undefined],
    ['tags only', '<br><hr>', undefined],
    ['an empty title', '<title></title><p>text</p>', undefined],
  ])('are %s', (_, page, words) => {
    expect(wordsOfPage(page)).toBe(words)
  })
})
