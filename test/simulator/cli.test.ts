import { afterEach, describe, expect, it } from '@jest/globals'
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { FlagError, parseFlags } from './cli-flags.ts'
import { formatTimeline, parseTimeline } from './timeline.ts'
import { waitUntil } from './wire-client.ts'

const script = fileURLToPath(new URL('./cli.ts', import.meta.url))
const children: ChildProcessWithoutNullStreams[] = []

function run(...args: string[]) {
  const child = spawn(process.execPath, [script, ...args])
  children.push(child)
  const output = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text))
  return { child, output, closed: once(child, 'close') }
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

describe('npm run simulator', () => {
  it('starts both servers, prints how to use them, logs requests and stops on SIGINT', async () => {
    const { child, output, closed } = run(
      '--key',
      'k1',
      '--timeline',
      'RUNNING@0,FAILED@60',
      '--fault',
      '{"on":{"operation":"get"},"kind":"html"}',
    )
    await waitUntil(() => output.out.includes('Requests:'))
    const [, forge = '', github = ''] = /api-url: (\S+)[^]*GITHUB_API_URL: (\S+)/.exec(output.out) ?? []
    expect(output.out).toContain('Jobs follow: RUNNING at 0 s, FAILED at 60 s.')
    const jobs = `${forge}/forge/training/jobs`
    const headers = { authorization: 'Bearer k1', 'content-type': 'application/json' }
    const body = JSON.stringify({ job_type: 'pre_training', model_config: {}, auto_start: true })
    expect(await (await fetch(jobs, { method: 'POST', headers, body })).json()).toMatchObject({
      status: 'RUNNING',
    })
    expect((await fetch(`${jobs}/x`, { headers })).status).toBe(520)
    const pull = await fetch(`${github}/repos/octo-org/models/pulls/1`, {
      headers: { authorization: 'token ghs_simulator' },
    })
    expect(await pull.json()).toMatchObject({ number: 1, state: 'open' })
    await waitUntil(() => output.out.includes('(getPull)'))
    expect(output.out).toMatch(/POST \/forge\/training\/jobs -> 200 \(create\)\n.*520 \(get, fault: html\)\n/)
    child.kill('SIGINT')
    expect(await closed).toEqual([0, null])
    expect(output.err).toBe('')
  })

  it('returns outdated comment lists with --list-lag', async () => {
    const { output } = run('--list-lag', '60', '--shuffle-lists')
    await waitUntil(() => output.out.includes('Requests:'))
    const [, github = ''] = /GITHUB_API_URL: (\S+)/.exec(output.out) ?? []
    const comments = `${github}/repos/octo-org/models/issues/1/comments`
    const headers = { authorization: 'token ghs_simulator' }
    const created = await fetch(comments, { method: 'POST', headers, body: '{"body":"hello"}' })
    expect(created.status).toBe(201)
    expect(await (await fetch(comments, { headers })).json()).toEqual([])
  })

  it('exits with 2 and a message for an invalid flag', async () => {
    const { output, closed } = run('--port', '70000')
    expect(await closed).toEqual([2, null])
    expect(output.err).toContain('simulator: --port must be a port, 0 to 65535, not "70000"')
  })

  it('exits with 2 and a message if a port is in use', async () => {
    const first = run()
    await waitUntil(() => first.output.out.includes('Requests:'))
    const port = /GitHub: http:\/\/127.0.0.1:(\d+)/.exec(first.output.out)?.[1] ?? ''
    const second = run('--github-port', port)
    expect(await second.closed).toEqual([2, null])
    expect(second.output.err).toContain('simulator: cannot listen: listen EADDRINUSE')
  })

  it('prints all flags and fault kinds with --help', async () => {
    const { output, closed } = run('--help')
    expect(await closed).toEqual([0, null])
    for (const text of [
      '--port',
      '--github-port',
      '--key',
      '--list-lag',
      '--shuffle-lists',
      '--speed',
      '--timeline',
      '--fault',
      'lateAccept',
    ]) {
      expect(output.out).toContain(text)
    }
  })
})

describe('parseFlags', () => {
  it('returns defaults without arguments', () => {
    expect(parseFlags([])).toMatchObject({
      port: 0,
      githubPort: 0,
      key: 'forge-simulator-key',
      speed: 1,
      listLagMs: 0,
      isListShuffled: false,
      faults: [],
    })
  })

  it('parses every flag', () => {
    const args = [
      '--port=1',
      '--github-port=2',
      '--speed=2.5',
      '--repo=a/b',
      '--pull=7',
      '--list-lag=1.5',
      '--shuffle-lists',
      '--timeline=QUEUED@0,FAILED@0.5',
    ]
    expect(parseFlags(args)).toMatchObject({
      port: 1,
      githubPort: 2,
      speed: 2.5,
      repo: 'a/b',
      pull: 7,
      listLagMs: 1500,
      isListShuffled: true,
      timeline: [
        { afterMs: 0, status: 'QUEUED' },
        { afterMs: 500, status: 'FAILED' },
      ],
    })
    expect(parseFlags(['-h'])).toBe('help')
  })

  it.each([
    ['--bogus', "Unknown option '--bogus'"],
    ['--speed=0', '--speed must be a number above 0, not "0"'],
    ['--speed=fast', 'not "fast"'],
    ['--speed=', '--speed must be a number above 0, not ""'],
    ['--pull=0', '--pull must be a positive integer'],
    ['--list-lag=-1', '--list-lag must be a number of seconds, 0 to 60, not "-1"'],
    ['--list-lag=61', 'not "61"'],
    ['--repo=models', '--repo must be owner/name, not "models"'],
    ['--key=', '--key must be text without blanks'],
    ['--timeline=QUEUED', '--timeline: a step must be STATUS@SECONDS'],
    ['--fault={}', '--fault: "kind" must be one of'],
  ])('rejects %s', (flag, message) => {
    expect(() => parseFlags([flag])).toThrow(FlagError)
    expect(() => parseFlags([flag])).toThrow(message)
  })
})

describe('parseTimeline', () => {
  it('parses steps, which formatTimeline prints', () => {
    expect(formatTimeline(parseTimeline('QUEUED@0, FAILED@1.5'))).toBe('QUEUED at 0 s, FAILED at 1.5 s')
  })

  it.each([
    ['RUNNING@5', 'must be at 0 seconds'],
    ['QUEUED@0,RUNNING@9,FAILED@8', 'ordered by time'],
    ['', 'STATUS@SECONDS'],
  ])('rejects %j', (text, message) => {
    expect(() => parseTimeline(text)).toThrow(message)
  })
})
