/** The version of kb, and whether it runs from a build. */

declare const KB_VERSION: string | undefined;

/** The version of the package; `0.0.0-dev` if kb runs from source. */
export const version = typeof KB_VERSION === 'string' ? KB_VERSION : '0.0.0-dev';

/** Whether this is a build, with templates and worker threads in the folder of this file. */
export const isBuilt = typeof KB_VERSION === 'string';
