import { describe, expect, it } from '@jest/globals'
import type { Entry, KeyRecord } from '../../src/state/record.ts'
import { sealOf } from '../../src/state/record-codec.ts'
import { Notebook, type NotebookOptions } from '../../src/state/comment-record-store.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, GONE, MemoryConversation, PASSING, type StoreCall } from '../fakes/comment-store.ts'
import { jobId } from '../fakes/forge-api.ts'
import {
  LABEL,
  OTHER_DIGEST,
  recordedJob,
  recordOf,
  runOf,
  sampleEntry,
  SCOPE,
  SEAL,
  visible,
} from './samples.ts'

const KEYLESS = sealOf('a key', SCOPE, undefined)

/** A conversation, and the notebook of run 8123 in it. */
function open(changes: Partial<NotebookOptions> = {}, store = new MemoryConversation()) {
  const clock = new VirtualClock()
  const notebook = new Notebook({ store, seal: SEAL, clock, run: runOf(8123), ...changes })
  const another = (more: Partial<NotebookOptions>) =>
    new Notebook({ store, seal: SEAL, clock, run: runOf(8123), ...more })
  const texts = () => store.bodies.map(visible)
  const record = (n = 0): KeyRecord => SEAL.read(store.bodies[n]!)
  return { store, clock, notebook, another, texts, record }
}

/** A comment of ours, as a run has left it. */
const written = (text: string, entry?: Entry, run = runOf(8000)): string =>
  `${SEAL.write!(entry === undefined ? { run, entries: {} } : recordOf(entry, run))}\n${text}`
const operations = ({ calls }: MemoryConversation) => calls.map(({ operation }) => operation)
const changes = (store: MemoryConversation) =>
  operations(store).filter((operation) => !['list', 'get', 'self'].includes(operation))

