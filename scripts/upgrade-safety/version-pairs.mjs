/** Pairs of contracts of one file that are versions of each other by their names, in both directions. */
export function versionPairs(names) {
  const families = new Map()
  for (const name of names) {
    const family = familyOf(name)
    families.set(family, [...(families.get(family) ?? []), name])
  }
  return [...families.values()].flatMap((family) =>
    family.flatMap((old) => family.filter((now) => now !== old).map((now) => [old, now])),
  )
}

function familyOf(name) {
  const [file = '', contract = ''] = name.split(':')
  const family = /^(.*?)_?V\d/.exec(contract)?.[1]
  if (family !== undefined) return `${file}:${family}`
  return /Layout|Namespaced|Erc7201|Storage089|Conflicts/.test(file) ? file : name
}
