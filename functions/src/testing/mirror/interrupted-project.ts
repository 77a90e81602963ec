import { mirroredProject, type MirroredProject } from './mirrored-project.ts';

const ATHLETES = 8;

/** Enough athletes that an export of them takes a while; the same in every process. */
export function interruptedProject(): MirroredProject {
  return mirroredProject(Array.from({ length: ATHLETES }, () => ({ activities: 30, days: 80 })));
}
