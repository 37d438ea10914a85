import type { ContractGas, GasSamples } from '@scaffold-evm/trace'
import type { ContractGasUse, GasFigures, GasUse } from '../../gas-report.js'

/** What many calls come to. */
export function toGasUse(contract: ContractGas): ContractGasUse {
  const { sourceName, contractName, proxies, deployment, functions } = contract
  const { sizeBytes, initSizeBytes } = deployment
  return {
    sourceName,
    contractName,
    proxies,
    deployment: { ...useOf(deployment), sizeBytes, initSizeBytes },
    functions: functions.map((one) => ({ signature: one.signature, ...useOf(one) })),
  }
}

function useOf({
  transactions,
  inner,
}: {
  readonly transactions: GasSamples
  readonly inner: GasSamples
}): GasUse {
  return { transactions: figuresOf(transactions), inner: figuresOf(inner) }
}

/** Undefined of no calls. */
export function figuresOf(samples: GasSamples): GasFigures | undefined {
  if (samples.length === 0) return undefined
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (index: number): number => sorted[index] ?? 0
  const middle = sorted.length >> 1
  const sum = sorted.reduce((total, gas) => total + gas, 0)
  return {
    calls: sorted.length,
    min: at(0),
    median: sorted.length % 2 === 1 ? at(middle) : Math.round((at(middle - 1) + at(middle)) / 2),
    mean: Math.round(sum / sorted.length),
    max: at(sorted.length - 1),
  }
}
