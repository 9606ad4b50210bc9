import type { AddressInfo } from 'node:net';

/** The address of a server as it is: 0.0.0.0 stays 0.0.0.0, because it shows who can connect. */
export function listeningPlace(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') return String(address);
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
