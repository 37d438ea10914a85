import type { TruffleFlavor } from '../../truffle-flavor.js'
import { truffle5 } from '../../truffle-flavor.js'
import type { TruffleProject } from '../../truffle-project.js'
import {
  callsInNextBlock,
  estimatesOfGanacheCli,
  ganacheCliVersion,
  hardforkOfGanacheCli,
  unnamedGasPrice,
} from '../network/ganache-cli-versions.js'
import { type Detection, detectTruffle4, type Evidence } from './detect.js'
import { isEarlyRelease } from './early-release.js'
import { readEvidence } from './read-evidence.js'
import { solcOfTruffle4 } from './solc-versions.js'

/** Chooses the flavor of a project, from its files and what the user says. */
export function chooseFlavor(
  project: Pick<TruffleProject, 'root' | 'config' | 'hints' | 'env'>,
): TruffleFlavor {
  const evidence = readEvidence(project)
  const detection = detectTruffle4(evidence)
  return detection.isTruffle4 ? createTruffle4(detection, evidence) : truffle5
}

type Truffle4Detection = Extract<Detection, { isTruffle4: true }>

function createTruffle4(
  { reason, truffle }: Truffle4Detection,
  { versionOf, ranges, needsSolidity5 }: Evidence,
): TruffleFlavor {
  const isNewer = needsSolidity5()
  const isEarly = isEarlyRelease(truffle)
  const ganache = ganacheCliVersion(ranges['ganache-cli'], versionOf)
  return {
    name: 'truffle4',
    reason,
    solcVersion: isNewer ? undefined : solcOfTruffle4(truffle),
    keepsAbiOrder: isEarly,
    networkDefaults: { gas: 6_721_975, gasPrice: 100_000_000_000 },
    chains: {
      // The chain inside Truffle 4.
      managed: {
        networkId: 4_447,
        hardfork: isNewer ? newest : 'byzantium',
        callsInNextBlock: true,
        unnamedGasPrice: 1n,
        ...ganache6,
      },
      fallback: {
        hardfork: isNewer ? newest : hardforkOfGanacheCli(ganache),
        callsInNextBlock: callsInNextBlock(ganache),
        unnamedGasPrice: unnamedGasPrice(ganache),
        ...ganache6,
      },
    },
    loadParts: async () => {
      const { loadTruffle4Parts } = await import('./parts.js')
      return loadTruffle4Parts({
        estimates: estimatesOfGanacheCli(ganache),
        takesAnyArguments: isEarly,
      })
    },
  }
}

/** Solidity 0.5 wrote code for newer chains than Truffle 4's. */
const newest = 'istanbul'

/** What ganache-cli 6 starts with, which is in Truffle 4, too. */
const ganache6 = {
  dialect: 'ganache6',
  gasPrice: 20_000_000_000n,
  throwOnTransactionFailures: true,
} as const
