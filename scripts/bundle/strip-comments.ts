import ts from 'typescript'

interface Range {
  readonly pos: number
  readonly end: number
}

/** Comments that a license may ask to keep. */
const LICENSE = /^\/\*!|@license|@preserve/

/** Removes the comments of JavaScript, and the lines that have nothing else. The rest keeps every byte. */
export function stripComments(text: string): string {
  const file = ts.createSourceFile('chunk.js', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS)
  const comments = new Map<number, Range>()
  const visit = (node: ts.Node): void => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return
    const children = node.getChildren(file)
    for (const child of children) visit(child)
    if (children.length > 0) return
    const leading = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []
    const trailing = ts.getTrailingCommentRanges(text, node.getEnd()) ?? []
    for (const each of [...leading, ...trailing]) comments.set(each.pos, each)
  }
  visit(file)
  return removeRanges(
    text,
    [...comments.values()].filter(({ pos, end }) => !LICENSE.test(text.slice(pos, end))),
  )
}

/** Takes the place of a comment, and of one with a line break; no source has these characters. */
const [MARK, BREAK] = ['\u0001', '\u0002']

function removeRanges(text: string, ranges: readonly Range[]): string {
  if (/[\u0001\u0002]/.test(text)) throw new Error('the bundle contains control characters')
  let marked = ''
  let position = 0
  for (const { pos, end } of ranges.toSorted((a, b) => a.pos - b.pos)) {
    marked += text.slice(position, pos) + (text.slice(pos, end).includes('\n') ? BREAK : MARK)
    position = end
  }
  return (
    (marked + text.slice(position))
      // Lines of comments, and comments at the end of a line.
      .replace(/^[ \t]*[\u0001\u0002][ \t\u0001\u0002]*\n/gm, '')
      .replace(/[ \t]*[\u0001\u0002][ \t\u0001\u0002]*$/gm, '')
      // The others may be all that separates two tokens, or ends a statement.
      .replace(/\s*\u0002\s*/g, '\n')
      .replace(/[ \t]*\u0001[ \t\u0001]*/g, ' ')
  )
}
