import type { ScaffoldError } from '@scaffold-evm/common'
import { moduleLoadError } from '../../errors.js'
import type { LoadFailure } from '../load-failure.js'

/** Why a module cannot be imported, as esbuild found out. */
export interface ModuleProblem {
  /** The file, which may be one that the module imports. */
  readonly path: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  readonly message: string
  /** The line's text. */
  readonly lineText: string
  /** How many characters are wrong. */
  readonly width: number
}

/** The line that is wrong, and what of it. */
export function formatExcerpt({ line, column, lineText, width }: ModuleProblem): string {
  const margin = ' '.repeat(String(line).length)
  const indent = lineText.slice(0, column - 1).replace(/[^\t]/g, ' ')
  return `${line} | ${lineText}\n${margin} | ${indent}${'^'.repeat(width)}`
}

/** The same in the words of errors. */
export function describeProblem(problem: ModuleProblem): LoadFailure {
  const { path, line, column, message } = problem
  return { reason: `${message}\n${path}:${line}:${column}`, excerpt: formatExcerpt(problem) }
}

/** The error for a module that cannot be imported. */
export function moduleError(problem: ModuleProblem): ScaffoldError {
  return moduleLoadError(problem.path, describeProblem(problem), undefined)
}
