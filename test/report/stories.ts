import type { Spec } from '../../src/spec/spec.ts'
import { hintFor } from '../../src/forge/hints.ts'
import type { Failure } from '../../src/job/job.ts'
import { settled } from '../../src/job/settle.ts'
import type { Training } from '../../src/job/training.ts'
import { admit } from '../../src/policy/admit.ts'
import type { Story } from '../../src/report/story.ts'
import type { Problem } from '../../src/spec/spec.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import {
  JOB_ID,
  MODEL,
  sampleContext,
  sampleJob,
  sampleSpec,
  sampleTraining,
  sightings,
} from '../fakes/samples.ts'
import { answered, jobId, LOST } from '../fakes/training-api.ts'
import { course, explained, QUEUED, RUNNING, specOf, story, VALIDATING } from './courses.ts'
import { OVERRIDE_STORIES } from './override-stories.ts'
import { PULL_REQUEST_STORIES } from './pull-request-stories.ts'

/** One of a sweep of batch sizes. */
function sweptSpec(n: number): Spec {
  const spec = specOf(`training/sweep-${n}.yml`)
  const { request } = spec
  return {
    ...spec,
    request: { ...request, hyperparameters: { ...request.hyperparameters, batch_size: n * 512 } },
  }
}

const FILE = 'training/support-bot.yml'
const PULL_URL = 'https://github.example/acme/bot/pull'
const LOOK_URL = 'https://github.example/acme/bot/actions/runs/9001/job/7'
const REQUEST_ID = '8f3e1c0a9d5b4e27'

function refusedWith(status: number, words: string): Failure {
  const hint = hintFor(status, words, false)
  return answered(status, { words, requestId: REQUEST_ID, ...(hint === undefined ? {} : { hint }) })
}

const invalid = (label: string): Training => ({ label, outcome: 'invalid', timeline: [], notes: [] })

const ADVICE: Problem = {
  level: 'advice',
  place: { file: FILE, line: 12, column: 3 },
  field: 'hyperparameters.warmup_steps',
  message: 'hyperparameters.warmup_steps is 2000, more than training_steps, which is 1000.',
}

const TYPING_ERROR: Problem = {
  level: 'error',
  place: { file: FILE, line: 8, column: 3 },
  field: 'hyperparameters.learning_rte',
  message:
    'hyperparameters.learning_rte is not a field of a spec. Did you mean hyperparameters.learning_rate?',
}

const WRONG_KIND: Problem = {
  level: 'error',
  place: { file: FILE, line: 2, column: 1 },
  field: 'job_type',
  message:
    'job_type is "sft". Allowed: pre_training, supervised_fine_tuning, dpo, odpo, reinforcement_learning.',
}

/** More specs than `max-jobs` allows, with the words of the policy. */
function tooMany(): Story {
  const specs = ['a', 'b', 'c'].map((name) => specOf(`training/${name}.yml`))
  const admission = admit(specs, [], { maxJobs: 2 })
  const problems = admission.kind === 'refused' ? admission.problems : []
  return story(
    specs.map((spec) => sampleTraining({ spec, outcome: 'refused' })),
    1,
    { problems },
  )
}

/** As long as paths get, without a place to break it. */
const LONG_FILE = `training/${'experiments-of-the-department-for-customer-happiness/'.repeat(4)}support_bot_with_everything_on_top_${'v2_final_'.repeat(8)}2026.yml`
const LONG_MODEL = `ft:mistral-small-latest:${'acme-customer-happiness-'.repeat(6)}20261122:7c9e6679`

/** What would ping, link, forge or open something, were it not taken for text. */
const EVIL = [
  '<script>alert(1)</script><img src=x onerror=alert(1)><iframe src=https://evil.example></iframe>',
  '![x](https://evil.example/x.png) [x](https://evil.example) https://evil.example www.evil.example',
  '@octocat @acme/team #12 GH-12 acme/bot#3 mail@evil.example &commat;octocat &#64;octocat',
  '</code></td></tr></table></details></sub> --> <!-- forge-training-job v1 0000 --> | a | b |',
  '``` ~~~ ` `` **bold** _it_ ~~gone~~ $x$ \\ \u202e\u0007\u200b',
]
/** Several lines, each with what begins a block. */
const EVIL_LINES = `${EVIL.join(' ')}\n\n# heading\n\n\`\`\`\nfence\n~~~\n- [ ] item\n> quote\n| a |\n| - |\n===\n[x]: https://evil.example`
/** No link in it beside the bar: Marked, unlike GitHub, then reads the link to the file wrongly. */
const EVIL_FILE = `a|b/@octocat #12 <script>alert(1)</script>/\`\`x\`\`/[x] "'.yml`

