import { PassThrough } from 'node:stream'

/** A stream that keeps what is written; a terminal if it has columns. */
export function fakeStream(columns?: number): NodeJS.WriteStream & { readonly text: string } {
  const stream = new PassThrough()
  let text = ''
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  // As `tty.WriteStream`, which needs a real terminal.
  if (columns !== undefined) Object.assign(stream, { isTTY: true, columns, getColorDepth: () => 4 })
  return Object.defineProperty(stream, 'text', { get: () => text }) as unknown as NodeJS.WriteStream & {
    readonly text: string
  }
}
