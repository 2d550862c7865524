// npm run test:faults: the built action under every single fault of its exchanges, over real sockets and in virtual time.

import { parseArgs } from 'node:util'
import { BundleBench } from './bundle-run.ts'

import { bundleSchedules } from './families.ts'
import { violationsOf } from './invariants.ts'


const { values: flags } = parseArgs({
  options: { only: { type: 'string' }, action: { type: 'string' }, parallel: { type: 'string', default: '2' } },
})
const all = bundleSchedules()
const bench = new BundleBench(flags.action)
await bench.open()
const chosen = flags.only === undefined ? all : all.filter(({ id }) => id.includes(flags.only ?? ''))
const waiting = [...chosen]
let bad = 0
const t0 = performance.now()
const tally = new Map<string, [number, number, number]>()
await Promise.all(Array.from({ length: Number(flags.parallel) }, async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const t = performance.now()
    const ev = await bench.run(next)
    const v = violationsOf(ev)
    const e = tally.get(next.family) ?? [0, 0, 0]
    tally.set(next.family, [e[0] + 1, e[1] + v.length, e[2] + performance.now() - t])
    if (flags.only) console.log(next.id, ev.end, ev.outputs['outcome'], Math.round(performance.now() - t))
    if (v.length) { bad++; console.log('VIOLATION', next.id, v.map((x) => `${x.invariant}: ${x.words}`).join('\n   ')) 
    if (flags.only) console.log(ev.log.filter((l) => !l.startsWith('::debug')).join('\n'), ev.traffic.map((x) => JSON.stringify(x)).join('\n'), ev.jobs) }
    if (performance.now() - t > 2500) console.log('SLOW', next.id, Math.round(performance.now() - t))
  }
}))
await bench.close()
console.log(tally)
console.log(chosen.length, bad, Math.round((performance.now() - t0) / 1000))
