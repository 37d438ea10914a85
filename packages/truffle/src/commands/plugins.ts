import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { pluginError } from '../errors/command.js'
import type { TruffleConfig } from '../truffle-config.js'

/** A plugin of the config. */
interface Plugin {
  readonly module: string
  /** Files by command, relative to the plugin's main file. */
  readonly commands: Readonly<Record<string, string>>
}

type PluginCommand = (config: TruffleConfig, done: (error?: unknown) => void) => unknown

/**
 * Runs a command of one of the config's plugins, until its promise is settled or it says that it is done.
 *
 * @throws `TRUFFLE_PLUGIN`, and what the plugin throws
 */
export async function runPlugin(config: TruffleConfig, name: string): Promise<void> {
  const plugin = findPlugin(config, name)
  if (plugin === undefined) {
    throw pluginError(
      `"${name}" command not supported by any currently configured plugins. Please make sure:\n  - plugins are correctly configured in truffle-config.js\n  - the plugin supporting the command you want to use is installed`,
    )
  }
  const command = loadCommand(config, plugin, name)
  await new Promise<void>((done, fail) => {
    const callback = (error?: unknown): void => {
      if (error) fail(error)
      else done()
    }
    const result = command(config, callback)
    if (typeof Reflect.get(Object(result), 'then') === 'function') {
      ;(result as PromiseLike<unknown>).then(() => done(), fail)
    }
  })
}

/** Names of the commands that the config's plugins bring. */
export function pluginCommands(config: TruffleConfig): readonly string[] {
  return listPlugins(config).flatMap(({ commands }) => Object.keys(commands))
}

function findPlugin(config: TruffleConfig, name: string): Plugin | undefined {
  return listPlugins(config).find(({ commands }) => Object.hasOwn(commands, name))
}

function listPlugins(config: TruffleConfig): readonly Plugin[] {
  const { plugins } = config as { readonly plugins?: unknown }
  if (!plugins) throw pluginError('No plugins detected in the configuration file.')
  if (!Array.isArray(plugins) || plugins.length === 0)
    throw pluginError('Plugins configured incorrectly.')
  const require = requireOf(config)
  const names = new Set<string>(plugins.map(nameOf))
  return [...names].map((module) => {
    if (resolvePath(require, module) === undefined) {
      throw pluginError(
        `${module} listed as a plugin, but not found in global or local node modules!`,
      )
    }
    try {
      const { commands = {} }: Partial<Plugin> = require(`${module}/truffle-plugin.json`)
      return { module, commands }
    } catch (error) {
      throw pluginError(`truffle-plugin.json not found in the ${module} plugin package!`, error)
    }
  })
}

function nameOf(plugin: unknown): string {
  return typeof plugin === 'string' ? plugin : String(Reflect.get(Object(plugin), 'module'))
}

/** From the project, and from what it has installed. */
function requireOf({ working_directory: root }: TruffleConfig): NodeJS.Require {
  return createRequire(join(root, 'truffle-config.js'))
}

function resolvePath(require: NodeJS.Require, module: string): string | undefined {
  try {
    return require.resolve(module)
  } catch {
    return undefined
  }
}

function loadCommand(
  config: TruffleConfig,
  { module, commands }: Plugin,
  name: string,
): PluginCommand {
  const path = commands[name] ?? ''
  if (isAbsolute(path)) {
    throw pluginError(
      `Absolute paths not allowed!\nPlease ensure truffle-plugin.json only references paths relative to the plugin root.`,
    )
  }
  const require = requireOf(config)
  const loaded: unknown = require(resolve(dirname(require.resolve(module)), path))
  const command: unknown =
    typeof loaded === 'function' ? loaded : Reflect.get(Object(loaded), 'default')
  if (typeof command !== 'function') throw pluginError(`${module} exports no function for ${name}`)
  return command as PluginCommand
}