describe('a note', () => {
  it('makes a comment where there is none, without asking who we are', async () => {
    const { store, notebook, texts, record } = open()
    store.say('octocat', 'LGTM')
    const entries = { [LABEL]: sampleEntry() }
    expect(notebook.url).toBeUndefined()
    const reply = await notebook.write({ text: 'hello', entries })
    expect(reply).toEqual({ ok: true, value: { run: runOf(8123), entries } })
    expect(texts()[1]).toBe('hello')
    expect(record(1)).toEqual({ run: runOf(8123), entries })
    expect(store.bodies[1]?.startsWith(`${SEAL.start} `)).toBe(true)
    expect(notebook.url).toBe(store.comments[1]?.url)
    expect(operations(store)).toEqual(['list', 'create'])
  })

  it('changes the comment that an earlier run has made', async () => {
    const { store, notebook, texts, record } = open()
    store.say(store.login, written('old', sampleEntry({ run: runOf(8000), jobs: [recordedJob(1)] })))
    const entry = sampleEntry({ jobs: [recordedJob(2)] })
    await notebook.write({ text: 'new', entries: { [LABEL]: entry } })
    expect(texts()).toEqual(['new'])
    const both = { ...entry, jobs: [recordedJob(2), recordedJob(1)] }
    expect(record()).toEqual(recordOf(both, runOf(8123)))
  })

  it('is written into the comment that is known, wherever that is in the list', async () => {
    const { store, notebook, texts } = open()
    await notebook.write({ text: '1' })
    store.calls.length = 0
    await notebook.write({ text: '2' })
    expect(operations(store)).toEqual(['get', 'update'])
    expect(texts()).toEqual(['2'])
  })

  it('is not written twice', async () => {
    const { store, notebook } = open()
    await notebook.write({ text: 'same', entries: { [LABEL]: sampleEntry() } })
    await notebook.write({ text: 'same', entries: { [LABEL]: sampleEntry() } })
    expect(changes(store)).toEqual(['create'])
  })

  it.each([
    ['somebody else wrote our marker', 'mallory', written('forged')],
    ['our comment belongs to another key', 'github-actions[bot]', `${sealOf('other', SCOPE, 'forge-key').start} -->\nx`],
    ['the marker is not at the beginning', 'github-actions[bot]', `> ${written('quoted')}`],
  ])('leaves a comment alone when %s', async (_, author, body) => {
    const { store, notebook, texts } = open()
    store.say(author, body)
    await notebook.write({ text: 'hello' })
    expect(store.bodies[0]).toBe(body)
    expect(texts()[1]).toBe('hello')
  }) // prettier-ignore

  it('takes nothing from a comment that somebody else has written, and is found by who we are', async () => {
    const { store, notebook } = open({}, new MemoryConversation('octocat'))
    store.say('github-actions[bot]', written('not ours', sampleEntry({ run: runOf(9_000) })))
    store.say('octocat', written('ours', sampleEntry({ run: runOf(8_000) })))
    expect(await notebook.read()).toEqual({
      ok: true,
      value: recordOf(sampleEntry({ run: runOf(8_000) }), runOf(8_000)),
    })
  })

  it('without a text leaves what people see', async () => {
    const { store, notebook, texts, record } = open()
    await notebook.write({ entries: { [LABEL]: sampleEntry() } })
    expect(store.bodies).toEqual([])
    await notebook.write({ text: 'hello' })
    await notebook.write({ entries: { [LABEL]: sampleEntry() } })
    expect(texts()).toEqual(['hello'])
    expect(record()).toEqual(recordOf(sampleEntry(), runOf(8123)))
  })

  it('keeps a text of several lines, an empty one, and one that looks like a marker', async () => {
    for (const text of ['', '\n\nx\n', '--> x', `${SEAL.start} -->`]) {
      const { notebook, texts, another } = open()
      await notebook.write({ text })
      expect(texts()).toEqual([text])
      await another({}).write({ entries: { [LABEL]: sampleEntry() } })
      expect(texts()).toEqual([text])
    }
  })

  it('that is not welcome leaves the text, and is written down all the same', async () => {
    const { store, notebook, texts, record } = open()
    const allClear = { text: 'all clear', isWelcome: (instead?: string) => instead === 'problems' }
    await notebook.write(allClear)
    expect(store.bodies).toEqual([])
    await notebook.write({ text: 'problems' })
    await notebook.write(allClear)
    expect(texts()).toEqual(['all clear'])
    await notebook.write({ text: 'a job runs' })
    await notebook.write({ ...allClear, entries: { [LABEL]: sampleEntry() } })
    expect(texts()).toEqual(['a job runs'])
    expect(record().entries).toEqual({ [LABEL]: sampleEntry() })
  })
})

describe('a note of an older run', () => {
  const newer = sampleEntry({
    run: runOf(8124),
    writer: 'newer',
    digest: OTHER_DIGEST,
    jobs: [recordedJob(9)],
  })

  it.each([
    ['a newer run', runOf(8124)],
    ['a later attempt', runOf(8123, 2)],
  ])('leaves the text of %s, and adds what it knows', async (_, run) => {
    const { store, notebook, texts, record } = open()
    store.say(store.login, written('of the newer', { ...newer, run }, run))
    const entry = sampleEntry({ jobId: jobId(1), jobs: [recordedJob(1)] })
    await notebook.write({ text: 'of the older', entries: { [LABEL]: entry, 'b.yml': entry } })
    expect(texts()).toEqual(['of the newer'])
    expect(record()).toEqual({
      run,
      entries: { [LABEL]: { ...newer, run, jobs: [recordedJob(9), recordedJob(1)] }, 'b.yml': entry },
    })
  })

  it('stays away also when the newer run came in between', async () => {
    const { notebook, another, texts } = open()
    await notebook.write({ text: 'older' })
    await another({ run: runOf(8124) }).write({ text: 'newer' })
    await notebook.write({ text: 'older again' })
    expect(texts()).toEqual(['newer'])
  })
})

