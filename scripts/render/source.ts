/** What is wrong with Markdown that no reader would show, because it is repaired or left out in silence. */
export function sourceFaults(markdown: string): readonly string[] {
  const { open, rows } = scan(markdown)
  const faults = open === undefined ? [] : [`the fence ${open} is not closed`]
  let head: number | undefined
  for (const row of rows) {
    const cells = row === undefined ? undefined : cellsIn(row)
    head = cells === undefined ? undefined : (head ?? cells)
    if (cells !== head) faults.push(`a row with ${cells} cells below a head of ${head}: ${row?.slice(0, 60)}`)
  }
  return faults
}

export function fencesIn(markdown: string): number {
  return scan(markdown).fences
}

interface Scan {
  readonly fences: number
  /** The fence that is open at the end. */
  readonly open: string | undefined
  /** Lines of tables; undefined for a line that is none. */
  readonly rows: readonly (string | undefined)[]
}

function scan(markdown: string): Scan {
  let fences = 0
  let open: string | undefined
  const rows: (string | undefined)[] = []
  for (const line of markdown.split('\n')) {
    const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line)
    const [, ticks = '', rest = ''] = fence ?? []
    if (open !== undefined) {
      if (ticks.startsWith(open) && rest.trim() === '') open = undefined
    } else if (ticks !== '' && !(ticks.startsWith('`') && rest.includes('`'))) {
      open = ticks
      fences++
    } else rows.push(line.startsWith('|') ? line : undefined)
  }
  return { fences, open, rows }
}

/** Bars end a cell wherever they stand, even in code, unless a backslash is in front of them. */
function cellsIn(row: string): number {
  return (row.trim().match(/(?<!\\)\|/g)?.length ?? 0) - 1
}
