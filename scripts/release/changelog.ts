/** A version of the changelog: its heading's date, and the Markdown under it. */
export interface Section {
  readonly date: string
  readonly text: string
}

const VERSION_HEADING = /^## (\d+\.\d+\.\d+) - (\d{4}-\d{2}-\d{2})$/

/** What the changelog says of `version`, or nothing when it has no such section. */
export function sectionOf(changelog: string, version: string): Section | undefined {
  const lines = changelog.split('\n')
  const start = lines.findIndex((line) => VERSION_HEADING.exec(line)?.[1] === version)
  const date = VERSION_HEADING.exec(lines[start] ?? '')?.[2]
  if (date === undefined) return undefined
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => line.startsWith('## '))
  return {
    date,
    text: rest
      .slice(0, end === -1 ? undefined : end)
      .join('\n')
      .trim(),
  }
}

/** Where a release is, for its links. */
export interface Place {
  /** Such as `https://github.com/OWNER/REPO`. */
  readonly url: string
  readonly repository: string
  readonly tag: string
  readonly commit: string
}

/** The notes of a release: its section of the changelog, how to pin it, and how to check where it was built. */
export function releaseNotes({ text }: Section, place: Place): string {
  return `${absoluteLinks(text, place)}

### Use exactly this release

\`\`\`yaml
- uses: ${place.repository}@${place.commit} # ${place.tag}
\`\`\`

\`gh attestation verify dist/main/index.js --repo ${place.repository}\`, in a checkout of the tag, says which workflow has
built what the runner starts.
`
}

/** On the page of a release nothing is beside it: links to files of the repository go to the tag. */
function absoluteLinks(markdown: string, { url, tag }: Place): string {
  return markdown.replaceAll(/\]\((?![a-z]+:)([^)\s]+)\)/g, (_, target: string) => {
    const path = target.startsWith('#') ? `CHANGELOG.md${target}` : target
    return `](${url}/blob/${tag}/${path})`
  })
}
