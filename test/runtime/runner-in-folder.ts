import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, jest } from '@jest/globals'
import { createCommandFiles, fileVariables, readCommandFiles } from '../simulator/runner/command-files.ts'
import { interpret } from '../simulator/runner/workflow-commands.ts'

/** Puts this process into a step: command files of its own, and what it prints is caught, not shown. */
export function stepAround() {
  const before = { ...process.env }
  // One for all tests of a file: @actions/core asks only once where the summary goes.
  const folder = mkdtempSync(join(tmpdir(), 'runner-'))
  let files = createCommandFiles(folder)
  let written = ''

  beforeEach(() => {
    files = createCommandFiles(folder)
    Object.assign(process.env, fileVariables(files))
    written = ''
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written += String(text)
      return true
    })
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

  return {
    /** The lines that were printed since the last time, and what the runner makes of them. */
    heard: () => {
      const lines = written.split(/\r?\n/)
      written = ''
      expect(lines.pop()).toBe('')
      return { lines, ...interpret(lines) }
    },
    /** What the command files say now. */
    told: () => readCommandFiles(files),
    /** The bytes of a command file. */
    bytesOf: (kind: keyof typeof files) => readFileSync(files[kind], 'utf8'),
  }
}
