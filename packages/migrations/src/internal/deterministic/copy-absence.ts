import type { Connection } from '@scaffold-evm/project'
import { ChainReader } from '../steps/chain-reader.js'
import { create2Deployer } from './create2-deployer.js'

/** Development chains have the CREATE2 deployer from the start; a copy of a network that lacks it must lack it, too. */
export async function copyAbsenceOfDeployer(network: Connection, copy: Connection): Promise<void> {
  if (await new ChainReader(network.provider).hasCode(create2Deployer)) return
  await copy.provider.request({ method: 'anvil_setCode', params: [create2Deployer, '0x'] })
  await copy.provider.request({ method: 'anvil_setNonce', params: [create2Deployer, '0x0'] })
}
