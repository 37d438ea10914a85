import type { DebugSession, Direction } from '@scaffold-evm/trace'
import { dapArgumentInvalid, dapLineNotRun } from '../../../errors.js'
import type { Move } from '../debugger.js'
import { numberIn, type RequestHandler, sourcePathIn } from './request-handler.js'

/** A request that goes on from where it stands. */
function moving(move: Move, instruction?: Direction): RequestHandler {
  return ({ debug }, { granularity }) => {
    // Refused at once when nothing stands.
    void debug.standing
    const isInstruction = granularity === 'instruction' && instruction !== undefined
    const chosen: Move = isInstruction ? (session) => session.stepInstruction(1, instruction) : move
    return { afterwards: () => debug.move(chosen, { isStep: true }) }
  }
}

function resuming(direction: Direction): RequestHandler {
  return ({ debug }) => {
    void debug.standing
    return {
      body: { allThreadsContinued: true },
      afterwards: () => debug.move((session) => session.resume(direction), { isStep: false }),
    }
  }
}

const pause: RequestHandler = ({ debug }) => {
  debug.pause()
  return {}
}

/** As it has all happened, a line can be gone to where it ran last, or will run next. */
const gotoTargets: RequestHandler = ({ debug, counting }, args) => {
  const { session } = debug.standing
  const sourceName = debug.files.nameOf(sourcePathIn(args))
  const line = counting.fromClient(numberIn(args, 'line'))
  const steps = sourceName === undefined ? [] : stepsOf(session, sourceName, line)
  const next = steps.find((step) => step > session.step)
  const last = steps.findLast((step) => step < session.step)
  const targets = [
    ...(next === undefined ? [] : [{ id: next, label: `where line ${line} runs next` }]),
    ...(last === undefined ? [] : [{ id: last, label: `where line ${line} ran last` }]),
  ]
  if (targets.length === 0) throw dapLineNotRun(line)
  return { body: { targets: targets.map((target) => ({ ...target, line: args.line })) } }
}

const goTo: RequestHandler = ({ debug }, args) => {
  const step = numberIn(args, 'targetId')
  const { trace } = debug.standing.session
  if (step < trace.firstStep || step > trace.lastStep) {
    throw dapArgumentInvalid('targetId', 'a target of gotoTargets', step)
  }
  return { afterwards: () => debug.move((session) => session.goTo(step), { isStep: true }) }
}

function stepsOf({ trace }: DebugSession, sourceName: string, line: number): readonly number[] {
  const { stopSteps, stopKinds } = trace.index
  return stopSteps.filter((step, index) => {
    if (stopKinds[index] !== 'begin') return false
    const statement = trace.statement(step)
    if (statement?.tree.name !== sourceName) return false
    return statement.tree.position(statement.node.start).line === line
  })
}

/** Requests that go to another place. */
export const movingRequests: Readonly<Record<string, RequestHandler>> = {
  next: moving((session) => session.stepOver(), 'forward'),
  stepIn: moving((session) => session.stepInto(), 'forward'),
  stepOut: moving((session) => session.stepOut(), 'forward'),
  stepBack: moving((session) => session.stepOver('backward'), 'backward'),
  continue: resuming('forward'),
  reverseContinue: resuming('backward'),
  pause,
  gotoTargets,
  goto: goTo,
}
