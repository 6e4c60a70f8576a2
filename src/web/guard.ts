/** Which machines may be asked: addresses come from cards that anybody may have written, and a CI job sits inside a network. */
import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Whether an IP address may be connected to. */
export type Guard = (ip: string) => boolean;

/** Code of the error with which a connection to a machine of one's own network ends. */
export const NOT_PUBLIC = 'KB_NOT_PUBLIC';

/** Where Azure's own services answer the machines of its network, the runners of GitHub among them. */
const AZURE_HOST = '168.63.129.16';
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Addresses of the public internet: no loopback, private, link-local, multicast or reserved ones, nor IPv4 inside IPv6. */
export function isPublic(ip: string): boolean {
  if (!ipaddr.isValid(ip)) return false;
  const address = ipaddr.process(ip);
  if (address.toString() === AZURE_HOST) return false;
  return address.range() === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6));
}

/**
 * Looks names up for a connection; what it answers is what is connected to, so no second answer of a name server can
 * lead elsewhere. A name that leads to one forbidden address is refused whole.
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
