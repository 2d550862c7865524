/**
 * Escapes all characters outside of ASCII. They stand in strings, templates and regular expressions only. V8 keeps a source
 * that has one beyond Latin-1 with two bytes for each character, which costs a waiting step memory.
 *
 * @throws Error if a template is raw, where an escape means something else
 */
export function toAscii(text: string): string {
  if (text.includes('String.raw')) throw new Error('the bundle has a raw template')
  return text.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
