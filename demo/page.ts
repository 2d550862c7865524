import { readFileSync } from 'node:fs'
import { marked } from 'marked'

export interface PageSection {
  readonly title: string
  /** A line below the title. */
  readonly note?: string
  readonly markdown: string
  /** Shown as a comment by the Actions bot; otherwise as a plain box, like the job summary. */
  readonly isComment: boolean
}

const CSS_FILE = new URL('../node_modules/github-markdown-css/github-markdown.css', import.meta.url)

const FRAME_CSS = `
  body { margin: 0; padding: 32px 16px; background: #fff; color: #1f2328; }
  main { max-width: 880px; margin: auto; font: 14px/1.5 -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif; }
  h1.page { font-size: 14px; font-weight: 600; margin: 24px 0 8px; }
  p.note { margin: -8px 0 8px; color: #59636e; }
  .box { border: 1px solid #d1d9e0; border-radius: 6px; margin-bottom: 24px; overflow: hidden; }
  .author { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; color: #59636e; }
  .author b { color: #1f2328; }
  .tag { border: 1px solid #d1d9e0; border-radius: 2em; padding: 0 6px; font-size: 12px; margin-left: 4px; }
  .markdown-body { padding: 16px; font-size: 14px; }
  @media (prefers-color-scheme: dark) {
    body { background: #0d1117; color: #f0f6fc; }
    .box { border-color: #3d444d; } .author { background: #151b23; border-color: #3d444d; color: #9198a1; }
    p.note { color: #9198a1; } .author b { color: #f0f6fc; } .tag { border-color: #3d444d; }
  }`

/** An HTML page that shows Markdown roughly as GitHub does, in light or dark mode, without network access. */
export function renderPage(sections: readonly PageSection[]): string {
  const boxes = sections.map(({ title, note, markdown, isComment }) => {
    const author = '<div class="author"><b>github-actions</b> <span class="tag">bot</span> commented</div>'
    const html = marked.parse(markdown, { async: false, gfm: true })
    const heading = title === '' ? '' : `<h1 class="page">${title}</h1>\n`
    const noteHtml = note === undefined ? '' : `<p class="note">${note}</p>\n`
    return `${heading}${noteHtml}<div class="box">${isComment ? author : ''}<div class="markdown-body">${html}</div></div>`
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Forge Training Job demo</title>
<style>${readFileSync(CSS_FILE, 'utf8')}${FRAME_CSS}</style>
</head>
<body><main>
${boxes.join('\n')}
</main></body>
</html>
`
}
