import type { Dialect } from '../dialect.js'
import type { RpcMethod } from '../method.js'
import { ganache, ganacheChanges } from '../methods/ganache.js'
import { ganacheStubs } from '../methods/ganache-stubs.js'
import { registry } from '../registry.js'
import { translateError } from './translate-error.js'

/** Ganache 7.9.2: its words, and its meaning where a method of that name has another one elsewhere. */
export const ganacheDialect: Dialect = {
  // Libraries look for the "EthereumJS TestRPC" in it.
  clientVersion: 'Ganache/v7.9.2/EthereumJS TestRPC/v7.9.2/ethereum-js',
  methods: buildMethods(),
  translate: translateError,
}

function buildMethods(): ReadonlyMap<string, RpcMethod> {
  const tables = [ganache, ganacheStubs].flatMap((table) => Object.entries(table))
  const methods = new Map([...registry, ...tables])
  for (const [name, change] of Object.entries(ganacheChanges)) {
    const base = methods.get(name)
    if (base !== undefined) methods.set(name, change(base))
  }
  return methods
}