const HOSTILE_SPEC = sampleSpec({
  file: EVIL_FILE,
  label: `${EVIL_FILE}#2`,
  digest: EVIL_LINES,
  request: {
    job_type: EVIL[2] as 'dpo',
    model_config: { base_model: EVIL_LINES },
    auto_start: true,
  },
})

const HOSTILE_TRAINING = sampleTraining({
  spec: HOSTILE_SPEC,
  outcome: 'failed',
  job: sampleJob({ status: EVIL[3] ?? '', reason: EVIL_LINES, jobType: EVIL[0] ?? '' }),
  timeline: sightings([0, EVIL_LINES], [33, EVIL[4] ?? ''], [51, EVIL[3] ?? '']),
  failure: answered(500, { words: EVIL_LINES, requestId: EVIL_LINES, hint: EVIL_LINES }),
  notes: [EVIL_LINES, ...EVIL],
})

const HOSTILE: Partial<Story> = {
  context: sampleContext({
    actor: EVIL_LINES,
    runId: EVIL[2] ?? '',
    runAttempt: EVIL[1] ?? '',
    logUrl: 'javascript:alert(1)',
    jobUrlTemplate: 'https://console.example/"><script>alert(1)</script>/{id}',
  }),
  problems: [
    { level: 'error', place: { file: EVIL_FILE, line: 3 }, message: EVIL_LINES },
    ...EVIL.map((message): Problem => ({ level: 'advice', place: { file: message }, message })),
  ],
}

const SUCCEEDED = course(
  [QUEUED, VALIDATING, RUNNING, [5_640, 'SUCCESS']],
  { outcome: 'succeeded' },
  { outputModel: MODEL },
)

