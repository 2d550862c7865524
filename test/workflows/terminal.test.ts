// Here because only Python can open a terminal, and these tests need Python anyhow.
import { describe, expect, it } from '@jest/globals'
import { KEY, SPEC, withEnvironment } from '../e2e/test-environment.ts'
import { PROGRAM, runProgram } from '../processes/terminal-process.ts'

const RUNS_FOREVER = [{ afterMs: 0, status: 'RUNNING' }]

/** Runs its arguments in a new terminal of 60 columns, and sends Ctrl-C when the text of CTRL_C_AT has appeared. */
const IN_TERMINAL = `
import fcntl, os, pty, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 60, 0, 0))
seen, trigger = b'', os.environ.get('CTRL_C_AT', '').encode()
while True:
    try:
        data = os.read(terminal, 4096)
    except OSError:
        break
    if not data:
        break
    seen += data
    os.write(1, data)
    if trigger and trigger in seen:
        os.write(terminal, b'\\x03')
        trigger = b''
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`
const inTerminal = ['python3', '-c', IN_TERMINAL, process.execPath, PROGRAM]

describe('the program on a terminal', () => {
  it('problems have colours, unless NO_COLOR is set', () =>
    withEnvironment({ files: { 'b.yml': SPEC.replace('8', '"8"') } }, async (environment) => {
      const run = (env: Record<string, string>) =>
        runProgram(environment, ['validate', 'b.yml'], {
          launcher: inTerminal,
          env: { TERM: 'xterm', ...env },
        })
      const coloured = await run({})
      expect(coloured.exitCode).toBe(1)
      expect(coloured.stdout).toMatch(/\u001b\[1mb\.yml:9:\d+\u001b\[22m: \u001b\[31merror\u001b\[39m: /)
      expect((await run({ NO_COLOR: '1' })).stdout).toMatch(/^b\.yml:9:\d+: error: /m)
    }))

  it('wait has one line that is written over, and Ctrl-C leaves the job', () =>
    withEnvironment({ isRealTime: true }, async (environment) => {
      const { id } = environment.forge.addJob({ timeline: RUNS_FOREVER })
      const { exitCode, stdout } = await runProgram(
        environment,
        ['wait', id, '--api-url', environment.forge.url],
        {
          launcher: inTerminal,
          env: { TERM: 'xterm', MISTRAL_API_KEY: KEY, CTRL_C_AT: 'RUNNING · ' },
        },
      )
      expect(exitCode).toBe(130)
      expect(stdout).toMatch(/\rRUNNING · \d+:\d\d/)
      expect(stdout).toMatch(/\r {10,}\rStopped\.\r\nThe job goes on\./)
      expect(environment.operations).not.toContain('cancel')
    }))
})
