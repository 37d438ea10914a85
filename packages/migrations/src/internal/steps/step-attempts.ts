import type { Hex } from '@scaffold-evm/common'
import type { StepRecord } from '@scaffold-evm/project'
import { hashesOf } from '../recovery/look-up.js'
import type { Outgoing } from './broadcast.js'

/** A step whose latest transaction is `hash`; those before it may be mined still. */
export function withHash(step: StepRecord, hash: Hex): StepRecord {
  const { transactionHash: _, replaced: __, ...rest } = step
  const earlier = hashesOf(step).filter((it) => it !== hash)
  return {
    ...rest,
    transactionHash: hash,
    ...(earlier.length === 0 ? {} : { replaced: earlier }),
  }
}

/** A step of which one more transaction is about to leave. */
export function withAttempt(step: StepRecord, outgoing: Outgoing, digest: Hex): StepRecord {
  const { signedWith: _, ...rest } = step
  const { hash, signedWith } = outgoing
  const open: StepRecord = { ...rest, digest, status: 'intended' }
  const named = hash === undefined ? open : withHash(open, hash)
  return signedWith === undefined ? named : { ...named, signedWith }
}
