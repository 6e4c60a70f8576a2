/** `kb stats --json`. */
import type { CloneState } from '../../repo/repo.js';
import type { Health } from '../../stats/health.js';
import type { Trend } from '../../stats/trend.js';
import { baseJson, document } from '../json.js';

export function statsJson(health: Health, trend: Trend | null, base: CloneState | null): string {
  const { today, ...rest } = health;
  const history = trend && {
    complete: trend.complete,
    since: trend.since,
    lacking: trend.lacking,
    months: trend.points,
  };
  return document({ base: baseJson(base), today, ...rest, history });
}
