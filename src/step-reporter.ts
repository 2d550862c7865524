import type { Dependencies } from './dependencies.ts'
import { isWatching, type CommandInputs } from './inputs.ts'
import { formatOutputs } from './outputs.ts'
import type { PostStateWriter } from './post-state-writer.ts'
import type { ReportInputs } from './report-inputs.ts'
import { Reporter } from './report/reporter.ts'
import { createJobsFile } from './runtime/jobs-file.ts'
import type { ActionsRunner } from './runtime/runner.ts'
import { systemClock } from './runtime/system-clock.ts'
import type { MainContext } from './state/post-state.ts'

interface StepRuntime {
  readonly env: NodeJS.ProcessEnv
  readonly runner: ActionsRunner
  readonly startedMs: number
  readonly savePostState: PostStateWriter | undefined
}

/** Creates what writes log, outputs, state, summary and comment of the step. */
export function createReporter(
  { command, report }: { readonly command: CommandInputs; readonly report: ReportInputs },
  { context, reports, step, target }: Dependencies,
  { env, runner, startedMs, savePostState }: StepRuntime,
): Reporter {
  const { holderId } = step.holder
  const writeJobs = createJobsFile(env['RUNNER_TEMP'], runner)
  const main = mainContextOf(command, report, target)
  return new Reporter({
    log: runner,
    clock: systemClock,
    context,
    setOutputs: (state, isFinal) =>
      runner.setOutputs(formatOutputs(state, isFinal ? writeJobs : undefined), isFinal),
    savePostState: main && savePostState && ((progress) => savePostState({ holderId, main, ...progress })),
    writeSummary: (markdown) => runner.writeSummary(markdown),
    publisher: reports,
    startedMs,
  })
}

function mainContextOf(
  command: CommandInputs,
  { githubToken: _, recordKey: __, ...report }: ReportInputs,
  target: Dependencies['target'],
): MainContext | undefined {
  if (!isWatching(command)) return undefined
  const jobId = command.command === 'wait' ? command.jobId : undefined
  return { apiUrl: command.apiUrl, jobId, report, ...target }
}
