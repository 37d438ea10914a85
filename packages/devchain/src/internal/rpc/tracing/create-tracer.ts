import { mapped, object, oneOf } from '../params/combinators.js'
import type { ParamType } from '../params/param-type.js'
import { boolean, integer } from '../params/scalars.js'
import { CallTracer } from './call-tracer.js'
import { StructLogger } from './struct-logger.js'
import type { Tracer } from './tracer.js'

/** Makes the tracer that was asked for, one for each transaction. */
export type CreateTracer = () => Tracer

/** The options of debug_traceTransaction and its kin. */
export const tracerOptions: ParamType<CreateTracer> = mapped(
  object('trace options', {
    tracer: oneOf(['callTracer']),
    tracerConfig: object('the options of the tracer', { onlyTopCall: boolean, withLog: boolean }),
    enableMemory: boolean,
    disableStack: boolean,
    disableStorage: boolean,
    limit: integer,
  }),
  ({ tracer, tracerConfig, limit, ...shown }) => {
    if (tracer === 'callTracer') return () => new CallTracer(tracerConfig ?? {})
    return () =>
      new StructLogger({ ...shown, limit: limit === undefined ? undefined : Number(limit) })
  },
)
