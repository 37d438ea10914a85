import { errorMessage, type Hex, isScaffoldError } from '@scaffold-evm/common'
import { getAddress } from '@scaffold-evm/project/ethers'
import type { ChainReader } from '../steps/chain-reader.js'

/** Calls of functions without arguments that give an address. */
export const addressCalls = { owner: '0x8da5cb5b', implementation: '0x5c60da1b' } as const

/** The address in the low end of a word; undefined for zero. */
export function wordToAddress(word: unknown): string | undefined {
  const [, digits = ''] = /^0x([0-9a-f]*)$/i.exec(String(word)) ?? []
  const address = digits.padStart(64, '0').slice(-40)
  return /^0*$/.test(address) ? undefined : getAddress(`0x${address}`)
}

/** What nodes say of a call that the contract itself does not answer, other than that it is away. */
const executionFailure =
  /revert|invalid (?:opcode|jump)|out of gas|stack (?:under|over)flow|exception|execution/i

/** The address that a contract tells, perhaps zero; undefined when it has no such function or does not tell. */
export async function askAddress(
  reader: ChainReader,
  question: {
    readonly to: string
    readonly call: keyof typeof addressCalls
    readonly block: Hex | 'latest'
  },
): Promise<string | undefined> {
  const { to, call, block } = question
  try {
    const answer = await reader.ask('eth_call', { to, data: addressCalls[call] }, block)
    return String(answer).length === 66 ? getAddress(`0x${String(answer).slice(-40)}`) : undefined
  } catch (error) {
    if (isScaffoldError(error) || !executionFailure.test(errorMessage(error))) throw error
    return undefined
  }
}
