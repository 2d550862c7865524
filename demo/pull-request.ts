import { createHash } from 'node:crypto'
import { pullRequestEvent, type PullRequestFacts } from '../test/simulator/runner/events.ts'
import type { Timeline } from '../test/simulator/timeline.ts'
import type { Run } from './run.ts'
import { MINUTE_MS, PULL_REQUEST, Stage } from './environment.ts'

const SPEC_FILE = 'training/support-bot.yml'

const TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 2 * MINUTE_MS, status: 'VALIDATING' },
  { afterMs: 5 * MINUTE_MS, status: 'RUNNING' },
  { afterMs: 94 * MINUTE_MS, status: 'SUCCESS' },
]

/** What a run is about, and which of its attempts it is. */
interface RunFacts {
  readonly id: number
  readonly attempt: number
  readonly commit: string
  readonly action: NonNullable<PullRequestFacts['action']>
  /** The runner is lost at the moment at which the service has accepted the job. */
  readonly isLost?: boolean
}

/** A pull request that changes a spec, pushed to, run again and closed. */
export class PullRequest extends Stage {
  readonly #past: RunFacts[] = []
  #commits = 0

  /** `onMain` is the spec that the branch started from. */
  constructor(onMain: string) {
    super(TIMELINE)
    this.github.world.putFile(SPEC_FILE, onMain)
  }

  /** Somebody pushes a commit with this spec, and a run begins. */
  push(spec: string, { isLost = false } = {}): Run {
    const commit = createHash('sha1').update(`commit ${++this.#commits}`).digest('hex')
    this.checkOut(commit, { [SPEC_FILE]: spec })
    this.pull.pull.head.sha = commit
    const action = this.#commits === 1 ? 'opened' : 'synchronize'
    return this.#run({ id: this.#nextId, attempt: 1, commit, action, isLost })
  }

  /** Somebody runs the newest run again. */
  runAgain(): Run {
    const { id, attempt, commit, action } = this.#last
    return this.#run({ id, attempt: attempt + 1, commit, action })
  }

  /** Somebody closes the pull request without merging it, and a run begins for that. */
  close(): Run {
    this.pull.state = 'closed'
    return this.#run({ id: this.#nextId, attempt: 1, commit: this.#last.commit, action: 'closed' })
  }

  /** How many jobs the service has accepted. */
  get accepted(): number {
    return this.forge.accepted.length
  }

  /** Which of them were cancelled; the first job is 1. */
  get cancelled(): readonly number[] {
    return this.forge.accepted.flatMap(({ status }, n) => (/^CANCEL/.test(status) ? [n + 1] : []))
  }

  get #last(): RunFacts {
    const last = this.#past.at(-1)
    if (last === undefined) throw new Error('no run has begun yet')
    return last
  }

  get #nextId(): number {
    return 8101 + new Set(this.#past.map(({ id }) => id)).size
  }

  #run(facts: RunFacts): Run {
    const { id, attempt, commit, action, isLost = false } = facts
    this.#past.push(facts)
    const run = this.begin({
      id,
      attempt,
      workspace: this.folderOf(commit),
      event: pullRequestEvent({ number: PULL_REQUEST, action, headSha: commit, actor: 'ada' }),
      with: { spec: SPEC_FILE },
      // Nothing of the action runs any more on a runner that is lost.
      post: !isLost,
    })
    if (isLost) this.#loseAtSubmission(run)
    return run
  }

  #loseAtSubmission(run: Run): void {
    this.forge.addFault({
      kind: 'mutate',
      on: { operation: 'create', nth: 1 },
      change: (answer) => {
        run.kill()
        return answer
      },
    })
  }
}
