import { namedCommands } from './definitions/all.js'
import type { TruffleCommand } from './truffle-command.js'

/** Names that Truffle has and that are no command here: for what an abbreviation may mean. */
const otherNames = ['help']

/** The command of a name, or of the beginning of one that no other command begins with. */
export function findTruffleCommand(word: string): TruffleCommand | undefined {
  const exact = namedCommands.find(({ name }) => name === word)
  if (exact !== undefined) return exact
  const names = [...namedCommands.map(({ name }) => name), ...otherNames]
  // As Truffle does: the shortest beginning that fits one name alone decides, whatever comes after it.
  for (let length = 1; length <= word.length; length++) {
    const fitting = names.filter((name) => name.slice(0, length) === word.slice(0, length))
    if (fitting.length === 1) return namedCommands.find(({ name }) => name === fitting[0])
  }
  return undefined
}
