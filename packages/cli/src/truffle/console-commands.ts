import { attachSession, type TruffleProject, type TruffleSession } from '@scaffold-evm/truffle'
import { extendContext } from './extend-context.js'
import { findTruffleCommand } from './find-command.js'
import { runTruffle } from './run-truffle.js'
import { splitWords } from './split-words.js'
import type { TruffleContext } from './truffle-command.js'

/** Commands that can be typed at the prompt. */
const typable: ReadonlySet<string> = new Set([
  'call',
  'compile',
  'config',
  'create',
  'debug',
  'deploy',
  'exec',
  'help',
  'migrate',
  'networks',
  'obtain',
  'opcode',
  'run',
  'test',
  'unbox',
  'version',
])

/** What was typed at the prompt, when it is no JavaScript. */
export type TypedCommand =
  | { readonly kind: 'command'; readonly words: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string }

/** Reads what was typed as a command; undefined when it is JavaScript. */
export function readTypedCommand(code: string): TypedCommand | undefined {
  const text = code.trim()
  const [first = '', second = ''] = text.split(/\s+/)
  if (first.toLowerCase() === 'truffle') {
    if (second === '')
      return refused("'Missing truffle command. Please include a valid truffle command.")
    if (!typable.has(second)) {
      const name = second.toLowerCase()
      const isKnown = findTruffleCommand(name)?.name === name
      return refused(
        `'${first} ${second}' is ${isKnown ? 'not allowed in Console environment' : 'not a valid truffle command'}.`,
      )
    }
    return { kind: 'command', words: splitWords(text).slice(1) }
  }
  // A variable may have the name of a command.
  const isAssignment = /^=(?!=)|^[.([]/.test(second)
  if (!typable.has(first) || isAssignment) return undefined
  return { kind: 'command', words: splitWords(text) }
}

function refused(reason: string): TypedCommand {
  return { kind: 'refused', reason: `ℹ️ : ${reason}` }
}

/** Runs a command on the network of the prompt, in this process, since its chain is here. */
export async function runTypedCommand(
  context: TruffleContext,
  session: TruffleSession,
  words: readonly string[],
): Promise<void> {
  const { networkName } = session
  const config = context.globals.config
  const isPlaced = words.some((word) => /^--(network|url)(=|$)/.test(word))
  const implied = [
    ...(isPlaced || words[0] === 'help' ? [] : ['--network', networkName]),
    ...(config === undefined || words.includes('--config') ? [] : ['--config', config]),
  ]
  await runTruffle(
    extendContext(context, {
      onTruffleProject: (project: TruffleProject) => attachSession(project, session),
    }),
    { program: context.program, words, implied, others: [] },
  )
}
