import { withRedaction, createHttpTransport, type Transport } from './forge/http.ts'
import { createForgeApi } from './forge/forge-api.ts'
import type { ServiceInputs } from './inputs.ts'
import type { ForgeApi } from './jobs/api.ts'
import type { FindProxy } from './network/proxy-settings.ts'
import type { ActionsRunner } from './runtime/runner.ts'
import { systemClock } from './runtime/system-clock.ts'
import { USER_AGENT } from './user-agent.ts'

/** Creates a client for the Forge API that writes a debug log line for each request. */
export function connectForgeApi(
  { apiKey, apiUrl }: ServiceInputs,
  findProxy: FindProxy,
  runner: ActionsRunner,
): ForgeApi {
  const transport = createHttpTransport({
    baseUrl: apiUrl,
    apiKey,
    userAgent: USER_AGENT,
    clock: systemClock,
    findProxy,
  })
  const { redact } = runner
  return createForgeApi(withDebugLog(withRedaction(transport, redact), runner), redact, () =>
    systemClock.wall(),
  )
}

function withDebugLog(transport: Transport, runner: ActionsRunner): Transport {
  return async (request) => {
    const sentMs = systemClock.now()
    const result = await transport(request)
    const outcome = result.ok
      ? `HTTP ${result.value.status}`
      : `${result.error.kind}: ${result.error.message}`
    const elapsedMs = Math.round(systemClock.now() - sentMs)
    runner.debug(`${request.method} ${request.path}: ${outcome}, after ${elapsedMs} ms`)
    return result
  }
}
