import {
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
} from '@firebase/rules-unit-testing';
import type { RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { collection, doc, getDoc, getDocs, setDoc, setLogLevel } from 'firebase/firestore';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFirestore } from '../src/index.ts';
import type { RunningFirestore } from '../src/index.ts';
import { RULES } from './rules-fixture.ts';

let firestore: RunningFirestore;
let environment: RulesTestEnvironment;

beforeAll(async () => {
  setLogLevel('silent');
  firestore = await startFirestore();
  environment = await initializeTestEnvironment({
    projectId: 'demo-rules',
    firestore: { rules: RULES, host: '127.0.0.1', port: firestore.port },
  });
});
afterAll(async () => {
  await environment.cleanup();
  await firestore.stop();
});

test('denials and permissions reach the assertions', async () => {
  const ann = environment.authenticatedContext('ann', { admin: true }).firestore();
  const nobody = environment.unauthenticatedContext().firestore();
  await assertSucceeds(setDoc(doc(ann, 'users/ann'), { n: 1 }));
  await assertFails(setDoc(doc(ann, 'users/bob'), { n: 1 }));
  await assertFails(getDoc(doc(nobody, 'users/ann')));
  await assertFails(getDocs(collection(nobody, 'users')));
});

test('rules can be switched off to arrange', async () => {
  await environment.withSecurityRulesDisabled(async (context) => {
    await setDoc(doc(context.firestore(), 'users/carl'), { arranged: true });
  });
  const carl = environment.authenticatedContext('carl').firestore();
  expect((await getDoc(doc(carl, 'users/carl'))).data()).toEqual({ arranged: true });
});

test('the database can be cleared', async () => {
  await environment.clearFirestore();
  const carl = environment.authenticatedContext('carl').firestore();
  expect((await getDoc(doc(carl, 'users/carl'))).exists()).toBe(false);
});

test('faulty rules are refused with line and column and leave the old ones in force', async () => {
  const url = `http://127.0.0.1:${firestore.port}/emulator/v1/projects/demo-rules:securityRules`;
  const put = (content: string, ignore: boolean): Promise<Response> =>
    fetch(url, {
      method: 'PUT',
      body: JSON.stringify({ rules: { files: [{ content }] }, ignore_errors: ignore }),
    });
  const faulty = "rules_version = '2';\nservice cloud.firestore { match /a/{b { } }";
  const refused = await put(faulty, false);
  expect(refused.status).toBe(400);
  expect(await refused.text()).toMatch(/2:\d+/);
  const issues = (await (await put(faulty, true)).json()) as { issues: object[] };
  expect(issues.issues[0]).toMatchObject({ severity: 'ERROR', sourcePosition: { line: 2 } });
  const ann = environment.authenticatedContext('ann').firestore();
  await assertSucceeds(setDoc(doc(ann, 'users/ann'), { n: 2 }));
  await assertFails(setDoc(doc(ann, 'users/bob'), { n: 2 }));
  const coverage = await fetch(url.replace(':securityRules', ':ruleCoverage'));
  expect(await coverage.json()).toHaveProperty('report');
});
