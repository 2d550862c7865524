import { REPOSITORY_ID } from '../simulator/runner/events.ts'
import { POST_STATE } from '../../src/state/post-state.ts'
import { decodePostState } from '../../src/state/post-state-codec.ts'
import { parseReport } from '../../src/report/saved-report.ts'
import { isObject } from '../../src/state/codec.ts'
import { codecForComment, readRecord, withoutMarker } from '../../src/state/record-codec.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import type { RecordedRequest } from '../simulator/wire.ts'
import { KEY, PULL_REQUEST, type TestEnvironment } from './test-environment.ts'

/**
 * Everything that a run left behind, for a snapshot. JSON texts are parsed, so that a diff of the snapshot is readable.
 * Placeholders replace what depends on chance or on the speed of the machine: times, ports, how often a job was read.
 */
export function transcript(environment: TestEnvironment, result: StepResult): object {
  const { forge, github, comments } = environment
  // The path of a temporary file.
  const { 'jobs-file': _, ...stableOutputs } = result.outputs
  const value = {
    exitCode: result.exitCode,
    log: normalizeLines(result.lines.filter((line) => !/^::(add-mask|debug)::/.test(line))).join('\n'),
    outputs: parseValues({ ...stableOutputs, 'elapsed-seconds': '<seconds>' }),
    state: parseState(result.state),
    summary: result.summary,
    comments: comments.map(parseComment),
    forgeRequests: normalizeLines(forge.requests.map(formatRequest)).map(parseBody),
    githubRequests: normalizeLines(mergeCommentUpdates(github.requests.map(formatRequest))),
  }
  const replaceUrls = (text: string): string =>
    text
      .replaceAll(forge.url, 'http://forge')
      .replaceAll(github.url, 'http://github')
      .replaceAll(new URL(forge.url).host, 'forge')
  return normalizeValues(value, (text) => replaceUrls(replaceTimes(text)))
}

/** Parses the values that are JSON objects or arrays. */
function parseValues(texts: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : text,
    ]),
  )
}

function parseState(state: Readonly<Record<string, string>>): object {
  const saved = state[POST_STATE]
  return saved === undefined ? state : { ...state, [POST_STATE]: decodePostState(saved) }
}

/** Separates the record in the marker from the visible text. */
function parseComment(body: string): object {
  const codec = codecForComment(body, `${REPOSITORY_ID}#${PULL_REQUEST}`, KEY, (text) => text)
  const record = codec && readRecord(codec, body)
  const report = record?.savedReport && parseReport(record.savedReport)
  const diffs = report?.specDiffs && { ...report.specDiffs, diffs: [...report.specDiffs.diffs] }
  const savedReport = report && { ...report, specDiffs: diffs }
  // Jobs of one step end in any order.
  const history = record?.history?.toSorted((a, b) => a.jobId.localeCompare(b.jobId))
  return { record: { ...record, history, savedReport }, text: withoutMarker(body).trimStart() }
}

/** A line per request, with the body of a submission. */
function formatRequest({ method, path, query, rawBody, status }: RecordedRequest): string {
  const search = new URLSearchParams(query).toString()
  const body = method === 'POST' && /jobs$/.test(path) ? ` ${rawBody}` : ''
  return `${method} ${path}${search === '' ? '' : `?${search}`}${body} -> ${status ?? 'no response'}`
}

function parseBody(line: string): string | object {
  const [, request = '', body, status = ''] = /^(\S+ \S+) (\{.*\}) (-> .*)$/.exec(line) ?? []
  return body === undefined ? line : { request: `${request} ${status}`, body: JSON.parse(body) as unknown }
}

/**
 * How often the comment is read and updated depends on the speed of the machine: keeps each request of such a series
 * once. An update may begin with reading all comments.
 */
function mergeCommentUpdates(lines: readonly string[]): string[] {
  const groups: string[][] = []
  for (const line of lines) {
    const last = groups.at(-1)
    if (!isCommentUpdate(line) || !last?.some(isCommentUpdate)) groups.push([line])
    else if (!last.includes(line)) last.push(line)
  }
  return groups.flatMap((group) => group.sort())
}

function isCommentUpdate(line: string): boolean {
  return /^(GET|PATCH) \S+\/issues\/(comments\/\d+|\d+\/comments\?\S*) /.test(line)
}

/** Sorts reads of several jobs, whose order is random, and drops repeated lines, whose number is. */
function normalizeLines(lines: readonly string[]): string[] {
  return sortReads(lines.map(replaceTimes)).filter((line, n, all) => line === '' || line !== all[n - 1])
}

function sortReads(original: readonly string[]): string[] {
  const lines = [...original]
  for (let from = 0, to = 1; to <= lines.length; to++) {
    const kind = kindOfRead(lines[from])
    if (kind !== undefined && kindOfRead(lines[to]) === kind) continue
    if (kind !== undefined) {
      const reads = lines.slice(from, to).sort((a, b) => subjectOf(a).localeCompare(subjectOf(b)))
      lines.splice(from, reads.length, ...reads)
    }
    from = to
  }
  return lines
}

/** A status line in the log, and a request for a job or a file, each with its subject. Such requests run side by side. */
const READS = [/^hh:mm:ss {2}(\S+\.yml(?:#\d)?) {2}/, /^(GET \S+\/jobs\/\S+) /, /^(GET \S+\/contents\S*) /]

function kindOfRead(line = ''): number | undefined {
  const kind = READS.findIndex((read) => read.test(line))
  return kind < 0 ? undefined : kind
}

function subjectOf(line: string): string {
  return READS.map((read) => read.exec(line)?.[1]).find((subject) => subject !== undefined) ?? ''
}

function replaceTimes(text: string): string {
  return text
    .replace(/^(Forge Training Job) \d+\.\d+\.\d+ /gm, '$1 <version> ')
    .replace(/\b\d\d:\d\d:\d\d\b/g, 'hh:mm:ss')
    .replace(/\b\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'yyyy-mm-dd hh:mm UTC')
    .replace(/\b\d+(?: |&nbsp;)(?:d|h|min|s)\b(?:(?: |&nbsp;)\d+(?: |&nbsp;)(?:h|min|s)\b)?/g, '<time>')
}

/**
 * Replaces times (except 0, which means none) and the random holder id, and applies `normalizeText` to every other
 * text, also to keys: that of a request contains the address of the service.
 */
function normalizeValues(value: object, normalizeText: (text: string) => string): object {
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) => {
    if (key === 'holderId') return '<holder>'
    if (typeof inner === 'string') return normalizeText(inner)
    if (isObject(inner))
      return Object.fromEntries(Object.entries(inner).map(([name, each]) => [normalizeText(name), each]))
    const isTime = /Ms$|^(created|modified)(At|AtS|_at)$/.test(key)
    return typeof inner === 'number' && inner !== 0 && isTime ? '<time>' : inner
  }) as object
}
