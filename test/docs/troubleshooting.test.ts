import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { marked, type Tokens } from 'marked'
import type { NoteCode } from '../../src/jobs/note.ts'
import { SAMPLE_NOTES } from '../fakes/notes.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** Whether the reader of a message may have to do something, so that the page needs a row for it. */
const NEEDS_ACTION: Readonly<Record<NoteCode, boolean>> = {
  'submission-gave-up': true,
  'submission-unanswered': true,
  'how-to-find-job': false,
  'no-job-found': false,
  'job-list-unsearchable': false,
  'job-list-search-timed-out': false,
  'match-unproven': true,
  'matches-ambiguous': true,
  'adopted-after-lost-response': true,
  'lookalike-unresolved': true,
  'out-of-time-before-submission': true,
  'foreign-content': true,
  'ref-deleted': false,
  'spec-unchanged': false,
  'nothing-to-compare-with': false,
  'policy-refused': true,
  'policy-invalid': true,
  'policy-unreadable': true,
  'base-unreadable': false,
  'pull-request-unreadable': true,
  'policy-not-read': false,
  'policy-differs': false,
  'policy-of-workspace': false,
  'policy-jobs-uncounted': true,
  'policy-limit-not-enforced': false,
  'policy-not-rechecked': false,
  'policy-limit-passed': true,
  'approval-missing': true,
  'approval-label-on': false,
  'approval-missing-after-merge': true,
  'approvals-not-counted': false,
  'approval-unreadable': true,
  'approval-without-pull-request': true,
  'approval-without-comment': true,
  'approval-of-other-commit': true,
  'approval-checkout-unknown': true,
  'job-id-not-uuid': false,
  'recorded-job-read-failed': false,
  'recorded-job-unreadable': true,
  'recorded-job-missing': true,
  'recorded-job-gone': false,
  'follows-recorded-job': false,
  'already-trained': false,
  'adopted-from-interrupted-run': false,
  'earlier-job-unused': false,
  'interrupted-run-unresolved': true,
  'adopted-from-previous-attempt': true,
  'previous-attempt-ambiguous': true,
  'previous-attempt-unknown': true,
  'record-not-kept': true,
  'record-unavailable': true,
  'record-refused': true,
  'submitting-without-record': false,
  'waiting-for-other-run': false,
  'waiting-for-cancellation': false,
  'searching-for-interrupted-run': false,
  'newer-run-has-other-version': true,
  'newer-run-has-other-commit': true,
  'superseded-by-run': false,
  'runs-until-replaced': false,
  'taken-over': false,
  'taken-over-and-cancelled': false,
  'obsolete-jobs-unknown': true,
  'owner-shared-by-steps': true,
  'obsolete-job-left': false,
  'obsolete-job-not-replaced': true,
  'obsolete-job-unreadable': true,
  'obsolete-job-unproven': true,
  'obsolete-job-not-cancelled': true,
  'obsolete-job-at-other-service': true,
  'obsolete-job-asked-to-stop': false,
  'obsolete-job-cancelled': false,
  'earlier-submission-interrupted': true,
  'pull-request-closed': true,
  'closed-after-submission': false,
  'cancelled-after-closing': false,
  'unfinished-jobs-unknown': true,
  'job-lost': true,
  'job-refused': true,
  'success-unproven': true,
  'no-output-model': true,
  'unusable-output-model': true,
  'no-failure-reason': true,
  'cancelled-elsewhere': false,
  'cancelled-by-other-step': false,
  'no-jobs-listed': false,
  'timed-out-job-unproven': true,
  'timed-out-job-followed': true,
  'timed-out-followers-unknown': true,
  'timed-out-cancel-refused': true,
  'timed-out-asked-to-stop': true,
  'ended-before-cancellation': true,
  'cancellation-not-accepted': true,
  'cancellation-unconfirmed': true,
  'step-cancelled-job-unproven': true,
  'step-cancelled-with-job': false,
  'step-cancelled-job-asked-to-stop': true,
  'step-cancelled-after-job-ended': false,
  'step-cancelled-job-transferred': false,
  'step-ended-before-submission': false,
  'step-ended-during-submission': true,
  'step-ended-job-left': false,
  'job-left-running': false,
  'job-transferred': false,
  'job-not-cancelled': true,
  'submission-unknown': true,
  'nothing-submitted': false,
  'only-validated': true,
  'sync-without-token': true,
  'sync-events-unsupported': true,
  'sync-comments-unreadable': false,
  'sync-found-nothing': false,
  'sync-summary': false,
  'sync-comments-skipped': true,
  'sync-jobs-skipped': false,
  'sync-notified': false,
  'sync-notices-left': false,
  'sync-notice-refused': true,
  'sync-fails-on-failed': true,
  'sync-cancelled-job': false,
  'sync-leftovers-unknown': true,
  'sync-found-orphan': true,
  'sync-comments-not-checked': true,
  'sync-jobs-unreadable': false,
  'sync-updates-not-written': true,
  'sync-job-not-found': true,
  'sync-job-changed': true,
  'sync-submission-interrupted': true,
}

/** Lines of code without comments, with unescaped quotes. The messages of notes are checked as they are rendered. */
const codeLines = globSync('src/**/*.ts', { cwd: ROOT })
  .filter((path) => !path.endsWith('.gen.ts') && path !== join('src', 'report', 'messages.ts'))
  .flatMap((path) => read(path).split('\n'))
  .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line))
  .map((line) => line.replace(/\\(["'`\\])/g, '$1'))

const rows = marked
  .lexer(read('docs/troubleshooting.md'))
  .filter((token): token is Tokens.Table => token.type === 'table')
  .flatMap(({ header, rows: cells }) =>
    cells.map(([first]) => ({
      isMessage: header[0]?.text === 'Message',
      cell: first?.text ?? '',
      quotes: (first?.tokens ?? []).flatMap((token) =>
        token.type === 'codespan' ? [String(token['text'])] : [],
      ),
    })),
  )
const quotedMessages = rows.flatMap(({ quotes }) => quotes).filter((quote) => quote.includes(' '))

/** `…` stands for any text. */
function toPattern(quote: string): RegExp {
  return new RegExp(
    quote
      .split('…')
      .map((part) => part.replace(/[^\w\s]/g, '\\$&'))
      .join('.+'),
  )
}

describe('docs/troubleshooting.md', () => {
  it('quotes one message in every row of the message tables', () => {
    const messageRows = rows.filter(({ isMessage }) => isMessage)
    expect(messageRows.length).toBeGreaterThan(30)
    expect(messageRows.filter(({ quotes }) => quotes.length !== 1)).toEqual([])
  })

  it.each(quotedMessages)('quotes a message that exists: %s', (quote) => {
    // Too little text between placeholders would match anything.
    expect(quote.replaceAll('…', '').length).toBeGreaterThan(12)
    const pattern = toPattern(quote)
    const texts = [...SAMPLE_NOTES.map(({ message }) => message), ...codeLines]
    expect(texts.filter((text) => pattern.test(text))).not.toEqual([])
  })

  const patterns = quotedMessages.map(toPattern)
  const codes = Object.entries(NEEDS_ACTION).flatMap(([code, needsAction]) => (needsAction ? [code] : []))

  it.each(codes)('has a row for %s', (code) => {
    const messages = SAMPLE_NOTES.flatMap(({ note, message }) => (note.code === code ? [message] : []))
    expect(messages.filter((message) => !patterns.some((pattern) => pattern.test(message)))).toEqual([])
  })
})
