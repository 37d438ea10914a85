import { EVM, EVMMockBlockchain, type EVMOpts } from '@ethereumjs/evm'
import type { WorldState } from '../../state/types.js'
import type { Rules } from '../rules.js'

type CustomOpcode = NonNullable<EVMOpts['customOpcodes']>[number]
type OpHandler = Extract<CustomOpcode, { logicFunction: unknown }>['logicFunction']

/** What ethereumjs' instructions work on. */
export type RunState = Parameters<OpHandler>[0]

/** ethereumjs' interpreter of one frame. */
export type Interpreter = RunState['interpreter']

/** What makes one. */
export type InterpreterClass = new (
  evm: EVM,
  stateManager: EVM['stateManager'],
  blockchain: EVM['blockchain'],
  env: RunState['env'],
  gasLeft: bigint,
  journal: EVM['journal'],
  performanceLogger: unknown,
) => Interpreter

/**
 * The interpreter class of @ethereumjs/evm, which does not export it: an instruction of our own,
 * run once, sees the interpreter that runs it.
 */
export async function findStockInterpreter(
  rules: Rules,
  state: WorldState,
): Promise<InterpreterClass> {
  const found: Interpreter[] = []
  const opcode = 0x0c
  const evm = new EVM({
    common: rules,
    stateManager: state,
    blockchain: new EVMMockBlockchain(),
    customOpcodes: [
      {
        opcode,
        opcodeName: 'FIND',
        baseFee: 0,
        logicFunction: ({ interpreter }: RunState): void => {
          found.push(interpreter)
        },
      },
    ],
  })
  await evm.runCode({ code: Uint8Array.of(opcode) })
  return classOf(found[0])
}

/** The one place that says of a constructor found at run time what it makes. */
function classOf(interpreter: Interpreter | undefined): InterpreterClass {
  return interpreter?.constructor as InterpreterClass
}
