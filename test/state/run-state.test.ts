import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Diagnostic } from '../../src/job-spec/types.ts'
import { OUTCOMES } from '../../src/jobs/job-status.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import { object } from '../../src/state/codec.ts'
import { runStateFields, type RunState } from '../../src/state/run-state.ts'
import { sampleContext, sampleJob, sampleSpec } from '../fakes/samples.ts'

const runState = object(runStateFields)
const throughJson = (value: RunState): RunState | undefined =>
  runState.decode(JSON.parse(JSON.stringify(runState.encode(value))))

const text = fc.string({ unit: 'binary', maxLength: 12 })
const time = fc.nat(2e12)
const json = fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null)
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })
const settings = fc.dictionary(text, fc.oneof(fc.integer(), text, fc.boolean()), { maxKeys: 3 })

const anyState: fc.Arbitrary<JobState> = fc.record({
  label: text,
  spec: maybe(
    fc
      .record({ settings, overrides: maybe(fc.array(fc.record({ path: fc.array(text), value: json }))) })
      .map(({ settings: hyperparameters, overrides }) =>
        sampleSpec({
          request: { ...sampleSpec().request, hyperparameters, dataset_ids: ['', ''] },
          overrides,
        }),
      ),
  ),
  requestedId: maybe(text),
  job: maybe(
    fc
      .record({
        status: maybe(text),
        jobType: maybe(text),
        modelConfig: maybe(settings),
        hyperparameters: maybe(settings),
        datasetIds: maybe(fc.array(text)),
        autoStart: maybe(fc.boolean()),
        createdAt: maybe(time),
        modifiedAt: maybe(time),
        outputModel: maybe(text),
        reason: maybe(text),
      })
      .map((job) => sampleJob(job)),
  ),
  outcome: maybe(fc.constantFrom(...OUTCOMES)),
  isReused: maybe(fc.constant(true)),
  isNotFound: maybe(fc.constant(true)),
  reportLocation: maybe(fc.record({ number: fc.nat(), url: text })),
  timeline: fc.array(fc.record({ status: text, atMs: time })),
  error: maybe(
    fc.record({
      kind: fc.constantFrom('not-sent', 'http', 'interrupted', 'invalid-response'),
      message: text,
      status: maybe(fc.nat(599)),
      requestId: maybe(text),
      retryAfterMs: maybe(time),
      hint: maybe(text),
      isTooLarge: maybe(fc.constant(true)),
    }),
  ),
  notes: fc.array(fc.record({ code: fc.constant('job-list-unsearchable' as const), error: maybe(text) })),
})

const anyDiagnostic: fc.Arbitrary<Diagnostic> = fc.record({
  level: fc.constantFrom('error', 'warning'),
  location: fc.oneof(
    fc.record({ file: text, line: maybe(fc.nat()), column: maybe(fc.nat()) }),
    fc.record({
      input: fc.constant('set' as const),
      line: fc.nat(),
      specs: fc.array(fc.record({ file: text, label: text })),
    }),
  ),
  field: maybe(text),
  message: text,
})

const anyRunState: fc.Arbitrary<RunState> = fc.record({
  states: fc.array(anyState, { maxLength: 3 }),
  diagnostics: fc.array(anyDiagnostic, { maxLength: 3 }),
  context: fc
    .record({
      actor: text,
      issueNumber: maybe(fc.nat()),
      matrixLabel: maybe(text),
      jobUrlTemplate: maybe(text),
    })
    .map((context) => sampleContext(context)),
})

