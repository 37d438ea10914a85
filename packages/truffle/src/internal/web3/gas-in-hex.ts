type Fields = Record<string, unknown>

interface Web3Method {
  readonly method: { outputFormatter(value: Fields, hexFormat?: boolean): Fields }
}

/** Truffle's web3 gives gas of blocks, transactions and receipts as hex where web3 itself gives numbers. */
export function showGasInHex({ eth }: { readonly eth: object }): void {
  const { getBlock, getTransaction, getTransactionReceipt } = eth as Readonly<
    Record<'getBlock' | 'getTransaction' | 'getTransactionReceipt', Web3Method>
  >
  formatGas(getBlock, ['gasLimit', 'gasUsed'])
  formatGas(getTransaction, ['gas'])
  formatGas(getTransactionReceipt, ['gasUsed'])
}

function formatGas({ method }: Web3Method, keys: readonly string[]): void {
  const format = method.outputFormatter
  method.outputFormatter = (value, hexFormat) => {
    const result = format.call(method, value, hexFormat)
    for (const key of keys) result[key] = `0x${BigInt(String(result[key])).toString(16)}`
    return result
  }
}
