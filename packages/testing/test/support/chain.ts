import { type Connection, loadProject } from '@scaffold-evm/project'
import * as chai from 'chai'
import { createMatchers } from '../../src/matchers.js'
import { createTempProject, type TempProject } from './temp-project.js'

/** A connected in-process chain with the fixture's artifacts. */
export interface TestedChain {
  readonly connection: Connection
  close(): Promise<void>
}

/** Connects to a fresh chain. */
export async function openChain(): Promise<TestedChain> {
  const temporary: TempProject = await createTempProject()
  const project = await loadProject({ cwd: temporary.root })
  const connection = await project.connect()
  return {
    connection,
    async close() {
      await connection.close()
      await temporary.remove()
    },
  }
}

chai.use(createMatchers())

/** chai's `expect` with the matchers under test. */
export const expect: Chai.ExpectStatic = chai.expect
export { AssertionError } from 'chai'

/** How an assertion failed; undefined when it held. Anything but an assertion failure is thrown. */
export async function failureOf(assertion: () => unknown): Promise<string | undefined> {
  try {
    await assertion()
    return undefined
  } catch (error) {
    if (error instanceof chai.AssertionError) return error.message
    throw error
  }
}
