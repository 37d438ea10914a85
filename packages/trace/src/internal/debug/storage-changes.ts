import { bytesToHex } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type { RecordedStorageWrite } from '@scaffold-evm/devchain'
import type { CompiledContract } from '../../compiled-contract.js'
import { describeSlotChange } from '../../describe-slot.js'
import { formatValue } from '../../format-value.js'
import type { SourceTrace } from '../../source-trace.js'
import type { StorageChange } from '../../storage-change.js'

/** What is stored before a step otherwise than before the execution, by contract. */
export async function storageChanges(
  trace: SourceTrace,
  step: number,
): Promise<readonly StorageChange[]> {
  const changes: StorageChange[] = []
  for (const write of firstWrites(trace, step)) {
    const after = await trace.recording.storage(step, write.address, write.slot)
    if (after !== write.previous) changes.push(...describe(trace, write, after))
  }
  const order = [...new Set(changes.map(({ address }) => address))]
  return changes.sort((a, b) => order.indexOf(a.address) - order.indexOf(b.address))
}

function firstWrites({ recording }: SourceTrace, step: number): readonly RecordedStorageWrite[] {
  const writes = new Map<string, RecordedStorageWrite>()
  for (const write of recording.storageWrites) {
    if (write.space !== 'storage' || write.step >= step) continue
    const key = `${bytesToHex(write.address)} ${write.slot}`
    if (!writes.has(key)) writes.set(key, write)
  }
  return [...writes.values()]
}

function describe(
  trace: SourceTrace,
  { frame, address, slot, previous }: RecordedStorageWrite,
  after: bigint,
): readonly StorageChange[] {
  const contract = ownerOf(trace, frame)
  const where = {
    address: bytesToHex(address),
    contractName: contract?.artifact.contractName,
  }
  const { keccak256, recording } = trace
  const named =
    contract &&
    describeSlotChange(
      { slot, before: previous, after },
      { contract, keccak256, preimages: recording.preimages },
    )
  if (named === undefined || named.length === 0) {
    const path = `slot 0x${slot.toString(16)}`
    return [{ ...where, path, before: wordText(previous), after: wordText(after) }]
  }
  return named.map((change) => ({
    ...where,
    path: change.path,
    before: formatValue(change.before),
    after: formatValue(change.after),
  }))
}

/** Code of a library works on the storage of the contract that called it, which knows what is there. */
function ownerOf(trace: SourceTrace, writer: number): CompiledContract | undefined {
  const { frames } = trace.recording
  let frame = writer
  while (frames[frame]?.kind === 'DELEGATECALL' && isLibrary(trace.contractOfFrame(frame))) {
    frame = frames[frame]?.parent ?? -1
  }
  return trace.compiledContract(frame)
}

const callGuard = `0x73${'00'.repeat(20)}`

function isLibrary(artifact: Artifact | undefined): boolean {
  return artifact?.deployedBytecode.startsWith(callGuard) === true
}

function wordText(word: bigint): string {
  return `0x${word.toString(16)}`
}
