import { isDeepStrictEqual } from 'node:util'
import { keepFile } from './output-dir.ts'
import { page, type Exhibit } from './page.ts'
import type { Stage } from './environment.ts'
import type { Terminal } from './terminal.ts'

/** Something that a person does, or that happens to a person. */
export interface Chapter<Scene, Standing> {
  readonly title: string
  /** What it returns is waited for. */
  readonly play: (scene: Scene) => unknown
  /** What a person would expect, when it is over. */
  readonly expected: Standing
  /** What the viewer reads below its line. */
  readonly show?: (scene: Scene) => readonly string[]
}

/** A story, told chapter by chapter, and compared with what a person would expect. */
export interface Tale<Scene, Standing> {
  readonly title: string
  /** Above the lines of the chapters. */
  readonly heading: string
  readonly chapters: readonly Chapter<Scene, Standing>[]
  readonly standingOf: (scene: Scene) => Standing
  readonly inWords: (standing: Standing) => string
  /** The line of a chapter that is over. */
  readonly row: (title: string, scene: Scene) => string
  /** After the last chapter: what else the viewer reads, and what else was not as expected. */
  readonly epilogue?: (scene: Scene) => readonly string[]
  readonly surprises?: (scene: Scene) => readonly string[]
  /** What the viewer reads where nothing was. */
  readonly asExpected: string
  /** Name of the page that is kept. */
  readonly page: string
}

/** Plays it. Resolves to 1 where it went otherwise than a person would expect, else to 0. */
export async function playTale<Scene extends Stage, Standing>(
  scene: Scene,
  tale: Tale<Scene, Standing>,
  { say, bold, faint }: Terminal,
): Promise<number> {
  const { chapters, standingOf, inWords } = tale
  const exhibits: Exhibit[] = []
  const surprises: string[] = []
  try {
    await scene.open()
    say(bold(tale.title), '', faint(tale.heading))
    for (const [n, { play, expected, show, ...chapter }] of chapters.entries()) {
      await play(scene)
      const title = `${n + 1}. ${chapter.title}`
      const standing = standingOf(scene)
      const { length } = scene.comments
      say(tale.row(title, scene), ...(show?.(scene) ?? []))
      const note = `${scene.newest.name}: ${inWords(standing)}`
      exhibits.push({ title, note, markdown: scene.comments.join('\n\n'), isComment: true })
      const where = `chapter ${n + 1}`
      if (!isDeepStrictEqual(standing, expected))
        surprises.push(`${where}: it should be ${inWords(expected)}`, `  it is ${inWords(standing)}`)
      if (length !== 1) surprises.push(`${where}: there should be 1 comment, not ${length}`)
    }
    await Promise.all(scene.runs.map(({ end }) => end))
    say(...(tale.epilogue?.(scene) ?? []))
    surprises.push(...(tale.surprises?.(scene) ?? []))
  } finally {
    await scene.leave()
  }
  const file = keepFile(tale.page, page(exhibits))
  say('', bold(surprises.length === 0 ? tale.asExpected : 'This is not what a person would expect:'))
  say(...surprises.map((surprise) => `  ${surprise}`))
  say(`  open ${file} in a browser: the one comment after each of these`)
  return surprises.length === 0 ? 0 : 1
}
