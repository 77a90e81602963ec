import { describe, expect, test } from 'vitest';
import { readConfiguration } from './configuration.ts';

describe('readConfiguration', () => {
  test('either name of the project will do', () => {
    expect(readConfiguration({ GCLOUD_PROJECT: 'p' })).toMatchObject({ projectId: 'p' });
    expect(readConfiguration({ GOOGLE_CLOUD_PROJECT: 'q' })).toMatchObject({ projectId: 'q' });
  });

  test('what is missing or malformed is named', () => {
    expect(() => readConfiguration({})).toThrow('GCLOUD_PROJECT');
    expect(() => readConfiguration({ FIRESTORE_EMULATOR_HOST: '' })).toThrow(
      'FIRESTORE_EMULATOR_HOST',
    );
  });
});
