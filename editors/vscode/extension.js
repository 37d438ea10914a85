'use strict'

const vscode = require('vscode')
const { adapterCommand, completeConfiguration } = require('./adapter-command.js')

/** Lets VS Code debug with the scaffold that the project itself has installed. */
exports.activate = function activate(context) {
  const configurations = {
    resolveDebugConfiguration: (folder, configuration) =>
      completeConfiguration(configuration, {
        folder: folder?.uri.fsPath,
        file: vscode.window.activeTextEditor?.document.uri.fsPath,
      }),
  }
  const adapters = {
    createDebugAdapterDescriptor({ configuration }) {
      const { command, args, cwd } = adapterCommand(configuration)
      return new vscode.DebugAdapterExecutable(command, args, { cwd })
    },
  }
  context.subscriptions.push(
    vscode.debug.registerDebugConfigurationProvider('scaffold', configurations),
    vscode.debug.registerDebugAdapterDescriptorFactory('scaffold', adapters),
  )
}
