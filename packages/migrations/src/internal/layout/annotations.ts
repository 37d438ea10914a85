/**
 * What the `@custom:` tags of a comment say, by tag. OpenZeppelin's begin with `oz-`, and mean the same
 * without it.
 */
export function annotationsOf(comment: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, tag = '', said = ''] of comment.matchAll(tagged)) {
    const name = tag.replace(/^oz-/, '')
    found.set(name, `${found.get(name) ?? ''} ${said}`.replace(/\s+/g, ' ').trim())
  }
  return found
}

const tagged = /^[ \t]*@custom:([a-z][a-z0-9-]*)((?:(?!^[ \t]*@\w)[\s\S])*)/gm

/** The words after a tag; none when it is not there. */
export function annotationWords(comment: string, tag: string): readonly string[] {
  return (annotationsOf(comment).get(tag) ?? '').split(' ').filter((word) => word !== '')
}
