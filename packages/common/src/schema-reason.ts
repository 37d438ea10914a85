/** What valibot says of a value that does not fit, as far as it is told. */
export interface SchemaIssue {
  /** The schema's own words for what is expected, else a sentence of the library. */
  readonly message: string
  readonly expected: string | null
  readonly received: string
}

/** Why a member of a file does not fit: `is missing`, or what was expected and what is there. */
export function schemaReason({ message, expected, received }: SchemaIssue): string {
  if (message.startsWith('Invalid key'))
    return received === 'undefined' ? 'is missing' : 'is unknown'
  const wanted = message.startsWith('Invalid ') ? (expected ?? 'another value') : message
  return `expected ${wanted}, got ${received.length > 60 ? `${received.slice(0, 57)}…` : received}`
}
