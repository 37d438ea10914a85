import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import { deployerRefusedError } from '../../errors/placement.js'
import type { FileRun } from '../files/file-run.js'
import { ChainReader } from '../steps/chain-reader.js'
import {
  create2Deployer,
  deployerCode,
  deployerCostWei,
  deployerGasPriceWei,
  deployerSigner,
  deployerTransaction,
} from './create2-deployer.js'
import { type Asker, type MakerStep, runMakerStep } from './maker-step.js'

async function assertAffordable(reader: ChainReader, chainId: bigint): Promise<void> {
  const block: unknown = await reader.ask('eth_getBlockByNumber', 'latest', false)
  const fee: unknown = Reflect.get(Object(block), 'baseFeePerGas')
  if (typeof fee !== 'string' || BigInt(fee) <= deployerGasPriceWei) return
  const reason = `it offers 100 gwei for gas, and the network asks for ${BigInt(fee) / 10n ** 9n}`
  throw deployerRefusedError(chainId, reason, undefined)
}

function refusalOf(error: unknown, chainId: bigint): unknown {
  const isRefusal =
    isScaffoldError(error, 'MIGRATION_REJECTED') || isScaffoldError(error, 'MIGRATION_REVERTED')
  if (!isRefusal) return error
  const reason: unknown = error.data?.reason
  const text = typeof reason === 'string' ? reason : errorMessage(error)
  return deployerRefusedError(chainId, text, error)
}

/**
 * Deploys the CREATE2 deployer by the transaction that everybody knows: its account gets what the
 * transaction costs, then it is sent as it is.
 *
 * @throws `MIGRATION_DEPLOYER_REFUSED`.
 */
export async function ensureDeployer(run: FileRun, { from, place }: Asker): Promise<void> {
  const { provider, chainId } = run.parts.connection
  const reader = new ChainReader(provider)
  const isMissing = !(await reader.hasCode(create2Deployer))
  if (isMissing) await assertAffordable(reader, chainId)
  const isPoor = isMissing && (await reader.balanceWei(deployerSigner)) < deployerCostWei
  const subject = 'CREATE2 deployer'
  const why = 'the network has none'
  const change = { action: 'create', subject, why, to: create2Deployer } as const
  const fund: MakerStep = {
    id: 'fund CREATE2 deployer',
    kind: 'call',
    label: 'fund the account of the CREATE2 deployer',
    from,
    content: { to: deployerSigner, valueWei: deployerCostWei, data: '0x' },
    change,
  }
  await runMakerStep(run, fund, { isNeeded: isPoor, place })
  const deploy: MakerStep = {
    id: 'deploy CREATE2 deployer',
    kind: 'deploy',
    label: 'CREATE2 deployer',
    from: deployerSigner,
    content: { valueWei: 0n, data: deployerCode },
    signed: deployerTransaction,
    address: create2Deployer,
    change,
  }
  try {
    await runMakerStep(run, deploy, { isNeeded: isMissing, place })
  } catch (error) {
    throw refusalOf(error, chainId)
  }
}