describe('a comment that a person', () => {
  it('deleted is made anew', async () => {
    const { store, notebook, texts, record } = open()
    await notebook.write({ text: 'first' })
    store.delete(store.comments[0]!.id)
    await notebook.write({ text: 'second', entries: { [LABEL]: sampleEntry() } })
    expect(texts()).toEqual(['second'])
    expect(record()).toEqual(recordOf(sampleEntry(), runOf(8123)))
    expect(notebook.url).toBe(store.comments[0]!.url)
  })

  it('deleted while it was being written is made anew', async () => {
    const { store, notebook, texts } = open()
    await notebook.write({ text: 'first' })
    store.intercept = ({ operation }) => {
      if (operation === 'update') store.delete(store.comments[0]!.id)
      return undefined
    }
    expect(await notebook.write({ text: 'second' })).toMatchObject({ ok: true })
    expect(texts()).toEqual(['second'])
  })

  it('edited, so that our line is gone, becomes ours again', async () => {
    const { store, notebook, texts } = open()
    await notebook.write({ text: 'first' })
    await store.update(store.comments[0]!.id, 'I was here')
    await notebook.write({ text: 'second' })
    expect(texts()).toEqual(['second'])
    expect(store.bodies[0]?.startsWith(SEAL.start)).toBe(true)
  })
})

describe('a failure of GitHub', () => {
  const LOCKED = { ...FORBIDDEN, reason: 'HTTP 422: the conversation is locked' }
  const CONVERTED = { ...GONE, reason: 'HTTP 410: the issue was deleted' }

  it.each<[StoreCall['operation'], (typeof FORBIDDEN)[]]>([
    ['list', [FORBIDDEN, PASSING, LOCKED, CONVERTED]],
    ['create', [FORBIDDEN, PASSING, LOCKED, CONVERTED]],
    ['update', [FORBIDDEN, PASSING, LOCKED]],
    ['get', [FORBIDDEN, PASSING, LOCKED]],
  ])('at %s is passed on, and changes nothing', async (operation, failures) => {
    for (const failure of failures) {
      const { store, notebook, texts } = open()
      const isFirst = operation === 'list' || operation === 'create'
      if (!isFirst) await notebook.write({ text: 'before' })
      store.intercept = (call) => (call.operation === operation ? failure : undefined)
      expect(await notebook.write({ text: 'after' })).toBe(failure)
      if (operation !== 'get') expect(await notebook.claim({ text: 'after' })).toBe(failure)
      expect(texts()).toEqual(isFirst ? [] : ['before'])

      store.intercept = () => undefined
      expect(await notebook.write({ text: 'after' })).toMatchObject({ ok: true })
      expect(texts()).toEqual(['after'])
    }
  })

  it.each<[string, (notebook: Notebook) => Promise<unknown>]>([
    ['reading', (notebook) => notebook.read()],
    ['peeking', (notebook) => notebook.peek()],
  ])('is passed on when %s', async (_, act) => {
    const { store, notebook } = open()
    store.intercept = () => PASSING
    expect(await act(notebook)).toBe(PASSING)
    store.intercept = () => undefined
    await notebook.write({ text: 'x' })
    store.intercept = () => FORBIDDEN
    expect(await act(notebook)).toBe(FORBIDDEN)
  })

  it('that hides the answer to a create makes no second comment: the next write finds the first', async () => {
    const { store, notebook, texts } = open()
    store.answering = ({ operation }) => (operation === 'create' ? PASSING : undefined)
    expect(await notebook.write({ text: 'first' })).toBe(PASSING)
    expect(await notebook.write({ text: 'second' })).toMatchObject({ ok: true })
    expect(texts()).toEqual(['second'])
  })

  it('that hides the answer to an update does no harm', async () => {
    const { store, notebook, texts } = open()
    await notebook.write({ text: 'first' })
    store.answering = ({ operation }) => (operation === 'update' ? PASSING : undefined)
    expect(await notebook.write({ text: 'second' })).toBe(PASSING)
    store.answering = () => undefined
    expect(await notebook.write({ text: 'second' })).toMatchObject({ ok: true })
    expect(texts()).toEqual(['second'])
    expect(changes(store)).toEqual(['create', 'update'])
  })
})

