/** Which kb this is. */

declare const KB_VERSION: string | undefined;

/** The version of the package; `0.0.0-dev` where the source runs unbuilt. */
export const version = typeof KB_VERSION === 'string' ? KB_VERSION : '0.0.0-dev';

/** Whether this is a build: what comes with kb lies beside it then. */
export const isBuilt = typeof KB_VERSION === 'string';
