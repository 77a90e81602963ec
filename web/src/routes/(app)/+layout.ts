import type { LayoutLoad } from './$types';

export const ssr = false;
export const prerender = false;

/** Firebase, the heaviest part, arrives here and nowhere earlier. */
export const load: LayoutLoad = async ({ fetch }) => {
  const [{ fetchRuntimeConfiguration }, { openCloud }] = await Promise.all([
    import('#lib/cloud/runtime-configuration.ts'),
    import('#lib/cloud/cloud.ts'),
  ]);
  return { cloud: openCloud(await fetchRuntimeConfiguration(fetch)) };
};
