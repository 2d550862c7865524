// Sent by `render.ts` to run in the page. Returns the errors of each comment as the browser shows it.

/** The elements and attributes of reports. Anything else comes from unescaped text. */
const ELEMENTS = 'h3 p br strong table thead tbody tr th td a code pre blockquote details summary sub'.split(
  ' ',
)
const ATTRIBUTES = { a: ['href'], code: ['class'], details: ['open'] }

/** What GitHub would turn into a mention, a reference or a link outside of code. */
const REFERENCE_PATTERNS = {
  'a mention': /@[a-z0-9]/i,
  'a reference': /#\d|\bGH-\d/i,
  'a bare link': /\b(https?|ftp):\/\/|\bwww\./i,
}

/** `expected`: for each comment the number of its fences and the allowed hosts of its links. */
// eslint-disable-next-line no-unused-vars
function probe(expected) {
  const bodies = [...document.querySelectorAll('.markdown-body')]
  const folds = bodies.flatMap((body) => [...body.querySelectorAll('details:not([open])')])
  for (const fold of folds) fold.open = true
  const errors = bodies.map((body, n) => [
    ...findStructureErrors(body, expected[n].fences),
    ...findForeignMarkup(body, expected[n].hosts),
    ...findReferences(body),
    ...findTableErrors(body),
    ...findOverflow(body),
  ])
  const { scrollWidth, clientWidth } = document.documentElement
  const page = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide in ${clientWidth} px`] : []
  for (const fold of folds) fold.open = false
  return { errors, page, boxes: bodies.map((body) => rectangle(body.parentElement)) }
}

function rectangle(element) {
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x: x + scrollX, y: y + scrollY, width, height }
}

const excerpt = (text) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)

function findStructureErrors(body, fences) {
  const found = []
  const headings = body.querySelectorAll('h1, h2, h3, h4, h5, h6')
  if (headings.length !== 1) found.push(`${headings.length} headings, not one`)
  if (headings[0] !== body.firstElementChild) found.push('it does not begin with its heading')
  const blocks = body.querySelectorAll('pre').length
  if (blocks !== fences) found.push(`${blocks} blocks of code from ${fences} fences`)
  // An unclosed fence, fold or table would swallow the footer.
  const isFooter = (node) => node?.tagName === 'SUB' || node?.firstElementChild?.tagName === 'SUB'
  if (!isFooter(body.lastElementChild) && !isFooter(body.querySelector(':scope > details:last-child + p')))
    found.push('it does not end with its footer')
  return found
}

function findForeignMarkup(body, hosts) {
  const found = []
  for (const element of body.querySelectorAll('*')) {
    const name = element.localName
    if (!ELEMENTS.includes(name)) found.push(`an element <${name}>`)
    for (const attribute of element.getAttributeNames())
      if (!ATTRIBUTES[name]?.includes(attribute)) found.push(`an attribute ${attribute} of <${name}>`)
    if (name !== 'a') continue
    const { protocol, host, href } = element
    if (protocol !== 'https:' || !hosts.includes(host)) found.push(`a link to ${excerpt(href)}`)
  }
  const comments = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  while (comments.nextNode()) found.push(`a hidden comment ${excerpt(comments.currentNode.data)}`)
  return found
}

function findReferences(body) {
  const found = []
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode
    if (parentElement.closest('code, pre')) continue
    for (const [what, pattern] of Object.entries(REFERENCE_PATTERNS))
      if (pattern.test(data)) found.push(`${what} in ${excerpt(data.trim())}`)
  }
  return found
}

function findTableErrors(body) {
  return [...body.querySelectorAll('table')].flatMap((table) => {
    const [head, ...rows] = table.rows
    return rows
      .filter((row) => row.cells.length !== head.cells.length)
      .map((row) => `a row with ${row.cells.length} cells below a head of ${head.cells.length}`)
  })
}

/** Only tables and code, which scroll in their own box, may be wider than the comment. */
function findOverflow(body) {
  if (body.scrollWidth <= body.clientWidth) return []
  const edge = body.getBoundingClientRect().right
  const isOutside = (element) => element.getBoundingClientRect().right > edge
  const canScroll = (element) => element.parentElement.closest('.markdown-body table, .markdown-body pre')
  const widest = [...body.querySelectorAll('*')]
    .filter((element) => isOutside(element) && !canScroll(element))
    .at(-1)
  const what = widest ? `<${widest.localName}> ${excerpt(widest.textContent.trim())}` : 'something'
  return [`${what} is wider than the comment (${body.scrollWidth} px in ${body.clientWidth} px)`]
}
