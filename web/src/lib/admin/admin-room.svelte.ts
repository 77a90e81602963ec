import { z } from 'zod';
import { callApi } from '../cloud/call-api.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { athleteRollAnswer, deadWorkAnswer, stravaBudgetAnswer } from './admin-answers.ts';
import { AskedAnswer } from './asked-answer.svelte.ts';

type Access =
  | { state: 'asking' }
  | { state: 'granted' }
  | { state: 'forbidden' }
  | { state: 'unknown'; message: string };

/** What an admin sees and may do; asks for nothing before the account is known to be one. */
export class AdminRoom {
  #cloud: Cloud;
  #access = $state.raw<Access>({ state: 'asking' });
  readonly budget;
  readonly work;
  readonly roll;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.budget = new AskedAnswer(() =>
      callApi(cloud, 'GET', '/api/strava/budget', stravaBudgetAnswer),
    );
    this.work = new AskedAnswer(async () => {
      const { work } = await callApi(cloud, 'GET', '/api/admin/dead-work', deadWorkAnswer);
      return work;
    });
    this.roll = new AskedAnswer(() => this.#rollAfter(0));
  }

  get access() {
    return this.#access;
  }

  open = async () => {
    this.#access = { state: 'asking' };
    try {
      const isAdmin = (await this.#hasClaim(false)) || (await this.#hasClaim(true));
      this.#access = { state: isAdmin ? 'granted' : 'forbidden' };
      if (isAdmin) await this.lookAgain();
    } catch {
      const message = 'Whether you are an admin cannot be told right now. Check the network.';
      this.#access = { state: 'unknown', message };
    }
  };

  lookAgain = async () => {
    await Promise.all([this.budget.ask(), this.work.ask(), this.roll.ask()]);
  };

  /** Appends the next page of athletes. Rejects when it cannot be had. */
  moreAthletes = async () => {
    if (this.roll.current.status !== 'ready' || this.roll.current.value.next === null) return;
    const page = await this.#rollAfter(this.roll.current.value.next);
    this.roll.change((before) => ({
      athletes: [...before.athletes, ...page.athletes],
      unreadable: before.unreadable + page.unreadable,
      next: page.next,
    }));
  };

  /** Puts failed work back into the queue. Rejects with why not, and then looks what is there. */
  retryWork = async (id: string) => {
    const path = `/api/admin/dead-work/${encodeURIComponent(id)}/retry`;
    try {
      await callApi(this.#cloud, 'POST', path, z.null());
    } catch (error) {
      await this.work.ask();
      throw error;
    }
    this.work.change((work) => work.filter((one) => one.id !== id));
  };

  /** A claim given since the last token shows only in a new one. */
  async #hasClaim(isFresh: boolean): Promise<boolean> {
    const token = await this.#cloud.auth.currentUser?.getIdTokenResult(isFresh);
    return token?.claims['admin'] === true;
  }
  #rollAfter(userId: number) {
    return callApi(this.#cloud, 'GET', `/api/admin/athletes?after=${userId}`, athleteRollAnswer);
  }
}
