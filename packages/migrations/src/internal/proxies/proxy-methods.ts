import type { Contract } from 'ethers'
import { migrationArgumentsError } from '../../errors/step.js'
import type { ProxyMethods } from '../../migration/proxy-methods.js'
import type { FileRun } from '../files/file-run.js'

/** What a migration does with proxies, loaded when it does. Where the user's code is, is looked at before the first `await`. */
export function proxyMethods(run: FileRun): ProxyMethods {
  return {
    async deployProxy(name, options = {}) {
      const place = run.place(`deploy ${options.id ?? name} proxy`)
      assertOptions(`deployProxy(${name})`, options)
      const { deployProxy } = await import('./deploy-proxy.js')
      return deployProxy(run, name, { options, place })
    },
    async upgrade(name, options = {}) {
      const place = run.place(`upgrade ${name}`)
      assertOptions(`upgrade(${name})`, options)
      const { upgradeProxy } = await import('./upgrade-proxy.js')
      return upgradeProxy(run, name, { options, place })
    },
    async prepareUpgrade(name, options = {}) {
      const place = run.place(`prepare ${name}`)
      assertOptions(`prepareUpgrade(${name})`, options)
      const { prepareUpgrade } = await import('./prepare-upgrade.js')
      return prepareUpgrade(run, name, { options, place })
    },
    async deployBeacon(name, options = {}) {
      const place = run.place(`deploy ${options.id ?? `${name}Beacon`}`)
      const { deployBeacon } = await import('./beacons.js')
      return deployBeacon(run, name, { options, place })
    },
    async upgradeBeacon(name, options = {}) {
      const place = run.place(`upgrade ${name}`)
      const { upgradeBeacon } = await import('./beacons.js')
      return upgradeBeacon(run, name, { options, place })
    },
    async importProxy(name, address, options = {}) {
      const place = run.place(`import ${name}`)
      const { importProxy } = await import('./import-proxy.js')
      return importProxy(run, name, { address, options, place })
    },
    async transferProxyOwnership(name, owner, options = {}) {
      const place = run.place(`hand over ${name}`)
      const { transferProxyOwnership } = await import('./transfer-ownership.js')
      return transferProxyOwnership(run, name, { owner, options, place })
    },
    async diamondCut(name, options) {
      const place = run.place(`cut ${name}`)
      const { diamondCut } = await import('../diamonds/diamond-cut.js')
      // A Contract is a BaseContract whose functions TypeScript may name.
      return (await diamondCut(run, name, { options, place })) as Contract
    },
  }
}

const kinds: readonly unknown[] = ['transparent', 'uups', 'beacon', undefined]

/** Migrations in JavaScript may give anything. @throws `MIGRATION_ARGUMENTS`. */
function assertOptions(what: string, options: object): void {
  if (Array.isArray(options) || typeof options !== 'object') {
    const problem =
      'expected one object of options: arguments of the initializer are in { args: […] }'
    throw migrationArgumentsError(what, problem, undefined)
  }
  const kind: unknown = Reflect.get(options, 'kind')
  if (kinds.includes(kind)) return
  const problem = `kind is ${JSON.stringify(kind)}, expected 'transparent', 'uups' or 'beacon'`
  throw migrationArgumentsError(what, problem, undefined)
}
