/** Major, minor and patch of e.g. `0.8.30` or `0.8.30+commit.73712a01`; 0 for what is missing. */
export function parseSolcVersion(version: string): readonly [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number)
  return [major, minor, patch]
}
