import type { LegacyReceipt } from '../legacy-web3.js'

/** Gas of a transaction that does not say how much. */
const usualGas = 90_000

/** A transaction was mined and failed, on a node that does not say so when it is sent. */
export class StatusError extends Error {
  readonly tx: string
  readonly receipt: LegacyReceipt

  constructor(gas: unknown, tx: string, receipt: LegacyReceipt) {
    const limit = Number.parseInt(String(gas), 10) || usualGas
    super(receipt.gasUsed === limit ? outOfGasText(tx) : failedText(tx))
    this.name = 'StatusError'
    this.tx = tx
    this.receipt = receipt
  }
}

function outOfGasText(tx: string): string {
  return [
    `Transaction: ${tx} exited with an error (status 0) after consuming all gas.`,
    'Please check that the transaction:',
    '    - satisfies all conditions set by Solidity `assert` statements.',
    '    - has enough gas to execute the full transaction.',
    '    - does not trigger an invalid opcode by other means (ex: accessing an array out of bounds).',
  ].join('\n')
}

function failedText(tx: string): string {
  return [
    `Transaction: ${tx} exited with an error (status 0).`,
    'Please check that the transaction:',
    '    - satisfies all conditions set by Solidity `require` statements.',
    '    - does not trigger a Solidity `revert` statement.',
    '',
  ].join('\n')
}
