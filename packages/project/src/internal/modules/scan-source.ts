/** What a glance at a source tells, without parsing it. */
export interface SourceScan {
  /** Relative paths of modules it imports, as written. May hold some from comments: harmless. */
  readonly relativeImports: readonly string[]
  /** Whether it is written as CommonJS: `require` or `module.exports`, and no `import` or `export`. */
  readonly isCommonJs: boolean
  /** Whether a line begins like an `import` or `export`: it may be one. */
  readonly mayBeModule: boolean
}

const importPattern = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"])(\.{1,2}(?:\/[^'"\n]*)?)\1/g
const esmPattern = /^\s*(?:import\b(?!\s*\()|export\b)/m
const commonJsPattern = /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/

/** Scans a JavaScript or TypeScript source. */
export function scanSource(text: string): SourceScan {
  const mayBeModule = esmPattern.test(text)
  return {
    relativeImports: [...text.matchAll(importPattern)].map((match) => match[2] ?? ''),
    isCommonJs: commonJsPattern.test(text) && !mayBeModule,
    mayBeModule,
  }
}
