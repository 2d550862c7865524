import type { Stage } from './environment.ts'
import { indented } from './terminal.ts'

/** The comment as people read it: without its hidden first line, and without what is folded. */
export function commentAsRead({ comments }: Stage): readonly string[] {
  const [, ...visible] = (comments[0] ?? '').split('\n')
  const unfolded = visible.join('\n').replace(/<details>[^]*?<\/details>\n*/g, '')
  return ['', '  The comment, without what is folded', '', ...indented(unfolded), '']
}
