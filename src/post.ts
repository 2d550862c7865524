import { runPost } from './run-post.ts'
import { flushAndExit } from './runtime/exit-signals.ts'

/** The `post` part of the step. */
export async function post(): Promise<void> {
  if (await runPost(process.env)) process.exitCode = 0
  flushAndExit(process)
}
