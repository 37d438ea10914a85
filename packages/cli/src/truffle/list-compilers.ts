import { ScaffoldError } from '@scaffold-evm/common'
import { compareVersions, publishedVersions } from '@scaffold-evm/compiler'
import type { TruffleContext } from './truffle-command.js'

/** Prints the compilers that can be had, as JSON like Truffle. */
export async function listCompilers(
  { logger }: TruffleContext,
  filter: string,
  all: boolean,
): Promise<void> {
  const wanted = filter === '' ? 'releases' : filter
  if (wanted !== 'releases' && wanted !== 'latestRelease') {
    throw new ScaffoldError({
      code: 'TRUFFLE_COMPILER_LIST',
      message: `There is no list of ${wanted}; expected releases or latestRelease`,
    })
  }
  const releases = [...publishedVersions].sort((a, b) => compareVersions(b, a))
  if (wanted === 'latestRelease') logger.log(JSON.stringify(releases[0]))
  else logger.log(JSON.stringify(all ? releases : releases.slice(0, 10), null, ' '))
}
