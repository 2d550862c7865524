import { posix } from 'node:path'
import GithubSlugger from 'github-slugger'
import { marked, type Token, type Tokens } from 'marked'
import type { Text } from '../metadata/texts.ts'

/** Links to what is not there. `exists` is asked for paths from the root of the repository. */
export function brokenLinks(pages: readonly Text[], exists: (path: string) => boolean): readonly string[] {
  const anchors = new Map(pages.map((page) => [page.title, anchorsOf(page)]))
  return pages.flatMap((page) =>
    linksOf(page).flatMap((link) => {
      const [path = '', anchor] = link.split('#')
      const target =
        path === '' ? page.title : posix.join(posix.dirname(page.title), decodeURIComponent(path))
      if (target.startsWith('..') || !exists(target)) return [`${page.title}: ${link}: there is no ${target}`]
      if (anchor === undefined || anchors.get(target)?.has(anchor)) return []
      return [`${page.title}: ${link}: there is no such heading`]
    }),
  )
}

/** Links to other places are not followed. */
function linksOf({ text }: Text): readonly string[] {
  const markdown = tokensOf(text).flatMap((token) =>
    token.type === 'link' || token.type === 'image' ? [String(token['href'])] : [],
  )
  const html = tokensOf(text)
    .filter(({ type }) => type === 'html')
    .flatMap(({ raw }) => [...raw.matchAll(/(?:src|srcset|href)="([^"]+)"/g)].map(([, url = '']) => url))
  return [...markdown, ...html].filter((url) => !/^[a-z]+:/.test(url))
}

function anchorsOf({ text }: Text): ReadonlySet<string> {
  const slugger = new GithubSlugger()
  return new Set(
    tokensOf(text)
      .filter((token): token is Tokens.Heading => token.type === 'heading')
      .map(({ tokens }) => slugger.slug(plain(tokens))),
  )
}

/** A heading as it is read: without marks, and links as their text. */
function plain(tokens: readonly Token[]): string {
  return tokens
    .map((token) =>
      'tokens' in token ? plain(token.tokens ?? []) : 'text' in token ? String(token.text) : '',
    )
    .join('')
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  void marked.walkTokens(marked.lexer(text), (token) => void tokens.push(token))
  return tokens
}
