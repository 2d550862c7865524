import { readFile } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { parseContract } from '../../scripts/generate/contract.ts'
import { specReference } from '../../scripts/generate/spec-reference.ts'
import { requestErrors } from '../../src/contract/request-validator.gen.ts'

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')
const document = await read('docs/spec.md')

describe('docs/spec.md', () => {
  const examples = [...document.matchAll(/```yaml\n(job_type:.*?)```/gs)].map((match) => match[1] ?? '')

  it('shows a post-training and a pre-training job', () => {
    const types = examples.map((example) => (parse(example) as { job_type: string }).job_type)
    expect(types).toEqual(['supervised_fine_tuning', 'pre_training'])
  })

  it.each(examples)('shows a valid spec: %j', (example) => {
    expect(requestErrors(parse(example))).toEqual([])
  })

  it('links to an existing editor schema', async () => {
    const [, path] = /\]\(\.\.\/(schema\/[\w.-]+)\)/.exec(document) ?? []
    expect(document).toContain(
      `$schema=https://raw.githubusercontent.com/mistral-forge-actions/forge-training-job/v1/${path ?? '?'}`,
    )
    await expect(read(path ?? '?')).resolves.toContain('draft-07')
  })
})

describe('specReference', () => {
  const row = async (field: string) => {
    const lines = specReference(parseContract(await read('openapi/forge.yml'))).split('\n')
    return lines.find((line) => line.startsWith(`| \`${field}\` |`))
  }

  it.each([
    ['job_type', /^\| `job_type` \| string \| `pre_training`, .*`reinforcement_learning` \| yes \| \w/],
    ['model_config', /\| object \| {2}\| yes \|/],
    ['model_config.base_model', /\| string \| {2}\| unless `pre_training` \|/],
    ['model_config.num_experts', /\| integer \| ≥ 1 \| no \|/],
    ['dataset_ids', /\| list \| each: UUID \| no \|/],
    ['hyperparameters.learning_rate', /\| number \| ≥ 0 \| no \|/],
    ['auto_start', /\| boolean \| `true`, `false` \| no \|.* In a spec file the default is true/],
  ])('has a row for %s', async (field, cells) => {
    expect(await row(field)).toMatch(cells)
  })
})
