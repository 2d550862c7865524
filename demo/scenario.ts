import { isDeepStrictEqual } from 'node:util'
import type { DemoEnvironment } from './environment.ts'
import { toReadableText } from './markdown.ts'
import { writeOutput } from './output-dir.ts'
import { renderPage, type PageSection } from './page.ts'
import { indent, type Terminal } from './terminal.ts'

/** One step of a scenario: something that a person does, or that happens. */
export interface ScenarioStep<Environment, Observation> {
  readonly title: string
  /** Awaited if it returns a promise. */
  readonly run: (environment: Environment) => unknown
  /** What must be observed afterwards. */
  readonly expected: Observation
  /** How many comments the pull request then has. Default: 1. */
  readonly commentCount?: number
  /** More lines to print below the step's row. */
  readonly details?: (environment: Environment) => readonly string[]
}

/** A sequence of steps, each compared with what a person would expect. */
export interface Scenario<Environment, Observation> {
  readonly title: string
  /** The header above the rows. */
  readonly heading: string
  readonly steps: readonly ScenarioStep<Environment, Observation>[]
  readonly observe: (environment: Environment) => Observation
  readonly describe: (observation: Observation) => string
  /** The row of a finished step. */
  readonly formatRow: (title: string, environment: Environment) => string
  /** Lines to print after the last step. */
  readonly summarize?: (environment: Environment) => readonly string[]
  /** Mismatches that only show after the last step. */
  readonly findMismatches?: (environment: Environment) => readonly string[]
  readonly successMessage: string
  /** Name of the HTML file in `.demo/`. */
  readonly pageFile: string
}

/** Runs a scenario. Resolves to the exit code: 0 if everything was as expected, otherwise 1. */
export async function runScenario<Environment extends DemoEnvironment, Observation>(
  environment: Environment,
  scenario: Scenario<Environment, Observation>,
  { print, bold, dim }: Terminal,
): Promise<number> {
  const { steps, observe, describe } = scenario
  const sections: PageSection[] = []
  const mismatches: string[] = []
  try {
    await environment.start()
    print(bold(scenario.title), '', dim(scenario.heading))
    for (const [n, { run, expected, commentCount = 1, details, ...step }] of steps.entries()) {
      await run(environment)
      const title = `${n + 1}. ${step.title}`
      const observed = observe(environment)
      const { length } = environment.comments
      print(scenario.formatRow(title, environment), ...(details?.(environment) ?? []))
      const note = `${environment.latestRun.name}: ${describe(observed)}`
      sections.push({ title, note, markdown: environment.comments.join('\n\n'), isComment: true })
      const where = `step ${n + 1}`
      if (!isDeepStrictEqual(observed, expected))
        mismatches.push(`${where}: expected ${describe(expected)}`, `  but found ${describe(observed)}`)
      if (length !== commentCount)
        mismatches.push(`${where}: expected comments: ${commentCount}, found: ${length}`)
    }
    await Promise.all(environment.runs.map(({ finished }) => finished))
    print(...(scenario.summarize?.(environment) ?? []))
    mismatches.push(...(scenario.findMismatches?.(environment) ?? []))
  } finally {
    await environment.stop()
  }
  const file = writeOutput(scenario.pageFile, renderPage(sections))
  print('', bold(mismatches.length === 0 ? scenario.successMessage : 'Not as expected:'))
  print(...mismatches.map((mismatch) => `  ${mismatch}`))
  print(`  open ${file} in a browser to see the comment after each step`)
  return mismatches.length === 0 ? 0 : 1
}

/** The comment without its collapsed sections. */
export function visibleComment({ comments }: DemoEnvironment): readonly string[] {
  return ['', '  The comment, without collapsed sections', '', ...indent(visibleText(comments[0] ?? '')), '']
}

/** The paragraphs of the comment that match, without its collapsed sections. */
export function excerptOfComment({ comments }: DemoEnvironment, pattern: RegExp): readonly string[] {
  const paragraphs = visibleText(comments[0] ?? '').split('\n\n')
  const text = paragraphs.filter((paragraph) => pattern.test(paragraph)).join('\n\n')
  return ['', '  From the comment', '', ...indent(text), '']
}

function visibleText(comment: string): string {
  return toReadableText(comment.replace(/<details>[^]*?<\/details>\n*/g, ''))
}
