import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { vectorsDirectory } from '../internal/state/ethereum-tests.js'

/** One request of a case with the response that was recorded. */
export interface Exchange {
  readonly method: string
  readonly params: readonly unknown[]
  readonly response: RecordedResponse
}

/** `result`, or `error`. */
export type RecordedResponse = Readonly<Record<string, unknown>>

/** One `.io` file of ethereum/execution-apis. */
export interface ConformanceCase {
  /** `eth_call/call-contract` */
  readonly name: string
  readonly exchanges: readonly Exchange[]
  /** Whether the response is one of many valid ones, so that only its shape counts. */
  readonly isSpecOnly: boolean
}

/** The folder of the cases and of the chain that they are about. */
export const executionApis: string = join(vectorsDirectory, 'execution-apis')

/** All cases by name, in order; none where the vectors are not there. */
export function readCases(): readonly ConformanceCase[] {
  if (!existsSync(executionApis)) return []
  return readdirSync(executionApis, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(executionApis, name)).map((file) => join(name, file)))
    .filter((path) => path.endsWith('.io'))
    .sort()
    .map(readCase)
}

function readCase(path: string): ConformanceCase {
  const lines = readFileSync(join(executionApis, path), 'utf8').split('\n')
  const starting = (mark: string): string[] =>
    lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length).trim())
  const requests = starting('>>')
  const responses = starting('<<')
  return {
    name: path.replace(/\.io$/, ''),
    exchanges: requests.map((request, index) => exchange(request, responses[index] ?? '{}')),
    isSpecOnly: starting('//').some((comment) => comment.startsWith('speconly')),
  }
}

function exchange(request: string, response: string): Exchange {
  const { method, params = [] } = JSON.parse(request)
  return { method, params, response: JSON.parse(response) }
}
