import type { Breakpoint, BreakpointRequest } from '@scaffold-evm/trace'
import { debugArgumentError } from '../../errors.js'
import { command, type DebugCommand } from './debug-command.js'
import type { DebugView } from './debug-view.js'
import { parseLocation } from './parse-location.js'

const group = 'Stopping'

/** Commands that say where to stop. */
export const stoppingCommands: readonly DebugCommand[] = [
  command(
    {
      names: ['b', 'break'],
      usage: '[[file:]line] [if <expression>] [hits <count>]',
      group,
      summary: 'stop at a line; counts are 3, >= 3, % 3, …',
    },
    (view, rest) => {
      const match = /^(.*?)(?:\s*\bif\s+(.+?))?(?:\s*\bhits\s+([^a-z]+))?$/.exec(rest.trim())
      const [, place = '', condition, hitCondition] = match ?? []
      add(view, { ...parseLocation(view, place), condition, hitCondition })
    },
  ),
  command(
    {
      names: ['log', 'dprintf'],
      usage: '[file:]line <message>',
      group,
      summary: 'say something at a line and go on; {x} is the value of x',
    },
    (view, rest) => {
      const [, place, logMessage] = /^(\S+?),?\s+(.+)$/.exec(rest.trim()) ?? []
      if (place === undefined || logMessage === undefined) {
        throw debugArgumentError('a line and a message, e.g. 14 moved {amount}', rest)
      }
      add(view, { ...parseLocation(view, place), logMessage: unquoted(logMessage) })
    },
  ),
  command(
    {
      names: ['watch', 'w'],
      usage: '<expression>',
      group,
      summary: 'stop when its value changes, in both directions',
    },
    async (view, rest) => {
      const expression = rest.trim()
      const { id } = await view.session.addChangeStop(expression, view.frameIndex)
      const { text } = await view.session.evaluate(expression, view.frameIndex)
      view.line(`Stop ${id}: when ${expression} changes; it is ${text}`)
    },
  ),
  command(
    {
      names: ['B', 'delete', 'clear'],
      usage: '[number | all | [file:]line]',
      group,
      summary: 'no longer stop there',
    },
    remove,
  ),
  command(
    {
      names: ['catch'],
      usage: 'events [names] | errors | all errors',
      group,
      summary: 'stop at events, or at failures that are caught, too',
    },
    (view, rest) => {
      const [what = '', ...names] = rest.trim().split(/[\s,]+/)
      if (/^events?$/.test(what)) {
        view.session.setRules({ events: names.length === 0 ? 'all' : names })
        view.line(`Stops at ${names.length === 0 ? 'all events' : `events ${names.join(', ')}`}.`)
      } else if (/^(errors?|all)$/.test(what)) {
        view.session.setRules({ errors: 'all' })
        view.line('Stops at all failures.')
      } else throw debugArgumentError('events or errors', rest)
    },
  ),
  command(
    { names: ['uncatch'], usage: 'events | errors', group, summary: 'no longer' },
    (view, rest) => {
      if (/^events?$/.test(rest.trim())) view.session.setRules({ events: 'none' })
      else if (/^errors?$/.test(rest.trim())) view.session.setRules({ errors: 'none' })
      else throw debugArgumentError('events or errors', rest)
      view.line(`Does not stop at ${rest.trim()}.`)
    },
  ),
]

function add(view: DebugView, request: BreakpointRequest): void {
  const breakpoint = view.session.addBreakpoint(request)
  view.line(breakpointText(breakpoint))
}

/** A breakpoint on one line. */
export function breakpointText(breakpoint: Breakpoint): string {
  const { id, sourceName, line, condition, hitCondition, logMessage } = breakpoint
  const what = logMessage === undefined ? 'Breakpoint' : 'Log'
  const parts = [
    `${what} ${id}: ${sourceName}:${line}`,
    ...(condition === undefined ? [] : [`if ${condition}`]),
    ...(hitCondition === undefined ? [] : [`hits ${hitCondition}`]),
    ...(logMessage === undefined ? [] : [JSON.stringify(logMessage)]),
  ]
  return parts.join(' ')
}

function remove(view: DebugView, rest: string): void {
  const { session } = view
  const text = rest.trim()
  if (text === 'all') {
    for (const { id } of session.breakpoints) session.removeBreakpoint(id)
    for (const { id } of session.changeStops) session.removeChangeStop(id)
    view.line('All are removed.')
  } else if (/^\d+$/.test(text) && isStop(view, Number(text))) {
    removeStop(view, Number(text))
  } else {
    const { sourceName, line } = parseLocation(view, text)
    const found = session.breakpoints.find(
      (breakpoint) => breakpoint.line === line && breakpoint.sourceName.endsWith(sourceName),
    )
    if (found === undefined) throw debugArgumentError('the number or line of a breakpoint', rest)
    removeStop(view, found.id)
  }
}

function isStop({ session }: DebugView, id: number): boolean {
  return [...session.breakpoints, ...session.changeStops].some((stop) => stop.id === id)
}

function removeStop(view: DebugView, id: number): void {
  const { session } = view
  if (session.changeStops.some((stop) => stop.id === id)) session.removeChangeStop(id)
  else session.removeBreakpoint(id)
  view.line(`Removed ${id}.`)
}

function unquoted(text: string): string {
  return /^(".*"|'.*')$/.test(text) ? text.slice(1, -1) : text
}
