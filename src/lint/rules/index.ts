/** All rules, in the order of their names. */
import type { Rule } from '../rule.js';
import { expired } from './expired.js';
import { frontMatterClosed } from './front-matter-closed.js';

export const RULES: readonly Rule[] = [expired, frontMatterClosed];
