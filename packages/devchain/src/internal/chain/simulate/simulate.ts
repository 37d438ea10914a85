import type { CallSite } from '../calls/call-engine.js'
import type { World } from '../world.js'
import { Simulation } from './simulation.js'
import type { SimulatedBlock, SimulationRequest } from './types.js'

/** Runs the blocks of `request` after the block of `site`; the chain does not notice. */
export function simulate(
  { ledger }: World,
  { block, source, snapshot }: CallSite,
  { blocks, ...options }: SimulationRequest,
): Promise<readonly SimulatedBlock[]> {
  const simulation = new Simulation(
    {
      base: block,
      state: source.fork(snapshot),
      schedule: ledger.schedule,
      tools: ledger.tools,
      allowUnlimitedContractSize: ledger.allowUnlimitedContractSize,
      createExecutor: (...args) => ledger.createGuest(...args),
    },
    options,
  )
  return simulation.run(blocks)
}
