import * as chai from 'chai'
import { activeEnvironment } from './internal/active-environment.js'
import { createMatchers } from './internal/matchers/plugin.js'

// The matchers are there as soon as the module is: files that import only chai's own `expect` get them from the runner.
chai.use(createMatchers(() => activeEnvironment()?.chain.connection.ethersProvider))

/** chai's `expect` with all matchers. */
export const expect: Chai.ExpectStatic = chai.expect
/** chai's `assert`. */
export const assert: Chai.AssertStatic = chai.assert
export { AssertionError } from 'chai'
