/**
 * One line of log that the runner only shows. The runner obeys `::command::` after leading blanks and `##[command]`
 * anywhere in a line (actions/runner, ActionCommand.cs), and terminals obey escape sequences; the text may come from the
 * service or a spec. Leading blanks of our own are kept.
 */
export function logLine(text: string): string {
  return text
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(CONTROL, '\ufffd')
    .replace(/##(?=\[)/g, '# #')
    .replace(/^(\s*):(?=:)/, '$1: ')
    .toWellFormed()
}

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g
