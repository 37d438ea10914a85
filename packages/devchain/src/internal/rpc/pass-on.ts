import type { BlockSelector } from '../chain/blocks/chain-block.js'
import type { Chain } from '../chain/chain.js'
import type { RemoteChain } from '../chain/fork/remote-chain.js'
import type { MethodTable, Param, RpcMethod } from './method.js'

/** An argument as it was read, and as it came. */
interface Given {
  readonly value: unknown
  readonly source: unknown
}

/** Whether the first argument of a method is about what was before the fork point. */
type IsRemote = (chain: Chain, remote: RemoteChain, argument: unknown) => boolean | Promise<boolean>

/** Methods whose first parameter is the hash of a transaction; the remote chain answers for its own. */
export function passTransactionsOn(methods: MethodTable): MethodTable {
  return passOn(methods, (chain, remote, hash) => {
    const found = hash instanceof Uint8Array ? chain.transaction(hash) : undefined
    if (found === undefined) return true
    return chain.isMined(found) && found.block.number <= remote.forkBlockNumber
  })
}

/** Methods whose first parameter is a block; the remote chain answers for those up to the fork point. */
export function passBlocksOn(methods: MethodTable): MethodTable {
  return passOn(methods, async (chain, remote, argument) => {
    // The parameter is read by one of the types for blocks.
    const selector =
      argument instanceof Uint8Array ? { hash: argument } : (argument as BlockSelector)
    const block = await chain.block(selector)
    return block !== undefined && block.number <= remote.forkBlockNumber
  })
}

function passOn(methods: MethodTable, isRemote: IsRemote): MethodTable {
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [name, passingOn(name, method, isRemote)]),
  )
}

function passingOn(name: string, { params, run }: RpcMethod, isRemote: IsRemote): RpcMethod {
  return {
    params: params.map(keepingSource),
    async run(context, args) {
      // The arguments were read by `keepingSource`.
      const given = args as readonly Given[]
      const { chain } = context
      const { remote } = chain
      if (remote !== undefined && (await isRemote(chain, remote, given[0]?.value))) {
        return remote.request(name, sourcesOf(given))
      }
      return run(
        context,
        given.map(({ value }) => value),
      )
    },
  }
}

/** Without those at the end that were not given. */
function sourcesOf(given: readonly Given[]): unknown[] {
  const last = given.findLastIndex(({ source }) => source !== undefined)
  return given.slice(0, last + 1).map(({ source = null }) => source)
}

function keepingSource(param: Param<unknown>): Param<unknown> {
  const { type, fallback } = param
  const absent: Given = { value: fallback, source: undefined }
  return {
    ...param,
    type: {
      expected: type.expected,
      parse: (source): Given => ({ value: type.parse(source), source }),
    },
    fallback: absent,
  }
}
