import type { Cloud } from '#lib/cloud/cloud.ts';
import type { LayoutLoad } from './$types';

export const ssr = false;
export const prerender = false;

/** Opened once for the life of the page, however often the router asks. */
let cloud: Cloud | undefined;

/** Firebase, the heaviest part, arrives here and nowhere earlier. */
export const load: LayoutLoad = async ({ fetch }) => {
  const [{ fetchRuntimeConfiguration }, { openCloud }] = await Promise.all([
    import('#lib/cloud/runtime-configuration.ts'),
    import('#lib/cloud/cloud.ts'),
  ]);
  const configuration = await fetchRuntimeConfiguration(fetch);
  return { cloud: (cloud ??= openCloud(configuration)) };
};
