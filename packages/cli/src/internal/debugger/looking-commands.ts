import { debugArgumentError } from '../../errors.js'
import { command, type DebugCommand } from './debug-command.js'
import type { DebugView } from './debug-view.js'
import { formatSource } from './format-source.js'
import { parseLocation } from './parse-location.js'
import { showEvents } from './show-events.js'
import { showFrames } from './show-frames.js'
import { showInstruction } from './show-instruction.js'
import { showPlace, showWatches } from './show-stop.js'
import { showStorage } from './show-storage.js'
import { showValue, showVariables } from './show-variables.js'
import { breakpointText } from './stopping-commands.js'

const group = 'Looking'

/** Commands that show something. */
export const lookingCommands: readonly DebugCommand[] = [
  command(
    {
      names: ['l', 'list'],
      usage: '[-lines] [+lines] | [file:]line',
      group,
      summary: 'the source around, or elsewhere',
    },
    showSource,
  ),
  command(
    {
      names: ['v', 'variables', 'locals'],
      usage: '[locals | state | constants | globals]',
      group,
      summary: 'the variables in scope',
    },
    (view, rest) => showVariables(view, rest.trim()),
  ),
  command(
    {
      names: [':', 'print', 'inspect', 'output'],
      usage: '<expression>',
      group,
      summary: 'the value of an expression',
    },
    (view, rest) => showValue(view, rest.trim()),
  ),
  command(
    {
      names: ['+:', 'display'],
      usage: '<expression>',
      group,
      summary: 'show its value at every stop',
    },
    async (view, rest) => {
      const expression = rest.trim()
      if (expression === '') return showWatches(view)
      await view.session.evaluate(expression, view.frameIndex).catch(throwSyntax)
      view.addWatch(expression)
      await showWatches(view)
    },
  ),
  command(
    {
      names: ['-:', 'undisplay', 'unwatch'],
      usage: '<number | expression>',
      group,
      summary: 'no longer',
    },
    (view, rest) => {
      if (!view.removeWatch(rest)) throw debugArgumentError('the number of what is shown', rest)
      view.line(`Removed ${rest.trim()}.`)
    },
  ),
  command(
    {
      names: ['s', 'bt', 'backtrace', 'where', 'stack'],
      group,
      summary: 'the functions that are running',
    },
    showFrames,
  ),
  command(
    {
      names: ['frame', 'f'],
      usage: '[number]',
      group,
      summary: 'look from a function of that list',
    },
    (view, rest) => selectFrame(view, rest.trim() === '' ? view.frameIndex : Number(rest)),
  ),
  command({ names: ['up'], group, summary: 'look from the function that called' }, (view) =>
    selectFrame(view, view.frameIndex + 1),
  ),
  command({ names: ['down'], group, summary: 'and back' }, (view) =>
    selectFrame(view, view.frameIndex - 1),
  ),
  command(
    { names: ['e', 'events'], usage: '[count]', group, summary: 'the last events up to here' },
    showEvents,
  ),
  command(
    {
      names: ['d', 'storage', 'diff'],
      group,
      summary: 'what is stored otherwise than before',
    },
    showStorage,
  ),
  command(
    {
      names: ['p'],
      usage: '[stack | memory | calldata | <expression>]',
      group,
      summary: 'the instruction, and what the EVM has',
    },
    (view, rest) => showInstruction(view, rest.trim()),
  ),
  command(
    {
      names: ['?', 'info'],
      usage: '[breakpoints | watches | …]',
      group,
      summary: 'what is watched and stopped at',
    },
    showInfo,
  ),
  command(
    { names: ['g', 'G'], group, summary: 'code that the compiler made is never shown' },
    (view) => view.line('What the compiler adds to sources is passed over, always.'),
  ),
]

function throwSyntax(error: unknown): void {
  const code: unknown = Reflect.get(Object(error), 'code')
  // What has no value here may have one elsewhere.
  if (code === 'DEBUG_EXPRESSION_SYNTAX') throw error
}

function showSource(view: DebugView, rest: string): void {
  const { place } = view.frame ?? {}
  const counts = /^(?:-(\d+))?\s*(?:\+(\d+))?$/.exec(rest.trim())
  const isHere = counts !== null && place !== undefined
  const { sourceName, line } = isHere ? place : parseLocation(view, rest)
  const [before, after] = [Number(counts?.[1] ?? 5), Number(counts?.[2] ?? 5)]
  const lines = view.sourceLines(sourceName)
  if (lines === undefined) throw debugArgumentError('the name of a source', rest)
  view.line(sourceName)
  const marked = place?.sourceName === sourceName ? place : undefined
  const excerpt = { lines, place: marked, first: line - before, last: line + after }
  for (const text of formatSource(excerpt, view)) view.line(text)
}

function selectFrame(view: DebugView, index: number): void {
  if (!view.selectFrame(index)) {
    const most = view.session.frames.length - 1
    throw debugArgumentError(`a function of the stack, 0 to ${most}`, String(index))
  }
  showPlace(view)
}

async function showInfo(view: DebugView, rest: string): Promise<void> {
  const what = rest.trim()
  if (/^(f|fr|frame|s|stack|source)/.test(what)) return showFrames(view)
  if (/^(l|args?|v)/.test(what)) return showVariables(view, '')
  if (/^e/.test(what)) return showEvents(view, '')
  const { breakpoints, changeStops, rules, trace, step } = view.session
  view.line(`Step ${step} of ${trace.lastStep}${trace.isExact ? '' : '; places are approximate'}`)
  for (const breakpoint of breakpoints) view.line(breakpointText(breakpoint))
  for (const { id, expression } of changeStops) view.line(`Stop ${id}: when ${expression} changes`)
  if (rules.events !== 'none') view.line(`Stops at events: ${String(rules.events)}`)
  view.line(`Stops at failures: ${rules.errors}`)
  await showWatches(view)
}
