/** The parts of a package.json that a template has something to say about. */
interface Manifest {
  readonly type?: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly [key: string]: unknown
}

/** The manifest of a template for a project of this name, with what it depends on to get scaffold. */
export function fillManifest(
  template: string,
  name: string,
  scaffold: Readonly<Record<string, string>>,
): string {
  const manifest: Manifest = JSON.parse(template)
  const devDependencies = sortKeys({ ...manifest.devDependencies, ...scaffold })
  return toText({ ...manifest, name, devDependencies })
}

/**
 * A manifest that was there, with what the template's has and it has not: scripts, development
 * dependencies, the module type. Nothing that it says is changed but for npm's word that there are no tests.
 */
export function mergeManifests(present: string, template: string): string {
  const theirs: Manifest = JSON.parse(present)
  const ours: Manifest = JSON.parse(template)
  const installed: Manifest['devDependencies'] = Object.assign({}, theirs.dependencies)
  const missing = Object.entries(ours.devDependencies ?? {}).filter(
    ([name]) => installed?.[name] === undefined,
  )
  const { test, ...scripts } = theirs.scripts ?? {}
  const isPlaceholder = test === undefined || test === npmTestPlaceholder
  return toText({
    ...theirs,
    type: theirs.type ?? ours.type ?? 'module',
    scripts: { ...ours.scripts, ...scripts, ...(isPlaceholder ? {} : { test }) },
    devDependencies: sortKeys({ ...Object.fromEntries(missing), ...theirs.devDependencies }),
  })
}

/** Whether the `.js` files of the package are CommonJS. */
export function isCommonJs(manifest: string): boolean {
  const { type }: Manifest = JSON.parse(manifest)
  return type === 'commonjs'
}

/** What `npm init` writes where there are no tests. */
const npmTestPlaceholder = 'echo "Error: no test specified" && exit 1'

function sortKeys(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function toText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}
