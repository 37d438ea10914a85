import { confirm, password, select, text } from '@clack/prompts'
import { cancelled } from '../errors.js'

/** Asks for a secret, shown as dots. */
export async function askPassword(message: string): Promise<string> {
  return answered<string>(await password({ message }))
}

/** Asks for a line of text. */
export async function askText(message: string, fallback: string): Promise<string> {
  return answered<string>(await text({ message, placeholder: fallback, defaultValue: fallback }))
}

/** One of the things that can be chosen. */
export interface Choice {
  readonly value: string
  readonly label: string
  readonly hint: string
}

/** Asks to choose one. */
export async function askChoice(message: string, choices: readonly Choice[]): Promise<string> {
  return answered<string>(await select({ message, options: [...choices] }))
}

/** Asks yes or no. */
export async function askYesNo(message: string): Promise<boolean> {
  return answered<boolean>(await confirm({ message }))
}

function answered<T>(answer: T | symbol): T {
  if (typeof answer === 'symbol') throw cancelled()
  return answer
}
