import type { CharacterTest } from './character-set.ts';
import { parseRegex, RegexSyntaxError, type Assertion, type RegexNode } from './parse-regex.ts';

export { RegexSyntaxError };

type Instruction =
  | { op: 'characters'; test: CharacterTest }
  /** Tries `first` before `second`. */
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { op: 'assert'; assertion: Assertion }
  | { op: 'match' };

export type RegexProgram = readonly Instruction[];

const MAX_INSTRUCTIONS = 10_000;

/** @throws RegexSyntaxError for what RE2 would refuse, and for patterns that unroll too far */
export function compileRegex(pattern: string): RegexProgram {
  const program: Instruction[] = [];
  emit(program, parseRegex(pattern));
  program.push({ op: 'match' });
  return program;
}

function push(program: Instruction[], instruction: Instruction): number {
  if (program.length >= MAX_INSTRUCTIONS) {
    throw new RegexSyntaxError('too many repetitions in regular expression');
  }
  return program.push(instruction) - 1;
}

function emit(program: Instruction[], node: RegexNode): void {
  switch (node.kind) {
    case 'characters':
      push(program, { op: 'characters', test: node.test });
      return;
    case 'assertion':
      push(program, { op: 'assert', assertion: node.assertion });
      return;
    case 'sequence':
      for (const item of node.items) emit(program, item);
      return;
    case 'choice':
      emitChoice(program, node.options);
      return;
    case 'repeat':
      for (let count = 0; count < node.min; count += 1) emitCounted(program, node.item);
      if (node.max === Infinity) emitLoop(program, node.item, node.isGreedy);
      else emitOptional(program, node.item, node.max - node.min, node.isGreedy);
  }
}

/** Copies of something empty still cost time, so they count as instructions. */
function emitCounted(program: Instruction[], item: RegexNode): void {
  const before = program.length;
  emit(program, item);
  if (program.length === before) push(program, { op: 'jump', to: program.length + 1 });
}

function emitChoice(program: Instruction[], options: readonly RegexNode[]): void {
  const ends: number[] = [];
  options.forEach((option, index) => {
    if (index === options.length - 1) {
      emit(program, option);
      return;
    }
    const split = push(program, { op: 'split', first: program.length + 1, second: 0 });
    emit(program, option);
    ends.push(push(program, { op: 'jump', to: 0 }));
    program[split] = { op: 'split', first: split + 1, second: program.length };
  });
  for (const end of ends) program[end] = { op: 'jump', to: program.length };
}

const branch = (inside: number, outside: number, isGreedy: boolean): Instruction =>
  isGreedy
    ? { op: 'split', first: inside, second: outside }
    : { op: 'split', first: outside, second: inside };

function emitLoop(program: Instruction[], item: RegexNode, isGreedy: boolean): void {
  const split = push(program, { op: 'split', first: 0, second: 0 });
  emit(program, item);
  push(program, { op: 'jump', to: split });
  program[split] = branch(split + 1, program.length, isGreedy);
}

function emitOptional(
  program: Instruction[],
  item: RegexNode,
  times: number,
  isGreedy: boolean,
): void {
  const splits: number[] = [];
  for (let count = 0; count < times; count += 1) {
    splits.push(push(program, { op: 'split', first: 0, second: 0 }));
    emit(program, item);
  }
  for (const split of splits) program[split] = branch(split + 1, program.length, isGreedy);
}
