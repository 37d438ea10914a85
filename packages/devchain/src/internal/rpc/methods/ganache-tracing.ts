import { bytesToHex } from '@scaffold-evm/common'
import { isRecord } from '../../is-record.js'
import { StepLogger } from '../ganache/step-logger.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { object } from '../params/combinators.js'
import type { ParamType } from '../params/param-type.js'
import { boolean, hash } from '../params/scalars.js'
import { passTransactionsOn } from '../pass-on.js'
import { RpcError, rpcCode } from '../rpc-error.js'
import { tracerOptions } from '../tracing/create-tracer.js'
import { traceMined } from '../tracing/run-tracer.js'
import type { CreateTracer } from '../tracing/tracer.js'

const shown = object('trace options', {
  disableMemory: boolean,
  disableStack: boolean,
  disableStorage: boolean,
})

const everyStep: CreateTracer = (site) => new StepLogger({}, site)

/** Ganache's own, unless a tracer is named. */
const options: ParamType<CreateTracer> = {
  expected: shown.expected,
  parse(value) {
    if (isRecord(value) && value['tracer'] !== undefined) return tracerOptions.parse(value)
    const asked = shown.parse(value)
    return (site) => new StepLogger(asked, site)
  },
}

/** Executions told as Ganache tells them. */
export const ganacheTracing: MethodTable = passTransactionsOn({
  debug_traceTransaction: method(
    [required('hash', hash), optional('options', options, everyStep)],
    async ({ chain }, wanted, create) => {
      const found = chain.transaction(wanted)
      if (found === undefined || !chain.isMined(found)) {
        throw new RpcError(rpcCode.parseError, `Unknown transaction ${bytesToHex(wanted)}`)
      }
      const { tracer, result } = await traceMined(chain, wanted, create)
      return tracer.finish(result)
    },
  ),
})
