/** The section of one version in the changelog. */
export interface Section {
  readonly date: string
  readonly text: string
}

const VERSION_HEADING = /^## (\d+\.\d+\.\d+) - (\d{4}-\d{2}-\d{2})$/

/** Finds the section of `version`; undefined if there is none. */
export function findSection(changelog: string, version: string): Section | undefined {
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

/** The parts of the links in release notes. */
export interface ReleaseLocation {
  /** Such as `https://github.com/OWNER/REPO`. */
  readonly url: string
  readonly repository: string
  readonly tag: string
  readonly commit: string
}

/** Formats release notes: the changelog section, how to pin the release, and how to verify its provenance. */
export function releaseNotes({ text }: Section, location: ReleaseLocation): string {
  return `${makeLinksAbsolute(text, location)}

### Pin this release

\`\`\`yaml
- uses: ${location.repository}@${location.commit} # ${location.tag}
\`\`\`

\`gh attestation verify dist/main/index.js --repo ${location.repository}\`, in a checkout of the tag, shows which workflow
built the bundle.
`
}

/** Relative links do not work in release notes, so they are made to point to the files of the tag. */
function makeLinksAbsolute(markdown: string, { url, tag }: ReleaseLocation): string {
  return markdown.replaceAll(/\]\((?![a-z]+:)([^)\s]+)\)/g, (_, target: string) => {
    const path = target.startsWith('#') ? `CHANGELOG.md${target}` : target
    return `](${url}/blob/${tag}/${path})`
  })
}
