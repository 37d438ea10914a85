/** Whether a name of a handler stands for several events. */
export function isEventPattern(name: string): boolean {
  return /(?<!\\)\*/.test(name.replaceAll('\\\\', ''))
}

/**
 * The names that a handler's name stands for: `*` is one part between colons, `**` any number of them, a backslash takes
 * a star's meaning away and stays part of the name.
 */
export function eventPattern(name: string): RegExp {
  const parts = name.split(/(\\.|\*\*|\*)/).map((part) => {
    if (part === '**') return '(?:[^:]+(?::[^:]+)*)?'
    if (part === '*') return '[^:]+'
    return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`, 'i')
}
