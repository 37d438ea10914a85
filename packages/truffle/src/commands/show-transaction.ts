import { Interface } from 'ethers'
import { commandUsageError } from '../errors/command.js'
import type { TruffleArtifact } from '../truffle-artifact.js'
import type { TruffleSession } from '../truffle-session.js'

interface Transaction {
  readonly from: string
  readonly to: string | null
  readonly input: string
  readonly value: string
  readonly gas: string
  readonly blockNumber: string | null
}

interface Receipt {
  readonly status: string
  readonly gasUsed: string
  readonly contractAddress: string | null
}

/**
 * What a transaction did, in a few lines: whom it called, with what, and why it failed.
 *
 * @throws `TRUFFLE_COMMAND_USAGE` when there is no such transaction
 */
export async function describeTransaction(
  session: TruffleSession,
  hash: string | undefined,
): Promise<string> {
  if (hash === undefined) throw commandUsageError('Name a transaction: debug 0x…')
  const ask = (method: string): Promise<unknown> =>
    session.provider.request({ method, params: [hash] })
  const tx = (await ask('eth_getTransactionByHash')) as Transaction | null
  const receipt = (await ask('eth_getTransactionReceipt')) as Receipt | null
  if (tx === null || receipt === null) {
    throw commandUsageError(`There is no transaction ${hash} on network ${session.networkName}`)
  }
  const target = contractAt(session, tx.to ?? receipt.contractAddress)
  const isFailure = BigInt(receipt.status) === 0n
  const lines = [
    `${hash} ${isFailure ? 'failed' : 'succeeded'} in block ${Number(tx.blockNumber)}, gas used ${Number(receipt.gasUsed)}`,
    `  from  ${tx.from}`,
    `  to    ${tx.to ?? 'a new contract'}${target === undefined ? '' : ` (${target.contractName})`}`,
    ...(tx.to === null ? [] : [`  call  ${callText(tx, target)}`]),
    ...(isFailure ? [`  why   ${await reasonOf(session, tx)}`] : []),
  ]
  return lines.join('\n')
}

function contractAt(
  { store, networkId }: TruffleSession,
  address: string | null,
): TruffleArtifact | undefined {
  const wanted = address?.toLowerCase()
  for (const name of store.names()) {
    const artifact = store.find(name)
    if (artifact?.networks[networkId]?.address?.toLowerCase() === wanted) return artifact
  }
  return undefined
}

function callText({ input, value }: Transaction, target: TruffleArtifact | undefined): string {
  const parsed =
    target && new Interface(target.abi).parseTransaction({ data: input, value: BigInt(value) })
  const paid = BigInt(value) === 0n ? '' : ` with ${BigInt(value)} wei`
  if (!parsed) return `${input.slice(0, 10)}…${paid}`
  return `${parsed.name}(${parsed.args.map(String).join(', ')})${paid}`
}

async function reasonOf(session: TruffleSession, tx: Transaction): Promise<string> {
  const { explainFailure } = await import('@scaffold-evm/project')
  const { store, provider } = session
  const interfaces = store.names().map((name) => new Interface(store.find(name)?.abi ?? []))
  return explainFailure(
    provider,
    {
      from: tx.from,
      to: tx.to,
      data: tx.input,
      value: BigInt(tx.value),
      gasLimit: BigInt(tx.gas),
      blockNumber: tx.blockNumber === null ? null : Number(tx.blockNumber),
    },
    [new Interface([]), ...interfaces],
  )
}
