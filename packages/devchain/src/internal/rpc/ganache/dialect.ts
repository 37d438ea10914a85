import type { Dialect } from '../dialect.js'
import type { MethodChange, RpcMethod } from '../method.js'
import { ganache, ganacheChanges, ganacheChangesWith } from '../methods/ganache.js'
import { ganacheStubs } from '../methods/ganache-stubs.js'
import { ganacheTracing } from '../methods/ganache-tracing.js'
import { ganache6Changes, nameHaltOfGanache6 } from '../methods/ganache6.js'
import { registry } from '../registry.js'
import { takingNumbers } from './number-quantities.js'
import { translateErrorOf } from './translate-error.js'

const methods: ReadonlyMap<string, RpcMethod> = new Map([
  ...registry,
  ...Object.entries(ganache),
  ...Object.entries(ganacheStubs),
  ...Object.entries(ganacheTracing),
])

function dialectOf(spoken: ReadonlyMap<string, RpcMethod>): Dialect {
  const taken = takingNumbers(spoken)
  return {
    // Libraries look for the "EthereumJS TestRPC" in it.
    clientVersion: 'Ganache/v7.9.2/EthereumJS TestRPC/v7.9.2/ethereum-js',
    methods: taken,
    answersNotifications: true,
    estimateRule: 'ganache',
    translate: translateErrorOf(taken),
  }
}

/** Ganache 7.9.2: its words, and its meaning where a method of that name has another one elsewhere. */
export const ganacheDialect: Dialect = dialectOf(withChanges(methods, ganacheChanges))

/** ganache-cli 6.12.2's meaning, in the words of Ganache 7. */
export const ganache6Dialect: Dialect = dialectOf(
  withChanges(withChanges(methods, ganacheChangesWith(nameHaltOfGanache6)), ganache6Changes),
)

function withChanges(
  base: ReadonlyMap<string, RpcMethod>,
  changes: Readonly<Record<string, MethodChange>>,
): ReadonlyMap<string, RpcMethod> {
  const changed = new Map(base)
  for (const [name, change] of Object.entries(changes)) {
    const method = base.get(name)
    if (method !== undefined) changed.set(name, change(method))
  }
  return changed
}
