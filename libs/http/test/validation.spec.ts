import { describe, expect, it } from '@jest/globals';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { type AppError } from '@motcua/kernel';
import { z } from 'zod';
import { checked, DayText, idInPath, idInPathFor, Instant, lines, oneLine } from '../src/index.js';

const Period = z
  .string()
  .refine((text) => /^\d{4}$/.test(text), 'must be a year: 2023')
  .meta({ description: 'A local year: `2023`.' });

const BODY: ArgumentMetadata = { type: 'body' };

/** The faults of each field, or of the whole (`''`). */
function faultsOf(schema: z.ZodType, value: unknown): Readonly<Record<string, string>> {
  return faultsBy(checked(schema), value);
}

function faultsBy(pipe: PipeTransform, value: unknown, metadata = BODY): Readonly<Record<string, string>> {
  try {
    pipe.transform(value, metadata);
  } catch (error) {
    const { errors } = (error as AppError).details as { errors: { path: string; message: string }[] };
    expect(new Set(errors.map(({ path }) => path)).size).toBe(errors.length);
    return Object.fromEntries(errors.map(({ path, message }) => [path, message]));
  }
  return {};
}

describe('a request that is not valid', () => {
  it('names what is missing and what to send', () => {
    const schema = z.object({
      period: Period,
      name: z.string(),
      channel: z.enum(['ONLINE', 'POSTAL']),
      parts: z.array(z.int()),
    });
    expect(faultsOf(schema, {})).toEqual({
      period: 'is missing: A local year: `2023`.',
      name: 'is missing: send a text',
      channel: 'is missing: send one of "ONLINE", "POSTAL"',
      parts: 'is missing: send a list',
    });
    expect(faultsOf(schema, undefined)).toMatchObject({ period: 'is missing: A local year: `2023`.' });
  });

  it.each([
    ['another kind', z.string(), 5, 'must be a text, not a number'],
    ['a list in the place of an object', z.object({}), [], 'must be an object, not a list'],
    ['no number at all', z.coerce.number(), 'x', 'must be a number, not something else'],
    ['a word that is not one of a few', z.enum(['A', 'B']), 'C', 'must be one of "A", "B"'],
    ['another word', z.literal('A'), 'C', 'must be "A"'],
    ['no instant', z.iso.datetime({ offset: true }), 'x', 'must be an instant such as 2024-01-29T10:00:00+07:00'],
    ['no day', z.iso.date(), '29/01/2024', 'must be a day such as 2024-01-29'],
    ['no UUID', z.uuid(), 'x', 'must be a UUID'],
    ['too little text', z.string().min(1), '', 'must be at least 1 characters long'],
    ['too long a list', z.array(z.int()).max(1), [1, 2], 'must be a list of at most 1'],
    ['too small a number', z.int().min(1), 0, 'must be at least 1'],
    [
      'neither of two',
      z.union([z.int(), z.literal('infinity')]),
      'x',
      'must be a number, not a text; or must be "infinity"',
    ],
    ['its own words', Period, '23', 'must be a year: 2023'],
    [
      'an unknown field',
      z.strictObject({ a: z.int().optional(), b: z.int().optional() }).refine(() => true),
      { zz: 1 },
      'There is no "zz" here: leave it out, or send one of "a", "b"',
    ],
    ['a field where none is taken', z.strictObject({}), { zz: 1 }, 'There is no "zz" here: leave it out'],
  ])('says what to send instead of %s', (_, schema, value, text) => {
    expect(faultsOf(schema, value)).toEqual({ '': text });
  });

  it('names the kinds where a kind decides which fields there are', () => {
    const schema = z.discriminatedUnion('type', [
      z.object({ type: z.literal('paid') }),
      z.object({ type: z.literal('refunded') }),
    ]);
    expect(faultsOf(schema, { type: 'lost' })).toEqual({ type: 'must be one of "paid", "refunded"' });
    expect(faultsOf(schema, {})).toEqual({ type: 'is missing: send one of "paid", "refunded"' });
  });

  it('says of an instant, a day and a UUID that are missing what they look like', () => {
    const schema = z.object({
      happenedAt: Instant.describe('When it happened.'),
      from: DayText,
      dossierId: z.uuid('must be a UUID'),
      orderId: z.uuid(),
    });
    expect(faultsOf(schema, {})).toEqual({
      happenedAt: 'is missing: send an instant such as 2024-01-29T10:00:00+07:00',
      from: 'is missing: send a day such as 2024-01-29',
      dossierId: 'is missing: send a UUID',
      orderId: 'is missing: send a UUID',
    });
    expect(faultsOf(schema.pick({ dossierId: true }), { dossierId: null })).toEqual({ dossierId: 'must be a UUID' });
  });

  it.each([
    [Instant, 'yesterday', 'must be an instant such as 2024-01-29T10:00:00+07:00'],
    [DayText, 'yesterday', 'must be a day such as 2024-01-29'],
    [Instant, '1583-01-01T00:00:00Z', 'must lie between the years 1900 and 2999'],
  ])('has one fault for one mistake (%#)', (schema, value, text) => {
    expect(faultsOf(z.object({ at: schema }), { at: value })).toEqual({ at: text });
  });

  it('names the parameter of the address that is wrong', () => {
    const parameter = (data: string): ArgumentMetadata => ({ type: 'param', data });
    const dossierId = idInPathFor('look it up by the code');
    expect(faultsBy(idInPath, '17', parameter('orderId'))).toEqual({ orderId: 'must be a UUID' });
    expect(faultsBy(dossierId, '17', parameter('id'))).toEqual({ id: 'must be a UUID: look it up by the code' });
    expect(faultsBy(checked(z.enum(['overdue'])), 'x', parameter('list'))).toEqual({ list: 'must be "overdue"' });
    expect(Object.keys(faultsBy(checked(z.string()), '\u0000', parameter('list')))).toEqual(['list']);
  });
});

describe('a text', () => {
  const taken = (schema: z.ZodType, value: unknown): unknown => checked(schema).transform(value, { type: 'body' });

  it('of one line is kept in one form, with one space between words', () => {
    expect(taken(oneLine(20), '  Ô  tô '.normalize('NFD'))).toBe('Ô tô');
  });

  it.each([
    ['two lines', 'a\nb', 'must be one line without control characters'],
    ['a line feed before it', '\na', 'must be one line without control characters'],
    ['an invisible character', 'a\u200Bb', 'It has an invisible character in it (U+200B, character 2). Delete it, or'],
    ['nothing but spaces', '  ', 'must be at least 1 characters long'],
  ])('of one line is refused with %s', (_, value, message) => {
    expect(faultsOf(oneLine(20), value)['']).toContain(message);
  });

  it('of several lines is kept in one form, with line feeds', () => {
    expect(taken(lines(20), 'Ô tô\r\n\r\n- một '.normalize('NFD'))).toBe('Ô tô\n\n- một');
  });

  it.each([
    ['another control character', 'a\u0007', 'It has a control character in it (U+0007, character 2).'],
    ['text that runs from right to left', 'a\n\u202Eb', 'It has an invisible character in it (U+202E, character 3).'],
    ['too much text', 'x'.repeat(21), 'must be at most 20 characters long'],
  ])('of several lines is refused with %s', (_, value, message) => {
    expect(faultsOf(lines(20), value)['']).toContain(message);
  });
});
