import { errorMessage, isScaffoldError, type ScaffoldError } from '@scaffold-evm/common'
import type { DapAnswer } from './protocol.js'

/** The answer to a request that failed. Only what is meant for people goes to the client. */
export function answerError(error: unknown): DapAnswer {
  const isOurs = isScaffoldError(error)
  const code = isOurs ? error.code : 'DAP_FAILED'
  const text = isOurs ? textOf(error) : `Something went wrong in scaffold: ${errorMessage(error)}`
  // Clients put variables in the place of names in braces.
  const format = text.replaceAll('{', '(').replaceAll('}', ')')
  return {
    success: false,
    message: text,
    body: { error: { id: 1, format, variables: { code } } },
  }
}

/** What is said of expressions stands in one line among values. */
function textOf({ code, message, shortMessage }: ScaffoldError): string {
  return code.startsWith('DEBUG_') ? shortMessage : message
}
