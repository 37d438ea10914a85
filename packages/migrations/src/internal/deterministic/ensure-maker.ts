import { deployerMissingError } from '../../errors/placement.js'
import type { FileRun } from '../files/file-run.js'
import { ChainReader } from '../steps/chain-reader.js'
import { create2Deployer } from './create2-deployer.js'
import { create3FactoryCode, create3FactorySalt } from './create3-factory.js'
import { ensureDeployer } from './ensure-deployer.js'
import { type Asker, type MakerStep, runMakerStep } from './maker-step.js'
import type { Placement } from './parse-placement.js'
import { create3FactoryAddress } from './predict-address.js'

async function ensureCreate3Factory(run: FileRun, { from, place }: Asker): Promise<void> {
  const address = create3FactoryAddress()
  const isNeeded = !(await new ChainReader(run.parts.connection.provider).hasCode(address))
  const data = `${create3FactorySalt}${create3FactoryCode.slice(2)}`
  const step: MakerStep = {
    id: 'deploy CREATE3 factory',
    kind: 'deploy',
    label: 'CREATE3 factory',
    from,
    content: { to: create2Deployer, valueWei: 0n, data },
    address,
    change: {
      action: 'create',
      subject: 'CREATE3 factory',
      why: 'the network has none',
      to: address,
    },
  }
  await runMakerStep(run, step, { isNeeded, place })
}

const ensured = new WeakMap<FileRun, Map<string, Promise<void>>>()

/** Once per file, also for those who ask at the same time. */
function once(run: FileRun, what: string, action: () => Promise<void>): Promise<void> {
  const known = ensured.get(run) ?? new Map<string, Promise<void>>()
  ensured.set(run, known)
  const done = known.get(what) ?? action()
  known.set(what, done)
  return done
}

/**
 * Deploys what makes contracts at their places, where the network lacks it.
 *
 * @throws `MIGRATION_DEPLOYER_REFUSED`, `MIGRATION_DEPLOYER_MISSING`.
 */
export async function ensureMaker(run: FileRun, placement: Placement, asker: Asker): Promise<void> {
  if (placement.by === 'create2' && placement.deployer !== create2Deployer) {
    const { provider } = run.parts.connection
    if (await new ChainReader(provider).hasCode(placement.deployer)) return
    throw deployerMissingError(placement.deployer, asker.place)
  }
  await once(run, 'CREATE2', () => ensureDeployer(run, asker))
  if (placement.by === 'create3') await once(run, 'CREATE3', () => ensureCreate3Factory(run, asker))
}