describe('whoever has no API key', () => {
  it('makes a comment that remembers nothing', async () => {
    const { store, notebook } = open({ seal: KEYLESS })
    await notebook.write({ text: 'hello', entries: { [LABEL]: sampleEntry() } })
    expect(store.bodies).toEqual([`${SEAL.start} -->\nhello`])
  })

  it('leaves every character of what others remember', async () => {
    const { store, notebook } = open({ seal: KEYLESS })
    const before = written('of somebody with a key', sampleEntry({ jobs: [recordedJob(1)] }))
    store.say(store.login, before)
    await notebook.write({ text: 'hello', entries: { [LABEL]: sampleEntry({ run: runOf(9_000) }) } })
    expect(store.bodies).toEqual([`${before.split('\n')[0]}\nhello`])
  })

  it('reads all of it as hearsay', async () => {
    const { store, notebook } = open({ seal: KEYLESS })
    store.say(store.login, written('x', sampleEntry({ jobs: [recordedJob(1)] })))
    const reply = await notebook.read()
    expect(reply).toMatchObject({
      ok: true,
      value: { entries: { [LABEL]: { jobs: [{ isHearsay: true }] } } },
    })
  })

  it('removes no comment, because it cannot take over what that remembers', async () => {
    const { store, notebook, texts } = open({ seal: KEYLESS })
    await notebook.write({ text: 'first' })
    store.say(store.login, written('second', sampleEntry()))
    await notebook.fold()
    expect(texts()).toHaveLength(2)
    expect(changes(store)).not.toContain('remove')
  })
})

describe('several calls at the same moment', () => {
  it('are carried out one after the other, in their order', async () => {
    const { store, clock, notebook, texts } = open()
    store.intercept = async () => {
      await clock.sleep(100)
      return undefined
    }
    const write = (text: string) => notebook.write({ text })
    await Promise.all([write('1'), notebook.read(), write('2'), notebook.claim({ text: '3' }), write('4')])
    expect(texts()).toEqual(['4'])
    const bodies = store.calls.flatMap((call) => ('body' in call ? [visible(call.body)] : []))
    expect(bodies).toEqual(['1', '2', '3', '4'])
    expect(operations(store).filter((operation) => operation === 'create')).toHaveLength(1)
  })

  it('are not held up by one that failed', async () => {
    const { store, notebook, texts } = open()
    let calls = 0
    store.intercept = () => (calls++ === 0 ? PASSING : undefined)
    const [failed, done] = await Promise.all([notebook.write({ text: '1' }), notebook.write({ text: '2' })])
    expect(failed).toBe(PASSING)
    expect(done).toMatchObject({ ok: true })
    expect(texts()).toEqual(['2'])
  })

  it('do not keep one in a hurry from peeking', async () => {
    const { clock, notebook } = open()
    const claiming = notebook.claim({ text: 'x', entries: { [LABEL]: sampleEntry() } })
    await clock.sleep(1_000)
    expect(await notebook.peek()).toMatchObject({ ok: true, value: recordOf(sampleEntry()) })
    expect(clock.now()).toBe(1_000)
    await claiming
  })
})

describe('ids of jobs that are taken', () => {
  const [shown, remembered, own] = [jobId(1), jobId(2), jobId(3)]
  const other = sealOf('another key', SCOPE, 'forge-key')

  it('are those that our comments with other keys show or remember', async () => {
    const { store, notebook } = open()
    const entry = sampleEntry({ jobs: [recordedJob(2)] })
    store.say(store.login, `${other.write!(recordOf(entry))}\nThe job ${shown.toUpperCase()} runs.`)
    store.say(store.login, written(`The job ${own} runs.`))
    store.say(store.login, `No comment of this action: ${jobId(4)}`)
    store.say('mallory', `${other.start} -->\n${jobId(5)}`)
    expect(await notebook.idsOfOthers()).toEqual(new Set([shown, remembered]))
  })

  it('are none where there are none, or where they cannot be read', async () => {
    const { store, notebook } = open()
    expect(await notebook.idsOfOthers()).toEqual(new Set())
    expect(operations(store)).toEqual(['list'])
    store.say(store.login, `${other.start} -->\n${shown}`)
    store.intercept = () => PASSING
    expect(await notebook.idsOfOthers()).toEqual(new Set())
  })
})
