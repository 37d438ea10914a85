import { bytesToDigits } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type { MeteredCall } from '@scaffold-evm/devchain'

/** The calls of an execution, and what is known of them. */
export interface MeteredTree {
  readonly calls: readonly MeteredCall[]
  artifactOf(call: MeteredCall): Artifact | undefined
  /** Signatures by selector. */
  functionsOf(artifact: Artifact): ReadonlyMap<string, string>
}

/** What a call ran. */
export interface MeteredCallee {
  readonly artifact: Artifact
  readonly signature: string
  /** What it went through before. */
  readonly proxies: readonly string[]
  /** Indices of the calls that passed it on. */
  readonly passedTo: readonly number[]
}

/** The function that a call ran: that of the contract behind, when it went through proxies. Undefined when it is none of the project's. */
export function calleeOf(tree: MeteredTree, index: number): MeteredCallee | undefined {
  const call = tree.calls[index]
  if (call === undefined) return undefined
  const artifact = tree.artifactOf(call)
  const next = passedOn(tree.calls, index)
  const behind = next === undefined ? undefined : calleeOf(tree, next)
  if (next !== undefined && behind !== undefined && hasFunction(behind, call)) {
    const proxy = artifact?.contractName ?? 'a proxy'
    return {
      ...behind,
      proxies: [proxy, ...behind.proxies],
      passedTo: [next, ...behind.passedTo],
    }
  }
  if (artifact === undefined || call.code.length === 0) return undefined
  const signature = tree.functionsOf(artifact).get(selectorOf(call)) ?? receiverOf(artifact, call)
  return signature === undefined ? undefined : { artifact, signature, proxies: [], passedTo: [] }
}

/** The call by which a frame has other code answer what it was asked. */
function passedOn(calls: readonly MeteredCall[], index: number): number | undefined {
  const { input } = calls[index] ?? { input: new Uint8Array(0) }
  const found = calls.findIndex(
    ({ parent, kind, input: passed }, at) =>
      at > index && parent === index && kind === 'DELEGATECALL' && isSame(passed, input),
  )
  return found === -1 ? undefined : found
}

/** A library is asked with what its caller was asked only if it is no proxy by chance. */
function hasFunction({ signature }: MeteredCallee, { input }: MeteredCall): boolean {
  return input.length < 4 || signature !== 'fallback'
}

function selectorOf({ input }: MeteredCall): string {
  return bytesToDigits(input.subarray(0, 4))
}

function receiverOf({ abi }: Artifact, { input }: MeteredCall): string | undefined {
  const has = (type: string): boolean => abi.some((entry) => entry.type === type)
  if (input.length === 0 && has('receive')) return 'receive'
  return has('fallback') ? 'fallback' : undefined
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
