import { isHex } from '@scaffold-evm/common'
import type { VerifiedMatch } from '@scaffold-evm/project'
import { verifyMismatchError, verifyNoCodeError } from '../../errors/verify.js'
import type { ChainReader } from '../steps/chain-reader.js'
import { compareCode, type Libraries } from './compare-code.js'
import { type BuildPlaces, type DeployedBuild, findBuilds } from './deployed-build.js'
import type { VerifyTarget } from './verify-target.js'

/** A contract whose code on the chain is known to be what the input makes. */
export interface CheckedTarget {
  readonly target: VerifyTarget
  readonly build: DeployedBuild
  readonly match: VerifiedMatch
  readonly libraries: Libraries
}

/** Where builds are looked for, and the chain. */
export interface CheckPlaces extends BuildPlaces {
  readonly reader: ChainReader
}

/** Where EIP-1967 keeps the address of the implementation. */
const implementationSlot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'

/**
 * Finds what a contract was compiled from, and holds it against the chain before anybody is told of it.
 *
 * @throws `VERIFY_NO_CODE`, `VERIFY_CODE_MISMATCH`, and as `findBuilds` does.
 */
export async function checkTarget(
  target: VerifyTarget,
  { reader, ...places }: CheckPlaces,
): Promise<CheckedTarget> {
  const { name, address } = target
  const code = await reader.ask('eth_getCode', address, 'latest')
  if (!isHex(code) || code.length <= 3) throw verifyNoCodeError(name, address)
  let best: CheckedTarget | undefined
  let reason: string | undefined
  for await (const build of findBuilds(places, target)) {
    const compared = compareCode(code, build.contract)
    if (compared.status === 'different') {
      reason ??= compared.reason
      continue
    }
    const { match, libraries } = compared
    if (best === undefined || match === 'exact') best = { target, build, match, libraries }
    if (match === 'exact') break
  }
  if (best !== undefined) return best
  const found = { contract: target.contract, address, reason: reason ?? '' }
  throw verifyMismatchError(name, {
    ...found,
    reason: found.reason + (await proxyHint(address, reader)),
  })
}

async function proxyHint(address: string, reader: ChainReader): Promise<string> {
  const word = String(await reader.ask('eth_getStorageAt', address, implementationSlot, 'latest'))
  if (/^0x0*$/.test(word)) return ''
  return `\nIt is a proxy (EIP-1967) of 0x${word.slice(-40)}`
}
