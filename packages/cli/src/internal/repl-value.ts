import { inspect } from 'node:util'

/** How a value looks at the prompt: contracts, signers and other ethers objects by what they are, not by their insides. */
export function formatReplValue(value: unknown, hasColor: boolean): string {
  const summary = summarize(value)
  return summary ?? inspect(value, { colors: hasColor, depth: 4, maxArrayLength: 50 })
}

function summarize(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if ('interface' in value && 'target' in value) return `Contract at ${String(value.target)}`
  if ('address' in value && 'signTypedData' in value) return `Signer ${String(value.address)}`
  return undefined
}
