import type { RecordedFrame } from '@scaffold-evm/devchain'

/** Whether a frame runs init code. */
export function isCreation({ kind }: Pick<RecordedFrame, 'kind'>): boolean {
  return kind === 'CREATE' || kind === 'CREATE2'
}
