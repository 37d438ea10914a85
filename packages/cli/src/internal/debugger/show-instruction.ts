import { bytesToHex } from '@scaffold-evm/common'
import type { DebugView } from './debug-view.js'
import { showValue } from './show-variables.js'

/** The instruction and the stack, or another part of the EVM, or the value of an expression. */
export async function showInstruction(view: DebugView, what: string): Promise<void> {
  if (/^(mem|memory)$/.test(what)) return showMemory(view)
  if (/^(cal|calldata)$/.test(what)) return showCallData(view)
  if (/^(sto|storage)$/.test(what)) return (await import('./show-storage.js')).showStorage(view)
  if (what !== '' && !/^(sta|stack)$/.test(what)) return showValue(view, what)
  const { opcodeName } = await import('@scaffold-evm/devchain')
  const { recording } = view.session.trace
  const { step } = view.session
  const op = recording.op(step)
  view.line(
    `step ${step}  pc ${recording.pc(step)}  ${opcodeName(op)}  gas left ${recording.gasLeft(step)}`,
  )
  const depth = recording.stackDepth(step)
  if (depth === 0) view.line('  the stack is empty')
  for (let item = 0; item < depth; item++) {
    const word = recording.stackItem(step, item)
    view.line(`  ${String(item).padStart(3)}  ${word === undefined ? '?' : wordText(word)}`)
  }
}

function wordText(word: bigint): string {
  return `0x${word.toString(16).padStart(64, '0')}`
}

function showMemory(view: DebugView): void {
  const { recording } = view.session.trace
  const { step } = view.session
  const size = recording.memorySize(step)
  if (size === 0) view.line('The memory is empty.')
  for (let offset = 0; offset < size; offset += 32) {
    const row = bytesToHex(recording.memory(step, offset, 32)).slice(2)
    view.line(`  ${offset.toString(16).padStart(4, '0')}  ${row}`)
  }
}

function showCallData(view: DebugView): void {
  const { recording } = view.session.trace
  const { input } = recording.frames[recording.frame(view.session.step)] ?? {}
  if (input === undefined || input.length === 0) view.line('There is no call data.')
  else {
    view.line(`  ${bytesToHex(input.subarray(0, 4))}`)
    for (let offset = 4; offset < input.length; offset += 32) {
      const row = bytesToHex(input.subarray(offset, offset + 32)).slice(2)
      view.line(`  ${offset.toString(16).padStart(4, '0')}  ${row}`)
    }
  }
}
