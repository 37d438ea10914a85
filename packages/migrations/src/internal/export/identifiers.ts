/** `spareShop` from `SpareShop` or `spare-shop`: a name for TypeScript that begins small. */
export function toIdentifier(name: string): string {
  const words = name.split(/[^A-Za-z0-9$_]+/).filter((word) => word !== '')
  const joined = words.map((word, at) => (at === 0 ? word : capitalized(word))).join('')
  // As in ERC20 → erc20, USDToken → usdToken.
  const small = joined.replace(/^[A-Z]+(?=[A-Z][a-z]|[^A-Za-z]|$)|^[A-Z]/, (head) =>
    head.toLowerCase(),
  )
  return /^[0-9]/.test(small) || small === '' ? `_${small}` : small
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Gives names that were not given before: the second `token` is `token2`. */
export class UniqueNames {
  readonly #taken = new Set<string>()

  take(name: string): string {
    let unique = name
    for (let count = 2; this.#taken.has(unique); count += 1) unique = `${name}${count}`
    this.#taken.add(unique)
    return unique
  }
}
