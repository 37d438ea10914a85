import type { Hex } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type { JsonValue, StepRecord } from '@scaffold-evm/project'
import { getAddress, Interface } from '@scaffold-evm/project/ethers'
import { formatCall, toJson } from '../contracts/label.js'
import { digestCode, digestTransaction } from '../files/digest.js'
import type { ChainReader } from '../steps/chain-reader.js'

/** The transaction that made a contract, as a step. */
export interface Creation {
  readonly step: StepRecord
  /** Undefined when it took none, or they cannot be told from the code. */
  readonly args: readonly JsonValue[] | undefined
}

/** What is known of a contract before its transaction is looked at. */
export interface CreationOf {
  readonly name: string
  readonly transactionHash: Hex | undefined
  readonly artifact: Artifact | undefined
  /** What may have been sent, libraries as placeholders. */
  readonly codes: readonly (string | undefined)[]
}

/** Undefined when the chain does not know the transaction any more, or a contract made the contract. */
export async function readCreation(
  reader: ChainReader,
  { name, transactionHash, artifact, codes }: CreationOf,
): Promise<Creation | undefined> {
  if (transactionHash === undefined) return undefined
  const [transaction, receipt] = await Promise.all([
    reader.transaction(transactionHash),
    reader.receipt(transactionHash),
  ])
  if (transaction === undefined || receipt?.contractAddress === undefined) return undefined
  const { from, nonce, data, valueWei } = transaction
  const args = artifact && argumentsIn(data, artifact, codes)
  const step: StepRecord = {
    kind: 'deploy',
    status: 'confirmed',
    from: getAddress(from),
    nonce,
    digest: digestTransaction({ valueWei, data }),
    transactionHash,
    blockNumber: receipt.blockNumber,
    gasUsed: Number(receipt.gasUsed),
    gasPriceWei: String(receipt.gasPriceWei),
    label: formatCall(artifact?.contractName ?? name, args ?? []),
    name,
    address: getAddress(receipt.contractAddress),
  }
  return { step, args: args?.length === 0 ? undefined : args }
}

/** What stands behind the code that was sent, decoded. */
function argumentsIn(
  data: Hex,
  artifact: Artifact,
  codes: CreationOf['codes'],
): readonly JsonValue[] | undefined {
  const abi = new Interface(JSON.stringify(artifact.abi))
  for (const code of codes) {
    if (code === undefined || !startsWith(data, code)) continue
    try {
      const rest = `0x${data.slice(code.length)}`
      return abi.getAbiCoder().decode(abi.deploy.inputs, rest).toArray(true).map(toJson)
    } catch {
      // Code that begins like other code: what follows is more of it.
    }
  }
  return undefined
}

const placeholder = /__\$[0-9a-f]{34}\$__|__[^_$].{37}/g

/** Placeholders stand for any address; metadata may differ. */
function startsWith(data: string, code: string): boolean {
  if (code.length < 4 || data.length < code.length) return false
  const masked = code.replace(placeholder, '.'.repeat(40))
  const sent = Array.from(masked, (digit, at) => (digit === '.' ? '.' : (data[at] ?? '')))
  return digestCode(sent.join('')) === digestCode(masked)
}
