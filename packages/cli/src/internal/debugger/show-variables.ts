import type { DebugScope, DebugValue } from '@scaffold-evm/trace'
import { debugArgumentError } from '../../errors.js'
import type { DebugView } from './debug-view.js'
import { cut } from './format-source.js'

/** The variables that the selected frame sees, of one kind or all. */
export async function showVariables(view: DebugView, kind: string): Promise<void> {
  const scopes = await view.session.scopes(view.frameIndex)
  const wanted = kind === '' ? scopes : scopes.filter(({ name }) => isKind(name, kind))
  if (kind !== '' && wanted.length === 0 && !/^(loc|sta|con|glo|bui)/i.test(kind)) {
    throw debugArgumentError('locals, state, constants or globals', kind)
  }
  const shown = wanted.filter(({ variables }) => variables.length > 0)
  if (shown.length === 0) view.line('There are none here.')
  for (const scope of shown) showScope(view, scope)
}

/** As Truffle has it: contract variables are state, builtins are globals. */
function isKind(name: DebugScope['name'], kind: string): boolean {
  const short = kind.toLowerCase().slice(0, 3)
  const known = { bui: 'glo', con: name === 'State' ? 'sta' : 'con' }[short] ?? short
  return name.toLowerCase().startsWith(known)
}

function showScope(view: DebugView, { name, variables }: DebugScope): void {
  view.line(view.style.bold(name))
  const width = Math.min(20, Math.max(...variables.map((variable) => variable.name.length)))
  for (const variable of variables) {
    const type = variable.type === undefined ? '' : `  ${cut(variable.type, 24)}`
    const room = view.columns - type.length
    const text = cut(`  ${variable.name.padEnd(width)}  ${variable.text}`, room)
    view.line(`${text}${view.style.dim(type)}`)
  }
}

/** The value of an expression, its members each on a line. */
export async function showValue(view: DebugView, expression: string): Promise<void> {
  if (expression === '') throw debugArgumentError('an expression', expression)
  const value = await view.session.evaluate(expression, view.frameIndex)
  view.line(value.text)
  await showMembers(view, value)
}

async function showMembers(view: DebugView, value: DebugValue): Promise<void> {
  if (value.text.length <= view.columns) return
  for (const { name, text } of await value.members()) {
    view.line(cut(`  ${name}: ${text}`, view.columns))
  }
}
