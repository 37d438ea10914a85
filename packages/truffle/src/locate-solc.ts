import { createSilentReporter } from '@scaffold-evm/common'
import { parseVersionName } from '@scaffold-evm/compiler'
import { createTruffleSolcProvider } from './internal/compile/choose-solc.js'
import type { TruffleProject } from './truffle-project.js'

/** The soljson.js of an exact version on this machine, where Truffle's own cache counts; undefined when it is not here. */
export async function locateSoljson(
  { root }: TruffleProject,
  version: string,
): Promise<string | undefined> {
  if (parseVersionName(version) === undefined) return undefined
  const provider = createTruffleSolcProvider({ root, reporter: createSilentReporter() })
  const releases = await provider.available()
  return releases.find((release) => release.version === version)?.path
}
