import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import { revertData } from '@scaffold-evm/project'

/**
 * What a failure to send says of whether the transaction may still happen.
 *
 * - `final`: the node looked at it and will not have it as it is;
 * - `nonce`: its nonce is used or held by something, which is to be looked at;
 * - `fee`: as `final`, but higher fees would help;
 * - `open`: nothing is known, it may be on its way.
 */
export type Refusal = 'final' | 'nonce' | 'fee' | 'open'

// Nodes say it in words only: geth, Erigon, Nethermind, Besu, reth, Hardhat, Anvil, Ganache, and ours.
const noncePattern =
  /nonce (?:is |has |was )?(?:too low|already been used|too old)|nonce too low|old ?nonce|already known|already imported|known transaction|alreadyexists|already exists|replacement (?:transaction|fee)|expected nonce to be|doesn't have the correct nonce|nonce too small|invalid nonce/i

const feePattern =
  /max fee per gas (?:is )?(?:less|lower) than|less than (?:the )?block base ?fee|fee ?cap (?:less|too low|below)|below (?:the )?(?:current )?base fee|too low for the next block|gas price (?:is )?(?:too low|below)|fee ?too ?low|transaction underpriced/i

const finalPattern =
  /revert|insufficient|enough funds|exceeds? (?:the )?balance|lacks funds|intrinsic|gas limit|block gas|out of gas|gas required exceeds|initcode|code size|oversized|invalid sender|invalid signature|chain ?id|not supported|unauthorized|unknown account|account is locked|(?:mem|tx)pool is full|denied|not allowed|replay-protected/i

/** Reads what a node, or the way to it, answered to a transaction. */
export function readRefusal(error: unknown): Refusal {
  if (isScaffoldError(error, 'NETWORK_UNREACHABLE')) return 'open'
  if (isScaffoldError(error) && !error.code.startsWith('CHAIN_')) return 'final'
  if (revertData(error) !== undefined) return 'final'
  const message = errorMessage(error)
  if (noncePattern.test(message)) return 'nonce'
  if (feePattern.test(message)) return 'fee'
  return finalPattern.test(message) ? 'final' : 'open'
}
