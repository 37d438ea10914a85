import type { Diagnostic } from '../../diagnostics.js'
import { enclosingName, functionsOf, qualifiedName } from './enclosing.js'
import type { SourceTexts } from './source-text.js'

const tooDeep = /stack too deep|too deep (?:inside|in) the stack/i

/** Whether solc ran out of reachable stack slots. */
export function isStackTooDeep({ severity, message }: Diagnostic): boolean {
  return severity === 'error' && tooDeep.test(message)
}

/** The words of the source in a name of generated Yul: `var_amount_12`, `vloc_amount_12`, `fun_transfer_7`. */
function wordsIn(message: string): string[] {
  return [...message.matchAll(/\b(?:fun|var|vloc|mapping)_(\w+?)_\d+\b/g)].map(
    (match) => match[1] ?? '',
  )
}

interface Place {
  /** e.g. `Token.transfer`, or several of them with their files. */
  readonly name: string
  readonly file: string | undefined
}

/** Functions that use all the words, however many: solc gives no place for what it finds in Yul. */
function functionsUsing(words: readonly string[], texts: SourceTexts): Place[] {
  return texts.names.flatMap((file) => {
    const content = texts.find(file)?.content ?? ''
    return functionsOf(content)
      .filter((block) => {
        const body = content.slice(block.start, block.end)
        return words.every((word) => new RegExp(`\\b${word}\\b`).test(body))
      })
      .map((block) => ({ name: qualifiedName(block), file }))
  })
}

function placeByWords(words: readonly string[], texts: SourceTexts): Place | undefined {
  const candidates = words.length === 0 ? [] : functionsUsing(words, texts)
  if (candidates.length > 5) return undefined
  if (candidates.length < 2) return candidates[0]
  const names = candidates.map(({ name, file }) => `${name} (${file})`)
  return { name: `one of ${names.join(', ')}`, file: undefined }
}

function placeOf({ location, message }: Diagnostic, texts: SourceTexts): Place | undefined {
  const text = location === undefined ? undefined : texts.find(location.file)
  if (location === undefined || text === undefined) return placeByWords(wordsIn(message), texts)
  const offset = text.bytes.toString('utf8', 0, location.start).length
  const name = enclosingName(text.content, offset)
  return name === undefined ? undefined : { name, file: location.file }
}

/** Names the contract and function, and what to do, in our words: solc's speak of its command line. */
export function explainStackTooDeep(diagnostic: Diagnostic, texts: SourceTexts): Diagnostic {
  const { message, file } = diagnostic
  const place = placeOf(diagnostic, texts)
  const where = place === undefined ? '' : ` in ${place.name}`
  const variable = /Variable (\S+) is (\d+)/.exec(message)
  const detail = variable === null ? '' : `: ${variable[1]} is ${variable[2]} slots out of reach`
  const fewer = 'use fewer variables at once: a block of their own, a struct, or a second function'
  const foundFile = file ?? place?.file
  return {
    ...diagnostic,
    ...(foundFile === undefined ? {} : { file: foundFile }),
    message: `Stack too deep${where}${detail}`,
    help: /via-?ir/i.test(message)
      ? `Turn on "viaIR" together with the optimizer in "settings", or ${fewer}`
      : `Turn on the optimizer if it is off, or ${fewer}`,
  }
}
