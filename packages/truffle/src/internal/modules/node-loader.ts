import Module from 'node:module'

/** What asks for a module. */
export interface ModuleParent {
  readonly filename: string | null
}

/** The functions behind every `require`. Node.js documents neither; hooks of every kind have replaced them for a decade. */
export interface NodeLoader {
  _load(request: string, parent: ModuleParent | undefined, isMain: boolean): unknown
  _resolveFilename(
    request: string,
    parent: ModuleParent | undefined,
    isMain: boolean,
    options?: object,
  ): string
  _resolveLookupPaths(request: string, parent: ModuleParent): unknown
  readonly _cache: Readonly<Record<string, unknown>>
  readonly _extensions: Readonly<Record<string, unknown>>
}

export const nodeLoader = Module as unknown as NodeLoader

/** Whether a file of a package asks, and none of the user's own. */
export function isPackage(parent: ModuleParent | undefined): boolean {
  return parent?.filename?.includes('node_modules') === true
}
