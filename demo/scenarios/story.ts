import { ACTIONS_BOT, createUser } from '../../test/simulator/simulated-repository.ts'
import { runScenario, type Scenario, type ScenarioStep } from '../scenario.ts'
import { StoryEnvironment, TRAINED } from '../story-environment.ts'
import { formatColumns, type Terminal } from '../terminal.ts'

const TITLE_LENGTH = 75

interface Observation {
  /** The output of the latest run. */
  readonly outcome: string | undefined
  /** How many jobs the action has submitted so far. */
  readonly submitted: number
  /** Names of the jobs cancelled so far. */
  readonly cancelled: readonly string[]
  /** The documents of the latest run in their order. */
  readonly documents: readonly string[]
}

type Step = ScenarioStep<StoryEnvironment, Observation>

/** Below the row of a step: the jobs of the latest run, and why it has these. */
const because =
  (...reason: readonly string[]): Step['details'] =>
  ({ documents }) => {
    const rows = documents.map(({ place, rate, job, how, model }) => [place, rate, job, how, model])
    return ['', ...formatColumns(rows).map((row) => `     ${row}`), ...reason.map((line) => `   ${line}`), '']
  }

const THREE_DOCUMENTS = ['3.0e-5', '1.0e-5', '2.0e-5']
const THREE_FOLLOWED = ['3e-5: job 3, followed', '1e-5: job 1, followed', '2e-5: job 2, followed']
const FOUR_DOCUMENTS = ['3.0e-5', '4.0e-5', '2.0e-5', '5.0e-5']
const FOUR_FOLLOWED = [
  '3e-5: job 3, followed',
  '4e-5: job 4, followed',
  '2e-5: job 2, followed',
  '5e-5: job 5, followed',
]

const STEPS: readonly Step[] = [
  {
    title: 'Ada opens a pull request: two documents, learning rates 1e-5 and 2e-5',
    run: (story) => {
      story.submitElsewhere("Carol's", '1.0e-5')
      story.push(['1.0e-5', '2.0e-5'])
      return story.wait(10)
    },
    expected: {
      outcome: 'running',
      submitted: 2,
      cancelled: [],
      documents: ['1e-5: job 1, new', '2e-5: job 2, new'],
    },
    details: because(
      'Carol, a colleague, has just submitted 1e-5 from a script. Her job is in the list of the service, but nothing',
      "proves that it is Ada's, so it is not used.",
    ),
  },
  {
    title: 'She puts a third document on top of the file: 3e-5',
    run: (story) => (story.push(THREE_DOCUMENTS), story.wait(10)),
    expected: {
      outcome: 'running',
      submitted: 3,
      cancelled: [],
      documents: ['3e-5: job 3, new', '1e-5: job 1, followed', '2e-5: job 2, followed'],
    },
    details: because('A job belongs to what a document asks for, not to its place in the file.'),
  },
  {
    title: 'She renames the file',
    run: (story) => (story.push(THREE_DOCUMENTS, 'training/support.yml'), story.wait(10)),
    expected: { outcome: 'running', submitted: 3, cancelled: [], documents: THREE_FOLLOWED },
    details: because('Nor does it belong to the name of the file.'),
  },
  {
    title: 'She starts a second workflow, release.yml, with the same file',
    run: (story) => story.runSecondWorkflow(),
    expected: { outcome: 'submitted', submitted: 3, cancelled: [], documents: THREE_FOLLOWED },
    commentCount: 2,
    details: because(
      'All workflows read what the others have recorded in their comments on the pull request.',
    ),
  },
  {
    title: 'She replaces 1e-5 by 4e-5',
    run: (story) => (story.push(FOUR_DOCUMENTS.slice(0, 3)), story.wait(10)),
    expected: {
      outcome: 'running',
      submitted: 4,
      cancelled: ['job 1'],
      documents: ['3e-5: job 3, followed', '4e-5: job 4, new', '2e-5: job 2, followed'],
    },
    commentCount: 2,
    details: because(
      "Nobody asks for job 1 any more, so it is cancelled once job 4 trains. Carol's identical job keeps running.",
    ),
  },
  {
    title: 'Mallory comments that her job has trained 5e-5; Ada adds 5e-5',
    run: (story) => {
      const trained = story.submitElsewhere("Mallory's", '5.0e-5', TRAINED)
      story.claim(createUser('mallory'), trained, '5.0e-5')
      story.push(FOUR_DOCUMENTS)
      return story.wait(10)
    },
    expected: {
      outcome: 'running',
      submitted: 5,
      cancelled: ['job 1'],
      documents: [
        '3e-5: job 3, followed',
        '4e-5: job 4, followed',
        '2e-5: job 2, followed',
        '5e-5: job 5, new',
      ],
    },
    commentCount: 3,
    details: because(
      "The comment has a hidden record like those of the action. Another author's records are not read: 5e-5 is trained.",
    ),
  },
  {
    title: 'Her workflow comments as github-actions; Ada adds 6e-5',
    run: (story) => {
      story.claim(ACTIONS_BOT, story.submitElsewhere("Mallory's", '6.0e-5', TRAINED), '6.0e-5')
      story.claim(ACTIONS_BOT, story.carolsJob, '1.0e-5')
      story.push([...FOUR_DOCUMENTS, '6.0e-5'])
      return story.wait(10)
    },
    expected: {
      outcome: 'unknown',
      submitted: 5,
      cancelled: ['job 1'],
      documents: [...FOUR_FOLLOWED, "6e-5: Mallory's job, followed"],
    },
    commentCount: 5,
    details: because(
      "One record says that her job has trained 6e-5, another that Carol's job is an old one of Ada's. Neither is signed with",
      "the API key. So the first is only a hint: the step is red and names no model. And Carol's job is not cancelled.",
    ),
  },
  {
    title: 'Ada takes 6e-5 out, and all jobs end',
    run: (story) => (story.push(FOUR_DOCUMENTS), story.latestRun.finished),
    expected: {
      outcome: 'succeeded',
      submitted: 5,
      cancelled: ['job 1'],
      documents: FOUR_FOLLOWED.map((each) => `${each}, trained`),
    },
    commentCount: 5,
    details: because('Each document has a model, from a job that this action has provably submitted for it.'),
  },
]

const SCENARIO: Scenario<StoryEnvironment, Observation> = {
  title: 'Whose job is it? The built action against simulators, in virtual time',
  heading: `${'step'.padEnd(TITLE_LENGTH)}outcome    jobs submitted, cancelled so far`,
  steps: STEPS,
  observe: ({ latestRun, submitted, cancelled, documents }) => ({
    outcome: latestRun.outcome,
    submitted,
    cancelled,
    documents: documents.map(
      ({ rate, job, how, model }) => `${rate}: ${job}, ${how}${model === '' ? '' : ', trained'}`,
    ),
  }),
  describe: ({ outcome = 'no outcome', submitted, cancelled, documents }) =>
    `${outcome} · jobs submitted so far: ${submitted}, cancelled: ${formatNames(cancelled)} · ${documents.join('; ')}`,
  formatRow: (title, { latestRun, submitted, cancelled }) =>
    `${title.padEnd(TITLE_LENGTH)}${(latestRun.outcome ?? '').padEnd(11)}${submitted}, ${formatNames(cancelled)}`,
  successMessage: 'Each document had one job, and no other job was cancelled or believed, as expected.',
  pageFile: 'story.html',
}

/** Runs the scenario. Resolves to the exit code. */
export function runStory(terminal: Terminal): Promise<number> {
  return runScenario(new StoryEnvironment(), SCENARIO, terminal)
}

function formatNames(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ')
}
