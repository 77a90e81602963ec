import { failure, type Failure, type Result, type RuleValue } from '../rule-value.ts';

/** A function of the rules library: the smallest and largest number of arguments, and what it does. */
export interface LibraryFunction {
  arity: readonly [number, number];
  call(args: readonly RuleValue[]): Result;
}

/** A method: the value it is called on, then the arguments. */
export interface LibraryMethod<T> {
  arity: readonly [number, number];
  call(self: T, args: readonly RuleValue[]): Result;
}

export type MethodTable<T> = Readonly<Record<string, LibraryMethod<T>>>;
export type FunctionTable = Readonly<Record<string, LibraryFunction>>;

export const method = <T>(
  count: number | readonly [number, number],
  call: LibraryMethod<T>['call'],
): LibraryMethod<T> => ({ arity: typeof count === 'number' ? [count, count] : count, call });

export const libraryFunction = (
  count: number | readonly [number, number],
  call: LibraryFunction['call'],
): LibraryFunction => ({ arity: typeof count === 'number' ? [count, count] : count, call });

export const wrongArgument = (name: string, wanted: string): Failure =>
  failure(`${name} needs ${wanted}`);
