// npm run test:contract: the contract judged from outside. Prism stands between the built action and the simulator and
// compares every request of the one and every answer of the other with openapi/forge.yml.
import { SPEC, SPEC_FILE, World, type WorldOptions } from '../e2e/world.ts'
import { PrismJudge } from './prism.ts'

interface Case extends WorldOptions {
  readonly name: string
  readonly inputs?: Readonly<Record<string, string>>
  /** Commands that are run with the job id of the first one. */
  readonly then?: readonly string[]
  /** Prism must object: it shows that the judge is awake. */
  readonly isWrong?: boolean
}

const ENDS = (status: string) => [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 60_000, status },
]

const JOB_TYPES = ['pre_training', 'supervised_fine_tuning', 'dpo', 'odpo', 'reinforcement_learning']

const CASES: readonly Case[] = [
  ...JOB_TYPES.map((type) => ({
    name: type,
    files: { [SPEC_FILE]: SPEC.replace('supervised_fine_tuning', type) },
  })),
  {
    name: 'every field',
    files: {
      [SPEC_FILE]: JSON.stringify({
        job_type: 'pre_training',
        model_config: {
          architecture: 'mixture_of_experts',
          base_model: 'b',
          num_experts: 8,
          active_experts: 2,
        },
        dataset_ids: ['7c9e6679-7425-40de-944b-e07fc1f90ae7'],
        hyperparameters: {
          learning_rate: 0,
          training_steps: 1,
          batch_size: 1,
          weight_decay: 0.5,
          warmup_steps: 0,
        },
        auto_start: true,
      }),
    },
  },
  { name: 'FAILED', forge: { timeline: ENDS('FAILED') } },
  { name: 'CANCELLED', forge: { timeline: ENDS('CANCELLED') } },
  { name: 'other commands', inputs: { wait: 'false' }, then: ['status', 'wait', 'list'] },
  { name: 'several specs', files: { 'a.yml': `${SPEC}---\n${SPEC}` }, inputs: { spec: '*.yml' } },
  { name: 'control: a wrong key is refused with 401', inputs: { 'api-key': 'another-key-0123456789' } },
  {
    name: 'control: a status outside of the contract',
    forge: { timeline: [{ afterMs: 0, status: 'PREHEATING' }, ...ENDS('SUCCESS').slice(1)] },
    isWrong: true,
  },
]

let passed = 0
let failed = 0
let exchanges = 0
for (const each of CASES) {
  const judge = await trial(each)
  exchanges += judge.exchanges
  const isRight = judge.exchanges > 0 && judge.objections.length > 0 === (each.isWrong ?? false)
  if (isRight) passed++
  else failed++
  console.log(
    `${isRight ? 'ok  ' : 'FAIL'}  ${each.name}: ${judge.exchanges} exchanges, ${judge.objections.length} objections`,
  )
  if (!isRight) console.log(judge.objections)
}
console.log(`Prism compared ${exchanges} exchanges with openapi/forge.yml.`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function trial({ inputs, then = [], ...options }: Case): Promise<PrismJudge> {
  const world = new World(options)
  await Promise.all([world.forge.start(), world.github.start()])
  const judge = new PrismJudge(world.forge.url)
  try {
    await judge.start()
    const first = await world.run({ with: { 'api-url': judge.url, ...inputs } })
    for (const command of then) {
      const jobId: Record<string, string> =
        command === 'list' ? {} : { 'job-id': first.outputs['job-id'] ?? '' }
      await world.run({ with: { 'api-url': judge.url, command, ...jobId } })
    }
    return judge
  } finally {
    judge.stop()
    await world.close()
  }
}
