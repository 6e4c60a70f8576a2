/** Which machines may be contacted: those on the public internet, however their address is written. */
import { describe, expect, test } from 'vitest';
import { isPublic } from '../../src/web/guard.js';
import { linkCheck } from '../../src/web/link-check.js';
import { statuses, testServer } from './server.js';

describe('an address of the public internet', () => {
  test.each(['8.8.8.8', '151.101.1.69', '2606:4700::1111', '::ffff:8.8.8.8'])('%s', (ip) => {
    expect(isPublic(ip)).toBe(true);
  });
});

describe('no address of the public internet', () => {
  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '192.0.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '::808:808',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'fd00::1',
    'ff02::1',
    '4000::1',
    'localhost',
    '',
  ])('%s', (ip) => {
    expect(isPublic(ip)).toBe(false);
  });
});

describe('this machine', () => {
  test.each([
    '127.0.0.1',
    'localhost',
    'LOCALHOST',
    '0.0.0.0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '127.1',
  ])('is not asked as %s', async (host) => {
    const server = await testServer(statuses({}));
    try {
      const check = linkCheck({ userAgent: 'kb', ports: () => true });
      expect(await check(server.origin.replace('127.0.0.1', host))).toEqual({
        is: 'unjudged',
        why: 'the host is not on the public internet',
      });
      expect(server.asked).toEqual([]);
    } finally {
      await server.close();
    }
  });
});
