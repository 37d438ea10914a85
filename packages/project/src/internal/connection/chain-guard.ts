import { type Eip1193Provider, isHex } from '@scaffold-evm/common'
import type { DeploymentStore } from '../../deployment-store.js'
import { isDevelopmentChain } from '../../development-chain.js'
import { chainMismatchError, networkUnreachableError, recordedChainError } from '../../errors.js'
import { describeAnswer } from '../describe-answer.js'

/** What a node has to be. */
export interface ChainExpectation {
  readonly networkName: string
  readonly shownUrl: string
  /** Of the config. */
  readonly expected: bigint | undefined
  /** What was deployed so far, which tells the chain when the config does not. */
  readonly deployments: DeploymentStore
}

/** Asks a node for its chain id. @throws `NETWORK_CHAIN_MISMATCH` when the config says another, `NETWORK_UNREACHABLE` when it says none. */
export async function checkedChainId(
  node: Eip1193Provider,
  { networkName, shownUrl, expected }: ChainExpectation,
): Promise<bigint> {
  const answer = await node.request({ method: 'eth_chainId' })
  if (!isHex(answer) || answer === '0x') {
    const reason = `it says that its chain id is ${describeAnswer(answer)}, which is no number`
    throw networkUnreachableError({ name: networkName, url: shownUrl }, reason)
  }
  const chainId = BigInt(answer)
  if (expected === undefined || expected === chainId) return chainId
  throw chainMismatchError(networkName, shownUrl, { expected, got: chainId })
}

async function assertRecorded(chainId: bigint, at: ChainExpectation): Promise<void> {
  const { networkName, shownUrl, deployments } = at
  const record = await deployments.read()
  if (record === undefined || BigInt(record.chainId) === chainId) return
  const recorded = BigInt(record.chainId)
  // Local nodes come and go under one name.
  if (isDevelopmentChain(recorded) && isDevelopmentChain(chainId)) return
  const chain = { recorded, got: chainId, path: deployments.path }
  throw recordedChainError(networkName, shownUrl, chain)
}

/**
 * What is called before each signature: behind one URL there may be another node by now.
 *
 * Cost: one small request, beside those that fill a transaction in.
 */
export function createChainGuard(
  node: Eip1193Provider,
  chainId: bigint,
  at: ChainExpectation,
): () => Promise<void> {
  let isRecordChecked = at.expected !== undefined
  return async () => {
    await checkedChainId(node, { ...at, expected: chainId })
    if (isRecordChecked) return
    await assertRecorded(chainId, at)
    isRecordChecked = true
  }
}