/** The path of each value in some JSON. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name]))]
}

function replaceAt(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by
  if (Array.isArray(value))
    return value.map((each, n) => (String(n) === name ? replaceAt(each, rest, by) : (each as unknown)))
  return { ...(value as object), [name]: replaceAt(Reflect.get(value as object, name), rest, by) }
}

const CHECKS = { numRuns: 100, seed: 20_261_122 }

describe('any state of a run', () => {
  it('survives encoding and decoding', () => {
    fc.assert(
      fc.property(anyRunState, (value) => {
        expect(throughJson(value)).toEqual(value)
      }),
      CHECKS,
    )
  })

  it('with one value of a wrong type is rejected, or a state like any other', () => {
    const wrong = fc.constantFrom<unknown>(null, 7, 'x', [], {}, [[]], true)
    fc.assert(
      fc.property(anyRunState, fc.nat(), wrong, (value, at, replacement) => {
        const encoded: unknown = JSON.parse(JSON.stringify(runState.encode(value)))
        const paths = pathsOf(encoded)
        const decoded = runState.decode(replaceAt(encoded, paths[at % paths.length] ?? [], replacement))
        if (decoded === undefined) return
        // Whatever was accepted is a state like any other.
        const again = throughJson(decoded)!
        expect(throughJson(again)).toEqual(again)
      }),
      { ...CHECKS, numRuns: 500 },
    )
  })
})

describe('the format', () => {
  // Comments of released versions have this JSON: a change needs a new version.
  it('stays the same', () => {
    const state: RunState = {
      states: [
        {
          label: 'a.yml',
          spec: sampleSpec({ file: 'a.yml', label: 'a.yml', overrides: [{ path: ['x'], value: 1 }] }),
          requestedId: 'r',
          job: {
            ...sampleJob({ id: 'j', modelConfig: {}, hyperparameters: {}, datasetIds: ['d'] }),
            autoStart: true,
          },
          outcome: 'failed',
          isReused: true,
          isNotFound: true,
          reportLocation: { number: 7, url: 'u' },
          timeline: [{ status: 'QUEUED', atMs: 5 }],
          error: {
            kind: 'http',
            status: 500,
            message: 'm',
            requestId: 'q',
            retryAfterMs: 1,
            hint: 'h',
            isTooLarge: true,
          },
          notes: [{ code: 'match-unproven', jobId: 'j' }],
        },
      ],
      diagnostics: [
        { level: 'error', location: { file: 'a.yml', line: 1, column: 2 }, field: 'f', message: 'm' },
        {
          level: 'warning',
          location: { input: 'set', line: 1, specs: [{ file: 'a', label: 'b' }] },
          message: 'm',
        },
      ],
      context: sampleContext({ matrixLabel: 'leg', jobUrlTemplate: 'page' }),
    }
    expect(runState.encode(state)).toEqual({
      jobs: [
        {
          l: 'a.yml',
          s: {
            f: 'a.yml',
            l: 'a.yml',
            d: 'v1-3f9a12c43f9a12c43f9a12c43f9a12c43f9a12c43f9a12c43f9a12c43f9a12c4',
            q: {
              r: {
                job_type: 'supervised_fine_tuning',
                model_config: { base_model: 'mistral-small-latest' },
                hyperparameters: { learning_rate: 0.00001, training_steps: 1000, batch_size: 8 },
                auto_start: true,
              },
              n: 1,
            },
            o: [{ p: ['x'], v: 1 }],
          },
          r: 'r',
          j: { id: 'j', s: 'RUNNING', t: 'supervised_fine_tuning', m: {}, h: {}, d: ['d'], a: true },
          o: 'failed',
          u: true,
          x: true,
          at: { n: 7, u: 'u' },
          t: [{ s: 'QUEUED', t: 5 }],
          e: { k: 'http', s: 500, m: 'm', r: 'q', w: 1, h: 'h', b: true },
          n: [{ code: 'match-unproven', jobId: 'j' }],
        },
      ],
      problems: [
        { v: 'error', at: { f: 'a.yml', l: 1, c: 2 }, p: 'f', m: 'm' },
        { v: 'warning', at: { i: 'set', l: 1, s: [{ f: 'a', n: 'b' }] }, m: 'm' },
      ],
      ctx: {
        repo: 'acme/bot',
        url: 'https://github.example',
        sha: 'abc1234def5678abc1234def5678abc1234def56',
        by: 'octocat',
        run: '8123',
        try: '1',
        log: 'https://github.example/acme/bot/actions/runs/8123/job/99',
        flow: '.github/workflows/train.yml',
        no: 7,
        leg: 'leg',
        page: 'page',
      },
    })
  })
})
