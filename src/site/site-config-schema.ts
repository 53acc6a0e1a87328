import type { JsonObject } from '../json.ts';

/** `site` in stillpack.json. */
export const siteConfigSchema: JsonObject = {
  description: 'The website: `false` for none.',
  oneOf: [
    { const: false },
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        path: {
          type: 'string',
          pattern: '^/(?:[A-Za-z0-9][A-Za-z0-9_-]*/)*$',
          description: "Where the website lies below the registry's URL.",
          default: '/',
        },
        title: {
          type: 'string',
          minLength: 1,
          maxLength: 100,
          description: "The website's name. Without it, the host name of the registry's URL.",
        },
        logo: {
          type: 'string',
          pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*\\.(?:svg|png|webp)$',
          description: 'A picture in templates/site/ of the repository.',
        },
        accent: {
          type: 'string',
          pattern: '^#[0-9a-fA-F]{6}$',
          description:
            'The colour of links and buttons, as #rrggbb; made darker on light pages and lighter on dark ones as far as text in it would be hard to read.',
        },
        private: {
          type: 'boolean',
          description: 'Asks search engines to leave the website out.',
          default: false,
        },
        versions: {
          type: 'string',
          enum: ['all', 'tagged', 'none'],
          description:
            'Which versions get a page of their own: each costs a file. The others are shown by one page that reads the version document.',
          default: 'tagged',
        },
        images: {
          type: 'string',
          enum: ['ask', 'load', 'never'],
          description:
            'Pictures in READMEs that lie on other sites: loaded when the reader asks, at once, or never.',
          default: 'ask',
        },
      },
    },
  ],
};
