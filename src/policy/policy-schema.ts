import type { FieldSchema } from '../job-spec/contract-fields.ts'
import { ACT_KINDS, ROLES } from './policy.ts'

/** The value of `version` that this action reads. */
export const POLICY_VERSION = 1

/** The rate for all base models that no other pattern matches. */
export const DEFAULT_RATE = 'default'

/** One value of the policy file. With `enum` and `properties` it is a text or a mapping. The parser, the editor schema and the reference are all made from this. */
export interface PolicyField extends FieldSchema {
  /** One sentence. Items of lists have none. */
  readonly description?: string
  /** What a number counts, such as `jobs`. */
  readonly unit?: string
  readonly const?: number
  /** Regular expression (with the flag `u`) of the whole text. `expected` describes it. */
  readonly pattern?: string
  readonly items?: PolicyField
  /** Why an empty list is a mistake, and what to do. Default: it would allow no job. */
  readonly emptyMeans?: string
  readonly properties?: Readonly<Record<string, PolicyField>>
  /** Pattern of the keys of a mapping without fixed fields. */
  readonly keys?: PolicyField
  /** The values of a mapping without fixed fields. */
  readonly values?: PolicyField
  readonly examples?: readonly ExampleValue[]
}

type ExampleValue =
  string | number | boolean | readonly ExampleValue[] | { readonly [key: string]: ExampleValue }

/**
 * The events that start workflows, as in `GITHUB_EVENT_NAME`. `workflow_call` is none: a called workflow has the event of
 * its caller. Source: "Events that trigger workflows" in the documentation of GitHub.
 */
const EVENTS = [
  'branch_protection_rule',
  'check_run',
  'check_suite',
  'create',
  'delete',
  'deployment',
  'deployment_status',
  'discussion',
  'discussion_comment',
  'fork',
  'gollum',
  'issue_comment',
  'issues',
  'label',
  'merge_group',
  'milestone',
  'page_build',
  'public',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'pull_request_target',
  'push',
  'registry_package',
  'release',
  'repository_dispatch',
  'schedule',
  'status',
  'watch',
  'workflow_dispatch',
  'workflow_run',
]

const MODEL_PATTERN: PolicyField = {
  type: 'string',
  pattern: '^[\\w.:/@+*-]{1,200}$',
  expected:
    'a model name of letters, digits and . _ : / @ + -, in which * stands for any text, such as mistral-small-*',
}

const limit = (unit: string, description: string): PolicyField => ({
  type: 'integer',
  minimum: 1,
  unit,
  description,
})

const budget = (description: string): PolicyField => ({
  type: 'number',
  minimum: 0,
  unit: 'price.currency',
  description,
})

/** The schema of the policy file. `jobTypes` are those of the API. */
export function createPolicySchema(jobTypes: readonly string[]): PolicyField {
  return {
    type: 'object',
    description: 'Limits what workflows may submit. Only the file on the default branch counts.',
    required: ['version'],
    properties: {
      version: {
        type: 'integer',
        const: POLICY_VERSION,
        expected: String(POLICY_VERSION),
        description: 'Version of this format.',
      },
      stop: {
        type: 'boolean',
        description: 'true refuses every submission, for example while costs are being checked.',
      },
      allow: allowField(jobTypes),
      limits: LIMITS,
      price: PRICE,
      budget: BUDGET,
      approval: APPROVAL,
    },
    examples: EXAMPLES,
  }
}

function allowField(jobTypes: readonly string[]): PolicyField {
  return {
    type: 'object',
    description: 'What jobs may use. What is not listed here is not restricted.',
    properties: {
      'job-types': {
        type: 'array',
        items: { type: 'string', enum: jobTypes },
        description: 'The only kinds of training that are allowed.',
      },
      'base-models': {
        type: 'array',
        expected: 'a list of model names, in which * stands for any text',
        items: MODEL_PATTERN,
        description:
          'The only base models that are allowed. A job without a base model is allowed only if * is in the list.',
      },
      'dataset-ids': {
        type: 'array',
        items: { type: 'string', format: 'uuid' },
        description: 'The only datasets that are allowed. A job without datasets is then refused.',
      },
      events: {
        type: 'array',
        expected: 'a list of events, such as [pull_request, push]',
        items: {
          type: 'string',
          enum: EVENTS,
          expected: 'an event that starts workflows, such as pull_request, push or workflow_dispatch',
        },
        description: 'The only events that may submit jobs.',
      },
    },
  }
}

