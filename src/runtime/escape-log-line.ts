/**
 * Escapes untrusted text for one line of the log. The runner executes `::command::` after leading whitespace and
 * `##[command]` anywhere in a line (actions/runner, ActionCommand.cs), and terminals interpret escape sequences. Keeps
 * leading whitespace.
 */
export function escapeLogLine(text: string): string {
  return text
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(CONTROL_CHARACTERS, '\ufffd')
    .replace(/##(?=\[)/g, '# #')
    .replace(/^(\s*):(?=:)/, '$1: ')
    .toWellFormed()
}

const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g
