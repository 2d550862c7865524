import type { StepResult } from '../simulator/runner/step.ts'
import type { RecordedRequest } from '../simulator/wire.ts'
import type { World } from './world.ts'

/**
 * Everything that a run left behind, as text for a snapshot: what chance and the speed of the machine decide (times,
 * ports, how often the job was looked at) is replaced by a word.
 */
export function transcript(world: World, result: StepResult): string {
  const { forge, github } = world
  const parts: [string, string][] = [
    ['exit code', String(result.exitCode)],
    ['log', result.lines.filter((line) => !/^::(add-mask|debug)::/.test(line)).join('\n')],
    ['outputs', JSON.stringify(result.outputs, undefined, 2)],
    ['state', JSON.stringify(result.state)],
    ['summary', result.summary],
    ...world.comments.map((body, n): [string, string] => [`comment ${n + 1}`, body]),
    ['requests to the service', traffic(forge.requests)],
    ['requests to GitHub', withoutRounds(traffic(github.requests))],
  ]
  const text = parts.map(([title, body]) => `--- ${title} ---\n${body}`).join('\n')
  return withoutRepeats(jobByJob(timeless(text)))
    .replaceAll(forge.url, 'http://forge')
    .replaceAll(github.url, 'http://github')
    .replaceAll(new URL(forge.url).host, 'forge')
}

function traffic(requests: readonly RecordedRequest[]): string {
  const lines = requests.map(({ method, path, query, raw, status }) => {
    const search = new URLSearchParams(query).toString()
    const body = method === 'POST' && /jobs$/.test(path) ? ` ${raw}` : ''
    return `${method} ${path}${search === '' ? '' : `?${search}`}${body} -> ${status ?? 'no answer'}`
  })
  return lines.join('\n')
}

/** How often the comment is read and written depends on the speed of the machine: of such rounds, what was asked for. */
function withoutRounds(text: string): string {
  const isRound = (line = ''): boolean => /^(GET|PATCH) \S+\/issues\/comments\/\d+ /.test(line)
  const rounds: string[][] = []
  for (const line of text.split('\n')) {
    const last = rounds.at(-1)
    if (!isRound(line) || !isRound(last?.[0])) rounds.push([line])
    else if (!last?.includes(line)) last?.push(line)
  }
  return rounds.map((lines) => lines.sort().join('\n')).join('\n')
}

/** Chance decides in which order several jobs are looked at: what was seen and asked of each is put together. */
function jobByJob(text: string): string {
  const lines = text.split('\n')
  for (let from = 0, to = 1; to <= lines.length; to++) {
    const kind = kindOfLook(lines[from])
    if (kind !== undefined && kindOfLook(lines[to]) === kind) continue
    if (kind !== undefined) {
      const look = lines.slice(from, to).sort((a, b) => subjectOf(a).localeCompare(subjectOf(b)))
      lines.splice(from, look.length, ...look)
    }
    from = to
  }
  return lines.join('\n')
}

const LOOKS = [/^hh:mm:ss {2}(\S+\.yml(?:#\d)?) {2}/, /^(GET \S+\/jobs\/\S+) /]

function kindOfLook(line = ''): number | undefined {
  const kind = LOOKS.findIndex((look) => look.test(line))
  return kind < 0 ? undefined : kind
}

function subjectOf(line: string): string {
  return LOOKS.map((look) => look.exec(line)?.[1]).find((subject) => subject !== undefined) ?? ''
}

/** Looks at a job and signs of life follow one another as often as chance decides. */
function withoutRepeats(text: string): string {
  return text
    .split('\n')
    .filter((line, n, lines) => line === '' || line !== lines[n - 1])
    .join('\n')
}

function timeless(text: string): string {
  return text
    .replace(/^(Forge Training Job) \d+\.\d+\.\d+ /gm, '$1 <version> ')
    .replace(/\b\d\d:\d\d:\d\d\b/g, 'hh:mm:ss')
    .replace(/\b\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'yyyy-mm-dd hh:mm UTC')
    .replace(/\b\d+ (?:d|h|min|s)\b(?: \d+ (?:h|min|s)\b)?/g, '<time>')
    .replace(/("elapsed-seconds": )"\d+"/g, '$1"<seconds>"')
    .replace(/<!-- forge-training-job v1 [^ ]+ .*? -->/g, '<!-- forge-training-job v1 <key> <record> -->')
    .replace(/("writer\\?":\\?")[0-9a-f-]{36}/g, '$1<writer>')
    .replace(/(created_at|modified_at)(\\?"): ?\d+/g, '$1$2:<seconds>')
}
