/** A message with expressions in braces, taken apart. */
export type MessagePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly text: string }

/** `moved {amount} to {to}`; a brace that is meant is doubled. */
export function parseLogMessage(message: string): readonly MessagePart[] {
  const parts: MessagePart[] = []
  const pattern = /\{\{|\}\}|\{([^{}]*)\}|[^{}]+|[{}]/g
  for (const [match, expression] of message.matchAll(pattern)) {
    if (expression !== undefined) parts.push({ kind: 'expression', text: expression })
    else parts.push({ kind: 'text', text: match === '{{' ? '{' : match === '}}' ? '}' : match })
  }
  return parts
}
