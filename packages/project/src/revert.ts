import { describePanic, type Hex, isHex } from '@scaffold-evm/common'
import type { ErrorDescription, Interface } from 'ethers'

/**
 * The return data of a revert, wherever in an error (or the errors inside it) a client put it.
 * Undefined when the error is no revert.
 */
export function revertData(error: unknown): Hex | undefined {
  const seen = new Set<unknown>()
  const queue: unknown[] = [error]
  for (const item of queue) {
    if (typeof item !== 'object' || item === null || seen.has(item) || seen.size > 20) continue
    seen.add(item)
    const data: unknown = Reflect.get(item, 'data')
    if (isHex(data) && data.length % 2 === 0) return data
    for (const key of ['data', 'error', 'cause', 'info']) queue.push(Reflect.get(item, key))
  }
  return undefined
}

function formatValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(formatValue).join(', ')}]`
  return String(value)
}

function parseError(data: Hex, interfaces: readonly Interface[]): ErrorDescription | undefined {
  for (const candidate of interfaces) {
    try {
      const parsed = candidate.parseError(data)
      if (parsed !== null) return parsed
    } catch {
      // Another contract's error may share the selector and not the arguments.
    }
  }
  return undefined
}

/** ethers fails when a value is read, not when it finds bytes that are no text. */
function isReadable({ args }: ErrorDescription): boolean {
  try {
    args.toArray(true)
    return true
  } catch {
    return false
  }
}

/**
 * What revert data says, in words: a reason string, a panic with its meaning, a custom error with its
 * arguments when one of `interfaces` has it.
 *
 * ethers' `Interface` knows `Error(string)` and `Panic(uint256)` itself, so at least one interface
 * (`new Interface([])`) is needed to read those.
 */
export function describeRevert(data: Hex, interfaces: readonly Interface[]): string {
  if (data === '0x') return 'reverted without a reason'
  const parsed = parseError(data, interfaces)
  const shown = `(data ${data.slice(0, 74)}${data.length > 74 ? '…' : ''})`
  if (parsed === undefined) {
    return `reverted with a custom error that no known contract has ${shown}`
  }
  if (!isReadable(parsed))
    return `reverted with ${parsed.signature} and text that is not UTF-8 ${shown}`
  const [first] = parsed.args
  if (parsed.signature === 'Error(string)') {
    return first === '' ? 'reverted with an empty reason' : `reverted: ${String(first)}`
  }
  if (parsed.signature === 'Panic(uint256)') return describePanic(BigInt(first))
  const names = parsed.fragment.inputs.map((input) => input.name)
  const values = parsed.args.map((value: unknown, index: number) => {
    const name = names[index]
    return name ? `${name}: ${formatValue(value)}` : formatValue(value)
  })
  return `reverted with ${parsed.name}(${values.join(', ')})`
}
