import { type FaultLab, type LabSettings, withFaultLab } from './fault-lab.js'
import { type FaultKind, faultKinds } from './fault-proxy.js'

const settings: readonly LabSettings[] = [
  { accounts: 'keys', mining: 'auto' },
  { accounts: 'node', mining: 'auto' },
  { accounts: 'keys', mining: 'interval' },
  { accounts: 'node', mining: 'interval' },
]

/** One fault at one request; everything else arrives. */
async function tryFault(lab: FaultLab, at: number, kind: FaultKind): Promise<void> {
  await lab.reset()
  lab.proxy.fault = ({ index }) => (index === at ? kind : undefined)
  try {
    await lab.migrateToEnd()
    await lab.assertDone()
  } catch (error) {
    const what = `${kind} at request ${at} (${lab.proxy.methods[at]})`
    throw new Error(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}

/** Each fault at each request; in the ordinary tests each fault at some, and some requests. */
function plan(requests: number): readonly (readonly [at: number, kind: FaultKind])[] {
  const all = Array.from({ length: requests }, (_, at) => at)
  if (process.env.FAULTS === 'all')
    return all.flatMap((at) => faultKinds.map((kind) => [at, kind] as const))
  return faultKinds.map((kind, index) => [(index * 7 + 3) % requests, kind] as const)
}

describe('ten steps and a fault', function () {
  this.timeout(3_600_000)
  for (const given of settings) {
    it(`end in the same state: ${given.accounts}, ${given.mining} mining`, async () => {
      await withFaultLab(given, async (lab) => {
        await lab.migrate()
        await lab.assertDone()
        for (const [at, kind] of plan(lab.proxy.methods.length)) await tryFault(lab, at, kind)
      })
    })
  }
})
