export { limitsForCapacity } from './rate-windows.ts';
export type { SandboxActivity } from './sandbox-activity.ts';
export { DEMO_ATHLETES, sandboxAthlete, type SandboxAthlete } from './sandbox-athlete.ts';
export {
  startStravaSandbox,
  type StartSandboxOptions,
  type StravaSandbox,
} from './start-strava-sandbox.ts';
