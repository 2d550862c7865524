/** Answers that mean "there is no such address", unlike "there is no such job" (seen from Kong and FastAPI). */
const UNROUTED = /no route matched|^not found$/i

/**
 * What a person can do about an answer, where experience with this service tells: mostly that one status has several
 * causes which look the same.
 */
export function hintFor(status: number, words: string, redirects: boolean): string | undefined {
  if (redirects || (status >= 300 && status < 400)) {
    return 'Redirects are not followed, because they would carry the key elsewhere. Check `api-url`.'
  }
  switch (status) {
    case 401:
      return 'Check `api-key`. An exhausted quota is answered in the same way.'
    case 403:
      return 'The key is known but not allowed to do this. Check its workspace and whether Forge is enabled for it.'
    case 404:
      return UNROUTED.test(words)
        ? 'The address is not served. Check `api-url`; some deployments need a path prefix, such as https://api.mistral.ai/v1.'
        : 'The service knows no such job. Check `job-id`, and that the key belongs to the same workspace.'
    case 410:
      return 'The service has retired this interface.'
    case 402:
      return 'The account cannot pay for this. Check its billing.'
    default:
      return undefined
  }
}
