import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { signatureFaultOf } from '../src/http/gateway-signature.js';
import { gatewayKeyOf } from '../src/secrets.js';

/** The example of the Standard Webhooks libraries. */
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const at = new Date(1_614_265_330_000);
const golden = {
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  bytes: Buffer.from('{"test": 2432232314}'),
};
const faultOf = (headers: Record<string, string | undefined> = {}, bytes = golden.bytes, now = at): string | null =>
  signatureFaultOf(gatewayKeyOf(secret), { headers: { ...golden.headers, ...headers }, bytes }, now);

describe('a signature', () => {
  it('fits as the standard says, also among others, and as another implementation makes it', () => {
    const { 'webhook-signature': signature, 'webhook-id': id } = golden.headers;
    expect(faultOf()).toBeNull();
    expect(faultOf({ 'webhook-signature': `v1,AAAA v1a,x ${signature}` })).toBeNull();
    const text = '{"người":"nộp"}';
    const foreign = new Webhook(secret).sign(id, at, text);
    expect(faultOf({ 'webhook-signature': foreign }, Buffer.from(text))).toBeNull();
  });

  it('fits no other body: each bit flipped in turn, cut, longer, or the same when read as text', () => {
    for (let bit = 0; bit < golden.bytes.length * 8; bit++) {
      const flipped = Buffer.from(golden.bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(faultOf({}, flipped)).toBe('signature-differs');
    }
    expect(faultOf({}, golden.bytes.subarray(1))).toBe('signature-differs');
    expect(faultOf({}, Buffer.concat([golden.bytes, Buffer.from(' ')]))).toBe('signature-differs');
    const replaced = new Webhook(secret).sign(golden.headers['webhook-id'], at, '\ufffd');
    expect(faultOf({ 'webhook-signature': replaced }, Buffer.from([0xff]))).toBe('signature-differs');
  });

  const { 'webhook-signature': signature } = golden.headers;
  it.each([
    ['webhook-id', undefined, 'header-missing'],
    ['webhook-timestamp', undefined, 'header-missing'],
    ['webhook-signature', '', 'header-missing'],
    ['webhook-id', 'another', 'signature-differs'],
    ['webhook-timestamp', '1614265331', 'signature-differs'],
    ['webhook-timestamp', '1614265330.0', 'timestamp-malformed'],
    ['webhook-timestamp', '-1', 'timestamp-malformed'],
    ['webhook-signature', signature.slice('v1,'.length), 'signature-differs'],
    ['webhook-signature', signature.replace('v1', 'v2'), 'signature-differs'],
    ['webhook-signature', signature.replace('=', ''), 'signature-differs'],
    ['webhook-signature', `${signature},`, 'signature-differs'],
  ])('with %s "%s" does not fit: %s', (header, value, fault) => {
    expect(faultOf({ [header]: value })).toBe(fault);
  });

  it('fits within five minutes of its time', () => {
    const after = (seconds: number): Date => new Date(at.getTime() + seconds * 1_000);
    for (const seconds of [-300, 300]) expect(faultOf({}, golden.bytes, after(seconds))).toBeNull();
    for (const seconds of [-301, 301])
      expect(faultOf({}, golden.bytes, after(seconds))).toBe('timestamp-out-of-bounds');
  });
});
