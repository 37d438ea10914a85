import type { Eip1193Provider, RequestArguments } from '@scaffold-evm/common'
import { RpcError } from '../../rpc-error.js'

/** A quantity that a node answers with. @throws `RpcError` when it is none. */
export async function askQuantity(
  provider: Eip1193Provider,
  request: RequestArguments,
): Promise<bigint> {
  const answer = await provider.request(request)
  const isQuantity = typeof answer === 'string' && /^(0x[0-9a-fA-F]+|\d+)$/.test(answer)
  if (isQuantity || typeof answer === 'number') return BigInt(answer)
  const got = JSON.stringify(answer)?.slice(0, 60)
  throw new RpcError({
    code: -32603,
    message: `${request.method}: the node answered ${got}, expected a quantity`,
  })
}
