import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { requestSchema } from '../../src/contract/request-schema.gen.ts'
import { readSpecs } from '../../src/job-spec/load.ts'
import { placeOf } from '../fakes/report-targets.ts'

const FIXTURES = new URL('../fixtures/specs/', import.meta.url)
const RULES = { allowUnknownFields: false, waits: true }

interface Expected {
  line: number
  column: number
  level?: 'advice'
  message: string
}

const broken = table<Expected[]>('broken.expected.json')
const valid = table<{ label: string; request: unknown }[]>('valid.expected.json')

function table<T>(name: string): Record<string, T> {
  return JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8')) as Record<string, T>
}

function read(folder: string, file: string): ReturnType<typeof readSpecs> {
  return readSpecs(file, readFileSync(new URL(`${folder}/${file}`, FIXTURES)), RULES)
}

describe('broken specs', () => {
  it.each(Object.keys(broken))('%s: every problem, where it is, and what to do', (file) => {
    const problems = read('broken', file).problems.map((problem) => ({
      line: placeOf(problem).line,
      column: placeOf(problem).column,
      ...(problem.level === 'advice' && { level: problem.level }),
      message: problem.message,
    }))
    expect(problems).toEqual(broken[file])
    expect(problems.some(({ level }) => level !== 'advice')).toBe(true)
  })

  it('are all in the table, and the table has no others', () => {
    expect(Object.keys(broken).sort()).toEqual(readdirSync(new URL('broken/', FIXTURES)).sort())
  })

  it('are at least 100, with at least 40 different messages', () => {
    const messages = Object.values(broken)
      .flat()
      .map(({ message }) => message.replace(/"[^"]*"/g, '""').replace(/\d[\w.+-]*/g, '0'))
    expect(Object.keys(broken).length).toBeGreaterThanOrEqual(100)
    expect(new Set(messages).size).toBeGreaterThanOrEqual(40)
  })

  it('get messages of one line that show no invisible character and name the file', () => {
    for (const file of Object.keys(broken)) {
      for (const problem of read('broken', file).problems) {
        const { message } = problem
        expect(message).toMatch(/^[^\p{C}\p{Z}]([^\p{C}\p{Zl}\p{Zp}]*[^\p{C}\p{Z}])?$/u)
        expect(message.length).toBeLessThan(260)
        expect(placeOf(problem).file).toBe(file)
      }
    }
  })
})

describe('valid specs', () => {
  it.each(Object.keys(valid))('%s: the request that it stands for, without a word', (file) => {
    const { specs, problems } = read('valid', file)
    expect(problems).toEqual([])
    expect(specs.map(({ label, request }) => ({ label, request }))).toEqual(valid[file])
  })

  it('are all in the table, at least 15, and of every job type', () => {
    const types = Object.keys(valid).flatMap((file) =>
      read('valid', file).specs.map((spec) => spec.request.job_type),
    )
    expect(Object.keys(valid).sort()).toEqual(readdirSync(new URL('valid/', FIXTURES)).sort())
    expect(Object.keys(valid).length).toBeGreaterThanOrEqual(15)
    expect([...new Set(types)].sort()).toEqual([...requestSchema.properties.job_type.enum].sort())
  })
})
