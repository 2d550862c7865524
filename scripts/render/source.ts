/** Finds errors in Markdown that renderers repair or drop silently. */
export function findSourceErrors(markdown: string): readonly string[] {
  const { openFence, rows } = scanLines(markdown)
  const errors = openFence === undefined ? [] : [`the fence ${openFence} is not closed`]
  let headerCells: number | undefined
  for (const row of rows) {
    const cells = row === undefined ? undefined : countCells(row)
    headerCells = cells === undefined ? undefined : (headerCells ?? cells)
    if (cells !== headerCells)
      errors.push(`a row with ${cells} cells below a head of ${headerCells}: ${row?.slice(0, 60)}`)
  }
  return errors
}

export function countFences(markdown: string): number {
  return scanLines(markdown).fences
}

interface ScanResult {
  readonly fences: number
  /** The fence that is still open at the end. */
  readonly openFence: string | undefined
  /** The lines, with undefined for a line outside of tables. */
  readonly rows: readonly (string | undefined)[]
}

function scanLines(markdown: string): ScanResult {
  let fences = 0
  let openFence: string | undefined
  const rows: (string | undefined)[] = []
  for (const line of markdown.split('\n')) {
    const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line)
    const [, ticks = '', rest = ''] = fence ?? []
    if (openFence !== undefined) {
      if (ticks.startsWith(openFence) && rest.trim() === '') openFence = undefined
    } else if (ticks !== '' && !(ticks.startsWith('`') && rest.includes('`'))) {
      openFence = ticks
      fences++
    } else rows.push(line.startsWith('|') ? line : undefined)
  }
  return { fences, openFence, rows }
}

/** A bar ends a cell, even in code, unless it is escaped by a backslash. */
function countCells(row: string): number {
  return (row.trim().match(/(?<!\\)\|/g)?.length ?? 0) - 1
}
