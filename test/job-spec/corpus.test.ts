import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { requestSchema } from '../../src/contract/request-schema.gen.ts'
import { parseSpecs } from '../../src/job-spec/load.ts'
import { fileLocation } from '../fakes/diagnostic-location.ts'

const FIXTURES = new URL('../fixtures/specs/', import.meta.url)
const OPTIONS = { allowUnknownFields: false, waitsForJob: true }

interface Expected {
  line: number
  column: number
  level?: 'warning'
  message: string
}

const broken = readTable<Expected[]>('broken.expected.json')
const valid = readTable<{ label: string; request: unknown }[]>('valid.expected.json')

function readTable<T>(name: string): Record<string, T> {
  return JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8')) as Record<string, T>
}

function parse(folder: string, file: string): ReturnType<typeof parseSpecs> {
  return parseSpecs(file, readFileSync(new URL(`${folder}/${file}`, FIXTURES)), OPTIONS)
}

describe('broken specs', () => {
  it.each(Object.keys(broken))('%s: reports every problem with position and remedy', (file) => {
    const diagnostics = parse('broken', file).diagnostics.map((diagnostic) => ({
      line: fileLocation(diagnostic).line,
      column: fileLocation(diagnostic).column,
      ...(diagnostic.level === 'warning' && { level: diagnostic.level }),
      message: diagnostic.message,
    }))
    expect(diagnostics).toEqual(broken[file])
    expect(diagnostics.some(({ level }) => level !== 'warning')).toBe(true)
  })

  it('are exactly the files of the table', () => {
    expect(Object.keys(broken).sort()).toEqual(readdirSync(new URL('broken/', FIXTURES)).sort())
  })

  it('number at least 100, with at least 40 different messages', () => {
    const messages = Object.values(broken)
      .flat()
      .map(({ message }) => message.replace(/"[^"]*"/g, '""').replace(/\d[\w.+-]*/g, '0'))
    expect(Object.keys(broken).length).toBeGreaterThanOrEqual(100)
    expect(new Set(messages).size).toBeGreaterThanOrEqual(40)
  })

  it('have one-line messages without invisible characters, located in the file', () => {
    for (const file of Object.keys(broken)) {
      for (const diagnostic of parse('broken', file).diagnostics) {
        const { message } = diagnostic
        expect(message).toMatch(/^[^\p{C}\p{Z}]([^\p{C}\p{Zl}\p{Zp}]*[^\p{C}\p{Z}])?$/u)
        expect(message.length).toBeLessThan(260)
        expect(fileLocation(diagnostic).file).toBe(file)
      }
    }
  })
})

describe('valid specs', () => {
  it.each(Object.keys(valid))('%s: gives the expected request without diagnostics', (file) => {
    const { specs, diagnostics } = parse('valid', file)
    expect(diagnostics).toEqual([])
    expect(specs.map(({ label, request }) => ({ label, request }))).toEqual(valid[file])
  })

  it('are exactly the files of the table, at least 15, and cover every job type', () => {
    const types = Object.keys(valid).flatMap((file) =>
      parse('valid', file).specs.map((spec) => spec.request.job_type),
    )
    expect(Object.keys(valid).sort()).toEqual(readdirSync(new URL('valid/', FIXTURES)).sort())
    expect(Object.keys(valid).length).toBeGreaterThanOrEqual(15)
    expect([...new Set(types)].sort()).toEqual([...requestSchema.properties.job_type.enum].sort())
  })
})
