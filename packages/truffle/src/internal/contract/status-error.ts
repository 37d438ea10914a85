import type { Web3Receipt } from '../rpc/receipt.js'
import type { TransactionFields } from '../rpc/transaction-fields.js'

/** Whom ganache-core gave so much when a transaction did not say. */
const defaultGas = 90000

const hint = '     Please check that the transaction:\n'

/** A transaction that was mined and failed; its text is Truffle's. */
export class StatusError extends Error {
  override readonly name = 'StatusError'
  readonly tx: string
  readonly receipt: Web3Receipt
  readonly reason: string | undefined

  constructor({ fields, receipt, reason }: StatusErrorFields) {
    const gasLimit = Number(fields['gas'] || defaultGas)
    super(
      Number(receipt.gasUsed) === gasLimit
        ? outOfGasText(receipt.transactionHash)
        : revertText(receipt.transactionHash, reason),
    )
    this.tx = receipt.transactionHash
    this.receipt = receipt
    this.reason = reason
  }
}

/** What a `StatusError` tells of. */
export interface StatusErrorFields {
  readonly fields: TransactionFields
  readonly receipt: Web3Receipt
  readonly reason: string | undefined
}

function outOfGasText(hash: string): string {
  return (
    `Transaction: ${hash} exited with an error (status 0) after consuming all gas.\n${hint}` +
    '     - satisfies all conditions set by Solidity `assert` statements.\n' +
    '     - has enough gas to execute the full transaction.\n' +
    '     - does not trigger an invalid opcode by other means (ex: accessing an array out of bounds).'
  )
}

function revertText(hash: string, reason: string | undefined): string {
  const given = reason ? `Reason given: ${reason}.` : ''
  return (
    `Transaction: ${hash} exited with an error (status 0). ${given}\n${hint}` +
    '     - satisfies all conditions set by Solidity `require` statements.\n' +
    '     - does not trigger a Solidity `revert` statement.\n'
  )
}
