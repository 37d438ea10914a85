import { bytesToHex } from '@scaffold-evm/common'
import { simulateBundle } from '../bundle-simulation.js'
import { failureError } from '../failure.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { blockSelector } from '../params/block-selector.js'
import { callBundle, signedBundle } from '../params/call-bundle.js'
import { array, object } from '../params/combinators.js'
import { stateOverrides } from '../params/overrides.js'
import { integer } from '../params/scalars.js'
import { invalidParamsError } from '../rpc-error.js'

const stateContext = object('a state context: {blockNumber, transactionIndex}', {
  blockNumber: blockSelector,
  transactionIndex: integer,
})

/** Several calls, or signed transactions, on one state. */
export const ethBundles: MethodTable = {
  eth_callMany: method(
    [
      required('bundles', array(callBundle, 'an array of bundles', 1_000)),
      optional('context', stateContext),
      optional('stateOverrides', stateOverrides, []),
    ],
    async ({ chain }, bundles, context, overrides) => {
      if (context?.transactionIndex !== undefined) {
        throw invalidParamsError('eth_callMany: calls run after a block, not inside of one')
      }
      const block = context?.blockNumber ?? 'latest'
      const results = await chain.callMany(bundles, { block, stateOverrides: overrides })
      return results.map((bundle) =>
        bundle.map((result) =>
          result.succeeded
            ? { value: bytesToHex(result.returnData) }
            : { error: failureError(result).message },
        ),
      )
    },
  ),
  eth_callBundle: method([required('bundle', signedBundle)], (context, bundle) =>
    simulateBundle(context, bundle),
  ),
}
