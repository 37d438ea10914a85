import { type AstNode, memberOf, textOf } from '@scaffold-evm/trace'
import { annotationInvalidError } from '../../errors/layout.js'
import { implementationCodes, storageCodes, type UpgradeCode } from '../../upgrade/upgrade-codes.js'
import { annotationWords } from '../layout/annotations.js'

/** What older versions of OpenZeppelin's tool could not check. */
const retired = ['struct-definition', 'enum-definition']
const known: readonly string[] = [...implementationCodes, ...storageCodes, ...retired]

/** What the NatSpec of a node says, as the compiler tells it. */
export function documentationOf({ fields }: AstNode): string {
  const told = memberOf(fields, 'documentation')
  return typeof told === 'string' ? told : textOf(told, 'text')
}

/** Whether a comment allows something in what it belongs to. */
export function isAllowed(node: AstNode, code: UpgradeCode): boolean {
  return allowedBy(node, 'upgrades-unsafe-allow').includes(code) || isAllowedFurther(node, code)
}

/** Whether a comment allows something also in all that is called from there. */
export function isAllowedFurther(node: AstNode, code: UpgradeCode): boolean {
  return allowedBy(node, 'upgrades-unsafe-allow-reachable').includes(code)
}

function allowedBy(node: AstNode, tag: string): readonly string[] {
  const comment = documentationOf(node)
  if (!comment.includes(tag)) return []
  const words = annotationWords(comment, tag)
  const wrong = words.find((word) => !known.includes(word))
  if (wrong !== undefined) throw annotationInvalidError(tag, wrong, known)
  return words
}
