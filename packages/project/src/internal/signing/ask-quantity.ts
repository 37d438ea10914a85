import type { Eip1193Provider, RequestArguments } from '@scaffold-evm/common'
import { RpcError } from '../../rpc-error.js'
import { describeAnswer } from '../describe-answer.js'

/** A quantity that a node answers with. @throws `RpcError` when it is none. */
export async function askQuantity(
  provider: Eip1193Provider,
  request: RequestArguments,
): Promise<bigint> {
  const answer = await provider.request(request)
  const isQuantity = typeof answer === 'string' && /^(0x[0-9a-fA-F]+|\d+)$/.test(answer)
  if (isQuantity || typeof answer === 'number') return BigInt(answer)
  throw new RpcError({
    code: -32603,
    message: `${request.method}: the node answered ${describeAnswer(answer)}, expected a quantity`,
  })
}
