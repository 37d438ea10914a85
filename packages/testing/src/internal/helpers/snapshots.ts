import type { Eip1193Provider } from '@scaffold-evm/common'
import { responseInvalid, snapshotInvalid } from '../../errors.js'

/** A point in the life of a chain that one can go back to, any number of times. */
export interface SnapshotRestorer {
  /** Of the snapshot as it was first taken. */
  readonly snapshotId: string
  /** @throws `TEST_SNAPSHOT_INVALID` when the chain was taken back to an earlier point since. */
  restore(): Promise<void>
}

/** Takes a snapshot of the chain. */
export async function takeSnapshot(provider: Eip1193Provider): Promise<SnapshotRestorer> {
  const snapshotId = await requestSnapshot(provider)
  let currentId = snapshotId
  return {
    snapshotId,
    async restore() {
      const isReverted = await provider.request({ method: 'evm_revert', params: [currentId] })
      if (typeof isReverted !== 'boolean') {
        throw responseInvalid('The value returned by evm_revert should be a boolean')
      }
      if (!isReverted) throw snapshotInvalid()
      // Reverting uses the snapshot up.
      currentId = await requestSnapshot(provider)
    },
  }
}

async function requestSnapshot(provider: Eip1193Provider): Promise<string> {
  const id = await provider.request({ method: 'evm_snapshot', params: [] })
  if (typeof id === 'string') return id
  throw responseInvalid('The value returned by evm_snapshot should be a string')
}
