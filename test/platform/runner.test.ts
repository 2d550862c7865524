import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { logLine } from '../../src/platform/log-line.ts'
import { formsOf, redactor } from '../../src/platform/redact.ts'
import { actionsRunner } from '../../src/platform/runner.ts'

const KEY = 'k3y+with/odd"signs=='
const before = { ...process.env }
// One for all tests: @actions/core asks only once where the summary goes.
const folder = mkdtempSync(join(tmpdir(), 'runner-'))
let written: string[] = []

beforeEach(() => {
  for (const name of ['OUTPUT', 'STATE', 'STEP_SUMMARY']) {
    const path = join(folder, name)
    writeFileSync(path, '')
    process.env[`GITHUB_${name}`] = path
  }
  written = []
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
})

afterEach(() => {
  jest.restoreAllMocks()
  for (const name of Object.keys(process.env))
    if (!(name in before)) Reflect.deleteProperty(process.env, name)
  Object.assign(process.env, before)
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

const log = () => written.join('').trimEnd()
const file = (name: string) => readFileSync(join(folder, name), 'utf8')

describe('the runner', () => {
  it('lets no secret out, in whatever form and wherever', async () => {
    const runner = actionsRunner(process.env)
    runner.hide('')
    runner.hide(KEY)
    expect(log().match(/^::add-mask::/gm)).toHaveLength(formsOf(KEY).length)
    written = []
    for (const form of formsOf(KEY)) {
      runner.info(form)
      runner.debug(form)
      runner.annotate('error', form, { file: form }, form)
      runner.publish({ job: form })
      runner.remember('x', form)
      await runner.writeSummary(form)
      expect(runner.redact(`a ${form} b`)).toBe('a *** b')
      for (const text of [log(), file('OUTPUT'), file('STATE'), file('STEP_SUMMARY')])
        expect(text).not.toContain(form)
    }
  })

  it('shows what it is given, and obeys none of it', () => {
    const runner = actionsRunner(process.env)
    for (const text of [
      '::error::x',
      '  ::stop-commands::x',
      'a ##[error]x',
      'a\r\n::set-output name=a::b',
    ]) {
      runner.info(text)
      runner.debug(text)
      runner.annotate('warning', text, { file: text, line: 3, column: 5 }, text)
    }
    for (const line of log().split(/\r?\n/)) {
      expect(line).toMatch(/^(?!\s*::)|^::(debug|warning)( |::)/)
      expect(line).not.toContain('##[')
    }
    expect(log()).toMatch(/^::warning title=.*,file=.*,line=3,col=5::/m)
  })

  it('annotates without a place', () => {
    actionsRunner(process.env).annotate('notice', 'hello')
    expect(log()).toBe('::notice::hello')
  })

  it('writes an output again only when it has changed', () => {
    const runner = actionsRunner(process.env)
    runner.publish({ status: 'QUEUED', outcome: 'running' })
    const first = file('OUTPUT')
    runner.publish({ status: 'QUEUED', outcome: 'running' })
    expect(file('OUTPUT')).toBe(first)
    runner.publish({ status: 'RUNNING', outcome: 'running' })
    expect(file('OUTPUT').slice(first.length)).toMatch(/^status<<[^\n]*\nRUNNING\n[^\n]*\n$/)
  })

  it('keeps one summary, the last one, and none where there are none', async () => {
    const runner = actionsRunner(process.env)
    await runner.writeSummary('one')
    await runner.writeSummary('two')
    expect(file('STEP_SUMMARY')).toBe('two')
    await actionsRunner({}).writeSummary('three')
    expect(file('STEP_SUMMARY')).toBe('two')
  })

  it('reads inputs and state', () => {
    Object.assign(process.env, { 'INPUT_API-KEY': ' x ', STATE_handover: '{}' })
    const runner = actionsRunner(process.env)
    expect([runner.input('api-key'), runner.recall('handover'), runner.recall('nothing')]).toEqual([
      'x',
      '{}',
      '',
    ])
  })
})

describe('a secret', () => {
  it('is found in every form, and nothing that is too short to be one', () => {
    const forms = formsOf(KEY)
    for (const text of [
      KEY,
      Buffer.from(KEY).toString('base64').replace(/=+$/, ''),
      encodeURIComponent(KEY),
    ]) {
      expect(forms).toContain(text)
    }
    expect(formsOf('short')).toEqual([])
  })

  it('is in no text that was redacted', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6 }), fc.string(), fc.string(), (secret, a, b) => {
        fc.pre(!'***'.includes(secret) && !secret.includes('*'))
        const clean = redactor([secret])(`${a}${secret}${b}${encodeURIComponent(secret.toWellFormed())}`)
        expect(clean).not.toContain(secret)
      }),
    )
  })
})

describe('a line of log', () => {
  it('is one line that the runner only shows, whatever is in it', () => {
    const parts = fc.constantFrom(
      '::',
      ':',
      '#',
      '[',
      '##[',
      ' ',
      '\t',
      '\n',
      '\r',
      '\u2028',
      '\u001b[31m',
      'error',
      '\u0000',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string()), { maxLength: 12 }), (pieces) => {
        const line = logLine(pieces.join(''))
        expect(line).not.toMatch(/^\s*::/)
        expect(line).not.toContain('##[')

        expect(line).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/)
        expect(logLine(line)).toBe(line)
      }),
    )
  })

  it('keeps what is harmless', () => {
    expect(logLine('  a: b :: c # d [e]')).toBe('  a: b :: c # d [e]')
  })
})
