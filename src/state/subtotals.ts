import { serviceOfKey, type CommentRecord, type RecordedJob, type Subtotal } from './record.ts'

/** A later one includes an earlier one. */
export function mergeSubtotals(
  as: readonly Subtotal[] = [],
  bs: readonly Subtotal[] = [],
): readonly Subtotal[] | undefined {
  const byStep = new Map<string, Subtotal>()
  for (const each of [...as, ...bs]) {
    const id = JSON.stringify([each.key, each.owner, each.service])
    const known = byStep.get(id)
    const isLater = (other: Subtotal): boolean =>
      each.untilMs > other.untilMs || (each.untilMs === other.untilMs && each.amount > other.amount)
    if (known === undefined || isLater(known)) byStep.set(id, each)
  }
  const sorted = [...byStep].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
  return sorted.length > 0 ? sorted : undefined
}

/** Adds up the prices that a smaller version of a record has dropped. `key`: of the comment, shortened. */
export function withSubtotals(smaller: CommentRecord, record: CommentRecord, key: string): CommentRecord {
  const idOf = ({ id, service }: PricedJob): string => `${id} ${service}`
  const kept = new Set(pricedJobs(smaller).map(idOf))
  const all = pricedJobs(record)
  const dropped = all.filter((job) => !kept.has(idOf(job)))
  const bySubmitter = Map.groupBy(dropped, ({ owner, service }) => `${owner} ${service}`)
  const subtotals = [...bySubmitter.values()].map((jobs): Subtotal => {
    const [{ owner, service }] = jobs as [PricedJob]
    const known = record.subtotals?.find((each) => each.key === key && isSubmitter(each, { owner, service }))
    const { untilMs: sinceMs, amount } = known ?? { untilMs: -Infinity, amount: 0 }
    const untilMs = Math.max(sinceMs, ...jobs.map(({ atMs }) => atMs))
    const added = all.filter(
      (job) => isSubmitter(job, { owner, service }) && job.atMs > sinceMs && job.atMs <= untilMs,
    )
    return { key, owner, service, untilMs, amount: amount + sumPrices(added) }
  })
  return subtotals.length > 0
    ? { ...smaller, subtotals: mergeSubtotals(record.subtotals, subtotals) }
    : smaller
}

/**
 * What the jobs of a service have cost that the record has dropped: what the subtotals say beyond the jobs that it still has.
 * Of several comments that know jobs of one step, the one that has dropped most of it counts, so that none is added twice.
 */
export function droppedAmount(record: CommentRecord, service: string): number {
  const jobs = pricedJobs(record).filter((job) => job.service === service)
  const subtotals = (record.subtotals ?? []).filter((each) => each.service === service)
  const byOwner = Map.groupBy(subtotals, ({ owner }) => owner)
  return [...byOwner].reduce((total, [owner, ofOwner]) => {
    const amounts = ofOwner.map(
      ({ untilMs, amount }) =>
        amount - sumPrices(jobs.filter((job) => job.owner === owner && job.atMs <= untilMs)),
    )
    return total + Math.max(0, ...amounts)
  }, 0)
}

type PricedJob = Pick<RecordedJob, 'id' | 'owner' | 'atMs'> & {
  readonly service: string
  readonly price: number
}

function pricedJobs({ requests }: CommentRecord): readonly PricedJob[] {
  return Object.entries(requests).flatMap(([key, { jobs }]) =>
    jobs.flatMap(({ id, owner, atMs, price, provenance }) =>
      price === undefined || provenance === 'unsigned'
        ? []
        : [{ id, owner, atMs, price, service: serviceOfKey(key) }],
    ),
  )
}

type Submitter = Pick<PricedJob, 'owner' | 'service'>

const isSubmitter = (a: Submitter, b: Submitter): boolean => a.owner === b.owner && a.service === b.service

const sumPrices = (jobs: readonly PricedJob[]): number => jobs.reduce((total, { price }) => total + price, 0)
