// Starts both simulators: npm run simulator -- --help
import { createFastClock } from './clock.ts'
import { FlagError, helpText, parseFlags, type Flags } from './cli-flags.ts'
import { ForgeSimulator } from './forge.ts'
import { DEFAULT_TOKEN, GitHubSimulator } from './github.ts'
import type { RecordedRequest } from './wire.ts'
import { formatTimeline } from './timeline.ts'

function createRequestLogger(service: string): (request: RecordedRequest) => void {
  return ({ receivedAtMs: at, method, path, status, operation, fault }) => {
    const time = new Date(at).toISOString().slice(11, 19)
    const outcome = status === undefined ? 'no response' : String(status)
    print(
      `${time} ${service} ${method} ${path} -> ${outcome} (${operation}${fault === undefined ? '' : `, fault: ${fault}`})`,
    )
  }
}

function startupMessage(flags: Flags, forge: ForgeSimulator, github: GitHubSimulator): string {
  const speedNote = flags.speed === 1 ? '' : ` (time runs ${flags.speed} times faster)`
  return `Forge:  ${forge.url}
GitHub: ${github.url} (repository ${flags.repo}, pull request #${flags.pull})

A workflow step that uses them:

  - uses: ./
    with:
      spec: training/support-bot.yml
      api-url: ${forge.url}
      api-key: ${flags.key}
      github-token: ${DEFAULT_TOKEN}
    env:
      GITHUB_API_URL: ${github.url}
      GITHUB_REPOSITORY: ${flags.repo}

(A runner overrides GITHUB_*; with act, pass both as --env NAME=VALUE.)

Jobs follow: ${formatTimeline(flags.timeline)}${speedNote}.
Press Ctrl-C to stop. Requests:
`
}

async function startSimulators(flags: Flags): Promise<void> {
  const { key, timeline, faults, repo, pull, speed, listLagMs, isListShuffled } = flags
  const clock = createFastClock(speed)
  const forge = new ForgeSimulator({
    clock,
    key,
    timeline,
    faults,
    onExchangeEnd: createRequestLogger('forge '),
  })
  const github = new GitHubSimulator({
    clock,
    repo,
    listLagMs,
    isListShuffled,
    onExchangeEnd: createRequestLogger('github'),
  })
  github.addPull({ number: pull, title: 'Try the simulator' })
  const stop = (): void => void Promise.all([forge.stop(), github.stop()])
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    await forge.start(flags.port)
    await github.start(flags.githubPort)
  } catch (error) {
    stop()
    throw new FlagError(`cannot listen: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
  print(startupMessage(flags, forge, github))
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

try {
  const flags = parseFlags(process.argv.slice(2))
  if (flags === 'help') print(helpText())
  else await startSimulators(flags)
} catch (error) {
  if (!(error instanceof FlagError)) throw error
  process.stderr.write(`simulator: ${error.message}\nnpm run simulator -- --help lists all flags\n`)
  process.exitCode = 2
}
