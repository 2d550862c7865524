import type { ApiResult, ForgeApi, JobPage } from './api.ts'

/** Into how many parts a page is divided when it is too large: pages of 100 become pages of 25, then of 5. */
const PARTS = [1, 4, 20] as const

/**
 * Wraps `list`: a page whose response exceeds the size limit is read in smaller parts, and so are all pages after it.
 * Page numbers and sizes stay those of the caller.
 */
export function withSmallerPages(api: ForgeApi): ForgeApi {
  let level = 0
  return {
    create: (request, idempotencyKey) => api.create(request, idempotencyKey),
    get: (id) => api.get(id),
    cancel: (id) => api.cancel(id),
    async list(page, pageSize) {
      for (;;) {
        const parts = PARTS[level] ?? 1
        const result = await listInParts(api, page, pageSize, parts)
        const next = PARTS[level + 1]
        if (result.ok || result.error.isTooLarge !== true || next === undefined || pageSize % next !== 0)
          return result
        level++
      }
    },
  }
}

async function listInParts(
  api: Pick<ForgeApi, 'list'>,
  page: number,
  pageSize: number,
  parts: number,
): Promise<ApiResult<JobPage>> {
  const first = await api.list(page * parts, pageSize / parts)
  if (!first.ok || parts === 1) return first
  let merged = first.value
  for (let part = 1; part < parts && merged.jobs.length > 0; part++) {
    const result = await api.list(page * parts + part, pageSize / parts)
    if (!result.ok) return result
    if (result.value.jobs.length === 0) break
    merged = { ...merged, total: result.value.total, jobs: [...merged.jobs, ...result.value.jobs] }
  }
  return { ok: true, value: merged }
}
