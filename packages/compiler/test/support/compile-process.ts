import { ProjectCompiler } from '../../src/internal/project-compiler.js'
import { SolcPool } from '../../src/internal/solc-pool.js'
import { optionsFor, plainSolidity } from './project.js'

/** A program that compiles the project at its first argument. */
const [root = '', mode] = process.argv.slice(2)

/** Says when solc has ended. */
class AnnouncingPool extends SolcPool {
  override async run(...args: Parameters<SolcPool['run']>): Promise<string> {
    const output = await super.run(...args)
    process.stdout.write('compiled\n')
    return output
  }
}

const settings = mode === 'optimized' ? { optimizer: { enabled: true, runs: 200 } } : {}
const options = { ...optionsFor({ root }), solidity: { ...plainSolidity, settings } }
const compiler = new ProjectCompiler(
  options,
  mode === 'announce' ? new AnnouncingPool(1) : new SolcPool(1),
)
await compiler.compile()
if (mode !== 'leave-open') await compiler.close()