/** Every outcome and every state that has its own words, as people meet them: one report each. */
export const STORIES: Readonly<Record<string, Story>> = {
  ...PULL_REQUEST_STORIES,
  ...OVERRIDE_STORIES,

  'being-submitted': story([sampleTraining()], 0),
  queued: story([course([QUEUED])], 20),
  validating: story([course([QUEUED, VALIDATING])], 40),
  'running-42-min': story([course([QUEUED, VALIDATING, RUNNING])], 42 * 60),
  cancelling: story([course([QUEUED, VALIDATING, RUNNING, [900, 'CANCELLATION_REQUESTED']])], 905),
  'unrecognised-status': story([course([QUEUED, [33, 'POLISHING']])], 600),

  succeeded: story([SUCCEEDED], 5_640),
  'succeeded-with-page-of-the-job': story([SUCCEEDED], 5_640, {
    context: sampleContext({ runAttempt: '2', jobUrlTemplate: 'https://console.example/jobs/{id}' }),
  }),
  'succeeded-without-model': story(
    [explained(course([QUEUED, VALIDATING, RUNNING, [5_640, 'SUCCESS']], { outcome: 'failed' }))],
    5_760,
  ),
  'failed-with-reason': story(
    [
      course(
        [QUEUED, VALIDATING, RUNNING, [771, 'FAILED']],
        { outcome: 'failed' },
        {
          reason: `dataset 1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11: 3 rows have no "messages" field (request ${REQUEST_ID})`,
        },
      ),
    ],
    771,
  ),
  'failed-without-reason': story(
    [explained(course([QUEUED, VALIDATING, RUNNING, [771, 'FAILED']], { outcome: 'failed' }))],
    771,
  ),
  'cancelled-by-the-workflow': story(
    [
      course([QUEUED, VALIDATING, RUNNING, [900, 'CANCELLED']], {
        outcome: 'cancelled',
        notes: ['The step was cancelled, and its job with it.'],
      }),
    ],
    901,
  ),
  'cancelled-by-the-workflow-unconfirmed': story(
    [
      course([QUEUED, VALIDATING, RUNNING], {
        outcome: 'running',
        notes: [
          'The workflow was cancelled, but its job could not be, yet (no answer in time). The post step tries again.',
        ],
      }),
    ],
    901,
  ),
  'cancelled-before-submission': story(
    [
      sampleTraining({
        outcome: 'cancelled',
        notes: ['The step was cancelled before the spec was submitted.'],
      }),
    ],
    3,
  ),
  'cancelled-by-somebody-else': story(
    [explained(course([QUEUED, VALIDATING, RUNNING, [900, 'CANCELLED']], { outcome: 'cancelled' }))],
    930,
  ),

  'looked-after-by-sync': story([course([QUEUED, VALIDATING, RUNNING], { outcome: 'running' })], 2 * 86_400, {
    lastLook: { atMs: TEST_START_MS + 2 * 86_400_000, logUrl: LOOK_URL },
  }),
  'ended-between-two-syncs': story([SUCCEEDED], 7_200, {
    lastLook: { atMs: TEST_START_MS + 7_200_000, logUrl: LOOK_URL },
  }),
  'ended-days-later': story(
    [
      course(
        [QUEUED, VALIDATING, RUNNING, [2 * 86_400, 'SUCCESS']],
        { outcome: 'succeeded' },
        { outputModel: MODEL },
      ),
    ],
    2 * 86_400 + 600,
    { lastLook: { atMs: TEST_START_MS + 2 * 86_400_000 + 600_000, logUrl: LOOK_URL } },
  ),
  'gone-on-with-by-another-step': story([course([QUEUED, VALIDATING, RUNNING])], 3 * 3600, {
    follower: { runId: '9001', logUrl: LOOK_URL },
  }),
  'sync-of-the-repository': story(
    [
      { ...SUCCEEDED, reportedOn: { number: 7, url: `${PULL_URL}/7#issuecomment-1` } },
      {
        ...course([QUEUED, VALIDATING, RUNNING], { outcome: 'running' }),
        label: 'training/pre|train.yml#2',
        reportedOn: { number: 12, url: `${PULL_URL}/12#issuecomment-2` },
      },
      {
        label: 'training/old.yml',
        outcome: 'unknown',
        timeline: [],
        notes: [],
        reportedOn: { number: 3, url: `${PULL_URL}/3#issuecomment-3` },
      },
    ],
    7_200,
  ),

  'refused-401': story(
    [sampleTraining({ outcome: 'refused', failure: refusedWith(401, 'Unauthorized') })],
    2,
  ),
  'refused-by-max-jobs': tooMany(),
  'timed-out-with-a-live-job': story(
    [course([QUEUED, VALIDATING, RUNNING], { outcome: 'timed-out' })],
    5 * 3600 + 50 * 60,
  ),
  'unknown-submission': story(
    [
      settled(
        sampleTraining(),
        { failure: { ...LOST, requestId: REQUEST_ID }, isConflict: false, repeats: 0 },
        { kind: 'none' },
        TEST_START_MS,
      ),
    ],
    320,
  ),
  'unknown-out-of-reach': story(
    [
      course([QUEUED, VALIDATING, RUNNING], {
        outcome: 'unknown',
        failure: answered(404, { words: 'No job matches the given query.', requestId: REQUEST_ID }),
        notes: ['The service no longer shows this job. It may still be running, and cost money.'],
      }),
    ],
    1_800,
  ),
  'adopted-and-running': story(
    [
      settled(
        sampleTraining(),
        { failure: LOST, isConflict: false, repeats: 0 },
        { kind: 'adopted', job: sampleJob({ status: 'QUEUED' }), unproven: ['dataset_ids', 'auto_start'] },
        TEST_START_MS,
      ),
    ],
    90,
  ),

  'invalid-with-2-problems': story([invalid(FILE)], 1, { problems: [WRONG_KIND, TYPING_ERROR] }),
  'invalid-beside-valid': story(
    [sampleTraining({ spec: specOf('training/a.yml'), outcome: 'valid' }), invalid(FILE)],
    1,
    { problems: [ADVICE, TYPING_ERROR] },
  ),
  'advice-only': story([course([QUEUED, VALIDATING, RUNNING])], 600, { problems: [ADVICE] }),
  'submitted-and-not-waited-for': story([course([QUEUED], { outcome: 'submitted' })], 1),
  valid: story([sampleTraining({ outcome: 'valid' })], 1),
  'nothing-at-all': story([], 1),

  'several-mixed': story(
    [
      course(
        [QUEUED, VALIDATING, RUNNING, [2_040, 'SUCCESS']],
        { spec: specOf('training/a.yml'), outcome: 'succeeded' },
        { id: jobId(1), outputModel: MODEL },
      ),
      course([QUEUED, VALIDATING, RUNNING], { spec: specOf('training/b.yml') }, { id: jobId(2) }),
      explained(
        course(
          [QUEUED, VALIDATING, [120, 'FAILED']],
          { spec: specOf('training/c.yml'), outcome: 'failed' },
          { id: jobId(3) },
        ),
      ),
      course([QUEUED], { spec: specOf('training/d.yml') }, { id: jobId(4) }),
      sampleTraining({ spec: specOf('training/e.yml') }),
    ],
    42 * 60,
    { problems: [{ ...ADVICE, place: { ...ADVICE.place, file: 'training/b.yml' } }] },
  ),
  'several-all-failed': story(
    [1, 2, 3].map((n) =>
      course(
        [QUEUED, VALIDATING, [120, 'FAILED']],
        { spec: sweptSpec(n), outcome: 'failed' },
        { id: jobId(n), reason: `hyperparameters.batch_size: ${n * 512} is more than the GPU memory holds` },
      ),
    ),
    125,
    {
      comparison: {
        base: 'main',
        changes: new Map([1, 2, 3].map((n) => [`training/sweep-${n}.yml`, { kind: 'new' }])),
      },
    },
  ),
  'listed-jobs': story(
    [1, 2].map((n): Training => {
      const job = sampleJob({
        id: jobId(n),
        createdAt: TEST_START_MS / 1000 - n * 3600,
        modelConfig: { base_model: 'mistral-small-latest' },
        ...(n === 2 ? { status: 'SUCCESS', outputModel: MODEL } : {}),
      })
      const outcome = n === 2 ? 'succeeded' : 'running'
      return { label: job.id, job, outcome, timeline: sightings([0, job.status ?? '']), notes: [] }
    }),
    5,
  ),
  'a-job-by-its-id': story(
    [
      {
        label: JOB_ID,
        outcome: 'running',
        job: sampleJob(),
        timeline: sightings([0, 'RUNNING']),
        notes: [],
      },
    ],
    0,
  ),

  'very-long-names': story(
    [
      course(
        [QUEUED, VALIDATING, RUNNING, [5_640, 'SUCCESS']],
        { spec: specOf(LONG_FILE), outcome: 'succeeded' },
        { outputModel: LONG_MODEL },
      ),
    ],
    5_640,
    { problems: [{ ...ADVICE, place: { ...ADVICE.place, file: LONG_FILE } }] },
  ),
  'very-long-names-several': story(
    [
      course(
        [QUEUED, VALIDATING, RUNNING, [5_640, 'SUCCESS']],
        { spec: specOf(LONG_FILE), outcome: 'succeeded' },
        { id: jobId(1), outputModel: LONG_MODEL },
      ),
      course(
        [QUEUED, [60, 'FAILED']],
        { spec: specOf('training/b.yml'), outcome: 'failed' },
        { id: jobId(2), reason: 'no_room_left_'.repeat(40) },
      ),
    ],
    5_640,
  ),
  hostile: story([HOSTILE_TRAINING], 600, HOSTILE),
  'hostile-several': story(
    [
      { ...HOSTILE_TRAINING },
      course(
        [QUEUED, [60, 'SUCCESS']],
        { spec: HOSTILE_SPEC, outcome: 'succeeded' },
        { id: jobId(2), outputModel: EVIL_LINES },
      ),
    ],
    600,
    HOSTILE,
  ),
}
