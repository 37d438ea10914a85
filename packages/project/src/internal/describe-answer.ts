/** Longer text may hold what a server repeats of the request, and so of its URL and headers. */
const longestShown = 24

/** What a node answered, for an error about it. */
export function describeAnswer(answer: unknown): string {
  if (typeof answer === 'string' && answer.length > longestShown) {
    return `a text of ${answer.length} characters`
  }
  if (typeof answer === 'object' && answer !== null) {
    return Array.isArray(answer) ? 'an array' : 'an object'
  }
  return JSON.stringify(answer) ?? String(answer)
}
