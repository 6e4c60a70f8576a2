/** Adds events to a usage log, and prints how many events the log has afterwards. */
import { diskUsageLog } from '../../../src/repo/usage-log.js';
import { opened, searched, TODAY } from '../../usage/sample.js';

const [, , folder = '', name = '', count = '1'] = process.argv;
const log = diskUsageLog(folder);
for (let at = 0; at < Number(count); at++) {
  const hits = Array.from({ length: 10 }, (_, rank) => `${name}-${at}-${rank}`.padEnd(60, 'x'));
  await log.append(at % 10 === 0 ? opened(name) : searched(name, { total: 10, hits }), TODAY);
}
process.stdout.write(String((await log.read()).length));
