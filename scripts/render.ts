// npm run render [-- --out FOLDER] [-- --open]: shows the comment and the job summary of every story in
// test/report/fixtures/reports.ts as GitHub does, light and dark, wide and on a phone, takes pictures of them, and checks what the
// browser made of them. Exit code 1 where something is wrong. --open unfolds the folded parts. Needs a `chromium` on the
// PATH.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { pathToFileURL } from 'node:url'
import { page } from '../demo/page.ts'
import { comment, summary } from '../src/report/render.ts'
import { STORIES } from '../test/report/fixtures/reports.ts'
import { Browser, type Rectangle } from './render/browser.ts'
import { BROKEN } from './render/broken.ts'
import { fencesIn, sourceFaults } from './render/source.ts'

const WIDTHS = { wide: 900, phone: 390 }
const SCHEMES = ['light', 'dark'] as const
const HOSTS = ['github.example', 'console.example']
/** Chromium draws no more than this into one picture. */
const MOST_PIXELS = 16_000
/** Pictures of an earlier time. */
const PICTURES = /^comments-(wide|phone)-(light|dark)(-\d+\.png)?$/

const { values: flags } = parseArgs({
  options: {
    out: { type: 'string', default: join(import.meta.dirname, '../.demo/rendered') },
    open: { type: 'boolean', default: false },
  },
})
const out = resolve(flags.out)
const probe = readFileSync(join(import.meta.dirname, 'render/probe.js'), 'utf8')

interface Sheet {
  readonly name: string
  readonly isComment: boolean
  readonly pieces: readonly (readonly [name: string, markdown: string])[]
}

/** What the page says of itself. */
interface Findings {
  readonly faults: readonly (readonly string[])[]
  readonly page: readonly string[]
  readonly boxes: readonly Rectangle[]
}

const stories = Object.entries(STORIES)
const comments: Sheet = {
  name: 'comments',
  isComment: true,
  pieces: stories.map(([name, story]) => [name, comment(story).body]),
}
const summaries: Sheet = {
  name: 'summaries',
  isComment: false,
  pieces: stories.map(([name, story]) => [name, summary(story)]),
}
const broken: Sheet = {
  name: 'broken',
  isComment: true,
  pieces: BROKEN.map(([markdown], n) => [`wrong on purpose ${n + 1}`, markdown]),
}

/** The page of a sheet, with what is wrong in it. */
async function show(browser: Browser, { name, isComment, pieces }: Sheet): Promise<Findings> {
  const file = join(out, `${name}.html`)
  const html = page(pieces.map(([title, markdown]) => ({ title, markdown, isComment })))
  writeFileSync(file, flags.open ? html.replaceAll('<details>', '<details open>') : html)
  await browser.open(pathToFileURL(file).href)
  const expected = pieces.map(([, markdown]) => ({ fences: fencesIn(markdown), hosts: HOSTS }))
  const found = (await browser.evaluate(`${probe}\nprobe(${JSON.stringify(expected)})`)) as Findings
  const faults = found.faults.map((inPage, n) => [...sourceFaults(pieces[n]?.[1] ?? ''), ...inPage])
  return { ...found, faults }
}

/** Pictures of each piece in a folder, and of the whole page beside it, in parts where it is too long. */
async function draw(
  browser: Browser,
  sheet: Sheet,
  look: string,
  boxes: readonly Rectangle[],
): Promise<void> {
  const folder = join(out, `${sheet.name}-${look}`)
  mkdirSync(folder, { recursive: true })
  for (const [n, [name]] of sheet.pieces.entries()) {
    const box = boxes[n]
    if (box) writeFileSync(join(folder, `${name}.png`), await browser.picture(box))
  }
  const [width, height] = (await browser.evaluate(
    '[document.documentElement.clientWidth, document.documentElement.scrollHeight]',
  )) as [number, number]
  for (let y = 0, part = 1; y < height; y += MOST_PIXELS, part++) {
    const rest = Math.min(MOST_PIXELS, height - y)
    writeFileSync(`${folder}-${part}.png`, await browser.picture({ x: 0, y, width, height: rest }))
  }
}

/** Whether the checks find what is wrong on purpose. */
async function blindSpots(browser: Browser): Promise<readonly string[]> {
  const { faults } = await show(browser, broken)
  return BROKEN.flatMap(([, fault], n) =>
    faults[n]?.some((line) => fault.test(line)) ? [] : [`the checks are blind for ${fault.source}`],
  )
}

/** One line for each fault, with the looks in which it shows. */
async function renderAll(browser: Browser): Promise<readonly string[]> {
  const looks = new Map<string, string[]>()
  const note = (fault: string, look: string): unknown => looks.set(fault, [...(looks.get(fault) ?? []), look])
  for (const [size, width] of Object.entries(WIDTHS)) {
    for (const scheme of SCHEMES) {
      const look = `${size}-${scheme}`
      await browser.look(width, scheme)
      for (const sheet of [comments, summaries]) {
        const { faults, page: ofPage, boxes } = await show(browser, sheet)
        for (const fault of ofPage) note(`${sheet.name}: ${fault}`, look)
        for (const [n, [name]] of sheet.pieces.entries())
          for (const fault of new Set(faults[n])) note(`${sheet.name}, ${name}: ${fault}`, look)
        if (sheet.isComment) await draw(browser, sheet, look, boxes)
      }
    }
  }
  const lines = [...looks].map(
    ([fault, where]) => `${fault} (${where.length === 4 ? 'always' : where.join(', ')})`,
  )
  return [...(await blindSpots(browser)), ...lines]
}

const startMs = performance.now()
let browser: Browser | undefined
try {
  mkdirSync(out, { recursive: true })
  // The folder may hold more than what this script has written.
  for (const name of readdirSync(out).filter((name) => PICTURES.test(name)))
    rmSync(join(out, name), { recursive: true })
  browser = await Browser.start()
  const lines = await renderAll(browser)
  for (const line of lines) console.error(line)
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1)
  const verdict = lines.length === 0 ? 'nothing wrong' : `${lines.length} faults`
  console.log(`${stories.length} stories in ${relative(process.cwd(), out)}, ${verdict}, ${seconds} s`)
  if (lines.length > 0) process.exitCode = 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await browser?.stop()
}
