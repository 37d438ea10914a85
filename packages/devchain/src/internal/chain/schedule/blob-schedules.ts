import type { BlobSchedule } from '../rules.js'

/** What Mainnet has since each fork that says something of blobs. */
export const mainnetBlobs: Readonly<Partial<Record<string, BlobSchedule>>> = {
  cancun: { target: 3n, max: 6n, baseFeeUpdateFraction: 3_338_477n },
  prague: { target: 6n, max: 9n, baseFeeUpdateFraction: 5_007_716n },
  osaka: { target: 6n, max: 9n, baseFeeUpdateFraction: 5_007_716n },
  bpo1: { target: 10n, max: 15n, baseFeeUpdateFraction: 8_346_193n },
  bpo2: { target: 14n, max: 21n, baseFeeUpdateFraction: 11_684_671n },
}
