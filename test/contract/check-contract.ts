// npm run test:contract: runs the built action against the simulator through Prism, which validates every request and
// every response against openapi/forge.yml.
import { SPEC, SPEC_FILE, TestEnvironment, type TestEnvironmentOptions } from '../e2e/test-environment.ts'
import { PrismProxy } from './prism.ts'

interface Case extends TestEnvironmentOptions {
  readonly name: string
  readonly inputs?: Readonly<Record<string, string>>
  /** Commands to run afterwards with the job id of the first run. */
  readonly nextCommands?: readonly string[]
  /** Whether Prism must report violations, to show that it works. */
  readonly expectsViolations?: boolean
}

const timelineTo = (status: string) => [
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
  { name: 'FAILED', forge: { timeline: timelineTo('FAILED') } },
  { name: 'CANCELLED', forge: { timeline: timelineTo('CANCELLED') } },
  { name: 'other commands', inputs: { wait: 'false' }, nextCommands: ['status', 'wait', 'list'] },
  {
    name: 'several specs',
    files: { 'a.yml': `${SPEC}---\n${SPEC.replace('1000', '2000')}` },
    inputs: { spec: '*.yml' },
  },
  { name: 'control: a wrong key gets a 401', inputs: { 'api-key': 'another-key-0123456789' } },
  {
    name: 'control: a status that the contract does not list',
    forge: { timeline: [{ afterMs: 0, status: 'PREHEATING' }, ...timelineTo('SUCCESS').slice(1)] },
    expectsViolations: true,
  },
]

let passed = 0
let failed = 0
let exchangeCount = 0
for (const testCase of CASES) {
  const prism = await runCase(testCase)
  exchangeCount += prism.exchangeCount
  const isOk =
    prism.exchangeCount > 0 && prism.violations.length > 0 === (testCase.expectsViolations ?? false)
  if (isOk) passed++
  else failed++
  console.log(
    `${isOk ? 'ok  ' : 'FAIL'}  ${testCase.name}: ${prism.exchangeCount} exchanges, ${prism.violations.length} violations`,
  )
  if (!isOk) console.log(prism.violations)
}
console.log(`Prism validated ${exchangeCount} exchanges against openapi/forge.yml.`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function runCase({ inputs, nextCommands = [], ...options }: Case): Promise<PrismProxy> {
  const environment = new TestEnvironment(options)
  await Promise.all([environment.forge.start(), environment.github.start()])
  const prism = new PrismProxy(environment.forge.url)
  try {
    await prism.start()
    const first = await environment.run({ with: { 'api-url': prism.url, ...inputs } })
    for (const command of nextCommands) {
      const jobId: Record<string, string> =
        command === 'list' ? {} : { 'job-id': first.outputs['job-id'] ?? '' }
      await environment.run({ with: { 'api-url': prism.url, command, ...jobId } })
    }
    return prism
  } finally {
    prism.stop()
    await environment.close()
  }
}
