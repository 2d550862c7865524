import type { Transport } from './transport.ts'

/**
 * The same transport, with secrets taken out of what comes in: a text that was cut or escaped for a report does not show
 * them any more, so that they could not be found there.
 */
export function discreet(transport: Transport, redact: (text: string) => string): Transport {
  return async (request) => {
    const answer = await transport(request)
    if ('kind' in answer) return { ...answer, words: redact(answer.words) }
    const { status, headers, body } = answer
    const clean = Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? redact(value) : value?.map(redact),
    ])
    return { status, headers: Object.fromEntries(clean) as typeof headers, body: redact(body) }
  }
}
