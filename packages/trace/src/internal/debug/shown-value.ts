import type { DebugValue } from '../../debug-value.js'
import { formatOperand, type Operand } from '../expression/operand.js'

/** An operand as it is shown. */
export async function toDebugValue(operand: Operand): Promise<DebugValue> {
  const isComposite = operand.kind === 'composite'
  const hasMembers = isComposite || operand.kind === 'namespace'
  return {
    type: typeOf(operand),
    text: isComposite ? await operand.text() : formatOperand(operand),
    hasMembers,
    members: async () => {
      const members = hasMembers ? await operand.members() : []
      return Promise.all(
        members.map(async ([name, member]) => ({ name, ...(await toDebugValue(member)) })),
      )
    },
  }
}

function typeOf(operand: Operand): string | undefined {
  if (operand.kind === 'bool') return 'bool'
  return operand.kind === 'namespace' ? undefined : operand.type
}
