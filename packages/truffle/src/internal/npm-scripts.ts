/** What of a package.json decides how its scripts read. */
export interface ScriptManifest {
  readonly scripts?: Readonly<Record<string, string>> | undefined
  readonly config?: Readonly<Record<string, unknown>> | undefined
}

/** The scripts with the values of the package's `config`, which npm gives them as `$npm_package_config_…`. */
export function npmScripts({ scripts = {}, config = {} }: ScriptManifest): Record<string, string> {
  const filled = Object.entries(scripts).map(([name, line]) => [name, filledIn(line, config)])
  return Object.fromEntries(filled)
}

function filledIn(line: string, config: Readonly<Record<string, unknown>>): string {
  return line.replaceAll(
    /\$\{npm_package_config_(\w+)\}|\$npm_package_config_(\w+)|%npm_package_config_(\w+)%/g,
    (whole, ...names: readonly (string | undefined)[]) => {
      const value = config[names.slice(0, 3).find((name) => name !== undefined) ?? '']
      return value === undefined || typeof value === 'object' ? whole : String(value)
    },
  )
}
