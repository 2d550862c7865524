// npm run render [-- --out FOLDER] [-- --open]: renders the comment and the job summary of every report in
// test/report/fixtures/reports.ts as GitHub does, in light and dark mode, at desktop and phone width. Takes screenshots
// and checks the rendered pages; exit code 1 if a check fails. --open expands collapsed sections. Needs `chromium` on
// the PATH.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { pathToFileURL } from 'node:url'
import { renderPage } from '../demo/page.ts'
import { renderComment, renderSummary } from '../src/report/render.ts'
import { REPORTS } from '../test/report/fixtures/reports.ts'
import { Browser, type Rectangle } from './render/browser.ts'
import { BROKEN_COMMENTS } from './render/broken.ts'
import { countFences, findSourceErrors } from './render/source.ts'

const WIDTHS = { wide: 1280, phone: 390 }
const SCHEMES = ['light', 'dark'] as const
const HOSTS = ['github.example', 'console.example']
/** Maximum height of a screenshot in Chromium. */
const MAX_PICTURE_PX = 16_000
/** Screenshots of earlier runs. */
const OUTPUT_NAMES = /^comments-(wide|phone)-(light|dark)(-\d+\.png)?$/

const { values: flags } = parseArgs({
  options: {
    out: { type: 'string', default: join(import.meta.dirname, '../.demo/rendered') },
    open: { type: 'boolean', default: false },
  },
})
const out = resolve(flags.out)
const probe = readFileSync(join(import.meta.dirname, 'render/probe.js'), 'utf8')

interface Page {
  readonly name: string
  readonly isComment: boolean
  readonly sections: readonly (readonly [name: string, markdown: string])[]
}

interface ProbeResult {
  readonly errors: readonly (readonly string[])[]
  readonly page: readonly string[]
  readonly boxes: readonly Rectangle[]
}

const reports = Object.entries(REPORTS)
const comments: Page = {
  name: 'comments',
  isComment: true,
  sections: reports.map(([name, model]) => [name, renderComment(model).body]),
}
const summaries: Page = {
  name: 'summaries',
  isComment: false,
  sections: reports.map(([name, model]) => [name, renderSummary(model)]),
}
const brokenPage: Page = {
  name: 'broken',
  isComment: true,
  sections: BROKEN_COMMENTS.map(([markdown], n) => [`deliberate error ${n + 1}`, markdown]),
}

/** Opens the page in the browser and checks it. */
async function checkPage(browser: Browser, { name, isComment, sections }: Page): Promise<ProbeResult> {
  const file = join(out, `${name}.html`)
  const html = renderPage(sections.map(([title, markdown]) => ({ title, markdown, isComment })))
  writeFileSync(file, flags.open ? html.replaceAll('<details>', '<details open>') : html)
  await browser.open(pathToFileURL(file).href)
  const expected = sections.map(([, markdown]) => ({ fences: countFences(markdown), hosts: HOSTS }))
  const result = (await browser.evaluate(`${probe}\nprobe(${JSON.stringify(expected)})`)) as ProbeResult
  const errors = result.errors.map((pageErrors, n) => [
    ...findSourceErrors(sections[n]?.[1] ?? ''),
    ...pageErrors,
  ])
  return { ...result, errors }
}

/** Saves screenshots of each section in a folder, and of the whole page next to the folder, split if it is too long. */
async function saveScreenshots(
  browser: Browser,
  page: Page,
  view: string,
  boxes: readonly Rectangle[],
): Promise<void> {
  const folder = join(out, `${page.name}-${view}`)
  mkdirSync(folder, { recursive: true })
  for (const [n, [name]] of page.sections.entries()) {
    const box = boxes[n]
    if (box) writeFileSync(join(folder, `${name}.png`), await browser.screenshot(box))
  }
  const [width, height] = (await browser.evaluate(
    '[document.documentElement.clientWidth, document.documentElement.scrollHeight]',
  )) as [number, number]
  for (let y = 0, part = 1; y < height; y += MAX_PICTURE_PX, part++) {
    const rest = Math.min(MAX_PICTURE_PX, height - y)
    writeFileSync(`${folder}-${part}.png`, await browser.screenshot({ x: 0, y, width, height: rest }))
  }
}

/** Verifies that the checks find the deliberate errors. */
async function findBlindSpots(browser: Browser): Promise<readonly string[]> {
  const { errors } = await checkPage(browser, brokenPage)
  return BROKEN_COMMENTS.flatMap(([, error], n) =>
    errors[n]?.some((line) => error.test(line)) ? [] : [`the checks do not find ${error.source}`],
  )
}

/** Returns one line per error, with the sizes and colour schemes in which it occurs. */
async function renderAll(browser: Browser): Promise<readonly string[]> {
  const viewsByError = new Map<string, string[]>()
  const addError = (error: string, view: string): unknown =>
    viewsByError.set(error, [...(viewsByError.get(error) ?? []), view])
  for (const [size, width] of Object.entries(WIDTHS)) {
    for (const scheme of SCHEMES) {
      const view = `${size}-${scheme}`
      await browser.setViewport(width, scheme)
      for (const page of [comments, summaries]) {
        const { errors, page: pageErrors, boxes } = await checkPage(browser, page)
        for (const error of pageErrors) addError(`${page.name}: ${error}`, view)
        for (const [n, [name]] of page.sections.entries())
          for (const error of new Set(errors[n])) addError(`${page.name}, ${name}: ${error}`, view)
        if (page.isComment) await saveScreenshots(browser, page, view, boxes)
      }
    }
  }
  const lines = [...viewsByError].map(
    ([error, views]) => `${error} (${views.length === 4 ? 'always' : views.join(', ')})`,
  )
  return [...(await findBlindSpots(browser)), ...lines]
}

const startMs = performance.now()
let browser: Browser | undefined
try {
  mkdirSync(out, { recursive: true })
  // The folder may contain other files.
  for (const name of readdirSync(out).filter((name) => OUTPUT_NAMES.test(name)))
    rmSync(join(out, name), { recursive: true })
  browser = await Browser.start()
  const lines = await renderAll(browser)
  for (const line of lines) console.error(line)
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1)
  const summary = lines.length === 0 ? 'no errors' : `${lines.length} errors`
  console.log(`${reports.length} reports in ${relative(process.cwd(), out)}, ${summary}, ${seconds} s`)
  if (lines.length > 0) process.exitCode = 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await browser?.stop()
}
