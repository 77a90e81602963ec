import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import type { Stack } from '../../local/runner/run-stack.ts';
import { startTestStack } from '../journeys/test-stack.ts';
import { launchChromium } from './chromium.ts';
import { zoneAtMidday } from './zone-at-midday.ts';

/** How long a busy machine with two cores may take for anything a page is asked for. */
const PATIENCE_MS = 60_000;

export interface Athlete {
  email: string;
  password: string;
  page: Page;
}

export interface App {
  stack: Stack;
  browser: Browser;
  /** Where every page is, so that no day ends during a test. */
  timeZone: string;
  /** What any page complained about: uncaught errors, console errors and warnings. */
  complaints: string[];
  /** A page in a fresh browser profile, for a person of their own. */
  newPage: () => Promise<Page>;
  signUp: (name: string) => Promise<Athlete>;
  close: () => Promise<void>;
}

/** The whole product with a browser in front of it. */
export async function openApp(): Promise<App> {
  const stack = await startTestStack();
  const browser = await launchChromium();
  const complaints: string[] = [];
  const timeZone = zoneAtMidday();

  const newPage = async (): Promise<Page> => {
    const context = await browser.newContext({
      baseURL: stack.address,
      locale: 'en-US',
      timezoneId: timeZone,
      viewport: { width: 1280, height: 900 },
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      const isComplaint = message.type() === 'error' || message.type() === 'warning';
      const { url } = message.location();
      if (isComplaint) complaints.push(`${page.url()}: ${message.text()} (${url})`);
    });
    return page;
  };
  const signUp = async (name: string): Promise<Athlete> => {
    const page = await newPage();
    const email = `${name}@example.com`;
    const password = 'a long secret';
    await page.goto('/signup');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByRole('heading', { name: 'Nothing to weigh yet.' }).waitFor();
    return { email, password, page };
  };
  const close = async () => {
    await browser.close();
    await stack.stop();
  };
  return { stack, browser, timeZone, complaints, newPage, signUp, close };
}

type Credentials = Pick<Athlete, 'email' | 'password'>;

function signIn({ stack }: App, { email, password }: Credentials): Promise<Response> {
  const auth = `http://${stack.environment['FIREBASE_AUTH_EMULATOR_HOST']}`;
  return fetch(
    `${auth}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=local`,
    post({ email, password, returnSecureToken: true }),
  );
}

/** Whether somebody may sign in. */
export async function hasAccount(app: App, person: Credentials): Promise<boolean> {
  return (await signIn(app, person)).ok;
}

/** Calls the API as somebody, as a function or another device would. */
export async function callAs(
  app: App,
  person: Credentials,
  path: string,
  body: unknown,
): Promise<unknown> {
  const { idToken } = (await (await signIn(app, person)).json()) as { idToken: string };
  const answer = await fetch(
    app.stack.address + path,
    post(body, { Authorization: `Bearer ${idToken}` }),
  );
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

function post(body: unknown, headers: Record<string, string> = {}) {
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong with a page, one line each. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    interface Violation {
      id: string;
      nodes: { target: unknown[]; failureSummary?: string }[];
    }
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: Violation[] }> };
    };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    );
  });
}
