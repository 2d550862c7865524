import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, jest } from '@jest/globals'
import {
  createCommandFiles,
  commandFileVariables,
  readCommandFiles,
} from '../simulator/runner/command-files.ts'
import { parseLog } from '../simulator/runner/workflow-commands.ts'

/** Makes this process look like a step: with its own command files, and captures its output. */
export function fakeStep() {
  const before = { ...process.env }
  // One folder for all tests of a file, because @actions/core caches the path of the summary.
  const folder = mkdtempSync(join(tmpdir(), 'runner-'))
  let files = createCommandFiles(folder)
  let output = ''

  beforeEach(() => {
    files = createCommandFiles(folder)
    Object.assign(process.env, commandFileVariables(files))
    output = ''
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      output += String(text)
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
    /** The lines printed since the last call, and how the runner parses them. */
    takeLog: () => {
      const lines = output.split(/\r?\n/)
      output = ''
      expect(lines.pop()).toBe('')
      return { lines, ...parseLog(lines) }
    },
    /** The parsed command files. */
    readFiles: () => readCommandFiles(files),
    readRaw: (kind: keyof typeof files) => readFileSync(files[kind], 'utf8'),
  }
}
