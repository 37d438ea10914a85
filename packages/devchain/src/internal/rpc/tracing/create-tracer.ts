import { isRecord } from '../../is-record.js'
import { object } from '../params/combinators.js'
import { at, ParamMismatch, type ParamType } from '../params/param-type.js'
import { boolean, integer, string } from '../params/scalars.js'
import { CallTracer } from './call-tracer.js'
import { FlatCallTracer } from './flat-call-tracer.js'
import { FourByteTracer } from './four-byte-tracer.js'
import { MuxTracer } from './mux-tracer.js'
import { NoopTracer } from './noop-tracer.js'
import { PrestateTracer } from './prestate-tracer.js'
import { StructLogger } from './struct-logger.js'
import type { CreateTracer } from './tracer.js'

/** Reads `tracerConfig` and gives what makes the tracer. */
type ReadConfig = (config: unknown) => CreateTracer

const callConfig = object('the options of callTracer', { onlyTopCall: boolean, withLog: boolean })
const flatConfig = object('the options of flatCallTracer', {
  convertParityErrors: boolean,
  includePrecompiles: boolean,
})
const prestateConfig = object('the options of prestateTracer', {
  diffMode: boolean,
  disableCode: boolean,
  disableStorage: boolean,
  includeEmpty: boolean,
})

const tracers: Readonly<Record<string, ReadConfig>> = {
  callTracer(config) {
    const options = callConfig.parse(config)
    return (site) => new CallTracer(options, site)
  },
  flatCallTracer(config) {
    const options = flatConfig.parse(config)
    return (site) => new FlatCallTracer(options, site)
  },
  prestateTracer(config) {
    const options = prestateConfig.parse(config)
    return (site) => new PrestateTracer(options, site)
  },
  '4byteTracer': () => () => new FourByteTracer(),
  muxTracer(config) {
    const creators = readMuxConfig(config)
    return (site) => new MuxTracer(creators, site)
  },
  noopTracer: () => () => new NoopTracer(),
}

function readMuxConfig(config: unknown): ReadonlyMap<string, CreateTracer> {
  if (!isRecord(config)) throw new ParamMismatch('an object from tracers to their options', config)
  return new Map(
    Object.entries(config).map(([name, options]) => [
      name,
      at(name, () => readTracer(name, options ?? {})),
    ]),
  )
}

function readTracer(name: string, config: unknown): CreateTracer {
  const read = Object.hasOwn(tracers, name) ? tracers[name] : undefined
  if (read !== undefined) return read(config)
  const names = Object.keys(tracers).map((known) => `"${known}"`)
  throw new ParamMismatch(`one of ${names.join(', ')} (tracers in JavaScript are not run)`, name)
}

const options = object('trace options', {
  tracer: string,
  enableMemory: boolean,
  disableStack: boolean,
  disableStorage: boolean,
  enableReturnData: boolean,
  limit: integer,
  // What geth bounds: how long to trace, and how far to go back for a state. Neither has to be here.
  timeout: string,
  reexec: integer,
})

/** What traces when nothing else is asked for: every instruction. */
export const defaultTracer: CreateTracer = (site) => new StructLogger({}, site)

/** The options of debug_traceTransaction and its kin. */
export const tracerOptions: ParamType<CreateTracer> = {
  expected: options.expected,
  parse(value) {
    const { tracer, limit, ...shown } = options.parse(value)
    if (tracer === undefined || tracer === '') {
      const steps = limit === undefined ? undefined : Number(limit)
      return (site) => new StructLogger({ ...shown, limit: steps }, site)
    }
    const config = isRecord(value) ? value['tracerConfig'] : undefined
    return readAt(tracer, config ?? {})
  },
}

function readAt(tracer: string, config: unknown): CreateTracer {
  if (!Object.hasOwn(tracers, tracer)) return at('tracer', () => readTracer(tracer, config))
  return at('tracerConfig', () => readTracer(tracer, config))
}
