/** Which machines may be contacted: anyone may have written the links in cards, and a CI job runs inside a private network. */
import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Whether an IP address may be connected to. */
export type Guard = (ip: string) => boolean;

/** Code of the error for a host that is not on the public internet. */
export const NOT_PUBLIC = 'KB_NOT_PUBLIC';

/** The virtual address of Azure's platform services, which all machines in Azure can reach, including GitHub's runners. */
const AZURE_HOST = '168.63.129.16';
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is on the public internet: not loopback, private, link-local, multicast, reserved, or IPv6 that is
 * tunneled or translated to IPv4. An IPv4-mapped address (`::ffff:10.0.0.1`) counts as the IPv4 address.
 */
export function isPublic(ip: string): boolean {
  if (!ipaddr.isValid(ip)) return false;
  const address = ipaddr.process(ip);
  if (address.toString() === AZURE_HOST) return false;
  return address.range() === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6));
}

/**
 * Returns a DNS lookup for `http.request`. The connection goes to the addresses that were checked, so a second DNS answer
 * cannot redirect it (DNS rebinding). A name is refused if any of its addresses is forbidden.
 */
export function guardedLookup(guard: Guard): LookupFunction {
  return (host, { family, hints, all }, done) => {
    lookup(host, { family: family ?? 0, hints: hints ?? 0, all: true }, (error, found: LookupAddress[]) => {
      if (error) {
        done(error, []);
        return;
      }
      const [first] = found;
      if (!first || !found.every(({ address }) => guard(address))) done(refusal(host), []);
      else if (all) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

export function refusal(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${host} is not on the public internet`), { code: NOT_PUBLIC });
}
