import { posix } from 'node:path'
import GithubSlugger from 'github-slugger'
import { marked, type Token, type Tokens } from 'marked'
import type { TextFile } from '../metadata/text-files.ts'

/** Finds links to missing files and headings. `exists` gets paths relative to the repository root. */
export function findBrokenLinks(
  pages: readonly TextFile[],
  exists: (path: string) => boolean,
): readonly string[] {
  const anchors = new Map(pages.map((page) => [page.title, findAnchors(page)]))
  return pages.flatMap((page) =>
    findLinks(page).flatMap((link) => {
      const [path = '', anchor] = link.split('#')
      const target =
        path === '' ? page.title : posix.join(posix.dirname(page.title), decodeURIComponent(path))
      if (target.startsWith('..') || !exists(target)) return [`${page.title}: ${link}: ${target} not found`]
      if (anchor === undefined || anchors.get(target)?.has(anchor)) return []
      return [`${page.title}: ${link}: heading not found`]
    }),
  )
}

/** Returns relative links and anchors; ignores links with a URL scheme. */
function findLinks({ text }: TextFile): readonly string[] {
  const markdown = listTokens(text).flatMap((token) =>
    token.type === 'link' || token.type === 'image' ? [String(token['href'])] : [],
  )
  const html = listTokens(text)
    .filter(({ type }) => type === 'html')
    .flatMap(({ raw }) => [...raw.matchAll(/(?:src|srcset|href)="([^"]+)"/g)].map(([, url = '']) => url))
  return [...markdown, ...html].filter((url) => !/^[a-z]+:/.test(url))
}

function findAnchors({ text }: TextFile): ReadonlySet<string> {
  const slugger = new GithubSlugger()
  return new Set(
    listTokens(text)
      .filter((token): token is Tokens.Heading => token.type === 'heading')
      .map(({ tokens }) => slugger.slug(plainText(tokens))),
  )
}

/** The text of a heading without markup. */
function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) =>
      'tokens' in token ? plainText(token.tokens ?? []) : 'text' in token ? String(token.text) : '',
    )
    .join('')
}

function listTokens(text: string): readonly Token[] {
  const tokens: Token[] = []
  void marked.walkTokens(marked.lexer(text), (token) => void tokens.push(token))
  return tokens
}
