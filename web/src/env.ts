import { defineEnvVars } from '@sveltejs/kit/env';

export const variables = defineEnvVars({
  PUBLIC_GOOGLE_SIGN_IN: {
    public: true,
    static: true,
    description: 'true when the Firebase project has the Google provider switched on',
    schema: (value) => value === 'true',
  },
});