const LIMITS: PolicyField = {
  type: 'object',
  description: 'The highest values that are allowed. What is not listed here has no limit.',
  properties: {
    'training-steps': limit('steps', 'Most training_steps of a job.'),
    'batch-size': limit('examples', 'Highest batch_size of a job.'),
    examples: limit('examples', 'Most examples of a job: training_steps times batch_size.'),
    'num-experts': limit('experts', 'Most num_experts of a job; a base model brings its own experts.'),
    'jobs-per-run': limit('jobs', 'Most jobs that one step may submit.'),
    'live-jobs': limit('jobs', 'Most unfinished jobs in the list of the service, whoever submitted them.'),
    'jobs-per-day': limit('jobs', 'Most jobs created in the last 24 hours, whoever submitted them.'),
  },
}

const PRICE: PolicyField = {
  type: 'object',
  description: 'Your own rates, from which prices are estimated. They are never the bill.',
  required: ['currency', 'per-million-examples'],
  properties: {
    currency: {
      type: 'string',
      pattern: '^(?! )[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]{1,12}(?<! )$',
      expected: '1 to 12 visible characters, such as EUR',
      description: 'Shown after each amount.',
    },
    'per-million-examples': {
      type: 'object',
      expected: `a mapping from model names to rates, such as ${DEFAULT_RATE}: 12.00`,
      keys: MODEL_PATTERN,
      values: { type: 'number', minimum: 0 },
      unit: 'price.currency',
      description: `Rate for a million examples by base model, where * stands for any text. The longest name that matches wins, and ${DEFAULT_RATE} is for all others.`,
    },
  },
}

const BUDGET: PolicyField = {
  type: 'object',
  description: 'The highest prices that are allowed. Needs price.',
  properties: {
    'per-job': budget('Highest price of a job. Jobs whose price is unknown count with it.'),
    'per-pull-request': budget('Highest sum of the prices of all jobs of a pull request.'),
    'per-month': budget('Highest sum of the prices of all jobs created in the last 30 days.'),
  },
}

const NOBODY_APPROVES = 'so nobody could approve. Remove the line to get the default.'

const APPROVAL: PolicyField = {
  type: 'object',
  description: 'Which jobs somebody must approve on their pull request before they are submitted.',
  required: ['required'],
  properties: {
    required: {
      enum: ['never', 'always'],
      required: ['above'],
      properties: {
        above: budget('Only jobs with a higher price need an approval, and those whose price is unknown.'),
      },
      expected: 'never, always, or { above: 50 } for jobs with a higher price',
      description: 'Which jobs need an approval.',
    },
    from: {
      type: 'array',
      emptyMeans: NOBODY_APPROVES,
      items: { type: 'string', enum: ROLES },
      description: 'Roles in the repository that may approve: maintain and admin by default.',
    },
    users: {
      type: 'array',
      emptyMeans: 'which adds nobody. Remove the line.',
      expected: 'a list of logins, such as [ada]',
      items: {
        type: 'string',
        pattern: '^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,98})$',
        expected: 'a login, such as ada',
      },
      description: 'Logins of further people who may approve, whatever their role.',
    },
    by: {
      type: 'array',
      emptyMeans: NOBODY_APPROVES,
      items: { type: 'string', enum: ACT_KINDS },
      description:
        'How to approve: with a review that approves, the comment /train, or the label train. All by default.',
    },
    'allow-self': {
      type: 'boolean',
      description:
        'Whether the author of the pull request may approve, and who pushed the change. false by default.',
    },
  },
}

const EXAMPLES: readonly ExampleValue[] = [
  {
    version: POLICY_VERSION,
    stop: true,
    allow: {
      'job-types': ['supervised_fine_tuning'],
      'base-models': ['mistral-small-*'],
      'dataset-ids': ['7c9e6679-7425-40de-944b-e07fc1f90ae7'],
      events: ['pull_request', 'push', 'workflow_dispatch'],
    },
    limits: {
      'training-steps': 20_000,
      'batch-size': 64,
      examples: 1_000_000,
      'num-experts': 16,
      'jobs-per-run': 10,
      'live-jobs': 4,
      'jobs-per-day': 20,
    },
    price: { currency: 'EUR', 'per-million-examples': { [DEFAULT_RATE]: 12, 'mistral-large-*': 90 } },
    budget: { 'per-job': 100, 'per-pull-request': 300, 'per-month': 2000 },
    approval: {
      required: { above: 50 },
      from: ['maintain', 'admin'],
      users: ['ada'],
      by: ['review', 'comment'],
      'allow-self': false,
    },
  },
]
