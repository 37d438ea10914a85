import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect } from 'chai'
import { type KillAtWrite, startMigrating } from './child.js'
import { type FaultLab, type LabSettings, withFaultLab } from './fault-lab.js'

/** The killed run's next one is in this process: half the time. */
async function goOn(lab: FaultLab): Promise<void> {
  await lab.migrate()
  await lab.proxy.idle()
  await lab.assertDone()
  const files = await readdir(dirname(lab.recordPath))
  expect(files).to.deep.equal(['n.json'])
}

async function killAtWrite(lab: FaultLab, at: KillAtWrite): Promise<boolean> {
  await lab.reset()
  const { signal, code, output } = await startMigrating(lab.project.root, at).ended
  if (signal === null) expect(code, output).to.equal(0)
  await goOn(lab)
  return signal !== null
}

/** Kills while a request is on its way, which then arrives or does not. */
async function killAtRequest(
  lab: FaultLab,
  at: number,
  fate: 'lost' | 'answer-lost',
): Promise<boolean> {
  await lab.reset()
  const child = startMigrating(lab.project.root)
  lab.proxy.fault = ({ index }) => (index === at ? fate : undefined)
  lab.proxy.before = async ({ index }) => {
    if (index !== at) return
    child.kill()
    await child.ended
  }
  const { signal, code, output } = await child.ended
  if (signal === null) expect(code, output).to.equal(0)
  await lab.proxy.idle()
  await goOn(lab)
  return signal !== null
}

const settings: readonly LabSettings[] = [
  { accounts: 'keys', mining: 'auto' },
  { accounts: 'node', mining: 'auto' },
]

/** Kills at one place after another until a run gets to its end; in the ordinary tests at some. */
async function killAtEach(
  part: readonly number[],
  killAt: (at: number) => Promise<boolean>,
): Promise<void> {
  if (process.env.FAULTS !== 'all') {
    for (const at of part) expect(await killAt(at), `${at} is a place`).to.equal(true)
    return
  }
  for (let at = 0; await killAt(at); at++);
}

describe('ten steps and kill -9', function () {
  this.timeout(3_600_000)
  for (const given of settings) {
    for (const when of ['before', 'after'] as const) {
      it(`go on from each write of the record, ${when}: ${given.accounts}`, async () => {
        const part = when === 'before' ? [12] : [13]
        await withFaultLab(given, (lab) =>
          killAtEach(part, (write) => killAtWrite(lab, { write, when })),
        )
      })
    }
    for (const fate of ['lost', 'answer-lost'] as const) {
      it(`go on from each request, ${fate}: ${given.accounts}`, async () => {
        const part = fate === 'lost' ? [] : [given.accounts === 'keys' ? 15 : 11]
        await withFaultLab(given, (lab) => killAtEach(part, (at) => killAtRequest(lab, at, fate)))
      })
    }
  }
})
