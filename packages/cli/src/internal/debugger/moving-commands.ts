import type { Direction } from '@scaffold-evm/trace'
import { debugArgumentError } from '../../errors.js'
import { command, type DebugCommand } from './debug-command.js'
import type { DebugView } from './debug-view.js'
import { parseLocation } from './parse-location.js'
import { showStop } from './show-stop.js'

type Move = (view: DebugView, direction: Direction) => Promise<unknown>

/** So many times, as the rest of the line says; ends early where there is nothing more. */
async function repeat(view: DebugView, rest: string, move: () => Promise<unknown>): Promise<void> {
  const times = countIn(rest)
  for (let time = 0; time < times; time++) {
    await move()
    const { reason } = view.session.stop
    if (reason !== 'step' && reason !== 'entry') break
  }
  await showStop(view, view.session.stop)
}

function countIn(rest: string): number {
  const text = rest.trim()
  if (text === '') return 1
  if (!/^[1-9]\d{0,8}$/.test(text)) throw debugArgumentError('how many times, e.g. 3', text)
  return Number(text)
}

function bothWays(
  forward: readonly string[],
  backward: readonly string[],
  { summary, move }: { readonly summary: string; readonly move: Move },
): readonly DebugCommand[] {
  const group = 'Moving'
  const usage = '[times]'
  return [
    command({ names: forward, usage, group, summary }, (view, rest) =>
      repeat(view, rest, () => move(view, 'forward')),
    ),
    command({ names: backward, usage, group, summary: `the same, backwards` }, (view, rest) =>
      repeat(view, rest, () => move(view, 'backward')),
    ),
  ]
}

/** Commands that go through the execution. */
export const movingCommands: readonly DebugCommand[] = [
  ...bothWays(['o', 'over', 'next'], ['O', 'rnext', 'reverse-next'], {
    summary: 'to the next statement, over functions that it calls',
    move: ({ session }, direction) => session.stepOver(direction),
  }),
  ...bothWays(['i', 'n', 'into', 'step'], ['I', 'N', 'rstep', 'reverse-step'], {
    summary: 'to the next statement, into functions that it calls',
    move: ({ session }, direction) => session.stepInto(direction),
  }),
  ...bothWays(['u', 'out', 'finish'], ['U', 'rfinish', 'reverse-finish'], {
    summary: 'out of this function',
    move: ({ session }, direction) => session.stepOut(direction),
  }),
  command(
    {
      names: [';', 'stepi'],
      usage: '[count]',
      group: 'Moving',
      summary: 'by instructions of the EVM',
    },
    (view, rest) => instructions(view, rest, 'forward'),
  ),
  command(
    {
      names: ['rstepi', 'reverse-stepi'],
      usage: '[count]',
      group: 'Moving',
      summary: 'the same, backwards',
    },
    (view, rest) => instructions(view, rest, 'backward'),
  ),
  ...bothWays(['c', 'continue'], ['C', 'rcontinue', 'reverse-continue'], {
    summary: 'to the next breakpoint, change or failure, or the end',
    move: ({ session }, direction) => session.resume(direction),
  }),
  command(
    {
      names: ['until', 'advance'],
      usage: '[file:]line',
      group: 'Moving',
      summary: 'to a line',
    },
    (view, rest) => runTo(view, rest, 'forward'),
  ),
  command(
    { names: ['runtil'], usage: '[file:]line', group: 'Moving', summary: 'the same, backwards' },
    (view, rest) => runTo(view, rest, 'backward'),
  ),
  command(
    { names: ['y'], group: 'Moving', summary: 'to the failure that the transaction ended with' },
    async (view) => {
      const { failure } = view.session.trace
      if (failure === undefined) view.line('It did not fail.')
      else {
        view.session.goTo(failure.step)
        view.line(view.style.yellow(`Failure: ${failure.message}`))
        await showStop(view, view.session.stop)
      }
    },
  ),
  command(
    { names: ['Y'], group: 'Moving', summary: 'to the failure before, also one that was caught' },
    async (view) => {
      const { step } = view.session
      if (view.session.goToError('backward').step === step) view.line('There is none before.')
      else await showStop(view, view.session.stop)
    },
  ),
  command(
    { names: ['goto'], usage: '<step>', group: 'Moving', summary: 'to a step by its number' },
    (view, rest) => {
      if (!/^\d{1,12}$/.test(rest.trim())) throw debugArgumentError('the number of a step', rest)
      return showStop(view, view.session.goTo(Number(rest)))
    },
  ),
  command(
    { names: ['r', 'reset', 'start', 'run'], group: 'Moving', summary: 'to the first statement' },
    (view) => showStop(view, view.session.goToStart()),
  ),
]

async function instructions(view: DebugView, rest: string, direction: Direction): Promise<void> {
  await showStop(view, await view.session.stepInstruction(countIn(rest), direction))
}

async function runTo(view: DebugView, rest: string, direction: Direction): Promise<void> {
  const { sourceName, line } = parseLocation(view, rest)
  await showStop(view, await view.session.runTo(sourceName, line, direction))
}
