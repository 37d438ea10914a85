import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { BuiltBlock } from '../../chain/blocks/chain-block.js'
import type { MinedTransaction } from '../../chain/transactions/chain-transaction.js'
import { type BlockJson, blockToJson } from './block.js'

/** What the engine API's `engine_getPayloadV5` answers. */
export function executionPayloadToJson(block: BuiltBlock): BlockJson {
  return {
    executionPayload: payload(block),
    blockValue: quantityToHex(block.transactions.reduce((sum, each) => sum + tipWei(each), 0n)),
    blobsBundle: blobsBundle(block),
    executionRequests: block.requests.map(bytesToHex),
    shouldOverrideBuilder: false,
  }
}

/** Fields of a payload by what blocks call them. */
const blockFields = {
  parentHash: 'parentHash',
  feeRecipient: 'miner',
  stateRoot: 'stateRoot',
  receiptsRoot: 'receiptsRoot',
  logsBloom: 'logsBloom',
  prevRandao: 'mixHash',
  blockNumber: 'number',
  gasLimit: 'gasLimit',
  gasUsed: 'gasUsed',
  timestamp: 'timestamp',
  extraData: 'extraData',
  baseFeePerGas: 'baseFeePerGas',
  blockHash: 'hash',
  withdrawals: 'withdrawals',
  blobGasUsed: 'blobGasUsed',
  excessBlobGas: 'excessBlobGas',
} as const

function payload(block: BuiltBlock): BlockJson {
  const shown = blockToJson(block, 'hashes')
  const fields = Object.entries(blockFields).filter(([, name]) => shown[name] !== undefined)
  return {
    ...Object.fromEntries(fields.map(([field, name]) => [field, shown[name]])),
    transactions: block.transactions.map(({ raw }) => bytesToHex(raw)),
  }
}

/** What the coinbase gets of a transaction. */
function tipWei({ receipt, block }: MinedTransaction): bigint {
  return receipt.gasUsed * (receipt.effectiveGasPrice - (block.header.baseFeePerGas ?? 0n))
}

function blobsBundle({ transactions }: BuiltBlock): BlockJson {
  const sidecars = transactions.flatMap(({ sidecar }) => sidecar ?? [])
  return {
    commitments: sidecars.flatMap(({ commitments }) => commitments.map(bytesToHex)),
    proofs: sidecars.flatMap(({ proofs }) => proofs.map(bytesToHex)),
    blobs: sidecars.flatMap(({ blobs }) => blobs.map(bytesToHex)),
  }
}
