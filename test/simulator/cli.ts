// The simulators as a command: npm run simulator -- --help
import { fasterClock } from './clock.ts'
import { FlagError, helpPage, readFlags, type Flags } from './cli-flags.ts'
import { ForgeSimulator } from './forge.ts'
import { defaultToken, GitHubSimulator } from './github.ts'
import type { RecordedRequest } from './wire.ts'
import { describeTimeline } from './timeline.ts'

function logged(service: string): (request: RecordedRequest) => void {
  return ({ at, method, path, status, operation, fault }) => {
    const time = new Date(at).toISOString().slice(11, 19)
    const answer = status === undefined ? 'no answer' : String(status)
    say(
      `${time} ${service} ${method} ${path} -> ${answer} (${operation}${fault === undefined ? '' : `, fault: ${fault}`})`,
    )
  }
}

function welcome(flags: Flags, forge: ForgeSimulator, github: GitHubSimulator): string {
  const faster = flags.speed === 1 ? '' : ` (time runs ${flags.speed} times faster)`
  return `Forge:  ${forge.url}
GitHub: ${github.url} (knows ${flags.repo} with pull request #${flags.pull})

A step that talks to them:

  - uses: ./
    with:
      spec: training/support-bot.yml
      api-url: ${forge.url}
      api-key: ${flags.key}
      github-token: ${defaultToken}
    env:
      GITHUB_API_URL: ${github.url}
      GITHUB_REPOSITORY: ${flags.repo}

(A runner sets GITHUB_* itself; with act, give the two as --env NAME=VALUE.)

Jobs follow: ${describeTimeline(flags.timeline)}${faster}.
Ctrl-C stops. Each request is a line:
`
}

async function serve(flags: Flags): Promise<void> {
  const { key, timeline, faults, repo, pull, speed, listLagMs, isListShuffled } = flags
  const clock = fasterClock(speed)
  const forge = new ForgeSimulator({ clock, key, timeline, faults, onAnswer: logged('forge ') })
  const github = new GitHubSimulator({
    clock,
    repo,
    listLagMs,
    isListShuffled,
    onAnswer: logged('github'),
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
  say(welcome(flags, forge, github))
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

try {
  const flags = readFlags(process.argv.slice(2))
  if (flags === 'help') say(helpPage())
  else await serve(flags)
} catch (error) {
  if (!(error instanceof FlagError)) throw error
  process.stderr.write(`simulator: ${error.message}\nnpm run simulator -- --help tells all flags\n`)
  process.exitCode = 2
}
