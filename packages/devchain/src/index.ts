export type { MeteredCall, MeteredExecution, MeteringListener } from './call-metering.js'
export { type ConsoleCall, loadConsoleDecoder } from './console-decoder.js'
export {
  createDevchain,
  type Devchain,
  type DevchainAccount,
  type DevchainProvider,
  type DevchainReorgTransaction,
} from './devchain.js'
export type { ExecutionListener, WatchedExecution } from './execution-watch.js'
export { failureRecorder } from './failure-recorder.js'
export type { CountedCode, InstructionCounting } from './instruction-counting.js'
export { opcodeName } from './internal/chain/tracing/opcode-names.js'
export { loadKeccak256 } from './keccak256.js'
export type {
  AnsweredRequest,
  CorsPolicy,
  DevchainServer,
  ListenOptions,
} from './listen-options.js'
export type {
  DevchainAccountOptions,
  DevchainForkOptions,
  DevchainMiningOptions,
  DevchainOptions,
} from './options.js'
export type {
  ExecutionRecording,
  RecordExecution,
  RecordedContext,
  RecordedFrame,
  RecordedFrameKind,
  RecordedGas,
  RecordedLog,
  RecordedStorageWrite,
  RecordingListener,
  RecordOptions,
  StepRecording,
  StorageSpace,
} from './recording.js'
export { type WarmUpOptions, warmUp, warmUpBriefly } from './warm-up.js'
